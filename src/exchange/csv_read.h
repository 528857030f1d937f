#ifndef EXCHANGE_CSV_READ_H
#define EXCHANGE_CSV_READ_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"

/*
 * Rows of cells from text (RFC 4180, by libcsv). What is forgiven:
 * - any line end, mixed as they come; the last line may lack its end; empty lines are no rows
 * - rows with more or fewer cells than the header; blanks round a quoted cell
 * - a quote within a cell that does not begin with one; text after a closing quote
 * - a quote that is never closed costs one row at most: that line is read again with its
 *   quotes as plain signs, and reading goes on after it
 */
struct csv_row {
    int64_t line; /* where it starts */
    const char **cells;
    size_t count, cap;
    bool unclosed;
};
struct csv_table {
    struct csv_row *rows;
    size_t count, cap;
};

struct csv_shape {
    char delimiter;
    int64_t line; /* of the first byte of the text */
    size_t width; /* the cells of a usual row, 0 when that is not known yet */
    size_t most;  /* rows to read, 0: all */
};
void csv_read(struct arena *arena, const char *text, size_t length, struct csv_shape shape,
              struct csv_table *out);

/* The end of the line at `at`, line end included: LF, CRLF or a lone CR. */
size_t csv_line_end(const char *text, size_t length, size_t at);

#endif
