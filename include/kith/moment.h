#ifndef KITH_MOMENT_H
#define KITH_MOMENT_H

#include "kith/field.h"

/* R6. The first five are positive; the next four feed the ledger and the asks; `trouble` holds (R14). */
enum kith_moment_kind_word {
    KITH_MOMENT_THANKED, KITH_MOMENT_DELIVERED, KITH_MOMENT_RESULT, KITH_MOMENT_VALUE, KITH_MOMENT_KICKOFF,
    KITH_MOMENT_INTRODUCED, KITH_MOMENT_PROMISED, KITH_MOMENT_NOTYET, KITH_MOMENT_GAVE, KITH_MOMENT_TROUBLE,
};
extern const char *const kith_moment_words[];
enum kith_moment_state { KITH_STATE_OPEN, KITH_STATE_USED, KITH_STATE_LET_GO, KITH_STATE_SETTLED };
extern const char *const kith_moment_states[];

struct kith_moment {
    kith_id id;
    const char *uid;
    kith_id person;
    int kind; /* enum kith_moment_kind_word */
    day on;
    kith_id note; /* 0: flagged by hand */
    const char *quote;
    int state; /* enum kith_moment_state */
};

bool kith_moment_positive(int kind);

/* Flags a moment for each person; one step. on DAY_NONE: today. */
enum kith_status kith_moment_flag(struct kith *k, const kith_id *people, size_t count, int kind, day on,
                                  const char *quote);
/* Lets the open positive moments of a person pass; KITH_NOT_FOUND when there is none. */
enum kith_status kith_moment_let_go(struct kith *k, kith_id person);
enum kith_status kith_moment_settle(struct kith *k, kith_id person); /* resolves the open trouble */

#endif
