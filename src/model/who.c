#include <stdlib.h>
#include <string.h>

#include "model/asof.h"
#include "model/model.h"
#include "model/standing.h"

static struct kith_list copy_list(const struct kith_list *list, struct arena *arena) {
    struct kith_list copy = {ARENA_NEW(arena, const char *, list->count), list->count};
    for (size_t i = 0; i < list->count; i++)
        copy.items[i] = arena_strdup(arena, list->items[i]);
    return copy;
}

static int heard_of(const struct fact_person *p, day today) {
    int count = 0;
    for (size_t i = 0; i < p->circle_count; i++)
        count += asof_heard(&p->circle[i], today);
    return count;
}

static struct kith_contact contact(struct kith *k, const struct fact_person *p,
                                   const struct standing *standing, struct arena *arena) {
    const struct kith_settings *settings = kith_settings(k);
    const struct fact_ask *last = asof_last_ask(p, k->today);
    bool golden = standing->word == KITH_GOLDEN;
    struct kith_contact c = {
        .person = facts_ref(p, arena),
        .role = p->role,
        .standing = standing->word,
        .days_left = golden ? standing->days_left : 0,
        .moment = golden ? standing->golden->kind : KITH_NO_WORD,
        .circle = heard_of(p, k->today),
        .given = asof_count(p, KITH_GIVEN, k->today),
        .received = asof_count(p, KITH_RECEIVED, k->today),
        .last_ask = last ? last->on : DAY_NONE,
        .last_note = p->last_note,
        .asked_ever = last != NULL,
        .earned = standing->earned && standing->word != KITH_NO_WORD,
        .favourite = p->favourite,
        .archived = p->archived,
        .role_typed = p->role_typed,
        .company = arena_strdup(arena, p->company),
        .title = arena_strdup(arena, p->title),
        .city = arena_strdup(arena, p->city),
        .tags = copy_list(&p->tags, arena),
    };
    standing_reasons(p, standing, settings, k->today, arena, &c.because);
    return c;
}

/* ---- the order of the contact list ---- */

struct listed {
    const struct fact_person *person;
    struct standing standing;
    int rank;
};

/* Those who matter first; strangers, the archived and the merely mentioned last. */
static int rank_of(const struct listed *row) {
    static const int ranks[] = {
        [KITH_GOLDEN] = 0,           [KITH_READY] = 1,   [KITH_LISTEN] = 2, [KITH_GIVE] = 3, [KITH_HOLD] = 4,
        [KITH_STANDING_WAITING] = 5, [KITH_RESTING] = 6, [KITH_EARN] = 7,
    };
    if (row->standing.word == KITH_NO_WORD)
        return row->person->archived ? 9 : 10;
    if (row->standing.word == KITH_EARN)
        return row->person->notes ? 7 : 8;
    return ranks[row->standing.word];
}

/* The facts hold people in the order of their names, so the place decides last. */
static int list_order(const void *a, const void *b) {
    const struct listed *x = a, *y = b;
    if (x->rank != y->rank)
        return x->rank < y->rank ? -1 : 1;
    if (x->standing.word == KITH_GOLDEN && x->standing.days_left != y->standing.days_left)
        return x->standing.days_left < y->standing.days_left ? -1 : 1;
    return x->person < y->person ? -1 : x->person > y->person;
}

enum kith_status kith_who(struct kith *k, bool with_archived, struct arena *arena,
                          struct kith_contacts *out) {
    const struct facts *facts = facts_of(k);
    const struct kith_settings *settings = kith_settings(k);
    struct arena scratch = {0};
    struct listed *rows = ARENA_NEW(&scratch, struct listed, facts->count);
    size_t count = 0;
    for (size_t i = 0; i < facts->count; i++) {
        const struct fact_person *p = &facts->people[i];
        if (!with_archived && (p->archived || p->role == KITH_MENTIONED))
            continue;
        rows[count] = (struct listed){.person = p, .standing = standing_of(p, settings, k->today)};
        rows[count].rank = rank_of(&rows[count]);
        count++;
    }
    if (count)
        qsort(rows, count, sizeof *rows, list_order);
    *out = (struct kith_contacts){ARENA_NEW(arena, struct kith_contact, count), count};
    for (size_t i = 0; i < count; i++)
        out->items[i] = contact(k, rows[i].person, &rows[i].standing, arena);
    arena_free(&scratch);
    return KITH_OK;
}

enum kith_status kith_contact_of(struct kith *k, kith_id person, struct arena *arena,
                                 struct kith_contact *out) {
    const struct fact_person *p = facts_about(k, person);
    if (!p)
        return kith_fail(k, KITH_NOT_FOUND, "there is no such person");
    struct standing standing = standing_of(p, kith_settings(k), k->today);
    *out = contact(k, p, &standing, arena);
    return KITH_OK;
}
