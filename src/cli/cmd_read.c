/* The commands that only read: who, path, search, query, duplicates. */
#include <string.h>

#include "base/map.h"
#include "base/text.h"
#include "cli/commands.h"
#include "kith/ask.h"
#include "kith/circle.h"
#include "kith/note.h"
#include "kith/query.h"
#include "kith/referral.h"
#include "kith/search.h"
#include "kith/today.h"

/* ---- who ---- */

static void who_json(struct cli *cli, const struct kith_contact *contact) {
    struct json *json = &cli->json;
    json_open(json, '{');
    json_put_text(json, "uid", contact->person.uid);
    json_put_text(json, "name", contact->person.name);
    json_put_text(json, "role", kith_role_words[contact->role]);
    json_put_text(json, "standing",
                  contact->standing == KITH_NO_WORD ? NULL : kith_standing_words[contact->standing]);
    cli_json_because(cli, &contact->because, false);
    json_put_int(json, "circle", contact->circle);
    json_put_int(json, "given", contact->given);
    json_put_int(json, "received", contact->received);
    json_put_day(json, "last_ask", contact->last_ask);
    json_close(json, '}');
}

static void who_line(struct cli *cli, const struct kith_contact *contact) {
    const char *standing = contact->standing == KITH_NO_WORD ? "" : kith_standing_words[contact->standing];
    if (contact->standing == KITH_STANDING_GOLDEN)
        standing = arena_printf(&cli->arena, "golden %dd", contact->days_left);
    CLI_ROW(cli, contact->person.name, kith_role_words[contact->role], standing,
            contact->because.count ? contact->because.items[0].why : "");
}

/* A word that nobody has was meant as a standing, or as a name. */
static enum kith_status nobody(struct cli *cli, const char *terms) {
    enum kith_query_shape shape;
    kith_query_check(cli->k, terms, &cli->arena, &shape, NULL);
    if (cli->arg_count != 1 || shape != KITH_QUERY_WORDS || strchr(terms, ' '))
        return KITH_OK;
    int ignored;
    return cli_word(cli, "standing, and nobody has that word", terms, kith_standing_words, &ignored);
}

enum kith_status cli_who(struct cli *cli, const char *terms) {
    struct kith_ids fits;
    struct kith_contacts who;
    enum kith_status status = cli_query(cli, terms, &fits);
    if (status == KITH_OK)
        status = kith_who_of(cli->k, &fits, &cli->arena, &who);
    if (status == KITH_OK && fits.count == 0 && *terms)
        status = nobody(cli, terms);
    if (status != KITH_OK)
        return status;
    if (cli_json(cli))
        json_open(&cli->json, '[');
    for (size_t i = 0; i < who.count; i++) {
        if (cli_json(cli))
            who_json(cli, &who.items[i]);
        else
            who_line(cli, &who.items[i]);
    }
    if (cli_json(cli)) {
        json_close(&cli->json, ']');
        buf_char(&cli->out, '\n');
    }
    return KITH_OK;
}

static enum kith_status run_who(struct cli *cli) {
    const char *typed = cli_option(cli, "complete");
    if (!typed)
        return cli_who(cli, cli_words(cli, 0));
    struct kith_completions completions;
    kith_query_complete(cli->k, typed, strlen(typed), &cli->arena, &completions);
    for (size_t i = 0; i < completions.count; i++)
        buf_printf(&cli->out, "%.*s%s\n", (int)completions.start, typed,
                   text_trim(&cli->arena, completions.items[i].text));
    return KITH_OK;
}

static const struct kith_field *term_fields(size_t *count) {
    for (*count = 0; kith_query_fields[*count].name; (*count)++)
        continue;
    return kith_query_fields;
}

const struct cli_command cmd_who = {
    .name = "who",
    .args = "[TERMS…]",
    .about = "your contacts and where each stands, with the reason; TERMS: only those whom all of them fit:"
             " FIELD:VALUE, a standing, a phrase, a word",
    .options =
        (const struct cli_option[]){
            {"complete", "TEXT", "what the last of the terms may go on as, for a shell"},
            CLI_JSON,
            {0},
        },
    .fields = term_fields,
    .most = -1,
    .book = CLI_BOOK_READ,
    .run = run_who,
};

/* ---- path ---- */

static void path_json(struct cli *cli, const struct kith_paths *paths) {
    struct json *json = &cli->json;
    json_open(json, '{');
    json_key(json, "target");
    cli_json_ref(cli, &paths->target);
    json_key(json, "paths");
    json_open(json, '[');
    for (size_t i = 0; i < paths->count; i++) {
        json_open(json, '[');
        for (size_t j = 0; j < paths->items[i].count; j++) {
            const struct kith_hop *hop = &paths->items[i].hops[j];
            json_open(json, '{');
            json_key(json, "person");
            cli_json_ref(cli, &hop->person);
            json_put_text(json, "via", hop->via);
            json_put_day(json, "on", hop->on);
            json_close(json, '}');
        }
        json_close(json, ']');
    }
    json_close(json, ']');
    json_close(json, '}');
    buf_char(&cli->out, '\n');
}

/* A role of the wish list, as it stands there; 0: none. */
static kith_id wished_role(struct cli *cli, const char *role) {
    struct kith_wished *wishes;
    size_t count;
    if (kith_wishes(cli->k, &cli->arena, &wishes, &count) != KITH_OK)
        return 0;
    for (size_t i = 0; i < count; i++)
        if (wishes[i].role && text_same(wishes[i].role, role))
            return wishes[i].wish;
    return 0;
}

static enum kith_status run_path(struct cli *cli) {
    kith_id id, wish = wished_role(cli, cli->args[0]);
    struct kith_paths paths;
    enum kith_status status = wish ? kith_wish_paths(cli->k, wish, &cli->arena, &paths)
                                   : cli_person(cli, cli->args[0], &id);
    if (status == KITH_OK && !wish)
        status = kith_path_to(cli->k, id, &cli->arena, &paths);
    if (status != KITH_OK)
        return status;
    if (cli_json(cli)) {
        path_json(cli, &paths);
        return KITH_OK;
    }
    if (paths.count == 0)
        cli_say(cli, "nobody you talk to leads to %s yet", paths.target.name);
    for (size_t i = 0; i < paths.count; i++) {
        struct buf line = BUF_INIT;
        for (size_t j = 0; j < paths.items[i].count; j++) {
            const struct kith_hop *hop = &paths.items[i].hops[j];
            buf_printf(&line, "%s%s", j ? " > " : "", hop->person.name);
            if (hop->via && *hop->via)
                buf_printf(&line, " (%s)", hop->via);
        }
        cli_say(cli, "%s", line.data);
        buf_free(&line);
    }
    return KITH_OK;
}

const struct cli_command cmd_path = {
    .name = "path",
    .args = "NAME",
    .about = "through whom you can reach a person, or a role you wished for",
    .options = (const struct cli_option[]){CLI_JSON, {0}},
    .least = 1,
    .most = 1,
    .book = CLI_BOOK_READ,
    .run = run_path,
};

/* ---- search, query, duplicates ---- */

static enum kith_status run_search(struct cli *cli) {
    int limit = 0;
    const char *text = cli_option(cli, "limit");
    if (text && cli_number(cli, "--limit", text, 1, 1000000, &limit) != KITH_OK)
        return KITH_INVALID;
    struct kith_finds finds;
    const char *terms = cli_words(cli, 0);
    enum kith_status status = kith_search(cli->k, terms, (size_t)limit, &cli->arena, &finds);
    if (status != KITH_OK)
        return cli_query_refused(cli, terms, status);
    struct json *json = &cli->json;
    if (cli_json(cli))
        json_open(json, '[');
    for (size_t i = 0; i < finds.count; i++) {
        const struct kith_found *found = &finds.items[i];
        if (!cli_json(cli)) {
            CLI_ROW(cli, found->name, cli_iso(cli, found->on), found->snippet);
            continue;
        }
        json_open(json, '{');
        json_put_text(json, "kind", found->is_note ? "note" : "person");
        json_put_text(json, "uid", found->uid);
        json_put_text(json, "name", found->name);
        json_put_day(json, "on", found->on);
        json_put_text(json, "snippet", found->snippet);
        json_close(json, '}');
    }
    if (cli_json(cli)) {
        json_close(json, ']');
        buf_char(&cli->out, '\n');
    }
    return KITH_OK;
}

const struct cli_command cmd_search = {
    .name = "search",
    .args = "WORDS…",
    .about = "people and notes that have all the words; terms of who narrow them",
    .options =
        (const struct cli_option[]){
            {"limit", "N", "at most so many; else 50"},
            CLI_JSON,
            {0},
        },
    .least = 1,
    .most = -1,
    .book = CLI_BOOK_READ,
    .run = run_search,
};

/* The format of mail programs: a line of words, then address<TAB>name<TAB>company. */
static enum kith_status run_query(struct cli *cli) {
    struct kith_address *found;
    size_t count;
    enum kith_status status = kith_query(cli->k, cli_words(cli, 0), &cli->arena, &found, &count);
    if (status != KITH_OK)
        return status;
    if (count == 0)
        return kith_fail(cli->k, KITH_NOT_FOUND, "nobody with an address fits '%s'", cli_words(cli, 0));
    buf_printf(&cli->out, "%zu found\n", count);
    for (size_t i = 0; i < count; i++)
        buf_printf(&cli->out, "%s\t%s\t%s\n", text_line(&cli->arena, found[i].email),
                   text_line(&cli->arena, found[i].name ? found[i].name : ""),
                   text_line(&cli->arena, found[i].company ? found[i].company : ""));
    return KITH_OK;
}

const struct cli_command cmd_query = {
    .name = "query",
    .args = "TEXT",
    .about = "address look-up for mail programs",
    .least = 1,
    .most = -1,
    .book = CLI_BOOK_READ,
    .run = run_query,
};

static enum kith_status run_duplicates(struct cli *cli) {
    struct kith_pairs pairs;
    enum kith_status status = kith_duplicates(cli->k, &cli->arena, &pairs);
    if (status != KITH_OK)
        return status;
    struct json *json = &cli->json;
    if (cli_json(cli))
        json_open(json, '[');
    for (size_t i = 0; i < pairs.count; i++) {
        const struct kith_pair *pair = &pairs.items[i];
        if (!cli_json(cli)) {
            CLI_ROW(cli, pair->a.name, pair->b.name, pair->why.count ? pair->why.items[0] : "");
            continue;
        }
        json_open(json, '{');
        json_key(json, "a");
        cli_json_ref(cli, &pair->a);
        json_key(json, "b");
        cli_json_ref(cli, &pair->b);
        json_key(json, "why");
        cli_json_list(cli, &pair->why);
        json_close(json, '}');
    }
    if (cli_json(cli)) {
        json_close(json, ']');
        buf_char(&cli->out, '\n');
    }
    return KITH_OK;
}

const struct cli_command cmd_duplicates = {
    .name = "duplicates",
    .about = "people who may be the same, with the reason",
    .options = (const struct cli_option[]){CLI_JSON, {0}},
    .most = 0,
    .book = CLI_BOOK_READ,
    .run = run_duplicates,
};
