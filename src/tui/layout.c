#include "tui/layout.h"

enum { TWO_COLUMNS = 60, THREE_COLUMNS = 120 };
enum { LEAST_BESIDE = 4 }; /* narrower strips beside a box are covered by it */

static int clamp(int n, int low, int high) {
    return n < low ? low : n > high ? high : n;
}

/* list │ notes │ prompt */
static void side_by_side(struct layout *layout) {
    struct rect body = layout->body;
    int list = clamp(body.cols * 3 / 10, 36, 48);
    int prompt = clamp(body.cols / 3, 38, 56);
    int notes = body.cols - list - prompt - 2;
    layout->slot[SLOT_LIST] = (struct rect){body.row, 0, body.rows, list};
    layout->slot[SLOT_NOTES] = (struct rect){body.row, list + 1, body.rows, notes};
    layout->slot[SLOT_PROMPT] = (struct rect){body.row, list + notes + 2, body.rows, prompt};
    layout->right = (struct rect){body.row, list + 1, body.rows, notes + prompt + 1};
}

/* list │ notes over prompt; in a tall one the notes get the height */
static void stacked(struct layout *layout) {
    struct rect body = layout->body;
    int list = clamp(body.cols * 3 / 8, 24, 40);
    int prompt = clamp(body.rows * 2 / 5, 1, 12);
    int notes = body.rows - prompt - 1;
    int col = list + 1, cols = body.cols - list - 1;
    layout->slot[SLOT_LIST] = (struct rect){body.row, 0, body.rows, list};
    layout->slot[SLOT_NOTES] = (struct rect){body.row, col, notes, cols};
    layout->slot[SLOT_PROMPT] = (struct rect){body.row + notes + 1, col, prompt, cols};
    layout->right = (struct rect){body.row, col, body.rows, cols};
}

struct layout layout_make(int rows, int cols, enum slot focus, bool wide) {
    struct layout layout = {.too_small = rows < LAYOUT_MIN_ROWS || cols < LAYOUT_MIN_COLS, .wide = wide};
    if (layout.too_small)
        return layout;
    layout.top = (struct rect){0, 0, 1, cols};
    layout.bottom = (struct rect){rows - 1, 0, 1, cols};
    layout.title_row = 1;
    layout.lower_row = rows - 2;
    layout.body = (struct rect){2, 0, rows - 4, cols};
    layout.right = layout.body;
    if (wide)
        layout.slot[SLOT_LIST] = layout.body;
    else if (cols >= THREE_COLUMNS)
        side_by_side(&layout);
    else if (cols >= TWO_COLUMNS)
        stacked(&layout);
    else
        layout.slot[focus] = layout.body;
    layout.alone = wide || cols < TWO_COLUMNS;
    return layout;
}

void layout_cover_all(struct layout *layout) {
    layout->slot[SLOT_LIST] = layout->body;
    layout->slot[SLOT_NOTES] = layout->slot[SLOT_PROMPT] = (struct rect){0};
    layout->alone = layout->wide = true;
}

void layout_cover_right(struct layout *layout) {
    if (layout->alone)
        layout->slot[SLOT_LIST] = (struct rect){0};
    layout->slot[SLOT_NOTES] = layout->right;
    layout->slot[SLOT_PROMPT] = (struct rect){0};
}

void layout_cover_notes(struct layout *layout, bool aside) {
    if (!layout->alone)
        return;
    layout_cover_right(layout);
    struct rect body = layout->body;
    if (!aside || body.rows < 12)
        return;
    int below = clamp(body.rows / 3, 3, 10), above = body.rows - below - 1;
    layout->slot[SLOT_NOTES].rows = above;
    layout->slot[SLOT_PROMPT] = (struct rect){body.row + above + 1, body.col, below, body.cols};
}

struct rect layout_box(const struct layout *layout, int rows, int cols) {
    struct rect body = layout->body;
    rows = clamp(rows, 3, body.rows + 2);
    cols = clamp(cols, 12, body.cols);
    if (body.cols - cols < 2 * LEAST_BESIDE)
        cols = body.cols;
    int row = body.row - 1 + (body.rows + 2 - rows) / 2;
    return (struct rect){row, (body.cols - cols) / 2, rows, cols};
}

enum slot layout_at(const struct layout *layout, int row, int col) {
    for (int i = 0; i < SLOT_COUNT; i++) {
        struct rect r = layout->slot[i];
        if (row >= r.row && row < r.row + r.rows && col >= r.col && col < r.col + r.cols)
            return (enum slot)i;
    }
    return SLOT_COUNT;
}
