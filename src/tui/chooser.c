#include "tui/chooser.h"

#include <string.h>

#include "base/arena.h"
#include "tui/list.h"
#include "tui/wrap.h"

struct chooser {
    struct chooser_spec spec; /* its texts in the arena */
    struct arena arena;
    struct list list;
    struct buf below;
};

static void moved(struct view *view) {
    struct chooser *chooser = view->state;
    if (!chooser->spec.moved)
        return;
    buf_cut(&chooser->below, 0);
    chooser->spec.moved(view->app, chooser->spec.ctx, chooser->list.at, &chooser->below);
}

static void take(struct view *view) {
    struct chooser *chooser = view->state;
    if (chooser->spec.count == 0)
        return;
    app_close(view->app, view);
    chooser->spec.done(view->app, chooser->spec.ctx, chooser->list.at);
}

static bool act(struct view *view, enum action_id action) {
    struct chooser *chooser = view->state;
    if (action == ACT_OPEN)
        take(view);
    else if (!list_act(&chooser->list, action))
        return false;
    else
        moved(view);
    return true;
}

/* The next option after the chosen one that starts with the letter; the count when there is none. */
static size_t option_from(const struct chooser *chooser, const char *letter) {
    struct arena arena = {0};
    const char *wanted = text_fold(&arena, letter);
    size_t count = chooser->spec.count, found = count;
    for (size_t i = 1; i <= count && found == count; i++) {
        size_t at = (chooser->list.at + i) % count;
        const char *text = text_fold(&arena, chooser->spec.options[at].text);
        if (*wanted && strncmp(text, wanted, strlen(wanted)) == 0)
            found = at;
    }
    arena_free(&arena);
    return found;
}

/* Tab: something else than these options, such as another day. */
static bool take_other(struct view *view) {
    struct chooser *chooser = view->state;
    if (!chooser->spec.other)
        return false;
    app_close(view->app, view);
    chooser->spec.other(view->app, chooser->spec.ctx, chooser->list.at);
    return true;
}

/* A letter that no option starts with moves as in any list; G does always, for no letter is lost by it. */
static enum action_id move_of(const struct event *event, bool jumps) {
    switch (event->key) {
    case 'G':
        return ACT_LAST;
    case 'g':
        return jumps ? ACT_NONE : ACT_FIRST;
    case 'j':
        return jumps ? ACT_NONE : ACT_DOWN;
    case 'k':
        return jumps ? ACT_NONE : ACT_UP;
    default:
        return ACT_NONE;
    }
}

static bool key(struct view *view, const struct event *event) {
    struct chooser *chooser = view->state;
    if (event->type == EVENT_KEY && event->key == K_TAB)
        return take_other(view);
    if (event->type != EVENT_KEY || !event->typed[0] || chooser->spec.count == 0)
        return false;
    size_t at = option_from(chooser, event->typed);
    enum action_id move = move_of(event, at < chooser->spec.count);
    if (move != ACT_NONE || at == chooser->spec.count)
        return move != ACT_NONE && act(view, move);
    list_go(&chooser->list, at);
    moved(view);
    if (chooser->spec.letter_takes && option_from(chooser, event->typed) == at) /* no other starts with it */
        take(view);
    return true;
}

static int above_rows(const struct chooser *chooser, int cols) {
    const char *above = chooser->spec.above;
    return above ? wrap_count(above, strlen(above), cols - 2) + 1 : 0;
}

static int below_rows(const struct chooser *chooser, int cols) {
    return chooser->below.len ? wrap_count(chooser->below.data, chooser->below.len, cols - 2) + 1 : 0;
}

static int notes_column(const struct chooser *chooser) {
    int widest = 0;
    for (size_t i = 0; i < chooser->spec.count; i++) {
        int width = text_width(chooser->spec.options[i].text);
        widest = width > widest ? width : widest;
    }
    return 3 + widest + 2;
}

static void size_wanted(struct view *view, int *rows, int *cols) {
    struct chooser *chooser = view->state;
    int widest = text_width(chooser->spec.title) + 4, notes = notes_column(chooser);
    for (size_t i = 0; i < chooser->spec.count; i++) {
        const char *note = chooser->spec.options[i].note;
        int width = note ? notes + text_width(note) + 1 : notes;
        widest = width > widest ? width : widest;
    }
    if ((chooser->spec.above || chooser->spec.moved) && widest < 56)
        widest = 56;
    *cols = widest < *cols - 4 ? widest : *cols - 4;
    *rows = (int)chooser->spec.count + above_rows(chooser, *cols) + below_rows(chooser, *cols);
}

static void draw_option(void *ctx, struct pane pane, size_t index) {
    const struct chooser *chooser = ctx;
    const struct chooser_option *option = &chooser->spec.options[index];
    if (option->sign)
        pane_put(pane, 0, 1, option->style, option->sign);
    int notes = notes_column(chooser);
    enum style style =
        option->style == STYLE_GOLDEN ? STYLE_PLAIN : option->style; /* the accent is the sign's */
    pane_cut(pane, 0, 3, notes - 4, style, option->text);
    if (option->note)
        pane_cut(pane, 0, notes, pane.area.cols - notes - 1, STYLE_DIM, option->note);
}

static void draw(struct view *view, struct pane pane) {
    struct chooser *chooser = view->state;
    int cols = pane.area.cols, above = above_rows(chooser, cols), below = below_rows(chooser, cols);
    if (above)
        pane_wrap(pane, 0, 1, cols - 1, STYLE_PLAIN, chooser->spec.above);
    int rows = pane.area.rows - above - below;
    if (rows < 1)
        rows = pane.area.rows - above;
    list_draw(&chooser->list, pane_part(pane, above, 0, rows, cols), true, draw_option, chooser);
    if (below)
        pane_wrap(pane, above + rows + 1, 1, cols - 1, STYLE_DIM, chooser->below.data);
}

static bool mouse(struct view *view, const struct event *event) {
    struct chooser *chooser = view->state;
    bool chose = list_mouse(&chooser->list, event, above_rows(chooser, view->area.cols));
    moved(view);
    return chose;
}

static void title(struct view *view, struct buf *out) {
    const struct chooser *chooser = view->state;
    buf_str(out, chooser->spec.title);
}

static const struct hint *hints(struct view *view) {
    static const struct hint all[] = {{ACT_OPEN, "take"}, {ACT_BACK, "leave"}, {0}};
    (void)view;
    return all;
}

static void release(struct view *view) {
    struct chooser *chooser = view->state;
    if (chooser->spec.release)
        chooser->spec.release(chooser->spec.ctx);
    buf_free(&chooser->below);
    arena_free(&chooser->arena);
}

static const struct view_type chooser_type = {
    .name = "chooser",
    .context = CONTEXT_CHOOSER,
    .place = PLACE_BOX,
    .size = sizeof(struct chooser),
    .title = title,
    .draw = draw,
    .size_wanted = size_wanted,
    .act = act,
    .key = key,
    .mouse = mouse,
    .hints = hints,
    .free = release,
};

void chooser_open(struct app *app, const struct chooser_spec *spec) {
    struct view *view = app_push(app, &chooser_type);
    struct chooser *chooser = view->state;
    struct chooser_option *options = ARENA_NEW(&chooser->arena, struct chooser_option, spec->count + 1);
    for (size_t i = 0; i < spec->count; i++) {
        options[i] = spec->options[i];
        options[i].sign = arena_strdup(&chooser->arena, options[i].sign);
        options[i].text = arena_strdup(&chooser->arena, options[i].text);
        options[i].note = arena_strdup(&chooser->arena, options[i].note);
    }
    chooser->spec = *spec;
    chooser->spec.options = options;
    chooser->spec.title = arena_strdup(&chooser->arena, spec->title);
    chooser->spec.above = arena_strdup(&chooser->arena, spec->above);
    chooser->below = (struct buf)BUF_INIT;
    chooser->list = (struct list){.count = spec->count, .at = spec->chosen};
    list_fit(&chooser->list);
    moved(view);
}
