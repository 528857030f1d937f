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
    enum { ADD_NONE, ADD_PERSON, ADD_MOMENT, ADD_WANT } adding; /* what the open form makes a row of */
    void *ctx;
    void (*ended)(struct app *app, void *ctx, enum kith_status how);
};

/* ---- rows ---- */

/* Needs before names: the talk was about them. */
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
    hearing->count = 0;
    for (size_t g = 0; g < sizeof groups / sizeof *groups; g++) {
        bool first = true;
        for (size_t i = 0; i < hearing->heard.count; i++) {
            if (hearing->heard.items[i].sort != groups[g].sort || hearing->heard.items[i].never)
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
    size_t at = hearing->list.at;
    hearing->list = (struct list){.count = hearing->count, .skip = skip, .ctx = hearing, .at = at};
    list_fit(&hearing->list);
}

static struct kith_heard_item *item_at(struct hearing *hearing) {
    return hearing->list.at < hearing->count ? hearing->rows[hearing->list.at].item : NULL;
}

/* A row more, chosen; what stands at an index stays there, for rows tell of each other by it. */
static struct kith_heard_item *add_item(struct hearing *hearing, enum kith_heard_sort sort) {
    size_t count = hearing->heard.count;
    struct kith_heard_item *items = ARENA_NEW(&hearing->arena, struct kith_heard_item, count + 1);
    if (count)
        memcpy(items, hearing->heard.items, count * sizeof *items);
    items[count] = (struct kith_heard_item){.sort = sort,
                                            .quote = "",
                                            .of = hearing->note.with.items[0],
                                            .whose = -1,
                                            .person_item = -1,
                                            .kind = KITH_NO_WORD,
                                            .on = DAY_NONE};
    hearing->heard = (struct kith_heard){items, count + 1};
    make_rows(hearing);
    for (size_t i = 0; i < hearing->count; i++)
        if (hearing->rows[i].item == &items[count])
            hearing->list.at = i;
    return &items[count];
}

/* What the form that is open speaks of. */
static struct kith_heard_item *formed(struct hearing *hearing) {
    static const enum kith_heard_sort sorts[] = {
        [ADD_PERSON] = KITH_HEARD_PERSON, [ADD_MOMENT] = KITH_HEARD_MOMENT, [ADD_WANT] = KITH_HEARD_NEED};
    return hearing->adding ? add_item(hearing, sorts[hearing->adding]) : item_at(hearing);
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
        return arena_printf(arena, "task by %s: %s", day_short(item->on, today, by), item->what);
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
        return arena_printf(arena, "%s%s%s", item->said ? item->said : "",
                            item->said && *item->quote ? "  " : "",
                            *item->quote ? arena_printf(arena, "“%s”", item->quote) : "");
    case KITH_HEARD_NEED:
        return item->said ? item->said : "";
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

/* Why it came without a tick. */
static const char *doubt(const struct kith_heard_item *item) {
    if (item->keep || item->sure || item->sort > KITH_HEARD_FOLLOW)
        return "";
    if (item->sort == KITH_HEARD_FOLLOW)
        return "  Nothing of this is done unless you tick it.";
    if (item->sort == KITH_HEARD_PERSON && item->offered)
        return "  Is it them? Space says yes, e says who.";
    return item->whose >= 0 ? "  It seems to be theirs: Space says yes, e says whose."
                            : "  Not certain: Space ticks it.";
}

/* The words it was heard in stand below, with what is in doubt; returns the rows they take. */
static int draw_quote(const struct kith_heard_item *item, struct pane pane) {
    enum { ROOM = 3, LEAST = 14 };
    if (!item || !item->quote || !*item->quote || item->sort == KITH_HEARD_QUESTION || pane.area.rows < LEAST)
        return 0;
    struct arena arena = {0};
    struct pane foot = pane_part(pane, pane.area.rows - ROOM + 1, 0, ROOM - 1, pane.area.cols);
    pane_wrap(foot, 0, 2, pane.area.cols - 1, STYLE_QUOTE,
              arena_printf(&arena, "“%s”%s", item->quote, doubt(item)));
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

enum { SAME, NEW, NOBODY };
static const char *const knowns[] = {"the same person", "someone new", "not a person", NULL};

/* Whom of the talk, then who was heard: what a moment or a want can be of. */
static const char **owners(struct hearing *hearing, const struct kith_heard_item *item, size_t *chosen) {
    const struct kith_ids *with = &hearing->note.with;
    const char **names = ARENA_NEW(&hearing->arena, const char *, with->count + hearing->heard.count + 1);
    size_t count = 0;
    *chosen = 0;
    for (size_t i = 0; i < with->count; i++) {
        if (item && item->of == with->items[i])
            *chosen = i;
        names[count++] = kith_person_said(app_kith(hearing->app), with->items[i], &hearing->arena);
    }
    for (size_t i = 0; i < hearing->heard.count; i++) {
        if (hearing->heard.items[i].sort != KITH_HEARD_PERSON || hearing->heard.items[i].never)
            continue;
        if (item && item->whose == (int)i)
            *chosen = count;
        names[count++] = person_name(&hearing->heard.items[i]);
    }
    return names;
}

static const char *whose_said(struct hearing *hearing, const struct kith_heard_item *item) {
    if (item->whose >= 0)
        return arena_printf(&hearing->arena, "of %s", person_name(&hearing->heard.items[item->whose]));
    if (hearing->note.with.count < 2)
        return NULL;
    return arena_printf(&hearing->arena, "of %s",
                        kith_person_said(app_kith(hearing->app), item->of, &hearing->arena));
}

static void set_owner(struct hearing *hearing, struct kith_heard_item *item, size_t chosen, bool keep) {
    size_t with = hearing->note.with.count, at = with;
    item->whose = -1;
    item->of = hearing->note.with.items[chosen < with ? chosen : 0];
    for (size_t i = 0; i < hearing->heard.count && chosen >= with; i++)
        if (hearing->heard.items[i].sort == KITH_HEARD_PERSON && !hearing->heard.items[i].never &&
            at++ == chosen)
            item->whose = (int)i;
    item->said = whose_said(hearing, item);
    item->keep = keep;
}

/* Somebody new is not offered to be the same. */
static int known_chosen(struct hearing *hearing, struct form *form) {
    const struct kith_heard_item *item = item_at(hearing);
    if (!hearing->adding && item && !item->name && !item->person)
        return SAME;
    return hearing->adding || !item ? NEW : form_choice(form, "known") + (item->person ? 0 : NEW);
}

static bool person_done(struct app *app, void *ctx, struct form *form) {
    struct hearing *hearing = ((struct view *)ctx)->state;
    const char *name = form_text(form, "name"), *relation = form_text(form, "relation");
    bool never = !hearing->adding && known_chosen(hearing, form) == NOBODY;
    (void)app;
    if (!*name && !*relation) {
        form_complain(form, "name", "a name or a relation");
        return false;
    }
    struct kith_heard_item *item = formed(hearing);
    item->never = never;
    item->keep = !never;
    item->name = *name ? arena_strdup(&hearing->arena, name) : NULL;
    item->relation = *relation ? arena_strdup(&hearing->arena, relation) : NULL;
    if (hearing->adding)
        item->quote = person_name(item);
    if (hearing->adding || (item->person && known_chosen(hearing, form) == NEW)) {
        item->person = 0;
        item->said = item->relation ? item->relation : "new";
    }
    for (size_t i = 0; never && i < hearing->heard.count; i++)
        if (hearing->heard.items[i].whose >= 0 &&
            &hearing->heard.items[hearing->heard.items[i].whose] == item)
            set_owner(hearing, &hearing->heard.items[i], 0, hearing->heard.items[i].keep);
    make_rows(hearing);
    return true;
}

static void person_form(struct view *view, const struct kith_heard_item *item) {
    struct form_field fields[] = {
        {.name = "name", .label = "Name", .kind = FORM_TEXT, .value = item ? item->name : NULL},
        {.name = "relation",
         .label = "Relation",
         .kind = FORM_TEXT,
         .value = item ? item->relation : NULL,
         .hint = "brother, accountant"},
        {.name = "known",
         .label = "Known",
         .kind = FORM_CHOICE,
         .value = knowns[item && item->person ? SAME : NEW],
         .choices = item && item->person ? knowns : &knowns[NEW]},
    };
    form_open(view->app, &(struct form_spec){.title = "Who was it?",
                                             .fields = fields,
                                             .count = item && (item->name || item->person) ? 3 : 2,
                                             .ctx = view,
                                             .done = person_done});
}

static bool need_done(struct app *app, void *ctx, struct form *form) {
    struct hearing *hearing = ((struct view *)ctx)->state;
    struct kith_heard_item *item = formed(hearing);
    (void)app;
    item->what = arena_strdup(&hearing->arena, form_text(form, "what"));
    set_owner(hearing, item, (size_t)form_choice(form, "whose"), true);
    return true;
}

static void need_form(struct view *view, const struct kith_heard_item *item) {
    size_t chosen;
    const char **names = owners(view->state, item, &chosen);
    const struct form_field fields[] = {
        {.name = "what",
         .label = "Wants",
         .kind = FORM_TEXT,
         .value = item ? item->what : NULL,
         .needed = true},
        {.name = "whose",
         .label = "Who wants it",
         .kind = FORM_CHOICE,
         .value = names[chosen],
         .choices = names},
    };
    form_open(
        view->app,
        &(struct form_spec){.title = "A want", .fields = fields, .count = 2, .ctx = view, .done = need_done});
}

static bool moment_done(struct app *app, void *ctx, struct form *form) {
    struct hearing *hearing = ((struct view *)ctx)->state;
    struct kith_heard_item *item = formed(hearing);
    (void)app;
    item->kind = form_choice(form, "kind");
    set_owner(hearing, item, (size_t)form_choice(form, "whose"), true);
    return true;
}

static void moment_form(struct view *view, const struct kith_heard_item *item) {
    size_t chosen;
    const char **names = owners(view->state, item, &chosen);
    const struct form_field fields[] = {
        {.name = "kind",
         .label = "What was it",
         .kind = FORM_CHOICE,
         .value = kith_moment_words[item ? item->kind : 0],
         .choices = kith_moment_words},
        {.name = "whose", .label = "Whose", .kind = FORM_CHOICE, .value = names[chosen], .choices = names},
    };
    form_open(view->app,
              &(struct form_spec){
                  .title = "A moment", .fields = fields, .count = 2, .ctx = view, .done = moment_done});
}

static void edit(struct view *view) {
    const struct kith_heard_item *item = item_at(view->state);
    if (!item)
        return;
    ((struct hearing *)view->state)->adding = ADD_NONE;
    if (item->sort == KITH_HEARD_PERSON)
        person_form(view, item);
    else if (item->sort == KITH_HEARD_NEED)
        need_form(view, item);
    else if (item->sort == KITH_HEARD_MOMENT)
        moment_form(view, item);
    else
        app_say(view->app, "Space ticks it");
}

/* ---- a: adding what was missed ---- */

static void add_chosen(struct app *app, void *ctx, size_t index) {
    struct view *view = ctx;
    (void)app;
    ((struct hearing *)view->state)->adding = index == 0 ? ADD_PERSON : index == 1 ? ADD_MOMENT : ADD_WANT;
    if (index == 0)
        person_form(view, NULL);
    else if (index == 1)
        moment_form(view, NULL);
    else
        need_form(view, NULL);
}

static void add(struct view *view) {
    static const struct chooser_option options[] = {
        {.text = "person", .note = "somebody they spoke of"},
        {.text = "moment", .note = "thanks, a result, trouble"},
        {.text = "want", .note = "what they are looking for"},
    };
    chooser_open(view->app, &(struct chooser_spec){.title = "What was missed?",
                                                   .options = options,
                                                   .count = 3,
                                                   .letter_takes = true,
                                                   .ctx = view,
                                                   .done = add_chosen});
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
    case ACT_ADD:
        add(view);
        return true;
    case ACT_TEXT: /* the note stands in the editor beneath */
        app_say(view->app, "Back in the text; Ctrl-S hears it anew");
        app_close(view->app, view);
        return true;
    default:
        return list_act(&hearing->list, action);
    }
}

static bool mouse(struct view *view, const struct event *event) {
    return list_mouse(&((struct hearing *)view->state)->list, event, TOP);
}

static const struct hint *hints(struct view *view) {
    static const struct hint all[] = {
        {ACT_MARK, "tick"}, {ACT_SAVE, "keep"},          {ACT_EDIT, "correct"}, {ACT_ADD, "add"},
        {ACT_TEXT, "text"}, {ACT_BACK, "the note only"}, {ACT_NONE, NULL},
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
        if ((heard.items[i].sort == KITH_HEARD_NEED || heard.items[i].sort == KITH_HEARD_MOMENT) &&
            !heard.items[i].said)
            heard.items[i].said = whose_said(hearing, &heard.items[i]);
    make_rows(hearing);
}
