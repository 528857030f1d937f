/* A want matched to somebody of the book: who fits and why, what to write to each of the two, and once both
 * said yes the referral given. */
#include <stdio.h>
#include <string.h>

#include "kith/gift.h"
#include "kith/need.h"
#include "kith/person.h"
#include "tui/act.h"
#include "tui/mail.h"
#include "tui/reader.h"
#include "tui/views.h"

struct gift {
    struct arena arena; /* of the pairs */
    struct pair {
        const struct kith_gift *gift;
        size_t candidate;
    } * pairs;
    size_t count, at;

    struct arena words; /* of the pair chosen */
    struct kith_gift_words say;
    struct kith_person wants, fits;
    bool second; /* the text to who fits is the chosen one */
    struct reader reader;
};

enum { LABEL = 11, TO_WANTING = 1, TO_FITTING };

static const struct kith_ref *candidate(const struct pair *pair) {
    return &pair->gift->candidates.items[pair->candidate];
}

/* ---- what is said ---- */

static void add_text(struct gift *gift, size_t stop, const char *when, const struct kith_person *to,
                     const char *text) {
    struct reader *reader = &gift->reader;
    reader_gap(reader);
    reader_stop(reader, stop);
    reader_add(reader, 1, 3, STYLE_NAME, arena_printf(&gift->words, "%s %s", when, to->name));
    if (to->emails.count)
        reader_right(reader, STYLE_DIM, to->emails.items[0]);
    reader_add(reader, 3, 4, STYLE_QUOTE, arena_printf(&gift->words, "“%s”", text));
}

static bool load_words(struct view *view) {
    struct gift *gift = view->state;
    struct kith *k = app_kith(view->app);
    const struct pair *pair = &gift->pairs[gift->at];
    arena_free(&gift->words);
    reader_clear(&gift->reader);
    if (!app_ok(view->app, kith_person_get(k, pair->gift->person.id, &gift->words, &gift->wants)) ||
        !app_ok(view->app, kith_person_get(k, candidate(pair)->id, &gift->words, &gift->fits)) ||
        !app_ok(view->app,
                kith_gift_words(k, pair->gift->need, candidate(pair)->id, &gift->words, &gift->say)))
        return false;
    add_text(gift, TO_WANTING, "To", &gift->wants, gift->say.to_wanting);
    add_text(gift, TO_FITTING, "Then to", &gift->fits, gift->say.to_fitting);
    return true;
}

/* Every need with everyone who fits it; the first of `need` is chosen. */
static bool load_pairs(struct view *view, kith_id person, kith_id need) {
    struct gift *gift = view->state;
    struct kith_gift *gifts;
    size_t count = 0, cap = 0;
    bool found = false;
    if (!app_ok(view->app, kith_gifts(app_kith(view->app), person, &gift->arena, &gifts, &count)))
        return false;
    for (size_t i = 0; i < count; i++)
        for (size_t j = 0; j < gifts[i].candidates.count; j++) {
            if (!found && gifts[i].need == need) {
                gift->at = gift->count;
                found = true;
            }
            *ARENA_PUSH(&gift->arena, gift->pairs, gift->count, cap) = (struct pair){&gifts[i], j};
        }
    return gift->count && load_words(view);
}

/* ---- drawing ---- */

static void draw(struct view *view, struct pane pane) {
    struct gift *gift = view->state;
    const struct pair *pair = &gift->pairs[gift->at];
    struct arena arena = {0};
    int end = pane.area.cols - 1, row = pane.area.rows > 16;
    pane_blank(pane);
    pane_put(pane, row, 1, STYLE_DIM, "Wants");
    int col = pane_cut(pane, row, LABEL, 24, STYLE_NAME, pair->gift->person.name);
    col = col < 32 ? 32 : col + 2;
    row += pane_wrap(pane, row, col, end, STYLE_PLAIN, pair->gift->what);
    pane_put(pane, row, 1, STYLE_DIM, "Fits");
    col = pane_cut(pane, row, LABEL, 24, STYLE_NAME, candidate(pair)->name);
    col = col < 32 ? 32 : col + 2;
    if (gift->count > 1 && pane.area.cols > 60)
        end = pane_right(pane, row, 40, end, STYLE_DIM,
                         arena_printf(&arena, "j k  %zu of %zu", gift->at + 1, gift->count)) - 2;
    row += pane_wrap(pane, row, col, end, STYLE_DIM, pair->gift->why.items[pair->candidate]);
    pane_wrap(pane, row + 1, 1, pane.area.cols - 1, STYLE_DIM,
              "Both say yes before details pass. Then Enter records the referral given.");
    row += 3;
    reader_choose(&gift->reader, gift->second ? TO_FITTING : TO_WANTING);
    reader_draw(&gift->reader, pane_part(pane, row, 0, pane.area.rows - row, pane.area.cols), true);
    arena_free(&arena);
}

static void title(struct view *view, struct buf *out) {
    (void)view;
    buf_printf(out, "Give %s two people who may help each other", sign(SIGN_DOT));
}

/* ---- keys ---- */

static void record(struct view *view) {
    const struct gift *gift = view->state;
    const struct pair *pair = &gift->pairs[gift->at];
    struct kith_referral referral;
    kith_row_init(&kith_referral_kind, &referral);
    referral.direction = KITH_GIVEN;
    referral.partner = pair->gift->person.id;
    referral.person = candidate(pair)->id;
    referral.on = app_today(view->app);
    if (!app_ok(view->app, kith_gift_make(app_kith(view->app), &referral, pair->gift->need)))
        return;
    app_say(view->app, "You sent %s to %s; the want is met. u takes it back",
            gift->fits.name, gift->wants.name);
    app_close(view->app, view);
}

static void turn(struct view *view, size_t by) {
    struct gift *gift = view->state;
    gift->at = (gift->at + by) % gift->count;
    gift->second = false;
    if (!load_words(view))
        app_close(view->app, view);
}

static bool act(struct view *view, enum action_id action) {
    struct gift *gift = view->state;
    const char *text = gift->second ? gift->say.to_fitting : gift->say.to_wanting;
    const struct kith_person *to = gift->second ? &gift->fits : &gift->wants;
    switch (action) {
    case ACT_SAVE:
        record(view);
        return true;
    case ACT_COPY:
        app_copy(view->app, text);
        return true;
    case ACT_MAIL:
        mail_write(view->app, to->emails.count ? to->emails.items[0] : "", text,
                   "Enter records the referral once both said yes");
        return true;
    case ACT_NEXT_FIELD:
    case ACT_PREVIOUS_FIELD:
        gift->second = !gift->second;
        return true;
    case ACT_DOWN:
        turn(view, 1);
        return true;
    case ACT_UP:
        turn(view, gift->count - 1);
        return true;
    default:
        return false;
    }
}

static const struct hint *hints(struct view *view) {
    static const struct hint all[] = {
        {ACT_SAVE, "both said yes"}, {ACT_COPY, "copy"},           {ACT_MAIL, "mail"},
        {ACT_NEXT_FIELD, "the other text"}, {ACT_BACK, "leave"}, {ACT_NONE, NULL},
    };
    (void)view;
    return all;
}

static void release(struct view *view) {
    struct gift *gift = view->state;
    reader_free(&gift->reader);
    arena_free(&gift->arena);
    arena_free(&gift->words);
}

static bool mouse(struct view *view, const struct event *event) {
    struct gift *gift = view->state;
    size_t stop;
    if (!reader_mouse(&gift->reader, event))
        return false;
    gift->second = reader_at(&gift->reader, &stop) && stop == TO_FITTING;
    return true;
}

static const struct view_type view_gift = {
    .name = "gift",
    .context = CONTEXT_GIFT,
    .place = PLACE_SCREEN,
    .size = sizeof(struct gift),
    .title = title,
    .draw = draw,
    .act = act,
    .mouse = mouse,
    .hints = hints,
    .free = release,
};

/* Why there is nothing to match: no want is noted, or nobody fits it. */
static void say_none(struct app *app, kith_id person) {
    struct arena arena = {0};
    struct kith_need *needs;
    size_t count = 0, open = 0;
    if (kith_rows_of(app_kith(app), &kith_need_kind, person, &arena, &needs, &count) != KITH_OK)
        count = 0;
    for (size_t i = 0; i < count; i++)
        open += needs[i].met_on == DAY_NONE;
    app_say(app,
            open ? "Nobody in the book fits what %s wants yet; r records a referral given all the same"
                 : "It is not noted what %s wants: w notes it",
            kith_person_said(app_kith(app), person, &arena));
    arena_free(&arena);
}

void act_give(struct app *app) {
    struct subject subject = {0};
    kith_id person = app_person(app);
    bool known = app_subject(app, &subject);
    struct view *view = app_push(app, &view_gift);
    if (load_pairs(view, person, known && subject.kind == &kith_need_kind ? subject.id : 0))
        return;
    app_close(app, view);
    say_none(app, person);
}
