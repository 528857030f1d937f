#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "tui/pane.h"
#include "tui/wrap.h"

/* What a drawing of some calls looks like, rows of a canvas of its own. */
enum { ROWS = 3, COLS = 10 };

static char *picture(const struct canvas *canvas) {
    struct buf out = BUF_INIT;
    canvas_dump(canvas, &out);
    return buf_detach(&out);
}

static void assert_picture(const struct canvas *canvas, const char *expected) {
    char *seen = picture(canvas);
    assert_string_equal(seen, expected);
    free(seen);
}

struct put {
    int row, col;
    const char *text;
};

static const struct {
    const char *name;
    struct put puts[3];
    const char *expected;
} put_cases[] = {
    {"plain", {{1, 2, "abc"}}, "\n  abc\n\n"},
    {"cut at the edge", {{0, 7, "abcdef"}}, "       abc\n\n\n"},
    {"from before the edge", {{0, -2, "abcdef"}}, "cdef\n\n\n"},
    {"rows outside", {{-1, 0, "x"}, {3, 0, "y"}, {2, 0, "z"}}, "\n\nz\n"},
    {"a wide sign takes two cells", {{0, 0, "a世b"}}, "a世b\n\n\n"},
    {"a wide sign that does not fit", {{0, 0, "12345678\xe4\xb8\x96"}, {1, 9, "世"}}, "12345678世\n\n\n"},
    {"half a wide sign goes", {{0, 0, "世世"}, {0, 1, "x"}}, " x世\n\n\n"},
    {"the other half too", {{0, 0, "世世"}, {0, 2, "x"}}, "世x\n\n\n"},
    {"marks stay with their letter", {{0, 0, "e\xcc\x81x"}}, "e\xcc\x81x\n\n\n"},
    {"a joined emoji is its base",
     {{0, 0, "\xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x92\xbb!"}},
     "\xf0\x9f\x91\xa9!\n\n\n"},
    {"newlines are blanks", {{0, 0, "a\nb\tc"}}, "a b c\n\n\n"},
    {"controls cannot get through", {{0, 0, "a\x1b[2Jb"}}, "a\xef\xbf\xbd[2Jb\n\n\n"},
};

static void test_put(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof put_cases / sizeof put_cases[0]; i++) {
        struct canvas canvas;
        canvas_init(&canvas, ROWS, COLS);
        struct pane pane = pane_of(&canvas, (struct rect){0, 0, ROWS, COLS});
        for (int p = 0; p < 3 && put_cases[i].puts[p].text; p++) {
            struct put put = put_cases[i].puts[p];
            pane_put(pane, put.row, put.col, STYLE_PLAIN, put.text);
        }
        char *seen = picture(&canvas);
        if (strcmp(seen, put_cases[i].expected) != 0)
            fail_msg("%s:\n%sexpected:\n%s", put_cases[i].name, seen, put_cases[i].expected);
        free(seen);
        canvas_free(&canvas);
    }
}

static void test_pane_clips(void **state) {
    (void)state;
    struct canvas canvas;
    canvas_init(&canvas, ROWS, COLS);
    struct pane pane = pane_of(&canvas, (struct rect){1, 3, 1, 4});
    assert_int_equal(pane_put(pane, 0, 0, STYLE_PLAIN, "abcdef"), 4);
    pane_put(pane, 1, 0, STYLE_PLAIN, "below");
    pane_put(pane_part(pane, 0, 2, 5, 9), 0, 1, STYLE_PLAIN, "XYZ");
    pane_fill(pane, 0, -3, 4, STYLE_PLAIN, "-");
    assert_picture(&canvas, "\n   -bcX\n\n");
    pane_cursor(pane, 0, 99);
    assert_int_equal(canvas.cursor_row, 1);
    assert_int_equal(canvas.cursor_col, 6);
    canvas_free(&canvas);
}

static void test_ends(void **state) {
    (void)state;
    struct canvas canvas;
    canvas_init(&canvas, ROWS, COLS);
    struct pane pane = pane_of(&canvas, (struct rect){0, 0, ROWS, COLS});
    pane_right(pane, 0, 0, 10, STYLE_PLAIN, "9d");
    pane_cut(pane, 1, 0, 8, STYLE_PLAIN, "one two three");
    assert_int_equal(pane_wrap(pane, 2, 0, 10, STYLE_PLAIN, "over the last row"), 2);
    assert_picture(&canvas, "        9d\none two…\nover the\n");
    canvas_free(&canvas);
}

static void test_lines_join(void **state) {
    (void)state;
    struct canvas canvas;
    canvas_init(&canvas, 5, 7);
    canvas_line_across(&canvas, 0, 0, 6);
    canvas_line_across(&canvas, 4, 0, 6);
    canvas_line_down(&canvas, 3, 0, 4);
    canvas_line_across(&canvas, 2, 3, 6);
    canvas_line_down(&canvas, 6, 0, 4);
    assert_picture(&canvas, "───┬──┐\n   │  │\n   ├──┤\n   │  │\n───┴──┘\n");
    canvas_clear(&canvas);
    canvas.ascii = true;
    canvas_line_across(&canvas, 1, 0, 6);
    canvas_line_down(&canvas, 3, 0, 4);
    assert_picture(&canvas, "   |\n---+---\n   |\n   |\n   |\n");
    canvas_free(&canvas);
}

static void test_styles(void **state) {
    (void)state;
    struct canvas canvas;
    struct buf styles = BUF_INIT;
    canvas_init(&canvas, 2, 8);
    struct pane pane = pane_of(&canvas, (struct rect){0, 0, 2, 8});
    static const struct span spans[] = {{2, 4, STYLE_HEARD}, {5, 6, STYLE_CUE}};
    pane_spans(pane, 0, 0, STYLE_DIM, "abcdefg", 7, spans, 2);
    pane_put(pane, 1, 0, STYLE_NAME, "Ann");
    pane_choose(pane, 1);
    canvas_dump_styles(&canvas, &styles);
    assert_string_equal(styles.data, "ddhhdcd.\nNNN#####\n");
    buf_free(&styles);
    canvas_free(&canvas);
}

/* Every sign has a twin, and text that holds signs is put in ASCII where need be. */
static void test_ascii(void **state) {
    (void)state;
    struct canvas canvas;
    canvas_init(&canvas, 2, 24);
    canvas.ascii = true;
    struct pane pane = pane_of(&canvas, (struct rect){0, 0, 2, 24});
    for (int i = 0; i < SIGN_COUNT; i++)
        pane_put(pane, 0, i, STYLE_PLAIN, sign((enum sign)i));
    pane_put(pane, 1, 0, STYLE_PLAIN, "“Ann → Tom” – it’s ★");
    assert_picture(&canvas, "*+o..--!&*o+o>~>-.xv\n\"Ann > Tom\" - it's *\n");
    canvas_free(&canvas);
}

static const struct {
    const char *text;
    int columns;
    const char *lines; /* parted by | */
} wrap_cases[] = {
    {"", 5, ""},
    {"one two three", 7, "one two|three"},
    {"one two three", 8, "one two|three"},
    {"one  two", 4, "one|two"},
    {"abcdefghij", 4, "abcd|efgh|ij"},
    {"ab cdefghij", 4, "ab|cdef|ghij"},
    {"a\nb\n\nc", 9, "a|b||c"},
    {"世界你好", 5, "世界|你好"},
    {"世", 1, "世"},
    {"ends ", 9, "ends "},
    {"full line", 9, "full line"},
};

static void test_wrap(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof wrap_cases / sizeof wrap_cases[0]; i++) {
        const char *text = wrap_cases[i].text;
        size_t length = strlen(text), at = 0;
        struct buf seen = BUF_INIT;
        int count = 0;
        do {
            struct wrap_line line = wrap_next(text, length, at, wrap_cases[i].columns);
            buf_printf(&seen, "%s%.*s", count++ ? "|" : "", (int)(line.end - line.start), text + line.start);
            assert_int_equal(line.columns, text_width_n(text + line.start, line.end - line.start));
            at = line.next;
        } while (at < length);
        assert_string_equal(seen.data, wrap_cases[i].lines);
        assert_int_equal(wrap_count(text, length, wrap_cases[i].columns), count);
        buf_free(&seen);
    }
}

/* A line of one's own wins, a wrong one is told and left out, and a colour that is not there is the theme's. */
static void test_own_styles(void **state) {
    (void)state;
    struct style_own own;
    struct buf complaints = BUF_INIT;
    style_read("# mine\ngolden bold 178\n  dim cyan\nrule plain\nshiny bold\nname loud\n", &own, &complaints);
    assert_string_equal(complaints.data, "styles line 5: there is no role 'shiny'\n"
                                         "styles line 6: 'loud' is no attribute and no colour\n");
    struct look golden = style_of(STYLE_GOLDEN, DEPTH_256, THEME_DEFAULT, &own);
    assert_int_equal(golden.colour, 178);
    assert_int_equal(golden.attributes, LOOK_BOLD);
    assert_int_equal(style_of(STYLE_GOLDEN, DEPTH_8, THEME_DEFAULT, &own).colour, 3);
    assert_int_equal(style_of(STYLE_DIM, DEPTH_8, THEME_DEFAULT, &own).colour, 6);
    assert_int_equal(style_of(STYLE_DIM, DEPTH_MONO, THEME_DEFAULT, &own).colour, -1);
    assert_int_equal(style_of(STYLE_DIM, DEPTH_8, THEME_DEFAULT, &own).attributes, 0);
    assert_int_equal(style_of(STYLE_RULE, DEPTH_8, THEME_DEFAULT, &own).attributes, 0);
    assert_int_equal(style_of(STYLE_NAME, DEPTH_8, THEME_DEFAULT, &own).attributes, LOOK_BOLD);
    buf_free(&complaints);
}

/* What light a channel gives, of 0 to 255: the curve of sRGB, near enough for a ratio. */
static double light_of(int channel) {
    double x = channel / 255.0;
    return x * (x * (x * 0.305306 + 0.682171) + 0.012523);
}

static double luminance(int red, int green, int blue) {
    return 0.2126 * light_of(red) + 0.7152 * light_of(green) + 0.0722 * light_of(blue);
}

/* Of a colour of the 256 beyond the terminal's own 16. */
static double luminance_of(int index) {
    static const int steps[] = {0, 95, 135, 175, 215, 255};
    int cube = index - 16, grey = 8 + (index - 232) * 10;
    return index >= 232 ? luminance(grey, grey, grey)
                        : luminance(steps[cube / 36], steps[cube / 6 % 6], steps[cube % 6]);
}

static double contrast(double a, double b) {
    return a > b ? (a + 0.05) / (b + 0.05) : (b + 0.05) / (a + 0.05);
}

/* Text reads well on the background of its theme; without colours of its own it keeps its weight. */
static void test_themes_can_be_read(void **state) {
    (void)state;
    double white = luminance(255, 255, 255), dark = luminance(34, 34, 34);
    for (int i = 0; i < STYLE_COUNT; i++) {
        struct look light = style_look((enum style)i, DEPTH_256, THEME_LIGHT);
        struct look night = style_look((enum style)i, DEPTH_256, THEME_DARK);
        struct look usual = style_look((enum style)i, DEPTH_256, THEME_DEFAULT);
        if (light.colour >= 0)
            assert_true(contrast(luminance_of(light.colour), white) >= 4.5);
        if (night.colour >= 0)
            assert_true(contrast(luminance_of(night.colour), dark) >= 4.5);
        if (usual.colour >= 0) {
            assert_true(contrast(luminance_of(usual.colour), white) >= 3);
            assert_true(contrast(luminance_of(usual.colour), dark) >= 3);
        }
        struct look mono = style_look((enum style)i, DEPTH_256, THEME_MONO);
        assert_int_equal(mono.colour, -1);
        assert_true(mono.attributes || i == STYLE_PLAIN || i == STYLE_QUOTE);
    }
    assert_int_equal(style_look(STYLE_DIM, DEPTH_8, THEME_LIGHT).attributes, LOOK_DIM);
    assert_int_equal(style_look(STYLE_DIM, DEPTH_256, THEME_LIGHT).attributes, 0);
    assert_int_equal(style_look(STYLE_GOLDEN, DEPTH_8, THEME_LIGHT).colour, -1);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_own_styles), cmocka_unit_test(test_themes_can_be_read),
        cmocka_unit_test(test_put),    cmocka_unit_test(test_pane_clips), cmocka_unit_test(test_ends),
        cmocka_unit_test(test_styles), cmocka_unit_test(test_lines_join), cmocka_unit_test(test_ascii),
        cmocka_unit_test(test_wrap),
    };
    setlocale(LC_ALL, "C.UTF-8");
    return cmocka_run_group_tests(tests, NULL, NULL);
}
