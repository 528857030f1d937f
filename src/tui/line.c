#include "tui/line.h"

#include <string.h>

#include "base/text.h"

void line_init(struct line *line, const char *text) {
    *line = (struct line){.text = BUF_INIT};
    line_set(line, text);
}

void line_free(struct line *line) {
    buf_free(&line->text);
}

void line_set(struct line *line, const char *text) {
    struct arena arena = {0};
    buf_cut(&line->text, 0);
    if (text) {
        const char *whole = text_repair(&arena, text, strlen(text));
        buf_str(&line->text, whole);
    }
    line->at = line->text.len;
    line->first = 0;
    arena_free(&arena);
}

const char *line_text(const struct line *line) {
    return line->text.data;
}

/* Takes bytes [start, end) away and puts others there; the cursor stands after them. */
static void replace(struct line *line, size_t start, size_t end, const char *bytes, size_t length) {
    struct buf after = BUF_INIT;
    buf_add(&after, line->text.data + end, line->text.len - end);
    buf_cut(&line->text, start);
    buf_add(&line->text, bytes, length);
    line->at = line->text.len;
    buf_add(&line->text, after.data, after.len);
    buf_free(&after);
}

static void insert(struct line *line, const char *text) {
    struct arena arena = {0};
    char *whole = text_repair(&arena, text, strlen(text));
    for (char *c = whole; *c; c++) {
        if ((unsigned char)*c < ' ')
            *c = ' ';
    }
    replace(line, line->at, line->at, whole, strlen(whole));
    arena_free(&arena);
}

static size_t after(const struct line *line, size_t at) {
    return at < line->text.len ? text_next(line->text.data, line->text.len, at) : at;
}

static size_t before(const struct line *line, size_t at) {
    return at > 0 ? text_prev(line->text.data, line->text.len, at) : 0;
}

static bool blank_at(const struct line *line, size_t at) {
    return line->text.data[at] == ' ';
}

static size_t word_before(const struct line *line, size_t at) {
    while (at > 0 && blank_at(line, before(line, at)))
        at = before(line, at);
    while (at > 0 && !blank_at(line, before(line, at)))
        at = before(line, at);
    return at;
}

static size_t word_after(const struct line *line, size_t at) {
    while (at < line->text.len && blank_at(line, at))
        at = after(line, at);
    while (at < line->text.len && !blank_at(line, at))
        at = after(line, at);
    return at;
}

static bool move(struct line *line, keycode key) {
    switch (key) {
    case K_LEFT:
    case KEYMOD_CTRL | 'B':
        line->at = before(line, line->at);
        return true;
    case K_RIGHT:
    case KEYMOD_CTRL | 'F':
        line->at = after(line, line->at);
        return true;
    case K_HOME:
    case KEYMOD_CTRL | 'A':
        line->at = 0;
        return true;
    case K_END:
    case KEYMOD_CTRL | 'E':
        line->at = line->text.len;
        return true;
    case KEYMOD_CTRL | K_LEFT:
        line->at = word_before(line, line->at);
        return true;
    case KEYMOD_CTRL | K_RIGHT:
        line->at = word_after(line, line->at);
        return true;
    default:
        return false;
    }
}

static bool cut(struct line *line, keycode key) {
    size_t at = line->at, end = line->text.len;
    switch (key) {
    case K_BACKSPACE:
    case KEYMOD_CTRL | 'H':
        replace(line, before(line, at), at, "", 0);
        return true;
    case K_DELETE:
    case KEYMOD_CTRL | 'D':
        replace(line, at, after(line, at), "", 0);
        return true;
    case KEYMOD_CTRL | 'W':
        replace(line, word_before(line, at), at, "", 0);
        return true;
    case KEYMOD_CTRL | 'U':
        replace(line, 0, at, "", 0);
        return true;
    case KEYMOD_CTRL | 'K':
        replace(line, at, end, "", 0);
        return true;
    default:
        return false;
    }
}

bool line_key(struct line *line, const struct event *event) {
    if (event->type == EVENT_PASTE) {
        insert(line, event->text);
        return true;
    }
    if (event->type != EVENT_KEY)
        return false;
    if (event->typed[0]) {
        insert(line, event->typed);
        return true;
    }
    return move(line, event->key) || cut(line, event->key);
}

static int columns_between(const struct line *line, size_t start, size_t end) {
    return text_width_n(line->text.data + start, end - start);
}

/* From where on less than so many columns lead to `end`: what a field shows that ends there. */
static size_t shown_from(const struct line *line, size_t end, int columns) {
    size_t first = end;
    for (int width = 0; first > 0;) {
        size_t previous = before(line, first);
        width += columns_between(line, previous, first);
        if (width >= columns)
            break;
        first = previous;
    }
    return first;
}

/* Moves the first byte shown so that the cursor, one column wide, is inside; after deleting at the end, shows
 * again what there is room for. */
static void scroll(struct line *line, int columns) {
    size_t least = shown_from(line, line->at, columns), most = shown_from(line, line->text.len, columns);
    if (line->first > line->at)
        line->first = line->at;
    if (line->first < least)
        line->first = least;
    if (line->first > most)
        line->first = most;
}

void line_draw(struct line *line, struct pane pane, int row, int col, int columns, bool focused) {
    if (columns < 1)
        return;
    scroll(line, columns);
    struct pane field = pane_part(pane, row, col, 1, columns);
    pane_put_n(field, 0, 0, STYLE_FIELD, line->text.data + line->first, line->text.len - line->first);
    if (focused)
        pane_cursor_text(field, 0, columns_between(line, line->first, line->at));
}

void line_click(struct line *line, int column) {
    size_t at = line->first;
    while (at < line->text.len && columns_between(line, line->first, after(line, at)) <= column)
        at = after(line, at);
    line->at = at;
}
