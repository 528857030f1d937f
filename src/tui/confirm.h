#ifndef TUI_CONFIRM_H
#define TUI_CONFIRM_H

#include "tui/app.h"

/*
 * A question in the bottom line: y does it; n, Esc and every other key do not,
 * Enter neither. `release` frees ctx in either case.
 */
struct confirm_spec {
    const char *question; /* "Delete the note of 18 Nov with Ann Okafor?" */
    void *ctx;
    void (*yes)(struct app *app, void *ctx);
    void (*no)(struct app *app, void *ctx); /* or NULL */
    void (*release)(void *ctx);
};
void confirm_open(struct app *app, const struct confirm_spec *spec);

#endif
