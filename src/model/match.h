#ifndef MODEL_MATCH_H
#define MODEL_MATCH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/map.h"

/*
 * Whether two texts speak of the same work. Words are compared by their stems, so
 * that "bookkeeper" meets "bookkeeping", and by the groups of trades.txt, so that
 * "a solicitor" meets "lawyer". Words that say nothing of the work are passed over.
 */
struct match_trades {
    struct idmap groups; /* stem → group; MATCH_STOP, MATCH_WEAK */
};
enum { MATCH_NONE = 0, MATCH_STOP = -1, MATCH_WEAK = -2, MATCH_BREAK = -3 };

void match_read(struct match_trades *trades, const char *text); /* trades.txt */
void match_free(struct match_trades *trades);
/* Goes through the words of trades.txt that a group is of; *at is NULL before the first. */
bool match_synonym(const char *text, int64_t group, const char **at, size_t *length);

struct match_word {
    int64_t stem;   /* the hash of it, never 0 */
    int64_t group;  /* > 0: of trades that mean the same; else one of the above */
    const char *at; /* in the text */
    size_t length;
};
/* The next word of a text, any kind of group included; false at the end. */
bool match_next(const struct match_trades *trades, const char **text, struct match_word *out);

/*
 * The beginnings of some words, which their stems share: of a long text only the
 * words that begin so need a closer look. Zeroed: none.
 */
struct match_starts {
    uint64_t bits[64];
};
void match_starts_add(struct match_starts *starts, const struct match_word *word);
/* The next word that may have a stem of those added, and some others. */
bool match_next_of(const struct match_trades *trades, const struct match_starts *starts, const char **text,
                   struct match_word *out);

/* 2: the same word, 1: the same trade, 0: neither, or a word that says nothing. */
int match_same(const struct match_word *a, const struct match_word *b);
/* The best of match_same() over the words of a text but those that are part of `names`; either may be NULL.
 */
int match_in(const struct match_trades *trades, const struct match_word *word, const char *text,
             const char *names);

/* What a wish is really for: "a bookkeeper for the second shop" is for a bookkeeper. */
#define MATCH_WORDS 8
size_t match_wanted(const struct match_trades *trades, const char *text, struct match_word out[MATCH_WORDS]);
/* How well somebody fits who has `found[i]` of the wanted words; 0: what matters is not among them. */
int match_fit(const struct match_word *wanted, size_t count, const int *found);

#endif
