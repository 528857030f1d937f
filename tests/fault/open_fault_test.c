#include "lib/store_book.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "fault/faulty.h"
#include "fault/point.h"

/*
 * A book being made, and one being raised to a newer version, with the disk failing
 * at the 1st, 2nd, … operation: opened again it is whole, with every row it had.
 */

static long points;

static struct store_options older(const char *path) {
    struct store_options options = options_for(path);
    options.migration_count = 1;
    return options;
}

static void clear(void) {
    faulty_begin();
    static const char *const names[] = {"book.kith", "book.kith-wal", "book.kith-shm", "book.kith-journal",
                                        "book.kith.before-2"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        unlink(at(names[i]));
}

/* False when opening was over before the fault. */
static bool opens(enum faulty_kind kind, int nth, bool lasting, bool raised, const char *where) {
    char path[128];
    clear();
    snprintf(path, sizeof path, "%s", at("book.kith"));
    if (raised) {
        struct store *store = open_with(older(path));
        assert_int_equal(step(store, "INSERT INTO person (uid, name) VALUES ('u1', 'Ann')"), KITH_OK);
        store_close(store);
    }
    struct store_options options = options_for(path);
    struct store *store;
    struct buf why = BUF_INIT;
    faulty_arm(kind, nth, lasting);
    enum kith_status status = store_open(&options, &store, &why);
    if (status && !why.len)
        fail_msg("%s: refused without a word", where);
    store_close(store);
    bool hit = faulty_disarm();
    if (!hit && status)
        fail_msg("%s: %s", where, why.data);
    buf_cut(&why, 0);
    if (faulty_is_crash(kind))
        faulty_settle((unsigned)nth);
    if (store_open(&options, &store, &why) != KITH_OK)
        fail_msg("%s: %s", where, why.data);
    assert_int_equal(number(store, "PRAGMA user_version"), 2);
    assert_int_equal(number(store, "SELECT count(*) FROM person"), raised);
    struct stmt *stmt = store_sql(store, "PRAGMA integrity_check");
    assert_true(stmt_row(stmt));
    assert_string_equal(stmt_col_text(stmt, 0), "ok");
    stmt_stop(stmt);
    store_close(store);
    buf_free(&why);
    return hit;
}

static void every_point(bool raised) {
    char where[96];
    for (int kind = FAULTY_NONE + 1; kind < FAULTY_COUNT; kind++)
        for (int lasting = 0; lasting < 2 - faulty_is_crash((enum faulty_kind)kind); lasting++)
            for (int nth = 1;; nth = point_next(nth)) {
                snprintf(where, sizeof where, "%s, %s %d", raised ? "raised" : "made", faulty_names[kind],
                         nth);
                if (!opens((enum faulty_kind)kind, nth, lasting, raised, where))
                    break;
                points++;
            }
    print_message("a book %s: %ld fault points, 0 losses\n", raised ? "raised" : "made", points);
    points = 0;
}

static void test_made(void **state) {
    (void)state;
    every_point(false);
}

static void test_raised(void **state) {
    (void)state;
    every_point(true);
}

/* What SQLite does not tell from a disk that fails. */
static void test_quota(void **state) {
    (void)state;
    clear();
    struct store *store = open_with(options_for(at("book.kith")));
    assert_int_equal(step(store, "INSERT INTO person (uid, name) VALUES ('u1', 'Ann')"), KITH_OK);
    faulty_quota(true);
    assert_int_equal(step(store, "INSERT INTO person (uid, name) VALUES ('u2', 'Bob')"), KITH_IO);
    assert_string_equal(store_error(store), "the disk takes no more: it failed, or a quota is used up");
    faulty_quota(false);
    assert_int_equal(step(store, "INSERT INTO person (uid, name) VALUES ('u3', 'Cy')"), KITH_OK);
    assert_int_equal(number(store, "SELECT count(*) FROM person"), 2);
    store_close(store);
}

static int set_up(void **state) {
    (void)state;
    point_folder(folder, sizeof folder);
    return 0;
}

int main(void) {
    faulty_install();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_made, set_up, drop_folder),
        cmocka_unit_test_setup_teardown(test_raised, set_up, drop_folder),
        cmocka_unit_test_setup_teardown(test_quota, set_up, drop_folder),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
