#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

#include "tty/home.h"

/* Notes: typed, pasted, left as a draft, edited elsewhere, and what is heard in them. */

static struct home with_ann(void) {
    struct home home = home_make("2026-11-21");
    free(home_run(&home, "add 'Ann Okafor' --role client"));
    free(home_run(&home, "add 'Bill Tran' --role client"));
    return home;
}

static struct tty *on_people(const struct home *home, const char *extra) {
    struct tty *tty = home_screen(home, extra);
    tty_keys(tty, "2 g");
    tty_expect(tty, "─ Notes · Ann Okafor ·");
    return tty;
}

static bool has_draft(const struct home *home, const char *words) {
    char command[256];
    snprintf(command, sizeof command,
             "grep -rqF --exclude='*.new' '%s' '%s/.local/share/kith/drafts' 2>/dev/null", words, home->path);
    return system(command) == 0;
}

static void test_esc_keeps_the_draft(void **state) {
    (void)state;
    struct home home = with_ann();
    struct tty *tty = on_people(&home, NULL);
    tty_keys(tty, "n");
    tty_type(tty, "half a thought");
    tty_keys(tty, "Esc");
    tty_expect(tty, "The draft is kept");
    tty_keys(tty, "j n");
    tty_expect_not(tty, "half a thought");
    tty_keys(tty, "Esc k n");
    tty_expect(tty, "This is the draft you left");
    tty_expect(tty, "│ half a thought");
    tty_keys(tty, "Ctrl-S");
    tty_expect(tty, "Saved");
    assert_false(has_draft(&home, "half a thought"));
    tty_keys(tty, "n");
    tty_expect_not(tty, "This is the draft");
    tty_keys(tty, "Esc");
    home_leave(tty);
    home_remove(&home);
}

/* The program writes a draft by itself; the test looks again until it is there. */
static void test_draft_after_a_kill(void **state) {
    (void)state;
    struct home home = with_ann();
    struct tty *tty = on_people(&home, NULL);
    tty_keys(tty, "n");
    tty_type(tty, "Tom signs on Friday");
    time_t deadline = time(NULL) + 20;
    while (!has_draft(&home, "Tom signs on Friday") && time(NULL) < deadline)
        ;
    assert_true(has_draft(&home, "Tom signs on Friday"));
    tty_signal(tty, SIGKILL);
    assert_int_equal(tty_exit(tty), 128 + SIGKILL);
    tty_end(tty);
    tty = home_screen(&home, NULL);
    tty_expect(tty, "A draft about Ann Okafor was left. Take it up?");
    tty_keys(tty, "Enter");
    tty_expect_not(tty, "Tom signs");
    home_leave(tty);
    tty = home_screen(&home, NULL);
    tty_keys(tty, "y");
    tty_expect(tty, "Tom signs on Friday");
    tty_type(tty, ", she says");
    tty_keys(tty, "Ctrl-S");
    if (tty_sees(tty, "What I heard"))
        tty_keys(tty, "Esc");
    home_leave(tty);
    home_expect(&home, "show Ann --json", "Tom signs on Friday, she says");
    tty = home_screen(&home, NULL);
    tty_expect_not(tty, "was left");
    home_leave(tty);
    home_remove(&home);
}

static void test_esc_in_heard_keeps_nothing(void **state) {
    (void)state;
    struct home home = with_ann();
    struct tty *tty = on_people(&home, NULL);
    tty_keys(tty, "n");
    tty_type(tty, "Her brother Tom Baker is opening a second shop. She is looking for a bookkeeper.");
    tty_keys(tty, "Ctrl-S");
    tty_expect(tty, "Keep what I heard?");
    tty_keys(tty, "Esc");
    tty_expect(tty, "Saved");
    tty_expect(tty, "│ Her brother Tom Baker");
    tty_expect_not(tty, "◇ Tom Baker");
    home_leave(tty);
    home_expect(&home, "circle Ann --json", "[]");
    home_remove(&home);
}

/* t goes back into the text, which is heard anew; a adds a want that nobody could hear. */
static void test_back_into_the_text_and_adding(void **state) {
    (void)state;
    struct home home = with_ann();
    struct tty *tty = on_people(&home, NULL);
    tty_keys(tty, "n");
    tty_type(tty, "Her brother Tom Baker is opening a second shop.");
    tty_keys(tty, "Ctrl-S");
    tty_expect(tty, "Keep what I heard?");
    tty_keys(tty, "t");
    tty_expect(tty, "hears it anew");
    tty_type(tty, " Rain.");
    tty_keys(tty, "Ctrl-S");
    tty_expect(tty, "Keep what I heard?");
    tty_keys(tty, "a w");
    tty_expect(tty, "A want");
    tty_type(tty, "umbrellas");
    tty_keys(tty, "Ctrl-S");
    tty_expect(tty, "[x] umbrellas");
    tty_keys(tty, "Enter");
    tty_expect(tty, "Saved");
    home_leave(tty);
    home_expect(&home, "show Ann --json", "second shop. Rain.");
    home_expect(&home, "show Ann --json", "umbrellas");
    home_remove(&home);
}

static void test_correcting_what_was_heard(void **state) {
    (void)state;
    struct home home = with_ann();
    struct tty *tty = on_people(&home, NULL);
    tty_keys(tty, "n");
    tty_type(tty, "Her brother Tom Baker is opening a second shop.");
    tty_keys(tty, "Ctrl-S");
    tty_expect(tty, "] Tom Baker");
    tty_keys(tty, "g e");
    tty_expect(tty, "─ Who was it? ─");
    tty_keys(tty, "Ctrl-U");
    tty_type(tty, "Thomas Barker");
    tty_keys(tty, "Ctrl-S");
    tty_expect(tty, "[x] Thomas Barker");
    tty_keys(tty, "Space");
    tty_expect(tty, "[ ] Thomas Barker");
    tty_keys(tty, "Space Enter");
    tty_expect(tty, "◇ Thomas Barker, brother");
    home_leave(tty);
    home_remove(&home);
}

static void test_head(void **state) {
    (void)state;
    struct home home = with_ann();
    struct tty *tty = on_people(&home, NULL);
    tty_keys(tty, "n");
    tty_type(tty, "lunch for three");
    tty_keys(tty, "Tab");
    tty_expect(tty, "─ The conversation ─");
    tty_type(tty, ", Bill Tran");
    tty_keys(tty, "Tab Ctrl-U");
    tty_type(tty, "yesterday");
    tty_keys(tty, "Tab m Ctrl-S");
    tty_expect(tty, "│ Fri 20 Nov  meeting");
    tty_keys(tty, "Ctrl-S");
    tty_expect(tty, "with Bill Tran");
    home_leave(tty);
    home_expect(&home, "show Bill --json", "lunch for three");
    home_remove(&home);
}

static void test_editor(void **state) {
    (void)state;
    struct home home = with_ann();
    char script[96], extra[128];
    snprintf(script, sizeof script, "%s/editor", home.path);
    FILE *out = fopen(script, "w");
    fputs("#!/bin/sh\nstty -a | grep -q ' icanon' && echo 'and more' >>\"$1\"\n", out);
    fclose(out);
    snprintf(extra, sizeof extra, "chmod +x '%s'", script);
    assert_int_equal(system(extra), 0);
    snprintf(extra, sizeof extra, "EDITOR=%s", script);
    struct tty *tty = on_people(&home, extra);
    tty_keys(tty, "n");
    tty_type(tty, "begun here\n");
    tty_keys(tty, "Ctrl-E");
    tty_expect(tty, "│ begun here");
    tty_expect(tty, "│ and more");
    tty_type(tty, "!");
    tty_keys(tty, "Ctrl-S");
    tty_expect(tty, "Saved");
    home_leave(tty);
    home_expect(&home, "show Ann --json", "begun here\\nand more\\n!");
    home_remove(&home);
}

static void test_paste_and_wide_letters(void **state) {
    (void)state;
    struct home home = with_ann();
    struct tty *tty = on_people(&home, NULL);
    tty_keys(tty, "n");
    tty_paste(tty, "first line\nq and Q are text 张伟 née é\n");
    tty_type(tty, "مرحبا x");
    tty_expect(tty, "│ first line");
    tty_expect(tty, "│ q and Q are text 张伟 née é");
    tty_resize(tty, 20, 50);
    tty_expect(tty, " q and Q are text 张伟 née é");
    tty_resize(tty, 7, 29);
    tty_expect(tty, "30");
    tty_resize(tty, 40, 120);
    tty_expect(tty, "│ first line");
    tty_expect(tty, "┬─ What I hear ─");
    tty_type(tty, "!");
    tty_keys(tty, "Ctrl-S");
    tty_expect(tty, "Saved");
    home_leave(tty);
    home_expect(&home, "show Ann --json", "张伟 née é\\nمرحبا x!");
    home_remove(&home);
}

static void test_editing_a_note(void **state) {
    (void)state;
    struct home home = with_ann();
    free(home_run(&home, "note Ann --keep none 'She likes tea.'"));
    struct tty *tty = on_people(&home, NULL);
    tty_keys(tty, "Tab e");
    tty_expect(tty, "─ Notes · Ann Okafor · edited ─");
    tty_type(tty, " And cake.");
    tty_keys(tty, "Ctrl-S");
    tty_expect(tty, "│ She likes tea. And cake.");
    tty_keys(tty, "Tab Tab Tab d");
    tty_expect(tty, "Delete this note?");
    tty_keys(tty, "y");
    tty_expect(tty, "No note yet.");
    tty_keys(tty, "u");
    tty_expect(tty, "And cake.");
    home_leave(tty);
    home_remove(&home);
}

static void test_a_question_goes_into_the_note(void **state) {
    (void)state;
    struct home home = with_ann();
    struct tty *tty = on_people(&home, NULL);
    home_expect(&home, "export kith", "\"questions\": []");
    tty_keys(tty, "Tab Tab Enter");
    tty_expect(tty, "─ Notes · Ann Okafor · new ─");
    tty_expect(tty, "?");
    home_expect_not(&home, "export kith", "\"questions\": []");
    tty_keys(tty, "Esc");
    home_leave(tty);
    home_remove(&home);
}

/* Someone without a name is named where they were spoken of, and in Circle. */
static void test_naming_the_unnamed(void **state) {
    (void)state;
    struct home home = with_ann();
    free(home_run(&home, "note Ann --keep all 'Her accountant is retiring in spring.'"));
    struct tty *tty = on_people(&home, NULL);
    tty_expect(tty, "◇ accountant");
    tty_keys(tty, "Tab j e");
    tty_expect(tty, "─ Edit person ─");
    tty_keys(tty, "Ctrl-U");
    tty_type(tty, "Max Moneypenny");
    tty_keys(tty, "Ctrl-S 3");
    tty_expect(tty, "◇ Max Moneypenny");
    home_leave(tty);
    home_expect(&home, "show Max --json", "\"unnamed\":false");
    home_remove(&home);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_esc_keeps_the_draft),
        cmocka_unit_test(test_draft_after_a_kill),
        cmocka_unit_test(test_esc_in_heard_keeps_nothing),
        cmocka_unit_test(test_back_into_the_text_and_adding),
        cmocka_unit_test(test_correcting_what_was_heard),
        cmocka_unit_test(test_head),
        cmocka_unit_test(test_editor),
        cmocka_unit_test(test_paste_and_wide_letters),
        cmocka_unit_test(test_editing_a_note),
        cmocka_unit_test(test_naming_the_unnamed),
        cmocka_unit_test(test_a_question_goes_into_the_note),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
