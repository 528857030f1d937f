#ifndef TESTS_SCREEN_H
#define TESTS_SCREEN_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* cmocka wants those first */
#include <cmocka.h>

#include "tui/app.h"

/*
 * The whole program but its terminal, on the demo book or an empty one as of
 * Saturday 2026-11-21: keys in by their names, the picture out as text.
 */
struct screen {
    struct kith *kith;
    struct app *app;
    struct canvas canvas;
    struct buf picture; /* as drawn last */
};

void screen_start(struct screen *screen, const char *book, int rows, int cols); /* "demo", "" or a document */
void screen_end(struct screen *screen);
void screen_press(struct screen *screen, const char *keys); /* "5 j Ctrl-F Enter" */
void screen_type(struct screen *screen, const char *text);  /* as typed */
void screen_slices(struct screen *screen, int count);       /* of the work that runs; -1: all of it */
const char *screen_draw(struct screen *screen);             /* the picture */
bool screen_has(struct screen *screen, const char *text);
#define screen_sees(screen, text)                                                                            \
    do {                                                                                                     \
        if (!screen_has((screen), (text)))                                                                   \
            fail_msg("'%s' is not to be seen in\n%s", (text), (screen)->picture.data);                       \
    } while (0)
#define screen_sees_no(screen, text)                                                                         \
    do {                                                                                                     \
        if (screen_has((screen), (text)))                                                                    \
            fail_msg("'%s' is to be seen in\n%s", (text), (screen)->picture.data);                           \
    } while (0)
/* The picture as it stands in golden/NAME.txt; KITH_STANDING_GOLDEN=write writes it anew. */
void screen_golden(struct screen *screen, const char *name);

#endif
