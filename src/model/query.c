#include "model/query.h"

#include <ctype.h>
#include <string.h>

#include "base/text.h"
#include "model/model.h"

/* Reads a line of terms. Phrases and saved searches are read as the terms they stand for, in their place. */
enum { MOST_DEPTH = 8 };

struct reading {
    struct kith *k;
    struct arena *arena;
    struct query *query;
    const char *text;
    size_t at;
    const struct reading *outer; /* the line this one stands in for a phrase or a saved search of */
    size_t start, length;        /* the place there */
    int depth;
    bool meant; /* the term at hand names a field, or nearly one */
};

static void read_terms(struct reading *reading);

static void place_of(const struct reading *reading, size_t *start, size_t *length) {
    for (; reading->outer; reading = reading->outer) {
        *start = reading->start;
        *length = reading->length;
    }
}

static void fault(struct reading *reading, size_t start, size_t length, const char *why) {
    if (reading->query->fault.why)
        return;
    place_of(reading, &start, &length);
    reading->query->fault = (struct kith_query_fault){start, length, why, reading->meant};
}

static struct query_term *add_term(struct reading *reading, enum query_field field, bool negated,
                                   size_t start) {
    struct query *query = reading->query;
    struct query_term *term = ARENA_PUSH(reading->arena, query->terms, query->count, query->cap);
    size_t length = reading->at - start;
    place_of(reading, &start, &length);
    *term = (struct query_term){.field = field, .negated = negated, .start = start, .length = length};
    return term;
}

/* ---- signs ---- */

static bool ends(char c) {
    return c == '\0' || c == ' ' || c == '\t' || c == '\n';
}

/* From a quotation mark to past the next; 0: it has no end. */
static size_t quoted(const char *text) {
    const char *end = strchr(text + 1, '"');
    return end ? (size_t)(end - text) + 1 : 0;
}

static size_t operator_at(const char *text, const char **op) {
    static const char *const signs[] = {">=", "<=", ":", "=", ">", "<"};
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
        if (strncmp(text, signs[i], strlen(signs[i])) == 0) {
            *op = signs[i];
            return strlen(signs[i]);
        }
    return 0;
}

/* The letters of a field's name before its sign; 0: no term. */
static size_t name_length(const char *text) {
    size_t length = 0;
    const char *op;
    while (isalpha((unsigned char)text[length]) || text[length] == '_')
        length++;
    return length && operator_at(text + length, &op) ? length : 0;
}

enum query_field query_field_of(const char *name) {
    for (int i = 0; i < QUERY_FIELD_COUNT; i++) {
        const char *field = kith_query_fields[i].name;
        size_t length = strlen(field);
        if (strcmp(name, field) == 0 ||
            (strncmp(name, field, length) == 0 && strcmp(name + length, "s") == 0))
            return (enum query_field)i;
    }
    return QUERY_ANY_FIELD;
}

/* The field that was meant: one that begins alike, or has the same letters but one. */
static const char *meant(const char *name) {
    for (int i = 0; i < QUERY_FIELD_COUNT; i++) {
        const char *field = kith_query_fields[i].name;
        size_t same = 0, length = strlen(field), typed = strlen(name), tail = 0;
        while (field[same] && field[same] == name[same])
            same++;
        while (tail < length - same && tail < typed - same &&
               field[length - 1 - tail] == name[typed - 1 - tail])
            tail++;
        size_t longer = length > typed ? length : typed;
        if ((typed >= 2 && same == typed) || (longer > 2 && same + tail + 1 >= longer))
            return field;
    }
    return NULL;
}

static const char *no_field(struct arena *arena, const char *name) {
    const char *like = meant(name);
    if (like)
        return arena_printf(arena, "there is no field '%s'; %s?", name, like);
    struct buf names = BUF_INIT;
    for (int i = 0; i < QUERY_FIELD_COUNT; i++)
        buf_printf(&names, "%s%s", i ? ", " : "", kith_query_fields[i].name);
    const char *why = arena_printf(arena, "there is no field '%s'; there are %s", name, names.data);
    buf_free(&names);
    return why;
}

/* ---- terms ---- */

/* Reads `terms` as if they stood where the bytes from `start` on are; a minus there turns each round. */
static void stand_in(struct reading *reading, const char *terms, size_t start, bool negated) {
    if (reading->depth >= MOST_DEPTH) {
        fault(reading, start, reading->at - start, "this saved search leads back to itself");
        return;
    }
    struct reading inner = {.k = reading->k,
                            .arena = reading->arena,
                            .query = reading->query,
                            .text = terms,
                            .outer = reading,
                            .start = start,
                            .length = reading->at - start,
                            .depth = reading->depth + 1,
                            .meant = reading->meant};
    size_t before = reading->query->count;
    read_terms(&inner);
    if (negated && reading->query->count - before > 1)
        fault(reading, start, reading->at - start,
              "a minus can stand before a saved search of one term only");
    for (size_t i = before; negated && i < reading->query->count; i++)
        reading->query->terms[i].negated = !reading->query->terms[i].negated;
}

/* One of the values that commas part. */
static const char *next_value(struct reading *reading) {
    const char *from = reading->text + reading->at;
    size_t length = *from == '"' ? quoted(from) : strcspn(from, ", \t\n");
    if (*from == '"' && !length) {
        fault(reading, reading->at, strlen(from), "the quotation mark has no end");
        length = strlen(from);
    }
    reading->at += length;
    return arena_strndup(reading->arena, from, length);
}

static void take_saved(struct reading *reading, const char *name, size_t start, bool negated) {
    if (name[0] == '"')
        name = arena_strndup(reading->arena, name + 1, strlen(name) - 2);
    const char *terms = kith_saved_query(reading->k, name, reading->arena);
    if (terms)
        stand_in(reading, terms, start, negated);
    else
        fault(reading, start, reading->at - start,
              arena_printf(reading->arena, "there is no saved search '%s'", name));
}

/* FIELD, its sign, and one value or more. */
static void read_field(struct reading *reading, size_t start, size_t length, bool negated) {
    struct arena *arena = reading->arena;
    const char *name = text_fold_n(arena, reading->text + reading->at, length), *op = ":";
    enum query_field field = query_field_of(name);
    size_t at = reading->at;
    reading->query->shape = KITH_QUERY_TERMS;
    reading->at += length;
    reading->at += operator_at(reading->text + reading->at, &op);
    reading->meant = field != QUERY_ANY_FIELD || meant(name);
    if (field == QUERY_ANY_FIELD) {
        fault(reading, at, length, no_field(arena, name));
        reading->at += strcspn(reading->text + reading->at, " \t\n");
        return;
    }
    struct query_term *term = field == QUERY_SAVED ? NULL : add_term(reading, field, negated, start);
    for (bool more = true; more && !reading->query->fault.why;) {
        size_t value_at = reading->at;
        const char *value = next_value(reading);
        if (!*value)
            fault(reading, start, reading->at - start,
                  arena_printf(arena, "%s%s what? such as %s", name, op, kith_query_fields[field].help));
        else if (!term)
            take_saved(reading, value, start, negated);
        else if (!reading->query->fault.why) {
            const char *why = query_add_value(reading->k, term, op, value, arena);
            if (why)
                fault(reading, value_at, reading->at - value_at, why);
        }
        more = term && reading->text[reading->at] == ',';
        reading->at += more;
    }
    if (term && !reading->outer)
        term->length = reading->at - start;
    if (!ends(reading->text[reading->at]))
        fault(reading, reading->at, 1, "a blank is missing here");
}

static void read_word(struct reading *reading, size_t start, bool negated) {
    const char *from = reading->text + reading->at;
    size_t length = *from == '"' ? quoted(from) : strcspn(from, " \t\n");
    bool marked = *from == '"' && length;
    if (*from == '"' && !length) {
        fault(reading, reading->at, strlen(from), "the quotation mark has no end");
        length = strlen(from);
    }
    reading->at += length;
    const char *word = marked ? text_fold_n(reading->arena, from + 1, length - 2)
                              : text_fold_n(reading->arena, from, length);
    if (!marked && length == 2 && strncmp(from, "OR", 2) == 0)
        fault(reading, start, length, "all terms must hold; for one or the other part values by commas,"
                                      " as in role:client,partner");
    if (text_blank(word) || (!marked && strncmp(from, "AND", length) == 0 && length == 3))
        return;
    struct query_term *term = add_term(reading, QUERY_ANY_FIELD, negated, start);
    *ARENA_PUSH(reading->arena, term->values, term->count, term->cap) = (struct query_value){word, 0, 0};
}

static void read_term(struct reading *reading) {
    size_t start = reading->at;
    const char *text = reading->text, *terms;
    bool negated = text[start] == '-' && !ends(text[start + 1]);
    reading->at += negated;
    reading->meant = false;
    size_t length = name_length(text + reading->at);
    size_t phrase = length || text[reading->at] == '"'
                        ? 0
                        : query_phrase(reading->k, text + reading->at, reading->arena, &terms);
    if (length) {
        read_field(reading, start, length, negated);
    } else if (phrase) {
        enum kith_query_shape shape = reading->query->shape;
        reading->at += phrase;
        stand_in(reading, terms, start, negated);
        reading->query->shape = shape == KITH_QUERY_TERMS ? shape : KITH_QUERY_PHRASES;
    } else {
        read_word(reading, start, negated);
    }
}

static void read_terms(struct reading *reading) {
    while (!reading->query->fault.why) {
        while (reading->text[reading->at] && ends(reading->text[reading->at]))
            reading->at++;
        if (!reading->text[reading->at])
            return;
        read_term(reading);
    }
}

struct query query_read(struct kith *k, const char *text, struct arena *arena) {
    struct query query = {0};
    struct reading reading = {.k = k, .arena = arena, .query = &query, .text = text ? text : ""};
    read_terms(&reading);
    return query;
}

bool kith_query_check(struct kith *k, const char *text, struct arena *arena, enum kith_query_shape *shape,
                      struct kith_query_fault *out) {
    struct query query = query_read(k, text, arena);
    if (shape)
        *shape = query.shape;
    if (out)
        *out = query.fault;
    return !query.fault.why;
}

const char *kith_query_words(struct kith *k, const char *text, struct arena *arena) {
    struct query query = query_read(k, text, arena);
    struct buf words = BUF_INIT;
    for (size_t i = 0; i < query.count; i++)
        if (query.terms[i].field == QUERY_ANY_FIELD && !query.terms[i].negated)
            buf_printf(&words, "%s%s", words.len ? " " : "", query.terms[i].values[0].text);
    const char *all = arena_strdup(arena, words.data);
    buf_free(&words);
    return all;
}
