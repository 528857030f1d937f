#include <string.h>

#include "listen/listener.h"

/* Needs: what the contact wants, from the words after "looking for", "needs", "who does …". */

#define NEED_WORDS 14

static bool one_of(const struct ear *ear, uint32_t at, const char *const *words) {
    const struct token *t = ear_token(ear, at);
    for (; *words; words++)
        if (t->hash == token_hash_folded(*words, strlen(*words)))
            return true;
    return false;
}

static bool ends_thing(const struct ear *ear, uint32_t at) {
    static const char *const words[] = {
        "but", "so",    "because", "before", "though", "although", "when", "since", "until", "till",  "til",
        "if",  "which", "and",     "or",     "plus",   "while",    "as",   "by",    "bc",    "after", NULL};
    const struct token *t = ear_token(ear, at);
    if (t->kind == TOKEN_SIGN)
        return !token_is(ear, at, "/") && !token_is(ear, at, "&") && !token_is(ear, at, "$") &&
               !token_is(ear, at, "£") && !token_is(ear, at, "'") && !token_is(ear, at, "+");
    return one_of(ear, at, words);
}

static bool goes_on(const struct ear *ear, uint32_t at, uint32_t end) {
    static const char *const words[] = {"and", "or", "plus", "&", ",", "+", NULL};
    if (at + 1 >= end || !one_of(ear, at, words))
        return false;
    const struct token *t = ear_token(ear, at + 1);
    return t->kind != TOKEN_SIGN && !(t->flags & TOKEN_CLITIC) &&
           !(t->classes &
             (WORD_SUBJECT | WORD_MODAL | WORD_BE | WORD_HAVE | WORD_SAY | WORD_CONTACT | WORD_NEGATION)) &&
           t->tag != TAG_BEGIN;
}

static bool leads_in(const struct ear *ear, uint32_t at) {
    static const char *const words[] = {"to",       "find", "hire", "get", "for", "about", "a",
                                        "an",       "the",  "some", "any", "of",  ":",     "someone",
                                        "somebody", "me",   "us",   "him", "her", "them",  "like",
                                        "have",     "meet", "new",  NULL};
    return one_of(ear, at, words);
}

/* The thing from `at` on, without the words that only lead to it. */
static void thing(const struct ear *ear, uint32_t at, uint32_t end, struct need_candidate *c) {
    static const char *const articles[] = {"a",       "an",       "the", "some", "any",
                                           "someone", "somebody", "new", NULL};
    while (at + 1 < end && leads_in(ear, at) && !one_of(ear, at, articles))
        at++;
    c->first = at;
    while (at < end && at - c->first < NEED_WORDS && !ends_thing(ear, at))
        at++;
    c->end = at;
}

static size_t add_things(const struct ear *ear, struct need_candidate c, uint32_t at, uint32_t end,
                         struct need_candidate out[NEED_ROOM], size_t count) {
    for (int i = 0; i < 6 && count < NEED_ROOM; i++) {
        if (at < end && token_is(ear, at, "\""))
            at++;
        thing(ear, at, end, &c);
        if (c.end <= c.first || ear_token(ear, c.first)->classes & WORD_NEGATION)
            return count;
        out[count++] = c;
        at = c.end;
        if (at + 1 < end && token_is(ear, at, ",") &&
            (token_is(ear, at + 1, "and") || token_is(ear, at + 1, "plus")))
            at++;
        if (!goes_on(ear, at, end))
            return count;
        at++;
        c.further = true;
    }
    return count;
}

size_t needs_candidates(struct ear *ear, size_t sentence, struct need_candidate out[NEED_ROOM]) {
    const struct sentence *s = &ear->tokens.sentences[sentence];
    const struct pattern_hits *hits = ear_cues(ear, sentence);
    static const char *const articles[] = {
        "a",   "an",   "the",    "some",  "someone",       "somebody", "two",     "three", "another",
        "new", "help", "advice", "intro", "introductions", "anyone",   "anybody", "any",   NULL};
    int group = patterns_group(&ear->listener->cues, "need");
    size_t count = 0;
    uint32_t past = 0; /* things found up to here */
    for (size_t i = 0; i < hits->count && count < NEED_ROOM; i++) {
        const struct pattern_hit *hit = &hits->items[i];
        if (ear->listener->cues.items[hit->pattern].group != group || hit->first < past)
            continue;
        struct need_candidate c = {
            .cue_first = hit->first, .cue_end = hit->end, .pattern = hit->pattern, .sentence = sentence};
        for (size_t k = i + 1; k < hits->count && hits->items[k].first < c.cue_end; k++)
            if (ear->listener->cues.items[hits->items[k].pattern].group == group &&
                hits->items[k].end > c.cue_end) {
                c.cue_end = hits->items[k].end;
                c.pattern = hits->items[k].pattern;
            }
        uint32_t at = c.cue_end;
        while (at > c.cue_first + 1 && one_of(ear, at - 1, articles))
            at--;
        size_t before = count;
        count = add_things(ear, c, at, s->end, out, count);
        past = count > before ? out[count - 1].end : c.cue_end;
    }
    return count;
}

static uint64_t symbol(const struct token *t) {
    if (t->classes & WORD_CONTACT)
        return 1;
    if (t->tag == TAG_BEGIN || t->tag == TAG_IN)
        return 2;
    if (t->classes & WORD_RELATION)
        return t->classes & WORD_KIN ? 3 : t->classes & WORD_PLURAL ? 6 : 4;
    return t->kind == TOKEN_NUMBER ? 5 : t->hash;
}

void needs_features(const struct ear *ear, const struct need_candidate *c, struct features *f) {
    const struct sentence *s = &ear->tokens.sentences[c->sentence];
    uint64_t who = 0, far = 0, cue = ear_token(ear, c->cue_first)->hash;
    for (uint32_t i = c->cue_first; i-- > s->first && c->cue_first - i < 12;) {
        const struct token *t = ear_token(ear, i);
        if (!(t->classes & (WORD_CONTACT | WORD_SUBJECT | WORD_RELATION)) && t->tag != TAG_BEGIN)
            continue;
        if (!who)
            who = symbol(t);
        else {
            far = symbol(t);
            break;
        }
    }
    uint64_t cue_end = ear_token(ear, c->cue_end - 1)->hash;
    features_add(f, 1, ear->listener->cues.items[c->pattern].id);
    features_add(f, 2, token_mix(cue, who));
    features_add(f, 3, token_mix(who, far));
    features_add(f, 4, who);
    features_add(f, 5, cue);
    features_add(f, 6, token_mix(cue, cue_end));
    features_add(f, 7, c->further);
    features_add(f, 8, c->end - c->first < 2 ? 0 : c->end - c->first < 5 ? 1 : 2);
    for (uint32_t i = c->first; i < c->end; i++) {
        features_add(f, 9, symbol(ear_token(ear, i)));
        features_add(f, 10, token_mix(cue, symbol(ear_token(ear, i))));
        if (i + 1 < c->end)
            features_add(f, 11, token_mix(symbol(ear_token(ear, i)), symbol(ear_token(ear, i + 1))));
    }
    features_add(f, 12, symbol(ear_token(ear, c->first)));
    features_add(f, 13, token_mix(cue, symbol(ear_token(ear, c->first))));
    features_add(f, 14, symbol(ear_token(ear, c->end - 1)));
    for (uint32_t i = c->cue_first, n = 0; i-- > s->first && n < 4; n++) {
        features_add(f, 15, symbol(ear_token(ear, i)));
        if (n == 0)
            features_add(f, 16, token_mix(cue, symbol(ear_token(ear, i))));
    }
    if (c->end < s->end)
        features_add(f, 17, symbol(ear_token(ear, c->end)));
    features_add(f, 18, ear_token(ear, c->cue_first)->flags & TOKEN_QUOTED);
    uint32_t before = 0;
    for (uint32_t i = c->cue_first > s->first + 6 ? c->cue_first - 6 : s->first; i < c->cue_first; i++)
        before |= ear_token(ear, i)->classes & (WORD_NEGATION | WORD_WISH);
    features_add(f, 19, token_mix(before, cue));
}

/* "Her sister Ana Lopez is looking for a house": whoever stands right before the words that tell of it. */
static int need_of(struct ear *ear, const struct need_candidate *c) {
    const struct sentence *s = &ear->tokens.sentences[c->sentence];
    uint32_t at = c->cue_first;
    while (at > s->first && c->cue_first - at < 5) {
        const struct token *t = ear_token(ear, at - 1);
        if (t->tag != TAG_OUT || t->classes & (WORD_RELATION | WORD_SUBJECT | WORD_CONTACT) ||
            !(t->classes & (WORD_BE | WORD_HAVE | WORD_MODAL | WORD_FUNCTION | WORD_SAY) ||
              token_is(ear, at - 1, ",")))
            break;
        at--;
    }
    if (at > s->first && token_is(ear, at - 1, "who"))
        at -= at > s->first + 1 && token_is(ear, at - 2, ",") ? 2 : 1;
    if (at == s->first)
        return -1;
    return subject_of(ear, c->sentence, at - 1, c->cue_first).person;
}

void needs_hear(struct ear *ear, struct listen_heard *heard) {
    const struct weights *weights = &ear->listener->needs;
    size_t cap = 0;
    for (size_t k = 0; k < ear->tokens.sentence_count && weights->outputs; k++) {
        struct need_candidate found[NEED_ROOM];
        size_t count = needs_candidates(ear, k, found);
        for (size_t i = 0; i < count; i++) {
            struct features f;
            int32_t score[WEIGHTS_OUTPUTS];
            f.count = 0;
            needs_features(ear, &found[i], &f);
            weights_score(weights, &f, score);
            int whose = need_of(ear, &found[i]);
            if (score[0] < weights->heard[0] && whose < 0)
                continue;
            const struct token *a = ear_token(ear, found[i].first), *b = ear_token(ear, found[i].end - 1);
            const struct token *q = ear_token(ear, found[i].further ? found[i].first : found[i].cue_first);
            *ARENA_PUSH(ear->arena, heard->needs, heard->need_count, cap) =
                (struct listen_need){.what = arena_strndup(ear->arena, ear->tokens.text + a->start,
                                                           b->start + b->length - a->start),
                                     .quote = {q->start, b->start + b->length - q->start},
                                     .whose = whose,
                                     .sure = whose < 0 && score[0] >= weights->sure[0]};
        }
    }
}
