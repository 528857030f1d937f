#ifndef CLI_JSONL_H
#define CLI_JSONL_H

#include "base/arena.h"
#include "kith/heard.h"

/*
 * Reads one line of JSON Lines, an object with the texts `id`, `contact` and
 * `note`, into `out`; other members are passed over. False when the line is no
 * such object.
 */
bool jsonl_read(const char *line, struct arena *arena, struct kith_listen_line *out);

#endif
