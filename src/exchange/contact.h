#ifndef EXCHANGE_CONTACT_H
#define EXCHANGE_CONTACT_H

#include "exchange/columns.h"
#include "exchange/when.h"

/*
 * One person as a file tells them, put together value by value in any order and
 * closed into a row of the plan. What no field takes is kept in `about` as
 * "Label: value".
 */
struct contact_source { /* what is the same for all of a file */
    struct kith_import *plan;
    struct columns *columns;
    struct when_words when;
    enum when_order order;
    day today;
};

struct contact_texts {
    const char **items;
    size_t count, cap;
};

struct contact_address {
    const char *group; /* "home", "work", "1" */
    struct contact_texts streets;
    const char *whole, *box, *city, *region, *postcode, *country;
};

struct contact {
    struct contact_source *source;
    struct arena *arena;              /* the plan's */
    const char *texts[COLUMNS_COUNT]; /* of fields that hold one text */
    struct contact_texts emails, phones, urls, tags, aliases, shown;
    struct contact_address *addresses;
    size_t address_count, address_cap;
    struct kith_date *dates;
    size_t date_count, date_cap;
    struct kith_tie *ties;
    size_t tie_count, tie_cap;
    struct contact_label {
        const char *of, *text;
        int number;
    } * labels;
    size_t label_count, label_cap;
    day known_since;
    int role; /* KITH_NO_WORD: not said */
    struct buf notes, about;
};

struct contact_value {
    const struct columns_meaning *meaning;
    int number;        /* of "E-mail 2", 0: none */
    const char *label; /* the header as it is written */
    const char *text;
};

/* So many rows will come: room for them at once. */
void contact_expect(struct kith_import *plan, size_t count);
void contact_begin(struct contact *contact, struct contact_source *source);
void contact_put(struct contact *contact, const struct contact_value *value);
/* "Label: value" in `about`. */
void contact_tell(struct contact *contact, const char *label, const char *text);
/*
 * Adds the person to the plan, or, when there is neither a name nor an e-mail, a
 * problem. The row; NULL: left out.
 */
struct kith_import_row *contact_end(struct contact *contact, int64_t line);

void contact_problem(struct kith_import *plan, int64_t line, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

#endif
