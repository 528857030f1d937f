#ifndef TUI_READER_H
#define TUI_READER_H

#include "base/arena.h"
#include "tui/action.h"
#include "tui/event.h"
#include "tui/pane.h"

/*
 * Paragraphs to read, wrapped and scrolled, with stops: places the cursor can
 * stand on, so that a row inside the text can be edited or opened. Without
 * stops it only scrolls. Texts live in the reader's own arena.
 */
struct reader {
    struct arena arena;
    struct reader_part *parts;
    struct reader_stop *stops;
    size_t count, cap, stop_count, stop_cap;
    int open_stop;             /* what is added now belongs to this stop; -1: none */
    int at;                    /* the chosen stop by number */
    int top;                   /* the first screen line shown */
    int rows, columns, height; /* as measured for the pane drawn last; columns 0: to be measured */
};

void reader_clear(struct reader *reader); /* a zeroed reader is empty; keeps top and at for the new content */
void reader_free(struct reader *reader);
void reader_home(struct reader *reader); /* to the top, the first stop: for other content altogether */

/* A paragraph: `col` is where it begins, `hang` where its further lines begin. */
void reader_add(struct reader *reader, int col, int hang, enum style style, const char *text);
void reader_add_spans(struct reader *reader, int col, int hang, enum style style, const char *text,
                      const struct span *spans, size_t count);
/* Adds to the first line of the paragraph added last, ending at the right edge: a date, a count. */
void reader_right(struct reader *reader, enum style style, const char *text);
void reader_gap(struct reader *reader); /* one blank line; none twice, none on top */
/* What is added from here to the next stop or gap belongs to this one. */
void reader_stop(struct reader *reader, size_t id);

bool reader_at(const struct reader *reader, size_t *id);       /* the chosen stop */
void reader_choose(struct reader *reader, size_t id);          /* where it is there */
bool reader_act(struct reader *reader, enum action_id action); /* moves and pages; false: another action */
bool reader_mouse(struct reader *reader, const struct event *event);
void reader_draw(struct reader *reader, struct pane pane, bool focused);
int reader_height(struct reader *reader, int columns); /* lines it takes at that width */

#endif
