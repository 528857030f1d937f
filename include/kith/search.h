#ifndef KITH_SEARCH_H
#define KITH_SEARCH_H

#include "kith/person.h"

/* Found: people by name first, then notes that have all the words, newest first. */
struct kith_found {
    bool is_note;
    kith_id id;          /* of the person or note */
    kith_id person;      /* whom to show */
    const char *uid, *name, *snippet;
    day on;
};
struct kith_finds {
    struct kith_found *items;
    size_t count;
};
/* Each word is a prefix; case and accents do not matter. limit 0: 50. */
enum kith_status kith_search(struct kith *k, const char *words, size_t limit, struct arena *arena,
                             struct kith_finds *out);

/* `query`: people with an address whose name, company or address has all the words. */
struct kith_address {
    const char *email, *name, *company;
};
enum kith_status kith_query(struct kith *k, const char *text, struct arena *arena, struct kith_address **out,
                            size_t *count);

#endif
