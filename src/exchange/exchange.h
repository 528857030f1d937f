#ifndef EXCHANGE_EXCHANGE_H
#define EXCHANGE_EXCHANGE_H

#include "kith/import.h"

/*
 * Files that people really have, in and out. A client of the public headers:
 * reading fills a plan (kith/import.h), writing fills a buffer.
 */
enum exchange_kind {
    EXCHANGE_AUTO,
    EXCHANGE_LINKEDIN,
    EXCHANGE_GOOGLE,
    EXCHANGE_OUTLOOK,
    EXCHANGE_VCARD,
    EXCHANGE_CSV,
    EXCHANGE_KITH, /* the open book format: read by kith_book_read(), not into a plan */
};
extern const char *const exchange_kind_words[];

/* "Column=field" of --map, for a CSV whose columns cannot be guessed. */
struct exchange_map {
    const char *column, *field;
};
struct exchange_maps {
    const struct exchange_map *items;
    size_t count;
};

/* What the bytes are, by their content. */
enum exchange_kind exchange_detect(const char *bytes, size_t length);

/* Why these bytes are no text at all, where programs write such files often; else NULL. */
const char *exchange_no_text(const char *bytes, size_t length);

/*
 * Reads a file into an empty plan: encodings, delimiters and line ends are found
 * out. Rows that can't be kept become problems with line and reason. KITH_FORMAT
 * when nothing in the file can be read as people.
 */
enum kith_status exchange_read(struct kith *k, const char *bytes, size_t length, enum exchange_kind kind,
                               const struct exchange_maps *maps, struct kith_import *plan);

/*
 * The columns of a CSV that no known program wrote and whose headers do not say all, with
 * what they are taken for; count 0 where there is nothing to ask.
 */
void exchange_columns(const char *bytes, size_t length, struct arena *arena, struct kith_columns *out);
/* What stands in `columns` as --map says it, so that nothing is guessed. */
struct exchange_maps exchange_maps_of(const struct kith_columns *columns, struct arena *arena);

/* Out: "csv", "vcard", "vcard3", "sheet", "ics" ("kith" is kith_book_write()). KITH_NOT_FOUND for another
 * word. */
enum kith_status exchange_write(struct kith *k, const char *kind, struct buf *out);

#endif
