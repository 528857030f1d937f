#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "tty/home.h"

/* What is done about rows: one, or many as one step. */

static struct home five_people(void) {
    static const char *const names[] = {"Ann Okafor", "Bill Tran", "Cara Ruiz", "Dev Shah", "Elif Kaya"};
    struct home home = home_make("2026-11-21");
    char command[96];
    for (size_t i = 0; i < 5; i++) {
        snprintf(command, sizeof command, "add '%s' --company '%s'", names[i],
                 i < 2 ? "Mill & Co" : "Elsewhere");
        free(home_run(&home, command));
    }
    return home;
}

static struct tty *on_people(const struct home *home) {
    struct tty *tty = home_screen(home, NULL);
    tty_keys(tty, "2 g");
    tty_expect(tty, "─ People · 5 ─");
    return tty;
}

static int steps(const struct home *home) {
    char *history = home_run(home, "history --json");
    int count = 0;
    for (const char *at = history; (at = strstr(at, "\"step\"")); at++)
        count++;
    free(history);
    return count;
}

/* Keys on three marked people: one y/n that names the number, one step, one undo. */
static void test_marked_people(void **state) {
    (void)state;
    static const struct {
        const char *keys, *typed, *then, *show;
    } cases[] = {
        {"c c", NULL, NULL, "\"role\":\"client\""},
        {"m Enter", NULL, NULL, "\"kind\":\"thanked\""},
        {"w", "a van", "Ctrl-S", "\"what\":\"a van\""},
        {"h", "the lease", "Ctrl-S", NULL},
        {"p", NULL, "Ctrl-S", "\"count\":5"},
        {"t", "food", "Enter", "\"tags\":[\"food\"]"},
        {"A", NULL, NULL, "\"archived\":true"},
        {"e Down Down Down Enter", "Owner", "Enter", "\"title\":\"Owner\""},
        {"d", NULL, NULL, NULL},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct home home = five_people();
        struct tty *tty = on_people(&home);
        char *before = home_run(&home, "export kith");
        int count = steps(&home);
        tty_keys(tty, "Space Space Space");
        tty_expect(tty, "3 marked");
        tty_keys(tty, cases[i].keys);
        if (cases[i].typed)
            tty_type(tty, cases[i].typed);
        if (cases[i].then)
            tty_keys(tty, cases[i].then);
        tty_expect(tty, "3 people");
        tty_expect(tty, "y yes  n no");
        tty_keys(tty, "Enter");
        assert_int_equal(steps(&home), count); /* Enter is no */
        tty_keys(tty, "g");
        tty_keys(tty, cases[i].keys);
        if (cases[i].typed)
            tty_type(tty, cases[i].typed);
        if (cases[i].then)
            tty_keys(tty, cases[i].then);
        tty_keys(tty, "y");
        assert_int_equal(steps(&home), count + 1);
        if (cases[i].show)
            home_expect(&home, "show Cara --json", cases[i].show);
        if (strcmp(cases[i].keys, "d") == 0)
            home_expect_not(&home, "who", "Cara");
        tty_keys(tty, "u");
        char *after = home_run(&home, "export kith");
        assert_string_equal(after, before);
        free(before);
        free(after);
        home_leave(tty);
        home_remove(&home);
    }
}

static void test_all_shown(void **state) {
    (void)state;
    struct home home = five_people();
    struct tty *tty = on_people(&home);
    tty_keys(tty, "/");
    tty_type(tty, "mill");
    tty_expect(tty, "─ People · 2 ─");
    tty_keys(tty, "Enter +");
    tty_expect(tty, "2 marked");
    tty_keys(tty, "c f");
    tty_expect(tty, "Set the role of 2 people to friend?");
    tty_keys(tty, "y");
    tty_expect(tty, "2 people: friend");
    tty_expect_not(tty, "marked"); /* done: the next thing is about others */
    tty_keys(tty, "+");
    tty_expect(tty, "2 marked");
    tty_keys(tty, "+");
    tty_expect_not(tty, "marked");
    tty_keys(tty, "Esc");
    tty_expect(tty, "─ People · 5 ─");
    home_leave(tty);
    home_remove(&home);
}

/* Marks add up over what is narrowed, and those out of sight are told. */
static void test_marks_out_of_sight(void **state) {
    (void)state;
    struct home home = five_people();
    struct tty *tty = on_people(&home);
    tty_keys(tty, "G Space g / m i l l Enter +");
    tty_expect(tty, "3 marked, 1 not shown");
    tty_keys(tty, "+");
    tty_expect_not(tty, "marked");
    tty_keys(tty, "/ r a n Enter"); /* the first key takes the place of the words before */
    tty_expect(tty, "/ran");
    tty_expect(tty, "─ Notes · Bill Tran ·");
    home_leave(tty);
    home_remove(&home);
}

/* Another day leaves the kind of moment chosen; the first key takes the place of "yesterday". */
static void test_moment_of_another_day(void **state) {
    (void)state;
    struct home home = five_people();
    struct tty *tty = on_people(&home);
    tty_keys(tty, "m d Tab");
    tty_expect(tty, "It was on yesterday");
    tty_type(tty, "2 nov");
    tty_keys(tty, "Enter Enter");
    tty_expect(tty, ": delivered, Mon 2 Nov");
    home_leave(tty);
    home_remove(&home);
}

/* The only one suggested is taken by leaving the field where nobody else will do. */
static void test_with_whom(void **state) {
    (void)state;
    struct home home = five_people();
    struct tty *tty = on_people(&home);
    tty_keys(tty, "n Tab Ctrl-U");
    tty_type(tty, "Bill Tran, Car");
    tty_expect(tty, "Bill Tran, Cara Ruiz  Down");
    tty_keys(tty, "Tab");
    tty_expect_not(tty, "Down");
    tty_keys(tty, "Ctrl-S");
    tty_expect(tty, "─ Notes · Bill Tran, Cara Ruiz · new ─");
    tty_keys(tty, "Tab Ctrl-U");
    tty_type(tty, "Car");
    tty_keys(tty, "Down Enter Ctrl-S");
    tty_expect_not(tty, "Bill Tran, Cara Ruiz");
    tty_keys(tty, "Esc");
    home_leave(tty);
    home_remove(&home);
}

static void test_narrowing(void **state) {
    (void)state;
    struct home home = five_people();
    struct tty *tty = on_people(&home);
    tty_keys(tty, "j j");
    tty_expect(tty, "─ Notes · Cara Ruiz ·");
    tty_keys(tty, "/ r");
    tty_expect(tty, "─ Notes · Cara Ruiz ·"); /* it still shows: it stays chosen */
    tty_type(tty, "an");
    tty_expect(tty, "─ Notes · Bill Tran ·");
    tty_keys(tty, "Enter");
    tty_expect(tty, "/ran");
    tty_keys(tty, "Esc");
    tty_expect(tty, "─ People · 5 ─");
    tty_expect(tty, "─ Notes · Bill Tran ·");
    tty_keys(tty, "/ z z Esc");
    tty_expect(tty, "─ People · 5 ─");
    tty_keys(tty, "f");
    tty_expect(tty, "─ Show only ─");
    tty_keys(tty, "g i Enter");
    tty_expect(tty, "Nobody fits");
    tty_keys(tty, "Esc");
    tty_expect(tty, "─ People · 5 ─");
    tty_keys(tty, "s");
    tty_expect(tty, "─ Sort ─");
    tty_keys(tty, "Down Enter");
    tty_expect(tty, "by name");
    home_leave(tty);
    home_remove(&home);
}

static void test_roles_by_letter(void **state) {
    (void)state;
    static const struct {
        const char *keys, *role;
    } cases[] = {{"c c", "client"}, {"c p Enter", "prospect"}, {"c p p Enter", "partner"}, {"c f", "friend"}};
    struct home home = five_people();
    struct tty *tty = on_people(&home);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char words[64];
        tty_keys(tty, cases[i].keys);
        snprintf(words, sizeof words, "Ann Okafor: %s", cases[i].role);
        tty_expect(tty, words);
    }
    home_leave(tty);
    home_remove(&home);
}

static void test_merge(void **state) {
    (void)state;
    struct home home = five_people();
    struct tty *tty = on_people(&home);
    tty_keys(tty, "M");
    tty_expect(tty, "mark two people");
    tty_keys(tty, "Space Space M");
    tty_expect(tty, "Merge · Ann Okafor and Bill Tran");
    tty_keys(tty, "Enter");
    tty_expect(tty, "─ People · 4 ─");
    tty_keys(tty, "u");
    tty_expect(tty, "─ People · 5 ─");
    home_leave(tty);
    home_remove(&home);
}

/* What keys add shows in the pane Notes, where e, d and D reach it. */
static void test_open_rows(void **state) {
    (void)state;
    struct home home = five_people();
    struct tty *tty = on_people(&home);
    tty_keys(tty, "b");
    tty_type(tty, "send figures");
    tty_keys(tty, "Tab Ctrl-U");
    tty_type(tty, "+5d");
    tty_keys(tty, "Ctrl-S");
    tty_expect(tty, "│ ○ to do: send figures, by Thu 26 Nov");
    tty_keys(tty, "m Tab Enter");
    tty_expect(tty, "─ A moment with Ann Okafor ─");
    tty_expect(tty, "Fri 20 Nov   (Tab: another day)");
    tty_keys(tty, "d Enter");
    tty_expect(tty, "│ ★ delivered, yesterday");
    tty_keys(tty, "w");
    tty_type(tty, "a van");
    tty_keys(tty, "Ctrl-S");
    tty_expect(tty, "│ ○ wants a van");
    tty_keys(tty, "Tab D");
    tty_expect_not(tty, "to do: send figures");
    tty_keys(tty, "d");
    tty_expect(tty, "Delete this moment?");
    tty_keys(tty, "y");
    tty_expect_not(tty, "★ delivered");
    tty_keys(tty, "e");
    tty_expect(tty, "─ Edit need ─");
    tty_type(tty, " soon");
    tty_keys(tty, "Ctrl-S");
    tty_expect(tty, "│ ○ wants a van soon");
    tty_keys(tty, "D");
    tty_expect_not(tty, "wants a van");
    home_leave(tty);
    home_remove(&home);
}

static void test_referrals_and_wishes(void **state) {
    (void)state;
    struct home home = five_people();
    struct tty *tty = on_people(&home);
    tty_keys(tty, "r");
    tty_expect(tty, "─ A referral given to Ann Okafor ─");
    tty_type(tty, "Zed Young");
    tty_keys(tty, "Ctrl-S");
    tty_expect(tty, "A referral given");
    tty_keys(tty, "R");
    tty_type(tty, "Wim Kok");
    tty_keys(tty, "Tab Tab w Ctrl-S");
    tty_expect(tty, "A referral received");
    tty_keys(tty, "o");
    tty_expect(tty, "─ What came of Wim Kok ─");
    tty_keys(tty, "b");
    tty_type(tty, "900");
    tty_keys(tty, "Ctrl-S");
    tty_expect(tty, "Noted: business");
    tty_keys(tty, "W");
    tty_type(tty, "Jo Mistry");
    tty_keys(tty, "Ctrl-S");
    tty_expect(tty, "A wish noted: Jo Mistry");
    home_leave(tty);
    home_expect(&home, "show Ann --json", "\"warmth\":\"warm\"");
    home_remove(&home);
}

static void test_trouble_holds(void **state) {
    (void)state;
    struct home home = five_people();
    struct tty *tty = on_people(&home);
    tty_keys(tty, "m End Enter");
    tty_expect(tty, "! Ann Okafor");
    tty_keys(tty, "a Enter");
    tty_expect(tty, "stands at hold. Ask all the same?");
    tty_keys(tty, "n Esc D");
    tty_expect(tty, "Settled. u takes it back");
    tty_expect_not(tty, "! Ann Okafor");
    home_leave(tty);
    home_remove(&home);
}

static void test_sorting_after_an_import(void **state) {
    (void)state;
    struct home home = home_make("2026-11-21");
    char path[96];
    snprintf(path, sizeof path, "%s/many.csv", home.path);
    FILE *file = fopen(path, "w");
    fputs("First Name,Last Name,Company\n", file);
    for (int i = 0; i < 25; i++)
        fprintf(file, "Person,Number%d,Works %d\n", i, i % 3);
    fclose(file);
    free(home_run(&home, "import many.csv"));
    struct tty *tty = home_screen(&home, NULL);
    tty_keys(tty, "2");
    tty_expect(tty, "Next: who is a client?");
    tty_expect(tty, "+ mark all");
    tty_keys(tty, "+");
    tty_keys(tty, "c o y"); /* what the file made of them, now said by hand */
    tty_expect(tty, "25 people: other");
    tty_keys(tty, "Esc");
    tty_expect_not(tty, "+ mark all");
    home_leave(tty);
    home_remove(&home);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_marked_people),      cmocka_unit_test(test_all_shown),
        cmocka_unit_test(test_marks_out_of_sight), cmocka_unit_test(test_moment_of_another_day),
        cmocka_unit_test(test_with_whom),          cmocka_unit_test(test_narrowing),
        cmocka_unit_test(test_roles_by_letter),    cmocka_unit_test(test_merge),
        cmocka_unit_test(test_open_rows),          cmocka_unit_test(test_referrals_and_wishes),
        cmocka_unit_test(test_trouble_holds),      cmocka_unit_test(test_sorting_after_an_import),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
