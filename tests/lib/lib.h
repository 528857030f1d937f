#ifndef TESTS_LIB_H
#define TESTS_LIB_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* cmocka wants those first */
#include <cmocka.h>

#include "kith/kith.h"
#include "kith/person.h"

/* What the tests of the library share: a book in memory on 2026-11-21, and its content as text. */
#define LIB_TODAY "2026-11-21"
day lib_day(const char *iso);
struct kith *lib_open(const char *path);         /* NULL: in memory */
void lib_read(struct kith *k, const char *json); /* a document that has no problems */
struct kith *lib_book(const char *json);
char *lib_export(struct kith *k); /* free() it */
char *lib_file(const char *path, size_t *length);
kith_id lib_person(struct kith *k, const char *name);
int64_t lib_steps(struct kith *k);

#define lib_ok(k, call)                                                                                      \
    do {                                                                                                     \
        enum kith_status lib_status_ = (call);                                                               \
        if (lib_status_ != KITH_OK)                                                                          \
            fail_msg("%s: %s", #call, kith_error(k));                                                        \
    } while (0)

/* That the book reads like this: shows the first line that differs. */
void lib_same(const char *what, const char *is, const char *wanted);
/* Undo gives `before` again, redo what stands now. */
void lib_undo_redo(struct kith *k, const char *what, const char *before);

#endif
