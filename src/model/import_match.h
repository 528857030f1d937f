#ifndef MODEL_IMPORT_MATCH_H
#define MODEL_IMPORT_MATCH_H

#include "kith/import.h"

/* Who a row of a plan is. */
struct import_who {
    kith_id person; /* of the book; 0: somebody new */
    size_t first; /* the first row of the plan that is the same person; its own place: there is none before */
    const char *why; /* "same e-mail"; NULL: somebody new */
};

/* One for each row, in the arena. */
struct import_who *import_match(struct kith *k, const struct kith_import *plan, struct arena *arena);

#endif
