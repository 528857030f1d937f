/* Who fits what they want, and what to write to both sides. */
#include "cli/commands.h"
#include "kith/gift.h"

/* The two texts for the best of a need. */
static enum kith_status words_of(struct cli *cli, const struct kith_gift *gift, struct kith_gift_words *out) {
    return kith_gift_words(cli->k, gift->need, gift->candidates.items[0].id, &cli->arena, out);
}

static enum kith_status match_json(struct cli *cli, const struct kith_gift *gift) {
    struct json *json = &cli->json;
    struct kith_gift_words words;
    enum kith_status status = words_of(cli, gift, &words);
    json_open(json, '{');
    json_key(json, "person");
    cli_json_ref(cli, &gift->person);
    json_put_text(json, "need", gift->what);
    json_key(json, "candidates");
    json_open(json, '[');
    for (size_t i = 0; i < gift->candidates.count; i++) {
        json_open(json, '{');
        json_key(json, "person");
        cli_json_ref(cli, &gift->candidates.items[i]);
        json_put_text(json, "why", gift->why.items[i]);
        json_close(json, '}');
    }
    json_close(json, ']');
    json_put_text(json, "to_wanting", words.to_wanting);
    json_put_text(json, "to_fitting", words.to_fitting);
    json_close(json, '}');
    return status;
}

static enum kith_status match_text(struct cli *cli, const struct kith_gift *gift, bool first, bool words) {
    struct kith_gift_words say;
    cli_say(cli, "%s%s wants %s", first ? "" : "\n", gift->person.name, gift->what);
    for (size_t i = 0; i < gift->candidates.count; i++)
        cli_say(cli, "  %s: %s", gift->candidates.items[i].name, gift->why.items[i]);
    if (!words)
        return KITH_OK;
    enum kith_status status = words_of(cli, gift, &say);
    if (status == KITH_OK)
        cli_say(cli, "Both say yes before details pass.\nTo %s: %s\nThen to %s: %s", gift->person.name,
                say.to_wanting, gift->candidates.items[0].name, say.to_fitting);
    return status;
}

static enum kith_status run_match(struct cli *cli) {
    kith_id person = 0;
    struct kith_gift *gifts;
    size_t count;
    enum kith_status status = KITH_OK;
    if (cli->arg_count)
        status = cli_person(cli, cli->args[0], &person);
    if (status == KITH_OK)
        status = kith_gifts(cli->k, person, &cli->arena, &gifts, &count);
    if (status != KITH_OK)
        return status;
    if (cli_json(cli))
        json_open(&cli->json, '[');
    for (size_t i = 0; i < count && status == KITH_OK; i++)
        status = cli_json(cli) ? match_json(cli, &gifts[i]) : match_text(cli, &gifts[i], i == 0, person != 0);
    if (cli_json(cli)) {
        json_close(&cli->json, ']');
        buf_char(&cli->out, '\n');
    } else if (status == KITH_OK && count == 0) {
        cli_say(cli, "Nobody in the book fits an open need%s%s.", person ? " of " : "",
                person ? cli_said(cli, person) : "");
    }
    return status;
}

const struct cli_command cmd_match = {
    .name = "match",
    .args = "[NAME]",
    .about = "who fits what they want, best first, and what to write to both",
    .options = (const struct cli_option[]){CLI_JSON, {0}},
    .most = 1,
    .book = CLI_BOOK_READ,
    .run = run_match,
};
