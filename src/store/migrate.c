#include "store/inside.h"

#include <string.h>

int migrate_newest(const struct store_options *options) {
    return options->migration_count ? options->migrations[options->migration_count - 1].version : 0;
}

int64_t migrate_pragma(sqlite3 *db, const char *sql) {
    sqlite3_stmt *stmt = NULL;
    int64_t number = -1;
    if (sqlite3_prepare_v2(db, sql, -1, &stmt, NULL) == SQLITE_OK && sqlite3_step(stmt) == SQLITE_ROW)
        number = sqlite3_column_int64(stmt, 0);
    sqlite3_finalize(stmt);
    return number;
}

int migrate_apply(sqlite3 *db, const struct store_options *options, const struct migration *migration) {
    int code = SQLITE_OK;
    if (migration->version == 1)
        code = sqlite3_exec(db, undo_schema, NULL, NULL, NULL);
    else
        code = undo_drop_triggers(db); /* columns cannot be dropped from under them */
    if (code == SQLITE_OK)
        code = sqlite3_exec(db, migration->sql, NULL, NULL, NULL);
    if (code == SQLITE_OK && migration->ends_history)
        code = sqlite3_exec(db, "DELETE FROM undo_log; DELETE FROM undo_step", NULL, NULL, NULL);
    if (code == SQLITE_OK && migration->version == migrate_newest(options))
        code = undo_make_triggers(db, options->logged);
    if (code != SQLITE_OK)
        return code;
    char version[64];
    sqlite3_snprintf(sizeof version, version, "PRAGMA user_version = %d", migration->version);
    return sqlite3_exec(db, version, NULL, NULL, NULL);
}

static bool foreign_keys_hold(sqlite3 *db) {
    sqlite3_stmt *stmt = NULL;
    bool hold = sqlite3_prepare_v2(db, "PRAGMA foreign_key_check", -1, &stmt, NULL) == SQLITE_OK &&
                sqlite3_step(stmt) == SQLITE_DONE;
    sqlite3_finalize(stmt);
    return hold;
}

static int run_inside(sqlite3 *db, const struct store_options *options, const struct migration *migration,
                      bool *broken) {
    int code = SQLITE_OK;
    if (migrate_pragma(db, "PRAGMA user_version") >= migration->version)
        return SQLITE_OK; /* another process was quicker */
    if (migration->version == 1) {
        char id[64];
        sqlite3_snprintf(sizeof id, id, "PRAGMA application_id = %d", options->application_id);
        code = sqlite3_exec(db, id, NULL, NULL, NULL);
    }
    if (code == SQLITE_OK)
        code = migrate_apply(db, options, migration);
    if (code == SQLITE_OK && migration->version > 1 && !foreign_keys_hold(db)) {
        *broken = true;
        code = SQLITE_CONSTRAINT;
    }
    return code;
}

/* These, in one transaction. */
static int run(sqlite3 *db, const struct store_options *options, const struct migration *migrations,
               size_t count, bool *broken) {
    int code = sqlite3_exec(db, "BEGIN IMMEDIATE", NULL, NULL, NULL);
    for (size_t i = 0; i < count && code == SQLITE_OK; i++)
        code = run_inside(db, options, &migrations[i], broken);
    return code == SQLITE_OK ? sqlite3_exec(db, "COMMIT", NULL, NULL, NULL) : code;
}

static enum kith_status failed(sqlite3 *db, const struct store_options *options, int code, bool broken,
                               struct buf *why) {
    const char *sentence;
    const char *message = broken ? "references between its rows are broken" : sqlite3_errmsg(db);
    enum kith_status status = store_word(code, message, &sentence);
    buf_printf(why, "cannot bring '%s' to version %d: %s", options->path, migrate_newest(options), sentence);
    if (!sqlite3_get_autocommit(db))
        sqlite3_exec(db, "ROLLBACK", NULL, NULL, NULL);
    return status;
}

enum kith_status migrate_run(sqlite3 *db, const struct store_options *options, bool fresh, struct buf *why) {
    int64_t version = migrate_pragma(db, "PRAGMA user_version");
    if (version < 0)
        return failed(db, options, sqlite3_extended_errcode(db), false, why);
    if (version >= migrate_newest(options))
        return KITH_OK;
    if (!fresh) {
        struct buf copy = BUF_INIT;
        buf_printf(&copy, "%s.before-%d", options->path, migrate_newest(options));
        enum kith_status status = whole_copy(db, copy.data, true, why);
        buf_free(&copy);
        if (status)
            return status;
    }
    /* Tables are rebuilt by some migrations; what refers to them is checked before each commit instead. */
    int code = sqlite3_exec(db, "PRAGMA foreign_keys = OFF", NULL, NULL, NULL);
    bool broken = false;
    if (version == 0 && code == SQLITE_OK) /* nobody sees a new book half made */
        code = run(db, options, options->migrations, options->migration_count, &broken);
    for (size_t i = 0; version > 0 && i < options->migration_count && code == SQLITE_OK; i++)
        if (options->migrations[i].version > version)
            code = run(db, options, &options->migrations[i], 1, &broken);
    enum kith_status status = code == SQLITE_OK ? KITH_OK : failed(db, options, code, broken, why);
    sqlite3_exec(db, "PRAGMA foreign_keys = ON", NULL, NULL, NULL);
    return status;
}
