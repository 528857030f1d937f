#ifndef TUI_VIEW_NOTE_H
#define TUI_VIEW_NOTE_H

#include "kith/heard.h"
#include "tui/app.h"

/* The note being typed. `draft`: text and head come from a draft of an earlier time. */
void note_open(struct app *app, const struct kith_note *note, bool draft);
/* A new note with the person, or the note to be edited; a draft of it is taken up. `words` go in first, or
 * NULL. */
void note_begin(struct app *app, kith_id person, kith_id note, const char *words);
/* At the start: offers the draft that an earlier run left. */
void note_offer_draft(struct app *app);

/*
 * What I heard: the plan of a note to be saved, with its ticks. Enter saves the
 * note with what is ticked, Esc saves the note alone; then `ended` is called. How
 * it went is KITH_OK, or KITH_CHANGED or KITH_NOT_FOUND where the note being
 * edited is not what it was: then nothing is saved.
 */
void heard_open(struct app *app, const struct kith_note *note, void *ctx,
                void (*ended)(struct app *app, void *ctx, enum kith_status how));

/* Everything of it in the arena. */
struct kith_note note_copy(const struct kith_note *note, struct arena *arena);

#endif
