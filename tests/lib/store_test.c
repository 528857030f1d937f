#include "lib/store_book.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

/* ---- opening ---- */

static void test_new_book(void **state) {
    (void)state;
    mode_t mask = umask(0777);
    char path[128];
    snprintf(path, sizeof path, "%s/a/b/book.kith", folder);
    struct store *store = open_book(path);
    umask(mask);
    assert_int_equal(step(store, "INSERT INTO person (uid, name) VALUES ('u1', 'Ann')"), KITH_OK);
    assert_int_equal(mode_of(at("a")), 0700);
    assert_int_equal(mode_of(at("a/b")), 0700);
    assert_int_equal(mode_of(at("a/b/book.kith")), 0600);
    assert_int_equal(mode_of(at("a/b/book.kith-wal")), 0600);
    assert_int_equal(mode_of(at("a/b/book.kith-shm")), 0600);
    assert_string_equal(store_path(store), path);
    assert_int_equal(number(store, "PRAGMA foreign_keys"), 1);
    assert_int_equal(number(store, "PRAGMA synchronous"), 2);
    assert_int_equal(number(store, "PRAGMA application_id"), APPLICATION);
    assert_int_equal(number(store, "PRAGMA user_version"), 2);
    assert_int_equal(number(store, "SELECT journal_mode = 'wal' FROM pragma_journal_mode"), 1);
    store_close(store);
    assert_false(there(at("a/b/book.kith-wal")));
    store = open_book(path);
    assert_int_equal(number(store, "SELECT count(*) FROM person"), 1);
    store_close(store);
}

static void test_empty_file_becomes_a_book(void **state) {
    (void)state;
    put(at("empty"), "", 0);
    chmod(at("empty"), 0644);
    store_close(open_book(at("empty")));
    assert_int_equal(mode_of(at("empty")), 0600);
    store_close(open_book(at("empty")));
}

/* A path that SQLite would read as a URI or as its own word is a file like any other. */
static void test_odd_names(void **state) {
    (void)state;
    char *before = getcwd(NULL, 0);
    assert_int_equal(chdir(folder), 0);
    static const char *const names[] = {"file:x?mode=memory", "a b%41#?.kith", "-x"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        store_close(open_book(names[i]));
        assert_true(there(names[i]));
    }
    assert_int_equal(chdir(before), 0);
    free(before);
}

static void refused(struct store_options options, enum kith_status expected) {
    struct store *store = (struct store *)folder;
    struct buf why = BUF_INIT;
    assert_int_equal(store_open(&options, &store, &why), expected);
    assert_null(store);
    assert_true(why.len > 0);
    assert_null(strchr(why.data, '\n'));
    assert_true(why.data[why.len - 1] != '.');
    buf_free(&why);
}

/* Refused, and neither its bytes nor what lies beside it changed. */
static void refused_untouched(const char *path, struct store_options options, enum kith_status expected) {
    struct buf before = get(path);
    char beside[160];
    refused(options, expected);
    struct buf after = get(path);
    assert_int_equal(before.len, after.len);
    assert_memory_equal(before.data, after.data, before.len);
    static const char *const tails[] = {"-wal", "-shm", "-journal"};
    for (size_t i = 0; i < 3; i++) {
        snprintf(beside, sizeof beside, "%s%s", path, tails[i]);
        assert_false(there(beside));
    }
    buf_free(&before);
    buf_free(&after);
}

static void test_refuses_what_is_no_book(void **state) {
    (void)state;
    struct store_options options = options_for(at("x"));
    char garbage[5000];
    memset(garbage, 'g', sizeof garbage);
    static const size_t lengths[] = {1, 15, 99, 100, 5000};
    for (size_t i = 0; i < 5; i++) {
        put(at("x"), garbage, lengths[i]);
        refused_untouched(at("x"), options, KITH_FORMAT);
    }
    memcpy(garbage, "SQLite format 3", 16); /* the first bytes right, the rest not */
    put(at("x"), garbage, sizeof garbage);
    refused_untouched(at("x"), options, KITH_FORMAT);
    memset(garbage, 0, sizeof garbage);
    put(at("x"), garbage, sizeof garbage);
    refused_untouched(at("x"), options, KITH_FORMAT);

    refused(options_for(folder), KITH_FORMAT);
    refused(options_for("/dev/null"), KITH_FORMAT);
    assert_int_equal(mkfifo(at("fifo"), 0600), 0);
    refused(options_for(at("fifo")), KITH_FORMAT);
    options.path = at("not-there");
    options.read_only = true;
    refused(options, KITH_NOT_FOUND);
    assert_false(there(at("not-there")));
    put(at("file"), "x", 1);
    refused(options_for(at("file/below")), KITH_IO);
}

static void test_refuses_other_databases(void **state) {
    (void)state;
    char path[128];
    strcpy(path, at("other"));
    struct store_options options = options_for(path);
    options.application_id = 77; /* someone else's, the same tables */
    store_close(open_with(options));
    refused_untouched(path, options_for(path), KITH_FORMAT);
    options.application_id = 0;
    unlink(path);
    store_close(open_with(options));
    refused_untouched(path, options_for(path), KITH_FORMAT);
}

static void test_refuses_another_schema(void **state) {
    (void)state;
    static const char *const extras[] = {
        "CREATE TABLE extra (x);", "CREATE VIEW extra AS SELECT 1;", "CREATE INDEX extra ON plain (x);",
        "CREATE TRIGGER undo_extra AFTER INSERT ON plain BEGIN DELETE FROM person; END;"};
    char path[128];
    strcpy(path, at("book"));
    for (size_t i = 0; i < sizeof extras / sizeof *extras; i++) {
        struct buf sql = BUF_INIT;
        buf_str(&sql, version_2);
        buf_printf(&sql, ";%s", extras[i]);
        struct migration changed[] = {migrations[0], {2, sql.data, false}};
        struct store_options options = options_for(path);
        options.migrations = changed;
        store_close(open_with(options));
        refused_untouched(path, options_for(path), KITH_FORMAT);
        unlink(path);
        buf_free(&sql);
    }
    struct store_options options = options_for(path); /* the triggers of undo are part of it */
    static const char *const fewer[] = {"person", "note", NULL};
    options.logged = fewer;
    store_close(open_with(options));
    refused_untouched(path, options_for(path), KITH_FORMAT);
}

/* The digest is a way to be quick, never one to get in. */
static void test_schema_digest(void **state) {
    (void)state;
    char path[128], digest[STORE_DIGEST_SIZE], other[STORE_DIGEST_SIZE];
    snprintf(path, sizeof path, "%s", at("book"));
    struct store_options options = options_for(path);
    assert_int_equal(store_schema_digest(&options, digest), KITH_OK);
    assert_int_equal(strlen(digest), 64);
    store_close(open_with(options));
    options.schema_digest = digest;
    store_close(open_with(options));
    options.migration_count = 1;
    assert_int_equal(store_schema_digest(&options, other), KITH_OK);
    assert_string_not_equal(digest, other);
    options.migration_count = 2;
    options.schema_digest = other; /* stale: the comparison decides */
    store_close(open_with(options));

    unlink(path);
    static const char *const fewer[] = {"person", "note", NULL};
    options.logged = fewer;
    store_close(open_with(options));
    options.logged = options_for(path).logged;
    options.schema_digest = digest;
    refused_untouched(path, options, KITH_FORMAT);
}

static void test_refuses_a_newer_version(void **state) {
    (void)state;
    char path[128];
    strcpy(path, at("book"));
    store_close(open_book(path));
    struct store_options options = options_for(path);
    options.migration_count = 1;
    refused_untouched(path, options, KITH_NEWER);
}

/* A newer version that stands only in the WAL: nothing may be moved into the file. */
static void test_refuses_a_newer_version_in_the_wal(void **state) {
    (void)state;
    char path[128];
    strcpy(path, at("book"));
    struct store_options options = options_for(path);
    options.migration_count = 1;
    store_close(open_with(options));
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) { /* raises it and dies with the WAL not emptied */
        struct store *store;
        struct store_options newer = options_for(path);
        struct buf why = BUF_INIT;
        _exit(store_open(&newer, &store, &why) == KITH_OK ? 0 : 1);
    }
    int how;
    assert_int_equal(waitpid(child, &how, 0), child);
    assert_int_equal(how, 0);
    assert_true(there(at("book-wal")));
    struct buf before = get(path), wal = get(at("book-wal"));
    refused(options, KITH_NEWER);
    struct buf after = get(path), wal_after = get(at("book-wal"));
    assert_int_equal(before.len, after.len);
    assert_memory_equal(before.data, after.data, before.len);
    assert_int_equal(wal.len, wal_after.len);
    assert_memory_equal(wal.data, wal_after.data, wal.len);
    buf_free(&before);
    buf_free(&after);
    buf_free(&wal);
    buf_free(&wal_after);
    store_close(open_book(path));
}

static void test_read_only(void **state) {
    (void)state;
    char path[128];
    strcpy(path, at("book"));
    struct store *store = open_book(path);
    step(store, "INSERT INTO person (uid, name) VALUES ('u1', 'Ann')");
    store_close(store);
    struct store_options options = options_for(path);
    options.read_only = true;
    for (int round = 0; round < 2; round++) {
        if (round) { /* the folder too: no place for SQLite's own files */
            chmod(path, 0400);
            chmod(folder, 0500);
        }
        store = open_with(options);
        assert_true(store_is_read_only(store));
        assert_int_equal(number(store, "SELECT count(*) FROM person"), 1);
        assert_int_equal(step(store, "DELETE FROM person"), KITH_READ_ONLY);
        assert_non_null(strstr(store_error(store), "read-only"));
        assert_int_equal(store_undo(store, 1, NULL), KITH_READ_ONLY);
        assert_int_equal(store_compact(store), KITH_READ_ONLY);
        assert_int_equal(number(store, "SELECT count(*) FROM person"), 1);
        store_close(store);
    }
    chmod(folder, 0700);
    options = options_for(path);
    if (geteuid() == 0) /* no file is read-only to root */
        return;
    store = open_with(options);
    assert_true(store_is_read_only(store));
    store_close(store);
}

static void test_migration(void **state) {
    (void)state;
    char path[128];
    strcpy(path, at("book"));
    struct store_options options = options_for(path);
    options.migration_count = 1;
    struct store *store = open_with(options);
    step(store, "INSERT INTO person (uid, name) VALUES ('u1', 'Ann')");
    store_close(store);

    store = open_book(path);
    assert_int_equal(number(store, "PRAGMA user_version"), 2);
    assert_int_equal(number(store, "SELECT count(*) FROM person WHERE city IS NULL"), 1);
    assert_int_equal(store_undo(store, 1, NULL), KITH_NOT_FOUND); /* the history has ended */
    assert_int_equal(step(store, "UPDATE person SET city = 'Ulm'"), KITH_OK);
    assert_int_equal(store_undo(store, 1, NULL), KITH_OK);
    assert_int_equal(number(store, "SELECT count(*) FROM person WHERE city IS NULL"), 1);
    store_close(store);

    assert_int_equal(mode_of(at("book.before-2")), 0600); /* the book as it was */
    options.path = at("book.before-2");
    store = open_with(options);
    assert_int_equal(number(store, "PRAGMA user_version"), 1);
    assert_int_equal(number(store, "SELECT count(*) FROM person"), 1);
    assert_int_equal(store_undo(store, 1, NULL), KITH_OK);
    store_close(store);

    unlink(path); /* a migration that fails leaves the version before it */
    options.path = path;
    store_close(open_with(options));
    struct migration broken[] = {migrations[0],
                                 {2, "ALTER TABLE person ADD COLUMN ok; CREATE nonsense", false}};
    options = options_for(path);
    options.migrations = broken;
    refused(options, KITH_IO);
    options.migration_count = 1;
    store_close(open_with(options));
}

/* ---- statements and transactions ---- */

static void test_statements(void **state) {
    (void)state;
    struct store *store = open_book(":memory:");
    char one[32] = "SELECT ?1, ?2, ?3",
         two[32] = "SELECT ?1, ?2, ?3"; /* known by the words, not by their place */
    struct stmt *a = store_sql(store, one);
    stmt_text(a, 1, "x");
    stmt_int(a, 2, INT64_MIN);
    stmt_real(a, 3, 0.1);
    assert_true(stmt_row(a));
    struct stmt *b = store_sql(store, two);
    assert_ptr_not_equal(a, b);
    stmt_text_n(b, 1, "abc", 2);
    assert_true(stmt_row(b));
    assert_string_equal(stmt_col_text(b, 0), "ab");
    assert_int_equal(stmt_col_bytes(b, 0), 2);
    assert_true(stmt_col_null(b, 1));
    assert_null(stmt_col_text(b, 1));
    assert_int_equal(stmt_col_int(b, 1), 0);
    assert_string_equal(stmt_col_text(a, 0), "x");
    assert_int_equal(stmt_col_int(a, 1), INT64_MIN);
    assert_true(stmt_col_real(a, 2) == 0.1);
    assert_int_equal(store_left_open(store), 2);
    stmt_stop(b);
    assert_false(stmt_row(a));
    assert_false(stmt_row(a)); /* over is over */
    assert_int_equal(store_left_open(store), 0);
    struct stmt *again = store_sql(store, two);
    assert_true(again == a || again == b);
    assert_true(stmt_row(again));
    assert_true(stmt_col_null(again, 0)); /* nothing bound */
    stmt_stop(again);
    assert_int_equal(store_number(store, "SELECT ?1 + ?2", 40, 2, 0), 42);
    assert_int_equal(store_number(store, "SELECT 1 WHERE 0", 0, 0, -7), -7);

    assert_int_equal(store_status(store), KITH_OK);
    struct stmt *bad = store_sql(store, "SELECT nonsense FROM nowhere");
    assert_non_null(bad);
    stmt_text(bad, 1, "x");
    assert_false(stmt_row(bad));
    assert_null(stmt_col_text(bad, 0));
    assert_true(stmt_run(bad) != KITH_OK);
    assert_true(*store_error(store));
    assert_true(store_status(store) != KITH_OK);
    assert_int_equal(store_status(store), KITH_OK);
    assert_int_equal(number(store, "SELECT 5"), 5); /* outside a transaction it goes on */
    run(store, "DELETE FROM person");
    assert_int_equal(store_status(store), KITH_OK);
    assert_non_null(strstr(store_error(store), "outside a transaction"));
    store_close(store);
    store_close(NULL);
}

static void test_sticky(void **state) {
    (void)state;
    struct store *store = open_book(":memory:");
    assert_string_equal(store_error(store), "");
    step(store, "INSERT INTO person (uid, name) VALUES ('u1', 'Ann')");
    assert_int_equal(store_begin(store, "x", 1), KITH_OK);
    run(store, "INSERT INTO person (uid, name) VALUES ('u2', 'Bob')");
    run(store, "INSERT INTO person (uid, name) VALUES ('u1', 'Cid')"); /* fails */
    assert_non_null(strstr(store_error(store), "UNIQUE"));
    run(store, "INSERT INTO person (uid, name) VALUES ('u3', 'Dan')");
    run(store, "nonsense");
    assert_int_equal(store_fail(store, KITH_NOT_FOUND, "later"), KITH_NOT_FOUND);
    assert_int_equal(number(store, "SELECT count(*) FROM person"), -1); /* nothing is read either */
    assert_int_equal(store_end(store, KITH_OK), KITH_EXISTS);
    assert_non_null(strstr(store_error(store), "UNIQUE"));
    assert_int_equal(number(store, "SELECT count(*) FROM person"), 1);
    assert_int_equal(number(store, "SELECT count(*) FROM undo_step"), 1);

    assert_int_equal(store_begin(store, "x", 1), KITH_OK);
    run(store, "DELETE FROM person");
    assert_int_equal(store_end(store, store_fail(store, KITH_INVALID, "no '%s'", "way")), KITH_INVALID);
    assert_string_equal(store_error(store), "no 'way'");
    assert_int_equal(number(store, "SELECT count(*) FROM person"), 1);
    assert_int_equal(step(store, "INSERT INTO mention (note) VALUES (99)"), KITH_INVALID);
    store_close(store);
}

static void test_nested(void **state) {
    (void)state;
    struct store *store = open_book(":memory:");
    assert_false(store_in_step(store));
    store_begin(store, "outer", 1);
    int64_t outer = store_step(store);
    assert_true(outer > 0);
    store_begin(store, "inner", 2);
    assert_int_equal(store_step(store), outer);
    run(store, "INSERT INTO person (uid, name) VALUES ('u1', 'Ann')");
    assert_int_equal(store_end(store, KITH_OK), KITH_OK);
    assert_true(store_in_step(store));
    assert_int_equal(store_end(store, KITH_OK), KITH_OK);
    assert_false(store_in_step(store));
    assert_int_equal(store_step(store), outer);
    assert_int_equal(number(store, "SELECT count(*) FROM undo_step"), 1);

    store_begin(store, "outer", 1); /* what fails inside fails all */
    run(store, "INSERT INTO person (uid, name) VALUES ('u2', 'Bob')");
    store_begin(store, "inner", 2);
    assert_int_equal(store_end(store, KITH_INVALID), KITH_INVALID);
    assert_int_equal(store_begin(store, "second", 2), KITH_INVALID);
    assert_int_equal(store_end(store, KITH_OK), KITH_INVALID); /* either way of pairing */
    run(store, "INSERT INTO person (uid, name) VALUES ('u3', 'Cid')");
    assert_int_equal(store_end(store, KITH_OK), KITH_INVALID);
    assert_int_equal(number(store, "SELECT count(*) FROM person"), 1);
    assert_int_equal(store_step(store), outer);
    assert_int_equal(store_undo(store, 1, NULL), KITH_OK);
    assert_int_equal(number(store, "SELECT count(*) FROM person"), 0);
    store_close(store);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        IN_FOLDER(test_new_book),
        IN_FOLDER(test_empty_file_becomes_a_book),
        IN_FOLDER(test_odd_names),
        IN_FOLDER(test_refuses_what_is_no_book),
        IN_FOLDER(test_refuses_other_databases),
        IN_FOLDER(test_refuses_another_schema),
        IN_FOLDER(test_schema_digest),
        IN_FOLDER(test_refuses_a_newer_version),
        IN_FOLDER(test_refuses_a_newer_version_in_the_wal),
        IN_FOLDER(test_read_only),
        IN_FOLDER(test_migration),
        cmocka_unit_test(test_statements),
        cmocka_unit_test(test_sticky),
        cmocka_unit_test(test_nested),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
