#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "tui/conflict.h"
#include "tui/form_state.h"

/* Fields that somebody else has changed while the form stood open. */

/* A choice that nobody touched says nothing, even where the value was none of its words. */
static bool touched(struct form *form, const struct field *field) {
    if (field->spec.kind == FORM_CHOICE || field->spec.kind == FORM_YES_NO)
        return field->choice != field->chosen;
    return strcmp(form_text(form, field->spec.name), field->was) != 0;
}

bool form_writes(struct form *form, const char *name, const char *now) {
    struct field *field = form_field_named(form, name);
    if (!field)
        return false;
    bool writes = touched(form, field) && strcmp(form_text(form, name), now) != 0;
    form_set_words(&field->theirs, writes && strcmp(now, field->was) != 0 ? now : NULL);
    return writes;
}

/* Theirs is from here on what was there; what was chosen is then saved without a further question. */
static void settle(struct app *app, void *ctx, enum conflict_choice choice) {
    struct view *view = ctx;
    struct form *form = view->state;
    (void)app;
    for (size_t i = 0; i < form->count; i++) {
        struct field *field = &form->fields[i];
        if (!field->theirs)
            continue;
        form_set_words(&field->was, field->theirs);
        if (choice == CONFLICT_THEIRS)
            form_set_value(field, field->theirs);
        form_set_words(&field->theirs, NULL);
    }
    form_save(view);
}

bool form_changed_meanwhile(struct form *form, const char *what) {
    struct arena arena = {0};
    struct conflict_part *parts = ARENA_NEW(&arena, struct conflict_part, form->count);
    size_t count = 0;
    for (size_t i = 0; i < form->count; i++) {
        struct field *field = &form->fields[i];
        if (field->theirs)
            parts[count++] = (struct conflict_part){
                field->spec.label, arena_strdup(&arena, form_text(form, field->spec.name)), field->theirs};
    }
    if (count)
        conflict_open(form->app,
                      &(struct conflict_spec){
                          .what = what, .parts = parts, .count = count, .ctx = form->view, .done = settle});
    arena_free(&arena);
    return count > 0;
}
