#ifndef BASE_ASSET_H
#define BASE_ASSET_H

#include <stddef.h>

/* A data file of assets/, compiled in. `text` is NUL-terminated after `length` bytes. */
struct asset {
    const char *name;
    const char *text;
    size_t length;
};

/* The row of that name in a table ended by a row without one; NULL when there is none. */
const struct asset *asset_find(const struct asset *table, const char *name);

#endif
