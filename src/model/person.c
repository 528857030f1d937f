#include "kith/person.h"

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/map.h"
#include "base/text.h"
#include "kith/note.h"
#include "model/kind.h"
#include "model/people.h"
#include "model/row.h"
#include "model/verb.h"

const char *const kith_role_words[] = {"client", "prospect", "partner", "friend", "other", "mentioned", NULL};

#define PERSON(name, member, type, ...) KIND_FIELD(kith_person, name, member, type, __VA_ARGS__)
static const struct kith_field fields[] = {
    PERSON("name", name, KITH_TYPE_TEXT, .label = "Name", .needed = true),
    PERSON("role", role, KITH_TYPE_WORD, .label = "Role", .words = kith_role_words, .otherwise = "other"),
    PERSON("company", company, KITH_TYPE_TEXT, .label = "Company"),
    PERSON("title", title, KITH_TYPE_TEXT, .label = "Title", .help = "what they do there"),
    PERSON("emails", emails, KITH_TYPE_LIST, .label = "E-mail", .help = "several by commas"),
    PERSON("phones", phones, KITH_TYPE_LIST, .label = "Phone", .help = "several by commas"),
    PERSON("urls", urls, KITH_TYPE_LIST, .label = "Pages", .help = "several by commas"),
    PERSON("city", city, KITH_TYPE_TEXT, .label = "City"),
    PERSON("tags", tags, KITH_TYPE_LIST, .label = "Tags", .help = "several by commas"),
    PERSON("known_since", known_since, KITH_TYPE_DAY, .label = "Known since"),
    PERSON("every_days", every_days, KITH_TYPE_COUNT, .label = "Talk every", .help = "so many days"),
    PERSON("favourite", favourite, KITH_TYPE_FLAG, .label = "Favourite"),
    PERSON("archived", archived, KITH_TYPE_FLAG, .label = "Archived", .help = "out of lists and exports"),
    PERSON("private", is_private, KITH_TYPE_FLAG, .label = "Private",
           .help = "out of every file of contacts"),
    PERSON("unnamed", unnamed, KITH_TYPE_FLAG, .label = "No name yet",
           .help = "the name is a relation: accountant"),
    PERSON("aliases", aliases, KITH_TYPE_LIST, .label = "Also called", .help = "several by commas"),
    PERSON("address", address, KITH_TYPE_LONG, .label = "Address"),
    PERSON("dates", dates, KITH_TYPE_DATES, .label = "Days", .help = "birthday 03-07, wedding 2010-05-01"),
    PERSON("typed", typed, KITH_TYPE_LIST, .label = "Set by hand", .help = "no import overwrites these",
           .fixed = true),
    PERSON("about", about, KITH_TYPE_LONG, .label = "About", .otherwise = ""),
};
const struct kith_kind kith_person_kind = {
    .table = "person",
    .array = "people",
    .one = "person",
    .said = "name",
    .fields = fields,
    .count = KIND_COUNT(fields),
    .size = sizeof(struct kith_person),
};
const struct kith_kind *const kind_person = &kith_person_kind;

struct kith_list kith_person_words(const struct kith_person *person, struct arena *arena) {
    const struct kith_list lists[] = {person->aliases, person->emails, person->phones, person->urls};
    struct kith_list words = {0};
    size_t cap = 0;
    *ARENA_PUSH(arena, words.items, words.count, cap) = person->uid;
    if (!person->unnamed)
        *ARENA_PUSH(arena, words.items, words.count, cap) = person->name;
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
        for (size_t j = 0; j < lists[i].count; j++)
            *ARENA_PUSH(arena, words.items, words.count, cap) = lists[i].items[j];
    return words;
}

enum kith_status kith_person_get(struct kith *k, kith_id id, struct arena *arena, struct kith_person *out) {
    return kith_row_get(k, &kith_person_kind, id, arena, out);
}

/* ---- names ---- */

const char *people_first_name(const char *name, struct arena *arena) {
    const char *blank = strchr(name, ' ');
    return blank ? arena_strndup(arena, name, (size_t)(blank - name)) : name;
}

const char *kith_person_said(struct kith *k, kith_id id, struct arena *arena) {
    struct stmt *stmt = model_sql1(k,
                                   "SELECT p.name, b.name FROM person AS p LEFT JOIN mention AS m"
                                   " ON p.unnamed AND m.person = p.id LEFT JOIN person AS b ON b.id = m.by"
                                   " WHERE p.id = ?1 ORDER BY m.id LIMIT 1",
                                   id);
    const char *name = "";
    if (stmt_row(stmt)) {
        name = model_col_text(stmt, 0, arena);
        if (!stmt_col_null(stmt, 1))
            name = arena_printf(arena, "%s's %s", people_first_name(model_col_text(stmt, 1, arena), arena),
                                name);
    }
    stmt_stop(stmt);
    return name;
}

/* ---- finding ---- */

/* Contacts, then mentioned and archived people, then those without a name. */
#define PLACE "CASE WHEN unnamed THEN 2 WHEN archived OR role = 'mentioned' THEN 1 ELSE 0 END"

struct named {
    struct kith_ref ref;
    int place;
    const char *sort;
};

/* Who has an alias, by the folded alias; kept in the open book until a change, for notes full of names. */
struct people_aliases {
    struct arena arena;
    int64_t changes; /* kith_changes() when they were read */
    struct alias {
        const char *folded;
        kith_id person;
        size_t next; /* with the same, plus one; 0 ends */
    } * items;
    size_t count;
    struct map first; /* of each folded alias, plus one */
};

void people_aliases_free(struct kith *k) {
    if (!k->aliases)
        return;
    map_free(&k->aliases->first);
    arena_free(&k->aliases->arena);
    free(k->aliases);
    k->aliases = NULL;
}

static const struct people_aliases *aliases_of(struct kith *k) {
    int64_t changes = kith_changes(k);
    if (k->aliases && k->aliases->changes == changes)
        return k->aliases;
    people_aliases_free(k);
    struct people_aliases *all = k->aliases = xalloc(sizeof *all);
    size_t cap = 0;
    all->changes = changes;
    all->first.borrows = true;
    struct stmt *stmt =
        model_sql(k, "SELECT id, aliases FROM person WHERE aliases IS NOT NULL AND aliases <> '[]'");
    while (stmt_row(stmt)) {
        struct kith_list list = model_col_list(stmt, 1, &all->arena);
        for (size_t i = 0; i < list.count; i++) {
            int64_t next = 0;
            const char *folded = text_fold(&all->arena, list.items[i]);
            map_get(&all->first, folded, &next);
            *ARENA_PUSH(&all->arena, all->items, all->count, cap) =
                (struct alias){folded, stmt_col_int(stmt, 0), (size_t)next};
            map_set(&all->first, folded, (int64_t)all->count);
        }
    }
    if (!store_lasts(k->store))
        all->changes = INT64_MIN;
    return all;
}

/* Those with an alias that is, or has as a part, the folded text; a list of numbers in JSON. */
static char *having_alias(struct kith *k, const char *folded, bool part, struct arena *arena) {
    const struct people_aliases *all = aliases_of(k);
    struct buf out = BUF_INIT;
    int64_t first = 0;
    map_get(&all->first, folded, &first);
    buf_char(&out, '[');
    for (size_t i = 0; part && i < all->count; i++)
        if (strstr(all->items[i].folded, folded))
            buf_printf(&out, "%s%lld", out.len > 1 ? "," : "", (long long)all->items[i].person);
    for (size_t i = (size_t)first; !part && i; i = all->items[i - 1].next)
        buf_printf(&out, "%s%lld", out.len > 1 ? "," : "", (long long)all->items[i - 1].person);
    buf_char(&out, ']');
    char *list = arena_strdup(arena, out.data);
    buf_free(&out);
    return list;
}

/* Fits in the order of people_like; *places tells each one's group. */
static struct kith_refs like(struct kith *k, const char *name, bool part, struct arena *arena,
                             const int **places) {
    struct kith_refs out = {0};
    int *group = NULL;
    size_t cap = 0, groups = 0, group_cap = 0;
    const char *folded = text_fold(arena, text_line(arena, name));
    *places = NULL;
    if (!*folded)
        return out;
    const char *aliased = having_alias(k, folded, part, arena);
    struct stmt *stmt =
        model_sql(k, part ? "SELECT id, uid, name, " PLACE " AS place FROM person WHERE instr(sort, ?1) > 0"
                            " OR id IN (SELECT value FROM json_each(?2)) ORDER BY place, sort, id"
                          : "SELECT id, uid, name, " PLACE " AS place FROM person WHERE sort = ?1"
                            " OR id IN (SELECT value FROM json_each(?2)) ORDER BY place, sort, id");
    stmt_text(stmt, 1, folded);
    stmt_text(stmt, 2, aliased);
    while (stmt_row(stmt)) {
        *ARENA_PUSH(arena, group, groups, group_cap) = (int)stmt_col_int(stmt, 3);
        *ARENA_PUSH(arena, out.items, out.count, cap) = (struct kith_ref){
            stmt_col_int(stmt, 0), model_col_text(stmt, 1, arena), model_col_text(stmt, 2, arena)};
    }
    *places = group;
    return out;
}

struct kith_refs people_like(struct kith *k, const char *name, bool part, struct arena *arena) {
    const int *places;
    return like(k, name, part, arena, &places);
}

/* Of those that fit only the first group counts: a contact goes before people merely mentioned. */
static void first_group(struct kith_refs *refs, const int *places) {
    size_t count = 0;
    while (count < refs->count && places[count] == places[0])
        count++;
    refs->count = count;
}

static struct kith_refs fitting(struct kith *k, const char *name, struct arena *arena) {
    struct kith_refs refs = {0};
    const int *places;
    for (int part = 0; part < 2 && refs.count == 0; part++) {
        refs = like(k, name, part == 1, arena, &places);
        first_group(&refs, places);
    }
    return refs;
}

/* "Tom Baker", or "Tom Baker (Mill Lane Bakery)" where another one of those named is called so too. */
static const char *told_apart(struct kith *k, const struct kith_refs *refs, size_t i, struct arena *arena) {
    const char *said = kith_person_said(k, refs->items[i].id, arena);
    for (size_t j = 0; j < refs->count; j++) {
        struct kith_person person;
        if (j == i || !text_same(refs->items[j].name, refs->items[i].name) ||
            !row_read(k, &kith_person_kind, refs->items[i].id, arena, &person))
            continue;
        return arena_printf(arena, "%s (%s)", said, text_blank(person.company) ? person.uid : person.company);
    }
    return said;
}

static enum kith_status several(struct kith *k, const char *name, struct kith_refs refs,
                                struct arena *arena) {
    struct buf names = BUF_INIT;
    size_t all = refs.count;
    refs.count = all < 8 ? all : 8;
    for (size_t i = 0; i < refs.count; i++)
        buf_printf(&names, "%s%s", i ? ", " : "", told_apart(k, &refs, i, arena));
    if (all > refs.count)
        buf_printf(&names, ", and %zu more", all - refs.count);
    enum kith_status status = model_fail(k, KITH_INVALID, "'%s' fits %zu people: %s", name, all, names.data);
    buf_free(&names);
    return status;
}

enum kith_status kith_person_find(struct kith *k, const char *name, kith_id *out) {
    *out = row_id_of(k, &kith_person_kind, name);
    if (*out)
        return KITH_OK;
    struct arena scratch = {0};
    struct kith_refs refs = fitting(k, name, &scratch);
    enum kith_status status = KITH_OK;
    if (refs.count == 1)
        *out = refs.items[0].id;
    else if (refs.count > 1)
        status = several(k, name, refs, &scratch);
    else
        status = model_fail(k, KITH_NOT_FOUND, "there is no person '%s'", name);
    arena_free(&scratch);
    return status;
}

static void add_id(struct kith_ids *ids, kith_id id, size_t *cap, struct arena *arena) {
    for (size_t i = 0; i < ids->count; i++)
        if (ids->items[i] == id)
            return;
    *ARENA_PUSH(arena, ids->items, ids->count, *cap) = id;
}

enum kith_status kith_people_find(struct kith *k, const char *names, struct arena *arena,
                                  struct kith_ids *out) {
    *out = (struct kith_ids){0};
    size_t cap = 0;
    kith_id id = row_id_of(k, &kith_person_kind, names);
    struct kith_refs whole = {0};
    if (!id && strchr(names, ','))
        whole = fitting(k, names, arena);
    if (whole.count == 1)
        id = whole.items[0].id;
    if (id) {
        add_id(out, id, &cap, arena);
        return KITH_OK;
    }
    char *list = arena_strdup(arena, names);
    enum kith_status status = KITH_OK;
    for (char *rest = list, *name; status == KITH_OK && (name = strsep(&rest, ",")) != NULL;) {
        const char *trimmed = text_trim(arena, name);
        if (!*trimmed && (rest || out->count))
            continue;
        status = kith_person_find(k, trimmed, &id);
        if (status == KITH_OK)
            add_id(out, id, &cap, arena);
    }
    return status;
}

bool people_tied(struct kith *k, kith_id by, kith_id person) {
    return model_number(k, "SELECT 1 FROM mention WHERE by = ?1 AND person = ?2", by, person) == 1;
}

kith_id people_add_mentioned(struct kith *k, const char *name, bool unnamed) {
    struct kith_person person;
    kith_row_init(&kith_person_kind, &person);
    person.name = name;
    person.role = KITH_ROLE_MENTIONED;
    person.unnamed = unnamed;
    row_insert(k, &kith_person_kind, &person);
    return person.id;
}

bool people_welcome(struct kith *k, kith_id id) {
    struct arena scratch = {0};
    struct kith_person person;
    bool first = row_read(k, &kith_person_kind, id, &scratch, &person) && person.role == KITH_ROLE_MENTIONED;
    if (first) {
        person.role = KITH_ROLE_PROSPECT;
        row_update(k, &kith_person_kind, &person);
    }
    arena_free(&scratch);
    return first;
}

/* Those of the source's circle; unnamed ones elsewhere are nobody's business here. */
static struct kith_refs of_circle(struct kith *k, kith_id source, const struct kith_refs *refs,
                                  struct arena *arena) {
    struct kith_refs out = {0};
    size_t cap = 0;
    for (size_t i = 0; i < refs->count; i++)
        if (people_tied(k, source, refs->items[i].id))
            *ARENA_PUSH(arena, out.items, out.count, cap) = refs->items[i];
    return out;
}

static kith_id known_target(struct kith *k, kith_id source, const char *name, struct arena *arena,
                            enum kith_status *status) {
    kith_id id = row_id_of(k, &kith_person_kind, name);
    if (id)
        return id;
    const int *places;
    struct kith_refs whole = like(k, name, false, arena, &places);
    struct kith_refs near = of_circle(k, source, &whole, arena);
    if (near.count == 1)
        return near.items[0].id;
    first_group(&whole, places);
    bool named = whole.count && places[0] < 2;
    if (named && whole.count == 1)
        return whole.items[0].id;
    if (named)
        *status = several(k, name, whole, arena);
    if (named)
        return 0;
    struct kith_refs parts = people_like(k, name, true, arena);
    near = of_circle(k, source, &parts, arena);
    return near.count == 1 ? near.items[0].id : 0;
}

enum kith_status kith_person_find_or_add(struct kith *k, kith_id source, const char *name, kith_id *out) {
    struct arena scratch = {0};
    enum kith_status status = KITH_OK;
    *out = known_target(k, source, name, &scratch, &status);
    if (status == KITH_OK && !*out) {
        const char *line = text_line(&scratch, name);
        model_begin(k, "add %s", line);
        if (*line)
            *out = people_add_mentioned(k, line, false);
        else
            status = model_fail(k, KITH_INVALID, "a person needs a name");
        status = model_end(k, status);
    }
    arena_free(&scratch);
    return status;
}

enum kith_status kith_people_complete(struct kith *k, const char *text, size_t limit, struct arena *arena,
                                      struct kith_refs *out) {
    *out = (struct kith_refs){0};
    size_t cap = 0;
    const char *folded = text_fold(arena, text_line(arena, text));
    struct stmt *stmt =
        model_sql(k, "SELECT id, uid, name FROM person WHERE role <> 'mentioned' AND NOT archived"
                     " AND (substr(sort, 1, length(?1)) = ?1 OR instr(sort, ' ' || ?1) > 0)"
                     " ORDER BY sort, id LIMIT ?2");
    stmt_text(stmt, 1, folded);
    stmt_int(stmt, 2, (int64_t)limit);
    while (stmt_row(stmt))
        *ARENA_PUSH(arena, out->items, out->count, cap) = (struct kith_ref){
            stmt_col_int(stmt, 0), model_col_text(stmt, 1, arena), model_col_text(stmt, 2, arena)};
    return KITH_OK;
}

/* ---- changing ---- */

enum kith_status kith_person_add(struct kith *k, struct kith_person *person) {
    return kith_row_add(k, &kith_person_kind, person);
}

enum kith_status kith_person_set(struct kith *k, const kith_id *ids, size_t count, const char *field,
                                 const char *value) {
    return kith_row_set(k, &kith_person_kind, ids, count, field, value);
}

static void tag(struct kith_list *tags, const struct kith_list *changes, struct arena *arena) {
    struct kith_list out = {ARENA_NEW(arena, const char *, tags->count + changes->count), 0};
    for (size_t i = 0; i < tags->count; i++) {
        bool removed = false;
        for (size_t j = 0; j < changes->count; j++)
            removed |= changes->items[j][0] == '-' && text_same(changes->items[j] + 1, tags->items[i]);
        if (!removed)
            out.items[out.count++] = tags->items[i];
    }
    for (size_t j = 0; j < changes->count; j++) {
        bool there = changes->items[j][0] == '-';
        for (size_t i = 0; i < out.count; i++)
            there |= text_same(changes->items[j], out.items[i]);
        if (!there)
            out.items[out.count++] = changes->items[j];
    }
    *tags = out;
}

enum kith_status kith_person_tag(struct kith *k, const kith_id *ids, size_t count, const char *tags) {
    struct arena scratch = {0};
    struct kith_person person;
    kith_row_init(&kith_person_kind, &person);
    const struct kith_field *field = kith_field_find(&kith_person_kind, "tags");
    enum kith_status status = kith_field_parse(k, field, &person, tags, &scratch);
    struct kith_list changes = person.tags;
    if (status == KITH_OK && changes.count == 0)
        status = model_fail(k, KITH_INVALID, "no tag was given");
    if (status == KITH_OK) {
        verb_begin(k, "tags", ids, count);
        for (size_t i = 0; i < count && status == KITH_OK; i++) {
            status = kith_person_get(k, ids[i], &scratch, &person);
            if (status != KITH_OK)
                break;
            tag(&person.tags, &changes, &scratch);
            row_update(k, &kith_person_kind, &person);
        }
        status = model_end(k, status);
    }
    arena_free(&scratch);
    return status;
}
