/* People and rows: add, set, edit, delete, merge, forget. */
#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "cli/commands.h"

/* An option that may be given more than once becomes a list. */
static struct kith_list list_option(struct cli *cli, const char *name) {
    struct kith_list list = {0};
    size_t cap = 0;
    for (size_t i = 0; i < cli->value_count; i++)
        if (strcmp(cli->values[i].name, name) == 0)
            *ARENA_PUSH(&cli->arena, list.items, list.count, cap) =
                text_line(&cli->arena, cli->values[i].value);
    return list;
}

static enum kith_status run_add(struct cli *cli) {
    struct kith_person person;
    const char *role = cli_option(cli, "role");
    kith_row_init(&kith_person_kind, &person);
    person.role = KITH_ROLE_OTHER;
    if (role && cli_word(cli, "role", role, kith_role_words, &person.role) != KITH_OK)
        return KITH_INVALID;
    person.name = text_line(&cli->arena, cli_words(cli, 0));
    person.company = cli_option(cli, "company");
    person.title = cli_option(cli, "title");
    person.city = cli_option(cli, "city");
    person.emails = list_option(cli, "email");
    person.phones = list_option(cli, "phone");
    person.tags = list_option(cli, "tag");
    enum kith_status status = kith_person_add(cli->k, &person);
    if (status == KITH_OK)
        cli_say(cli, "Added %s, %s.", person.name, kith_role_words[person.role]);
    return status;
}

const struct cli_command cmd_add = {
    .name = "add",
    .args = "NAME",
    .about = "adds a person",
    .options =
        (const struct cli_option[]){
            {"role", CLI_ROLES, "else other"},
            {"company", "TEXT", "where they work"},
            {"title", "TEXT", "what they do there"},
            {"city", "TEXT", "where they are"},
            {"email", "ADDRESS", "may be given often"},
            {"phone", "NUMBER", "may be given often"},
            {"tag", "WORD", "may be given often"},
            {0},
        },
    .least = 1,
    .most = -1,
    .book = CLI_BOOK,
    .run = run_add,
};

static enum kith_status run_set(struct cli *cli) {
    struct kith_ids people;
    enum kith_status status = cli_people(cli, cli->args[0], &people);
    if (status == KITH_OK)
        status = kith_person_set(cli->k, people.items, people.count, cli->args[1], cli_words(cli, 2));
    if (status == KITH_OK)
        cli_say(cli, "Set %s of %s.", cli->args[1], cli_group(cli, &people));
    return status;
}

static const struct kith_field *person_fields(size_t *count) {
    *count = kith_person_kind.count;
    return kith_person_kind.fields;
}

const struct cli_command cmd_set = {
    .name = "set",
    .args = "NAME FIELD VALUE",
    .fields = person_fields,
    .about = "sets a field of a person; NAME may be - for names on standard input, VALUE \"\" empties",
    .least = 3,
    .most = -1,
    .book = CLI_BOOK,
    .run = run_set,
};

static enum kith_status run_edit(struct cli *cli) {
    const struct kith_kind *kind;
    kith_id id;
    enum kith_status status = kith_row_find(cli->k, cli->args[0], &kind, &id);
    if (status != KITH_OK)
        return status;
    status = kind == &kith_person_kind ? kith_person_set(cli->k, &id, 1, cli->args[1], cli_words(cli, 2))
                                       : kith_row_set(cli->k, kind, &id, 1, cli->args[1], cli_words(cli, 2));
    if (status == KITH_OK)
        cli_say(cli, "Set %s of the %s.", cli->args[1], kind->one);
    return status;
}

const struct cli_command cmd_edit = {
    .name = "edit",
    .args = "UID FIELD VALUE",
    .about = "sets a field of any row of the book",
    .least = 3,
    .most = -1,
    .book = CLI_BOOK,
    .run = run_edit,
};

static enum kith_status run_delete(struct cli *cli) {
    const struct kith_kind *kind;
    kith_id id;
    enum kith_status status = kith_row_find(cli->k, cli->args[0], &kind, &id);
    if (status != KITH_OK)
        return status;
    const char *what =
        kind == &kith_person_kind ? cli_said(cli, id) : arena_printf(&cli->arena, "the %s", kind->one);
    status = kind == &kith_person_kind ? kith_person_delete(cli->k, &id, 1)
                                       : kith_row_delete(cli->k, kind, &id, 1);
    if (status == KITH_OK)
        cli_say(cli, "Deleted %s; undo brings it back.", what);
    return status;
}

const struct cli_command cmd_delete = {
    .name = "delete",
    .args = "UID",
    .about = "deletes any row of the book; undo brings it back",
    .least = 1,
    .most = 1,
    .book = CLI_BOOK,
    .run = run_delete,
};

static enum kith_status run_merge(struct cli *cli) {
    kith_id keep, other;
    enum kith_status status = cli_person(cli, cli->args[0], &keep);
    if (status == KITH_OK)
        status = cli_person(cli, cli->args[1], &other);
    if (status != KITH_OK)
        return status;
    const char *was = cli_said(cli, other);
    status = kith_person_merge(cli->k, keep, other);
    if (status == KITH_OK)
        cli_say(cli, "%s and %s are one person now.", cli_said(cli, keep), was);
    return status;
}

const struct cli_command cmd_merge = {
    .name = "merge",
    .args = "KEEP OTHER",
    .about = "makes one person of two; undo parts them",
    .least = 2,
    .most = 2,
    .book = CLI_BOOK,
    .run = run_merge,
};

static enum kith_status run_apart(struct cli *cli) {
    kith_id one, other;
    enum kith_status status = cli_person(cli, cli->args[0], &one);
    if (status == KITH_OK)
        status = cli_person(cli, cli->args[1], &other);
    if (status == KITH_OK)
        status = kith_apart(cli->k, one, other);
    if (status == KITH_OK)
        cli_say(cli, "%s and %s are two people.", cli_said(cli, one), cli_said(cli, other));
    return status;
}

const struct cli_command cmd_apart = {
    .name = "apart",
    .args = "NAME OTHER",
    .about = "they are two people: duplicates names them no more",
    .least = 2,
    .most = 2,
    .book = CLI_BOOK,
    .run = run_apart,
};

static enum kith_status run_forget(struct cli *cli) {
    kith_id id;
    struct kith_person person;
    enum kith_status status = cli_person(cli, cli->args[0], &id);
    if (status == KITH_OK)
        status = kith_person_get(cli->k, id, &cli->arena, &person);
    if (status != KITH_OK)
        return status;
    if (!cli_option(cli, "yes"))
        return kith_fail(
            cli->k, KITH_INVALID,
            "forget purges %s everywhere: it empties the undo history, and removes drafts that name them"
            " and all automatic backups and copies beside the book; say --yes to do it",
            kith_person_said(cli->k, id, &cli->arena));
    const char *name = cli_said(cli, id);
    struct kith_list words = kith_person_words(&person, &cli->arena);
    status = kith_person_forget(cli->k, id);
    if (status != KITH_OK)
        return status;
    int removed = cli->env->forgotten ? cli->env->forgotten(cli->env->machine, cli->k, &words) : 0;
    cli_say(cli, "%s is forgotten, and the undo history is empty.", name);
    if (removed)
        cli_say(cli, "%d older %s of the book %s removed.", removed, removed == 1 ? "copy" : "copies",
                removed == 1 ? "is" : "are");
    return KITH_OK;
}

const struct cli_command cmd_forget = {
    .name = "forget",
    .args = "NAME --yes",
    .about = "purges a person from all that Kith writes; cannot be undone",
    .options = (const struct cli_option[]){{"yes", NULL, "said because nothing brings the person back"}, {0}},
    .least = 1,
    .most = 1,
    .book = CLI_BOOK,
    .run = run_forget,
};
