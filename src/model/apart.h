#ifndef MODEL_APART_H
#define MODEL_APART_H

#include "base/map.h"
#include "model/model.h"

/* Pairs that are two people, whatever they have in common; see kith_apart(). */
const char *apart_key(const char *uid, const char *other, struct arena *arena);
void apart_load(struct kith *k, struct map *out); /* their keys */
void apart_forget(struct kith *k, const char *uid); /* within a step: no pair names them any more */

#endif
