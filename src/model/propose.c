#include "model/propose.h"

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/text.h"
#include "model/asof.h"
#include "model/model.h"
#include "model/say.h"

/* ---- what is known besides the facts ---- */

static void read_closeness(struct propose *p) {
    static const struct {
        const char *section;
        enum introduce_close close;
    } levels[] = {{"near", INTRODUCE_NEAR}, {"work", INTRODUCE_WORK}, {"known", INTRODUCE_KNOWN}};
    struct phrases ties = phrases_of(p->k, "ties.txt", &p->arena);
    for (size_t i = 0; i < sizeof levels / sizeof *levels; i++) {
        const struct phrases_section *section = phrases_under(&ties, levels[i].section);
        for (size_t j = 0; section && j < section->count; j++) {
            char *rest = arena_strdup(&p->arena, section->lines[j]), *word;
            while ((word = strsep(&rest, " ")))
                map_set(&p->closeness, text_fold(&p->arena, word), (int64_t)levels[i].close);
        }
    }
}

static void add_words(struct buf *words, const char *text) {
    if (text)
        buf_printf(words, "%s ", text);
}

/* The ideal client in the user's words, and the clients they like best or whom they served well. */
static const char *best_clients(struct propose *p) {
    static const char *const clients[] = {
        "SELECT company, title, tags FROM person WHERE role = 'client' AND NOT archived AND favourite"
        " ORDER BY sort, id LIMIT 20",
        "SELECT company, title, tags FROM person WHERE role = 'client' AND NOT archived"
        " AND EXISTS (SELECT 1 FROM moment WHERE person = person.id) ORDER BY sort, id LIMIT 20",
    };
    struct buf words = BUF_INIT;
    int taken = 0;
    for (size_t i = 0; i < p->settings->ideal.count; i++)
        add_words(&words, p->settings->ideal.items[i]);
    for (size_t i = 0; i < sizeof clients / sizeof *clients && !taken; i++) {
        struct stmt *s = model_sql(p->k, clients[i]);
        for (; stmt_row(s); taken++) {
            struct kith_list tags = model_col_list(s, 2, &p->arena);
            add_words(&words, stmt_col_text(s, 0));
            add_words(&words, stmt_col_text(s, 1));
            for (size_t j = 0; j < tags.count; j++)
                add_words(&words, tags.items[j]);
        }
    }
    const char *all = arena_strdup(&p->arena, words.data);
    buf_free(&words);
    return all;
}

const struct match_trades *propose_trades(struct kith *k) {
    if (!k->trades) {
        k->trades = xalloc(sizeof *k->trades);
        match_read(k->trades, phrases_text(k, "trades.txt"));
    }
    return k->trades;
}

void propose_open(struct propose *p, struct kith *k, const struct facts *facts) {
    *p = (struct propose){.k = k, .facts = facts, .settings = kith_settings(k), .today = kith_today(k)};
    p->trades = *propose_trades(k);
    read_closeness(p);
    p->roles = phrases_of(k, "roles.txt", &p->arena);
}

const struct facts *propose_clients(struct propose *p, size_t most, day *earlier) {
    if (p->clients && p->clients_most >= most) {
        *earlier = p->clients_earlier;
        return p->clients;
    }
    char iso[DAY_SIZE];
    /* CROSS: down the index of days, for the first few; not through all clients there are */
    struct stmt *s = model_sql2(
        p->k,
        "SELECT m.person, m.\"on\" FROM moment AS m CROSS JOIN person AS p ON p.id = m.person WHERE m.\"on\" <= ?2"
        " AND m.kind IN ('thanked', 'result') AND p.role = 'client' AND NOT p.archived"
        " ORDER BY m.\"on\" DESC LIMIT ?1",
        (int64_t)most, 0);
    model_bind_day(s, 2, p->today, iso);
    struct facts_scope scope = {0};
    kith_id *clients = ARENA_NEW(&p->arena, kith_id, most);
    *earlier = DAY_NONE;
    while (stmt_row(s)) {
        clients[scope.own_count++] = stmt_col_int(s, 0);
        if (scope.own_count == most)
            *earlier = model_col_day(s, 1);
    }
    scope.own = clients;
    facts_free(p->clients);
    p->clients = facts_load(p->k, &scope);
    p->clients_most = most;
    p->clients_earlier = *earlier;
    return p->clients;
}

void propose_close(struct propose *p) {
    facts_free(p->clients);
    map_free(&p->closeness);
    arena_free(&p->arena);
}

void propose_forget(struct kith *k) {
    if (k->trades)
        match_free(k->trades);
    free(k->trades);
    k->trades = NULL;
}

/* ---- one pair ---- */

static enum introduce_close close_of(struct propose *p, const char *relation) {
    int64_t close;
    if (!relation)
        return INTRODUCE_STRANGE;
    char *word = text_fold(&p->arena, relation);
    for (char *c = word; *c; c++)
        if (*c == ' ')
            *c = '-';
    if (map_get(&p->closeness, word, &close))
        return (enum introduce_close)close;
    const char *noun = strrchr(word, '-');
    return noun && map_get(&p->closeness, noun + 1, &close) ? (enum introduce_close)close : INTRODUCE_KNOWN;
}

/* How well a word is borne out by what a person does and by what was said of them. */
static int said_of(struct propose *p, const struct match_word *word, const struct fact_person *person) {
    const char *texts[] = {person->title, person->company, person->about};
    int best = 0;
    for (size_t i = 0; i < 3 && best < 2; i++) {
        int same = match_in(&p->trades, word, texts[i], i == 1 ? NULL : person->name);
        best = same > best ? same : best;
    }
    for (size_t i = 0; i < person->tags.count && best < 2; i++) {
        int same = match_in(&p->trades, word, person->tags.items[i], NULL);
        best = same > best ? same : best;
    }
    for (size_t i = 0; i < person->spoken_count && best < 2; i++)
        for (size_t j = 0; j < person->spoken[i]->mention_count && best < 2; j++) {
            const struct fact_mention *m = &person->spoken[i]->mentions[j];
            int same = match_in(&p->trades, word, m->on <= p->today ? m->quote : NULL, person->name);
            int as = match_in(&p->trades, word, m->on <= p->today ? m->relation : NULL, NULL);
            best = same > best ? same : best;
            best = as > best ? as : best;
        }
    return best;
}

static void find_ideal(struct propose *p, struct introduce_pair *pair) {
    for (size_t i = 0; i < p->settings->ideal.count; i++) {
        struct match_word words[MATCH_WORDS];
        int found[MATCH_WORDS];
        size_t count = match_wanted(&p->trades, p->settings->ideal.items[i], words);
        for (size_t j = 0; j < count; j++)
            found[j] = said_of(p, &words[j], pair->tie->person);
        if (!match_fit(words, count, found))
            continue;
        pair->fit_count++;
        if (!pair->fits)
            pair->fits = p->settings->ideal.items[i];
    }
}

int propose_role_fit(struct propose *p, const char *role, const struct fact_person *person) {
    struct match_word words[MATCH_WORDS];
    int found[MATCH_WORDS];
    size_t count = match_wanted(&p->trades, role, words);
    for (size_t i = 0; i < count; i++)
        found[i] = said_of(p, &words[i], person);
    int fit = match_fit(words, count, found);
    const char *place = strstr(role, " in ");
    return fit && place && person->city && text_same(place + 4, person->city) ? fit + 1 : fit;
}

static const struct fact_need *find_need(struct propose *p, const struct fact_person *person) {
    for (size_t i = 0; i < person->need_count; i++) {
        const struct fact_need *need = &person->needs[i];
        if (need->on > p->today || (need->met_on != DAY_NONE && need->met_on <= p->today))
            continue;
        struct match_word words[MATCH_WORDS];
        int found[MATCH_WORDS];
        size_t count = match_wanted(&p->trades, need->what, words);
        for (size_t j = 0; j < count; j++)
            found[j] = match_in(&p->trades, &words[j], p->settings->offer, NULL) +
                       match_in(&p->trades, &words[j], p->settings->business, p->settings->me);
        if (match_fit(words, count, found))
            return need;
    }
    return NULL;
}

/* The parts of a line of roles.txt, "role: who has one: what it fits". */
static const char *role_part(struct propose *p, const char *line, int part) {
    for (; part > 0; part--) {
        line += strcspn(line, ":");
        line += *line == ':';
    }
    return text_trim(&p->arena, arena_strndup(&p->arena, line, strcspn(line, ":")));
}

static int role_fits(struct propose *p, const char *line) {
    const char *fits = role_part(p, line, 2);
    struct match_word word;
    int count = 0;
    if (!p->best_clients)
        p->best_clients = best_clients(p);
    while (match_next(&p->trades, &fits, &word))
        count += match_in(&p->trades, &word, p->best_clients, NULL) > 0;
    return count;
}

static day role_wished(struct propose *p, const char *role) {
    for (size_t i = 0; role && i < p->facts->role_wish_count; i++)
        if (p->facts->role_wishes[i].on <= p->today &&
            (text_same(p->facts->role_wishes[i].role, role) ||
             text_same(say_one(p->facts->role_wishes[i].role, &p->arena), role)))
            return p->facts->role_wishes[i].on;
    return DAY_NONE;
}

struct introduce_pair propose_pair(struct propose *p, const struct fact_person *source,
                                   const struct fact_tie *tie, const char *role) {
    struct introduce_pair pair = {
        .source = source,
        .standing = standing_of(source, p->settings, p->today),
        .tie = tie,
        .role = role,
        .role_wished = tie ? DAY_NONE : role_wished(p, role),
    };
    if (tie) {
        pair.close = close_of(p, asof_relation(tie, p->today));
        find_ideal(p, &pair);
        pair.need = find_need(p, tie->person);
    }
    return pair;
}

/* ---- the second form: one role ---- */

static bool leads(const char *title) {
    static const char *const words[] = {"owner",     "founder",       "director",   "partner",
                                        "ceo",       "principal",     "proprietor", "managing",
                                        "president", "self-employed", "freelance"};
    for (size_t i = 0; title && i < sizeof words / sizeof *words; i++)
        if (strcasestr(title, words[i]))
            return true;
    return false;
}

static bool has_one(const struct fact_person *source, const char *who) {
    bool business = leads(source->title) || (source->company && !source->title);
    if (strcmp(who, "business") == 0)
        return business;
    if (strcmp(who, "partners") == 0)
        return (source->title &&
                (strcasestr(source->title, "partner") || strcasestr(source->title, "co-founder"))) ||
               (business && source->company && strchr(source->company, '&'));
    if (strcmp(who, "job") == 0)
        return !business && (source->company || source->title);
    return true;
}

/* Known by now, or answered: nobody is asked twice for the same role. */
static bool role_is_spent(struct propose *p, const struct fact_person *source, const char *role) {
    for (size_t i = 0; i < source->circle_count; i++) {
        const char *relation = asof_relation(&source->circle[i], p->today);
        if (relation && text_same(relation, role))
            return true;
    }
    for (size_t i = 0; i < source->ask_count; i++) {
        const struct fact_ask *ask = &source->asks[i];
        int answer = asof_answer(ask, p->today);
        if (!ask->target && ask->on <= p->today && text_same(ask->role, role) &&
            (answer == KITH_ANSWER_NO || answer == KITH_ANSWER_YES || answer == KITH_ANSWER_THINK))
            return true;
    }
    return false;
}

/* Nobody is asked for one of their own trade, or of the user's. */
static bool own_trade(struct propose *p, const struct fact_person *source, const char *role) {
    struct match_word word;
    while (match_next(&p->trades, &role, &word))
        if (match_in(&p->trades, &word, source->title, NULL) ||
            match_in(&p->trades, &word, source->company, source->name) ||
            match_in(&p->trades, &word, p->settings->offer, NULL) ||
            match_in(&p->trades, &word, p->settings->business, p->settings->me))
            return true;
    return false;
}

const char *propose_role(struct propose *p, const struct fact_person *source) {
    const struct phrases_section *roles = phrases_under(&p->roles, "roles");
    const char *best = NULL;
    int best_score = -1;
    for (size_t i = 0; roles && i < roles->count; i++) {
        const char *role = role_part(p, roles->lines[i], 0);
        if (!*role || !has_one(source, role_part(p, roles->lines[i], 1)) || role_is_spent(p, source, role) ||
            own_trade(p, source, role))
            continue;
        int score = 2 * role_fits(p, roles->lines[i]) + (role_wished(p, role) == DAY_NONE ? 0 : 100);
        if (score > best_score) {
            best = role;
            best_score = score;
        }
    }
    return best;
}

/* ---- all of them ---- */

int propose_week_made(struct kith *k, day monday) {
    char from[DAY_SIZE], to[DAY_SIZE];
    struct stmt *s = model_sql(k, "SELECT count(*) FROM ask WHERE \"on\" BETWEEN ?1 AND ?2");
    model_bind_day(s, 1, monday, from);
    model_bind_day(s, 2, monday + 6 < k->today ? monday + 6 : k->today, to);
    int made = stmt_row(s) ? (int)stmt_col_int(s, 0) : 0;
    stmt_stop(s);
    return made;
}

static void add_pair(struct propose *p, struct introduce_pair pair, struct propose_list *out) {
    *ARENA_PUSH(&p->arena, out->items, out->count, out->cap) =
        (struct introduce_ranked){pair, introduce_points(&pair, p->settings, p->today)};
}

static void add_source(struct propose *p, const struct fact_person *source, bool chosen, bool role_too,
                       struct propose_list *out) {
    bool named = false;
    for (size_t i = 0; i < source->circle_count; i++) {
        const struct fact_tie *tie = &source->circle[i];
        enum standing_block block = standing_block_of(tie, p->settings, p->today);
        if (block == STANDING_QUIET && !chosen)
            named =
                true; /* somebody specific is known, and can be asked about in a day: no role before them */
        if (block != STANDING_ASKABLE || (!chosen && asof_delayed(tie->person, p->today)))
            continue;
        add_pair(p, propose_pair(p, source, tie, NULL), out);
        named = true;
    }
    const char *role = named || !role_too ? NULL : propose_role(p, source);
    if (role)
        add_pair(p, propose_pair(p, source, NULL, role), out);
}

void propose_ranked(struct propose *p, const struct fact_person *source, struct propose_list *out) {
    *out = (struct propose_list){0};
    if (source)
        add_source(p, source, true, true, out);
    bool week_done = propose_week_made(p->k, day_week_start(p->today)) >= p->settings->weekly_asks;
    for (size_t i = 0; !source && i < p->facts->count; i++) {
        const struct fact_person *person = &p->facts->people[i];
        int word = person->whole ? standing_of(person, p->settings, p->today).word : KITH_NO_WORD;
        if (asof_delayed(person, p->today) ||
            (word != KITH_STANDING_GOLDEN && (word != KITH_STANDING_READY || week_done)))
            continue;
        add_source(p, person, false, word == KITH_STANDING_GOLDEN, out);
    }
    if (out->count)
        qsort(out->items, out->count, sizeof *out->items, introduce_compare);
}

bool propose_most(struct propose *p, const struct fact_person *source, int *points) {
    enum { ROLE_MAY_CHANGE = 14 }; /* what an earlier ask about a role may take from it, or not give */
    int word = standing_of(source, p->settings, p->today).word;
    struct propose_list list = {0};
    if (word == KITH_STANDING_GOLDEN || word == KITH_STANDING_READY)
        add_source(p, source, false, word == KITH_STANDING_GOLDEN, &list);
    for (size_t i = 0; i < list.count; i++) {
        const struct introduce_pair *pair = &list.items[i].pair;
        int lasting = list.items[i].points - introduce_fresh(pair, p->settings, p->today) +
                      (pair->tie ? 0 : ROLE_MAY_CHANGE);
        *points = i == 0 || lasting > *points ? lasting : *points;
    }
    return list.count > 0;
}
