#include "lib/lib.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "kith/note.h"
#include "kith/referral.h"

/* Finding, deleting, merging and forgetting people. */

#define P(uid, name, rest) "{\"uid\": \"" uid "\", \"name\": \"" name "\"" rest "}"
static const char names[] = "{\"kith\": 1, \"people\": [" P("p1", "José Álvarez",
                                                            ", \"role\": \"client\", \"aliases\": [\"Pepe\"]") "," P("p2", "Ann Okafor", ", \"role\": \"client\"") "," P("p3", "Anna Berg", ", \"role\": \"mentioned\"") "," P("p4", "Tom Baker", ", \"role\": \"mentioned\"") "," P("p5", "Tom Baker", ", \"role\": \"prospect\"") "," P("p6", "Jane Doe, CPA", "") "," P("p7", "Jane", "") "," P("p8",
                                                                                                                                                                                                                                                                                                                                                                                                   "Lee Park", ", \"archived\": true") "," P("p9",
                                                                                                                                                                                                                                                                                                                                                                                                                                             "Kim Parker",
                                                                                                                                                                                                                                                                                                                                                                                                                                             ", \"role\": \"mentioned\"") "," P("p10",
                                                                                                                                                                                                                                                                                                                                                                                                                                                                                "accountant",
                                                                                                                                                                                                                                                                                                                                                                                                                                                                                ", \"role\": \"mentioned\","
                                                                                                                                                                                                                                                                                                                                                                                                                                                                                " \"unnamed\": true") "," P("p11",
                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                            "Sam One",
                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                            ", \"company\": \"Mill\"") "," P("p12",
                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                             "Sam One",
                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                             "") "," P("s1",
                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                       "Ray 1",
                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                       "") "," P("s2",
                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                 "Ray 2",
                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                 "") "," P("s3",
                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                           "Ray 3", "") "," P("s4",
                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                              "Ray 4", "") "," P("s5",
                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                 "Ray 5", "") "," P("s6",
                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                    "Ray 6", "") "," P("s7",
                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                       "Ray 7",
                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                       "") "," P("s8",
                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                 "Ray 8",
                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                 "") "," P("s9",
                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                           "Ray 9",
                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                           "") "," P("s10",
                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                     "Ray 91",
                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                     "") "],"
                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                         "\"mentions\": [{\"uid\": \"x1\", \"by\": \"p2\", \"person\": \"p10\", \"relation\": \"accountant\","
                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                         " \"on\": \"2026-11-01\"}, {\"uid\": \"x2\", \"by\": \"p2\", \"person\": \"p3\", \"on\": \"2026-11-01\"}]}";

static const struct {
    const char *name, *uid, *why;
} finds[] = {
    {"p4", "p4", NULL},
    {"JOSE ALVAREZ", "p1", NULL},
    {"  jose   alvarez ", "p1", NULL},
    {"pepe", "p1", NULL},
    {"Alvar", "p1", NULL},
    {"ann", "p2", NULL}, /* a contact before Anna, who is merely mentioned */
    {"anna", "p3", NULL},
    {"tom baker", "p5", NULL},
    {"Jane", "p7", NULL}, /* the whole name before a part */
    {"doe", "p6", NULL},
    {"park", NULL, "'park' fits 2 people: Kim Parker, Lee Park"},
    {"lee", "p8", NULL},
    {"accountant", "p10", NULL},
    {"sam one", NULL, "'sam one' fits 2 people: Sam One (Mill), Sam One (p12)"},
    {"ray", NULL, "'ray' fits 10 people: Ray 1, Ray 2, Ray 3, Ray 4, Ray 5, Ray 6, Ray 7, Ray 8, and 2 more"},
    {"nobody", NULL, "there is no person 'nobody'"},
    {"", NULL, "there is no person ''"},
    {" ", NULL, "there is no person ' '"},
};

static void test_find(void **state) {
    (void)state;
    struct kith *k = lib_book(names);
    for (size_t i = 0; i < sizeof finds / sizeof *finds; i++) {
        struct arena arena = {0};
        struct kith_person person;
        kith_id id;
        enum kith_status status = kith_person_find(k, finds[i].name, &id);
        if (finds[i].why) {
            assert_true(status != KITH_OK);
            assert_string_equal(kith_error(k), finds[i].why);
            assert_int_equal(id, 0);
        } else {
            if (status != KITH_OK)
                fail_msg("%s: %s", finds[i].name, kith_error(k));
            lib_ok(k, kith_person_get(k, id, &arena, &person));
            assert_string_equal(person.uid, finds[i].uid);
        }
        arena_free(&arena);
    }
    kith_close(k);
}

static void test_find_list(void **state) {
    (void)state;
    static const struct {
        const char *names;
        size_t count; /* 0: refused */
    } lists[] = {
        {"Jane Doe, CPA", 1}, {"Jane, Doe", 2}, {"pepe,okafor , p4", 3}, {"pepe, PEPE", 1}, {"pepe,", 1},
        {"pepe, nobody", 0},  {"", 0},
    };
    struct kith *k = lib_book(names);
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
        struct arena arena = {0};
        struct kith_ids ids;
        enum kith_status status = kith_people_find(k, lists[i].names, &arena, &ids);
        if ((status == KITH_OK) != (lists[i].count > 0) || (status == KITH_OK && ids.count != lists[i].count))
            fail_msg("'%s': %d, %zu people", lists[i].names, (int)status, ids.count);
        arena_free(&arena);
    }
    kith_close(k);
}

/* Of a source's circle a part is enough; elsewhere the whole name; else somebody new. */
static void test_find_or_add(void **state) {
    (void)state;
    static const struct {
        const char *source, *name, *uid; /* uid NULL: somebody new */
    } finds_or_adds[] = {
        {"p2", "berg", "p3"},       {"p1", "berg", NULL}, {"p2", "accountant", "p10"},
        {"p1", "accountant", NULL}, {"p1", "Pepe", "p1"}, {"p1", "tom baker", "p5"},
        {"p1", "New  Name", NULL},
    };
    for (size_t i = 0; i < sizeof finds_or_adds / sizeof *finds_or_adds; i++) {
        struct kith *k = lib_book(names);
        struct arena arena = {0};
        struct kith_person person;
        kith_id id, source = lib_person(k, finds_or_adds[i].source);
        int64_t steps = lib_steps(k);
        lib_ok(k, kith_person_find_or_add(k, source, finds_or_adds[i].name, &id));
        lib_ok(k, kith_person_get(k, id, &arena, &person));
        assert_int_equal(lib_steps(k) - steps, finds_or_adds[i].uid == NULL);
        if (finds_or_adds[i].uid)
            assert_string_equal(person.uid, finds_or_adds[i].uid);
        else
            assert_int_equal(person.role, KITH_ROLE_MENTIONED);
        arena_free(&arena);
        kith_close(k);
    }
    struct kith *k = lib_book(names);
    kith_id id;
    assert_int_equal(kith_person_find_or_add(k, lib_person(k, "p2"), "sam one", &id), KITH_INVALID);
    assert_int_equal(kith_person_find_or_add(k, lib_person(k, "p2"), " ", &id), KITH_INVALID);
    kith_close(k);
}

static void test_complete(void **state) {
    (void)state;
    struct kith *k = lib_book(names);
    struct arena arena = {0};
    struct kith_refs refs;
    lib_ok(k, kith_people_complete(k, "AL", 5, &arena, &refs));
    assert_int_equal(refs.count, 1);
    assert_string_equal(refs.items[0].name, "José Álvarez");
    lib_ok(k, kith_people_complete(k, "ray", 3, &arena, &refs));
    assert_int_equal(refs.count, 3);
    lib_ok(k, kith_people_complete(k, "berg", 3, &arena, &refs));
    assert_int_equal(refs.count, 0); /* merely mentioned */
    assert_string_equal(kith_person_said(k, lib_person(k, "p10"), &arena), "Ann's accountant");
    arena_free(&arena);
    kith_close(k);
}

/* ---- deleting ---- */

static const char ties[] =
    "{\"kith\": 1, \"people\": [" P("ann", "Ann Okafor", ", \"role\": \"client\", \"emails\": [\"ann@okafor.example\"]") "," P("bob", "Bob Reyes", ", \"role\": \"partner\", \"phones\": [\"123\"]") "," P(
        "tom", "Tom Baker",
        ", \"role\": \"mentioned\"") "," P("acc", "accountant",
                                           ", \"role\": \"mentioned\", \"unnamed\": true") "," P("liz",
                                                                                                 "Liz Ray",
                                                                                                 ", \"role\": \"mentioned\"") "],"
                                                                                                                              "\"notes\": [{\"uid\": \"n1\", \"with\": [\"ann\"], \"on\": \"2026-11-10\", \"text\": \"Her brother Tom Baker, whom"
                                                                                                                              " TOM'S friends call tom; atom. ann@okafor.example\"}, {\"uid\": \"n2\", \"with\": [\"ann\", \"bob\"],"
                                                                                                                              " \"on\": \"2026-11-11\", \"text\": \"Lunch with Ann Okafor, Ann and Tómas. Liz Ray came.\"}],"
                                                                                                                              "\"mentions\": [{\"uid\": \"x1\", \"note\": \"n1\", \"by\": \"ann\", \"person\": \"tom\", \"quote\": \"Her brother Tom"
                                                                                                                              " Baker\"}, {\"uid\": \"x2\", \"note\": \"n1\", \"by\": \"ann\", \"person\": \"acc\", \"relation\": \"accountant\"},"
                                                                                                                              " {\"uid\": \"x3\", \"note\": \"n2\", \"by\": \"bob\", \"person\": \"liz\"}, {\"uid\": \"x4\", \"note\": \"n2\","
                                                                                                                              " \"by\": \"ann\", \"person\": \"liz\"}],"
                                                                                                                              "\"moments\": [{\"uid\": \"m1\", \"person\": \"ann\", \"kind\": \"thanked\", \"on\": \"2026-11-10\", \"note\": \"n1\","
                                                                                                                              " \"quote\": \"thanks from Ann Okafor\"}],"
                                                                                                                              "\"needs\": [{\"uid\": \"w1\", \"person\": \"tom\", \"what\": \"a fit-out firm for Tom Baker\", \"on\": \"2026-11-10\","
                                                                                                                              " \"note\": \"n1\"}],"
                                                                                                                              "\"referrals\": [{\"uid\": \"r1\", \"direction\": \"received\", \"partner\": \"bob\", \"person\": \"ann\","
                                                                                                                              " \"on\": \"2026-01-01\"}],"
                                                                                                                              "\"asks\": [{\"uid\": \"a1\", \"source\": \"ann\", \"target\": \"tom\", \"on\": \"2026-11-12\", \"wording\": \"Ann,"
                                                                                                                              " will you refer me to Tom?\"}]}";

static bool has(struct kith *k, const char *text) {
    char *out = lib_export(k);
    bool there = strstr(out, text) != NULL;
    free(out);
    return there;
}

/* Bob's referral names Ann: she stays, as somebody mentioned, without what was hers. */
static void test_delete_named(void **state) {
    (void)state;
    struct kith *k = lib_book(ties);
    struct arena arena = {0};
    struct kith_person person;
    kith_id ann = lib_person(k, "ann");
    lib_ok(k, kith_person_delete(k, &ann, 1));
    lib_ok(k, kith_person_get(k, ann, &arena, &person));
    assert_int_equal(person.role, KITH_ROLE_MENTIONED);
    assert_int_equal(person.emails.count, 0);
    assert_true(has(k, "\"r1\""));
    assert_true(has(k, "\"uid\": \"n2\", \"with\": [\"bob\"]"));
    assert_true(has(k, "\"liz\""));
    static const char *const gone[] = {"\"n1\"", "\"x1\"", "\"x2\"", "\"x4\"", "\"m1\"", "\"a1\"", "\"acc\""};
    for (size_t i = 0; i < sizeof gone / sizeof *gone; i++)
        if (has(k, gone[i]))
            fail_msg("%s is still there", gone[i]);
    /* What Tom wants was heard in her note, and is his. */
    assert_true(has(k, "\"uid\": \"w1\", \"person\": \"tom\""));
    arena_free(&arena);
    kith_close(k);
}

static void test_delete_unnamed_elsewhere(void **state) {
    (void)state;
    struct kith *k = lib_book(ties);
    kith_id bob = lib_person(k, "bob"), id;
    lib_ok(k, kith_person_delete(k, &bob, 1));
    assert_int_equal(kith_person_find(k, "bob", &id), KITH_NOT_FOUND);
    assert_false(has(k, "\"r1\""));
    assert_true(has(k, "\"uid\": \"n2\", \"with\": [\"ann\"]"));
    assert_true(has(k, "\"liz\"")); /* Ann spoke of her too */
    kith_close(k);
}

static void test_delete_note(void **state) {
    (void)state;
    struct kith *k = lib_book(ties);
    const struct kith_kind *kind;
    kith_id note;
    lib_ok(k, kith_row_find(k, "n1", &kind, &note));
    lib_ok(k, kith_row_delete(k, kind, &note, 1));
    static const char *const gone[] = {"\"n1\"", "\"x1\"", "\"x2\"", "\"m1\"", "\"w1\"", "\"acc\""};
    for (size_t i = 0; i < sizeof gone / sizeof *gone; i++)
        if (has(k, gone[i]))
            fail_msg("%s is still there", gone[i]);
    assert_true(has(k, "\"uid\": \"tom\"")); /* the ask names him */
    kith_close(k);
}

/* ---- merging ---- */

static void test_merge(void **state) {
    (void)state;
    struct kith *k = lib_book(ties);
    struct arena arena = {0};
    struct kith_person person;
    kith_id bob = lib_person(k, "bob"), ann = lib_person(k, "ann"), id;
    lib_ok(k, kith_person_merge(k, bob, ann));
    assert_int_equal(kith_row_get(k, &kith_person_kind, ann, &arena, &person), KITH_NOT_FOUND);
    lib_ok(k, kith_person_find(k, "ann okafor", &id));
    assert_int_equal(id, bob);
    lib_ok(k, kith_person_get(k, bob, &arena, &person));
    assert_string_equal(person.name, "Bob Reyes");
    assert_int_equal(person.aliases.count, 1);
    assert_int_equal(person.emails.count, 1);
    assert_int_equal(person.phones.count, 1);
    assert_true(has(k, "\"uid\": \"n2\", \"with\": [\"bob\"]"));
    assert_true(has(k, "\"uid\": \"x1\", \"note\": \"n1\", \"by\": \"bob\""));
    assert_true(has(k, "\"uid\": \"a1\", \"source\": \"bob\""));
    assert_false(has(k, "\"r1\""));                    /* nobody is referred to themselves */
    assert_true(has(k, "\"x3\"") != has(k, "\"x4\"")); /* one mention of Liz a note */

    /* Somebody without a name takes the name of the other. */
    kith_id acc = lib_person(k, "acc");
    lib_ok(k, kith_person_merge(k, acc, lib_person(k, "tom")));
    lib_ok(k, kith_person_get(k, acc, &arena, &person));
    assert_string_equal(person.name, "Tom Baker");
    assert_false(person.unnamed);
    assert_int_equal(person.aliases.count, 0);
    assert_true(has(k, "\"x1\"") != has(k, "\"x2\""));
    arena_free(&arena);
    kith_close(k);
}

/* What no field can take of the one that goes is kept in words, once, and undo parts all of it again. */
static void test_merge_keeps_values(void **state) {
    (void)state;
    struct kith *k = lib_book("{\"kith\": 1, \"people\": [" P("a", "Ann Lee",
                              ", \"role\": \"client\", \"company\": \"Acme\", \"title\": \"Baker\","
                              " \"every_days\": 30, \"about\": \"Sings.\"") "," P("b", "Anne Lee",
                              ", \"role\": \"partner\", \"company\": \"Birch Ltd\", \"title\": \"baker\","
                              " \"city\": \"Rome\", \"every_days\": 90, \"about\": \"Sails.\"") "," P("c", "A. Lee",
                              ", \"role\": \"other\", \"company\": \"birch ltd\", \"city\": \"Rome\"") "," P("d", "Lee",
                              ", \"address\": \"1 Low Road\"") "," P("e", "Ann L",
                              ", \"address\": \"2 High Road\\nOslo\"") "]}");
    struct arena arena = {0};
    struct kith_person person;
    struct kith_merge plan;
    kith_id a = lib_person(k, "a"), b = lib_person(k, "b");
    char *before = lib_export(k);
    lib_ok(k, kith_merge_plan(k, a, b, &arena, &plan));
    assert_string_equal(plan.to_about, "Role: partner\nCompany: Birch Ltd\nTalk every: 90");
    lib_ok(k, kith_person_merge(k, a, b));
    lib_ok(k, kith_person_get(k, a, &arena, &person));
    assert_string_equal(person.about, "Sings.\nSails.\nRole: partner\nCompany: Birch Ltd\nTalk every: 90");
    assert_string_equal(person.company, "Acme");
    assert_string_equal(person.city, "Rome");
    assert_int_equal(person.every_days, 30);
    lib_undo_redo(k, "merge", before);
    const char *const more[] = {"c", "d", "e"}; /* c's firm is told already, d's address finds room */
    for (size_t i = 0; i < sizeof more / sizeof *more; i++)
        lib_ok(k, kith_person_merge(k, a, lib_person(k, more[i])));
    lib_ok(k, kith_person_get(k, a, &arena, &person));
    assert_string_equal(person.address, "1 Low Road");
    assert_string_equal(strstr(person.about, "Talk every"), "Talk every: 90\nAddress: 2 High Road Oslo");
    free(before);
    arena_free(&arena);
    kith_close(k);
}

/* ---- forgetting ---- */

static bool file_has(const char *path, const char *text) {
    size_t length;
    char *bytes = lib_file(path, &length);
    bool there = memmem(bytes, length, text, strlen(text)) != NULL;
    free(bytes);
    return there;
}

static void test_forget(void **state) {
    (void)state;
    char path[] = "/tmp/kith-forget-XXXXXX";
    int fd = mkstemp(path);
    assert_true(fd >= 0);
    struct kith *k = lib_open(path);
    lib_read(k, ties);
    kith_id tom = lib_person(k, "tom");
    lib_ok(k, kith_person_set(k, &tom, 1, "city", "Timbuktu"));
    assert_true(has(k, "Tom Baker"));
    lib_ok(k, kith_person_forget(k, tom));
    assert_int_equal(lib_steps(k), 0);
    assert_int_equal(kith_undo(k, NULL, NULL), KITH_NOT_FOUND);
    assert_false(has(k, "Baker"));
    assert_true(has(k, "Her brother [removed], whom [removed]'S friends call [removed]; atom."));
    assert_true(has(k, "Lunch with Ann Okafor, Ann and Tómas.")); /* another name, and not his note */
    assert_false(has(k, "\"a1\""));
    assert_false(has(k, "\"x1\""));
    struct arena arena = {0};
    assert_false(file_has(arena_printf(&arena, "%s-wal", path), "Baker")); /* while it is open, too */
    arena_free(&arena);
    kith_close(k);
    static const char *const gone[] = {"Baker", "baker", "Timbuktu", "timbuktu", "TOM"};
    for (size_t i = 0; i < sizeof gone / sizeof *gone; i++)
        if (file_has(path, gone[i]))
            fail_msg("the file still holds %s", gone[i]);
    unlink(path);

    k = lib_book(ties);
    kith_id ann = lib_person(k, "ann");
    lib_ok(k, kith_person_forget(k, ann));
    assert_false(has(k, "Okafor"));
    assert_false(has(k, "okafor"));
    assert_false(has(k, "\"n1\""));
    assert_false(has(k, "\"r1\""));
    assert_true(has(k, "Lunch with [removed], [removed] and Tómas."));
    assert_true(has(k, "\"w1\""));
    kith_close(k);
}

/* ---- backup and restore ---- */

static void test_restore(void **state) {
    (void)state;
    char folder[] = "/tmp/kith-restore-XXXXXX";
    assert_non_null(mkdtemp(folder));
    struct arena arena = {0};
    const char *path = arena_printf(&arena, "%s/book.kith", folder);
    const char *copy = arena_printf(&arena, "%s/copy.kith", folder);
    const char *saved;
    struct kith *k = lib_open(path);
    lib_read(k, ties);
    lib_ok(k, kith_setting_set(k, "me", "Dana"));
    char *first = lib_export(k);
    lib_ok(k, kith_backup(k, copy));
    assert_int_equal(kith_backup(k, copy), KITH_EXISTS);
    kith_id ann = lib_person(k, "ann");
    lib_ok(k, kith_person_forget(k, ann));
    lib_ok(k, kith_setting_set(k, "offer", "dry roofs"));
    char *second = lib_export(k);
    lib_ok(k, kith_restore(k, copy, &arena, &saved));
    char *restored = lib_export(k);
    lib_same("restored", restored, first);
    struct kith *other = lib_open(saved);
    char *kept = lib_export(other);
    lib_same("saved beside", kept, second);
    kith_close(other);
    lib_undo_redo(k, "restore", second);

    /* What is no book is refused, and nothing is saved or changed. */
    const char *text = arena_printf(&arena, "%s/text", folder);
    FILE *file = fopen(text, "w");
    fputs("no book at all\n", file);
    fclose(file);
    const char *never = NULL;
    assert_int_equal(kith_restore(k, text, &arena, &never), KITH_FORMAT);
    assert_null(never);
    assert_int_equal(kith_restore(k, arena_printf(&arena, "%s/none", folder), &arena, &never),
                     KITH_NOT_FOUND);
    char *still = lib_export(k);
    lib_same("refused", still, first);
    kith_close(k);
    free(first);
    free(second);
    free(restored);
    free(kept);
    free(still);
    unlink(path);
    unlink(copy);
    unlink(saved);
    unlink(text);
    rmdir(folder);
    arena_free(&arena);
}

static void test_check(void **state) {
    (void)state;
    struct kith *k = lib_book(ties);
    struct arena arena = {0};
    struct kith_health health;
    lib_ok(k, kith_check(k, &arena, &health));
    assert_true(health.ok);
    assert_int_equal(health.people, 5);
    assert_int_equal(health.notes, 2);
    assert_int_equal(health.version, 1);
    assert_true(health.bytes > 0);
    arena_free(&arena);
    kith_close(k);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_find),         cmocka_unit_test(test_find_list),
        cmocka_unit_test(test_find_or_add),  cmocka_unit_test(test_complete),
        cmocka_unit_test(test_delete_named), cmocka_unit_test(test_delete_unnamed_elsewhere),
        cmocka_unit_test(test_delete_note),  cmocka_unit_test(test_merge), cmocka_unit_test(test_merge_keeps_values),
        cmocka_unit_test(test_forget),       cmocka_unit_test(test_restore),
        cmocka_unit_test(test_check),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
