#include "tui/frame.h"

void frame_title(struct canvas *canvas, struct rect area, const char *title, bool focused) {
    struct pane rule = pane_of(canvas, (struct rect){area.row - 1, area.col, 1, area.cols});
    pane_put(rule, 0, 1, STYLE_RULE, " ");
    int end = pane_cut(rule, 0, 2, area.cols - 4, focused ? STYLE_TITLE : STYLE_DIM, title);
    pane_put(rule, 0, end, STYLE_RULE, " ");
}

static void line_left_of(struct canvas *canvas, const struct layout *layout, struct rect area) {
    if (area.rows > 0 && area.col > 0)
        canvas_line_down(canvas, area.col - 1, layout->title_row, layout->lower_row);
}

void frame_draw(struct canvas *canvas, const struct layout *layout,
                const struct frame_title titles[SLOT_COUNT]) {
    canvas_line_across(canvas, layout->title_row, 0, canvas->cols - 1);
    canvas_line_across(canvas, layout->lower_row, 0, canvas->cols - 1);
    line_left_of(canvas, layout, layout->slot[SLOT_NOTES]);
    struct rect prompt = layout->slot[SLOT_PROMPT];
    if (prompt.rows > 0 && prompt.row > layout->body.row)
        canvas_line_across(canvas, prompt.row - 1, prompt.col - 1, canvas->cols - 1);
    else
        line_left_of(canvas, layout, prompt);
    for (int i = 0; i < SLOT_COUNT; i++) {
        if (titles[i].text && layout->slot[i].rows > 0)
            frame_title(canvas, layout->slot[i], titles[i].text, titles[i].focused);
    }
}

struct rect frame_box(struct canvas *canvas, struct rect box, const char *title) {
    pane_blank(pane_of(canvas, box));
    int right = box.col + box.cols - 1, below = box.row + box.rows - 1;
    canvas_line_across(canvas, box.row, box.col, right);
    canvas_line_across(canvas, below, box.col, right);
    canvas_line_down(canvas, box.col, box.row, below);
    canvas_line_down(canvas, right, box.row, below);
    struct rect inside = {box.row + 1, box.col + 1, box.rows - 2, box.cols - 2};
    frame_title(canvas, inside, title, true);
    return inside;
}
