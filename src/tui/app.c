#include "tui/app.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/money.h"
#include "tui/app_state.h"

static void read_clock(struct app *app) {
    int64_t now;
    if (!app->options.host.clock)
        return;
    app->options.host.clock(app->options.host.ctx, &app->today, &now);
    if (app->options.kith)
        kith_clock(app->options.kith, app->today, now);
}

static void use_currency(const struct app *app) {
    if (app->options.kith)
        money_use(kith_settings(app->options.kith)->currency);
}

struct app *app_new(const struct app_options *options) {
    struct app *app = xalloc(sizeof *app);
    *app = (struct app){
        .options = *options, .message = BUF_INIT, .tip = BUF_INIT, .tip_stale = true, .running = true};
    app->own_keymap = options->keymap ? NULL : keymap_new();
    app->keymap = options->keymap ? options->keymap : app->own_keymap;
    app->person_name = xstrdup("");
    app->rows = 24;
    app->cols = 80;
    app->today = options->kith ? kith_today(options->kith) : 0;
    read_clock(app);
    app->changes = options->kith ? kith_changes(options->kith) : 0;
    use_currency(app);
    app->panes[SLOT_NOTES] = options->notes ? view_new(app, options->notes) : NULL;
    app->panes[SLOT_PROMPT] = options->prompt ? view_new(app, options->prompt) : NULL;
    app_show(app, APP_TODAY);
    return app;
}

static void free_closed(struct app *app) {
    for (size_t i = 0; i < app->closed_count; i++) {
        for (int slot = 0; slot < SLOT_COUNT; slot++) /* till the next picture nothing stands there */
            app->placed[slot] = app->placed[slot] == app->closed[i] ? NULL : app->placed[slot];
        view_free(app->closed[i]);
    }
    app->closed_count = 0;
}

void app_free(struct app *app) {
    if (!app)
        return;
    while (app->over_count > 0)
        app_close(app, app->over[app->over_count - 1]);
    free_closed(app);
    for (int i = 0; i < APP_VIEWS; i++)
        view_free(app->views[i]);
    for (int i = 0; i < SLOT_COUNT; i++)
        view_free(app->panes[i]);
    keymap_free(app->own_keymap);
    buf_free(&app->message);
    buf_free(&app->tip);
    free(app->person_name);
    free(app->over);
    free(app->closed);
    free(app);
}

bool app_running(const struct app *app) {
    return app->running;
}

struct kith *app_kith(const struct app *app) {
    return app->options.kith;
}

const struct app_options *app_options(const struct app *app) {
    return &app->options;
}

const struct keymap *app_keymap(const struct app *app) {
    return app->keymap;
}

day app_today(const struct app *app) {
    return app->today;
}

/* ---- the message ---- */

__attribute__((format(printf, 3, 0))) static void say(struct app *app, bool failed, const char *format,
                                                      va_list args) {
    buf_cut(&app->message, 0);
    buf_vprintf(&app->message, format, args);
    app->failed = failed;
}

void app_say(struct app *app, const char *format, ...) {
    va_list args;
    va_start(args, format);
    say(app, false, format, args);
    va_end(args);
}

void app_fail(struct app *app, const char *format, ...) {
    va_list args;
    va_start(args, format);
    say(app, true, format, args);
    va_end(args);
}

bool app_ok(struct app *app, enum kith_status status) {
    if (status != KITH_OK)
        app_fail(app, "%s", kith_error(app->options.kith));
    return status == KITH_OK;
}

/* ---- views ---- */

struct view *app_list(const struct app *app) {
    return app->views[app->shown];
}

struct view *app_view(const struct app *app, int index) {
    return app->views[index];
}

enum slot app_focused(const struct app *app) {
    return app->focus;
}

struct view *app_pane(const struct app *app, enum slot slot) {
    return slot == SLOT_LIST ? NULL : app->panes[slot];
}

void app_show(struct app *app, int index) {
    if (!app->options.views[index])
        return;
    if (!app->views[index])
        app->views[index] = view_new(app, app->options.views[index]);
    app->shown = index;
    app->focus = SLOT_LIST;
}

void app_focus(struct app *app, enum slot slot) {
    bool wide = app_list(app) && app_list(app)->type->place == PLACE_WIDE;
    if (slot == SLOT_LIST || (app->panes[slot] && !wide))
        app->focus = slot;
}

struct view *app_top(const struct app *app) {
    if (app->over_count > 0)
        return app->over[app->over_count - 1];
    return app->focus == SLOT_LIST ? app_list(app) : app->panes[app->focus];
}

struct view *app_beneath(const struct app *app, const struct view *view) {
    for (size_t i = app->over_count; i-- > 1;) {
        if (app->over[i] == view)
            return app->over[i - 1];
    }
    return app->focus == SLOT_LIST ? app_list(app) : app->panes[app->focus];
}

/* A question in the bottom line leaves the view beneath it in use. */
bool app_has_focus(const struct app *app, const struct view *view) {
    const struct view *top = app_top(app);
    while (top && top != view && top->type->place == PLACE_LINE)
        top = app_beneath(app, top);
    return top == view;
}

struct view *app_push(struct app *app, const struct view_type *type) {
    app->over = xrealloc(app->over, app->over_count + 1, sizeof(struct view *));
    return app->over[app->over_count++] = view_new(app, type);
}

void app_close(struct app *app, struct view *view) {
    for (size_t i = 0; i < app->over_count; i++) {
        if (app->over[i] != view)
            continue;
        memmove(&app->over[i], &app->over[i + 1], (app->over_count - i - 1) * sizeof(struct view *));
        app->over_count--;
        app->closed = xrealloc(app->closed, app->closed_count + 1, sizeof(struct view *));
        app->closed[app->closed_count++] = view;
        return;
    }
}

/* ---- loading ---- */

void app_load(struct view *view) {
    if (!view || !view->stale)
        return;
    view->stale = false;
    if (view->type->load)
        view->type->load(view);
    struct kith *k = app_kith(view->app);
    if (k) /* what could not be read is missing here */
        app_ok(view->app, kith_read_status(k));
}

void app_reload(struct app *app) {
    use_currency(app);
    for (int i = 0; i < APP_VIEWS; i++) {
        if (app->views[i])
            app->views[i]->stale = true;
    }
    for (int i = 0; i < SLOT_COUNT; i++) {
        if (app->panes[i])
            app->panes[i]->stale = true;
    }
    for (size_t i = 0; i < app->over_count; i++)
        app->over[i]->stale = true;
    app->week_goal = 0;
    app->tip_stale = true;
}

static void choose_person(struct app *app, kith_id person, const char *name) {
    if (person == app->person && strcmp(name, app->person_name) == 0)
        return;
    free(app->person_name);
    app->person_name = xstrdup(name);
    app->person = person;
    for (int i = 0; i < SLOT_COUNT; i++) {
        if (app->panes[i])
            app->panes[i]->stale = true;
    }
}

/* A list row that is about nobody leaves the person as it was; an empty list shows none. */
void app_settle(struct app *app) {
    struct view *list = app_list(app);
    struct subject subject = {0};
    app_load(list);
    if (list && list->type->subject && list->type->subject(list, &subject))
        choose_person(app, subject.person, subject.name ? subject.name : "");
    else
        choose_person(app, 0, "");
    app_load(app_top(app));
}

kith_id app_person(const struct app *app) {
    return app->person;
}

const char *app_person_name(const struct app *app) {
    return app->person_name;
}

static bool go_to(struct app *app, kith_id person) {
    struct view *list = app_list(app);
    app_load(list);
    return list && list->type->go_to && list->type->go_to(list, person);
}

/* The open list keeps the person where it can; else they are among the contacts, or merely mentioned. */
void app_go_to_person(struct app *app, kith_id person) {
    static const int others[] = {APP_PEOPLE, APP_CIRCLE};
    bool there = go_to(app, person);
    for (size_t i = 0; i < sizeof others / sizeof others[0] && !there; i++) {
        app_show(app, others[i]);
        there = go_to(app, person);
    }
    if (!there)
        app_show(app, APP_PEOPLE);
    app_settle(app);
}

bool app_subject(struct app *app, struct subject *out) {
    struct view *top = app_top(app);
    *out = (struct subject){0};
    app_load(top);
    return top && top->type->subject && top->type->subject(top, out);
}

size_t app_people(struct app *app, const kith_id **ids) {
    struct view *list = app_list(app);
    size_t marked = list && list->type->marked ? list->type->marked(list, ids) : 0;
    if (marked > 0)
        return marked;
    *ids = &app->person;
    return app->person != 0;
}

void app_unmark(struct app *app) {
    struct view *list = app_list(app);
    if (list && list->type->unmark)
        list->type->unmark(list);
}

void app_tip_anew(struct app *app) {
    app->tip_stale = true;
}

/* ---- events ---- */

static void follow_changes(struct app *app) {
    if (!app->options.kith)
        return;
    int64_t changes = kith_changes(app->options.kith);
    if (changes != app->changes)
        app_reload(app);
    app->changes = changes;
}

void app_handle(struct app *app, const struct event *event) {
    read_clock(app);
    app_settle(app);
    app_dispatch(app, event);
    follow_changes(app);
    free_closed(app);
    app_settle(app);
}

/* ---- work in slices ---- */

void app_start(struct app *app, const struct app_job *job) {
    app->job = *job;
    app->busy = true;
}

bool app_busy(const struct app *app) {
    return app->busy;
}

void app_slice(struct app *app) {
    if (app->busy && !app->job.slice(app->job.ctx)) {
        app->busy = false;
        if (app->job.ended)
            app->job.ended(app, app->job.ctx, false);
        follow_changes(app);
        app_settle(app);
        free_closed(app);
    }
}
