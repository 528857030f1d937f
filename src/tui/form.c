#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "tui/form_state.h"

static struct field *field_now(struct form *form) {
    return &form->fields[form->at];
}

static bool has_line(const struct field *field) {
    return field->spec.kind == FORM_TEXT || field->spec.kind == FORM_DAY || field->spec.kind == FORM_NUMBER;
}

struct field *form_field_named(struct form *form, const char *name) {
    for (size_t i = 0; i < form->count; i++) {
        if (strcmp(form->fields[i].spec.name, name) == 0)
            return &form->fields[i];
    }
    return NULL;
}

static int choice_of(const struct form_field *spec, const char *value) {
    if (spec->kind == FORM_YES_NO)
        return value && (strcmp(value, "yes") == 0 || strcmp(value, "true") == 0);
    for (int i = 0; value && spec->choices && spec->choices[i]; i++) {
        if (strcmp(spec->choices[i], value) == 0)
            return i;
    }
    return 0;
}

void form_set_value(struct field *field, const char *value) {
    if (has_line(field))
        line_set(&field->line, value);
    else if (field->spec.kind == FORM_LONG)
        editor_set(field->editor, value ? value : "", value ? strlen(value) : 0);
    else
        field->choice = choice_of(&field->spec, value);
}

void form_set_words(char **words, const char *text) {
    free(*words);
    *words = xstrdup(text);
}

/* ---- what the owner asks and says ---- */

static char *raw_text(const struct field *field) {
    if (field->spec.kind == FORM_LONG)
        return editor_text(field->editor);
    if (field->spec.kind == FORM_YES_NO)
        return xstrdup(field->choice ? "yes" : "no");
    if (field->spec.kind == FORM_CHOICE)
        return xstrdup(field->spec.choices && field->spec.choices[0] ? field->spec.choices[field->choice]
                                                                     : "");
    return xstrdup(line_text(&field->line));
}

const char *form_text(struct form *form, const char *name) {
    struct field *field = form_field_named(form, name);
    if (!field)
        return "";
    struct arena arena = {0};
    char *raw = raw_text(field);
    form_set_words(&field->text, text_trim(&arena, raw));
    free(raw);
    arena_free(&arena);
    return field->text;
}

bool form_day(struct form *form, const char *name, day *out) {
    struct field *field = form_field_named(form, name);
    const char *text = form_text(form, name);
    *out = DAY_NONE;
    return !*text || (field && day_parse(text, app_today(form->app), field->spec.toward, out));
}

int form_choice(struct form *form, const char *name) {
    const struct field *field = form_field_named(form, name);
    return field ? field->choice : 0;
}

long form_number(struct form *form, const char *name, long none) {
    const char *text = form_text(form, name);
    return *text ? strtol(text, NULL, 10) : none;
}

void form_complain(struct form *form, const char *name, const char *message) {
    struct field *field = form_field_named(form, name);
    if (!field)
        return;
    form_set_words(&field->complaint, message);
    form->at = (size_t)(field - form->fields);
}

void form_note(struct form *form, const char *name, const char *message) {
    struct field *field = form_field_named(form, name);
    if (field)
        form_set_words(&field->note, message);
}

void form_mark(struct form *form, const char *name, const struct span *spans, size_t count) {
    struct field *field = form_field_named(form, name);
    if (!field || !field->editor)
        return;
    struct arena arena = {0};
    char *raw = raw_text(field);
    long lead = (long)strspn(raw, " \t\r\n"); /* form_text() begins after them */
    struct span *moved = ARENA_NEW(&arena, struct span, count + 1);
    for (size_t i = 0; i < count; i++)
        moved[i] = (struct span){spans[i].start + lead, spans[i].end + lead, spans[i].style};
    editor_mark(field->editor, 0, strlen(raw), moved, count);
    free(raw);
    arena_free(&arena);
}

/* ---- suggestions ---- */

static void forget_suggestions(struct form *form) {
    arena_free(&form->suggested);
    form->suggestions = (struct kith_list){0};
    form->suggestion = -1;
}

static void suggest(struct form *form) {
    struct field *field = field_now(form);
    forget_suggestions(form);
    const char *typed = line_text(&field->line);
    if (!field->spec.suggest || text_blank(typed))
        return;
    field->spec.suggest(form->app, form->spec.ctx, typed, &form->suggested, &form->suggestions);
    if (form->suggestions.count > FORM_SUGGESTIONS)
        form->suggestions.count = FORM_SUGGESTIONS;
}

static void changed(struct form *form) {
    struct field *field = field_now(form);
    form_set_words(&field->complaint, NULL);
    if (has_line(field))
        suggest(form);
    if (form->spec.changed)
        form->spec.changed(form->app, form->spec.ctx, form);
}

static bool take_suggestion(struct form *form) {
    if (form->suggestion < 0 && field_now(form)->spec.among && form->suggestions.count == 1)
        form->suggestion = 0;
    if (form->suggestion < 0)
        return false;
    line_set(&field_now(form)->line, form->suggestions.items[form->suggestion]);
    changed(form);
    forget_suggestions(form);
    return true;
}

static bool choose_suggestion(struct form *form, keycode key) {
    int count = (int)form->suggestions.count;
    if (count == 0 || (key != K_DOWN && key != K_UP))
        return false;
    form->suggestion += key == K_DOWN ? 1 : -1;
    if (form->suggestion >= count)
        form->suggestion = count - 1;
    if (form->suggestion < -1)
        form->suggestion = -1;
    return true;
}

/* ---- moving and saving ---- */

static void go(struct form *form, size_t at) {
    forget_suggestions(form);
    form->at = at;
}

static void step(struct form *form, int by) {
    size_t count = form->count;
    go(form, (form->at + count + (size_t)(by + (int)count)) % count);
}

static const char *problem_with(struct form *form, struct field *field) {
    day d;
    const char *text = form_text(form, field->spec.name);
    if (field->spec.needed && !*text)
        return "this is needed";
    if (field->spec.kind == FORM_DAY && !form_day(form, field->spec.name, &d))
        return "that is no day; try 2026-11-21, friday, +2w";
    if (field->spec.kind == FORM_NUMBER && text[strspn(text, "0123456789")])
        return "that is no number";
    return NULL;
}

static bool check(struct form *form) {
    for (size_t i = 0; i < form->count; i++) {
        const char *problem = problem_with(form, &form->fields[i]);
        if (problem) {
            forget_suggestions(form);
            form_complain(form, form->fields[i].spec.name, problem);
            return false;
        }
    }
    return true;
}

void form_save(struct view *view) {
    struct form *form = view->state;
    if (!check(form))
        return;
    if (form->spec.done(view->app, form->spec.ctx, form))
        app_close(view->app, view);
}

static void enter(struct view *view) {
    struct form *form = view->state;
    if (take_suggestion(form))
        return;
    if (form->at + 1 < form->count)
        step(form, 1);
    else
        form_save(view);
}

static bool act(struct view *view, enum action_id action) {
    struct form *form = view->state;
    if (action == ACT_SAVE) {
        take_suggestion(form);
        form_save(view);
    } else if (action == ACT_NEXT_FIELD) {
        take_suggestion(form);
        step(form, 1);
    } else if (action == ACT_PREVIOUS_FIELD) {
        step(form, -1);
    } else if (action == ACT_BACK && form->suggestion >= 0) {
        forget_suggestions(form);
    } else {
        return false;
    }
    return true;
}

/* ---- keys ---- */

static int choice_count(const struct field *field) {
    int count = 0;
    while (field->spec.choices && field->spec.choices[count])
        count++;
    return count;
}

static bool yes_no_key(struct form *form, struct field *field, keycode key) {
    if (key == ' ' || key == K_LEFT || key == K_RIGHT)
        field->choice = !field->choice;
    else if (key == 'y' || key == 'n')
        field->choice = key == 'y';
    else
        return false;
    changed(form);
    return true;
}

static bool choice_key(struct form *form, struct field *field, const struct event *event) {
    int count = choice_count(field), by = 0;
    if (count == 0)
        return false;
    if (event->key == K_RIGHT || event->key == ' ')
        by = 1;
    if (event->key == K_LEFT)
        by = count - 1;
    for (int i = 1; by == 0 && event->typed[0] && i <= count; i++) {
        if (tolower((unsigned char)field->spec.choices[(field->choice + i) % count][0]) ==
            tolower(event->typed[0]))
            by = i;
    }
    if (by == 0)
        return false;
    field->choice = (field->choice + by) % count;
    changed(form);
    return true;
}

static bool typed_key(struct form *form, struct field *field, const struct event *event) {
    char *before = raw_text(field);
    bool taken = has_line(field) ? line_key(&field->line, event) : editor_key(field->editor, event);
    char *now = raw_text(field);
    if (strcmp(before, now) != 0)
        changed(form);
    free(before);
    free(now);
    return taken;
}

static bool key(struct view *view, const struct event *event) {
    struct form *form = view->state;
    struct field *field = field_now(form);
    bool plain = event->type == EVENT_KEY;
    if (plain && event->key == K_ENTER && field->spec.kind != FORM_LONG) {
        enter(view);
        return true;
    }
    if (plain && choose_suggestion(form, event->key))
        return true;
    if (plain && field->spec.kind != FORM_LONG && (event->key == K_UP || event->key == K_DOWN)) {
        step(form, event->key == K_UP ? -1 : 1);
        return true;
    }
    if (field->spec.kind == FORM_YES_NO)
        return plain && yes_no_key(form, field, event->key);
    if (field->spec.kind == FORM_CHOICE)
        return plain && choice_key(form, field, event);
    return typed_key(form, field, event);
}

static void title(struct view *view, struct buf *out) {
    const struct form *form = view->state;
    buf_str(out, form->spec.title);
}

static const struct hint *hints(struct view *view) {
    static const struct hint one[] = {{ACT_SAVE, "save"}, {ACT_BACK, "leave"}, {0}};
    static const struct hint many[] = {
        {ACT_SAVE, "save"}, {ACT_NEXT_FIELD, "next"}, {ACT_BACK, "leave"}, {0}};
    const struct form *form = view->state;
    return form->count > 1 ? many : one;
}

static void release(struct view *view) {
    struct form *form = view->state;
    if (form->spec.release)
        form->spec.release(form->spec.ctx);
    for (size_t i = 0; i < form->count; i++) {
        line_free(&form->fields[i].line);
        editor_free(form->fields[i].editor);
        free(form->fields[i].complaint);
        free(form->fields[i].note);
        free(form->fields[i].text);
        free(form->fields[i].was);
        free(form->fields[i].theirs);
    }
    arena_free(&form->suggested);
    arena_free(&form->arena);
}

static const struct view_type form_type = {
    .name = "form",
    .context = CONTEXT_FORM,
    .place = PLACE_BOX,
    .size = sizeof(struct form),
    .title = title,
    .draw = form_draw,
    .size_wanted = form_size_wanted,
    .act = act,
    .key = key,
    .hints = hints,
    .free = release,
};

static const char *const *copy_choices(struct arena *arena, const char *const *choices) {
    size_t count = 0;
    while (choices && choices[count])
        count++;
    const char **copy = ARENA_NEW(arena, const char *, count + 1);
    for (size_t i = 0; i < count; i++)
        copy[i] = arena_strdup(arena, choices[i]);
    return copy;
}

static void open_field(struct form *form, struct field *field, const struct form_field *spec) {
    field->spec = *spec;
    field->spec.name = arena_strdup(&form->arena, spec->name);
    field->spec.label = arena_strdup(&form->arena, spec->label);
    field->spec.hint = arena_strdup(&form->arena, spec->hint);
    field->spec.value = NULL;
    field->spec.choices = copy_choices(&form->arena, spec->choices);
    line_init(&field->line, NULL);
    if (spec->kind == FORM_LONG)
        field->editor = editor_new(spec->value);
    else
        form_set_value(field, spec->value);
    field->chosen = field->choice;
    field->was = xstrdup(spec->value ? spec->value : "");
}

void form_open(struct app *app, const struct form_spec *spec) {
    struct view *view = app_push(app, &form_type);
    struct form *form = view->state;
    form->app = app;
    form->view = view;
    form->spec = *spec;
    form->spec.title = arena_strdup(&form->arena, spec->title);
    form->count = spec->count;
    form->fields = ARENA_NEW(&form->arena, struct field, spec->count);
    form->suggestion = -1;
    for (size_t i = 0; i < spec->count; i++)
        open_field(form, &form->fields[i], &spec->fields[i]);
}
