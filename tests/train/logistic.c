#include "train/logistic.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "train/chance.h"

#define SEEDS 5

struct example *logistic_add(struct arena *arena, struct examples *set, const struct features *f,
                             uint32_t note) {
    struct example *e = ARENA_PUSH(arena, set->items, set->count, set->cap);
    e->features = ARENA_NEW(arena, uint32_t, f->count);
    e->count = f->count;
    e->note = note;
    memcpy(e->features, f->items, f->count * sizeof *f->items);
    for (size_t i = 0; i < f->count; i++)
        vocabulary_count(&set->vocabulary, f->items[i], note);
    return e;
}

static void number_examples(struct examples *set, uint32_t least) {
    vocabulary_number(&set->vocabulary, least);
    for (size_t i = 0; i < set->count; i++) {
        struct example *e = &set->items[i];
        size_t kept = 0;
        for (size_t k = 0; k < e->count; k++) {
            uint32_t id = vocabulary_id(&set->vocabulary, e->features[k]);
            if (id != NO_ID)
                e->features[kept++] = id;
        }
        e->count = kept;
    }
}

/* Follow the regularised leader, each weight with a step of its own. */
struct logistic {
    uint32_t outputs;
    double *weights, *sums, *squares, bias[WEIGHTS_OUTPUTS], bias_squares[WEIGHTS_OUTPUTS];
};

static void logistic_free(struct logistic *m) {
    free(m->weights);
    free(m->sums);
    free(m->squares);
}

static void logistic_score(const struct logistic *m, const struct example *e, double *score) {
    memcpy(score, m->bias, sizeof m->bias);
    for (size_t i = 0; i < e->count; i++)
        for (uint32_t o = 0; o < m->outputs; o++)
            score[o] += m->weights[(size_t)e->features[i] * m->outputs + o];
}

static void logistic_learn(struct logistic *m, const struct example *e,
                           const struct logistic_recipe *recipe) {
    double score[WEIGHTS_OUTPUTS];
    logistic_score(m, e, score);
    for (uint32_t o = 0; o < m->outputs; o++) {
        double g = 1 / (1 + exp(-score[o])) - (e->yes >> o & 1);
        m->bias_squares[o] += g * g;
        m->bias[o] -= recipe->rate * g / (1 + sqrt(m->bias_squares[o]));
        for (size_t i = 0; i < e->count; i++) {
            size_t k = (size_t)e->features[i] * m->outputs + o;
            double step = (sqrt(m->squares[k] + g * g) - sqrt(m->squares[k])) / recipe->rate;
            m->sums[k] += g - step * m->weights[k];
            m->squares[k] += g * g;
            double z = m->sums[k];
            m->weights[k] = fabs(z) <= recipe->sparse
                                ? 0
                                : -(z - (z < 0 ? -recipe->sparse : recipe->sparse)) /
                                      ((1 + sqrt(m->squares[k])) / recipe->rate + recipe->smooth);
        }
    }
}

static void learn_all(struct logistic *m, const struct examples *set, int without,
                      const struct logistic_recipe *recipe) {
    for (int epoch = 0; epoch < recipe->epochs; epoch++) {
        size_t *order = chance_order(set->count);
        for (size_t i = 0; i < set->count; i++)
            if ((int)(set->items[order[i]].note % GOLD_FOLDS) != without)
                logistic_learn(m, &set->items[order[i]], recipe);
        free(order);
    }
}

/* The mean of several that see the examples in different order: steadier than any of them. */
static struct logistic logistic_train(const struct examples *set, uint32_t outputs, int without,
                                      const struct logistic_recipe *recipe) {
    size_t n = (size_t)set->vocabulary.ids * outputs + 1;
    struct logistic mean = {.outputs = outputs, .weights = xalloc(n * sizeof(double))};
    for (unsigned seed = 0; seed < SEEDS; seed++) {
        struct logistic m = {.outputs = outputs,
                             .weights = xalloc(n * sizeof(double)),
                             .sums = xalloc(n * sizeof(double)),
                             .squares = xalloc(n * sizeof(double))};
        chance_seed(1 + seed);
        learn_all(&m, set, without, recipe);
        for (size_t i = 0; i < n; i++)
            mean.weights[i] += m.weights[i] / SEEDS;
        for (uint32_t o = 0; o < outputs; o++)
            mean.bias[o] += m.bias[o] / SEEDS;
        logistic_free(&m);
    }
    return mean;
}

struct ranked {
    double score;
    bool yes;
};

static int by_score(const void *a, const void *b) {
    const struct ranked *x = a, *y = b;
    return x->score > y->score ? -1 : x->score < y->score;
}

/* Where F1 is best, and where 97 of 100 are right, on examples scored by weights that did not see them. */
void logistic_choose(const struct examples *set, uint32_t output, double *heard, double *sure,
                     const char *name) {
    struct ranked *rows = xalloc((set->count + 1) * sizeof *rows);
    double total = set->missed[output], right = 0, best = -1;
    size_t count = 0;
    for (size_t i = 0; i < set->count; i++) {
        if (set->chosen && set->items[i].note >= set->chosen)
            continue;
        rows[count++] = (struct ranked){set->items[i].score[output], set->items[i].yes >> output & 1};
        total += rows[count - 1].yes;
    }
    qsort(rows, count, sizeof *rows, by_score);
    *heard = *sure = rows[0].score + 1;
    double at_p = 0, at_r = 0;
    size_t certain = 0;
    for (size_t i = 0; i < count; i++) {
        right += rows[i].yes;
        double p = right / (double)(i + 1), r = total > 0 ? right / total : 0,
               f = p + r > 0 ? 2 * p * r / (p + r) : 0;
        if (f > best) {
            best = f;
            at_p = p;
            at_r = r;
            *heard = i + 1 < count ? (rows[i].score + rows[i + 1].score) / 2 : rows[i].score;
        }
        if (p >= set->certain && i >= 9 && rows[i].yes) {
            *sure = rows[i].score;
            certain = i + 1;
        }
    }
    double sum = 0, near = 0,
           lowest = 0; /* the middle of all bars that do nearly as well: the very best one is half luck */
    right = 0;
    for (size_t i = 0; i < count; i++) {
        right += rows[i].yes;
        if (2 * right / ((double)(i + 1) + total) > best - 0.01) {
            lowest = rows[i].score;
            sum += rows[i].score;
            near++;
        }
    }
    *heard = near <= 0 ? *heard : set->generous ? lowest : sum / near;
    printf("%-12s %5.0f labels  P %.3f R %.3f F1 %.3f  sure %zu\n", name, total, at_p, at_r, best, certain);
    free(rows);
}

/* One bar for all outputs, where F1 over all of them is best: chosen on far more labels than each alone has.
 */
static void choose_together(const struct examples *set, uint32_t outputs, double *heard) {
    struct examples all = {0};
    struct arena arena = {0};
    double sure;
    for (uint32_t o = 0; o < outputs; o++)
        all.missed[0] += set->missed[o];
    all.chosen = set->chosen;
    for (size_t i = 0; i < set->count; i++)
        for (uint32_t o = 0; o < outputs; o++) {
            struct example *e = ARENA_PUSH(&arena, all.items, all.count, all.cap);
            e->note = set->items[i].note;
            e->score[0] = set->items[i].score[o];
            e->yes = set->items[i].yes >> o & 1;
        }
    logistic_choose(&all, 0, &heard[0], &sure, "together");
    for (uint32_t o = 1; o < outputs; o++)
        heard[o] = heard[0];
    arena_free(&arena);
}

void logistic_make(struct examples *set, uint32_t outputs, const char *folder, const char *file,
                   const char *const *names, struct logistic_recipe recipe) {
    struct vocabulary_bars bars = {0};
    number_examples(set, recipe.least);
    for (int fold = 0; fold < GOLD_FOLDS; fold++) {
        struct logistic m = logistic_train(set, outputs, fold, &recipe);
        for (size_t i = 0; i < set->count; i++)
            if ((int)(set->items[i].note % GOLD_FOLDS) == fold)
                logistic_score(&m, &set->items[i], set->items[i].score);
        logistic_free(&m);
    }
    for (uint32_t o = 0; o < outputs; o++)
        logistic_choose(set, o, &bars.heard[o], &bars.sure[o], names[o]);
    if (outputs > 1)
        choose_together(set, outputs, bars.heard);
    struct logistic m = logistic_train(set, outputs, -1, &recipe);
    memcpy(bars.bias, m.bias, sizeof bars.bias);
    vocabulary_write(folder, file, &set->vocabulary, outputs, m.weights, &bars, 32);
    logistic_free(&m);
}
