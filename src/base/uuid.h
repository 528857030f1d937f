#ifndef BASE_UUID_H
#define BASE_UUID_H

#define UUID_SIZE 37
/* A random (version 4) UUID in lower case. */
void uuid_make(char out[UUID_SIZE]);

#endif
