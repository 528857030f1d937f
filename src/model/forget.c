#include <string.h>

#include "base/text.h"
#include "kith/note.h"
#include "model/apart.h"
#include "model/field.h"
#include "model/people.h"
#include "model/row.h"

/*
 * A person is purged from all that Kith writes. Their rows go, their names,
 * addresses and numbers become [removed] in every text, single words of the name in
 * the notes that were about or with them, and no history, index or free page keeps them.
 */
#define REMOVED "[removed]"

struct forget {
    struct kith *k;
    kith_id person;
    struct arena *arena;
    struct kith_list whole; /* folded: what is theirs wherever it stands */
    struct kith_list words; /* those, and single words of their names: in what concerns them */
    struct kith_list numbers; /* the digits of their telephone numbers: those are written in many ways */
    size_t whole_cap, word_cap, number_cap;
    const char *uid;
};

enum { LEAST_DIGITS = 7, TELLING_DIGITS = 9 };

/* ---- what to look for ---- */

static void add_whole(struct forget *forget, const char *text) {
    const char *folded = text_fold(forget->arena, text_line(forget->arena, text));
    if (strlen(folded) <= 2)
        return;
    *ARENA_PUSH(forget->arena, forget->whole.items, forget->whole.count, forget->whole_cap) = folded;
    *ARENA_PUSH(forget->arena, forget->words.items, forget->words.count, forget->word_cap) = folded;
}

static void add_words(struct forget *forget, const char *name) {
    char *copy = arena_strdup(forget->arena, text_fold(forget->arena, name));
    for (char *word; (word = strsep(&copy, " ,.")) != NULL;)
        if (strlen(word) > 2)
            *ARENA_PUSH(forget->arena, forget->words.items, forget->words.count, forget->word_cap) = word;
}

static void add_number(struct forget *forget, const char *phone) {
    char *digits = arena_alloc(forget->arena, strlen(phone) + 1);
    size_t count = 0;
    for (; *phone; phone++)
        if (*phone >= '0' && *phone <= '9')
            digits[count++] = *phone;
    if (count >= LEAST_DIGITS)
        *ARENA_PUSH(forget->arena, forget->numbers.items, forget->numbers.count, forget->number_cap) = digits;
}

static void collect(struct forget *forget, const struct kith_person *person) {
    forget->uid = person->uid;
    for (size_t i = 0; i < person->phones.count; i++)
        add_number(forget, person->phones.items[i]);
    const struct kith_list lists[] = {person->emails, person->phones, person->urls};
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
        for (size_t j = 0; j < lists[i].count; j++)
            add_whole(forget, lists[i].items[j]);
    if (person->unnamed) /* "accountant" is nobody's name */
        return;
    add_whole(forget, person->name);
    add_words(forget, person->name);
    for (size_t i = 0; i < person->aliases.count; i++) {
        add_whole(forget, person->aliases.items[i]);
        add_words(forget, person->aliases.items[i]);
    }
}

/* ---- replacing ---- */

static bool inside_word(const char *text, size_t length, size_t at) {
    size_t next;
    if (at == 0 || at >= length)
        return false;
    size_t before = text_prev(text, length, at);
    uint32_t left = text_code(text, length, before, &next), right = text_code(text, length, at, &next);
    return (text_is_letter(left) || text_is_digit(left)) && (text_is_letter(right) || text_is_digit(right));
}

/* Bytes of `text` at `at` that read as `folded`, ending at a word's end; 0: they do not. */
static size_t reads_as(const char *text, size_t length, size_t at, const char *folded, struct arena *arena) {
    size_t want = strlen(folded), end = at, most = at + want * 4 + 16;
    if (inside_word(text, length, at))
        return 0;
    while (end < length && end < most) {
        end = text_next(text, length, end);
        const char *part = text_fold_n(arena, text + at, end - at);
        size_t got = strlen(part);
        if (strncmp(part, folded, got < want ? got : want) != 0 || got > want)
            return 0;
        if (got == want)
            return inside_word(text, length, end) ? 0 : end - at;
    }
    return 0;
}

static bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

/* The same number: with and without a prefix the last nine digits agree, of a short one all. */
static bool same_number(const char *a, size_t a_count, const char *b) {
    size_t b_count = strlen(b), less = a_count < b_count ? a_count : b_count;
    if (less < TELLING_DIGITS && a_count != b_count)
        return false;
    less = less < TELLING_DIGITS ? less : TELLING_DIGITS;
    return less >= LEAST_DIGITS && memcmp(a + a_count - less, b + b_count - less, less) == 0;
}

/* Bytes at `at` that are one of the numbers, whatever signs part its digits; 0: they are not. */
static size_t reads_as_number(const struct forget *forget, const char *text, size_t length, size_t at) {
    enum { MOST = 24 };
    char digits[MOST];
    size_t count = 0, hit = 0;
    if ((!is_digit(text[at]) && text[at] != '+' && text[at] != '(') || (at > 0 && is_digit(text[at - 1])))
        return 0;
    for (size_t end = at;
         end < length && count < MOST && (is_digit(text[end]) || strchr("+() -./", text[end]));) {
        if (is_digit(text[end]))
            digits[count++] = text[end];
        end++;
        if (!is_digit(text[end - 1]) || (end < length && is_digit(text[end])))
            continue;
        for (size_t i = 0; i < forget->numbers.count; i++)
            if (same_number(digits, count, forget->numbers.items[i]))
                hit = end - at;
    }
    return hit;
}

/* The text without them, or NULL when it does not hold them. */
static char *without(struct forget *forget, const char *text, const struct kith_list *list) {
    size_t length = strlen(text), at = 0;
    const char *folded = text_fold(forget->arena, text);
    bool any = false;
    for (size_t i = 0; i < list->count; i++)
        any |= strstr(folded, list->items[i]) != NULL;
    any |= forget->numbers.count && strpbrk(text, "0123456789");
    if (!any)
        return NULL;
    struct buf out = BUF_INIT;
    struct arena scratch = {0};
    bool changed = false;
    while (at < length) {
        size_t hit = reads_as_number(forget, text, length, at);
        for (size_t i = 0; i < list->count; i++) {
            size_t size = reads_as(text, length, at, list->items[i], &scratch);
            hit = size > hit ? size : hit;
        }
        size_t next = hit ? at + hit : text_next(text, length, at);
        if (hit)
            buf_str(&out, REMOVED);
        else
            buf_add(&out, text + at, next - at);
        changed |= hit > 0;
        at = next;
        arena_free(&scratch);
    }
    char *copy = changed ? arena_strndup(forget->arena, out.data, out.len) : NULL;
    buf_free(&out);
    return copy;
}

static bool clean_text(struct forget *forget, const char **text, const struct kith_list *list) {
    char *cleaned = *text ? without(forget, *text, list) : NULL;
    if (cleaned)
        *text = cleaned;
    return cleaned != NULL;
}

/* Texts, lists and days of a row; its words and references stay. */
static bool clean_row(struct forget *forget, const struct kith_kind *kind, void *row,
                      const struct kith_list *list) {
    bool changed = false;
    for (size_t i = 0; i < kind->count; i++) {
        const struct kith_field *field = &kind->fields[i];
        void *at = row_at(row, field);
        if (field->type == KITH_TYPE_TEXT || field->type == KITH_TYPE_LONG)
            changed |= clean_text(forget, at, list);
        struct kith_list *items = at;
        for (size_t j = 0; field->type == KITH_TYPE_LIST && j < items->count; j++)
            changed |= clean_text(forget, &items->items[j], list);
        struct kith_dates *dates = at;
        for (size_t j = 0; field->type == KITH_TYPE_DATES && j < dates->count; j++)
            changed |= clean_text(forget, &dates->items[j].what, list);
    }
    return changed;
}

static void clean_rows(struct forget *forget, const struct kith_kind *kind, const char *tail,
                       const struct kith_list *list) {
    struct stmt *stmt = row_query(forget->k, kind, tail);
    if (strstr(tail, "?1"))
        stmt_int(stmt, 1, forget->person);
    struct arena arena = {0};
    struct kith_ids ids = {0};
    size_t cap = 0;
    void *row = arena_alloc(&arena, kind->size);
    while (row_next(forget->k, kind, stmt, &arena, row))
        *ARENA_PUSH(&arena, ids.items, ids.count, cap) = row_id(row);
    for (size_t i = 0; i < ids.count; i++) {
        struct arena scratch = {0};
        if (row_read(forget->k, kind, ids.items[i], &scratch, row) && clean_row(forget, kind, row, list))
            row_update(forget->k, kind, row);
        arena_free(&scratch);
    }
    arena_free(&arena);
}

/* Notes with or about them, and what was heard in those: there the first name alone is theirs too. */
static void clean_near(struct forget *forget) {
#define NEAR                                                                                                 \
    "(SELECT note FROM note_person WHERE person = ?1 UNION SELECT note FROM mention WHERE person = ?1)"
    clean_rows(forget, &kith_note_kind, "WHERE r.id IN " NEAR, &forget->words);
    clean_rows(forget, &kith_mention_kind, "WHERE r.note IN " NEAR " AND r.person <> ?1 AND r.by <> ?1",
               &forget->words);
    clean_rows(forget, &kith_moment_kind, "WHERE r.note IN " NEAR, &forget->words);
    clean_rows(forget, &kith_need_kind, "WHERE r.note IN " NEAR, &forget->words);
    clean_rows(forget, &kith_ask_kind, "WHERE r.source IN (SELECT by FROM mention WHERE person = ?1)",
               &forget->words);
#undef NEAR
}

static void clean_settings(struct forget *forget) {
    struct stmt *stmt = model_sql(forget->k, "SELECT id, value FROM setting WHERE typeof(value) = 'text'");
    while (stmt_row(stmt)) {
        int64_t id = stmt_col_int(stmt, 0);
        const char *value = model_col_text(stmt, 1, forget->arena);
        if (!clean_text(forget, &value, &forget->whole))
            continue;
        struct stmt *update = model_sql1(forget->k, "UPDATE setting SET value = ?2 WHERE id = ?1", id);
        stmt_text(update, 2, value);
        stmt_run(update);
    }
}

/* ---- the verb ---- */

static void purge(struct forget *forget) {
    struct kith *k = forget->k;
    struct people_loose loose = people_loosened(k, &kith_person_kind, &forget->person, 1, forget->arena);
    people_delete_notes(k, forget->person);
    clean_near(forget);
    model_run1(k, "DELETE FROM ask WHERE source = ?1 OR target = ?1", forget->person);
    model_run1(k, "DELETE FROM referral WHERE partner = ?1 OR person = ?1", forget->person);
    row_remove(k, &kith_person_kind, forget->person);
    people_sweep(k, &loose);
    for (size_t i = 0; kith_kinds[i]; i++)
        clean_rows(forget, kith_kinds[i], "", &forget->whole);
    apart_forget(k, forget->uid);
    clean_settings(forget);
}

/* The rows overwritten are gone from the file as SQLite writes noughts over them; this clears the rest. */
static enum kith_status clear_file(struct kith *k, struct arena *arena) {
    enum kith_status status = store_compact(k->store);
    if (status == KITH_OK)
        return KITH_OK;
    return kith_fail(
        k, status,
        "the person is out of the book, but their words may still be found in its file, which could"
        " not be written anew (%s); kith forget does it with whom it forgets next",
        arena_strdup(arena, kith_error(k)));
}

enum kith_status kith_person_forget(struct kith *k, kith_id id) {
    struct arena scratch = {0};
    struct kith_person person;
    enum kith_status status = kith_person_get(k, id, &scratch, &person);
    if (status == KITH_OK) {
        struct forget forget = {.k = k, .person = id, .arena = &scratch};
        collect(&forget, &person);
        model_begin(k, "forget a person");
        purge(&forget);
        stmt_run(model_sql(k, "INSERT INTO note_text (note_text) VALUES ('optimize')"));
        store_forget_history(k->store);
        status = model_end(k, KITH_OK);
    }
    if (status == KITH_OK)
        status = clear_file(k, &scratch);
    arena_free(&scratch);
    return status;
}
