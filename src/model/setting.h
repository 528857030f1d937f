#ifndef MODEL_SETTING_H
#define MODEL_SETTING_H

#include "kith/field.h"
#include "model/model.h"

const struct kith_field *setting_field(const char *name); /* NULL: no such setting */
/* Why the member of that field cannot be so; NULL: it can. */
const char *setting_fault(const struct kith_field *field, const struct kith_settings *settings,
                          struct arena *arena);
/* Inside a step: writes that one setting; one at its default has no row. */
void setting_store(struct kith *k, const struct kith_field *field, const struct kith_settings *settings);

#endif
