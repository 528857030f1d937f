#ifndef LISTEN_MODEL_H
#define LISTEN_MODEL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * A linear model: one small integer for each feature and output, summed.
 * Integers only, so that every machine gives the same answer. Written by
 * tests/train; a .weights file is "KW2\0", the number of outputs and of features
 * (32 bits, little-endian), for each output its bias and two bars (heard, sure;
 * 32 bits, signed), then for each feature its key (32 bits), the number of its
 * weights and, for each of these, the output and the weight (8 bits, signed).
 */

#define MODEL_OUTPUTS  12
#define MODEL_FEATURES 512

struct model_row {
    uint32_t key; /* 0: empty */
    signed char weights[MODEL_OUTPUTS];
};

struct model {
    struct model_row *rows; /* a hash table */
    uint32_t mask, outputs;
    int32_t bias[MODEL_OUTPUTS], heard[MODEL_OUTPUTS], sure[MODEL_OUTPUTS];
};

struct features {
    uint32_t items[MODEL_FEATURES];
    size_t count;
};

bool model_read(struct model *model, const char *data,
                size_t length); /* false: left zeroed, scores nothing */
void model_free(struct model *model);
void model_add(const struct model *model, uint32_t feature, int32_t *scores);
void model_score(const struct model *model, const struct features *features,
                 int32_t *scores); /* with the bias */

/* Adds the feature "value in this place". Beyond the room there is, silently none. */
void features_add(struct features *features, unsigned place, uint64_t value);

#endif
