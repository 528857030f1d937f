#ifndef MODEL_BOOK_H
#define MODEL_BOOK_H

#include "kith/field.h"
#include "model/model.h"

/* A document of the open book format while it is read. */
struct book {
    struct kith *k;
    struct arena *arena; /* of the problems */
    struct kith_counts *out;
    size_t problem_cap;
    const char *text; /* valid UTF-8 without a mark at its start */
    size_t length;
    struct buf copy; /* where the text had to be mended */
    bool nul;        /* it held \u0000, which stands as U+FFFF in the copy */
};
void book_text(struct book *book, const char *json, size_t length);
void book_problem(struct book *book, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* One value of it, as json_each gives it in the columns type and value. */
enum book_type {
    BOOK_NULL,
    BOOK_TRUE,
    BOOK_FALSE,
    BOOK_INTEGER,
    BOOK_REAL,
    BOOK_TEXT,
    BOOK_ARRAY,
    BOOK_OBJECT
};
struct book_json {
    enum book_type type;
    const char *text; /* of a text; of a list or object its JSON */
    int64_t integer;
    double real;
    bool nul; /* the text held NUL, and holds U+FFFD now */
};
struct book_json book_json(struct book *book, struct stmt *stmt, int at, struct arena *arena);

/* Sets the member of `row` from the value; false, with a problem at the path, where it cannot be. */
bool book_field(struct book *book, const struct kith_field *field, const struct book_json *value, void *row,
                const char *path, struct arena *arena);

#endif
