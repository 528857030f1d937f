#include "tui/question.h"

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "tui/line.h"

struct question {
    struct question_spec spec;
    char *label;
    struct line line;
    bool anew; /* nothing was typed yet */
};

static void changed(struct view *view) {
    struct question *question = view->state;
    if (question->spec.changed)
        question->spec.changed(view->app, question->spec.ctx, line_text(&question->line));
}

static void accept(struct view *view) {
    struct question *question = view->state;
    if (!question->spec.done ||
        question->spec.done(view->app, question->spec.ctx, line_text(&question->line)))
        app_close(view->app, view);
}

static bool act(struct view *view, enum action_id action) {
    struct question *question = view->state;
    if (action == ACT_SAVE) {
        accept(view);
    } else if (action == ACT_BACK) {
        app_close(view->app, view);
        if (question->spec.left)
            question->spec.left(view->app, question->spec.ctx);
    } else {
        return false;
    }
    return true;
}

static bool complete(struct view *view) {
    struct question *question = view->state;
    struct buf longer = BUF_INIT;
    if (!question->spec.complete)
        return false;
    question->spec.complete(view->app, question->spec.ctx, line_text(&question->line), &longer);
    if (longer.len > 0) {
        line_set(&question->line, longer.data);
        changed(view);
    }
    buf_free(&longer);
    return true;
}

/* Up and Down choose in the list beneath while one types. */
static bool move_beneath(struct view *view, keycode key) {
    static const struct {
        keycode key;
        enum action_id action;
    } moves[] = {{K_UP, ACT_UP}, {K_DOWN, ACT_DOWN}, {K_PGUP, ACT_PAGE_UP}, {K_PGDN, ACT_PAGE_DOWN}};
    const struct question *question = view->state;
    struct view *beneath = app_beneath(view->app, view);
    for (size_t i = 0; question->spec.moves && i < sizeof moves / sizeof moves[0]; i++) {
        if (moves[i].key == key && beneath && beneath->type->act)
            return beneath->type->act(beneath, moves[i].action);
    }
    return false;
}

static bool key(struct view *view, const struct event *event) {
    struct question *question = view->state;
    if (event->type == EVENT_KEY && event->key == K_TAB)
        return complete(view);
    if (event->type == EVENT_KEY && move_beneath(view, event->key))
        return true;
    char *before = xstrdup(line_text(&question->line));
    if (question->anew && (event->type == EVENT_PASTE || event->typed[0]))
        line_set(&question->line, NULL);
    question->anew = false;
    bool taken = line_key(&question->line, event);
    if (taken && strcmp(before, line_text(&question->line)) != 0)
        changed(view);
    free(before);
    return taken;
}

static bool mouse(struct view *view, const struct event *event) {
    struct question *question = view->state;
    int start = 1 + text_width(question->label) + 1;
    if (event->mouse != MOUSE_CLICK)
        return false;
    line_click(&question->line, event->col - start);
    return true;
}

static void draw(struct view *view, struct pane pane) {
    struct question *question = view->state;
    int col = pane_put(pane, 0, 1, STYLE_DIM, question->label) + 1;
    line_draw(&question->line, pane, 0, col, pane.area.cols - col - 1, true);
}

static void release(struct view *view) {
    struct question *question = view->state;
    if (question->spec.release)
        question->spec.release(question->spec.ctx);
    line_free(&question->line);
    free(question->label);
}

static const struct view_type question_type = {
    .name = "question",
    .context = CONTEXT_LINE,
    .place = PLACE_LINE,
    .size = sizeof(struct question),
    .draw = draw,
    .act = act,
    .key = key,
    .mouse = mouse,
    .free = release,
};

void question_open(struct app *app, const struct question_spec *spec) {
    struct question *question = app_push(app, &question_type)->state;
    question->spec = *spec;
    question->label = xstrdup(spec->label);
    question->anew = spec->anew;
    line_init(&question->line, spec->text);
}
