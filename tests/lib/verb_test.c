#include "lib/lib.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "kith/ask.h"
#include "kith/heard.h"
#include "kith/referral.h"

/* Every verb is one step with a name; undo takes it back to the byte, redo does it again. */

static const char base[] =
    "{\"kith\": 1, \"people\": ["
    "{\"uid\": \"ann\", \"name\": \"Ann Okafor\", \"role\": \"client\", \"tags\": [\"food\"]},"
    "{\"uid\": \"bob\", \"name\": \"Bob Reyes\", \"role\": \"partner\", \"company\": \"Reyes Roofs\"},"
    "{\"uid\": \"tom\", \"name\": \"Tom Baker\", \"role\": \"mentioned\"},"
    "{\"uid\": \"acc\", \"name\": \"accountant\", \"role\": \"mentioned\", \"unnamed\": true},"
    "{\"uid\": \"bob2\", \"name\": \"Robert Reyes\", \"role\": \"other\", \"emails\": [\"bob@reyes.example\"]}],"
    "\"notes\": [{\"uid\": \"n1\", \"with\": [\"ann\"], \"on\": \"2026-11-10\", \"channel\": \"call\", \"text\": \"Her"
    " brother Tom Baker opens a shop. Her accountant retires.\"},"
    "{\"uid\": \"n2\", \"with\": [\"bob\", \"ann\"], \"on\": \"2026-11-11\", \"channel\": \"meeting\", \"text\": \"Lunch.\"}],"
    "\"mentions\": [{\"uid\": \"x1\", \"note\": \"n1\", \"by\": \"ann\", \"person\": \"tom\", \"relation\": \"brother\","
    " \"quote\": \"Her brother Tom Baker\"}, {\"uid\": \"x2\", \"note\": \"n1\", \"by\": \"ann\", \"person\": \"acc\","
    " \"relation\": \"accountant\", \"quote\": \"Her accountant\"}],"
    "\"moments\": [{\"uid\": \"m1\", \"person\": \"ann\", \"kind\": \"thanked\", \"on\": \"2026-11-10\", \"note\": \"n1\"},"
    "{\"uid\": \"m2\", \"person\": \"bob\", \"kind\": \"trouble\", \"on\": \"2026-11-11\"}],"
    "\"needs\": [{\"uid\": \"w1\", \"person\": \"ann\", \"what\": \"a bookkeeper\", \"on\": \"2026-11-10\", \"note\": \"n1\"}],"
    "\"referrals\": [{\"uid\": \"r1\", \"direction\": \"received\", \"partner\": \"bob\", \"person\": \"tom\","
    " \"on\": \"2026-11-01\"}],"
    "\"asks\": [{\"uid\": \"a1\", \"source\": \"bob\", \"target\": \"tom\", \"on\": \"2026-10-20\", \"referral\": \"r1\","
    " \"answer\": \"waiting\"}],"
    "\"delays\": [{\"uid\": \"d1\", \"person\": \"ann\", \"ask\": \"a1\", \"reason\": \"moment\", \"on\": \"2026-11-01\","
    " \"until\": \"2026-11-04\"}],"
    "\"tasks\": [{\"uid\": \"t1\", \"person\": \"ann\", \"what\": \"send figures\", \"on\": \"2026-11-27\"}],"
    "\"questions\": [{\"uid\": \"q1\", \"text\": \"Who retires?\", \"person\": \"ann\", \"on\": \"2026-11-21\", \"names\": 0}],"
    "\"wishes\": [{\"uid\": \"i1\", \"person\": \"tom\", \"on\": \"2026-11-01\"}]}";

struct book {
    struct kith *k;
    kith_id ann, bob, tom, other;
    struct arena arena;
};
typedef enum kith_status verb(struct book *);

static kith_id row(struct book *b, const char *uid, const struct kith_kind **kind) {
    kith_id id;
    lib_ok(b->k, kith_row_find(b->k, uid, kind, &id));
    return id;
}

static kith_id id_of(struct book *b, const char *uid) {
    const struct kith_kind *kind;
    return row(b, uid, &kind);
}

static enum kith_status delete (struct book *b, const char *uid) {
    const struct kith_kind *kind; kith_id id = row(b, uid, &kind); return kith_row_delete(b->k, kind, &id, 1);
}

static enum kith_status set(struct book *b, const char *uid, const char *field, const char *value) {
    const struct kith_kind *kind;
    kith_id id = row(b, uid, &kind);
    return kith_row_set(b->k, kind, &id, 1, field, value);
}

#define DELETE(uid)                                                                                          \
    static enum kith_status delete_##uid(struct book *b) {                                                   \
        return delete (b, #uid);                                                                             \
    }
DELETE(ann)
DELETE(bob)
DELETE(tom)
DELETE(acc)
DELETE(n1)
DELETE(n2)
DELETE(x1)
DELETE(x2)
DELETE(m1)
DELETE(w1)
DELETE(r1)
DELETE(a1)
DELETE(d1)
DELETE(t1)
DELETE(q1)
DELETE(i1)

#define VERB(name, ...)                                                                                      \
    static enum kith_status name(struct book *b) {                                                           \
        return __VA_ARGS__;                                                                                  \
    }
VERB(delete_three, kith_person_delete(b->k, (kith_id[]){b->ann, b->bob, b->tom}, 3))
VERB(setting, kith_setting_set(b->k, "golden_days", "21"))
VERB(setting_list, kith_setting_set(b->k, "ideal", "bakery, brewery"))
VERB(set_name, set(b, "acc", "name", "Lee Park"))
VERB(set_note_day, set(b, "n1", "on", "2026-11-12"))
VERB(set_with, set(b, "n2", "with", "Ann Okafor, Tom Baker"))
VERB(set_mention, set(b, "x1", "person", "accountant"))
VERB(set_outcome, set(b, "r1", "outcome", "business"))
VERB(set_dates, set(b, "ann", "dates", "birthday 03-07, wedding 2010-05-01"))
VERB(set_many, kith_person_set(b->k, (kith_id[]){b->ann, b->bob}, 2, "role", "friend"))
VERB(tag, kith_person_tag(b->k, (kith_id[]){b->ann, b->bob}, 2, "-food, roof"))
VERB(merge, kith_person_merge(b->k, b->bob, b->other))
VERB(merge_into_mentioned, kith_person_merge(b->k, b->tom, b->bob))
VERB(moment, kith_moment_flag(b->k, (kith_id[]){b->ann, b->bob}, 2, KITH_RESULT, DAY_NONE, "first time"))
VERB(let_go, kith_moment_let_go(b->k, b->ann))
VERB(settle, kith_moment_settle(b->k, b->bob))
VERB(need, kith_need_add(b->k, &b->bob, 1, "a lorry", DAY_NONE))
VERB(need_met, kith_need_met(b->k, b->ann, NULL, DAY_NONE))
VERB(pledge, kith_pledge_set(b->k, &b->ann, 1, 5, "when the year closes", DAY_NONE))
VERB(task, kith_task_add(b->k, &b->bob, 1, "call back", lib_day("2026-11-30")))
VERB(task_done, kith_task_done(b->k, b->ann, "FIGURES", DAY_NONE))
VERB(question, kith_question_take(b->k, b->bob, "Who opens a shop?"))
VERB(wish, kith_wish_add(b->k, b->other, NULL, "many roofs"))
VERB(wish_role, kith_wish_add(b->k, 0, "architect", NULL))
VERB(help, kith_help_add(b->k, &b->ann, 1, "read her lease", DAY_NONE))
VERB(thanked, kith_referral_thanked(b->k, id_of(b, "r1"), DAY_NONE))
VERB(reported, kith_referral_reported(b->k, id_of(b, "r1"), DAY_NONE))
VERB(outcome, kith_referral_outcome(b->k, id_of(b, "r1"), KITH_BUSINESS, 120050))
VERB(later, kith_ask_later(b->k, b->ann, KITH_RUDE, DAY_NONE, DAY_NONE))
VERB(answer_yes, kith_ask_answer(b->k, id_of(b, "a1"),
                                 &(struct kith_reply){.answer = KITH_YES, .on = DAY_NONE, .until = DAY_NONE}))
VERB(answer_not_yet,
     kith_ask_answer(b->k, id_of(b, "a1"),
                     &(struct kith_reply){
                         .answer = KITH_NOT_YET, .on = DAY_NONE, .until = DAY_NONE, .wants = "a year"}))

static enum kith_status ask(struct book *b) {
    struct kith_ask row_;
    kith_row_init(&kith_ask_kind, &row_);
    row_.source = b->ann;
    row_.target = b->tom;
    return kith_ask_add(b->k, &row_, true);
}

static enum kith_status given(struct book *b) {
    struct kith_referral row_;
    kith_row_init(&kith_referral_kind, &row_);
    row_.direction = KITH_GIVEN;
    row_.partner = b->ann;
    row_.person = b->bob;
    enum kith_status status = kith_referral_add(b->k, &row_);
    assert_true(row_.id > 0);
    assert_int_equal(strlen(row_.uid), 36);
    return status;
}

static enum kith_status add_person(struct book *b) {
    struct kith_person person;
    kith_row_init(&kith_person_kind, &person);
    person.name = "Cy Twombly";
    return kith_person_add(b->k, &person);
}

static enum kith_status find_or_add(struct book *b) {
    kith_id id;
    return kith_person_find_or_add(b->k, b->ann, "Nobody Yet", &id);
}

static enum kith_status note(struct book *b) {
    struct kith_note row_;
    kith_row_init(&kith_note_kind, &row_);
    row_.with = (struct kith_ids){(kith_id[]){b->tom}, 1};
    row_.text = "First call.";
    struct kith_kept kept;
    return kith_note_save(b->k, &row_, NULL, &b->arena, &kept);
}

static enum kith_status edit_note(struct book *b) {
    struct kith_note row_;
    lib_ok(b->k, kith_row_get(b->k, &kith_note_kind, id_of(b, "n1"), &b->arena, &row_));
    row_.text = "Her accountant retires.";
    row_.on = lib_day("2026-11-13");
    struct kith_kept kept;
    return kith_note_save(b->k, &row_, NULL, &b->arena, &kept);
}

static enum kith_status put(struct book *b) {
    struct kith_person person;
    lib_ok(b->k, kith_person_get(b->k, b->ann, &b->arena, &person));
    person.every_days = 60;
    return kith_row_put(b->k, &kith_person_kind, &person);
}

static enum kith_status several(struct book *b) {
    lib_ok(b->k, kith_step_begin(b->k, "two at once"));
    lib_ok(b->k, kith_help_add(b->k, &b->ann, 1, "one", DAY_NONE));
    lib_ok(b->k, kith_help_add(b->k, &b->bob, 1, "two", DAY_NONE));
    return kith_step_end(b->k, KITH_OK);
}

static const struct {
    const char *name;
    verb *run;
    const char *step; /* what the history calls it */
} verbs[] = {
    {"delete client", delete_ann, "delete Ann Okafor"},
    {"delete partner", delete_bob, "delete Bob Reyes"},
    {"delete mentioned", delete_tom, "delete Tom Baker"},
    {"delete unnamed", delete_acc, "delete Ann's accountant"},
    {"delete three", delete_three, "delete 3 people"},
    {"delete note", delete_n1, "delete note of Ann Okafor"},
    {"delete shared note", delete_n2, "delete note of Bob Reyes"},
    {"delete mention", delete_x1, "delete mention of Ann Okafor"},
    {"delete mention of an unnamed", delete_x2, "delete mention of Ann Okafor"},
    {"delete moment", delete_m1, "delete moment of Ann Okafor"},
    {"delete need", delete_w1, "delete need of Ann Okafor"},
    {"delete referral", delete_r1, "delete referral of Bob Reyes"},
    {"delete ask", delete_a1, "delete ask of Bob Reyes"},
    {"delete delay", delete_d1, "delete delay of Ann Okafor"},
    {"delete task", delete_t1, "delete task of Ann Okafor"},
    {"delete question", delete_q1, "delete question of Ann Okafor"},
    {"delete wish", delete_i1, "delete wish of Tom Baker"},
    {"setting", setting, "set golden_days"},
    {"setting of a list", setting_list, "set ideal"},
    {"set name", set_name, "set name of accountant"},
    {"set day of a note", set_note_day, "edit note of Ann Okafor"},
    {"set with", set_with, "edit note of Bob Reyes"},
    {"set mention", set_mention, "edit mention of Ann Okafor"},
    {"set outcome", set_outcome, "edit referral of Bob Reyes"},
    {"set dates", set_dates, "set dates of Ann Okafor"},
    {"set many", set_many, "set role of 2 people"},
    {"tag", tag, "tags of 2 people"},
    {"merge", merge, "merge Robert Reyes into Bob Reyes"},
    {"merge into mentioned", merge_into_mentioned, "merge Bob Reyes into Tom Baker"},
    {"moment", moment, "result of 2 people"},
    {"let go", let_go, "let go the moments of Ann Okafor"},
    {"settle", settle, "settle the trouble of Bob Reyes"},
    {"need", need, "need of Bob Reyes"},
    {"need met", need_met, "need met of Ann Okafor"},
    {"pledge", pledge, "pledge of Ann Okafor"},
    {"task", task, "task of Bob Reyes"},
    {"task done", task_done, "task done of Ann Okafor"},
    {"question", question, "question of Bob Reyes"},
    {"wish", wish, "add wish of Robert Reyes"},
    {"wish for a role", wish_role, "add wish"},
    {"help", help, "help of Ann Okafor"},
    {"thanked", thanked, "thanked for Tom Baker"},
    {"reported", reported, "reported back on Tom Baker"},
    {"outcome", outcome, "outcome of the referral of Tom Baker"},
    {"given", given, "referral given to Ann Okafor"},
    {"add person", add_person, "add Cy Twombly"},
    {"find or add", find_or_add, "add Nobody Yet"},
    {"note", note, "note about Tom Baker"},
    {"edit note", edit_note, "edit note about Ann Okafor"},
    {"put", put, "edit Ann Okafor"},
    {"several", several, "two at once"},
    {"ask", ask, NULL},
    {"later", later, NULL},
    {"answer yes", answer_yes, NULL},
    {"answer not yet", answer_not_yet, NULL},
};

static struct book open_base(void) {
    struct book b = {.k = lib_book(base)};
    b.ann = lib_person(b.k, "ann");
    b.bob = lib_person(b.k, "bob");
    b.tom = lib_person(b.k, "tom");
    b.other = lib_person(b.k, "bob2");
    return b;
}

static void close_base(struct book *b) {
    arena_free(&b->arena);
    kith_close(b->k);
}

static void test_verbs(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++) {
        struct book b = open_base();
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
        close_base(&b);
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
VERB(no_field, set(b, "ann", "colour", "red"))
VERB(fixed_field, set(b, "ann", "typed", "name"))
VERB(empty_name, set(b, "ann", "name", " "))
VERB(bad_word, set(b, "ann", "role", "boss"))
VERB(bad_number, set(b, "ann", "every_days", "-3"))
VERB(bad_day, set(b, "ann", "known_since", "2026-13-01"))
VERB(bad_amount, set(b, "r1", "value", "12.345"))
VERB(bad_flag, set(b, "ann", "favourite", "maybe"))
VERB(two_targets, set(b, "a1", "role", "baker"))
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
        struct book b = open_base();
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
        close_base(&b);
    }
}

/* ---- steps ---- */

static void test_step_taken_back(void **state) {
    (void)state;
    struct book b = open_base();
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
    close_base(&b);
}

/* A value that stands already is no change, and no step. */
static void test_nothing_to_change(void **state) {
    (void)state;
    struct book b = open_base();
    int64_t steps = lib_steps(b.k);
    lib_ok(b.k, kith_setting_set(b.k, "golden_days", "14"));
    lib_ok(b.k, kith_setting_set(b.k, "word", ""));
    kith_clock(b.k, kith_today(b.k), 1795255260);
    lib_ok(b.k, set(&b, "w1", "what", "a bookkeeper"));
    assert_int_equal(lib_steps(b.k), steps);
    close_base(&b);
}

static void test_undo_ends(void **state) {
    (void)state;
    struct book b = open_base();
    const char *what;
    lib_ok(b.k, kith_undo(b.k, &b.arena, &what));
    assert_string_equal(what, "import a book");
    assert_int_equal(kith_undo(b.k, &b.arena, &what), KITH_NOT_FOUND);
    lib_ok(b.k, kith_redo(b.k, &b.arena, &what));
    assert_string_equal(what, "import a book");
    assert_int_equal(kith_redo(b.k, &b.arena, &what), KITH_NOT_FOUND);
    assert_int_equal(no_undo(&b), KITH_NOT_FOUND);
    close_base(&b);
}

/* What follows from the verbs besides their own row. */
static void test_effects(void **state) {
    (void)state;
    struct book b = open_base();
    struct kith_person person;
    lib_ok(b.k, outcome(&b));
    lib_ok(b.k, kith_person_get(b.k, b.tom, &b.arena, &person));
    assert_int_equal(person.role, KITH_CLIENT);
    const struct kith_kind *kind;
    kith_id again = row(&b, "r1", &kind), shared = row(&b, "n2", &kind);
    lib_ok(b.k, kith_person_set(b.k, &b.tom, 1, "role", "mentioned"));
    lib_ok(b.k, kith_row_set(b.k, kind, &shared, 1, "with", "Tom Baker"));
    lib_ok(b.k, kith_person_get(b.k, b.tom, &b.arena, &person));
    assert_int_equal(person.role, KITH_PROSPECT);
    lib_ok(b.k, kith_row_set(b.k, &kith_referral_kind, &again, 1, "value", "99"));
    lib_ok(b.k, kith_person_get(b.k, b.tom, &b.arena, &person));
    assert_int_equal(person.role, KITH_CLIENT);
    lib_ok(b.k, set_name(&b));
    lib_ok(b.k, kith_person_get(b.k, id_of(&b, "acc"), &b.arena, &person));
    assert_false(person.unnamed);
    assert_int_equal(person.typed.count, 1);
    assert_string_equal(person.typed.items[0], "name");
    lib_ok(b.k, pledge(&b));
    lib_ok(b.k, kith_pledge_set(b.k, &b.ann, 1, 3, NULL, DAY_NONE));
    struct kith_pledge *pledges;
    size_t count;
    lib_ok(b.k, kith_rows_of(b.k, &kith_pledge_kind, b.ann, &b.arena, &pledges, &count));
    assert_int_equal(count, 1);
    assert_int_equal(pledges[0].count, 3);
    lib_ok(b.k, set_note_day(&b));
    struct kith_talk talk;
    lib_ok(b.k, kith_talk_get(b.k, id_of(&b, "n1"), &b.arena, &talk));
    assert_int_equal(talk.moments[0].on, lib_day("2026-11-12"));
    assert_int_equal(talk.needs[0].on, lib_day("2026-11-12"));
    struct kith_mention *mentions;
    lib_ok(b.k, kith_rows_of(b.k, &kith_mention_kind, b.ann, &b.arena, &mentions, &count));
    assert_int_equal(count, 2);
    assert_int_equal(mentions[0].on, lib_day("2026-11-12"));
    close_base(&b);
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
    struct book b = open_base();
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
        const struct kith_kind *kind;
        kith_id id = row(&b, fields[i].uid, &kind);
        void *read = arena_alloc(&b.arena, kind->size);
        const struct kith_field *field = kith_field_find(kind, fields[i].field);
        for (int twice = 0; twice < 2; twice++) {
            lib_ok(b.k, kith_row_set(b.k, kind, &id, 1, fields[i].field,
                                     twice ? fields[i].printed : fields[i].typed));
            lib_ok(b.k, kith_row_get(b.k, kind, id, &b.arena, read));
            assert_string_equal(kith_field_text(b.k, field, read, &b.arena), fields[i].printed);
        }
    }
    close_base(&b);
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
