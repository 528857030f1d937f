#ifndef KITH_GIFT_H
#define KITH_GIFT_H

#include "kith/referral.h"
#include "kith/standing.h"

/* R12: an open need, and those of the book who fit it, best first, with the reason for each. */
struct kith_gift {
    struct kith_ref person;
    kith_id need;
    const char *what;
    struct kith_refs candidates; /* never one who was introduced to them before */
    struct kith_list why;        /* for each candidate */
};
/* Those of one person, or of everybody (0); needs that nobody fits are left out. */
enum kith_status kith_gifts(struct kith *k, kith_id person, struct arena *arena, struct kith_gift **out,
                            size_t *count);

/*
 * The double yes before details pass: what to write to the one who wants it, and to
 * the one who fits. A private person is not named to the other side.
 */
struct kith_gift_words {
    const char *to_wanting, *to_fitting;
};
enum kith_status kith_gift_words(struct kith *k, kith_id need, kith_id candidate, struct arena *arena,
                                 struct kith_gift_words *out);

/* Records the referral given, and that it meets the need (0: none), as one step. */
enum kith_status kith_gift_make(struct kith *k, struct kith_referral *referral, kith_id need);

#endif
