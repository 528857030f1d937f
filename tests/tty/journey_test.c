#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "tty/home.h"

/* One introduction, from an empty book to the report back, and all the way undone. */

static void add_person(struct tty *tty, const char *name, const char *role_key) {
    tty_keys(tty, "N");
    tty_type(tty, name);
    tty_keys(tty, "Tab");
    tty_keys(tty, role_key);
    tty_keys(tty, "Ctrl-S");
    tty_expect(tty, "Added ");
}

/* Ticks the row that has the words, where it is not ticked yet; Home is the first row. */
static void tick(struct tty *tty, const char *words) {
    int row, col;
    tty_keys(tty, "Home");
    for (int i = 0; i < 12; i++) {
        assert_true(tty_find(tty, words, &row, &col));
        int cursor_row, cursor_col;
        tty_cursor(tty, &cursor_row, &cursor_col);
        if (cursor_row == row)
            break;
        tty_keys(tty, "Down");
    }
    if (!strstr(tty_row(tty, row), "[x]"))
        tty_keys(tty, "Space");
    assert_non_null(strstr(tty_row(tty, row), "[x]"));
}

static void write_first_note(struct tty *tty) {
    tty_keys(tty, "n");
    tty_expect(tty, "─ Notes · Ann Okafor · new ─");
    tty_type(tty, "She thanked me for the quick work. Her brother Tom Baker is opening a second shop. "
                  "Her neighbour Lena Cho wants to sell. She is looking for a bookkeeper.");
    tty_expect(tty, "─ What I hear ─");
    tty_expect(tty, "◇ Tom Baker");
    tty_keys(tty, "Ctrl-S");
    tty_expect(tty, "─ What I heard ─");
    tick(tty, "Tom Baker ");
    tick(tty, "Lena Cho ");
    tick(tty, "thanked ");
    tty_keys(tty, "Enter");
    tty_expect(tty, "Saved. Kept ");
}

static void test_first_day(void **state) {
    (void)state;
    struct home home = home_make("2026-11-21");
    struct tty *tty = home_screen(&home, NULL);
    tty_expect(tty, "Welcome. Your book is empty");
    tty_expect(tty, "N add a person");
    add_person(tty, "Ann Okafor", "c");
    tty_expect(tty, "─ Notes · Ann Okafor · client ─");
    add_person(tty, "Bill Tran", "o");
    tty_expect(tty, "─ Notes · Bill Tran · other ─");
    tty_keys(tty, "k");
    write_first_note(tty);
    tty_expect(tty, "★ Ann Okafor         golden 14d");
    tty_expect(tty, "◇ Tom Baker, brother");
    tty_keys(tty, "3");
    tty_expect(tty, "─ Circle · 2 ─");
    home_leave(tty);
    home_expect(&home, "circle Ann --json", "\"name\":\"Tom Baker\"");
    home_remove(&home);
}

/* A book in which Ann thanked yesterday and told of two people. */
static struct home yesterday(void) {
    struct home home = home_make("2026-11-21");
    free(home_run(&home, "add 'Ann Okafor' --role client --email ann@okafor.example"));
    free(home_run(&home,
                  "note Ann --keep all 'She thanked me for the quick work. Her brother Tom Baker is opening "
                  "a second shop. Her neighbour Lena Cho wants to sell.'"));
    home.now = "2026-11-22";
    return home;
}

static void test_ask_to_report(void **state) {
    (void)state;
    struct home home = yesterday();
    struct tty *tty = home_screen(&home, NULL);
    tty_expect(tty, " Ask one");
    tty_expect(tty, "★ Ann");
    tty_expect(tty, "○○");
    tty_keys(tty, "a");
    tty_expect(tty, "─ Ask · one introduction ─");
    tty_expect(tty, " From      Ann Okafor           golden: ");
    tty_keys(tty, "Enter");
    tty_expect(tty, "Asked. Ann Okafor rests now");
    tty_expect(tty, "●○");
    tty_keys(tty, "4");
    tty_expect(tty, "─ Asks · 1 ─");
    tty_expect(tty, "waiting");
    tty_keys(tty, "o");
    tty_expect(tty, "─ The answer of Ann Okafor ─");
    tty_keys(tty, "y Enter");
    tty_expect(tty, "A referral received.");
    tty_keys(tty, "1");
    tty_expect(tty, "   act ");
    tty_expect(tty, "   thank  Ann Okafor");
    tty_keys(tty, "g j D");
    tty_expect(tty, "Thanked Ann Okafor. u takes it back");
    home_leave(tty);
    free(home_run(&home, "outcome Ann business --value 1200"));
    tty = home_screen(&home, NULL);
    tty_expect(tty, "   report Ann Okafor");
    tty_keys(tty, "g D");
    tty_expect(tty, "Reported back to Ann Okafor. u takes it back");
    tty_expect_not(tty, "   report Ann");
    home_leave(tty);
    home_expect(&home, "insights --json", "\"business\":1");
    home_remove(&home);
}

static void test_thank_by_key(void **state) {
    (void)state;
    struct home home = yesterday();
    free(home_run(&home, "ask Ann 'Tom Baker'"));
    free(home_run(&home, "answer Ann yes"));
    struct tty *tty = home_screen(&home, NULL);
    tty_expect(tty, "   act    Tom Baker, from Ann");
    tty_keys(tty, "g j D");
    tty_expect(tty, "Thanked");
    tty_expect_not(tty, "   thank  Ann");
    tty_keys(tty, "u");
    tty_expect(tty, "   thank  Ann");
    home_leave(tty);
    home_remove(&home);
}

/* What fills the demo book is no step that a careless u takes away. */
static void test_demo_stays_full(void **state) {
    (void)state;
    static const char *const demo[] = {KITH_PROGRAM, "demo", NULL};
    struct home home = home_make("2026-11-21");
    char folder[80];
    snprintf(folder, sizeof folder, "HOME=%s", home.path);
    struct tty *tty = tty_start(&(struct tty_options){
        .argv = demo, .env = (const char *const[]){folder, "KITH_NOW=2026-11-21", NULL}, .folder = home.path});
    tty_keys(tty, "u");
    tty_expect(tty, "there is nothing to undo");
    tty_expect(tty, "★ Adaeze Obi → Rafe Lindqvist");
    tty_keys(tty, "j l u");
    tty_expect(tty, "Taken back: ");
    tty_keys(tty, "u");
    tty_expect(tty, "there is nothing to undo");
    home_leave(tty);
    home_remove(&home);
}

static void test_undo_all_the_way(void **state) {
    (void)state;
    struct home home = home_make("2026-11-21");
    struct tty *tty = home_screen(&home, NULL);
    tty_keys(tty, "2");
    add_person(tty, "Ann Okafor", "c");
    write_first_note(tty);
    tty_keys(tty, "a Enter");
    tty_expect(tty, "Asked. ");
    for (int i = 0; i < 3; i++) {
        tty_keys(tty, "u");
        tty_expect(tty, "Taken back: ");
    }
    tty_expect(tty, "Welcome. Your book is empty");
    tty_keys(tty, "u");
    tty_expect_not(tty, "Taken back: ");
    tty_keys(tty, "U U U");
    tty_expect(tty, "Done again: ");
    home_leave(tty);
    home_expect(&home, "show Ann --json", "\"standing\":\"waiting\"");
    home_remove(&home);
}

static void test_composer(void **state) {
    (void)state;
    struct home home = yesterday();
    struct tty *tty = home_screen(&home, NULL);
    tty_keys(tty, "a");
    tty_expect(tty, "x  1 of ");
    tty_keys(tty, "x");
    tty_expect(tty, "x  2 of ");
    tty_keys(tty, "e");
    tty_expect(tty, "─ Your own words ─");
    tty_type(tty, " Do you know anyone?");
    tty_expect(tty, "closed: ");
    tty_keys(tty, "Ctrl-S");
    tty_expect(tty, "your own words");
    tty_forget_sent(tty);
    tty_keys(tty, "y");
    assert_true(tty_sent(tty, "\033]52;c;"));
    tty_expect(tty, "Copied through the terminal");
    tty_keys(tty, "Esc a");
    bool tom = tty_sees(tty, " To        Tom Baker");
    tty_keys(tty, "j");
    if (tty_sees(tty, "─ A role ─")) /* after the last person comes a role */
        tty_keys(tty, "Esc k");
    tty_expect(tty, tom ? " To        Lena Cho" : " To        Tom Baker");
    tty_keys(tty, "Ctrl-S");
    tty_expect(tty, "Asked. ");
    /* the second target is the next ask, never the same; and Ann rests */
    tty_keys(tty, "2 a Enter");
    tty_expect(tty, "Ask all the same?");
    tty_keys(tty, "Enter");
    tty_expect_not(tty, "Asked. ");
    tty_keys(tty, "Enter y");
    tty_expect(tty, "Asked. ");
    home_leave(tty);
    char *asks = home_run(&home, "export kith");
    assert_non_null(strstr(asks, "\"overruled\": \"waiting\""));
    free(asks);
    home_remove(&home);
}

static void test_mail(void **state) {
    (void)state;
    struct home home = yesterday();
    char path[128], env[160], command[160];
    snprintf(path, sizeof path, "%s/browser", home.path);
    FILE *script = fopen(path, "w");
    fprintf(script, "#!/bin/sh\nprintf '%%s\\n' \"$1\" >\"$HOME/url\"\n");
    fclose(script);
    snprintf(command, sizeof command, "chmod +x '%s'", path);
    assert_int_equal(system(command), 0);
    /* no xdg-open on this path, so the browser is asked */
    snprintf(env, sizeof env, "BROWSER=%s", path);
    const char *const extra[] = {env, "PATH=/nowhere", NULL};
    struct tty *tty = home_screen_at(&home, 24, 80, extra);
    tty_keys(tty, "a o");
    tty_expect(tty, "Opened as mail.");
    home_leave(tty);
    home_remove(&home);
}

static void test_not_now(void **state) {
    (void)state;
    struct home home = yesterday();
    struct tty *tty = home_screen(&home, NULL);
    tty_keys(tty, "2 z");
    tty_expect(tty, "─ Not now: Ann Okafor ─");
    tty_keys(tty, "Esc z Tab Ctrl-U");
    tty_type(tty, "tomorrow");
    tty_keys(tty, "Enter");
    tty_expect(tty, "until Mon 23 Nov");
    tty_keys(tty, "Down Enter");
    tty_expect(tty, "Put off until Mon 23 Nov");
    home_expect(&home, "export kith", "\"until\": \"2026-11-23\"");
    tty_keys(tty, "z Enter");
    tty_expect(tty, "Put off for three days");
    tty_keys(tty, "z Enter");
    tty_expect(tty, "Three times in a row: ask, or let go?");
    tty_keys(tty, "l");
    tty_expect(tty, "Let go. It counts as passed");
    tty_expect_not(tty, "golden 13d");
    home_leave(tty);
    home_remove(&home);
}

/* Whom one wishes to meet can be asked about though nobody spoke of them; a role is asked for in one's own
 * words. */
static void test_wishes_and_roles(void **state) {
    (void)state;
    struct home home = home_make("2026-11-21");
    free(home_run(&home, "add 'Ann Okafor' --role client"));
    free(home_run(&home, "moment Ann thanked"));
    free(home_run(&home, "wish 'Jo Mistry'"));
    struct tty *tty = home_screen(&home, NULL);
    tty_keys(tty, "2 a");
    while (!tty_sees(tty, "whom you wish to meet"))
        tty_keys(tty, "j");
    tty_expect(tty, " To        Jo Mistry");
    tty_keys(tty, "j");
    if (tty_sees(tty, "─ A role ─")) {
        tty_type(tty, "your accountant");
        tty_keys(tty, "Ctrl-S");
    }
    tty_keys(tty, "Enter");
    tty_expect(tty, "Asked. ");
    tty_keys(tty, "4 o y Enter");
    tty_expect(tty, "─ Yes: to whom? ─");
    tty_keys(tty, "Ctrl-S");
    tty_expect(tty, "this is needed");
    tty_type(tty, "Max Moneypenny");
    tty_keys(tty, "Ctrl-S");
    tty_expect(tty, "A referral received.");
    home_leave(tty);
    home_expect(&home, "export kith", "Max Moneypenny");
    home_remove(&home);
}

static void test_answers(void **state) {
    (void)state;
    static const struct {
        const char *keys, *word, *wants;
    } cases[] = {{"w Enter", "will", NULL},
                 {"n Enter", "not-yet", "the first month"},
                 {"t Enter", "think", NULL},
                 {"n n Enter", "no", NULL},
                 {"n n n Enter", "none", NULL}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct home home = yesterday();
        free(home_run(&home, "ask Ann 'Tom Baker'"));
        struct tty *tty = home_screen(&home, NULL);
        tty_keys(tty, "4 o");
        tty_keys(tty, cases[i].keys);
        if (cases[i].wants) {
            tty_type(tty, cases[i].wants);
            tty_keys(tty, "Ctrl-S");
        }
        tty_expect(tty, "Noted: ");
        tty_expect(tty, cases[i].word);
        if (cases[i].wants)
            tty_expect(tty, "wants to see: the first");
        home_leave(tty);
        home_remove(&home);
    }
}

static void test_done_for_today(void **state) {
    (void)state;
    struct home home = yesterday();
    struct tty *tty = home_screen(&home, NULL);
    tty_keys(tty, "G");
    tty_expect(tty, " Enter done for today");
    tty_keys(tty, "D");
    tty_expect(tty, "Done for today.");
    tty_expect(tty, "0 of 2 asks made this week");
    tty_expect_not(tty, "Ask one");
    tty_keys(tty, "Enter");
    tty_expect(tty, "Ask one");
    home_leave(tty);
    home_remove(&home);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_first_day),        cmocka_unit_test(test_ask_to_report),
        cmocka_unit_test(test_thank_by_key),     cmocka_unit_test(test_undo_all_the_way),
        cmocka_unit_test(test_composer),         cmocka_unit_test(test_mail),
        cmocka_unit_test(test_not_now),          cmocka_unit_test(test_answers),
        cmocka_unit_test(test_wishes_and_roles), cmocka_unit_test(test_done_for_today),
        cmocka_unit_test(test_demo_stays_full),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
