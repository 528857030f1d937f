#include "train/rename.h"

#include <string.h>

#include "train/chance.h"

static void small_letters(char *text) {
    for (; *text; text++)
        if (*text >= 'A' && *text <= 'Z')
            *text = (char)(*text + 32);
}

struct gold_note rename_lower(struct arena *arena, const struct gold_note *note) {
    struct gold_note low = *note;
    char *text = arena_strdup(arena, note->note);
    small_letters(text);
    low.note = text;
    low.mentions = ARENA_NEW(arena, struct gold_mention, note->mention_count);
    for (size_t i = 0; i < note->mention_count; i++) {
        low.mentions[i] = note->mentions[i];
        if (note->mentions[i].name) {
            char *name = arena_strdup(arena, note->mentions[i].name);
            small_letters(name);
            low.mentions[i].name = name;
        }
    }
    return low;
}

static bool exchangeable(const struct token *t) {
    return t->kind == TOKEN_WORD && t->length > 2 && !(t->flags & (TOKEN_CLITIC | TOKEN_INITIAL)) &&
           !(t->classes & (WORD_TITLE | WORD_PARTICLE | WORD_FUNCTION | WORD_RELATION | WORD_COMMON));
}

void rename_pool(struct rename_pool *pool, struct arena *arena, const struct listener *listener,
                 const struct gold_note *note) {
    for (size_t m = 0; m < note->mention_count; m++) {
        struct tokens cut;
        const char *name = note->mentions[m].name;
        if (!name)
            continue;
        token_split(arena, name, strlen(name), &cut);
        lexicon_look_up(&listener->lexicon, &cut);
        for (size_t i = 0, words = 0; i < cut.count; i++) {
            const struct token *t = &cut.items[i];
            if (!exchangeable(t) || !(t->flags & TOKEN_CAPITAL))
                continue;
            unsigned which = words++ > 0;
            *ARENA_PUSH(arena, pool->items[which], pool->count[which], pool->cap[which]) =
                arena_strndup(arena, name + t->start, t->length);
        }
    }
}

struct swap {
    uint64_t hash;
    const char *with;
};

/* The text with every name of `swaps` exchanged. */
static const char *swapped(struct arena *arena, const char *text, const struct swap *swaps, size_t count) {
    struct tokens cut;
    struct buf out = BUF_INIT;
    size_t done = 0;
    token_split(arena, text, strlen(text), &cut);
    for (size_t i = 0; i < cut.count; i++) {
        const struct token *t = &cut.items[i];
        for (size_t k = 0; k < count; k++) {
            if (swaps[k].hash != t->hash || t->kind != TOKEN_WORD)
                continue;
            buf_add(&out, text + done, t->start - done);
            char *with = arena_strdup(arena, swaps[k].with);
            if (!(t->flags & TOKEN_CAPITAL))
                small_letters(with);
            buf_str(&out, with);
            done = t->start + t->length;
            break;
        }
    }
    buf_str(&out, text + done);
    const char *result = arena_strdup(arena, out.data);
    buf_free(&out);
    return result;
}

struct gold_note rename_people(struct arena *arena, const struct listener *listener,
                               const struct gold_note *note, const struct rename_pool *pool) {
    struct swap swaps[64];
    size_t count = 0;
    struct gold_note other = *note;
    uint64_t contact = token_hash(arena, note->contact ? note->contact : "",
                                  strcspn(note->contact ? note->contact : "", " "));
    for (size_t m = 0; m < note->mention_count; m++) {
        struct tokens cut;
        if (!note->mentions[m].name)
            continue;
        token_split(arena, note->mentions[m].name, strlen(note->mentions[m].name), &cut);
        lexicon_look_up(&listener->lexicon, &cut);
        for (size_t i = 0, words = 0; i < cut.count && count < 64; i++) {
            if (!exchangeable(&cut.items[i]) || cut.items[i].hash == contact)
                continue;
            unsigned which = words++ > 0;
            if (pool->count[which])
                swaps[count++] = (struct swap){
                    cut.items[i].hash, pool->items[which][chance_below((uint32_t)pool->count[which])]};
        }
    }
    other.note = swapped(arena, note->note, swaps, count);
    other.mentions = ARENA_NEW(arena, struct gold_mention, note->mention_count);
    for (size_t m = 0; m < note->mention_count; m++) {
        other.mentions[m] = note->mentions[m];
        if (note->mentions[m].name)
            other.mentions[m].name = swapped(arena, note->mentions[m].name, swaps, count);
    }
    return other;
}
