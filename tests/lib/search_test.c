#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "kith/search.h"
#include "lib/lib.h"
#include "model/model.h"

enum { NOTES = 1200, PEOPLE = 60 };

/* Every note has "every", each tenth "glass", the first "granite", in a book too large for one part of the
 * index. */
static char *large_book(void) {
    struct buf json = BUF_INIT;
    buf_str(&json, "{\"kith\":1,\"people\":[");
    for (int i = 0; i < PEOPLE; i++)
        buf_printf(&json,
                   "%s{\"uid\":\"p%d\",\"name\":\"%s %02d\",\"role\":\"%s\",\"company\":\"Kestrel %d\","
                   "\"emails\":[\"p%d@example.org\"],\"aliases\":[%s]}",
                   i ? "," : "", i, i % 2 ? "Ödön Kerr" : "Mia Stone", i, i < 10 ? "mentioned" : "client", i,
                   i, i == 33 ? "\"Quill\"" : "");
    buf_str(&json, "],\"notes\":[");
    for (int i = 0; i < NOTES; i++) {
        char iso[DAY_SIZE];
        day_iso(lib_day(LIB_TODAY) - NOTES + i, iso);
        buf_printf(
            &json,
            "%s{\"uid\":\"n%d\",\"with\":[\"p%d\"],\"on\":\"%s\",\"channel\":\"call\",\"text\":\"Number %d of "
            "every note— %s%s\"}",
            i ? "," : "", i, 10 + i % 50, iso, i, i % 10 == 0 ? "glass" : "wood", i == 0 ? " granite" : "");
    }
    buf_str(&json, "]}");
    return buf_detach(&json);
}

static struct kith *large(void) {
    char *json = large_book();
    struct kith *k = lib_book(json);
    free(json);
    return k;
}

/* The notes found, the newest first, from `first` down by `step`. */
static void expect_notes(struct kith *k, const char *words, size_t limit, int first, int step, size_t count) {
    struct arena arena = {0};
    struct kith_finds found;
    lib_ok(k, kith_search(k, words, limit, &arena, &found));
    if (found.count != count)
        fail_msg("'%s' finds %zu, not %zu", words, found.count, count);
    for (size_t i = 0; i < count; i++) {
        char uid[16];
        snprintf(uid, sizeof uid, "n%d", first - (int)i * step);
        assert_true(found.items[i].is_note);
        assert_string_equal(found.items[i].uid, uid);
        assert_non_null(strstr(found.items[i].snippet, step == 10 ? "glass" : "every"));
        assert_non_null(found.items[i].name);
    }
    arena_free(&arena);
}

/* One letter or eight: the same notes, whichever way they are found. */
static void a_short_word_finds_what_a_long_one_finds(void **state) {
    (void)state;
    struct kith *k = large();
    for (int letters = 1; letters <= 5; letters++) {
        char word[8];
        snprintf(word, sizeof word, "%.*s", letters, "every");
        expect_notes(k, word, 50, NOTES - 1, 1, 50);
    }
    expect_notes(k, "gl", 30, NOTES - 10, 10, 30);
    expect_notes(k, "gla", 30, NOTES - 10, 10, 30);
    expect_notes(k, "glass", 30, NOTES - 10, 10, 30);
    expect_notes(k, "e gl", 40, NOTES - 10, 10, 40);
    expect_notes(k, "gl", 500, NOTES - 10, 10, 120); /* fewer than asked for: the index tells */
    expect_notes(k, "gra", 50, 0, 1, 1);
    expect_notes(k, "zz", 50, 0, 1, 0);
    kith_close(k);
}

static void expect_people(struct kith *k, const char *words, const char *first, size_t count) {
    struct arena arena = {0};
    struct kith_finds found;
    lib_ok(k, kith_search(k, words, 0, &arena, &found));
    size_t people = 0;
    while (people < found.count && !found.items[people].is_note)
        people++;
    assert_int_equal(people, count);
    assert_string_equal(found.items[0].name, first);
    arena_free(&arena);
}

static void people_come_contacts_first(void **state) {
    (void)state;
    struct kith *k = large();
    expect_people(k, "odon", "Ödön Kerr 11", 30);
    expect_people(k, "st mi", "Mia Stone 10", 30);
    expect_people(k, "kerr 0", "Ödön Kerr 01", 5);
    expect_people(k, "quill", "Ödön Kerr 33", 1);
    kith_close(k);
}

static void addresses_are_looked_up_by_name_company_and_address(void **state) {
    (void)state;
    static const struct {
        const char *words;
        size_t count;
    } cases[] = {{"odon", 25}, {"kestrel 11", 1},   {"p12@ex", 1},
                 {"p3@", 0},   {"mia kestrel", 25}, {"quartz", 0}};
    struct kith *k = large();
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct arena arena = {0};
        struct kith_address *found;
        size_t count;
        lib_ok(k, kith_query(k, cases[i].words, &arena, &found, &count));
        if (count != cases[i].count)
            fail_msg("'%s' finds %zu addresses, not %zu", cases[i].words, count, cases[i].count);
        arena_free(&arena);
    }
    kith_close(k);
}

/* Else a save weeks later would bring its parts together, and take long for it. */
static void the_full_text_is_whole_after_many_notes(void **state) {
    (void)state;
    struct kith *k =
        lib_book("{\"kith\":1,\"people\":[{\"uid\":\"a\",\"name\":\"Ann\"}],\"notes\":[{\"uid\":\"b\","
                 "\"with\":[\"a\"],\"on\":\"2026-01-01\",\"text\":\"alone\"}]}");
    char *json = large_book();
    lib_read(k, json);
    free(json);
    assert_int_equal(model_number(k, "SELECT count(DISTINCT segid) FROM note_text_idx", 0, 0), 1);
    kith_close(k);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_short_word_finds_what_a_long_one_finds),
        cmocka_unit_test(people_come_contacts_first),
        cmocka_unit_test(addresses_are_looked_up_by_name_company_and_address),
        cmocka_unit_test(the_full_text_is_whole_after_many_notes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
