#ifndef TUI_WRAP_H
#define TUI_WRAP_H

#include <stddef.h>

/*
 * Soft wrapping, one screen line at a time: at the last blank that fits, inside
 * a word only where the word is longer than the line; never inside a cluster.
 */
struct wrap_line {
    size_t start, end; /* the bytes to show */
    size_t next;       /* where the next line starts: past the blanks or the newline */
    int columns;       /* of [start, end) */
};

/* The line that starts at `at` (<= length). columns < 1 counts as 1. */
struct wrap_line wrap_next(const char *text, size_t length, size_t at, int columns);
int wrap_count(const char *text, size_t length, int columns); /* lines it takes, at least 1 */

#endif
