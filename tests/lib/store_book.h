#ifndef STORE_BOOK_H
#define STORE_BOOK_H

/* What the tests of store share: a small book with every kind of reference, and a folder for each test. */

#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>

#include <cmocka.h>

#include <sys/types.h>

#include "store/store.h"

enum { APPLICATION = 0x6b697468 };
extern const struct migration migrations[2];
extern const char version_2[];

struct store_options options_for(const char *path);
struct store *open_with(struct store_options options);
struct store *open_book(const char *path);
void run(struct store *store, const char *sql);
int64_t number(struct store *store, const char *sql);
enum kith_status step(struct store *store, const char *sql); /* one change as one step */
/* Every row of every logged table with the type of each value, and what the full text finds; free() it. */
char *dump(struct store *store);

extern char folder[64];
char *at(const char *name); /* a path in it, valid until the next call */
int make_folder(void **state);
int drop_folder(void **state);
#define IN_FOLDER(test) cmocka_unit_test_setup_teardown(test, make_folder, drop_folder)

void put(const char *path, const void *bytes, size_t length);
struct buf get(const char *path);
bool there(const char *path);
mode_t mode_of(const char *path);

#endif
