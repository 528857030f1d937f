#ifndef TUI_INSIGHTS_H
#define TUI_INSIGHTS_H

#include "kith/insight.h"
#include "tui/growth.h"

/*
 * The figures of the view Insights as they stand on the screen: drawing places
 * them, the view walks among them. Rows count from the first of all there is,
 * `top` is the first one shown.
 */
enum period { WEEKS_12, QUARTER, LAST_QUARTER, YEAR, LAST_YEAR, EVERYTHING, PERIODS };

enum { MOST_FIGURES = 160 };

/* A number on the screen: where it stands, and what it is made of. */
struct place_of_figure {
    int row, col, end;
    const char *title;
    struct kith_figure figure;
    day from, to;
};

struct insights {
    struct arena arena, drawn; /* drawn: the words of `figures`, which outlive what is loaded anew */
    struct kith_insights all;
    int kept, goal; /* kept: weeks with as many asks as the goal */
    enum period period;
    day from, to;
    struct growth growth;
    bool in_tree;
    struct place_of_figure figures[MOST_FIGURES];
    size_t count, at;
    int top, tree_row, tree_rows, height; /* as drawn last, from the first row on */
};

void insights_draw(struct insights *insights, struct pane pane, bool focused);

#endif
