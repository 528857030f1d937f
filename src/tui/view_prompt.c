/* The pane "Who do you know?": what to ask, say or do for the chosen person, by their standing. */
#include <stdio.h>
#include <string.h>

#include "kith/need.h"
#include "kith/today.h"
#include "tui/about.h"
#include "tui/app.h"
#include "tui/reader.h"
#include "tui/view_note.h"
#include "tui/views.h"

struct prompt {
    struct arena arena;
    struct reader reader;
    struct kith_prompt say;
    struct about about;
    kith_id person;
    size_t variant;
    bool known;
};

static void add_gifts(struct prompt *prompt) {
    struct reader *reader = &prompt->reader;
    for (size_t i = 0; i < prompt->say.gift_count; i++) {
        const struct kith_gift *gift = &prompt->say.gifts[i];
        reader_gap(reader);
        reader_add(reader, 1, 3, STYLE_PLAIN,
                   arena_printf(&prompt->arena, "%s wants %s", sign(SIGN_WANT), gift->what));
        for (size_t j = 0; j < gift->candidates.count && j < 3; j++) {
            const char *why = j < gift->why.count ? gift->why.items[j] : NULL;
            reader_add(reader, 3, 5, STYLE_DIM,
                       arena_printf(&prompt->arena, "%s%s%s", gift->candidates.items[j].name, why ? ", " : "",
                                    why ? why : ""));
        }
    }
}

enum { FOREMOST = 2 }; /* reasons that stand before the words of an introduction */

/* Where the pane is low, the words and the rest of the reasons go on below. */
static void add_foremost(struct prompt *prompt) {
    const struct kith_reasons *because = &prompt->say.because;
    const char *line = "";
    for (size_t i = 0; i < because->count && i < FOREMOST; i++)
        line = arena_printf(&prompt->arena, "%s%s%s", line, i ? ", " : "", because->items[i].why);
    if (*line)
        reader_add(&prompt->reader, 1, 1, STYLE_DIM, line);
}

static void add_reasons(struct prompt *prompt, size_t from) {
    const struct kith_reasons *because = &prompt->say.because;
    if (because->count > from)
        reader_gap(&prompt->reader);
    for (size_t i = from; i < because->count; i++)
        reader_add(&prompt->reader, 1, 3, STYLE_DIM, because->items[i].why);
}

static void load(struct view *view) {
    struct prompt *prompt = view->state;
    kith_id person = app_person(view->app);
    if (person != prompt->person) {
        prompt->variant = 0;
        reader_home(&prompt->reader);
    }
    prompt->person = person;
    prompt->known = false;
    reader_clear(&prompt->reader);
    arena_free(&prompt->arena);
    if (!person || !app_ok(view->app, kith_prompt(app_kith(view->app), person, prompt->variant,
                                                  &prompt->arena, &prompt->say)))
        return;
    prompt->known = true;
    struct reader *reader = &prompt->reader;
    const struct kith_prompt *say = &prompt->say;
    if (say->headline)
        reader_add(reader, 1, 1, STYLE_NAME, say->headline);
    size_t told = say->has_introduction ? FOREMOST : 0;
    if (told)
        add_foremost(prompt);
    if (say->say) {
        reader_gap(reader);
        reader_add(reader, 1, 2, STYLE_QUOTE, words_quoted(say->say, &prompt->arena));
    }
    add_gifts(prompt);
    add_reasons(prompt, told);
    if (say->next.count)
        reader_gap(reader);
    for (size_t i = 0; i < say->next.count; i++)
        reader_add(reader, 1, 3, STYLE_DIM, say->next.items[i]);
    about_add(&prompt->about, view->app, person, reader);
}

static bool has_later(const struct view *view) {
    const struct prompt *prompt = view->state;
    return prompt->known && about_has_later(&prompt->about, view->app);
}

static bool later(struct view *view) {
    struct prompt *prompt = view->state;
    return about_later(&prompt->about, view->app, prompt->person);
}

const char *prompt_words(struct app *app, kith_id person) {
    const struct view *view = app_pane(app, SLOT_PROMPT);
    if (!view || view->type != &view_prompt)
        return "";
    const struct prompt *prompt = view->state;
    bool theirs = prompt->known && prompt->person == person && prompt->say.has_introduction;
    return theirs && prompt->say.say ? prompt->say.say : "";
}

static void title(struct view *view, struct buf *out) {
    (void)view;
    buf_str(out, "Who do you know?");
}

static void draw(struct view *view, struct pane pane) {
    struct prompt *prompt = view->state;
    if (prompt->known)
        reader_draw(&prompt->reader, pane,
                    app_top(view->app) == view && app_focused(view->app) == SLOT_PROMPT);
    else
        pane_wrap(pane, 0, 1, pane.area.cols - 1, STYLE_DIM,
                  "Choose a person, and here stands what to ask them.");
}

/* Taken into a talk: the question counts from now, by its drawing it would not (R17). */
static void take_question(struct view *view) {
    const struct prompt *prompt = view->state;
    if (prompt->say.is_question && !kith_is_read_only(app_kith(view->app)))
        app_ok(view->app, kith_question_take(app_kith(view->app), prompt->person, prompt->say.say));
}

/* The introduction is composed; a question goes into a new note. */
static void open_prompt(struct view *view) {
    const struct prompt *prompt = view->state;
    if (!prompt->known)
        return;
    if (prompt->say.contact.standing == KITH_STANDING_GIVE && prompt->say.gift_count) {
        app_act(view->app, ACT_GIVE);
        return;
    }
    if (prompt->say.has_introduction || !prompt->say.is_question || !prompt->say.say ||
        kith_is_read_only(app_kith(view->app))) {
        app_act(view->app, prompt->say.has_introduction ? ACT_ASK : ACT_NOTE);
        return;
    }
    take_question(view);
    note_begin(view->app, prompt->person, 0, prompt->say.say);
}

/* `x` and `y` are meant wherever the cursor is: the app asks the panes too. */
static bool act(struct view *view, enum action_id action) {
    struct prompt *prompt = view->state;
    if (action == ACT_OTHER_WORDS) {
        prompt->variant++;
        app_reload(view->app);
        return true;
    }
    if (action == ACT_COPY) {
        if (!prompt->known || !prompt->say.say) {
            app_say(view->app, "There are no words to copy here");
            return true;
        }
        app_copy(view->app, prompt->say.say);
        take_question(view);
        return true;
    }
    if (action == ACT_OPEN) {
        open_prompt(view);
        return true;
    }
    return reader_act(&prompt->reader, action);
}

static bool mouse(struct view *view, const struct event *event) {
    return reader_mouse(&((struct prompt *)view->state)->reader, event);
}

static bool subject(struct view *view, struct subject *out) {
    const struct prompt *prompt = view->state;
    if (!prompt->person)
        return false;
    *out = (struct subject){.kind = &kith_person_kind,
                            .id = prompt->person,
                            .person = prompt->person,
                            .name = app_person_name(view->app)};
    if (prompt->known && prompt->say.has_introduction)
        out->target = prompt->say.introduction.target.id;
    return true;
}

static const struct hint *hints(struct view *view) {
    static const struct hint all[] = {
        {ACT_ASK, "ask"},         {ACT_COPY, "copy"},      {ACT_OTHER_WORDS, "other words"},
        {ACT_NOT_NOW, "not now"}, {ACT_NEXT_PANE, "pane"}, {ACT_NONE, NULL},
    };
    static const struct hint gifts[] = {
        {ACT_GIVE, "who fits"},           {ACT_ASK, "ask"},        {ACT_COPY, "copy"},
        {ACT_OTHER_WORDS, "other words"}, {ACT_NEXT_PANE, "pane"}, {ACT_NONE, NULL},
    };
    const struct prompt *prompt = view->state;
    return prompt->known && prompt->say.gift_count ? gifts : all;
}

static void release(struct view *view) {
    struct prompt *prompt = view->state;
    reader_free(&prompt->reader);
    about_free(&prompt->about);
    arena_free(&prompt->arena);
}

const struct view_type view_prompt = {
    .name = "prompt",
    .context = CONTEXT_PROMPT,
    .place = PLACE_PANE,
    .size = sizeof(struct prompt),
    .title = title,
    .load = load,
    .draw = draw,
    .later = later,
    .has_later = has_later,
    .act = act,
    .mouse = mouse,
    .subject = subject,
    .hints = hints,
    .free = release,
};
