#ifndef MODEL_STANDING_H
#define MODEL_STANDING_H

#include "model/facts.h"

/*
 * The one word for a contact on a day, and why: pure, from facts and settings.
 * The first that holds of hold, waiting, resting, earn or give, golden, ready, listen.
 */
struct standing {
    int word;                         /* enum kith_standing; KITH_NO_WORD for mentioned and archived people */
    bool earned;                      /* R5: the right to ask */
    bool by_deeds;                    /* earned by more than a pledge */
    const struct fact_moment *golden; /* the freshest open moment that makes golden, or NULL (R6) */
    int days_left;                    /* of it */
};

/* Of one who is whole; of others all but whether they are at ready or at listen. */
struct standing standing_of(const struct fact_person *p, const struct kith_settings *settings, day today);
/* Why it is so, in sentences without their subject: "thanked you on Wednesday". */
void standing_reasons(const struct fact_person *p, const struct standing *standing,
                      const struct kith_settings *settings, day today, struct arena *arena,
                      struct kith_reasons *out);

/* The evidence alone: the golden moment, and all that earned the right. */
void standing_evidence(const struct fact_person *p, const struct standing *standing,
                       const struct kith_settings *settings, day today, struct arena *arena,
                       struct kith_reasons *out);

/* One piece of evidence as a reason; the introduction gives the same. */
struct kith_reason standing_say_moment(const struct fact_moment *moment, day today, struct arena *arena);
struct kith_reason standing_say_received(const struct fact_person *p, day today, struct arena *arena);
struct kith_reason standing_say_given(const struct fact_person *p, day today, struct arena *arena);
struct kith_reason standing_say_pledge(const struct fact_person *p, day today, struct arena *arena);

/* Whether a person of somebody's circle can be asked about, and if not, why. */
enum standing_block {
    STANDING_ASKABLE,
    STANDING_UNHEARD, /* only a file told of them */
    STANDING_QUIET,   /* R7 */
    STANDING_CONTACT, /* already a client, prospect or partner */
    STANDING_ARCHIVED,
    STANDING_ASKED, /* an ask about them is open with someone */
    STANDING_INTRODUCED,
    STANDING_SENT,     /* sent by the user to someone */
    STANDING_DECLINED, /* by this source */
};
enum standing_block standing_block_of(const struct fact_tie *tie, const struct kith_settings *settings,
                                      day today);
/* In words; NULL when askable. */
const char *standing_why_not(const struct fact_tie *tie, const struct kith_settings *settings, day today,
                             struct arena *arena);
/* Imported, and nobody said yet what they are: `word` is their standing. */
bool standing_to_sort(int role, bool role_typed, bool archived, day last_note, int word);

/* Freshest positive moment that is still open on that day, of any kind; NULL: none. */
const struct fact_moment *standing_open_moment(const struct fact_person *p,
                                               const struct kith_settings *settings, day today);
/* R14: the complaint that is open; NULL: none. */
const struct fact_moment *standing_open_trouble(const struct fact_person *p, day today);

#endif
