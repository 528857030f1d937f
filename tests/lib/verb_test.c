#include "lib/verbs.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "kith/ask.h"
#include "kith/heard.h"
#include "kith/referral.h"

/* Every verb is one step with a name; undo takes it back to the byte, redo does it again. */

static void test_verbs(void **state) {
    (void)state;
    for (size_t i = 0; verbs[i].name; i++) {
        struct book b = verbs_open(NULL);
        char *before = lib_export(b.k);
        int64_t changes = kith_changes(b.k), steps = lib_steps(b.k);
        if (verbs[i].run(&b) != KITH_OK)
            fail_msg("%s: %s", verbs[i].name, kith_error(b.k));
        assert_true(kith_changes(b.k) != changes);
        if (lib_steps(b.k) != steps + 1)
            fail_msg("%s: %d steps", verbs[i].name, (int)(lib_steps(b.k) - steps));
        struct kith_steps history;
        lib_ok(b.k, kith_history(b.k, 1, &b.arena, &history));
        if (verbs[i].step && strcmp(history.items[0].what, verbs[i].step) != 0)
            fail_msg("%s: the step is called '%s'", verbs[i].name, history.items[0].what);
        assert_int_equal(history.items[0].step, kith_last_step(b.k));
        lib_undo_redo(b.k, verbs[i].name, before);

        /* What stands now is a sound book, which reads back as it is. */
        struct kith_health health;
        lib_ok(b.k, kith_check(b.k, &b.arena, &health));
        if (!health.ok)
            fail_msg("%s: %s", verbs[i].name, health.problems.items[0]);
        char *now = lib_export(b.k);
        struct kith *copy = lib_book(now);
        char *again = lib_export(copy);
        lib_same(verbs[i].name, again, now);
        kith_close(copy);
        free(before);
        free(now);
        free(again);
        verbs_close(&b);
    }
}

/* ---- refusals: a sentence, and nothing changed ---- */

static enum kith_status long_referral(struct book *b, kith_id partner, kith_id person, int64_t value) {
    struct kith_referral row_;
    kith_row_init(&kith_referral_kind, &row_);
    row_.direction = KITH_RECEIVED;
    row_.partner = partner;
    row_.person = person;
    row_.value = value;
    return kith_referral_add(b->k, &row_);
}

VERB(no_name, kith_person_add(b->k, &(struct kith_person){.name = " \t"}))
VERB(no_field, verbs_set(b, "ann", "colour", "red"))
VERB(fixed_field, verbs_set(b, "ann", "typed", "name"))
VERB(empty_name, verbs_set(b, "ann", "name", " "))
VERB(bad_word, verbs_set(b, "ann", "role", "boss"))
VERB(bad_number, verbs_set(b, "ann", "every_days", "-3"))
VERB(bad_day, verbs_set(b, "ann", "known_since", "2026-13-01"))
VERB(bad_amount, verbs_set(b, "r1", "value", "12.345"))
VERB(bad_flag, verbs_set(b, "ann", "favourite", "maybe"))
VERB(two_targets, verbs_set(b, "a1", "role", "baker"))
VERB(no_setting, kith_setting_set(b->k, "colour", "red"))
VERB(bad_setting, kith_setting_set(b->k, "word", "favour"))
VERB(low_setting, kith_setting_set(b->k, "golden_days", "0"))
VERB(no_moment, kith_moment_let_go(b->k, b->tom))
VERB(no_trouble, kith_moment_settle(b->k, b->ann))
VERB(no_need, kith_need_met(b->k, b->bob, NULL, DAY_NONE))
VERB(no_such_need, kith_need_met(b->k, b->ann, "plumber", DAY_NONE))
VERB(no_task, kith_task_done(b->k, b->bob, NULL, DAY_NONE))
VERB(no_people, kith_help_add(b->k, NULL, 0, "x", DAY_NONE))
VERB(no_words, kith_help_add(b->k, &b->ann, 1, " ", DAY_NONE))
VERB(no_pledge, kith_pledge_set(b->k, &b->ann, 1, 0, NULL, DAY_NONE))
VERB(merge_self, kith_person_merge(b->k, b->ann, b->ann))
VERB(wish_nobody, kith_wish_add(b->k, 0, " ", NULL))
VERB(self_referral, long_referral(b, b->ann, b->ann, MONEY_NONE))
VERB(gone_row, kith_person_set(b->k, (kith_id[]){b->ann, 999}, 2, "city", "Leeds"))
VERB(no_undo, kith_undo(b->k, NULL, NULL) ? KITH_INVALID : kith_undo(b->k, NULL, NULL))

static const struct {
    const char *name;
    verb *run;
    enum kith_status status;
    const char *why;
} refusals[] = {
    {"no name", no_name, KITH_INVALID, "a person needs 'name'"},
    {"no field", no_field, KITH_INVALID, "a person has no field 'colour'"},
    {"fixed field", fixed_field, KITH_INVALID, "the field 'typed' of a person cannot be edited"},
    {"empty name", empty_name, KITH_INVALID, "name cannot be empty"},
    {"bad word", bad_word, KITH_INVALID,
     "role is client, prospect, partner, friend, other or mentioned, not 'boss'"},
    {"bad number", bad_number, KITH_INVALID, "every_days is a whole number from 0 to 1000000, not '-3'"},
    {"bad day", bad_day, KITH_INVALID, "known_since is a date, not '2026-13-01'"},
    {"bad amount", bad_amount, KITH_INVALID, "value is an amount, not '12.345'"},
    {"bad flag", bad_flag, KITH_INVALID, "favourite is yes or no, not 'maybe'"},
    {"two targets", two_targets, KITH_INVALID,
     "an ask is about one person or one role, never both, never neither"},
    {"no setting", no_setting, KITH_NOT_FOUND, "there is no setting 'colour'"},
    {"bad setting", bad_setting, KITH_INVALID, "word is referral or introduction, not 'favour'"},
    {"low setting", low_setting, KITH_INVALID, "golden_days is a number from 1 to 3650, not '0'"},
    {"no moment", no_moment, KITH_NOT_FOUND, "Tom Baker has no open moment"},
    {"no trouble", no_trouble, KITH_NOT_FOUND, "Ann Okafor has no open trouble"},
    {"no need", no_need, KITH_NOT_FOUND, "Bob Reyes has no open need"},
    {"no such need", no_such_need, KITH_NOT_FOUND, "Ann Okafor has no open need with 'plumber'"},
    {"no task", no_task, KITH_NOT_FOUND, "Bob Reyes has no open task"},
    {"no people", no_people, KITH_INVALID, "no person was chosen"},
    {"no words", no_words, KITH_INVALID, "a help needs 'what'"},
    {"no pledge", no_pledge, KITH_INVALID, "a pledge is of 1 to 1000 people, not 0"},
    {"merge self", merge_self, KITH_INVALID, "'Ann Okafor' cannot be merged with themselves"},
    {"wish for nobody", wish_nobody, KITH_INVALID,
     "a wish is for one person or one role, never both, never neither"},
    {"self referral", self_referral, KITH_INVALID, "nobody is referred to themselves"},
    {"a row gone", gone_row, KITH_NOT_FOUND, "that person is not in the book any more"},
};

static void test_refusals(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof refusals / sizeof *refusals; i++) {
        struct book b = verbs_open(NULL);
        char *before = lib_export(b.k);
        int64_t steps = lib_steps(b.k);
        enum kith_status status = refusals[i].run(&b);
        if (status != refusals[i].status || strcmp(kith_error(b.k), refusals[i].why) != 0)
            fail_msg("%s: %d, '%s'", refusals[i].name, (int)status, kith_error(b.k));
        char *after = lib_export(b.k);
        lib_same(refusals[i].name, after, before);
        assert_int_equal(lib_steps(b.k), steps);
        free(before);
        free(after);
        verbs_close(&b);
    }
}

/* ---- steps ---- */

static void test_step_taken_back(void **state) {
    (void)state;
    struct book b = verbs_open(NULL);
    char *before = lib_export(b.k);
    lib_ok(b.k, kith_step_begin(b.k, "a step that fails"));
    lib_ok(b.k, kith_help_add(b.k, &b.ann, 1, "one", DAY_NONE));
    lib_ok(b.k, kith_setting_set(b.k, "me", "Dana"));
    assert_string_equal(kith_settings(b.k)->me, "Dana");
    assert_int_equal(kith_step_end(b.k, kith_fail(b.k, KITH_INVALID, "no, '%s'", "thanks")), KITH_INVALID);
    assert_string_equal(kith_error(b.k), "no, 'thanks'");
    assert_null(kith_settings(b.k)->me);
    char *after = lib_export(b.k);
    lib_same("taken back", after, before);
    free(before);
    free(after);
    verbs_close(&b);
}

/* A value that stands already is no change, and no step. */
static void test_nothing_to_change(void **state) {
    (void)state;
    struct book b = verbs_open(NULL);
    int64_t steps = lib_steps(b.k);
    lib_ok(b.k, kith_setting_set(b.k, "golden_days", "14"));
    lib_ok(b.k, kith_setting_set(b.k, "word", ""));
    kith_clock(b.k, kith_today(b.k), 1795255260);
    lib_ok(b.k, verbs_set(&b, "w1", "what", "a bookkeeper"));
    assert_int_equal(lib_steps(b.k), steps);
    verbs_close(&b);
}

static void test_undo_ends(void **state) {
    (void)state;
    struct book b = verbs_open(NULL);
    const char *what;
    lib_ok(b.k, kith_undo(b.k, &b.arena, &what));
    assert_string_equal(what, "import a book");
    assert_int_equal(kith_undo(b.k, &b.arena, &what), KITH_NOT_FOUND);
    lib_ok(b.k, kith_redo(b.k, &b.arena, &what));
    assert_string_equal(what, "import a book");
    assert_int_equal(kith_redo(b.k, &b.arena, &what), KITH_NOT_FOUND);
    assert_int_equal(no_undo(&b), KITH_NOT_FOUND);
    verbs_close(&b);
}

/* What follows from the verbs besides their own row. */
static void test_effects(void **state) {
    (void)state;
    struct book b = verbs_open(NULL);
    struct kith_person person;
    lib_ok(b.k, kith_referral_outcome(b.k, verbs_id(&b, "r1"), KITH_OUTCOME_BUSINESS, 120050));
    lib_ok(b.k, kith_person_get(b.k, b.tom, &b.arena, &person));
    assert_int_equal(person.role, KITH_ROLE_CLIENT);
    const struct kith_kind *kind;
    kith_id again = verbs_find(&b, "r1", &kind), shared = verbs_find(&b, "n2", &kind);
    lib_ok(b.k, kith_person_set(b.k, &b.tom, 1, "role", "mentioned"));
    lib_ok(b.k, kith_row_set(b.k, kind, &shared, 1, "with", "Tom Baker"));
    lib_ok(b.k, kith_person_get(b.k, b.tom, &b.arena, &person));
    assert_int_equal(person.role, KITH_ROLE_PROSPECT);
    lib_ok(b.k, kith_row_set(b.k, &kith_referral_kind, &again, 1, "value", "99"));
    lib_ok(b.k, kith_person_get(b.k, b.tom, &b.arena, &person));
    assert_int_equal(person.role, KITH_ROLE_CLIENT);
    lib_ok(b.k, verbs_set(&b, "acc", "name", "Lee Park"));
    lib_ok(b.k, kith_person_get(b.k, verbs_id(&b, "acc"), &b.arena, &person));
    assert_false(person.unnamed);
    assert_int_equal(person.typed.count, 1);
    assert_string_equal(person.typed.items[0], "name");
    lib_ok(b.k, kith_pledge_set(b.k, &b.ann, 1, 5, "when the year closes", DAY_NONE));
    lib_ok(b.k, kith_pledge_set(b.k, &b.ann, 1, 3, NULL, DAY_NONE));
    struct kith_pledge *pledges;
    size_t count;
    lib_ok(b.k, kith_rows_of(b.k, &kith_pledge_kind, b.ann, &b.arena, &pledges, &count));
    assert_int_equal(count, 1);
    assert_int_equal(pledges[0].count, 3);
    lib_ok(b.k, verbs_set(&b, "n1", "on", "2026-11-12"));
    struct kith_talk talk;
    lib_ok(b.k, kith_talk_get(b.k, verbs_id(&b, "n1"), &b.arena, &talk));
    assert_int_equal(talk.moments[0].on, lib_day("2026-11-12"));
    assert_int_equal(talk.needs[0].on, lib_day("2026-11-12"));
    struct kith_mention *mentions;
    lib_ok(b.k, kith_rows_of(b.k, &kith_mention_kind, b.ann, &b.arena, &mentions, &count));
    assert_int_equal(count, 2);
    assert_int_equal(mentions[0].on, lib_day("2026-11-12"));
    verbs_close(&b);
}

/* A field prints as it is typed, and typing that again gives the same. */
static void test_typed_fields(void **state) {
    (void)state;
    static const struct {
        const char *uid, *field, *typed, *printed;
    } fields[] = {
        {"ann", "aliases", "\"Jane Doe, CPA\", Jane , \"a \"\"b\"\"\"",
         "\"Jane Doe, CPA\", Jane, \"a \"\"b\"\"\""},
        {"ann", "dates", "birthday 03-07,wedding  2010-05-01", "birthday --03-07, wedding 2010-05-01"},
        {"ann", "known_since", "yesterday", "2026-11-20"},
        {"ann", "every_days", "", ""},
        {"ann", "favourite", "yes", "yes"},
        {"ann", "about", "one\ntwo", "one\ntwo"},
        {"ann", "company", "  Mill \t Co ", "Mill Co"},
        {"r1", "value", "£1,200.5", "1200.50"},
        {"r1", "value", "1200", "1200"},
        {"r1", "warmth", "hot", "hot"},
        {"r1", "partner", "okafor", "Ann Okafor"},
        {"t1", "on", "mon", "2026-11-23"},
        {"n1", "on", "mon", "2026-11-16"},
        {"n1", "with", "Tom Baker, ann", "Tom Baker, Ann Okafor"},
    };
    struct book b = verbs_open(NULL);
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
        const struct kith_kind *kind;
        kith_id id = verbs_find(&b, fields[i].uid, &kind);
        void *read = arena_alloc(&b.arena, kind->size);
        const struct kith_field *field = kith_field_find(kind, fields[i].field);
        for (int twice = 0; twice < 2; twice++) {
            lib_ok(b.k, kith_row_set(b.k, kind, &id, 1, fields[i].field,
                                     twice ? fields[i].printed : fields[i].typed));
            lib_ok(b.k, kith_row_get(b.k, kind, id, &b.arena, read));
            assert_string_equal(kith_field_text(b.k, field, read, &b.arena), fields[i].printed);
        }
    }
    verbs_close(&b);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_verbs),           cmocka_unit_test(test_refusals),
        cmocka_unit_test(test_step_taken_back), cmocka_unit_test(test_nothing_to_change),
        cmocka_unit_test(test_undo_ends),       cmocka_unit_test(test_effects),
        cmocka_unit_test(test_typed_fields),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
