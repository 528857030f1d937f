#ifndef MODEL_ASOF_H
#define MODEL_ASOF_H

#include "model/facts.h"

/* What the facts say as of a day: pure, and rows dated later do not count. */

int asof_answer(const struct fact_ask *ask, day today); /* an answer dated later is not given yet */
/* When an ask comes back; DAY_NONE once it is closed, or a not-yet was followed by another of the same. */
day asof_due(const struct fact_ask *ask, const struct kith_settings *settings, day today);
/* waiting, will, or not-yet whose day is still to come. */
bool asof_open(const struct fact_ask *ask, const struct kith_settings *settings, day today);

const struct fact_ask *asof_last_ask(const struct fact_person *p, day today);
int asof_count(const struct fact_person *p, int direction, day today); /* referrals with them */
const struct fact_referral *asof_last_referral(const struct fact_person *p, int direction, day today);
const struct fact_pledge *asof_pledge(const struct fact_person *p, day today);
int asof_pledge_done(const struct fact_person *p, const struct fact_pledge *pledge, day today);
/* The delay that keeps them out of the proposals on that day; NULL: none. */
const struct fact_delay *asof_delayed(const struct fact_person *p, day today);
int asof_delays_in_row(const struct fact_person *p, day today);
int asof_circle(const struct fact_person *p, day today); /* how many they spoke of */

/* ---- a tie, as of a day: notes only; a tie from a file has times 0 ---- */

int asof_times(const struct fact_tie *tie, day today);
day asof_first(const struct fact_tie *tie, day today); /* of the notes, else of the file */
day asof_last(const struct fact_tie *tie, day today);
bool asof_heard(const struct fact_tie *tie, day today);                 /* any row of it dated up to today */
const char *asof_relation(const struct fact_tie *tie, day today);       /* the latest one said, or NULL */
const char *asof_quote(const struct fact_tie *tie, day today, day *on); /* the latest sentence, or NULL */

#endif
