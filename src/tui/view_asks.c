/* View 4, Asks: what was asked and what came of it, overdue first. */
#include <stdio.h>
#include <string.h>

#include "kith/ask.h"
#include "kith/referral.h"
#include "tui/act.h"
#include "tui/listing.h"
#include "tui/views.h"

struct asks {
    struct listing listing;
    struct kith_asks asks;
};

/* The answers as one says them; the commands have them in one word. */
static const char *const said[] = {
    [KITH_ANSWER_WAITING] = "waiting", [KITH_ANSWER_YES] = "yes",         [KITH_ANSWER_WILL] = "will do",
    [KITH_ANSWER_NOT_YET] = "not yet",       [KITH_ANSWER_THINK] = "will think", [KITH_ANSWER_NO] = "no",
    [KITH_ANSWER_NONE] = "no reply",
};

/* Whom it is about: after a yes to a role, who it became. */
static const char *about(const struct kith_asked *asked) {
    return asked->target.id   ? asked->target.name
           : asked->became.id ? asked->became.name
                              : asked->ask.role;
}

static void load(struct view *view) {
    struct asks *asks = view->state;
    struct listing *listing = &asks->listing;
    listing_start(listing);
    asks->asks = (struct kith_asks){0};
    if (!app_ok(view->app, kith_asks(app_kith(view->app), &listing->arena, &asks->asks)))
        return;
    for (size_t i = 0; i < asks->asks.count; i++) {
        const struct kith_asked *asked = &asks->asks.items[i];
        if (listing->filter && asked->ask.answer != listing->filter - 1)
            continue;
        const char *whom = about(asked);
        const char *texts[] = {asked->source.name, whom, said[asked->ask.answer], NULL};
        listing_add(listing, i, asked->ask.id, texts);
    }
    listing_finish(listing);
}

static void draw_row(void *ctx, struct pane pane, size_t index) {
    struct asks *asks = ctx;
    const struct listing_row *row = &asks->listing.rows[index];
    const struct kith_asked *asked = &asks->asks.items[row->index];
    bool yes = asked->ask.answer == KITH_ANSWER_YES;
    enum style style = asked->open ? STYLE_PLAIN : STYLE_DIM;
    int end = pane_right(pane, 0, 12, pane.area.cols - 1, yes ? STYLE_NAME : style,
                         said[asked->ask.answer]);
    pane_put(pane, 0, 1, style, sign(asked->open ? SIGN_WAITING : yes ? SIGN_READY : SIGN_DOT));
    listing_pair(pane, 3, end - 1, asked->open ? STYLE_NAME : STYLE_DIM, asked->source.name, style,
                 about(asked));
}

enum { FACTS = 4 };

/* What follows from the answer, by the method. */
static const char *follows(const struct kith_asked *asked, day today, struct arena *arena) {
    char due[DAY_WORDS];
    const char *when = asked->due == DAY_NONE ? "" : day_ago(asked->due, today, due);
    const char *be = asked->due < today ? "was" : "is";
    switch (asked->ask.answer) {
    case KITH_ANSWER_WAITING:
        return arena_printf(arena, "%s due %s: ask how it stands", be, when);
    case KITH_ANSWER_WILL:
        return arena_printf(arena, "%s due %s: ask how it went", be, when);
    case KITH_ANSWER_NOT_YET:
        return asked->due == DAY_NONE ? "asked again since" : arena_printf(arena, "comes back %s", when);
    case KITH_ANSWER_THINK:
        return "a dead end; be more exact next time";
    case KITH_ANSWER_NO:
        return "not raised again";
    case KITH_ANSWER_YES:
        return !asked->became.id ? "no referral stands in the ledger"
                                 : arena_printf(arena, "introduced %s: %s", asked->became.name,
                                                kith_outcome_words[asked->outcome]);
    default:
        return "closed; nothing was declined";
    }
}

/* Of the chosen ask: when, what follows, what they want to see, how often and how long put off. */
static size_t facts_of(const struct kith_asked *asked, day today, struct arena *arena,
                       const char *out[FACTS]) {
    char when[DAY_WORDS], since[DAY_WORDS];
    size_t count = 0;
    const char *role = !asked->target.id && asked->became.id ? asked->ask.role : NULL;
    out[count++] = arena_printf(arena, "asked %s%s%s", day_ago(asked->ask.on, today, when),
                                role ? " for " : "", role ? role : "");
    out[count++] = follows(asked, today, arena);
    if (asked->ask.wants && *asked->ask.wants)
        out[count++] = arena_printf(arena, "wants to see: %s", asked->ask.wants);
    if (asked->delays == 1)
        out[count++] = arena_printf(arena, "put off once, on %s", day_short(asked->put_off, today, since));
    else if (asked->delays)
        out[count++] = arena_printf(arena, "put off %d times since %s", asked->delays,
                                    day_short(asked->put_off, today, since));
    else if (asked->ask.overruled != KITH_NO_WORD)
        out[count++] = arena_printf(arena, "asked although at %s", kith_standing_words[asked->ask.overruled]);
    return count;
}

/* Draws at the foot of the pane; returns the rows used. */
static int draw_facts(const struct asks *asks, struct pane pane, day today) {
    enum { ROOM = 7, LEAST = 16 };
    const struct listing_row *row = listing_at(&asks->listing);
    if (!row || pane.area.rows < LEAST)
        return 0;
    struct arena arena = {0};
    const char *facts[FACTS];
    size_t count = facts_of(&asks->asks.items[row->index], today, &arena, facts);
    struct pane foot = pane_part(pane, pane.area.rows - ROOM + 1, 0, ROOM - 1, pane.area.cols);
    int at = 0;
    for (size_t i = 0; i < count; i++)
        at += pane_wrap(foot, at, 1, foot.area.cols - 1, STYLE_DIM, facts[i]);
    arena_free(&arena);
    return ROOM;
}

static void draw(struct view *view, struct pane pane) {
    struct asks *asks = view->state;
    char words[64];
    snprintf(words, sizeof words, "%s %s open first",
             asks->listing.filter ? said[asks->listing.filter - 1] : "All", sign(SIGN_DOT));
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

/* The filter is an answer + 1. */
static void filter_open(struct view *view) {
    const char *words[KITH_ANSWER_NONE + 2] = {"All"};
    for (int i = 0; i <= KITH_ANSWER_NONE; i++)
        words[i + 1] = said[i];
    listing_pick_filter(view, words, KITH_ANSWER_NONE + 2);
}

/* A yes has become a referral, and what counts from then on is what came of that. */
static bool outcome(struct view *view) {
    const struct asks *asks = view->state;
    const struct listing_row *row = listing_at(&asks->listing);
    const struct kith_asked *asked = row ? &asks->asks.items[row->index] : NULL;
    if (!asked || !asked->became.id || kith_is_read_only(app_kith(view->app)))
        return false;
    act_outcome_of(view->app, asked->ask.referral);
    return true;
}

static bool act(struct view *view, enum action_id action) {
    struct asks *asks = view->state;
    switch (action) {
    case ACT_FILTER:
        filter_open(view);
        return true;
    case ACT_OPEN:
        if (!outcome(view))
            app_act(view->app, ACT_OUTCOME);
        return true;
    case ACT_OUTCOME:
        return outcome(view);
    case ACT_MARK:
    case ACT_MARK_ALL:
        app_say(view->app, "People are marked in People (2)");
        return true;
    case ACT_SORT:
        app_say(view->app, "Asks stand in one order: overdue, open, then the newest");
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
