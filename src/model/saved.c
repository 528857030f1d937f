#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "kith/query.h"
#include "model/model.h"
#include "model/phrases.h"
#include "model/setting.h"

/*
 * Saved searches are the setting `searches`, a list of "NAME: TERMS". One without terms
 * hides the one of that name that comes with Kith.
 */

/* "NAME: TERMS" in two; false: it is none. */
static bool parse(const char *line, struct arena *arena, struct kith_saved *out) {
    const char *colon = strstr(line, ": ");
    size_t length = strlen(line);
    if (!colon && length && line[length - 1] == ':')
        colon = line + length - 1;
    if (!colon)
        return false;
    *out = (struct kith_saved){.name = text_trim(arena, arena_strndup(arena, line, (size_t)(colon - line))),
                               .query = text_trim(arena, colon + 1)};
    return *out->name != '\0';
}

static bool find(const struct kith_saved_list *list, const char *name, size_t *at) {
    for (*at = 0; *at < list->count; (*at)++)
        if (text_same(list->items[*at].name, name))
            return true;
    return false;
}

static void add(struct kith_saved_list *list, size_t *cap, const char *line, bool own, struct arena *arena) {
    struct kith_saved saved;
    size_t at;
    if (!parse(line, arena, &saved) || find(list, saved.name, &at))
        return;
    saved.own = own;
    *ARENA_PUSH(arena, list->items, list->count, *cap) = saved;
}

static void add_ready_made(struct kith *k, struct kith_saved_list *list, size_t *cap, struct arena *arena) {
    struct phrases file = phrases_of(k, "searches.txt", arena);
    const struct phrases_section *ready = phrases_under(&file, "searches");
    for (size_t i = 0; ready && i < ready->count; i++)
        add(list, cap, ready->lines[i], false, arena);
}

static int by_name(const void *a, const void *b) {
    const struct kith_saved *x = a, *y = b;
    if (x->own != y->own)
        return x->own ? -1 : 1;
    return x->own ? strcoll(x->name, y->name) : 0;
}

/* The hidden ones among them. Those that come with Kith stay in the order of their file. */
static struct kith_saved_list all(struct kith *k, struct arena *arena) {
    const struct kith_settings *settings = kith_settings(k);
    struct kith_saved_list list = {0};
    size_t cap = 0;
    for (size_t i = 0; i < settings->searches.count; i++)
        add(&list, &cap, settings->searches.items[i], true, arena);
    if (list.count)
        qsort(list.items, list.count, sizeof *list.items, by_name);
    add_ready_made(k, &list, &cap, arena);
    return list;
}

enum kith_status kith_saved_all(struct kith *k, struct arena *arena, struct kith_saved_list *out) {
    struct kith_saved_list list = all(k, arena);
    *out = (struct kith_saved_list){ARENA_NEW(arena, struct kith_saved, list.count), 0};
    for (size_t i = 0; i < list.count; i++) {
        struct kith_saved saved = list.items[i];
        struct kith_query_fault fault;
        struct kith_ids people;
        if (!*saved.query)
            continue;
        if (!kith_query_check(k, saved.query, arena, NULL, &fault))
            saved.fault = fault.why;
        else if (kith_query_people(k, saved.query, arena, &people) == KITH_OK)
            saved.count = people.count;
        out->items[out->count++] = saved;
    }
    return KITH_OK;
}

const char *kith_saved_query(struct kith *k, const char *name, struct arena *arena) {
    struct kith_saved_list list = all(k, arena);
    size_t at;
    return find(&list, name, &at) && *list.items[at].query ? list.items[at].query : NULL;
}

/* ---- changing ---- */

/* The book's own without that name, and with `line` where there is one; inside a step. */
static void store(struct kith *k, const char *name, const char *line, struct arena *arena) {
    struct kith_settings settings = *kith_settings(k);
    struct kith_list kept = {ARENA_NEW(arena, const char *, settings.searches.count + 1), 0};
    for (size_t i = 0; i < settings.searches.count; i++) {
        struct kith_saved saved;
        if (parse(settings.searches.items[i], arena, &saved) && !text_same(saved.name, name))
            kept.items[kept.count++] = settings.searches.items[i];
    }
    if (line)
        kept.items[kept.count++] = line;
    settings.searches = kept;
    setting_store(k, setting_field("searches"), &settings);
}

static bool is_ready_made(struct kith *k, const char *name, struct arena *arena) {
    struct kith_saved_list list = {0};
    size_t cap = 0, at;
    add_ready_made(k, &list, &cap, arena);
    return find(&list, name, &at);
}

/* Takes the name away; one that comes with Kith is hidden. Inside a step. */
static void drop(struct kith *k, const char *name, struct arena *arena) {
    store(k, name, is_ready_made(k, name, arena) ? arena_printf(arena, "%s:", name) : NULL, arena);
}

static const char *name_fault(const char *name) {
    if (text_blank(name))
        return "a saved search needs a name";
    return strstr(name, ": ") || name[strlen(name) - 1] == ':' || strchr(name, '"')
               ? "the name of a saved search has no colon at a word's end and no quotation mark"
               : NULL;
}

enum kith_status kith_saved_put(struct kith *k, const char *name, const char *query) {
    struct arena arena = {0};
    struct kith_query_fault fault = {0};
    const char *said = text_line(&arena, name), *terms = text_line(&arena, query);
    const char *why = name_fault(said);
    if (!why && !*terms)
        why = "a saved search needs something to look for";
    if (!why && !kith_query_check(k, terms, &arena, NULL, &fault))
        why = fault.why;
    enum kith_status status = why ? kith_fail(k, KITH_INVALID, "%s", why) : KITH_OK;
    if (status == KITH_OK) {
        model_begin(k, "saved search %s", said);
        store(k, said, arena_printf(&arena, "%s: %s", said, terms), &arena);
        status = model_end(k, KITH_OK);
    }
    arena_free(&arena);
    return status;
}

enum kith_status kith_saved_rename(struct kith *k, const char *name, const char *to) {
    struct arena arena = {0};
    const char *said = text_line(&arena, to), *query = kith_saved_query(k, name, &arena);
    const char *why = name_fault(said);
    enum kith_status status = KITH_OK;
    if (!query)
        status = kith_fail(k, KITH_NOT_FOUND, "there is no saved search '%s'", name);
    else if (why)
        status = kith_fail(k, KITH_INVALID, "%s", why);
    else if (!text_same(name, said) && kith_saved_query(k, said, &arena))
        status = kith_fail(k, KITH_EXISTS, "there is already a saved search '%s'", said);
    if (status == KITH_OK) {
        model_begin(k, "rename saved search %s", name);
        if (!text_same(name, said))
            drop(k, name, &arena);
        store(k, said, arena_printf(&arena, "%s: %s", said, query), &arena);
        status = model_end(k, KITH_OK);
    }
    arena_free(&arena);
    return status;
}

enum kith_status kith_saved_delete(struct kith *k, const char *name) {
    struct arena arena = {0};
    if (!kith_saved_query(k, name, &arena)) {
        arena_free(&arena);
        return kith_fail(k, KITH_NOT_FOUND, "there is no saved search '%s'", name);
    }
    model_begin(k, "delete saved search %s", name);
    drop(k, name, &arena);
    arena_free(&arena);
    return model_end(k, KITH_OK);
}
