#include "listen/weights.h"

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "listen/token.h"

static uint32_t word32(const unsigned char *p) {
    return (uint32_t)p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16 | (uint32_t)p[3] << 24;
}

static uint32_t slot_of(const struct weights *weights, uint32_t key) {
    uint32_t at = key & weights->mask;
    while (weights->keys[at] && weights->keys[at] != key)
        at = (at + 1) & weights->mask;
    return at;
}

void weights_room(struct weights *weights, uint32_t count) {
    uint32_t cap = 64;
    while (cap < count * 2)
        cap *= 2;
    weights->keys = xalloc(cap * sizeof *weights->keys);
    weights->rows = xalloc(cap * sizeof *weights->rows);
    weights->mask = cap - 1;
}

signed char *weights_row(struct weights *weights, uint32_t feature) {
    uint32_t at = slot_of(weights, feature);
    weights->keys[at] = feature;
    return weights->rows[at];
}

static bool read_rows(struct weights *weights, const unsigned char *p, const unsigned char *end,
                      uint32_t count) {
    weights_room(weights, count);
    for (uint32_t i = 0; i < count; i++) {
        if (end - p < 5 || end - p < 5 + 2 * p[4] || !word32(p))
            return false;
        signed char *row = weights_row(weights, word32(p));
        for (unsigned n = p[4], k = 0; k < n; k++)
            if (p[5 + 2 * k] < weights->outputs)
                row[p[5 + 2 * k]] = (signed char)p[6 + 2 * k];
        p += 5 + 2 * p[4];
    }
    return true;
}

bool weights_read(struct weights *weights, const char *data, size_t length) {
    const unsigned char *p = (const unsigned char *)data;
    *weights = (struct weights){0};
    if (length < 12 || memcmp(data, "KW2", 4))
        return false;
    uint32_t outputs = word32(p + 4), count = word32(p + 8);
    if (!outputs || outputs > WEIGHTS_OUTPUTS || count > 1u << 22 || length < 12 + (size_t)outputs * 12)
        return false;
    weights->outputs = outputs;
    for (uint32_t i = 0; i < outputs; i++) {
        weights->bias[i] = (int32_t)word32(p + 12 + 12 * (size_t)i);
        weights->heard[i] = (int32_t)word32(p + 16 + 12 * (size_t)i);
        weights->sure[i] = (int32_t)word32(p + 20 + 12 * (size_t)i);
    }
    if (read_rows(weights, p + 12 + 12 * (size_t)outputs, p + length, count))
        return true;
    weights_free(weights);
    return false;
}

void weights_free(struct weights *weights) {
    free(weights->keys);
    free(weights->rows);
    *weights = (struct weights){0};
}

void weights_add(const struct weights *weights, uint32_t feature, int32_t *scores) {
    if (!weights->keys)
        return;
    uint32_t at = slot_of(weights, feature);
    if (weights->keys[at])
        for (unsigned i = 0; i < weights->outputs; i++)
            scores[i] += weights->rows[at][i];
}

void weights_score(const struct weights *weights, const struct features *features, int32_t *scores) {
    memcpy(scores, weights->bias, sizeof weights->bias);
    for (size_t i = 0; i < features->count; i++)
        weights_add(weights, features->items[i], scores);
}

void features_add(struct features *features, unsigned place, uint64_t value) {
    if (features->count >= FEATURES_MAX)
        return;
    uint32_t key = (uint32_t)(token_mix(value, place * 0x632be59bd9b4e019u) >> 13);
    features->items[features->count++] = key ? key : 1;
}
