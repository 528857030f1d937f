#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "model/model.h"
#include "model/query.h"

/* What a term compares with: `>90d`, `:client`, `=2`. */

bool query_is_text(enum query_field field) {
    if (field == QUERY_ANY_FIELD)
        return true;
    enum kith_type type = kith_query_fields[field].type;
    return type == KITH_TYPE_TEXT || type == KITH_TYPE_LONG || type == KITH_TYPE_LIST;
}

static void add(struct query_term *term, struct arena *arena, const char *text, int64_t from, int64_t to) {
    *ARENA_PUSH(arena, term->values, term->count, term->cap) = (struct query_value){text, from, to};
}

/* Those that `op` leaves on one side of a span or in it; *from and *to become them. */
static void compare(const char *op, int64_t least, int64_t *from, int64_t *to) {
    int64_t first = *from, last = *to;
    if (op[0] == '>') {
        *from = op[1] ? first : last + 1;
        *to = QUERY_MOST;
    } else if (op[0] == '<') {
        *from = least;
        *to = op[1] ? last : first - 1;
    }
}

static bool is(const char *typed, const char *a, const char *b) {
    return text_same(typed, a) || text_same(typed, b);
}

/* Dashes, ellipses and their like, U+2000 to U+203F, part words as blanks do. */
static bool parts_words(const char *folded, const char *at) {
    unsigned char before = at == folded ? ' ' : (unsigned char)at[-1];
    if (before >= 0x80)
        return at - folded >= 3 && memcmp(at - 3, "\xE2\x80", 2) == 0;
    return !(before >= 'a' && before <= 'z') && !(before >= '0' && before <= '9');
}

bool query_begins(const char *folded, const char *word) {
    for (const char *at = folded; (at = strstr(at, word)); at++)
        if (parts_words(folded, at))
            return true;
    return false;
}

/* ---- words, numbers, texts ---- */

static const char *word(struct query_term *term, const char *typed, struct arena *arena) {
    const struct kith_field *field = &kith_query_fields[term->field];
    for (int i = 0; field->words[i]; i++)
        if (text_same(field->words[i], typed)) {
            add(term, arena, NULL, i, i);
            return NULL;
        }
    struct buf words = BUF_INIT;
    for (size_t i = 0; field->words[i]; i++)
        buf_printf(&words, "%s%s", i == 0 ? "" : field->words[i + 1] ? ", " : " or ", field->words[i]);
    const char *why = arena_printf(arena, "%s is %s, not '%s'", field->name, words.data, typed);
    buf_free(&words);
    return why;
}

static const char *flag(struct query_term *term, const char *typed, struct arena *arena) {
    bool yes = is(typed, "yes", "y");
    if (!yes && !is(typed, "no", "n"))
        return arena_printf(arena, "%s is yes or no, not '%s'", kith_query_fields[term->field].name, typed);
    add(term, arena, NULL, yes, yes);
    return NULL;
}

static const char *count(struct query_term *term, const char *op, const char *typed, struct arena *arena) {
    char *end;
    long number = strtol(typed, &end, 10);
    if (end == typed || *end || number < 0 || number > 1000000000)
        return arena_printf(arena, "%s is a number, not '%s'", kith_query_fields[term->field].name, typed);
    int64_t from = number, to = number;
    compare(op, QUERY_MISSING, &from, &to);
    add(term, arena, NULL, from, to);
    return NULL;
}

/* ---- days ---- */

/* A year, a month or a day; *from and *to are its first and last. */
static bool stretch(const char *typed, day today, enum day_toward toward, int64_t *from, int64_t *to) {
    size_t digits = strspn(typed, "0123456789"), length = strlen(typed);
    int year = atoi(typed), month = length == 7 && typed[4] == '-' ? atoi(typed + 5) : 0;
    day d = DAY_NONE, last;
    if (digits == 4 && (length == 4 || (length == 7 && month >= 1 && month <= 12))) {
        d = day_from(year, month ? month : 1, 1);
        last = month && month < 12 ? day_from(year, month + 1, 1) : day_from(year + 1, 1, 1);
        *to = last == DAY_NONE ? QUERY_MOST : last - 1;
    } else if (day_parse(typed, today, toward, &d)) {
        *to = d;
    }
    *from = d;
    return d != DAY_NONE;
}

/* "90d", "90 days", "2w": the day so long ago, or to come. */
static bool span(const char *typed, day today, enum day_toward toward, day *out) {
    struct arena arena = {0};
    size_t digits = strspn(typed, "0123456789");
    bool good = digits && digits < strlen(typed) && typed[digits] != '-' &&
                day_parse(arena_printf(&arena, "%s%s", toward == DAY_PAST ? "-" : "+", typed), today, toward,
                          out);
    arena_free(&arena);
    return good;
}

static const char *no_day(const struct query_term *term, const char *typed, struct arena *arena) {
    return arena_printf(arena, "%s is a day, a month such as 2026-11, or a time such as 90d%s, not '%s'",
                        kith_query_fields[term->field].name,
                        term->field == QUERY_SINCE ? "" : ", or never", typed);
}

/* "Longer ago" is an earlier day: the sign turns round. Never is longest ago; since is unknown then. */
static const char *past(struct kith *k, struct query_term *term, const char *op, const char *typed,
                        struct arena *arena) {
    static const char *const turned[][2] = {{">", "<"}, {">=", "<="}, {"<", ">"}, {"<=", ">="}};
    int64_t least = term->field == QUERY_SINCE ? QUERY_LEAST : QUERY_MISSING, from, to;
    day d;
    if (span(typed, k->today, DAY_PAST, &d)) {
        from = to = d;
        if (op[0] == ':' || op[0] == '=')
            to = QUERY_MOST;
        for (size_t i = 0; i < sizeof turned / sizeof *turned; i++)
            if (strcmp(op, turned[i][0]) == 0) {
                compare(turned[i][1], least, &from, &to);
                break;
            }
    } else if (stretch(typed, k->today, DAY_PAST, &from, &to)) {
        compare(op, least, &from, &to);
    } else {
        return no_day(term, typed, arena);
    }
    add(term, arena, NULL, from, to);
    return NULL;
}

/* Which month the word names, 1 to 12; 0: none. */
static int month_of(const char *typed, day today) {
    struct arena arena = {0};
    day d;
    int year, month = 0, first;
    if (day_parse(arena_printf(&arena, "1 %s", typed), today, DAY_FUTURE, &d))
        day_split(d, &year, &month, &first);
    arena_free(&arena);
    return month;
}

/* A birthday is the next one, today's among them. */
static const char *next(struct kith *k, struct query_term *term, const char *op, const char *typed,
                        struct arena *arena) {
    int64_t from, to;
    day d;
    int year, month, month_day, named = month_of(typed, k->today);
    if (named) { /* what is left of this one, and the next */
        day_split(k->today, &year, &month, &month_day);
        for (int i = 0; i < 2; i++, year++)
            add(term, arena, NULL, day_from(year, named, 1),
                named < 12 ? day_from(year, named + 1, 1) - 1 : day_from(year, 12, 31));
        return NULL;
    }
    if (span(typed, k->today, DAY_FUTURE, &d)) {
        from = op[0] == ':' || op[0] == '=' ? k->today : d;
        to = d;
    } else if (!stretch(typed, k->today, DAY_FUTURE, &from, &to)) {
        return no_day(term, typed, arena);
    }
    compare(op, QUERY_LEAST, &from, &to);
    add(term, arena, NULL, from, to);
    return NULL;
}

/* ---- any ---- */

/* none, never, any, ever: whether there is one at all. */
static bool presence(struct query_term *term, const char *typed, struct arena *arena) {
    bool none = is(typed, "none", "never"), any = is(typed, "any", "ever");
    bool text = query_is_text(term->field);
    bool counted = term->field != QUERY_ANY_FIELD && kith_query_fields[term->field].type == KITH_TYPE_COUNT;
    if (none)
        add(term, arena, NULL, text ? 0 : QUERY_MISSING, text || counted ? 0 : QUERY_MISSING);
    else if (any)
        add(term, arena, NULL, text || counted ? 1 : QUERY_LEAST, QUERY_MOST);
    return none || any;
}

const char *query_add_value(struct kith *k, struct query_term *term, const char *op, const char *typed,
                            struct arena *arena) {
    const struct kith_field *field = &kith_query_fields[term->field];
    bool equals = op[0] == ':' || op[0] == '=';
    bool quoted = typed[0] == '"';
    if (quoted)
        typed = arena_strndup(arena, typed + 1, strlen(typed) - 2);
    if (!equals && field->type != KITH_TYPE_DAY && field->type != KITH_TYPE_COUNT &&
        field->type != KITH_TYPE_DATES)
        return arena_printf(arena, "%s takes : or =, not %s", field->name, op);
    if (!quoted && equals && field->type != KITH_TYPE_FLAG && presence(term, typed, arena))
        return NULL;
    switch (field->type) {
    case KITH_TYPE_WORD:
        return word(term, typed, arena);
    case KITH_TYPE_FLAG:
        return flag(term, typed, arena);
    case KITH_TYPE_COUNT:
        return count(term, op, typed, arena);
    case KITH_TYPE_DAY:
        return past(k, term, op, typed, arena);
    case KITH_TYPE_DATES:
        return next(k, term, op, typed, arena);
    default:
        term->whole = op[0] == '=';
        add(term, arena, text_trim(arena, text_fold(arena, typed)), 0, 0);
        return NULL;
    }
}
