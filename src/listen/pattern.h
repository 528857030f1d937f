#ifndef LISTEN_PATTERN_H
#define LISTEN_PATTERN_H

#include "listen/lexicon.h"
#include "listen/token.h"

/*
 * Phrases of cues.txt and wording.txt, found in tokens. In a file, "[name]"
 * opens a group; every other line is one pattern:
 *   word          that word, whatever its case        a|b    one of these
 *   @class        any word of a class of words.txt    @number   a number
 *   ~3            up to three words between           word?  may be absent
 * and " = text" after it is handed out with what was found.
 */

struct pattern {
    uint64_t id; /* of its words: what weights know it by, wherever it stands in the file */
    uint16_t group;
    uint16_t part_count;
    const struct pattern_part *parts;
    const char *text; /* after " = ", or NULL */
};

struct patterns {
    struct arena arena;
    const char **groups;
    uint64_t *group_ids; /* of their names */
    size_t group_count, group_cap;
    struct pattern *items;
    size_t count, cap;
    struct pattern_slot *slots; /* first word to the patterns that begin with it */
    size_t slot_count;
    uint32_t *by_class; /* patterns that begin with a class */
    size_t class_count, class_cap;
};

struct pattern_hit {
    uint32_t pattern;
    uint32_t first, end; /* tokens */
};

struct pattern_hits {
    struct pattern_hit *items;
    size_t count, cap;
};

void patterns_read(struct patterns *patterns, const char *file, const char *text, struct buf *problems);
void patterns_free(struct patterns *patterns);
int patterns_group(const struct patterns *patterns, const char *name); /* -1 when there is none */

/* All hits that begin in first…end and end before `end`, in order of their first token. */
void patterns_find(const struct patterns *patterns, const struct tokens *tokens, uint32_t first, uint32_t end,
                   struct arena *arena, struct pattern_hits *hits);

#endif
