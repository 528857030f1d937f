#include "base/alloc.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static void (*on_failure)(void);

void alloc_on_failure(void (*restore)(void)) {
    on_failure = restore;
}

static _Noreturn void fail(void) {
    static const char sentence[] = "kith: out of memory\n";
    void (*restore)(void) = on_failure;
    on_failure = NULL; /* it may itself run out */
    if (restore)
        restore();
    if (write(STDERR_FILENO, sentence, sizeof sentence - 1) < 0)
        _exit(1);
    _exit(1); /* no exit handlers: they may need memory */
}

void *xalloc(size_t size) {
    void *memory = calloc(1, size ? size : 1);
    if (!memory)
        fail();
    return memory;
}

void *xrealloc(void *old, size_t count, size_t size) {
    if (count == 0 || size == 0)
        count = size = 1;
    if (count > SIZE_MAX / size)
        fail();
    void *memory = realloc(old, count * size);
    if (!memory)
        fail();
    return memory;
}

char *xstrdup(const char *text) {
    return text ? xstrndup(text, strlen(text)) : NULL;
}

char *xstrndup(const char *text, size_t length) {
    char *copy = xrealloc(NULL, length + 1, 1);
    if (length)
        memcpy(copy, text, length);
    copy[length] = '\0';
    return copy;
}
