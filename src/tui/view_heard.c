/* What I heard: wants, people and moments of a note, each with a tick, before it is saved. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tui/chooser.h"
#include "tui/form.h"
#include "tui/list.h"
#include "tui/view_note.h"
#include "tui/views.h"

struct hearing {
    struct arena arena;
    struct app *app;
    struct kith_note note;
    const char *contact; /* as said, of whom the first was talked with */
    struct kith_heard heard;
    struct row { /* a heading, a blank line, or an item */
        const char *heading;
        struct kith_heard_item *item;
    } * rows;
    size_t count, cap;
    struct list list;
    void *ctx;
    void (*ended)(struct app *app, void *ctx, enum kith_status how);
};

/* ---- rows ---- */

/* Needs before names: the talk was about them (L8). */
static const struct {
    enum kith_heard_sort sort;
    const char *heading;
} groups[] = {
    {KITH_HEARD_NEED, "Wants"},          {KITH_HEARD_PERSON, "People"},      {KITH_HEARD_MOMENT, "Moments"},
    {KITH_HEARD_FOLLOW, "What follows"}, {KITH_HEARD_QUESTION, "Questions"},
};

static bool skip(void *ctx, size_t row) {
    return ((struct hearing *)ctx)->rows[row].item == NULL;
}

static void make_rows(struct hearing *hearing) {
    for (size_t g = 0; g < sizeof groups / sizeof *groups; g++) {
        bool first = true;
        for (size_t i = 0; i < hearing->heard.count; i++) {
            if (hearing->heard.items[i].sort != groups[g].sort)
                continue;
            if (first && hearing->count)
                *ARENA_PUSH(&hearing->arena, hearing->rows, hearing->count, hearing->cap) = (struct row){0};
            if (first)
                *ARENA_PUSH(&hearing->arena, hearing->rows, hearing->count, hearing->cap) =
                    (struct row){.heading = groups[g].heading};
            first = false;
            *ARENA_PUSH(&hearing->arena, hearing->rows, hearing->count, hearing->cap) =
                (struct row){.item = &hearing->heard.items[i]};
        }
    }
    hearing->list = (struct list){.count = hearing->count, .skip = skip, .ctx = hearing};
    list_fit(&hearing->list);
}

static struct kith_heard_item *item_at(struct hearing *hearing) {
    return hearing->list.at < hearing->count ? hearing->rows[hearing->list.at].item : NULL;
}

static const char *person_name(const struct kith_heard_item *item) {
    return item->name ? item->name : item->relation ? item->relation : "someone";
}

/* The row of the ledger, or the answer, that a moment implies. */
static const char *follow_words(const struct hearing *hearing, const struct kith_heard_item *item,
                                struct arena *arena) {
    const char *contact = hearing->contact;
    const char *about = item->person_item < 0 ? "" : person_name(&hearing->heard.items[item->person_item]);
    switch (item->follow) {
    case KITH_FOLLOW_RECEIVED:
        return arena_printf(arena, "a referral received from %s: %s", contact, about);
    case KITH_FOLLOW_GIVEN:
        return arena_printf(arena, "a referral given to %s: %s", contact, about);
    case KITH_FOLLOW_TASK: {
        char by[DAY_WORDS];
        day today = app_today(hearing->app);
        return arena_printf(arena, "my task for %s, by %s: %s", contact, day_short(item->on, today, by),
                            item->what);
    }
    case KITH_FOLLOW_NOT_YET:
        return arena_printf(arena, "%s answers what I asked: not yet", contact);
    default:
        return arena_printf(arena, "%s answers what I asked: will", contact);
    }
}

static const char *item_name(const struct hearing *hearing, const struct kith_heard_item *item,
                             struct arena *arena) {
    switch (item->sort) {
    case KITH_HEARD_PERSON:
        return person_name(item);
    case KITH_HEARD_MOMENT:
        return kith_moment_words[item->kind];
    case KITH_HEARD_NEED:
        return item->what;
    case KITH_HEARD_QUESTION:
        return arena_printf(arena, "brought by “%s”", item->quote);
    default:
        return follow_words(hearing, item, arena);
    }
}

/* ---- drawing ---- */

static enum style item_style(const struct kith_heard_item *item) {
    if (item->sort == KITH_HEARD_MOMENT)
        return views_moment_style(item->kind);
    return item->sort == KITH_HEARD_PERSON ? STYLE_NAME : STYLE_PLAIN;
}

/* Beside the name: of a person and a want whose, of a moment the words. */
static const char *item_note(const struct kith_heard_item *item, struct arena *arena) {
    switch (item->sort) {
    case KITH_HEARD_PERSON:
        return item->said ? item->said : "";
    case KITH_HEARD_MOMENT:
        return arena_printf(arena, "“%s”", item->quote);
    case KITH_HEARD_NEED:
        return item->whose >= 0 ? item->said ? item->said : "theirs" : "";
    default:
        return "";
    }
}

static void draw_item(const struct hearing *hearing, const struct kith_heard_item *item, struct pane pane) {
    enum { NAME = 6, NOTE = NAME + 13, LEAST = 8 };
    struct arena arena = {0};
    int end = pane.area.cols - 1;
    const char *note = item_note(item, &arena);
    pane_put(pane, 0, 2, STYLE_PLAIN, item->keep ? "[x]" : "[ ]");
    int room = *note ? (end - NAME) * 3 / 5 : end - NAME;
    int col = pane_cut(pane, 0, NAME, room, item_style(item), item_name(hearing, item, &arena)) + 2;
    if (item->sort != KITH_HEARD_NEED && col < NOTE)
        col = NOTE; /* people and moments stand in columns */
    if (end - col >= LEAST)
        pane_cut(pane, 0, col, end - col, STYLE_DIM, note);
    arena_free(&arena);
}

static void draw_row(void *ctx, struct pane pane, size_t index) {
    const struct hearing *hearing = ctx;
    const struct row *row = &hearing->rows[index];
    if (row->heading)
        pane_put(pane, 0, 2, STYLE_TITLE, row->heading);
    else if (row->item)
        draw_item(hearing, row->item, pane);
}

/* The words it was heard in stand below; returns the rows they take. */
static int draw_quote(const struct kith_heard_item *item, struct pane pane) {
    enum { ROOM = 3, LEAST = 14 };
    if (!item || !item->quote || !*item->quote || item->sort == KITH_HEARD_QUESTION || pane.area.rows < LEAST)
        return 0;
    struct arena arena = {0};
    struct pane foot = pane_part(pane, pane.area.rows - ROOM + 1, 0, ROOM - 1, pane.area.cols);
    pane_wrap(foot, 0, 2, pane.area.cols - 1, STYLE_QUOTE, arena_printf(&arena, "“%s”", item->quote));
    arena_free(&arena);
    return ROOM;
}

enum { TOP = 2 }; /* the first row of the list */

static void draw(struct view *view, struct pane pane) {
    struct hearing *hearing = view->state;
    pane_blank(pane);
    pane_put(pane, 0, 1, STYLE_PLAIN, "Keep what I heard?");
    int below = draw_quote(item_at(hearing), pane);
    list_draw(&hearing->list, pane_part(pane, TOP, 0, pane.area.rows - TOP - below, pane.area.cols),
              app_has_focus(view->app, view), draw_row, hearing);
}

static void title(struct view *view, struct buf *out) {
    (void)view;
    buf_str(out, "What I heard");
}

/* ---- e: correcting ---- */

static const char *const same_words[] = {"the same person", "someone new", NULL};

static bool person_done(struct app *app, void *ctx, struct form *form) {
    struct hearing *hearing = ((struct view *)ctx)->state;
    struct kith_heard_item *item = item_at(hearing);
    const char *name = form_text(form, "name"), *relation = form_text(form, "relation");
    (void)app;
    if (!*name && !*relation) {
        form_complain(form, "name", "a name or a relation");
        return false;
    }
    item->name = *name ? arena_strdup(&hearing->arena, name) : NULL;
    item->relation = *relation ? arena_strdup(&hearing->arena, relation) : NULL;
    if (item->person && form_choice(form, "same") == 1) {
        item->person = 0;
        item->said = item->relation ? item->relation : "new";
    }
    item->keep = true;
    return true;
}

static void edit_person(struct view *view, const struct kith_heard_item *item) {
    struct form_field fields[3] = {
        {.name = "name", .label = "Name", .kind = FORM_TEXT, .value = item->name},
        {.name = "relation",
         .label = "Relation",
         .kind = FORM_TEXT,
         .value = item->relation,
         .hint = "brother, accountant"},
        {.name = "same",
         .label = "Known",
         .kind = FORM_CHOICE,
         .value = same_words[0],
         .choices = same_words},
    };
    form_open(view->app, &(struct form_spec){.title = "Who was it?",
                                             .fields = fields,
                                             .count = item->person ? 3 : 2,
                                             .ctx = view,
                                             .done = person_done});
}

static const char *whose_said(struct hearing *hearing, const struct kith_heard_item *item) {
    return item->whose < 0
               ? NULL
               : arena_printf(&hearing->arena, "of %s", person_name(&hearing->heard.items[item->whose]));
}

static bool need_done(struct app *app, void *ctx, struct form *form) {
    struct hearing *hearing = ((struct view *)ctx)->state;
    struct kith_heard_item *item = item_at(hearing);
    (void)app;
    item->what = arena_strdup(&hearing->arena, form_text(form, "what"));
    item->whose = -1;
    int whose = form_choice(form, "whose") - 1, at = 0;
    for (size_t i = 0; i < hearing->heard.count && whose >= 0; i++)
        if (hearing->heard.items[i].sort == KITH_HEARD_PERSON && at++ == whose)
            item->whose = (int)i;
    item->said = whose_said(hearing, item);
    item->keep = true;
    return true;
}

static void edit_need(struct view *view, const struct kith_heard_item *item) {
    struct hearing *hearing = view->state;
    const char **whose = ARENA_NEW(&hearing->arena, const char *, hearing->heard.count + 2);
    size_t count = 0, chosen = 0;
    whose[count++] = kith_person_said(app_kith(view->app), hearing->note.with.items[0], &hearing->arena);
    for (size_t i = 0; i < hearing->heard.count; i++) {
        if (hearing->heard.items[i].sort != KITH_HEARD_PERSON)
            continue;
        if (item->whose == (int)i)
            chosen = count;
        whose[count++] = person_name(&hearing->heard.items[i]);
    }
    const struct form_field fields[] = {
        {.name = "what", .label = "Wants", .kind = FORM_TEXT, .value = item->what, .needed = true},
        {.name = "whose",
         .label = "Who wants it",
         .kind = FORM_CHOICE,
         .value = whose[chosen],
         .choices = whose},
    };
    form_open(
        view->app,
        &(struct form_spec){.title = "A want", .fields = fields, .count = 2, .ctx = view, .done = need_done});
}

static void kind_done(struct app *app, void *ctx, size_t index) {
    struct kith_heard_item *item = item_at(((struct view *)ctx)->state);
    (void)app;
    item->kind = (int)index;
    item->keep = true;
}

static void edit_moment(struct view *view, const struct kith_heard_item *item) {
    struct chooser_option options[KITH_TROUBLE + 1] = {0};
    for (size_t i = 0; i <= KITH_TROUBLE; i++)
        options[i].text = kith_moment_words[i];
    chooser_open(view->app, &(struct chooser_spec){.title = "What was it?",
                                                   .options = options,
                                                   .count = KITH_TROUBLE + 1,
                                                   .chosen = (size_t)item->kind,
                                                   .ctx = view,
                                                   .done = kind_done});
}

static void edit(struct view *view) {
    const struct kith_heard_item *item = item_at(view->state);
    if (!item)
        return;
    if (item->sort == KITH_HEARD_PERSON)
        edit_person(view, item);
    else if (item->sort == KITH_HEARD_NEED)
        edit_need(view, item);
    else if (item->sort == KITH_HEARD_MOMENT)
        edit_moment(view, item);
    else
        app_say(view->app, "Space ticks it");
}

/* ---- saving ---- */

static void say_kept(struct app *app, const struct kith_kept *kept) {
    struct buf words = BUF_INIT;
    buf_str(&words, "Saved");
    const char *join = ". Kept ";
    for (size_t i = 0; i < kept->people.count; i++, join = ", ")
        buf_printf(&words, "%s%s", join, kept->people.items[i].name);
    if (kept->moment_count) {
        buf_printf(&words, "%s%zu moment%s", join, kept->moment_count, kept->moment_count == 1 ? "" : "s");
        join = ", ";
    }
    if (kept->needs.count)
        buf_printf(&words, "%s%zu want%s", join, kept->needs.count, kept->needs.count == 1 ? "" : "s");
    for (size_t i = 0; i < kept->said.count; i++)
        buf_printf(&words, ". %s", kept->said.items[i]);
    app_say(app, "%s. u undoes", words.data);
    buf_free(&words);
}

static enum kith_status save(struct app *app, struct kith_note *note, const struct kith_heard *heard) {
    struct arena arena = {0};
    struct kith_kept kept;
    enum kith_status status = kith_note_save(app_kith(app), note, heard, &arena, &kept);
    if (app_ok(app, status))
        say_kept(app, &kept);
    arena_free(&arena);
    return status;
}

static bool is_end(enum kith_status status) {
    return status == KITH_OK || status == KITH_CHANGED || status == KITH_NOT_FOUND;
}

static void save_and_close(struct view *view, const struct kith_heard *heard) {
    struct hearing *hearing = view->state;
    struct app *app = view->app;
    enum kith_status status = save(app, &hearing->note, heard);
    if (!is_end(status))
        return; /* the note is still in the editor beneath, and on disk as a draft */
    void *ctx = hearing->ctx;
    void (*ended)(struct app *, void *, enum kith_status) = hearing->ended;
    app_close(app, view);
    ended(app, ctx, status);
}

static bool act(struct view *view, enum action_id action) {
    struct hearing *hearing = view->state;
    struct kith_heard_item *item = item_at(hearing);
    switch (action) {
    case ACT_SAVE:
        save_and_close(view, &hearing->heard);
        return true;
    case ACT_BACK:
        save_and_close(view, NULL);
        return true;
    case ACT_MARK:
        if (item)
            item->keep = !item->keep;
        return true;
    case ACT_EDIT:
        edit(view);
        return true;
    default:
        return list_act(&hearing->list, action);
    }
}

static bool mouse(struct view *view, const struct event *event) {
    struct event inside = *event;
    inside.row -= TOP;
    return inside.row >= 0 && list_mouse(&((struct hearing *)view->state)->list, &inside);
}

static const struct hint *hints(struct view *view) {
    static const struct hint all[] = {
        {ACT_MARK, "tick"},          {ACT_SAVE, "keep"}, {ACT_EDIT, "correct"},
        {ACT_BACK, "the note only"}, {ACT_NONE, NULL},
    };
    (void)view;
    return all;
}

static void release(struct view *view) {
    arena_free(&((struct hearing *)view->state)->arena);
}

static const struct view_type view_heard = {
    .name = "heard",
    .context = CONTEXT_HEARD,
    .place = PLACE_RIGHT,
    .size = sizeof(struct hearing),
    .title = title,
    .draw = draw,
    .act = act,
    .mouse = mouse,
    .hints = hints,
    .free = release,
};

void heard_open(struct app *app, const struct kith_note *note, void *ctx,
                void (*ended)(struct app *app, void *ctx, enum kith_status how)) {
    struct arena arena = {0};
    struct kith_heard heard;
    struct kith_note own = note_copy(note, &arena);
    if (!app_ok(app, kith_listen(app_kith(app), &own, &arena, &heard))) {
        arena_free(&arena);
        return;
    }
    if (heard.count == 0) { /* nothing to ask about */
        enum kith_status status = save(app, &own, NULL);
        if (is_end(status))
            ended(app, ctx, status);
        arena_free(&arena);
        return;
    }
    struct view *view = app_push(app, &view_heard);
    struct hearing *hearing = view->state;
    *hearing =
        (struct hearing){.arena = arena, .app = app, .note = own, .heard = heard, .ctx = ctx, .ended = ended};
    hearing->contact = kith_person_said(app_kith(app), own.with.items[0], &hearing->arena);
    for (size_t i = 0; i < heard.count; i++)
        if (heard.items[i].sort == KITH_HEARD_NEED && !heard.items[i].said)
            heard.items[i].said = whose_said(hearing, &heard.items[i]);
    make_rows(hearing);
}
