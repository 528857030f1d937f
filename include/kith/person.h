#ifndef KITH_PERSON_H
#define KITH_PERSON_H

#include "kith/field.h"

enum kith_role { KITH_ROLE_CLIENT, KITH_ROLE_PROSPECT, KITH_ROLE_PARTNER, KITH_ROLE_FRIEND, KITH_ROLE_OTHER, KITH_ROLE_MENTIONED };
extern const char *const kith_role_words[];

/* A person. A contact is one who is not merely `mentioned`: known through others, not yet talked with. */
struct kith_person {
    kith_id id;
    const char *uid;
    const char *name;
    int role; /* enum kith_role */
    const char *company, *title;
    struct kith_list emails, phones, urls;
    const char *city;
    struct kith_list tags;
    day known_since;
    int every_days; /* the rhythm of talks; KITH_NO_COUNT: none */
    bool favourite, archived, is_private;
    bool unnamed; /* the name is a relation word: "accountant" */
    struct kith_list aliases;
    const char *address;
    struct kith_dates dates;
    struct kith_list typed; /* fields set by hand, which no import overwrites */
    const char *about;
};

/* A person as lists and JSON name them. */
struct kith_ref {
    kith_id id;
    const char *uid, *name;
};
struct kith_refs {
    struct kith_ref *items;
    size_t count;
};

enum kith_status kith_person_get(struct kith *k, kith_id id, struct arena *arena, struct kith_person *out);
/* The name as said on the screen: of an unnamed person "Ann's accountant". */
const char *kith_person_said(struct kith *k, kith_id id, struct arena *arena);

/*
 * A person as typed: a uid, a whole name or alias, a part of one; contacts before
 * mentioned and archived people. Of several: KITH_INVALID, the sentence names up to eight.
 */
enum kith_status kith_person_find(struct kith *k, const char *name, kith_id *out);
/* NAME[,NAME…]: the whole text first, then at the commas. */
enum kith_status kith_people_find(struct kith *k, const char *names, struct arena *arena,
                                  struct kith_ids *out);
/*
 * TARGET and PERSON: a uid, a whole name, or a part that fits one person of the source's
 * circle; else a new person, `mentioned`, is added (in the step that is open).
 */
enum kith_status kith_person_find_or_add(struct kith *k, kith_id source, const char *name, kith_id *out);

/* Names for completion: contacts whose name, folded, has a word beginning with `text`; at most limit. */
enum kith_status kith_people_complete(struct kith *k, const char *text, size_t limit, struct arena *arena,
                                      struct kith_refs *out);

/* Adds; KITH_INVALID without a name. A name that stands already is allowed. */
enum kith_status kith_person_add(struct kith *k, struct kith_person *person);
/* `set`: like kith_row_set, and notes the field in `typed`. */
enum kith_status kith_person_set(struct kith *k, const kith_id *ids, size_t count, const char *field,
                                 const char *value);
/* Tags to add and ("-tag") to remove. */
enum kith_status kith_person_tag(struct kith *k, const kith_id *ids, size_t count, const char *tags);
/*
 * Deletes people and what is theirs alone. Notes with others stay; where others'
 * asks or referrals name them they stay as `mentioned`.
 */
enum kith_status kith_person_delete(struct kith *k, const kith_id *ids, size_t count);
/*
 * Everything of `other` becomes `keep`'s, both spellings stay as aliases; where one value only can
 * stand, like a company, the other's goes to `about` as a line "Company: value".
 */
enum kith_status kith_person_merge(struct kith *k, kith_id keep, kith_id other);
/* What a merge would make of the two; nothing is changed. */
struct kith_merge {
    struct kith_person keep, other, result;
    const char *to_about; /* those lines, "" for none */
    int64_t rows;         /* notes, mentions, moments … of `other` that become `keep`'s */
};
enum kith_status kith_merge_plan(struct kith *k, kith_id keep, kith_id other, struct arena *arena,
                                 struct kith_merge *out);
/*
 * Purges a person from all that Kith writes: rows, the name in every text as
 * "[removed]", notes with no one else, the whole history, index and free pages.
 * Cannot be undone.
 */
enum kith_status kith_person_forget(struct kith *k, kith_id id);
/* All that a person goes by: uid, name, other names, addresses, numbers, profiles. */
struct kith_list kith_person_words(const struct kith_person *person, struct arena *arena);

struct kith_pair {
    struct kith_ref a, b;
    struct kith_list why;
};
struct kith_pairs {
    struct kith_pair *items;
    size_t count;
};
/* Probable pairs of the same person, with the reasons; nothing is merged. */
enum kith_status kith_duplicates(struct kith *k, struct arena *arena, struct kith_pairs *out);
/* They are two: kith_duplicates() leaves the pair out from now on (setting `apart`). One step. */
enum kith_status kith_apart(struct kith *k, kith_id a, kith_id b);

#endif
