#ifndef FUZZ_PLAN_H
#define FUZZ_PLAN_H

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "exchange/exchange.h"

/* One book for all inputs, emptied by undo after each. */
static inline struct kith *fuzz_book(void) {
    static struct kith *k;
    const struct kith_options options = {
        .path = ":memory:", .today = day_from(2026, 11, 21), .now = 1795255200};
    struct buf why = BUF_INIT;
    if (!k && kith_open(&options, &k, &why) != KITH_OK)
        abort();
    return k;
}

static inline struct kith_counts fuzz_import(struct kith *k, const char *bytes, size_t size,
                                             enum exchange_kind kind) {
    struct kith_import plan = {.role = KITH_NO_WORD};
    struct kith_counts counts = {0};
    size_t at = 0;
    if (exchange_read(k, bytes, size, kind, NULL, &plan) == KITH_OK &&
        kith_import_plan(k, &plan) == KITH_OK) {
        for (size_t i = 0; i < plan.count; i++)
            if (text_blank(plan.rows[i].person.name) ||
                !text_valid(plan.rows[i].person.name, strlen(plan.rows[i].person.name)))
                abort();
        if (kith_import_apply(k, &plan, "import", &at, 0, &counts) != KITH_OK)
            abort();
    }
    kith_import_free(&plan);
    return counts;
}

static inline void fuzz_plan(const uint8_t *data, size_t size, enum exchange_kind kind) {
    static const char *const kinds[] = {"csv", "vcard", "ics"};
    struct kith *k = fuzz_book();
    struct arena arena = {0};
    const char *what;
    struct kith_counts first = fuzz_import(k, (const char *)data, size, kind);
    struct kith_counts again = fuzz_import(k, (const char *)data, size, kind);
    if (again.added || again.updated)
        abort();
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        struct buf out = BUF_INIT;
        if (exchange_write(k, kinds[i], &out) != KITH_OK || !text_valid(out.data, out.len))
            abort();
        buf_free(&out);
    }
    if (first.step && kith_undo(k, &arena, &what) != KITH_OK)
        abort();
    arena_free(&arena);
}

#endif
