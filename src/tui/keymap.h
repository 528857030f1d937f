#ifndef TUI_KEYMAP_H
#define TUI_KEYMAP_H

#include "base/buf.h"
#include "tui/action.h"
#include "tui/event.h"

/*
 * Keys are rows {context, key, action}. A key unknown to a context is looked
 * for in its parent. Where text is typed, letters are bound to nothing, so they
 * reach the view.
 */
enum context {
    CONTEXT_NONE,
    CONTEXT_ANYWHERE, /* redraw, suspend: also while text is typed */
    CONTEXT_SCREEN,   /* views, panes, undo, the palette, leaving */
    CONTEXT_LIST,     /* what moves in a list, and what is done about its row */
    CONTEXT_TODAY,
    CONTEXT_PEOPLE,
    CONTEXT_CIRCLE,
    CONTEXT_ASKS,
    CONTEXT_LEDGER,
    CONTEXT_INSIGHTS,
    CONTEXT_NOTES,  /* the pane */
    CONTEXT_PROMPT, /* the pane Who do you know? */
    CONTEXT_OVER,   /* what lies over the views: moving, Enter, Esc */
    CONTEXT_COMPOSER,
    CONTEXT_GIFT,
    CONTEXT_HEARD, /* What I heard */
    CONTEXT_PAIRS,    /* who may be the same, and two people side by side */
    CONTEXT_SEARCHES, /* the saved ones */
    CONTEXT_CHOOSER,
    CONTEXT_READER,
    CONTEXT_TEXT, /* where text is typed: save, leave */
    CONTEXT_LINE, /* one line: Enter accepts */
    CONTEXT_FORM,
    CONTEXT_NOTE,     /* the note editor */
    CONTEXT_NARROWED, /* a list narrowed as one types: help and palette */
    CONTEXT_CONFIRM,
    CONTEXT_COUNT
};

struct keymap;
struct keymap *keymap_new(void); /* the table of keymap.c */
void keymap_free(struct keymap *map);

/*
 * The user's own rows, one a line, over the built-in ones: `context key action`
 * ("people Ctrl-N note"), `#` begins a comment, the action `none` unbinds. What
 * is wrong is skipped and told in `complaints`, a line each.
 */
void keymap_override(struct keymap *map, const char *text, struct buf *complaints);

enum action_id keymap_find(const struct keymap *map, enum context context, keycode key); /* ACT_NONE: none */
/* The first key of an action in a context or its parents; K_NONE when it has none there. */
keycode keymap_key_of(const struct keymap *map, enum context context, enum action_id action);
/* Calls `each` for every binding that holds in a context, nearest context first. */
void keymap_each(const struct keymap *map, enum context context,
                 void (*each)(void *ctx, enum context where, keycode key, enum action_id action), void *ctx);

const char *context_name(enum context context);   /* "people" */
enum context context_from_name(const char *name); /* CONTEXT_NONE: no such */

/* What `kith keys` prints: every action by name, its keys and what it does. */
void keymap_write(const struct keymap *map, struct buf *out);
void keymap_write_json(const struct keymap *map, struct buf *out);

#endif
