#ifndef TESTS_SECOND_H
#define TESTS_SECOND_H

#include "kith/ask.h"
#include "kith/moment.h"
#include "kith/note.h"
#include "kith/referral.h"
#include "kith/standing.h"
#include "lib/lib.h"

/*
 * The method read a second time, from the rows of the book alone and without any
 * care for speed: what the library says about standings, circles, the lists of the
 * day and the weeks must be what stands here. It shares no code with src/model.
 */
struct second {
    struct kith_settings set;
    day today;
    struct kith_person *people;
    struct kith_note *notes;
    struct kith_mention *mentions;
    struct kith_moment *moments;
    struct kith_need *needs;
    struct kith_pledge *pledges;
    struct kith_referral *referrals;
    struct kith_ask *asks;
    struct kith_delay *delays;
    struct kith_task *tasks;
    size_t person_count, note_count, mention_count, moment_count, need_count, pledge_count, referral_count,
        ask_count, delay_count, task_count;
};

void second_read(struct second *s, struct kith *k, struct arena *arena);
const struct kith_person *second_person(const struct second *s, kith_id id);

int second_standing(const struct second *s, kith_id person);
bool second_earned(const struct second *s, kith_id person);
/* The freshest open moment that makes golden; NULL: none. */
const struct kith_moment *second_golden(const struct second *s, kith_id person);
int second_days_left(const struct second *s, const struct kith_moment *moment);

/* What `by` said of `person` up to today: false when nothing. */
struct second_tie {
    int times;
    day first, last;
};
bool second_tie_of(const struct second *s, kith_id by, kith_id person, struct second_tie *out);
int second_circle(const struct second *s, kith_id by); /* how many they mentioned */
bool second_askable(const struct second *s, kith_id by, kith_id person);

bool second_delayed(const struct second *s, kith_id person);
day second_last_note(const struct second *s, kith_id person); /* DAY_NONE: none */
day second_last_ask(const struct second *s, kith_id person);
int second_referrals(const struct second *s, kith_id partner, int direction);
day second_due(const struct second *s, const struct kith_ask *ask); /* DAY_NONE: it does not come back */
bool second_owed(const struct second *s, const struct kith_referral *referral, int what);
bool second_needs_unknown(const struct second *s, kith_id person);
bool second_reconnect(const struct second *s, const struct kith_person *p);
int second_asks_in_week(const struct second *s, day of);
int second_weeks_kept(const struct second *s);

#endif
