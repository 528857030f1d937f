#include <stdlib.h>
#include <string.h>

#include "kith/circle.h"
#include "model/asof.h"
#include "model/model.h"
#include "model/propose.h"
#include "model/say.h"

/*
 * From the wished-for person backwards over everyone who knows them, until a contact
 * of the user is met; paths of two people first, then of three and of four. A
 * path never leads through a contact: it would begin there.
 */
enum { LONGEST = 4, BEST = 5, MOST_AT_ONE_PLACE = 30, MOST_STEPS = 4000 };

struct hop {
    const struct fact_person *person;
    const char *via; /* how the person before on the path knows them */
    day on;
    int strength;
};

struct search {
    struct propose *p;
    struct arena *arena;
    struct hop trail[LONGEST]; /* from the target on */
    size_t depth, wanted;      /* of people */
    int steps;
    struct found {
        struct hop hops[LONGEST];
        size_t count;
        int strength;
    } best[BEST];
    size_t best_count;
};

static bool is_contact(const struct fact_person *p) {
    return p->role != KITH_MENTIONED && !p->archived;
}

static int strength_of(const struct search *s) {
    static const int by_standing[] = {
        [KITH_GIVE] = 1, [KITH_GOLDEN] = 4, [KITH_READY] = 3, [KITH_LISTEN] = 2};
    const struct fact_person *contact = s->trail[s->depth - 1].person;
    int word = standing_of(contact, s->p->settings, s->p->today).word;
    int strength = word >= KITH_GIVE ? by_standing[word] : 0;
    for (size_t i = 0; i < s->depth; i++)
        strength += 2 * s->trail[i].strength;
    return strength;
}

static void keep_path(struct search *s) {
    int strength = strength_of(s);
    size_t at = s->best_count;
    while (at > 0 && s->best[at - 1].count == s->depth && s->best[at - 1].strength < strength)
        at--;
    if (at == BEST)
        return;
    size_t moved = (s->best_count < BEST ? s->best_count : BEST - 1) - at;
    memmove(&s->best[at + 1], &s->best[at], moved * sizeof *s->best);
    s->best_count += s->best_count < BEST;
    s->best[at] = (struct found){.count = s->depth, .strength = strength};
    memcpy(s->best[at].hops, s->trail, s->depth * sizeof *s->trail);
}

static void look_further(struct search *s);

/* `other` knows the person at the end of the trail, as `via` says. */
static void step(struct search *s, const struct fact_person *other, const char *via, day on, int strength) {
    if (other->archived || s->steps++ > MOST_STEPS)
        return;
    for (size_t i = 0; i < s->depth; i++)
        if (s->trail[i].person == other)
            return;
    struct hop *end = &s->trail[s->depth - 1], before = *end;
    end->via = via;
    end->on = on;
    end->strength = strength;
    s->trail[s->depth++] = (struct hop){.person = other, .on = DAY_NONE};
    if (is_contact(other)) {
        if (s->depth == s->wanted)
            keep_path(s);
    } else if (s->depth < s->wanted) {
        look_further(s);
    }
    s->depth--;
    *end = before;
}

/* ---- who knows whom ---- */

static int tie_strength(struct search *s, const struct fact_tie *tie) {
    struct introduce_pair pair = propose_pair(s->p, tie->by, tie, NULL);
    return (int)pair.close + (asof_times(tie, s->p->today) > 1);
}

static void over_mentions(struct search *s, const struct fact_person *end) {
    day today = s->p->today;
    for (size_t i = 0; i < end->spoken_count; i++) {
        const struct fact_tie *tie = end->spoken[i];
        if (!asof_heard(tie, today))
            continue;
        const char *relation = asof_relation(tie, today);
        const char *via = relation ? arena_printf(s->arena, "%s of %s", relation, tie->by->name)
                                   : arena_printf(s->arena, "mentioned by %s", tie->by->name);
        step(s, tie->by, via, asof_last(tie, today), tie_strength(s, tie));
    }
    for (size_t i = 0; i < end->circle_count; i++) {
        const struct fact_tie *tie = &end->circle[i];
        if (!asof_heard(tie, today))
            continue;
        const char *relation = asof_relation(tie, today);
        step(
            s, tie->person,
            arena_printf(s->arena, "%s is their %s", tie->person->name, relation ? relation : "acquaintance"),
            asof_last(tie, today), tie_strength(s, tie));
    }
}

static void over_referrals(struct search *s, const struct fact_person *end) {
    for (size_t i = 0; i < end->referred_count; i++) {
        const struct fact_referral *r = end->referred[i];
        if (r->on <= s->p->today)
            step(s, r->partner,
                 arena_printf(s->arena,
                              r->direction == KITH_RECEIVED ? "introduced by %s" : "you sent them to %s",
                              r->partner->name),
                 r->on, 3);
    }
    for (size_t i = 0; i < end->ledger_count; i++) {
        const struct fact_referral *r = &end->ledger[i];
        if (r->on <= s->p->today)
            step(s, r->person,
                 arena_printf(s->arena,
                              r->direction == KITH_RECEIVED ? "introduced %s to you" : "you sent them %s",
                              r->person->name),
                 r->on, 3);
    }
}

struct met {
    kith_id person;
    day on;
};

static void over_talks(struct search *s, const struct fact_person *end) {
    struct met *met = NULL;
    size_t count = 0, cap = 0;
    char iso[DAY_SIZE];
    struct stmt *q = model_sql(
        s->p->k,
        "SELECT o.person, max(n.\"on\") FROM note_person AS e JOIN note_person AS o ON o.note = e.note"
        " AND o.person <> e.person JOIN note AS n ON n.id = e.note"
        " WHERE e.person = ?1 AND n.\"on\" <= ?2 GROUP BY o.person");
    stmt_int(q, 1, end->id);
    model_bind_day(q, 2, s->p->today, iso);
    while (stmt_row(q))
        *ARENA_PUSH(s->arena, met, count, cap) = (struct met){stmt_col_int(q, 0), model_col_day(q, 1)};
    for (size_t i = 0; i < count; i++) {
        const struct fact_person *other = facts_person(s->p->facts, met[i].person);
        if (other)
            step(s, other, arena_printf(s->arena, "in one talk with %s", other->name), met[i].on, 2);
    }
}

static void over_company(struct search *s, const struct fact_person *end) {
    const struct facts *facts = s->p->facts;
    size_t same = 0;
    if (!end->company)
        return;
    for (size_t i = 0; i < facts->count; i++)
        same += facts->people[i].company && strcasecmp(facts->people[i].company, end->company) == 0;
    for (size_t i = 0; same <= MOST_AT_ONE_PLACE && i < facts->count; i++)
        if (facts->people[i].company && strcasecmp(facts->people[i].company, end->company) == 0)
            step(s, &facts->people[i], arena_printf(s->arena, "works at the same place: %s", end->company),
                 DAY_NONE, 1);
}

static void look_further(struct search *s) {
    const struct fact_person *end = s->trail[s->depth - 1].person;
    over_mentions(s, end);
    over_referrals(s, end);
    over_talks(s, end);
    over_company(s, end);
}

/* ---- the answer ---- */

static const char *own(const struct fact_person *p, struct arena *arena) {
    if (p->role == KITH_OTHER)
        return "in your book";
    return arena_printf(arena, "your %s", kith_role_words[p->role]);
}

static struct kith_path path_of(const struct search *s, const struct found *found) {
    struct kith_path path = {ARENA_NEW(s->arena, struct kith_hop, found->count), found->count};
    for (size_t i = 0; i < found->count; i++) {
        const struct hop *hop = &found->hops[found->count - 1 - i];
        path.hops[i] = (struct kith_hop){
            .person = facts_ref(hop->person, s->arena),
            .via = i ? hop->via : own(hop->person, s->arena),
            .on = i ? hop->on : hop->person->last_note,
            .standing = standing_of(hop->person, s->p->settings, s->p->today).word,
        };
    }
    return path;
}

enum kith_status kith_path_to(struct kith *k, kith_id target, struct arena *arena, struct kith_paths *out) {
    struct propose p;
    *out = (struct kith_paths){0};
    propose_open(&p, k, facts_of(k));
    const struct fact_person *to = facts_person(p.facts, target);
    if (!to) {
        propose_close(&p);
        return kith_fail(k, KITH_NOT_FOUND, "there is no such person");
    }
    out->target = facts_ref(to, arena);
    struct search s = {.p = &p, .arena = arena, .depth = 1};
    s.trail[0] = (struct hop){.person = to, .on = DAY_NONE};
    if (is_contact(to))
        keep_path(&s);
    for (s.wanted = 2; s.wanted <= LONGEST && s.best_count < BEST; s.wanted++)
        look_further(&s);
    out->items = ARENA_NEW(arena, struct kith_path, s.best_count);
    for (; out->count < s.best_count; out->count++)
        out->items[out->count] = path_of(&s, &s.best[out->count]);
    propose_close(&p);
    return KITH_OK;
}

enum kith_status kith_wishes(struct kith *k, struct arena *arena, struct kith_wished **out, size_t *count) {
    size_t cap = 0;
    *out = NULL;
    *count = 0;
    struct stmt *s = model_sql(k, "SELECT w.id, w.person, w.role, w.why, w.\"on\", p.uid, p.name FROM wish AS w"
                                  " LEFT JOIN person AS p ON p.id = w.person ORDER BY w.\"on\" DESC, w.id DESC");
    while (stmt_row(s))
        *ARENA_PUSH(arena, *out, *count, cap) = (struct kith_wished){
            .wish = stmt_col_int(s, 0),
            .person = {stmt_col_int(s, 1), model_col_text(s, 5, arena), model_col_text(s, 6, arena)},
            .role = model_col_text(s, 2, arena),
            .why = model_col_text(s, 3, arena),
            .on = model_col_day(s, 4),
        };
    return KITH_OK;
}
