#ifndef TUI_BESIDE_H
#define TUI_BESIDE_H

#include "tui/app.h"

/*
 * Two people beside each other, field by field, with a word for what will stand:
 * the left one's, the right one's, both. Fields that neither has are left out. Left may be
 * NULL: there is only the right one.
 */
struct beside_row {
    const char *label, *left, *right, *kept; /* "" where there is nothing; kept NULL: both say the same */
};
struct beside {
    struct arena arena;
    struct beside_row *rows;
    size_t count, cap;
    const char *left, *right; /* what the two are called, and what `kept` says of them */
    bool one;                 /* there is nobody on the left */
    size_t top;               /* the first row shown */
    int shown;                /* rows that fitted last */
};

void beside_make(struct beside *beside, struct kith *k, const struct kith_person *left,
                 const struct kith_person *right, const struct kith_person *result);
/* A line after the fields, of what only the right one has. */
void beside_add(struct beside *beside, const char *label, const char *right);
void beside_free(struct beside *beside);
bool beside_act(struct beside *beside, enum action_id action); /* scrolls; false: another action */
void beside_draw(struct beside *beside, struct pane pane);

#endif
