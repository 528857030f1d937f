/* The long view: the sheet of the last conversations, and insights. */
#include "cli/commands.h"
#include "kith/ask.h"
#include "kith/insight.h"
#include "kith/note.h"
#include "kith/referral.h"

static const char *word_or_null(const char *const *words, int word) {
    return word == KITH_NO_WORD ? NULL : words[word];
}

/* ---- sheet ---- */

static void sheet_referrals(struct cli *cli, const char *name, const struct kith_sheet_referral *items,
                            size_t count, bool received) {
    struct json *json = &cli->json;
    json_key(json, name);
    json_open(json, '[');
    for (size_t i = 0; i < count; i++) {
        json_open(json, '{');
        json_key(json, "person");
        cli_json_ref(cli, &items[i].person);
        json_put_day(json, "on", items[i].on);
        if (received)
            json_put_text(json, "warmth", word_or_null(kith_warmth_words, items[i].warmth));
        json_put_text(json, "outcome", kith_outcome_words[items[i].outcome]);
        if (!received)
            cli_json_money(cli, "value", items[i].value);
        json_close(json, '}');
    }
    json_close(json, ']');
}

static void sheet_json(struct cli *cli, const struct kith_sheet_row *row) {
    struct json *json = &cli->json;
    json_open(json, '{');
    json_put_day(json, "on", row->on);
    json_key(json, "person");
    cli_json_ref(cli, &row->person);
    json_put_text(json, "channel", kith_channel_words[row->channel]);
    json_key(json, "needs");
    cli_json_list(cli, &row->needs);
    json_put_day(json, "last_asked_what_they_need", row->last_asked_needs);
    sheet_referrals(cli, "given", row->given, row->given_count, false);
    sheet_referrals(cli, "received", row->received, row->received_count, true);
    json_close(json, '}');
}

static const char *joined(struct cli *cli, const struct kith_list *list) {
    const char *text = "";
    for (size_t i = 0; i < list->count; i++)
        text = arena_printf(&cli->arena, "%s%s%s", text, i ? "; " : "", list->items[i]);
    return text;
}

static enum kith_status run_sheet(struct cli *cli) {
    int rows = 0;
    const char *count = cli_option(cli, "count");
    struct kith_sheet sheet;
    if (count && cli_number(cli, "--count", count, 1, 1000000, &rows) != KITH_OK)
        return KITH_INVALID;
    enum kith_status status = kith_sheet(cli->k, (size_t)rows, &cli->arena, &sheet);
    if (status != KITH_OK)
        return status;
    if (cli_json(cli))
        json_open(&cli->json, '[');
    else
        CLI_ROW(cli, "Date", "Person", "Channel", "Needs", "Asked", CLI_RIGHT "Gave", CLI_RIGHT "Got");
    for (size_t i = 0; i < sheet.count; i++) {
        const struct kith_sheet_row *row = &sheet.items[i];
        if (cli_json(cli))
            sheet_json(cli, row);
        else
            CLI_ROW(cli, cli_iso(cli, row->on), row->person.name, kith_channel_words[row->channel],
                    joined(cli, &row->needs), cli_iso(cli, row->last_asked_needs),
                    arena_printf(&cli->arena, CLI_RIGHT "%zu", row->given_count),
                    arena_printf(&cli->arena, CLI_RIGHT "%zu", row->received_count));
    }
    if (cli_json(cli)) {
        json_close(&cli->json, ']');
        buf_char(&cli->out, '\n');
    }
    return KITH_OK;
}

const struct cli_command cmd_sheet = {
    .name = "sheet",
    .about = "the last conversations: who, what they need, given, got",
    .options =
        (const struct cli_option[]){
            {"count", "N", "so many rows in place of the setting's, 25"},
            CLI_JSON,
            {0},
        },
    .most = 0,
    .book = CLI_BOOK_READ,
    .run = run_sheet,
};

/* ---- insights ---- */

static const char *week_word(struct cli *cli, const struct kith_week *week) {
    return arena_printf(&cli->arena, "%04d-W%02d", week->year, week->week);
}

static void json_counts(struct json *json, const char *key, const int *counts, const char *const *words) {
    json_key(json, key);
    json_open(json, '{');
    for (int i = 0; words[i]; i++)
        json_put_int(json, words[i], counts[i]);
    json_close(json, '}');
}

static void json_weeks(struct cli *cli, const struct kith_insights *all) {
    struct json *json = &cli->json;
    json_key(json, "asks");
    json_open(json, '{');
    json_key(json, "by_week");
    json_open(json, '[');
    for (size_t i = 0; i < all->week_count; i++) {
        json_open(json, '{');
        json_put_text(json, "week", week_word(cli, &all->weeks[i]));
        json_put_int(json, "made", all->weeks[i].made);
        json_put_int(json, "yes", all->weeks[i].yes);
        json_close(json, '}');
    }
    json_close(json, ']');
    json_close(json, '}');
    json_counts(json, "answers", all->answers, kith_answer_words);
}

static void json_sources(struct cli *cli, const struct kith_insights *all) {
    struct json *json = &cli->json;
    json_key(json, "sources");
    json_open(json, '[');
    for (size_t i = 0; i < all->source_count; i++) {
        const struct kith_source *source = &all->sources[i];
        json_open(json, '{');
        json_key(json, "person");
        cli_json_ref(cli, &source->person);
        json_put_int(json, "asks", source->asks);
        json_put_int(json, "introductions", source->introductions);
        json_put_int(json, "met", source->met);
        json_put_int(json, "business", source->business);
        cli_json_money(cli, "value", source->value);
        json_close(json, '}');
    }
    json_close(json, ']');
}

static void json_group(struct cli *cli, const char *name, int people, int introductions) {
    json_key(&cli->json, name);
    json_open(&cli->json, '{');
    json_put_int(&cli->json, "people", people);
    json_put_int(&cli->json, "introductions", introductions);
    json_close(&cli->json, '}');
}

static void json_payback(struct cli *cli, const struct kith_insights *all) {
    struct json *json = &cli->json;
    json_key(json, "payback");
    json_open(json, '{');
    json_put_int(json, "given_first", all->given_first);
    json_put_int(json, "gave_back", all->gave_back);
    json_key(json, "median_days");
    if (all->median_days < 0)
        json_null(json);
    else
        json_real(json, all->median_days);
    json_put_int(json, "within_days", all->within_days);
    json_close(json, '}');
    json_key(json, "compare");
    json_open(json, '{');
    json_group(cli, "given_to", all->given_to, all->given_to_introductions);
    json_group(cli, "not_given_to", all->not_given_to, all->not_given_to_introductions);
    json_close(json, '}');
}

static void json_rest(struct cli *cli, const struct kith_insights *all) {
    struct json *json = &cli->json;
    json_key(json, "moments");
    json_open(json, '{');
    json_put_int(json, "flagged", all->flagged);
    json_put_int(json, "used", all->used);
    json_put_int(json, "passed", all->passed);
    json_close(json, '}');
    json_counts(json, "put_off", all->put_off, kith_belief_words);
    json_key(json, "tree");
    json_open(json, '[');
    for (size_t i = 0; i < all->tree_count; i++) {
        json_open(json, '{');
        json_key(json, "person");
        cli_json_ref(cli, &all->tree[i].person);
        json_key(json, "from");
        cli_json_ref(cli, &all->tree[i].from);
        cli_json_money(cli, "value", all->tree[i].value);
        json_close(json, '}');
    }
    json_close(json, ']');
    json_key(json, "questions");
    json_open(json, '[');
    for (size_t i = 0; i < all->question_count; i++) {
        json_open(json, '{');
        json_put_text(json, "text", all->questions[i].text);
        json_put_int(json, "used", all->questions[i].used);
        json_put_int(json, "names", all->questions[i].names);
        json_close(json, '}');
    }
    json_close(json, ']');
}

/* That people are too few is said once, of the first number it holds for. */
static bool group_text(struct cli *cli, const char *label, int people, int introductions, bool said) {
    const char *rest = people >= KITH_ENOUGH ? arena_printf(&cli->arena, ", %.1f introductions each",
                                                       (double)introductions / people)
                       : said           ? ""
                                        : ", too few to tell";
    cli_say(cli, "  %s: %d %s%s", label, people, people == 1 ? "person" : "people", rest);
    return said || people < KITH_ENOUGH;
}

static void payback_text(struct cli *cli, const struct kith_insights *all) {
    const char *after = all->given_first < KITH_ENOUGH ? ", too few to tell"
                        : all->gave_back ? arena_printf(&cli->arena, ", median %.0f days", all->median_days)
                                         : "";
    cli_say(cli, "Gave back within %d days: %d of %d people%s", all->within_days, all->gave_back,
            all->given_first, after);
    bool said = group_text(cli, "given to", all->given_to, all->given_to_introductions,
                           all->given_first < KITH_ENOUGH);
    group_text(cli, "not given to", all->not_given_to, all->not_given_to_introductions, said);
}

/* "Answers: 3 yes, 1 no": those that are not 0, on one line. */
static void counts_text(struct cli *cli, const char *title, const int *counts, const char *const *words) {
    const char *line = "";
    for (int i = 0; words[i]; i++)
        if (counts[i])
            line = arena_printf(&cli->arena, "%s%s%d %s", line, *line ? ", " : "", counts[i], words[i]);
    if (*line)
        cli_say(cli, "%s: %s", title, line);
}

static void questions_text(struct cli *cli, const struct kith_insights *all) {
    enum { BEST = 5 };
    if (all->question_count == 0)
        return;
    cli_say(cli, "\nBest questions");
    CLI_ROW(cli, "", "", CLI_RIGHT "asked", CLI_RIGHT "names");
    for (size_t i = 0; i < all->question_count && i < BEST; i++)
        CLI_ROW(cli, "", all->questions[i].text,
                arena_printf(&cli->arena, CLI_RIGHT "%d", all->questions[i].used),
                arena_printf(&cli->arena, CLI_RIGHT "%d", all->questions[i].names));
}

static void insights_text(struct cli *cli, const struct kith_insights *all) {
    int made = 0, yes = 0;
    for (size_t i = 0; i < all->week_count; i++) {
        made += all->weeks[i].made;
        yes += all->weeks[i].yes;
    }
    cli_say(cli, "Asks in %zu weeks: %d, of them %d yes", all->week_count, made, yes);
    counts_text(cli, "Answers", all->answers, kith_answer_words);
    cli_say(cli, "Moments: %d flagged, %d used, %d passed", all->flagged, all->used, all->passed);
    counts_text(cli, "Put off", all->put_off, kith_belief_words);
    payback_text(cli, all);
    if (all->source_count) {
        cli_say(cli, "\nWhere business came from");
        CLI_ROW(cli, "", "Source", CLI_RIGHT "asks", CLI_RIGHT "introductions", CLI_RIGHT "met",
                CLI_RIGHT "business", CLI_RIGHT "value");
    }
    for (size_t i = 0; i < all->source_count; i++) {
        const struct kith_source *source = &all->sources[i];
        CLI_ROW(cli, "", source->person.name, arena_printf(&cli->arena, CLI_RIGHT "%d", source->asks),
                arena_printf(&cli->arena, CLI_RIGHT "%d", source->introductions),
                arena_printf(&cli->arena, CLI_RIGHT "%d", source->met),
                arena_printf(&cli->arena, CLI_RIGHT "%d", source->business),
                arena_printf(&cli->arena, CLI_RIGHT "%s", cli_money(cli, source->value)));
    }
    if (all->tree_count)
        cli_say(cli, "\nThe tree");
    for (size_t i = 0; i < all->tree_count; i++)
        cli_say(cli, "  %*s%s  %s", all->tree[i].depth * 2, "", all->tree[i].person.name,
                cli_money(cli, all->tree[i].value));
    questions_text(cli, all);
}

static enum kith_status run_insights(struct cli *cli) {
    struct kith_insights all;
    enum kith_status status = kith_insights(cli->k, DAY_NONE, DAY_NONE, &cli->arena, &all);
    if (status != KITH_OK)
        return status;
    if (!cli_json(cli)) {
        insights_text(cli, &all);
        return KITH_OK;
    }
    json_open(&cli->json, '{');
    json_weeks(cli, &all);
    json_sources(cli, &all);
    json_payback(cli, &all);
    json_rest(cli, &all);
    json_close(&cli->json, '}');
    buf_char(&cli->out, '\n');
    return KITH_OK;
}

const struct cli_command cmd_insights = {
    .name = "insights",
    .about = "asks by week, answers, where business came from, who gave back",
    .options = (const struct cli_option[]){CLI_JSON, {0}},
    .most = 0,
    .book = CLI_BOOK_READ,
    .run = run_insights,
};
