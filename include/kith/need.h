#ifndef KITH_NEED_H
#define KITH_NEED_H

#include "kith/field.h"

/* R12: what a person says they want. */
struct kith_need {
    kith_id id;
    const char *uid;
    kith_id person;
    const char *what;
    day on;
    kith_id note;
    day met_on; /* DAY_NONE: open */
};

/* R9: what a person agreed to at the start. */
struct kith_pledge {
    kith_id id;
    const char *uid;
    kith_id person;
    int count;
    day on;
    const char *when; /* the condition */
};

/* The next step promised to a person. */
struct kith_task {
    kith_id id;
    const char *uid;
    kith_id person;
    const char *what;
    day on;      /* by when */
    day done_on; /* DAY_NONE: to do */
};

/* R17: a question taken into a talk, and how many names it led to. */
struct kith_question {
    kith_id id;
    const char *uid;
    const char *text;
    kith_id person;
    day on;
    int names;
};

/* A person, or a role, the user would like to meet; never both. */
struct kith_wish {
    kith_id id;
    const char *uid;
    kith_id person;
    const char *role;
    day on;
    const char *why;
};

enum kith_status kith_need_add(struct kith *k, const kith_id *people, size_t count, const char *what, day on);
/* The only open need of the person, or the only one that has the words (may be NULL). */
enum kith_status kith_need_met(struct kith *k, kith_id person, const char *words, day on);
/* A new pledge takes the place of an older one. */
enum kith_status kith_pledge_set(struct kith *k, const kith_id *people, size_t count, int number,
                                 const char *when, day on);
enum kith_status kith_task_add(struct kith *k, const kith_id *people, size_t count, const char *what, day on);
enum kith_status kith_task_done(struct kith *k, kith_id person, const char *words, day on);
/* Used in a talk today. */
enum kith_status kith_question_take(struct kith *k, kith_id person, const char *text);
enum kith_status kith_wish_add(struct kith *k, kith_id person, const char *role, const char *why);

#endif
