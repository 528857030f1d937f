#include "tui/figures.h"

#include <stdio.h>
#include <string.h>

#include "tui/style.h"

/* A long sign, "CHF", says enough alone. */
char *figures_value_head(char out[MONEY_SIZE]) {
    const char *symbol = money_sign();
    int width = text_width(symbol);
    snprintf(out, MONEY_SIZE, "%s%s%s", width <= 2 ? "value" : "", width == 1 || width == 2 ? " " : "",
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
        day_month(d, out);
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
