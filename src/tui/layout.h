#ifndef TUI_LAYOUT_H
#define TUI_LAYOUT_H

#include <stdbool.h>

#include "tui/pane.h"

/*
 * Where everything stands: a pure function of the size, the pane in focus and
 * what kind of view is open.
 *   from 120 columns  list │ notes │ prompt
 *   60 to 119         list │ notes over prompt
 *   under 60          the pane in focus alone
 *   under 30x8        nothing but one line saying how much room is needed
 */
enum slot { SLOT_LIST, SLOT_NOTES, SLOT_PROMPT, SLOT_COUNT };

#define LAYOUT_MIN_COLS 30
#define LAYOUT_MIN_ROWS 8

struct layout {
    bool too_small;
    bool alone;                   /* one pane at a time */
    bool beside;                  /* prompt beside the notes, not under them */
    bool wide;                    /* the list takes the whole width, no other pane */
    struct rect top, bottom;      /* the first and the last line */
    struct rect body;             /* all between the title rule and the lower rule */
    struct rect slot[SLOT_COUNT]; /* without rows: not shown */
    struct rect right;            /* notes and prompt together, for what covers both */
    int title_row, lower_row;     /* the two rules across */
};

/* How large the user wants panes; 0: as it is usual. What does not fit becomes the nearest that does. */
struct layout_sizes {
    int list;         /* columns */
    int prompt;       /* rows under the notes */
    int prompt_cols;  /* columns beside them */
};
struct layout layout_make(int rows, int cols, enum slot focus, bool wide, const struct layout_sizes *sizes);
/* The border of a cell between two panes; BORDER_NONE where there is none. */
enum border { BORDER_NONE, BORDER_LIST, BORDER_PROMPT };
enum border layout_border_at(const struct layout *layout, int row, int col);
/* The sizes that bring that border to the cell. */
void layout_drag(const struct layout *layout, enum border border, int row, int col,
                 struct layout_sizes *sizes);
/* Where notes stand over the prompt: the prompt gets the greater part. */
void layout_raise_prompt(struct layout *layout);
/* What lies over the panes: the whole body; notes and prompt; the notes, with `aside` a pane beside or below.
 */
void layout_cover_all(struct layout *layout);
void layout_cover_right(struct layout *layout);
void layout_cover_notes(struct layout *layout, bool aside);
/* A box of the wanted size in the middle of the body, never larger than it; frame included. */
struct rect layout_box(const struct layout *layout, int rows, int cols);
/* The slot of a cell, for the mouse; SLOT_COUNT when there is none. */
enum slot layout_at(const struct layout *layout, int row, int col);

#endif
