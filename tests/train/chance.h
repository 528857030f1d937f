#ifndef TRAIN_CHANCE_H
#define TRAIN_CHANCE_H

#include <stddef.h>
#include <stdint.h>

/* Chance that is the same every time: what follows a seed never changes. */

void chance_seed(uint64_t seed);
uint32_t chance_below(uint32_t below);
size_t *chance_order(size_t count); /* the numbers below `count` in some order; the caller frees them */

#endif
