/* The book as a whole: undo, history, settings, backup, check; and help. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "cli/commands.h"

/* ---- undo, redo, history ---- */

static enum kith_status run_undo(struct cli *cli) {
    const char *what;
    enum kith_status status = kith_undo(cli->k, &cli->arena, &what);
    cli->step = -1; /* what was done, if anything, is no new step */
    if (status == KITH_OK)
        cli_say(cli, "Undone: %s.", what);
    return status;
}

const struct cli_command cmd_undo = {
    .name = "undo",
    .about = "takes the last step back",
    .most = 0,
    .book = CLI_BOOK,
    .run = run_undo,
};

static enum kith_status run_redo(struct cli *cli) {
    const char *what;
    enum kith_status status = kith_redo(cli->k, &cli->arena, &what);
    cli->step = -1; /* what was done, if anything, is no new step */
    if (status == KITH_OK)
        cli_say(cli, "Done again: %s.", what);
    return status;
}

const struct cli_command cmd_redo = {
    .name = "redo",
    .about = "does the step taken back again",
    .most = 0,
    .book = CLI_BOOK,
    .run = run_redo,
};

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
        const char *on = cli_iso(cli, cli->env->day_of(step->at));
        if (!cli_json(cli)) {
            CLI_ROW(cli, arena_printf(&cli->arena, CLI_RIGHT "%lld", (long long)step->step), on, step->what,
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
    .about = "the steps that undo takes back, newest first",
    .options = (const struct cli_option[]){CLI_JSON, {0}},
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

static const struct kith_field *setting_fields(size_t *count) {
    *count = 0;
    while (kith_setting_fields[*count].name)
        ++*count;
    return kith_setting_fields;
}

const struct cli_command cmd_config = {
    .name = "config",
    .args = "[KEY [VALUE]]",
    .fields = setting_fields,
    .about = "the settings, one of them, or a new value",
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
    .about = "the keys that hold, by place",
    .options = (const struct cli_option[]){CLI_JSON, {0}},
    .most = 0,
    .book = CLI_NO_BOOK,
    .run = run_keys,
};

/* ---- backup, restore, check ---- */

static enum kith_status backup_to_output(struct cli *cli) {
    if (cli->env->terminal)
        return kith_fail(cli->k, KITH_INVALID,
                         "a backup is not for a terminal; send it to a file or a program");
    const char *file = cli_temporary(cli, "book.kith");
    if (!file)
        return KITH_IO;
    enum kith_status status = kith_backup(cli->k, file);
    if (status == KITH_OK)
        status = cli_read(cli, file, &cli->out);
    cli_temporary_end(cli, file);
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
    .args = "FILE",
    .about = "a checked copy of the book; - writes it to standard output",
    .least = 1,
    .most = 1,
    .book = CLI_BOOK_READ,
    .run = run_backup,
};

struct restored {
    const char *saved; /* what was there before */
    const char *rest;  /* of a damaged book what could be read, or NULL */
};

/* A damaged book is moved aside whole: it cannot be emptied and filled again. */
static enum kith_status restore(struct cli *cli, const char *file, struct restored *out) {
    struct kith_health health = {0};
    if (!cli->damaged && kith_check(cli->k, &cli->arena, &health) == KITH_OK && health.ok)
        return kith_restore(cli->k, file, &cli->arena, &out->saved);
    kith_read_status(cli->k);
    return cli_replace(cli, file, &out->saved, &out->rest);
}

static enum kith_status restore_from_input(struct cli *cli, struct restored *out) {
    struct buf bytes = BUF_INIT;
    const char *file = cli_temporary(cli, "book.kith");
    enum kith_status status = file ? cli_read(cli, "-", &bytes) : KITH_IO;
    if (status == KITH_OK)
        status = cli_write(cli, file, &bytes);
    if (status == KITH_OK) {
        status = restore(cli, file, out);
        if (status != KITH_OK && bytes.len == 0)
            kith_fail(cli->k, status, "standard input is empty");
        else if (status == KITH_FORMAT || status == KITH_DAMAGED || status == KITH_INVALID)
            kith_fail(cli->k, status, "standard input is not a book of Kith");
    }
    if (file)
        cli_temporary_end(cli, file);
    buf_free(&bytes);
    return status;
}

static enum kith_status run_restore(struct cli *cli) {
    struct restored restored = {0};
    enum kith_status status = strcmp(cli->args[0], "-") == 0 ? restore_from_input(cli, &restored)
                                                             : restore(cli, cli->args[0], &restored);
    if (status != KITH_OK)
        return status;
    cli_say(cli, "Restored. What was there before is saved in %s.", restored.saved);
    if (restored.rest)
        cli_say(cli, "What could still be read of it is in %s; kith import takes it in.", restored.rest);
    return KITH_OK;
}

const struct cli_command cmd_restore = {
    .name = "restore",
    .args = "FILE",
    .about =
        "puts a backup in place of the book, after saving the present state; - reads it from standard input",
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

static void check_text(struct cli *cli, const struct kith_health *health) {
    cli_say(cli, "%s: %s", kith_path(cli->k), health->ok ? "all is well" : "there are problems");
    for (size_t i = 0; i < health->problems.count; i++)
        cli_say(cli, "  %s", health->problems.items[i]);
    cli_say(cli, "people %lld, notes %lld, bytes %lld, version %d", (long long)health->people,
            (long long)health->notes, (long long)health->bytes, health->version);
}

/* What is found is told even where it is a failure: then the sentence comes after it. */
static enum kith_status run_check(struct cli *cli) {
    struct kith_health health;
    enum kith_status status = kith_check(cli->k, &cli->arena, &health);
    if (status != KITH_OK) { /* too damaged to be looked through */
        const char **items = ARENA_NEW(&cli->arena, const char *, health.problems.count + 1);
        if (health.problems.count)
            memcpy(items, health.problems.items, health.problems.count * sizeof *items);
        items[health.problems.count++] = arena_strdup(&cli->arena, kith_error(cli->k));
        health.problems.items = items;
        health.ok = false;
    }
    if (cli_json(cli))
        check_json(cli, &health);
    else
        check_text(cli, &health);
    if (health.ok)
        return KITH_OK;
    if (!cli_flush(cli))
        return kith_fail(cli->k, KITH_IO, "standard output could not be written");
    kith_read_status(cli->k);
    return kith_fail(cli->k, KITH_FORMAT, "the book has problems; go back to a backup where they matter%s",
                     cli_advice(cli));
}

const struct cli_command cmd_check = {
    .name = "check",
    .about = "looks whether the book is whole",
    .options = (const struct cli_option[]){CLI_JSON, {0}},
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
    .about = "the full screen on a throw-away copy of the demo book",
    .most = 0,
    .book = CLI_NO_BOOK,
    .run = run_demo,
};

static void help_on(struct cli *cli, const struct cli_command *command) {
    struct buf line = BUF_INIT;
    cli_usage(command, &line);
    cli_say(cli, "usage: %s\n\n%s", line.data, command->about);
    if (command->options)
        cli_say(cli, "%s", "");
    for (const struct cli_option *option = command->options; option && option->name; option++)
        CLI_ROW(cli, "",
                arena_printf(&cli->arena, "--%s%s%s", option->name, option->value ? " " : "",
                             option->value ? option->value : ""),
                option->about);
    buf_free(&line);
    size_t count = 0;
    const struct kith_field *fields = command->fields ? command->fields(&count) : NULL;
    if (fields)
        cli_say(cli, "\nThe fields:\n");
    for (size_t i = 0; i < count; i++)
        if (!fields[i].fixed)
            CLI_ROW(cli, "", fields[i].name, fields[i].label, fields[i].help);
}

static enum kith_status run_help(struct cli *cli) {
    const struct cli_command *const *commands = cli_commands();
    if (cli->arg_count == 0) {
        cli_say(cli, "usage: kith [--book FILE] [COMMAND [ARGUMENTS]]");
        cli_say(cli, "Without a command: the full screen. The commands:\n");
        for (size_t i = 0; commands[i]; i++)
            CLI_ROW(cli, "", commands[i]->name, commands[i]->about);
        cli_say(cli, "\n'kith help COMMAND' tells how one is used, 'man kith' all of it.");
        return KITH_OK;
    }
    for (size_t i = 0; commands[i]; i++) {
        if (strcmp(commands[i]->name, cli->args[0]) != 0)
            continue;
        help_on(cli, commands[i]);
        return KITH_OK;
    }
    return kith_fail(cli->k, KITH_NOT_FOUND, "there is no command '%s'; kith help lists them", cli->args[0]);
}

const struct cli_command cmd_help = {
    .name = "help",
    .args = "[COMMAND]",
    .about = "the commands, or how one is used",
    .most = 1,
    .book = CLI_NO_BOOK,
    .run = run_help,
};
