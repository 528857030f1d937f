#include "listen/model.h"

#include <string.h>

#include "listen/token.h"

static uint32_t word32(const unsigned char *p) {
    return (uint32_t)p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16 | (uint32_t)p[3] << 24;
}

bool model_read(struct model *model, const char *data, size_t length) {
    const unsigned char *p = (const unsigned char *)data;
    *model = (struct model){0};
    if (length < 12 || memcmp(data, "KW1", 4))
        return false;
    uint32_t outputs = word32(p + 4), buckets = word32(p + 8);
    if (!outputs || outputs > MODEL_OUTPUTS || !buckets || buckets > 1u << 20 || (buckets & (buckets - 1)) ||
        length < 12 + (size_t)outputs * 12 + (size_t)outputs * buckets)
        return false;
    for (uint32_t i = 0; i < outputs; i++) {
        model->bias[i] = (int32_t)word32(p + 12 + 12 * (size_t)i);
        model->heard[i] = (int32_t)word32(p + 16 + 12 * (size_t)i);
        model->sure[i] = (int32_t)word32(p + 20 + 12 * (size_t)i);
    }
    model->outputs = outputs;
    model->buckets = buckets;
    model->weights = (const signed char *)(data + 12 + 12 * (size_t)outputs);
    return true;
}

void model_add(const struct model *model, uint64_t feature, int32_t *scores) {
    if (!model->buckets)
        return;
    const signed char *row = model->weights + (size_t)(feature & (model->buckets - 1)) * model->outputs;
    for (uint32_t i = 0; i < model->outputs; i++)
        scores[i] += row[i];
}

void model_score(const struct model *model, const struct features *features, int32_t *scores) {
    for (uint32_t i = 0; i < model->outputs; i++)
        scores[i] = model->bias[i];
    for (size_t i = 0; i < features->count; i++)
        model_add(model, features->items[i], scores);
}

void features_add(struct features *features, unsigned place, uint64_t value) {
    if (features->count < MODEL_FEATURES)
        features->items[features->count++] = token_mix(value, place * 0x632be59bd9b4e019u);
}
