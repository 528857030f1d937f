/* The composer: one introduction, from one source, to one person or one role; its words and the whole
 * dialogue. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "kith/note.h"
#include "kith/today.h"
#include "kith/need.h"
#include "tui/act.h"
#include "tui/chooser.h"
#include "tui/confirm.h"
#include "tui/form.h"
#include "tui/mail.h"
#include "tui/reader.h"
#include "tui/views.h"

struct composer {
    struct arena arena; /* of the source and the choices */
    kith_id source;
    struct kith_contact contact;
    struct kith_person person; /* of the source */
    struct kith_circle circle; /* those who can be asked about first */
    int at;                    /* in the circle; -1: the role */
    kith_id wanted;            /* opened about this person */
    bool about_role;           /* opened about the role */
    const char *role, **roles; /* chosen; wished for */
    size_t role_count, role_cap;

    struct arena words; /* of the choice made */
    struct kith_wordings wordings;
    struct kith_script script;
    size_t form;
    const char *own;        /* as edited by hand, or NULL */
    struct reader dialogue; /* what to say before and after; pages where it does not fit */
};

enum { LABEL = 11 }; /* where what stands beside a label begins */

static const char *wording(const struct composer *composer) {
    if (composer->own)
        return composer->own;
    return composer->wordings.count ? composer->wordings.items[composer->form].text : "";
}

static const struct kith_known *target(const struct composer *composer) {
    return composer->at >= 0 && (size_t)composer->at < composer->circle.count
               ? &composer->circle.items[composer->at]
               : NULL;
}

/* ---- loading ---- */

static bool in_circle(const struct kith_circle *circle, kith_id person) {
    for (size_t i = 0; i < circle->count; i++)
        if (circle->items[i].person.id == person)
            return true;
    return false;
}

/* Askable people first, each part in the order of the circle; then those whom one wishes to meet. */
static void load_targets(struct composer *composer, struct kith *k) {
    struct kith_circle *circle = &composer->circle;
    struct kith_wished *wishes;
    size_t wished = 0, count = 0;
    if (kith_wishes(k, &composer->arena, &wishes, &wished) != KITH_OK)
        wished = 0;
    struct kith_known *all = ARENA_NEW(&composer->arena, struct kith_known, circle->count + wished + 1);
    for (int askable = 1; askable >= 0; askable--)
        for (size_t i = 0; i < circle->count; i++)
            if (circle->items[i].askable == (askable != 0))
                all[count++] = circle->items[i];
    bool has_wanted = !composer->wanted || in_circle(circle, composer->wanted);
    for (size_t i = 0; i < wished; i++) {
        kith_id person = wishes[i].person.id;
        if (!person)
            *ARENA_PUSH(&composer->arena, composer->roles, composer->role_count, composer->role_cap) =
                wishes[i].one;
        if (!person || person == composer->source || in_circle(circle, person))
            continue;
        has_wanted = has_wanted || person == composer->wanted;
        all[count++] = (struct kith_known){
            .person = wishes[i].person, .askable = true, .relation = "whom you wish to meet"};
    }
    struct kith_person wanted;
    if (!has_wanted && composer->wanted != composer->source && /* on a way to somebody wished for */
        kith_person_get(k, composer->wanted, &composer->arena, &wanted) == KITH_OK)
        all[count++] = (struct kith_known){.person = {wanted.id, wanted.uid, wanted.name},
                                           .askable = true,
                                           .relation = "not spoken of in a talk yet"};
    circle->items = all;
    circle->count = count;
}

static void add_said(struct composer *composer, const char *label, const char *text) {
    if (!text || !*text)
        return;
    const char *line = arena_printf(&composer->words, "%-*s%s", LABEL - 1, label, text);
    reader_add_spans(&composer->dialogue, 1, LABEL, STYLE_PLAIN, line,
                     &(struct span){0, (long)strlen(label), STYLE_DIM}, 1);
}

/* The whole dialogue, and why now. */
static void load_dialogue(struct composer *composer) {
    const struct kith_script *script = &composer->script;
    reader_clear(&composer->dialogue);
    reader_home(&composer->dialogue);
    add_said(composer, "First", script->opening);
    add_said(composer, "If yes", script->yes);
    add_said(composer, "If will", script->will);
    add_said(composer, "If later", script->not_yet);
    add_said(composer, "If unsure", script->think);
    add_said(composer, "If no", script->no);
    reader_gap(&composer->dialogue);
    const char *why = "";
    for (size_t i = 0; i < composer->contact.because.count && i < 3; i++)
        why = arena_printf(&composer->words, "%s%s%s", why, i ? " · " : "",
                           composer->contact.because.items[i].why);
    add_said(composer, "Why now", why);
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
    if (app_ok(view->app,
               kith_wordings(k, composer->source, id, role, &composer->words, &composer->wordings)))
        app_ok(view->app, kith_script(k, composer->source, id, role, &composer->words, &composer->script));
    load_dialogue(composer);
}

/* The one introduction that is proposed, else the first of the circle, else a role. */
static void choose_target(struct view *view) {
    struct composer *composer = view->state;
    struct kith_introduction one;
    kith_id wanted = composer->wanted;
    composer->at = -1;
    if (composer->about_role)
        return;
    bool proposed =
        kith_introduce(app_kith(view->app), composer->source, 0, &composer->arena, &one) == KITH_OK;
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
    load_targets(composer, k);
    choose_target(view);
    load_words(view);
    return true;
}

/* ---- drawing ---- */

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
    const char *word =
        contact->standing == KITH_NO_WORD ? "known through others" : kith_standing_words[contact->standing];
    return arena_printf(arena, "%s%s%s", word, *why ? ": " : "", why);
}

static const char *target_words(const struct kith_known *known, struct arena *arena) {
    if (!known->askable)
        return known->why_not;
    if (!known->by.id)
        return known->relation;
    const char *relation = known->relation && !known->unnamed ? known->relation : "";
    return arena_printf(arena, "%s%s%d mention%s", relation, *relation ? ", " : "", known->times,
                        known->times == 1 ? "" : "s");
}

static bool may_ask(const struct composer *composer) {
    int standing = composer->contact.standing;
    return standing == KITH_STANDING_GOLDEN || standing == KITH_STANDING_READY ||
           standing == KITH_STANDING_LISTEN;
}

static int draw_people(struct composer *composer, struct pane pane, int row, struct arena *arena) {
    int end = pane.area.cols - 1;
    pane_put(pane, row, 1, STYLE_DIM, "From");
    int col = pane_cut(pane, row, LABEL, 24, STYLE_NAME, composer->person.name);
    col = col < 32 ? 32 : col + 2;
    if (may_ask(composer))
        pane_cut(pane, row, col, end - col, STYLE_DIM, standing_words(composer, arena));
    row++;
    if (!may_ask(composer))
        row += pane_wrap(pane, row, LABEL, end, STYLE_WARNING,
                         arena_printf(arena, "Not now: %s", standing_words(composer, arena)));
    const struct kith_known *known = target(composer);
    pane_put(pane, row, 1, STYLE_DIM, "To");
    pane_cursor(pane, row, LABEL);
    if (pane.area.cols > 60)
        end =
            pane_right(pane, row, 40, end, STYLE_DIM, "t  another") - 2;
    if (!known) {
        pane_cut(pane, row, LABEL, end - LABEL, STYLE_NAME, composer->role ? composer->role : "one role");
        return row + 1;
    }
    col = pane_cut(pane, row, LABEL, 24, STYLE_NAME, known->person.name);
    col = col < 32 ? 32 : col + 2;
    pane_cut(pane, row, col, end - col, known->askable ? STYLE_DIM : STYLE_WARNING,
             target_words(known, arena));
    return row + 1;
}

/* "the person 2/3": the second way to say it in that form. */
static const char *numbered(const struct composer *composer, const char *name, struct arena *arena) {
    size_t here = 0, count = 0;
    for (size_t i = 0; i < composer->wordings.count; i++) {
        count += strcmp(composer->wordings.items[i].form, name) == 0;
        here = i == composer->form ? count : here;
    }
    return count > 1 ? arena_printf(arena, "%s %zu/%zu", name, here, count) : name;
}

/* The forms by name; several of one name stand together, with the number of the one shown. */
static int draw_forms(const struct composer *composer, struct pane pane, int row) {
    const struct kith_wordings *forms = &composer->wordings;
    struct arena arena = {0};
    char count[32];
    snprintf(count, sizeof count, "x  %zu of %zu", composer->form + 1, forms->count);
    int col = 1,
        end = pane_right(pane, row, 20, pane.area.cols - 1, STYLE_DIM, forms->count > 1 ? count : "");
    for (size_t i = 0; i < forms->count; i++) {
        const char *name = forms->items[i].form;
        bool again = false;
        for (size_t j = 0; j < i && !again; j++)
            again = strcmp(forms->items[j].form, name) == 0;
        bool here = !composer->own && strcmp(forms->items[composer->form].form, name) == 0;
        name = here ? numbered(composer, name, &arena) : name;
        if (again || col + text_width(name) + 3 > end)
            continue;
        col = pane_put(pane, row, col, here ? STYLE_NAME : STYLE_DIM, here ? sign(SIGN_CHOICE) : " ");
        col = pane_put(pane, row, col + 1, here ? STYLE_NAME : STYLE_DIM, name) + 2;
    }
    if (composer->own)
        pane_put(pane, row, col, STYLE_NAME, "your own words");
    arena_free(&arena);
    return row + 1;
}

/* The words, what the check found in them underlined, and the first open form instead. */
static int draw_wording(struct view *view, struct pane pane, int row, struct arena *arena) {
    struct composer *composer = view->state;
    int end = pane.area.cols - 2;
    const char *text = wording(composer);
    row += pane_wrap(pane, row, 3, end, STYLE_QUOTE, words_quoted(text, arena));
    struct kith_wording_problems problems;
    kith_wording_check(app_kith(view->app), text, arena, &problems);
    for (size_t i = 0; i < problems.count && i < 2; i++)
        row += pane_wrap(pane, row, 3, end, STYLE_WARNING,
                         arena_printf(arena, "%s: “%s” %s. Say instead: %s", problems.items[i].kind,
                                      problems.items[i].quote, problems.items[i].why,
                                      problems.items[i].instead));
    return row + 1;
}

static void draw(struct view *view, struct pane pane) {
    struct composer *composer = view->state;
    struct arena arena = {0};
    pane_blank(pane);
    bool room = pane.area.rows > 20;
    int row = draw_people(composer, pane, room, &arena);
    row = labelled(pane, row, "They gain", STYLE_PLAIN, composer->script.gains);
    row = draw_forms(composer, pane, row + room);
    row = draw_wording(view, pane, row + 1, &arena);
    if (row < pane.area.rows)
        reader_draw(&composer->dialogue, pane_part(pane, row, 0, pane.area.rows - row, pane.area.cols),
                    false);
    arena_free(&arena);
}

static void title(struct view *view, struct buf *out) {
    (void)view;
    buf_printf(out, "Ask %s one introduction", sign(SIGN_DOT));
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
        app_fail(view->app, "an ask needs one person or one role: t chooses");
        return;
    }
    if (may_ask(composer)) {
        record(view, false);
        return;
    }
    struct arena arena = {0};
    confirm_open(view->app,
                 &(struct confirm_spec){
                     .question = arena_printf(
                         &arena, "%s stands at %s. Ask all the same?", composer->person.name,
                         standing == KITH_NO_WORD ? "no standing yet" : kith_standing_words[standing]),
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
              problems.count
                  ? arena_printf(&arena, "%s: “%s” %s. Say instead: %s", problems.items[0].kind,
                                 problems.items[0].quote, problems.items[0].why, problems.items[0].instead)
                  : "");
    struct span *spans = ARENA_NEW(&arena, struct span, problems.count + 1);
    size_t count = 0;
    for (size_t i = 0; i < problems.count; i++) {
        long from = (long)problems.items[i].start, to = from + (long)problems.items[i].length;
        if (count == 0 || from >= spans[count - 1].end)
            spans[count++] = (struct span){from, to, STYLE_HEARD};
    }
    form_mark(form, "words", spans, count);
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

/* One role, in the user's words. */
static void write_role(struct view *view) {
    const struct composer *composer = view->state;
    const struct form_field fields[] = {
        {.name = "role",
         .label = "One role",
         .kind = FORM_TEXT,
         .value = composer->role,
         .needed = true,
         .hint = "accountant"},
    };
    form_open(
        view->app,
        &(struct form_spec){.title = "A role", .fields = fields, .count = 1, .ctx = view, .done = role_done});
}

static void next_target(struct view *view, int by) {
    struct composer *composer = view->state;
    int count = (int)composer->circle.count, at = composer->at + by;
    if (at >= count)
        at = -1; /* after the last person comes the role */
    if (at < -1)
        at = count - 1;
    if (at < 0 && !composer->role) {
        write_role(view);
        return;
    }
    composer->at = at;
    load_words(view);
}

/* The people first, then the roles wished for, then any other. */
static void whom_done(struct app *app, void *ctx, size_t index) {
    struct view *view = ctx;
    struct composer *composer = view->state;
    (void)app;
    size_t people = composer->circle.count;
    if (index >= people + composer->role_count) {
        write_role(view);
        return;
    }
    composer->at = index < people ? (int)index : -1;
    if (index >= people)
        composer->role = composer->roles[index - people];
    load_words(view);
}

static void choose_whom(struct view *view) {
    struct composer *composer = view->state;
    struct arena arena = {0};
    size_t people = composer->circle.count, count = people + composer->role_count + 1;
    struct chooser_option *options = ARENA_NEW(&arena, struct chooser_option, count);
    for (size_t i = 0; i < people; i++) {
        const struct kith_known *known = &composer->circle.items[i];
        options[i] = (struct chooser_option){.text = known->person.name,
                                             .note = target_words(known, &arena),
                                             .style = known->askable ? STYLE_NAME : STYLE_DIM};
    }
    for (size_t i = 0; i < composer->role_count; i++)
        options[people + i] =
            (struct chooser_option){.text = composer->roles[i], .note = "a role you wish to meet"};
    options[count - 1] = (struct chooser_option){
        .text = "a role",
        .note = composer->role ? arena_printf(&arena, "%s, or another", composer->role) : "in your words"};
    chooser_open(view->app,
                 &(struct chooser_spec){.title = "Ask about whom?",
                                        .options = options,
                                        .count = count,
                                        .chosen = composer->at >= 0 ? (size_t)composer->at : count - 1,
                                        .ctx = view,
                                        .done = whom_done});
    arena_free(&arena);
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
        mail_write(view->app, composer->person.emails.count ? composer->person.emails.items[0] : "",
                   wording(composer), "Enter records the ask once it is sent");
        return true;
    case ACT_DOWN:
    case ACT_UP:
        next_target(view, action == ACT_DOWN ? 1 : -1);
        return true;
    case ACT_WHOM:
        choose_whom(view);
        return true;
    case ACT_NOT_NOW:
        app_close(view->app, view);
        act_not_now(view->app);
        return true;
    default:
        return reader_act(&composer->dialogue, action);
    }
}

static const struct hint *hints(struct view *view) {
    static const struct hint whole[] = {
        {ACT_SAVE, "asked"}, {ACT_WHOM, "whom"},       {ACT_EDIT, "edit"},  {ACT_COPY, "copy"},
        {ACT_MAIL, "mail"},  {ACT_NOT_NOW, "not now"}, {ACT_BACK, "leave"}, {ACT_NONE, NULL},
    };
    static const struct hint cut[] = {
        {ACT_SAVE, "asked"}, {ACT_WHOM, "whom"},       {ACT_EDIT, "edit"},  {ACT_COPY, "copy"},
        {ACT_MAIL, "mail"},  {ACT_NOT_NOW, "not now"}, {ACT_BACK, "leave"}, {ACT_PAGE_DOWN, "more"},
        {ACT_NONE, NULL},
    };
    const struct reader *dialogue = &((struct composer *)view->state)->dialogue;
    return dialogue->height > dialogue->rows ? cut : whole;
}

static void release(struct view *view) {
    struct composer *composer = view->state;
    reader_free(&composer->dialogue);
    arena_free(&composer->arena);
    arena_free(&composer->words);
}

static bool mouse(struct view *view, const struct event *event) {
    return reader_mouse(&((struct composer *)view->state)->dialogue, event);
}

static const struct view_type view_composer = {
    .name = "composer",
    .context = CONTEXT_COMPOSER,
    .place = PLACE_SCREEN,
    .size = sizeof(struct composer),
    .title = title,
    .draw = draw,
    .act = act,
    .mouse = mouse,
    .hints = hints,
    .free = release,
};

void act_ask_of(struct app *app, kith_id source, kith_id target, const char *role) {
    const char *chosen = prompt_words(app, source); /* with x, before it was opened */
    struct view *view = app_push(app, &view_composer);
    struct composer *composer = view->state;
    composer->source = source;
    composer->wanted = target;
    composer->role = role ? arena_strdup(&composer->arena, role) : NULL;
    composer->about_role = role != NULL;
    if (!load_source(view)) {
        app_close(app, view);
        return;
    }
    for (size_t i = 0; i < composer->wordings.count; i++)
        if (strcmp(composer->wordings.items[i].text, chosen) == 0)
            composer->form = i;
}

/* The role of a wish as it is asked for; NULL of a person. */
static const char *wished_one(struct app *app, kith_id wish, struct arena *arena) {
    struct kith_wished *wishes;
    size_t count;
    if (kith_wishes(app_kith(app), arena, &wishes, &count) != KITH_OK)
        return NULL;
    for (size_t i = 0; i < count; i++)
        if (wishes[i].wish == wish)
            return wishes[i].one;
    return NULL;
}

void act_ask(struct app *app) {
    struct arena arena = {0};
    struct subject subject = {0};
    struct kith_mention mention;
    kith_id target = 0;
    const char *role = NULL;
    if (app_subject(app, &subject)) {
        target = subject.target;
        if (subject.kind == &kith_mention_kind) /* a name in the notes: the harvest, step by step */
            target = kith_row_get(app_kith(app), subject.kind, subject.id, &arena, &mention) == KITH_OK
                         ? mention.person
                         : 0;
        if (subject.kind == &kith_wish_kind)
            role = wished_one(app, subject.id, &arena);
    }
    act_ask_of(app, app_person(app), target, role);
    arena_free(&arena);
}
