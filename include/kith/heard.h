#ifndef KITH_HEARD_H
#define KITH_HEARD_H

#include "kith/note.h"

/*
 * What listening found in a note, each with a verdict. kith_listen() makes the
 * plan, the user ticks, kith_note_save() applies it: one transaction, one step.
 */
enum kith_heard_sort {
    KITH_HEARD_NEED, KITH_HEARD_PERSON, KITH_HEARD_MOMENT,
    KITH_HEARD_FOLLOW, /* the row of the ledger or of the asks that a moment implies */
    KITH_HEARD_QUESTION, /* did this question bring it? (R17) */
};
enum kith_heard_follow {
    KITH_FOLLOW_RECEIVED, /* introduced: a referral received from the contact about `person_item` */
    KITH_FOLLOW_GIVEN,    /* gave: a referral given to the contact of `person_item` */
    KITH_FOLLOW_NOT_YET,  /* notyet: the answer to the open ask */
    KITH_FOLLOW_WILL,     /* promised: the answer to the open ask */
    KITH_FOLLOW_TASK,     /* the writer promised: a task, `what` by `on` */
};

struct kith_heard_item {
    enum kith_heard_sort sort;
    bool sure, keep;      /* keep: the tick; sure ones come ticked */
    size_t start, length; /* the words in the note */
    const char *quote;
    kith_id of; /* whom of the talk it is of: the first, unless the sentence names another */

    /* a person */
    const char *name;     /* NULL: unnamed */
    const char *relation; /* or NULL */
    kith_id person;       /* matched with this person; 0: new */
    const char *said;     /* "her brother; known, 3rd mention" in words; of others why it is not ticked, or NULL */
    bool offered;         /* the match is a guess to be confirmed, not certain */
    bool never;           /* the user says it is no person: remembered, and not heard again */

    /* a moment */
    int kind; /* enum kith_moment_kind_word */

    /* a need; a task that follows */
    const char *what;

    /* a need, a moment */
    int whose; /* -1: `of`; else index of the person item it seems to be of */

    /* what follows */
    enum kith_heard_follow follow;
    kith_id ask, question;
    int person_item; /* index of the person it is about, or -1 */
    day on;          /* of a task */
};
struct kith_heard {
    struct kith_heard_item *items; /* needs, then people, moments, what follows */
    size_t count;
};

/* Listens to a note as it stands (with, text and day are read). Read only. */
enum kith_status kith_listen(struct kith *k, const struct kith_note *note, struct arena *arena,
                             struct kith_heard *out);

/* The marks in the text alone, fast enough for every key: people, moments, needs by their spans. */
struct kith_mark {
    size_t start, length;
    enum kith_heard_sort sort;
};
struct kith_marks {
    struct kith_mark *items;
    size_t count;
    int people, moments, needs;
};
enum kith_status kith_listen_marks(struct kith *k, const struct kith_note *note, struct arena *arena,
                                   struct kith_marks *out);

/* What a save did, to be said and printed. */
struct kith_kept {
    kith_id note;
    struct kith_refs people;
    struct kith_moment *moments;
    size_t moment_count;
    struct kith_list needs;
    struct kith_list said; /* further effects in words: "Ann is a prospect now" */
};
/*
 * Saves a new note (id 0) or one edited, with what is ticked in `heard` (NULL:
 * nothing heard is kept). The first note with a merely mentioned person makes
 * them a prospect. An edited note keeps its earlier mentions, moments and needs
 * except those whose words are gone and were heard from it.
 */
enum kith_status kith_note_save(struct kith *k, struct kith_note *note, const struct kith_heard *heard,
                                struct arena *arena, struct kith_kept *kept);

/* `listen` of the command line: text without a book's people, one line of JSON. */
struct kith_listen_line {
    const char *id, *contact, *note;
};
void kith_listen_json(struct kith *k, const struct kith_listen_line *line, struct buf *out);

#endif
