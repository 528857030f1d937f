#include "tui/sheet.h"

#include <string.h>

#include "kith/referral.h"
#include "tui/figures.h"

enum { HEAD = 2, MORE = 25 };

/* ---- columns ---- */

struct columns {
    int person, cell[SHEET_CELLS], end;
};

enum { WITH_ASKED = 70, WITH_DATES = 44 }; /* columns from which those have room */

/* The person, then the cells; the wants and what was given take what room there is. */
static struct columns columns_of(int cols) {
    struct columns at = {.person = cols < WITH_DATES ? 1 : 9, .end = cols - 1};
    int rest = at.end - at.person, more = rest > 70 ? rest - 70 : 0;
    if (cols < WITH_ASKED) {
        at.cell[SHEET_GOT] = at.end - (cols < WITH_DATES ? 8 : 11);
        at.cell[SHEET_GAVE] = at.cell[SHEET_ASKED] = at.cell[SHEET_GOT] - (cols < WITH_DATES ? 6 : 9);
        at.cell[SHEET_NEEDS] = at.person + (at.cell[SHEET_GAVE] - at.person) / 2;
        return at;
    }
    at.cell[SHEET_NEEDS] = at.person + rest * 23 / 100;
    at.cell[SHEET_GOT] = at.end - 12 - more * 15 / 100;
    at.cell[SHEET_GAVE] = at.cell[SHEET_GOT] - 13 - more * 15 / 100;
    at.cell[SHEET_ASKED] = at.cell[SHEET_GAVE] - 9;
    return at;
}

static int cell_end(const struct columns *at, int cell) {
    return cell + 1 < SHEET_CELLS ? at->cell[cell + 1] - 2 : at->end;
}

/* ---- what stands in the cells ---- */

static const char *needs_text(const struct kith_sheet_row *row, struct arena *arena) {
    const char *text = "";
    for (size_t i = 0; i < row->needs.count; i++)
        text = arena_printf(arena, "%s%s%s", text, i ? "; " : "", row->needs.items[i]);
    return text;
}

static const char *referrals_text(const struct kith_sheet_referral *items, size_t count, bool got,
                                  struct arena *arena) {
    if (count == 0)
        return "";
    const struct kith_sheet_referral *last = &items[0];
    const char *word = got && last->warmth != KITH_NO_WORD ? kith_warmth_words[last->warmth]
                                                           : kith_outcome_words[last->outcome];
    return arena_printf(arena, "%zu, %s", count, word);
}

static const char *cell_text(const struct kith_sheet_row *row, int cell, day today, struct arena *arena) {
    char words[DAY_WORDS];
    switch (cell) {
    case SHEET_NEEDS:
        return needs_text(row, arena);
    case SHEET_ASKED:
        return row->last_asked_needs == DAY_NONE
                   ? ""
                   : arena_strdup(arena, figures_day(row->last_asked_needs, today, words));
    case SHEET_GAVE:
        return referrals_text(row->given, row->given_count, false, arena);
    default:
        return referrals_text(row->received, row->received_count, true, arena);
    }
}

/* An empty cell is a thing to do: a sign for it, on the chosen row the word too. */
static const char *const todo_words[SHEET_CELLS] = {"+ ask them", "+ ask", "+ give", "+ ask"};

/* ---- drawing ---- */

struct drawing {
    struct sheet *sheet;
    day today;
    bool focused;
};

static void draw_row(void *ctx, struct pane pane, size_t index) {
    const struct drawing *drawing = ctx;
    const struct sheet *sheet = drawing->sheet;
    const struct kith_sheet_row *row = &sheet->all.items[index];
    struct columns at = columns_of(pane.area.cols);
    struct arena arena = {0};
    char words[DAY_WORDS];
    bool again = index > 0 && sheet->all.items[index - 1].on == row->on;
    if (!again && at.person > 1)
        pane_put(pane, 0, 1, STYLE_DIM, figures_day(row->on, drawing->today, words));
    pane_cut(pane, 0, at.person, at.cell[0] - at.person - 1, STYLE_NAME, row->person.name);
    for (int cell = 0; cell < SHEET_CELLS; cell++) {
        const char *text = cell_text(row, cell, drawing->today, &arena);
        int width = cell_end(&at, cell) - at.cell[cell];
        if (cell >= SHEET_GAVE && strchr(text, ',') && text_width(text) > width)
            text = arena_strndup(&arena, text, strcspn(text, ",")); /* the count alone */
        bool said = index == sheet->list.at && text_width(todo_words[cell]) <= width;
        pane_cut(pane, 0, at.cell[cell], width, *text ? STYLE_PLAIN : STYLE_DIM,
                 *text   ? text
                 : said  ? todo_words[cell]
                         : "+");
    }
    if (index == sheet->list.at && drawing->focused) {
        pane_choose_part(pane, 0, at.cell[sheet->cell], cell_end(&at, (int)sheet->cell));
        pane_cursor(pane, 0, at.cell[sheet->cell] - 1);
    }
    arena_free(&arena);
}

void sheet_draw(struct sheet *sheet, struct app *app, struct pane pane, bool focused) {
    static const char *const heads[] = {"They want", "Asked", "Gave", "Got"};
    struct columns at = columns_of(pane.area.cols);
    struct drawing drawing = {sheet, app_today(app), focused};
    sheet->no_asked = pane.area.cols < WITH_ASKED;
    if (sheet->no_asked && sheet->cell == SHEET_ASKED)
        sheet->cell = SHEET_NEEDS;
    if (at.person > 1)
        pane_put(pane, 0, 1, STYLE_TITLE, "Talked");
    pane_put(pane, 0, at.person, STYLE_TITLE, "With");
    for (int cell = 0; cell < SHEET_CELLS; cell++)
        pane_cut(pane, 0, at.cell[cell], cell_end(&at, cell) - at.cell[cell], STYLE_TITLE, heads[cell]);
    pane_fill(pane, 1, 1, pane.area.cols - 2, STYLE_RULE, "─");
    if (sheet->all.count == 0)
        pane_wrap(pane, HEAD, 1, at.end, STYLE_DIM,
                  "No conversation is noted yet. After a talk, n opens a note.");
    list_draw(&sheet->list, pane_part(pane, HEAD, 0, pane.area.rows - HEAD, pane.area.cols), false, draw_row,
              &drawing);
}

/* ---- the cursor ---- */

void sheet_load(struct sheet *sheet, struct app *app) {
    arena_free(&sheet->arena);
    sheet->all = (struct kith_sheet){0};
    app_ok(app, kith_sheet(app_kith(app), sheet->limit, &sheet->arena, &sheet->all));
    sheet->list.count = sheet->all.count;
    list_fit(&sheet->list);
}

const struct kith_sheet_row *sheet_at(const struct sheet *sheet) {
    return sheet->list.at < sheet->all.count ? &sheet->all.items[sheet->list.at] : NULL;
}

static void step(struct sheet *sheet, int by) {
    sheet->cell = (enum sheet_cell)(((int)sheet->cell + by) % SHEET_CELLS);
    if (sheet->cell == SHEET_ASKED && sheet->no_asked)
        sheet->cell = (enum sheet_cell)(((int)sheet->cell + by) % SHEET_CELLS);
}

bool sheet_act(struct sheet *sheet, struct app *app, enum action_id action) {
    if (action == ACT_NEXT_PANE || action == ACT_PREVIOUS_PANE) {
        step(sheet, action == ACT_NEXT_PANE ? 1 : SHEET_CELLS - 1);
        return true;
    }
    if (action == ACT_PERIOD_BEFORE || action == ACT_PERIOD_AFTER) {
        size_t least = (size_t)kith_settings(app_kith(app))->sheet,
               shown = sheet->limit ? sheet->limit : least;
        sheet->limit = action == ACT_PERIOD_AFTER ? shown + MORE : shown > least + MORE ? shown - MORE : 0;
        sheet_load(sheet, app);
        return true;
    }
    size_t last = sheet->all.count ? sheet->all.count - 1 : 0;
    bool at_last = sheet->all.count && sheet->list.at == last && sheet->all.count >= sheet->limit;
    if (at_last && (action == ACT_DOWN || action == ACT_PAGE_DOWN)) {
        sheet->limit = sheet->all.count + MORE;
        sheet_load(sheet, app);
    }
    return list_act(&sheet->list, action);
}

bool sheet_key(struct sheet *sheet, const struct event *event) {
    if (event->type != EVENT_KEY || (event->key != K_LEFT && event->key != K_RIGHT))
        return false;
    if (event->key == K_LEFT && sheet->cell > 0)
        step(sheet, SHEET_CELLS - 1);
    else if (event->key == K_RIGHT && sheet->cell + 1 < SHEET_CELLS)
        step(sheet, 1);
    return true;
}

bool sheet_mouse(struct sheet *sheet, struct rect area, const struct event *event) {
    struct columns at = columns_of(area.cols);
    if (event->row < HEAD || !list_mouse(&sheet->list, event, HEAD))
        return false;
    for (int cell = 0; cell < SHEET_CELLS; cell++)
        if (event->col >= at.cell[cell])
            sheet->cell = (enum sheet_cell)cell;
    return true;
}

enum action_id sheet_todo(const struct sheet *sheet, const char **label) {
    const struct kith_sheet_row *row = sheet_at(sheet);
    static const struct {
        enum action_id action;
        const char *label;
    } todo[SHEET_CELLS] = {
        [SHEET_NEEDS] = {ACT_WANTS, "what they want"},
        [SHEET_ASKED] = {ACT_WANTS, "what they want"},
        [SHEET_GAVE] = {ACT_GAVE, "whom I sent"},
        [SHEET_GOT] = {ACT_ASK, "ask for one"},
    };
    const bool filled[SHEET_CELLS] = {
        [SHEET_NEEDS] = row && row->needs.count,
        [SHEET_ASKED] = row && row->last_asked_needs != DAY_NONE,
        [SHEET_GAVE] = row && row->given_count,
        [SHEET_GOT] = row && row->received_count,
    };
    if (!row || filled[sheet->cell]) {
        *label = sheet->cell >= SHEET_GAVE ? "the rows" : "their notes";
        return ACT_NONE;
    }
    *label = todo[sheet->cell].label;
    return todo[sheet->cell].action;
}

void sheet_free(struct sheet *sheet) {
    arena_free(&sheet->arena);
}
