#ifndef FUZZ_BOOK_H
#define FUZZ_BOOK_H

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "kith/kith.h"

/* What the fuzzers of the book and of the screen share: a small book in memory, and the way back to it. */

static inline char *fuzz_file(const char *path) {
    struct buf text = BUF_INIT;
    char part[4096];
    FILE *file = fopen(path, "rb");
    if (!file)
        abort();
    for (size_t got; (got = fread(part, 1, sizeof part, file)) > 0;)
        buf_add(&text, part, got);
    fclose(file);
    return buf_detach(&text);
}

static inline struct kith *fuzz_open_with(const char *document, const char *(*overlay)(void *, const char *),
                                          void *ctx) {
    struct kith *k;
    struct arena arena = {0};
    struct kith_counts counts;
    struct buf why = BUF_INIT;
    const struct kith_options options = {.path = ":memory:",
                                         .today = day_from(2026, 11, 21),
                                         .now = 1795255200,
                                         .overlay = overlay,
                                         .overlay_ctx = ctx};
    if (kith_open(&options, &k, &why) != KITH_OK)
        abort();
    if (*document && kith_book_read(k, document, strlen(document), false, &arena, &counts) != KITH_OK)
        abort();
    arena_free(&arena);
    return k;
}

static inline struct kith *fuzz_open(const char *document) {
    return fuzz_open_with(document, NULL, NULL);
}

static inline char *fuzz_export(struct kith *k) {
    struct buf out = BUF_INIT;
    if (kith_book_write(k, &out) != KITH_OK || !text_valid(out.data, out.len))
        abort();
    return buf_detach(&out);
}

static inline void fuzz_same(const char *is, const char *wanted) {
    size_t at = 0;
    while (is[at] && is[at] == wanted[at])
        at++;
    if (is[at] || wanted[at]) {
        size_t from = at < 100 ? 0 : at - 100;
        fprintf(stderr, "it is\n%.300s\nand not\n%.300s\n", is + from, wanted + from);
        abort();
    }
}

/* How many steps stand above this one; -1: it does not stand itself. */
static inline int fuzz_above(struct kith *k, int64_t step) {
    struct arena arena = {0};
    struct kith_steps steps;
    int above = 0;
    bool stands = false;
    if (kith_history(k, 0, &arena, &steps) != KITH_OK)
        abort();
    for (size_t i = 0; i < steps.count; i++) {
        above += steps.items[i].step > step && !steps.items[i].undone;
        stands = stands || (steps.items[i].step == step && !steps.items[i].undone);
    }
    arena_free(&arena);
    return stands ? above : -1;
}

/* Undo down to the step gives the first bytes of the export. False: the step itself was taken back. */
static inline bool fuzz_back(struct kith *k, int64_t step, const char *before) {
    struct arena arena = {0};
    const char *what;
    int above = fuzz_above(k, step);
    for (int i = 0; i < above; i++)
        if (kith_undo(k, &arena, &what) != KITH_OK)
            abort();
    arena_free(&arena);
    if (above < 0)
        return false;
    char *is = fuzz_export(k);
    fuzz_same(is, before);
    free(is);
    return true;
}

static inline void fuzz_sound(struct kith *k) {
    struct arena arena = {0};
    struct kith_health health;
    if (kith_check(k, &arena, &health) != KITH_OK || !health.ok)
        abort();
    arena_free(&arena);
}

#endif
