#include "lib/lib.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "kith/ask.h"
#include "kith/heard.h"
#include "kith/referral.h"

/* What was heard in a note: whom it is matched with, and what keeping it does. */

#define P(uid, name, rest) "{\"uid\": \"" uid "\", \"name\": \"" name "\"" rest "}"
#define MENTION(uid, note, person, relation)                                                                 \
    "{\"uid\": \"" uid "\", \"note\": \"" note "\", \"by\": \"ann\", \"person\": \"" person                  \
    "\", \"relation\": \"" relation "\", \"quote\": \"\"}"
static const char base[] = "{\"kith\": 1, \"people\": [" P("ann", "Ann Okafor", ", \"role\": \"client\"") "," P(
    "bob", "Bob Reyes",
    ", \"role\": \"partner\"") "," P("sarah", "Sarah Jones",
                                     ", \"role\": \"client\"") "," P("tom", "Tom Baker",
                                                                     ", \"role\": \"mentioned\", \"aliases\": [\"Tom Weller\"]") "," P("ruth", "Ruth", ", \"role\": \"mentioned\"") "," P("acc",
                                                                                                                                                                                          "accountant",
                                                                                                                                                                                          ", \"role\": \"mentioned\","
                                                                                                                                                                                          " \"unnamed\": true") "," P("sam1", "Sam Ortiz", ", \"role\": \"client\"") "," P("sam2", "Sam Ortiz", "") "],"
                                                                                                                                                                                                                                                                                                    "\"notes\": [{\"uid\": \"n1\", \"with\": [\"ann\"], \"on\": \"2026-11-10\", \"text\": \"Her brother Tom Baker, her"
                                                                                                                                                                                                                                                                                                    " sister-in-law Ruth, her accountant.\"}, {\"uid\": \"n2\", \"with\": [\"ann\"], \"on\": \"2026-11-12\","
                                                                                                                                                                                                                                                                                                    " \"text\": \"Tom Baker again.\"}],"
                                                                                                                                                                                                                                                                                                    "\"mentions\": [" MENTION("x1",
                                                                                                                                                                                                                                                                                                                              "n1",
                                                                                                                                                                                                                                                                                                                              "tom", "brother") "," MENTION("x2",
                                                                                                                                                                                                                                                                                                                                                            "n1",
                                                                                                                                                                                                                                                                                                                                                            "ruth",
                                                                                                                                                                                                                                                                                                                                                            "sister-in-law") "," MENTION("x3", "n1", "acc", "accountant") "," MENTION("x4", "n2", "tom", "") "],"
                                                                                                                                                                                                                                                                                                                                                                                                                                                             "\"asks\": [{\"uid\": \"a1\", \"source\": \"ann\", \"target\": \"tom\", \"on\": \"2026-11-13\"}],"
                                                                                                                                                                                                                                                                                                                                                                                                                                                             "\"questions\": [{\"uid\": \"q1\", \"text\": \"Who retires?\", \"person\": \"ann\", \"on\": \"2026-11-21\","
                                                                                                                                                                                                                                                                                                                                                                                                                                                             " \"names\": 0}]}";

struct talk {
    struct kith *k;
    struct arena arena;
    struct kith_note note;
    struct kith_heard heard;
    struct kith_kept kept;
    kith_id with;
};

static struct talk talk_with(struct kith *k, const char *uid, const char *text) {
    struct talk talk = {.k = k, .with = lib_person(k, uid)};
    kith_row_init(&kith_note_kind, &talk.note);
    talk.note.text = text;
    return talk;
}

static void hear(struct talk *talk) {
    talk->note.with = (struct kith_ids){&talk->with, 1};
    lib_ok(talk->k, kith_listen(talk->k, &talk->note, &talk->arena, &talk->heard));
}

static enum kith_status save(struct talk *talk) {
    talk->note.with = (struct kith_ids){&talk->with, 1};
    return kith_note_save(talk->k, &talk->note, &talk->heard, &talk->arena, &talk->kept);
}

/* ---- who it is ---- */

static const struct {
    const char *with, *text;
    const char *name, *relation; /* of the person heard */
    const char *uid;             /* whom it is matched with; NULL: somebody new */
    bool offered;
    const char *said;
} matches[] = {
    {"ann", "Her brother Tom Baker is opening a second shop.", "Tom Baker", "brother", "tom", false,
     "her brother; known, 3rd mention"},
    {"ann", "Her brother Tom is opening a second shop.", "Tom", "brother", "tom", true,
     "her brother; perhaps Tom Baker, 3rd mention"},
    {"ann", "Her sister-in-law Ruth runs the market.", "Ruth", "sister-in-law", "ruth", false,
     "her sister-in-law; known, 2nd mention"},
    {"ann", "Her accountant is retiring in spring.", NULL, "accountant", "acc", false, "known, 2nd mention"},
    {"ann", "Her accountant Priya Raman is retiring.", "Priya Raman", "accountant", "acc", true,
     "her accountant; perhaps Ann's accountant, 2nd mention"},
    {"ann", "Her brother is opening a second shop.", NULL, "brother", "tom", true,
     "perhaps Tom Baker, 3rd mention"},
    {"ann", "Her neighbour is opening a second shop.", NULL, "neighbour", NULL, false,
     "her neighbour, no name yet"},
    {"bob", "His brother Tom Baker is opening a second shop.", "Tom Baker", "brother", "tom", false,
     "his brother; known"},
    {"bob", "His brother Tom Weller is opening a second shop.", "Tom Weller", "brother", "tom", false,
     "his brother; known"},
    {"bob", "His brother Tom is opening a second shop.", "Tom", "brother", NULL, false, "his brother; new"},
    {"bob", "His accountant is retiring in spring.", NULL, "accountant", NULL, false,
     "his accountant, no name yet"},
    {"bob", "His sister Ruth runs the market.", "Ruth", "sister", NULL, false, "his sister; new"},
    {"bob", "His sister Sarah Jones runs the market.", "Sarah Jones", "sister", "sarah", false,
     "his sister; known"},
    {"bob", "His cousin Sam Ortiz runs the market.", "Sam Ortiz", "cousin", "sam1", true,
     "his cousin; perhaps Sam Ortiz"},
};

static void test_matching(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof matches / sizeof *matches; i++) {
        struct kith *k = lib_book(base);
        struct talk talk = talk_with(k, matches[i].with, matches[i].text);
        hear(&talk);
        const struct kith_heard_item *item = NULL;
        for (size_t j = 0; j < talk.heard.count; j++)
            if (talk.heard.items[j].sort == KITH_HEARD_PERSON && !item)
                item = &talk.heard.items[j];
        if (!item)
            fail_msg("%s: nobody was heard", matches[i].text);
        const char *name = item->name ? item->name : "none";
        if (strcmp(name, matches[i].name ? matches[i].name : "none") != 0)
            fail_msg("%s: the name is %s", matches[i].text, name);
        if (!item->relation || strcmp(item->relation, matches[i].relation) != 0)
            fail_msg("%s: the relation is %s", matches[i].text, item->relation ? item->relation : "none");
        struct kith_person person = {.uid = "nobody"};
        if (item->person)
            lib_ok(k, kith_person_get(k, item->person, &talk.arena, &person));
        if (strcmp(person.uid, matches[i].uid ? matches[i].uid : "nobody") != 0)
            fail_msg("%s: it is %s", matches[i].text, person.uid);
        if (item->offered != matches[i].offered)
            fail_msg("%s: offered %d", matches[i].text, item->offered);
        if (strcmp(item->said, matches[i].said) != 0)
            fail_msg("%s: said '%s'", matches[i].text, item->said);
        assert_int_equal(item->keep, item->sure);
        assert_memory_equal(talk.note.text + item->start, item->name ? item->name : item->relation,
                            item->length);
        arena_free(&talk.arena);
        kith_close(k);
    }
}

static void test_no_step(void **state) {
    (void)state;
    struct kith *k = lib_book(base);
    struct talk talk = talk_with(k, "ann", "Her brother Tom Baker is opening a second shop.");
    struct kith_marks marks;
    int64_t steps = lib_steps(k), changes = kith_changes(k);
    hear(&talk);
    lib_ok(k, kith_listen_marks(k, &talk.note, &talk.arena, &marks));
    assert_int_equal(marks.people, 1);
    assert_int_equal(lib_steps(k), steps);
    assert_int_equal(kith_changes(k), changes);
    /* Without a person yet, and without a word. */
    struct kith_note nobody;
    kith_row_init(&kith_note_kind, &nobody);
    lib_ok(k, kith_listen(k, &nobody, &talk.arena, &talk.heard));
    assert_int_equal(talk.heard.count, 0);
    lib_ok(k, kith_listen_marks(k, &nobody, &talk.arena, &marks));
    assert_int_equal(marks.count, 0);
    arena_free(&talk.arena);
    kith_close(k);
}

/* ---- what keeping does: plans as the user leaves them ---- */

static struct kith_heard_item item_of(enum kith_heard_sort sort, const char *quote) {
    return (struct kith_heard_item){
        .sort = sort, .keep = true, .quote = quote, .whose = -1, .person_item = -1, .kind = KITH_NO_WORD};
}

static struct kith_heard_item person_item(const char *name, const char *relation, kith_id person,
                                          const char *quote) {
    struct kith_heard_item item = item_of(KITH_HEARD_PERSON, quote);
    item.name = name;
    item.relation = relation;
    item.person = person;
    return item;
}

static size_t count_of(struct kith *k, const struct kith_kind *kind, kith_id person, struct arena *arena) {
    void *rows;
    size_t count;
    lib_ok(k, kith_rows_of(k, kind, person, arena, &rows, &count));
    return count;
}

static void keep(struct talk *talk, struct kith_heard_item *items, size_t count) {
    talk->heard = (struct kith_heard){items, count};
    char *before = lib_export(talk->k);
    int64_t steps = lib_steps(talk->k);
    lib_ok(talk->k, save(talk));
    assert_int_equal(lib_steps(talk->k), steps + 1);
    lib_undo_redo(talk->k, talk->note.text, before);
    free(before);
}

static void test_keep(void **state) {
    (void)state;
    struct kith *k = lib_book(base);
    struct talk talk = talk_with(
        k, "ann", "Her neighbour Jo Mist, and Jo Mist's son, and the plumber. Thanks!\nJo wants tea.");
    struct kith_heard_item items[] = {
        item_of(KITH_HEARD_NEED, "wants tea"),
        person_item("Jo Mist", "neighbour", 0, "Her neighbour Jo Mist"),
        person_item("jo mist", NULL, 0, "Jo Mist's son"),
        person_item(NULL, "plumber", 0, "the plumber"),
        person_item("Tom Baker", NULL, lib_person(k, "tom"), "Tom"),
        item_of(KITH_HEARD_MOMENT, "Thanks!"),
    };
    items[0].what = "tea";
    items[0].whose = 1;
    items[4].keep = false;
    items[5].kind = KITH_MOMENT_THANKED;
    keep(&talk, items, 6);
    assert_int_equal(talk.kept.people.count, 2);
    assert_string_equal(talk.kept.people.items[0].name, "Jo Mist");
    assert_string_equal(talk.kept.people.items[1].name, "plumber");
    assert_int_equal(talk.kept.moment_count, 1);
    assert_int_equal(talk.kept.needs.count, 1);
    struct kith_talk stored;
    lib_ok(k, kith_talk_get(k, talk.kept.note, &talk.arena, &stored));
    assert_int_equal(stored.person_count, 2);
    assert_string_equal(stored.people[0].relation, "neighbour");
    assert_int_equal(stored.moments[0].person, talk.with);
    assert_int_equal(stored.moments[0].on, lib_day(LIB_TODAY));
    assert_int_equal(stored.needs[0].person, stored.people[0].person.id);
    struct kith_person plumber;
    lib_ok(k, kith_person_get(k, stored.people[1].person.id, &talk.arena, &plumber));
    assert_true(plumber.unnamed);
    assert_int_equal(plumber.role, KITH_ROLE_MENTIONED);
    arena_free(&talk.arena);
    kith_close(k);
}

/* Somebody kept without a name gets the one that is heard later. */
static void test_named_later(void **state) {
    (void)state;
    struct kith *k = lib_book(base);
    struct talk talk = talk_with(k, "ann", "Her accountant Priya Raman retires.");
    struct kith_person person;
    kith_id acc = lib_person(k, "acc");
    keep(&talk,
         (struct kith_heard_item[]){
             person_item("Priya Raman", "accountant", acc, "Her accountant Priya Raman")},
         1);
    lib_ok(k, kith_person_get(k, acc, &talk.arena, &person));
    assert_string_equal(person.name, "Priya Raman");
    assert_false(person.unnamed);
    arena_free(&talk.arena);
    kith_close(k);
}

static void test_first_note(void **state) {
    (void)state;
    struct kith *k = lib_book(base);
    struct talk talk = talk_with(k, "tom", "First coffee.");
    struct kith_person person;
    keep(&talk, NULL, 0);
    lib_ok(k, kith_person_get(k, talk.with, &talk.arena, &person));
    assert_int_equal(person.role, KITH_ROLE_PROSPECT);
    assert_int_equal(talk.kept.said.count, 1);
    assert_string_equal(talk.kept.said.items[0], "Tom Baker is a prospect now");
    struct talk second = talk_with(k, "tom", "Second coffee.");
    lib_ok(k, save(&second));
    assert_int_equal(second.kept.said.count, 0);
    arena_free(&talk.arena);
    arena_free(&second.arena);
    kith_close(k);
}

static void test_refused(void **state) {
    (void)state;
    struct kith *k = lib_book(base);
    struct talk talk = talk_with(k, "ann", " \n");
    assert_int_equal(save(&talk), KITH_INVALID);
    assert_string_equal(kith_error(k), "a note without words is not kept");
    talk.note.text = "Words.";
    talk.note.with.count = 0;
    assert_int_equal(kith_note_save(k, &talk.note, NULL, &talk.arena, &talk.kept), KITH_INVALID);
    talk.note.id = 999;
    assert_int_equal(save(&talk), KITH_NOT_FOUND);
    arena_free(&talk.arena);
    kith_close(k);
}

/* ---- what follows from a moment ---- */

static void test_follow(void **state) {
    (void)state;
    static const struct {
        enum kith_heard_follow follow;
        bool of_ask, of_person;
        const char *row; /* a part of the book afterwards */
    } follows[] = {
        {KITH_FOLLOW_RECEIVED, false, true,
         "\"direction\": \"received\", \"partner\": \"ann\", \"person\": \"sarah\""},
        {KITH_FOLLOW_GIVEN, false, true,
         "\"direction\": \"given\", \"partner\": \"ann\", \"person\": \"sarah\""},
        {KITH_FOLLOW_NOT_YET, true, false, "\"answer\": \"not-yet\", \"answered_on\": \"2026-11-21\""},
        {KITH_FOLLOW_WILL, true, false, "\"answer\": \"will\", \"answered_on\": \"2026-11-21\""},
        {KITH_FOLLOW_RECEIVED, true, true, "\"answer\": \"yes\", \"answered_on\": \"2026-11-21\""},
    };
    for (size_t i = 0; i < sizeof follows / sizeof *follows; i++) {
        struct kith *k = lib_book(base);
        struct talk talk = talk_with(k, "ann", "She wrote to Sarah Jones.");
        const struct kith_kind *kind;
        struct kith_heard_item items[] = {
            person_item("Sarah Jones", NULL, lib_person(k, "sarah"), "Sarah Jones"),
            item_of(KITH_HEARD_FOLLOW, "She wrote to Sarah Jones."),
        };
        items[0].keep = false; /* the tick below needs the person, and keeps them */
        items[1].follow = follows[i].follow;
        items[1].person_item = follows[i].of_person ? 0 : -1;
        if (follows[i].of_ask)
            lib_ok(k, kith_row_find(k, "a1", &kind, &items[1].ask));
        keep(&talk, items, 2);
        char *out = lib_export(k);
        if (!strstr(out, follows[i].row))
            fail_msg("%s is not in %s", follows[i].row, out);
        assert_int_equal(talk.kept.people.count, follows[i].of_person);
        assert_int_equal(talk.kept.said.count, 1);
        free(out);
        arena_free(&talk.arena);
        kith_close(k);
    }
}

static void test_question(void **state) {
    (void)state;
    struct kith *k = lib_book(base);
    struct talk talk = talk_with(k, "ann", "Her brother Tom Baker is opening a second shop.");
    hear(&talk);
    const struct kith_heard_item *asked = NULL;
    for (size_t i = 0; i < talk.heard.count; i++) {
        if (talk.heard.items[i].sort == KITH_HEARD_QUESTION)
            asked = &talk.heard.items[i];
        talk.heard.items[i].keep |= talk.heard.items[i].sort == KITH_HEARD_PERSON;
    }
    assert_non_null(asked);
    assert_false(asked->keep);
    assert_string_equal(asked->quote, "Who retires?");
    talk.heard.items[asked - talk.heard.items].keep = true;
    lib_ok(k, save(&talk));
    struct kith_question question;
    lib_ok(k, kith_row_get(k, &kith_question_kind, asked->question, &talk.arena, &question));
    assert_int_equal(question.names, 1);
    arena_free(&talk.arena);
    kith_close(k);
}

/* The moments that imply a row bring a tick for it, which nobody has made yet. */
static void test_implied(void **state) {
    (void)state;
    static const struct {
        const char *text;
        int kind;
        enum kith_heard_follow follow;
    } implied[] = {
        {"I gave her the number of Lou Petit, the roofer.", KITH_MOMENT_GAVE, KITH_FOLLOW_GIVEN},
        {"She introduced me to Priya Raman by e-mail.", KITH_MOMENT_INTRODUCED, KITH_FOLLOW_RECEIVED},
        {"Asked her for an introduction to Tom Baker. She said not yet, she wants to see the first year close.",
         KITH_MOMENT_NOTYET, KITH_FOLLOW_NOT_YET},
    };
    for (size_t i = 0; i < sizeof implied / sizeof *implied; i++) {
        struct kith *k = lib_book(base);
        struct talk talk = talk_with(k, "ann", implied[i].text);
        hear(&talk);
        bool moment = false, follow = false;
        for (size_t j = 0; j < talk.heard.count; j++) {
            const struct kith_heard_item *item = &talk.heard.items[j];
            moment |= item->sort == KITH_HEARD_MOMENT && item->kind == implied[i].kind;
            if (item->sort != KITH_HEARD_FOLLOW || item->follow != implied[i].follow)
                continue;
            follow = true;
            assert_false(item->keep);
            if (item->follow == KITH_FOLLOW_NOT_YET)
                assert_true(item->ask > 0);
            else
                assert_int_equal(talk.heard.items[item->person_item].sort, KITH_HEARD_PERSON);
        }
        if (!moment || !follow)
            fail_msg("%s: moment %d, follow %d", implied[i].text, moment, follow);
        arena_free(&talk.arena);
        kith_close(k);
    }
}

/* Each introduction is about the one named in its own words, however many a note tells of. */
static void test_many_introductions(void **state) {
    (void)state;
    static const char *const names[] = {"Priya Raman", "Lou Petit", "Ana Lopez", "Tom Baker"};
    struct kith *k = lib_book(base);
    struct buf text = BUF_INIT;
    for (size_t i = 0; i < 4; i++)
        buf_printf(&text, "She introduced me to %s by e-mail. The weather was fine. ", names[i]);
    struct talk talk = talk_with(k, "bob", text.data);
    hear(&talk);
    size_t follows = 0;
    for (size_t i = 0; i < talk.heard.count; i++) {
        const struct kith_heard_item *item = &talk.heard.items[i];
        if (item->sort != KITH_HEARD_FOLLOW)
            continue;
        assert_string_equal(talk.heard.items[item->person_item].name, names[follows]);
        follows++;
    }
    assert_int_equal(follows, 4);
    arena_free(&talk.arena);
    buf_free(&text);
    kith_close(k);
}

/* ---- whose it is ---- */

static struct kith_heard_item *find(struct talk *talk, enum kith_heard_sort sort) {
    for (size_t i = 0; i < talk->heard.count; i++)
        if (talk->heard.items[i].sort == sort)
            return &talk->heard.items[i];
    fail_msg("%s: nothing of sort %d", talk->note.text, (int)sort);
    return NULL;
}

/* "Her sister is looking for a house" is the sister's, on her page and not on the contact's. */
static void test_of_another(void **state) {
    (void)state;
    struct kith *k = lib_book(base);
    struct talk talk = talk_with(k, "ann", "Her sister Ana Lopez is looking for a house.");
    hear(&talk);
    struct kith_heard_item *need = find(&talk, KITH_HEARD_NEED);
    assert_false(need->keep);
    assert_string_equal(talk.heard.items[need->whose].name, "Ana Lopez");
    need->keep = true;
    lib_ok(k, save(&talk));
    struct kith_talk stored;
    lib_ok(k, kith_talk_get(k, talk.kept.note, &talk.arena, &stored));
    assert_int_equal(stored.need_count, 1);
    assert_int_equal(stored.needs[0].person, lib_person(k, "Ana Lopez"));
    arena_free(&talk.arena);
    kith_close(k);
}

/* In a talk with two a sentence that names the second is theirs, every other the first's. */
static void test_talk_with_two(void **state) {
    (void)state;
    static const struct {
        const char *text, *whose;
    } rows[] = {
        {"Ann was well. Bob is looking for a plumber.", "bob"},
        {"Bob was well. Ann is looking for a plumber.", "ann"},
        {"Bobbing about. She is looking for a plumber.", "ann"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct kith *k = lib_book(base);
        struct talk talk = talk_with(k, "ann", rows[i].text);
        kith_id both[] = {lib_person(k, "ann"), lib_person(k, "bob")};
        struct kith_talk stored;
        talk.note.with = (struct kith_ids){both, 2};
        lib_ok(k, kith_listen(k, &talk.note, &talk.arena, &talk.heard));
        find(&talk, KITH_HEARD_NEED)->keep = true;
        lib_ok(k, kith_note_save(k, &talk.note, &talk.heard, &talk.arena, &talk.kept));
        lib_ok(k, kith_talk_get(k, talk.kept.note, &talk.arena, &stored));
        assert_int_equal(stored.needs[0].person, lib_person(k, rows[i].whose));
        arena_free(&talk.arena);
        kith_close(k);
    }
}

/* Who is said to be no person is not heard again, is in the settings, and comes back with undo. */
static void test_no_person(void **state) {
    (void)state;
    static const char text[] = "Her brother Wren Ashby is opening a second shop.";
    struct kith *k = lib_book(base);
    struct talk talk = talk_with(k, "ann", text), again = talk_with(k, "ann", text);
    hear(&talk);
    find(&talk, KITH_HEARD_PERSON)->never = true;
    lib_ok(k, save(&talk));
    assert_int_equal(talk.kept.people.count, 0);
    assert_string_equal(kith_setting_text(k, "never", &talk.arena), "Wren Ashby");
    hear(&again);
    for (size_t i = 0; i < again.heard.count; i++)
        assert_true(!again.heard.items[i].name);
    lib_ok(k, kith_undo(k, &talk.arena, &(const char *){NULL}));
    hear(&again);
    assert_string_equal(find(&again, KITH_HEARD_PERSON)->name, "Wren Ashby");
    arena_free(&talk.arena);
    arena_free(&again.arena);
    kith_close(k);
}

/* Somebody who was left out twice comes without a tick the third time. */
static void test_left_out(void **state) {
    (void)state;
    static const char text[] = "Her brother Peter Hall is opening a second shop.";
    struct kith *k = lib_book(base);
    for (int i = 0; i < 3; i++) {
        struct talk talk = talk_with(k, "ann", text);
        hear(&talk);
        struct kith_heard_item *person = find(&talk, KITH_HEARD_PERSON);
        assert_int_equal(person->keep, i < 2);
        person->keep = false;
        lib_ok(k, save(&talk));
        arena_free(&talk.arena);
    }
    kith_close(k);
}

/* What the user made of a relation stands when the same words come again. */
static void test_relation_corrected(void **state) {
    (void)state;
    struct kith *k = lib_book(base);
    struct talk talk = talk_with(k, "ann", "Her friend Stan Parker called.");
    struct talk again = talk_with(k, "ann", "Her friend Stan Parker called again.");
    hear(&talk);
    struct kith_heard_item *person = find(&talk, KITH_HEARD_PERSON);
    assert_string_equal(person->relation, "friend");
    person->relation = "cousin";
    person->keep = true;
    lib_ok(k, save(&talk));
    hear(&again);
    assert_string_equal(find(&again, KITH_HEARD_PERSON)->relation, "cousin");
    again.note.text = "Her brother Stan Parker called again.";
    hear(&again);
    assert_string_equal(find(&again, KITH_HEARD_PERSON)->relation, "brother");
    arena_free(&talk.arena);
    arena_free(&again.arena);
    kith_close(k);
}

/* What I promised is a task, by the day that is said. */
static void test_promised(void **state) {
    (void)state;
    struct kith *k = lib_book(base);
    struct talk talk =
        talk_with(k, "ann", "She was upset about the paint. Promised to send her the list by Friday.");
    hear(&talk);
    struct kith_heard_item *task = find(&talk, KITH_HEARD_FOLLOW);
    assert_int_equal(task->follow, KITH_FOLLOW_TASK);
    assert_string_equal(task->what, "send her the list by Friday");
    assert_int_equal(task->on, lib_day("2026-11-27"));
    assert_false(task->keep);
    task->keep = true;
    lib_ok(k, save(&talk));
    char *book = lib_export(k);
    assert_non_null(strstr(book, "send her the list by Friday"));
    assert_non_null(strstr(book, "\"2026-11-27\""));
    free(book);
    arena_free(&talk.arena);
    kith_close(k);
}

/* ---- editing ---- */

static void test_edit(void **state) {
    (void)state;
    struct kith *k = lib_book(base);
    struct talk talk =
        talk_with(k, "ann", "Her neighbour Jo Mist came. She said thanks for all. Wants a lorry and tea.");
    struct kith_heard_item items[] = {
        item_of(KITH_HEARD_NEED, "Wants a lorry"),
        item_of(KITH_HEARD_NEED, "tea"),
        person_item("Jo Mist", "neighbour", 0, "Her neighbour Jo Mist"),
        item_of(KITH_HEARD_MOMENT, "thanks for all"),
    };
    items[0].what = "a lorry";
    items[1].what = "tea";
    items[3].kind = KITH_MOMENT_THANKED;
    keep(&talk, items, 4);
    kith_id note = talk.kept.note;

    /* Heard again and kept again: nothing stands there twice. */
    talk.note.text = "Her neighbour Jo Mist came. She said thanks for all. Wants a lorry and tea. Rain.";
    items[2].person = talk.kept.people.items[0].id;
    keep(&talk, items, 4);
    struct kith_talk stored;
    lib_ok(k, kith_talk_get(k, note, &talk.arena, &stored));
    assert_int_equal(stored.person_count, 1);
    assert_int_equal(stored.moment_count, 1);
    assert_int_equal(stored.need_count, 2);

    /* Words that are gone take with them what was heard in them; a name put otherwise stays. */
    talk.note.text = "Jo, her neighbour, came. Wants a lorry.";
    keep(&talk, NULL, 0);
    lib_ok(k, kith_talk_get(k, note, &talk.arena, &stored));
    assert_int_equal(stored.person_count, 1);
    assert_int_equal(stored.moment_count, 0);
    assert_int_equal(stored.need_count, 1);
    assert_string_equal(stored.needs[0].what, "a lorry");
    talk.note.text = "Wants a lorry.";
    keep(&talk, NULL, 0);
    lib_ok(k, kith_talk_get(k, note, &talk.arena, &stored));
    assert_int_equal(stored.person_count, 0);
    kith_id id;
    assert_int_equal(kith_person_find(k, "Jo Mist", &id), KITH_NOT_FOUND); /* nobody else spoke of them */

    /* It was with Bob after all. */
    talk.with = lib_person(k, "bob");
    keep(&talk, NULL, 0);
    assert_int_equal(count_of(k, &kith_need_kind, talk.with, &talk.arena), 1);
    assert_int_equal(count_of(k, &kith_need_kind, lib_person(k, "ann"), &talk.arena), 0);
    arena_free(&talk.arena);
    kith_close(k);
}

static void test_talks(void **state) {
    (void)state;
    struct kith *k = lib_book(base);
    struct arena arena = {0};
    struct kith_talks talks;
    kith_id ann = lib_person(k, "ann");
    lib_ok(k, kith_talks_of(k, ann, 0, 10, &arena, &talks));
    assert_int_equal(talks.count, 2);
    assert_string_equal(talks.items[0].note.uid, "n2");
    assert_string_equal(talks.items[0].with.items[0].name, "Ann Okafor");
    assert_int_equal(talks.items[1].person_count, 3);
    lib_ok(k, kith_talks_of(k, ann, 1, 1, &arena, &talks));
    assert_int_equal(talks.count, 1);
    assert_string_equal(talks.items[0].note.uid, "n1");
    arena_free(&arena);
    kith_close(k);
}

static void test_json(void **state) {
    (void)state;
    struct kith *k = lib_open(NULL);
    struct buf out = BUF_INIT;
    kith_listen_json(
        k, &(struct kith_listen_line){"7", "Ann Okafor", "Her brother Tom Baker is opening a second shop."},
        &out);
    assert_non_null(strstr(
        out.data, "{\"id\":\"7\",\"mentions\":[{\"name\":\"Tom Baker\",\"relation\":\"brother\",\"quote\":"
                  "\"Her brother Tom Baker\",\"start\":12,\"length\":9,\"sure\":"));
    assert_non_null(strstr(out.data, "],\"moments\":["));
    assert_non_null(strstr(out.data, "],\"needs\":[],\"needs_of_others\":[]}"));
    buf_cut(&out, 0);
    kith_listen_json(k, &(struct kith_listen_line){NULL, NULL, NULL}, &out);
    assert_string_equal(out.data,
                        "{\"id\":null,\"mentions\":[],\"moments\":[],\"needs\":[],\"needs_of_others\":[]}");
    buf_free(&out);
    kith_close(k);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_matching),
        cmocka_unit_test(test_no_step),
        cmocka_unit_test(test_keep),
        cmocka_unit_test(test_named_later),
        cmocka_unit_test(test_first_note),
        cmocka_unit_test(test_refused),
        cmocka_unit_test(test_follow),
        cmocka_unit_test(test_question),
        cmocka_unit_test(test_implied),
        cmocka_unit_test(test_many_introductions),
        cmocka_unit_test(test_of_another),
        cmocka_unit_test(test_talk_with_two),
        cmocka_unit_test(test_promised),
        cmocka_unit_test(test_no_person),
        cmocka_unit_test(test_left_out),
        cmocka_unit_test(test_relation_corrected),
        cmocka_unit_test(test_edit),
        cmocka_unit_test(test_talks),
        cmocka_unit_test(test_json),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
