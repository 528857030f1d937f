/* Any bytes as vCards; see fuzz_csv.c. */
#include "fuzz_plan.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    fuzz_plan(data, size, EXCHANGE_VCARD);
    return 0;
}
