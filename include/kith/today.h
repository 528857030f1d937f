#ifndef KITH_TODAY_H
#define KITH_TODAY_H

#include "kith/ask.h"
#include "kith/circle.h"
#include "kith/gift.h"

/* R1: ONE introduction to ask for. */
struct kith_introduction {
    struct kith_ref source, target; /* target.id 0: a role */
    const char *role, *relation;
    int standing; /* golden or ready */
    int days_left, moment; /* when golden */
    struct kith_reasons because;
    struct kith_wordings wording; /* the first is the proposed one */
};

/*
 * The `skip`th best proposal of the day; with a source, the best of that source,
 * whatever their standing, a delay or the week say.
 * KITH_NOT_FOUND when there is none (no failure, no sentence).
 */
enum kith_status kith_introduce(struct kith *k, kith_id source, size_t skip, struct arena *arena,
                                struct kith_introduction *out);

enum kith_due { KITH_DUE_ACT, KITH_DUE_THANK, KITH_DUE_REPORT };
extern const char *const kith_due_words[];

struct kith_day {
    day date;
    int asks_made, asks_goal, weeks_kept; /* R2 */
    bool has_introduction;
    struct kith_introduction introduction;
    struct kith_golden {
        struct kith_ref person;
        kith_id moment;
        int kind;
        day on;
        const char *quote;
        int days_left;
        day put_off; /* not proposed until then (R13); DAY_NONE */
    } *golden;
    size_t golden_count, golden_more;
    struct kith_hold { /* R14: an open complaint, to be put right before anything else; the oldest first */
        struct kith_ref person;
        kith_id moment;
        day since;
        const char *quote;
    } *hold;
    size_t hold_count, hold_more;
    struct kith_owed_row {
        int what; /* enum kith_due, in this order */
        /* Whom the row names: act, the person introduced; thank and report, the source. */
        struct kith_ref person;
        struct kith_ref source, about; /* who introduced whom */
        kith_id referral;
        const char *referral_uid;
        day since;
    } *owed;
    size_t owed_count;
    struct kith_gift *give;
    size_t give_count;
    struct kith_follow {
        struct kith_ref person, target;
        const char *role;
        kith_id ask;
        const char *ask_uid;
        int answer;
        day due;
        const char *wants;
    } *follow_up;
    size_t follow_up_count;
    struct kith_refs needs_unknown;
    struct kith_due_task {
        struct kith_ref person;
        kith_id task;
        const char *task_uid;
        day on;
        const char *what;
    } *due;
    size_t due_count;
    struct kith_reconnect {
        struct kith_ref person;
        day last;
        int every_days;
    } *reconnect;
    size_t reconnect_count;
    const char *nobody_earned; /* one line and the step towards it, while no one has earned it; else NULL */
};
/* With the best few gifts, and the introduction without its words; 0: with all. */
enum kith_status kith_day(struct kith *k, size_t gifts, struct arena *arena, struct kith_day *out);
/* The same with one gift, and of golden and hold the first `rows`: what more there is says how many follow. */
enum kith_status kith_day_begun(struct kith *k, size_t rows, struct arena *arena, struct kith_day *out);

int kith_asks_made(struct kith *k); /* this week, up to today (R2) */

/*
 * What the pane "Who do you know?" says to a person: by standing the one
 * introduction, the pledge, the gift, the step to earn, questions. `variant`
 * turns through the forms (key x).
 */
struct kith_prompt {
    struct kith_contact contact;
    const char *headline; /* "Ask Ann for one introduction: Tom Baker, brother" */
    const char *say;      /* the words to say, or NULL */
    bool is_question;     /* `say` is a question for the talk: taking it counts */
    struct kith_reasons because;
    bool has_introduction;
    struct kith_introduction introduction;
    struct kith_gift *gifts; /* what one could do for them */
    size_t gift_count;
    struct kith_list next;   /* further plain lines: steps, dates */
};
enum kith_status kith_prompt(struct kith *k, kith_id person, size_t variant, struct arena *arena,
                             struct kith_prompt *out);

/* The questions that fuel the next talk with a person, best first (R17). */
enum kith_status kith_questions_for(struct kith *k, kith_id person, struct arena *arena,
                                    struct kith_list *out);
/* Their results and thanks in their own words. */
enum kith_status kith_proof(struct kith *k, kith_id person, struct arena *arena, struct kith_reasons *out);

#endif
