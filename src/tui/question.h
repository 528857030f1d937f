#ifndef TUI_QUESTION_H
#define TUI_QUESTION_H

#include "tui/app.h"

/*
 * One line of text asked for in the bottom line: `/`, a path, a search. Enter
 * and Ctrl-S accept, Esc leaves. `changed` hears every change of the text (to
 * narrow as one types); `done` gets the text and says whether it will do: false
 * keeps the question open (say why with app_fail()); `left` hears Esc. Tab asks
 * `complete` to lengthen the text.
 */
struct question_spec {
    const char *label; /* "Narrow" */
    const char *text;  /* what stands there first, or NULL */
    bool anew;         /* the first key typed takes the place of that text */
    void *ctx;
    void (*changed)(struct app *app, void *ctx, const char *text);
    bool (*done)(struct app *app, void *ctx, const char *text);
    void (*left)(struct app *app, void *ctx);
    void (*complete)(struct app *app, void *ctx, const char *text,
                     struct buf *out); /* the longer text into out */
    void (*release)(void *ctx);
    bool moves; /* arrows and PgUp/PgDn go on to the view beneath, so that one can choose while typing */
};
void question_open(struct app *app, const struct question_spec *spec);

#endif
