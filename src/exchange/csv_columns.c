#include <string.h>

#include "base/text.h"
#include "exchange/csv_layout.h"
#include "exchange/decode.h"
#include "exchange/exchange.h"

/* The columns of a file by anyone, to be shown before it is read: which is what, by guess or by header. */

static const struct kith_column_field fields[] = {
    {"name", "full name"},
    {"given", "first name"},
    {"middle", "middle name"},
    {"family", "last name"},
    {"suffix", "suffix of the name"},
    {"alias", "also called"},
    {"company", "company"},
    {"title", "title"},
    {"role", "role"},
    {"email", "e-mail"},
    {"phone", "phone"},
    {"url", "page"},
    {"street", "street"},
    {"postcode", "postcode"},
    {"city", "city"},
    {"region", "region"},
    {"country", "country"},
    {"address", "address"},
    {"tag", "tags"},
    {"known_since", "known since"},
    {"birthday", "birthday"},
    {"referred_by", "referred by"},
    {"about", "about"},
    {"talk", "a conversation"},
    {"talked_on", "day of the conversation"},
    {"other", "kept as a line in about"},
    {"drop", "left out"},
    {0},
};

static const char *field_of(const struct csv_column *column) {
    const char *name = columns_field_name(column->meaning.field);
    for (size_t i = 0; fields[i].name; i++)
        if (strcmp(fields[i].name, name) == 0 && !column->meaning.argument)
            return fields[i].name;
    return NULL;
}

/* By its header where that is its own, else by its number. */
static const char *key_of(const struct csv_layout *layout, size_t at, struct arena *arena) {
    bool own = layout->header && at < layout->header->count && !text_blank(layout->header->cells[at]);
    for (size_t i = 0; own && i < layout->count; i++)
        own = i == at || !text_same(layout->columns[i].label, layout->columns[at].label);
    return own ? arena_strdup(arena, layout->columns[at].label) : arena_printf(arena, "%zu", at + 1);
}

static const char *sample_of(const struct csv_table *table, size_t column, struct arena *arena) {
    for (size_t i = 0; i < table->count; i++)
        if (column < table->rows[i].count && !text_blank(table->rows[i].cells[column]))
            return text_line(arena, table->rows[i].cells[column]);
    return "";
}

static void fill(const struct csv_layout *layout, const struct csv_table *table, struct arena *arena,
                 struct kith_columns *out) {
    out->items = ARENA_NEW(arena, struct kith_column, layout->count + 1);
    out->fields = fields;
    for (size_t i = 0; i < layout->count; i++)
        out->items[out->count++] = (struct kith_column){
            .key = key_of(layout, i, arena),
            .label = arena_strdup(arena, layout->columns[i].label),
            .field = field_of(&layout->columns[i]),
            .sample = sample_of(table, i, arena),
            .known = layout->columns[i].known,
        };
}

void exchange_columns(const char *bytes, size_t length, struct arena *arena, struct kith_columns *out) {
    enum { ENOUGH = 40 };
    struct arena scratch = {0};
    struct columns columns;
    struct csv_layout layout;
    struct csv_table table = {0};
    size_t size;
    *out = (struct kith_columns){0};
    if (exchange_no_text(bytes, length) || exchange_detect(bytes, length) != EXCHANGE_CSV)
        return;
    const char *text = decode_text(&scratch, bytes, length, &size);
    columns_load(&columns, "columns.txt");
    bool people = csv_layout_find(&scratch, &columns, text, size, NULL, &layout), all_known = people;
    for (size_t i = 0; i < layout.count; i++)
        all_known = all_known && layout.columns[i].known;
    if (!all_known && layout.count) {
        struct csv_shape shape = {
            .delimiter = layout.delimiter, .line = layout.line, .width = layout.count, .most = ENOUGH};
        csv_read(&scratch, text + layout.body, size - layout.body, shape, &table);
        fill(&layout, &table, arena, out);
    }
    columns_free(&columns);
    arena_free(&scratch);
}

struct exchange_maps exchange_maps_of(const struct kith_columns *columns, struct arena *arena) {
    size_t count = columns ? columns->count : 0;
    struct exchange_map *items = ARENA_NEW(arena, struct exchange_map, count + 1);
    struct exchange_maps maps = {.items = items};
    for (size_t i = 0; i < count; i++)
        if (columns->items[i].field)
            items[maps.count++] = (struct exchange_map){columns->items[i].key, columns->items[i].field};
    return maps;
}
