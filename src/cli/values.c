#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/text.h"
#include "cli/cli.h"

enum { FILE_LIMIT = 512 * 1024 * 1024 };

const char *cli_option(const struct cli *cli, const char *name) {
    for (size_t i = cli->value_count; i-- > 0;)
        if (strcmp(cli->values[i].name, name) == 0)
            return cli->values[i].value;
    return NULL;
}

bool cli_json(const struct cli *cli) {
    return cli_option(cli, "json") != NULL;
}

enum kith_status cli_day(struct cli *cli, const char *option, enum day_toward toward, day otherwise,
                         day *out) {
    const char *text = cli_option(cli, option);
    *out = otherwise;
    if (!text || day_parse(text, cli->env->today, toward, out))
        return KITH_OK;
    return kith_fail(cli->k, KITH_INVALID,
                     "'%s' is no date; write 2026-11-21, today, yesterday, mon, -3d or +2w", text);
}

enum kith_status cli_word(struct cli *cli, const char *what, const char *word, const char *const *words,
                          int *out) {
    *out = kith_word_find(words, word);
    if (*out != KITH_NO_WORD)
        return KITH_OK;
    struct buf all = BUF_INIT;
    for (size_t i = 0; words[i]; i++)
        buf_printf(&all, "%s%s", i == 0 ? "" : words[i + 1] ? ", " : " or ", words[i]);
    enum kith_status status =
        kith_fail(cli->k, KITH_INVALID, "'%s' is no %s; it is one of %s", word, what, all.data);
    buf_free(&all);
    return status;
}

enum kith_status cli_amount(struct cli *cli, const char *text, int64_t *cents) {
    int64_t whole = 0, part = 0;
    const char *at = text;
    bool digits = false;
    for (; (*at >= '0' && *at <= '9') || (digits && *at == ','); at++) {
        if (*at == ',')
            continue;
        whole = whole * 10 + (*at - '0');
        digits = true;
        if (whole > 100000000000000)
            return kith_fail(cli->k, KITH_INVALID, "'%s' is too large an amount", text);
    }
    if (*at == '.') {
        at++;
        for (int place = 10; place > 0 && *at >= '0' && *at <= '9'; place /= 10, at++)
            part += place * (*at - '0');
    }
    if (!digits || *at)
        return kith_fail(cli->k, KITH_INVALID, "'%s' is no amount; write 1200 or 1200.50", text);
    *cents = whole * 100 + part;
    return KITH_OK;
}

enum kith_status cli_number(struct cli *cli, const char *what, const char *text, int least, int most,
                            int *out) {
    char *end;
    errno = 0;
    long number = strtol(text, &end, 10);
    if (end == text || *end || errno || number < least || number > most)
        return kith_fail(cli->k, KITH_INVALID, "%s is a number from %d to %d, not '%s'", what, least, most,
                         text);
    *out = (int)number;
    return KITH_OK;
}

const char *cli_words(struct cli *cli, int from) {
    struct buf all = BUF_INIT;
    for (int i = from; i < cli->arg_count; i++)
        buf_printf(&all, "%s%s", i > from ? " " : "", cli->args[i]);
    const char *text = text_repair(&cli->arena, all.data, all.len);
    buf_free(&all);
    return text;
}

enum kith_status cli_person(struct cli *cli, const char *name, kith_id *out) {
    return kith_person_find(cli->k, name, out);
}

static bool holds(const struct kith_ids *ids, kith_id id) {
    for (size_t i = 0; i < ids->count; i++)
        if (ids->items[i] == id)
            return true;
    return false;
}

static enum kith_status people_from_input(struct cli *cli, struct kith_ids *out) {
    struct buf input = BUF_INIT;
    enum kith_status status = cli_read(cli, "-", &input);
    size_t cap = 0;
    for (char *rest = input.data, *line; status == KITH_OK && (line = strsep(&rest, "\n"));) {
        const char *name = text_trim(&cli->arena, text_repair(&cli->arena, line, strlen(line)));
        if (text_blank(name))
            continue;
        kith_id id = 0;
        status = kith_person_find(cli->k, name, &id);
        if (status == KITH_OK && !holds(out, id))
            *ARENA_PUSH(&cli->arena, out->items, out->count, cap) = id;
    }
    buf_free(&input);
    if (status == KITH_OK && out->count == 0)
        return kith_fail(cli->k, KITH_INVALID, "standard input names nobody");
    return status;
}

enum kith_status cli_people(struct cli *cli, const char *name, struct kith_ids *out) {
    *out = (struct kith_ids){0};
    if (strcmp(name, "-") == 0)
        return people_from_input(cli, out);
    out->items = ARENA_NEW(&cli->arena, kith_id, 1);
    out->count = 1;
    return kith_person_find(cli->k, name, out->items);
}

const char *cli_said(struct cli *cli, kith_id person) {
    return kith_person_said(cli->k, person, &cli->arena);
}

const char *cli_group(struct cli *cli, const struct kith_ids *people) {
    return people->count == 1 ? cli_said(cli, people->items[0])
                              : arena_printf(&cli->arena, "%zu people", people->count);
}

enum kith_status cli_read(struct cli *cli, const char *path, struct buf *out) {
    bool input = strcmp(path, "-") == 0;
    FILE *file = input ? stdin : fopen(path, "rbe");
    if (!file)
        return kith_fail(cli->k, KITH_IO, "'%s' cannot be read: %s", path, strerror(errno));
    struct stat about;
    if (!input && fstat(fileno(file), &about) == 0 && S_ISDIR(about.st_mode)) {
        fclose(file);
        return kith_fail(cli->k, KITH_INVALID, "'%s' is a folder", path);
    }
    char block[65536];
    size_t got;
    enum kith_status status = KITH_OK;
    while (status == KITH_OK && (got = fread(block, 1, sizeof block, file)) > 0) {
        buf_add(out, block, got);
        if (out->len > FILE_LIMIT)
            status = kith_fail(cli->k, KITH_INVALID, "'%s' is larger than 512 MB", path);
    }
    if (status == KITH_OK && ferror(file))
        status = kith_fail(cli->k, KITH_IO, "'%s' cannot be read: %s", path, strerror(errno));
    if (!input)
        fclose(file);
    return status;
}

const char *cli_temporary(struct cli *cli, const char *name) {
    char *folder = arena_printf(&cli->arena, "%s/kith-XXXXXX", cli->env->temporary);
    if (mkdtemp(folder)) /* of mode 0700 */
        return arena_printf(&cli->arena, "%s/%s", folder, name);
    kith_fail(cli->k, KITH_IO, "no temporary folder could be made in '%s': %s", cli->env->temporary,
              strerror(errno));
    return NULL;
}

void cli_temporary_end(struct cli *cli, const char *path) {
    remove(path);
    remove(arena_strndup(&cli->arena, path, (size_t)(strrchr(path, '/') - path)));
}

const char *cli_read_text(struct cli *cli, const char *path) {
    static const char mark[] = "\xEF\xBB\xBF";
    struct buf bytes = BUF_INIT;
    const char *text = NULL;
    if (cli_read(cli, path, &bytes) == KITH_OK)
        text = text_repair(&cli->arena, bytes.data, bytes.len);
    buf_free(&bytes);
    return text && strncmp(text, mark, strlen(mark)) == 0 ? text + strlen(mark) : text;
}

static bool write_all(int fd, const struct buf *bytes) {
    size_t done = 0;
    while (done < bytes->len) {
        ssize_t wrote = write(fd, bytes->data + done, bytes->len - done);
        if (wrote < 0 && errno != EINTR)
            return false;
        done += wrote > 0 ? (size_t)wrote : 0;
    }
    return true;
}

/* A device or pipe takes the bytes as they come, and stays what it is. */
static bool write_through(const char *path, const struct buf *bytes) {
    int fd = open(path, O_WRONLY | O_CLOEXEC | O_NOCTTY);
    bool good = fd >= 0 && write_all(fd, bytes);
    int saved = errno;
    if (fd >= 0 && close(fd) != 0 && good)
        return false;
    errno = saved;
    return good;
}

/* A file appears whole or not at all, readable by its owner only; a link stays one. */
static bool write_file(struct cli *cli, const char *path, const struct buf *bytes) {
    char *real = realpath(path, NULL);
    char *temporary = arena_printf(&cli->arena, "%s.XXXXXX", real ? real : path);
    int fd = mkostemp(temporary, O_CLOEXEC);
    bool good = fd >= 0 && write_all(fd, bytes) && fsync(fd) == 0;
    int saved = errno;
    if (fd >= 0 && close(fd) != 0 && good) {
        saved = errno;
        good = false;
    }
    if (good && rename(temporary, real ? real : path) != 0) {
        saved = errno;
        good = false;
    }
    if (!good && fd >= 0)
        unlink(temporary);
    free(real);
    errno = saved;
    return good;
}

/* What is written never takes the place of a book: neither this one under whatever name, nor another. */
static bool is_book(const char *path) {
    static const char mark[] = "SQLite format 3";
    char head[sizeof mark] = "";
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
    ssize_t got = fd >= 0 ? read(fd, head, sizeof head) : -1;
    if (fd >= 0)
        close(fd);
    return got == (ssize_t)sizeof head && memcmp(head, mark, sizeof mark) == 0;
}

enum kith_status cli_write(struct cli *cli, const char *path, const struct buf *bytes) {
    struct stat about;
    if (strcmp(path, "-") == 0) {
        buf_add(&cli->out, bytes->data, bytes->len);
        return KITH_OK;
    }
    bool there = stat(path, &about) == 0;
    if (there && S_ISDIR(about.st_mode))
        return kith_fail(cli->k, KITH_INVALID, "'%s' is a folder", path);
    if (there && S_ISREG(about.st_mode) && is_book(path))
        return kith_fail(cli->k, KITH_INVALID, "'%s' is a book, and nothing is written over it", path);
    bool good = there && !S_ISREG(about.st_mode) ? write_through(path, bytes) : write_file(cli, path, bytes);
    return good ? KITH_OK : kith_fail(cli->k, KITH_IO, "'%s' cannot be written: %s", path, strerror(errno));
}
