/* Commands whose output is a terminal: cut to its width, with nothing on it that a name or note may hold. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* cmocka wants those first */
#include <cmocka.h>

#include <pty.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/text.h"

static char home[] = "/tmp/kith-terminal-XXXXXX";

/* Runs a line of the shell on a terminal of so many columns; what it printed goes to `out`. */
static int on_terminal(int columns, const char *line, struct buf *out) {
    struct winsize size = {.ws_row = 24, .ws_col = (unsigned short)columns};
    int master, status;
    pid_t child = forkpty(&master, NULL, NULL, &size);
    assert_true(child >= 0);
    if (child == 0) {
        execl("/bin/sh", "sh", "-c", line, (char *)NULL);
        _exit(127);
    }
    char block[4096];
    ssize_t got;
    buf_cut(out, 0);
    while ((got = read(master, block, sizeof block)) > 0)
        buf_add(out, block, (size_t)got);
    close(master);
    assert_int_equal(waitpid(child, &status, 0), child);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static int widest(const struct buf *out) {
    int widest = 0;
    char *copy = strdup(out->data), *rest = copy, *line;
    while ((line = strsep(&rest, "\n"))) {
        line[strcspn(line, "\r")] = '\0';
        if (text_width(line) > widest)
            widest = text_width(line);
    }
    free(copy);
    return widest;
}

/* A book with texts that would do harm, had they a way to the terminal. */
static int prepare(void **state) {
    struct buf out = BUF_INIT;
    (void)state;
    assert_non_null(mkdtemp(home));
    setenv("HOME", home, 1);
    setenv("TMPDIR", home, 1);
    setenv("KITH_NOW", "2026-11-21", 1);
    setenv("KITH", KITH_PROGRAM, 1);
    unsetenv("XDG_DATA_HOME");
    unsetenv("XDG_CONFIG_HOME");
    unsetenv("XDG_RUNTIME_DIR");
    unsetenv("KITH_BOOK");
    unsetenv("COLUMNS");
    unsetenv("VISUAL");
    int status = on_terminal(
        80,
        "\"$KITH\" add 'Ann Okafor' --company 'A name of a company that goes on and on and on' && "
        "\"$KITH\" add \"$(printf 'Bob \\342\\200\\256 Lee')\" && "
        "printf 'Red \\033[31mword \\302\\233 and \\342\\200\\256 turned, said at some length so "
        "that it needs more than a line.\\n' | \"$KITH\" note ann --keep none",
        &out);
    buf_free(&out);
    return status;
}

static int clean_up(void **state) {
    struct buf out = BUF_INIT;
    (void)state;
    char line[64];
    snprintf(line, sizeof line, "rm -rf %s", home);
    on_terminal(80, line, &out);
    buf_free(&out);
    return 0;
}

static void test_nothing_harmful_shows(void **state) {
    static const char *const commands[] = {
        "who",         "show ann",   "show ann --json",   "search red", "export kith",
        "show nobody", "export csv", "who --json",        "history",    "today",
        "query x",     "circle ann", "wording '\033[31m'"};
    struct buf out = BUF_INIT;
    (void)state;
    for (size_t i = 0; i < sizeof commands / sizeof *commands; i++) {
        char line[200];
        snprintf(line, sizeof line, "\"$KITH\" %s", commands[i]);
        on_terminal(80, line, &out);
        if (memchr(out.data, '\033', out.len) || strstr(out.data, "\xC2\x9B") ||
            strstr(out.data, "\xE2\x80\xAE"))
            fail_msg("%s lets a control character through: %s", commands[i], out.data);
    }
    buf_free(&out);
}

static void test_cut_to_the_terminal(void **state) {
    static const int widths[] = {30, 40, 100};
    static const char *const commands[] = {"who", "show ann", "today", "history", "help", "config", "sheet"};
    struct buf out = BUF_INIT;
    (void)state;
    for (size_t w = 0; w < sizeof widths / sizeof *widths; w++)
        for (size_t i = 0; i < sizeof commands / sizeof *commands; i++) {
            char line[200];
            snprintf(line, sizeof line, "\"$KITH\" %s", commands[i]);
            assert_int_equal(on_terminal(widths[w], line, &out), 0);
            bool narrow =
                widths[w] < 42 && strcmp(commands[i], "sheet") == 0; /* its seven columns need more */
            if (!narrow && widest(&out) > widths[w])
                fail_msg("%s is %d columns wide on a terminal of %d:\n%s", commands[i], widest(&out),
                         widths[w], out.data);
        }
    assert_int_equal(on_terminal(100, "COLUMNS=40 \"$KITH\" show ann", &out), 0);
    assert_true(widest(&out) <= 40);
    assert_int_equal(on_terminal(40, "\"$KITH\" show ann | cat", &out), 0);
    assert_non_null(strstr(out.data, "A name of a company that goes on and on and on"));
    buf_free(&out);
}

static void test_editor(void **state) {
    struct buf out = BUF_INIT;
    char editor[100];
    (void)state;
    snprintf(editor, sizeof editor, "%s/editor", home);
    FILE *file = fopen(editor, "w");
    assert_non_null(file);
    fputs("#!/bin/sh\n[ \"$1\" = -f ] && echo 'Written in the editor.' >\"$2\"\n", file);
    fclose(file);
    assert_int_equal(chmod(editor, 0700), 0);
    assert_int_equal(on_terminal(80, "EDITOR=\"$HOME/editor -f\" \"$KITH\" note ann", &out), 0);
    on_terminal(80, "\"$KITH\" show ann", &out);
    assert_non_null(strstr(out.data, "Written in the editor."));
    assert_int_equal(on_terminal(80, "EDITOR=false \"$KITH\" note ann", &out), 1);
    assert_non_null(strstr(out.data, "nothing was saved"));
    assert_int_equal(on_terminal(80, "ls -d \"$HOME\"/kith-*", &out), 2); /* no folder is left */
    buf_free(&out);
}

static void test_backup_not_to_a_terminal(void **state) {
    struct buf out = BUF_INIT;
    (void)state;
    assert_int_equal(on_terminal(80, "\"$KITH\" backup -", &out), 1);
    buf_free(&out);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_nothing_harmful_shows),
        cmocka_unit_test(test_cut_to_the_terminal),
        cmocka_unit_test(test_editor),
        cmocka_unit_test(test_backup_not_to_a_terminal),
    };
    return cmocka_run_group_tests(tests, prepare, clean_up);
}
