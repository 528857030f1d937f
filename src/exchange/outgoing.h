#ifndef EXCHANGE_OUTGOING_H
#define EXCHANGE_OUTGOING_H

#include "kith/person.h"

/* Who leaves in a file of contacts: neither private nor archived people, nor those merely mentioned. */
enum kith_status outgoing_people(struct kith *k, struct arena *arena, struct kith_person **people,
                                 size_t *count);
/* Whether a row of this person may leave: they are neither private nor archived nor merely mentioned. */
bool outgoing_may_go(struct kith *k, kith_id person);
/* The name of somebody whom another's row speaks of: "somebody" for those who leave in no file. */
const char *outgoing_name(struct kith *k, kith_id person, struct arena *arena);

#endif
