#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"

static struct arena arena;

struct pair {
    const char *text, *expected;
};

static void test_fold(void **state) {
    (void)state;
    static const struct pair cases[] = {
        {"", ""},
        {NULL, ""},
        {"Ann O'Hara 7", "ann o'hara 7"},
        {"Łukasz Ørsted", "lukasz orsted"},
        {"Đặng Þór ð", "dang thor d"},
        {"Straße STRASSE ẞ", "strasse strasse ss"},
        {"Æsop œuvre ǽ", "aesop oeuvre ae"},
        {"İstanbul ısı", "istanbul isi"},
        {"Ångström Å A\xCC\x8A", "angstrom a a"},
        {"ﬁn Ⅳ ２", "fin iv 2"},
        {"O’Brien O‘Brien Oʼbrien", "o'brien o'brien o'brien"},
        {"Jean–Luc Jean‐Luc", "jean-luc jean-luc"},
        {"Σίσυφος ΣΊΣΥΦΟΣ", "σισυφοσ σισυφοσ"},
        {"a\xC2\xADz\xE2\x80\x8Dy", "azy"},
        {"राम", "राम"}, /* vowels are spelling */
        {"रमा", "रमा"},
        {"か が", "か か\xE3\x82\x99"},
        {"שָׁלוֹם", "שלום"},
        {"\xFFx", "\xEF\xBF\xBDx"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_string_equal(text_fold(&arena, cases[i].text), cases[i].expected);
    assert_string_equal(text_fold_n(&arena, "ÉABC", 3), "ea");
}

static void test_same(void **state) {
    (void)state;
    static const struct {
        const char *a, *b;
        bool same;
    } cases[] = {
        {"Ann", "ann", true},     {"Ann", "Anne", false},
        {"Anne", "Ann", false},   {NULL, "", true},
        {NULL, NULL, true},       {"", "x", false},
        {"é", "e", true},         {"e", "é", true},
        {"e\xCC\x81", "e", true}, {"e", "e\xCC\x81", true},
        {"René", "RENE", true},   {"Renée", "Rene", false},
        {"ae", "æ", true},        {"Bjørn Ø", "bjorn o", true},
        {"राम", "रमा", false},    {"ab\xCC\x81", "ac", false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_int_equal(text_same(cases[i].a, cases[i].b), cases[i].same);
}

static void test_valid_and_repair(void **state) {
    (void)state;
    static const struct {
        const char *bytes;
        size_t length;
        const char *repaired;
    } cases[] = {
        {"abc\n\t", 5, NULL},
        {"é日🦄", 9, NULL},
        {"", 0, NULL},
        {"a\0b", 3,
         "a\xEF\xBF\xBD"
         "b"},
        {"\xC0\xAF", 2, "\xEF\xBF\xBD\xEF\xBF\xBD"},                 /* too long a form */
        {"\xED\xA0\x80", 3, "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD"}, /* half of a pair */
        {"\xF4\x90\x80\x80", 4, "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD"},
        {"x\xE2\x82", 3, "x\xEF\xBF\xBD\xEF\xBF\xBD"},
        {"\xE9t\xE9", 3, "\xEF\xBF\xBDt\xEF\xBF\xBD"},
        {"\xF8\x88\x80\x80\x80", 5, "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *expected = cases[i].repaired ? cases[i].repaired : cases[i].bytes;
        assert_int_equal(text_valid(cases[i].bytes, cases[i].length), !cases[i].repaired);
        char *repaired = text_repair(&arena, cases[i].bytes, cases[i].length);
        assert_string_equal(repaired, expected);
        assert_true(text_valid(repaired, strlen(repaired)));
    }
    assert_true(text_valid("\xEF\xBF\xBD", 3)); /* U+FFFD itself is sound */
    for (uint32_t code = 1; code < 0x110000; code += code < 0x900 ? 1 : 97) {
        char utf8[5] = "";
        size_t size = text_encode(code, utf8), next;
        if (code >= 0xD800 && code <= 0xDFFF)
            continue;
        assert_int_equal(text_code(utf8, size, 0, &next), code);
        assert_int_equal(next, size);
        assert_true(text_valid(utf8, size));
    }
}

static void test_lines(void **state) {
    (void)state;
    static const struct pair lines[] = {
        {"  Ann \t\n Lee  ", "Ann Lee"},
        {"a\x01\x7F\x1B[1mb", "a[1mb"},
        {"\xC2\xA0x\xE3\x80\x80y\xC2\x85", "x y"},
        {"a\xC2\x9Bz", "az"},
        {"", ""},
        {NULL, ""},
        {" \n", ""},
        {"\xFF a\xFF", "\xEF\xBF\xBD a\xEF\xBF\xBD"},
        {"a \x01 b", "a b"},
    };
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
        assert_string_equal(text_line(&arena, lines[i].text), lines[i].expected);
    assert_string_equal(text_trim(&arena, " \n a  b\xC2\xA0 "), "a  b");
    assert_string_equal(text_trim(&arena, "\t"), "");
    assert_string_equal(text_trim(&arena, NULL), "");
    assert_true(text_blank(NULL) && text_blank("") && text_blank(" \n\xC2\xA0"));
    assert_false(text_blank(" x"));
}

static void test_kinds(void **state) {
    (void)state;
    assert_true(text_is_letter('a') && text_is_letter(0xE9) && text_is_letter(0x65E5));
    assert_false(text_is_letter('1') || text_is_letter('_') || text_is_letter('@') || text_is_letter('['));
    assert_true(text_is_upper('A') && text_is_upper(0xC9));
    assert_false(text_is_upper('a') || text_is_upper(0xE9) || text_is_upper('['));
    assert_true(text_is_digit('0') && text_is_digit(0x0663));
    assert_false(text_is_digit('a') || text_is_digit(0xBD));
    assert_true(text_is_space(' ') && text_is_space('\t') && text_is_space(0xA0) && text_is_space(0x2028));
    assert_false(text_is_space('a') || text_is_space(0x200B));
}

/* The boundaries of clusters, forwards and backwards. */
static void test_clusters(void **state) {
    (void)state;
    static const struct {
        const char *text;
        const char *sizes; /* of each cluster, in bytes, 'A' for ten and on */
    } cases[] = {
        {"ab", "11"},           {"a\r\nb", "121"},
        {"e\xCC\x81x", "31"},   {"é日", "23"},
        {"👩‍💻x", "B1"}, {"👍🏽👍", "84"},
        {"🇩🇪🇫🇷", "88"},         {"⚠️!", "61"},
        {"각a", "31"},          {"\xE1\x84\x80\xE1\x85\xA1\xE1\x86\xA8", "9"},
        {"\xFF\xFF", "11"},     {"x\xCC\x81\xCC\x82\xCC\x83 ", "71"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *text = cases[i].text;
        size_t length = strlen(text), at = 0;
        for (const char *s = cases[i].sizes; *s; s++) {
            size_t size = (size_t)(*s >= 'A' ? *s - 'A' + 10 : *s - '0');
            assert_int_equal(text_next(text, length, at), at + size);
            assert_int_equal(text_prev(text, length, at + size), at);
            at += size;
        }
        assert_int_equal(at, length);
        assert_int_equal(text_next(text, length, length), length);
        assert_int_equal(text_prev(text, length, 0), 0);
    }
}

static void test_display(void **state) {
    (void)state;
    static const struct {
        const char *text, *shown;
        int width;
    } cases[] = {
        {"", "", 0},
        {"plain", "plain", 5},
        {"Łódź", "Łódź", 4},
        {"日本", "日本", 4},
        {"e\xCC\x81", "e\xCC\x81", 1},
        {"e\xCC\x81\xCC\x82\xCC\x83\xCC\x84\xCC\x85z", "e\xCC\x81\xCC\x82\xCC\x83\xCC\x84z", 2},
        {"👩‍💻x", "👩x", 3},
        {"👍🏽", "👍", 2},
        {"⚠️", "⚠", 1},
        {"🇩🇪", "🇩🇪", 2},
        {"का", "का", 2},
        {"a\x1B[31mb", "a\xEF\xBF\xBD[31mb", 7},
        {"a\tb", "a b", 3},
        {"a\nb",
         "a\xEF\xBF\xBD"
         "b",
         3},
        {"\xE2\x80\xAEzyx", "\xEF\xBF\xBDzyx", 4}, /* right-to-left override */
        {"a\xE2\x80\x8Bz", "a\xEF\xBF\xBDz", 3},   /* zero width space */
        {"\xEF\xBB\xBFz", "\xEF\xBF\xBDz", 2},
        {"a\xE2\x80\x8Dz", "az", 2}, /* a joiner of nothing */
        {"\xC2\x9B"
         "1m",
         "\xEF\xBF\xBD"
         "1m",
         3},                               /* C1: CSI in one */
        {"\xCC\x81z", "\xEF\xBF\xBDz", 2}, /* a mark on nothing */
        {"\xFF", "\xEF\xBF\xBD", 1},
        {"각", "각", 2},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char *shown = text_display(&arena, cases[i].text);
        assert_string_equal(shown, cases[i].shown);
        assert_int_equal(text_width(cases[i].text), cases[i].width);
        assert_int_equal(text_width(shown), cases[i].width);
        assert_string_equal(text_display(&arena, shown), shown);
    }
    assert_int_equal(text_width_n("日本", 3), 2);
    assert_int_equal(text_width(NULL), 0);
}

/* Whatever the bytes: it ends, it fits, and nothing of it steers a terminal. */
static void test_any_bytes(void **state) {
    (void)state;
    static const char *const pieces[] = {"a",    "\x1B", "\xCC\x81",     "👩",  "\xE2\x80\x8D", "💻",
                                         "🏽", "🇩",    "\xEF\xB8\x8F", "日", "\xFF",         "\xE2\x80\xAE",
                                         " ",    "ा",    "\xE1\x85\xA1", "\r", "\n",           "\xC2\x85"};
    srand(7);
    for (int round = 0; round < 20000; round++) {
        char text[64] = "", out[TEXT_CLUSTER];
        for (int i = rand() % 8; i >= 0; i--)
            strcat(text, pieces[(size_t)rand() % (sizeof pieces / sizeof *pieces)]);
        size_t length = strlen(text), at = 0;
        int width = 0;
        while (at < length) {
            size_t next;
            int columns = text_cluster(text, length, at, &next, out);
            assert_in_range(columns, 1, 2);
            assert_true(next > at && next <= length);
            assert_true(strlen(out) < TEXT_CLUSTER && out[0] != '\x1B' && (unsigned char)out[0] >= 0x20);
            width += columns;
            at = next;
        }
        assert_int_equal(text_width(text), width);
        int columns = rand() % 10;
        char *fitted = text_cut(&arena, text, columns);
        assert_true(text_width(fitted) <= columns);
        assert_true(text_valid(fitted, strlen(fitted)));
        for (at = length; at > 0;) {
            size_t before = text_prev(text, length, at);
            assert_true(before < at);
            assert_int_equal(text_next(text, length, before), at);
            at = before;
        }
    }
    arena_free(&arena);
}

static void test_cut(void **state) {
    (void)state;
    static const struct {
        const char *text;
        int columns;
        const char *cut;
    } cases[] = {
        {"hello world", 11, "hello world"},
        {"hello world", 10, "hello…"},
        {"hello world", 7, "hello…"},
        {"hello world", 6, "hello…"},
        {"hello world", 5, "hell…"},
        {"a incredibly", 10, "a incredi…"},
        {"hello", 1, "…"},
        {"hello", 0, ""},
        {"hello", -3, ""},
        {"日本語テキスト", 8, "日本語…"},
        {"日本語テキスト", 7, "日本語…"},
        {"", 5, ""},
        {NULL, 5, ""},
        {"one two three", 8, "one two…"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_string_equal(text_cut(&arena, cases[i].text, cases[i].columns), cases[i].cut);
    assert_string_equal(text_cut(&arena, "日本語", 4), "日…");
}

/* Where the terminal cannot show more than ASCII nothing else goes to it. */
static void test_plain_locale(void **state) {
    (void)state;
    assert_true(text_locale_utf8());
    assert_non_null(setlocale(LC_ALL, "C"));
    assert_false(text_locale_utf8());
    assert_string_equal(text_display(&arena, "Łódź 日本 👩‍💻\x1B"), "??d? ?? ??");
    assert_int_equal(text_width("日本"), 2);
    assert_string_equal(text_cut(&arena, "hello world", 9), "hello...");
    assert_string_equal(text_cut(&arena, "hello", 2), "..");
    assert_string_equal(text_fold(&arena, "ÉA"), "ea");
    assert_non_null(setlocale(LC_ALL, "C.UTF-8"));
}

static int use_utf8(void **state) {
    (void)state;
    return setlocale(LC_ALL, "C.UTF-8") ? 0 : -1;
}

static int release(void **state) {
    (void)state;
    arena_free(&arena);
    return 0;
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_fold),
        cmocka_unit_test(test_same),
        cmocka_unit_test(test_valid_and_repair),
        cmocka_unit_test(test_lines),
        cmocka_unit_test(test_kinds),
        cmocka_unit_test(test_clusters),
        cmocka_unit_test(test_display),
        cmocka_unit_test(test_any_bytes),
        cmocka_unit_test(test_cut),
        cmocka_unit_test(test_plain_locale),
    };
    return cmocka_run_group_tests(tests, use_utf8, release);
}
