#include "exchange/outgoing.h"

#include <stdlib.h>

static int by_age(const void *a, const void *b) {
    const struct kith_person *x = a, *y = b;
    return x->id < y->id ? -1 : x->id > y->id;
}

static bool leaves(const struct kith_person *person) {
    return person->role != KITH_ROLE_MENTIONED && !person->is_private && !person->archived;
}

enum kith_status outgoing_people(struct kith *k, struct arena *arena, struct kith_person **people,
                                 size_t *count) {
    struct kith_person *all;
    size_t of = 0, kept = 0;
    enum kith_status status = kith_rows_of(k, &kith_person_kind, 0, arena, &all, &of);
    for (size_t i = 0; status == KITH_OK && i < of; i++)
        if (leaves(&all[i]))
            all[kept++] = all[i];
    if (status != KITH_OK)
        return status;
    if (kept)
        qsort(all, kept, sizeof *all, by_age);
    *people = all;
    *count = kept;
    return KITH_OK;
}

bool outgoing_may_go(struct kith *k, kith_id person) {
    struct arena arena = {0};
    struct kith_person row;
    bool may = kith_person_get(k, person, &arena, &row) == KITH_OK && leaves(&row);
    arena_free(&arena);
    return may;
}

const char *outgoing_name(struct kith *k, kith_id person, struct arena *arena) {
    struct kith_person row;
    return kith_person_get(k, person, arena, &row) == KITH_OK && leaves(&row) ? row.name : "somebody";
}
