#ifndef BACKUPS_H
#define BACKUPS_H

#include "kith/kith.h"
#include "machine.h"

/*
 * Backups by itself: one a day on which the book changed, in
 * $XDG_STATE_HOME/kith, a folder for each book. Kept: the newest 7, one for each
 * of the last 4 weeks, one for each of the last 12 months.
 */

/* Makes today's when there is none yet and the book has changed since the last; then clears out. Quiet:
 * a backup that fails must not stop the work, the next command tries again. */
void backups_daily(void *machine, struct kith *k);
/* The same in a process of its own, once a day: nobody who types waits for it. */
void backups_aside(void *machine, struct kith *k);
/* The newest one of that book, NULL where there is none. */
const char *backups_newest(void *machine, const char *book);
/*
 * After a person was forgotten: every copy may hold them, so all go that Kith has
 * made: the backups, what lies beside the book, and the drafts with one of these
 * words in them. Returns how many files.
 */
int backups_forget(void *machine, struct kith *k, const struct kith_list *words);

#endif
