#ifndef MODEL_FIELD_H
#define MODEL_FIELD_H

#include "kith/field.h"
#include "model/model.h"

/*
 * One member of a row between its struct, its column and JSON. As stored: days
 * are text, words are text, lists and dates JSON, money cents. KITH_TYPE_REFS has no
 * column of its own but the table KIND_OF (note_person).
 */
bool field_has_column(const struct kith_field *field);
void field_default(const struct kith_field *field, void *row);
/* As a null in a document: what may be null is, the rest is at its default. */
void field_clear(const struct kith_field *field, void *row);
/* Texts that are bound live in `scratch`, which must outlive the statement's run. */
void field_bind(const struct kith_field *field, const void *row, struct stmt *stmt, int at,
                struct arena *scratch);
void field_load(const struct kith_field *field, void *row, struct stmt *stmt, int at, struct arena *arena);
bool field_same(const struct kith_field *field, const void *a, const void *b);
bool field_empty(const struct kith_field *field, const void *row); /* null, "" or without elements */
void field_json(struct kith *k, const struct kith_field *field, const void *row, struct json *json);
/* Makes the texts of a member valid UTF-8, and one tidy line where `line`: in the arena, but what is so stays
 * where it is. */
void field_clean(const struct kith_field *field, void *row, bool line, struct arena *arena);

bool field_date_ok(const char *on); /* YYYY-MM-DD or --MM-DD */
struct kith_dates field_dates(const char *json, struct arena *arena);

#endif
