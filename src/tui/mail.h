#ifndef TUI_MAIL_H
#define TUI_MAIL_H

#include "tui/app.h"

/* Opens a mail with these words through xdg-open or $BROWSER, no shell between; says what
 * happened, and where it opened what comes `then`. */
void mail_write(struct app *app, const char *address, const char *words, const char *then);

#endif
