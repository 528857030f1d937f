#ifndef TTY_TTY_H
#define TTY_TTY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * A program on a terminal of its own, driven by a test. Nothing sleeps: after
 * every key the program is asked, by a key that only tests send, to draw and to
 * answer; since keys and output keep their order, the answer means that all
 * keys before it are handled and all of the picture has arrived. What comes by
 * itself (a timer, a lone Esc, an end) is waited for with tty_wait().
 *
 * A failed expectation ends the test with the screen in its message.
 */
struct tty;

struct tty_options {
    const char *const *argv; /* NULL-terminated */
    const char *const *env;  /* "NAME=value", NULL-terminated, over a small environment; or NULL */
    const char *folder;      /* the working directory; NULL: the test's own */
    int rows, cols;          /* 0: 24 x 80 */
};

struct tty *tty_start(const struct tty_options *options);     /* up to its first picture */
struct tty *tty_start_raw(const struct tty_options *options); /* does not wait */
void tty_end(struct tty *tty);                                /* ends the program, if it still runs */

/* Key names parted at blanks: "j j Enter Ctrl-S Shift-Tab F1 é"; then settles. */
void tty_keys(struct tty *tty, const char *names);
void tty_type(struct tty *tty, const char *text); /* as typed, newlines as Enter; then settles */
void tty_paste(struct tty *tty, const char *text);
void tty_click(struct tty *tty, int row, int col);
void tty_drag(struct tty *tty, int row, int col, int to_row, int to_col);
void tty_wheel(struct tty *tty, int row, int col, bool down);
void tty_send(struct tty *tty, const char *bytes, size_t length); /* raw, without settling */
void tty_press(struct tty *tty, const char *names); /* keys by name, without settling */
/*
 * Reads without ever waiting, until `done` says so or the program has answered all that was sent to it before.
 * `received` are the bytes since the call. True when it was `done`.
 */
bool tty_until(struct tty *tty, bool (*done)(void *ctx, size_t received), void *ctx);
void tty_resize(struct tty *tty, int rows, int cols);
void tty_settle(struct tty *tty);
void tty_signal(struct tty *tty, int number);

bool tty_sees(struct tty *tty, const char *text); /* somewhere in a row */
void tty_expect(struct tty *tty, const char *text);
void tty_expect_not(struct tty *tty, const char *text);
void tty_wait(struct tty *tty, const char *text); /* until it is seen */
bool tty_find(struct tty *tty, const char *text, int *row, int *col);
/* One row as text, trailing blanks cut; valid until the next call. */
const char *tty_row(struct tty *tty, int row);
char *tty_dump(struct tty *tty); /* all rows; the caller frees */

struct tty_cell {
    char text[32]; /* "" for the right half of a wide sign */
    int width;
    bool bold, dim, underline, reverse;
    uint8_t fg[3], bg[3];
    bool own_fg, own_bg; /* the terminal's own colours */
};
struct tty_cell tty_cell(struct tty *tty, int row, int col);
void tty_cursor(struct tty *tty, int *row, int *col);
void tty_size(const struct tty *tty, int *rows, int *cols);

bool tty_sent(struct tty *tty, const char *bytes); /* whether the program has written these bytes */
void tty_wait_sent(struct tty *tty, const char *bytes);
void tty_forget_sent(struct tty *tty);

/* Waits for the program's end: its exit status, or 128 + the signal. */
int tty_exit(struct tty *tty);
/* Whether the terminal is as a shell wants it: lines, echo, the ordinary screen, no mouse. */
bool tty_is_given_back(struct tty *tty);

#endif
