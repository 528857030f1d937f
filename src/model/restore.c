#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "model/field.h"
#include "model/row.h"

enum kith_status kith_backup(struct kith *k, const char *path) {
    return store_backup(k->store, path);
}

/* "book.kith.before-restore-2026-11-21", with a number where that is taken. */
static const char *free_name(struct kith *k, struct arena *arena) {
    char iso[DAY_SIZE];
    const char *name = arena_printf(arena, "%s.before-restore-%s", kith_path(k), day_iso(k->today, iso)),
               *path = name;
    for (int i = 2; access(path, F_OK) == 0; i++)
        path = arena_printf(arena, "%s-%d", name, i);
    return path;
}

static enum kith_status save_present(struct kith *k, struct arena *arena, const char **saved) {
    *saved = NULL;
    if (strcmp(kith_path(k), ":memory:") == 0)
        return KITH_OK;
    *saved = free_name(k, arena);
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
