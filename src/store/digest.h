#ifndef STORE_DIGEST_H
#define STORE_DIGEST_H

#include <stddef.h>
#include <stdint.h>

/* SHA-256 (FIPS 180-4). */
struct digest {
    uint32_t state[8];
    uint64_t length;
    unsigned char block[64];
};
#define DIGEST_SIZE 65 /* in hexadecimal, with its end */

void digest_begin(struct digest *digest);
void digest_add(struct digest *digest, const void *bytes, size_t length);
void digest_end(struct digest *digest, char out[DIGEST_SIZE]);

#endif
