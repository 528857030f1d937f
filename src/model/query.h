#ifndef MODEL_QUERY_H
#define MODEL_QUERY_H

#include "base/buf.h"
#include "kith/query.h"
#include "model/facts.h"

/* The fields that a term can name, in the order of kith_query_fields. */
enum query_field {
    QUERY_NAME, QUERY_ROLE, QUERY_STANDING, QUERY_COMPANY, QUERY_TITLE, QUERY_CITY, QUERY_TAG,
    QUERY_EMAIL, QUERY_PHONE, QUERY_ABOUT, QUERY_SPOKEN, QUERY_ASKED, QUERY_GAVE, QUERY_GOT,
    QUERY_SINCE, QUERY_BIRTHDAY, QUERY_GIVEN, QUERY_RECEIVED, QUERY_REFERRALS, QUERY_CIRCLE,
    QUERY_TALKS, QUERY_ASKS, QUERY_EVERY, QUERY_PLEDGE, QUERY_MOMENT, QUERY_NEED, QUERY_NOTE,
    QUERY_EARNED, QUERY_SORTED, QUERY_FAVOURITE, QUERY_PRIVATE, QUERY_ARCHIVED, QUERY_SAVED,
    QUERY_FIELD_COUNT,
    QUERY_ANY_FIELD = QUERY_FIELD_COUNT, /* of a plain word */
};

/* Nothing known, which is less than every number; and bounds that leave a side open. */
#define QUERY_MISSING INT64_MIN
#define QUERY_LEAST   (INT64_MIN + 1)
#define QUERY_MOST    INT64_MAX

/* One value that is enough: a text to begin a word, or a span of numbers: days, counts, places of words. */
struct query_value {
    const char *text; /* folded; NULL: a span. The span of a text field is 0: none, 1: some */
    int64_t from, to;
};
struct query_term {
    enum query_field field;
    bool negated;
    bool whole; /* `=`: the text is all of it */
    struct query_value *values;
    size_t count, cap;
    size_t start, length; /* where it stands */
};
struct query {
    struct query_term *terms;
    size_t count, cap;
    enum kith_query_shape shape;
    struct kith_query_fault fault; /* why NULL: none */
};

enum query_field query_field_of(const char *name); /* folded; also in the plural; QUERY_ANY_FIELD: none */
/* Reads a line; what stands before a fault is in the terms. */
struct query query_read(struct kith *k, const char *text, struct arena *arena);

/* ---- query_run.c ---- */

/* Whom its terms find when its plain words are left out. */
enum kith_status query_people_but_words(struct kith *k, const char *text, struct arena *arena,
                                        struct kith_ids *out);

/* ---- query_value.c ---- */

/* A value as typed for `field`; adds to the term, or says why not. */
const char *query_add_value(struct kith *k, struct query_term *term, const char *op, const char *typed,
                            struct arena *arena);
bool query_is_text(enum query_field field);

/* ---- query_phrase.c ---- */

/* The bytes of `text` that a phrase of English at its start takes, and its terms into `out`; 0: it is none.
 */
size_t query_phrase(struct kith *k, const char *text, struct arena *arena, const char **terms);
/* Phrases as one types them, for completion. */
void query_phrases(struct kith *k, struct arena *arena, struct kith_list *out);

/* Whether a word of the folded text begins with `word`, itself folded. */
bool query_begins(const char *folded, const char *word);

#endif
