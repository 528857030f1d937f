/* Words of work that meet, and lines with slots: pure. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "model/match.h"
#include "model/phrases.h"

static struct match_trades trades;

static int read_trades(void **state) {
    (void)state;
    static char text[1 << 16];
    FILE *file = fopen(KITH_TEST_DATA "/../../assets/method/trades.txt", "rb");
    if (!file)
        return -1;
    text[fread(text, 1, sizeof text - 1, file)] = '\0';
    fclose(file);
    match_read(&trades, text);
    return 0;
}

static int free_trades(void **state) {
    (void)state;
    match_free(&trades);
    return 0;
}

/* How well somebody with that title meets the wish. */
static int fit(const char *wish, const char *title) {
    struct match_word words[MATCH_WORDS];
    int found[MATCH_WORDS];
    size_t count = match_wanted(&trades, wish, words);
    for (size_t i = 0; i < count; i++)
        found[i] = match_in(&trades, &words[i], title, NULL);
    return match_fit(words, count, found);
}

static void wishes_meet_who_can_help(void **state) {
    (void)state;
    static const struct {
        const char *wish, *title;
        bool meet;
    } rows[] = {
        {"a bookkeeper", "Bookkeeper", true},
        {"a bookkeeper for the second shop", "Bookkeeping services", true},
        {"a bookkeeper for the second shop", "Shop owner", false},
        {"a good accountant", "Accountancy", true},
        {"someone to do her tax return", "Tax adviser", true},
        {"help with payroll", "Payroll clerk", true},
        {"a solicitor", "Lawyer", true},
        {"a lawyer", "sister-in-law", false},
        {"a decent wedding photographer", "Photographer", true},
        {"an office manager", "Sales manager", false},
        {"an office manager", "Office manager", true},
        {"a new website", "Web designer", true},
        {"bakeries to supply", "Baker", true},
        {"a plumber", "Electrician", false},
        {"somebody reliable", "Reliable person", false},
        {"", "Plumber", false},
        {"a café", "CAFÉ", true},
        {"a café", "Restaurant", true},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if ((fit(rows[i].wish, rows[i].title) > 0) != rows[i].meet)
            fail_msg("\"%s\" and \"%s\": %d", rows[i].wish, rows[i].title, fit(rows[i].wish, rows[i].title));
    assert_true(fit("a plumber", "Plumber") >
                fit("a plumber", "Heating and boilers")); /* the very word first */
}

static void a_part_of_a_name_is_no_trade(void **state) {
    (void)state;
    struct match_word words[MATCH_WORDS];
    assert_int_equal(match_wanted(&trades, "a baker", words), 1);
    assert_int_equal(match_in(&trades, &words[0], "Her brother Tom Baker", "Tom Baker"), 0);
    assert_int_equal(match_in(&trades, &words[0], "Her brother Tom Baker", NULL), 2);
    assert_int_equal(match_in(&trades, &words[0], NULL, NULL), 0);
}

static void slots_are_filled_or_the_line_is_passed_over(void **state) {
    (void)state;
    struct arena arena = {0};
    const struct phrases_slot slots[] = {{"first", "Ann"}, {"none", NULL}, {"empty", ""}, {NULL, NULL}};
    assert_string_equal(phrases_fill("Well, {first}?", slots, &arena), "Well, Ann?");
    assert_null(phrases_fill("{first} and {none}", slots, &arena));
    assert_null(phrases_fill("{empty}", slots, &arena));
    assert_null(phrases_fill("{unknown}", slots, &arena));
    assert_string_equal(phrases_fill("broken {first", slots, &arena), "broken Ann");
    struct phrases phrases = phrases_parse("# no\n[one]\n\n{none}\n  Hello {first}  \n[two]\n", &arena);
    assert_string_equal(phrases_first(&phrases, "one", slots, &arena), "Hello Ann");
    assert_null(phrases_under(&phrases, "two")); /* without lines */
    assert_null(phrases_under(&phrases, "three"));
    arena_free(&arena);
}

static void a_text_is_known_by_the_line_it_was_made_from(void **state) {
    (void)state;
    static const struct {
        const char *line, *text;
        bool made;
    } rows[] = {
        {"Who sits next to you?", "Who sits next to you?", true},
        {"Who sits next to you?", "Who sits next to you", false},
        {"Who at {company} is new?", "Who at Okafor & Co is new?", true},
        {"Who at {company} is new?", "Who at  is old?", false},
        {"{first}, who is {name}?", "Ann, who is Tom?", true},
        {"{first}", "anything", true},
        {"a {x} b {x} c", "a 1 b b 2 c", true},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (phrases_made(rows[i].line, rows[i].text) != rows[i].made)
            fail_msg("\"%s\" from \"%s\"", rows[i].text, rows[i].line);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(wishes_meet_who_can_help),
        cmocka_unit_test(a_part_of_a_name_is_no_trade),
        cmocka_unit_test(slots_are_filled_or_the_line_is_passed_over),
        cmocka_unit_test(a_text_is_known_by_the_line_it_was_made_from),
    };
    return cmocka_run_group_tests(tests, read_trades, free_trades);
}
