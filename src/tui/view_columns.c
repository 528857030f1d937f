#include "tui/view_columns.h"

#include <string.h>

#include "tui/chooser.h"
#include "tui/list.h"

struct columns_view {
    struct arena arena;
    struct kith_columns columns;
    struct list list;
    const char *file;
    bool (*done)(struct app *app, const char *file, const struct kith_columns *columns);
};

enum { FIELD_COLS = 24 };

static size_t place_of(const struct kith_columns *columns, const char *field) {
    size_t at = 0;
    while (columns->fields[at].name && (!field || strcmp(columns->fields[at].name, field) != 0))
        at++;
    return at;
}

static bool taken(const struct kith_column *column) {
    return !column->field || (strcmp(column->field, "drop") != 0 && strcmp(column->field, "other") != 0);
}

static void draw_column(void *ctx, struct pane pane, size_t index) {
    const struct columns_view *state = ctx;
    const struct kith_column *column = &state->columns.items[index];
    int end = pane.area.cols - 1, field = 1 + (end - FIELD_COLS) * 2 / 5, sample = field + FIELD_COLS + 1;
    const char *said = column->field ? state->columns.fields[place_of(&state->columns, column->field)].said
                                     : "as its name says";
    bool guess = !column->known && column->field && taken(column);
    pane_cut(pane, 0, 1, field - 2, taken(column) ? STYLE_NAME : STYLE_DIM, column->label);
    pane_cut(pane, 0, field, FIELD_COLS, guess ? STYLE_CUE : taken(column) ? STYLE_PLAIN : STYLE_DIM, said);
    pane_cut(pane, 0, sample, end - sample, STYLE_DIM, column->sample);
}

static void draw(struct view *view, struct pane pane) {
    struct columns_view *state = view->state;
    int end = pane.area.cols - 1;
    pane_blank(pane);
    int rows = pane_wrap(pane, 0, 1, end, STYLE_DIM,
                         "Nobody told Kith what the columns of this file are. What was guessed is marked;"
                         " e says what a column is.");
    list_draw(&state->list, pane_part(pane, rows + 1, 0, pane.area.rows - rows - 1, pane.area.cols),
              app_has_focus(view->app, view), draw_column, state);
}

static void title(struct view *view, struct buf *out) {
    const struct columns_view *state = view->state;
    const char *slash = strrchr(state->file, '/');
    buf_printf(out, "Import %s %s %s which column is what", sign(SIGN_DOT), slash ? slash + 1 : state->file,
               sign(SIGN_DOT));
}

static void field_chosen(struct app *app, void *ctx, size_t index) {
    struct view *view = ctx;
    struct columns_view *state = view->state;
    struct kith_column *column = &state->columns.items[state->list.at];
    (void)app;
    column->field = state->columns.fields[index].name;
    column->known = true;
}

static void choose(struct view *view) {
    struct columns_view *state = view->state;
    const struct kith_column *column = &state->columns.items[state->list.at];
    struct chooser_option *options = ARENA_NEW(&state->arena, struct chooser_option, 64);
    size_t count = 0;
    for (; state->columns.fields[count].name && count < 64; count++)
        options[count].text = state->columns.fields[count].said;
    size_t now = place_of(&state->columns, column->field);
    chooser_open(view->app, &(struct chooser_spec){
                                .title = arena_printf(&state->arena, "%s is", column->label),
                                .options = options,
                                .count = count,
                                .chosen = now < count ? now : 0,
                                .ctx = view,
                                .done = field_chosen,
                            });
}

/* Space: left out, or kept as a line in about. */
static void leave_out(struct columns_view *state) {
    struct kith_column *column = &state->columns.items[state->list.at];
    bool out = column->field && strcmp(column->field, "drop") == 0;
    column->field = out ? "other" : "drop";
    column->known = true;
    list_act(&state->list, ACT_DOWN);
}

static bool act(struct view *view, enum action_id action) {
    struct columns_view *state = view->state;
    switch (action) {
    case ACT_SAVE:
        if (state->done(view->app, state->file, &state->columns))
            app_close(view->app, view);
        return true;
    case ACT_EDIT:
        choose(view);
        return true;
    case ACT_MARK:
        leave_out(state);
        return true;
    default:
        return list_act(&state->list, action);
    }
}

static const struct hint *hints(struct view *view) {
    static const struct hint all[] = {{ACT_SAVE, "go on"},
                                      {ACT_EDIT, "change"},
                                      {ACT_MARK, "leave out"},
                                      {ACT_BACK, "leave"},
                                      {ACT_NONE, NULL}};
    (void)view;
    return all;
}

static void release(struct view *view) {
    arena_free(&((struct columns_view *)view->state)->arena);
}

static const struct view_type columns_type = {
    .name = "columns",
    .context = CONTEXT_HEARD,
    .place = PLACE_SCREEN,
    .size = sizeof(struct columns_view),
    .title = title,
    .draw = draw,
    .act = act,
    .hints = hints,
    .free = release,
};

void columns_open(struct app *app, const char *file, const struct kith_columns *columns, struct arena *arena,
                  bool (*done)(struct app *app, const char *file, const struct kith_columns *columns)) {
    struct columns_view *state = app_push(app, &columns_type)->state;
    state->arena = *arena;
    state->columns = *columns;
    state->file = arena_strdup(&state->arena, file);
    state->list = (struct list){.count = columns->count};
    state->done = done;
    *arena = (struct arena){0};
}
