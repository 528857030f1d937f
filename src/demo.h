#ifndef DEMO_H
#define DEMO_H

#include "base/buf.h"
#include "kith/kith.h"

/*
 * The demo book is written as if a certain day were today; filling it shifts
 * every date by the days since then, so its moments are fresh on any day.
 */
bool demo_fill(struct kith *k, struct buf *why);
/* Removes the demo's folder: the book, what SQLite keeps beside it, and drafts. */
void demo_remove(const char *folder);

#endif
