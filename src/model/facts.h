#ifndef MODEL_FACTS_H
#define MODEL_FACTS_H

#include "base/map.h"
#include "kith/ask.h"
#include "kith/moment.h"
#include "kith/need.h"
#include "kith/note.h"
#include "kith/referral.h"
#include "kith/standing.h"

/*
 * The facts of the book that the method reasons about, as plain structs in
 * memory. asof.h, standing.h and introduce.h read nothing else, so that they can be
 * tried without a book. Every list is newest first, and holds rows dated after
 * today too: whoever reads them passes over those.
 */
struct fact_person;

struct fact_moment {
    kith_id id;
    int kind, state;
    day on;
    const char *quote;
};

struct fact_ask {
    kith_id id;
    const char *uid;
    struct fact_person *source, *target; /* target NULL: a role */
    const char *role, *wants;
    int answer;
    day on, answered_on, until;
};

struct fact_referral {
    kith_id id;
    const char *uid;
    int direction, outcome;
    struct fact_person *partner, *person;
    day on, thanked_on, reported_on;
};

struct fact_need {
    kith_id id;
    const char *what;
    day on, met_on;
};

struct fact_pledge {
    int count;
    day on;
    const char *when;
};

struct fact_delay {
    kith_id ask;
    int reason;
    day on, until;
};

struct fact_task {
    kith_id id;
    const char *uid, *what;
    day on, done_on;
};

/* One time that `by` spoke of `person`, or a tie that a file told (note 0). */
struct fact_mention {
    kith_id note;
    day on;
    const char *relation, *quote;
};

/* Somebody whom a person mentioned: all mentions of the pair. */
struct fact_tie {
    struct fact_person *by, *person;
    const struct fact_mention *mentions;
    size_t mention_count;
};

struct fact_person {
    kith_id id;
    const char *uid, *name, *sort; /* sort: the name folded */
    int role;
    bool archived, favourite, unnamed, is_private;
    bool role_typed; /* set by hand */
    bool own, whole; /* their own rows are there; their circle and what was said of them too */
    const char *company, *title, *city, *about;
    struct kith_list tags;
    int every_days;
    day last_note, next_note; /* the last up to today; the first that lies ahead */
    int notes;
    int kept_word; /* of their standing, where they are not whole: their circle would be needed to tell */
    day wished; /* on the wish list since; DAY_NONE */

    const struct fact_moment *moments;
    size_t moment_count;
    const struct fact_ask *asks; /* to them */
    size_t ask_count;
    const struct fact_ask **sought; /* about them */
    size_t sought_count;
    const struct fact_referral *ledger; /* as partner, both directions */
    size_t ledger_count;
    const struct fact_referral **referred; /* as the person introduced or sent */
    size_t referred_count;
    const struct fact_need *needs;
    size_t need_count;
    const struct fact_pledge *pledges;
    size_t pledge_count;
    const struct fact_delay *delays;
    size_t delay_count;
    const struct fact_task *tasks;
    size_t task_count;
    struct fact_tie *circle; /* whom they mentioned */
    size_t circle_count;
    struct fact_tie **spoken; /* by whom they were mentioned */
    size_t spoken_count;
};

struct fact_role_wish {
    kith_id id;
    const char *role, *why;
    day on;
};

/* The book, or what of it concerns some, as of a day. Read only. */
struct facts {
    struct arena arena;
    int64_t changes; /* kith_changes() when it was read */
    day today;
    struct fact_person *people; /* in the order of their names */
    size_t count;
    struct idmap at; /* id → place in people */
    bool all;        /* of everyone */
    kith_id subject; /* facts_about() whom; 0: of others */
    struct fact_role_wish *role_wishes;
    size_t role_wish_count;
};

struct kith;
/*
 * Of whom facts are loaded. Whole: all of them, and of whom they spoke all but the
 * circles. Own: their rows and when they talked. Heard: the same, and what was said of
 * them. Whoever these name is there by name alone. Where what is kept cannot be brought up to the day it
 * is everyone.
 */
struct facts_scope {
    const kith_id *whole, *own, *heard;
    size_t whole_count, own_count, heard_count;
    bool anew; /* from rows alone, nothing from what is kept: for kept.c, which works that out */
};
struct facts *facts_load(struct kith *k, const struct facts_scope *scope); /* NULL: of everyone */

/* Of everyone; kept, valid until the next change of book, day or setting. */
const struct facts *facts_of(struct kith *k);
/* One person, whole; NULL: none. Kept, valid until the next change or the next call about another. */
const struct fact_person *facts_about(struct kith *k, kith_id id);
void facts_free(struct facts *facts);                                             /* NULL is allowed */
const struct fact_person *facts_person(const struct facts *facts, kith_id id);    /* NULL: none */
struct kith_ref facts_ref(const struct fact_person *person, struct arena *arena); /* of NULL: an empty one */

#endif
