#ifndef MODEL_REFERRAL_H
#define MODEL_REFERRAL_H

#include "kith/referral.h"

struct kith;
/* Inside a step: what follows from its outcome: business makes the person referred to the user a client. */
void referral_settled(struct kith *k, const struct kith_referral *referral);

#endif
