#ifndef TUI_ABOUT_H
#define TUI_ABOUT_H

#include "kith/standing.h"
#include "tui/app.h"
#include "tui/reader.h"

/*
 * What else is known of a person, for the foot of "Who do you know?": where they
 * work and how to reach them, what they can attest to, who else is at that
 * company, whom you wish to meet through them. The ways to all who are wished for
 * take long: they are worked out after the picture, kept until the book changes, and
 * until they are worked out again told as they were. A zeroed one is ready.
 */
struct about {
    struct arena arena;
    int64_t read; /* the changes of the book when it was, plus one; 0: not yet */
    struct about_reach { /* a wish that this contact could lead to */
        kith_id contact;
        const char *words;
    } * reaches;
    size_t count, cap;
};

void about_add(struct about *about, struct app *app, kith_id person, struct reader *reader);
bool about_has_later(const struct about *about, const struct app *app);
bool about_later(struct about *about, struct app *app, kith_id person); /* true: more is to be said of them */
void about_free(struct about *about);

#endif
