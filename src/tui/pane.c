#include "tui/pane.h"

#include <stdarg.h>
#include <string.h>

#include "tui/wrap.h"

static int least(int a, int b) {
    return a < b ? a : b;
}

struct pane pane_of(struct canvas *canvas, struct rect area) {
    struct pane whole = {canvas, {0, 0, canvas->rows, canvas->cols}};
    return pane_part(whole, area.row, area.col, area.rows, area.cols);
}

struct pane pane_part(struct pane pane, int row, int col, int rows, int cols) {
    if (row < 0) {
        rows += row;
        row = 0;
    }
    if (col < 0) {
        cols += col;
        col = 0;
    }
    rows = least(rows, pane.area.rows - row);
    cols = least(cols, pane.area.cols - col);
    pane.area = (struct rect){
        .row = pane.area.row + row,
        .col = pane.area.col + col,
        .rows = rows > 0 ? rows : 0,
        .cols = cols > 0 ? cols : 0,
    };
    return pane;
}

static void set(struct pane pane, int row, int col, const char *cluster, int width, enum style style) {
    canvas_set(pane.canvas, pane.area.row + row, pane.area.col + col, cluster, width, style);
}

/* The cluster at `at` as this canvas shows it. */
static int shown(struct pane pane, const char *text, size_t length, size_t at, size_t *next,
                 char out[TEXT_CLUSTER]) {
    if (text[at] == '\n' || text[at] == '\t' || text[at] == '\r') {
        *next = at + 1;
        strcpy(out, " ");
        return 1;
    }
    if ((pane.canvas->ascii || pane.canvas->plain) && (text[at] & 0x80)) {
        *next = text_next(text, length, at);
        if (*next - at < TEXT_CLUSTER) {
            memcpy(out, text + at, *next - at);
            out[*next - at] = '\0';
            const char *twin = sign_ascii(out);
            if (twin) {
                strcpy(out, twin);
                return 1;
            }
        }
    }
    return text_cluster(text, length, at, next, out);
}

int pane_put_n(struct pane pane, int row, int col, enum style style, const char *text, size_t length) {
    return pane_spans(pane, row, col, style, text, length, NULL, 0);
}

int pane_put(struct pane pane, int row, int col, enum style style, const char *text) {
    return pane_put_n(pane, row, col, style, text, strlen(text));
}

int pane_printf(struct pane pane, int row, int col, enum style style, const char *format, ...) {
    struct buf buf = BUF_INIT;
    va_list args;
    va_start(args, format);
    buf_vprintf(&buf, format, args);
    va_end(args);
    col = pane_put_n(pane, row, col, style, buf.data, buf.len);
    buf_free(&buf);
    return col;
}

/* The text with its signs in ASCII, so that cutting keeps them. */
static const char *as_shown(struct pane pane, struct arena *arena, const char *text) {
    if (!pane.canvas->ascii && !pane.canvas->plain)
        return text;
    struct buf out = BUF_INIT;
    char cluster[TEXT_CLUSTER];
    for (size_t at = 0, length = strlen(text); at < length;) {
        shown(pane, text, length, at, &at, cluster);
        buf_str(&out, cluster);
    }
    const char *plain = arena_strdup(arena, out.data);
    buf_free(&out);
    return plain;
}

int pane_cut(struct pane pane, int row, int col, int columns, enum style style, const char *text) {
    columns = least(columns, pane.area.cols - col);
    if (columns < 1)
        return col;
    struct arena arena = {0};
    col = pane_put(pane, row, col, style, text_cut(&arena, as_shown(pane, &arena, text), columns));
    arena_free(&arena);
    return col;
}

int pane_right(struct pane pane, int row, int from, int end, enum style style, const char *text) {
    int width = text_width(text);
    int col = end - width > from ? end - width : from;
    pane_cut(pane, row, col, end - col, style, text);
    return col;
}

int pane_spans(struct pane pane, int row, int col, enum style style, const char *text, size_t length,
               const struct span *spans, size_t count) {
    if (row < 0 || row >= pane.area.rows)
        return col;
    size_t span = 0;
    for (size_t at = 0, next; at < length; at = next) {
        char cluster[TEXT_CLUSTER];
        int width = shown(pane, text, length, at, &next, cluster);
        if (col + width > pane.area.cols)
            break;
        while (span < count && spans[span].end <= (long)at)
            span++;
        bool inside = span < count && spans[span].start <= (long)at;
        if (col >= 0 && width > 0)
            set(pane, row, col, cluster, width, inside ? spans[span].style : style);
        col += width;
    }
    return col;
}

int pane_wrap(struct pane pane, int row, int col, int end, enum style style, const char *text) {
    size_t length = strlen(text), at = 0;
    int rows = 0;
    end = least(end, pane.area.cols);
    do {
        struct wrap_line line = wrap_next(text, length, at, end - col);
        pane_put_n(pane, row + rows, col, style, text + line.start, line.end - line.start);
        at = line.next;
        rows++;
    } while (at < length);
    return rows;
}

void pane_more(struct pane pane) {
    int row = pane.area.rows - 1, col = pane.area.cols - 1;
    const struct cell *cell = canvas_cell(pane.canvas, pane.area.row + row, pane.area.col + col);
    if (row >= 0 && col >= 0 && cell && strcmp(cell->text, " ") == 0)
        pane_put(pane, row, col, STYLE_DIM, sign(SIGN_BELOW));
}

void pane_fill(struct pane pane, int row, int col, int columns, enum style style, const char *cluster) {
    if (row < 0 || row >= pane.area.rows)
        return;
    char out[TEXT_CLUSTER];
    size_t next;
    shown(pane, cluster, strlen(cluster), 0, &next, out);
    for (int i = col > 0 ? col : 0; i < least(col + columns, pane.area.cols); i++)
        set(pane, row, i, out, 1, style);
}

void pane_blank(struct pane pane) {
    for (int row = 0; row < pane.area.rows; row++) {
        pane_fill(pane, row, 0, pane.area.cols, STYLE_PLAIN, " ");
        for (int col = 0; col < pane.area.cols; col++)
            canvas_cell(pane.canvas, pane.area.row + row, pane.area.col + col)->chosen = false;
    }
}

void pane_choose(struct pane pane, int row) {
    pane_choose_part(pane, row, 0, pane.area.cols);
}

void pane_choose_part(struct pane pane, int row, int col, int end) {
    if (row < 0 || row >= pane.area.rows)
        return;
    for (int i = col > 0 ? col : 0; i < least(end, pane.area.cols); i++)
        canvas_cell(pane.canvas, pane.area.row + row, pane.area.col + i)->chosen = true;
}

void pane_cursor(struct pane pane, int row, int col) {
    if (row < 0 || row >= pane.area.rows || pane.area.cols == 0)
        return;
    pane.canvas->cursor_row = pane.area.row + row;
    pane.canvas->cursor_col = pane.area.col + least(col, pane.area.cols - 1);
    pane.canvas->cursor_text = false;
}

void pane_cursor_text(struct pane pane, int row, int col) {
    pane_cursor(pane, row, col);
    pane.canvas->cursor_text = true;
}
