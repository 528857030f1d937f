/* View 4, Asks: what was asked and what came of it, overdue first. */
#include <stdio.h>
#include <string.h>

#include "kith/ask.h"
#include "tui/chooser.h"
#include "tui/listing.h"
#include "tui/views.h"

struct asks {
    struct listing listing;
    struct kith_asks asks;
    int only; /* an answer, or KITH_NO_WORD + everything */
    bool filtered;
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
    enum style style = asked->open ? STYLE_PLAIN : STYLE_DIM;
    int end = pane_right(pane, 0, 12, pane.area.cols - 1, asked->ask.answer == KITH_YES ? STYLE_GOLDEN : style,
                         kith_answer_words[asked->ask.answer]) - 1;
    pane_put(pane, 0, 1, style, sign(asked->open ? SIGN_WAITING : asked->ask.answer == KITH_YES ? SIGN_READY : SIGN_DOT));
    int col = pane_cut(pane, 0, 3, (end - 3) * 3 / 5, asked->open ? STYLE_NAME : STYLE_DIM, asked->source.name);
    if (end - col > 5) {
        col = pane_printf(pane, 0, col, STYLE_DIM, " %s ", sign(SIGN_ARROW));
        pane_cut(pane, 0, col, end - col, style, asked->target.id ? asked->target.name : asked->ask.role);
    }
}

/* The facts of the chosen ask stand under the list: when, how long, what they want to see, how often put off. */
static int draw_facts(const struct asks *asks, struct pane pane, day today) {
    const struct listing_row *row = listing_at(&asks->listing);
    if (!row || pane.area.rows < 14)
        return 0;
    const struct kith_asked *asked = &asks->asks.items[row->index];
    char line[256], when[DAY_WORDS], due[DAY_WORDS];
    int top = pane.area.rows - 4, end = pane.area.cols - 1;
    snprintf(line, sizeof line, "asked %s%s%s", day_ago(asked->ask.on, today, when),
             asked->due != DAY_NONE ? ", back " : "", asked->due != DAY_NONE ? day_ago(asked->due, today, due) : "");
    pane_cut(pane, top++, 1, end - 1, STYLE_DIM, line);
    if (asked->ask.wants && *asked->ask.wants) {
        snprintf(line, sizeof line, "wants to see: %s", asked->ask.wants);
        pane_cut(pane, top++, 1, end - 1, STYLE_DIM, line);
    }
    if (asked->delays) {
        if (asked->delays == 1)
            snprintf(line, sizeof line, "put off once");
        else
            snprintf(line, sizeof line, "put off %d times", asked->delays);
        pane_cut(pane, top++, 1, end - 1, STYLE_DIM, line);
    }
    if (asked->ask.overruled != KITH_NO_WORD) {
        snprintf(line, sizeof line, "asked although %s", kith_standing_words[asked->ask.overruled]);
        pane_cut(pane, top, 1, end - 1, STYLE_DIM, line);
    }
    return 5;
}

static void draw(struct view *view, struct pane pane) {
    struct asks *asks = view->state;
    char words[64];
    snprintf(words, sizeof words, "%s %s open first", asks->filtered ? kith_answer_words[asks->only] : "All",
             sign(SIGN_DOT));
    int top = listing_top(view, &asks->listing, pane, words);
    if (asks->listing.count == 0)
        pane_wrap(pane, top, 1, pane.area.cols - 1, STYLE_DIM,
                  asks->asks.count ? "Nothing fits. Esc clears what narrows the list."
                                   : "Nothing is asked yet. Today (1) proposes one introduction; a asks for it.");
    int facts = draw_facts(asks, pane, app_today(view->app));
    list_draw(&asks->listing.list, pane_part(pane, top, 0, pane.area.rows - top - facts, pane.area.cols),
              app_top(view->app) == view && app_focused(view->app) == SLOT_LIST, draw_row, asks);
}

static void title(struct view *view, struct buf *out) {
    buf_printf(out, "Asks %s %zu", sign(SIGN_DOT), ((struct asks *)view->state)->listing.count);
}

static void filter_done(struct app *app, void *ctx, size_t index) {
    struct asks *asks = ((struct view *)ctx)->state;
    asks->filtered = index > 0;
    asks->only = (int)index - 1;
    app_reload(app);
}

static void filter_open(struct view *view) {
    const struct asks *asks = view->state;
    struct chooser_option options[9] = {{.text = "All"}};
    size_t count = 1;
    for (int i = 0; kith_answer_words[i]; i++)
        options[count++].text = kith_answer_words[i];
    chooser_open(view->app, &(struct chooser_spec){
                                .title = "Show only",
                                .options = options,
                                .count = count,
                                .chosen = asks->filtered ? (size_t)asks->only + 1 : 0,
                                .ctx = view,
                                .done = filter_done,
                            });
}

static bool act(struct view *view, enum action_id action) {
    struct asks *asks = view->state;
    if (action == ACT_FILTER) {
        filter_open(view);
        return true;
    }
    if (action == ACT_OPEN) {
        app_act(view->app, ACT_OUTCOME);
        return true;
    }
    return listing_act(view, &asks->listing, action);
}

static bool mouse(struct view *view, const struct event *event) {
    struct asks *asks = view->state;
    struct event inside = *event;
    inside.row -= 2;
    if (inside.row < 0 || !list_mouse(&asks->listing.list, &inside))
        return false;
    if (listing_at(&asks->listing))
        asks->listing.chosen = listing_at(&asks->listing)->id;
    return true;
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
        {ACT_OUTCOME, "the answer"}, {ACT_NOT_NOW, "not now"}, {ACT_NOTE, "note"}, {ACT_EDIT, "edit"},
        {ACT_NARROW, "find"}, {ACT_NONE, NULL},
    };
    (void)view;
    return all;
}

static void release(struct view *view) {
    listing_free(&((struct asks *)view->state)->listing);
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
    .mouse = mouse,
    .subject = subject,
    .hints = hints,
    .free = release,
};
