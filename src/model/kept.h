#ifndef MODEL_KEPT_H
#define MODEL_KEPT_H

#include "model/facts.h"

/*
 * What is kept of each person, so that no view asks for the facts of everyone (a search by
 * terms does): their standing, what the day's lists choose by, and the next day on which any
 * of it may change by itself. Triggers (schema.c) note whose is stale; here alone it is worked out anew, by
 * the same pure functions. A row says what holds on the day of the book, but for
 * `points`, which only grow less with time until `next`: they are the most that can be.
 */
struct kept {
    int word; /* of the standing; KITH_NO_WORD */
    day days_from;  /* of the golden moment, DAY_NONE */
    int moment;     /* its kind, or KITH_NO_WORD */
    int points;     /* of the best introduction by them, without what the freshness of a moment gives */
    bool has_points;
    day delayed; /* put off until then */
    day next;
    bool earned;
    int talks;
    day last_note, last_ask;
    day unknown; /* since when their needs are; DAY_NONE: they are not asked */
    int circle, given, received;
};

/*
 * Brings all up to the day; false where the book cannot be written now: then the facts
 * of everyone are the answer. Little to do when nothing has changed.
 */
bool kept_refresh(struct kith *k);

/*
 * Compares what is kept, but for what is stale, with the facts of everyone: `differs` is told each one
 * that is wrong, and then all is worked out anew when next asked for.
 */
void kept_check(struct kith *k, void (*differs)(void *ctx, const char *uid), void *ctx);

#endif
