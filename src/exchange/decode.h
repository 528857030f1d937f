#ifndef EXCHANGE_DECODE_H
#define EXCHANGE_DECODE_H

#include <stddef.h>

#include "base/arena.h"

/*
 * The bytes of a file as valid UTF-8 without NULs: UTF-8 and UTF-16 with or without
 * a byte order mark, Shift-JIS, Windows-1250 and 1252, told apart by their content.
 * The result ends with a NUL after *length bytes.
 */
char *decode_text(struct arena *arena, const char *bytes, size_t count, size_t *length);

/* From a charset by name; what is no text in it becomes U+FFFD. NULL: no such charset. */
char *decode_charset(struct arena *arena, const char *charset, const char *bytes, size_t count,
                     size_t *length);

#endif
