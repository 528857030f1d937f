/* What a new user is led to, step by step; and the tips that retire. */
#include <stdio.h>
#include <string.h>

#include "screen/screen.h"
#include "tui/tip.h"

static struct screen screen;

static void expect_next(const char *wanted) {
    struct buf tip = BUF_INIT;
    tip_next(screen.app, &tip);
    if (*wanted ? !strstr(tip.data, wanted) : tip.len > 0)
        fail_msg("the tip is '%s', not '%s'", tip.data, wanted);
    if (tip.len > 76)
        fail_msg("'%s' is too long for 80 columns", tip.data);
    buf_free(&tip);
}

static void test_the_first_steps(void **state) {
    (void)state;
    screen_start(&screen, "", 24, 80);
    expect_next(""); /* the empty book greets */
    screen_press(&screen, "N");
    screen_type(&screen, "Ann Okafor");
    screen_press(&screen, "Ctrl-S 2");
    expect_next("who is a client?");
    screen_press(&screen, "c c");
    expect_next(", says who you are");
    assert_int_equal(kith_setting_set(screen.kith, "offer", "dry roofs"), KITH_OK);
    expect_next("n writes down your last talk");
    screen_press(&screen, "m Enter");
    expect_next("your first ask");
    screen_press(&screen, "a Enter");
    expect_next("");
    screen_end(&screen);
}

static void test_no_step_is_cut(void **state) {
    (void)state;
    screen_start(&screen, "", 24, 80);
    screen_press(&screen, "N");
    screen_type(&screen, "Ann Okafor");
    screen_press(&screen, "Ctrl-S 2 c p Enter");
    assert_int_equal(kith_setting_set(screen.kith, "offer", "dry roofs"), KITH_OK);
    screen_press(&screen, "n");
    screen_type(&screen, "Spoke of the weather.");
    screen_press(&screen, "Ctrl-S Enter");
    expect_next("asks come a day later");
    screen_end(&screen);
}

static void expect_learned(const struct tips *tips, const char *wanted) {
    struct buf text = BUF_INIT;
    tips_text(tips, &text);
    assert_string_equal(text.data, wanted);
    buf_free(&text);
}

/* One a start, three times; what was used comes no more, and a name that is none is passed over. */
static void test_tips_retire(void **state) {
    (void)state;
    screen_start(&screen, "demo", 24, 80);
    struct buf said = BUF_INIT;
    struct tips *tips = tips_new("other-words=2 nonsense=1 search");
    tips_say(tips, screen.app, &said);
    assert_non_null(strstr(said.data, "x turns to other words"));
    expect_learned(tips, "other-words search");
    tips_free(tips);
    tips = tips_new("other-words search");
    buf_cut(&said, 0);
    tips_say(tips, screen.app, &said);
    assert_non_null(strstr(said.data, "z puts an ask off"));
    assert_false(tips_used(tips, ACT_SEARCH));
    assert_true(tips_used(tips, ACT_NOT_NOW));
    buf_cut(&said, 0);
    tips_say(tips, screen.app, &said);
    assert_string_equal(said.data, "");
    expect_learned(tips, "other-words not-now search");
    tips_free(tips);
    buf_free(&said);
    screen_end(&screen);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_first_steps),
        cmocka_unit_test(test_no_step_is_cut),
        cmocka_unit_test(test_tips_retire),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
