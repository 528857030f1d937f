/*
 * Makes the weights of assets/listen from labelled notes:
 *   train ASSETS [--leave N] NOTES.jsonl… [SENTENCES.txt [ASIDES.txt [PUBLIC.txt]]]
 * --leave N leaves out every fifth note from the Nth on too, to look at with `hear --fold N`.
 * Notes kept apart (gold_apart) are left out. The same notes give the same bytes.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "train/label.h"
#include "train/logistic.h"
#include "train/rename.h"
#include "train/tagger.h"

#define LINES_RENAMED 2
#define RENAMED       1 /* times that a note is learnt about other people too */

static const struct logistic_recipe sure_recipe = {
    .epochs = 4, .rate = 0.1, .sparse = 0.5, .smooth = 1, .least = 3};
static const struct logistic_recipe people_recipe = {
    .epochs = 6, .rate = 0.1, .sparse = 0.5, .smooth = 1, .least = 2};
static const struct logistic_recipe moment_recipe = {
    .epochs = 10, .rate = 0.1, .sparse = 0.5, .smooth = 1, .least = 2};
static const struct logistic_recipe need_recipe = {
    .epochs = 6, .rate = 0.1, .sparse = 0.5, .smooth = 1, .least = 2};

struct corpus {
    struct arena arena;
    struct tagger_rows rows;
    struct examples sure, people, moments, needs;
    struct gold_note *notes; /* those learnt from, by their number */
    size_t note_count, note_cap;
};

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
    label_tags(&ear, note, tags);
    tagger_add(&c->arena, &c->rows, &ear, tags, number);
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
    struct rename_pool pool = {0};
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
        rename_pool(&pool, arena, listener, note);
    }
    free(line);
    fclose(file);
    for (size_t i = 0; i < count; i++) {
        learn_name_rows(c, listener, &notes[i], number + (uint32_t)i);
        for (int again = 0; again < LINES_RENAMED && notes[i].mention_count; again++) {
            struct gold_note other = rename_people(arena, listener, &notes[i], &pool);
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
        if (note->mentions[m].name || !label_touches(ear, note->mentions[m].quote, &first, &end))
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
            logistic_add(&c->arena, &c->people, &f, number)->yes = yes[i];
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
        if (kind == MOMENT_KINDS || !label_touches(ear, note->moments[m].quote, &first, &end))
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
        logistic_add(&c->arena, &c->moments, &f, number)->yes = yes[k];
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
            struct example *e = logistic_add(&c->arena, &c->needs, &f, number);
            for (size_t g = 0; g < note->need_count && !e->yes; g++) {
                uint32_t first, end;
                if (found[g] || !label_touches(ear, note->needs[g].quote, &first, &end))
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
            names_tag(&ear);
            for (size_t k = 0; k < ear.tokens.sentence_count; k++) {
                const struct sentence *s = &ear.tokens.sentences[k];
                struct features f;
                f.count = 0;
                moments_features(&ear, k, s->first, s->end, &f);
                features_add(
                    &f, 60, 1); /* chosen, not met: that moments are so frequent here is said by this alone */
                logistic_add(&c->arena, &c->moments, &f, number)->yes =
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
    label_tags(&ear, note, tags);
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
        struct example *e = logistic_add(&c->arena, &c->sure, &f, number);
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
    for (int fold = 0; fold < GOLD_FOLDS; fold++) {
        double *weights = tagger_train(&c->rows, fold);
        listener->names = tagger_weights(&c->rows, weights);
        free(weights);
        for (uint32_t i = 0; i < c->note_count; i++)
            if ((int)(i % GOLD_FOLDS) == fold)
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
    struct rename_pool pool = {0};
    for (size_t i = 0; i < gold.count; i++)
        if (!gold_apart(&gold.items[i]))
            rename_pool(&pool, &gold.arena, listener, &gold.items[i]);
    for (size_t i = 0; i < gold.count; i++) {
        if (gold_apart(&gold.items[i]) || (leave >= 0 && (int)(kept++ % GOLD_FOLDS) == leave))
            continue;
        struct gold_note low = rename_lower(&gold.arena, &gold.items[i]);
        *ARENA_PUSH(&corpus.arena, corpus.notes, corpus.note_count, corpus.note_cap) = gold.items[i];
        learn_name_rows(&corpus, listener, &gold.items[i], notes);
        learn_name_rows(&corpus, listener, &low, notes);
        for (int again = 0; again < RENAMED; again++) {
            struct gold_note other = rename_people(&gold.arena, listener, &gold.items[i], &pool);
            learn_name_rows(&corpus, listener, &other, notes);
        }
        learn_sentences(&corpus, listener, &gold.items[i], notes);
        notes++;
    }
    if (asides && !learn_lines(&corpus, listener, &gold.arena, asides, "Dana Reyes", notes))
        return 1;
    if (lines && !learn_lines(&corpus, listener, &gold.arena, lines, NULL, notes))
        return 1;
    printf("%u notes of %zu\n", notes, gold.count);
    struct vocabulary_bars bars = {0};
    tagger_number(&corpus.rows, 2);
    tagger_measure(&corpus.rows, &bars.sure[0]);
    double *weights = tagger_train(&corpus.rows, -1);
    vocabulary_write(argv[1], "names.weights", &corpus.rows.vocabulary, TAG_COUNT, weights, &bars,
                     TAGGER_SCALE);
    weights_free(&listener->names);
    listener->names = tagger_weights(&corpus.rows, weights);
    free(weights);
    if (phrases && !learn_phrases(&corpus, listener, phrases, notes))
        return 1;
    learn_sure(&corpus, listener);
    corpus.sure.generous = corpus.people.generous = true;
    corpus.sure.certain = 0.97;
    corpus.people.certain = corpus.needs.certain = 0.96;
    corpus.moments.certain = 0.98;
    logistic_make(&corpus.sure, 1, argv[1], "sure.weights", (const char *const[]){"sure"}, sure_recipe);
    logistic_make(&corpus.people, 1, argv[1], "people.weights", (const char *const[]){"people"},
                  people_recipe);
    logistic_make(&corpus.moments, MOMENT_KINDS, argv[1], "moments.weights", moment_kinds, moment_recipe);
    logistic_make(&corpus.needs, 1, argv[1], "needs.weights", (const char *const[]){"needs"}, need_recipe);
    listener_free(listener);
    arena_free(&corpus.arena);
    arena_free(&gold.arena);
    return 0;
}
