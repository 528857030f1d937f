/* Who is most likely twice in the book, and why; and who is not. */
#include <stdlib.h>
#include <string.h>

#include "lib/lib.h"

/* Every pair as a line "A = B: why, why", in the order told. */
static char *pairs_of(struct kith *k) {
    struct arena arena = {0};
    struct buf out = BUF_INIT;
    struct kith_pairs pairs;
    lib_ok(k, kith_duplicates(k, &arena, &pairs));
    for (size_t i = 0; i < pairs.count; i++) {
        buf_printf(&out, "%s = %s:", pairs.items[i].a.uid, pairs.items[i].b.uid);
        for (size_t j = 0; j < pairs.items[i].why.count; j++)
            buf_printf(&out, "%s %s", j ? "," : "", pairs.items[i].why.items[j]);
        buf_char(&out, '\n');
    }
    arena_free(&arena);
    return buf_detach(&out);
}

static const struct {
    const char *people, *pairs;
} cases[] = {
    {"", ""},
    {"{'uid':'a','name':'Ann Okafor'},{'uid':'b','name':'Tom Baker'}", ""},
    {"{'uid':'a','name':'Ann Okafor','company':'One'},{'uid':'b','name':'ANN Okafor','company':'Two'}",
     "a = b: same name\n"},
    {"{'uid':'a','name':'Zoë Márquez'},{'uid':'b','name':'Zoe Marquez'}", "a = b: same name\n"},
    {"{'uid':'a','name':'Bill Tran'},{'uid':'b','name':'William Tran'}",
     "a = b: Bill is short for William\n"},
    {"{'uid':'a','name':'William Tran'},{'uid':'b','name':'Billy Tran'}",
     "a = b: Billy is short for William\n"},
    {"{'uid':'a','name':'Bill Tran'},{'uid':'b','name':'Will Tran'}",
     "a = b: Bill and Will are short for the same name\n"},
    {"{'uid':'a','name':'Bill Tran'},{'uid':'b','name':'William Baker'}", ""},
    {"{'uid':'a','name':'Minh Tran'},{'uid':'b','name':'Tran Minh'},{'uid':'c','name':'Tran, Minh'}",
     "b = c: same name\na = b: the same names in another order\na = c: the same names in another order\n"},
    {"{'uid':'a','name':'Ann B. Okafor'},{'uid':'b','name':'Ann Okafor'}", "a = b: same name\n"},
    {"{'uid':'a','name':'Ann B. Okafor'},{'uid':'b','name':'Ann C. Okafor'}", ""},
    {"{'uid':'a','name':'Ann Okafor','emails':['ann@okafor.example']},"
     "{'uid':'b','name':'Okafor Bakery','emails':['ANN@okafor.example ']}",
     "a = b: same e-mail\n"},
    {"{'uid':'a','name':'Ann Okafor','phones':['+44 113 496 0100']},"
     "{'uid':'b','name':'A. Okafor','phones':['(0113) 496-0100']}",
     "a = b: same phone\n"},
    {"{'uid':'a','name':'Ann Okafor','phones':['100']},{'uid':'b','name':'Tom Baker','phones':['100']}", ""},
    {"{'uid':'a','name':'Ann Okafor','urls':['https://www.linkedin.com/in/ann/']},"
     "{'uid':'b','name':'Ann Baker','urls':['linkedin.com/in/Ann?x=1']}",
     "a = b: same profile\n"},
    /* two profiles are two people, unless something else is the same */
    {"{'uid':'a','name':'Ann Okafor','urls':['linkedin.com/in/ann1']},"
     "{'uid':'b','name':'Ann Okafor','urls':['linkedin.com/in/ann2']}",
     ""},
    {"{'uid':'a','name':'Ann Okafor','urls':['linkedin.com/in/ann1'],'emails':['a@b.example']},"
     "{'uid':'b','name':'Ann Okafor','urls':['linkedin.com/in/ann2'],'emails':['a@b.example']}",
     "a = b: same name, same e-mail\n"},
    {"{'uid':'a','name':'Wren Adler','aliases':['Ann Okafor']},{'uid':'b','name':'Ann Okafor'}",
     "a = b: same name\n"},
    /* private and archived people count, unnamed ones do not; contacts stand before those merely mentioned */
    {"{'uid':'a','name':'Tom Baker','role':'mentioned'},{'uid':'b','name':'Tom Baker','private':true,'archived':true}",
     "b = a: same name\n"},
    {"{'uid':'a','name':'Accountant'},{'uid':'b','name':'accountant','role':'mentioned','unnamed':true}", ""},
    {"{'uid':'a','name':'accountant','role':'mentioned','unnamed':true},"
     "{'uid':'b','name':'accountant','role':'mentioned','unnamed':true}",
     ""},
    {"{'uid':'a','name':'Tom','role':'mentioned'},{'uid':'b','name':'Tom','role':'mentioned'}", ""},
    /* the likeliest first */
    {"{'uid':'a','name':'Ann Okafor'},{'uid':'b','name':'Okafor Ann'},"
     "{'uid':'c','name':'Tom Baker','emails':['t@b.example']},{'uid':'d','name':'Tom Baker','emails':['t@b.example']}",
     "c = d: same name, same e-mail\na = b: the same names in another order\n"},
};

static struct kith *book_of(const char *people) {
    struct buf json = BUF_INIT;
    buf_printf(&json, "{\"kith\":1,\"people\":[%s]}", people);
    for (char *c = json.data; *c; c++)
        if (*c == '\'')
            *c = '"';
    struct kith *k = lib_book(json.data);
    buf_free(&json);
    return k;
}

static void test_pairs(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct kith *k = book_of(cases[i].people);
        char *pairs = pairs_of(k);
        if (strcmp(pairs, cases[i].pairs) != 0)
            fail_msg("%s\ngives\n%snot\n%s", cases[i].people, pairs, cases[i].pairs);
        free(pairs);
        kith_close(k);
    }
}

/* A name that very many bear makes no more than a few pairs for each of them. */
static void test_many_of_one_name(void **state) {
    enum { MANY = 3000 };
    struct buf people = BUF_INIT;
    struct arena arena = {0};
    struct kith_pairs pairs;
    (void)state;
    for (int i = 0; i < MANY; i++)
        buf_printf(&people, "%s{'uid':'p%d','name':'Ann Okafor','phones':['+44 113 496 0100']}", i ? "," : "",
                   i);
    struct kith *k = book_of(people.data);
    lib_ok(k, kith_duplicates(k, &arena, &pairs));
    assert_in_range(pairs.count, MANY - 1, MANY * 10);
    kith_close(k);
    arena_free(&arena);
    buf_free(&people);
}

/* It only tells: nothing is merged, no step is made. */
static void test_changes_nothing(void **state) {
    (void)state;
    struct kith *k = book_of("{'uid':'a','name':'Ann Okafor'},{'uid':'b','name':'Ann Okafor'}");
    char *before = lib_export(k);
    int64_t steps = lib_steps(k);
    free(pairs_of(k));
    char *after = lib_export(k);
    assert_string_equal(before, after);
    assert_int_equal(steps, lib_steps(k));
    free(before);
    free(after);
    kith_close(k);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_pairs),
        cmocka_unit_test(test_many_of_one_name),
        cmocka_unit_test(test_changes_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
