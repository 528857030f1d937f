#include "model/kept.h"

#include <stdlib.h>
#include <string.h>

#include "model/asof.h"
#include "model/give.h"
#include "model/model.h"
#include "model/propose.h"
#include "model/today.h"

/* To be raised with every change of a rule, of a weight or of what is kept. */
enum { RULES_VERSION = 1 };
enum { AT_ONCE = 64 }; /* people whose facts are read together */

/* ---- one person ---- */

/* The next day on which a date of theirs, or the end of a span from it, may change anything. */
struct coming {
    const struct kith_settings *settings;
    day today, next;
};

static void comes(struct coming *c, day on) {
    if (on != DAY_NONE && on > c->today && (c->next == DAY_NONE || on < c->next))
        c->next = on;
}

static void asks_come(struct coming *c, const struct fact_ask *ask) {
    comes(c, ask->on);
    comes(c, ask->answered_on);
    if (ask->answer != KITH_ANSWER_NOT_YET)
        return;
    comes(c, ask->until);
    if (ask->until == DAY_NONE)
        comes(c, (ask->answered_on != DAY_NONE ? ask->answered_on : ask->on) + c->settings->notyet_days);
}

/* What hangs on anyone's own rows, be they the source or of the circle. */
static void own_come(struct coming *c, const struct fact_person *p) {
    for (size_t i = 0; i < p->sought_count; i++)
        asks_come(c, p->sought[i]);
    for (size_t i = 0; i < p->referred_count; i++)
        comes(c, p->referred[i]->on);
    for (size_t i = 0; i < p->delay_count; i++) {
        comes(c, p->delays[i].on);
        comes(c, p->delays[i].until);
    }
    for (size_t i = 0; i < p->need_count; i++) {
        comes(c, p->needs[i].on);
        comes(c, p->needs[i].met_on);
    }
    comes(c, p->wished);
}

static void mentions_come(struct coming *c, const struct fact_tie *tie) {
    for (size_t i = 0; i < tie->mention_count; i++)
        comes(c, tie->mentions[i].on);
}

static void circle_comes(struct coming *c, const struct fact_person *p) {
    for (size_t i = 0; i < p->circle_count; i++) {
        const struct fact_tie *tie = &p->circle[i];
        day first = asof_first(tie, c->today);
        mentions_come(c, tie);
        if (first != DAY_NONE)
            comes(c, first + c->settings->quiet_days);
        own_come(c, tie->person);
        for (size_t j = 0; j < tie->person->spoken_count; j++)
            mentions_come(c, tie->person->spoken[j]);
    }
    for (size_t i = 0; i < p->spoken_count; i++)
        mentions_come(c, p->spoken[i]);
}

static day next_of(const struct fact_person *p, const struct kith_settings *settings, day today) {
    enum { RESTED_STEP = 30, RESTED_MOST = 4 }; /* the points for a long rest grow so */
    struct coming c = {settings, today, DAY_NONE};
    for (size_t i = 0; i < p->moment_count; i++) {
        comes(&c, p->moments[i].on);
        if (p->moments[i].state == KITH_STATE_OPEN)
            comes(&c, p->moments[i].on + settings->golden_days + 1);
    }
    for (size_t i = 0; i < p->ask_count; i++) {
        asks_come(&c, &p->asks[i]);
        for (int step = 0; step <= RESTED_MOST; step++)
            comes(&c, p->asks[i].on + settings->rest_days + step * RESTED_STEP);
    }
    for (size_t i = 0; i < p->ledger_count; i++)
        comes(&c, p->ledger[i].on);
    for (size_t i = 0; i < p->pledge_count; i++)
        comes(&c, p->pledges[i].on);
    own_come(&c, p);
    circle_comes(&c, p);
    comes(&c, p->next_note);
    return c.next;
}

static day unknown_since(const struct fact_person *p, const struct kith_settings *settings, day today) {
    struct fact_person asked = *p;
    asked.need_count = 0;
    if (!today_needs_unknown(&asked, settings, today))
        return DAY_NONE;
    for (size_t i = 0; i < p->need_count; i++)
        if (p->needs[i].on <= today)
            return p->needs[i].on + settings->need_days;
    return 0;
}

static struct kept kept_of(struct propose *p, const struct fact_person *person) {
    struct standing standing = standing_of(person, p->settings, p->today);
    const struct fact_ask *last = asof_last_ask(person, p->today);
    struct kept kept = {
        .word = standing.word,
        .days_from = standing.golden ? standing.golden->on : DAY_NONE,
        .moment = standing.golden ? standing.golden->kind : KITH_NO_WORD,
        .delayed = DAY_NONE,
        .next = next_of(person, p->settings, p->today),
        .earned = standing.earned && standing.word != KITH_NO_WORD,
        .talks = person->notes,
        .last_note = person->last_note,
        .last_ask = last ? last->on : DAY_NONE,
        .unknown = unknown_since(person, p->settings, p->today),
        .circle = asof_circle(person, p->today),
        .given = asof_count(person, KITH_GIVEN, p->today),
        .received = asof_count(person, KITH_RECEIVED, p->today),
    };
    for (size_t i = 0; i < person->delay_count; i++) {
        const struct fact_delay *delay = &person->delays[i];
        if (delay->on <= p->today && delay->until > p->today && delay->until > kept.delayed)
            kept.delayed = delay->until;
    }
    kept.has_points = propose_most(p, person, &kept.points);
    return kept;
}

/* Nothing is known of them but who they are, and nothing is to come: no row says so. */
static bool is_blank(const struct fact_person *p, const struct kept *kept) {
    return !p->moment_count && !p->ask_count && !p->ledger_count && !p->need_count && !p->pledge_count &&
           !p->delay_count && !p->circle_count && !p->notes && kept->next == DAY_NONE;
}

/* ---- rows ---- */

static void bind_day(struct stmt *s, int at, day on) {
    if (on == DAY_NONE)
        stmt_null(s, at);
    else
        stmt_int(s, at, on);
}

static void bind_word(struct stmt *s, int at, const char *const *words, int word) {
    stmt_text(s, at, word == KITH_NO_WORD ? NULL : words[word]);
}

static void write(struct kith *k, kith_id person, const struct kept *kept) {
    struct stmt *s = model_sql(
        k, "INSERT INTO standing (person, word, days_from, moment, points, delayed, next, earned, talks,"
           " last_note, last_ask, unknown, circle, given, received) VALUES"
           " (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)");
    stmt_int(s, 1, person);
    bind_word(s, 2, kith_standing_words, kept->word);
    bind_day(s, 3, kept->days_from);
    bind_word(s, 4, kith_moment_words, kept->moment);
    if (kept->has_points)
        stmt_int(s, 5, kept->points);
    bind_day(s, 6, kept->delayed);
    bind_day(s, 7, kept->next);
    stmt_int(s, 8, kept->earned);
    stmt_int(s, 9, kept->talks);
    bind_day(s, 10, kept->last_note);
    bind_day(s, 11, kept->last_ask);
    bind_day(s, 12, kept->unknown);
    stmt_int(s, 13, kept->circle);
    stmt_int(s, 14, kept->given);
    stmt_int(s, 15, kept->received);
    stmt_run(s);
}

static void keep(struct propose *p, const struct fact_person *person) {
    struct kept kept = kept_of(p, person);
    if (!is_blank(person, &kept))
        write(p->k, person->id, &kept);
}

/* ---- who is due ---- */

/* All that the rows follow from besides the book's own: the settings and the tables of words. */
static int64_t rules_of(struct kith *k) {
    static const char *const files[] = {"ties.txt", "trades.txt", "roles.txt"};
    uint64_t hash = 1469598103934665603u + RULES_VERSION;
    kith_settings(k);
    for (size_t i = 0; i <= sizeof files / sizeof *files; i++) {
        const char *text = i ? phrases_text(k, files[i - 1]) : k->settings_rows.data;
        for (; *text; text++)
            hash = (hash ^ (unsigned char)*text) * 1099511628211u;
    }
    return (int64_t)(hash >> 1);
}

struct due {
    struct arena arena;
    kith_id *people;
    size_t count, cap;
    day kept_on; /* the day of the book when all was worked out last */
    bool unfit;  /* never, or by other rules, or on a later day than today */
    bool all;    /* or there are so many that to read everyone once is quicker */
};

static void find_due(struct kith *k, int64_t rules, struct due *due) {
    struct stmt *s = model_sql(k, "SELECT day, rules FROM kept");
    due->unfit = true;
    if (stmt_row(s)) {
        due->kept_on = (day)stmt_col_int(s, 0);
        due->unfit = due->kept_on > k->today || stmt_col_int(s, 1) != rules;
    }
    stmt_stop(s);
    s = model_sql1(k, "SELECT person FROM stale UNION SELECT person FROM standing WHERE next <= ?1",
                   k->today);
    while (stmt_row(s))
        *ARENA_PUSH(&due->arena, due->people, due->count, due->cap) = stmt_col_int(s, 0);
    due->all = due->unfit ||
               (int64_t)due->count > AT_ONCE + model_number(k, "SELECT max(id) FROM person", 0, 0) / 50;
}

/* ---- working it out ---- */

static void forget(struct kith *k, const kith_id *people, size_t count) {
    for (size_t i = 0; i < count; i++) {
        model_run1(k, "DELETE FROM standing WHERE person = ?1", people[i]);
        model_run1(k, "DELETE FROM stale WHERE person = ?1", people[i]);
    }
}

static void refresh_some(struct kith *k, const kith_id *people, size_t count) {
    struct facts *facts =
        facts_load(k, &(struct facts_scope){.whole = people, .whole_count = count, .anew = true});
    struct propose p;
    propose_open(&p, k, facts);
    forget(k, people, count);
    for (size_t i = 0; i < count; i++) {
        const struct fact_person *person = facts_person(facts, people[i]);
        if (person)
            keep(&p, person);
    }
    give_keep(&p, people, count);
    propose_close(&p);
    facts_free(facts);
}

static void refresh_all(struct kith *k) {
    struct facts *facts = facts_load(k, NULL);
    struct propose p;
    propose_open(&p, k, facts);
    stmt_run(model_sql(k, "DELETE FROM standing"));
    stmt_run(model_sql(k, "DELETE FROM stale"));
    for (size_t i = 0; i < facts->count; i++)
        keep(&p, &facts->people[i]);
    give_keep_all(&p);
    propose_close(&p);
    facts_free(facts);
}

static void refresh(struct kith *k, const struct due *due, int64_t rules) {
    if (due->all)
        refresh_all(k);
    else
        give_new_day(k, due->kept_on);
    for (size_t i = 0; !due->all && i < due->count; i += AT_ONCE)
        refresh_some(k, due->people + i, due->count - i < AT_ONCE ? due->count - i : AT_ONCE);
    give_keep_unmatched(k);
    stmt_run(model_sql2(k,
                        "INSERT INTO kept (id, day, rules) VALUES (1, ?1, ?2)"
                        " ON CONFLICT (id) DO UPDATE SET day = ?1, rules = ?2",
                        k->today, rules));
}

bool kept_refresh(struct kith *k) {
    int64_t changes = kith_changes(k);
    if (k->kept_at == changes)
        return true;
    struct due due = {.kept_on = DAY_NONE};
    int64_t rules = rules_of(k);
    find_due(k, rules, &due);
    bool fresh = !due.all && !due.count && due.kept_on == k->today && !give_is_due(k);
    if (!fresh && store_keep_begin(k->store)) {
        refresh(k, &due, rules);
        fresh = store_keep_end(k->store);
    }
    arena_free(&due.arena);
    if (fresh && !store_in_step(k->store))
        k->kept_at = changes;
    return fresh;
}

/* ---- check ---- */

static bool same_day(struct stmt *s, int at, day on) {
    return stmt_col_null(s, at) ? on == DAY_NONE : stmt_col_int(s, at) == on;
}

static bool same_word(struct stmt *s, int at, const char *const *words, int word) {
    const char *text = stmt_col_text(s, at);
    return word == KITH_NO_WORD ? !text : text && strcmp(text, words[word]) == 0;
}

static bool same(struct kith *k, kith_id person, const struct kept *kept) {
    struct stmt *s =
        model_sql1(k,
                   "SELECT word, days_from, moment, points, delayed, earned, talks, last_note, last_ask,"
                   " unknown, circle, given, received FROM standing WHERE person = ?1",
                   person);
    if (!stmt_row(s))
        return false;
    bool points =
        stmt_col_null(s, 3) ? !kept->has_points : !kept->has_points || stmt_col_int(s, 3) >= kept->points;
    bool all = same_word(s, 0, kith_standing_words, kept->word) && same_day(s, 1, kept->days_from) &&
               same_word(s, 2, kith_moment_words, kept->moment) && points && same_day(s, 4, kept->delayed) &&
               (stmt_col_int(s, 5) != 0) == kept->earned && stmt_col_int(s, 6) == kept->talks &&
               same_day(s, 7, kept->last_note) && same_day(s, 8, kept->last_ask) &&
               same_day(s, 9, kept->unknown) && stmt_col_int(s, 10) == kept->circle &&
               stmt_col_int(s, 11) == kept->given && stmt_col_int(s, 12) == kept->received;
    stmt_stop(s);
    return all;
}

static bool is_right(struct propose *p, const struct fact_person *person) {
    struct kept kept = kept_of(p, person);
    if (!is_blank(person, &kept))
        return same(p->k, person->id, &kept);
    return !model_number(p->k, "SELECT 1 FROM standing WHERE person = ?1", person->id, 0);
}

/* So that the next question works all out anew. */
static void drop_all(struct kith *k) {
    if (!store_keep_begin(k->store))
        return;
    stmt_run(model_sql(k, "DELETE FROM kept"));
    store_keep_end(k->store);
    k->kept_at = INT64_MIN;
}

void kept_check(struct kith *k, void (*differs)(void *ctx, const char *uid), void *ctx) {
    bool all_good = true;
    struct due due = {.kept_on = DAY_NONE};
    struct idmap stale = {0};
    find_due(k, rules_of(k), &due);
    for (size_t i = 0; i < due.count; i++)
        idmap_set(&stale, due.people[i], 1);
    struct facts *facts = facts_load(k, NULL);
    struct propose p;
    propose_open(&p, k, facts);
    for (size_t i = 0; !due.unfit && i < facts->count; i++) {
        int64_t known;
        if (idmap_get(&stale, facts->people[i].id, &known) || is_right(&p, &facts->people[i]))
            continue;
        differs(ctx, facts->people[i].uid);
        all_good = false;
    }
    if (!all_good)
        drop_all(k);
    propose_close(&p);
    facts_free(facts);
    idmap_free(&stale);
    arena_free(&due.arena);
}
