#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/buf.h"
#include "tty/home.h"

/*
 * The screen where its book cannot be written: it says so in one sentence, what was typed stays in the editor
 * and, where any disk takes it, in a draft; and it is saved as soon as that can be done.
 */

static struct home with_ann(void) {
    struct home home = home_make("2026-11-21");
    free(home_run(&home, "add 'Ann Okafor' --role client"));
    return home;
}

/* A command of the shell in the home; it must go well. */
static void sh(const struct home *home, const char *command) {
    struct buf all = BUF_INIT;
    buf_printf(&all, "cd '%s' && %s", home->path, command);
    if (system(all.data) != 0)
        fail_msg("this did not go well: %s", command);
    buf_free(&all);
}

static struct tty *typing(const struct home *home) {
    struct tty *tty = home_screen(home, NULL);
    tty_keys(tty, "2 g n");
    tty_expect(tty, "─ Notes · Ann Okafor · new ─");
    tty_type(tty, "It rained the whole day.");
    return tty;
}

static void leave_editor(struct tty *tty) {
    tty_keys(tty, "Esc");
    home_leave(tty);
}

static const char moved[] = "the book's file was moved or deleted meanwhile; put it back, or start anew";

static void test_moved(void **state) {
    (void)state;
    struct home home = with_ann();
    struct tty *tty = typing(&home);
    sh(&home, "mv .local/share/kith/book.kith away");
    tty_keys(tty, "Ctrl-S");
    tty_expect(tty, moved);
    tty_expect(tty, "│ It rained the whole day.");
    sh(&home, "mv away .local/share/kith/book.kith");
    tty_keys(tty, "Ctrl-S");
    tty_expect(tty, "Saved");
    home_leave(tty);
    home_expect(&home, "show Ann --json", "It rained the whole day.");
    home_remove(&home);
}

/* Another book in its place, as a sync program puts it there: neither is harmed. */
static void test_replaced(void **state) {
    (void)state;
    struct home home = with_ann();
    struct tty *tty = typing(&home);
    free(home_run(&home, "backup other.kith"));
    free(home_run(&home, "--book other.kith add 'Bob Reyes'"));
    sh(&home, "mv other.kith .local/share/kith/book.kith");
    tty_keys(tty, "Ctrl-S");
    tty_expect(tty, moved);
    leave_editor(tty);
    home_expect(&home, "who", "Bob Reyes");
    home_expect(&home, "check", "all is well");
    tty = home_screen(&home, NULL);
    tty_keys(tty, "y Ctrl-S");
    tty_expect(tty, "Saved");
    home_leave(tty);
    home_expect(&home, "show Ann --json", "It rained the whole day.");
    home_remove(&home);
}

static void test_folder_gone(void **state) {
    (void)state;
    struct home home = with_ann();
    struct tty *tty = typing(&home);
    sh(&home, "rm -r .local/share");
    tty_keys(tty, "Ctrl-S");
    tty_expect(tty, moved);
    tty_type(tty, " She says.");
    tty_expect(tty, "│ It rained the whole day. She says.");
    leave_editor(tty);
    sh(&home, "grep -rq 'It rained the whole day. She says.' .local/share/kith/drafts");
    home_remove(&home);
}

/* The person it is about was deleted, or made one with another, by somebody else. */
static void test_person_gone(void **state) {
    (void)state;
    static const char *const ways[] = {"merge 'Bob Reyes' 'Ann Okafor'", "forget 'Ann Okafor' --yes"};
    for (size_t i = 0; i < 2; i++) {
        struct home home = with_ann();
        struct tty *tty = typing(&home);
        free(home_run(&home, "add 'Bob Reyes'"));
        free(home_run(&home, ways[i]));
        tty_keys(tty, "Ctrl-S");
        tty_expect_not(tty, "Saved");
        tty_expect_not(tty, "constraint");
        tty_expect(tty, "│ It rained the whole day.");
        tty_keys(tty, "Tab Ctrl-U");
        tty_type(tty, "Bob Reyes");
        tty_keys(tty, "Ctrl-S Ctrl-S");
        tty_expect(tty, "Saved");
        home_leave(tty);
        home_expect(&home, "show Bob --json", "It rained the whole day.");
        home_remove(&home);
    }
}

/* ---- a disk of our own; root alone can make one ---- */

static bool small_disk(const struct home *home) {
    struct buf command = BUF_INIT;
    buf_printf(&command,
               "mkdir '%s/.local' && mount -t tmpfs -o size=900k,mode=700 tmpfs '%s/.local' 2>/dev/null",
               home->path, home->path);
    bool made = geteuid() == 0 && system(command.data) == 0;
    buf_free(&command);
    if (!made)
        print_message("not root: no full disk was made\n");
    return made;
}

static void write_people(const struct home *home) {
    char path[128];
    snprintf(path, sizeof path, "%s/people.csv", home->path);
    FILE *out = fopen(path, "w");
    fputs("First Name,Last Name\n", out);
    for (int i = 0; i < 3000; i++)
        fprintf(out, "Pat%d,Ng%d\n", i, i);
    fclose(out);
}

static void test_full_disk(void **state) {
    (void)state;
    struct home home = home_make("2026-11-21");
    if (!small_disk(&home)) {
        home_remove(&home);
        return;
    }
    free(home_run(&home, "add 'Ann Okafor' --role client"));
    write_people(&home);
    struct tty *tty = home_screen(&home, NULL);
    tty_keys(tty, "2 g n");
    tty_type(tty, "It rained");
    sh(&home, "{ dd if=/dev/zero of=.local/rest bs=1k 2>/dev/null || true; }");
    tty_type(tty, " the whole day.");
    tty_expect(tty, "the draft could not be kept on disk: No space left on device");
    tty_keys(tty, "Ctrl-S");
    tty_expect(tty, "the disk is full");
    tty_expect(tty, "│ It rained the whole day.");
    sh(&home, "rm .local/rest");
    tty_keys(tty, "Ctrl-S");
    tty_expect(tty, "Saved");
    tty_keys(tty, "i Ctrl-U");
    tty_type(tty, "people.csv\n");
    tty_expect(tty, "3000 new");
    tty_keys(tty, "Enter");
    tty_wait(tty, "the disk is full");
    tty_keys(tty, "Esc 2");
    tty_expect(tty, "─ People · 1 ─");
    home_leave(tty);
    home_expect(&home, "show Ann --json", "It rained the whole day.");
    home_expect(&home, "check", "all is well");
    sh(&home, "umount .local");
    home_remove(&home);
}

/* The screen of somebody whom modes bind; root they do not. */
static struct tty *anybodys_screen(const struct home *home) {
    static const char *const own[] = {KITH_PROGRAM, NULL};
    static const char *const other[] = {"/usr/bin/setpriv", "--reuid=65534", "--regid=65534",
                                        "--clear-groups",   KITH_PROGRAM,    NULL};
    char folder[80];
    snprintf(folder, sizeof folder, "HOME=%s", home->path);
    const char *const env[] = {folder, "KITH_NOW=2026-11-21", NULL};
    return tty_start(&(struct tty_options){
        .argv = geteuid() == 0 ? other : own, .env = env, .folder = home->path, .rows = 24, .cols = 80});
}

/* A book that can only be read: all of it is seen, a change is refused in one sentence, what is typed stays.
 */
static void test_read_only(void **state) {
    (void)state;
    static const char *const ways[] = {
        "chmod 444 .local/share/kith/book.kith", "chmod 555 .local/share/kith",
        "chmod 444 .local/share/kith/book.kith && chmod 555 .local/share/kith"};
    for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
        struct home home = with_ann();
        free(home_run(&home, "note Ann --keep none 'It rained the whole day.'"));
        sh(&home,
           "cp .local/share/kith/book.kith before && { [ $(id -u) != 0 ] || chown -R 65534:65534 . ; }");
        sh(&home, ways[i]);
        struct tty *tty = anybodys_screen(&home);
        tty_keys(tty, "2 g");
        tty_expect(tty, "It rained the whole day.");
        tty_keys(tty, "*");
        tty_expect(tty, "this book can only be read");
        tty_keys(tty, "Esc n");
        tty_expect(tty, "this book can only be read");
        tty_keys(tty, "3 4 5 6 1");
        home_leave(tty);
        sh(&home, "cmp before .local/share/kith/book.kith && chmod -R u+w .local && chown -R $(id -u) .");
        home_remove(&home);
    }
}

/* Nobody's home: the book and its drafts stand where --book says. */
static void test_no_home(void **state) {
    (void)state;
    struct home home = with_ann();
    free(home_run(&home, "backup book.kith"));
    const char *const kith[] = {KITH_PROGRAM, "--book", "book.kith", NULL};
    const char *const env[] = {"KITH_NOW=2026-11-21", NULL};
    struct tty *tty = tty_start(
        &(struct tty_options){.argv = kith, .env = env, .folder = home.path, .rows = 24, .cols = 80});
    tty_keys(tty, "2 g n");
    tty_type(tty, "It rained the whole day.");
    sh(&home, "grep -rq 'It rained the whole day.' drafts && [ \"$(stat -c %a drafts)\" = 700 ]");
    tty_keys(tty, "Ctrl-S");
    tty_expect(tty, "Saved");
    home_leave(tty);
    home_expect(&home, "--book book.kith show Ann --json", "It rained the whole day.");
    home_remove(&home);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_moved),       cmocka_unit_test(test_replaced),
        cmocka_unit_test(test_folder_gone), cmocka_unit_test(test_person_gone),
        cmocka_unit_test(test_full_disk),   cmocka_unit_test(test_no_home),
        cmocka_unit_test(test_read_only),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
