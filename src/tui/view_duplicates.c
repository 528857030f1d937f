/* =: pairs who may be one person, with the reasons. Nothing is merged by itself. */
#include "kith/person.h"
#include "tui/act.h"
#include "tui/list.h"

struct duplicates {
    struct arena arena;
    struct kith_pairs pairs;
    struct list list;
};

static void load(struct view *view) {
    struct duplicates *duplicates = view->state;
    arena_free(&duplicates->arena);
    app_ok(view->app, kith_duplicates(app_kith(view->app), &duplicates->arena, &duplicates->pairs));
    duplicates->list.count = duplicates->pairs.count;
    list_fit(&duplicates->list);
}

static void draw_row(void *ctx, struct pane pane, size_t index) {
    const struct duplicates *duplicates = ctx;
    const struct kith_pair *pair = &duplicates->pairs.items[index];
    int end = pane.area.cols - 1, third = end * 3 / 10, col = 2 * third;
    pane_cut(pane, 0, 1, third - 2, STYLE_NAME, pair->a.name);
    pane_cut(pane, 0, third, third - 1, STYLE_NAME, pair->b.name);
    for (size_t i = 0; i < pair->why.count && col < end; i++) {
        if (i > 0)
            col = pane_put(pane, 0, col, STYLE_DIM, ", ");
        col = pane_cut(pane, 0, col, end - col, STYLE_DIM, pair->why.items[i]);
    }
}

static void draw(struct view *view, struct pane pane) {
    struct duplicates *duplicates = view->state;
    pane_blank(pane);
    if (duplicates->pairs.count == 0) {
        pane_put(pane, 0, 1, STYLE_DIM, "Nobody stands in the book twice, as far as can be told");
        return;
    }
    list_draw(&duplicates->list, pane, app_has_focus(view->app, view), draw_row, duplicates);
}

static void title(struct view *view, struct buf *out) {
    size_t count = ((const struct duplicates *)view->state)->pairs.count;
    buf_printf(out, "May be the same %s %zu %s", sign(SIGN_DOT), count, count == 1 ? "pair" : "pairs");
}

static const struct kith_pair *chosen(const struct duplicates *duplicates) {
    return duplicates->pairs.count ? &duplicates->pairs.items[duplicates->list.at] : NULL;
}

static bool act(struct view *view, enum action_id action) {
    struct duplicates *duplicates = view->state;
    const struct kith_pair *pair = chosen(duplicates);
    if (action == ACT_SAVE && pair) {
        merge_open(view->app, pair->a.id, pair->b.id);
        return true;
    }
    if (action == ACT_MARK && pair) {
        if (app_ok(view->app, kith_apart(app_kith(view->app), pair->a.id, pair->b.id)))
            app_say(view->app, "%s and %s are two people. u takes it back", pair->a.name, pair->b.name);
        return true;
    }
    return list_act(&duplicates->list, action);
}

static bool mouse(struct view *view, const struct event *event) {
    return list_mouse(&((struct duplicates *)view->state)->list, event, 0);
}

static const struct hint *hints(struct view *view) {
    static const struct hint all[] = {
        {ACT_SAVE, "side by side"}, {ACT_MARK, "two people"}, {ACT_BACK, "leave"}, {ACT_NONE, NULL}};
    (void)view;
    return all;
}

static void release(struct view *view) {
    arena_free(&((struct duplicates *)view->state)->arena);
}

static const struct view_type duplicates_type = {
    .name = "duplicates",
    .context = CONTEXT_PAIRS,
    .place = PLACE_SCREEN,
    .size = sizeof(struct duplicates),
    .title = title,
    .load = load,
    .draw = draw,
    .act = act,
    .mouse = mouse,
    .hints = hints,
    .free = release,
};

void act_duplicates(struct app *app) {
    app_push(app, &duplicates_type);
}
