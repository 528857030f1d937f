#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "tui/editor.h"

enum { ROWS = 4, COLS = 11 }; /* ten columns of text */

/* Keys by name, parted at blanks; what is no key's name is typed letter by letter. */
static void press(struct editor *editor, const char *keys) {
    char *copy = strdup(keys), *rest = copy, *word;
    while ((word = strsep(&rest, " ")) != NULL) {
        struct event event;
        if (event_from_text(word, &event)) {
            assert_true(editor_key(editor, &event));
            continue;
        }
        for (size_t at = 0, next, length = strlen(word); at < length; at = next) {
            event = event_key(text_code(word, length, at, &next));
            assert_true(editor_key(editor, &event));
        }
    }
    free(copy);
}

static char *drawn(struct editor *editor, struct canvas *canvas) {
    struct buf seen = BUF_INIT;
    canvas_resize(canvas, ROWS, COLS);
    editor_draw(editor, pane_of(canvas, (struct rect){0, 0, ROWS, COLS}), true);
    canvas_dump(canvas, &seen);
    return buf_detach(&seen);
}

static void assert_text(struct editor *editor, const char *expected) {
    char *text = editor_text(editor);
    assert_string_equal(text, expected);
    free(text);
}

static const struct {
    const char *start, *keys, *text;
    size_t at;
} cases[] = {
    {"", "abc", "abc", 3},
    {"ab", "Enter cd", "ab\ncd", 5},
    {"one two three", "Home X", "one two Xthree", 9}, /* the second line of the screen begins at three */
    {"one two three", "Up X", "one tXwo three", 6},
    {"one two three", "Home Up End X", "one twoX three", 8},
    {"one two three", "Ctrl-Home End Down X", "one two threeX", 14},
    {"a\n\nb", "Up X", "a\nX\nb", 3},
    {"long line\nx\nlong line", "Up Up X", "long lineX\nx\nlong line", 10},
    {"one two", "Ctrl-W", "one ", 4},
    {"one\n two", "Home Ctrl-W", " two", 0},
    {"one\ntwo", "Home Backspace", "onetwo", 3},
    {"one\ntwo", "Ctrl-Home End Delete", "onetwo", 3},
    {"one\ntwo", "Ctrl-U", "one\n", 4},
    {"one\ntwo", "Ctrl-Home Ctrl-K", "\ntwo", 0},
    {"one\ntwo", "Ctrl-Home Ctrl-K Ctrl-K", "two", 0},
    {"one two", "Ctrl-Left Ctrl-Left X", "Xone two", 1},
    {"one\ntwo", "Ctrl-Home Ctrl-Right Ctrl-Right X", "one\ntwoX", 8},
    {"e\xcc\x81", "Backspace", "", 0},
    {"世界", "Left X", "世X界", 4},
    {"世世世世世世", "Up X", "世X世世世世世", 4},
    {"abcdefghijklmno", "Ctrl-Home End X", "abcdefghiXjklmno", 10}, /* never past the line it is on */
    {"a\tb", "Left Left X", "aX\tb", 2},
    {"", "Backspace Delete Up Down PgUp PgDn Ctrl-K Ctrl-U Ctrl-W Ctrl-_ Ctrl-Y", "", 0},
};

static void test_keys(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct canvas canvas;
        canvas_init(&canvas, ROWS, COLS);
        struct editor *editor = editor_new(cases[i].start);
        editor_move_to(editor, strlen(cases[i].start));
        free(drawn(editor, &canvas));
        press(editor, cases[i].keys);
        char *text = editor_text(editor);
        if (strcmp(text, cases[i].text) != 0 || editor_cursor(editor) != cases[i].at)
            fail_msg("'%s' with %s gave '%s' at %zu", cases[i].start, cases[i].keys, text,
                     editor_cursor(editor));
        free(text);
        editor_free(editor);
        canvas_free(&canvas);
    }
}

static void test_undo(void **state) {
    (void)state;
    struct editor *editor = editor_new("start");
    press(editor, "Space one Space two");
    assert_text(editor, "start one two");
    press(editor, "Ctrl-_");
    assert_text(editor, "start one ");
    press(editor, "Ctrl-_ Ctrl-_");
    assert_text(editor, "start");
    assert_false(editor_undo(editor));
    press(editor, "Ctrl-Y Ctrl-Y Ctrl-Y");
    assert_text(editor, "start one two");
    assert_false(editor_redo(editor));
    press(editor, "Backspace Backspace Backspace");
    press(editor, "Ctrl-_");
    assert_text(editor, "start one two");
    assert_int_equal(editor_cursor(editor), 13);
    press(editor, "Home !");
    assert_false(editor_redo(editor)); /* another change ends what could be done again */
    editor_free(editor);
}

static void test_paste_is_one_step(void **state) {
    (void)state;
    struct editor *editor = editor_new("ab");
    press(editor, "Left");
    assert_true(editor_key(editor, &(struct event){.type = EVENT_PASTE, .text = "one\ntwo \xff"}));
    assert_text(editor, "aone\ntwo \xef\xbf\xbd"
                        "b");
    press(editor, "x Ctrl-_ Ctrl-_");
    assert_text(editor, "ab");
    editor_free(editor);
}

static void test_draw(void **state) {
    (void)state;
    struct canvas canvas;
    canvas_init(&canvas, ROWS, COLS);
    struct editor *editor = editor_new("one two three four five\n\nsix seven eight nine");
    char *seen = drawn(editor, &canvas);
    assert_string_equal(seen, " five\n\n six seven\n eight nine\n");
    assert_int_equal(canvas.cursor_row, 3);
    assert_int_equal(canvas.cursor_col, 10);
    free(seen);
    press(editor, "Ctrl-Home");
    seen = drawn(editor, &canvas);
    assert_string_equal(seen, " one two\n three four\n five\n\n");
    assert_int_equal(canvas.cursor_row, 0);
    free(seen);
    press(editor, "PgDn");
    free(drawn(editor, &canvas));
    assert_int_equal(canvas.cursor_row, 3);
    struct event click = {.type = EVENT_MOUSE, .mouse = MOUSE_CLICK, .row = 1, .col = 3};
    assert_true(editor_mouse(editor, &click));
    assert_int_equal(editor_cursor(editor), 10);
    editor_free(editor);
    canvas_free(&canvas);
}

static char *styles(struct editor *editor) {
    struct canvas canvas;
    struct buf seen = BUF_INIT;
    canvas_init(&canvas, 1, 20);
    editor_draw(editor, pane_of(&canvas, (struct rect){0, 0, 1, 20}), false);
    canvas_dump_styles(&canvas, &seen);
    canvas_free(&canvas);
    seen.data[12] = '\0';
    return buf_detach(&seen);
}

static void assert_styles(struct editor *editor, const char *expected) {
    char *seen = styles(editor);
    assert_string_equal(seen, expected);
    free(seen);
}

static void test_marks(void **state) {
    (void)state;
    struct editor *editor = editor_new("Tom met Ann");
    static const struct span marks[] = {{0, 3, STYLE_HEARD}, {8, 11, STYLE_HEARD}};
    editor_mark(editor, 0, 11, marks, 2);
    assert_styles(editor, ".hhh.....hhh");
    press(editor, "Ctrl-Home X");
    assert_styles(editor, "..hhh.....hh"); /* they move along */
    press(editor, "Right Y");
    assert_styles(editor, "...........h"); /* and one that is typed into goes */
    press(editor, "Ctrl-_ Ctrl-_");
    editor_mark(editor, 0, 4, marks, 1);
    assert_styles(editor, ".hhh.....hhh"); /* those outside stay */
    editor_mark(editor, 0, 11, NULL, 0);
    assert_styles(editor, "............");
    editor_free(editor);
}

/* A text of many megabytes: each key keeps to its paragraph, and one paragraph of that size is typed into as
 * well. */
static void test_long(void **state) {
    (void)state;
    enum { BYTES = 5 << 20 };
    struct canvas canvas;
    canvas_init(&canvas, ROWS, COLS);
    for (int paragraphs = 0; paragraphs < 2; paragraphs++) {
        char *text = malloc(BYTES + 1);
        for (size_t i = 0; i < BYTES; i++)
            text[i] = paragraphs && i % 200 == 199 ? '\n' : i % 6 == 5 ? ' ' : 'a';
        text[BYTES] = '\0';
        struct editor *editor = editor_new(text);
        free(drawn(editor, &canvas));
        for (int i = 0; i < 300; i++) {
            press(editor, "x");
            free(drawn(editor, &canvas));
        }
        for (int i = 0; i < 200; i++) {
            press(editor, "Up");
            free(drawn(editor, &canvas));
        }
        assert_int_equal(editor_length(editor), BYTES + 300);
        free(text);
        editor_free(editor);
    }
    canvas_free(&canvas);
}

/* Whatever is typed, the text stays what a plain string would be, and undo leads back to the start. */
static void test_against_plain_string(void **state) {
    (void)state;
    static const char *const keys[] = {"a",      "世",     "Space",     "Enter",    "Left", "Up",
                                       "Down",   "Right",  "Backspace", "Delete",   "Home", "End",
                                       "Ctrl-W", "Ctrl-K", "Ctrl-U",    "e\xcc\x81"};
    struct canvas canvas;
    canvas_init(&canvas, ROWS, COLS);
    struct editor *editor = editor_new("some words to begin with\nand a line");
    unsigned random = 7;
    for (int i = 0; i < 4000; i++) {
        random = random * 1103515245u + 12345u;
        press(editor, keys[(random >> 16) % (sizeof keys / sizeof keys[0])]);
        free(drawn(editor, &canvas));
        char *text = editor_text(editor);
        assert_true(text_valid(text, strlen(text)));
        assert_int_equal(strlen(text), editor_length(editor));
        assert_true(editor_cursor(editor) <= editor_length(editor));
        assert_in_range(canvas.cursor_row, 0, ROWS - 1);
        free(text);
    }
    while (editor_undo(editor))
        free(drawn(editor, &canvas));
    assert_text(editor, "some words to begin with\nand a line");
    editor_free(editor);
    canvas_free(&canvas);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_keys),
        cmocka_unit_test(test_undo),
        cmocka_unit_test(test_paste_is_one_step),
        cmocka_unit_test(test_draw),
        cmocka_unit_test(test_marks),
        cmocka_unit_test(test_long),
        cmocka_unit_test(test_against_plain_string),
    };
    setlocale(LC_ALL, "C.UTF-8");
    return cmocka_run_group_tests(tests, NULL, NULL);
}
