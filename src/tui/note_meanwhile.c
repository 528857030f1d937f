/* What somebody else has made of a note while it was edited here: both are shown, nothing is overwritten
 * unseen. */
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "tui/confirm.h"
#include "tui/conflict.h"
#include "tui/note_state.h"

struct meanwhile {
    struct arena arena;
    struct view *view;
    struct kith_note theirs;
};

static void meanwhile_free(void *ctx) {
    struct meanwhile *meanwhile = ctx;
    arena_free(&meanwhile->arena);
    free(meanwhile);
}

static void put_together(struct view *view, const char *theirs) {
    struct typing *typing = view->state;
    struct buf both = BUF_INIT;
    char *mine = editor_text(typing->editor);
    buf_printf(&both, "%s\n\n%s", mine, theirs);
    editor_set(typing->editor, both.data, both.len);
    editor_move_to(typing->editor, strlen(mine));
    buf_free(&both);
    free(mine);
}

static void choose(struct app *app, void *ctx, enum conflict_choice choice) {
    struct meanwhile *meanwhile = ctx;
    struct view *view = meanwhile->view;
    struct typing *typing = view->state;
    struct kith_note *was = ARENA_NEW(&typing->arena, struct kith_note, 1);
    *was = note_copy(&meanwhile->theirs, &typing->arena);
    typing->note.was = was;
    if (choice == CONFLICT_MINE) {
        note_save(view);
    } else if (choice == CONFLICT_THEIRS) {
        note_drop_draft(view);
        app_say(app, "The note stays as it was written elsewhere");
        app_close(app, view);
    } else {
        put_together(view, was->text);
        note_mark_all(view);
        app_say(app, "Theirs stands below yours; put it in order and save");
    }
}

/* A note that is gone is written as a new one. */
static void save_anew(struct app *app, void *ctx) {
    struct view *view = ctx;
    struct typing *typing = view->state;
    (void)app;
    note_drop_draft(view);
    typing->note.id = 0;
    typing->note.uid = NULL;
    typing->note.was = NULL;
    typing->drafted_at = editor_revision(typing->editor) - 1;
    note_save(view);
}

static bool same_note(const struct kith_note *a, const struct kith_note *b) {
    return a->on == b->on && a->channel == b->channel && a->with.count == b->with.count &&
           (a->with.count == 0 ||
            memcmp(a->with.items, b->with.items, a->with.count * sizeof(kith_id)) == 0) &&
           strcmp(a->text, b->text) == 0;
}

/* Both versions, with the line of the head where that differs. */
static const char *version(struct view *view, const struct kith_note *note, const char *text, bool with_head,
                           struct arena *arena) {
    char when[DAY_WORDS];
    struct buf who = BUF_INIT;
    for (size_t i = 0; i < note->with.count; i++)
        buf_printf(&who, ", %s", kith_person_said(app_kith(view->app), note->with.items[i], arena));
    const char *all =
        !with_head ? text
                   : arena_printf(arena, "%s %s%s: %s", day_short(note->on, app_today(view->app), when),
                                  kith_channel_words[note->channel], who.data, text);
    buf_free(&who);
    return all;
}

static void show_both(struct view *view, const struct kith_note *theirs) {
    struct typing *typing = view->state;
    struct meanwhile *meanwhile = xalloc(sizeof *meanwhile);
    meanwhile->view = view;
    meanwhile->theirs = note_copy(theirs, &meanwhile->arena);
    char *text = editor_text(typing->editor);
    struct kith_note mine = typing->note, head = *theirs;
    mine.text = head.text = text;
    bool heads = !same_note(&mine, &head);
    struct conflict_part part = {.mine = version(view, &mine, text, heads, &meanwhile->arena),
                                 .theirs = version(view, theirs, theirs->text, heads, &meanwhile->arena)};
    conflict_open(view->app, &(struct conflict_spec){.what = "note",
                                                     .parts = &part,
                                                     .count = 1,
                                                     .both = true,
                                                     .ctx = meanwhile,
                                                     .done = choose,
                                                     .release = meanwhile_free});
    free(text);
}

/* True where the note is no longer what was edited: then somebody has been asked. */
bool note_changed_meanwhile(struct view *view) {
    struct typing *typing = view->state;
    struct arena arena = {0};
    struct kith_talk talk;
    bool asked = false;
    enum kith_status status = typing->note.uid && *typing->note.uid && !typing->note.id ? KITH_NOT_FOUND
                              : typing->note.id
                                  ? kith_talk_get(app_kith(view->app), typing->note.id, &arena, &talk)
                                  : KITH_OK;
    if (status == KITH_NOT_FOUND) {
        confirm_open(view->app, &(struct confirm_spec){
                                    .question = "This note was deleted meanwhile. Save yours as a new one?",
                                    .ctx = view,
                                    .yes = save_anew});
        asked = true;
    } else if (status == KITH_OK && typing->note.id && typing->note.was &&
               !same_note(&talk.note, typing->note.was)) {
        show_both(view, &talk.note);
        asked = true;
    }
    arena_free(&arena);
    return asked;
}
