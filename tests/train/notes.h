#ifndef TRAIN_NOTES_H
#define TRAIN_NOTES_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"

/* Labelled notes of tests/data/notes, one JSON object a line. */

struct gold_mention {
    const char *name, *relation, *quote; /* each may be NULL */
};
struct gold_moment {
    const char *kind, *quote;
};
struct gold_need {
    const char *what, *quote;
};

struct gold_note {
    const char *id, *contact, *note;
    struct gold_mention *mentions;
    size_t mention_count, mention_cap;
    struct gold_moment *moments;
    size_t moment_count, moment_cap;
    struct gold_need *needs;
    size_t need_count, need_cap;
};

struct gold {
    struct arena arena;
    struct gold_note *items;
    size_t count, cap;
};

/* Adds the notes of a file; false, with a sentence on stderr, when one cannot be read. */
bool gold_read(struct gold *gold, const char *path);
bool gold_line(struct arena *arena, const char *line, struct gold_note *note);

/* A fifth of the notes is kept apart, by their id: never trained on, never looked at, measured with. */
bool gold_apart(const struct gold_note *note);

#define GOLD_FOLDS 5 /* weights that did not see a note are made by leaving out its fifth of all notes */

#endif
