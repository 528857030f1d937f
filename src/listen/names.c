#include <string.h>

#include "listen/listener.h"

/*
 * Which words are people's names: each word is out of a name, begins one or goes
 * on with one. The best row of tags for a sentence under the weights is found by
 * dynamic programming; words that cannot be part of a name are not looked at.
 */

bool names_candidate(const struct ear *ear, uint32_t at) {
    const struct token *t = ear_token(ear, at);
    if (t->kind != TOKEN_WORD || t->flags & TOKEN_CLITIC || t->classes & WORD_NEVER)
        return false;
    if (t->flags & TOKEN_CAPITAL || t->classes & (WORD_PARTICLE | WORD_KNOWN))
        return true;
    if (t->classes & (WORD_FUNCTION | WORD_CALENDAR | WORD_POSSESSIVE))
        return false;
    return (t->lexical & NAME_GIVEN) || ear->tokens.lower;
}

uint32_t names_transition(unsigned before) {
    struct features f = {.count = 0};
    features_add(&f, 99, before);
    return f.items[0];
}

static unsigned shape(const struct token *t) {
    return (unsigned)(t->flags & (TOKEN_CAPITAL | TOKEN_SHOUT | TOKEN_FIRST | TOKEN_INITIAL | TOKEN_CLITIC)) |
           (unsigned)t->kind << 8 | (t->length == 1 ? 1024u : 0u);
}

/* what a neighbour is, coarsely */
uint64_t names_category(const struct token *t) {
    if (t->kind == TOKEN_NUMBER)
        return 2;
    if (t->kind == TOKEN_SIGN)
        return t->hash;
    uint64_t capital = t->flags & TOKEN_CAPITAL ? 1 : 0;
    if (t->classes & WORD_RELATION)
        return 8 + capital + (t->classes & WORD_KIN ? 2 : 0) + (t->classes & WORD_TITLE ? 4 : 0);
    uint32_t c = t->classes & ~(uint32_t)(WORD_COMMON | WORD_KIN | WORD_CONTACT | WORD_NO_NAME);
    if (!c)
        return t->classes & WORD_NO_NAME ? 6 + capital
               : capital                 ? 4 + (t->lexical & (NAME_GIVEN | NAME_FAMILY) ? 1u : 0u)
                                         : 3;
    uint32_t lowest = c & (~c + 1);
    return 32 + (uint64_t)lowest * 2 + capital;
}

static uint64_t ending(const struct ear *ear, const struct token *t, unsigned n) {
    if (t->length < n + 2)
        return 0;
    char end[4];
    for (unsigned i = 0; i < n; i++) {
        char c = ear->tokens.text[t->start + t->length - n + i];
        end[i] = (char)(c >= 'A' && c <= 'Z' ? c + 32 : c);
    }
    return token_hash_folded(end, n);
}

/* Neighbours are looked for in the same sentence only. */
static const struct token *near(const struct ear *ear, const struct sentence *s, uint32_t at, int step) {
    static const struct token none;
    int64_t i = (int64_t)at + step;
    return i >= s->first && i < s->end ? &ear->tokens.items[i] : &none;
}

/* How the same word stands elsewhere in the note. */
uint32_t names_seen(const struct ear *ear, uint64_t hash) {
    size_t at = (size_t)hash & (ear->seen_cap - 1);
    while (ear->seen[at].hash && ear->seen[at].hash != hash)
        at = (at + 1) & (ear->seen_cap - 1);
    return ear->seen[at].classes;
}

/* The row of words that a name would be made of, around one of them: "St. Mary's Road" gives itself away. */
struct run {
    uint32_t first, end;
    uint32_t classes;       /* of all its words */
    unsigned given, family; /* how much of a given name the first is, of a family name the last */
};

#define RUN_MAX 6

static bool in_run(const struct ear *ear, uint32_t at) {
    const struct token *t = ear_token(ear, at);
    if (t->kind != TOKEN_WORD || t->flags & TOKEN_CLITIC)
        return false;
    if (t->flags & TOKEN_CAPITAL)
        return true;
    return t->lexical & NAME_GIVEN && !(t->classes & (WORD_COMMON | WORD_FUNCTION | WORD_NO_NAME));
}

static struct run run_around(const struct ear *ear, const struct sentence *s, uint32_t at) {
    struct run run = {.first = at, .end = at + 1};
    while (run.first > s->first && at - run.first < RUN_MAX && in_run(ear, run.first - 1))
        run.first--;
    while (run.end < s->end && run.end - at < RUN_MAX && in_run(ear, run.end))
        run.end++;
    for (uint32_t i = run.first; i < run.end; i++)
        run.classes |= ear_token(ear, i)->classes;
    run.given = ear_token(ear, run.first)->lexical & NAME_GIVEN;
    run.family = ear_token(ear, run.end - 1)->lexical & NAME_FAMILY;
    return run;
}

static void run_features(const struct ear *ear, const struct sentence *s, uint32_t at, struct features *f) {
    struct run run = run_around(ear, s, at);
    const struct token *before = near(ear, s, run.first, -1), *after = near(ear, s, run.end, 0);
    uint64_t size = run.end - run.first, place = at - run.first;
    uint64_t kind = run.classes & (WORD_FIRM | WORD_PLACE | WORD_BRAND | WORD_TITLE | WORD_FAMOUS |
                                   WORD_CONTACT | WORD_CALENDAR);
    uint64_t names = run.given * 16u + run.family;
    features_add(f, 30, token_mix(token_mix(size, place), names));
    features_add(f, 31, token_mix(token_mix(size, place), kind));
    features_add(f, 32, token_mix(token_mix(names_category(before), size), place));
    features_add(f, 33, token_mix(token_mix(names_category(after), size), place));
    features_add(f, 34, token_mix(token_mix(names_category(before), names), place));
    features_add(f, 35, token_mix(token_mix(names_category(after), names), place));
    uint64_t alone = ear->context->contact_count ? 0 : 1;
    features_add(f, 42, token_mix(token_mix(token_mix(names, size), place), alone));
    features_add(
        f, 43,
        token_mix(token_mix(token_mix(names_category(before), names_category(after)), size * 8 + place),
                  alone));
    features_add(f, 36, token_mix(token_mix(before->hash, place), size));
    features_add(f, 37, token_mix(token_mix(after->hash, place), size));
}

void names_features(const struct ear *ear, const struct sentence *s, uint32_t at, struct features *f) {
    const struct token *t = ear_token(ear, at), *p = near(ear, s, at, -1), *pp = near(ear, s, at, -2);
    const struct token *n = near(ear, s, at, 1), *nn = near(ear, s, at, 2);
    unsigned lower = ear->tokens.lower ? 1 : 0, sh = shape(t);
    uint64_t lex = t->lexical, common = t->classes & WORD_COMMON ? 1 : 0;
    uint64_t self = (t->classes & ~(uint32_t)(WORD_COMMON)) * 8u + (lower ? 4u : 0u) + (sh & 1u);
    uint64_t cp = names_category(p), cn = names_category(n), cpp = names_category(pp),
             cnn = names_category(nn);
    bool capital = t->flags & TOKEN_CAPITAL;
    features_add(f, 1, t->hash);
    features_add(f, 2, p->hash);
    features_add(f, 3, n->hash);
    features_add(f, 4, (uint64_t)sh * 2 + lower);
    features_add(f, 5, lex * 4 + (capital ? 2u : 0u) + lower);
    features_add(f, 6, lex * 8 + common * 4 + (capital ? 2u : 0u) + (t->flags & TOKEN_FIRST ? 1u : 0u));
    features_add(f, 7, self);
    features_add(f, 8, token_mix(cp, sh));
    features_add(f, 9, token_mix(cn, sh));
    features_add(f, 10, token_mix(token_mix(cp, cn), capital));
    features_add(f, 11, token_mix(token_mix(cp, lex), sh));
    features_add(f, 12, token_mix(token_mix(cn, lex), sh));
    features_add(f, 13, token_mix(token_mix(p->lexical, lex), shape(p) * 4096u + sh));
    features_add(f, 14, token_mix(token_mix(n->lexical, lex), shape(n) * 4096u + sh));
    features_add(f, 15, token_mix(cpp, cp));
    features_add(f, 16, token_mix(cn, cnn));
    features_add(f, 17, token_mix(pp->hash, p->hash));
    features_add(f, 18, token_mix(n->hash, nn->hash));
    features_add(f, 19, token_mix(p->hash, capital));
    features_add(f, 20, token_mix(n->hash, capital));
    features_add(f, 21, token_mix(ending(ear, t, 2), capital));
    features_add(f, 22, token_mix(ending(ear, t, 3), capital));
    features_add(f, 23, token_mix(token_mix(cpp, cp), token_mix(lex, capital)));
    features_add(f, 24, token_mix(token_mix(cn, cnn), token_mix(lex, capital)));
    features_add(f, 25, token_mix(nn->hash, capital));
    features_add(f, 26, token_mix(pp->hash, capital));
    features_add(f, 27, token_mix(t->flags & TOKEN_QUOTED, sh));
    features_add(f, 28, token_mix(token_mix(cn, cnn), names_category(near(ear, s, at, 3))));
    features_add(f, 29, token_mix(token_mix(cp, cpp), names_category(near(ear, s, at, -3))));
    features_add(f, 38, token_mix(names_seen(ear, t->hash), sh));
    features_add(f, 39, token_mix(names_seen(ear, t->hash), token_mix(lex, capital)));
    uint64_t alone =
        ear->context->contact_count ? 0 : 1; /* not a note about a talk with somebody: a mail, a page */
    features_add(f, 40, token_mix(lex, (uint64_t)sh * 2 + alone));
    features_add(f, 41, token_mix(token_mix(cp, cn), alone * 2 + capital));
    run_features(ear, s, at, f);
}

struct step {
    uint8_t from[TAG_COUNT];
};

static bool could_begin(const struct ear *ear, uint32_t at) {
    const struct token *t = ear_token(ear, at);
    return t->classes & WORD_KNOWN && (t->tag == TAG_OUT || t->tag == TAG_BEGIN) &&
           (t->flags & TOKEN_CAPITAL || ear->tokens.lower);
}

/* Somebody the book knows is heard whatever else speaks against it. */
static void tag_known(struct ear *ear, const struct sentence *s) {
    for (uint32_t at = s->first; at < s->end; at++) {
        for (uint32_t n = s->end - at < 4 ? s->end - at : 4; n > 0 && could_begin(ear, at); n--) {
            struct person run = {.first = at, .end = at + n};
            bool free = at + n >= s->end || ear_token(ear, at + n)->tag != TAG_IN;
            for (uint32_t i = at + 1; i < at + n; i++)
                free &= ear_token(ear, i)->kind == TOKEN_WORD && ear_token(ear, i)->tag != TAG_BEGIN;
            if (!free || ear_known(ear, &run) < 0 || ear_never(ear, &run))
                continue;
            for (uint32_t i = at; i < at + n; i++)
                ear->tokens.items[i].tag = i == at ? TAG_BEGIN : TAG_IN;
            at += n - 1;
            break;
        }
    }
}

static bool plain_capital(const struct ear *ear, uint32_t at) {
    const struct token *t = ear_token(ear, at);
    return t->kind == TOKEN_WORD && t->tag == TAG_OUT &&
           (t->flags & (TOKEN_CAPITAL | TOKEN_SHOUT)) == TOKEN_CAPITAL &&
           !(t->classes & (WORD_CALENDAR | WORD_PLACE | WORD_BRAND | WORD_FIRM | WORD_FUNCTION |
                           WORD_CONTACT | WORD_NEVER));
}

/* What stands between the word for a person and the name: "wife - Ruth", "PA (Jo)", "husband is called Al".
 */
static uint32_t introduction(const struct ear *ear, const struct sentence *s, uint32_t at) {
    uint32_t word = at;
    if (word > s->first + 1 && (token_is(ear, word - 1, "named") || token_is(ear, word - 1, "called")))
        word--;
    if (word > s->first + 1 && ear_token(ear, word - 1)->classes & WORD_BE &&
        !(ear_token(ear, word - 1)->flags & TOKEN_CLITIC))
        return word - 1;
    bool sign = word > s->first + 1 && (token_is(ear, word - 1, "-") || token_is(ear, word - 1, "(") ||
                                        token_is(ear, word - 1, ":") || token_is(ear, word - 1, "="));
    return sign ? word - 1 : word;
}

/* "her brother Tom Baker": a capital after the word for a person, in the lists of names, is a name. */
static void tag_introduced(struct ear *ear, const struct sentence *s) {
    for (uint32_t at = s->first + 1; at < s->end; at++) {
        if (!plain_capital(ear, at) || !(ear_token(ear, at)->lexical & NAME_GIVEN))
            continue;
        const struct token *word = ear_token(ear, introduction(ear, s, at) - 1);
        bool relation = word->classes & (WORD_RELATION | WORD_PLURAL) && word->tag == TAG_OUT &&
                        (!(word->flags & TOKEN_CAPITAL) || word->flags & TOKEN_FIRST);
        if (!relation)
            continue;
        ear->tokens.items[at].tag = TAG_BEGIN;
        for (uint32_t next = at + 1; next < s->end && next < at + 3 && plain_capital(ear, next); next++)
            ear->tokens.items[next].tag = TAG_IN;
    }
}

void names_tag(struct ear *ear) {
    const struct weights *weights = &ear->listener->names;
    int32_t step[TAG_COUNT + 1][WEIGHTS_OUTPUTS] = {{0}};
    if (weights->outputs != TAG_COUNT)
        return;
    for (unsigned before = 0; before <= TAG_COUNT; before++)
        weights_add(weights, names_transition(before), step[before]);
    for (size_t k = 0; k < ear->tokens.sentence_count; k++) {
        const struct sentence *s = &ear->tokens.sentences[k];
        size_t length = s->end - s->first;
        struct step *steps = ARENA_NEW(&ear->scratch, struct step, length);
        int32_t best[TAG_COUNT] = {0, -(1 << 28), -(1 << 28)};
        for (uint32_t at = s->first; at < s->end; at++) {
            int32_t own[WEIGHTS_OUTPUTS] = {0, -(1 << 28), -(1 << 28)}, next[TAG_COUNT];
            if (names_candidate(ear, at)) {
                struct features f;
                f.count = 0;
                names_features(ear, s, at, &f);
                weights_score(weights, &f, own);
                int32_t top = own[TAG_BEGIN] > own[TAG_IN] ? own[TAG_BEGIN] : own[TAG_IN];
                int32_t margin = top - own[TAG_OUT];
                ear->tokens.items[at].margin = (int16_t)(margin > 32000    ? 32000
                                                         : margin < -32000 ? -32000
                                                                           : margin);
            }
            for (unsigned tag = 0; tag < TAG_COUNT; tag++) {
                unsigned chosen = 0;
                int32_t top = INT32_MIN;
                for (unsigned before = 0; before < TAG_COUNT; before++) {
                    if (tag == TAG_IN && (before == TAG_OUT || at == s->first))
                        continue;
                    int32_t score = best[before] + step[at == s->first ? TAG_COUNT : before][tag];
                    if (score > top) {
                        top = score;
                        chosen = before;
                    }
                }
                next[tag] = top < -(1 << 28) ? -(1 << 28) : top + own[tag];
                steps[at - s->first].from[tag] = (uint8_t)chosen;
            }
            memcpy(best, next, sizeof best);
        }
        unsigned tag = best[TAG_BEGIN] > best[TAG_OUT] ? TAG_BEGIN : TAG_OUT;
        if (best[TAG_IN] > best[tag])
            tag = TAG_IN;
        for (uint32_t at = s->end; at-- > s->first;) {
            ear->tokens.items[at].tag = (uint8_t)tag;
            tag = steps[at - s->first].from[tag];
        }
        tag_introduced(ear, s);
        if (ear->context->known_count)
            tag_known(ear, s);
    }
}
