#include "lib/lib.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "kith/ask.h"
#include "kith/heard.h"
#include "kith/import.h"
#include "kith/referral.h"

/*
 * A long life of a book: verbs at random, then everything undone, state by state,
 * to the first bytes, and done again to the last. The seed is told when it fails.
 */
enum { STEPS = 500 };

struct life {
    struct kith *k;
    uint64_t seed, state;
    struct arena arena;
};

static uint32_t chance(struct life *life, uint32_t below) {
    life->state = life->state * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)(life->state >> 33) % below;
}

static kith_id any(struct life *life, const struct kith_kind *kind) {
    char *rows;
    size_t count;
    lib_ok(life->k, kith_rows_of(life->k, kind, 0, &life->arena, &rows, &count));
    return count ? *(kith_id *)(void *)(rows + chance(life, (uint32_t)count) * kind->size) : 0;
}

static kith_id person(struct life *life) {
    return any(life, &kith_person_kind);
}

static day some_day(struct life *life) {
    return kith_today(life->k) - (day)chance(life, 60);
}

static const char *word(struct life *life) {
    static const char *const words[] = {"bakery",     "Łódź",      "a \"quoted\" one",
                                        "two\nlines", "roof, dry", "🏠 home"};
    return words[chance(life, sizeof words / sizeof *words)];
}

/* ---- the verbs: each may be refused, which must change nothing ---- */

static enum kith_status add(struct life *life) {
    static const char *const firsts[] = {"Ann", "Bob", "Cy", "Dee", "Eve", "Fay", "Guy", "Hal"};
    static const char *const lasts[] = {"Okafor", "Reyes", "Park", "Ó Briain", "Sato"};
    struct kith_person row;
    kith_row_init(&kith_person_kind, &row);
    row.name = arena_printf(&life->arena, "%s %s", firsts[chance(life, 8)], lasts[chance(life, 5)]);
    row.role = (int)chance(life, 6);
    return kith_person_add(life->k, &row);
}

static enum kith_status note(struct life *life) {
    struct kith_note row;
    struct kith_kept kept;
    kith_row_init(&kith_note_kind, &row);
    kith_id with[2] = {person(life), person(life)};
    row.with = (struct kith_ids){with, with[0] == with[1] ? 1 : 1 + chance(life, 2)};
    row.on = some_day(life);
    row.text = arena_printf(&life->arena, "About %s.", word(life));
    if (chance(life, 3) == 0)
        row.id = any(life, &kith_note_kind);
    struct kith_heard_item items[] = {
        {.sort = KITH_HEARD_PERSON, .keep = true, .relation = "plumber", .quote = "the plumber"},
        {.sort = KITH_HEARD_PERSON,
         .keep = true,
         .name = "Kim Heard",
         .quote = "Kim Heard",
         .person = person(life)},
        {.sort = KITH_HEARD_MOMENT, .keep = true, .quote = "About", .kind = (int)chance(life, 10)},
        {.sort = KITH_HEARD_NEED, .keep = true, .what = word(life), .whose = (int)chance(life, 3) - 1},
    };
    return kith_note_save(life->k, &row, &(struct kith_heard){items, chance(life, 5)}, &life->arena, &kept);
}

static enum kith_status refer(struct life *life) {
    struct kith_referral row;
    kith_row_init(&kith_referral_kind, &row);
    row.direction = (int)chance(life, 2);
    row.partner = person(life);
    row.person = person(life);
    row.on = some_day(life);
    row.outcome = (int)chance(life, 4);
    return kith_referral_add(life->k, &row);
}

static enum kith_status ask(struct life *life) {
    struct kith_ask row;
    kith_row_init(&kith_ask_kind, &row);
    row.source = person(life);
    row.target = chance(life, 2) ? person(life) : 0;
    row.role = row.target ? NULL : word(life);
    row.on = some_day(life);
    return kith_ask_add(life->k, &row, true);
}

static enum kith_status answer(struct life *life) {
    struct kith_reply reply = {
        .answer = (int)chance(life, 7), .on = DAY_NONE, .until = DAY_NONE, .person = person(life)};
    return kith_ask_answer(life->k, any(life, &kith_ask_kind), &reply);
}

static enum kith_status delete_row(struct life *life) {
    size_t kinds = 0;
    while (kith_kinds[kinds])
        kinds++;
    const struct kith_kind *kind = kith_kinds[chance(life, (uint32_t)kinds)];
    kith_id id = any(life, kind);
    return id ? kith_row_delete(life->k, kind, &id, 1) : KITH_NOT_FOUND;
}

static enum kith_status set(struct life *life) {
    static const char *const fields[][2] = {
        {"role", "client"},      {"name", "Zoë Neu"},         {"tags", "a, b"},
        {"archived", "yes"},     {"city", "Málaga"},          {"every_days", "30"},
        {"known_since", "-40d"}, {"aliases", "Z, \"N, M\""},  {"about", "x\ny"},
        {"favourite", "yes"},    {"dates", "birthday 02-29"}, {"company", ""},
    };
    uint32_t at = chance(life, sizeof fields / sizeof *fields);
    kith_id ids[] = {person(life), person(life)};
    return kith_person_set(life->k, ids, 1 + chance(life, 2), fields[at][0], fields[at][1]);
}

static enum kith_status small(struct life *life) {
    struct kith *k = life->k;
    kith_id id = person(life);
    switch (chance(life, 16)) {
    case 0:
        return kith_moment_flag(k, &id, 1, (int)chance(life, 10), some_day(life), word(life));
    case 1:
        return kith_moment_let_go(k, id);
    case 2:
        return kith_moment_settle(k, id);
    case 3:
        return kith_need_add(k, &id, 1, word(life), some_day(life));
    case 4:
        return kith_need_met(k, id, NULL, DAY_NONE);
    case 5:
        return kith_pledge_set(k, &id, 1, 1 + (int)chance(life, 9), word(life), some_day(life));
    case 6:
        return kith_task_add(k, &id, 1, word(life), some_day(life));
    case 7:
        return kith_task_done(k, id, NULL, DAY_NONE);
    case 8:
        return kith_question_take(k, id, word(life));
    case 9:
        return kith_wish_add(k, chance(life, 2) ? id : 0, "architect", word(life));
    case 10:
        return kith_help_add(k, &id, 1, word(life), DAY_NONE);
    case 11:
        return kith_referral_thanked(k, any(life, &kith_referral_kind), DAY_NONE);
    case 12:
        return kith_referral_outcome(k, any(life, &kith_referral_kind), (int)chance(life, 4),
                                     chance(life, 100000));
    case 13:
        return kith_ask_later(k, id, (int)chance(life, 6), DAY_NONE, DAY_NONE);
    case 14:
        return kith_person_tag(k, &id, 1, chance(life, 2) ? "roof" : "-roof, x");
    default:
        return kith_setting_set(k, "golden_days", chance(life, 2) ? "14" : "20");
    }
}

static enum kith_status people(struct life *life) {
    kith_id one = person(life), other = person(life);
    return chance(life, 3) ? kith_person_merge(life->k, one, other) : kith_person_delete(life->k, &one, 1);
}

static const char *some_name(struct life *life) {
    struct kith_person row;
    bool known = chance(life, 2) && kith_person_get(life->k, person(life), &life->arena, &row) == KITH_OK;
    return known ? row.name : arena_printf(&life->arena, "Pat%u Ng", chance(life, 40));
}

/* A file of a few people, some known, with addresses, ties and notes; in slices. */
static enum kith_status import(struct life *life) {
    struct kith_import plan = {.role = (int)chance(life, 6), .count = 1 + chance(life, 5)};
    struct kith_counts counts;
    size_t at = 0;
    plan.rows = ARENA_NEW(&plan.arena, struct kith_import_row, plan.count);
    for (size_t i = 0; i < plan.count; i++) {
        struct kith_import_row *row = &plan.rows[i];
        kith_row_init(&kith_person_kind, &row->person);
        row->person.name = some_name(life);
        row->person.company = chance(life, 2) ? "Mill & Co" : NULL;
        row->person.city = word(life);
        row->line = (int64_t)i + 2;
        row->ties = ARENA_NEW(&plan.arena, struct kith_tie, 1);
        row->ties[0] = (struct kith_tie){"spouse", some_name(life), chance(life, 2) == 0};
        row->tie_count = chance(life, 2);
        row->notes = ARENA_NEW(&plan.arena, struct kith_import_note, 1);
        row->notes[0].on = some_day(life);
        row->notes[0].text = word(life);
        row->note_count = chance(life, 2);
    }
    enum kith_status status = kith_import_plan(life->k, &plan);
    size_t slice = chance(life, 3);
    while (status == KITH_OK && at < plan.count)
        status = kith_import_apply(life->k, &plan, "import people.csv", &at, slice, &counts);
    kith_import_free(&plan);
    return status;
}

/* A document that changes somebody and adds somebody. */
static enum kith_status import_book(struct life *life) {
    struct kith_person known;
    struct kith_counts counts;
    enum kith_status status = kith_person_get(life->k, person(life), &life->arena, &known);
    if (status != KITH_OK)
        return status;
    char *json = arena_printf(
        &life->arena,
        "{\"kith\": 1, \"people\": [{\"uid\": \"%s\", \"name\": \"Dee Read\", \"city\": \"c%u\"},"
        " {\"uid\": \"new%u\", \"name\": \"Eve New\"}]}",
        known.uid, chance(life, 9), chance(life, 5));
    return kith_book_read(life->k, json, strlen(json), false, &life->arena, &counts);
}

/* Several verbs as one step, which now and then is taken back at its end. */
static enum kith_status group(struct life *life) {
    enum kith_status status = kith_step_begin(life->k, "together");
    for (int i = 0; status == KITH_OK && i < 3; i++)
        status = i == 1 ? note(life) : small(life);
    return kith_step_end(life->k, status);
}

static enum kith_status turn(struct life *life) {
    static const struct {
        uint32_t weight;
        enum kith_status (*run)(struct life *);
    } verbs[] = {{3, add}, {5, note},  {2, refer},  {2, ask},    {2, answer},      {2, delete_row},
                 {3, set}, {8, small}, {1, people}, {2, import}, {1, import_book}, {1, group}};
    uint32_t all = 0;
    for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++)
        all += verbs[i].weight;
    uint32_t at = chance(life, all);
    size_t i = 0;
    while (at >= verbs[i].weight)
        at -= verbs[i++].weight;
    return verbs[i].run(life);
}

static void check_state(struct life *life, const char *what, int step, const char *wanted) {
    char *is = lib_export(life->k);
    char *where =
        arena_printf(&life->arena, "seed %llu, %s step %d", (unsigned long long)life->seed, what, step);
    lib_same(where, is, wanted);
    free(is);
}

static void live(uint64_t seed) {
    struct life life = {.k = lib_open(NULL), .seed = seed, .state = seed};
    static char *states[STEPS + 1];
    for (int i = 0; i < 6; i++)
        lib_ok(life.k, add(&life));
    states[0] = lib_export(life.k);
    for (int i = 1; i <= STEPS;) {
        int64_t step = kith_last_step(life.k);
        enum kith_status status = turn(&life);
        if (status != KITH_OK || kith_last_step(life.k) == step) {
            check_state(&life, "refused after", i - 1,
                        states[i - 1]); /* or what was asked for stood already */
            continue;
        }
        states[i++] = lib_export(life.k);
        arena_free(&life.arena);
    }
    struct kith_health health;
    lib_ok(life.k, kith_check(life.k, &life.arena, &health));
    for (size_t i = 0; i < health.problems.count; i++)
        fail_msg("seed %llu: %s", (unsigned long long)seed, health.problems.items[i]);
    for (int i = STEPS; i-- > 0;) {
        lib_ok(life.k, kith_undo(life.k, NULL, NULL));
        check_state(&life, "undone to", i, states[i]);
    }
    for (int i = 1; i <= STEPS; i++)
        lib_ok(life.k, kith_redo(life.k, NULL, NULL));
    check_state(&life, "redone to", STEPS, states[STEPS]);
    lib_ok(life.k, kith_check(life.k, &life.arena, &health));
    assert_true(health.ok);
    for (int i = 0; i <= STEPS; i++)
        free(states[i]);
    arena_free(&life.arena);
    kith_close(life.k);
}

static void test_history(void **state) {
    (void)state;
    const char *seed = getenv("KITH_TEST_SEED");
    if (seed) {
        live(strtoull(seed, NULL, 10));
        return;
    }
    for (uint64_t i = 1; i <= 2; i++)
        live(i);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_history)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
