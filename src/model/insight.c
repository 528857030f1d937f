#include "model/insight.h"

#include <stdlib.h>
#include <string.h>

#include "kith/moment.h"
#include "kith/note.h"
#include "kith/referral.h"
#include "model/asof.h"
#include "model/row.h"
#include "model/tree.h"

enum { FEWEST_WEEKS = 12, BACK_WITHIN = 90 };

struct stretch insight_stretch(const struct kith *k, day from, day to) {
    return (struct stretch){from, to == DAY_NONE || to > k->today ? k->today : to};
}

bool insight_in(struct stretch stretch, day on) {
    return on != DAY_NONE && on <= stretch.to && (stretch.from == DAY_NONE || on >= stretch.from);
}

/* ---- the sheet of the last conversations (R16) ---- */

static void sheet_referrals(struct kith *k, struct kith_sheet_row *row, struct arena *arena) {
    struct stmt *stmt =
        row_query(k, &kith_referral_kind, "WHERE r.partner = ?1 ORDER BY r.\"on\" DESC, r.id DESC");
    struct kith_referral referral;
    const struct facts *facts = facts_of(k);
    size_t given_cap = 0, received_cap = 0;
    stmt_int(stmt, 1, row->person.id);
    while (row_next(k, &kith_referral_kind, stmt, arena, &referral)) {
        if (referral.on > k->today)
            continue;
        struct kith_sheet_referral *into =
            referral.direction == KITH_GIVEN
                ? ARENA_PUSH(arena, row->given, row->given_count, given_cap)
                : ARENA_PUSH(arena, row->received, row->received_count, received_cap);
        *into = (struct kith_sheet_referral){
            .person = facts_ref(facts_person(facts, referral.person), arena),
            .referral = referral.id,
            .on = referral.on,
            .outcome = referral.outcome,
            .warmth = referral.warmth,
            .value = referral.value,
        };
    }
}

static void sheet_needs(const struct fact_person *person, day today, struct kith_sheet_row *row,
                        struct arena *arena) {
    size_t cap = 0;
    row->last_asked_needs = DAY_NONE;
    for (size_t i = 0; i < person->need_count; i++) {
        const struct fact_need *need = &person->needs[i];
        if (need->on > today)
            continue;
        if (row->last_asked_needs == DAY_NONE || need->on > row->last_asked_needs)
            row->last_asked_needs = need->on;
        if (need->met_on == DAY_NONE || need->met_on > today)
            *ARENA_PUSH(arena, row->needs.items, row->needs.count, cap) = arena_strdup(arena, need->what);
    }
}

enum kith_status kith_sheet(struct kith *k, size_t rows, struct arena *arena, struct kith_sheet *out) {
    const struct facts *facts = facts_of(k);
    char today[DAY_SIZE];
    size_t cap = 0;
    *out = (struct kith_sheet){0};
    struct stmt *stmt = model_sql(k, "SELECT n.id, n.\"on\", n.channel, w.person FROM note AS n"
                                     " JOIN note_person AS w ON w.note = n.id WHERE n.\"on\" <= ?1"
                                     " ORDER BY n.rank DESC, w.place LIMIT ?2");
    stmt_text(stmt, 1, day_iso(k->today, today));
    stmt_int(stmt, 2, rows ? (int64_t)rows : kith_settings(k)->sheet);
    while (stmt_row(stmt)) {
        const struct fact_person *person = facts_person(facts, stmt_col_int(stmt, 3));
        if (!person)
            continue;
        struct kith_sheet_row *row = ARENA_PUSH(arena, out->items, out->count, cap);
        row->note = stmt_col_int(stmt, 0);
        row->on = model_col_day(stmt, 1);
        row->channel = kith_word_find(kith_channel_words, stmt_col_text(stmt, 2));
        row->person = facts_ref(person, arena);
        sheet_needs(person, k->today, row, arena);
        sheet_referrals(k, row, arena);
    }
    return KITH_OK;
}

/* ---- the ledger ---- */

static void balance_referral(struct kith_balance *balance, const struct kith_referral *referral) {
    if (referral->direction == KITH_GIVEN) {
        balance->given++;
        if (balance->last_given == DAY_NONE || referral->on > balance->last_given)
            balance->last_given = referral->on;
        return;
    }
    balance->got++;
    balance->warm += referral->warmth == KITH_WARMTH_WARM;
    balance->hot += referral->warmth == KITH_WARMTH_HOT;
    balance->business += referral->outcome == KITH_OUTCOME_BUSINESS;
    balance->value += referral->value == MONEY_NONE ? 0 : referral->value;
    if (balance->last_got == DAY_NONE || referral->on > balance->last_got)
        balance->last_got = referral->on;
}

/* One-sided first: the larger difference, whichever way; then who gave most. */
static int compare_balance(const void *a, const void *b) {
    const struct kith_balance *x = a, *y = b;
    int dx = abs(x->given - x->got), dy = abs(y->given - y->got);
    if (dx != dy)
        return dy - dx;
    if (x->got != y->got)
        return y->got - x->got;
    return strcmp(x->person.name, y->person.name);
}

struct balances {
    struct kith_ledger *ledger;
    struct idmap at;
    size_t cap;
    const struct facts *facts;
    struct arena *arena;
};

static struct kith_balance *balance_of(struct balances *all, kith_id person) {
    int64_t at;
    if (idmap_get(&all->at, person, &at))
        return &all->ledger->items[at];
    idmap_set(&all->at, person, (int64_t)all->ledger->count);
    struct kith_balance *balance = ARENA_PUSH(all->arena, all->ledger->items, all->ledger->count, all->cap);
    balance->person = facts_ref(facts_person(all->facts, person), all->arena);
    balance->last_given = balance->last_got = DAY_NONE;
    return balance;
}

enum kith_status kith_ledger(struct kith *k, struct arena *arena, struct kith_ledger *out) {
    struct balances all = {.ledger = out, .facts = facts_of(k), .arena = arena};
    struct kith_referral referral;
    struct kith_help help;
    *out = (struct kith_ledger){0};
    struct stmt *stmt = row_query(k, &kith_referral_kind, "ORDER BY r.id");
    while (row_next(k, &kith_referral_kind, stmt, arena, &referral))
        if (referral.on <= k->today)
            balance_referral(balance_of(&all, referral.partner), &referral);
    stmt = row_query(k, &kith_help_kind, "ORDER BY r.id");
    while (row_next(k, &kith_help_kind, stmt, arena, &help))
        if (help.on <= k->today)
            balance_of(&all, help.person)->helps++;
    idmap_free(&all.at);
    if (out->count)
        qsort(out->items, out->count, sizeof *out->items, compare_balance);
    return KITH_OK;
}

/* ---- asks by week, answers, moments ---- */

static void add_weeks(const struct facts *facts, struct stretch stretch, struct kith_insights *out,
                      struct arena *arena) {
    day first = day_week_start(stretch.to) - 7 * (FEWEST_WEEKS - 1);
    if (stretch.from != DAY_NONE)
        first = day_week_start(stretch.from) < first ? day_week_start(stretch.from) : first;
    for (size_t i = 0; stretch.from == DAY_NONE && i < facts->count; i++)
        for (size_t j = 0; j < facts->people[i].ask_count; j++)
            if (insight_in(stretch, facts->people[i].asks[j].on) &&
                day_week_start(facts->people[i].asks[j].on) < first)
                first = day_week_start(facts->people[i].asks[j].on);
    out->week_count = (size_t)((day_week_start(stretch.to) - first) / 7 + 1);
    out->weeks = ARENA_NEW(arena, struct kith_week, out->week_count);
    for (size_t w = 0; w < out->week_count; w++)
        day_iso_week(first + (day)w * 7, &out->weeks[w].year, &out->weeks[w].week);
    for (size_t i = 0; i < facts->count; i++)
        for (size_t j = 0; j < facts->people[i].ask_count; j++) {
            const struct fact_ask *ask = &facts->people[i].asks[j];
            if (!insight_in(stretch, ask->on))
                continue;
            int answer = asof_answer(ask, facts->today);
            struct kith_week *week = &out->weeks[(day_week_start(ask->on) - first) / 7];
            week->made++;
            week->yes += answer == KITH_ANSWER_YES;
            out->answers[answer]++;
        }
}

int insight_moment(const struct fact_moment *moment, day today, int golden_days) {
    if (moment->state == KITH_STATE_USED)
        return KITH_STATE_USED;
    bool passed = moment->state == KITH_STATE_LET_GO ||
                  (moment->state == KITH_STATE_OPEN && today - moment->on > golden_days);
    return passed ? KITH_STATE_LET_GO : KITH_STATE_OPEN;
}

static void add_moments(const struct facts *facts, struct stretch stretch, int golden_days,
                        struct kith_insights *out) {
    for (size_t i = 0; i < facts->count; i++)
        for (size_t j = 0; j < facts->people[i].moment_count; j++) {
            const struct fact_moment *moment = &facts->people[i].moments[j];
            if (!kith_moment_positive(moment->kind) || !insight_in(stretch, moment->on))
                continue;
            int became = insight_moment(moment, facts->today, golden_days);
            out->flagged++;
            out->used += became == KITH_STATE_USED;
            out->passed += became == KITH_STATE_LET_GO;
        }
}

static void add_delays(const struct facts *facts, struct stretch stretch, struct kith_insights *out) {
    for (size_t i = 0; i < facts->count; i++)
        for (size_t j = 0; j < facts->people[i].delay_count; j++)
            if (insight_in(stretch, facts->people[i].delays[j].on))
                out->put_off[facts->people[i].delays[j].reason]++;
}

/* ---- sources ---- */

static int compare_source(const void *a, const void *b) {
    const struct kith_source *x = a, *y = b;
    if (x->value != y->value)
        return (y->value > x->value) - (y->value < x->value);
    if (x->introductions != y->introductions)
        return y->introductions - x->introductions;
    if (x->asks != y->asks)
        return y->asks - x->asks;
    return strcmp(x->person.name, y->person.name);
}

/* `met` counts business too, values add up over all outcomes. */
static void add_sources(struct kith *k, const struct facts *facts, struct stretch stretch,
                        struct kith_insights *out, struct arena *arena) {
    struct kith_source *all = ARENA_NEW(arena, struct kith_source, facts->count + 1);
    for (size_t i = 0; i < facts->count; i++)
        for (size_t j = 0; j < facts->people[i].ask_count; j++)
            all[i].asks += insight_in(stretch, facts->people[i].asks[j].on);
    struct stmt *stmt = row_query(k, &kith_referral_kind, "WHERE r.direction = 'received' ORDER BY r.id");
    struct kith_referral referral;
    int64_t at;
    while (row_next(k, &kith_referral_kind, stmt, arena, &referral)) {
        if (!insight_in(stretch, referral.on) || !idmap_get(&facts->at, referral.partner, &at))
            continue;
        all[at].introductions++;
        all[at].met += referral.outcome == KITH_OUTCOME_MET || referral.outcome == KITH_OUTCOME_BUSINESS;
        all[at].business += referral.outcome == KITH_OUTCOME_BUSINESS;
        all[at].value += referral.value == MONEY_NONE ? 0 : referral.value;
    }
    for (size_t i = 0; i < facts->count; i++)
        if (all[i].asks || all[i].introductions) {
            all[i].person = facts_ref(&facts->people[i], arena);
            all[out->source_count++] = all[i];
        }
    out->sources = all;
    if (out->source_count)
        qsort(all, out->source_count, sizeof *all, compare_source);
}

/* ---- giving first, and what came back ---- */

struct insight_dates insight_dates_of(const struct fact_person *person, const struct idmap *helps,
                                      struct stretch stretch) {
    struct insight_dates dates = {DAY_NONE, DAY_NONE, 0};
    int64_t help;
    if (idmap_get(helps, person->id, &help))
        dates.gift = (day)help;
    for (size_t i = 0; i < person->ledger_count; i++) {
        const struct fact_referral *referral = &person->ledger[i];
        if (!insight_in(stretch, referral->on))
            continue;
        day *first = referral->direction == KITH_GIVEN ? &dates.gift : &dates.got;
        if (*first == DAY_NONE || referral->on < *first)
            *first = referral->on;
        dates.introductions += referral->direction == KITH_RECEIVED;
    }
    return dates;
}

bool insight_gave_first(const struct insight_dates *dates) {
    return dates->gift != DAY_NONE && (dates->got == DAY_NONE || dates->got > dates->gift);
}

bool insight_gave_back(const struct insight_dates *dates) {
    return insight_gave_first(dates) && dates->got != DAY_NONE && dates->got - dates->gift <= BACK_WITHIN;
}

int insight_group(const struct fact_person *person, const struct insight_dates *dates) {
    if (dates->gift != DAY_NONE)
        return 0;
    return dates->introductions || (person->role != KITH_ROLE_MENTIONED && !person->archived) ? 1
                                                                                              : KITH_NO_WORD;
}

static int compare_int(const void *a, const void *b) {
    return *(const int *)a - *(const int *)b;
}

void insight_first_helps(struct kith *k, struct stretch stretch, struct idmap *out) {
    struct arena arena = {0};
    struct kith_help help;
    int64_t there;
    struct stmt *stmt = row_query(k, &kith_help_kind, "ORDER BY r.\"on\"");
    while (row_next(k, &kith_help_kind, stmt, &arena, &help))
        if (insight_in(stretch, help.on) && !idmap_get(out, help.person, &there))
            idmap_set(out, help.person, help.on);
    arena_free(&arena);
}

static void add_payback(struct kith *k, const struct facts *facts, struct stretch stretch,
                        struct kith_insights *out, struct arena *arena) {
    struct idmap helps = {0};
    int *after = ARENA_NEW(arena, int, facts->count + 1);
    insight_first_helps(k, stretch, &helps);
    out->within_days = BACK_WITHIN;
    out->median_days = -1;
    for (size_t i = 0; i < facts->count; i++) {
        const struct fact_person *person = &facts->people[i];
        struct insight_dates dates = insight_dates_of(person, &helps, stretch);
        int group = insight_group(person, &dates);
        out->given_to += group == 0;
        out->given_to_introductions += group == 0 ? dates.introductions : 0;
        out->not_given_to += group == 1;
        out->not_given_to_introductions += group == 1 ? dates.introductions : 0;
        out->given_first += insight_gave_first(&dates);
        if (insight_gave_back(&dates))
            after[out->gave_back++] = dates.got - dates.gift;
    }
    idmap_free(&helps);
    if (out->gave_back == 0)
        return;
    size_t n = (size_t)out->gave_back;
    qsort(after, n, sizeof *after, compare_int);
    out->median_days = n % 2 ? after[n / 2] : (after[n / 2 - 1] + after[n / 2]) / 2.0;
}

/* ---- questions ---- */

static void add_questions(struct kith *k, struct stretch stretch, struct kith_insights *out,
                          struct arena *arena) {
    struct stmt *stmt =
        model_sql(k, "SELECT text, count(*), sum(names) FROM question WHERE \"on\" >= ?1 AND \"on\" <= ?2"
                     " GROUP BY text ORDER BY sum(names) DESC, count(*) DESC, text");
    char from[DAY_SIZE], to[DAY_SIZE];
    size_t cap = 0;
    stmt_text(stmt, 1, stretch.from == DAY_NONE ? "" : day_iso(stretch.from, from));
    stmt_text(stmt, 2, day_iso(stretch.to, to));
    while (stmt_row(stmt))
        *ARENA_PUSH(arena, out->questions, out->question_count, cap) = (struct kith_asked_question){
            .text = model_col_text(stmt, 0, arena),
            .used = (int)stmt_col_int(stmt, 1),
            .names = (int)stmt_col_int(stmt, 2),
        };
}

enum kith_status kith_insights(struct kith *k, day from, day to, struct arena *arena,
                               struct kith_insights *out) {
    const struct facts *facts = facts_of(k);
    struct stretch stretch = insight_stretch(k, from, to);
    *out = (struct kith_insights){0};
    add_weeks(facts, stretch, out, arena);
    add_moments(facts, stretch, kith_settings(k)->golden_days, out);
    add_delays(facts, stretch, out);
    add_sources(k, facts, stretch, out, arena);
    add_payback(k, facts, stretch, out, arena);
    insight_tree(k, facts, stretch.from, stretch.to, arena, out);
    add_questions(k, stretch, out, arena);
    return KITH_OK;
}
