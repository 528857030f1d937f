#ifndef BASE_MAP_H
#define BASE_MAP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * A hash map from text to a number, and one from number to number. Keys of a
 * text map are copied, unless it borrows them: then they must outlive it. A zeroed
 * map is empty; map_free() leaves it so.
 */
struct map {
    struct map_slot *slots;
    size_t count, cap;
    bool borrows;
};

void map_set(struct map *map, const char *key, int64_t value);
bool map_get(const struct map *map, const char *key, int64_t *value);
void map_free(struct map *map);

struct idmap {
    struct idmap_slot *slots;
    size_t count, cap;
};

void idmap_set(struct idmap *map, int64_t key, int64_t value);
bool idmap_get(const struct idmap *map, int64_t key, int64_t *value);
void idmap_free(struct idmap *map);

#endif
