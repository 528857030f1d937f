#include "tui/list.h"

enum { EDGE = 3 }; /* rows kept between the choice and the edge */

static bool stands(const struct list *list, size_t row) {
    return !list->skip || !list->skip(list->ctx, row);
}

/* The nearest row that one can stand on from `row` on; back when there is none ahead. */
void list_go(struct list *list, size_t row) {
    if (list->count == 0) {
        list->at = 0;
        return;
    }
    if (row >= list->count)
        row = list->count - 1;
    size_t ahead = row;
    while (ahead < list->count && !stands(list, ahead))
        ahead++;
    if (ahead < list->count) {
        list->at = ahead;
        return;
    }
    while (row > 0 && !stands(list, row))
        row--;
    list->at = row;
}

static void go_back(struct list *list, size_t row) {
    size_t back = row;
    while (back > 0 && !stands(list, back))
        back--;
    if (stands(list, back))
        list->at = back;
    else
        list_go(list, row);
}

void list_fit(struct list *list) {
    list_go(list, list->at);
}

bool list_act(struct list *list, enum action_id action) {
    size_t page = list->page > 1 ? (size_t)list->page - 1 : 1;
    switch (action) {
    case ACT_DOWN:
        if (list->at + 1 < list->count)
            list_go(list, list->at + 1);
        return true;
    case ACT_UP:
        if (list->at > 0)
            go_back(list, list->at - 1);
        return true;
    case ACT_PAGE_DOWN:
        list_go(list, list->at + page);
        return true;
    case ACT_PAGE_UP:
        go_back(list, list->at > page ? list->at - page : 0);
        return true;
    case ACT_FIRST:
        list->top = 0;
        list_go(list, 0);
        return true;
    case ACT_LAST:
        list_go(list, list->count);
        return true;
    default:
        return false;
    }
}

bool list_mouse(struct list *list, const struct event *event, int head) {
    if (event->mouse == MOUSE_WHEEL_DOWN || event->mouse == MOUSE_WHEEL_UP) {
        for (int i = 0; i < EDGE; i++)
            list_act(list, event->mouse == MOUSE_WHEEL_DOWN ? ACT_DOWN : ACT_UP);
        return true;
    }
    size_t row = list->top + (size_t)(event->row - head);
    if (event->row < head || row >= list->count || !stands(list, row))
        return false;
    list->at = row;
    return true;
}

/* Scrolls as little as brings the choice three rows inside, or to the ends of the list. */
static void scroll(struct list *list, size_t rows) {
    size_t edge = rows > 2 * EDGE ? EDGE : rows > 0 ? (rows - 1) / 2 : 0;
    size_t last_top = list->count > rows ? list->count - rows : 0;
    if (list->at < list->top + edge)
        list->top = list->at > edge ? list->at - edge : 0;
    if (list->at + edge >= list->top + rows)
        list->top = list->at + edge + 1 - rows;
    if (list->top > last_top)
        list->top = last_top;
}

void list_draw(struct list *list, struct pane pane, bool focused,
               void (*row)(void *ctx, struct pane pane, size_t index), void *ctx) {
    list->page = pane.area.rows;
    if (list->at >= list->count)
        list_fit(list);
    scroll(list, (size_t)pane.area.rows);
    for (int i = 0; i < pane.area.rows && list->top + (size_t)i < list->count; i++) {
        size_t index = list->top + (size_t)i;
        struct pane one = pane_part(pane, i, 0, 1, pane.area.cols);
        bool cut = i + 1 == pane.area.rows && index + 1 < list->count;
        if (!cut || stands(list, index)) /* no heading without a row of its own */
            row(ctx, one, index);
        if (cut)
            pane_more(pane);
        if (index != list->at)
            continue;
        if (focused)
            pane_choose(one, 0);
        else
            pane_put(one, 0, 0, STYLE_PLAIN, sign(SIGN_CHOICE));
        if (focused)
            pane_cursor(one, 0, 0);
    }
}
