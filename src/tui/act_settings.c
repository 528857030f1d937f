/* Who the user is: the words that the asks are made of. */
#include <string.h>

#include "kith/kith.h"
#include "tui/act.h"
#include "tui/form.h"

static const char *const names[] = {"me", "business", "offer", "ideal", "word"};
enum { NAMES = sizeof names / sizeof *names };

static bool about_you_done(struct app *app, void *ctx, struct form *form) {
    struct kith *k = app_kith(app);
    struct arena arena = {0};
    const char *wrong = NULL;
    (void)ctx;
    enum kith_status status = kith_step_begin(k, "about you");
    for (size_t i = 0; i < NAMES && status == KITH_OK; i++) {
        const char *now = kith_setting_text(k, names[i], &arena);
        if (!form_writes(form, names[i], now ? now : ""))
            continue;
        status = kith_setting_set(k, names[i], form_text(form, names[i]));
        wrong = names[i];
    }
    bool asked = status == KITH_OK && form_changed_meanwhile(form, "setting");
    status = kith_step_end(k, asked ? KITH_CHANGED : status);
    arena_free(&arena);
    if (!asked && status != KITH_OK && wrong)
        form_complain(form, wrong, kith_error(k));
    else if (!asked && app_ok(app, status))
        app_say(app, "Saved. Your asks say it in these words");
    return status == KITH_OK;
}

void act_about_you(struct app *app) {
    static const char *const words[] = {"referral", "introduction", NULL};
    struct form_field fields[NAMES] = {
        {.label = "Your name", .kind = FORM_TEXT, .hint = "Dana Reyes"},
        {.label = "Business", .kind = FORM_TEXT, .hint = "Reyes Bookkeeping"},
        {.label = "What they gain", .kind = FORM_TEXT, .hint = "books that close in three days"},
        {.label = "Ideal clients", .kind = FORM_TEXT, .hint = "bakery, restaurant"},
        {.label = "You ask for a", .kind = FORM_CHOICE, .choices = words},
    };
    struct arena arena = {0};
    for (size_t i = 0; i < NAMES; i++) {
        fields[i].name = names[i];
        fields[i].value = kith_setting_text(app_kith(app), names[i], &arena);
    }
    form_open(app, &(struct form_spec){
                       .title = "About you", .fields = fields, .count = NAMES, .done = about_you_done});
    arena_free(&arena);
}
