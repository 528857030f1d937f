/* View 1, Today: whom the day is about, on one screen. */
#include <stdio.h>
#include <string.h>

#include "kith/moment.h"
#include "kith/referral.h"
#include "kith/today.h"
#include "tui/listing.h"
#include "tui/views.h"

enum part { PART_ASK, PART_GOLDEN, PART_OWED, PART_GIVE, PART_FOLLOW, PART_DUE, PART_NEEDS, PART_RECONNECT, PART_COUNT };
static const char *const headings[PART_COUNT] = {
    [PART_ASK] = "Ask one", [PART_GOLDEN] = "Golden",     [PART_OWED] = "Owed",
    [PART_GIVE] = "Give",   [PART_FOLLOW] = "Come back",  [PART_DUE] = "Due",
    [PART_NEEDS] = "Ask what you can do for them",        [PART_RECONNECT] = "Reconnect",
};

struct today {
    struct listing listing;
    struct kith_day day;
    struct entry { /* what a row stands for */
        enum part part;
        size_t at;
        enum { ENTRY_ROW, ENTRY_HEADING, ENTRY_BLANK } what;
    } *entries;
    size_t count, cap;
    bool empty; /* nobody is in the book */
};

static size_t part_count(const struct kith_day *due, enum part part) {
    switch (part) {
    case PART_ASK:
        return due->has_introduction;
    case PART_GOLDEN:
        return due->golden_count;
    case PART_OWED:
        return due->owed_count;
    case PART_GIVE:
        return due->give_count < 1 ? due->give_count : 1; /* G12: one gift a day */
    case PART_FOLLOW:
        return due->follow_up_count;
    case PART_DUE:
        return due->due_count;
    case PART_NEEDS:
        return due->needs_unknown.count;
    default:
        return due->reconnect_count;
    }
}

static const struct kith_ref *part_person(const struct kith_day *due, enum part part, size_t at) {
    switch (part) {
    case PART_ASK:
        return &due->introduction.source;
    case PART_GOLDEN:
        return &due->golden[at].person;
    case PART_OWED: /* what is owed is done to the source, the act to the one introduced */
        return &due->owed[at].person;
    case PART_GIVE:
        return &due->give[at].person;
    case PART_FOLLOW:
        return &due->follow_up[at].person;
    case PART_DUE:
        return &due->due[at].person;
    case PART_NEEDS:
        return &due->needs_unknown.items[at];
    default:
        return &due->reconnect[at].person;
    }
}

static void add_entry(struct today *today, enum part part, size_t at, int what) {
    struct listing *listing = &today->listing;
    size_t index = today->count;
    struct entry *entry = ARENA_PUSH(&listing->arena, today->entries, today->count, today->cap);
    *entry = (struct entry){.part = part, .at = at, .what = what};
    if (what != ENTRY_ROW) {
        listing_heading(listing, index);
        return;
    }
    const char *texts[] = {part_person(&today->day, part, at)->name, NULL};
    /* one person may stand in several parts: the choice stays with the row, not the person */
    listing_add(listing, index, (kith_id)((unsigned)part * 100000 + at + 1), texts);
}

static void load(struct view *view) {
    struct today *today = view->state;
    listing_start(&today->listing);
    today->entries = NULL;
    today->count = today->cap = 0;
    memset(&today->day, 0, sizeof today->day);
    if (!app_ok(view->app, kith_day(app_kith(view->app), &today->listing.arena, &today->day)))
        memset(&today->day, 0, sizeof today->day);
    for (int part = 0; part < PART_COUNT; part++) {
        size_t count = part_count(&today->day, (enum part)part);
        if (count == 0)
            continue;
        if (today->count)
            add_entry(today, (enum part)part, 0, ENTRY_BLANK);
        add_entry(today, (enum part)part, 0, ENTRY_HEADING);
        for (size_t i = 0; i < count; i++)
            add_entry(today, (enum part)part, i, ENTRY_ROW);
    }
    listing_finish(&today->listing);
    struct kith_contacts who = {0};
    if (today->count == 0)
        app_ok(view->app, kith_who(app_kith(view->app), true, &today->listing.arena, &who));
    today->empty = today->count == 0 && who.count == 0;
}

/* ---- drawing ---- */

static const char *days_words(int days, char *out, size_t size) {
    if (days == 0)
        snprintf(out, size, "last day");
    else
        snprintf(out, size, "%d day%s left", days, days == 1 ? "" : "s");
    return out;
}

static void row_ask(const struct kith_day *due, struct pane pane) {
    const struct kith_introduction *one = &due->introduction;
    int end = pane.area.cols - 1;
    int col = pane_put(pane, 0, 1, views_style(one->standing), sign(views_sign(one->standing)));
    col = pane_cut(pane, 0, col + 1, end - col - 1, STYLE_NAME, one->source.name);
    if (end - col > 6) {
        col = pane_printf(pane, 0, col, STYLE_DIM, " %s ", sign(SIGN_ARROW));
        pane_cut(pane, 0, col, end - col, STYLE_NAME, one->target.id ? one->target.name : one->role);
    }
}

static void row_golden(const struct kith_day *due, size_t at, struct pane pane) {
    const struct kith_golden *golden = &due->golden[at];
    char words[48];
    if (pane.area.cols < 40)
        snprintf(words, sizeof words, "%s %dd", kith_moment_words[golden->kind], golden->days_left);
    else {
        char left[24];
        snprintf(words, sizeof words, "%s, %s", kith_moment_words[golden->kind],
                 days_words(golden->days_left, left, sizeof left));
    }
    int end = pane_right(pane, 0, 12, pane.area.cols - 1, STYLE_GOLDEN, words);
    pane_cut(pane, 0, 3, end - 4, STYLE_NAME, golden->person.name);
}

static void row_owed(const struct kith_day *due, size_t at, struct pane pane) {
    const struct kith_owed_row *owed = &due->owed[at];
    int end = pane.area.cols - 1;
    pane_put(pane, 0, 3, STYLE_DIM, kith_due_words[owed->what]);
    int col = pane_cut(pane, 0, 10, end - 10, STYLE_PLAIN, owed->person.name);
    if (owed->what == KITH_DUE_ACT && end - col > 8) {
        col = pane_put(pane, 0, col, STYLE_DIM, ", from ");
        pane_cut(pane, 0, col, end - col, STYLE_DIM, owed->source.name);
    }
}

static void two_parts(struct pane pane, const char *name, const char *rest, enum style style) {
    int end = pane.area.cols - 1;
    int col = pane_cut(pane, 0, 3, end - 3, STYLE_PLAIN, name);
    if (end - col > 6)
        pane_cut(pane, 0, col + 2, end - col - 2, style, rest);
}

static void draw_entry(const struct today *today, const struct entry *entry, struct pane pane) {
    const struct kith_day *due = &today->day;
    char words[160], when[DAY_WORDS];
    switch (entry->part) {
    case PART_ASK:
        row_ask(due, pane);
        break;
    case PART_GOLDEN:
        row_golden(due, entry->at, pane);
        break;
    case PART_OWED:
        row_owed(due, entry->at, pane);
        break;
    case PART_GIVE:
        snprintf(words, sizeof words, "wants %s", due->give[entry->at].what);
        two_parts(pane, due->give[entry->at].person.name, words, STYLE_DIM);
        break;
    case PART_FOLLOW:
        snprintf(words, sizeof words, "%s, %s", kith_answer_words[due->follow_up[entry->at].answer],
                 day_ago(due->follow_up[entry->at].due, due->date, when));
        two_parts(pane, due->follow_up[entry->at].person.name, words, STYLE_DIM);
        break;
    case PART_DUE:
        two_parts(pane, due->due[entry->at].person.name, due->due[entry->at].what, STYLE_DIM);
        break;
    case PART_NEEDS:
        two_parts(pane, due->needs_unknown.items[entry->at].name, "", STYLE_DIM);
        break;
    default:
        snprintf(words, sizeof words, "last %s", day_ago(due->reconnect[entry->at].last, due->date, when));
        two_parts(pane, due->reconnect[entry->at].person.name, words, STYLE_DIM);
    }
}

static void draw_row(void *ctx, struct pane pane, size_t index) {
    const struct today *today = ctx;
    const struct entry *entry = &today->entries[today->listing.rows[index].index];
    if (entry->what == ENTRY_HEADING)
        pane_cut(pane, 0, 1, pane.area.cols - 2, STYLE_TITLE, headings[entry->part]);
    else if (entry->what == ENTRY_ROW)
        draw_entry(today, entry, pane);
}

/* R18: the review ends. What is still to be seen is gone, or there was nothing. */
static void draw_done(const struct today *today, struct pane pane) {
    const struct kith_day *due = &today->day;
    int end = pane.area.cols - 1, row = 0;
    row += pane_wrap(pane, row, 1, end, STYLE_NAME, "Done for today.") + 1;
    char words[96];
    snprintf(words, sizeof words, "%d of %d asks made this week, %d week%s kept.", due->asks_made, due->asks_goal,
             due->weeks_kept, due->weeks_kept == 1 ? "" : "s");
    pane_wrap(pane, row, 1, end, STYLE_DIM, words);
}

static void draw(struct view *view, struct pane pane) {
    struct today *today = view->state;
    int top = 0, end = pane.area.cols - 1;
    if (listing_is_narrowed(&today->listing))
        top = listing_top(view, &today->listing, pane, "");
    if (today->empty) {
        views_greet(pane, top);
        return;
    }
    if (today->day.nobody_earned)
        top += pane_wrap(pane, top, 1, end, STYLE_PLAIN, today->day.nobody_earned) + 1;
    if (today->listing.count == 0 && !today->day.nobody_earned) {
        draw_done(today, pane);
        return;
    }
    struct pane rows = pane_part(pane, top, 0, pane.area.rows - top, pane.area.cols);
    list_draw(&today->listing.list, rows, app_top(view->app) == view && app_focused(view->app) == SLOT_LIST,
              draw_row, today);
}

static void title(struct view *view, struct buf *out) {
    (void)view;
    buf_str(out, "Today");
}

/* ---- keys ---- */

static const struct entry *entry_at(const struct today *today) {
    const struct listing_row *row = listing_at(&today->listing);
    return row ? &today->entries[row->index] : NULL;
}

/* The row itself: D and o know by its kind what is meant. */
static bool subject(struct view *view, struct subject *out) {
    struct today *today = view->state;
    const struct entry *entry = entry_at(today);
    if (!entry)
        return false;
    const struct kith_day *due = &today->day;
    const struct kith_ref *person = part_person(due, entry->part, entry->at);
    *out = (struct subject){.kind = &kith_person_kind, .id = person->id, .person = person->id, .name = person->name};
    if (entry->part == PART_ASK)
        out->target = due->introduction.target.id;
    if (entry->part == PART_GOLDEN) {
        out->kind = &kith_moment_kind;
        out->id = due->golden[entry->at].moment;
    } else if (entry->part == PART_OWED) {
        out->kind = &kith_referral_kind;
        out->id = due->owed[entry->at].referral;
    } else if (entry->part == PART_GIVE) {
        out->kind = &kith_need_kind;
        out->id = due->give[entry->at].need;
    } else if (entry->part == PART_FOLLOW) {
        out->kind = &kith_ask_kind;
        out->id = due->follow_up[entry->at].ask;
    } else if (entry->part == PART_DUE) {
        out->kind = &kith_task_kind;
        out->id = due->due[entry->at].task;
    }
    return true;
}

/* Enter goes to the doing. */
static bool open_entry(struct view *view) {
    struct today *today = view->state;
    const struct entry *entry = entry_at(today);
    if (!entry)
        return false;
    switch (entry->part) {
    case PART_ASK:
    case PART_GOLDEN:
        app_act(view->app, ACT_ASK);
        break;
    case PART_FOLLOW:
        app_act(view->app, ACT_OUTCOME);
        break;
    case PART_OWED:
        app_act(view->app, today->day.owed[entry->at].what == KITH_DUE_ACT ? ACT_NOTE : ACT_DONE);
        break;
    case PART_GIVE:
        app_act(view->app, ACT_GAVE);
        break;
    case PART_DUE:
        app_act(view->app, ACT_DONE);
        break;
    default:
        app_act(view->app, ACT_NOTE);
    }
    return true;
}

static bool act(struct view *view, enum action_id action) {
    struct today *today = view->state;
    if (action == ACT_OPEN)
        return open_entry(view);
    if (action == ACT_MARK || action == ACT_MARK_ALL) {
        app_say(view->app, "Rows are marked in People (2)");
        return true;
    }
    return listing_act(view, &today->listing, action);
}

static bool mouse(struct view *view, const struct event *event) {
    struct today *today = view->state;
    if (!list_mouse(&today->listing.list, event))
        return false;
    if (listing_at(&today->listing))
        today->listing.chosen = listing_at(&today->listing)->id;
    return true;
}

static const struct hint *hints(struct view *view) {
    static const struct hint asking[] = {
        {ACT_ASK, "ask"}, {ACT_COPY, "copy"}, {ACT_OTHER_WORDS, "other words"}, {ACT_NOT_NOW, "not now"},
        {ACT_NOTE, "note"}, {ACT_NEXT_PANE, "pane"}, {ACT_NONE, NULL},
    };
    static const struct hint doing[] = {
        {ACT_DONE, "done"}, {ACT_OUTCOME, "what came of it"}, {ACT_NOTE, "note"}, {ACT_NEXT_PANE, "pane"}, {ACT_NONE, NULL},
    };
    static const struct hint idle[] = {
        {ACT_NOTE, "note"}, {ACT_PEOPLE, "people"}, {ACT_IMPORT, "import"}, {ACT_NEW_CONTACT, "add a person"}, {ACT_NONE, NULL},
    };
    const struct entry *entry = entry_at(view->state);
    return !entry ? idle : entry->part == PART_ASK || entry->part == PART_GOLDEN ? asking : doing;
}

static void release(struct view *view) {
    listing_free(&((struct today *)view->state)->listing);
}

const struct view_type view_today = {
    .name = "today",
    .context = CONTEXT_TODAY,
    .place = PLACE_LIST,
    .size = sizeof(struct today),
    .title = title,
    .load = load,
    .draw = draw,
    .act = act,
    .mouse = mouse,
    .subject = subject,
    .hints = hints,
    .free = release,
};
