#ifndef TUI_REVIEW_H
#define TUI_REVIEW_H

#include <stdbool.h>

#include "base/date.h"

/*
 * Which books were said to be done for today (R18), in a file of one line a book: it holds over a
 * restart, and nothing of an earlier day stays in it. Where there is no folder, nothing is kept.
 */
bool review_is_done(const char *dir, const char *book, day today);
void review_set(const char *dir, const char *book, day today, bool done);

#endif
