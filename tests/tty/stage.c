/*
 * A small program on the same terminal code and widgets as Kith, without a
 * book: a list, a form, a question, an editor. The harness and everything below
 * the views is tried on it.
 */
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tui/app.h"
#include "tui/chooser.h"
#include "tui/confirm.h"
#include "tui/editor.h"
#include "tui/form.h"
#include "tui/list.h"
#include "tui/question.h"
#include "tui/term_curses.h"

/* ---- a list ---- */

static const char *const names[] = {"Ann Okafor", "Björn Ek", "张伟", "Dev Shah", "Zoë Márquez"};
enum { NAMES = 40 };

static void list_load(struct view *view) {
    struct list *list = view->state;
    list->count = NAMES;
    list_fit(list);
}

static void list_row(void *ctx, struct pane pane, size_t index) {
    (void)ctx;
    pane_put(pane, 0, 1, STYLE_GOLDEN, sign(SIGN_GOLDEN));
    int col = pane_cut(pane, 0, 3, pane.area.cols - 10, STYLE_NAME, names[index % 5]);
    pane_printf(pane, 0, col + 1, STYLE_DIM, "%zu", index);
}

static void list_view_draw(struct view *view, struct pane pane) {
    list_draw(view->state, pane, app_has_focus(view->app, view), list_row, view);
}

static bool list_subject(struct view *view, struct subject *out) {
    const struct list *list = view->state;
    *out = (struct subject){
        .id = (kith_id)list->at + 1, .person = (kith_id)list->at + 1, .name = names[list->at % 5]};
    return true;
}

static void typed(struct app *app, void *ctx, const char *text) {
    (void)ctx;
    app_say(app, "typed %s", text);
}

static bool answered(struct app *app, void *ctx, const char *text) {
    (void)ctx;
    app_say(app, "answered %s", text);
    return *text != '\0';
}

static bool saved(struct app *app, void *ctx, struct form *form) {
    day d;
    char iso[DAY_SIZE];
    (void)ctx;
    form_day(form, "day", &d);
    app_say(app, "saved %s / %s / %d / %s", form_text(form, "name"), day_iso(d, iso),
            form_choice(form, "role"), form_text(form, "sure"));
    return true;
}

static void chose(struct app *app, void *ctx, size_t index) {
    (void)ctx;
    app_say(app, "chose %zu", index);
}

static void confirmed(struct app *app, void *ctx) {
    (void)ctx;
    app_say(app, "deleted");
}

static void open_form(struct app *app) {
    static const char *const roles[] = {"client", "prospect", "partner", NULL};
    const struct form_field fields[] = {
        {.name = "name", .label = "Name", .needed = true},
        {.name = "day", .label = "Day", .kind = FORM_DAY, .toward = DAY_FUTURE},
        {.name = "role", .label = "Role", .kind = FORM_CHOICE, .choices = roles, .value = "prospect"},
        {.name = "sure", .label = "Sure", .kind = FORM_YES_NO},
        {.name = "about", .label = "About", .kind = FORM_LONG},
    };
    form_open(app, &(struct form_spec){.title = "A form", .fields = fields, .count = 5, .done = saved});
}

static void open_chooser(struct app *app) {
    static const struct chooser_option options[] = {
        {.text = "thanked"}, {.text = "delivered"}, {.text = "trouble"}};
    chooser_open(app,
                 &(struct chooser_spec){.title = "Moment", .options = options, .count = 3, .done = chose});
}

static bool list_view_act(struct view *view, enum action_id action) {
    struct app *app = view->app;
    if (action == ACT_NARROW)
        question_open(app, &(struct question_spec){
                               .label = "Narrow", .changed = typed, .done = answered, .moves = true});
    else if (action == ACT_EDIT)
        open_form(app);
    else if (action == ACT_MOMENT)
        open_chooser(app);
    else if (action == ACT_DELETE)
        confirm_open(app, &(struct confirm_spec){.question = "Delete Ann Okafor?", .yes = confirmed});
    else if (action == ACT_COPY)
        app_copy(app, "words to copy");
    else
        return list_act(view->state, action);
    return true;
}

static bool list_view_mouse(struct view *view, const struct event *event) {
    return list_mouse(view->state, event, 0);
}

static void list_title(struct view *view, struct buf *out) {
    (void)view;
    buf_printf(out, "People · %d", NAMES);
}

static const struct hint *list_hints(struct view *view) {
    static const struct hint all[] = {{ACT_EDIT, NULL}, {ACT_MOMENT, NULL}, {ACT_NEXT_PANE, "pane"}, {0}};
    (void)view;
    return all;
}

static const struct view_type list_type = {
    .name = "people",
    .context = CONTEXT_PEOPLE,
    .place = PLACE_LIST,
    .size = sizeof(struct list),
    .title = list_title,
    .load = list_load,
    .draw = list_view_draw,
    .act = list_view_act,
    .mouse = list_view_mouse,
    .subject = list_subject,
    .hints = list_hints,
};

/* ---- a pane with an editor in it ---- */

struct notes {
    struct editor *editor;
};

static void notes_load(struct view *view) {
    struct notes *notes = view->state;
    if (!notes->editor)
        notes->editor = editor_new(NULL);
}

static void notes_draw(struct view *view, struct pane pane) {
    struct notes *notes = view->state;
    editor_draw(notes->editor, pane, app_has_focus(view->app, view));
}

static bool notes_key(struct view *view, const struct event *event) {
    struct notes *notes = view->state;
    return editor_key(notes->editor, event);
}

/* Writes the text out, has it edited, and reads the first line back. */
static bool notes_act(struct view *view, enum action_id action) {
    struct notes *notes = view->state;
    const char *path = getenv("STAGE_FILE");
    char line[256] = "";
    if (action != ACT_EDITOR || !path || !app_edit(view->app, path))
        return action == ACT_EDITOR;
    FILE *file = fopen(path, "r");
    if (file && fgets(line, sizeof line, file))
        editor_set(notes->editor, line, strlen(line));
    if (file)
        fclose(file);
    return true;
}

static void notes_title(struct view *view, struct buf *out) {
    buf_printf(out, "Notes · %s", app_person_name(view->app));
}

static void notes_free(struct view *view) {
    struct notes *notes = view->state;
    editor_free(notes->editor);
}

static const struct view_type notes_type = {
    .name = "notes",
    .context = CONTEXT_NOTE,
    .place = PLACE_PANE,
    .size = sizeof(struct notes),
    .title = notes_title,
    .load = notes_load,
    .draw = notes_draw,
    .act = notes_act,
    .key = notes_key,
    .free = notes_free,
};

/* ---- the terminal ---- */

static struct term *term;

static const char *copy(void *ctx, const char *text) {
    (void)ctx;
    return term_copy(term, text) ? "through the terminal" : NULL;
}

static bool edit(void *ctx, const char *path, struct buf *why) {
    (void)ctx;
    return term_run(term, (const char *const[]){getenv("EDITOR"), path, NULL}, why);
}

static void stop(void *ctx) {
    (void)ctx;
    term_suspend(term);
}

static void clock_now(void *ctx, day *today, int64_t *now) {
    (void)ctx;
    *today = day_from(2026, 11, 21);
    *now = 0;
}

int main(void) {
    struct buf why = BUF_INIT;
    struct canvas canvas;
    setlocale(LC_ALL, "");
    term = term_start(&(struct term_options){.mouse = true}, &why);
    if (!term) {
        fprintf(stderr, "stage: %s\n", why.data);
        buf_free(&why);
        return 1;
    }
    canvas_init(&canvas, 1, 1);
    struct app *app = app_new(
        &(struct app_options){.views = {&list_type},
                              .notes = &notes_type,
                              .host = {.copy = copy, .edit = edit, .suspend = stop, .clock = clock_now}});
    while (app_running(app) && !term_ended(term)) {
        int rows, cols;
        term_size(term, &rows, &cols);
        canvas_resize(&canvas, rows, cols);
        app_draw(app, &canvas);
        term_show(term, &canvas);
        for (struct event event = term_read(term, 1000); event.type != EVENT_NONE;
             event = term_read(term, 0)) {
            if (event.type == EVENT_KEY && event.key == K_F12)
                abort();
            app_handle(app, &event);
        }
    }
    canvas_free(&canvas);
    app_free(app);
    term_end(term);
    return 0;
}
