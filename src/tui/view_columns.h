#ifndef TUI_VIEW_COLUMNS_H
#define TUI_VIEW_COLUMNS_H

#include "tui/app.h"

/*
 * Which column of a file is what, with a value of each, to be confirmed or changed. Takes
 * the arena over, which the columns are of. `done` gets what was confirmed; false: it stays open.
 */
void columns_open(struct app *app, const char *file, const struct kith_columns *columns, struct arena *arena,
                  bool (*done)(struct app *app, const char *file, const struct kith_columns *columns));

#endif
