#include <string.h>

#include "base/map.h"
#include "base/text.h"
#include "model/book.h"
#include "model/field.h"
#include "model/row.h"
#include "model/setting.h"

/*
 * Reads the open book format: one pass of json_each an array, in the order of
 * the kinds, so that every reference points to rows already read, wherever
 * they stand in the document. What cannot be kept is a problem of its row.
 */

/* ---- problems ---- */

void book_problem(struct book *book, const char *format, ...) {
    struct kith_counts *out = book->out;
    va_list args;
    va_start(args, format);
    const char *why = arena_vprintf(book->arena, format, args);
    va_end(args);
    *ARENA_PUSH(book->arena, out->problems, out->problem_count, book->problem_cap) =
        (struct kith_problem){0, why};
}

/* ---- one row ---- */

/* A row of the document as it comes, key by key. */
struct reading {
    struct book *book;
    const struct kith_kind *kind;
    int64_t index;      /* its place in the array */
    struct arena arena; /* of this row alone */
    struct book_value {
        const char *key;
        struct book_json value;
    } * values;
    size_t count, cap;
    bool object; /* else it is no row at all */
    bool faulty;
    struct map uids; /* of this array */
};

static void fault(struct reading *reading, const char *key, const char *why) {
    reading->faulty = true;
    book_problem(reading->book, "%s[%lld]%s%s: %s", reading->kind->array, (long long)reading->index,
                 *key ? "." : "", key, why);
}

static const struct book_json *value_of(const struct reading *reading, const char *key) {
    const struct book_json *found = NULL;
    for (size_t i = 0; i < reading->count; i++)
        if (strcmp(reading->values[i].key, key) == 0)
            found = &reading->values[i].value;
    return found;
}

static size_t characters(const char *text) {
    size_t count = 0;
    for (; *text; text++)
        count += ((unsigned char)*text & 0xC0) != 0x80;
    return count;
}

/* The uid of the row, or NULL when it has none that can be. */
static const char *uid_of(struct reading *reading) {
    const struct book_json *value = value_of(reading, "uid");
    int64_t first;
    if (!value || value->type == BOOK_NULL)
        fault(reading, "uid", "missing");
    else if (value->type != BOOK_TEXT)
        fault(reading, "uid", "not a text");
    else if (value->nul)
        fault(reading, "uid", "holds the character NUL");
    else if (!*value->text)
        fault(reading, "uid", "empty");
    else if (characters(value->text) > 64)
        fault(reading, "uid", "longer than 64 characters");
    else if (map_get(&reading->uids, value->text, &first))
        fault(reading, "uid",
              arena_printf(&reading->arena, "'%s' is the uid of %s[%lld] already", value->text,
                           reading->kind->array, (long long)first));
    if (reading->faulty)
        return NULL;
    map_set(&reading->uids, value->text, reading->index);
    return value->text;
}

static void apply(struct reading *reading, void *row) {
    for (size_t i = 0; i < reading->count; i++) {
        const struct book_value *value = &reading->values[i];
        if (strcmp(value->key, "uid") == 0)
            continue;
        const struct kith_field *field = kith_field_find(reading->kind, value->key);
        const char *path = arena_printf(&reading->arena, "%s[%lld].%s", reading->kind->array,
                                        (long long)reading->index, value->key);
        if (!field)
            book_problem(reading->book, "%s: unknown key, left out", path);
        else if (!book_field(reading->book, field, &value->value, row, path, &reading->arena))
            reading->faulty = true;
    }
}

/* A fault of a whole row ("target: …") as a problem of its path. */
static void check(struct reading *reading, const void *row) {
    const char *why = row_fault(reading->book->k, reading->kind, row, &reading->arena);
    const char *colon = why ? strstr(why, ": ") : NULL;
    if (why)
        fault(reading, arena_strndup(&reading->arena, why, (size_t)(colon - why)), colon + 2);
}

static void keep(struct reading *reading, const char *uid) {
    struct kith *k = reading->book->k;
    const struct kith_kind *kind = reading->kind;
    void *row = arena_alloc(&reading->arena, kind->size), *old = arena_alloc(&reading->arena, kind->size);
    kith_id id = row_id_of(k, kind, uid);
    kith_row_init(kind, row);
    if (id)
        row_read(k, kind, id, &reading->arena, row);
    memcpy(old, row, kind->size);
    apply(reading, row);
    if (!reading->faulty)
        check(reading, row);
    if (reading->faulty)
        return;
    ((struct row_head *)row)->uid = uid;
    if (!id)
        row_insert(k, kind, row);
    else if (row_update(k, kind, row))
        reading->book->out->updated++;
    else
        reading->book->out->same++;
    reading->book->out->added += id == 0;
}

static void end_row(struct reading *reading) {
    if (reading->index < 0)
        return;
    reading->book->out->rows++;
    if (!reading->object)
        fault(reading, "", "not a row in braces");
    const char *uid = reading->object ? uid_of(reading) : NULL;
    if (uid)
        keep(reading, uid);
    if (reading->faulty)
        reading->book->out->skipped++;
}

static void begin_row(struct reading *reading, int64_t index, bool object) {
    arena_free(&reading->arena);
    reading->values = NULL;
    reading->count = reading->cap = 0;
    reading->index = index;
    reading->object = object;
    reading->faulty = false;
}

/* ---- an array ---- */

/* Whether the document has that key with a list in it. */
static bool has_list(struct book *book, const char *key) {
    struct stmt *stmt = model_sql(book->k, "SELECT type FROM json_each(?1) WHERE key = ?2");
    stmt_text_n(stmt, 1, book->text, book->length);
    stmt_text(stmt, 2, key);
    bool there = stmt_row(stmt);
    bool list = there && strcmp(stmt_col_text(stmt, 0), "array") == 0;
    stmt_stop(stmt);
    if (there && !list)
        book_problem(book, "%s: not a list, left out", key);
    return list;
}

static void read_array(struct book *book, const struct kith_kind *kind) {
    if (!has_list(book, kind->array))
        return;
    struct reading reading = {.book = book, .kind = kind, .index = -1};
    struct stmt *stmt =
        model_sql(book->k, "SELECT a.key, a.type = 'object', r.key, r.type, r.value"
                           " FROM json_each(?1, ?2) AS a LEFT JOIN json_each(CASE a.type WHEN 'object'"
                           " THEN a.value ELSE '{}' END) AS r");
    stmt_text_n(stmt, 1, book->text, book->length);
    stmt_text(stmt, 2, arena_printf(book->arena, "$.%s", kind->array));
    while (stmt_row(stmt)) {
        int64_t index = stmt_col_int(stmt, 0);
        if (index != reading.index) {
            end_row(&reading);
            begin_row(&reading, index, stmt_col_int(stmt, 1) != 0);
        }
        if (stmt_col_null(stmt, 2))
            continue;
        struct book_value *value = ARENA_PUSH(&reading.arena, reading.values, reading.count, reading.cap);
        value->key = model_col_text(stmt, 2, &reading.arena);
        value->value = book_json(book, stmt, 3, &reading.arena);
    }
    end_row(&reading);
    arena_free(&reading.arena);
    map_free(&reading.uids);
}

/* ---- settings ---- */

static void read_setting(struct book *book, const char *name, const struct book_json *value,
                         struct arena *arena) {
    const struct kith_field *field = setting_field(name);
    const char *path = arena_printf(arena, "settings.%s", name);
    if (!field) {
        book_problem(book, "%s: unknown key, left out", path);
        return;
    }
    struct kith_settings settings = *kith_settings(book->k), old = settings;
    if (!book_field(book, field, value, &settings, path, arena))
        return;
    const char *why = setting_fault(field, &settings, arena);
    if (why)
        book_problem(book, "%s: %s", path, why);
    else if (!field_same(field, &settings, &old))
        setting_store(book->k, field, &settings);
}

static void read_settings(struct book *book) {
    struct arena arena = {0};
    struct stmt *stmt = model_sql(book->k, "SELECT type FROM json_each(?1) WHERE key = 'settings'");
    stmt_text_n(stmt, 1, book->text, book->length);
    bool there = stmt_row(stmt);
    bool object = there && strcmp(stmt_col_text(stmt, 0), "object") == 0;
    stmt_stop(stmt);
    if (there && !object)
        book_problem(book, "settings: not in braces, left out");
    stmt = model_sql(book->k, "SELECT key, type, value FROM json_each(?1, '$.settings')");
    stmt_text_n(stmt, 1, book->text, object ? book->length : 0);
    while (object && stmt_row(stmt)) {
        const char *name = model_col_text(stmt, 0, &arena);
        struct book_json value = book_json(book, stmt, 1, &arena);
        read_setting(book, name, &value, &arena);
    }
    arena_free(&arena);
}

/* ---- the document ---- */

static bool known_key(const char *key) {
    for (size_t i = 0; kith_kinds[i]; i++)
        if (strcmp(key, kith_kinds[i]->array) == 0)
            return true;
    return strcmp(key, "kith") == 0 || strcmp(key, "settings") == 0;
}

static void read_keys(struct book *book) {
    struct stmt *stmt = model_sql(book->k, "SELECT key FROM json_each(?1)");
    stmt_text_n(stmt, 1, book->text, book->length);
    while (stmt_row(stmt))
        if (!known_key(stmt_col_text(stmt, 0)))
            book_problem(book, "%s: unknown key, left out", stmt_col_text(stmt, 0));
}

static int64_t ask_document(struct book *book, const char *sql) {
    struct stmt *stmt = model_sql(book->k, sql);
    stmt_text_n(stmt, 1, book->text, book->length);
    int64_t answer = stmt_row(stmt) ? stmt_col_int(stmt, 0) : 0;
    stmt_stop(stmt);
    return answer;
}

/* Only these make a text that is no book at all. */
static enum kith_status check_document(struct book *book) {
    struct kith *k = book->k;
    if (book->length > 900000000)
        return model_fail(k, KITH_FORMAT, "the text is too long to be a book: %zu bytes", book->length);
    if (!ask_document(book, "SELECT json_valid(?1)"))
        return model_fail(k, KITH_FORMAT, "not a book of Kith: the text is no JSON");
    if (!ask_document(book, "SELECT json_type(?1) = 'object' AND json_type(?1, '$.kith') IS NOT NULL"))
        return model_fail(k, KITH_FORMAT, "not a book of Kith: the key 'kith' is missing");
    if (!ask_document(
            book, /* 1.0 is the same number */
            "SELECT json_type(?1, '$.kith') IN ('integer', 'real') AND json_extract(?1, '$.kith') = 1"))
        return model_fail(k, KITH_FORMAT, "a book of another version of Kith: only version 1 can be read");
    return KITH_OK;
}

/* Many notes at once leave the full text in many parts, which later saves would bring together, one of them
 * for all. */
static void gather_text(struct book *book) {
    enum { MANY = 1000 };
    if (book->out->added + book->out->updated > MANY)
        stmt_run(model_sql(book->k, "INSERT INTO note_text (note_text) VALUES ('optimize')"));
}

enum kith_status kith_book_read(struct kith *k, const char *json, size_t length, bool dry,
                                struct arena *arena, struct kith_counts *out) {
    *out = (struct kith_counts){0};
    struct book book = {.k = k, .arena = arena, .out = out};
    book_text(&book, json, length);
    enum kith_status status = check_document(&book);
    if (status == KITH_OK) {
        int64_t before = store_step(k->store);
        model_begin(k, "import a book");
        read_keys(&book);
        read_settings(&book);
        for (size_t i = 0; kith_kinds[i]; i++)
            read_array(&book, kith_kinds[i]);
        if (dry) {
            /* Everything was tried; ending it as a failure takes it back. */
            status = model_end(k, KITH_NOT_FOUND);
            status = status == KITH_NOT_FOUND ? KITH_OK : status;
        } else {
            gather_text(&book);
            status = model_end(k, KITH_OK);
        }
        int64_t after = store_step(k->store);
        out->step = status == KITH_OK && !dry && after != before ? after : 0;
    }
    buf_free(&book.copy);
    return status;
}
