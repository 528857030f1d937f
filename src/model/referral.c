#include "kith/referral.h"

#include "base/text.h"
#include "kith/person.h"
#include "model/kind.h"
#include "model/people.h"
#include "model/referral.h"
#include "model/row.h"
#include "model/verb.h"

const char *const kith_direction_words[] = {"given", "received", NULL};
const char *const kith_warmth_words[] = {"cold", "warm", "hot", NULL};
const char *const kith_outcome_words[] = {"open", "met", "business", "nothing", NULL};

/* ---- the fields ---- */

#define REFERRAL(name, member, type, ...) KIND_FIELD(kith_referral, name, member, type, __VA_ARGS__)
static const struct kith_field referral_fields[] = {
    REFERRAL("direction", direction, KITH_TYPE_WORD, .label = "Given or received",
             .words = kith_direction_words, .needed = true, .fixed = true),
    REFERRAL("partner", partner, KITH_TYPE_REF, .label = "With",
             .help = "to whom it was given, or from whom it came", .of = &kind_person, .needed = true),
    REFERRAL("person", person, KITH_TYPE_REF, .label = "Who was sent", .of = &kind_person, .needed = true),
    REFERRAL("on", on, KITH_TYPE_DAY, .label = "On", .needed = true),
    REFERRAL("warmth", warmth, KITH_TYPE_WORD, .label = "How warm", .words = kith_warmth_words),
    REFERRAL("outcome", outcome, KITH_TYPE_WORD, .label = "What came of it", .words = kith_outcome_words,
             .otherwise = "open"),
    REFERRAL("value", value, KITH_TYPE_MONEY, .label = "Value"),
    REFERRAL("thanked_on", thanked_on, KITH_TYPE_DAY, .label = "Thanked on"),
    REFERRAL("reported_on", reported_on, KITH_TYPE_DAY, .label = "Reported back on"),
};
const struct kith_kind kith_referral_kind = {
    .table = "referral",
    .array = "referrals",
    .one = "referral",
    .about = "partner",
    .fields = referral_fields,
    .count = KIND_COUNT(referral_fields),
    .size = sizeof(struct kith_referral),
};
const struct kith_kind *const kind_referral = &kith_referral_kind;

#define HELP(name, member, type, ...) KIND_FIELD(kith_help, name, member, type, __VA_ARGS__)
static const struct kith_field help_fields[] = {
    HELP("person", person, KITH_TYPE_REF, .label = "Person", .of = &kind_person, .needed = true,
         .fixed = true),
    HELP("on", on, KITH_TYPE_DAY, .label = "On", .needed = true),
    HELP("what", what, KITH_TYPE_TEXT, .label = "What you did", .needed = true),
};
const struct kith_kind kith_help_kind = {
    .table = "help",
    .array = "helps",
    .one = "help",
    .about = "person",
    .said = "what",
    .fields = help_fields,
    .count = KIND_COUNT(help_fields),
    .size = sizeof(struct kith_help),
};

/* ---- the verbs ---- */

void referral_settled(struct kith *k, const struct kith_referral *referral) {
    if (referral->direction != KITH_RECEIVED || referral->outcome != KITH_OUTCOME_BUSINESS)
        return;
    struct arena scratch = {0};
    struct kith_person person;
    if (row_read(k, &kith_person_kind, referral->person, &scratch, &person) &&
        person.role != KITH_ROLE_CLIENT) {
        person.role = KITH_ROLE_CLIENT;
        row_update(k, &kith_person_kind, &person);
    }
    arena_free(&scratch);
}

enum kith_status kith_referral_add(struct kith *k, struct kith_referral *referral) {
    struct arena scratch = {0};
    model_begin(k, "referral %s %s", referral->direction == KITH_GIVEN ? "given to" : "received from",
                kith_person_said(k, referral->partner, &scratch));
    enum kith_status status = kith_row_add(k, &kith_referral_kind, referral);
    status = model_end(k, status);
    arena_free(&scratch);
    return status;
}

/* One referral read, changed by `change` and written, as a step of its own. */
struct change {
    const char *what;
    int outcome;
    int64_t value;
    day thanked_on, reported_on;
};

static enum kith_status change(struct kith *k, kith_id id, const struct change *to) {
    struct arena scratch = {0};
    struct kith_referral referral;
    enum kith_status status = kith_row_get(k, &kith_referral_kind, id, &scratch, &referral);
    if (status == KITH_OK) {
        model_begin(k, "%s %s", to->what, kith_person_said(k, referral.person, &scratch));
        if (to->outcome != KITH_NO_WORD)
            referral.outcome = to->outcome;
        if (to->value != MONEY_NONE)
            referral.value = to->value;
        if (to->thanked_on != DAY_NONE)
            referral.thanked_on = to->thanked_on;
        if (to->reported_on != DAY_NONE)
            referral.reported_on = to->reported_on;
        row_update(k, &kith_referral_kind, &referral);
        referral_settled(k, &referral);
        status = model_end(k, KITH_OK);
    }
    arena_free(&scratch);
    return status;
}

enum kith_status kith_referral_outcome(struct kith *k, kith_id referral, int outcome, int64_t value) {
    if (outcome < KITH_OUTCOME_OPEN || outcome > KITH_OUTCOME_NOTHING)
        return model_fail(k, KITH_INVALID, "that is no outcome of a referral");
    if (value < 0 && value != MONEY_NONE)
        return model_fail(k, KITH_INVALID, "a value cannot be below nought");
    return change(k, referral,
                  &(struct change){"outcome of the referral of", outcome, value, DAY_NONE, DAY_NONE});
}

enum kith_status kith_referral_thanked(struct kith *k, kith_id referral, day on) {
    return change(
        k, referral,
        &(struct change){"thanked for", KITH_NO_WORD, MONEY_NONE, model_day_or_today(k, on), DAY_NONE});
}

enum kith_status kith_referral_reported(struct kith *k, kith_id referral, day on) {
    return change(
        k, referral,
        &(struct change){"reported back on", KITH_NO_WORD, MONEY_NONE, DAY_NONE, model_day_or_today(k, on)});
}

enum kith_status kith_help_add(struct kith *k, const kith_id *people, size_t count, const char *what,
                               day on) {
    struct kith_help help;
    kith_row_init(&kith_help_kind, &help);
    help.what = what;
    help.on = model_day_or_today(k, on);
    return verb_add_each(k, &kith_help_kind, &help, people, count, "help");
}

/* ---- whose loop to close ---- */

/* Thanks and reports are owed for what was received; an outcome may be told of a given one too. */
static const struct {
    const char *said, *owed;
} owed_words[] = {
    [KITH_OWED_THANK] = {"to thank for", "r.direction = 'received' AND r.thanked_on IS NULL"},
    [KITH_OWED_REPORT] = {"to report back on",
                          "r.direction = 'received' AND r.outcome <> 'open' AND r.reported_on IS NULL"},
    [KITH_OWED_OUTCOME] = {"without an outcome", "r.outcome = 'open'"},
};

/*
 * Referrals whose `member` (person or partner) is among these people and that still
 * want it, else, for the person referred, any of theirs: a thing done can be done again.
 */
static size_t candidates(struct kith *k, const struct kith_refs *people, const char *member, const char *owed,
                         struct arena *arena, struct kith_referral **out) {
    size_t count = 0, cap = 0;
    *out = NULL;
    for (size_t i = 0; i < people->count; i++) {
        struct buf tail = BUF_INIT;
        buf_printf(&tail, "WHERE r.%s = ?1 AND %s ORDER BY r.\"on\" DESC, r.id DESC", member, owed);
        struct stmt *stmt = row_query(k, &kith_referral_kind, tail.data);
        stmt_int(stmt, 1, people->items[i].id);
        struct kith_referral referral;
        while (row_next(k, &kith_referral_kind, stmt, arena, &referral))
            *ARENA_PUSH(arena, *out, count, cap) = referral;
        buf_free(&tail);
    }
    return count;
}

static enum kith_status several(struct kith *k, const char *name, const struct kith_referral *found,
                                size_t count, const char *said, struct arena *arena) {
    struct buf names = BUF_INIT;
    for (size_t i = 0; i < count && i < 8; i++)
        buf_printf(&names, "%s%s", i ? ", " : "", kith_person_said(k, found[i].person, arena));
    if (count > 8)
        buf_printf(&names, " and %zu more", count - 8);
    enum kith_status status =
        model_fail(k, KITH_INVALID, "'%s' has %zu referrals %s: %s", name, count, said, names.data);
    buf_free(&names);
    return status;
}

enum kith_status kith_referral_find(struct kith *k, const char *name, enum kith_owed what, kith_id *out) {
    *out = row_id_of(k, &kith_referral_kind, name);
    if (*out)
        return KITH_OK;
    struct arena scratch = {0};
    const char *owed = owed_words[what].owed, *said = owed_words[what].said;
    enum kith_status status = KITH_OK;
    struct kith_refs people;
    struct kith_referral *found = NULL;
    size_t count = 0;
    /* First those with that very name, then the ones with such a part. */
    for (int part = 0; part < 2 && count == 0; part++) {
        people = people_like(k, name, part == 1, &scratch);
        count = candidates(k, &people, "person", owed, &scratch, &found);
        if (count == 0)
            count = candidates(k, &people, "partner", owed, &scratch, &found);
        if (count == 0 && what == KITH_OWED_OUTCOME)
            count = candidates(k, &people, "person", "r.direction = 'received'", &scratch, &found);
    }
    if (count == 1)
        *out = found[0].id;
    else if (count > 1)
        status = several(k, name, found, count, said, &scratch);
    else
        status = model_fail(k, KITH_NOT_FOUND, "there is no referral %s '%s'", said, name);
    arena_free(&scratch);
    return status;
}
