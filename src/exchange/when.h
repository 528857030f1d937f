#ifndef EXCHANGE_WHEN_H
#define EXCHANGE_WHEN_H

#include <stdbool.h>

#include "base/date.h"
#include "base/map.h"

/*
 * Days as files write them: 2024-02-29, 20240229, 29.2.2024, 2/29/24, "29 Feb 2024",
 * "Feb 29, 2024", "14 févr. 2022", 2024年2月29日, with a time of day after them or not;
 * and days of every year: --02-29, "29 Feb".
 */
enum when_order { WHEN_MONTH_FIRST, WHEN_DAY_FIRST }; /* of 3/4/2024 */

struct when_words { /* month names, folded */
    struct map months;
};
void when_load(struct when_words *words);
void when_free(struct when_words *words);

/* Into YYYY-MM-DD or, without a year, --MM-DD. Years of two digits lie at most `today` back a century. */
bool when_read(const struct when_words *words, const char *text, enum when_order order, day today,
               char out[DAY_SIZE]);
/* The same as a day; DAY_NONE: not a whole one. */
day when_day(const struct when_words *words, const char *text, enum when_order order, day today);

/* Whether 3/4/2024 of these texts has the day first: one of them says so (1), denies it (-1), neither (0). */
int when_order_of(const char *text);

#endif
