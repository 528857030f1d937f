#ifndef BASE_UUID_H
#define BASE_UUID_H

#include <stddef.h>

#define UUID_SIZE 37
/* A random (version 4) UUID in lower case. */
void uuid_make(char out[UUID_SIZE]);
/* So many of them, the smallest first: what is written in the order of an index finds its place at once. */
void uuid_make_sorted(char (*out)[UUID_SIZE], size_t count);

#endif
