#include "base/map.h"

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"

/* Open addressing with linear probing; cap is a power of two and at most two thirds full. */

struct map_slot {
    const char *key; /* NULL: free */
    uint64_t hash;
    int64_t value;
};

struct idmap_slot {
    int64_t key, value;
    bool used;
};

static uint64_t mix(uint64_t h) {
    h ^= h >> 30;
    h *= 0xbf58476d1ce4e5b9u;
    h ^= h >> 27;
    h *= 0x94d049bb133111ebu;
    return h ^ h >> 31;
}

static uint64_t hash_text(const char *key) {
    size_t left = strlen(key);
    uint64_t h = left, part;
    for (; left >= sizeof part; left -= sizeof part, key += sizeof part) {
        memcpy(&part, key, sizeof part);
        h = mix(h ^ part);
    }
    part = 0;
    memcpy(&part, key, left);
    return mix(h ^ part);
}

static bool crowded(size_t count, size_t cap) {
    return (count + 1) * 3 > cap * 2;
}

static struct map_slot *map_slot(const struct map *map, const char *key, uint64_t hash) {
    for (size_t i = hash & (map->cap - 1);; i = (i + 1) & (map->cap - 1)) {
        struct map_slot *slot = &map->slots[i];
        if (!slot->key || (slot->hash == hash && strcmp(slot->key, key) == 0))
            return slot;
    }
}

static void map_grow(struct map *map) {
    struct map old = *map;
    map->cap = old.cap ? old.cap * 2 : 16;
    map->slots = xalloc(map->cap * sizeof *map->slots);
    for (size_t i = 0; i < old.cap; i++)
        if (old.slots[i].key)
            *map_slot(map, old.slots[i].key, old.slots[i].hash) = old.slots[i];
    free(old.slots);
}

void map_set(struct map *map, const char *key, int64_t value) {
    if (crowded(map->count, map->cap))
        map_grow(map);
    uint64_t hash = hash_text(key);
    struct map_slot *slot = map_slot(map, key, hash);
    if (!slot->key) {
        slot->key = map->borrows ? key : xstrdup(key);
        slot->hash = hash;
        map->count++;
    }
    slot->value = value;
}

bool map_get(const struct map *map, const char *key, int64_t *value) {
    if (map->count == 0)
        return false;
    const struct map_slot *slot = map_slot(map, key, hash_text(key));
    if (!slot->key)
        return false;
    *value = slot->value;
    return true;
}

void map_free(struct map *map) {
    for (size_t i = 0; !map->borrows && i < map->cap; i++)
        free((char *)(uintptr_t)map->slots[i].key);
    free(map->slots);
    *map = (struct map){.borrows = map->borrows};
}

static struct idmap_slot *idmap_slot(const struct idmap *map, int64_t key) {
    for (size_t i = mix((uint64_t)key) & (map->cap - 1);; i = (i + 1) & (map->cap - 1)) {
        struct idmap_slot *slot = &map->slots[i];
        if (!slot->used || slot->key == key)
            return slot;
    }
}

static void idmap_grow(struct idmap *map) {
    struct idmap old = *map;
    map->cap = old.cap ? old.cap * 2 : 16;
    map->slots = xalloc(map->cap * sizeof *map->slots);
    for (size_t i = 0; i < old.cap; i++)
        if (old.slots[i].used)
            *idmap_slot(map, old.slots[i].key) = old.slots[i];
    free(old.slots);
}

void idmap_set(struct idmap *map, int64_t key, int64_t value) {
    if (crowded(map->count, map->cap))
        idmap_grow(map);
    struct idmap_slot *slot = idmap_slot(map, key);
    map->count += !slot->used;
    *slot = (struct idmap_slot){key, value, true};
}

bool idmap_get(const struct idmap *map, int64_t key, int64_t *value) {
    if (map->count == 0)
        return false;
    const struct idmap_slot *slot = idmap_slot(map, key);
    if (!slot->used)
        return false;
    *value = slot->value;
    return true;
}

void idmap_free(struct idmap *map) {
    free(map->slots);
    *map = (struct idmap){0};
}
