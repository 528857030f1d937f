#include "tui/layout.h"

enum { TWO_COLUMNS = 60, THREE_COLUMNS = 120 };
enum { LEAST_LIST = 18, LEAST_PANE = 24, LEAST_ROWS = 2 }; /* what dragging leaves of a pane */
enum { LEAST_BESIDE = 4 }; /* narrower strips beside a box are covered by it */

static int clamp(int n, int low, int high) {
    return n < low ? low : n > high ? high : n;
}

/* list │ notes │ prompt */
static void side_by_side(struct layout *layout, const struct layout_sizes *sizes) {
    struct rect body = layout->body;
    int list = clamp(body.cols * 7 / 20, 42, 52);
    int prompt = clamp(body.cols * 8 / 25, 38, 56);
    if (sizes->list)
        list = clamp(sizes->list, LEAST_LIST, body.cols - 2 * LEAST_PANE - 2);
    if (sizes->prompt_cols || sizes->list)
        prompt = clamp(sizes->prompt_cols ? sizes->prompt_cols : prompt, LEAST_PANE,
                       body.cols - list - LEAST_PANE - 2);
    layout->beside = true;
    int notes = body.cols - list - prompt - 2;
    layout->slot[SLOT_LIST] = (struct rect){body.row, 0, body.rows, list};
    layout->slot[SLOT_NOTES] = (struct rect){body.row, list + 1, body.rows, notes};
    layout->slot[SLOT_PROMPT] = (struct rect){body.row, list + notes + 2, body.rows, prompt};
    layout->right = (struct rect){body.row, list + 1, body.rows, notes + prompt + 1};
}

/* list │ notes over prompt; in a tall one the notes get the height */
static void stacked(struct layout *layout, const struct layout_sizes *sizes) {
    struct rect body = layout->body;
    int list = clamp(body.cols * 9 / 20 - 3, 24, 42);
    int prompt = clamp(body.rows * 2 / 5, 1, 12);
    if (sizes->list)
        list = clamp(sizes->list, LEAST_LIST, body.cols - LEAST_PANE - 1);
    if (sizes->prompt && body.rows > 2 * LEAST_ROWS)
        prompt = clamp(sizes->prompt, LEAST_ROWS, body.rows - LEAST_ROWS - 1);
    int notes = body.rows - prompt - 1;
    int col = list + 1, cols = body.cols - list - 1;
    layout->slot[SLOT_LIST] = (struct rect){body.row, 0, body.rows, list};
    layout->slot[SLOT_NOTES] = (struct rect){body.row, col, notes, cols};
    layout->slot[SLOT_PROMPT] = (struct rect){body.row + notes + 1, col, prompt, cols};
    layout->right = (struct rect){body.row, col, body.rows, cols};
}

struct layout layout_make(int rows, int cols, enum slot focus, bool wide, const struct layout_sizes *sizes) {
    static const struct layout_sizes usual = {0};
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
        side_by_side(&layout, sizes ? sizes : &usual);
    else if (cols >= TWO_COLUMNS)
        stacked(&layout, sizes ? sizes : &usual);
    else
        layout.slot[focus] = layout.body;
    layout.alone = wide || cols < TWO_COLUMNS;
    return layout;
}

void layout_raise_prompt(struct layout *layout) {
    struct rect *notes = &layout->slot[SLOT_NOTES], *prompt = &layout->slot[SLOT_PROMPT];
    if (layout->alone || !prompt->rows || prompt->col != notes->col)
        return;
    int wanted = clamp(layout->body.rows * 3 / 5, 1, 18);
    int more = wanted > prompt->rows ? wanted - prompt->rows : 0;
    notes->rows -= more;
    prompt->row -= more;
    prompt->rows += more;
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

enum border layout_border_at(const struct layout *layout, int row, int col) {
    struct rect list = layout->slot[SLOT_LIST], prompt = layout->slot[SLOT_PROMPT];
    bool inside = row >= layout->body.row && row < layout->body.row + layout->body.rows;
    if (layout->alone || !inside)
        return BORDER_NONE;
    if (list.rows && col == list.cols)
        return BORDER_LIST;
    if (!prompt.rows)
        return BORDER_NONE;
    bool there = layout->beside ? col == prompt.col - 1 : row == prompt.row - 1 && col >= prompt.col;
    return there ? BORDER_PROMPT : BORDER_NONE;
}

void layout_drag(const struct layout *layout, enum border border, int row, int col,
                 struct layout_sizes *sizes) {
    struct rect body = layout->body;
    if (border == BORDER_LIST)
        sizes->list = col > 1 ? col : 1;
    else if (border == BORDER_PROMPT && layout->beside)
        sizes->prompt_cols = body.cols - col - 1 > 1 ? body.cols - col - 1 : 1;
    else if (border == BORDER_PROMPT)
        sizes->prompt = body.row + body.rows - row - 1 > 1 ? body.row + body.rows - row - 1 : 1;
}

enum slot layout_at(const struct layout *layout, int row, int col) {
    for (int i = 0; i < SLOT_COUNT; i++) {
        struct rect r = layout->slot[i];
        if (row >= r.row && row < r.row + r.rows && col >= r.col && col < r.col + r.cols)
            return (enum slot)i;
    }
    return SLOT_COUNT;
}
