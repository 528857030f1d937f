#include "store/inside.h"

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"

static uint64_t hash_of(const char *sql) {
    uint64_t hash = 0xcbf29ce484222325u;
    for (; *sql; sql++)
        hash = (hash ^ (unsigned char)*sql) * 0x100000001b3u;
    return hash ^ hash >> 32;
}

static struct stmt *prepared(struct store *store, const char *sql) {
    uint64_t hash = hash_of(sql);
    struct stmt **bucket = &store->buckets[hash % STMT_BUCKETS];
    for (struct stmt *stmt = *bucket; stmt; stmt = stmt->next)
        if (stmt->hash == hash && !stmt->taken && strcmp(sqlite3_sql(stmt->handle), sql) == 0)
            return stmt;
    sqlite3_stmt *handle = NULL;
    int code = sqlite3_prepare_v3(store->db, sql, -1, SQLITE_PREPARE_PERSISTENT, &handle, NULL);
    if (code != SQLITE_OK || !handle) {
        store_sqlite_failed(store, code == SQLITE_OK ? SQLITE_MISUSE : code);
        return &store->nothing;
    }
    struct stmt *stmt = xalloc(sizeof *stmt);
    *stmt = (struct stmt){.store = store, .handle = handle, .next = *bucket, .hash = hash};
    *bucket = stmt;
    return stmt;
}

static struct stmt *hand_out(struct store *store, struct stmt *stmt) {
    if (!stmt->handle)
        return stmt;
    if (!store->depth && !sqlite3_stmt_readonly(stmt->handle)) {
        if (!store->ended) /* a transaction that could not begin has said why */
            store_fail(store, KITH_INVALID, "a change was tried outside a transaction");
        return &store->nothing;
    }
    sqlite3_reset(stmt->handle);
    sqlite3_clear_bindings(stmt->handle);
    stmt->taken = true;
    return stmt;
}

struct stmt *store_sql(struct store *store, const char *sql) {
    if ((store->depth && store->failed) || (store->stuck && store_unstick(store)))
        return &store->nothing;
    return hand_out(store, prepared(store, sql));
}

bool stmt_works(const struct stmt *stmt) {
    return stmt->handle != NULL;
}

struct stmt *store_again(struct stmt *stmt) {
    struct store *store = stmt->store;
    if (store->depth && store->failed)
        return &store->nothing;
    return stmt->taken ? store_sql(store, sqlite3_sql(stmt->handle)) : hand_out(store, stmt);
}

static void checked(struct stmt *stmt, int code) {
    if (code != SQLITE_OK)
        store_sqlite_failed(stmt->store, code);
}

void stmt_text_n(struct stmt *stmt, int at, const char *text, size_t length) {
    if (!stmt->handle)
        return;
    if (text && memchr(text, '\0', length)) /* the history could not bring it back */
        store_fail(stmt->store, KITH_INVALID, "a text holds a NUL character");
    else if (text)
        checked(stmt, sqlite3_bind_text64(stmt->handle, at, text, length, SQLITE_STATIC, SQLITE_UTF8));
    else
        checked(stmt, sqlite3_bind_null(stmt->handle, at));
}

void stmt_text(struct stmt *stmt, int at, const char *text) {
    stmt_text_n(stmt, at, text, text ? strlen(text) : 0);
}

void stmt_int(struct stmt *stmt, int at, int64_t number) {
    if (stmt->handle)
        checked(stmt, sqlite3_bind_int64(stmt->handle, at, number));
}

void stmt_real(struct stmt *stmt, int at, double number) {
    if (stmt->handle)
        checked(stmt, sqlite3_bind_double(stmt->handle, at, number));
}

void stmt_null(struct stmt *stmt, int at) {
    if (stmt->handle)
        checked(stmt, sqlite3_bind_null(stmt->handle, at));
}

void stmt_stop(struct stmt *stmt) {
    if (!stmt->handle)
        return;
    sqlite3_reset(stmt->handle);
    stmt->taken = false;
}

/* SQLITE_ROW, or the statement is over. */
static int step(struct stmt *stmt, enum kith_status *status) {
    struct store *store = stmt->store;
    int code = SQLITE_ABORT;
    if (!stmt->handle || !stmt->taken || (store->depth && store->failed))
        *status = store->failed ? store->failed : store->ended ? store->ended : KITH_INVALID;
    else if ((code = sqlite3_step(stmt->handle)) == SQLITE_ROW)
        return code;
    else
        *status = code == SQLITE_DONE ? KITH_OK : store_sqlite_failed(store, code);
    stmt_stop(stmt);
    return code;
}

bool stmt_row(struct stmt *stmt) {
    enum kith_status status;
    return step(stmt, &status) == SQLITE_ROW;
}

enum kith_status stmt_run(struct stmt *stmt) {
    enum kith_status status;
    while (step(stmt, &status) == SQLITE_ROW)
        ;
    return status;
}

static const char no_text[] = "";

/* No memory for a text must not pass for a null: it is an empty text, and a failure. */
const char *stmt_col_text(struct stmt *stmt, int at) {
    if (stmt_col_null(stmt, at))
        return NULL;
    const char *text = (const char *)sqlite3_column_text(stmt->handle, at);
    if (!text)
        store_sqlite_failed(stmt->store, SQLITE_NOMEM);
    return text ? text : no_text;
}

/* Of the text as stmt_col_text() gives it, whichever is asked for first. */
size_t stmt_col_bytes(struct stmt *stmt, int at) {
    const char *text = stmt_col_text(stmt, at);
    return text && text != no_text ? (size_t)sqlite3_column_bytes(stmt->handle, at) : 0;
}

int64_t stmt_col_int(struct stmt *stmt, int at) {
    return stmt->handle ? sqlite3_column_int64(stmt->handle, at) : 0;
}

double stmt_col_real(struct stmt *stmt, int at) {
    return stmt->handle ? sqlite3_column_double(stmt->handle, at) : 0;
}

bool stmt_col_null(struct stmt *stmt, int at) {
    return !stmt->handle || sqlite3_column_type(stmt->handle, at) == SQLITE_NULL;
}

int64_t store_number(struct store *store, const char *sql, int64_t a, int64_t b, int64_t none) {
    struct stmt *stmt = store_sql(store, sql);
    int parameters = stmt->handle ? sqlite3_bind_parameter_count(stmt->handle) : 0;
    if (parameters >= 1)
        stmt_int(stmt, 1, a);
    if (parameters >= 2)
        stmt_int(stmt, 2, b);
    int64_t number = stmt_row(stmt) ? stmt_col_int(stmt, 0) : none;
    stmt_stop(stmt);
    return number;
}

int store_left_open(const struct store *store) {
    int count = 0;
    for (size_t i = 0; i < STMT_BUCKETS; i++)
        for (const struct stmt *stmt = store->buckets[i]; stmt; stmt = stmt->next)
            count += stmt->taken;
    return count;
}

void stmt_stop_all(struct store *store) {
    for (size_t i = 0; i < STMT_BUCKETS; i++)
        for (struct stmt *stmt = store->buckets[i]; stmt; stmt = stmt->next)
            stmt_stop(stmt);
}

void stmt_free_all(struct store *store) {
    for (size_t i = 0; i < STMT_BUCKETS; i++) {
        while (store->buckets[i]) {
            struct stmt *stmt = store->buckets[i];
            store->buckets[i] = stmt->next;
            sqlite3_finalize(stmt->handle);
            free(stmt);
        }
    }
}
