#ifndef TUI_TIP_H
#define TUI_TIP_H

#include "tui/app.h"

/*
 * The next step of somebody new, in the rule over the bottom line: people, who they are,
 * who you are, the first note, the first ask. Each is told by what the book lacks, so it goes once
 * it is done and comes no more. Nothing: there is none left.
 */
void tip_next(struct app *app, struct buf *out);

#endif
