#ifndef MODEL_GIVE_H
#define MODEL_GIVE_H

#include "kith/today.h"
#include "model/propose.h"

/*
 * Open needs that someone else in the book could meet, best fit first: of every contact, or those
 * whose ids are in the JSON list `needs`. The candidates come from the facts of `p`, so
 * those that give_best() or give_of() adds must be among them.
 */
void give_gifts(struct propose *p, const char *needs, struct arena *arena, struct kith_gift **out,
                size_t *count);

/* Whether one may be given to the other: not whom they spoke of, nor anyone introduced before. */
bool give_fair(struct kith *k, kith_id wants, kith_id candidate);

/*
 * Which needs those are, as kept, with the ids of all whom they are about: the best `most` of them
 * (0: all), or those of one person.
 */
struct give_wanted {
    const char *needs; /* JSON */
    kith_id *people;
    size_t count, cap;
};
void give_best(struct kith *k, size_t most, struct arena *arena, struct give_wanted *out);
void give_of(struct kith *k, kith_id person, struct arena *arena, struct give_wanted *out);
/* Those of one person (0: the best `most`), and the facts of all whom they are about. */
struct facts *give_facts(struct kith *k, kith_id person, size_t most, struct arena *arena,
                         struct give_wanted *out);

/* ---- for kept.c: the best few of each need are kept, and follow the texts about people ---- */

void give_keep_all(struct propose *p); /* p has the facts of everyone */
void give_keep(struct propose *p, const kith_id *people, size_t count);
void give_keep_unmatched(struct kith *k);
void give_new_day(struct kith *k, day last); /* needs that opened since */
bool give_is_due(struct kith *k);

#endif
