#include "train/chance.h"

#include "base/alloc.h"

static uint64_t state = 1;

void chance_seed(uint64_t seed) {
    state = seed;
}

uint32_t chance_below(uint32_t below) {
    state = state * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)((state >> 33) % below);
}

size_t *chance_order(size_t count) {
    size_t *order = xalloc((count + 1) * sizeof *order);
    for (size_t i = 0; i < count; i++)
        order[i] = i;
    for (size_t i = count; i > 1; i--) {
        size_t k = chance_below((uint32_t)i), t = order[i - 1];
        order[i - 1] = order[k];
        order[k] = t;
    }
    return order;
}
