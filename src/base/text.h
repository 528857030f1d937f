#ifndef BASE_TEXT_H
#define BASE_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"

/*
 * Text is UTF-8. Data keeps what it is; what goes to a screen passes
 * text_display() first, so that no control, bidi or joining character reaches it.
 */

bool text_valid(const char *text, size_t length); /* valid UTF-8 without NUL */
/* Valid UTF-8 from any bytes: what is broken becomes U+FFFD, NUL too. Newlines and tabs stay. */
char *text_repair(struct arena *arena, const char *bytes, size_t length);
/* One line, as names are kept: control characters dropped, blanks folded to one, ends trimmed. */
char *text_line(struct arena *arena, const char *text);
/* The same, or the text itself where it is such a line already. */
const char *text_as_line(struct arena *arena, const char *text);
char *text_trim(struct arena *arena, const char *text);
bool text_blank(const char *text); /* NULL, "" or white space only */

/*
 * The form in which text is compared: decomposed, case folded, accents stripped,
 * and the letters that have no decomposition (ł ø đ ß æ …) and curly quotes
 * spelled plainly. Marks that spell (Indic vowels, kana voicing) stay.
 */
char *text_fold(struct arena *arena, const char *text);
char *text_fold_n(struct arena *arena, const char *text, size_t length);
bool text_same(const char *a, const char *b); /* equal when folded; NULL equals NULL or "" */

/* One code point at `at` (< length); steps *next past it. Broken bytes give U+FFFD, one byte each. */
uint32_t text_code(const char *text, size_t length, size_t at, size_t *next);
bool text_is_letter(uint32_t code);
bool text_is_upper(uint32_t code);
bool text_is_digit(uint32_t code);
bool text_is_space(uint32_t code);
size_t text_encode(uint32_t code, char out[4]); /* bytes written */

/* Grapheme clusters: the boundary after, and before, a byte offset. */
size_t text_next(const char *text, size_t length, size_t at);
size_t text_prev(const char *text, size_t length, size_t at);

/*
 * Columns on a terminal, by the C library's wcwidth as ncurses uses it, of text
 * in its display form. A cluster is reduced to its base and at most four marks;
 * joiners with what they join, variation selectors and skin tones are dropped,
 * controls and bidi signs stand as U+FFFD, a tab as a blank. Where the locale is
 * not UTF-8, all but ASCII stands as '?'.
 */
int text_width(const char *text);
int text_width_n(const char *text, size_t length);
char *text_display(struct arena *arena, const char *text);
/*
 * What goes into one terminal cell (or two): the display form of the cluster at
 * `at`, or of the part of it up to the next sign with columns of its own (the
 * second half of a flag, a spacing vowel). Returns its columns, 1 or 2, fills out
 * (NUL-terminated), steps *next. `at` must be < length.
 */
#define TEXT_CLUSTER 32
int text_cluster(const char *text, size_t length, size_t at, size_t *next, char out[TEXT_CLUSTER]);
/* In display form and at most `columns`, cut at a word where that leaves at least half, with an ellipsis. */
char *text_cut(struct arena *arena, const char *text, int columns);
/* A sentence for the user in display form: what it quotes is cut to about 100 columns, a path to 500. */
char *text_sentence(struct arena *arena, const char *text);
bool text_locale_utf8(void); /* whether the locale in force can show UTF-8 */

#endif
