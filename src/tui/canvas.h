#ifndef TUI_CANVAS_H
#define TUI_CANVAS_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/text.h"
#include "tui/style.h"

/*
 * The picture of the screen in memory: rows × columns of cells. A wide cluster
 * stands in its first cell; the one after it has width 0. Every cell holds a
 * display form (text_cluster), so no control character gets to the terminal.
 * Views draw through a pane (pane.h) and never touch cells.
 */
struct cell {
    char text[TEXT_CLUSTER]; /* "" with width 0: the right half of a wide cluster */
    unsigned char width;
    unsigned char style; /* enum style */
    unsigned char lines; /* box lines meeting here: CANVAS_UP … */
    bool chosen;         /* under the cursor: reversed */
};

struct canvas {
    int rows, cols;
    int cursor_row, cursor_col; /* where the terminal's cursor rests */
    bool cursor_text;           /* it is in text being typed: shown as such */
    bool plain; /* signs by their ASCII twins: the terminal has frames and letters, but not all signs */
    bool ascii;                 /* signs and frames in ASCII */
    struct cell *cells;
};

enum { CANVAS_UP = 1, CANVAS_DOWN = 2, CANVAS_LEFT = 4, CANVAS_RIGHT = 8 };

void canvas_init(struct canvas *canvas, int rows, int cols);   /* blank; ascii as the locale says */
void canvas_resize(struct canvas *canvas, int rows, int cols); /* blank again */
void canvas_clear(struct canvas *canvas);
void canvas_free(struct canvas *canvas);
struct cell *canvas_cell(const struct canvas *canvas, int row, int col); /* NULL outside */

/* One cluster in display form; halves of wide neighbours it cuts become blanks. */
void canvas_set(struct canvas *canvas, int row, int col, const char *cluster, int width, enum style style);

/* Lines join where they meet or cross. */
void canvas_line_across(struct canvas *canvas, int row, int from, int to);
void canvas_line_down(struct canvas *canvas, int col, int from, int to);

/* The rows as text, each ended by a newline, trailing blanks cut: for tests. */
void canvas_dump(const struct canvas *canvas, struct buf *out);
/* The same shape, one letter a cell for its style, in the order of the enum ".ntdgwhcqkrmfv";
 * chosen cells as capitals, plain ones then as #. */
void canvas_dump_styles(const struct canvas *canvas, struct buf *out);

#endif
