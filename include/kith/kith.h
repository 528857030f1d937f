#ifndef KITH_KITH_H
#define KITH_KITH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/date.h"
#include "base/status.h"

/*
 * The open book. It reads no environment, file beside the book, or clock: it is
 * told. Every call that can fail returns a status and leaves its sentence in
 * kith_error(). Results are plain structs whose texts and arrays live in the
 * arena that the caller hands in. One thread uses one handle. R1 … R18 in comments
 * are the rules of the method, listed in .github/CONTRIBUTING.md.
 */
struct kith;

/* A row of the book; ids never leave the process, outside it a row is its uid. 0: none. */
typedef int64_t kith_id;

struct kith_options {
    const char *path; /* the book, or ":memory:" */
    bool read_only;
    day today;   /* in the user's calendar */
    int64_t now; /* Unix seconds */
    /* The user's own text of a data file by name ("questions.txt"), or NULL for the built-in; may be NULL. */
    const char *(*overlay)(void *ctx, const char *file);
    void *overlay_ctx;
};

/* Opens or makes the book. On failure *out is NULL and `why` holds the sentence. */
enum kith_status kith_open(const struct kith_options *options, struct kith **out, struct buf *why);
void kith_close(struct kith *k);

void kith_clock(struct kith *k, day today, int64_t now); /* a program left open tells the new day */
day kith_today(const struct kith *k);
const char *kith_error(const struct kith *k); /* of the last failed call, until the next; "" before any */
enum kith_status kith_fail(struct kith *k, enum kith_status status, const char *format, ...)
    __attribute__((format(printf, 3, 4))); /* records a client's own refusal, gives the status back */
/*
 * How reading went since this was last asked. Calls that read leave out what the
 * disk does not give back; who shows or writes their answers asks here before.
 */
enum kith_status kith_read_status(struct kith *k);
bool kith_is_read_only(const struct kith *k);
const char *kith_path(const struct kith *k);

/* Moves whenever the book, the day or a setting has changed, by this process or another. */
int64_t kith_changes(struct kith *k);

/* ---- steps: every change is one transaction and one step of the history ---- */

/*
 * Groups several verbs into one step called `what`. Verbs open their own when
 * none is open; kith_step_end() commits when all went well, else takes all back
 * and returns the first failure.
 */
enum kith_status kith_step_begin(struct kith *k, const char *what);
enum kith_status kith_step_end(struct kith *k, enum kith_status status);

/* Takes the last step back or does it again; *what names it. KITH_NOT_FOUND: nothing to undo. */
enum kith_status kith_undo(struct kith *k, struct arena *arena, const char **what);
enum kith_status kith_redo(struct kith *k, struct arena *arena, const char **what);

struct kith_step {
    int64_t step;
    int64_t at; /* Unix seconds */
    const char *what;
    bool undone;
};
struct kith_steps {
    struct kith_step *items;
    size_t count;
};
/* Newest first; 0: all. */
enum kith_status kith_history(struct kith *k, size_t limit, struct arena *arena, struct kith_steps *out);
int64_t kith_last_step(const struct kith *k); /* the step of the last change; 0: none */
int64_t kith_changed_at(struct kith *k);      /* Unix seconds of it, or of an undo or redo since; 0: none */

/* ---- settings ---- */

/* A list of texts; `items` may be NULL when count is 0. */
struct kith_list {
    const char **items;
    size_t count;
};

struct kith_settings {
    const char *me, *business, *offer;
    struct kith_list ideal; /* words of the ideal client */
    const char *word;       /* "referral" or "introduction" (R10) */
    int weekly_asks;        /* R2: 2 a week, Monday to Sunday */
    int give_first;         /* R4: 2 */
    int golden_days;        /* R6: 14 */
    int quiet_days;         /* R7: 1 */
    int rest_days;          /* 30 */
    int harvest;            /* R8: 6 names */
    int pledge;             /* R9: 5 people */
    int need_days;          /* R12: 180 */
    int follow_days;        /* 7 */
    int notyet_days;        /* 30 */
    bool beliefs;           /* R13: putting off shows the answer to the belief */
    int sheet;              /* R16: the last 25 conversations */
    const char *currency;   /* sign of the values; NULL: the locale's */
    struct kith_list never; /* names that are heard and are no people */
    struct kith_list searches; /* saved ones, "NAME: TERMS" (kith/query.h) */
    struct kith_list apart;    /* "UID UID": pairs that are two people, whatever they have in common */
};
/* Valid until a setting changes or the book is closed. */
const struct kith_settings *kith_settings(struct kith *k);
/*
 * From text, as typed; KITH_NOT_FOUND for an unknown name, KITH_INVALID for a value it cannot
 * have. One step.
 */
enum kith_status kith_setting_set(struct kith *k, const char *name, const char *value);
/* NULL: no such setting. */
const char *kith_setting_text(struct kith *k, const char *name, struct arena *arena);

/* ---- the whole book ---- */

/* For a quiet moment of a program left open: afterwards a plain copy of the book's file holds everything. */
void kith_settle_file(struct kith *k);

enum kith_status kith_backup(struct kith *k, const char *path);
/*
 * Puts the book at `backup` in place of this one's content; the present state is first saved
 * beside it (*saved).
 */
enum kith_status kith_restore(struct kith *k, const char *backup, struct arena *arena, const char **saved);

/*
 * For a damaged book, which no handle has open: moves it aside, with what waits in
 * its log, and puts a copy of the backup in its place. Nothing is ever overwritten;
 * *saved is where the damaged one is. *rest: where all that could still be read of
 * it stands in the open format, NULL where nothing could.
 */
enum kith_status kith_replace(const struct kith_options *options, const char *backup, struct arena *arena,
                              const char **saved, const char **rest, struct buf *why);

struct kith_health {
    bool ok;
    struct kith_list problems;
    int version;
    int64_t people, notes, bytes;
};
enum kith_status kith_check(struct kith *k, struct arena *arena, struct kith_health *out);

/* The open book format (man kith-book). A round trip gives the same bytes. */
enum kith_status kith_book_write(struct kith *k, struct buf *out);

struct kith_problem {
    int64_t line; /* where the row starts; 0: none, `why` then opens with the path */
    const char *why;
};
struct kith_counts {
    int64_t rows, added, updated, same, skipped;
    struct kith_problem *problems;
    size_t problem_count;
    int64_t step; /* the step to undo; 0: nothing changed */
};
/*
 * Reads a document of that format in one step, rows of a known uid updated.
 * What cannot be kept is a problem of its row; only a text that is no JSON, or
 * not this format, is KITH_FORMAT. `dry` counts and changes nothing.
 */
enum kith_status kith_book_read(struct kith *k, const char *json, size_t length, bool dry,
                                struct arena *arena, struct kith_counts *out);

#endif
