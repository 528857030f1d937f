#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "base/json.h"
#include "tui/figures.h"

/* Numbers, money, days and bars as tables show them, in a locale that says nothing of money. */

static const struct {
    int64_t cents;
    const char *text;
} sums[] = {
    {0, "0"},
    {5, "0.05"},
    {100, "1"},
    {99999, "999.99"},
    {100000, "1,000"},
    {1240000, "12,400"},
    {-120050, "-1,200.50"},
    {123456789012, "1,234,567,890.12"},
    {MONEY_NONE, ""},
    {INT64_MAX, "92,233,720,368,547,758.07"},
    {-INT64_MAX, "-92,233,720,368,547,758.07"},
};

static void test_money(void **state) {
    char out[MONEY_SIZE];
    (void)state;
    for (size_t i = 0; i < sizeof sums / sizeof *sums; i++)
        assert_string_equal(money_text(sums[i].cents, out), sums[i].text);
    assert_string_equal(money_amount(1240000, out), "12,400");
    assert_string_equal(figures_value_head(out), "value");
    money_use("€");
    assert_string_equal(money_text(1240050, out), "€12,400.50");
    assert_string_equal(money_amount(1240000, out), "12,400");
    assert_string_equal(figures_value_head(out), "value €");
    money_use("CHF");
    assert_string_equal(money_text(-90000, out), "-CHF 900");
    assert_string_equal(figures_value_head(out), "CHF");
    money_use(NULL);
    assert_string_equal(money_text(90000, out), "900");
}

static void test_days(void **state) {
    char out[DAY_WORDS];
    day today = day_from(2026, 11, 21);
    (void)state;
    assert_string_equal(figures_day(day_from(2026, 11, 2), today, out), "2 Nov");
    assert_string_equal(figures_day(day_from(2026, 12, 31), today, out), "31 Dec");
    assert_string_equal(figures_day(day_from(2025, 11, 21), today, out), "Nov 2025");
    assert_string_equal(figures_day(DAY_NONE, today, out), "–");
}

static char *row_of(struct canvas *canvas, int row, char out[128]) {
    struct buf picture = BUF_INIT;
    canvas_dump(canvas, &picture);
    const char *at = picture.data;
    while (row-- > 0)
        at = strchr(at, '\n') + 1;
    size_t length = strcspn(at, "\n");
    memcpy(out, at, length);
    out[length] = '\0';
    buf_free(&picture);
    return out;
}

static void test_bars(void **state) {
    struct canvas canvas;
    char out[128];
    (void)state;
    canvas_init(&canvas, 8, 12);
    struct pane pane = pane_of(&canvas, (struct rect){0, 0, 8, 12});
    figures_bar(pane, 0, 1, 10, STYLE_PLAIN, 100, 100);
    figures_bar(pane, 1, 1, 10, STYLE_PLAIN, 50, 100);
    figures_bar(pane, 2, 1, 10, STYLE_PLAIN, 1, 100000); /* anything is seen */
    figures_bar(pane, 3, 1, 10, STYLE_PLAIN, 0, 100);
    figures_bar(pane, 4, 1, 10, STYLE_PLAIN, 300, 100);
    assert_string_equal(row_of(&canvas, 0, out), " ▆▆▆▆▆▆▆▆▆▆");
    assert_string_equal(row_of(&canvas, 1, out), " ▆▆▆▆▆");
    assert_string_equal(row_of(&canvas, 2, out), " ▆");
    assert_string_equal(row_of(&canvas, 3, out), "");
    assert_string_equal(row_of(&canvas, 4, out), " ▆▆▆▆▆▆▆▆▆▆");
    canvas_free(&canvas);
}

static void test_columns(void **state) {
    struct canvas canvas;
    char out[128];
    (void)state;
    canvas_init(&canvas, 3, 12);
    struct pane pane = pane_of(&canvas, (struct rect){0, 0, 3, 12});
    figures_column(pane, 2, 0, 2, STYLE_PLAIN, 4, 4);
    figures_column(pane, 2, 1, 2, STYLE_PLAIN, 3, 4);
    figures_column(pane, 2, 2, 2, STYLE_PLAIN, 1, 4);
    figures_column(pane, 2, 3, 2, STYLE_PLAIN, 0, 4);
    assert_string_equal(row_of(&canvas, 0, out), "█▄");
    assert_string_equal(row_of(&canvas, 1, out), "██▄");
    assert_string_equal(row_of(&canvas, 2, out), "");
    canvas_free(&canvas);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_money),
        cmocka_unit_test(test_days),
        cmocka_unit_test(test_bars),
        cmocka_unit_test(test_columns),
    };
    setlocale(LC_ALL, "C.UTF-8");
    return cmocka_run_group_tests(tests, NULL, NULL);
}
