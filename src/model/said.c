#include "model/said.h"

#include <string.h>

#include "base/text.h"
#include "kith/need.h"
#include "kith/person.h"
#include "model/give.h"
#include "model/row.h"
#include "model/say.h"

enum { NOTES_READ = 400 /* the newest that have a word of it */ };

/* What is looked for in the notes. */
struct looking {
    struct propose *p;
    struct arena *arena;
    const struct kith_need *need;
    struct match_word words[MATCH_WORDS]; /* of the need */
    size_t count;
    const struct phrases_section *does; /* of phrases.txt; or NULL */
};

/* ---- which notes: those with a word of the need, or of its trade ---- */

static void add_word(struct buf *query, const char *word, size_t length) {
    buf_printf(query, "%s\"%.*s\"", query->len ? " OR " : "", (int)length, word);
}

static char *query_of(const struct looking *looking) {
    struct buf query = BUF_INIT;
    const char *trades = phrases_text(looking->p->k, "trades.txt");
    for (size_t i = 0; i < looking->count; i++) {
        const struct match_word *word = &looking->words[i];
        if (word->group == MATCH_WEAK)
            continue;
        add_word(&query, word->at, word->length);
        const char *other = NULL;
        for (size_t length; word->group > 0 && match_synonym(trades, word->group, &other, &length);)
            add_word(&query, other, length);
    }
    char *text = arena_strdup(looking->arena, query.data);
    buf_free(&query);
    return text;
}

/* ---- what was said of the one mentioned, in the sentence that names them ---- */

/* "is a", "works as", "runs": what follows is what they do. */
static bool says_what_they_do(const struct phrases_section *does, const char *at, const char **rest) {
    at += strspn(at, " ,");
    if (strncmp(at, "who ", 4) == 0)
        at += 4;
    for (size_t i = 0; does && i < does->count; i++) {
        size_t length = strlen(does->lines[i]);
        if (strncmp(at, does->lines[i], length) == 0 && at[length] == ' ') {
            *rest = at + length + 1;
            return true;
        }
    }
    return false;
}

/* The sentence around the quote, and in it what the one mentioned does; false where it does not say. */
static bool sentence_of(const struct looking *looking, const char *text, const char *quote,
                        const char **sentence, const char **does) {
    const char *start = text_blank(quote) ? NULL : strstr(text, quote), *after, *rest;
    if (!start)
        return false;
    after = start + strlen(quote);
    size_t left = strcspn(after, ".!?;\n");
    if (!says_what_they_do(looking->does, after, &rest) || rest >= after + left)
        return false;
    *sentence = arena_strndup(looking->arena, start, (size_t)(after - start) + left);
    *does = arena_strndup(looking->arena, rest, (size_t)(after + left - rest));
    return true;
}

static int fit_of(const struct looking *looking, const char *does) {
    int found[MATCH_WORDS] = {0};
    struct match_word word;
    while (match_next(&looking->p->trades, &does, &word) && word.group != MATCH_BREAK)
        for (size_t i = 0; i < looking->count; i++) {
            int same = match_same(&looking->words[i], &word);
            found[i] = same > found[i] ? same : found[i];
        }
    return match_fit(looking->words, looking->count, found);
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

static void take(const struct looking *looking, const struct heard *heard, struct kith_gift *gift) {
    struct kith *k = looking->p->k;
    struct arena *arena = looking->arena;
    const char *sentence, *does;
    struct kith_person person;
    if (is_among(&gift->candidates, heard->person) ||
        !sentence_of(looking, heard->text, heard->quote, &sentence, &does) || !fit_of(looking, does) ||
        !give_fair(k, looking->need->person, heard->person) ||
        kith_person_get(k, heard->person, arena, &person) != KITH_OK || person.archived || person.unnamed)
        return;
    gift->candidates.items[gift->candidates.count++] = (struct kith_ref){person.id, person.uid, person.name};
    gift->why.items[gift->why.count++] =
        arena_printf(arena, "%s said %s: “%s”", say_first(kith_person_said(k, heard->by, arena), arena),
                     say_on(heard->on, looking->p->today, arena), sentence);
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
    struct looking looking = {.p = p, .arena = arena, .need = need};
    looking.count = match_wanted(&p->trades, need->what, looking.words);
    const char *query = query_of(&looking);
    size_t before = gift->candidates.count;
    char today[DAY_SIZE];
    if (!*query)
        return;
    widen(gift, arena);
    struct arena scratch = {0};
    struct phrases file = phrases_of(p->k, "phrases.txt", &scratch);
    looking.does = phrases_under(&file, "does");
    struct stmt *s =
        model_sql(p->k, "SELECT m.person, m.by, n.text, m.quote, n.\"on\" FROM note_text"
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
        take(&looking, &all[i], gift);
    arena_free(&scratch);
}
