#ifndef KITH_REFERRAL_H
#define KITH_REFERRAL_H

#include "kith/field.h"

enum kith_direction { KITH_GIVEN, KITH_RECEIVED };
enum kith_warmth { KITH_WARMTH_COLD, KITH_WARMTH_WARM, KITH_WARMTH_HOT };
enum kith_outcome { KITH_OUTCOME_OPEN, KITH_OUTCOME_MET, KITH_OUTCOME_BUSINESS, KITH_OUTCOME_NOTHING };
extern const char *const kith_direction_words[], *const kith_warmth_words[], *const kith_outcome_words[];

/*
 * The ledger (R11). Given: `person` was sent to `partner`. Received: `partner`
 * introduced `person` to the user.
 */
struct kith_referral {
    kith_id id;
    const char *uid;
    int direction;
    kith_id partner, person;
    day on;
    int warmth;    /* KITH_NO_WORD: not said */
    int outcome;
    int64_t value; /* cents */
    day thanked_on, reported_on;
};

/* Help that is no referral: counts as giving, shown apart (R11). */
struct kith_help {
    kith_id id;
    const char *uid;
    kith_id person;
    day on;
    const char *what;
};

/* Records one; uid and id are filled. Outcome `business` of a received one makes the person a client. */
enum kith_status kith_referral_add(struct kith *k, struct kith_referral *referral);
/*
 * What came of it; value MONEY_NONE leaves it. The outcome `business` of a received one makes
 * the person a client.
 */
enum kith_status kith_referral_outcome(struct kith *k, kith_id referral, int outcome, int64_t value);
enum kith_status kith_referral_thanked(struct kith *k, kith_id referral, day on);
enum kith_status kith_referral_reported(struct kith *k, kith_id referral, day on);
enum kith_status kith_help_add(struct kith *k, const kith_id *people, size_t count, const char *what, day on);

/*
 * NAME of `thanked`, `reported` and `outcome`: the person referred, the referral's
 * uid, or the source where only one such thing is owed.
 */
enum kith_owed { KITH_OWED_THANK, KITH_OWED_REPORT, KITH_OWED_OUTCOME };
enum kith_status kith_referral_find(struct kith *k, const char *name, enum kith_owed what, kith_id *out);

#endif
