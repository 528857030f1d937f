#include "kith/search.h"

#include <string.h>

#include "base/text.h"
#include "model/model.h"

enum { DEFAULT_LIMIT = 50, MOST_WORDS = 16 };

struct words {
    const char *items[MOST_WORDS];
    size_t count;
};

static struct words split(const char *text, struct arena *arena) {
    struct words words = {0};
    char *rest = text_fold(arena, text), *word;
    while ((word = strsep(&rest, " \t\n")) && words.count < MOST_WORDS)
        if (*word)
            words.items[words.count++] = word;
    return words;
}

/* Whether a word of the folded text begins with it. */
static bool begins_a_word(const char *folded, const char *word) {
    size_t length = strlen(word);
    for (const char *at = folded; (at = strstr(at, word)); at += length) {
        unsigned char before = at == folded ? ' ' : (unsigned char)at[-1];
        if (before < 0x80 && !((before >= 'a' && before <= 'z') || (before >= '0' && before <= '9')))
            return true;
    }
    return false;
}

static bool has_all(const char *folded, const struct words *words) {
    for (size_t i = 0; i < words->count; i++)
        if (!begins_a_word(folded, words->items[i]))
            return false;
    return words->count > 0;
}

static struct kith_found *more(struct kith_finds *out, size_t *cap, struct arena *arena) {
    return ARENA_PUSH(arena, out->items, out->count, *cap);
}

/* Contacts before mentioned and archived people, each by name. */
static void find_people(struct kith *k, const struct words *words, size_t limit, struct arena *arena,
                        struct kith_finds *out, size_t *cap) {
    struct stmt *stmt = model_sql(k, "SELECT id, uid, name, sort, company, title, known_since, aliases FROM person"
                                     " WHERE NOT unnamed ORDER BY archived OR role = 'mentioned', sort, id");
    while (out->count < limit && stmt_row(stmt)) {
        const char *aliases = stmt_col_text(stmt, 7);
        bool alias = false;
        if (aliases && strcmp(aliases, "[]") != 0) {
            struct arena scratch = {0};
            alias = has_all(text_fold(&scratch, aliases), words);
            arena_free(&scratch);
        }
        if (!alias && !has_all(stmt_col_text(stmt, 3), words))
            continue;
        struct kith_found *found = more(out, cap, arena);
        const char *company = stmt_col_text(stmt, 4), *title = stmt_col_text(stmt, 5);
        bool both = !text_blank(company) && !text_blank(title);
        *found = (struct kith_found){
            .id = stmt_col_int(stmt, 0),
            .person = stmt_col_int(stmt, 0),
            .uid = model_col_text(stmt, 1, arena),
            .name = model_col_text(stmt, 2, arena),
            .snippet = arena_printf(arena, "%s%s%s", title ? title : "", both ? ", " : "", company ? company : ""),
            .on = model_col_day(stmt, 6),
        };
    }
    stmt_stop(stmt);
}

/* Every word quoted, so that what is typed is never read as the query language. */
static const char *match_text(const struct words *words, struct arena *arena) {
    struct buf query = BUF_INIT;
    for (size_t i = 0; i < words->count; i++) {
        buf_str(&query, i ? " \"" : "\"");
        for (const char *at = words->items[i]; *at; at++)
            buf_str(&query, *at == '"' ? "\"\"" : (char[]){*at, '\0'});
        buf_str(&query, "\"*");
    }
    const char *text = arena_strdup(arena, query.data);
    buf_free(&query);
    return text;
}

static void find_notes(struct kith *k, const struct words *words, size_t limit, struct arena *arena,
                       struct kith_finds *out, size_t *cap) {
    struct stmt *stmt =
        model_sql(k, "SELECT n.id, n.uid, n.\"on\", snippet(note_text, 0, '', '', '…', 16), p.id, p.name"
                     " FROM note_text JOIN note AS n ON n.rank = note_text.rowid"
                     " LEFT JOIN note_person AS w ON w.note = n.id AND w.place ="
                     " (SELECT min(place) FROM note_person WHERE note = n.id)"
                     " LEFT JOIN person AS p ON p.id = w.person"
                     " WHERE note_text MATCH ?1 ORDER BY note_text.rowid DESC LIMIT ?2");
    stmt_text(stmt, 1, match_text(words, arena));
    stmt_int(stmt, 2, (int64_t)(limit - out->count));
    while (stmt_row(stmt))
        *more(out, cap, arena) = (struct kith_found){
            .is_note = true,
            .id = stmt_col_int(stmt, 0),
            .uid = model_col_text(stmt, 1, arena),
            .on = model_col_day(stmt, 2),
            .snippet = text_line(arena, stmt_col_text(stmt, 3) ? stmt_col_text(stmt, 3) : ""),
            .person = stmt_col_int(stmt, 4),
            .name = model_col_text(stmt, 5, arena),
        };
}

enum kith_status kith_search(struct kith *k, const char *text, size_t limit, struct arena *arena,
                             struct kith_finds *out) {
    struct words words = split(text, arena);
    size_t cap = 0;
    *out = (struct kith_finds){0};
    if (words.count == 0)
        return KITH_OK;
    limit = limit ? limit : DEFAULT_LIMIT;
    find_people(k, &words, limit, arena, out, &cap);
    if (out->count < limit)
        find_notes(k, &words, limit, arena, out, &cap);
    return KITH_OK;
}

/* ---- addresses for mail programs ---- */

enum kith_status kith_query(struct kith *k, const char *text, struct arena *arena, struct kith_address **out,
                            size_t *count) {
    struct words words = split(text, arena);
    size_t cap = 0;
    *out = NULL;
    *count = 0;
    struct stmt *stmt = model_sql(k, "SELECT name, company, emails, sort FROM person"
                                     " WHERE emails IS NOT NULL AND emails <> '[]' AND NOT archived"
                                     " AND role <> 'mentioned' ORDER BY sort, id");
    while (words.count && stmt_row(stmt)) {
        struct arena scratch = {0};
        const char *company = stmt_col_text(stmt, 1), *emails = stmt_col_text(stmt, 2);
        const char *all = text_fold(&scratch, arena_printf(&scratch, "%s\n%s\n%s", stmt_col_text(stmt, 3),
                                                           company ? company : "", emails));
        if (has_all(all, &words)) {
            struct kith_list list = model_col_list(stmt, 2, arena);
            const char *name = model_col_text(stmt, 0, arena);
            company = model_col_text(stmt, 1, arena);
            for (size_t i = 0; i < list.count; i++)
                *ARENA_PUSH(arena, *out, *count, cap) = (struct kith_address){list.items[i], name, company};
        }
        arena_free(&scratch);
    }
    stmt_stop(stmt);
    return KITH_OK;
}
