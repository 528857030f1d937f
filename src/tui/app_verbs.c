#include <stdlib.h>

#include "tui/app_state.h"

/* The functions of the action table that are about the program itself. */

void app_next_pane(struct app *app) {
    for (int i = 1; i < SLOT_COUNT; i++) {
        enum slot slot = (enum slot)(((int)app->focus + i) % SLOT_COUNT);
        if (slot == SLOT_LIST || app->panes[slot]) {
            app_focus(app, slot);
            return;
        }
    }
}

void app_previous_pane(struct app *app) {
    for (int i = 1; i < SLOT_COUNT; i++) {
        enum slot slot = (enum slot)(((int)app->focus + SLOT_COUNT - i) % SLOT_COUNT);
        if (slot == SLOT_LIST || app->panes[slot]) {
            app_focus(app, slot);
            return;
        }
    }
}

void app_open(struct app *app) {
    if (app->over_count == 0 && app->focus == SLOT_LIST)
        app_focus(app, SLOT_NOTES);
}

static bool may_leave(struct view *view) {
    return !view->type->leave || view->type->leave(view);
}

void app_back(struct app *app) {
    struct view *top = app_top(app);
    if (app->over_count == 0)
        app_focus(app, SLOT_LIST);
    else if (may_leave(top))
        app_close(app, top);
}

void app_close_top(struct app *app) {
    struct view *top = app_top(app);
    bool on_view = app->over_count == 0 && app->focus == SLOT_LIST;
    if (on_view)
        app_quit(app);
    else if (!top->type->act || !top->type->act(top, ACT_BACK))
        app_back(app);
}

void app_quit(struct app *app) {
    for (size_t i = app->over_count; i-- > 0;) {
        if (!may_leave(app->over[i]))
            return;
    }
    app->running = false;
}

void app_show_today(struct app *app) {
    app_show(app, APP_TODAY);
}

void app_show_people(struct app *app) {
    app_show(app, APP_PEOPLE);
}

void app_show_circle(struct app *app) {
    app_show(app, APP_CIRCLE);
}

void app_show_asks(struct app *app) {
    app_show(app, APP_ASKS);
}

void app_show_ledger(struct app *app) {
    app_show(app, APP_LEDGER);
}

void app_show_insights(struct app *app) {
    app_show(app, APP_INSIGHTS);
}

/* The filling of the demo book is its first step, and no doing of the user's. */
static bool demo_untouched(struct app *app, struct arena *arena) {
    struct kith_steps steps;
    size_t done = 0;
    if (!app->options.demo || kith_history(app->options.kith, 0, arena, &steps) != KITH_OK)
        return false;
    for (size_t i = 0; i < steps.count; i++)
        done += !steps.items[i].undone;
    return done <= 1;
}

void app_undo(struct app *app) {
    struct arena arena = {0};
    const char *what = "";
    if (demo_untouched(app, &arena))
        app_say(app, "there is nothing to undo");
    else if (app_ok(app, kith_undo(app->options.kith, &arena, &what)))
        app_say(app, "Taken back: %s. U does it again", what);
    arena_free(&arena);
}

void app_redo(struct app *app) {
    struct arena arena = {0};
    const char *what = "";
    if (app_ok(app, kith_redo(app->options.kith, &arena, &what)))
        app_say(app, "Done again: %s. u takes it back", what);
    arena_free(&arena);
}

void app_redraw(struct app *app) {
    app_reload(app);
    if (app->options.host.redraw)
        app->options.host.redraw(app->options.host.ctx);
}

void app_suspend(struct app *app) {
    if (app->options.host.suspend)
        app->options.host.suspend(app->options.host.ctx);
}

static void widen(struct app *app, int by) {
    int cols = app->layout.slot[SLOT_LIST].cols;
    if (app->layout.alone || !cols)
        app_say(app, "The list stands alone here");
    else
        layout_drag(&app->layout, BORDER_LIST, 0, cols + by, &app->sizes);
}

void app_list_narrower(struct app *app) {
    widen(app, -2);
}

void app_list_wider(struct app *app) {
    widen(app, 2);
}

void app_sizes_text(const struct app *app, struct buf *out) {
    const struct layout_sizes *sizes = &app->sizes;
    if (sizes->list || sizes->prompt || sizes->prompt_cols)
        buf_printf(out, "%d %d %d", sizes->list, sizes->prompt, sizes->prompt_cols);
}

void app_sizes_read(struct app *app, const char *text) {
    enum { MOST = 1000 };
    int *const sizes[] = {&app->sizes.list, &app->sizes.prompt, &app->sizes.prompt_cols};
    for (size_t i = 0; i < 3; i++) {
        char *end;
        long size = strtol(text, &end, 10);
        *sizes[i] = end != text && size > 0 && size < MOST ? (int)size : 0;
        text = end;
    }
}

void app_copy(struct app *app, const char *text) {
    struct app_host host = app->options.host;
    const char *way = host.copy ? host.copy(host.ctx, text) : NULL;
    if (way)
        app_say(app, "Copied %s", way);
    else
        app_fail(app, "it could not be copied from here");
}

bool app_edit(struct app *app, const char *path) {
    struct app_host host = app->options.host;
    struct buf why = BUF_INIT;
    bool edited = host.edit && host.edit(host.ctx, path, &why);
    if (!edited)
        app_fail(app, "%s", why.len ? why.data : "no editor can be started here");
    buf_free(&why);
    return edited;
}
