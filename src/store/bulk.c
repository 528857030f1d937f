#include "store/inside.h"

/*
 * The triggers on insert, and where it pays the indexes, are dropped and made
 * anew from their own SQL within the transaction: whatever happens in between,
 * taking the transaction back brings them back.
 */
enum {
    ROOM = 1 << 30, /* beyond the last keys SQLite takes any that are free: no range */
    MANY = 5000,    /* sorting so many keys at once is faster than finding the place of each */
};

static int64_t last_key(struct store *store, const char *table) {
    struct buf sql = BUF_INIT;
    buf_printf(&sql, "SELECT coalesce(max(rowid), 0) FROM \"%s\"", table);
    int64_t key = store_number(store, sql.data, 0, 0, 0);
    buf_free(&sql);
    return key;
}

static int64_t rows_from(struct store *store, const char *table, int64_t key) {
    struct buf sql = BUF_INIT;
    buf_printf(&sql, "SELECT count(*) FROM \"%s\" WHERE rowid >= ?1", table);
    int64_t count = store_number(store, sql.data, key, 0, 0);
    buf_free(&sql);
    return count;
}

static void put_aside(struct store *store, const char *table, bool indexes) {
    struct buf drop = BUF_INIT;
    struct stmt *stmt = store_sql(
        store, "SELECT type, name, sql FROM sqlite_schema WHERE tbl_name = ?1 AND sql IS NOT NULL AND"
               " ((type = 'trigger' AND sql LIKE '% AFTER INSERT ON %') OR (type = 'index' AND ?2))");
    stmt_text(stmt, 1, table);
    stmt_int(stmt, 2, indexes);
    while (stmt_row(stmt)) {
        buf_printf(&drop, "DROP %s \"%s\";", stmt_col_text(stmt, 0), stmt_col_text(stmt, 1));
        buf_printf(&store->bulk_aside, "%s;", stmt_col_text(stmt, 2));
    }
    if (!store->failed)
        store_exec(store, drop.data);
    buf_free(&drop);
}

void bulk_forget(struct store *store) {
    store->bulk = store->bulk_instead = NULL;
    buf_cut(&store->bulk_aside, 0);
}

enum kith_status store_bulk_begin(struct store *store, const char *table, int64_t count,
                                  const char *instead) {
    if (!store->open_step || store->bulk)
        return store_fail(store, KITH_INVALID,
                          "rows are added in bulk within a step only, and to one table at a time");
    store->bulk_key = last_key(store, table);
    if (store->failed || store->bulk_key > INT64_MAX - ROOM)
        return store->failed;
    put_aside(store, table, count >= MANY && count > store->bulk_key);
    store->bulk = table;
    store->bulk_instead = instead;
    return store->failed;
}

enum kith_status store_bulk_end(struct store *store) {
    const char *table = store->bulk, *instead = store->bulk_instead;
    if (!table || store->failed)
        return store->failed;
    int64_t last = last_key(store, table), count = rows_from(store, table, store->bulk_key + 1);
    store_exec(store, store->bulk_aside.data);
    bulk_forget(store);
    if (store->failed || !count)
        return store->failed;
    if (last - store->bulk_key != count)
        return store_fail(store, KITH_INVALID, "what was added in bulk to '%s' is no range of rows", table);
    struct stmt *stmt =
        store_sql(store, "INSERT INTO undo_log (step, op, tbl, row, old) VALUES (?1, 'r', ?2, ?3, ?4)");
    stmt_int(stmt, 1, store->open_step);
    stmt_text(stmt, 2, table);
    stmt_int(stmt, 3, store->bulk_key + 1);
    stmt_int(stmt, 4, last);
    stmt_run(stmt);
    if (instead) {
        stmt = store_sql(store, instead);
        stmt_int(stmt, 1, store->bulk_key + 1);
        stmt_run(stmt);
    }
    return store->failed;
}
