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

char *import_profile_key(const char *url, struct arena *arena) {
    char *key = text_fold(arena, url), *scheme;
    while (text_is_space((unsigned char)*key))
        key++;
    scheme = strstr(key, "://");
    key = scheme ? scheme + 3 : key;
    if (strncmp(key, "www.", 4) == 0)
        key += 4;
    size_t length = strcspn(key, "?#");
    while (length && (key[length - 1] == '/' || text_is_space((unsigned char)key[length - 1])))
        length--;
    key[length] = '\0';
    return key;
}

static const char *email_key(const char *email, struct arena *arena) {
    return text_fold(arena, text_trim(arena, email));
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

/* What a row or somebody of the book says of who they are, as it is compared. */
struct told {
    const char *name, *company;                /* folded, "" for none */
    struct kith_list profiles, emails, phones; /* their keys; phones with enough digits */
};

typedef const char *key_fn(const char *text, struct arena *arena);

/* A page with a path is one person's; the bare address of a firm is that of all who work there. */
static const char *profile_key(const char *url, struct arena *arena) {
    const char *key = import_profile_key(url, arena);
    return strchr(key, '/') ? key : "";
}

static const char *whole_phone_key(const char *phone, struct arena *arena) {
    enum { LEAST_DIGITS = 7 };
    const char *key = phone_key(phone, arena);
    return strlen(key) >= LEAST_DIGITS ? key : "";
}

static struct kith_list keys_of(const struct kith_list *list, key_fn *key_of, struct arena *arena) {
    struct kith_list keys = {0};
    if (list->count)
        keys.items = ARENA_NEW(arena, const char *, list->count);
    for (size_t i = 0; i < list->count; i++) {
        const char *key = key_of(list->items[i], arena);
        if (*key)
            keys.items[keys.count++] = key;
    }
    return keys;
}

static struct told told_by(const struct kith_person *person, struct arena *arena) {
    return (struct told){
        .name = person->name ? text_fold(arena, person->name) : "",
        .company = person->company ? text_fold(arena, person->company) : "",
        .profiles = keys_of(&person->urls, profile_key, arena),
        .emails = keys_of(&person->emails, email_key, arena),
        .phones = keys_of(&person->phones, whole_phone_key, arena),
    };
}

/* ---- everyone there is, in the book and in the file so far ---- */

#define NOBODY SIZE_MAX

struct body {
    kith_id id;                 /* of the book; 0: somebody of the file */
    size_t row;                 /* the first row that is they; NOBODY */
    const char *name, *company; /* folded, "" for none */
    struct kith_list phones;    /* their keys */
    bool has_url, has_email;
    size_t first;   /* the first of the same name; NOBODY: unnamed */
    size_t next;    /* the next of the same name; NOBODY */
    size_t bearers; /* of the first: how many bear the name */
    size_t into;    /* who they turned out to be; NOBODY */
};

struct people {
    struct arena *arena;         /* of the keys as well, which the maps borrow */
    struct map profiles, emails; /* → body */
    struct map names;            /* folded name → the first body of that name */
    struct map crowds;           /* → link; see below */
    struct link *links;
    size_t link_count, link_cap;
    struct body *all;
    size_t count, cap;
};

static void add_keys(struct map *map, const struct kith_list *keys, size_t at) {
    int64_t there;
    for (size_t i = 0; i < keys->count; i++)
        if (!map_get(map, keys->items[i], &there))
            map_set(map, keys->items[i], (int64_t)at);
}

static bool phone_in_common(const struct kith_list *a, const struct kith_list *b) {
    for (size_t i = 0; i < a->count; i++)
        for (size_t j = 0; j < b->count; j++)
            if (strcmp(a->items[i], b->items[j]) == 0)
                return true;
    return false;
}

static bool bare(const struct told *told) {
    return !*told->company && !told->profiles.count && !told->emails.count;
}

/*
 * How one of the name fits: something more agrees, or nothing on either side could
 * differ. Two profiles are two people.
 */
static const char *fits(const struct body *body, const struct told *told) {
    if (body->has_url && told->profiles.count)
        return NULL;
    if (*told->company && strcmp(body->company, told->company) == 0)
        return "same name and company";
    if (phone_in_common(&told->phones, &body->phones))
        return "same name and phone";
    if (bare(told) && !*body->company && !body->has_url && !body->has_email)
        return "same name";
    return NULL;
}

/* ---- crowds ---- */

/*
 * Where many bear a name, who fits is found by the name with what agrees. Each
 * stands in a list with all of that key, and in one with those without a profile
 * until they have one; whoever fits no more is dropped from it when met.
 */
enum { CROWD = 32, ANYONE = 0, WITHOUT_PROFILE = 1 };

struct link {
    size_t body, next; /* the next link; NOBODY */
};

static const char *crowd_key(struct people *people, const char *name, char kind, int which,
                             const char *what) {
    return arena_printf(people->arena, "%c%d%s\x1f%s", kind, which, name, what);
}

static void stand_in(struct people *people, size_t at, char kind, const char *what) {
    for (int which = ANYONE; which <= WITHOUT_PROFILE; which++) {
        if (which == WITHOUT_PROFILE && people->all[at].has_url)
            continue;
        const char *key = crowd_key(people, people->all[at].name, kind, which, what);
        int64_t head;
        struct link link = {at, map_get(&people->crowds, key, &head) ? (size_t)head : NOBODY};
        map_set(&people->crowds, key, (int64_t)people->link_count);
        *ARENA_PUSH(people->arena, people->links, people->link_count, people->link_cap) = link;
    }
}

static void stand(struct people *people, size_t at) {
    const struct body *body = &people->all[at];
    if (*body->company)
        stand_in(people, at, 'c', body->company);
    for (size_t i = 0; i < body->phones.count; i++)
        stand_in(people, at, 'p', body->phones.items[i]);
    if (!*body->company && !body->has_url && !body->has_email)
        stand_in(people, at, 'b', "");
}

static size_t who_fits(struct people *people, const struct told *told, char kind, const char *what,
                       const char **why) {
    int which = told->profiles.count ? WITHOUT_PROFILE : ANYONE;
    const char *key = crowd_key(people, told->name, kind, which, what);
    int64_t head;
    if (!map_get(&people->crowds, key, &head))
        return NOBODY;
    size_t at = (size_t)head;
    while (at != NOBODY && !(*why = fits(&people->all[people->links[at].body], told)))
        at = people->links[at].next;
    map_set(&people->crowds, key, at == NOBODY ? -1 : (int64_t)at);
    return at == NOBODY ? NOBODY : people->links[at].body;
}

static size_t in_crowd(struct people *people, const struct told *told, const char **why) {
    size_t at = NOBODY;
    if (*told->company)
        at = who_fits(people, told, 'c', told->company, why);
    for (size_t i = 0; i < told->phones.count && at == NOBODY; i++)
        at = who_fits(people, told, 'p', told->phones.items[i], why);
    return at == NOBODY && bare(told) ? who_fits(people, told, 'b', "", why) : at;
}

static bool in_a_crowd(const struct people *people, size_t at) {
    size_t first = people->all[at].first;
    return first != NOBODY && people->all[first].bearers > CROWD;
}

/* ---- adding ---- */

static void add_name(struct people *people, size_t at) {
    int64_t there;
    struct body *body = &people->all[at];
    if (!map_get(&people->names, body->name, &there)) {
        map_set(&people->names, body->name, (int64_t)at);
        there = (int64_t)at;
    } else {
        body->next = people->all[there].next;
        people->all[there].next = at;
    }
    body->first = (size_t)there;
    struct body *first = &people->all[there];
    first->bearers++;
    if (first->bearers == CROWD + 1)
        for (size_t i = body->first; i != NOBODY; i = people->all[i].next)
            stand(people, i);
    else if (first->bearers > CROWD)
        stand(people, at);
}

static size_t add_body(struct people *people, const struct told *told, bool unnamed, kith_id id, size_t row) {
    size_t at = people->count;
    *ARENA_PUSH(people->arena, people->all, people->count, people->cap) = (struct body){
        .id = id,
        .row = row,
        .name = told->name,
        .company = told->company,
        .phones = told->phones,
        .has_url = told->profiles.count > 0,
        .has_email = told->emails.count > 0,
        .first = NOBODY,
        .next = NOBODY,
        .into = NOBODY,
    };
    add_keys(&people->emails, &told->emails, at);
    add_keys(&people->profiles, &told->profiles, at);
    if (!unnamed)
        add_name(people, at);
    return at;
}

/* A row that is somebody already: what it adds tells them apart from now on. */
static void absorb(struct people *people, size_t at, const struct told *told, size_t row) {
    struct body *body = &people->all[at];
    if (body->row == NOBODY)
        body->row = row;
    bool moved = *told->company && strcmp(body->company, told->company) != 0;
    if (moved)
        body->company = told->company;
    bool called = !body->phones.count && told->phones.count;
    if (called)
        body->phones = told->phones;
    body->has_url = body->has_url || told->profiles.count;
    body->has_email = body->has_email || told->emails.count;
    add_keys(&people->emails, &told->emails, at);
    add_keys(&people->profiles, &told->profiles, at);
    if ((moved || called) && in_a_crowd(people, at))
        stand(people, at);
}

static void load_people(struct kith *k, struct people *people) {
    struct stmt *stmt =
        model_sql(k, "SELECT id, name, company, emails, urls, phones, unnamed FROM person ORDER BY id");
    while (stmt_row(stmt)) {
        struct kith_person person = {.name = model_col_text(stmt, 1, people->arena),
                                     .company = model_col_text(stmt, 2, people->arena),
                                     .emails = model_col_list(stmt, 3, people->arena),
                                     .urls = model_col_list(stmt, 4, people->arena),
                                     .phones = model_col_list(stmt, 5, people->arena)};
        struct told told = told_by(&person, people->arena);
        add_body(people, &told, stmt_col_int(stmt, 6) != 0, stmt_col_int(stmt, 0), NOBODY);
    }
}

/* ---- what is sure ---- */

static size_t by_keys(const struct map *map, const struct kith_list *keys) {
    int64_t at;
    for (size_t i = 0; i < keys->count; i++)
        if (map_get(map, keys->items[i], &at))
            return (size_t)at;
    return NOBODY;
}

static size_t by_name(struct people *people, const struct told *told, const char **why) {
    int64_t first;
    if (!map_get(&people->names, told->name, &first))
        return NOBODY;
    if (in_a_crowd(people, (size_t)first))
        return in_crowd(people, told, why);
    size_t at = (size_t)first;
    while (at != NOBODY && !(*why = fits(&people->all[at], told)))
        at = people->all[at].next;
    return at;
}

static size_t sure(struct people *people, const struct told *told, const char **why) {
    size_t at = by_keys(&people->profiles, &told->profiles);
    if (at != NOBODY) {
        *why = "same profile";
        return at;
    }
    at = by_keys(&people->emails, &told->emails);
    if (at != NOBODY) {
        *why = "same e-mail";
        return at;
    }
    return by_name(people, told, why);
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
    struct people people = {
        .arena = arena,
        .profiles = {.borrows = true},
        .emails = {.borrows = true},
        .names = {.borrows = true},
        .crowds = {.borrows = true},
    };
    struct import_who *who = ARENA_NEW(arena, struct import_who, plan->count + 1);
    size_t *bodies = ARENA_NEW(arena, size_t, plan->count + 1);
    people.cap = plan->count; /* as many more as the book has */
    people.all = ARENA_NEW(arena, struct body, people.cap);
    load_people(k, &people);
    for (size_t i = 0; i < plan->count; i++) {
        struct told told = told_by(&plan->rows[i].person, arena);
        bodies[i] = sure(&people, &told, &who[i].why);
        if (bodies[i] == NOBODY)
            bodies[i] = add_body(&people, &told, plan->rows[i].person.unnamed, 0, i);
        else
            absorb(&people, bodies[i], &told, i);
    }
    for (size_t i = 0; i < people.count; i++) {
        if (!people.all[i].id && people.all[i].first != NOBODY)
            settle_name(&people, people.all[i].first);
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
    map_free(&people.profiles);
    map_free(&people.emails);
    map_free(&people.names);
    map_free(&people.crowds);
    return who;
}
