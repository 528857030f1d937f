#ifndef TUI_FIGURES_H
#define TUI_FIGURES_H

#include <stdint.h>

#include "base/date.h"
#include "base/money.h"
#include "tui/pane.h"

/* Numbers, days and bars as tables show them. */

/* The head of a column of amounts that stand without their sign: "value €", or "value" where there is none.
 */
char *figures_value_head(char out[MONEY_SIZE]);
/* "2 Nov" within a year of today, else "Nov 2024"; a dash for none. */
char *figures_day(day d, day today, char out[DAY_WORDS]);
char *figures_count(int count, char out[16]); /* a dash for 0 */

/* A bar from `col`, at most `columns` long, `value` of `most`; anything above 0 is seen. */
void figures_bar(struct pane pane, int row, int col, int columns, enum style style, int64_t value,
                 int64_t most);
/* A standing bar of one column that ends above row `foot`, at most `rows` high. */
void figures_column(struct pane pane, int foot, int col, int rows, enum style style, int value, int most);

#endif
