#ifndef MODEL_MODEL_H
#define MODEL_MODEL_H

#include "kith/kith.h"
#include "listen/listen.h"
#include "store/store.h"

/*
 * The inside of the library. Every file of this room works on the open book
 * below; a concept's SQL lives in that concept's file, rows of any kind are read
 * and written by row.h.
 */
struct kith {
    struct store *store;
    day today;
    int64_t now;
    int64_t days;              /* how often the day was told anew: part of kith_changes() */
    struct listener *listener; /* made when first asked for, by model_listener() */
    const char *(*overlay)(void *ctx, const char *file);
    void *overlay_ctx;
    struct kith_settings settings;
    struct arena settings_arena;
    int64_t settings_at;           /* store_changes() when they were last compared with the book */
    struct buf settings_rows;      /* the stored rows they were made from */
    struct arena uids;             /* those made for rows that were added */
    struct stmt *inserting; /* of the row added last, or NULL; of that kind, with that derived column */
    const struct kith_kind *inserting_kind;
    const char *inserting_derived;
    struct facts *facts, *about;   /* facts_of()'s and facts_about()'s, or NULL */
    int64_t kept_at;               /* kith_changes() when kept_refresh() had done all */
    struct arena words;            /* of the answers below, read when first asked for */
    const char *beliefs[6];        /* by enum kith_belief */
    struct match_trades *trades;   /* the words of trades, read when first asked for; or NULL */
    struct people_aliases *aliases; /* who has which alias, kept until a change; or NULL */
    struct heard_names *names;     /* whom listening knows, kept between keys; or NULL */
    struct importing *importing;   /* of the plan whose step is open between slices, or NULL */
};

/* The phrase tables, with the user's own lines. */
const struct listener *model_listener(struct kith *k);
const struct listener *model_wording_rules(struct kith *k); /* the same, where only wordings are checked */
/* The user's own text of a data file, or NULL for the built-in one. */
const char *model_overlay(struct kith *k, const char *file);

/* ---- steps ---- */

/*
 * A verb is: model_begin, its statements and refusals, model_end. Statements and
 * model_fail are sticky inside a step: after the first failure the rest does
 * nothing, and model_end takes everything back and returns that failure. So a look-up
 * whose miss is no failure must not call kith_fail().
 */
void model_begin(struct kith *k, const char *format, ...) __attribute__((format(printf, 2, 3)));
enum kith_status model_end(struct kith *k, enum kith_status status);
#define model_fail(k, ...) store_fail((k)->store, __VA_ARGS__)

/* ---- statements ---- */

/* The statement of this text (store_sql), with number parameters bound: ?1, ?2. */
struct stmt *model_sql(struct kith *k, const char *sql);
struct stmt *model_sql1(struct kith *k, const char *sql, int64_t a);
struct stmt *model_sql2(struct kith *k, const char *sql, int64_t a, int64_t b);
void model_run1(struct kith *k, const char *sql, int64_t a);
int64_t model_number(struct kith *k, const char *sql, int64_t a, int64_t b); /* 0 without a row */

/* Days are TEXT YYYY-MM-DD, which sorts and compares; DAY_NONE is null. `iso` must live until the statement
 * is done. */
void model_bind_day(struct stmt *stmt, int at, day d, char iso[DAY_SIZE]);
day model_col_day(struct stmt *stmt, int at);
/* A text of the arena, NULL for null. */
const char *model_col_text(struct stmt *stmt, int at, struct arena *arena);
/* A kith_list from JSON text; anything else in it is left out. */
struct kith_list model_list(const char *json, struct arena *arena);
struct kith_list model_col_list(struct stmt *stmt, int at, struct arena *arena);

day model_day_or_today(const struct kith *k, day d); /* DAY_NONE: today */

/* ---- the first schema and what follows (schema.c) ---- */

#define MODEL_APPLICATION_ID 0x6b697468 /* "kith" */
extern const struct migration schema_migrations[];
extern const size_t schema_migration_count;
extern const char *const schema_logged[];
extern const char schema_people_added[]; /* for store_bulk_begin(): whose standing is stale by being new */
extern const char
    schema_digest[]; /* store_schema_digest() of all that: opening need not build it to compare */

#endif
