#ifndef BASE_MONEY_H
#define BASE_MONEY_H

#include <stdint.h>

/*
 * Amounts as people read them: "$12,400", "12.400,50 €", "CHF 900". Groups, the
 * decimal point and where the sign stands are the locale's, and so is the sign
 * unless another one was told; a fraction is written only where there is one.
 */
enum { MONEY_SIZE = 48 };

void money_use(const char *sign); /* "€", "CHF"; NULL or "": the locale's */
char *money_text(int64_t cents, char out[MONEY_SIZE]);   /* returns out; "" for MONEY_NONE */
char *money_amount(int64_t cents, char out[MONEY_SIZE]); /* without its sign */
const char *money_sign(void);                            /* "" where there is none */

#endif
