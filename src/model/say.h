#ifndef MODEL_SAY_H
#define MODEL_SAY_H

#include "base/arena.h"
#include "base/date.h"
#include "kith/standing.h"

/* Small words for sentences: days, counts and names as a person would say them. */

const char *say_on(day d, day today,
                   struct arena *arena); /* "today", "on Wednesday", "on 3 Nov", "on 3 Nov 2025" */
const char *say_day(day d, day today, struct arena *arena); /* the same without "on": "Wednesday", "3 Nov" */
const char *say_number(int n, struct arena *arena);         /* "none", "one" … "twelve", "13" */
const char *say_times(int n, struct arena *arena);          /* "once", "twice", "3 times" */
const char *say_first(const char *name, struct arena *arena); /* the given name: "Ann", of "Dr. Ann Okafor" */
const char *say_a(const char *noun, struct arena *arena);   /* "a bakery", "an office" */
/* One of a kind as wished for, "brewery owner" or "accountants in Leeds": "a brewery owner", "one of the …".
 */
const char *say_one(const char *role, struct arena *arena);
bool say_is_one(const char *role); /* told so already */
/* A role of somebody's own, "their accountant"; one of a kind as it is. */
const char *say_their(const char *role, struct arena *arena);
const char *say_capital(const char *text, struct arena *arena); /* the first letter as a capital */

struct kith_reason say_because(struct arena *arena, day on, const char *quote, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

/* Growing list of reasons in an arena. */
struct say_reasons {
    struct kith_reason *items;
    size_t count, cap;
};
void say_reason(struct say_reasons *list, struct arena *arena, day on, const char *quote, const char *format,
                ...) __attribute__((format(printf, 5, 6)));

/* Growing list of texts. */
struct say_list {
    const char **items;
    size_t count, cap;
};
void say_add(struct say_list *list, struct arena *arena, const char *text);

/* Without the quotation marks around it, for whoever sets their own; *marked: whether there were any. */
const char *say_unquoted(const char *quote, bool *marked, struct arena *arena);

#endif
