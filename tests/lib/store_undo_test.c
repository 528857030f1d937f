#include "lib/store_book.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static void check_same(char *expected, char *got) {
    assert_string_equal(expected, got);
    free(expected);
    free(got);
}

/* Undo gives `before`, redo gives what is now; twice. */
static void there_and_back(struct store *store, const char *before) {
    char *now = dump(store);
    for (int i = 0; i < 2; i++) {
        struct buf what = BUF_INIT;
        if (store_undo(store, 5, &what))
            fail_msg("undo of '%s': %s", what.data, store_error(store));
        char *got = dump(store);
        assert_string_equal(before, got);
        free(got);
        if (store_redo(store, 6, NULL))
            fail_msg("redo of '%s': %s", what.data, store_error(store));
        got = dump(store);
        assert_string_equal(now, got);
        free(got);
        buf_free(&what);
    }
    free(now);
}

static void fill(struct store *store) {
    static const char *const rows[] = {
        "INSERT INTO person (id, uid, name, by) VALUES (1, 'u1', 'Ann', NULL), (2, 'u2', 'Bob', 1), (3, 'u3', 'Cid', 1)",
        "INSERT INTO note (id, person, text) VALUES (1, 1, 'a word'), (2, 2, 'another word'), (3, 1, 'nothing')",
        "INSERT INTO mention (note, person) VALUES (1, 2), (1, 3), (2, 1), (3, 3)",
        "INSERT INTO ask (source, target) VALUES (1, 'u2'), (2, 'u1'), (1, 'u1'), (3, 'u3')",
        "INSERT INTO setting (key, value) VALUES ('k', 'v')",
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        assert_int_equal(step(store, rows[i]), KITH_OK);
}

static void test_each_way_of_changing(void **state) {
    (void)state;
    static const char *const changes[] = {
        "DELETE FROM person WHERE id = 1", /* cascades, nulls, and a row that is both */
        "DELETE FROM person",
        "DELETE FROM note",
        "UPDATE person SET uid = 'new' WHERE id = 1", /* cascades into asks */
        "UPDATE person SET uid = uid || 'x'",
        "UPDATE person SET name = 'ANN' WHERE id = 1", /* the same under NOCASE, and yet a change */
        "UPDATE person SET by = id",
        "UPDATE note SET text = 'word'",
        "UPDATE setting SET key = 'j', value = NULL",
        "INSERT INTO person (uid, name) VALUES ('u9', 'Zoe')",
        "INSERT OR REPLACE INTO setting (key, value) VALUES ('k', 'w')",
        "INSERT INTO setting (key, value) VALUES ('k', 'w') ON CONFLICT (key) DO UPDATE SET value = excluded.value",
        "INSERT INTO person (uid, name, by) SELECT uid || name, name, id FROM person",
        "INSERT INTO ask (id, prior) VALUES (50, 51), (51, 52), (52, NULL)", /* each names one not yet there
                                                                              */
        "DELETE FROM ask",
    };
    for (size_t i = 0; i < sizeof changes / sizeof *changes; i++) {
        struct store *store = open_book(":memory:");
        fill(store);
        char *before = dump(store);
        if (step(store, changes[i]))
            fail_msg("%s: %s", changes[i], store_error(store));
        there_and_back(store, before);
        free(before);
        while (store_undo(store, 1, NULL) == KITH_OK)
            ;
        assert_int_equal(number(store, "SELECT (SELECT count(*) FROM person) + (SELECT count(*) FROM note)"),
                         0);
        while (store_redo(store, 1, NULL) == KITH_OK)
            ;
        assert_int_equal(store_left_open(store), 0);
        store_close(store);
    }
}

static void test_values_come_back_exactly(void **state) {
    (void)state;
    static const struct {
        const char *text;
        size_t length;
    } texts[] = {
        {"", 0},
        {"it''s 'quoted', \"so\", \\n", 24},
        {"line\nline\r\t\x01\x1f\x7f", 14},
        {"\xff\xfe\xc3", 3},
        {"\xf0\x9f\xa6\x84 \xc3\xa9", 7},
        {"NULL", 4},
        {"X'00'", 5},
        {"1e5", 3},
        {"1.5,", 4},
    };
    static const int64_t ints[] = {0, -1, INT64_MAX, INT64_MIN, 9007199254740993, -9007199254740993};
    static const double reals[] = {0.1,
                                   0.1 + 0.2,
                                   1.0,
                                   1e15,
                                   1e300,
                                   -1.7976931348623157e308,
                                   5e-324,
                                   2.0 / 3,
                                   123456789.123456789,
                                   1e23,
                                   9007199254740993.0,
                                   2.2250738585072014e-308};
    struct store *store = open_book(":memory:");
    store_begin(store, "values", 1);
    for (int i = 0; i < 40; i++) {
        struct stmt *stmt =
            store_sql(store, "INSERT INTO person (uid, name, weight, loose) VALUES (?1, ?2, ?3, ?4)");
        char uid[16];
        snprintf(uid, sizeof uid, "u%d", i);
        stmt_text(stmt, 1, uid);
        stmt_text_n(stmt, 2, texts[i % 9].text, texts[i % 9].length);
        stmt_real(stmt, 3, reals[i % 12]);
        if (i % 4 == 0)
            stmt_int(stmt, 4, ints[i / 4 % 6]);
        else if (i % 4 == 1)
            stmt_real(stmt, 4, reals[i % 12]);
        else if (i % 4 == 2)
            stmt_text_n(stmt, 4, texts[i % 9].text, texts[i % 9].length);
        stmt_run(stmt);
    }
    assert_int_equal(store_end(store, KITH_OK), KITH_OK);
    char *before = dump(store);
    step(store, "UPDATE person SET name = '', weight = 1, loose = NULL");
    there_and_back(store, before);
    store_undo(store, 1, NULL);
    step(store, "DELETE FROM person");
    there_and_back(store, before);
    free(before);

    store_begin(store, "x", 1); /* what could not be brought back does not come in */
    struct stmt *stmt = store_sql(store, "INSERT INTO setting (key) VALUES (?1)");
    stmt_text_n(stmt, 1, "a\0b", 3);
    stmt_run(stmt);
    assert_int_equal(store_end(store, KITH_OK), KITH_INVALID);
    store_close(store);
}

/* ---- random histories ---- */

static uint32_t seed;

static unsigned chance(unsigned below) {
    seed = seed * 1664525u + 1013904223u;
    return (seed >> 8) % below;
}

static void random_statement(struct store *store) {
    static const char *const statements[] = {
        "INSERT INTO person (uid, name, by) VALUES (?1, ?1, (SELECT id FROM person WHERE id % 7 = ?2 LIMIT 1))",
        "INSERT INTO person (id, uid, name) SELECT ?2, ?1, 'x' WHERE NOT EXISTS (SELECT 1 FROM person WHERE id = ?2)",
        "INSERT INTO note (person, text) SELECT id, 'word ' || ?1 FROM person WHERE id % 5 = ?2 % 5",
        "INSERT OR IGNORE INTO mention (note, person) SELECT n.id, p.id FROM note n, person p"
        " WHERE (n.id + p.id) % 11 = ?2",
        "INSERT INTO ask (source, target) SELECT id, uid FROM person WHERE id % 9 = ?2 % 9",
        "INSERT INTO ask (source, target) SELECT a.id, b.uid FROM person a, person b WHERE a.id <> b.id LIMIT 1",
        "UPDATE person SET by = (SELECT max(id) FROM person WHERE id % 3 = ?2 % 3) WHERE id % 4 = ?2 % 4",
        "UPDATE person SET uid = uid || ?1 WHERE id % 6 = ?2 % 6 AND length(uid) < 40",
        "UPDATE person SET weight = ?2 / 7.0, loose = CASE ?2 % 3 WHEN 0 THEN ?1 WHEN 1 THEN ?2 END"
        " WHERE id % 4 = ?2 % 4",
        "UPDATE note SET text = text || ' word', person = (SELECT min(id) FROM person) WHERE id % 8 = ?2 % 8",
        "DELETE FROM person WHERE id % 10 = ?2",
        "DELETE FROM person WHERE id = (SELECT by FROM person WHERE by IS NOT NULL LIMIT 1)",
        "DELETE FROM note WHERE id % 9 = ?2 % 9",
        "DELETE FROM mention WHERE id % 4 = ?2 % 4",
        "DELETE FROM ask WHERE id % 5 = ?2 % 5",
        "INSERT OR REPLACE INTO setting (key, value) VALUES ('k' || ?2 % 3, ?1)",
        "DELETE FROM person WHERE 0",
        "INSERT INTO plain (x) VALUES (?1)", /* not logged */
    };
    static char uid[24];
    static unsigned serial;
    snprintf(uid, sizeof uid, "'%x\n\xc3\xa9%u", chance(65536), serial++);
    const char *sql = statements[chance(sizeof statements / sizeof *statements)];
    struct stmt *stmt = store_sql(store, sql);
    if (strstr(sql, "?1"))
        stmt_text(stmt, 1, uid);
    if (strstr(sql, "?2"))
        stmt_int(stmt, 2, chance(12));
    stmt_run(stmt);
}

enum { ACTIONS = 500 };

struct past {
    char *states[ACTIONS + 1]; /* after each step that stands, and those that can be done again */
    int at, last;
};

static void random_action(struct store *store, struct past *past) {
    unsigned kind = chance(10);
    if (kind < 2) {
        enum kith_status status = store_undo(store, 1, NULL);
        if (status != (past->at ? KITH_OK : KITH_NOT_FOUND))
            fail_msg("undo: %s", store_error(store));
        past->at -= past->at > 0;
    } else if (kind < 4) {
        enum kith_status status = store_redo(store, 1, NULL);
        if (status != (past->at < past->last ? KITH_OK : KITH_NOT_FOUND))
            fail_msg("redo: %s", store_error(store));
        past->at += past->at < past->last;
    } else {
        bool fails = chance(8) == 0;
        int64_t before = store_step(store);
        store_begin(store, "random", 1);
        for (unsigned i = chance(4); i < 4; i++)
            random_statement(store);
        enum kith_status status = store_end(store, fails ? KITH_INVALID : KITH_OK);
        if (status != (fails ? KITH_INVALID : KITH_OK))
            fail_msg("step: %s", store_error(store));
        if (!fails && store_step(store) != before) {
            while (past->last > past->at)
                free(past->states[past->last--]);
            past->states[past->last = ++past->at] = dump(store);
        }
    }
    char *now = dump(store);
    assert_string_equal(past->states[past->at], now);
    free(now);
}

static bool count_steps(void *ctx, const struct store_step *step) {
    int *counts = ctx;
    counts[step->undone]++;
    return true;
}

static void test_random_histories(void **state) {
    (void)state;
    for (uint32_t first = 1; first <= 6; first++) {
        seed = first * 7919;
        print_message("seed %u\n", first);
        char path[128];
        snprintf(path, sizeof path, "%s/%u", folder, first);
        struct store *store = open_book(path);
        struct past *past = calloc(1, sizeof *past);
        past->states[0] = dump(store);
        for (int i = 0; i < ACTIONS; i++) {
            random_action(store, past);
            if (i % 100 == 99) { /* the history is in the file */
                store_close(store);
                store = open_book(path);
            }
        }
        int counts[2] = {0, 0};
        assert_int_equal(store_history(store, count_steps, counts), KITH_OK);
        assert_int_equal(counts[0], past->at);
        assert_int_equal(counts[1], past->last - past->at);
        while (past->at > 0) {
            assert_int_equal(store_undo(store, 1, NULL), KITH_OK);
            char *now = dump(store);
            assert_string_equal(past->states[--past->at], now);
            free(now);
        }
        assert_int_equal(store_undo(store, 1, NULL), KITH_NOT_FOUND);
        while (past->at < past->last) {
            assert_int_equal(store_redo(store, 1, NULL), KITH_OK);
            char *now = dump(store);
            assert_string_equal(past->states[++past->at], now);
            free(now);
        }
        assert_int_equal(store_redo(store, 1, NULL), KITH_NOT_FOUND);
        assert_int_equal(store_left_open(store), 0);
        for (int i = 0; i <= past->last; i++)
            free(past->states[i]);
        free(past);
        store_close(store);
    }
}

/* ---- the history ---- */

static bool list(void *ctx, const struct store_step *step) {
    buf_printf(ctx, "%lld %lld %s%s\n", (long long)step->step, (long long)step->at, step->what,
               step->undone ? " undone" : "");
    return true;
}

static bool list_one(void *ctx, const struct store_step *step) {
    list(ctx, step);
    return false;
}

static void history_is(struct store *store, const char *expected) {
    struct buf out = BUF_INIT;
    assert_int_equal(store_history(store, list, &out), KITH_OK);
    assert_string_equal(out.data, expected);
    buf_free(&out);
}

static void named(struct store *store, const char *what, int64_t now, const char *sql) {
    store_begin(store, what, now);
    run(store, sql);
    assert_int_equal(store_end(store, KITH_OK), KITH_OK);
}

static void test_history(void **state) {
    (void)state;
    struct store *store = open_book(":memory:");
    struct buf what = BUF_INIT;
    assert_int_equal(store_undo(store, 1, &what), KITH_NOT_FOUND);
    assert_string_equal(store_error(store), "there is nothing to undo");
    named(store, "Ann", 10, "INSERT INTO person (uid, name) VALUES ('u1', 'Ann')");
    named(store, "nothing", 11, "DELETE FROM note");
    named(store, "same", 11, "UPDATE person SET name = name");
    named(store, "not logged", 12, "INSERT INTO plain (x) VALUES ('x')");
    named(store, "Bob", 13, "INSERT INTO person (uid, name) VALUES ('u2', 'Bob')");
    assert_int_equal(number(store, "SELECT count(*) FROM plain"), 1);
    history_is(store, "2 13 Bob\n1 10 Ann\n");
    assert_int_equal(store_undo(store, 14, &what), KITH_OK);
    assert_string_equal(what.data, "Bob");
    history_is(store, "2 13 Bob undone\n1 10 Ann\n");
    named(store, "nothing", 15, "DELETE FROM note"); /* and nothing is lost to redo */
    named(store, "not logged", 15, "INSERT INTO plain (x) VALUES ('y')");
    history_is(store, "2 13 Bob undone\n1 10 Ann\n");
    assert_int_equal(store_redo(store, 16, NULL), KITH_OK);
    assert_int_equal(store_undo(store, 16, NULL), KITH_OK);
    named(store, "Cid", 17, "INSERT INTO person (uid, name) VALUES ('u3', 'Cid')");
    assert_int_equal(store_redo(store, 18, NULL), KITH_NOT_FOUND);
    assert_int_equal(number(store, "SELECT count(*) FROM undo_log"), 2);
    struct buf out = BUF_INIT;
    store_history(store, list_one, &out);
    assert_string_equal(out.data, "3 17 Cid\n");
    assert_int_equal(store_left_open(store), 0);
    store_begin(store, "inside", 1);
    assert_int_equal(store_undo(store, 1, NULL), KITH_INVALID);
    store_end(store, KITH_INVALID);
    assert_int_equal(store_forget_history(store), KITH_OK);
    history_is(store, "");
    assert_int_equal(number(store, "SELECT count(*) FROM undo_log"), 0);
    assert_int_equal(store_undo(store, 1, NULL), KITH_NOT_FOUND);
    assert_int_equal(number(store, "SELECT count(*) FROM person"), 2);
    buf_free(&out);
    buf_free(&what);
    store_close(store);
}

static void test_a_thousand_steps(void **state) {
    (void)state;
    struct store *store = open_book(":memory:");
    step(store, "INSERT INTO setting (key, value) VALUES ('k', 0)");
    for (int i = 0; i < 1300; i++)
        step(store, "UPDATE setting SET value = value + 1");
    int counts[2] = {0, 0};
    store_history(store, count_steps, counts);
    assert_in_range(counts[0], 1000, 1100);
    assert_int_equal(number(store, "SELECT count(*) FROM undo_log"), counts[0]);
    for (int i = 0; i < 1000; i++)
        assert_int_equal(store_undo(store, 1, NULL), KITH_OK);
    assert_int_equal(number(store, "SELECT value FROM setting"), 300);
    store_close(store);
}

/* What the log says must be true of the rows, or nothing is done. */
static void test_changed_since(void **state) {
    (void)state;
    static const struct {
        const char *meddling;
        enum kith_status status;
    } cases[] = {
        {"UPDATE undo_log SET row = 99 WHERE op = 'u'", KITH_INVALID},
        {"UPDATE undo_log SET row = 99 WHERE op = 'i'", KITH_INVALID},
        {"UPDATE undo_log SET op = 'd', old = '1,''u1'',''x'',NULL,NULL,NULL,NULL,' WHERE op = 'u'",
         KITH_INVALID},
        {"UPDATE undo_log SET op = 'd', old = '7,''u7'',''x'',NULL,NULL,66,NULL,' WHERE op = 'u'",
         KITH_INVALID},
        {"UPDATE undo_log SET op = 'z' WHERE op = 'u'", KITH_FORMAT},
        {"UPDATE undo_log SET tbl = 'plain' WHERE op = 'u'", KITH_FORMAT},
        {"UPDATE undo_log SET tbl = 'undo_step' WHERE op = 'u'", KITH_FORMAT},
        {"UPDATE undo_log SET old = NULL WHERE op = 'u'", KITH_FORMAT},
        {"UPDATE undo_log SET old = '' WHERE op = 'u'", KITH_FORMAT},
        {"UPDATE undo_log SET old = old || '1,' WHERE op = 'u'", KITH_FORMAT},
        {"UPDATE undo_log SET old = substr(old, 1, 6) WHERE op = 'u'", KITH_FORMAT},
        {"UPDATE undo_log SET old = '1,''u1'',abs(1),NULL,NULL,NULL,NULL,' WHERE op = 'u'", KITH_FORMAT},
        {"UPDATE undo_log SET old = '1,''u1'',99999999999999999999,NULL,NULL,NULL,NULL,' WHERE op = 'u'",
         KITH_FORMAT},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct store *store = open_book(":memory:");
        step(store, "INSERT INTO person (uid, name) VALUES ('u1', 'Ann')");
        store_begin(store, "two", 1);
        run(store, "UPDATE person SET name = 'Anna'");
        run(store, "INSERT INTO person (uid, name) VALUES ('u2', 'Bob')");
        store_end(store, KITH_OK);
        assert_int_equal(step(store, cases[i].meddling), KITH_OK);
        char *before = dump(store);
        if (store_undo(store, 1, NULL) != cases[i].status)
            fail_msg("%s: %s", cases[i].meddling, store_error(store));
        assert_string_equal(store_error(store), cases[i].status == KITH_INVALID
                                                    ? "the record has changed since"
                                                    : "the history of the book is damaged");
        check_same(before, dump(store));
        history_is(store, "2 1 two\n1 1000 INSERT INTO person (uid, name) VALUES ('u1', 'Ann')\n");
        assert_int_equal(store_left_open(store), 0);
        store_close(store);
    }
}

/* ---- two at once ---- */

static void test_two_stores(void **state) {
    (void)state;
    char path[128];
    snprintf(path, sizeof path, "%s", at("book"));
    struct store_options options = options_for(path);
    options.busy_ms = 1;
    struct store *a = open_with(options), *b = open_with(options);
    int64_t seen_a = store_changes(a), seen_b = store_changes(b);
    assert_int_equal(store_changes(a), seen_a);
    assert_int_equal(step(a, "INSERT INTO person (uid, name) VALUES ('u1', 'Ann')"), KITH_OK);
    assert_true(store_changes(a) != seen_a);
    assert_true(store_changes(b) != seen_b);
    seen_a = store_changes(a);
    assert_int_equal(step(a, "DELETE FROM note"), KITH_OK);
    assert_int_equal(store_changes(a), seen_a); /* nothing was changed */

    assert_int_equal(store_begin(a, "held", 1), KITH_OK);
    run(a, "UPDATE person SET name = 'A'");
    assert_true(store_changes(a) != seen_a);
    int64_t during = store_changes(a);
    assert_int_equal(store_begin(b, "waits", 1), KITH_BUSY);
    assert_string_equal(store_error(b), "another program is using the book; try again");
    run(b, "DELETE FROM person");
    assert_int_equal(store_end(b, KITH_OK), KITH_BUSY);
    assert_string_equal(store_error(b), "another program is using the book; try again");
    assert_int_equal(store_undo(b, 1, NULL), KITH_BUSY);
    assert_int_equal(number(b, "SELECT count(*) FROM person WHERE name = 'Ann'"), 1); /* reads meanwhile */
    assert_int_equal(store_end(a, KITH_INVALID), KITH_INVALID);
    assert_true(store_changes(a) != during);

    struct buf what = BUF_INIT; /* one takes back what the other did */
    seen_a = store_changes(a);
    assert_int_equal(store_undo(b, 1, &what), KITH_OK);
    assert_true(store_changes(a) != seen_a);
    assert_int_equal(number(a, "SELECT count(*) FROM person"), 0);
    assert_int_equal(store_redo(a, 1, NULL), KITH_OK);
    assert_int_equal(number(b, "SELECT count(*) FROM person"), 1);
    buf_free(&what);
    store_close(a);
    assert_int_equal(step(b, "UPDATE person SET name = 'B'"), KITH_OK);
    store_close(b);
    a = open_with(options);
    assert_int_equal(number(a, "SELECT count(*) FROM person WHERE name = 'B'"), 1);
    store_close(a);
}

/* Everyone who finds no book makes it; there is one in the end, and all were let in. */
static void test_many_at_the_door(void **state) {
    (void)state;
    enum { MANY = 8 };
    char path[128];
    snprintf(path, sizeof path, "%s", at("book"));
    int gate[2], status;
    pid_t children[MANY];
    assert_int_equal(pipe(gate), 0);
    for (int i = 0; i < MANY; i++) {
        children[i] = fork();
        assert_true(children[i] >= 0);
        if (children[i] == 0) {
            char go, sql[100];
            close(gate[1]);
            if (read(gate[0], &go, 1) != 0) /* the end of file is the signal */
                _exit(2);
            struct store_options options = options_for(path);
            struct store *store;
            struct buf why = BUF_INIT;
            if (store_open(&options, &store, &why) != KITH_OK) {
                fprintf(stderr, "%s\n", why.data);
                _exit(3);
            }
            snprintf(sql, sizeof sql, "INSERT INTO person (uid, name) VALUES ('u%d', 'Ann')", i);
            int ended = step(store, sql) == KITH_OK ? 0 : 4;
            store_close(store);
            _exit(ended);
        }
    }
    close(gate[0]);
    close(gate[1]);
    for (int i = 0; i < MANY; i++) {
        assert_int_equal(waitpid(children[i], &status, 0), children[i]);
        assert_int_equal(status, 0);
    }
    struct store *store = open_book(path);
    assert_int_equal(number(store, "SELECT count(*) FROM person"), MANY);
    int counts[2] = {0, 0};
    store_history(store, count_steps, counts);
    assert_int_equal(counts[0], MANY);
    store_close(store);
}

static void test_full_disk(void **state) {
    (void)state;
    struct store *store = open_book(at("book"));
    fill(store);
    char *before = dump(store);
    number(store, "PRAGMA max_page_count = 1"); /* no more than there are */
    assert_int_equal(
        step(store, "INSERT INTO note (person, text) SELECT 1, printf('%9000c', 'x') FROM person"), KITH_IO);
    assert_string_equal(store_error(store), "the disk is full");
    check_same(before, dump(store));
    number(store, "PRAGMA max_page_count = 100000");
    assert_int_equal(step(store, "DELETE FROM ask"), KITH_OK);
    assert_int_equal(store_undo(store, 1, NULL), KITH_OK);
    store_close(store);
}

/* ---- the whole file ---- */

static bool collect(void *ctx, const char *what) {
    buf_printf(ctx, "%s\n", what);
    return true;
}

static void test_backup(void **state) {
    (void)state;
    struct store *store = open_book(at("book"));
    fill(store);
    char *before = dump(store);
    char copy[128];
    snprintf(copy, sizeof copy, "%s", at("copy"));
    assert_int_equal(store_backup(store, copy), KITH_OK);
    assert_int_equal(mode_of(copy), 0600);
    assert_false(there(at("copy-wal")));
    struct buf bytes = get(copy);
    step(store, "DELETE FROM person");
    assert_int_equal(store_backup(store, copy), KITH_EXISTS);
    struct buf again = get(copy);
    assert_int_equal(bytes.len, again.len);
    assert_memory_equal(bytes.data, again.data, bytes.len);
    buf_free(&bytes);
    buf_free(&again);
    assert_int_equal(store_backup(store, at("no/folder")), KITH_IO);
    assert_true(*store_error(store));
    store_close(store);
    store = open_book(copy);
    check_same(before, dump(store));
    assert_int_equal(store_undo(store, 1, NULL), KITH_OK);
    store_close(store);
    char command[128];
    snprintf(command, sizeof command, "! ls %s | grep part-", folder);
    assert_int_equal(system(command), 0);
}

static void test_check(void **state) {
    (void)state;
    struct buf out = BUF_INIT;
    struct store *store = open_book(at("book"));
    fill(store);
    for (int i = 0; i < 2000; i++)
        if (i % 500 == 0)
            step(store, "INSERT INTO note (person, text) SELECT 1, printf('%2000c', 'x') FROM"
                        " (SELECT 1 UNION SELECT 2 UNION SELECT 3), person");
    assert_int_equal(store_check(store, collect, &out), KITH_OK);
    assert_string_equal(out.data, "");
    store_close(store);

    struct buf bytes = get(at("book")); /* an index that no longer says what its table says */
    char *hit = NULL;
    for (size_t i = 8192; i + 2000 < bytes.len && !hit; i++)
        if (memcmp(bytes.data + i, "another word", 12) == 0)
            hit = bytes.data + i;
    assert_non_null(hit);
    for (size_t i = 4096; i + 4 < bytes.len; i++)
        if (memcmp(bytes.data + i, "u3Cid", 5) == 0)
            bytes.data[i + 1] = '7'; /* its unique key */
    put(at("book"), bytes.data, bytes.len);
    store = open_book(at("book"));
    store_check(store, collect, &out);
    assert_true(out.len > 0);
    store_close(store);
    buf_free(&bytes);
    buf_free(&out);
}

static void test_compact_forgets(void **state) {
    (void)state;
    struct store *store = open_book(at("book"));
    step(store, "INSERT INTO setting (key, value) VALUES ('k', 'a-secret-nobody-may-find')");
    step(store, "DELETE FROM setting");
    struct stmt *stmt = store_sql(store, "SELECT 1 UNION SELECT 2");
    assert_true(stmt_row(stmt)); /* left open by mistake: no hindrance */
    assert_int_equal(store_forget_history(store), KITH_OK);
    assert_int_equal(store_compact(store), KITH_OK);
    struct buf bytes = get(at("book"));
    assert_null(memmem(bytes.data, bytes.len, "a-secret", 8));
    buf_free(&bytes);
    if (there(at("book-wal"))) {
        bytes = get(at("book-wal"));
        assert_int_equal(bytes.len, 0);
        buf_free(&bytes);
    }
    store_close(store);
}

static bool stop_at(void *ctx) {
    int *left = ctx;
    return --*left <= 0;
}

/* Stopped at its first, second, … moment, a change is done entirely or not at all, and says which. */
static void test_stopped_anywhere(void **state) {
    (void)state;
    struct store *store = open_book(":memory:");
    fill(store);
    bool done = false;
    for (int n = 1; !done; n++) {
        char *before = dump(store);
        int left = n;
        store_on_progress(store, 1, stop_at, &left);
        enum kith_status status = step(store, "DELETE FROM person WHERE id = 1");
        store_on_progress(store, 0, NULL, NULL);
        done = status == KITH_OK;
        char *after = dump(store);
        assert_int_equal(strcmp(before, after) != 0, done);
        free(before);
        free(after);
        assert_true(n < 100000);
    }
    char *before = dump(store);
    for (int n = 1;; n++) {
        int left = n;
        store_on_progress(store, 1, stop_at, &left);
        enum kith_status status = store_undo(store, 1, NULL);
        store_on_progress(store, 0, NULL, NULL);
        char *after = dump(store);
        assert_int_equal(strcmp(before, after) != 0, status == KITH_OK);
        free(after);
        if (status == KITH_OK)
            break;
        assert_string_equal(store_error(store), "stopped before it was done; nothing changed");
        assert_true(n < 100000);
    }
    free(before);
    assert_int_equal(number(store, "SELECT count(*) FROM person"), 3);
    store_close(store);
}

static void insert_people(struct store *store, int from, int count) {
    for (int i = from; i < from + count; i++) {
        char uid[20];
        snprintf(uid, sizeof uid, "b%d", i);
        struct stmt *stmt = store_sql(store, "INSERT INTO person (uid, name) VALUES (?1, ?1)");
        stmt_text(stmt, 1, uid);
        stmt_run(stmt);
    }
}

/* Few rows, and so many that the indexes are made anew: one entry of the history, and exact both ways. */
static void test_bulk(void **state) {
    (void)state;
    static const int counts[] = {0, 1, 7, 6000};
    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++) {
        struct store *store = open_book(":memory:");
        fill(store);
        char *before = dump(store);
        int64_t entries = number(store, "SELECT count(*) FROM undo_log");
        assert_int_equal(store_begin(store, "many", 4), KITH_OK);
        assert_int_equal(store_bulk_begin(store, "person", counts[i], NULL), KITH_OK);
        insert_people(store, 0, counts[i]);
        assert_int_equal(store_bulk_end(store), KITH_OK);
        assert_int_equal(number(store, "SELECT count(*) FROM undo_log"), entries + (counts[i] > 0));
        run(store, "INSERT INTO note (person, text) SELECT max(id), 'of the last' FROM person");
        run(store, "UPDATE person SET name = 'Bea' WHERE id = (SELECT max(id) FROM person)");
        assert_int_equal(store_end(store, KITH_OK), KITH_OK);
        there_and_back(store, before);
        assert_int_equal(number(store, "SELECT count(*) FROM person"), 3 + counts[i]);
        assert_int_equal(number(store, "SELECT count(*) FROM pragma_integrity_check"
                                       " WHERE integrity_check <> 'ok'"),
                         0);
        free(before);
        store_close(store);
    }
}

/* What ends in the middle leaves nothing behind, or a whole step; the next one is logged row by row again. */
static void test_bulk_cut_off(void **state) {
    (void)state;
    struct store *store = open_book(":memory:");
    fill(store);
    char *before = dump(store);
    static const char indexes[] =
        "SELECT count(*) FROM sqlite_schema WHERE type = 'index' AND tbl_name = 'person'"
        " AND sql IS NOT NULL";
    int64_t had = number(store, indexes);
    for (int good = 0; good < 2; good++) {
        store_begin(store, "many", 4);
        store_bulk_begin(store, "person", 6000, NULL);
        insert_people(store, 0, 6000);
        assert_int_equal(store_end(store, good ? KITH_OK : KITH_INVALID), good ? KITH_OK : KITH_INVALID);
        if (!good) {
            char *after = dump(store);
            assert_string_equal(before, after);
            free(after);
        }
        assert_int_equal(number(store, indexes), had);
    }
    there_and_back(store, before);
    assert_int_equal(store_bulk_begin(store, "person", 1, NULL), KITH_INVALID);
    free(before);
    before = dump(store);
    assert_int_equal(step(store, "INSERT INTO person (uid, name) VALUES ('one', 'One')"), KITH_OK);
    there_and_back(store, before);
    free(before);
    store_close(store);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_each_way_of_changing),
        cmocka_unit_test(test_values_come_back_exactly),
        IN_FOLDER(test_random_histories),
        cmocka_unit_test(test_history),
        cmocka_unit_test(test_a_thousand_steps),
        cmocka_unit_test(test_changed_since),
        IN_FOLDER(test_two_stores),
        IN_FOLDER(test_many_at_the_door),
        IN_FOLDER(test_full_disk),
        IN_FOLDER(test_backup),
        IN_FOLDER(test_check),
        IN_FOLDER(test_compact_forgets),
        cmocka_unit_test(test_stopped_anywhere),
        cmocka_unit_test(test_bulk),
        cmocka_unit_test(test_bulk_cut_off),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
