#include "cli/cli.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/money.h"
#include "base/text.h"
#include "cli/commands.h"

static const struct cli_command *const commands[] = {
    &cmd_today,    &cmd_note,   &cmd_who,      &cmd_show,   &cmd_circle,     &cmd_search,
    &cmd_searches, &cmd_asks,   &cmd_ledger,   &cmd_path,   &cmd_ask,        &cmd_answer,
    &cmd_later,    &cmd_moment, &cmd_settle,   &cmd_let_go, &cmd_wording,    &cmd_listen,
    &cmd_need,     &cmd_served, &cmd_pledge,   &cmd_wish,   &cmd_task,       &cmd_done,
    &cmd_match,    &cmd_gave,   &cmd_got,      &cmd_helped, &cmd_thanked,    &cmd_reported,
    &cmd_outcome,  &cmd_sheet,  &cmd_insights, &cmd_add,    &cmd_set,        &cmd_edit,
    &cmd_delete,   &cmd_merge,  &cmd_apart,    &cmd_forget, &cmd_duplicates, &cmd_query,
    &cmd_import,   &cmd_export, &cmd_undo,     &cmd_redo,   &cmd_history,    &cmd_config,
    &cmd_keys,     &cmd_backup, &cmd_restore,  &cmd_check,  &cmd_demo,       &cmd_help,
    NULL,
};

const struct cli_command *const *cli_commands(void) {
    return commands;
}

static const struct cli_command *find(const char *name) {
    for (size_t i = 0; commands[i]; i++)
        if (strcmp(commands[i]->name, name) == 0)
            return commands[i];
    return NULL;
}

void cli_usage(const struct cli_command *command, struct buf *out) {
    buf_printf(out, "kith %s", command->name);
    if (command->args)
        buf_printf(out, " %s", command->args);
    for (const struct cli_option *option = command->options; option && option->name; option++) {
        struct buf name = BUF_INIT;
        buf_printf(&name, "--%s", option->name);
        if (!command->args || !strstr(command->args, name.data))
            buf_printf(out, option->value ? " [%s %s]" : " [%s]", name.data, option->value);
        buf_free(&name);
    }
}

static int usage(struct cli *cli, const char *problem, const char *what) {
    struct buf line = BUF_INIT;
    cli_usage(cli->command, &line);
    if (what)
        fprintf(stderr, "kith: %s '%s'; usage: %s\n", problem, text_cut(&cli->arena, what, 100), line.data);
    else
        fprintf(stderr, "kith: %s; usage: %s\n", problem, line.data);
    buf_free(&line);
    return 2;
}

static const struct cli_option *option_find(const struct cli_command *command, const char *name,
                                            size_t length) {
    for (const struct cli_option *option = command->options; option && option->name; option++)
        if (strlen(option->name) == length && strncmp(option->name, name, length) == 0)
            return option;
    return NULL;
}

/* "--name", "--name=value" or "--name value": steps *at past it. 0, or the exit status. */
static int take_option(struct cli *cli, int argc, char **argv, int *at) {
    const char *name = argv[*at] + 2, *equals = strchr(name, '=');
    size_t length = equals ? (size_t)(equals - name) : strlen(name);
    const struct cli_option *option = option_find(cli->command, name, length);
    if (!option)
        return usage(cli, "unknown option", argv[*at]);
    if (!option->value && equals)
        return usage(cli, "this option takes no value:", argv[*at]);
    if (option->value && !equals && *at + 1 >= argc)
        return usage(cli, "a value is missing after", argv[*at]);
    struct cli_value *value = &cli->values[cli->value_count++];
    value->name = option->name;
    value->value = !option->value ? "" : equals ? equals + 1 : argv[++*at];
    return 0;
}

static bool short_option(const char *arg) {
    return arg[0] == '-' && ((arg[1] >= 'a' && arg[1] <= 'z') || (arg[1] >= 'A' && arg[1] <= 'Z')) && !arg[2];
}

static int parse(struct cli *cli, int argc, char **argv) {
    const struct cli_command *command = cli->command;
    cli->args = arena_alloc_array(&cli->arena, (size_t)argc + 1, sizeof *cli->args);
    cli->values = arena_alloc_array(&cli->arena, (size_t)argc + 1, sizeof *cli->values);
    bool plain = false;
    for (int i = 0; i < argc; i++) {
        if (!plain && strcmp(argv[i], "--") == 0) {
            plain = true;
        } else if (!plain && strncmp(argv[i], "--", 2) == 0) {
            int status = take_option(cli, argc, argv, &i);
            if (status)
                return status;
        } else if (!plain && short_option(argv[i])) {
            return usage(cli, "unknown option", argv[i]);
        } else {
            cli->args[cli->arg_count++] = argv[i];
        }
    }
    if (cli->arg_count < command->least)
        return usage(cli, "something is missing", NULL);
    if (command->most >= 0 && cli->arg_count > command->most)
        return usage(cli, "too many words from", cli->args[command->most]);
    return 0;
}

static enum kith_status open_at(struct cli *cli, const char *path, struct buf *why) {
    const struct cli_env *env = cli->env;
    struct kith_options options = {
        .path = path,
        .today = env->today,
        .now = env->now,
        .overlay = env->overlay,
        .overlay_ctx = env->overlay_ctx,
    };
    enum kith_status status = kith_open(&options, &cli->k, why);
    if (status == KITH_OK)
        money_use(kith_settings(cli->k)->currency);
    return status;
}

static enum kith_status open_book(struct cli *cli, struct buf *why) {
    if (cli->command->book == CLI_NO_BOOK)
        return open_at(cli, ":memory:", why);
    if (!cli->env->book) {
        buf_str(why, "there is no home folder to keep the book in; say where with --book FILE");
        return KITH_NOT_FOUND;
    }
    enum kith_status status = open_at(cli, cli->env->book, why);
    if (status != KITH_FORMAT && status != KITH_DAMAGED)
        return status;
    /* Where the first page is gone it might be any file; that there are backups of it says that it is the
     * book. */
    if (cli->command == &cmd_restore && (status == KITH_DAMAGED || *cli_advice(cli))) {
        cli->damaged = true;
        buf_cut(why, 0);
        return open_at(cli, ":memory:", why);
    }
    buf_str(why, cli_advice(cli));
    return status;
}

const char *cli_advice(struct cli *cli) {
    const struct cli_env *env = cli->env;
    const char *newest = env->newest_backup ? env->newest_backup(env->machine, env->book) : NULL;
    return newest ? arena_printf(&cli->arena, "; kith restore brings back its newest backup, '%s'", newest)
                  : "";
}

enum kith_status cli_replace(struct cli *cli, const char *backup, const char **saved, const char **rest) {
    struct kith_options options = {.path = cli->env->book, .today = cli->env->today, .now = cli->env->now};
    struct buf why = BUF_INIT, unopened = BUF_INIT;
    kith_close(cli->k);
    enum kith_status status = kith_replace(&options, backup, &cli->arena, saved, rest, &why);
    if (open_at(cli, status == KITH_OK ? cli->env->book : ":memory:", &unopened) != KITH_OK)
        open_at(cli, ":memory:", &why);
    cli->step = kith_last_step(cli->k);
    if (status != KITH_OK)
        kith_fail(cli->k, status, "%s", why.data);
    buf_free(&why);
    buf_free(&unopened);
    return status;
}

enum kith_status cli_misused(struct cli *cli) {
    cli->misused = true;
    return KITH_INVALID;
}

/* On a terminal no control, bidi or joining character of a name or note is let through; a file gets all. */
static void tame_output(struct cli *cli) {
    struct buf shown = BUF_INIT;
    char *line, *rest = cli->out.data;
    while (rest && (line = strsep(&rest, "\n"))) {
        buf_str(&shown, text_display(&cli->arena, line));
        if (rest)
            buf_char(&shown, '\n');
    }
    buf_free(&cli->out);
    cli->out = shown;
}

bool cli_flush(struct cli *cli) {
    if (cli->env->terminal)
        tame_output(cli);
    bool good = fwrite(cli->out.data, 1, cli->out.len, stdout) == cli->out.len && fflush(stdout) == 0;
    buf_cut(&cli->out, 0);
    return good;
}

/* Everything or nothing reaches standard output; a full disk there is a failure too. */
static int finish(struct cli *cli, enum kith_status status) {
    if (cli->misused)
        return usage(cli, "that is not how it is used", NULL);
    const char *changed = "";
    if (status == KITH_OK && (status = kith_read_status(cli->k)) != KITH_OK &&
        kith_last_step(cli->k) != cli->step)
        changed = "the book is changed, but "; /* and what should be told of it could not be read */
    if (status != KITH_OK) {
        char *said = text_sentence(&cli->arena, kith_error(cli->k));
        fprintf(stderr, "kith: %s%s\n", changed, *said ? said : "it could not be done");
        if (cli->pointer)
            fprintf(stderr, "%s\n", cli->pointer);
        return 1;
    }
    cli_table_end(cli);
    if (cli_flush(cli))
        return 0;
    fprintf(stderr, "kith: %sstandard output could not be written\n",
            kith_last_step(cli->k) != cli->step ? "the book is changed, but " : "");
    return 1;
}

int cli_run(const struct cli_env *env, int argc, char **argv) {
    struct cli cli = {.env = env, .out = BUF_INIT};
    char help[] = "help", *on_this[] = {help, argv[0], NULL};
    if (argc == 2 && strcmp(argv[1], "--help") == 0)
        argv = on_this;
    cli.json = (struct json)JSON_INIT(&cli.out);
    cli.command = find(argv[0]);
    if (!cli.command) {
        fprintf(
            stderr,
            "kith: unknown command '%s'; usage: kith [--book FILE] [COMMAND [ARGUMENTS]], 'kith help' lists them\n",
            text_cut(&cli.arena, argv[0], 100));
        arena_free(&cli.arena);
        return 2;
    }
    struct buf why = BUF_INIT;
    int status = parse(&cli, argc - 1, argv + 1);
    if (status == 0 && open_book(&cli, &why) != KITH_OK) {
        fprintf(stderr, "kith: %s\n", text_sentence(&cli.arena, why.data));
        status = 1;
    } else if (status == 0) {
        cli.step = kith_last_step(cli.k);
        status = finish(&cli, cli.command->run(&cli));
        if (status == 0 && cli.command->book == CLI_BOOK && env->done)
            env->done(env->machine, cli.k);
    }
    kith_close(cli.k);
    buf_free(&why);
    buf_free(&cli.out);
    arena_free(&cli.arena);
    return status;
}
