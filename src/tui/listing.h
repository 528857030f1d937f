#ifndef TUI_LISTING_H
#define TUI_LISTING_H

#include "tui/app.h"
#include "tui/fuzzy.h"
#include "tui/list.h"

/*
 * What the list views share: the rows that show, which of them are marked, and
 * the words that narrow them. A view embeds it first in its state, fills its
 * rows in load(), and passes its events on. The choice stays with its row over
 * loads, as long as the row is there.
 */
struct listing_row {
    kith_id id; /* what the mark stays with, and the choice */
    const char
        *haystack; /* folded text that `/` looks in, a line each; NULL: shows only where nothing narrows */
    bool heading;  /* one cannot stand on it */
    size_t index;  /* into the view's own array */
};

struct listing {
    struct arena arena; /* of what is loaded: emptied by listing_start() */
    struct list list;
    struct listing_row *all, *rows; /* as loaded; as shown */
    size_t all_count, all_cap, count;
    struct buf narrow;    /* folded words, all of which a row must have */
    struct fuzzy *finder; /* finds them, made when first asked */
    size_t *found_rows;   /* the finder's numbers as places in `all` */
    kith_id *marks;       /* malloc'd: they outlive a load */
    size_t mark_count, mark_cap;
    int filter;     /* one of the view's own, as f chose it; 0: everything, to which Esc goes back */
    int sort;       /* one of the view's own orders, as s chose it */
    kith_id chosen; /* id of the row under the cursor */
    kith_id before; /* and when `/` began to narrow */
    int top;        /* screen row of the first list row, as drawn last */

    /* Where the rows are people `/` reads the terms of `kith who` too: set by the view's load(). */
    struct kith *terms;
    struct buf typed;                    /* what narrows, as typed */
    struct buf told;                     /* what is wrong with it, or how it may go on */
    size_t wrong_start, wrong_length;    /* bytes of `typed` */
    bool asking, wrong;                  /* `/` is open; and its terms cannot be read */
};

/* ---- loading ---- */

void listing_start(struct listing *listing);
void listing_anew(struct listing *listing); /* other rows, of what is loaded already */
/* Adds a row; the haystack is folded here from texts ended by NULL. */
void listing_add(struct listing *listing, size_t index, kith_id id, const char *const *texts);
void listing_heading(struct listing *listing, size_t index);
void listing_finish(
    struct listing *listing); /* narrows, drops marks that are gone, finds the chosen row again */
void listing_free(struct listing *listing);

/* ---- asking ---- */

const struct listing_row *listing_at(const struct listing *listing); /* under the cursor, or NULL */
void listing_choose(struct listing *listing, kith_id id);
bool listing_is_marked(const struct listing *listing, kith_id id);
size_t listing_marked(const struct listing *listing, const kith_id **ids);
void listing_unmark(struct listing *listing);
void listing_widen(struct listing *listing); /* nothing narrows from the next load on */
bool listing_is_narrowed(const struct listing *listing);
/* What narrows, as terms of `kith who`; "" where nothing does. */
const char *listing_terms(const struct listing *listing);

/* ---- drawing ---- */

/* The first line: the words that narrow or else `words` ("All · golden first"), the marks. Returns the rows
 * used. */
int listing_top(struct listing *listing, struct pane pane, const char *words);
/* The rows from screen row `top` on; the view is the state's first member. */
void listing_rows(struct view *view, struct pane pane, int top,
                  void (*row)(void *ctx, struct pane pane, size_t index));
/* "Ann Okafor" where it fits, else "Ann". */
const char *listing_short(const char *name, int columns, struct arena *arena);
/* "Ann Okafor → Tom Baker" between two columns; by first names where both do not fit whole. */
void listing_pair(struct pane pane, int col, int end, enum style source_style, const char *source,
                  enum style target_style, const char *target);

/* ---- events: for views whose state begins with their listing ---- */

/* Moving, marking, `/`, and Esc, which widens the list before it leaves anything: true when taken. */
bool listing_act(struct view *view, struct listing *listing, enum action_id action);
bool listing_mouse(struct view *view, const struct event *event);
size_t listing_marks(struct view *view, const kith_id **ids); /* for view_type.marked */
void listing_no_marks(struct view *view);                     /* for view_type.unmark */
void listing_release(struct view *view);                      /* for view_type.free */
/* f and s where what can be chosen are a few words, in the order of the view's own enum. */
void listing_pick_filter(struct view *view, const char *const *words, size_t count);
void listing_pick_sort(struct view *view, const char *const *words, size_t count);

#endif
