#include "store/inside.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/alloc.h"

static int busy_of(const struct store_options *options) {
    return options->busy_ms ? options->busy_ms : 5000;
}

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

/* Asked before a log is begun: a book that says it has one cannot be read where there can be none. */
static bool can_share(sqlite3 *db) {
    sqlite3_file *file = NULL;
    void volatile *memory;
    if (sqlite3_file_control(db, "main", SQLITE_FCNTL_FILE_POINTER, &file) != SQLITE_OK || !file ||
        !file->pMethods || file->pMethods->iVersion < 2)
        return false;
    bool can = file->pMethods->xShmMap(file, 0, 32768, 1, &memory) == SQLITE_OK;
    file->pMethods->xShmUnmap(file, 0);
    return can;
}

/*
 * With a log beside it, or with a journal. Another process that just makes the same book may hold the lock
 * that this needs, and SQLite does not wait here. Then it is looked into: that is when a log proves to work,
 * and when the lock that leaving one took is given back.
 */
static int use_log(sqlite3 *db, enum file_way way, int busy_ms) {
    const char *sql = way == FILE_LOGGED ? "PRAGMA journal_mode = WAL"
                                         : "PRAGMA journal_mode = DELETE; PRAGMA locking_mode = NORMAL";
    int code;
    if (way == FILE_LOGGED &&
        migrate_pragma(db, "SELECT journal_mode <> 'wal' FROM pragma_journal_mode") == 1 && !can_share(db))
        return SQLITE_OK; /* it stays with the journal */
    for (int waited = 0;; waited += 10) {
        code = sqlite3_exec(db, sql, NULL, NULL, NULL);
        if ((code & 0xFF) != SQLITE_BUSY || waited >= busy_ms)
            break;
        sqlite3_sleep(10);
    }
    return code == SQLITE_OK ? sqlite3_exec(db, "PRAGMA user_version", NULL, NULL, NULL) : code;
}

static enum kith_status bring_up(sqlite3 *db, const struct store_options *options, bool fresh,
                                 enum file_way way, bool *read_only, struct buf *why) {
    int busy_ms = busy_of(options);
    int newest = migrate_newest(options);
    *read_only = sqlite3_db_readonly(db, "main") == 1;
    int code = guard(db, busy_ms);
    if (code != SQLITE_OK)
        return cannot(db, options, code, why);
    /* Until we know that it is ours, what waits in its WAL stays there. */
    sqlite3_db_config(db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, file_has_log(options->path), NULL);
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
        (code = use_log(db, way, busy_ms)) != SQLITE_OK)
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

/* What opening makes, for the store. */
struct opened {
    sqlite3 *db;
    sqlite3_stmt *rollback;
    bool read_only;
    int code; /* SQLite's last, when it failed */
};

static enum kith_status connect(const struct store_options *options, enum file_state state, enum file_way way,
                                struct opened *out, struct buf *why) {
    enum kith_status status = file_connect(options, state == FILE_THERE, way, &out->db, why);
    if (!status)
        status = bring_up(out->db, options, state != FILE_THERE, way, &out->read_only, why);
    if (!status) {
        int code =
            sqlite3_prepare_v3(out->db, "ROLLBACK", -1, SQLITE_PREPARE_PERSISTENT, &out->rollback, NULL);
        if (code != SQLITE_OK)
            status = cannot(out->db, options, code, why);
    }
    if (status) {
        out->code = sqlite3_extended_errcode(out->db);
        sqlite3_close(out->db);
    }
    return status;
}

/* What a disk answers that cannot share the index of a log between processes, as most on a network cannot. */
static bool no_index(int code) {
    return code == SQLITE_CANTOPEN || code == SQLITE_IOERR_SHMOPEN || code == SQLITE_IOERR_SHMMAP ||
           code == SQLITE_IOERR_SHMLOCK || code == SQLITE_PROTOCOL;
}

/*
 * Who leaves a log keeps the lock that reading took, so two who do it at once would wait for each other: they
 * wait briefly and start again, each after a pause of its own.
 */
static enum kith_status connect_journaled(const struct store_options *options, struct opened *out,
                                          struct buf *why) {
    enum { BRIEFLY_MS = 100 };
    int busy_ms = busy_of(options), pause = 10 + (int)(getpid() % 50);
    struct store_options brief = *options;
    brief.busy_ms = busy_ms < BRIEFLY_MS ? busy_ms : BRIEFLY_MS;
    enum kith_status status;
    for (int waited = 0;; waited += brief.busy_ms + pause) {
        enum file_state state; /* a log that did not work may have left it half made */
        status = file_look(options->path, &state, why);
        if (!status)
            status = connect(&brief, state, FILE_JOURNALED, out, why);
        if (status != KITH_BUSY || waited >= busy_ms)
            break;
        buf_cut(why, 0);
        sqlite3_sleep(pause);
    }
    if (!status)
        sqlite3_busy_timeout(out->db, busy_ms);
    return status;
}

static enum kith_status connect_somehow(const struct store_options *options, enum file_state state,
                                        struct opened *out, char **hindrance, struct buf *why) {
    bool network = file_on_network(options->path);
    enum kith_status status = KITH_OK;
    if (!network)
        status = connect(options, state, FILE_LOGGED, out, why);
    if (network || (status == KITH_IO && no_index(out->code))) {
        buf_cut(why, 0);
        status = connect_journaled(options, out, why);
    }
    if (status == KITH_IO && state == FILE_THERE && !file_has_log(options->path)) {
        /* On a full disk there is no room for the files beside it, but it can be read. */
        struct buf again = BUF_INIT;
        if (connect(options, state, FILE_AT_REST, out, &again) == KITH_OK) {
            status = KITH_OK;
            *hindrance = xstrdup(why->data);
        }
        buf_free(&again);
    }
    if (!status)
        buf_free(why); /* of the ways that did not go */
    return status;
}

enum kith_status store_open(const struct store_options *options, struct store **out, struct buf *why) {
    enum file_state state;
    struct opened opened = {0};
    char *hindrance = NULL;
    *out = NULL;
    enum kith_status status = find(options, &state, why);
    if (status)
        return status;
    status = connect_somehow(options, state, &opened, &hindrance, why);
    if (status) {
        if (state == FILE_ABSENT)
            remove_if_empty(options->path);
        return status;
    }
    struct store *store = xalloc(sizeof *store);
    store->db = opened.db;
    store->rollback = opened.rollback;
    store->hindrance = hindrance;
    store->path = xstrdup(options->path);
    store->memory = strcmp(options->path, ":memory:") == 0;
    store->read_only = opened.read_only;
    store->busy_ms = busy_of(options);
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
