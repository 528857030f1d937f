#include "kith/import.h"

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/map.h"
#include "base/text.h"
#include "base/uuid.h"
#include "kith/note.h"
#include "kith/referral.h"
#include "model/field.h"
#include "model/import.h"
#include "model/import_match.h"
#include "model/people.h"
#include "model/row.h"

/* ---- bringing a row and a person together ---- */

static bool typed(const struct kith_person *person, const char *field) {
    for (size_t i = 0; i < person->typed.count; i++)
        if (strcmp(person->typed.items[i], field) == 0)
            return true;
    return false;
}

static bool list_has(const struct kith_list *list, const char *text) {
    for (size_t i = 0; i < list->count; i++)
        if (text_same(list->items[i], text))
            return true;
    return false;
}

static bool url_there(const struct kith_list *list, const char *url, struct arena *arena) {
    for (size_t i = 0; i < list->count; i++)
        if (strcmp(import_profile_key(list->items[i], arena), import_profile_key(url, arena)) == 0)
            return true;
    return false;
}

/* Long lists are compared by a map of what tells their items apart. */
enum { SHORT_LIST = 16 };

static void join_long(struct kith_list *into, const struct kith_list *from, bool urls, struct arena *arena) {
    struct map there = {0};
    size_t before = into->count;
    for (size_t i = 0; i < before + from->count; i++) {
        const char *item = i < before ? into->items[i] : from->items[i - before];
        const char *key = urls ? import_profile_key(item, arena) : text_fold(arena, item);
        int64_t at;
        if (i >= before && !map_get(&there, key, &at))
            into->items[into->count++] = item;
        map_set(&there, key, 1);
    }
    map_free(&there);
}

static void join_list(struct kith_list *into, const struct kith_list *from, bool urls, struct arena *arena) {
    const char **items = ARENA_NEW(arena, const char *, into->count + from->count + 1);
    if (into->count)
        memcpy(items, into->items, into->count * sizeof *items);
    into->items = items;
    if (into->count > SHORT_LIST || from->count > SHORT_LIST) {
        join_long(into, from, urls, arena);
        return;
    }
    for (size_t i = 0; i < from->count; i++)
        if (urls ? !url_there(into, from->items[i], arena) : !list_has(into, from->items[i]))
            items[into->count++] = from->items[i];
}

static void join_text(const struct kith_person *person, const char *field, const char **into,
                      const char *from) {
    if (!text_blank(from) && !typed(person, field))
        *into = from;
}

/* The same address, whatever stands between its words. */
static bool same_words(const char *a, const char *b, struct arena *arena) {
    const char *signs = " ,;\n\t", *x = text_fold(arena, a), *y = text_fold(arena, b);
    for (;; x++, y++) {
        x += strspn(x, signs);
        y += strspn(y, signs);
        if (!*x || *x != *y)
            return *x == *y;
    }
}

/* Lines `Label: value` that are not there yet. */
static void join_about(struct kith_person *into, const char *about, struct arena *arena) {
    if (text_blank(about) || (into->about && strstr(into->about, about)))
        return;
    char *rest = arena_strdup(arena, about), *line;
    while ((line = strsep(&rest, "\n")))
        if (*line && !(into->about && strstr(into->about, line)))
            into->about = text_blank(into->about) ? line : arena_printf(arena, "%s\n%s", into->about, line);
}

static void join_dates(struct kith_dates *into, const struct kith_dates *from, struct arena *arena) {
    struct kith_date *items = ARENA_NEW(arena, struct kith_date, into->count + from->count + 1);
    if (into->count)
        memcpy(items, into->items, into->count * sizeof *items);
    into->items = items;
    for (size_t i = 0; i < from->count; i++) {
        size_t at = 0;
        while (at < into->count && !text_same(items[at].what, from->items[i].what))
            at++;
        if (at == into->count)
            items[into->count++] = from->items[i];
    }
}

/* What the file says, over what the book has; what was set by hand stays. */
static void join(struct kith_person *into, const struct kith_person *from, int role, struct arena *arena) {
    join_text(into, "company", &into->company, from->company);
    join_text(into, "title", &into->title, from->title);
    join_text(into, "city", &into->city, from->city);
    if (!into->address || !from->address || !same_words(into->address, from->address, arena))
        join_text(into, "address", &into->address, from->address);
    join_list(&into->emails, &from->emails, false, arena);
    join_list(&into->phones, &from->phones, false, arena);
    join_list(&into->urls, &from->urls, true, arena);
    join_list(&into->tags, &from->tags, false, arena);
    join_list(&into->aliases, &from->aliases, false, arena);
    join_dates(&into->dates, &from->dates, arena);
    join_about(into, from->about, arena);
    if (from->known_since != DAY_NONE &&
        (into->known_since == DAY_NONE || from->known_since < into->known_since) &&
        !typed(into, "known_since"))
        into->known_since = from->known_since;
    if (into->role == KITH_ROLE_MENTIONED && !typed(into, "role"))
        into->role = role;
    if (!text_same(into->name, from->name) && !list_has(&into->aliases, from->name)) {
        struct kith_list name = {.items = (const char *[]){from->name}, .count = 1};
        join_list(&into->aliases, &name, false, arena);
    }
}

/* --role, else what the file says, else `other`. */
static int role_of(const struct kith_import *plan, const struct kith_import_row *row) {
    return plan->role == KITH_NO_WORD ? row->person.role : plan->role;
}

/* ---- ties and notes that a file tells ---- */

static bool tie_there(struct kith *k, kith_id by, const struct kith_tie *tie, struct arena *arena) {
    struct stmt *stmt = model_sql1(
        k,
        tie->referred_by ? "SELECT p.name, p.aliases FROM referral AS r JOIN person AS p ON p.id = r.partner"
                           " WHERE r.person = ?1 AND r.direction = 'received'"
                         : "SELECT p.name, p.aliases FROM mention AS m JOIN person AS p ON p.id = m.person"
                           " WHERE m.by = ?1",
        by);
    bool there = false;
    while (!there && stmt_row(stmt)) {
        struct kith_list aliases = model_col_list(stmt, 1, arena);
        there = text_same(stmt_col_text(stmt, 0), tie->name) || list_has(&aliases, tie->name);
    }
    stmt_stop(stmt);
    return there;
}

static bool ties_and_notes_there(struct kith *k, kith_id person, const struct kith_import_row *row,
                                 struct arena *arena) {
    for (size_t i = 0; i < row->tie_count; i++)
        if (!text_same(row->ties[i].name, row->person.name) && !tie_there(k, person, &row->ties[i], arena))
            return false;
    for (size_t i = 0; i < row->note_count; i++) {
        struct stmt *stmt = model_sql1(k,
                                       "SELECT 1 FROM note AS n JOIN note_person AS p ON p.note = n.id"
                                       " WHERE p.person = ?1 AND n.text = ?2 LIMIT 1",
                                       person);
        stmt_text(stmt, 2, row->notes[i].text);
        bool there = stmt_row(stmt);
        stmt_stop(stmt);
        if (!there)
            return false;
    }
    return true;
}

/* ---- whom a column names ---- */

/* The plan that is being applied, and what is known of it from its first slice to its last. */
struct importing {
    struct kith_import *plan;
    int64_t before;   /* the last step before it */
    char (*uids)[37]; /* for the new people, by their row; in the plan's arena */
    /* Folded names and aliases: the id of somebody of the book, or a new row of the plan as -1 - its place.
     */
    struct map names;
    bool named; /* they have been read */
};

static void add_name(struct map *names, const char *name, int64_t value, struct arena *arena) {
    int64_t there;
    const char *key = text_fold(arena, name);
    if (*key && !map_get(names, key, &there))
        map_set(names, key, value);
}

/* Contacts first, then mentioned and archived people, the new ones of the file, and aliases last. */
static struct map *names_of(struct kith *k) {
    struct importing *importing = k->importing;
    const struct kith_import *plan = importing->plan;
    struct map *names = &importing->names;
    if (importing->named)
        return names;
    struct arena arena = {0};
    struct stmt *stmt = model_sql(k, "SELECT id, name FROM person WHERE NOT unnamed"
                                     " ORDER BY archived OR role = 'mentioned', id");
    while (stmt_row(stmt))
        add_name(names, stmt_col_text(stmt, 1), stmt_col_int(stmt, 0), &arena);
    for (size_t i = 0; i < plan->count; i++)
        if (plan->rows[i].fate == KITH_FATE_NEW && !plan->rows[i].match)
            add_name(names, plan->rows[i].person.name, -1 - (int64_t)i, &arena);
    stmt = model_sql(
        k, "SELECT id, aliases FROM person WHERE aliases IS NOT NULL AND aliases <> '[]' AND NOT unnamed");
    while (stmt_row(stmt)) {
        struct kith_list aliases = model_col_list(stmt, 1, &arena);
        for (size_t i = 0; i < aliases.count; i++)
            add_name(names, aliases.items[i], stmt_col_int(stmt, 0), &arena);
    }
    arena_free(&arena);
    importing->named = true;
    return names;
}

static void insert_new(struct kith *k, const struct kith_import *plan, struct kith_import_row *row) {
    struct kith_person person = row->person;
    person.role = role_of(plan, row);
    person.uid = k->importing->uids[row - plan->rows];
    row_insert(k, &kith_person_kind, &person);
    row->match = person.id;
}

/* The one of the book who bears the name, else one of the file, before their turn, else somebody new. */
static kith_id tied_person(struct kith *k, struct kith_import *plan, const char *name, struct arena *arena) {
    struct map *names = names_of(k);
    const char *key = text_fold(arena, text_line(arena, name));
    int64_t who = 0;
    if (map_get(names, key, &who) && who < 0) {
        struct kith_import_row *row = &plan->rows[-1 - who];
        if (!row->match)
            insert_new(k, plan, row);
        who = row->match;
    }
    if (!who)
        who = people_add_mentioned(k, name, false);
    map_set(names, key, who);
    return who;
}

static void add_tie(struct kith *k, struct kith_import *plan, const struct kith_person *person,
                    const struct kith_tie *tie, struct arena *arena) {
    if (tie_there(k, person->id, tie, arena))
        return;
    kith_id other = tied_person(k, plan, tie->name, arena);
    day on =
        person->known_since == DAY_NONE || person->known_since > k->today ? k->today : person->known_since;
    if (other == person->id)
        return;
    if (tie->referred_by) {
        struct kith_referral referral;
        kith_row_init(&kith_referral_kind, &referral);
        referral.direction = KITH_RECEIVED;
        referral.partner = other;
        referral.person = person->id;
        referral.on = referral.thanked_on = referral.reported_on = on;
        referral.outcome = person->role == KITH_ROLE_CLIENT ? KITH_OUTCOME_BUSINESS : KITH_OUTCOME_MET;
        row_insert(k, &kith_referral_kind, &referral);
        return;
    }
    struct kith_mention mention;
    kith_row_init(&kith_mention_kind, &mention);
    mention.by = person->id;
    mention.person = other;
    mention.relation = tie->relation;
    mention.on = on;
    row_insert(k, &kith_mention_kind, &mention);
}

static void add_note(struct kith *k, kith_id person, const struct kith_import_note *from) {
    struct kith_note note;
    kith_row_init(&kith_note_kind, &note);
    note.with = (struct kith_ids){.items = &person, .count = 1};
    note.on = from->on == DAY_NONE ? k->today : from->on;
    note.channel = KITH_CHANNEL_CALL;
    note.text = from->text;
    row_insert(k, &kith_note_kind, &note);
}

/* ---- plan ---- */

void kith_import_free(struct kith_import *plan) {
    arena_free(&plan->arena);
    *plan = (struct kith_import){.role = KITH_NO_WORD};
}

static void decide_known(struct kith *k, const struct kith_import *plan, struct kith_import_row *row) {
    struct arena arena = {0};
    struct kith_person before, after;
    if (row_read(k, &kith_person_kind, row->match, &arena, &before)) {
        after = before;
        join(&after, &row->person, role_of(plan, row), &arena);
        bool same =
            row_same(&kith_person_kind, &before, &after) && ties_and_notes_there(k, row->match, row, &arena);
        row->fate = same ? KITH_FATE_SAME : KITH_FATE_UPDATE;
    }
    arena_free(&arena);
}

/* The file says somebody twice: the earlier row takes the later one in. */
static void take_in(struct kith_import *plan, struct kith_import_row *first, struct kith_import_row *row) {
    struct kith_tie *ties = ARENA_NEW(&plan->arena, struct kith_tie, first->tie_count + row->tie_count + 1);
    struct kith_import_note *notes =
        ARENA_NEW(&plan->arena, struct kith_import_note, first->note_count + row->note_count + 1);
    for (size_t i = 0; i < first->tie_count + row->tie_count; i++)
        ties[i] = i < first->tie_count ? first->ties[i] : row->ties[i - first->tie_count];
    for (size_t i = 0; i < first->note_count + row->note_count; i++)
        notes[i] = i < first->note_count ? first->notes[i] : row->notes[i - first->note_count];
    first->ties = ties;
    first->tie_count += row->tie_count;
    first->notes = notes;
    first->note_count += row->note_count;
    join(&first->person, &row->person, role_of(plan, row), &plan->arena);
    row->fate = KITH_FATE_SAME;
    row->why = arena_printf(&plan->arena, "%s as line %lld", row->why, (long long)first->line);
}

/* As the book would keep it, so that what is compared is alike. */
static void tidy(struct kith_import *plan) {
    for (size_t i = 0; i < plan->count; i++)
        for (size_t f = 0; f < kith_person_kind.count; f++)
            field_clean(&kith_person_kind.fields[f], &plan->rows[i].person, true, &plan->arena);
}

enum kith_status kith_import_plan(struct kith *k, struct kith_import *plan) {
    struct arena arena = {0};
    tidy(plan);
    struct import_who *who = import_match(k, plan, &arena);
    for (size_t i = 0; i < plan->count; i++) {
        struct kith_import_row *row = &plan->rows[i];
        row->match = who[i].person;
        row->why = who[i].why;
        row->fate = KITH_FATE_NEW;
        if (who[i].first != i)
            take_in(plan, &plan->rows[who[i].first], row);
    }
    for (size_t i = 0; i < plan->count; i++)
        if (who[i].first == i && who[i].person)
            decide_known(k, plan, &plan->rows[i]);
    arena_free(&arena);
    return store_status(k->store); /* rows decided on people not read would be doubles */
}

enum kith_status kith_import_row_plan(struct kith *k, const struct kith_import *plan, size_t index,
                                      struct arena *arena, struct kith_person *book,
                                      struct kith_person *result) {
    const struct kith_import_row *row = &plan->rows[index];
    kith_row_init(&kith_person_kind, book);
    if (row->match && row_read(k, &kith_person_kind, row->match, arena, book)) {
        *result = *book;
        if (row->fate == KITH_FATE_UPDATE)
            join(result, &row->person, role_of(plan, row), arena);
    } else {
        *result = row->person;
        result->role = role_of(plan, row);
    }
    return store_status(k->store);
}

/* ---- apply ---- */

static void apply_row(struct kith *k, struct kith_import *plan, struct kith_import_row *row,
                      struct arena *arena) {
    struct kith_person person;
    if (row->fate == KITH_FATE_NEW) {
        if (!row->match)
            insert_new(k, plan, row);
        person = row->person;
        person.id = row->match;
        person.role = role_of(plan, row);
    } else {
        if (!row_read(k, &kith_person_kind, row->match, arena, &person))
            return;
        join(&person, &row->person, role_of(plan, row), arena);
        row_update(k, &kith_person_kind, &person);
    }
    for (size_t i = 0; i < row->tie_count; i++)
        add_tie(k, plan, &person, &row->ties[i], arena);
    for (size_t i = 0; i < row->note_count; i++) {
        struct kith_import_row one = {.notes = &row->notes[i], .note_count = 1};
        if (!ties_and_notes_there(k, person.id, &one, arena))
            add_note(k, person.id, &row->notes[i]);
    }
}

/* Many at once, which nothing of the plan speaks of yet: without what each row costs by itself. */
static void add_new(struct kith *k, struct kith_import *plan, size_t from, size_t to) {
    enum { MANY = 64 };
    size_t count = 0;
    for (size_t i = from; i < to; i++)
        count += plan->rows[i].fate == KITH_FATE_NEW && !plan->rows[i].match;
    if (count < MANY)
        return;
    store_bulk_begin(k->store, kith_person_kind.table, (int64_t)count, schema_people_added);
    for (size_t i = from; i < to; i++)
        if (plan->rows[i].fate == KITH_FATE_NEW && !plan->rows[i].match)
            insert_new(k, plan, &plan->rows[i]);
    store_bulk_end(k->store);
}

static void count(const struct kith_import *plan, struct kith_counts *out) {
    out->rows = (int64_t)plan->count + plan->skipped;
    out->skipped = plan->skipped;
    out->problems = plan->problems;
    out->problem_count = plan->problem_count;
    for (size_t i = 0; i < plan->count; i++) {
        enum kith_fate fate = plan->rows[i].fate;
        out->added += fate == KITH_FATE_NEW;
        out->updated += fate == KITH_FATE_UPDATE;
        out->same += fate == KITH_FATE_SAME;
        out->skipped += fate == KITH_FATE_SKIP;
    }
}

static void begin(struct kith *k, struct kith_import *plan, const char *what) {
    k->importing = xalloc(sizeof *k->importing);
    *k->importing = (struct importing){
        .plan = plan,
        .before = kith_last_step(k),
        .uids = arena_alloc_array(&plan->arena, plan->count + 1, sizeof *k->importing->uids),
    };
    uuid_make_sorted(k->importing->uids, plan->count);
    model_begin(k, "%s", what);
}

void import_end(struct kith *k) {
    if (k->importing)
        map_free(&k->importing->names);
    free(k->importing);
    k->importing = NULL;
}

enum kith_status kith_import_apply(struct kith *k, struct kith_import *plan, const char *what, size_t *at,
                                   size_t slice, struct kith_counts *out) {
    struct arena arena = {0};
    size_t end = slice && *at + slice < plan->count ? *at + slice : plan->count;
    *out = (struct kith_counts){0};
    if (!k->importing)
        begin(k, plan, what);
    add_new(k, plan, *at, end);
    for (; *at < end; ++*at) {
        if (plan->rows[*at].fate == KITH_FATE_NEW || plan->rows[*at].fate == KITH_FATE_UPDATE)
            apply_row(k, plan, &plan->rows[*at], &arena);
        arena_free(&arena);
    }
    if (*at < plan->count)
        return KITH_OK;
    int64_t before = k->importing->before;
    import_end(k);
    enum kith_status status = model_end(k, KITH_OK);
    if (status != KITH_OK)
        return status;
    count(plan, out);
    if (kith_last_step(k) != before)
        out->step = kith_last_step(k);
    return KITH_OK;
}

void kith_import_stop(struct kith *k) {
    if (!k->importing)
        return;
    import_end(k);
    model_end(k, KITH_INVALID);
}
