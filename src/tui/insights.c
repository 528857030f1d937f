#include "tui/insights.h"

#include <stdio.h>
#include <string.h>

#include "kith/ask.h"
#include "tui/figures.h"

enum { TWO_COLUMNS = 72 };

/* ---- figures and where they stand ---- */

/* Where things are drawn: the pane, rows counted from the top of all there is. */
struct spot {
    struct insights *insights;
    struct pane pane;
    int row, col, end;
};

static void figure_at(const struct spot *place, int row, int col, int end, const char *title_text,
                      struct kith_figure figure, day from, day to) {
    struct insights *insights = place->insights;
    figure.question = arena_strdup(&insights->drawn, figure.question);
    if (insights->count < MOST_FIGURES)
        insights->figures[insights->count++] = (struct place_of_figure){
            row, col, end, arena_strdup(&insights->drawn, title_text), figure, from, to};
}

static int screen(const struct spot *place, int row) {
    return row - place->insights->top;
}

/* "flagged   31", as a figure. */
static void counted(const struct spot *place, int row, int col, int end, const char *label, int count,
                    const char *title_text, struct kith_figure figure) {
    char text[16];
    snprintf(text, sizeof text, "%d", count);
    pane_put(place->pane, screen(place, row), col, STYLE_PLAIN, label);
    pane_right(place->pane, screen(place, row), col, end, STYLE_PLAIN, text);
    figure_at(place, row, col, end, title_text, figure, place->insights->from, place->insights->to);
}

static void heading(const struct spot *place, int row, const char *text) {
    pane_cut(place->pane, screen(place, row), place->col, place->end - place->col, STYLE_TITLE, text);
}

/* ---- asks by week ---- */

/* How the weeks are shown: so many to a bar, bars so many columns apart. */
struct weeks {
    int first, group, bars, step, most;
    day start; /* the Monday of the first week */
};

static struct weeks weeks_of(const struct insights *insights, int columns) {
    struct weeks weeks = {.group = 1, .most = 1};
    int count = (int)insights->all.week_count;
    while ((count + weeks.group - 1) / weeks.group * 2 > columns)
        weeks.group++;
    weeks.bars = (count + weeks.group - 1) / weeks.group;
    weeks.step = weeks.bars ? columns / weeks.bars : 2;
    weeks.step = weeks.step > 4 ? 4 : weeks.step < 2 ? 2 : weeks.step;
    weeks.first = count - weeks.bars * weeks.group; /* not above 0: the first bar may hold fewer weeks */
    weeks.start = day_week_start(insights->to) - 7 * (count - 1);
    return weeks;
}

static int made_in(const struct insights *insights, const struct weeks *weeks, int bar) {
    int made = 0;
    for (int i = 0; i < weeks->group; i++) {
        int week = weeks->first + bar * weeks->group + i;
        made += week >= 0 ? insights->all.weeks[week].made : 0;
    }
    return made;
}

static day bar_start(const struct weeks *weeks, int bar) {
    int week = weeks->first + bar * weeks->group;
    return weeks->start + 7 * (week > 0 ? week : 0);
}

/* The name of a month under the first bar that begins in it, where there is room before the next. */
static void draw_months(const struct spot *place, const struct weeks *weeks, int row) {
    static const char *const months[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                         "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    int last = 0, free_from = 0;
    for (int bar = 0; bar < weeks->bars; bar++) {
        int year, month, month_day, col = place->col + 2 + bar * weeks->step;
        day_split(bar_start(weeks, bar) + 6, &year, &month, &month_day);
        if (month != last && (last || month_day <= 14) && col >= free_from) {
            pane_put(place->pane, screen(place, row), col, STYLE_DIM, months[month - 1]);
            free_from = col + 4;
        }
        last = month;
    }
}

static int draw_weeks(const struct spot *place, int high) {
    struct insights *insights = place->insights;
    struct weeks weeks = weeks_of(insights, place->end - place->col - 2);
    int foot = place->row + 1 + high, goal = insights->goal * weeks.group, row = place->row;
    char text[64];
    if (weeks.group == 1)
        snprintf(text, sizeof text, "Asks a week, goal %d", insights->goal);
    else
        snprintf(text, sizeof text, "Asks in %d weeks, goal %d", weeks.group, goal);
    heading(place, row, text);
    weeks.most = goal > 0 ? goal : 1;
    for (int bar = 0; bar < weeks.bars; bar++)
        if (made_in(insights, &weeks, bar) > weeks.most)
            weeks.most = made_in(insights, &weeks, bar);
    for (int bar = 0; bar < weeks.bars; bar++) {
        int made = made_in(insights, &weeks, bar), col = place->col + 2 + bar * weeks.step;
        day from = bar_start(&weeks, bar), to = weeks.start + 7 * (weeks.first + (bar + 1) * weeks.group) - 1;
        enum style style = made >= goal ? STYLE_NAME : STYLE_PLAIN;
        for (int i = 0; i < (weeks.step > 2 ? weeks.step - 2 : 1); i++)
            figures_column(place->pane, screen(place, foot), col + i, high, style, made, weeks.most);
        snprintf(text, sizeof text, "%d", made);
        pane_put(place->pane, screen(place, foot), col, made ? style : STYLE_DIM,
                 made ? text : sign(SIGN_DOT));
        if (from < insights->from)
            from = insights->from;
        figure_at(place, foot, col, col + (int)strlen(text), "Asks",
                  (struct kith_figure){.kind = KITH_FIGURE_ASKS}, from,
                  to > insights->to ? insights->to : to);
    }
    draw_months(place, &weeks, foot + 1);
    snprintf(text, sizeof text, "%d of %zu weeks kept", insights->kept, insights->all.week_count);
    int end = pane_put(place->pane, screen(place, foot + 2), place->col + 2, STYLE_DIM, text);
    figure_at(place, foot + 2, place->col + 2, end, "Asks", (struct kith_figure){.kind = KITH_FIGURE_ASKS},
              insights->from, insights->to);
    return foot + 3;
}

/* ---- moments and answers ---- */

static int draw_moments(const struct spot *place) {
    const struct kith_insights *all = &place->insights->all;
    int col = place->col, row = place->row;
    heading(place, row++, "Moments");
    int put_off = 0;
    for (size_t i = 0; i < sizeof all->put_off / sizeof *all->put_off; i++)
        put_off += all->put_off[i];
    const struct {
        const char *label, *title;
        int count;
        enum kith_figure_kind kind;
    } rows[] = {
        {"flagged", "Moments flagged", all->flagged, KITH_FIGURE_FLAGGED},
        {"used", "Moments used", all->used, KITH_FIGURE_USED},
        {"passed", "Moments that passed", all->passed, KITH_FIGURE_PASSED},
        {"open", "Moments still open", all->flagged - all->used - all->passed, KITH_FIGURE_OPEN},
        {"put off", "Put off, and why", put_off, KITH_FIGURE_PUT_OFF},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        counted(place, row++, col, col + 11, rows[i].label, rows[i].count, rows[i].title,
                (struct kith_figure){.kind = rows[i].kind});
    return row;
}

static int draw_answers(const struct spot *place) {
    static const struct {
        int answer, row, col;
    } cells[] = {{KITH_ANSWER_YES, 0, 0},   {KITH_ANSWER_WILL, 1, 0},    {KITH_ANSWER_NOT_YET, 2, 0},
                 {KITH_ANSWER_THINK, 3, 0}, {KITH_ANSWER_WAITING, 0, 1}, {KITH_ANSWER_NO, 1, 1},
                 {KITH_ANSWER_NONE, 2, 1}};
    static const char *const titles[] = {
        [KITH_ANSWER_WAITING] = "Waiting for an answer", [KITH_ANSWER_YES] = "Answered yes",
        [KITH_ANSWER_WILL] = "Answered: they will",      [KITH_ANSWER_NOT_YET] = "Answered not yet",
        [KITH_ANSWER_THINK] = "Answered: they think",    [KITH_ANSWER_NO] = "Answered no",
        [KITH_ANSWER_NONE] = "Never answered",
    };
    const struct kith_insights *all = &place->insights->all;
    heading(place, place->row, "Answers");
    for (size_t i = 0; i < sizeof cells / sizeof *cells; i++) {
        int col = place->col + cells[i].col * 13, answer = cells[i].answer;
        const char *word = kith_answer_words[answer];
        counted(place, place->row + 1 + cells[i].row, col, col + 10,
                answer == KITH_ANSWER_NOT_YET ? "not yet" : word, all->answers[answer], titles[answer],
                (struct kith_figure){.kind = KITH_FIGURE_ANSWER, .answer = answer});
    }
    return place->row + 5;
}

/* ---- giving first ---- */

/* Averages of so few people would only mislead: it is said once, at the first of the rows it holds for. */
static const char too_few[] = "too few to tell";

static bool draw_group(const struct spot *place, int row, const char *label, int people, int introductions,
                       bool said, const char *title_text, enum kith_figure_kind kind) {
    char text[64];
    int col = place->col + 2, end = place->end < place->col + 54 ? place->end : place->col + 54;
    bool few = people < KITH_ENOUGH, wide = end - col >= 50;
    pane_put(place->pane, screen(place, row), col, STYLE_PLAIN, label);
    snprintf(text, sizeof text, "%d people", people);
    pane_right(place->pane, screen(place, row), col, col + 24, STYLE_PLAIN, text);
    snprintf(text, sizeof text, wide ? "%.1f introductions each" : "%.1f each",
             people ? (double)introductions / people : 0);
    pane_right(place->pane, screen(place, row), col + 24, end, few ? STYLE_DIM : STYLE_PLAIN,
               !few    ? text
               : !said ? wide ? too_few : "too few"
                       : "");
    figure_at(place, row, col, end, title_text, (struct kith_figure){.kind = kind}, place->insights->from,
              place->insights->to);
    return said || few;
}

static int draw_payback(const struct spot *place) {
    struct insights *insights = place->insights;
    const struct kith_insights *all = &insights->all;
    int row = place->row;
    char text[96];
    bool few = all->given_first < KITH_ENOUGH;
    snprintf(text, sizeof text, "Gave back within %d days", all->within_days);
    heading(place, row++, text);
    if (all->given_first == 0)
        snprintf(text, sizeof text, "nobody was given to first yet");
    else if (few)
        snprintf(text, sizeof text, "%d of %d people: %s", all->gave_back, all->given_first, too_few);
    else if (all->gave_back == 0)
        snprintf(text, sizeof text, "none of %d people", all->given_first);
    else
        snprintf(text, sizeof text, "%d of %d people, median %.0f days", all->gave_back, all->given_first,
                 all->median_days);
    int end = pane_put(place->pane, screen(place, row), place->col + 2, STYLE_PLAIN, text);
    figure_at(place, row++, place->col + 2, end, "Given to first",
              (struct kith_figure){.kind = KITH_FIGURE_PAYBACK}, insights->from, insights->to);
    bool said = draw_group(place, row++, "given to", all->given_to, all->given_to_introductions, few,
                           "Given to", KITH_FIGURE_GIVEN_TO);
    draw_group(place, row++, "not given to", all->not_given_to, all->not_given_to_introductions, said,
               "Not given to", KITH_FIGURE_NOT_GIVEN_TO);
    return row;
}

/* ---- sources ---- */

/* With room the whole way from the asks to the business stands between the bar and the value. */
enum { COUNTS_FROM = 56, COUNTS = 4 };
static const struct {
    const char *head;
    int before; /* ends so many columns before the end */
} counts[COUNTS] = {{"asks", 23}, {"intro", 17}, {"met", 13}, {"won", 9}};

static void draw_counts(const struct spot *place, int row, const struct kith_source *source) {
    const int values[COUNTS] = {source->asks, source->introductions, source->met, source->business};
    char text[16];
    for (int i = 0; i < COUNTS; i++)
        pane_right(place->pane, screen(place, row), place->col, place->end - counts[i].before, STYLE_DIM,
                   figures_count(values[i], text));
}

static void draw_source(const struct spot *place, int row, const struct kith_source *source) {
    int width = place->end - place->col, at = screen(place, row);
    bool wide = width >= COUNTS_FROM;
    int names = wide ? width / 3 : width * 2 / 5, bar = place->col + names, from = bar;
    char text[MONEY_SIZE] = "";
    if (source->value)
        money_amount(source->value, text);
    else if (!wide)
        snprintf(text, sizeof text, "%d met of %d", source->met, source->introductions);
    pane_cut(place->pane, at, place->col, names - 1, STYLE_PLAIN, source->person.name);
    int end = pane_right(place->pane, at, from, place->end, source->value ? STYLE_PLAIN : STYLE_DIM, text);
    int bars = width - names - (wide ? counts[0].before + 5 : 10);
    figures_bar(place->pane, at, bar, bars < end - bar ? bars : end - bar - 1, STYLE_PLAIN, source->value,
                place->insights->all.sources[0].value);
    if (wide)
        draw_counts(place, row, source);
    figure_at(place, row, place->col, place->end, source->person.name,
              (struct kith_figure){.kind = KITH_FIGURE_SOURCE, .person = source->person.id},
              place->insights->from, place->insights->to);
}

static int draw_sources(const struct spot *place, int most) {
    const struct kith_insights *all = &place->insights->all;
    int row = place->row;
    heading(place, row, "Where business came from");
    if (all->source_count)
        figure_at(place, row, place->col, place->col + 24, "Where business came from",
                  (struct kith_figure){.kind = KITH_FIGURE_SOURCES}, place->insights->from,
                  place->insights->to);
    for (int i = 0; i < COUNTS && place->end - place->col >= COUNTS_FROM && all->source_count; i++)
        pane_right(place->pane, screen(place, row), place->col, place->end - counts[i].before, STYLE_DIM,
                   counts[i].head);
    char value[MONEY_SIZE];
    if (all->source_count)
        pane_right(place->pane, screen(place, row), place->col, place->end, STYLE_DIM,
                   figures_value_head(value));
    row++;
    if (all->source_count == 0)
        pane_put(place->pane, screen(place, row++), place->col, STYLE_DIM, "no introduction yet");
    for (size_t i = 0; i < all->source_count && (int)i < most; i++)
        draw_source(place, row++, &all->sources[i]);
    return row;
}

/* ---- questions and the tree ---- */

static int draw_questions(const struct spot *place, int most) {
    struct insights *insights = place->insights;
    const struct kith_insights *all = &insights->all;
    int row = place->row, asked = place->end - 7;
    heading(place, row, "Best questions");
    pane_right(place->pane, screen(place, row), place->col, asked, STYLE_DIM,
               all->question_count ? "asked" : "");
    pane_right(place->pane, screen(place, row++), place->col, place->end, STYLE_DIM,
               all->question_count ? "names" : "");
    if (all->question_count == 0)
        pane_cut(place->pane, screen(place, row++), place->col, place->end - place->col, STYLE_DIM,
                 "none was taken into a talk yet");
    for (size_t i = 0; i < all->question_count && (int)i < most; i++, row++) {
        const struct kith_asked_question *question = &all->questions[i];
        char count[16];
        snprintf(count, sizeof count, "%d", question->used);
        pane_right(place->pane, screen(place, row), asked - 6, asked, STYLE_PLAIN, count);
        snprintf(count, sizeof count, "%d", question->names);
        pane_right(place->pane, screen(place, row), asked, place->end, STYLE_PLAIN, count);
        pane_cut(place->pane, screen(place, row), place->col, asked - 7 - place->col, STYLE_PLAIN,
                 question->text);
        figure_at(place, row, place->col, place->end, "Taken into these talks",
                  (struct kith_figure){.kind = KITH_FIGURE_QUESTION, .question = question->text},
                  insights->from, insights->to);
    }
    return row;
}

static void draw_tree(const struct spot *place, int rows, bool focused) {
    struct insights *insights = place->insights;
    struct arena arena = {0};
    heading(place, place->row,
            insights->in_tree ? arena_printf(&arena, "The tree %s %s", sign(SIGN_DOT),
                                             growth_line(&insights->growth, &arena))
                              : "The tree of business");
    insights->tree_row = place->row + 1;
    insights->tree_rows = rows - 1;
    if (insights->all.tree_count == 0)
        pane_cut(place->pane, screen(place, place->row + 1), place->col, place->end - place->col, STYLE_DIM,
                 "no introduction was received yet");
    struct pane pane = place->pane;
    pane =
        pane_part(pane, screen(place, place->row + 1), place->col - 1, rows - 1, place->end - place->col + 2);
    growth_draw(&insights->growth, pane, focused);
    arena_free(&arena);
}

/* ---- all of it ---- */

static struct spot placed(const struct spot *all, int row, int col, int end) {
    return (struct spot){all->insights, all->pane, row, col, end};
}

static int larger(int a, int b) {
    return a > b ? a : b;
}

/* Two columns; the tree over both and the questions below it or, with room, each in one of them. */
static void draw_wide(const struct spot *all, bool focused) {
    int cols = all->pane.area.cols, rows = all->pane.area.rows, right = cols * 41 / 80,
        high = rows >= 30 ? 4 : 1;
    struct spot place = placed(all, 0, 1, right - 3);
    int left_end = draw_weeks(&place, high);
    place = placed(all, left_end + 1, 1, right - 3);
    left_end = draw_payback(&place);
    place = placed(all, 0, right, right + 14);
    int right_end = draw_moments(&place);
    place = placed(all, 0, right + 15, cols - 1);
    right_end = larger(right_end, draw_answers(&place));
    place = placed(all, right_end + 1, right, cols - 1);
    int next = larger(left_end, draw_sources(&place, left_end - right_end - 2)) + 1;
    bool beside = cols >= 110;
    int questions = (int)all->insights->all.question_count,
        below = beside ? 0 : 2 + (questions < 1 ? 1 : questions);
    if (below > 4 && rows < 30)
        below = 4;
    int tree = larger(rows - next - below, 5);
    place = placed(all, next, 1, beside ? right - 3 : cols - 1);
    draw_tree(&place, tree, focused);
    place = beside ? placed(all, next, right, cols - 1) : placed(all, next + tree + 1, 1, cols - 1);
    next = draw_questions(&place, beside ? tree - 1 : below - 2);
    all->insights->height = larger(next, all->insights->tree_row + tree - 1);
}

static void draw_narrow(const struct spot *all, bool focused) {
    struct insights *insights = all->insights;
    int end = all->pane.area.cols - 1, row = 0;
    struct spot place = placed(all, row, 1, end);
    row = draw_weeks(&place, 1) + 1;
    place = placed(all, row, 1, end);
    draw_moments(&place);
    place = placed(all, row, 16, end);
    row = draw_answers(&place) + 1;
    place = placed(all, row, 1, end);
    row = draw_payback(&place) + 1;
    place = placed(all, row, 1, end);
    row = draw_sources(&place, 5) + 1;
    int tree = (int)insights->growth.list.count < 10 ? (int)insights->growth.list.count + 1 : 11;
    place = placed(all, row, 1, end);
    draw_tree(&place, larger(tree, 2), focused);
    row += larger(tree, 2) + 1;
    place = placed(all, row, 1, end);
    insights->height = draw_questions(&place, 5);
}

/* What the cursor is on stays in sight. */
static void scroll(struct insights *insights, int rows) {
    int first = insights->in_tree                ? insights->tree_row - 1
                : insights->at < insights->count ? insights->figures[insights->at].row
                                                 : 0;
    int last = insights->in_tree ? insights->tree_row + insights->tree_rows : first + 2;
    if (first < 6 && !insights->in_tree)
        first = 0;
    if (last > insights->top + rows)
        insights->top = last - rows;
    if (first < insights->top)
        insights->top = first;
    if (insights->top > insights->height - rows)
        insights->top = larger(insights->height - rows, 0);
}

static void draw_all(struct insights *insights, struct pane pane, bool focused) {
    struct spot all = {insights, pane, 0, 0, 0};
    insights->count = 0;
    arena_free(&insights->drawn);
    if (pane.area.cols >= TWO_COLUMNS)
        draw_wide(&all, focused && insights->in_tree);
    else
        draw_narrow(&all, focused && insights->in_tree);
}

void insights_draw(struct insights *insights, struct pane pane, bool focused) {
    draw_all(insights, pane, focused);
    if (insights->at >= insights->count)
        insights->at = insights->count ? insights->count - 1 : 0;
    int top = insights->top;
    scroll(insights, pane.area.rows);
    if (top != insights->top) {
        pane_blank(pane);
        draw_all(insights, pane, focused);
    }
    if (!focused || insights->in_tree || insights->count == 0)
        return;
    const struct place_of_figure *at = &insights->figures[insights->at];
    pane_choose_part(pane, at->row - insights->top, at->col, at->end);
    pane_cursor(pane, at->row - insights->top, at->col - 1); /* beside it, not on its first letter */
}
