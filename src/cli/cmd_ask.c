/* Asking: the ask and its answer, putting off, moments, the words. */
#include <string.h>
#include <unistd.h>

#include "base/text.h"
#include "cli/commands.h"
#include "kith/ask.h"
#include "kith/moment.h"
#include "kith/referral.h"

/* ---- ask, answer, later ---- */

/* Whether a text that is nobody's name as a whole lists people: parts that are all known, or all of two
 * words. */
static bool several(struct cli *cli, const char *text) {
    kith_id id;
    struct kith_ids ids;
    if (!strchr(text, ',') || kith_person_find(cli->k, text, &id) == KITH_OK)
        return false;
    if (kith_people_find(cli->k, text, &cli->arena, &ids) == KITH_OK)
        return ids.count > 1;
    char *rest = arena_strdup(&cli->arena, text), *part;
    while ((part = strsep(&rest, ",")))
        if (!strchr(text_trim(&cli->arena, part), ' '))
            return false;
    return true;
}

/* R1: one source and one target or one role; a second target is refused. */
static enum kith_status ask_target(struct cli *cli, struct kith_ask *ask) {
    const char *role = cli_option(cli, "role");
    if (cli->arg_count > 2)
        return kith_fail(cli->k, KITH_INVALID,
                         "one introduction at a time: '%s' can be the next ask, after this one",
                         cli->args[2]);
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
    if (cli->arg_count == 2 && several(cli, cli->args[1]))
        return kith_fail(cli->k, KITH_INVALID, "one introduction at a time: '%s' names more than one person",
                         cli->args[1]);
    if (cli->arg_count == 2 && strcmp(cli->args[0], cli->args[1]) == 0)
        return kith_fail(cli->k, KITH_INVALID, "nobody can be asked for an introduction to themselves");
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
    .args = "SOURCE TARGET|--role ROLE",
    .about = "records one ask for one introduction",
    .options =
        (const struct cli_option[]){
            {"role", "ROLE", "one kind of person in place of a name: \"financial adviser\""},
            CLI_ON,
            {"wording", "TEXT", "the words that were used"},
            {"anyway", NULL, "against the standing, which is kept with the ask"},
            {0},
        },
    .least = 1,
    .most = -1,
    .book = CLI_BOOK,
    .run = run_ask,
};

/* What an answer leads to. */
static enum kith_status say_answer(struct cli *cli, kith_id id) {
    struct kith_asks asks;
    enum kith_status status = kith_asks(cli->k, &cli->arena, &asks);
    for (size_t i = 0; status == KITH_OK && i < asks.count; i++) {
        const struct kith_asked *asked = &asks.items[i];
        struct kith_referral referral;
        if (asked->ask.id != id)
            continue;
        const char *source = asked->source.name, *word = kith_answer_words[asked->ask.answer];
        if (asked->ask.referral &&
            kith_row_get(cli->k, &kith_referral_kind, asked->ask.referral, &cli->arena, &referral) == KITH_OK)
            cli_say(cli, "%s introduces %s. Next: a word with them, and thanks to %s.", source,
                    cli_said(cli, referral.person), source);
        else if (asked->open && asked->due != DAY_NONE)
            cli_say(cli, "%s: %s. It comes back on %s.", source, word, cli_iso(cli, asked->due));
        else
            cli_say(cli, "%s: %s.", source, word);
    }
    return status;
}

static enum kith_status run_answer(struct cli *cli) {
    struct kith_reply reply = {.until = DAY_NONE};
    kith_id id;
    const char *person = cli_option(cli, "person");
    if (cli_word(cli, "answer", cli->args[1], kith_answer_words, &reply.answer) != KITH_OK)
        return KITH_INVALID;
    if (reply.answer == KITH_ANSWER_WAITING)
        return kith_fail(cli->k, KITH_INVALID,
                         "an ask waits by itself; the answers are yes, will, not-yet, think, no or none");
    if (cli_day(cli, "on", DAY_PAST, cli->env->today, &reply.on) != KITH_OK ||
        cli_day(cli, "until", DAY_FUTURE, DAY_NONE, &reply.until) != KITH_OK)
        return KITH_INVALID;
    reply.wants = cli_option(cli, "wants");
    enum kith_status status = kith_ask_find(cli->k, cli->args[0], &id);
    struct kith_ask ask;
    if (status == KITH_OK)
        status = kith_row_get(cli->k, &kith_ask_kind, id, &cli->arena, &ask);
    if (status == KITH_OK)
        status =
            kith_step_begin(cli->k, arena_printf(&cli->arena, "answer %s", kith_answer_words[reply.answer]));
    if (status != KITH_OK)
        return status;
    if (person)
        status = kith_person_find_or_add(cli->k, ask.source, person, &reply.person);
    if (status == KITH_OK)
        status = kith_ask_answer(cli->k, id, &reply);
    status = kith_step_end(cli->k, status);
    return status == KITH_OK ? say_answer(cli, id) : status;
}

const struct cli_command cmd_answer = {
    .name = "answer",
    .args = "SOURCE yes|will|not-yet|think|no|none",
    .about = "the answer to the latest open ask of that source",
    .options =
        (const struct cli_option[]){
            {"until", "DATE", "not-yet: when to come back; else after notyet_days"},
            {"wants", "TEXT", "not-yet: what they want to see first"},
            {"person", "NAME", "yes to a role: who was introduced"},
            CLI_ON,
            {0},
        },
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
    struct kith_delay *delays;
    size_t count;
    status = kith_rows_of(cli->k, &kith_delay_kind, id, &cli->arena, &delays, &count);
    kith_id newest = 0;
    for (size_t i = 0; status == KITH_OK && i < count; i++)
        if (delays[i].id > newest) {
            newest = delays[i].id;
            until = delays[i].until;
        }
    if (status != KITH_OK)
        return status;
    cli_say(cli, "%s comes back on %s.", cli_said(cli, id), cli_iso(cli, until));
    if (kith_delays_in_row(cli->k, id) >= 3)
        cli_say(cli, "That is three times in a row. Ask, or let go?");
    return KITH_OK;
}

const struct cli_command cmd_later = {
    .name = "later",
    .args = "NAME rude|rapport|needy|respect|moment|earned",
    .about = "not now: the reason, and a new day (three days when none is given)",
    .options =
        (const struct cli_option[]){
            {"until", "DATE", "the new day; else in three days"},
            CLI_ON,
            {0},
        },
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
    if (status == KITH_OK)
        cli_say(cli, "Flagged %s for %s.", kith_moment_words[kind], cli_group(cli, &people));
    return status;
}

const struct cli_command cmd_moment = {
    .name = "moment",
    .args = "NAME thanked|delivered|result|value|kickoff|introduced|promised|notyet|gave|trouble",
    .about = "flags a moment; NAME may be - for names on standard input",
    .options =
        (const struct cli_option[]){
            CLI_ON,
            {"quote", "TEXT", "in their own words"},
            {0},
        },
    .least = 2,
    .most = 2,
    .book = CLI_BOOK,
    .run = run_moment,
};

static enum kith_status run_settle(struct cli *cli) {
    kith_id id;
    enum kith_status status = cli_person(cli, cli->args[0], &id);
    if (status == KITH_OK)
        status = kith_moment_settle(cli->k, id);
    if (status == KITH_OK)
        cli_say(cli, "The trouble with %s is settled.", cli_said(cli, id));
    return status;
}

const struct cli_command cmd_settle = {
    .name = "settle",
    .args = "NAME",
    .about = "the open trouble is resolved",
    .least = 1,
    .most = 1,
    .book = CLI_BOOK,
    .run = run_settle,
};

static enum kith_status run_let_go(struct cli *cli) {
    kith_id id;
    enum kith_status status = cli_person(cli, cli->args[0], &id);
    if (status == KITH_OK)
        status = kith_moment_let_go(cli->k, id);
    if (status == KITH_OK)
        cli_say(cli, "The open moments of %s are let go.", cli_said(cli, id));
    return status;
}

const struct cli_command cmd_let_go = {
    .name = "let-go",
    .args = "NAME",
    .about = "lets the open moments pass",
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
        text = cli_read_text(cli, "-");
        if (!text)
            return KITH_IO;
    }
    struct kith_wording_problems problems;
    kith_wording_check(cli->k, text, &cli->arena, &problems);
    if (cli_json(cli)) {
        wording_json(cli, &problems);
        return KITH_OK;
    }
    for (size_t i = 0; i < problems.count; i++)
        cli_say(cli, "%s: “%s” %s\n  say instead: %s", problems.items[i].kind, problems.items[i].quote,
                problems.items[i].why, problems.items[i].instead);
    if (problems.count == 0)
        cli_say(cli, "Nothing to mend.");
    return KITH_OK;
}

const struct cli_command cmd_wording = {
    .name = "wording",
    .args = "[TEXT]",
    .about = "checks the words of an ask, and offers an open form",
    .options = (const struct cli_option[]){CLI_JSON, {0}},
    .most = -1,
    .book = CLI_NO_BOOK,
    .run = run_wording,
};
