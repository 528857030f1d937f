#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "kith/query.h"
#include "lib/lib.h"

/* Each person is a letter; a case says which letters a line of terms finds, by name. */
static const char people[] =
    "{\"kith\":1,\"people\":["
    "{\"uid\":\"a\",\"name\":\"A Okafor\",\"role\":\"client\",\"company\":\"First Oak Bank\",\"title\":\"Owner\","
    "\"city\":\"Leeds\",\"tags\":[\"food\",\"fair trade\"],\"emails\":[\"a@oak.example\"],"
    "\"known_since\":\"2024-03-01\",\"favourite\":true,\"dates\":[{\"what\":\"birthday\",\"on\":\"--11-25\"}]},"
    "{\"uid\":\"b\",\"name\":\"Bö Lee\",\"role\":\"partner\",\"city\":\"New York\",\"tags\":[\"law\"],"
    "\"phones\":[\"+1 555\"],\"dates\":[{\"what\":\"birthday\",\"on\":\"1980-11-21\"}]},"
    "{\"uid\":\"c\",\"name\":\"C Vance\",\"role\":\"client\",\"city\":\"Leeds\",\"known_since\":\"2025-11-20\","
    "\"about\":\"sails\",\"dates\":[{\"what\":\"birthday\",\"on\":\"--03-07\"}]},"
    "{\"uid\":\"d\",\"name\":\"D Old\",\"role\":\"client\",\"archived\":true},"
    "{\"uid\":\"e\",\"name\":\"E Baker\",\"role\":\"mentioned\"},"
    "{\"uid\":\"f\",\"name\":\"F New\",\"role\":\"other\",\"company\":\"Newcastle Ales\"}],"
    "\"notes\":[{\"uid\":\"n1\",\"with\":[\"a\"],\"on\":\"2026-11-20\",\"channel\":\"call\",\"text\":\"A second shop.\"},"
    "{\"uid\":\"n2\",\"with\":[\"b\"],\"on\":\"2026-08-23\",\"channel\":\"call\",\"text\":\"Two vans\"},"
    "{\"uid\":\"n3\",\"with\":[\"c\"],\"on\":\"2026-08-22\",\"channel\":\"call\",\"text\":\"One van\"}],"
    "\"mentions\":[{\"uid\":\"x1\",\"note\":\"n1\",\"by\":\"a\",\"person\":\"e\"}],"
    "\"moments\":[{\"uid\":\"m1\",\"person\":\"a\",\"kind\":\"thanked\",\"on\":\"2026-11-20\",\"state\":\"open\"},"
    "{\"uid\":\"m2\",\"person\":\"c\",\"kind\":\"delivered\",\"on\":\"2026-01-20\",\"state\":\"open\"}],"
    "\"needs\":[{\"uid\":\"w1\",\"person\":\"a\",\"what\":\"a bookkeeper\",\"on\":\"2026-11-01\"},"
    "{\"uid\":\"w2\",\"person\":\"b\",\"what\":\"a baker\",\"on\":\"2026-11-01\",\"met_on\":\"2026-11-02\"}],"
    "\"pledges\":[{\"uid\":\"g1\",\"person\":\"c\",\"count\":5,\"on\":\"2026-01-10\"}],"
    "\"referrals\":[{\"uid\":\"r1\",\"direction\":\"given\",\"partner\":\"b\",\"person\":\"a\",\"on\":\"2026-02-02\",\"outcome\":\"open\"},"
    "{\"uid\":\"r2\",\"direction\":\"given\",\"partner\":\"b\",\"person\":\"c\",\"on\":\"2026-02-03\",\"outcome\":\"open\"},"
    "{\"uid\":\"r3\",\"direction\":\"received\",\"partner\":\"b\",\"person\":\"e\",\"on\":\"2025-02-03\",\"outcome\":\"met\"}],"
    "\"asks\":[{\"uid\":\"k1\",\"source\":\"c\",\"role\":\"baker\",\"on\":\"2026-10-01\",\"answer\":\"no\"}]}";

static const struct {
    const char *terms, *finds;
} cases[] = {
    {"", "abcf"},
    {"role:client", "ac"},
    {"role:client,partner", "abc"},
    {"-role:client", "bf"},
    {"roles:CLIENT", "ac"},
    {"role:mentioned", "e"},
    {"archived:yes", "d"},
    {"role:client archived:yes", "d"},
    {"name:okaf", "a"},
    {"name:bo", "b"},
    {"ok", "a"},
    {"kafor", ""},
    {"bank", "a"},
    {"first leeds", "a"},
    {"\"first oak\"", "a"},
    {"\"oak first\"", ""},
    {"-leeds", "bf"},
    {"company:oak", "a"},
    {"company=\"first oak bank\"", "a"},
    {"company=first", ""},
    {"company:none", "bc"},
    {"company:any", "af"},
    {"city:\"new york\"", "b"},
    {"in New York", "b"},
    {"in new york law", "b"},
    {"in Leeds", "ac"},
    {"tag:food in Leeds", "a"},
    {"tag:fair", "a"},
    {"tag:none", "cf"},
    {"tag:food,law", "ab"},
    {"title:owner", "a"},
    {"at newcastle", "f"},
    {"about:sail", "c"},
    {"email:oak", "a"}, /* "@oak" begins a word */
    {"email:none", "bcf"},
    {"without email", "bcf"},
    {"no phones", "acf"},
    {"with phone", "b"},
    {"spoken>90d", "cf"},
    {"spoken>=90d", "bcf"},
    {"spoken<90d", "a"},
    {"spoken<=90d", "ab"},
    {"spoken:90d", "ab"},
    {"-spoken:90d", "cf"},
    {"spoken:never", "f"},
    {"spoken:ever", "abc"},
    {"spoken>90d spoken:ever", "c"},
    {"spoken:2026-08", "bc"},
    {"spoken:2026-08-22", "c"},
    {"spoken>2026-08-22", "ab"},
    {"spoken<2026-09", "bcf"},
    {"spoken:yesterday", "a"},
    {"not spoken to in 90 days", "cf"},
    {"not talked to for 12 weeks", "bcf"},
    {"not spoken to in the last 90d", "cf"},
    {"spoken to in the last 2 weeks", "a"},
    {"never spoken to", "f"},
    {"asked:never", "abf"},
    {"clients never asked", "a"},
    {"not asked in 30 days", "abcf"},
    {"asked<60d", "c"},
    {"asks>0", "c"},
    {"since:2024", "a"},
    {"since>2024-12", "c"},
    {"since<2y", "c"},
    {"since>2y", "a"},
    {"since:none", "bf"},
    {"birthday:7d", "ab"},
    {"birthday:today", "b"},
    {"birthday:march", "c"},
    {"birthday:november", "ab"},
    {"birthday:none", "f"},
    {"given>1", "b"},
    {"given=0", "acf"},
    {"given:none", "acf"},
    {"given:any", "b"},
    {"received>=1", "b"},
    {"referrals=3", "b"},
    {"gave<1y", "b"},
    {"got>1y", "abcf"}, /* never is longest ago */
    {"got>1y got:ever", "b"},
    {"circle>=1", "a"},
    {"talks=1", "abc"},
    {"pledge>=5", "c"},
    {"pledge:none", "abf"},
    {"every:none", "abcf"},
    {"moment:thanked", "a"},
    {"moment:thanked,delivered", "ac"},
    {"moment:none", "bf"},
    {"need:bookkeeper", "a"},
    {"need:none", "bcf"}, /* one that was met is none */
    {"note:van", "bc"},
    {"note:\"second shop\"", "a"},
    {"note:none", "f"},
    {"standing:golden", "a"},
    {"golden", "a"},
    {"clients", "ac"},
    {"favourites", "a"},
    {"favourite:no", "bcf"},
    {"earned:yes asked:never", "ab"},
    {"to sort", "f"},
    {"sorted:yes", "abc"},
    {"saved:\"To sort\"", "f"},
    {"-saved:\"to sort\"", "abc"},
    {"saved:\"Clients never asked\" in Leeds", "a"},
    {"role:client AND asked:never", "a"},
};

static void the_terms_find_people(void **state) {
    struct kith *k = lib_book(people);
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct arena arena = {0};
        struct kith_ids found;
        char got[16] = "";
        lib_ok(k, kith_query_people(k, cases[i].terms, &arena, &found));
        for (size_t j = 0; j < found.count; j++) {
            struct kith_person person;
            lib_ok(k, kith_person_get(k, found.items[j], &arena, &person));
            strcat(got, person.uid);
        }
        if (strcmp(got, cases[i].finds) != 0)
            fail_msg("'%s' finds '%s', not '%s'", cases[i].terms, got, cases[i].finds);
        arena_free(&arena);
    }
    kith_close(k);
}

/* The place is shown by what stands there. */
static const struct {
    const char *terms, *place, *why;
} faults[] = {
    {"leeds rol:client", "rol", "there is no field 'rol'; role?"},
    {"compny:x", "compny", "there is no field 'compny'; company?"},
    {"leeds tag:", "tag:", "tag: what?"},
    {"tag:food, law", "tag:food,", "tag: what?"},
    {"role:boss", "boss", "role is client, prospect,"},
    {"role:client,boss", "boss", "role is client, prospect,"},
    {"given>many", "many", "given is a number, not 'many'"},
    {"spoken>soon", "soon", "spoken is a day, a month such as 2026-11, or a time such as 90d, or never"},
    {"tag>food", "food", "tag takes : or =, not >"},
    {"favourite:maybe", "maybe", "favourite is yes or no"},
    {"in \"leeds", "\"leeds", "the quotation mark has no end"},
    {"tag:\"a b", "\"a b", "the quotation mark has no end"},
    {"role:client OR golden", "OR", "all terms must hold"},
    {"saved:nothing", "saved:nothing", "there is no saved search 'nothing'"},
    {"tag:\"a\"b", "b", "a blank is missing here"},
};

static void a_fault_points_at_its_place(void **state) {
    struct kith *k = lib_book(people);
    (void)state;
    for (size_t i = 0; i < sizeof faults / sizeof *faults; i++) {
        struct arena arena = {0};
        struct kith_query_fault fault;
        struct kith_ids found;
        assert_false(kith_query_check(k, faults[i].terms, &arena, NULL, &fault));
        const char *place = arena_strndup(&arena, faults[i].terms + fault.start, fault.length);
        if (strcmp(place, faults[i].place) != 0 || strncmp(fault.why, faults[i].why, strlen(faults[i].why)) != 0)
            fail_msg("'%s': '%s' at '%s'", faults[i].terms, fault.why, place);
        assert_int_equal(kith_query_people(k, faults[i].terms, &arena, &found), KITH_INVALID);
        arena_free(&arena);
    }
    kith_close(k);
}

static const struct {
    const char *typed, *offers; /* the first, and whether it is the only one */
    bool only;
} completions[] = {
    {"rol", "role:", true},
    {"leeds rol", "role:", true},
    {"-rol", "-role:", true},
    {"role:cl", "role:client ", true},
    {"role:client,pa", "role:client,partner ", true},
    {"tag:fa", "tag:\"fair trade\" ", true},
    {"tag:\"fa", "tag:\"fair trade\" ", true},
    {"city:l", "city:Leeds ", true},
    {"city:", "city:Leeds ", false}, /* the most frequent first */
    {"name:b", "name:\"Bö Lee\" ", true},
    {"asked:n", "asked:never ", true},
    {"favourite:y", "favourite:yes ", true},
    {"saved:to", "saved:\"To sort\" ", true},
    {"never", "never asked ", false},
    {"gol", "golden ", true},
    {"zzz", NULL, false},
};

static void a_word_is_completed(void **state) {
    struct kith *k = lib_book(people);
    (void)state;
    for (size_t i = 0; i < sizeof completions / sizeof *completions; i++) {
        struct arena arena = {0};
        struct kith_completions out;
        const char *typed = completions[i].typed, *wanted = completions[i].offers;
        kith_query_complete(k, typed, strlen(typed), &arena, &out);
        if (!wanted ? out.count > 0 : out.count == 0 || strcmp(out.items[0].text, wanted) != 0)
            fail_msg("'%s' goes on as '%s'", typed, out.count ? out.items[0].text : "");
        if (completions[i].only && out.count != 1)
            fail_msg("'%s' goes on in %zu ways", typed, out.count);
        const char *blank = strrchr(typed, ' ');
        if (!strchr(typed, '"'))
            assert_int_equal(out.start, blank ? blank + 1 - typed : 0);
        arena_free(&arena);
    }
    kith_close(k);
}

static void expect_saved(struct kith *k, const char *wanted) {
    struct arena arena = {0};
    struct kith_saved_list list;
    struct buf got = BUF_INIT;
    lib_ok(k, kith_saved_all(k, &arena, &list));
    for (size_t i = 0; i < list.count; i++)
        if (list.items[i].own)
            buf_printf(&got, "%s=%s %zu;", list.items[i].name, list.items[i].query, list.items[i].count);
    if (strcmp(got.data, wanted) != 0)
        fail_msg("saved are '%s', not '%s'", got.data, wanted);
    buf_free(&got);
    arena_free(&arena);
}

static void searches_are_saved_in_the_book(void **state) {
    struct kith *k = lib_book(people);
    struct arena arena = {0};
    (void)state;
    char *before = lib_export(k);
    lib_ok(k, kith_saved_put(k, "Food", "tag:food in Leeds"));
    lib_undo_redo(k, "a saved search", before);
    expect_saved(k, "Food=tag:food in Leeds 1;");
    lib_ok(k, kith_saved_put(k, "food", "tag:food"));
    expect_saved(k, "food=tag:food 1;");
    free(before);
    before = lib_export(k);
    lib_ok(k, kith_saved_rename(k, "FOOD", "Bread"));
    lib_undo_redo(k, "a new name", before);
    expect_saved(k, "Bread=tag:food 1;");
    assert_int_equal(kith_saved_rename(k, "Bread", "to sort"), KITH_EXISTS);
    assert_int_equal(kith_saved_rename(k, "nothing", "x"), KITH_NOT_FOUND);
    assert_int_equal(kith_saved_put(k, "Bad: name", "role:client"), KITH_INVALID);
    assert_int_equal(kith_saved_put(k, "Bad", "rol:client"), KITH_INVALID);
    assert_int_equal(kith_saved_put(k, "", "role:client"), KITH_INVALID);
    lib_ok(k, kith_saved_put(k, "Loop", "role:client"));
    lib_ok(k, kith_saved_put(k, "Loop", "saved:Loop"));
    struct kith_ids found;
    assert_int_equal(kith_query_people(k, "saved:Loop", &arena, &found), KITH_INVALID);
    lib_ok(k, kith_saved_delete(k, "loop"));
    assert_int_equal(kith_saved_delete(k, "loop"), KITH_NOT_FOUND);
    expect_saved(k, "Bread=tag:food 1;");
    free(before);
    arena_free(&arena);
    kith_close(k);
}

/* What comes with Kith can be called otherwise, changed and taken away, and a new book has it again. */
static void those_that_come_with_kith_are_like_others(void **state) {
    struct kith *k = lib_book(people), *other;
    struct arena arena = {0};
    (void)state;
    expect_saved(k, "");
    lib_ok(k, kith_saved_rename(k, "To sort", "New ones"));
    expect_saved(k, "New ones=sorted:no 1;");
    assert_null(kith_saved_query(k, "to sort", &arena));
    lib_ok(k, kith_saved_put(k, "clients never asked", "role:client"));
    assert_string_equal(kith_saved_query(k, "Clients never asked", &arena), "role:client");
    lib_ok(k, kith_saved_delete(k, "New ones"));
    lib_ok(k, kith_saved_delete(k, "Clients never asked"));
    assert_null(kith_saved_query(k, "Clients never asked", &arena));
    char *book = lib_export(k);
    other = lib_book(book);
    char *again = lib_export(other);
    assert_string_equal(again, book);
    assert_null(kith_saved_query(other, "to sort", &arena));
    free(book);
    free(again);
    arena_free(&arena);
    kith_close(other);
    kith_close(k);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_terms_find_people),
        cmocka_unit_test(a_fault_points_at_its_place),
        cmocka_unit_test(a_word_is_completed),
        cmocka_unit_test(searches_are_saved_in_the_book),
        cmocka_unit_test(those_that_come_with_kith_are_like_others),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
