#include "kith/search.h"

#include <string.h>

#include "base/map.h"
#include "base/text.h"
#include "model/model.h"
#include "model/query.h"

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

static bool has_all(const char *folded, const struct words *words) {
    for (size_t i = 0; i < words->count; i++)
        if (!query_begins(folded, words->items[i]))
            return false;
    return words->count > 0;
}

/* ---- people ---- */

static struct kith_found *more(struct kith_finds *out, size_t *cap, struct arena *arena) {
    return ARENA_PUSH(arena, out->items, out->count, *cap);
}

/* Found by name, in the order of names: contacts, and then the mentioned and archived. */
struct met {
    kith_id *contacts, *others;
    size_t contact_count, other_count, limit;
};

static void meet(struct met *met, kith_id id, bool contact) {
    size_t *count = contact ? &met->contact_count : &met->other_count;
    if (*count < met->limit)
        (contact ? met->contacts : met->others)[(*count)++] = id;
}

/* Those whose other names have the words: few, by an index of their own. */
static void meet_aliases(struct kith *k, const struct words *words, struct idmap *met) {
    struct stmt *stmt = model_sql(k, "SELECT id, aliases FROM person WHERE aliases <> '[]' AND NOT unnamed");
    while (stmt_row(stmt)) {
        struct arena scratch = {0};
        if (has_all(text_fold(&scratch, stmt_col_text(stmt, 1)), words))
            idmap_set(met, stmt_col_int(stmt, 0), 1);
        arena_free(&scratch);
    }
}

/* Reads the index alone, so that a hundred thousand names are looked through between two keys. */
static void meet_names(struct kith *k, const struct words *words, struct met *met) {
    struct idmap aliases = {0};
    int64_t found;
    meet_aliases(k, words, &aliases);
    const char *sql = aliases.count
                          ? "SELECT id, sort, archived OR role = 'mentioned' FROM person WHERE NOT unnamed"
                            " ORDER BY sort, id"
                          : "SELECT id, sort, archived OR role = 'mentioned' FROM person WHERE NOT unnamed"
                            " AND instr(sort, ?1) ORDER BY sort, id";
    struct stmt *stmt = model_sql(k, sql);
    if (!aliases.count)
        stmt_text(stmt, 1, words->items[0]);
    while (met->contact_count < met->limit && stmt_row(stmt))
        if (has_all(stmt_col_text(stmt, 1), words) || idmap_get(&aliases, stmt_col_int(stmt, 0), &found))
            meet(met, stmt_col_int(stmt, 0), !stmt_col_int(stmt, 2));
    stmt_stop(stmt);
    idmap_free(&aliases);
}

static void add_person(struct kith *k, kith_id id, struct arena *arena, struct kith_finds *out, size_t *cap) {
    struct stmt *stmt =
        model_sql1(k, "SELECT uid, name, company, title, known_since FROM person WHERE id = ?1", id);
    if (stmt_row(stmt)) {
        const char *company = stmt_col_text(stmt, 2), *title = stmt_col_text(stmt, 3);
        bool both = !text_blank(company) && !text_blank(title);
        *more(out, cap, arena) = (struct kith_found){
            .id = id,
            .person = id,
            .uid = model_col_text(stmt, 0, arena),
            .name = model_col_text(stmt, 1, arena),
            .snippet =
                arena_printf(arena, "%s%s%s", title ? title : "", both ? ", " : "", company ? company : ""),
            .on = model_col_day(stmt, 4),
        };
    }
    stmt_stop(stmt);
}

static void find_people(struct kith *k, const struct words *words, size_t limit, struct arena *arena,
                        struct kith_finds *out, size_t *cap) {
    struct met met = {ARENA_NEW(arena, kith_id, limit), ARENA_NEW(arena, kith_id, limit), 0, 0, limit};
    meet_names(k, words, &met);
    for (size_t i = 0; i < met.contact_count; i++)
        add_person(k, met.contacts[i], arena, out, cap);
    for (size_t i = 0; i < met.other_count && out->count < limit; i++)
        add_person(k, met.others[i], arena, out, cap);
}

/* ---- notes ---- */

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

static void find_by_index(struct kith *k, const struct words *words, size_t limit, struct arena *arena,
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

/*
 * A word of one or two letters begins so many others that the index takes half a
 * second to bring their notes together, in a large book. But then the newest notes
 * are full of it: reading those finds as many as are asked for, and where it does
 * not, the word is rare and the index fast.
 */
enum { SHORT = 3, NEWEST = 2000 };

static bool is_short(const struct words *words) {
    bool some = false;
    for (size_t i = 0; i < words->count; i++) {
        size_t length = strlen(words->items[i]);
        if (strspn(words->items[i], "abcdefghijklmnopqrstuvwxyz0123456789") != length)
            return false; /* other scripts and signs are cut into words by the index alone */
        some = some || length <= SHORT;
    }
    return some;
}

/* Where the first word begins that one of `words` begins. */
static size_t first_hit(const char *text, const struct words *words) {
    size_t length = strlen(text), next;
    for (size_t at = 0, start = 0; at < length; at = next) {
        uint32_t code = text_code(text, length, at, &next);
        if (!text_is_letter(code) && !text_is_digit(code)) {
            start = next;
            continue;
        }
        if (at != start)
            continue;
        struct arena scratch = {0};
        const char *word = text_fold_n(&scratch, text + at, strcspn(text + at, " \n\t"));
        bool hit = false;
        for (size_t i = 0; i < words->count && !hit; i++)
            hit = strncmp(word, words->items[i], strlen(words->items[i])) == 0;
        arena_free(&scratch);
        if (hit)
            return at;
    }
    return 0;
}

/* Some words around the first hit, as the index would cut them. */
static const char *cut_around(const char *text, const struct words *words, struct arena *arena) {
    enum { BEFORE = 5, AFTER = 11 };
    size_t from = first_hit(text, words), to = from, length = strlen(text);
    for (int blanks = 0; from > 0; from--)
        if (strchr(" \n\t", text[from - 1]) && ++blanks > BEFORE)
            break;
    for (int blanks = 0; to < length; to++)
        if (strchr(" \n\t", text[to]) && ++blanks > AFTER)
            break;
    return text_line(arena, arena_printf(arena, "%s%.*s%s", from ? "…" : "", (int)(to - from), text + from,
                                         to < length ? "…" : ""));
}

static void add_note(struct kith *k, kith_id id, const struct words *words, struct arena *arena,
                     struct kith_finds *out, size_t *cap) {
    struct stmt *stmt = model_sql1(k,
                                   "SELECT n.uid, n.\"on\", n.text, p.id, p.name FROM note AS n"
                                   " LEFT JOIN note_person AS w ON w.note = n.id AND w.place ="
                                   " (SELECT min(place) FROM note_person WHERE note = n.id)"
                                   " LEFT JOIN person AS p ON p.id = w.person WHERE n.id = ?1",
                                   id);
    if (stmt_row(stmt))
        *more(out, cap, arena) = (struct kith_found){
            .is_note = true,
            .id = id,
            .uid = model_col_text(stmt, 0, arena),
            .on = model_col_day(stmt, 1),
            .snippet = cut_around(stmt_col_text(stmt, 2), words, arena),
            .person = stmt_col_int(stmt, 3),
            .name = model_col_text(stmt, 4, arena),
        };
    stmt_stop(stmt);
}

/* False when the newest notes have fewer than asked for: then nothing is added. */
static bool find_newest(struct kith *k, const struct words *words, size_t limit, struct arena *arena,
                        struct kith_finds *out, size_t *cap) {
    size_t wanted = limit - out->count, count = 0;
    kith_id *hits = ARENA_NEW(arena, kith_id, wanted);
    struct stmt *stmt = model_sql1(k, "SELECT id, text FROM note ORDER BY rank DESC LIMIT ?1", NEWEST);
    while (count < wanted && stmt_row(stmt)) {
        struct arena scratch = {0};
        const char *text = stmt_col_text(stmt, 1);
        if (text && has_all(text_fold(&scratch, text), words))
            hits[count++] = stmt_col_int(stmt, 0);
        arena_free(&scratch);
    }
    stmt_stop(stmt);
    for (size_t i = 0; count == wanted && i < count; i++)
        add_note(k, hits[i], words, arena, out, cap);
    return count == wanted;
}

static void find_notes(struct kith *k, const struct words *words, size_t limit, struct arena *arena,
                       struct kith_finds *out, size_t *cap) {
    if (!is_short(words) || !find_newest(k, words, limit, arena, out, cap))
        find_by_index(k, words, limit, arena, out, cap);
}

/* ---- terms ---- */

static bool is_with(struct kith *k, kith_id note, const struct idmap *people) {
    struct stmt *stmt = model_sql1(k, "SELECT person FROM note_person WHERE note = ?1", note);
    int64_t found;
    bool with = false;
    while (!with && stmt_row(stmt))
        with = idmap_get(people, stmt_col_int(stmt, 0), &found);
    stmt_stop(stmt);
    return with;
}

/* The newest notes with one of these people that have all the words. */
static void find_notes_with(struct kith *k, const struct kith_ids *people, const char *text, size_t limit,
                            struct arena *arena, struct kith_finds *out, size_t *cap) {
    struct words words = split(text, arena);
    struct idmap set = {0};
    if (words.count == 0 || out->count >= limit)
        return;
    for (size_t i = 0; i < people->count; i++)
        idmap_set(&set, people->items[i], 1);
    struct stmt *stmt = model_sql(k, "SELECT n.id FROM note_text JOIN note AS n ON n.rank = note_text.rowid"
                                     " WHERE note_text MATCH ?1 ORDER BY note_text.rowid DESC");
    stmt_text(stmt, 1, match_text(&words, arena));
    while (out->count < limit && stmt_row(stmt)) {
        kith_id note = stmt_col_int(stmt, 0);
        if (is_with(k, note, &set))
            add_note(k, note, &words, arena, out, cap);
    }
    stmt_stop(stmt);
    idmap_free(&set);
}

/* The people whom the terms find, and the notes with those whom its terms but the words find. */
static enum kith_status find_terms(struct kith *k, const char *text, size_t limit, struct arena *arena,
                                   struct kith_finds *out, size_t *cap) {
    struct kith_ids people;
    enum kith_status status = kith_query_people(k, text, arena, &people);
    for (size_t i = 0; i < people.count && out->count < limit; i++)
        add_person(k, people.items[i], arena, out, cap);
    const char *words = kith_query_words(k, text, arena);
    if (status == KITH_OK && *words)
        status = query_people_but_words(k, text, arena, &people);
    find_notes_with(k, &people, words, limit, arena, out, cap);
    return status;
}

/* Words that nobody has may be a phrase ("clients never asked"), or a term that was mistyped. */
static enum kith_status find_meant(struct kith *k, const char *text, size_t limit, struct arena *arena,
                                   struct kith_finds *out, size_t *cap) {
    enum kith_query_shape shape;
    struct kith_query_fault fault;
    if (!kith_query_check(k, text, arena, &shape, &fault))
        return fault.meant ? kith_fail(k, KITH_INVALID, "%s", fault.why) : KITH_OK;
    bool phrases = shape == KITH_QUERY_PHRASES && strchr(text_trim(arena, text), ' ') &&
                   !*kith_query_words(k, text, arena);
    return phrases ? find_terms(k, text, limit, arena, out, cap) : KITH_OK;
}

enum kith_status kith_search(struct kith *k, const char *text, size_t limit, struct arena *arena,
                             struct kith_finds *out) {
    enum kith_query_shape shape = KITH_QUERY_WORDS;
    struct kith_query_fault fault = {0};
    size_t cap = 0;
    *out = (struct kith_finds){0};
    limit = limit ? limit : DEFAULT_LIMIT;
    if (strpbrk(text, ":=<>-\"") && kith_query_check(k, text, arena, &shape, &fault) &&
        shape == KITH_QUERY_TERMS)
        return find_terms(k, text, limit, arena, out, &cap);
    struct words words = split(text, arena);
    if (words.count == 0)
        return KITH_OK;
    find_people(k, &words, limit, arena, out, &cap);
    if (out->count < limit)
        find_notes(k, &words, limit, arena, out, &cap);
    return out->count ? KITH_OK : find_meant(k, text, limit, arena, out, &cap);
}

/* ---- addresses for mail programs ---- */

enum kith_status kith_query(struct kith *k, const char *text, struct arena *arena, struct kith_address **out,
                            size_t *count) {
    struct words words = split(text, arena);
    size_t cap = 0;
    *out = NULL;
    *count = 0;
    struct stmt *stmt = model_sql(k, "SELECT name, company, emails, sort FROM person"
                                     " WHERE emails <> '[]' AND NOT archived AND role <> 'mentioned'"
                                     " ORDER BY sort, id");
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
