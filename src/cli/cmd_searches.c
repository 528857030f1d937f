/* Saved searches; and how a line of terms is refused. */
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "cli/commands.h"
#include "kith/query.h"

/* ---- terms ---- */

/* The line, and signs under the place; tabs and wide signs do not move them. */
static const char *pointer(struct cli *cli, const char *terms, const struct kith_query_fault *fault) {
    struct buf out = BUF_INIT;
    int before = text_width(arena_strndup(&cli->arena, terms, fault->start));
    int wide = text_width(arena_strndup(&cli->arena, terms + fault->start, fault->length));
    buf_printf(&out, "  %s\n  %*s", text_display(&cli->arena, terms), before, "");
    for (int i = 0; i < (wide > 0 ? wide : 1); i++)
        buf_char(&out, '^');
    const char *lines = arena_strdup(&cli->arena, out.data);
    buf_free(&out);
    return lines;
}

enum kith_status cli_query_refused(struct cli *cli, const char *terms, enum kith_status status) {
    struct kith_query_fault fault;
    if (status != KITH_INVALID || kith_query_check(cli->k, terms, &cli->arena, NULL, &fault))
        return status;
    if (cli->env->errors_terminal) {
        cli->pointer = pointer(cli, terms, &fault);
        return kith_fail(cli->k, status, "%s", fault.why);
    }
    return kith_fail(cli->k, status, "%s (at character %d of '%s')", fault.why,
                     text_width(arena_strndup(&cli->arena, terms, fault.start)) + 1, terms);
}

enum kith_status cli_query(struct cli *cli, const char *terms, struct kith_ids *out) {
    return cli_query_refused(cli, terms, kith_query_people(cli->k, terms, &cli->arena, out));
}

/* ---- searches ---- */

static enum kith_status list(struct cli *cli) {
    struct kith_saved_list saved;
    enum kith_status status = kith_saved_all(cli->k, &cli->arena, &saved);
    struct json *json = &cli->json;
    if (cli_json(cli))
        json_open(json, '[');
    for (size_t i = 0; i < saved.count; i++) {
        const struct kith_saved *one = &saved.items[i];
        if (!cli_json(cli)) {
            CLI_ROW(cli, one->name, arena_printf(&cli->arena, CLI_RIGHT "%zu", one->count), one->query,
                    one->fault ? one->fault : one->own ? "" : "comes with Kith");
            continue;
        }
        json_open(json, '{');
        json_put_text(json, "name", one->name);
        json_put_text(json, "terms", one->query);
        json_put_int(json, "people", (int64_t)one->count);
        json_put_bool(json, "own", one->own);
        json_put_text(json, "problem", one->fault);
        json_close(json, '}');
    }
    if (cli_json(cli)) {
        json_close(json, ']');
        buf_char(&cli->out, '\n');
    }
    return status;
}

static enum kith_status save(struct cli *cli, const char *name) {
    const char *terms = cli_words(cli, 1);
    enum kith_status status = cli_query_refused(cli, terms, kith_saved_put(cli->k, name, terms));
    struct kith_ids people;
    if (status == KITH_OK)
        status = kith_query_people(cli->k, terms, &cli->arena, &people);
    if (status == KITH_OK)
        cli_say(cli, "Saved %s: %zu %s.", name, people.count, people.count == 1 ? "person" : "people");
    return status;
}

static enum kith_status run_searches(struct cli *cli) {
    const char *to = cli_option(cli, "rename"), *name = cli->arg_count ? cli->args[0] : NULL;
    bool delete = cli_option(cli, "delete") != NULL;
    enum kith_status status;
    if ((to || delete) && (cli->arg_count != 1 || (to && delete)))
        return cli_misused(cli);
    if (to) {
        if ((status = kith_saved_rename(cli->k, name, to)) == KITH_OK)
            cli_say(cli, "%s is called %s now.", name, to);
        return status;
    }
    if (delete) {
        if ((status = kith_saved_delete(cli->k, name)) == KITH_OK)
            cli_say(cli, "Deleted the saved search %s; undo brings it back.", name);
        return status;
    }
    if (!name)
        return list(cli);
    if (cli->arg_count > 1)
        return save(cli, name);
    const char *terms = kith_saved_query(cli->k, name, &cli->arena);
    if (!terms)
        return kith_fail(cli->k, KITH_NOT_FOUND, "there is no saved search '%s'", name);
    return cli_who(cli, terms);
}

const struct cli_command cmd_searches = {
    .name = "searches",
    .args = "[SAVED [TERMS…]]",
    .about = "the saved searches and how many people each finds; SAVED: the people of one; TERMS: saves them"
             " under that name",
    .options =
        (const struct cli_option[]){
            {"rename", "TEXT", "another name for it"},
            {"delete", NULL, "takes it away; undo brings it back"},
            CLI_JSON,
            {0},
        },
    .most = -1,
    .book = CLI_BOOK,
    .run = run_searches,
};
