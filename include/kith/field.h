#ifndef KITH_FIELD_H
#define KITH_FIELD_H

#include "base/json.h"
#include "kith/kith.h"

/*
 * Every row of the book is a plain struct that begins with {kith_id id; const
 * char *uid;}, described by one table of fields. Binding, the open book format,
 * `set`, `edit`, forms and JSON are all made from these tables, so a new field
 * is one row here, one member of the struct and one migration. A member that is
 * one word of an enum is an int, so that one piece of code can set any of them and
 * KITH_NO_WORD can stand for none.
 */
enum kith_type {
    KITH_TYPE_TEXT,  /* const char *, one line, NULL: null */
    KITH_TYPE_LONG,  /* const char *, many lines */
    KITH_TYPE_LIST,  /* struct kith_list */
    KITH_TYPE_DATES, /* struct kith_dates: [{"what","on"}] */
    KITH_TYPE_DAY,   /* day, DAY_NONE: null */
    KITH_TYPE_COUNT, /* int; KITH_NO_COUNT: null */
    KITH_TYPE_MONEY, /* int64_t cents, MONEY_NONE: null */
    KITH_TYPE_FLAG,  /* bool */
    KITH_TYPE_WORD,  /* int (an enum), one of `words`; KITH_NO_WORD: null */
    KITH_TYPE_REF,   /* kith_id of a row of kind `of`, 0: null */
    KITH_TYPE_REFS,  /* struct kith_ids of rows of kind `of` */
};
#define KITH_NO_COUNT (-1)
#define KITH_NO_WORD (-1)

struct kith_ids {
    kith_id *items;
    size_t count;
};
struct kith_dates {
    struct kith_date {
        const char *what; /* "birthday" */
        const char *on;   /* YYYY-MM-DD or --MM-DD */
    } *items;
    size_t count;
};

struct kith_kind;

struct kith_field {
    const char *name; /* in the book, JSON, `set` and the table */
    enum kith_type type;
    size_t offset;
    const char *label;              /* in a form */
    const char *help;               /* one line */
    const char *const *words;       /* KITH_TYPE_WORD: NULL-terminated, in the order of the enum */
    const struct kith_kind *const *of; /* KITH_TYPE_REF(S) */
    const char *otherwise;          /* the default as typed; NULL: null, empty or no */
    bool needed;                    /* a row without it is refused */
    bool fixed;                     /* not for `edit`, `set` and forms */
};

struct kith_kind {
    const char *table; /* "person" */
    const char *array; /* "people" */
    const char *one;   /* the word on the screen */
    const char *about; /* the field that names the person a row is of ("person", "source"); NULL */
    const char *said;  /* the field that tells a row apart to a person ("name", "what", "quote"); NULL */
    const struct kith_field *fields;
    size_t count, size;
};

/* In the order of the book format: people, notes, mentions, moments, needs, pledges, referrals, helps, asks,
 * delays, tasks, questions, wishes; NULL-terminated. */
extern const struct kith_kind *const kith_kinds[];
extern const struct kith_kind kith_person_kind, kith_note_kind, kith_mention_kind, kith_moment_kind,
    kith_need_kind, kith_pledge_kind, kith_referral_kind, kith_help_kind, kith_ask_kind, kith_delay_kind,
    kith_task_kind, kith_question_kind, kith_wish_kind;
/* Of struct kith_settings; ended by a row without a name. */
extern const struct kith_field kith_setting_fields[];

const struct kith_field *kith_field_find(const struct kith_kind *kind, const char *name);
int kith_word_find(const char *const *words, const char *word); /* its place, or KITH_NO_WORD */

/* ---- rows of any kind ---- */

void kith_row_init(const struct kith_kind *kind, void *row); /* every field null or at its default */
enum kith_status kith_row_get(struct kith *k, const struct kith_kind *kind, kith_id id, struct arena *arena,
                              void *row);
/* Finds a row of any kind by its uid. */
enum kith_status kith_row_find(struct kith *k, const char *uid, const struct kith_kind **kind, kith_id *id);
/* The rows about a person (0: all), newest first; *rows is an array of structs of that kind. */
enum kith_status kith_rows_of(struct kith *k, const struct kith_kind *kind, kith_id person,
                              struct arena *arena, void *rows, size_t *count);
/* Fills id, and uid when NULL. */
enum kith_status kith_row_add(struct kith *k, const struct kith_kind *kind, void *row);
/* Every field of row->id. */
enum kith_status kith_row_put(struct kith *k, const struct kith_kind *kind, const void *row);
/* One field of some rows from text as typed ("" for null, lists by commas, persons by name). One step. */
enum kith_status kith_row_set(struct kith *k, const struct kith_kind *kind, const kith_id *ids, size_t count,
                              const char *field, const char *value);
enum kith_status kith_row_delete(struct kith *k, const struct kith_kind *kind, const kith_id *ids,
                                 size_t count);
/* A field as one would type it, "" for null. */
const char *kith_field_text(struct kith *k, const struct kith_field *field, const void *row,
                            struct arena *arena);
/* Sets a member of `row` from text as typed, nothing written to the book. */
enum kith_status kith_field_parse(struct kith *k, const struct kith_field *field, void *row,
                                  const char *value, struct arena *arena);
/* The row as in the book format, without its brackets: `"uid":…,"name":…`. */
void kith_row_json(struct kith *k, const struct kith_kind *kind, const void *row, struct json *json);

#endif
