#ifndef LISTEN_MODEL_H
#define LISTEN_MODEL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * A linear model over hashed features: one small integer for each feature and
 * output, summed. Integers only, so that every machine gives the same answer.
 * Written by tests/train; the form is that of a .weights file: "KW1\0", outputs
 * and buckets (32 bits, little-endian), then for each output its bias and two
 * thresholds (heard, sure; 32 bits, signed), then the weights, bucket by bucket.
 */

#define MODEL_OUTPUTS  12
#define MODEL_FEATURES 512

struct model {
    const signed char *weights;
    uint32_t outputs, buckets;
    int32_t bias[MODEL_OUTPUTS], heard[MODEL_OUTPUTS], sure[MODEL_OUTPUTS];
};

struct features {
    uint64_t items[MODEL_FEATURES];
    size_t count;
};

bool model_read(struct model *model, const char *data,
                size_t length); /* false: left zeroed, scores nothing */
void model_add(const struct model *model, uint64_t feature, int32_t *scores);
void model_score(const struct model *model, const struct features *features,
                 int32_t *scores); /* with the bias */

/* Adds the feature "value in this place". Beyond the room there is, silently none. */
void features_add(struct features *features, unsigned place, uint64_t value);

#endif
