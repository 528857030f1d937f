#include "base/money.h"

#include <locale.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "base/json.h"
#include "base/text.h"

static char told[16]; /* the sign that is used in place of the locale's */

void money_use(const char *sign) {
    snprintf(told, sizeof told, "%s", sign ? sign : "");
    for (size_t length = strlen(told); !text_valid(told, length);) /* cut in the midst of a letter */
        told[--length] = '\0';
}

/* What the locale says, where it says it in valid UTF-8; else what everybody reads. */
static const char *said(const char *text, const char *otherwise) {
    return text && *text && text_valid(text, strlen(text)) ? text : otherwise;
}

const char *money_sign(void) {
    return *told ? told : said(localeconv()->currency_symbol, "");
}

/* The digits with their groups, from the right; a group size of 0 or above 9 goes on for ever. */
static void write_groups(uint64_t whole, const char *grouping, const char *separator, struct buf *out) {
    char digits[24];
    int count = snprintf(digits, sizeof digits, "%llu", (unsigned long long)whole), first = count;
    int starts[24], groups = 0;
    const char *sizes = grouping && *grouping ? grouping : "\3";
    while (first > 0 && groups < 24) {
        int size = *sizes > 0 && *sizes < 10 ? *sizes : first;
        first = first > size ? first - size : 0;
        starts[groups++] = first;
        sizes += sizes[1] != '\0';
    }
    while (groups-- > 0) {
        int end = groups ? starts[groups - 1] : count;
        buf_add(out, digits + starts[groups], (size_t)(end - starts[groups]));
        if (groups)
            buf_str(out, separator);
    }
}

/* The sign stands where the locale has its own; without one, a word stands apart: "CHF 900". */
struct place {
    bool before, apart;
};

static struct place place_of(const char *sign, const struct lconv *locale) {
    if (*said(locale->currency_symbol, ""))
        return (struct place){locale->p_cs_precedes != 0, locale->p_sep_by_space == 1};
    return (struct place){true, text_width(sign) > 1};
}

static char *write_money(int64_t cents, const char *sign, char out[MONEY_SIZE]) {
    const struct lconv *locale = localeconv();
    struct place place = place_of(sign, locale);
    bool known = *said(locale->currency_symbol, "") != '\0';
    struct buf text = BUF_INIT;
    uint64_t size = cents < 0 ? 0 - (uint64_t)cents : (uint64_t)cents;
    out[0] = '\0';
    if (cents == MONEY_NONE)
        return out;
    if (cents < 0)
        buf_char(&text, '-');
    if (*sign && place.before)
        buf_printf(&text, "%s%s", sign, place.apart ? " " : "");
    write_groups(size / 100, locale->mon_grouping, said(locale->mon_thousands_sep, known ? "" : ","), &text);
    if (size % 100)
        buf_printf(&text, "%s%02d", said(locale->mon_decimal_point, "."), (int)(size % 100));
    if (*sign && !place.before)
        buf_printf(&text, "%s%s", place.apart ? " " : "", sign);
    snprintf(out, MONEY_SIZE, "%s", text.data);
    buf_free(&text);
    return out;
}

char *money_text(int64_t cents, char out[MONEY_SIZE]) {
    return write_money(cents, money_sign(), out);
}

char *money_amount(int64_t cents, char out[MONEY_SIZE]) {
    return write_money(cents, "", out);
}
