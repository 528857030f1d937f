/*
 * Any bytes as a file of rows: told for what they are, read into a plan, matched
 * and applied to a book in memory. Whatever comes in is valid text, has a name,
 * and is all the same the second time.
 */
#include "fuzz_plan.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    enum exchange_kind kind = exchange_detect((const char *)data, size);
    fuzz_plan(data, size, kind == EXCHANGE_VCARD || kind == EXCHANGE_KITH ? EXCHANGE_CSV : kind);
    return 0;
}
