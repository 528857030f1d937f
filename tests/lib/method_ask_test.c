/* Asking through the library: asks, answers, putting off, whom to propose. */
#include "lib/method.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "kith/need.h"
#include "kith/note.h"
#include "kith/referral.h"

/* ---- asking ---- */

static void an_ask_uses_the_open_moments_of_its_source(void **state) {
    (void)state;
    struct method_book b = method_open("'people':[" ANN "," TOM "],'notes':[" NOTE_TOM
                                       "],'mentions':[" HEARD_TOM "],'moments':[" ANN_THANKED
                                       ",{'uid':'m2','person':'ann','kind':'delivered','on':'2026-10-01'},"
                                       "{'uid':'m3','person':'ann','kind':'introduced','on':'2026-11-18'},"
                                       "{'uid':'m4','person':'ann','kind':'result','on':'2026-11-25'}]");
    assert_string_equal(method_standing(&b, "ann"), "golden");
    lib_ok(b.k, method_ask(&b, "ann", "tom", NULL, NULL, false));
    assert_int_equal(method_moment(&b, "m1").state, KITH_STATE_USED);
    assert_int_equal(method_moment(&b, "m2").state, KITH_STATE_OPEN); /* had passed: counted as such */
    assert_int_equal(method_moment(&b, "m3").state, KITH_STATE_OPEN); /* not a positive one */
    assert_int_equal(method_moment(&b, "m4").state, KITH_STATE_OPEN); /* dated after today */
    assert_int_equal(method_today(&b)->asks_made, 1);
    assert_int_equal(b.day.golden_count, 0);
    assert_string_equal(method_standing(&b, "ann"), "waiting");
    lib_ok(b.k, kith_undo(b.k, NULL, NULL)); /* one step */
    assert_string_equal(method_standing(&b, "ann"), "golden");
    assert_int_equal(method_today(&b)->asks_made, 0);
    method_close(&b);
}

static void an_ask_against_the_standing_is_kept_with_it(void **state) {
    (void)state;
    static const struct {
        const char *rule, *uid;
        int standing;
    } rows[] = {
        {"hold", "held", KITH_STANDING_HOLD},        {"waiting", "waits", KITH_STANDING_WAITING},
        {"resting", "rests", KITH_STANDING_RESTING}, {"earn", "stranger", KITH_STANDING_EARN},
        {"give", "partner", KITH_STANDING_GIVE},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct method_book b = method_open(
            "'people':[" TOM
            ",{'uid':'held','name':'A','role':'client'},{'uid':'waits','name':'B','role':'client'},"
            "{'uid':'rests','name':'C','role':'client'},{'uid':'stranger','name':'D','role':'other'},"
            "{'uid':'partner','name':'E','role':'partner'}],"
            "'moments':[{'uid':'m','person':'held','kind':'trouble','on':'2026-11-01'}],"
            "'asks':[{'uid':'a','source':'waits','role':'boss','on':'2026-11-01','answer':'waiting'},"
            "{'uid':'b','source':'rests','role':'boss','on':'2026-11-01','answer':'yes'}]");
        assert_int_equal(method_ask(&b, rows[i].uid, "tom", NULL, NULL, false), KITH_INVALID);
        assert_true(strlen(kith_error(b.k)) > 10);
        assert_int_equal(method_today(&b)->asks_made, 0);
        struct kith_ask row;
        kith_row_init(&kith_ask_kind, &row);
        row.source = method_id(&b, rows[i].uid);
        row.target = method_id(&b, "tom");
        row.on = DAY_NONE;
        lib_ok(b.k, kith_ask_add(b.k, &row, true));
        lib_ok(b.k, kith_row_get(b.k, &kith_ask_kind, row.id, &b.arena, &row));
        if (row.overruled != rows[i].standing)
            fail_msg("%s: overruled is %d", rows[i].rule, row.overruled);
        method_close(&b);
    }
}

static void an_ask_that_nothing_speaks_against_overrules_nothing(void **state) {
    (void)state;
    struct method_book b = method_open("'people':[" ANN "," TOM "],'moments':[" ANN_THANKED "]");
    struct kith_ask row;
    kith_row_init(&kith_ask_kind, &row);
    row.source = method_id(&b, "ann");
    row.target = method_id(&b, "tom");
    lib_ok(b.k, kith_ask_add(b.k, &row, true));
    assert_int_equal(row.overruled, KITH_NO_WORD);
    row.target = row.source;
    row.uid = NULL;
    assert_int_equal(kith_ask_add(b.k, &row, true), KITH_INVALID); /* nobody is asked about themselves */
    method_close(&b);
}

/* ---- answers ---- */

static void yes_makes_a_referral_received(void **state) {
    (void)state;
    struct method_book b = method_open("'people':[" ANN "," TOM "],'moments':[" ANN_THANKED "]");
    struct kith_referral *rows;
    size_t count;
    lib_ok(b.k, method_ask(&b, "ann", "tom", NULL, "2026-11-19", false));
    lib_ok(b.k, method_answer(&b, "ann", KITH_ANSWER_YES, "2026-11-20", NULL));
    lib_ok(b.k, kith_rows_of(b.k, &kith_referral_kind, 0, &b.arena, &rows, &count));
    assert_int_equal(count, 1);
    assert_int_equal(rows[0].direction, KITH_RECEIVED);
    assert_int_equal(rows[0].partner, method_id(&b, "ann"));
    assert_int_equal(rows[0].person, method_id(&b, "tom"));
    assert_int_equal(rows[0].outcome, KITH_OUTCOME_OPEN);
    assert_int_equal(rows[0].on, lib_day("2026-11-20"));
    assert_string_equal(method_standing(&b, "ann"), "resting"); /* whatever the answer */
    lib_ok(b.k, kith_undo(b.k, NULL, NULL));
    lib_ok(b.k, kith_rows_of(b.k, &kith_referral_kind, 0, &b.arena, &rows, &count));
    assert_int_equal(count, 0);
    method_close(&b);
}

static void yes_to_a_role_needs_the_person(void **state) {
    (void)state;
    struct method_book b = method_open("'people':[" ANN "," TOM "],'moments':[" ANN_THANKED "]");
    kith_id found;
    lib_ok(b.k, method_ask(&b, "ann", NULL, "accountant", "2026-11-19", false));
    lib_ok(b.k, kith_ask_find(b.k, "Ann", &found));
    struct kith_reply reply = {.answer = KITH_ANSWER_YES, .on = DAY_NONE, .until = DAY_NONE};
    assert_int_equal(kith_ask_answer(b.k, found, &reply), KITH_INVALID);
    assert_string_equal(method_standing(&b, "ann"), "waiting"); /* nothing half-done */
    reply.person = method_id(&b, "tom");
    lib_ok(b.k, kith_ask_answer(b.k, found, &reply));
    struct kith_ask row;
    lib_ok(b.k, kith_row_get(b.k, &kith_ask_kind, found, &b.arena, &row));
    assert_true(row.referral != 0);
    assert_int_equal(kith_ask_find(b.k, "Ann", &found), KITH_NOT_FOUND); /* closed */
    method_close(&b);
}

static void a_mistaken_yes_set_right_takes_its_referral_with_it(void **state) {
    (void)state;
    struct method_book b = method_open("'people':[" ANN "," TOM "],'moments':[" ANN_THANKED "]");
    kith_id found;
    lib_ok(b.k, method_ask(&b, "ann", "tom", NULL, NULL, false));
    lib_ok(b.k, kith_ask_find(b.k, "ann", &found));
    const struct kith_reply yes = {.answer = KITH_ANSWER_YES, .on = DAY_NONE, .until = DAY_NONE};
    const struct kith_reply no = {.answer = KITH_ANSWER_NO, .on = DAY_NONE, .until = DAY_NONE};
    lib_ok(b.k, kith_ask_answer(b.k, found, &yes));
    lib_ok(b.k, kith_ask_answer(b.k, found, &yes));
    assert_int_equal(method_today(&b)->owed_count, 2); /* act and thank, once */
    lib_ok(b.k, kith_ask_answer(b.k, found, &no));
    assert_int_equal(method_today(&b)->owed_count, 0);
    method_close(&b);
}

#define ASKED(on, rest)                                                                                      \
    "'people':[" ANN "," TOM "," BILL "],'notes':[" NOTE_TOM "],'mentions':[" HEARD_TOM                      \
    ",{'uid':'x2','note':'n1','by':'bill','person':'tom','quote':'Tom'}],'moments':["                        \
    "{'uid':'m1','person':'ann','kind':'thanked','on':'2026-06-01'},"                                        \
    "{'uid':'m2','person':'bill','kind':'thanked','on':'2026-06-01'}],"                                      \
    "'asks':[{'uid':'a1','source':'ann','target':'tom','on':'" on "'," rest "}]"

static void every_open_ask_follows_up_on_its_day(void **state) {
    (void)state;
    static const struct {
        const char *rule, *arrays, *due;
    } rows[] = {
        {"waiting comes back 7 days after it was made", ASKED("2026-11-14", "'answer':'waiting'"),
         "2026-11-21"},
        {"waiting does not come back before", ASKED("2026-11-15", "'answer':'waiting'"), NULL},
        {"will comes back 7 days after that answer",
         ASKED("2026-11-01", "'answer':'will','answered_on':'2026-11-14'"), "2026-11-21"},
        {"will does not come back before", ASKED("2026-11-01", "'answer':'will','answered_on':'2026-11-15'"),
         NULL},
        {"not-yet comes back on its date",
         ASKED("2026-11-01", "'answer':'not-yet','answered_on':'2026-11-02','until':'2026-11-21'"),
         "2026-11-21"},
        {"not-yet does not come back before",
         ASKED("2026-11-01", "'answer':'not-yet','answered_on':'2026-11-02','until':'2026-11-22'"), NULL},
        {"not-yet without a date comes back 30 days after the answer",
         ASKED("2026-10-01", "'answer':'not-yet','answered_on':'2026-10-22'"), "2026-11-21"},
        {"none closes an ask", ASKED("2026-10-01", "'answer':'none','answered_on':'2026-10-22'"), NULL},
        {"think closes an ask", ASKED("2026-10-01", "'answer':'think','answered_on':'2026-10-22'"), NULL},
        {"no closes an ask", ASKED("2026-10-01", "'answer':'no','answered_on':'2026-10-22'"), NULL},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct method_book b = method_open(rows[i].arrays);
        const struct kith_day *d = method_today(&b);
        if (d->follow_up_count != (rows[i].due != NULL))
            fail_msg("%s: %zu rows", rows[i].rule, d->follow_up_count);
        if (rows[i].due) {
            assert_int_equal(d->follow_up[0].due, lib_day(rows[i].due));
            assert_string_equal(d->follow_up[0].person.name, "Ann Okafor");
            assert_string_equal(d->follow_up[0].target.name, "Tom Baker");
        }
        method_close(&b);
    }
}

static void archived_people_never_come_back(void **state) {
    (void)state;
    struct method_book b =
        method_open("'people':[{'uid':'ann','name':'Ann Okafor','role':'client','archived':true}],"
                    "'asks':[{'uid':'a','source':'ann','role':'boss','on':'2026-11-01','answer':'waiting'}]");
    assert_int_equal(method_today(&b)->follow_up_count, 0);
    method_close(&b);
}

static void not_yet_comes_back_with_what_they_want_to_see_first(void **state) {
    (void)state;
    struct method_book b =
        method_open("'people':[" ANN "," TOM "],'notes':[" NOTE_TOM "],'mentions':[" HEARD_TOM
                    "],'moments':[{'uid':'m1','person':'ann','kind':'thanked','on':'2026-06-01'}]");
    struct kith_ask row;
    lib_ok(b.k, method_ask(&b, "ann", "tom", NULL, "2026-10-10", false));
    lib_ok(b.k, method_answer(&b, "ann", KITH_ANSWER_NOT_YET, "2026-10-12", NULL));
    kith_id found;
    lib_ok(b.k, kith_ask_find(b.k, "ann", &found));
    lib_ok(b.k, kith_row_get(b.k, &kith_ask_kind, found, &b.arena, &row));
    assert_int_equal(row.until, lib_day("2026-11-11"));
    assert_string_equal(method_today(&b)->follow_up[0].wants, "the first year closed");
    assert_string_equal(method_proposed(&b), "Ann Okafor > Tom Baker");
    assert_string_equal(b.day.introduction.wording.items[0].form, "after not yet");
    assert_non_null(strstr(b.day.introduction.wording.items[0].text, "the first year closed"));
    assert_non_null(strstr(b.day.introduction.wording.items[0].text, "Tom Baker"));
    method_close(&b);
}

static void no_is_never_raised_again_for_that_pair_and_none_declines_nothing(void **state) {
    (void)state;
    struct method_book b = method_open(ASKED("2026-08-01", "'answer':'no','answered_on':'2026-08-02'"));
    assert_string_equal(method_why_not(&b, "ann", "Tom Baker"), "Ann said no on 1 Aug");
    assert_string_equal(method_why_not(&b, "bill", "Tom Baker"), "askable"); /* of that pair only */
    assert_string_equal(method_proposed(&b), "Bill Tran > Tom Baker");
    method_close(&b);
    b = method_open(ASKED("2026-08-01", "'answer':'none','answered_on':'2026-08-20'"));
    assert_string_equal(method_why_not(&b, "ann", "Tom Baker"), "askable");
    method_close(&b);
}

static void think_makes_the_next_proposal_more_specific(void **state) {
    (void)state;
    struct method_book b = method_open(
        "'people':[" ANN "," TOM ",{'uid':'ruth','name':'Ruth Cole','role':'mentioned'}],'notes':[" NOTE_TOM
        "],'mentions':[" HEARD_TOM
        ",{'uid':'x2','note':'n1','by':'ann','person':'ruth','relation':'sister'}],"
        "'moments':[{'uid':'m1','person':'ann','kind':'thanked','on':'2026-06-01'}],"
        "'asks':[{'uid':'a1','source':'ann','target':'ruth','on':'2026-09-01','answer':'think'}]");
    assert_string_equal(method_proposed(&b), "Ann Okafor > Tom Baker");
    struct kith_introduction second;
    lib_ok(b.k, kith_introduce(b.k, 0, 1, &b.arena, &second));
    assert_string_equal(second.target.name, "Ruth Cole"); /* thought is no no */
    assert_non_null(strstr(second.wording.items[0].text, "exactly whom"));
    assert_true(method_has_reason(&second.because, "think about it"));
    method_close(&b);
    /* A role that was thought about is not proposed again: another, or a name. */
    b = method_open("'people':[" ANN "],'moments':[" ANN_THANKED "]");
    const char *role = method_today(&b)->introduction.role;
    struct kith_ask row;
    kith_row_init(&kith_ask_kind, &row);
    row.source = method_id(&b, "ann");
    row.role = role;
    row.on = lib_day("2026-09-01");
    row.answer = KITH_ANSWER_THINK;
    lib_ok(b.k, kith_row_add(b.k, &kith_ask_kind, &row));
    assert_string_not_equal(method_today(&b)->introduction.role, role);
    method_close(&b);
}

/* ---- putting off ---- */

static void a_delay_keeps_its_person_out_of_the_proposals_until_its_day(void **state) {
    (void)state;
    struct method_book b = method_open("'people':[" ANN "," TOM "],'notes':[" NOTE_TOM
                                       "],'mentions':[" HEARD_TOM "],'moments':[" ANN_THANKED "]");
    assert_string_equal(method_proposed(&b), "Ann Okafor > Tom Baker");
    lib_ok(b.k, kith_ask_later(b.k, method_id(&b, "ann"), KITH_BELIEF_MOMENT, DAY_NONE, DAY_NONE));
    assert_string_equal(method_proposed(&b), "");
    assert_int_equal(b.day.golden_count, 1); /* the golden list still shows them */
    kith_clock(b.k, lib_day("2026-11-23"), 1795400000);
    assert_string_equal(method_proposed(&b), "");
    kith_clock(b.k, lib_day("2026-11-24"), 1795500000); /* three days when none is given */
    assert_string_equal(method_proposed(&b), "Ann Okafor > Tom Baker");
    assert_int_equal(kith_ask_later(b.k, method_id(&b, "ann"), KITH_BELIEF_RUDE, DAY_NONE, lib_day("2026-11-24")),
                     KITH_INVALID);
    lib_ok(b.k, kith_ask_later(b.k, method_id(&b, "tom"), KITH_BELIEF_RUDE, DAY_NONE, DAY_NONE));
    assert_int_equal(method_today(&b)->introduction.target.id, 0); /* nor as the one asked about */
    method_close(&b);
}

static void a_delay_of_an_ask_that_came_back_moves_its_follow_up(void **state) {
    (void)state;
    struct method_book b = method_open(ASKED("2026-11-10", "'answer':'waiting'"));
    assert_int_equal(method_today(&b)->follow_up_count, 1);
    lib_ok(b.k, kith_ask_later(b.k, method_id(&b, "ann"), KITH_BELIEF_RUDE, DAY_NONE, lib_day("2026-11-30")));
    assert_int_equal(method_today(&b)->follow_up_count, 0);
    struct kith_asks asks;
    lib_ok(b.k, kith_asks(b.k, &b.arena, &asks));
    assert_int_equal(asks.items[0].delays, 1);
    assert_int_equal(asks.items[0].due, lib_day("2026-11-30"));
    method_close(&b);
}

static void three_delays_in_a_row_bring_the_plain_question(void **state) {
    (void)state;
    struct method_book b =
        method_open("'people':[" ANN "," TOM "],'notes':[" NOTE_TOM "],'mentions':[" HEARD_TOM
                    "],'moments':[" ANN_THANKED "],'delays':["
                    "{'uid':'d1','person':'ann','reason':'rude','on':'2026-11-05','until':'2026-11-08'},"
                    "{'uid':'d2','person':'ann','reason':'needy','on':'2026-11-08','until':'2026-11-11'}]");
    struct kith_prompt prompt;
    assert_int_equal(kith_delays_in_row(b.k, method_id(&b, "ann")), 2);
    lib_ok(b.k, kith_prompt(b.k, method_id(&b, "ann"), 0, &b.arena, &prompt));
    assert_string_equal(prompt.headline, "Ask Ann for one introduction: Tom Baker, brother");
    lib_ok(b.k, kith_ask_later(b.k, method_id(&b, "ann"), KITH_BELIEF_RAPPORT, DAY_NONE, DAY_NONE));
    assert_int_equal(kith_delays_in_row(b.k, method_id(&b, "ann")), 3);
    lib_ok(b.k, kith_prompt(b.k, method_id(&b, "ann"), 0, &b.arena, &prompt));
    assert_string_equal(prompt.headline, "Ask Ann, or let go?");
    lib_ok(b.k, method_ask(&b, "ann", "tom", NULL, NULL, false));
    assert_int_equal(kith_delays_in_row(b.k, method_id(&b, "ann")), 0); /* an ask between */
    method_close(&b);
}

static void every_belief_has_its_answer(void **state) {
    (void)state;
    struct method_book b = method_open("'people':[]");
    for (int reason = 0; kith_belief_words[reason]; reason++) {
        const char *text = kith_belief_answer(b.k, reason);
        assert_non_null(text);
        int sentences = 0;
        for (const char *c = text; *c; c++)
            sentences += *c == '.' || *c == '?';
        assert_int_equal(sentences, 2);
    }
    lib_ok(b.k, kith_setting_set(b.k, "beliefs", "no"));
    assert_null(kith_belief_answer(b.k, KITH_BELIEF_RUDE));
    method_close(&b);
}

/* ---- the one introduction ---- */

static void the_proposal_names_one_source_one_target_and_why(void **state) {
    (void)state;
    struct method_book b = method_open("'people':[" ANN "," TOM "," BILL "],'notes':[" NOTE_TOM
                                       "],'mentions':[" HEARD_TOM "],'moments':[" ANN_THANKED
                                       ",{'uid':'m2','person':'bill','kind':'result','on':'2026-06-01'}],"
                                       "'pledges':[{'uid':'g','person':'ann','count':5,'on':'2026-01-10'}]");
    const struct kith_introduction *one = &method_today(&b)->introduction;
    assert_string_equal(method_proposed(&b), "Ann Okafor > Tom Baker");
    one = &b.day.introduction;
    assert_string_equal(one->relation, "brother");
    assert_int_equal(one->standing, KITH_STANDING_GOLDEN);
    assert_string_equal(one->because.items[0].why, "thanked you on Wednesday");
    assert_string_equal(one->because.items[0].quote, "we saved her quarter");
    assert_int_equal(one->because.items[0].on, lib_day("2026-11-18"));
    assert_true(method_has_reason(&one->because, "agreed to introduce five; none so far"));
    assert_true(one->wording.count >= 2);
    struct kith_introduction next;
    assert_int_equal(kith_introduce(b.k, 0, 1, &b.arena, &next), KITH_NOT_FOUND);
    method_close(&b);
}

static void golden_precedes_ready_and_a_role_precedes_a_ready_name(void **state) {
    (void)state;
    struct method_book b =
        method_open("'people':[" ANN "," TOM "," BILL "],'notes':[" NOTE_TOM "],'mentions':[" HEARD_TOM
                    "],'moments':[{'uid':'m1','person':'ann','kind':'thanked','on':'2026-06-01'},"
                    "{'uid':'m2','person':'bill','kind':'delivered','on':'2026-11-07'}]");
    const struct kith_day *d = method_today(&b);
    assert_string_equal(d->introduction.source.name, "Bill Tran"); /* 0 days left, and no name */
    assert_int_equal(d->introduction.target.id, 0);
    assert_non_null(d->introduction.role);
    assert_string_equal(d->introduction.wording.items[0].form, "the role");
    assert_non_null(strstr(d->introduction.wording.items[0].text, d->introduction.role));
    struct kith_introduction next;
    lib_ok(b.k, kith_introduce(b.k, 0, 1, &b.arena, &next));
    assert_string_equal(next.target.name, "Tom Baker");
    assert_int_equal(next.standing, KITH_STANDING_READY);
    method_close(&b);
}

static void once_the_weeks_asks_are_made_only_golden_is_proposed(void **state) {
    (void)state;
    static const char base[] =
        "'people':[" ANN "," TOM "," BILL
        ",{'uid':'x','name':'X','role':'client'},{'uid':'y','name':'Y','role':'client'}],"
        "'notes':[" NOTE_TOM "],'mentions':[" HEARD_TOM "],"
        "'asks':[{'uid':'a1','source':'x','role':'boss','on':'2026-11-16','answer':'waiting'},"
        "{'uid':'a2','source':'y','role':'boss','on':'2026-11-21','answer':'waiting'}],'moments':[%s]";
    char arrays[2000];
    snprintf(arrays, sizeof arrays, base, "{'uid':'m1','person':'ann','kind':'thanked','on':'2026-06-01'}");
    struct method_book b = method_open(arrays);
    assert_string_equal(method_standing(&b, "ann"), "ready");
    assert_string_equal(method_proposed(&b), "");
    lib_ok(b.k, kith_setting_set(b.k, "weekly_asks", "3"));
    assert_string_equal(method_proposed(&b), "Ann Okafor > Tom Baker");
    method_close(&b);
    snprintf(arrays, sizeof arrays, base, ANN_THANKED);
    b = method_open(arrays);
    assert_string_equal(method_proposed(&b), "Ann Okafor > Tom Baker");
    method_close(&b);
}

static void the_ideal_client_decides_between_two(void **state) {
    (void)state;
    struct method_book b = method_open(
        "'settings':{'ideal':['restaurant']},'people':[" ANN "," TOM
        ",{'uid':'zoe','name':'Zoe Wu','role':'mentioned','company':'Wu Restaurants'}],'notes':[" NOTE_TOM
        "],'mentions':[{'uid':'x1','note':'n1','by':'ann','person':'tom'},"
        "{'uid':'x2','note':'n1','by':'ann','person':'zoe'}],'moments':[" ANN_THANKED "]");
    assert_string_equal(method_proposed(&b), "Ann Okafor > Zoe Wu");
    assert_true(method_has_reason(&b.day.introduction.because, "restaurant"));
    method_close(&b);
}

/* ---- the circle ---- */

static void a_quiet_day_and_other_reasons_in_the_circle(void **state) {
    (void)state;
    struct method_book b = method_open(
        "'people':[" ANN "," TOM "," BILL ",{'uid':'new','name':'New One','role':'mentioned'},"
        "{'uid':'old','name':'Old One','role':'mentioned','archived':true},"
        "{'uid':'acc','name':'accountant','role':'mentioned','unnamed':true},"
        "{'uid':'wife','name':'Wife One','role':'mentioned'}],"
        "'notes':[" NOTE_TOM ",{'uid':'n2','with':['ann'],'on':'2026-11-21','channel':'call','text':'x'},"
        "{'uid':'n3','with':['ann'],'on':'2026-11-22','channel':'call','text':'tomorrow'}],"
        "'mentions':[" HEARD_TOM ",{'uid':'x2','note':'n2','by':'ann','person':'new'},"
        "{'uid':'x9','note':'n1','by':'ann','person':'tom','quote':'Tom, twice in one talk'},{'uid':'x3','note':'n2','by':'ann','person':'tom','quote':'Tom again'},"
        "{'uid':'x4','note':'n1','by':'ann','person':'old'},{'uid':'x5','note':'n1','by':'ann','person':'bill'},"
        "{'uid':'x6','note':'n1','by':'ann','person':'acc','relation':'accountant'},"
        "{'uid':'x7','note':null,'by':'ann','person':'wife','relation':'wife','on':'2026-01-01'},"
        "{'uid':'x8','note':'n3','by':'ann','person':'tom'}]");
    assert_string_equal(method_why_not(&b, "ann", "Tom Baker"), "askable");
    assert_string_equal(method_why_not(&b, "ann", "accountant"), "askable");
    assert_string_equal(method_why_not(&b, "ann", "New One"), "mentioned today; give it a day");
    assert_string_equal(method_why_not(&b, "ann", "Bill Tran"), "already a client");
    assert_string_equal(method_why_not(&b, "ann", "Old One"), "archived");
    assert_string_equal(method_why_not(&b, "ann", "Wife One"),
                        "known from a file only; wait until a talk brings them up");
    struct kith_circle circle;
    lib_ok(b.k, kith_circle(b.k, method_id(&b, "ann"), &b.arena, &circle));
    assert_string_equal(circle.items[0].person.name, "Tom Baker"); /* most often first */
    assert_int_equal(circle.items[0].times, 2);                    /* tomorrow's does not count */
    assert_int_equal(circle.items[0].first, lib_day("2026-11-11"));
    assert_int_equal(circle.items[0].last, lib_day("2026-11-21"));
    assert_string_equal(circle.items[0].quotes.items[0], "Tom again");
    assert_int_equal(circle.items[circle.count - 1].times, 0);
    assert_int_equal(circle.named, 6);
    assert_int_equal(circle.harvest, 6);
    struct kith_contact contact;
    lib_ok(b.k, kith_contact_of(b.k, method_id(&b, "ann"), &b.arena, &contact));
    assert_int_equal(contact.circle, 6);
    method_close(&b);
}

static void nobody_is_asked_about_twice_at_once_nor_after_an_introduction(void **state) {
    (void)state;
    struct method_book b = method_open(ASKED("2026-11-03", "'answer':'waiting'"));
    assert_string_equal(method_why_not(&b, "bill", "Tom Baker"),
                        "asked Ann about them on 3 Nov, still waiting");
    lib_ok(b.k, method_answer(&b, "ann", KITH_ANSWER_YES, "2026-11-04", NULL));
    assert_string_equal(method_why_not(&b, "bill", "Tom Baker"), "introduced already, by Ann on 4 Nov");
    method_close(&b);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_ask_uses_the_open_moments_of_its_source),
        cmocka_unit_test(an_ask_against_the_standing_is_kept_with_it),
        cmocka_unit_test(an_ask_that_nothing_speaks_against_overrules_nothing),
        cmocka_unit_test(yes_makes_a_referral_received),
        cmocka_unit_test(yes_to_a_role_needs_the_person),
        cmocka_unit_test(a_mistaken_yes_set_right_takes_its_referral_with_it),
        cmocka_unit_test(every_open_ask_follows_up_on_its_day),
        cmocka_unit_test(archived_people_never_come_back),
        cmocka_unit_test(not_yet_comes_back_with_what_they_want_to_see_first),
        cmocka_unit_test(no_is_never_raised_again_for_that_pair_and_none_declines_nothing),
        cmocka_unit_test(think_makes_the_next_proposal_more_specific),
        cmocka_unit_test(a_delay_keeps_its_person_out_of_the_proposals_until_its_day),
        cmocka_unit_test(a_delay_of_an_ask_that_came_back_moves_its_follow_up),
        cmocka_unit_test(three_delays_in_a_row_bring_the_plain_question),
        cmocka_unit_test(every_belief_has_its_answer),
        cmocka_unit_test(the_proposal_names_one_source_one_target_and_why),
        cmocka_unit_test(golden_precedes_ready_and_a_role_precedes_a_ready_name),
        cmocka_unit_test(once_the_weeks_asks_are_made_only_golden_is_proposed),
        cmocka_unit_test(the_ideal_client_decides_between_two),
        cmocka_unit_test(a_quiet_day_and_other_reasons_in_the_circle),
        cmocka_unit_test(nobody_is_asked_about_twice_at_once_nor_after_an_introduction),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
