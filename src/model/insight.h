#ifndef MODEL_INSIGHT_H
#define MODEL_INSIGHT_H

#include "kith/insight.h"
#include "model/facts.h"

/*
 * What the counts of insight.c and the rows of figure.c share, so that every
 * figure and the rows behind it say the same.
 */

/* A stretch of days; rows outside it, and after today, do not count. */
struct stretch {
    day from, to;
};
struct stretch insight_stretch(const struct kith *k, day from, day to);
bool insight_in(struct stretch stretch, day on);

/* What became of a positive moment: KITH_STATE_USED, KITH_STATE_LET_GO where it passed, else KITH_STATE_OPEN.
 */
int insight_moment(const struct fact_moment *moment, day today, int golden_days);

/* The first gift to a person (help counts) and the first introduction from them; DAY_NONE where there is
 * none. */
struct insight_dates {
    day gift, got;
    int introductions;
};
void insight_first_helps(struct kith *k, struct stretch stretch, struct idmap *out);
struct insight_dates insight_dates_of(const struct fact_person *person, const struct idmap *helps,
                                      struct stretch stretch);
bool insight_gave_first(const struct insight_dates *dates); /* they were given to before they gave anything */
bool insight_gave_back(const struct insight_dates *dates);  /* and gave back in time */
/* The two groups that are compared: given to, not given to; KITH_NO_WORD: in neither. */
int insight_group(const struct fact_person *person, const struct insight_dates *dates);

#endif
