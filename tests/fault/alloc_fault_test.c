#include "lib/verbs.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "fault/point.h"

/*
 * Every verb in a child process whose 1st, 2nd, … own allocation fails: there the program ends, with one
 * sentence, and leaves the book as it was before or as after. KITH_FAULT_ALL=1 tries every one of them.
 */

static char folder[64], path[128], pristine[128];
static long points, ended_before, ended_after, tried;

/* The linker puts these in place of the allocations of our own code; SQLite's go past them. */
static int left = -1;
void *__real_calloc(size_t count, size_t size);
void *__real_realloc(void *old, size_t size);
void *__wrap_calloc(size_t count, size_t size);
void *__wrap_realloc(void *old, size_t size);

static bool fails(void) {
    return left > 0 && --left == 0;
}

void *__wrap_calloc(size_t count, size_t size) {
    return fails() ? NULL : __real_calloc(count, size);
}

void *__wrap_realloc(void *old, size_t size) {
    return fails() ? NULL : __real_realloc(old, size);
}

static void fresh(void) {
    static const char *const beside[] = {"-wal", "-shm", "-journal"};
    point_copy(pristine, path);
    for (size_t i = 0; i < sizeof beside / sizeof *beside; i++) {
        char name[160];
        snprintf(name, sizeof name, "%s%s", path, beside[i]);
        unlink(name);
    }
}

enum { DONE = 0, OUT_OF_MEMORY = 1, REFUSED = 3 };

/* What the child does: to its end, or to the failure. */
static _Noreturn void live(verb *run, int at, int report) {
    point_luck(1);
    struct book b = verbs_open(path);
    dup2(report, STDERR_FILENO);
    point_luck(2);
    left = at;
    enum kith_status status = run(&b);
    left = -1;
    verbs_close(&b);
    _exit(status ? REFUSED : DONE);
}

static int child_of(verb *run, int at, const char *where) {
    int report[2], how = 0;
    char said[64] = "";
    assert_int_equal(pipe2(report, O_CLOEXEC), 0);
    fflush(NULL);
    pid_t child = fork();
    if (child == 0)
        live(run, at, report[1]);
    close(report[1]);
    ssize_t got = read(report[0], said, sizeof said - 1);
    close(report[0]);
    assert_int_equal(waitpid(child, &how, 0), child);
    if (!WIFEXITED(how) || WEXITSTATUS(how) > OUT_OF_MEMORY)
        fail_msg("%s: the child ended with %d", where, how);
    if (WEXITSTATUS(how) == OUT_OF_MEMORY && (got < 0 || strcmp(said, "kith: out of memory\n") != 0))
        fail_msg("%s: it said '%s'", where, said);
    return WEXITSTATUS(how);
}

/* Before or after; where the verb came to its end, after. */
static void judge(const char *where, const char *before, const char *after, bool done) {
    struct arena arena = {0};
    struct kith_health health;
    struct kith *k = lib_open(path);
    char *is = lib_export(k);
    bool as_before = strcmp(is, before) == 0;
    if (!as_before || done)
        lib_same(where, is, after);
    lib_ok(k, kith_check(k, &arena, &health));
    if (!health.ok)
        fail_msg("%s: %s", where, health.problems.items[0]);
    ended_before += as_before;
    ended_after += !as_before;
    free(is);
    arena_free(&arena);
    kith_close(k);
}

static void learn(verb *run, char **before, char **after) {
    fresh();
    point_luck(1);
    struct book b = verbs_open(path);
    *before = lib_export(b.k);
    point_luck(2);
    lib_ok(b.k, run(&b));
    *after = lib_export(b.k);
    verbs_close(&b);
}

static void every_point(const char *name, verb *run) {
    char where[128], *before, *after;
    int how = OUT_OF_MEMORY;
    learn(run, &before, &after);
    for (int at = 1; how != DONE; at = point_all() ? at + 1 : at * 2 + 3) {
        snprintf(where, sizeof where, "%s, allocation %d", name, at);
        fresh();
        how = child_of(run, at, where);
        judge(where, before, after, how == DONE);
        points += how != DONE;
    }
    tried++;
    free(before);
    free(after);
}

static void test_verbs(void **state) {
    (void)state;
    for (size_t i = 0; verbs[i].name; i++)
        if (point_wanted(verbs[i].name))
            every_point(verbs[i].name, verbs[i].run);
    print_message(
        "own memory: %ld verbs, %ld fault points; the book was as before %ld times, as after %ld times; "
        "0 losses\n",
        tried, points, ended_before, ended_after);
}

static int set_up(void **state) {
    (void)state;
    point_folder(folder, sizeof folder);
    snprintf(path, sizeof path, "%s/book.kith", folder);
    snprintf(pristine, sizeof pristine, "%s/pristine.kith", folder);
    struct book b = verbs_open(pristine);
    verbs_close(&b);
    return 0;
}

static int tear_down(void **state) {
    (void)state;
    return point_remove(folder);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_verbs)};
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
