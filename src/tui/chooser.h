#ifndef TUI_CHOOSER_H
#define TUI_CHOOSER_H

#include "tui/app.h"

/*
 * A few options in a box: Enter takes the chosen one; a letter goes to the next
 * option that starts with it, and takes it at once where `letter_takes` says so.
 * Everything is copied. `done` gets ctx and the index; afterwards, and also when
 * it is left with Esc, `release` frees ctx (either may be NULL).
 */
struct chooser_option {
    const char *sign; /* one column, or NULL */
    const char *text;
    const char *note; /* dim, after it; or NULL */
    enum style style; /* of sign and text */
};
struct chooser_spec {
    const char *title;
    const char *above; /* a sentence over the options, or NULL */
    const struct chooser_option *options;
    size_t count, chosen;
    bool letter_takes; /* a letter that only one option starts with takes it */
    void *ctx;
    void (*done)(struct app *app, void *ctx, size_t index);
    void (*moved)(struct app *app, void *ctx, size_t index,
                  struct buf *below); /* words under the options; or NULL */
    /* Tab leaves the options for something else, with the one chosen; or NULL */
    void (*other)(struct app *app, void *ctx, size_t index);
    void (*release)(void *ctx);
};
void chooser_open(struct app *app, const struct chooser_spec *spec);

#endif
