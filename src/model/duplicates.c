#include <stdlib.h>
#include <string.h>

#include "base/map.h"
#include "base/text.h"
#include "kith/person.h"
#include "model/apart.h"
#include "model/import.h"
#include "model/model.h"
#include "model/phrases.h"

/*
 * Everyone is put under each of their keys: the name, its words in order of the
 * alphabet, the name with each full form of its first word, addresses, numbers,
 * profiles. Who meets another under a key makes a pair with that reason. Under
 * one key only the first few stand, so a switchboard or a name that thousands
 * bear costs no more than one of a few.
 */
enum { STANDING_UNDER_A_KEY = 8, LEAST_DIGITS = 6, TELLING_DIGITS = 9, MOST_WORDS = 12 };

enum reason {
    SAME_PROFILE = 1,
    SAME_EMAIL = 2,
    SAME_PHONE = 4,
    SAME_NAME = 8,
    SHORT_NAME = 16,
    OTHER_ORDER = 32,
    BY_NAME = SAME_NAME | SHORT_NAME | OTHER_ORDER,
};

struct body {
    struct kith_ref ref;
    const char *first; /* the first word of the name, folded */
    char initial;      /* of a middle name, 0: none */
    bool mentioned, one_word, has_profile;
};

struct key {                  /* who stands under a key, newest first */
    size_t body, next, count; /* next: the key's place + 1; count of the whole chain, in its head */
};

struct pair {
    size_t a, b;
    unsigned why;
};

struct full { /* one full form of a short name */
    const char *name;
    const struct full *next;
};

struct search {
    struct kith *k;
    struct arena arena;
    struct body *bodies;
    struct key *keys;
    struct pair *pairs;
    struct map heads, shorts;
    struct idmap pair_at;
    const struct full **fulls;
    size_t body_count, body_cap, key_count, key_cap, pair_count, pair_cap, full_count, full_cap;
};

/* ---- short names ---- */

static void add_short(struct search *s, const char *name, const char *full) {
    struct full *form = arena_alloc(&s->arena, sizeof *form);
    int64_t at;
    *form = (struct full){.name = full};
    if (map_get(&s->shorts, name, &at)) {
        form->next = s->fulls[at];
        s->fulls[at] = form;
        return;
    }
    map_set(&s->shorts, name, (int64_t)s->full_count);
    *ARENA_PUSH(&s->arena, s->fulls, s->full_count, s->full_cap) = form;
}

static void read_shorts(struct search *s) {
    char *rest = text_fold(&s->arena, phrases_text(s->k, "nicknames.txt")), *line;
    while ((line = strsep(&rest, "\n"))) {
        char *forms = strchr(line, ':'), *form;
        if (*line == '#' || !forms)
            continue;
        *forms++ = '\0';
        while ((form = strsep(&forms, ", \t")))
            if (*form)
                add_short(s, form, line);
    }
}

static const struct full *fulls_of(const struct search *s, const char *first) {
    int64_t at;
    return map_get(&s->shorts, first, &at) ? s->fulls[at] : NULL;
}

static bool is_short_for(const struct search *s, const char *name, const char *full) {
    for (const struct full *form = fulls_of(s, name); form; form = form->next)
        if (strcmp(form->name, full) == 0)
            return true;
    return false;
}

/* ---- pairs ---- */

/* Two merely heard of by one word ("Tom") are most likely two; so are two middle initials. */
static bool may_be_one(const struct body *a, const struct body *b, enum reason why) {
    if (!(why & BY_NAME))
        return true;
    if (a->one_word && a->mentioned && b->mentioned)
        return false;
    return !a->initial || !b->initial || a->initial == b->initial;
}

static void add_pair(struct search *s, size_t a, size_t b, enum reason why) {
    if (a == b || !may_be_one(&s->bodies[a], &s->bodies[b], why))
        return;
    size_t low = a < b ? a : b, high = a < b ? b : a;
    int64_t key = (int64_t)(low * 0x100000000u + high), at;
    if (!idmap_get(&s->pair_at, key, &at)) {
        at = (int64_t)s->pair_count;
        idmap_set(&s->pair_at, key, at);
        *ARENA_PUSH(&s->arena, s->pairs, s->pair_count, s->pair_cap) = (struct pair){.a = low, .b = high};
    }
    s->pairs[at].why |= why;
}

static void stand_under(struct search *s, const char *key, size_t body, enum reason why) {
    int64_t head;
    if (map_get(&s->heads, key, &head)) {
        for (size_t at = (size_t)head + 1; at; at = s->keys[at - 1].next)
            add_pair(s, s->keys[at - 1].body, body, why);
        if (s->keys[head].count >= STANDING_UNDER_A_KEY)
            return;
    }
    bool first = !map_get(&s->heads, key, &head);
    if (first)
        map_set(&s->heads, key, (int64_t)s->key_count);
    struct key *own = ARENA_PUSH(&s->arena, s->keys, s->key_count, s->key_cap);
    own->body = body;
    struct key *top = first ? own : &s->keys[head];
    top->count++;
    if (!first) {
        own->next = top->next;
        top->next = s->key_count;
    }
}

/* ---- the keys of a person ---- */

struct words {
    char *items[MOST_WORDS];
    size_t count;
    char initial;
};

/* The words of a folded name; a letter alone between others is an initial, and left out. */
static struct words words_of(struct search *s, const char *folded) {
    struct words words = {0};
    char *rest = arena_strdup(&s->arena, folded), *word, *kept[MOST_WORDS];
    size_t count = 0;
    while ((word = strsep(&rest, " ,.\t")) && count < MOST_WORDS)
        if (*word)
            kept[count++] = word;
    for (size_t i = 0; i < count; i++)
        if (i > 0 && i + 1 < count && kept[i][1] == '\0')
            words.initial = kept[i][0];
        else
            words.items[words.count++] = kept[i];
    return words;
}

static const char *joined(struct search *s, char kind, const char *first, char *const *words, size_t count) {
    struct buf key = BUF_INIT;
    buf_printf(&key, "%c:%s", kind, first);
    for (size_t i = 0; i < count; i++)
        buf_printf(&key, " %s", words[i]);
    const char *text = arena_strdup(&s->arena, key.data);
    buf_free(&key);
    return text;
}

static int compare_words(const void *a, const void *b) {
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static void under_name(struct search *s, const char *folded, size_t body) {
    struct words words = words_of(s, folded);
    if (words.count == 0)
        return;
    stand_under(s, joined(s, 'n', "", words.items, words.count), body, SAME_NAME);
    if (words.count == 1)
        return;
    stand_under(s, joined(s, 's', words.items[0], words.items + 1, words.count - 1), body, SHORT_NAME);
    for (const struct full *form = fulls_of(s, words.items[0]); form; form = form->next)
        stand_under(s, joined(s, 's', form->name, words.items + 1, words.count - 1), body, SHORT_NAME);
    qsort(words.items, words.count, sizeof *words.items, compare_words);
    stand_under(s, joined(s, 'o', "", words.items, words.count), body, OTHER_ORDER);
}

/* The last digits tell a number, with or without what is dialled from abroad. */
static void under_phone(struct search *s, const char *phone, size_t body) {
    char *digits = arena_alloc(&s->arena, strlen(phone) + 1);
    size_t count = 0;
    for (; *phone; phone++)
        if (*phone >= '0' && *phone <= '9')
            digits[count++] = *phone;
    if (count >= LEAST_DIGITS)
        stand_under(
            s,
            arena_printf(&s->arena, "p:%s", digits + (count > TELLING_DIGITS ? count - TELLING_DIGITS : 0)),
            body, SAME_PHONE);
}

static struct kith_list list_at(struct search *s, struct stmt *stmt, int at) {
    const char *text = stmt_col_text(stmt, at);
    return text && strcmp(text, "[]") != 0 ? model_col_list(stmt, at, &s->arena) : (struct kith_list){0};
}

static void add_body(struct search *s, struct stmt *stmt) {
    size_t at = s->body_count;
    struct body *body = ARENA_PUSH(&s->arena, s->bodies, s->body_count, s->body_cap);
    const char *folded = model_col_text(stmt, 3, &s->arena);
    struct kith_list emails = list_at(s, stmt, 5), phones = list_at(s, stmt, 6), urls = list_at(s, stmt, 7),
                     aliases = list_at(s, stmt, 8);
    struct words words = words_of(s, folded);
    body->ref = (struct kith_ref){stmt_col_int(stmt, 0), model_col_text(stmt, 1, &s->arena),
                                  model_col_text(stmt, 2, &s->arena)};
    body->mentioned = strcmp(stmt_col_text(stmt, 4), "mentioned") == 0;
    body->first = words.count ? words.items[0] : "";
    body->initial = words.initial;
    body->one_word = words.count == 1;
    body->has_profile = urls.count > 0;
    under_name(s, folded, at);
    for (size_t i = 0; i < aliases.count; i++)
        under_name(s, text_fold(&s->arena, aliases.items[i]), at);
    for (size_t i = 0; i < emails.count; i++)
        stand_under(
            s, arena_printf(&s->arena, "e:%s", text_fold(&s->arena, text_trim(&s->arena, emails.items[i]))),
            at, SAME_EMAIL);
    for (size_t i = 0; i < phones.count; i++)
        under_phone(s, phones.items[i], at);
    for (size_t i = 0; i < urls.count; i++)
        stand_under(s, arena_printf(&s->arena, "u:%s", import_profile_key(urls.items[i], &s->arena)), at,
                    SAME_PROFILE);
}

/* ---- what is told ---- */

static const char *capital(const char *name, struct arena *arena) {
    char *text = arena_strdup(arena, name);
    if (*text >= 'a' && *text <= 'z')
        *text = (char)(*text - 'a' + 'A');
    return text;
}

static const char *short_words(const struct search *s, const struct body *a, const struct body *b,
                               struct arena *arena) {
    const char *x = capital(a->first, arena), *y = capital(b->first, arena);
    if (is_short_for(s, a->first, b->first))
        return arena_printf(arena, "%s is short for %s", x, y);
    if (is_short_for(s, b->first, a->first))
        return arena_printf(arena, "%s is short for %s", y, x);
    return arena_printf(arena, "%s and %s are short for the same name", x, y);
}

static struct kith_list reasons(const struct search *s, const struct pair *pair, struct arena *arena) {
    struct kith_list why = {0};
    size_t cap = 0;
    unsigned bits = pair->why;
    if (bits & SAME_NAME)
        *ARENA_PUSH(arena, why.items, why.count, cap) = "same name";
    else if (bits & OTHER_ORDER)
        *ARENA_PUSH(arena, why.items, why.count, cap) = "the same names in another order";
    else if (bits & SHORT_NAME)
        *ARENA_PUSH(arena, why.items, why.count, cap) =
            short_words(s, &s->bodies[pair->a], &s->bodies[pair->b], arena);
    if (bits & SAME_PROFILE)
        *ARENA_PUSH(arena, why.items, why.count, cap) = "same profile";
    if (bits & SAME_EMAIL)
        *ARENA_PUSH(arena, why.items, why.count, cap) = "same e-mail";
    if (bits & SAME_PHONE)
        *ARENA_PUSH(arena, why.items, why.count, cap) = "same phone";
    return why;
}

static int weight(unsigned why) {
    int name = why & SAME_NAME ? 3 : why & BY_NAME ? 2 : 0;
    return name + (why & SAME_PROFILE ? 4 : 0) + (why & SAME_EMAIL ? 4 : 0) + (why & SAME_PHONE ? 2 : 0);
}

/* The likeliest first, then in the order of the names, in which the bodies stand. */
static int compare_pairs(const void *a, const void *b) {
    const struct pair *x = a, *y = b;
    if (weight(x->why) != weight(y->why))
        return weight(y->why) - weight(x->why);
    if (x->a != y->a)
        return x->a < y->a ? -1 : 1;
    return x->b < y->b ? -1 : x->b > y->b;
}

static void write_pairs(struct search *s, struct arena *arena, struct kith_pairs *out) {
    size_t cap = 0;
    struct map apart = {0};
    int64_t told_apart;
    apart_load(s->k, &apart);
    if (s->pair_count)
        qsort(s->pairs, s->pair_count, sizeof *s->pairs, compare_pairs);
    for (size_t i = 0; i < s->pair_count; i++) {
        const struct pair *pair = &s->pairs[i];
        const struct body *a = &s->bodies[pair->a], *b = &s->bodies[pair->b];
        if (!(pair->why & ~(unsigned)BY_NAME) && a->has_profile && b->has_profile)
            continue; /* two profiles are two people */
        if (map_get(&apart, apart_key(a->ref.uid, b->ref.uid, &s->arena), &told_apart))
            continue;
        struct kith_pair *told = ARENA_PUSH(arena, out->items, out->count, cap);
        bool turned =
            (a->mentioned && !b->mentioned) || (a->mentioned == b->mentioned && b->ref.id < a->ref.id);
        told->a = turned ? b->ref : a->ref; /* contacts first, then who was there first */
        told->b = turned ? a->ref : b->ref;
        told->a.uid = arena_strdup(arena, told->a.uid);
        told->a.name = arena_strdup(arena, told->a.name);
        told->b.uid = arena_strdup(arena, told->b.uid);
        told->b.name = arena_strdup(arena, told->b.name);
        told->why = reasons(s, pair, arena);
    }
    map_free(&apart);
}

enum kith_status kith_duplicates(struct kith *k, struct arena *arena, struct kith_pairs *out) {
    struct search s = {.k = k};
    *out = (struct kith_pairs){0};
    read_shorts(&s);
    struct stmt *stmt =
        model_sql(k, "SELECT id, uid, name, sort, role, emails, phones, urls, aliases FROM person"
                     " WHERE NOT unnamed ORDER BY sort, id");
    while (stmt_row(stmt))
        add_body(&s, stmt);
    write_pairs(&s, arena, out);
    map_free(&s.heads);
    map_free(&s.shorts);
    idmap_free(&s.pair_at);
    arena_free(&s.arena);
    return KITH_OK;
}
