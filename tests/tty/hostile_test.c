#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/buf.h"
#include "tty/home.h"

/* Text that means harm, or is far too much of it, on the real screen. */

#define ESC "\\u001b"
#define HARM                                                                                                 \
    ESC "]52;c;cHduZWQ=\\u0007" ESC "]0;pwned\\u0007" ESC                                                    \
        "[31m\\u009b2J\\u202edrow\\u2066\\u200b\\u200d\\ufeff\\u0007"

/* Every text of the book says it. */
static const char document[] =
    "{\"kith\":1,\"settings\":{\"me\":\"" HARM "\",\"business\":\"" HARM "\",\"offer\":\"" HARM "\"},"
    "\"people\":[{\"uid\":\"p1\",\"name\":\"Ann " HARM "\",\"role\":\"client\",\"company\":\"" HARM
    "\",\"title\":\"" HARM "\",\"city\":\"" HARM "\",\"tags\":[\"" HARM "\"],\"emails\":[\"a@" HARM
    "\"],\"phones\":[\"" HARM "\"]},"
    "{\"uid\":\"p2\",\"name\":\"Tom " HARM "\",\"role\":\"mentioned\"},"
    "{\"uid\":\"p3\",\"name\":\"Bob " HARM "\",\"role\":\"partner\"}],"
    "\"notes\":[{\"uid\":\"n1\",\"with\":[\"p1\"],\"on\":\"2026-11-20\",\"text\":\"She thanked me. " HARM
    "\\nHer brother Tom "
    "" HARM "\"}],"
    "\"mentions\":[{\"uid\":\"x1\",\"note\":\"n1\",\"by\":\"p1\",\"person\":\"p2\",\"relation\":\"" HARM
    "\",\"quote\":\"" HARM "\"}],"
    "\"moments\":[{\"uid\":\"m1\",\"person\":\"p1\",\"kind\":\"thanked\",\"on\":\"2026-11-20\",\"note\":\"n1\",\"quote\":\"" HARM
    "\"}],"
    "\"needs\":[{\"uid\":\"w1\",\"person\":\"p1\",\"what\":\"" HARM "\",\"on\":\"2026-11-20\"}],"
    "\"referrals\":[{\"uid\":\"r1\",\"direction\":\"received\",\"partner\":\"p3\",\"person\":\"p2\",\"on\":\"2026-11-01\",\"what\":\"" HARM
    "\"}],"
    "\"asks\":[{\"uid\":\"a1\",\"source\":\"p3\",\"role\":\"" HARM
    "\",\"on\":\"2026-11-10\",\"wording\":\"" HARM "\",\"answer\":\"waiting\"}],"
    "\"tasks\":[{\"uid\":\"t1\",\"person\":\"p1\",\"what\":\"" HARM "\",\"on\":\"2026-11-27\"}],"
    "\"questions\":[{\"uid\":\"q1\",\"text\":\"" HARM "\",\"person\":\"p1\",\"on\":\"2026-11-20\"}],"
    "\"wishes\":[{\"uid\":\"i1\",\"role\":\"" HARM "\",\"on\":\"2026-11-01\"}]}";

static void write_file(const struct home *home, const char *name, const char *bytes, size_t length) {
    char path[128];
    snprintf(path, sizeof path, "%s/%s", home->path, name);
    FILE *out = fopen(path, "wb");
    assert_non_null(out);
    assert_int_equal(fwrite(bytes, 1, length, out), length);
    fclose(out);
}

/* Nothing of it has reached the terminal as what it is. */
static void harmless(struct tty *tty, const char *keys) {
    static const char *const never[] = {"\033]52",      "\033]0;",      "\033[31m\302",
                                        "\302\233",     "\xE2\x80\xAE", "\xE2\x81\xA6",
                                        "\xE2\x80\x8B", "\xE2\x80\x8D", "\xEF\xBB\xBF"};
    for (size_t i = 0; i < sizeof never / sizeof *never; i++)
        if (tty_sent(tty, never[i]))
            fail_msg("after %s the terminal was sent harm %zu", keys, i);
}

static void test_everywhere(void **state) {
    (void)state;
    static const char *const keys[] = {
        "1",   "Tab", "Shift-Tab", "j",      "a",   "Esc", "2", "g", "e",   "Tab Tab", "Esc", "n",
        "Esc", "Tab", "e",         "Ctrl-S", "Esc", "3",   "j", "4", "j",   "5",       "j",   "v",
        "q",   "6",   "[",         "Ctrl-F", "a",   "Esc", "2", "m", "Esc", "t",       "Esc", ",",
        "Tab", "Esc", "?",         "Esc",    ":",   "Esc", "/", "p", "Esc"};
    struct home home = home_make("2026-11-21");
    write_file(&home, "book.json", document, sizeof document - 1);
    free(home_run(&home, "import book.json"));
    for (int wide = 0; wide < 2; wide++) {
        struct tty *tty = wide ? home_screen_at(&home, 40, 120, NULL) : home_screen(&home, NULL);
        for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
            tty_keys(tty, keys[i]);
            harmless(tty, keys[i]);
        }
        tty_keys(tty, "Esc Esc Esc");
        home_leave(tty);
    }
    home_remove(&home);
}

/* A paste is text, whatever it says; it ends where the terminal says, not where the text does. */
static void test_paste(void **state) {
    (void)state;
    struct home home = home_make("2026-11-21");
    free(home_run(&home, "add 'Ann Okafor'"));
    struct tty *tty = home_screen(&home, NULL);
    tty_keys(tty, "2 g n");
    tty_paste(tty, "one \033]52;c;cHduZWQ=\a two \033[2J three \302\233 \xE2\x80\xAE four");
    harmless(tty, "a paste");
    tty_expect(tty, "four");
    tty_keys(tty, "Esc");
    home_leave(tty);
    home_remove(&home);
}

/* $EDITOR is a program and its arguments: no shell reads it. */
static void test_no_shell(void **state) {
    (void)state;
    struct home home = home_make("2026-11-21");
    free(home_run(&home, "add 'Ann Okafor'"));
    struct tty *tty = home_screen(&home, "EDITOR=true; touch pwned; $(touch pwned2) `touch pwned3` |");
    tty_keys(tty, "2 g n");
    tty_type(tty, "It rained.");
    tty_keys(tty, "Ctrl-E");
    tty_expect(tty, "could not be started");
    tty_expect(tty, "│ It rained.");
    tty_keys(tty, "Esc");
    home_leave(tty);
    char command[128];
    snprintf(command, sizeof command, "! ls '%s' | grep -q pwned", home.path);
    assert_int_equal(system(command), 0);
    home_remove(&home);
}

/* What the environment says is shown as harmlessly as what a file says. */
static void test_environment(void **state) {
    (void)state;
    static const char harm[] = "\033]52;c;cHduZWQ=\a\033]0;pwned\a";
    struct home home = home_make("2026-11-21");
    const char *const kith[] = {KITH_PROGRAM, NULL};
    char folder[96], book[128], now[128];
    snprintf(folder, sizeof folder, "HOME=%s", home.path);
    snprintf(book, sizeof book, "KITH_BOOK=/dev/null/%s/book", harm);
    snprintf(now, sizeof now, "KITH_NOW=%s", harm);
    for (int i = 0; i < 2; i++) {
        const char *const env[] = {folder, i ? book : now, NULL};
        struct tty *tty = tty_start_raw(&(struct tty_options){.argv = kith, .env = env, .folder = home.path});
        assert_int_equal(tty_exit(tty), 1);
        harmless(tty, "the environment");
        tty_end(tty);
    }
    home_remove(&home);
}

/* The columns of a file by anyone, its plan, two people beside each other, and what was imported. */
static void test_import(void **state) {
    (void)state;
#define RAW                                                                                                  \
    "\033]52;c;cHduZWQ=\a\033]0;pwned\a\033[31m\302\2332J\342\200\256row\342\201\246\342\200\213\357\273\277"
    static const char people[] = "Who " RAW ",Mail,Wire " RAW "\nAnn " RAW ",ann@x.example," RAW "\nBob " RAW
                                 ",bob@x.example," RAW "\n,not at all," RAW "\n";
    static const char known[] = "Name,Email,Company," RAW "\nAnn " RAW ",ann@x.example," RAW "," RAW
                                "\n,,," RAW "\n=cmd|' /C calc'!A0,b@x.example,@SUM(1)," RAW "\n";
    struct home home = home_make("2026-11-21");
    write_file(&home, "people.csv", people, sizeof people - 1);
    write_file(&home, "known " RAW ".csv", known, sizeof known - 1);
    free(home_run(&home, "import known*.csv"));
    for (int wide = 0; wide < 2; wide++) {
        struct tty *tty = wide ? home_screen_at(&home, 40, 120, NULL) : home_screen(&home, NULL);
        const char *const files[] = {"people.csv", "known"};
        for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
            static const char *const keys[] = {"Enter", "j", "j",   "Enter", "j",  "Space",
                                               "e",     "G", "Esc", "Esc",   "Esc"};
            tty_keys(tty, "i");
            tty_expect(tty, "Import a file");
            tty_type(tty, files[i]);
            if (i)
                tty_keys(tty, "Tab");
            for (size_t n = 0; n < sizeof keys / sizeof *keys; n++) {
                tty_keys(tty, keys[n]);
                harmless(tty, keys[n]);
                if (n == 0)
                    tty_expect(tty, i ? "Import · known" : "which column is what");
                if (n == 3 && i == 0)
                    tty_expect(tty, "1 skipped");
            }
        }
        home_leave(tty);
    }
    home_remove(&home);
}

/* ---- far too much ---- */

static void test_long_names(void **state) {
    (void)state;
    enum { LENGTH = 10000 };
    struct home home = home_make("2026-11-21");
    struct buf text = BUF_INIT;
    buf_str(&text, "First Name,Last Name,Company\n");
    for (int i = 0; i < LENGTH; i++)
        buf_char(&text, (char)('a' + i % 26));
    buf_str(&text, ",Ng,");
    for (int i = 0; i < LENGTH; i++)
        buf_str(&text, "é ");
    buf_char(&text, '\n');
    write_file(&home, "people.csv", text.data, text.len);
    buf_free(&text);
    free(home_run(&home, "import people.csv"));
    struct tty *tty = home_screen(&home, NULL);
    tty_keys(tty, "2 g e");
    tty_expect(tty, "─ Edit person ─");
    tty_keys(tty, "Esc n");
    tty_type(tty, "It rained.");
    tty_keys(tty, "Ctrl-S");
    tty_expect(tty, "Saved");
    tty_keys(tty, "3 4 5 6 1 u");
    tty_expect(tty, "Taken back");
    home_leave(tty);
    home_remove(&home);
}

static void test_long_notes(void **state) {
    (void)state;
    /* more of it takes longer than a test waits for an answer, where nothing is optimised */
    size_t bytes = getenv("KITH_FAULT_ALL") ? 5u << 20 : 1u << 20;
    int mentions = getenv("KITH_FAULT_ALL") ? 4000 : 1000;
    struct home home = home_make("2026-11-21");
    struct buf text = BUF_INIT;
    free(home_run(&home, "add 'Ann Okafor'"));
    while (text.len < bytes)
        buf_str(&text, text.len % 1000 < 900 ? "It rained all day in the hills. " : "It rained.\n");
    write_file(&home, "long.txt", text.data, text.len);
    free(home_run(&home, "note Ann --keep none - <long.txt 2>&1 #"));
    buf_cut(&text, 0);
    for (int i = 0; i < mentions; i++)
        buf_printf(&text, "Her brother Tom B%c%c%ck opens a shop. ", 'a' + i / 676, 'a' + i / 26 % 26,
                   'a' + i % 26);
    write_file(&home, "many.txt", text.data, text.len);
    free(home_run(&home, "note Ann --keep all - <many.txt 2>&1 #"));
    struct tty *tty = home_screen(&home, NULL);
    tty_keys(tty, "2 g Tab");
    for (int note = 0; note < 2; note++) {
        tty_keys(tty, note ? "G e" : "e");
        tty_expect(tty, "· edited ─");
        tty_type(tty, " And more.");
        tty_keys(tty, "Ctrl-S");
        if (tty_sees(tty, "What I heard"))
            tty_keys(tty, "Esc");
        tty_expect(tty, "Saved");
    }
    home_leave(tty);
    home_expect(&home, "check", "all is well");
    home_remove(&home);
    buf_free(&text);
}

/* What has no end, or nobody writes to, is neither read nor waited for. */
static void test_no_files(void **state) {
    (void)state;
    struct home home = home_make("2026-11-21");
    char command[256];
    free(home_run(&home, "add 'Ann Okafor'"));
    snprintf(command, sizeof command,
             "mkdir -p '%s/.config/kith' && cd '%s' && mkfifo .config/kith/keys .config/kith/styles pipe",
             home.path, home.path);
    assert_int_equal(system(command), 0);
    struct tty *tty = home_screen(&home, NULL);
    const char *const files[] = {"/dev/zero", "pipe"};
    for (int i = 0; i < 2; i++) {
        tty_keys(tty, "i Ctrl-U");
        tty_type(tty, files[i]);
        tty_keys(tty, "Enter");
        tty_expect(tty, "is not a regular file");
        tty_keys(tty, "Esc Esc");
    }
    home_leave(tty);
    home_remove(&home);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_everywhere),  cmocka_unit_test(test_paste),  cmocka_unit_test(test_no_shell),
        cmocka_unit_test(test_environment), cmocka_unit_test(test_import), cmocka_unit_test(test_long_names),
        cmocka_unit_test(test_long_notes),  cmocka_unit_test(test_no_files),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
