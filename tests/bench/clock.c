#include "clock.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#include <vterm.h>

double clock_now(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

void times_add(struct times *times, double ms) {
    if (!times->items)
        times->items = calloc(TIMES_MOST, sizeof *times->items);
    if (times->items && times->count < TIMES_MOST)
        times->items[times->count++] = ms;
}

static int smaller(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

double times_part(struct times *times, double part) {
    if (times->count == 0)
        return -1;
    qsort(times->items, times->count, sizeof *times->items, smaller);
    size_t at = (size_t)(part * (double)times->count);
    return times->items[at < times->count ? at : times->count - 1];
}

void times_free(struct times *times) {
    free(times->items);
    *times = (struct times){0};
}

double run_program(const char *const *argv, const char *out) {
    double start = clock_now();
    int status = 0;
    pid_t child = fork();
    if (child == 0) {
        int file = open(out ? out : "/dev/null", O_WRONLY | O_CREAT | O_TRUNC, 0600);
        dup2(file, STDOUT_FILENO);
        execvp(argv[0], (char *const *)argv);
        _exit(127);
    }
    if (child < 0 || waitpid(child, &status, 0) != child || !WIFEXITED(status) || WEXITSTATUS(status) > 1)
        return -1;
    return clock_now() - start;
}

/* ---- on a terminal ---- */

struct screen {
    VTerm *vt;
    int master;
    pid_t child;
    size_t bytes; /* written by the program since the last key */
    size_t seen;  /* of `answer` */
    int answers;
};

static const char question[] = "\033[5151~", answer[] = "\033[>5151y", ready[] = "\033[?2004h";

static bool receive(struct screen *screen, const char *wanted) {
    char bytes[65536];
    struct pollfd input = {.fd = screen->master, .events = POLLIN};
    if (poll(&input, 1, 120000) <= 0)
        return false;
    ssize_t got = read(screen->master, bytes, sizeof bytes);
    if (got <= 0)
        return false;
    screen->bytes += (size_t)got;
    vterm_input_write(screen->vt, bytes, (size_t)got);
    for (ssize_t i = 0; i < got; i++) {
        screen->seen = bytes[i] == wanted[screen->seen] ? screen->seen + 1 : bytes[i] == wanted[0];
        if (wanted[screen->seen] == '\0') {
            screen->answers++;
            screen->seen = 0;
        }
    }
    return true;
}

static bool wait_for(struct screen *screen, const char *wanted) {
    screen->answers = 0;
    while (screen->answers == 0)
        if (!receive(screen, wanted))
            return false;
    return true;
}

static void send(struct screen *screen, const char *bytes) {
    for (size_t left = strlen(bytes); left > 0;) {
        ssize_t written = write(screen->master, bytes, left);
        if (written < 0 && errno != EINTR)
            return;
        bytes += written > 0 ? written : 0;
        left -= written > 0 ? (size_t)written : 0;
    }
}

struct screen *screen_start(const char *const *argv, int rows, int cols, double *ms) {
    struct screen *screen = calloc(1, sizeof *screen);
    struct winsize size = {.ws_row = (unsigned short)rows, .ws_col = (unsigned short)cols};
    double start = clock_now();
    screen->vt = vterm_new(rows, cols);
    vterm_set_utf8(screen->vt, 1);
    screen->child = forkpty(&screen->master, NULL, NULL, &size);
    if (screen->child == 0) {
        setenv("TERM", "xterm-256color", 1);
        setenv("KITH_TEST_PING", "1", 1);
        execvp(argv[0], (char *const *)argv);
        _exit(127);
    }
    bool good = wait_for(screen, ready);
    send(screen, question);
    good = good && wait_for(screen, answer);
    *ms = clock_now() - start;
    if (good)
        return screen;
    screen_end(screen);
    return NULL;
}

double screen_press(struct screen *screen, const char *keys, size_t *bytes) {
    double start = clock_now();
    screen->bytes = 0;
    send(screen, keys);
    send(screen, question);
    bool good = wait_for(screen, answer);
    *bytes = screen->bytes > sizeof answer - 1 ? screen->bytes - (sizeof answer - 1) : 0;
    return good ? clock_now() - start : -1;
}

long screen_memory(const struct screen *screen, const char *what) {
    char path[64], line[256];
    long kib = -1;
    snprintf(path, sizeof path, "/proc/%d/status", (int)screen->child);
    FILE *in = fopen(path, "r");
    while (in && fgets(line, sizeof line, in))
        if (strncmp(line, what, strlen(what)) == 0)
            kib = strtol(line + strlen(what) + 1, NULL, 10);
    if (in)
        fclose(in);
    return kib;
}

void screen_end(struct screen *screen) {
    kill(screen->child, SIGKILL);
    waitpid(screen->child, NULL, 0);
    close(screen->master);
    vterm_free(screen->vt);
    free(screen);
}
