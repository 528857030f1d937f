#include "store/inside.h"

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"

/* ---- failures ---- */

enum kith_status store_word(int code, const char *message, const char **sentence) {
    static const struct {
        int code;
        enum kith_status status;
        const char *sentence; /* NULL: SQLite's own */
    } words[] = {
        {SQLITE_CONSTRAINT_UNIQUE, KITH_EXISTS, NULL},
        {SQLITE_CONSTRAINT_PRIMARYKEY, KITH_EXISTS, NULL},
        {SQLITE_CONSTRAINT_FOREIGNKEY, KITH_INVALID,
         "a person or row that it belongs to is no longer in the book"},
        {SQLITE_CONSTRAINT, KITH_INVALID, NULL},
        {SQLITE_BUSY, KITH_BUSY, "another program is using the book; try again"},
        {SQLITE_LOCKED, KITH_BUSY, "another program is using the book; try again"},
        {SQLITE_READONLY_DBMOVED, KITH_IO,
         "the book's file was moved or deleted meanwhile; put it back, or start anew"},
        {SQLITE_READONLY, KITH_READ_ONLY, "the book cannot be written: the file or its folder is read-only"},
        {SQLITE_PERM, KITH_READ_ONLY, "the book cannot be written: the system does not allow it"},
        {SQLITE_FULL, KITH_IO, "the disk is full"},
        {SQLITE_IOERR_SHMSIZE, KITH_IO, "the disk is full"},
        {SQLITE_IOERR_WRITE, KITH_IO, "the disk takes no more: it failed, or a quota is used up"},
        {SQLITE_IOERR, KITH_IO, "the disk failed while the book was read or written"},
        {SQLITE_CANTOPEN, KITH_IO, "a file beside the book cannot be opened"},
        {SQLITE_NOMEM, KITH_IO, "out of memory"},
        {SQLITE_INTERRUPT, KITH_IO, "stopped before it was done; nothing changed"},
        {SQLITE_CORRUPT, KITH_DAMAGED, "the book is damaged; go back to a backup"},
        {SQLITE_NOTADB, KITH_DAMAGED, "the book is damaged; go back to a backup"},
        {SQLITE_TOOBIG, KITH_INVALID, "the text is too long"},
    };
    *sentence = message;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (words[i].code == code || words[i].code == (code & 0xFF)) {
            if (words[i].sentence)
                *sentence = words[i].sentence;
            return words[i].status;
        }
    return KITH_IO;
}

__attribute__((format(printf, 3, 0))) static void say(struct store *store, enum kith_status status,
                                                      const char *format, va_list args) {
    struct buf sentence = BUF_INIT;
    buf_vprintf(&sentence, format, args);
    buf_free(&store->error);
    store->error = sentence;
    if (store->depth)
        store->failed = status;
}

enum kith_status store_fail(struct store *store, enum kith_status status, const char *format, ...) {
    if (store->depth && store->failed)
        return status; /* the first one is kept */
    if (store->failed) /* what could not be read may be all that is wrong */
        return store_status(store);
    va_list args;
    va_start(args, format);
    say(store, status, format, args);
    va_end(args);
    return status;
}

static void __attribute__((format(printf, 3, 4)))
say_all(struct store *store, enum kith_status status, const char *format, ...) {
    va_list args;
    va_start(args, format);
    say(store, status, format, args);
    va_end(args);
}

enum kith_status store_sqlite_failed(struct store *store, int code) {
    const char *sentence;
    enum kith_status status = store_word(code, sqlite3_errmsg(store->db), &sentence);
    if (store->failed)
        return status;
    say_all(store, status, "%s", sentence);
    store->failed = status;
    store->changes_offset++; /* who keeps what was read half must read it again */
    return status;
}

enum kith_status store_status(struct store *store) {
    enum kith_status status = store->failed;
    if (!store->depth)
        store->failed = KITH_OK;
    return status;
}

const char *store_error(const struct store *store) {
    return store->error.data;
}

bool store_is_read_only(const struct store *store) {
    return store->read_only;
}

const char *store_path(const struct store *store) {
    return store->path;
}

int64_t store_last_id(const struct store *store) {
    return sqlite3_last_insert_rowid(store->db);
}

int64_t store_changed(const struct store *store) {
    return sqlite3_changes64(store->db);
}

int64_t store_changes(struct store *store) {
    int64_t others = store_number(store, "PRAGMA data_version", 0, 0, 0);
    return others + sqlite3_total_changes64(store->db) +
           store->changes_offset; /* their sum never goes back */
}

/* ---- transactions ---- */

enum kith_status store_exec(struct store *store, const char *sql) {
    int code = sqlite3_exec(store->db, sql, NULL, NULL, NULL);
    return code == SQLITE_OK ? KITH_OK : store_sqlite_failed(store, code);
}

static void hook(struct store *store, bool on);

static void roll_back(struct store *store) {
    hook(store, false); /* taking back must not be stopped half-way */
    stmt_stop_all(store);
    if (!sqlite3_get_autocommit(store->db)) {
        sqlite3_step(store->rollback);
        sqlite3_reset(store->rollback);
        store->stuck = !sqlite3_get_autocommit(store->db);
    }
    hook(store, true);
}

enum kith_status store_unstick(struct store *store) {
    if (store->stuck)
        roll_back(store);
    return store->stuck ? store_fail(store, KITH_IO, "out of memory") : KITH_OK;
}

/* What is written into a file without a name is gone when it is closed, and SQLite does not look with a log.
 */
static bool has_moved(struct store *store) {
    int moved = 0;
    return !store->memory &&
           sqlite3_file_control(store->db, "main", SQLITE_FCNTL_HAS_MOVED, &moved) == SQLITE_OK && moved;
}

enum kith_status store_lock(struct store *store) {
    enum kith_status status = store_status(store);
    if (!status && store->hindrance)
        status = store_fail(store, KITH_IO, "%s", store->hindrance);
    else if (!status && store->read_only)
        status =
            store_fail(store, KITH_READ_ONLY, "the book cannot be written: '%s' is read-only", store->path);
    else if (!status && has_moved(store))
        status = store_sqlite_failed(store, SQLITE_READONLY_DBMOVED);
    else if (!status)
        status = store_unstick(store);
    if (!status)
        status = store_exec(store, "BEGIN IMMEDIATE");
    if (status)
        roll_back(store); /* stopped at its very end, it has begun all the same */
    store->depth = !status;
    store->failed = KITH_OK;
    store->ended = status;
    return status;
}

enum kith_status store_unlock(struct store *store, enum kith_status how) {
    if (!store->failed)
        store->failed = how;
    hook(store, false); /* stopped at its very end it would have been done, and say that it was not */
    if (!store->failed && !sqlite3_get_autocommit(store->db))
        store_exec(store, "COMMIT");
    hook(store, true);
    if (store->failed) {
        roll_back(store);
        store->changes_offset++; /* who looked in between must look again */
    }
    store->ended = store->failed;
    store->failed = KITH_OK;
    store->depth = 0;
    store->open_step = 0;
    store->forgetting = false;
    bulk_forget(store);
    return store->ended;
}

/* Refused or not, it is begun: what follows up to store_end() belongs to it, and does nothing when it was
 * refused. */
enum kith_status store_begin(struct store *store, const char *what, int64_t now) {
    if (store->depth) {
        store->depth++;
        return store->failed;
    }
    int64_t total = sqlite3_total_changes64(store->db);
    enum kith_status status = store_lock(store);
    store->depth = 1;
    store->failed = status;
    if (!status)
        status = undo_begin(store, what, now);
    store->own_changes = sqlite3_total_changes64(store->db) - total;
    store->changes_before = total + store->own_changes;
    return status;
}

enum kith_status store_end(struct store *store, enum kith_status status) {
    if (store->depth == 0) /* one too many */
        return status ? status : store->ended;
    if (status && !store->failed)
        store->failed = status;
    if (store->depth > 1) {
        store->depth--;
        return store->failed;
    }
    int64_t step = store->open_step;
    store_bulk_end(store);
    if (!store->failed && sqlite3_total_changes64(store->db) == store->changes_before) {
        roll_back(store); /* nothing to write, so no waiting for the disk */
        store->changes_offset -= store->own_changes;
        step = 0;
    } else if (!store->failed) {
        undo_end(store, &step);
    }
    status = store_unlock(store, KITH_OK);
    if (!status && step)
        store->step = step;
    return status;
}

bool store_in_step(const struct store *store) {
    return store->depth > 0;
}

bool store_lasts(const struct store *store) {
    return !store->depth && !store->failed;
}

bool store_keep_begin(struct store *store) {
    if (store->read_only || store->hindrance || store->failed)
        return false;
    if (!store->depth) {
        sqlite3_busy_timeout(store->db, 0);
        int code = sqlite3_exec(store->db, "BEGIN IMMEDIATE", NULL, NULL, NULL);
        sqlite3_busy_timeout(store->db, store->busy_ms);
        if (code != SQLITE_OK) {
            roll_back(store);
            return false;
        }
    }
    store->depth++;
    store->keep_from = sqlite3_total_changes64(store->db);
    return true;
}

bool store_keep_end(struct store *store) {
    int64_t kept = sqlite3_total_changes64(store->db) - store->keep_from;
    bool good = !store->failed;
    store->changes_offset -= kept;
    store->changes_before += kept;
    if (--store->depth)
        return good;
    hook(store, false);
    good = good && sqlite3_exec(store->db, "COMMIT", NULL, NULL, NULL) == SQLITE_OK;
    hook(store, true);
    if (!good)
        roll_back(store);
    store->failed = KITH_OK; /* what follows from other rows can be worked out again */
    return good;
}

int64_t store_step(const struct store *store) {
    return store->open_step ? store->open_step : store->step;
}

/* ---- stopping ---- */

static int interrupted(void *ctx) {
    struct store *store = ctx;
    return store->interrupt(store->interrupt_ctx);
}

static void hook(struct store *store, bool on) {
    on = on && store->interrupt;
    sqlite3_progress_handler(store->db, on ? store->progress_steps : 0, on ? interrupted : NULL, store);
}

void store_on_progress(struct store *store, int steps, bool (*interrupt)(void *ctx), void *ctx) {
    store->progress_steps = steps;
    store->interrupt = interrupt;
    store->interrupt_ctx = ctx;
    hook(store, true);
}
