/* The five-minute morning, as text and JSON. */
#include "cli/commands.h"
#include "kith/moment.h"
#include "kith/today.h"

static void json_introduction(struct cli *cli, const struct kith_introduction *one) {
    struct json *json = &cli->json;
    json_open(json, '{');
    json_key(json, "source");
    cli_json_ref(cli, &one->source);
    json_key(json, "target");
    cli_json_ref(cli, &one->target);
    json_put_text(json, "role", one->target.id ? NULL : one->role);
    json_put_text(json, "relation", one->relation);
    json_put_text(json, "standing", kith_standing_words[one->standing]);
    cli_json_because(cli, &one->because, true);
    json_key(json, "wording");
    json_open(json, '[');
    for (size_t i = 0; i < one->wording.count; i++)
        json_text(json, one->wording.items[i].text);
    json_close(json, ']');
    json_close(json, '}');
}

static void json_person(struct cli *cli, const struct kith_ref *person) {
    json_open(&cli->json, '{');
    json_key(&cli->json, "person");
    cli_json_ref(cli, person);
}

static void json_golden(struct cli *cli, const struct kith_day *today) {
    json_key(&cli->json, "golden");
    json_open(&cli->json, '[');
    for (size_t i = 0; i < today->golden_count; i++) {
        const struct kith_golden *golden = &today->golden[i];
        json_person(cli, &golden->person);
        json_put_text(&cli->json, "kind", kith_moment_words[golden->kind]);
        json_put_day(&cli->json, "on", golden->on);
        json_put_text(&cli->json, "quote", golden->quote);
        json_put_int(&cli->json, "days_left", golden->days_left);
        json_close(&cli->json, '}');
    }
    json_close(&cli->json, ']');
}

static void json_hold(struct cli *cli, const struct kith_day *today) {
    json_key(&cli->json, "hold");
    json_open(&cli->json, '[');
    for (size_t i = 0; i < today->hold_count; i++) {
        json_person(cli, &today->hold[i].person);
        json_put_day(&cli->json, "since", today->hold[i].since);
        json_put_text(&cli->json, "quote", today->hold[i].quote);
        json_close(&cli->json, '}');
    }
    json_close(&cli->json, ']');
}

static void json_owed(struct cli *cli, const struct kith_day *today) {
    json_key(&cli->json, "owed");
    json_open(&cli->json, '[');
    for (size_t i = 0; i < today->owed_count; i++) {
        const struct kith_owed_row *owed = &today->owed[i];
        json_open(&cli->json, '{');
        json_put_text(&cli->json, "what", kith_due_words[owed->what]);
        json_key(&cli->json, "person");
        cli_json_ref(cli, &owed->person);
        json_put_text(&cli->json, "referral", owed->referral_uid);
        json_put_day(&cli->json, "since", owed->since);
        json_close(&cli->json, '}');
    }
    json_close(&cli->json, ']');
}

static void json_give(struct cli *cli, const struct kith_day *today) {
    json_key(&cli->json, "give");
    json_open(&cli->json, '[');
    for (size_t i = 0; i < today->give_count; i++) {
        json_person(cli, &today->give[i].person);
        json_put_text(&cli->json, "need", today->give[i].what);
        json_key(&cli->json, "candidates");
        cli_json_refs(cli, &today->give[i].candidates);
        json_close(&cli->json, '}');
    }
    json_close(&cli->json, ']');
}

static void json_follow_up(struct cli *cli, const struct kith_day *today) {
    json_key(&cli->json, "follow_up");
    json_open(&cli->json, '[');
    for (size_t i = 0; i < today->follow_up_count; i++) {
        json_person(cli, &today->follow_up[i].person);
        json_put_text(&cli->json, "ask", today->follow_up[i].ask_uid);
        json_put_day(&cli->json, "due", today->follow_up[i].due);
        json_put_text(&cli->json, "wants", today->follow_up[i].wants);
        json_close(&cli->json, '}');
    }
    json_close(&cli->json, ']');
}

static void json_due(struct cli *cli, const struct kith_day *today) {
    json_key(&cli->json, "due");
    json_open(&cli->json, '[');
    for (size_t i = 0; i < today->due_count; i++) {
        json_person(cli, &today->due[i].person);
        json_put_text(&cli->json, "task", today->due[i].task_uid);
        json_put_day(&cli->json, "on", today->due[i].on);
        json_put_text(&cli->json, "what", today->due[i].what);
        json_close(&cli->json, '}');
    }
    json_close(&cli->json, ']');
}

static void json_reconnect(struct cli *cli, const struct kith_day *today) {
    json_key(&cli->json, "reconnect");
    json_open(&cli->json, '[');
    for (size_t i = 0; i < today->reconnect_count; i++) {
        json_person(cli, &today->reconnect[i].person);
        json_put_day(&cli->json, "last", today->reconnect[i].last);
        json_put_int(&cli->json, "every_days", today->reconnect[i].every_days);
        json_close(&cli->json, '}');
    }
    json_close(&cli->json, ']');
}

static void today_json(struct cli *cli, const struct kith_day *today) {
    struct json *json = &cli->json;
    json_open(json, '{');
    json_put_day(json, "date", today->date);
    json_key(json, "asks");
    json_open(json, '{');
    json_put_int(json, "made", today->asks_made);
    json_put_int(json, "goal", today->asks_goal);
    json_put_int(json, "weeks_kept", today->weeks_kept);
    json_close(json, '}');
    json_key(json, "introduction");
    if (today->has_introduction)
        json_introduction(cli, &today->introduction);
    else
        json_null(json);
    json_golden(cli, today);
    json_hold(cli, today);
    json_owed(cli, today);
    json_give(cli, today);
    json_follow_up(cli, today);
    json_key(json, "needs_unknown");
    cli_json_refs(cli, &today->needs_unknown);
    json_due(cli, today);
    json_reconnect(cli, today);
    json_close(json, '}');
    buf_char(&cli->out, '\n');
}

/* ---- text ---- */

static void say_introduction(struct cli *cli, const struct kith_introduction *one) {
    const char *whom = one->target.id ? one->target.name : one->role;
    cli_say(cli, "\nAsk one\n  %s for %s%s%s", one->source.name, whom, one->relation ? ", " : "",
            one->relation ? one->relation : "");
    for (size_t i = 0; i < one->because.count; i++)
        cli_say(cli, "    %s", one->because.items[i].why);
    if (one->wording.count)
        cli_say(cli, "  “%s”", one->wording.items[0].text);
}

static void heading(struct cli *cli, const char *title, size_t count) {
    if (count)
        cli_say(cli, "\n%s", title);
}

static void say_rows(struct cli *cli, const struct kith_day *today) {
    heading(cli, "Golden", today->golden_count);
    for (size_t i = 0; i < today->golden_count; i++)
        CLI_ROW(cli, "", today->golden[i].person.name, kith_moment_words[today->golden[i].kind],
                arena_printf(&cli->arena, "%d days left", today->golden[i].days_left));
    heading(cli, "Owed", today->hold_count + today->owed_count);
    for (size_t i = 0; i < today->hold_count; i++)
        CLI_ROW(cli, "", "settle", today->hold[i].person.name,
                arena_printf(&cli->arena, "since %s", cli_iso(cli, today->hold[i].since)));
    for (size_t i = 0; i < today->owed_count; i++)
        CLI_ROW(cli, "", kith_due_words[today->owed[i].what], today->owed[i].person.name,
                arena_printf(&cli->arena, "since %s", cli_iso(cli, today->owed[i].since)));
    heading(cli, "Come back", today->follow_up_count);
    for (size_t i = 0; i < today->follow_up_count; i++)
        CLI_ROW(cli, "", today->follow_up[i].person.name, kith_answer_words[today->follow_up[i].answer],
                cli_iso(cli, today->follow_up[i].due), today->follow_up[i].wants);
    heading(cli, "Give", today->give_count);
    for (size_t i = 0; i < today->give_count; i++)
        CLI_ROW(cli, "", today->give[i].person.name, today->give[i].what,
                today->give[i].candidates.count ? today->give[i].candidates.items[0].name : "");
    heading(cli, "Due", today->due_count);
    for (size_t i = 0; i < today->due_count; i++)
        CLI_ROW(cli, "", today->due[i].person.name, today->due[i].what, cli_iso(cli, today->due[i].on));
    heading(cli, "Needs unknown", today->needs_unknown.count);
    for (size_t i = 0; i < today->needs_unknown.count; i++)
        CLI_ROW(cli, "", today->needs_unknown.items[i].name, "ask what you can do for them");
    heading(cli, "Reconnect", today->reconnect_count);
    for (size_t i = 0; i < today->reconnect_count; i++)
        CLI_ROW(cli, "", today->reconnect[i].person.name,
                arena_printf(&cli->arena, "every %d days", today->reconnect[i].every_days),
                arena_printf(&cli->arena, "last %s", cli_iso(cli, today->reconnect[i].last)));
    cli_table_end(cli);
}

static enum kith_status run_today(struct cli *cli) {
    struct kith_day today;
    enum kith_status status = kith_day(cli->k, 0, &cli->arena, &today);
    if (status != KITH_OK)
        return status;
    if (cli_json(cli)) {
        today_json(cli, &today);
        return KITH_OK;
    }
    char words[DAY_WORDS];
    cli_say(cli, "%s   asks this week %d of %d, weeks kept %d", day_short(today.date, today.date, words),
            today.asks_made, today.asks_goal, today.weeks_kept);
    if (today.nobody_earned)
        cli_say(cli, "%s", today.nobody_earned);
    if (today.has_introduction)
        say_introduction(cli, &today.introduction);
    say_rows(cli, &today);
    return KITH_OK;
}

const struct cli_command cmd_today = {
    .name = "today",
    .about = "whom the day is about, and the one introduction to ask for",
    .options = (const struct cli_option[]){CLI_JSON, {0}},
    .most = 0,
    .book = CLI_BOOK_READ,
    .run = run_today,
};
