#ifndef TUI_LISTING_H
#define TUI_LISTING_H

#include "tui/app.h"
#include "tui/list.h"

/*
 * What the list views share: the rows that show, which of them are marked, and
 * the words that narrow them. A view embeds it first in its state, fills its
 * rows in load(), and passes the actions on.
 */
struct listing_row {
    kith_id id;          /* what the mark stays with, and the choice */
    const char *haystack; /* folded text that `/` looks at; NULL: always shows */
    bool heading;        /* one cannot stand on it */
    size_t index;        /* into the view's own array */
};

struct listing {
    struct arena arena;  /* of what is loaded: emptied by listing_start() */
    struct list list;
    struct listing_row *all, *rows; /* as loaded; as shown */
    size_t all_count, all_cap, count;
    struct buf narrow;   /* folded words, all of which a row must have */
    kith_id *marks;      /* malloc'd: they outlive a load */
    size_t mark_count, mark_cap;
    kith_id chosen;      /* id of the row under the cursor, kept over loads */
};

void listing_start(struct listing *listing); /* at the begin of load() */
/* Adds a row; the haystack is folded here from texts ended by NULL. */
void listing_add(struct listing *listing, size_t index, kith_id id, const char *const *texts);
void listing_heading(struct listing *listing, size_t index);
void listing_finish(struct listing *listing); /* narrows, drops marks that are gone, finds the chosen row again */
void listing_free(struct listing *listing);

const struct listing_row *listing_at(const struct listing *listing); /* under the cursor, or NULL */
void listing_choose(struct listing *listing, kith_id id);
bool listing_is_marked(const struct listing *listing, kith_id id);
size_t listing_marked(const struct listing *listing, const kith_id **ids);
/* Moving, marking, `/`: true when taken. */
bool listing_act(struct view *view, struct listing *listing, enum action_id action);
bool listing_is_narrowed(const struct listing *listing);
/* The state of the list in its first line: "All · golden first", the narrowing words. Returns the rows used. */
int listing_top(struct view *view, struct listing *listing, struct pane pane, const char *words);

#endif
