#ifndef MODEL_SOURCES_H
#define MODEL_SOURCES_H

#include "model/propose.h"

/*
 * Who comes first as a source of the one introduction, by the points that are kept of
 * each. Those are the most they can have, so the first few decide; how few is
 * found by looking.
 */
struct sources {
    struct arena arena;
    struct facts *facts; /* the first of them whole, or everyone */
    struct propose propose;
    struct propose_list ranked; /* of these facts; right up to the place asked for */
};
/* Ranked up to the `skip`th and it included, if there are as many. To be closed. */
void sources_open(struct sources *sources, struct kith *k, size_t skip);
void sources_close(struct sources *sources);

#endif
