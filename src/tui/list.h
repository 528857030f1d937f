#ifndef TUI_LIST_H
#define TUI_LIST_H

#include <stdbool.h>
#include <stddef.h>

#include "tui/action.h"
#include "tui/event.h"
#include "tui/pane.h"

/*
 * A list that copies nothing: a count, a callback that draws one row, and which
 * row is chosen. The chosen row keeps three rows from the edge. A zeroed list
 * with `count` set is ready. Headings are rows one cannot stand on (`skip`).
 * Invariant: at < count, or 0; the view sets `count` when it loads, then calls
 * list_fit() so that the choice stays inside and off the headings.
 */
struct list {
    size_t count;
    size_t at;                           /* the chosen row */
    size_t top;                          /* the first row shown; list_draw() keeps it right */
    int page;                            /* rows drawn last */
    bool (*skip)(void *ctx, size_t row); /* NULL: none */
    void *ctx;                           /* given to skip */
};

void list_fit(struct list *list);
void list_go(struct list *list, size_t row); /* the row, or the next that one can stand on */
/* DOWN UP PAGE_DOWN PAGE_UP FIRST LAST; false: another */
bool list_act(struct list *list, enum action_id action);
/* Wheel and click, where `head` rows of the pane are above the list; true when it chose. */
bool list_mouse(struct list *list, const struct event *event, int head);
/* Draws the rows; the chosen one is reversed when `focused`, else marked in its margin. */
void list_draw(struct list *list, struct pane pane, bool focused,
               void (*row)(void *ctx, struct pane pane, size_t index), void *ctx);

#endif
