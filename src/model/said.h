#ifndef MODEL_SAID_H
#define MODEL_SAID_H

#include "kith/gift.h"
#include "kith/need.h"
#include "model/propose.h"

/*
 * Who fits a need by what was said of them in the notes: found by full text, with the words of the same
 * trade, and taken where the sentence that names them says what they do: "Her sister Lia is an accountant".
 * Adds up to so many to those the gift has.
 */
enum { SAID_MOST = 8 };
void said_candidates(struct propose *p, const struct kith_need *need, struct arena *arena,
                     struct kith_gift *gift);

#endif
