#include "listen/token.h"

#include <string.h>

#include "base/text.h"

#define LOOK_AHEAD   8   /* bounds every look past the running token, so that no text takes quadratic time */
#define SENTENCE_MAX 200 /* tokens: what looks at a whole sentence looks at no more */
#define WORD_MAX     64  /* longer words are no words of a person: hashed as they stand */

uint64_t token_mix(uint64_t a, uint64_t b) {
    uint64_t h = (a ^ (b + 0x9e3779b97f4a7c15u + (a << 6) + (a >> 2))) * 0xff51afd7ed558ccdu;
    return h ^ (h >> 32);
}

uint64_t token_hash_folded(const char *word, size_t length) {
    uint64_t h = 0xcbf29ce484222325u;
    for (size_t i = 0; i < length; i++)
        h = (h ^ (unsigned char)word[i]) * 0x100000001b3u;
    return h ^ (h >> 29);
}

uint64_t token_hash(struct arena *scratch, const char *word, size_t length) {
    char plain[WORD_MAX];
    if (length > WORD_MAX)
        return token_hash_folded(word, length);
    for (size_t i = 0; i < length; i++) {
        unsigned char c = (unsigned char)word[i];
        if (c >= 0x80) {
            char *folded = text_fold_n(scratch, word, length);
            for (char *p = strstr(folded, "\xe2\x80\x99"); p; p = strstr(p, "\xe2\x80\x99")) {
                *p = '\'';
                memmove(p + 1, p + 3, strlen(p + 3) + 1);
            }
            return token_hash_folded(folded, strlen(folded));
        }
        plain[i] = (char)(c >= 'A' && c <= 'Z' ? c + 32 : c);
    }
    return token_hash_folded(plain, length);
}

/* ---- characters ---- */

enum char_kind { CHAR_BLANK, CHAR_LINE, CHAR_LETTER, CHAR_DIGIT, CHAR_APOSTROPHE, CHAR_QUOTE, CHAR_SIGN };

static enum char_kind char_kind(uint32_t c) {
    if (c < 0x80) {
        if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'))
            return CHAR_LETTER;
        if (c >= '0' && c <= '9')
            return CHAR_DIGIT;
        if (c == '\n' || c == '\r')
            return CHAR_LINE;
        if (c <= ' ' || c == 0x7f)
            return CHAR_BLANK;
        return c == '\'' ? CHAR_APOSTROPHE : c == '"' ? CHAR_QUOTE : CHAR_SIGN;
    }
    if (c == 0x2019)
        return CHAR_APOSTROPHE;
    if (c == 0x201c || c == 0x201d || c == 0x201e)
        return CHAR_QUOTE;
    if (c == 0x2028 || c == 0x2029)
        return CHAR_LINE;
    if (text_is_space(c) || c == 0x200b || c == 0xfeff)
        return CHAR_BLANK;
    if (text_is_letter(c) || (c >= 0x300 && c <= 0x36f))
        return CHAR_LETTER;
    return text_is_digit(c) ? CHAR_DIGIT : CHAR_SIGN;
}

struct scan {
    struct arena *arena;
    struct tokens *out;
    const char *text;
    size_t length, at;
    bool blank, quoted;
    uint32_t line;
    uint32_t sentence; /* first token of the running sentence */
};

static uint32_t peek(const struct scan *s, size_t at, size_t *next) {
    if (at >= s->length) {
        *next = at;
        return 0;
    }
    unsigned char c = (unsigned char)s->text[at];
    if (c < 0x80) {
        *next = at + 1;
        return c;
    }
    return text_code(s->text, s->length, at, next);
}

static enum char_kind kind_at(const struct scan *s, size_t at) {
    size_t next;
    return at < s->length ? char_kind(peek(s, at, &next)) : CHAR_LINE;
}

static struct token *push(struct scan *s, size_t start, size_t end, enum token_kind kind, unsigned flags) {
    struct tokens *t = s->out;
    struct token *token = ARENA_PUSH(s->arena, t->items, t->count, t->cap);
    token->start = (uint32_t)start;
    token->length = (uint32_t)(end - start);
    token->kind = (uint8_t)kind;
    token->flags = (uint8_t)(flags | (s->blank ? TOKEN_AFTER_BLANK : 0u) | (s->quoted ? TOKEN_QUOTED : 0u));
    token->hash = token_hash(s->arena, s->text + start, end - start);
    s->blank = false;
    return token;
}

static void end_sentence(struct scan *s) {
    struct tokens *t = s->out;
    if (s->sentence == t->count)
        return;
    struct sentence *sentence = ARENA_PUSH(s->arena, t->sentences, t->sentence_count, t->sentence_cap);
    const struct token *last = &t->items[t->count - 1];
    *sentence = (struct sentence){.first = s->sentence,
                                  .end = (uint32_t)t->count,
                                  .start = t->items[s->sentence].start,
                                  .stop = last->start + last->length,
                                  .line = s->line};
    for (uint32_t i = s->sentence; i < t->count; i++)
        if (t->items[i].kind == TOKEN_WORD) {
            t->items[i].flags |= TOKEN_FIRST;
            break;
        }
    s->sentence = (uint32_t)t->count;
}

/* ---- words ---- */

static bool is_clitic(const char *text, size_t length) {
    static const char *const clitics[] = {"s", "ll", "d", "ve", "re", "m"};
    for (size_t i = 0; i < sizeof clitics / sizeof *clitics; i++)
        if (strlen(clitics[i]) == length) {
            size_t k = 0;
            while (k < length && (text[k] | 32) == clitics[i][k])
                k++;
            if (k == length)
                return true;
        }
    return false;
}

static bool is_abbreviation(const struct scan *s, size_t start, size_t end) {
    static const char *const words[] = {"barr",   "engr", "dott", "dra", "sra", "mr",   "mrs",    "ms",
                                        "dr",     "st",   "prof", "rev", "sr",  "jr",   "col",    "capt",
                                        "lt",     "gen",  "sgt",  "hon", "fr",  "mx",   "messrs", "vs",
                                        "approx", "cllr", "inc",  "ltd", "co",  "corp", "mt",     "ft",
                                        "dept",   "esp",  "incl", "no",  "ext"};
    size_t length = end - start;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (strlen(words[i]) != length)
            continue;
        size_t k = 0;
        while (k < length && (s->text[start + k] | 32) == words[i][k])
            k++;
        if (k < length)
            continue;
        /* "no." and "co." end sentences too: only before what goes on with them */
        if (i >= 26)
            return kind_at(s, end + 1) == CHAR_BLANK &&
                   (kind_at(s, end + 2) == CHAR_DIGIT ||
                    (end + 2 < s->length && s->text[end + 2] >= 'a' && s->text[end + 2] <= 'z'));
        return true;
    }
    return false;
}

/* M.J. or J. : letters of one, each with its full stop; gives the end, 0 when it is none */
static size_t initials_end(const struct scan *s, size_t start) {
    size_t at = start, end = 0;
    for (int i = 0; i < LOOK_AHEAD; i++) {
        size_t next;
        uint32_t c = peek(s, at, &next);
        if (at >= s->length || char_kind(c) != CHAR_LETTER || !text_is_upper(c))
            return end;
        if (next >= s->length || s->text[next] != '.')
            return end;
        at = end = next + 1;
    }
    return 0;
}

static void word_flags(const struct scan *s, size_t start, size_t end, unsigned *flags) {
    size_t next, letters = 0, capitals = 0;
    for (size_t at = start; at < end; at = next) {
        uint32_t c = peek(s, at, &next);
        if (char_kind(c) != CHAR_LETTER)
            continue;
        bool upper = c < 0x80 ? c <= 'Z' : text_is_upper(c);
        if (upper && letters == 0)
            *flags |= TOKEN_CAPITAL;
        letters++;
        capitals += upper;
    }
    if (letters > 1 && capitals == letters)
        *flags |= TOKEN_SHOUT;
}

static void scan_word(struct scan *s) {
    size_t start = s->at, end = start, apostrophe = 0;
    unsigned flags = 0;
    size_t initials = initials_end(s, start);
    if (initials && kind_at(s, initials) != CHAR_LETTER) {
        struct token *t = push(s, start, initials, TOKEN_WORD, TOKEN_CAPITAL | TOKEN_INITIAL | TOKEN_PERIOD);
        t->hash = token_hash(s->arena, s->text + start, initials - start - 1);
        s->at = initials;
        return;
    }
    while (end < s->length) {
        size_t next, after;
        uint32_t c = peek(s, end, &next);
        enum char_kind k = char_kind(c);
        if (k == CHAR_LETTER || k == CHAR_DIGIT) {
            end = next;
            continue;
        }
        enum char_kind follow = next < s->length ? char_kind(peek(s, next, &after)) : CHAR_LINE;
        if (end > start && (k == CHAR_APOSTROPHE || c == '-' || c == 0x2010 || c == 0x2011) &&
            follow == CHAR_LETTER) {
            if (k == CHAR_APOSTROPHE)
                apostrophe = next;
            end = next;
            continue;
        }
        break;
    }
    size_t mark = 0;
    if (apostrophe && is_clitic(s->text + apostrophe, end - apostrophe)) {
        mark = apostrophe - (s->text[apostrophe - 1] == '\'' ? 1u : 3u);
        if (mark == start)
            mark = 0;
    }
    size_t stop = mark ? mark : end;
    word_flags(s, start, stop, &flags);
    if (!mark && end < s->length && s->text[end] == '.' && is_abbreviation(s, start, end)) {
        struct token *t = push(s, start, end + 1, TOKEN_WORD, flags | TOKEN_PERIOD);
        t->hash = token_hash(s->arena, s->text + start, end - start);
        s->at = end + 1;
        return;
    }
    push(s, start, stop, TOKEN_WORD, flags);
    if (mark)
        push(s, mark, end, TOKEN_WORD, TOKEN_CLITIC);
    s->at = end;
}

static void scan_number(struct scan *s) {
    size_t start = s->at, end = start, next;
    while (end < s->length) {
        uint32_t c = peek(s, end, &next);
        enum char_kind k = char_kind(c);
        bool inside = (c == '.' || c == ',' || c == ':' || c == '/') && kind_at(s, next) == CHAR_DIGIT;
        if (k != CHAR_DIGIT && k != CHAR_LETTER && c != '%' && !inside)
            break;
        end = next;
    }
    push(s, start, end, TOKEN_NUMBER, 0);
    s->at = end;
}

/* ---- signs and sentences ---- */

static bool ends_sentence(const struct scan *s, uint32_t c, size_t after) {
    if (c == ';' || c == 0x2192)
        return true;
    if (c != '.' && c != '!' && c != '?' && c != 0x2026)
        return false;
    size_t at = after, next;
    for (int i = 0; i < LOOK_AHEAD && at < s->length; i++) { /* closing signs belong to the sentence */
        uint32_t d = peek(s, at, &next);
        if (d != ')' && d != ']' && d != '.' && d != '!' && d != '?' && char_kind(d) != CHAR_QUOTE &&
            char_kind(d) != CHAR_APOSTROPHE)
            break;
        if (char_kind(d) == CHAR_QUOTE && !s->quoted)
            break;
        at = next;
    }
    enum char_kind k = kind_at(s, at);
    return k == CHAR_BLANK || k == CHAR_LINE || at >= s->length;
}

static bool closes(const struct scan *s, uint32_t c) {
    return c == ')' || c == ']' || c == '.' || c == '!' || c == '?' ||
           (char_kind(c) == CHAR_QUOTE && s->quoted) || c == 0x2019;
}

static void scan_sign(struct scan *s) {
    size_t next;
    uint32_t c = peek(s, s->at, &next);
    push(s, s->at, next, TOKEN_SIGN, 0);
    s->at = next;
    if (!ends_sentence(s, c, next))
        return;
    while (s->at < s->length) {
        c = peek(s, s->at, &next);
        if (!closes(s, c))
            break;
        if (char_kind(c) == CHAR_QUOTE)
            s->quoted = false;
        push(s, s->at, next, TOKEN_SIGN, 0);
        s->at = next;
    }
    end_sentence(s);
}

static void scan_quote(struct scan *s) {
    size_t next;
    peek(s, s->at, &next);
    bool opening = !s->quoted;
    s->quoted = false;
    push(s, s->at, next, TOKEN_SIGN, 0);
    s->quoted = opening;
    s->at = next;
}

static void judge_case(struct tokens *t) {
    size_t words = 0, capitals = 0;
    for (size_t i = 0; i < t->count; i++) {
        if (t->items[i].kind != TOKEN_WORD || t->items[i].flags & TOKEN_CLITIC)
            continue;
        words++;
        capitals += (t->items[i].flags & (TOKEN_CAPITAL | TOKEN_SHOUT)) == TOKEN_CAPITAL;
    }
    t->lower = capitals * 33 < words;
}

void token_split(struct arena *arena, const char *text, size_t length, struct tokens *out) {
    *out = (struct tokens){.text = text, .length = length > TOKEN_LIMIT ? TOKEN_LIMIT : length};
    struct scan s = {.arena = arena, .out = out, .text = text, .length = out->length};
    while (s.at < s.length) {
        size_t next;
        uint32_t c = peek(&s, s.at, &next);
        if (out->count - s.sentence >= SENTENCE_MAX)
            end_sentence(&s);
        switch (char_kind(c)) {
        case CHAR_LINE:
            end_sentence(&s);
            s.quoted = false;
            s.line++;
            s.blank = true;
            s.at = next;
            break;
        case CHAR_BLANK:
            s.blank = true;
            s.at = next;
            break;
        case CHAR_LETTER:
            scan_word(&s);
            break;
        case CHAR_DIGIT:
            scan_number(&s);
            break;
        case CHAR_QUOTE:
            scan_quote(&s);
            break;
        default:
            scan_sign(&s);
        }
    }
    end_sentence(&s);
    judge_case(out);
}
