/*
 * Any bytes as a book in the open format, read over a small book. It is refused or taken in; then the book
 * is sound, what is written is valid and reads back as the same bytes, and undo gives the book of before.
 */
#include "fuzz_book.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static struct kith *k;
    static char *before;
    static int64_t step;
    struct arena arena = {0};
    struct kith_counts dry, counts;
    if (!k) {
        char *sample = fuzz_file(KITH_SAMPLE);
        k = fuzz_open(sample);
        before = fuzz_export(k);
        step = kith_last_step(k);
        free(sample);
    }
    enum kith_status planned = kith_book_read(k, (const char *)data, size, true, &arena, &dry);
    enum kith_status status = kith_book_read(k, (const char *)data, size, false, &arena, &counts);
    if (planned != status ||
        (status == KITH_OK && (dry.added != counts.added || dry.updated != counts.updated)))
        abort();
    if (status == KITH_OK && counts.step) {
        char *after = fuzz_export(k);
        struct kith *copy = fuzz_open(after);
        char *again = fuzz_export(copy);
        fuzz_same(again, after);
        fuzz_sound(k);
        kith_close(copy);
        free(after);
        free(again);
    }
    if (!fuzz_back(k, step, before))
        abort();
    arena_free(&arena);
    return 0;
}
