#include "tui/figures.h"

#include <locale.h>
#include <stdio.h>
#include <string.h>

#include "base/json.h"
#include "tui/style.h"

/* ---- money ---- */

/* What the locale says, where it says it in valid UTF-8; else what everybody reads. */
static const char *said(const char *text, const char *otherwise) {
    return text && *text && text_valid(text, strlen(text)) ? text : otherwise;
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

static char *write_money(int64_t cents, const char *symbol, char out[FIGURES_MONEY]) {
    const struct lconv *locale = localeconv();
    bool before = locale->p_cs_precedes != 0, apart = locale->p_sep_by_space == 1;
    bool known = *said(locale->currency_symbol, "") != '\0';
    struct buf text = BUF_INIT;
    uint64_t size = cents < 0 ? 0 - (uint64_t)cents : (uint64_t)cents;
    out[0] = '\0';
    if (cents == MONEY_NONE)
        return out;
    if (cents < 0)
        buf_char(&text, '-');
    if (*symbol && before)
        buf_printf(&text, "%s%s", symbol, apart ? " " : "");
    write_groups(size / 100, locale->mon_grouping, said(locale->mon_thousands_sep, known ? "" : ","), &text);
    if (size % 100)
        buf_printf(&text, "%s%02d", said(locale->mon_decimal_point, "."), (int)(size % 100));
    if (*symbol && !before)
        buf_printf(&text, "%s%s", apart ? " " : "", symbol);
    snprintf(out, FIGURES_MONEY, "%s", text.data);
    buf_free(&text);
    return out;
}

char *figures_money(int64_t cents, char out[FIGURES_MONEY]) {
    return write_money(cents, said(localeconv()->currency_symbol, ""), out);
}

char *figures_amount(int64_t cents, char out[FIGURES_MONEY]) {
    return write_money(cents, "", out);
}

/* A long sign, "CHF", says enough alone. */
char *figures_amount_head(char out[FIGURES_MONEY]) {
    const char *symbol = said(localeconv()->currency_symbol, "");
    int width = text_width(symbol);
    snprintf(out, FIGURES_MONEY, "%s%s%s", width <= 2 ? "value" : "", width == 1 || width == 2 ? " " : "",
             symbol);
    return out;
}

/* ---- days and counts ---- */

char *figures_day(day d, day today, char out[DAY_WORDS]) {
    static const char *const months[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                         "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    int year, month, month_day;
    if (d == DAY_NONE) {
        strcpy(out, sign(SIGN_NONE));
        return out;
    }
    day_split(d, &year, &month, &month_day);
    if (today - d < 330 && d - today < 330)
        snprintf(out, DAY_WORDS, "%d %s", month_day, months[month - 1]);
    else
        snprintf(out, DAY_WORDS, "%s %d", months[month - 1], year);
    return out;
}

char *figures_count(int count, char out[16]) {
    if (count)
        snprintf(out, 16, "%d", count);
    else
        strcpy(out, sign(SIGN_NONE));
    return out;
}

/* ---- bars ---- */

static const char *const upright[] = {"", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};

static int eighths(int64_t value, int64_t most, int cells) {
    if (value <= 0 || most <= 0 || cells <= 0)
        return 0;
    if (value > most)
        value = most;
    int all = (int)((double)value / (double)most * cells * 8 + 0.5);
    return all > 0 ? all : 1;
}

/* Bars stand below one another: three quarters of a row, so that they stay apart. */
void figures_bar(struct pane pane, int row, int col, int columns, enum style style, int64_t value,
                 int64_t most) {
    int cells = (eighths(value, most, columns) + 4) / 8;
    pane_fill(pane, row, col, cells || value <= 0 ? cells : 1, style, "▆");
}

void figures_column(struct pane pane, int foot, int col, int rows, enum style style, int value, int most) {
    int left = eighths(value, most, rows);
    for (int row = foot - 1; left > 0; row--, left -= 8)
        pane_put(pane, row, col, style, upright[left < 8 ? left : 8]);
}
