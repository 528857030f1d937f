#ifndef TESTS_POINT_H
#define TESTS_POINT_H

#include <stdbool.h>
#include <stddef.h>

/* What the tests of faults share. */

/* The next point to try: every one with KITH_FAULT_ALL=1, else the first few and then ever wider apart. */
int point_next(int at);
bool point_all(void);
bool point_wanted(const char *verb);          /* KITH_FAULT_VERB names one; else all */
void point_luck(unsigned seed);               /* from here uids come in the same order again */
void point_folder(char *folder, size_t size); /* a new one, in memory where there is room for it */
int point_remove(const char *folder);
void point_copy(const char *from, const char *to);

#endif
