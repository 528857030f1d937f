#ifndef KITH_NOTE_H
#define KITH_NOTE_H

#include "kith/moment.h"
#include "kith/need.h"
#include "kith/person.h"

enum kith_channel { KITH_CHANNEL_CALL, KITH_CHANNEL_MEETING, KITH_CHANNEL_EMAIL, KITH_CHANNEL_MESSAGE, KITH_CHANNEL_EVENT };
extern const char *const kith_channel_words[];

/* The record of a conversation. */
struct kith_note {
    kith_id id;
    const char *uid;
    struct kith_ids with; /* at least one; the first is whom what is heard belongs to */
    day on;
    int channel; /* enum kith_channel */
    const char *text;
    /* Of one being edited: as it was before. Where another stands there now, kith_note_save() says KITH_CHANGED.
     * NULL: whatever stands there is replaced. */
    const struct kith_note *was;
};

/* A person spoken of by another; `note` is 0 for a tie that a file told. */
struct kith_mention {
    kith_id id;
    const char *uid;
    kith_id note, by, person;
    const char *relation, *quote;
    day on; /* of the note, or its own */
};

/* A note with what was kept of it, as the pane Notes shows it. */
struct kith_talk {
    struct kith_note note;
    struct kith_refs with;
    struct kith_kept_person {
        struct kith_ref person;
        kith_id mention;
        const char *relation, *quote;
    } *people;
    size_t person_count;
    struct kith_moment *moments;
    size_t moment_count;
    struct kith_need *needs;
    size_t need_count;
};
struct kith_talks {
    struct kith_talk *items;
    size_t count;
};
/* Notes with a person, newest first, from the `skip`th on, at most `limit`. */
enum kith_status kith_talks_of(struct kith *k, kith_id person, size_t skip, size_t limit, struct arena *arena,
                               struct kith_talks *out);
enum kith_status kith_talk_get(struct kith *k, kith_id note, struct arena *arena, struct kith_talk *out);

#endif
