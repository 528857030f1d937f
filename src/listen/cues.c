#include <string.h>

#include "base/alloc.h"
#include "listen/listener.h"

/* Moments: what happened between the writer and the contact, sentence by sentence. */

const char *const moment_kinds[MOMENT_KINDS] = {"thanked", "delivered", "result",     "value", "kickoff",
                                                "notyet",  "promised",  "introduced", "gave",  "trouble"};

enum symbol {
    SYMBOL_CONTACT = 1,
    SYMBOL_NAME,
    SYMBOL_KIN,
    SYMBOL_ROLE,
    SYMBOL_NUMBER,
    SYMBOL_SHARE,
    SYMBOL_MONEY,
    SYMBOL_DAY
};

/* A word as the weights see it: people, numbers and days are alike, all else is itself. */
static uint64_t symbol(const struct ear *ear, uint32_t at) {
    const struct token *t = ear_token(ear, at);
    if (t->classes & WORD_CONTACT)
        return SYMBOL_CONTACT;
    if (t->tag == TAG_BEGIN || t->tag == TAG_IN)
        return SYMBOL_NAME;
    if (t->kind == TOKEN_NUMBER) {
        if (t->length && ear->tokens.text[t->start + t->length - 1] == '%')
            return SYMBOL_SHARE;
        bool money =
            at && (token_is(ear, at - 1, "$") || token_is(ear, at - 1, "£") || token_is(ear, at - 1, "€"));
        return money ? SYMBOL_MONEY : SYMBOL_NUMBER;
    }
    if (t->classes & WORD_RELATION)
        return t->classes & WORD_KIN ? SYMBOL_KIN : SYMBOL_ROLE;
    if (t->classes & WORD_CALENDAR && t->flags & TOKEN_CAPITAL)
        return SYMBOL_DAY;
    return t->hash;
}

static bool denied(const struct ear *ear, uint32_t from, uint32_t at, uint32_t classes) {
    for (uint32_t i = at; i-- > from && at - i <= 4;)
        if (ear_token(ear, i)->classes & classes)
            return true;
    return false;
}

static void cue_features(struct ear *ear, size_t sentence, uint32_t first, uint32_t end, unsigned place,
                         struct features *f) {
    const struct pattern_hits *hits = ear_cues(ear, sentence);
    for (size_t i = 0; i < hits->count; i++) {
        const struct pattern_hit *hit = &hits->items[i];
        if (hit->first < first || hit->end > end)
            continue;
        const struct patterns *cues = &ear->listener->cues;
        uint64_t group = cues->group_ids[cues->items[hit->pattern].group];
        uint64_t sign = (denied(ear, first, hit->first, WORD_NEGATION) ? 1u : 0u) |
                        (denied(ear, first, hit->first, WORD_WISH) ? 2u : 0u);
        features_add(f, place, token_mix(group, sign));
        features_add(f, place + 1, token_mix(cues->items[hit->pattern].id, sign));
    }
}

/* Without its ending: "praised", "praises" and "praising" tell the same. */
static uint64_t stem(const struct ear *ear, uint32_t at) {
    static const char *const endings[] = {"ing", "ed", "es", "s", "e", "d", "ly"};
    const struct token *t = ear_token(ear, at);
    char word[24];
    if (t->kind != TOKEN_WORD || t->length < 4 || t->length > sizeof word)
        return 0;
    for (uint32_t i = 0; i < t->length; i++) {
        char c = ear->tokens.text[t->start + i];
        word[i] = (char)(c >= 'A' && c <= 'Z' ? c + 32 : c);
    }
    size_t length = t->length;
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        size_t n = strlen(endings[i]);
        if (length >= n + 3 && !memcmp(word + length - n, endings[i], n)) {
            length -= n;
            break;
        }
    }
    return token_hash_folded(word, length);
}

/* The first word that can be who acts. */
static uint64_t subject(const struct ear *ear, uint32_t first, uint32_t end) {
    for (uint32_t i = first; i < end && i < first + 8; i++) {
        const struct token *t = ear_token(ear, i);
        if (t->classes & (WORD_CONTACT | WORD_SUBJECT | WORD_RELATION) || t->tag == TAG_BEGIN)
            return symbol(ear, i);
    }
    return 0;
}

void moments_features(struct ear *ear, size_t sentence, uint32_t first, uint32_t end, struct features *f) {
    uint64_t who = subject(ear, first, end), before = 11, second = 11, before_stem = 0;
    cue_features(ear, sentence, first, end, 1, f);
    features_add(f, 3, who);
    features_add(f, 4, end - first < 5 ? 0 : end - first < 12 ? 1 : end - first < 25 ? 2 : 3);
    features_add(f, 5, sentence == 0 ? 1 : sentence + 1 == ear->tokens.sentence_count ? 2 : 0);
    if (sentence) {
        const struct sentence *s = &ear->tokens.sentences[sentence - 1];
        cue_features(ear, sentence - 1, s->first, s->end, 6, f);
    }
    if (sentence + 1 < ear->tokens.sentence_count) {
        const struct sentence *s = &ear->tokens.sentences[sentence + 1];
        cue_features(ear, sentence + 1, s->first, s->end, 17, f);
    }
    unsigned quoted = 0;
    for (uint32_t i = first; i < end && f->count + 8 < FEATURES_MAX; i++) {
        const struct token *t = ear_token(ear, i);
        quoted |= t->flags & TOKEN_QUOTED ? 1 : 0;
        if (t->kind == TOKEN_SIGN && !token_is(ear, i, "!") && !token_is(ear, i, "?"))
            continue;
        uint64_t s = symbol(ear, i);
        features_add(f, 8, s);
        features_add(f, 16, stem(ear, i));
        features_add(f, 9, token_mix(before, s));
        features_add(f, 10, token_mix(second, s));
        features_add(f, 18, token_mix(before_stem, stem(ear, i)));
        before_stem = stem(ear, i);
        if (denied(ear, first, i, WORD_NEGATION))
            features_add(f, 13, s);
        second = before;
        before = s;
    }
    features_add(f, 14, token_mix(quoted, who));
}

/* ---- hearing ---- */

#define CLAUSES 24

static bool ends_clause(const struct ear *ear, uint32_t at) {
    return token_is(ear, at, ",") || token_is(ear, at, "–") || token_is(ear, at, "—") ||
           token_is(ear, at, ":") || token_is(ear, at, "(") ||
           (token_is(ear, at, "-") && ear_token(ear, at)->flags & TOKEN_AFTER_BLANK);
}

static struct listen_span span_of(const struct ear *ear, uint32_t first, uint32_t end) {
    const struct token *a = ear_token(ear, first), *b = ear_token(ear, end - 1);
    return (struct listen_span){a->start, b->start + b->length - a->start};
}

/* The words to show: the clause that tells most of it. */
static struct listen_span best_words(struct ear *ear, size_t sentence, unsigned kind) {
    const struct sentence *s = &ear->tokens.sentences[sentence];
    const struct weights *weights = &ear->listener->moments;
    uint32_t best_first = s->first, best_end = s->end, start = s->first, clauses = 0;
    int32_t best = INT32_MIN;
    for (uint32_t at = s->first; at < s->end && clauses < CLAUSES; at++) {
        if (at + 1 < s->end && !ends_clause(ear, at))
            continue;
        uint32_t end = at + 1 < s->end || ends_clause(ear, at) ? at : at + 1;
        if (end > start + 1) {
            struct features f;
            int32_t score[WEIGHTS_OUTPUTS];
            f.count = 0;
            moments_features(ear, sentence, start, end, &f);
            weights_score(weights, &f, score);
            clauses++;
            if (score[kind] > best) {
                best = score[kind];
                best_first = start;
                best_end = end;
            }
        }
        start = at + 1;
    }
    return span_of(ear, best_first, best_end);
}

/* Which kinds each group of cues.txt speaks for by itself: "plainly KIND" leaves no doubt, "likely KIND" is
 * heard all the same. */
void moments_groups(struct listener *listener) {
    const struct patterns *cues = &listener->cues;
    listener->plainly = xalloc((cues->group_count + 1) * sizeof *listener->plainly);
    listener->likely = xalloc((cues->group_count + 1) * sizeof *listener->likely);
    for (size_t i = 0; i < cues->group_count; i++)
        for (unsigned kind = 0; kind < MOMENT_KINDS; kind++) {
            const char *name = cues->groups[i], *space = strchr(name, ' ');
            if (!space || strcmp(space + 1, moment_kinds[kind]))
                continue;
            listener->plainly[i] |= (uint16_t)(!strncmp(name, "plainly ", 8) << kind);
            listener->likely[i] |= (uint16_t)(!strncmp(name, "likely ", 7) << kind);
        }
}

/* What speaks for itself in a sentence, unless it is denied or only wished for. */
static void in_words(struct ear *ear, size_t sentence, unsigned *plainly, unsigned *likely) {
    const struct listener *listener = ear->listener;
    const struct pattern_hits *hits = ear_cues(ear, sentence);
    *plainly = *likely = 0;
    for (size_t i = 0; i < hits->count; i++) {
        unsigned group = listener->cues.items[hits->items[i].pattern].group;
        if (!(listener->plainly[group] | listener->likely[group]) ||
            denied(ear, ear->tokens.sentences[sentence].first, hits->items[i].first,
                   WORD_NEGATION | WORD_WISH))
            continue;
        *plainly |= listener->plainly[group];
        *likely |= listener->likely[group];
    }
}

#define PROMISED 6 /* of moment_kinds */

/* Kinds that others than the contact may be the source of: thanked, result, notyet, promised, introduced.
 * Trouble is the contact's, whoever says so. */
#define SAID_OF_ANYBODY (1u << 0 | 1u << 2 | 1u << 5 | 1u << PROMISED | 1u << 7)

void moments_hear(struct ear *ear, struct listen_heard *heard) {
    const struct weights *weights = &ear->listener->moments;
    size_t cap = 0, last[MOMENT_KINDS] = {0};
    if (weights->outputs != MOMENT_KINDS)
        return;
    for (size_t k = 0; k < ear->tokens.sentence_count; k++) {
        const struct sentence *s = &ear->tokens.sentences[k];
        struct features f;
        int32_t score[WEIGHTS_OUTPUTS];
        f.count = 0;
        moments_features(ear, k, s->first, s->end, &f);
        weights_score(weights, &f, score);
        unsigned plainly, likely;
        in_words(ear, k, &plainly, &likely);
        for (unsigned kind = 0; kind < MOMENT_KINDS; kind++) {
            /* the sentence after goes on about the same thing more often than not */
            int32_t bar = last[kind] && last[kind] == k ? weights->sure[kind] : weights->heard[kind];
            bool plain = plainly >> kind & 1;
            if (score[kind] < bar && !plain && !(likely >> kind & 1))
                continue;
            if (kind == PROMISED && tasks_begin(ear, k))
                continue; /* the writer's, not the contact's */
            last[kind] = k + 1;
            /* said in so many words it needs less else to be certain */
            int32_t half = weights->heard[kind] + (weights->sure[kind] - weights->heard[kind]) / 2;
            struct subject of = subject_of(ear, k, s->first, s->end);
            bool theirs = of.person >= 0 && SAID_OF_ANYBODY >> kind & 1;
            *ARENA_PUSH(ear->arena, heard->moments, heard->moment_count, cap) = (struct listen_moment){
                .kind = moment_kinds[kind],
                .quote = best_words(ear, k, kind),
                .whose = theirs ? of.person : -1,
                .sure = of.person < 0 && of.certain && score[kind] >= (plain ? half : weights->sure[kind])};
        }
    }
}
