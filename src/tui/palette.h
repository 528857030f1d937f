#ifndef TUI_PALETTE_H
#define TUI_PALETTE_H

#include "tui/app.h"

/* `:`: every action by name, with its key here, narrowed as one types. Enter does the chosen one. */
void palette_open(struct app *app);

#endif
