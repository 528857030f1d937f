#ifndef TRAIN_VOCABULARY_H
#define TRAIN_VOCABULARY_H

#include <stddef.h>
#include <stdint.h>

#include "listen/weights.h"

/* The features of the notes, those that occur in several of them numbered; and their weights as a file. */

struct word {
    uint32_t key, notes, last; /* 0: empty; in how many notes; the latest of them, plus one */
    uint32_t id;
};

struct vocabulary {
    struct word *slots;
    size_t count, cap;
    uint32_t ids;
};

#define NO_ID UINT32_MAX

struct vocabulary_bars {
    double bias[WEIGHTS_OUTPUTS], heard[WEIGHTS_OUTPUTS], sure[WEIGHTS_OUTPUTS];
};

void vocabulary_count(struct vocabulary *v, uint32_t key, uint32_t note);
/* Numbers the features of at least `least` notes; the others have NO_ID. */
void vocabulary_number(struct vocabulary *v, uint32_t least);
uint32_t vocabulary_id(const struct vocabulary *v, uint32_t key);

/* The weight as the file holds it: a signed byte, 0 where it is not worth its room. */
long vocabulary_small(double weight);
/* weights[id * outputs + output], all multiplied by `scale`. */
void vocabulary_write(const char *folder, const char *name, const struct vocabulary *v, uint32_t outputs,
                      const double *weights, const struct vocabulary_bars *bars, double scale);

#endif
