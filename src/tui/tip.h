#ifndef TUI_TIP_H
#define TUI_TIP_H

#include "tui/app.h"

/*
 * The next step of somebody new, in the rule over the bottom line: people, who they are,
 * who you are, the first note, the first ask. Each is told by what the book lacks, so it goes once
 * it is done and comes no more. Nothing: there is none left.
 */
void tip_next(struct app *app, struct buf *out);

/*
 * Afterwards what is worth knowing, one line a start of the program, until it was used once or shown
 * three times. `learned` is how far that went, "other-words not-now=2", from one start to the next.
 */
struct tips;
struct tips *tips_new(const char *learned); /* NULL: nothing yet */
void tips_free(struct tips *tips);
void tips_say(struct tips *tips, struct app *app, struct buf *out);
bool tips_used(struct tips *tips, enum action_id action); /* whether that ends the one shown now */
void tips_text(const struct tips *tips, struct buf *out);

#endif
