/* Terms in `/` of People, and the saved searches. */
#include <stdio.h>
#include <string.h>

#include "kith/query.h"
#include "screen/screen.h"

static struct screen screen;

static void start(const char *keys, const char *typed) {
    screen_start(&screen, "demo", 24, 80);
    screen_press(&screen, keys);
    if (typed)
        screen_type(&screen, typed);
}

static void test_pictures(void **state) {
    (void)state;
    static const struct {
        const char *name, *keys, *typed, *then;
    } pictures[] = {
        {"people_terms", "2 /", "role:client in leeds", "Enter"},
        {"people_terms_wrong", "2 /", "role:client rol:x", "Enter"},
        {"people_terms_tab", "2 /", "tag:", "Tab"},
        {"searches", "2 F j", NULL, NULL},
        {"searches_edit", "2 F e Tab", " standing:g", NULL},
        {"filter", "2 f", NULL, NULL},
    };
    for (size_t i = 0; i < sizeof pictures / sizeof *pictures; i++) {
        char name[64];
        start(pictures[i].keys, pictures[i].typed);
        if (pictures[i].then)
            screen_press(&screen, pictures[i].then);
        snprintf(name, sizeof name, "%s_80x24", pictures[i].name);
        screen_golden(&screen, name);
        screen_end(&screen);
    }
}

/* What can be read already narrows; the rest is told, and Enter stays there. */
static void test_terms_narrow_while_typed(void **state) {
    (void)state;
    start("2 /", "role:client");
    screen_sees(&screen, "People · 29");
    screen_type(&screen, " tag:");
    screen_sees(&screen, "People · 29");
    screen_sees(&screen, "tag: what?");
    screen_press(&screen, "Enter");
    screen_sees(&screen, "Find role:client tag:");
    screen_type(&screen, "food");
    screen_sees_no(&screen, "tag: what?");
    screen_press(&screen, "Enter");
    screen_sees_no(&screen, "Find ");
    screen_sees(&screen, "/role:client tag:food");
    screen_press(&screen, "Esc");
    screen_sees(&screen, "All · golden first");
    screen_end(&screen);
}

/* Words find as before; only where they find nobody they may be a phrase. */
static void test_words_come_first(void **state) {
    (void)state;
    start("2 /", "clients never asked");
    screen_sees(&screen, "People · 7");
    screen_press(&screen, "Esc /");
    screen_type(&screen, "adaez");
    screen_sees(&screen, "People · 1");
    screen_end(&screen);
}

static void test_tab_completes(void **state) {
    (void)state;
    start("2 /", "ro");
    screen_press(&screen, "Tab");
    screen_type(&screen, "cl");
    screen_press(&screen, "Tab");
    screen_sees(&screen, "Find role:client");
    screen_sees(&screen, "People · 29");
    screen_end(&screen);
}

/* S keeps what narrows; f shows it; F changes and deletes it; u takes each back. */
static void test_a_search_is_saved(void **state) {
    (void)state;
    start("2 /", "role:client in leeds");
    screen_press(&screen, "Enter S");
    screen_sees(&screen, "─ Save this search ─");
    screen_type(&screen, "Near me");
    screen_press(&screen, "Ctrl-S");
    screen_sees(&screen, "Near me · golden first");
    screen_press(&screen, "Esc");
    screen_sees(&screen, "All · golden first");
    screen_press(&screen, "f");
    screen_sees(&screen, "Near me");
    screen_type(&screen, "n");
    screen_press(&screen, "Enter");
    screen_sees(&screen, "Near me · golden first");
    screen_press(&screen, "F e Ctrl-U");
    screen_type(&screen, "Leeds");
    screen_press(&screen, "Ctrl-S Esc");
    screen_sees(&screen, "Leeds · golden first");
    screen_press(&screen, "F d y Esc");
    screen_sees(&screen, "All · golden first");
    screen_press(&screen, "u u u");
    struct arena arena = {0};
    assert_null(kith_saved_query(screen.kith, "Near me", &arena));
    assert_null(kith_saved_query(screen.kith, "Leeds", &arena));
    arena_free(&arena);
    screen_end(&screen);
}

static void test_a_long_name_is_taken_whole(void **state) {
    (void)state;
    char name[160];
    memset(name, 'n', sizeof name - 1);
    name[sizeof name - 1] = '\0';
    start("2", NULL);
    assert_int_equal(kith_saved_put(screen.kith, name, "role:client"), KITH_OK);
    screen_press(&screen, "f");
    screen_type(&screen, "n");
    screen_press(&screen, "Enter");
    screen_sees(&screen, "People · 29");
    screen_end(&screen);
}

static void test_a_wrong_search_is_not_saved(void **state) {
    (void)state;
    start("2 F e Tab Ctrl-U", "rol:client");
    screen_press(&screen, "Ctrl-S");
    screen_sees(&screen, "rol: there is no field 'rol'; role?");
    screen_press(&screen, "Esc Esc S");
    screen_sees(&screen, "Narrow the list first");
    screen_end(&screen);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_pictures),
        cmocka_unit_test(test_terms_narrow_while_typed),
        cmocka_unit_test(test_words_come_first),
        cmocka_unit_test(test_tab_completes),
        cmocka_unit_test(test_a_search_is_saved),
        cmocka_unit_test(test_a_long_name_is_taken_whole),
        cmocka_unit_test(test_a_wrong_search_is_not_saved),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
