#include "kith/ask.h"

#include <stdlib.h>

#include "kith/moment.h"
#include "kith/referral.h"
#include "model/asof.h"
#include "model/row.h"
#include "model/say.h"
#include "model/standing.h"

/* ---- asking ---- */

static bool may_ask(int word) {
    return word == KITH_STANDING_GOLDEN || word == KITH_STANDING_READY || word == KITH_STANDING_LISTEN;
}

/* What an ask of that standing goes against, said to the user. */
static const char *against(int word) {
    static const char *const words[] = {
        [KITH_STANDING_HOLD] = "stands at hold: put right first what went wrong",
        [KITH_STANDING_WAITING] = "has an ask to answer still",
        [KITH_STANDING_RESTING] = "was asked lately and rests",
        [KITH_STANDING_EARN] = "stands at earn: the right to ask is not earned yet",
        [KITH_STANDING_GIVE] = "stands at give: send them someone first",
    };
    return word == KITH_NO_WORD ? "is no contact of yours at present" : words[word];
}

/*
 * The standing an ask goes against, or KITH_NO_WORD. One noted after the fact is
 * allowed where its own day, or today, allows it.
 */
static enum kith_status check_standing(struct kith *k, const struct kith_ask *ask, bool anyway,
                                       int *overruled) {
    const struct kith_settings *settings = kith_settings(k);
    const struct fact_person *p = facts_about(k, ask->source);
    *overruled = KITH_NO_WORD;
    if (!p)
        return kith_fail(k, KITH_NOT_FOUND, "there is no such person to ask");
    int today = standing_of(p, settings, k->today).word;
    if (may_ask(today) || may_ask(standing_of(p, settings, ask->on).word))
        return KITH_OK;
    if (!anyway)
        return kith_fail(k, KITH_INVALID, "%s %s", p->name, against(today));
    *overruled = today;
    return KITH_OK;
}

/* Those that glow on the day of the ask; one that had passed before stays as it is. */
static void use_moments(struct kith *k, const struct kith_ask *ask) {
    const struct kith_settings *settings = kith_settings(k);
    const struct fact_person *p = facts_about(k, ask->source);
    struct arena scratch = {0};
    for (size_t i = 0; p && i < p->moment_count; i++) {
        const struct fact_moment *m = &p->moments[i];
        struct kith_moment row;
        if (!kith_moment_positive(m->kind) || m->state != KITH_STATE_OPEN || m->on > ask->on ||
            ask->on - m->on > settings->golden_days || !row_read(k, &kith_moment_kind, m->id, &scratch, &row))
            continue;
        row.state = KITH_STATE_USED;
        row_update(k, &kith_moment_kind, &row);
    }
    arena_free(&scratch);
}

enum kith_status kith_ask_add(struct kith *k, struct kith_ask *ask, bool anyway) {
    struct arena scratch = {0};
    ask->on = model_day_or_today(k, ask->on);
    enum kith_status status = check_standing(k, ask, anyway, &ask->overruled);
    if (status == KITH_OK) {
        model_begin(k, "ask %s", kith_person_said(k, ask->source, &scratch));
        use_moments(k, ask);
        status = model_end(k, kith_row_add(k, &kith_ask_kind, ask));
    }
    arena_free(&scratch);
    return status;
}

enum kith_status kith_ask_find(struct kith *k, const char *source, kith_id *out) {
    *out = row_id_of(k, &kith_ask_kind, source);
    if (*out)
        return KITH_OK;
    kith_id person;
    enum kith_status status = kith_person_find(k, source, &person);
    if (status != KITH_OK)
        return status;
    const struct fact_person *p = facts_about(k, person);
    for (size_t i = 0; p && i < p->ask_count && !*out; i++) {
        int answer = p->asks[i].answer;
        if (answer == KITH_ANSWER_WAITING || answer == KITH_ANSWER_WILL || answer == KITH_ANSWER_NOT_YET)
            *out = p->asks[i].id;
    }
    return *out ? KITH_OK
                : kith_fail(k, KITH_NOT_FOUND, "there is no open ask to '%s'", p ? p->name : source);
}

day kith_last_ask(struct kith *k) {
    struct stmt *s = model_sql(k, "SELECT max(\"on\") FROM ask");
    day on = stmt_row(s) ? model_col_day(s, 0) : DAY_NONE;
    stmt_stop(s);
    return on;
}

/* ---- the answer ---- */

/* `yes`: a referral received, unless this ask has made it already. */
static enum kith_status make_referral(struct kith *k, struct kith_ask *ask, const struct kith_reply *reply) {
    kith_id person = ask->target ? ask->target : reply->person;
    if (ask->referral)
        return KITH_OK;
    if (!person)
        return kith_fail(k, KITH_INVALID, "a yes about a role needs the person: who is the %s?", ask->role);
    struct kith_referral referral;
    kith_row_init(&kith_referral_kind, &referral);
    referral.direction = KITH_RECEIVED;
    referral.partner = ask->source;
    referral.person = person;
    referral.on = ask->answered_on;
    referral.outcome = KITH_OUTCOME_OPEN;
    enum kith_status status = kith_referral_add(k, &referral);
    ask->referral = referral.id;
    return status;
}

/* An answer set right: what a mistaken yes had made goes again. */
static enum kith_status unmake_referral(struct kith *k, struct kith_ask *ask) {
    kith_id made = ask->referral;
    ask->referral = 0;
    return made ? kith_row_delete(k, &kith_referral_kind, &made, 1) : KITH_OK;
}

enum kith_status kith_ask_answer(struct kith *k, kith_id id, const struct kith_reply *reply) {
    struct arena scratch = {0};
    struct kith_ask ask;
    enum kith_status status = kith_row_get(k, &kith_ask_kind, id, &scratch, &ask);
    if (status != KITH_OK || reply->answer < KITH_ANSWER_WAITING || reply->answer > KITH_ANSWER_NONE) {
        arena_free(&scratch);
        return status != KITH_OK ? status : kith_fail(k, KITH_INVALID, "that is no answer to an ask");
    }
    ask.answer = reply->answer;
    ask.answered_on = reply->answer == KITH_ANSWER_WAITING ? DAY_NONE : model_day_or_today(k, reply->on);
    ask.until = DAY_NONE;
    ask.wants = NULL;
    if (reply->answer == KITH_ANSWER_NOT_YET) {
        ask.until = reply->until != DAY_NONE ? reply->until : ask.answered_on + kith_settings(k)->notyet_days;
        ask.wants = reply->wants;
    }
    model_begin(k, "answer of %s: %s", kith_person_said(k, ask.source, &scratch),
                kith_answer_words[ask.answer]);
    status = reply->answer == KITH_ANSWER_YES ? make_referral(k, &ask, reply) : unmake_referral(k, &ask);
    if (status == KITH_OK)
        status = kith_row_put(k, &kith_ask_kind, &ask);
    status = model_end(k, status);
    arena_free(&scratch);
    return status;
}

/* ---- not now ---- */

enum { LATER_DAYS = 3 };

/* The ask that has come back, which the delay is then about; 0: the next proposal is put off. */
static kith_id due_ask(struct kith *k, kith_id person, day on) {
    const struct kith_settings *settings = kith_settings(k);
    const struct fact_person *p = facts_about(k, person);
    for (size_t i = 0; p && i < p->ask_count; i++) {
        day due = asof_due(&p->asks[i], settings, on);
        if (p->asks[i].on <= on && due != DAY_NONE && due <= on)
            return p->asks[i].id;
    }
    return 0;
}

enum kith_status kith_ask_later(struct kith *k, kith_id person, int reason, day on, day until) {
    struct arena scratch = {0};
    struct kith_delay delay;
    kith_row_init(&kith_delay_kind, &delay);
    delay.person = person;
    delay.reason = reason;
    delay.on = model_day_or_today(k, on);
    delay.until = until != DAY_NONE ? until : delay.on + LATER_DAYS;
    if (reason < KITH_BELIEF_RUDE || reason > KITH_BELIEF_EARNED)
        return kith_fail(k, KITH_INVALID, "putting off needs one of its reasons");
    if (delay.until <= delay.on)
        return kith_fail(k, KITH_INVALID, "the new day must lie ahead");
    delay.ask = due_ask(k, person, delay.on);
    model_begin(k, "put off %s", kith_person_said(k, person, &scratch));
    enum kith_status status = model_end(k, kith_row_add(k, &kith_delay_kind, &delay));
    arena_free(&scratch);
    return status;
}

int kith_delays_in_row(struct kith *k, kith_id person) {
    const struct fact_person *p = facts_about(k, person);
    return p ? asof_delays_in_row(p, k->today) : 0;
}

/* ---- the view Asks ---- */

static void tell_delays(const struct fact_ask *ask, day today, struct kith_asked *out) {
    for (size_t i = 0; i < ask->source->delay_count; i++) {
        const struct fact_delay *delay = &ask->source->delays[i];
        if (delay->ask != ask->id || delay->on > today)
            continue;
        out->delays++;
        if (out->put_off == DAY_NONE || delay->on < out->put_off)
            out->put_off = delay->on;
    }
}

static void tell_referral(const struct fact_ask *ask, kith_id referral, struct arena *arena,
                          struct kith_asked *out) {
    for (size_t i = 0; referral && i < ask->source->ledger_count; i++)
        if (ask->source->ledger[i].id == referral) {
            out->became = facts_ref(ask->source->ledger[i].person, arena);
            out->outcome = ask->source->ledger[i].outcome;
        }
}

static const struct fact_ask *fact_of(const struct facts *facts, const struct kith_ask *ask) {
    const struct fact_person *p = facts_person(facts, ask->source);
    for (size_t i = 0; p && i < p->ask_count; i++)
        if (p->asks[i].id == ask->id)
            return &p->asks[i];
    return NULL;
}

/* 0: it has come back, 1: it is open, 2: closed. */
static int stage(const struct kith_asked *asked, day today) {
    return asked->due == DAY_NONE ? 2 : asked->due <= today ? 0 : 1;
}

static int asks_order(const void *a, const void *b, void *today) {
    const struct kith_asked *x = a, *y = b;
    int left = stage(x, *(const day *)today), right = stage(y, *(const day *)today);
    if (left != right)
        return left - right;
    if (left < 2 && x->due != y->due)
        return x->due < y->due ? -1 : 1;
    if (x->ask.on != y->ask.on)
        return x->ask.on > y->ask.on ? -1 : 1;
    return x->ask.id > y->ask.id ? -1 : x->ask.id < y->ask.id;
}

enum kith_status kith_asks(struct kith *k, struct arena *arena, struct kith_asks *out) {
    const struct kith_settings *settings = kith_settings(k);
    struct kith_ask *rows = NULL;
    size_t count = 0;
    *out = (struct kith_asks){0};
    enum kith_status status = kith_rows_of(k, &kith_ask_kind, 0, arena, &rows, &count);
    if (status != KITH_OK)
        return status;
    kith_id *sources = ARENA_NEW(arena, kith_id, count);
    for (size_t i = 0; i < count; i++)
        sources[i] = rows[i].source;
    struct facts *facts = facts_load(k, &(struct facts_scope){.own = sources, .own_count = count});
    out->items = ARENA_NEW(arena, struct kith_asked, count);
    for (size_t i = 0; i < count; i++) {
        const struct fact_ask *fact = fact_of(facts, &rows[i]);
        if (!fact)
            continue;
        day due = asof_due(fact, settings, k->today);
        struct kith_asked *asked = &out->items[out->count++];
        *asked = (struct kith_asked){
            .ask = rows[i],
            .source = facts_ref(fact->source, arena),
            .target = facts_ref(fact->target, arena),
            .open = due != DAY_NONE,
            .due = due,
            .put_off = DAY_NONE,
            .outcome = KITH_NO_WORD,
        };
        tell_delays(fact, k->today, asked);
        tell_referral(fact, rows[i].referral, arena, asked);
    }
    if (out->count)
        qsort_r(out->items, out->count, sizeof *out->items, asks_order, &k->today);
    facts_free(facts);
    return KITH_OK;
}
