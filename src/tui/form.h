#ifndef TUI_FORM_H
#define TUI_FORM_H

#include "tui/app.h"

/*
 * Labelled fields in a box. Tab and Shift-Tab move, Ctrl-S saves, Enter saves in
 * the last field and goes on in the others (in a long text it is a new line),
 * Esc leaves without a change. The cursor opens in the first field. A complaint
 * stands beside its field and the cursor goes there.
 *
 * Suggestions show under the field being typed; Down and Up choose among them,
 * Enter or Tab takes the chosen one.
 */
enum form_kind {
    FORM_TEXT,   /* one line */
    FORM_LONG,   /* many lines */
    FORM_DAY,    /* as day_parse() reads it; told back in words beside the field */
    FORM_NUMBER, /* digits */
    FORM_YES_NO, /* Space or y/n; "yes" or "no" */
    FORM_CHOICE, /* one of `choices`: Left/Right, or its first letter */
};

struct form_field {
    const char *name;  /* for form_text() */
    const char *label; /* beside it */
    enum form_kind kind;
    const char *value;          /* what stands there first; of a choice, one of them */
    const char *const *choices; /* NULL-terminated; words as the library has them */
    const char *hint;           /* dim, in an empty field */
    enum day_toward toward;     /* of a day */
    bool needed;                /* empty is refused */
    bool among;                 /* only what is suggested will do: leaving it takes the only suggestion */
    /* Adds up to 8 texts for what was typed so far; or NULL. */
    void (*suggest)(struct app *app, void *ctx, const char *typed, struct arena *arena,
                    struct kith_list *out);
};

struct form;
struct form_spec {
    const char *title;
    const struct form_field *fields; /* copied, with their texts */
    size_t count;
    void *ctx;
    /* Saves. False keeps the form open; say why with form_complain() or app_fail(). */
    bool (*done)(struct app *app, void *ctx, struct form *form);
    void (*changed)(struct app *app, void *ctx, struct form *form); /* after each change; or NULL */
    void (*release)(void *ctx);
};
void form_open(struct app *app, const struct form_spec *spec);

const char *form_text(struct form *form,
                      const char *name); /* as typed, trimmed; "" when empty; valid until it changes */
bool form_day(struct form *form, const char *name,
              day *out); /* DAY_NONE when empty; a wrong day was refused before */
int form_choice(struct form *form, const char *name); /* index of the choice; yes is 1, no 0 */
long form_number(struct form *form, const char *name, long none);
/*
 * Whether a field is to be written where `now` stands in the book: it was changed here, to something else.
 * Called for each, within the step that writes. Where now is not what the form opened with, somebody else
 * has changed the field too: then form_changed_meanwhile() shows both, asks which stands, and saves again.
 */
bool form_writes(struct form *form, const char *name, const char *now);
bool form_changed_meanwhile(struct form *form, const char *what); /* false: nothing of that kind */
void form_complain(struct form *form, const char *name, const char *message);
void form_note(struct form *form, const char *name, const char *message); /* dim words beside a field */
/* Marks of a long field, in place of those it had: offsets into form_text(), ascending, apart. */
void form_mark(struct form *form, const char *name, const struct span *spans, size_t count);

#endif
