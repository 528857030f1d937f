#include "model/give.h"

#include <stdlib.h>
#include <string.h>

#include "model/asof.h"
#include "model/kept.h"
#include "model/model.h"
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
    kith_id need, person;
    const char *what;
    day on;
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
    struct idmap places;        /* id of a need → place in needs */
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

static void add_need(struct giving *g, struct stmt *s) {
    struct sought *sought = ARENA_PUSH(&g->arena, g->needs, g->need_count, g->need_cap);
    sought->need = stmt_col_int(s, 0);
    sought->person = stmt_col_int(s, 1);
    sought->what = stmt_col_null(s, 2) ? "" : model_col_text(s, 2, &g->arena);
    sought->on = model_col_day(s, 3);
    sought->word_count = match_wanted(&g->p->trades, sought->what, sought->words);
    idmap_set(&g->places, sought->need, (int64_t)g->need_count - 1);
    for (size_t j = 0; j < sought->word_count; j++) {
        chain(g, &g->stems, sought->words[j].stem, g->need_count - 1, j);
        match_starts_add(&g->starts, &sought->words[j]);
        if (sought->words[j].group > 0)
            chain(g, &g->groups, sought->words[j].group, g->need_count - 1, j);
    }
}

/* The open needs of contacts, or those of them that `which` picks. */
#define OPEN_NEEDS                                                                                           \
    "SELECT n.id, n.person, n.what, n.\"on\" FROM need AS n JOIN person AS p ON p.id = n.person"             \
    " WHERE n.\"on\" <= ?1 AND (n.met_on IS NULL OR n.met_on > ?1) AND NOT p.archived AND p.role <> 'mentioned'"

static struct giving *give_open(struct giving *g, struct propose *p, struct stmt *needs) {
    char iso[DAY_SIZE];
    *g = (struct giving){.p = p};
    model_bind_day(needs, 1, p->today, iso);
    while (stmt_row(needs))
        add_need(g, needs);
    g->touched = ARENA_NEW(&g->arena, size_t, g->need_count);
    return g;
}

static void give_close(struct giving *g) {
    idmap_free(&g->stems);
    idmap_free(&g->groups);
    idmap_free(&g->places);
    map_free(&g->dull);
    arena_free(&g->arena);
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

/* Not whom they speak of themselves, nor anyone introduced before in either direction. */
bool give_fair(struct kith *k, kith_id wants, kith_id c) {
    char iso[DAY_SIZE];
    struct stmt *s = model_sql2(
        k,
        "SELECT 1 FROM mention AS m LEFT JOIN note AS n ON n.id = m.note WHERE m.by = ?1 AND m.person = ?2"
        " AND coalesce(n.\"on\", m.\"on\", '') <= ?3"
        " UNION ALL SELECT 1 FROM referral WHERE partner = ?1 AND person = ?2 AND \"on\" <= ?3"
        " UNION ALL SELECT 1 FROM referral WHERE partner = ?2 AND person = ?1 AND \"on\" <= ?3",
        wants, c);
    model_bind_day(s, 3, k->today, iso);
    bool tied = stmt_row(s);
    stmt_stop(s);
    return wants != c && !tied;
}

/* How well they fit what the touched need asks for; 0: not at all. */
static int fit_of(struct sought *sought, const struct fact_person *c) {
    sought->touched = false;
    int fit = 2 * match_fit(sought->words, sought->word_count, sought->found);
    return fit ? fit + (c->role != KITH_ROLE_MENTIONED) : 0;
}

/* Keeps the best few of a need; of two alike the one the user knows, then the first by name. */
static void weigh(struct giving *g, const struct fact_person *c) {
    for (size_t i = 0; i < g->touched_count; i++) {
        struct sought *sought = &g->needs[g->touched[i]];
        int fit = fit_of(sought, c);
        if (!fit)
            continue;
        size_t at = sought->best_count;
        if (at == MOST_CANDIDATES && sought->best[at - 1].fit >= fit)
            continue;
        if (!give_fair(g->p->k, sought->person, c->id))
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
    if (x->on != y->on)
        return x->on > y->on ? -1 : 1;
    return x->need < y->need ? -1 : x->need > y->need;
}

static struct kith_gift gift(struct propose *p, const struct sought *sought, struct arena *arena) {
    struct kith_gift gift = {
        .person = facts_ref(facts_person(p->facts, sought->person), arena),
        .need = sought->need,
        .what = arena_strdup(arena, sought->what),
        .candidates = {ARENA_NEW(arena, struct kith_ref, sought->best_count), sought->best_count},
        .why = {ARENA_NEW(arena, const char *, sought->best_count), sought->best_count},
    };
    for (size_t i = 0; i < sought->best_count; i++) {
        gift.candidates.items[i] = facts_ref(sought->best[i].person, arena);
        gift.why.items[i] = why(&sought->best[i].why, p->today, arena);
    }
    return gift;
}

/* The best few of everyone there are facts of. */
static void read_all(struct giving *g) {
    for (size_t i = 0; g->link_count && i < g->p->facts->count; i++) {
        const struct fact_person *c = &g->p->facts->people[i];
        if (c->archived || c->unnamed)
            continue;
        read_person(g, c);
        weigh(g, c);
    }
}

void give_gifts(struct propose *p, const char *needs, struct arena *arena, struct kith_gift **out,
                size_t *count) {
    struct giving g;
    struct stmt *s =
        model_sql(p->k, needs ? OPEN_NEEDS " AND n.id IN (SELECT value FROM json_each(?2))" : OPEN_NEEDS);
    if (needs)
        stmt_text(s, 2, needs);
    give_open(&g, p, s);
    read_all(&g);
    if (g.need_count)
        qsort(g.needs, g.need_count, sizeof *g.needs, best_first);
    *out = ARENA_NEW(arena, struct kith_gift, g.need_count);
    *count = 0;
    while (*count < g.need_count && g.needs[*count].best_count) {
        (*out)[*count] = gift(p, &g.needs[*count], arena);
        ++*count;
    }
    give_close(&g);
}

/* ---- which needs, and who is to be looked at for them ---- */

static void wanted(struct kith *k, struct stmt *needs, struct arena *arena, struct give_wanted *out) {
    struct buf json = BUF_INIT;
    buf_str(&json, "[");
    *out = (struct give_wanted){0};
    while (stmt_row(needs)) {
        buf_printf(&json, json.len > 1 ? ",%lld" : "%lld", (long long)stmt_col_int(needs, 0));
        *ARENA_PUSH(arena, out->people, out->count, out->cap) = stmt_col_int(needs, 1);
    }
    buf_str(&json, "]");
    out->needs = arena_strdup(arena, json.data);
    buf_free(&json);
    struct stmt *s =
        model_sql(k, "SELECT DISTINCT person FROM gift WHERE need IN (SELECT value FROM json_each(?1))");
    stmt_text(s, 1, out->needs);
    while (stmt_row(s))
        *ARENA_PUSH(arena, out->people, out->count, out->cap) = stmt_col_int(s, 0);
}

void give_best(struct kith *k, size_t most, struct arena *arena, struct give_wanted *out) {
    struct stmt *s =
        model_sql1(k,
                   "SELECT g.need, n.person FROM (SELECT need, max(fit) AS fit FROM gift GROUP BY need) AS g"
                   " JOIN need AS n ON n.id = g.need ORDER BY g.fit DESC, n.\"on\" DESC, n.id LIMIT ?1",
                   most ? (int64_t)most : -1);
    wanted(k, s, arena, out);
}

void give_of(struct kith *k, kith_id person, struct arena *arena, struct give_wanted *out) {
    wanted(k, model_sql1(k, "SELECT id, person FROM need WHERE person = ?1", person), arena, out);
}

struct facts *give_facts(struct kith *k, kith_id person, size_t most, struct arena *arena,
                         struct give_wanted *out) {
    bool kept = kept_refresh(k);
    if (person)
        give_of(k, person, arena, out);
    else
        give_best(k, most, arena, out);
    if (!kept && !person)
        out->needs = NULL; /* of all, out of the facts of everyone */
    return facts_load(k, &(struct facts_scope){.heard = out->people, .heard_count = out->count});
}

/* ---- what is kept of it: the best few of each need ---- */

static void keep_one(struct kith *k, kith_id need, kith_id person, int fit) {
    struct stmt *s = model_sql2(k,
                                "INSERT INTO gift (need, person, fit) VALUES (?1, ?2, ?3)"
                                " ON CONFLICT (need, person) DO UPDATE SET fit = ?3",
                                need, person);
    stmt_int(s, 3, fit);
    stmt_run(s);
}

static void keep_found(struct giving *g) {
    for (size_t i = 0; i < g->need_count; i++)
        for (size_t j = 0; j < g->needs[i].best_count; j++)
            keep_one(g->p->k, g->needs[i].need, g->needs[i].best[j].person->id, g->needs[i].best[j].fit);
}

void give_keep_all(struct propose *p) {
    struct giving g;
    stmt_run(model_sql(p->k, "DELETE FROM gift"));
    stmt_run(model_sql(p->k, "DELETE FROM unmatched"));
    give_open(&g, p, model_sql(p->k, OPEN_NEEDS));
    read_all(&g);
    keep_found(&g);
    give_close(&g);
}

bool give_is_due(struct kith *k) {
    return model_number(k, "SELECT 1 FROM unmatched LIMIT 1", 0, 0) != 0;
}

/* Whom of everyone a need that is new or was changed may be given. */
void give_keep_unmatched(struct kith *k) {
    if (!give_is_due(k))
        return;
    struct propose p;
    struct giving g;
    struct facts *facts = facts_load(k, NULL);
    propose_open(&p, k, facts);
    stmt_run(model_sql(k, "DELETE FROM gift WHERE need IN (SELECT need FROM unmatched)"));
    give_open(&g, &p, model_sql(k, OPEN_NEEDS " AND n.id IN (SELECT need FROM unmatched)"));
    read_all(&g);
    keep_found(&g);
    stmt_run(model_sql(k, "DELETE FROM unmatched"));
    give_close(&g);
    propose_close(&p);
    facts_free(facts);
}

void give_new_day(struct kith *k, day last) {
    char from[DAY_SIZE], to[DAY_SIZE];
    struct stmt *s =
        model_sql(k, "INSERT INTO unmatched SELECT id FROM need WHERE (\"on\" > ?1 AND \"on\" <= ?2)"
                     " OR (met_on > ?1 AND met_on <= ?2) ON CONFLICT DO NOTHING");
    model_bind_day(s, 1, last, from);
    model_bind_day(s, 2, k->today, to);
    if (last == k->today)
        stmt_stop(s);
    else
        stmt_run(s);
}

/* A place of its list is free: who comes next, if it was full, only everyone's texts can tell. */
static void leave(struct kith *k, kith_id need, kith_id person, bool full) {
    stmt_run(model_sql2(k, "DELETE FROM gift WHERE need = ?1 AND person = ?2", need, person));
    if (full)
        model_run1(k, "INSERT INTO unmatched VALUES (?1) ON CONFLICT DO NOTHING", need);
}

static void enter(struct kith *k, kith_id need, const struct fact_person *c, int fit) {
    struct stmt *s =
        model_sql1(k,
                   "SELECT g.person, g.fit, p.sort FROM gift AS g JOIN person AS p ON p.id = g.person"
                   " WHERE g.need = ?1 ORDER BY g.fit, p.sort DESC, p.id DESC",
                   need);
    size_t count = 0;
    kith_id worst = 0;
    bool better = true;
    for (; stmt_row(s); count++) {
        if (count)
            continue;
        worst = stmt_col_int(s, 0);
        int order = strcmp(c->sort, stmt_col_text(s, 2)), least = (int)stmt_col_int(s, 1);
        better = fit != least ? fit > least : order ? order < 0 : c->id < worst;
    }
    if (count == MOST_CANDIDATES && !better)
        return;
    if (count == MOST_CANDIDATES)
        leave(k, need, worst, false);
    keep_one(k, need, c->id, fit);
}

struct place {
    kith_id need;
    int fit;
    size_t of; /* how many the list has */
};

static size_t places_of(struct kith *k, kith_id person, struct arena *arena, struct place **out) {
    size_t count = 0, cap = 0;
    struct stmt *s = model_sql1(k,
                                "SELECT need, fit, (SELECT count(*) FROM gift AS o WHERE o.need = g.need)"
                                " FROM gift AS g WHERE person = ?1",
                                person);
    *out = NULL;
    while (stmt_row(s))
        *ARENA_PUSH(arena, *out, count, cap) =
            (struct place){stmt_col_int(s, 0), (int)stmt_col_int(s, 1), (size_t)stmt_col_int(s, 2)};
    return count;
}

/* One whose texts, or whose ties to those in need, are not what they were. */
static void keep_person(struct giving *g, const struct fact_person *c) {
    struct kith *k = g->p->k;
    struct place *places;
    size_t count = places_of(k, c->id, &g->arena, &places);
    g->touched_count = 0;
    if (!c->archived && !c->unnamed)
        read_person(g, c);
    for (size_t i = 0; i < g->touched_count; i++) {
        struct sought *sought = &g->needs[g->touched[i]];
        int fit = fit_of(sought, c);
        size_t at = 0;
        while (at < count && places[at].need != sought->need)
            at++;
        if (!fit || !give_fair(g->p->k, sought->person, c->id))
            continue;
        if (at == count)
            enter(k, sought->need, c, fit);
        else if (fit < places[at].fit)
            leave(k, sought->need, c->id, places[at].of == MOST_CANDIDATES);
        if (at < count && (fit >= places[at].fit || places[at].of < MOST_CANDIDATES))
            keep_one(k, sought->need, c->id, fit);
        if (at < count)
            places[at].of = 0; /* seen */
    }
    for (size_t i = 0; i < count; i++)
        if (places[i].of)
            leave(k, places[i].need, c->id, places[i].of == MOST_CANDIDATES);
}

void give_keep(struct propose *p, const kith_id *people, size_t count) {
    struct giving g;
    give_open(&g, p, model_sql(p->k, OPEN_NEEDS));
    for (size_t i = 0; i < count; i++) {
        const struct fact_person *c = facts_person(p->facts, people[i]);
        if (c)
            keep_person(&g, c);
    }
    give_close(&g);
}
