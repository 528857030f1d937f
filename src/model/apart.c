#include "model/apart.h"

#include <string.h>

#include "kith/person.h"
#include "model/setting.h"

/* Pairs that were told to be two people: the setting `apart`, a list of "UID UID", the smaller first. */

const char *apart_key(const char *a, const char *b, struct arena *arena) {
    bool turned = strcmp(a, b) > 0;
    return arena_printf(arena, "%s %s", turned ? b : a, turned ? a : b);
}

void apart_load(struct kith *k, struct map *out) {
    const struct kith_list *pairs = &kith_settings(k)->apart;
    for (size_t i = 0; i < pairs->count; i++)
        map_set(out, pairs->items[i], 1);
}

static void store(struct kith *k, const struct kith_list *pairs) {
    struct kith_settings settings = *kith_settings(k);
    settings.apart = *pairs;
    setting_store(k, setting_field("apart"), &settings);
}

enum kith_status kith_apart(struct kith *k, kith_id a, kith_id b) {
    struct arena scratch = {0};
    struct kith_person one, other;
    enum kith_status status = kith_person_get(k, a, &scratch, &one);
    if (status == KITH_OK)
        status = kith_person_get(k, b, &scratch, &other);
    if (status == KITH_OK && a == b)
        status = model_fail(k, KITH_INVALID, "'%s' is one person", one.name);
    if (status == KITH_OK) {
        const struct kith_list *pairs = &kith_settings(k)->apart;
        struct kith_list now = {ARENA_NEW(&scratch, const char *, pairs->count + 1), 0};
        const char *key = apart_key(one.uid, other.uid, &scratch);
        for (size_t i = 0; i < pairs->count; i++)
            if (strcmp(pairs->items[i], key) != 0)
                now.items[now.count++] = pairs->items[i];
        now.items[now.count++] = key;
        model_begin(k, "%s and %s are two people", one.name, other.name);
        store(k, &now);
        status = model_end(k, KITH_OK);
    }
    arena_free(&scratch);
    return status;
}

void apart_forget(struct kith *k, const char *uid) {
    struct arena scratch = {0};
    const struct kith_list *pairs = &kith_settings(k)->apart;
    struct kith_list now = {ARENA_NEW(&scratch, const char *, pairs->count + 1), 0};
    size_t length = strlen(uid);
    for (size_t i = 0; i < pairs->count; i++) {
        const char *pair = pairs->items[i];
        size_t whole = strlen(pair);
        bool theirs =
            (strncmp(pair, uid, length) == 0 && pair[length] == ' ') ||
            (whole > length && pair[whole - length - 1] == ' ' && strcmp(pair + whole - length, uid) == 0);
        if (!theirs)
            now.items[now.count++] = pair;
    }
    if (now.count != pairs->count)
        store(k, &now);
    arena_free(&scratch);
}
