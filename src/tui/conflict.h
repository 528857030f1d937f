#ifndef TUI_CONFLICT_H
#define TUI_CONFLICT_H

#include "tui/app.h"

/*
 * What one has written here and what was written meanwhile in the same place, by
 * another window or program: a box that shows where the two differ and asks which
 * stands. Left with Esc nothing is done. `release` frees ctx in every case.
 */
enum conflict_choice { CONFLICT_MINE, CONFLICT_THEIRS, CONFLICT_BOTH };

struct conflict_part {
    const char *label; /* of a field; NULL: there is one part only */
    const char *mine, *theirs;
};

struct conflict_spec {
    const char *what; /* "note" */
    const struct conflict_part *parts;
    size_t count;
    bool both; /* whether the two can stand together */
    void *ctx;
    void (*done)(struct app *app, void *ctx, enum conflict_choice choice);
    void (*release)(void *ctx);
};
void conflict_open(struct app *app, const struct conflict_spec *spec);

#endif
