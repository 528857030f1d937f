#include <string.h>

#include "listen/listener.h"

/*
 * What the writer promised to do: "I'll send her the list by Friday". The words of the
 * groups "task" tell of it anywhere, those of "task at start" only where the sentence
 * begins: "she promised to send me the list" is hers. They end with the verb, and whom it is for.
 */

#define TASK_WORDS 16

static bool one_of(const struct token *t, const char *const *words) {
    for (; *words; words++)
        if (t->hash == token_hash_folded(*words, strlen(*words)))
            return true;
    return false;
}

static bool stops(const struct ear *ear, uint32_t at) {
    static const char *const words[] = {"but",   "because", "if", "unless", "although",
                                        "since", "though",  "so", NULL};
    const struct token *t = ear_token(ear, at);
    if (one_of(t, words))
        return true;
    return t->kind == TOKEN_SIGN &&
           (token_is(ear, at, ".") || token_is(ear, at, "!") || token_is(ear, at, ";") ||
            token_is(ear, at, "(") || token_is(ear, at, "\"") || token_is(ear, at, "?"));
}

static bool begins(const struct ear *ear, const struct sentence *s, uint32_t at) {
    while (at > s->first && ear_token(ear, at - 1)->kind != TOKEN_WORD)
        at--;
    return at == s->first;
}

static void add_task(struct ear *ear, struct listen_heard *heard, size_t *cap, const struct sentence *s,
                     const struct pattern_hit *hit) {
    static const char *const whom[] = {"her", "him", "them", NULL};
    uint32_t first = hit->end - 1, end = hit->end;
    if (first > hit->first &&
        (ear_token(ear, first)->classes & WORD_CONTACT || one_of(ear_token(ear, first), whom)))
        first--; /* "send her …" */
    while (end < s->end && end - first < TASK_WORDS && !stops(ear, end))
        end++;
    while (end > hit->end && ear_token(ear, end - 1)->kind == TOKEN_SIGN)
        end--;
    if (end == hit->end)
        return;
    const struct token *cue = ear_token(ear, hit->first), *a = ear_token(ear, first),
                       *b = ear_token(ear, end - 1);
    *ARENA_PUSH(ear->arena, heard->tasks, heard->task_count, *cap) = (struct listen_task){
        .what = arena_strndup(ear->arena, ear->tokens.text + a->start, b->start + b->length - a->start),
        .quote = {cue->start, b->start + b->length - cue->start}};
}

bool tasks_begin(struct ear *ear, size_t sentence) {
    int start = patterns_group(&ear->listener->cues, "task at start");
    const struct pattern_hits *hits = ear_cues(ear, sentence);
    for (size_t i = 0; i < hits->count; i++)
        if (ear->listener->cues.items[hits->items[i].pattern].group == start &&
            begins(ear, &ear->tokens.sentences[sentence], hits->items[i].first))
            return true;
    return false;
}

void tasks_hear(struct ear *ear, struct listen_heard *heard) {
    const struct patterns *cues = &ear->listener->cues;
    int anywhere = patterns_group(cues, "task"), start = patterns_group(cues, "task at start");
    size_t cap = 0;
    for (size_t k = 0; k < ear->tokens.sentence_count && ear->context->contact_count; k++) {
        const struct sentence *s = &ear->tokens.sentences[k];
        const struct pattern_hits *hits = ear_cues(ear, k);
        uint32_t past = 0;
        for (size_t i = 0; i < hits->count; i++) {
            const struct pattern_hit *hit = &hits->items[i];
            int group = cues->items[hit->pattern].group;
            if ((group != anywhere && group != start) || hit->first < past ||
                ear_token(ear, hit->first)->flags & TOKEN_QUOTED ||
                (group == start && !begins(ear, s, hit->first)))
                continue;
            add_task(ear, heard, &cap, s, hit);
            past = hit->end;
        }
    }
}
