/* View 4, Asks: what was asked and what came of it, overdue first. */
#include <stdio.h>
#include <string.h>

#include "kith/ask.h"
#include "tui/listing.h"
#include "tui/views.h"

struct asks {
    struct listing listing;
    struct kith_asks asks;
    bool filtered;
    int only; /* this answer, where filtered */
};

static void load(struct view *view) {
    struct asks *asks = view->state;
    struct listing *listing = &asks->listing;
    listing_start(listing);
    asks->asks = (struct kith_asks){0};
    if (!app_ok(view->app, kith_asks(app_kith(view->app), &listing->arena, &asks->asks)))
        return;
    for (size_t i = 0; i < asks->asks.count; i++) {
        const struct kith_asked *asked = &asks->asks.items[i];
        if (asks->filtered && asked->ask.answer != asks->only)
            continue;
        const char *whom = asked->target.id ? asked->target.name : asked->ask.role;
        const char *texts[] = {asked->source.name, whom, kith_answer_words[asked->ask.answer], NULL};
        listing_add(listing, i, asked->ask.id, texts);
    }
    listing_finish(listing);
}

static void draw_row(void *ctx, struct pane pane, size_t index) {
    struct asks *asks = ctx;
    const struct listing_row *row = &asks->listing.rows[index];
    const struct kith_asked *asked = &asks->asks.items[row->index];
    bool yes = asked->ask.answer == KITH_YES;
    enum style style = asked->open ? STYLE_PLAIN : STYLE_DIM;
    int end = pane_right(pane, 0, 12, pane.area.cols - 1, yes ? STYLE_NAME : style,
                         kith_answer_words[asked->ask.answer]);
    pane_put(pane, 0, 1, style, sign(asked->open ? SIGN_WAITING : yes ? SIGN_READY : SIGN_DOT));
    listing_pair(pane, 3, end - 1, asked->open ? STYLE_NAME : STYLE_DIM, asked->source.name, style,
                 asked->target.id ? asked->target.name : asked->ask.role);
}

/* The facts of the chosen ask stand under the list: when, when it comes back, what they want to see, how
 * often put off. */
static size_t facts_of(const struct kith_asked *asked, day today, struct arena *arena, const char *out[4]) {
    char when[DAY_WORDS], due[DAY_WORDS];
    size_t count = 0;
    out[count++] = arena_printf(arena, "asked %s", day_ago(asked->ask.on, today, when));
    if (asked->due != DAY_NONE)
        out[count++] = arena_printf(arena, "%s %s", asked->due < today ? "was due back" : "due back",
                                    day_ago(asked->due, today, due));
    if (asked->ask.wants && *asked->ask.wants)
        out[count++] = arena_printf(arena, "wants to see: %s", asked->ask.wants);
    if (asked->delays == 1)
        out[count++] = "put off once";
    else if (asked->delays)
        out[count++] = arena_printf(arena, "put off %d times", asked->delays);
    else if (asked->ask.overruled != KITH_NO_WORD)
        out[count++] = arena_printf(arena, "asked although at %s", kith_standing_words[asked->ask.overruled]);
    return count;
}

/* Draws at the foot of the pane; returns the rows used. */
static int draw_facts(const struct asks *asks, struct pane pane, day today) {
    enum { ROOM = 5, LEAST = 14 };
    const struct listing_row *row = listing_at(&asks->listing);
    if (!row || pane.area.rows < LEAST)
        return 0;
    struct arena arena = {0};
    const char *facts[4];
    size_t count = facts_of(&asks->asks.items[row->index], today, &arena, facts);
    for (size_t i = 0; i < count; i++)
        pane_cut(pane, pane.area.rows - ROOM + 1 + (int)i, 1, pane.area.cols - 2, STYLE_DIM, facts[i]);
    arena_free(&arena);
    return ROOM;
}

static void draw(struct view *view, struct pane pane) {
    struct asks *asks = view->state;
    char words[64];
    snprintf(words, sizeof words, "%s %s open first", asks->filtered ? kith_answer_words[asks->only] : "All",
             sign(SIGN_DOT));
    int top = listing_top(&asks->listing, pane, words);
    if (asks->listing.count == 0)
        pane_wrap(pane, top, 1, pane.area.cols - 1, STYLE_DIM,
                  asks->asks.count
                      ? "Nothing fits. Esc clears what narrows the list."
                      : "Nothing is asked yet. Today (1) proposes one introduction; a asks for it.");
    pane.area.rows -= draw_facts(asks, pane, app_today(view->app));
    listing_rows(view, pane, top, draw_row);
}

static void title(struct view *view, struct buf *out) {
    buf_printf(out, "Asks %s %zu", sign(SIGN_DOT), ((struct asks *)view->state)->listing.count);
}

static void filter_done(struct app *app, void *view, size_t index) {
    struct asks *asks = ((struct view *)view)->state;
    asks->filtered = index > 0;
    asks->only = (int)index - 1;
    app_reload(app);
}

static void filter_open(struct view *view) {
    const struct asks *asks = view->state;
    const char *words[KITH_NONE + 2] = {"All"};
    for (int i = 0; i <= KITH_NONE; i++)
        words[i + 1] = kith_answer_words[i];
    listing_pick(view, "Show only", words, KITH_NONE + 2, asks->filtered ? (size_t)asks->only + 1 : 0,
                 filter_done);
}

static bool act(struct view *view, enum action_id action) {
    struct asks *asks = view->state;
    switch (action) {
    case ACT_FILTER:
        filter_open(view);
        return true;
    case ACT_OPEN:
        app_act(view->app, ACT_OUTCOME);
        return true;
    case ACT_MARK:
    case ACT_MARK_ALL:
        app_say(view->app, "People are marked in People (2)");
        return true;
    case ACT_SORT:
        app_say(view->app, "Asks stand in one order: overdue, open, then the newest");
        return true;
    case ACT_BACK: /* Esc widens the list before it leaves anything */
        if (listing_act(view, &asks->listing, action))
            return true;
        if (!asks->filtered)
            return false;
        asks->filtered = false;
        app_reload(view->app);
        return true;
    default:
        return listing_act(view, &asks->listing, action);
    }
}

static bool subject(struct view *view, struct subject *out) {
    const struct asks *asks = view->state;
    const struct listing_row *row = listing_at(&asks->listing);
    if (!row)
        return false;
    const struct kith_asked *asked = &asks->asks.items[row->index];
    *out = (struct subject){.kind = &kith_ask_kind,
                            .id = asked->ask.id,
                            .person = asked->source.id,
                            .name = asked->source.name,
                            .target = asked->target.id};
    return true;
}

static const struct hint *hints(struct view *view) {
    static const struct hint all[] = {
        {ACT_OUTCOME, "the answer"}, {ACT_NOT_NOW, "not now"}, {ACT_NOTE, "note"},
        {ACT_EDIT, "edit"},          {ACT_NARROW, "find"},     {ACT_NONE, NULL},
    };
    (void)view;
    return all;
}

const struct view_type view_asks = {
    .name = "asks",
    .context = CONTEXT_ASKS,
    .place = PLACE_LIST,
    .size = sizeof(struct asks),
    .title = title,
    .load = load,
    .draw = draw,
    .act = act,
    .mouse = listing_mouse,
    .subject = subject,
    .hints = hints,
    .free = listing_release,
};
