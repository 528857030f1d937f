#include <stdio.h>
#include <string.h>

#include "tui/app_state.h"
#include "tui/frame.h"

/* Which view stands where, and the drawing of them all. */

/* The view over the panes that decides the arrangement: the last one that is no box and no line. */
static struct view *cover_of(const struct app *app) {
    for (size_t i = app->over_count; i-- > 0;) {
        enum place place = app->over[i]->type->place;
        if (place != PLACE_BOX && place != PLACE_LINE)
            return app->over[i];
    }
    return NULL;
}

static void place_cover(struct app *app, struct view *cover) {
    enum place place = cover->type->place;
    if (place == PLACE_NOTES) {
        app->aside = cover->type->aside != NULL;
        layout_cover_notes(&app->layout, app->aside);
        app->placed[SLOT_NOTES] = cover;
        if (app->aside)
            app->placed[SLOT_PROMPT] = cover;
    } else if (place == PLACE_RIGHT) {
        layout_cover_right(&app->layout);
        app->placed[SLOT_NOTES] = cover;
    } else {
        layout_cover_all(&app->layout);
        app->placed[SLOT_LIST] = cover;
    }
}

static void arrange(struct app *app) {
    struct view *list = app_list(app), *cover = cover_of(app);
    bool wide = list && list->type->place == PLACE_WIDE;
    app->layout = layout_make(app->rows, app->cols, app->focus, wide, &app->sizes);
    if (list && list->type->prompt_first && !app->sizes.prompt)
        layout_raise_prompt(&app->layout);
    app->placed[SLOT_LIST] = list;
    app->placed[SLOT_NOTES] = app->panes[SLOT_NOTES];
    app->placed[SLOT_PROMPT] = app->panes[SLOT_PROMPT];
    app->aside = false;
    if (cover && !app->layout.too_small)
        place_cover(app, cover);
}

static void title_of(struct view *view, bool aside, struct buf *out) {
    if (aside && view->type->aside_title)
        view->type->aside_title(view, out);
    else if (!aside && view->type->title)
        view->type->title(view, out);
}

static void draw_slots(struct app *app, struct canvas *canvas) {
    struct frame_title titles[SLOT_COUNT] = {0};
    struct buf texts[SLOT_COUNT] = {BUF_INIT, BUF_INIT, BUF_INIT};
    for (int i = 0; i < SLOT_COUNT; i++) {
        struct view *view = app->placed[i];
        if (!view || app->layout.slot[i].rows == 0)
            continue;
        bool aside = app->aside && i == SLOT_PROMPT;
        title_of(view, aside, &texts[i]);
        titles[i] = (struct frame_title){texts[i].data, !aside && app_has_focus(app, view)};
    }
    frame_draw(canvas, &app->layout, titles);
    for (int i = 0; i < SLOT_COUNT; i++) {
        struct view *view = app->placed[i];
        struct rect area = app->layout.slot[i];
        buf_free(&texts[i]);
        if (!view || area.rows == 0)
            continue;
        if (app->aside && i == SLOT_PROMPT) {
            view->type->aside(view, pane_of(canvas, area));
            continue;
        }
        view->area = area;
        view->type->draw(view, pane_of(canvas, area));
    }
}

static void draw_box(struct app *app, struct view *view, struct canvas *canvas) {
    struct buf title = BUF_INIT;
    int rows = app->layout.body.rows, cols = app->layout.body.cols;
    if (view->type->size_wanted)
        view->type->size_wanted(view, &rows, &cols);
    title_of(view, false, &title);
    view->area = frame_box(canvas, layout_box(&app->layout, rows + 2, cols + 2), title.data);
    view->type->draw(view, pane_of(canvas, view->area));
    buf_free(&title);
}

static void draw_over(struct app *app, struct canvas *canvas) {
    for (size_t i = 0; i < app->over_count; i++) {
        struct view *view = app->over[i];
        if (view->type->place == PLACE_BOX) {
            draw_box(app, view, canvas);
        } else if (view->type->place == PLACE_LINE) {
            view->area = app->layout.bottom;
            pane_blank(pane_of(canvas, view->area));
            view->type->draw(view, pane_of(canvas, view->area));
        }
    }
}

static void load_seen(struct app *app) {
    app_settle(app);
    arrange(app);
    for (int i = 0; i < SLOT_COUNT; i++) {
        if (app->layout.slot[i].rows > 0)
            app_load(app->placed[i]);
    }
    for (size_t i = 0; i < app->over_count; i++)
        app_load(app->over[i]);
    if (app->week_goal == 0 && app->options.week)
        app->options.week(app, &app->week_made, &app->week_goal);
    if (app->tip_stale && app->options.tip && !app->options.no_hints) {
        buf_cut(&app->tip, 0);
        app->options.tip(app, &app->tip);
    }
    app->tip_stale = false;
}

static struct view *with_later(const struct app *app) {
    for (int i = 0; i < SLOT_COUNT; i++) {
        struct view *view = app->layout.slot[i].rows > 0 ? app->placed[i] : NULL;
        if (view && !view->stale && view->type->has_later && view->type->has_later(view))
            return view;
    }
    return NULL;
}

bool app_has_later(const struct app *app) {
    return !app->layout.too_small && with_later(app);
}

bool app_later(struct app *app) {
    struct view *view = app_has_later(app) ? with_later(app) : NULL;
    if (!view)
        return false;
    view->stale = view->type->later(view) || view->stale;
    return view->stale;
}

static void draw_too_small(struct canvas *canvas) {
    char text[64];
    struct pane pane = pane_of(canvas, (struct rect){0, 0, canvas->rows, canvas->cols});
    snprintf(text, sizeof text, "Kith needs %d columns by %d rows", LAYOUT_MIN_COLS, LAYOUT_MIN_ROWS);
    if (canvas->cols < (int)strlen(text))
        snprintf(text, sizeof text, "needs %dx%d", LAYOUT_MIN_COLS, LAYOUT_MIN_ROWS);
    pane_put(pane, 0, 0, STYLE_PLAIN, text);
}

enum { NOWHERE = -1 };

/* A view without a row to stand on has the cursor where it begins: a screen reader starts there. */
static void rest_cursor(const struct app *app, struct canvas *canvas) {
    const struct view *top = app_top(app);
    if (canvas->cursor_row != NOWHERE || !top)
        return;
    canvas->cursor_row = top->area.row;
    canvas->cursor_col = top->area.col;
}

void app_draw(struct app *app, struct canvas *canvas) {
    app->rows = canvas->rows;
    app->cols = canvas->cols;
    canvas_clear(canvas);
    canvas->cursor_row = NOWHERE;
    arrange(app);
    if (app->layout.too_small) {
        draw_too_small(canvas);
        canvas->cursor_row = 0;
        return;
    }
    load_seen(app);
    draw_slots(app, canvas);
    app_draw_bars(app, canvas);
    draw_over(app, canvas);
    rest_cursor(app, canvas);
}
