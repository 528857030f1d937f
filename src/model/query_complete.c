#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/map.h"
#include "base/text.h"
#include "model/model.h"
#include "model/query.h"

/* How a line of terms may go on: fields, phrases and saved searches; the values of a field, from the book. */
enum { MOST = 200 };

struct completing {
    struct kith *k;
    struct arena *arena;
    struct kith_completions *out;
    size_t cap;
    const char *typed; /* folded: what each must begin with */
    const char *head;  /* what stands before the value: "-role:client," */
};

static void offer(struct completing *c, const char *text, const char *end, const char *help) {
    struct arena scratch = {0};
    bool begins = strncmp(text_fold(&scratch, text), c->typed, strlen(c->typed)) == 0;
    arena_free(&scratch);
    if (!begins || c->out->count >= MOST)
        return;
    const char *quote = strpbrk(text, " ,") && *c->head ? "\"" : "";
    *ARENA_PUSH(c->arena, c->out->items, c->out->count, c->cap) = (struct kith_completion){
        arena_printf(c->arena, "%s%s%s%s%s", c->head, quote, text, quote, end), help};
}

/* ---- values ---- */

struct counted {
    const char *text;
    int64_t times;
};

static int often_first(const void *a, const void *b) {
    const struct counted *x = a, *y = b;
    return x->times != y->times ? (x->times > y->times ? -1 : 1) : strcoll(x->text, y->text);
}

/* The texts that people have in a field, the most frequent first. */
struct tally {
    struct arena arena;
    struct map at;
    struct counted *items;
    size_t count, cap;
};

static void count_text(struct tally *tally, const char *text) {
    int64_t at;
    if (text_blank(text))
        return;
    const char *folded = text_fold(&tally->arena, text);
    if (!map_get(&tally->at, folded, &at)) {
        at = (int64_t)tally->count;
        map_set(&tally->at, folded, at);
        ARENA_PUSH(&tally->arena, tally->items, tally->count, tally->cap)->text = text;
    }
    tally->items[at].times++;
}

static struct tally tally_of(struct kith *k, enum query_field field) {
    const struct facts *facts = facts_of(k);
    struct tally tally = {0};
    for (size_t i = 0; i < facts->count; i++) {
        const struct fact_person *p = &facts->people[i];
        if (field == QUERY_TAG)
            for (size_t j = 0; j < p->tags.count; j++)
                count_text(&tally, p->tags.items[j]);
        else
            count_text(&tally, field == QUERY_CITY      ? p->city
                               : field == QUERY_COMPANY ? p->company
                               : field == QUERY_TITLE   ? p->title
                               : field == QUERY_NAME && !p->unnamed ? p->name
                                                                    : NULL);
    }
    if (tally.count)
        qsort(tally.items, tally.count, sizeof *tally.items, often_first);
    return tally;
}

static void tally_free(struct tally *tally) {
    map_free(&tally->at);
    arena_free(&tally->arena);
}

static void texts(struct completing *c, enum query_field field) {
    struct tally tally = tally_of(c->k, field);
    for (size_t i = 0; i < tally.count; i++)
        offer(c, tally.items[i].text, " ", NULL);
    tally_free(&tally);
}

void kith_values_complete(struct kith *k, const char *field, const char *text, size_t limit,
                          struct arena *arena, struct kith_list *out) {
    enum query_field which = query_field_of(field);
    bool texts_of_people =
        which == QUERY_COMPANY || which == QUERY_TITLE || which == QUERY_CITY || which == QUERY_TAG;
    struct tally tally = texts_of_people ? tally_of(k, which) : (struct tally){0};
    const char *begins = text_trim(arena, text_fold(arena, text));
    *out = (struct kith_list){ARENA_NEW(arena, const char *, limit), 0};
    for (size_t i = 0; i < tally.count && out->count < limit; i++) {
        struct arena scratch = {0};
        const char *folded = text_fold(&scratch, tally.items[i].text);
        if (query_begins(folded, begins) && strcmp(folded, begins) != 0)
            out->items[out->count++] = arena_strdup(arena, tally.items[i].text);
        arena_free(&scratch);
    }
    tally_free(&tally);
}

static void saved(struct completing *c, const char *head) {
    struct kith_saved_list list;
    c->head = head;
    if (kith_saved_all(c->k, c->arena, &list) == KITH_OK)
        for (size_t i = 0; i < list.count; i++)
            offer(c, list.items[i].name, " ", list.items[i].query);
}

static void words(struct completing *c, const char *const *list) {
    for (size_t i = 0; list[i]; i++)
        offer(c, list[i], " ", NULL);
}

static void phrases(struct completing *c) {
    struct kith_list list;
    query_phrases(c->k, c->arena, &list);
    for (size_t i = 0; i < list.count; i++)
        offer(c, list.items[i], " ", NULL);
}

static void values(struct completing *c, enum query_field field) {
    static const char *const yes_no[] = {"yes", "no", NULL}, *const some[] = {"any", "none", NULL};
    static const char *const past[] = {"never", "ever", "30d", "90d", "1y", "today", NULL};
    static const char *const next[] = {"14d", "today", "any", "none", NULL};
    switch (field == QUERY_SAVED ? KITH_TYPE_REF : kith_query_fields[field].type) {
    case KITH_TYPE_WORD:
        words(c, kith_query_fields[field].words);
        break;
    case KITH_TYPE_FLAG:
        words(c, yes_no);
        break;
    case KITH_TYPE_DAY:
        words(c, past);
        break;
    case KITH_TYPE_DATES:
        words(c, next);
        break;
    case KITH_TYPE_REF:
        saved(c, c->head);
        break;
    default:
        texts(c, field);
        words(c, some);
        break;
    }
}

/* ---- the place ---- */

/* Where the word begins that ends at `at`; blanks between quotation marks are of it. */
static size_t word_start(const char *text, size_t at) {
    size_t start = 0;
    bool quoted = false;
    for (size_t i = 0; i < at; i++) {
        if (text[i] == '"')
            quoted = !quoted;
        else if (!quoted && strchr(" \t", text[i]))
            start = i + 1;
    }
    return start;
}

/* After "in" stands a place. */
static bool follows_in(const char *text, size_t start) {
    return start >= 3 && strncasecmp(text + start - 3, "in ", 3) == 0 &&
           (start == 3 || text[start - 4] == ' ');
}

void kith_query_complete(struct kith *k, const char *text, size_t at, struct arena *arena,
                         struct kith_completions *out) {
    size_t start = word_start(text, at);
    *out = (struct kith_completions){.start = start};
    struct completing c = {.k = k, .arena = arena, .out = out};
    const char *word = arena_strndup(arena, text + start, at - start);
    const char *minus = *word == '-' ? "-" : "";
    size_t name = strcspn(word, ":=<>"), signs = strspn(word + name, ":=<>");
    if (signs) {
        enum query_field field =
            query_field_of(text_fold_n(arena, word + strlen(minus), name - strlen(minus)));
        const char *comma = strrchr(word, ','), *value = comma ? comma + 1 : word + name + signs;
        c.head = arena_strndup(arena, word, (size_t)(value - word));
        c.typed = text_fold(arena, value + (*value == '"'));
        if (field != QUERY_ANY_FIELD)
            values(&c, field);
        return;
    }
    c.head = minus;
    c.typed = text_fold(arena, word + strlen(minus));
    if (follows_in(text, start))
        texts(&c, QUERY_CITY);
    for (const struct kith_field *field = kith_query_fields; field->name; field++)
        offer(&c, field->name, ":", field->label);
    c.head = "";
    if (!*minus)
        phrases(&c);
    words(&c, kith_query_fields[QUERY_STANDING].words);
}
