/* F: the saved searches, with how many people each finds; and the form that saves one. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/text.h"
#include "kith/query.h"
#include "tui/act.h"
#include "tui/confirm.h"
#include "tui/form.h"
#include "tui/list.h"
#include "tui/views.h"

struct searches {
    struct arena arena;
    struct list list;
    struct kith_saved_list saved;
};

static void load(struct view *view) {
    struct searches *searches = view->state;
    arena_free(&searches->arena);
    searches->saved = (struct kith_saved_list){0};
    app_ok(view->app, kith_saved_all(app_kith(view->app), &searches->arena, &searches->saved));
    searches->list.count = searches->saved.count;
    list_fit(&searches->list);
}

static const struct kith_saved *chosen(const struct view *view) {
    const struct searches *searches = view->state;
    return searches->list.at < searches->saved.count ? &searches->saved.items[searches->list.at] : NULL;
}

/* ---- drawing ---- */

enum { COUNT_WIDTH = 7 };

static int names_width(const struct searches *searches, int cols) {
    int widest = 0;
    for (size_t i = 0; i < searches->saved.count; i++) {
        int width = text_width(searches->saved.items[i].name);
        widest = width > widest ? width : widest;
    }
    return widest < cols / 2 ? widest : cols / 2;
}

static void draw_row(void *ctx, struct pane pane, size_t index) {
    const struct searches *searches = ctx;
    const struct kith_saved *saved = &searches->saved.items[index];
    int names = names_width(searches, pane.area.cols), at = 1 + names + COUNT_WIDTH;
    char count[24];
    snprintf(count, sizeof count, "%zu", saved->count);
    pane_cut(pane, 0, 1, names, STYLE_NAME, saved->name);
    if (!saved->fault)
        pane_right(pane, 0, 1 + names, at, STYLE_PLAIN, count);
    pane_cut(pane, 0, at + 2, pane.area.cols - at - 3, saved->fault ? STYLE_WARNING : STYLE_DIM,
             saved->fault ? saved->fault : saved->query);
}

static void draw(struct view *view, struct pane pane) {
    struct searches *searches = view->state;
    if (searches->saved.count == 0)
        pane_wrap(
            pane, 0, 1, pane.area.cols - 1, STYLE_DIM,
            "None yet. Narrow People with / and terms such as role:client asked:never, then S saves it.");
    else
        list_draw(&searches->list, pane, true, draw_row, searches);
}

static void title(struct view *view, struct buf *out) {
    (void)view;
    buf_str(out, "Saved searches");
}

static void size_wanted(struct view *view, int *rows, int *cols) {
    const struct searches *searches = view->state;
    *cols = *cols - 4 < 90 ? *cols - 4 : 90;
    int wanted = searches->saved.count < 3 ? 3 : (int)searches->saved.count;
    *rows = wanted < *rows - 4 ? wanted : *rows - 4;
}

static const struct hint *hints(struct view *view) {
    static const struct hint all[] = {
        {ACT_OPEN, "show"}, {ACT_EDIT, "edit"}, {ACT_DELETE, "delete"}, {ACT_BACK, "leave"}, {0}};
    static const struct hint none[] = {{ACT_BACK, "leave"}, {0}};
    return chosen(view) ? all : none;
}

/* ---- saving and changing ---- */

struct saving {
    char *was; /* the name it has now; NULL: a new one */
};

static void release_saving(void *ctx) {
    free(((struct saving *)ctx)->was);
    free(ctx);
}

/* The whole line with its last word completed, as each of the suggestions. */
static void suggest_terms(struct app *app, void *ctx, const char *typed, struct arena *arena,
                          struct kith_list *out) {
    enum { MOST = 8 };
    struct kith_completions all;
    (void)ctx;
    kith_query_complete(app_kith(app), typed, strlen(typed), arena, &all);
    if (all.start == strlen(typed))
        return;
    out->items = ARENA_NEW(arena, const char *, MOST);
    for (size_t i = 0; i < all.count && out->count < MOST; i++)
        out->items[out->count++] = arena_printf(arena, "%.*s%s", (int)all.start, typed, all.items[i].text);
}

static bool save(struct app *app, void *ctx, struct form *form) {
    struct saving *saving = ctx;
    struct kith *k = app_kith(app);
    struct arena arena = {0};
    const char *name = arena_strdup(&arena, form_text(form, "name")), *terms = form_text(form, "terms");
    struct kith_query_fault fault;
    bool good = kith_query_check(k, terms, &arena, NULL, &fault);
    if (!good) {
        form_complain(form, "terms",
                      arena_printf(&arena, "%.*s: %s", (int)fault.length, terms + fault.start, fault.why));
    } else {
        enum kith_status status = kith_step_begin(k, arena_printf(&arena, "saved search %s", name));
        bool renamed = saving->was && !text_same(saving->was, name);
        if (renamed)
            status = kith_saved_rename(k, saving->was, name);
        if (status == KITH_OK)
            status = kith_saved_put(k, name, terms);
        status = kith_step_end(k, status);
        good = status == KITH_OK;
        if (!good)
            form_complain(form, "name", kith_error(k));
    }
    if (good) {
        people_show_saved(app, name);
        app_say(app, "Saved as %s: f chooses it, F changes it", name);
    }
    arena_free(&arena);
    return good;
}

void searches_save(struct app *app, const char *name, const char *terms) {
    struct saving *saving = xalloc(sizeof *saving);
    saving->was = name ? xstrdup(name) : NULL;
    const struct form_field fields[] = {
        {.name = "name",
         .label = "Name",
         .kind = FORM_TEXT,
         .value = name,
         .hint = "Food in Leeds",
         .needed = true},
        {.name = "terms",
         .label = "Finds",
         .kind = FORM_TEXT,
         .value = terms,
         .hint = "tag:food in Leeds",
         .needed = true,
         .suggest = suggest_terms},
    };
    form_open(app, &(struct form_spec){.title = name ? "Saved search" : "Save this search",
                                       .fields = fields,
                                       .count = 2,
                                       .ctx = saving,
                                       .done = save,
                                       .release = release_saving});
}

static void delete_yes(struct app *app, void *name) {
    if (app_ok(app, kith_saved_delete(app_kith(app), name)))
        app_say(app, "Deleted. u brings it back");
}

static void ask_delete(struct view *view, const struct kith_saved *saved) {
    struct arena arena = {0};
    confirm_open(view->app,
                 &(struct confirm_spec){
                     .question = arena_printf(&arena, "Delete the saved search %s? (no person is touched)",
                                              saved->name),
                     .ctx = xstrdup(saved->name),
                     .yes = delete_yes,
                     .release = free});
    arena_free(&arena);
}

/* ---- keys ---- */

static bool act(struct view *view, enum action_id action) {
    struct searches *searches = view->state;
    struct app *app = view->app;
    struct arena arena = {0};
    const struct kith_saved *saved = chosen(view);
    const char *name = saved ? arena_strdup(&arena, saved->name) : "";
    bool taken = true;
    if (action == ACT_OPEN && saved) {
        app_close(app, view);
        people_show_saved(app, name);
    } else if (action == ACT_EDIT && saved) {
        searches_save(app, saved->name, saved->query);
    } else if (action == ACT_DELETE && saved) {
        ask_delete(view, saved);
    } else {
        taken = list_act(&searches->list, action);
    }
    arena_free(&arena);
    return taken;
}

static bool mouse(struct view *view, const struct event *event) {
    return list_mouse(&((struct searches *)view->state)->list, event, 0);
}

static void release(struct view *view) {
    arena_free(&((struct searches *)view->state)->arena);
}

static const struct view_type searches_type = {
    .name = "searches",
    .context = CONTEXT_SEARCHES,
    .place = PLACE_BOX,
    .size = sizeof(struct searches),
    .title = title,
    .load = load,
    .draw = draw,
    .size_wanted = size_wanted,
    .act = act,
    .mouse = mouse,
    .hints = hints,
    .free = release,
};

void act_searches(struct app *app) {
    app_push(app, &searches_type);
}
