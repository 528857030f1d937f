#ifndef MODEL_PROPOSE_H
#define MODEL_PROPOSE_H

#include "model/facts.h"
#include "model/introduce.h"
#include "model/match.h"
#include "model/phrases.h"

/* What proposing needs besides the facts; made for one call. */
struct propose {
    struct kith *k;
    const struct facts *facts;
    const struct kith_settings *settings;
    day today;
    struct match_trades trades;
    struct map closeness; /* relation → enum introduce_close */
    struct phrases roles;
    const char *best_clients; /* words of those the user likes to work for */
    struct arena arena;
};
void propose_open(struct propose *p, struct kith *k);
void propose_close(struct propose *p);

/* A pair with all that weighs in it; tie NULL: the role. */
struct introduce_pair propose_pair(struct propose *p, const struct fact_person *source,
                                   const struct fact_tie *tie, const char *role);
/* The role that the source surely has and that fits best; NULL: none is left to propose. */
const char *propose_role(struct propose *p, const struct fact_person *source);

struct propose_list {
    struct introduce_ranked *items;
    size_t count, cap;
};
/*
 * What may be proposed, best first. Of everybody: those at golden or ready, not put
 * off, and only golden once the week's asks are made. Of one source: their pairs
 * whatever their standing, for there the user has chosen.
 */
void propose_ranked(struct propose *p, const struct fact_person *source, struct propose_list *out);

int propose_week_made(const struct facts *facts, day monday, day today); /* asks of that week up to today */

#endif
