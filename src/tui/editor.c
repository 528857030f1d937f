#include "tui/editor.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/text.h"
#include "tui/editor_text.h"
#include "tui/wrap.h"

/*
 * Where the screen lines of one paragraph start, as far as they were needed, so
 * that a key in a very long one does not wrap it from its beginning.
 */
struct lines {
    size_t paragraph;
    int columns;
    size_t *starts; /* of whole text; the first is the paragraph's */
    size_t count, cap;
};

/* One line of the screen, in offsets of the whole text. */
struct screen_line {
    size_t start, end; /* what it shows */
    size_t next;       /* where the next one starts, if there is one */
    bool last;         /* of its paragraph */
};

struct editor {
    struct editor_text text;
    struct lines lines;
    size_t cursor;
    size_t top;        /* where the first line shown starts */
    int wanted;        /* the column that Up and Down keep to; -1: the cursor's own */
    int rows, columns; /* drawn last */
};

struct editor *editor_new(const char *text) {
    struct editor *editor = xalloc(sizeof *editor);
    editor->wanted = -1;
    editor->rows = 1;
    editor->columns = 80;
    if (text && *text) {
        editor_insert(editor, text, strlen(text));
        editor_text_forget(&editor->text);
    }
    return editor;
}

void editor_free(struct editor *editor) {
    if (editor) {
        editor_text_free(&editor->text);
        free(editor->lines.starts);
    }
    free(editor);
}

size_t editor_length(const struct editor *editor) {
    return editor_text_length(&editor->text);
}

size_t editor_cursor(const struct editor *editor) {
    return editor->cursor;
}

unsigned long editor_revision(const struct editor *editor) {
    return editor->text.revision;
}

void editor_copy(const struct editor *editor, size_t start, size_t end, struct buf *out) {
    gap_copy(&editor->text.gap, start, end, out);
}

char *editor_text(const struct editor *editor) {
    struct buf out = BUF_INIT;
    editor_copy(editor, 0, editor_length(editor), &out);
    return out.len ? buf_detach(&out) : xstrdup("");
}

void editor_paragraph(const struct editor *editor, size_t at, size_t *start, size_t *end) {
    *start = gap_line_start(&editor->text.gap, at);
    *end = gap_line_end(&editor->text.gap, at);
}

void editor_mark(struct editor *editor, size_t start, size_t end, const struct span *spans, size_t count) {
    editor_text_mark(&editor->text, start, end, spans, count);
}

/* ---- lines of the screen ---- */

/* The line that starts at `start`, in a paragraph that ends at `end`. */
static struct screen_line line_from(struct editor *editor, size_t start, size_t end) {
    const char *text = gap_piece(&editor->text.gap, start, end);
    struct wrap_line line = wrap_next(text, end - start, 0, editor->columns);
    bool last = start + line.next >= end;
    return (struct screen_line){start, start + line.end, last ? end + 1 : start + line.next, last};
}

static void add_start(struct lines *lines, size_t start) {
    if (lines->count == lines->cap) {
        lines->cap = lines->cap ? lines->cap * 2 : 64;
        lines->starts = xrealloc(lines->starts, lines->cap, sizeof *lines->starts);
    }
    lines->starts[lines->count++] = start;
}

/* Forgets what a change may have moved: the line it is in, since a word may go back up, and all after it. */
static void refresh_lines(struct editor *editor, size_t paragraph) {
    struct lines *lines = &editor->lines;
    size_t dirty = editor->text.dirty;
    editor->text.dirty = SIZE_MAX;
    if (lines->paragraph != paragraph || lines->columns != editor->columns || dirty < paragraph)
        lines->count = 0;
    while (lines->count > 0 && lines->starts[lines->count - 1] >= dirty)
        lines->count--;
    if (dirty != SIZE_MAX && lines->count > 0)
        lines->count--;
    lines->paragraph = paragraph;
    lines->columns = editor->columns;
    if (lines->count == 0)
        add_start(lines, paragraph);
}

/* The line that `at` is in. */
static struct screen_line line_at(struct editor *editor, size_t at) {
    size_t start, end;
    editor_paragraph(editor, at, &start, &end);
    refresh_lines(editor, start);
    struct lines *lines = &editor->lines;
    while (lines->starts[lines->count - 1] <= at) {
        struct screen_line line = line_from(editor, lines->starts[lines->count - 1], end);
        if (line.last || line.next > at)
            break;
        add_start(lines, line.next);
    }
    size_t low = 0, high = lines->count;
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (lines->starts[middle] <= at)
            low = middle;
        else
            high = middle;
    }
    return line_from(editor, lines->starts[low], end);
}

static bool line_after(struct editor *editor, struct screen_line line, struct screen_line *out) {
    if (line.next > editor_length(editor))
        return false;
    *out = line_from(editor, line.next, gap_line_end(&editor->text.gap, line.next));
    return true;
}

static bool line_before(struct editor *editor, struct screen_line line, struct screen_line *out) {
    if (line.start == 0)
        return false;
    *out = line_at(editor, line.start - 1);
    return true;
}

static int columns_between(struct editor *editor, size_t start, size_t end) {
    return start < end ? text_width_n(gap_piece(&editor->text.gap, start, end), end - start) : 0;
}

/* The place in a line nearest to a column, not past it. */
static size_t at_column(struct editor *editor, struct screen_line line, int column) {
    const char *text = gap_piece(&editor->text.gap, line.start, line.end);
    size_t length = line.end - line.start, at = 0;
    int col = 0;
    while (at < length) {
        size_t next = text_next(text, length, at);
        col += text_width_n(text + at, next - at);
        if (col > column)
            break;
        at = next;
    }
    /* The end of a line broken inside a word is the start of the next one. */
    if (at == length && !line.last && line.end == line.next && length > 0)
        at = text_prev(text, length, length);
    return line.start + at;
}

/* ---- moving ---- */

static void go(struct editor *editor, size_t at) {
    editor->cursor = at;
    editor->wanted = -1;
    editor->text.sealed = true;
}

void editor_move_to(struct editor *editor, size_t at) {
    size_t length = editor_length(editor);
    go(editor, at < length ? at : length);
}

/* The clusters before and after; across a newline where there is one. */
static size_t before(struct editor *editor, size_t at) {
    if (at == 0)
        return 0;
    size_t start = gap_line_start(&editor->text.gap, at);
    if (at == start)
        return at - 1;
    return start + text_prev(gap_piece(&editor->text.gap, start, at), at - start, at - start);
}

static size_t after(struct editor *editor, size_t at) {
    size_t end = gap_line_end(&editor->text.gap, at);
    if (at == end)
        return at < editor_length(editor) ? at + 1 : at;
    return at + text_next(gap_piece(&editor->text.gap, at, end), end - at, 0);
}

static bool is_blank(struct editor *editor, size_t at) {
    char c = *gap_piece(&editor->text.gap, at, at + 1);
    return c == ' ' || c == '\t' || c == '\n';
}

static size_t word_before(struct editor *editor, size_t at) {
    while (at > 0 && is_blank(editor, at - 1))
        at--;
    while (at > 0 && !is_blank(editor, at - 1))
        at = before(editor, at);
    return at;
}

static size_t word_after(struct editor *editor, size_t at) {
    size_t length = editor_length(editor);
    while (at < length && is_blank(editor, at))
        at++;
    while (at < length && !is_blank(editor, at))
        at = after(editor, at);
    return at;
}

static void move_lines(struct editor *editor, int lines) {
    struct screen_line line = line_at(editor, editor->cursor);
    int wanted = editor->wanted >= 0 ? editor->wanted : columns_between(editor, line.start, editor->cursor);
    bool moved = true;
    for (; lines > 0 && moved; lines--)
        moved = line_after(editor, line, &line);
    for (; lines < 0 && moved; lines++)
        moved = line_before(editor, line, &line);
    go(editor, at_column(editor, line, wanted));
    editor->wanted = wanted;
}

static size_t line_end(struct editor *editor) {
    return at_column(editor, line_at(editor, editor->cursor), INT32_MAX);
}

static bool move_key(struct editor *editor, keycode key) {
    int page = editor->rows > 1 ? editor->rows - 1 : 1;
    switch (key) {
    case K_LEFT:
    case KEYMOD_CTRL | 'B':
        go(editor, before(editor, editor->cursor));
        return true;
    case K_RIGHT:
    case KEYMOD_CTRL | 'F':
        go(editor, after(editor, editor->cursor));
        return true;
    case KEYMOD_CTRL | K_LEFT:
        go(editor, word_before(editor, editor->cursor));
        return true;
    case KEYMOD_CTRL | K_RIGHT:
        go(editor, word_after(editor, editor->cursor));
        return true;
    case K_UP:
    case K_DOWN:
        move_lines(editor, key == K_UP ? -1 : 1);
        return true;
    case K_PGUP:
    case K_PGDN:
        move_lines(editor, key == K_PGUP ? -page : page);
        return true;
    case K_HOME:
    case KEYMOD_CTRL | 'A':
        go(editor, line_at(editor, editor->cursor).start);
        return true;
    case K_END:
        go(editor, line_end(editor));
        return true;
    case KEYMOD_CTRL | K_HOME:
        go(editor, 0);
        return true;
    case KEYMOD_CTRL | K_END:
        go(editor, editor_length(editor));
        return true;
    default:
        return false;
    }
}

/* ---- changing ---- */

/* What was typed may have joined its neighbours to one cluster: the cursor goes after it. */
static void settle(struct editor *editor) {
    size_t start = gap_line_start(&editor->text.gap, editor->cursor);
    if (editor->cursor > start && editor->cursor < editor_length(editor)) {
        size_t end = gap_line_end(&editor->text.gap, editor->cursor);
        const char *text = gap_piece(&editor->text.gap, start, end);
        size_t last = text_prev(text, end - start, editor->cursor - start);
        editor->cursor = start + text_next(text, end - start, last);
    }
}

/* Valid text whose lines end as ours do: a carriage return is a newline, or goes where one follows. */
static char *tidy(struct arena *arena, const char *bytes, size_t length) {
    char *text = text_repair(arena, bytes, length), *to = text;
    for (const char *from = text; *from; from++)
        if (*from != '\r')
            *to++ = *from;
        else if (from[1] != '\n')
            *to++ = '\n';
    *to = '\0';
    return text;
}

static void put(struct editor *editor, const char *text, size_t length, enum edit_kind kind) {
    struct arena arena = {0};
    char *whole = tidy(&arena, text, length);
    size_t bytes = strlen(whole);
    editor_text_replace(&editor->text, editor->cursor, 0, whole, bytes, kind);
    editor->cursor += bytes;
    editor->wanted = -1;
    settle(editor);
    arena_free(&arena);
}

void editor_insert(struct editor *editor, const char *text, size_t length) {
    put(editor, text, length, EDIT_ONE);
}

void editor_set(struct editor *editor, const char *text, size_t length) {
    struct arena arena = {0};
    char *whole = tidy(&arena, text, length);
    size_t bytes = strlen(whole);
    editor_text_replace(&editor->text, 0, editor_length(editor), whole, bytes, EDIT_ONE);
    go(editor, editor->cursor < bytes ? editor->cursor : bytes);
    settle(editor);
    arena_free(&arena);
}

static bool erase(struct editor *editor, size_t start, size_t end, enum edit_kind kind) {
    editor_text_replace(&editor->text, start, end - start, "", 0, kind);
    editor->cursor = start;
    editor->wanted = -1;
    settle(editor);
    return true;
}

bool editor_undo(struct editor *editor) {
    editor->wanted = -1;
    bool done = editor_text_undo(&editor->text, &editor->cursor);
    settle(editor);
    return done;
}

bool editor_redo(struct editor *editor) {
    editor->wanted = -1;
    bool done = editor_text_redo(&editor->text, &editor->cursor);
    settle(editor);
    return done;
}

/* To the end of the line, or the newline when it stands there. */
static size_t cut_end(struct editor *editor) {
    size_t end = line_at(editor, editor->cursor).end;
    return end > editor->cursor ? end : after(editor, editor->cursor);
}

static bool change_key(struct editor *editor, keycode key) {
    size_t at = editor->cursor;
    switch (key) {
    case K_ENTER:
        put(editor, "\n", 1, EDIT_TYPED);
        return true;
    case K_BACKSPACE:
    case KEYMOD_CTRL | 'H':
        return erase(editor, before(editor, at), at, EDIT_ERASED);
    case K_DELETE:
    case KEYMOD_CTRL | 'D':
        return erase(editor, at, after(editor, at), EDIT_ERASED);
    case KEYMOD_CTRL | 'W':
        return erase(editor, word_before(editor, at), at, EDIT_ONE);
    case KEYMOD_CTRL | 'U':
        return erase(editor, line_at(editor, at).start, at, EDIT_ONE);
    case KEYMOD_CTRL | 'K':
        return erase(editor, at, cut_end(editor), EDIT_ONE);
    case KEYMOD_CTRL | '_':
        editor_undo(editor);
        return true;
    case KEYMOD_CTRL | 'Y':
        editor_redo(editor);
        return true;
    default:
        return false;
    }
}

bool editor_key(struct editor *editor, const struct event *event) {
    if (event->type == EVENT_PASTE) {
        editor_insert(editor, event->text, strlen(event->text));
        return true;
    }
    if (event->type != EVENT_KEY)
        return false;
    if (event->typed[0]) {
        put(editor, event->typed, strlen(event->typed), EDIT_TYPED);
        return true;
    }
    return move_key(editor, event->key) || change_key(editor, event->key);
}

bool editor_mouse(struct editor *editor, const struct event *event) {
    if (event->mouse == MOUSE_WHEEL_UP || event->mouse == MOUSE_WHEEL_DOWN) {
        move_lines(editor, event->mouse == MOUSE_WHEEL_UP ? -3 : 3);
        return true;
    }
    struct screen_line line = line_at(editor, editor->top);
    for (int row = 0; row < event->row; row++) {
        if (!line_after(editor, line, &line))
            break;
    }
    go(editor, at_column(editor, line, event->col - 1));
    return true;
}

/* ---- drawing ---- */

/* Keeps the first line shown where it is as long as the cursor's line is on the screen. */
static void scroll(struct editor *editor) {
    size_t length = editor_length(editor);
    struct screen_line cursor = line_at(editor, editor->cursor);
    struct screen_line top = line_at(editor, editor->top < length ? editor->top : length);
    int row = 0;
    while (row < editor->rows && top.start < cursor.start && line_after(editor, top, &top))
        row++;
    if (row < editor->rows && top.start == cursor.start && editor->top <= cursor.start) {
        editor->top = line_at(editor, editor->top).start;
        return;
    }
    bool above = cursor.start < editor->top;
    top = cursor;
    for (int i = 1; !above && i < editor->rows; i++)
        line_before(editor, top, &top);
    editor->top = top.start;
}

enum { SPANS_A_LINE = 64 };

static void draw_line(struct editor *editor, struct pane pane, int row, struct screen_line line) {
    struct span spans[SPANS_A_LINE];
    size_t count = 0;
    const struct editor_text *text = &editor->text;
    for (size_t i = editor_text_mark_from(text, line.start); i < text->mark_count && count < SPANS_A_LINE;
         i++) {
        struct span mark = text->marks[i];
        if (mark.start >= (long)line.end)
            break;
        mark.start -= (long)line.start;
        mark.end -= (long)line.start;
        spans[count++] = mark;
    }
    const char *bytes = gap_piece(&editor->text.gap, line.start, line.end);
    pane_spans(pane, row, 1, STYLE_PLAIN, bytes, line.end - line.start, spans, count);
}

void editor_draw(struct editor *editor, struct pane pane, bool focused) {
    editor->rows = pane.area.rows > 0 ? pane.area.rows : 1;
    editor->columns = pane.area.cols > 1 ? pane.area.cols - 1 : 1;
    scroll(editor);
    struct screen_line cursor = line_at(editor, editor->cursor);
    struct screen_line line = line_at(editor, editor->top);
    for (int row = 0; row < pane.area.rows; row++) {
        draw_line(editor, pane, row, line);
        if (focused && line.start == cursor.start)
            pane_cursor_text(pane, row, 1 + columns_between(editor, line.start, editor->cursor));
        if (!line_after(editor, line, &line))
            break;
    }
}
