#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "model/field.h"
#include "kith/person.h"
#include "model/row.h"

/* Fields as a person types and reads them. */

/* ---- printing ---- */

/* An element of a comma list; in quotation marks where it holds a comma itself. */
static void add_element(struct buf *out, const char *item) {
    bool quote = strpbrk(item, ",\"") != NULL;
    if (out->len)
        buf_str(out, ", ");
    if (quote)
        buf_char(out, '"');
    for (const char *c = item; *c; c++) {
        if (quote && *c == '"')
            buf_char(out, '"');
        buf_char(out, *c);
    }
    if (quote)
        buf_char(out, '"');
}

static void add_ref(struct kith *k, const struct kith_kind *kind, kith_id id, struct buf *out) {
    struct arena scratch = {0};
    void *row = arena_alloc(&scratch, kind->size);
    if (id && row_read(k, kind, id, &scratch, row)) {
        const struct kith_person *person = row;
        bool named = kind == &kith_person_kind && !text_blank(person->name);
        add_element(out, named ? person->name : row_uid(row));
    }
    arena_free(&scratch);
}

static void print_money(int64_t cents, struct buf *out) {
    if (cents == MONEY_NONE)
        return;
    buf_printf(out, "%lld", (long long)(cents / 100));
    if (cents % 100)
        buf_printf(out, ".%02d", (int)(cents % 100));
}

static void print(struct kith *k, const struct kith_field *field, const void *row, struct buf *out) {
    const void *at = row_see(row, field);
    char iso[DAY_SIZE];
    const struct kith_list *list = at;
    const struct kith_dates *dates = at;
    const struct kith_ids *ids = at;
    switch (field->type) {
    case KITH_TYPE_TEXT:
    case KITH_TYPE_LONG:
        buf_str(out, *(const char *const *)at ? *(const char *const *)at : "");
        break;
    case KITH_TYPE_LIST:
        for (size_t i = 0; i < list->count; i++)
            add_element(out, list->items[i]);
        break;
    case KITH_TYPE_DATES:
        for (size_t i = 0; i < dates->count; i++)
            buf_printf(out, "%s%s %s", i ? ", " : "", dates->items[i].what, dates->items[i].on);
        break;
    case KITH_TYPE_DAY:
        buf_str(out, day_iso(*(const day *)at, iso));
        break;
    case KITH_TYPE_COUNT:
        if (*(const int *)at != KITH_NO_COUNT)
            buf_printf(out, "%d", *(const int *)at);
        break;
    case KITH_TYPE_MONEY:
        print_money(*(const int64_t *)at, out);
        break;
    case KITH_TYPE_FLAG:
        buf_str(out, *(const bool *)at ? "yes" : "no");
        break;
    case KITH_TYPE_WORD:
        buf_str(out, *(const int *)at < 0 ? "" : field->words[*(const int *)at]);
        break;
    case KITH_TYPE_REF:
        add_ref(k, *field->of, *(const kith_id *)at, out);
        break;
    case KITH_TYPE_REFS:
        for (size_t i = 0; i < ids->count; i++)
            add_ref(k, *field->of, ids->items[i], out);
        break;
    }
}

const char *kith_field_text(struct kith *k, const struct kith_field *field, const void *row,
                            struct arena *arena) {
    struct buf out = BUF_INIT;
    print(k, field, row, &out);
    const char *text = arena_strdup(arena, out.data);
    buf_free(&out);
    return text;
}

/* ---- parsing ---- */

static bool holds(const struct kith_list *list, const char *text) {
    for (size_t i = 0; i < list->count; i++)
        if (strcmp(list->items[i], text) == 0)
            return true;
    return false;
}

/* Elements between commas, each once; "…" keeps a comma, "" inside stands for a quotation mark. */
static struct kith_list split(const char *value, struct arena *arena) {
    struct kith_list list = {0};
    size_t cap = 0;
    struct buf item = BUF_INIT;
    bool quoted = false;
    for (const char *c = value;; c++) {
        if (*c == '"' && quoted && c[1] == '"') {
            buf_char(&item, *c++);
        } else if (*c == '"' && (quoted || text_blank(item.data))) {
            quoted = !quoted;
        } else if (*c == '\0' || (*c == ',' && !quoted)) {
            const char *text = text_trim(arena, item.data);
            if (*text && !holds(&list, text))
                *ARENA_PUSH(arena, list.items, list.count, cap) = text;
            buf_cut(&item, 0);
            quoted = false;
            if (!*c)
                break;
        } else {
            buf_char(&item, *c);
        }
    }
    buf_free(&item);
    return list;
}

static enum kith_status refuse(struct kith *k, const struct kith_field *field, const char *value,
                               const char *wanted) {
    return model_fail(k, KITH_INVALID, "%s is %s, not '%s'", field->name, wanted, value);
}

static enum kith_status parse_word(struct kith *k, const struct kith_field *field, int *word,
                                   const char *value) {
    *word = kith_word_find(field->words, value);
    if (*word != KITH_NO_WORD)
        return KITH_OK;
    struct buf wanted = BUF_INIT;
    for (size_t i = 0; field->words[i]; i++)
        buf_printf(&wanted, "%s%s", i == 0 ? "" : field->words[i + 1] ? ", " : " or ", field->words[i]);
    enum kith_status status = refuse(k, field, value, wanted.data);
    buf_free(&wanted);
    return status;
}

static enum kith_status parse_count(struct kith *k, const struct kith_field *field, int *number,
                                    const char *value) {
    char *end;
    errno = 0;
    long parsed = strtol(value, &end, 10);
    if (end == value || *end || errno || parsed < 0 || parsed > 1000000)
        return refuse(k, field, value, "a whole number from 0 to 1000000");
    *number = (int)parsed;
    return KITH_OK;
}

/* "1200", "1,200.50", "£1200" */
static bool money_of(const char *value, int64_t *cents) {
    static const char *const signs[] = {"$", "£", "€"};
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
        if (strncmp(value, signs[i], strlen(signs[i])) == 0)
            value += strlen(signs[i]);
    int64_t whole = 0;
    int digits = 0, decimals = -1;
    for (; *value; value++) {
        if (*value == ',' && digits > 0 && decimals < 0)
            continue;
        if (*value == '.' && decimals < 0) {
            decimals = 0;
            continue;
        }
        if (*value < '0' || *value > '9' || ++digits > 15 || (decimals >= 0 && ++decimals > 2))
            return false;
        whole = whole * 10 + (*value - '0');
    }
    *cents = decimals == 2 ? whole : decimals == 1 ? whole * 10 : whole * 100;
    return digits > 0;
}

static bool flag_of(const char *value, bool *flag) {
    static const char *const yes[] = {"yes", "true", "on", "y", "1", NULL};
    static const char *const no[] = {"no", "false", "off", "n", "0", "", NULL};
    *flag = kith_word_find(yes, value) != KITH_NO_WORD;
    return *flag || kith_word_find(no, value) != KITH_NO_WORD;
}

/* "birthday 03-07, wedding 2010-05-01" */
static enum kith_status parse_dates(struct kith *k, const struct kith_field *field, struct kith_dates *dates,
                                    const char *value, struct arena *arena) {
    struct kith_list items = split(value, arena);
    size_t cap = 0;
    *dates = (struct kith_dates){0};
    for (size_t i = 0; i < items.count; i++) {
        char *what = arena_strdup(arena, items.items[i]), *last = strrchr(what, ' ');
        const char *on = last ? last + 1 : what;
        if (strlen(on) == 5)
            on = arena_printf(arena, "--%s", on);
        if (!last || !field_date_ok(on))
            return refuse(k, field, items.items[i], "a word and a day, as in 'birthday 03-07'");
        *last = '\0';
        *ARENA_PUSH(arena, dates->items, dates->count, cap) = (struct kith_date){text_trim(arena, what), on};
    }
    return KITH_OK;
}

static enum kith_status parse_ref(struct kith *k, const struct kith_field *field, kith_id *id,
                                  const char *value) {
    const struct kith_kind *kind = *field->of;
    if (kind == &kith_person_kind)
        return kith_person_find(k, value, id);
    *id = row_id_of(k, kind, value);
    return *id ? KITH_OK : model_fail(k, KITH_NOT_FOUND, "there is no %s '%s'", kind->one, value);
}

/* Days still to come are typed into `until` and into a task's day; all others have been. */
static enum day_toward toward(const struct kith_field *field) {
    bool task = field == kith_field_find(&kith_task_kind, "on");
    return task || strcmp(field->name, "until") == 0 ? DAY_FUTURE : DAY_PAST;
}

static enum kith_status parse_given(struct kith *k, const struct kith_field *field, void *row,
                                    const char *value, struct arena *arena) {
    void *at = row_at(row, field);
    switch (field->type) {
    case KITH_TYPE_TEXT:
        *(const char **)at = text_line(arena, value);
        return KITH_OK;
    case KITH_TYPE_LONG:
        *(const char **)at = text_repair(arena, value, strlen(value));
        return KITH_OK;
    case KITH_TYPE_LIST:
        *(struct kith_list *)at = split(value, arena);
        return KITH_OK;
    case KITH_TYPE_DATES:
        return parse_dates(k, field, at, value, arena);
    case KITH_TYPE_DAY:
        return day_parse(value, k->today, toward(field), at) ? KITH_OK : refuse(k, field, value, "a date");
    case KITH_TYPE_COUNT:
        return parse_count(k, field, at, value);
    case KITH_TYPE_MONEY:
        return money_of(value, at) ? KITH_OK : refuse(k, field, value, "an amount");
    case KITH_TYPE_FLAG:
        return flag_of(value, at) ? KITH_OK : refuse(k, field, value, "yes or no");
    case KITH_TYPE_WORD:
        return parse_word(k, field, at, value);
    case KITH_TYPE_REF:
        return parse_ref(k, field, at, value);
    case KITH_TYPE_REFS:
        return kith_people_find(k, value, arena, at);
    }
    return KITH_OK;
}

enum kith_status kith_field_parse(struct kith *k, const struct kith_field *field, void *row,
                                  const char *value, struct arena *arena) {
    const char *given = text_trim(arena, value ? value : "");
    bool text = field->type == KITH_TYPE_TEXT || field->type == KITH_TYPE_LONG;
    if (*given)
        return parse_given(k, field, row, text ? value : given, arena);
    field_default(field, row);
    if (field->needed && field_empty(field, row))
        return model_fail(k, KITH_INVALID, "%s cannot be empty", field->name);
    return KITH_OK;
}
