#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "tui/line.h"

/* Keys by name, parted at blanks; what is no key's name is typed. */
static void press(struct line *line, const char *keys) {
    char *copy = strdup(keys), *rest = copy, *word;
    while ((word = strsep(&rest, " ")) != NULL) {
        struct event event;
        if (event_from_text(word, &event))
            assert_true(line_key(line, &event));
        else
            assert_true(line_key(line, &(struct event){.type = EVENT_PASTE, .text = word}));
    }
    free(copy);
}

static const struct {
    const char *start, *keys, *text;
    size_t at;
} cases[] = {
    {"", "a b c", "abc", 3},
    {"abc", "Left X", "abXc", 3},
    {"abc", "Ctrl-A X", "Xabc", 1},
    {"abc", "Home Right X End Y", "aXbcY", 5},
    {"abc", "Ctrl-A Ctrl-E", "abc", 3},
    {"one two", "Ctrl-W", "one ", 4},
    {"one two  ", "Ctrl-W", "one ", 4},
    {"one two", "Ctrl-Left X", "one Xtwo", 5},
    {"one two", "Home Ctrl-Right X", "oneX two", 4},
    {"one two", "Ctrl-Left Ctrl-U", "two", 0},
    {"one two", "Ctrl-Left Ctrl-K", "one ", 4},
    {"abc", "Backspace Ctrl-H", "a", 1},
    {"abc", "Home Delete Ctrl-D", "c", 0},
    {"", "Backspace Delete Left Right Ctrl-W Ctrl-U Ctrl-K", "", 0},
    {"e\xcc\x81x", "Left Backspace", "x", 0},
    {"a世b", "Left Left X", "aX世b", 2},
    {"\xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x92\xbb", "Backspace", "", 0},
    {"né", "Space d o", "né do", 6},
};

static void test_keys(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct line line;
        line_init(&line, cases[i].start);
        press(&line, cases[i].keys);
        if (strcmp(line_text(&line), cases[i].text) != 0 || line.at != cases[i].at)
            fail_msg("%s with %s gave %s at %zu", cases[i].start, cases[i].keys, line_text(&line), line.at);
        line_free(&line);
    }
}

static void test_paste(void **state) {
    (void)state;
    struct line line;
    line_init(&line, "<>");
    press(&line, "Left");
    struct event paste = {.type = EVENT_PASTE, .text = "two\nlines\tand \xff bytes"};
    assert_true(line_key(&line, &paste));
    assert_string_equal(line_text(&line), "<two lines and \xef\xbf\xbd bytes>");
    assert_false(line_key(&line, &(struct event){.type = EVENT_KEY, .key = K_ENTER}));
    assert_false(line_key(&line, &(struct event){.type = EVENT_TICK}));
    line_free(&line);
}

/* The cursor is always inside the columns, and what stands there is shown. */
static void test_scroll(void **state) {
    (void)state;
    struct canvas canvas;
    struct line line;
    struct buf seen = BUF_INIT;
    canvas_init(&canvas, 1, 20);
    struct pane pane = pane_of(&canvas, (struct rect){0, 0, 1, 20});
    line_init(&line, "abcdefghijklmnop世界");
    line_draw(&line, pane, 0, 2, 8, true);
    canvas_dump(&canvas, &seen);
    assert_string_equal(seen.data, "  nop世界\n");
    assert_int_equal(canvas.cursor_col, 9);
    assert_true(canvas.cursor_text);
    for (int i = 0; i < 18; i++) {
        press(&line, "Left");
        line_draw(&line, pane, 0, 2, 8, true);
        assert_in_range(canvas.cursor_col, 2, 9);
    }
    assert_int_equal(line.at, 0);
    buf_cut(&seen, 0);
    canvas_clear(&canvas);
    line_draw(&line, pane, 0, 2, 8, true);
    canvas_dump(&canvas, &seen);
    assert_string_equal(seen.data, "  abcdefgh\n");
    line_click(&line, 3);
    assert_int_equal(line.at, 3);
    buf_free(&seen);
    line_free(&line);
    canvas_free(&canvas);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_keys),
        cmocka_unit_test(test_paste),
        cmocka_unit_test(test_scroll),
    };
    setlocale(LC_ALL, "C.UTF-8");
    return cmocka_run_group_tests(tests, NULL, NULL);
}
