#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

#include "tty/home.h"

/* What the screen sees to by itself while nothing is typed. */

/* The program does it when it likes; the test looks again until it is so. */
static void wait_for(const char *command) {
    time_t deadline = time(NULL) + 20;
    while (system(command) != 0)
        if (time(NULL) > deadline)
            fail_msg("it never came to this: %s", command);
}

static struct home with_ann(void) {
    struct home home = home_make("2026-11-20");
    free(home_run(&home, "add 'Ann Okafor' --role client"));
    home.now = "2026-11-21";
    return home;
}

/* A plain copy of the one file, as a sync program makes it, is whole. */
static void test_copy_while_open(void **state) {
    (void)state;
    struct home home = with_ann();
    char command[512];
    struct tty *tty = home_screen(&home, NULL);
    tty_keys(tty, "2 g m Enter");
    tty_expect(tty, "thanked");
    snprintf(
        command, sizeof command,
        "cp '%s/.local/share/kith/book.kith' '%s/copy.kith' && HOME='%s' '%s' --book '%s/copy.kith' export kith "
        "| grep -q '\"kind\": \"thanked\"'",
        home.path, home.path, home.path, KITH_PROGRAM, home.path);
    wait_for(command);
    home_leave(tty);
    home_remove(&home);
}

/* A screen that is never left has its backup of the day too, made while one may type. */
static void test_backup_while_open(void **state) {
    (void)state;
    struct home home = with_ann();
    char command[512];
    struct tty *tty = home_screen(&home, NULL);
    tty_keys(tty, "2 g m Enter");
    tty_expect(tty, "thanked");
    snprintf(command, sizeof command,
             "HOME='%s' '%s' --book '%s'/.local/state/kith/*/2026-11-21.kith check >/dev/null 2>&1",
             home.path, KITH_PROGRAM, home.path);
    wait_for(command);
    tty_keys(tty, "u");
    tty_expect(tty, "Taken back");
    home_leave(tty);
    home_remove(&home);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_copy_while_open),
                                       cmocka_unit_test(test_backup_while_open)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
