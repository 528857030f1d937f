#ifndef TUI_FORM_STATE_H
#define TUI_FORM_STATE_H

#include "tui/editor.h"
#include "tui/form.h"
#include "tui/line.h"

/* The inside of a form, for the form*.c files only. */
struct field {
    struct form_field spec; /* its texts in the form's arena */
    struct line line;       /* text, day, number */
    struct editor *editor;  /* long */
    int choice;             /* choice; yes 1, no 0 */
    int chosen;             /* the one it opened with */
    char *was, *theirs;     /* what stood in the book, and stands there now in its place; or NULL */
    char *complaint, *note;
    char *text; /* what form_text() gave last */
};

struct form {
    struct arena arena;
    struct app *app;
    struct view *view;
    struct form_spec spec;
    struct field *fields;
    size_t count, at;
    int top; /* the first screen row shown, where the form is taller than its box */

    struct arena suggested;
    struct kith_list suggestions;
    int suggestion; /* the chosen one, -1: none */
};

enum { FORM_LONG_ROWS = 5, FORM_SUGGESTIONS = 8 };

struct field *form_field_named(struct form *form, const char *name);
void form_set_value(struct field *field, const char *value);
void form_set_words(char **words, const char *text); /* a copy; NULL takes them away */
void form_save(struct view *view);

void form_draw(struct view *view, struct pane pane);
void form_size_wanted(struct view *view, int *rows, int *cols);

#endif
