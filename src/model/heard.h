#ifndef MODEL_HEARD_H
#define MODEL_HEARD_H

#include "base/map.h"
#include "kith/heard.h"
#include "model/model.h"

/* The names that listening knows: kept in the open book until a change, so that every key can listen. */
struct heard_names {
    struct arena arena;
    int64_t changes;            /* kith_changes() when they were read */
    struct listen_known *known; /* people, then companies */
    kith_id *ids;               /* of known[i]; 0 for a company */
    size_t count, people;
    struct map words; /* a folded word of a name → the first of its links, plus one */
    struct heard_link *links;
    size_t link_count, link_cap;
    kith_id near_to; /* whose circle and talks the `near` marks are of */
};
struct heard_names *heard_names(struct kith *k, kith_id contact);
/*
 * What listening is told of the book and of whom the talk was with: those near the contact,
 * and those of whose name a word stands in the note.
 */
struct listen_context heard_context(struct kith *k, const struct kith_note *note, struct arena *arena);
void heard_free(struct kith *k); /* the names and the listener */

#endif
