#include "model/model.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "model/facts.h"
#include "model/heard.h"
#include "model/import.h"
#include "model/kept.h"
#include "model/people.h"
#include "model/propose.h"

/* ---- open and close ---- */

enum kith_status kith_open(const struct kith_options *options, struct kith **out, struct buf *why) {
    const struct store_options store = {
        .path = options->path,
        .read_only = options->read_only,
        .application_id = MODEL_APPLICATION_ID,
        .migrations = schema_migrations,
        .migration_count = schema_migration_count,
        .logged = schema_logged,
        .schema_digest = schema_digest,
    };
    struct kith *k = xalloc(sizeof *k);
    *out = NULL;
    enum kith_status status = store_open(&store, &k->store, why);
    if (status != KITH_OK) {
        free(k);
        return status;
    }
    k->today = options->today;
    k->now = options->now;
    k->overlay = options->overlay;
    k->overlay_ctx = options->overlay_ctx;
    k->settings_at = -1;
    k->kept_at = INT64_MIN;
    k->settings_rows = (struct buf)BUF_INIT;
    *out = k;
    return KITH_OK;
}

void kith_close(struct kith *k) {
    if (!k)
        return;
    facts_free(k->facts);
    facts_free(k->about);
    propose_forget(k);
    import_end(k);
    arena_free(&k->words);
    heard_free(k);
    people_aliases_free(k);
    arena_free(&k->settings_arena);
    arena_free(&k->uids);
    buf_free(&k->settings_rows);
    store_close(k->store);
    free(k);
}

void kith_clock(struct kith *k, day today, int64_t now) {
    if (today != k->today)
        k->days++;
    k->today = today;
    k->now = now;
}

day kith_today(const struct kith *k) {
    return k->today;
}

const char *kith_error(const struct kith *k) {
    return store_error(k->store);
}

enum kith_status kith_fail(struct kith *k, enum kith_status status, const char *format, ...) {
    struct buf why = BUF_INIT;
    va_list args;
    va_start(args, format);
    buf_vprintf(&why, format, args);
    va_end(args);
    status = store_fail(k->store, status, "%s", why.data);
    buf_free(&why);
    return status;
}

enum kith_status kith_read_status(struct kith *k) {
    return store_status(k->store);
}

bool kith_is_read_only(const struct kith *k) {
    return store_is_read_only(k->store);
}

const char *kith_path(const struct kith *k) {
    return store_path(k->store);
}

void kith_settle_file(struct kith *k) {
    store_settle(k->store);
}

int64_t kith_changes(struct kith *k) {
    return store_changes(k->store) + k->days;
}

const char *model_overlay(struct kith *k, const char *file) {
    return k->overlay ? k->overlay(k->overlay_ctx, file) : NULL;
}

day model_day_or_today(const struct kith *k, day d) {
    return d == DAY_NONE ? k->today : d;
}

/* ---- steps ---- */

enum kith_status kith_step_begin(struct kith *k, const char *what) {
    enum kith_status status = store_begin(k->store, what, k->now);
    return status ? store_end(k->store, status) : KITH_OK; /* a client may leave at once */
}

enum kith_status kith_step_end(struct kith *k, enum kith_status status) {
    return store_end(k->store, status);
}

void model_begin(struct kith *k, const char *format, ...) {
    struct buf what = BUF_INIT;
    va_list args;
    va_start(args, format);
    buf_vprintf(&what, format, args);
    va_end(args);
    store_begin(k->store, what.data, k->now);
    buf_free(&what);
}

enum kith_status model_end(struct kith *k, enum kith_status status) {
    return store_end(k->store, status);
}

static enum kith_status replay(struct kith *k, struct arena *arena, const char **what,
                               enum kith_status (*turn)(struct store *, int64_t, struct buf *)) {
    struct buf name = BUF_INIT;
    enum kith_status status = turn(k->store, k->now, &name);
    if (what)
        *what = arena ? arena_strdup(arena, name.data) : NULL;
    buf_free(&name);
    return status;
}

enum kith_status kith_undo(struct kith *k, struct arena *arena, const char **what) {
    return replay(k, arena, what, store_undo);
}

enum kith_status kith_redo(struct kith *k, struct arena *arena, const char **what) {
    return replay(k, arena, what, store_redo);
}

struct history {
    struct kith_steps *out;
    struct arena *arena;
    size_t cap, limit;
};

static bool take_step(void *ctx, const struct store_step *step) {
    struct history *history = ctx;
    struct kith_steps *out = history->out;
    if (history->limit && out->count >= history->limit)
        return false;
    *ARENA_PUSH(history->arena, out->items, out->count, history->cap) = (struct kith_step){
        .step = step->step,
        .at = step->at,
        .what = arena_strdup(history->arena, step->what),
        .undone = step->undone,
    };
    return true;
}

enum kith_status kith_history(struct kith *k, size_t limit, struct arena *arena, struct kith_steps *out) {
    *out = (struct kith_steps){0};
    return store_history(k->store, take_step, &(struct history){out, arena, 0, limit});
}

int64_t kith_last_step(const struct kith *k) {
    return store_step(k->store);
}

int64_t kith_changed_at(struct kith *k) {
    return store_changed_at(k->store);
}

/* ---- statements ---- */

struct stmt *model_sql(struct kith *k, const char *sql) {
    return store_sql(k->store, sql);
}

struct stmt *model_sql1(struct kith *k, const char *sql, int64_t a) {
    struct stmt *stmt = store_sql(k->store, sql);
    stmt_int(stmt, 1, a);
    return stmt;
}

struct stmt *model_sql2(struct kith *k, const char *sql, int64_t a, int64_t b) {
    struct stmt *stmt = model_sql1(k, sql, a);
    stmt_int(stmt, 2, b);
    return stmt;
}

void model_run1(struct kith *k, const char *sql, int64_t a) {
    stmt_run(model_sql1(k, sql, a));
}

int64_t model_number(struct kith *k, const char *sql, int64_t a, int64_t b) {
    return store_number(k->store, sql, a, b, 0);
}

void model_bind_day(struct stmt *stmt, int at, day d, char iso[DAY_SIZE]) {
    stmt_text(stmt, at, d == DAY_NONE ? NULL : day_iso(d, iso));
}

day model_col_day(struct stmt *stmt, int at) {
    day d;
    const char *text = stmt_col_text(stmt, at);
    return text && day_parse_iso(text, &d) ? d : DAY_NONE;
}

const char *model_col_text(struct stmt *stmt, int at, struct arena *arena) {
    return arena_strdup(arena, stmt_col_text(stmt, at));
}

struct kith_list model_col_list(struct stmt *stmt, int at, struct arena *arena) {
    return model_list(stmt_col_text(stmt, at), arena);
}

/* ---- health ---- */

struct health {
    struct kith_health *out;
    struct arena *arena;
    size_t cap;
};

static bool take_problem(void *ctx, const char *what) {
    struct health *health = ctx;
    struct kith_list *problems = &health->out->problems;
    *ARENA_PUSH(health->arena, problems->items, problems->count, health->cap) =
        arena_strdup(health->arena, what);
    return problems->count < 100;
}

/* What the schema cannot hold: each query tells the uids of rows that should not be. */
static const struct {
    const char *what, *sql;
} rules[] = {
    {"note '%s' is with nobody", "SELECT uid FROM note WHERE id NOT IN (SELECT note FROM note_person)"},
    {"person '%s' has no name", "SELECT uid FROM person WHERE trim(name) = ''"},
    {"person '%s' has lists that cannot be read",
     "SELECT uid FROM person WHERE NOT (json_valid(coalesce(emails, '[]')) AND json_valid(coalesce(phones, '[]'))"
     " AND json_valid(coalesce(urls, '[]')) AND json_valid(coalesce(tags, '[]'))"
     " AND json_valid(coalesce(aliases, '[]')) AND json_valid(coalesce(dates, '[]'))"
     " AND json_valid(coalesce(typed, '[]')))"},
    {"ask '%s' is of its own target", "SELECT uid FROM ask WHERE source = target"},
    {"mention '%s' is of who made it", "SELECT uid FROM mention WHERE by = person"},
};

static void check_rules(struct kith *k, struct health *health) {
    for (size_t i = 0; i < sizeof rules / sizeof *rules; i++) {
        struct stmt *stmt = model_sql(k, rules[i].sql);
        while (stmt_row(stmt)) {
            struct buf what = BUF_INIT;
            const char *mark = strstr(rules[i].what, "%s");
            buf_add(&what, rules[i].what, (size_t)(mark - rules[i].what));
            buf_str(&what, stmt_col_text(stmt, 0));
            buf_str(&what, mark + 2);
            bool more = take_problem(health, what.data);
            buf_free(&what);
            if (!more)
                stmt_stop(stmt);
            if (!more)
                return;
        }
    }
}

static void kept_differs(void *ctx, const char *uid) {
    char what[128];
    snprintf(what, sizeof what, "what is kept of person '%s' is not what follows from the book", uid);
    take_problem(ctx, what);
}

enum kith_status kith_check(struct kith *k, struct arena *arena, struct kith_health *out) {
    *out = (struct kith_health){0};
    struct health health = {out, arena, 0};
    enum kith_status status = store_check(k->store, take_problem, &health);
    check_rules(k, &health);
    if (!status)
        kept_check(k, kept_differs, &health);
    out->ok = out->problems.count == 0;
    out->version = (int)model_number(k, "PRAGMA user_version", 0, 0);
    out->people = model_number(k, "SELECT count(*) FROM person", 0, 0);
    out->notes = model_number(k, "SELECT count(*) FROM note", 0, 0);
    out->bytes = model_number(k, "PRAGMA page_count", 0, 0) * model_number(k, "PRAGMA page_size", 0, 0);
    return status ? status : store_status(k->store);
}
