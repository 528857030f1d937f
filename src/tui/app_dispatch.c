#include "tui/app_state.h"

/* How an event finds its way: to an action, to a view, to a pane under the mouse. */

static const char *refusal(struct app *app, unsigned needs) {
    struct subject subject;
    const kith_id *ids;
    if ((needs & NEED_BOOK) && app->options.kith && kith_is_read_only(app->options.kith))
        return "this book can only be read";
    if ((needs & NEED_PERSON) && app_people(app, &ids) == 0)
        return "choose a person first";
    if ((needs & NEED_ROW) && !app_subject(app, &subject))
        return "there is nothing under the cursor";
    if ((needs & NEED_TWO) && app_people(app, &ids) != 2)
        return "mark two people with Space first";
    return NULL;
}

/* What lies over the views knows itself what it is about: there only the book is asked for. */
const char *app_refusal(struct app *app, enum action_id action) {
    unsigned needs = action_row(action)->needs;
    return refusal(app, app->over_count > 0 ? needs & NEED_BOOK : needs);
}

void app_act(struct app *app, enum action_id action) {
    const struct action *row = action_row(action);
    struct view *top = app_top(app);
    const char *no = app_refusal(app, action);
    if (!no && app->options.used)
        app->options.used(app, action);
    if (no)
        app_fail(app, "%s", no);
    else if (top && top->type->act && top->type->act(top, action))
        return;
    else if (row->run)
        row->run(app);
    else
        app_fail(app, "'%s' does nothing here", row->name);
}

static void dispatch_key(struct app *app, const struct event *event) {
    struct view *top = app_top(app);
    if (!top)
        return;
    buf_cut(&app->message, 0);
    enum action_id action = keymap_find(app->keymap, top->type->context, event->key);
    if (action != ACT_NONE) {
        app_act(app, action);
        return;
    }
    if (top->type->key && top->type->key(top, event))
        return;
    char name[EVENT_KEY_TEXT];
    if (app->over_count == 0)
        app_say(app, "%s does nothing here; ? shows the keys", event_key_text(event->key, name));
}

/* While a job runs only Esc and what concerns the terminal are taken. */
static void dispatch_busy(struct app *app, const struct event *event) {
    if (event->type != EVENT_KEY)
        return;
    enum action_id action = keymap_find(app->keymap, CONTEXT_ANYWHERE, event->key);
    if (action != ACT_NONE)
        app_act(app, action);
    if (event->key != K_ESC)
        return;
    app->busy = false;
    if (app->job.ended)
        app->job.ended(app, app->job.ctx, true);
}

static bool inside(struct rect area, int row, int col) {
    return row >= area.row && row < area.row + area.rows && col >= area.col && col < area.col + area.cols;
}

static bool mouse_to(struct view *view, const struct event *event) {
    if (!view || !inside(view->area, event->row, event->col) || !view->type->mouse)
        return false;
    struct event within = *event;
    within.row -= view->area.row;
    within.col -= view->area.col;
    return view->type->mouse(view, &within);
}

/* The border between two panes goes with the mouse; a double click brings it back. */
static bool drag(struct app *app, const struct event *event) {
    if (event->mouse == MOUSE_DRAG && app->dragged != BORDER_NONE)
        layout_drag(&app->layout, app->dragged, event->row, event->col, &app->sizes);
    if (event->mouse == MOUSE_RELEASE)
        app->dragged = BORDER_NONE;
    if (event->mouse == MOUSE_DRAG || event->mouse == MOUSE_RELEASE)
        return true;
    enum border border = layout_border_at(&app->layout, event->row, event->col);
    if (app->over_count > 0 || border == BORDER_NONE)
        return false;
    if (event->mouse == MOUSE_CLICK)
        app->dragged = border;
    else if (event->mouse == MOUSE_DOUBLE)
        app->sizes = (struct layout_sizes){0};
    return true;
}

static void dispatch_mouse(struct app *app, const struct event *event) {
    if (drag(app, event))
        return;
    buf_cut(&app->message, 0);
    if (app->over_count > 0) {
        struct view *top = app_top(app);
        if (mouse_to(top, event) && event->mouse == MOUSE_DOUBLE)
            app_act(app, ACT_OPEN);
        return;
    }
    int tab = app_tab_at(app, event->col);
    if (event->row == app->layout.top.row && event->mouse == MOUSE_CLICK && tab >= 0) {
        app_show(app, tab);
        return;
    }
    enum slot slot = layout_at(&app->layout, event->row, event->col);
    if (slot == SLOT_COUNT)
        return;
    bool pressed = event->mouse == MOUSE_CLICK || event->mouse == MOUSE_DOUBLE;
    if (pressed)
        app_focus(app, slot);
    if (mouse_to(app->placed[slot], event) && event->mouse == MOUSE_DOUBLE)
        app_act(app, ACT_OPEN);
}

static void tick(struct view *view) {
    if (view && view->type->tick)
        view->type->tick(view);
}

static void dispatch_tick(struct app *app) {
    tick(app_list(app));
    for (int i = 0; i < SLOT_COUNT; i++)
        tick(app->panes[i]);
    for (size_t i = 0; i < app->over_count; i++)
        tick(app->over[i]);
}

void app_dispatch(struct app *app, const struct event *event) {
    struct view *top = app_top(app);
    if (event->type == EVENT_TICK)
        dispatch_tick(app);
    else if (app->busy)
        dispatch_busy(app, event);
    else if (event->type == EVENT_KEY)
        dispatch_key(app, event);
    else if (event->type == EVENT_MOUSE)
        dispatch_mouse(app, event);
    else if (event->type == EVENT_PASTE && top && top->type->key)
        top->type->key(top, event);
}
