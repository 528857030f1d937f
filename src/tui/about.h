#ifndef TUI_ABOUT_H
#define TUI_ABOUT_H

#include "kith/standing.h"
#include "tui/app.h"
#include "tui/reader.h"

/*
 * What else is known of a person, for the foot of "Who do you know?": where they
 * work and how to reach them, what they can attest to, who else is at that
 * company, whom you wish to meet through them. What takes the whole
 * book is kept until the book changes. A zeroed one is ready.
 */
struct about {
    struct arena arena;
    int64_t changes; /* of the book, when it was read */
    bool read;
    struct about_reach { /* a wish that this contact could lead to */
        kith_id contact;
        const char *words;
    } * reaches;
    size_t count, cap;
};

void about_add(struct about *about, struct app *app, kith_id person, struct reader *reader);
void about_free(struct about *about);

#endif
