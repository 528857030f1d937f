#include "base/arena.h"

#include <stdalign.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"

enum { FIRST_BLOCK = 1024, LARGEST_BLOCK = 256 * 1024 };

/* The head is the block being filled; its `used` counts from data. Blocks come zeroed. */
struct arena_block {
    struct arena_block *next;
    size_t used, size;
    alignas(max_align_t) unsigned char data[];
};

static struct arena_block *block_new(size_t size) {
    if (size > SIZE_MAX - sizeof(struct arena_block))
        size = SIZE_MAX - sizeof(struct arena_block); /* fails below, with the sentence */
    struct arena_block *block = xalloc(sizeof *block + size);
    block->size = size;
    return block;
}

void *arena_alloc(struct arena *arena, size_t size) {
    const size_t align = alignof(max_align_t);
    if (size > SIZE_MAX / 2)
        return xalloc(size); /* never there: ends the program */
    size = size ? (size + align - 1) / align * align : align;

    struct arena_block *head = arena->head;
    if (head && head->size - head->used >= size) {
        void *memory = head->data + head->used;
        head->used += size;
        return memory;
    }
    size_t usual = head ? head->size * 2 : FIRST_BLOCK;
    if (usual > LARGEST_BLOCK)
        usual = LARGEST_BLOCK;
    if (head && size > usual / 2) { /* a block of its own behind the head, which stays in use */
        struct arena_block *own = block_new(size);
        own->used = size;
        own->next = head->next;
        head->next = own;
        return own->data;
    }
    struct arena_block *block = block_new(size > usual ? size : usual);
    block->used = size;
    block->next = head;
    arena->head = block;
    return block->data;
}

void *arena_alloc_array(struct arena *arena, size_t count, size_t size) {
    if (size && count > SIZE_MAX / size)
        return xalloc(SIZE_MAX);
    return arena_alloc(arena, count * size);
}

void *arena_room(struct arena *arena, void *items, size_t count, size_t *cap, size_t size) {
    if (count < *cap)
        return items;
    size_t room = *cap ? *cap * 2 : 8;
    void *larger = arena_alloc_array(arena, room, size);
    if (count)
        memcpy(larger, items, count * size);
    *cap = room;
    return larger;
}

char *arena_strndup(struct arena *arena, const char *text, size_t length) {
    char *copy = arena_alloc(arena, length + 1);
    if (length)
        memcpy(copy, text, length);
    return copy;
}

char *arena_strdup(struct arena *arena, const char *text) {
    return text ? arena_strndup(arena, text, strlen(text)) : NULL;
}

char *arena_vprintf(struct arena *arena, const char *format, va_list args) {
    va_list again;
    va_copy(again, args);
    int length = vsnprintf(NULL, 0, format, again);
    va_end(again);
    if (length < 0)
        return arena_strndup(arena, "", 0);
    char *text = arena_alloc(arena, (size_t)length + 1);
    vsnprintf(text, (size_t)length + 1, format, args);
    return text;
}

char *arena_printf(struct arena *arena, const char *format, ...) {
    va_list args;
    va_start(args, format);
    char *text = arena_vprintf(arena, format, args);
    va_end(args);
    return text;
}

void arena_free(struct arena *arena) {
    struct arena_block *block = arena->head;
    while (block) {
        struct arena_block *next = block->next;
        free(block);
        block = next;
    }
    arena->head = NULL;
}
