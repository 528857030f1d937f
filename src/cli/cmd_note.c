/* A conversation note from the shell, and listening without a book. */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/text.h"
#include "cli/commands.h"
#include "cli/jsonl.h"
#include "kith/heard.h"

static void json_mention(struct json *json, const struct kith_heard_item *item) {
    json_open(json, '{');
    json_put_text(json, "name", item->name);
    json_put_text(json, "relation", item->relation);
    json_put_text(json, "quote", item->quote);
    json_put_int(json, "start", (int64_t)item->start);
    json_put_int(json, "length", (int64_t)item->length);
    json_put_bool(json, "sure", item->sure);
    json_close(json, '}');
}

static const char *person_name(const struct kith_heard_item *item) {
    return item->name ? item->name : item->relation ? item->relation : item->quote;
}

/* One array of what was heard: the items of a sort. */
static void json_heard(struct cli *cli, const char *name, const struct kith_heard *heard,
                       enum kith_heard_sort sort, bool of_others) {
    struct json *json = &cli->json;
    json_key(json, name);
    json_open(json, '[');
    for (size_t i = 0; i < heard->count; i++) {
        const struct kith_heard_item *item = &heard->items[i];
        bool theirs = sort == KITH_HEARD_NEED && item->whose >= 0;
        if (item->sort != sort || theirs != of_others)
            continue;
        if (sort == KITH_HEARD_PERSON) {
            json_mention(json, item);
            continue;
        }
        json_open(json, '{');
        if (theirs)
            json_put_text(json, "of", person_name(&heard->items[item->whose]));
        if (sort == KITH_HEARD_MOMENT)
            json_put_text(json, "kind", kith_moment_words[item->kind]);
        else
            json_put_text(json, "what", item->what);
        json_put_text(json, "quote", item->quote);
        json_close(json, '}');
    }
    json_close(json, ']');
}

static void json_kept(struct cli *cli, const struct kith_kept *kept) {
    struct json *json = &cli->json;
    json_key(json, "kept");
    json_open(json, '{');
    json_key(json, "people");
    cli_json_refs(cli, &kept->people);
    json_key(json, "moments");
    json_open(json, '[');
    for (size_t i = 0; i < kept->moment_count; i++)
        json_text(json, kith_moment_words[kept->moments[i].kind]);
    json_close(json, ']');
    json_key(json, "needs");
    cli_json_list(cli, &kept->needs);
    json_close(json, '}');
}

static enum kith_status print_json(struct cli *cli, const struct kith_note *note,
                                   const struct kith_heard *heard, const struct kith_kept *kept) {
    struct json *json = &cli->json;
    json_open(json, '{');
    json_put_text(json, "uid", note->uid);
    json_key(json, "with");
    json_open(json, '[');
    for (size_t i = 0; i < note->with.count; i++) {
        struct kith_person person;
        enum kith_status status = kith_person_get(cli->k, note->with.items[i], &cli->arena, &person);
        if (status != KITH_OK)
            return status;
        cli_json_ref(cli, &(struct kith_ref){person.id, person.uid, person.name});
    }
    json_close(json, ']');
    json_put_day(json, "on", note->on);
    json_key(json, "heard");
    json_open(json, '{');
    json_put_text(json, "id", note->uid);
    json_heard(cli, "mentions", heard, KITH_HEARD_PERSON, false);
    json_heard(cli, "moments", heard, KITH_HEARD_MOMENT, false);
    json_heard(cli, "needs", heard, KITH_HEARD_NEED, false);
    json_heard(cli, "needs_of_others", heard, KITH_HEARD_NEED, true);
    json_close(json, '}');
    json_kept(cli, kept);
    json_close(json, '}');
    buf_char(&cli->out, '\n');
    return KITH_OK;
}

static void print_text(struct cli *cli, const struct kith_kept *kept) {
    struct buf line = BUF_INIT;
    buf_str(&line, "Saved.");
    const char *join = " Kept ";
    for (size_t i = 0; i < kept->people.count; i++, join = ", ")
        buf_printf(&line, "%s%s", join, kept->people.items[i].name);
    for (size_t i = 0; i < kept->moment_count; i++, join = ", ")
        buf_printf(&line, "%s%s", join, kith_moment_words[kept->moments[i].kind]);
    for (size_t i = 0; i < kept->needs.count; i++, join = ", ")
        buf_printf(&line, "%swants %s", join, kept->needs.items[i]);
    cli_say(cli, "%s", line.data);
    for (size_t i = 0; i < kept->said.count; i++)
        cli_say(cli, "%s", kept->said.items[i]);
    buf_free(&line);
}

/* What was heard and is not kept, so that nothing is dropped without a word. */
static void print_left(struct cli *cli, const struct kith_heard *heard) {
    struct buf line = BUF_INIT;
    const char *join = "";
    for (size_t i = 0; i < heard->count; i++) {
        const struct kith_heard_item *item = &heard->items[i];
        if (item->keep || item->sort > KITH_HEARD_FOLLOW ||
            (item->sort == KITH_HEARD_FOLLOW && item->follow != KITH_FOLLOW_TASK))
            continue;
        buf_str(&line, join);
        join = ", ";
        if (item->sort == KITH_HEARD_PERSON)
            buf_str(&line, person_name(item));
        else if (item->sort == KITH_HEARD_MOMENT)
            buf_str(&line, kith_moment_words[item->kind]);
        else
            buf_printf(&line, "%s %s", item->sort == KITH_HEARD_NEED ? "wants" : "to do:", item->what);
        if (item->whose >= 0)
            buf_printf(&line, " (%s)", person_name(&heard->items[item->whose]));
    }
    if (line.len)
        cli_say(cli, "Also heard, not kept: %s", line.data);
    buf_free(&line);
}

/* The text given, or standard input, or what the editor brings on a terminal. */
static enum kith_status note_text(struct cli *cli, const char **text) {
    if (cli->arg_count > 1 && strcmp(cli->args[1], "-") != 0) {
        *text = cli_words(cli, 1);
        return KITH_OK;
    }
    if (cli->arg_count == 1 && isatty(STDIN_FILENO)) {
        *text = cli_editor(cli, "");
        return *text ? KITH_OK : KITH_IO;
    }
    *text = cli_read_text(cli, "-");
    return *text ? KITH_OK : KITH_IO;
}

static void choose(struct kith_heard *heard, int keep) {
    enum { SURE, ALL, NONE };
    for (size_t i = 0; i < heard->count; i++) {
        struct kith_heard_item *item = &heard->items[i];
        bool found = item->sort <= KITH_HEARD_MOMENT;
        item->keep = found && (keep == ALL || (keep == SURE && item->keep));
    }
}

static enum kith_status run_note(struct cli *cli) {
    static const char *const keeps[] = {"sure", "all", "none", NULL};
    struct kith_note note = {0};
    struct kith_heard heard;
    struct kith_kept kept;
    const char *keep = cli_option(cli, "keep"), *channel = cli_option(cli, "channel");
    int choice;
    kith_row_init(&kith_note_kind, &note);
    if (cli_word(cli, "word for --keep", keep ? keep : "sure", keeps, &choice) != KITH_OK ||
        (channel && cli_word(cli, "channel", channel, kith_channel_words, &note.channel) != KITH_OK) ||
        cli_day(cli, "on", DAY_PAST, cli->env->today, &note.on) != KITH_OK)
        return KITH_INVALID;
    enum kith_status status = kith_people_find(cli->k, cli->args[0], &cli->arena, &note.with);
    if (status == KITH_OK)
        status = note_text(cli, &note.text);
    if (status == KITH_OK && text_blank(note.text))
        return kith_fail(cli->k, KITH_INVALID, "the note is empty, so nothing was saved");
    if (status == KITH_OK)
        status = kith_listen(cli->k, &note, &cli->arena, &heard);
    if (status != KITH_OK)
        return status;
    choose(&heard, choice);
    status = kith_note_save(cli->k, &note, &heard, &cli->arena, &kept);
    if (status != KITH_OK)
        return status;
    if (cli_json(cli))
        return print_json(cli, &note, &heard, &kept);
    print_text(cli, &kept);
    print_left(cli, &heard);
    return KITH_OK;
}

const struct cli_command cmd_note = {
    .name = "note",
    .args = "NAME[,NAME…] [TEXT]",
    .about = "saves a conversation note and keeps what it hears",
    .options =
        (const struct cli_option[]){
            CLI_ON,
            {"channel", "call|meeting|email|message|event", "how you talked; else call"},
            {"keep", "sure|all|none", "what to keep of what is heard; else sure"},
            CLI_JSON,
            {0},
        },
    .least = 1,
    .most = -1,
    .book = CLI_BOOK,
    .run = run_note,
};

/* ---- listen ---- */

static void listen_line(struct cli *cli, const struct kith_listen_line *fields) {
    struct buf line = BUF_INIT;
    kith_listen_json(cli->k, fields, &line);
    buf_add(&cli->out, line.data, line.len);
    buf_char(&cli->out, '\n');
    buf_free(&line);
}

/* JSON Lines: every line that is not blank is a note with its id and contact. */
static enum kith_status listen_lines(struct cli *cli, const struct buf *input, size_t from) {
    enum { ENOUGH = 1 << 20 }; /* megabytes of notes stream through */
    enum kith_status status = KITH_OK;
    int number = 1;
    for (size_t at = from; status == KITH_OK && at < input->len; number++) {
        struct arena arena = {0};
        const char *end = memchr(input->data + at, '\n', input->len - at);
        size_t length = end ? (size_t)(end - input->data) - at : input->len - at;
        char *line = text_repair(&arena, input->data + at, length);
        struct kith_listen_line fields = {0};
        at += length + 1;
        if (jsonl_read(line, &arena, &fields))
            listen_line(cli, &fields);
        else if (!text_blank(line))
            status = kith_fail(cli->k, KITH_FORMAT, "line %d is no JSON object with a note", number);
        if (status == KITH_OK && cli->out.len > ENOUGH && !cli_flush(cli))
            status = kith_fail(cli->k, KITH_IO, "standard output could not be written");
        arena_free(&arena);
    }
    return status;
}

/* The first line tells: an object opens JSON Lines, anything else is one note in plain text. */
static enum kith_status run_listen(struct cli *cli) {
    struct buf input = BUF_INIT;
    enum kith_status status = cli_read(cli, "-", &input);
    size_t from = strncmp(input.data, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
    size_t blank = from + strspn(input.data + from, " \t\r\n");
    if (status == KITH_OK && input.data[blank] == '{')
        status = listen_lines(cli, &input, from);
    else if (status == KITH_OK && input.len > blank)
        listen_line(cli, &(struct kith_listen_line){
                             .note = text_repair(&cli->arena, input.data + from, input.len - from)});
    buf_free(&input);
    return status;
}

const struct cli_command cmd_listen = {
    .name = "listen",
    .about = "reads notes on standard input, writes what is heard in each; touches no book",
    .options = (const struct cli_option[]){CLI_JSON, {0}},
    .most = 0,
    .book = CLI_NO_BOOK,
    .run = run_listen,
};
