#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
/* cmocka wants those first */
#include <cmocka.h>

#include "base/buf.h"
#include "tui/fuzzy.h"

static const char *const texts[] = {
    "tom baker\nacme",    "tombari lee",          "anton berg\nbaker & sons",
    "bakerson tom",       "sara oduya\nlagos",    "ann o'brien",
    "zoe k.\nthe bakery", "tomasz wilk\nbuilder", "ann-marie bell",
};

static void expect(struct fuzzy *fuzzy, const char *query, const char *wanted) {
    struct buf is = BUF_INIT;
    size_t count;
    const uint32_t *found = fuzzy_find(fuzzy, query, &count);
    for (size_t i = 0; i < count; i++)
        buf_printf(&is, i ? ", %.*s" : "%.*s", (int)strcspn(texts[found[i]], "\n"), texts[found[i]]);
    if (strcmp(is.data, wanted) != 0)
        fail_msg("'%s' finds '%s', not '%s'", query, is.data, wanted);
    buf_free(&is);
}

static const struct {
    const char *query, *wanted;
} cases[] = {
    /* whole words first, then the start of a name, of a word, the inside of one */
    {"baker", "tom baker, bakerson tom, anton berg, zoe k."},
    {"tom", "tom baker, bakerson tom, tombari lee, tomasz wilk"},
    {"tom bak", "tom baker, bakerson tom"},
    /* in pieces that each begin a word, after the name that has it whole */
    {"tomba", "tombari lee, tom baker"},
    {"sod", "sara oduya"},
    {"obr", "ann o'brien"},
    {"amb", "ann-marie bell"},
    /* letter after letter only where nothing else has it */
    {"tmwk", "tomasz wilk"},
    {"an", "anton berg, ann o'brien, ann-marie bell"},
    {"lagos", "sara oduya"},
    {"qqq", ""},
    {"tom qqq", ""},
};

static struct fuzzy *all_texts(void) {
    struct fuzzy *fuzzy = fuzzy_new();
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        fuzzy_add(fuzzy, texts[i]);
    return fuzzy;
}

static void the_best_comes_first(void **state) {
    (void)state;
    struct fuzzy *fuzzy = all_texts();
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        expect(fuzzy, cases[i].query, cases[i].wanted);
    fuzzy_free(fuzzy);
}

/* Letter by letter it keeps those left over: that must never lose one, nor find another. */
static void typing_finds_what_asking_at_once_finds(void **state) {
    (void)state;
    struct fuzzy *typed = all_texts();
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char part[32];
        for (size_t length = 1; length <= strlen(cases[i].query); length++) {
            size_t count, again;
            snprintf(part, sizeof part, "%.*s", (int)length, cases[i].query);
            const uint32_t *found = fuzzy_find(typed, part, &count);
            struct fuzzy *fresh = all_texts();
            const uint32_t *wanted = fuzzy_find(fresh, part, &again);
            assert_int_equal(count, again);
            if (count)
                assert_memory_equal(found, wanted, count * sizeof *found);
            fuzzy_free(fresh);
        }
        expect(typed, cases[i].query, cases[i].wanted);
    }
    fuzzy_free(typed);
}

static void what_is_added_later_is_found(void **state) {
    (void)state;
    size_t count;
    struct fuzzy *fuzzy = fuzzy_new();
    fuzzy_find(fuzzy, "ann", &count);
    assert_int_equal(count, 0);
    fuzzy_add(fuzzy, "ann okafor");
    fuzzy_find(fuzzy, "anno", &count);
    assert_int_equal(count, 1);
    fuzzy_find(fuzzy, "", &count);
    assert_int_equal(count, 1);
    fuzzy_free(fuzzy);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_best_comes_first),
        cmocka_unit_test(typing_finds_what_asking_at_once_finds),
        cmocka_unit_test(what_is_added_later_is_found),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
