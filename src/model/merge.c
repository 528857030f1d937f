#include <string.h>

#include "base/text.h"
#include "kith/note.h"
#include "model/field.h"
#include "model/kind.h"
#include "model/people.h"
#include "model/row.h"

/* Two rows of one person become one: every row of `other` becomes `keep`'s. */

/* ---- the rows ---- */

/* ?1 keep, ?2 other. What the two had in common, or would say of itself, goes first. */
static const char *const moves[] = {
    "DELETE FROM note_person WHERE person = ?2 AND note IN (SELECT note FROM note_person WHERE person = ?1)",
    "UPDATE note_person SET person = ?1 WHERE person = ?2",
    "DELETE FROM mention WHERE (by = ?1 AND person = ?2) OR (by = ?2 AND person = ?1)",
    "DELETE FROM mention WHERE person = ?2 AND note IS NOT NULL AND EXISTS (SELECT 1 FROM mention AS m"
    " WHERE m.note = mention.note AND m.by = mention.by AND m.person = ?1)",
    "DELETE FROM mention WHERE by = ?2 AND note IS NOT NULL AND EXISTS (SELECT 1 FROM mention AS m"
    " WHERE m.note = mention.note AND m.person = mention.person AND m.by = ?1)",
    "UPDATE mention SET person = ?1 WHERE person = ?2",
    "UPDATE mention SET by = ?1 WHERE by = ?2",
    "UPDATE moment SET person = ?1 WHERE person = ?2",
    "UPDATE need SET person = ?1 WHERE person = ?2",
    "UPDATE pledge SET person = ?1 WHERE person = ?2",
    "DELETE FROM pledge WHERE person = ?1 AND id <> (SELECT id FROM pledge WHERE person = ?1"
    " ORDER BY \"on\" DESC, id DESC LIMIT 1)",
    "DELETE FROM referral WHERE (partner = ?1 AND person = ?2) OR (partner = ?2 AND person = ?1)",
    "UPDATE referral SET partner = ?1 WHERE partner = ?2",
    "UPDATE referral SET person = ?1 WHERE person = ?2",
    "UPDATE help SET person = ?1 WHERE person = ?2",
    "DELETE FROM ask WHERE (source = ?1 AND target = ?2) OR (source = ?2 AND target = ?1)",
    "UPDATE ask SET source = ?1 WHERE source = ?2",
    "UPDATE ask SET target = ?1 WHERE target = ?2",
    "UPDATE delay SET person = ?1 WHERE person = ?2",
    "UPDATE task SET person = ?1 WHERE person = ?2",
    "UPDATE question SET person = ?1 WHERE person = ?2",
    "DELETE FROM wish WHERE person = ?2 AND EXISTS (SELECT 1 FROM wish AS w WHERE w.person = ?1)",
    "UPDATE wish SET person = ?1 WHERE person = ?2",
};

/* ---- the person ---- */

static bool in_list(const struct kith_list *list, const char *text, bool exact) {
    for (size_t i = 0; i < list->count; i++)
        if (exact ? strcmp(list->items[i], text) == 0 : text_same(list->items[i], text))
            return true;
    return false;
}

static void add_to(struct kith_list *list, const char *text, bool exact, struct arena *arena) {
    if (in_list(list, text, exact))
        return;
    const char **items = ARENA_NEW(arena, const char *, list->count + 1);
    if (list->count)
        memcpy(items, list->items, list->count * sizeof *items);
    items[list->count] = text;
    *list = (struct kith_list){items, list->count + 1};
}

static void join_lists(struct kith_list *keep, const struct kith_list *other, struct arena *arena) {
    for (size_t i = 0; i < other->count; i++)
        add_to(keep, other->items[i], false, arena);
}

static void join_dates(struct kith_dates *keep, const struct kith_dates *other, struct arena *arena) {
    struct kith_date *items = ARENA_NEW(arena, struct kith_date, keep->count + other->count);
    size_t count = keep->count;
    if (count)
        memcpy(items, keep->items, count * sizeof *items);
    for (size_t i = 0; i < other->count; i++) {
        bool there = false;
        for (size_t j = 0; j < keep->count; j++)
            there |= text_same(keep->items[j].what, other->items[i].what) &&
                     text_same(keep->items[j].on, other->items[i].on);
        if (!there)
            items[count++] = other->items[i];
    }
    *keep = (struct kith_dates){items, count};
}

/* Both spellings stay findable. */
static void join_names(struct kith_person *keep, const struct kith_person *other, struct arena *arena) {
    const char *dropped = other->name;
    if (keep->unnamed && !other->unnamed) {
        keep->name = other->name;
        keep->unnamed = false;
        dropped = NULL;
    } else if (other->unnamed) {
        dropped = NULL;
    }
    if (dropped && strcmp(dropped, keep->name) != 0)
        add_to(&keep->aliases, dropped, true, arena);
    for (size_t i = 0; i < other->aliases.count; i++)
        if (strcmp(other->aliases.items[i], keep->name) != 0)
            add_to(&keep->aliases, other->aliases.items[i], true, arena);
}

static void join_about(struct kith_person *keep, const char *about, struct arena *arena) {
    if (text_blank(about) || text_same(keep->about, about))
        return;
    keep->about = text_blank(keep->about) ? about : arena_printf(arena, "%s\n%s", keep->about, about);
}

static bool has_line(const char *text, const char *line, struct arena *arena) {
    char *rest = text ? arena_strdup(arena, text) : NULL, *one;
    while ((one = strsep(&rest, "\n")))
        if (text_same(one, line))
            return true;
    return false;
}

/* A role says something of somebody unless it is what anyone has. */
static bool says_something(const struct kith_field *field, const void *row) {
    const struct kith_person *person = row;
    bool plain = field->type == KITH_TYPE_TEXT || field->type == KITH_TYPE_COUNT ||
                 strcmp(field->name, "address") == 0;
    bool role = strcmp(field->name, "role") == 0;
    return (plain && strcmp(field->name, "name") != 0) ||
           (role && person->role != KITH_ROLE_OTHER && person->role != KITH_ROLE_MENTIONED);
}

/* "Company: value" lines for what other says otherwise where one value only can stand: contract, never lost.
 */
static const char *told_otherwise(struct kith *k, const struct kith_person *result,
                                  const struct kith_person *other, struct arena *arena) {
    const char *lines = "";
    for (size_t i = 0; i < kith_person_kind.count; i++) {
        const struct kith_field *field = &kith_person_kind.fields[i];
        if (!says_something(field, other))
            continue;
        const char *value = text_line(arena, kith_field_text(k, field, other, arena));
        const char *stands = text_line(arena, kith_field_text(k, field, result, arena));
        const char *line = arena_printf(arena, "%s: %s", field->label, value);
        if (*value && !text_same(value, stands) && !has_line(result->about, line, arena))
            lines = arena_printf(arena, "%s%s%s", lines, *lines ? "\n" : "", line);
    }
    return lines;
}

/*
 * Where keep has nothing, what other has; what was typed by hand on either side stays marked so.
 * Returns the lines that go to `about` because no field takes them.
 */
static const char *join(struct kith *k, struct kith_person *keep, const struct kith_person *other,
                        struct arena *arena) {
    join_names(keep, other, arena);
    join_about(keep, other->about, arena);
    join_lists(&keep->emails, &other->emails, arena);
    join_lists(&keep->phones, &other->phones, arena);
    join_lists(&keep->urls, &other->urls, arena);
    join_lists(&keep->tags, &other->tags, arena);
    join_lists(&keep->typed, &other->typed, arena);
    join_dates(&keep->dates, &other->dates, arena);
    keep->company = text_blank(keep->company) ? other->company : keep->company;
    keep->title = text_blank(keep->title) ? other->title : keep->title;
    keep->city = text_blank(keep->city) ? other->city : keep->city;
    keep->address = text_blank(keep->address) ? other->address : keep->address;
    if (keep->role == KITH_ROLE_MENTIONED ||
        (keep->role == KITH_ROLE_OTHER && other->role != KITH_ROLE_MENTIONED))
        keep->role = other->role;
    if (other->known_since != DAY_NONE &&
        (keep->known_since == DAY_NONE || other->known_since < keep->known_since))
        keep->known_since = other->known_since;
    if (keep->every_days == KITH_NO_COUNT)
        keep->every_days = other->every_days;
    keep->favourite |= other->favourite;
    keep->archived &= other->archived;
    keep->is_private |= other->is_private;
    const char *lines = told_otherwise(k, keep, other, arena);
    join_about(keep, lines, arena);
    return lines;
}

/* Both rows; KITH_INVALID where they are one. */
static enum kith_status read_both(struct kith *k, kith_id keep_id, kith_id other_id, struct arena *arena,
                                  struct kith_person *keep, struct kith_person *other) {
    enum kith_status status = kith_person_get(k, keep_id, arena, keep);
    if (status == KITH_OK)
        status = kith_person_get(k, other_id, arena, other);
    if (status == KITH_OK && keep_id == other_id)
        status = model_fail(k, KITH_INVALID, "'%s' cannot be merged with themselves", keep->name);
    return status;
}

enum kith_status kith_merge_plan(struct kith *k, kith_id keep_id, kith_id other_id, struct arena *arena,
                                 struct kith_merge *out) {
    enum kith_status status = read_both(k, keep_id, other_id, arena, &out->keep, &out->other);
    if (status != KITH_OK)
        return status;
    out->result = out->keep;
    out->to_about = join(k, &out->result, &out->other, arena);
    struct stmt *stmt = model_sql1(
        k,
        "SELECT (SELECT count(*) FROM note_person WHERE person = ?1)"
        " + (SELECT count(*) FROM mention WHERE person = ?1 OR by = ?1)"
        " + (SELECT count(*) FROM moment WHERE person = ?1) + (SELECT count(*) FROM need WHERE person = ?1)"
        " + (SELECT count(*) FROM referral WHERE person = ?1 OR partner = ?1)"
        " + (SELECT count(*) FROM ask WHERE source = ?1 OR target = ?1)"
        " + (SELECT count(*) FROM help WHERE person = ?1) + (SELECT count(*) FROM task WHERE person = ?1)",
        other_id);
    out->rows = stmt_row(stmt) ? stmt_col_int(stmt, 0) : 0;
    stmt_stop(stmt);
    return store_status(k->store);
}

enum kith_status kith_person_merge(struct kith *k, kith_id keep_id, kith_id other_id) {
    struct arena scratch = {0};
    struct kith_person keep, other;
    enum kith_status status = read_both(k, keep_id, other_id, &scratch, &keep, &other);
    if (status == KITH_OK) {
        model_begin(k, "merge %s into %s", other.name, keep.name);
        for (size_t i = 0; i < sizeof moves / sizeof *moves; i++) {
            struct stmt *stmt = model_sql(k, moves[i]);
            if (strstr(moves[i], "?1"))
                stmt_int(stmt, 1, keep_id);
            if (strstr(moves[i], "?2"))
                stmt_int(stmt, 2, other_id);
            stmt_run(stmt);
        }
        row_remove(k, &kith_person_kind, other_id);
        join(k, &keep, &other, &scratch);
        row_update(k, &kith_person_kind, &keep);
        status = model_end(k, KITH_OK);
    }
    arena_free(&scratch);
    return status;
}
