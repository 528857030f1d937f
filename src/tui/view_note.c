/* The note being typed: people and cues are marked in the text, the pane below says what is heard. */
#include "tui/note_state.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/text.h"
#include "tui/act.h"
#include "tui/confirm.h"
#include "tui/draft.h"
#include "tui/form.h"
#include "tui/views.h"

enum {
    LISTEN_AT_ONCE = 16 * 1024
}; /* a longer note is heard by its paragraph, or a part of it, as it is typed */

static void say_with(struct app *app, struct typing *typing) {
    struct buf words = BUF_INIT;
    for (size_t i = 0; i < typing->note.with.count; i++)
        buf_printf(&words, "%s%s", i ? ", " : "",
                   kith_person_said(app_kith(app), typing->note.with.items[i], &typing->arena));
    typing->with = arena_strdup(&typing->arena, words.data);
    buf_free(&words);
}

/* ---- drafts ---- */

static void keep_draft(struct view *view, bool settle) {
    struct typing *typing = view->state;
    const char *dir = app_options(view->app)->data_dir;
    unsigned long now = editor_revision(typing->editor);
    if (!dir || (now == typing->drafted_at && (typing->settled || !settle)))
        return;
    char *text = editor_text(typing->editor);
    bool good = true;
    if (!*text)
        draft_remove(app_kith(view->app), dir, &typing->note);
    else
        good = draft_write(app_kith(view->app), dir, &typing->note, text, settle);
    if (good) {
        typing->drafted_at = now;
        typing->drafted = *text != '\0';
        typing->settled = settle;
    } else if (typing->failed_at != now) { /* said once; tried again at the next quiet moment */
        typing->failed_at = now;
        app_fail(view->app, "the draft could not be kept on disk: %s", strerror(errno));
    }
    free(text);
}

static void tick(struct view *view) {
    keep_draft(view, true);
}

/* What is seen is kept: written before each picture, where that costs next to nothing. */
static void keep_seen(struct view *view) {
    enum { SMALL = 16 * 1024, CHANGES = 60 };
    struct typing *typing = view->state;
    unsigned long new_changes = editor_revision(typing->editor) - typing->drafted_at;
    if (new_changes >= CHANGES || (new_changes && editor_length(typing->editor) <= SMALL))
        keep_draft(view, false);
}

void note_drop_draft(struct view *view) {
    struct typing *typing = view->state;
    const char *dir = app_options(view->app)->data_dir;
    if (dir)
        draft_remove(app_kith(view->app), dir, &typing->note);
    typing->drafted = false;
}

/* ---- listening while one types ---- */

static enum style mark_style(enum kith_heard_sort sort) {
    return sort == KITH_HEARD_MOMENT ? STYLE_CUE : STYLE_HEARD;
}

/* The stretch that is heard at once: the paragraph, or of one that is very long a part that ends at blanks.
 */
static void stretch_at(const struct editor *editor, size_t at, size_t *start, size_t *end) {
    size_t first;
    editor_paragraph(editor, at, &first, end);
    *start = first;
    if (*end - first <= LISTEN_AT_ONCE)
        return;
    struct buf text = BUF_INIT;
    editor_copy(editor, first, *end, &text);
    size_t length = text.len;
    for (size_t from = 0, to; from < length; from = to) {
        to = from + LISTEN_AT_ONCE < length ? from + LISTEN_AT_ONCE : length;
        while (to < length && text.data[to - 1] != ' ')
            to++;
        *start = first + from;
        *end = first + to;
        if (at < *end)
            break;
    }
    buf_free(&text);
}

/* Marks the paragraph at the cursor; spans ascend and do not overlap. */
static void mark_paragraph(struct view *view, size_t at) {
    struct typing *typing = view->state;
    struct arena arena = {0};
    struct buf text = BUF_INIT;
    struct kith_marks marks = {0};
    size_t start, end, count = 0;
    stretch_at(typing->editor, at, &start, &end);
    editor_copy(typing->editor, start, end, &text);
    struct kith_note part = typing->note;
    part.text = text.data;
    struct span *spans = NULL;
    if (kith_listen_marks(app_kith(view->app), &part, &arena, &marks) == KITH_OK) {
        spans = ARENA_NEW(&arena, struct span, marks.count + 1);
        for (size_t i = 0; i < marks.count; i++) {
            long from = (long)(start + marks.items[i].start), to = from + (long)marks.items[i].length;
            if (count && from < spans[count - 1].end)
                continue;
            spans[count++] = (struct span){from, to, mark_style(marks.items[i].sort)};
        }
    }
    editor_mark(typing->editor, start, end, spans, count);
    buf_free(&text);
    arena_free(&arena);
}

/* Of a very long text what is near the cursor: the rest is heard where one writes in it, and when it is
 * saved. */
void note_mark_all(struct view *view) {
    enum { NEAR = 64 * 1024 };
    struct typing *typing = view->state;
    size_t cursor = editor_cursor(typing->editor), length = editor_length(typing->editor);
    size_t from = cursor > NEAR ? cursor - NEAR : 0, first, last, start, end;
    stretch_at(typing->editor, from, &from, &end);
    for (size_t at = from; at <= length && at <= cursor + NEAR; at = end < last ? end : last + 1) {
        editor_paragraph(typing->editor, at, &first, &last);
        stretch_at(typing->editor, at, &start, &end);
        mark_paragraph(view, at);
    }
}

static void listen_now(struct view *view) {
    struct typing *typing = view->state;
    unsigned long now = editor_revision(typing->editor);
    if (now == typing->heard_at)
        return;
    typing->heard_at = now;
    mark_paragraph(view, editor_cursor(typing->editor));
    struct kith_note note = typing->note;
    struct buf text = BUF_INIT;
    size_t start = 0, end = editor_length(typing->editor);
    if (end > LISTEN_AT_ONCE)
        stretch_at(typing->editor, editor_cursor(typing->editor), &start, &end);
    editor_copy(typing->editor, start, end, &text);
    arena_free(&typing->hearing);
    typing->heard = (struct kith_heard){0};
    note.text = arena_strdup(&typing->hearing, text.data);
    buf_free(&text);
    if (kith_listen(app_kith(view->app), &note, &typing->hearing, &typing->heard) != KITH_OK)
        typing->heard = (struct kith_heard){0};
}

/* ---- drawing ---- */

static void title(struct view *view, struct buf *out) {
    const struct typing *typing = view->state;
    buf_printf(out, "Notes %s %s%s%s", sign(SIGN_DOT), typing->with, *typing->with ? " · " : "",
               typing->note.id ? "edited" : "new");
}

static void draw(struct view *view, struct pane pane) {
    struct typing *typing = view->state;
    char when[DAY_WORDS];
    listen_now(view);
    keep_seen(view);
    int end = pane_right(pane, 0, 20, pane.area.cols - 1, STYLE_DIM, "Tab change");
    struct arena arena = {0};
    pane_cut(pane, 0, 1, end - 2, STYLE_DIM,
             arena_printf(&arena, "%s  %s  with %s", day_short(typing->note.on, app_today(view->app), when),
                          kith_channel_words[typing->note.channel], *typing->with ? typing->with : "…"));
    arena_free(&arena);
    editor_draw(typing->editor, pane_part(pane, 2, 0, pane.area.rows - 2, pane.area.cols), true);
}

static void aside_title(struct view *view, struct buf *out) {
    (void)view;
    buf_str(out, "What I hear");
}

static int count_sort(const struct kith_heard *heard, enum kith_heard_sort sort) {
    int count = 0;
    for (size_t i = 0; i < heard->count; i++)
        count += heard->items[i].sort == sort;
    return count;
}

static void in_words(const struct kith_heard *heard, struct buf *out) {
    static const struct {
        enum kith_heard_sort sort;
        const char *one, *many;
    } words[] = {{KITH_HEARD_PERSON, "person", "people"},
                 {KITH_HEARD_MOMENT, "moment", "moments"},
                 {KITH_HEARD_NEED, "want", "wants"}};
    for (size_t i = 0; i < 3; i++) {
        int count = count_sort(heard, words[i].sort);
        if (count)
            buf_printf(out, "%s%d %s", out->len ? ", " : "", count,
                       count == 1 ? words[i].one : words[i].many);
    }
}

static int draw_heard(struct pane pane, int row, const struct kith_heard_item *item) {
    int end = pane.area.cols - 1;
    if (item->sort == KITH_HEARD_PERSON) {
        pane_put(pane, row, 1, STYLE_HEARD, sign(SIGN_PERSON));
        int col = pane_cut(pane, row, 3, 14, STYLE_NAME, item->name ? item->name : item->relation);
        pane_cut(pane, row, col < 16 ? 16 : col + 2, end - 16, STYLE_DIM, item->said ? item->said : "");
    } else if (item->sort == KITH_HEARD_MOMENT) {
        enum style style = views_moment_style(item->kind);
        pane_put(pane, row, 1, style, sign(SIGN_MOMENT));
        pane_cut(pane, row, 3, 12, style, kith_moment_words[item->kind]);
        struct arena arena = {0};
        pane_cut(pane, row, 16, end - 16, STYLE_DIM, arena_printf(&arena, "“%s”", item->quote));
        arena_free(&arena);
    } else if (item->sort == KITH_HEARD_NEED) {
        pane_put(pane, row, 1, STYLE_PLAIN, sign(SIGN_WANT));
        pane_put(pane, row, 3, STYLE_PLAIN, "wants");
        pane_cut(pane, row, 16, end - 16, STYLE_PLAIN, item->what);
    } else {
        return row;
    }
    return row + 1;
}

static void aside(struct view *view, struct pane pane) {
    const struct typing *typing = view->state;
    struct buf words = BUF_INIT;
    in_words(&typing->heard, &words);
    pane_cut(pane, 0, 1, pane.area.cols - 2, STYLE_DIM,
             words.len ? words.data : "People, moments and wants show here.");
    buf_free(&words);
    int row = 1;
    for (size_t i = 0; i < typing->heard.count && row < pane.area.rows; i++)
        row = draw_heard(pane, row, &typing->heard.items[i]);
}

/* ---- the head: with whom, when, how ---- */

static bool head_done(struct app *app, void *ctx, struct form *form) {
    struct view *view = ctx;
    struct typing *typing = view->state;
    struct kith_ids with = {0};
    if (kith_people_find(app_kith(app), form_text(form, "with"), &typing->arena, &with) != KITH_OK) {
        form_complain(form, "with", kith_error(app_kith(app)));
        return false;
    }
    note_drop_draft(view); /* it is named by the first person: it is written anew under the next */
    typing->drafted_at = editor_revision(typing->editor) - 1;
    typing->note.with = with;
    typing->note.channel = form_choice(form, "channel");
    form_day(form, "on", &typing->note.on);
    if (typing->note.on == DAY_NONE)
        typing->note.on = app_today(app);
    say_with(app, typing);
    return true;
}

/* For the last of the names typed, the others kept before it. */
static void suggest_with(struct app *app, void *ctx, const char *typed, struct arena *arena,
                         struct kith_list *out) {
    const char *comma = strrchr(typed, ','), *last = comma ? comma + 1 : typed;
    last += strspn(last, " ");
    suggest_people(app, ctx, last, arena, out);
    for (size_t i = 0; i < out->count; i++)
        out->items[i] = arena_printf(arena, "%.*s%s", (int)(last - typed), typed, out->items[i]);
}

static void head_open(struct view *view) {
    struct typing *typing = view->state;
    char iso[DAY_SIZE];
    const struct form_field fields[] = {
        {.name = "with",
         .label = "With",
         .kind = FORM_TEXT,
         .value = typing->with,
         .needed = true,
         .hint = "several parted by commas",
         .among = true,
         .suggest = suggest_with},
        {.name = "on",
         .label = "On",
         .kind = FORM_DAY,
         .value = day_iso(typing->note.on, iso),
         .toward = DAY_PAST},
        {.name = "channel",
         .label = "By",
         .kind = FORM_CHOICE,
         .value = kith_channel_words[typing->note.channel],
         .choices = kith_channel_words},
    };
    form_open(view->app,
              &(struct form_spec){
                  .title = "The conversation", .fields = fields, .count = 3, .ctx = view, .done = head_done});
}

/* ---- saving, $EDITOR, leaving ---- */

static void ended(struct app *app, void *ctx, enum kith_status how) {
    struct view *view = ctx;
    if (how != KITH_OK) {
        note_changed_meanwhile(view);
        return;
    }
    note_drop_draft(view);
    app_close(app, view);
}

void note_save(struct view *view) {
    struct typing *typing = view->state;
    if (typing->note.with.count == 0) {
        head_open(view);
        return;
    }
    char *text = editor_text(typing->editor);
    keep_draft(view, true);
    if (text_blank(text)) {
        app_fail(view->app, "the note is empty");
    } else if (!note_changed_meanwhile(view)) {
        struct kith_note note = typing->note;
        note.text = text;
        heard_open(view->app, &note, view, ended);
    }
    free(text);
}

/* Editors end a file with a newline of their own: it goes, unless the text had one. */
static void cut_last_newlines(char *text, const char *before) {
    size_t length = strlen(text), had = strlen(before);
    while (length && text[length - 1] == '\n' && !(had && before[had - 1] == '\n'))
        text[--length] = '\0';
}

static void go_on_in_editor(struct view *view) {
    struct typing *typing = view->state;
    const char *dir = app_options(view->app)->data_dir;
    struct arena arena = {0};
    char *text = editor_text(typing->editor);
    const char *path = dir ? draft_file(dir, text, &arena) : NULL;
    if (!dir) {
        app_fail(view->app, "there is no folder for the editor's file");
    } else if (!path) {
        app_fail(view->app, "no file could be made for the editor: %s", strerror(errno));
    } else if (app_edit(view->app, path)) {
        char *back = draft_file_read(path, &arena);
        if (back)
            cut_last_newlines(back, text);
        if (back && strcmp(back, text) != 0) {
            editor_set(typing->editor, back, strlen(back));
            editor_move_to(typing->editor, editor_length(typing->editor));
        }
        note_mark_all(view);
    }
    if (path)
        unlink(path);
    free(text);
    arena_free(&arena);
}

static bool act(struct view *view, enum action_id action) {
    switch (action) {
    case ACT_SAVE:
        note_save(view);
        return true;
    case ACT_EDITOR:
        go_on_in_editor(view);
        return true;
    case ACT_NEXT_FIELD:
    case ACT_PREVIOUS_FIELD:
        head_open(view);
        return true;
    default:
        return false;
    }
}

static bool key(struct view *view, const struct event *event) {
    return editor_key(((struct typing *)view->state)->editor, event);
}

static bool mouse(struct view *view, const struct event *event) {
    struct event inside = *event;
    inside.row -= 2;
    return inside.row >= 0 && editor_mouse(((struct typing *)view->state)->editor, &inside);
}

static bool leave(struct view *view) {
    struct typing *typing = view->state;
    keep_draft(view, true);
    if (typing->drafted)
        app_say(view->app, "The draft is kept; %c takes it up again", typing->note.id ? 'e' : 'n');
    return true;
}

static const struct hint *hints(struct view *view) {
    static const struct hint all[] = {
        {ACT_SAVE, "save"},
        {ACT_EDITOR, "editor"},
        {ACT_NEXT_FIELD, "with whom, when"},
        {ACT_BACK, "leave, draft kept"},
        {ACT_NONE, NULL},
    };
    (void)view;
    return all;
}

static void release(struct view *view) {
    struct typing *typing = view->state;
    editor_free(typing->editor);
    arena_free(&typing->arena);
    arena_free(&typing->hearing);
}

static const struct view_type view_note = {
    .name = "note",
    .context = CONTEXT_NOTE,
    .place = PLACE_NOTES,
    .size = sizeof(struct typing),
    .title = title,
    .draw = draw,
    .aside_title = aside_title,
    .aside = aside,
    .act = act,
    .key = key,
    .mouse = mouse,
    .tick = tick,
    .hints = hints,
    .leave = leave,
    .free = release,
};

void note_open(struct app *app, const struct kith_note *note, bool draft) {
    struct view *view = app_push(app, &view_note);
    struct typing *typing = view->state;
    typing->note = note_copy(note, &typing->arena);
    typing->note.text = NULL;
    typing->editor = editor_new(note->text);
    typing->drafted_at = editor_revision(typing->editor);
    typing->heard_at = typing->drafted_at - 1;
    typing->settled = true;
    typing->drafted = draft;
    say_with(app, typing);
    note_mark_all(view);
    if (draft)
        app_say(app, "This is the draft you left");
    if (typing->note.with.count == 0)
        head_open(view);
}
