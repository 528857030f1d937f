#ifndef LISTEN_LISTEN_H
#define LISTEN_LISTEN_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/buf.h"

/*
 * Hears people, moments and needs in a conversation note. Pure: text and known
 * names in, spans out; no book, no clock, no file. The phrases, relation words
 * and name lists are data of assets/, compiled in.
 *
 * Invariants: every span lies inside the text, on code point boundaries; every
 * quote is that very substring; each individual is heard once a note, in order
 * of first mention. Any bytes are accepted.
 */

struct listener; /* compiled phrase tables: made once, then only read */

/*
 * `overlay` gives the text of a data file by name ("cues.txt", …) to replace the
 * built-in one, or NULL for that; it may itself be NULL. Never fails: lines of an
 * overlay that cannot be read are left out and told in `problems` (may be NULL).
 */
struct listener *listener_new(const char *(*overlay)(void *ctx, const char *file), void *ctx,
                              struct buf *problems);
/* In two parts, for who is in haste: it checks wordings; then it hears notes too. */
struct listener *listener_of_wordings(const char *(*overlay)(void *ctx, const char *file), void *ctx,
                                      struct buf *problems);
void listener_to_notes(struct listener *listener, const char *(*overlay)(void *ctx, const char *file),
                       void *ctx, struct buf *problems);
void listener_free(struct listener *listener);

/* Somebody the book knows. `near`: mentioned by, or talked with, this contact, so a first name alone may mean
 * them. */
struct listen_known {
    const char *name;
    const char *const *aliases; /* NULL-terminated, may be NULL */
    bool near;
    bool firm; /* a company: never a person */
};

struct listen_context {
    const char *const *contacts; /* names and aliases of whom the talk was with: never mentions */
    size_t contact_count;
    const struct listen_known *known;
    size_t known_count;
    const char *const *never; /* words the user said are no people */
    size_t never_count;
};

struct listen_span {
    size_t start, length; /* bytes of the note */
};

struct listen_mention {
    const char *name;          /* fullest form, verbatim; NULL for an unnamed person */
    const char *relation;      /* lower-case noun, normalised (mum: mother), or NULL */
    struct listen_span at;     /* the name, or the relation word of an unnamed person */
    struct listen_span quote;  /* the words that name the person together with the relation */
    struct listen_span clause; /* the sentence it stands in */
    int known;                 /* index into context->known, or -1 */
    bool sure;
};

struct listen_moment {
    const char *kind; /* thanked delivered result value kickoff introduced promised notyet gave trouble */
    struct listen_span quote;
    int whose; /* -1: the contact's; else index of the mention whose it seems to be ("He thanked me", of Tom)
                */
    bool sure;
};

struct listen_need {
    const char *what; /* a short noun phrase */
    struct listen_span quote;
    int whose; /* -1: the contact's own; else index of the mention it is of ("her sister is looking for …") */
    bool sure;
};

struct listen_task {  /* what the writer promised to do: never sure */
    const char *what; /* from the verb on */
    struct listen_span quote;
};

struct listen_heard {
    struct listen_mention *mentions;
    size_t mention_count;
    struct listen_moment *moments;
    size_t moment_count;
    struct listen_need *needs;
    size_t need_count;
    struct listen_task *tasks;
    size_t task_count;
};

/* Everything in `heard` lives in the arena. */
void listen(const struct listener *listener, const struct listen_context *context, const char *text,
            size_t length, struct arena *arena, struct listen_heard *heard);

/* ---- the words of an ask (R3, R10) ---- */

enum wording_kind { WORDING_CLOSED, WORDING_CONDITIONAL, WORDING_PLURAL, WORDING_APOLOGY, WORDING_VAGUE };
const char *wording_kind_word(enum wording_kind kind);
const char *wording_kind_why(enum wording_kind kind); /* what is wrong with it: "invites a no" */

struct wording_problem {
    enum wording_kind kind;
    struct listen_span at;
    const char *instead; /* an open rewrite, never NULL */
};
struct wording_check {
    struct wording_problem *problems; /* in order of the text */
    size_t count;
};
void wording_check(const struct listener *listener, const char *text, size_t length, struct arena *arena,
                   struct wording_check *check);

#endif
