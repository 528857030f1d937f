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

struct weights {
    uint32_t
        *keys; /* a hash table; 0: empty. Apart from the rows, for most features are looked for in vain */
    signed char (*rows)[WEIGHTS_OUTPUTS];
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
void weights_room(struct weights *weights, uint32_t count); /* empty rows for so many features */
signed char *weights_row(struct weights *weights,
                         uint32_t feature); /* its weights, made where there are none */
void weights_add(const struct weights *weights, uint32_t feature, int32_t *scores);
void weights_score(const struct weights *weights, const struct features *features,
                   int32_t *scores); /* with the bias */

/* Adds the feature "value in this place". Beyond the room there is, silently none. */
void features_add(struct features *features, unsigned place, uint64_t value);

#endif
