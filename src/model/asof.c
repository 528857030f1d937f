#include "model/asof.h"

#include "base/text.h"

/* ---- asks ---- */

int asof_answer(const struct fact_ask *ask, day today) {
    return ask->answered_on != DAY_NONE && ask->answered_on > today ? KITH_ANSWER_WAITING : ask->answer;
}

static day first_of(day a, day b) {
    return a != DAY_NONE ? a : b;
}

/* The day an ask comes back by its own answer, before anyone puts it off. */
static day comes_back(const struct fact_ask *ask, const struct kith_settings *settings, day today) {
    switch (asof_answer(ask, today)) {
    case KITH_ANSWER_WAITING:
        return ask->on + settings->follow_days;
    case KITH_ANSWER_WILL:
        return first_of(ask->answered_on, ask->on) + settings->follow_days;
    case KITH_ANSWER_NOT_YET:
        return first_of(ask->until, first_of(ask->answered_on, ask->on) + settings->notyet_days);
    default:
        return DAY_NONE;
    }
}

static bool asked_again(const struct fact_ask *ask, day today) {
    for (size_t i = 0; i < ask->source->ask_count; i++) {
        const struct fact_ask *newer = &ask->source->asks[i];
        if (newer->id == ask->id)
            return false;
        if (newer->on <= today && newer->target == ask->target &&
            (ask->target || text_same(newer->role, ask->role)))
            return true;
    }
    return false;
}

day asof_due(const struct fact_ask *ask, const struct kith_settings *settings, day today) {
    day due = comes_back(ask, settings, today);
    if (due == DAY_NONE || (asof_answer(ask, today) == KITH_ANSWER_NOT_YET && asked_again(ask, today)))
        return DAY_NONE;
    for (size_t i = 0; i < ask->source->delay_count; i++) {
        const struct fact_delay *delay = &ask->source->delays[i];
        if (delay->ask == ask->id && delay->on <= today && delay->until > due)
            due = delay->until;
    }
    return due;
}

bool asof_open(const struct fact_ask *ask, const struct kith_settings *settings, day today) {
    int answer = asof_answer(ask, today);
    return answer == KITH_ANSWER_WAITING || answer == KITH_ANSWER_WILL ||
           (answer == KITH_ANSWER_NOT_YET && comes_back(ask, settings, today) > today);
}

const struct fact_ask *asof_last_ask(const struct fact_person *p, day today) {
    for (size_t i = 0; i < p->ask_count; i++)
        if (p->asks[i].on <= today)
            return &p->asks[i];
    return NULL;
}

const struct fact_delay *asof_delayed(const struct fact_person *p, day today) {
    for (size_t i = 0; i < p->delay_count; i++)
        if (p->delays[i].on <= today && p->delays[i].until > today)
            return &p->delays[i];
    return NULL;
}

int asof_delays_in_row(const struct fact_person *p, day today) {
    const struct fact_ask *last = asof_last_ask(p, today);
    int row = 0;
    for (size_t i = 0; i < p->delay_count; i++)
        if (p->delays[i].on <= today && (!last || p->delays[i].on > last->on))
            row++;
    return row;
}

/* ---- the ledger ---- */

int asof_count(const struct fact_person *p, int direction, day today) {
    int count = 0;
    for (size_t i = 0; i < p->ledger_count; i++)
        count += p->ledger[i].direction == direction && p->ledger[i].on <= today;
    return count;
}

const struct fact_referral *asof_last_referral(const struct fact_person *p, int direction, day today) {
    for (size_t i = 0; i < p->ledger_count; i++)
        if (p->ledger[i].direction == direction && p->ledger[i].on <= today)
            return &p->ledger[i];
    return NULL;
}

const struct fact_pledge *asof_pledge(const struct fact_person *p, day today) {
    for (size_t i = 0; i < p->pledge_count; i++)
        if (p->pledges[i].on <= today)
            return &p->pledges[i];
    return NULL;
}

int asof_pledge_done(const struct fact_person *p, const struct fact_pledge *pledge, day today) {
    int done = 0;
    for (size_t i = 0; i < p->ledger_count; i++)
        done += p->ledger[i].direction == KITH_RECEIVED && p->ledger[i].on >= pledge->on &&
                p->ledger[i].on <= today;
    return done;
}

/* ---- ties ---- */

int asof_times(const struct fact_tie *tie, day today) {
    int times = 0;
    kith_id last = 0;
    for (size_t i = 0; i < tie->mention_count; i++) {
        const struct fact_mention *mention = &tie->mentions[i];
        if (mention->note && mention->note != last && mention->on <= today)
            times++;
        last = mention->note;
    }
    return times;
}

bool asof_heard(const struct fact_tie *tie, day today) {
    for (size_t i = 0; i < tie->mention_count; i++)
        if (tie->mentions[i].on <= today)
            return true;
    return false;
}

int asof_circle(const struct fact_person *p, day today) {
    int count = 0;
    for (size_t i = 0; i < p->circle_count; i++)
        count += asof_heard(&p->circle[i], today);
    return count;
}

day asof_first(const struct fact_tie *tie, day today) {
    bool talked = asof_times(tie, today) > 0;
    for (size_t i = tie->mention_count; i-- > 0;)
        if (tie->mentions[i].on <= today && (tie->mentions[i].note || !talked))
            return tie->mentions[i].on;
    return DAY_NONE;
}

day asof_last(const struct fact_tie *tie, day today) {
    bool talked = asof_times(tie, today) > 0;
    for (size_t i = 0; i < tie->mention_count; i++)
        if (tie->mentions[i].on <= today && (tie->mentions[i].note || !talked))
            return tie->mentions[i].on;
    return DAY_NONE;
}

const char *asof_relation(const struct fact_tie *tie, day today) {
    for (size_t i = 0; i < tie->mention_count; i++)
        if (tie->mentions[i].on <= today && tie->mentions[i].relation && *tie->mentions[i].relation)
            return tie->mentions[i].relation;
    return NULL;
}

const char *asof_quote(const struct fact_tie *tie, day today, day *on) {
    for (size_t i = 0; i < tie->mention_count; i++)
        if (tie->mentions[i].on <= today && tie->mentions[i].quote && *tie->mentions[i].quote) {
            *on = tie->mentions[i].on;
            return tie->mentions[i].quote;
        }
    return NULL;
}
