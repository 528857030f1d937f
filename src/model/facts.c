#include "model/facts.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "model/kept.h"
#include "model/model.h"

/* A set of people, and the same as JSON, for a query to look them up by. */
struct ids {
    struct idmap known;
    struct buf json;
};

/*
 * One query a table, of everyone or of those whom it concerns. Rows come in no order;
 * they are handed to their people by counting: sort_owned() sorts an array by its
 * owner and each owner gets a slice.
 */
struct loading {
    struct kith *k;
    struct facts *facts;
    struct arena *arena; /* the facts' own */
    struct idmap days;   /* of notes: a join would look each up in the wide rows of their table */
    bool all;            /* of everyone: the sets below are empty and not asked */
    bool anew;
    struct ids whole, heard, listed, named; /* see facts_scope; listed: all with their own rows */
};

static void ids_add(struct ids *ids, kith_id id) {
    int64_t known;
    if (!id || idmap_get(&ids->known, id, &known))
        return;
    idmap_set(&ids->known, id, 1);
    if (!ids->json.len)
        buf_str(&ids->json, "[]");
    buf_cut(&ids->json, ids->json.len - 1);
    buf_printf(&ids->json, ids->json.len > 1 ? ",%lld]" : "%lld]", (long long)id);
}

static void ids_free(struct ids *ids) {
    idmap_free(&ids->known);
    buf_free(&ids->json);
}

#define ONE_OF(number) " IN (SELECT value FROM json_each(?" #number "))"

static const char *json_of(const struct ids *ids) {
    return ids->json.len ? ids->json.data : "[]";
}

/* Those whom a query about the people of `of` names. */
static void ids_query(struct loading *l, struct ids *into, const char *sql, const struct ids *of) {
    struct stmt *s = model_sql(l->k, sql);
    char *json = xstrdup(json_of(of)); /* `into` may be the same set */
    stmt_text(s, 1, json);
    while (stmt_row(s))
        ids_add(into, stmt_col_int(s, 0));
    free(json);
}

/* The statement of everyone's rows, or of those whom the one with the sets ?1 and ?2 picks. */
static struct stmt *rows_of(struct loading *l, const char *sql, const char *picked, const struct ids *a,
                            const struct ids *b) {
    struct stmt *s = model_sql(l->k, l->all ? sql : picked);
    if (!l->all)
        stmt_text(s, 1, json_of(a));
    if (!l->all && b)
        stmt_text(s, 2, json_of(b));
    return s;
}
#define ROWS(l, sql, where, a, b) rows_of(l, sql, sql " WHERE " where, a, b)
#define ROWS_IN_ORDER(l, sql, where, order, a)                                                               \
    rows_of(l, sql " ORDER BY " order, sql " WHERE " where " ORDER BY " order, a, NULL)

const struct fact_person *facts_person(const struct facts *facts, kith_id id) {
    int64_t at;
    return idmap_get(&facts->at, id, &at) ? &facts->people[at] : NULL;
}

static struct fact_person *person_at(const struct facts *facts, kith_id id) {
    int64_t at;
    return id && idmap_get(&facts->at, id, &at) ? &facts->people[at] : NULL;
}

struct kith_ref facts_ref(const struct fact_person *person, struct arena *arena) {
    if (!person)
        return (struct kith_ref){0};
    return (struct kith_ref){person->id, arena_strdup(arena, person->uid), arena_strdup(arena, person->name)};
}

static int word_at(struct stmt *s, int at, const char *const *words) {
    const char *text = stmt_col_text(s, at);
    return text ? kith_word_find(words, text) : KITH_NO_WORD;
}

static const char *text_at(const struct loading *l, struct stmt *s, int at) {
    const char *text = stmt_col_text(s, at);
    return text && *text ? arena_strdup(l->arena, text) : NULL;
}

static void load_people(struct loading *l) {
    struct facts *f = l->facts;
    size_t cap = 0;
    struct stmt *s = ROWS_IN_ORDER(
        l,
        "SELECT id, uid, name, sort, role, archived, favourite, unnamed, private, company,"
        " title, city, about, tags, every_days, instr(coalesce(typed, ''), 'role') > 0 FROM person",
        "id" ONE_OF(1), "sort, id", &l->named);
    while (stmt_row(s)) {
        struct fact_person *p = ARENA_PUSH(l->arena, f->people, f->count, cap);
        *p = (struct fact_person){
            .id = stmt_col_int(s, 0),
            .uid = arena_strdup(l->arena, stmt_col_text(s, 1)),
            .name = arena_strdup(l->arena, stmt_col_text(s, 2)),
            .sort = arena_strdup(l->arena, stmt_col_text(s, 3)),
            .role = word_at(s, 4, kith_role_words),
            .archived = stmt_col_int(s, 5) != 0,
            .favourite = stmt_col_int(s, 6) != 0,
            .unnamed = stmt_col_int(s, 7) != 0,
            .is_private = stmt_col_int(s, 8) != 0,
            .company = text_at(l, s, 9),
            .title = text_at(l, s, 10),
            .city = text_at(l, s, 11),
            .about = text_at(l, s, 12),
            .tags = stmt_col_null(s, 13) ? (struct kith_list){0} : model_col_list(s, 13, l->arena),
            .every_days = stmt_col_null(s, 14) ? KITH_NO_COUNT : (int)stmt_col_int(s, 14),
            .role_typed = stmt_col_int(s, 15) != 0,
            .kept_word = KITH_NO_WORD,
            .last_note = DAY_NONE,
            .next_note = DAY_NONE,
            .wished = DAY_NONE,
        };
        if (p->role == KITH_NO_WORD)
            p->role = KITH_OTHER;
        idmap_set(&f->at, p->id, (int64_t)f->count - 1);
    }
}

/* The index of days has them all together, each day's in a row. */
static void load_days(struct loading *l) {
    char last[DAY_SIZE] = "";
    day on = DAY_NONE;
    struct stmt *s =
        rows_of(l, "SELECT id, \"on\" FROM note ORDER BY \"on\"",
                "SELECT id, \"on\" FROM note WHERE id IN (SELECT note FROM mention WHERE by" ONE_OF(1)
                " UNION SELECT note FROM mention WHERE person" ONE_OF(2) ")",
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

static day day_of(const struct loading *l, kith_id note) {
    int64_t on;
    return note && idmap_get(&l->days, note, &on) ? (day)on : DAY_NONE;
}

static void load_notes(struct loading *l) {
    struct stmt *s =
        rows_of(l, "SELECT person, note, NULL FROM note_person ORDER BY person, note",
                "SELECT w.person, w.note, n.\"on\" FROM note_person AS w JOIN note AS n ON n.id = w.note"
                " WHERE w.person" ONE_OF(1),
                &l->whole, NULL);
    while (stmt_row(s)) {
        struct fact_person *p = person_at(l->facts, stmt_col_int(s, 0));
        day on = l->all ? day_of(l, stmt_col_int(s, 1)) : model_col_day(s, 2);
        if (p && on > l->facts->today)
            p->next_note = p->next_note == DAY_NONE || on < p->next_note ? on : p->next_note;
        if (!p || on == DAY_NONE || on > l->facts->today)
            continue;
        p->last_note = p->last_note == DAY_NONE || on > p->last_note ? on : p->last_note;
        p->notes++;
    }
}

/* The talks of those who matter here, of what is kept. */
static void load_talks(struct loading *l) {
    struct stmt *s =
        model_sql(l->k, "SELECT person, talks, last_note, word FROM standing WHERE person" ONE_OF(1));
    stmt_text(s, 1, json_of(&l->listed));
    while (stmt_row(s)) {
        struct fact_person *p = person_at(l->facts, stmt_col_int(s, 0));
        if (p)
            p->kept_word = word_at(s, 3, kith_standing_words);
        if (!p || stmt_col_null(s, 2))
            continue;
        p->notes = (int)stmt_col_int(s, 1);
        p->last_note = (day)stmt_col_int(s, 2);
    }
}

/* A row read, with whom it belongs to; `on` orders the rows of one person, the newest first. */
struct owned {
    struct fact_person *owner;
    day on;
    int64_t id;
    size_t row; /* place in its array */
};
struct owned_rows {
    struct owned *items;
    size_t count, cap;
};

static int newest_first(const void *a, const void *b) {
    const struct owned *x = a, *y = b;
    if (x->on != y->on)
        return x->on > y->on ? -1 : 1;
    return x->id > y->id ? -1 : x->id < y->id;
}

/* Where the rows of each owner begin among all, given how many each has at its place + 1. */
static void starts_of(size_t *counts, size_t owners) {
    for (size_t i = 0; i < owners; i++)
        counts[i + 1] += counts[i];
}

/* By owner, then the newest first. Owners are counted, not compared: most of a large book is sorted so. */
static void sort_owned(const struct facts *facts, struct owned *items, size_t count) {
    size_t *starts = xalloc((facts->count + 1) * sizeof *starts);
    struct owned *sorted = xalloc((count + 1) * sizeof *sorted);
    for (size_t i = 0; i < count; i++)
        starts[items[i].owner - facts->people + 1]++;
    starts_of(starts, facts->count);
    for (size_t i = 0; i < count; i++)
        sorted[starts[items[i].owner - facts->people]++] = items[i];
    memcpy(items, sorted, count * sizeof *items);
    for (size_t i = 0, end; i < count; i = end) {
        for (end = i + 1; end < count && items[end].owner == items[i].owner; end++)
            continue;
        if (end - i > 1)
            qsort(items + i, end - i, sizeof *items, newest_first);
    }
    free(sorted);
    free(starts);
}

static void own(struct owned_rows *rows, struct fact_person *owner, day on, int64_t id, size_t row) {
    if (rows->count == rows->cap) {
        rows->cap = rows->cap ? rows->cap * 2 : 256;
        rows->items = xrealloc(rows->items, rows->cap, sizeof *rows->items);
    }
    rows->items[rows->count++] = (struct owned){owner, on, id, row};
}

/* The rows in the order of their owners; the slices are then cut by SLICES. Frees `rows`' items at the end.
 */
static void *in_order(struct loading *l, struct owned_rows *rows, const void *unordered, size_t size) {
    char *ordered = arena_alloc_array(l->arena, rows->count, size);
    if (rows->count)
        sort_owned(l->facts, rows->items, rows->count);
    for (size_t i = 0; i < rows->count; i++)
        memcpy(ordered + i * size, (const char *)unordered + rows->items[i].row * size, size);
    return ordered;
}

/* Gives each owner its slice of `array` as `list` and `list_count` of the person. */
#define SLICES(rows, array, list, list_count)                                                                \
    do {                                                                                                     \
        for (size_t slice_ = 0; slice_ < (rows).count; slice_++) {                                           \
            struct fact_person *owner_ = (rows).items[slice_].owner;                                         \
            if (!owner_->list_count++)                                                                       \
                owner_->list = &(array)[slice_];                                                             \
        }                                                                                                    \
        free((rows).items);                                                                                  \
    } while (0)

static void load_moments(struct loading *l) {
    struct owned_rows rows = {0};
    struct fact_moment *moments = NULL;
    size_t count = 0, cap = 0;
    struct arena scratch = {0};
    struct stmt *s = ROWS(l, "SELECT id, person, kind, state, \"on\", quote FROM moment", "person" ONE_OF(1),
                          &l->listed, NULL);
    while (stmt_row(s)) {
        struct fact_moment m = {.id = stmt_col_int(s, 0),
                                .kind = word_at(s, 2, kith_moment_words),
                                .state = word_at(s, 3, kith_moment_states),
                                .on = model_col_day(s, 4),
                                .quote = text_at(l, s, 5)};
        struct fact_person *owner = person_at(l->facts, stmt_col_int(s, 1));
        if (!owner || m.on == DAY_NONE || m.kind == KITH_NO_WORD)
            continue;
        own(&rows, owner, m.on, m.id, count);
        *ARENA_PUSH(&scratch, moments, count, cap) = m;
    }
    const struct fact_moment *ordered = in_order(l, &rows, moments, sizeof *moments);
    SLICES(rows, ordered, moments, moment_count);
    arena_free(&scratch);
}

static void load_asks(struct loading *l) {
    struct owned_rows rows = {0}, about = {0};
    struct fact_ask *asks = NULL;
    size_t count = 0, cap = 0;
    struct arena scratch = {0};
    struct stmt *s = ROWS(
        l, "SELECT id, uid, source, target, role, wants, answer, \"on\", answered_on, until FROM ask",
        "source" ONE_OF(1) " OR target" ONE_OF(1), &l->listed, NULL);
    while (stmt_row(s)) {
        struct fact_ask a = {
            .id = stmt_col_int(s, 0),
            .uid = text_at(l, s, 1),
            .source = person_at(l->facts, stmt_col_int(s, 2)),
            .target = person_at(l->facts, stmt_col_int(s, 3)),
            .role = text_at(l, s, 4),
            .wants = text_at(l, s, 5),
            .answer = word_at(s, 6, kith_answer_words),
            .on = model_col_day(s, 7),
            .answered_on = model_col_day(s, 8),
            .until = model_col_day(s, 9),
        };
        if (!a.source || a.on == DAY_NONE || a.answer == KITH_NO_WORD || (!a.target && !a.role))
            continue;
        own(&rows, a.source, a.on, a.id, count);
        *ARENA_PUSH(&scratch, asks, count, cap) = a;
    }
    const struct fact_ask *ordered = in_order(l, &rows, asks, sizeof *asks);
    size_t all = rows.count;
    SLICES(rows, ordered, asks, ask_count);
    for (size_t i = 0; i < all; i++)
        if (ordered[i].target)
            own(&about, ordered[i].target, ordered[i].on, ordered[i].id, i);
    const struct fact_ask **sought = ARENA_NEW(l->arena, const struct fact_ask *, about.count);
    if (about.count)
        sort_owned(l->facts, about.items, about.count);
    for (size_t i = 0; i < about.count; i++)
        sought[i] = &ordered[about.items[i].row];
    SLICES(about, sought, sought, sought_count);
    arena_free(&scratch);
}

static void load_referrals(struct loading *l) {
    struct owned_rows rows = {0}, about = {0};
    struct fact_referral *referrals = NULL;
    size_t count = 0, cap = 0;
    struct arena scratch = {0};
    struct stmt *s =
        ROWS(l, "SELECT id, uid, direction, outcome, partner, person, \"on\", thanked_on,"
                " reported_on FROM referral", "partner" ONE_OF(1) " OR person" ONE_OF(1), &l->listed, NULL);
    while (stmt_row(s)) {
        struct fact_referral r = {
            .id = stmt_col_int(s, 0),
            .uid = text_at(l, s, 1),
            .direction = word_at(s, 2, kith_direction_words),
            .outcome = word_at(s, 3, kith_outcome_words),
            .partner = person_at(l->facts, stmt_col_int(s, 4)),
            .person = person_at(l->facts, stmt_col_int(s, 5)),
            .on = model_col_day(s, 6),
            .thanked_on = model_col_day(s, 7),
            .reported_on = model_col_day(s, 8),
        };
        if (!r.partner || !r.person || r.on == DAY_NONE || r.direction == KITH_NO_WORD)
            continue;
        own(&rows, r.partner, r.on, r.id, count);
        *ARENA_PUSH(&scratch, referrals, count, cap) = r;
    }
    const struct fact_referral *ordered = in_order(l, &rows, referrals, sizeof *referrals);
    size_t all = rows.count;
    SLICES(rows, ordered, ledger, ledger_count);
    for (size_t i = 0; i < all; i++)
        own(&about, ordered[i].person, ordered[i].on, ordered[i].id, i);
    const struct fact_referral **referred = ARENA_NEW(l->arena, const struct fact_referral *, about.count);
    if (about.count)
        sort_owned(l->facts, about.items, about.count);
    for (size_t i = 0; i < about.count; i++)
        referred[i] = &ordered[about.items[i].row];
    SLICES(about, referred, referred, referred_count);
    arena_free(&scratch);
}

static void load_needs(struct loading *l) {
    struct owned_rows rows = {0};
    struct fact_need *needs = NULL;
    size_t count = 0, cap = 0;
    struct arena scratch = {0};
    struct stmt *s =
        ROWS(l, "SELECT id, person, what, \"on\", met_on FROM need", "person" ONE_OF(1), &l->listed, NULL);
    while (stmt_row(s)) {
        struct fact_need n = {.id = stmt_col_int(s, 0),
                              .what = text_at(l, s, 2),
                              .on = model_col_day(s, 3),
                              .met_on = model_col_day(s, 4)};
        struct fact_person *owner = person_at(l->facts, stmt_col_int(s, 1));
        if (!owner || n.on == DAY_NONE)
            continue;
        n.what = n.what ? n.what : "";
        own(&rows, owner, n.on, n.id, count);
        *ARENA_PUSH(&scratch, needs, count, cap) = n;
    }
    const struct fact_need *ordered = in_order(l, &rows, needs, sizeof *needs);
    SLICES(rows, ordered, needs, need_count);
    arena_free(&scratch);
}

static void load_pledges(struct loading *l) {
    struct owned_rows rows = {0};
    struct fact_pledge *pledges = NULL;
    size_t count = 0, cap = 0;
    struct arena scratch = {0};
    struct stmt *s = ROWS(l, "SELECT id, person, count, \"on\", \"when\" FROM pledge", "person" ONE_OF(1),
                          &l->listed, NULL);
    while (stmt_row(s)) {
        struct fact_pledge pledge = {
            .count = (int)stmt_col_int(s, 2), .on = model_col_day(s, 3), .when = text_at(l, s, 4)};
        struct fact_person *owner = person_at(l->facts, stmt_col_int(s, 1));
        if (!owner || pledge.on == DAY_NONE)
            continue;
        own(&rows, owner, pledge.on, stmt_col_int(s, 0), count);
        *ARENA_PUSH(&scratch, pledges, count, cap) = pledge;
    }
    const struct fact_pledge *ordered = in_order(l, &rows, pledges, sizeof *pledges);
    SLICES(rows, ordered, pledges, pledge_count);
    arena_free(&scratch);
}

static void load_delays(struct loading *l) {
    struct owned_rows rows = {0};
    struct fact_delay *delays = NULL;
    size_t count = 0, cap = 0;
    struct arena scratch = {0};
    struct stmt *s = ROWS(l, "SELECT id, person, ask, reason, \"on\", until FROM delay",
                          "person" ONE_OF(1) " OR ask IN (SELECT id FROM ask WHERE target" ONE_OF(1) ")",
                          &l->listed, NULL);
    while (stmt_row(s)) {
        struct fact_delay d = {.ask = stmt_col_int(s, 2),
                               .reason = word_at(s, 3, kith_belief_words),
                               .on = model_col_day(s, 4),
                               .until = model_col_day(s, 5)};
        struct fact_person *owner = person_at(l->facts, stmt_col_int(s, 1));
        if (!owner || d.on == DAY_NONE)
            continue;
        own(&rows, owner, d.on, stmt_col_int(s, 0), count);
        *ARENA_PUSH(&scratch, delays, count, cap) = d;
    }
    const struct fact_delay *ordered = in_order(l, &rows, delays, sizeof *delays);
    SLICES(rows, ordered, delays, delay_count);
    arena_free(&scratch);
}

static void load_tasks(struct loading *l) {
    struct owned_rows rows = {0};
    struct fact_task *tasks = NULL;
    size_t count = 0, cap = 0;
    struct arena scratch = {0};
    struct stmt *s = rows_of(
        l, "SELECT id, person, uid, what, \"on\", done_on FROM task WHERE done_on IS NULL",
        "SELECT id, person, uid, what, \"on\", done_on FROM task WHERE done_on IS NULL AND person" ONE_OF(1),
        &l->listed, NULL);
    while (stmt_row(s)) {
        struct fact_task t = {.id = stmt_col_int(s, 0),
                              .uid = text_at(l, s, 2),
                              .what = text_at(l, s, 3),
                              .on = model_col_day(s, 4),
                              .done_on = model_col_day(s, 5)};
        struct fact_person *owner = person_at(l->facts, stmt_col_int(s, 1));
        if (!owner)
            continue;
        t.what = t.what ? t.what : "";
        own(&rows, owner, t.on, t.id, count);
        *ARENA_PUSH(&scratch, tasks, count, cap) = t;
    }
    const struct fact_task *ordered = in_order(l, &rows, tasks, sizeof *tasks);
    SLICES(rows, ordered, tasks, task_count);
    arena_free(&scratch);
}

static void load_wishes(struct loading *l) {
    struct facts *f = l->facts;
    size_t cap = 0;
    struct stmt *s =
        model_sql(l->k, "SELECT id, person, role, why, \"on\" FROM wish ORDER BY \"on\" DESC, id DESC");
    while (stmt_row(s)) {
        struct fact_person *p = person_at(f, stmt_col_int(s, 1));
        day on = model_col_day(s, 4);
        const char *role = text_at(l, s, 2);
        if (p)
            p->wished = on;
        else if (role)
            *ARENA_PUSH(l->arena, f->role_wishes, f->role_wish_count, cap) =
                (struct fact_role_wish){stmt_col_int(s, 0), role, text_at(l, s, 3), on};
    }
}

/* ---- mentions: a tie for each pair ---- */

struct spoken {
    struct fact_person *by, *person;
    struct fact_mention mention;
};

/* Of one who speaks: by whom they speak of, the newest first. */
static int by_person(const void *a, const void *b) {
    const struct spoken *x = a, *y = b;
    if (x->person != y->person)
        return x->person < y->person ? -1 : 1;
    if (x->mention.on != y->mention.on)
        return x->mention.on > y->mention.on ? -1 : 1;
    return x->mention.note > y->mention.note ? -1 : x->mention.note < y->mention.note;
}

static struct spoken *sort_spoken(const struct facts *facts, const struct spoken *spoken, size_t count) {
    size_t *starts = xalloc((facts->count + 1) * sizeof *starts);
    struct spoken *sorted = xalloc((count + 1) * sizeof *sorted);
    for (size_t i = 0; i < count; i++)
        starts[spoken[i].by - facts->people + 1]++;
    starts_of(starts, facts->count);
    for (size_t i = 0; i < count; i++)
        sorted[starts[spoken[i].by - facts->people]++] = spoken[i];
    for (size_t i = 0, end; i < count; i = end) {
        for (end = i + 1; end < count && sorted[end].by == sorted[i].by; end++)
            continue;
        qsort(sorted + i, end - i, sizeof *sorted, by_person);
    }
    free(starts);
    return sorted;
}

/* Cuts the sorted mentions into ties, the ties into circles. */
static void make_ties(struct loading *l, const struct spoken *spoken, size_t count) {
    struct fact_mention *mentions = ARENA_NEW(l->arena, struct fact_mention, count);
    struct fact_tie *ties = NULL;
    size_t tie_count = 0;
    for (size_t i = 0; i < count; i++)
        tie_count += i == 0 || spoken[i].by != spoken[i - 1].by || spoken[i].person != spoken[i - 1].person;
    ties = ARENA_NEW(l->arena, struct fact_tie, tie_count);
    struct fact_tie *tie = ties - 1;
    struct owned_rows about = {0};
    for (size_t i = 0; i < count; i++) {
        mentions[i] = spoken[i].mention;
        if (i == 0 || spoken[i].by != spoken[i - 1].by || spoken[i].person != spoken[i - 1].person) {
            *++tie = (struct fact_tie){spoken[i].by, spoken[i].person, &mentions[i], 0};
            if (!tie->by->circle_count++)
                tie->by->circle = tie;
            own(&about, tie->person, spoken[i].mention.on, tie - ties, (size_t)(tie - ties));
        }
        tie->mention_count++;
    }
    struct fact_tie **others = ARENA_NEW(l->arena, struct fact_tie *, about.count);
    if (about.count)
        sort_owned(l->facts, about.items, about.count);
    for (size_t i = 0; i < about.count; i++)
        others[i] = &ties[about.items[i].row];
    SLICES(about, others, spoken, spoken_count);
}

static void load_mentions(struct loading *l) {
    struct spoken *spoken = NULL;
    size_t count = 0, cap = 0;
    struct arena scratch = {0};
    struct stmt *s = rows_of(
        l, "SELECT by, person, note, \"on\", relation, quote FROM mention",
        "SELECT by, person, note, \"on\", relation, quote FROM mention WHERE by" ONE_OF(
            1) " UNION ALL SELECT by, person, note, \"on\", relation, quote FROM mention WHERE person" ONE_OF(2) " AND by NOT" ONE_OF(1),
        &l->whole, &l->heard);
    while (stmt_row(s)) {
        struct spoken one = {
            .by = person_at(l->facts, stmt_col_int(s, 0)),
            .person = person_at(l->facts, stmt_col_int(s, 1)),
            .mention = {.note = stmt_col_int(s, 2),
                        .on = day_of(l, stmt_col_int(s, 2)),
                        .relation = text_at(l, s, 4),
                        .quote = text_at(l, s, 5)},
        };
        if (one.mention.on == DAY_NONE)
            one.mention.on = model_col_day(s, 3);
        bool dated = one.mention.on != DAY_NONE || !one.mention.note;
        if (one.by && one.person && one.by != one.person && dated)
            *ARENA_PUSH(&scratch, spoken, count, cap) = one;
    }
    struct spoken *sorted = sort_spoken(l->facts, spoken, count);
    arena_free(&scratch);
    make_ties(l, sorted, count);
    free(sorted);
}

/* ---- whom it concerns ---- */

static void choose(struct loading *l, const struct facts_scope *scope) {
    for (size_t i = 0; i < scope->whole_count; i++)
        ids_add(&l->whole, scope->whole[i]);
    for (size_t i = 0; i < scope->own_count; i++)
        ids_add(&l->listed, scope->own[i]);
    for (size_t i = 0; i < scope->heard_count; i++)
        ids_add(&l->heard, scope->heard[i]);
    static const char same[] = "SELECT value FROM json_each(?1)";
    static const char circle[] = "SELECT DISTINCT person FROM mention WHERE by" ONE_OF(1);
    ids_query(l, &l->heard, same, &l->whole);
    if (kith_settings(l->k)->ideal.count) /* what was said of them speaks for them */
        ids_query(l, &l->heard, circle, &l->whole);
    ids_query(l, &l->listed, circle, &l->whole);
    ids_query(l, &l->listed, same, &l->heard);
    ids_query(l, &l->named, same, &l->listed);
    ids_query(l, &l->named, "SELECT DISTINCT by FROM mention WHERE person" ONE_OF(1), &l->heard);
    ids_query(l, &l->named,
              "SELECT source FROM ask WHERE target" ONE_OF(
                  1) " UNION SELECT target FROM ask WHERE source" ONE_OF(1),
              &l->listed);
    ids_query(l, &l->named,
              "SELECT partner FROM referral WHERE person" ONE_OF(
                  1) " UNION SELECT person FROM referral WHERE partner" ONE_OF(1),
              &l->listed);
}

static void load_lists(struct loading *l) {
    load_people(l);
    load_days(l);
    if (l->all || l->anew)
        load_notes(l);
    else
        load_talks(l);
    load_mentions(l);
    load_moments(l);
    load_asks(l);
    load_referrals(l);
    load_needs(l);
    load_pledges(l);
    load_delays(l);
    load_tasks(l);
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
    struct loading l = {.k = k, .facts = facts, .arena = &facts->arena};
    struct ids *const sets[] = {&l.whole, &l.heard, &l.listed, &l.named};
    l.anew = scope && scope->anew;
    l.all = !scope || (!l.anew && !kept_refresh(k));
    facts->all = l.all;
    facts->today = k->today;
    facts->changes = kith_changes(k);
    for (size_t i = 0; i < sizeof sets / sizeof *sets; i++)
        sets[i]->json = (struct buf)BUF_INIT;
    if (!l.all)
        choose(&l, scope);
    load_lists(&l);
    for (size_t i = 0; i < sizeof sets / sizeof *sets; i++)
        ids_free(sets[i]);
    idmap_free(&l.days);
    if (store_in_step(k->store))
        facts->changes = INT64_MIN; /* the step may yet be taken back */
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
