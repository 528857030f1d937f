#ifndef LISTEN_WEIGHTS_H
#define LISTEN_WEIGHTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * The weights of a linear model: one small integer for each feature and output, summed.
 * Integers only, so that every machine gives the same answer. Written by
 * tests/train; a .weights file is "KW2\0", the number of outputs and of features
 * (32 bits, little-endian), for each output its bias and two bars (heard, sure;
 * 32 bits, signed), then for each feature its key (32 bits), the number of its
 * weights and, for each of these, the output and the weight (8 bits, signed).
 */

#define WEIGHTS_OUTPUTS 12
#define FEATURES_MAX    512

struct weights_row {
    uint32_t key; /* 0: empty */
    signed char weights[WEIGHTS_OUTPUTS];
};

struct weights {
    struct weights_row *rows; /* a hash table */
    uint32_t mask, outputs;
    int32_t bias[WEIGHTS_OUTPUTS], heard[WEIGHTS_OUTPUTS], sure[WEIGHTS_OUTPUTS];
};

struct features {
    uint32_t items[FEATURES_MAX];
    size_t count;
};

bool weights_read(struct weights *weights, const char *data,
                  size_t length); /* false: left zeroed, scores nothing */
void weights_free(struct weights *weights);
void weights_add(const struct weights *weights, uint32_t feature, int32_t *scores);
void weights_score(const struct weights *weights, const struct features *features,
                   int32_t *scores); /* with the bias */

/* Adds the feature "value in this place". Beyond the room there is, silently none. */
void features_add(struct features *features, unsigned place, uint64_t value);

#endif
