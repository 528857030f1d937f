#ifndef TRAIN_LOGISTIC_H
#define TRAIN_LOGISTIC_H

#include <stdbool.h>

#include "base/arena.h"
#include "train/notes.h"
#include "train/vocabulary.h"

/* Logistic regression with few weights: an example is its features and, for each output, yes or no. */

struct example {
    uint32_t *features; /* keys, then numbers of the vocabulary */
    size_t count;
    uint16_t yes;
    uint32_t note; /* which note it is of */
    double score[WEIGHTS_OUTPUTS];
};

struct examples {
    struct example *items;
    size_t count, cap;
    double missed[WEIGHTS_OUTPUTS]; /* labels no example can give */
    uint32_t chosen;                /* examples of notes from this number on were chosen: not counted */
    struct vocabulary vocabulary;
    double certain; /* share that must be right among the sure ones */
    bool generous;  /* of bars that do nearly as well, the lowest */
};

struct logistic_recipe {
    int epochs;
    double rate, sparse, smooth;
    uint32_t least; /* notes that a feature must occur in */
};

struct example *logistic_add(struct arena *arena, struct examples *set, const struct features *f,
                             uint32_t note);
/* The bars of one output on examples that are scored: where F1 is best, and where `certain` of them are
 * right. */
void logistic_choose(const struct examples *set, uint32_t output, double *heard, double *sure,
                     const char *name);
/* Trains, chooses the bars by folds, writes the file. */
void logistic_make(struct examples *set, uint32_t outputs, const char *folder, const char *file,
                   const char *const *names, struct logistic_recipe recipe);

#endif
