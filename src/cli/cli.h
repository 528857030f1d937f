#ifndef CLI_CLI_H
#define CLI_CLI_H

#include "base/json.h"
#include "kith/kith.h"
#include "kith/standing.h"

/*
 * The command line: one row of a table for each command (cli.c), its function in
 * a cmd_*.c. A function writes to cli->out, which goes to standard output only
 * when it succeeds; a failure is the sentence in kith_error().
 */
struct cli_env {
    const char *book; /* path of the book, NULL where there is no home for one */
    day today;
    int64_t now;
    const char *(*overlay)(void *ctx, const char *file); /* the user's own data files */
    void *overlay_ctx;
    day (*day_of)(int64_t seconds);                            /* the user's day of a time */
    const char *temporary;                                     /* a folder for what passes through */
    bool terminal;                                             /* standard output is one */
    bool errors_terminal;                                      /* standard error is one */
    int columns;                                               /* its width; 0: do not cut */
    void (*keys)(const char *own, bool json, struct buf *out); /* what `kith keys` prints */
    const char *keys_text;                                     /* the user's own keys, or NULL */
    /* Settings of the machine, not of the book: no step of the history. */
    struct cli_machine_setting {
        const char *name, *help;
    } * machine_names; /* ended by a row without a name */
    void *machine;
    const char *(*machine_get)(void *machine, const char *name);
    bool (*machine_set)(void *machine, const char *name, const char *value, struct buf *why);
    void (*done)(void *machine, struct kith *k); /* a command that may change the book went well */
    const char *(*newest_backup)(void *machine, const char *book); /* a path, or NULL */
    /* A person was forgotten: what lies beside the book and may hold these words goes. Returns how many
     * files. */
    int (*forgotten)(void *machine, struct kith *k, const struct kith_list *words);
};

struct cli {
    const struct cli_env *env;
    const struct cli_command *command;
    struct kith *k;
    struct arena arena;
    struct buf out;
    struct json json; /* writes into out */
    char **args;
    int arg_count;
    struct cli_value {
        const char *name, *value; /* "" for a flag */
    } * values;
    size_t value_count;
    struct cli_cells { /* the rows of the table being made */
        const char **items;
        size_t count;
    } * rows;
    size_t row_count, row_cap;
    int64_t step; /* the book's last one before the command */
    const char *pointer; /* for a person at a terminal, after the sentence: where it went wrong; or NULL */
    bool misused; /* the usage line goes to standard error */
    bool damaged; /* the book could not be opened for its damage; k is an empty one */
};

enum cli_book { CLI_BOOK, CLI_BOOK_READ, CLI_NO_BOOK };

struct cli_option {
    const char *name;
    const char *value; /* the word for its value, or its values, as "cold|warm|hot"; NULL: it takes none */
    const char *about;
};
#define CLI_ON                                                                                               \
    { "on", "DATE", "the day of it; else today" }
#define CLI_JSON                                                                                             \
    { "json", NULL, "one JSON document" }
#define CLI_ROLES "client|prospect|partner|friend|other|mentioned"

struct cli_command {
    const char *name, *about;
    const char *args;                                  /* as the usage line names them; NULL: none */
    const struct cli_option *options;                  /* ended by a row without a name; NULL: none */
    int least, most;                                   /* arguments; most -1: any number */
    const struct kith_field *(*fields)(size_t *count); /* what FIELD or KEY may be; told by the help */
    enum cli_book book;
    enum kith_status (*run)(struct cli *cli);
};

/* Runs a command and gives the exit status: 0 done, 1 refused, 2 wrong usage. */
int cli_run(const struct cli_env *env, int argc, char **argv);
const struct cli_command *const *cli_commands(void); /* NULL-terminated, in the order of the help */
void cli_usage(const struct cli_command *command, struct buf *out); /* "kith NAME ARGS [--option VALUE]…" */

/* ---- for the commands ---- */

enum kith_status cli_misused(struct cli *cli); /* a command's answer to wrong usage */
bool cli_flush(struct cli *cli);               /* writes what is in `out` so far; for commands that stream */
const char *cli_option(const struct cli *cli, const char *name); /* NULL: not given */
bool cli_json(const struct cli *cli);
/* The day of an option; `otherwise` when not given. Fails with the sentence. */
enum kith_status cli_day(struct cli *cli, const char *option, enum day_toward toward, day otherwise,
                         day *out);
/* One of some words; fails naming them all. */
enum kith_status cli_word(struct cli *cli, const char *what, const char *word, const char *const *words,
                          int *out);
enum kith_status cli_amount(struct cli *cli, const char *text, int64_t *cents);
enum kith_status cli_number(struct cli *cli, const char *what, const char *text, int least, int most,
                            int *out);
/* The arguments from the `from`th on as one text, blanks between. */
const char *cli_words(struct cli *cli, int from);
enum kith_status cli_person(struct cli *cli, const char *name, kith_id *out);
/* NAME, or for "-" names or uids from standard input, one a line. */
enum kith_status cli_people(struct cli *cli, const char *name, struct kith_ids *out);
enum kith_status cli_read(struct cli *cli, const char *path, struct buf *out); /* "-": standard input */
/* The same as text: valid UTF-8 without a byte order mark; NULL: failed. */
const char *cli_read_text(struct cli *cli, const char *path);
enum kith_status cli_write(struct cli *cli, const char *path, const struct buf *bytes);
const char *cli_editor(struct cli *cli, const char *start); /* text from $VISUAL or $EDITOR; NULL: failed */
/* A file of that name in a new folder nobody else looks into; NULL: failed. */
const char *cli_temporary(struct cli *cli, const char *name);
void cli_temporary_end(struct cli *cli, const char *path); /* removes both */
/* For a damaged book: puts the backup in its place, and opens that. */
enum kith_status cli_replace(struct cli *cli, const char *backup, const char **saved, const char **rest);
const char *cli_advice(struct cli *cli); /* "; the newest backup is …" for the end of a sentence, or "" */
/* The name of a person as it is said. */
const char *cli_said(struct cli *cli, kith_id person);
const char *cli_group(struct cli *cli, const struct kith_ids *people); /* that of one, or "3 people" */

/* Whom a line of terms fits (kith/query.h); a refusal points to the place. */
enum kith_status cli_query(struct cli *cli, const char *terms, struct kith_ids *out);
enum kith_status cli_query_refused(struct cli *cli, const char *terms, enum kith_status status);
enum kith_status cli_who(struct cli *cli, const char *terms); /* what `who` prints of them */

/* ---- text for people ---- */

void cli_say(struct cli *cli, const char *format, ...) __attribute__((format(printf, 2, 3))); /* a line */
/* A row of a table: cells are cut and aligned when the table ends. */
#define CLI_RIGHT "\x1f" /* begins a cell that aligns right */
void cli_row(struct cli *cli, size_t count, const char *const *cells);
#define CLI_ROW(cli, ...)                                                                                    \
    cli_row((cli), sizeof((const char *[]){__VA_ARGS__}) / sizeof(char *), (const char *[]){__VA_ARGS__})
void cli_table_end(struct cli *cli);
const char *cli_iso(struct cli *cli, day d);           /* "" for none */
const char *cli_money(struct cli *cli, int64_t cents); /* "" for none */

/* ---- JSON that several commands print ---- */

void cli_json_ref(struct cli *cli, const struct kith_ref *ref); /* P, or null for id 0 */
void cli_json_refs(struct cli *cli, const struct kith_refs *refs);
void cli_json_because(struct cli *cli, const struct kith_reasons *because, bool quotes);
void cli_json_money(struct cli *cli, const char *name, int64_t cents);
void cli_json_list(struct cli *cli, const struct kith_list *list);

#endif
