#include "kith/gift.h"

#include <string.h>

#include "base/text.h"
#include "kith/need.h"
#include "kith/person.h"
#include "model/give.h"
#include "model/row.h"
#include "model/said.h"
#include "model/say.h"
#include "model/verb.h"

/* The gift of a need among those found, or a new one at the end. */
static struct kith_gift *gift_of(const struct kith_need *need, const char *uid, const char *name,
                                 struct kith_gift *gifts, size_t *count) {
    for (size_t i = 0; i < *count; i++)
        if (gifts[i].need == need->id)
            return &gifts[i];
    gifts[*count] = (struct kith_gift){{need->person, uid, name}, need->id, need->what, {0}, {0}};
    return &gifts[(*count)++];
}

/* What was said of people in the notes, beside what is kept of the fits. */
static void add_said(struct propose *p, kith_id person, struct arena *arena, struct kith_gift **gifts,
                     size_t *count) {
    struct kith_need *needs;
    size_t need_count;
    if (kith_rows_of(p->k, &kith_need_kind, person, arena, &needs, &need_count) != KITH_OK)
        return;
    struct kith_gift *all = ARENA_NEW(arena, struct kith_gift, *count + need_count);
    if (*count)
        memcpy(all, *gifts, *count * sizeof *all);
    for (size_t i = 0; i < need_count; i++) {
        struct kith_person wants;
        if (needs[i].on > p->today || (needs[i].met_on != DAY_NONE && needs[i].met_on <= p->today) ||
            kith_person_get(p->k, needs[i].person, arena, &wants) != KITH_OK || wants.archived ||
            wants.role == KITH_ROLE_MENTIONED)
            continue;
        struct kith_gift *gift = gift_of(&needs[i], wants.uid, wants.name, all, count);
        said_candidates(p, &needs[i], arena, gift);
        if (gift->candidates.count == 0)
            --*count;
    }
    *gifts = all;
}

enum kith_status kith_gifts(struct kith *k, kith_id person, struct arena *arena, struct kith_gift **out,
                            size_t *count) {
    struct propose p;
    struct give_wanted wanted;
    *out = NULL;
    *count = 0;
    if (person && !facts_about(k, person))
        return kith_fail(k, KITH_NOT_FOUND, "there is no such person");
    struct facts *facts = give_facts(k, person, 0, arena, &wanted);
    propose_open(&p, k, facts);
    give_gifts(&p, wanted.needs, arena, out, count);
    add_said(&p, person, arena, out, count);
    propose_close(&p);
    facts_free(facts);
    return KITH_OK;
}

/* ---- the double yes ---- */

static const char *filled(const struct phrases *script, const char *section, const struct fact_person *to,
                          const struct fact_person *other, const char *want, struct arena *arena) {
    const struct phrases_slot slots[] = {
        {"first", say_first(to->name, arena)}, {"want", want},
        {"other", other->name},                {"him", say_first(other->name, arena)},
        {"title", other->title},               {"company", other->company},
        {NULL, NULL},
    };
    if (other->is_private)
        section = arena_printf(arena, "%s, private", section);
    const char *text = phrases_first(script, section, slots, arena);
    return text ? text : "";
}

enum kith_status kith_gift_words(struct kith *k, kith_id need, kith_id candidate, struct arena *arena,
                                 struct kith_gift_words *out) {
    struct kith_need row;
    *out = (struct kith_gift_words){"", ""};
    enum kith_status status = kith_row_get(k, &kith_need_kind, need, arena, &row);
    if (status != KITH_OK)
        return status;
    const kith_id both[] = {row.person, candidate};
    struct facts *facts = facts_load(k, &(struct facts_scope){.own = both, .own_count = 2});
    const struct fact_person *wants = facts_person(facts, row.person), *fits = facts_person(facts, candidate);
    if (wants && fits) {
        struct phrases script = phrases_of(k, "script.txt", arena);
        out->to_wanting = filled(&script, "gift: to who wants it", wants, fits, row.what, arena);
        out->to_fitting = filled(&script, "gift: to who fits", fits, wants, row.what, arena);
    }
    facts_free(facts);
    return wants && fits ? KITH_OK : kith_fail(k, KITH_NOT_FOUND, "there is no such person");
}

enum kith_status kith_gift_make(struct kith *k, struct kith_referral *referral, kith_id need) {
    struct arena scratch = {0};
    struct kith_need row;
    enum kith_status status = KITH_OK;
    if (need)
        status = kith_row_get(k, &kith_need_kind, need, &scratch, &row);
    if (status == KITH_OK && need && row.person != referral->partner)
        status = kith_fail(k, KITH_INVALID, "%s does not want '%s'",
                           kith_person_said(k, referral->partner, &scratch), row.what);
    if (status == KITH_OK) {
        model_begin(k, "referral given to %s", kith_person_said(k, referral->partner, &scratch));
        status = kith_referral_add(k, referral);
        if (status == KITH_OK && need && row.met_on == DAY_NONE) {
            row.met_on = referral->on;
            status = kith_row_put(k, &kith_need_kind, &row);
        }
        status = model_end(k, status);
    }
    arena_free(&scratch);
    return status;
}
