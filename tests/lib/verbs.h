#ifndef TESTS_VERBS_H
#define TESTS_VERBS_H

#include "kith/field.h"
#include "lib/lib.h"

/* Every verb that changes the book, on one small book that has a row of each kind. */
extern const char verbs_base[];

struct book {
    struct kith *k;
    kith_id ann, bob, tom, other;
    struct arena arena;
};
typedef enum kith_status verb(struct book *);

/* A verb of one expression. */
#define VERB(name, ...)                                                                                      \
    static enum kith_status name(struct book *b) {                                                           \
        return __VA_ARGS__;                                                                                  \
    }

/* Each is one step of the history; ended by a row without a name. */
extern const struct verbs_row {
    const char *name;
    verb *run;
    const char *step; /* what the history calls it; NULL: not tried */
} verbs[];

struct book verbs_open(const char *path); /* NULL: in memory; a new book is filled */
void verbs_close(struct book *b);
kith_id verbs_find(struct book *b, const char *uid, const struct kith_kind **kind);
kith_id verbs_id(struct book *b, const char *uid);
enum kith_status verbs_set(struct book *b, const char *uid, const char *field, const char *value);

#endif
