#ifndef LISTEN_PHRASE_H
#define LISTEN_PHRASE_H

#include "listen/lexicon.h"
#include "listen/token.h"

/*
 * Phrases of cues.txt and wording.txt, found in tokens. In a file, "[name]"
 * opens a group; every other line is one phrase:
 *   word          that word, whatever its case        a|b    one of these
 *   @class        any word of a class of words.txt    @number   a number
 *   ~3            up to three words between           word?  may be absent
 * and " = text" after it is handed out with what was found.
 */

struct phrase {
    uint64_t id; /* of its words: what weights know it by, wherever it stands in the file */
    uint16_t group;
    uint16_t part_count;
    const struct phrase_part *parts;
    const char *text; /* after " = ", or NULL */
};

struct phrases {
    struct arena arena;
    const char **groups;
    uint64_t *group_ids; /* of their names */
    size_t group_count, group_cap;
    struct phrase *items;
    size_t count, cap;
    struct phrase_slot *slots; /* first word to the phrases that begin with it */
    size_t slot_count;
    uint32_t *by_class; /* phrases that begin with a class */
    size_t class_count, class_cap;
};

struct phrase_hit {
    uint32_t phrase;
    uint32_t first, end; /* tokens */
};

struct phrase_hits {
    struct phrase_hit *items;
    size_t count, cap;
};

void phrases_read(struct phrases *phrases, const char *file, const char *text, struct buf *problems);
void phrases_free(struct phrases *phrases);
int phrases_group(const struct phrases *phrases, const char *name); /* -1 when there is none */

/* All hits that begin in first…end and end before `end`, in order of their first token. */
void phrases_find(const struct phrases *phrases, const struct tokens *tokens, uint32_t first, uint32_t end,
                  struct arena *arena, struct phrase_hits *hits);

#endif
