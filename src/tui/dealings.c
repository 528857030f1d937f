#include "tui/dealings.h"

#include <stdlib.h>

#include "base/json.h"
#include "kith/person.h"
#include "kith/referral.h"
#include "tui/figures.h"

static struct dealing *add_row(struct dealings *dealings) {
    return ARENA_PUSH(&dealings->arena, dealings->rows, dealings->count, dealings->cap);
}

/* What is still to be done for it, or that it is closed; of one given what came of it is all there is. */
static const char *state_of(const struct kith_referral *referral, struct arena *arena) {
    const char *outcome = kith_outcome_words[referral->outcome];
    if (referral->direction == KITH_GIVEN)
        return outcome;
    const char *warmth = referral->warmth == KITH_NO_WORD ? "" : kith_warmth_words[referral->warmth];
    const char *owed = referral->thanked_on == DAY_NONE ? ", to thank"
                       : referral->outcome != KITH_OUTCOME_OPEN && referral->reported_on == DAY_NONE
                           ? ", to report"
                           : "";
    return arena_printf(arena, "%s%s%s%s", outcome, *warmth ? ", " : "", warmth, owed);
}

static void add_referral(struct dealings *dealings, struct kith *k, const struct kith_referral *referral) {
    struct arena scratch = {0};
    struct kith_person person = {0};
    struct dealing *row = add_row(dealings);
    const char *name = kith_person_said(k, referral->person, &dealings->arena);
    bool known = kith_person_get(k, referral->person, &scratch, &person) == KITH_OK;
    const char *place = known && person.company && *person.company ? person.company : NULL;
    *row = (struct dealing){
        .kind = &kith_referral_kind,
        .id = referral->id,
        .on = referral->on,
        .what = referral->direction == KITH_GIVEN ? "gave" : "got",
        .text = place ? arena_printf(&dealings->arena, "%s, %s", name, place) : name,
        .state = state_of(referral, &dealings->arena),
        .value = referral->value,
        .target = referral->person,
    };
    arena_free(&scratch);
}

static void add_help(struct dealings *dealings, const struct kith_help *help) {
    *add_row(dealings) = (struct dealing){
        .kind = &kith_help_kind,
        .id = help->id,
        .on = help->on,
        .what = "help",
        .text = help->what,
        .state = "",
        .value = MONEY_NONE,
    };
}

static int newest_first(const void *a, const void *b) {
    const struct dealing *x = a, *y = b;
    if (x->on != y->on)
        return x->on < y->on ? 1 : -1;
    return x->id < y->id ? 1 : -1;
}

void dealings_load(struct dealings *dealings, struct app *app, kith_id person) {
    struct kith *k = app_kith(app);
    struct kith_referral *referrals;
    struct kith_help *helps;
    size_t count = 0;
    if (person != dealings->person)
        dealings->list.at = dealings->list.top = 0;
    arena_free(&dealings->arena);
    dealings->rows = NULL;
    dealings->count = dealings->cap = 0;
    dealings->person = person;
    if (person &&
        app_ok(app, kith_rows_of(k, &kith_referral_kind, person, &dealings->arena, &referrals, &count)))
        for (size_t i = 0; i < count; i++)
            if (referrals[i].partner == person)
                add_referral(dealings, k, &referrals[i]);
    if (person && app_ok(app, kith_rows_of(k, &kith_help_kind, person, &dealings->arena, &helps, &count)))
        for (size_t i = 0; i < count; i++)
            add_help(dealings, &helps[i]);
    if (dealings->count)
        qsort(dealings->rows, dealings->count, sizeof *dealings->rows, newest_first);
    dealings->list.count = dealings->count;
    list_fit(&dealings->list);
}

const struct dealing *dealings_at(const struct dealings *dealings) {
    return dealings->list.at < dealings->count ? &dealings->rows[dealings->list.at] : NULL;
}

/* ---- drawing ---- */

struct drawing {
    const struct dealings *dealings;
    day today;
};

static void draw_one(void *ctx, struct pane pane, size_t index) {
    const struct drawing *drawing = ctx;
    const struct dealing *row = &drawing->dealings->rows[index];
    char when[DAY_WORDS], money[MONEY_SIZE];
    int end = pane.area.cols - 1;
    pane_put(pane, 0, 1, STYLE_DIM, row->what);
    pane_right(pane, 0, 5, 14, STYLE_DIM, figures_day(row->on, drawing->today, when));
    if (pane.area.cols >= 60) {
        int value = end - 11, state = value - 24;
        pane_cut(pane, 0, 16, (*row->state ? state : end) - 17, STYLE_PLAIN, row->text);
        pane_cut(pane, 0, state, 24, STYLE_DIM, row->state);
        pane_right(pane, 0, value, end, STYLE_PLAIN, money_text(row->value, money));
    } else {
        int state = pane_right(pane, 0, 24, end, STYLE_DIM, row->state);
        pane_cut(pane, 0, 16, state - 17, STYLE_PLAIN, row->text);
    }
}

void dealings_draw(struct dealings *dealings, day today, struct pane pane, bool focused) {
    struct drawing drawing = {dealings, today};
    if (focused) {
        list_draw(&dealings->list, pane, true, draw_one, &drawing);
        return;
    }
    for (int i = 0; i < pane.area.rows && (size_t)i < dealings->count; i++)
        draw_one(&drawing, pane_part(pane, i, 0, 1, pane.area.cols), (size_t)i);
}

void dealings_free(struct dealings *dealings) {
    arena_free(&dealings->arena);
}
