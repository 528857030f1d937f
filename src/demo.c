#include "demo.h"

#include <dirent.h>
#include <stdio.h>
#include <string.h>

#include "base/asset.h"

extern const struct asset kith_assets[];

#define WRITTEN_ON "2026-11-21" /* the day that assets/demo.json takes for today */

/* Copies the document, every text that is a whole date shifted. */
static void shift(const char *text, size_t length, int days, struct buf *out) {
    char iso[DAY_SIZE];
    day d;
    for (size_t at = 0; at < length;) {
        bool dated = text[at] == '"' && at + 11 < length && text[at + 11] == '"';
        if (dated) {
            memcpy(iso, text + at + 1, 10);
            iso[10] = '\0';
        }
        if (dated && day_parse_iso(iso, &d)) {
            buf_printf(out, "\"%s\"", day_iso(d + days, iso));
            at += 12;
        } else {
            buf_char(out, text[at++]);
        }
    }
}

bool demo_fill(struct kith *k, struct buf *why) {
    const struct asset *asset = asset_find(kith_assets, "demo.json");
    struct buf shifted = BUF_INIT;
    struct arena arena = {0};
    struct kith_counts counts;
    day written;
    day_parse_iso(WRITTEN_ON, &written);
    shift(asset->text, asset->length, kith_today(k) - written, &shifted);
    bool good = kith_book_read(k, shifted.data, shifted.len, false, &arena, &counts) == KITH_OK;
    if (!good)
        buf_printf(why, "the demo book could not be made: %s", kith_error(k));
    arena_free(&arena);
    buf_free(&shifted);
    return good;
}

void demo_remove(const char *folder) {
    DIR *dir = opendir(folder);
    struct dirent *entry;
    char path[4096];
    while (dir && (entry = readdir(dir))) {
        if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0)
            continue;
        if (snprintf(path, sizeof path, "%s/%s", folder, entry->d_name) >= (int)sizeof path)
            continue;
        if (remove(path) != 0)
            demo_remove(path);
    }
    if (dir)
        closedir(dir);
    remove(folder);
}
