/* View 3, Circle: everyone mentioned by anyone, and whom one can ask about them; and whom one wishes to meet.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "kith/circle.h"
#include "kith/need.h"
#include "tui/act.h"
#include "tui/listing.h"
#include "tui/views.h"

enum sort { SORT_OFTEN, SORT_LATEST, SORT_NAME, SORT_BY, SORT_COUNT };
static const char *const sort_words[SORT_COUNT] = {"most often first", "latest first", "by name",
                                                   "by who told"};

enum filter { FILTER_ALL, FILTER_ASKABLE, FILTER_UNNAMED, FILTER_WISHED, FILTER_COUNT };
static const char *const filter_words[FILTER_COUNT] = {"All", "can be asked about", "no name yet",
                                                       "whom I wish to meet"};

struct circle {
    struct listing listing;
    struct kith_circle circle;
    struct wished { /* the rows of the last filter */
        struct kith_wished wish;
        struct kith_paths ways;
    } * wished;
    size_t wished_count;
};

static bool wishes_shown(const struct circle *circle) {
    return circle->listing.filter == FILTER_WISHED;
}

static int compare(const void *a, const void *b, void *ctx) {
    const struct kith_known *x = a, *y = b;
    int order = 0;
    switch (*(int *)ctx) {
    case SORT_LATEST:
        order = (y->last > x->last) - (y->last < x->last);
        break;
    case SORT_BY:
        order = strcoll(x->by.name, y->by.name);
        break;
    case SORT_NAME:
        order = strcoll(x->person.name, y->person.name);
        break;
    default:
        order = y->times - x->times;
    }
    return order ? order : strcoll(x->person.name, y->person.name);
}

static bool shows(int filter, const struct kith_known *known) {
    return filter == FILTER_ALL || (filter == FILTER_ASKABLE ? known->askable : known->unnamed);
}

static const char *wish_words(const struct kith_wished *wish) {
    return wish->person.id ? wish->person.name : wish->role;
}

static void load_wishes(struct view *view) {
    struct circle *circle = view->state;
    struct listing *listing = &circle->listing;
    struct kith *k = app_kith(view->app);
    struct kith_wished *wishes;
    if (!app_ok(view->app, kith_wishes(k, &listing->arena, &wishes, &circle->wished_count)))
        circle->wished_count = 0;
    circle->wished = ARENA_NEW(&listing->arena, struct wished, circle->wished_count);
    for (size_t i = 0; i < circle->wished_count; i++) {
        circle->wished[i] = (struct wished){.wish = wishes[i]};
        app_ok(view->app, kith_wish_paths(k, wishes[i].wish, &listing->arena, &circle->wished[i].ways));
        const char *texts[] = {wish_words(&wishes[i]), wishes[i].why, NULL};
        listing_add(listing, i, wishes[i].wish, texts);
    }
    listing_finish(listing);
}

static void load(struct view *view) {
    struct circle *circle = view->state;
    struct listing *listing = &circle->listing;
    listing_start(listing);
    circle->circle = (struct kith_circle){0};
    circle->wished_count = 0;
    if (wishes_shown(circle)) {
        load_wishes(view);
        return;
    }
    if (!app_ok(view->app, kith_circle(app_kith(view->app), 0, &listing->arena, &circle->circle)))
        return;
    if (circle->circle.count > 0)
        qsort_r(circle->circle.items, circle->circle.count, sizeof *circle->circle.items, compare,
                &circle->listing.sort);
    for (size_t i = 0; i < circle->circle.count; i++) {
        const struct kith_known *known = &circle->circle.items[i];
        if (!shows(circle->listing.filter, known))
            continue;
        const char *texts[] = {known->person.name, known->by.name, known->relation, NULL};
        listing_add(listing, i, known->person.id, texts);
    }
    listing_finish(listing);
}

/* Who told of them: as much of "brother of Ann Okafor" as fits whole, at least the first name. */
static void draw_told(const struct kith_known *known, struct pane pane, int col, int end) {
    struct arena arena = {0};
    const char *by = known->by.name, *first = listing_short(by, 0, &arena);
    const char *relation = known->relation && !known->unnamed ? known->relation : NULL;
    const char *forms[] = {
        relation ? arena_printf(&arena, "%s of %s", relation, by) : arena_printf(&arena, "of %s", by),
        relation ? arena_printf(&arena, "%s of %s", relation, first) : arena_printf(&arena, "of %s", first),
        arena_printf(&arena, "of %s", first),
        first,
    };
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
        if (text_width(forms[i]) <= end - col) {
            pane_put(pane, 0, col, STYLE_DIM, forms[i]);
            break;
        }
    arena_free(&arena);
}

static void draw_row(void *ctx, struct pane pane, size_t index) {
    struct circle *circle = ctx;
    const struct listing_row *row = &circle->listing.rows[index];
    const struct kith_known *known = &circle->circle.items[row->index];
    char times[16];
    snprintf(times, sizeof times, "%d×", known->times);
    int end = pane_right(pane, 0, 12, pane.area.cols - 1, STYLE_DIM, known->times ? times : "") - 1;
    if (listing_is_marked(&circle->listing, row->id))
        pane_put(pane, 0, 0, STYLE_NAME, sign(SIGN_MARK));
    pane_put(pane, 0, 1, known->askable ? STYLE_PLAIN : STYLE_DIM, sign(SIGN_PERSON));
    int col = pane_cut(pane, 0, 3, end - 3, known->askable ? STYLE_NAME : STYLE_PLAIN, known->person.name);
    draw_told(known, pane, col + 2, end);
}

/* A wish: who, and through whom first, with their standing. */
static void draw_wish(void *ctx, struct pane pane, size_t index) {
    struct circle *circle = ctx;
    const struct wished *wished = &circle->wished[circle->listing.rows[index].index];
    struct arena arena = {0};
    const char *through = "no way yet";
    enum style style = STYLE_DIM;
    if (wished->ways.count) {
        const struct kith_hop *first = &wished->ways.items[0].hops[0];
        style = views_style(first->standing);
        const char *who = listing_short(first->person.name, 0, &arena);
        through = wished->ways.items[0].count == 1
                      ? arena_printf(&arena, "%s is one", who)
                      : arena_printf(&arena, "%s %s", sign(views_sign(first->standing)), who);
    }
    pane_put(pane, 0, 1, STYLE_PLAIN, sign(SIGN_WANT));
    int end = pane_right(pane, 0, 14, pane.area.cols - 1, style, through) - 1;
    pane_cut(pane, 0, 3, end - 3, STYLE_NAME, wish_words(&wished->wish));
    arena_free(&arena);
}

static void draw_wishes(struct view *view, struct pane pane) {
    struct circle *circle = view->state;
    int top = listing_top(&circle->listing, pane, filter_words[FILTER_WISHED]);
    if (circle->listing.count == 0)
        pane_wrap(pane, top, 1, pane.area.cols - 1, STYLE_DIM,
                  "No wish yet. Whom exactly would you like to meet? W notes a person or a role.");
    listing_rows(view, pane, top, draw_wish);
}

static void draw(struct view *view, struct pane pane) {
    struct circle *circle = view->state;
    char words[96];
    if (wishes_shown(circle)) {
        draw_wishes(view, pane);
        return;
    }
    snprintf(words, sizeof words, "%s %s %s", filter_words[circle->listing.filter], sign(SIGN_DOT),
             sort_words[circle->listing.sort]);
    int top = listing_top(&circle->listing, pane, words);
    if (circle->listing.count == 0)
        pane_wrap(
            pane, top, 1, pane.area.cols - 1, STYLE_DIM,
            circle->circle.count
                ? "Nobody fits. Esc clears what narrows the list."
                : "Nobody is mentioned yet. After a talk, n opens a note; the people in it gather here.");
    listing_rows(view, pane, top, draw_row);
}

static void title(struct view *view, struct buf *out) {
    const struct circle *circle = view->state;
    buf_printf(out, "%s %s %zu", wishes_shown(circle) ? "Wishes" : "Circle", sign(SIGN_DOT),
               circle->listing.count);
}

/* The wish under the cursor; NULL where people are shown. */
static const struct wished *wish_at(const struct circle *circle) {
    const struct listing_row *row = wishes_shown(circle) ? listing_at(&circle->listing) : NULL;
    return row ? &circle->wished[row->index] : NULL;
}

static void open_wish(struct view *view) {
    const struct wished *wished = wish_at(view->state);
    if (wished)
        ways_open(view->app, &wished->wish, &wished->ways);
}

static bool act(struct view *view, enum action_id action) {
    struct circle *circle = view->state;
    switch (action) {
    case ACT_FILTER:
        listing_pick_filter(view, filter_words, FILTER_COUNT);
        return true;
    case ACT_SORT:
        listing_pick_sort(view, sort_words, SORT_COUNT);
        return true;
    case ACT_OPEN: /* a noted name becomes one ask, a wish the way to it */
        if (wishes_shown(circle))
            open_wish(view);
        else
            app_act(view->app, ACT_ASK);
        return true;
    default:
        return listing_act(view, &circle->listing, action);
    }
}

/* The row is the person mentioned; the panes are about the one who can be asked. */
static bool subject(struct view *view, struct subject *out) {
    const struct circle *circle = view->state;
    const struct listing_row *row = listing_at(&circle->listing);
    if (!row)
        return false;
    const struct wished *wished = wish_at(circle);
    if (wished) {
        const struct kith_hop *first = wished->ways.count ? wished->ways.items[0].hops : NULL;
        *out = (struct subject){.kind = &kith_wish_kind,
                                .id = wished->wish.wish,
                                .person = first ? first->person.id : 0,
                                .name = first ? first->person.name : "",
                                .target = wished->wish.person.id};
        return true;
    }
    const struct kith_known *known = &circle->circle.items[row->index];
    *out = (struct subject){.kind = &kith_person_kind,
                            .id = known->person.id,
                            .person = known->by.id,
                            .name = known->by.name,
                            .target = known->person.id};
    return true;
}

static bool go_to(struct view *view, kith_id person) {
    struct circle *circle = view->state;
    listing_choose(&circle->listing, person);
    const struct listing_row *row = listing_at(&circle->listing);
    if (row && row->id == person)
        return true;
    circle->listing.filter = FILTER_ALL; /* so that they show */
    buf_cut(&circle->listing.narrow, 0);
    load(view);
    listing_choose(&circle->listing, person);
    row = listing_at(&circle->listing);
    return row && row->id == person;
}

static const struct hint *hints(struct view *view) {
    static const struct hint all[] = {
        {ACT_ASK, "ask"},     {ACT_EDIT, "name them"}, {ACT_ROLE, "make a contact"},
        {ACT_NARROW, "find"}, {ACT_WISH, "wish"},      {ACT_NONE, NULL},
    };
    static const struct hint wishes[] = {
        {ACT_OPEN, "the ways there"}, {ACT_WISH, "a wish"}, {ACT_EDIT, "edit"},
        {ACT_DELETE, "delete"},       {ACT_BACK, "all"},    {ACT_NONE, NULL},
    };
    return wishes_shown(view->state) ? wishes : all;
}

const struct view_type view_circle = {
    .name = "circle",
    .context = CONTEXT_CIRCLE,
    .place = PLACE_LIST,
    .size = sizeof(struct circle),
    .title = title,
    .load = load,
    .draw = draw,
    .act = act,
    .mouse = listing_mouse,
    .subject = subject,
    .marked = listing_marks,
    .unmark = listing_no_marks,
    .go_to = go_to,
    .hints = hints,
    .free = listing_release,
};
