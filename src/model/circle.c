#include "kith/circle.h"

#include <stdlib.h>
#include <string.h>

#include "model/asof.h"
#include "model/model.h"
#include "model/say.h"
#include "model/standing.h"

static struct kith_list quotes_of(const struct fact_tie *tie, day today, struct arena *arena) {
    struct say_list list = {0};
    for (size_t i = 0; i < tie->mention_count; i++) {
        const struct fact_mention *mention = &tie->mentions[i];
        if (mention->on <= today && mention->quote)
            say_add(&list, arena, arena_strdup(arena, mention->quote));
    }
    return (struct kith_list){list.items, list.count};
}

static struct kith_known known_of(const struct fact_tie *tie, const struct kith_settings *settings, day today,
                                  struct arena *arena) {
    struct kith_known known = {
        .person = facts_ref(tie->person, arena),
        .by = facts_ref(tie->by, arena),
        .relation = arena_strdup(arena, asof_relation(tie, today)),
        .times = asof_times(tie, today),
        .first = asof_first(tie, today),
        .last = asof_last(tie, today),
        .why_not = standing_why_not(tie, settings, today, arena),
        .quotes = quotes_of(tie, today, arena),
        .unnamed = tie->person->unnamed,
    };
    known.askable = !known.why_not;
    return known;
}

static int often_and_late(const void *a, const void *b) {
    const struct kith_known *x = a, *y = b;
    if (x->times != y->times)
        return y->times - x->times;
    if (x->last != y->last)
        return x->last > y->last ? -1 : 1;
    int order = strcmp(x->person.name, y->person.name);
    return order ? order : x->person.id < y->person.id ? -1 : x->person.id > y->person.id;
}

enum kith_status kith_circle(struct kith *k, kith_id person, struct arena *arena, struct kith_circle *out) {
    const struct facts *facts = person ? (facts_about(k, person), k->about) : facts_of(k);
    const struct kith_settings *settings = kith_settings(k);
    *out = (struct kith_circle){.harvest = settings->harvest};
    if (person && !facts_person(facts, person))
        return kith_fail(k, KITH_NOT_FOUND, "there is no such person");
    size_t cap = 0;
    for (size_t i = 0; i < facts->count; i++) {
        const struct fact_person *p = &facts->people[i];
        for (size_t j = 0; (!person || p->id == person) && j < p->circle_count; j++)
            if (asof_heard(&p->circle[j], k->today))
                *ARENA_PUSH(arena, out->items, out->count, cap) =
                    known_of(&p->circle[j], settings, k->today, arena);
    }
    out->named = (int)out->count;
    if (out->count)
        qsort(out->items, out->count, sizeof *out->items, often_and_late);
    return KITH_OK;
}
