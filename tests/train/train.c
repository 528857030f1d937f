/*
 * Makes the weights of assets/listen from labelled notes:
 *   train ASSETS [--leave N] NOTES.jsonl… [SENTENCES.txt [ASIDES.txt [PUBLIC.txt]]]
 * --leave N leaves out every fifth note from the Nth on too, to look at with `hear --fold N`.
 * Notes kept apart (gold_apart) are left out. The same notes give the same bytes.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "listen/listener.h"
#include "train/notes.h"

#define FOLDS         5
#define NAME_EPOCHS   4
#define SEEDS         9
#define LINES_RENAMED 2
#define RENAMED       1 /* times that a note is learnt about other people too */

/* ---- chance that is the same every time ---- */

static uint64_t chance_state = 1;

static uint32_t chance(uint32_t below) {
    chance_state = chance_state * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)((chance_state >> 33) % below);
}

static size_t *shuffled(size_t count) {
    size_t *order = xalloc((count + 1) * sizeof *order);
    for (size_t i = 0; i < count; i++)
        order[i] = i;
    for (size_t i = count; i > 1; i--) {
        size_t k = chance((uint32_t)i), t = order[i - 1];
        order[i - 1] = order[k];
        order[k] = t;
    }
    return order;
}

/* ---- features that occur in several notes ---- */

struct word {
    uint32_t key, notes, last; /* 0: empty; in how many notes; the latest of them, plus one */
    uint32_t id;
};

struct vocabulary {
    struct word *slots;
    size_t count, cap;
    uint32_t ids;
};

static struct word *word_of(const struct vocabulary *v, uint32_t key) {
    size_t at = key & (v->cap - 1);
    while (v->slots[at].key && v->slots[at].key != key)
        at = (at + 1) & (v->cap - 1);
    return &v->slots[at];
}

static void count_word(struct vocabulary *v, uint32_t key, uint32_t note) {
    if (v->count * 2 >= v->cap) {
        struct vocabulary old = *v;
        v->cap = old.cap ? old.cap * 2 : 1 << 16;
        v->slots = xalloc(v->cap * sizeof *v->slots);
        for (size_t i = 0; i < old.cap; i++)
            if (old.slots[i].key)
                *word_of(v, old.slots[i].key) = old.slots[i];
        free(old.slots);
    }
    struct word *word = word_of(v, key);
    v->count += !word->key;
    word->key = key;
    word->notes += word->last != note + 1;
    word->last = note + 1;
}

#define NO_ID UINT32_MAX

/* Numbers the features of at least `least` notes. */
static void number_words(struct vocabulary *v, uint32_t least) {
    v->ids = 0;
    for (size_t i = 0; i < v->cap; i++)
        v->slots[i].id = v->slots[i].key && v->slots[i].notes >= least ? v->ids++ : NO_ID;
}

static uint32_t id_of(const struct vocabulary *v, uint32_t key) {
    return word_of(v, key)->id;
}

/* ---- weights as a file ---- */

static void put32(FILE *file, int32_t n) {
    uint32_t u = (uint32_t)n;
    for (int i = 0; i < 4; i++)
        fputc((int)(u >> (8 * i) & 255), file);
}

static long small(double weight) {
    long w = lround(weight);
    if (w >= -1 && w <= 1)
        return 0; /* not worth its room */
    return w > 127 ? 127 : w < -127 ? -127 : w;
}

static int by_key(const void *a, const void *b) {
    const struct word *x = a, *y = b;
    return x->key < y->key ? -1 : x->key > y->key;
}

struct bars {
    double bias[WEIGHTS_OUTPUTS], heard[WEIGHTS_OUTPUTS], sure[WEIGHTS_OUTPUTS];
};

static void write_weights(const char *folder, const char *name, const struct vocabulary *v, uint32_t outputs,
                          const double *weights, const struct bars *bars, double scale) {
    char path[4096];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *file = fopen(path, "wb");
    if (!file) {
        perror(path);
        exit(1);
    }
    struct word *kept = xalloc((v->ids + 1) * sizeof *kept);
    uint32_t count = 0, pairs = 0;
    for (size_t i = 0; i < v->cap; i++) {
        bool any = false;
        for (uint32_t o = 0; o < outputs && v->slots[i].key && v->slots[i].id != NO_ID; o++)
            any |= small(weights[(size_t)v->slots[i].id * outputs + o] * scale) != 0;
        if (any)
            kept[count++] = v->slots[i];
    }
    qsort(kept, count, sizeof *kept, by_key);
    fwrite("KW2", 1, 4, file);
    put32(file, (int32_t)outputs);
    put32(file, (int32_t)count);
    for (uint32_t o = 0; o < outputs; o++) {
        put32(file, (int32_t)lround(bars->bias[o] * scale));
        put32(file, (int32_t)lround(bars->heard[o] * scale));
        put32(file, (int32_t)lround(bars->sure[o] * scale));
    }
    for (uint32_t i = 0; i < count; i++) {
        const double *row = weights + (size_t)kept[i].id * outputs;
        int n = 0;
        for (uint32_t o = 0; o < outputs; o++)
            n += small(row[o] * scale) != 0;
        put32(file, (int32_t)kept[i].key);
        fputc(n, file);
        for (uint32_t o = 0; o < outputs; o++)
            if (small(row[o] * scale)) {
                fputc((int)o, file);
                fputc((int)(small(row[o] * scale) & 255), file);
                pairs++;
            }
    }
    printf("%s: %u features, %u weights, %ld bytes\n", name, count, pairs, ftell(file));
    fclose(file);
    free(kept);
}

/* ---- logistic regression with few weights: an example is its features and, for each output, yes or no ----
 */

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

static struct example *add_example(struct arena *arena, struct examples *set, const struct features *f,
                                   uint32_t note) {
    struct example *e = ARENA_PUSH(arena, set->items, set->count, set->cap);
    e->features = ARENA_NEW(arena, uint32_t, f->count);
    e->count = f->count;
    e->note = note;
    memcpy(e->features, f->items, f->count * sizeof *f->items);
    for (size_t i = 0; i < f->count; i++)
        count_word(&set->vocabulary, f->items[i], note);
    return e;
}

static void number_examples(struct examples *set, uint32_t least) {
    number_words(&set->vocabulary, least);
    for (size_t i = 0; i < set->count; i++) {
        struct example *e = &set->items[i];
        size_t kept = 0;
        for (size_t k = 0; k < e->count; k++) {
            uint32_t id = id_of(&set->vocabulary, e->features[k]);
            if (id != NO_ID)
                e->features[kept++] = id;
        }
        e->count = kept;
    }
}

/* Follow the regularised leader, each weight with a step of its own; `sparse` holds the unsure ones at
 * nothing. */
struct logistic {
    uint32_t outputs;
    double *weights, *sums, *squares, bias[WEIGHTS_OUTPUTS], bias_squares[WEIGHTS_OUTPUTS];
};

struct recipe {
    int epochs;
    double rate, sparse, smooth;
    uint32_t least; /* notes that a feature must occur in */
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

static void logistic_learn(struct logistic *m, const struct example *e, const struct recipe *recipe) {
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

static struct logistic logistic_train(const struct examples *set, uint32_t outputs, int without,
                                      const struct recipe *recipe) {
    size_t n = (size_t)set->vocabulary.ids * outputs + 1;
    struct logistic m = {.outputs = outputs,
                         .weights = xalloc(n * sizeof(double)),
                         .sums = xalloc(n * sizeof(double)),
                         .squares = xalloc(n * sizeof(double))};
    chance_state = 1;
    for (int epoch = 0; epoch < recipe->epochs; epoch++) {
        size_t *order = shuffled(set->count);
        for (size_t i = 0; i < set->count; i++)
            if ((int)(set->items[order[i]].note % FOLDS) != without)
                logistic_learn(&m, &set->items[order[i]], recipe);
        free(order);
    }
    return m;
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
static void choose(const struct examples *set, uint32_t output, double *heard, double *sure,
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
    choose(&all, 0, &heard[0], &sure, "together");
    for (uint32_t o = 1; o < outputs; o++)
        heard[o] = heard[0];
    arena_free(&arena);
}

static void train_set(struct examples *set, uint32_t outputs, const char *folder, const char *file,
                      const char *const *names, struct recipe recipe) {
    struct bars bars = {0};
    number_examples(set, recipe.least);
    for (int fold = 0; fold < FOLDS; fold++) {
        struct logistic m = logistic_train(set, outputs, fold, &recipe);
        for (size_t i = 0; i < set->count; i++)
            if ((int)(set->items[i].note % FOLDS) == fold)
                logistic_score(&m, &set->items[i], set->items[i].score);
        logistic_free(&m);
    }
    for (uint32_t o = 0; o < outputs; o++)
        choose(set, o, &bars.heard[o], &bars.sure[o], names[o]);
    if (outputs > 1)
        choose_together(set, outputs, bars.heard);
    struct logistic m = logistic_train(set, outputs, -1, &recipe);
    memcpy(bars.bias, m.bias, sizeof bars.bias);
    write_weights(folder, file, &set->vocabulary, outputs, m.weights, &bars, 32);
    logistic_free(&m);
}

/* ---- labels onto tokens ---- */

/* The tokens of `words` in the note, token by token, at or after `from`; false when they are not there. */
static bool place(const struct ear *ear, const char *words, uint32_t from, uint32_t *first, uint32_t *end) {
    size_t length = strlen(words);
    if (!length)
        return false;
    for (uint32_t i = from; i < ear->tokens.count; i++) {
        const struct token *t = ear_token(ear, i);
        if (t->start + length > ear->tokens.length || memcmp(ear->tokens.text + t->start, words, length))
            continue;
        for (uint32_t k = i; k < ear->tokens.count; k++) {
            const struct token *u = ear_token(ear, k);
            if (u->start + u->length >= t->start + length) {
                /* a full stop that the label leaves out is no matter */
                if (u->start + u->length > t->start + length + 1)
                    break;
                *first = i;
                *end = k + 1;
                return true;
            }
        }
    }
    return false;
}

/* The tokens that a quote touches. */
static bool touches(const struct ear *ear, const char *quote, uint32_t *first, uint32_t *end) {
    const char *found = quote && *quote ? strstr(ear->tokens.text, quote) : NULL;
    if (!found)
        return false;
    size_t start = (size_t)(found - ear->tokens.text), stop = start + strlen(quote);
    *first = *end = 0;
    for (uint32_t i = 0; i < ear->tokens.count; i++) {
        const struct token *t = ear_token(ear, i);
        if (t->start + t->length > start && t->start < stop) {
            if (!*end)
                *first = i;
            *end = i + 1;
        }
    }
    return *end > *first;
}

static void gold_tags(const struct ear *ear, const struct gold_note *note, uint8_t *tags) {
    memset(tags, TAG_OUT, ear->tokens.count);
    for (size_t m = 0; m < note->mention_count; m++) {
        uint32_t first, end, from = 0;
        if (!note->mentions[m].name)
            continue;
        while (place(ear, note->mentions[m].name, from, &first, &end)) {
            for (uint32_t i = first; i < end; i++)
                tags[i] = i == first ? TAG_BEGIN : TAG_IN;
            from = end;
        }
    }
    for (size_t m = 0; m < note->mention_count; m++) { /* the same people by part of their name */
        uint32_t first, end;
        if (!note->mentions[m].name || !place(ear, note->mentions[m].name, 0, &first, &end))
            continue;
        for (uint32_t part = first; part < end; part++) {
            const struct token *p = ear_token(ear, part);
            if (p->classes &
                    (WORD_TITLE | WORD_PARTICLE | WORD_CONTACT | WORD_CONTACT_FAMILY | WORD_FUNCTION) ||
                p->kind != TOKEN_WORD)
                continue;
            for (uint32_t i = 0; i < ear->tokens.count; i++)
                if (ear_token(ear, i)->hash == p->hash && tags[i] == TAG_OUT && names_candidate(ear, i) &&
                    (ear_token(ear, i)->flags & TOKEN_CAPITAL) == (p->flags & TOKEN_CAPITAL))
                    tags[i] = TAG_BEGIN;
        }
    }
}

/* ---- names: averaged perceptron over rows of tags ---- */

struct row { /* a sentence */
    uint32_t **features;
    uint32_t *counts;
    uint8_t *tags;
    uint32_t length, note;
    bool *candidate;
};

struct rows {
    struct row *items;
    size_t count, cap;
    struct vocabulary vocabulary;
    uint32_t steps[TAG_COUNT + 1];
};

static void add_rows(struct arena *arena, struct rows *rows, const struct ear *ear, const uint8_t *tags,
                     uint32_t note) {
    for (size_t k = 0; k < ear->tokens.sentence_count; k++) {
        const struct sentence *s = &ear->tokens.sentences[k];
        struct row *row = ARENA_PUSH(arena, rows->items, rows->count, rows->cap);
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
                count_word(&rows->vocabulary, f.items[n], note);
        }
    }
}

/* The word itself comes first among the features of a word, and stays first. */
static void number_rows(struct rows *rows, uint32_t least) {
    for (uint32_t note = 0; note < least; note++)
        for (unsigned b = 0; b <= TAG_COUNT; b++)
            count_word(&rows->vocabulary, names_transition(b), note);
    number_words(&rows->vocabulary, least);
    for (unsigned b = 0; b <= TAG_COUNT; b++)
        rows->steps[b] = id_of(&rows->vocabulary, names_transition(b));
    for (size_t r = 0; r < rows->count; r++)
        for (uint32_t i = 0; i < rows->items[r].length; i++)
            for (uint32_t n = 0; n < rows->items[r].counts[i]; n++)
                rows->items[r].features[i][n] = id_of(&rows->vocabulary, rows->items[r].features[i][n]);
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

static void decode(const double *weights, const uint32_t *steps, const struct row *row, uint8_t *tags,
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

static void learn_row(struct perceptron *p, const uint32_t *steps, const struct row *row) {
    uint8_t *guess = xalloc(row->length + 1);
    bool *dropped = xalloc(row->length + 1);
    for (uint32_t i = 0; i < row->length; i++)
        dropped[i] = chance(2); /* the word itself is hidden half the time: context must do */
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
static double *train_names(const struct rows *rows, int without) {
    size_t n = (size_t)rows->vocabulary.ids * TAG_COUNT;
    double *all = xalloc(n * sizeof *all);
    for (unsigned seed = 0; seed < SEEDS; seed++) {
        struct perceptron p = {
            .weights = xalloc(n * sizeof(double)), .sums = xalloc(n * sizeof(double)), .time = 1};
        chance_state = 2 + seed;
        for (int epoch = 0; epoch < NAME_EPOCHS; epoch++) {
            size_t *order = shuffled(rows->count);
            for (size_t i = 0; i < rows->count; i++)
                if ((int)(rows->items[order[i]].note % FOLDS) != without)
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

#define NAME_SCALE 10.0

static struct weights packed(const struct rows *rows, const double *weights) {
    struct weights model = {.outputs = TAG_COUNT};
    uint32_t cap = 64;
    while (cap < rows->vocabulary.ids * 2)
        cap *= 2;
    model.rows = xalloc(cap * sizeof *model.rows);
    model.mask = cap - 1;
    for (size_t i = 0; i < rows->vocabulary.cap; i++) {
        const struct word *word = &rows->vocabulary.slots[i];
        if (!word->key || word->id == NO_ID)
            continue;
        uint32_t at = word->key & model.mask;
        while (model.rows[at].key)
            at = (at + 1) & model.mask;
        model.rows[at].key = word->key;
        for (unsigned t = 0; t < TAG_COUNT; t++)
            model.rows[at].weights[t] =
                (signed char)small(weights[(size_t)word->id * TAG_COUNT + t] * NAME_SCALE);
    }
    return model;
}

/* Spans right under weights that did not see the note; and the margin above which 97 of 100 begin a name. */
static void measure_names(struct rows *rows, double *sure) {
    struct examples margins = {.certain = 0.97};
    struct arena arena = {0};
    double right = 0, given = 0, wanted = 0;
    for (int fold = 0; fold < FOLDS; fold++) {
        double *weights = train_names(rows, fold);
        for (size_t r = 0; r < rows->count; r++) {
            const struct row *row = &rows->items[r];
            if ((int)(row->note % FOLDS) != fold)
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
    choose(&margins, 0, &heard, sure, "names");
    printf("names        P %.3f R %.3f\n", right / given, right / wanted);
    arena_free(&arena);
}

/* ---- all of it ---- */

static const struct recipe sure_recipe = {.epochs = 4, .rate = 0.1, .sparse = 0.5, .smooth = 1, .least = 3};
static const struct recipe people_recipe = {.epochs = 6, .rate = 0.1, .sparse = 0.5, .smooth = 1, .least = 2};
static const struct recipe moment_recipe = {
    .epochs = 10, .rate = 0.1, .sparse = 0.5, .smooth = 1, .least = 2};
static const struct recipe need_recipe = {.epochs = 6, .rate = 0.1, .sparse = 0.5, .smooth = 1, .least = 2};

struct corpus {
    struct arena arena;
    struct rows rows;
    struct examples sure, people, moments, needs;
    struct gold_note *notes; /* those learnt from, by their number */
    size_t note_count, note_cap;
};

static void small_letters(char *text) {
    for (; *text; text++)
        if (*text >= 'A' && *text <= 'Z')
            *text = (char)(*text + 32);
}

static struct gold_note lowered(struct arena *arena, const struct gold_note *note) {
    struct gold_note low = *note;
    char *text = arena_strdup(arena, note->note);
    small_letters(text);
    low.note = text;
    low.mentions = ARENA_NEW(arena, struct gold_mention, note->mention_count);
    for (size_t i = 0; i < note->mention_count; i++) {
        low.mentions[i] = note->mentions[i];
        if (note->mentions[i].name) {
            char *name = arena_strdup(arena, note->mentions[i].name);
            small_letters(name);
            low.mentions[i].name = name;
        }
    }
    return low;
}

/* ---- the same note about other people, so that it is the words around a name that are learnt ---- */

struct pool { /* names of the notes: what a name begins with, and what it goes on with */
    const char **items[2];
    size_t count[2], cap[2];
};

static bool exchangeable(const struct token *t) {
    return t->kind == TOKEN_WORD && t->length > 2 && !(t->flags & (TOKEN_CLITIC | TOKEN_INITIAL)) &&
           !(t->classes & (WORD_TITLE | WORD_PARTICLE | WORD_FUNCTION | WORD_RELATION | WORD_COMMON));
}

static void fill_pool(struct pool *pool, struct arena *arena, const struct listener *listener,
                      const struct gold_note *note) {
    for (size_t m = 0; m < note->mention_count; m++) {
        struct tokens cut;
        const char *name = note->mentions[m].name;
        if (!name)
            continue;
        token_split(arena, name, strlen(name), &cut);
        lexicon_look_up(&listener->lexicon, &cut);
        for (size_t i = 0, words = 0; i < cut.count; i++) {
            const struct token *t = &cut.items[i];
            if (!exchangeable(t) || !(t->flags & TOKEN_CAPITAL))
                continue;
            unsigned which = words++ > 0;
            *ARENA_PUSH(arena, pool->items[which], pool->count[which], pool->cap[which]) =
                arena_strndup(arena, name + t->start, t->length);
        }
    }
}

struct swap {
    uint64_t hash;
    const char *with;
};

/* The text with every name of `swaps` exchanged. */
static const char *swapped(struct arena *arena, const char *text, const struct swap *swaps, size_t count) {
    struct tokens cut;
    struct buf out = BUF_INIT;
    size_t done = 0;
    token_split(arena, text, strlen(text), &cut);
    for (size_t i = 0; i < cut.count; i++) {
        const struct token *t = &cut.items[i];
        for (size_t k = 0; k < count; k++) {
            if (swaps[k].hash != t->hash || t->kind != TOKEN_WORD)
                continue;
            buf_add(&out, text + done, t->start - done);
            char *with = arena_strdup(arena, swaps[k].with);
            if (!(t->flags & TOKEN_CAPITAL))
                small_letters(with);
            buf_str(&out, with);
            done = t->start + t->length;
            break;
        }
    }
    buf_str(&out, text + done);
    const char *result = arena_strdup(arena, out.data);
    buf_free(&out);
    return result;
}

static struct gold_note renamed(struct arena *arena, const struct listener *listener,
                                const struct gold_note *note, const struct pool *pool) {
    struct swap swaps[64];
    size_t count = 0;
    struct gold_note other = *note;
    uint64_t contact = token_hash(arena, note->contact ? note->contact : "",
                                  strcspn(note->contact ? note->contact : "", " "));
    for (size_t m = 0; m < note->mention_count; m++) {
        struct tokens cut;
        if (!note->mentions[m].name)
            continue;
        token_split(arena, note->mentions[m].name, strlen(note->mentions[m].name), &cut);
        lexicon_look_up(&listener->lexicon, &cut);
        for (size_t i = 0, words = 0; i < cut.count && count < 64; i++) {
            if (!exchangeable(&cut.items[i]) || cut.items[i].hash == contact)
                continue;
            unsigned which = words++ > 0;
            if (pool->count[which])
                swaps[count++] = (struct swap){cut.items[i].hash,
                                               pool->items[which][chance((uint32_t)pool->count[which])]};
        }
    }
    other.note = swapped(arena, note->note, swaps, count);
    other.mentions = ARENA_NEW(arena, struct gold_mention, note->mention_count);
    for (size_t m = 0; m < note->mention_count; m++) {
        other.mentions[m] = note->mentions[m];
        if (note->mentions[m].name)
            other.mentions[m].name = swapped(arena, note->mentions[m].name, swaps, count);
    }
    return other;
}

static void open_note(struct ear *ear, const struct listener *listener, const struct gold_note *note,
                      struct arena *arena, struct listen_context *context) {
    *context = (struct listen_context){.contacts = &note->contact, .contact_count = note->contact ? 1 : 0};
    ear_open(ear, listener, context, note->note, strlen(note->note), arena);
}

static void learn_name_rows(struct corpus *c, const struct listener *listener, const struct gold_note *note,
                            uint32_t number) {
    struct ear ear;
    struct listen_context context;
    open_note(&ear, listener, note, &c->arena, &context);
    uint8_t *tags = xalloc(ear.tokens.count + 1);
    gold_tags(&ear, note, tags);
    add_rows(&c->arena, &c->rows, &ear, tags, number);
    free(tags);
    ear_close(&ear);
}

/* ---- lines with names in square brackets ---- */

/* The line without its brackets, as a note without a contact that mentions these people. */
static struct gold_note unbracketed(struct arena *arena, const char *line) {
    struct gold_note note = {.id = "line"};
    struct buf text = BUF_INIT;
    size_t open = 0;
    for (const char *p = line; *p; p++) {
        if (*p == '[') {
            open = text.len;
        } else if (*p == ']') {
            const char *name = arena_strndup(arena, text.data + open, text.len - open);
            *ARENA_PUSH(arena, note.mentions, note.mention_count, note.mention_cap) =
                (struct gold_mention){.name = name};
        } else {
            buf_char(&text, *p);
        }
    }
    note.note = arena_strdup(arena, text.data);
    buf_free(&text);
    return note;
}

static bool learn_lines(struct corpus *c, const struct listener *listener, struct arena *arena,
                        const char *path, const char *contact, uint32_t number) {
    FILE *file = fopen(path, "r");
    char *line = NULL;
    size_t room = 0;
    struct pool pool = {0};
    struct gold_note *notes = NULL;
    size_t count = 0, cap = 0;
    if (!file) {
        perror(path);
        return false;
    }
    while (getline(&line, &room, file) > 0) {
        line[strcspn(line, "\n")] = 0;
        if (!*line || *line == '#')
            continue;
        struct gold_note *note = ARENA_PUSH(arena, notes, count, cap);
        *note = unbracketed(arena, line);
        note->contact = contact;
        fill_pool(&pool, arena, listener, note);
    }
    free(line);
    fclose(file);
    for (size_t i = 0; i < count; i++) {
        learn_name_rows(c, listener, &notes[i], number + (uint32_t)i);
        for (int again = 0; again < LINES_RENAMED && notes[i].mention_count; again++) {
            struct gold_note other = renamed(arena, listener, &notes[i], &pool);
            learn_name_rows(c, listener, &other, number + (uint32_t)i);
        }
    }
    return true;
}

static const char *last_word(const char *text) {
    const char *space = text ? strrchr(text, ' ') : NULL;
    return space ? space + 1 : text ? text : "";
}

static void learn_people(struct corpus *c, struct ear *ear, const struct gold_note *note, uint32_t number) {
    uint8_t *yes = xalloc(ear->tokens.count + 1);
    for (size_t m = 0; m < note->mention_count; m++) {
        uint32_t first, end;
        if (note->mentions[m].name || !touches(ear, note->mentions[m].quote, &first, &end))
            continue;
        uint32_t chosen = UINT32_MAX;
        for (uint32_t i = first; i < end; i++) {
            const char *word = relation_word(ear, i);
            if (word && ear_token(ear, i)->tag == TAG_OUT &&
                (chosen == UINT32_MAX || !strcmp(last_word(word), last_word(note->mentions[m].relation))))
                chosen = i;
        }
        if (chosen == UINT32_MAX || yes[chosen])
            c->people.missed[0]++;
        else
            yes[chosen] = 1;
    }
    for (size_t k = 0; k < ear->tokens.sentence_count; k++) {
        const struct sentence *s = &ear->tokens.sentences[k];
        for (uint32_t i = s->first; i < s->end; i++) {
            if (!people_candidate(ear, s, i)) {
                c->people.missed[0] += yes[i];
                continue;
            }
            struct features f;
            f.count = 0;
            people_features(ear, s, i, &f);
            add_example(&c->arena, &c->people, &f, number)->yes = yes[i];
        }
    }
    free(yes);
}

static void learn_moments(struct corpus *c, struct ear *ear, const struct gold_note *note, uint32_t number) {
    uint16_t *yes = xalloc((ear->tokens.sentence_count + 1) * sizeof *yes);
    for (size_t m = 0; m < note->moment_count; m++) {
        uint32_t first, end;
        unsigned kind = 0;
        while (kind < MOMENT_KINDS && strcmp(moment_kinds[kind], note->moments[m].kind))
            kind++;
        if (kind == MOMENT_KINDS || !touches(ear, note->moments[m].quote, &first, &end))
            continue;
        size_t best = 0, most = 0; /* the sentence that holds most of the quote */
        for (size_t k = 0; k < ear->tokens.sentence_count; k++) {
            const struct sentence *s = &ear->tokens.sentences[k];
            uint32_t a = s->first > first ? s->first : first, b = s->end < end ? s->end : end;
            if (b > a && b - a > most) {
                most = b - a;
                best = k;
            }
        }
        if (yes[best] >> kind & 1)
            c->moments.missed[kind]++;
        yes[best] |= (uint16_t)(1u << kind);
    }
    for (size_t k = 0; k < ear->tokens.sentence_count; k++) {
        const struct sentence *s = &ear->tokens.sentences[k];
        struct features f;
        f.count = 0;
        moments_features(ear, k, s->first, s->end, &f);
        add_example(&c->arena, &c->moments, &f, number)->yes = yes[k];
    }
    free(yes);
}

static void learn_needs(struct corpus *c, struct ear *ear, const struct gold_note *note, uint32_t number) {
    bool *found = xalloc(note->need_count + 1);
    for (size_t k = 0; k < ear->tokens.sentence_count; k++) {
        struct need_candidate candidates[NEED_ROOM];
        size_t count = needs_candidates(ear, k, candidates);
        for (size_t i = 0; i < count; i++) {
            const struct need_candidate *n = &candidates[i];
            struct features f;
            f.count = 0;
            needs_features(ear, n, &f);
            struct example *e = add_example(&c->arena, &c->needs, &f, number);
            for (size_t g = 0; g < note->need_count && !e->yes; g++) {
                uint32_t first, end;
                if (found[g] || !touches(ear, note->needs[g].quote, &first, &end))
                    continue;
                uint32_t a = n->first > first ? n->first : first, b = n->end < end ? n->end : end;
                if (b > a && (b - a) * 2 >= n->end - n->first) {
                    e->yes = 1;
                    found[g] = true;
                }
            }
        }
    }
    for (size_t g = 0; g < note->need_count; g++)
        c->needs.missed[0] += !found[g];
    free(found);
}

/* Single sentences under the moment they tell of. */
static bool learn_phrases(struct corpus *c, const struct listener *listener, const char *path,
                          uint32_t number) {
    FILE *file = fopen(path, "r");
    char *line = NULL;
    size_t room = 0;
    c->moments.chosen = number;
    uint16_t yes = 0;
    const char *contact = "Dana Reyes";
    struct listen_context context = {.contacts = &contact, .contact_count = 1};
    if (!file) {
        perror(path);
        return false;
    }
    while (getline(&line, &room, file) > 0) {
        line[strcspn(line, "\n")] = 0;
        if (*line == '[') {
            yes = 0;
            for (unsigned kind = 0; kind < MOMENT_KINDS; kind++)
                if (!strncmp(line + 1, moment_kinds[kind], strlen(moment_kinds[kind])))
                    yes = (uint16_t)(1u << kind);
        } else if (*line && *line != '#') {
            struct ear ear;
            ear_open(&ear, listener, &context, line, strlen(line), &c->arena);
            for (size_t k = 0; k < ear.tokens.sentence_count; k++) {
                const struct sentence *s = &ear.tokens.sentences[k];
                struct features f;
                f.count = 0;
                moments_features(&ear, k, s->first, s->end, &f);
                features_add(
                    &f, 60, 1); /* chosen, not met: that moments are so frequent here is said by this alone */
                add_example(&c->arena, &c->moments, &f, number)->yes =
                    k + 1 == ear.tokens.sentence_count ? yes : 0;
            }
            number++;
            ear_close(&ear);
        }
    }
    free(line);
    fclose(file);
    return true;
}

static void learn_sentences(struct corpus *c, const struct listener *listener, const struct gold_note *note,
                            uint32_t number) {
    struct ear ear;
    struct listen_context context;
    open_note(&ear, listener, note, &c->arena, &context);
    uint8_t *tags = xalloc(ear.tokens.count + 1);
    gold_tags(&ear, note, tags);
    for (size_t i = 0; i < ear.tokens.count; i++)
        ear.tokens.items[i].tag = tags[i];
    free(tags);
    people_hear(&ear); /* marks the relation words that belong to names */
    learn_people(c, &ear, note, number);
    learn_moments(c, &ear, note, number);
    learn_needs(c, &ear, note, number);
    ear_close(&ear);
}

/* Names as they are heard under weights that did not see their note: which of them are right? */
static void learn_sure_note(struct corpus *c, struct listener *listener, const struct gold_note *note,
                            uint32_t number) {
    struct ear ear;
    struct listen_context context;
    open_note(&ear, listener, note, &c->arena, &context);
    names_tag(&ear);
    people_hear(&ear);
    size_t right = 0, wanted = 0;
    for (size_t m = 0; m < note->mention_count; m++)
        wanted += note->mentions[m].name != NULL;
    for (size_t i = 0; i < ear.person_count; i++) {
        const struct person *person = &ear.people[i];
        const struct token *a = ear_token(&ear, person->first), *b = ear_token(&ear, person->end - 1);
        if (!person->named)
            continue;
        struct features f;
        f.count = 0;
        people_sure_features(&ear, person, &f);
        struct example *e = add_example(&c->arena, &c->sure, &f, number);
        for (size_t m = 0; m < note->mention_count && !e->yes; m++) {
            const char *name = note->mentions[m].name;
            e->yes = name && strlen(name) == b->start + b->length - a->start &&
                     !memcmp(name, ear.tokens.text + a->start, strlen(name));
        }
        right += e->yes;
    }
    c->sure.missed[0] += (double)(wanted - right);
    ear_close(&ear);
}

static void learn_sure(struct corpus *c, struct listener *listener) {
    struct weights names = listener->names, sure = listener->sure;
    listener->sure = (struct weights){0};
    for (int fold = 0; fold < FOLDS; fold++) {
        double *weights = train_names(&c->rows, fold);
        listener->names = packed(&c->rows, weights);
        free(weights);
        for (uint32_t i = 0; i < c->note_count; i++)
            if ((int)(i % FOLDS) == fold)
                learn_sure_note(c, listener, &c->notes[i], i);
        weights_free(&listener->names);
    }
    listener->names = names;
    listener->sure = sure;
}

int main(int argc, char **argv) {
    struct gold gold = {0};
    struct corpus corpus = {0};
    if (argc < 3) {
        fprintf(stderr,
                "usage: train ASSETS [--leave N] NOTES.jsonl… [SENTENCES.txt [ASIDES.txt [PUBLIC.txt]]]\n");
        return 2;
    }
    int leave = argc > 4 && !strcmp(argv[2], "--leave") ? atoi(argv[3]) : -1;
    const char *phrases = NULL, *lines = NULL, *asides = NULL;
    for (int i = leave >= 0 ? 4 : 2; i < argc; i++) {
        const char *dot = strrchr(argv[i], '.');
        if (dot && !strcmp(dot, ".txt"))
            *(asides ? &lines : phrases ? &asides : &phrases) = argv[i];
        else if (!gold_read(&gold, argv[i]))
            return 1;
    }
    struct listener *listener = listener_new(NULL, NULL, NULL);
    listener->people.outputs = 0;
    uint32_t notes = 0, kept = 0;
    struct pool pool = {0};
    for (size_t i = 0; i < gold.count; i++)
        if (!gold_apart(&gold.items[i]))
            fill_pool(&pool, &gold.arena, listener, &gold.items[i]);
    for (size_t i = 0; i < gold.count; i++) {
        if (gold_apart(&gold.items[i]) || (leave >= 0 && (int)(kept++ % FOLDS) == leave))
            continue;
        struct gold_note low = lowered(&gold.arena, &gold.items[i]);
        *ARENA_PUSH(&corpus.arena, corpus.notes, corpus.note_count, corpus.note_cap) = gold.items[i];
        learn_name_rows(&corpus, listener, &gold.items[i], notes);
        learn_name_rows(&corpus, listener, &low, notes);
        for (int again = 0; again < RENAMED; again++) {
            struct gold_note other = renamed(&gold.arena, listener, &gold.items[i], &pool);
            learn_name_rows(&corpus, listener, &other, notes);
        }
        learn_sentences(&corpus, listener, &gold.items[i], notes);
        notes++;
    }
    if (asides && !learn_lines(&corpus, listener, &gold.arena, asides, "Dana Reyes", notes))
        return 1;
    if (lines && !learn_lines(&corpus, listener, &gold.arena, lines, NULL, notes))
        return 1;
    if (phrases && !learn_phrases(&corpus, listener, phrases, notes))
        return 1;
    printf("%u notes of %zu\n", notes, gold.count);
    struct bars bars = {0};
    number_rows(&corpus.rows, 2);
    measure_names(&corpus.rows, &bars.sure[0]);
    double *weights = train_names(&corpus.rows, -1);
    write_weights(argv[1], "names.weights", &corpus.rows.vocabulary, TAG_COUNT, weights, &bars, NAME_SCALE);
    free(weights);
    learn_sure(&corpus, listener);
    corpus.sure.generous = corpus.people.generous = true;
    corpus.sure.certain = 0.97;
    corpus.people.certain = corpus.needs.certain = corpus.moments.certain = 0.98;
    train_set(&corpus.sure, 1, argv[1], "sure.weights", (const char *const[]){"sure"}, sure_recipe);
    train_set(&corpus.people, 1, argv[1], "people.weights", (const char *const[]){"people"}, people_recipe);
    train_set(&corpus.moments, MOMENT_KINDS, argv[1], "moments.weights", moment_kinds, moment_recipe);
    train_set(&corpus.needs, 1, argv[1], "needs.weights", (const char *const[]){"needs"}, need_recipe);
    listener_free(listener);
    arena_free(&corpus.arena);
    arena_free(&gold.arena);
    return 0;
}
