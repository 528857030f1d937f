/* View 1, Today: whom the day is about, on one screen. */
#include <stdio.h>

#include "base/text.h"
#include "kith/moment.h"
#include "kith/referral.h"
#include "kith/today.h"
#include "tui/act.h"
#include "tui/listing.h"
#include "tui/review.h"
#include "tui/views.h"

enum part {
    PART_ASK,
    PART_GOLDEN,
    PART_HOLD, /* under one heading with what is owed */
    PART_OWED,
    PART_GIVE,
    PART_FOLLOW,
    PART_DUE,
    PART_NEEDS,
    PART_RECONNECT,
    PART_DONE, /* the last row: the review ends (R18) */
    PART_COUNT
};
static const char *const headings[PART_COUNT] = {
    [PART_ASK] = "Ask one",
    [PART_GOLDEN] = "Golden",
    [PART_HOLD] = "Owed",
    [PART_OWED] = "Owed",
    [PART_GIVE] = "Give",
    [PART_FOLLOW] = "Come back",
    [PART_DUE] = "Due",
    [PART_NEEDS] = "Ask what you can do for them",
    [PART_RECONNECT] = "Reconnect",
    [PART_DONE] = NULL,
};

enum { AT_ONCE = 200, AHEAD = 100 }; /* rows of a long part; more are read before the last is reached */

enum entry_sort { ENTRY_ROW, ENTRY_HEADING, ENTRY_BLANK };

struct today {
    struct listing listing;
    struct kith_day day;
    size_t rows;
    struct entry { /* what a row stands for */
        enum part part;
        size_t at;
        enum entry_sort what;
    } * entries;
    size_t count, cap;
    bool empty; /* nobody is in the book */
    bool tight; /* no blank lines between the parts: there is no room for them */
    day done;   /* the day that was said to be done; DAY_NONE: none */
    bool known; /* whether it was, before this start */
};

static size_t part_count(const struct kith_day *due, enum part part) {
    switch (part) {
    case PART_ASK:
        return due->has_introduction;
    case PART_GOLDEN:
        return due->golden_count;
    case PART_HOLD:
        return due->hold_count;
    case PART_OWED:
        return due->owed_count;
    case PART_GIVE:
        return due->give_count < 1 ? due->give_count : 1; /* one gift a day */
    case PART_FOLLOW:
        return due->follow_up_count;
    case PART_DUE:
        return due->due_count;
    case PART_NEEDS:
        return due->needs_unknown.count;
    case PART_RECONNECT:
        return due->reconnect_count;
    default:
        return 1;
    }
}

static const struct kith_ref *part_person(const struct kith_day *due, enum part part, size_t at) {
    switch (part) {
    case PART_ASK:
        return &due->introduction.source;
    case PART_GOLDEN:
        return &due->golden[at].person;
    case PART_HOLD:
        return &due->hold[at].person;
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

static void add_entry(struct today *today, enum part part, size_t at, enum entry_sort what) {
    struct listing *listing = &today->listing;
    size_t index = today->count;
    struct entry *entry = ARENA_PUSH(&listing->arena, today->entries, today->count, today->cap);
    *entry = (struct entry){.part = part, .at = at, .what = what};
    if (what != ENTRY_ROW) {
        listing_heading(listing, index);
        return;
    }
    const char *texts[] = {part == PART_DONE ? "done" : part_person(&today->day, part, at)->name, NULL};
    /* one person may stand in several parts: the choice stays with the row, not the person */
    listing_add(listing, index, (kith_id)((unsigned)part * 100000 + at + 1), texts);
}

/* The part stands under the heading of the one before. */
static bool goes_on(const struct today *today, enum part part) {
    return part == PART_OWED && today->day.hold_count;
}

static bool has_part(const struct today *today, enum part part) {
    return part == PART_DONE ? today->count > 0 : part_count(&today->day, part) > 0;
}

static void add_entries(struct today *today) {
    today->entries = NULL;
    today->count = today->cap = 0;
    listing_anew(&today->listing);
    for (int part = 0; part < PART_COUNT; part++) {
        if (!has_part(today, (enum part)part))
            continue;
        bool first = !goes_on(today, (enum part)part);
        if (today->count && !today->tight && first)
            add_entry(today, (enum part)part, 0, ENTRY_BLANK);
        if (headings[part] && first)
            add_entry(today, (enum part)part, 0, ENTRY_HEADING);
        for (size_t i = 0; i < part_count(&today->day, (enum part)part); i++)
            add_entry(today, (enum part)part, i, ENTRY_ROW);
    }
    listing_finish(&today->listing);
}

static void load(struct view *view) {
    struct today *today = view->state;
    struct kith *k = app_kith(view->app);
    struct arena *arena = &today->listing.arena;
    listing_start(&today->listing);
    if (!today->rows)
        today->rows = AT_ONCE;
    if (!today->known)
        today->done = review_is_done(app_options(view->app)->data_dir, kith_path(k), app_today(view->app))
                          ? app_today(view->app)
                          : DAY_NONE;
    today->known = true;
    today->day = (struct kith_day){0};
    if (!app_ok(view->app, kith_day_begun(k, today->rows, arena, &today->day)))
        today->day = (struct kith_day){0};
    add_entries(today);
    struct kith_contacts who = {0};
    if (today->count == 0)
        app_ok(view->app, kith_who_list(k, true, arena, &who));
    today->empty = today->count == 0 && who.count == 0;
}

/* Blank lines part the groups where there is room for all of it. */
static void fit(struct today *today, int rows) {
    int blanks = 0;
    for (int part = 0; part < PART_COUNT; part++)
        blanks += has_part(today, (enum part)part) && !goes_on(today, (enum part)part);
    int loose = (int)today->count + (today->tight && blanks ? blanks - 1 : 0);
    if ((loose > rows) == today->tight)
        return;
    today->tight = !today->tight;
    add_entries(today);
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
    pane_put(pane, 0, 1, views_style(one->standing), sign(views_sign(one->standing)));
    listing_pair(pane, 3, pane.area.cols - 1, STYLE_NAME, one->source.name, STYLE_NAME,
                 one->target.id ? one->target.name : one->role);
}

/* The moment goes on fading, but the row rests until its day. */
static void row_put_off(const struct kith_golden *golden, day today, struct pane pane) {
    char when[DAY_WORDS], words[DAY_WORDS + 16];
    day_short(golden->put_off, today, when);
    snprintf(words, sizeof words, "put off to %.*s", golden->put_off - today < 7 ? 3 : (int)sizeof when,
             when);
    int end = pane_right(pane, 0, 12, pane.area.cols - 1, STYLE_DIM, words);
    pane_cut(pane, 0, 3, end - 4, STYLE_DIM, golden->person.name);
}

/* How much of a golden moment the list says: the same of all, that its lines stand under each other. */
enum golden_form { GOLDEN_IN_WORDS, GOLDEN_SHORT, GOLDEN_DAYS }; /* the notes tell the kind */

static void golden_words(const struct kith_golden *golden, enum golden_form form, char *out, size_t size) {
    char left[24];
    days_words(golden->days_left, left, sizeof left);
    if (form != GOLDEN_IN_WORDS && golden->days_left)
        snprintf(left, sizeof left, "%dd left", golden->days_left);
    if (form == GOLDEN_DAYS)
        snprintf(out, size, "%s", left);
    else
        snprintf(out, size, "%s, %s", kith_moment_words[golden->kind], left);
}

static enum golden_form golden_form(const struct kith_day *due, int cols) {
    char words[48];
    for (enum golden_form form = GOLDEN_IN_WORDS; form < GOLDEN_DAYS; form++) {
        bool fits = true;
        for (size_t i = 0; i < due->golden_count && fits; i++) {
            golden_words(&due->golden[i], form, words, sizeof words);
            fits = due->golden[i].put_off != DAY_NONE ||
                   text_width(words) <= cols - 5 - text_width(due->golden[i].person.name);
        }
        if (fits)
            return form;
    }
    return GOLDEN_DAYS;
}

static void row_golden(const struct kith_day *due, size_t at, struct pane pane) {
    const struct kith_golden *golden = &due->golden[at];
    char words[48];
    if (golden->put_off != DAY_NONE) {
        row_put_off(golden, due->date, pane);
        return;
    }
    golden_words(golden, golden_form(due, pane.area.cols), words, sizeof words);
    int end = pane_right(pane, 0, 12, pane.area.cols - 1, STYLE_PLAIN, words);
    pane_put(pane, 0, 1, STYLE_GOLDEN, sign(SIGN_GOLDEN));
    pane_cut(pane, 0, 3, end - 4, STYLE_NAME, golden->person.name);
}

/* R14: first of all it is put right. */
static void row_hold(const struct kith_day *due, size_t at, struct pane pane) {
    char when[DAY_WORDS];
    pane_put(pane, 0, 1, STYLE_WARNING, sign(SIGN_HOLD));
    pane_put(pane, 0, 3, STYLE_DIM, "settle");
    int col = pane_cut(pane, 0, 10, pane.area.cols - 11, STYLE_NAME, due->hold[at].person.name) + 2;
    const char *since = day_ago(due->hold[at].since, due->date, when);
    if (text_width(since) <= pane.area.cols - 1 - col)
        pane_put(pane, 0, col, STYLE_DIM, since);
}

static void row_owed(const struct kith_day *due, size_t at, struct pane pane) {
    const struct kith_owed_row *owed = &due->owed[at];
    struct arena arena = {0};
    int end = pane.area.cols - 1;
    pane_put(pane, 0, 3, STYLE_DIM, kith_due_words[owed->what]);
    int col = pane_cut(pane, 0, 10, end - 10, STYLE_PLAIN, owed->person.name);
    if (owed->what == KITH_DUE_ACT) {
        const char *from = arena_printf(&arena, ", from %s", owed->source.name);
        if (text_width(from) > end - col)
            from = arena_printf(&arena, ", from %s", listing_short(owed->source.name, 0, &arena));
        if (text_width(from) <= end - col)
            pane_put(pane, 0, col, STYLE_DIM, from);
    }
    arena_free(&arena);
}

/* A name, in full where what is said of them fits too, and what is said. */
static void name_and(struct pane pane, const char *name, const char *rest) {
    struct arena arena = {0};
    int end = pane.area.cols - 1;
    int room = *rest ? end - 3 - 2 - text_width(rest) : end - 3;
    int col = pane_cut(pane, 0, 3, end - 3, STYLE_PLAIN, listing_short(name, room, &arena));
    if (end - col > 6)
        pane_cut(pane, 0, col + 2, end - col - 2, STYLE_DIM, rest);
    arena_free(&arena);
}

/* An ask that has come back: what was said, and since when it is due, as far as there is room. */
static void row_follow(const struct kith_day *due, size_t at, struct pane pane) {
    static const char *const said[] = {[KITH_ANSWER_WAITING] = "no answer yet",
                                       [KITH_ANSWER_WILL] = "will introduce",
                                       [KITH_ANSWER_NOT_YET] = "said not yet"};
    const struct kith_follow *follow = &due->follow_up[at];
    struct arena arena = {0};
    char when[DAY_WORDS];
    int days = due->date - follow->due, room = pane.area.cols - 1 - 3 - 2;
    const char *words = said[follow->answer], *first = listing_short(follow->person.name, 0, &arena);
    const char *ago = days == 0   ? "today"
                      : days < 14 ? arena_printf(&arena, "%dd ago", days)
                                  : arena_printf(&arena, "%dw ago", days / 7);
    const char *forms[] = {
        arena_printf(&arena, "%s, due %s", words, day_ago(follow->due, due->date, when)),
        arena_printf(&arena, "%s, due %s", words, ago),
        words,
    };
    size_t form = 0;
    while (form < 2 && text_width(forms[form]) > room - text_width(first))
        form++;
    name_and(pane, follow->person.name, forms[form]);
    arena_free(&arena);
}

/* A thing to do like the others, the last one. */
static void row_done(struct pane pane) {
    int col = pane_put(pane, 0, 1, STYLE_TITLE, "Done for today?");
    pane_put(pane, 0, col + 2, STYLE_DIM, "Enter");
}

/* What the row says beside the name. */
static const char *rest_of(const struct kith_day *due, const struct entry *entry, struct arena *arena) {
    char when[DAY_WORDS];
    switch (entry->part) {
    case PART_GIVE:
        return arena_printf(arena, "wants %s", due->give[entry->at].what);
    case PART_DUE:
        return due->due[entry->at].what;
    case PART_RECONNECT:
        return arena_printf(arena, "last %s", day_ago(due->reconnect[entry->at].last, due->date, when));
    default:
        return "";
    }
}

static void draw_entry(const struct today *today, const struct entry *entry, struct pane pane) {
    const struct kith_day *due = &today->day;
    struct arena arena = {0};
    if (entry->part == PART_ASK)
        row_ask(due, pane);
    else if (entry->part == PART_GOLDEN)
        row_golden(due, entry->at, pane);
    else if (entry->part == PART_HOLD)
        row_hold(due, entry->at, pane);
    else if (entry->part == PART_OWED)
        row_owed(due, entry->at, pane);
    else if (entry->part == PART_FOLLOW)
        row_follow(due, entry->at, pane);
    else if (entry->part == PART_DONE)
        row_done(pane);
    else
        name_and(pane, part_person(due, entry->part, entry->at)->name, rest_of(due, entry, &arena));
    arena_free(&arena);
}

static void draw_row(void *ctx, struct pane pane, size_t index) {
    const struct today *today = ctx;
    const struct entry *entry = &today->entries[today->listing.rows[index].index];
    if (entry->what == ENTRY_HEADING)
        pane_cut(pane, 0, 1, pane.area.cols - 2, STYLE_TITLE, headings[entry->part]);
    else if (entry->what == ENTRY_ROW)
        draw_entry(today, entry, pane);
}

/* R18: the review ends. */
static void draw_done(const struct today *today, struct pane pane) {
    const struct kith_day *due = &today->day;
    int end = pane.area.cols - 1;
    int row = pane_wrap(pane, 0, 1, end, STYLE_NAME, "Done for today.") + 1;
    char words[96];
    snprintf(words, sizeof words, "%d of %d asks made this week, %d week%s kept.", due->asks_made,
             due->asks_goal, due->weeks_kept, due->weeks_kept == 1 ? "" : "s");
    row += pane_wrap(pane, row, 1, end, STYLE_PLAIN, words) + 1;
    if (today->count)
        pane_wrap(pane, row, 1, end, STYLE_DIM, "Enter shows the day again.");
}

/* Said to be done, or nothing left to do. */
static bool is_done(const struct view *view) {
    const struct today *today = view->state;
    if (today->empty)
        return false;
    return today->done == app_today(view->app) || (today->count == 0 && !today->day.nobody_earned);
}

static void draw(struct view *view, struct pane pane) {
    struct today *today = view->state;
    int top = 0, end = pane.area.cols - 1;
    if (is_done(view)) {
        draw_done(today, pane);
        return;
    }
    if (listing_is_narrowed(&today->listing))
        top = listing_top(&today->listing, pane, "");
    if (today->empty) {
        views_greet(pane, top);
        return;
    }
    if (today->day.nobody_earned)
        top += pane_wrap(pane, top, 1, end, STYLE_PLAIN, today->day.nobody_earned) + 1;
    fit(today, pane.area.rows - top);
    listing_rows(view, pane, top, draw_row);
}

static void title(struct view *view, struct buf *out) {
    (void)view;
    buf_str(out, "Today");
}

/* ---- keys ---- */

static const struct entry *entry_at(const struct view *view) {
    const struct today *today = view->state;
    const struct listing_row *row = is_done(view) ? NULL : listing_at(&today->listing);
    return row ? &today->entries[row->index] : NULL;
}

/* The row itself: D and o know by its kind what is meant. */
static void subject_row(const struct kith_day *due, const struct entry *entry, struct subject *out) {
    switch (entry->part) {
    case PART_ASK:
        out->target = due->introduction.target.id;
        break;
    case PART_GOLDEN:
        out->kind = &kith_moment_kind;
        out->id = due->golden[entry->at].moment;
        break;
    case PART_HOLD:
        out->kind = &kith_moment_kind;
        out->id = due->hold[entry->at].moment;
        break;
    case PART_OWED:
        out->kind = &kith_referral_kind;
        out->id = due->owed[entry->at].referral;
        break;
    case PART_GIVE:
        out->kind = &kith_need_kind;
        out->id = due->give[entry->at].need;
        break;
    case PART_FOLLOW:
        out->kind = &kith_ask_kind;
        out->id = due->follow_up[entry->at].ask;
        out->target = due->follow_up[entry->at].target.id;
        break;
    case PART_DUE:
        out->kind = &kith_task_kind;
        out->id = due->due[entry->at].task;
        break;
    default:
        break;
    }
}

static bool subject(struct view *view, struct subject *out) {
    const struct today *today = view->state;
    const struct entry *entry = entry_at(view);
    if (!entry)
        return false;
    *out = (struct subject){0};
    if (entry->part == PART_DONE)
        return true; /* about nobody, but D takes it */
    const struct kith_ref *person = part_person(&today->day, entry->part, entry->at);
    *out = (struct subject){
        .kind = &kith_person_kind, .id = person->id, .person = person->id, .name = person->name};
    subject_row(&today->day, entry, out);
    return true;
}

/* Enter goes to the doing. */
static enum action_id doing(const struct today *today, const struct entry *entry) {
    switch (entry->part) {
    case PART_ASK:
    case PART_GOLDEN:
        return ACT_ASK;
    case PART_FOLLOW:
        return ACT_OUTCOME;
    case PART_OWED:
        return today->day.owed[entry->at].what == KITH_DUE_ACT ? ACT_NOTE : ACT_DONE;
    case PART_GIVE:
        return ACT_GIVE;
    case PART_DUE:
        return ACT_DONE;
    default:
        return ACT_NOTE;
    }
}

/* It holds for the day, over a restart too. */
static void say_done(struct view *view, bool done) {
    struct today *today = view->state;
    today->done = done ? app_today(view->app) : DAY_NONE;
    review_set(app_options(view->app)->data_dir, kith_path(app_kith(view->app)), app_today(view->app), done);
}

static bool open_entry(struct view *view) {
    struct today *today = view->state;
    const struct entry *entry = entry_at(view);
    if (is_done(view))
        say_done(view, false);
    else if (entry && entry->part == PART_DONE)
        say_done(view, true);
    else if (entry)
        app_act(view->app, doing(today, entry));
    return true;
}

/* D where done is no fact that a key can state. */
static const char *not_by_key(enum part part) {
    switch (part) {
    case PART_ASK:
        return "a asks, z puts it off";
    case PART_NEEDS:
    case PART_RECONNECT:
        return "A note after you talked (n) settles it";
    default:
        return NULL;
    }
}

static bool done_entry(struct view *view) {
    const struct entry *entry = entry_at(view);
    const char *words = entry ? not_by_key(entry->part) : NULL;
    if (entry && entry->part == PART_DONE)
        return open_entry(view);
    if (entry && entry->part == PART_OWED) {
        const struct kith_owed_row *owed = &((struct today *)view->state)->day.owed[entry->at];
        act_owed(view->app, owed->referral, owed->what);
        return true;
    }
    if (words)
        app_say(view->app, "%s", words);
    return words != NULL;
}

/* Near the end of a part that is not all here, more of it is read. */
static void read_on(struct view *view) {
    struct today *today = view->state;
    const struct entry *entry = entry_at(view);
    const struct kith_day *due = &today->day;
    if (!entry ||
        !((entry->part == PART_GOLDEN && due->golden_more && entry->at + AHEAD >= due->golden_count) ||
          (entry->part == PART_HOLD && due->hold_more && entry->at + AHEAD >= due->hold_count)))
        return;
    today->rows *= 4;
    view->stale = true;
}

static bool act(struct view *view, enum action_id action) {
    struct today *today = view->state;
    bool taken;
    switch (action) {
    case ACT_OPEN:
        return open_entry(view);
    case ACT_DONE:
        return done_entry(view);
    case ACT_MARK:
    case ACT_MARK_ALL:
        app_say(view->app, "People are marked in People (2)");
        return true;
    case ACT_FILTER:
    case ACT_SORT:
        app_say(view->app, "Today stands in the order of the day; People (2) can be narrowed and sorted");
        return true;
    default:
        taken = listing_act(view, &today->listing, action);
        read_on(view);
        return taken;
    }
}

static bool mouse(struct view *view, const struct event *event) {
    bool taken = listing_mouse(view, event);
    read_on(view);
    return taken;
}

/* The keys that matter at a row of each part. */
static const struct hint part_hints[PART_COUNT][6] = {
    [PART_ASK] = {{ACT_ASK, "ask"},
                  {ACT_COPY, "copy"},
                  {ACT_OTHER_WORDS, "other words"},
                  {ACT_NOT_NOW, "not now"},
                  {ACT_NOTE, "note"},
                  {ACT_NONE, NULL}},
    [PART_GOLDEN] = {{ACT_ASK, "ask"},
                     {ACT_COPY, "copy"},
                     {ACT_NOT_NOW, "not now"},
                     {ACT_LET_GO, "let it pass"},
                     {ACT_NOTE, "note"},
                     {ACT_NONE, NULL}},
    [PART_HOLD] = {{ACT_NOTE, "note"},
                   {ACT_DONE, "it is settled"},
                   {ACT_TASK, "task"},
                   {ACT_NEXT_PANE, "pane"},
                   {ACT_NONE, NULL}},
    [PART_OWED] = {{ACT_DONE, "done"},
                   {ACT_NOTE, "note"},
                   {ACT_OUTCOME, "what came of it"},
                   {ACT_NEXT_PANE, "pane"},
                   {ACT_NONE, NULL}},
    [PART_GIVE] = {{ACT_OPEN, "who fits, and the words"},
                   {ACT_GAVE, "gave"},
                   {ACT_DONE, "met"},
                   {ACT_NOTE, "note"},
                   {ACT_NEXT_PANE, "pane"},
                   {ACT_NONE, NULL}},
    [PART_FOLLOW] = {{ACT_OUTCOME, "the answer"},
                     {ACT_COPY, "copy"},
                     {ACT_NOT_NOW, "not now"},
                     {ACT_NOTE, "note"},
                     {ACT_NONE, NULL}},
    [PART_DUE] = {{ACT_DONE, "done"},
                  {ACT_NOTE, "note"},
                  {ACT_EDIT, "edit"},
                  {ACT_NEXT_PANE, "pane"},
                  {ACT_NONE, NULL}},
    [PART_NEEDS] = {{ACT_NOTE, "note"},
                    {ACT_WANTS, "they want"},
                    {ACT_COPY, "copy"},
                    {ACT_NEXT_PANE, "pane"},
                    {ACT_NONE, NULL}},
    [PART_RECONNECT] = {{ACT_NOTE, "note"},
                        {ACT_TASK, "task"},
                        {ACT_COPY, "copy"},
                        {ACT_NEXT_PANE, "pane"},
                        {ACT_NONE, NULL}},
    [PART_DONE] = {{ACT_OPEN, "done for today"},
                   {ACT_NOTE, "note"},
                   {ACT_PEOPLE, "people"},
                   {ACT_NONE, NULL}},
};
static const struct hint idle_hints[] = {
    {ACT_NOTE, "note"}, {ACT_PEOPLE, "people"}, {ACT_IMPORT, "import"}, {ACT_NEW_CONTACT, "add a person"},
    {ACT_NONE, NULL},
};

static const struct hint done_hints[] = {
    {ACT_OPEN, "the day again"}, {ACT_NOTE, "note"}, {ACT_PEOPLE, "people"}, {ACT_NONE, NULL},
};

/* Whom somebody sent you and you have not spoken to yet: no key can say that it is done. */
static const struct hint act_hints[] = {
    {ACT_NOTE, "note"}, {ACT_OUTCOME, "what came of it"}, {ACT_NEXT_PANE, "pane"}, {ACT_NONE, NULL},
};

static const struct hint *hints(struct view *view) {
    const struct today *today = view->state;
    const struct entry *entry = entry_at(view);
    if (is_done(view) && today->count)
        return done_hints;
    if (entry && entry->part == PART_OWED && today->day.owed[entry->at].what == KITH_DUE_ACT)
        return act_hints;
    return entry ? part_hints[entry->part] : idle_hints;
}

const struct view_type view_today = {
    .name = "today",
    .context = CONTEXT_TODAY,
    .place = PLACE_LIST,
    .prompt_first = true,
    .size = sizeof(struct today),
    .title = title,
    .load = load,
    .draw = draw,
    .act = act,
    .mouse = mouse,
    .subject = subject,
    .hints = hints,
    .free = listing_release,
};
