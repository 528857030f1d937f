#ifndef KITH_IMPORT_H
#define KITH_IMPORT_H

#include "kith/person.h"

/*
 * People from a file: plan, choose, apply. A reader (src/exchange) fills the
 * rows; kith_import_plan() finds who they are; the user may change a fate;
 * kith_import_apply() does it, one step for a file.
 */
enum kith_fate { KITH_FATE_NEW, KITH_FATE_UPDATE, KITH_FATE_SAME, KITH_FATE_SKIP };

struct kith_tie { /* a column that names another person: Spouse, Manager, Referred By */
    const char *relation, *name;
    bool referred_by; /* a referral received from them */
};

struct kith_import_row {
    struct kith_person person; /* what the file says; id 0 */
    int64_t line;              /* where the row starts */
    struct kith_tie *ties;
    size_t tie_count;
    struct kith_import_note {
        day on;
        const char *text;
    } *notes; /* kept as conversation notes */
    size_t note_count;

    /* the plan */
    enum kith_fate fate;
    kith_id match;       /* who it is: KITH_FATE_UPDATE and SAME */
    const char *why;     /* "same e-mail", "same name and company" */
};

struct kith_import {
    struct kith_import_row *rows;
    size_t count, cap;
    struct kith_problem *problems; /* rows that can't be kept */
    size_t problem_count, problem_cap;
    int64_t skipped; /* rows the reader left out: told in problems */
    int role;        /* for new people; KITH_NO_WORD: other */
    struct arena arena; /* owns everything above */
};

/* A column of a file that no program is known to write: what it was taken for. */
struct kith_column {
    const char *key;    /* what --map calls it: its header, or its number */
    const char *label;  /* its header as written, "Column 2" without one */
    const char *field;  /* of kith_columns.fields; NULL: something else that its header says */
    const char *sample; /* the first value that stands in it, "" for none */
    bool known;         /* by its header, not by what stands in it */
};
struct kith_columns {
    struct kith_column *items;
    size_t count;
    const struct kith_column_field {
        const char *name, *said; /* as --map and as people call it; a row without a name ends them */
    } *fields;
};

/* Zeroed, with `role` set, a plan is ready for a reader. What is being applied is stopped first. */
void kith_import_free(struct kith_import *plan);
enum kith_status kith_import_plan(struct kith *k, struct kith_import *plan);
/*
 * What a row does: *book is whom it matches (id 0: nobody), *result how they will be. A
 * row that is skipped or the same leaves them as they are.
 */
enum kith_status kith_import_row_plan(struct kith *k, const struct kith_import *plan, size_t row, struct arena *arena,
                                      struct kith_person *book, struct kith_person *result);
/*
 * Applies rows [*at, *at + slice) inside one step, moving *at; slice 0: all. The
 * step is begun by the first call and ended by the last, when *at == count; between
 * slices the caller may only go on or call kith_import_stop(), which takes all back.
 */
enum kith_status kith_import_apply(struct kith *k, struct kith_import *plan, const char *what, size_t *at,
                                   size_t slice, struct kith_counts *out);
void kith_import_stop(struct kith *k);

#endif
