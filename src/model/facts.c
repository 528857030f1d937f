#include "model/facts.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "model/facts_load.h"
#include "model/kept.h"

static void ids_add(struct facts_ids *ids, kith_id id) {
    int64_t known;
    if (!id || idmap_get(&ids->known, id, &known))
        return;
    idmap_set(&ids->known, id, 1);
    if (!ids->json.len)
        buf_str(&ids->json, "[]");
    buf_cut(&ids->json, ids->json.len - 1);
    buf_printf(&ids->json, ids->json.len > 1 ? ",%lld]" : "%lld]", (long long)id);
}

static void ids_free(struct facts_ids *ids) {
    idmap_free(&ids->known);
    buf_free(&ids->json);
}

static const char *json_of(const struct facts_ids *ids) {
    return ids->json.len ? ids->json.data : "[]";
}

/* Those whom a query about the people of `of` names. */
static void ids_query(struct facts_loading *l, struct facts_ids *into, const char *sql,
                      const struct facts_ids *of) {
    struct stmt *s = model_sql(l->k, sql);
    char *json = xstrdup(json_of(of)); /* `into` may be the same set */
    stmt_text(s, 1, json);
    while (stmt_row(s))
        ids_add(into, stmt_col_int(s, 0));
    free(json);
}

struct stmt *facts_rows(struct facts_loading *l, const char *sql, const char *picked,
                        const struct facts_ids *a, const struct facts_ids *b) {
    struct stmt *s = model_sql(l->k, l->all ? sql : picked);
    if (!l->all)
        stmt_text(s, 1, json_of(a));
    if (!l->all && b)
        stmt_text(s, 2, json_of(b));
    return s;
}

const struct fact_person *facts_person(const struct facts *facts, kith_id id) {
    int64_t at;
    return idmap_get(&facts->at, id, &at) ? &facts->people[at] : NULL;
}

struct fact_person *facts_at(const struct facts_loading *l, kith_id id) {
    int64_t at;
    return id && idmap_get(&l->facts->at, id, &at) ? &l->facts->people[at] : NULL;
}

struct kith_ref facts_ref(const struct fact_person *person, struct arena *arena) {
    if (!person)
        return (struct kith_ref){0};
    return (struct kith_ref){person->id, arena_strdup(arena, person->uid), arena_strdup(arena, person->name)};
}

int facts_word(struct stmt *s, int at, const char *const *words) {
    const char *text = stmt_col_text(s, at);
    return text ? kith_word_find(words, text) : KITH_NO_WORD;
}

const char *facts_text(const struct facts_loading *l, struct stmt *s, int at) {
    const char *text = stmt_col_text(s, at);
    return text && *text ? arena_strdup(l->arena, text) : NULL;
}

#define PEOPLE                                                                                               \
    "SELECT id, uid, name, sort, role, archived, favourite, unnamed, private, company, title, city, about,"  \
    " tags, every_days, instr(coalesce(typed, ''), 'role') > 0 FROM person"

static void load_people(struct facts_loading *l) {
    struct facts *f = l->facts;
    size_t cap = 0;
    struct stmt *s = facts_rows(l, PEOPLE " ORDER BY sort, id",
                                PEOPLE " WHERE id" FACTS_ONE_OF(1) " ORDER BY sort, id", &l->named, NULL);
    while (stmt_row(s)) {
        struct fact_person *p = ARENA_PUSH(l->arena, f->people, f->count, cap);
        *p = (struct fact_person){
            .id = stmt_col_int(s, 0),
            .uid = arena_strdup(l->arena, stmt_col_text(s, 1)),
            .name = arena_strdup(l->arena, stmt_col_text(s, 2)),
            .sort = arena_strdup(l->arena, stmt_col_text(s, 3)),
            .role = facts_word(s, 4, kith_role_words),
            .archived = stmt_col_int(s, 5) != 0,
            .favourite = stmt_col_int(s, 6) != 0,
            .unnamed = stmt_col_int(s, 7) != 0,
            .is_private = stmt_col_int(s, 8) != 0,
            .company = facts_text(l, s, 9),
            .title = facts_text(l, s, 10),
            .city = facts_text(l, s, 11),
            .about = facts_text(l, s, 12),
            .tags = stmt_col_null(s, 13) ? (struct kith_list){0} : model_col_list(s, 13, l->arena),
            .every_days = stmt_col_null(s, 14) ? KITH_NO_COUNT : (int)stmt_col_int(s, 14),
            .role_typed = stmt_col_int(s, 15) != 0,
            .kept_word = KITH_NO_WORD,
            .last_note = DAY_NONE,
            .next_note = DAY_NONE,
            .wished = DAY_NONE,
        };
        if (p->role == KITH_NO_WORD)
            p->role = KITH_ROLE_OTHER;
        idmap_set(&f->at, p->id, (int64_t)f->count - 1);
    }
}

/* The index of days has them all together, each day's in a row. */
static void load_days(struct facts_loading *l) {
    char last[DAY_SIZE] = "";
    day on = DAY_NONE;
    struct stmt *s = facts_rows(l, "SELECT id, \"on\" FROM note ORDER BY \"on\"",
                                "SELECT id, \"on\" FROM note WHERE id IN"
                                " (SELECT note FROM mention WHERE by" FACTS_ONE_OF(1)
                                " UNION SELECT note FROM mention WHERE person" FACTS_ONE_OF(2) ")",
                                &l->whole, &l->heard);
    while (stmt_row(s)) {
        const char *text = stmt_col_text(s, 1);
        if (!text || strcmp(text, last) != 0) {
            on = model_col_day(s, 1);
            snprintf(last, sizeof last, "%s", text ? text : "");
        }
        idmap_set(&l->days, stmt_col_int(s, 0), on);
    }
}

day facts_day(const struct facts_loading *l, kith_id note) {
    int64_t on;
    return note && idmap_get(&l->days, note, &on) ? (day)on : DAY_NONE;
}

static void load_notes(struct facts_loading *l) {
    struct stmt *s =
        facts_rows(l, "SELECT person, note, NULL FROM note_person ORDER BY person, note",
                   "SELECT w.person, w.note, n.\"on\" FROM note_person AS w JOIN note AS n ON n.id = w.note"
                   " WHERE w.person" FACTS_ONE_OF(1),
                   &l->whole, NULL);
    while (stmt_row(s)) {
        struct fact_person *p = facts_at(l, stmt_col_int(s, 0));
        day on = l->all ? facts_day(l, stmt_col_int(s, 1)) : model_col_day(s, 2);
        if (p && on > l->facts->today)
            p->next_note = p->next_note == DAY_NONE || on < p->next_note ? on : p->next_note;
        if (!p || on == DAY_NONE || on > l->facts->today)
            continue;
        p->last_note = p->last_note == DAY_NONE || on > p->last_note ? on : p->last_note;
        p->notes++;
    }
}

/* The talks of those who matter here, of what is kept. */
static void load_talks(struct facts_loading *l) {
    struct stmt *s =
        model_sql(l->k, "SELECT person, talks, last_note, word FROM standing WHERE person" FACTS_ONE_OF(1));
    stmt_text(s, 1, json_of(&l->listed));
    while (stmt_row(s)) {
        struct fact_person *p = facts_at(l, stmt_col_int(s, 0));
        if (p)
            p->kept_word = facts_word(s, 3, kith_standing_words);
        if (!p || stmt_col_null(s, 2))
            continue;
        p->notes = (int)stmt_col_int(s, 1);
        p->last_note = (day)stmt_col_int(s, 2);
    }
}

static void load_wishes(struct facts_loading *l) {
    struct facts *f = l->facts;
    size_t cap = 0;
    struct stmt *s =
        model_sql(l->k, "SELECT id, person, role, why, \"on\" FROM wish ORDER BY \"on\" DESC, id DESC");
    while (stmt_row(s)) {
        struct fact_person *p = facts_at(l, stmt_col_int(s, 1));
        day on = model_col_day(s, 4);
        const char *role = facts_text(l, s, 2);
        if (p)
            p->wished = on;
        else if (role)
            *ARENA_PUSH(l->arena, f->role_wishes, f->role_wish_count, cap) =
                (struct fact_role_wish){stmt_col_int(s, 0), role, facts_text(l, s, 3), on};
    }
}

/* ---- whom it concerns ---- */

static void choose(struct facts_loading *l, const struct facts_scope *scope) {
    for (size_t i = 0; i < scope->whole_count; i++)
        ids_add(&l->whole, scope->whole[i]);
    for (size_t i = 0; i < scope->own_count; i++)
        ids_add(&l->listed, scope->own[i]);
    for (size_t i = 0; i < scope->heard_count; i++)
        ids_add(&l->heard, scope->heard[i]);
    static const char same[] = "SELECT value FROM json_each(?1)";
    static const char circle[] = "SELECT DISTINCT person FROM mention WHERE by" FACTS_ONE_OF(1);
    ids_query(l, &l->heard, same, &l->whole);
    if (kith_settings(l->k)->ideal.count) /* what was said of them speaks for them */
        ids_query(l, &l->heard, circle, &l->whole);
    ids_query(l, &l->listed, circle, &l->whole);
    ids_query(l, &l->listed, same, &l->heard);
    ids_query(l, &l->named, same, &l->listed);
    ids_query(l, &l->named, "SELECT DISTINCT by FROM mention WHERE person" FACTS_ONE_OF(1), &l->heard);
    ids_query(l, &l->named,
              "SELECT source FROM ask WHERE target" FACTS_ONE_OF(
                  1) " UNION SELECT target FROM ask WHERE source" FACTS_ONE_OF(1),
              &l->listed);
    ids_query(l, &l->named,
              "SELECT partner FROM referral WHERE person" FACTS_ONE_OF(
                  1) " UNION SELECT person FROM referral WHERE partner" FACTS_ONE_OF(1),
              &l->listed);
}

static void load(struct facts_loading *l) {
    load_people(l);
    load_days(l);
    if (l->all || l->anew)
        load_notes(l);
    else
        load_talks(l);
    facts_load_lists(l);
    load_wishes(l);
    for (size_t i = 0; i < l->facts->count; i++) {
        int64_t known;
        struct fact_person *p = &l->facts->people[i];
        p->whole = l->all || idmap_get(&l->whole.known, p->id, &known);
        p->own = l->all || idmap_get(&l->listed.known, p->id, &known);
    }
}

struct facts *facts_load(struct kith *k, const struct facts_scope *scope) {
    struct facts *facts = xalloc(sizeof *facts);
    struct facts_loading l = {.k = k, .facts = facts, .arena = &facts->arena};
    struct facts_ids *const sets[] = {&l.whole, &l.heard, &l.listed, &l.named};
    l.anew = scope && scope->anew;
    l.all = !scope || (!l.anew && !kept_refresh(k));
    facts->all = l.all;
    facts->today = k->today;
    facts->changes = kith_changes(k);
    for (size_t i = 0; i < sizeof sets / sizeof *sets; i++)
        sets[i]->json = (struct buf)BUF_INIT;
    if (!l.all)
        choose(&l, scope);
    load(&l);
    for (size_t i = 0; i < sizeof sets / sizeof *sets; i++)
        ids_free(sets[i]);
    idmap_free(&l.days);
    if (!store_lasts(k->store))
        facts->changes = INT64_MIN;
    return facts;
}

void facts_free(struct facts *facts) {
    if (!facts)
        return;
    idmap_free(&facts->at);
    arena_free(&facts->arena);
    free(facts);
}

/* ---- the cache ---- */

static bool fresh(struct kith *k, const struct facts *facts) {
    return facts && facts->changes == kith_changes(k) && facts->today == k->today;
}

const struct facts *facts_of(struct kith *k) {
    if (fresh(k, k->facts))
        return k->facts;
    facts_free(k->facts);
    k->facts = NULL;
    k->facts = facts_load(k, NULL);
    return k->facts;
}

const struct fact_person *facts_about(struct kith *k, kith_id id) {
    if (!fresh(k, k->about) || k->about->subject != id) {
        facts_free(k->about);
        k->about = NULL;
        k->about = facts_load(k, &(struct facts_scope){.whole = &id, .whole_count = 1});
        k->about->subject = id;
    }
    return facts_person(k->about, id);
}
