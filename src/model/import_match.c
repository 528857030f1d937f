#include "model/import_match.h"

#include <string.h>

#include "base/map.h"
#include "base/text.h"
#include "model/import.h"
#include "model/row.h"

/*
 * Who a row of a file is: the same profile URL or e-mail is the same person; the
 * same name with different URLs is two; the same name without an address in
 * common is one person when the company agrees or one side has none and no third
 * bears the name, in the book or in the file. Unnamed people are never matched.
 *
 * What is sure is matched first, so that who bears a name is known before "no
 * third" is asked: the order of the rows does not matter, and the same file again
 * finds the same people.
 */

/* ---- keys ---- */

const char *import_profile_key(const char *url, struct arena *arena) {
    char *key = text_fold(arena, text_trim(arena, url));
    char *scheme = strstr(key, "://");
    key = scheme ? scheme + 3 : key;
    if (strncmp(key, "www.", 4) == 0)
        key += 4;
    key[strcspn(key, "?#")] = '\0';
    size_t length = strlen(key);
    while (length && key[length - 1] == '/')
        key[--length] = '\0';
    return key;
}

/* Profiles and e-mails are told apart by what stands before them. */
static const char *marked(struct arena *arena, char mark, const char *text) {
    size_t length = strlen(text);
    char *out = arena_alloc(arena, length + 3);
    out[0] = mark;
    out[1] = ':';
    memcpy(out + 2, text, length);
    return out;
}

static const char *url_key(const char *url, struct arena *arena) {
    return marked(arena, 'u', import_profile_key(url, arena));
}

static const char *email_key(const char *email, struct arena *arena) {
    return marked(arena, 'e', text_fold(arena, text_trim(arena, email)));
}

/* The last nine digits, as many numbers are written with a prefix and without. */
static const char *phone_key(const char *phone, struct arena *arena) {
    enum { DIGITS = 9 };
    char *digits = arena_alloc(arena, strlen(phone) + 1);
    size_t count = 0;
    for (; *phone; phone++)
        if (*phone >= '0' && *phone <= '9')
            digits[count++] = *phone;
    return count > DIGITS ? digits + count - DIGITS : digits;
}

/* A page with a path is one person's; the bare address of a firm is that of all who work there. */
static bool is_profile(const char *key) {
    return key[0] != 'u' || strchr(key, '/') != NULL;
}

static bool has_profile(const struct kith_list *urls, struct arena *arena) {
    for (size_t i = 0; i < urls->count; i++)
        if (is_profile(url_key(urls->items[i], arena)))
            return true;
    return false;
}

/* ---- everyone there is, in the book and in the file so far ---- */

#define NOBODY SIZE_MAX

struct body {
    kith_id id;                 /* of the book; 0: somebody of the file */
    size_t row;                 /* the first row that is they; NOBODY */
    const char *name, *company; /* folded, "" for none */
    struct kith_list phones;
    bool has_url, has_email;
    size_t next; /* the next of the same name; NOBODY */
    size_t into; /* who they turned out to be; NOBODY */
};

struct people {
    struct arena *arena;
    struct map keys;  /* addresses and profiles → body */
    struct map names; /* folded name → the first body of that name */
    struct body *all;
    size_t count, cap;
};

static void add_keys(struct people *people, size_t at, const struct kith_list *list,
                     const char *key_of(const char *, struct arena *)) {
    int64_t there;
    for (size_t i = 0; i < list->count; i++) {
        const char *key = key_of(list->items[i], people->arena);
        if (key[2] && is_profile(key) && !map_get(&people->keys, key, &there))
            map_set(&people->keys, key, (int64_t)at);
    }
}

static void add_name(struct people *people, size_t at) {
    int64_t first;
    struct body *body = &people->all[at];
    if (!map_get(&people->names, body->name, &first)) {
        map_set(&people->names, body->name, (int64_t)at);
        return;
    }
    body->next = people->all[first].next;
    people->all[first].next = at;
}

static const char *folded(struct people *people, const char *text) {
    return text ? text_fold(people->arena, text) : "";
}

static size_t add_body(struct people *people, const struct kith_person *person, kith_id id, size_t row) {
    size_t at = people->count;
    *ARENA_PUSH(people->arena, people->all, people->count, people->cap) = (struct body){
        .id = id,
        .row = row,
        .name = folded(people, person->name),
        .company = folded(people, person->company),
        .phones = person->phones,
        .has_url = has_profile(&person->urls, people->arena),
        .has_email = person->emails.count > 0,
        .next = NOBODY,
        .into = NOBODY,
    };
    add_keys(people, at, &person->emails, email_key);
    add_keys(people, at, &person->urls, url_key);
    if (!person->unnamed)
        add_name(people, at);
    return at;
}

/* A row that is somebody already: what it adds tells them apart from now on. */
static void absorb(struct people *people, size_t at, const struct kith_person *person, size_t row) {
    struct body *body = &people->all[at];
    const char *company = folded(people, person->company);
    if (body->row == NOBODY)
        body->row = row;
    if (*company)
        body->company = company;
    if (!body->phones.count)
        body->phones = person->phones;
    body->has_url = body->has_url || has_profile(&person->urls, people->arena);
    body->has_email = body->has_email || person->emails.count;
    add_keys(people, at, &person->emails, email_key);
    add_keys(people, at, &person->urls, url_key);
}

static void load_people(struct kith *k, struct people *people) {
    struct stmt *stmt =
        model_sql(k, "SELECT id, name, company, emails, urls, phones, unnamed FROM person ORDER BY id");
    while (stmt_row(stmt)) {
        struct kith_person person = {.name = model_col_text(stmt, 1, people->arena),
                                     .company = model_col_text(stmt, 2, people->arena),
                                     .emails = model_col_list(stmt, 3, people->arena),
                                     .urls = model_col_list(stmt, 4, people->arena),
                                     .phones = model_col_list(stmt, 5, people->arena),
                                     .unnamed = stmt_col_int(stmt, 6) != 0};
        add_body(people, &person, stmt_col_int(stmt, 0), NOBODY);
    }
}

/* ---- what is sure ---- */

static size_t by_keys(const struct people *people, const struct kith_list *list,
                      const char *key_of(const char *, struct arena *)) {
    int64_t at;
    for (size_t i = 0; i < list->count; i++)
        if (map_get(&people->keys, key_of(list->items[i], people->arena), &at))
            return (size_t)at;
    return NOBODY;
}

static bool phone_in_common(struct people *people, const struct kith_list *a, const struct kith_list *b) {
    enum { LEAST = 7 };
    for (size_t i = 0; i < a->count; i++) {
        const char *key = phone_key(a->items[i], people->arena);
        for (size_t j = 0; strlen(key) >= LEAST && j < b->count; j++)
            if (strcmp(key, phone_key(b->items[j], people->arena)) == 0)
                return true;
    }
    return false;
}

/* The same name, and something more that agrees; or nothing on either side that could differ. */
static size_t by_name(struct people *people, const struct kith_person *person, const char **why) {
    int64_t first;
    if (!map_get(&people->names, folded(people, person->name), &first))
        return NOBODY;
    const char *company = folded(people, person->company);
    bool profile = has_profile(&person->urls, people->arena);
    bool bare = !*company && !profile && !person->emails.count;
    for (size_t at = (size_t)first; at != NOBODY; at = people->all[at].next) {
        const struct body *body = &people->all[at];
        if (body->has_url && profile)
            continue; /* two profiles are two people */
        if (*company && strcmp(body->company, company) == 0) {
            *why = "same name and company";
            return at;
        }
        if (phone_in_common(people, &person->phones, &body->phones)) {
            *why = "same name and phone";
            return at;
        }
        if (bare && !*body->company && !body->has_url && !body->has_email) {
            *why = "same name";
            return at;
        }
    }
    return NOBODY;
}

static size_t sure(struct people *people, const struct kith_person *person, const char **why) {
    size_t at = by_keys(people, &person->urls, url_key);
    if (at != NOBODY) {
        *why = "same profile";
        return at;
    }
    at = by_keys(people, &person->emails, email_key);
    if (at != NOBODY) {
        *why = "same e-mail";
        return at;
    }
    return by_name(people, person, why);
}

/* ---- what is likely ---- */

/* Two of a name and no third, one of them new and one without a company: the later is the earlier. */
static void settle_name(struct people *people, size_t first) {
    size_t second = people->all[first].next;
    if (second == NOBODY || people->all[second].next != NOBODY)
        return;
    struct body *a = &people->all[first], *b = &people->all[second];
    if ((a->id && b->id) || (a->has_url && b->has_url) || (*a->company && *b->company))
        return;
    b->into = first;
    if (b->row < a->row) /* NOBODY is beyond all rows */
        a->row = b->row;
}

/* ---- all of it ---- */

struct import_who *import_match(struct kith *k, const struct kith_import *plan, struct arena *arena) {
    struct people people = {.arena = arena};
    struct import_who *who = ARENA_NEW(arena, struct import_who, plan->count + 1);
    size_t *bodies = ARENA_NEW(arena, size_t, plan->count + 1);
    load_people(k, &people);
    for (size_t i = 0; i < plan->count; i++) {
        const struct kith_person *person = &plan->rows[i].person;
        bodies[i] = sure(&people, person, &who[i].why);
        if (bodies[i] == NOBODY)
            bodies[i] = add_body(&people, person, 0, i);
        else
            absorb(&people, bodies[i], person, i);
    }
    for (size_t i = 0; i < people.count; i++) {
        int64_t first;
        if (!people.all[i].id && map_get(&people.names, people.all[i].name, &first))
            settle_name(&people, (size_t)first);
    }
    for (size_t i = 0; i < plan->count; i++) {
        const struct body *body = &people.all[bodies[i]];
        if (body->into != NOBODY) {
            body = &people.all[body->into];
            who[i].why = "same name";
        }
        who[i].person = body->id;
        who[i].first = body->row;
        if (!body->id && body->row == i)
            who[i].why = NULL;
    }
    map_free(&people.keys);
    map_free(&people.names);
    return who;
}
