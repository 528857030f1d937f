#ifndef TUI_LINE_H
#define TUI_LINE_H

#include "base/buf.h"
#include "tui/event.h"
#include "tui/pane.h"

/*
 * One line of text being edited, with the keys of a shell: Ctrl-A/E/B/F/D/H,
 * Ctrl-W/U/K, arrows, Ctrl-Left/Right, Home/End, Delete. The cursor stands
 * between clusters; a longer text scrolls. Zeroed is not ready: line_init().
 */
struct line {
    struct buf text;
    size_t at;    /* the cursor, a byte offset */
    size_t first; /* the first byte shown */
};

void line_init(struct line *line, const char *text); /* NULL: empty; the cursor at its end */
void line_free(struct line *line);
void line_set(struct line *line, const char *text); /* the cursor at its end */
const char *line_text(const struct line *line);
bool line_key(struct line *line, const struct event *event); /* typed keys and pastes; false: not its key */
/* From column `col`, `columns` wide; puts the cursor there when focused. */
void line_draw(struct line *line, struct pane pane, int row, int col, int columns, bool focused);
void line_click(struct line *line, int column); /* counted from where the text is drawn */

#endif
