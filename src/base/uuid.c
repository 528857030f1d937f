#include "base/uuid.h"

#include <stdlib.h>
#include <string.h>
#include <sys/random.h>

#include "base/alloc.h"

enum { BYTES = 16 };

static void make_bytes(unsigned char *bytes, size_t count) {
    for (size_t got = 0; got < count * BYTES;) {
        ssize_t n = getrandom(bytes + got, count * BYTES - got, 0);
        if (n > 0)
            got += (size_t)n; /* n < 0 is a signal before the pool was ready: again */
    }
    for (size_t i = 0; i < count; i++, bytes += BYTES) {
        bytes[6] = (unsigned char)((bytes[6] & 0x0f) | 0x40);
        bytes[8] = (unsigned char)((bytes[8] & 0x3f) | 0x80);
    }
}

static void write_out(const unsigned char *bytes, char out[UUID_SIZE]) {
    static const char digits[] = "0123456789abcdef";
    char *at = out;
    for (int i = 0; i < BYTES; i++) {
        if (i == 4 || i == 6 || i == 8 || i == 10)
            *at++ = '-';
        *at++ = digits[bytes[i] >> 4];
        *at++ = digits[bytes[i] & 15];
    }
    *at = '\0';
}

void uuid_make(char out[UUID_SIZE]) {
    unsigned char bytes[BYTES];
    make_bytes(bytes, 1);
    write_out(bytes, out);
}

static int by_bytes(const void *a, const void *b) {
    return memcmp(a, b, BYTES);
}

void uuid_make_sorted(char (*out)[UUID_SIZE], size_t count) {
    unsigned char *bytes = xalloc(count * BYTES + 1);
    make_bytes(bytes, count);
    qsort(bytes, count, BYTES, by_bytes);
    for (size_t i = 0; i < count; i++)
        write_out(bytes + i * BYTES, out[i]);
    free(bytes);
}
