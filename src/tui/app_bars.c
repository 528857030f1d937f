#include <stdio.h>
#include <string.h>

#include "tui/app_state.h"

/* The top line: the views, the week, the day. The bottom line: the message, or the keys that matter here. */

enum { COUNTER = 32, SIGNS_MOST = 5 };

static const char *const view_names[APP_VIEWS] = {
    [APP_TODAY] = "Today", [APP_PEOPLE] = "People", [APP_CIRCLE] = "Circle",
    [APP_ASKS] = "Asks",   [APP_LEDGER] = "Ledger", [APP_INSIGHTS] = "Insights",
};

static void write_counter(const struct app *app, char out[COUNTER]) {
    int made = app->week_made, goal = app->week_goal;
    out[0] = '\0';
    if (goal <= 0)
        return;
    if (goal > SIGNS_MOST || made > SIGNS_MOST) {
        snprintf(out, COUNTER, "%d/%d", made, goal);
        return;
    }
    for (int i = 0; i < made || i < goal; i++)
        strcat(out, sign(i < made ? SIGN_ASK_MADE : SIGN_ASK_OPEN));
}

/* How much of the names there is room for. */
enum names { NAMES_ALL, NAMES_HERE, NAMES_NONE };

static int names_width(const struct app *app, enum names names) {
    int width = 0;
    for (int i = 0; i < APP_VIEWS; i++) {
        bool named = names == NAMES_ALL || (names == NAMES_HERE && i == app->shown);
        width += names == NAMES_ALL ? 2 : 1;
        width += named ? 2 + (int)strlen(view_names[i]) : 1;
    }
    return width;
}

static int draw_names(struct app *app, struct pane pane, int col, enum names names) {
    for (int i = 0; i < APP_VIEWS; i++) {
        bool here = i == app->shown, named = names == NAMES_ALL || (names == NAMES_HERE && here);
        char text[32];
        snprintf(text, sizeof text, "%d%s%s", i + 1, named ? " " : "", named ? view_names[i] : "");
        col += names == NAMES_ALL ? 2 : 1;
        app->tab_col[i] = col;
        col = pane_put(pane, 0, col, here ? STYLE_HERE : STYLE_PLAIN, text);
    }
    app->tab_col[APP_VIEWS] = col;
    return col;
}

int app_tab_at(const struct app *app, int col) {
    for (int i = 0; i < APP_VIEWS; i++) {
        if (col >= app->tab_col[i] && col < app->tab_col[i + 1])
            return i;
    }
    return -1;
}

static void draw_top(struct app *app, struct pane pane) {
    char date[DAY_WORDS], counter[COUNTER];
    const char *program = app->options.demo ? "demo" : "kith";
    day_short(app->today, app->today, date);
    write_counter(app, counter);
    int cols = pane.area.cols, first = 1 + (int)strlen(program);
    int counted = counter[0] ? text_width(counter) + 1 : 0, dated = (int)strlen(date) + 2;
    enum names names = NAMES_ALL;
    while (names < NAMES_NONE && first + names_width(app, names) + counted + dated > cols)
        names++;
    if (first + names_width(app, names) + counted + dated > cols)
        dated = 0;
    int col = pane_put(pane, 0, 1, STYLE_TITLE, program);
    col = draw_names(app, pane, col, names);
    if (dated)
        pane_right(pane, 0, col, cols - (names == NAMES_ALL ? 0 : 1), STYLE_PLAIN, date);
    if (counted)
        pane_right(pane, 0, col + 1, cols - dated, STYLE_NAME, counter);
}

/* ---- the bottom line ---- */

static void key_and_label(struct app *app, const struct view *view, struct hint hint,
                          char key[EVENT_KEY_TEXT], char label[32]) {
    keycode code = keymap_key_of(app->keymap, view->type->context, hint.action);
    key[0] = '\0';
    if (code != K_NONE)
        event_key_text(code, key);
    snprintf(label, 32, "%s", hint.label ? hint.label : action_row(hint.action)->name);
    for (char *c = label; !hint.label && *c; c++) {
        if (*c == '-')
            *c = ' ';
    }
}

static int draw_hint(struct app *app, struct pane pane, int col, int end, const struct view *view,
                     struct hint hint) {
    char key[EVENT_KEY_TEXT], label[32];
    key_and_label(app, view, hint, key, label);
    int width = text_width(key) + 1 + text_width(label);
    if (!key[0] || col + width > end)
        return col;
    col = pane_put(pane, 0, col, STYLE_KEY, key) + 1;
    return pane_put(pane, 0, col, STYLE_DIM, label) + 2;
}

/* The way to all keys keeps its place at the end. */
static void draw_hints(struct app *app, struct pane pane) {
    static const struct hint keys = {ACT_KEYS, "keys"};
    struct view *top = app_top(app);
    if (!top || app->options.no_hints)
        return;
    bool help = keymap_key_of(app->keymap, top->type->context, ACT_KEYS) != K_NONE;
    int col = 1, end = pane.area.cols - (help ? 8 : 0);
    const struct hint *hints = top->type->hints ? top->type->hints(top) : NULL;
    for (; hints && hints->action != ACT_NONE; hints++) {
        if (!app_refusal(app, hints->action))
            col = draw_hint(app, pane, col, end, top, *hints);
    }
    if (help)
        draw_hint(app, pane, col, pane.area.cols, top, keys);
}

static void draw_progress(struct app *app, struct pane pane) {
    struct buf text = BUF_INIT;
    if (app->job.progress)
        app->job.progress(app->job.ctx, &text);
    int col = pane_put(pane, 0, 1, STYLE_PLAIN, text.data) + 2;
    col = pane_put(pane, 0, col, STYLE_KEY, "Esc") + 1;
    pane_put(pane, 0, col, STYLE_DIM, "stop");
    buf_free(&text);
}

/* Where the bottom line is a question, what is to be said stands in the rule above it. */
static void draw_message(struct app *app, struct canvas *canvas) {
    const struct view *top = app_top(app);
    struct rect area = app->layout.bottom;
    enum style style = app->failed ? STYLE_WARNING : STYLE_PLAIN;
    bool asked = top && top->type->place == PLACE_LINE;
    if (asked)
        area.row = app->layout.lower_row;
    struct pane pane = pane_of(canvas, area);
    int end = pane_cut(pane, 0, asked ? 2 : 1, area.cols - 4, style, app->message.data);
    if (asked) {
        pane_put(pane, 0, 1, style, " ");
        pane_put(pane, 0, end, style, " ");
    }
}

/* In the rule, where it takes no room from anything; not while something lies over the views. */
static void draw_tip(struct app *app, struct canvas *canvas) {
    struct rect area = app->layout.bottom;
    area.row = app->layout.lower_row;
    if (app->tip.len == 0 || app->over_count > 0)
        return;
    struct pane pane = pane_of(canvas, area);
    int end = pane_cut(pane, 0, 2, area.cols - 4, STYLE_PLAIN, app->tip.data);
    pane_put(pane, 0, 1, STYLE_PLAIN, " ");
    pane_put(pane, 0, end, STYLE_PLAIN, " ");
}

void app_draw_bars(struct app *app, struct canvas *canvas) {
    struct pane bottom = pane_of(canvas, app->layout.bottom);
    draw_top(app, pane_of(canvas, app->layout.top));
    draw_tip(app, canvas);
    if (app->busy)
        draw_progress(app, bottom);
    else if (app->message.len > 0)
        draw_message(app, canvas);
    else
        draw_hints(app, bottom);
}
