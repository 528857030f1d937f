#include "store/inside.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

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

/* ---- opening ---- */

enum { BUSY_MS = 5000 };

/* A hostile file may say anything: these hold before the first statement runs. */
static int guard(sqlite3 *db, int busy_ms) {
    static const struct {
        int option, value;
    } settings[] = {
        {SQLITE_DBCONFIG_DEFENSIVE, 1},   {SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0},
        {SQLITE_DBCONFIG_ENABLE_FKEY, 1}, {SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0},
        {SQLITE_DBCONFIG_DQS_DDL, 0},     {SQLITE_DBCONFIG_DQS_DML, 0},
    };
    for (size_t i = 0; i < sizeof settings / sizeof *settings; i++) {
        int code = sqlite3_db_config(db, settings[i].option, settings[i].value, NULL);
        if (code != SQLITE_OK)
            return code;
    }
    sqlite3_busy_timeout(db, busy_ms);
    return sqlite3_exec(db,
                        "PRAGMA cell_size_check = ON; PRAGMA temp_store = MEMORY; PRAGMA secure_delete = ON;"
                        "PRAGMA cache_size = -65536; PRAGMA synchronous = FULL;"
                        /* so that a replaced row passes the triggers of undo */
                        "PRAGMA recursive_triggers = ON",
                        NULL, NULL, NULL);
}

static enum kith_status cannot(sqlite3 *db, const struct store_options *options, int code, struct buf *why) {
    const char *sentence;
    enum kith_status status = store_word(code, sqlite3_errmsg(db), &sentence);
    buf_printf(why, "cannot open '%s': %s", options->path, sentence);
    return status;
}

/* Another process that just makes the same book may hold the lock that this needs, and SQLite does not wait
 * here. */
static int use_wal(sqlite3 *db, int busy_ms) {
    int code;
    for (int waited = 0;; waited += 10) {
        code = sqlite3_exec(db, "PRAGMA journal_mode = WAL", NULL, NULL, NULL);
        if ((code & 0xFF) != SQLITE_BUSY || waited >= busy_ms)
            return code;
        sqlite3_sleep(10);
    }
}

static enum kith_status bring_up(sqlite3 *db, const struct store_options *options, bool fresh,
                                 bool *read_only, struct buf *why) {
    int busy_ms = options->busy_ms ? options->busy_ms : BUSY_MS;
    int newest = migrate_newest(options);
    *read_only = sqlite3_db_readonly(db, "main") == 1;
    int code = guard(db, busy_ms);
    if (code != SQLITE_OK)
        return cannot(db, options, code, why);
    /* Until we know that it is ours, what waits in its WAL stays there. */
    sqlite3_db_config(db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, file_has_wal(options->path), NULL);
    /* One look, in one state of the file: another process may just be making it. */
    int64_t version = -1;
    if ((code = sqlite3_exec(db, "BEGIN", NULL, NULL, NULL)) == SQLITE_OK)
        version = migrate_pragma(db, "PRAGMA user_version");
    if (version < 0)
        return cannot(db, options, sqlite3_extended_errcode(db), why);
    enum kith_status status = KITH_OK;
    if (version > newest) {
        buf_printf(why, "'%s' was made by a newer version of Kith", options->path);
        return KITH_NEWER;
    }
    if (!fresh || version > 0)
        status = schema_check(db, options, (int)version, version == newest, why);
    sqlite3_exec(db, "COMMIT", NULL, NULL, NULL);
    /*
     * Now that every trigger and view is known to be ours they may use the full
     * text, which SQLite 3.40 forbids to a schema that is not trusted.
     */
    if (!status)
        sqlite3_db_config(db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 1, NULL);
    if (!status && version < newest) {
        if (*read_only) {
            buf_printf(why, "'%s' is from an older version of Kith and cannot be written to raise it",
                       options->path);
            return KITH_READ_ONLY;
        }
        status = migrate_run(db, options, fresh, why);
        if (!status && !fresh)
            status = schema_check(db, options, newest, true, why);
    }
    if (!status && !*read_only && strcmp(options->path, ":memory:") != 0 &&
        (code = use_wal(db, busy_ms)) != SQLITE_OK)
        status = cannot(db, options, code, why);
    if (!status)
        sqlite3_db_config(db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 0, NULL);
    return status;
}

static enum kith_status find(const struct store_options *options, enum file_state *state, struct buf *why) {
    *state = FILE_EMPTY;
    if (strcmp(options->path, ":memory:") == 0)
        return KITH_OK;
    enum kith_status status = file_look(options->path, state, why);
    if (status || *state == FILE_THERE)
        return status;
    if (options->read_only) {
        buf_printf(why, *state == FILE_EMPTY ? "'%s' is empty" : "there is no book at '%s'", options->path);
        return KITH_NOT_FOUND;
    }
    if (*state == FILE_ABSENT)
        return file_make(options->path, why);
    chmod(options->path, 0600); /* an empty file becomes a book */
    return KITH_OK;
}

static void remove_if_empty(const char *path) {
    struct stat st;
    if (stat(path, &st) == 0 && S_ISREG(st.st_mode) && st.st_size == 0)
        unlink(path);
}

static enum kith_status connect(const struct store_options *options, enum file_state state, bool at_rest,
                                bool *read_only, sqlite3 **db, sqlite3_stmt **rollback, struct buf *why) {
    enum kith_status status = file_connect(options, state == FILE_THERE, at_rest, db, why);
    if (!status)
        status = bring_up(*db, options, state != FILE_THERE, read_only, why);
    if (!status) {
        int code = sqlite3_prepare_v3(*db, "ROLLBACK", -1, SQLITE_PREPARE_PERSISTENT, rollback, NULL);
        if (code != SQLITE_OK)
            status = cannot(*db, options, code, why);
    }
    if (status)
        sqlite3_close(*db);
    return status;
}

enum kith_status store_open(const struct store_options *options, struct store **out, struct buf *why) {
    enum file_state state;
    sqlite3 *db = NULL;
    sqlite3_stmt *rollback = NULL;
    bool read_only = false;
    char *hindrance = NULL;
    *out = NULL;
    enum kith_status status = find(options, &state, why);
    if (status)
        return status;
    status = connect(options, state, false, &read_only, &db, &rollback, why);
    if (status == KITH_IO && state == FILE_THERE && !file_has_wal(options->path)) {
        /* On a full disk there is no room for the files beside it, but it can be read. */
        struct buf again = BUF_INIT;
        if (connect(options, state, true, &read_only, &db, &rollback, &again) == KITH_OK) {
            status = KITH_OK;
            hindrance = xstrdup(why->data);
            buf_cut(why, 0);
        }
        buf_free(&again);
    }
    if (status) {
        if (state == FILE_ABSENT)
            remove_if_empty(options->path);
        return status;
    }
    struct store *store = xalloc(sizeof *store);
    store->db = db;
    store->rollback = rollback;
    store->hindrance = hindrance;
    store->path = xstrdup(options->path);
    store->memory = strcmp(options->path, ":memory:") == 0;
    store->read_only = read_only;
    store->busy_ms = options->busy_ms ? options->busy_ms : BUSY_MS;
    store->logged = options->logged;
    store->nothing.store = store;
    store->error = (struct buf)BUF_INIT;
    store->bulk_aside = (struct buf)BUF_INIT;
    *out = store;
    return KITH_OK;
}

void store_close(struct store *store) {
    if (!store)
        return;
    stmt_free_all(store);
    undo_tables_free(store);
    sqlite3_finalize(store->rollback);
    sqlite3_close(store->db);
    buf_free(&store->error);
    buf_free(&store->bulk_aside);
    free(store->path);
    free(store->hindrance);
    free(store);
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
