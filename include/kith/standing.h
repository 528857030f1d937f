#ifndef KITH_STANDING_H
#define KITH_STANDING_H

#include "kith/person.h"

/*
 * One word for each contact, computed for a day; the first that holds, in the order of
 * kith_standing_words.
 */
enum kith_standing {
    KITH_STANDING_HOLD, KITH_STANDING_WAITING, KITH_STANDING_RESTING, KITH_STANDING_EARN,
    KITH_STANDING_GIVE, KITH_STANDING_GOLDEN, KITH_STANDING_READY, KITH_STANDING_LISTEN,
};
extern const char *const kith_standing_words[];

/* Why, as a person would say it; never points. */
struct kith_reason {
    const char *why;
    day on;            /* DAY_NONE: no day */
    const char *quote; /* their words, or NULL */
};
struct kith_reasons {
    struct kith_reason *items;
    size_t count;
};

/* A row of the contact list. */
struct kith_contact {
    struct kith_ref person;
    int role;
    int standing; /* KITH_NO_WORD for mentioned and archived people */
    struct kith_reasons because;
    int days_left; /* of the freshest open positive moment, when golden */
    int moment;    /* its kind, or KITH_NO_WORD */
    int circle;    /* everyone they mentioned */
    int given, received;
    day last_ask, last_note; /* DAY_NONE: never */
    bool asked_ever, earned, favourite, archived;
    bool role_typed; /* their role was set by hand */
    bool to_sort;    /* nobody said yet what they are, and nothing tells */
    const char *company, *title, *city;
    struct kith_list tags;
};
struct kith_contacts {
    struct kith_contact *items;
    size_t count;
};
/*
 * The contact list: golden (fewest days left first), ready, listen, give, hold, waiting,
 * resting, earn; within earn those talked to first; then by name. Archived and mentioned
 * people only when asked for.
 */
enum kith_status kith_who(struct kith *k, bool with_archived, struct arena *arena, struct kith_contacts *out);
/* The same of these people alone, archived and mentioned ones too; only they get reasons. */
enum kith_status kith_who_of(struct kith *k, const struct kith_ids *people, struct arena *arena,
                             struct kith_contacts *out);
/* The same without the reasons, of what is kept: for a list of many. */
enum kith_status kith_who_list(struct kith *k, bool with_archived, struct arena *arena,
                               struct kith_contacts *out);
/* Contacts at the same company, in that order and without reasons: the first `most` of `*count`. */
enum kith_status kith_colleagues(struct kith *k, kith_id person, size_t most, struct arena *arena,
                                 struct kith_contacts *out, size_t *count);
enum kith_status kith_contact_of(struct kith *k, kith_id person, struct arena *arena,
                                 struct kith_contact *out);

#endif
