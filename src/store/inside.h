#ifndef STORE_INSIDE_H
#define STORE_INSIDE_H

/* What the files of this room share, and no other room sees the use of. */

#include <sqlite3.h>

#include "store/store.h"

struct stmt {
    struct store *store;
    sqlite3_stmt *handle; /* NULL: the one that does nothing */
    struct stmt *next;    /* in its bucket */
    uint64_t hash;
    bool taken; /* handed out, neither ended nor stopped */
};

enum { STMT_BUCKETS = 256 };

struct store {
    sqlite3 *db;
    sqlite3_stmt *rollback; /* ready, for when there is no memory to make it */
    /*
     * It could not run: after a change of the schema SQLite prepares it again, and there was no memory.
     * What was begun is taken back before anything else is done.
     */
    bool stuck;
    char *path;
    bool memory, read_only;
    const char *const *logged;
    char *hindrance; /* why it can only be read, when that is not the file's or folder's mode; or NULL */

    struct stmt *buckets[STMT_BUCKETS];
    struct stmt nothing;

    struct buf error;
    enum kith_status failed; /* the first failure of the transaction, or since store_status() */

    enum kith_status ended; /* how the last transaction ended, or why it did not begin */
    int depth;              /* of nested store_begin(); 0: no transaction */
    int64_t step;           /* see store_step() */
    int64_t open_step;      /* the one begun, 0: none */
    bool forgetting;        /* it and all before it leave no history */
    const char *bulk;       /* the table that rows are inserted into in bulk, or NULL */
    const char *bulk_instead; /* the SQL that does what its triggers would have done, or NULL */
    int64_t bulk_key;       /* the last key of it before */
    struct buf bulk_aside;  /* the SQL of what is to be made anew */
    int64_t log_end;        /* the last entry of the log when it began */
    int64_t own_changes;    /* rows that beginning it took */
    int64_t changes_before; /* total changes of the connection then */
    int64_t changes_offset; /* see store_changes() */
    int64_t keep_from;      /* total changes when store_keep_begin() was called */
    int busy_ms;

    struct undo_table *tables; /* of the logged tables, read when first needed */
    size_t table_count;

    int progress_steps;
    bool (*interrupt)(void *ctx);
    void *interrupt_ctx;
};

/* store.c */
enum kith_status store_sqlite_failed(struct store *store, int code); /* words and records it */
enum kith_status store_exec(struct store *store, const char *sql);
enum kith_status store_unstick(struct store *store);
enum kith_status store_lock(struct store *store);                         /* BEGIN IMMEDIATE, depth 1 */
enum kith_status store_unlock(struct store *store, enum kith_status how); /* COMMIT or ROLLBACK, depth 0 */
enum kith_status store_word(int code, const char *message, const char **sentence);

/* stmt.c */
void stmt_stop_all(struct store *store);
void stmt_free_all(struct store *store);

/* file.c */
enum file_state { FILE_ABSENT, FILE_EMPTY, FILE_THERE };
enum kith_status file_look(const char *path, enum file_state *state,
                           struct buf *why);                   /* refuses what is no file */
enum kith_status file_make(const char *path, struct buf *why); /* with its folders */
/*
 * How its changes are kept until they stand in it: in a log, whose index processes share in memory; in
 * a rollback journal, where they cannot; or not at all, a file that nobody writes.
 */
enum file_way { FILE_LOGGED, FILE_JOURNALED, FILE_AT_REST };
/*
 * Opens it, reading nothing but the first hundred bytes, which say whether it is ours and how new. At rest
 * only if nothing waits in a log or journal beside it.
 */
enum kith_status file_connect(const struct store_options *options, bool ours, enum file_way way, sqlite3 **db,
                              struct buf *why);
bool file_folder_writable(const char *path);
bool file_has_log(const char *path); /* or a journal, with something in it */
/* Where another machine may have it open too: two machines share no memory, even if each can map the file. */
bool file_on_network(const char *path);

/* schema.c */
/* Whether the schema of db is that of the migrations up to `version`. With `triggers` false those of undo may
 * differ. */
enum kith_status schema_check(sqlite3 *db, const struct store_options *options, int version, bool triggers,
                              struct buf *why);

/* migrate.c */
enum kith_status migrate_run(sqlite3 *db, const struct store_options *options, bool fresh, struct buf *why);
int migrate_newest(const struct store_options *options);
/* The SQL of one migration with what undo needs after it, in a transaction already begun. */
int migrate_apply(sqlite3 *db, const struct store_options *options, const struct migration *migration);
int64_t migrate_pragma(sqlite3 *db, const char *sql); /* one number; -1 when it cannot be read */

/* bulk.c */
void bulk_forget(struct store *store); /* the transaction has ended */

/* undo.c */
extern const char undo_schema[];
int undo_drop_triggers(sqlite3 *db);
int undo_make_triggers(sqlite3 *db, const char *const *logged);
enum kith_status undo_begin(struct store *store, const char *what, int64_t now);
enum kith_status undo_end(struct store *store, int64_t *step); /* *step = 0 when no logged row changed */

/* undo_row.c: one entry of the log, played back */
struct undo_table {
    char *name, *key;
    char **columns;
    size_t column_count;
    char *insert, *update, *remove, *remove_range;
};
int undo_table_read(sqlite3 *db, const char *name, struct undo_table *table); /* SQLITE_OK or a code */
void undo_table_free(struct undo_table *table);
void undo_tables_free(struct store *store);
/* Of op 'r' `row` is the first key of a range, and `old` the last. */
enum kith_status undo_row_play(struct store *store, const char *op, const char *table, int64_t row,
                               const char *old, size_t old_length);

/* whole.c */
enum kith_status whole_copy(sqlite3 *from, const char *path, bool replace, struct buf *why);

#endif
