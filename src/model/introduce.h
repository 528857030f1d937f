#ifndef MODEL_INTRODUCE_H
#define MODEL_INTRODUCE_H

#include "model/standing.h"

/*
 * The one introduction: which pair of source and target comes first. Pure. The
 * points order pairs and are never shown; each has its reason and date.
 */
enum introduce_close {
    INTRODUCE_STRANGE, /* no relation was said */
    INTRODUCE_KNOWN,
    INTRODUCE_WORK, /* friends, colleagues, those who work for them */
    INTRODUCE_NEAR, /* family, boss, close friend */
};

struct introduce_pair {
    const struct fact_person *source;
    struct standing standing;
    const struct fact_tie *tie; /* NULL: a role */
    const char *role;
    day role_wished; /* such a role is on the wish list since; DAY_NONE */
    enum introduce_close close;
    const char *fits; /* the word of the ideal client that fits, or NULL */
    int fit_count;
    const struct fact_need *need; /* what the target wants and the user offers, or NULL */
};

int introduce_points(const struct introduce_pair *pair, const struct kith_settings *settings, day today);
/* Those among them for the freshness of the moment, which go day by day. */
int introduce_fresh(const struct introduce_pair *pair, const struct kith_settings *settings, day today);
#define INTRODUCE_FRESH_WEIGHT 2
#define INTRODUCE_FRESH_MOST   10
/* The reasons of every point, the weightiest first; to be added to those of the standing. */
void introduce_reasons(const struct introduce_pair *pair, const struct kith_settings *settings, day today,
                       struct arena *arena, struct kith_reasons *out);

struct introduce_ranked {
    struct introduce_pair pair;
    int points;
};
/* Golden before ready, then by points, then by names: for qsort. */
int introduce_compare(const void *a, const void *b);

/* The last answer of this source about this target or role was `think`. */
bool introduce_thought(const struct introduce_pair *pair, day today);
/* A not-yet of this pair whose day has come; NULL: none. */
const struct fact_ask *introduce_returned(const struct introduce_pair *pair,
                                          const struct kith_settings *settings, day today);

#endif
