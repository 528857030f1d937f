/*
 * The method through the library: small books in, the day out. A test or a row
 * for every sentence of what follows from what; books are written with ' for ".
 */
#include "lib/lib.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "kith/moment.h"
#include "kith/need.h"
#include "kith/note.h"
#include "kith/referral.h"
#include "kith/today.h"

#define ANN  "{'uid':'ann','name':'Ann Okafor','role':'client','company':'Okafor Bakery','title':'Owner'}"
#define TOM  "{'uid':'tom','name':'Tom Baker','role':'mentioned'}"
#define BILL "{'uid':'bill','name':'Bill Tran','role':'client'}"
#define ANN_THANKED                                                                                          \
    "{'uid':'m1','person':'ann','kind':'thanked','on':'2026-11-18','quote':'we saved her quarter'}"
/* Ann spoke of her brother Tom ten days ago. */
#define NOTE_TOM "{'uid':'n1','with':['ann'],'on':'2026-11-11','channel':'call','text':'Her brother Tom.'}"
#define HEARD_TOM                                                                                            \
    "{'uid':'x1','note':'n1','by':'ann','person':'tom','relation':'brother','quote':'Her brother Tom'}"

struct book {
    struct kith *k;
    struct arena arena;
    struct kith_day day;
};

static char *quoted(const char *json) {
    char *copy = strdup(json);
    for (char *c = copy; *c; c++)
        if (*c == '\'')
            *c = '"';
    return copy;
}

static struct book open_book(const char *arrays) {
    struct book b = {0};
    struct buf json = BUF_INIT;
    buf_printf(&json, "{'kith':1,%s}", arrays);
    char *text = quoted(json.data);
    b.k = lib_book(text);
    free(text);
    buf_free(&json);
    return b;
}

static void close_book(struct book *b) {
    kith_close(b->k);
    arena_free(&b->arena);
}

static const struct kith_day *today(struct book *b) {
    lib_ok(b->k, kith_day(b->k, &b->arena, &b->day));
    return &b->day;
}

static kith_id id(struct book *b, const char *uid) {
    const struct kith_kind *kind;
    kith_id found;
    lib_ok(b->k, kith_row_find(b->k, uid, &kind, &found));
    return found;
}

static const char *standing(struct book *b, const char *uid) {
    struct kith_contact contact;
    lib_ok(b->k, kith_contact_of(b->k, id(b, uid), &b->arena, &contact));
    return contact.standing == KITH_NO_WORD ? "none" : kith_standing_words[contact.standing];
}

static enum kith_status ask(struct book *b, const char *source, const char *target, const char *role,
                            const char *on, bool anyway) {
    struct kith_ask row;
    kith_row_init(&kith_ask_kind, &row);
    row.source = id(b, source);
    row.target = target ? id(b, target) : 0;
    row.role = role;
    row.on = on ? lib_day(on) : DAY_NONE;
    return kith_ask_add(b->k, &row, anyway);
}

static enum kith_status answer(struct book *b, const char *source, int word, const char *on,
                               const char *until) {
    kith_id found;
    lib_ok(b->k, kith_ask_find(b->k, source, &found));
    const struct kith_reply reply = {.answer = word,
                                     .on = on ? lib_day(on) : DAY_NONE,
                                     .until = until ? lib_day(until) : DAY_NONE,
                                     .wants = "the first year closed"};
    return kith_ask_answer(b->k, found, &reply);
}

static struct kith_moment moment(struct book *b, const char *uid) {
    struct kith_moment row;
    lib_ok(b->k, kith_row_get(b->k, &kith_moment_kind, id(b, uid), &b->arena, &row));
    return row;
}

/* "Ann Okafor > Tom Baker", "Ann Okafor > accountant", or "" where nobody is proposed. */
static const char *proposed(struct book *b) {
    const struct kith_day *d = today(b);
    if (!d->has_introduction)
        return "";
    return arena_printf(&b->arena, "%s > %s", d->introduction.source.name,
                        d->introduction.target.id ? d->introduction.target.name : d->introduction.role);
}

static const char *names(struct book *b, const struct kith_ref *items, size_t count, size_t stride) {
    struct buf out = BUF_INIT;
    for (size_t i = 0; i < count; i++)
        buf_printf(&out, "%s%s", i ? ", " : "",
                   ((const struct kith_ref *)((const char *)items + i * stride))->name);
    const char *all = arena_strdup(&b->arena, out.data);
    buf_free(&out);
    return all;
}
#define NAMES(b, list, count, member) names(b, (count) ? &(list)[0].member : NULL, count, sizeof *(list))

static const char *why_not(struct book *b, const char *by, const char *name) {
    struct kith_circle circle;
    lib_ok(b->k, kith_circle(b->k, id(b, by), &b->arena, &circle));
    for (size_t i = 0; i < circle.count; i++)
        if (strcmp(circle.items[i].person.name, name) == 0) {
            assert_int_equal(circle.items[i].askable, circle.items[i].why_not == NULL);
            return circle.items[i].askable ? "askable" : circle.items[i].why_not;
        }
    return "not in the circle";
}

static bool has_reason(const struct kith_reasons *because, const char *words) {
    for (size_t i = 0; i < because->count; i++)
        if (strstr(because->items[i].why, words))
            return true;
    return false;
}

/* ---- asking ---- */

static void an_ask_uses_the_open_moments_of_its_source(void **state) {
    (void)state;
    struct book b = open_book("'people':[" ANN "," TOM "],'notes':[" NOTE_TOM "],'mentions':[" HEARD_TOM
                              "],'moments':[" ANN_THANKED
                              ",{'uid':'m2','person':'ann','kind':'delivered','on':'2026-10-01'},"
                              "{'uid':'m3','person':'ann','kind':'introduced','on':'2026-11-18'},"
                              "{'uid':'m4','person':'ann','kind':'result','on':'2026-11-25'}]");
    assert_string_equal(standing(&b, "ann"), "golden");
    lib_ok(b.k, ask(&b, "ann", "tom", NULL, NULL, false));
    assert_int_equal(moment(&b, "m1").state, KITH_USED);
    assert_int_equal(moment(&b, "m2").state, KITH_OPEN); /* had passed: counted as such */
    assert_int_equal(moment(&b, "m3").state, KITH_OPEN); /* not a positive one */
    assert_int_equal(moment(&b, "m4").state, KITH_OPEN); /* dated after today */
    assert_int_equal(today(&b)->asks_made, 1);
    assert_int_equal(b.day.golden_count, 0);
    assert_string_equal(standing(&b, "ann"), "waiting");
    lib_ok(b.k, kith_undo(b.k, NULL, NULL)); /* one step */
    assert_string_equal(standing(&b, "ann"), "golden");
    assert_int_equal(today(&b)->asks_made, 0);
    close_book(&b);
}

static void an_ask_against_the_standing_is_kept_with_it(void **state) {
    (void)state;
    static const struct {
        const char *rule, *uid;
        int standing;
    } rows[] = {
        {"hold", "held", KITH_HOLD},        {"waiting", "waits", KITH_STANDING_WAITING},
        {"resting", "rests", KITH_RESTING}, {"earn", "stranger", KITH_EARN},
        {"give", "partner", KITH_GIVE},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct book b = open_book(
            "'people':[" TOM
            ",{'uid':'held','name':'A','role':'client'},{'uid':'waits','name':'B','role':'client'},"
            "{'uid':'rests','name':'C','role':'client'},{'uid':'stranger','name':'D','role':'other'},"
            "{'uid':'partner','name':'E','role':'partner'}],"
            "'moments':[{'uid':'m','person':'held','kind':'trouble','on':'2026-11-01'}],"
            "'asks':[{'uid':'a','source':'waits','role':'boss','on':'2026-11-01','answer':'waiting'},"
            "{'uid':'b','source':'rests','role':'boss','on':'2026-11-01','answer':'yes'}]");
        assert_int_equal(ask(&b, rows[i].uid, "tom", NULL, NULL, false), KITH_INVALID);
        assert_true(strlen(kith_error(b.k)) > 10);
        assert_int_equal(today(&b)->asks_made, 0);
        struct kith_ask row;
        kith_row_init(&kith_ask_kind, &row);
        row.source = id(&b, rows[i].uid);
        row.target = id(&b, "tom");
        row.on = DAY_NONE;
        lib_ok(b.k, kith_ask_add(b.k, &row, true));
        lib_ok(b.k, kith_row_get(b.k, &kith_ask_kind, row.id, &b.arena, &row));
        if (row.overruled != rows[i].standing)
            fail_msg("%s: overruled is %d", rows[i].rule, row.overruled);
        close_book(&b);
    }
}

static void an_ask_that_nothing_speaks_against_overrules_nothing(void **state) {
    (void)state;
    struct book b = open_book("'people':[" ANN "," TOM "],'moments':[" ANN_THANKED "]");
    struct kith_ask row;
    kith_row_init(&kith_ask_kind, &row);
    row.source = id(&b, "ann");
    row.target = id(&b, "tom");
    lib_ok(b.k, kith_ask_add(b.k, &row, true));
    assert_int_equal(row.overruled, KITH_NO_WORD);
    row.target = row.source;
    row.uid = NULL;
    assert_int_equal(kith_ask_add(b.k, &row, true), KITH_INVALID); /* nobody is asked about themselves */
    close_book(&b);
}

/* ---- answers ---- */

static void yes_makes_a_referral_received(void **state) {
    (void)state;
    struct book b = open_book("'people':[" ANN "," TOM "],'moments':[" ANN_THANKED "]");
    struct kith_referral *rows;
    size_t count;
    lib_ok(b.k, ask(&b, "ann", "tom", NULL, "2026-11-19", false));
    lib_ok(b.k, answer(&b, "ann", KITH_YES, "2026-11-20", NULL));
    lib_ok(b.k, kith_rows_of(b.k, &kith_referral_kind, 0, &b.arena, &rows, &count));
    assert_int_equal(count, 1);
    assert_int_equal(rows[0].direction, KITH_RECEIVED);
    assert_int_equal(rows[0].partner, id(&b, "ann"));
    assert_int_equal(rows[0].person, id(&b, "tom"));
    assert_int_equal(rows[0].outcome, KITH_STILL_OPEN);
    assert_int_equal(rows[0].on, lib_day("2026-11-20"));
    assert_string_equal(standing(&b, "ann"), "resting"); /* whatever the answer */
    lib_ok(b.k, kith_undo(b.k, NULL, NULL));
    lib_ok(b.k, kith_rows_of(b.k, &kith_referral_kind, 0, &b.arena, &rows, &count));
    assert_int_equal(count, 0);
    close_book(&b);
}

static void yes_to_a_role_needs_the_person(void **state) {
    (void)state;
    struct book b = open_book("'people':[" ANN "," TOM "],'moments':[" ANN_THANKED "]");
    kith_id found;
    lib_ok(b.k, ask(&b, "ann", NULL, "accountant", "2026-11-19", false));
    lib_ok(b.k, kith_ask_find(b.k, "Ann", &found));
    struct kith_reply reply = {.answer = KITH_YES, .on = DAY_NONE, .until = DAY_NONE};
    assert_int_equal(kith_ask_answer(b.k, found, &reply), KITH_INVALID);
    assert_string_equal(standing(&b, "ann"), "waiting"); /* nothing half-done */
    reply.person = id(&b, "tom");
    lib_ok(b.k, kith_ask_answer(b.k, found, &reply));
    struct kith_ask row;
    lib_ok(b.k, kith_row_get(b.k, &kith_ask_kind, found, &b.arena, &row));
    assert_true(row.referral != 0);
    assert_int_equal(kith_ask_find(b.k, "Ann", &found), KITH_NOT_FOUND); /* closed */
    close_book(&b);
}

static void a_mistaken_yes_set_right_takes_its_referral_with_it(void **state) {
    (void)state;
    struct book b = open_book("'people':[" ANN "," TOM "],'moments':[" ANN_THANKED "]");
    kith_id found;
    lib_ok(b.k, ask(&b, "ann", "tom", NULL, NULL, false));
    lib_ok(b.k, kith_ask_find(b.k, "ann", &found));
    const struct kith_reply yes = {.answer = KITH_YES, .on = DAY_NONE, .until = DAY_NONE};
    const struct kith_reply no = {.answer = KITH_NO, .on = DAY_NONE, .until = DAY_NONE};
    lib_ok(b.k, kith_ask_answer(b.k, found, &yes));
    lib_ok(b.k, kith_ask_answer(b.k, found, &yes));
    assert_int_equal(today(&b)->owed_count, 2); /* act and thank, once */
    lib_ok(b.k, kith_ask_answer(b.k, found, &no));
    assert_int_equal(today(&b)->owed_count, 0);
    close_book(&b);
}

#define ASKED(on, rest)                                                                                      \
    "'people':[" ANN "," TOM "," BILL "],'notes':[" NOTE_TOM "],'mentions':[" HEARD_TOM                      \
    ",{'uid':'x2','note':'n1','by':'bill','person':'tom','quote':'Tom'}],'moments':["                        \
    "{'uid':'m1','person':'ann','kind':'thanked','on':'2026-06-01'},"                                        \
    "{'uid':'m2','person':'bill','kind':'thanked','on':'2026-06-01'}],"                                      \
    "'asks':[{'uid':'a1','source':'ann','target':'tom','on':'" on "'," rest "}]"

static void every_open_ask_follows_up_on_its_day(void **state) {
    (void)state;
    static const struct {
        const char *rule, *arrays, *due;
    } rows[] = {
        {"waiting comes back 7 days after it was made", ASKED("2026-11-14", "'answer':'waiting'"),
         "2026-11-21"},
        {"waiting does not come back before", ASKED("2026-11-15", "'answer':'waiting'"), NULL},
        {"will comes back 7 days after that answer",
         ASKED("2026-11-01", "'answer':'will','answered_on':'2026-11-14'"), "2026-11-21"},
        {"will does not come back before", ASKED("2026-11-01", "'answer':'will','answered_on':'2026-11-15'"),
         NULL},
        {"not-yet comes back on its date",
         ASKED("2026-11-01", "'answer':'not-yet','answered_on':'2026-11-02','until':'2026-11-21'"),
         "2026-11-21"},
        {"not-yet does not come back before",
         ASKED("2026-11-01", "'answer':'not-yet','answered_on':'2026-11-02','until':'2026-11-22'"), NULL},
        {"not-yet without a date comes back 30 days after the answer",
         ASKED("2026-10-01", "'answer':'not-yet','answered_on':'2026-10-22'"), "2026-11-21"},
        {"none closes an ask", ASKED("2026-10-01", "'answer':'none','answered_on':'2026-10-22'"), NULL},
        {"think closes an ask", ASKED("2026-10-01", "'answer':'think','answered_on':'2026-10-22'"), NULL},
        {"no closes an ask", ASKED("2026-10-01", "'answer':'no','answered_on':'2026-10-22'"), NULL},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct book b = open_book(rows[i].arrays);
        const struct kith_day *d = today(&b);
        if (d->follow_up_count != (rows[i].due != NULL))
            fail_msg("%s: %zu rows", rows[i].rule, d->follow_up_count);
        if (rows[i].due) {
            assert_int_equal(d->follow_up[0].due, lib_day(rows[i].due));
            assert_string_equal(d->follow_up[0].person.name, "Ann Okafor");
            assert_string_equal(d->follow_up[0].target.name, "Tom Baker");
        }
        close_book(&b);
    }
}

static void not_yet_comes_back_with_what_they_want_to_see_first(void **state) {
    (void)state;
    struct book b = open_book("'people':[" ANN "," TOM "],'notes':[" NOTE_TOM "],'mentions':[" HEARD_TOM
                              "],'moments':[{'uid':'m1','person':'ann','kind':'thanked','on':'2026-06-01'}]");
    struct kith_ask row;
    lib_ok(b.k, ask(&b, "ann", "tom", NULL, "2026-10-10", false));
    lib_ok(b.k, answer(&b, "ann", KITH_NOT_YET, "2026-10-12", NULL));
    kith_id found;
    lib_ok(b.k, kith_ask_find(b.k, "ann", &found));
    lib_ok(b.k, kith_row_get(b.k, &kith_ask_kind, found, &b.arena, &row));
    assert_int_equal(row.until, lib_day("2026-11-11"));
    assert_string_equal(today(&b)->follow_up[0].wants, "the first year closed");
    assert_string_equal(proposed(&b), "Ann Okafor > Tom Baker");
    assert_string_equal(b.day.introduction.wording.items[0].form, "after not yet");
    assert_non_null(strstr(b.day.introduction.wording.items[0].text, "the first year closed"));
    close_book(&b);
}

static void no_is_never_raised_again_for_that_pair_and_none_declines_nothing(void **state) {
    (void)state;
    struct book b = open_book(ASKED("2026-08-01", "'answer':'no','answered_on':'2026-08-02'"));
    assert_string_equal(why_not(&b, "ann", "Tom Baker"), "Ann said no on 1 Aug");
    assert_string_equal(why_not(&b, "bill", "Tom Baker"), "askable"); /* of that pair only */
    assert_string_equal(proposed(&b), "Bill Tran > Tom Baker");
    close_book(&b);
    b = open_book(ASKED("2026-08-01", "'answer':'none','answered_on':'2026-08-20'"));
    assert_string_equal(why_not(&b, "ann", "Tom Baker"), "askable");
    close_book(&b);
}

static void think_makes_the_next_proposal_more_specific(void **state) {
    (void)state;
    struct book b = open_book(
        "'people':[" ANN "," TOM ",{'uid':'ruth','name':'Ruth Cole','role':'mentioned'}],'notes':[" NOTE_TOM
        "],'mentions':[" HEARD_TOM
        ",{'uid':'x2','note':'n1','by':'ann','person':'ruth','relation':'sister'}],"
        "'moments':[{'uid':'m1','person':'ann','kind':'thanked','on':'2026-06-01'}],"
        "'asks':[{'uid':'a1','source':'ann','target':'ruth','on':'2026-09-01','answer':'think'}]");
    assert_string_equal(proposed(&b), "Ann Okafor > Tom Baker");
    struct kith_introduction second;
    lib_ok(b.k, kith_introduce(b.k, 0, 1, &b.arena, &second));
    assert_string_equal(second.target.name, "Ruth Cole"); /* thought is no no */
    assert_non_null(strstr(second.wording.items[0].text, "exactly whom"));
    assert_true(has_reason(&second.because, "think about it"));
    close_book(&b);
    /* A role that was thought about is not proposed again: another, or a name. */
    b = open_book("'people':[" ANN "],'moments':[" ANN_THANKED "]");
    const char *role = today(&b)->introduction.role;
    struct kith_ask row;
    kith_row_init(&kith_ask_kind, &row);
    row.source = id(&b, "ann");
    row.role = role;
    row.on = lib_day("2026-09-01");
    row.answer = KITH_THINK;
    lib_ok(b.k, kith_row_add(b.k, &kith_ask_kind, &row));
    assert_string_not_equal(today(&b)->introduction.role, role);
    close_book(&b);
}

/* ---- putting off ---- */

static void a_delay_keeps_its_person_out_of_the_proposals_until_its_day(void **state) {
    (void)state;
    struct book b = open_book("'people':[" ANN "," TOM "],'notes':[" NOTE_TOM "],'mentions':[" HEARD_TOM
                              "],'moments':[" ANN_THANKED "]");
    assert_string_equal(proposed(&b), "Ann Okafor > Tom Baker");
    lib_ok(b.k, kith_ask_later(b.k, id(&b, "ann"), KITH_NOT_THE_MOMENT, DAY_NONE, DAY_NONE));
    assert_string_equal(proposed(&b), "");
    assert_int_equal(b.day.golden_count, 1); /* the golden list still shows them */
    kith_clock(b.k, lib_day("2026-11-23"), 1795400000);
    assert_string_equal(proposed(&b), "");
    kith_clock(b.k, lib_day("2026-11-24"), 1795500000); /* three days when none is given */
    assert_string_equal(proposed(&b), "Ann Okafor > Tom Baker");
    assert_int_equal(kith_ask_later(b.k, id(&b, "ann"), KITH_RUDE, DAY_NONE, lib_day("2026-11-24")),
                     KITH_INVALID);
    close_book(&b);
}

static void a_delay_of_an_ask_that_came_back_moves_its_follow_up(void **state) {
    (void)state;
    struct book b = open_book(ASKED("2026-11-10", "'answer':'waiting'"));
    assert_int_equal(today(&b)->follow_up_count, 1);
    lib_ok(b.k, kith_ask_later(b.k, id(&b, "ann"), KITH_RUDE, DAY_NONE, lib_day("2026-11-30")));
    assert_int_equal(today(&b)->follow_up_count, 0);
    struct kith_asks asks;
    lib_ok(b.k, kith_asks(b.k, &b.arena, &asks));
    assert_int_equal(asks.items[0].delays, 1);
    assert_int_equal(asks.items[0].due, lib_day("2026-11-30"));
    close_book(&b);
}

static void three_delays_in_a_row_bring_the_plain_question(void **state) {
    (void)state;
    struct book b =
        open_book("'people':[" ANN "," TOM "],'notes':[" NOTE_TOM "],'mentions':[" HEARD_TOM
                  "],'moments':[" ANN_THANKED "],'delays':["
                  "{'uid':'d1','person':'ann','reason':'rude','on':'2026-11-05','until':'2026-11-08'},"
                  "{'uid':'d2','person':'ann','reason':'needy','on':'2026-11-08','until':'2026-11-11'}]");
    struct kith_prompt prompt;
    assert_int_equal(kith_delays_in_row(b.k, id(&b, "ann")), 2);
    lib_ok(b.k, kith_prompt(b.k, id(&b, "ann"), 0, &b.arena, &prompt));
    assert_string_equal(prompt.headline, "Ask Ann for one introduction: Tom Baker, brother");
    lib_ok(b.k, kith_ask_later(b.k, id(&b, "ann"), KITH_RAPPORT, DAY_NONE, DAY_NONE));
    assert_int_equal(kith_delays_in_row(b.k, id(&b, "ann")), 3);
    lib_ok(b.k, kith_prompt(b.k, id(&b, "ann"), 0, &b.arena, &prompt));
    assert_string_equal(prompt.headline, "Ask Ann, or let go?");
    lib_ok(b.k, ask(&b, "ann", "tom", NULL, NULL, false));
    assert_int_equal(kith_delays_in_row(b.k, id(&b, "ann")), 0); /* an ask between */
    close_book(&b);
}

static void every_belief_has_its_answer(void **state) {
    (void)state;
    struct book b = open_book("'people':[]");
    for (int reason = 0; kith_belief_words[reason]; reason++) {
        const char *text = kith_belief_answer(b.k, reason);
        assert_non_null(text);
        int sentences = 0;
        for (const char *c = text; *c; c++)
            sentences += *c == '.' || *c == '?';
        assert_int_equal(sentences, 2);
    }
    lib_ok(b.k, kith_setting_set(b.k, "beliefs", "no"));
    assert_null(kith_belief_answer(b.k, KITH_RUDE));
    close_book(&b);
}

/* ---- the one introduction ---- */

static void the_proposal_names_one_source_one_target_and_why(void **state) {
    (void)state;
    struct book b = open_book("'people':[" ANN "," TOM "," BILL "],'notes':[" NOTE_TOM
                              "],'mentions':[" HEARD_TOM "],'moments':[" ANN_THANKED
                              ",{'uid':'m2','person':'bill','kind':'result','on':'2026-06-01'}],"
                              "'pledges':[{'uid':'g','person':'ann','count':5,'on':'2026-01-10'}]");
    const struct kith_introduction *one = &today(&b)->introduction;
    assert_string_equal(proposed(&b), "Ann Okafor > Tom Baker");
    one = &b.day.introduction;
    assert_string_equal(one->relation, "brother");
    assert_int_equal(one->standing, KITH_GOLDEN);
    assert_string_equal(one->because.items[0].why, "thanked you on Wednesday");
    assert_string_equal(one->because.items[0].quote, "we saved her quarter");
    assert_int_equal(one->because.items[0].on, lib_day("2026-11-18"));
    assert_true(has_reason(&one->because, "agreed to introduce five; none so far"));
    assert_true(one->wording.count >= 2);
    struct kith_introduction next;
    assert_int_equal(kith_introduce(b.k, 0, 1, &b.arena, &next), KITH_NOT_FOUND);
    close_book(&b);
}

static void golden_precedes_ready_and_a_role_precedes_a_ready_name(void **state) {
    (void)state;
    struct book b =
        open_book("'people':[" ANN "," TOM "," BILL "],'notes':[" NOTE_TOM "],'mentions':[" HEARD_TOM
                  "],'moments':[{'uid':'m1','person':'ann','kind':'thanked','on':'2026-06-01'},"
                  "{'uid':'m2','person':'bill','kind':'delivered','on':'2026-11-07'}]");
    const struct kith_day *d = today(&b);
    assert_string_equal(d->introduction.source.name, "Bill Tran"); /* 0 days left, and no name */
    assert_int_equal(d->introduction.target.id, 0);
    assert_non_null(d->introduction.role);
    assert_string_equal(d->introduction.wording.items[0].form, "the role");
    assert_non_null(strstr(d->introduction.wording.items[0].text, d->introduction.role));
    struct kith_introduction next;
    lib_ok(b.k, kith_introduce(b.k, 0, 1, &b.arena, &next));
    assert_string_equal(next.target.name, "Tom Baker");
    assert_int_equal(next.standing, KITH_READY);
    close_book(&b);
}

static void once_the_weeks_asks_are_made_only_golden_is_proposed(void **state) {
    (void)state;
    static const char base[] =
        "'people':[" ANN "," TOM "," BILL
        ",{'uid':'x','name':'X','role':'client'},{'uid':'y','name':'Y','role':'client'}],"
        "'notes':[" NOTE_TOM "],'mentions':[" HEARD_TOM "],"
        "'asks':[{'uid':'a1','source':'x','role':'boss','on':'2026-11-16','answer':'waiting'},"
        "{'uid':'a2','source':'y','role':'boss','on':'2026-11-21','answer':'waiting'}],'moments':[%s]";
    char arrays[2000];
    snprintf(arrays, sizeof arrays, base, "{'uid':'m1','person':'ann','kind':'thanked','on':'2026-06-01'}");
    struct book b = open_book(arrays);
    assert_string_equal(standing(&b, "ann"), "ready");
    assert_string_equal(proposed(&b), "");
    lib_ok(b.k, kith_setting_set(b.k, "weekly_asks", "3"));
    assert_string_equal(proposed(&b), "Ann Okafor > Tom Baker");
    close_book(&b);
    snprintf(arrays, sizeof arrays, base, ANN_THANKED);
    b = open_book(arrays);
    assert_string_equal(proposed(&b), "Ann Okafor > Tom Baker");
    close_book(&b);
}

static void the_ideal_client_decides_between_two(void **state) {
    (void)state;
    struct book b = open_book(
        "'settings':{'ideal':['restaurant']},'people':[" ANN "," TOM
        ",{'uid':'zoe','name':'Zoe Wu','role':'mentioned','company':'Wu Restaurants'}],'notes':[" NOTE_TOM
        "],'mentions':[{'uid':'x1','note':'n1','by':'ann','person':'tom'},"
        "{'uid':'x2','note':'n1','by':'ann','person':'zoe'}],'moments':[" ANN_THANKED "]");
    assert_string_equal(proposed(&b), "Ann Okafor > Zoe Wu");
    assert_true(has_reason(&b.day.introduction.because, "restaurant"));
    close_book(&b);
}

/* ---- the circle ---- */

static void a_quiet_day_and_other_reasons_in_the_circle(void **state) {
    (void)state;
    struct book b = open_book(
        "'people':[" ANN "," TOM "," BILL ",{'uid':'new','name':'New One','role':'mentioned'},"
        "{'uid':'old','name':'Old One','role':'mentioned','archived':true},"
        "{'uid':'acc','name':'accountant','role':'mentioned','unnamed':true},"
        "{'uid':'wife','name':'Wife One','role':'mentioned'}],"
        "'notes':[" NOTE_TOM ",{'uid':'n2','with':['ann'],'on':'2026-11-21','channel':'call','text':'x'},"
        "{'uid':'n3','with':['ann'],'on':'2026-11-22','channel':'call','text':'tomorrow'}],"
        "'mentions':[" HEARD_TOM ",{'uid':'x2','note':'n2','by':'ann','person':'new'},"
        "{'uid':'x3','note':'n2','by':'ann','person':'tom','quote':'Tom again'},"
        "{'uid':'x4','note':'n1','by':'ann','person':'old'},{'uid':'x5','note':'n1','by':'ann','person':'bill'},"
        "{'uid':'x6','note':'n1','by':'ann','person':'acc','relation':'accountant'},"
        "{'uid':'x7','note':null,'by':'ann','person':'wife','relation':'wife','on':'2026-01-01'},"
        "{'uid':'x8','note':'n3','by':'ann','person':'tom'}]");
    assert_string_equal(why_not(&b, "ann", "Tom Baker"), "askable");
    assert_string_equal(why_not(&b, "ann", "accountant"), "askable");
    assert_string_equal(why_not(&b, "ann", "New One"), "mentioned today; give it a day");
    assert_string_equal(why_not(&b, "ann", "Bill Tran"), "already a client");
    assert_string_equal(why_not(&b, "ann", "Old One"), "archived");
    assert_string_equal(why_not(&b, "ann", "Wife One"),
                        "known from a file only; wait until a talk brings them up");
    struct kith_circle circle;
    lib_ok(b.k, kith_circle(b.k, id(&b, "ann"), &b.arena, &circle));
    assert_string_equal(circle.items[0].person.name, "Tom Baker"); /* most often first */
    assert_int_equal(circle.items[0].times, 2);                    /* tomorrow's does not count */
    assert_int_equal(circle.items[0].first, lib_day("2026-11-11"));
    assert_int_equal(circle.items[0].last, lib_day("2026-11-21"));
    assert_string_equal(circle.items[0].quotes.items[0], "Tom again");
    assert_int_equal(circle.items[circle.count - 1].times, 0);
    assert_int_equal(circle.named, 6);
    assert_int_equal(circle.harvest, 6);
    struct kith_contact contact;
    lib_ok(b.k, kith_contact_of(b.k, id(&b, "ann"), &b.arena, &contact));
    assert_int_equal(contact.circle, 6);
    close_book(&b);
}

static void nobody_is_asked_about_twice_at_once_nor_after_an_introduction(void **state) {
    (void)state;
    struct book b = open_book(ASKED("2026-11-03", "'answer':'waiting'"));
    assert_string_equal(why_not(&b, "bill", "Tom Baker"), "asked Ann about them on 3 Nov, still waiting");
    lib_ok(b.k, answer(&b, "ann", KITH_YES, "2026-11-04", NULL));
    assert_string_equal(why_not(&b, "bill", "Tom Baker"), "introduced already, by Ann on 4 Nov");
    close_book(&b);
}

/* ---- due lists ---- */

#define RECEIVED(rest)                                                                                       \
    "'people':[" ANN "," TOM "],'referrals':[{'uid':'r1','direction':'received','partner':'ann',"            \
    "'person':'tom','on':'2026-11-10'," rest "}]"

static void what_is_owed_in_this_order(void **state) {
    (void)state;
    static const struct {
        const char *rule, *arrays, *owed;
    } rows[] = {
        {"act and thank", RECEIVED("'outcome':'open'"), "act Tom Baker, thank Ann Okafor"},
        {"thanked is done", RECEIVED("'outcome':'open','thanked_on':'2026-11-10'"), "act Tom Baker"},
        {"an outcome is to be reported", RECEIVED("'outcome':'met','thanked_on':'2026-11-10'"),
         "report Ann Okafor"},
        {"nothing is an outcome too: thank before report", RECEIVED("'outcome':'nothing'"),
         "thank Ann Okafor, report Ann Okafor"},
        {"reported is done",
         RECEIVED("'outcome':'business','thanked_on':'2026-11-10','reported_on':'2026-11-12'"), ""},
        {"a note with the person on that day settles the act",
         RECEIVED(
             "'outcome':'open','thanked_on':'2026-11-10'") ",'notes':[{'uid':'n','with':['tom'],'on':'2026-11-10',"
                                                           "'channel':'call','text':'x'}]",
         ""},
        {"a note before that day does not",
         RECEIVED(
             "'outcome':'open','thanked_on':'2026-11-10'") ",'notes':[{'uid':'n','with':['tom'],'on':'2026-11-09',"
                                                           "'channel':'call','text':'x'}]",
         "act Tom Baker"},
        {"hidden while the person named is archived",
         "'people':[" ANN
         ",{'uid':'tom','name':'Tom Baker','role':'mentioned','archived':true}],'referrals':[{'uid':'r1',"
         "'direction':'received','partner':'ann','person':'tom','on':'2026-11-10','outcome':'open'}]",
         "thank Ann Okafor"},
        {"a referral dated after today is not owed yet",
         "'people':[" ANN "," TOM
         "],'referrals':[{'uid':'r1','direction':'received','partner':'ann','person':'tom',"
         "'on':'2026-11-22','outcome':'open'}]",
         ""},
        {"what was given owes nothing",
         "'people':[" ANN "," TOM
         "],'referrals':[{'uid':'r1','direction':'given','partner':'ann','person':'tom',"
         "'on':'2026-11-10','outcome':'met'}]",
         ""},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct book b = open_book(rows[i].arrays);
        struct buf owed = BUF_INIT;
        const struct kith_day *d = today(&b);
        for (size_t j = 0; j < d->owed_count; j++)
            buf_printf(&owed, "%s%s %s", j ? ", " : "", kith_due_words[d->owed[j].what],
                       d->owed[j].person.name);
        if (strcmp(owed.data, rows[i].owed) != 0)
            fail_msg("%s: owed is \"%s\"", rows[i].rule, owed.data);
        for (size_t j = 0; j < d->owed_count; j++)
            assert_int_equal(d->owed[j].since, lib_day("2026-11-10"));
        buf_free(&owed);
        close_book(&b);
    }
}

#define NEED(extra)                                                                                          \
    "'people':[" ANN ",{'uid':'jo','name':'Jo Mistry','role':'other','title':'Shopfitter'}," TOM "],"        \
    "'needs':[{'uid':'w1','person':'ann','what':'a fit-out firm for the second shop','on':'2026-11-18'" extra
static void what_to_give(void **state) {
    (void)state;
    static const struct {
        const char *rule, *arrays, *candidates;
    } rows[] = {
        {"someone who does it fits", NEED("}]"), "Jo Mistry"},
        {"a need that was met is no more open", NEED(",'met_on':'2026-11-19'}]"), ""},
        {"people they mentioned themselves are left out",
         NEED("}],'notes':[" NOTE_TOM "],'mentions':[{'uid':'x','note':'n1','by':'ann','person':'jo'}]"), ""},
        {"a pair introduced before is left out",
         NEED(
             "}],'referrals':[{'uid':'r','direction':'given','partner':'ann','person':'jo','on':'2026-01-01'}]"),
         ""},
        {"in the other direction too",
         NEED(
             "}],'referrals':[{'uid':'r','direction':'given','partner':'jo','person':'ann','on':'2026-01-01'}]"),
         ""},
        {"nobody is given to themselves",
         "'people':[{'uid':'jo','name':'Jo Mistry','role':'other','title':'Shopfitter'}],"
         "'needs':[{'uid':'w','person':'jo','what':'a shopfitter','on':'2026-11-18'}]",
         ""},
        {"archived people are given nothing",
         "'people':[{'uid':'z','name':'Zoe Wu','role':'client','archived':true},{'uid':'jo','name':'Jo Mistry',"
         "'role':'other','title':'Shopfitter'}],'needs':[{'uid':'w','person':'z','what':'a shopfitter','on':'2026-11-18'}]",
         ""},
        {"a tag fits",
         "'people':[" BILL ",{'uid':'h','name':'Hana Sato','role':'partner','tags':['law']}],"
         "'needs':[{'uid':'w','person':'bill','what':'a good solicitor','on':'2026-11-18'}]",
         "Hana Sato"},
        {"what was said of someone fits",
         "'people':[" ANN "," BILL "," TOM "],'notes':[" NOTE_TOM
         "],'mentions':[{'uid':'x','note':'n1','by':'ann',"
         "'person':'tom','quote':'Tom is the best electrician in town'}],"
         "'needs':[{'uid':'w','person':'bill','what':'an electrician','on':'2026-11-18'}]",
         "Tom Baker"},
        {"a name is no trade: Tom Baker bakes nothing",
         "'people':[" BILL "," TOM
         "],'needs':[{'uid':'w','person':'bill','what':'a baker','on':'2026-11-18'}]",
         ""},
        {"a sister-in-law is no lawyer",
         "'people':[" ANN "," BILL "," TOM "],'notes':[" NOTE_TOM
         "],'mentions':[{'uid':'x','note':'n1','by':'ann',"
         "'person':'tom','relation':'sister-in-law'}],"
         "'needs':[{'uid':'w','person':'bill','what':'a lawyer','on':'2026-11-18'}]",
         ""},
        {"best fit first",
         "'people':[" BILL ",{'uid':'a','name':'Abe','role':'other','company':'Abe Plumbing'},"
         "{'uid':'z','name':'Zed','role':'other','title':'Plumber','tags':['plumber']}],"
         "'needs':[{'uid':'w','person':'bill','what':'a plumber','on':'2026-11-18'}]",
         "Zed, Abe"},
        {"a need said tomorrow is not given to yet",
         "'people':[" BILL ",{'uid':'z','name':'Zed','role':'other','title':'Plumber'}],"
         "'needs':[{'uid':'w','person':'bill','what':'a plumber','on':'2026-11-22'}]",
         ""},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct book b = open_book(rows[i].arrays);
        const struct kith_day *d = today(&b);
        const char *got = "";
        if (d->give_count)
            got =
                names(&b, d->give[0].candidates.items, d->give[0].candidates.count, sizeof(struct kith_ref));
        if (strcmp(got, rows[i].candidates) != 0)
            fail_msg("%s: \"%s\"", rows[i].rule, got);
        close_book(&b);
    }
}

static void needs_unknown(void **state) {
    (void)state;
    struct book b = open_book(
        "'people':[{'uid':'a','name':'Client never','role':'client'},{'uid':'b','name':'Friend never','role':'friend'},"
        "{'uid':'c','name':'Friend talked','role':'friend'},{'uid':'d','name':'Old need','role':'client'},"
        "{'uid':'e','name':'Fresh need','role':'client'},{'uid':'f','name':'Met need','role':'partner'},"
        "{'uid':'g','name':'Gone','role':'client','archived':true},{'uid':'h','name':'Talked last','role':'prospect'}],"
        "'notes':[{'uid':'n1','with':['c'],'on':'2026-11-01','channel':'call','text':'x'},"
        "{'uid':'n2','with':['h'],'on':'2026-11-20','channel':'call','text':'x'}],"
        "'needs':[{'uid':'w1','person':'d','what':'x','on':'2026-05-25'},{'uid':'w2','person':'e','what':'x','on':'2026-05-26'},"
        "{'uid':'w3','person':'f','what':'x','on':'2026-11-01','met_on':'2026-11-02'}]");
    const struct kith_day *d = today(&b); /* 180 days ago is out of date, 179 is not */
    assert_string_equal(names(&b, d->needs_unknown.items, d->needs_unknown.count, sizeof(struct kith_ref)),
                        "Talked last, Friend talked, Client never, Old need");
    close_book(&b);
    b = open_book("'people':[{'uid':'a','name':'A','role':'client'},{'uid':'b','name':'B','role':'client'},"
                  "{'uid':'c','name':'C','role':'client'},{'uid':'d','name':'D','role':'client'},"
                  "{'uid':'e','name':'E','role':'client'},{'uid':'f','name':'F','role':'client'}]");
    assert_int_equal(today(&b)->needs_unknown.count, 5); /* at most */
    close_book(&b);
}

static void a_rhythm_is_due_the_day_after_its_days_have_passed(void **state) {
    (void)state;
    struct book b = open_book(
        "'people':[{'uid':'a','name':'On time','role':'client','every_days':10},"
        "{'uid':'b','name':'One over','role':'client','every_days':9},{'uid':'c','name':'Long over','role':'friend','every_days':5},"
        "{'uid':'d','name':'No note','role':'client','every_days':5},{'uid':'e','name':'Gone','role':'client','every_days':5,"
        "'archived':true},{'uid':'f','name':'No rhythm','role':'client'}],"
        "'notes':[{'uid':'n1','with':['a','b','c','e','f'],'on':'2026-11-11','channel':'call','text':'x'},"
        "{'uid':'n2','with':['b'],'on':'2026-11-22','channel':'call','text':'tomorrow'}]");
    const struct kith_day *d = today(&b);
    assert_string_equal(NAMES(&b, d->reconnect, d->reconnect_count, person), "Long over, One over");
    assert_int_equal(d->reconnect[0].last, lib_day("2026-11-11"));
    close_book(&b);
}

static void tasks_are_due_on_their_day(void **state) {
    (void)state;
    struct book b = open_book(
        "'people':[" ANN ",{'uid':'g','name':'Gone','role':'client','archived':true}],'tasks':["
        "{'uid':'t1','person':'ann','what':'today','on':'2026-11-21'},{'uid':'t2','person':'ann','what':'over','on':'2026-11-01'},"
        "{'uid':'t3','person':'ann','what':'tomorrow','on':'2026-11-22'},{'uid':'t4','person':'g','what':'x','on':'2026-11-01'},"
        "{'uid':'t5','person':'ann','what':'done','on':'2026-11-01','done_on':'2026-11-02'}]");
    const struct kith_day *d = today(&b);
    assert_int_equal(d->due_count, 2);
    assert_string_equal(d->due[0].what, "over");
    assert_string_equal(d->due[1].what, "today");
    close_book(&b);
}

static void golden_on_today_has_a_row_a_contact(void **state) {
    (void)state;
    struct book b = open_book("'people':[" ANN "," BILL
                              ",{'uid':'s','name':'Stranger','role':'client'}],'moments':[" ANN_THANKED
                              ",{'uid':'m2','person':'ann','kind':'delivered','on':'2026-11-20'},"
                              "{'uid':'m3','person':'bill','kind':'thanked','on':'2026-11-07'},"
                              "{'uid':'m4','person':'s','kind':'kickoff','on':'2026-11-20'}]");
    const struct kith_day *d = today(&b);
    assert_string_equal(NAMES(&b, d->golden, d->golden_count, person), "Bill Tran, Ann Okafor");
    assert_int_equal(d->golden[0].days_left, 0);
    assert_int_equal(d->golden[1].days_left, 13); /* the freshest open moment */
    assert_int_equal(d->golden[1].kind, KITH_DELIVERED);
    kith_clock(b.k, lib_day("2026-11-22"), 1795300000);
    d = today(&b);
    assert_string_equal(NAMES(&b, d->golden, d->golden_count, person), "Ann Okafor");
    close_book(&b);
}

static void a_week_is_monday_to_sunday(void **state) {
    (void)state;
    static const struct {
        const char *rule, *days[7];
        int made, kept;
    } rows[] = {
        {"nothing", {NULL}, 0, 0},
        {"Monday belongs to it, Sunday before does not", {"2026-11-16", "2026-11-15"}, 1, 0},
        {"tomorrow does not count yet", {"2026-11-22"}, 0, 0},
        {"this week joins as soon as it is made", {"2026-11-16", "2026-11-21"}, 2, 1},
        {"last week counts while this one is open", {"2026-11-09", "2026-11-15"}, 0, 1},
        {"two in a row and this one",
         {"2026-11-02", "2026-11-08", "2026-11-09", "2026-11-09", "2026-11-16", "2026-11-16"},
         2,
         3},
        {"a gap ends the row", {"2026-11-02", "2026-11-03", "2026-11-16", "2026-11-17"}, 2, 1},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct buf json = BUF_INIT;
        buf_str(&json, "'people':[" ANN "],'asks':[");
        for (size_t j = 0; j < 7 && rows[i].days[j]; j++)
            buf_printf(&json, "%s{'uid':'a%zu','source':'ann','role':'boss','on':'%s','answer':'none'}",
                       j ? "," : "", j, rows[i].days[j]);
        buf_str(&json, "]");
        struct book b = open_book(json.data);
        const struct kith_day *d = today(&b);
        if (d->asks_made != rows[i].made || d->weeks_kept != rows[i].kept)
            fail_msg("%s: made %d, kept %d", rows[i].rule, d->asks_made, d->weeks_kept);
        assert_int_equal(d->asks_goal, 2);
        buf_free(&json);
        close_book(&b);
    }
}

/* ---- the contact list ---- */

static void the_order_of_the_contact_list(void **state) {
    (void)state;
    struct book b = open_book(
        "'people':[{'uid':'a','name':'Aa stranger','role':'other'},{'uid':'b','name':'Zz talked','role':'other'},"
        "{'uid':'c','name':'Resting','role':'client'},{'uid':'d','name':'Waiting','role':'client'},"
        "{'uid':'e','name':'Held','role':'client'},{'uid':'f','name':'Giver','role':'partner'},"
        "{'uid':'g','name':'Listener','role':'client'},{'uid':'h','name':'Ready','role':'client'},"
        "{'uid':'i','name':'Golden late','role':'client'},{'uid':'j','name':'Golden soon','role':'client'}," TOM
        ","
        "{'uid':'z','name':'Gone','role':'client','archived':true}],"
        "'notes':[{'uid':'n','with':['b','h'],'on':'2026-11-01','channel':'call','text':'x'}],"
        "'mentions':[{'uid':'x','note':'n','by':'h','person':'tom'}],"
        "'moments':[{'uid':'m1','person':'e','kind':'trouble','on':'2026-11-01'},"
        "{'uid':'m2','person':'g','kind':'thanked','on':'2026-01-01'},{'uid':'m3','person':'h','kind':'thanked','on':'2026-01-01'},"
        "{'uid':'m4','person':'i','kind':'thanked','on':'2026-11-20'},{'uid':'m5','person':'j','kind':'thanked','on':'2026-11-08'}],"
        "'asks':[{'uid':'q1','source':'c','role':'boss','on':'2026-11-01','answer':'no'},"
        "{'uid':'q2','source':'d','role':'boss','on':'2026-11-01','answer':'waiting'}]");
    struct kith_contacts who;
    lib_ok(b.k, kith_who(b.k, false, &b.arena, &who));
    assert_string_equal(
        NAMES(&b, who.items, who.count, person),
        "Golden soon, Golden late, Ready, Listener, Giver, Held, Waiting, Resting, Zz talked, Aa stranger");
    for (size_t i = 0; i < who.count; i++)
        assert_true(who.items[i].because.count > 0);
    lib_ok(b.k, kith_who(b.k, true, &b.arena, &who));
    assert_int_equal(who.count, 12);
    assert_int_equal(who.items[11].standing, KITH_NO_WORD);
    close_book(&b);
}

static void while_nobody_has_earned_it_today_says_so(void **state) {
    (void)state;
    struct book b = open_book("'people':[]");
    assert_non_null(strstr(today(&b)->nobody_earned, "empty"));
    close_book(&b);
    b = open_book("'people':[{'uid':'a','name':'A','role':'other'},{'uid':'b','name':'B','role':'other'}]");
    assert_non_null(strstr(today(&b)->nobody_earned, "your 2 people"));
    close_book(&b);
    b = open_book("'people':[" ANN "]");
    assert_non_null(strstr(today(&b)->nobody_earned, "thanked you"));
    close_book(&b);
    b = open_book("'people':[" ANN "],'moments':[" ANN_THANKED "]");
    assert_null(today(&b)->nobody_earned);
    close_book(&b);
}

/* ---- what is said ---- */

static void an_unearned_kickoff_proposes_the_pledge_on_the_contact(void **state) {
    (void)state;
    struct book b = open_book("'people':[" ANN
                              "],'moments':[{'uid':'m','person':'ann','kind':'kickoff','on':'2026-11-20'}]");
    struct kith_prompt prompt;
    assert_string_equal(standing(&b, "ann"), "earn");
    assert_string_equal(proposed(&b), "");
    lib_ok(b.k, kith_prompt(b.k, id(&b, "ann"), 0, &b.arena, &prompt));
    assert_non_null(strstr(prompt.headline, "pledge"));
    assert_non_null(strstr(prompt.say, "five people, one at a time"));
    kith_id ann = id(&b, "ann");
    lib_ok(b.k, kith_pledge_set(b.k, &ann, 1, 5, "when the year closes clean", DAY_NONE));
    assert_string_equal(standing(&b, "ann"),
                        "listen"); /* the pledge earns, a kickoff makes no golden of it */
    close_book(&b);
}

static void a_pledge_counts_what_was_received_since_its_day(void **state) {
    (void)state;
    struct book b = open_book(
        "'people':[" ANN "," TOM "," BILL
        "],'pledges':[{'uid':'g','person':'ann','count':5,'on':'2026-03-01'}],"
        "'referrals':[{'uid':'r1','direction':'received','partner':'ann','person':'tom','on':'2026-02-28'},"
        "{'uid':'r2','direction':'received','partner':'ann','person':'bill','on':'2026-03-01'},"
        "{'uid':'r3','direction':'given','partner':'ann','person':'bill','on':'2026-04-01'}]");
    struct kith_contact contact;
    lib_ok(b.k, kith_contact_of(b.k, id(&b, "ann"), &b.arena, &contact));
    assert_true(has_reason(&contact.because, "agreed to introduce five; one so far"));
    close_book(&b);
}

/* R10 for every wording there is: the user's word, the one person or role, a happy client; and R3. */
static void check_wordings(struct book *b, const struct kith_wordings *words, const char *who) {
    assert_true(words->count >= 2);
    for (size_t i = 0; i < words->count; i++) {
        const char *text = words->items[i].text;
        const char *word = kith_settings(b->k)->word;
        bool says = strcmp(word, "introduction") == 0 ? strstr(text, "introduc") != NULL
                                                      : strstr(text, "refer") != NULL;
        if (!says || strchr(text, '{'))
            fail_msg("does not say %s: %s", word, text);
        if (who && strcmp(words->items[i].form, "the role") != 0 && !strstr(text, who))
            fail_msg("does not name %s: %s", who, text);
        if (!strstr(text, "Bill"))
            fail_msg("tells of no happy client: %s", text);
        struct kith_wording_problems problems;
        kith_wording_check(b->k, text, &b->arena, &problems);
        if (problems.count)
            fail_msg("%s «%s»: %s", problems.items[0].kind, problems.items[0].quote, text);
    }
}

static void every_wording_says_the_word_the_person_and_a_story(void **state) {
    (void)state;
    static const char *const kinds[] = {"thanked", "delivered", "result", "value", "kickoff"};
    for (size_t i = 0; i < 10; i++) {
        char arrays[2000];
        snprintf(
            arrays, sizeof arrays,
            "'settings':{'word':'%s','offer':'books that close in three days'},'people':[" ANN "," TOM
            "," BILL
            ",{'uid':'acc','name':'accountant','role':'mentioned','unnamed':true}],'notes':[" NOTE_TOM
            "],'mentions':[" HEARD_TOM
            ",{'uid':'x2','note':'n1','by':'ann','person':'acc','relation':'accountant'}],"
            "'wishes':[{'uid':'i','person':'tom','on':'2026-11-01'}],"
            "'pledges':[{'uid':'g','person':'ann','count':5,'on':'2026-01-10','when':'when the first year closes clean'}],"
            "'moments':[{'uid':'m0','person':'ann','kind':'thanked','on':'2026-01-10'},"
            "{'uid':'m1','person':'ann','kind':'%s','on':'2026-11-18'},"
            "{'uid':'m2','person':'bill','kind':'%s','on':'2026-11-01','quote':'you gave me my weekends back'}]",
            i % 2 ? "introduction" : "referral", kinds[i / 2], i % 2 ? "delivered" : "thanked");
        struct book b = open_book(arrays);
        struct kith_wordings words;
        lib_ok(b.k, kith_wordings(b.k, id(&b, "ann"), id(&b, "tom"), NULL, &b.arena, &words));
        assert_string_equal(words.items[0].form, "the person");
        check_wordings(&b, &words, "Tom");
        lib_ok(b.k, kith_wordings(b.k, id(&b, "ann"), id(&b, "acc"), NULL, &b.arena, &words));
        check_wordings(&b, &words, "your accountant");
        lib_ok(b.k, kith_wordings(b.k, id(&b, "ann"), 0, "financial adviser", &b.arena, &words));
        assert_string_equal(words.items[0].form, "the role");
        check_wordings(&b, &words, "your financial adviser");
        struct kith_script script;
        lib_ok(b.k, kith_script(b.k, id(&b, "ann"), id(&b, "tom"), NULL, &b.arena, &script));
        const char *lines[] = {script.opening, script.gains, script.yes, script.will,
                               script.not_yet, script.think, script.no};
        for (size_t j = 0; j < sizeof lines / sizeof *lines; j++)
            assert_true(lines[j] && !strchr(lines[j], '{'));
        close_book(&b);
    }
}

static void a_private_client_is_not_named_in_a_story(void **state) {
    (void)state;
    struct book b = open_book(
        "'people':[" ANN "," TOM ",{'uid':'p','name':'Percy Secret','role':'client','private':true}],"
        "'moments':[" ANN_THANKED ",{'uid':'m2','person':'p','kind':'thanked','on':'2026-11-19'}]");
    struct kith_wordings words;
    lib_ok(b.k, kith_wordings(b.k, id(&b, "ann"), id(&b, "tom"), NULL, &b.arena, &words));
    assert_null(strstr(words.items[0].text, "Percy"));
    assert_non_null(strstr(words.items[0].text, "A client of mine"));
    close_book(&b);
}

static void questions_turn_to_what_was_not_talked_about(void **state) {
    (void)state;
    struct book b = open_book(
        "'people':[" ANN "," BILL "],'needs':[{'uid':'w','person':'ann','what':'x','on':'2026-11-18'}],"
        "'notes':[{'uid':'n1','with':['ann'],'on':'2026-11-18','channel':'call','text':'The team, a new hire, the office,"
        " customers and a big project. Her son at school, her husband, her mother.'}]");
    struct kith_list questions;
    lib_ok(b.k, kith_questions_for(b.k, id(&b, "ann"), &b.arena, &questions));
    assert_true(questions.count >= 40);
    assert_string_equal(questions.items[0],
                        "Who do you spend your Saturdays with?"); /* the circle of friends */
    for (size_t i = 0; i < questions.count; i++)
        assert_true(questions.items[i][strlen(questions.items[i]) - 1] == '?' &&
                    !strchr(questions.items[i], '{'));
    lib_ok(b.k, kith_questions_for(b.k, id(&b, "bill"), &b.arena, &questions));
    assert_non_null(strstr(questions.items[0], "What can I do for you, Bill")); /* R12: needs unknown */
    close_book(&b);
}

static void questions_learn_which_ones_lead_to_names(void **state) {
    (void)state;
    struct book b = open_book(
        "'people':[" ANN "," BILL
        "],'needs':[{'uid':'w','person':'ann','what':'x','on':'2026-11-18'}],'questions':["
        "{'uid':'q1','text':'Who got you into running, cooking, or whatever it is you love?','person':'bill','on':'2026-11-01','names':3},"
        "{'uid':'q2','text':'Who do you spend your Saturdays with?','person':'bill','on':'2026-11-01','names':0},"
        "{'uid':'q3','text':'What is taking most of your day at Tran Print just now?','person':'bill','on':'2026-11-01','names':9}]");
    struct kith_list questions;
    lib_ok(b.k, kith_questions_for(b.k, id(&b, "ann"), &b.arena, &questions));
    size_t running = 999, saturdays = 999;
    for (size_t i = 0; i < questions.count; i++) {
        running = strstr(questions.items[i], "running, cooking") ? i : running;
        saturdays = strstr(questions.items[i], "Saturdays") ? i : saturdays;
    }
    assert_true(running < 6); /* the first of its area */
    assert_true(saturdays > running);
    close_book(&b);
}

static void proof_is_in_their_own_words(void **state) {
    (void)state;
    struct book b = open_book(
        "'people':[" ANN "],'moments':[" ANN_THANKED
        ",{'uid':'m2','person':'ann','kind':'result','on':'2026-05-01','quote':'up a third'},"
        "{'uid':'m3','person':'ann','kind':'trouble','on':'2026-05-01','quote':'late','state':'settled'},"
        "{'uid':'m4','person':'ann','kind':'thanked','on':'2026-06-01'}]");
    struct kith_reasons proof;
    lib_ok(b.k, kith_proof(b.k, id(&b, "ann"), &b.arena, &proof));
    assert_int_equal(proof.count, 2);
    assert_string_equal(proof.items[0].quote, "we saved her quarter");
    assert_string_equal(proof.items[1].quote, "up a third");
    close_book(&b);
}

/* ---- the path ---- */

static void a_path_leads_from_a_contact_shortest_and_strongest_first(void **state) {
    (void)state;
    struct book b = open_book(
        "'people':[" ANN "," BILL "," TOM ",{'uid':'w','name':'Wished One','role':'mentioned'},"
        "{'uid':'far','name':'Far Away','role':'mentioned'}],'notes':[" NOTE_TOM
        ",{'uid':'n2','with':['bill'],'on':'2026-11-12','channel':'call','text':'x'}],'mentions':[" HEARD_TOM
        ",{'uid':'x2','note':'n2','by':'bill','person':'w','relation':'acquaintance'},"
        "{'uid':'x3','note':null,'by':'tom','person':'w','relation':'wife','on':'2026-10-01'}]");
    struct kith_paths paths;
    lib_ok(b.k, kith_path_to(b.k, id(&b, "w"), &b.arena, &paths));
    assert_string_equal(paths.target.name, "Wished One");
    assert_int_equal(paths.count, 2);
    assert_int_equal(paths.items[0].count, 2);
    assert_string_equal(paths.items[0].hops[0].person.name, "Bill Tran");
    assert_string_equal(paths.items[0].hops[1].via, "acquaintance of Bill Tran");
    assert_int_equal(paths.items[1].count, 3);
    assert_string_equal(paths.items[1].hops[0].person.name, "Ann Okafor");
    assert_string_equal(paths.items[1].hops[1].via, "brother of Ann Okafor");
    assert_string_equal(paths.items[1].hops[2].via, "wife of Tom Baker");
    lib_ok(b.k, kith_path_to(b.k, id(&b, "far"), &b.arena, &paths));
    assert_int_equal(paths.count, 0);
    close_book(&b);
}

static void no_more_than_five_paths(void **state) {
    (void)state;
    struct buf json = BUF_INIT;
    buf_str(&json, "'people':[" TOM);
    for (int i = 0; i < 9; i++)
        buf_printf(&json, ",{'uid':'p%d','name':'Person %d','role':'friend'}", i, i);
    buf_str(&json, "],'mentions':[");
    for (int i = 0; i < 9; i++)
        buf_printf(&json, "%s{'uid':'x%d','by':'p%d','person':'tom','relation':'%s','on':'2026-01-01'}",
                   i ? "," : "", i, i, i == 7 ? "brother" : "acquaintance");
    buf_str(&json, "]");
    struct book b = open_book(json.data);
    struct kith_paths paths;
    lib_ok(b.k, kith_path_to(b.k, id(&b, "tom"), &b.arena, &paths));
    assert_int_equal(paths.count, 5);
    assert_string_equal(paths.items[0].hops[0].person.name, "Person 7"); /* the strongest */
    buf_free(&json);
    close_book(&b);
}

/* ---- the data, and the snapshot ---- */

static void facts_follow_every_change(void **state) {
    (void)state;
    struct book b = open_book("'people':[" ANN "]");
    kith_id ann = id(&b, "ann");
    assert_string_equal(standing(&b, "ann"), "earn");
    lib_ok(b.k, kith_moment_flag(b.k, &ann, 1, KITH_THANKED, DAY_NONE, NULL));
    assert_string_equal(standing(&b, "ann"), "golden");
    lib_ok(b.k, kith_moment_let_go(b.k, ann));
    assert_string_equal(standing(&b, "ann"), "listen");
    lib_ok(b.k, kith_undo(b.k, NULL, NULL));
    assert_string_equal(standing(&b, "ann"), "golden");
    lib_ok(b.k, kith_setting_set(b.k, "golden_days", "3"));
    kith_clock(b.k, lib_day("2026-11-25"), 1795600000);
    assert_string_equal(standing(&b, "ann"), "listen");
    lib_ok(b.k, kith_step_begin(b.k, "taken back")); /* what a failed step wrote is not remembered */
    lib_ok(b.k, kith_moment_flag(b.k, &ann, 1, KITH_TROUBLE, DAY_NONE, NULL));
    assert_string_equal(standing(&b, "ann"), "hold");
    kith_step_end(b.k, KITH_INVALID);
    assert_string_equal(standing(&b, "ann"), "listen");
    close_book(&b);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_ask_uses_the_open_moments_of_its_source),
        cmocka_unit_test(an_ask_against_the_standing_is_kept_with_it),
        cmocka_unit_test(an_ask_that_nothing_speaks_against_overrules_nothing),
        cmocka_unit_test(yes_makes_a_referral_received),
        cmocka_unit_test(yes_to_a_role_needs_the_person),
        cmocka_unit_test(a_mistaken_yes_set_right_takes_its_referral_with_it),
        cmocka_unit_test(every_open_ask_follows_up_on_its_day),
        cmocka_unit_test(not_yet_comes_back_with_what_they_want_to_see_first),
        cmocka_unit_test(no_is_never_raised_again_for_that_pair_and_none_declines_nothing),
        cmocka_unit_test(think_makes_the_next_proposal_more_specific),
        cmocka_unit_test(a_delay_keeps_its_person_out_of_the_proposals_until_its_day),
        cmocka_unit_test(a_delay_of_an_ask_that_came_back_moves_its_follow_up),
        cmocka_unit_test(three_delays_in_a_row_bring_the_plain_question),
        cmocka_unit_test(every_belief_has_its_answer),
        cmocka_unit_test(the_proposal_names_one_source_one_target_and_why),
        cmocka_unit_test(golden_precedes_ready_and_a_role_precedes_a_ready_name),
        cmocka_unit_test(once_the_weeks_asks_are_made_only_golden_is_proposed),
        cmocka_unit_test(the_ideal_client_decides_between_two),
        cmocka_unit_test(a_quiet_day_and_other_reasons_in_the_circle),
        cmocka_unit_test(nobody_is_asked_about_twice_at_once_nor_after_an_introduction),
        cmocka_unit_test(what_is_owed_in_this_order),
        cmocka_unit_test(what_to_give),
        cmocka_unit_test(needs_unknown),
        cmocka_unit_test(a_rhythm_is_due_the_day_after_its_days_have_passed),
        cmocka_unit_test(tasks_are_due_on_their_day),
        cmocka_unit_test(golden_on_today_has_a_row_a_contact),
        cmocka_unit_test(a_week_is_monday_to_sunday),
        cmocka_unit_test(the_order_of_the_contact_list),
        cmocka_unit_test(while_nobody_has_earned_it_today_says_so),
        cmocka_unit_test(an_unearned_kickoff_proposes_the_pledge_on_the_contact),
        cmocka_unit_test(a_pledge_counts_what_was_received_since_its_day),
        cmocka_unit_test(every_wording_says_the_word_the_person_and_a_story),
        cmocka_unit_test(a_private_client_is_not_named_in_a_story),
        cmocka_unit_test(questions_turn_to_what_was_not_talked_about),
        cmocka_unit_test(questions_learn_which_ones_lead_to_names),
        cmocka_unit_test(proof_is_in_their_own_words),
        cmocka_unit_test(a_path_leads_from_a_contact_shortest_and_strongest_first),
        cmocka_unit_test(no_more_than_five_paths),
        cmocka_unit_test(facts_follow_every_change),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
