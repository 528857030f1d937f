/* Giving and getting: needs, pledges, wishes, tasks, referrals, help. */
#include "cli/commands.h"
#include "base/text.h"
#include "kith/need.h"
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
    return status == KITH_OK ? kith_need_add(cli->k, &what.person, 1, what.words, what.on) : status;
}

const struct cli_command cmd_need = {
    .name = "need",
    .usage = "need NAME TEXT [--on DATE]",
    .about = "what a person says they want",
    .options = "on=",
    .least = 2,
    .most = -1,
    .book = CLI_BOOK,
    .run = run_need,
};

static enum kith_status run_served(struct cli *cli) {
    struct recorded what;
    enum kith_status status = take(cli, &what, DAY_PAST, false);
    return status == KITH_OK ? kith_need_met(cli->k, what.person, what.words, what.on) : status;
}

const struct cli_command cmd_served = {
    .name = "served",
    .usage = "served NAME [WORDS] [--on DATE]",
    .about = "a need is met: the only open one, or the one that has the words",
    .options = "on=",
    .least = 1,
    .most = -1,
    .book = CLI_BOOK,
    .run = run_served,
};

static enum kith_status run_task(struct cli *cli) {
    struct recorded what;
    enum kith_status status = take(cli, &what, DAY_FUTURE, true);
    return status == KITH_OK ? kith_task_add(cli->k, &what.person, 1, what.words, what.on) : status;
}

const struct cli_command cmd_task = {
    .name = "task",
    .usage = "task NAME TEXT [--on DATE]",
    .about = "the next step promised, and by when",
    .options = "on=",
    .least = 2,
    .most = -1,
    .book = CLI_BOOK,
    .run = run_task,
};

static enum kith_status run_done(struct cli *cli) {
    struct recorded what;
    enum kith_status status = take(cli, &what, DAY_PAST, false);
    return status == KITH_OK ? kith_task_done(cli->k, what.person, what.words, what.on) : status;
}

const struct cli_command cmd_done = {
    .name = "done",
    .usage = "done NAME [WORDS] [--on DATE]",
    .about = "a promised step is done",
    .options = "on=",
    .least = 1,
    .most = -1,
    .book = CLI_BOOK,
    .run = run_done,
};

static enum kith_status run_helped(struct cli *cli) {
    struct recorded what;
    enum kith_status status = take(cli, &what, DAY_PAST, true);
    return status == KITH_OK ? kith_help_add(cli->k, &what.person, 1, what.words, what.on) : status;
}

const struct cli_command cmd_helped = {
    .name = "helped",
    .usage = "helped NAME TEXT [--on DATE]",
    .about = "help given that is no referral",
    .options = "on=",
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
    return status == KITH_OK ? kith_pledge_set(cli->k, &person, 1, count, cli_option(cli, "when"), on) : status;
}

const struct cli_command cmd_pledge = {
    .name = "pledge",
    .usage = "pledge NAME COUNT [--when TEXT] [--on DATE]",
    .about = "what they agreed to at the start: to refer you to so many people, one at a time",
    .options = "when= on=",
    .least = 2,
    .most = 2,
    .book = CLI_BOOK,
    .run = run_pledge,
};

static enum kith_status run_wish(struct cli *cli) {
    const char *role = cli_option(cli, "role"), *why = cli_option(cli, "why");
    kith_id person = 0;
    if ((cli->arg_count == 1) == (role != NULL))
        return cli_misused(cli);
    enum kith_status status = kith_step_begin(cli->k, "wish");
    if (status != KITH_OK)
        return status;
    if (cli->arg_count)
        status = kith_person_find_or_add(cli->k, 0, cli->args[0], &person);
    if (status == KITH_OK)
        status = kith_wish_add(cli->k, person, role, why);
    return kith_step_end(cli->k, status);
}

const struct cli_command cmd_wish = {
    .name = "wish",
    .usage = "wish NAME | wish --role ROLE [--why TEXT]",
    .about = "whom you would like to meet",
    .options = "role= why=",
    .most = 1,
    .book = CLI_BOOK,
    .run = run_wish,
};

/* ---- referrals ---- */

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

static enum kith_status record(struct cli *cli, int direction, const char *what) {
    struct kith_referral referral;
    kith_row_init(&kith_referral_kind, &referral);
    referral.direction = direction;
    enum kith_status status = referral_options(cli, &referral);
    if (status == KITH_OK)
        status = cli_person(cli, cli->args[0], &referral.partner);
    if (status == KITH_OK)
        status = kith_step_begin(cli->k, what);
    if (status != KITH_OK)
        return status;
    status = kith_person_find_or_add(cli->k, referral.partner, cli->args[1], &referral.person);
    if (status == KITH_OK)
        status = kith_referral_add(cli->k, &referral);
    return kith_step_end(cli->k, status);
}

static enum kith_status run_gave(struct cli *cli) {
    return record(cli, KITH_GIVEN, "referral given");
}

const struct cli_command cmd_gave = {
    .name = "gave",
    .usage = "gave NAME PERSON [--on DATE] [--warmth cold|warm|hot] [--outcome open|met|business|nothing] "
             "[--value AMOUNT] [--closed]",
    .about = "a referral given to NAME: PERSON was sent to them",
    .options = "on= warmth= outcome= value= closed",
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
    .usage = "got NAME PERSON [--on DATE] [--warmth cold|warm|hot] [--outcome open|met|business|nothing] "
             "[--value AMOUNT] [--closed]",
    .about = "a referral received from NAME",
    .options = "on= warmth= outcome= value= closed",
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
    return status == KITH_OK ? kith_referral_thanked(cli->k, id, on) : status;
}

const struct cli_command cmd_thanked = {
    .name = "thanked",
    .usage = "thanked NAME [--on DATE]",
    .about = "the source of a referral has been thanked",
    .options = "on=",
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
    return status == KITH_OK ? kith_referral_reported(cli->k, id, on) : status;
}

const struct cli_command cmd_reported = {
    .name = "reported",
    .usage = "reported NAME [--on DATE]",
    .about = "the source has heard what came of it",
    .options = "on=",
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
    enum kith_status status = cli_word(cli, "outcome", cli->args[1], kith_outcome_words, &outcome);
    if (status == KITH_OK && amount)
        status = cli_amount(cli, amount, &value);
    if (status == KITH_OK)
        status = kith_referral_find(cli->k, cli->args[0], KITH_OWED_OUTCOME, &id);
    return status == KITH_OK ? kith_referral_outcome(cli->k, id, outcome, value) : status;
}

const struct cli_command cmd_outcome = {
    .name = "outcome",
    .usage = "outcome NAME met|business|nothing [--value AMOUNT]",
    .about = "what came of a referral",
    .options = "value=",
    .least = 2,
    .most = 2,
    .book = CLI_BOOK,
    .run = run_outcome,
};
