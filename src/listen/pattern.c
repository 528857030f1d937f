#include "listen/pattern.h"

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"

#define GAP_MAX 8

enum part_kind { PART_WORDS, PART_CLASS, PART_NUMBER, PART_GAP };

struct pattern_part {
    enum part_kind kind;
    bool optional;
    uint32_t classes; /* PART_CLASS; the words that a PART_GAP may skip */
    const uint64_t *words;
    size_t count;
};

struct pattern_slot {
    uint64_t hash;
    uint32_t *items;
    size_t count, cap;
};

/* ---- reading ---- */

static struct pattern_slot *slot_of(struct pattern_slot *slots, size_t cap, uint64_t hash) {
    size_t at = (size_t)hash & (cap - 1);
    while (slots[at].hash && slots[at].hash != hash)
        at = (at + 1) & (cap - 1);
    return &slots[at];
}

struct reader {
    struct patterns *patterns;
    struct pattern_part *parts;
    size_t count, cap;
};

static void add_part(struct reader *r, struct pattern_part part) {
    *ARENA_PUSH(&r->patterns->arena, r->parts, r->count, r->cap) = part;
}

/* A word of a file is cut as a note is: "she's" are two parts. */
static void add_words(struct reader *r, const char *word, size_t length, bool optional) {
    struct arena *arena = &r->patterns->arena;
    if (!memchr(word, '|', length)) {
        struct tokens cut;
        token_split(arena, word, length, &cut);
        for (size_t i = 0; i < cut.count; i++) {
            uint64_t *hash = ARENA_NEW(arena, uint64_t, 1);
            *hash = cut.items[i].hash;
            add_part(r, (struct pattern_part){
                            .kind = PART_WORDS, .optional = optional, .words = hash, .count = 1});
        }
        return;
    }
    uint64_t *words = NULL;
    size_t count = 0, cap = 0;
    for (size_t at = 0; at < length;) {
        const char *bar = memchr(word + at, '|', length - at);
        size_t n = bar ? (size_t)(bar - word) - at : length - at;
        if (n)
            *ARENA_PUSH(arena, words, count, cap) = token_hash(arena, word + at, n);
        at += n + 1;
    }
    add_part(r,
             (struct pattern_part){.kind = PART_WORDS, .optional = optional, .words = words, .count = count});
}

static bool add_item(struct reader *r, const char *word, size_t length) {
    bool optional = length > 1 && word[length - 1] == '?' && word[length - 2] != '\\';
    if (optional)
        length--;
    if (word[0] == '~') {
        int n = atoi(word + 1);
        add_part(r, (struct pattern_part){.kind = PART_GAP,
                                          .count = (size_t)(n < 1         ? 1
                                                            : n > GAP_MAX ? GAP_MAX
                                                                          : n)});
        return r->count > 1;
    }
    if (word[0] == '@') {
        bool number = length == 7 && !memcmp(word, "@number", 7);
        uint32_t bits = number ? 0 : lexicon_class(word + 1, length - 1);
        add_part(r, (struct pattern_part){
                        .kind = number ? PART_NUMBER : PART_CLASS, .optional = optional, .classes = bits});
        return number || bits;
    }
    if (length == 2 && word[0] == '\\') {
        word++;
        length--;
    }
    add_words(r, word, length, optional);
    return true;
}

static bool read_pattern(struct patterns *patterns, const char *line, size_t length) {
    struct reader r = {.patterns = patterns};
    const char *text = NULL;
    for (size_t i = 0; i + 2 < length && !text; i++)
        if (!memcmp(line + i, " = ", 3)) {
            text = arena_strndup(&patterns->arena, line + i + 3, length - i - 3);
            length = i;
        }
    bool fine = true;
    for (size_t at = 0; at < length && fine;) {
        size_t n = 0;
        while (at + n < length && line[at + n] != ' ')
            n++;
        if (n)
            fine = add_item(&r, line + at, n);
        at += n + 1;
    }
    if (!fine || !r.count || r.parts[0].optional || r.parts[r.count - 1].kind == PART_GAP)
        return false;
    *ARENA_PUSH(&patterns->arena, patterns->items, patterns->count, patterns->cap) =
        (struct pattern){.id = token_hash_folded(line, length),
                         .group = (uint16_t)(patterns->group_count - 1),
                         .part_count = (uint16_t)r.count,
                         .parts = r.parts,
                         .text = text};
    return true;
}

static void index_patterns(struct patterns *patterns) {
    size_t words = 0;
    for (size_t i = 0; i < patterns->count; i++)
        words += patterns->items[i].parts[0].count;
    patterns->slot_count = 64;
    while (patterns->slot_count < words * 2 + 2)
        patterns->slot_count *= 2;
    patterns->slots = ARENA_NEW(&patterns->arena, struct pattern_slot, patterns->slot_count);
    for (size_t i = 0; i < patterns->count; i++) {
        const struct pattern_part *part = &patterns->items[i].parts[0];
        if (part->kind != PART_WORDS) {
            *ARENA_PUSH(&patterns->arena, patterns->by_class, patterns->class_count, patterns->class_cap) =
                (uint32_t)i;
            continue;
        }
        for (size_t k = 0; k < part->count; k++) {
            struct pattern_slot *slot = slot_of(patterns->slots, patterns->slot_count, part->words[k]);
            slot->hash = part->words[k];
            *ARENA_PUSH(&patterns->arena, slot->items, slot->count, slot->cap) = (uint32_t)i;
        }
    }
}

void patterns_read(struct patterns *patterns, const char *file, const char *text, struct buf *problems) {
    while (*text) {
        const char *line = text, *end = strchr(text, '\n');
        if (!end)
            end = text + strlen(text);
        text = *end ? end + 1 : end;
        while (line < end && (*line == ' ' || *line == '\t'))
            line++;
        while (line < end && (end[-1] == ' ' || end[-1] == '\t' || end[-1] == '\r'))
            end--;
        size_t length = (size_t)(end - line);
        if (!length || *line == '#')
            continue;
        if (*line == '[' && end[-1] == ']') {
            *ARENA_PUSH(&patterns->arena, patterns->groups, patterns->group_count, patterns->group_cap) =
                arena_strndup(&patterns->arena, line + 1, length - 2);
            continue;
        }
        if ((!patterns->group_count || !read_pattern(patterns, line, length)) && problems)
            buf_printf(problems, "%s: cannot read '%.*s'\n", file, (int)(length < 60 ? length : 60), line);
    }
    patterns->group_ids = ARENA_NEW(&patterns->arena, uint64_t, patterns->group_count + 1);
    for (size_t i = 0; i < patterns->group_count; i++)
        patterns->group_ids[i] = token_hash_folded(patterns->groups[i], strlen(patterns->groups[i]));
    index_patterns(patterns);
}

void patterns_free(struct patterns *patterns) {
    arena_free(&patterns->arena);
    *patterns = (struct patterns){0};
}

int patterns_group(const struct patterns *patterns, const char *name) {
    for (size_t i = 0; i < patterns->group_count; i++)
        if (!strcmp(patterns->groups[i], name))
            return (int)i;
    return -1;
}

/* ---- finding ---- */

static bool part_takes(const struct pattern_part *part, const struct token *token) {
    switch (part->kind) {
    case PART_WORDS:
        for (size_t i = 0; i < part->count; i++)
            if (part->words[i] == token->hash)
                return true;
        return false;
    case PART_CLASS:
        return token->classes & part->classes;
    case PART_NUMBER:
        return token->kind == TOKEN_NUMBER;
    case PART_GAP:
        return token->kind != TOKEN_SIGN;
    }
    return false;
}

/* The token after the match of parts[0…count) at `at`, or 0. Gaps are short, so this is too. */
static uint32_t match(const struct pattern_part *parts, size_t count, const struct token *items, uint32_t at,
                      uint32_t end) {
    if (!count)
        return at;
    if (parts->kind == PART_GAP) {
        for (uint32_t skip = 0; skip <= parts->count && at + skip < end; skip++) {
            uint32_t stop = match(parts + 1, count - 1, items, at + skip, end);
            if (stop)
                return stop;
            if (!part_takes(parts, &items[at + skip]))
                return 0;
        }
        return 0;
    }
    if (at < end && part_takes(parts, &items[at])) {
        uint32_t stop = match(parts + 1, count - 1, items, at + 1, end);
        if (stop)
            return stop;
    }
    return parts->optional ? match(parts + 1, count - 1, items, at, end) : 0;
}

static void try_patterns(const struct patterns *patterns, const uint32_t *which, size_t count,
                         const struct tokens *tokens, uint32_t at, uint32_t end, struct arena *arena,
                         struct pattern_hits *hits) {
    for (size_t i = 0; i < count; i++) {
        const struct pattern *pattern = &patterns->items[which[i]];
        uint32_t stop = match(pattern->parts, pattern->part_count, tokens->items, at, end);
        if (stop)
            *ARENA_PUSH(arena, hits->items, hits->count, hits->cap) =
                (struct pattern_hit){.pattern = which[i], .first = at, .end = stop};
    }
}

void patterns_find(const struct patterns *patterns, const struct tokens *tokens, uint32_t first, uint32_t end,
                   struct arena *arena, struct pattern_hits *hits) {
    if (!patterns->slot_count)
        return;
    for (uint32_t at = first; at < end; at++) {
        const struct token *token = &tokens->items[at];
        const struct pattern_slot *slot = slot_of(patterns->slots, patterns->slot_count, token->hash);
        if (slot->hash)
            try_patterns(patterns, slot->items, slot->count, tokens, at, end, arena, hits);
        if (token->classes)
            try_patterns(patterns, patterns->by_class, patterns->class_count, tokens, at, end, arena, hits);
    }
}
