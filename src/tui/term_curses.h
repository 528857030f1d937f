#ifndef TUI_TERM_CURSES_H
#define TUI_TERM_CURSES_H

#include "base/buf.h"
#include "tui/canvas.h"
#include "tui/event.h"

/*
 * The terminal, and the only file that knows curses. One at a time. From
 * term_start() to term_end() the terminal is raw and on its other screen; a
 * crash, running out of memory and every exit give it back.
 */
struct term;

struct term_options {
    bool mouse;
    enum style_theme theme;
    const struct style_own *own; /* the user's styles, copied; or NULL */
};

/* NULL with one sentence in `why` where standard input or output is no terminal, or one that cannot do it. */
struct term *term_start(const struct term_options *options, struct buf *why);
void term_end(struct term *term); /* NULL is allowed */

void term_size(const struct term *term, int *rows, int *cols);
void term_show(struct term *term, const struct canvas *canvas); /* one doupdate() */
bool term_plain(const struct term *term); /* the console of Linux: its letters have few signs */
void term_redraw(struct term *term);                            /* the next show draws everything anew */

/*
 * The next event. Waits at most `milliseconds`, then it is EVENT_TICK; with 0 it
 * does not wait and may be EVENT_NONE, as it is when only a new picture is
 * wanted. A resize is told before the keys that came after it.
 */
struct event term_read(struct term *term, int milliseconds);
bool term_ended(const struct term *term); /* it hung up, or the program was told to end */

bool term_copy(struct term *term, const char *text); /* OSC 52; false when it is too long for terminals */
void term_suspend(struct term *term);                /* Ctrl-Z: comes back when continued */
/* Runs a program, no shell between, the terminal given back meanwhile; false with the reason in `why`. */
bool term_run(struct term *term, const char *const argv[], struct buf *why);

#endif
