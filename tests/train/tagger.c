#include "train/tagger.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "train/chance.h"
#include "train/logistic.h"
#include "train/notes.h"

#define EPOCHS 4
#define SEEDS  9

void tagger_add(struct arena *arena, struct tagger_rows *rows, const struct ear *ear, const uint8_t *tags,
                uint32_t note) {
    for (size_t k = 0; k < ear->tokens.sentence_count; k++) {
        const struct sentence *s = &ear->tokens.sentences[k];
        struct tagger_row *row = ARENA_PUSH(arena, rows->items, rows->count, rows->cap);
        row->length = s->end - s->first;
        row->note = note;
        row->tags = ARENA_NEW(arena, uint8_t, row->length);
        row->features = ARENA_NEW(arena, uint32_t *, row->length);
        row->counts = ARENA_NEW(arena, uint32_t, row->length);
        row->candidate = ARENA_NEW(arena, bool, row->length);
        for (uint32_t i = 0; i < row->length; i++) {
            struct features f;
            row->candidate[i] = names_candidate(ear, s->first + i);
            row->tags[i] = row->candidate[i] ? tags[s->first + i] : TAG_OUT;
            if (i == 0 || row->tags[i - 1] == TAG_OUT)
                row->tags[i] = row->tags[i] == TAG_IN ? TAG_BEGIN : row->tags[i];
            if (!row->candidate[i])
                continue;
            f.count = 0;
            names_features(ear, s, s->first + i, &f);
            row->counts[i] = (uint32_t)f.count;
            row->features[i] = ARENA_NEW(arena, uint32_t, f.count);
            for (size_t n = 0; n < f.count; n++)
                row->features[i][n] = f.items[n];
            for (size_t n = 0; n < f.count; n++)
                vocabulary_count(&rows->vocabulary, f.items[n], note);
        }
    }
}

/* The word itself comes first among the features of a word, and stays first. */
void tagger_number(struct tagger_rows *rows, uint32_t least) {
    for (uint32_t note = 0; note < least; note++)
        for (unsigned b = 0; b <= TAG_COUNT; b++)
            vocabulary_count(&rows->vocabulary, names_transition(b), note);
    vocabulary_number(&rows->vocabulary, least);
    for (unsigned b = 0; b <= TAG_COUNT; b++)
        rows->steps[b] = vocabulary_id(&rows->vocabulary, names_transition(b));
    for (size_t r = 0; r < rows->count; r++)
        for (uint32_t i = 0; i < rows->items[r].length; i++)
            for (uint32_t n = 0; n < rows->items[r].counts[i]; n++)
                rows->items[r].features[i][n] =
                    vocabulary_id(&rows->vocabulary, rows->items[r].features[i][n]);
}

struct perceptron {
    double *weights, *sums; /* sums for the average */
    double time;
};

static void learn(struct perceptron *p, uint32_t id, unsigned tag, double by) {
    if (id == NO_ID)
        return;
    p->weights[(size_t)id * TAG_COUNT + tag] += by;
    p->sums[(size_t)id * TAG_COUNT + tag] += by * p->time;
}

#define LOW (-1e9)

static void decode(const double *weights, const uint32_t *steps, const struct tagger_row *row, uint8_t *tags,
                   const bool *dropped) {
    double best[TAG_COUNT] = {0, LOW, LOW};
    uint8_t(*from)[TAG_COUNT] = xalloc((row->length + 1) * sizeof *from);
    for (uint32_t i = 0; i < row->length; i++) {
        double own[TAG_COUNT] = {0, LOW, LOW}, next[TAG_COUNT];
        if (row->candidate[i])
            for (unsigned t = 0; t < TAG_COUNT; t++) {
                own[t] = 0;
                for (uint32_t n = dropped && dropped[i] ? 1 : 0; n < row->counts[i]; n++)
                    own[t] += row->features[i][n] == NO_ID
                                  ? 0
                                  : weights[(size_t)row->features[i][n] * TAG_COUNT + t];
            }
        for (unsigned t = 0; t < TAG_COUNT; t++) {
            unsigned chosen = 0;
            double top = -1e18;
            for (unsigned b = 0; b < TAG_COUNT; b++) {
                if (t == TAG_IN && (b == TAG_OUT || i == 0))
                    continue;
                double score = best[b] + weights[steps[i == 0 ? TAG_COUNT : b] * TAG_COUNT + t];
                if (score > top) {
                    top = score;
                    chosen = b;
                }
            }
            next[t] = top + own[t] < LOW ? LOW : top + own[t];
            from[i][t] = (uint8_t)chosen;
        }
        memcpy(best, next, sizeof best);
    }
    unsigned tag = best[TAG_BEGIN] > best[TAG_OUT] ? TAG_BEGIN : TAG_OUT;
    if (best[TAG_IN] > best[tag])
        tag = TAG_IN;
    for (uint32_t i = row->length; i-- > 0;) {
        tags[i] = (uint8_t)tag;
        tag = from[i][tag];
    }
    free(from);
}

static void learn_row(struct perceptron *p, const uint32_t *steps, const struct tagger_row *row) {
    uint8_t *guess = xalloc(row->length + 1);
    bool *dropped = xalloc(row->length + 1);
    for (uint32_t i = 0; i < row->length; i++)
        dropped[i] = chance_below(2); /* the word itself is hidden half the time: context must do */
    decode(p->weights, steps, row, guess, dropped);
    p->time++;
    if (memcmp(guess, row->tags, row->length)) {
        for (uint32_t i = 0; i < row->length; i++) {
            uint32_t gold_step = steps[i ? row->tags[i - 1] : TAG_COUNT];
            uint32_t guess_step = steps[i ? guess[i - 1] : TAG_COUNT];
            learn(p, gold_step, row->tags[i], 1);
            learn(p, guess_step, guess[i], -1);
            if (guess[i] == row->tags[i])
                continue;
            for (uint32_t n = dropped[i] ? 1 : 0; n < row->counts[i]; n++) {
                learn(p, row->features[i][n], row->tags[i], 1);
                learn(p, row->features[i][n], guess[i], -1);
            }
        }
    }
    free(guess);
    free(dropped);
}

/* Several perceptrons that see the rows in different order, added up: steadier than any of them. */
double *tagger_train(const struct tagger_rows *rows, int without) {
    size_t n = (size_t)rows->vocabulary.ids * TAG_COUNT;
    double *all = xalloc(n * sizeof *all);
    for (unsigned seed = 0; seed < SEEDS; seed++) {
        struct perceptron p = {
            .weights = xalloc(n * sizeof(double)), .sums = xalloc(n * sizeof(double)), .time = 1};
        chance_seed(2 + seed);
        for (int epoch = 0; epoch < EPOCHS; epoch++) {
            size_t *order = chance_order(rows->count);
            for (size_t i = 0; i < rows->count; i++)
                if ((int)(rows->items[order[i]].note % GOLD_FOLDS) != without)
                    learn_row(&p, rows->steps, &rows->items[order[i]]);
            free(order);
        }
        for (size_t i = 0; i < n; i++)
            all[i] += (p.weights[i] - p.sums[i] / p.time) / SEEDS;
        free(p.weights);
        free(p.sums);
    }
    return all;
}

struct weights tagger_weights(const struct tagger_rows *rows, const double *weights) {
    struct weights all = {.outputs = TAG_COUNT};
    weights_room(&all, rows->vocabulary.ids);
    for (size_t i = 0; i < rows->vocabulary.cap; i++) {
        const struct word *word = &rows->vocabulary.slots[i];
        if (!word->key || word->id == NO_ID)
            continue;
        signed char *row = weights_row(&all, word->key);
        for (unsigned t = 0; t < TAG_COUNT; t++)
            row[t] = (signed char)vocabulary_small(weights[(size_t)word->id * TAG_COUNT + t] * TAGGER_SCALE);
    }
    return all;
}

/* Spans right under weights that did not see the note; and the margin above which 97 of 100 begin a name. */
void tagger_measure(struct tagger_rows *rows, double *sure) {
    struct examples margins = {.certain = 0.97};
    struct arena arena = {0};
    double right = 0, given = 0, wanted = 0;
    for (int fold = 0; fold < GOLD_FOLDS; fold++) {
        double *weights = tagger_train(rows, fold);
        for (size_t r = 0; r < rows->count; r++) {
            const struct tagger_row *row = &rows->items[r];
            if ((int)(row->note % GOLD_FOLDS) != fold)
                continue;
            uint8_t *guess = xalloc(row->length + 1);
            decode(weights, rows->steps, row, guess, NULL);
            for (uint32_t i = 0; i < row->length; i++) {
                wanted += row->tags[i] == TAG_BEGIN;
                if (guess[i] != TAG_BEGIN)
                    continue;
                given++;
                uint32_t end = i + 1;
                bool same = row->tags[i] == TAG_BEGIN;
                while (end < row->length && guess[end] == TAG_IN) {
                    same &= row->tags[end] == TAG_IN;
                    end++;
                }
                same &= end == row->length || row->tags[end] != TAG_IN;
                right += same;
                double low = 1e9;
                for (uint32_t k = i; k < end; k++) {
                    double own[TAG_COUNT] = {0};
                    for (unsigned t = 0; t < TAG_COUNT && row->candidate[k]; t++)
                        for (uint32_t n = 0; n < row->counts[k]; n++)
                            own[t] += row->features[k][n] == NO_ID
                                          ? 0
                                          : weights[(size_t)row->features[k][n] * TAG_COUNT + t];
                    double top = own[TAG_BEGIN] > own[TAG_IN] ? own[TAG_BEGIN] : own[TAG_IN];
                    if (row->candidate[k] && top - own[TAG_OUT] < low)
                        low = top - own[TAG_OUT];
                }
                struct example *e = ARENA_PUSH(&arena, margins.items, margins.count, margins.cap);
                e->score[0] = low;
                e->yes = same;
            }
            free(guess);
        }
        free(weights);
    }
    double heard;
    margins.missed[0] = wanted - right;
    logistic_choose(&margins, 0, &heard, sure, "names");
    printf("names        P %.3f R %.3f\n", right / given, right / wanted);
    arena_free(&arena);
}
