#ifndef MACHINE_H
#define MACHINE_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/date.h"

/*
 * What belongs to this machine and not to the book: where files are, the clock,
 * the user's own data files and keys, how the screen behaves. What day and hour it
 * is comes from here alone; tests/layers lists who else may look at the environment.
 */
struct machine {
    struct arena arena;
    const char *data_dir;   /* $XDG_DATA_HOME/kith: the book and drafts */
    const char *config_dir; /* $XDG_CONFIG_HOME/kith: settings, keys, own data files */
    const char *state_dir;  /* $XDG_STATE_HOME/kith: backups */
    const char *book;       /* NULL: there is no home folder to keep it in */
    const char *clock;      /* KITH_NOW, or NULL */
    struct machine_files {
        const char *name, *text;
    } * files; /* the user's data files read so far */
    size_t file_count, file_cap;
    day backed_up; /* the day on which the screen last saw to it; DAY_NONE */
};

/* `book`: from --book, or NULL. False, with one sentence in `why`, for a clock that is no date. */
bool machine_start(struct machine *machine, const char *book, struct buf *why);
void machine_end(struct machine *machine);

void machine_clock(void *machine, day *today, int64_t *now);
day machine_day_of(int64_t seconds);                    /* in the user's calendar */
const char *machine_temporary(struct machine *machine); /* a folder for what passes through */
/* The user's own text of a data file in the configuration folder, or NULL. */
const char *machine_overlay(void *machine, const char *file);

/* mouse, hints: yes or no; copy: a program such as wl-copy; theme. Each has a default. */
extern const struct machine_setting {
    const char *name, *otherwise, *help;
    const char *const *words;                             /* NULL: any text */
} machine_settings[];                                     /* ended by a row without a name */
const char *machine_get(void *machine, const char *name); /* NULL: no such setting */
bool machine_set(void *machine, const char *name, const char *value, struct buf *why);

#endif
