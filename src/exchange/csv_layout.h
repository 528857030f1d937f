#ifndef EXCHANGE_CSV_LAYOUT_H
#define EXCHANGE_CSV_LAYOUT_H

#include "exchange/columns.h"
#include "exchange/csv_read.h"

/* How a CSV is laid out: what sets its cells apart, where its header stands, what each column means. */
struct csv_column {
    const char *label; /* the header as it is written */
    const char *word;  /* the same as columns_word() */
    int number;
    struct columns_meaning meaning;
    bool known; /* by its header or --map, not by what stands in it */
};

struct csv_layout {
    char delimiter;
    size_t body;  /* the byte where the rows of people begin */
    int64_t line; /* and its line */
    struct csv_column *columns;
    size_t count;
    const struct csv_row *header; /* NULL: there is none */
    enum exchange_kind kind;
};

/* False when no column holds names or e-mail addresses. */
bool csv_layout_find(struct arena *arena, const struct columns *columns, const char *text, size_t length,
                     const struct exchange_maps *maps, struct csv_layout *out);

#endif
