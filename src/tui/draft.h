#ifndef TUI_DRAFT_H
#define TUI_DRAFT_H

#include "kith/note.h"

/*
 * A note being typed, kept on disk so that a crash costs at most a second: one
 * file for each person (or note being edited; or one for a note with nobody yet),
 * mode 0600 in a folder of mode 0700, replaced whole. A draft belongs to the book it was begun in. The note
 * it holds has the id of the note being edited, or 0 for a new one; its uid and no id where that note is
 * gone from the book, and in `was` what stood in the book then, or a blank note where another stands there
 * now.
 */

/* The folder of the drafts, made with those above it; mode 0700. */
const char *draft_folder(const char *dir, struct arena *arena);

/* False with nothing lost when it could not be written: the text is still in the editor. */
bool draft_write(struct kith *k, const char *dir, const struct kith_note *note, const char *text,
                 bool settle); /* waits for the disk, so that a machine that goes down keeps it too */
/* The draft for this person and note; false when there is none. Everything in the arena. */
bool draft_read(struct kith *k, const char *dir, kith_id person, kith_id note, struct arena *arena,
                struct kith_note *out);
/* Any draft of this book, to be offered at the start. */
bool draft_any(struct kith *k, const char *dir, struct arena *arena, struct kith_note *out);
/* A copy of the text in a file of its own, for $EDITOR; NULL where none could be made (errno). */
const char *draft_file(const char *dir, const char *text, struct arena *arena);
char *draft_file_read(const char *path, struct arena *arena); /* NULL: it cannot be read */
void draft_remove(struct kith *k, const char *dir, const struct kith_note *note);

#endif
