#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "model/facts_load.h"

/*
 * Rows come in no order; they are handed to their people by counting: all are sorted by
 * their owner, and each owner gets a slice of the array.
 */

/* A row read: whose it is, and what orders the rows of one person, the newest first. */
struct owned {
    struct fact_person *owner; /* first, as by_owner() has it; NULL: the row is left out */
    day on;
    int64_t id;
    size_t row; /* place in its array */
};
struct owned_rows {
    struct owned *items;
    size_t count, cap;
};

/* Which list of a person: the members that hold it and its length. */
struct list {
    size_t items, count;
};
#define LIST(member, length)                                                                                 \
    { offsetof(struct fact_person, member), offsetof(struct fact_person, length) }

static void own(struct owned_rows *rows, struct owned row) {
    if (rows->count == rows->cap) {
        rows->cap = rows->cap ? rows->cap * 2 : 256;
        rows->items = xrealloc(rows->items, rows->cap, sizeof *rows->items);
    }
    rows->items[rows->count++] = row;
}

static int newest_first(const void *a, const void *b) {
    const struct owned *x = a, *y = b;
    if (x->on != y->on)
        return x->on > y->on ? -1 : 1;
    return x->id > y->id ? -1 : x->id < y->id;
}

static size_t place_of(const struct facts *facts, const void *item) {
    return (size_t)(*(struct fact_person *const *)item - facts->people);
}

/*
 * A copy of items that begin with their owner, by owner and then by `order`; the caller frees. Owners
 * are counted, not compared: most of a large book is sorted so.
 */
static void *by_owner(const struct facts *facts, const void *items, size_t count, size_t size,
                      int (*order)(const void *a, const void *b)) {
    size_t *starts = xalloc((facts->count + 1) * sizeof *starts);
    char *sorted = xalloc((count + 1) * size);
    const char *from = items;
    for (size_t i = 0; i < count; i++)
        starts[place_of(facts, from + i * size) + 1]++;
    for (size_t i = 0; i < facts->count; i++)
        starts[i + 1] += starts[i];
    for (size_t i = 0; i < count; i++)
        memcpy(sorted + starts[place_of(facts, from + i * size)]++ * size, from + i * size, size);
    for (size_t i = 0, end; i < count; i = end) {
        size_t owner = place_of(facts, sorted + i * size);
        for (end = i + 1; end < count && place_of(facts, sorted + end * size) == owner; end++)
            continue;
        if (end - i > 1)
            qsort(sorted + i * size, end - i, size, order);
    }
    free(starts);
    return sorted;
}

static void sort(const struct facts *facts, struct owned_rows *rows) {
    if (!rows->count)
        return;
    struct owned *sorted = by_owner(facts, rows->items, rows->count, sizeof *sorted, newest_first);
    free(rows->items);
    rows->items = sorted;
    rows->cap = rows->count;
}

/* Each owner gets its slice of `array`, which is in the order of the rows. Frees the rows. */
static void slice(struct owned_rows *rows, const void *array, size_t size, struct list list) {
    for (size_t i = 0; i < rows->count; i++) {
        char *owner = (char *)rows->items[i].owner;
        size_t *count = (size_t *)(void *)(owner + list.count);
        const void *first = (const char *)array + i * size;
        if (!(*count)++)
            memcpy(owner + list.items, &first, sizeof first);
    }
    free(rows->items);
    *rows = (struct owned_rows){0};
}

/* As slices of pointers to where the rows stand in `array`. Frees the rows. */
static void slice_pointers(struct facts_loading *l, struct owned_rows *rows, const void *array, size_t size,
                           struct list list) {
    const void **pointers = ARENA_NEW(l->arena, const void *, rows->count);
    sort(l->facts, rows);
    for (size_t i = 0; i < rows->count; i++)
        pointers[i] = (const char *)array + rows->items[i].row * size;
    slice(rows, pointers, sizeof *pointers, list);
}

/* ---- the tables of which each row is in a list of one person ---- */

struct table {
    const char *sql, *picked; /* of everyone; of the people ?1 */
    size_t size;              /* of the fact that a row becomes */
    struct list list;
    struct owned (*read)(struct facts_loading *l, struct stmt *s, void *fact); /* the id is column 0 */
    struct owned (*about)(const void *fact); /* whose list of pointers it is in as well; NULL: nobody's */
    struct list pointers;
};

static struct owned read_moment(struct facts_loading *l, struct stmt *s, void *fact) {
    struct fact_moment *m = fact;
    *m = (struct fact_moment){
        .id = stmt_col_int(s, 0),
        .kind = facts_word(s, 2, kith_moment_words),
        .state = facts_word(s, 3, kith_moment_states),
        .on = model_col_day(s, 4),
        .quote = facts_text(l, s, 5),
    };
    bool good = m->on != DAY_NONE && m->kind != KITH_NO_WORD;
    return (struct owned){.owner = good ? facts_at(l, stmt_col_int(s, 1)) : NULL, .on = m->on};
}

static struct owned read_ask(struct facts_loading *l, struct stmt *s, void *fact) {
    struct fact_ask *a = fact;
    *a = (struct fact_ask){
        .id = stmt_col_int(s, 0),
        .uid = facts_text(l, s, 1),
        .source = facts_at(l, stmt_col_int(s, 2)),
        .target = facts_at(l, stmt_col_int(s, 3)),
        .role = facts_text(l, s, 4),
        .wants = facts_text(l, s, 5),
        .answer = facts_word(s, 6, kith_answer_words),
        .on = model_col_day(s, 7),
        .answered_on = model_col_day(s, 8),
        .until = model_col_day(s, 9),
    };
    bool good = a->on != DAY_NONE && a->answer != KITH_NO_WORD && (a->target || a->role);
    return (struct owned){.owner = good ? a->source : NULL, .on = a->on};
}

static struct owned about_ask(const void *fact) {
    const struct fact_ask *a = fact;
    return (struct owned){.owner = a->target, .on = a->on, .id = a->id};
}

static struct owned read_referral(struct facts_loading *l, struct stmt *s, void *fact) {
    struct fact_referral *r = fact;
    *r = (struct fact_referral){
        .id = stmt_col_int(s, 0),
        .uid = facts_text(l, s, 1),
        .direction = facts_word(s, 2, kith_direction_words),
        .outcome = facts_word(s, 3, kith_outcome_words),
        .partner = facts_at(l, stmt_col_int(s, 4)),
        .person = facts_at(l, stmt_col_int(s, 5)),
        .on = model_col_day(s, 6),
        .thanked_on = model_col_day(s, 7),
        .reported_on = model_col_day(s, 8),
    };
    bool good = r->person && r->on != DAY_NONE && r->direction != KITH_NO_WORD && r->outcome != KITH_NO_WORD;
    return (struct owned){.owner = good ? r->partner : NULL, .on = r->on};
}

static struct owned about_referral(const void *fact) {
    const struct fact_referral *r = fact;
    return (struct owned){.owner = r->person, .on = r->on, .id = r->id};
}

static struct owned read_need(struct facts_loading *l, struct stmt *s, void *fact) {
    struct fact_need *n = fact;
    *n = (struct fact_need){
        .id = stmt_col_int(s, 0),
        .what = facts_text(l, s, 2),
        .on = model_col_day(s, 3),
        .met_on = model_col_day(s, 4),
    };
    n->what = n->what ? n->what : "";
    return (struct owned){.owner = n->on != DAY_NONE ? facts_at(l, stmt_col_int(s, 1)) : NULL, .on = n->on};
}

static struct owned read_pledge(struct facts_loading *l, struct stmt *s, void *fact) {
    struct fact_pledge *p = fact;
    *p = (struct fact_pledge){
        .count = (int)stmt_col_int(s, 2),
        .on = model_col_day(s, 3),
        .when = facts_text(l, s, 4),
    };
    return (struct owned){.owner = p->on != DAY_NONE ? facts_at(l, stmt_col_int(s, 1)) : NULL, .on = p->on};
}

static struct owned read_delay(struct facts_loading *l, struct stmt *s, void *fact) {
    struct fact_delay *d = fact;
    *d = (struct fact_delay){
        .ask = stmt_col_int(s, 2),
        .reason = facts_word(s, 3, kith_belief_words),
        .on = model_col_day(s, 4),
        .until = model_col_day(s, 5),
    };
    bool good = d->on != DAY_NONE && d->reason != KITH_NO_WORD;
    return (struct owned){.owner = good ? facts_at(l, stmt_col_int(s, 1)) : NULL, .on = d->on};
}

static struct owned read_task(struct facts_loading *l, struct stmt *s, void *fact) {
    struct fact_task *t = fact;
    *t = (struct fact_task){
        .id = stmt_col_int(s, 0),
        .uid = facts_text(l, s, 2),
        .what = facts_text(l, s, 3),
        .on = model_col_day(s, 4),
        .done_on = model_col_day(s, 5),
    };
    t->what = t->what ? t->what : "";
    return (struct owned){.owner = facts_at(l, stmt_col_int(s, 1)), .on = t->on};
}

#define QUERIES(sql_, where) .sql = sql_, .picked = sql_ " WHERE " where
#define MOMENTS              "SELECT id, person, kind, state, \"on\", quote FROM moment"
#define ASKS                                                                                                 \
    "SELECT id, uid, source, target, role, wants, answer, \"on\", answered_on, until FROM ask"
#define REFERRALS                                                                                            \
    "SELECT id, uid, direction, outcome, partner, person, \"on\", thanked_on, reported_on FROM referral"
#define NEEDS   "SELECT id, person, what, \"on\", met_on FROM need"
#define PLEDGES "SELECT id, person, count, \"on\", \"when\" FROM pledge"
#define DELAYS  "SELECT id, person, ask, reason, \"on\", until FROM delay"
#define TASKS   "SELECT id, person, uid, what, \"on\", done_on FROM task WHERE done_on IS NULL"

static const struct table tables[] = {
    {QUERIES(MOMENTS, "person" FACTS_ONE_OF(1)), .size = sizeof(struct fact_moment), .read = read_moment,
     .list = LIST(moments, moment_count)},
    {QUERIES(ASKS, "source" FACTS_ONE_OF(1) " OR target" FACTS_ONE_OF(1)), .size = sizeof(struct fact_ask),
     .read = read_ask, .list = LIST(asks, ask_count), .about = about_ask,
     .pointers = LIST(sought, sought_count)},
    {QUERIES(REFERRALS, "partner" FACTS_ONE_OF(1) " OR person" FACTS_ONE_OF(1)),
     .size = sizeof(struct fact_referral), .read = read_referral, .list = LIST(ledger, ledger_count),
     .about = about_referral, .pointers = LIST(referred, referred_count)},
    {QUERIES(NEEDS, "person" FACTS_ONE_OF(1)), .size = sizeof(struct fact_need), .read = read_need,
     .list = LIST(needs, need_count)},
    {QUERIES(PLEDGES, "person" FACTS_ONE_OF(1)), .size = sizeof(struct fact_pledge), .read = read_pledge,
     .list = LIST(pledges, pledge_count)},
    {QUERIES(DELAYS,
             "person" FACTS_ONE_OF(1) " OR ask IN (SELECT id FROM ask WHERE target" FACTS_ONE_OF(1) ")"),
     .size = sizeof(struct fact_delay), .read = read_delay, .list = LIST(delays, delay_count)},
    {.sql = TASKS, .picked = TASKS " AND person" FACTS_ONE_OF(1), .size = sizeof(struct fact_task),
     .read = read_task, .list = LIST(tasks, task_count)},
};

static void load_pointers(struct facts_loading *l, const struct table *table, const char *facts,
                          size_t count) {
    struct owned_rows rows = {0};
    for (size_t i = 0; i < count; i++) {
        struct owned row = table->about(facts + i * table->size);
        row.row = i;
        if (row.owner)
            own(&rows, row);
    }
    slice_pointers(l, &rows, facts, table->size, table->pointers);
}

static void load_table(struct facts_loading *l, const struct table *table) {
    struct owned_rows rows = {0};
    struct arena scratch = {0};
    char *read = NULL;
    size_t cap = 0;
    struct stmt *s = facts_rows(l, table->sql, table->picked, &l->listed, NULL);
    while (stmt_row(s)) {
        read = arena_room(&scratch, read, rows.count, &cap, table->size);
        struct owned row = table->read(l, s, read + rows.count * table->size);
        row.id = stmt_col_int(s, 0);
        row.row = rows.count;
        if (row.owner)
            own(&rows, row);
    }
    sort(l->facts, &rows);
    size_t count = rows.count;
    char *facts = arena_alloc_array(l->arena, count, table->size);
    for (size_t i = 0; i < count; i++)
        memcpy(facts + i * table->size, read + rows.items[i].row * table->size, table->size);
    slice(&rows, facts, table->size, table->list);
    if (table->about)
        load_pointers(l, table, facts, count);
    arena_free(&scratch);
}

/* ---- mentions: a tie for each pair ---- */

struct spoken {
    struct fact_person *by; /* first, as by_owner() has it */
    struct fact_person *person;
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

static bool begins_tie(const struct spoken *spoken, size_t i) {
    return i == 0 || spoken[i].by != spoken[i - 1].by || spoken[i].person != spoken[i - 1].person;
}

/* Cuts the sorted mentions into ties, the ties into circles. */
static void make_ties(struct facts_loading *l, const struct spoken *spoken, size_t count) {
    struct fact_mention *mentions = ARENA_NEW(l->arena, struct fact_mention, count);
    static const struct list circle = LIST(circle, circle_count), spoken_by = LIST(spoken, spoken_count);
    struct owned_rows circles = {0}, spoken_of = {0};
    size_t tie_count = 0;
    for (size_t i = 0; i < count; i++)
        tie_count += begins_tie(spoken, i);
    struct fact_tie *ties = ARENA_NEW(l->arena, struct fact_tie, tie_count), *tie = ties;
    for (size_t i = 0; i < count; i++) {
        mentions[i] = spoken[i].mention;
        if (begins_tie(spoken, i)) {
            size_t at = circles.count;
            tie = &ties[at];
            *tie = (struct fact_tie){spoken[i].by, spoken[i].person, &mentions[i], 0};
            own(&circles, (struct owned){.owner = tie->by, .row = at});
            own(&spoken_of, (struct owned){tie->person, spoken[i].mention.on, (int64_t)at, at});
        }
        tie->mention_count++;
    }
    slice(&circles, ties, sizeof *ties, circle);
    slice_pointers(l, &spoken_of, ties, sizeof *ties, spoken_by);
}

#define MENTIONS "SELECT by, person, note, \"on\", relation, quote FROM mention"

static void load_mentions(struct facts_loading *l) {
    struct spoken *spoken = NULL;
    size_t count = 0, cap = 0;
    struct arena scratch = {0};
    struct stmt *s = facts_rows(
        l, MENTIONS,
        MENTIONS " WHERE by" FACTS_ONE_OF(1) " UNION ALL " MENTIONS
                                             " WHERE person" FACTS_ONE_OF(2) " AND by NOT" FACTS_ONE_OF(1),
        &l->whole, &l->heard);
    while (stmt_row(s)) {
        struct spoken one = {
            .by = facts_at(l, stmt_col_int(s, 0)),
            .person = facts_at(l, stmt_col_int(s, 1)),
            .mention = {.note = stmt_col_int(s, 2),
                        .on = facts_day(l, stmt_col_int(s, 2)),
                        .relation = facts_text(l, s, 4),
                        .quote = facts_text(l, s, 5)},
        };
        if (one.mention.on == DAY_NONE)
            one.mention.on = model_col_day(s, 3);
        bool dated = one.mention.on != DAY_NONE || !one.mention.note;
        if (one.by && one.person && one.by != one.person && dated)
            *ARENA_PUSH(&scratch, spoken, count, cap) = one;
    }
    struct spoken *sorted = by_owner(l->facts, spoken, count, sizeof *sorted, by_person);
    arena_free(&scratch);
    make_ties(l, sorted, count);
    free(sorted);
}

void facts_load_lists(struct facts_loading *l) {
    load_mentions(l);
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++)
        load_table(l, &tables[i]);
}
