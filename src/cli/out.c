#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "cli/cli.h"

enum { GAP = 2, LEAST = 4 };

/* A line of text; on a terminal it goes on below its beginning, parted between words. */
static void put_line(struct cli *cli, const char *line) {
    size_t indent = strspn(line, " "), from = 0;
    int columns = cli->env->columns;
    buf_add(&cli->out, line, indent);
    line += indent;
    while (columns && text_width(line + from) + (int)indent > columns) {
        size_t fits = 0;
        for (size_t end = from; line[end]; end++) {
            if (line[end] != ' ')
                continue;
            if (text_width_n(line + from, end - from) + (int)indent > columns)
                break;
            fits = end;
        }
        if (fits <= from)
            break;
        buf_add(&cli->out, line + from, fits - from);
        buf_printf(&cli->out, "\n%*s", (int)indent, "");
        from = fits + strspn(line + fits, " ");
    }
    buf_printf(&cli->out, "%s\n", line + from);
}

void cli_say(struct cli *cli, const char *format, ...) {
    cli_table_end(cli);
    va_list args;
    va_start(args, format);
    char *line = arena_vprintf(&cli->arena, format, args);
    va_end(args);
    char *rest = line, *part;
    while ((part = strsep(&rest, "\n")))
        put_line(cli, part);
}

static bool aligns_right(const char *cell) {
    return cell[0] == CLI_RIGHT[0];
}

static const char *cell_text(const char *cell) {
    return aligns_right(cell) ? cell + 1 : cell;
}

/* The mark stays in front; in the text itself no control character is left. */
static const char *take_cell(struct cli *cli, const char *cell) {
    const char *text = text_line(&cli->arena, cell_text(cell));
    if (cli->env->terminal)
        text = text_display(&cli->arena, text);
    return aligns_right(cell) ? arena_printf(&cli->arena, "%s%s", CLI_RIGHT, text) : text;
}

void cli_row(struct cli *cli, size_t count, const char *const *cells) {
    struct cli_cells *row = ARENA_PUSH(&cli->arena, cli->rows, cli->row_count, cli->row_cap);
    row->items = ARENA_NEW(&cli->arena, const char *, count);
    row->count = count;
    for (size_t i = 0; i < count; i++)
        row->items[i] = take_cell(cli, cells[i] ? cells[i] : "");
}

/* Widths of the columns; on a terminal the widest give way until a row fits. */
static void column_widths(const struct cli *cli, int *widths, size_t columns) {
    for (size_t r = 0; r < cli->row_count; r++)
        for (size_t c = 0; c < cli->rows[r].count; c++) {
            int width = text_width(cell_text(cli->rows[r].items[c]));
            if (width > widths[c])
                widths[c] = width;
        }
    if (!cli->env->columns)
        return;
    for (;;) {
        int total = 0;
        size_t widest = 0;
        for (size_t c = 0; c < columns; c++) {
            total += widths[c] + (c ? GAP : 0);
            if (widths[c] > widths[widest])
                widest = c;
        }
        if (total <= cli->env->columns || widths[widest] <= LEAST)
            return;
        widths[widest]--;
    }
}

static void put_cell(struct cli *cli, const char *cell, int width, bool last) {
    bool right = aligns_right(cell);
    const char *text = cell_text(cell);
    if (cli->env->columns)
        text = text_cut(&cli->arena, text, width);
    int blanks = width - text_width(text);
    if (right)
        buf_printf(&cli->out, "%*s%s", blanks > 0 ? blanks : 0, "", text);
    else
        buf_printf(&cli->out, "%s%*s", text, !last && blanks > 0 ? blanks : 0, "");
    if (!last)
        buf_printf(&cli->out, "%*s", GAP, "");
}

void cli_table_end(struct cli *cli) {
    if (cli->row_count == 0)
        return;
    size_t columns = 0;
    for (size_t r = 0; r < cli->row_count; r++)
        if (cli->rows[r].count > columns)
            columns = cli->rows[r].count;
    int *widths = ARENA_NEW(&cli->arena, int, columns);
    column_widths(cli, widths, columns);
    for (size_t r = 0; r < cli->row_count; r++) {
        const struct cli_cells *row = &cli->rows[r];
        size_t end = row->count;
        while (end > 0 && !*cell_text(row->items[end - 1]))
            end--;
        for (size_t c = 0; c < end; c++)
            put_cell(cli, row->items[c], widths[c], c + 1 == end);
        buf_char(&cli->out, '\n');
    }
    cli->row_count = cli->row_cap = 0;
    cli->rows = NULL;
}

const char *cli_iso(struct cli *cli, day d) {
    char text[DAY_SIZE];
    return arena_strdup(&cli->arena, day_iso(d, text));
}

const char *cli_money(struct cli *cli, int64_t cents) {
    if (cents == MONEY_NONE)
        return "";
    const char *sign = cents < 0 ? "-" : "";
    uint64_t size = cents < 0 ? 0 - (uint64_t)cents : (uint64_t)cents;
    return arena_printf(&cli->arena, "%s%llu.%02llu", sign, (unsigned long long)(size / 100),
                        (unsigned long long)(size % 100));
}

void cli_json_ref(struct cli *cli, const struct kith_ref *ref) {
    if (!ref->id) {
        json_null(&cli->json);
        return;
    }
    json_open(&cli->json, '{');
    json_put_text(&cli->json, "uid", ref->uid);
    json_put_text(&cli->json, "name", ref->name);
    json_close(&cli->json, '}');
}

void cli_json_refs(struct cli *cli, const struct kith_refs *refs) {
    json_open(&cli->json, '[');
    for (size_t i = 0; i < refs->count; i++)
        cli_json_ref(cli, &refs->items[i]);
    json_close(&cli->json, ']');
}

void cli_json_list(struct cli *cli, const struct kith_list *list) {
    json_open(&cli->json, '[');
    for (size_t i = 0; i < list->count; i++)
        json_text(&cli->json, list->items[i]);
    json_close(&cli->json, ']');
}

void cli_json_because(struct cli *cli, const struct kith_reasons *because, bool quotes) {
    struct json *json = &cli->json;
    json_key(json, "because");
    json_open(json, '[');
    for (size_t i = 0; i < because->count; i++) {
        json_open(json, '{');
        json_put_text(json, "why", because->items[i].why);
        json_put_day(json, "on", because->items[i].on);
        if (quotes)
            json_put_text(json, "quote", because->items[i].quote);
        json_close(json, '}');
    }
    json_close(json, ']');
}

void cli_json_money(struct cli *cli, const char *name, int64_t cents) {
    json_key(&cli->json, name);
    json_cents(&cli->json, cents);
}
