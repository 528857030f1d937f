#include "train/vocabulary.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/alloc.h"

static struct word *word_of(const struct vocabulary *v, uint32_t key) {
    size_t at = key & (v->cap - 1);
    while (v->slots[at].key && v->slots[at].key != key)
        at = (at + 1) & (v->cap - 1);
    return &v->slots[at];
}

void vocabulary_count(struct vocabulary *v, uint32_t key, uint32_t note) {
    if (v->count * 2 >= v->cap) {
        struct vocabulary old = *v;
        v->cap = old.cap ? old.cap * 2 : 1 << 16;
        v->slots = xalloc(v->cap * sizeof *v->slots);
        for (size_t i = 0; i < old.cap; i++)
            if (old.slots[i].key)
                *word_of(v, old.slots[i].key) = old.slots[i];
        free(old.slots);
    }
    struct word *word = word_of(v, key);
    v->count += !word->key;
    word->key = key;
    word->notes += word->last != note + 1;
    word->last = note + 1;
}

void vocabulary_number(struct vocabulary *v, uint32_t least) {
    v->ids = 0;
    for (size_t i = 0; i < v->cap; i++)
        v->slots[i].id = v->slots[i].key && v->slots[i].notes >= least ? v->ids++ : NO_ID;
}

uint32_t vocabulary_id(const struct vocabulary *v, uint32_t key) {
    return word_of(v, key)->id;
}

static void put32(FILE *file, int32_t n) {
    uint32_t u = (uint32_t)n;
    for (int i = 0; i < 4; i++)
        fputc((int)(u >> (8 * i) & 255), file);
}

long vocabulary_small(double weight) {
    long w = lround(weight);
    if (w >= -1 && w <= 1)
        return 0; /* not worth its room */
    return w > 127 ? 127 : w < -127 ? -127 : w;
}

static int by_key(const void *a, const void *b) {
    const struct word *x = a, *y = b;
    return x->key < y->key ? -1 : x->key > y->key;
}

void vocabulary_write(const char *folder, const char *name, const struct vocabulary *v, uint32_t outputs,
                      const double *weights, const struct vocabulary_bars *bars, double scale) {
    char path[4096];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *file = fopen(path, "wb");
    if (!file) {
        perror(path);
        exit(1);
    }
    struct word *kept = xalloc((v->ids + 1) * sizeof *kept);
    uint32_t count = 0, pairs = 0;
    for (size_t i = 0; i < v->cap; i++) {
        bool any = false;
        for (uint32_t o = 0; o < outputs && v->slots[i].key && v->slots[i].id != NO_ID; o++)
            any |= vocabulary_small(weights[(size_t)v->slots[i].id * outputs + o] * scale) != 0;
        if (any)
            kept[count++] = v->slots[i];
    }
    qsort(kept, count, sizeof *kept, by_key);
    fwrite("KW2", 1, 4, file);
    put32(file, (int32_t)outputs);
    put32(file, (int32_t)count);
    for (uint32_t o = 0; o < outputs; o++) {
        put32(file, (int32_t)lround(bars->bias[o] * scale));
        put32(file, (int32_t)lround(bars->heard[o] * scale));
        put32(file, (int32_t)lround(bars->sure[o] * scale));
    }
    for (uint32_t i = 0; i < count; i++) {
        const double *row = weights + (size_t)kept[i].id * outputs;
        int n = 0;
        for (uint32_t o = 0; o < outputs; o++)
            n += vocabulary_small(row[o] * scale) != 0;
        put32(file, (int32_t)kept[i].key);
        fputc(n, file);
        for (uint32_t o = 0; o < outputs; o++)
            if (vocabulary_small(row[o] * scale)) {
                fputc((int)o, file);
                fputc((int)(vocabulary_small(row[o] * scale) & 255), file);
                pairs++;
            }
    }
    printf("%s: %u features, %u weights, %ld bytes\n", name, count, pairs, ftell(file));
    fclose(file);
    free(kept);
}
