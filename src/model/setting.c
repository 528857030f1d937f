#include <string.h>

#include "base/text.h"
#include "model/field.h"
#include "model/setting.h"

static const char *const words_of_ask[] = {"referral", "introduction", NULL};

#define SETTING(member, kind, default, words_, label_, help_)                                                \
    {                                                                                                        \
        .name = #member, .type = kind, .offset = offsetof(struct kith_settings, member), .label = label_,    \
        .help = help_, .words = words_, .otherwise = default                                                 \
    }

const struct kith_field kith_setting_fields[] = {
    SETTING(me, KITH_TYPE_TEXT, NULL, NULL, "Your name", "as you sign"),
    SETTING(business, KITH_TYPE_TEXT, NULL, NULL, "Your business", "its name"),
    SETTING(offer, KITH_TYPE_TEXT, NULL, NULL, "What you do",
            "in a few words: books that close in three days"),
    SETTING(ideal, KITH_TYPE_LIST, NULL, NULL, "Ideal clients", "words for whom you serve best, by commas"),
    SETTING(word, KITH_TYPE_TEXT, "referral", NULL, "Your word for it", "referral or introduction"),
    SETTING(weekly_asks, KITH_TYPE_COUNT, "2", NULL, "Asks a week", "the goal from Monday to Sunday"),
    SETTING(give_first, KITH_TYPE_COUNT, "2", NULL, "Give first",
            "referrals given to a partner before asking"),
    SETTING(golden_days, KITH_TYPE_COUNT, "14", NULL, "Golden days", "how long a golden moment glows"),
    SETTING(quiet_days, KITH_TYPE_COUNT, "1", NULL, "Quiet days",
            "before someone mentioned can be asked about"),
    SETTING(rest_days, KITH_TYPE_COUNT, "30", NULL, "Days of rest", "for a source after an ask"),
    SETTING(harvest, KITH_TYPE_COUNT, "6", NULL, "Harvest", "names gathered that are worth going back for"),
    SETTING(pledge, KITH_TYPE_COUNT, "5", NULL, "Pledge", "people a client agrees to refer"),
    SETTING(need_days, KITH_TYPE_COUNT, "180", NULL, "Days a need is known",
            "before asking again what they need"),
    SETTING(follow_days, KITH_TYPE_COUNT, "7", NULL, "Days to follow up", "after an ask without an answer"),
    SETTING(notyet_days, KITH_TYPE_COUNT, "30", NULL, "Days after not yet", "when they named no day"),
    SETTING(beliefs, KITH_TYPE_FLAG, "yes", NULL, "Answers to beliefs", "shown when an ask is put off"),
    SETTING(sheet, KITH_TYPE_COUNT, "25", NULL, "Conversations on the sheet",
            "the last so many, each with each person"),
    SETTING(currency, KITH_TYPE_TEXT, NULL, NULL, "Currency",
            "the sign of values, € or CHF; empty: as the locale has it"),
    SETTING(never, KITH_TYPE_LIST, NULL, NULL, "No people", "names in notes that are no people, by commas"),
    SETTING(searches, KITH_TYPE_LIST, NULL, NULL, "Saved searches",
            "NAME: TERMS, by commas; kith searches keeps them"),
    SETTING(apart, KITH_TYPE_LIST, NULL, NULL, "Not the same",
            "pairs of uids who are two; kith apart adds one"),
    {0},
};

/* What a number may be: nought switches some rules off, in others it would make no sense. */
static const struct {
    const char *name;
    int least, most;
} bounds[] = {
    {"weekly_asks", 0, 100},  {"give_first", 0, 100},   {"golden_days", 1, 3650}, {"quiet_days", 0, 3650},
    {"rest_days", 0, 3650},   {"harvest", 1, 1000},     {"pledge", 1, 1000},      {"need_days", 1, 36500},
    {"follow_days", 0, 3650}, {"notyet_days", 0, 3650}, {"sheet", 1, 10000},
};

const struct kith_field *setting_field(const char *name) {
    for (const struct kith_field *field = kith_setting_fields; field->name; field++)
        if (strcmp(field->name, name) == 0)
            return field;
    return NULL;
}

const char *setting_fault(const struct kith_field *field, const struct kith_settings *settings,
                          struct arena *arena) {
    if (strcmp(field->name, "word") == 0 && kith_word_find(words_of_ask, settings->word) == KITH_NO_WORD)
        return arena_printf(arena, "word is referral or introduction, not '%s'",
                            settings->word ? settings->word : "");
    if (strcmp(field->name, "currency") == 0 && settings->currency && text_width(settings->currency) > 6)
        return arena_printf(arena, "currency is a short sign such as € or CHF, not '%s'", settings->currency);
    if (field->type != KITH_TYPE_COUNT)
        return NULL;
    int number = *(const int *)((const char *)settings + field->offset);
    for (size_t i = 0; i < sizeof bounds / sizeof *bounds; i++)
        if (strcmp(bounds[i].name, field->name) == 0 && (number < bounds[i].least || number > bounds[i].most))
            return arena_printf(arena, "%s is a number from %d to %d, not '%d'", field->name, bounds[i].least,
                                bounds[i].most, number);
    return NULL;
}

/* ---- reading ---- */

/* The stored rows as one text; false when the book cannot be read now, in a step that has failed. */
static bool stored_rows(struct kith *k, struct buf *rows) {
    bool readable = false;
    struct stmt *stmt = model_sql(k, "SELECT name, quote(value), 0 AS last FROM setting"
                                     " UNION ALL SELECT '', '', 1 ORDER BY last, name");
    while (stmt_row(stmt)) {
        readable = stmt_col_int(stmt, 2) == 1;
        buf_printf(rows, "%s=%s\n", stmt_col_text(stmt, 0), stmt_col_text(stmt, 1));
    }
    return readable;
}

/* False when it fails half-way: then what is known stays. */
static bool load(struct kith *k) {
    struct arena arena = {0};
    struct kith_settings settings = {0};
    bool whole = false;
    for (const struct kith_field *field = kith_setting_fields; field->name; field++)
        field_default(field, &settings);
    struct stmt *stmt = model_sql(k, "SELECT name, value, 0 AS last FROM setting"
                                     " UNION ALL SELECT '', NULL, 1 ORDER BY last");
    while (stmt_row(stmt)) {
        whole = stmt_col_int(stmt, 2) == 1;
        const char *name = stmt_col_text(stmt, 0);
        const struct kith_field *field = name ? setting_field(name) : NULL;
        if (!field)
            continue;
        field_load(field, &settings, stmt, 1, &arena);
        /* A file from elsewhere may hold what the setting cannot be. */
        if (setting_fault(field, &settings, &arena))
            field_default(field, &settings);
    }
    if (whole) {
        arena_free(&k->settings_arena);
        k->settings_arena = arena;
        k->settings = settings;
    } else {
        arena_free(&arena);
    }
    return whole;
}

const struct kith_settings *kith_settings(struct kith *k) {
    int64_t changes = store_changes(k->store);
    if (changes == k->settings_at)
        return &k->settings;
    struct buf rows = BUF_INIT;
    bool known = stored_rows(k, &rows);
    if (known && (k->settings_at < 0 || strcmp(rows.data, k->settings_rows.data) != 0)) {
        known = load(k);
        if (known) {
            buf_cut(&k->settings_rows, 0);
            buf_str(&k->settings_rows, rows.data);
        }
    }
    if (known)
        k->settings_at = changes;
    buf_free(&rows);
    return &k->settings;
}

const char *kith_setting_text(struct kith *k, const char *name, struct arena *arena) {
    const struct kith_field *field = setting_field(name);
    return field ? kith_field_text(k, field, kith_settings(k), arena) : NULL;
}

/* ---- writing ---- */

void setting_store(struct kith *k, const struct kith_field *field, const struct kith_settings *settings) {
    struct arena scratch = {0};
    struct stmt *stmt = model_sql(k, "SELECT id FROM setting WHERE name = ?1");
    stmt_text(stmt, 1, field->name);
    int64_t id = stmt_row(stmt) ? stmt_col_int(stmt, 0) : 0;
    stmt_stop(stmt);
    struct kith_settings defaults;
    field_default(field, &defaults);
    if (field_same(field, settings, &defaults)) {
        if (id)
            model_run1(k, "DELETE FROM setting WHERE id = ?1", id);
    } else {
        stmt = model_sql(k, id ? "UPDATE setting SET value = ?2 WHERE name = ?1"
                               : "INSERT INTO setting (name, value) VALUES (?1, ?2)");
        stmt_text(stmt, 1, field->name);
        field_bind(field, settings, stmt, 2, &scratch);
        stmt_run(stmt);
    }
    arena_free(&scratch);
}

enum kith_status kith_setting_set(struct kith *k, const char *name, const char *value) {
    const struct kith_field *field = setting_field(name);
    if (!field)
        return model_fail(k, KITH_NOT_FOUND, "there is no setting '%s'", name);
    struct arena scratch = {0};
    struct kith_settings settings = *kith_settings(k);
    enum kith_status status = kith_field_parse(k, field, &settings, value, &scratch);
    const char *fault = status == KITH_OK ? setting_fault(field, &settings, &scratch) : NULL;
    for (size_t i = 0; status == KITH_INVALID && i < sizeof bounds / sizeof *bounds; i++)
        if (strcmp(bounds[i].name, name) == 0) /* its own bounds, not those of any number */
            fault = arena_printf(&scratch, "%s is a number from %d to %d, not '%s'", name, bounds[i].least,
                                 bounds[i].most, value);
    if (fault)
        status = model_fail(k, KITH_INVALID, "%s", fault);
    if (status == KITH_OK) {
        model_begin(k, "set %s", name);
        setting_store(k, field, &settings);
        status = model_end(k, KITH_OK);
    }
    arena_free(&scratch);
    return status;
}
