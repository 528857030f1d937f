#include <string.h>

#include "base/text.h"
#include "model/field.h"
#include "model/row.h"
#include "model/setting.h"

/* The open book format, a row a line. Rows stand in the order they were made, so a round trip gives the same
 * bytes. */

/* Programs that do not know these warn of the key: it stands only where somebody set it. */
static bool is_written(struct kith *k, const struct kith_field *field) {
    static const char *const late[] = {"searches", "sheet", "currency", "apart", "never"};
    struct arena arena = {0};
    bool written = true;
    for (size_t i = 0; i < sizeof late / sizeof *late; i++)
        if (strcmp(field->name, late[i]) == 0)
            written = !text_same(kith_field_text(k, field, kith_settings(k), &arena),
                                 field->otherwise ? field->otherwise : "");
    arena_free(&arena);
    return written;
}

static void write_settings(struct kith *k, struct json *json) {
    json_break(json, 1);
    json_key(json, "settings");
    json_open(json, '{');
    for (const struct kith_field *field = kith_setting_fields; field->name; field++)
        if (is_written(k, field))
            field_json(k, field, kith_settings(k), json);
    json_close(json, '}');
}

static void write_rows(struct kith *k, const struct kith_kind *kind, struct json *json) {
    json_break(json, 1);
    json_key(json, kind->array);
    json_open(json, '[');
    struct arena arena = {0};
    void *row = arena_alloc(&arena, kind->size);
    struct stmt *stmt = row_query(k, kind, "ORDER BY r.id");
    size_t count = 0;
    while (row_next(k, kind, stmt, &arena, row)) {
        json_break(json, 2);
        json_open(json, '{');
        kith_row_json(k, kind, row, json);
        json_close(json, '}');
        if (++count % 1000 == 0) {
            arena_free(&arena);
            row = arena_alloc(&arena, kind->size);
        }
    }
    arena_free(&arena);
    json_close(json, ']');
}

enum kith_status kith_book_write(struct kith *k, struct buf *out) {
    struct json json = JSON_INIT(out);
    json.spaced = true;
    json_open(&json, '{');
    json_put_int(&json, "kith", 1);
    write_settings(k, &json);
    for (size_t i = 0; kith_kinds[i]; i++)
        write_rows(k, kith_kinds[i], &json);
    json_close(&json, '}');
    buf_char(out, '\n');
    return store_status(k->store); /* half a book must not pass for one */
}
