/* The composer: one introduction, from one source, to one person or one role; its words and the whole dialogue. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "kith/note.h"
#include "kith/today.h"
#include "tui/act.h"
#include "tui/confirm.h"
#include "tui/form.h"
#include "tui/mail.h"
#include "tui/views.h"

struct composer {
    struct arena arena; /* of the source and the choices */
    kith_id source;
    struct kith_contact contact;
    struct kith_person person; /* of the source */
    struct kith_circle circle; /* those who can be asked about first */
    int at;                    /* in the circle; -1: the role */
    kith_id wanted;            /* opened about this person */
    const char *role;

    struct arena words;        /* of the choice made */
    struct kith_wordings wordings;
    struct kith_script script;
    size_t form;
    const char *own; /* as edited by hand, or NULL */
};

static const char *wording(const struct composer *composer) {
    if (composer->own)
        return composer->own;
    return composer->wordings.count ? composer->wordings.items[composer->form].text : "";
}

static const struct kith_known *target(const struct composer *composer) {
    return composer->at >= 0 && (size_t)composer->at < composer->circle.count ? &composer->circle.items[composer->at]
                                                                               : NULL;
}

/* ---- loading ---- */

/* Askable people first, each part in the order of the circle. */
static void sort_circle(struct composer *composer) {
    struct kith_circle *circle = &composer->circle;
    struct kith_known *sorted = ARENA_NEW(&composer->arena, struct kith_known, circle->count + 1);
    size_t count = 0;
    for (int askable = 1; askable >= 0; askable--)
        for (size_t i = 0; i < circle->count; i++)
            if (circle->items[i].askable == (askable != 0))
                sorted[count++] = circle->items[i];
    circle->items = sorted;
}

static void load_words(struct view *view) {
    struct composer *composer = view->state;
    struct kith *k = app_kith(view->app);
    const struct kith_known *known = target(composer);
    kith_id id = known ? known->person.id : 0;
    const char *role = known ? NULL : composer->role;
    arena_free(&composer->words);
    composer->form = 0;
    composer->own = NULL;
    composer->wordings = (struct kith_wordings){0};
    composer->script = (struct kith_script){0};
    if (app_ok(view->app, kith_wordings(k, composer->source, id, role, &composer->words, &composer->wordings)))
        app_ok(view->app, kith_script(k, composer->source, id, role, &composer->words, &composer->script));
}

/* The one introduction that is proposed, else the first of the circle, else a role. */
static void choose_target(struct view *view) {
    struct composer *composer = view->state;
    struct kith_introduction one;
    kith_id wanted = composer->wanted;
    composer->at = -1;
    bool proposed = kith_introduce(app_kith(view->app), composer->source, 0, &composer->arena, &one) == KITH_OK;
    if (!wanted && proposed)
        wanted = one.target.id;
    if (proposed && one.role)
        composer->role = one.role;
    for (size_t i = 0; i < composer->circle.count; i++)
        if (composer->circle.items[i].person.id == wanted)
            composer->at = (int)i;
    if (composer->at < 0 && !(proposed && !one.target.id) && composer->circle.count &&
        composer->circle.items[0].askable)
        composer->at = 0;
}

static bool load_source(struct view *view) {
    struct composer *composer = view->state;
    struct kith *k = app_kith(view->app);
    if (!app_ok(view->app, kith_person_get(k, composer->source, &composer->arena, &composer->person)) ||
        !app_ok(view->app, kith_contact_of(k, composer->source, &composer->arena, &composer->contact)) ||
        !app_ok(view->app, kith_circle(k, composer->source, &composer->arena, &composer->circle)))
        return false;
    sort_circle(composer);
    choose_target(view);
    load_words(view);
    return true;
}

/* ---- drawing ---- */

enum { LABEL = 11 }; /* where what stands beside a label begins */

static int labelled(struct pane pane, int row, const char *label, enum style style, const char *text) {
    if (!text || !*text)
        return row;
    pane_put(pane, row, 1, STYLE_DIM, label);
    int rows = pane_wrap(pane, row, LABEL, pane.area.cols - 1, style, text);
    return row + (rows ? rows : 1);
}

static const char *standing_words(struct composer *composer, struct arena *arena) {
    const struct kith_contact *contact = &composer->contact;
    const char *why = contact->because.count ? contact->because.items[0].why : "";
    const char *word = contact->standing == KITH_NO_WORD ? "known through others" : kith_standing_words[contact->standing];
    return arena_printf(arena, "%s%s%s", word, *why ? ": " : "", why);
}

static int draw_people(struct composer *composer, struct pane pane, int row, struct arena *arena) {
    int end = pane.area.cols - 1;
    pane_put(pane, row, 1, STYLE_DIM, "From");
    int col = pane_cut(pane, row, LABEL, 24, STYLE_NAME, composer->person.name);
    col = col < 32 ? 32 : col + 2;
    pane_cut(pane, row++, col, end - col, STYLE_DIM, standing_words(composer, arena));
    const struct kith_known *known = target(composer);
    pane_put(pane, row, 1, STYLE_DIM, "To");
    if (!known) {
        pane_cut(pane, row, LABEL, end - LABEL, STYLE_NAME, composer->role ? composer->role : "one role");
        return row + 1;
    }
    col = pane_cut(pane, row, LABEL, 24, STYLE_NAME, known->person.name);
    col = col < 32 ? 32 : col + 2;
    const char *what = known->askable
                           ? arena_printf(arena, "%s%s%d mention%s", known->relation ? known->relation : "",
                                          known->relation ? ", " : "", known->times, known->times == 1 ? "" : "s")
                           : known->why_not;
    pane_cut(pane, row, col, end - col, known->askable ? STYLE_DIM : STYLE_WARNING, what);
    return row + 1;
}

static int draw_forms(const struct composer *composer, struct pane pane, int row) {
    int col = 1;
    for (size_t i = 0; i < composer->wordings.count; i++) {
        bool here = i == composer->form && !composer->own;
        const char *name = composer->wordings.items[i].form;
        if (col + text_width(name) + 3 > pane.area.cols - 1)
            break;
        col = pane_put(pane, row, col, here ? STYLE_GOLDEN : STYLE_DIM, here ? sign(SIGN_CHOICE) : " ");
        col = pane_put(pane, row, col + 1, here ? STYLE_NAME : STYLE_DIM, name) + 2;
    }
    if (composer->own)
        pane_put(pane, row, col, STYLE_NAME, "your own words");
    return row + 1;
}

/* The words, what the check found in them underlined, and the first open form instead. */
static int draw_wording(struct view *view, struct pane pane, int row, struct arena *arena) {
    struct composer *composer = view->state;
    int end = pane.area.cols - 2;
    const char *text = wording(composer);
    row += pane_wrap(pane, row, 3, end, STYLE_QUOTE, arena_printf(arena, "“%s”", text));
    struct kith_wording_problems problems;
    kith_wording_check(app_kith(view->app), text, arena, &problems);
    for (size_t i = 0; i < problems.count && i < 2; i++)
        row += pane_wrap(pane, row, 3, end, STYLE_WARNING,
                         arena_printf(arena, "%s: “%s”. Rather: %s", problems.items[i].kind, problems.items[i].quote,
                                      problems.items[i].instead));
    return row + 1;
}

static int draw_script(const struct composer *composer, struct pane pane, int row) {
    const struct kith_script *script = &composer->script;
    row = labelled(pane, row, "First", STYLE_PLAIN, script->opening);
    row = labelled(pane, row, "If yes", STYLE_PLAIN, script->yes);
    row = labelled(pane, row, "If will", STYLE_PLAIN, script->will);
    row = labelled(pane, row, "If later", STYLE_PLAIN, script->not_yet);
    row = labelled(pane, row, "If unsure", STYLE_PLAIN, script->think);
    return labelled(pane, row, "If no", STYLE_PLAIN, script->no);
}

static const char *why_now(const struct composer *composer, struct arena *arena) {
    const char *text = "";
    for (size_t i = 0; i < composer->contact.because.count && i < 3; i++)
        text = arena_printf(arena, "%s%s%s", text, i ? " · " : "", composer->contact.because.items[i].why);
    return text;
}

static void draw(struct view *view, struct pane pane) {
    struct composer *composer = view->state;
    struct arena arena = {0};
    pane_blank(pane);
    int row = 0;
    pane_put(pane, row, 1, STYLE_TITLE, "One introduction");
    if (composer->circle.count) {
        char count[48];
        snprintf(count, sizeof count, "j k another person or a role");
        pane_right(pane, row, 20, pane.area.cols - 1, STYLE_DIM, count);
    }
    row = draw_people(composer, pane, row + 1 + (pane.area.rows > 20), &arena);
    row = labelled(pane, row, "They gain", STYLE_PLAIN, composer->script.gains);
    row = draw_forms(composer, pane, row + 1);
    row = draw_wording(view, pane, row + (pane.area.rows > 18), &arena);
    row = draw_script(composer, pane, row);
    labelled(pane, row + 1, "Why now", STYLE_DIM, why_now(composer, &arena));
    arena_free(&arena);
}

static void title(struct view *view, struct buf *out) {
    (void)view;
    buf_str(out, "Ask");
}

/* ---- recording ---- */

static void record(struct view *view, bool anyway) {
    struct composer *composer = view->state;
    const struct kith_known *known = target(composer);
    struct kith_ask ask;
    kith_row_init(&kith_ask_kind, &ask);
    ask.source = composer->source;
    ask.target = known ? known->person.id : 0;
    ask.role = known ? NULL : composer->role;
    ask.on = app_today(view->app);
    ask.wording = wording(composer);
    if (!app_ok(view->app, kith_ask_add(app_kith(view->app), &ask, anyway)))
        return;
    app_say(view->app, "Asked. %s rests now; the answer goes into Asks (4) with o", composer->person.name);
    app_close(view->app, view);
}

static void record_anyway(struct app *app, void *ctx) {
    (void)app;
    record(ctx, true);
}

static void ask_now(struct view *view) {
    struct composer *composer = view->state;
    int standing = composer->contact.standing;
    if (!target(composer) && !composer->role) {
        app_fail(view->app, "an ask needs one person or one role; e on Circle names one");
        return;
    }
    if (standing == KITH_GOLDEN || standing == KITH_READY || standing == KITH_LISTEN) {
        record(view, false);
        return;
    }
    struct arena arena = {0};
    confirm_open(view->app, &(struct confirm_spec){
                                .question = arena_printf(&arena, "%s stands at %s. Ask all the same?",
                                                         composer->person.name,
                                                         standing == KITH_NO_WORD ? "no standing yet"
                                                                                  : kith_standing_words[standing]),
                                .ctx = view,
                                .yes = record_anyway,
                            });
    arena_free(&arena);
}

/* ---- keys ---- */

static bool own_words(struct app *app, void *ctx, struct form *form) {
    struct composer *composer = ((struct view *)ctx)->state;
    (void)app;
    composer->own = arena_strdup(&composer->words, form_text(form, "words"));
    return true;
}

/* The words are checked while one types (R3). */
static void own_changed(struct app *app, void *ctx, struct form *form) {
    struct arena arena = {0};
    struct kith_wording_problems problems;
    (void)ctx;
    kith_wording_check(app_kith(app), form_text(form, "words"), &arena, &problems);
    form_note(form, "words",
              problems.count ? arena_printf(&arena, "%s: “%s”. Rather: %s", problems.items[0].kind,
                                            problems.items[0].quote, problems.items[0].instead)
                             : "");
    arena_free(&arena);
}

static void edit_words(struct view *view) {
    struct composer *composer = view->state;
    const struct form_field fields[] = {
        {.name = "words", .label = "Words", .kind = FORM_LONG, .value = wording(composer), .needed = true},
    };
    form_open(view->app, &(struct form_spec){.title = "Your own words",
                                             .fields = fields,
                                             .count = 1,
                                             .ctx = view,
                                             .done = own_words,
                                             .changed = own_changed});
}

static bool role_done(struct app *app, void *ctx, struct form *form) {
    struct view *view = ctx;
    struct composer *composer = view->state;
    (void)app;
    composer->role = arena_strdup(&composer->arena, form_text(form, "role"));
    composer->at = -1;
    load_words(view);
    return true;
}

static void next_target(struct view *view, int by) {
    struct composer *composer = view->state;
    int count = (int)composer->circle.count, at = composer->at + by;
    if (at >= count)
        at = -1; /* after the last person comes the role */
    if (at < -1)
        at = count - 1;
    composer->at = at;
    load_words(view);
    if (at >= 0 || composer->role)
        return;
    static const struct form_field fields[] = {
        {.name = "role", .label = "One role", .kind = FORM_TEXT, .needed = true, .hint = "your accountant"},
    };
    form_open(view->app, &(struct form_spec){
                             .title = "A role", .fields = fields, .count = 1, .ctx = view, .done = role_done});
}

static bool act(struct view *view, enum action_id action) {
    struct composer *composer = view->state;
    switch (action) {
    case ACT_SAVE:
        ask_now(view);
        return true;
    case ACT_OTHER_WORDS:
        composer->own = NULL;
        if (composer->wordings.count)
            composer->form = (composer->form + 1) % composer->wordings.count;
        return true;
    case ACT_COPY:
        app_copy(view->app, wording(composer));
        return true;
    case ACT_EDIT:
        edit_words(view);
        return true;
    case ACT_MAIL:
        mail_write(view->app, composer->person.emails.count ? composer->person.emails.items[0] : "", wording(composer));
        return true;
    case ACT_DOWN:
    case ACT_UP:
        next_target(view, action == ACT_DOWN ? 1 : -1);
        return true;
    default:
        return false;
    }
}

static const struct hint *hints(struct view *view) {
    static const struct hint all[] = {
        {ACT_SAVE, "asked"}, {ACT_OTHER_WORDS, "next form"}, {ACT_EDIT, "edit"}, {ACT_COPY, "copy"},
        {ACT_MAIL, "mail"}, {ACT_NOT_NOW, "not now"}, {ACT_BACK, "leave"}, {ACT_NONE, NULL},
    };
    (void)view;
    return all;
}

static void release(struct view *view) {
    struct composer *composer = view->state;
    arena_free(&composer->arena);
    arena_free(&composer->words);
}

static const struct view_type view_composer = {
    .name = "composer",
    .context = CONTEXT_COMPOSER,
    .place = PLACE_SCREEN,
    .size = sizeof(struct composer),
    .title = title,
    .draw = draw,
    .act = act,
    .hints = hints,
    .free = release,
};

void act_ask(struct app *app) {
    struct subject subject = {0};
    kith_id source = app_person(app), wanted = 0;
    if (app_subject(app, &subject)) {
        wanted = subject.kind == &kith_mention_kind ? 0 : subject.target;
        if (subject.kind == &kith_mention_kind) { /* a name in the notes: the harvest, step by step (L10) */
            struct arena arena = {0};
            struct kith_mention mention;
            if (kith_row_get(app_kith(app), &kith_mention_kind, subject.id, &arena, &mention) == KITH_OK)
                wanted = mention.person;
            arena_free(&arena);
        }
    }
    struct view *view = app_push(app, &view_composer);
    struct composer *composer = view->state;
    composer->source = source;
    composer->wanted = wanted;
    if (!load_source(view))
        app_close(app, view);
}
