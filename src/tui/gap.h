#ifndef TUI_GAP_H
#define TUI_GAP_H

#include <stddef.h>

#include "base/buf.h"

/*
 * A long text as a gap buffer: changing it near the last change is cheap. The
 * text is data[0, gap) and data[gap_end, cap). A zeroed one is empty.
 */
struct gap {
    char *data;
    size_t cap, gap, gap_end;
};

void gap_free(struct gap *text);
size_t gap_length(const struct gap *text);
void gap_replace(struct gap *text, size_t at, size_t removed, const char *bytes, size_t length);
void gap_copy(const struct gap *text, size_t start, size_t end, struct buf *out); /* appends */
/* Bytes [start, end) in one piece; valid until the next call on this text. */
const char *gap_piece(struct gap *text, size_t start, size_t end);
/* The newline before `at` (the place after it; 0 when none) and the one from `at` on (length when none). */
size_t gap_line_start(const struct gap *text, size_t at);
size_t gap_line_end(const struct gap *text, size_t at);

#endif
