#ifndef EXCHANGE_COLUMNS_H
#define EXCHANGE_COLUMNS_H

#include "base/map.h"
#include "exchange/exchange.h"

/*
 * Which column of a CSV, or property of a vCard, means what. The words are data
 * (assets/exchange): a section `[field argument]`, or `[field; other beside third]`
 * for a word that means the other where a column of the third field stands beside it.
 */
enum columns_field {
    COLUMNS_OTHER, /* kept in `about` as "Label: value" */
    COLUMNS_DROP,  /* says nothing of the person */
    COLUMNS_LABEL, /* the label of the value of the same number; argument: of what */
    COLUMNS_FLAG,  /* kept only when it says something unusual */
    COLUMNS_NAME,
    COLUMNS_GIVEN,
    COLUMNS_MIDDLE,
    COLUMNS_FAMILY,
    COLUMNS_PREFIX,
    COLUMNS_SUFFIX,
    COLUMNS_ALIAS,
    COLUMNS_COMPANY,
    COLUMNS_TITLE,
    COLUMNS_ROLE, /* what they are to the user, or else what they do */
    COLUMNS_EMAIL,
    COLUMNS_PHONE,
    COLUMNS_URL,
    COLUMNS_STREET, /* of the address that the argument, or the number, names; so the next six */
    COLUMNS_BOX,
    COLUMNS_CITY,
    COLUMNS_REGION,
    COLUMNS_POSTCODE,
    COLUMNS_COUNTRY,
    COLUMNS_ADDRESS,
    COLUMNS_TAG,
    COLUMNS_KNOWN_SINCE,
    COLUMNS_BIRTHDAY,
    COLUMNS_BIRTH_YEAR,
    COLUMNS_BIRTH_MONTH,
    COLUMNS_BIRTH_DAY,
    COLUMNS_DATE, /* argument: what day it is */
    COLUMNS_DAYS, /* "birthday 03-07, wedding 2010-05-01" */
    COLUMNS_TIE,  /* argument: the relation; none: the label tells it */
    COLUMNS_REFERRED_BY,
    COLUMNS_ABOUT,
    COLUMNS_TALK, /* what was said in a conversation, and its day */
    COLUMNS_TALKED_ON,
    COLUMNS_SHOWN, /* how an address shows its owner: kept when it is not the name */
    COLUMNS_COUNT
};

struct columns_meaning {
    enum columns_field field;
    const char *argument;             /* NULL: none */
    enum columns_field other, beside; /* COLUMNS_OTHER: no other meaning */
};

struct columns {
    struct arena arena;
    struct map words; /* → place in meanings */
    struct columns_meaning *meanings;
    size_t count, cap;
    struct map kinds;       /* telltale words → enum exchange_kind */
    struct map usual;       /* values of a COLUMNS_FLAG that say nothing */
    struct map month_first; /* headers of days that have the month first: 12/31/2024 */
};
void columns_load(struct columns *columns, const char *asset);
void columns_free(struct columns *columns);

/* A header as the words are written: folded, signs to blanks, "LastName" as two words, numbers out (*number).
 */
const char *columns_word(struct arena *arena, const char *header, int *number);
const struct columns_meaning *columns_find(const struct columns *columns,
                                           const char *word); /* NULL: unknown */
/* "phone", "emails", "known_since": a field as --map names it; COLUMNS_COUNT: there is none. */
enum columns_field columns_field_named(const char *name);
/* The name --map gives a field. */
const char *columns_field_name(enum columns_field field);

#endif
