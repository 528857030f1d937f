/* One person: show, circle. */
#include <limits.h>
#include <string.h>

#include "base/text.h"
#include "cli/commands.h"
#include "kith/ask.h"
#include "kith/circle.h"
#include "kith/note.h"
#include "kith/referral.h"
#include "kith/today.h"

static const char *word_or_null(const char *const *words, int word) {
    return word == KITH_NO_WORD ? NULL : words[word];
}

static void json_rows(struct cli *cli, const char *name, const struct kith_kind *kind, const void *rows,
                      size_t count) {
    json_key(&cli->json, name);
    json_open(&cli->json, '[');
    for (size_t i = 0; i < count; i++) {
        json_open(&cli->json, '{');
        kith_row_json(cli->k, kind, (const char *)rows + i * kind->size, &cli->json);
        json_close(&cli->json, '}');
    }
    json_close(&cli->json, ']');
}

struct page { /* everything about one person */
    struct kith_person person;
    struct kith_contact contact;
    struct kith_talks talks;
    struct kith_circle circle;
    struct kith_moment *moments;
    struct kith_need *needs;
    struct kith_pledge *pledges;
    struct kith_referral *referrals;
    struct kith_ask *asks;
    size_t moment_count, need_count, pledge_count, referral_count, ask_count;
    struct kith_reasons proof;
    struct kith_list questions;
};

enum { ALL = INT_MAX };

static enum kith_status load_page(struct cli *cli, kith_id id, struct page *page) {
    struct kith *k = cli->k;
    struct arena *arena = &cli->arena;
    enum kith_status status = kith_person_get(k, id, arena, &page->person);
    if (status == KITH_OK)
        status = kith_contact_of(k, id, arena, &page->contact);
    if (status == KITH_OK)
        status = kith_talks_of(k, id, 0, ALL, arena, &page->talks);
    if (status == KITH_OK)
        status = kith_circle(k, id, arena, &page->circle);
    if (status == KITH_OK)
        status = kith_rows_of(k, &kith_moment_kind, id, arena, &page->moments, &page->moment_count);
    if (status == KITH_OK)
        status = kith_rows_of(k, &kith_need_kind, id, arena, &page->needs, &page->need_count);
    if (status == KITH_OK)
        status = kith_rows_of(k, &kith_pledge_kind, id, arena, &page->pledges, &page->pledge_count);
    if (status == KITH_OK)
        status = kith_rows_of(k, &kith_referral_kind, id, arena, &page->referrals, &page->referral_count);
    if (status == KITH_OK)
        status = kith_rows_of(k, &kith_ask_kind, id, arena, &page->asks, &page->ask_count);
    if (status == KITH_OK)
        status = kith_proof(k, id, arena, &page->proof);
    if (status == KITH_OK)
        status = kith_questions_for(k, id, arena, &page->questions);
    return status;
}

static void json_circle(struct cli *cli, const struct kith_circle *circle) {
    struct json *json = &cli->json;
    json_open(json, '[');
    for (size_t i = 0; i < circle->count; i++) {
        const struct kith_known *known = &circle->items[i];
        json_open(json, '{');
        json_key(json, "person");
        cli_json_ref(cli, &known->person);
        json_put_text(json, "relation", known->relation);
        json_put_int(json, "times", known->times);
        json_put_day(json, "first", known->first);
        json_put_day(json, "last", known->last);
        json_put_bool(json, "askable", known->askable);
        json_put_text(json, "why_not", known->askable ? NULL : known->why_not);
        json_key(json, "quotes");
        cli_json_list(cli, &known->quotes);
        json_close(json, '}');
    }
    json_close(json, ']');
}

/* A pledge's `done` counts the referrals received from that person since its day. */
static int pledge_done(const struct page *page, const struct kith_pledge *pledge, day today) {
    int done = 0;
    for (size_t i = 0; i < page->referral_count; i++) {
        const struct kith_referral *referral = &page->referrals[i];
        done += referral->direction == KITH_RECEIVED && referral->on >= pledge->on && referral->on <= today;
    }
    return done;
}

static void json_pledge(struct cli *cli, const struct page *page) {
    json_key(&cli->json, "pledge");
    if (page->pledge_count == 0) {
        json_null(&cli->json);
        return;
    }
    const struct kith_pledge *pledge = &page->pledges[0];
    json_open(&cli->json, '{');
    json_put_int(&cli->json, "count", pledge->count);
    json_put_int(&cli->json, "done", pledge_done(page, pledge, cli->env->today));
    json_put_day(&cli->json, "on", pledge->on);
    json_put_text(&cli->json, "when", pledge->when);
    json_close(&cli->json, '}');
}

static void json_referrals(struct cli *cli, const struct page *page, const char *name, int direction) {
    json_key(&cli->json, name);
    json_open(&cli->json, '[');
    for (size_t i = 0; i < page->referral_count; i++) {
        if (page->referrals[i].direction != direction)
            continue;
        json_open(&cli->json, '{');
        kith_row_json(cli->k, &kith_referral_kind, &page->referrals[i], &cli->json);
        json_close(&cli->json, '}');
    }
    json_close(&cli->json, ']');
}

static void show_json(struct cli *cli, const struct page *page) {
    struct json *json = &cli->json;
    json_open(json, '{');
    kith_row_json(cli->k, &kith_person_kind, &page->person, json);
    json_put_text(json, "standing", word_or_null(kith_standing_words, page->contact.standing));
    cli_json_because(cli, &page->contact.because, false);
    json_key(json, "notes");
    json_open(json, '[');
    for (size_t i = 0; i < page->talks.count; i++) {
        json_open(json, '{');
        kith_row_json(cli->k, &kith_note_kind, &page->talks.items[i].note, json);
        json_close(json, '}');
    }
    json_close(json, ']');
    json_key(json, "circle");
    json_circle(cli, &page->circle);
    json_rows(cli, "moments", &kith_moment_kind, page->moments, page->moment_count);
    json_rows(cli, "needs", &kith_need_kind, page->needs, page->need_count);
    json_pledge(cli, page);
    json_referrals(cli, page, "given", KITH_GIVEN);
    json_referrals(cli, page, "received", KITH_RECEIVED);
    json_rows(cli, "asks", &kith_ask_kind, page->asks, page->ask_count);
    json_key(json, "proof");
    json_open(json, '[');
    for (size_t i = 0; i < page->proof.count; i++) {
        json_open(json, '{');
        json_put_text(json, "quote", page->proof.items[i].quote);
        json_put_day(json, "on", page->proof.items[i].on);
        json_close(json, '}');
    }
    json_close(json, ']');
    json_key(json, "questions");
    cli_json_list(cli, &page->questions);
    json_close(json, '}');
    buf_char(&cli->out, '\n');
}

static void show_fields(struct cli *cli, const struct kith_person *person) {
    for (size_t i = 0; i < kith_person_kind.count; i++) {
        const struct kith_field *field = &kith_person_kind.fields[i];
        const char *text = kith_field_text(cli->k, field, person, &cli->arena);
        bool skip = field->fixed || strcmp(field->name, "name") == 0 || strcmp(field->name, "role") == 0 ||
                    (field->type == KITH_TYPE_FLAG && strcmp(text, "yes") != 0);
        if (!skip && !text_blank(text))
            CLI_ROW(cli, "", field->label, text);
    }
    cli_table_end(cli);
}

static void show_talks(struct cli *cli, const struct kith_talks *talks) {
    for (size_t i = 0; i < talks->count; i++) {
        const struct kith_talk *talk = &talks->items[i];
        cli_say(cli, "\n%s  %s", cli_iso(cli, talk->note.on), kith_channel_words[talk->note.channel]);
        cli_say(cli, "%s", talk->note.text);
        for (size_t j = 0; j < talk->moment_count; j++)
            cli_say(cli, "  %s", kith_moment_words[talk->moments[j].kind]);
        for (size_t j = 0; j < talk->person_count; j++)
            cli_say(cli, "  %s%s%s", talk->people[j].person.name, talk->people[j].relation ? ", " : "",
                    talk->people[j].relation ? talk->people[j].relation : "");
        for (size_t j = 0; j < talk->need_count; j++)
            cli_say(cli, "  wants %s", talk->needs[j].what);
    }
}

static void show_circle(struct cli *cli, const struct kith_circle *circle) {
    if (circle->count)
        cli_say(cli, "\nWhom they mentioned");
    for (size_t i = 0; i < circle->count; i++)
        CLI_ROW(cli, "", cli_said(cli, circle->items[i].person.id), circle->items[i].relation,
                cli_iso(cli, circle->items[i].last));
}

static void show_open(struct cli *cli, const struct page *page) {
    bool any = false;
    for (size_t i = 0; i < page->need_count; i++) {
        if (page->needs[i].met_on != DAY_NONE)
            continue;
        if (!any)
            cli_say(cli, "\nWhat they want");
        any = true;
        CLI_ROW(cli, "", page->needs[i].what, cli_iso(cli, page->needs[i].on));
    }
    if (page->pledge_count)
        cli_say(cli, "\nPledge: %d of %d introductions",
                pledge_done(page, &page->pledges[0], cli->env->today), page->pledges[0].count);
}

static void show_ledger(struct cli *cli, const struct page *page) {
    if (page->referral_count)
        cli_say(cli, "\nGiven and received");
    for (size_t i = 0; i < page->referral_count; i++) {
        const struct kith_referral *referral = &page->referrals[i];
        CLI_ROW(cli, "", kith_direction_words[referral->direction], cli_said(cli, referral->person),
                cli_iso(cli, referral->on), kith_outcome_words[referral->outcome],
                cli_money(cli, referral->value));
    }
    if (page->ask_count)
        cli_say(cli, "\nAsks");
    for (size_t i = 0; i < page->ask_count; i++) {
        const struct kith_ask *ask = &page->asks[i];
        CLI_ROW(cli, "", cli_iso(cli, ask->on), ask->target ? cli_said(cli, ask->target) : ask->role,
                kith_answer_words[ask->answer]);
    }
}

static void show_questions(struct cli *cli, const struct kith_list *questions) {
    enum { SOME = 3 };
    if (questions->count)
        cli_say(cli, "\nFor the next talk");
    for (size_t i = 0; i < questions->count && i < SOME; i++)
        cli_say(cli, "  %s", questions->items[i]);
}

static enum kith_status run_show(struct cli *cli) {
    kith_id id;
    struct page page = {0};
    enum kith_status status = cli_person(cli, cli->args[0], &id);
    if (status == KITH_OK)
        status = load_page(cli, id, &page);
    if (status != KITH_OK)
        return status;
    if (cli_json(cli)) {
        show_json(cli, &page);
        return KITH_OK;
    }
    const char *standing = word_or_null(kith_standing_words, page.contact.standing);
    cli_say(cli, "%s, %s%s%s", page.person.name, kith_role_words[page.person.role], standing ? ", " : "",
            standing ? standing : "");
    for (size_t i = 0; i < page.contact.because.count; i++)
        cli_say(cli, "  %s", page.contact.because.items[i].why);
    show_fields(cli, &page.person);
    show_open(cli, &page);
    show_circle(cli, &page.circle);
    show_ledger(cli, &page);
    show_questions(cli, &page.questions);
    show_talks(cli, &page.talks);
    return KITH_OK;
}

const struct cli_command cmd_show = {
    .name = "show",
    .args = "NAME",
    .about = "everything about one person",
    .options = (const struct cli_option[]){CLI_JSON, {0}},
    .least = 1,
    .most = 1,
    .book = CLI_BOOK_READ,
    .run = run_show,
};

/* ---- circle ---- */

/* Everyone anybody mentioned, as the view Circle has them. */
static void everyone(struct cli *cli, const struct kith_circle *circle) {
    for (size_t i = 0; i < circle->count; i++) {
        const struct kith_known *known = &circle->items[i];
        CLI_ROW(cli, cli_said(cli, known->person.id),
                arena_printf(&cli->arena, "%s%sof %s", known->relation ? known->relation : "",
                             known->relation ? " " : "", known->by.name),
                arena_printf(&cli->arena, CLI_RIGHT "%d", known->times), cli_iso(cli, known->last),
                known->askable ? "can be asked about" : known->why_not);
    }
}

static enum kith_status run_circle(struct cli *cli) {
    kith_id id = 0;
    struct kith_circle circle;
    bool all = cli_option(cli, "everyone") != NULL;
    if (all == (cli->arg_count > 0))
        return cli_misused(cli);
    enum kith_status status = all ? KITH_OK : cli_person(cli, cli->args[0], &id);
    if (status == KITH_OK)
        status = kith_circle(cli->k, id, &cli->arena, &circle);
    if (status != KITH_OK)
        return status;
    if (cli_json(cli)) {
        json_circle(cli, &circle);
        buf_char(&cli->out, '\n');
        return KITH_OK;
    }
    if (!id) {
        everyone(cli, &circle);
        return KITH_OK;
    }
    for (size_t i = 0; i < circle.count; i++) {
        const struct kith_known *known = &circle.items[i];
        CLI_ROW(cli, cli_said(cli, known->person.id), known->relation,
                arena_printf(&cli->arena, CLI_RIGHT "%d", known->times), cli_iso(cli, known->last),
                known->askable ? "can be asked about" : known->why_not);
    }
    cli_say(cli, "%d of %d toward the harvest", circle.named, circle.harvest);
    return KITH_OK;
}

const struct cli_command cmd_circle = {
    .name = "circle",
    .args = "[NAME]",
    .about = "everyone a contact mentioned, and whom you can ask about",
    .options = (const struct cli_option[]){{"everyone", NULL, "whom anybody mentioned, in place of NAME"},
                                           CLI_JSON,
                                           {0}},
    .most = 1,
    .book = CLI_BOOK_READ,
    .run = run_circle,
};
