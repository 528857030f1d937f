#ifndef TUI_SHEET_H
#define TUI_SHEET_H

#include "kith/insight.h"
#include "tui/app.h"
#include "tui/list.h"

/*
 * The last conversations, and more on the way down or with ], a row for each, as the view Ledger shows them:
 * what they need, when that was last noted, what was given and got. The cursor stands on a cell; an empty one
 * is a thing to do.
 */
enum sheet_cell { SHEET_NEEDS, SHEET_ASKED, SHEET_GAVE, SHEET_GOT, SHEET_CELLS };

struct sheet {
    struct arena arena;
    struct kith_sheet all;
    struct list list;
    enum sheet_cell cell;
    bool no_asked; /* drawn last without room for that cell */
    size_t limit;  /* 0: as many as the library gives; more once one goes down past the last */
};

void sheet_load(struct sheet *sheet, struct app *app);
void sheet_draw(struct sheet *sheet, struct app *app, struct pane pane, bool focused);
bool sheet_act(struct sheet *sheet, struct app *app, enum action_id action); /* among rows and cells */
bool sheet_key(struct sheet *sheet, const struct event *event); /* Left, Right: among the cells */
bool sheet_mouse(struct sheet *sheet, struct rect area, const struct event *event);
const struct kith_sheet_row *sheet_at(const struct sheet *sheet);
/* What Enter does in this cell, and how the bottom line calls it. */
enum action_id sheet_todo(const struct sheet *sheet, const char **label);
void sheet_free(struct sheet *sheet);

#endif
