/* The views Asks and Ledger as lines: everything on the screen can be read from the shell too. */
#include "cli/commands.h"
#include "kith/ask.h"
#include "kith/insight.h"
#include "kith/person.h"

/* ---- asks ---- */

static void ask_json(struct cli *cli, const struct kith_asked *asked) {
    struct json *json = &cli->json;
    json_open(json, '{');
    json_put_text(json, "uid", asked->ask.uid);
    json_key(json, "source");
    cli_json_ref(cli, &asked->source);
    json_key(json, "target");
    cli_json_ref(cli, &asked->target);
    json_put_text(json, "role", asked->ask.role);
    json_put_day(json, "on", asked->ask.on);
    json_put_text(json, "answer", kith_answer_words[asked->ask.answer]);
    json_put_bool(json, "open", asked->open);
    json_put_day(json, "due", asked->due);
    json_put_int(json, "delays", asked->delays);
    json_close(json, '}');
}

static enum kith_status run_asks(struct cli *cli) {
    struct kith_asks asks;
    enum kith_status status = kith_asks(cli->k, &cli->arena, &asks);
    if (cli_json(cli))
        json_open(&cli->json, '[');
    for (size_t i = 0; i < asks.count; i++) {
        const struct kith_asked *asked = &asks.items[i];
        if (cli_json(cli))
            ask_json(cli, asked);
        else
            CLI_ROW(
                cli, asked->source.name, asked->target.id ? cli_said(cli, asked->target.id) : asked->ask.role,
                kith_answer_words[asked->ask.answer], cli_iso(cli, asked->ask.on),
                asked->due == DAY_NONE ? "" : arena_printf(&cli->arena, "due %s", cli_iso(cli, asked->due)));
    }
    if (cli_json(cli)) {
        json_close(&cli->json, ']');
        buf_char(&cli->out, '\n');
    }
    return status;
}

const struct cli_command cmd_asks = {
    .name = "asks",
    .about = "whom you asked for whom, and what came of it: what is due first, then the newest",
    .options = (const struct cli_option[]){CLI_JSON, {0}},
    .book = CLI_BOOK_READ,
    .run = run_asks,
};

/* ---- ledger ---- */

static void balance_json(struct cli *cli, const struct kith_balance *balance) {
    struct json *json = &cli->json;
    json_open(json, '{');
    json_key(json, "person");
    cli_json_ref(cli, &balance->person);
    json_put_int(json, "given", balance->given);
    json_put_int(json, "got", balance->got);
    json_put_int(json, "helps", balance->helps);
    json_put_int(json, "warm", balance->warm);
    json_put_int(json, "hot", balance->hot);
    json_put_int(json, "business", balance->business);
    cli_json_money(cli, "value", balance->value);
    json_put_day(json, "last_given", balance->last_given);
    json_put_day(json, "last_got", balance->last_got);
    json_close(json, '}');
}

static enum kith_status run_ledger(struct cli *cli) {
    struct kith_ledger ledger;
    enum kith_status status = kith_ledger(cli->k, &cli->arena, &ledger);
    if (cli_json(cli))
        json_open(&cli->json, '[');
    else if (ledger.count)
        CLI_ROW(cli, "Name", CLI_RIGHT "gave", CLI_RIGHT "got", CLI_RIGHT "helps", CLI_RIGHT "business",
                CLI_RIGHT "value", "last gave", "last got");
    for (size_t i = 0; i < ledger.count; i++) {
        const struct kith_balance *balance = &ledger.items[i];
        struct arena *arena = &cli->arena;
        if (cli_json(cli))
            balance_json(cli, balance);
        else
            CLI_ROW(cli, balance->person.name, arena_printf(arena, CLI_RIGHT "%d", balance->given),
                    arena_printf(arena, CLI_RIGHT "%d", balance->got),
                    arena_printf(arena, CLI_RIGHT "%d", balance->helps),
                    arena_printf(arena, CLI_RIGHT "%d", balance->business),
                    arena_printf(arena, CLI_RIGHT "%s", cli_money(cli, balance->value)),
                    cli_iso(cli, balance->last_given), cli_iso(cli, balance->last_got));
    }
    if (cli_json(cli)) {
        json_close(&cli->json, ']');
        buf_char(&cli->out, '\n');
    }
    return status;
}

const struct cli_command cmd_ledger = {
    .name = "ledger",
    .about = "referrals given and got, person by person, the most one-sided first",
    .options = (const struct cli_option[]){CLI_JSON, {0}},
    .book = CLI_BOOK_READ,
    .run = run_ledger,
};
