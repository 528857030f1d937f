#include "tui/listing.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/map.h"
#include "base/text.h"
#include "kith/query.h"
#include "tui/chooser.h"
#include "tui/question.h"

void listing_start(struct listing *listing) {
    if (!listing->narrow.data)
        listing->narrow = listing->typed = listing->told = (struct buf)BUF_INIT;
    arena_free(&listing->arena);
    listing_anew(listing);
}

void listing_anew(struct listing *listing) {
    fuzzy_free(listing->finder);
    listing->finder = NULL;
    listing->all = listing->rows = NULL;
    listing->all_count = listing->all_cap = listing->count = 0;
}

static struct listing_row *add(struct listing *listing, size_t index, kith_id id) {
    struct listing_row *row = ARENA_PUSH(&listing->arena, listing->all, listing->all_count, listing->all_cap);
    *row = (struct listing_row){.index = index, .id = id};
    return row;
}

void listing_add(struct listing *listing, size_t index, kith_id id, const char *const *texts) {
    struct listing_row *row = add(listing, index, id);
    struct buf all = BUF_INIT;
    for (size_t i = 0; texts && texts[i]; i++) {
        buf_str(&all, texts[i]);
        buf_char(&all, '\n');
    }
    row->haystack = texts ? text_fold(&listing->arena, all.data) : NULL;
    buf_free(&all);
}

void listing_heading(struct listing *listing, size_t index) {
    add(listing, index, 0)->heading = true;
}

static void make_finder(struct listing *listing) {
    size_t count = 0;
    listing->finder = fuzzy_new();
    listing->found_rows = ARENA_NEW(&listing->arena, size_t, listing->all_count);
    for (size_t i = 0; i < listing->all_count; i++) {
        if (listing->all[i].heading || !listing->all[i].haystack)
            continue;
        fuzzy_add(listing->finder, listing->all[i].haystack);
        listing->found_rows[count++] = i;
    }
}

static void show_all(struct listing *listing) {
    listing->count = listing->all_count;
    if (listing->count)
        memcpy(listing->rows, listing->all, listing->count * sizeof *listing->rows);
}

static void show_people(struct listing *listing, const struct kith_ids *people) {
    struct idmap set = {0};
    int64_t found;
    for (size_t i = 0; i < people->count; i++)
        idmap_set(&set, people->items[i], 1);
    listing->count = 0;
    for (size_t i = 0; i < listing->all_count; i++)
        if (!listing->all[i].heading && idmap_get(&set, listing->all[i].id, &found))
            listing->rows[listing->count++] = listing->all[i];
    idmap_free(&set);
}

/* Those whom the terms find, as far as they can be read; false: it is plain words. */
static bool choose_by_terms(struct listing *listing, bool phrases) {
    struct arena arena = {0};
    enum kith_query_shape shape;
    struct kith_query_fault fault;
    struct kith_ids people;
    const char *text = listing->typed.data;
    bool good = kith_query_check(listing->terms, text, &arena, &shape, &fault);
    bool terms = good ? shape == KITH_QUERY_TERMS || (phrases && shape == KITH_QUERY_PHRASES)
                      : fault.meant || shape == KITH_QUERY_TERMS;
    listing->wrong = terms && !good;
    if (listing->wrong) {
        buf_cut(&listing->told, 0);
        buf_str(&listing->told, fault.why);
        listing->wrong_start = fault.start;
        listing->wrong_length = fault.length;
        text = arena_strndup(&arena, text, fault.start);
    }
    if (terms && kith_query_people(listing->terms, text, &arena, &people) == KITH_OK)
        show_people(listing, &people);
    arena_free(&arena);
    return terms;
}

/* All rows in their own order; or those that have the words typed, the best first. */
static void choose_rows(struct listing *listing) {
    if (!listing->rows)
        listing->rows = ARENA_NEW(&listing->arena, struct listing_row, listing->all_count + 1);
    listing->wrong = false;
    show_all(listing);
    if (listing->narrow.len == 0 || (listing->terms && choose_by_terms(listing, false)))
        return;
    if (!listing->finder)
        make_finder(listing);
    const uint32_t *found = fuzzy_find(listing->finder, listing->narrow.data, &listing->count);
    for (size_t i = 0; i < listing->count; i++)
        listing->rows[i] = listing->all[listing->found_rows[found[i]]];
    if (listing->count == 0 && listing->terms)
        choose_by_terms(listing, true);
}

static bool skip_heading(void *ctx, size_t row) {
    return ((struct listing *)ctx)->rows[row].heading;
}

static void drop_lost_marks(struct listing *listing) {
    if (listing->mark_count == 0)
        return;
    struct idmap there = {0};
    int64_t found;
    for (size_t i = 0; i < listing->all_count; i++)
        idmap_set(&there, listing->all[i].id, 1);
    size_t kept = 0;
    for (size_t i = 0; i < listing->mark_count; i++)
        if (idmap_get(&there, listing->marks[i], &found))
            listing->marks[kept++] = listing->marks[i];
    listing->mark_count = kept;
    idmap_free(&there);
}

static bool is_chosen(const struct listing *listing, size_t row) {
    return row < listing->count && !listing->rows[row].heading && listing->rows[row].id == listing->chosen;
}

/* The row under the cursor is the choice from here on, wherever it goes. */
static void follow(struct listing *listing) {
    if (listing_at(listing))
        listing->chosen = listing_at(listing)->id;
}

static void show_matching(struct listing *listing) {
    choose_rows(listing);
    listing->list.count = listing->count;
    listing->list.skip = skip_heading;
    listing->list.ctx = listing;
    if (!is_chosen(listing, listing->list.at)) /* one person may have two rows: the cursor keeps its own */
        for (size_t i = listing->count; i-- > 0;)
            if (is_chosen(listing, i))
                listing->list.at = i;
    list_fit(&listing->list);
    follow(listing);
}

void listing_finish(struct listing *listing) {
    drop_lost_marks(listing);
    show_matching(listing);
}

void listing_free(struct listing *listing) {
    fuzzy_free(listing->finder);
    arena_free(&listing->arena);
    if (listing->narrow.data) {
        buf_free(&listing->narrow);
        buf_free(&listing->typed);
        buf_free(&listing->told);
    }
    free(listing->marks);
}

const struct listing_row *listing_at(const struct listing *listing) {
    if (listing->list.at >= listing->count || listing->rows[listing->list.at].heading)
        return NULL;
    return &listing->rows[listing->list.at];
}

void listing_choose(struct listing *listing, kith_id id) {
    listing->chosen = id;
    for (size_t i = 0; i < listing->count; i++)
        if (is_chosen(listing, i))
            list_go(&listing->list, i);
}

/* ---- marks ---- */

bool listing_is_marked(const struct listing *listing, kith_id id) {
    for (size_t i = 0; i < listing->mark_count; i++)
        if (listing->marks[i] == id)
            return true;
    return false;
}

size_t listing_marked(const struct listing *listing, const kith_id **ids) {
    *ids = listing->marks;
    return listing->mark_count;
}

static void mark(struct listing *listing, kith_id id) {
    if (listing->mark_count == listing->mark_cap) {
        listing->mark_cap = listing->mark_cap ? listing->mark_cap * 2 : 64;
        listing->marks = xrealloc(listing->marks, listing->mark_cap, sizeof *listing->marks);
    }
    listing->marks[listing->mark_count++] = id;
}

static void toggle_mark(struct listing *listing) {
    const struct listing_row *row = listing_at(listing);
    if (!row || !row->id)
        return;
    for (size_t i = 0; i < listing->mark_count; i++)
        if (listing->marks[i] == row->id) {
            memmove(&listing->marks[i], &listing->marks[i + 1],
                    (listing->mark_count - i - 1) * sizeof *listing->marks);
            listing->mark_count--;
            list_act(&listing->list, ACT_DOWN);
            return;
        }
    mark(listing, row->id);
    list_act(&listing->list, ACT_DOWN);
}

void listing_unmark(struct listing *listing) {
    listing->mark_count = 0;
}

/* Each row that can be marked; `marked`: those that are already. */
static size_t count_shown(const struct listing *listing, size_t *marked) {
    struct idmap marks = {0};
    int64_t found;
    size_t shown = 0;
    *marked = 0;
    for (size_t i = 0; i < listing->mark_count; i++)
        idmap_set(&marks, listing->marks[i], 1);
    for (size_t i = 0; i < listing->count; i++) {
        const struct listing_row *row = &listing->rows[i];
        shown += !row->heading && row->id;
        *marked += !row->heading && row->id && idmap_get(&marks, row->id, &found);
    }
    idmap_free(&marks);
    return shown;
}

/* All that show, beside those marked before; where all that show are marked already, none. */
static void toggle_all(struct listing *listing) {
    size_t marked, shown = count_shown(listing, &marked), had = listing->mark_count;
    if (shown == marked) {
        listing_unmark(listing);
        return;
    }
    struct idmap before = {0};
    int64_t found;
    for (size_t i = 0; i < had; i++)
        idmap_set(&before, listing->marks[i], 1);
    for (size_t i = 0; i < listing->count; i++) {
        const struct listing_row *row = &listing->rows[i];
        if (!row->heading && row->id && !idmap_get(&before, row->id, &found))
            mark(listing, row->id);
    }
    idmap_free(&before);
}

/* ---- narrowing ---- */

/* Whether the words themselves stand in a row, not only their letters. */
static bool has_words(const struct listing *listing, const struct listing_row *row) {
    struct arena arena = {0};
    char *rest = arena_strdup(&arena, listing->narrow.data), *word;
    bool has = true;
    while (has && (word = strsep(&rest, " ")))
        has = strstr(row->haystack, word) != NULL;
    arena_free(&arena);
    return has;
}

/* To the row that was chosen when it began, where it still shows; else to the first, which is the best. */
static void go_narrowed(struct listing *listing) {
    size_t to = 0;
    for (size_t i = listing->count; i-- > 0;)
        if (listing->rows[i].id == listing->before && has_words(listing, &listing->rows[i]))
            to = i;
    list_go(&listing->list, to);
    follow(listing);
}

static void narrowed(struct app *app, void *ctx, const char *text) {
    struct view *view = ctx;
    struct listing *listing = view->state;
    struct arena arena = {0};
    const char *words = text_trim(&arena, text_fold(&arena, text));
    bool further = strcmp(words, listing->narrow.data) != 0;
    (void)app;
    buf_cut(&listing->narrow, 0);
    buf_str(&listing->narrow, words);
    buf_cut(&listing->typed, 0);
    buf_str(&listing->typed, text);
    buf_cut(&listing->told, 0);
    arena_free(&arena);
    show_matching(listing);
    if (further && listing->narrow.len)
        go_narrowed(listing);
}

/* With terms that cannot be read it stays open: the place is marked, and the reason said. */
static bool narrow_done(struct app *app, void *ctx, const char *text) {
    struct listing *listing = ((struct view *)ctx)->state;
    if (strcmp(listing->typed.data, text) != 0)
        narrowed(app, ctx, text);
    if (listing->wrong)
        app_fail(app, "%s", listing->told.data);
    else
        buf_cut(&listing->told, 0);
    listing->asking = listing->wrong;
    return !listing->wrong;
}

static void narrow_left(struct app *app, void *ctx) {
    ((struct listing *)((struct view *)ctx)->state)->asking = false;
    narrowed(app, ctx, "");
}

/* Bytes that all of them begin with. */
static size_t common(const struct kith_completions *all) {
    size_t length = all->count ? strlen(all->items[0].text) : 0;
    for (size_t i = 1; i < all->count; i++)
        for (size_t j = 0; j < length; j++)
            if (all->items[i].text[j] != all->items[0].text[j])
                length = j;
    return length;
}

/* Tab goes on as far as there is one way; where there are several, they are told. */
static void narrow_complete(struct app *app, void *ctx, const char *text, struct buf *out) {
    enum { MOST = 12 };
    struct listing *listing = ((struct view *)ctx)->state;
    struct kith_completions all;
    struct arena arena = {0};
    (void)app;
    kith_query_complete(listing->terms, text, strlen(text), &arena, &all);
    if (all.count && all.start + common(&all) > strlen(text)) {
        buf_add(out, text, all.start);
        buf_add(out, all.items[0].text, common(&all));
    }
    buf_cut(&listing->told, 0);
    for (size_t i = 0; all.count > 1 && i < all.count && i < MOST; i++) {
        const char *item = text_trim(&arena, all.items[i].text), *value = strpbrk(item, ":=<>");
        buf_printf(&listing->told, "%s%s", i ? "  " : "", value && value[1] ? value + 1 : item);
    }
    arena_free(&arena);
}

static void narrow_open(struct view *view, struct listing *listing) {
    listing->before = listing->chosen;
    listing->asking = true;
    question_open(view->app, &(struct question_spec){
                                 .label = "Find",
                                 .text = listing->typed.data,
                                 .anew = true,
                                 .ctx = view,
                                 .changed = narrowed,
                                 .done = narrow_done,
                                 .left = narrow_left,
                                 .complete = listing->terms ? narrow_complete : NULL,
                                 .moves = true,
                             });
}

void listing_widen(struct listing *listing) {
    if (!listing->narrow.data)
        return;
    buf_cut(&listing->narrow, 0);
    buf_cut(&listing->typed, 0);
    buf_cut(&listing->told, 0);
}

bool listing_is_narrowed(const struct listing *listing) {
    return listing->narrow.len > 0;
}

const char *listing_terms(const struct listing *listing) {
    return listing->narrow.len ? listing->typed.data : "";
}

/* Undoes the narrowing, then the marks, then the filter; false: there is none of them. */
static bool widen(struct view *view, struct listing *listing) {
    if (listing->narrow.len) {
        narrowed(view->app, view, "");
    } else if (listing->mark_count) {
        listing_unmark(listing);
    } else if (listing->filter) {
        listing->filter = 0;
        app_reload(view->app);
    } else {
        return false;
    }
    return true;
}

bool listing_act(struct view *view, struct listing *listing, enum action_id action) {
    switch (action) {
    case ACT_NARROW:
        narrow_open(view, listing);
        return true;
    case ACT_MARK:
        toggle_mark(listing);
        break;
    case ACT_MARK_ALL:
        toggle_all(listing);
        break;
    case ACT_BACK:
        return widen(view, listing);
    default:
        if (!list_act(&listing->list, action))
            return false;
    }
    follow(listing);
    listing->before = listing->chosen; /* moved to while one types: it is the one wanted */
    return true;
}

bool listing_mouse(struct view *view, const struct event *event) {
    struct listing *listing = view->state;
    if (!list_mouse(&listing->list, event, listing->top))
        return false;
    follow(listing);
    return true;
}

void listing_no_marks(struct view *view) {
    listing_unmark(view->state);
}

size_t listing_marks(struct view *view, const kith_id **ids) {
    return listing_marked(view->state, ids);
}

void listing_release(struct view *view) {
    listing_free(view->state);
}

/* ---- f and s ---- */

static void pick(struct view *view, const char *title, const char *const *words, size_t count, int chosen,
                 void (*done)(struct app *app, void *view, size_t index)) {
    struct arena arena = {0};
    struct chooser_option *options = ARENA_NEW(&arena, struct chooser_option, count);
    for (size_t i = 0; i < count; i++)
        options[i].text = words[i];
    chooser_open(view->app, &(struct chooser_spec){.title = title,
                                                   .options = options,
                                                   .count = count,
                                                   .chosen = (size_t)chosen,
                                                   .ctx = view,
                                                   .done = done});
    arena_free(&arena);
}

static void filter_done(struct app *app, void *view, size_t index) {
    ((struct listing *)((struct view *)view)->state)->filter = (int)index;
    app_reload(app);
}

static void sort_done(struct app *app, void *view, size_t index) {
    ((struct listing *)((struct view *)view)->state)->sort = (int)index;
    app_reload(app);
}

void listing_pick_filter(struct view *view, const char *const *words, size_t count) {
    pick(view, "Show only", words, count, ((struct listing *)view->state)->filter, filter_done);
}

void listing_pick_sort(struct view *view, const char *const *words, size_t count) {
    pick(view, "Sort", words, count, ((struct listing *)view->state)->sort, sort_done);
}

/* ---- drawing ---- */

/* What narrows, its end where there is no room; what cannot be read of it as a warning. */
static void draw_narrow(const struct listing *listing, struct pane pane, int end) {
    const char *text = listing->typed.data;
    int col = pane_put(pane, 0, 1, STYLE_DIM, "/");
    struct span wrong = {(long)listing->wrong_start, (long)(listing->wrong_start + listing->wrong_length),
                         STYLE_WARNING};
    size_t first = 0, length = listing->typed.len;
    while (first < length && text_width(text + first) > end - col)
        first = text_next(text, length, first);
    wrong.start = wrong.start > (long)first ? wrong.start - (long)first : 0;
    wrong.end = wrong.end > (long)first ? wrong.end - (long)first : 0;
    pane_spans(pane_part(pane, 0, 0, 1, end), 0, col, STYLE_MATCH, text + first, length - first, &wrong,
               listing->wrong ? 1 : 0);
}

int listing_top(struct listing *listing, struct pane pane, const char *words) {
    int end = pane.area.cols - 1;
    if (listing->mark_count) {
        char count[64];
        size_t seen = listing->mark_count;
        if (listing->narrow.len)
            count_shown(listing, &seen);
        if (seen < listing->mark_count)
            snprintf(count, sizeof count, "%zu marked, %zu not shown", listing->mark_count,
                     listing->mark_count - seen);
        else
            snprintf(count, sizeof count, "%zu marked", listing->mark_count);
        end = pane_right(pane, 0, 1, end, STYLE_NAME, count) - 1;
    }
    if (listing->narrow.len) {
        draw_narrow(listing, pane, end);
    } else {
        pane_cut(pane, 0, 1, end - 1, STYLE_DIM, words);
    }
    const char *told = listing->told.len ? listing->told.data
                       : listing->asking && listing->terms && listing->narrow.len == 0
                           ? "words, or role:client asked:never"
                           : "";
    pane_cut(pane, 1, 1, pane.area.cols - 2, listing->wrong ? STYLE_WARNING : STYLE_DIM, told);
    return 2;
}

void listing_rows(struct view *view, struct pane pane, int top,
                  void (*row)(void *ctx, struct pane pane, size_t index)) {
    struct listing *listing = view->state;
    listing->top = top;
    list_draw(&listing->list, pane_part(pane, top, 0, pane.area.rows - top, pane.area.cols),
              app_has_focus(view->app, view), row, view->state);
}

const char *listing_short(const char *name, int columns, struct arena *arena) {
    if (text_width(name) <= columns)
        return name;
    size_t first = strcspn(name, " ");
    if (name[first] && (first <= 2 || name[first - 1] == '.')) /* "Dr Rahul", not "Dr" */
        first += 1 + strcspn(name + first + 1, " ");
    return arena_strndup(arena, name, first);
}

void listing_pair(struct pane pane, int col, int end, enum style source_style, const char *source,
                  enum style target_style, const char *target) {
    enum { ARROW = 3, LEAST = 5 };
    struct arena arena = {0};
    int room = end - col - ARROW;
    if (text_width(source) + text_width(target) > room)
        source = listing_short(source, 0, &arena);
    int half = room * 3 / 5;
    col = pane_cut(pane, 0, col, text_width(target) < room - half ? room - text_width(target) : half,
                   source_style, source);
    if (end - col > LEAST) {
        col = pane_printf(pane, 0, col, STYLE_DIM, " %s ", sign(SIGN_ARROW));
        pane_cut(pane, 0, col, end - col, target_style, target);
    }
    arena_free(&arena);
}
