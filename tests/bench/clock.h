#ifndef BENCH_CLOCK_H
#define BENCH_CLOCK_H

#include <stdbool.h>
#include <stddef.h>

/* Times in milliseconds. */
double clock_now(void);

enum { TIMES_MOST = 20000 };
struct times {
    double *items;
    size_t count;
};
void times_add(struct times *times, double ms);
double times_part(struct times *times, double part); /* 0.5: the median; 1: the longest */
void times_free(struct times *times);

/* Runs a program to its end, its output thrown away unless `out` names a file: how long it took; < 0 when it
 * failed. */
double run_program(const char *const *argv, const char *out);

/* ---- a program on a terminal, with libvterm to read its screen ---- */

struct screen;
/* Starts it and waits until its first picture is complete; *ms is how long that took. NULL on failure. */
struct screen *screen_start(const char *const *argv, int rows, int cols, double *ms);
/* Sends keys and waits for the picture after them: how long; *bytes is what was written for it. */
double screen_press(struct screen *screen, const char *keys, size_t *bytes);
long screen_memory(const struct screen *screen, const char *what); /* KiB of a line of /proc/PID/status */
void screen_end(struct screen *screen);

#endif
