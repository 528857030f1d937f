/* The book as a whole: undo, history, settings, backup, check; and help. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/text.h"
#include "cli/commands.h"

/* ---- undo, redo, history ---- */

static enum kith_status run_undo(struct cli *cli) {
    const char *what;
    enum kith_status status = kith_undo(cli->k, &cli->arena, &what);
    if (status == KITH_OK)
        cli_say(cli, "Undone: %s.", what);
    return status;
}

const struct cli_command cmd_undo = {
    .name = "undo",
    .usage = "undo",
    .about = "takes the last step back",
    .options = "",
    .most = 0,
    .book = CLI_BOOK,
    .run = run_undo,
};

static enum kith_status run_redo(struct cli *cli) {
    const char *what;
    enum kith_status status = kith_redo(cli->k, &cli->arena, &what);
    if (status == KITH_OK)
        cli_say(cli, "Done again: %s.", what);
    return status;
}

const struct cli_command cmd_redo = {
    .name = "redo",
    .usage = "redo",
    .about = "does the step taken back again",
    .options = "",
    .most = 0,
    .book = CLI_BOOK,
    .run = run_redo,
};

/* Steps are dated in the user's calendar. */
static const char *step_day(struct cli *cli, int64_t at) {
    struct tm local;
    time_t seconds = (time_t)at;
    if (!localtime_r(&seconds, &local))
        return "";
    return cli_iso(cli, day_from(local.tm_year + 1900, local.tm_mon + 1, local.tm_mday));
}

static enum kith_status run_history(struct cli *cli) {
    struct kith_steps steps;
    enum kith_status status = kith_history(cli->k, 0, &cli->arena, &steps);
    if (status != KITH_OK)
        return status;
    struct json *json = &cli->json;
    if (cli_json(cli))
        json_open(json, '[');
    for (size_t i = 0; i < steps.count; i++) {
        const struct kith_step *step = &steps.items[i];
        const char *on = step_day(cli, step->at);
        if (!cli_json(cli)) {
            CLI_ROW(cli, arena_printf(&cli->arena, ">%lld", (long long)step->step), on, step->what,
                    step->undone ? "undone" : "");
            continue;
        }
        json_open(json, '{');
        json_put_int(json, "step", step->step);
        json_put_text(json, "on", on);
        json_put_text(json, "what", step->what);
        json_put_bool(json, "undone", step->undone);
        json_close(json, '}');
    }
    if (cli_json(cli)) {
        json_close(json, ']');
        buf_char(&cli->out, '\n');
    }
    return KITH_OK;
}

const struct cli_command cmd_history = {
    .name = "history",
    .usage = "history [--json]",
    .about = "the steps that undo takes back, newest first",
    .options = "json",
    .most = 0,
    .book = CLI_BOOK_READ,
    .run = run_history,
};

/* ---- config, keys ---- */

/* Settings of the method are in the book and steps of its history; those of the machine are neither. */
static bool of_the_machine(const struct cli *cli, const char *name) {
    for (const struct cli_machine_setting *row = cli->env->machine_names; row->name; row++)
        if (strcmp(row->name, name) == 0)
            return true;
    return false;
}

static enum kith_status set_setting(struct cli *cli, const char *name, const char *value) {
    if (!of_the_machine(cli, name))
        return kith_setting_set(cli->k, name, value);
    struct buf why = BUF_INIT;
    enum kith_status status = KITH_OK;
    if (!cli->env->machine_set(cli->env->machine, name, value, &why))
        status = kith_fail(cli->k, KITH_INVALID, "%s", why.data);
    buf_free(&why);
    return status;
}

static void all_settings(struct cli *cli) {
    for (const struct kith_field *field = kith_setting_fields; field->name; field++)
        CLI_ROW(cli, field->name, kith_setting_text(cli->k, field->name, &cli->arena), field->help);
    for (const struct cli_machine_setting *row = cli->env->machine_names; row->name; row++)
        CLI_ROW(cli, row->name, cli->env->machine_get(cli->env->machine, row->name), row->help);
}

static enum kith_status run_config(struct cli *cli) {
    if (cli->arg_count > 1)
        return set_setting(cli, cli->args[0], cli_words(cli, 1));
    if (cli->arg_count == 0) {
        all_settings(cli);
        return KITH_OK;
    }
    const char *name = cli->args[0];
    const char *text = of_the_machine(cli, name) ? cli->env->machine_get(cli->env->machine, name)
                                                 : kith_setting_text(cli->k, name, &cli->arena);
    if (!text)
        return kith_fail(cli->k, KITH_NOT_FOUND, "there is no setting '%s'; kith config lists them", name);
    cli_say(cli, "%s", text);
    return KITH_OK;
}

const struct cli_command cmd_config = {
    .name = "config",
    .usage = "config [KEY [VALUE]]",
    .about = "the settings, one of them, or a new value",
    .options = "",
    .most = -1,
    .book = CLI_BOOK,
    .run = run_config,
};

static enum kith_status run_keys(struct cli *cli) {
    cli->env->keys(cli->env->keys_text, cli_json(cli), &cli->out);
    return KITH_OK;
}

const struct cli_command cmd_keys = {
    .name = "keys",
    .usage = "keys [--json]",
    .about = "the keys that hold, by place",
    .options = "json",
    .most = 0,
    .book = CLI_NO_BOOK,
    .run = run_keys,
};

/* ---- backup, restore, check ---- */

static enum kith_status backup_to_output(struct cli *cli) {
    const char *folder = getenv("XDG_RUNTIME_DIR");
    char *path = arena_printf(&cli->arena, "%s/kith-backup-XXXXXX", folder && *folder ? folder : "/tmp");
    if (!mkdtemp(path)) /* a folder of mode 0700: no other user looks in */
        return kith_fail(cli->k, KITH_IO, "no temporary folder could be made in '%s'", folder ? folder : "/tmp");
    const char *file = arena_printf(&cli->arena, "%s/book", path);
    enum kith_status status = kith_backup(cli->k, file);
    if (status == KITH_OK)
        status = cli_read(cli, file, &cli->out);
    remove(file);
    remove(path);
    return status;
}

static enum kith_status run_backup(struct cli *cli) {
    if (strcmp(cli->args[0], "-") == 0)
        return backup_to_output(cli);
    enum kith_status status = kith_backup(cli->k, cli->args[0]);
    if (status == KITH_OK)
        cli_say(cli, "Backed up to %s.", cli->args[0]);
    return status;
}

const struct cli_command cmd_backup = {
    .name = "backup",
    .usage = "backup FILE",
    .about = "a checked copy of the book; - writes it to standard output",
    .options = "",
    .least = 1,
    .most = 1,
    .book = CLI_BOOK_READ,
    .run = run_backup,
};

static enum kith_status run_restore(struct cli *cli) {
    const char *saved = NULL;
    enum kith_status status = kith_restore(cli->k, cli->args[0], &cli->arena, &saved);
    if (status == KITH_OK)
        cli_say(cli, "Restored. What was there before is saved in %s.", saved);
    return status;
}

const struct cli_command cmd_restore = {
    .name = "restore",
    .usage = "restore FILE",
    .about = "puts a backup in place of the book, after saving the present state",
    .options = "",
    .least = 1,
    .most = 1,
    .book = CLI_BOOK,
    .run = run_restore,
};

static void check_json(struct cli *cli, const struct kith_health *health) {
    struct json *json = &cli->json;
    json_open(json, '{');
    json_put_bool(json, "ok", health->ok);
    json_key(json, "problems");
    cli_json_list(cli, &health->problems);
    json_put_text(json, "book", kith_path(cli->k));
    json_put_int(json, "version", health->version);
    json_put_int(json, "people", health->people);
    json_put_int(json, "notes", health->notes);
    json_put_int(json, "bytes", health->bytes);
    json_close(json, '}');
    buf_char(&cli->out, '\n');
}

static enum kith_status run_check(struct cli *cli) {
    struct kith_health health;
    enum kith_status status = kith_check(cli->k, &cli->arena, &health);
    if (status != KITH_OK)
        return status;
    if (cli_json(cli)) {
        check_json(cli, &health);
        return KITH_OK;
    }
    cli_say(cli, "%s: %s", kith_path(cli->k), health.ok ? "all is well" : "there are problems");
    for (size_t i = 0; i < health.problems.count; i++)
        cli_say(cli, "  %s", health.problems.items[i]);
    cli_say(cli, "%lld people, %lld notes, %lld bytes, version %d", (long long)health.people,
            (long long)health.notes, (long long)health.bytes, health.version);
    return KITH_OK;
}

const struct cli_command cmd_check = {
    .name = "check",
    .usage = "check [--json]",
    .about = "looks whether the book is whole",
    .options = "json",
    .most = 0,
    .book = CLI_BOOK_READ,
    .run = run_check,
};

/* ---- demo, help ---- */

/* The demo needs the screen, which main.c opens before any command is looked at. */
static enum kith_status run_demo(struct cli *cli) {
    return cli_misused(cli);
}

const struct cli_command cmd_demo = {
    .name = "demo",
    .usage = "demo",
    .about = "the full screen on a throw-away copy of the demo book",
    .options = "",
    .most = 0,
    .book = CLI_NO_BOOK,
    .run = run_demo,
};

static enum kith_status run_help(struct cli *cli) {
    const struct cli_command *const *commands = cli_commands();
    if (cli->arg_count == 0) {
        cli_say(cli, "usage: kith [--book FILE] [COMMAND [ARGUMENTS]]");
        cli_say(cli, "Without a command: the full screen. The commands:\n");
        for (size_t i = 0; commands[i]; i++)
            CLI_ROW(cli, "", commands[i]->name, commands[i]->about);
        return KITH_OK;
    }
    for (size_t i = 0; commands[i]; i++) {
        if (strcmp(commands[i]->name, cli->args[0]) != 0)
            continue;
        cli_say(cli, "usage: kith %s\n\n%s", commands[i]->usage, commands[i]->about);
        return KITH_OK;
    }
    return kith_fail(cli->k, KITH_NOT_FOUND, "there is no command '%s'; kith help lists them", cli->args[0]);
}

const struct cli_command cmd_help = {
    .name = "help",
    .usage = "help [COMMAND]",
    .about = "the commands, or how one is used",
    .options = "",
    .most = 1,
    .book = CLI_NO_BOOK,
    .run = run_help,
};
