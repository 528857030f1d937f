#ifndef TUI_APP_STATE_H
#define TUI_APP_STATE_H

#include "tui/app.h"

/* The inside of struct app, for the app_*.c files only. */
struct app {
    struct app_options options;
    struct keymap *keymap, *own_keymap;
    struct view *views[APP_VIEWS];
    struct view *panes[SLOT_COUNT]; /* notes and prompt; the list's place stays empty */
    int shown;
    enum slot focus;

    struct view **over; /* the stack, the top last */
    size_t over_count;
    struct view **closed; /* freed when the event is handled */
    size_t closed_count;

    struct layout layout;
    struct view *placed[SLOT_COUNT]; /* which view stands in each slot of the layout */
    bool aside;                      /* the prompt's place shows the aside of the view over the notes */
    int rows, cols;
    struct layout_sizes sizes; /* of the panes, as the user dragged them */
    enum border dragged;       /* the border under the mouse, while its button is down */
    int tab_col[APP_VIEWS + 1]; /* where the views' names stand in the top line */

    struct buf message;
    struct buf tip;   /* the next step of somebody new, in the lower rule */
    bool tip_stale;
    bool failed;

    kith_id person;
    char *person_name;
    int64_t changes;
    day today;
    int week_made, week_goal;

    struct app_job job;
    bool busy, running;
};

/* Loads the open list and the view on top where stale, and follows the person under the cursor. */
void app_settle(struct app *app);
struct view *app_list(const struct app *app);
void app_load(struct view *view); /* if stale */
void app_dispatch(struct app *app, const struct event *event);
void app_draw_bars(struct app *app, struct canvas *canvas); /* top and bottom line */
int app_tab_at(const struct app *app, int col);             /* which view's name stands there; -1: none */

#endif
