#ifndef TUI_EDITOR_TEXT_H
#define TUI_EDITOR_TEXT_H

#include <stdbool.h>

#include "tui/gap.h"
#include "tui/style.h"

/*
 * The text of an editor with its history and its marks. Every change goes
 * through editor_text_replace(), so that both follow. A zeroed one is empty.
 */
enum edit_kind {
    EDIT_TYPED,  /* joins the typing before it, a word at a time */
    EDIT_ERASED, /* joins the erasing before it */
    EDIT_ONE,    /* a step of its own */
};

struct editor_text {
    struct gap gap;
    unsigned long revision;
    size_t dirty; /* the lowest offset changed since its reader set it to SIZE_MAX */
    bool sealed;  /* the next change begins a new step: the cursor has moved */
    struct edit *done, *undone;
    size_t done_count, undone_count;
    struct span *marks; /* ascending, apart */
    size_t mark_count;
};

void editor_text_free(struct editor_text *text);
size_t editor_text_length(const struct editor_text *text);
void editor_text_replace(struct editor_text *text, size_t at, size_t removed, const char *bytes,
                         size_t length, enum edit_kind kind);
void editor_text_forget(struct editor_text *text); /* the history */
/* Takes back, or does again; the cursor belongs at *cursor. False when there is nothing. */
bool editor_text_undo(struct editor_text *text, size_t *cursor);
bool editor_text_redo(struct editor_text *text, size_t *cursor);

void editor_text_mark(struct editor_text *text, size_t start, size_t end, const struct span *spans,
                      size_t count);
/* The first mark that ends after `at`; its index may be mark_count. */
size_t editor_text_mark_from(const struct editor_text *text, size_t at);

#endif
