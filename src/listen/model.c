#include "listen/model.h"

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "listen/token.h"

static uint32_t word32(const unsigned char *p) {
    return (uint32_t)p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16 | (uint32_t)p[3] << 24;
}

static struct model_row *row_of(const struct model *model, uint32_t key) {
    uint32_t at = key & model->mask;
    while (model->rows[at].key && model->rows[at].key != key)
        at = (at + 1) & model->mask;
    return &model->rows[at];
}

static bool read_rows(struct model *model, const unsigned char *p, const unsigned char *end, uint32_t count) {
    uint32_t cap = 64;
    while (cap < count * 2)
        cap *= 2;
    model->rows = xalloc(cap * sizeof *model->rows);
    model->mask = cap - 1;
    for (uint32_t i = 0; i < count; i++) {
        if (end - p < 5 || end - p < 5 + 2 * p[4] || !word32(p))
            return false;
        struct model_row *row = row_of(model, word32(p));
        row->key = word32(p);
        for (unsigned n = p[4], k = 0; k < n; k++)
            if (p[5 + 2 * k] < model->outputs)
                row->weights[p[5 + 2 * k]] = (signed char)p[6 + 2 * k];
        p += 5 + 2 * p[4];
    }
    return true;
}

bool model_read(struct model *model, const char *data, size_t length) {
    const unsigned char *p = (const unsigned char *)data;
    *model = (struct model){0};
    if (length < 12 || memcmp(data, "KW2", 4))
        return false;
    uint32_t outputs = word32(p + 4), count = word32(p + 8);
    if (!outputs || outputs > MODEL_OUTPUTS || count > 1u << 22 || length < 12 + (size_t)outputs * 12)
        return false;
    model->outputs = outputs;
    for (uint32_t i = 0; i < outputs; i++) {
        model->bias[i] = (int32_t)word32(p + 12 + 12 * (size_t)i);
        model->heard[i] = (int32_t)word32(p + 16 + 12 * (size_t)i);
        model->sure[i] = (int32_t)word32(p + 20 + 12 * (size_t)i);
    }
    if (read_rows(model, p + 12 + 12 * (size_t)outputs, p + length, count))
        return true;
    model_free(model);
    return false;
}

void model_free(struct model *model) {
    free(model->rows);
    *model = (struct model){0};
}

void model_add(const struct model *model, uint32_t feature, int32_t *scores) {
    if (!model->rows)
        return;
    const struct model_row *row = row_of(model, feature);
    if (row->key)
        for (unsigned i = 0; i < MODEL_OUTPUTS; i++)
            scores[i] += row->weights[i];
}

void model_score(const struct model *model, const struct features *features, int32_t *scores) {
    memcpy(scores, model->bias, sizeof model->bias);
    for (size_t i = 0; i < features->count; i++)
        model_add(model, features->items[i], scores);
}

void features_add(struct features *features, unsigned place, uint64_t value) {
    if (features->count >= MODEL_FEATURES)
        return;
    uint32_t key = (uint32_t)(token_mix(value, place * 0x632be59bd9b4e019u) >> 13);
    features->items[features->count++] = key ? key : 1;
}
