#include "lib/method.h"

#include <stdlib.h>
#include <string.h>

static char *quoted(const char *json) {
    char *copy = strdup(json);
    for (char *c = copy; *c; c++)
        if (*c == '\'')
            *c = '"';
    return copy;
}

struct method_book method_open(const char *arrays) {
    struct method_book b = {0};
    struct buf json = BUF_INIT;
    buf_printf(&json, "{'kith':1,%s}", arrays);
    char *text = quoted(json.data);
    b.k = lib_book(text);
    free(text);
    buf_free(&json);
    return b;
}

void method_close(struct method_book *b) {
    kith_close(b->k);
    arena_free(&b->arena);
}

const struct kith_day *method_today(struct method_book *b) {
    lib_ok(b->k, kith_day(b->k, 0, &b->arena, &b->day));
    return &b->day;
}

kith_id method_id(struct method_book *b, const char *uid) {
    const struct kith_kind *kind;
    kith_id found;
    lib_ok(b->k, kith_row_find(b->k, uid, &kind, &found));
    return found;
}

const char *method_standing(struct method_book *b, const char *uid) {
    struct kith_contact contact;
    lib_ok(b->k, kith_contact_of(b->k, method_id(b, uid), &b->arena, &contact));
    return contact.standing == KITH_NO_WORD ? "none" : kith_standing_words[contact.standing];
}

enum kith_status method_ask(struct method_book *b, const char *source, const char *target, const char *role,
                            const char *on, bool anyway) {
    struct kith_ask row;
    kith_row_init(&kith_ask_kind, &row);
    row.source = method_id(b, source);
    row.target = target ? method_id(b, target) : 0;
    row.role = role;
    row.on = on ? lib_day(on) : DAY_NONE;
    return kith_ask_add(b->k, &row, anyway);
}

enum kith_status method_answer(struct method_book *b, const char *source, int word, const char *on,
                               const char *until) {
    kith_id found;
    lib_ok(b->k, kith_ask_find(b->k, source, &found));
    const struct kith_reply reply = {.answer = word,
                                     .on = on ? lib_day(on) : DAY_NONE,
                                     .until = until ? lib_day(until) : DAY_NONE,
                                     .wants = "the first year closed"};
    return kith_ask_answer(b->k, found, &reply);
}

struct kith_moment method_moment(struct method_book *b, const char *uid) {
    struct kith_moment row;
    lib_ok(b->k, kith_row_get(b->k, &kith_moment_kind, method_id(b, uid), &b->arena, &row));
    return row;
}

/* "Ann Okafor > Tom Baker", "Ann Okafor > accountant", or "" where nobody is proposed. */
const char *method_proposed(struct method_book *b) {
    const struct kith_day *d = method_today(b);
    if (!d->has_introduction)
        return "";
    return arena_printf(&b->arena, "%s > %s", d->introduction.source.name,
                        d->introduction.target.id ? d->introduction.target.name : d->introduction.role);
}

const char *method_names(struct method_book *b, const struct kith_ref *items, size_t count, size_t stride) {
    struct buf out = BUF_INIT;
    for (size_t i = 0; i < count; i++)
        buf_printf(&out, "%s%s", i ? ", " : "",
                   ((const struct kith_ref *)((const char *)items + i * stride))->name);
    const char *all = arena_strdup(&b->arena, out.data);
    buf_free(&out);
    return all;
}
const char *method_why_not(struct method_book *b, const char *by, const char *name) {
    struct kith_circle circle;
    lib_ok(b->k, kith_circle(b->k, method_id(b, by), &b->arena, &circle));
    for (size_t i = 0; i < circle.count; i++)
        if (strcmp(circle.items[i].person.name, name) == 0) {
            assert_int_equal(circle.items[i].askable, circle.items[i].why_not == NULL);
            return circle.items[i].askable ? "askable" : circle.items[i].why_not;
        }
    return "not in the circle";
}

bool method_has_reason(const struct kith_reasons *because, const char *words) {
    for (size_t i = 0; i < because->count; i++)
        if (strstr(because->items[i].why, words))
            return true;
    return false;
}
