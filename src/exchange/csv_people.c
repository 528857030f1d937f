#include "exchange/csv_people.h"

#include <string.h>

#include "base/text.h"
#include "exchange/csv_layout.h"
#include "exchange/csv_read.h"

/* ---- refusals ---- */

static enum kith_status check_maps(struct kith *k, const struct exchange_maps *maps,
                                   const struct csv_layout *layout) {
    struct arena arena = {0};
    enum kith_status status = KITH_OK;
    for (size_t i = 0; maps && i < maps->count && status == KITH_OK; i++) {
        const char *column = maps->items[i].column;
        bool there = false;
        for (size_t c = 0; c < layout->count; c++)
            there = there || text_same(text_trim(&arena, column), layout->columns[c].label) ||
                    strcmp(column, arena_printf(&arena, "%zu", c + 1)) == 0;
        if (columns_field_named(maps->items[i].field) == COLUMNS_COUNT)
            status = kith_fail(k, KITH_INVALID, "no field is called '%s'", maps->items[i].field);
        else if (!there)
            status = kith_fail(k, KITH_INVALID, "the file has no column '%s'", column);
    }
    arena_free(&arena);
    return status;
}

/* ---- days ---- */

static bool is_day(enum columns_field field) {
    return field == COLUMNS_KNOWN_SINCE || field == COLUMNS_BIRTHDAY || field == COLUMNS_DATE ||
           field == COLUMNS_TALKED_ON;
}

/* 3/4/2024: as another day of the file says, else as the language of the headers does. */
static enum when_order order_of(const struct columns *columns, const struct csv_layout *layout,
                                const struct csv_table *table) {
    enum when_order order = WHEN_MONTH_FIRST;
    int says = 0;
    for (size_t c = 0; c < layout->count && !says; c++) {
        if (!is_day(layout->columns[c].meaning.field))
            continue;
        int64_t english;
        if (!map_get(&columns->month_first, layout->columns[c].word, &english))
            order = WHEN_DAY_FIRST;
        for (size_t i = 0; i < table->count && !says; i++)
            if (c < table->rows[i].count)
                says = when_order_of(table->rows[i].cells[c]);
    }
    return says ? (says > 0 ? WHEN_DAY_FIRST : WHEN_MONTH_FIRST) : order;
}

/* ---- rows ---- */

static bool blank_row(const struct csv_row *row) {
    for (size_t i = 0; i < row->count; i++)
        if (!text_blank(row->cells[i]))
            return false;
    return true;
}

/* The header again, as where two files were put together. */
static bool is_header_again(const struct csv_row *header, const struct csv_row *row) {
    if (!header || header->count != row->count)
        return false;
    for (size_t i = 0; i < row->count; i++)
        if (strcmp(header->cells[i], row->cells[i]) != 0)
            return false;
    return true;
}

/* A cell that a spreadsheet would take for a formula is written with ' before it. */
static const char *plain_cell(const char *cell) {
    return cell[0] == '\'' && cell[1] && strchr("=+-@\t\r", cell[1]) ? cell + 1 : cell;
}

static void read_row(const struct csv_layout *layout, const struct csv_row *row,
                     struct contact_source *source) {
    static const struct columns_meaning other = {.field = COLUMNS_OTHER};
    struct contact contact;
    if (row->unclosed)
        contact_problem(source->plan, row->line, "a quote is never closed: the line was read without it");
    contact_begin(&contact, source);
    for (size_t i = 0; i < row->count; i++) {
        const char *cell = plain_cell(row->cells[i]);
        if (!*cell)
            continue;
        struct contact_value value = {.meaning = &other, .text = cell};
        if (i < layout->count) {
            value.meaning = &layout->columns[i].meaning;
            value.number = layout->columns[i].number;
            value.label = layout->columns[i].label;
        } else {
            value.label = arena_printf(&source->plan->arena, "Column %zu", i + 1);
        }
        contact_put(&contact, &value);
    }
    contact_end(&contact, row->line);
}

/* What was only guessed is told, so that it can be said otherwise. */
static void tell_guesses(const struct csv_layout *layout, struct contact_source *source) {
    int64_t line = layout->header ? layout->header->line : layout->line;
    for (size_t i = 0; i < layout->count; i++) {
        const struct csv_column *column = &layout->columns[i];
        if (!column->known && column->meaning.field != COLUMNS_OTHER)
            contact_problem(
                source->plan, line, "'%s' was taken for %s by what stands in it; --map says otherwise",
                text_line(&source->plan->arena, column->label), columns_field_name(column->meaning.field));
    }
}

enum kith_status csv_people_read(struct kith *k, const char *text, size_t length,
                                 const struct exchange_maps *maps, struct contact_source *source) {
    struct arena *arena = &source->plan->arena;
    struct csv_layout layout;
    struct csv_table table = {0};
    bool people = csv_layout_find(arena, source->columns, text, length, maps, &layout);
    enum kith_status status = check_maps(k, maps, &layout);
    if (status != KITH_OK)
        return status;
    if (!people)
        return kith_fail(
            k, KITH_FORMAT,
            "no column of names or e-mail addresses was found: say which with --map Column=name");
    struct csv_shape shape = {.delimiter = layout.delimiter, .line = layout.line, .width = layout.count};
    csv_read(arena, text + layout.body, length - layout.body, shape, &table);
    tell_guesses(&layout, source);
    source->order = order_of(source->columns, &layout, &table);
    contact_expect(source->plan, table.count);
    for (size_t i = 0; i < table.count; i++)
        if (!blank_row(&table.rows[i]) && !is_header_again(layout.header, &table.rows[i]))
            read_row(&layout, &table.rows[i], source);
    return KITH_OK;
}

enum exchange_kind csv_people_kind(const char *text, size_t length) {
    struct arena arena = {0};
    struct columns columns;
    struct csv_layout layout;
    columns_load(&columns, "columns.txt");
    csv_layout_find(&arena, &columns, text, length, NULL, &layout);
    columns_free(&columns);
    arena_free(&arena);
    return layout.kind;
}
