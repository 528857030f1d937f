/* i: a path, then the plan of what the file would do, then the import itself, which can be stopped. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "kith/import.h"
#include "tui/act.h"
#include "tui/beside.h"
#include "tui/confirm.h"
#include "tui/list.h"
#include "tui/view_columns.h"
#include "tui/view_path.h"

static const char *file_name(const char *path) {
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

/* "12 new, 3 updated": what there is any of. */
static void write_counts(const struct kith_counts *counts, bool all, struct buf *out) {
    const struct {
        int64_t count;
        const char *word;
    } parts[] = {{counts->added, "new"},
                 {counts->updated, "updated"},
                 {all ? counts->same : 0, "same"},
                 {all ? counts->skipped : 0, "skipped"}};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        if (parts[i].count)
            buf_printf(out, "%s%lld %s", out->len ? ", " : "", (long long)parts[i].count, parts[i].word);
    if (out->len == 0)
        buf_str(out, counts->same ? "all is in the book already" : "nothing to import");
}

enum { MANY_NEW = 20 };

/* Many new people are best sorted at once: People shows them, and says how. */
static void say_done(struct app *app, const struct kith_counts *counts) {
    struct buf words = BUF_INIT;
    write_counts(counts, true, &words);
    if (counts->added > MANY_NEW)
        app_show(app, APP_PEOPLE);
    app_say(app, "%s. %s", words.data, counts->step ? "u takes it back" : "The book is as it was");
    buf_free(&words);
}

/* ---- the plan ---- */

struct plan {
    struct kith_import plan;
    char *name; /* of the file */
    struct list list;
    struct known { /* what was planned at first, and whom a row matched */
        enum kith_fate fate;
        kith_id match;
        char *name; /* of the match, or NULL */
    } * first;
    struct beside beside; /* the row under the cursor and whom it matches */
    size_t beside_at;     /* that row, plus one; 0: to be made */
    enum kith_fate beside_fate;
    bool busy; /* it is being applied; the job owns nothing */
    size_t at;
    enum kith_status status;
    struct kith_counts counts;
};

static size_t problems_from(const struct plan *plan) {
    return plan->plan.count + (plan->plan.problem_count ? 1 : 0); /* a heading between */
}

static bool skip_heading(void *ctx, size_t row) {
    const struct plan *plan = ctx;
    return plan->plan.problem_count && row == plan->plan.count;
}

static struct kith_counts counts_of(const struct plan *plan) {
    struct kith_counts counts = {.rows = (int64_t)plan->plan.count + plan->plan.skipped,
                                 .skipped = plan->plan.skipped};
    for (size_t i = 0; i < plan->plan.count; i++) {
        enum kith_fate fate = plan->plan.rows[i].fate;
        counts.added += fate == KITH_FATE_NEW;
        counts.updated += fate == KITH_FATE_UPDATE;
        counts.same += fate == KITH_FATE_SAME;
        counts.skipped += fate == KITH_FATE_SKIP;
    }
    return counts;
}

static const char *const fate_words[] = {[KITH_FATE_NEW] = "new",
                                         [KITH_FATE_UPDATE] = "update",
                                         [KITH_FATE_SAME] = "same",
                                         [KITH_FATE_SKIP] = "skip"};

static void draw_problem(const struct plan *plan, struct pane pane, size_t index) {
    const struct kith_problem *problem = &plan->plan.problems[index];
    int col = 1;
    if (problem->line)
        col = pane_printf(pane, 0, 1, STYLE_DIM, "line %lld", (long long)problem->line) + 2;
    pane_cut(pane, 0, col < 13 ? 13 : col, pane.area.cols - 14, STYLE_WARNING, problem->why);
}

static void draw_row(void *ctx, struct pane pane, size_t index) {
    const struct plan *plan = ctx;
    if (skip_heading(ctx, index)) {
        pane_put(pane, 0, 1, STYLE_TITLE, "What cannot be kept");
        return;
    }
    if (index >= plan->plan.count) {
        draw_problem(plan, pane, index - problems_from(plan));
        return;
    }
    const struct kith_import_row *row = &plan->plan.rows[index];
    const char *match = plan->first[index].name;
    bool quiet = row->fate == KITH_FATE_SAME || row->fate == KITH_FATE_SKIP;
    int end = pane.area.cols - 1, why = end * 3 / 5;
    pane_put(pane, 0, 1, STYLE_DIM,
             row->fate == KITH_FATE_SKIP   ? "[ ]"
             : row->fate == KITH_FATE_SAME ? " = "
                                           : "[x]");
    pane_put(pane, 0, 5, quiet ? STYLE_DIM : STYLE_PLAIN, fate_words[row->fate]);
    char text[256] = "";
    if (row->fate == KITH_FATE_NEW && match)
        snprintf(text, sizeof text, "another than %s", match);
    else if (match)
        snprintf(text, sizeof text, "%s: %s", match, row->why ? row->why : "");
    else if (row->why)
        snprintf(text, sizeof text, "%s", row->why);
    if (!*text)
        why = end; /* nothing to tell: the room is the company's */
    int col = pane_cut(pane, 0, 13, why - 14, quiet ? STYLE_DIM : STYLE_NAME, row->person.name);
    if (row->person.company && why - col > 8)
        pane_cut(pane, 0, col + 2, why - col - 3, STYLE_DIM, row->person.company);
    pane_cut(pane, 0, why, end - why, STYLE_DIM, text);
}

/* A role is the user's to say: a file that says none does not differ. */
static void compare(struct plan *plan, struct kith *k, size_t at) {
    const struct kith_import_row *row = &plan->plan.rows[at];
    struct kith_person book, result, file = row->person;
    beside_free(&plan->beside);
    plan->beside_at = at + 1;
    plan->beside_fate = row->fate;
    plan->beside.left = "book";
    plan->beside.right = "file";
    if (kith_import_row_plan(k, &plan->plan, at, &plan->beside.arena, &book, &result) != KITH_OK)
        return;
    bool there = book.id && row->fate != KITH_FATE_NEW;
    file.role = result.role;
    beside_make(&plan->beside, k, there ? &book : NULL, &file, there ? &result : &file);
    for (size_t i = 0; i < row->tie_count; i++)
        beside_add(&plan->beside, row->ties[i].relation, row->ties[i].name);
    for (size_t i = 0; i < row->note_count; i++)
        beside_add(&plan->beside, "note", row->notes[i].text);
}

enum { WIDE = 110, LEAST_ROWS = 16, FEWEST_BELOW = 8 };

/* Beside the list where there is room, else below it; the pane that is left for the list. */
static struct pane draw_compared(struct view *view, struct pane pane) {
    struct plan *plan = view->state;
    int rows = pane.area.rows, cols = pane.area.cols;
    size_t at = plan->list.at;
    if (at >= plan->plan.count || (cols < WIDE && rows < LEAST_ROWS) || plan->busy)
        return pane;
    if (plan->beside_at != at + 1 || plan->beside_fate != plan->plan.rows[at].fate)
        compare(plan, app_kith(view->app), at);
    if (cols >= WIDE) {
        int left = cols * 9 / 20;
        for (int i = 0; i < rows; i++)
            pane_put(pane, i, left, STYLE_RULE, "\xE2\x94\x82");
        beside_draw(&plan->beside, pane_part(pane, 0, left + 1, rows, cols - left - 1));
        return pane_part(pane, 0, 0, rows, left);
    }
    int below = rows / 2 < FEWEST_BELOW ? FEWEST_BELOW : rows / 2;
    pane_fill(pane, rows - below, 0, cols, STYLE_RULE, "\xE2\x94\x80");
    beside_draw(&plan->beside, pane_part(pane, rows - below + 1, 0, below - 1, cols));
    return pane_part(pane, 0, 0, rows - below, cols);
}

static void draw_plan(struct view *view, struct pane pane) {
    struct plan *plan = view->state;
    struct kith_counts counts = counts_of(plan);
    struct buf words = BUF_INIT;
    pane_blank(pane);
    write_counts(&counts, true, &words);
    if (plan->plan.problem_count)
        buf_printf(&words, ". %zu cannot be kept: G shows why", plan->plan.problem_count);
    pane_cut(pane, 0, 1, pane.area.cols - 2, STYLE_PLAIN, words.data);
    buf_free(&words);
    pane = draw_compared(view, pane_part(pane, 2, 0, pane.area.rows - 2, pane.area.cols));
    list_draw(&plan->list, pane, app_has_focus(view->app, view), draw_row, plan);
}

static void plan_title(struct view *view, struct buf *out) {
    const struct plan *plan = view->state;
    buf_printf(out, "Import %s %s %s %lld rows", sign(SIGN_DOT), plan->name, sign(SIGN_DOT),
               (long long)counts_of(plan).rows);
}

/* Space: skip it, or take it as planned. */
static void toggle(struct view *view) {
    struct plan *plan = view->state;
    if (plan->list.at >= plan->plan.count)
        return;
    struct kith_import_row *row = &plan->plan.rows[plan->list.at];
    enum kith_fate planned = plan->first[plan->list.at].fate;
    if (planned == KITH_FATE_SAME)
        app_say(view->app, "This is in the book already");
    else
        row->fate = row->fate == KITH_FATE_SKIP ? planned : KITH_FATE_SKIP;
    list_act(&plan->list, ACT_DOWN);
}

/* e: a row that was matched is somebody else after all. */
static void another(struct view *view) {
    struct plan *plan = view->state;
    if (plan->list.at >= plan->plan.count)
        return;
    struct kith_import_row *row = &plan->plan.rows[plan->list.at];
    enum kith_fate planned = plan->first[plan->list.at].fate;
    if (planned == KITH_FATE_NEW)
        app_say(view->app, "They are new already");
    else
        row->fate = row->fate == KITH_FATE_NEW ? planned : KITH_FATE_NEW;
}

/* ---- applying it ---- */

enum { SLICE = 400 }; /* some milliseconds */

static bool apply_slice(void *ctx) {
    struct view *view = ctx;
    struct plan *plan = view->state;
    char what[128];
    snprintf(what, sizeof what, "import %s", plan->name);
    plan->status = kith_import_apply(app_kith(view->app), &plan->plan, what, &plan->at, SLICE, &plan->counts);
    return plan->status == KITH_OK && plan->at < plan->plan.count;
}

static void apply_progress(void *ctx, struct buf *out) {
    const struct plan *plan = ((struct view *)ctx)->state;
    buf_printf(out, "%zu of %zu rows", plan->at, plan->plan.count);
}

static void apply_ended(struct app *app, void *ctx, bool stopped) {
    struct view *view = ctx;
    struct plan *plan = view->state;
    plan->busy = false;
    if (stopped) {
        kith_import_stop(app_kith(app));
        plan->at = 0;
        app_say(app, "Stopped. Nothing was imported");
        return;
    }
    if (!app_ok(app, plan->status))
        return;
    say_done(app, &plan->counts);
    app_close(app, view);
}

static void apply(struct view *view) {
    struct plan *plan = view->state;
    for (size_t i = 0; i < plan->plan.count;
         i++) /* who is new is nobody yet, even after a start that was stopped */
        plan->plan.rows[i].match = plan->plan.rows[i].fate == KITH_FATE_NEW ? 0 : plan->first[i].match;
    plan->at = 0;
    plan->busy = true;
    app_start(view->app,
              &(struct app_job){
                  .ctx = view, .slice = apply_slice, .progress = apply_progress, .ended = apply_ended});
}

static bool act_plan(struct view *view, enum action_id action) {
    struct plan *plan = view->state;
    switch (action) {
    case ACT_SAVE:
        apply(view);
        return true;
    case ACT_MARK:
        toggle(view);
        return true;
    case ACT_EDIT:
        another(view);
        return true;
    default:
        return list_act(&plan->list, action);
    }
}

static bool mouse_plan(struct view *view, const struct event *event) {
    return list_mouse(&((struct plan *)view->state)->list, event, 2);
}

static const struct hint *hints_plan(struct view *view) {
    static const struct hint all[] = {
        {ACT_SAVE, "import"},   {ACT_MARK, "skip, take"}, {ACT_EDIT, "somebody else"},
        {ACT_LAST, "problems"}, {ACT_BACK, "leave"},      {ACT_NONE, NULL},
    };
    (void)view;
    return all;
}

/* Left in the middle, by whatever way: nothing of it stays. */
static void release_plan(struct view *view) {
    struct plan *plan = view->state;
    if (plan->busy)
        kith_import_stop(app_kith(view->app));
    for (size_t i = 0; i < plan->plan.count; i++)
        free(plan->first[i].name);
    free(plan->first);
    free(plan->name);
    beside_free(&plan->beside);
    kith_import_free(&plan->plan);
}

static const struct view_type plan_type = {
    .name = "import plan",
    .context = CONTEXT_HEARD,
    .place = PLACE_SCREEN,
    .size = sizeof(struct plan),
    .title = plan_title,
    .draw = draw_plan,
    .act = act_plan,
    .mouse = mouse_plan,
    .hints = hints_plan,
    .free = release_plan,
};

static void plan_open(struct app *app, const char *path, const struct kith_import *read) {
    struct view *view = app_push(app, &plan_type);
    struct plan *plan = view->state;
    struct arena arena = {0};
    plan->plan = *read;
    plan->name = xstrdup(file_name(path));
    plan->first = xalloc((read->count + 1) * sizeof *plan->first);
    for (size_t i = 0; i < read->count; i++) {
        const struct kith_import_row *row = &read->rows[i];
        plan->first[i].fate = row->fate;
        plan->first[i].match = row->match;
        if (row->match)
            plan->first[i].name = xstrdup(kith_person_said(app_kith(app), row->match, &arena));
        arena_free(&arena);
    }
    plan->list =
        (struct list){.count = problems_from(plan) + read->problem_count, .skip = skip_heading, .ctx = plan};
    list_fit(&plan->list);
}

/* ---- a book ---- */

struct book {
    struct buf text;
};

static void book_yes(struct app *app, void *ctx) {
    const struct book *book = ctx;
    struct arena arena = {0};
    struct kith_counts counts;
    if (app_ok(app, kith_book_read(app_kith(app), book->text.data, book->text.len, false, &arena, &counts)))
        say_done(app, &counts);
    arena_free(&arena);
}

static void book_release(void *ctx) {
    struct book *book = ctx;
    buf_free(&book->text);
    free(book);
}

/* A whole book is read as it is, after a y. Takes the text over. */
static bool book_open(struct app *app, struct buf *text) {
    struct arena arena = {0};
    struct kith_counts counts;
    if (!app_ok(app, kith_book_read(app_kith(app), text->data, text->len, true, &arena, &counts))) {
        arena_free(&arena);
        return false;
    }
    struct book *book = xalloc(sizeof *book);
    struct buf words = BUF_INIT;
    book->text = *text;
    *text = (struct buf)BUF_INIT;
    write_counts(&counts, true, &words);
    confirm_open(app, &(struct confirm_spec){
                          .question = arena_printf(&arena, "Read this book of Kith: %s?", words.data),
                          .ctx = book,
                          .yes = book_yes,
                          .release = book_release,
                      });
    buf_free(&words);
    arena_free(&arena);
    return true;
}

/* ---- the file ---- */

/* Reads the file and goes on with its plan; false where it cannot be read. */
static bool read_plan(struct app *app, const char *file, const struct kith_columns *columns) {
    const struct app_host *host = &app_options(app)->host;
    struct kith_import plan = {.role = KITH_NO_WORD};
    struct buf book = BUF_INIT, why = BUF_INIT;
    bool good = false;
    if (!host->read_file)
        app_fail(app, "files cannot be read here");
    else if (!host->read_file(host->ctx, file, columns, &plan, &book, &why))
        app_fail(app, "%s", why.data);
    else if (book.len)
        good = book_open(app, &book);
    else if (app_ok(app, kith_import_plan(app_kith(app), &plan))) {
        plan_open(app, file, &plan);
        plan = (struct kith_import){.role = KITH_NO_WORD}; /* passed on */
        good = true;
    }
    kith_import_free(&plan);
    buf_free(&book);
    buf_free(&why);
    return good;
}

/* A file by anyone: first which column is what. */
static bool read_file(struct app *app, const char *file) {
    const struct app_host *host = &app_options(app)->host;
    struct arena arena = {0};
    struct kith_columns columns = {0};
    if (host->read_columns)
        host->read_columns(host->ctx, file, &arena, &columns);
    if (columns.count) {
        columns_open(app, file, &columns, &arena, read_plan);
        return true;
    }
    arena_free(&arena);
    return read_plan(app, file, NULL);
}

void act_import(struct app *app) {
    path_open(app, "Import a file", "LinkedIn, Google, Outlook, vCard, CSV or a book of Kith; Tab completes",
              read_file);
}
