#include "tui/command_list.h"

#include <string.h>

#include "tui/line.h"
#include "tui/list.h"

struct command_list {
    struct arena arena;
    const char *title;
    struct command_row *rows;
    size_t count;
    size_t *shown; /* indices of the rows that match, best first */
    struct list list;
    struct line line;
};

/* Every word typed stands somewhere in the row. */
static bool matches(struct arena *arena, const struct command_row *row, const char *typed) {
    const struct action *action = action_row(row->action);
    const char *all = text_fold(arena, arena_printf(arena, "%s %s %s", action->name, row->key, action->help));
    char *rest = text_fold(arena, typed), *word;
    while ((word = strsep(&rest, " ")) != NULL) {
        if (!strstr(all, word))
            return false;
    }
    return true;
}

/* 0: the name begins so, 1: it holds it, 2: found only in key or words. */
static int rank(const struct command_row *row, const char *typed) {
    const char *name = action_row(row->action)->name, *found = strstr(name, typed);
    return found == name ? 0 : found ? 1 : 2;
}

static void narrow(struct command_list *commands) {
    struct arena arena = {0};
    const char *typed = line_text(&commands->line);
    size_t count = 0;
    for (int wanted = 0; wanted <= 2; wanted++) {
        for (size_t i = 0; i < commands->count; i++) {
            const struct command_row *row = &commands->rows[i];
            if (rank(row, typed) == wanted && matches(&arena, row, typed))
                commands->shown[count++] = i;
        }
    }
    commands->list.count = count;
    commands->list.at = commands->list.top = 0;
    arena_free(&arena);
}

static bool act(struct view *view, enum action_id action) {
    struct command_list *commands = view->state;
    if (action != ACT_OPEN)
        return list_act(&commands->list, action);
    if (commands->list.count == 0)
        return true;
    enum action_id chosen = commands->rows[commands->shown[commands->list.at]].action;
    app_close(view->app, view);
    app_act(view->app, chosen);
    return true;
}

static bool key(struct view *view, const struct event *event) {
    struct command_list *commands = view->state;
    if (!line_key(&commands->line, event))
        return false;
    narrow(commands);
    return true;
}

static bool mouse(struct view *view, const struct event *event) {
    struct command_list *commands = view->state;
    return list_mouse(&commands->list, event, 2);
}

enum { KEY_COL = 1, NAME_COL = 14, HELP_COL = 31, WIDTH = 76 };

static void draw_row(void *ctx, struct pane pane, size_t index) {
    const struct command_list *commands = ctx;
    const struct command_row *row = &commands->rows[commands->shown[index]];
    const struct action *action = action_row(row->action);
    pane_cut(pane, 0, KEY_COL, NAME_COL - KEY_COL - 1, STYLE_KEY, row->key);
    pane_cut(pane, 0, NAME_COL, HELP_COL - NAME_COL - 1, STYLE_PLAIN, action->name);
    pane_cut(pane, 0, HELP_COL, pane.area.cols - HELP_COL - 1, STYLE_DIM, action->help);
}

static void draw(struct view *view, struct pane pane) {
    struct command_list *commands = view->state;
    struct pane rows = pane_part(pane, 2, 0, pane.area.rows - 2, pane.area.cols);
    list_draw(&commands->list, rows, true, draw_row, commands);
    if (commands->list.count == 0)
        pane_put(rows, 0, 1, STYLE_DIM, "nothing goes by that name");
    line_draw(&commands->line, pane, 0, 1, pane.area.cols - 2, true);
    if (!*line_text(&commands->line))
        pane_cut(pane, 0, 2, pane.area.cols - 3, STYLE_DIM, "type to narrow");
}

static void size_wanted(struct view *view, int *rows, int *cols) {
    const struct command_list *commands = view->state;
    *cols = WIDTH < *cols - 2 ? WIDTH : *cols - 2;
    *rows = (int)commands->count + 2 < *rows ? (int)commands->count + 2 : *rows;
}

static void title(struct view *view, struct buf *out) {
    const struct command_list *commands = view->state;
    buf_str(out, commands->title);
}

static const struct hint *hints(struct view *view) {
    static const struct hint all[] = {{ACT_OPEN, "do it"}, {ACT_BACK, "leave"}, {0}};
    (void)view;
    return all;
}

static void release(struct view *view) {
    struct command_list *commands = view->state;
    line_free(&commands->line);
    arena_free(&commands->arena);
}

static const struct view_type command_list_type = {
    .name = "commands",
    .context = CONTEXT_NARROWED,
    .place = PLACE_BOX,
    .size = sizeof(struct command_list),
    .title = title,
    .draw = draw,
    .size_wanted = size_wanted,
    .act = act,
    .key = key,
    .mouse = mouse,
    .hints = hints,
    .free = release,
};

void command_list_open(struct app *app, const char *title_text, const struct command_row *rows,
                       size_t count) {
    struct command_list *commands = app_push(app, &command_list_type)->state;
    commands->title = arena_strdup(&commands->arena, title_text);
    commands->rows = ARENA_NEW(&commands->arena, struct command_row, count + 1);
    commands->shown = ARENA_NEW(&commands->arena, size_t, count + 1);
    commands->count = count;
    for (size_t i = 0; i < count; i++) {
        commands->rows[i] = rows[i];
        commands->rows[i].key = arena_strdup(&commands->arena, rows[i].key);
    }
    line_init(&commands->line, NULL);
    narrow(commands);
}
