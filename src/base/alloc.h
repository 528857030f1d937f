#ifndef BASE_ALLOC_H
#define BASE_ALLOC_H

#include <stddef.h>

/*
 * Memory that is there or the program ends: none of these returns NULL.
 * When memory runs out the function set by alloc_on_failure() runs (it gives
 * the terminal back), one sentence goes to stderr, and the program exits with 1.
 */
void *xalloc(size_t size);                            /* zeroed */
void *xrealloc(void *old, size_t count, size_t size); /* checks the product */
char *xstrdup(const char *text);                      /* NULL gives NULL */
char *xstrndup(const char *text, size_t length);

void alloc_on_failure(void (*restore)(void));

#endif
