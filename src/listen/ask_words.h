#ifndef LISTEN_ASK_WORDS_H
#define LISTEN_ASK_WORDS_H

#include "base/arena.h"
#include "listen/listen.h"
#include "listen/token.h"

/* Words as they stand in an ask; lists end in NULL. The tokens were looked up in the lexicon. */
bool ask_is(const struct tokens *tokens, uint32_t at, const char *word);
bool ask_one_of(const struct tokens *tokens, uint32_t at, const char *const *list);

/* A noun of several: small letters, an s at the end that is no possessive, more than a short word. */
bool ask_is_several(const struct tokens *tokens, const struct sentence *s, uint32_t at);

/* The noun that the words from `at` lead up to, over as many as `reach`; 0 unless it is one of several. */
uint32_t ask_several_after(const struct tokens *tokens, const struct sentence *s, uint32_t at,
                           uint32_t reach);

struct ask_fault {
    uint32_t first, end; /* tokens */
    enum wording_kind kind;
};

/* An open way to say it with the text's own words (R3): the person it names, or whom it describes.
 * NULL when it says neither. `faults` are all of the text's. */
const char *ask_rewrite(const struct tokens *tokens, const struct ask_fault *fault,
                        const struct ask_fault *faults, size_t count, struct arena *arena);

#endif
