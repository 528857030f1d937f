#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "model/field.h"
#include "model/row.h"

enum kith_status kith_backup(struct kith *k, const char *path) {
    return store_backup(k->store, path);
}

/* "book.kith.before-restore-2026-11-21", with a number where that is taken. */
static const char *free_name(const char *book, const char *what, day today, struct arena *arena) {
    char iso[DAY_SIZE];
    struct stat there;
    const char *name = arena_printf(arena, "%s.%s-%s", book, what, day_iso(today, iso)), *path = name;
    for (int i = 2; lstat(path, &there) == 0; i++)
        path = arena_printf(arena, "%s-%d", name, i);
    return path;
}

static enum kith_status save_present(struct kith *k, struct arena *arena, const char **saved) {
    *saved = NULL;
    if (strcmp(kith_path(k), ":memory:") == 0)
        return KITH_OK;
    *saved = free_name(kith_path(k), "before-restore", k->today, arena);
    return store_backup(k->store, *saved);
}

/* The whole book at that path, in the open format. */
static enum kith_status read_backup(struct kith *k, const char *path, struct buf *text) {
    const struct kith_options options = {.path = path, .read_only = true, .today = k->today, .now = k->now};
    struct buf why = BUF_INIT;
    struct kith *other = NULL;
    enum kith_status status = kith_open(&options, &other, &why);
    if (status != KITH_OK)
        status = model_fail(k, status, "%s", why.data);
    else if ((status = kith_book_write(other, text)) != KITH_OK)
        model_fail(k, status, "'%s' cannot be read: %s", path, kith_error(other));
    kith_close(other);
    buf_free(&why);
    return status;
}

/* Children first, and the settings. */
static void empty(struct kith *k) {
    size_t count = 0;
    while (kith_kinds[count])
        count++;
    while (count-- > 0) {
        struct buf sql = BUF_INIT;
        buf_printf(&sql, "DELETE FROM \"%s\"", kith_kinds[count]->table);
        stmt_run(model_sql(k, sql.data));
        buf_free(&sql);
    }
    stmt_run(model_sql(k, "DELETE FROM setting"));
}

enum kith_status kith_restore(struct kith *k, const char *backup, struct arena *arena, const char **saved) {
    struct buf text = BUF_INIT;
    *saved = NULL;
    enum kith_status status = read_backup(k, backup, &text);
    if (status == KITH_OK)
        status = save_present(k, arena, saved);
    if (status == KITH_OK) {
        struct kith_counts counts;
        model_begin(k, "restore %s", backup);
        empty(k);
        status = kith_book_read(k, text.data, text.len, false, arena, &counts);
        if (status == KITH_OK && counts.problem_count)
            status =
                model_fail(k, KITH_FORMAT, "'%s' cannot be restored: %s", backup, counts.problems[0].why);
        status = model_end(k, status);
    }
    buf_free(&text);
    return status;
}

/* ---- a damaged book ---- */

/* What can be read of it, in the open format, in a new file beside it; NULL: nothing, or no room. */
static const char *salvage(struct kith *k, struct arena *arena) {
    struct buf text = BUF_INIT;
    kith_book_write(k, &text); /* as far as it goes */
    const char *path = free_name(kith_path(k), "recovered", k->today, arena);
    int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    FILE *file = fd >= 0 ? fdopen(fd, "wb") : NULL;
    bool good = file && fwrite(text.data, 1, text.len, file) == text.len;
    good = file && fclose(file) == 0 && good;
    if (fd >= 0 && !good)
        unlink(path);
    buf_free(&text);
    return good ? path : NULL;
}

static enum kith_status check_backup(struct kith *k, const char *backup, struct buf *why) {
    struct arena arena = {0};
    struct kith_health health;
    enum kith_status status = kith_check(k, &arena, &health);
    if (status != KITH_OK || !health.ok) {
        status = KITH_DAMAGED;
        buf_printf(why, "'%s' is damaged itself", backup);
    }
    arena_free(&arena);
    return status;
}

/* The book and its log under another name. The log first: without it the old file is all that is left to
 * harm. */
static enum kith_status move_aside(const char *book, const char *to, struct arena *arena, struct buf *why) {
    const char *log = arena_printf(arena, "%s-wal", book);
    struct stat about;
    if (lstat(book, &about) == 0 && !S_ISREG(about.st_mode) && !S_ISLNK(about.st_mode)) {
        buf_printf(why, "'%s' is not a regular file", book);
        return KITH_FORMAT;
    }
    if ((rename(log, arena_printf(arena, "%s-wal", to)) != 0 && errno != ENOENT) ||
        (rename(book, to) != 0 && errno != ENOENT)) {
        buf_printf(why, "'%s' cannot be moved aside: %s", book, strerror(errno));
        return KITH_IO;
    }
    unlink(arena_printf(arena, "%s-shm", book));
    return KITH_OK;
}

enum kith_status kith_replace(const struct kith_options *options, const char *backup, struct arena *arena,
                              const char **saved, const char **rest, struct buf *why) {
    struct kith_options reading = *options;
    struct kith *k = NULL, *damaged = NULL;
    reading.path = backup;
    reading.read_only = true;
    *saved = *rest = NULL;
    enum kith_status status = kith_open(&reading, &k, why);
    if (status == KITH_OK)
        status = check_backup(k, backup, why);
    if (status == KITH_OK) {
        struct buf unread = BUF_INIT;
        reading.path = options->path;
        if (kith_open(&reading, &damaged, &unread) == KITH_OK)
            *rest = salvage(damaged, arena);
        kith_close(damaged);
        buf_free(&unread);
        *saved = free_name(options->path, "damaged", options->today, arena);
        status = move_aside(options->path, *saved, arena, why);
    }
    if (status == KITH_OK && (status = kith_backup(k, options->path)) != KITH_OK)
        buf_printf(why, "%s; the damaged book is '%s'", kith_error(k), *saved);
    kith_close(k);
    return status;
}
