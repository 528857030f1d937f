#include <string.h>

#include "base/text.h"
#include "kith/ask.h"
#include "kith/note.h"
#include "model/field.h"
#include "model/people.h"
#include "model/referral.h"
#include "model/row.h"
#include "model/verb.h"

/* Adding, changing and deleting rows of any kind: one step each. */

/* ---- what may stand ---- */

static bool xor_role(kith_id person, const char *role) {
    return (person != 0) != !text_blank(role);
}

static const char *fault_of_kind(const struct kith_kind *kind, const void *row) {
    const struct kith_ask *ask = row;
    const struct kith_wish *wish = row;
    const struct kith_mention *mention = row;
    const struct kith_referral *referral = row;
    if (kind == &kith_ask_kind && !xor_role(ask->target, ask->role))
        return "target: an ask is about one person or one role, never both, never neither";
    if (kind == &kith_ask_kind && ask->target == ask->source)
        return "target: nobody can be asked for an introduction to themselves";
    if (kind == &kith_wish_kind && !xor_role(wish->person, wish->role))
        return "person: a wish is for one person or one role, never both, never neither";
    if (kind == &kith_mention_kind && mention->by == mention->person)
        return "person: the one who speaks is not the one spoken of";
    if (kind == &kith_mention_kind && !mention->note && mention->on == DAY_NONE)
        return "on: a mention without a note needs a day";
    if (kind == &kith_referral_kind && referral->partner == referral->person)
        return "person: nobody is referred to themselves";
    return NULL;
}

const char *row_fault(struct kith *k, const struct kith_kind *kind, const void *row, struct arena *arena) {
    (void)k;
    for (size_t i = 0; i < kind->count; i++) {
        const struct kith_field *field = &kind->fields[i];
        if (!field->needed)
            continue;
        bool empty = field_empty(field, row);
        if (!empty && kind == &kith_person_kind && field->type == KITH_TYPE_TEXT)
            empty = !*text_line(arena, *(const char *const *)row_see(row, field));
        if (empty)
            return arena_printf(arena, "%s: missing", field->name);
    }
    return fault_of_kind(kind, row);
}

static enum kith_status check(struct kith *k, const struct kith_kind *kind, const void *row) {
    struct arena scratch = {0};
    enum kith_status status = KITH_OK;
    const char *fault = row_fault(k, kind, row, &scratch);
    const char *colon = fault ? strstr(fault, ": ") : NULL;
    if (fault && strcmp(colon, ": missing") == 0)
        status = model_fail(k, KITH_INVALID, "a %s needs '%.*s'", kind->one, (int)(colon - fault), fault);
    else if (fault)
        status = model_fail(k, KITH_INVALID, "%s", colon + 2);
    arena_free(&scratch);
    return status;
}

/* ---- the name of a step: "edit need of Ann Okafor" ---- */

static kith_id about(struct kith *k, const struct kith_kind *kind, const void *row) {
    (void)k;
    if (kind == &kith_note_kind) {
        const struct kith_note *note = row;
        return note->with.count ? note->with.items[0] : 0;
    }
    const struct kith_field *field = kind->about ? kith_field_find(kind, kind->about) : NULL;
    return field ? *(const kith_id *)row_see(row, field) : 0;
}

static void begin(struct kith *k, const char *verb, const struct kith_kind *kind, const void *row,
                  size_t count) {
    struct arena scratch = {0};
    kith_id person = about(k, kind, row);
    if (count > 1)
        model_begin(k, "%s %zu %s", verb, count, kind->array);
    else if (kind == &kith_person_kind)
        model_begin(k, "%s %s", verb, ((const struct kith_person *)row)->name);
    else if (person)
        model_begin(k, "%s %s of %s", verb, kind->one, kith_person_said(k, person, &scratch));
    else
        model_begin(k, "%s %s", verb, kind->one);
    arena_free(&scratch);
}

/* ---- verbs ---- */

/* What a row says of other rows, however it came to say so. */
static void follow(struct kith *k, const struct kith_kind *kind, const void *row) {
    if (kind == &kith_referral_kind)
        referral_settled(k, row);
    const struct kith_note *note = row;
    for (size_t i = 0; kind == &kith_note_kind && i < note->with.count; i++)
        people_welcome(k, note->with.items[i]);
}

/* A row that someone adds by hand and without a day is of today. */
static void date_it(struct kith *k, const struct kith_kind *kind, void *row) {
    const struct kith_field *on = kith_field_find(kind, "on");
    if (!on || on->type != KITH_TYPE_DAY || (!on->needed && kind != &kith_mention_kind))
        return;
    day *d = row_at(row, on);
    *d = model_day_or_today(k, *d);
}

enum kith_status kith_row_add(struct kith *k, const struct kith_kind *kind, void *row) {
    date_it(k, kind, row);
    enum kith_status status = check(k, kind, row);
    if (status != KITH_OK)
        return status;
    const char *uid = row_uid(row);
    if (uid && *uid && row_id_of(k, kind, uid))
        return model_fail(k, KITH_EXISTS, "there is already a %s with the uid '%s'", kind->one, uid);
    begin(k, "add", kind, row, 1);
    row_insert(k, kind, row);
    follow(k, kind, row);
    return model_end(k, KITH_OK);
}

enum kith_status kith_row_put(struct kith *k, const struct kith_kind *kind, const void *row) {
    enum kith_status status = check(k, kind, row);
    if (status != KITH_OK)
        return status;
    begin(k, "edit", kind, row, 1);
    row_update(k, kind, row);
    follow(k, kind, row);
    return model_end(k, KITH_OK);
}

static bool add_word(struct kith_list *list, const char *word, struct arena *arena) {
    for (size_t i = 0; i < list->count; i++)
        if (strcmp(list->items[i], word) == 0)
            return false;
    size_t cap = list->count;
    const char **items = ARENA_NEW(arena, const char *, cap + 1);
    if (list->count)
        memcpy(items, list->items, list->count * sizeof *items);
    items[list->count] = word;
    *list = (struct kith_list){items, list->count + 1};
    return true;
}

static enum kith_status set_one(struct kith *k, const struct kith_kind *kind, const struct kith_field *field,
                                void *row, const char *value, struct arena *arena) {
    enum kith_status status = kith_field_parse(k, field, row, value, arena);
    if (status == KITH_OK)
        status = check(k, kind, row);
    if (status != KITH_OK)
        return status;
    if (kind == &kith_person_kind) {
        struct kith_person *person = row;
        add_word(&person->typed, field->name, arena);
        if (strcmp(field->name, "name") == 0)
            person->unnamed = false;
    }
    row_update(k, kind, row);
    follow(k, kind, row);
    return KITH_OK;
}

/* Read once, before the step, so that the step has a name and a missing row is refused early. */
static enum kith_status first_row(struct kith *k, const struct kith_kind *kind, const kith_id *ids,
                                  size_t count, struct arena *arena, void **row) {
    if (count == 0)
        return model_fail(k, KITH_INVALID, "no %s was chosen", kind->one);
    *row = arena_alloc(arena, kind->size);
    return kith_row_get(k, kind, ids[0], arena, *row);
}

enum kith_status kith_row_set(struct kith *k, const struct kith_kind *kind, const kith_id *ids, size_t count,
                              const char *field_name, const char *value) {
    const struct kith_field *field = kith_field_find(kind, field_name);
    if (!field)
        return model_fail(k, KITH_INVALID, "a %s has no field '%s'", kind->one, field_name);
    if (field->fixed)
        return model_fail(k, KITH_INVALID, "the field '%s' of a %s cannot be edited", field_name, kind->one);
    struct arena scratch = {0};
    void *row = NULL;
    enum kith_status status = first_row(k, kind, ids, count, &scratch, &row);
    if (status == KITH_OK) {
        struct buf verb = BUF_INIT;
        buf_printf(&verb, "set %s of", field_name);
        begin(k, kind == &kith_person_kind || count > 1 ? verb.data : "edit", kind, row, count);
        buf_free(&verb);
        for (size_t i = 0; i < count && status == KITH_OK; i++) {
            status = kith_row_get(k, kind, ids[i], &scratch, row);
            if (status == KITH_OK)
                status = set_one(k, kind, field, row, value, &scratch);
        }
        status = model_end(k, status);
    }
    arena_free(&scratch);
    return status;
}

enum kith_status kith_row_delete(struct kith *k, const struct kith_kind *kind, const kith_id *ids,
                                 size_t count) {
    if (kind == &kith_person_kind)
        return kith_person_delete(k, ids, count);
    struct arena scratch = {0};
    void *row = NULL;
    enum kith_status status = first_row(k, kind, ids, count, &scratch, &row);
    if (status == KITH_OK) {
        begin(k, "delete", kind, row, count);
        struct people_loose loose = people_loosened(k, kind, ids, count, &scratch);
        for (size_t i = 0; i < count; i++)
            row_remove(k, kind, ids[i]);
        people_sweep(k, &loose);
        status = model_end(k, KITH_OK);
    }
    arena_free(&scratch);
    return status;
}

/* ---- shared by the verbs of the concepts ---- */

void verb_begin(struct kith *k, const char *what, const kith_id *people, size_t count) {
    struct arena scratch = {0};
    if (count == 1)
        model_begin(k, "%s of %s", what, kith_person_said(k, people[0], &scratch));
    else
        model_begin(k, "%s of %zu people", what, count);
    arena_free(&scratch);
}

enum kith_status verb_add_each(struct kith *k, const struct kith_kind *kind, void *row, const kith_id *people,
                               size_t count, const char *what) {
    if (count == 0)
        return model_fail(k, KITH_INVALID, "no person was chosen");
    verb_begin(k, what, people, count);
    enum kith_status status = KITH_OK;
    const struct kith_field *person = kith_field_find(kind, kind->about);
    for (size_t i = 0; i < count && status == KITH_OK; i++) {
        *(kith_id *)row_at(row, person) = people[i];
        ((struct row_head *)row)->uid = NULL;
        status = check(k, kind, row);
        if (status == KITH_OK)
            row_insert(k, kind, row);
    }
    return model_end(k, status);
}

static bool has_words(const char *text, const char *words, struct arena *arena) {
    return text_blank(words) || (text && strstr(text_fold(arena, text), text_fold(arena, words)));
}

enum kith_status verb_only(struct kith *k, const struct kith_kind *kind, struct stmt *open, kith_id person,
                           const char *words, struct arena *arena, void *row) {
    const struct kith_field *said = kith_field_find(kind, kind->said);
    struct buf others = BUF_INIT;
    void *each = arena_alloc(arena, kind->size);
    size_t fits = 0;
    while (row_next(k, kind, open, arena, each)) {
        const char *text = *(const char *const *)row_see(each, said);
        if (!has_words(text, words, arena))
            continue;
        if (fits++ == 0)
            memcpy(row, each, kind->size);
        if (fits <= 8)
            buf_printf(&others, "%s'%s'", others.len ? ", " : "", text ? text : "");
    }
    enum kith_status status = KITH_OK;
    const char *name = kith_person_said(k, person, arena);
    if (fits == 0 && text_blank(words))
        status = model_fail(k, KITH_NOT_FOUND, "%s has no open %s", name, kind->one);
    else if (fits == 0)
        status = model_fail(k, KITH_NOT_FOUND, "%s has no open %s with '%s'", name, kind->one, words);
    else if (fits > 1)
        status = model_fail(k, KITH_INVALID, "%s has %zu open %s that fit: %s", name, fits, kind->array,
                            others.data);
    buf_free(&others);
    return status;
}
