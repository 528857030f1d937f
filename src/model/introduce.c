#include "model/introduce.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "model/asof.h"
#include "model/say.h"

struct weighing {
    const struct introduce_pair *pair;
    const struct kith_settings *settings;
    day today;
    struct arena *arena; /* of the reasons */
};

static int at_most(int n, int most) {
    return n < 0 ? 0 : n > most ? most : n;
}

static const struct fact_ask *last_about(const struct introduce_pair *pair, day today) {
    for (size_t i = 0; i < pair->source->ask_count; i++) {
        const struct fact_ask *ask = &pair->source->asks[i];
        bool same =
            pair->tie ? ask->target == pair->tie->person : !ask->target && text_same(ask->role, pair->role);
        if (same && ask->on <= today)
            return ask;
    }
    return NULL;
}

bool introduce_thought(const struct introduce_pair *pair, day today) {
    const struct fact_ask *ask = last_about(pair, today);
    return ask && asof_answer(ask, today) == KITH_ANSWER_THINK;
}

const struct fact_ask *introduce_returned(const struct introduce_pair *pair,
                                          const struct kith_settings *settings, day today) {
    const struct fact_ask *ask = last_about(pair, today);
    return ask && asof_answer(ask, today) == KITH_ANSWER_NOT_YET && !asof_open(ask, settings, today) ? ask
                                                                                                     : NULL;
}

/* How the target is spoken of in a reason. */
static const char *target(const struct weighing *w) {
    if (!w->pair->tie)
        return say_their(w->pair->role, w->arena);
    const struct fact_person *p = w->pair->tie->person;
    return p->unnamed ? arena_printf(w->arena, "their %s", p->name) : say_first(p->name, w->arena);
}

#define REASON(day_of, its_quote, ...) say_because(w->arena, day_of, its_quote, __VA_ARGS__)

/* ---- what each rule measures (0: it says nothing) and how it says so ---- */

static int kind_of_moment(const struct weighing *w) {
    static const int measures[] = {[KITH_MOMENT_THANKED] = 3,
                                   [KITH_MOMENT_RESULT] = 3,
                                   [KITH_MOMENT_DELIVERED] = 2,
                                   [KITH_MOMENT_VALUE] = 2,
                                   [KITH_MOMENT_KICKOFF] = 1};
    return w->pair->standing.golden ? measures[w->pair->standing.golden->kind] : 0;
}

static struct kith_reason say_kind(const struct weighing *w) {
    return standing_say_moment(w->pair->standing.golden, w->today, w->arena);
}

static int freshness(const struct weighing *w) {
    int days = w->settings->golden_days;
    return w->pair->standing.golden && days > 0
               ? INTRODUCE_FRESH_MOST * w->pair->standing.days_left / days
               : 0;
}

static struct kith_reason say_fresh(const struct weighing *w) {
    int left = w->pair->standing.days_left;
    return REASON(w->pair->standing.golden->on, NULL,
                  left == 1 ? "%s day is left while it is fresh" : "%s days are left while it is fresh",
                  say_number(left, w->arena));
}

static int closeness(const struct weighing *w) {
    return (int)w->pair->close;
}

static struct kith_reason say_close(const struct weighing *w) {
    day on = DAY_NONE;
    const char *quote = asof_quote(w->pair->tie, w->today, &on);
    const char *relation = asof_relation(w->pair->tie, w->today);
    if (w->pair->tie->person->unnamed)
        return REASON(on, quote, "spoke of their %s", relation ? relation : w->pair->tie->person->name);
    return REASON(on, quote, "%s is their %s", target(w), relation ? relation : "acquaintance");
}

static int times(const struct weighing *w) {
    return w->pair->tie ? asof_times(w->pair->tie, w->today) : 0;
}

static struct kith_reason say_times_of(const struct weighing *w) {
    return REASON(asof_last(w->pair->tie, w->today), NULL, "%s came up %s", say_capital(target(w), w->arena),
                  say_times(times(w), w->arena));
}

static int lateness(const struct weighing *w) {
    if (!times(w))
        return 0;
    int age = w->today - asof_last(w->pair->tie, w->today);
    return age <= 30 ? 3 : age <= 90 ? 2 : age <= 365 ? 1 : 0;
}

static struct kith_reason say_late(const struct weighing *w) {
    day on = asof_last(w->pair->tie, w->today);
    return REASON(on, NULL, "last spoke of %s %s", target(w), say_on(on, w->today, w->arena));
}

static int ideal(const struct weighing *w) {
    return w->pair->fit_count;
}

static struct kith_reason say_ideal(const struct weighing *w) {
    return REASON(DAY_NONE, NULL, "%s fits whom you like to work for: %s", say_capital(target(w), w->arena),
                  w->pair->fits);
}

static int served(const struct weighing *w) {
    return w->pair->need != NULL;
}

static struct kith_reason say_served(const struct weighing *w) {
    return REASON(w->pair->need->on, w->pair->need->what, "%s wants what you do",
                  say_capital(target(w), w->arena));
}

static int balance(const struct weighing *w) {
    return asof_count(w->pair->source, KITH_GIVEN, w->today) -
           asof_count(w->pair->source, KITH_RECEIVED, w->today);
}

static struct kith_reason say_balance(const struct weighing *w) {
    return standing_say_given(w->pair->source, w->today, w->arena);
}

static int proven(const struct weighing *w) {
    return asof_count(w->pair->source, KITH_RECEIVED, w->today);
}

static struct kith_reason say_proven(const struct weighing *w) {
    return standing_say_received(w->pair->source, w->today, w->arena);
}

static int pledged(const struct weighing *w) {
    const struct fact_pledge *pledge = asof_pledge(w->pair->source, w->today);
    return pledge && asof_pledge_done(w->pair->source, pledge, w->today) < pledge->count;
}

static struct kith_reason say_pledged(const struct weighing *w) {
    return standing_say_pledge(w->pair->source, w->today, w->arena);
}

static int rested(const struct weighing *w) {
    const struct fact_ask *last = asof_last_ask(w->pair->source, w->today);
    return last ? (w->today - last->on - w->settings->rest_days) / 30 : 4;
}

static struct kith_reason say_rested(const struct weighing *w) {
    const struct fact_ask *last = asof_last_ask(w->pair->source, w->today);
    if (!last)
        return REASON(DAY_NONE, NULL, "you have never asked them");
    return REASON(last->on, NULL, "last asked %s", say_on(last->on, w->today, w->arena));
}

static day wished_since(const struct weighing *w) {
    return w->pair->tie ? w->pair->tie->person->wished : w->pair->role_wished;
}

static int wished(const struct weighing *w) {
    return wished_since(w) != DAY_NONE && wished_since(w) <= w->today;
}

static struct kith_reason say_wished(const struct weighing *w) {
    day on = wished_since(w);
    const char *whom = w->pair->tie ? target(w) : say_a(w->pair->role, w->arena);
    return REASON(on, NULL, "you have wished to meet %s since %s", whom, say_day(on, w->today, w->arena));
}

static int returned(const struct weighing *w) {
    return introduce_returned(w->pair, w->settings, w->today) != NULL;
}

static struct kith_reason say_returned(const struct weighing *w) {
    const struct fact_ask *ask = introduce_returned(w->pair, w->settings, w->today);
    return REASON(ask->on, ask->wants, "said not yet, and the day has come");
}

static int thought(const struct weighing *w) {
    return introduce_thought(w->pair, w->today);
}

static struct kith_reason say_thought(const struct weighing *w) {
    day on = last_about(w->pair, w->today)->on;
    return REASON(on, NULL, "wanted to think about it %s, so be more exact this time",
                  say_on(on, w->today, w->arena));
}

/* All the weights there are. A rule gives weight × measure, the measure held at `most`. */
static const struct rule {
    int weight, most;
    int (*measure)(const struct weighing *w);
    struct kith_reason (*say)(const struct weighing *w);
} rules[] = {
    {10, 3, kind_of_moment, say_kind}, /* thanked or a result over delivered over a kickoff */
    {INTRODUCE_FRESH_WEIGHT, INTRODUCE_FRESH_MOST, freshness, say_fresh},
    {4, 3, closeness, say_close}, /* family, boss, close friend over acquaintance */
    {3, 5, times, say_times_of},
    {2, 3, lateness, say_late},
    {8, 2, ideal, say_ideal},
    {12, 1, served, say_served},
    {1, 4, balance, say_balance},
    {2, 9, proven, say_proven}, /* more than what a referral received takes from the balance */
    {8, 1, pledged, say_pledged},
    {1, 4, rested, say_rested},
    {10, 1, wished, say_wished},
    {4, 1, returned, say_returned},
    {-10, 1, thought, say_thought},
};
enum { RULES = sizeof rules / sizeof *rules };

static int points_of(const struct rule *rule, const struct weighing *w) {
    return rule->weight * at_most(rule->measure(w), rule->most);
}

int introduce_points(const struct introduce_pair *pair, const struct kith_settings *settings, day today) {
    struct weighing w = {.pair = pair, .settings = settings, .today = today};
    int points = 0;
    for (size_t i = 0; i < RULES; i++)
        points += points_of(&rules[i], &w);
    return points;
}

int introduce_fresh(const struct introduce_pair *pair, const struct kith_settings *settings, day today) {
    struct weighing w = {.pair = pair, .settings = settings, .today = today};
    return INTRODUCE_FRESH_WEIGHT * at_most(freshness(&w), INTRODUCE_FRESH_MOST);
}

void introduce_reasons(const struct introduce_pair *pair, const struct kith_settings *settings, day today,
                       struct arena *arena, struct kith_reasons *out) {
    struct weighing w = {.pair = pair, .settings = settings, .today = today, .arena = arena};
    int points[RULES];
    size_t order[RULES], count = 0;
    for (size_t i = 0; i < RULES; i++) {
        points[i] = abs(points_of(&rules[i], &w));
        if (!points[i])
            continue;
        size_t at = count++;
        for (; at > 0 && points[order[at - 1]] < points[i]; at--)
            order[at] = order[at - 1];
        order[at] = i;
    }
    out->items = ARENA_NEW(arena, struct kith_reason, count);
    out->count = count;
    for (size_t i = 0; i < count; i++)
        out->items[i] = rules[order[i]].say(&w);
}

static int by_name(const struct fact_person *a, const struct fact_person *b) {
    int order = strcmp(a->sort, b->sort);
    return order ? order : a->id < b->id ? -1 : a->id > b->id;
}

int introduce_compare(const void *a, const void *b) {
    const struct introduce_ranked *x = a, *y = b;
    bool x_golden = x->pair.standing.word == KITH_STANDING_GOLDEN,
         y_golden = y->pair.standing.word == KITH_STANDING_GOLDEN;
    if (x_golden != y_golden)
        return x_golden ? -1 : 1;
    if (x->points != y->points)
        return x->points > y->points ? -1 : 1;
    int order = by_name(x->pair.source, y->pair.source);
    if (order || !x->pair.tie || !y->pair.tie)
        return order ? order : (y->pair.tie != NULL) - (x->pair.tie != NULL);
    return by_name(x->pair.tie->person, y->pair.tie->person);
}
