#include <ctype.h>
#include <string.h>

#include "base/text.h"
#include "model/phrases.h"
#include "model/query.h"

/* Phrases of English, and the terms that they stand for: phrases.txt, which tells what its signs mean. */
#define FILE_OF_PHRASES "phrases.txt"
enum { MOST_WORDS = 12, MOST_PLACE = 4 };

struct said {
    struct kith *k;
    struct arena *arena;
    const char *words[MOST_WORDS]; /* folded */
    size_t ends[MOST_WORDS];       /* the byte after each */
    size_t count;
    const char *filled; /* what the slot holds */
};

/* Bare words only: a quotation mark or the sign of a term ends what can be a phrase. */
static void split(struct said *said, const char *text) {
    size_t at = 0;
    while (said->count < MOST_WORDS) {
        at += strspn(text + at, " \t");
        size_t length = strcspn(text + at, " \t\":=<>,");
        bool bare = text[at + length] == '\0' || text[at + length] == ' ' || text[at + length] == '\t';
        if (length == 0 || !bare || text[at] == '-')
            return;
        said->words[said->count] = text_fold_n(said->arena, text + at, length);
        at += length;
        said->ends[said->count++] = at;
    }
}

/* ---- slots: how many words one takes at `at`; 0: it does not fit ---- */

static size_t joined(struct said *said, size_t at, size_t count) {
    struct buf all = BUF_INIT;
    for (size_t i = 0; i < count; i++)
        buf_printf(&all, "%s%s", i ? " " : "", said->words[at + i]);
    said->filled = arena_strdup(said->arena, all.data);
    buf_free(&all);
    return count;
}

static size_t duration(struct said *said, size_t at) {
    static const char *const units[] = {"d", "day", "days", "w", "week", "weeks",
                                        "m", "month", "months", "y", "year", "years", NULL};
    const char *number = said->words[at], *unit = number + strspn(number, "0123456789");
    if (unit == number)
        return 0;
    size_t count = *unit ? 1 : 2;
    if (!*unit)
        unit = at + 1 < said->count ? said->words[at + 1] : "";
    if (kith_word_find(units, unit) == KITH_NO_WORD)
        return 0;
    said->filled =
        arena_printf(said->arena, "%.*s%c", (int)strspn(number, "0123456789"), number, unit[0]);
    return count;
}

static bool known(const struct said *said, bool company, const char *words) {
    const struct facts *facts = facts_of(said->k);
    for (size_t i = 0; i < facts->count; i++) {
        const char *text = company ? facts->people[i].company : facts->people[i].city;
        struct arena scratch = {0};
        bool same = text && strncmp(text_fold(&scratch, text), words, strlen(words)) == 0;
        arena_free(&scratch);
        if (same)
            return true;
    }
    return false;
}

/* The longest run of words that the book knows as the beginning of one; else one word. */
static size_t place(struct said *said, size_t at, bool company) {
    size_t count = said->count - at < MOST_PLACE ? said->count - at : MOST_PLACE;
    while (joined(said, at, count) > 1 && !known(said, company, said->filled))
        count--;
    if (count == 1 && !isalpha((unsigned char)said->filled[0]) && (unsigned char)said->filled[0] < 0x80)
        return 0;
    said->filled = arena_printf(said->arena, "\"%s\"", said->filled);
    return count;
}

/* "email", "emails", "a phone": a field that can be missing. */
static size_t field_word(struct said *said, size_t at) {
    for (const struct kith_field *field = kith_query_fields; field->name; field++) {
        size_t length = strlen(field->name);
        if (field->type == KITH_TYPE_FLAG || field->type == KITH_TYPE_COUNT || field->words ||
            strncmp(said->words[at], field->name, length) != 0)
            continue;
        if (!said->words[at][length] || strcmp(said->words[at] + length, "s") == 0) {
            said->filled = field->name;
            return 1;
        }
    }
    return 0;
}

static size_t slot(struct said *said, char sign, size_t at) {
    switch (sign) {
    case '#':
        return duration(said, at);
    case '$':
        return place(said, at, false);
    case '%':
        return place(said, at, true);
    default:
        return field_word(said, at);
    }
}

/* ---- matching ---- */

/* Whether the word is one of "a|b|c". */
static bool one_of(const char *word, const char *choices, size_t length) {
    size_t size = strlen(word);
    for (const char *at = choices, *end = choices + length; at < end; at += strcspn(at, "| )") + 1)
        if (strcspn(at, "| )") == size && memcmp(at, word, size) == 0)
            return true;
    return false;
}

/* How many words the pattern takes; 0: it does not fit. */
static size_t fits(struct said *said, const char *pattern) {
    size_t at = 0;
    said->filled = "";
    while (*pattern) {
        size_t length = strcspn(pattern, " ");
        bool optional = pattern[0] == '(';
        size_t taken = 0;
        if (at < said->count)
            taken = strchr("#$%^", pattern[0])
                        ? slot(said, pattern[0], at)
                        : one_of(said->words[at], pattern + optional, length - optional);
        if (!taken && !optional)
            return 0;
        at += taken;
        pattern += length;
        pattern += strspn(pattern, " ");
    }
    return at;
}

static const char *fill(const struct said *said, const char *terms) {
    size_t before = strcspn(terms, "#$%^");
    if (!terms[before])
        return terms;
    return arena_printf(said->arena, "%.*s%s%s", (int)before, terms, said->filled, terms + before + 1);
}

void query_phrases(struct kith *k, struct arena *arena, struct kith_list *out) {
    struct phrases file = phrases_of(k, FILE_OF_PHRASES, arena);
    const struct phrases_section *examples = phrases_under(&file, "examples");
    *out = examples ? (struct kith_list){examples->lines, examples->count} : (struct kith_list){0};
}

size_t query_phrase(struct kith *k, const char *text, struct arena *arena, const char **terms) {
    struct said said = {.k = k, .arena = arena};
    split(&said, text);
    struct phrases file = phrases_of(k, FILE_OF_PHRASES, arena);
    const struct phrases_section *patterns = phrases_under(&file, "phrases");
    for (size_t i = 0; said.count && patterns && i < patterns->count; i++) {
        const char *line = patterns->lines[i], *colon = strstr(line, ": ");
        size_t words = colon ? fits(&said, arena_strndup(arena, line, (size_t)(colon - line))) : 0;
        if (!words)
            continue;
        *terms = fill(&said, colon + 2);
        return said.ends[words - 1];
    }
    const struct kith_field *standing = &kith_query_fields[QUERY_STANDING];
    if (said.count == 0 || kith_word_find(standing->words, said.words[0]) == KITH_NO_WORD)
        return 0;
    *terms = arena_printf(arena, "standing:%s", said.words[0]);
    return said.ends[0];
}
