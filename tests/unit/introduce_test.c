/* Which introduction comes first: golden before ready, and points move only the sensible way. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "model/asof.h"
#include "model/introduce.h"

#define TODAY 20778 /* 2026-11-21 */

static const struct kith_settings settings = {
    .weekly_asks = 2,
    .give_first = 2,
    .golden_days = 14,
    .quiet_days = 1,
    .rest_days = 30,
    .harvest = 6,
    .pledge = 5,
    .need_days = 180,
    .follow_days = 7,
    .notyet_days = 30,
};

/* A source, a target and all that may lie between them; at most four rows of a kind. */
struct world {
    struct fact_person source, target;
    struct fact_moment moments[4];
    struct fact_ask asks[4];
    struct fact_referral ledger[8];
    struct fact_pledge pledge;
    struct fact_mention mentions[6];
    struct fact_tie tie;
    struct fact_need need;
    struct introduce_pair pair;
};

static void tie_up(struct world *w) {
    w->source.moments = w->moments;
    w->source.asks = w->asks;
    w->source.ledger = w->ledger;
    w->source.pledges = &w->pledge;
    w->tie = (struct fact_tie){&w->source, &w->target, w->mentions, w->tie.mention_count};
    for (size_t i = 0; i < w->source.ask_count; i++)
        w->asks[i].source = &w->source, w->asks[i].target = &w->target;
    for (size_t i = 0; i < w->source.ledger_count; i++)
        w->ledger[i].partner = &w->source, w->ledger[i].person = &w->target;
    w->pair.source = &w->source;
    w->pair.tie = &w->tie;
    w->pair.standing = standing_of(&w->source, &settings, TODAY);
}

static void plain(struct world *w) {
    memset(w, 0, sizeof *w);
    w->source = (struct fact_person){.id = 1,
                                     .name = "Ann Okafor",
                                     .sort = "ann okafor",
                                     .role = KITH_ROLE_CLIENT,
                                     .last_note = DAY_NONE,
                                     .wished = DAY_NONE};
    w->target = (struct fact_person){.id = 2,
                                     .name = "Tom Baker",
                                     .sort = "tom baker",
                                     .role = KITH_ROLE_MENTIONED,
                                     .last_note = DAY_NONE,
                                     .wished = DAY_NONE};
    w->mentions[0] = (struct fact_mention){.note = 1, .on = TODAY - 40, .relation = "brother"};
    w->tie.mention_count = 1;
    w->moments[0] = (struct fact_moment){.kind = KITH_MOMENT_THANKED, .on = TODAY - 5};
    w->source.moment_count = 1;
    tie_up(w);
}

static uint64_t seed;
static int roll(int sides) {
    seed = seed * 6364136223846793005u + 1442695040888963407u;
    return (int)((seed >> 33) % (uint64_t)sides);
}

static void random_world(struct world *w) {
    plain(w);
    w->source.role = roll(5);
    w->source.moment_count = (size_t)roll(4);
    for (size_t i = 0, ago = 0; i < w->source.moment_count; i++) {
        ago += (size_t)roll(20);
        w->moments[i] = (struct fact_moment){.kind = roll(10), .state = roll(4), .on = TODAY - (day)ago};
    }
    w->source.ask_count = (size_t)roll(3);
    for (size_t i = 0, ago = 0; i < w->source.ask_count; i++) {
        ago += (size_t)roll(90);
        w->asks[i] = (struct fact_ask){.id = (kith_id)i + 1,
                                       .answer = roll(7),
                                       .on = TODAY - (day)ago,
                                       .answered_on = DAY_NONE,
                                       .until = DAY_NONE};
    }
    w->source.ledger_count = (size_t)roll(7);
    for (size_t i = 0, ago = 0; i < w->source.ledger_count; i++) {
        ago += (size_t)roll(60);
        w->ledger[i] = (struct fact_referral){.direction = roll(2), .on = TODAY - (day)ago};
    }
    if (roll(2)) {
        w->pledge = (struct fact_pledge){.count = 1 + roll(5), .on = TODAY - roll(300)};
        w->source.pledge_count = 1;
    }
    w->tie.mention_count = (size_t)(1 + roll(4));
    for (size_t i = 0, ago = 1; i < w->tie.mention_count; i++) {
        ago += (size_t)roll(120);
        w->mentions[i] = (struct fact_mention){.note = 10 - (kith_id)i, .on = TODAY - (day)ago};
    }
    w->pair.close = (enum introduce_close)roll(4);
    w->pair.fit_count = roll(3);
    tie_up(w);
}

static int points(struct world *w) {
    tie_up(w);
    return introduce_points(&w->pair, &settings, TODAY);
}

static int compare(struct world *a, struct world *b) {
    struct introduce_ranked x = {a->pair, points(a)}, y = {b->pair, points(b)};
    x.pair = a->pair;
    y.pair = b->pair;
    return introduce_compare(&x, &y);
}

/* ---- one change to a world, and which way it may move the points ---- */

static void give_one(struct world *w) { /* the newest first */
    memmove(w->ledger + 1, w->ledger, 7 * sizeof *w->ledger);
    w->ledger[0] = (struct fact_referral){.direction = KITH_GIVEN, .on = TODAY};
    w->source.ledger_count++;
}
static void get_one_without_pledge(struct world *w) {
    w->source.pledge_count = 0;
    w->ledger[w->source.ledger_count++] =
        (struct fact_referral){.direction = KITH_RECEIVED, .on = TODAY - 900};
}
static void complain(struct world *w) {
    w->moments[w->source.moment_count++] = (struct fact_moment){.kind = KITH_MOMENT_TROUBLE, .on = TODAY - 90};
}
static void complain_and_settle(struct world *w) {
    complain(w);
    w->moments[w->source.moment_count - 1].state = KITH_STATE_SETTLED;
}
static void mention_again(struct world *w) {
    memmove(w->mentions + 1, w->mentions, 5 * sizeof *w->mentions);
    w->mentions[0] = (struct fact_mention){.note = 20, .on = TODAY - 1};
    w->tie.mention_count++;
}
static void come_closer(struct world *w) {
    if (w->pair.close < INTRODUCE_NEAR)
        w->pair.close++;
}
static void fit_better(struct world *w) {
    w->pair.fit_count++;
}
static void want_it(struct world *w) {
    w->need = (struct fact_need){.what = "a bookkeeper", .on = TODAY};
    w->pair.need = &w->need;
}
static void wish(struct world *w) {
    w->target.wished = TODAY;
}
static void agree_anew(struct world *w) {
    w->pledge = (struct fact_pledge){.count = 9, .on = TODAY};
    w->source.pledge_count = 1;
}
static void wait_a_month(struct world *w) {
    for (size_t i = 0; i < w->source.ask_count; i++)
        w->asks[i].on -= 30, w->asks[i].answer = KITH_ANSWER_NONE;
}
static void drop_asks_to_none(struct world *w) {
    for (size_t i = 0; i < w->source.ask_count; i++)
        w->asks[i].answer = KITH_ANSWER_NONE;
}
static void think_it_over(struct world *w) {
    if (w->source.ask_count)
        w->asks[0].answer = KITH_ANSWER_THINK;
}
static void thank_today(struct world *w) {
    memmove(w->moments + 1, w->moments, 3 * sizeof *w->moments);
    w->moments[0] = (struct fact_moment){.kind = KITH_MOMENT_THANKED, .on = TODAY};
    w->source.moment_count = w->source.moment_count < 4 ? w->source.moment_count + 1 : 4;
}
static void leave(struct world *w) {
    (void)w;
}

static const struct {
    const char *rule;
    void (*before)(struct world *w); /* makes both sides alike */
    void (*change)(struct world *w);
    int sense; /* 1: never lowers, -1: never raises */
} moves[] = {
    {"a referral given never lowers a source", leave, give_one, 1},
    {"a referral received never lowers a source", leave, get_one_without_pledge, 1},
    {"a complaint never raises a source", leave, complain, -1},
    {"a complaint settled never raises a source", leave, complain_and_settle, -1},
    {"one more mention never lowers", leave, mention_again, 1},
    {"a closer tie never lowers", leave, come_closer, 1},
    {"a better fit never lowers", leave, fit_better, 1},
    {"a need that the user serves never lowers", leave, want_it, 1},
    {"a wish never lowers", leave, wish, 1},
    {"a pledge never lowers", leave, agree_anew, 1},
    {"more time since the last ask never lowers", drop_asks_to_none, wait_a_month, 1},
    {"a dead end never raises", drop_asks_to_none, think_it_over, -1},
    {"thanks of today never lower", leave, thank_today, 1},
};

static void points_move_as_common_sense_says(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof moves / sizeof *moves; i++)
        for (uint64_t n = 1; n <= 2000; n++) {
            struct world w;
            seed = n * 7919;
            random_world(&w);
            if (moves[i].change == get_one_without_pledge)
                w.source.pledge_count = 0;
            moves[i].before(&w);
            int before = points(&w);
            moves[i].change(&w);
            int after = points(&w);
            if ((after - before) * moves[i].sense < 0)
                fail_msg("%s: %d, then %d (seed %d)", moves[i].rule, before, after, (int)n);
        }
}

static void every_rule_counts(void **state) {
    (void)state;
    static void (*const raising[])(struct world *) = {give_one, mention_again, come_closer, fit_better,
                                                      want_it,  wish,          agree_anew,  thank_today};
    for (size_t i = 0; i < sizeof raising / sizeof *raising; i++) {
        struct world w;
        plain(&w);
        int before = points(&w);
        raising[i](&w);
        assert_true(points(&w) > before);
    }
}

static void golden_always_precedes_ready(void **state) {
    (void)state;
    for (uint64_t n = 1; n <= 2000; n++) {
        struct world golden, ready;
        seed = n;
        random_world(&ready);
        tie_up(&ready);
        ready.pair.standing.word = KITH_STANDING_READY;
        plain(&golden);
        golden.pair.tie = NULL;
        golden.moments[0].on = TODAY - 14;
        tie_up(&golden);
        golden.pair.tie = NULL; /* even one with a mere role */
        golden.pair.role = "accountant";
        struct introduce_ranked x = {golden.pair, introduce_points(&golden.pair, &settings, TODAY)};
        struct introduce_ranked y = {ready.pair, introduce_points(&ready.pair, &settings, TODAY) + 500};
        assert_true(introduce_compare(&x, &y) < 0);
        assert_true(introduce_compare(&y, &x) > 0);
    }
}

/* The better of two pairs alike but for one thing. */
static void one_thing_decides(void **state) {
    (void)state;
    struct world a, b;
    plain(&a), plain(&b);
    b.moments[0].on = TODAY - 12;
    assert_true(compare(&a, &b) < 0); /* the fresher moment */
    plain(&b);
    b.moments[0].kind = KITH_MOMENT_DELIVERED;
    assert_true(compare(&a, &b) < 0); /* thanked over delivered */
    plain(&b);
    a.pair.close = INTRODUCE_NEAR, b.pair.close = INTRODUCE_KNOWN;
    assert_true(compare(&a, &b) < 0); /* family over acquaintance */
    plain(&a), plain(&b);
    mention_again(&a);
    assert_true(compare(&a, &b) < 0); /* more often, more lately */
    plain(&a), plain(&b);
    give_one(&a);
    assert_true(compare(&a, &b) < 0); /* given to over not given to */
    plain(&a), plain(&b);
    b.source.sort = "bea";
    assert_true(compare(&a, &b) < 0); /* else by name, always the same way */
    assert_true(compare(&b, &a) > 0);
}

static void each_point_has_its_reason(void **state) {
    (void)state;
    for (uint64_t n = 1; n <= 500; n++) {
        struct world w;
        struct arena arena = {0};
        struct kith_reasons because;
        seed = n;
        random_world(&w);
        w.pair.fits = "bakery";
        introduce_reasons(&w.pair, &settings, TODAY, &arena, &because);
        assert_true((introduce_points(&w.pair, &settings, TODAY) == 0) || because.count > 0);
        for (size_t i = 0; i < because.count; i++) {
            assert_true(because.items[i].why && strlen(because.items[i].why) > 8);
            assert_null(strstr(because.items[i].why, "point"));
            assert_true(because.items[i].on == DAY_NONE || because.items[i].on <= TODAY);
        }
        arena_free(&arena);
    }
}

static void a_not_yet_of_the_pair_returns(void **state) {
    (void)state;
    struct world w;
    plain(&w);
    w.asks[0] = (struct fact_ask){.id = 1,
                                  .answer = KITH_ANSWER_NOT_YET,
                                  .on = TODAY - 40,
                                  .answered_on = DAY_NONE,
                                  .until = TODAY,
                                  .wants = "the first year closed"};
    w.source.ask_count = 1;
    tie_up(&w);
    assert_non_null(introduce_returned(&w.pair, &settings, TODAY));
    w.asks[0].until = TODAY + 1;
    assert_null(introduce_returned(&w.pair, &settings, TODAY));
    w.asks[0].answer = KITH_ANSWER_THINK;
    assert_true(introduce_thought(&w.pair, TODAY));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(points_move_as_common_sense_says), cmocka_unit_test(every_rule_counts),
        cmocka_unit_test(golden_always_precedes_ready),     cmocka_unit_test(one_thing_decides),
        cmocka_unit_test(each_point_has_its_reason),        cmocka_unit_test(a_not_yet_of_the_pair_returns),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
