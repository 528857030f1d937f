#include "store/inside.h"

#include <string.h>

/*
 * The log of a step is always what takes it from where it stands to the other
 * side: playing it back, newest entry first, makes the triggers log the way
 * back, which then replaces it. So undo and redo are one motion. `first` and
 * `last` bound the entries of a step, which are consecutive. What was undone
 * stands at the end of the steps, and the next new step drops it. An entry is of
 * a row that was inserted, updated or deleted ('i', 'u', 'd': what undoes it is the
 * other way round), or of a range of keys that were inserted ('r', bulk.c).
 */
const char undo_schema[] =
    "CREATE TABLE undo_step (step INTEGER PRIMARY KEY, at INTEGER NOT NULL, what TEXT NOT NULL,"
    " open INTEGER NOT NULL DEFAULT 0, undone INTEGER NOT NULL DEFAULT 0, turned INTEGER,"
    " first INTEGER NOT NULL DEFAULT 0, last INTEGER NOT NULL DEFAULT -1);"
    "CREATE INDEX undo_step_open ON undo_step (open) WHERE open = 1;"
    "CREATE TABLE undo_log (entry INTEGER PRIMARY KEY, step INTEGER NOT NULL, op TEXT NOT NULL,"
    " tbl TEXT NOT NULL, row INTEGER NOT NULL, old TEXT);";

enum { STEPS_KEPT = 1000, PRUNE_EVERY = 64 };

/* ---- triggers ---- */

static void add(struct buf *sql, const char *format, const char *name) {
    char *text = sqlite3_mprintf(format, name, name, name, name);
    buf_str(sql, text ? text : "");
    sqlite3_free(text);
}

/*
 * Not json_array(), which rounds reals and costs a parser: quote() keeps every
 * value exactly but a text with a NUL, which stmt_text_n() does not let in.
 */
static void old_row(struct buf *sql, const struct undo_table *table) {
    for (size_t i = 0; i < table->column_count; i++)
        add(sql, i ? " || quote(OLD.\"%w\") || ','" : "quote(OLD.\"%w\") || ','", table->columns[i]);
}

/* Writing a row as it was is no change; a collation must not make two values one. */
static void when_different(struct buf *sql, sqlite3 *db, const struct undo_table *table) {
    for (size_t i = 0; i < table->column_count; i++) {
        const char *collation = NULL;
        buf_str(sql, i ? " OR " : " WHEN ");
        add(sql, "OLD.\"%w\" IS NOT NEW.\"%w\"", table->columns[i]);
        if (sqlite3_table_column_metadata(db, "main", table->name, table->columns[i], NULL, &collation, NULL,
                                          NULL, NULL) != SQLITE_OK ||
            sqlite3_stricmp(collation, "BINARY") != 0)
            buf_str(sql, " COLLATE BINARY");
    }
}

static void trigger(struct buf *sql, sqlite3 *db, const struct undo_table *table, char op) {
    const char *event = op == 'i' ? "INSERT" : op == 'u' ? "UPDATE" : "DELETE";
    buf_printf(sql, "CREATE TRIGGER \"undo_%s_%c\" AFTER %s ON ", table->name, op, event);
    add(sql, "\"%w\"", table->name);
    if (op == 'u')
        when_different(sql, db, table);
    buf_printf(sql, " BEGIN INSERT INTO undo_log (step, op, tbl, row, old) SELECT step, '%c', ", op);
    add(sql, "%Q, ", table->name);
    add(sql, op == 'd' ? "OLD.\"%w\", " : "NEW.\"%w\", ", table->key);
    if (op == 'i')
        buf_str(sql, "NULL");
    else
        old_row(sql, table);
    buf_str(sql, " FROM undo_step WHERE open = 1; END;\n");
}

int undo_make_triggers(sqlite3 *db, const char *const *logged) {
    struct buf sql = BUF_INIT;
    int code = SQLITE_OK;
    for (; logged && *logged && code == SQLITE_OK; logged++) {
        struct undo_table table;
        code = undo_table_read(db, *logged, &table);
        if (code != SQLITE_OK)
            break;
        trigger(&sql, db, &table, 'i');
        trigger(&sql, db, &table, 'u');
        trigger(&sql, db, &table, 'd');
        undo_table_free(&table);
    }
    if (code == SQLITE_OK)
        code = sqlite3_exec(db, sql.data, NULL, NULL, NULL);
    buf_free(&sql);
    return code;
}

int undo_drop_triggers(sqlite3 *db) {
    struct buf sql = BUF_INIT;
    sqlite3_stmt *stmt = NULL;
    int code = sqlite3_prepare_v2(
        db, "SELECT name FROM sqlite_schema WHERE type = 'trigger' AND name LIKE 'undo\\_%' ESCAPE '\\'", -1,
        &stmt, NULL);
    while (code == SQLITE_OK && sqlite3_step(stmt) == SQLITE_ROW)
        add(&sql, "DROP TRIGGER \"%w\";", (const char *)sqlite3_column_text(stmt, 0));
    sqlite3_finalize(stmt);
    if (code == SQLITE_OK)
        code = sqlite3_exec(db, sql.data, NULL, NULL, NULL);
    buf_free(&sql);
    return code;
}

/* ---- writing the history ---- */

static int64_t log_end(struct store *store) {
    return store_number(store, "SELECT coalesce(max(entry), 0) FROM undo_log", 0, 0, 0);
}

enum kith_status undo_begin(struct store *store, const char *what, int64_t now) {
    store->log_end = log_end(store);
    struct stmt *stmt = store_sql(store, "INSERT INTO undo_step (step, at, what, open) "
                                         "SELECT coalesce(max(step), 0) + 1, ?1, ?2, 1 FROM undo_step");
    stmt_int(stmt, 1, now);
    stmt_text(stmt, 2, what ? what : "");
    enum kith_status status = stmt_run(stmt);
    store->open_step = status ? 0 : store_last_id(store);
    return status;
}

static void drop_step(struct store *store, int64_t step, int64_t first, int64_t last) {
    struct stmt *stmt = store_sql(store, "DELETE FROM undo_log WHERE entry BETWEEN ?1 AND ?2");
    stmt_int(stmt, 1, first);
    stmt_int(stmt, 2, last);
    stmt_run(stmt);
    stmt = store_sql(store, "DELETE FROM undo_step WHERE step = ?1");
    stmt_int(stmt, 1, step);
    stmt_run(stmt);
}

/* Drops the step a query with one parameter names, until it names none. */
static void drop_while(struct store *store, const char *sql, int64_t a) {
    for (;;) {
        struct stmt *stmt = store_sql(store, sql);
        stmt_int(stmt, 1, a);
        if (!stmt_row(stmt))
            return;
        int64_t step = stmt_col_int(stmt, 0), first = stmt_col_int(stmt, 1), last = stmt_col_int(stmt, 2);
        stmt_stop(stmt);
        drop_step(store, step, first, last);
    }
}

static void prune(struct store *store) {
    int64_t oldest = store_number(store, "SELECT step FROM undo_step ORDER BY step DESC LIMIT 1 OFFSET ?1",
                                  STEPS_KEPT - 1, 0, 0);
    drop_while(store, "SELECT step, first, last FROM undo_step WHERE step < ?1 ORDER BY step LIMIT 1",
               oldest);
}

static void empty_log(struct store *store) {
    stmt_run(store_sql(store, "DELETE FROM undo_log"));
    stmt_run(store_sql(store, "DELETE FROM undo_step"));
}

enum kith_status undo_end(struct store *store, int64_t *step) {
    int64_t last = log_end(store), open = store->open_step;
    *step = 0;
    if (store->forgetting) {
        empty_log(store);
        return store->failed;
    }
    if (last == store->log_end) { /* only rows that are not logged */
        drop_step(store, open, 0, -1);
        return store->failed;
    }
    drop_while(
        store,
        "SELECT step, first, last FROM (SELECT * FROM undo_step WHERE step < ?1 ORDER BY step DESC LIMIT 1) "
        "WHERE undone = 1",
        open);
    struct stmt *stmt =
        store_sql(store, "UPDATE undo_step SET open = 0, first = ?1, last = ?2 WHERE step = ?3");
    stmt_int(stmt, 1, store->log_end + 1);
    stmt_int(stmt, 2, last);
    stmt_int(stmt, 3, open);
    stmt_run(stmt);
    if (open % PRUNE_EVERY == 0)
        prune(store);
    *step = open;
    return store->failed;
}

/* ---- playing it back ---- */

static void mark(struct store *store, int64_t step, bool open) {
    struct stmt *stmt = store_sql(store, "UPDATE undo_step SET open = ?1 WHERE step = ?2");
    stmt_int(stmt, 1, open);
    stmt_int(stmt, 2, step);
    stmt_run(stmt);
}

static void play(struct store *store, int64_t step, int64_t first, int64_t last, bool undone, int64_t now) {
    int64_t before = log_end(store);
    store_exec(store, "PRAGMA defer_foreign_keys = ON");
    mark(store, step, true);
    struct stmt *entry = store_sql(store, "SELECT op, tbl, row, old FROM undo_log "
                                          "WHERE entry BETWEEN ?1 AND ?2 ORDER BY entry DESC");
    stmt_int(entry, 1, first);
    stmt_int(entry, 2, last);
    while (stmt_row(entry)) {
        const char *op = stmt_col_text(entry, 0), *table = stmt_col_text(entry, 1),
                   *old = stmt_col_text(entry, 3);
        if (undo_row_play(store, op ? op : "", table ? table : "", stmt_col_int(entry, 2), old,
                          stmt_col_bytes(entry, 3)))
            break;
    }
    stmt_stop(entry);
    int64_t after = log_end(store);
    struct stmt *stmt = store_sql(store, "DELETE FROM undo_log WHERE entry BETWEEN ?1 AND ?2");
    stmt_int(stmt, 1, first);
    stmt_int(stmt, 2, last);
    stmt_run(stmt);
    stmt = store_sql(store, "UPDATE undo_step SET open = 0, undone = ?1, turned = ?2, first = ?3, last = ?4 "
                            "WHERE step = ?5");
    stmt_int(stmt, 1, undone);
    stmt_int(stmt, 2, now);
    stmt_int(stmt, 3, before + 1);
    stmt_int(stmt, 4, after);
    stmt_int(stmt, 5, step);
    stmt_run(stmt);
}

/* Undo turns the newest step that stands, redo the oldest that was undone. */
static enum kith_status turn(struct store *store, bool undone, int64_t now, struct buf *what) {
    if (store->depth)
        return store_fail(store, KITH_INVALID, "nothing can be undone within a change");
    enum kith_status status = store_lock(store);
    if (status)
        return status;
    struct stmt *stmt =
        store_sql(store, undone ? "SELECT step, first, last, what FROM undo_step WHERE undone = 0 "
                                  "ORDER BY step DESC LIMIT 1"
                                : "SELECT step, first, last, what FROM undo_step "
                                  "WHERE undone = 1 AND step > coalesce((SELECT step FROM undo_step "
                                  "WHERE undone = 0 ORDER BY step DESC LIMIT 1), 0) ORDER BY step LIMIT 1");
    if (stmt_row(stmt)) {
        int64_t step = stmt_col_int(stmt, 0), first = stmt_col_int(stmt, 1), last = stmt_col_int(stmt, 2);
        if (what)
            buf_str(what, stmt_col_text(stmt, 3) ? stmt_col_text(stmt, 3) : "");
        stmt_stop(stmt);
        play(store, step, first, last, undone, now);
    } else {
        store_fail(store, KITH_NOT_FOUND, undone ? "there is nothing to undo" : "there is nothing to redo");
    }
    status = store_unlock(store, KITH_OK);
    if (status == KITH_EXISTS ||
        status == KITH_INVALID) /* a key is taken, or a row that others need is gone */
        status = store_fail(store, KITH_INVALID, "the record has changed since");
    store->ended = status;
    return status;
}

enum kith_status store_undo(struct store *store, int64_t now, struct buf *what) {
    return turn(store, true, now, what);
}

enum kith_status store_redo(struct store *store, int64_t now, struct buf *what) {
    return turn(store, false, now, what);
}

enum kith_status store_history(struct store *store, bool (*each)(void *ctx, const struct store_step *step),
                               void *ctx) {
    struct stmt *stmt = store_sql(store, "SELECT step, at, what, undone FROM undo_step WHERE open = 0 "
                                         "ORDER BY step DESC");
    while (stmt_row(stmt)) {
        const char *what = stmt_col_text(stmt, 2);
        struct store_step step = {stmt_col_int(stmt, 0), stmt_col_int(stmt, 1), what ? what : "",
                                  stmt_col_int(stmt, 3) != 0};
        if (!each(ctx, &step)) {
            stmt_stop(stmt);
            break;
        }
    }
    return store_status(store);
}

int64_t store_changed_at(struct store *store) {
    return store_number(store,
                        "SELECT coalesce(max(max(at, coalesce(turned, 0))), 0) FROM undo_step WHERE open = 0",
                        0, 0, 0);
}

enum kith_status store_forget_history(struct store *store) {
    if (store->depth) {
        store->forgetting = true;
        return store->failed;
    }
    enum kith_status status = store_lock(store);
    if (status)
        return status;
    empty_log(store);
    return store_unlock(store, KITH_OK);
}
