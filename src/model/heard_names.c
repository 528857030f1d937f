#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/map.h"
#include "base/text.h"
#include "model/heard.h"

const struct listener *model_wording_rules(struct kith *k) {
    if (!k->listener)
        k->listener = listener_of_wordings(k->overlay, k->overlay_ctx, NULL);
    return k->listener;
}

const struct listener *model_listener(struct kith *k) {
    model_wording_rules(k);
    listener_to_notes(k->listener, k->overlay, k->overlay_ctx, NULL);
    return k->listener;
}

static void forget_names(struct kith *k) {
    if (!k->names)
        return;
    map_free(&k->names->words);
    arena_free(&k->names->arena);
    free(k->names);
    k->names = NULL;
}

void heard_free(struct kith *k) {
    forget_names(k);
    listener_free(k->listener);
    k->listener = NULL;
}

/* ---- the names that the book knows ---- */

static const char *const *alias_array(const char *json, struct arena *arena) {
    struct kith_list list = model_list(json, arena);
    if (list.count == 0)
        return NULL;
    const char **aliases = ARENA_NEW(arena, const char *, list.count + 1);
    memcpy(aliases, list.items, list.count * sizeof *aliases);
    return aliases;
}

static void read_people(struct kith *k, struct heard_names *names, size_t *cap) {
    size_t id_count = 0, id_cap = 0;
    struct stmt *stmt = model_sql(k, "SELECT id, name, aliases FROM person WHERE NOT unnamed ORDER BY id");
    while (stmt_row(stmt)) {
        *ARENA_PUSH(&names->arena, names->ids, id_count, id_cap) = stmt_col_int(stmt, 0);
        struct listen_known *known = ARENA_PUSH(&names->arena, names->known, names->count, *cap);
        known->name = model_col_text(stmt, 1, &names->arena);
        known->aliases = alias_array(stmt_col_text(stmt, 2), &names->arena);
    }
    names->people = names->count;
}

static void read_companies(struct kith *k, struct heard_names *names, size_t *cap) {
    struct stmt *stmt = model_sql(k, "SELECT DISTINCT company FROM person WHERE coalesce(company, '') <> ''");
    while (stmt_row(stmt)) {
        struct listen_known *known = ARENA_PUSH(&names->arena, names->known, names->count, *cap);
        known->name = model_col_text(stmt, 0, &names->arena);
        known->firm = true;
    }
}

/* One of those whose names have a word. */
struct heard_link {
    size_t known, next; /* next: plus one; 0 ends */
};

/* Steps through the words of a folded text; NULL at its end. */
static const char *next_word(char **rest) {
    char *at = *rest;
    while (*at && !text_is_letter((unsigned char)*at) && !text_is_digit((unsigned char)*at) && !(*at & 0x80))
        at++;
    if (!*at)
        return NULL;
    char *word = at;
    while (*at && (text_is_letter((unsigned char)*at) || text_is_digit((unsigned char)*at) || (*at & 0x80)))
        at++;
    *rest = *at ? at + 1 : at;
    *at = '\0';
    return word;
}

static void index_name(struct heard_names *names, const char *name, size_t known) {
    struct arena scratch = {0};
    char *rest = text_fold(&scratch, name);
    for (const char *word; (word = next_word(&rest)) != NULL;) {
        int64_t first = 0;
        map_get(&names->words, word, &first);
        *ARENA_PUSH(&names->arena, names->links, names->link_count, names->link_cap) =
            (struct heard_link){known, (size_t)first};
        map_set(&names->words, word, (int64_t)names->link_count);
    }
    arena_free(&scratch);
}

static void index_words(struct heard_names *names) {
    for (size_t i = 0; i < names->count; i++) {
        index_name(names, names->known[i].name, i);
        for (const char *const *alias = names->known[i].aliases; alias && *alias; alias++)
            index_name(names, *alias, i);
    }
}

/* Whom this contact spoke of, and who was there when they talked. */
static void mark_near(struct kith *k, struct heard_names *names, kith_id contact) {
    struct idmap near = {0};
    struct stmt *stmt =
        model_sql1(k,
                   "SELECT person FROM mention WHERE by = ?1 UNION SELECT o.person FROM note_person"
                   " AS n JOIN note_person AS o ON o.note = n.note WHERE n.person = ?1",
                   contact);
    while (stmt_row(stmt))
        idmap_set(&near, stmt_col_int(stmt, 0), 1);
    int64_t one;
    for (size_t i = 0; i < names->people; i++)
        names->known[i].near = idmap_get(&near, names->ids[i], &one);
    names->near_to = contact;
    idmap_free(&near);
}

struct heard_names *heard_names(struct kith *k, kith_id contact) {
    int64_t changes = kith_changes(k);
    if (k->names && k->names->changes != changes)
        forget_names(k);
    if (!k->names) {
        k->names = xalloc(sizeof *k->names);
        k->names->changes = changes;
        k->names->near_to = -1;
        size_t cap = 0;
        read_people(k, k->names, &cap);
        read_companies(k, k->names, &cap);
        index_words(k->names);
        if (!store_lasts(k->store))
            k->names->changes = INT64_MIN;
    }
    if (k->names->near_to != contact)
        mark_near(k, k->names, contact);
    return k->names;
}

static void push_text(struct listen_context *context, const char ***items, size_t *cap, const char *text,
                      struct arena *arena) {
    size_t count = context->contact_count;
    *ARENA_PUSH(arena, *items, count, *cap) = text;
    context->contacts = *items;
    context->contact_count = count;
}

static void choose_known(const struct heard_names *names, const char *text, struct listen_context *context,
                         struct arena *arena) {
    struct listen_known *known = NULL;
    size_t count = 0, cap = 0;
    bool *chosen = ARENA_NEW(arena, bool, names->count);
    bool *followed = ARENA_NEW(arena, bool, names->link_count); /* a word said a thousand times: once */
    for (size_t i = 0; i < names->people; i++)
        chosen[i] = names->known[i].near;
    char *rest = text_fold(arena, text ? text : "");
    for (const char *word; (word = next_word(&rest)) != NULL;) {
        int64_t link = 0;
        map_get(&names->words, word, &link);
        for (; link && !followed[link - 1]; link = (int64_t)names->links[link - 1].next) {
            followed[link - 1] = true;
            chosen[names->links[link - 1].known] = true;
        }
    }
    for (size_t i = 0; i < names->count; i++)
        if (chosen[i])
            *ARENA_PUSH(arena, known, count, cap) = names->known[i];
    context->known = known;
    context->known_count = count;
}

struct listen_context heard_context(struct kith *k, const struct kith_note *note, struct arena *arena) {
    struct listen_context context = {0};
    const char **contacts = NULL;
    size_t cap = 0;
    for (size_t i = 0; i < note->with.count; i++) {
        struct stmt *stmt =
            model_sql1(k, "SELECT name, aliases FROM person WHERE id = ?1", note->with.items[i]);
        if (stmt_row(stmt)) {
            struct kith_list aliases = model_col_list(stmt, 1, arena);
            push_text(&context, &contacts, &cap, model_col_text(stmt, 0, arena), arena);
            for (size_t j = 0; j < aliases.count; j++)
                push_text(&context, &contacts, &cap, aliases.items[j], arena);
        }
        stmt_stop(stmt);
    }
    context.never = kith_settings(k)->never.items;
    context.never_count = kith_settings(k)->never.count;
    choose_known(heard_names(k, note->with.count ? note->with.items[0] : 0), note->text, &context, arena);
    return context;
}

/* ---- marks while typing ---- */

static void add_mark(struct kith_marks *marks, size_t *cap, struct listen_span at, enum kith_heard_sort sort,
                     struct arena *arena) {
    *ARENA_PUSH(arena, marks->items, marks->count, *cap) = (struct kith_mark){at.start, at.length, sort};
}

static int by_start(const void *a, const void *b) {
    const struct kith_mark *one = a, *other = b;
    return (one->start > other->start) - (one->start < other->start);
}

enum kith_status kith_listen_marks(struct kith *k, const struct kith_note *note, struct arena *arena,
                                   struct kith_marks *out) {
    *out = (struct kith_marks){0};
    const char *text = note->text ? note->text : "";
    struct listen_context context = heard_context(k, note, arena);
    struct listen_heard heard;
    listen(model_listener(k), &context, text, strlen(text), arena, &heard);
    size_t cap = 0;
    for (size_t i = 0; i < heard.mention_count; i++)
        add_mark(out, &cap, heard.mentions[i].at, KITH_HEARD_PERSON, arena);
    for (size_t i = 0; i < heard.moment_count; i++)
        add_mark(out, &cap, heard.moments[i].quote, KITH_HEARD_MOMENT, arena);
    for (size_t i = 0; i < heard.need_count; i++)
        add_mark(out, &cap, heard.needs[i].quote, KITH_HEARD_NEED, arena);
    out->people = (int)heard.mention_count;
    out->moments = (int)heard.moment_count;
    out->needs = (int)heard.need_count;
    if (out->count)
        qsort(out->items, out->count, sizeof *out->items, by_start);
    return KITH_OK;
}

/* ---- the command `listen` ---- */

static void json_span(struct json *json, const char *name, const char *text, struct listen_span span) {
    json_key(json, name);
    json_text_n(json, text + span.start, span.length);
}

static void json_mentions(struct json *json, const char *text, const struct listen_heard *heard) {
    json_key(json, "mentions");
    json_open(json, '[');
    for (size_t i = 0; i < heard->mention_count; i++) {
        const struct listen_mention *mention = &heard->mentions[i];
        json_open(json, '{');
        json_put_text(json, "name", mention->name);
        json_put_text(json, "relation", mention->relation);
        json_span(json, "quote", text, mention->quote);
        json_put_int(json, "start", (int64_t)mention->at.start);
        json_put_int(json, "length", (int64_t)mention->at.length);
        json_put_bool(json, "sure", mention->sure);
        json_close(json, '}');
    }
    json_close(json, ']');
}

static void json_moments(struct json *json, const char *text, const struct listen_heard *heard) {
    json_key(json, "moments");
    json_open(json, '[');
    for (size_t i = 0; i < heard->moment_count; i++) {
        json_open(json, '{');
        json_put_text(json, "kind", heard->moments[i].kind);
        json_span(json, "quote", text, heard->moments[i].quote);
        json_close(json, '}');
    }
    json_close(json, ']');
}

/* The contact's own, or those of the people mentioned, each with whose it is. */
static void json_needs(struct json *json, const char *name, bool own, const char *text,
                       const struct listen_heard *heard) {
    json_key(json, name);
    json_open(json, '[');
    for (size_t i = 0; i < heard->need_count; i++) {
        const struct listen_need *need = &heard->needs[i];
        if ((need->whose < 0) != own)
            continue;
        json_open(json, '{');
        if (!own) {
            const struct listen_mention *mention = &heard->mentions[need->whose];
            json_put_text(json, "of", mention->name ? mention->name : mention->relation);
        }
        json_put_text(json, "what", need->what);
        json_span(json, "quote", text, need->quote);
        json_close(json, '}');
    }
    json_close(json, ']');
}

void kith_listen_json(struct kith *k, const struct kith_listen_line *line, struct buf *out) {
    struct arena scratch = {0};
    const char *text = line->note ? line->note : "";
    struct listen_context context = {.contacts = &line->contact, .contact_count = line->contact != NULL};
    struct listen_heard heard;
    listen(model_listener(k), &context, text, strlen(text), &scratch, &heard);
    struct json json = JSON_INIT(out);
    json_open(&json, '{');
    json_put_text(&json, "id", line->id);
    json_mentions(&json, text, &heard);
    json_moments(&json, text, &heard);
    json_needs(&json, "needs", true, text, &heard);
    json_needs(&json, "needs_of_others", false, text, &heard);
    json_close(&json, '}');
    arena_free(&scratch);
}
