#ifndef LISTEN_TOKEN_H
#define LISTEN_TOKEN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"

/*
 * A note cut into tokens and sentences. "Tom's" is two tokens, "Tom" and "'s";
 * "don't", "brother-in-law" and "M.J." are one. Spans never overlap and cover
 * everything but blanks.
 */

enum token_kind { TOKEN_WORD, TOKEN_NUMBER, TOKEN_SIGN };

enum token_flag {
    TOKEN_CAPITAL = 1 << 0, /* begins with a capital letter */
    TOKEN_SHOUT = 1 << 1,   /* has no small letter, and more than one capital */
    TOKEN_FIRST = 1 << 2,   /* first word of its sentence */
    TOKEN_AFTER_BLANK = 1 << 3,
    TOKEN_CLITIC = 1 << 4,  /* 's 'll 'd 've 're 'm */
    TOKEN_INITIAL = 1 << 5, /* J. or M.J. */
    TOKEN_QUOTED = 1 << 6,  /* between double quotation marks */
    TOKEN_PERIOD = 1 << 7,  /* an abbreviation: its full stop belongs to it */
};

struct token {
    uint64_t hash;  /* of the folded word, without a final full stop */
    uint32_t start; /* bytes of the note */
    uint32_t length;
    uint32_t classes; /* enum word_class, of the lexicon */
    uint8_t kind;
    uint8_t flags;
    uint8_t tag;     /* what the name tagger made of it: enum name_tag */
    uint8_t lexical; /* bits of the name lists */
    int16_t margin;  /* how much more it looks like a name than not */
};

struct sentence {
    uint32_t first, end;  /* tokens */
    uint32_t start, stop; /* bytes, blanks trimmed */
    uint32_t line;        /* number of the line it stands in */
};

struct tokens {
    struct token *items;
    size_t count, cap;
    struct sentence *sentences;
    size_t sentence_count, sentence_cap;
    const char *text;
    size_t length;
    bool lower; /* the writer uses hardly any capitals */
};

/* The hash of a folded word; token_hash folds first. */
uint64_t token_hash_folded(const char *word, size_t length);
uint64_t token_hash(struct arena *scratch, const char *word, size_t length);
uint64_t token_mix(uint64_t a, uint64_t b); /* one hash of two */

/* Everything lives in the arena. Notes beyond TOKEN_LIMIT bytes are read up to there. */
#define TOKEN_LIMIT 0x7fffffffu
void token_split(struct arena *arena, const char *text, size_t length, struct tokens *out);

#endif
