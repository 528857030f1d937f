#include "model/field.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "model/row.h"

const struct kith_kind *const kith_kinds[] = {
    &kith_person_kind,   &kith_note_kind,
    &kith_mention_kind,  &kith_moment_kind,
    &kith_need_kind,     &kith_pledge_kind,
    &kith_referral_kind, &kith_help_kind,
    &kith_ask_kind,      &kith_delay_kind,
    &kith_task_kind,     &kith_question_kind,
    &kith_wish_kind,     NULL,
};

const struct kith_field *kith_field_find(const struct kith_kind *kind, const char *name) {
    for (size_t i = 0; i < kind->count; i++)
        if (strcmp(kind->fields[i].name, name) == 0)
            return &kind->fields[i];
    return NULL;
}

int kith_word_find(const char *const *words, const char *word) {
    for (int i = 0; word && words[i]; i++)
        if (strcmp(words[i], word) == 0)
            return i;
    return KITH_NO_WORD;
}

bool field_has_column(const struct kith_field *field) {
    return field->type != KITH_TYPE_REFS;
}

/* ---- members by type ---- */

static const char **as_text(void *row, const struct kith_field *field) {
    return (const char **)row_at(row, field);
}

static const char *see_text(const void *row, const struct kith_field *field) {
    return *(const char *const *)row_see(row, field);
}

static int see_int(const void *row, const struct kith_field *field) {
    return *(const int *)row_see(row, field);
}

static const char *see_word(const void *row, const struct kith_field *field) {
    int word = see_int(row, field);
    return word < 0 ? NULL : field->words[word];
}

void field_default(const struct kith_field *field, void *row) {
    const char *otherwise = field->otherwise;
    void *at = row_at(row, field);
    switch (field->type) {
    case KITH_TYPE_TEXT:
    case KITH_TYPE_LONG:
        *(const char **)at = otherwise;
        break;
    case KITH_TYPE_DAY:
        *(day *)at = DAY_NONE;
        break;
    case KITH_TYPE_COUNT:
        *(int *)at = otherwise ? atoi(otherwise) : KITH_NO_COUNT;
        break;
    case KITH_TYPE_MONEY:
        *(int64_t *)at = MONEY_NONE;
        break;
    case KITH_TYPE_FLAG:
        *(bool *)at = otherwise && strcmp(otherwise, "yes") == 0;
        break;
    case KITH_TYPE_WORD:
        *(int *)at = otherwise ? kith_word_find(field->words, otherwise) : KITH_NO_WORD;
        break;
    case KITH_TYPE_REF:
        *(kith_id *)at = 0;
        break;
    case KITH_TYPE_LIST:
        *(struct kith_list *)at = (struct kith_list){0};
        break;
    case KITH_TYPE_DATES:
        *(struct kith_dates *)at = (struct kith_dates){0};
        break;
    case KITH_TYPE_REFS:
        *(struct kith_ids *)at = (struct kith_ids){0};
        break;
    }
}

void field_clear(const struct kith_field *field, void *row) {
    bool text = field->type == KITH_TYPE_TEXT || field->type == KITH_TYPE_LONG;
    field_default(field, row);
    if (text && field->otherwise && !*field->otherwise)
        *as_text(row, field) = NULL;
}

/* ---- to and from a column ---- */

static void write_list(const struct kith_list *list, struct json *json) {
    json_open(json, '[');
    for (size_t i = 0; i < list->count; i++)
        json_text(json, list->items[i]);
    json_close(json, ']');
}

static void write_dates(const struct kith_dates *dates, struct json *json) {
    json_open(json, '[');
    for (size_t i = 0; i < dates->count; i++) {
        json_open(json, '{');
        json_put_text(json, "what", dates->items[i].what);
        json_put_text(json, "on", dates->items[i].on);
        json_close(json, '}');
    }
    json_close(json, ']');
}

static const char *stored_json(const struct kith_field *field, const void *row, struct arena *scratch) {
    if (field_empty(field, row))
        return "[]";
    struct buf text = BUF_INIT;
    struct json json = JSON_INIT(&text);
    if (field->type == KITH_TYPE_LIST)
        write_list(row_see(row, field), &json);
    else
        write_dates(row_see(row, field), &json);
    const char *copy = arena_strdup(scratch, text.data);
    buf_free(&text);
    return copy;
}

static void bind_unless(struct stmt *stmt, int at, int64_t value, int64_t none) {
    if (value == none)
        stmt_null(stmt, at);
    else
        stmt_int(stmt, at, value);
}

void field_bind(const struct kith_field *field, const void *row, struct stmt *stmt, int at,
                struct arena *scratch) {
    char iso[DAY_SIZE];
    switch (field->type) {
    case KITH_TYPE_TEXT:
    case KITH_TYPE_LONG:
        stmt_text(stmt, at, see_text(row, field));
        break;
    case KITH_TYPE_LIST:
    case KITH_TYPE_DATES:
        stmt_text(stmt, at, stored_json(field, row, scratch));
        break;
    case KITH_TYPE_DAY: {
        day d = *(const day *)row_see(row, field);
        stmt_text(stmt, at, d == DAY_NONE ? NULL : arena_strdup(scratch, day_iso(d, iso)));
        break;
    }
    case KITH_TYPE_COUNT:
        bind_unless(stmt, at, see_int(row, field), KITH_NO_COUNT);
        break;
    case KITH_TYPE_MONEY:
        bind_unless(stmt, at, *(const int64_t *)row_see(row, field), MONEY_NONE);
        break;
    case KITH_TYPE_FLAG:
        stmt_int(stmt, at, *(const bool *)row_see(row, field));
        break;
    case KITH_TYPE_WORD:
        stmt_text(stmt, at, see_word(row, field));
        break;
    case KITH_TYPE_REF:
        bind_unless(stmt, at, *(const kith_id *)row_see(row, field), 0);
        break;
    case KITH_TYPE_REFS:
        break;
    }
}

static int load_count(struct stmt *stmt, int at) {
    if (stmt_col_null(stmt, at))
        return KITH_NO_COUNT;
    int64_t number = stmt_col_int(stmt, at);
    return number < 0 ? 0 : number > INT32_MAX ? INT32_MAX : (int)number;
}

/* A word that is none of ours, in a file from elsewhere, reads as the default. */
static void load_word(const struct kith_field *field, void *row, struct stmt *stmt, int at) {
    int word = kith_word_find(field->words, stmt_col_text(stmt, at));
    if (word == KITH_NO_WORD && (field->needed || field->otherwise))
        word = field->otherwise ? kith_word_find(field->words, field->otherwise) : 0;
    *(int *)row_at(row, field) = word;
}

void field_load(const struct kith_field *field, void *row, struct stmt *stmt, int at, struct arena *arena) {
    void *member = row_at(row, field);
    switch (field->type) {
    case KITH_TYPE_TEXT:
    case KITH_TYPE_LONG:
        *as_text(row, field) = model_col_text(stmt, at, arena);
        break;
    case KITH_TYPE_LIST:
        *(struct kith_list *)member = model_col_list(stmt, at, arena);
        break;
    case KITH_TYPE_DATES:
        *(struct kith_dates *)member = field_dates(stmt_col_text(stmt, at), arena);
        break;
    case KITH_TYPE_DAY:
        *(day *)member = model_col_day(stmt, at);
        break;
    case KITH_TYPE_COUNT:
        *(int *)member = load_count(stmt, at);
        break;
    case KITH_TYPE_MONEY:
        *(int64_t *)member = stmt_col_null(stmt, at) ? MONEY_NONE : stmt_col_int(stmt, at);
        break;
    case KITH_TYPE_FLAG:
        *(bool *)member = stmt_col_int(stmt, at) != 0;
        break;
    case KITH_TYPE_WORD:
        load_word(field, row, stmt, at);
        break;
    case KITH_TYPE_REF:
        *(kith_id *)member = stmt_col_int(stmt, at);
        break;
    case KITH_TYPE_REFS:
        break;
    }
}

/* ---- comparing, cleaning, JSON ---- */

static bool same_text(const char *a, const char *b) {
    return a == b || (a && b && strcmp(a, b) == 0);
}

static bool same_list(const struct kith_list *a, const struct kith_list *b) {
    if (a->count != b->count)
        return false;
    for (size_t i = 0; i < a->count; i++)
        if (!same_text(a->items[i], b->items[i]))
            return false;
    return true;
}

static bool same_dates(const struct kith_dates *a, const struct kith_dates *b) {
    if (a->count != b->count)
        return false;
    for (size_t i = 0; i < a->count; i++)
        if (!same_text(a->items[i].what, b->items[i].what) || !same_text(a->items[i].on, b->items[i].on))
            return false;
    return true;
}

static bool same_ids(const struct kith_ids *a, const struct kith_ids *b) {
    return a->count == b->count &&
           (!a->count || memcmp(a->items, b->items, a->count * sizeof *a->items) == 0);
}

bool field_same(const struct kith_field *field, const void *a, const void *b) {
    const void *one = row_see(a, field), *other = row_see(b, field);
    switch (field->type) {
    case KITH_TYPE_TEXT:
    case KITH_TYPE_LONG:
        return same_text(see_text(a, field), see_text(b, field));
    case KITH_TYPE_LIST:
        return same_list(one, other);
    case KITH_TYPE_DATES:
        return same_dates(one, other);
    case KITH_TYPE_REFS:
        return same_ids(one, other);
    case KITH_TYPE_DAY:
        return *(const day *)one == *(const day *)other;
    case KITH_TYPE_COUNT:
    case KITH_TYPE_WORD:
        return see_int(a, field) == see_int(b, field);
    case KITH_TYPE_FLAG:
        return *(const bool *)one == *(const bool *)other;
    case KITH_TYPE_MONEY:
    case KITH_TYPE_REF:
        return *(const int64_t *)one == *(const int64_t *)other;
    }
    return false;
}

bool field_empty(const struct kith_field *field, const void *row) {
    const void *at = row_see(row, field);
    switch (field->type) {
    case KITH_TYPE_TEXT:
    case KITH_TYPE_LONG:
        return text_blank(see_text(row, field));
    case KITH_TYPE_LIST:
        return ((const struct kith_list *)at)->count == 0;
    case KITH_TYPE_DATES:
        return ((const struct kith_dates *)at)->count == 0;
    case KITH_TYPE_REFS:
        return ((const struct kith_ids *)at)->count == 0;
    case KITH_TYPE_DAY:
        return *(const day *)at == DAY_NONE;
    case KITH_TYPE_COUNT:
    case KITH_TYPE_WORD:
        return see_int(row, field) < 0;
    case KITH_TYPE_MONEY:
        return *(const int64_t *)at == MONEY_NONE;
    case KITH_TYPE_REF:
        return *(const kith_id *)at == 0;
    case KITH_TYPE_FLAG:
        return false;
    }
    return false;
}

static const char *clean(const char *text, bool line, struct arena *arena) {
    if (!text)
        return NULL;
    if (line)
        return text_as_line(arena, text);
    size_t length = strlen(text);
    return text_valid(text, length) ? text : text_repair(arena, text, length);
}

static void clean_list(struct kith_list *list, bool line, struct arena *arena) {
    size_t good = 0;
    while (good < list->count && *list->items[good] &&
           clean(list->items[good], line, arena) == list->items[good])
        good++;
    if (good == list->count)
        return;
    struct kith_list out = {ARENA_NEW(arena, const char *, list->count), 0};
    for (size_t i = 0; i < list->count; i++) {
        const char *item = clean(list->items[i], line, arena);
        if (item && *item)
            out.items[out.count++] = item;
    }
    *list = out;
}

void field_clean(const struct kith_field *field, void *row, bool line, struct arena *arena) {
    if (field->type == KITH_TYPE_TEXT || field->type == KITH_TYPE_LONG) {
        *as_text(row, field) = clean(*as_text(row, field), line && field->type == KITH_TYPE_TEXT, arena);
    } else if (field->type == KITH_TYPE_LIST) {
        clean_list(row_at(row, field), line, arena);
    } else if (field->type == KITH_TYPE_DATES) {
        struct kith_dates *dates = row_at(row, field);
        struct kith_date *items = ARENA_NEW(arena, struct kith_date, dates->count);
        for (size_t i = 0; i < dates->count; i++)
            items[i] = (struct kith_date){clean(dates->items[i].what, line, arena),
                                          clean(dates->items[i].on, line, arena)};
        dates->items = items;
    }
}

static void json_uid(struct kith *k, const struct kith_kind *kind, kith_id id, struct json *json) {
    struct buf sql = BUF_INIT;
    buf_printf(&sql, "SELECT uid FROM \"%s\" WHERE id = ?1", kind->table);
    struct stmt *stmt = model_sql1(k, sql.data, id);
    if (stmt_row(stmt)) {
        json_text(json, stmt_col_text(stmt, 0));
        stmt_stop(stmt);
    } else {
        json_null(json);
    }
    buf_free(&sql);
}

static void json_uids(struct kith *k, const struct kith_field *field, const void *row, struct json *json) {
    const struct kith_ids *ids = row_see(row, field);
    json_open(json, '[');
    for (size_t i = 0; i < ids->count; i++)
        json_uid(k, *field->of, ids->items[i], json);
    json_close(json, ']');
}

static void json_count(struct json *json, int count) {
    if (count == KITH_NO_COUNT)
        json_null(json);
    else
        json_int(json, count);
}

void field_json(struct kith *k, const struct kith_field *field, const void *row, struct json *json) {
    json_key(json, field->name);
    const void *at = row_see(row, field);
    switch (field->type) {
    case KITH_TYPE_TEXT:
    case KITH_TYPE_LONG:
        json_text(json, see_text(row, field));
        break;
    case KITH_TYPE_LIST:
        write_list(at, json);
        break;
    case KITH_TYPE_DATES:
        write_dates(at, json);
        break;
    case KITH_TYPE_DAY:
        json_day(json, *(const day *)at);
        break;
    case KITH_TYPE_COUNT:
        json_count(json, see_int(row, field));
        break;
    case KITH_TYPE_MONEY:
        json_cents(json, *(const int64_t *)at);
        break;
    case KITH_TYPE_FLAG:
        json_bool(json, *(const bool *)at);
        break;
    case KITH_TYPE_WORD:
        json_text(json, see_word(row, field));
        break;
    case KITH_TYPE_REF:
        if (*(const kith_id *)at)
            json_uid(k, *field->of, *(const kith_id *)at, json);
        else
            json_null(json);
        break;
    case KITH_TYPE_REFS:
        json_uids(k, field, row, json);
        break;
    }
}
