#ifndef TUI_DEALINGS_H
#define TUI_DEALINGS_H

#include "kith/field.h"
#include "tui/app.h"
#include "tui/list.h"

/* What was given to a person, got from them and helped with, newest first, as the ledger shows it. */
struct dealing {
    const struct kith_kind *kind; /* a referral or a help */
    kith_id id;
    day on;
    const char *what; /* "gave", "got", "help" */
    const char *text; /* the person and where they work, or the words */
    const char *state;
    int64_t value;
    kith_id target;
};

struct dealings {
    struct arena arena;
    kith_id person; /* 0: nobody */
    struct dealing *rows;
    size_t count, cap;
    struct list list;
};

void dealings_load(struct dealings *dealings, struct app *app, kith_id person);
const struct dealing *dealings_at(const struct dealings *dealings);
void dealings_draw(struct dealings *dealings, day today, struct pane pane, bool focused);
void dealings_free(struct dealings *dealings);

#endif
