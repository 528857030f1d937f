#ifndef MODEL_ROW_H
#define MODEL_ROW_H

#include "kith/field.h"
#include "model/model.h"

/*
 * Rows of any kind, made from the tables of fields. The statement of row_query()
 * is SELECT every column of the kind FROM its table AS r, followed by `tail`:
 *
 *     struct stmt *s = row_query(k, &kith_ask_kind, "WHERE r.source = ?1 ORDER BY r.\"on\" DESC, r.id DESC");
 *     stmt_int(s, 1, source);
 *     struct kith_ask ask;
 *     while (row_next(k, &kith_ask_kind, s, arena, &ask)) …
 *
 * Lists of references (a note's `with`) are read by a statement of their own.
 */
struct stmt *row_query(struct kith *k, const struct kith_kind *kind, const char *tail);
bool row_next(struct kith *k, const struct kith_kind *kind, struct stmt *stmt, struct arena *arena,
              void *row);
/* All of them, as an array of structs of that kind. */
size_t row_all(struct kith *k, const struct kith_kind *kind, struct stmt *stmt, struct arena *arena,
               void *rows);

/* Inside a step: writes without checks or steps of their own. */
void row_insert(struct kith *k, const struct kith_kind *kind,
                void *row); /* fills id, and uid when NULL or "" */
bool row_update(struct kith *k, const struct kith_kind *kind,
                const void *row); /* false: it is so already, and stays */
bool row_same(const struct kith_kind *kind, const void *a, const void *b);
void row_remove(struct kith *k, const struct kith_kind *kind, kith_id id);
/* The row's kind says whether it may stand as it is: needed fields, bounds, target or role. NULL: yes. */
const char *row_fault(struct kith *k, const struct kith_kind *kind, const void *row, struct arena *arena);

bool row_read(struct kith *k, const struct kith_kind *kind, kith_id id, struct arena *arena, void *row);
kith_id row_id_of(struct kith *k, const struct kith_kind *kind, const char *uid); /* 0: none; no failure */

/* Members of a row by their field. */
static inline void *row_at(void *row, const struct kith_field *field) {
    return (char *)row + field->offset;
}
static inline const void *row_see(const void *row, const struct kith_field *field) {
    return (const char *)row + field->offset;
}
/* Every row begins so. */
struct row_head {
    kith_id id;
    const char *uid;
};
kith_id row_id(const void *row);
const char *row_uid(const void *row);

#endif
