#ifndef TUI_HELP_H
#define TUI_HELP_H

#include "tui/app.h"

/* `?`: the keys of the place one is in, nearest first, narrowed as one types. Enter does the chosen one. */
void help_open(struct app *app);

#endif
