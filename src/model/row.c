#include "model/row.h"

#include <string.h>

#include "base/text.h"
#include "base/uuid.h"
#include "kith/ask.h"
#include "kith/note.h"
#include "model/field.h"

kith_id row_id(const void *row) {
    return *(const kith_id *)row;
}

const char *row_uid(const void *row) {
    return ((const struct row_head *)row)->uid;
}

void kith_row_init(const struct kith_kind *kind, void *row) {
    memset(row, 0, kind->size);
    for (size_t i = 0; i < kind->count; i++)
        field_default(&kind->fields[i], row);
}

/* ---- reading ---- */

struct stmt *row_query(struct kith *k, const struct kith_kind *kind, const char *tail) {
    struct buf sql = BUF_INIT;
    buf_str(&sql, "SELECT r.id, r.uid");
    for (size_t i = 0; i < kind->count; i++)
        if (field_has_column(&kind->fields[i]))
            buf_printf(&sql, ", r.\"%s\"", kind->fields[i].name);
    buf_printf(&sql, " FROM \"%s\" AS r %s", kind->table, tail);
    struct stmt *stmt = model_sql(k, sql.data);
    buf_free(&sql);
    return stmt;
}

static void load_refs(struct kith *k, const struct kith_kind *kind, const struct kith_field *field, void *row,
                      struct arena *arena) {
    const char *of = (*field->of)->table;
    struct kith_ids *ids = row_at(row, field);
    size_t cap = 0;
    struct buf sql = BUF_INIT;
    buf_printf(&sql, "SELECT \"%s\" FROM \"%s_%s\" WHERE \"%s\" = ?1 ORDER BY place, id", of, kind->table, of,
               kind->table);
    struct stmt *stmt = model_sql1(k, sql.data, row_id(row));
    while (stmt_row(stmt))
        *ARENA_PUSH(arena, ids->items, ids->count, cap) = stmt_col_int(stmt, 0);
    buf_free(&sql);
}

bool row_next(struct kith *k, const struct kith_kind *kind, struct stmt *stmt, struct arena *arena,
              void *row) {
    if (!stmt_row(stmt))
        return false;
    memset(row, 0, kind->size);
    struct row_head *head = row;
    head->id = stmt_col_int(stmt, 0);
    head->uid = model_col_text(stmt, 1, arena);
    int at = 2;
    for (size_t i = 0; i < kind->count; i++) {
        const struct kith_field *field = &kind->fields[i];
        if (field_has_column(field))
            field_load(field, row, stmt, at++, arena);
        else
            load_refs(k, kind, field, row, arena);
    }
    return true;
}

size_t row_all(struct kith *k, const struct kith_kind *kind, struct stmt *stmt, struct arena *arena,
               void *rows) {
    char *items = NULL;
    size_t count = 0, cap = 0;
    void *row = arena_alloc(arena, kind->size);
    while (row_next(k, kind, stmt, arena, row)) {
        items = arena_room(arena, items, count, &cap, kind->size);
        memcpy(items + count++ * kind->size, row, kind->size);
    }
    *(void **)rows = items;
    return count;
}

bool row_read(struct kith *k, const struct kith_kind *kind, kith_id id, struct arena *arena, void *row) {
    struct stmt *stmt = row_query(k, kind, "WHERE r.id = ?1");
    stmt_int(stmt, 1, id);
    bool found = row_next(k, kind, stmt, arena, row);
    stmt_stop(stmt);
    return found;
}

kith_id row_id_of(struct kith *k, const struct kith_kind *kind, const char *uid) {
    struct buf sql = BUF_INIT;
    buf_printf(&sql, "SELECT id FROM \"%s\" WHERE uid = ?1", kind->table);
    struct stmt *stmt = model_sql(k, sql.data);
    stmt_text(stmt, 1, uid);
    kith_id id = stmt_row(stmt) ? stmt_col_int(stmt, 0) : 0;
    stmt_stop(stmt);
    buf_free(&sql);
    return id;
}

enum kith_status kith_row_get(struct kith *k, const struct kith_kind *kind, kith_id id, struct arena *arena,
                              void *row) {
    if (row_read(k, kind, id, arena, row))
        return KITH_OK;
    return model_fail(k, KITH_NOT_FOUND, "that %s is not in the book any more", kind->one);
}

enum kith_status kith_row_find(struct kith *k, const char *uid, const struct kith_kind **kind, kith_id *id) {
    for (size_t i = 0; kith_kinds[i]; i++) {
        *id = row_id_of(k, kith_kinds[i], uid);
        *kind = kith_kinds[i];
        if (*id)
            return KITH_OK;
    }
    *kind = NULL;
    return model_fail(k, KITH_NOT_FOUND, "nothing in the book has the uid '%s'", uid);
}

static const char *order_of(const struct kith_kind *kind) {
    return kith_field_find(kind, "on") ? "r.\"on\" DESC, r.id DESC" : "r.id DESC";
}

enum kith_status kith_rows_of(struct kith *k, const struct kith_kind *kind, kith_id person,
                              struct arena *arena, void *rows, size_t *count) {
    struct buf tail = BUF_INIT;
    if (person && kind == &kith_note_kind)
        buf_str(&tail, "WHERE r.id IN (SELECT note FROM note_person WHERE person = ?1)");
    else if (person && kind == &kith_person_kind)
        buf_str(&tail, "WHERE r.id = ?1");
    else if (person)
        buf_printf(&tail, "WHERE r.\"%s\" = ?1", kind->about ? kind->about : "person");
    buf_printf(&tail, " ORDER BY %s", order_of(kind));
    struct stmt *stmt = row_query(k, kind, tail.data);
    if (person)
        stmt_int(stmt, 1, person);
    *count = row_all(k, kind, stmt, arena, rows);
    buf_free(&tail);
    return KITH_OK;
}

void kith_row_json(struct kith *k, const struct kith_kind *kind, const void *row, struct json *json) {
    /* A mention in a note has the note's day, and says so by having none of its own. */
    bool dated = kind == &kith_mention_kind && ((const struct kith_mention *)row)->note;
    json_put_text(json, "uid", row_uid(row));
    for (size_t i = 0; i < kind->count; i++)
        if (!dated || kind->fields[i].type != KITH_TYPE_DAY)
            field_json(k, &kind->fields[i], row, json);
}

/* ---- writing ---- */

static void store_refs(struct kith *k, const struct kith_kind *kind, const struct kith_field *field,
                       const void *row) {
    const char *of = (*field->of)->table;
    const struct kith_ids *ids = row_see(row, field);
    struct buf sql = BUF_INIT;
    buf_printf(&sql, "DELETE FROM \"%s_%s\" WHERE \"%s\" = ?1", kind->table, of, kind->table);
    model_run1(k, sql.data, row_id(row));
    buf_cut(&sql, 0);
    buf_printf(&sql, "INSERT INTO \"%s_%s\" (\"%s\", \"%s\", place) VALUES (?1, ?2, ?3)", kind->table, of,
               kind->table, of);
    for (size_t i = 0; i < ids->count; i++) {
        struct stmt *stmt = model_sql2(k, sql.data, row_id(row), ids->items[i]);
        stmt_int(stmt, 3, (int64_t)i);
        stmt_run(stmt);
    }
    buf_free(&sql);
}

/* A note's place in the full text: its day, then a number within it. */
static int64_t next_rank(struct kith *k, day on) {
    int64_t from = (int64_t)on * (1 << 20), next = from + (1 << 20);
    return model_number(k, "SELECT coalesce(max(rank), ?1) + 1 FROM note WHERE rank > ?1 AND rank < ?2", from,
                        next);
}

/* The columns that are no fields; `on` of the stored note, DAY_NONE for a new one. */
static const char *derived_column(const struct kith_kind *kind, const void *row, day stored) {
    if (kind == &kith_person_kind)
        return "sort";
    if (kind == &kith_note_kind && ((const struct kith_note *)row)->on != stored)
        return "rank";
    return NULL;
}

static void bind_derived(struct kith *k, const struct kith_kind *kind, const void *row, struct stmt *stmt,
                         int at, struct arena *scratch) {
    if (kind == &kith_person_kind)
        stmt_text(stmt, at, text_fold(scratch, ((const struct kith_person *)row)->name));
    else
        stmt_int(stmt, at, next_rank(k, ((const struct kith_note *)row)->on));
}

/* What one field says of another: a mention has the day of its note, an empty role is none. */
static void complete(struct kith *k, const struct kith_kind *kind, void *row) {
    if (kind == &kith_ask_kind && text_blank(((struct kith_ask *)row)->role))
        ((struct kith_ask *)row)->role = NULL;
    if (kind == &kith_wish_kind && text_blank(((struct kith_wish *)row)->role))
        ((struct kith_wish *)row)->role = NULL;
    struct kith_mention *mention = row;
    if (kind != &kith_mention_kind || !mention->note)
        return;
    struct stmt *stmt = model_sql1(k, "SELECT \"on\" FROM note WHERE id = ?1", mention->note);
    if (stmt_row(stmt))
        mention->on = model_col_day(stmt, 0);
    stmt_stop(stmt);
}

/* A copy as it is kept: valid text, a person's fields in tidy lines. */
static void *tidy(struct kith *k, const struct kith_kind *kind, const void *row, struct arena *scratch) {
    void *copy = arena_alloc(scratch, kind->size);
    memcpy(copy, row, kind->size);
    for (size_t i = 0; i < kind->count; i++)
        field_clean(&kind->fields[i], copy, kind == &kith_person_kind, scratch);
    complete(k, kind, copy);
    return copy;
}

static void bind_fields(const struct kith_kind *kind, const void *row, struct stmt *stmt, int at,
                        struct arena *scratch) {
    for (size_t i = 0; i < kind->count; i++)
        if (field_has_column(&kind->fields[i]))
            field_bind(&kind->fields[i], row, stmt, at++, scratch);
}

static int columns_of(const struct kith_kind *kind) {
    int count = 0;
    for (size_t i = 0; i < kind->count; i++)
        count += field_has_column(&kind->fields[i]);
    return count;
}

/* (uid, created, changed, field…, derived) */
static void insert_sql(const struct kith_kind *kind, const char *derived, struct buf *sql) {
    buf_str(sql, "INSERT INTO \"");
    buf_str(sql, kind->table);
    buf_str(sql, "\" (uid, created, changed");
    for (size_t i = 0; i < kind->count; i++)
        if (field_has_column(&kind->fields[i])) {
            buf_str(sql, ", \"");
            buf_str(sql, kind->fields[i].name);
            buf_char(sql, '"');
        }
    buf_str(sql, derived ? ", " : "");
    buf_str(sql, derived ? derived : "");
    buf_str(sql, ") VALUES (?1, ?2, ?2");
    for (int i = columns_of(kind) + (derived != NULL); i > 0; i--)
        buf_str(sql, ", ?"); /* the next number each */
    buf_char(sql, ')');
}

/* The last one is often the next one too: in an import. */
static struct stmt *inserting(struct kith *k, const struct kith_kind *kind, const char *derived) {
    if (k->inserting && k->inserting_kind == kind && k->inserting_derived == derived)
        return store_again(k->inserting);
    struct buf sql = BUF_INIT;
    insert_sql(kind, derived, &sql);
    struct stmt *stmt = model_sql(k, sql.data);
    buf_free(&sql);
    k->inserting = stmt_works(stmt) ? stmt : NULL;
    k->inserting_kind = kind;
    k->inserting_derived = derived;
    return stmt;
}

void row_insert(struct kith *k, const struct kith_kind *kind, void *row) {
    struct arena scratch = {0};
    struct row_head *head = row;
    const void *kept = tidy(k, kind, row, &scratch);
    char uid[UUID_SIZE];
    const char *derived = derived_column(kind, kept, DAY_NONE);
    struct stmt *stmt = inserting(k, kind, derived);
    if (!head->uid || !*head->uid) {
        uuid_make(uid);
        head->uid = arena_strdup(&k->uids, uid);
    }
    stmt_text(stmt, 1, head->uid);
    stmt_int(stmt, 2, k->now);
    bind_fields(kind, kept, stmt, 3, &scratch);
    if (derived)
        bind_derived(k, kind, kept, stmt, 3 + columns_of(kind), &scratch);
    stmt_run(stmt);
    head->id = store_last_id(k->store);
    for (size_t i = 0; i < kind->count; i++)
        if (!field_has_column(&kind->fields[i]))
            store_refs(k, kind, &kind->fields[i], row);
    arena_free(&scratch);
}

static void update_sql(const struct kith_kind *kind, const char *derived, struct buf *sql) {
    buf_printf(sql, "UPDATE \"%s\" SET changed = ?2", kind->table);
    int at = 3;
    for (size_t i = 0; i < kind->count; i++)
        if (field_has_column(&kind->fields[i]))
            buf_printf(sql, ", \"%s\" = ?%d", kind->fields[i].name, at++);
    if (derived)
        buf_printf(sql, ", \"%s\" = ?%d", derived, at);
    buf_str(sql, " WHERE id = ?1");
}

/* What was heard in a note keeps the note's day. */
static void move_heard(struct kith *k, kith_id note, day from, day to) {
    static const char *const sql[] = {
        "UPDATE mention SET \"on\" = ?2 WHERE note = ?1 AND \"on\" IS NOT ?2",
        "UPDATE moment SET \"on\" = ?2 WHERE note = ?1 AND \"on\" = ?3",
        "UPDATE need SET \"on\" = ?2 WHERE note = ?1 AND \"on\" = ?3",
    };
    char was[DAY_SIZE], is[DAY_SIZE];
    for (size_t i = 0; i < sizeof sql / sizeof *sql; i++) {
        struct stmt *stmt = model_sql1(k, sql[i], note);
        model_bind_day(stmt, 2, to, is);
        if (i > 0)
            model_bind_day(stmt, 3, from, was);
        stmt_run(stmt);
    }
}

bool row_same(const struct kith_kind *kind, const void *a, const void *b) {
    for (size_t i = 0; i < kind->count; i++)
        if (!field_same(&kind->fields[i], a, b))
            return false;
    return true;
}

bool row_update(struct kith *k, const struct kith_kind *kind, const void *row) {
    struct arena scratch = {0};
    void *stored = arena_alloc(&scratch, kind->size);
    const void *kept = tidy(k, kind, row, &scratch);
    bool there = row_read(k, kind, row_id(row), &scratch, stored);
    if (!there || row_same(kind, stored, kept)) {
        arena_free(&scratch);
        return false;
    }
    day on = kind == &kith_note_kind ? ((struct kith_note *)stored)->on : DAY_NONE;
    const char *derived = derived_column(kind, kept, on);
    struct buf sql = BUF_INIT;
    update_sql(kind, derived, &sql);
    struct stmt *stmt = model_sql2(k, sql.data, row_id(row), k->now);
    bind_fields(kind, kept, stmt, 3, &scratch);
    if (derived)
        bind_derived(k, kind, kept, stmt, 3 + columns_of(kind), &scratch);
    stmt_run(stmt);
    for (size_t i = 0; i < kind->count; i++)
        if (!field_has_column(&kind->fields[i]) && !field_same(&kind->fields[i], stored, row))
            store_refs(k, kind, &kind->fields[i], row);
    if (kind == &kith_note_kind && derived)
        move_heard(k, row_id(row), on, ((const struct kith_note *)kept)->on);
    buf_free(&sql);
    arena_free(&scratch);
    return true;
}

void row_remove(struct kith *k, const struct kith_kind *kind, kith_id id) {
    struct buf sql = BUF_INIT;
    buf_printf(&sql, "DELETE FROM \"%s\" WHERE id = ?1", kind->table);
    model_run1(k, sql.data, id);
    buf_free(&sql);
}
