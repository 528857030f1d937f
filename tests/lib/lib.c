#include "lib/lib.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "kith/field.h"

day lib_day(const char *iso) {
    day d;
    assert_true(day_parse_iso(iso, &d));
    return d;
}

struct kith *lib_open(const char *path) {
    const struct kith_options options = {
        .path = path ? path : ":memory:", .today = lib_day(LIB_TODAY), .now = 1795255200};
    struct buf why = BUF_INIT;
    struct kith *k;
    if (kith_open(&options, &k, &why) != KITH_OK)
        fail_msg("%s", why.data);
    buf_free(&why);
    return k;
}

void lib_read(struct kith *k, const char *json) {
    struct arena arena = {0};
    struct kith_counts counts;
    lib_ok(k, kith_book_read(k, json, strlen(json), false, &arena, &counts));
    for (size_t i = 0; i < counts.problem_count; i++)
        fail_msg("%s", counts.problems[i].why);
    arena_free(&arena);
}

struct kith *lib_book(const char *json) {
    struct kith *k = lib_open(NULL);
    lib_read(k, json);
    return k;
}

char *lib_export(struct kith *k) {
    struct buf out = BUF_INIT;
    lib_ok(k, kith_book_write(k, &out));
    return buf_detach(&out);
}

char *lib_file(const char *path, size_t *length) {
    FILE *file = fopen(path, "rb");
    if (!file)
        fail_msg("cannot read %s", path);
    struct buf text = BUF_INIT;
    char part[4096];
    for (size_t got; (got = fread(part, 1, sizeof part, file)) > 0;)
        buf_add(&text, part, got);
    fclose(file);
    if (length)
        *length = text.len;
    return buf_detach(&text);
}

kith_id lib_person(struct kith *k, const char *name) {
    kith_id id;
    lib_ok(k, kith_person_find(k, name, &id));
    return id;
}

int64_t lib_steps(struct kith *k) {
    struct arena arena = {0};
    struct kith_steps steps;
    lib_ok(k, kith_history(k, 0, &arena, &steps));
    arena_free(&arena);
    return (int64_t)steps.count;
}

void lib_same(const char *what, const char *is, const char *wanted) {
    if (strcmp(is, wanted) == 0)
        return;
    size_t line = 0;
    for (size_t i = 0; is[i] == wanted[i]; i++)
        line = is[i] == '\n' ? i + 1 : line;
    fail_msg("%s: the book is\n%.*s\nand not\n%.*s", what, (int)strcspn(is + line, "\n"), is + line,
             (int)strcspn(wanted + line, "\n"), wanted + line);
}

void lib_undo_redo(struct kith *k, const char *what, const char *before) {
    char *after = lib_export(k);
    if (strcmp(before, after) == 0)
        fail_msg("%s: changed nothing", what);
    lib_ok(k, kith_undo(k, NULL, NULL));
    char *undone = lib_export(k);
    lib_same(what, undone, before);
    lib_ok(k, kith_redo(k, NULL, NULL));
    char *redone = lib_export(k);
    lib_same(what, redone, after);
    free(after);
    free(undone);
    free(redone);
}
