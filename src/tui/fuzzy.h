#ifndef TUI_FUZZY_H
#define TUI_FUZZY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * Finds texts by some letters of them, the best first, while one types: a
 * hundred thousand names within a frame. Every word typed must be in the text:
 * whole, best at the start of a word; or in pieces that each begin a word
 * ("tomba" is in Tom Baker); or, where no text has it in these ways, letter after
 * letter in the first line. What only happens to contain the letters is so never
 * among what was meant.
 */
struct fuzzy;

struct fuzzy *fuzzy_new(void);
void fuzzy_free(struct fuzzy *fuzzy); /* NULL is allowed */
/* Adds a folded text of one or more lines, which must outlive it; they are numbered from 0. */
void fuzzy_add(struct fuzzy *fuzzy, const char *folded);
/*
 * The numbers of the texts that have all words of the folded query, the best
 * first, the alike in the order of adding. Valid until the next call. One letter
 * more looks only among those that had the letters before.
 */
const uint32_t *fuzzy_find(struct fuzzy *fuzzy, const char *query, size_t *count);

#endif
