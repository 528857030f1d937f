/* View 2, People: the contacts, golden first. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/map.h"
#include "base/text.h"
#include "kith/query.h"
#include "kith/standing.h"
#include "tui/chooser.h"
#include "tui/listing.h"
#include "tui/views.h"

enum sort { SORT_STANDING, SORT_NAME, SORT_LAST_TALK, SORT_LAST_ASK, SORT_CIRCLE, SORT_COUNT };
static const char *const sort_words[SORT_COUNT] = {
    [SORT_STANDING] = "golden first",          [SORT_NAME] = "by name",
    [SORT_LAST_TALK] = "last talked to first", [SORT_LAST_ASK] = "longest not asked first",
    [SORT_CIRCLE] = "largest circle first",
};

enum filter {
    FILTER_ALL,
    FILTER_STANDING,
    FILTER_ROLE,
    FILTER_NEVER_ASKED,
    FILTER_FAVOURITE,
    FILTER_ARCHIVED,
    FILTER_TAG,
    FILTER_SAVED, /* a saved search */
};

struct people {
    struct listing listing;
    struct kith_contacts who;
    int word;          /* of a standing or a role */
    char *named;       /* what f chose, as it stands there: a tag, a saved search; or NULL */
    struct idmap fits; /* whom the saved search finds */
    size_t unsorted, unsorted_shown; /* imported, and nobody said yet what they are */
    size_t sorted;                   /* of whom somebody did */
};
enum { MANY_UNSORTED = 20 };

/* ---- what shows ---- */

static bool has_tag(const struct kith_contact *contact, const char *tag) {
    for (size_t i = 0; i < contact->tags.count; i++)
        if (text_same(contact->tags.items[i], tag))
            return true;
    return false;
}

static bool shows(const struct people *people, const struct kith_contact *contact) {
    int64_t found;
    if (people->listing.filter == FILTER_SAVED)
        return idmap_get(&people->fits, contact->person.id, &found);
    if (contact->role == KITH_ROLE_MENTIONED ||
        contact->archived != (people->listing.filter == FILTER_ARCHIVED))
        return false;
    switch (people->listing.filter) {
    case FILTER_STANDING:
        return contact->standing == people->word;
    case FILTER_ROLE:
        return contact->role == people->word;
    case FILTER_NEVER_ASKED: /* earned the right, never asked */
        return contact->earned && !contact->asked_ever;
    case FILTER_FAVOURITE:
        return contact->favourite;
    case FILTER_TAG:
        return has_tag(contact, people->named);
    default:
        return true;
    }
}

static int compare(const void *a, const void *b, void *ctx) {
    const struct kith_contact *x = a, *y = b;
    int sorting = *(int *)ctx;
    int order = 0;
    if (sorting == SORT_LAST_TALK)
        order = (y->last_note > x->last_note) - (y->last_note < x->last_note);
    else if (sorting == SORT_LAST_ASK)
        order = (x->last_ask > y->last_ask) - (x->last_ask < y->last_ask);
    else if (sorting == SORT_CIRCLE)
        order = y->circle - x->circle;
    return order ? order : strcoll(x->person.name, y->person.name);
}

/* A saved search that is no more, or cannot be read, shows everyone. */
static void find_saved(struct view *view) {
    struct people *people = view->state;
    struct kith *k = app_kith(view->app);
    struct arena arena = {0};
    struct kith_ids fits = {0};
    idmap_free(&people->fits);
    const char *terms =
        people->listing.filter == FILTER_SAVED ? kith_saved_query(k, people->named, &arena) : NULL;
    if (!terms || !app_ok(view->app, kith_query_people(k, terms, &arena, &fits)))
        people->listing.filter = people->listing.filter == FILTER_SAVED ? FILTER_ALL : people->listing.filter;
    for (size_t i = 0; i < fits.count; i++)
        idmap_set(&people->fits, fits.items[i], 1);
    arena_free(&arena);
}

static void load(struct view *view) {
    struct people *people = view->state;
    struct listing *listing = &people->listing;
    listing_start(listing);
    listing->terms = app_kith(view->app);
    find_saved(view);
    people->who = (struct kith_contacts){0};
    people->unsorted = people->unsorted_shown = people->sorted = 0;
    if (!app_ok(view->app, kith_who_list(app_kith(view->app), true, &listing->arena, &people->who)))
        return;
    if (people->listing.sort != SORT_STANDING && people->who.count > 0)
        qsort_r(people->who.items, people->who.count, sizeof *people->who.items, compare,
                &people->listing.sort);
    for (size_t i = 0; i < people->who.count; i++) {
        const struct kith_contact *contact = &people->who.items[i];
        people->unsorted += contact->to_sort;
        people->sorted += contact->role_typed;
        if (!shows(people, contact))
            continue;
        people->unsorted_shown += contact->to_sort;
        const char *texts[12] = {contact->person.name};
        size_t count = 1;
        const char *const more[] = {contact->company, contact->title, contact->city};
        for (size_t j = 0; j < 3; j++)
            if (more[j])
                texts[count++] = more[j];
        for (size_t j = 0; j < contact->tags.count && count < 11; j++)
            texts[count++] = contact->tags.items[j];
        listing_add(listing, i, contact->person.id, texts);
    }
    listing_finish(listing);
}

/* ---- drawing ---- */

enum { LEAST_ABOUT = 12 }; /* columns that tell something of a company that does not fit */

/* Where they stand. The sign says it too, so a long name takes the room of the word. */
static const char *standing_words(const struct kith_contact *contact, int room, char *out, size_t size) {
    if (contact->standing == KITH_STANDING_GOLDEN && contact->days_left)
        snprintf(out, size, room < 10 ? "%dd" : "golden %dd", contact->days_left);
    else if (contact->standing == KITH_STANDING_GOLDEN)
        snprintf(out, size, "last day");
    else
        snprintf(out, size, "%s",
                 contact->standing == KITH_NO_WORD ? "archived" : kith_standing_words[contact->standing]);
    if (contact->standing != KITH_STANDING_GOLDEN && text_width(out) > room)
        *out = '\0';
    return out;
}

static void draw_about(struct pane pane, int col, int end, const char *about) {
    if (about && (text_width(about) <= end - col || end - col >= LEAST_ABOUT))
        pane_cut(pane, 0, col, end - col, STYLE_DIM, about);
}

static void draw_row(void *ctx, struct pane pane, size_t index) {
    struct people *people = ctx;
    const struct listing_row *row = &people->listing.rows[index];
    const struct kith_contact *contact = &people->who.items[row->index];
    enum style style = views_style(contact->standing);
    const char *about = contact->company ? contact->company : contact->title;
    int end = pane.area.cols - 1, whole = 3 + text_width(contact->person.name) + (contact->favourite ? 2 : 0);
    char room[32];
    const char *words = standing_words(contact, end - whole - 1, room, sizeof room);
    bool quiet =
        contact->standing == KITH_STANDING_EARN && about && end - whole < 4 + LEAST_ABOUT + text_width(words);
    if (!quiet &&
        *words) /* earn is what most stand at, and its sign says it: there who they are comes first */
        end = pane_right(pane, 0, 16, end, style == STYLE_GOLDEN ? STYLE_PLAIN : style, words) - 1;
    if (listing_is_marked(&people->listing, row->id))
        pane_put(pane, 0, 0, STYLE_NAME, sign(SIGN_MARK));
    pane_put(pane, 0, 1, style, sign(views_sign(contact->standing)));
    bool matters = contact->standing == KITH_STANDING_GOLDEN || contact->standing == KITH_STANDING_READY;
    int col = pane_cut(pane, 0, 3, end - 3, matters ? STYLE_NAME : STYLE_PLAIN, contact->person.name);
    if (contact->favourite && col + 2 <= end)
        col = pane_put(pane, 0, col, STYLE_DIM, " *");
    draw_about(pane, col + 2, quiet ? end : end - 1, about);
}

static const char *state_words(const struct people *people, struct arena *arena) {
    const char *what = "All";
    if (people->listing.filter == FILTER_STANDING)
        what = kith_standing_words[people->word];
    else if (people->listing.filter == FILTER_ROLE)
        what = kith_role_words[people->word];
    else if (people->listing.filter == FILTER_NEVER_ASKED)
        what = "earned, never asked";
    else if (people->listing.filter == FILTER_FAVOURITE)
        what = "favourites";
    else if (people->listing.filter == FILTER_ARCHIVED)
        what = "archived";
    else if (people->listing.filter == FILTER_TAG || people->listing.filter == FILTER_SAVED)
        what = people->named;
    return arena_printf(arena, "%s %s %s", what, sign(SIGN_DOT), sort_words[people->listing.sort]);
}

static void draw_empty(const struct people *people, struct pane pane, int row) {
    if (people->who.count)
        pane_wrap(pane, row, 1, pane.area.cols - 1, STYLE_DIM,
                  "Nobody fits. Esc clears what narrows the list; f, then All, shows everyone.");
    else
        views_greet(pane, row);
}

/* While nobody is sorted yet, and where a list of those to sort was chosen: its keys come first. */
static bool offers_sorting(const struct people *people) {
    bool chosen = people->listing.filter == FILTER_SAVED && people->unsorted_shown;
    return people->listing.mark_count == 0 && people->unsorted > MANY_UNSORTED && (!people->sorted || chosen);
}

static void draw(struct view *view, struct pane pane) {
    struct people *people = view->state;
    struct arena arena = {0};
    int top = listing_top(&people->listing, pane, state_words(people, &arena));
    arena_free(&arena);
    if (people->listing.count == 0)
        draw_empty(people, pane, top);
    listing_rows(view, pane, top, draw_row);
}

static void title(struct view *view, struct buf *out) {
    const struct people *people = view->state;
    buf_printf(out, "People %s %zu", sign(SIGN_DOT), people->listing.count);
}

/* ---- f and s ---- */

struct choice {
    enum filter filter;
    int word;
};

struct filter_menu {
    struct view *view;
    struct arena arena;
    struct chooser_option *options;
    struct choice *choices;
    size_t count, cap, choice_count, choice_cap;
};

static void option(struct filter_menu *menu, enum filter filter, int word, const char *text,
                   const char *note) {
    *ARENA_PUSH(&menu->arena, menu->options, menu->count, menu->cap) =
        (struct chooser_option){.text = text, .note = note};
    struct choice *choice = ARENA_PUSH(&menu->arena, menu->choices, menu->choice_count, menu->choice_cap);
    choice->filter = filter;
    choice->word = word;
}

static void show_named(struct people *people, enum filter filter, const char *name) {
    free(people->named);
    people->named = xstrdup(name);
    people->listing.filter = (int)filter;
}

static void filter_done(struct app *app, void *ctx, size_t index) {
    struct filter_menu *menu = ctx;
    struct people *people = menu->view->state;
    show_named(people, menu->choices[index].filter, menu->options[index].text);
    people->word = menu->choices[index].word;
    app_reload(app);
}

static void filter_release(void *ctx) {
    struct filter_menu *menu = ctx;
    arena_free(&menu->arena);
    free(menu);
}

static void tag_options(struct filter_menu *menu, const struct people *people) {
    size_t first = menu->count;
    for (size_t i = 0; i < people->who.count; i++)
        for (size_t j = 0; j < people->who.items[i].tags.count; j++) {
            const char *tag = people->who.items[i].tags.items[j];
            bool known = false;
            for (size_t m = first; m < menu->count && !known; m++)
                known = text_same(menu->options[m].text, tag);
            if (!known && menu->count - first < 200)
                option(menu, FILTER_TAG, 0, arena_strdup(&menu->arena, tag), "tag");
        }
}

static void saved_options(struct filter_menu *menu) {
    struct kith_saved_list saved;
    if (!app_ok(menu->view->app, kith_saved_all(app_kith(menu->view->app), &menu->arena, &saved)))
        return;
    for (size_t i = 0; i < saved.count; i++)
        if (!saved.items[i].fault)
            option(menu, FILTER_SAVED, 0, saved.items[i].name,
                   arena_printf(&menu->arena, "saved, finds %zu", saved.items[i].count));
}

static void filter_open(struct view *view) {
    struct people *people = view->state;
    struct filter_menu *menu = xalloc(sizeof *menu);
    menu->view = view;
    option(menu, FILTER_ALL, 0, "All", NULL);
    saved_options(menu);
    for (int i = 0; kith_standing_words[i]; i++)
        option(menu, FILTER_STANDING, i, kith_standing_words[i], "standing");
    for (int i = 0; i < KITH_ROLE_MENTIONED; i++)
        option(menu, FILTER_ROLE, i, kith_role_words[i], "role");
    option(menu, FILTER_NEVER_ASKED, 0, "never asked", "earned the right");
    option(menu, FILTER_FAVOURITE, 0, "favourites", NULL);
    option(menu, FILTER_ARCHIVED, 0, "archived", NULL);
    tag_options(menu, people);
    chooser_open(view->app, &(struct chooser_spec){
                                .title = "Show only",
                                .options = menu->options,
                                .count = menu->count,
                                .ctx = menu,
                                .done = filter_done,
                                .release = filter_release,
                            });
}

void people_show_saved(struct app *app, const char *name) {
    app_show(app, APP_PEOPLE);
    struct people *people = app_view(app, APP_PEOPLE)->state;
    show_named(people, FILTER_SAVED, name);
    listing_widen(&people->listing);
    app_reload(app);
}

/* What f and / leave of the list, as terms. */
static void terms_of(const struct people *people, struct buf *out) {
    static const char *const plain[] = {
        [FILTER_NEVER_ASKED] = "earned:yes asked:never",
        [FILTER_FAVOURITE] = "favourite:yes",
        [FILTER_ARCHIVED] = "archived:yes",
    };
    switch (people->listing.filter) {
    case FILTER_ALL:
        break;
    case FILTER_STANDING:
        buf_printf(out, "standing:%s", kith_standing_words[people->word]);
        break;
    case FILTER_ROLE:
        buf_printf(out, "role:%s", kith_role_words[people->word]);
        break;
    case FILTER_TAG:
        buf_printf(out, "tag=\"%s\"", people->named);
        break;
    case FILTER_SAVED:
        buf_printf(out, "saved:\"%s\"", people->named);
        break;
    default:
        buf_str(out, plain[people->listing.filter]);
        break;
    }
    const char *typed = listing_terms(&people->listing);
    buf_printf(out, "%s%s", out->len && *typed ? " " : "", typed);
}

static void save_search(struct view *view) {
    struct people *people = view->state;
    struct buf terms = BUF_INIT;
    terms_of(people, &terms);
    if (terms.len)
        searches_save(view->app, NULL, terms.data);
    else
        app_say(view->app, "Narrow the list first: / reads words and terms such as role:client asked:never");
    buf_free(&terms);
}

static bool act(struct view *view, enum action_id action) {
    struct people *people = view->state;
    switch (action) {
    case ACT_FILTER:
        filter_open(view);
        return true;
    case ACT_SORT:
        listing_pick_sort(view, sort_words, SORT_COUNT);
        return true;
    case ACT_SAVE_SEARCH:
        save_search(view);
        return true;
    case ACT_OPEN:
        app_focus(view->app, SLOT_NOTES);
        return true;
    default:
        return listing_act(view, &people->listing, action);
    }
}

static bool subject(struct view *view, struct subject *out) {
    const struct people *people = view->state;
    const struct listing_row *row = listing_at(&people->listing);
    if (!row)
        return false;
    const struct kith_contact *contact = &people->who.items[row->index];
    *out = (struct subject){
        .kind = &kith_person_kind, .id = row->id, .person = row->id, .name = contact->person.name};
    return true;
}

/* A contact whom the filter or the narrowing hides shows again. */
static bool go_to(struct view *view, kith_id person) {
    static const int wider[] = {FILTER_ALL, FILTER_ARCHIVED, FILTER_ALL};
    struct people *people = view->state;
    for (size_t i = 0; i <= sizeof wider / sizeof *wider; i++) {
        people->listing.chosen = person;
        load(view);
        if (listing_at(&people->listing) && listing_at(&people->listing)->id == person)
            return true;
        if (i < sizeof wider / sizeof *wider)
            people->listing.filter = wider[i];
        listing_widen(&people->listing);
    }
    return false;
}

static void release(struct view *view) {
    struct people *people = view->state;
    idmap_free(&people->fits);
    free(people->named);
    listing_release(view);
}

/* After an import there are many to sort: the keys for that come first then. */
static const struct hint *hints(struct view *view) {
    static const struct hint usual[] = {
        {ACT_ASK, "ask"},       {ACT_NOTE, "note"},      {ACT_NARROW, "find"}, {ACT_FILTER, "filter"},
        {ACT_MOMENT, "moment"}, {ACT_NEXT_PANE, "pane"}, {ACT_NONE, NULL},
    };
    static const struct hint some[] = {
        {ACT_ROLE, "role"},     {ACT_MOMENT, "moment"}, {ACT_TAGS, "tags"}, {ACT_ARCHIVE, "archive"},
        {ACT_DELETE, "delete"}, {ACT_BACK, "no marks"}, {ACT_NONE, NULL},
    };
    static const struct hint sorting[] = {
        {ACT_NARROW, "find"}, {ACT_FILTER, "filter"}, {ACT_MARK, "mark"}, {ACT_MARK_ALL, "mark all"},
        {ACT_ROLE, "role"},   {ACT_MOMENT, "moment"}, {ACT_NONE, NULL},
    };
    static const struct hint found[] = {
        {ACT_SAVE_SEARCH, "save search"},
        {ACT_MARK_ALL, "mark all"},
        {ACT_NOTE, "note"},
        {ACT_NARROW, "find"},
        {ACT_BACK, "everyone"},
        {ACT_NONE, NULL},
    };
    static const struct hint empty[] = {
        {ACT_IMPORT, "import"},
        {ACT_NEW_CONTACT, "add a person"},
        {ACT_QUIT, "leave"},
        {ACT_NONE, NULL},
    };
    const struct people *people = view->state;
    if (people->who.count == 0)
        return empty;
    if (people->listing.mark_count)
        return some;
    return listing_is_narrowed(&people->listing) ? found : offers_sorting(people) ? sorting : usual;
}

const struct view_type view_people = {
    .name = "people",
    .context = CONTEXT_PEOPLE,
    .place = PLACE_LIST,
    .size = sizeof(struct people),
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
    .free = release,
};
