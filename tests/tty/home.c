#include "tty/home.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/buf.h"

struct home home_make(const char *now) {
    struct home home = {.path = "/tmp/kith-home-XXXXXX", .now = now};
    assert_non_null(mkdtemp(home.path));
    return home;
}

void home_remove(struct home *home) {
    char command[128];
    snprintf(command, sizeof command, "rm -rf '%s' 2>/dev/null", home->path);
    int status = system(command);
    for (int again = 0; status != 0 && again < 50; again++) /* a backup may just be coming into it */
        status = system(command);
    assert_int_equal(status, 0);
}

struct tty *home_screen_at(const struct home *home, int rows, int cols, const char *const *extra) {
    static const char *const kith[] = {KITH_PROGRAM, NULL};
    char folder[80], now[64];
    const char *env[16] = {folder, now};
    size_t count = 2;
    snprintf(folder, sizeof folder, "HOME=%s", home->path);
    snprintf(now, sizeof now, "KITH_NOW=%s", home->now);
    for (size_t i = 0; extra && extra[i]; i++)
        env[count++] = extra[i];
    return tty_start(
        &(struct tty_options){.argv = kith, .env = env, .folder = home->path, .rows = rows, .cols = cols});
}

struct tty *home_screen(const struct home *home, const char *extra) {
    return home_screen_at(home, 24, 80, (const char *const[]){extra, NULL});
}

void home_leave(struct tty *tty) {
    tty_keys(tty, "Q");
    assert_int_equal(tty_exit(tty), 0);
    assert_true(tty_is_given_back(tty));
    tty_end(tty);
}

char *home_run(const struct home *home, const char *arguments) {
    struct buf command = BUF_INIT, out = BUF_INIT;
    char block[4096];
    size_t got;
    buf_printf(&command, "cd '%s' && HOME='%s' KITH_NOW='%s' TZ=UTC LC_ALL=C.UTF-8 '%s' %s </dev/null 2>&1",
               home->path, home->path, home->now, KITH_PROGRAM, arguments);
    FILE *pipe = popen(command.data, "r");
    assert_non_null(pipe);
    while ((got = fread(block, 1, sizeof block, pipe)) > 0)
        buf_add(&out, block, got);
    int status = pclose(pipe);
    if (status != 0)
        fail_msg("kith %s: status %d: %s", arguments, status, out.data);
    buf_free(&command);
    char *text = strdup(out.data);
    buf_free(&out);
    return text;
}

static void expect(const struct home *home, const char *arguments, const char *words, bool wanted) {
    char *text = home_run(home, arguments);
    bool has = strstr(text, words) != NULL;
    if (has != wanted)
        print_message("kith %s printed:\n%s", arguments, text);
    free(text);
    if (has != wanted)
        fail_msg("it has %s'%s'", has ? "" : "no ", words);
}

void home_expect(const struct home *home, const char *arguments, const char *words) {
    expect(home, arguments, words, true);
}

void home_expect_not(const struct home *home, const char *arguments, const char *words) {
    expect(home, arguments, words, false);
}
