#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include <stdarg.h>
#include <stddef.h>

/*
 * An arena owns everything allocated from it; arena_free() frees all of it at
 * once and leaves it empty and usable. A zeroed arena is an empty one.
 * Pointers stay valid until then: blocks never move.
 */
struct arena {
    struct arena_block *head;
};

void *arena_alloc(struct arena *arena, size_t size);       /* zeroed, aligned for any type */
char *arena_strdup(struct arena *arena, const char *text); /* NULL gives NULL */
char *arena_strndup(struct arena *arena, const char *text, size_t length);
char *arena_printf(struct arena *arena, const char *format, ...) __attribute__((format(printf, 2, 3)));
char *arena_vprintf(struct arena *arena, const char *format, va_list args)
    __attribute__((format(printf, 2, 0)));
void arena_free(struct arena *arena);

/* Allocates count zeroed elements of a type. */
#define ARENA_NEW(arena, type, count) ((type *)arena_alloc_array((arena), (count), sizeof(type)))
void *arena_alloc_array(struct arena *arena, size_t count, size_t size);

/*
 * Appends a zeroed element to an array {items, count, cap} that lives in the
 * arena and gives its address: *ARENA_PUSH(&a, list->items, list->count, list->cap) = x;
 */
#define ARENA_PUSH(arena, items, count, cap)                                                                 \
    ((items) = arena_room((arena), (items), (count), &(cap), sizeof *(items)), &(items)[(count)++])
void *arena_room(struct arena *arena, void *items, size_t count, size_t *cap, size_t size);

#endif
