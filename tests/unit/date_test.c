#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/date.h"

/* A Saturday. */
#define TODAY day_from(2026, 11, 21)

static void test_arithmetic(void **state) {
    (void)state;
    assert_int_equal(day_from(1970, 1, 1), 0);
    assert_int_equal(day_from(2000, 3, 1), 11017);
    assert_int_equal(day_from(1, 1, 1), -719162);
    assert_int_equal(day_from(9999, 12, 31), 2932896);
    static const int none[][3] = {{0, 1, 1},     {10000, 1, 1}, {2026, 0, 1},  {2026, 13, 1}, {2026, 1, 0},
                                  {2026, 1, 32}, {2026, 2, 29}, {1900, 2, 29}, {2026, 4, 31}, {-4, 1, 1}};
    for (size_t i = 0; i < sizeof none / sizeof *none; i++)
        assert_int_equal(day_from(none[i][0], none[i][1], none[i][2]), DAY_NONE);
    int y = 1, m = 1, d = 0, year, month, month_day;
    static const int lengths[12] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    for (day at = -719162; at <= 2932896; at++) { /* every day there is, counted as a calendar does */
        int last = lengths[m - 1] + (m == 2 && (y % 400 == 0 || (y % 4 == 0 && y % 100 != 0)));
        if (++d > last) {
            d = 1;
            if (++m > 12) {
                m = 1;
                y++;
            }
        }
        day_split(at, &year, &month, &month_day);
        if (year != y || month != m || month_day != d || day_from(y, m, d) != at)
            fail_msg("%d is not %d-%d-%d", (int)at, y, m, d);
    }
    assert_int_equal(y, 9999);
    day_split(DAY_NONE, &year, &month, &month_day);
    assert_int_equal(year, 0);
    char out[DAY_SIZE]; /* what rests until a day that no calendar has rests until the last one */
    assert_string_equal(day_iso(day_from(9999, 12, 31) + 30, out), "9999-12-31");
    assert_string_equal(day_iso(day_from(1, 1, 1) - 30, out), "0001-01-01");
    assert_string_equal(day_iso(DAY_NONE, out), "");
}

static void test_iso(void **state) {
    (void)state;
    static const char *const bad[] = {"",           "2026-11-2",  "2026-11-211", "2026/11/21",  "2026-13-01",
                                      "2026-02-30", "0000-01-01", "2026-11-2x",  " 2026-11-21", "-026-11-21",
                                      "+026-11-21", "２０２６"};
    char out[DAY_SIZE];
    day d = 5;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_false(day_parse_iso(bad[i], &d));
    assert_false(day_parse_iso(NULL, &d));
    assert_int_equal(d, 5);
    static const char *const good[] = {"2026-11-21", "0001-01-01", "9999-12-31", "2024-02-29"};
    for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
        assert_true(day_parse_iso(good[i], &d));
        assert_string_equal(day_iso(d, out), good[i]);
    }
    assert_string_equal(day_iso(DAY_NONE, out), "");
}

static void test_weeks(void **state) {
    (void)state;
    static const struct {
        int y, m, d, weekday, year, week;
    } cases[] = {
        {2026, 11, 21, 5, 2026, 47}, {2026, 11, 16, 0, 2026, 47}, {2026, 11, 22, 6, 2026, 47},
        {2021, 1, 3, 6, 2020, 53},   {2021, 1, 4, 0, 2021, 1},    {2019, 12, 30, 0, 2020, 1},
        {1970, 1, 1, 3, 1970, 1},    {1969, 12, 31, 2, 1970, 1},  {2027, 1, 1, 4, 2026, 53},
        {1, 1, 1, 0, 1, 1},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        day d = day_from(cases[i].y, cases[i].m, cases[i].d);
        int year, week;
        assert_int_equal(day_weekday(d), cases[i].weekday);
        assert_int_equal(day_week_start(d), d - cases[i].weekday);
        day_iso_week(d, &year, &week);
        assert_int_equal(year, cases[i].year);
        assert_int_equal(week, cases[i].week);
    }
}

static void test_what_people_type(void **state) {
    (void)state;
    static const struct {
        const char *text, *past, *future; /* NULL: refused */
    } cases[] = {
        {"2026-11-18", "2026-11-18", "2026-11-18"},
        {" today ", "2026-11-21", "2026-11-21"},
        {"Yesterday", "2026-11-20", "2026-11-20"},
        {"TOMORROW", "2026-11-22", "2026-11-22"},
        {"sat", "2026-11-21", "2026-11-21"}, /* today is one */
        {"Mon", "2026-11-16", "2026-11-23"},
        {"monday", "2026-11-16", "2026-11-23"},
        {"fri", "2026-11-20", "2026-11-27"},
        {"sunday", "2026-11-15", "2026-11-22"},
        {"tues", "2026-11-17", "2026-11-24"},
        {"last sat", "2026-11-14", "2026-11-14"},
        {"next saturday", "2026-11-28", "2026-11-28"},
        {"next week", "2026-11-28", "2026-11-28"},
        {"last month", "2026-10-21", "2026-10-21"},
        {"-3d", "2026-11-18", "2026-11-18"},
        {"- 3 d", "2026-11-18", "2026-11-18"},
        {"+2w", "2026-12-05", "2026-12-05"},
        {"5d", "2026-11-16", "2026-11-26"},
        {"2w", "2026-11-07", "2026-12-05"},
        {"3m", "2026-08-21", "2027-02-21"},
        {"1y", "2025-11-21", "2027-11-21"},
        {"in 2 weeks", "2026-12-05", "2026-12-05"},
        {"in a month", "2026-12-21", "2026-12-21"},
        {"3 days ago", "2026-11-18", "2026-11-18"},
        {"two weeks ago", "2026-11-07", "2026-11-07"},
        {"an year ago", "2025-11-21", "2025-11-21"},
        {"18 Nov", "2026-11-18", "2027-11-18"},
        {"21 Nov", "2026-11-21", "2026-11-21"},
        {"22 november", "2025-11-22", "2026-11-22"},
        {"Nov 18 2026", "2026-11-18", "2026-11-18"},
        {"18th of May", NULL, NULL},
        {"18th May 2020", "2020-05-18", "2020-05-18"},
        {"May 1, 2020", "2020-05-01", "2020-05-01"},
        {"29 feb", "2024-02-29", "2028-02-29"},
        {"30 feb", NULL, NULL},
        {"31 Nov 2026", NULL, NULL},
        {"1 jan 20", NULL, NULL},
        {"2026-02-30", NULL, NULL},
        {"", NULL, NULL},
        {"  ", NULL, NULL},
        {"mo", NULL, NULL},
        {"5", NULL, NULL},
        {"d", NULL, NULL},
        {"next d", NULL, NULL},
        {"+2x", NULL, NULL},
        {"-3d ago", NULL, NULL},
        {"in 2 weeks ago", NULL, NULL},
        {"99999d", "1753-02-06", "2300-09-05"},
        {"99999y", NULL, NULL},
        {"999999d", NULL, NULL},
        {"today today", NULL, NULL},
        {"monday 5", NULL, NULL},
        {"11/21/2026", NULL, NULL},
        {"dienstag", NULL, NULL},
        {"a a a a a a a a a a a", NULL, NULL},
        {"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", NULL, NULL},
        {"\xFF\xC3", NULL, NULL},
    };
    char out[DAY_SIZE];
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        for (int side = 0; side < 2; side++) {
            const char *expected = side ? cases[i].future : cases[i].past;
            day d = 7;
            bool good = day_parse(cases[i].text, TODAY, side ? DAY_FUTURE : DAY_PAST, &d);
            if (good != (expected != NULL))
                fail_msg("'%s' is %s", cases[i].text, good ? day_iso(d, out) : "refused");
            if (good)
                assert_string_equal(day_iso(d, out), expected);
            else
                assert_int_equal(d, 7);
        }
    day d;
    assert_false(day_parse(NULL, TODAY, DAY_PAST, &d));
    assert_true(day_parse("in a month", day_from(2026, 1, 31), DAY_PAST, &d));
    assert_string_equal(day_iso(d, out), "2026-02-28");
    assert_false(day_parse("tomorrow", day_from(9999, 12, 31), DAY_PAST, &d));
    assert_false(day_parse("last mon", day_from(1, 1, 1), DAY_PAST, &d));
}

static void test_words(void **state) {
    (void)state;
    char out[DAY_WORDS];
    assert_string_equal(day_short(day_from(2026, 11, 18), TODAY, out), "Wed 18 Nov");
    assert_string_equal(day_short(day_from(2025, 2, 2), TODAY, out), "Sun 2 Feb 2025");
    assert_string_equal(day_short(DAY_NONE, TODAY, out), "");
    static const struct {
        int ago;
        const char *words;
    } cases[] = {
        {0, "today"},           {1, "yesterday"},       {-1, "tomorrow"},       {2, "2 days ago"},
        {3, "3 days ago"},      {-2, "in 2 days"},      {13, "13 days ago"},    {14, "2 weeks ago"},
        {50, "7 weeks ago"},    {90, "12 weeks ago"},   {91, "3 months ago"},   {-91, "in 3 months"},
        {365, "11 months ago"}, {366, "12 months ago"}, {729, "23 months ago"}, {730, "2 years ago"},
        {3653, "10 years ago"}, {-3653, "in 10 years"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_string_equal(day_ago(TODAY - cases[i].ago, TODAY, out), cases[i].words);
    assert_string_equal(day_ago(DAY_NONE, TODAY, out), "");
    assert_true(day_ago(day_from(1, 1, 1), day_from(9999, 12, 31), out)[0] != '\0');
}

/* Where the locale has the month first, the day follows it. */
static void test_month_first(void **state) {
    (void)state;
    char out[DAY_WORDS];
    day d = day_from(2026, 11, 18), last = day_from(2025, 3, 2);
    assert_string_equal(day_short(d, d, out), "Wed 18 Nov");
    assert_string_equal(day_short(last, d, out), "Sun 2 Mar 2025");
    day_use(true);
    assert_string_equal(day_short(d, d, out), "Wed Nov 18");
    assert_string_equal(day_short(last, d, out), "Sun Mar 2, 2025");
    assert_string_equal(day_month(d, out), "Nov 18");
    assert_string_equal(day_month(DAY_NONE, out), "");
    day_use(false);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_month_first),
        cmocka_unit_test(test_arithmetic),       cmocka_unit_test(test_iso),   cmocka_unit_test(test_weeks),
        cmocka_unit_test(test_what_people_type), cmocka_unit_test(test_words),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
