#include "cli/cli.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "cli/commands.h"

static const struct cli_command *const commands[] = {
    &cmd_today,  &cmd_note,    &cmd_who,      &cmd_show,   &cmd_circle,  &cmd_search,     &cmd_path,
    &cmd_ask,    &cmd_answer,  &cmd_later,    &cmd_moment, &cmd_settle,  &cmd_let_go,     &cmd_wording,
    &cmd_listen, &cmd_need,    &cmd_served,   &cmd_pledge, &cmd_wish,    &cmd_task,       &cmd_done,
    &cmd_gave,   &cmd_got,     &cmd_helped,   &cmd_thanked, &cmd_reported, &cmd_outcome,  &cmd_sheet,
    &cmd_insights, &cmd_add,   &cmd_set,      &cmd_edit,   &cmd_delete,  &cmd_merge,      &cmd_forget,
    &cmd_duplicates, &cmd_query, &cmd_import, &cmd_export, &cmd_undo,    &cmd_redo,       &cmd_history,
    &cmd_config, &cmd_keys,    &cmd_backup,   &cmd_restore, &cmd_check,  &cmd_demo,       &cmd_help,
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

bool cli_is_command(const char *name) {
    return find(name) != NULL;
}

/* Whether `options` lists this name, and whether it takes a value. */
static bool option_known(const char *options, const char *name, size_t length, bool *takes) {
    for (const char *at = options; *at;) {
        size_t end = strcspn(at, " ");
        size_t word = at[end - 1] == '=' ? end - 1 : end;
        if (word == length && strncmp(at, name, length) == 0) {
            *takes = word != end;
            return true;
        }
        at += end + strspn(at + end, " ");
    }
    return false;
}

static int usage(const struct cli_command *command, const char *problem, const char *what) {
    if (what)
        fprintf(stderr, "kith: %s '%s'; usage: kith %s\n", problem, what, command->usage);
    else
        fprintf(stderr, "kith: %s; usage: kith %s\n", problem, command->usage);
    return 2;
}

/* "--name", "--name=value" or "--name value": steps *at past it. 0, or the exit status. */
static int take_option(struct cli *cli, int argc, char **argv, int *at) {
    const char *name = argv[*at] + 2, *equals = strchr(name, '=');
    size_t length = equals ? (size_t)(equals - name) : strlen(name);
    bool takes;
    if (!option_known(cli->command->options, name, length, &takes))
        return usage(cli->command, "unknown option", text_line(&cli->arena, argv[*at]));
    if (!takes && equals)
        return usage(cli->command, "this option takes no value:", text_line(&cli->arena, argv[*at]));
    if (takes && !equals && *at + 1 >= argc)
        return usage(cli->command, "a value is missing after", text_line(&cli->arena, argv[*at]));
    struct cli_value *value = &cli->values[cli->value_count++];
    value->name = arena_strndup(&cli->arena, name, length);
    value->value = !takes ? "" : equals ? equals + 1 : argv[++*at];
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
            return usage(command, "unknown option", argv[i]);
        } else {
            cli->args[cli->arg_count++] = argv[i];
        }
    }
    if (cli->arg_count < command->least)
        return usage(command, "something is missing", NULL);
    if (command->most >= 0 && cli->arg_count > command->most)
        return usage(command, "too many words from", text_line(&cli->arena, cli->args[command->most]));
    return 0;
}

static enum kith_status open_book(struct cli *cli, struct buf *why) {
    const struct cli_env *env = cli->env;
    struct kith_options options = {
        .path = cli->command->book == CLI_NO_BOOK ? ":memory:" : env->book,
        .today = env->today,
        .now = env->now,
        .overlay = env->overlay,
        .overlay_ctx = env->overlay_ctx,
    };
    return kith_open(&options, &cli->k, why);
}

enum kith_status cli_misused(struct cli *cli) {
    cli->misused = true;
    return KITH_INVALID;
}

/* Everything or nothing reaches standard output; a full disk there is a failure too. */
static int finish(struct cli *cli, enum kith_status status) {
    if (cli->misused)
        return usage(cli->command, "that is not how it is used", NULL);
    if (status != KITH_OK) {
        char *said = text_display(&cli->arena, kith_error(cli->k));
        fprintf(stderr, "kith: %s\n", *said ? said : "it could not be done");
        return 1;
    }
    cli_table_end(cli);
    if (fwrite(cli->out.data, 1, cli->out.len, stdout) != cli->out.len || fflush(stdout) != 0) {
        fprintf(stderr, "kith: standard output could not be written\n");
        return 1;
    }
    return 0;
}

int cli_run(const struct cli_env *env, int argc, char **argv) {
    struct cli cli = {.env = env, .out = BUF_INIT};
    cli.json = (struct json)JSON_INIT(&cli.out);
    cli.command = find(argv[0]);
    if (!cli.command) {
        fprintf(stderr, "kith: unknown command '%s'; usage: kith [--book FILE] [COMMAND [ARGUMENTS]], 'kith help' lists them\n",
                text_display(&cli.arena, argv[0]));
        arena_free(&cli.arena);
        return 2;
    }
    struct buf why = BUF_INIT;
    int status = parse(&cli, argc - 1, argv + 1);
    if (status == 0 && open_book(&cli, &why) != KITH_OK) {
        fprintf(stderr, "kith: %s\n", text_display(&cli.arena, why.data));
        status = 1;
    } else if (status == 0) {
        status = finish(&cli, cli.command->run(&cli));
    }
    kith_close(cli.k);
    buf_free(&why);
    buf_free(&cli.out);
    arena_free(&cli.arena);
    return status;
}
