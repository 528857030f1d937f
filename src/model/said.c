#include "model/said.h"

#include <string.h>

#include "base/text.h"
#include "kith/need.h"
#include "kith/person.h"
#include "model/give.h"
#include "model/row.h"
#include "model/say.h"

enum { NOTES_READ = 400 /* the newest that have a word of it */ };

/* ---- which notes: those with a word of the need, or of its trade ---- */

static void add_word(struct buf *query, const char *word, size_t length) {
    buf_printf(query, "%s\"%.*s\"", query->len ? " OR " : "", (int)length, word);
}

static char *query_of(struct propose *p, const struct match_word *words, size_t count, struct arena *arena) {
    struct buf query = BUF_INIT;
    const char *trades = phrases_text(p->k, "trades.txt");
    for (size_t i = 0; i < count; i++) {
        if (words[i].group == MATCH_WEAK)
            continue;
        add_word(&query, words[i].at, words[i].length);
        const char *other = NULL;
        for (size_t length; words[i].group > 0 && match_synonym(trades, words[i].group, &other, &length);)
            add_word(&query, other, length);
    }
    char *text = arena_strdup(arena, query.data);
    buf_free(&query);
    return text;
}

/* ---- what was said of the one mentioned, in the sentence that names them ---- */

/* "is", "works as", "runs": what follows is what they do. */
static bool says_what_they_do(const char *at, const char **rest) {
    static const char *const verbs[] = {"is a ",  "is an ", "is the ", "is our ", "works as ", "works in ",
                                        "runs ",  "owns ",  "does ",   "makes ",  "sells ",    "builds ",
                                        "repairs ", "teaches ", "trained as ", "a ",  "an ",   "the "};
    at += strspn(at, " ,");
    if (strncmp(at, "who ", 4) == 0)
        at += 4;
    for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++)
        if (strncmp(at, verbs[i], strlen(verbs[i])) == 0) {
            *rest = at + strlen(verbs[i]);
            return true;
        }
    return false;
}

/* The sentence around the quote, and in it what the one mentioned does; false where it does not say. */
static bool sentence_of(const char *text, const char *quote, struct arena *arena, const char **sentence,
                        const char **does) {
    const char *start = text_blank(quote) ? NULL : strstr(text, quote), *after, *rest;
    if (!start)
        return false;
    after = start + strlen(quote);
    size_t left = strcspn(after, ".!?;\n");
    if (!says_what_they_do(after, &rest) || rest >= after + left)
        return false;
    *sentence = arena_strndup(arena, start, (size_t)(after - start) + left);
    *does = arena_strndup(arena, rest, (size_t)(after + left - rest));
    return true;
}

static int fit_of(struct propose *p, const struct match_word *wanted, size_t count, const char *does) {
    int found[MATCH_WORDS] = {0};
    struct match_word word;
    while (match_next(&p->trades, &does, &word) && word.group != MATCH_BREAK)
        for (size_t i = 0; i < count; i++) {
            int same = match_same(&wanted[i], &word);
            found[i] = same > found[i] ? same : found[i];
        }
    return match_fit(wanted, count, found);
}

/* ---- candidates ---- */

static bool is_among(const struct kith_refs *refs, kith_id person) {
    for (size_t i = 0; i < refs->count; i++)
        if (refs->items[i].id == person)
            return true;
    return false;
}

struct heard { /* a row of the notes found */
    kith_id person, by;
    const char *text, *quote;
    day on;
};

static void take(struct propose *p, const struct kith_need *need, const struct heard *heard,
                 const struct match_word *words, size_t count, struct arena *arena, struct kith_gift *gift) {
    const char *sentence, *does;
    struct kith_person person;
    if (is_among(&gift->candidates, heard->person) ||
        !sentence_of(heard->text, heard->quote, arena, &sentence, &does) ||
        !fit_of(p, words, count, does) || !give_fair(p->k, need->person, heard->person) ||
        kith_person_get(p->k, heard->person, arena, &person) != KITH_OK || person.archived || person.unnamed)
        return;
    gift->candidates.items[gift->candidates.count++] = (struct kith_ref){person.id, person.uid, person.name};
    gift->why.items[gift->why.count++] =
        arena_printf(arena, "%s said %s: “%s”", say_first(kith_person_said(p->k, heard->by, arena), arena),
                     say_on(heard->on, p->today, arena), sentence);
}

/* Room for those that were found before and as many as there may be. */
static void widen(struct kith_gift *gift, struct arena *arena) {
    size_t count = gift->candidates.count;
    struct kith_ref *refs = ARENA_NEW(arena, struct kith_ref, count + SAID_MOST);
    const char **why = ARENA_NEW(arena, const char *, count + SAID_MOST);
    if (count) {
        memcpy(refs, gift->candidates.items, count * sizeof *refs);
        memcpy(why, gift->why.items, count * sizeof *why);
    }
    gift->candidates.items = refs;
    gift->why.items = why;
}

void said_candidates(struct propose *p, const struct kith_need *need, struct arena *arena,
                     struct kith_gift *gift) {
    struct match_word words[MATCH_WORDS];
    size_t count = match_wanted(&p->trades, need->what, words), before = gift->candidates.count;
    const char *query = query_of(p, words, count, arena);
    char today[DAY_SIZE];
    if (!*query)
        return;
    widen(gift, arena);
    struct stmt *s = model_sql(p->k, "SELECT m.person, m.by, n.text, m.quote, n.\"on\" FROM note_text"
                                     " JOIN note AS n ON n.rank = note_text.rowid JOIN mention AS m ON m.note = n.id"
                                     " WHERE note_text MATCH ?1 AND n.\"on\" <= ?2"
                                     " ORDER BY note_text.rowid DESC LIMIT ?3");
    stmt_text(s, 1, query);
    stmt_text(s, 2, day_iso(p->today, today));
    stmt_int(s, 3, NOTES_READ);
    struct heard *all = NULL;
    size_t found = 0, cap = 0;
    while (stmt_row(s))
        *ARENA_PUSH(arena, all, found, cap) = (struct heard){
            .person = stmt_col_int(s, 0),
            .by = stmt_col_int(s, 1),
            .text = model_col_text(s, 2, arena),
            .quote = model_col_text(s, 3, arena),
            .on = model_col_day(s, 4),
        };
    for (size_t i = 0; i < found && gift->candidates.count < before + SAID_MOST; i++)
        take(p, need, &all[i], words, count, arena, gift);
}
