#include "exchange/csv_layout.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "exchange/when.h"

/* A header stands among the first rows; what stands in a column is judged by as many. */
enum { HEAD = 60, LONGEST_HEADER = 80 };
static const char delimiters[] = ",;\t|";

struct head {
    char delimiter;
    size_t from; /* after a line "sep=;" */
    int64_t line;
    struct csv_table table;
    size_t row, known; /* of the row with most known words */
};

struct finding {
    struct arena *arena;
    const struct columns *columns;
    const struct exchange_maps *maps;
};

/* ---- words ---- */

static const char *mapped(const struct finding *f, const char *header) {
    for (size_t i = 0; f->maps && i < f->maps->count; i++)
        if (text_same(text_trim(f->arena, f->maps->items[i].column), text_trim(f->arena, header)))
            return f->maps->items[i].field;
    return NULL;
}

static bool known_word(const struct finding *f, const char *cell) {
    int number;
    int64_t kind;
    if (!*cell || strlen(cell) > LONGEST_HEADER)
        return false;
    const char *word = columns_word(f->arena, cell, &number);
    return mapped(f, cell) || columns_find(f->columns, word) || map_get(&f->columns->kinds, word, &kind);
}

static size_t known_words(const struct finding *f, const struct csv_row *row) {
    size_t known = 0;
    for (size_t i = 0; i < row->count && i < 500; i++)
        known += known_word(f, row->cells[i]);
    return known;
}

/* ---- the delimiter, and the row of headers ---- */

static void read_head(const struct finding *f, const char *text, size_t length, struct head *head) {
    struct csv_shape shape = {.delimiter = head->delimiter, .line = head->line, .most = HEAD};
    csv_read(f->arena, text + head->from, length - head->from, shape, &head->table);
    for (size_t i = 0; i < head->table.count; i++) {
        size_t known = known_words(f, &head->table.rows[i]);
        if (known > head->known) {
            head->known = known;
            head->row = i;
        }
    }
}

/* How many cells most rows have; 1 when they do not agree. */
static size_t agreed(const struct csv_table *table) {
    size_t best = 1, most = 0;
    for (size_t i = 0; i < table->count; i++) {
        size_t same = 0;
        for (size_t j = 0; j < table->count; j++)
            same += table->rows[j].count == table->rows[i].count;
        if (same > most) {
            most = same;
            best = table->rows[i].count;
        }
    }
    return 2 * most > table->count ? best : 1;
}

static bool better(const struct head *a, const struct head *b) {
    return a->known != b->known ? a->known > b->known : agreed(&a->table) > agreed(&b->table);
}

static struct head find_head(const struct finding *f, const char *text, size_t length) {
    struct head best = {.delimiter = ',', .line = 1};
    if (length >= 5 && strncasecmp(text, "sep=", 4) == 0 && text[4] != '\n' && text[4] != '\r') {
        best.delimiter = text[4];
        best.from = csv_line_end(text, length, 0);
        best.line = 2;
        read_head(f, text, length, &best);
        return best;
    }
    for (const char *sign = delimiters; *sign; sign++) {
        struct head head = {.delimiter = *sign, .line = 1};
        read_head(f, text, length, &head);
        if (sign == delimiters || better(&head, &best))
            best = head;
    }
    return best;
}

/* Two known words make a header; one does when the row has nothing that looks like a value. */
static bool is_header(const struct head *head) {
    if (head->known >= 2 || !head->known)
        return head->known >= 2;
    const struct csv_row *row = &head->table.rows[head->row];
    for (size_t i = 0; i < row->count; i++)
        if (strpbrk(row->cells[i], "@0123456789"))
            return false;
    return head->row == 0;
}

/* ---- what stands in a column ---- */

struct looks {
    size_t filled, emails, urls, phones, words, pairs;
};

static bool looks_email(const char *cell) {
    const char *at = strchr(cell, '@');
    return at && at > cell && strchr(at, '.') && !strpbrk(cell, " /");
}

static bool looks_url(const char *cell) {
    return strncasecmp(cell, "http", 4) == 0 || strncasecmp(cell, "www.", 4) == 0 ||
           strstr(cell, "linkedin.com/");
}

/* 14/03/2025, 2025-03-14: the names of months do not matter here, nor the century. */
static bool looks_day(const char *cell) {
    static const struct when_words no_names;
    return when_day(&no_names, cell, WHEN_DAY_FIRST, 0) != DAY_NONE;
}

/* A plain run of digits may be any number; a telephone number has its signs, and is no day. */
static bool looks_phone(const char *cell) {
    size_t digits = 0, signs = 0;
    if (looks_day(cell))
        return false;
    for (; *cell; cell++) {
        digits += *cell >= '0' && *cell <= '9';
        signs += strchr("+ ()-/", *cell) != NULL;
        if (!strchr("0123456789+ ()-/.", *cell))
            return false;
    }
    return digits >= 7 && digits <= 15 && signs;
}

static void look_at(const char *cell, struct looks *looks) {
    size_t letters = 0, length = strlen(cell), next, blanks = 0;
    looks->filled++;
    if (looks_email(cell)) {
        looks->emails++;
    } else if (looks_url(cell)) {
        looks->urls++;
    } else if (looks_phone(cell)) {
        looks->phones++;
    } else {
        for (size_t at = 0; at < length; at = next) {
            uint32_t code = text_code(cell, length, at, &next);
            letters += text_is_letter(code) ? next - at : 0;
            blanks += code == ' ';
        }
        if (length < 60 && (letters + blanks) * 10 >= length * 8) {
            looks->words++;
            looks->pairs += blanks > 0;
        }
    }
}

static struct looks look(const struct csv_table *table, size_t from, size_t column) {
    struct looks looks = {0};
    for (size_t i = from; i < table->count; i++)
        if (column < table->rows[i].count && !text_blank(table->rows[i].cells[column]))
            look_at(table->rows[i].cells[column], &looks);
    return looks;
}

/* Unknown columns by what stands in them, each kind only where no header says it. */
static void guess(const struct csv_table *table, size_t from, struct csv_layout *layout) {
    static const enum columns_field kinds[] = {COLUMNS_EMAIL, COLUMNS_URL, COLUMNS_PHONE};
    bool said[COLUMNS_COUNT] = {false};
    for (size_t i = 0; i < layout->count; i++)
        said[layout->columns[i].meaning.field] = true;
    bool named = said[COLUMNS_NAME] || said[COLUMNS_GIVEN] || said[COLUMNS_FAMILY];
    for (size_t i = 0; i < layout->count; i++) {
        struct csv_column *column = &layout->columns[i];
        struct looks looks = look(table, from, i);
        size_t counts[] = {looks.emails, looks.urls, looks.phones};
        if (column->known || !looks.filled || column->meaning.field != COLUMNS_OTHER)
            continue;
        for (size_t kind = 0; kind < 3; kind++)
            if (!said[kinds[kind]] && counts[kind] * 10 >= looks.filled * 6)
                column->meaning.field = kinds[kind];
        if (column->meaning.field != COLUMNS_OTHER || named || looks.words * 10 < looks.filled * 8)
            continue;
        struct looks beside = i + 1 < layout->count ? look(table, from, i + 1) : (struct looks){0};
        bool family = looks.pairs * 2 < looks.filled && beside.words * 10 >= beside.filled * 8 &&
                      beside.filled && beside.pairs * 2 < beside.filled && !layout->columns[i + 1].known;
        column->meaning.field = family ? COLUMNS_GIVEN : COLUMNS_NAME;
        if (family) {
            layout->columns[i + 1].meaning.field = COLUMNS_FAMILY;
        }
        named = true;
    }
}

/* ---- the columns ---- */

static void name_columns(const struct finding *f, const struct csv_row *header, struct csv_layout *layout) {
    for (size_t i = 0; i < layout->count; i++) {
        struct csv_column *column = &layout->columns[i];
        const char *cell = header && i < header->count ? text_trim(f->arena, header->cells[i]) : "";
        const char *field = *cell ? mapped(f, cell) : NULL;
        if (!field) /* a column may be named by its number */
            field = mapped(f, arena_printf(f->arena, "%zu", i + 1));
        column->label = *cell ? cell : arena_printf(f->arena, "Column %zu", i + 1);
        column->word = columns_word(f->arena, column->label, &column->number);
        const struct columns_meaning *meaning = *cell ? columns_find(f->columns, column->word) : NULL;
        if (meaning)
            column->meaning = *meaning;
        if (field && columns_field_named(field) != COLUMNS_COUNT)
            column->meaning = (struct columns_meaning){.field = columns_field_named(field)};
        column->known = field || meaning;
    }
}

static bool has_field(const struct csv_layout *layout, enum columns_field field) {
    for (size_t i = 0; i < layout->count; i++)
        if (layout->columns[i].meaning.field == field && layout->columns[i].meaning.other == COLUMNS_OTHER)
            return true;
    return false;
}

static bool has_twin(const struct csv_layout *layout, size_t at) {
    for (size_t i = 0; i < layout->count; i++)
        if (i != at && strcmp(layout->columns[i].word, layout->columns[at].word) == 0)
            return true;
    return false;
}

/* "Name" is the family name beside "Vorname", "Title" a form of address beside "Job Title". */
static void settle(struct csv_layout *layout) {
    bool has[COLUMNS_COUNT];
    for (int field = 0; field < COLUMNS_COUNT; field++)
        has[field] = has_field(layout, (enum columns_field)field);
    for (size_t i = 0; i < layout->count; i++) {
        struct columns_meaning *meaning = &layout->columns[i].meaning;
        if (meaning->other == COLUMNS_OTHER)
            continue;
        bool other = has[meaning->beside] && (!has[meaning->other] || meaning->other == COLUMNS_FLAG);
        if (meaning->field == COLUMNS_PREFIX &&
            has_twin(layout, i)) /* "Titre" is Madame, "Titre1" the work */
            other = layout->columns[i].number > 0;
        if (other)
            meaning->field = meaning->other;
        meaning->other = COLUMNS_OTHER;
    }
}

static enum exchange_kind kind_of(const struct finding *f, const struct csv_layout *layout) {
    size_t telltales[EXCHANGE_KITH + 1] = {0};
    enum exchange_kind best = EXCHANGE_CSV;
    for (size_t i = 0; i < layout->count; i++) {
        int64_t kind;
        if (map_get(&f->columns->kinds, layout->columns[i].word, &kind) && kind >= 0 && kind <= EXCHANGE_KITH)
            if (++telltales[kind] > telltales[best])
                best = (enum exchange_kind)kind;
    }
    return best;
}

/* The byte after the header's row, or of the first row. */
static void find_body(const struct head *head, const char *text, size_t length, struct csv_layout *layout) {
    layout->body = head->from;
    layout->line = head->line;
    if (!layout->header)
        return;
    size_t next = (size_t)(layout->header - head->table.rows) + 1;
    int64_t until = next < head->table.count ? head->table.rows[next].line : INT64_MAX;
    while (layout->line < until && layout->body < length) {
        layout->body = csv_line_end(text, length, layout->body);
        layout->line++;
    }
}

bool csv_layout_find(struct arena *arena, const struct columns *columns, const char *text, size_t length,
                     const struct exchange_maps *maps, struct csv_layout *out) {
    struct finding f = {arena, columns, maps};
    struct head head = find_head(&f, text, length);
    size_t first = 0;
    *out = (struct csv_layout){.delimiter = head.delimiter};
    if (is_header(&head)) {
        out->header = &head.table.rows[head.row];
        out->count = out->header->count;
        first = head.row + 1;
    } else if (head.table.count) {
        out->count = agreed(&head.table);
        while (first < head.table.count && head.table.rows[first].count != out->count)
            first++;
        /* A row without an address above a column of addresses is a header in words nobody knows. */
        const struct csv_row *row = &head.table.rows[first];
        for (size_t i = 0; i < out->count && !out->header && first + 1 < head.table.count; i++)
            if (look(&head.table, first + 1, i).emails && !strchr(row->cells[i], '@'))
                out->header = row;
        first += out->header != NULL;
    }
    out->columns = ARENA_NEW(arena, struct csv_column, out->count + 1);
    name_columns(&f, out->header, out);
    settle(out);
    out->kind = kind_of(&f, out);
    guess(&head.table, first, out);
    find_body(&head, text, length, out);
    return has_field(out, COLUMNS_NAME) || has_field(out, COLUMNS_GIVEN) ||
           has_field(out, COLUMNS_FAMILY) || has_field(out, COLUMNS_EMAIL);
}
