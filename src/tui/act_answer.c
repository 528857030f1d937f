/* o: what came of it. Of an ask the answer, of a referral the outcome. */
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "kith/ask.h"
#include "kith/person.h"
#include "kith/referral.h"
#include "tui/act.h"
#include "tui/chooser.h"
#include "tui/form.h"

struct came { /* the row, and what was chosen so far */
    kith_id id;
    struct kith_ask ask;
    int outcome;
    struct arena arena;
};

static void came_release(void *ctx) {
    struct came *came = ctx;
    arena_free(&came->arena);
    free(came);
}

/* ---- an ask ---- */

static const int answers[] = {KITH_ANSWER_YES,   KITH_ANSWER_WILL, KITH_ANSWER_NOT_YET,
                              KITH_ANSWER_THINK, KITH_ANSWER_NO,   KITH_ANSWER_NONE};
static const char *const answer_notes[] = {
    "introduced: it becomes a referral", "they will; back in a week", "later; what they want to see first",
    "“if I think of anyone…”",           "never raised again",        "no reply ever came",
};
enum { ANSWERS = sizeof answers / sizeof *answers };

static bool answered(struct app *app, kith_id ask, const struct kith_reply *reply) {
    if (!app_ok(app, kith_ask_answer(app_kith(app), ask, reply)))
        return false;
    app_say(app,
            reply->answer == KITH_ANSWER_YES
                ? "A referral received. Today will remind you to act, thank and report"
                : "Noted: %s",
            kith_answer_words[reply->answer]);
    return true;
}

static bool not_yet_done(struct app *app, void *ctx, struct form *form) {
    struct came *came = ctx;
    struct kith_reply reply = {.answer = KITH_ANSWER_NOT_YET, .on = DAY_NONE, .until = DAY_NONE};
    form_day(form, "until", &reply.until);
    reply.wants = form_text(form, "wants");
    return answered(app, came->id, &reply);
}

static bool yes_done(struct app *app, void *ctx, struct form *form) {
    struct came *came = ctx;
    struct kith *k = app_kith(app);
    struct kith_reply reply = {.answer = KITH_ANSWER_YES, .on = DAY_NONE, .until = DAY_NONE};
    enum kith_status status = kith_step_begin(k, "answer yes");
    if (status == KITH_OK)
        status = kith_person_find_or_add(k, came->ask.source, form_text(form, "person"), &reply.person);
    if (status == KITH_OK)
        status = kith_ask_answer(k, came->id, &reply);
    if (!app_ok(app, kith_step_end(k, status)))
        return false;
    app_say(app, "A referral received. Today will remind you to act, thank and report");
    return true;
}

static struct came *came_copy(const struct came *from) {
    struct came *copy = xalloc(sizeof *copy);
    copy->id = from->id;
    copy->ask = from->ask;
    copy->outcome = from->outcome;
    return copy;
}

static void answer_done(struct app *app, void *ctx, size_t index) {
    struct came *came = ctx;
    static const struct form_field not_yet[] = {
        {.name = "wants", .label = "They want to see", .kind = FORM_TEXT, .hint = "the first month closed"},
        {.name = "until", .label = "Ask again", .kind = FORM_DAY, .value = "+30d", .toward = DAY_FUTURE},
    };
    static const struct form_field yes[] = {
        {.name = "person",
         .label = "Introduced to",
         .kind = FORM_TEXT,
         .needed = true,
         .suggest = suggest_people},
    };
    int answer = answers[index];
    if (answer == KITH_ANSWER_NOT_YET)
        form_open(app, &(struct form_spec){.title = "Not yet",
                                           .fields = not_yet,
                                           .count = 2,
                                           .ctx = came_copy(came),
                                           .done = not_yet_done,
                                           .release = came_release});
    else if (answer == KITH_ANSWER_YES && !came->ask.target)
        form_open(app, &(struct form_spec){.title = "Yes: to whom?",
                                           .fields = yes,
                                           .count = 1,
                                           .ctx = came_copy(came),
                                           .done = yes_done,
                                           .release = came_release});
    else
        answered(app, came->id, &(struct kith_reply){.answer = answer, .on = DAY_NONE, .until = DAY_NONE});
}

static void answer_open(struct app *app, kith_id ask) {
    struct came *came = xalloc(sizeof *came);
    struct chooser_option options[ANSWERS] = {0};
    came->id = ask;
    if (!app_ok(app, kith_row_get(app_kith(app), &kith_ask_kind, ask, &came->arena, &came->ask))) {
        came_release(came);
        return;
    }
    for (size_t i = 0; i < ANSWERS; i++) {
        options[i].text = kith_answer_words[answers[i]];
        options[i].note = answer_notes[i];
    }
    const char *source = kith_person_said(app_kith(app), came->ask.source, &came->arena);
    chooser_open(app, &(struct chooser_spec){
                          .title = arena_printf(&came->arena, "The answer of %s", source),
                          .options = options,
                          .count = ANSWERS,
                          .ctx = came,
                          .done = answer_done,
                          .release = came_release,
                      });
}

/* ---- a referral ---- */

static bool value_done(struct app *app, void *ctx, struct form *form) {
    struct came *came = ctx;
    struct kith_referral referral = {.value = MONEY_NONE};
    const struct kith_field *field = kith_field_find(&kith_referral_kind, "value");
    struct kith *k = app_kith(app);
    if (kith_field_parse(k, field, &referral, form_text(form, "value"), &came->arena) != KITH_OK) {
        form_complain(form, "value", kith_error(k));
        return false;
    }
    if (!app_ok(app, kith_referral_outcome(k, came->id, came->outcome, referral.value)))
        return false;
    app_say(app, "Noted: business");
    return true;
}

static void outcome_done(struct app *app, void *ctx, size_t index) {
    struct came *came = ctx;
    static const struct form_field value[] = {
        {.name = "value", .label = "Worth", .kind = FORM_TEXT, .hint = "1200, or empty"},
    };
    came->outcome = (int)index;
    if (came->outcome == KITH_OUTCOME_BUSINESS)
        form_open(app, &(struct form_spec){.title = "Business",
                                           .fields = value,
                                           .count = 1,
                                           .ctx = came_copy(came),
                                           .done = value_done,
                                           .release = came_release});
    else if (app_ok(app, kith_referral_outcome(app_kith(app), came->id, came->outcome, MONEY_NONE)))
        app_say(app, "Noted: %s", kith_outcome_words[index]);
}

void act_outcome_of(struct app *app, kith_id referral) {
    static const char *const notes[] = {"nothing yet", "they talked", "it became business",
                                        "nothing came of it"};
    struct came *came = xalloc(sizeof *came);
    struct chooser_option options[4] = {0};
    came->id = referral;
    struct kith *k = app_kith(app);
    struct kith_referral row;
    if (!app_ok(app, kith_row_get(k, &kith_referral_kind, referral, &came->arena, &row))) {
        came_release(came);
        return;
    }
    for (size_t i = 0; i < 4; i++) {
        options[i].text = kith_outcome_words[i];
        options[i].note = notes[i];
    }
    chooser_open(app, &(struct chooser_spec){
                          .title = arena_printf(&came->arena, "What came of %s",
                                                kith_person_said(k, row.person, &came->arena)),
                          .above = arena_printf(&came->arena,
                                                row.direction == KITH_GIVEN ? "sent to %s" : "from %s",
                                                kith_person_said(k, row.partner, &came->arena)),
                          .options = options,
                          .count = 4,
                          .chosen = row.outcome == KITH_OUTCOME_OPEN ? KITH_OUTCOME_MET : (size_t)row.outcome,
                          .letter_takes = true,
                          .ctx = came,
                          .done = outcome_done,
                          .release = came_release,
                      });
}

/* On a person: their open ask, else the newest referral they are part of that is still open. */
static void outcome_of_person(struct app *app, kith_id person) {
    struct kith *k = app_kith(app);
    struct arena arena = {0};
    struct kith_asks asks;
    struct kith_referral *referrals;
    size_t count = 0;
    kith_id ask = 0, referral = 0;
    if (app_ok(app, kith_asks(k, &arena, &asks)))
        for (size_t i = 0; i < asks.count && !ask; i++)
            if (asks.items[i].open && asks.items[i].source.id == person)
                ask = asks.items[i].ask.id;
    if (!ask && app_ok(app, kith_rows_of(k, &kith_referral_kind, 0, &arena, &referrals, &count)))
        for (size_t i = 0; i < count && !referral; i++)
            if ((referrals[i].person == person || referrals[i].partner == person) &&
                referrals[i].outcome == KITH_OUTCOME_OPEN)
                referral = referrals[i].id;
    arena_free(&arena);
    if (ask)
        answer_open(app, ask);
    else if (referral)
        act_outcome_of(app, referral);
    else
        app_say(app, "No ask and no referral of %s is open", app_person_name(app));
}

void act_outcome(struct app *app) {
    struct subject subject;
    if (!row_now(app, &subject))
        return;
    if (subject.kind == &kith_ask_kind)
        answer_open(app, subject.id);
    else if (subject.kind == &kith_referral_kind)
        act_outcome_of(app, subject.id);
    else if (subject.kind == &kith_need_kind)
        app_say(app, "r records whom you sent for it, D that it is met");
    else
        outcome_of_person(app, subject.person);
}
