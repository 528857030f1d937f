#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/buf.h"
#include "tty/home.h"

/* Two at once on one book: what another window or program has changed since is never overwritten unseen. */

static struct home with_note(void) {
    struct home home = home_make("2026-11-21");
    free(home_run(&home, "add 'Ann Okafor' --role client --city Leeds"));
    free(home_run(&home, "note Ann --keep none 'She likes tea at nine on Friday.'"));
    return home;
}

static char *note_uid(const struct home *home) {
    char *shown = home_run(home, "show Ann --json");
    const char *notes = strstr(shown, "\"notes\":[{\"uid\":\"");
    assert_non_null(notes);
    char *uid = strndup(notes + 17, strcspn(notes + 17, "\""));
    free(shown);
    return uid;
}

static void run_on_note(const struct home *home, const char *verb, const char *rest) {
    struct buf command = BUF_INIT;
    char *uid = note_uid(home);
    buf_printf(&command, "%s %s %s", verb, uid, rest);
    free(home_run(home, command.data));
    buf_free(&command);
    free(uid);
}

/* The note open in the editor, with a few words more. */
static struct tty *editing(const struct home *home) {
    struct tty *tty = home_screen(home, NULL);
    tty_keys(tty, "2 g Tab e");
    tty_expect(tty, "─ Notes · Ann Okafor · edited ─");
    tty_type(tty, " And cake.");
    return tty;
}

static struct tty *struck(const struct home *home) {
    struct tty *tty = editing(home);
    run_on_note(home, "edit", "text 'She likes tea at ten on Friday.'");
    tty_keys(tty, "Ctrl-S");
    tty_expect(tty, "─ Changed meanwhile ─");
    tty_expect(tty, "Mine    … nine on Friday. And cake.");
    tty_expect(tty, "Theirs  … ten on Friday.");
    home_expect(home, "show Ann --json", "\"She likes tea at ten on Friday.\"");
    return tty;
}

static void test_both(void **state) {
    (void)state;
    struct home home = with_note();
    struct tty *tty = struck(&home);
    tty_keys(tty, "Esc");
    tty_expect(tty, "│ She likes tea at nine on Friday. And cake.");
    tty_keys(tty, "Ctrl-S b");
    tty_expect(tty, "│ She likes tea at nine on Friday. And cake.");
    tty_expect(tty, "│ She likes tea at ten on Friday.");
    tty_keys(tty, "Ctrl-S");
    tty_expect(tty, "Saved");
    home_leave(tty);
    home_expect(&home, "show Ann --json", "nine on Friday. And cake.\\n\\nShe likes tea at ten on Friday.\"");
    home_remove(&home);
}

static void test_mine(void **state) {
    (void)state;
    struct home home = with_note();
    struct tty *tty = struck(&home);
    tty_keys(tty, "m");
    tty_expect(tty, "Saved");
    home_leave(tty);
    home_expect(&home, "show Ann --json", "\"She likes tea at nine on Friday. And cake.\"");
    free(home_run(&home, "undo"));
    home_expect(&home, "show Ann --json", "\"She likes tea at ten on Friday.\"");
    home_remove(&home);
}

static void test_theirs(void **state) {
    (void)state;
    struct home home = with_note();
    struct tty *tty = struck(&home);
    tty_keys(tty, "t");
    tty_expect(tty, "│ She likes tea at ten on Friday.");
    tty_keys(tty, "e");
    tty_expect_not(tty, "This is the draft");
    tty_keys(tty, "Esc");
    home_leave(tty);
    home_expect(&home, "show Ann --json", "\"She likes tea at ten on Friday.\"");
    home_remove(&home);
}

static void test_deleted(void **state) {
    (void)state;
    struct home home = with_note();
    struct tty *tty = editing(&home);
    run_on_note(&home, "delete", "");
    tty_keys(tty, "Ctrl-S");
    tty_expect(tty, "This note was deleted meanwhile. Save yours as a new one?");
    tty_keys(tty, "y");
    tty_expect(tty, "Saved");
    home_leave(tty);
    home_expect(&home, "show Ann --json", "\"She likes tea at nine on Friday. And cake.\"");
    home_remove(&home);
}

/* Another change of it while What I heard is open. */
static void test_heard(void **state) {
    (void)state;
    struct home home = with_note();
    struct tty *tty = editing(&home);
    tty_type(tty, " Her brother Tom Baker opens a shop.");
    tty_keys(tty, "Ctrl-S");
    tty_expect(tty, "Keep what I heard?");
    run_on_note(&home, "edit", "text 'She likes tea at ten on Friday.'");
    tty_keys(tty, "Enter");
    tty_expect(tty, "─ Changed meanwhile ─");
    tty_keys(tty, "m");
    tty_expect(tty, "Keep what I heard?");
    tty_keys(tty, "Enter");
    tty_expect(tty, "Saved. Kept Tom Baker");
    home_leave(tty);
    home_expect(&home, "show Ann --json", "And cake. Her brother Tom Baker opens a shop.\"");
    home_remove(&home);
}

/* The draft of a change knows what it changes. */
static void test_draft(void **state) {
    (void)state;
    struct home home = with_note();
    struct tty *tty = editing(&home);
    tty_signal(tty, SIGKILL);
    assert_int_equal(tty_exit(tty), 128 + SIGKILL);
    tty_end(tty);
    tty = home_screen(&home, NULL);
    tty_keys(tty, "y");
    tty_expect(tty, "│ She likes tea at nine on Friday. And cake.");
    tty_keys(tty, "Esc");
    home_leave(tty);
    run_on_note(&home, "edit", "text 'She likes tea at ten on Friday.'");
    tty = home_screen(&home, NULL);
    tty_keys(tty, "y Ctrl-S");
    tty_expect(tty, "─ Changed meanwhile ─");
    tty_keys(tty, "Esc Esc");
    home_leave(tty);
    run_on_note(&home, "delete", "");
    tty = home_screen(&home, NULL);
    tty_keys(tty, "y Ctrl-S");
    tty_expect(tty, "This note was deleted meanwhile");
    tty_keys(tty, "y");
    tty_expect(tty, "Saved");
    home_leave(tty);
    tty = home_screen(&home, NULL);
    tty_expect_not(tty, "was left");
    home_leave(tty);
    home_expect(&home, "show Ann --json", "\"She likes tea at nine on Friday. And cake.\"");
    home_remove(&home);
}

static void test_two_screens(void **state) {
    (void)state;
    struct home home = with_note();
    struct tty *first = editing(&home), *second = home_screen(&home, NULL);
    tty_keys(second, "n 2 g Tab e");
    tty_expect(second, "─ Notes · Ann Okafor · edited ─");
    tty_keys(first, "Ctrl-S");
    tty_expect(first, "Saved");
    tty_type(second, " No cake.");
    tty_keys(second, "Ctrl-S");
    tty_expect(second, "─ Changed meanwhile ─");
    tty_keys(second, "b Ctrl-S");
    tty_expect(second, "Saved");
    home_leave(first);
    home_leave(second);
    home_expect(&home, "show Ann --json", "And cake.");
    home_expect(&home, "show Ann --json", "No cake.");
    home_remove(&home);
}

/* Of a form the fields that differ are written; one that somebody else has changed too is asked about. */
static void test_fields(void **state) {
    (void)state;
    struct home home = with_note();
    struct tty *tty = home_screen(&home, NULL);
    tty_keys(tty, "2 g e");
    tty_expect(tty, "─ Edit person ─");
    tty_keys(tty, "Ctrl-U");
    tty_type(tty, "Ann Baker");
    free(home_run(&home, "set Ann city York"));
    free(home_run(&home, "set Ann name 'Anne Okafor'"));
    tty_keys(tty, "Ctrl-S");
    tty_expect(tty, "─ Changed meanwhile ─");
    tty_expect(tty, "Mine    Ann Baker");
    tty_keys(tty, "Esc");
    tty_expect(tty, "─ Edit person ─");
    home_expect(&home, "who", "Anne Okafor");
    tty_keys(tty, "Ctrl-S m");
    tty_expect(tty, "Saved");
    home_leave(tty);
    home_expect(&home, "show Ann --json", "\"name\":\"Ann Baker\"");
    home_expect(&home, "show Ann --json", "\"city\":\"York\"");
    home_remove(&home);
}

static void test_settings(void **state) {
    (void)state;
    struct home home = with_note();
    free(home_run(&home, "config me Dana"));
    struct tty *tty = home_screen(&home, NULL);
    tty_keys(tty, ",");
    tty_expect(tty, "─ About you ─");
    tty_keys(tty, "Tab");
    tty_type(tty, "Reyes Bookkeeping");
    free(home_run(&home, "config me 'Dana Reyes'"));
    free(home_run(&home, "config business Reyes"));
    tty_keys(tty, "Ctrl-S");
    tty_expect(tty, "Theirs");
    tty_keys(tty, "t");
    home_leave(tty);
    home_expect(&home, "config me", "Dana Reyes");
    home_expect_not(&home, "config business", "Bookkeeping");
    home_remove(&home);
}

/* The line of tags is the whole list: it says so when that has become another one. */
static struct tty *tagging(const struct home *home) {
    free(home_run(home, "set Ann tags gold"));
    struct tty *tty = home_screen(home, NULL);
    tty_keys(tty, "2 g t");
    tty_expect(tty, "Tags");
    tty_type(tty, ", silver");
    free(home_run(home, "set Ann tags gold,tin"));
    tty_keys(tty, "Enter");
    tty_expect(tty, "─ Changed meanwhile ─");
    home_expect_not(home, "show Ann --json", "silver");
    return tty;
}

static void test_tags(void **state) {
    (void)state;
    static const struct {
        const char *key, *tags;
    } ways[] = {
        {"m", "\"gold\",\"silver\"]"}, {"t", "\"gold\",\"tin\"]"}, {"b", "\"gold\",\"tin\",\"silver\"]"}};
    for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
        struct home home = with_note();
        struct tty *tty = tagging(&home);
        tty_keys(tty, ways[i].key);
        home_leave(tty);
        home_expect(&home, "show Ann --json", ways[i].tags);
        home_remove(&home);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_both),        cmocka_unit_test(test_mine),   cmocka_unit_test(test_theirs),
        cmocka_unit_test(test_deleted),     cmocka_unit_test(test_heard),  cmocka_unit_test(test_draft),
        cmocka_unit_test(test_two_screens), cmocka_unit_test(test_fields), cmocka_unit_test(test_settings),
        cmocka_unit_test(test_tags),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
