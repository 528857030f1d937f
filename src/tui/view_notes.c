/* The pane Notes: the conversations with the chosen person, newest first, and what was kept of each. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/text.h"
#include "kith/note.h"
#include "kith/person.h"
#include "kith/standing.h"
#include "tui/app.h"
#include "tui/reader.h"
#include "tui/views.h"

enum { AT_ONCE = 40 }; /* notes loaded; going down past the last loads more */

struct notes {
    struct arena arena;
    struct reader reader;
    kith_id person, wanted; /* wanted: the note that the cursor is to go to */
    size_t limit;
    bool more;
    day today;
    int golden_days;
    struct kith_talks talks;
    struct kith_contact contact;
    struct place_in_note { /* what a stop stands for */
        const struct kith_kind *kind;
        kith_id id;
    } * places;
    size_t count, cap;
    const char *card; /* over the notes: who this is and how to reach them; "": nothing is known */
};

static void stop(struct notes *notes, const struct kith_kind *kind, kith_id id) {
    reader_stop(&notes->reader, notes->count);
    *ARENA_PUSH(&notes->arena, notes->places, notes->count, notes->cap) = (struct place_in_note){kind, id};
}

/* Gold is for what can still be used: an open moment fades once its days have passed. */
static enum style moment_style(const struct notes *notes, const struct kith_moment *moment) {
    if (moment->state != KITH_STATE_OPEN)
        return STYLE_DIM;
    enum style style = views_moment_style(moment->kind);
    return style == STYLE_GOLDEN && notes->today - moment->on > notes->golden_days ? STYLE_PLAIN : style;
}

static void add_kept(struct notes *notes, const struct kith_talk *talk) {
    struct reader *reader = &notes->reader;
    struct arena *arena = &notes->arena;
    for (size_t i = 0; i < talk->moment_count; i++) {
        const struct kith_moment *moment = &talk->moments[i];
        bool open = moment->state == KITH_STATE_OPEN;
        stop(notes, &kith_moment_kind, moment->id);
        reader_add(reader, 3, 5, moment_style(notes, moment),
                   arena_printf(arena, "%s %s%s%s", sign(SIGN_MOMENT), kith_moment_words[moment->kind],
                                open ? "" : ", ", open ? "" : kith_moment_states[moment->state]));
    }
    for (size_t i = 0; i < talk->person_count; i++) {
        const struct kith_kept_person *kept = &talk->people[i];
        stop(notes, &kith_mention_kind, kept->mention);
        reader_add(
            reader, 3, 5, STYLE_PLAIN,
            arena_printf(arena, "%s %s%s%s", sign(SIGN_PERSON), kept->person.name,
                         kept->relation && strcmp(kept->relation, kept->person.name) ? ", " : "",
                         kept->relation && strcmp(kept->relation, kept->person.name) ? kept->relation : ""));
    }
    for (size_t i = 0; i < talk->need_count; i++) {
        const struct kith_need *need = &talk->needs[i];
        bool met = need->met_on != DAY_NONE;
        stop(notes, &kith_need_kind, need->id);
        reader_add(reader, 3, 5, met ? STYLE_DIM : STYLE_PLAIN,
                   arena_printf(arena, "%s wants %s%s", sign(SIGN_WANT), need->what, met ? ", met" : ""));
    }
}

static void add_talk(struct notes *notes, const struct kith_talk *talk) {
    char when[DAY_WORDS], ago[DAY_WORDS];
    struct reader *reader = &notes->reader;
    reader_gap(reader);
    stop(notes, &kith_note_kind, talk->note.id);
    reader_add(reader, 1, 1, STYLE_DIM,
               arena_printf(&notes->arena, "%s  %s", day_short(talk->note.on, notes->today, when),
                            kith_channel_words[talk->note.channel]));
    reader_right(reader, STYLE_DIM, arena_strdup(&notes->arena, day_ago(talk->note.on, notes->today, ago)));
    if (talk->with.count > 1) {
        struct buf line = BUF_INIT;
        for (size_t i = 0; i < talk->with.count; i++)
            if (talk->with.items[i].id != notes->person)
                buf_printf(&line, "%s%s", line.len ? ", " : "with ", talk->with.items[i].name);
        reader_add(reader, 1, 1, STYLE_DIM, arena_strdup(&notes->arena, line.data));
        buf_free(&line);
    }
    char *rest = arena_strdup(&notes->arena, talk->note.text), *line;
    while ((line = strsep(&rest, "\n")))
        reader_add(reader, 1, 1, STYLE_PLAIN, line);
    add_kept(notes, talk);
}

/* ---- what stands open and belongs to no note ---- */

static void add_loose_moments(struct notes *notes, struct kith *k) {
    struct kith_moment *rows;
    size_t count;
    char when[DAY_WORDS];
    if (kith_rows_of(k, &kith_moment_kind, notes->person, &notes->arena, &rows, &count) != KITH_OK)
        return;
    for (size_t i = 0; i < count; i++) {
        if (rows[i].note || rows[i].state != KITH_STATE_OPEN)
            continue;
        stop(notes, &kith_moment_kind, rows[i].id);
        reader_add(&notes->reader, 1, 3, moment_style(notes, &rows[i]),
                   arena_printf(&notes->arena, "%s %s, %s", sign(SIGN_MOMENT),
                                kith_moment_words[rows[i].kind], day_ago(rows[i].on, notes->today, when)));
    }
}

static void add_loose_needs(struct notes *notes, struct kith *k) {
    struct kith_need *rows;
    size_t count;
    if (kith_rows_of(k, &kith_need_kind, notes->person, &notes->arena, &rows, &count) != KITH_OK)
        return;
    for (size_t i = 0; i < count; i++) {
        if (rows[i].note || rows[i].met_on != DAY_NONE)
            continue;
        stop(notes, &kith_need_kind, rows[i].id);
        reader_add(&notes->reader, 1, 3, STYLE_PLAIN,
                   arena_printf(&notes->arena, "%s wants %s", sign(SIGN_WANT), rows[i].what));
    }
}

static void add_tasks(struct notes *notes, struct kith *k) {
    struct kith_task *rows;
    size_t count;
    char when[DAY_WORDS];
    if (kith_rows_of(k, &kith_task_kind, notes->person, &notes->arena, &rows, &count) != KITH_OK)
        return;
    for (size_t i = 0; i < count; i++) {
        if (rows[i].done_on != DAY_NONE)
            continue;
        stop(notes, &kith_task_kind, rows[i].id);
        reader_add(&notes->reader, 1, 3, rows[i].on <= notes->today ? STYLE_NAME : STYLE_PLAIN,
                   arena_printf(&notes->arena, "%s to do: %s, by %s", sign(SIGN_ASK_OPEN), rows[i].what,
                                day_short(rows[i].on, notes->today, when)));
    }
}

static void add_pledge(struct notes *notes, struct kith *k) {
    struct kith_pledge *rows;
    size_t count;
    char when[DAY_WORDS];
    if (kith_rows_of(k, &kith_pledge_kind, notes->person, &notes->arena, &rows, &count) != KITH_OK || !count)
        return;
    const char *if_done = rows[0].when ? rows[0].when : "";
    stop(notes, &kith_pledge_kind, rows[0].id);
    reader_add(&notes->reader, 1, 3, STYLE_DIM,
               arena_printf(&notes->arena, "%s agreed on %s to introduce %d%s%s", sign(SIGN_DOT),
                            day_short(rows[0].on, notes->today, when), rows[0].count, *if_done ? ", " : "",
                            if_done));
}

/* Before there is a note: who this is, as far as a file or a form told. */
static void add_card(struct notes *notes, struct kith *k) {
    struct kith_person person;
    if (kith_person_get(k, notes->person, &notes->arena, &person) != KITH_OK)
        return;
    const char *const who[] = {person.title, person.company, person.city};
    const char *const reach[] = {person.emails.count ? person.emails.items[0] : NULL,
                                 person.phones.count ? person.phones.items[0] : NULL};
    const struct {
        const char *const *parts;
        size_t count;
    } lines[] = {{who, sizeof who / sizeof *who}, {reach, sizeof reach / sizeof *reach}};
    reader_gap(&notes->reader);
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        struct buf line = BUF_INIT;
        for (size_t j = 0; j < lines[i].count; j++)
            if (lines[i].parts[j] && *lines[i].parts[j])
                buf_printf(&line, "%s%s", line.len ? ", " : "", lines[i].parts[j]);
        if (line.len)
            reader_add(&notes->reader, 1, 3, i ? STYLE_DIM : STYLE_PLAIN, line.data);
        buf_free(&line);
    }
}

/* In a line over the notes, the number first: it is what one reads off. */
static const char *card_line(struct notes *notes, struct kith *k) {
    struct kith_person person;
    struct buf line = BUF_INIT;
    if (kith_person_get(k, notes->person, &notes->arena, &person) != KITH_OK)
        return "";
    const char *const parts[] = {
        text_blank(person.company) ? person.title : person.company,
        person.phones.count ? person.phones.items[0] : NULL,
        person.emails.count ? person.emails.items[0] : NULL,
        text_blank(person.company) ? NULL : person.title,
    };
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        if (!text_blank(parts[i]))
            buf_printf(&line, "%s%s", line.len ? " · " : "", parts[i]);
    const char *card = arena_strdup(&notes->arena, line.data);
    buf_free(&line);
    return card;
}

static void load(struct view *view) {
    struct notes *notes = view->state;
    kith_id person = app_person(view->app);
    bool other = person != notes->person;
    if (other)
        reader_home(&notes->reader);
    if (other || !notes->limit)
        notes->limit = AT_ONCE;
    notes->person = person;
    reader_clear(&notes->reader);
    arena_free(&notes->arena);
    notes->places = NULL;
    notes->count = notes->cap = 0;
    notes->talks = (struct kith_talks){0};
    notes->card = "";
    struct kith *k = app_kith(view->app);
    notes->today = app_today(view->app);
    notes->golden_days = kith_settings(k)->golden_days;
    if (!person || !app_ok(view->app, kith_contact_of(k, person, &notes->arena, &notes->contact)) ||
        !app_ok(view->app, kith_talks_of(k, person, 0, notes->limit + 1, &notes->arena, &notes->talks)))
        return;
    add_tasks(notes, k);
    add_loose_moments(notes, k);
    add_loose_needs(notes, k);
    notes->more = notes->talks.count > notes->limit;
    if (notes->more)
        notes->talks.count = notes->limit;
    for (size_t i = 0; i < notes->talks.count; i++)
        add_talk(notes, &notes->talks.items[i]);
    if (notes->talks.count)
        notes->card = card_line(notes, k);
    else {
        add_card(notes, k);
        reader_gap(&notes->reader);
        reader_add(&notes->reader, 1, 1, STYLE_DIM,
                   "No note yet. After a talk, n opens one: who and what you hear is kept with a tick.");
    }
    add_pledge(notes, k);
}

/* The note may stand below those that are loaded at first. */
static void load_wanted(struct view *view) {
    struct notes *notes = view->state;
    load(view);
    while (notes->wanted) {
        for (size_t i = 0; i < notes->count && notes->wanted; i++)
            if (notes->places[i].kind == &kith_note_kind && notes->places[i].id == notes->wanted) {
                reader_choose(&notes->reader, i);
                notes->wanted = 0;
            }
        if (!notes->wanted || !notes->more)
            break;
        notes->limit *= 4;
        load(view);
    }
    notes->wanted = 0;
}

void notes_go_to(struct app *app, kith_id note) {
    struct view *view = app_pane(app, SLOT_NOTES);
    if (!view || view->type != &view_notes)
        return;
    ((struct notes *)view->state)->wanted = note;
    view->stale = true;
    app_focus(app, SLOT_NOTES);
}

static void title(struct view *view, struct buf *out) {
    const struct notes *notes = view->state;
    buf_str(out, "Notes");
    if (notes->person && notes->contact.person.name)
        buf_printf(out, " %s %s %s %s", sign(SIGN_DOT), app_person_name(view->app), sign(SIGN_DOT),
                   kith_role_words[notes->contact.role]);
    int harvest = kith_settings(app_kith(view->app))->harvest,
        circle = notes->person ? notes->contact.circle : 0;
    if (circle >= harvest) /* enough names to go back for (R8) */
        buf_printf(out, " %s %s %d %s", sign(SIGN_DOT), sign(SIGN_PERSON), circle, sign(SIGN_MOMENT));
    else if (circle)
        buf_printf(out, " %s %s %d/%d", sign(SIGN_DOT), sign(SIGN_PERSON), circle, harvest);
}

static bool has_card(const struct notes *notes, int rows) {
    enum { LEAST = 8 };
    return notes->card && *notes->card && rows >= LEAST;
}

/* As many of its parts as there is room for; of a long first one what fits. */
static void draw_card(const char *card, struct pane pane, int columns) {
    static const char between[] = " · ";
    size_t whole = 0;
    for (const char *at = card; *at;) {
        const char *next = strstr(at, between);
        size_t end = next ? (size_t)(next - card) : strlen(card);
        if (text_width_n(card, end) <= columns)
            whole = end;
        at = next ? next + strlen(between) : card + strlen(card);
    }
    if (whole)
        pane_put_n(pane, 0, 1, STYLE_DIM, card, whole);
    else
        pane_cut(pane, 0, 1, columns, STYLE_DIM, card);
}

static void draw(struct view *view, struct pane pane) {
    struct notes *notes = view->state;
    bool focused = app_top(view->app) == view && app_focused(view->app) == SLOT_NOTES;
    int end = pane.area.cols - 1;
    if (notes->person && has_card(notes, pane.area.rows)) {
        draw_card(notes->card, pane, end - 1);
        pane = pane_part(pane, 1, 0, pane.area.rows - 1, pane.area.cols);
    }
    if (notes->person)
        reader_draw(&notes->reader, pane, focused);
    else
        pane_wrap(pane, 0, 1, end, STYLE_DIM, "Here stand the notes of the person chosen on the left.");
}

static bool act(struct view *view, enum action_id action) {
    struct notes *notes = view->state;
    if (action == ACT_OPEN) {
        app_act(view->app, ACT_EDIT);
        return true;
    }
    size_t before = 0, after = 0;
    reader_at(&notes->reader, &before);
    if (!reader_act(&notes->reader, action))
        return false;
    if (notes->more && (action == ACT_DOWN || action == ACT_PAGE_DOWN || action == ACT_LAST) &&
        reader_at(&notes->reader, &after) && (after == before || after + 1 >= notes->count)) {
        notes->limit *= 4;
        app_reload(view->app);
    }
    return true;
}

static bool mouse(struct view *view, const struct event *event) {
    struct notes *notes = view->state;
    struct event below = *event;
    below.row -= has_card(notes, view->area.rows);
    return below.row >= 0 && reader_mouse(&notes->reader, &below);
}

static bool subject(struct view *view, struct subject *out) {
    const struct notes *notes = view->state;
    size_t at;
    if (!notes->person || !reader_at(&notes->reader, &at) || at >= notes->count)
        return false;
    *out = (struct subject){.kind = notes->places[at].kind,
                            .id = notes->places[at].id,
                            .person = notes->person,
                            .name = app_person_name(view->app)};
    return true;
}

static const struct hint *hints(struct view *view) {
    static const struct hint all[] = {
        {ACT_NOTE, "note"},     {ACT_EDIT, "edit"},      {ACT_DONE, "done"},
        {ACT_DELETE, "delete"}, {ACT_NEXT_PANE, "pane"}, {ACT_NONE, NULL},
    };
    (void)view;
    return all;
}

static void release(struct view *view) {
    struct notes *notes = view->state;
    reader_free(&notes->reader);
    arena_free(&notes->arena);
}

const struct view_type view_notes = {
    .name = "notes",
    .context = CONTEXT_NOTES,
    .place = PLACE_PANE,
    .size = sizeof(struct notes),
    .title = title,
    .load = load_wanted,
    .draw = draw,
    .act = act,
    .mouse = mouse,
    .subject = subject,
    .hints = hints,
    .free = release,
};
