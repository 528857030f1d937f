#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/buf.h"
#include "tty/home.h"

/* Eight at once on one book: two screens, five shells that write notes, and one that imports. All come
 * through. */

enum { SHELLS = 5, TALKS = 6, PEOPLE = 300 };

static FILE *shell(const struct home *home, const char *script) {
    struct buf command = BUF_INIT;
    buf_printf(&command,
               "cd '%s' && export HOME='%s' KITH_NOW='%s' TZ=UTC LC_ALL=C.UTF-8; { %s; } </dev/null 2>&1",
               home->path, home->path, home->now, script);
    FILE *pipe = popen(command.data, "r");
    assert_non_null(pipe);
    buf_free(&command);
    return pipe;
}

/* It said nothing: nobody was refused. */
static void shell_ends(FILE *pipe) {
    char said[512] = "";
    size_t got = fread(said, 1, sizeof said - 1, pipe);
    said[got] = '\0';
    pclose(pipe);
    assert_string_equal(said, "");
}

static void write_people(const struct home *home) {
    char path[128];
    snprintf(path, sizeof path, "%s/people.csv", home->path);
    FILE *out = fopen(path, "w");
    fputs("First Name,Last Name,Email Address\n", out);
    for (int i = 0; i < PEOPLE; i++)
        fprintf(out, "Pat%d,Ng,pat%d@mill.example\n", i, i);
    fclose(out);
}

static void note_on_screen(struct tty *tty, int screen, int talk) {
    char words[64];
    snprintf(words, sizeof words, "Screen %d, talk %d.", screen, talk);
    tty_keys(tty, "2 g n");
    tty_expect(tty, "· new ─");
    tty_type(tty, words);
    tty_keys(tty, "Ctrl-S");
    tty_expect(tty, "Saved");
}

static int count(const char *text, const char *words) {
    int n = 0;
    for (; (text = strstr(text, words)); text++)
        n++;
    return n;
}

static void test_eight(void **state) {
    (void)state;
    struct home home = home_make("2026-11-21");
    FILE *shells[SHELLS + 1];
    char script[512];
    free(home_run(&home, "add 'Ann Okafor' --role client"));
    write_people(&home);
    struct tty *screens[2] = {home_screen(&home, NULL), home_screen(&home, NULL)};
    for (int i = 0; i < SHELLS; i++) {
        snprintf(
            script, sizeof script,
            "for n in 1 2 3 4 5 6; do '%s' note 'Ann Okafor' \"Shell %d, talk $n.\" --keep none >/dev/null || "
            "echo %d; done",
            KITH_PROGRAM, i, i);
        shells[i] = shell(&home, script);
    }
    snprintf(script, sizeof script, "'%s' import people.csv >/dev/null || echo import", KITH_PROGRAM);
    shells[SHELLS] = shell(&home, script);
    for (int talk = 0; talk < TALKS; talk++)
        for (int screen = 0; screen < 2; screen++)
            note_on_screen(screens[screen], screen, talk);
    for (int i = 0; i <= SHELLS; i++)
        shell_ends(shells[i]);
    for (int screen = 0; screen < 2; screen++)
        home_leave(screens[screen]);
    char *book = home_run(&home, "export kith");
    assert_int_equal(count(book, "\"text\": \"Shell "), SHELLS * TALKS);
    assert_int_equal(count(book, "\"text\": \"Screen "), 2 * TALKS);
    assert_int_equal(count(book, "@mill.example\""), PEOPLE);
    free(book);
    home_expect(&home, "check", "all is well");
    home_remove(&home);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_eight)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
