#ifndef MODEL_PEOPLE_H
#define MODEL_PEOPLE_H

#include "kith/person.h"
#include "model/model.h"

/* Merely mentioned people whose ties a deletion may cut. */
struct people_loose {
    kith_id *items;
    size_t count, cap;
};
/* Those whom rows of a kind (notes, mentions) or, kind person, people speak of; before the deletion. */
struct people_loose people_loosened(struct kith *k, const struct kith_kind *kind, const kith_id *ids,
                                    size_t count, struct arena *arena);
/*
 * After it: deletes those of them whom nothing is known of any more, nobody speaking
 * of them, no ask, referral, wish or talk naming them, nothing set by hand.
 */
void people_sweep(struct kith *k, const struct people_loose *loose);

/* Inside a step: deletes the notes with that person and nobody else. */
void people_delete_notes(struct kith *k, kith_id person);

/*
 * People with this name or alias (folded), or with it as a part; contacts first, then mentioned and
 * archived ones, unnamed ones last, each by name.
 */
struct kith_refs people_like(struct kith *k, const char *name, bool part, struct arena *arena);
void people_aliases_free(struct kith *k); /* what that keeps between calls */
/* Whether `by` ever spoke of the person. */
bool people_tied(struct kith *k, kith_id by, kith_id person);
/* A new person who is merely mentioned; inside a step. */
kith_id people_add_mentioned(struct kith *k, const char *name, bool unnamed);
/* Inside a step: the first talk with somebody merely mentioned makes them a prospect; whether it did. */
bool people_welcome(struct kith *k, kith_id person);
/* "Ann", of "Ann Okafor". */
const char *people_first_name(const char *name, struct arena *arena);

#endif
