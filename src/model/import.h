#ifndef MODEL_IMPORT_H
#define MODEL_IMPORT_H

#include "base/arena.h"

/* What tells a profile address apart: "https://www.linkedin.com/in/ann/?x=1" and "linkedin.com/in/Ann" are
 * one. */
char *import_profile_key(const char *url, struct arena *arena);

struct kith;
void import_end(struct kith *k); /* of a plan half applied: what it holds goes; its step is another matter */

#endif
