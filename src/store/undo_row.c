#include "store/inside.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/alloc.h"

/* ---- what a logged table looks like ---- */

static void quoted(struct buf *sql, const char *name) {
    char *quoted = sqlite3_mprintf("\"%w\"", name);
    buf_str(sql, quoted ? quoted : "");
    sqlite3_free(quoted);
}

static void make_statements(struct undo_table *table) {
    struct buf sql = BUF_INIT;
    buf_str(&sql, "DELETE FROM ");
    quoted(&sql, table->name);
    buf_str(&sql, " WHERE ");
    quoted(&sql, table->key);
    buf_str(&sql, " = ?1");
    table->remove = buf_detach(&sql);

    buf_str(&sql, "DELETE FROM ");
    quoted(&sql, table->name);
    buf_str(&sql, " WHERE ");
    quoted(&sql, table->key);
    buf_str(&sql, " BETWEEN ?1 AND ?2");
    table->remove_range = buf_detach(&sql);

    buf_str(&sql, "INSERT INTO ");
    quoted(&sql, table->name);
    for (size_t i = 0; i < table->column_count; i++) {
        buf_str(&sql, i ? ", " : " (");
        quoted(&sql, table->columns[i]);
    }
    for (size_t i = 0; i < table->column_count; i++)
        buf_printf(&sql, "%s?%zu", i ? ", " : ") VALUES (", i + 1);
    buf_char(&sql, ')');
    table->insert = buf_detach(&sql);

    buf_str(&sql, "UPDATE ");
    quoted(&sql, table->name);
    for (size_t i = 0; i < table->column_count; i++) {
        buf_str(&sql, i ? ", " : " SET ");
        quoted(&sql, table->columns[i]);
        buf_printf(&sql, " = ?%zu", i + 1);
    }
    buf_str(&sql, " WHERE ");
    quoted(&sql, table->key);
    buf_printf(&sql, " = ?%zu", table->column_count + 1);
    table->update = buf_detach(&sql);
}

int undo_table_read(sqlite3 *db, const char *name, struct undo_table *table) {
    sqlite3_stmt *stmt = NULL;
    *table = (struct undo_table){.name = xstrdup(name)};
    int code = sqlite3_prepare_v2(db, "SELECT name, type, pk FROM pragma_table_info(?1)", -1, &stmt, NULL);
    if (code == SQLITE_OK)
        code = sqlite3_bind_text(stmt, 1, name, -1, SQLITE_STATIC);
    size_t room = 0;
    while (code == SQLITE_OK && (code = sqlite3_step(stmt)) == SQLITE_ROW) {
        const char *column = (const char *)sqlite3_column_text(stmt, 0);
        const char *type = (const char *)sqlite3_column_text(stmt, 1);
        code = column && type ? SQLITE_OK : SQLITE_NOMEM;
        if (code != SQLITE_OK)
            break;
        if (table->column_count == room)
            table->columns = xrealloc(table->columns, room = room ? room * 2 : 16, sizeof *table->columns);
        table->columns[table->column_count++] = xstrdup(column);
        if (sqlite3_column_int(stmt, 2) == 1 && strcasecmp(type, "INTEGER") == 0) {
            free(table->key);
            table->key = xstrdup(column);
        }
    }
    sqlite3_finalize(stmt);
    if (code == SQLITE_DONE)
        code =
            table->key ? SQLITE_OK : SQLITE_MISUSE; /* no such table, or no key that undo could hold on to */
    if (code == SQLITE_OK)
        make_statements(table);
    else
        undo_table_free(table);
    return code;
}

void undo_table_free(struct undo_table *table) {
    for (size_t i = 0; i < table->column_count; i++)
        free(table->columns[i]);
    free(table->columns);
    free(table->name);
    free(table->key);
    free(table->insert);
    free(table->update);
    free(table->remove);
    free(table->remove_range);
    *table = (struct undo_table){0};
}

/* ---- the old row: its values as quote() writes them, a comma after each; read here, never run ---- */

struct reader {
    const char *at, *end;
    struct buf text; /* the last string */
};

static bool take(struct reader *reader, const char *word) {
    size_t length = strlen(word);
    if ((size_t)(reader->end - reader->at) < length || memcmp(reader->at, word, length) != 0)
        return false;
    reader->at += length;
    return true;
}

/* After the opening quote: a quote within is doubled. */
static bool string(struct reader *reader) {
    buf_cut(&reader->text, 0);
    for (;;) {
        const char *quote = memchr(reader->at, '\'', (size_t)(reader->end - reader->at));
        if (!quote)
            return false;
        buf_add(&reader->text, reader->at, (size_t)(quote - reader->at));
        reader->at = quote + 1;
        if (!take(reader, "'"))
            return true;
        buf_char(&reader->text, '\'');
    }
}

/* SQLite reads its own digits back, whatever the point of the locale. */
static bool bind_real(sqlite3_stmt *handle, int at, const char *digits, size_t length) {
    sqlite3_stmt *cast = NULL;
    bool bound = sqlite3_prepare_v2(sqlite3_db_handle(handle), "SELECT CAST(?1 AS REAL)", -1, &cast, NULL) ==
                     SQLITE_OK &&
                 sqlite3_bind_text64(cast, 1, digits, length, SQLITE_STATIC, SQLITE_UTF8) == SQLITE_OK &&
                 sqlite3_step(cast) == SQLITE_ROW &&
                 sqlite3_bind_double(handle, at, sqlite3_column_double(cast, 0)) == SQLITE_OK;
    sqlite3_finalize(cast);
    return bound;
}

static bool bind_number(struct reader *reader, sqlite3_stmt *handle, int at) {
    const char *from = reader->at;
    size_t length = strspn(from, "0123456789+-.e"); /* the column ends with a NUL */
    if (length == 0 || length > 40)
        return false;
    reader->at += length;
    if (memchr(from, '.', length))
        return bind_real(handle, at, from, length);
    char *after;
    errno = 0;
    int64_t number = strtoll(from, &after, 10);
    return after == reader->at && !errno && sqlite3_bind_int64(handle, at, number) == SQLITE_OK;
}

static bool bind_value(struct reader *reader, sqlite3_stmt *handle, int at) {
    if (take(reader, "NULL"))
        return sqlite3_bind_null(handle, at) == SQLITE_OK;
    if (!take(reader, "'"))
        return bind_number(reader, handle, at);
    return string(reader) && sqlite3_bind_text64(handle, at, reader->text.data, reader->text.len,
                                                 SQLITE_TRANSIENT, SQLITE_UTF8) == SQLITE_OK;
}

static bool bind_row(const struct undo_table *table, sqlite3_stmt *handle, const char *old, size_t length) {
    struct reader reader = {old, old ? old + length : NULL, BUF_INIT};
    bool good = old != NULL;
    for (size_t i = 0; good && i < table->column_count; i++)
        good = bind_value(&reader, handle, (int)i + 1) && take(&reader, ",");
    good = good && reader.at == reader.end;
    buf_free(&reader.text);
    return good;
}

/* ---- one entry ---- */

void undo_tables_free(struct store *store) {
    for (size_t i = 0; i < store->table_count; i++)
        undo_table_free(&store->tables[i]);
    free(store->tables);
    store->tables = NULL;
    store->table_count = 0;
}

static void read_tables(struct store *store) {
    size_t count = 0;
    while (store->logged && store->logged[count])
        count++;
    store->tables = xalloc((count + 1) * sizeof *store->tables);
    for (size_t i = 0; i < count; i++) {
        int code = undo_table_read(store->db, store->logged[i], &store->tables[i]);
        if (code != SQLITE_OK) {
            store_sqlite_failed(store, code);
            undo_tables_free(store);
            return;
        }
        store->table_count++;
    }
}

static const struct undo_table *table_named(struct store *store, const char *name) {
    if (!store->tables)
        read_tables(store);
    for (size_t i = 0; i < store->table_count; i++)
        if (strcmp(store->tables[i].name, name) == 0)
            return &store->tables[i];
    return NULL;
}

static bool key(const char *text, size_t length, int64_t *out) {
    char *end = NULL;
    errno = 0;
    *out = text ? strtoll(text, &end, 10) : 0;
    return length && end == text + length && !errno;
}

enum kith_status undo_row_play(struct store *store, const char *op, const char *name, int64_t row,
                               const char *old, size_t old_length) {
    const struct undo_table *table = table_named(store, name);
    const char *sql = !table                 ? NULL
                      : strcmp(op, "i") == 0 ? table->remove
                      : strcmp(op, "u") == 0 ? table->update
                      : strcmp(op, "d") == 0 ? table->insert
                      : strcmp(op, "r") == 0 ? table->remove_range
                                             : NULL;
    if (!sql)
        return store_fail(store, KITH_FORMAT, "the history of the book is damaged");
    struct stmt *stmt = store_sql(store, sql);
    if (!stmt->handle)
        return store->failed;
    bool good = true;
    int64_t rows = 1;
    if (sql == table->remove) {
        stmt_int(stmt, 1, row);
    } else if (sql == table->remove_range) {
        int64_t last;
        good = key(old, old_length, &last) && last >= row;
        rows = good ? last - row + 1 : 0;
        stmt_int(stmt, 1, row);
        stmt_int(stmt, 2, last);
    } else {
        good = bind_row(table, stmt->handle, old, old_length);
        if (sql == table->update)
            stmt_int(stmt, (int)table->column_count + 1, row);
    }
    if (!good) {
        stmt_stop(stmt);
        return store_fail(store, KITH_FORMAT, "the history of the book is damaged");
    }
    enum kith_status status = stmt_run(stmt);
    if (!status && store_changed(store) != rows)
        status = store_fail(store, KITH_INVALID, "the record has changed since");
    return status;
}
