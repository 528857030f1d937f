#include "model/today.h"

#include <stdlib.h>
#include <string.h>

#include "model/asof.h"
#include "model/give.h"
#include "model/kept.h"
#include "model/model.h"
#include "model/say.h"
#include "model/sources.h"
#include "model/wording.h"

const char *const kith_due_words[] = {"act", "thank", "report", NULL};

enum { NEEDS_UNKNOWN_MOST = 5 };

/* ---- the one introduction ---- */

static bool told(const struct kith_reasons *list, const struct kith_reason *reason) {
    for (size_t i = 0; i < list->count; i++)
        if (strcmp(list->items[i].why, reason->why) == 0)
            return true;
    return false;
}

/* Why this one: what weighs most first, then the rest of the evidence. */
static struct kith_reasons because(struct propose *p, const struct introduce_pair *pair,
                                   struct arena *arena) {
    struct kith_reasons points, evidence;
    introduce_reasons(pair, p->settings, p->today, arena, &points);
    standing_evidence(pair->source, &pair->standing, p->settings, p->today, arena, &evidence);
    struct kith_reasons all = {ARENA_NEW(arena, struct kith_reason, points.count + evidence.count), 0};
    for (size_t i = 0; i < points.count; i++)
        all.items[all.count++] = points.items[i];
    for (size_t i = 0; i < evidence.count; i++)
        if (!told(&all, &evidence.items[i]))
            all.items[all.count++] = evidence.items[i];
    return all;
}

void today_introduction(struct propose *p, const struct introduce_pair *pair, bool words, struct arena *arena,
                        struct kith_introduction *out) {
    const struct fact_person *target = pair->tie ? pair->tie->person : NULL;
    bool golden = pair->standing.word == KITH_STANDING_GOLDEN;
    *out = (struct kith_introduction){
        .source = facts_ref(pair->source, arena),
        .target = facts_ref(target, arena),
        .role = target ? NULL : arena_strdup(arena, pair->role),
        .relation = target ? arena_strdup(arena, asof_relation(pair->tie, p->today)) : NULL,
        .standing = pair->standing.word,
        .days_left = golden ? pair->standing.days_left : 0,
        .moment = golden ? pair->standing.golden->kind : KITH_NO_WORD,
        .because = because(p, pair, arena),
    };
    if (words)
        wording_of(p, pair->source, target, out->role, arena, &out->wording);
}

static bool first_of_all(struct kith *k, size_t skip, bool words, struct arena *arena,
                         struct kith_introduction *out) {
    struct sources sources;
    sources_open(&sources, k, skip);
    bool found = skip < sources.ranked.count;
    if (found)
        today_introduction(&sources.propose, &sources.ranked.items[skip].pair, words, arena, out);
    sources_close(&sources);
    return found;
}

enum kith_status kith_introduce(struct kith *k, kith_id source, size_t skip, struct arena *arena,
                                struct kith_introduction *out) {
    *out = (struct kith_introduction){0};
    if (!source)
        return first_of_all(k, skip, true, arena, out) ? KITH_OK : KITH_NOT_FOUND;
    struct propose p;
    struct propose_list list = {0};
    const struct fact_person *from = facts_about(k, source);
    propose_open(&p, k, k->about);
    if (from)
        propose_ranked(&p, from, &list);
    if (skip < list.count)
        today_introduction(&p, &list.items[skip].pair, true, arena, out);
    propose_close(&p);
    return skip < list.count ? KITH_OK : KITH_NOT_FOUND;
}

/* ---- the lists of the day: each collects its rows, then orders them ---- */

struct daily {
    struct propose *p;
    const struct kith_settings *settings;
    const struct facts *facts;
    day today;
    struct arena *arena;
    struct kith_day *out;
};

/* Each list keeps the order of names among rows that are alike. */
static void order(void *items, size_t count, size_t size, int (*compare)(const void *, const void *)) {
    if (count)
        qsort(items, count, size, compare);
}

static int by_days_left(const void *a, const void *b) {
    const struct kith_golden *x = a, *y = b;
    return x->days_left != y->days_left ? x->days_left - y->days_left
                                        : strcmp(x->person.name, y->person.name);
}

static void list_golden(struct daily *d) {
    size_t cap = 0;
    for (size_t i = 0; i < d->facts->count; i++) {
        const struct fact_person *p = &d->facts->people[i];
        struct standing standing = standing_of(p, d->settings, d->today);
        if (standing.word != KITH_STANDING_GOLDEN)
            continue;
        const struct fact_delay *delay = asof_delayed(p, d->today);
        *ARENA_PUSH(d->arena, d->out->golden, d->out->golden_count, cap) = (struct kith_golden){
            .person = facts_ref(p, d->arena),
            .moment = standing.golden->id,
            .kind = standing.golden->kind,
            .on = standing.golden->on,
            .quote = arena_strdup(d->arena, standing.golden->quote),
            .days_left = standing.days_left,
            .put_off = delay ? delay->until : DAY_NONE,
        };
    }
    order(d->out->golden, d->out->golden_count, sizeof *d->out->golden, by_days_left);
}

static int by_since(const void *a, const void *b) {
    const struct kith_hold *x = a, *y = b;
    return x->since != y->since ? (x->since < y->since ? -1 : 1) : strcmp(x->person.name, y->person.name);
}

static void list_hold(struct daily *d) {
    size_t cap = 0;
    for (size_t i = 0; i < d->facts->count; i++) {
        const struct fact_person *p = &d->facts->people[i];
        const struct fact_moment *trouble = standing_open_trouble(p, d->today);
        if (!trouble || p->archived || p->role == KITH_ROLE_MENTIONED)
            continue;
        *ARENA_PUSH(d->arena, d->out->hold, d->out->hold_count, cap) = (struct kith_hold){
            .person = facts_ref(p, d->arena),
            .moment = trouble->id,
            .since = trouble->on,
            .quote = arena_strdup(d->arena, trouble->quote),
        };
    }
    order(d->out->hold, d->out->hold_count, sizeof *d->out->hold, by_since);
}

static void owe(struct daily *d, size_t *cap, int what, const struct fact_referral *r) {
    const struct fact_person *named = what == KITH_DUE_ACT ? r->person : r->partner;
    if (named->archived)
        return;
    *ARENA_PUSH(d->arena, d->out->owed, d->out->owed_count, *cap) = (struct kith_owed_row){
        .what = what,
        .person = facts_ref(named, d->arena),
        .source = facts_ref(r->partner, d->arena),
        .about = facts_ref(r->person, d->arena),
        .referral = r->id,
        .referral_uid = arena_strdup(d->arena, r->uid),
        .since = r->on,
    };
}

static int by_what_and_age(const void *a, const void *b) {
    const struct kith_owed_row *x = a, *y = b;
    if (x->what != y->what)
        return x->what - y->what;
    if (x->since != y->since)
        return x->since < y->since ? -1 : 1;
    return x->referral < y->referral ? -1 : x->referral > y->referral;
}

/* R15. A note with the person introduced on that day or later shows that the user acted. */
static void list_owed(struct daily *d) {
    size_t cap = 0;
    for (size_t i = 0; i < d->facts->count; i++)
        for (size_t j = 0; j < d->facts->people[i].ledger_count; j++) {
            const struct fact_referral *r = &d->facts->people[i].ledger[j];
            if (r->direction != KITH_RECEIVED || r->on > d->today)
                continue;
            if (r->outcome == KITH_OUTCOME_OPEN && r->person->last_note < r->on)
                owe(d, &cap, KITH_DUE_ACT, r);
            if (r->thanked_on == DAY_NONE)
                owe(d, &cap, KITH_DUE_THANK, r);
            if (r->outcome != KITH_OUTCOME_OPEN && r->reported_on == DAY_NONE)
                owe(d, &cap, KITH_DUE_REPORT, r);
        }
    order(d->out->owed, d->out->owed_count, sizeof *d->out->owed, by_what_and_age);
}

static int by_due(const void *a, const void *b) {
    const struct kith_follow *x = a, *y = b;
    if (x->due != y->due)
        return x->due < y->due ? -1 : 1;
    return x->ask < y->ask ? -1 : x->ask > y->ask;
}

static void list_follow_up(struct daily *d) {
    size_t cap = 0;
    for (size_t i = 0; i < d->facts->count; i++)
        for (size_t j = 0; j < d->facts->people[i].ask_count; j++) {
            const struct fact_ask *ask = &d->facts->people[i].asks[j];
            day due = asof_due(ask, d->settings, d->today);
            if (ask->on > d->today || due == DAY_NONE || due > d->today || ask->source->archived)
                continue;
            *ARENA_PUSH(d->arena, d->out->follow_up, d->out->follow_up_count, cap) = (struct kith_follow){
                .person = facts_ref(ask->source, d->arena),
                .target = facts_ref(ask->target, d->arena),
                .role = arena_strdup(d->arena, ask->role),
                .ask = ask->id,
                .ask_uid = arena_strdup(d->arena, ask->uid),
                .answer = asof_answer(ask, d->today),
                .due = due,
                .wants = arena_strdup(d->arena, ask->wants),
            };
        }
    order(d->out->follow_up, d->out->follow_up_count, sizeof *d->out->follow_up, by_due);
}

bool today_needs_unknown(const struct fact_person *p, const struct kith_settings *settings, day today) {
    bool meant = p->role == KITH_ROLE_CLIENT || p->role == KITH_ROLE_PROSPECT || p->role == KITH_ROLE_PARTNER;
    if (p->archived || p->role == KITH_ROLE_MENTIONED || (!meant && !p->notes))
        return false;
    for (size_t i = 0; i < p->need_count; i++)
        if (p->needs[i].on <= today)
            return today - p->needs[i].on >= settings->need_days;
    return true;
}

static int latest_talk(const void *a, const void *b) {
    const struct fact_person *x = *(const struct fact_person *const *)a,
                             *y = *(const struct fact_person *const *)b;
    if (x->last_note != y->last_note)
        return x->last_note > y->last_note ? -1 : 1;
    return x < y ? -1 : x > y;
}

static void list_needs_unknown(struct daily *d) {
    struct arena scratch = {0};
    const struct fact_person **people = ARENA_NEW(&scratch, const struct fact_person *, d->facts->count);
    size_t count = 0;
    for (size_t i = 0; i < d->facts->count; i++)
        if (d->facts->people[i].own && today_needs_unknown(&d->facts->people[i], d->settings, d->today))
            people[count++] = &d->facts->people[i];
    order(people, count, sizeof *people, latest_talk);
    struct kith_refs *out = &d->out->needs_unknown;
    out->items = ARENA_NEW(d->arena, struct kith_ref, NEEDS_UNKNOWN_MOST);
    for (; out->count < count && out->count < NEEDS_UNKNOWN_MOST; out->count++)
        out->items[out->count] = facts_ref(people[out->count], d->arena);
    arena_free(&scratch);
}

static int by_day(const void *a, const void *b) {
    const struct kith_due_task *x = a, *y = b;
    if (x->on != y->on)
        return x->on < y->on ? -1 : 1;
    return x->task < y->task ? -1 : x->task > y->task;
}

static void list_tasks(struct daily *d) {
    size_t cap = 0;
    for (size_t i = 0; i < d->facts->count; i++)
        for (size_t j = 0; !d->facts->people[i].archived && j < d->facts->people[i].task_count; j++) {
            const struct fact_task *task = &d->facts->people[i].tasks[j];
            if (task->on > d->today)
                continue;
            *ARENA_PUSH(d->arena, d->out->due, d->out->due_count, cap) = (struct kith_due_task){
                .person = facts_ref(&d->facts->people[i], d->arena),
                .task = task->id,
                .task_uid = arena_strdup(d->arena, task->uid),
                .on = task->on,
                .what = arena_strdup(d->arena, task->what),
            };
        }
    order(d->out->due, d->out->due_count, sizeof *d->out->due, by_day);
}

/* Longest overdue first: the day on which it fell due. */
static int by_overdue(const void *a, const void *b) {
    const struct kith_reconnect *x = a, *y = b;
    day left = x->last + x->every_days, right = y->last + y->every_days;
    return left != right ? (left < right ? -1 : 1) : strcmp(x->person.name, y->person.name);
}

static void list_reconnect(struct daily *d) {
    size_t cap = 0;
    for (size_t i = 0; i < d->facts->count; i++) {
        const struct fact_person *p = &d->facts->people[i];
        if (p->archived || p->role == KITH_ROLE_MENTIONED || p->every_days <= 0 || !p->notes ||
            d->today - p->last_note <= p->every_days)
            continue;
        *ARENA_PUSH(d->arena, d->out->reconnect, d->out->reconnect_count, cap) =
            (struct kith_reconnect){facts_ref(p, d->arena), p->last_note, p->every_days};
    }
    order(d->out->reconnect, d->out->reconnect_count, sizeof *d->out->reconnect, by_overdue);
}

/* ---- the week, and the first days ---- */

/* The goal kept week after week, up to the last complete one; this week joins as soon as it is. */
static int weeks_kept(const struct daily *d) {
    day monday = day_week_start(d->today);
    int goal = d->settings->weekly_asks, kept = 0;
    if (goal <= 0)
        return 0;
    if (propose_week_made(d->p->k, monday) >= goal)
        kept++;
    while (propose_week_made(d->p->k, monday -= 7) >= goal)
        kept++;
    return kept;
}

/* While no one has earned it: one line, and the step towards it. */
static const char *nobody_earned(const struct daily *d) {
    static const char contacts[] =
        "SELECT count(*), sum(role <> 'other') FROM person WHERE NOT archived AND role <> 'mentioned'";
    for (size_t i = 0; i < d->facts->count; i++) {
        const struct fact_person *p = &d->facts->people[i];
        if (!p->archived && p->role != KITH_ROLE_MENTIONED && standing_of(p, d->settings, d->today).earned)
            return NULL;
    }
    struct stmt *s = model_sql(d->p->k, contacts);
    stmt_row(s);
    int people = (int)stmt_col_int(s, 0), sorted = (int)stmt_col_int(s, 1);
    stmt_stop(s);
    struct phrases steps = phrases_of(d->p->k, "steps.txt", d->arena);
    const struct phrases_slot slots[] = {{"people", arena_printf(d->arena, "%d", people)}, {NULL, NULL}};
    const char *section = !people ? "empty" : people > 1 && 4 * sorted < people ? "sort" : "nobody";
    return phrases_first(&steps, section, slots, d->arena);
}

/*
 * Whom the day may be about, by index: ?1 is the day, as a number and ?2 as text. It may
 * name some too many: whether they belong the lists above decide.
 */
#define NEEDS_UNKNOWN_MOST_TEXT "5"
static const char *const concerned[] = {
    "SELECT partner FROM referral WHERE direction = 'received'"
    " AND (outcome = 'open' OR thanked_on IS NULL OR reported_on IS NULL)",
    "SELECT person FROM referral WHERE direction = 'received'"
    " AND (outcome = 'open' OR thanked_on IS NULL OR reported_on IS NULL)",
    "SELECT source FROM ask WHERE answer IN ('waiting', 'will', 'not-yet')",
    "SELECT source FROM ask WHERE answered_on > ?2",
    "SELECT person FROM task WHERE done_on IS NULL AND \"on\" <= ?2",
    "SELECT p.id FROM person AS p JOIN standing AS s ON s.person = p.id"
    " WHERE p.every_days > 0 AND s.last_note + p.every_days < ?1",
    "SELECT s.person FROM standing AS s JOIN person AS p ON p.id = s.person WHERE s.unknown <= ?1"
    " ORDER BY s.last_note DESC, p.sort, p.id LIMIT " NEEDS_UNKNOWN_MOST_TEXT,
    "SELECT id FROM person WHERE role IN ('client', 'prospect', 'partner') AND NOT archived"
    " AND NOT EXISTS (SELECT 1 FROM standing WHERE person = person.id)"
    " ORDER BY sort, id LIMIT " NEEDS_UNKNOWN_MOST_TEXT,
    "SELECT person FROM standing WHERE earned LIMIT 1",
};

/*
 * Those of whom there may be very many, in the order of their lists, so that the first are enough: ?3 of
 * them. The + keeps to the index of open troubles: the one of days has every moment there ever was.
 */
#define ON_HOLD                                                                                              \
    "FROM moment AS m JOIN person AS p ON p.id = m.person WHERE m.kind = 'trouble' AND m.state = 'open'"     \
    " AND +m.\"on\" <= ?2 AND NOT p.archived AND p.role <> 'mentioned'"
static const char *const first_concerned[] = {
    "SELECT s.person FROM standing AS s JOIN person AS p ON p.id = s.person WHERE s.word = 'golden'"
    " ORDER BY s.days_from, p.name LIMIT ?3",
    "SELECT m.person " ON_HOLD " GROUP BY m.person ORDER BY max(m.\"on\"), p.name LIMIT ?3",
};

static struct stmt *day_sql(struct kith *k, const char *sql, char iso[DAY_SIZE]) {
    struct stmt *s = model_sql(k, sql);
    if (strstr(sql, "?1"))
        stmt_int(s, 1, k->today);
    if (strstr(sql, "?2"))
        model_bind_day(s, 2, k->today, iso);
    return s;
}

/* How many of a list the rows are out of. */
static size_t left_out(const struct daily *d, const char *sql, size_t listed, size_t *count, size_t rows) {
    char iso[DAY_SIZE];
    size_t all = listed;
    if (rows && !d->facts->all) {
        struct stmt *s = day_sql(d->p->k, sql, iso);
        all = stmt_row(s) ? (size_t)stmt_col_int(s, 0) : listed;
        stmt_stop(s);
    }
    *count = rows && listed > rows ? rows : listed;
    return all > *count ? all - *count : 0;
}

static struct facts *facts_of_the_day(struct kith *k, size_t rows, const struct give_wanted *gifts) {
    struct facts_scope scope = {.heard = gifts->people, .heard_count = gifts->count};
    struct arena scratch = {0};
    kith_id *own = NULL;
    size_t cap = 0;
    char iso[DAY_SIZE];
    for (size_t i = 0; i < sizeof first_concerned / sizeof *first_concerned; i++) {
        struct stmt *s = day_sql(k, first_concerned[i], iso);
        stmt_int(s, 3, rows ? (int64_t)rows : -1);
        while (stmt_row(s))
            *ARENA_PUSH(&scratch, own, scope.own_count, cap) = stmt_col_int(s, 0);
    }
    for (size_t i = 0; i < sizeof concerned / sizeof *concerned; i++) {
        struct stmt *s = day_sql(k, concerned[i], iso);
        while (stmt_row(s))
            *ARENA_PUSH(&scratch, own, scope.own_count, cap) = stmt_col_int(s, 0);
    }
    scope.own = own;
    struct facts *facts = facts_load(k, &scope);
    arena_free(&scratch);
    return facts;
}

static enum kith_status day_of(struct kith *k, size_t gifts, size_t rows, struct arena *arena,
                               struct kith_day *out) {
    struct propose p;
    struct give_wanted wanted;
    kept_refresh(k);
    give_best(k, gifts, arena, &wanted);
    struct facts *facts = facts_of_the_day(k, rows, &wanted);
    propose_open(&p, k, facts);
    *out = (struct kith_day){.date = p.today, .asks_goal = p.settings->weekly_asks};
    struct daily d = {&p, p.settings, p.facts, p.today, arena, out};
    out->asks_made = propose_week_made(k, day_week_start(p.today));
    out->weeks_kept = weeks_kept(&d);
    out->has_introduction = first_of_all(k, 0, !gifts, arena, &out->introduction);
    list_golden(&d);
    out->golden_more = left_out(&d, "SELECT count(*) FROM standing WHERE word = 'golden'", out->golden_count,
                                &out->golden_count, rows);
    list_hold(&d);
    out->hold_more =
        left_out(&d, "SELECT count(DISTINCT m.person) " ON_HOLD, out->hold_count, &out->hold_count, rows);
    list_owed(&d);
    give_gifts(&p, facts->all ? NULL : wanted.needs, arena, &out->give, &out->give_count);
    if (gifts && out->give_count > gifts)
        out->give_count = gifts;
    list_follow_up(&d);
    list_needs_unknown(&d);
    list_tasks(&d);
    list_reconnect(&d);
    out->nobody_earned = nobody_earned(&d);
    propose_close(&p);
    facts_free(facts);
    return KITH_OK;
}

enum kith_status kith_day(struct kith *k, size_t gifts, struct arena *arena, struct kith_day *out) {
    return day_of(k, gifts, 0, arena, out);
}

enum kith_status kith_day_begun(struct kith *k, size_t rows, struct arena *arena, struct kith_day *out) {
    return day_of(k, 1, rows, arena, out);
}

int kith_asks_made(struct kith *k) {
    return propose_week_made(k, day_week_start(k->today));
}
