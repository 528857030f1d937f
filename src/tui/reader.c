#include "tui/reader.h"

#include <string.h>

#include "tui/wrap.h"

/* A paragraph, or a blank line when it has no text. */
struct reader_part {
    const char *text, *right;
    struct span *spans;
    size_t span_count;
    enum style style, right_style;
    int col, hang;
    int stop;        /* the stop it belongs to, -1: none */
    int line, lines; /* where it stands, as measured for reader->columns */
};

struct reader_stop {
    size_t id;
    int line, end; /* its lines, as measured */
};

void reader_clear(struct reader *reader) {
    arena_free(&reader->arena);
    reader->parts = NULL;
    reader->stops = NULL;
    reader->count = reader->cap = reader->stop_count = reader->stop_cap = 0;
    reader->columns = 0;
    reader->open_stop = -1;
}

void reader_free(struct reader *reader) {
    reader_clear(reader);
}

void reader_home(struct reader *reader) {
    reader->top = 0;
    reader->at = 0;
}

static struct reader_part *add_part(struct reader *reader) {
    struct reader_part *part = ARENA_PUSH(&reader->arena, reader->parts, reader->count, reader->cap);
    part->stop = reader->stop_count ? reader->open_stop : -1;
    reader->columns = 0;
    return part;
}

void reader_add(struct reader *reader, int col, int hang, enum style style, const char *text) {
    reader_add_spans(reader, col, hang, style, text, NULL, 0);
}

void reader_add_spans(struct reader *reader, int col, int hang, enum style style, const char *text,
                      const struct span *spans, size_t count) {
    struct reader_part *part = add_part(reader);
    part->text = arena_strdup(&reader->arena, text);
    part->col = col;
    part->hang = hang;
    part->style = style;
    part->spans = ARENA_NEW(&reader->arena, struct span, count + 1);
    part->span_count = count;
    if (count)
        memcpy(part->spans, spans, count * sizeof *spans);
}

void reader_right(struct reader *reader, enum style style, const char *text) {
    if (reader->count == 0)
        return;
    struct reader_part *part = &reader->parts[reader->count - 1];
    part->right = arena_strdup(&reader->arena, text);
    part->right_style = style;
}

void reader_gap(struct reader *reader) {
    reader->open_stop = -1;
    if (reader->count && reader->parts[reader->count - 1].text)
        add_part(reader);
}

void reader_stop(struct reader *reader, size_t id) {
    struct reader_stop *stop =
        ARENA_PUSH(&reader->arena, reader->stops, reader->stop_count, reader->stop_cap);
    stop->id = id;
    reader->open_stop = (int)reader->stop_count - 1;
    reader->columns = 0;
}

/* ---- where things stand ---- */

static int part_width(const struct reader_part *part, int columns, bool first) {
    int width = columns - (first ? part->col : part->hang);
    if (first && part->right)
        width -= text_width(part->right) + 1;
    return width > 1 ? width : 1;
}

static int part_lines(const struct reader_part *part, int columns) {
    if (!part->text)
        return 1;
    size_t length = strlen(part->text), at = 0;
    int lines = 0;
    do {
        at = wrap_next(part->text, length, at, part_width(part, columns, lines == 0)).next;
        lines++;
    } while (at < length);
    return lines;
}

static void measure(struct reader *reader, int columns) {
    if (reader->columns == columns)
        return;
    int line = 0;
    for (size_t i = 0; i < reader->stop_count; i++)
        reader->stops[i].line = -1;
    for (size_t i = 0; i < reader->count; i++) {
        struct reader_part *part = &reader->parts[i];
        part->line = line;
        part->lines = part_lines(part, columns);
        line += part->lines;
        if (part->stop < 0)
            continue;
        struct reader_stop *stop = &reader->stops[part->stop];
        if (stop->line < 0)
            stop->line = part->line;
        stop->end = line;
    }
    reader->height = line;
    reader->columns = columns;
}

int reader_height(struct reader *reader, int columns) {
    measure(reader, columns);
    return reader->height;
}

/* ---- moving ---- */

static int last_top(const struct reader *reader) {
    return reader->height > reader->rows ? reader->height - reader->rows : 0;
}

static void scroll_to(struct reader *reader, int top) {
    int last = last_top(reader);
    reader->top = top < 0 ? 0 : top > last ? last : top;
}

/* Shows the chosen stop: all of it where it fits, else its beginning. */
static void show_stop(struct reader *reader) {
    const struct reader_stop *stop = &reader->stops[reader->at];
    if (stop->end > reader->top + reader->rows)
        scroll_to(reader, stop->end - reader->rows);
    if (stop->line < reader->top)
        scroll_to(reader, stop->line);
    if (reader->at == 0 && stop->end <= reader->rows)
        scroll_to(reader, 0);
}

static void go_stop(struct reader *reader, int stop) {
    reader->at = stop;
    show_stop(reader);
}

static void line_down(struct reader *reader) {
    bool hidden = false; /* more of the chosen stop below */
    int next = reader->at + 1;
    if (reader->at < (int)reader->stop_count)
        hidden = reader->stops[reader->at].end > reader->top + reader->rows;
    if (hidden || next >= (int)reader->stop_count)
        scroll_to(reader, reader->top + 1);
    else
        go_stop(reader, next);
}

static void line_up(struct reader *reader) {
    bool hidden = reader->at < (int)reader->stop_count && reader->stops[reader->at].line < reader->top;
    if (hidden || reader->at == 0 || reader->stop_count == 0)
        scroll_to(reader, reader->top - 1);
    else
        go_stop(reader, reader->at - 1);
}

/* The first stop that begins on the screen is the chosen one. */
static void choose_shown(struct reader *reader) {
    for (size_t i = 0; i < reader->stop_count; i++) {
        int line = reader->stops[i].line;
        if (line >= reader->top && line < reader->top + reader->rows) {
            reader->at = (int)i;
            return;
        }
    }
}

static void page(struct reader *reader, int pages) {
    int step = reader->rows > 1 ? reader->rows - 1 : 1;
    scroll_to(reader, reader->top + pages * step);
    choose_shown(reader);
}

bool reader_act(struct reader *reader, enum action_id action) {
    switch (action) {
    case ACT_DOWN:
        line_down(reader);
        return true;
    case ACT_UP:
        line_up(reader);
        return true;
    case ACT_PAGE_DOWN:
        page(reader, 1);
        return true;
    case ACT_PAGE_UP:
        page(reader, -1);
        return true;
    case ACT_FIRST:
        reader_home(reader);
        return true;
    case ACT_LAST:
        scroll_to(reader, reader->height);
        reader->at = reader->stop_count ? (int)reader->stop_count - 1 : 0;
        return true;
    default:
        return false;
    }
}

bool reader_mouse(struct reader *reader, const struct event *event) {
    if (event->mouse == MOUSE_WHEEL_UP || event->mouse == MOUSE_WHEEL_DOWN) {
        scroll_to(reader, reader->top + (event->mouse == MOUSE_WHEEL_UP ? -3 : 3));
        return true;
    }
    int line = reader->top + event->row;
    for (size_t i = 0; i < reader->stop_count; i++) {
        if (line >= reader->stops[i].line && line < reader->stops[i].end) {
            reader->at = (int)i;
            return true;
        }
    }
    return false;
}

bool reader_at(const struct reader *reader, size_t *id) {
    if (reader->at < 0 || reader->at >= (int)reader->stop_count)
        return false;
    *id = reader->stops[reader->at].id;
    return true;
}

void reader_choose(struct reader *reader, size_t id) {
    for (size_t i = 0; i < reader->stop_count; i++) {
        if (reader->stops[i].id == id)
            reader->at = (int)i;
    }
}

/* ---- drawing ---- */

static void draw_part(const struct reader_part *part, struct pane pane, int row) {
    size_t length = strlen(part->text), at = 0, span = 0;
    int col = part->col;
    for (int i = 0; i == 0 || at < length; i++) {
        struct wrap_line line = wrap_next(part->text, length, at, part_width(part, pane.area.cols, i == 0));
        struct span here[32];
        size_t count = 0;
        while (span < part->span_count && part->spans[span].end <= (long)line.start)
            span++;
        for (size_t s = span; s < part->span_count && part->spans[s].start < (long)line.end && count < 32;
             s++) {
            here[count] = part->spans[s];
            here[count].start -= (long)line.start;
            here[count++].end -= (long)line.start;
        }
        pane_spans(pane, row + i, col, part->style, part->text + line.start, line.end - line.start, here,
                   count);
        if (i == 0 && part->right)
            pane_right(pane, row, 0, pane.area.cols, part->right_style, part->right);
        at = line.next;
        col = part->hang;
    }
}

void reader_draw(struct reader *reader, struct pane pane, bool focused) {
    bool anew = reader->columns != pane.area.cols || reader->rows != pane.area.rows;
    reader->rows = pane.area.rows;
    measure(reader, pane.area.cols);
    if (reader->at >= (int)reader->stop_count)
        reader->at = reader->stop_count ? (int)reader->stop_count - 1 : 0;
    if (anew && reader->stop_count && reader->at > 0)
        show_stop(reader);
    scroll_to(reader, reader->top);
    for (size_t i = 0; i < reader->count; i++) {
        const struct reader_part *part = &reader->parts[i];
        int row = part->line - reader->top;
        if (part->text && row < pane.area.rows && row + part->lines > 0)
            draw_part(part, pane, row);
    }
    if (reader->height > reader->top + pane.area.rows)
        pane_more(pane);
    if (!focused || reader->stop_count == 0)
        return;
    int row = reader->stops[reader->at].line - reader->top;
    pane_choose(pane, row);
    pane_cursor(pane, row, 0);
}
