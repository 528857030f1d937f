#ifndef BENCH_GENERATE_H
#define BENCH_GENERATE_H

#include <stddef.h>
#include <stdint.h>

/* Chance that is the same on every machine, and the words and names made with it. */
struct chance {
    uint64_t state;
};

uint64_t chance_next(struct chance *chance);
size_t chance_below(struct chance *chance, size_t end); /* 0 … end - 1 */
double chance_part(struct chance *chance);              /* 0 … 1 */
/* Few are met often and most seldom: places 0 … end - 1, skewed like 1/place^0.8. */
size_t chance_skewed(struct chance *chance, size_t end);

enum { MADE_SIZE = 64, NOTE_SIZE = 4096 };
/* The name of the person with this number, the same at every call. */
void made_name(size_t person, char out[MADE_SIZE]);
void made_word(size_t place, char out[MADE_SIZE]); /* of a vocabulary, the most used first */
void made_uid(struct chance *chance, char out[37]);
/* A note of some sentences, which speaks of these people. */
void made_note(struct chance *chance, const char (*names)[MADE_SIZE], size_t count, char out[NOTE_SIZE]);

#endif
