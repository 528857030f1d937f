#include "kith/gift.h"

#include "base/text.h"
#include "kith/need.h"
#include "kith/person.h"
#include "model/give.h"
#include "model/row.h"
#include "model/say.h"
#include "model/verb.h"

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
