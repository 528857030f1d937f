/* M, and Enter on a likely pair: two people side by side, and what one of them would be. */
#include "kith/person.h"
#include "tui/act.h"
#include "tui/beside.h"

struct merge {
    kith_id keep, other;
    struct arena arena;
    struct kith_merge plan;
    struct beside beside;
    bool good;
};

static void load(struct view *view) {
    struct merge *merge = view->state;
    arena_free(&merge->arena);
    beside_free(&merge->beside);
    merge->beside.left = "first";
    merge->beside.right = "second";
    merge->good = app_ok(view->app, kith_merge_plan(app_kith(view->app), merge->keep, merge->other,
                                                    &merge->arena, &merge->plan));
    if (!merge->good)
        return;
    beside_make(&merge->beside, app_kith(view->app), &merge->plan.keep, &merge->plan.other,
                &merge->plan.result);
    if (*merge->plan.to_about)
        beside_add(&merge->beside, "To About", merge->plan.to_about);
}

static void draw(struct view *view, struct pane pane) {
    struct merge *merge = view->state;
    pane_blank(pane);
    if (!merge->good)
        return;
    const char *rows_of_second = "";
    if (merge->plan.rows)
        rows_of_second = arena_printf(&merge->arena, " (%lld of the second)", (long long)merge->plan.rows);
    int rows = pane_wrap(pane, 0, 1, pane.area.cols - 1, STYLE_PLAIN,
                         arena_printf(&merge->arena,
                                      "One person called %s. All notes, mentions and dealings of both stay%s,"
                                      " and both spellings find them.",
                                      merge->plan.result.name, rows_of_second));
    beside_draw(&merge->beside, pane_part(pane, rows + 1, 0, pane.area.rows - rows - 1, pane.area.cols));
}

static void title(struct view *view, struct buf *out) {
    const struct merge *merge = view->state;
    if (merge->good)
        buf_printf(out, "Merge %s %s and %s", sign(SIGN_DOT), merge->plan.keep.name, merge->plan.other.name);
}

static void done(struct view *view) {
    struct merge *merge = view->state;
    struct app *app = view->app;
    if (!merge->good || !app_ok(app, kith_person_merge(app_kith(app), merge->keep, merge->other)))
        return;
    app_unmark(app);
    app_close(app, view);
    app_say(app, "Merged. u parts them again");
}

static void apart(struct view *view) {
    struct merge *merge = view->state;
    struct app *app = view->app;
    if (!app_ok(app, kith_apart(app_kith(app), merge->keep, merge->other)))
        return;
    app_close(app, view);
    app_say(app, "They are two people: never proposed again. u takes it back");
}

static bool act(struct view *view, enum action_id action) {
    struct merge *merge = view->state;
    kith_id keep = merge->keep;
    switch (action) {
    case ACT_SAVE:
        done(view);
        return true;
    case ACT_EDIT: /* the other name is kept */
        merge->keep = merge->other;
        merge->other = keep;
        view->stale = true;
        return true;
    case ACT_MARK:
        apart(view);
        return true;
    default:
        return beside_act(&merge->beside, action);
    }
}

static const struct hint *hints(struct view *view) {
    static const struct hint all[] = {{ACT_SAVE, "make one"},
                                      {ACT_EDIT, "the other first"},
                                      {ACT_MARK, "two people"},
                                      {ACT_BACK, "leave"},
                                      {ACT_NONE, NULL}};
    (void)view;
    return all;
}

static void release(struct view *view) {
    struct merge *merge = view->state;
    beside_free(&merge->beside);
    arena_free(&merge->arena);
}

static const struct view_type merge_type = {
    .name = "merge",
    .context = CONTEXT_PAIRS,
    .place = PLACE_SCREEN,
    .size = sizeof(struct merge),
    .title = title,
    .load = load,
    .draw = draw,
    .act = act,
    .hints = hints,
    .free = release,
};

void merge_open(struct app *app, kith_id keep, kith_id other) {
    struct merge *merge = app_push(app, &merge_type)->state;
    merge->keep = keep;
    merge->other = other;
}
