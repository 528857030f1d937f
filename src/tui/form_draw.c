#include <string.h>

#include "tui/form_state.h"

/* How a form looks: labels dim in a column of their own, what was said about a field beside or below it. */

enum { WIDTH = 66, MARGIN = 1, ROOM_BESIDE = 18 };

static int label_width(const struct form *form) {
    int widest = 0;
    for (size_t i = 0; i < form->count; i++) {
        int width = text_width(form->fields[i].spec.label);
        widest = width > widest ? width : widest;
    }
    return widest < 24 ? widest : 24;
}

static int suggestion_rows(const struct form *form, size_t at) {
    return at == form->at ? (int)form->suggestions.count : 0;
}

static const char *said_of(const struct field *field) {
    return field->complaint ? field->complaint : field->note;
}

/* What is said of a long text may be long too. */
static int said_rows(const struct field *field) {
    return !said_of(field) ? 0 : field->spec.kind == FORM_LONG ? 2 : 1;
}

/* A complaint or note under its field; days tell themselves beside it. */
static int field_rows(const struct form *form, size_t at) {
    const struct field *field = &form->fields[at];
    int rows = field->spec.kind == FORM_LONG ? FORM_LONG_ROWS : 1;
    return rows + said_rows(field) + suggestion_rows(form, at);
}

static int row_of(const struct form *form, size_t at) {
    int row = 0;
    for (size_t i = 0; i < at; i++)
        row += field_rows(form, i);
    return row;
}

void form_size_wanted(struct view *view, int *rows, int *cols) {
    const struct form *form = view->state;
    int wanted = row_of(form, form->count);
    *cols = WIDTH < *cols - 2 ? WIDTH : *cols - 2;
    *rows = wanted < *rows ? wanted : *rows;
}

static void draw_choices(const struct field *field, struct pane pane, int row, int col, bool focused) {
    for (int i = 0; field->spec.choices[i]; i++) {
        bool chosen = i == field->choice;
        int width = text_width(field->spec.choices[i]) + 2;
        if (col + width > pane.area.cols && !chosen)
            continue;
        int start = pane_put(pane, row, col, STYLE_PLAIN, chosen ? sign(SIGN_CHOICE) : " ");
        int end = pane_put(pane, row, start, chosen ? STYLE_TITLE : STYLE_DIM, field->spec.choices[i]);
        if (chosen && focused) {
            pane_choose_part(pane, row, start, end);
            pane_cursor(pane, row, start);
        }
        col = end + 1;
    }
}

/* The choices in one row where they fit, else the chosen one alone. */
static void draw_choice(const struct field *field, struct pane pane, int row, int col, bool focused) {
    int width = 0;
    for (int i = 0; field->spec.choices[i]; i++)
        width += text_width(field->spec.choices[i]) + 2;
    if (col + width <= pane.area.cols) {
        draw_choices(field, pane, row, col, focused);
        return;
    }
    if (!field->spec.choices[0])
        return;
    int end = pane_put(pane, row, col + 1, STYLE_TITLE, field->spec.choices[field->choice]);
    pane_put(pane, row, end + 1, STYLE_DIM, "Left, Right: others");
    if (focused) {
        pane_choose_part(pane, row, col + 1, end);
        pane_cursor(pane, row, col + 1);
    }
}

static void draw_yes_no(const struct field *field, struct pane pane, int row, int col, bool focused) {
    pane_put(pane, row, col, STYLE_PLAIN, field->choice ? "[x]" : "[ ]");
    if (focused) {
        pane_choose_part(pane, row, col, col + 3);
        pane_cursor(pane, row, col + 1);
    }
}

static void draw_day_words(const struct form *form, const struct field *field, struct pane pane, int row,
                           int col) {
    day d, today = app_today(form->app);
    char word[DAY_WORDS], ago[DAY_WORDS];
    if (!day_parse(line_text(&field->line), today, field->spec.toward, &d))
        return;
    col = pane_cut(pane, row, col, pane.area.cols - col - MARGIN, STYLE_DIM, day_short(d, today, word)) + 2;
    if (col + text_width(day_ago(d, today, ago)) < pane.area.cols)
        pane_put(pane, row, col, STYLE_DIM, ago);
}

static void draw_line_field(struct form *form, struct field *field, struct pane pane, int row, int col,
                            bool focused) {
    int columns = pane.area.cols - col - MARGIN;
    if (field->spec.kind == FORM_DAY || field->spec.kind == FORM_NUMBER)
        columns = columns > ROOM_BESIDE ? ROOM_BESIDE : columns;
    if (focused)
        pane_fill(pane, row, col, columns, STYLE_FIELD, " ");
    if (field->line.text.len == 0 && field->spec.hint)
        pane_cut(pane, row, col, columns, STYLE_DIM, field->spec.hint);
    line_draw(&field->line, pane, row, col, columns, focused);
    if (field->spec.kind == FORM_DAY)
        draw_day_words(form, field, pane, row, col + columns + 1);
}

static void draw_suggestions(const struct form *form, struct pane pane, int row, int col) {
    for (size_t i = 0; i < form->suggestions.count; i++, row++) {
        bool chosen = (int)i == form->suggestion;
        pane_put(pane, row, col, STYLE_PLAIN, chosen ? sign(SIGN_CHOICE) : " ");
        int end =
            pane_cut(pane, row, col + 2, pane.area.cols - col - 3, STYLE_PLAIN, form->suggestions.items[i]);
        if (chosen)
            pane_choose_part(pane, row, col + 2, end);
        else if (i == 0 && form->suggestion < 0)
            pane_put(pane, row, end + 2, STYLE_DIM, "Down");
    }
}

static void draw_field(struct form *form, size_t at, struct pane pane, int row) {
    struct field *field = &form->fields[at];
    bool focused = at == form->at;
    int label = label_width(form), col = MARGIN + label + 2;
    pane_cut(pane, row, MARGIN, label, focused ? STYLE_TITLE : STYLE_DIM, field->spec.label);
    int rows = 1;
    if (field->spec.kind == FORM_LONG) {
        rows = FORM_LONG_ROWS;
        editor_draw(field->editor, pane_part(pane, row, col - 1, rows, pane.area.cols - col), focused);
    } else if (field->spec.kind == FORM_CHOICE) {
        draw_choice(field, pane, row, col - 1, focused);
    } else if (field->spec.kind == FORM_YES_NO) {
        draw_yes_no(field, pane, row, col, focused);
    } else {
        draw_line_field(form, field, pane, row, col, focused);
    }
    enum style style = field->complaint ? STYLE_WARNING : STYLE_DIM;
    if (said_rows(field) > 1)
        pane_wrap(pane_part(pane, row + rows, 0, said_rows(field), pane.area.cols), 0, col,
                  pane.area.cols - MARGIN, style, said_of(field));
    else if (said_of(field))
        pane_cut(pane, row + rows, col, pane.area.cols - col - MARGIN, style, said_of(field));
    rows += said_rows(field);
    if (focused)
        draw_suggestions(form, pane, row + rows, col - 2);
}

void form_draw(struct view *view, struct pane pane) {
    struct form *form = view->state;
    int first = row_of(form, form->at), last = first + field_rows(form, form->at);
    if (last > form->top + pane.area.rows)
        form->top = last - pane.area.rows;
    if (first < form->top)
        form->top = first;
    for (size_t i = 0; i < form->count; i++) {
        int row = row_of(form, i) - form->top;
        if (row >= 0 && row < pane.area.rows)
            draw_field(form, i, pane, row);
    }
}
