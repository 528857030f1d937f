/* Editing and deleting: any row of the book, by its table of fields. */
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/text.h"
#include "kith/heard.h"
#include "kith/person.h"
#include "tui/act.h"
#include "tui/chooser.h"
#include "tui/confirm.h"
#include "tui/form.h"
#include "tui/question.h"

/* ---- e on one row: a form of its fields ---- */

struct edited {
    struct arena arena;
    const struct kith_kind *kind;
    kith_id id;
    void *row;
};

static enum form_kind form_kind_of(const struct kith_field *field) {
    switch (field->type) {
    case KITH_TYPE_LONG:
        return FORM_LONG;
    case KITH_TYPE_DAY:
        return FORM_DAY;
    case KITH_TYPE_COUNT:
        return FORM_NUMBER;
    case KITH_TYPE_FLAG:
        return FORM_YES_NO;
    case KITH_TYPE_WORD:
        return FORM_CHOICE;
    default:
        return FORM_TEXT;
    }
}

/* The fields that differ; the one that was refused in *wrong. */
static enum kith_status write_fields(struct kith *k, const struct edited *edited, struct form *form,
                                     struct arena *arena, const char **wrong) {
    void *now = arena_alloc(arena, edited->kind->size);
    enum kith_status status = kith_row_get(k, edited->kind, edited->id, arena, now);
    for (size_t i = 0; status == KITH_OK && i < edited->kind->count; i++) {
        const struct kith_field *field = &edited->kind->fields[i];
        if (field->fixed || !form_writes(form, field->name, kith_field_text(k, field, now, arena)))
            continue;
        const char *text = form_text(form, field->name);
        *wrong = field->name;
        status = edited->kind == &kith_person_kind
                     ? kith_person_set(k, &edited->id, 1, field->name, text)
                     : kith_row_set(k, edited->kind, &edited->id, 1, field->name, text);
    }
    return status;
}

/* Only what differs is written, all of it as one step. */
static bool edit_done(struct app *app, void *ctx, struct form *form) {
    struct edited *edited = ctx;
    struct kith *k = app_kith(app);
    struct arena arena = {0};
    const char *wrong = NULL;
    enum kith_status status = kith_step_begin(k, arena_printf(&arena, "edit %s", edited->kind->one));
    if (status == KITH_OK)
        status = write_fields(k, edited, form, &arena, &wrong);
    bool asked = status == KITH_OK && form_changed_meanwhile(form, edited->kind->one);
    status = kith_step_end(k, asked ? KITH_CHANGED : status);
    if (!asked && status != KITH_OK && wrong)
        form_complain(form, wrong, kith_error(k));
    else if (!asked && app_ok(app, status))
        app_say(app, "Saved");
    arena_free(&arena);
    return status == KITH_OK;
}

static void edit_release(void *ctx) {
    struct edited *edited = ctx;
    arena_free(&edited->arena);
    free(edited);
}

static struct form_field form_field_of(struct kith *k, const struct edited *edited,
                                       const struct kith_field *field, struct arena *arena) {
    return (struct form_field){
        .name = field->name,
        .label = field->label,
        .kind = form_kind_of(field),
        .value = kith_field_text(k, field, edited->row, arena),
        .choices = field->words,
        .hint = field->help,
        .needed = field->needed,
        .suggest =
            field->type == KITH_TYPE_REF && field->of && *field->of == &kith_person_kind ? suggest_people
            : edited->kind == &kith_person_kind                                    ? suggest_for(field->name)
                                                                                   : NULL,
    };
}

static void edit_one(struct app *app, const struct subject *subject) {
    struct edited *edited = xalloc(sizeof *edited);
    struct kith *k = app_kith(app);
    edited->kind = subject->kind;
    edited->id = subject->id;
    edited->row = arena_alloc(&edited->arena, subject->kind->size);
    if (!app_ok(app, kith_row_get(k, subject->kind, subject->id, &edited->arena, edited->row))) {
        edit_release(edited);
        return;
    }
    struct form_field *fields = ARENA_NEW(&edited->arena, struct form_field, subject->kind->count);
    size_t count = 0;
    for (size_t i = 0; i < subject->kind->count; i++)
        if (!subject->kind->fields[i].fixed)
            fields[count++] = form_field_of(k, edited, &subject->kind->fields[i], &edited->arena);
    form_open(app, &(struct form_spec){
                       .title = arena_printf(&edited->arena, "Edit %s", subject->kind->one),
                       .fields = fields,
                       .count = count,
                       .ctx = edited,
                       .done = edit_done,
                       .release = edit_release,
                   });
}

/* ---- e on marked people: one field for all ---- */

struct edit_many {
    struct whom *whom;
    const struct kith_field *field;
    const char *value;
};

static void many_do(struct app *app, void *ctx) {
    const struct edit_many *many = ctx;
    if (app_ok(app, kith_person_set(app_kith(app), many->whom->ids, many->whom->count, many->field->name,
                                    many->value)))
        app_say(app, "Saved for %s", many->whom->name);
}

static void many_release(void *ctx) {
    struct edit_many *many = ctx;
    if (many->whom)
        whom_free(many->whom);
    free(many);
}

static bool many_value(struct app *app, void *ctx, const char *text) {
    struct edit_many *many = ctx, *copy = xalloc(sizeof *copy);
    *copy = *many;
    copy->value = arena_strdup(&many->whom->arena, text);
    many->whom = NULL;
    bulk_do(app, &(struct bulk){
                     .question = arena_printf(&copy->whom->arena, "Set %s of %s to '%s'", copy->field->label,
                                              copy->whom->name, copy->value),
                     .marked = true,
                     .ctx = copy,
                     .doing = many_do,
                     .release = many_release,
                 });
    return true;
}

static void many_field(struct app *app, void *ctx, size_t index) {
    struct edit_many *many = ctx, *copy = xalloc(sizeof *copy);
    size_t at = 0;
    *copy = *many;
    many->whom = NULL;
    for (size_t i = 0; i < kith_person_kind.count; i++)
        if (!kith_person_kind.fields[i].fixed && at++ == index)
            copy->field = &kith_person_kind.fields[i];
    question_open(app, &(struct question_spec){
                           .label = copy->field->label,
                           .ctx = copy,
                           .done = many_value,
                           .release = many_release,
                       });
}

static void edit_many(struct app *app) {
    struct edit_many *many = xalloc(sizeof *many);
    many->whom = whom_now(app);
    struct chooser_option *options =
        ARENA_NEW(&many->whom->arena, struct chooser_option, kith_person_kind.count);
    size_t count = 0;
    for (size_t i = 0; i < kith_person_kind.count; i++)
        if (!kith_person_kind.fields[i].fixed)
            options[count++].text = kith_person_kind.fields[i].label;
    chooser_open(app, &(struct chooser_spec){
                          .title = arena_printf(&many->whom->arena, "Which field of %s", many->whom->name),
                          .options = options,
                          .count = count,
                          .ctx = many,
                          .done = many_field,
                          .release = many_release,
                      });
}

/* A mention of someone without a name: it is the person who is named. */
static void name_the_unnamed(struct app *app, struct subject *subject) {
    struct arena arena = {0};
    struct kith_mention mention;
    struct kith_person person;
    if (subject->kind == &kith_mention_kind &&
        kith_row_get(app_kith(app), &kith_mention_kind, subject->id, &arena, &mention) == KITH_OK &&
        kith_person_get(app_kith(app), mention.person, &arena, &person) == KITH_OK && person.unnamed) {
        subject->kind = &kith_person_kind;
        subject->id = person.id;
    }
    arena_free(&arena);
}

void act_edit(struct app *app) {
    struct subject subject;
    const kith_id *ids;
    if (!row_now(app, &subject))
        return;
    name_the_unnamed(app, &subject);
    if (subject.kind == &kith_person_kind && app_people(app, &ids) > 1)
        edit_many(app);
    else if (subject.kind == &kith_note_kind)
        act_note_edit(app, subject.id);
    else
        edit_one(app, &subject);
}

/* ---- d ---- */

struct deleted {
    struct whom *whom; /* people, or NULL */
    const struct kith_kind *kind;
    kith_id id;
};

static void delete_do(struct app *app, void *ctx) {
    const struct deleted *deleted = ctx;
    enum kith_status status =
        deleted->whom ? kith_person_delete(app_kith(app), deleted->whom->ids, deleted->whom->count)
                      : kith_row_delete(app_kith(app), deleted->kind, &deleted->id, 1);
    if (app_ok(app, status))
        app_say(app, "Deleted. u brings it back");
}

static void delete_release(void *ctx) {
    struct deleted *deleted = ctx;
    if (deleted->whom)
        whom_free(deleted->whom);
    free(deleted);
}

void act_delete(struct app *app) {
    struct subject subject;
    struct arena arena = {0};
    if (!row_now(app, &subject))
        return;
    struct deleted *deleted = xalloc(sizeof *deleted);
    deleted->kind = subject.kind;
    deleted->id = subject.id;
    const char *what = arena_printf(&arena, "this %s", subject.kind->one);
    if (subject.kind == &kith_person_kind) {
        deleted->whom = whom_now(app);
        if (deleted->whom->count <=
            1) { /* the row under the cursor, which need not be the one the panes show */
            deleted->whom->count = 1;
            deleted->whom->ids[0] = subject.id;
        }
        what = deleted->whom->count == 1 ? kith_person_said(app_kith(app), subject.id, &arena)
                                         : deleted->whom->name;
    }
    const char *with = deleted->whom ? " and what is theirs alone" : "";
    confirm_open(app, &(struct confirm_spec){
                          .question = arena_printf(&arena, "Delete %s%s?", what, with),
                          .ctx = deleted,
                          .yes = delete_do,
                          .release = delete_release,
                      });
    arena_free(&arena);
}
