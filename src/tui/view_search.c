/* Ctrl-F: people and notes that have the words, as one types. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/text.h"
#include "kith/search.h"
#include "tui/act.h"
#include "tui/line.h"
#include "tui/list.h"
#include "tui/views.h"

enum { MOST = 100, HEAD = 2 };

struct search {
    struct arena arena; /* of what was found */
    struct line line;
    struct list list;
    struct kith_finds found;
    size_t people; /* of those found; they come first */
};

static void find(struct view *view) {
    struct search *search = view->state;
    arena_free(&search->arena);
    search->found = (struct kith_finds){0};
    app_ok(view->app,
           kith_search(app_kith(view->app), line_text(&search->line), MOST, &search->arena, &search->found));
    search->people = 0;
    while (search->people < search->found.count && !search->found.items[search->people].is_note)
        search->people++;
    search->list.count = search->found.count;
    list_fit(&search->list);
}

/* ---- drawing ---- */

enum { MOST_WORDS = 8 };

static bool begins_word(const char *text, size_t at) {
    return at == 0 || !((text[at - 1] >= 'a' && text[at - 1] <= 'z') ||
                        (text[at - 1] >= '0' && text[at - 1] <= '9') || (text[at - 1] & 0x80));
}

/* What was typed, where it begins a word of the text; folding keeps plain letters in their place. */
static size_t matches(const struct search *search, const char *text, struct arena *arena, struct span *out,
                      size_t most) {
    char *rest = text_fold(arena, line_text(&search->line)), *word;
    const char *folded = text_fold(arena, text);
    size_t count = 0, length = strlen(text);
    if (strlen(folded) != length)
        return 0; /* a letter that folds to others: then nothing is marked */
    const char *words[MOST_WORDS];
    size_t word_count = 0;
    while ((word = strsep(&rest, " ")) && word_count < MOST_WORDS)
        if (*word)
            words[word_count++] = word;
    for (size_t at = 0; at < length && count < most; at++)
        for (size_t w = 0; w < word_count; w++)
            if (begins_word(folded, at) && strncmp(folded + at, words[w], strlen(words[w])) == 0) {
                long end = (long)(at + strlen(words[w]));
                out[count++] = (struct span){(long)at, end, STYLE_MATCH};
                at = (size_t)end - 1;
                break;
            }
    return count;
}

static int put_matched(const struct search *search, struct pane pane, int col, int columns, enum style style,
                       const char *text) {
    struct span spans[16];
    struct arena arena = {0};
    const char *cut = text_cut(&arena, text, columns);
    size_t count = matches(search, cut, &arena, spans, 16);
    col = pane_spans(pane, 0, col, style, cut, strlen(cut), spans, count);
    arena_free(&arena);
    return col;
}

static void draw_row(void *ctx, struct pane pane, size_t index) {
    const struct view *view = ctx;
    const struct search *search = view->state;
    const struct kith_found *found = &search->found.items[index];
    int end = pane.area.cols - 1, names = end / 3 < 26 ? end / 3 : 26;
    char when[DAY_WORDS];
    pane_put(pane, 0, 1, STYLE_DIM, found->is_note ? sign(SIGN_DOT) : sign(SIGN_PERSON));
    const char *name = found->name ? found->name : "";
    if (!found->is_note) {
        int col = put_matched(search, pane, 3, end - 3, STYLE_NAME, name);
        if (found->snippet && *found->snippet && end - col > 8)
            put_matched(search, pane, col + 2, end - col - 2, STYLE_DIM, found->snippet);
        return;
    }
    pane_cut(pane, 0, 3, names - 3, STYLE_PLAIN, name);
    int from = pane_right(pane, 0, names, end, STYLE_DIM, day_short(found->on, app_today(view->app), when));
    put_matched(search, pane, names + 1, from - names - 2, STYLE_PLAIN, found->snippet ? found->snippet : "");
}

static void draw(struct view *view, struct pane pane) {
    struct search *search = view->state;
    bool focused = app_has_focus(view->app, view);
    char count[64];
    line_draw(&search->line, pane, 0, 1, pane.area.cols - 2, focused);
    if (search->found.count)
        snprintf(count, sizeof count, "%zu people, %zu notes%s", search->people,
                 search->found.count - search->people, search->found.count >= MOST ? ", and more" : "");
    else
        snprintf(count, sizeof count, "%s",
                 text_blank(line_text(&search->line)) ? "a name, or words of a note"
                                                      : "nothing has all these words");
    pane_cut(pane, 1, 1, pane.area.cols - 2, STYLE_DIM, count);
    struct pane rows = pane_part(pane, HEAD, 0, pane.area.rows - HEAD, pane.area.cols);
    list_draw(&search->list, rows, true, draw_row, view);
    if (focused) /* the cursor stays in what is typed */
        line_draw(&search->line, pane, 0, 1, pane.area.cols - 2, true);
}

static void title(struct view *view, struct buf *out) {
    (void)view;
    buf_str(out, "Search");
}

static void size_wanted(struct view *view, int *rows, int *cols) {
    (void)view;
    *cols = *cols - 6 < 100 ? *cols - 6 : 100;
    *rows = *rows - 4 < 24 ? *rows - 4 : 24;
}

/* ---- keys ---- */

/* A person goes to their row; a note to the person, and to that note in the pane. */
static void open_found(struct view *view) {
    struct search *search = view->state;
    struct app *app = view->app;
    if (search->list.at >= search->found.count)
        return;
    const struct kith_found found = search->found.items[search->list.at];
    app_close(app, view);
    if (found.is_note)
        app_show(app, APP_PEOPLE); /* where the notes stand beside the list */
    if (found.person)
        app_go_to_person(app, found.person);
    if (found.is_note)
        notes_go_to(app, found.id);
}

static bool act(struct view *view, enum action_id action) {
    struct search *search = view->state;
    if (action == ACT_OPEN) {
        open_found(view);
        return true;
    }
    return list_act(&search->list, action);
}

static bool key(struct view *view, const struct event *event) {
    struct search *search = view->state;
    char *before = xstrdup(line_text(&search->line));
    bool taken = line_key(&search->line, event);
    if (taken && strcmp(before, line_text(&search->line)) != 0) {
        search->list.at = search->list.top = 0;
        find(view);
    }
    free(before);
    return taken;
}

static bool mouse(struct view *view, const struct event *event) {
    struct search *search = view->state;
    if (event->row >= HEAD)
        return list_mouse(&search->list, event, HEAD);
    line_click(&search->line, event->col - 1);
    return false;
}

static const struct hint *hints(struct view *view) {
    static const struct hint all[] = {{ACT_OPEN, "go there"}, {ACT_DOWN, "next"}, {ACT_BACK, "leave"}, {0}};
    (void)view;
    return all;
}

static void release(struct view *view) {
    struct search *search = view->state;
    line_free(&search->line);
    arena_free(&search->arena);
}

static const struct view_type search_type = {
    .name = "search",
    .context = CONTEXT_NARROWED,
    .place = PLACE_BOX,
    .size = sizeof(struct search),
    .title = title,
    .load = find,
    .draw = draw,
    .size_wanted = size_wanted,
    .act = act,
    .key = key,
    .mouse = mouse,
    .hints = hints,
    .free = release,
};

void act_search(struct app *app) {
    struct search *search = app_push(app, &search_type)->state;
    line_init(&search->line, NULL);
}
