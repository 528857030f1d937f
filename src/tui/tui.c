#include "tui/tui.h"

#include <stdlib.h>
#include <string.h>

#include "kith/today.h"
#include "tui/app.h"
#include "tui/program.h"
#include "tui/term_curses.h"
#include "tui/tip.h"
#include "tui/view_note.h"
#include "tui/views.h"

/* The full screen on a terminal: draw, wait for one event, handle it. */

struct screen {
    const struct tui_options *options;
    struct term *term;
    struct arena arena;
};

static const char *copy(void *ctx, const char *text) {
    struct screen *screen = ctx;
    const char *program = screen->options->copy_program;
    struct buf why = BUF_INIT;
    const char *way = NULL;
    if (!program)
        return term_copy(screen->term, text)
                   ? "through the terminal; where nothing pastes: kith config copy wl-copy"
                   : NULL;
    if (program_run(program_words(&screen->arena, program, NULL), text, strlen(text), &why))
        way = arena_printf(&screen->arena, "with %s", program);
    buf_free(&why);
    return way;
}

static bool edit(void *ctx, const char *path, struct buf *why) {
    struct screen *screen = ctx;
    const char *editor = getenv("VISUAL");
    if (!editor || !*editor)
        editor = getenv("EDITOR");
    if (!editor || !*editor)
        editor = "vi";
    return term_run(screen->term, program_words(&screen->arena, editor, path), why);
}

static void suspend(void *ctx) {
    term_suspend(((struct screen *)ctx)->term);
}

static void redraw(void *ctx) {
    term_redraw(((struct screen *)ctx)->term);
}

static void read_clock(void *ctx, day *today, int64_t *now) {
    const struct tui_options *options = ((struct screen *)ctx)->options;
    options->clock(options->clock_ctx, today, now);
}

static bool read_file(void *ctx, const char *path, const struct kith_columns *columns,
                      struct kith_import *plan, struct buf *book, struct buf *why) {
    const struct tui_options *options = ((struct screen *)ctx)->options;
    return options->read_file(options->read_file_ctx, path, columns, plan, book, why);
}

static void read_columns(void *ctx, const char *path, struct arena *arena, struct kith_columns *out) {
    const struct tui_options *options = ((struct screen *)ctx)->options;
    options->read_columns(options->read_file_ctx, path, arena, out);
}

static int forgotten(void *ctx, const struct kith_list *words) {
    const struct tui_options *options = ((struct screen *)ctx)->options;
    return options->forgotten ? options->forgotten(options->forgotten_ctx, options->kith, words) : 0;
}

static void count_week(struct app *app, int *made, int *goal) {
    *goal = kith_settings(app_kith(app))->weekly_asks;
    *made = kith_asks_made(app_kith(app));
}

/* ---- the loop ---- */

enum { TICK_MS = 500, EVENTS_A_PICTURE = 256 };

/*
 * All that has been typed is handled before the next picture; a key held down still
 * shows its way. True when nothing was typed for a while.
 */
static bool handle_events(struct app *app, struct term *term) {
    bool later = !app_busy(app) && app_has_later(app);
    struct event event = term_read(term, later || app_busy(app) ? 0 : TICK_MS);
    bool quiet = event.type == EVENT_TICK;
    if (later && event.type == EVENT_NONE)
        app_later(app);
    for (int i = 0; event.type != EVENT_NONE && i < EVENTS_A_PICTURE && app_running(app); i++) {
        app_handle(app, &event);
        event = i + 1 < EVENTS_A_PICTURE ? term_read(term, 0) : (struct event){0};
    }
    return quiet;
}

/* Nothing was typed for a while: the book's file takes in what was written, so that a copy of it is whole. */
static void rest(struct kith *k, const struct tui_options *options, int64_t *settled) {
    int64_t now = kith_changes(k);
    if (now != *settled) {
        kith_settle_file(k);
        if (options->rested)
            options->rested(options->rested_ctx, k);
    }
    *settled = now;
}

static void loop(struct app *app, const struct tui_options *options, struct term *term) {
    struct canvas canvas;
    int64_t settled = kith_changes(app_kith(app));
    canvas_init(&canvas, 1, 1);
    canvas.plain = term_plain(term);
    while (app_running(app) && !term_ended(term)) {
        int rows, cols;
        term_size(term, &rows, &cols);
        canvas_resize(&canvas, rows, cols);
        app_draw(app, &canvas);
        term_show(term, &canvas);
        if (handle_events(app, term) && !app_busy(app))
            rest(app_kith(app), options, &settled);
        if (app_busy(app))
            app_slice(app);
    }
    /* Told to end: what waits for a quiet second, a draft, is written now. */
    app_handle(app, &(struct event){.type = EVENT_TICK});
    canvas_free(&canvas);
}

static void say_tip(struct app *app, struct buf *out) {
    struct tips *tips = app_options(app)->tips_ctx;
    tip_next(app, out);
    if (out->len == 0 && tips && !app_options(app)->demo)
        tips_say(tips, app, out);
}

static void tip_used(struct app *app, enum action_id action) {
    if (tips_used(app_options(app)->tips_ctx, action))
        app_tip_anew(app);
}

static void keep_tips(const struct tips *tips, const struct tui_options *options) {
    struct buf text = BUF_INIT;
    tips_text(tips, &text);
    if (options->keep && strcmp(text.data, options->learned ? options->learned : "") != 0)
        options->keep(options->keep_ctx, "learned", text.data);
    buf_free(&text);
}

/* How large the panes are outlives the program. */
static void keep_sizes(const struct app *app, const struct tui_options *options) {
    struct buf sizes = BUF_INIT;
    app_sizes_text(app, &sizes);
    if (options->keep && strcmp(sizes.data, options->panes ? options->panes : "") != 0)
        options->keep(options->keep_ctx, "panes", sizes.data);
    buf_free(&sizes);
}

bool tui_run(const struct tui_options *options, struct buf *why) {
    struct screen screen = {.options = options};
    struct buf complaints = BUF_INIT;
    struct style_own own = {0};
    if (options->styles)
        style_read(options->styles, &own, &complaints);
    screen.term = term_start(
        &(struct term_options){.mouse = options->mouse, .theme = style_theme_of(options->theme), .own = &own},
        why);
    if (!screen.term) {
        buf_free(&complaints);
        return false;
    }
    struct keymap *keymap = keymap_new();
    if (options->keys)
        keymap_override(keymap, options->keys, &complaints);
    struct tips *tips = tips_new(options->learned);
    struct app_options app_options = {
        .kith = options->kith,
        .views = {&view_today, &view_people, &view_circle, &view_asks, &view_ledger, &view_insights},
        .notes = &view_notes,
        .prompt = &view_prompt,
        .host = {&screen, copy, edit, suspend, redraw, options->clock ? read_clock : NULL, forgotten,
                 options->read_file ? read_file : NULL,
                 options->read_columns ? read_columns : NULL},
        .keymap = keymap,
        .data_dir = options->data_dir,
        .week = count_week,
        .tip = say_tip,
        .used = tip_used,
        .tips_ctx = tips,
        .no_hints = !options->hints,
        .demo = options->demo,
    };
    struct app *app = app_new(&app_options);
    if (complaints.len > 0)
        app_fail(app, "%.*s", (int)strcspn(complaints.data, "\n"), complaints.data);
    if (options->panes)
        app_sizes_read(app, options->panes);
    note_offer_draft(app);
    loop(app, options, screen.term);
    keep_sizes(app, options);
    keep_tips(tips, options);
    app_free(app);
    tips_free(tips);
    term_end(screen.term);
    keymap_free(keymap);
    buf_free(&complaints);
    arena_free(&screen.arena);
    return true;
}

void tui_keys(const char *keys, bool json, struct buf *out) {
    struct keymap *keymap = keymap_new();
    struct buf complaints = BUF_INIT;
    if (keys)
        keymap_override(keymap, keys, &complaints);
    if (json)
        keymap_write_json(keymap, out);
    else
        keymap_write(keymap, out);
    keymap_free(keymap);
    buf_free(&complaints);
}
