#ifndef TUI_APP_H
#define TUI_APP_H

#include "base/arena.h"
#include "base/date.h"
#include "kith/import.h"
#include "kith/kith.h"
#include "tui/layout.h"
#include "tui/view.h"

/*
 * The program without its terminal: six views and two panes, a stack of views
 * over them, the chosen person, the message. Events go in by app_handle(), the
 * picture comes out of app_draw(); tests need no more than that.
 */
enum { APP_TODAY, APP_PEOPLE, APP_CIRCLE, APP_ASKS, APP_LEDGER, APP_INSIGHTS, APP_VIEWS };

/* What only a terminal or the system can do; every member may be NULL. */
struct app_host {
    void *ctx;
    /* Copies text; says which way it went ("by the terminal", "with wl-copy"), NULL when it could not. */
    const char *(*copy)(void *ctx, const char *text);
    /* Runs $VISUAL or $EDITOR on a file, the terminal given back; false with the reason in `why`. */
    bool (*edit)(void *ctx, const char *path, struct buf *why);
    void (*suspend)(void *ctx);
    void (*redraw)(void *ctx);
    void (*clock)(void *ctx, day *today, int64_t *now);
    /* Somebody was forgotten who goes by these words: drafts and backups go too; how many files went. */
    int (*forgotten)(void *ctx, const struct kith_list *words);
    /*
     * Reads a file for `i`: people go into the empty plan, a book of the open format as its text into
     * `book`. With `columns` a CSV is read as they say, else as is guessed. False with the reason in `why`.
     */
    bool (*read_file)(void *ctx, const char *path, const struct kith_columns *columns,
                      struct kith_import *plan, struct buf *book, struct buf *why);
    /* The columns of such a file that should be confirmed first; count 0: none, or it cannot be read. */
    void (*read_columns)(void *ctx, const char *path, struct arena *arena, struct kith_columns *out);
};

struct app_options {
    struct kith *kith;
    const struct view_type *views[APP_VIEWS]; /* Today … Insights */
    const struct view_type *notes, *prompt;
    struct app_host host;
    struct keymap *keymap;                               /* the caller's; NULL: the built-in one */
    const char *data_dir;                                /* for drafts; NULL: none are kept */
    void (*week)(struct app *app, int *made, int *goal); /* the week counter in the top line */
    void (*tip)(struct app *app, struct buf *out);       /* a new user's next step (tip.h), or NULL */
    void (*used)(struct app *app, enum action_id action);  /* hears of each action that is done, or NULL */
    void *tips_ctx;                                      /* for those two */
    bool no_hints;                                       /* no keys in the bottom line */
    bool demo;                                           /* said in the top line */
};

struct app *app_new(const struct app_options *options);
void app_free(struct app *app);
void app_handle(struct app *app, const struct event *event);
void app_draw(struct app *app, struct canvas *canvas); /* loads what is stale, then draws everything */
/* What is seen may have left some of its work for after the picture: one view does it. True: draw again. */
bool app_has_later(const struct app *app);
bool app_later(struct app *app);
/* The sizes of the panes as the user has them: "45 12 40", to be read back; "" where they are the usual. */
void app_sizes_text(const struct app *app, struct buf *out);
void app_sizes_read(struct app *app, const char *text);
bool app_running(const struct app *app);

/* ---- for views and actions ---- */

struct kith *app_kith(const struct app *app);
const struct app_options *app_options(const struct app *app);
const struct keymap *app_keymap(const struct app *app);
day app_today(const struct app *app);

/* The person that list and panes are about: of the row under the cursor in the open view. 0: none. */
kith_id app_person(const struct app *app);
const char *app_person_name(const struct app *app); /* "" without one */
/* Chooses a person in view People (or in the open list, where the row shows there). */
void app_go_to_person(struct app *app, kith_id person);
/* What the cursor stands on in the focused pane, or in the view on top. */
bool app_subject(struct app *app, struct subject *out);
/* Whom an action on people is about: the marked rows of the list, else the chosen person. */
size_t app_people(struct app *app, const kith_id **ids);
void app_unmark(struct app *app); /* what they were marked for is done */

/* The one sentence in the bottom line until the next key. */
void app_say(struct app *app, const char *format, ...) __attribute__((format(printf, 2, 3)));
void app_fail(struct app *app, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* True when `status` is KITH_OK; else says kith_error(). */
bool app_ok(struct app *app, enum kith_status status);

/* Views over the others. The app owns them; app_close() frees, once the event is handled. */
struct view *app_push(struct app *app,
                      const struct view_type *type); /* its state zeroed, loaded before the next draw */
void app_close(struct app *app, struct view *view);
struct view *app_top(const struct app *app);                              /* the view that gets the keys */
struct view *app_beneath(const struct app *app, const struct view *view); /* that it lies over */
bool app_has_focus(const struct app *app, const struct view *view);       /* to be drawn as the one in use */
struct view *app_view(const struct app *app, int index); /* APP_TODAY …; NULL before it was first shown */

struct view *app_pane(const struct app *app, enum slot slot); /* Notes, Who do you know?; NULL for the list */

void app_show(struct app *app, int index);
void app_focus(struct app *app, enum slot slot);
enum slot app_focused(const struct app *app);
void app_reload(
    struct app *app); /* everything seen, before the next draw; changes of the book do it by themselves */

/* The line of tips is made anew with the next picture. */
void app_tip_anew(struct app *app);

/* Does an action as if its key had been pressed: needs are checked, the refusal is said. */
void app_act(struct app *app, enum action_id action);
/* Whether the needs are met; else the refusal, NULL when they are. */
const char *app_refusal(struct app *app, enum action_id action);

void app_copy(struct app *app, const char *text); /* and says which way it went */
bool app_edit(struct app *app, const char *path); /* $EDITOR; says what failed */

/*
 * Work in slices of at most 8 ms between events, with its progress in the bottom
 * line; meanwhile only Esc (which stops it), resize and suspend are taken.
 */
struct app_job {
    void *ctx;
    bool (*slice)(void *ctx);                                /* a few ms of work; false: finished */
    void (*progress)(void *ctx, struct buf *out);            /* "1,200 of 50,000 rows" */
    void (*ended)(struct app *app, void *ctx, bool stopped); /* frees ctx */
};
void app_start(struct app *app, const struct app_job *job);
bool app_busy(const struct app *app);
void app_slice(struct app *app); /* the loop calls this while app_busy() */

/* Functions of the action table. Esc goes back; q does too, and on a view leaves the program. */
void app_next_pane(struct app *app);
void app_previous_pane(struct app *app);
void app_open(struct app *app);
void app_back(struct app *app);
void app_close_top(struct app *app);
void app_quit(struct app *app);
void app_show_today(struct app *app);
void app_show_people(struct app *app);
void app_show_circle(struct app *app);
void app_show_asks(struct app *app);
void app_show_ledger(struct app *app);
void app_show_insights(struct app *app);
void app_undo(struct app *app);
void app_redo(struct app *app);
void app_list_narrower(struct app *app);
void app_list_wider(struct app *app);
void app_redraw(struct app *app);
void app_suspend(struct app *app);

#endif
