#include "exchange/csv_read.h"

#include <csv.h>
#include <string.h>

/* A quoted cell that runs on for more lines than this was never closed; less patience after each that was
 * not. */
enum { LONGEST_ROW = 2000, LEAST_LONGEST_ROW = 50 };

struct reading {
    struct arena *arena;
    const char *text;
    size_t length;
    struct csv_shape shape;
    struct csv_table *out;
    struct csv_row row; /* the one that is being read */
    bool ended;
    int64_t longest;
};

size_t csv_line_end(const char *text, size_t length, size_t at) {
    while (at < length && text[at] != '\n' && text[at] != '\r')
        at++;
    if (at + 1 < length && text[at] == '\r' && text[at + 1] == '\n')
        return at + 2;
    return at < length ? at + 1 : at;
}

/* Lines within a cell end in one way, however those of the file do. */
static void even_line_ends(char *cell) {
    char *to = strchr(cell, '\r');
    if (!to)
        return;
    for (const char *from = to; *from; from++)
        if (*from != '\r' || from[1] != '\n')
            *to++ = (char)(*from == '\r' ? '\n' : *from);
    *to = '\0';
}

static void add_cell(struct reading *r, const char *cell, size_t length) {
    char *kept = length ? arena_strndup(r->arena, cell, length) : NULL;
    if (kept)
        even_line_ends(kept);
    *ARENA_PUSH(r->arena, r->row.cells, r->row.count, r->row.cap) = kept ? kept : "";
}

static void on_cell(void *cell, size_t length, void *ctx) {
    add_cell(ctx, cell, length);
}

static void on_row(int c, void *ctx) {
    (void)c;
    ((struct reading *)ctx)->ended = true;
}

static void keep_row(struct reading *r) {
    *ARENA_PUSH(r->arena, r->out->rows, r->out->count, r->out->cap) = r->row;
    r->row = (struct csv_row){0};
    r->ended = false;
}

/* One line split at its delimiters and nothing else; a quote that opens or closes a cell is dropped. */
static void read_plain(struct reading *r, size_t from, size_t end) {
    while (end > from && (r->text[end - 1] == '\n' || r->text[end - 1] == '\r'))
        end--;
    r->row.count = 0;
    for (size_t at = from; at <= end; at++) {
        size_t stop = at;
        while (stop < end && r->text[stop] != r->shape.delimiter)
            stop++;
        size_t first = at, last = stop;
        first += first < last && r->text[first] == '"';
        last -= last > first && r->text[last - 1] == '"';
        add_cell(r, r->text + first, last - first);
        at = stop;
    }
}

static size_t plain_cells(const struct reading *r, size_t from, size_t end) {
    size_t count = 1;
    for (size_t at = from; at < end; at++)
        count += r->text[at] == r->shape.delimiter;
    return count;
}

/* A quote within a quoted cell that neither is doubled nor closes it. */
static bool stray_quote(const struct reading *r, size_t from, size_t end) {
    bool quoted = false, begins = true;
    for (size_t at = from; at < end; at++) {
        char c = r->text[at];
        if (quoted && c == '"') {
            size_t next = at + 1;
            while (next < end && r->text[next] == ' ')
                next++;
            if (at + 1 < end && r->text[at + 1] == '"')
                at++;
            else if (next == end || strchr("\r\n", r->text[next]) || r->text[next] == r->shape.delimiter)
                quoted = false;
            else
                return true;
        } else if (!quoted) {
            quoted = begins && c == '"';
            begins = c == r->shape.delimiter || (begins && c == ' ');
        }
    }
    return false;
}

/*
 * A row over several lines whose first line has all the cells of a usual row by
 * itself: it swallowed the next when the whole has another number of them, or
 * when a quote goes astray in it and the second line is a usual row as well.
 */
static bool swallowed(const struct reading *r, size_t from, size_t line_end, size_t end) {
    size_t width = r->shape.width;
    if (width < 2 || line_end == end || plain_cells(r, from, line_end) != width)
        return false;
    if (r->row.count != width)
        return true;
    return plain_cells(r, line_end, csv_line_end(r->text, r->length, line_end)) == width &&
           stray_quote(r, from, end);
}

/* Reads the row at `from`, which is not blank; gives where it ends, *lines how many lines it took. */
static size_t read_row(struct reading *r, struct csv_parser *parser, size_t from, int64_t *lines) {
    size_t line_end = csv_line_end(r->text, r->length, from), end = from, next = line_end;
    *lines = 0;
    while (!r->ended && end < r->length && *lines < r->longest) {
        csv_parse(parser, r->text + end, next - end, on_cell, on_row, r);
        end = next;
        next = csv_line_end(r->text, r->length, end);
        ++*lines;
        if (!r->ended && parser->pstate == 0)
            return end; /* blanks only */
    }
    /* The last line of a file may lack its end. */
    if (!r->ended && end == r->length)
        csv_parse(parser, "\n", 1, on_cell, on_row, r);
    if (r->ended && !swallowed(r, from, line_end, end))
        return end;
    csv_fini(parser, NULL, NULL, NULL); /* forgets what it has begun */
    read_plain(r, from, line_end);
    r->row.unclosed = r->ended = true;
    r->longest = r->longest / 2 < LEAST_LONGEST_ROW ? LEAST_LONGEST_ROW : r->longest / 2;
    *lines = 1;
    return line_end;
}

void csv_read(struct arena *arena, const char *text, size_t length, struct csv_shape shape,
              struct csv_table *out) {
    struct reading r = {
        .arena = arena, .text = text, .length = length, .shape = shape, .out = out, .longest = LONGEST_ROW};
    struct csv_parser parser;
    int64_t line = shape.line, lines;
    csv_init(&parser, 0);
    csv_set_delim(&parser, (unsigned char)shape.delimiter);
    for (size_t at = 0; at < length && (!shape.most || out->count < shape.most); line += lines) {
        r.row.line = line;
        at = read_row(&r, &parser, at, &lines);
        if (r.ended)
            keep_row(&r);
    }
    csv_free(&parser);
}
