/* Moments: flagging, letting pass, putting an ask off, and D for what is done. */
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "kith/ask.h"
#include "kith/moment.h"
#include "kith/need.h"
#include "kith/person.h"
#include "kith/referral.h"
#include "kith/today.h"
#include "tui/act.h"
#include "tui/chooser.h"
#include "tui/question.h"
#include "tui/views.h"

/* ---- m ---- */

/* In the order in which they come up in talk; the words are the library's. */
static const int kinds[] = {
    KITH_MOMENT_THANKED,  KITH_MOMENT_DELIVERED,  KITH_MOMENT_RESULT, KITH_MOMENT_VALUE,  KITH_MOMENT_KICKOFF,
    KITH_MOMENT_PROMISED, KITH_MOMENT_INTRODUCED, KITH_MOMENT_GAVE,   KITH_MOMENT_NOTYET, KITH_MOMENT_TROUBLE,
};
enum { KINDS = sizeof kinds / sizeof *kinds };
static const char *const kind_notes[] = {
    [KITH_MOMENT_THANKED] = "they thanked or praised you",
    [KITH_MOMENT_DELIVERED] = "the work is handed over, finished",
    [KITH_MOMENT_RESULT] = "they told what it brought them",
    [KITH_MOMENT_VALUE] = "you helped beyond the job, or before it",
    [KITH_MOMENT_KICKOFF] = "signed: the work begins",
    [KITH_MOMENT_PROMISED] = "they said that they will introduce you",
    [KITH_MOMENT_INTRODUCED] = "they introduced you to somebody",
    [KITH_MOMENT_GAVE] = "you gave them a name, a referral",
    [KITH_MOMENT_NOTYET] = "they said: not yet, later",
    [KITH_MOMENT_TROUBLE] = "a complaint: no ask until it is settled",
};

struct flagging {
    struct whom *whom;
    int kind;
    size_t row; /* the kind chosen when another day was asked for */
    day on;     /* DAY_NONE: today */
};

static void flag_do(struct app *app, void *ctx) {
    const struct flagging *flag = ctx;
    char words[DAY_WORDS];
    if (!app_ok(app, kith_moment_flag(app_kith(app), flag->whom->ids, flag->whom->count, flag->kind, flag->on,
                                      NULL)))
        return;
    app_say(app, "%s: %s%s%s", flag->whom->name, kith_moment_words[flag->kind],
            flag->on == DAY_NONE ? "" : ", ",
            flag->on == DAY_NONE ? "" : day_short(flag->on, app_today(app), words));
}

static void flag_release(void *ctx) {
    struct flagging *flag = ctx;
    if (flag->whom)
        whom_free(flag->whom);
    free(flag);
}

static struct flagging *flag_take(struct flagging *from) {
    struct flagging *copy = xalloc(sizeof *copy);
    *copy = *from;
    from->whom = NULL;
    return copy;
}

static void flag_done(struct app *app, void *ctx, size_t index) {
    struct flagging *flag = flag_take(ctx);
    flag->kind = kinds[index];
    bulk_do(app, &(struct bulk){
                     .question = arena_printf(&flag->whom->arena, "Flag %s for %s",
                                              kith_moment_words[flag->kind], flag->whom->name),
                     .marked = flag->whom->count > 1,
                     .ctx = flag,
                     .doing = flag_do,
                     .release = flag_release,
                 });
}

static void flag_open(struct app *app, struct flagging *flag);

static bool flag_day(struct app *app, void *ctx, const char *text) {
    struct flagging *flag = ctx;
    if (!day_parse(text, app_today(app), DAY_PAST, &flag->on)) {
        app_fail(app, "'%s' is no date; write 2 nov, 2026-11-21, yesterday, mon or -3w", text);
        return false;
    }
    flag_open(app, flag_take(flag));
    return true;
}

/* Tab in the chooser: the moment was on another day. */
static void flag_other_day(struct app *app, void *ctx, size_t index) {
    struct flagging *flag = flag_take(ctx);
    flag->row = index;
    question_open(app, &(struct question_spec){
                           .label = "It was on",
                           .text = "yesterday",
                           .anew = true,
                           .ctx = flag,
                           .done = flag_day,
                           .release = flag_release,
                       });
}

static void flag_open(struct app *app, struct flagging *flag) {
    struct chooser_option options[KINDS] = {0};
    char words[DAY_WORDS];
    for (size_t i = 0; i < KINDS; i++) {
        options[i].text = kith_moment_words[kinds[i]];
        options[i].note = kind_notes[kinds[i]];
        options[i].sign = sign(kinds[i] == KITH_MOMENT_TROUBLE         ? SIGN_HOLD
                               : kith_moment_positive(kinds[i]) ? SIGN_MOMENT
                                                                : SIGN_DOT);
        options[i].style = views_moment_style(kinds[i]);
    }
    chooser_open(app, &(struct chooser_spec){
                          .title = arena_printf(&flag->whom->arena, "A moment with %s", flag->whom->name),
                          .above = arena_printf(
                              &flag->whom->arena, "%s   (Tab: another day)",
                              flag->on == DAY_NONE ? "today" : day_short(flag->on, app_today(app), words)),
                          .options = options,
                          .count = KINDS,
                          .chosen = flag->row,
                          .ctx = flag,
                          .done = flag_done,
                          .other = flag_other_day,
                          .release = flag_release,
                      });
}

void act_moment(struct app *app) {
    struct flagging *flag = xalloc(sizeof *flag);
    flag->whom = whom_now(app);
    flag->on = DAY_NONE;
    flag_open(app, flag);
}

/* ---- l ---- */

void act_let_go(struct app *app) {
    if (app_ok(app, kith_moment_let_go(app_kith(app), app_person(app))))
        app_say(app, "Let go. It counts as passed; u takes it back");
}

/* ---- z ---- */

struct later {
    kith_id person;
    size_t row; /* the reason chosen when another day was asked for */
    day until;  /* DAY_NONE: three days from now */
};

static void later_moved(struct app *app, void *ctx, size_t index, struct buf *below) {
    const char *answer = kith_belief_answer(app_kith(app), (int)index);
    (void)ctx;
    if (answer)
        buf_str(below, answer);
}

static void third_done(struct app *app, void *ctx, size_t index) {
    (void)ctx;
    if (index == 0)
        act_ask(app);
    else
        act_let_go(app);
}

/* The third time in a row: one plain question (R13), switched off with the answers. */
static void third_open(struct app *app) {
    static const struct chooser_option options[] = {{.text = "ask", .note = "now, in your own words"},
                                                    {.text = "let go", .note = "the moment has passed"}};
    chooser_open(app, &(struct chooser_spec){.title = "Three times in a row: ask, or let go?",
                                             .options = options,
                                             .count = 2,
                                             .letter_takes = true,
                                             .done = third_done});
}

static void later_done(struct app *app, void *ctx, size_t index) {
    const struct later *later = ctx;
    struct kith *k = app_kith(app);
    char words[DAY_WORDS];
    if (!app_ok(app, kith_ask_later(k, later->person, (int)index, DAY_NONE, later->until)))
        return;
    if (kith_belief_answer(k, (int)index) && kith_delays_in_row(k, later->person) >= 3)
        third_open(app);
    else if (later->until == DAY_NONE)
        app_say(app, "Put off for three days. u takes it back");
    else
        app_say(app, "Put off until %s. u takes it back", day_short(later->until, app_today(app), words));
}

static void later_open(struct app *app, const struct later *later);

static bool later_day(struct app *app, void *ctx, const char *text) {
    struct later *later = ctx;
    if (!day_parse(text, app_today(app), DAY_FUTURE, &later->until) || later->until <= app_today(app)) {
        app_fail(app, "'%s' is no day to come; write 2026-12-24, tomorrow, mon or +2w", text);
        return false;
    }
    later_open(app, later);
    return true;
}

static struct later *later_copy(const struct later *from) {
    struct later *copy = xalloc(sizeof *copy);
    *copy = *from;
    return copy;
}

static void later_other_day(struct app *app, void *ctx, size_t index) {
    struct later *later = later_copy(ctx);
    later->row = index;
    question_open(
        app,
        &(struct question_spec){
            .label = "Until", .text = "+1w", .anew = true, .ctx = later, .done = later_day, .release = free});
}

static void later_open(struct app *app, const struct later *later) {
    static const char *const words[] = {
        [KITH_BELIEF_RUDE] = "it seems rude",
        [KITH_BELIEF_RAPPORT] = "it spoils the rapport",
        [KITH_BELIEF_NEEDY] = "it looks needy",
        [KITH_BELIEF_RESPECT] = "it costs respect",
        [KITH_BELIEF_MOMENT] = "not the right moment",
        [KITH_BELIEF_EARNED] = "not earned yet",
    };
    enum { REASONS = sizeof words / sizeof *words };
    struct chooser_option options[REASONS] = {0};
    struct arena arena = {0};
    char until[DAY_WORDS];
    for (size_t i = 0; i < REASONS; i++)
        options[i].text = words[i];
    chooser_open(app, &(struct chooser_spec){
                          .title = arena_printf(&arena, "Not now: %s",
                                                kith_person_said(app_kith(app), later->person, &arena)),
                          .above = arena_printf(&arena, "until %s   (Tab: another day)",
                                                later->until == DAY_NONE
                                                    ? "three days from now"
                                                    : day_short(later->until, app_today(app), until)),
                          .options = options,
                          .count = REASONS,
                          .chosen = later->row,
                          .ctx = later_copy(later),
                          .done = later_done,
                          .moved = later_moved,
                          .other = later_other_day,
                          .release = free,
                      });
    arena_free(&arena);
}

void act_not_now(struct app *app) {
    later_open(app, &(struct later){.person = app_person(app), .until = DAY_NONE});
}

/* ---- D ---- */

void act_owed(struct app *app, kith_id id, int what) {
    struct kith *k = app_kith(app);
    struct kith_referral referral;
    struct kith_person source;
    struct arena arena = {0};
    day today = app_today(app);
    if (what == KITH_DUE_ACT)
        app_say(app, "A note after you talked (n) settles it; o says what came of it");
    else if (app_ok(app, kith_row_get(k, &kith_referral_kind, id, &arena, &referral)) &&
             app_ok(app, kith_person_get(k, referral.partner, &arena, &source))) {
        if (what == KITH_DUE_THANK && app_ok(app, kith_referral_thanked(k, id, today)))
            app_say(app, "Thanked %s. u takes it back", source.name);
        else if (what == KITH_DUE_REPORT && app_ok(app, kith_referral_reported(k, id, today)))
            app_say(app, "Reported back to %s. u takes it back", source.name);
    }
    arena_free(&arena);
}

/* On the referral itself: what is owed next. */
static void done_referral(struct app *app, kith_id id) {
    struct kith_referral referral;
    struct arena arena = {0};
    if (app_ok(app, kith_row_get(app_kith(app), &kith_referral_kind, id, &arena, &referral))) {
        if (referral.direction == KITH_GIVEN)
            app_say(app, "o says what came of it");
        else if (referral.thanked_on == DAY_NONE)
            act_owed(app, id, KITH_DUE_THANK);
        else if (referral.outcome == KITH_OUTCOME_OPEN)
            act_owed(app, id, KITH_DUE_ACT);
        else if (referral.reported_on == DAY_NONE)
            act_owed(app, id, KITH_DUE_REPORT);
        else
            app_say(app, "Thanked and reported: nothing is owed here");
    }
    arena_free(&arena);
}

static void done_need(struct app *app, kith_id id) {
    char iso[DAY_SIZE];
    if (app_ok(app,
               kith_row_set(app_kith(app), &kith_need_kind, &id, 1, "met_on", day_iso(app_today(app), iso))))
        app_say(app, "The want is met. u takes it back");
}

static void done_task(struct app *app, kith_id id) {
    char iso[DAY_SIZE];
    if (app_ok(app,
               kith_row_set(app_kith(app), &kith_task_kind, &id, 1, "done_on", day_iso(app_today(app), iso))))
        app_say(app, "Done. u takes it back");
}

/* On a person: the open trouble, else what the day says is owed to them, else their next task. */
static void done_person(struct app *app, kith_id person) {
    struct kith *k = app_kith(app);
    struct arena arena = {0};
    struct kith_contact contact;
    struct kith_day today;
    bool done = false;
    if (app_ok(app, kith_contact_of(k, person, &arena, &contact)) &&
        app_ok(app, kith_day(k, 1, &arena, &today))) {
        if (contact.standing == KITH_STANDING_HOLD) {
            if (app_ok(app, kith_moment_settle(k, person)))
                app_say(app, "Settled. u takes it back");
            done = true;
        }
        for (size_t i = 0; i < today.owed_count && !done; i++)
            if (today.owed[i].person.id == person && today.owed[i].what != KITH_DUE_ACT) {
                act_owed(app, today.owed[i].referral, today.owed[i].what);
                done = true;
            }
        for (size_t i = 0; i < today.due_count && !done; i++)
            if (today.due[i].person.id == person) {
                done_task(app, today.due[i].task);
                done = true;
            }
        if (!done)
            app_say(app, "Nothing is owed to %s", contact.person.name);
    }
    arena_free(&arena);
}

static void done_moment(struct app *app, const struct subject *subject) {
    struct kith_moment moment;
    struct arena arena = {0};
    if (app_ok(app, kith_row_get(app_kith(app), &kith_moment_kind, subject->id, &arena, &moment))) {
        if (moment.kind != KITH_MOMENT_TROUBLE || moment.state != KITH_STATE_OPEN)
            app_say(app, "a asks for an introduction, l lets the moment pass");
        else if (app_ok(app, kith_moment_settle(app_kith(app), subject->person)))
            app_say(app, "Settled. u takes it back");
    }
    arena_free(&arena);
}

void act_done(struct app *app) {
    struct subject subject;
    if (!row_now(app, &subject))
        return;
    if (subject.kind == &kith_referral_kind)
        done_referral(app, subject.id);
    else if (subject.kind == &kith_need_kind)
        done_need(app, subject.id);
    else if (subject.kind == &kith_task_kind)
        done_task(app, subject.id);
    else if (subject.kind == &kith_moment_kind)
        done_moment(app, &subject);
    else if (subject.kind == &kith_ask_kind)
        act_outcome(app);
    else
        done_person(app, subject.person);
}
