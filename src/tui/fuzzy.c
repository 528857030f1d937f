#include "tui/fuzzy.h"

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"

/* How well a text has a word, 0 not at all; the sum over the words of a query decides. */
enum {
    LETTERS = 1,     /* 1 … 31: one after another, the closer together the better */
    PIECES = 32,     /* 32 … 63: each begins a word */
    INSIDE = 64,     /* whole, within a word */
    BEGINS = 72,     /* whole, at the start of a word of a further line */
    NAMED = 80,      /* whole, in the first line: 80 inside, 88 at the start of a word, 96 of the line */
    WHOLE_WORD = 12, /* more, where the word ends there too */
    BEST = 128,
    MOST_WORDS = 8,
};

struct text {
    const char *folded;
    uint64_t mask;          /* of its letters */
    uint32_t length, first; /* first: length of the first line */
};

struct found {
    uint32_t number;
    uint16_t score;
    bool scattered; /* some word is in it only letter after letter */
};

struct fuzzy {
    struct text *texts;
    size_t count, cap;
    /* Those that have the letters of `asked`, in the order of adding. */
    struct found *found;
    size_t found_count, found_cap;
    uint32_t *sorted;
    size_t sorted_cap;
    char *asked;
    bool asked_all; /* nothing was asked yet: everyone is still in question */
};

struct fuzzy *fuzzy_new(void) {
    struct fuzzy *fuzzy = xalloc(sizeof *fuzzy);
    *fuzzy = (struct fuzzy){.asked = xstrdup(""), .asked_all = true};
    return fuzzy;
}

void fuzzy_free(struct fuzzy *fuzzy) {
    if (!fuzzy)
        return;
    free(fuzzy->texts);
    free(fuzzy->found);
    free(fuzzy->sorted);
    free(fuzzy->asked);
    free(fuzzy);
}

/* Letters and digits have bits of their own; bytes of other scripts share the rest. */
static uint64_t bit_of(unsigned char c) {
    if (c >= 'a' && c <= 'z')
        return (uint64_t)1 << (c - 'a');
    if (c >= '0' && c <= '9')
        return (uint64_t)1 << (26 + c - '0');
    return (uint64_t)1 << (36 + c % 28);
}

static uint64_t mask_of(const char *text, size_t length) {
    uint64_t mask = 0;
    for (size_t i = 0; i < length; i++)
        mask |= bit_of((unsigned char)text[i]);
    return mask;
}

void fuzzy_add(struct fuzzy *fuzzy, const char *folded) {
    if (fuzzy->count == fuzzy->cap) {
        fuzzy->cap = fuzzy->cap ? fuzzy->cap * 2 : 1024;
        fuzzy->texts = xrealloc(fuzzy->texts, fuzzy->cap, sizeof *fuzzy->texts);
    }
    size_t length = strlen(folded);
    fuzzy->texts[fuzzy->count++] =
        (struct text){folded, mask_of(folded, length), (uint32_t)length, (uint32_t)strcspn(folded, "\n")};
    fuzzy->asked_all = true;
}

/* ---- one word in one text ---- */

static bool in_word(unsigned char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c >= 0x80;
}

static bool begins(const char *text, size_t at) {
    return at == 0 || !in_word((unsigned char)text[at - 1]);
}

static int whole_score(const struct text *text, const char *word, size_t length, size_t at) {
    bool first = at < text->first, start = begins(text->folded, at);
    int score = first ? NAMED + (start ? 8 : 0) + (at == 0 ? 8 : 0) : start ? BEGINS : INSIDE;
    unsigned char after = (unsigned char)text->folded[at + length];
    return start && !in_word(after) && in_word((unsigned char)word[length - 1]) ? score + WHOLE_WORD : score;
}

/* The best place where the word stands whole; 0 where it does not. */
static int score_whole(const struct text *text, const char *word, size_t length) {
    int best = 0;
    const char *end = text->folded + text->length;
    for (const char *at = text->folded; (at = memmem(at, (size_t)(end - at), word, length)); at++) {
        int score = whole_score(text, word, length, (size_t)(at - text->folded));
        best = score > best ? score : best;
        if (best >= NAMED + 8)
            break;
    }
    return best;
}

/*
 * The word cut into pieces that each begin a word of one line: the fewest. Each
 * step takes the longest piece first and tries shorter ones only where the rest
 * then finds no place; names are short, so this is too.
 */
static int pieces_from(const char *line, size_t end, size_t at, const char *word, size_t left, int depth) {
    if (left == 0)
        return 0;
    if (depth == 5)
        return -1;
    for (; at < end; at++) {
        if (line[at] != *word || !begins(line, at))
            continue;
        size_t same = 0;
        while (same < left && at + same < end && line[at + same] == word[same])
            same++;
        for (; same > 0; same--) {
            int rest = pieces_from(line, end, at + same, word + same, left - same, depth + 1);
            if (rest >= 0)
                return rest + 1;
        }
    }
    return -1;
}

static int score_pieces(const struct text *text, const char *word, size_t length) {
    int pieces = length > 1 ? pieces_from(text->folded, text->first, 0, word, length, 0) : -1;
    return pieces > 0 ? PIECES + 31 - pieces * 4 - (text->folded[0] == *word ? 0 : 2) : 0;
}

/* Letter after letter; what lies between costs, measured in the shortest stretch that ends first. */
static int score_letters(const struct text *text, const char *word, size_t length) {
    size_t at = 0, took = 0, first = text->first;
    for (; at < first && took < length; at++)
        took += text->folded[at] == word[took];
    if (took < length)
        return 0;
    size_t end = at;
    while (took > 0) {
        at--;
        took -= text->folded[at] == word[took - 1];
    }
    size_t between = end - at - length;
    int score = LETTERS + 30 - (int)(between < 25 ? between : 25);
    return begins(text->folded, at) ? score : score > 5 ? score - 4 : LETTERS;
}

static int score_word(const struct text *text, const char *word, size_t length, bool *scattered) {
    int score = score_whole(text, word, length);
    if (!score)
        score = score_pieces(text, word, length);
    if (!score) {
        score = score_letters(text, word, length);
        *scattered = true;
    }
    return score;
}

/* ---- a query ---- */

struct query {
    const char *words[MOST_WORDS];
    size_t lengths[MOST_WORDS], count;
    uint64_t mask;
};

static struct query split(const char *text) {
    struct query query = {0};
    while (*(text += strspn(text, " ")) && query.count < MOST_WORDS) {
        size_t length = strcspn(text, " ");
        query.words[query.count] = text;
        query.lengths[query.count++] = length;
        query.mask |= mask_of(text, length);
        text += length;
    }
    return query;
}

/* False when it lacks a word. */
static bool judge(const struct fuzzy *fuzzy, const struct query *query, uint32_t number, struct found *out) {
    const struct text *text = &fuzzy->texts[number];
    int sum = 0;
    *out = (struct found){.number = number};
    if ((query->mask & ~text->mask) != 0)
        return false;
    for (size_t i = 0; i < query->count; i++) {
        int score = score_word(text, query->words[i], query->lengths[i], &out->scattered);
        if (!score)
            return false;
        sum += score;
    }
    out->score = (uint16_t)(query->count ? (size_t)sum / query->count : 0);
    return true;
}

static void look(struct fuzzy *fuzzy, const struct query *query, bool among_found) {
    size_t count = among_found ? fuzzy->found_count : fuzzy->count, kept = 0;
    if (fuzzy->found_cap < fuzzy->count) {
        fuzzy->found_cap = fuzzy->cap;
        fuzzy->found = xrealloc(fuzzy->found, fuzzy->found_cap, sizeof *fuzzy->found);
    }
    for (size_t i = 0; i < count; i++) {
        struct found one;
        if (judge(fuzzy, query, among_found ? fuzzy->found[i].number : (uint32_t)i, &one))
            fuzzy->found[kept++] = one;
    }
    fuzzy->found_count = kept;
}

/* By counting: scores are small, and the alike keep their order. */
static size_t sort(struct fuzzy *fuzzy) {
    size_t starts[BEST + 1] = {0}, total = 0;
    bool meant = false;
    for (size_t i = 0; i < fuzzy->found_count && !meant; i++)
        meant = !fuzzy->found[i].scattered;
    if (fuzzy->sorted_cap < fuzzy->found_cap) {
        fuzzy->sorted_cap = fuzzy->found_cap;
        fuzzy->sorted = xrealloc(fuzzy->sorted, fuzzy->sorted_cap, sizeof *fuzzy->sorted);
    }
    for (size_t i = 0; i < fuzzy->found_count; i++)
        if (!meant || !fuzzy->found[i].scattered)
            starts[fuzzy->found[i].score]++;
    for (size_t score = BEST + 1; score-- > 0;) {
        size_t these = starts[score];
        starts[score] = total;
        total += these;
    }
    for (size_t i = 0; i < fuzzy->found_count; i++)
        if (!meant || !fuzzy->found[i].scattered)
            fuzzy->sorted[starts[fuzzy->found[i].score]++] = fuzzy->found[i].number;
    return total;
}

const uint32_t *fuzzy_find(struct fuzzy *fuzzy, const char *query, size_t *count) {
    struct query words = split(query);
    size_t before = strlen(fuzzy->asked);
    bool further = !fuzzy->asked_all && strncmp(query, fuzzy->asked, before) == 0;
    look(fuzzy, &words, further);
    free(fuzzy->asked);
    fuzzy->asked = xstrdup(query);
    fuzzy->asked_all = false;
    *count = sort(fuzzy);
    return fuzzy->sorted;
}
