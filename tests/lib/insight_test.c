/* The ledger, the sheet, insights and the tree against books counted by hand; today is 2026-11-21, a
 * Saturday. */
#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "kith/ask.h"
#include "kith/insight.h"
#include "kith/referral.h"
#include "lib/lib.h"

static struct kith *book_of(const char *text) {
    char *json = strdup(text);
    for (char *c = json; *c; c++)
        if (*c == '\'')
            *c = '"';
    struct kith *k = lib_book(json);
    free(json);
    return k;
}

/*
 * Ann was given to first and gave back after 30 days; Tom gave back late; Eve gave
 * before she was given to; Max on the same day; Kim was only helped; Lou was never given to and gave one.
 * What is dated after today counts nowhere.
 */
static const char book[] =
    "{'kith':1,'people':["
    "{'uid':'ann','name':'Ann','role':'client'},{'uid':'tom','name':'Tom','role':'partner'},"
    "{'uid':'eve','name':'Eve','role':'friend'},{'uid':'kim','name':'Kim','role':'client'},"
    "{'uid':'lou','name':'Lou','role':'client'},{'uid':'p1','name':'Pia','role':'mentioned'},"
    "{'uid':'p2','name':'Raul','role':'mentioned'},{'uid':'p3','name':'Omar','role':'mentioned'},"
    "{'uid':'max','name':'Max','role':'client'},{'uid':'p4','name':'Zoe','role':'mentioned'},"
    "{'uid':'old','name':'Old','role':'client','archived':true}],"
    "'notes':[{'uid':'n1','with':['ann','kim'],'on':'2026-11-18','channel':'call','text':'Talked.'},"
    "{'uid':'n2','with':['tom'],'on':'2026-11-10','channel':'call','text':'Talked.'},"
    "{'uid':'n9','with':['tom'],'on':'2026-12-01','channel':'call','text':'To come.'}],"
    "'moments':["
    "{'uid':'m1','person':'ann','kind':'thanked','on':'2026-11-18','note':null,'quote':'saved us','state':'open'},"
    "{'uid':'m2','person':'ann','kind':'delivered','on':'2026-10-01','state':'open'},"
    "{'uid':'m3','person':'tom','kind':'result','on':'2026-09-01','state':'used'},"
    "{'uid':'m4','person':'tom','kind':'value','on':'2026-09-02','state':'let-go'},"
    "{'uid':'m5','person':'tom','kind':'trouble','on':'2026-09-03','state':'settled'},"
    "{'uid':'m6','person':'tom','kind':'thanked','on':'2026-12-24','state':'open'}],"
    "'delays':[{'uid':'d1','person':'ann','ask':null,'reason':'rude','on':'2026-11-02','until':'2026-11-05'},"
    "{'uid':'d2','person':'kim','ask':null,'reason':'earned','on':'2026-10-02','until':'2026-10-05'},"
    "{'uid':'d3','person':'ann','ask':null,'reason':'rude','on':'2026-12-02','until':'2026-12-05'}],"
    "'needs':[{'uid':'w1','person':'ann','what':'a roof','on':'2026-11-01','note':null,'met_on':null},"
    "{'uid':'w2','person':'ann','what':'a car','on':'2026-05-01','note':null,'met_on':'2026-06-01'},"
    "{'uid':'w3','person':'kim','what':'a boat','on':'2026-12-01','note':null,'met_on':null}],"
    "'referrals':["
    "{'uid':'r1','direction':'given','partner':'ann','person':'p1','on':'2026-06-01','warmth':'hot','outcome':'business',"
    "'value':1200.00},"
    "{'uid':'r2','direction':'received','partner':'ann','person':'p1','on':'2026-07-01','warmth':'warm',"
    "'outcome':'business','value':500.50},"
    "{'uid':'r3','direction':'given','partner':'tom','person':'p2','on':'2026-01-01','outcome':'met'},"
    "{'uid':'r4','direction':'received','partner':'tom','person':'p2','on':'2026-06-01','warmth':'hot','outcome':'met'},"
    "{'uid':'r5','direction':'received','partner':'eve','person':'p3','on':'2026-02-01','outcome':'nothing'},"
    "{'uid':'r6','direction':'given','partner':'eve','person':'p1','on':'2026-03-01','outcome':'open'},"
    "{'uid':'r7','direction':'received','partner':'lou','person':'p3','on':'2026-08-01','warmth':'cold','outcome':'open'},"
    "{'uid':'r10','direction':'given','partner':'max','person':'p1','on':'2026-04-01','outcome':'met'},"
    "{'uid':'r11','direction':'received','partner':'max','person':'p4','on':'2026-04-01','outcome':'met'},"
    "{'uid':'r8','direction':'received','partner':'ann','person':'p3','on':'2026-12-01','outcome':'business','value':9000}],"
    "'helps':[{'uid':'h1','person':'kim','on':'2026-05-05','what':'read the lease'},"
    "{'uid':'h2','person':'ann','on':'2026-12-05','what':'to come'}],"
    "'asks':["
    "{'uid':'a1','source':'ann','target':'p1','role':null,'on':'2026-11-16','wording':'','answer':'yes',"
    "'answered_on':'2026-11-17'},"
    "{'uid':'a2','source':'tom','target':'p2','role':null,'on':'2026-11-20','wording':'','answer':'waiting'},"
    "{'uid':'a3','source':'tom','target':null,'role':'a baker','on':'2026-11-08','wording':'','answer':'no',"
    "'answered_on':'2026-11-09'},"
    "{'uid':'a4','source':'eve','target':'p3','role':null,'on':'2025-12-30','wording':'','answer':'none'},"
    "{'uid':'a5','source':'eve','target':'p3','role':null,'on':'2026-11-23','wording':'','answer':'waiting'}],"
    "'questions':[{'uid':'q1','text':'Who opens a shop?','person':'ann','on':'2026-11-18','names':2},"
    "{'uid':'q2','text':'Who opens a shop?','person':'tom','on':'2026-10-18','names':1},"
    "{'uid':'q3','text':'Who moves house?','person':'tom','on':'2026-10-18','names':0},"
    "{'uid':'q4','text':'Who moves house?','person':'tom','on':'2026-12-18','names':5}]}";

static const char empty[] = "{'kith':1,'people':[]}";

/* ---- insights ---- */

static void test_asks_by_week(void **state) {
    struct kith *k = book_of(book);
    struct arena arena = {0};
    struct kith_insights all;
    (void)state;
    lib_ok(k, kith_insights(k, lib_day("2026-09-01"), DAY_NONE, &arena, &all));
    assert_int_equal(all.week_count, 12);
    const struct kith_week *last = &all.weeks[11], *before = &all.weeks[10], *third = &all.weeks[9];
    assert_int_equal(last->year, 2026);
    assert_int_equal(last->week, 47);
    assert_int_equal(last->made, 2);
    assert_int_equal(last->yes, 1);
    assert_int_equal(before->made, 0);
    assert_int_equal(third->made, 1); /* the 8th of November is a Sunday: the week before last but one */
    assert_int_equal(all.answers[KITH_ANSWER_YES], 1);
    assert_int_equal(all.answers[KITH_ANSWER_WAITING], 1);
    assert_int_equal(all.answers[KITH_ANSWER_NO], 1);
    assert_int_equal(all.answers[KITH_ANSWER_NONE], 0);
    arena_free(&arena);
    lib_ok(k, kith_insights(k, DAY_NONE, DAY_NONE, &arena, &all));
    assert_int_equal(all.weeks[0].year, 2026); /* 2025-12-30 is in the first ISO week of 2026 */
    assert_int_equal(all.weeks[0].week, 1);
    assert_int_equal(all.week_count, 47);
    assert_int_equal(all.answers[KITH_ANSWER_NONE], 1);
    arena_free(&arena);
    kith_close(k);
}

static void test_moments(void **state) {
    struct kith *k = book_of(book);
    struct arena arena = {0};
    struct kith_insights all;
    (void)state;
    lib_ok(k, kith_insights(k, DAY_NONE, DAY_NONE, &arena, &all));
    assert_int_equal(all.flagged, 4); /* trouble is none, and one is still to come */
    assert_int_equal(all.used, 1);
    assert_int_equal(all.passed, 2); /* let go, and one whose fourteen days are over */
    arena_free(&arena);
    kith_close(k);
}

static void test_sources(void **state) {
    struct kith *k = book_of(book);
    struct arena arena = {0};
    struct kith_insights all;
    (void)state;
    lib_ok(k, kith_insights(k, DAY_NONE, DAY_NONE, &arena, &all));
    assert_int_equal(all.source_count, 5);
    assert_string_equal(all.sources[0].person.name, "Ann");
    assert_int_equal(all.sources[0].value, 50050);
    assert_int_equal(all.sources[0].introductions, 1);
    assert_int_equal(all.sources[0].business, 1);
    assert_int_equal(all.sources[0].met, 1);
    assert_int_equal(all.sources[0].asks, 1);
    assert_string_equal(all.sources[1].person.name, "Tom"); /* two asks */
    assert_int_equal(all.sources[1].met, 1);
    assert_int_equal(all.sources[1].business, 0);
    assert_string_equal(all.sources[2].person.name, "Eve");
    assert_string_equal(all.sources[3].person.name, "Lou");
    assert_string_equal(all.sources[4].person.name, "Max");
    arena_free(&arena);
    kith_close(k);
}

static void test_payback_and_groups(void **state) {
    struct kith *k = book_of(book);
    struct arena arena = {0};
    struct kith_insights all;
    (void)state;
    lib_ok(k, kith_insights(k, DAY_NONE, DAY_NONE, &arena, &all));
    assert_int_equal(all.given_first, 3); /* Ann, Tom, Kim; Eve gave first, Max the same day */
    assert_int_equal(all.gave_back, 1);   /* Tom took 151 days */
    assert_int_equal(all.within_days, 90);
    assert_true(all.median_days > 29.9 && all.median_days < 30.1);
    assert_int_equal(all.given_to, 5);
    assert_int_equal(all.given_to_introductions, 4);
    assert_int_equal(all.not_given_to,
                     1); /* Lou; the archived one and those merely mentioned are in no group */
    assert_int_equal(all.not_given_to_introductions, 1);
    arena_free(&arena);
    kith_close(k);
}

static void test_questions(void **state) {
    struct kith *k = book_of(book);
    struct arena arena = {0};
    struct kith_insights all;
    (void)state;
    lib_ok(k, kith_insights(k, DAY_NONE, DAY_NONE, &arena, &all));
    assert_int_equal(all.question_count, 2);
    assert_string_equal(all.questions[0].text, "Who opens a shop?");
    assert_int_equal(all.questions[0].used, 2);
    assert_int_equal(all.questions[0].names, 3);
    assert_int_equal(all.questions[1].used, 1);
    assert_int_equal(all.questions[1].names, 0);
    arena_free(&arena);
    kith_close(k);
}

/* Only the stretch counts, both its ends included. */
static void test_stretch(void **state) {
    struct kith *k = book_of(book);
    struct arena arena = {0};
    struct kith_insights all;
    (void)state;
    lib_ok(k, kith_insights(k, lib_day("2026-06-01"), lib_day("2026-07-01"), &arena, &all));
    assert_int_equal(all.source_count, 2);
    assert_int_equal(all.given_first, 1);
    assert_int_equal(all.gave_back, 1);
    assert_int_equal(all.flagged, 0);
    assert_int_equal(all.tree_count, 4);
    arena_free(&arena);
    kith_close(k);
}

static void test_empty(void **state) {
    struct kith *k = book_of(empty);
    struct arena arena = {0};
    struct kith_insights all;
    struct kith_ledger ledger;
    struct kith_sheet sheet;
    (void)state;
    lib_ok(k, kith_insights(k, DAY_NONE, DAY_NONE, &arena, &all));
    lib_ok(k, kith_ledger(k, &arena, &ledger));
    lib_ok(k, kith_sheet(k, 0, &arena, &sheet));
    assert_int_equal(all.week_count, 12);
    assert_int_equal(all.source_count + all.tree_count + all.question_count, 0);
    assert_int_equal(all.flagged + all.given_first + all.given_to + all.not_given_to, 0);
    assert_true(all.median_days < 0);
    assert_int_equal(ledger.count + sheet.count, 0);
    arena_free(&arena);
    kith_close(k);
}

/* ---- every figure has as many rows as it says ---- */

static size_t rows_of(struct kith *k, struct kith_figure figure) {
    struct arena arena = {0};
    struct kith_figure_rows rows;
    lib_ok(k, kith_figure_rows(k, DAY_NONE, DAY_NONE, &figure, &arena, &rows));
    for (size_t i = 1; i < rows.count; i++)
        assert_true(rows.items[i - 1].on >= rows.items[i].on);
    arena_free(&arena);
    return rows.count;
}

static void test_figures_and_their_rows(void **state) {
    struct kith *k = book_of(book);
    struct arena arena = {0};
    struct kith_insights all;
    (void)state;
    lib_ok(k, kith_insights(k, DAY_NONE, DAY_NONE, &arena, &all));
    size_t made = 0;
    for (size_t i = 0; i < all.week_count; i++)
        made += (size_t)all.weeks[i].made;
    assert_int_equal(rows_of(k, (struct kith_figure){.kind = KITH_FIGURE_ASKS}), made);
    for (int i = 0; kith_answer_words[i]; i++)
        assert_int_equal(rows_of(k, (struct kith_figure){.kind = KITH_FIGURE_ANSWER, .answer = i}),
                         all.answers[i]);
    assert_int_equal(rows_of(k, (struct kith_figure){.kind = KITH_FIGURE_FLAGGED}), all.flagged);
    assert_int_equal(rows_of(k, (struct kith_figure){.kind = KITH_FIGURE_USED}), all.used);
    assert_int_equal(rows_of(k, (struct kith_figure){.kind = KITH_FIGURE_PASSED}), all.passed);
    assert_int_equal(rows_of(k, (struct kith_figure){.kind = KITH_FIGURE_OPEN}),
                     all.flagged - all.used - all.passed);
    assert_int_equal(all.put_off[KITH_BELIEF_RUDE], 1);
    assert_int_equal(all.put_off[KITH_BELIEF_EARNED], 1);
    assert_int_equal(rows_of(k, (struct kith_figure){.kind = KITH_FIGURE_PUT_OFF}), 2);
    assert_int_equal(rows_of(k, (struct kith_figure){.kind = KITH_FIGURE_PAYBACK}), all.given_first);
    assert_int_equal(rows_of(k, (struct kith_figure){.kind = KITH_FIGURE_GIVEN_TO}), all.given_to);
    assert_int_equal(rows_of(k, (struct kith_figure){.kind = KITH_FIGURE_NOT_GIVEN_TO}), all.not_given_to);
    for (size_t i = 0; i < all.source_count; i++)
        assert_int_equal(
            rows_of(k, (struct kith_figure){.kind = KITH_FIGURE_SOURCE, .person = all.sources[i].person.id}),
            all.sources[i].asks + all.sources[i].introductions);
    for (size_t i = 0; i < all.question_count; i++)
        assert_int_equal(
            rows_of(k, (struct kith_figure){.kind = KITH_FIGURE_QUESTION, .question = all.questions[i].text}),
            all.questions[i].used);
    arena_free(&arena);
    kith_close(k);
}

static void test_words_of_rows(void **state) {
    struct kith *k = book_of(book);
    struct arena arena = {0};
    struct kith_figure_rows rows;
    const struct kith_figure asks = {.kind = KITH_FIGURE_ASKS}, back = {.kind = KITH_FIGURE_PAYBACK};
    (void)state;
    lib_ok(k, kith_figure_rows(k, lib_day("2026-11-01"), lib_day("2026-11-17"), &asks, &arena, &rows));
    assert_int_equal(rows.count, 2);
    assert_string_equal(rows.items[0].what, "asked for Pia: yes");
    assert_string_equal(rows.items[1].what, "asked for a baker: no");
    lib_ok(k, kith_figure_rows(k, DAY_NONE, DAY_NONE, &back, &arena, &rows));
    assert_string_equal(rows.items[0].what, "given to first, gave back after 30 days");
    assert_string_equal(rows.items[1].what, "given to first, nothing back yet");
    assert_string_equal(rows.items[2].what, "given to first, gave back late, after 151 days");
    arena_free(&arena);
    kith_close(k);
}

/* ---- the tree ---- */

static char *tree_of(struct kith *k) {
    struct arena arena = {0};
    struct kith_insights all;
    struct buf out = BUF_INIT;
    lib_ok(k, kith_insights(k, DAY_NONE, DAY_NONE, &arena, &all));
    for (size_t i = 0; i < all.tree_count; i++)
        buf_printf(&out, "%*s%s %lld\n", all.tree[i].depth, "", all.tree[i].person.name,
                   (long long)all.tree[i].value / 100);
    arena_free(&arena);
    return buf_detach(&out);
}

#define GOT(uid, partner, person, on, value)                                                                 \
    "{'uid':'" uid "','direction':'received','partner':'" partner "','person':'" person "','on':'" on        \
    "','outcome':'business','value':" value "}"

static const struct {
    const char *referrals, *tree;
} trees[] = {
    {"", ""},
    {GOT("1", "a", "b", "2026-01-01", "100"), "A 100\n B 100\n"},
    /* values flow up; the greater line first */
    {GOT("1", "a", "b", "2026-01-01", "100") "," GOT("2", "a", "c", "2026-01-02",
                                                     "300") "," GOT("3", "b", "d", "2026-01-03", "500"),
     "A 900\n B 600\n  D 500\n C 300\n"},
    /* who introduced them first is the parent; the value of both counts there */
    {GOT("1", "b", "c", "2026-01-02", "10") "," GOT("2", "a", "c", "2026-01-01", "20"), "A 30\n C 30\nB 0\n"},
    /* rings: the later link that would close one is no parent */
    {GOT("1", "a", "b", "2026-01-01", "1") "," GOT("2", "b", "a", "2026-01-02", "2"), "A 3\n B 1\n"},
    {GOT("1", "a", "b", "2026-01-01", "1") "," GOT("2", "b", "c", "2026-01-02",
                                                   "2") "," GOT("3", "c", "a", "2026-01-03", "4"),
     "A 7\n B 3\n  C 2\n"},
    /* of a day to come */
    {GOT("1", "a", "b", "2026-11-22", "100"), ""},
};

static void test_trees(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof trees / sizeof *trees; i++) {
        struct buf text = BUF_INIT;
        buf_printf(&text,
                   "{'kith':1,'people':[{'uid':'a','name':'A'},{'uid':'b','name':'B'},{'uid':'c','name':'C'},"
                   "{'uid':'d','name':'D'}],'referrals':[%s]}",
                   trees[i].referrals);
        struct kith *k = book_of(text.data);
        char *tree = tree_of(k);
        if (strcmp(tree, trees[i].tree) != 0)
            fail_msg("tree %zu is\n%snot\n%s", i, tree, trees[i].tree);
        free(tree);
        kith_close(k);
        buf_free(&text);
    }
}

/* ---- the ledger and the sheet ---- */

static void test_ledger(void **state) {
    struct kith *k = book_of(book);
    struct arena arena = {0};
    struct kith_ledger ledger;
    (void)state;
    lib_ok(k, kith_ledger(k, &arena, &ledger));
    assert_int_equal(ledger.count, 6);
    assert_string_equal(ledger.items[0].person.name, "Lou"); /* the only one-sided one, help apart */
    for (size_t i = 0; i < ledger.count; i++) {
        const struct kith_balance *balance = &ledger.items[i];
        if (strcmp(balance->person.name, "Ann") == 0) {
            assert_int_equal(balance->given, 1);
            assert_int_equal(balance->got, 1);
            assert_int_equal(balance->helps, 0);
            assert_int_equal(balance->warm, 1);
            assert_int_equal(balance->hot, 0);
            assert_int_equal(balance->business, 1);
            assert_int_equal(balance->value, 50050);
            assert_int_equal(balance->last_given, lib_day("2026-06-01"));
            assert_int_equal(balance->last_got, lib_day("2026-07-01"));
        } else if (strcmp(balance->person.name, "Kim") == 0) {
            assert_int_equal(balance->helps, 1);
            assert_int_equal(balance->last_got, DAY_NONE);
        }
    }
    arena_free(&arena);
    kith_close(k);
}

static void test_sheet(void **state) {
    struct kith *k = book_of(book);
    struct arena arena = {0};
    struct kith_sheet sheet;
    (void)state;
    lib_ok(k, kith_sheet(k, 0, &arena, &sheet));
    assert_int_equal(sheet.count, 3); /* a row for each note and person, none of a day to come */
    assert_string_equal(sheet.items[0].person.name, "Ann");
    assert_int_equal(sheet.items[0].needs.count, 1);
    assert_string_equal(sheet.items[0].needs.items[0], "a roof");
    assert_int_equal(sheet.items[0].last_asked_needs, lib_day("2026-11-01"));
    assert_int_equal(sheet.items[0].given_count, 1);
    assert_int_equal(sheet.items[0].received_count, 1);
    assert_int_equal(sheet.items[0].received[0].warmth, KITH_WARMTH_WARM);
    assert_string_equal(sheet.items[1].person.name, "Kim");
    assert_int_equal(sheet.items[1].last_asked_needs, DAY_NONE);
    assert_string_equal(sheet.items[2].person.name, "Tom");
    lib_ok(k, kith_sheet(k, 1, &arena, &sheet));
    assert_int_equal(sheet.count, 1);
    arena_free(&arena);
    kith_close(k);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_asks_by_week),  cmocka_unit_test(test_moments),
        cmocka_unit_test(test_sources),       cmocka_unit_test(test_payback_and_groups),
        cmocka_unit_test(test_questions),     cmocka_unit_test(test_stretch),
        cmocka_unit_test(test_empty),         cmocka_unit_test(test_figures_and_their_rows),
        cmocka_unit_test(test_words_of_rows), cmocka_unit_test(test_trees),
        cmocka_unit_test(test_ledger),        cmocka_unit_test(test_sheet),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
