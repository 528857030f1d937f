#ifndef TUI_EDITOR_H
#define TUI_EDITOR_H

#include "base/buf.h"
#include "tui/event.h"
#include "tui/pane.h"

/*
 * A text of many lines being written: a gap buffer, wrapped softly at words,
 * with undo of its own. A key costs no more than the paragraph it is in, so a
 * note of megabytes types as a short one does.
 *
 * Keys: arrows, Home/End (Ctrl-A), Ctrl-Home/End, PgUp/PgDn, Ctrl-Left/Right,
 * Backspace, Delete, Ctrl-D, Ctrl-W word, Ctrl-U to the start of the line,
 * Ctrl-K to its end, Ctrl-_ (Ctrl-/) undo, Ctrl-Y redo. A paste is one step.
 * Positions are byte offsets into the whole text; the cursor stands between
 * clusters. Text that comes in is repaired to valid UTF-8, carriage returns become
 * newlines, tabs stay.
 */
struct editor;

struct editor *editor_new(const char *text); /* NULL: empty; the cursor at its end */
void editor_free(struct editor *editor);
void editor_set(struct editor *editor, const char *text, size_t length); /* one undo step */

size_t editor_length(const struct editor *editor);
/* The whole text, NUL-terminated; the caller frees with free(). */
char *editor_text(const struct editor *editor);
void editor_copy(const struct editor *editor, size_t start, size_t end, struct buf *out); /* appends */
size_t editor_cursor(const struct editor *editor);
void editor_move_to(struct editor *editor, size_t at);
/* The paragraph around a position: from after a newline to before the next. */
void editor_paragraph(const struct editor *editor, size_t at, size_t *start, size_t *end);
/* Moves with every change of the text: to see whether a draft is to be written, or listening to be done. */
unsigned long editor_revision(const struct editor *editor);

bool editor_key(struct editor *editor, const struct event *event); /* false: not its key */
bool editor_mouse(struct editor *editor, const struct event *event);
void editor_insert(struct editor *editor, const char *text, size_t length); /* at the cursor */
bool editor_undo(struct editor *editor);
bool editor_redo(struct editor *editor);

/*
 * Marks: stretches drawn in a style, replaced as a whole within [start, end) by
 * whoever listened to it. They move along with edits, and one that is typed
 * into goes. `spans` are ascending, do not overlap, and are copied.
 */
void editor_mark(struct editor *editor, size_t start, size_t end, const struct span *spans, size_t count);

/* Draws from column 1, the text scrolled so that the cursor shows. */
void editor_draw(struct editor *editor, struct pane pane, bool focused);

#endif
