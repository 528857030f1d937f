/* How a note being typed begins: anew, from one of the book, or from a draft. */
#include <string.h>

#include "tui/act.h"
#include "tui/confirm.h"
#include "tui/draft.h"
#include "tui/view_note.h"

struct kith_note note_copy(const struct kith_note *note, struct arena *arena) {
    struct kith_note copy = *note;
    copy.with.items = ARENA_NEW(arena, kith_id, note->with.count + 1);
    if (note->with.count)
        memcpy(copy.with.items, note->with.items, note->with.count * sizeof(kith_id));
    copy.uid = arena_strdup(arena, note->uid);
    copy.text = arena_strdup(arena, note->text);
    if (note->was) {
        struct kith_note *was = ARENA_NEW(arena, struct kith_note, 1);
        *was = note_copy(note->was, arena);
        copy.was = was;
    }
    return copy;
}

/* ---- n, and e on a note ---- */

/* What a draft holds, else a new note with the person, or the note to be edited. */
static bool begin(struct app *app, kith_id *person, kith_id note_id, struct arena *arena,
                  struct kith_note *note, bool *draft) {
    struct kith *k = app_kith(app);
    const char *dir = app_options(app)->data_dir;
    struct kith_talk talk;
    *draft = dir && draft_read(k, dir, *person, note_id, arena, note);
    if (*draft)
        return true;
    if (note_id) {
        if (!app_ok(app, kith_talk_get(k, note_id, arena, &talk)))
            return false;
        struct kith_note *was = ARENA_NEW(arena, struct kith_note, 1);
        *note = *was = talk.note;
        note->was = was;
        return true;
    }
    kith_row_init(&kith_note_kind, note);
    note->on = app_today(app);
    note->channel = KITH_CHANNEL_CALL;
    note->with = (struct kith_ids){.items = person, .count = *person != 0};
    return true;
}

void note_begin(struct app *app, kith_id person, kith_id note_id, const char *words) {
    struct arena arena = {0};
    struct kith_note note;
    bool draft;
    if (begin(app, &person, note_id, &arena, &note, &draft)) {
        if (words)
            note.text = draft ? arena_printf(&arena, "%s\n%s\n", note.text, words)
                              : arena_printf(&arena, "%s\n", words);
        note_open(app, &note, draft);
    }
    arena_free(&arena);
}

void act_note(struct app *app) {
    note_begin(app, app_person(app), 0, NULL);
}

void act_note_edit(struct app *app, kith_id note) {
    note_begin(app, 0, note, NULL);
}

static void offer_yes(struct app *app, void *ctx) {
    struct arena arena = {0};
    struct kith_note note;
    (void)ctx;
    if (draft_any(app_kith(app), app_options(app)->data_dir, &arena, &note))
        note_open(app, &note, true);
    arena_free(&arena);
}

void note_offer_draft(struct app *app) {
    struct arena arena = {0};
    struct kith_note note;
    const char *dir = app_options(app)->data_dir;
    if (dir && draft_any(app_kith(app), dir, &arena, &note)) {
        const char *who =
            note.with.count ? kith_person_said(app_kith(app), note.with.items[0], &arena) : "a talk";
        confirm_open(app, &(struct confirm_spec){
                              .question = arena_printf(&arena, "A draft about %s was left. Take it up?", who),
                              .yes = offer_yes,
                          });
    }
    arena_free(&arena);
}
