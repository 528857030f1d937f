#ifndef MODEL_FACTS_LOAD_H
#define MODEL_FACTS_LOAD_H

#include "model/facts.h"
#include "model/model.h"

/* The inside of loading facts, for the facts*.c files only. */

/* A set of people, and the same as JSON, for a query to look them up by. */
struct facts_ids {
    struct idmap known;
    struct buf json;
};

/* One query a table, of everyone or of those whom it concerns. */
struct facts_loading {
    struct kith *k;
    struct facts *facts;
    struct arena *arena; /* the facts' own */
    struct idmap days;   /* of notes: a join would look each up in the wide rows of their table */
    bool all;            /* of everyone: the sets below are empty and not asked */
    bool anew;
    struct facts_ids whole, heard, listed, named; /* see facts_scope; listed: all with their own rows */
};

/* Of one of the sets that facts_rows() binds. */
#define FACTS_ONE_OF(number) " IN (SELECT value FROM json_each(?" #number "))"
/* The statement of everyone's rows, or the `picked` one of the sets ?1 and, where not NULL, ?2. */
struct stmt *facts_rows(struct facts_loading *l, const char *sql, const char *picked,
                        const struct facts_ids *a, const struct facts_ids *b);
struct fact_person *facts_at(const struct facts_loading *l, kith_id id);       /* NULL: none */
const char *facts_text(const struct facts_loading *l, struct stmt *s, int at); /* NULL for "" too */
int facts_word(struct stmt *s, int at, const char *const *words);
day facts_day(const struct facts_loading *l, kith_id note);

/* facts_lists.c: the lists of each person, cut out of the rows of everyone. */
void facts_load_lists(struct facts_loading *l);

#endif
