#include "tui/view_figure.h"

#include <string.h>

#include "base/json.h"
#include "tui/figures.h"
#include "tui/list.h"

struct figure {
    struct arena arena, own; /* of the rows; of what was asked for */
    const char *title;
    day from, to;
    struct kith_figure wanted;
    struct kith_figure_rows rows;
    struct list list;
    int names;  /* the widest name */
    bool dated; /* some row has a day */
};

enum { WHEN = 11, MOST_NAME = 26 };

static void load(struct view *view) {
    struct figure *figure = view->state;
    arena_free(&figure->arena);
    figure->rows = (struct kith_figure_rows){0};
    app_ok(view->app, kith_figure_rows(app_kith(view->app), figure->from, figure->to, &figure->wanted,
                                       &figure->arena, &figure->rows));
    figure->list.count = figure->rows.count;
    figure->names = 0;
    figure->dated = false;
    for (size_t i = 0; i < figure->rows.count; i++) {
        int width = figure->rows.items[i].person.name ? text_width(figure->rows.items[i].person.name) : 0;
        figure->names = width > figure->names ? width : figure->names;
        figure->dated |= figure->rows.items[i].on != DAY_NONE;
    }
    if (figure->names > MOST_NAME)
        figure->names = MOST_NAME;
    list_fit(&figure->list);
}

static void draw_row(void *ctx, struct pane pane, size_t index) {
    const struct view *view = ctx;
    const struct figure *figure = view->state;
    const struct kith_figure_row *row = &figure->rows.items[index];
    char when[DAY_WORDS], money[MONEY_SIZE];
    int end = pane.area.cols - 1, name = figure->dated ? WHEN : 1, col = name + figure->names + 2;
    if (row->value != MONEY_NONE)
        end = pane_right(pane, 0, col, end, STYLE_PLAIN, money_text(row->value, money)) - 1;
    if (figure->dated)
        pane_right(pane, 0, 1, WHEN - 1, STYLE_DIM, figures_day(row->on, app_today(view->app), when));
    pane_cut(pane, 0, name, figure->names, STYLE_NAME, row->person.name ? row->person.name : "");
    pane_cut(pane, 0, col, end - col, STYLE_PLAIN, row->what);
}

static void draw(struct view *view, struct pane pane) {
    struct figure *figure = view->state;
    if (figure->rows.count == 0)
        pane_put(pane, 0, 1, STYLE_DIM, "Nothing stands behind it yet.");
    list_draw(&figure->list, pane, app_has_focus(view->app, view), draw_row, view);
}

static void title(struct view *view, struct buf *out) {
    const struct figure *figure = view->state;
    buf_printf(out, "%s %s %zu", figure->title, sign(SIGN_DOT), figure->rows.count);
}

static void size_wanted(struct view *view, int *rows, int *cols) {
    const struct figure *figure = view->state;
    int wanted = (int)figure->rows.count;
    *cols = *cols - 6 < 90 ? *cols - 6 : 90;
    *rows = wanted < 1 ? 1 : wanted < *rows - 4 ? wanted : *rows - 4;
}

static bool act(struct view *view, enum action_id action) {
    struct figure *figure = view->state;
    if (action != ACT_OPEN)
        return list_act(&figure->list, action);
    if (figure->list.at >= figure->rows.count)
        return true;
    kith_id person = figure->rows.items[figure->list.at].person.id;
    app_close(view->app, view);
    if (person)
        app_go_to_person(view->app, person);
    return true;
}

static bool mouse(struct view *view, const struct event *event) {
    return list_mouse(&((struct figure *)view->state)->list, event, 0);
}

static const struct hint *hints(struct view *view) {
    static const struct hint all[] = {{ACT_OPEN, "the person"}, {ACT_BACK, "back"}, {0}};
    (void)view;
    return all;
}

static void release(struct view *view) {
    struct figure *figure = view->state;
    arena_free(&figure->arena);
    arena_free(&figure->own);
}

static const struct view_type figure_type = {
    .name = "figure",
    .context = CONTEXT_READER,
    .place = PLACE_BOX,
    .size = sizeof(struct figure),
    .title = title,
    .load = load,
    .draw = draw,
    .size_wanted = size_wanted,
    .act = act,
    .mouse = mouse,
    .hints = hints,
    .free = release,
};

void figure_open(struct app *app, const char *words, day from, day to, const struct kith_figure *wanted) {
    struct figure *figure = app_push(app, &figure_type)->state;
    figure->title = arena_strdup(&figure->own, words);
    figure->from = from;
    figure->to = to;
    figure->wanted = *wanted;
    figure->wanted.question = arena_strdup(&figure->own, wanted->question);
}
