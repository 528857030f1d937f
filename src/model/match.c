#include "model/match.h"

#include <string.h>

#include "base/text.h"

enum { WORD_SIZE = 48 };

/* ---- stems ---- */

static int64_t hash_of(const char *word, size_t length) {
    uint64_t h = 1469598103934665603u;
    for (size_t i = 0; i < length; i++)
        h = (h ^ (unsigned char)word[i]) * 1099511628211u;
    return (int64_t)(h >> 1 | 1);
}

static bool ends(const char *word, size_t length, const char *with) {
    size_t tail = strlen(with);
    return length > tail && memcmp(word + length - tail, with, tail) == 0;
}

/* Cuts the endings that trades differ in: account-ant -ing -ancy -s. */
static size_t stem(char *word, size_t length) {
    static const char *const endings[] = {"ancies", "ations", "ancy", "ants", "ation", "ings", "ists", "ment",
                                          "ers",    "ors",    "ant",  "ing",  "ist",   "er",   "or",   "al"};
    if (ends(word, length, "ies") && length > 5) {
        word[length - 3] = 'y';
        return length - 2;
    }
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
        if (ends(word, length, endings[i]) && length - strlen(endings[i]) >= 4)
            return length - strlen(endings[i]);
    if (ends(word, length, "s") && !ends(word, length, "ss") && length > 3)
        length--;
    if (ends(word, length, "e") && length > 4)
        length--;
    return length;
}

static bool in_word(unsigned char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c >= 0x80;
}

/* Folds a word into `out`; plain letters without the Unicode library, for there are many. */
static size_t fold(const char *at, size_t length, char out[WORD_SIZE]) {
    size_t n = length < WORD_SIZE - 1 ? length : WORD_SIZE - 1;
    bool plain = true;
    for (size_t i = 0; i < n; i++) {
        unsigned char c = (unsigned char)at[i];
        plain = plain && c < 0x80;
        out[i] = (char)(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
    }
    if (!plain) {
        struct arena scratch = {0};
        const char *folded = text_fold_n(&scratch, at, length);
        n = strnlen(folded, WORD_SIZE - 1);
        memcpy(out, folded, n);
        arena_free(&scratch);
    }
    out[n] = '\0';
    return n;
}

/* Where the next word of a text stands; 0 at the end. */
static size_t find_word(const char **text, const char **word) {
    const char *at = *text;
    while (*at && !in_word((unsigned char)*at))
        at++;
    const char *end = at;
    while (in_word((unsigned char)*end))
        end++;
    size_t length = (size_t)(end - at);
    if (length == 0)
        return 0;
    *word = at;
    /* "Ann's": what follows the apostrophe is no word. */
    if (end[0] == '\'' && in_word((unsigned char)end[1]))
        for (end++; in_word((unsigned char)*end);)
            end++;
    if (*end == '-' && strncasecmp(end, "-in-law", 7) == 0) /* no lawyer */
        end += 7;
    *text = end;
    return length;
}

static void know(const struct match_trades *trades, const char *at, size_t length, struct match_word *out) {
    char word[WORD_SIZE];
    size_t stemmed = stem(word, fold(at, length, word));
    *out = (struct match_word){.stem = hash_of(word, stemmed), .at = at, .length = length};
    if (!idmap_get(&trades->groups, out->stem, &out->group))
        out->group = stemmed < 2 ? MATCH_STOP : MATCH_NONE;
}

bool match_next(const struct match_trades *trades, const char **text, struct match_word *out) {
    const char *at;
    size_t length = find_word(text, &at);
    if (length)
        know(trades, at, length, out);
    return length > 0;
}

/* ---- beginnings: stem() leaves the first letters of every word as they are ---- */

enum { START = 3, ANY_START = -1 };

/* A bit of match_starts; ANY_START where letters with accents begin it. */
static int start_of(const char *word, size_t length) {
    uint32_t hash = 0;
    for (size_t i = 0; i < length && i < START; i++) {
        unsigned char c = (unsigned char)word[i];
        if (c >= 0x80)
            return ANY_START;
        hash = hash * 37 + (uint32_t)(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
    }
    return (int)(hash % (64 * 64));
}

void match_starts_add(struct match_starts *starts, const struct match_word *word) {
    char folded[WORD_SIZE];
    int bit = start_of(folded, fold(word->at, word->length, folded));
    if (bit == ANY_START)
        return; /* whoever bears it out begins so too, and is looked at anyway */
    starts->bits[bit / 64] |= (uint64_t)1 << bit % 64;
}

bool match_next_of(const struct match_trades *trades, const struct match_starts *starts, const char **text,
                   struct match_word *out) {
    const char *at;
    for (size_t length; (length = find_word(text, &at)) > 0;) {
        int bit = start_of(at, length);
        if (bit != ANY_START && !(starts->bits[bit / 64] >> bit % 64 & 1))
            continue;
        know(trades, at, length, out);
        return true;
    }
    return false;
}

/* ---- trades.txt: [stop], [weak], [break], and [trades] with a group a line ---- */

static void read_line(struct match_trades *trades, const char *line, size_t length, int64_t group) {
    struct arena scratch = {0};
    const struct match_trades none = {{0}};
    const char *at = arena_strndup(&scratch, line, length);
    struct match_word word;
    int64_t known;
    while (match_next(&none, &at, &word))
        if (!idmap_get(&trades->groups, word.stem, &known))
            idmap_set(&trades->groups, word.stem, group);
    arena_free(&scratch);
}

void match_read(struct match_trades *trades, const char *text) {
    int64_t section = MATCH_STOP, groups = 0;
    for (const char *at = text; *at;) {
        size_t length = strcspn(at, "\n");
        if (strncmp(at, "[stop]", 6) == 0)
            section = MATCH_STOP;
        else if (strncmp(at, "[weak]", 6) == 0)
            section = MATCH_WEAK;
        else if (strncmp(at, "[break]", 7) == 0)
            section = MATCH_BREAK;
        else if (strncmp(at, "[trades]", 8) == 0)
            section = MATCH_NONE;
        else if (*at != '#' && length)
            read_line(trades, at, length, section == MATCH_NONE ? ++groups : section);
        at += length + (at[length] == '\n');
    }
}

void match_free(struct match_trades *trades) {
    idmap_free(&trades->groups);
}

/* The line that a group is; NULL: there is none. */
static const char *group_line(const char *text, int64_t group) {
    bool trades = false;
    for (const char *at = text; *at; at += strcspn(at, "\n"), at += *at == '\n') {
        if (*at == '[')
            trades = strncmp(at, "[trades]", 8) == 0;
        else if (trades && *at != '#' && *at != '\n' && --group == 0)
            return at;
    }
    return NULL;
}

bool match_synonym(const char *text, int64_t group, const char **at, size_t *length) {
    *at = *at ? *at + *length : group_line(text, group);
    if (!*at)
        return false;
    *at += strspn(*at, " ");
    *length = strcspn(*at, " \n");
    return *length > 0;
}

/* ---- comparing ---- */

int match_same(const struct match_word *a, const struct match_word *b) {
    if (a->group == MATCH_STOP || a->group == MATCH_BREAK)
        return 0;
    if (a->stem == b->stem)
        return 2;
    return a->group > 0 && a->group == b->group;
}

static bool part_of(const struct match_trades *trades, const struct match_word *word, const char *names) {
    struct match_word other;
    while (names && match_next(trades, &names, &other))
        if (other.stem == word->stem)
            return true;
    return false;
}

int match_in(const struct match_trades *trades, const struct match_word *word, const char *text,
             const char *names) {
    int best = 0;
    struct match_word other;
    while (text && best < 2 && match_next(trades, &text, &other)) {
        int same = match_same(word, &other);
        if (same > best && !part_of(trades, &other, names))
            best = same;
    }
    return best;
}

size_t match_wanted(const struct match_trades *trades, const char *text, struct match_word out[MATCH_WORDS]) {
    size_t count = 0;
    struct match_word word;
    while (count < MATCH_WORDS && match_next(trades, &text, &word)) {
        if (word.group == MATCH_BREAK && count)
            break;
        if (word.group != MATCH_STOP && word.group != MATCH_BREAK)
            out[count++] = word;
    }
    return count;
}

int match_fit(const struct match_word *wanted, size_t count, const int *found) {
    int sum = 0;
    size_t matched = 0, head = count;
    bool strong = false;
    for (size_t i = 0; i < count; i++) {
        if (wanted[i].group != MATCH_WEAK)
            head = i;
        sum += found[i];
        matched += found[i] > 0;
        strong = strong || (found[i] > 0 && wanted[i].group > 0);
    }
    strong = strong || (head < count && found[head] > 0);
    return strong || (count && matched == count) ? sum : 0;
}
