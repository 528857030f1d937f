#ifndef TTY_HOME_H
#define TTY_HOME_H

#include "tty/tty.h"

/* A user's home folder with a book in it, on a day of one's choice, for journeys through the real program. */
struct home {
    char path[64];
    const char *now; /* "2026-11-21": what KITH_NOW says from here on */
};

struct home home_make(const char *now);
void home_remove(struct home *home);

/* The full screen, 80x24, on the home's book. `extra`: "NAME=value", or NULL. */
struct tty *home_screen(const struct home *home, const char *extra);
/* The same of another size; `extra` is NULL-terminated. */
struct tty *home_screen_at(const struct home *home, int rows, int cols, const char *const *extra);
/* Leaves with Q: the program ends well and gives the terminal back. */
void home_leave(struct tty *tty);

/* Runs `kith ARGUMENTS` on the same book; it must succeed. The caller frees what it printed. */
char *home_run(const struct home *home, const char *arguments);
/* The same, and what it printed must have the words. */
void home_expect(const struct home *home, const char *arguments, const char *words);
void home_expect_not(const struct home *home, const char *arguments, const char *words);

#endif
