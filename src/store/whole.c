#include "store/inside.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* ---- a copy of the file ---- */

static enum kith_status cannot(const char *path, const char *reason, struct buf *why) {
    buf_printf(why, "cannot write '%s': %s", path, reason);
    return KITH_IO;
}

static bool sound(sqlite3 *db) {
    sqlite3_stmt *stmt = NULL;
    bool ok = sqlite3_prepare_v2(db, "PRAGMA quick_check(1)", -1, &stmt, NULL) == SQLITE_OK &&
              sqlite3_step(stmt) == SQLITE_ROW &&
              strcmp((const char *)sqlite3_column_text(stmt, 0), "ok") == 0;
    sqlite3_finalize(stmt);
    return ok;
}

/* All pages in one go, which is one state of the book; then a rollback journal, so that the copy is one file.
 */
static enum kith_status copy_pages(sqlite3 *from, const char *path, const char *shown, struct buf *why) {
    sqlite3 *to = NULL;
    int code = sqlite3_open_v2(path, &to, SQLITE_OPEN_READWRITE | SQLITE_OPEN_EXRESCODE, NULL);
    if (code == SQLITE_OK)
        code =
            sqlite3_exec(to, "PRAGMA locking_mode = EXCLUSIVE; PRAGMA synchronous = FULL", NULL, NULL, NULL);
    if (code == SQLITE_OK) {
        sqlite3_backup *backup = sqlite3_backup_init(to, "main", from, "main");
        if (backup)
            sqlite3_backup_step(backup, -1);
        code = backup ? sqlite3_backup_finish(backup) : sqlite3_extended_errcode(to);
    }
    if (code == SQLITE_OK)
        code = sqlite3_exec(to, "PRAGMA journal_mode = DELETE", NULL, NULL, NULL);
    enum kith_status status = KITH_OK;
    if (code != SQLITE_OK) {
        const char *sentence;
        store_word(code, sqlite3_errmsg(to), &sentence);
        status = cannot(shown, sentence, why);
    } else if (!sound(to)) {
        buf_printf(why, "the copy '%s' turned out damaged and was dropped", shown);
        status = KITH_IO;
    }
    sqlite3_close(to);
    return status;
}

/* Gives the finished copy its name, and never that of a file that is there. */
static int settle(const char *temporary, const char *path, bool replace) {
    if (replace)
        return rename(temporary, path);
    if (renameat2(AT_FDCWD, temporary, AT_FDCWD, path, RENAME_NOREPLACE) == 0)
        return 0;
    if (errno != EINVAL && errno != ENOSYS)
        return -1;
    struct stat st; /* a file system that cannot: as good as it gets */
    if (lstat(path, &st) == 0) {
        errno = EEXIST;
        return -1;
    }
    return rename(temporary, path);
}

enum kith_status whole_copy(sqlite3 *from, const char *path, bool replace, struct buf *why) {
    struct stat st;
    if (!replace && lstat(path, &st) == 0) {
        buf_printf(why, "'%s' is there already", path);
        return KITH_EXISTS;
    }
    struct buf temporary = BUF_INIT;
    /* A name of its own: what a crash has left, or somebody has put there, is not in the way. */
    buf_printf(&temporary, "%s%s.part-XXXXXX", *path == '/' ? "" : "./", path);
    int fd = mkostemp(temporary.data, O_CLOEXEC);
    if (fd < 0) {
        buf_free(&temporary);
        return cannot(path, strerror(errno), why);
    }
    fchmod(fd, 0600);
    close(fd);
    enum kith_status status = copy_pages(from, temporary.data, path, why);
    if (!status && settle(temporary.data, path, replace) != 0) {
        status = errno == EEXIST ? KITH_EXISTS : KITH_IO;
        if (status == KITH_EXISTS)
            buf_printf(why, "'%s' is there already", path);
        else
            cannot(path, strerror(errno), why);
    }
    if (status)
        unlink(temporary.data);
    buf_free(&temporary);
    return status;
}

enum kith_status store_backup(struct store *store, const char *path) {
    struct buf why = BUF_INIT;
    enum kith_status status = whole_copy(store->db, path, false, &why);
    if (status)
        store_fail(store, status, "%s", why.data);
    buf_free(&why);
    return status;
}

/* ---- check and compact ---- */

enum kith_status store_check(struct store *store, bool (*problem)(void *ctx, const char *what), void *ctx) {
    struct stmt *stmt = store_sql(store, "PRAGMA integrity_check");
    bool on = true;
    while (on && stmt_row(stmt)) {
        const char *what = stmt_col_text(stmt, 0);
        if (what && strcmp(what, "ok") != 0)
            on = problem(ctx, what);
    }
    stmt_stop(stmt);
    stmt = store_sql(store, "SELECT \"table\", rowid, parent FROM pragma_foreign_key_check");
    while (on && stmt_row(stmt)) {
        struct buf what = BUF_INIT;
        buf_printf(&what, "row %lld of %s refers to a row of %s that is not there",
                   (long long)stmt_col_int(stmt, 1), stmt_col_text(stmt, 0), stmt_col_text(stmt, 2));
        on = problem(ctx, what.data);
        buf_free(&what);
    }
    stmt_stop(stmt);
    return store_status(store);
}

void store_settle(struct store *store) {
    if (!store->read_only && !store->memory && !store->depth)
        sqlite3_wal_checkpoint_v2(store->db, "main", SQLITE_CHECKPOINT_PASSIVE, NULL, NULL);
}

enum kith_status store_compact(struct store *store) {
    if (store->read_only)
        return store_fail(store, KITH_READ_ONLY, "the book cannot be written: '%s' is read-only",
                          store->path);
    if (store->depth)
        return store_fail(store, KITH_INVALID, "the book cannot be compacted within a change");
    stmt_stop_all(store);
    store->failed = KITH_OK;
    if (store_exec(store, "VACUUM") == KITH_OK && !store->memory) {
        int code = sqlite3_wal_checkpoint_v2(store->db, "main", SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL);
        if (code != SQLITE_OK)
            store_sqlite_failed(store, code);
    }
    return store_status(store);
}
