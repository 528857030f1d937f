/* Roles, tags, favourites, archive, merging, new contacts. */
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/text.h"
#include "kith/person.h"
#include "tui/act.h"
#include "tui/conflict.h"
#include "tui/chooser.h"
#include "tui/conflict.h"
#include "tui/form.h"
#include "tui/question.h"

/* A change of one field for some people, waiting to be done. */
struct setting {
    struct whom *whom;
    const char *field, *value;
    const char *said; /* what the bottom line says after */
};

static void setting_do(struct app *app, void *ctx) {
    const struct setting *set = ctx;
    if (app_ok(app, kith_person_set(app_kith(app), set->whom->ids, set->whom->count, set->field, set->value)))
        app_say(app, "%s", set->said);
}

static void setting_free(void *ctx) {
    struct setting *set = ctx;
    whom_free(set->whom);
    free(set);
}

/* `question` and `said` are of the whom's arena. */
static void set_field(struct app *app, struct whom *whom, const char *field, const char *value,
                      const char *question, const char *said) {
    struct setting *set = xalloc(sizeof *set);
    *set = (struct setting){.whom = whom, .field = field, .value = value, .said = said};
    bulk_do(app, &(struct bulk){
                     .question = question,
                     .marked = whom->count > 1,
                     .ctx = set,
                     .doing = setting_do,
                     .release = setting_free,
                 });
}

/* ---- c ---- */

static void role_done(struct app *app, void *ctx, size_t index) {
    struct whom **whom = ctx;
    struct arena *arena = &(*whom)->arena;
    const char *role = kith_role_words[index], *name = (*whom)->name;
    set_field(app, *whom, "role", role, arena_printf(arena, "Set the role of %s to %s", name, role),
              arena_printf(arena, "%s: %s", name, role));
    *whom = NULL; /* set_field() took it over */
}

static void role_release(void *ctx) {
    struct whom **whom = ctx;
    if (*whom)
        whom_free(*whom);
    free(whom);
}

void act_role(struct app *app) {
    /* two begin with p: the letter goes from one to the other, Enter takes */
    static const char *const notes[KITH_ROLE_MENTIONED] = {
        [KITH_ROLE_CLIENT] = "you work for them",
        [KITH_ROLE_PROSPECT] = "may become a client; p, then Enter",
        [KITH_ROLE_PARTNER] = "you send each other people; p twice, then Enter",
        [KITH_ROLE_FRIEND] = "no business between you",
        [KITH_ROLE_OTHER] = "somebody you know",
    };
    struct chooser_option options[KITH_ROLE_MENTIONED] = {0};
    struct whom **whom = xalloc(sizeof *whom);
    struct arena arena = {0};
    *whom = whom_now(app);
    for (size_t i = 0; i < KITH_ROLE_MENTIONED; i++) {
        options[i].text = kith_role_words[i];
        options[i].note = notes[i];
    }
    chooser_open(app, &(struct chooser_spec){
                          .title = arena_printf(&arena, "Role of %s", (*whom)->name),
                          .options = options,
                          .count = KITH_ROLE_MENTIONED,
                          .letter_takes = true,
                          .ctx = whom,
                          .done = role_done,
                          .release = role_release,
                      });
    arena_free(&arena);
}

/* ---- * and A ---- */

struct flag { /* its words before and after: "Archive 12 people", "Archived: 12 people" */
    const char *field, *on, *on_said, *off, *off_said;
};
static const struct flag favourite = {"favourite", "Make favourites of", "Favourite", "Make no favourites of",
                                      "No longer a favourite"};
static const struct flag archived = {"archived", "Archive", "Archived", "Bring back", "Back again"};

/* Where all have the flag it is taken away, else all get it. */
static void toggle(struct app *app, const struct flag *flag) {
    struct whom *whom = whom_now(app);
    bool all = true;
    for (size_t i = 0; i < whom->count; i++) {
        struct kith_person person;
        if (!app_ok(app, kith_person_get(app_kith(app), whom->ids[i], &whom->arena, &person))) {
            whom_free(whom);
            return;
        }
        all = all && (flag == &archived ? person.archived : person.favourite);
    }
    set_field(app, whom, flag->field, all ? "no" : "yes",
              arena_printf(&whom->arena, "%s %s", all ? flag->off : flag->on, whom->name),
              arena_printf(&whom->arena, "%s: %s", all ? flag->off_said : flag->on_said, whom->name));
}

void act_favourite(struct app *app) {
    toggle(app, &favourite);
}

void act_archive(struct app *app) {
    toggle(app, &archived);
}

/* ---- t ---- */

struct tagging {
    struct whom *whom;
    const char *tags;
    const char *was; /* of one person, as the line began */
};

static void tags_do(struct app *app, void *ctx) {
    const struct tagging *tagging = ctx;
    if (app_ok(app, kith_person_tag(app_kith(app), tagging->whom->ids, tagging->whom->count, tagging->tags)))
        app_say(app, "Tagged %s", tagging->whom->name);
}

static void tags_release(void *ctx) {
    struct tagging *tagging = ctx;
    if (tagging->whom)
        whom_free(tagging->whom);
    free(tagging);
}

static const char *tags_of(struct app *app, struct whom *whom) {
    struct kith_person person;
    if (kith_person_get(app_kith(app), whom->ids[0], &whom->arena, &person) != KITH_OK)
        return "";
    return kith_field_text(app_kith(app), kith_field_find(&kith_person_kind, "tags"), &person, &whom->arena);
}

/* From the line to the box that comes next. */
static struct tagging *tags_on(struct tagging *tagging, const char *text) {
    struct tagging *copy = xalloc(sizeof *copy);
    *copy = (struct tagging){.whom = tagging->whom, .tags = arena_strdup(&tagging->whom->arena, text)};
    tagging->whom = NULL;
    return copy;
}

/* The line held their tags: it is the whole list now. */
static bool tags_set(struct app *app, const struct whom *whom, const char *text) {
    if (!app_ok(app, kith_person_set(app_kith(app), whom->ids, 1, "tags", text)))
        return false;
    app_say(app, "Tags of %s: %s", whom->name, *text ? text : "none");
    return true;
}

static void tags_settle(struct app *app, void *ctx, enum conflict_choice choice) {
    struct tagging *tagging = ctx;
    if (choice == CONFLICT_MINE)
        tags_set(app, tagging->whom, tagging->tags);
    else if (choice == CONFLICT_BOTH)
        tags_do(app, tagging);
}

static bool tags_done(struct app *app, void *ctx, const char *text) {
    struct tagging *tagging = ctx;
    struct whom *whom = tagging->whom;
    const char *now = whom->count == 1 ? tags_of(app, whom) : "";
    if (whom->count == 1 && (strcmp(now, tagging->was) == 0 || strcmp(now, text) == 0))
        return tags_set(app, whom, text);
    struct tagging *copy = tags_on(tagging, text);
    if (whom->count == 1) {
        const struct conflict_part part = {"Tags", copy->tags, now};
        conflict_open(app, &(struct conflict_spec){
                               .what = "person",
                               .parts = &part,
                               .count = 1,
                               .both = *text != '\0',
                               .ctx = copy,
                               .done = tags_settle,
                               .release = tags_release,
                           });
        return true;
    }
    bulk_do(app, &(struct bulk){
                     .question = arena_printf(&whom->arena, "Tag %s with %s", whom->name, copy->tags),
                     .marked = true,
                     .ctx = copy,
                     .doing = tags_do,
                     .release = tags_release,
                 });
    return true;
}

/* Tab: the first tag of the book that the last one typed may be. */
static void tags_complete(struct app *app, void *ctx, const char *text, struct buf *out) {
    struct arena arena = {0};
    struct kith_list all = {0};
    suggest_tags(app, ctx, text, &arena, &all);
    if (all.count)
        buf_str(out, all.items[0]);
    arena_free(&arena);
}

void act_tags(struct app *app) {
    struct tagging *tagging = xalloc(sizeof *tagging);
    tagging->whom = whom_now(app);
    tagging->was = tagging->whom->count == 1 ? tags_of(app, tagging->whom) : "";
    question_open(app, &(struct question_spec){
                           .label = tagging->whom->count == 1 ? "Tags" : "Tags to add, -tag to remove",
                           .text = tagging->was,
                           .ctx = tagging,
                           .done = tags_done,
                           .complete = tags_complete,
                           .release = tags_release,
                       });
}

/* ---- M ---- */

void act_merge(struct app *app) {
    struct whom *whom = whom_now(app);
    if (whom->count != 2) /* from the palette, over another view */
        app_fail(app, "mark two people with Space first");
    else
        merge_open(app, whom->ids[0], whom->ids[1]);
    whom_free(whom);
}

/* ---- forget ---- */

enum { FORGET_NOT, FORGET };

static void forget_done(struct app *app, void *ctx, size_t index) {
    const struct whom *whom = ctx;
    const struct app_host *host = &app_options(app)->host;
    struct kith_person person;
    struct arena arena = {0};
    if (index == FORGET && app_ok(app, kith_person_get(app_kith(app), whom->ids[0], &arena, &person))) {
        struct kith_list words = kith_person_words(&person, &arena);
        if (app_ok(app, kith_person_forget(app_kith(app), whom->ids[0]))) {
            int removed = host->forgotten ? host->forgotten(host->ctx, &words) : 0;
            app_unmark(app);
            app_say(app, "%s is forgotten, the undo history is empty, %d older %s removed", whom->name,
                    removed, removed == 1 ? "copy" : "copies");
        }
    }
    arena_free(&arena);
}

void act_forget(struct app *app) {
    static const struct chooser_option options[] = {
        [FORGET_NOT] = {.text = "Keep them"},
        [FORGET] = {.text = "Forget them for good", .style = STYLE_WARNING},
    };
    struct whom *whom = whom_now(app);
    if (whom->count != 1) {
        app_fail(app, "one person at a time is forgotten");
        whom_free(whom);
        return;
    }
    chooser_open(app,
                 &(struct chooser_spec){
                     .title = arena_printf(&whom->arena, "Forget %s", whom->name),
                     .above = "Purges them from all that Kith writes: their rows, their names and numbers in"
                              " every text. It empties the undo history first, and removes drafts that name"
                              " them and all automatic backups. Nothing brings them back. Copies made"
                              " elsewhere Kith cannot reach.",
                     .options = options,
                     .count = sizeof options / sizeof *options,
                     .ctx = whom,
                     .done = forget_done,
                     .release = whom_free,
                 });
}

/* ---- N ---- */

static const char *const contact_roles[] = {"client", "prospect", "partner", "friend", "other", NULL};

static bool new_done(struct app *app, void *ctx, struct form *form) {
    struct kith_person person;
    struct arena arena = {0};
    struct kith *k = app_kith(app);
    (void)ctx;
    kith_row_init(&kith_person_kind, &person);
    bool good = true;
    for (size_t i = 0; good && i < kith_person_kind.count; i++) {
        const struct kith_field *field = &kith_person_kind.fields[i];
        const char *text = form_text(form, field->name);
        if (!text_blank(text) && kith_field_parse(k, field, &person, text, &arena) != KITH_OK) {
            form_complain(form, field->name, kith_error(k));
            good = false;
        }
    }
    good = good && app_ok(app, kith_person_add(k, &person));
    if (good) {
        app_go_to_person(app, person.id);
        app_say(app, "Added %s", person.name);
    }
    arena_free(&arena);
    return good;
}

void act_new_contact(struct app *app) {
    static const struct form_field fields[] = {
        {.name = "name", .label = "Name", .kind = FORM_TEXT, .needed = true},
        {.name = "role", .label = "Role", .kind = FORM_CHOICE, .value = "other", .choices = contact_roles},
        {.name = "company", .label = "Company", .kind = FORM_TEXT, .suggest = suggest_company},
        {.name = "title", .label = "Title", .kind = FORM_TEXT, .suggest = suggest_title},
        {.name = "emails", .label = "E-mail", .kind = FORM_TEXT, .hint = "several parted by commas"},
        {.name = "phones", .label = "Phone", .kind = FORM_TEXT},
        {.name = "city", .label = "City", .kind = FORM_TEXT, .suggest = suggest_city},
        {.name = "tags", .label = "Tags", .kind = FORM_TEXT, .hint = "food, leeds", .suggest = suggest_tags},
    };
    form_open(app, &(struct form_spec){
                       .title = "A new contact",
                       .fields = fields,
                       .count = sizeof fields / sizeof *fields,
                       .done = new_done,
                   });
}
