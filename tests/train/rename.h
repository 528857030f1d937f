#ifndef TRAIN_RENAME_H
#define TRAIN_RENAME_H

#include "listen/listener.h"
#include "train/notes.h"

/* The same note about other people, so that it is the words around a name that are learnt; and in small
 * letters. */

struct rename_pool { /* names of the notes: what a name begins with, and what it goes on with */
    const char **items[2];
    size_t count[2], cap[2];
};

void rename_pool(struct rename_pool *pool, struct arena *arena, const struct listener *listener,
                 const struct gold_note *note);
struct gold_note rename_people(struct arena *arena, const struct listener *listener,
                               const struct gold_note *note, const struct rename_pool *pool);
struct gold_note rename_lower(struct arena *arena, const struct gold_note *note);

#endif
