#ifndef KITH_INSIGHT_H
#define KITH_INSIGHT_H

#include "kith/standing.h"

/* R16: the last conversations, a row for each note and person, newest first. */
struct kith_sheet_row {
    day on;
    struct kith_ref person;
    kith_id note;
    int channel;
    struct kith_list needs;
    day last_asked_needs; /* when their needs were last noted */
    struct kith_sheet_referral {
        struct kith_ref person;
        kith_id referral;
        day on;
        int outcome, warmth;
        int64_t value;
    } *given, *received;
    size_t given_count, received_count;
};
struct kith_sheet {
    struct kith_sheet_row *items;
    size_t count;
};
/* The last so many; 0: as many as the setting says. */
enum kith_status kith_sheet(struct kith *k, size_t rows, struct arena *arena, struct kith_sheet *out);

/* The ledger, a row a person with anything given or got (R11). */
struct kith_balance {
    struct kith_ref person;
    int given, got, helps;
    int warm, hot, business; /* of those got */
    int64_t value;           /* cents, of those got */
    day last_given, last_got;
};
struct kith_ledger {
    struct kith_balance *items;
    size_t count;
};
/* One-sided first. */
enum kith_status kith_ledger(struct kith *k, struct arena *arena, struct kith_ledger *out);

#define KITH_ENOUGH 10 /* people of whom a share or an average tells something */

struct kith_insights {
    struct kith_week {
        int year, week, made, yes;
    } *weeks; /* oldest first, without gaps, at least 12 */
    size_t week_count;
    int answers[7]; /* by enum kith_answer */
    struct kith_source {
        struct kith_ref person;
        int asks, introductions, met, business;
        int64_t value;
    } *sources; /* most value, then introductions first */
    size_t source_count;
    /* People given to before they gave anything, and those of them who gave back within so many days. */
    int given_first, gave_back, within_days;
    double median_days; /* over those who gave back; negative: none */
    /* Two groups compared: how many people, and how many introductions from them. */
    int given_to, given_to_introductions, not_given_to, not_given_to_introductions;
    int flagged, used, passed; /* positive moments, by what became of them */
    int put_off[6];            /* asks put off, by enum kith_belief: why (R13) */
    struct kith_branch {
        struct kith_ref person, from; /* from.id 0: a root */
        int64_t value; /* theirs and all that grew from them */
        int depth;
    } *tree; /* parents before children, most value first */
    size_t tree_count;
    struct kith_asked_question {
        const char *text;
        int used, names;
    } *questions;
    size_t question_count;
};
/* Between two days, both included; DAY_NONE: open. */
enum kith_status kith_insights(struct kith *k, day from, day to, struct arena *arena,
                               struct kith_insights *out);

/* The rows that a figure is made of, newest first. */
enum kith_figure_kind {
    KITH_FIGURE_ASKS,         /* of a week: with that week's days */
    KITH_FIGURE_ANSWER,       /* of `answer` */
    KITH_FIGURE_FLAGGED, KITH_FIGURE_USED, KITH_FIGURE_PASSED, KITH_FIGURE_OPEN, /* moments */
    KITH_FIGURE_PUT_OFF,      /* what was put off, each with its reason */
    KITH_FIGURE_SOURCE,       /* what was asked of `person` and what they introduced */
    KITH_FIGURE_PAYBACK,      /* a row for each person given to first */
    KITH_FIGURE_GIVEN_TO, KITH_FIGURE_NOT_GIVEN_TO, /* a row for each person of the group */
    KITH_FIGURE_QUESTION,     /* the talks that `question` was taken into */
    KITH_FIGURE_SOURCES,      /* a row for each source, most value first */
    KITH_FIGURE_LINE,         /* of the tree: from `person` back to the first source */
};
struct kith_figure {
    enum kith_figure_kind kind;
    int answer;
    kith_id person;
    const char *question;
};
struct kith_figure_rows {
    struct kith_figure_row {
        day on; /* DAY_NONE: of no day */
        struct kith_ref person;
        const char *what; /* "asked for Tom Baker, yes" */
        int64_t value;    /* MONEY_NONE: none */
    } *items;
    size_t count;
};
enum kith_status kith_figure_rows(struct kith *k, day from, day to, const struct kith_figure *figure,
                                  struct arena *arena, struct kith_figure_rows *out);

#endif
