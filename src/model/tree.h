#ifndef MODEL_TREE_H
#define MODEL_TREE_H

#include "kith/insight.h"
#include "model/facts.h"

/*
 * Which client came from whom. A person's parent is who introduced them
 * first; their value is theirs and all that grew from them. Fills out->tree,
 * parents before children, most value first.
 */
void insight_tree(struct kith *k, const struct facts *facts, day from, day to, struct arena *arena,
                  struct kith_insights *out);

#endif
