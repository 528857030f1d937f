#ifndef TUI_VIEW_H
#define TUI_VIEW_H

#include "base/buf.h"
#include "kith/field.h"
#include "tui/event.h"
#include "tui/keymap.h"
#include "tui/pane.h"

/*
 * A view is a const table and a state. It keeps what it loaded; it draws its
 * whole pane from that each time; it never tells other views anything: when the
 * book or the chosen person changes, the app loads what is seen again.
 *
 * Order of a key: the keymap names an action; the view's act() may take it, else
 * the action's own function runs. A key that is no action goes to key(). Every
 * member but name and draw may be NULL.
 */
struct app;
struct view;

/* Where a view stands. The first three belong to the screen, the others are pushed over it. */
enum place {
    PLACE_LIST,   /* the left pane: views 1 to 4 */
    PLACE_WIDE,   /* views 5 and 6: the whole width */
    PLACE_PANE,   /* Notes, Who do you know? */
    PLACE_SCREEN, /* over the whole body: the composer */
    PLACE_RIGHT,  /* over notes and prompt: What I heard */
    PLACE_NOTES,  /* over the notes; aside() may use the prompt's place: a note being typed */
    PLACE_BOX,    /* a framed box in the middle, as large as size() wants: choosers, forms, help */
    PLACE_LINE,   /* the bottom line: questions of one line, y/n */
};

/* What the cursor stands on. Texts are valid until the view loads again. */
struct subject {
    const struct kith_kind *kind; /* &kith_person_kind, &kith_ask_kind …; NULL: nothing */
    kith_id id;
    kith_id person;   /* whom the other panes show and the person actions are about; 0: none */
    const char *name; /* of that person, as said on the screen */
    kith_id target;   /* the person it is about, if another (an ask's target); 0: none */
};

/* One key of the bottom line. */
struct hint {
    enum action_id action; /* ACT_NONE ends the array */
    const char *label;     /* NULL: the action's name */
};

struct view_type {
    const char *name;     /* for tests and messages: "people" */
    enum context context; /* where its keys are looked for */
    enum place place;
    bool prompt_first; /* beside this list the prompt has more room than the notes over it */
    size_t size; /* of its state, zeroed by view_new() */

    void (*title)(struct view *view, struct buf *out); /* as it stands in the rule: "People · 214" */
    void (*load)(struct view *view); /* asks the library, keeps the result; sees app_person() */
    void (*draw)(struct view *view, struct pane pane);       /* from what is loaded; the whole pane */
    /* What load() left for after the picture; true: loaded again it has more. Called while nothing is typed.
     */
    bool (*later)(struct view *view);
    bool (*has_later)(const struct view *view);
    void (*aside_title)(struct view *view, struct buf *out); /* PLACE_NOTES: the pane below or beside */
    void (*aside)(struct view *view, struct pane pane);
    void (*size_wanted)(struct view *view, int *rows, int *cols); /* PLACE_BOX, without the frame */

    bool (*act)(struct view *view, enum action_id action);       /* true: taken */
    bool (*key)(struct view *view, const struct event *event);   /* keys that are no action, pastes */
    bool (*mouse)(struct view *view, const struct event *event); /* row and col within its pane */
    void (*tick)(struct view *view); /* about once a second: drafts, what one waits for */

    bool (*subject)(struct view *view, struct subject *out); /* false: nothing under the cursor */
    /* The marked rows, or none; the array is valid until the view loads again. */
    size_t (*marked)(struct view *view, const kith_id **ids);
    void (*unmark)(struct view *view); /* what was marked for is done */
    bool (*go_to)(struct view *view,
                  kith_id person); /* the cursor to that person's row; false: not in the list */
    const struct hint *(*hints)(struct view *view); /* the bottom line here and now */

    bool (*leave)(struct view *view); /* before closing, and before the program ends; false: stays */
    void (*free)(struct view *view);  /* what the state owns; the state itself is freed after */
};

struct view {
    const struct view_type *type;
    struct app *app;
    void *state;
    struct rect area; /* where it was drawn last */
    bool stale;       /* load() comes before the next draw */
};

struct view *view_new(struct app *app, const struct view_type *type);
void view_free(struct view *view);

#endif
