#include <string.h>

#include "base/text.h"
#include "model/book.h"
#include "model/field.h"
#include "model/row.h"

/* Values of the open book format: what each type of field takes, and what is said of the rest. */

/* ---- the text ---- */

#define NUL_MARK "\xEF\xBF\xBF" /* U+FFFF, which no text means */
#define REPLACED "\xEF\xBF\xBD"

/* SQLite ends a text at NUL, so its escape becomes a mark that can be found again. */
static void mark_nuls(struct book *book) {
    const char *end = book->text + book->length;
    struct buf copy = BUF_INIT;
    for (const char *at = book->text; at < end;) {
        size_t left = (size_t)(end - at);
        if (*at != '\\' || left < 2) {
            const char *next = memchr(at + 1, '\\', left - 1);
            next = next ? next : end;
            buf_add(&copy, at, (size_t)(next - at));
            at = next;
        } else if (left >= 6 && memcmp(at, "\\u0000", 6) == 0) {
            buf_str(&copy, NUL_MARK);
            book->nul = true;
            at += 6;
        } else {
            buf_add(&copy, at, 2);
            at += 2;
        }
    }
    buf_free(&book->copy);
    book->copy = copy;
    book->text = copy.data;
    book->length = copy.len;
}

void book_text(struct book *book, const char *json, size_t length) {
    book->copy = (struct buf)BUF_INIT;
    if (length >= 3 && memcmp(json, "\xEF\xBB\xBF", 3) == 0) {
        json += 3;
        length -= 3;
    }
    book->text = json;
    book->length = length;
    if (!text_valid(json, length)) {
        struct arena scratch = {0};
        buf_str(&book->copy, text_repair(&scratch, json, length));
        book->text = book->copy.data;
        book->length = book->copy.len;
        arena_free(&scratch);
        book_problem(book, "the text holds bytes that are no UTF-8, replaced");
    }
    if (memmem(book->text, book->length, "\\u0000", 6))
        mark_nuls(book);
}

/* ---- a value ---- */

/* The text of a value with its marks replaced. */
static const char *without_nuls(const char *text, bool *nul, struct arena *arena) {
    *nul = strstr(text, NUL_MARK) != NULL;
    if (!*nul)
        return text;
    char *copy = arena_strdup(arena, text);
    for (char *at = copy; (at = strstr(at, NUL_MARK)) != NULL;)
        memcpy(at, REPLACED, 3);
    return copy;
}

struct book_json book_json(struct book *book, struct stmt *stmt, int at, struct arena *arena) {
    static const char *const types[] = {"null", "true",  "false",  "integer", "real",
                                        "text", "array", "object", NULL};
    struct book_json value = {.type = (enum book_type)kith_word_find(types, stmt_col_text(stmt, at))};
    value.integer = stmt_col_int(stmt, at + 1);
    value.real = stmt_col_real(stmt, at + 1);
    if (value.type < BOOK_TEXT)
        return value;
    size_t length = stmt_col_bytes(stmt, at + 1);
    value.text =
        text_repair(arena, stmt_col_text(stmt, at + 1), length); /* an escaped half of a pair is no text */
    if (book->nul)
        value.text = without_nuls(value.text, &value.nul, arena);
    return value;
}

/* ---- into a member ---- */

struct target {
    struct book *book;
    const struct kith_field *field;
    const char *path;
    struct arena *arena;
};

static bool refuse(const struct target *target, const struct book_json *value, const char *wanted) {
    static const char *const said[] = {"null",     "true",   "false",  "a number",
                                       "a number", "a text", "a list", "an object"};
    if (value->type == BOOK_TEXT)
        book_problem(target->book, "%s: '%s' is not %s", target->path, value->text, wanted);
    else if (value->type == BOOK_INTEGER)
        book_problem(target->book, "%s: %lld is not %s", target->path, (long long)value->integer, wanted);
    else if (value->type == BOOK_REAL)
        book_problem(target->book, "%s: %g is not %s", target->path, value->real, wanted);
    else
        book_problem(target->book, "%s: %s is not %s", target->path, said[value->type], wanted);
    return false;
}

static void tell_nul(const struct target *target, const struct book_json *value) {
    if (value->nul)
        book_problem(target->book, "%s: the character NUL, replaced", target->path);
}

static bool take_text(const struct target *target, const struct book_json *value, const char **member) {
    if (value->type != BOOK_TEXT)
        return refuse(target, value, "a text");
    tell_nul(target, value);
    *member = value->text;
    return true;
}

static bool take_day(const struct target *target, const struct book_json *value, day *member) {
    if (value->type == BOOK_TEXT && day_parse_iso(value->text, member))
        return true;
    return refuse(target, value, "a date (YYYY-MM-DD)");
}

static bool take_count(const struct target *target, const struct book_json *value, int *member) {
    if (value->type != BOOK_INTEGER || value->integer < 0 || value->integer > 1000000)
        return refuse(target, value, "a whole number from 0 to 1000000");
    *member = (int)value->integer;
    return true;
}

static bool take_money(const struct target *target, const struct book_json *value, int64_t *member) {
    bool number = value->type == BOOK_INTEGER || value->type == BOOK_REAL;
    if (!number || !(value->real >= 0 && value->real < 1e13))
        return refuse(target, value, "an amount");
    *member = (int64_t)(value->real * 100 + 0.5);
    return true;
}

static bool take_flag(const struct target *target, const struct book_json *value, bool *member) {
    if (value->type != BOOK_TRUE && value->type != BOOK_FALSE)
        return refuse(target, value, "true or false");
    *member = value->type == BOOK_TRUE;
    return true;
}

static bool take_word(const struct target *target, const struct book_json *value, int *member) {
    int word = value->type == BOOK_TEXT ? kith_word_find(target->field->words, value->text) : KITH_NO_WORD;
    if (word != KITH_NO_WORD) {
        *member = word;
        return true;
    }
    struct buf wanted = BUF_INIT;
    for (size_t i = 0; target->field->words[i]; i++)
        buf_printf(&wanted, "%s%s",
                   i == 0                        ? ""
                   : target->field->words[i + 1] ? ", "
                                                 : " or ",
                   target->field->words[i]);
    refuse(target, value, wanted.data);
    buf_free(&wanted);
    return false;
}

static bool take_ref(const struct target *target, const struct book_json *value, const char *path,
                     kith_id *member) {
    const struct kith_kind *kind = *target->field->of;
    if (value->type != BOOK_TEXT)
        return refuse(target, value, "a uid");
    *member = row_id_of(target->book->k, kind, value->text);
    if (!*member)
        book_problem(target->book, "%s: no %s '%s'", path, kind->one, value->text);
    return *member != 0;
}

/* ---- members that are lists ---- */

static struct stmt *elements(const struct target *target, const struct book_json *value) {
    struct stmt *stmt = model_sql(target->book->k, "SELECT key, type, value FROM json_each(?1)");
    stmt_text(stmt, 1, value->text);
    return stmt;
}

static bool take_list(const struct target *target, const struct book_json *value, struct kith_list *member) {
    struct kith_list list = {0};
    size_t cap = 0;
    bool good = value->type == BOOK_ARRAY || refuse(target, value, "a list of texts");
    struct stmt *stmt = good ? elements(target, value) : NULL;
    while (good && stmt_row(stmt)) {
        struct book_json item = book_json(target->book, stmt, 1, target->arena);
        if (item.type != BOOK_TEXT)
            good = refuse(target, &item, "a text in a list");
        tell_nul(target, &item);
        *ARENA_PUSH(target->arena, list.items, list.count, cap) = item.text;
    }
    if (stmt)
        stmt_stop(stmt);
    *member = list;
    return good;
}

static bool take_refs(const struct target *target, const struct book_json *value, struct kith_ids *member) {
    struct kith_ids ids = {0};
    size_t cap = 0;
    bool good = value->type == BOOK_ARRAY || refuse(target, value, "a list of uids");
    struct stmt *stmt = good ? elements(target, value) : NULL;
    while (good && stmt_row(stmt)) {
        struct book_json item = book_json(target->book, stmt, 1, target->arena);
        long long at = (long long)stmt_col_int(stmt, 0);
        kith_id id = 0;
        bool twice = false;
        good = take_ref(target, &item, arena_printf(target->arena, "%s[%lld]", target->path, at), &id);
        for (size_t i = 0; i < ids.count; i++)
            twice |= ids.items[i] == id;
        if (good && !twice)
            *ARENA_PUSH(target->arena, ids.items, ids.count, cap) = id;
    }
    if (stmt)
        stmt_stop(stmt);
    *member = ids;
    return good;
}

static const char *text_at(const struct target *target, const char *json, const char *path) {
    struct stmt *stmt =
        model_sql(target->book->k, "SELECT json_extract(?1, ?2) WHERE json_type(?1, ?2) = 'text'");
    stmt_text(stmt, 1, json);
    stmt_text(stmt, 2, path);
    const char *text = stmt_row(stmt) ? model_col_text(stmt, 0, target->arena) : NULL;
    stmt_stop(stmt);
    return text;
}

static bool take_dates(const struct target *target, const struct book_json *value,
                       struct kith_dates *member) {
    struct kith_dates dates = {0};
    size_t cap = 0;
    bool good = value->type == BOOK_ARRAY || refuse(target, value, "a list of days");
    struct stmt *stmt = good ? elements(target, value) : NULL;
    while (good && stmt_row(stmt)) {
        struct book_json item = book_json(target->book, stmt, 1, target->arena);
        struct kith_date date = {0};
        if (item.type == BOOK_OBJECT) {
            date.what = text_at(target, item.text, "$.what");
            date.on = text_at(target, item.text, "$.on");
        }
        good = date.what && field_date_ok(date.on);
        if (!good)
            refuse(target, &item, "a day with a word ({\"what\", \"on\": YYYY-MM-DD or --MM-DD})");
        *ARENA_PUSH(target->arena, dates.items, dates.count, cap) = date;
    }
    if (stmt)
        stmt_stop(stmt);
    *member = dates;
    return good;
}

bool book_field(struct book *book, const struct kith_field *field, const struct book_json *value, void *row,
                const char *path, struct arena *arena) {
    const struct target target = {book, field, path, arena};
    void *member = row_at(row, field);
    if (value->type == BOOK_NULL) {
        field_clear(field, row);
        return true;
    }
    switch (field->type) {
    case KITH_TYPE_TEXT:
    case KITH_TYPE_LONG:
        return take_text(&target, value, member);
    case KITH_TYPE_LIST:
        return take_list(&target, value, member);
    case KITH_TYPE_DATES:
        return take_dates(&target, value, member);
    case KITH_TYPE_DAY:
        return take_day(&target, value, member);
    case KITH_TYPE_COUNT:
        return take_count(&target, value, member);
    case KITH_TYPE_MONEY:
        return take_money(&target, value, member);
    case KITH_TYPE_FLAG:
        return take_flag(&target, value, member);
    case KITH_TYPE_WORD:
        return take_word(&target, value, member);
    case KITH_TYPE_REF:
        return take_ref(&target, value, path, member);
    case KITH_TYPE_REFS:
        return take_refs(&target, value, member);
    }
    return false;
}
