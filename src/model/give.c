#include "model/give.h"

#include <stdlib.h>
#include <string.h>

#include "model/asof.h"
#include "model/say.h"

/*
 * All open needs are looked for at once: their words go into one map, then every
 * text about every person is read a single time against it.
 */
enum { MOST_CANDIDATES = 8 };

/* One text about a person: why it speaks for them is told only of those chosen. */
struct text_about {
    const char *text, *names; /* names: parts of it are no words of the trade */
    int weight;
    enum { ABOUT_PLAIN, ABOUT_RELATION, ABOUT_SAID } sort;
    const struct fact_mention *mention;
    const struct fact_person *by;
};

struct candidate {
    const struct fact_person *person;
    struct text_about why;
    int fit;
};

struct sought {
    const struct fact_person *person;
    const struct fact_need *need;
    struct match_word words[MATCH_WORDS];
    size_t word_count;
    struct candidate best[MOST_CANDIDATES];
    size_t best_count;
    /* while one person is read */
    int found[MATCH_WORDS];
    struct text_about why;
    int why_value;
    bool touched;
};

/* A word of a need, in the chain of those with the same stem, or the same trade. */
struct link {
    size_t need, word;
    size_t next; /* place in links + 1; 0: the end */
};

struct giving {
    struct propose *p;
    struct arena arena;
    struct sought *needs;
    size_t need_count, need_cap;
    struct link *links;
    size_t link_count, link_cap;
    struct idmap stems, groups; /* → place in links + 1 */
    struct match_starts starts; /* of the stems */
    struct map dull;            /* relations read already that speak for no need */
    size_t *touched;
    size_t touched_count;
};

static void chain(struct giving *g, struct idmap *map, int64_t key, size_t need, size_t word) {
    int64_t next = 0;
    idmap_get(map, key, &next);
    *ARENA_PUSH(&g->arena, g->links, g->link_count, g->link_cap) = (struct link){need, word, (size_t)next};
    idmap_set(map, key, (int64_t)g->link_count);
}

static bool is_open(const struct fact_need *need, day today) {
    return need->on <= today && (need->met_on == DAY_NONE || need->met_on > today);
}

static void add_needs(struct giving *g, const struct fact_person *person) {
    if (person->archived || person->role == KITH_MENTIONED)
        return;
    for (size_t i = 0; i < person->need_count; i++) {
        const struct fact_need *need = &person->needs[i];
        if (!is_open(need, g->p->today))
            continue;
        struct sought *sought = ARENA_PUSH(&g->arena, g->needs, g->need_count, g->need_cap);
        sought->person = person;
        sought->need = need;
        sought->word_count = match_wanted(&g->p->trades, need->what, sought->words);
        for (size_t j = 0; j < sought->word_count; j++) {
            chain(g, &g->stems, sought->words[j].stem, g->need_count - 1, j);
            match_starts_add(&g->starts, &sought->words[j]);
            if (sought->words[j].group > 0)
                chain(g, &g->groups, sought->words[j].group, g->need_count - 1, j);
        }
    }
}

/* ---- reading one person ---- */

static const char *why(const struct text_about *text, day today, struct arena *arena) {
    switch (text->sort) {
    case ABOUT_RELATION:
        return arena_printf(arena, "%s of %s", text->text, text->by->name);
    case ABOUT_SAID:
        return arena_printf(arena, "%s said %s: “%s”", say_first(text->by->name, arena),
                            say_on(text->mention->on, today, arena), text->mention->quote);
    default:
        return arena_strdup(arena, text->text);
    }
}

static void found(struct giving *g, int64_t first, const struct text_about *text, bool same_word) {
    int value = text->weight * 2 + same_word;
    for (size_t at = (size_t)first; at; at = g->links[at - 1].next) {
        struct sought *sought = &g->needs[g->links[at - 1].need];
        if (!sought->touched) {
            sought->touched = true;
            g->touched[g->touched_count++] = g->links[at - 1].need;
            memset(sought->found, 0, sizeof sought->found);
            sought->why_value = 0;
        }
        int *slot = &sought->found[g->links[at - 1].word];
        *slot = value > *slot ? value : *slot;
        if (value > sought->why_value) {
            sought->why_value = value;
            sought->why = *text;
        }
    }
}

static bool among(const struct giving *g, const struct match_word *word, const char *names) {
    struct match_word other;
    while (names && match_next(&g->p->trades, &names, &other))
        if (other.stem == word->stem)
            return true;
    return false;
}

/* What was said at length is taken by its very words only, so the others need no look. */
static bool next_word(const struct giving *g, const struct text_about *text, const char **at,
                      struct match_word *word) {
    return text->weight < 2 ? match_next_of(&g->p->trades, &g->starts, at, word)
                            : match_next(&g->p->trades, at, word);
}

/* Whether some need asks for a word of it. */
static bool read_text(struct giving *g, const struct text_about *text) {
    const char *at = text->text;
    struct match_word word;
    int64_t first;
    bool some = false;
    while (at && next_word(g, text, &at, &word)) {
        if (word.group == MATCH_STOP || word.group == MATCH_BREAK)
            continue;
        bool same = idmap_get(&g->stems, word.stem, &first);
        if (!same && (word.group <= 0 || text->weight < 2 || !idmap_get(&g->groups, word.group, &first)))
            continue;
        some = true;
        if (!among(g, &word, text->names))
            found(g, first, text, same);
    }
    return some;
}

/* Everyone is somebody's brother or colleague: a relation that says nothing is read once. */
static void read_relation(struct giving *g, const struct fact_mention *m, const struct fact_person *by) {
    int64_t known;
    if (!m->relation || map_get(&g->dull, m->relation, &known))
        return;
    if (!read_text(g, &(struct text_about){m->relation, NULL, 2, ABOUT_RELATION, m, by}))
        map_set(&g->dull, m->relation, 1);
}

static void read_person(struct giving *g, const struct fact_person *c) {
    read_text(g, &(struct text_about){c->title, NULL, 3, ABOUT_PLAIN, NULL, NULL});
    for (size_t i = 0; i < c->tags.count; i++)
        read_text(g, &(struct text_about){c->tags.items[i], NULL, 3, ABOUT_PLAIN, NULL, NULL});
    read_text(g, &(struct text_about){c->company, c->name, 2, ABOUT_PLAIN, NULL, NULL});
    read_text(g, &(struct text_about){c->about, c->name, 1, ABOUT_PLAIN, NULL, NULL});
    for (size_t i = 0; i < c->spoken_count; i++)
        for (size_t j = 0; j < c->spoken[i]->mention_count; j++) {
            const struct fact_mention *m = &c->spoken[i]->mentions[j];
            const struct fact_person *by = c->spoken[i]->by;
            if (m->on > g->p->today)
                continue;
            read_relation(g, m, by);
            read_text(g, &(struct text_about){m->quote, c->name, 1, ABOUT_SAID, m, by});
        }
}

/* ---- who may be given to whom ---- */

static bool introduced(const struct fact_person *a, const struct fact_person *b, day today) {
    for (size_t i = 0; i < a->ledger_count; i++)
        if (a->ledger[i].person == b && a->ledger[i].on <= today)
            return true;
    return false;
}

static bool fair(const struct giving *g, const struct fact_person *wants, const struct fact_person *c) {
    for (size_t i = 0; i < wants->circle_count; i++)
        if (wants->circle[i].person == c && asof_heard(&wants->circle[i], g->p->today))
            return false;
    return wants != c && !introduced(wants, c, g->p->today) && !introduced(c, wants, g->p->today);
}

/* Keeps the best few of a need; of two alike the one the user knows, then the first by name. */
static void weigh(struct giving *g, const struct fact_person *c) {
    for (size_t i = 0; i < g->touched_count; i++) {
        struct sought *sought = &g->needs[g->touched[i]];
        sought->touched = false;
        int fit = 2 * match_fit(sought->words, sought->word_count, sought->found);
        if (!fit)
            continue;
        fit += c->role != KITH_MENTIONED;
        size_t at = sought->best_count;
        if (at == MOST_CANDIDATES && sought->best[at - 1].fit >= fit)
            continue;
        if (!fair(g, sought->person, c))
            continue;
        while (at > 0 && sought->best[at - 1].fit < fit)
            at--;
        size_t moved = (sought->best_count < MOST_CANDIDATES ? sought->best_count : MOST_CANDIDATES - 1) - at;
        memmove(&sought->best[at + 1], &sought->best[at], moved * sizeof *sought->best);
        sought->best[at] = (struct candidate){c, sought->why, fit};
        sought->best_count += sought->best_count < MOST_CANDIDATES;
    }
    g->touched_count = 0;
}

static int best_first(const void *a, const void *b) {
    const struct sought *x = a, *y = b;
    int left = x->best_count ? x->best[0].fit : 0, right = y->best_count ? y->best[0].fit : 0;
    if (left != right)
        return right - left;
    if (x->need->on != y->need->on)
        return x->need->on > y->need->on ? -1 : 1;
    return x->need->id < y->need->id ? -1 : x->need->id > y->need->id;
}

static struct kith_gift gift(const struct sought *sought, day today, struct arena *arena) {
    struct kith_gift gift = {
        .person = facts_ref(sought->person, arena),
        .need = sought->need->id,
        .what = arena_strdup(arena, sought->need->what),
        .candidates = {ARENA_NEW(arena, struct kith_ref, sought->best_count), sought->best_count},
        .why = {ARENA_NEW(arena, const char *, sought->best_count), sought->best_count},
    };
    for (size_t i = 0; i < sought->best_count; i++) {
        gift.candidates.items[i] = facts_ref(sought->best[i].person, arena);
        gift.why.items[i] = why(&sought->best[i].why, today, arena);
    }
    return gift;
}

void give_gifts(struct propose *p, const struct fact_person *only, struct arena *arena,
                struct kith_gift **out, size_t *count) {
    struct giving g = {.p = p};
    *out = NULL;
    *count = 0;
    for (size_t i = 0; i < p->facts->count; i++)
        if (!only || only == &p->facts->people[i])
            add_needs(&g, &p->facts->people[i]);
    g.touched = ARENA_NEW(&g.arena, size_t, g.need_count);
    for (size_t i = 0; g.link_count && i < p->facts->count; i++) {
        const struct fact_person *c = &p->facts->people[i];
        if (c->archived || c->unnamed)
            continue;
        read_person(&g, c);
        weigh(&g, c);
    }
    if (g.need_count)
        qsort(g.needs, g.need_count, sizeof *g.needs, best_first);
    *out = ARENA_NEW(arena, struct kith_gift, g.need_count);
    while (*count < g.need_count && g.needs[*count].best_count) {
        (*out)[*count] = gift(&g.needs[*count], p->today, arena);
        ++*count;
    }
    idmap_free(&g.stems);
    idmap_free(&g.groups);
    map_free(&g.dull);
    arena_free(&g.arena);
}
