/* What is given, got and promised: wants, help, tasks, pledges, wishes, referrals. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "kith/gift.h"
#include "kith/need.h"
#include "kith/person.h"
#include "tui/act.h"
#include "tui/form.h"

static const struct form_field field_on = {
    .name = "on", .label = "On", .kind = FORM_DAY, .value = "today", .toward = DAY_PAST};

/* w, h, b, p share their shape: words for the people chosen, and a day. */
struct given {
    struct whom *whom;
    enum kith_status (*add)(struct kith *k, const kith_id *people, size_t count, const char *what, day on);
    const char *said;
};

static void given_release(void *ctx) {
    struct given *given = ctx;
    if (given->whom)
        whom_free(given->whom);
    free(given);
}

struct given_now { /* filled in, waiting for its y where many are marked */
    struct given given;
    const char *what, *when;
    day on;
    int count;
};

static void given_now_release(void *ctx) {
    struct given_now *now = ctx;
    whom_free(now->given.whom);
    free(now);
}

static void given_do(struct app *app, void *ctx) {
    const struct given_now *now = ctx;
    const struct whom *whom = now->given.whom;
    enum kith_status status =
        now->given.add
            ? now->given.add(app_kith(app), whom->ids, whom->count, now->what, now->on)
            : kith_pledge_set(app_kith(app), whom->ids, whom->count, now->count, now->when, now->on);
    if (app_ok(app, status))
        app_say(app, "%s: %s", whom->name, now->given.said);
}

static bool given_done(struct app *app, void *ctx, struct form *form) {
    struct given *given = ctx;
    struct given_now *now = xalloc(sizeof *now);
    struct whom *whom = given->whom;
    now->given = *given;
    now->what = arena_strdup(&whom->arena, form_text(form, "what"));
    now->when = arena_strdup(&whom->arena, form_text(form, "when"));
    now->count = (int)form_number(form, "count", 0);
    form_day(form, "on", &now->on);
    given->whom = NULL; /* passed on */
    bulk_do(app, &(struct bulk){
                     .question = arena_printf(&whom->arena, "Note this for %s", whom->name),
                     .marked = whom->count > 1,
                     .ctx = now,
                     .doing = given_do,
                     .release = given_now_release,
                 });
    return true;
}

static void given_open(struct app *app, const char *title, const struct form_field *fields, size_t count,
                       enum kith_status (*add)(struct kith *, const kith_id *, size_t, const char *, day),
                       const char *said) {
    struct given *given = xalloc(sizeof *given);
    *given = (struct given){.whom = whom_now(app), .add = add, .said = said};
    form_open(app, &(struct form_spec){
                       .title = arena_printf(&given->whom->arena, "%s %s", given->whom->name, title),
                       .fields = fields,
                       .count = count,
                       .ctx = given,
                       .done = given_done,
                       .release = given_release,
                   });
}

void act_wants(struct app *app) {
    const struct form_field fields[] = {
        {.name = "what",
         .label = "Wants",
         .kind = FORM_TEXT,
         .needed = true,
         .hint = "a bookkeeper for the new shop"},
        field_on,
    };
    given_open(app, "wants", fields, 2, kith_need_add, "a want noted");
}

void act_help(struct app *app) {
    const struct form_field fields[] = {
        {.name = "what",
         .label = "I helped with",
         .kind = FORM_TEXT,
         .needed = true,
         .hint = "reviewed the lease"},
        field_on,
    };
    given_open(app, "was helped", fields, 2, kith_help_add, "help noted");
}

void act_task(struct app *app) {
    const struct form_field fields[] = {
        {.name = "what", .label = "To do", .kind = FORM_TEXT, .needed = true, .hint = "send the figures"},
        {.name = "on", .label = "By", .kind = FORM_DAY, .value = "today", .toward = DAY_FUTURE},
    };
    given_open(app, "was promised", fields, 2, kith_task_add, "a task noted");
}

void act_pledge(struct app *app) {
    char count[16];
    snprintf(count, sizeof count, "%d", kith_settings(app_kith(app))->pledge);
    const struct form_field fields[] = {
        {.name = "count", .label = "People", .kind = FORM_NUMBER, .value = count, .needed = true},
        {.name = "when", .label = "When", .kind = FORM_TEXT, .hint = "when the first year closes clean"},
        field_on,
    };
    given_open(app, "agreed to introduce", fields, 3, NULL, "a pledge noted");
}

/* ---- W ---- */

static bool wish_done(struct app *app, void *ctx, struct form *form) {
    struct kith *k = app_kith(app);
    const char *person = form_text(form, "person"), *role = form_text(form, "role");
    kith_id id = 0;
    (void)ctx;
    if (!*person == !*role) {
        form_complain(form, *person ? "role" : "person", "a person or a role, one of them");
        return false;
    }
    enum kith_status status = kith_step_begin(k, "wish");
    if (status == KITH_OK && *person)
        status = kith_person_find_or_add(k, 0, person, &id);
    if (status == KITH_OK)
        status = kith_wish_add(k, id, *role ? role : NULL, form_text(form, "why"));
    if (!app_ok(app, kith_step_end(k, status)))
        return false;
    app_say(app, "A wish noted: %s", *person ? person : role);
    return true;
}

void act_wish(struct app *app) {
    struct arena arena = {0};
    struct subject subject;
    const char *target = "";
    if (app_subject(app, &subject) && subject.target)
        target = kith_person_said(app_kith(app), subject.target, &arena);
    const struct form_field fields[] = {
        {.name = "person", .label = "To meet", .kind = FORM_TEXT, .value = target, .suggest = suggest_people},
        {.name = "role",
         .label = "or a role",
         .kind = FORM_TEXT,
         .hint = "a head baker of a chain",
         .suggest = suggest_title},
        {.name = "why", .label = "Why", .kind = FORM_TEXT},
    };
    form_open(app, &(struct form_spec){.title = "A wish", .fields = fields, .count = 3, .done = wish_done});
    arena_free(&arena);
}

/* ---- r and R ---- */

enum { MOST_WANTS = 16 };

struct referring {
    struct arena arena;
    kith_id partner;
    int direction;
    kith_id wants[MOST_WANTS]; /* what may be met by it, as the choices of the form after the first, "none" */
    const char *words[MOST_WANTS + 2];
    size_t count;
};

static void referring_release(void *ctx) {
    struct referring *referring = ctx;
    arena_free(&referring->arena);
    free(referring);
}

static bool referral_done(struct app *app, void *ctx, struct form *form) {
    const struct referring *referring = ctx;
    struct kith *k = app_kith(app);
    struct arena arena = {0};
    struct kith_referral referral;
    kith_row_init(&kith_referral_kind, &referral);
    referral.direction = referring->direction;
    referral.partner = referring->partner;
    referral.outcome = form_choice(form, "outcome");
    referral.warmth = form_choice(form, "warmth") - 1; /* the first choice is "not said" */
    form_day(form, "on", &referral.on);
    int want = referring->count ? form_choice(form, "met") : 0;
    kith_id met = want > 0 ? referring->wants[want - 1] : 0;
    bool good = kith_field_parse(k, kith_field_find(&kith_referral_kind, "value"), &referral,
                                 form_text(form, "value"), &arena) == KITH_OK;
    if (!good)
        form_complain(form, "value", kith_error(k));
    arena_free(&arena);
    if (!good)
        return false;
    enum kith_status status =
        kith_step_begin(k, referring->direction == KITH_GIVEN ? "referral given" : "referral received");
    if (status == KITH_OK)
        status = kith_person_find_or_add(k, referring->partner, form_text(form, "person"), &referral.person);
    if (status == KITH_OK)
        status = kith_gift_make(k, &referral, met);
    if (!app_ok(app, kith_step_end(k, status)))
        return false;
    app_say(app, referring->direction != KITH_GIVEN ? "A referral received"
                 : met                              ? "A referral given, and the want is met"
                                                    : "A referral given");
    return true;
}

/* The open wants of the partner; the choice that stands first: the one under the cursor, else none. */
static const char *load_wants(struct app *app, struct referring *referring, kith_id chosen) {
    struct kith_need *needs;
    size_t count = 0;
    const char *first = referring->words[0] = "none of their wants";
    if (kith_rows_of(app_kith(app), &kith_need_kind, referring->partner, &referring->arena, &needs, &count) !=
        KITH_OK)
        count = 0;
    for (size_t i = 0; i < count && referring->count < MOST_WANTS; i++) {
        if (needs[i].met_on != DAY_NONE)
            continue;
        referring->wants[referring->count] = needs[i].id;
        referring->words[++referring->count] = needs[i].what;
        if (needs[i].id == chosen)
            first = needs[i].what;
    }
    return first;
}

/* On a want that somebody fits: who fits best. */
static const char *who_fits(struct app *app, struct referring *referring, kith_id need) {
    struct kith_gift *gifts;
    size_t count = 0;
    if (!need ||
        kith_gifts(app_kith(app), referring->partner, &referring->arena, &gifts, &count) != KITH_OK)
        return "";
    for (size_t i = 0; i < count; i++)
        if (gifts[i].need == need)
            return gifts[i].candidates.items[0].name;
    return "";
}

static void referral_open(struct app *app, int direction) {
    static const char *const warmths[] = {"not said", "cold", "warm", "hot", NULL};
    struct arena arena = {0};
    struct subject subject;
    struct referring *referring = xalloc(sizeof *referring);
    *referring = (struct referring){.partner = app_person(app), .direction = direction};
    bool given = direction == KITH_GIVEN;
    kith_id need =
        given && app_subject(app, &subject) && subject.kind == &kith_need_kind ? subject.id : 0;
    const char *want = given ? load_wants(app, referring, need) : "";
    const struct form_field fields[] = {
        {.name = "person",
         .label = given ? "I sent them" : "They sent me",
         .kind = FORM_TEXT,
         .value = who_fits(app, referring, need),
         .needed = true,
         .suggest = suggest_people},
        field_on,
        {.name = "warmth", .label = "How warm", .kind = FORM_CHOICE, .value = "not said", .choices = warmths},
        {.name = "outcome",
         .label = "Came of it",
         .kind = FORM_CHOICE,
         .value = "open",
         .choices = kith_outcome_words},
        {.name = "value", .label = "Worth", .kind = FORM_TEXT, .hint = "1200, or empty"},
        {.name = "met", .label = "It meets", .kind = FORM_CHOICE, .value = want, .choices = referring->words},
    };
    form_open(app, &(struct form_spec){
                       .title = arena_printf(&arena,
                                             given ? "A referral given to %s" : "A referral received from %s",
                                             app_person_name(app)),
                       .fields = fields,
                       .count = sizeof fields / sizeof *fields - (referring->count == 0),
                       .ctx = referring,
                       .done = referral_done,
                       .release = referring_release,
                   });
    arena_free(&arena);
}

void act_gave(struct app *app) {
    referral_open(app, KITH_GIVEN);
}

void act_got(struct app *app) {
    referral_open(app, KITH_RECEIVED);
}
