#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/text.h"
#include "listen/listener.h"

/* What the context says of words: the contact's own names, people in the book, words that are no people. */

static struct ear_word *word_slot(struct ear *ear, uint64_t hash) {
    size_t at = (size_t)hash & (ear->word_cap - 1);
    while (ear->words[at].hash && ear->words[at].hash != hash)
        at = (at + 1) & (ear->word_cap - 1);
    return &ear->words[at];
}

static void word_mark(struct ear *ear, uint64_t hash, uint32_t classes, int known) {
    struct ear_word *word = word_slot(ear, hash);
    if (!word->hash)
        *word = (struct ear_word){.hash = hash, .known = -1};
    word->classes |= classes;
    if (known >= 0 && word->known < 0)
        word->known = known;
}

/* The words of a name that are no titles. */
static size_t name_words(const struct ear *ear, struct arena *arena, const char *name, uint64_t *hashes,
                         size_t room) {
    struct tokens cut;
    size_t count = 0;
    token_split(arena, name, strlen(name), &cut);
    lexicon_look_up(&ear->listener->lexicon, &cut);
    for (size_t i = 0; i < cut.count && count < room; i++)
        if (cut.items[i].kind == TOKEN_WORD && !(cut.items[i].flags & TOKEN_CLITIC) &&
            (!(cut.items[i].classes & WORD_TITLE) || i + 1 == cut.count))
            hashes[count++] = cut.items[i].hash;
    return count;
}

#define NAME_WORDS 12
#define WHOLE      1  /* a name by all its words */
#define GIVEN      2  /* somebody near by the given name */
#define SEVERAL    1u /* among the classes of a GIVEN: it fits more than one */

static uint64_t name_key(const uint64_t *hashes, size_t count, uint64_t what) {
    for (size_t i = 0; i < count; i++)
        what = token_mix(what, hashes[i]);
    return what;
}

static void mark_name(struct ear *ear, const struct listen_known *known, const char *name, int number) {
    uint64_t hashes[NAME_WORDS];
    size_t count = name_words(ear, &ear->scratch, name, hashes, NAME_WORDS);
    if (!count)
        return;
    for (size_t k = 0; k < count; k++) {
        const struct lexicon_word *word = lexicon_find(&ear->listener->lexicon, hashes[k]);
        bool ordinary = word && word->classes & (WORD_FUNCTION | WORD_COMMON | WORD_NO_NAME);
        if (!known->firm && (count > 1 || known->near) && !ordinary)
            word_mark(ear, hashes[k], WORD_KNOWN, -1);
    }
    word_mark(ear, name_key(hashes, count, WHOLE), known->firm ? WORD_NEVER : 0, number);
    if (known->near && !known->firm) {
        uint64_t key = name_key(hashes, 1, GIVEN);
        struct ear_word *slot = word_slot(ear, key);
        word_mark(ear, key, slot->hash && slot->known != number ? SEVERAL : 0, number);
    }
}

static void mark_known(struct ear *ear) {
    const struct listen_context *context = ear->context;
    for (size_t i = 0; i < context->known_count; i++) {
        const struct listen_known *known = &context->known[i];
        if (known->name)
            mark_name(ear, known, known->name, (int)i);
        for (size_t a = 0; known->aliases && known->aliases[a]; a++)
            mark_name(ear, known, known->aliases[a], (int)i);
    }
}

static size_t run_words(const struct ear *ear, const struct person *run, uint64_t *hashes) {
    size_t count = 0;
    for (uint32_t i = run->first; i < run->end && count < NAME_WORDS; i++)
        if (ear_token(ear, i)->kind == TOKEN_WORD &&
            (!(ear_token(ear, i)->classes & WORD_TITLE) || i + 1 == run->end))
            hashes[count++] = ear_token(ear, i)->hash;
    return count;
}

int ear_known(struct ear *ear, const struct person *run) {
    uint64_t hashes[NAME_WORDS];
    size_t count = run_words(ear, run, hashes);
    const struct ear_word *whole = word_slot(ear, name_key(hashes, count, WHOLE));
    if (whole->hash)
        return whole->known;
    const struct ear_word *given = word_slot(ear, name_key(hashes, 1, GIVEN));
    return count == 1 && given->hash && !(given->classes & SEVERAL) ? given->known : -1;
}

bool ear_never(struct ear *ear, const struct person *run) {
    uint64_t hashes[NAME_WORDS];
    size_t count = run_words(ear, run, hashes);
    const struct ear_word *whole = word_slot(ear, name_key(hashes, count, WHOLE));
    return whole->hash && whole->classes & WORD_NEVER;
}

static void mark_contact(struct ear *ear) {
    const struct listen_context *context = ear->context;
    for (size_t i = 0; i < context->contact_count; i++) {
        uint64_t hashes[NAME_WORDS];
        size_t count = name_words(ear, &ear->scratch, context->contacts[i], hashes, NAME_WORDS);
        for (size_t k = 0; k < count; k++)
            word_mark(ear, hashes[k], k == 0 ? WORD_CONTACT : WORD_CONTACT_FAMILY, -1);
    }
    for (size_t i = 0; i < context->never_count; i++) {
        uint64_t hashes[NAME_WORDS];
        size_t count = name_words(ear, &ear->scratch, context->never[i], hashes, NAME_WORDS);
        if (count)
            word_mark(ear, name_key(hashes, count, WHOLE), WORD_NEVER, -1);
        if (count == 1)
            word_mark(ear, hashes[0], WORD_NEVER, -1);
    }
}

/* Dan is short for Daniel: three letters at least, the beginning of the other. */
static bool shortened(const char *word, size_t length, const char *name) {
    size_t n = strcspn(name, " -");
    if (length < 3 || length >= n)
        return false;
    for (size_t i = 0; i < length; i++)
        if ((word[i] | 32) != (name[i] | 32))
            return false;
    return true;
}

static bool short_of(struct ear *ear, const struct token *token, const char *contact) {
    size_t n = strcspn(contact, " ");
    uint64_t given = token_hash(&ear->scratch, contact, n);
    const struct lexicon *lexicon = &ear->listener->lexicon;
    return lexicon_find(lexicon, token_mix(token->hash, given)) ||
           lexicon_find(lexicon, token_mix(given, token->hash)) ||
           shortened(ear->tokens.text + token->start, token->length, contact);
}

/* Another family name follows: Tom Baker is not the Tomasz Wilk whom the note is about. */
static bool of_another_family(struct ear *ear, size_t at) {
    const struct token *next = ear_token(ear, at + 1);
    return next->kind == TOKEN_WORD && next->flags & TOKEN_CAPITAL && !(next->classes & WORD_FUNCTION) &&
           !(word_slot(ear, next->hash)->classes & (WORD_CONTACT | WORD_CONTACT_FAMILY));
}

static void look_up_context(struct ear *ear) {
    size_t contacts = ear->context->contact_count < 8 ? ear->context->contact_count : 8;
    for (size_t i = 0; i < ear->tokens.count; i++) {
        struct token *token = &ear->tokens.items[i];
        if (token->kind != TOKEN_WORD)
            continue;
        const struct ear_word *word = word_slot(ear, token->hash);
        if (word->hash)
            token->classes |= word->classes;
        if (of_another_family(ear, i)) {
            token->classes &= ~(uint32_t)WORD_CONTACT;
            continue;
        }
        if (token->classes & (WORD_CONTACT | WORD_FUNCTION) ||
            !(token->lexical & NAME_GIVEN || token->flags & TOKEN_CAPITAL))
            continue;
        for (size_t k = 0; k < contacts; k++)
            if (short_of(ear, token, ear->context->contacts[k]))
                token->classes |= WORD_CONTACT;
    }
}

/* How every word stands in the whole note: one with a capital in mid-sentence is no ordinary word elsewhere.
 */
static void look_around(struct ear *ear) {
    const struct token *items = ear->tokens.items;
    ear->seen_cap = 64;
    while (ear->seen_cap < ear->tokens.count * 2)
        ear->seen_cap *= 2;
    ear->seen = ARENA_NEW(&ear->scratch, struct ear_word, ear->seen_cap);
    for (size_t i = 0; i < ear->tokens.count; i++) {
        const struct token *t = &items[i], *next = ear_token(ear, i + 1),
                           *last = i ? &items[i - 1] : ear_token(ear, SIZE_MAX);
        if (t->kind != TOKEN_WORD)
            continue;
        size_t at = (size_t)t->hash & (ear->seen_cap - 1);
        while (ear->seen[at].hash && ear->seen[at].hash != t->hash)
            at = (at + 1) & (ear->seen_cap - 1);
        uint32_t bits = t->flags & TOKEN_CAPITAL ? (t->flags & TOKEN_FIRST ? 0 : SEEN_CAPITAL) : SEEN_SMALL;
        bits |= next->flags & TOKEN_CLITIC ? SEEN_OWNING : 0;
        bits |= next->classes & (WORD_ACT | WORD_SAY) ? SEEN_ACTING : 0;
        bits |= (next->classes | last->classes) & WORD_RELATION ? SEEN_RELATED : 0;
        bits |= ear->seen[at].hash ? SEEN_OFTEN : SEEN_ONCE;
        ear->seen[at].hash = t->hash;
        ear->seen[at].classes |= bits;
    }
}

void ear_open(struct ear *ear, const struct listener *listener, const struct listen_context *context,
              const char *text, size_t length, struct arena *arena) {
    *ear = (struct ear){.listener = listener, .context = context, .arena = arena};
    token_split(&ear->scratch, text, length, &ear->tokens);
    lexicon_look_up(&listener->lexicon, &ear->tokens);
    size_t names = context->contact_count + context->known_count + context->never_count;
    ear->word_cap = 64;
    for (size_t i = 0; i < context->known_count; i++)
        for (size_t a = 0; context->known[i].aliases && context->known[i].aliases[a]; a++)
            names++;
    while (ear->word_cap < names * (NAME_WORDS + 2) * 2)
        ear->word_cap *= 2;
    ear->words = ARENA_NEW(&ear->scratch, struct ear_word, ear->word_cap);
    mark_known(ear);
    mark_contact(ear);
    look_up_context(ear);
    look_around(ear);
}

const struct pattern_hits *ear_cues(struct ear *ear, size_t sentence) {
    if (!ear->cues) {
        ear->cues = ARENA_NEW(&ear->scratch, struct pattern_hits, ear->tokens.sentence_count);
        ear->cued = ARENA_NEW(&ear->scratch, bool, ear->tokens.sentence_count);
    }
    if (!ear->cued[sentence]) {
        const struct sentence *s = &ear->tokens.sentences[sentence];
        ear->cued[sentence] = true;
        patterns_find(&ear->listener->cues, &ear->tokens, s->first, s->end, &ear->scratch,
                      &ear->cues[sentence]);
    }
    return &ear->cues[sentence];
}

void ear_close(struct ear *ear) {
    arena_free(&ear->scratch);
}

bool token_is(const struct ear *ear, size_t at, const char *sign) {
    const struct token *t = ear_token(ear, at);
    size_t n = strlen(sign);
    return t->length == n && !memcmp(ear->tokens.text + t->start, sign, n);
}
