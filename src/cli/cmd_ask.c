/* Asking: the ask and its answer, putting off, moments, the words. */
#include <string.h>
#include <unistd.h>

#include "base/text.h"
#include "cli/commands.h"
#include "kith/ask.h"
#include "kith/moment.h"
#include "kith/referral.h"

/* ---- ask, answer, later ---- */

/* R1: one source and one target or one role; a second target is refused. */
static enum kith_status ask_target(struct cli *cli, struct kith_ask *ask) {
    const char *role = cli_option(cli, "role");
    if (cli->arg_count > 2)
        return kith_fail(cli->k, KITH_INVALID,
                         "one introduction at a time: '%s' can be the next ask, after this one", cli->args[2]);
    if (role && cli->arg_count > 1)
        return kith_fail(cli->k, KITH_INVALID, "ask about a person or a role, not both");
    if (role) {
        ask->role = text_line(&cli->arena, role);
        return text_blank(ask->role) ? kith_fail(cli->k, KITH_INVALID, "the role is empty") : KITH_OK;
    }
    return kith_person_find_or_add(cli->k, ask->source, cli->args[1], &ask->target);
}

static enum kith_status run_ask(struct cli *cli) {
    struct kith_ask ask;
    kith_row_init(&kith_ask_kind, &ask);
    if (cli->arg_count == 1 && !cli_option(cli, "role"))
        return cli_misused(cli);
    ask.wording = cli_option(cli, "wording");
    if (cli_day(cli, "on", DAY_PAST, cli->env->today, &ask.on) != KITH_OK)
        return KITH_INVALID;
    enum kith_status status = cli_person(cli, cli->args[0], &ask.source);
    if (status != KITH_OK)
        return status;
    struct kith_person source;
    status = kith_person_get(cli->k, ask.source, &cli->arena, &source);
    if (status == KITH_OK)
        status = kith_step_begin(cli->k, arena_printf(&cli->arena, "ask %s", source.name));
    if (status != KITH_OK)
        return status;
    status = ask_target(cli, &ask);
    if (status == KITH_OK)
        status = kith_ask_add(cli->k, &ask, cli_option(cli, "anyway") != NULL);
    status = kith_step_end(cli->k, status);
    if (status == KITH_OK)
        cli_say(cli, "Asked %s for one introduction: %s.", source.name,
                ask.role ? ask.role : kith_person_said(cli->k, ask.target, &cli->arena));
    return status;
}

const struct cli_command cmd_ask = {
    .name = "ask",
    .usage = "ask SOURCE TARGET | ask SOURCE --role ROLE [--on DATE] [--wording TEXT] [--anyway]",
    .about = "records one ask for one introduction",
    .options = "role= on= wording= anyway",
    .least = 1,
    .most = -1,
    .book = CLI_BOOK,
    .run = run_ask,
};

static enum kith_status run_answer(struct cli *cli) {
    struct kith_reply reply = {.until = DAY_NONE};
    kith_id id;
    const char *person = cli_option(cli, "person");
    if (cli_word(cli, "answer", cli->args[1], kith_answer_words, &reply.answer) != KITH_OK)
        return KITH_INVALID;
    if (reply.answer == KITH_WAITING)
        return kith_fail(cli->k, KITH_INVALID, "an ask waits by itself; the answers are yes, will, not-yet, think, no or none");
    if (cli_day(cli, "on", DAY_PAST, cli->env->today, &reply.on) != KITH_OK ||
        cli_day(cli, "until", DAY_FUTURE, DAY_NONE, &reply.until) != KITH_OK)
        return KITH_INVALID;
    reply.wants = cli_option(cli, "wants");
    enum kith_status status = kith_ask_find(cli->k, cli->args[0], &id);
    struct kith_ask ask;
    if (status == KITH_OK)
        status = kith_row_get(cli->k, &kith_ask_kind, id, &cli->arena, &ask);
    if (status == KITH_OK)
        status = kith_step_begin(cli->k, arena_printf(&cli->arena, "answer %s", kith_answer_words[reply.answer]));
    if (status != KITH_OK)
        return status;
    if (person)
        status = kith_person_find_or_add(cli->k, ask.source, person, &reply.person);
    if (status == KITH_OK)
        status = kith_ask_answer(cli->k, id, &reply);
    return kith_step_end(cli->k, status);
}

const struct cli_command cmd_answer = {
    .name = "answer",
    .usage = "answer SOURCE yes|will|not-yet|think|no|none [--until DATE] [--wants TEXT] [--person NAME] [--on DATE]",
    .about = "the answer to the latest open ask of that source",
    .options = "until= wants= person= on=",
    .least = 2,
    .most = 2,
    .book = CLI_BOOK,
    .run = run_answer,
};

static enum kith_status run_later(struct cli *cli) {
    kith_id id;
    int reason;
    day on, until;
    if (cli_word(cli, "reason", cli->args[1], kith_belief_words, &reason) != KITH_OK ||
        cli_day(cli, "on", DAY_PAST, cli->env->today, &on) != KITH_OK ||
        cli_day(cli, "until", DAY_FUTURE, DAY_NONE, &until) != KITH_OK)
        return KITH_INVALID;
    enum kith_status status = cli_person(cli, cli->args[0], &id);
    if (status == KITH_OK)
        status = kith_ask_later(cli->k, id, reason, on, until);
    if (status != KITH_OK)
        return status;
    const char *answer = kith_belief_answer(cli->k, reason);
    if (answer)
        cli_say(cli, "%s", answer);
    return KITH_OK;
}

const struct cli_command cmd_later = {
    .name = "later",
    .usage = "later NAME rude|rapport|needy|respect|moment|earned [--until DATE] [--on DATE]",
    .about = "not now: the reason, and a new day (three days when none is given)",
    .options = "until= on=",
    .least = 2,
    .most = 2,
    .book = CLI_BOOK,
    .run = run_later,
};

/* ---- moments ---- */

static enum kith_status run_moment(struct cli *cli) {
    struct kith_ids people;
    int kind;
    day on;
    if (cli_word(cli, "kind of moment", cli->args[1], kith_moment_words, &kind) != KITH_OK ||
        cli_day(cli, "on", DAY_PAST, cli->env->today, &on) != KITH_OK)
        return KITH_INVALID;
    enum kith_status status = cli_people(cli, cli->args[0], &people);
    if (status == KITH_OK)
        status = kith_moment_flag(cli->k, people.items, people.count, kind, on, cli_option(cli, "quote"));
    return status;
}

const struct cli_command cmd_moment = {
    .name = "moment",
    .usage = "moment NAME thanked|delivered|result|value|kickoff|introduced|promised|notyet|gave|trouble "
             "[--on DATE] [--quote TEXT]",
    .about = "flags a moment; NAME may be - for names on standard input",
    .options = "on= quote=",
    .least = 2,
    .most = 2,
    .book = CLI_BOOK,
    .run = run_moment,
};

static enum kith_status run_settle(struct cli *cli) {
    kith_id id;
    enum kith_status status = cli_person(cli, cli->args[0], &id);
    return status == KITH_OK ? kith_moment_settle(cli->k, id) : status;
}

const struct cli_command cmd_settle = {
    .name = "settle",
    .usage = "settle NAME",
    .about = "the open trouble is resolved",
    .options = "",
    .least = 1,
    .most = 1,
    .book = CLI_BOOK,
    .run = run_settle,
};

static enum kith_status run_let_go(struct cli *cli) {
    kith_id id;
    enum kith_status status = cli_person(cli, cli->args[0], &id);
    return status == KITH_OK ? kith_moment_let_go(cli->k, id) : status;
}

const struct cli_command cmd_let_go = {
    .name = "let-go",
    .usage = "let-go NAME",
    .about = "lets the open moments pass",
    .options = "",
    .least = 1,
    .most = 1,
    .book = CLI_BOOK,
    .run = run_let_go,
};

/* ---- wording ---- */

static void wording_json(struct cli *cli, const struct kith_wording_problems *problems) {
    struct json *json = &cli->json;
    json_open(json, '{');
    json_key(json, "problems");
    json_open(json, '[');
    for (size_t i = 0; i < problems->count; i++) {
        json_open(json, '{');
        json_put_text(json, "kind", problems->items[i].kind);
        json_put_text(json, "quote", problems->items[i].quote);
        json_put_text(json, "instead", problems->items[i].instead);
        json_close(json, '}');
    }
    json_close(json, ']');
    json_close(json, '}');
    buf_char(&cli->out, '\n');
}

static enum kith_status run_wording(struct cli *cli) {
    const char *text = cli_words(cli, 0);
    if (cli->arg_count == 0 || strcmp(text, "-") == 0) {
        struct buf input = BUF_INIT;
        enum kith_status status = cli_read(cli, "-", &input);
        text = text_repair(&cli->arena, input.data, input.len);
        buf_free(&input);
        if (status != KITH_OK)
            return status;
    }
    struct kith_wording_problems problems;
    kith_wording_check(cli->k, text, &cli->arena, &problems);
    if (cli_json(cli)) {
        wording_json(cli, &problems);
        return KITH_OK;
    }
    for (size_t i = 0; i < problems.count; i++)
        cli_say(cli, "%s: “%s”\n  rather: %s", problems.items[i].kind, problems.items[i].quote,
                problems.items[i].instead);
    if (problems.count == 0)
        cli_say(cli, "Nothing to mend.");
    return KITH_OK;
}

const struct cli_command cmd_wording = {
    .name = "wording",
    .usage = "wording [TEXT] [--json]",
    .about = "checks the words of an ask, and offers an open form",
    .options = "json",
    .most = -1,
    .book = CLI_NO_BOOK,
    .run = run_wording,
};
