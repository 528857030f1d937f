#include "lib/store_book.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/vfs.h>
#include <sys/wait.h>
#include <unistd.h>

#include "fault/faulty.h"
#include "fault/point.h"

/*
 * A book on a disk where processes share no memory, so that a log beside it cannot
 * work: it is kept with a rollback journal, and all goes on as usual.
 */

static bool on_network;

int __real_statfs(const char *path, struct statfs *out);
int __wrap_statfs(const char *path, struct statfs *out);
int __wrap_statfs(const char *path, struct statfs *out) {
    int code = __real_statfs(path, out);
    if (on_network)
        out->f_type = 0x6969;
    return code;
}

static bool logged_book(struct store *store) {
    return number(store, "SELECT journal_mode = 'wal' FROM pragma_journal_mode") == 1;
}

static void assert_people(struct store *store, int64_t count) {
    assert_int_equal(number(store, "SELECT count(*) FROM person"), count);
}

static bool sound(void *ctx, const char *what) {
    (void)ctx;
    fail_msg("%s", what);
    return false;
}

/* What is done with a book from day to day, with a second program looking on. */
static void use(const char *path) {
    struct buf what = BUF_INIT;
    struct store *store = open_book(path), *other = open_book(path);
    assert_false(logged_book(store));
    int64_t seen = store_changes(other), before = number(store, "SELECT count(*) FROM person");
    assert_int_equal(step(store, "INSERT INTO person (uid, name) VALUES ('u8', 'Ann')"), KITH_OK);
    assert_true(store_changes(other) > seen);
    assert_people(other, before + 1);
    assert_int_equal(step(other, "INSERT INTO person (uid, name) VALUES ('u9', 'Bob')"), KITH_OK);
    assert_people(store, before + 2);
    assert_int_equal(store_undo(store, 1000, &what), KITH_OK);
    assert_people(other, before + 1);
    assert_int_equal(store_redo(other, 1000, &what), KITH_OK);
    assert_people(store, before + 2);
    assert_int_equal(store_check(store, sound, NULL), KITH_OK);
    assert_int_equal(store_backup(store, at("copy")), KITH_OK);
    store_settle(store);
    assert_int_equal(store_compact(store), KITH_OK);
    store_begin(other, "held", 1000); /* a second writer waits, and is told */
    run(other, "INSERT INTO person (uid, name) VALUES ('u10', 'Cy')");
    struct store_options hurried = options_for(path);
    hurried.busy_ms = 1;
    struct store *third = open_with(hurried);
    assert_people(third, before + 2);
    assert_int_equal(step(third, "INSERT INTO person (uid, name) VALUES ('u11', 'Di')"), KITH_BUSY);
    store_close(third);
    assert_int_equal(store_end(other, KITH_OK), KITH_OK);
    assert_people(store, before + 3);
    store_close(other);
    store_close(store);
    assert_false(there(at("book-wal")));
    assert_false(there(at("book-journal")));
    store = open_book(at("copy"));
    assert_people(store, before + 2);
    store_close(store);
    unlink(at("copy"));
    buf_free(&what);
}

/* In a child, where a test cannot fail: it dies of it. */
static struct store *open_in_child(const char *path) {
    struct store_options options = options_for(path);
    struct store *store;
    struct buf why = BUF_INIT;
    if (store_open(&options, &store, &why) == KITH_OK)
        return store;
    fprintf(stderr, "%s\n", why.data);
    _exit(2);
}

/* A book whose last change stands only in the log: whoever wrote it was killed. */
static void make_logged(const char *path, bool killed) {
    pid_t child = fork();
    if (child == 0) {
        struct store *store = open_in_child(path);
        bool good = logged_book(store) &&
                    step(store, "INSERT INTO person (uid, name) VALUES ('u1', 'Eve')") == KITH_OK;
        if (!killed)
            store_close(store);
        _exit(!good);
    }
    int how;
    assert_int_equal(waitpid(child, &how, 0), child);
    assert_int_equal(how, 0);
    assert_int_equal(there(at("book-wal")), killed);
}

static void on_each_disk(void (*test)(const char *path)) {
    for (int disk = 0; disk < 3; disk++) {
        char path[128];
        snprintf(path, sizeof path, "%s", at("book"));
        faulty_begin();
        on_network = false;
        test(NULL);
        if (disk == 0)
            faulty_share(false);
        else if (disk == 1)
            faulty_arm(FAULTY_MEMORY_MAP, 1, true);
        else
            on_network = true;
        test(path);
        faulty_share(true);
        faulty_disarm();
        on_network = false;
        struct store *store = open_book(path); /* copied to a disk of its own, it has a log again */
        assert_true(logged_book(store));
        store_close(store);
        unlink(path);
    }
}

static void made(const char *path) {
    if (path)
        use(path);
}

static void taken_over(const char *path) {
    if (!path)
        make_logged(at("book"), false);
    else
        use(path);
}

static void taken_over_with_its_log(const char *path) {
    if (!path) {
        make_logged(at("book"), true);
        return;
    }
    struct store *store = open_book(path);
    assert_people(store, 1);
    store_close(store);
    use(path);
}

static void test_made(void **state) {
    (void)state;
    on_each_disk(made);
}

static void test_taken_over(void **state) {
    (void)state;
    on_each_disk(taken_over);
}

static void test_taken_over_with_its_log(void **state) {
    (void)state;
    on_each_disk(taken_over_with_its_log);
}

/* Several who find the log at once take it over one after the other. */
static void test_taken_over_by_several(void **state) {
    (void)state;
    char path[128];
    snprintf(path, sizeof path, "%s", at("book"));
    make_logged(path, true);
    faulty_share(false);
    for (int i = 0; i < 4; i++)
        if (fork() == 0) {
            char sql[96];
            snprintf(sql, sizeof sql, "INSERT INTO person (uid, name) VALUES ('c%d', 'Fay')", i);
            struct store *store = open_in_child(path);
            bool good = step(store, sql) == KITH_OK;
            store_close(store);
            _exit(!good);
        }
    for (int how, i = 0; i < 4; i++) {
        assert_true(wait(&how) > 0);
        assert_int_equal(how, 0);
    }
    struct store *store = open_book(path);
    assert_people(store, 5);
    store_close(store);
    faulty_share(true);
}

/* A log that somebody else is using is not taken from them. */
static void test_in_use(void **state) {
    (void)state;
    char path[128];
    snprintf(path, sizeof path, "%s", at("book"));
    make_logged(path, false);
    int ready[2], done[2];
    assert_int_equal(pipe(ready) + pipe(done), 0);
    pid_t child = fork();
    if (child == 0) {
        struct store *store = open_in_child(path);
        char byte = (char)number(store, "SELECT count(*) FROM person");
        close(done[1]);
        if (write(ready[1], &byte, 1) != 1 || read(done[0], &byte, 1) != 0)
            _exit(1);
        _exit(step(store, "INSERT INTO person (uid, name) VALUES ('u2', 'Gus')") != KITH_OK);
    }
    char byte = 0;
    close(done[0]);
    assert_int_equal(read(ready[0], &byte, 1), 1);
    faulty_share(false);
    struct store_options options = options_for(path);
    options.busy_ms = 1;
    struct store *store;
    struct buf why = BUF_INIT;
    assert_int_equal(store_open(&options, &store, &why), KITH_BUSY);
    assert_non_null(strstr(why.data, "another program is using the book"));
    buf_free(&why);
    close(done[1]);
    int how;
    assert_int_equal(waitpid(child, &how, 0), child);
    assert_int_equal(how, 0);
    store = open_book(path);
    assert_people(store, 2);
    store_close(store);
    faulty_share(true);
}

static int set_up(void **state) {
    (void)state;
    point_folder(folder, sizeof folder);
    return 0;
}

#define HERE(test) cmocka_unit_test_setup_teardown(test, set_up, drop_folder)

int main(void) {
    faulty_install();
    const struct CMUnitTest tests[] = {
        HERE(test_made),
        HERE(test_taken_over),
        HERE(test_taken_over_with_its_log),
        HERE(test_taken_over_by_several),
        HERE(test_in_use),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
