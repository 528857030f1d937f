#include "train/label.h"

#include <string.h>

/* The tokens of `words` in the note, token by token, at or after `from`; false when they are not there. */
static bool place(const struct ear *ear, const char *words, uint32_t from, uint32_t *first, uint32_t *end) {
    size_t length = strlen(words);
    if (!length)
        return false;
    for (uint32_t i = from; i < ear->tokens.count; i++) {
        const struct token *t = ear_token(ear, i);
        if (t->start + length > ear->tokens.length || memcmp(ear->tokens.text + t->start, words, length))
            continue;
        for (uint32_t k = i; k < ear->tokens.count; k++) {
            const struct token *u = ear_token(ear, k);
            if (u->start + u->length >= t->start + length) {
                /* a full stop that the label leaves out is no matter */
                if (u->start + u->length > t->start + length + 1)
                    break;
                *first = i;
                *end = k + 1;
                return true;
            }
        }
    }
    return false;
}

/* The tokens that a quote touches. */
bool label_touches(const struct ear *ear, const char *quote, uint32_t *first, uint32_t *end) {
    const char *found = quote && *quote ? strstr(ear->tokens.text, quote) : NULL;
    if (!found)
        return false;
    size_t start = (size_t)(found - ear->tokens.text), stop = start + strlen(quote);
    *first = *end = 0;
    for (uint32_t i = 0; i < ear->tokens.count; i++) {
        const struct token *t = ear_token(ear, i);
        if (t->start + t->length > start && t->start < stop) {
            if (!*end)
                *first = i;
            *end = i + 1;
        }
    }
    return *end > *first;
}

void label_tags(const struct ear *ear, const struct gold_note *note, uint8_t *tags) {
    memset(tags, TAG_OUT, ear->tokens.count);
    for (size_t m = 0; m < note->mention_count; m++) {
        uint32_t first, end, from = 0;
        if (!note->mentions[m].name)
            continue;
        while (place(ear, note->mentions[m].name, from, &first, &end)) {
            for (uint32_t i = first; i < end; i++)
                tags[i] = i == first ? TAG_BEGIN : TAG_IN;
            from = end;
        }
    }
    for (size_t m = 0; m < note->mention_count; m++) { /* the same people by part of their name */
        uint32_t first, end;
        if (!note->mentions[m].name || !place(ear, note->mentions[m].name, 0, &first, &end))
            continue;
        for (uint32_t part = first; part < end; part++) {
            const struct token *p = ear_token(ear, part);
            if (p->classes &
                    (WORD_TITLE | WORD_PARTICLE | WORD_CONTACT | WORD_CONTACT_FAMILY | WORD_FUNCTION) ||
                p->kind != TOKEN_WORD)
                continue;
            for (uint32_t i = 0; i < ear->tokens.count; i++)
                if (ear_token(ear, i)->hash == p->hash && tags[i] == TAG_OUT && names_candidate(ear, i) &&
                    (ear_token(ear, i)->flags & TOKEN_CAPITAL) == (p->flags & TOKEN_CAPITAL))
                    tags[i] = TAG_BEGIN;
        }
    }
}
