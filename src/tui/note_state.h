#ifndef TUI_NOTE_STATE_H
#define TUI_NOTE_STATE_H

#include "tui/editor.h"
#include "tui/view_note.h"

/* The inside of a note being typed, for view_note.c and note_meanwhile.c only. */
struct typing {
    struct arena arena; /* of the head */
    struct kith_note note;
    const char *with; /* in words */
    struct editor *editor;
    unsigned long heard_at, drafted_at, failed_at; /* revisions */
    bool drafted, settled; /* the draft is written; so that it outlives the machine too */
    struct arena hearing;
    struct kith_heard heard;
};

void note_save(struct view *view); /* What I heard comes next */
void note_drop_draft(struct view *view);
void note_mark_all(struct view *view); /* people and cues of the whole text */

/* note_meanwhile.c: true where the note is no longer what was edited; then both are shown and somebody is
 * asked. */
bool note_changed_meanwhile(struct view *view);

#endif
