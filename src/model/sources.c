#include "model/sources.h"

#include <string.h>

#include "model/kept.h"
#include "model/model.h"

/* A source, with the most that an introduction by them can weigh. */
struct bound {
    kith_id person;
    bool golden;
    int points;
    const char *sort;
};

struct bounds {
    struct bound *items;
    size_t count, cap;
};

/* Golden ones before ready ones, as introduce_compare() has it; the freshness of today is added here. */
static void read_bounds(struct kith *k, bool golden, size_t most, struct arena *arena, struct bounds *out) {
    const struct kith_settings *settings = kith_settings(k);
    struct stmt *s = model_sql1(
        k,
        golden
            ? "SELECT s.person, s.points + CASE WHEN ?3 > 0 THEN ?4 * min(?5, ?5 * (?3 - ?2 + s.days_from) / ?3)"
              " ELSE 0 END AS most, p.sort FROM standing AS s JOIN person AS p ON p.id = s.person"
              " WHERE s.word = 'golden' AND s.points IS NOT NULL AND s.delayed IS NULL"
              " ORDER BY most DESC, p.sort, p.id LIMIT ?1"
            : "SELECT s.person, s.points, p.sort FROM standing AS s JOIN person AS p ON p.id = s.person"
              " WHERE s.word = 'ready' AND s.points IS NOT NULL AND s.delayed IS NULL"
              " ORDER BY s.points DESC, p.sort, p.id LIMIT ?1",
        (int64_t)most);
    if (golden) {
        stmt_int(s, 2, k->today);
        stmt_int(s, 3, settings->golden_days);
        stmt_int(s, 4, INTRODUCE_FRESH_WEIGHT);
        stmt_int(s, 5, INTRODUCE_FRESH_MOST);
    }
    while (stmt_row(s))
        *ARENA_PUSH(arena, out->items, out->count, out->cap) =
            (struct bound){stmt_col_int(s, 0), golden, (int)stmt_col_int(s, 1), model_col_text(s, 2, arena)};
}

static bool may_precede(const struct bound *bound, const struct introduce_ranked *found) {
    bool golden = found->pair.standing.word == KITH_STANDING_GOLDEN;
    if (bound->golden != golden)
        return bound->golden;
    if (bound->points != found->points)
        return bound->points > found->points;
    return strcmp(bound->sort, found->pair.source->sort) <= 0;
}

static void rank(struct sources *sources, struct kith *k, const struct bounds *bounds, size_t count) {
    kith_id *whole = ARENA_NEW(&sources->arena, kith_id, count);
    for (size_t i = 0; i < count; i++)
        whole[i] = bounds->items[i].person;
    sources->facts = facts_load(k, &(struct facts_scope){.whole = whole, .whole_count = count});
    propose_open(&sources->propose, k, sources->facts);
    propose_ranked(&sources->propose, NULL, &sources->ranked);
}

void sources_open(struct sources *sources, struct kith *k, size_t skip) {
    *sources = (struct sources){0};
    kept_refresh(k);
    bool week_done = propose_week_made(k, day_week_start(k->today)) >= kith_settings(k)->weekly_asks;
    for (size_t most = skip + 1;; most *= 2) {
        struct bounds bounds = {0};
        read_bounds(k, true, most + 1, &sources->arena, &bounds);
        if (bounds.count <= most && !week_done)
            read_bounds(k, false, most + 1 - bounds.count, &sources->arena, &bounds);
        rank(sources, k, &bounds, bounds.count < most ? bounds.count : most);
        if (sources->facts->all || bounds.count <= most ||
            (sources->ranked.count > skip && !may_precede(&bounds.items[most], &sources->ranked.items[skip])))
            return;
        sources_close(sources);
    }
}

void sources_close(struct sources *sources) {
    propose_close(&sources->propose);
    facts_free(sources->facts);
    arena_free(&sources->arena);
    *sources = (struct sources){0};
}
