#ifndef KITH_CIRCLE_H
#define KITH_CIRCLE_H

#include "kith/person.h"

/* Somebody a contact mentioned (R7, R8). */
struct kith_known {
    struct kith_ref person, by;
    const char *relation;
    int times;       /* notes that mention them; 0 for a tie a file told */
    day first, last;
    bool askable;
    const char *why_not; /* NULL when askable */
    struct kith_list quotes; /* newest first */
    bool unnamed;
};
struct kith_circle {
    struct kith_known *items;
    size_t count;
    int named;   /* toward the harvest: everyone in it, named or not yet */
    int harvest; /* of so many (R8) */
};
/* The circle of a contact, most often and latest first; person 0: everyone mentioned by anyone. */
enum kith_status kith_circle(struct kith *k, kith_id person, struct arena *arena, struct kith_circle *out);

/* How to reach a person: from a contact of the user to them, shortest and strongest first, at most five. */
struct kith_path {
    struct kith_hop {
        struct kith_ref person;
        const char *via; /* "brother of Ann Okafor", "works at the same place", … */
        day on;
        int standing;    /* of a contact; KITH_NO_WORD */
    } *hops;
    size_t count;
};
struct kith_paths {
    struct kith_ref target;
    struct kith_path *items;
    size_t count;
};
enum kith_status kith_path_to(struct kith *k, kith_id target, struct arena *arena, struct kith_paths *out);

struct kith_wished {
    kith_id wish;
    struct kith_ref person; /* id 0: a role */
    const char *role, *why;
    const char *one; /* the role as it is asked for: "a brewery owner"; NULL for a person */
    day on;
};
enum kith_status kith_wishes(struct kith *k, struct arena *arena, struct kith_wished **out, size_t *count);
/*
 * The ways to what is wished for: to the person, or to whoever of the book fits the role. Of a
 * role the target is {0, the wish's uid, the role}; the last hop is who fits, or where nobody
 * yet to be met does, somebody of that kind, who is a path of one.
 */
enum kith_status kith_wish_paths(struct kith *k, kith_id wish, struct arena *arena, struct kith_paths *out);

#endif
