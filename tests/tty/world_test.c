#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include <cmocka.h>

#include "tty/home.h"

/* The world around the screen: sizes, the mouse, the shell, other processes, other terminals, hostile names.
 */

static struct home with_people(void) {
    struct home home = home_make("2026-11-21");
    free(home_run(&home, "add 'Ann Okafor' --role client"));
    free(home_run(&home, "add 'Bill Tran' --role client"));
    free(home_run(&home,
                  "note Ann --keep all 'She thanked me. Her brother Tom Baker is opening a second shop.'"));
    home.now = "2026-11-23";
    return home;
}

static void test_sizes(void **state) {
    (void)state;
    static const struct {
        int rows, cols;
        const char *seen, *not_seen;
    } sizes[] = {
        {40, 120, "┬─ Who do you know? ─", "├─ Who do you know?"},
        {24, 80, "├─ Who do you know? ─", "needs"},
        {20, 50, "─ People · 2 ─", "Who do you know?"},
        {7, 29, "30x8", "People"},
        {8, 30, "─ People · 2 ─", "Who do you know?"},
        {1, 10, "", "People"},
        {24, 80, "├─ Who do you know? ─", "30x8"},
        {60, 200, "┬─ Notes · Ann Okafor", "30x8"},
    };
    struct home home = with_people();
    struct tty *tty = home_screen(&home, NULL);
    tty_keys(tty, "2");
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        tty_resize(tty, sizes[i].rows, sizes[i].cols);
        if (*sizes[i].seen)
            tty_expect(tty, sizes[i].seen);
        tty_expect_not(tty, sizes[i].not_seen);
    }
    home_leave(tty);
    home_remove(&home);
}

/* Everything that can lie over the screen, at every size: nothing breaks, and Esc leads back. */
static void test_sizes_of_what_lies_over(void **state) {
    (void)state;
    static const char *const opened[] = {"a", "m",   "z", "N", "e", "n", "c", "?",
                                         ":", "/ a", "o", "W", "r", "f", "t"};
    static const int sizes[][2] = {{40, 120}, {20, 50}, {7, 29}, {8, 30}, {24, 80}};
    struct home home = with_people();
    struct tty *tty = home_screen(&home, NULL);
    for (size_t i = 0; i < sizeof opened / sizeof *opened; i++) {
        tty_keys(tty, "2");
        tty_keys(tty, opened[i]);
        for (size_t s = 0; s < sizeof sizes / sizeof *sizes; s++)
            tty_resize(tty, sizes[s][0], sizes[s][1]);
        tty_keys(tty, "Esc Esc");
        tty_expect(tty, "─ People · 2 ─");
    }
    home_leave(tty);
    home_remove(&home);
}

static void test_one_pane_at_a_time(void **state) {
    (void)state;
    struct home home = with_people();
    struct tty *tty = home_screen_at(&home, 20, 50, NULL);
    tty_keys(tty, "2");
    tty_expect(tty, "─ People · 2 ─");
    tty_keys(tty, "Tab");
    tty_expect(tty, "─ Notes · Ann Okafor · client ");
    tty_keys(tty, "Tab");
    tty_expect(tty, "─ Who do you know? ─");
    tty_keys(tty, "Shift-Tab Shift-Tab");
    tty_expect(tty, "─ People · 2 ─");
    tty_keys(tty, "Enter");
    tty_expect(tty, "─ Notes · Ann Okafor · client ");
    tty_keys(tty, "Esc");
    tty_expect(tty, "─ People · 2 ─");
    tty_keys(tty, "a");
    tty_expect(tty, "─ Ask · one introduction ─");
    tty_keys(tty, "q");
    tty_expect(tty, "─ People · 2 ─");
    home_leave(tty);
    home_remove(&home);
}

static void test_mouse(void **state) {
    (void)state;
    struct home home = with_people();
    struct tty *tty = home_screen(&home, NULL);
    int row, col;
    assert_true(tty_find(tty, "2 People", &row, &col));
    tty_click(tty, row, col + 2);
    tty_expect(tty, "─ People · 2 ─");
    assert_true(tty_find(tty, "Bill Tran", &row, &col));
    tty_click(tty, row, col);
    tty_expect(tty, "─ Notes · Bill Tran ·");
    tty_keys(tty, "k");
    tty_wheel(tty, row, col, true);
    tty_expect(tty, "─ Notes · Bill Tran ·");
    tty_wheel(tty, row, col, false);
    tty_expect(tty, "─ Notes · Ann Okafor ·");
    assert_true(tty_sent(tty, "\033[?1006;1000h"));
    tty_click(tty, row, col);
    tty_click(tty, row, col); /* a double one opens */
    int was, now;
    assert_true(tty_find(tty, "┬", &row, &was));
    tty_drag(tty, row + 3, was, row + 5, was + 9);
    assert_true(tty_find(tty, "┬", &row, &now));
    assert_int_equal(now, was + 9);
    tty_keys(tty, "<");
    assert_true(tty_find(tty, "┬", &row, &now));
    assert_int_equal(now, was + 7);
    home_leave(tty);
    tty = home_screen(&home, NULL); /* and so it stays */
    assert_true(tty_find(tty, "┬", &row, &now));
    assert_int_equal(now, was + 7);
    home_leave(tty);
    free(home_run(&home, "config panes \"\""));
    free(home_run(&home, "config mouse no"));
    tty = home_screen(&home, NULL);
    assert_false(tty_sent(tty, "1000h")); /* the terminal is not asked for it */
    home_leave(tty);
    home_remove(&home);
}

/* A shell with job control stops it and brings it back. */
static void test_suspend(void **state) {
    (void)state;
    static const char *const shell[] = {
        "sh", "-c",
        "set -m; \"$KITH\"; stty -a | grep -q ' icanon' && echo stopped well; read go; fg >/dev/null", NULL};
    struct home home = with_people();
    char folder[80];
    snprintf(folder, sizeof folder, "HOME=%s", home.path);
    const char *const env[] = {folder, "KITH_NOW=2026-11-21", "KITH=" KITH_PROGRAM, NULL};
    struct tty *tty = tty_start(&(struct tty_options){.argv = shell, .env = env});
    tty_keys(tty, "2");
    tty_send(tty, "\x1a", 1);
    tty_wait(tty, "stopped well");
    tty_expect_not(tty, "Ann Okafor");
    tty_forget_sent(tty);
    tty_send(tty, "\n", 1);
    tty_wait(tty, "─ People · 2 ─");
    tty_settle(tty);
    tty_keys(tty, "j");
    tty_expect(tty, "─ Notes · Bill Tran ·");
    home_leave(tty);
    home_remove(&home);
}

/* What another process changes shows by itself. */
static void test_two_processes(void **state) {
    (void)state;
    struct home home = with_people();
    struct tty *tty = home_screen(&home, NULL);
    tty_keys(tty, "2");
    tty_expect(tty, "─ People · 2 ─");
    free(home_run(&home, "add 'Cara Ruiz'"));
    tty_wait(tty, "─ People · 3 ─");
    tty_settle(tty); /* the rest of that picture */
    tty_expect(tty, "Cara Ruiz");
    tty_keys(tty, "e Ctrl-U");
    tty_type(tty, "Anna Okafor");
    free(home_run(&home, "set 'Ann Okafor' company Mill"));
    tty_keys(tty, "Ctrl-S");
    tty_expect(tty, "Saved");
    home_expect(&home, "show 'Anna Okafor' --json", "\"company\":\"Mill\"");
    free(home_run(&home, "undo"));
    tty_wait(tty, "─ Notes · Ann Okafor ·");
    home_leave(tty);
    home_remove(&home);
}

static void test_reading_only(void **state) {
    (void)state;
    struct home home = with_people();
    char path[96], command[256];
    snprintf(path, sizeof path, "%s/.local/share/kith", home.path);
    snprintf(command, sizeof command, "chmod 0444 %s/*; chmod 0555 %s", path, path);
    assert_int_equal(system(command), 0);
    snprintf(command, sizeof command, "test -w %s/book.kith", path);
    bool all_powerful = system(command) == 0; /* root writes everywhere */
    struct tty *tty = home_screen(&home, NULL);
    tty_keys(tty, "2");
    tty_expect(tty, "─ People · 2 ─");
    if (!all_powerful) {
        tty_keys(tty, "n");
        tty_expect(tty, "this book can only be read");
        tty_keys(tty, "d");
        tty_expect(tty, "this book can only be read");
    }
    tty_keys(tty, "Tab Tab x y");
    home_leave(tty);
    snprintf(command, sizeof command, "chmod 0755 %s; chmod 0644 %s/*", path, path);
    assert_int_equal(system(command), 0);
    home_remove(&home);
}

static void test_hostile_names(void **state) {
    (void)state;
    struct home home = home_make("2026-11-21");
    free(home_run(&home, "add '张伟 李小龙'"));
    free(home_run(&home, "add '\xE2\x80\xAE"
                         "evil\xE2\x80\xAC name'"));
    free(home_run(&home, "add 'Zoe\xCC\x88 Ma\xCC\x81rquez'"));
    free(home_run(&home, "add 'مريم حداد'"));
    struct tty *tty = home_screen(&home, NULL);
    tty_keys(tty, "2");
    tty_expect(tty, "张伟 李小龙");
    tty_expect(tty, "مريم حداد");
    tty_expect_not(tty, "\xE2\x80\xAE");
    for (int row = 2; row < 20; row++) {
        struct tty_cell edge = tty_cell(tty, row, 33);
        assert_true(strcmp(edge.text, "│") == 0 || strcmp(edge.text, "├") == 0);
    }
    tty_keys(tty, "N");
    tty_paste(tty, "tab\there\033[31mred");
    tty_keys(tty, "Ctrl-S");
    tty_expect(tty, "Added ");
    home_leave(tty);
    home_remove(&home);
}

static void test_terminals(void **state) {
    (void)state;
    static const struct {
        const char *extra, *seen;
    } cases[] = {
        {"NO_COLOR=1", "★ Ann Okafor"},
        {"LC_ALL=C", "* Ann Okafor"},
        {"TERM=vt100", "Ann Okafor"},
        {"TERM=linux", "Ann Okafor"},
        {"TERM=xterm-256color", "★ Ann Okafor"},
    };
    struct home home = with_people();
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        /* on the console ncurses loads libgpm, which never frees the name of its terminal */
        const char *leaks = strcmp(cases[i].extra, "TERM=linux") == 0 ? "LSAN_OPTIONS=detect_leaks=0" : NULL;
        const char *const extra[] = {cases[i].extra, "TERMINFO_DIRS=/lib/terminfo:/usr/share/terminfo", leaks,
                                     NULL};
        struct tty *tty = home_screen_at(&home, 24, 80, extra);
        tty_keys(tty, "2");
        tty_expect(tty, cases[i].seen);
        struct tty_cell sign = tty_cell(tty, 4, 1);
        if (i == 0)
            assert_true(sign.own_fg);
        tty_keys(tty, "j");
        tty_expect(tty, "Notes");
        home_leave(tty);
    }
    home_remove(&home);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_sizes),
        cmocka_unit_test(test_sizes_of_what_lies_over),
        cmocka_unit_test(test_one_pane_at_a_time),
        cmocka_unit_test(test_mouse),
        cmocka_unit_test(test_suspend),
        cmocka_unit_test(test_two_processes),
        cmocka_unit_test(test_reading_only),
        cmocka_unit_test(test_hostile_names),
        cmocka_unit_test(test_terminals),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
