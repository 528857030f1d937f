#include "tui/listing.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/map.h"
#include "base/text.h"
#include "tui/chooser.h"
#include "tui/question.h"

void listing_start(struct listing *listing) {
    if (!listing->narrow.data)
        listing->narrow = (struct buf)BUF_INIT;
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

/* All rows in their own order; or those that have the words typed, the best first. */
static void choose_rows(struct listing *listing) {
    if (!listing->rows)
        listing->rows = ARENA_NEW(&listing->arena, struct listing_row, listing->all_count + 1);
    listing->count = listing->all_count;
    if (listing->narrow.len == 0) {
        if (listing->count)
            memcpy(listing->rows, listing->all, listing->count * sizeof *listing->rows);
        return;
    }
    if (!listing->finder)
        make_finder(listing);
    const uint32_t *found = fuzzy_find(listing->finder, listing->narrow.data, &listing->count);
    for (size_t i = 0; i < listing->count; i++)
        listing->rows[i] = listing->all[listing->found_rows[found[i]]];
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
    if (listing->narrow.data)
        buf_free(&listing->narrow);
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
    arena_free(&arena);
    show_matching(listing);
    if (further && listing->narrow.len)
        go_narrowed(listing);
}

static bool narrow_done(struct app *app, void *ctx, const char *text) {
    narrowed(app, ctx, text);
    return true;
}

static void narrow_left(struct app *app, void *ctx) {
    narrowed(app, ctx, "");
}

static void narrow_open(struct view *view, struct listing *listing) {
    listing->before = listing->chosen;
    question_open(view->app, &(struct question_spec){
                                 .label = "Find",
                                 .text = listing->narrow.data,
                                 .anew = true,
                                 .ctx = view,
                                 .changed = narrowed,
                                 .done = narrow_done,
                                 .left = narrow_left,
                                 .moves = true,
                             });
}

bool listing_is_narrowed(const struct listing *listing) {
    return listing->narrow.len > 0;
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
    case ACT_BACK: /* Esc undoes the narrowing, then the marks, before it leaves anything */
        if (listing->narrow.len)
            narrowed(view->app, view, "");
        else if (listing->mark_count)
            listing->mark_count = 0;
        else
            return false;
        return true;
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
    struct event inside = *event;
    inside.row -= listing->top;
    if (!list_mouse(&listing->list, &inside))
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

void listing_pick(struct view *view, const char *title, const char *const *words, size_t count, size_t chosen,
                  void (*done)(struct app *app, void *view, size_t index)) {
    struct arena arena = {0};
    struct chooser_option *options = ARENA_NEW(&arena, struct chooser_option, count);
    for (size_t i = 0; i < count; i++)
        options[i].text = words[i];
    chooser_open(
        view->app,
        &(struct chooser_spec){
            .title = title, .options = options, .count = count, .chosen = chosen, .ctx = view, .done = done});
    arena_free(&arena);
}

/* ---- drawing ---- */

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
        end = pane_right(pane, 0, 1, end, STYLE_GOLDEN, count) - 1;
    }
    if (listing->narrow.len) {
        int col = pane_put(pane, 0, 1, STYLE_DIM, "/");
        pane_cut(pane, 0, col, end - col, STYLE_MATCH, listing->narrow.data);
    } else {
        pane_cut(pane, 0, 1, end - 1, STYLE_DIM, words);
    }
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
