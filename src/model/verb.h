#ifndef MODEL_VERB_H
#define MODEL_VERB_H

#include "kith/field.h"
#include "model/model.h"

/* Begins the step "`what` of Ann Okafor", or "`what` of 3 people". */
void verb_begin(struct kith *k, const char *what, const kith_id *people, size_t count);
/*
 * One step that adds a copy of `row` for each person, set as its kind's `about`.
 */
enum kith_status verb_add_each(struct kith *k, const struct kith_kind *kind, void *row, const kith_id *people,
                               size_t count, const char *what);

/*
 * Of the open rows of a kind about a person (the statement's), the only one, or the only one
 * whose text has the words (may be NULL). KITH_NOT_FOUND and KITH_INVALID name what there is.
 */
enum kith_status verb_only(struct kith *k, const struct kith_kind *kind, struct stmt *open, kith_id person,
                           const char *words, struct arena *arena, void *row);

#endif
