#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "base/text.h"
#include "model/asof.h"
#include "model/insight.h"
#include "model/row.h"

/* The rows behind the figures of insight.c. */

struct rows {
    struct kith *k;
    const struct facts *facts;
    struct stretch stretch;
    const struct kith_figure *figure;
    struct arena *arena;
    struct kith_figure_rows *out;
    size_t cap;
};

static struct kith_figure_row *add(struct rows *rows, day on, const struct fact_person *person,
                                   const char *what) {
    struct kith_figure_row *row = ARENA_PUSH(rows->arena, rows->out->items, rows->out->count, rows->cap);
    *row = (struct kith_figure_row){
        .on = on, .person = facts_ref(person, rows->arena), .what = what, .value = MONEY_NONE};
    return row;
}

/* ---- asks ---- */

static bool wanted_ask(const struct rows *rows, const struct fact_person *person,
                       const struct fact_ask *ask) {
    if (!insight_in(rows->stretch, ask->on))
        return false;
    switch (rows->figure->kind) {
    case KITH_FIGURE_ASKS:
        return true;
    case KITH_FIGURE_ANSWER:
        return asof_answer(ask, rows->facts->today) == rows->figure->answer;
    case KITH_FIGURE_SOURCE:
        return person->id == rows->figure->person;
    default:
        return false;
    }
}

static const char *answered(const struct fact_ask *ask, day today) {
    int answer = asof_answer(ask, today);
    return answer == KITH_ANSWER_NONE      ? "never answered"
           : answer == KITH_ANSWER_NOT_YET ? "not yet"
                                    : kith_answer_words[answer];
}

static void add_asks(struct rows *rows, const struct fact_person *person) {
    for (size_t i = 0; i < person->ask_count; i++) {
        const struct fact_ask *ask = &person->asks[i];
        if (!wanted_ask(rows, person, ask))
            continue;
        const char *whom = ask->target ? ask->target->name : ask->role ? ask->role : "";
        add(rows, ask->on, person,
            arena_printf(rows->arena, "asked for %s: %s", whom, answered(ask, rows->facts->today)));
    }
}

/* ---- moments ---- */

static void add_moments(struct rows *rows, const struct fact_person *person) {
    static const int wanted[] = {
        [KITH_FIGURE_FLAGGED] = KITH_NO_WORD,
        [KITH_FIGURE_USED] = KITH_STATE_USED,
        [KITH_FIGURE_PASSED] = KITH_STATE_LET_GO,
        [KITH_FIGURE_OPEN] = KITH_STATE_OPEN,
    };
    int golden_days = kith_settings(rows->k)->golden_days;
    for (size_t i = 0; i < person->moment_count; i++) {
        const struct fact_moment *moment = &person->moments[i];
        if (!kith_moment_positive(moment->kind) || !insight_in(rows->stretch, moment->on))
            continue;
        int became = insight_moment(moment, rows->facts->today, golden_days);
        if (rows->figure->kind != KITH_FIGURE_FLAGGED && became != wanted[rows->figure->kind])
            continue;
        const char *end = became == KITH_STATE_USED     ? ", used"
                          : became == KITH_STATE_LET_GO ? ", passed"
                                                        : "";
        const char *kind = kith_moment_words[moment->kind];
        add(rows, moment->on, person,
            text_blank(moment->quote) ? arena_printf(rows->arena, "%s%s", kind, end)
                                      : arena_printf(rows->arena, "%s%s: “%s”", kind, end, moment->quote));
    }
}

/* ---- what was put off ---- */

static void add_delays(struct rows *rows, const struct fact_person *person) {
    for (size_t i = 0; i < person->delay_count; i++) {
        const struct fact_delay *delay = &person->delays[i];
        char words[DAY_WORDS];
        if (insight_in(rows->stretch, delay->on))
            add(rows, delay->on, person,
                arena_printf(rows->arena, "put off to %s: %s",
                             day_short(delay->until, rows->facts->today, words),
                             kith_belief_words[delay->reason]));
    }
}

/* ---- referrals of a source ---- */

static void add_introductions(struct rows *rows) {
    struct stmt *stmt =
        row_query(rows->k, &kith_referral_kind, "WHERE r.direction = 'received' AND r.partner = ?1");
    struct kith_referral referral;
    stmt_int(stmt, 1, rows->figure->person);
    while (row_next(rows->k, &kith_referral_kind, stmt, rows->arena, &referral)) {
        const struct fact_person *person = facts_person(rows->facts, referral.person);
        if (!insight_in(rows->stretch, referral.on) || !person)
            continue;
        add(rows, referral.on, person,
            arena_printf(rows->arena, "introduced: %s", kith_outcome_words[referral.outcome]))
            ->value = referral.value;
    }
}

/* ---- people: who gave back, and the two groups ---- */

static const char *times(struct arena *arena, int introductions) {
    return introductions == 0   ? "no introduction yet"
           : introductions == 1 ? "one introduction"
                                : arena_printf(arena, "%d introductions", introductions);
}

static void add_payback(struct rows *rows, const struct fact_person *person,
                        const struct insight_dates *dates) {
    if (!insight_gave_first(dates))
        return;
    int after = dates->got == DAY_NONE ? 0 : dates->got - dates->gift;
    add(rows, dates->gift, person,
        dates->got == DAY_NONE ? "given to first, nothing back yet"
        : insight_gave_back(dates)
            ? arena_printf(rows->arena, "given to first, gave back after %d days", after)
            : arena_printf(rows->arena, "given to first, gave back late, after %d days", after));
}

static void add_people(struct rows *rows) {
    struct idmap helps = {0};
    insight_first_helps(rows->k, rows->stretch, &helps);
    for (size_t i = 0; i < rows->facts->count; i++) {
        const struct fact_person *person = &rows->facts->people[i];
        struct insight_dates dates = insight_dates_of(person, &helps, rows->stretch);
        int group = insight_group(person, &dates);
        if (rows->figure->kind == KITH_FIGURE_PAYBACK)
            add_payback(rows, person, &dates);
        else if (group == (rows->figure->kind == KITH_FIGURE_GIVEN_TO ? 0 : 1))
            add(rows, dates.got, person, times(rows->arena, dates.introductions));
    }
    idmap_free(&helps);
}

/* ---- questions ---- */

static void add_questions(struct rows *rows) {
    struct stmt *stmt = row_query(rows->k, &kith_question_kind, "WHERE r.text = ?1");
    struct kith_question question;
    stmt_text(stmt, 1, rows->figure->question);
    while (row_next(rows->k, &kith_question_kind, stmt, rows->arena, &question)) {
        if (!insight_in(rows->stretch, question.on))
            continue;
        add(rows, question.on, facts_person(rows->facts, question.person),
            question.names == 1 ? "one name" : arena_printf(rows->arena, "%d names", question.names));
    }
}

/* ---- sources, and the line of one person in the tree: in an order of their own ---- */

static void add_sources(struct rows *rows, const struct kith_insights *all) {
    for (size_t i = 0; i < all->source_count; i++) {
        const struct kith_source *source = &all->sources[i];
        add(rows, DAY_NONE, facts_person(rows->facts, source->person.id),
            arena_printf(rows->arena, "%d ask%s, %d introduced, %d met, %d business", source->asks,
                         source->asks == 1 ? "" : "s", source->introductions, source->met, source->business))
            ->value = source->value ? source->value : MONEY_NONE;
    }
}

/* The first introduction of a person by another within the stretch. */
static const struct fact_referral *first_of(const struct rows *rows, const struct fact_person *person,
                                            kith_id from) {
    const struct fact_referral *first = NULL;
    for (size_t i = 0; i < person->referred_count; i++) { /* newest first */
        const struct fact_referral *referral = person->referred[i];
        if (referral->direction == KITH_RECEIVED && referral->partner->id == from &&
            insight_in(rows->stretch, referral->on))
            first = referral;
    }
    return first;
}

static void add_line(struct rows *rows, const struct kith_insights *all) {
    size_t at = 0;
    while (at < all->tree_count && all->tree[at].person.id != rows->figure->person)
        at++;
    for (int depth; at < all->tree_count;) {
        const struct kith_branch *branch = &all->tree[at];
        const struct fact_person *person = facts_person(rows->facts, branch->person.id);
        const struct fact_referral *first = first_of(rows, person, branch->from.id);
        const char *what = first ? arena_printf(rows->arena, "from %s: %s", branch->from.name,
                                                kith_outcome_words[first->outcome])
                                 : "the first source";
        add(rows, first ? first->on : DAY_NONE, person, what)->value =
            branch->value ? branch->value : MONEY_NONE;
        depth = branch->depth;
        if (depth == 0)
            return;
        while (at > 0 && all->tree[at].depth >= depth) /* parents stand before their children */
            at--;
    }
}

static int newest_first(const void *a, const void *b) {
    const struct kith_figure_row *x = a, *y = b;
    if (x->on != y->on)
        return x->on < y->on ? 1 : -1;
    return strcmp(x->person.name ? x->person.name : "", y->person.name ? y->person.name : "");
}

enum kith_status kith_figure_rows(struct kith *k, day from, day to, const struct kith_figure *figure,
                                  struct arena *arena, struct kith_figure_rows *out) {
    const struct facts *facts = facts_of(k);
    struct rows rows = {k, facts, insight_stretch(k, from, to), figure, arena, out, 0};
    enum kith_figure_kind kind = figure->kind;
    *out = (struct kith_figure_rows){0};
    if (kind == KITH_FIGURE_SOURCES || kind == KITH_FIGURE_LINE) {
        struct kith_insights all;
        enum kith_status status = kith_insights(k, from, to, arena, &all);
        if (status == KITH_OK && kind == KITH_FIGURE_SOURCES)
            add_sources(&rows, &all);
        else if (status == KITH_OK)
            add_line(&rows, &all);
        return status;
    }
    if (kind >= KITH_FIGURE_PAYBACK && kind <= KITH_FIGURE_NOT_GIVEN_TO)
        add_people(&rows);
    else if (kind == KITH_FIGURE_QUESTION)
        add_questions(&rows);
    for (size_t i = 0; i < facts->count; i++)
        if (kind >= KITH_FIGURE_FLAGGED && kind <= KITH_FIGURE_OPEN)
            add_moments(&rows, &facts->people[i]);
        else if (kind == KITH_FIGURE_PUT_OFF)
            add_delays(&rows, &facts->people[i]);
        else
            add_asks(&rows, &facts->people[i]);
    if (kind == KITH_FIGURE_SOURCE)
        add_introductions(&rows);
    if (out->count)
        qsort(out->items, out->count, sizeof *out->items, newest_first);
    return KITH_OK;
}
