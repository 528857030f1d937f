#ifndef TUI_FOLDER_H
#define TUI_FOLDER_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/buf.h"

/* What stands in a folder, for a path being typed. */
struct folder_entry {
    const char *name;    /* without the folder */
    bool folder, likely; /* likely: a file that holds people, by its name */
};
struct folder {
    struct folder_entry *items;
    size_t count;
};

/* The entries that what was typed can go on to: folders and likely files first, hidden ones only when asked
 * for. */
void folder_list(const char *typed, struct arena *arena, struct folder *out);
/* What was typed, lengthened by what all its entries share; a single folder gets its slash. */
void folder_complete(const char *typed, const struct folder *folder, struct buf *out);
/* What was typed with an entry in place of its last part. */
void folder_take(const char *typed, const struct folder_entry *entry, struct buf *out);
const char *folder_path(const char *typed, struct arena *arena); /* ~ is the home folder */
bool folder_is(const char *path);

#endif
