#ifndef LISTEN_RELATION_H
#define LISTEN_RELATION_H

#include "listen/listener.h"

/* Between relation.c and relation_far.c. */

/* The normal form of a relation word, singular; NULL when it is none. */
const char *relation_normal(struct ear *ear, uint32_t at, bool *plural);
bool relation_is(const struct ear *ear, uint32_t at, const char *word);
bool relation_determines(const struct token *t);
/* a comma, a bracket, a dash: what sets a name off */
bool relation_joins(const struct ear *ear, uint32_t at);
/* Where the name begins with the titles before it that the tagger left out. */
uint32_t relation_past_titles(const struct ear *ear, uint32_t from, uint32_t first);
/* "her brother Tom", "Tom, her brother", "Aunt May": false when there is none. */
bool relation_just_before(struct ear *ear, const struct sentence *s, uint32_t first,
                          struct relation *relation);
bool relation_just_after(struct ear *ear, const struct sentence *s, uint32_t end, struct relation *relation);
bool relation_in_title(struct ear *ear, const struct person *person, struct relation *relation);

#endif
