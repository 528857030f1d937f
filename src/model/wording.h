#ifndef MODEL_WORDING_H
#define MODEL_WORDING_H

#include "model/propose.h"

/* The words for one ask, from the facts at hand; role is used where target is NULL. */
void wording_of(struct propose *p, const struct fact_person *source, const struct fact_person *target,
                const char *role, struct arena *arena, struct kith_wordings *out);
/* The variants of one section of wordings.txt ("the pledge") said to a person about a target or role. */
struct kith_list wording_section(struct propose *p, const char *section, const struct fact_person *source,
                                 const struct fact_person *target, const char *role, day on,
                                 const char *wants, struct arena *arena);

#endif
