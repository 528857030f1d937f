#ifndef LISTEN_LEXICON_H
#define LISTEN_LEXICON_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buf.h"
#include "listen/token.h"

/*
 * What Kith knows of words: classes (words.txt), relation words with their
 * normal form (relations.txt), short forms of given names (nicknames.txt: found
 * by the mix of both hashes, the short one first), and the name lists (names.bin).
 * All by the hash of the folded word.
 */

enum word_class {
    WORD_POSSESSIVE = 1 << 0, /* my her */
    WORD_SUBJECT = 1 << 1,    /* she they */
    WORD_ARTICLE = 1 << 2,    /* the a one */
    WORD_NEGATION = 1 << 3,
    WORD_BE = 1 << 4,
    WORD_HAVE = 1 << 5,
    WORD_MODAL = 1 << 6,
    WORD_SAY = 1 << 7,
    WORD_ACT = 1 << 8, /* verbs that people are the subject of */
    WORD_NEED = 1 << 9,
    WORD_TITLE = 1 << 10,
    WORD_KIN_TITLE = 1 << 11, /* titles that are relations too: aunt, uncle */
    WORD_PARTICLE = 1 << 12,  /* van de la */
    WORD_FUNCTION = 1 << 13,
    WORD_CALENDAR = 1 << 14,
    WORD_PLACE = 1 << 15,
    WORD_FIRM = 1 << 16,    /* a word that makes the name before it a firm, a place or a thing */
    WORD_NO_NAME = 1 << 17, /* capitalised, but no name */
    WORD_RELATION = 1 << 18,
    WORD_KIN = 1 << 19, /* relations only people near to one have: family, friend, boss */
    WORD_DEAD = 1 << 20,
    WORD_ANIMAL = 1 << 21, /* animals and things that carry people's names */
    WORD_WISH = 1 << 22,   /* hope, if, might */
    WORD_FAMOUS = 1 << 23,
    WORD_PREPOSITION = 1 << 24,
    WORD_PLURAL = 1 << 25,  /* plural of a relation word */
    WORD_CONTACT = 1 << 26, /* set while a note is heard: the contact's own name */
    WORD_KNOWN = 1 << 27,   /* likewise: a name in the book */
    WORD_NEVER = 1 << 28,   /* likewise: the user said it is none */
    WORD_COMMON = 1 << 29,  /* an ordinary word, whatever else it may be */
    WORD_BRAND = 1 << 30,
};
#define WORD_CONTACT_FAMILY 0x80000000u /* likewise: a family name of the contact */

struct lexicon {
    struct arena arena;
    struct lexicon_word *slots;
    size_t count, cap;
    const unsigned char *names; /* names.bin: see names.h */
    size_t names_length;
};

struct lexicon_word {
    uint64_t hash; /* 0: empty slot */
    uint32_t classes;
    const char *relation; /* normal form of a relation word */
    bool ordinary;        /* seen in small letters in ordinary notes */
};

/* Words that tell of a relation without being one, in relations.txt: found by the mix of these with the
 * words. */
#define LEXICON_FIELD   3 /* "(drums)" */
#define LEXICON_LEADS   5 /* "reports to" before a name */
#define LEXICON_FOLLOWS 7 /* "takes over" after it */

void lexicon_add(struct lexicon *lexicon, uint64_t hash, uint32_t classes, const char *relation);
const struct lexicon_word *lexicon_find(const struct lexicon *lexicon, uint64_t hash);
void lexicon_free(struct lexicon *lexicon);

/* Read one data file; a line that cannot be read is told in `problems` and left out. */
void lexicon_words(struct lexicon *lexicon, const char *text, struct buf *problems);
void lexicon_relations(struct lexicon *lexicon, const char *text, struct buf *problems);
void lexicon_nicknames(struct lexicon *lexicon, const char *text, struct buf *problems);
void lexicon_ordinary(struct lexicon *lexicon, const char *text);
uint32_t lexicon_class(const char *name, size_t length); /* the class of that name, 0 when there is none */

/* Bits of the name lists for a word. */
enum name_bits {
    NAME_GIVEN_FEW = 1,
    NAME_GIVEN_SOME = 2,
    NAME_GIVEN_MANY = 3,
    NAME_GIVEN = 3, /* mask */
    NAME_FAMILY_FEW = 4,
    NAME_FAMILY_SOME = 8,
    NAME_FAMILY_MANY = 12,
    NAME_FAMILY = 12,   /* mask */
    NAME_ORDINARY = 16, /* of no list of names: a word seen in small letters */
};
uint8_t lexicon_name(const struct lexicon *lexicon, uint64_t hash);

/* Fills classes and lexical of every token. */
void lexicon_look_up(const struct lexicon *lexicon, struct tokens *tokens);

#endif
