#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "tui/frame.h"

static bool overlap(struct rect a, struct rect b) {
    return a.row < b.row + b.rows && b.row < a.row + a.rows && a.col < b.col + b.cols &&
           b.col < a.col + a.cols;
}

static bool inside(struct rect a, struct rect b) {
    return a.row >= b.row && a.row + a.rows <= b.row + b.rows && a.col >= b.col &&
           a.col + a.cols <= b.col + b.cols;
}

static int shown(const struct layout *layout) {
    int count = 0;
    for (int i = 0; i < SLOT_COUNT; i++)
        count += layout->slot[i].rows > 0 && layout->slot[i].cols > 0;
    return count;
}

/* At every size: as many panes as it should have, inside the body, none on another. */
static void test_the_prompt_may_have_more_room(void **state) {
    (void)state;
    struct layout layout = layout_make(24, 80, SLOT_LIST, false, NULL);
    struct rect notes = layout.slot[SLOT_NOTES], prompt = layout.slot[SLOT_PROMPT];
    layout_raise_prompt(&layout);
    assert_true(layout.slot[SLOT_PROMPT].rows > layout.slot[SLOT_NOTES].rows);
    assert_int_equal(layout.slot[SLOT_NOTES].rows + layout.slot[SLOT_PROMPT].rows, notes.rows + prompt.rows);
    assert_int_equal(layout.slot[SLOT_PROMPT].row, layout.slot[SLOT_NOTES].row + layout.slot[SLOT_NOTES].rows + 1);
    struct layout wide = layout_make(40, 120, SLOT_LIST, false, NULL), before = wide;
    layout_raise_prompt(&wide); /* side by side there is nothing to share */
    assert_memory_equal(&wide, &before, sizeof wide);
}

static void test_every_size(void **state) {
    (void)state;
    for (int rows = 1; rows <= 70; rows++) {
        for (int cols = 1; cols <= 210; cols++) {
            struct layout layout = layout_make(rows, cols, SLOT_NOTES, false, NULL);
            assert_int_equal(layout.too_small, rows < 8 || cols < 30);
            if (layout.too_small)
                continue;
            assert_int_equal(shown(&layout), cols < 60 ? 1 : 3);
            for (int i = 0; i < SLOT_COUNT; i++) {
                if (layout.slot[i].rows == 0)
                    continue;
                assert_true(inside(layout.slot[i], layout.body));
                for (int j = i + 1; j < SLOT_COUNT; j++)
                    assert_false(overlap(layout.slot[i], layout.slot[j]));
            }
        }
    }
}

static void assert_rect(struct rect seen, int row, int col, int rows, int cols) {
    assert_int_equal(seen.row, row);
    assert_int_equal(seen.col, col);
    assert_int_equal(seen.rows, rows);
    assert_int_equal(seen.cols, cols);
}

static void test_the_first_size(void **state) {
    (void)state;
    struct layout layout = layout_make(24, 80, SLOT_LIST, false, NULL);
    assert_rect(layout.slot[SLOT_LIST], 2, 0, 20, 33);
    assert_rect(layout.slot[SLOT_NOTES], 2, 34, 11, 46);
    assert_rect(layout.slot[SLOT_PROMPT], 14, 34, 8, 46);
    layout_cover_right(&layout);
    assert_rect(layout.slot[SLOT_NOTES], 2, 34, 20, 46);
    assert_int_equal(layout.slot[SLOT_PROMPT].rows, 0);
    layout_cover_all(&layout);
    assert_rect(layout.slot[SLOT_LIST], 2, 0, 20, 80);
    assert_int_equal(layout.slot[SLOT_NOTES].rows, 0);
}

static void test_side_by_side(void **state) {
    (void)state;
    struct layout layout = layout_make(40, 120, SLOT_LIST, false, NULL);
    assert_int_equal(layout.slot[SLOT_NOTES].row, layout.slot[SLOT_PROMPT].row);
    assert_int_equal(layout.slot[SLOT_PROMPT].col + layout.slot[SLOT_PROMPT].cols, 120);
    assert_int_equal(layout_at(&layout, 10, 5), SLOT_LIST);
    assert_int_equal(layout_at(&layout, 10, 119), SLOT_PROMPT);
    assert_int_equal(layout_at(&layout, 0, 5), SLOT_COUNT);
}

static void test_alone(void **state) {
    (void)state;
    struct layout layout = layout_make(24, 50, SLOT_PROMPT, false, NULL);
    assert_true(layout.alone);
    assert_rect(layout.slot[SLOT_PROMPT], 2, 0, 20, 50);
    assert_int_equal(layout.slot[SLOT_LIST].rows, 0);
    layout = layout_make(24, 50, SLOT_LIST, false, NULL);
    layout_cover_notes(&layout, true);
    assert_int_equal(layout.slot[SLOT_LIST].rows, 0);
    assert_rect(layout.slot[SLOT_NOTES], 2, 0, 13, 50);
    assert_rect(layout.slot[SLOT_PROMPT], 16, 0, 6, 50);
}

static void test_box(void **state) {
    (void)state;
    struct layout layout = layout_make(24, 80, SLOT_LIST, false, NULL);
    assert_rect(layout_box(&layout, 10, 40), 7, 20, 10, 40);
    assert_rect(layout_box(&layout, 99, 99), 1, 0, 22, 80);
}

static void test_frame(void **state) {
    (void)state;
    struct canvas canvas;
    struct buf seen = BUF_INIT;
    canvas_init(&canvas, 10, 60);
    struct layout layout = layout_make(10, 60, SLOT_LIST, false, NULL);
    const struct frame_title titles[SLOT_COUNT] = {
        {"Today", true}, {"Notes · Ann Okafor · client", false}, {"Who do you know, and what else?", false}};
    frame_draw(&canvas, &layout, titles);
    canvas_dump(&canvas, &seen);
    assert_string_equal(seen.data, "\n"
                                   "─ Today ────────────────┬─ Notes · Ann Okafor · client ─────\n"
                                   "                        │\n"
                                   "                        │\n"
                                   "                        │\n"
                                   "                        ├─ Who do you know, and what else? ─\n"
                                   "                        │\n"
                                   "                        │\n"
                                   "────────────────────────┴───────────────────────────────────\n"
                                   "\n");
    buf_free(&seen);
    canvas_free(&canvas);
}

/* A border goes where the mouse takes it, and no pane is lost by that at any size. */
static void test_borders(void **state) {
    (void)state;
    struct layout_sizes sizes = {0};
    struct layout layout = layout_make(24, 80, SLOT_LIST, false, &sizes);
    int border = layout.slot[SLOT_LIST].cols;
    assert_int_equal(layout_border_at(&layout, 10, border), BORDER_LIST);
    assert_int_equal(layout_border_at(&layout, 10, border - 1), BORDER_NONE);
    assert_int_equal(layout_border_at(&layout, 0, border), BORDER_NONE);
    layout_drag(&layout, BORDER_LIST, 10, 45, &sizes);
    layout = layout_make(24, 80, SLOT_LIST, false, &sizes);
    assert_int_equal(layout.slot[SLOT_LIST].cols, 45);
    int rule = layout.slot[SLOT_PROMPT].row - 1;
    assert_int_equal(layout_border_at(&layout, rule, 60), BORDER_PROMPT);
    layout_drag(&layout, BORDER_PROMPT, 8, 60, &sizes);
    layout = layout_make(24, 80, SLOT_LIST, false, &sizes);
    assert_int_equal(layout.slot[SLOT_PROMPT].row, 9);
    layout = layout_make(40, 120, SLOT_LIST, false, &sizes);
    assert_int_equal(layout.slot[SLOT_LIST].cols, 45);
    layout_drag(&layout, BORDER_PROMPT, 8, 90, &sizes);
    layout = layout_make(40, 120, SLOT_LIST, false, &sizes);
    assert_int_equal(layout.slot[SLOT_PROMPT].col, 91);
    static const int far[] = {-5, 0, 3, 500};
    for (int rows = LAYOUT_MIN_ROWS; rows < 60; rows += 5)
        for (int cols = LAYOUT_MIN_COLS; cols < 200; cols += 7)
            for (size_t i = 0; i < 16; i++) {
                sizes = (struct layout_sizes){0};
                layout_drag(&layout, BORDER_LIST, far[i % 4], far[i / 4], &sizes);
                layout_drag(&layout, BORDER_PROMPT, far[i % 4], far[i / 4], &sizes);
                struct layout moved = layout_make(rows, cols, SLOT_LIST, false, &sizes);
                for (int slot = 0; slot < SLOT_COUNT; slot++) {
                    struct rect r = moved.slot[slot];
                    assert_true(moved.alone || (r.rows > 0 && r.cols > 0));
                    assert_true(r.row + r.rows <= rows - 2 && r.col + r.cols <= cols);
                }
            }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_borders),
        cmocka_unit_test(test_the_prompt_may_have_more_room),
        cmocka_unit_test(test_every_size),   cmocka_unit_test(test_the_first_size),
        cmocka_unit_test(test_side_by_side), cmocka_unit_test(test_alone),
        cmocka_unit_test(test_box),          cmocka_unit_test(test_frame),
    };
    setlocale(LC_ALL, "C.UTF-8");
    return cmocka_run_group_tests(tests, NULL, NULL);
}
