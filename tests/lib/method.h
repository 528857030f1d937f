#ifndef TESTS_METHOD_H
#define TESTS_METHOD_H

#include "lib/lib.h"

#include "kith/today.h"
#include "kith/moment.h"

/* What the tests of the method share: small books written with ' for ", and the questions put to them. */
#define ANN  "{'uid':'ann','name':'Ann Okafor','role':'client','company':'Okafor Bakery','title':'Owner'}"
#define TOM  "{'uid':'tom','name':'Tom Baker','role':'mentioned'}"
#define BILL "{'uid':'bill','name':'Bill Tran','role':'client'}"
/* Marked so: they may be named, and quoted, to others. */
#define BILL_FAVOURITE "{'uid':'bill','name':'Bill Tran','role':'client','favourite':true}"
#define ANN_THANKED                                                                                          \
    "{'uid':'m1','person':'ann','kind':'thanked','on':'2026-11-18','quote':'we saved her quarter'}"
/* Ann spoke of her brother Tom ten days ago. */
#define NOTE_TOM "{'uid':'n1','with':['ann'],'on':'2026-11-11','channel':'call','text':'Her brother Tom.'}"
#define HEARD_TOM                                                                                            \
    "{'uid':'x1','note':'n1','by':'ann','person':'tom','relation':'brother','quote':'Her brother Tom'}"

struct method_book {
    struct kith *k;
    struct arena arena;
    struct kith_day day;
};

struct method_book method_open(const char *arrays);
void method_close(struct method_book *b);
const struct kith_day *method_today(struct method_book *b);
kith_id method_id(struct method_book *b, const char *uid);
const char *method_standing(struct method_book *b, const char *uid);
enum kith_status method_ask(struct method_book *b, const char *source, const char *target, const char *role,
                            const char *on, bool anyway);
enum kith_status method_answer(struct method_book *b, const char *source, int word, const char *on,
                               const char *until);
struct kith_moment method_moment(struct method_book *b, const char *uid);
const char *method_proposed(struct method_book *b);
const char *method_names(struct method_book *b, const struct kith_ref *items, size_t count, size_t stride);
const char *method_why_not(struct method_book *b, const char *by, const char *name);
bool method_has_reason(const struct kith_reasons *because, const char *words);

#define NAMES(b, list, count, member)                                                                        \
    method_names(b, (count) ? &(list)[0].member : NULL, count, sizeof *(list))

#endif
