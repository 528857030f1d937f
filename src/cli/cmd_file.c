/* Files in and out: import, export. */
#include <string.h>

#include "base/text.h"
#include "cli/commands.h"
#include "exchange/exchange.h"
#include "exchange/report.h"

struct imported {
    const char *file;
    enum exchange_kind kind;
    struct kith_counts counts;
    struct buf bytes;
};

/* "Column=field", given as often as there are columns to name. */
static enum kith_status read_maps(struct cli *cli, struct exchange_maps *maps) {
    struct exchange_map *items = ARENA_NEW(&cli->arena, struct exchange_map, cli->value_count + 1);
    *maps = (struct exchange_maps){.items = items};
    for (size_t i = 0; i < cli->value_count; i++) {
        if (strcmp(cli->values[i].name, "map") != 0)
            continue;
        const char *equals = strrchr(cli->values[i].value, '=');
        if (!equals)
            return kith_fail(cli->k, KITH_INVALID, "--map is written Column=field, not '%s'",
                             cli->values[i].value);
        items[maps->count++] = (struct exchange_map){
            .column =
                arena_strndup(&cli->arena, cli->values[i].value, (size_t)(equals - cli->values[i].value)),
            .field = equals + 1,
        };
    }
    return KITH_OK;
}

static void count_plan(struct cli *cli, const struct kith_import *plan, struct kith_counts *out) {
    *out = (struct kith_counts){.rows = (int64_t)plan->count + plan->skipped, .skipped = plan->skipped};
    for (size_t i = 0; i < plan->count; i++) {
        enum kith_fate fate = plan->rows[i].fate;
        out->added += fate == KITH_FATE_NEW;
        out->updated += fate == KITH_FATE_UPDATE;
        out->same += fate == KITH_FATE_SAME;
        out->skipped += fate == KITH_FATE_SKIP;
    }
    out->problems = ARENA_NEW(&cli->arena, struct kith_problem, plan->problem_count);
    out->problem_count = plan->problem_count;
    for (size_t i = 0; i < plan->problem_count; i++)
        out->problems[i] =
            (struct kith_problem){plan->problems[i].line, arena_strdup(&cli->arena, plan->problems[i].why)};
}

static enum kith_status import_people(struct cli *cli, const struct buf *bytes, int role, bool dry,
                                      const struct exchange_maps *maps, struct imported *done) {
    struct kith_import plan = {.role = role};
    size_t at = 0;
    enum kith_status status = exchange_read(cli->k, bytes->data, bytes->len, done->kind, maps, &plan);
    if (status == KITH_OK)
        status = kith_import_plan(cli->k, &plan);
    if (status == KITH_OK) {
        const char *name = strrchr(done->file, '/');
        const char *what = arena_printf(&cli->arena, "import %s", name ? name + 1 : done->file);
        count_plan(cli, &plan, &done->counts);
        struct kith_counts counts = {0};
        if (!dry)
            status = kith_import_apply(cli->k, &plan, what, &at, 0, &counts);
        done->counts.step = counts.step;
    }
    kith_import_free(&plan);
    return status;
}

static enum kith_status import_file(struct cli *cli, int role, const struct exchange_maps *maps, bool dry,
                                    struct imported *done) {
    enum kith_status status =
        done->kind == EXCHANGE_KITH
            ? kith_book_read(cli->k, done->bytes.data, done->bytes.len, dry, &cli->arena, &done->counts)
            : import_people(cli, &done->bytes, role, dry, maps, done);
    if (status != KITH_OK && cli->arg_count > 1)
        return kith_fail(cli->k, status, "%s: %s", done->file, arena_strdup(&cli->arena, kith_error(cli->k)));
    return status;
}

static void imported_json(struct cli *cli, const struct imported *done) {
    struct json *json = &cli->json;
    json_open(json, '{');
    json_put_text(json, "file", done->file);
    json_put_text(json, "kind", exchange_kind_words[done->kind]);
    json_put_int(json, "rows", done->counts.rows);
    json_put_int(json, "new", done->counts.added);
    json_put_int(json, "updated", done->counts.updated);
    json_put_int(json, "same", done->counts.same);
    json_put_int(json, "skipped", done->counts.skipped);
    json_key(json, "problems");
    json_open(json, '[');
    for (size_t i = 0; i < done->counts.problem_count; i++) {
        json_open(json, '{');
        json_key(json, "line");
        if (done->counts.problems[i].line)
            json_int(json, done->counts.problems[i].line);
        else
            json_null(json);
        json_put_text(json, "why", done->counts.problems[i].why);
        json_close(json, '}');
    }
    json_close(json, ']');
    json_key(json, "step");
    if (done->counts.step)
        json_int(json, done->counts.step);
    else
        json_null(json);
    json_close(json, '}');
}

static void imported_text(struct cli *cli, const struct imported *done) {
    const struct kith_counts *counts = &done->counts;
    cli_say(cli, "%s (%s): %lld rows, %lld new, %lld updated, %lld same, %lld skipped", done->file,
            exchange_kind_words[done->kind], (long long)counts->rows, (long long)counts->added,
            (long long)counts->updated, (long long)counts->same, (long long)counts->skipped);
    for (size_t i = 0; i < counts->problem_count; i++) {
        if (counts->problems[i].line)
            cli_say(cli, "  line %lld: %s", (long long)counts->problems[i].line, counts->problems[i].why);
        else
            cli_say(cli, "  %s", counts->problems[i].why);
    }
}

static enum kith_status read_files(struct cli *cli, enum exchange_kind kind, struct imported *done) {
    enum kith_status status = KITH_OK;
    for (int i = 0; i < cli->arg_count; i++) {
        done[i] = (struct imported){.file = cli->args[i], .bytes = BUF_INIT};
        if (status == KITH_OK)
            status = cli_read(cli, cli->args[i], &done[i].bytes);
        done[i].kind = kind == EXCHANGE_AUTO ? exchange_detect(done[i].bytes.data, done[i].bytes.len) : kind;
    }
    return status;
}

static enum kith_status run_import(struct cli *cli) {
    const char *as = cli_option(cli, "as"), *role_word = cli_option(cli, "role");
    int kind = EXCHANGE_AUTO, role = KITH_NO_WORD;
    struct exchange_maps maps;
    if ((as && cli_word(cli, "kind of file", as, exchange_kind_words, &kind) != KITH_OK) ||
        (role_word && cli_word(cli, "role", role_word, kith_role_words, &role) != KITH_OK) ||
        read_maps(cli, &maps) != KITH_OK)
        return KITH_INVALID;
    struct imported *done = ARENA_NEW(&cli->arena, struct imported, (size_t)cli->arg_count);
    enum kith_status status = read_files(cli, (enum exchange_kind)kind, done);
    bool dry = cli_option(cli, "dry-run") != NULL;
    /* where one of several files cannot be read, none is taken in */
    for (int i = 0; status == KITH_OK && cli->arg_count > 1 && i < cli->arg_count; i++)
        status = import_file(cli, role, &maps, true, &done[i]);
    for (int i = 0; status == KITH_OK && i < cli->arg_count; i++)
        status = import_file(cli, role, &maps, dry, &done[i]);
    for (int i = 0; i < cli->arg_count; i++)
        buf_free(&done[i].bytes);
    if (status != KITH_OK)
        return status;
    if (cli_json(cli))
        json_open(&cli->json, '[');
    for (int i = 0; i < cli->arg_count; i++) {
        if (cli_json(cli))
            imported_json(cli, &done[i]);
        else
            imported_text(cli, &done[i]);
    }
    if (cli_json(cli)) {
        json_close(&cli->json, ']');
        buf_char(&cli->out, '\n');
    }
    return KITH_OK;
}

const struct cli_command cmd_import = {
    .name = "import",
    .args = "FILE…",
    .about = "people from a file; one file is one step to undo",
    .options =
        (const struct cli_option[]){
            {"as", "auto|linkedin|google|outlook|vcard|csv|kith", "what the file is; auto finds out"},
            {"role", CLI_ROLES, "of the people who are new; else other"},
            {"map", "COLUMN=FIELD", "which field a column of a CSV is; may be given often"},
            {"dry-run", NULL, "tells what would come, and changes nothing"},
            CLI_JSON,
            {0},
        },
    .least = 1,
    .most = -1,
    .book = CLI_BOOK,
    .run = run_import,
};

/* The calendar month, quarter or year that a day stands in, up to that day. */
static enum kith_status write_report(struct cli *cli, struct buf *bytes) {
    static const char *const periods[] = {"month", "quarter", "year", NULL};
    enum { MONTH, QUARTER, YEAR };
    const char *word = cli_option(cli, "period");
    int period = QUARTER, year, month, month_day;
    day to;
    if ((word && cli_word(cli, "period", word, periods, &period) != KITH_OK) ||
        cli_day(cli, "on", DAY_PAST, cli->env->today, &to) != KITH_OK)
        return KITH_INVALID;
    day_split(to, &year, &month, &month_day);
    if (period == QUARTER)
        month -= (month - 1) % 3;
    return report_write(cli->k, day_from(year, period == YEAR ? 1 : month, 1), to, bytes);
}

static enum kith_status run_export(struct cli *cli) {
    struct buf bytes = BUF_INIT;
    const char *kind = cli->args[0];
    bool report = strcmp(kind, "report") == 0;
    if (!report && (cli_option(cli, "period") || cli_option(cli, "on")))
        return kith_fail(cli->k, KITH_INVALID, "--period and --on are for the report only");
    enum kith_status status = strcmp(kind, "kith") == 0 ? kith_book_write(cli->k, &bytes)
                              : report                  ? write_report(cli, &bytes)
                                                        : exchange_write(cli->k, kind, &bytes);
    if (status == KITH_OK)
        status = cli_write(cli, cli->arg_count > 1 ? cli->args[1] : "-", &bytes);
    buf_free(&bytes);
    return status;
}

const struct cli_command cmd_export = {
    .name = "export",
    .args = "kith|csv|vcard|vcard3|sheet|ics|report [FILE]",
    .about = "the whole book, contacts, the last conversations, what is due, a page for printing",
    .options =
        (const struct cli_option[]){
            {"period", "month|quarter|year", "of the report, up to its day; else quarter"},
            {"on", "DATE", "the last day of the report; else today"},
            {0},
        },
    .least = 1,
    .most = 2,
    .book = CLI_BOOK_READ,
    .run = run_export,
};
