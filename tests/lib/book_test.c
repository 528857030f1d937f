#include "lib/lib.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The open book format: what goes out comes in again, and what cannot is told. */

static void round_trip(const char *path) {
    size_t length;
    char *text = lib_file(path, &length);
    struct arena arena = {0};
    struct kith_counts counts;
    struct kith *one = lib_open(NULL), *two = lib_open(NULL);
    lib_ok(one, kith_book_read(one, text, length, false, &arena, &counts));
    for (size_t i = 0; i < counts.problem_count; i++)
        fail_msg("%s: %s", path, counts.problems[i].why);
    assert_true(counts.rows > 10);
    assert_int_equal(counts.rows, counts.added);
    char *first = lib_export(one);
    lib_read(two, first);
    char *second = lib_export(two);
    lib_same(path, second, first);

    /* The same again changes nothing. */
    lib_ok(one, kith_book_read(one, text, length, false, &arena, &counts));
    assert_int_equal(counts.same, counts.rows);
    assert_int_equal(counts.step, 0);
    free(text);
    free(first);
    free(second);
    arena_free(&arena);
    kith_close(one);
    kith_close(two);
}

static void test_round_trip(void **state) {
    (void)state;
    round_trip(KITH_TEST_DATA "/book_small.json");
    round_trip(KITH_TEST_DATA "/../../assets/demo.json");
}

/* The layout: a row a line, keys in the order of the format, nulls told. */
static const char whole[] =
    "{\"kith\": 1,\n"
    " \"settings\": {\"me\": null, \"business\": null, \"offer\": \"dry roofs\", \"ideal\": [\"school\", \"caf\u00e9\"],"
    " \"word\": \"introduction\", \"weekly_asks\": 3, \"give_first\": 2, \"golden_days\": 14, \"quiet_days\": 1,"
    " \"rest_days\": 30, \"harvest\": 6, \"pledge\": 5, \"need_days\": 180, \"follow_days\": 7, \"notyet_days\": 30,"
    " \"beliefs\": false},\n"
    " \"people\": [\n"
    "  {\"uid\": \"p1\", \"name\": \"Ann Okafor\", \"role\": \"client\", \"company\": \"Mill, \\\"Sons\\\" & Co\","
    " \"title\": \"\", \"emails\": [\"ann@okafor.example\"], \"phones\": [], \"urls\": [], \"city\": null,"
    " \"tags\": [\"food\", \"a, b\"], \"known_since\": \"2024-02-29\", \"every_days\": 0, \"favourite\": true,"
    " \"archived\": false, \"private\": true, \"unnamed\": false, \"aliases\": [\"Annie\"],"
    " \"address\": \"1 Mill Lane\\nLeeds\", \"dates\": [{\"what\": \"birthday\", \"on\": \"--02-29\"}],"
    " \"typed\": [\"company\"], \"about\": \"\"},\n"
    "  {\"uid\": \"p2\", \"name\": \"accountant\", \"role\": \"mentioned\", \"company\": null, \"title\": null,"
    " \"emails\": [], \"phones\": [], \"urls\": [], \"city\": null, \"tags\": [], \"known_since\": null,"
    " \"every_days\": null, \"favourite\": false, \"archived\": true, \"private\": false, \"unnamed\": true,"
    " \"aliases\": [], \"address\": null, \"dates\": [], \"typed\": [], \"about\": null}],\n"
    " \"notes\": [\n"
    "  {\"uid\": \"n1\", \"with\": [\"p1\"], \"on\": \"2026-11-18\", \"channel\": \"event\","
    " \"text\": \"Her accountant\\n\\tretires.\"}],\n"
    " \"mentions\": [\n"
    "  {\"uid\": \"x1\", \"note\": \"n1\", \"by\": \"p1\", \"person\": \"p2\", \"relation\": \"accountant\","
    " \"quote\": \"Her accountant\"},\n"
    "  {\"uid\": \"x2\", \"note\": null, \"by\": \"p1\", \"person\": \"p2\", \"relation\": \"\", \"quote\": null,"
    " \"on\": \"2026-01-01\"}],\n"
    " \"moments\": [\n"
    "  {\"uid\": \"m1\", \"person\": \"p1\", \"kind\": \"notyet\", \"on\": \"2026-11-18\", \"note\": \"n1\","
    " \"quote\": null, \"state\": \"let-go\"}],\n"
    " \"needs\": [\n"
    "  {\"uid\": \"w1\", \"person\": \"p1\", \"what\": \"a bookkeeper\", \"on\": \"2026-11-18\", \"note\": null,"
    " \"met_on\": \"2026-11-19\"}],\n"
    " \"pledges\": [\n"
    "  {\"uid\": \"g1\", \"person\": \"p1\", \"count\": 5, \"on\": \"2026-01-10\", \"when\": null}],\n"
    " \"referrals\": [\n"
    "  {\"uid\": \"r1\", \"direction\": \"received\", \"partner\": \"p1\", \"person\": \"p2\", \"on\": \"2026-02-02\","
    " \"warmth\": null, \"outcome\": \"business\", \"value\": 1200.05, \"thanked_on\": null,"
    " \"reported_on\": \"2026-02-03\"}],\n"
    " \"helps\": [\n"
    "  {\"uid\": \"h1\", \"person\": \"p1\", \"on\": \"2026-05-05\", \"what\": \"her lease\"}],\n"
    " \"asks\": [\n"
    "  {\"uid\": \"a1\", \"source\": \"p1\", \"target\": \"p2\", \"role\": null, \"on\": \"2026-11-19\","
    " \"wording\": \"\u201cWho?\u201d\", \"answer\": \"not-yet\", \"answered_on\": \"2026-11-20\","
    " \"until\": \"2026-12-01\", \"wants\": \"a clean year\", \"referral\": \"r1\", \"overruled\": \"earn\"}],\n"
    " \"delays\": [\n"
    "  {\"uid\": \"d1\", \"person\": \"p1\", \"ask\": \"a1\", \"reason\": \"moment\", \"on\": \"2026-11-20\","
    " \"until\": \"2026-11-23\"}],\n"
    " \"tasks\": [\n"
    "  {\"uid\": \"t1\", \"person\": \"p1\", \"what\": \"figures\", \"on\": \"2026-11-27\", \"done_on\": null}],\n"
    " \"questions\": [\n"
    "  {\"uid\": \"q1\", \"text\": \"Who?\", \"person\": \"p1\", \"on\": \"2026-11-18\", \"names\": 1},\n"
    "  {\"uid\": \"q2\", \"text\": \"Who else?\", \"person\": null, \"on\": \"2026-11-18\", \"names\": 0}],\n"
    " \"wishes\": [\n"
    "  {\"uid\": \"i1\", \"person\": null, \"role\": \"baker\", \"on\": \"2026-11-01\", \"why\": \"\"}]}\n";

static void test_same_bytes(void **state) {
    (void)state;
    struct kith *k = lib_book(whole);
    char *out = lib_export(k);
    lib_same("a whole book", out, whole);
    free(out);
    kith_close(k);
}

static void test_empty_book(void **state) {
    (void)state;
    struct kith *k = lib_open(NULL);
    char *out = lib_export(k);
    assert_non_null(strstr(out, "\"people\": [],\n \"notes\": [],\n"));
    lib_read(k, out);
    assert_int_equal(lib_steps(k), 0);
    free(out);
    kith_close(k);
}

static void test_null_and_empty(void **state) {
    (void)state;
    struct kith *k = lib_book("{\"kith\": 1, \"settings\": {\"me\": \"\", \"offer\": null}, \"people\": ["
                              "{\"uid\": \"a\", \"name\": \"A\", \"company\": \"\", \"about\": null},"
                              "{\"uid\": \"b\", \"name\": \"B\", \"company\": null, \"about\": \"\"}]}");
    char *out = lib_export(k);
    assert_non_null(strstr(out, "\"me\": \"\""));
    assert_non_null(strstr(out, "\"offer\": null"));
    assert_non_null(strstr(out, "\"name\": \"A\", \"role\": \"other\", \"company\": \"\""));
    assert_non_null(strstr(out, "\"name\": \"B\", \"role\": \"other\", \"company\": null"));
    struct kith *two = lib_book(out);
    char *again = lib_export(two);
    lib_same("null and empty", again, out);
    free(out);
    free(again);
    kith_close(k);
    kith_close(two);
}

/* ---- what cannot be kept ---- */

#define PEOPLE                                                                                               \
    "{\"kith\": 1, \"people\": [{\"uid\": \"p1\", \"name\": \"Ann\"}, {\"uid\": \"p2\", \"name\": \"Bob\"}], "
#define ROW_64 "0123456789012345678901234567890123456789012345678901234567890123"

static const struct {
    const char *json, *why; /* of the first problem */
    int kept, skipped;
} faults[] = {
    {PEOPLE "\"colour\": 1}", "colour: unknown key, left out", 2, 0},
    {PEOPLE "\"notes\": {}}", "notes: not a list, left out", 2, 0},
    {PEOPLE "\"settings\": []}", "settings: not in braces, left out", 2, 0},
    {PEOPLE "\"settings\": {\"colour\": 1}}", "settings.colour: unknown key, left out", 2, 0},
    {PEOPLE "\"settings\": {\"word\": \"favour\"}}",
     "settings.word: word is referral or introduction, not 'favour'", 2, 0},
    {PEOPLE "\"settings\": {\"golden_days\": 0}}",
     "settings.golden_days: golden_days is a number from 1 to 3650, not '0'", 2, 0},
    {PEOPLE "\"settings\": {\"weekly_asks\": \"two\"}}",
     "settings.weekly_asks: 'two' is not a whole number from 0 to 1000000", 2, 0},
    {PEOPLE "\"needs\": [7]}", "needs[0]: not a row in braces", 2, 1},
    {PEOPLE "\"needs\": [{}]}", "needs[0].uid: missing", 2, 1},
    {PEOPLE "\"needs\": [{\"uid\": \"\"}]}", "needs[0].uid: empty", 2, 1},
    {PEOPLE "\"needs\": [{\"uid\": 7}]}", "needs[0].uid: not a text", 2, 1},
    {PEOPLE "\"needs\": [{\"uid\": \"a\\u0000b\"}]}", "needs[0].uid: holds the character NUL", 2, 1},
    {PEOPLE "\"wishes\": [{\"uid\": \"" ROW_64 "\", \"on\": \"2026-01-01\", \"role\": \"baker\"},"
            " {\"uid\": \"" ROW_64 "x\", \"on\": \"2026-01-01\", \"role\": \"baker\"}]}",
     "wishes[1].uid: longer than 64 characters", 3, 1},
    {PEOPLE "\"wishes\": [{\"uid\": \"i\", \"on\": \"2026-01-01\", \"role\": \"baker\"},"
            " {\"uid\": \"i\", \"on\": \"2026-01-01\", \"role\": \"brewer\"}]}",
     "wishes[1].uid: 'i' is the uid of wishes[0] already", 3, 1},
    {PEOPLE "\"needs\": [{\"uid\": \"w\", \"person\": \"p9\", \"what\": \"x\", \"on\": \"2026-01-01\"}]}",
     "needs[0].person: no person 'p9'", 2, 1},
    {PEOPLE "\"needs\": [{\"uid\": \"w\", \"person\": null, \"what\": \"x\", \"on\": \"2026-01-01\"}]}",
     "needs[0].person: missing", 2, 1},
    {PEOPLE "\"needs\": [{\"uid\": \"w\", \"person\": \"p1\", \"what\": \"x\", \"on\": \"2026-02-30\"}]}",
     "needs[0].on: '2026-02-30' is not a date (YYYY-MM-DD)", 2, 1},
    {PEOPLE "\"needs\": [{\"uid\": \"w\", \"person\": \"p1\", \"what\": 5, \"on\": \"2026-01-01\"}]}",
     "needs[0].what: 5 is not a text", 2, 1},
    {PEOPLE "\"needs\": [{\"uid\": \"w\", \"person\": \"p1\", \"what\": \"x\"}]}", "needs[0].on: missing", 2,
     1},
    {PEOPLE
     "\"needs\": [{\"uid\": \"w\", \"person\": \"p1\", \"what\": \"x\", \"on\": \"2026-01-01\", \"kind\": 1}]}",
     "needs[0].kind: unknown key, left out", 3, 0},
    {PEOPLE
     "\"needs\": [{\"uid\": \"w\", \"person\": \"p1\", \"what\": \"a\\u0000b\", \"on\": \"2026-01-01\"}]}",
     "needs[0].what: the character NUL, replaced", 3, 0},
    {PEOPLE "\"notes\": [{\"uid\": \"n\", \"with\": [], \"on\": \"2026-01-01\"}]}", "notes[0].with: missing",
     2, 1},
    {PEOPLE "\"notes\": [{\"uid\": \"n\", \"with\": [\"p1\", \"p9\"], \"on\": \"2026-01-01\"}]}",
     "notes[0].with[1]: no person 'p9'", 2, 1},
    {PEOPLE "\"notes\": [{\"uid\": \"n\", \"with\": \"p1\", \"on\": \"2026-01-01\"}]}",
     "notes[0].with: 'p1' is not a list of uids", 2, 1},
    {PEOPLE "\"mentions\": [{\"uid\": \"x\", \"by\": \"p1\", \"person\": \"p1\", \"on\": \"2026-01-01\"}]}",
     "mentions[0].person: the one who speaks is not the one spoken of", 2, 1},
    {PEOPLE "\"mentions\": [{\"uid\": \"x\", \"by\": \"p1\", \"person\": \"p2\"}]}",
     "mentions[0].on: a mention without a note needs a day", 2, 1},
    {PEOPLE
     "\"moments\": [{\"uid\": \"m\", \"person\": \"p1\", \"kind\": \"praised\", \"on\": \"2026-01-01\"}]}",
     "moments[0].kind: 'praised' is not thanked, delivered, result, value, kickoff, introduced, promised, notyet,"
     " gave or trouble",
     2, 1},
    {PEOPLE "\"pledges\": [{\"uid\": \"g\", \"person\": \"p1\", \"count\": -1, \"on\": \"2026-01-01\"}]}",
     "pledges[0].count: -1 is not a whole number from 0 to 1000000", 2, 1},
    {PEOPLE
     "\"referrals\": [{\"uid\": \"r\", \"direction\": \"given\", \"partner\": \"p1\", \"person\": \"p2\","
     " \"on\": \"2026-01-01\", \"value\": -5}]}",
     "referrals[0].value: -5 is not an amount", 2, 1},
    {PEOPLE "\"asks\": [{\"uid\": \"a\", \"source\": \"p1\", \"on\": \"2026-01-01\", \"target\": \"p2\","
            " \"role\": \"baker\"}]}",
     "asks[0].target: an ask is about one person or one role, never both, never neither", 2, 1},
    {PEOPLE "\"asks\": [{\"uid\": \"a\", \"source\": \"p1\", \"on\": \"2026-01-01\"}]}",
     "asks[0].target: an ask is about one person or one role, never both, never neither", 2, 1},
    {PEOPLE "\"asks\": [{\"uid\": \"a\", \"source\": \"p9\", \"target\": \"p1\", \"on\": \"2026-01-01\"}]}",
     "asks[0].source: no person 'p9'", 2, 1},
    {PEOPLE
     "\"wishes\": [{\"uid\": \"i\", \"on\": \"2026-01-01\", \"person\": \"p1\", \"role\": \"baker\"}]}",
     "wishes[0].person: a wish is for one person or one role, never both, never neither", 2, 1},
    {"{\"kith\": 1, \"people\": [{\"uid\": \"p1\", \"name\": \"\\u0001\"}, {\"uid\": \"p2\", \"name\": \"Bob\"}]}",
     "people[0].name: missing", 1, 1},
    {"{\"kith\": 1, \"people\": [{\"uid\": \"p1\", \"name\": \"A\", \"favourite\": 1}]}",
     "people[0].favourite: 1 is not true or false", 0, 1},
    {"{\"kith\": 1, \"people\": [{\"uid\": \"p1\", \"name\": \"A\", \"tags\": [1]}]}",
     "people[0].tags: 1 is not a text in a list", 0, 1},
    {"{\"kith\": 1, \"people\": [{\"uid\": \"p1\", \"name\": \"A\", \"dates\": [{\"what\": \"x\", \"on\": \"07-03\"}]}]}",
     "people[0].dates: an object is not a day with a word ({\"what\", \"on\": YYYY-MM-DD or --MM-DD})", 0, 1},
};

static void test_problems(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof faults / sizeof *faults; i++) {
        struct kith *k = lib_open(NULL);
        struct arena arena = {0};
        struct kith_counts counts;
        lib_ok(k, kith_book_read(k, faults[i].json, strlen(faults[i].json), false, &arena, &counts));
        assert_true(counts.problem_count >= 1);
        assert_string_equal(counts.problems[0].why, faults[i].why);
        assert_int_equal(counts.problem_count, 1);
        assert_int_equal(counts.problems[0].line, 0);
        if (counts.added != faults[i].kept || counts.skipped != faults[i].skipped)
            fail_msg("%s: %d kept, %d skipped", faults[i].why, (int)counts.added, (int)counts.skipped);
        arena_free(&arena);
        kith_close(k);
    }
}

static void test_no_book(void **state) {
    (void)state;
    static const char *const texts[] = {
        "",     "nothing",        "{", "[]", "{}", "{\"people\": []}", "{\"kith\": 2}", "{\"kith\": \"1\"}",
        "null", "{\"kith\": 1,}",
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct kith *k = lib_open(NULL);
        struct arena arena = {0};
        struct kith_counts counts;
        if (kith_book_read(k, texts[i], strlen(texts[i]), false, &arena, &counts) != KITH_FORMAT)
            fail_msg("'%s' was read", texts[i]);
        assert_true(*kith_error(k));
        assert_int_equal(lib_steps(k), 0);
        arena_free(&arena);
        kith_close(k);
    }
}

/* ---- updates, order, dry runs ---- */

static void test_update(void **state) {
    (void)state;
    struct kith *k = lib_book(PEOPLE "\"needs\": []}");
    struct arena arena = {0};
    struct kith_counts counts;
    const char *update =
        "{\"kith\": 1, \"people\": [{\"uid\": \"p1\", \"company\": \"Mill\"}, {\"uid\": \"p2\"},"
        " {\"uid\": \"p3\", \"name\": \"Cy\"}]}";
    char *before = lib_export(k);
    lib_ok(k, kith_book_read(k, update, strlen(update), true, &arena, &counts));
    assert_int_equal(counts.added, 1);
    assert_int_equal(counts.updated, 1);
    assert_int_equal(counts.same, 1);
    assert_int_equal(counts.step, 0);
    char *after = lib_export(k);
    lib_same("dry", after, before);
    free(after);
    lib_ok(k, kith_book_read(k, update, strlen(update), false, &arena, &counts));
    assert_int_equal(counts.updated, 1);
    assert_int_equal(counts.step, kith_last_step(k));
    struct kith_person person;
    lib_ok(k, kith_person_get(k, lib_person(k, "Ann"), &arena, &person));
    assert_string_equal(person.company, "Mill");
    lib_undo_redo(k, "update", before);
    free(before);
    arena_free(&arena);
    kith_close(k);
}

/* The arrays may stand in any order; a referral may come after the ask that made it. */
static void test_any_order(void **state) {
    (void)state;
    struct kith *k = lib_book(
        "{\"delays\": [{\"uid\": \"d\", \"person\": \"p1\", \"ask\": \"a\", \"reason\": \"moment\", \"on\":"
        " \"2026-01-02\", \"until\": \"2026-01-05\"}], \"asks\": [{\"uid\": \"a\", \"source\": \"p1\", \"target\":"
        " \"p2\", \"on\": \"2026-01-01\", \"answer\": \"yes\", \"referral\": \"r\"}], \"referrals\": [{\"uid\": \"r\","
        " \"direction\": \"received\", \"partner\": \"p1\", \"person\": \"p2\", \"on\": \"2026-01-01\"}],"
        " \"people\": [{\"uid\": \"p1\", \"name\": \"A\"}, {\"uid\": \"p2\", \"name\": \"B\"}], \"kith\": 1}");
    char *out = lib_export(k);
    assert_non_null(strstr(out, "\"referral\": \"r\""));
    assert_non_null(strstr(out, "\"ask\": \"a\""));
    free(out);
    kith_close(k);
}

/* An empty role beside a person is no role. */
static void test_empty_role(void **state) {
    (void)state;
    struct kith *k =
        lib_book(PEOPLE "\"asks\": [{\"uid\": \"a\", \"source\": \"p1\", \"target\": \"p2\", \"role\": \"\","
                        " \"on\": \"2026-01-01\"}], \"wishes\": [{\"uid\": \"i\", \"person\": \"p1\","
                        " \"role\": \" \", \"on\": \"2026-01-01\"}]}");
    char *out = lib_export(k);
    assert_non_null(strstr(out, "\"target\": \"p2\", \"role\": null"));
    assert_non_null(strstr(out, "\"person\": \"p1\", \"role\": null"));
    free(out);
    kith_close(k);
}

static void test_cleaned_names(void **state) {
    (void)state;
    struct kith *k = lib_book(
        "\xEF\xBB\xBF{\"kith\": 1, \"people\": [{\"uid\": \"p1\", \"name\": \"Ann\\u0007 \\n Okafor\","
        " \"company\": \"Mill\\u001b[31m\"}], \"notes\": [{\"uid\": \"n\", \"with\": [\"p1\"],"
        " \"on\": \"2026-01-01\", \"text\": \"one\\ntwo\\u0007\\ud800\"}]}");
    char *out = lib_export(k);
    assert_non_null(strstr(out, "\"name\": \"Ann Okafor\""));
    assert_non_null(strstr(out, "\"company\": \"Mill[31m\""));
    assert_non_null(strstr(out, "\"text\": \"one\\ntwo\\u0007\xEF\xBF\xBD"));
    free(out);
    kith_close(k);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_round_trip),     cmocka_unit_test(test_empty_book),
        cmocka_unit_test(test_empty_role),     cmocka_unit_test(test_same_bytes),
        cmocka_unit_test(test_null_and_empty), cmocka_unit_test(test_problems),
        cmocka_unit_test(test_no_book),        cmocka_unit_test(test_update),
        cmocka_unit_test(test_any_order),      cmocka_unit_test(test_cleaned_names),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
