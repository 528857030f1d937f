#ifndef TRAIN_TAGGER_H
#define TRAIN_TAGGER_H

#include "listen/listener.h"
#include "train/vocabulary.h"

/* Names: an averaged perceptron over the rows of tags of sentences. */

struct tagger_row { /* a sentence */
    uint32_t **features;
    uint32_t *counts;
    uint8_t *tags;
    uint32_t length, note;
    bool *candidate;
};

struct tagger_rows {
    struct tagger_row *items;
    size_t count, cap;
    struct vocabulary vocabulary;
    uint32_t steps[TAG_COUNT + 1];
};

#define TAGGER_SCALE 10.0

void tagger_add(struct arena *arena, struct tagger_rows *rows, const struct ear *ear, const uint8_t *tags,
                uint32_t note);
void tagger_number(struct tagger_rows *rows, uint32_t least);
/* Of all notes but those of the fold `without` (-1: of all); the caller frees the weights. */
double *tagger_train(const struct tagger_rows *rows, int without);
struct weights tagger_weights(const struct tagger_rows *rows, const double *weights);
/* Says what weights hear right in notes they did not see; and the margin above which nearly all begin a name.
 */
void tagger_measure(struct tagger_rows *rows, double *sure);

#endif
