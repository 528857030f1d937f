#include "lib/second.h"

#include <string.h>

#include "kith/today.h"

void second_read(struct second *s, struct kith *k, struct arena *arena) {
    *s = (struct second){.set = *kith_settings(k), .today = kith_today(k)};
    lib_ok(k, kith_rows_of(k, &kith_person_kind, 0, arena, &s->people, &s->person_count));
    lib_ok(k, kith_rows_of(k, &kith_note_kind, 0, arena, &s->notes, &s->note_count));
    lib_ok(k, kith_rows_of(k, &kith_mention_kind, 0, arena, &s->mentions, &s->mention_count));
    lib_ok(k, kith_rows_of(k, &kith_moment_kind, 0, arena, &s->moments, &s->moment_count));
    lib_ok(k, kith_rows_of(k, &kith_need_kind, 0, arena, &s->needs, &s->need_count));
    lib_ok(k, kith_rows_of(k, &kith_pledge_kind, 0, arena, &s->pledges, &s->pledge_count));
    lib_ok(k, kith_rows_of(k, &kith_referral_kind, 0, arena, &s->referrals, &s->referral_count));
    lib_ok(k, kith_rows_of(k, &kith_ask_kind, 0, arena, &s->asks, &s->ask_count));
    lib_ok(k, kith_rows_of(k, &kith_delay_kind, 0, arena, &s->delays, &s->delay_count));
    lib_ok(k, kith_rows_of(k, &kith_task_kind, 0, arena, &s->tasks, &s->task_count));
}

const struct kith_person *second_person(const struct second *s, kith_id id) {
    for (size_t i = 0; i < s->person_count; i++)
        if (s->people[i].id == id)
            return &s->people[i];
    fail_msg("a row names nobody of the book");
    return NULL;
}

/* Rows dated after today do not count until their day. */
static bool by_now(const struct second *s, day on) {
    return on <= s->today;
}

/* ---- asks ---- */

/* An answer that is dated after today has not come yet. */
static int answer(const struct second *s, const struct kith_ask *ask) {
    if (ask->answered_on != DAY_NONE && !by_now(s, ask->answered_on))
        return KITH_ANSWER_WAITING;
    return ask->answer;
}

static day answered(const struct kith_ask *ask) {
    return ask->answered_on == DAY_NONE ? ask->on : ask->answered_on;
}

/* Waiting 7 days after the ask, will 7 after that answer, not-yet on its date, else 30 after it was said. */
static day returns(const struct second *s, const struct kith_ask *ask) {
    int said = answer(s, ask);
    if (said == KITH_ANSWER_WAITING)
        return ask->on + s->set.follow_days;
    if (said == KITH_ANSWER_WILL)
        return answered(ask) + s->set.follow_days;
    if (said == KITH_ANSWER_NOT_YET)
        return ask->until == DAY_NONE ? answered(ask) + s->set.notyet_days : ask->until;
    return DAY_NONE;
}

static bool open_now(const struct second *s, const struct kith_ask *ask) {
    int said = answer(s, ask);
    if (!by_now(s, ask->on))
        return false;
    return said == KITH_ANSWER_WAITING || said == KITH_ANSWER_WILL || (said == KITH_ANSWER_NOT_YET && returns(s, ask) > s->today);
}

static bool same_text(const char *a, const char *b) {
    return a && b && strcmp(a, b) == 0;
}

/* A not-yet that was followed by another ask for the same introduction has had its second chance. */
static bool asked_anew(const struct second *s, const struct kith_ask *ask) {
    for (size_t i = 0; i < s->ask_count; i++) {
        const struct kith_ask *other = &s->asks[i];
        bool later = other->on > ask->on || (other->on == ask->on && other->id > ask->id);
        bool same = ask->target ? other->target == ask->target : same_text(other->role, ask->role);
        if (other->source == ask->source && later && same && by_now(s, other->on))
            return true;
    }
    return false;
}

day second_due(const struct second *s, const struct kith_ask *ask) {
    day due = returns(s, ask);
    if (due == DAY_NONE || !by_now(s, ask->on))
        return DAY_NONE;
    if (answer(s, ask) == KITH_ANSWER_NOT_YET && asked_anew(s, ask))
        return DAY_NONE;
    for (size_t i = 0; i < s->delay_count; i++)
        if (s->delays[i].ask == ask->id && s->delays[i].person == ask->source && by_now(s, s->delays[i].on) &&
            s->delays[i].until > due)
            due = s->delays[i].until;
    return due;
}

day second_last_ask(const struct second *s, kith_id person) {
    day last = DAY_NONE;
    for (size_t i = 0; i < s->ask_count; i++)
        if (s->asks[i].source == person && by_now(s, s->asks[i].on) && s->asks[i].on > last)
            last = s->asks[i].on;
    return last;
}

bool second_delayed(const struct second *s, kith_id person) {
    for (size_t i = 0; i < s->delay_count; i++)
        if (s->delays[i].person == person && by_now(s, s->delays[i].on) && s->delays[i].until > s->today)
            return true;
    return false;
}

/* ---- the right to ask ---- */

int second_referrals(const struct second *s, kith_id partner, int direction) {
    int count = 0;
    for (size_t i = 0; i < s->referral_count; i++)
        if (s->referrals[i].partner == partner && s->referrals[i].direction == direction &&
            by_now(s, s->referrals[i].on))
            count++;
    return count;
}

static bool had(const struct second *s, kith_id person, int kind) {
    for (size_t i = 0; i < s->moment_count; i++)
        if (s->moments[i].person == person && s->moments[i].kind == kind && by_now(s, s->moments[i].on))
            return true;
    return false;
}

static bool pledged(const struct second *s, kith_id person) {
    for (size_t i = 0; i < s->pledge_count; i++)
        if (s->pledges[i].person == person && by_now(s, s->pledges[i].on))
            return true;
    return false;
}

static bool earned_by_more_than_a_pledge(const struct second *s, const struct kith_person *p) {
    if (second_referrals(s, p->id, KITH_GIVEN) >= s->set.give_first)
        return true;
    if (second_referrals(s, p->id, KITH_RECEIVED) >= 1)
        return true;
    if (p->role == KITH_ROLE_CLIENT)
        return had(s, p->id, KITH_MOMENT_THANKED) || had(s, p->id, KITH_MOMENT_DELIVERED) || had(s, p->id, KITH_MOMENT_RESULT);
    if (p->role == KITH_ROLE_PROSPECT)
        return had(s, p->id, KITH_MOMENT_VALUE) || had(s, p->id, KITH_MOMENT_THANKED) || had(s, p->id, KITH_MOMENT_RESULT);
    if (p->role == KITH_ROLE_FRIEND || p->role == KITH_ROLE_OTHER)
        return had(s, p->id, KITH_MOMENT_THANKED);
    return false;
}

bool second_earned(const struct second *s, kith_id person) {
    const struct kith_person *p = second_person(s, person);
    return earned_by_more_than_a_pledge(s, p) || (p->role == KITH_ROLE_CLIENT && pledged(s, person));
}

int second_days_left(const struct second *s, const struct kith_moment *moment) {
    return s->set.golden_days - (s->today - moment->on);
}

const struct kith_moment *second_golden(const struct second *s, kith_id person) {
    const struct kith_moment *best = NULL;
    bool by_deeds = earned_by_more_than_a_pledge(s, second_person(s, person));
    for (size_t i = 0; i < s->moment_count; i++) {
        const struct kith_moment *m = &s->moments[i];
        bool positive = m->kind == KITH_MOMENT_THANKED || m->kind == KITH_MOMENT_DELIVERED || m->kind == KITH_MOMENT_RESULT ||
                        m->kind == KITH_MOMENT_VALUE || (m->kind == KITH_MOMENT_KICKOFF && by_deeds);
        if (m->person == person && positive && m->state == KITH_STATE_OPEN && by_now(s, m->on) &&
            second_days_left(s, m) >= 0 && (!best || m->on > best->on))
            best = m;
    }
    return best;
}

/* ---- the circle ---- */

static bool note_seen_before(const struct second *s, size_t at) {
    for (size_t i = 0; i < at; i++)
        if (s->mentions[i].note == s->mentions[at].note && s->mentions[i].by == s->mentions[at].by &&
            s->mentions[i].person == s->mentions[at].person)
            return true;
    return false;
}

/* A tie that only a file told counts for the circle, and neither as a time nor as a first day once talked of.
 */
bool second_tie_of(const struct second *s, kith_id by, kith_id person, struct second_tie *out) {
    struct second_tie talked = {0, DAY_NONE, DAY_NONE}, told = talked;
    for (size_t i = 0; i < s->mention_count; i++) {
        const struct kith_mention *m = &s->mentions[i];
        if (m->by != by || m->person != person || !by_now(s, m->on))
            continue;
        struct second_tie *of = m->note ? &talked : &told;
        if (m->note && !note_seen_before(s, i))
            of->times++;
        if (of->first == DAY_NONE || m->on < of->first)
            of->first = m->on;
        if (m->on > of->last)
            of->last = m->on;
    }
    *out = talked.times ? talked : told;
    return out->first != DAY_NONE;
}

int second_circle(const struct second *s, kith_id by) {
    struct second_tie tie;
    int count = 0;
    for (size_t i = 0; i < s->person_count; i++)
        if (second_tie_of(s, by, s->people[i].id, &tie))
            count++;
    return count;
}

bool second_askable(const struct second *s, kith_id by, kith_id person) {
    const struct kith_person *p = second_person(s, person);
    struct second_tie tie;
    if (!second_tie_of(s, by, person, &tie) || !tie.times || s->today - tie.first < s->set.quiet_days)
        return false;
    if (p->archived || p->role == KITH_ROLE_CLIENT || p->role == KITH_ROLE_PROSPECT || p->role == KITH_ROLE_PARTNER)
        return false;
    for (size_t i = 0; i < s->ask_count; i++) {
        const struct kith_ask *ask = &s->asks[i];
        if (ask->target != person || !by_now(s, ask->on))
            continue;
        if (open_now(s, ask) || (ask->source == by && answer(s, ask) == KITH_ANSWER_NO))
            return false;
    }
    for (size_t i = 0; i < s->referral_count; i++)
        if (s->referrals[i].person == person && by_now(s, s->referrals[i].on))
            return false;
    return true;
}

/* ---- standing: the first row that holds ---- */

static bool in_trouble(const struct second *s, kith_id person) {
    for (size_t i = 0; i < s->moment_count; i++)
        if (s->moments[i].person == person && s->moments[i].kind == KITH_MOMENT_TROUBLE &&
            s->moments[i].state == KITH_STATE_OPEN && by_now(s, s->moments[i].on))
            return true;
    return false;
}

int second_standing(const struct second *s, kith_id person) {
    const struct kith_person *p = second_person(s, person);
    if (p->archived || p->role == KITH_ROLE_MENTIONED)
        return KITH_NO_WORD;
    if (in_trouble(s, person))
        return KITH_STANDING_HOLD;
    for (size_t i = 0; i < s->ask_count; i++)
        if (s->asks[i].source == person && open_now(s, &s->asks[i]))
            return KITH_STANDING_WAITING;
    day last = second_last_ask(s, person);
    if (last != DAY_NONE && s->today - last < s->set.rest_days)
        return KITH_STANDING_RESTING;
    if (!second_earned(s, person))
        return p->role == KITH_ROLE_PARTNER ? KITH_STANDING_GIVE : KITH_STANDING_EARN;
    if (second_golden(s, person))
        return KITH_STANDING_GOLDEN;
    for (size_t i = 0; i < s->person_count; i++)
        if (second_askable(s, person, s->people[i].id))
            return KITH_STANDING_READY;
    return KITH_STANDING_LISTEN;
}

/* ---- what is due ---- */

static bool with(const struct kith_note *note, kith_id person) {
    for (size_t i = 0; i < note->with.count; i++)
        if (note->with.items[i] == person)
            return true;
    return false;
}

day second_last_note(const struct second *s, kith_id person) {
    day last = DAY_NONE;
    for (size_t i = 0; i < s->note_count; i++)
        if (with(&s->notes[i], person) && by_now(s, s->notes[i].on) && s->notes[i].on > last)
            last = s->notes[i].on;
    return last;
}

bool second_owed(const struct second *s, const struct kith_referral *r, int what) {
    if (r->direction != KITH_RECEIVED || !by_now(s, r->on))
        return false;
    if (second_person(s, what == KITH_DUE_ACT ? r->person : r->partner)->archived)
        return false;
    day last = second_last_note(s, r->person);
    switch (what) {
    case KITH_DUE_ACT:
        return r->outcome == KITH_OUTCOME_OPEN && (last == DAY_NONE || last < r->on);
    case KITH_DUE_THANK:
        return r->thanked_on == DAY_NONE;
    default:
        return r->outcome != KITH_OUTCOME_OPEN && r->reported_on == DAY_NONE;
    }
}

bool second_needs_unknown(const struct second *s, kith_id person) {
    const struct kith_person *p = second_person(s, person);
    if (p->archived || p->role == KITH_ROLE_MENTIONED)
        return false;
    bool meant = p->role == KITH_ROLE_CLIENT || p->role == KITH_ROLE_PROSPECT || p->role == KITH_ROLE_PARTNER;
    if (!meant && second_last_note(s, person) == DAY_NONE)
        return false;
    for (size_t i = 0; i < s->need_count; i++)
        if (s->needs[i].person == person && by_now(s, s->needs[i].on) &&
            s->today - s->needs[i].on < s->set.need_days)
            return false;
    return true;
}

bool second_reconnect(const struct second *s, const struct kith_person *p) {
    day last = second_last_note(s, p->id);
    return !p->archived && p->role != KITH_ROLE_MENTIONED && p->every_days > 0 && last != DAY_NONE &&
           s->today - last > p->every_days;
}

/* ---- the weeks, Monday to Sunday ---- */

int second_asks_in_week(const struct second *s, day of) {
    day monday = of - day_weekday(of);
    int count = 0;
    for (size_t i = 0; i < s->ask_count; i++)
        if (s->asks[i].on >= monday && s->asks[i].on <= monday + 6 && by_now(s, s->asks[i].on))
            count++;
    return count;
}

/* The weeks in a row up to the last complete one; this week joins as soon as its goal is made. */
int second_weeks_kept(const struct second *s) {
    if (s->set.weekly_asks == 0)
        return 0;
    int kept = second_asks_in_week(s, s->today) >= s->set.weekly_asks;
    for (day week = s->today - 7; second_asks_in_week(s, week) >= s->set.weekly_asks; week -= 7)
        kept++;
    return kept;
}
