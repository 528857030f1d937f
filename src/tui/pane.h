#ifndef TUI_PANE_H
#define TUI_PANE_H

#include <stddef.h>

#include "tui/canvas.h"

/*
 * A window on a canvas: rows and columns count from its own corner, and nothing
 * drawn leaves it. Passed by value. Column 0 of a view's pane is its margin:
 * text begins at 1, signs of choice stand in it.
 */
struct rect {
    int row, col, rows, cols;
};
struct pane {
    struct canvas *canvas;
    struct rect area;
};

struct pane pane_of(struct canvas *canvas, struct rect area);
struct pane pane_part(struct pane pane, int row, int col, int rows, int cols); /* clipped to pane */

/* Each returns the column after the last one drawn. Newlines in text show as blanks. */
int pane_put(struct pane pane, int row, int col, enum style style, const char *text);
int pane_put_n(struct pane pane, int row, int col, enum style style, const char *text, size_t length);
int pane_printf(struct pane pane, int row, int col, enum style style, const char *format, ...)
    __attribute__((format(printf, 5, 6)));
/* At most `columns`, cut with an ellipsis at a word. */
int pane_cut(struct pane pane, int row, int col, int columns, enum style style, const char *text);
/* Ends before column `end`; cut from the left of what fits after `from`. Returns the column it starts at. */
int pane_right(struct pane pane, int row, int from, int end, enum style style, const char *text);
/* text with spans (byte offsets into text, ascending) over a base style. */
int pane_spans(struct pane pane, int row, int col, enum style style, const char *text, size_t length,
               const struct span *spans, size_t count);
/* A paragraph wrapped into columns [col, end); returns the rows it takes, drawn as far as they fit. */
int pane_wrap(struct pane pane, int row, int col, int end, enum style style, const char *text);

/* The sign that what stands here goes on below, in the corner where no text is. */
void pane_more(struct pane pane);
void pane_fill(struct pane pane, int row, int col, int columns, enum style style, const char *cluster);
void pane_blank(struct pane pane);           /* blanks all of it, for what lies over other panes */
void pane_choose(struct pane pane, int row); /* the whole row is the choice: reversed */
/* One row's cells [col, end) are the choice. */
void pane_choose_part(struct pane pane, int row, int col, int end);
void pane_cursor(struct pane pane, int row, int col);      /* the terminal's cursor rests here */
void pane_cursor_text(struct pane pane, int row, int col); /* and text is typed there */

#endif
