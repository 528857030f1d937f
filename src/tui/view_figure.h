#ifndef TUI_VIEW_FIGURE_H
#define TUI_VIEW_FIGURE_H

#include "kith/insight.h"
#include "tui/app.h"

/* The rows that a figure of Insights is made of, in a box; Enter goes to the person of a row. */
void figure_open(struct app *app, const char *title, day from, day to, const struct kith_figure *figure);

#endif
