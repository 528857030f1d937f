#ifndef TUI_FRAME_H
#define TUI_FRAME_H

#include "tui/layout.h"

/* The rules between the panes, with the panes' titles standing in them. */
struct frame_title {
    const char *text; /* NULL: the pane is not shown */
    bool focused;
};
void frame_draw(struct canvas *canvas, const struct layout *layout,
                const struct frame_title titles[SLOT_COUNT]);

/* One title over an area whose upper rule is there already: "─ Ask ───". */
void frame_title(struct canvas *canvas, struct rect area, const char *title, bool focused);
/* A rule round the area with a title in it; gives the inside. */
struct rect frame_box(struct canvas *canvas, struct rect box, const char *title);

#endif
