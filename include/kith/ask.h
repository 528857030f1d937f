#ifndef KITH_ASK_H
#define KITH_ASK_H

#include "kith/standing.h"

enum kith_answer { KITH_ANSWER_WAITING, KITH_ANSWER_YES, KITH_ANSWER_WILL, KITH_ANSWER_NOT_YET, KITH_ANSWER_THINK, KITH_ANSWER_NO, KITH_ANSWER_NONE };
extern const char *const kith_answer_words[];
/* R13: why an ask was put off. */
enum kith_belief { KITH_BELIEF_RUDE, KITH_BELIEF_RAPPORT, KITH_BELIEF_NEEDY, KITH_BELIEF_RESPECT, KITH_BELIEF_MOMENT, KITH_BELIEF_EARNED };
extern const char *const kith_belief_words[];

/* R1: one source, and one target or one role, never both, never neither. */
struct kith_ask {
    kith_id id;
    const char *uid;
    kith_id source, target;
    const char *role;
    day on;
    const char *wording;
    int answer;
    day answered_on, until;
    const char *wants; /* not-yet: what they want to see first */
    kith_id referral;  /* made by yes */
    int overruled;     /* the standing it was made against; KITH_NO_WORD */
};

struct kith_delay {
    kith_id id;
    const char *uid;
    kith_id person, ask;
    int reason;
    day on, until;
};

/*
 * Records one ask: uses the open positive moments of its source. Against the
 * standing hold, waiting, resting, earn or give it is KITH_INVALID unless
 * `anyway`, and the standing is kept in `overruled`.
 */
enum kith_status kith_ask_add(struct kith *k, struct kith_ask *ask, bool anyway);
/* The latest open ask of a source; a uid finds that very ask. */
enum kith_status kith_ask_find(struct kith *k, const char *source, kith_id *out);

struct kith_reply {
    int answer;
    day on;     /* DAY_NONE: today */
    day until;  /* not-yet; DAY_NONE: notyet_days after */
    const char *wants;
    kith_id person; /* yes to a role: who was introduced */
};
/* `yes` makes the referral received. */
enum kith_status kith_ask_answer(struct kith *k, kith_id ask, const struct kith_reply *reply);

/* R13: not now. until DAY_NONE: three days. */
enum kith_status kith_ask_later(struct kith *k, kith_id person, int reason, day on, day until);
/* Delays of the person in a row with no ask between. */
int kith_delays_in_row(struct kith *k, kith_id person);
day kith_last_ask(struct kith *k); /* the day of the latest ask there is; DAY_NONE: none */
/* The answer to a belief in words (R13); NULL where beliefs are switched off. */
const char *kith_belief_answer(struct kith *k, int reason);

/* ---- wording ---- */

struct kith_wording {
    const char *form; /* "the person", "the role", "after the pledge", "after not yet", "a wish" */
    const char *text;
};
struct kith_wordings {
    struct kith_wording *items;
    size_t count; /* at least two */
};
/* Forms of words for one ask, the best first; target 0 and role NULL: the role that fits best. */
enum kith_status kith_wordings(struct kith *k, kith_id source, kith_id target, const char *role,
                               struct arena *arena, struct kith_wordings *out);

/* What to say before and after the ask. */
struct kith_script {
    const char *opening, *gains, *yes, *will, *not_yet, *think, *no;
};
enum kith_status kith_script(struct kith *k, kith_id source, kith_id target, const char *role,
                             struct arena *arena, struct kith_script *out);

struct kith_wording_problem {
    const char *kind; /* closed conditional plural apology vague */
    const char *why;  /* what is wrong with it, after the quote: "invites a no" */
    size_t start, length;
    const char *quote, *instead;
};
struct kith_wording_problems {
    struct kith_wording_problem *items;
    size_t count;
};
void kith_wording_check(struct kith *k, const char *text, struct arena *arena,
                        struct kith_wording_problems *out);

/* ---- the view Asks ---- */

struct kith_asked {
    struct kith_ask ask;
    struct kith_ref source, target; /* target.id 0: a role */
    bool open;
    day due;         /* when it follows up; DAY_NONE */
    int delays;      /* how often it was put off since */
    day put_off;     /* the first time; DAY_NONE */
    struct kith_ref became; /* after a yes: who was introduced; id 0: nobody in the ledger */
    int outcome;            /* of that referral; KITH_NO_WORD */
};
struct kith_asks {
    struct kith_asked *items;
    size_t count;
};
/* Overdue, open, then the newest. */
enum kith_status kith_asks(struct kith *k, struct arena *arena, struct kith_asks *out);

#endif
