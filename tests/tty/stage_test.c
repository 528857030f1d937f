#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "tty/tty.h"

static const char *const stage[] = {KITH_STAGE, NULL};

static struct tty *start(int rows, int cols) {
    return tty_start(&(struct tty_options){.argv = stage, .rows = rows, .cols = cols});
}

static void leave(struct tty *tty) {
    tty_keys(tty, "Q");
    assert_int_equal(tty_exit(tty), 0);
    assert_true(tty_is_given_back(tty));
    tty_end(tty);
}

static void test_start_and_leave(void **state) {
    (void)state;
    struct tty *tty = start(24, 80);
    tty_expect(tty, "1 Today");
    tty_expect(tty, "─ People · 40 ───────────────────┬─ Notes · Ann Okafor ─");
    tty_expect(tty, " e edit  m moment  Tab pane");
    assert_string_equal(tty_row(tty, 2), " ★ Ann Okafor 0                  │");
    leave(tty);
}

static void test_moving(void **state) {
    (void)state;
    struct tty *tty = start(12, 80);
    tty_keys(tty, "j Down");
    tty_expect(tty, "Notes · 张伟");
    assert_true(tty_cell(tty, 4, 3).reverse);
    assert_true(tty_cell(tty, 4, 3).bold);
    assert_int_equal(tty_cell(tty, 4, 3).width, 2);
    tty_keys(tty, "G");
    tty_expect(tty, "Zoë Márquez 39");
    tty_keys(tty, "k k k k k");
    tty_expect(tty, "Zoë Márquez 34");
    tty_keys(tty, "PgUp g");
    tty_expect(tty, "Ann Okafor 0");
    leave(tty);
}

static void test_colours(void **state) {
    (void)state;
    struct tty *tty = start(24, 80);
    struct tty_cell golden = tty_cell(tty, 3, 1);
    assert_string_equal(golden.text, "★");
    assert_false(golden.own_fg);
    assert_true(tty_cell(tty, 3, 3).own_fg);
    assert_true(tty_cell(tty, 3, 12).dim);
    leave(tty);
    tty = tty_start(&(struct tty_options){.argv = stage, .env = (const char *const[]){"NO_COLOR=1", NULL}});
    assert_true(tty_cell(tty, 3, 1).own_fg);
    assert_true(tty_cell(tty, 3, 1).bold);
    leave(tty);
}

static void test_without_utf8(void **state) {
    (void)state;
    struct tty *tty =
        tty_start(&(struct tty_options){.argv = stage, .env = (const char *const[]){"LC_ALL=C", NULL}});
    tty_expect(tty, "- People . 40 -------------------+- Notes . Ann Okafor -");
    tty_expect(tty, " * Bj?rn Ek 1");
    leave(tty);
}

static void test_every_size(void **state) {
    (void)state;
    struct tty *tty = start(24, 80);
    tty_resize(tty, 30, 130);
    tty_expect(tty, "┬─ Notes · Ann Okafor");
    tty_resize(tty, 24, 40);
    tty_expect(tty, "─ People · 40 ─────");
    tty_expect_not(tty, "Notes");
    tty_keys(tty, "Enter");
    tty_expect(tty, "─ Notes · Ann Okafor ──");
    tty_resize(tty, 7, 29);
    tty_expect(tty, "needs 30x8");
    tty_resize(tty, 24, 80);
    tty_expect(tty, "─ People · 40 ───────────────────┬─ Notes · Ann Okafor ─");
    for (int i = 0; i < 100; i++) {
        tty_resize(tty, 8 + i % 40, 30 + i * 7 % 150);
        assert_int_equal(strlen(tty_row(tty, 8 + i % 40 - 2)) > 0, 1);
    }
    tty_resize(tty, 24, 80);
    tty_keys(tty, "Esc");
    leave(tty);
}

static void test_typing(void **state) {
    (void)state;
    struct tty *tty = start(24, 80);
    tty_keys(tty, "Tab");
    tty_type(tty, "Coffee with 张伟, née\nTom");
    tty_expect(tty, "│ Coffee with 张伟, née");
    tty_keys(tty, "Ctrl-A X Ctrl-W");
    tty_paste(tty, "pasted\nQ lines ");
    tty_expect(tty, "│ pasted");
    tty_expect(tty, "│ Q lines Tom");
    int row, col;
    tty_cursor(tty, &row, &col);
    assert_int_equal(col, 43);
    tty_keys(tty, "End Ctrl-Left t Ctrl-Right ! Home > Delete");
    tty_expect(tty, "│ > lines tTom!");
    tty_keys(tty, "Esc");
    leave(tty);
}

static void test_question(void **state) {
    (void)state;
    struct tty *tty = start(24, 80);
    tty_keys(tty, "/ a n");
    tty_expect(tty, " Narrow an");
    tty_expect(tty, "─ typed an ─");
    tty_keys(tty, "Down");
    tty_expect(tty, "Notes · Björn Ek");
    tty_keys(tty, "Ctrl-U Enter");
    tty_expect(tty, " Narrow");
    tty_keys(tty, "x Enter");
    tty_expect(tty, "answered x");
    tty_keys(tty, "/ z Esc");
    tty_expect_not(tty, "Narrow");
    tty_keys(tty, "d Enter");
    tty_expect_not(tty, "deleted");
    tty_keys(tty, "d y");
    tty_expect(tty, "deleted");
    leave(tty);
}

static void test_form(void **state) {
    (void)state;
    struct tty *tty = start(24, 80);
    tty_keys(tty, "e Tab Shift-Tab Shift-Tab Tab Ctrl-S");
    tty_expect(tty, "this is needed");
    tty_type(tty, "Tom Baker");
    tty_keys(tty, "Tab");
    tty_type(tty, "nonsense");
    tty_keys(tty, "Ctrl-S");
    tty_expect(tty, "that is no day");
    tty_keys(tty, "Ctrl-U + 2 w");
    tty_expect(tty, "Sat 5 Dec  in 2 weeks");
    tty_keys(tty, "Enter Right Enter y Ctrl-S");
    tty_expect(tty, "saved Tom Baker / 2026-12-05 / 2 / yes");
    tty_keys(tty, "e x Esc");
    tty_expect_not(tty, "A form");
    leave(tty);
}

static void test_chooser(void **state) {
    (void)state;
    struct tty *tty = start(24, 80);
    tty_keys(tty, "m");
    tty_expect(tty, "─ Moment ─");
    tty_keys(tty, "t Enter");
    tty_expect(tty, "chose 2");
    tty_keys(tty, "m d Enter");
    tty_expect(tty, "chose 1");
    leave(tty);
}

static void test_help_and_palette(void **state) {
    (void)state;
    struct tty *tty = start(24, 80);
    tty_keys(tty, "?");
    tty_expect(tty, "The keys here");
    tty_type(tty, "flag");
    tty_expect(tty, "m            moment           flag a moment");
    tty_keys(tty, "Enter");
    tty_expect(tty, "─ Moment ─");
    tty_keys(tty, "Esc :");
    tty_type(tty, "edi");
    tty_keys(tty, "Enter");
    tty_expect(tty, "A form");
    tty_keys(tty, "Esc");
    leave(tty);
}

static void test_mouse(void **state) {
    (void)state;
    struct tty *tty = start(24, 80);
    tty_click(tty, 5, 4);
    tty_expect(tty, "Notes · Dev Shah");
    tty_wheel(tty, 5, 4, true);
    tty_expect(tty, "Notes · Björn Ek");
    tty_click(tty, 4, 40);
    tty_type(tty, "Q");
    tty_expect(tty, "│ Q");
    tty_keys(tty, "Esc");
    leave(tty);
}

static void test_copy(void **state) {
    (void)state;
    struct tty *tty = start(24, 80);
    tty_keys(tty, "y");
    tty_expect(tty, "Copied through the terminal");
    assert_true(tty_sent(tty, "\033]52;c;d29yZHMgdG8gY29weQ==\a"));
    leave(tty);
}

/* The editor is a shell script that writes a line and looks whether it has the terminal as it should. */
static void test_editor(void **state) {
    (void)state;
    char script[] = "/tmp/kith-stage-XXXXXX", file[] = "/tmp/kith-stage-XXXXXX";
    int fd = mkstemp(script);
    FILE *out = fdopen(fd, "w");
    fputs("#!/bin/sh\nstty -a | grep -q ' icanon' && test -t 1 && echo edited > \"$1\"\n", out);
    fclose(out);
    assert_int_equal(close(mkstemp(file)), 0);
    char env_editor[64], env_file[64];
    snprintf(env_editor, sizeof env_editor, "EDITOR=%s", script);
    snprintf(env_file, sizeof env_file, "STAGE_FILE=%s", file);
    const char *const env[] = {env_editor, env_file, NULL};
    struct tty *tty = tty_start(&(struct tty_options){.argv = stage, .env = env});
    tty_keys(tty, "Tab Ctrl-E");
    tty_expect(tty, "could not be started: Permission denied");
    assert_int_equal(system("chmod +x /tmp/kith-stage-*"), 0);
    tty_keys(tty, "Ctrl-E");
    tty_expect(tty, "│ edited");
    tty_keys(tty, "Esc");
    leave(tty);
    unlink(script);
    unlink(file);
}

static void test_crash_gives_back(void **state) {
    (void)state;
    struct tty *tty = start(24, 80);
    assert_false(tty_is_given_back(tty));
    tty_signal(tty, SIGSEGV);
    assert_int_equal(tty_exit(tty), 128 + SIGSEGV);
    assert_true(tty_is_given_back(tty));
    tty_end(tty);
    tty = start(24, 80);
    tty_signal(tty, SIGTERM);
    assert_int_equal(tty_exit(tty), 0);
    assert_true(tty_is_given_back(tty));
    tty_end(tty);
}

/* Under a shell with jobs: Ctrl-Z gives the terminal to the shell, fg takes it back, as large as it is then.
 */
static void test_suspend(void **state) {
    (void)state;
    static const char *const shell[] = {"sh", "-i", NULL};
    static const char *const env[] = {"PS1=ready> ", NULL};
    struct tty *tty = tty_start_raw(&(struct tty_options){.argv = shell, .env = env});
    tty_wait(tty, "ready>");
    tty_send(tty, KITH_STAGE "\r", strlen(KITH_STAGE) + 1);
    tty_wait(tty, "People · 40");
    tty_settle(tty);
    tty_keys(tty, "j");
    tty_forget_sent(tty);
    tty_send(tty, "\x1a", 1);
    tty_wait_sent(tty, "ready>");
    assert_true(tty_is_given_back(tty));
    tty_send(tty, "echo $((40 + 2))\r", 17);
    tty_wait(tty, "42");
    tty_send(tty, "fg\r", 3);
    tty_wait(tty, "People · 40");
    tty_settle(tty);
    tty_expect(tty, "Notes · Björn Ek");
    tty_resize(tty, 30, 130);
    tty_expect(tty, "┬─ Notes · Björn Ek");
    tty_forget_sent(tty);
    tty_send(tty, "Q", 1);
    tty_wait_sent(tty, "ready>");
    assert_true(tty_is_given_back(tty));
    tty_end(tty);
}

static void test_refusals(void **state) {
    (void)state;
    static const struct {
        const char *term, *sentence;
    } cases[] = {
        {"TERM=dumb", "the terminal 'dumb' cannot place its cursor"},
        {"TERM=no-such", "the terminal type 'no-such' is not known here"},
    };
    for (size_t i = 0; i < 2; i++) {
        const char *const env[] = {cases[i].term, NULL};
        struct tty *tty = tty_start_raw(&(struct tty_options){.argv = stage, .env = env});
        assert_int_equal(tty_exit(tty), 1);
        tty_expect(tty, cases[i].sentence);
        assert_true(tty_is_given_back(tty));
        tty_end(tty);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_start_and_leave), cmocka_unit_test(test_moving),
        cmocka_unit_test(test_colours),         cmocka_unit_test(test_without_utf8),
        cmocka_unit_test(test_every_size),      cmocka_unit_test(test_typing),
        cmocka_unit_test(test_question),        cmocka_unit_test(test_form),
        cmocka_unit_test(test_chooser),         cmocka_unit_test(test_help_and_palette),
        cmocka_unit_test(test_mouse),           cmocka_unit_test(test_copy),
        cmocka_unit_test(test_editor),          cmocka_unit_test(test_crash_gives_back),
        cmocka_unit_test(test_refusals),        cmocka_unit_test(test_suspend),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
