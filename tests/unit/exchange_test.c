/* The parts that files are read by: encodings, rows of cells, days, words of columns, cards, folded lines. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
/* cmocka wants those first */
#include <cmocka.h>

#include "base/buf.h"
#include "exchange/columns.h"
#include "exchange/csv_read.h"
#include "exchange/decode.h"
#include "exchange/fold.h"
#include "exchange/vcard.h"
#include "exchange/when.h"

/* ---- encodings ---- */

static const struct {
    const char *bytes;
    size_t length;
    const char *text;
} encoded[] = {
#define BYTES(bytes) bytes, sizeof bytes - 1
    {BYTES("plain"), "plain"},
    {BYTES(""), ""},
    {BYTES("\xEF\xBB\xBFZo\xC3\xAB"), "Zoë"},
    {BYTES("An\0na"), "Anna"},
    {BYTES("\xFF\xFE"
           "A\0\xEB\0"),
     "Aë"},
    {BYTES("\xFE\xFF\0A\0\xEB"), "Aë"},
    {BYTES("N\0a\0m\0e\0,\0Z\0o\0\xEB\0"), "Name,Zoë"},
    {BYTES("\0N\0a\0m\0e\0,\0Z\0o\0\xEB"), "Name,Zoë"},
    {BYTES("R\xE9mi \x93Lef\xE8vre\x94"), "Rémi “Lefèvre”"},
    {BYTES("Micha\xB3 \xAF\xF3\xB3ty, Gda\xF1sk"), "Michał Żółty, Gdańsk"},
    {BYTES("\x8E\x52\x93\x63,\x91\xBE\x98\x59"), "山田,太郎"},
    {BYTES("\xD8rsted and na\xEFve caf\xE9s"), "Ørsted and naïve cafés"},
    {BYTES("Zo\xC3\xAB broken \xC3 here, Bj\xC3\xB6rk"), "Zoë broken \xEF\xBF\xBD here, Björk"},
};

static void test_encodings(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof encoded / sizeof *encoded; i++) {
        struct arena arena = {0};
        size_t length;
        const char *text = decode_text(&arena, encoded[i].bytes, encoded[i].length, &length);
        assert_string_equal(text, encoded[i].text);
        assert_int_equal(length, strlen(encoded[i].text));
        arena_free(&arena);
    }
}

/* ---- rows ---- */

/* As "line:cell|cell", a row a line, with ! where a quote was never closed. */
static void rows_are(const char *text, struct csv_shape shape, const char *expected) {
    struct arena arena = {0};
    struct csv_table table = {0};
    struct buf out = BUF_INIT;
    shape.line = shape.line ? shape.line : 1;
    csv_read(&arena, text, strlen(text), shape, &table);
    for (size_t i = 0; i < table.count; i++) {
        buf_printf(&out, "%lld%s:", (long long)table.rows[i].line, table.rows[i].unclosed ? "!" : "");
        for (size_t c = 0; c < table.rows[i].count; c++)
            buf_printf(&out, "%s%s", c ? "|" : "", table.rows[i].cells[c]);
        buf_char(&out, '\n');
    }
    assert_string_equal(out.data, expected);
    buf_free(&out);
    arena_free(&arena);
}

static void test_rows(void **state) {
    (void)state;
    const struct csv_shape comma = {.delimiter = ','};
    rows_are("", comma, "");
    rows_are("a,b\nc,d", comma, "1:a|b\n2:c|d\n");
    rows_are("a,b\r\n\r\nc,d\re,f\n", comma, "1:a|b\n3:c|d\n4:e|f\n");
    rows_are("a\rb\r", comma, "1:a\n2:b\n");
    rows_are("\"x \"\"y\"\"\",\"p\nq\"\nz,1\n", comma, "1:x \"y\"|p\nq\n3:z|1\n");
    rows_are("   \n,,\nx,,\n", comma, "2:||\n3:x||\n");
    rows_are("a \"b\" c,  \"d\"  ,e\n", comma, "1:a \"b\" c|d|e\n");
    rows_are("a;b,c\n", (struct csv_shape){.delimiter = ';'}, "1:a|b,c\n");
    rows_are("a\t\tb\n", (struct csv_shape){.delimiter = '\t'}, "1:a||b\n");
    rows_are("a,b\nc,d\ne,f\n", (struct csv_shape){.delimiter = ',', .most = 2}, "1:a|b\n2:c|d\n");
}

static void test_unclosed_quotes(void **state) {
    (void)state;
    const struct csv_shape two = {.delimiter = ',', .width = 2};
    rows_are("a,b\nc,\"d\ne,f\n", two, "1:a|b\n2!:c|d\n3:e|f\n");
    /* closed by the next quote that comes along: seen by the count of the cells */
    rows_are("c,\"d\ne,\"f\"\ng,h\n", two, "1!:c|d\n2:e|f\n3:g|h\n");
    /* over two lines by right */
    rows_are("c,\"d\nd,d\"\ne,f\n", two, "1:c|d\nd,d\n3:e|f\n");
    /* each line anew, and none is lost */
    struct buf text = BUF_INIT;
    for (int i = 0; i < 3000; i++)
        buf_str(&text, "\"x\n");
    struct arena arena = {0};
    struct csv_table table = {0};
    csv_read(&arena, text.data, text.len, (struct csv_shape){.delimiter = ',', .line = 1}, &table);
    assert_int_equal(table.count, 3000);
    assert_int_equal(table.rows[2999].line, 3000);
    arena_free(&arena);
    buf_free(&text);
}

/* ---- days ---- */

static const struct {
    const char *text;
    enum when_order order;
    const char *day; /* NULL: none */
} days[] = {
    {"2024-02-29", WHEN_MONTH_FIRST, "2024-02-29"},
    {"2024-02-30", WHEN_MONTH_FIRST, NULL},
    {"20240229", WHEN_MONTH_FIRST, "2024-02-29"},
    {"19531015T231000Z", WHEN_MONTH_FIRST, "1953-10-15"},
    {"1955-07-19T00:00:00Z", WHEN_MONTH_FIRST, "1955-07-19"},
    {"3/7/2021", WHEN_MONTH_FIRST, "2021-03-07"},
    {"3/7/2021", WHEN_DAY_FIRST, "2021-07-03"},
    {"28/2/2021", WHEN_MONTH_FIRST, "2021-02-28"},
    {"2/28/2021", WHEN_DAY_FIRST, "2021-02-28"},
    {"3/7/21, 4:55 PM", WHEN_MONTH_FIRST, "2021-03-07"},
    {"12/28/69", WHEN_MONTH_FIRST, "1969-12-28"},
    {"14.3.1971", WHEN_MONTH_FIRST, "1971-03-14"},
    {"14-03-1971", WHEN_MONTH_FIRST, "1971-03-14"},
    {"05 Jan 2020", WHEN_MONTH_FIRST, "2020-01-05"},
    {"Mar 5, 2022", WHEN_MONTH_FIRST, "2022-03-05"},
    {"14 févr. 2022", WHEN_MONTH_FIRST, "2022-02-14"},
    {"02 août 2023", WHEN_MONTH_FIRST, "2023-08-02"},
    {"17 Mai 2023", WHEN_MONTH_FIRST, "2023-05-17"},
    {"5. März 2022", WHEN_MONTH_FIRST, "2022-03-05"},
    {"1 de enero de 2020", WHEN_MONTH_FIRST, "2020-01-01"},
    {"7 września 2019", WHEN_MONTH_FIRST, "2019-09-07"},
    {"2024年2月29日", WHEN_MONTH_FIRST, "2024-02-29"},
    {"--03-07", WHEN_MONTH_FIRST, "--03-07"},
    {"--0307", WHEN_MONTH_FIRST, "--03-07"},
    {"7 March", WHEN_MONTH_FIRST, "--03-07"},
    {"--02-29", WHEN_MONTH_FIRST, "--02-29"},
    {"--13-01", WHEN_MONTH_FIRST, NULL},
    {"31 Feb 2022", WHEN_MONTH_FIRST, NULL},
    {"1980", WHEN_MONTH_FIRST, NULL},
    {"circa 1800", WHEN_MONTH_FIRST, NULL},
    {"", WHEN_MONTH_FIRST, NULL},
    {"99999999999", WHEN_MONTH_FIRST, NULL},
};

static void test_days(void **state) {
    (void)state;
    struct when_words words = {0};
    when_load(&words);
    day today = day_from(2026, 11, 21);
    for (size_t i = 0; i < sizeof days / sizeof *days; i++) {
        char out[DAY_SIZE] = "";
        bool found = when_read(&words, days[i].text, days[i].order, today, out);
        if (found != (days[i].day != NULL))
            fail_msg("'%s' gives '%s'", days[i].text, out);
        if (found)
            assert_string_equal(out, days[i].day);
    }
    when_free(&words);
    assert_int_equal(when_order_of("28/2/2021"), 1);
    assert_int_equal(when_order_of("2/28/2021"), -1);
    assert_int_equal(when_order_of("2/3/2021"), 0);
    assert_int_equal(when_order_of("2021-02-28"), 0);
}

/* ---- words of columns ---- */

static const struct {
    const char *header, *word;
    int number;
} headers[] = {
    {"E-mail 2 - Value", "e mail value", 2},
    {"  First   Name ", "first name", 0},
    {"LastName", "last name", 0},
    {"IsDeleted", "is deleted", 0},
    {"Straße privat 3", "strasse privat", 3},
    {"", "", 0},
    {"姓", "姓", 0},
    {"Assistent(in)", "assistent in", 0},
};

static void test_headers(void **state) {
    (void)state;
    struct arena arena = {0};
    for (size_t i = 0; i < sizeof headers / sizeof *headers; i++) {
        int number;
        assert_string_equal(columns_word(&arena, headers[i].header, &number), headers[i].word);
        assert_int_equal(number, headers[i].number);
    }
    arena_free(&arena);
}

/* The data says what it means, and nothing of it falls on deaf ears. */
static void test_column_words(void **state) {
    (void)state;
    struct columns columns;
    columns_load(&columns, "columns.txt");
    assert_int_equal(columns_find(&columns, "vorname")->field, COLUMNS_GIVEN);
    assert_int_equal(columns_find(&columns, "prenom")->field, COLUMNS_GIVEN);
    assert_int_equal(columns_find(&columns, "spouse")->field, COLUMNS_TIE);
    assert_string_equal(columns_find(&columns, "spouse")->argument, "spouse");
    assert_int_equal(columns_find(&columns, "name")->other, COLUMNS_FAMILY);
    assert_null(columns_find(&columns, "shoe size"));
    for (size_t i = 0; i < columns.count; i++) {
        assert_true(columns.meanings[i].field < COLUMNS_COUNT);
        assert_true(columns.meanings[i].other < COLUMNS_COUNT);
        assert_true(columns.meanings[i].beside < COLUMNS_COUNT);
    }
    columns_free(&columns);
    columns_load(&columns, "properties.txt");
    assert_int_equal(columns_find(&columns, "fn")->field, COLUMNS_NAME);
    assert_int_equal(columns_find(&columns, "photo")->field, COLUMNS_DROP);
    columns_free(&columns);
    for (int field = 0; field < COLUMNS_COUNT; field++)
        assert_int_equal(columns_field_named(columns_field_name((enum columns_field)field)), field);
    assert_int_equal(columns_field_named("emails"), COLUMNS_EMAIL);
    assert_int_equal(columns_field_named("nothing"), COLUMNS_COUNT);
}

/* ---- cards ---- */

/* As "line[>agent]: NAME=value;…", a card a line, with ! where its END is missing. */
static void cards_are(const char *text, const char *expected) {
    struct arena arena = {0};
    struct vcards cards = {0};
    struct buf out = BUF_INIT;
    vcard_read(&arena, text, strlen(text), &cards);
    for (size_t i = 0; i < cards.count; i++) {
        const struct vcard *card = &cards.items[i];
        buf_printf(&out, "%lld%s", (long long)card->line, card->ended ? "" : "!");
        if (card->agent_of)
            buf_printf(&out, ">%zu", card->agent_of);
        for (size_t p = 0; p < card->count; p++)
            buf_printf(&out, " %s%s%s=%s", card->properties[p].group, *card->properties[p].group ? "." : "",
                       card->properties[p].name, vcard_text(&arena, card->properties[p].value));
        buf_char(&out, '\n');
    }
    assert_string_equal(out.data, expected);
    buf_free(&out);
    arena_free(&arena);
}

static void test_cards(void **state) {
    (void)state;
    cards_are("", "");
    cards_are("BEGIN:VCARD\r\nFN:Ann\r\n  B\r\n\tC\r\nEND:VCARD\r\n", "1 FN=Ann BC\n");
    cards_are("begin:vcard\r\r\nfn:Ann\r\r\nend:vcard\r\r\n", "1 FN=Ann\n");
    cards_are("BEGIN:VCARD\rFN:Ann\rEND:VCARD\r", "1 FN=Ann\n");
    cards_are("\nBEGIN:VCARD\nitem1.TEL;HOME:1\nEND:VCARD\nBEGIN:VCARD\nFN:B\n", "2 ITEM1.TEL=1\n5! FN=B\n");
    cards_are("BEGIN:VCARD\nFN:A\nBEGIN:VCARD\nFN:B\nEND:VCARD\n", "1! FN=A\n3 FN=B\n");
    cards_are("BEGIN:VCARD\nN;ENCODING=QUOTED-PRINTABLE:=C3=84=\n=41nne;\nEND:VCARD\n", "1 N=ÄAnne;\n");
    cards_are("BEGIN:VCARD\nFN;QUOTED-PRINTABLE;CHARSET=ISO-8859-1:J=F6rg\nEND:VCARD\n", "1 FN=Jörg\n");
    cards_are("BEGIN:VCARD\nFN;ENCODING=QUOTED-PRINTABLE;CHARSET=SHIFT_JIS:=8E=52=93=63\nEND:VCARD\n",
              "1 FN=山田\n");
    cards_are("BEGIN:VCARD\nNOTE;ENCODING=b:SGVsbG8=\nEND:VCARD\n", "1 NOTE=Hello\n");
    cards_are("BEGIN:VCARD\nPHOTO;BASE64:\n  /9j/4AAQ\n  SkZJ\n\nFN:A\nEND:VCARD\n", "1 PHOTO= FN=A\n");
    cards_are("BEGIN:VCARD\nPHOTO;ENCODING=BASE64:/9j/\nAAAA\n\nFN:A\nEND:VCARD\n", "1 PHOTO= FN=A\n");
    cards_are("BEGIN:VCARD\nNOTE:a\\, b\\; c\\nd\\\\ \\x\nFN\nmore of it\nEND:VCARD\n",
              "1 NOTE=a, b; c\nd\\ \\x\n");
    cards_are("BEGIN:VCARD\nNOTE:one\nmore of it\nFN:A\nEND:VCARD\n", "1 NOTE=one\nmore of it FN=A\n");
    cards_are("BEGIN:VCARD\nADR;LABEL=\"a:b;c\":;;x\nEND:VCARD\n", "1 ADR=;;x\n");
    cards_are("BEGIN:VCARD\nFN:A\nAGENT:\nBEGIN:VCARD\nFN:B\nEND:VCARD\nTEL:1\nEND:VCARD\n",
              "1 FN=A AGENT= TEL=1\n4>1 FN=B\n");
    cards_are("BEGIN:VCARD\nFN:A\nAGENT:BEGIN:VCARD\\nFN:B\\nEND:VCARD\nEND:VCARD\n",
              "1 FN=A AGENT=BEGIN:VCARD\nFN:B\nEND:VCARD\n3>1 FN=B\n");
}

static void test_parameters(void **state) {
    (void)state;
    struct arena arena = {0};
    struct vcards cards = {0};
    const char *text = "BEGIN:VCARD\nTEL;WORK;type=\"voice,Home\";Type=pref:1\n"
                       "ADR;LABEL=\"1 Main^nTown ^'x^'\":a;b\\;c;;d\nEND:VCARD\n";
    vcard_read(&arena, text, strlen(text), &cards);
    const struct vcard_property *tel = &cards.items[0].properties[0], *adr = tel + 1;
    assert_true(vcard_has_type(tel, "work") && vcard_has_type(tel, "home") && vcard_has_type(tel, "pref"));
    assert_false(vcard_has_type(tel, "fax"));
    assert_string_equal(vcard_parameter(adr, "LABEL"), "1 Main\nTown \"x\"");
    assert_string_equal(vcard_part(&arena, adr->value, 1), "b;c");
    assert_string_equal(vcard_part(&arena, adr->value, 3), "d");
    assert_string_equal(vcard_part(&arena, adr->value, 4), "");
    arena_free(&arena);
}

/* ---- folding ---- */

static void test_folding(void **state) {
    (void)state;
    struct buf out = BUF_INIT;
    fold_text(&out, "NOTE", "a,b;c\\d\ne");
    assert_string_equal(out.data, "NOTE:a\\,b\\;c\\\\d\\ne\r\n");
    buf_cut(&out, 0);
    struct buf line = BUF_INIT;
    for (int i = 0; i < 100; i++)
        buf_str(&line, "é");
    fold_line(&out, line.data);
    for (const char *at = out.data, *end; (end = strstr(at, "\r\n")); at = end + 2) {
        assert_true(end - at <= 75);
        assert_false((*at & 0xC0) == 0x80);
    }
    buf_free(&line);
    buf_free(&out);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_encodings),       cmocka_unit_test(test_rows),
        cmocka_unit_test(test_unclosed_quotes), cmocka_unit_test(test_days),
        cmocka_unit_test(test_headers),         cmocka_unit_test(test_column_words),
        cmocka_unit_test(test_cards),           cmocka_unit_test(test_parameters),
        cmocka_unit_test(test_folding),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
