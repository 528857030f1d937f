#include <stdlib.h>
#include <string.h>

#include "kith/circle.h"
#include "kith/need.h"
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
    return p->role != KITH_ROLE_MENTIONED && !p->archived;
}

static int word_of(const struct search *s, const struct fact_person *p) {
    int word = standing_of(p, s->p->settings, s->p->today).word;
    return word == KITH_STANDING_LISTEN && !p->whole ? p->kept_word : word;
}

static int strength_of(const struct search *s) {
    static const int by_standing[] = {[KITH_STANDING_GIVE] = 1,
                                      [KITH_STANDING_GOLDEN] = 4,
                                      [KITH_STANDING_READY] = 3,
                                      [KITH_STANDING_LISTEN] = 2};
    const struct fact_person *contact = s->trail[s->depth - 1].person;
    int word = word_of(s, contact);
    int strength = word >= KITH_STANDING_GIVE ? by_standing[word] : 0;
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
    if (p->role == KITH_ROLE_OTHER)
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
            .standing = word_of(s, hop->person),
        };
    }
    return path;
}

/* ---- whose facts that takes ---- */

/* Everyone who stands beside one of the paths: what look_further() goes over. */
static const char beside[] =
    "SELECT id, role = 'mentioned' AND NOT archived FROM person WHERE id IN (SELECT by FROM mention WHERE person = ?1"
    " UNION SELECT person FROM mention WHERE by = ?1 UNION SELECT partner FROM referral WHERE person = ?1"
    " UNION SELECT person FROM referral WHERE partner = ?1 UNION SELECT o.person FROM note_person AS e"
    " JOIN note_person AS o ON o.note = e.note WHERE e.person = ?1 UNION SELECT * FROM (SELECT id FROM person"
    " WHERE company = (SELECT company FROM person WHERE id = ?1) COLLATE NOCASE LIMIT ?2))";

struct near {
    struct arena arena;
    struct idmap known;
    kith_id *whole, *own; /* those whom paths lead through; those beside them */
    size_t whole_count, whole_cap, own_count, own_cap;
};

static void go_through(struct near *near, kith_id id) {
    int64_t known;
    if (idmap_get(&near->known, id, &known))
        return;
    idmap_set(&near->known, id, 1);
    *ARENA_PUSH(&near->arena, near->whole, near->whole_count, near->whole_cap) = id;
}

/* The facts for paths of at most so many people. */
static struct facts *facts_near(struct kith *k, kith_id target, size_t people) {
    struct near near = {0};
    size_t done = 0;
    go_through(&near, target);
    for (size_t ring = 1; ring < people; ring++) {
        size_t end = near.whole_count;
        for (; done < end; done++) {
            struct stmt *s = model_sql2(k, beside, near.whole[done], MOST_AT_ONE_PLACE + 2);
            while (stmt_row(s)) {
                *ARENA_PUSH(&near.arena, near.own, near.own_count, near.own_cap) = stmt_col_int(s, 0);
                if (ring + 1 < people && stmt_col_int(s, 1))
                    go_through(&near, stmt_col_int(s, 0));
            }
        }
    }
    struct facts *facts = facts_load(k, &(struct facts_scope){.whole = near.whole,
                                                              .whole_count = near.whole_count,
                                                              .own = near.own,
                                                              .own_count = near.own_count});
    idmap_free(&near.known);
    arena_free(&near.arena);
    return facts;
}

/* Looks over the facts there are for paths of up to `longest`; how many it found. */
static size_t look(struct propose *p, kith_id target, size_t longest, struct arena *arena,
                   struct kith_paths *out) {
    struct search s = {.p = p, .arena = arena, .depth = 1};
    const struct fact_person *to = facts_person(p->facts, target);
    s.trail[0] = (struct hop){.person = to, .on = DAY_NONE};
    if (is_contact(to))
        keep_path(&s);
    for (s.wanted = 2; s.wanted <= longest && s.best_count < BEST; s.wanted++)
        look_further(&s);
    *out = (struct kith_paths){.target = facts_ref(to, arena),
                               .items = ARENA_NEW(arena, struct kith_path, s.best_count)};
    for (; out->count < s.best_count; out->count++)
        out->items[out->count] = path_of(&s, &s.best[out->count]);
    return out->count;
}

enum kith_status kith_path_to(struct kith *k, kith_id target, struct arena *arena, struct kith_paths *out) {
    *out = (struct kith_paths){0};
    for (size_t longest = 2; longest <= LONGEST && out->count < BEST; longest++) {
        struct propose p;
        struct facts *facts = facts_near(k, target, longest);
        bool there = facts_person(facts, target) != NULL;
        propose_open(&p, k, facts);
        if (there)
            look(&p, target, longest, arena, out);
        propose_close(&p);
        facts_free(facts);
        if (!there)
            return kith_fail(k, KITH_NOT_FOUND, "there is no such person");
    }
    return KITH_OK;
}

/* ---- to a role ---- */

enum { MOST_ALIKE = 400, MOST_ENDS = 8 };

struct fitting {
    const struct fact_person *person;
    int fit;
};

static int fits_best(const void *a, const void *b) {
    const struct fitting *x = a, *y = b;
    if (x->fit != y->fit)
        return y->fit - x->fit;
    return x->person->id < y->person->id ? -1 : x->person->id > y->person->id;
}

struct alike {
    struct kith *k;
    struct arena *arena;
    kith_id *ids;
    size_t count, cap;
};

/* Those of whom the beginning of a word is known or was said. */
static void add_alike(struct alike *alike, const char *word, size_t length) {
    int letters = (int)length > 6 ? (int)length - 3 : (int)length;
    struct stmt *s = model_sql(
        alike->k,
        "SELECT id FROM person WHERE title LIKE ?1 OR company LIKE ?1 OR tags LIKE ?1 OR about LIKE ?1"
        " UNION SELECT person FROM mention WHERE relation LIKE ?1 OR quote LIKE ?1 LIMIT ?2");
    stmt_text(s, 1, arena_printf(alike->arena, "%%%.*s%%", letters, word));
    stmt_int(s, 2, MOST_ALIKE);
    while (stmt_row(s))
        *ARENA_PUSH(alike->arena, alike->ids, alike->count, alike->cap) = stmt_col_int(s, 0);
}

/* Whoever may fit, by the words of the role or by others for the same trade. */
static size_t who_may_fit(struct kith *k, const char *role, struct arena *arena, kith_id **out) {
    struct alike alike = {.k = k, .arena = arena};
    struct match_word words[MATCH_WORDS];
    size_t word_count = match_wanted(propose_trades(k), role, words);
    for (size_t i = 0; i < word_count; i++) {
        const char *other = NULL;
        add_alike(&alike, words[i].at, words[i].length);
        for (size_t length; words[i].group > 0 &&
                            match_synonym(phrases_text(k, "trades.txt"), words[i].group, &other, &length);)
            add_alike(&alike, other, length);
    }
    *out = alike.ids;
    return alike.count;
}

static bool met_already(const struct fact_person *p) {
    return p->role == KITH_ROLE_CLIENT || p->role == KITH_ROLE_PROSPECT || p->role == KITH_ROLE_PARTNER;
}

/* Whoever fits best: those yet to be met, or those who are of that kind themselves. */
static size_t who_fits(struct kith *k, const char *role, bool met, kith_id out[MOST_ENDS]) {
    struct arena arena = {0};
    struct propose p;
    kith_id *ids;
    size_t id_count = who_may_fit(k, role, &arena, &ids), count = 0, kept = 0;
    struct facts *facts = facts_load(k, &(struct facts_scope){.whole = ids, .whole_count = id_count});
    struct fitting *all = ARENA_NEW(&arena, struct fitting, id_count);
    propose_open(&p, k, facts);
    for (size_t i = 0; i < id_count; i++) {
        const struct fact_person *person = facts_person(facts, ids[i]);
        int fit = !person || person->archived || met_already(person) != met
                      ? 0
                      : propose_role_fit(&p, role, person);
        bool known = false;
        for (size_t j = 0; j < count && fit; j++)
            known = known || all[j].person == person;
        if (fit && !known)
            all[count++] = (struct fitting){person, fit};
    }
    if (count)
        qsort(all, count, sizeof *all, fits_best);
    for (; kept < count && kept < MOST_ENDS && all[kept].fit == all[0].fit; kept++)
        out[kept] = all[kept].person->id;
    propose_close(&p);
    facts_free(facts);
    arena_free(&arena);
    return kept;
}

/* The paths to one more of them; the shortest stay first. */
static void add_paths(struct kith_paths *out, const struct kith_paths *more, size_t longest) {
    for (size_t i = 0; i < more->count; i++) {
        size_t at = out->count;
        while (at > 0 && out->items[at - 1].count > more->items[i].count)
            at--;
        if (at == BEST || more->items[i].count > longest)
            continue;
        size_t moved = (out->count < BEST ? out->count : BEST - 1) - at;
        memmove(&out->items[at + 1], &out->items[at], moved * sizeof *out->items);
        out->items[at] = more->items[i];
        out->count += out->count < BEST;
    }
}

/* Where nobody of that kind can be reached, one who is of it surely knows another. */
static enum kith_status paths_to_role(struct kith *k, const char *role, struct arena *arena,
                                      struct kith_paths *out) {
    out->items = ARENA_NEW(arena, struct kith_path, BEST);
    for (int met = 0; met < 2 && !out->count; met++) {
        kith_id ends[MOST_ENDS];
        size_t count = who_fits(k, role, met, ends);
        for (size_t i = 0; i < count; i++) {
            struct kith_paths more;
            enum kith_status status = kith_path_to(k, ends[i], arena, &more);
            if (status != KITH_OK)
                return status;
            add_paths(out, &more, met ? 1 : LONGEST);
        }
    }
    return KITH_OK;
}

enum kith_status kith_wish_paths(struct kith *k, kith_id wish, struct arena *arena, struct kith_paths *out) {
    struct kith_wish row;
    *out = (struct kith_paths){0};
    enum kith_status status = kith_row_get(k, &kith_wish_kind, wish, arena, &row);
    if (status != KITH_OK)
        return status;
    if (row.person)
        return kith_path_to(k, row.person, arena, out);
    out->target = (struct kith_ref){0, row.uid, row.role};
    return paths_to_role(k, row.role, arena, out);
}

enum kith_status kith_wishes(struct kith *k, struct arena *arena, struct kith_wished **out, size_t *count) {
    size_t cap = 0;
    *out = NULL;
    *count = 0;
    struct stmt *s =
        model_sql(k, "SELECT w.id, w.person, w.role, w.why, w.\"on\", p.uid, p.name FROM wish AS w"
                     " LEFT JOIN person AS p ON p.id = w.person ORDER BY w.\"on\" DESC, w.id DESC");
    while (stmt_row(s)) {
        const char *role = model_col_text(s, 2, arena);
        *ARENA_PUSH(arena, *out, *count, cap) = (struct kith_wished){
            .wish = stmt_col_int(s, 0),
            .person = {stmt_col_int(s, 1), model_col_text(s, 5, arena), model_col_text(s, 6, arena)},
            .role = role,
            .why = model_col_text(s, 3, arena),
            .one = role ? say_one(role, arena) : NULL,
            .on = model_col_day(s, 4),
        };
    }
    return KITH_OK;
}
