/* The due lists of a day, the week, the contact list, the facts behind them. */
#include "lib/method.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "kith/need.h"
#include "kith/note.h"
#include "kith/referral.h"

/* ---- due lists ---- */

#define RECEIVED(rest)                                                                                       \
    "'people':[" ANN "," TOM "],'referrals':[{'uid':'r1','direction':'received','partner':'ann',"            \
    "'person':'tom','on':'2026-11-10'," rest "}]"

static void what_is_owed_in_this_order(void **state) {
    (void)state;
    static const struct {
        const char *rule, *arrays, *owed;
    } rows[] = {
        {"act and thank", RECEIVED("'outcome':'open'"), "act Tom Baker, thank Ann Okafor"},
        {"thanked is done", RECEIVED("'outcome':'open','thanked_on':'2026-11-10'"), "act Tom Baker"},
        {"an outcome is to be reported", RECEIVED("'outcome':'met','thanked_on':'2026-11-10'"),
         "report Ann Okafor"},
        {"nothing is an outcome too: thank before report", RECEIVED("'outcome':'nothing'"),
         "thank Ann Okafor, report Ann Okafor"},
        {"reported is done",
         RECEIVED("'outcome':'business','thanked_on':'2026-11-10','reported_on':'2026-11-12'"), ""},
        {"a note with the person on that day settles the act",
         RECEIVED(
             "'outcome':'open','thanked_on':'2026-11-10'") ",'notes':[{'uid':'n','with':['tom'],'on':'2026-11-10',"
                                                           "'channel':'call','text':'x'}]",
         ""},
        {"a note before that day does not",
         RECEIVED(
             "'outcome':'open','thanked_on':'2026-11-10'") ",'notes':[{'uid':'n','with':['tom'],'on':'2026-11-09',"
                                                           "'channel':'call','text':'x'}]",
         "act Tom Baker"},
        {"hidden while the person named is archived",
         "'people':[" ANN
         ",{'uid':'tom','name':'Tom Baker','role':'mentioned','archived':true}],'referrals':[{'uid':'r1',"
         "'direction':'received','partner':'ann','person':'tom','on':'2026-11-10','outcome':'open'}]",
         "thank Ann Okafor"},
        {"a referral dated after today is not owed yet",
         "'people':[" ANN "," TOM
         "],'referrals':[{'uid':'r1','direction':'received','partner':'ann','person':'tom',"
         "'on':'2026-11-22','outcome':'open'}]",
         ""},
        {"what was given owes nothing",
         "'people':[" ANN "," TOM
         "],'referrals':[{'uid':'r1','direction':'given','partner':'ann','person':'tom',"
         "'on':'2026-11-10','outcome':'met'}]",
         ""},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct method_book b = method_open(rows[i].arrays);
        struct buf owed = BUF_INIT;
        const struct kith_day *d = method_today(&b);
        for (size_t j = 0; j < d->owed_count; j++)
            buf_printf(&owed, "%s%s %s", j ? ", " : "", kith_due_words[d->owed[j].what],
                       d->owed[j].person.name);
        if (strcmp(owed.data, rows[i].owed) != 0)
            fail_msg("%s: owed is \"%s\"", rows[i].rule, owed.data);
        for (size_t j = 0; j < d->owed_count; j++)
            assert_int_equal(d->owed[j].since, lib_day("2026-11-10"));
        buf_free(&owed);
        method_close(&b);
    }
}

#define NEED(extra)                                                                                          \
    "'people':[" ANN ",{'uid':'jo','name':'Jo Mistry','role':'other','title':'Shopfitter'}," TOM "],"        \
    "'needs':[{'uid':'w1','person':'ann','what':'a fit-out firm for the second shop','on':'2026-11-18'" extra
static void what_to_give(void **state) {
    (void)state;
    static const struct {
        const char *rule, *arrays, *candidates;
    } rows[] = {
        {"someone who does it fits", NEED("}]"), "Jo Mistry"},
        {"a need that was met is no more open", NEED(",'met_on':'2026-11-19'}]"), ""},
        {"people they mentioned themselves are left out",
         NEED("}],'notes':[" NOTE_TOM "],'mentions':[{'uid':'x','note':'n1','by':'ann','person':'jo'}]"), ""},
        {"a pair introduced before is left out",
         NEED(
             "}],'referrals':[{'uid':'r','direction':'given','partner':'ann','person':'jo','on':'2026-01-01'}]"),
         ""},
        {"in the other direction too",
         NEED(
             "}],'referrals':[{'uid':'r','direction':'given','partner':'jo','person':'ann','on':'2026-01-01'}]"),
         ""},
        {"nobody is given to themselves",
         "'people':[{'uid':'jo','name':'Jo Mistry','role':'other','title':'Shopfitter'}],"
         "'needs':[{'uid':'w','person':'jo','what':'a shopfitter','on':'2026-11-18'}]",
         ""},
        {"archived people are given nothing",
         "'people':[{'uid':'z','name':'Zoe Wu','role':'client','archived':true},{'uid':'jo','name':'Jo Mistry',"
         "'role':'other','title':'Shopfitter'}],'needs':[{'uid':'w','person':'z','what':'a shopfitter','on':'2026-11-18'}]",
         ""},
        {"a tag fits",
         "'people':[" BILL ",{'uid':'h','name':'Hana Sato','role':'partner','tags':['law']}],"
         "'needs':[{'uid':'w','person':'bill','what':'a good solicitor','on':'2026-11-18'}]",
         "Hana Sato"},
        {"what was said of someone fits",
         "'people':[" ANN "," BILL "," TOM "],'notes':[" NOTE_TOM
         "],'mentions':[{'uid':'x','note':'n1','by':'ann',"
         "'person':'tom','quote':'Tom is the best electrician in town'}],"
         "'needs':[{'uid':'w','person':'bill','what':'an electrician','on':'2026-11-18'}]",
         "Tom Baker"},
        {"a name is no trade: Tom Baker bakes nothing",
         "'people':[{'uid':'kim','name':'Kim Lee','role':'client'}," BILL "," TOM
         "],'notes':[{'uid':'n1','with':['kim'],'on':'2026-11-11','channel':'call','text':'Tom Baker.'}],"
         "'mentions':[{'uid':'x','note':'n1','by':'kim','person':'tom','quote':'Her brother Tom Baker'}],"
         "'needs':[{'uid':'w','person':'bill','what':'a baker','on':'2026-11-18'}]",
         ""},
        {"nobody archived is sent",
         "'people':[" BILL ",{'uid':'z','name':'Zed','role':'other','title':'Plumber','archived':true}],"
         "'needs':[{'uid':'w','person':'bill','what':'a plumber','on':'2026-11-18'}]",
         ""},
        {"nobody without a name is sent",
         "'people':[" BILL
         ",{'uid':'z','name':'plumber','role':'mentioned','unnamed':true,'title':'Plumber'}],"
         "'needs':[{'uid':'w','person':'bill','what':'a plumber','on':'2026-11-18'}]",
         ""},
        {"a sister-in-law is no lawyer",
         "'people':[" ANN "," BILL "," TOM "],'notes':[" NOTE_TOM
         "],'mentions':[{'uid':'x','note':'n1','by':'ann',"
         "'person':'tom','relation':'sister-in-law'}],"
         "'needs':[{'uid':'w','person':'bill','what':'a lawyer','on':'2026-11-18'}]",
         ""},
        {"best fit first",
         "'people':[" BILL ",{'uid':'a','name':'Abe','role':'other','company':'Abe Plumbing'},"
         "{'uid':'z','name':'Zed','role':'other','title':'Plumber','tags':['plumber']}],"
         "'needs':[{'uid':'w','person':'bill','what':'a plumber','on':'2026-11-18'}]",
         "Zed, Abe"},
        {"a need said tomorrow is not given to yet",
         "'people':[" BILL ",{'uid':'z','name':'Zed','role':'other','title':'Plumber'}],"
         "'needs':[{'uid':'w','person':'bill','what':'a plumber','on':'2026-11-22'}]",
         ""},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct method_book b = method_open(rows[i].arrays);
        const struct kith_day *d = method_today(&b);
        const char *got = "";
        if (d->give_count)
            got = method_names(&b, d->give[0].candidates.items, d->give[0].candidates.count,
                               sizeof(struct kith_ref));
        if (strcmp(got, rows[i].candidates) != 0)
            fail_msg("%s: \"%s\"", rows[i].rule, got);
        method_close(&b);
    }
}

static void needs_unknown(void **state) {
    (void)state;
    struct method_book b = method_open(
        "'people':[{'uid':'a','name':'Client never','role':'client'},{'uid':'b','name':'Friend never','role':'friend'},"
        "{'uid':'c','name':'Friend talked','role':'friend'},{'uid':'d','name':'Old need','role':'client'},"
        "{'uid':'e','name':'Fresh need','role':'client'},{'uid':'f','name':'Met need','role':'partner'},"
        "{'uid':'g','name':'Gone','role':'client','archived':true},{'uid':'h','name':'Talked last','role':'prospect'}],"
        "'notes':[{'uid':'n1','with':['c'],'on':'2026-11-01','channel':'call','text':'x'},"
        "{'uid':'n2','with':['h'],'on':'2026-11-20','channel':'call','text':'x'}],"
        "'needs':[{'uid':'w1','person':'d','what':'x','on':'2026-05-25'},{'uid':'w2','person':'e','what':'x','on':'2026-05-26'},"
        "{'uid':'w3','person':'f','what':'x','on':'2026-11-01','met_on':'2026-11-02'}]");
    const struct kith_day *d = method_today(&b); /* 180 days ago is out of date, 179 is not */
    assert_string_equal(
        method_names(&b, d->needs_unknown.items, d->needs_unknown.count, sizeof(struct kith_ref)),
        "Talked last, Friend talked, Client never, Old need");
    method_close(&b);
    b = method_open("'people':[{'uid':'a','name':'A','role':'client'},{'uid':'b','name':'B','role':'client'},"
                    "{'uid':'c','name':'C','role':'client'},{'uid':'d','name':'D','role':'client'},"
                    "{'uid':'e','name':'E','role':'client'},{'uid':'f','name':'F','role':'client'}]");
    assert_int_equal(method_today(&b)->needs_unknown.count, 5); /* at most */
    method_close(&b);
}

static void a_rhythm_is_due_the_day_after_its_days_have_passed(void **state) {
    (void)state;
    struct method_book b = method_open(
        "'people':[{'uid':'a','name':'On time','role':'client','every_days':10},"
        "{'uid':'b','name':'One over','role':'client','every_days':9},{'uid':'c','name':'Long over','role':'friend','every_days':5},"
        "{'uid':'d','name':'No note','role':'client','every_days':5},{'uid':'e','name':'Gone','role':'client','every_days':5,"
        "'archived':true},{'uid':'f','name':'No rhythm','role':'client'}],"
        "'notes':[{'uid':'n1','with':['a','b','c','e','f'],'on':'2026-11-11','channel':'call','text':'x'},"
        "{'uid':'n2','with':['b'],'on':'2026-11-22','channel':'call','text':'tomorrow'}]");
    const struct kith_day *d = method_today(&b);
    assert_string_equal(NAMES(&b, d->reconnect, d->reconnect_count, person), "Long over, One over");
    assert_int_equal(d->reconnect[0].last, lib_day("2026-11-11"));
    method_close(&b);
}

static void tasks_are_due_on_their_day(void **state) {
    (void)state;
    struct method_book b = method_open(
        "'people':[" ANN ",{'uid':'g','name':'Gone','role':'client','archived':true}],'tasks':["
        "{'uid':'t1','person':'ann','what':'today','on':'2026-11-21'},{'uid':'t2','person':'ann','what':'over','on':'2026-11-01'},"
        "{'uid':'t3','person':'ann','what':'tomorrow','on':'2026-11-22'},{'uid':'t4','person':'g','what':'x','on':'2026-11-01'},"
        "{'uid':'t5','person':'ann','what':'done','on':'2026-11-01','done_on':'2026-11-02'}]");
    const struct kith_day *d = method_today(&b);
    assert_int_equal(d->due_count, 2);
    assert_string_equal(d->due[0].what, "over");
    assert_string_equal(d->due[1].what, "today");
    method_close(&b);
}

static void golden_on_today_has_a_row_a_contact(void **state) {
    (void)state;
    struct method_book b = method_open(
        "'people':[" ANN "," BILL ",{'uid':'s','name':'Stranger','role':'client'}],'moments':[" ANN_THANKED
        ",{'uid':'m2','person':'ann','kind':'delivered','on':'2026-11-20'},"
        "{'uid':'m3','person':'bill','kind':'thanked','on':'2026-11-07'},"
        "{'uid':'m4','person':'s','kind':'kickoff','on':'2026-11-20'}]");
    const struct kith_day *d = method_today(&b);
    assert_string_equal(NAMES(&b, d->golden, d->golden_count, person), "Bill Tran, Ann Okafor");
    assert_int_equal(d->golden[0].days_left, 0);
    assert_int_equal(d->golden[1].days_left, 13); /* the freshest open moment */
    assert_int_equal(d->golden[1].kind, KITH_MOMENT_DELIVERED);
    kith_clock(b.k, lib_day("2026-11-22"), 1795300000);
    d = method_today(&b);
    assert_string_equal(NAMES(&b, d->golden, d->golden_count, person), "Ann Okafor");
    method_close(&b);
}

static void a_week_is_monday_to_sunday(void **state) {
    (void)state;
    static const struct {
        const char *rule, *days[7];
        int made, kept;
    } rows[] = {
        {"nothing", {NULL}, 0, 0},
        {"Monday belongs to it, Sunday before does not", {"2026-11-16", "2026-11-15"}, 1, 0},
        {"tomorrow does not count yet", {"2026-11-22"}, 0, 0},
        {"this week joins as soon as it is made", {"2026-11-16", "2026-11-21"}, 2, 1},
        {"last week counts while this one is open", {"2026-11-09", "2026-11-15"}, 0, 1},
        {"two in a row and this one",
         {"2026-11-02", "2026-11-08", "2026-11-09", "2026-11-09", "2026-11-16", "2026-11-16"},
         2,
         3},
        {"a gap ends the row", {"2026-11-02", "2026-11-03", "2026-11-16", "2026-11-17"}, 2, 1},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct buf json = BUF_INIT;
        buf_str(&json, "'people':[" ANN "],'asks':[");
        for (size_t j = 0; j < 7 && rows[i].days[j]; j++)
            buf_printf(&json, "%s{'uid':'a%zu','source':'ann','role':'boss','on':'%s','answer':'none'}",
                       j ? "," : "", j, rows[i].days[j]);
        buf_str(&json, "]");
        struct method_book b = method_open(json.data);
        const struct kith_day *d = method_today(&b);
        if (d->asks_made != rows[i].made || d->weeks_kept != rows[i].kept)
            fail_msg("%s: made %d, kept %d", rows[i].rule, d->asks_made, d->weeks_kept);
        assert_int_equal(d->asks_goal, 2);
        buf_free(&json);
        method_close(&b);
    }
}

/* ---- the contact list ---- */

static void the_order_of_the_contact_list(void **state) {
    (void)state;
    struct method_book b = method_open(
        "'people':[{'uid':'a','name':'Aa stranger','role':'other'},{'uid':'b','name':'Zz talked','role':'other'},"
        "{'uid':'c','name':'Resting','role':'client'},{'uid':'d','name':'Waiting','role':'client'},"
        "{'uid':'e','name':'Held','role':'client'},{'uid':'f','name':'Giver','role':'partner'},"
        "{'uid':'g','name':'Listener','role':'client'},{'uid':'h','name':'Ready','role':'client'},"
        "{'uid':'i','name':'Golden late','role':'client'},{'uid':'j','name':'Golden soon','role':'client'}," TOM
        ","
        "{'uid':'z','name':'Gone','role':'client','archived':true}],"
        "'notes':[{'uid':'n','with':['b','h'],'on':'2026-11-01','channel':'call','text':'x'}],"
        "'mentions':[{'uid':'x','note':'n','by':'h','person':'tom'}],"
        "'moments':[{'uid':'m1','person':'e','kind':'trouble','on':'2026-11-01'},"
        "{'uid':'m2','person':'g','kind':'thanked','on':'2026-01-01'},{'uid':'m3','person':'h','kind':'thanked','on':'2026-01-01'},"
        "{'uid':'m4','person':'i','kind':'thanked','on':'2026-11-20'},{'uid':'m5','person':'j','kind':'thanked','on':'2026-11-08'}],"
        "'asks':[{'uid':'q1','source':'c','role':'boss','on':'2026-11-01','answer':'no'},"
        "{'uid':'q2','source':'d','role':'boss','on':'2026-11-01','answer':'waiting'}]");
    struct kith_contacts who;
    lib_ok(b.k, kith_who(b.k, false, &b.arena, &who));
    assert_string_equal(
        NAMES(&b, who.items, who.count, person),
        "Golden soon, Golden late, Ready, Listener, Giver, Held, Waiting, Resting, Zz talked, Aa stranger");
    for (size_t i = 0; i < who.count; i++)
        assert_true(who.items[i].because.count > 0);
    lib_ok(b.k, kith_who(b.k, true, &b.arena, &who));
    assert_int_equal(who.count, 12);
    assert_int_equal(who.items[11].standing, KITH_NO_WORD);
    kith_id two[] = {who.items[11].person.id, who.items[1].person.id};
    lib_ok(b.k, kith_who_of(b.k, &(struct kith_ids){two, 2}, &b.arena, &who));
    assert_int_equal(who.count, 2);
    assert_string_equal(who.items[0].person.name, "Golden late");
    assert_true(who.items[0].because.count > 0);
    assert_int_equal(who.items[1].person.id, two[0]);
    method_close(&b);
}

static void while_nobody_has_earned_it_today_says_so(void **state) {
    (void)state;
    struct method_book b = method_open("'people':[]");
    assert_non_null(strstr(method_today(&b)->nobody_earned, "empty"));
    method_close(&b);
    b = method_open("'people':[{'uid':'a','name':'A','role':'other'},{'uid':'b','name':'B','role':'other'}]");
    assert_non_null(strstr(method_today(&b)->nobody_earned, "your 2 people"));
    method_close(&b);
    b = method_open("'people':[" ANN "]");
    assert_non_null(strstr(method_today(&b)->nobody_earned, "thanked you"));
    method_close(&b);
    b = method_open("'people':[" ANN "],'moments':[" ANN_THANKED "]");
    assert_null(method_today(&b)->nobody_earned);
    method_close(&b);
}

/* ---- the data, and the snapshot ---- */

static void facts_follow_every_change(void **state) {
    (void)state;
    struct method_book b = method_open("'people':[" ANN "]");
    kith_id ann = method_id(&b, "ann");
    assert_string_equal(method_standing(&b, "ann"), "earn");
    lib_ok(b.k, kith_moment_flag(b.k, &ann, 1, KITH_MOMENT_THANKED, DAY_NONE, NULL));
    assert_string_equal(method_standing(&b, "ann"), "golden");
    lib_ok(b.k, kith_moment_let_go(b.k, ann));
    assert_string_equal(method_standing(&b, "ann"), "listen");
    lib_ok(b.k, kith_undo(b.k, NULL, NULL));
    assert_string_equal(method_standing(&b, "ann"), "golden");
    lib_ok(b.k, kith_setting_set(b.k, "golden_days", "3"));
    kith_clock(b.k, lib_day("2026-11-25"), 1795600000);
    assert_string_equal(method_standing(&b, "ann"), "listen");
    lib_ok(b.k, kith_step_begin(b.k, "taken back")); /* what a failed step wrote is not remembered */
    lib_ok(b.k, kith_moment_flag(b.k, &ann, 1, KITH_MOMENT_TROUBLE, DAY_NONE, NULL));
    assert_string_equal(method_standing(&b, "ann"), "hold");
    kith_step_end(b.k, KITH_INVALID);
    assert_string_equal(method_standing(&b, "ann"), "listen");
    method_close(&b);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_owed_in_this_order),
        cmocka_unit_test(what_to_give),
        cmocka_unit_test(needs_unknown),
        cmocka_unit_test(a_rhythm_is_due_the_day_after_its_days_have_passed),
        cmocka_unit_test(tasks_are_due_on_their_day),
        cmocka_unit_test(golden_on_today_has_a_row_a_contact),
        cmocka_unit_test(a_week_is_monday_to_sunday),
        cmocka_unit_test(the_order_of_the_contact_list),
        cmocka_unit_test(while_nobody_has_earned_it_today_says_so),
        cmocka_unit_test(facts_follow_every_change),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
