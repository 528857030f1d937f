#ifndef KITH_QUERY_H
#define KITH_QUERY_H

#include "kith/person.h"

/*
 * Whom a line of terms finds: `role:client asked:never in Leeds`. All of its terms must hold:
 * FIELD:VALUE, also with = < <= > >= (kith_query_fields); a phrase of English ("never asked",
 * "not spoken to in 90 days", "in Leeds"); or a word, which begins a word of the name, company,
 * title, city or a tag. A minus before a term turns it round, quotation marks keep blanks, and of
 * values parted by commas one is enough. Archived and merely mentioned people are found only by
 * a term that names `archived`, or `role:mentioned`.
 */
extern const struct kith_field kith_query_fields[]; /* ended by a row without a name */

/* What is wrong with a line: bytes of it, and a sentence. */
struct kith_query_fault {
    size_t start, length;
    const char *why;
    bool meant; /* a field is named, or nearly so: no plain words */
};
enum kith_query_shape {
    KITH_QUERY_WORDS,   /* plain words alone, or nothing */
    KITH_QUERY_PHRASES, /* some of the words read as a phrase */
    KITH_QUERY_TERMS,   /* a field is named */
};
/* Reads the line only; false: *fault says why not. `shape` and `fault` may be NULL. */
bool kith_query_check(struct kith *k, const char *text, struct arena *arena, enum kith_query_shape *shape,
                      struct kith_query_fault *fault);
/* Its plain words alone, quoted ones without their quotation marks. */
const char *kith_query_words(struct kith *k, const char *text, struct arena *arena);
/* Who fits, by name. A line that cannot be read is KITH_INVALID. */
enum kith_status kith_query_people(struct kith *k, const char *text, struct arena *arena,
                                   struct kith_ids *out);

/* What the word that ends at byte `at` may go on as: each takes the place of the bytes from `start` to `at`. */
struct kith_completions {
    size_t start;
    struct kith_completion {
        const char *text; /* "role:", "role:client " */
        const char *help; /* or NULL */
    } *items;
    size_t count;
};
void kith_query_complete(struct kith *k, const char *text, size_t at, struct arena *arena,
                         struct kith_completions *out);

/*
 * For forms: what people of the book have in company, title, city or tag that has a word beginning
 * with `text`, the most frequent first; at most `limit`. Another field: nothing.
 */
void kith_values_complete(struct kith *k, const char *field, const char *text, size_t limit, struct arena *arena,
                          struct kith_list *out);

/* ---- saved searches: lists of People under a name ---- */

/*
 * Those of the book, and those that come with Kith (searches.txt), unless the book has
 * one of that name or hides it. In the order of their names, the book's own first.
 */
struct kith_saved {
    const char *name, *query;
    bool own;           /* of the book */
    size_t count;       /* of people who fit */
    const char *fault;  /* why it cannot be read any more, or NULL */
};
struct kith_saved_list {
    struct kith_saved *items;
    size_t count;
};
enum kith_status kith_saved_all(struct kith *k, struct arena *arena, struct kith_saved_list *out);
/* The terms of that name, case and accents aside; NULL: there is none. */
const char *kith_saved_query(struct kith *k, const char *name, struct arena *arena);
/* Each is one step. One of that name is replaced. */
enum kith_status kith_saved_put(struct kith *k, const char *name, const char *query);
enum kith_status kith_saved_rename(struct kith *k, const char *name, const char *to);
enum kith_status kith_saved_delete(struct kith *k, const char *name);

#endif
