#ifndef MODEL_PHRASES_H
#define MODEL_PHRASES_H

#include "base/arena.h"
#include "kith/kith.h"

/*
 * A data file of the method: sections "[name]" of lines, "#" for comments. The
 * user's own text of the same name takes the place of the built-in one. Lines
 * hold slots, "{first}", filled when they are said.
 */
struct phrases_section {
    const char *name;
    const char **lines;
    size_t count, cap;
};
struct phrases {
    struct phrases_section *sections;
    size_t count, cap;
};

const char *phrases_text(struct kith *k, const char *file); /* never NULL */
struct phrases phrases_of(struct kith *k, const char *file, struct arena *arena);
struct phrases phrases_parse(const char *text, struct arena *arena);
/* NULL when there is none, or it has no lines. */
const struct phrases_section *phrases_under(const struct phrases *phrases, const char *name);

struct phrases_slot {
    const char *name;
    const char *value; /* NULL or "": cannot be filled */
};
/* The line with its slots filled; NULL when one of them cannot be. `slots` ends with a row without a name. */
const char *phrases_fill(const char *line, const struct phrases_slot *slots, struct arena *arena);
/* The first line of a section that can be filled; NULL: none. */
const char *phrases_first(const struct phrases *phrases, const char *section,
                          const struct phrases_slot *slots, struct arena *arena);
/* Whether a text was made from this line, whatever filled its slots. */
bool phrases_made(const char *line, const char *text);

#endif
