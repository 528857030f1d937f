#ifndef MODEL_GIVE_H
#define MODEL_GIVE_H

#include "kith/today.h"
#include "model/propose.h"

/*
 * Open needs that someone else in the book could meet, best fit first: of one
 * person, or of every contact where `only` is NULL.
 */
void give_gifts(struct propose *p, const struct fact_person *only, struct arena *arena,
                struct kith_gift **out, size_t *count);

#endif
