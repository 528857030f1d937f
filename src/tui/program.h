#ifndef TUI_PROGRAM_H
#define TUI_PROGRAM_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/buf.h"

/*
 * Runs a program and waits for it, no shell between. `input`, if not NULL, is
 * its standard input and its output is thrown away. False, with the reason in
 * `why`, when there is no such program or it ended badly.
 */
bool program_run(const char *const argv[], const char *input, size_t length, struct buf *why);
/* "vim -f" parted at blanks, then `last` unless NULL; NULL-terminated. */
const char *const *program_words(struct arena *arena, const char *command, const char *last);

#endif
