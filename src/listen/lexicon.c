#include "listen/lexicon.h"

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"

/* ---- the table ---- */

static struct lexicon_word *slot_of(struct lexicon_word *slots, size_t cap, uint64_t hash) {
    size_t at = (size_t)hash & (cap - 1);
    while (slots[at].hash && slots[at].hash != hash)
        at = (at + 1) & (cap - 1);
    return &slots[at];
}

static void grow(struct lexicon *lexicon) {
    size_t cap = lexicon->cap ? lexicon->cap * 2 : 1024;
    struct lexicon_word *slots = xalloc(cap * sizeof *slots);
    for (size_t i = 0; i < lexicon->cap; i++)
        if (lexicon->slots[i].hash)
            *slot_of(slots, cap, lexicon->slots[i].hash) = lexicon->slots[i];
    free(lexicon->slots);
    lexicon->slots = slots;
    lexicon->cap = cap;
}

void lexicon_add(struct lexicon *lexicon, uint64_t hash, uint32_t classes, const char *relation) {
    if (lexicon->count * 2 >= lexicon->cap)
        grow(lexicon);
    struct lexicon_word *word = slot_of(lexicon->slots, lexicon->cap, hash);
    if (!word->hash)
        lexicon->count++;
    word->hash = hash;
    word->classes |= classes;
    if (relation)
        word->relation = relation;
}

const struct lexicon_word *lexicon_find(const struct lexicon *lexicon, uint64_t hash) {
    if (!lexicon->cap)
        return NULL;
    const struct lexicon_word *word = slot_of(lexicon->slots, lexicon->cap, hash);
    return word->hash ? word : NULL;
}

void lexicon_free(struct lexicon *lexicon) {
    free(lexicon->slots);
    arena_free(&lexicon->arena);
    *lexicon = (struct lexicon){0};
}

/* ---- the files ---- */

static const struct {
    const char *name;
    uint32_t bit;
} classes[] = {
    {"possessive", WORD_POSSESSIVE},
    {"subject", WORD_SUBJECT},
    {"article", WORD_ARTICLE},
    {"negation", WORD_NEGATION},
    {"be", WORD_BE},
    {"have", WORD_HAVE},
    {"modal", WORD_MODAL},
    {"say", WORD_SAY},
    {"act", WORD_ACT},
    {"need", WORD_NEED},
    {"title", WORD_TITLE},
    {"kin-title", WORD_KIN_TITLE},
    {"particle", WORD_PARTICLE},
    {"function", WORD_FUNCTION},
    {"calendar", WORD_CALENDAR},
    {"place", WORD_PLACE},
    {"firm", WORD_FIRM},
    {"no-name", WORD_NO_NAME},
    {"relation", WORD_RELATION},
    {"kin", WORD_KIN},
    {"dead", WORD_DEAD},
    {"animal", WORD_ANIMAL},
    {"wish", WORD_WISH},
    {"famous", WORD_FAMOUS},
    {"preposition", WORD_PREPOSITION},
    {"plural", WORD_PLURAL},
    {"common", WORD_COMMON},
    {"contact", WORD_CONTACT},
    {"known", WORD_KNOWN},
    {"brand", WORD_BRAND},
};

uint32_t lexicon_class(const char *name, size_t length) {
    for (size_t i = 0; i < sizeof classes / sizeof *classes; i++)
        if (strlen(classes[i].name) == length && !memcmp(classes[i].name, name, length))
            return classes[i].bit;
    return 0;
}

static bool blank(char c) {
    return c == ' ' || c == '\t' || c == '\r';
}

/* One line without its comment and outer blanks; false at the end of the text. */
static bool next_line(const char **text, const char **line, size_t *length) {
    while (**text) {
        const char *start = *text, *end = strchr(start, '\n');
        if (!end)
            end = start + strlen(start);
        *text = *end ? end + 1 : end;
        const char *comment = memchr(start, '#', (size_t)(end - start));
        if (comment)
            end = comment;
        while (start < end && blank(*start))
            start++;
        while (start < end && blank(end[-1]))
            end--;
        if (start < end) {
            *line = start;
            *length = (size_t)(end - start);
            return true;
        }
    }
    return false;
}

static bool next_word(const char **at, const char *end, const char **word, size_t *length) {
    while (*at < end && (blank(**at) || **at == ','))
        (*at)++;
    *word = *at;
    while (*at < end && !blank(**at) && **at != ',')
        (*at)++;
    *length = (size_t)(*at - *word);
    return *length > 0;
}

static void problem(struct buf *problems, const char *file, const char *line, size_t length) {
    if (problems)
        buf_printf(problems, "%s: cannot read '%.*s'\n", file, (int)(length < 60 ? length : 60), line);
}

void lexicon_words(struct lexicon *lexicon, const char *text, struct buf *problems) {
    const char *line;
    size_t length;
    uint32_t bits = 0;
    while (next_line(&text, &line, &length)) {
        const char *at = line, *end = line + length, *word;
        const char *colon = memchr(line, ':', length);
        if (colon) {
            bits = lexicon_class(line, (size_t)(colon - line));
            at = colon + 1;
        }
        if (!bits) {
            problem(problems, "words.txt", line, length);
            continue;
        }
        size_t n;
        while (next_word(&at, end, &word, &n))
            lexicon_add(lexicon, token_hash(&lexicon->arena, word, n), bits, NULL);
    }
}

/* "sister: sis, sissy" under [kin] or [role]; forms may have several words and count by their last then */
/* "reports+to": the words one after the other, by the key of their section. */
static uint64_t phrase_key(struct lexicon *lexicon, uint64_t key, const char *word, size_t n) {
    for (const char *end = word + n; word < end;) {
        const char *plus = memchr(word, '+', (size_t)(end - word));
        const char *stop = plus ? plus : end;
        key = token_mix(key, token_hash(&lexicon->arena, word, (size_t)(stop - word)));
        word = stop + (plus != NULL);
    }
    return key;
}

static uint64_t section_key(const char *line, size_t length) {
    static const struct {
        const char *name;
        uint64_t key;
    } sections[] = {{"[field]", LEXICON_FIELD}, {"[leads]", LEXICON_LEADS}, {"[follows]", LEXICON_FOLLOWS}};
    for (size_t i = 0; i < sizeof sections / sizeof *sections; i++)
        if (length >= strlen(sections[i].name) && !memcmp(line, sections[i].name, strlen(sections[i].name)))
            return sections[i].key;
    return 0;
}

void lexicon_relations(struct lexicon *lexicon, const char *text, struct buf *problems) {
    const char *line;
    size_t length;
    uint32_t bits = WORD_RELATION;
    uint64_t key = 0;
    while (next_line(&text, &line, &length)) {
        if (line[0] == '[') {
            key = section_key(line, length);
            bits = key ? 0
                       : WORD_RELATION | (length >= 5 && !memcmp(line, "[kin]", 5) ? (uint32_t)WORD_KIN : 0u);
            continue;
        }
        const char *colon = memchr(line, ':', length), *end = line + length, *word;
        if (!colon && !key) {
            const char *at = line;
            size_t n;
            while (next_word(&at, end, &word, &n))
                lexicon_add(lexicon, token_hash(&lexicon->arena, word, n), bits,
                            arena_strndup(&lexicon->arena, word, n));
            continue;
        }
        if (!colon || colon == line) {
            problem(problems, "relations.txt", line, length);
            continue;
        }
        const char *normal = arena_strndup(&lexicon->arena, line, (size_t)(colon - line));
        if (!key && !strchr(normal, ' '))
            lexicon_add(lexicon, token_hash(&lexicon->arena, normal, strlen(normal)), bits, normal);
        const char *at = colon + 1;
        size_t n;
        while (next_word(&at, end, &word, &n))
            lexicon_add(lexicon,
                        key ? phrase_key(lexicon, key, word, n) : token_hash(&lexicon->arena, word, n), bits,
                        normal);
    }
}

void lexicon_nicknames(struct lexicon *lexicon, const char *text, struct buf *problems) {
    const char *line;
    size_t length;
    while (next_line(&text, &line, &length)) {
        const char *colon = memchr(line, ':', length), *end = line + length, *word;
        if (!colon) {
            problem(problems, "nicknames.txt", line, length);
            continue;
        }
        uint64_t full = token_hash(&lexicon->arena, line, (size_t)(colon - line));
        const char *at = colon + 1;
        size_t n;
        while (next_word(&at, end, &word, &n))
            lexicon_add(lexicon, token_mix(token_hash(&lexicon->arena, word, n), full), 0, NULL);
    }
}

void lexicon_ordinary(struct lexicon *lexicon, const char *text) {
    const char *line;
    size_t length, n;
    while (next_line(&text, &line, &length)) {
        const char *at = line, *word;
        while (next_word(&at, line + length, &word, &n)) {
            uint64_t hash = token_hash(&lexicon->arena, word, n);
            lexicon_add(lexicon, hash, 0, NULL);
            slot_of(lexicon->slots, lexicon->cap, hash)->ordinary = true;
        }
    }
}

/* ---- the name lists ---- */

/*
 * names.bin: "KN1\0", the number of buckets (a power of two) and of entries as
 * little-endian 32-bit numbers, the first entry of each bucket (16 bits, from the
 * last full 256th bucket's 32-bit base), then the entries: 12 bits of the hash
 * and 4 of what the lists say. A word in no list passes for one in about 1 of 1,000.
 */
static uint32_t word32(const unsigned char *p) {
    return (uint32_t)p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16 | (uint32_t)p[3] << 24;
}

uint8_t lexicon_name(const struct lexicon *lexicon, uint64_t hash) {
    const unsigned char *data = lexicon->names;
    if (!data || lexicon->names_length < 12 || memcmp(data, "KN1", 4))
        return 0;
    uint32_t buckets = word32(data + 4), entries = word32(data + 8);
    if (lexicon->names_length < 12 + (size_t)buckets + 4 * ((size_t)buckets / 64 + 1) + 2 * (size_t)entries)
        return 0;
    /* sizes of the buckets are bytes; every 64th has the sum before it as a number */
    const unsigned char *sums = data + 12, *sizes = sums + 4 * ((size_t)buckets / 64 + 1),
                        *rows = sizes + buckets;
    uint32_t mixed = (uint32_t)(token_mix(hash, 7) >> 16), bucket = mixed & (buckets - 1),
             print = (mixed >> 20) & 0xfff;
    uint32_t at = word32(sums + 4 * (size_t)(bucket / 64));
    for (uint32_t b = bucket & ~63u; b < bucket; b++)
        at += sizes[b];
    for (uint32_t i = 0; i < sizes[bucket] && at + i < entries; i++) {
        uint32_t row = (uint32_t)rows[2 * (size_t)(at + i)] | (uint32_t)rows[2 * (size_t)(at + i) + 1] << 8;
        if (row >> 4 == print)
            return (uint8_t)(row & 15);
    }
    return 0;
}

/* "ex-employee", "great-aunt": a relation word by its last part */
static uint32_t joined(const struct lexicon *lexicon, const char *text, size_t length) {
    char last[24];
    size_t n = 0;
    while (n < length && n < sizeof last && text[length - n - 1] != '-')
        n++;
    if (n == length || n == sizeof last || n < 3)
        return 0;
    for (size_t i = 0; i < n; i++) {
        char c = text[length - n + i];
        last[i] = (char)(c >= 'A' && c <= 'Z' ? c + 32 : c);
    }
    const struct lexicon_word *word = lexicon_find(lexicon, token_hash_folded(last, n));
    return word && word->classes & WORD_RELATION ? word->classes & (WORD_RELATION | WORD_KIN) : 0;
}

void lexicon_look_up(const struct lexicon *lexicon, struct tokens *tokens) {
    for (size_t i = 0; i < tokens->count; i++) {
        struct token *token = &tokens->items[i];
        if (token->kind == TOKEN_SIGN)
            continue;
        const struct lexicon_word *word = lexicon_find(lexicon, token->hash);
        token->classes = word ? word->classes : 0;
        if ((!word || !word->classes) && token->kind == TOKEN_WORD &&
            !(token->flags & TOKEN_CAPITAL && token->lexical & (NAME_GIVEN | NAME_FAMILY)))
            token->classes = joined(lexicon, tokens->text + token->start, token->length);
        if (token->kind == TOKEN_WORD)
            token->lexical =
                (uint8_t)(lexicon_name(lexicon, token->hash) | (word && word->ordinary ? NAME_ORDINARY : 0));
    }
}
