#ifndef MODEL_KIND_H
#define MODEL_KIND_H

#include <stddef.h>

#include "kith/field.h"

/* Shorthand for the tables of fields; more members follow as designated initialisers. */
#define KIND_FIELD(row, field_name, member, field_type, ...)                                                 \
    { .name = field_name, .type = field_type, .offset = offsetof(struct row, member), __VA_ARGS__ }
#define KIND_COUNT(fields) (sizeof(fields) / sizeof *(fields))

/* A field cannot hold the address of a kind that is extern, so it holds that of a pointer to it. */
extern const struct kith_kind *const kind_person, *const kind_note, *const kind_ask, *const kind_referral;

#endif
