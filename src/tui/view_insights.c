/* View 6, Insights: what the numbers say. Every figure opens the rows it is made of; the tree can be walked.
 */
#include <stdlib.h>

#include "tui/insights.h"
#include "tui/view_figure.h"
#include "tui/views.h"

static const char *const period_words[PERIODS] = {
    [WEEKS_12] = "the last 12 weeks",
    [QUARTER] = "this quarter",
    [LAST_QUARTER] = "the quarter before",
    [YEAR] = "this year",
    [LAST_YEAR] = "last year",
    [EVERYTHING] = "everything",
};

/* ---- loading ---- */

static void set_period(struct insights *insights, day today) {
    int year, month, month_day;
    day_split(today, &year, &month, &month_day);
    int quarter = (month - 1) / 3 * 3 + 1, before = quarter == 1 ? 10 : quarter - 3;
    insights->to = today;
    switch (insights->period) {
    case WEEKS_12:
        insights->from = day_week_start(today) - 11 * 7;
        break;
    case QUARTER:
        insights->from = day_from(year, quarter, 1);
        break;
    case LAST_QUARTER:
        insights->from = day_from(quarter == 1 ? year - 1 : year, before, 1);
        insights->to = day_from(year, quarter, 1) - 1;
        break;
    case YEAR:
        insights->from = day_from(year, 1, 1);
        break;
    case LAST_YEAR:
        insights->from = day_from(year - 1, 1, 1);
        insights->to = day_from(year, 1, 1) - 1;
        break;
    default:
        insights->from = DAY_NONE;
    }
}

static void load(struct view *view) {
    struct insights *insights = view->state;
    struct kith *k = app_kith(view->app);
    arena_free(&insights->arena);
    insights->all = (struct kith_insights){0};
    set_period(insights, app_today(view->app));
    insights->goal = kith_settings(k)->weekly_asks;
    app_ok(view->app, kith_insights(k, insights->from, insights->to, &insights->arena, &insights->all));
    insights->kept = 0;
    for (size_t i = 0; i < insights->all.week_count; i++)
        insights->kept += insights->all.weeks[i].made >= insights->goal;
    growth_load(&insights->growth, insights->all.tree, insights->all.tree_count);
    insights->in_tree = insights->in_tree && insights->all.tree_count;
}

static void draw(struct view *view, struct pane pane) {
    insights_draw(view->state, pane, app_has_focus(view->app, view));
}

static void title(struct view *view, struct buf *out) {
    buf_printf(out, "Insights %s %s", sign(SIGN_DOT), period_words[((struct insights *)view->state)->period]);
}

/* ---- walking among the figures ---- */

static int apart(const struct place_of_figure *a, const struct place_of_figure *b) {
    return a->end <= b->col ? b->col - a->end + 1 : b->end <= a->col ? a->col - b->end + 1 : 0;
}

/* The nearest figure in a direction; rows count for more than columns when going down, and the other way
 * round. */
static bool step(struct insights *insights, int down, int right) {
    const struct place_of_figure *from = &insights->figures[insights->at];
    int best = -1, least = 0;
    for (size_t i = 0; i < insights->count; i++) {
        const struct place_of_figure *to = &insights->figures[i];
        int rows = (to->row - from->row) * down, across = to->col - from->col;
        if (down ? rows <= 0 : across * right <= 0)
            continue;
        int cost = down ? rows * 3 + apart(from, to) : apart(from, to) + abs(to->row - from->row) * 8;
        if (best < 0 || cost < least) {
            best = (int)i;
            least = cost;
        }
    }
    if (best < 0)
        return false;
    insights->at = (size_t)best;
    return true;
}

static bool into_tree(struct insights *insights, bool from_above) {
    if (insights->all.tree_count == 0)
        return false;
    insights->in_tree = true;
    list_go(&insights->growth.list, from_above ? 0 : insights->growth.list.count);
    return true;
}

/* The tree stands between the figures above it and the questions below. */
static void move(struct insights *insights, int down) {
    size_t before = insights->at;
    const struct list *tree = &insights->growth.list;
    if (insights->count == 0)
        return;
    if (!insights->in_tree) {
        int was = insights->figures[before].row, row = insights->tree_row;
        bool moved = step(insights, down, 0);
        int is = insights->figures[insights->at].row;
        bool crossed = down > 0 ? was < row && (!moved || is > row) : was > row && (!moved || is < row);
        if (crossed && into_tree(insights, down > 0))
            insights->at = before;
        return;
    }
    if (down > 0 ? tree->at + 1 < tree->count : tree->at > 0) {
        growth_act(&insights->growth, down > 0 ? ACT_DOWN : ACT_UP);
        return;
    }
    for (size_t i = 0; i < insights->count; i++) { /* out of the tree: to the first below, the last above */
        bool beyond = down > 0 ? insights->figures[i].row > insights->tree_row
                               : insights->figures[i].row < insights->tree_row;
        if (!beyond)
            continue;
        insights->in_tree = false;
        insights->at = i;
        if (down > 0)
            return;
    }
}

static void open_figure(struct view *view) {
    const struct insights *insights = view->state;
    if (insights->at >= insights->count)
        return;
    const struct place_of_figure *at = &insights->figures[insights->at];
    figure_open(view->app, at->title, at->from, at->to, &at->figure);
}

/* The whole line of a person of the tree, back to the first source. */
static void open_line(struct view *view) {
    const struct insights *insights = view->state;
    const struct kith_branch *branch = growth_at(&insights->growth);
    struct arena arena = {0};
    if (branch)
        figure_open(view->app, arena_printf(&arena, "How %s came", branch->person.name), insights->from,
                    insights->to,
                    &(struct kith_figure){.kind = KITH_FIGURE_LINE, .person = branch->person.id});
    arena_free(&arena);
}

static void turn_period(struct view *view, int by) {
    struct insights *insights = view->state;
    int period = (int)insights->period + by;
    if (period < 0 || period >= PERIODS)
        return;
    insights->period = (enum period)period;
    app_reload(view->app);
}

static bool act(struct view *view, enum action_id action) {
    struct insights *insights = view->state;
    switch (action) {
    case ACT_PERIOD_BEFORE:
    case ACT_PERIOD_AFTER:
        turn_period(view, action == ACT_PERIOD_AFTER ? 1 : -1);
        return true;
    case ACT_NEXT_PANE:
    case ACT_PREVIOUS_PANE:
        insights->in_tree = !insights->in_tree && insights->all.tree_count;
        return true;
    case ACT_BACK:
        if (!insights->in_tree)
            return false;
        insights->in_tree = false;
        return true;
    case ACT_DOWN:
    case ACT_UP:
        move(insights, action == ACT_DOWN ? 1 : -1);
        return true;
    case ACT_OPEN:
        if (insights->in_tree)
            open_line(view);
        else
            open_figure(view);
        return true;
    case ACT_FIRST:
    case ACT_LAST:
        if (!insights->in_tree) {
            insights->at = action == ACT_FIRST ? 0 : insights->count ? insights->count - 1 : 0;
            return true;
        }
        return growth_act(&insights->growth, action);
    default:
        return (insights->in_tree || action == ACT_SORT) && growth_act(&insights->growth, action);
    }
}

static bool key(struct view *view, const struct event *event) {
    struct insights *insights = view->state;
    if (event->type != EVENT_KEY || (event->key != K_LEFT && event->key != K_RIGHT))
        return false;
    if (!insights->in_tree && insights->count)
        step(insights, 0, event->key == K_RIGHT ? 1 : -1);
    else if (growth_at(&insights->growth) && growth_is_folded(&insights->growth) == (event->key == K_RIGHT))
        growth_act(&insights->growth, ACT_MARK); /* Left folds, Right unfolds */
    return true;
}

static bool mouse(struct view *view, const struct event *event) {
    struct insights *insights = view->state;
    int row = event->row + insights->top;
    if (event->mouse == MOUSE_WHEEL_UP || event->mouse == MOUSE_WHEEL_DOWN) {
        move(insights, event->mouse == MOUSE_WHEEL_DOWN ? 1 : -1);
        return true;
    }
    for (size_t i = 0; i < insights->count; i++) {
        const struct place_of_figure *at = &insights->figures[i];
        if (at->row == row && event->col >= at->col && event->col < at->end) {
            insights->at = i;
            insights->in_tree = false;
            return true;
        }
    }
    int tree = insights->tree_row - insights->top;
    if (event->row < tree || event->row >= tree + insights->tree_rows ||
        !list_mouse(&insights->growth.list, event, tree))
        return false;
    insights->in_tree = true;
    return true;
}

static bool subject(struct view *view, struct subject *out) {
    const struct insights *insights = view->state;
    const struct kith_branch *branch = growth_at(&insights->growth);
    if (insights->in_tree && branch) {
        *out = (struct subject){.kind = &kith_person_kind,
                                .id = branch->person.id,
                                .person = branch->person.id,
                                .name = branch->person.name};
        return true;
    }
    if (insights->in_tree || insights->at >= insights->count)
        return false;
    const struct place_of_figure *at = &insights->figures[insights->at];
    if (at->figure.kind != KITH_FIGURE_SOURCE)
        return false;
    *out = (struct subject){
        .kind = &kith_person_kind, .id = at->figure.person, .person = at->figure.person, .name = at->title};
    return true;
}

static const struct hint *hints(struct view *view) {
    static const struct hint figures[] = {
        {ACT_OPEN, "the rows behind it"},
        {ACT_PERIOD_AFTER, "period"},
        {ACT_PERIOD_BEFORE, "back"},
        {ACT_NEXT_PANE, "the tree"},
        {ACT_NONE, NULL},
    };
    static const struct hint tree[] = {
        {ACT_OPEN, "how they came"}, {ACT_MARK, "fold"},         {ACT_SORT, "by name"},
        {ACT_PERIOD_AFTER, "period"}, {ACT_NEXT_PANE, "the figures"}, {ACT_NONE, NULL},
    };
    static const struct hint tree_by_name[] = {
        {ACT_OPEN, "how they came"}, {ACT_MARK, "fold"},         {ACT_SORT, "by value"},
        {ACT_PERIOD_AFTER, "period"}, {ACT_NEXT_PANE, "the figures"}, {ACT_NONE, NULL},
    };
    const struct insights *insights = view->state;
    return !insights->in_tree ? figures : insights->growth.by_name ? tree_by_name : tree;
}

static void release(struct view *view) {
    struct insights *insights = view->state;
    growth_free(&insights->growth);
    arena_free(&insights->drawn);
    arena_free(&insights->arena);
}

const struct view_type view_insights = {
    .name = "insights",
    .context = CONTEXT_INSIGHTS,
    .place = PLACE_WIDE,
    .size = sizeof(struct insights),
    .title = title,
    .load = load,
    .draw = draw,
    .act = act,
    .key = key,
    .mouse = mouse,
    .subject = subject,
    .hints = hints,
    .free = release,
};
