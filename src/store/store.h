#ifndef STORE_STORE_H
#define STORE_STORE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/status.h"

/*
 * The mechanism under the book: one SQLite file, opened, checked, migrated;
 * statements, transactions, undo. It knows tables and steps, never what they
 * mean. <sqlite3.h> is included in this folder only.
 *
 * Errors are sticky: the first failure is kept with its sentence, every later
 * statement of the same transaction does nothing, and store_end() rolls back
 * and returns it. So a caller checks once, at the end.
 */
struct store;
struct stmt;

/*
 * Raises the schema from version-1 to version. Each runs in a transaction of its
 * own, those of a new book all in one.
 */
struct migration {
    int version;
    const char *sql;
    bool ends_history; /* it changes columns of logged tables, so steps from before cannot be undone */
};

struct store_options {
    const char *path; /* a file, or ":memory:" */
    bool read_only;
    int busy_ms; /* how long to wait for another process; 0: 5000 */
    int32_t application_id;
    const struct migration *migrations; /* ascending, from 1 */
    size_t migration_count;
    /*
     * Tables whose changes undo takes back; NULL-terminated. Each has an INTEGER
     * PRIMARY KEY that never changes, no blobs, and no trigger that writes
     * another logged table. This list and the migrations must outlive the store.
     */
    const char *const *logged;
    const char *schema_digest; /* what store_schema_digest() gives: opening is faster; NULL when not known */
};

#define STORE_DIGEST_SIZE 65
/* The digest of the schema that these options make: a constant of the program, which a test keeps true. */
enum kith_status store_schema_digest(const struct store_options *options, char out[STORE_DIGEST_SIZE]);

/*
 * Opens the file, making it (mode 0600, folders 0700) when there is none or it
 * is empty. A file that is not ours, is from a newer version or holds another
 * schema is refused, its bytes untouched, with the reason in `why`. Before
 * a migration the file is copied beside itself as PATH.before-VERSION.
 * PRAGMAs: foreign_keys, WAL (a rollback journal where processes cannot share
 * memory, as on a network disk), synchronous FULL, DEFENSIVE; trusted_schema is off
 * until the schema is known to be ours.
 */
enum kith_status store_open(const struct store_options *options, struct store **out, struct buf *why);
void store_close(struct store *store); /* NULL is allowed */

const char *store_error(const struct store *store); /* the last failure in one sentence, "" before any */
enum kith_status store_fail(struct store *store, enum kith_status status, const char *format, ...)
    __attribute__((format(printf, 3,
                          4))); /* records the sentence, gives the status back; sticky in a transaction */
bool store_is_read_only(const struct store *store);
const char *store_path(const struct store *store);

/* ---- statements ---- */

/*
 * The prepared statement for this text, reset and with nothing bound. It
 * belongs to the store and is kept; until it has run to its end or was stopped,
 * a second call with the same text gives another statement. So a query left
 * before its last row needs stmt_stop(). Never NULL: after a failure it is one
 * that has no rows and does nothing. A statement that writes is refused outside
 * a transaction.
 */
struct stmt *store_sql(struct store *store, const char *sql);

/* Parameters are numbered from 1. Texts must live until the statement is done, and hold no NUL. */
void stmt_text(struct stmt *stmt, int at, const char *text); /* NULL binds null */
void stmt_text_n(struct stmt *stmt, int at, const char *text, size_t length);
void stmt_int(struct stmt *stmt, int at, int64_t number);
void stmt_real(struct stmt *stmt, int at, double number);
void stmt_null(struct stmt *stmt, int at);

bool stmt_row(
    struct stmt *stmt); /* steps; false at the end or after a failure, the statement is then reset */
enum kith_status stmt_run(struct stmt *stmt); /* steps to the end and resets */
void stmt_stop(struct stmt *stmt);            /* resets before the end */

/* Columns are numbered from 0; a text is valid until the next step. */
const char *stmt_col_text(struct stmt *stmt, int at); /* NULL for null */
size_t stmt_col_bytes(struct stmt *stmt, int at);
int64_t stmt_col_int(struct stmt *stmt, int at); /* 0 for null */
double stmt_col_real(struct stmt *stmt, int at);
bool stmt_col_null(struct stmt *stmt, int at);

int64_t store_last_id(const struct store *store); /* of the last inserted row */
int64_t store_changed(const struct store *store); /* rows changed by the last statement */
/* One number from a query with at most two number parameters; `none` without a row. */
int64_t store_number(struct store *store, const char *sql, int64_t a, int64_t b, int64_t none);

/* How many statements were handed out and neither ended nor stopped; for tests, which expect 0. */
int store_left_open(const struct store *store);
/*
 * How the statements went since the last call of this, outside a transaction:
 * what verbs that only read ask once, at the end. A failure that nobody asked
 * for comes instead of the next refusal, or of the next transaction: what a
 * change was decided on had not been read.
 */
enum kith_status store_status(struct store *store);

/* For a text that is run again and again: the same statement once more, if it works. */
struct stmt *store_again(struct stmt *stmt);
bool stmt_works(const struct stmt *stmt); /* false: the one that does nothing */

/* ---- transactions and undo ---- */

/*
 * Begins (IMMEDIATE) a writing transaction that is one step of the history,
 * called `what`; nested calls join the outer one. Unix seconds `now` date the
 * step. A step that changed no logged row leaves no trace in the history. One
 * that is refused wants its store_end() too: until then nothing is done, so that
 * no part of it begins a step of its own.
 */
enum kith_status store_begin(struct store *store, const char *what, int64_t now);
/* Ends it: commits when `status` is KITH_OK and nothing failed, else rolls back. Returns how it ended. */
enum kith_status store_end(struct store *store, enum kith_status status);
bool store_in_step(const struct store *store);
/* Whether what was read now may be kept until store_changes() moves: no step may yet be taken back, no read
 * failed. */
bool store_lasts(const struct store *store);
/*
 * Writes rows that only follow from others: no step of the history, and store_changes()
 * stands still. Within a step they share its fate. False, with nothing begun: the book
 * cannot be written now, or another process is writing; nobody waits.
 */
bool store_keep_begin(struct store *store);
bool store_keep_end(struct store *store); /* false: none of it was kept */
int64_t
store_step(const struct store *store); /* of the step begun, or the last one ended with a change; 0: none */

/*
 * Between these two, within a step, nothing is done but inserting rows without keys of
 * their own into that one logged table: the history keeps one range of keys instead of an
 * entry for each row. Its triggers on insert do not run: `instead`, or NULL, is the SQL that
 * does at the end what they would have done for the rows whose keys are at least ?1. Making that
 * ready costs more than some dozens of rows save. When `count` rows are many beside those there
 * are, its indexes are made anew at the end. A step that ends in between ends the bulk as well.
 */
enum kith_status store_bulk_begin(struct store *store, const char *table, int64_t count,
                                  const char *instead);
enum kith_status store_bulk_end(struct store *store);

/*
 * Takes the last step back, or does it again. Every replayed row must change
 * exactly one row, else nothing changes and the answer is KITH_INVALID, "the
 * record has changed since". KITH_NOT_FOUND when there is nothing to undo.
 * `what` receives the name of the step.
 */
enum kith_status store_undo(struct store *store, int64_t now, struct buf *what);
enum kith_status store_redo(struct store *store, int64_t now, struct buf *what);

struct store_step {
    int64_t step, at; /* at: Unix seconds */
    const char *what; /* valid during the call */
    bool undone;
};
/* Newest first; `each` returns false to stop. At least 1,000 steps are kept. */
enum kith_status store_history(struct store *store, bool (*each)(void *ctx, const struct store_step *step),
                               void *ctx);
int64_t store_changed_at(struct store *store); /* Unix seconds of the last step, undo or redo; 0: none */
/* Empties it; within a step when that ends, the step itself included. */
enum kith_status store_forget_history(struct store *store);

/*
 * A number that moves whenever the book has changed, by this process or
 * another. Cheap enough for every event.
 */
int64_t store_changes(struct store *store);

/* ---- the whole file ---- */

enum kith_status store_backup(struct store *store,
                              const char *path); /* a new file, 0600, checked; refuses to overwrite */
enum kith_status store_check(struct store *store, bool (*problem)(void *ctx, const char *what), void *ctx);
/*
 * Moves what stands in the log beside the file into the file itself, so that a plain
 * copy of the one file is whole. Never waits for others; what cannot be moved now stays.
 */
void store_settle(struct store *store);
enum kith_status store_compact(struct store *store); /* VACUUM and an emptied WAL: deleted bytes are gone */
/* A progress hook for tests and for Esc: called every `steps` VM steps; true interrupts. NULL removes it. */
void store_on_progress(struct store *store, int steps, bool (*interrupt)(void *ctx), void *ctx);

#endif
