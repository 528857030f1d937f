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
    char (*uids)[37];           /* for the new people, while they are applied */
    struct import_names *names; /* who bears a name, while ties are applied */
    struct arena arena;         /* owns everything above but that */
};

void kith_import_free(struct kith_import *plan);
enum kith_status kith_import_plan(struct kith *k, struct kith_import *plan);
/*
 * Applies rows [*at, *at + slice) inside one step, moving *at; slice 0: all. The
 * step is begun by the first call and ended by the last, when *at == count; between
 * slices the caller may only go on or call kith_import_stop(), which takes all back.
 */
enum kith_status kith_import_apply(struct kith *k, struct kith_import *plan, const char *what, size_t *at,
                                   size_t slice, struct kith_counts *out);
void kith_import_stop(struct kith *k);

#endif
