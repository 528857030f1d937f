#include "tui/confirm.h"

#include <stdlib.h>

#include "base/alloc.h"

struct confirm {
    struct confirm_spec spec;
    char *question;
};

static void answer(struct view *view, bool yes) {
    struct confirm *confirm = view->state;
    app_close(view->app, view);
    if (yes)
        confirm->spec.yes(view->app, confirm->spec.ctx);
    else if (confirm->spec.no)
        confirm->spec.no(view->app, confirm->spec.ctx);
}

static bool act(struct view *view, enum action_id action) {
    if (action == ACT_BACK)
        answer(view, false);
    return action == ACT_BACK;
}

static bool key(struct view *view, const struct event *event) {
    if (event->type == EVENT_KEY)
        answer(view, event->key == 'y');
    return true;
}

static void draw(struct view *view, struct pane pane) {
    const struct confirm *confirm = view->state;
    enum { KEYS = 12 }; /* "  y yes  n no" keeps its place */
    int col = pane_cut(pane, 0, 1, pane.area.cols - KEYS - 3, STYLE_PLAIN, confirm->question) + 2;
    pane_cursor(pane, 0, col);
    col = pane_put(pane, 0, col, STYLE_KEY, "y");
    col = pane_put(pane, 0, col, STYLE_DIM, " yes  ");
    col = pane_put(pane, 0, col, STYLE_KEY, "n");
    pane_put(pane, 0, col, STYLE_DIM, " no");
}

static void release(struct view *view) {
    struct confirm *confirm = view->state;
    if (confirm->spec.release)
        confirm->spec.release(confirm->spec.ctx);
    free(confirm->question);
}

static const struct view_type confirm_type = {
    .name = "confirm",
    .context = CONTEXT_CONFIRM,
    .place = PLACE_LINE,
    .size = sizeof(struct confirm),
    .draw = draw,
    .act = act,
    .key = key,
    .free = release,
};

void confirm_open(struct app *app, const struct confirm_spec *spec) {
    struct confirm *confirm = app_push(app, &confirm_type)->state;
    confirm->spec = *spec;
    confirm->question = xstrdup(spec->question);
}
