#ifndef MODEL_PROPOSE_H
#define MODEL_PROPOSE_H

#include "model/facts.h"
#include "model/introduce.h"
#include "model/match.h"
#include "model/phrases.h"

/* What proposing needs besides the facts, which outlive it; made for one call. */
struct propose {
    struct kith *k;
    const struct facts *facts;
    const struct kith_settings *settings;
    day today;
    struct match_trades trades;
    struct map closeness; /* relation → enum introduce_close */
    struct phrases roles;
    const char *best_clients; /* words of those the user likes to work for; read when first asked for */
    struct facts *clients;    /* propose_clients()'s, or NULL */
    size_t clients_most;
    day clients_earlier;
    struct arena arena;
};
/*
 * The clients of the last so many moments of thanks or result, with their own rows; those
 * left out are of `earlier` or before, DAY_NONE: there are none. Valid until the next call.
 */
const struct facts *propose_clients(struct propose *p, size_t most, day *earlier);
void propose_open(struct propose *p, struct kith *k, const struct facts *facts);
void propose_close(struct propose *p);
/* The words of trades, read once for the book. */
const struct match_trades *propose_trades(struct kith *k);
void propose_forget(struct kith *k); /* what it keeps in the book for the next time */

/* A pair with all that weighs in it; tie NULL: the role. */
struct introduce_pair propose_pair(struct propose *p, const struct fact_person *source,
                                   const struct fact_tie *tie, const char *role);
/* The role that the source surely has and that fits best; NULL: none is left to propose. */
const char *propose_role(struct propose *p, const struct fact_person *source);

/* Whether somebody's work, place and what was said of them fit a role ("accountants in Leeds"); 0: not. */
int propose_role_fit(struct propose *p, const char *role, const struct fact_person *person);

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

/*
 * The most points an introduction by that source can have, without those that the freshness
 * of a moment gives; false: they have none to propose. It holds until kept.c's next day.
 */
bool propose_most(struct propose *p, const struct fact_person *source, int *points);

int propose_week_made(struct kith *k, day monday); /* asks of that week up to today */

#endif
