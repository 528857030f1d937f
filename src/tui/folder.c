#include "tui/folder.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>

#include "base/text.h"

enum { MOST = 5000 };

/* Where the last part of a path begins. */
static size_t last_part(const char *typed) {
    const char *slash = strrchr(typed, '/');
    return slash ? (size_t)(slash - typed) + 1 : 0;
}

const char *folder_path(const char *typed, struct arena *arena) {
    const char *home = getenv("HOME");
    char *path = text_trim(arena, typed);
    size_t length = strlen(path);
    if (length > 1 && (path[0] == '\'' || path[0] == '"') && path[length - 1] == path[0]) {
        path[length - 1] = '\0'; /* as a file manager drops it into a terminal */
        path++;
    }
    if (path[0] == '~' && (path[1] == '/' || path[1] == '\0') && home && *home)
        return arena_printf(arena, "%s%s", home, path + 1);
    return path;
}

bool folder_is(const char *path) {
    struct stat status;
    return stat(path, &status) == 0 && S_ISDIR(status.st_mode);
}

static bool likely(const char *name) {
    static const char *const ends[] = {".csv", ".vcf", ".vcard", ".json", ".tsv", ".txt"};
    size_t length = strlen(name);
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        size_t size = strlen(ends[i]);
        if (length > size && strcasecmp(name + length - size, ends[i]) == 0)
            return true;
    }
    return false;
}

static int rank(const struct folder_entry *entry) {
    return entry->folder ? 1 : entry->likely ? 0 : 2;
}

static int compare(const void *a, const void *b) {
    const struct folder_entry *x = a, *y = b;
    return rank(x) != rank(y) ? rank(x) - rank(y) : strcoll(x->name, y->name);
}

void folder_list(const char *typed, struct arena *arena, struct folder *out) {
    size_t from = last_part(typed), cap = 0;
    const char *part = typed + from;
    const char *place = from ? folder_path(arena_strndup(arena, typed, from), arena) : "./";
    DIR *dir = opendir(place);
    struct dirent *entry;
    *out = (struct folder){0};
    while (dir && out->count < MOST && (entry = readdir(dir))) {
        const char *name = entry->d_name;
        bool hidden = name[0] == '.' && part[0] != '.';
        if (hidden || strcmp(name, ".") == 0 || strcmp(name, "..") == 0 ||
            strncasecmp(name, part, strlen(part)) != 0)
            continue;
        bool folder = entry->d_type == DT_DIR;
        if (entry->d_type == DT_LNK || entry->d_type == DT_UNKNOWN)
            folder = folder_is(arena_printf(arena, "%s%s", place, name));
        *ARENA_PUSH(arena, out->items, out->count, cap) =
            (struct folder_entry){arena_strdup(arena, name), folder, !folder && likely(name)};
    }
    if (dir)
        closedir(dir);
    if (out->count)
        qsort(out->items, out->count, sizeof *out->items, compare);
}

void folder_take(const char *typed, const struct folder_entry *entry, struct buf *out) {
    buf_add(out, typed, last_part(typed));
    buf_str(out, entry->name);
    if (entry->folder)
        buf_char(out, '/');
}

void folder_complete(const char *typed, const struct folder *folder, struct buf *out) {
    if (folder->count == 0)
        return;
    if (folder->count == 1) {
        folder_take(typed, &folder->items[0], out);
        return;
    }
    const char *first = folder->items[0].name;
    size_t shared = strlen(first);
    for (size_t i = 1; i < folder->count; i++) {
        size_t same = 0;
        while (same < shared && folder->items[i].name[same] == first[same])
            same++;
        shared = same;
    }
    while (shared && ((unsigned char)first[shared] & 0xc0) == 0x80)
        shared--; /* not inside a letter */
    if (shared < strlen(typed + last_part(typed)))
        return;
    buf_add(out, typed, last_part(typed));
    buf_add(out, first, shared);
}
