/* View 5, Ledger: given and got, person by person; the rows of the chosen one below. v: the last 25
 * conversations. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "kith/referral.h"
#include "tui/chooser.h"
#include "tui/dealings.h"
#include "tui/figures.h"
#include "tui/listing.h"
#include "tui/sheet.h"
#include "tui/views.h"

enum sort { SORT_ONE_SIDED, SORT_GAVE, SORT_GOT, SORT_VALUE, SORT_NAME, SORT_COUNT };
static const char *const sort_words[SORT_COUNT] = {
    [SORT_ONE_SIDED] = "one-sided first",
    [SORT_GAVE] = "who was given most first",
    [SORT_GOT] = "who gave most first",
    [SORT_VALUE] = "most value first",
    [SORT_NAME] = "by name",
};

enum { HEAD = 2, ONE_SIDED = 2 };

struct ledger {
    struct listing listing; /* first: the listing's own functions look for it there */
    struct kith_ledger all;

    struct dealings below; /* of the chosen person */
    bool inside;           /* the cursor is in those rows */

    struct sheet sheet;
    bool on_sheet;
    struct hint hints[8]; /* of the sheet: what Enter does depends on the cell */
};

static const struct kith_balance *balance_at(const struct ledger *ledger) {
    const struct listing_row *row = listing_at(&ledger->listing);
    return row ? &ledger->all.items[row->index] : NULL;
}

static void load_rows(struct ledger *ledger, struct app *app) {
    const struct kith_balance *balance = balance_at(ledger);
    dealings_load(&ledger->below, app, balance ? balance->person.id : 0);
    ledger->inside = ledger->inside && ledger->below.count;
}

/* After the cursor moved: the rows below are another person's. */
static void follow(struct view *view) {
    struct ledger *ledger = view->state;
    const struct kith_balance *balance = balance_at(ledger);
    if (ledger->below.person == (balance ? balance->person.id : 0))
        return;
    ledger->inside = false;
    load_rows(ledger, view->app);
}

/* ---- loading ---- */

static int compare(const void *a, const void *b, void *ctx) {
    const struct kith_balance *x = a, *y = b;
    int order = 0;
    switch (*(int *)ctx) {
    case SORT_GAVE:
        order = y->given + y->helps - x->given - x->helps;
        break;
    case SORT_GOT:
        order = y->got - x->got;
        break;
    case SORT_VALUE:
        order = (y->value > x->value) - (y->value < x->value);
        break;
    default:
        break;
    }
    return order ? order : strcoll(x->person.name, y->person.name);
}

static void load(struct view *view) {
    struct ledger *ledger = view->state;
    struct listing *listing = &ledger->listing;
    listing_start(listing);
    ledger->all = (struct kith_ledger){0};
    if (app_ok(view->app, kith_ledger(app_kith(view->app), &listing->arena, &ledger->all))) {
        if (ledger->listing.sort != SORT_ONE_SIDED && ledger->all.count)
            qsort_r(ledger->all.items, ledger->all.count, sizeof *ledger->all.items, compare,
                    &ledger->listing.sort);
        for (size_t i = 0; i < ledger->all.count; i++)
            listing_add(listing, i, ledger->all.items[i].person.id,
                        (const char *const[]){ledger->all.items[i].person.name, NULL});
    }
    listing_finish(listing);
    load_rows(ledger, view->app);
    if (ledger->on_sheet)
        sheet_load(&ledger->sheet, view->app);
}

/* ---- drawing the people ---- */

enum column { C_GAVE, C_GOT, C_HELPS, C_WARMTH, C_BUSINESS, C_VALUE, C_LAST_GAVE, C_LAST_GOT, COLUMNS };

static const struct {
    const char *head;
    int width, from; /* shown where the pane has at least so many columns */
} columns[COLUMNS] = {
    [C_GAVE] = {"gave", 5, 0},
    [C_GOT] = {"got", 5, 0},
    [C_HELPS] = {"helps", 7, 100},
    [C_WARMTH] = {"warm/hot", 10, 72},
    [C_BUSINESS] = {"business", 10, 60},
    [C_VALUE] = {"value", 8, 44},
    [C_LAST_GAVE] = {"last gave", 11, 76},
    [C_LAST_GOT] = {"last got", 10, 50},
};

/* Where each column ends, 0 for one there is no room for; the name takes the rest, up to a third. */
static void place_columns(int cols, int ends[COLUMNS]) {
    int wanted = 0, shown = 0;
    for (int i = 0; i < COLUMNS; i++)
        if (cols >= columns[i].from) {
            wanted += columns[i].width;
            shown++;
        }
    int rest = cols - 2 - wanted, name = rest > cols / 3 ? cols / 3 : rest;
    int spread = (rest - name) / (shown ? shown : 1), end = 1 + name;
    for (int i = 0; i < COLUMNS; i++) {
        ends[i] = 0;
        if (cols >= columns[i].from)
            ends[i] = end += columns[i].width + spread;
    }
}

static const char *cell(const struct kith_balance *balance, int column, day today, struct arena *arena) {
    char count[16], money[MONEY_SIZE], when[DAY_WORDS];
    const int counts[COLUMNS] = {[C_GAVE] = balance->given,
                                 [C_GOT] = balance->got,
                                 [C_HELPS] = balance->helps,
                                 [C_BUSINESS] = balance->business};
    switch (column) {
    case C_GAVE:
    case C_GOT:
        return arena_printf(arena, "%d", counts[column]);
    case C_WARMTH:
        return balance->warm || balance->hot ? arena_printf(arena, "%d/%d", balance->warm, balance->hot)
                                             : sign(SIGN_NONE);
    case C_VALUE:
        return balance->value ? arena_strdup(arena, money_amount(balance->value, money)) : sign(SIGN_NONE);
    case C_LAST_GAVE:
        return arena_strdup(arena, figures_day(balance->last_given, today, when));
    case C_LAST_GOT:
        return arena_strdup(arena, figures_day(balance->last_got, today, when));
    default:
        return arena_strdup(arena, figures_count(counts[column], count));
    }
}

struct drawing {
    struct view *view;
    int ends[COLUMNS];
};

static void draw_balance(void *ctx, struct pane pane, size_t index) {
    const struct drawing *drawing = ctx;
    const struct ledger *ledger = drawing->view->state;
    const struct listing_row *row = &ledger->listing.rows[index];
    const struct kith_balance *balance = &ledger->all.items[row->index];
    struct arena arena = {0};
    bool one_sided = abs(balance->given - balance->got) >= ONE_SIDED;
    if (listing_is_marked(&ledger->listing, row->id))
        pane_put(pane, 0, 0, STYLE_NAME, sign(SIGN_MARK));
    pane_cut(pane, 0, 1, drawing->ends[C_GAVE] - 4, one_sided ? STYLE_NAME : STYLE_PLAIN,
             balance->person.name);
    for (int i = 0; i < COLUMNS; i++) {
        bool more = one_sided && ((i == C_GAVE && balance->given > balance->got) ||
                                  (i == C_GOT && balance->got > balance->given));
        bool when = i == C_LAST_GAVE || i == C_LAST_GOT;
        if (drawing->ends[i])
            pane_right(pane, 0, 1, drawing->ends[i],
                       more   ? STYLE_NAME
                       : when ? STYLE_DIM
                              : STYLE_PLAIN,
                       cell(balance, i, app_today(drawing->view->app), &arena));
    }
    arena_free(&arena);
}

static void draw_head(const struct drawing *drawing, struct pane pane) {
    char value[MONEY_SIZE];
    pane_put(pane, 0, 1, STYLE_TITLE, "Name");
    for (int i = 0; i < COLUMNS; i++)
        if (drawing->ends[i])
            pane_right(pane, 0, 1, drawing->ends[i], STYLE_TITLE,
                       i == C_VALUE ? figures_value_head(value) : columns[i].head);
    pane_fill(pane, 1, 1, pane.area.cols - 2, STYLE_RULE, "─");
}

/* The people take what they need up to five ninths, the rows below what is left. */
static int people_rows(const struct ledger *ledger, int rows) {
    int wanted = (int)ledger->listing.count, below = (int)ledger->below.count + 2;
    int most = rows - below > rows * 5 / 9 ? rows - below : rows * 5 / 9;
    return wanted < most ? wanted : most;
}

static void draw(struct view *view, struct pane pane) {
    struct ledger *ledger = view->state;
    struct drawing drawing = {.view = view};
    bool focused = app_has_focus(view->app, view);
    if (ledger->on_sheet) {
        sheet_draw(&ledger->sheet, view->app, pane, focused);
        return;
    }
    if (ledger->all.count == 0) {
        pane_wrap(
            pane, 0, 1, pane.area.cols - 1, STYLE_DIM,
            "Nothing was given or got yet. On a person in People (2): r a referral given, R one received, h help.");
        return;
    }
    place_columns(pane.area.cols, drawing.ends);
    draw_head(&drawing, pane);
    if (ledger->listing.count == 0) {
        pane_wrap(pane, HEAD, 1, pane.area.cols - 1, STYLE_DIM,
                  "Nobody fits. Esc clears what narrows the list.");
        return;
    }
    int rows = people_rows(ledger, pane.area.rows - HEAD);
    list_draw(&ledger->listing.list, pane_part(pane, HEAD, 0, rows, pane.area.cols),
              focused && !ledger->inside, draw_balance, &drawing);
    int below = HEAD + rows + 1;
    pane_cut(pane, below, 1, pane.area.cols - 2, STYLE_NAME, app_person_name(view->app));
    dealings_draw(&ledger->below, app_today(view->app),
                  pane_part(pane, below + 1, 0, pane.area.rows - below - 1, pane.area.cols),
                  focused && ledger->inside);
}

static void title(struct view *view, struct buf *out) {
    const struct ledger *ledger = view->state;
    if (ledger->on_sheet) {
        size_t count = ledger->sheet.all.count;
        buf_printf(out, "Ledger %s the last ", sign(SIGN_DOT));
        if (count == 1)
            buf_str(out, "conversation");
        else
            buf_printf(out, "%zu conversations", count);
        return;
    }
    buf_printf(out, "Ledger %s %s", sign(SIGN_DOT), sort_words[ledger->listing.sort]);
    if (listing_is_narrowed(&ledger->listing))
        buf_printf(out, " %s /%s", sign(SIGN_DOT), ledger->listing.narrow.data);
}

/* ---- keys ---- */

/* From a filled cell of the sheet to what stands behind it. */
static void show_rows(struct view *view, kith_id person) {
    struct ledger *ledger = view->state;
    ledger->on_sheet = false;
    listing_choose(&ledger->listing, person);
    follow(view);
    ledger->inside = ledger->below.count > 0;
}

static bool act_sheet(struct view *view, enum action_id action) {
    struct ledger *ledger = view->state;
    const char *label;
    if (action == ACT_OPEN) {
        enum action_id todo = sheet_todo(&ledger->sheet, &label);
        const struct kith_sheet_row *row = sheet_at(&ledger->sheet);
        if (todo != ACT_NONE)
            app_act(view->app, todo);
        else if (row && ledger->sheet.cell >= SHEET_GAVE)
            show_rows(view, row->person.id);
        else if (row)
            app_go_to_person(view->app, row->person.id);
        return true;
    }
    if (action == ACT_BACK || action == ACT_SHEET) {
        ledger->on_sheet = false;
        return true;
    }
    return sheet_act(&ledger->sheet, view->app, action);
}

/* Help has no outcome and is not owed anything: Enter opens its words. */
static bool act_help_row(struct view *view, enum action_id action) {
    const struct ledger *ledger = view->state;
    const struct dealing *dealing = ledger->inside ? dealings_at(&ledger->below) : NULL;
    if (!dealing || dealing->kind != &kith_help_kind)
        return false;
    if (action == ACT_OPEN)
        app_act(view->app, ACT_EDIT);
    else if (action == ACT_OUTCOME || action == ACT_DONE)
        app_say(view->app, "Help is given, and that is all; e edits the words");
    else
        return false;
    return true;
}

static bool act_inside(struct ledger *ledger, enum action_id action) {
    if (action == ACT_BACK || action == ACT_NEXT_PANE || action == ACT_PREVIOUS_PANE) {
        ledger->inside = false;
        return true;
    }
    if (action == ACT_MARK || action == ACT_MARK_ALL)
        return true; /* marks are of people */
    return list_act(&ledger->below.list, action);
}

static bool act(struct view *view, enum action_id action) {
    struct ledger *ledger = view->state;
    if (ledger->on_sheet)
        return act_sheet(view, action);
    if (act_help_row(view, action))
        return true;
    switch (action) {
    case ACT_SHEET:
        ledger->on_sheet = true;
        sheet_load(&ledger->sheet, view->app);
        return true;
    case ACT_SORT:
        listing_pick_sort(view, sort_words, SORT_COUNT);
        return true;
    case ACT_OPEN:
        if (ledger->inside)
            app_act(view->app, ACT_OUTCOME);
        ledger->inside = ledger->below.count > 0;
        return true;
    case ACT_NEXT_PANE:
    case ACT_PREVIOUS_PANE:
        ledger->inside = !ledger->inside && ledger->below.count > 0;
        return true;
    default:
        break;
    }
    if (ledger->inside)
        return act_inside(ledger, action);
    bool taken = listing_act(view, &ledger->listing, action);
    follow(view);
    return taken;
}

static bool key(struct view *view, const struct event *event) {
    struct ledger *ledger = view->state;
    return ledger->on_sheet && sheet_key(&ledger->sheet, event);
}

static bool mouse(struct view *view, const struct event *event) {
    struct ledger *ledger = view->state;
    if (ledger->on_sheet)
        return sheet_mouse(&ledger->sheet, view->area, event);
    int end = HEAD + people_rows(ledger, view->area.rows - HEAD), below = end + 2;
    if (event->row >= below) {
        ledger->inside = ledger->below.count && list_mouse(&ledger->below.list, event, below);
        return ledger->inside;
    }
    if (event->row < HEAD || event->row >= end || !list_mouse(&ledger->listing.list, event, HEAD))
        return false;
    ledger->inside = false;
    if (listing_at(&ledger->listing))
        ledger->listing.chosen = listing_at(&ledger->listing)->id;
    follow(view);
    return true;
}

static bool subject(struct view *view, struct subject *out) {
    struct ledger *ledger = view->state;
    const struct kith_sheet_row *talk = sheet_at(&ledger->sheet);
    const struct kith_balance *balance = balance_at(ledger);
    if (ledger->on_sheet && talk) {
        *out = (struct subject){.kind = &kith_person_kind,
                                .id = talk->person.id,
                                .person = talk->person.id,
                                .name = talk->person.name};
        return true;
    }
    if (ledger->on_sheet || !balance)
        return false;
    *out = (struct subject){.kind = &kith_person_kind,
                            .id = balance->person.id,
                            .person = balance->person.id,
                            .name = balance->person.name};
    const struct dealing *dealing = ledger->inside ? dealings_at(&ledger->below) : NULL;
    if (dealing) {
        out->kind = dealing->kind;
        out->id = dealing->id;
        out->target = dealing->target;
    }
    return true;
}

static size_t marked(struct view *view, const kith_id **ids) {
    const struct ledger *ledger = view->state;
    return ledger->on_sheet || ledger->inside ? 0 : listing_marked(&ledger->listing, ids);
}

static bool go_to(struct view *view, kith_id person) {
    struct ledger *ledger = view->state;
    if (ledger->on_sheet)
        return false;
    listing_choose(&ledger->listing, person);
    follow(view);
    const struct listing_row *row = listing_at(&ledger->listing);
    return row && row->id == person;
}

static const struct hint *hints(struct view *view) {
    static const struct hint people[] = {
        {ACT_GAVE, "gave"},         {ACT_GOT, "got"},   {ACT_HELP_GIVEN, "help"}, {ACT_OPEN, "the rows"},
        {ACT_SHEET, "the sheet"}, {ACT_SORT, "sort"}, {ACT_NARROW, "find"},     {ACT_NONE, NULL},
    };
    static const struct hint rows[] = {
        {ACT_OUTCOME, "outcome"}, {ACT_DONE, "done"}, {ACT_EDIT, "edit"},   {ACT_DELETE, "delete"},
        {ACT_GAVE, "gave"},       {ACT_GOT, "got"},   {ACT_BACK, "people"}, {ACT_NONE, NULL},
    };
    static const struct hint cells[] = {
        {ACT_OPEN, NULL}, {ACT_NEXT_PANE, "next cell"}, {ACT_WANTS, "wants"}, {ACT_GAVE, "gave"},
        {ACT_GOT, "got"}, {ACT_PERIOD_AFTER, "more"},   {ACT_BACK, "the ledger"}, {ACT_NONE, NULL},
    };
    struct ledger *ledger = view->state;
    if (!ledger->on_sheet)
        return ledger->inside ? rows : people;
    memcpy(ledger->hints, cells, sizeof cells);
    sheet_todo(&ledger->sheet, &ledger->hints[0].label);
    return ledger->hints;
}

static void release(struct view *view) {
    struct ledger *ledger = view->state;
    listing_free(&ledger->listing);
    sheet_free(&ledger->sheet);
    dealings_free(&ledger->below);
}

const struct view_type view_ledger = {
    .name = "ledger",
    .context = CONTEXT_LEDGER,
    .place = PLACE_WIDE,
    .size = sizeof(struct ledger),
    .title = title,
    .load = load,
    .draw = draw,
    .act = act,
    .key = key,
    .mouse = mouse,
    .subject = subject,
    .marked = marked,
    .unmark = listing_no_marks,
    .go_to = go_to,
    .hints = hints,
    .free = release,
};
