#ifndef TUI_FIGURES_H
#define TUI_FIGURES_H

#include <stdint.h>

#include "base/date.h"
#include "tui/pane.h"

/* Numbers, money, days and bars as tables show them. */

/* "$12,400" or "12.400,50 €", as the locale writes money; the cents only where there are any. "" for none. */
#define FIGURES_MONEY 48
char *figures_money(int64_t cents, char out[FIGURES_MONEY]); /* returns out */
/* The same without its sign, for a column that has it in its head: "value €", or "value" where there is none.
 */
char *figures_amount(int64_t cents, char out[FIGURES_MONEY]);
char *figures_amount_head(char out[FIGURES_MONEY]);
/* "2 Nov" within a year of today, else "Nov 2024"; a dash for none. */
char *figures_day(day d, day today, char out[DAY_WORDS]);
char *figures_count(int count, char out[16]); /* a dash for 0 */

/* A bar from `col`, at most `columns` long, `value` of `most`; anything above 0 is seen. */
void figures_bar(struct pane pane, int row, int col, int columns, enum style style, int64_t value,
                 int64_t most);
/* A standing bar of one column that ends above row `foot`, at most `rows` high. */
void figures_column(struct pane pane, int foot, int col, int rows, enum style style, int value, int most);

#endif
