#include "tui/review.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buf.h"
#include "tui/draft.h"

enum { LINE = 4200 };

static const char *file_of(const char *dir, struct arena *arena) {
    return arena_printf(arena, "%s/reviewed", dir);
}

/* The lines of today but for the book's own; true when that was among them. */
static bool others(const char *dir, const char *book, day today, struct buf *out) {
    struct arena arena = {0};
    char line[LINE], iso[DAY_SIZE];
    bool found = false;
    FILE *file = fopen(file_of(dir, &arena), "re");
    day_iso(today, iso);
    while (file && fgets(line, sizeof line, file)) {
        line[strcspn(line, "\n")] = '\0';
        if (strlen(line) < DAY_SIZE || strncmp(line, iso, DAY_SIZE - 1) != 0)
            continue;
        if (strcmp(line + DAY_SIZE, book) == 0)
            found = true;
        else
            buf_printf(out, "%s\n", line);
    }
    if (file)
        fclose(file);
    arena_free(&arena);
    return found;
}

bool review_is_done(const char *dir, const char *book, day today) {
    struct buf rest = BUF_INIT;
    bool done = dir && others(dir, book, today, &rest);
    buf_free(&rest);
    return done;
}

/* Written aside and put in place whole. That it cannot be kept is no reason to stop the day. */
void review_set(const char *dir, const char *book, day today, bool done) {
    struct arena arena = {0};
    struct buf lines = BUF_INIT;
    char iso[DAY_SIZE];
    if (!dir)
        return;
    others(dir, book, today, &lines);
    if (done)
        buf_printf(&lines, "%s %s\n", day_iso(today, iso), book);
    const char *path = file_of(dir, &arena), *fresh = arena_printf(&arena, "%s.new", path);
    draft_folder(dir, &arena); /* makes those above it */
    FILE *file = fopen(fresh, "we");
    bool good = file && fwrite(lines.data, 1, lines.len, file) == lines.len;
    if (file)
        good = fclose(file) == 0 && good;
    if (good)
        rename(fresh, path);
    else
        unlink(fresh);
    buf_free(&lines);
    arena_free(&arena);
}
