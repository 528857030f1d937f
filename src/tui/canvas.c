#include "tui/canvas.h"

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"

static const struct cell blank = {.text = " ", .width = 1};

void canvas_init(struct canvas *canvas, int rows, int cols) {
    *canvas = (struct canvas){.ascii = !text_locale_utf8()};
    canvas_resize(canvas, rows, cols);
}

void canvas_resize(struct canvas *canvas, int rows, int cols) {
    canvas->rows = rows > 0 ? rows : 0;
    canvas->cols = cols > 0 ? cols : 0;
    size_t count = (size_t)canvas->rows * (size_t)canvas->cols;
    canvas->cells = xrealloc(canvas->cells, count ? count : 1, sizeof *canvas->cells);
    canvas_clear(canvas);
}

void canvas_clear(struct canvas *canvas) {
    size_t count = (size_t)canvas->rows * (size_t)canvas->cols;
    for (size_t i = 0; i < count; i++)
        canvas->cells[i] = blank;
    canvas->cursor_row = canvas->cursor_col = 0;
    canvas->cursor_text = false;
}

void canvas_free(struct canvas *canvas) {
    free(canvas->cells);
    *canvas = (struct canvas){0};
}

struct cell *canvas_cell(const struct canvas *canvas, int row, int col) {
    if (row < 0 || row >= canvas->rows || col < 0 || col >= canvas->cols)
        return NULL;
    return &canvas->cells[(size_t)row * (size_t)canvas->cols + (size_t)col];
}

/* Before a cell is overwritten: a wide cluster that it is a half of goes altogether. */
static void break_wide(struct canvas *canvas, int row, int col) {
    struct cell *cell = canvas_cell(canvas, row, col);
    if (!cell)
        return;
    struct cell *other = NULL;
    if (cell->width == 2)
        other = canvas_cell(canvas, row, col + 1);
    else if (cell->width == 0)
        other = canvas_cell(canvas, row, col - 1);
    if (other)
        *other = (struct cell){.text = " ", .width = 1, .style = other->style, .chosen = other->chosen};
}

void canvas_set(struct canvas *canvas, int row, int col, const char *cluster, int width, enum style style) {
    struct cell *cell = canvas_cell(canvas, row, col);
    if (!cell || width < 1)
        return;
    if (width == 2 && !canvas_cell(canvas, row, col + 1)) {
        cluster = " ";
        width = 1;
    }
    for (int i = 0; i < width; i++)
        break_wide(canvas, row, col + i);
    bool chosen = cell->chosen;
    *cell = (struct cell){.width = (unsigned char)width, .style = (unsigned char)style, .chosen = chosen};
    strncpy(cell->text, cluster, sizeof cell->text - 1);
    if (width == 2) {
        bool right = cell[1].chosen;
        cell[1] = (struct cell){.width = 0, .style = (unsigned char)style, .chosen = right};
    }
}

static const char *line_glyph(unsigned lines, bool ascii) {
    static const char *const glyphs[16] = {
        " ", "│", "│", "│", "─", "┘", "┐", "┤", "─", "└", "┌", "├", "─", "┴", "┬", "┼",
    };
    static const char *const plain[16] = {
        " ", "|", "|", "|", "-", "+", "+", "+", "-", "+", "+", "+", "-", "+", "+", "+",
    };
    return ascii ? plain[lines] : glyphs[lines];
}

static void add_lines(struct canvas *canvas, int row, int col, unsigned lines) {
    struct cell *cell = canvas_cell(canvas, row, col);
    if (!cell)
        return;
    lines |= cell->lines;
    canvas_set(canvas, row, col, line_glyph(lines, canvas->ascii), 1, STYLE_RULE);
    cell->lines = (unsigned char)lines;
}

void canvas_line_across(struct canvas *canvas, int row, int from, int to) {
    for (int col = from; col <= to; col++) {
        unsigned left = col > from ? CANVAS_LEFT : 0, right = col < to ? CANVAS_RIGHT : 0;
        add_lines(canvas, row, col, left | right);
    }
}

void canvas_line_down(struct canvas *canvas, int col, int from, int to) {
    for (int row = from; row <= to; row++) {
        unsigned up = row > from ? CANVAS_UP : 0, down = row < to ? CANVAS_DOWN : 0;
        add_lines(canvas, row, col, up | down);
    }
}

void canvas_dump(const struct canvas *canvas, struct buf *out) {
    for (int row = 0; row < canvas->rows; row++) {
        size_t end = out->len;
        for (int col = 0; col < canvas->cols; col++) {
            const struct cell *cell = canvas_cell(canvas, row, col);
            buf_str(out, cell->text);
            if (cell->width && strcmp(cell->text, " ") != 0)
                end = out->len;
        }
        buf_cut(out, end);
        buf_char(out, '\n');
    }
}

void canvas_dump_styles(const struct canvas *canvas, struct buf *out) {
    static const char letters[STYLE_COUNT + 1] = ".ntdgwhcqkrmfv";
    for (int row = 0; row < canvas->rows; row++) {
        for (int col = 0; col < canvas->cols; col++) {
            const struct cell *cell = canvas_cell(canvas, row, col);
            char letter = letters[cell->style];
            if (cell->chosen)
                letter = letter == '.' ? '#' : (char)(letter - 'a' + 'A');
            buf_char(out, letter);
        }
        buf_char(out, '\n');
    }
}
