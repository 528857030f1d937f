/* Giving and getting: needs, pledges, wishes, tasks, referrals, help. */
#include <string.h>

#include "base/text.h"
#include "cli/commands.h"
#include "kith/need.h"
#include "kith/person.h"
#include "kith/referral.h"

/* Most of these are a person, some words and a day. */
struct recorded {
    kith_id person;
    const char *words;
    day on;
};

static enum kith_status take(struct cli *cli, struct recorded *out, enum day_toward toward, bool words) {
    enum kith_status status = cli_day(cli, "on", toward, cli->env->today, &out->on);
    if (status == KITH_OK)
        status = cli_person(cli, cli->args[0], &out->person);
    out->words = text_line(&cli->arena, cli_words(cli, 1));
    if (status == KITH_OK && words && text_blank(out->words))
        return kith_fail(cli->k, KITH_INVALID, "the text is empty");
    return status;
}

static enum kith_status run_need(struct cli *cli) {
    struct recorded what;
    enum kith_status status = take(cli, &what, DAY_PAST, true);
    if (status == KITH_OK)
        status = kith_need_add(cli->k, &what.person, 1, what.words, what.on);
    if (status == KITH_OK)
        cli_say(cli, "%s wants %s.", cli_said(cli, what.person), what.words);
    return status;
}

const struct cli_command cmd_need = {
    .name = "need",
    .args = "NAME TEXT",
    .about = "what a person says they want",
    .options = (const struct cli_option[]){CLI_ON, {0}},
    .least = 2,
    .most = -1,
    .book = CLI_BOOK,
    .run = run_need,
};

static enum kith_status run_served(struct cli *cli) {
    struct recorded what;
    enum kith_status status = take(cli, &what, DAY_PAST, false);
    if (status == KITH_OK)
        status = kith_need_met(cli->k, what.person, what.words, what.on);
    if (status == KITH_OK)
        cli_say(cli, "A need of %s is met.", cli_said(cli, what.person));
    return status;
}

const struct cli_command cmd_served = {
    .name = "served",
    .args = "NAME [WORDS]",
    .about = "a need is met: the only open one, or the one that has the words",
    .options = (const struct cli_option[]){CLI_ON, {0}},
    .least = 1,
    .most = -1,
    .book = CLI_BOOK,
    .run = run_served,
};

static enum kith_status run_task(struct cli *cli) {
    struct recorded what;
    enum kith_status status = take(cli, &what, DAY_FUTURE, true);
    if (status == KITH_OK)
        status = kith_task_add(cli->k, &what.person, 1, what.words, what.on);
    if (status == KITH_OK)
        cli_say(cli, "For %s by %s: %s.", cli_said(cli, what.person), cli_iso(cli, what.on), what.words);
    return status;
}

const struct cli_command cmd_task = {
    .name = "task",
    .args = "NAME TEXT",
    .about = "the next step promised, and by when",
    .options = (const struct cli_option[]){{"on", "DATE", "by when; else today"}, {0}},
    .least = 2,
    .most = -1,
    .book = CLI_BOOK,
    .run = run_task,
};

static enum kith_status run_done(struct cli *cli) {
    struct recorded what;
    enum kith_status status = take(cli, &what, DAY_PAST, false);
    if (status == KITH_OK)
        status = kith_task_done(cli->k, what.person, what.words, what.on);
    if (status == KITH_OK)
        cli_say(cli, "Done for %s.", cli_said(cli, what.person));
    return status;
}

const struct cli_command cmd_done = {
    .name = "done",
    .args = "NAME [WORDS]",
    .about = "a promised step is done",
    .options = (const struct cli_option[]){CLI_ON, {0}},
    .least = 1,
    .most = -1,
    .book = CLI_BOOK,
    .run = run_done,
};

static enum kith_status run_helped(struct cli *cli) {
    struct recorded what;
    enum kith_status status = take(cli, &what, DAY_PAST, true);
    if (status == KITH_OK)
        status = kith_help_add(cli->k, &what.person, 1, what.words, what.on);
    if (status == KITH_OK)
        cli_say(cli, "Helped %s: %s.", cli_said(cli, what.person), what.words);
    return status;
}

const struct cli_command cmd_helped = {
    .name = "helped",
    .args = "NAME TEXT",
    .about = "help given that is no referral",
    .options = (const struct cli_option[]){CLI_ON, {0}},
    .least = 2,
    .most = -1,
    .book = CLI_BOOK,
    .run = run_helped,
};

static enum kith_status run_pledge(struct cli *cli) {
    kith_id person;
    int count;
    day on;
    enum kith_status status = cli_number(cli, "the count", cli->args[1], 1, 1000, &count);
    if (status == KITH_OK)
        status = cli_day(cli, "on", DAY_PAST, cli->env->today, &on);
    if (status == KITH_OK)
        status = cli_person(cli, cli->args[0], &person);
    if (status == KITH_OK)
        status = kith_pledge_set(cli->k, &person, 1, count, cli_option(cli, "when"), on);
    if (status == KITH_OK)
        cli_say(cli, "%s agreed to refer you to %d, one at a time.", cli_said(cli, person), count);
    return status;
}

const struct cli_command cmd_pledge = {
    .name = "pledge",
    .args = "NAME COUNT",
    .about = "what they agreed to at the start: to refer you to so many people, one at a time",
    .options =
        (const struct cli_option[]){
            {"when", "TEXT", "the condition: \"when the first year closes clean\""},
            CLI_ON,
            {0},
        },
    .least = 2,
    .most = 2,
    .book = CLI_BOOK,
    .run = run_pledge,
};

static enum kith_status run_wish(struct cli *cli) {
    const char *role = cli_option(cli, "role"), *why = cli_option(cli, "why");
    struct kith_wish wish;
    if ((cli->arg_count == 1) == (role != NULL))
        return cli_misused(cli);
    kith_row_init(&kith_wish_kind, &wish);
    wish.role = role ? text_line(&cli->arena, role) : NULL;
    wish.why = why ? why : "";
    enum kith_status status = cli_day(cli, "on", DAY_PAST, cli->env->today, &wish.on);
    if (status == KITH_OK)
        status = kith_step_begin(cli->k,
                                 arena_printf(&cli->arena, "wish for %s", role ? wish.role : cli->args[0]));
    if (status != KITH_OK)
        return status;
    if (!role)
        status = kith_person_find_or_add(cli->k, 0, cli->args[0], &wish.person);
    if (status == KITH_OK)
        status = kith_row_add(cli->k, &kith_wish_kind, &wish);
    status = kith_step_end(cli->k, status);
    if (status == KITH_OK)
        cli_say(cli, "Whom you would like to meet: %s.", role ? wish.role : cli_said(cli, wish.person));
    return status;
}

const struct cli_command cmd_wish = {
    .name = "wish",
    .args = "NAME|--role ROLE",
    .about = "whom you would like to meet",
    .options =
        (const struct cli_option[]){
            {"role", "ROLE", "one kind of person in place of a name"},
            {"why", "TEXT", "what for"},
            CLI_ON,
            {0},
        },
    .most = 1,
    .book = CLI_BOOK,
    .run = run_wish,
};

/* ---- referrals ---- */

#define REFERRAL_OPTIONS                                                                                     \
    CLI_ON, {"warmth", "cold|warm|hot", "how warm the introduction was"},                                    \
        {"outcome", "open|met|business|nothing", "what came of it so far"},                                  \
        {"value", "AMOUNT", "what it was worth: 1200 or 1200.50"}, {                                         \
        "closed", NULL, "thanked and reported back on that day"                                              \
    }

static enum kith_status referral_options(struct cli *cli, struct kith_referral *referral) {
    const char *warmth = cli_option(cli, "warmth"), *outcome = cli_option(cli, "outcome");
    const char *value = cli_option(cli, "value");
    enum kith_status status = cli_day(cli, "on", DAY_PAST, cli->env->today, &referral->on);
    if (status == KITH_OK && warmth)
        status = cli_word(cli, "warmth", warmth, kith_warmth_words, &referral->warmth);
    if (status == KITH_OK && outcome)
        status = cli_word(cli, "outcome", outcome, kith_outcome_words, &referral->outcome);
    if (status == KITH_OK && value)
        status = cli_amount(cli, value, &referral->value);
    if (status == KITH_OK && cli_option(cli, "closed"))
        referral->thanked_on = referral->reported_on = referral->on;
    return status;
}

/* A person whom a step has made a client. */
static void say_new_client(struct cli *cli, kith_id person, int role_before) {
    struct kith_person now;
    if (role_before != KITH_ROLE_CLIENT && kith_person_get(cli->k, person, &cli->arena, &now) == KITH_OK &&
        now.role == KITH_ROLE_CLIENT)
        cli_say(cli, "%s is a client now.", now.name);
}

static int role_of(struct cli *cli, kith_id person) {
    struct kith_person now;
    return kith_person_get(cli->k, person, &cli->arena, &now) == KITH_OK ? now.role : KITH_NO_WORD;
}

static enum kith_status record(struct cli *cli, int direction, const char *what) {
    const char *need = direction == KITH_GIVEN ? cli_option(cli, "need") : NULL;
    struct kith_referral referral;
    kith_row_init(&kith_referral_kind, &referral);
    referral.direction = direction;
    enum kith_status status = referral_options(cli, &referral);
    if (status == KITH_OK)
        status = cli_person(cli, cli->args[0], &referral.partner);
    if (status == KITH_OK && strcmp(cli->args[0], cli->args[1]) == 0)
        return kith_fail(cli->k, KITH_INVALID, "nobody is referred to themselves");
    if (status == KITH_OK)
        status = kith_step_begin(cli->k, what);
    if (status != KITH_OK)
        return status;
    int role = KITH_NO_WORD;
    status = kith_person_find_or_add(cli->k, referral.partner, cli->args[1], &referral.person);
    if (status == KITH_OK) {
        role = role_of(cli, referral.person);
        status = kith_referral_add(cli->k, &referral);
    }
    if (status == KITH_OK && need)
        status = kith_need_met(cli->k, referral.partner, need, referral.on);
    status = kith_step_end(cli->k, status);
    if (status != KITH_OK)
        return status;
    const char *partner = cli_said(cli, referral.partner), *person = cli_said(cli, referral.person);
    if (direction == KITH_GIVEN)
        cli_say(cli, "You sent %s to %s%s.", person, partner, need ? ", and the need is met" : "");
    else
        cli_say(cli, "%s introduced %s to you.", partner, person);
    say_new_client(cli, referral.person, role);
    return KITH_OK;
}

static enum kith_status run_gave(struct cli *cli) {
    return record(cli, KITH_GIVEN, "referral given");
}

const struct cli_command cmd_gave = {
    .name = "gave",
    .args = "NAME PERSON",
    .about = "a referral given to NAME: PERSON was sent to them",
    .options =
        (const struct cli_option[]){
            REFERRAL_OPTIONS,
            {"need", "WORDS", "it meets their need that has the words; \"\" the only open one"},
            {0},
        },
    .least = 2,
    .most = 2,
    .book = CLI_BOOK,
    .run = run_gave,
};

static enum kith_status run_got(struct cli *cli) {
    return record(cli, KITH_RECEIVED, "referral received");
}

const struct cli_command cmd_got = {
    .name = "got",
    .args = "NAME PERSON",
    .about = "a referral received from NAME",
    .options = (const struct cli_option[]){REFERRAL_OPTIONS, {0}},
    .least = 2,
    .most = 2,
    .book = CLI_BOOK,
    .run = run_got,
};

static enum kith_status run_thanked(struct cli *cli) {
    kith_id id;
    day on;
    enum kith_status status = cli_day(cli, "on", DAY_PAST, cli->env->today, &on);
    if (status == KITH_OK)
        status = kith_referral_find(cli->k, cli->args[0], KITH_OWED_THANK, &id);
    if (status == KITH_OK)
        status = kith_referral_thanked(cli->k, id, on);
    struct kith_referral referral;
    if (status == KITH_OK)
        status = kith_row_get(cli->k, &kith_referral_kind, id, &cli->arena, &referral);
    if (status == KITH_OK)
        cli_say(cli, "Thanked %s for %s.", cli_said(cli, referral.partner), cli_said(cli, referral.person));
    return status;
}

const struct cli_command cmd_thanked = {
    .name = "thanked",
    .args = "NAME",
    .about = "the source of a referral has been thanked",
    .options = (const struct cli_option[]){CLI_ON, {0}},
    .least = 1,
    .most = 1,
    .book = CLI_BOOK,
    .run = run_thanked,
};

static enum kith_status run_reported(struct cli *cli) {
    kith_id id;
    day on;
    enum kith_status status = cli_day(cli, "on", DAY_PAST, cli->env->today, &on);
    if (status == KITH_OK)
        status = kith_referral_find(cli->k, cli->args[0], KITH_OWED_REPORT, &id);
    if (status == KITH_OK)
        status = kith_referral_reported(cli->k, id, on);
    struct kith_referral referral;
    if (status == KITH_OK)
        status = kith_row_get(cli->k, &kith_referral_kind, id, &cli->arena, &referral);
    if (status == KITH_OK)
        cli_say(cli, "Told %s what came of %s.", cli_said(cli, referral.partner),
                cli_said(cli, referral.person));
    return status;
}

const struct cli_command cmd_reported = {
    .name = "reported",
    .args = "NAME",
    .about = "the source has heard what came of it",
    .options = (const struct cli_option[]){CLI_ON, {0}},
    .least = 1,
    .most = 1,
    .book = CLI_BOOK,
    .run = run_reported,
};

static enum kith_status run_outcome(struct cli *cli) {
    kith_id id;
    int outcome;
    int64_t value = MONEY_NONE;
    const char *amount = cli_option(cli, "value");
    /* all but the first: that it is open needs no saying */
    enum kith_status status =
        cli_word(cli, "outcome", cli->args[1], kith_outcome_words + KITH_OUTCOME_MET, &outcome);
    outcome += KITH_OUTCOME_MET;
    if (status == KITH_OK && amount)
        status = cli_amount(cli, amount, &value);
    if (status == KITH_OK)
        status = kith_referral_find(cli->k, cli->args[0], KITH_OWED_OUTCOME, &id);
    struct kith_referral referral;
    if (status == KITH_OK)
        status = kith_row_get(cli->k, &kith_referral_kind, id, &cli->arena, &referral);
    if (status != KITH_OK)
        return status;
    int role = role_of(cli, referral.person);
    status = kith_referral_outcome(cli->k, id, outcome, value);
    if (status != KITH_OK)
        return status;
    cli_say(cli, "%s: %s.", cli_said(cli, referral.person), kith_outcome_words[outcome]);
    say_new_client(cli, referral.person, role);
    return KITH_OK;
}

const struct cli_command cmd_outcome = {
    .name = "outcome",
    .args = "NAME met|business|nothing",
    .about = "what came of a referral",
    .options = (const struct cli_option[]){{"value", "AMOUNT", "what it was worth: 1200 or 1200.50"}, {0}},
    .least = 2,
    .most = 2,
    .book = CLI_BOOK,
    .run = run_outcome,
};
