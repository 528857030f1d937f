#include "store/inside.h"

#include <string.h>

#include "store/digest.h"

/* Names starting with sqlite_stat are SQLite's own notes for its planner. */
#define LISTING                                                                                               \
    "SELECT type, name, tbl_name, coalesce(sql, '') FROM sqlite_schema WHERE name NOT LIKE 'sqlite\\_stat%' " \
    "ESCAPE '\\'"
static const char everything[] = LISTING " ORDER BY name, type";
static const char but_triggers[] =
    LISTING " AND NOT (type = 'trigger' AND name LIKE 'undo\\_%' ESCAPE '\\') ORDER BY name, type";

static bool same_row(sqlite3_stmt *a, sqlite3_stmt *b) {
    for (int i = 0; i < 4; i++) {
        const char *x = (const char *)sqlite3_column_text(a, i), *y = (const char *)sqlite3_column_text(b, i);
        if (!x || !y || strcmp(x, y) != 0)
            return false;
    }
    return true;
}

static bool same(sqlite3 *db, sqlite3 *model, const char *listing, int *code) {
    sqlite3_stmt *a = NULL, *b = NULL;
    bool equal = false;
    *code = sqlite3_prepare_v2(db, listing, -1, &a, NULL);
    if (*code == SQLITE_OK && sqlite3_prepare_v2(model, listing, -1, &b, NULL) == SQLITE_OK) {
        for (equal = true; equal;) {
            int x = sqlite3_step(a), y = sqlite3_step(b);
            if (x != SQLITE_ROW && x != SQLITE_DONE)
                *code = x;
            if (x != y)
                equal = false;
            else if (x != SQLITE_ROW)
                break;
            else
                equal = same_row(a, b);
        }
    }
    sqlite3_finalize(a);
    sqlite3_finalize(b);
    return equal && *code == SQLITE_OK;
}

/* The book as the migrations make it, without a file. */
static int build(const struct store_options *options, int version, sqlite3 **model) {
    int code = sqlite3_open_v2(":memory:", model, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL);
    if (code == SQLITE_OK)
        code = sqlite3_exec(*model, "BEGIN", NULL, NULL, NULL);
    for (size_t i = 0; i < options->migration_count && code == SQLITE_OK; i++)
        if (options->migrations[i].version <= version)
            code = migrate_apply(*model, options, &options->migrations[i]);
    return code;
}

static bool digest_of(sqlite3 *db, char out[DIGEST_SIZE]) {
    sqlite3_stmt *stmt = NULL;
    struct digest digest;
    digest_begin(&digest);
    int code = sqlite3_prepare_v2(db, everything, -1, &stmt, NULL);
    while (code == SQLITE_OK && (code = sqlite3_step(stmt)) == SQLITE_ROW) {
        for (int i = 0; i < 4; i++) { /* the NUL after each keeps them apart */
            const char *text = (const char *)sqlite3_column_text(stmt, i);
            digest_add(&digest, text ? text : "", text ? strlen(text) + 1 : 1);
        }
        code = SQLITE_OK;
    }
    sqlite3_finalize(stmt);
    digest_end(&digest, out);
    return code == SQLITE_DONE;
}

enum kith_status store_schema_digest(const struct store_options *options, char out[STORE_DIGEST_SIZE]) {
    sqlite3 *model = NULL;
    int code = build(options, migrate_newest(options), &model);
    bool good = code == SQLITE_OK && digest_of(model, out);
    sqlite3_close(model);
    return good ? KITH_OK : KITH_FORMAT;
}

/*
 * To build the schema anew for comparison takes longer than all the rest of
 * opening; so the digest that a test keeps true is tried first. When it differs
 * the comparison decides, so that a stale one costs time and nothing else.
 */
enum kith_status schema_check(sqlite3 *db, const struct store_options *options, int version, bool triggers,
                              struct buf *why) {
    sqlite3 *model = NULL;
    char digest[DIGEST_SIZE];
    if (triggers && options->schema_digest && version == migrate_newest(options) && digest_of(db, digest) &&
        strcmp(digest, options->schema_digest) == 0)
        return KITH_OK;
    int code = build(options, version, &model);
    enum kith_status status = KITH_OK;
    const char *sentence;
    if (code != SQLITE_OK) {
        status = store_word(code, sqlite3_errmsg(model), &sentence);
        buf_printf(why, "the schema cannot be built: %s", sentence);
    } else if (!same(db, model, triggers ? everything : but_triggers, &code)) {
        status = code == SQLITE_OK ? KITH_FORMAT : store_word(code, sqlite3_errmsg(db), &sentence);
        if (code == SQLITE_OK)
            buf_printf(why, "'%s' holds other tables than a book of Kith: it was not opened", options->path);
        else
            buf_printf(why, "cannot read '%s': %s", options->path, sentence);
    }
    sqlite3_close(model);
    return status;
}
