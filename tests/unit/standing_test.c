/* The word for one contact on a day, from facts alone. Every row names the rule it holds to. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

#include "model/asof.h"
#include "model/say.h"
#include "model/standing.h"

#define TODAY 20778 /* 2026-11-21, a Saturday */

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

/* Days are told as days ago. */
struct told {
    const char *rule;
    int role;
    bool archived;
    struct {
        int kind, ago, state;
        bool set;
    } moments[3];
    struct {
        int ago, answer, until_in; /* until_in: days from today, 0: none */
        bool set, to_role;
    } asks[2];
    int given[3], got[2]; /* days ago + 1; 0: none */
    int pledge;           /* days ago + 1 */
    int heard;            /* somebody mentioned, days ago + 1 */
    int target_role;      /* of that somebody */
    int word, days_left;
};
#define MOMENT(kind, ago)                                                                                    \
    { kind, ago, KITH_STATE_OPEN, true }
#define STATE(kind, ago, state)                                                                              \
    { kind, ago, state, true }
#define ASK(ago, answer)                                                                                     \
    { ago, answer, 0, true, false }
#define AGO(n)   ((n) + 1)
#define HEARD(n) .heard = (n) + 1, .target_role = KITH_ROLE_MENTIONED

static const struct told rows[] = {
    {"R14 open trouble holds, whatever else", KITH_ROLE_CLIENT,
     .moments = {MOMENT(KITH_MOMENT_THANKED, 1), MOMENT(KITH_MOMENT_TROUBLE, 40)}, .word = KITH_STANDING_HOLD},
    {"R14 settled trouble holds no more", KITH_ROLE_CLIENT,
     .moments = {MOMENT(KITH_MOMENT_THANKED, 1), STATE(KITH_MOMENT_TROUBLE, 40, KITH_STATE_SETTLED)}, .word = KITH_STANDING_GOLDEN,
     .days_left = 13},
    {"R14 trouble before an open ask", KITH_ROLE_CLIENT, .moments = {MOMENT(KITH_MOMENT_TROUBLE, 0)},
     .asks = {ASK(2, KITH_ANSWER_WAITING)}, .word = KITH_STANDING_HOLD},
    {"trouble dated after today does not count yet", KITH_ROLE_CLIENT,
     .moments = {MOMENT(KITH_MOMENT_THANKED, 1), MOMENT(KITH_MOMENT_TROUBLE, -1)}, .word = KITH_STANDING_GOLDEN, .days_left = 13},
    {"an ask answered waiting waits", KITH_ROLE_CLIENT, .moments = {MOMENT(KITH_MOMENT_THANKED, 1)},
     .asks = {ASK(2, KITH_ANSWER_WAITING)}, .word = KITH_STANDING_WAITING},
    {"an ask answered waiting waits after its rest too", KITH_ROLE_CLIENT, .asks = {ASK(90, KITH_ANSWER_WAITING)},
     .word = KITH_STANDING_WAITING},
    {"an ask answered will waits", KITH_ROLE_CLIENT, .asks = {ASK(2, KITH_ANSWER_WILL)}, .word = KITH_STANDING_WAITING},
    {"not-yet waits while its day is to come", KITH_ROLE_CLIENT, .asks = {{60, KITH_ANSWER_NOT_YET, 5, true, false}},
     .word = KITH_STANDING_WAITING},
    {"not-yet waits no more on its day", KITH_ROLE_CLIENT, .asks = {{60, KITH_ANSWER_NOT_YET, -1, true, false}},
     .word = KITH_STANDING_EARN},
    {"not-yet without a day waits 30 days from its answer", KITH_ROLE_CLIENT, .asks = {ASK(29, KITH_ANSWER_NOT_YET)},
     .word = KITH_STANDING_WAITING},
    {"not-yet without a day is back after 30", KITH_ROLE_CLIENT, .asks = {ASK(30, KITH_ANSWER_NOT_YET)},
     .word = KITH_STANDING_EARN},
    {"asked 29 days ago rests, whatever the answer: yes", KITH_ROLE_CLIENT, .asks = {ASK(29, KITH_ANSWER_YES)},
     .word = KITH_STANDING_RESTING},
    {"asked 29 days ago rests: think", KITH_ROLE_CLIENT, .asks = {ASK(29, KITH_ANSWER_THINK)}, .word = KITH_STANDING_RESTING},
    {"asked 29 days ago rests: no", KITH_ROLE_CLIENT, .asks = {ASK(29, KITH_ANSWER_NO)}, .word = KITH_STANDING_RESTING},
    {"asked 29 days ago rests: none", KITH_ROLE_CLIENT, .asks = {ASK(29, KITH_ANSWER_NONE)}, .word = KITH_STANDING_RESTING},
    {"asked 30 days ago has rested: less than 30", KITH_ROLE_CLIENT, .moments = {MOMENT(KITH_MOMENT_THANKED, 50)},
     .asks = {ASK(30, KITH_ANSWER_NO)}, .word = KITH_STANDING_LISTEN},
    {"an ask dated after today does not count", KITH_ROLE_CLIENT, .moments = {MOMENT(KITH_MOMENT_THANKED, 1)},
     .asks = {ASK(-1, KITH_ANSWER_WAITING)}, .word = KITH_STANDING_GOLDEN, .days_left = 13},
    {"R5 a stranger earns first", KITH_ROLE_OTHER, .word = KITH_STANDING_EARN},
    {"R5 a client without evidence earns first", KITH_ROLE_CLIENT, .word = KITH_STANDING_EARN},
    {"R5 a friend earns first", KITH_ROLE_FRIEND, .word = KITH_STANDING_EARN},
    {"R4 a partner without referrals: give", KITH_ROLE_PARTNER, .word = KITH_STANDING_GIVE},
    {"R4 a partner given one: give", KITH_ROLE_PARTNER, .given = {AGO(9)}, .word = KITH_STANDING_GIVE},
    {"R4 a partner given two has earned", KITH_ROLE_PARTNER, .given = {AGO(9), AGO(90)}, .word = KITH_STANDING_LISTEN},
    {"R4 a referral dated tomorrow does not count", KITH_ROLE_PARTNER, .given = {AGO(9), AGO(-1)},
     .word = KITH_STANDING_GIVE},
    {"R4 thanks of a partner earn nothing", KITH_ROLE_PARTNER, .moments = {MOMENT(KITH_MOMENT_THANKED, 1)},
     .word = KITH_STANDING_GIVE},
    {"a partner who introduced someone has earned", KITH_ROLE_PARTNER, .got = {AGO(300)}, .word = KITH_STANDING_LISTEN},
    {"R5 a client who thanked long ago has earned", KITH_ROLE_CLIENT, .moments = {MOMENT(KITH_MOMENT_THANKED, 900)},
     .word = KITH_STANDING_LISTEN},
    {"R5 delivered earns with a client", KITH_ROLE_CLIENT, .moments = {MOMENT(KITH_MOMENT_DELIVERED, 900)},
     .word = KITH_STANDING_LISTEN},
    {"R5 a result earns with a client", KITH_ROLE_CLIENT, .moments = {STATE(KITH_MOMENT_RESULT, 900, KITH_STATE_USED)},
     .word = KITH_STANDING_LISTEN},
    {"R5 a moment let go has earned all the same", KITH_ROLE_CLIENT,
     .moments = {STATE(KITH_MOMENT_THANKED, 3, KITH_STATE_LET_GO)}, .word = KITH_STANDING_LISTEN},
    {"value alone earns nothing with a client", KITH_ROLE_CLIENT, .moments = {MOMENT(KITH_MOMENT_VALUE, 3)},
     .word = KITH_STANDING_EARN},
    {"R6 value before a sale earns with a prospect, golden", KITH_ROLE_PROSPECT,
     .moments = {MOMENT(KITH_MOMENT_VALUE, 3)}, .word = KITH_STANDING_GOLDEN, .days_left = 11},
    {"thanks of a prospect are golden", KITH_ROLE_PROSPECT, .moments = {MOMENT(KITH_MOMENT_THANKED, 3)},
     .word = KITH_STANDING_GOLDEN, .days_left = 11},
    {"delivered to a prospect earns nothing", KITH_ROLE_PROSPECT, .moments = {MOMENT(KITH_MOMENT_DELIVERED, 3)},
     .word = KITH_STANDING_EARN},
    {"a friend earns by thanks", KITH_ROLE_FRIEND, .moments = {MOMENT(KITH_MOMENT_THANKED, 3)}, .word = KITH_STANDING_GOLDEN,
     .days_left = 11},
    {"a friend does not earn by a result", KITH_ROLE_FRIEND, .moments = {MOMENT(KITH_MOMENT_RESULT, 3)},
     .word = KITH_STANDING_EARN},
    {"another earns by thanks", KITH_ROLE_OTHER, .moments = {MOMENT(KITH_MOMENT_THANKED, 3)}, .word = KITH_STANDING_GOLDEN,
     .days_left = 11},
    {"another earns by one referral received", KITH_ROLE_OTHER, .got = {AGO(3)}, .word = KITH_STANDING_LISTEN},
    {"another earns by two given", KITH_ROLE_OTHER, .given = {AGO(3), AGO(4)}, .word = KITH_STANDING_LISTEN},
    {"thanks dated tomorrow earn nothing yet", KITH_ROLE_CLIENT, .moments = {MOMENT(KITH_MOMENT_THANKED, -1)},
     .word = KITH_STANDING_EARN},
    {"R6 a moment of today is golden with 14 days left", KITH_ROLE_CLIENT, .moments = {MOMENT(KITH_MOMENT_THANKED, 0)},
     .word = KITH_STANDING_GOLDEN, .days_left = 14},
    {"R6 a moment of 14 days ago is golden with 0 days left", KITH_ROLE_CLIENT,
     .moments = {MOMENT(KITH_MOMENT_THANKED, 14)}, .word = KITH_STANDING_GOLDEN, .days_left = 0},
    {"R6 a moment of 15 days ago has passed", KITH_ROLE_CLIENT, .moments = {MOMENT(KITH_MOMENT_THANKED, 15)},
     .word = KITH_STANDING_LISTEN},
    {"R6 a used moment glows no more", KITH_ROLE_CLIENT, .moments = {STATE(KITH_MOMENT_THANKED, 3, KITH_STATE_USED)},
     .word = KITH_STANDING_LISTEN},
    {"R6 the freshest open moment counts its days", KITH_ROLE_CLIENT,
     .moments = {MOMENT(KITH_MOMENT_DELIVERED, 2), MOMENT(KITH_MOMENT_THANKED, 9)}, .word = KITH_STANDING_GOLDEN, .days_left = 12},
    {"R6 value glows where the right is earned otherwise", KITH_ROLE_CLIENT,
     .moments = {MOMENT(KITH_MOMENT_VALUE, 2), MOMENT(KITH_MOMENT_THANKED, 99)}, .word = KITH_STANDING_GOLDEN, .days_left = 12},
    {"R9 an unearned kickoff stands at earn", KITH_ROLE_CLIENT, .moments = {MOMENT(KITH_MOMENT_KICKOFF, 1)},
     .word = KITH_STANDING_EARN},
    {"R9 a client with a pledge has earned", KITH_ROLE_CLIENT, .pledge = AGO(100), .word = KITH_STANDING_LISTEN},
    {"R9 a pledge earns with clients only", KITH_ROLE_PROSPECT, .pledge = AGO(100), .word = KITH_STANDING_EARN},
    {"R9 a pledge dated tomorrow earns nothing yet", KITH_ROLE_CLIENT, .pledge = AGO(-1), .word = KITH_STANDING_EARN},
    {"a kickoff with no more than a pledge is not golden: no name before any work", KITH_ROLE_CLIENT,
     .moments = {MOMENT(KITH_MOMENT_KICKOFF, 1)}, .pledge = AGO(1), HEARD(3), .word = KITH_STANDING_READY},
    {"a kickoff is golden where deeds have earned the right", KITH_ROLE_CLIENT,
     .moments = {MOMENT(KITH_MOMENT_KICKOFF, 1), MOMENT(KITH_MOMENT_THANKED, 99)}, .word = KITH_STANDING_GOLDEN, .days_left = 13},
    {"introduced, promised, notyet, gave change nothing", KITH_ROLE_CLIENT,
     .moments = {MOMENT(KITH_MOMENT_INTRODUCED, 1), MOMENT(KITH_MOMENT_PROMISED, 1), MOMENT(KITH_MOMENT_GAVE, 1)},
     .word = KITH_STANDING_EARN},
    {"R8 ready: earned, and someone can be asked about", KITH_ROLE_CLIENT, .moments = {MOMENT(KITH_MOMENT_THANKED, 99)},
     HEARD(1), .word = KITH_STANDING_READY},
    {"R7 someone mentioned today makes nobody ready", KITH_ROLE_CLIENT, .moments = {MOMENT(KITH_MOMENT_THANKED, 99)},
     HEARD(0), .word = KITH_STANDING_LISTEN},
    {"someone who is a client already makes nobody ready", KITH_ROLE_CLIENT, .moments = {MOMENT(KITH_MOMENT_THANKED, 99)},
     .heard = AGO(5), .target_role = KITH_ROLE_CLIENT, .word = KITH_STANDING_LISTEN},
    {"someone who is a friend can be asked about", KITH_ROLE_CLIENT, .moments = {MOMENT(KITH_MOMENT_THANKED, 99)},
     .heard = AGO(5), .target_role = KITH_ROLE_FRIEND, .word = KITH_STANDING_READY},
    {"a name alone earns nothing", KITH_ROLE_CLIENT, HEARD(5), .word = KITH_STANDING_EARN},
    {"someone merely mentioned has no standing", KITH_ROLE_MENTIONED, .moments = {MOMENT(KITH_MOMENT_THANKED, 1)},
     .word = KITH_NO_WORD},
    {"someone archived has no standing", KITH_ROLE_CLIENT, true, .moments = {MOMENT(KITH_MOMENT_THANKED, 1)},
     .word = KITH_NO_WORD},
};

/* A contact made of a row, and what hangs on them. */
struct made {
    struct fact_person p, other;
    struct fact_moment moments[3];
    struct fact_ask asks[2];
    struct fact_referral ledger[5];
    struct fact_pledge pledge;
    struct fact_mention mention;
    struct fact_tie tie;
};

static void make_ledger(struct made *m, const struct told *row) {
    const int *lists[2] = {[KITH_GIVEN] = row->given, [KITH_RECEIVED] = row->got};
    for (int direction = 0; direction < 2; direction++)
        for (int i = 0; i < (direction == KITH_GIVEN ? 3 : 2) && lists[direction][i]; i++)
            m->ledger[m->p.ledger_count++] = (struct fact_referral){.direction = direction,
                                                                    .partner = &m->p,
                                                                    .person = &m->other,
                                                                    .on = TODAY - lists[direction][i] + 1};
    m->p.ledger = m->ledger;
}

static void make(struct made *m, const struct told *row) {
    memset(m, 0, sizeof *m);
    m->p = (struct fact_person){.id = 1,
                                .name = "Ann Okafor",
                                .sort = "ann okafor",
                                .role = row->role,
                                .archived = row->archived,
                                .last_note = DAY_NONE,
                                .wished = DAY_NONE};
    m->other = (struct fact_person){.id = 2,
                                    .name = "Tom Baker",
                                    .sort = "tom baker",
                                    .role = row->target_role,
                                    .last_note = DAY_NONE,
                                    .wished = DAY_NONE};
    for (int i = 0; i < 3 && row->moments[i].set; i++)
        m->moments[m->p.moment_count++] = (struct fact_moment){.id = i + 1,
                                                               .kind = row->moments[i].kind,
                                                               .state = row->moments[i].state,
                                                               .on = TODAY - row->moments[i].ago};
    m->p.moments = m->moments;
    for (int i = 0; i < 2 && row->asks[i].set; i++)
        m->asks[m->p.ask_count++] =
            (struct fact_ask){.id = i + 1,
                              .source = &m->p,
                              .role = "accountant",
                              .answer = row->asks[i].answer,
                              .on = TODAY - row->asks[i].ago,
                              .answered_on = DAY_NONE,
                              .until = row->asks[i].until_in ? TODAY + row->asks[i].until_in : DAY_NONE};
    m->p.asks = m->asks;
    make_ledger(m, row);
    if (row->pledge) {
        m->pledge = (struct fact_pledge){.count = 5, .on = TODAY - row->pledge + 1};
        m->p.pledges = &m->pledge;
        m->p.pledge_count = 1;
    }
    if (row->heard) {
        m->mention = (struct fact_mention){.note = 1, .on = TODAY - row->heard + 1, .relation = "brother"};
        m->tie = (struct fact_tie){&m->p, &m->other, &m->mention, 1};
        m->p.circle = &m->tie;
        m->p.circle_count = 1;
    }
}

static void standing_is_the_first_row_that_holds(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct made m;
        make(&m, &rows[i]);
        struct standing got = standing_of(&m.p, &settings, TODAY);
        if (got.word != rows[i].word || (got.word == KITH_STANDING_GOLDEN && got.days_left != rows[i].days_left))
            fail_msg("%s: stands at %d with %d days left, not %d with %d", rows[i].rule, got.word,
                     got.days_left, rows[i].word, rows[i].days_left);
    }
}

static void every_standing_has_its_reasons(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct made m;
        struct arena arena = {0};
        struct kith_reasons because;
        make(&m, &rows[i]);
        struct standing got = standing_of(&m.p, &settings, TODAY);
        standing_reasons(&m.p, &got, &settings, TODAY, &arena, &because);
        if ((because.count == 0) != (got.word == KITH_NO_WORD))
            fail_msg("%s: %zu reasons", rows[i].rule, because.count);
        for (size_t j = 0; j < because.count; j++)
            if (because.items[j].on != DAY_NONE && because.items[j].on > TODAY)
                fail_msg("%s: a reason dated after today: %s", rows[i].rule, because.items[j].why);
        arena_free(&arena);
    }
}

static void a_reason_is_a_sentence_with_its_day_and_words(void **state) {
    (void)state;
    struct made m;
    struct arena arena = {0};
    struct kith_reasons because;
    const struct told row = {"", KITH_ROLE_CLIENT, .moments = {MOMENT(KITH_MOMENT_THANKED, 3)}};
    make(&m, &row);
    m.moments[0].quote = "we saved her quarter";
    struct standing got = standing_of(&m.p, &settings, TODAY);
    standing_reasons(&m.p, &got, &settings, TODAY, &arena, &because);
    assert_string_equal(because.items[0].why, "thanked you on Wednesday");
    assert_string_equal(because.items[0].quote, "we saved her quarter");
    assert_int_equal(because.items[0].on, TODAY - 3);
    arena_free(&arena);
}

/* Who can be asked about: each block alone, in the words of the circle. */
static void why_somebody_cannot_be_asked_about(void **state) {
    (void)state;
    struct arena arena = {0};
    struct fact_person ann = {.id = 1, .name = "Ann Okafor", .role = KITH_ROLE_CLIENT};
    struct fact_person bill = {.id = 3, .name = "Bill Tran", .role = KITH_ROLE_CLIENT};
    struct fact_person tom;
    struct fact_mention mention;
    struct fact_tie tie;
    struct fact_ask ask;
    const struct fact_ask *sought = &ask;
    struct fact_referral referral;
    const struct fact_referral *referred = &referral;
    struct fact_delay none[1] = {{0}};
    bill.delays = none;
#define FRESH()                                                                                              \
    (ann.ask_count = 0, tom = (struct fact_person){.id = 2, .name = "Tom Baker", .role = KITH_ROLE_MENTIONED},    \
     mention = (struct fact_mention){.note = 1, .on = TODAY - 1},                                            \
     tie = (struct fact_tie){&ann, &tom, &mention, 1})
#define WHY_NOT standing_why_not(&tie, &settings, TODAY, &arena)
    FRESH();
    assert_null(WHY_NOT);
    mention.on = TODAY;
    assert_string_equal(WHY_NOT, "mentioned today; give it a day");
    mention.on = TODAY - 9;
    mention.note = 0;
    assert_non_null(strstr(WHY_NOT, "known from a file only"));
    FRESH();
    tom.role = KITH_ROLE_CLIENT;
    assert_string_equal(WHY_NOT, "already a client");
    tom.role = KITH_ROLE_PROSPECT;
    assert_string_equal(WHY_NOT, "already a prospect");
    tom.role = KITH_ROLE_PARTNER;
    assert_string_equal(WHY_NOT, "already a partner");
    tom.role = KITH_ROLE_OTHER;
    assert_null(WHY_NOT);
    tom.archived = true;
    assert_string_equal(WHY_NOT, "archived");

    FRESH();
    ask = (struct fact_ask){.id = 1,
                            .source = &bill,
                            .target = &tom,
                            .on = TODAY - 18,
                            .answer = KITH_ANSWER_WAITING,
                            .answered_on = DAY_NONE,
                            .until = DAY_NONE};
    tom.sought = &sought;
    tom.sought_count = 1;
    assert_string_equal(WHY_NOT, "asked Bill about them on 3 Nov, still waiting");
    ask.answer = KITH_ANSWER_WILL;
    assert_string_equal(WHY_NOT, "Bill will introduce them, asked on 3 Nov");
    ask.answer = KITH_ANSWER_NOT_YET;
    ask.until = TODAY + 1;
    assert_string_equal(WHY_NOT, "Bill said not yet, comes back tomorrow");
    ask.until = TODAY;
    assert_null(WHY_NOT);
    ask.answer = KITH_ANSWER_NONE; /* no reply ever came: nothing declined */
    assert_null(WHY_NOT);
    ask.answer = KITH_ANSWER_NO; /* another's no does not bind this source */
    assert_null(WHY_NOT);
    ask.source = &ann;
    ann.asks = &ask;
    ann.ask_count = 1;
    assert_string_equal(WHY_NOT, "Ann said no on 3 Nov");

    FRESH();
    referral =
        (struct fact_referral){.direction = KITH_RECEIVED, .partner = &bill, .person = &tom, .on = TODAY - 2};
    tom.referred = &referred;
    tom.referred_count = 1;
    assert_string_equal(WHY_NOT, "introduced already, by Bill on Thursday");
    referral.direction = KITH_GIVEN;
    assert_string_equal(WHY_NOT, "you sent them to Bill on Thursday");
    referral.on = TODAY + 1;
    assert_null(WHY_NOT);
    arena_free(&arena);
}

static void an_ask_comes_back_on_its_day(void **state) {
    (void)state;
    struct fact_person ann = {.id = 1, .name = "Ann Okafor", .role = KITH_ROLE_CLIENT};
    struct fact_ask ask = {.id = 1, .source = &ann, .on = 100, .answered_on = DAY_NONE, .until = DAY_NONE};
    assert_int_equal(asof_due(&ask, &settings, 200), 107);
    ask.answer = KITH_ANSWER_WILL;
    ask.answered_on = 110;
    assert_int_equal(asof_due(&ask, &settings, 200), 117);
    ask.answer = KITH_ANSWER_NOT_YET;
    assert_int_equal(asof_due(&ask, &settings, 200), 140);
    ask.until = 125;
    assert_int_equal(asof_due(&ask, &settings, 200), 125);
    assert_int_equal(asof_due(&ask, &settings, 109), 107); /* that answer lies ahead */
    struct fact_delay delay = {.ask = 1, .on = 126, .until = 129};
    ann.delays = &delay;
    ann.delay_count = 1;
    assert_int_equal(asof_due(&ask, &settings, 200), 129);
    static const int closed[] = {KITH_ANSWER_YES, KITH_ANSWER_THINK, KITH_ANSWER_NO, KITH_ANSWER_NONE};
    for (size_t i = 0; i < 4; i++) {
        ask.answer = closed[i];
        assert_int_equal(asof_due(&ask, &settings, 200), DAY_NONE);
        assert_false(asof_open(&ask, &settings, 200));
    }
}

static void a_delay_keeps_away_until_its_day(void **state) {
    (void)state;
    struct fact_delay delays[] = {
        {.on = 105, .until = 108}, {.on = 102, .until = 104}, {.on = 90, .until = 93}};
    struct fact_ask ask = {.on = 100};
    struct fact_person ann = {.delays = delays, .delay_count = 3, .asks = &ask, .ask_count = 1};
    assert_non_null(asof_delayed(&ann, 107));
    assert_null(asof_delayed(&ann, 108));
    assert_null(asof_delayed(&ann, 101));
    assert_int_equal(asof_delays_in_row(&ann, 110), 2); /* the ask lies between */
    ann.ask_count = 0;
    assert_int_equal(asof_delays_in_row(&ann, 110), 3);
    assert_int_equal(asof_delays_in_row(&ann, 103), 2);
}

static void small_words_as_one_would_say_them(void **state) {
    (void)state;
    struct arena arena = {0};
    static const struct {
        const char *name, *first;
    } names[] = {
        {"Ann Okafor", "Ann"},
        {"Dr. Ann Okafor", "Ann"},
        {"Dr Okafor", "Dr Okafor"},
        {"Cher", "Cher"},
        {"Sister Bernadette Quill", "Sister Bernadette"},
        {"Auntie Xiu", "Auntie Xiu"},
        {"Rivers, Paul", "Paul"},
        {"Rivers, Dr. Paul Ian", "Paul"},
        {"Ann Okafor, PhD", "Ann"},
        {"", ""},
    };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        assert_string_equal(say_first(names[i].name, &arena), names[i].first);
    static const struct {
        int ago;
        const char *on;
    } days[] = {{0, "today"},     {1, "yesterday"},        {2, "on Thursday"}, {6, "on Sunday"},
                {7, "on 14 Nov"}, {325, "on 31 Dec 2025"}, {-1, "tomorrow"},   {-2, "on 23 Nov"}};
    for (size_t i = 0; i < sizeof days / sizeof *days; i++)
        assert_string_equal(say_on(TODAY - days[i].ago, TODAY, &arena), days[i].on);
    assert_string_equal(say_times(1, &arena), "once");
    assert_string_equal(say_times(4, &arena), "four times");
    assert_string_equal(say_number(13, &arena), "13");
    assert_string_equal(say_a("accountant", &arena), "an accountant");
    arena_free(&arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(standing_is_the_first_row_that_holds),
        cmocka_unit_test(every_standing_has_its_reasons),
        cmocka_unit_test(a_reason_is_a_sentence_with_its_day_and_words),
        cmocka_unit_test(why_somebody_cannot_be_asked_about),
        cmocka_unit_test(an_ask_comes_back_on_its_day),
        cmocka_unit_test(a_delay_keeps_away_until_its_day),
        cmocka_unit_test(small_words_as_one_would_say_them),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
