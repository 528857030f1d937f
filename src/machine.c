#include "machine.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/text.h"

static const char *const yes_no[] = {"yes", "no", NULL};
static const char *const themes[] = {"default", "light", "dark", "mono", NULL};
const struct machine_setting machine_settings[] = {
    {"mouse", "yes", "whether the mouse works on the screen", yes_no},
    {"hints", "yes", "whether the bottom line shows keys", yes_no},
    {"copy", "", "a program that takes copied text, such as wl-copy; empty: the terminal does it", NULL},
    {"panes", "", "how large the panes are, as the mouse or < and > left them; empty: as is usual", NULL},
    {"learned", "", "the tips of the screen that are done with; empty: each comes again", NULL},
    {"theme", "default", "the colours: default, light, dark or mono", themes},
    {0},
};

/* A folder of the XDG specification: the variable when it is an absolute path, else under HOME. */
static const char *folder(struct machine *machine, const char *variable, const char *under_home) {
    const char *value = getenv(variable), *home = getenv("HOME");
    if (value && value[0] == '/')
        return arena_printf(&machine->arena, "%s/kith", value);
    if (!home || home[0] != '/')
        return NULL;
    return arena_printf(&machine->arena, "%s/%s/kith", home, under_home);
}

static const char *folder_above(struct machine *machine, const char *path) {
    const char *slash = strrchr(path, '/');
    if (!slash)
        return ".";
    return slash == path ? "/" : arena_strndup(&machine->arena, path, (size_t)(slash - path));
}

/* KITH_NOW: a day, or a day and a time, local. */
static bool read_clock(const char *text, day *today, int *seconds) {
    char iso[DAY_SIZE];
    int hour = 12, minute = 0, second = 0;
    if (strlen(text) < 10)
        return false;
    memcpy(iso, text, 10);
    iso[10] = '\0';
    if (text[10]) {
        bool digits = strlen(text) == 19 && strspn(text + 11, "0123456789") == 2 &&
                      strspn(text + 14, "0123456789") == 2 && strspn(text + 17, "0123456789") == 2;
        if (!digits || sscanf(text + 10, "T%2d:%2d:%2d", &hour, &minute, &second) < 3 || hour > 23 ||
            minute > 59 || second > 59)
            return false;
    }
    *seconds = hour * 3600 + minute * 60 + second;
    return day_parse_iso(iso, today);
}

day machine_day_of(int64_t seconds) {
    time_t at = (time_t)seconds;
    struct tm local;
    return localtime_r(&at, &local) ? day_from(local.tm_year + 1900, local.tm_mon + 1, local.tm_mday)
                                    : DAY_NONE;
}

void machine_clock(void *ctx, day *today, int64_t *now) {
    const struct machine *machine = ctx;
    int seconds, year, month, month_day;
    if (machine->clock && read_clock(machine->clock, today, &seconds)) {
        day_split(*today, &year, &month, &month_day);
        struct tm local = {.tm_year = year - 1900,
                           .tm_mon = month - 1,
                           .tm_mday = month_day,
                           .tm_hour = seconds / 3600,
                           .tm_min = seconds / 60 % 60,
                           .tm_sec = seconds % 60,
                           .tm_isdst = -1};
        *now = (int64_t)mktime(&local);
        return;
    }
    *now = (int64_t)time(NULL);
    *today = machine_day_of(*now);
}

const char *machine_temporary(struct machine *machine) {
    static const char *const variables[] = {"XDG_RUNTIME_DIR", "TMPDIR", NULL};
    for (size_t i = 0; variables[i]; i++) {
        const char *value = getenv(variables[i]);
        if (value && value[0] == '/' && access(value, W_OK | X_OK) == 0)
            return arena_strdup(&machine->arena, value);
    }
    return "/tmp";
}

bool machine_start(struct machine *machine, const char *book, struct buf *why) {
    *machine = (struct machine){.backed_up = DAY_NONE};
    const char *clock = getenv("KITH_NOW");
    day today;
    int seconds;
    machine->clock = clock && *clock ? clock : NULL;
    if (machine->clock && !read_clock(clock, &today, &seconds)) {
        buf_printf(why, "KITH_NOW is '%s'; write 2026-11-21 or 2026-11-21T09:30:00",
                   text_display(&machine->arena, clock));
        return false;
    }
    machine->data_dir = folder(machine, "XDG_DATA_HOME", ".local/share");
    machine->config_dir = folder(machine, "XDG_CONFIG_HOME", ".config");
    machine->state_dir = folder(machine, "XDG_STATE_HOME", ".local/state");
    const char *variable = getenv("KITH_BOOK");
    machine->book = book ? book : variable && *variable ? variable : NULL;
    if (!machine->book && machine->data_dir)
        machine->book = arena_printf(&machine->arena, "%s/book.kith", machine->data_dir);
    if (!machine->data_dir && machine->book) /* without a home, what belongs to a book is kept beside it */
        machine->data_dir = folder_above(machine, machine->book);
    return true;
}

void machine_end(struct machine *machine) {
    arena_free(&machine->arena);
}

/* A text file of the configuration folder, NULL when there is none. */
static const char *read_text(struct machine *machine, const char *name) {
    if (!machine->config_dir)
        return NULL;
    struct stat about;
    int fd = open(arena_printf(&machine->arena, "%s/%s", machine->config_dir, name),
                  O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC); /* a pipe there would be waited for */
    if (fd < 0)
        return NULL;
    struct buf bytes = BUF_INIT;
    char block[4096];
    ssize_t got;
    bool regular = fstat(fd, &about) == 0 && S_ISREG(about.st_mode);
    while (regular && bytes.len < 16u << 20 && (got = read(fd, block, sizeof block)) > 0)
        buf_add(&bytes, block, (size_t)got);
    close(fd);
    const char *text = text_repair(&machine->arena, bytes.data, bytes.len);
    buf_free(&bytes);
    return text;
}

const char *machine_overlay(void *ctx, const char *file) {
    struct machine *machine = ctx;
    for (size_t i = 0; i < machine->file_count; i++)
        if (strcmp(machine->files[i].name, file) == 0)
            return machine->files[i].text;
    struct machine_files *row =
        ARENA_PUSH(&machine->arena, machine->files, machine->file_count, machine->file_cap);
    row->name = arena_strdup(&machine->arena, file);
    row->text = read_text(machine, file);
    return row->text;
}

/* ---- settings: lines `name value` of the file `config` ---- */

static const struct machine_setting *setting(const char *name) {
    for (const struct machine_setting *row = machine_settings; row->name; row++)
        if (strcmp(row->name, name) == 0)
            return row;
    return NULL;
}

static bool line_is(const char *line, const char *name) {
    size_t length = strlen(name);
    return strncmp(line, name, length) == 0 && (line[length] == ' ' || !line[length]);
}

const char *machine_get(void *ctx, const char *name) {
    struct machine *machine = ctx;
    const struct machine_setting *row = setting(name);
    const char *text = read_text(machine, "config"), *value = row ? row->otherwise : NULL;
    if (!row || !text)
        return value;
    char *rest = arena_strdup(&machine->arena, text), *line;
    while ((line = strsep(&rest, "\n")))
        if (line_is(line, name))
            value = text_trim(&machine->arena, line + strlen(name));
    return value;
}

static bool allowed(const struct machine_setting *row, const char *value) {
    for (size_t i = 0; row->words && row->words[i]; i++)
        if (strcmp(row->words[i], value) == 0)
            return true;
    return !row->words && text_valid(value, strlen(value)) && !strpbrk(value, "\r\n");
}

bool machine_set(void *ctx, const char *name, const char *value, struct buf *why) {
    struct machine *machine = ctx;
    const struct machine_setting *row = setting(name);
    if (!allowed(row, value)) {
        buf_printf(why, "%s is ", name);
        for (size_t i = 0; row->words && row->words[i]; i++)
            buf_printf(why, "%s%s", i == 0 ? "" : row->words[i + 1] ? ", " : " or ", row->words[i]);
        buf_printf(why, "%s, not '%s'", row->words ? "" : "one line of text", value);
        return false;
    }
    const char *old = read_text(machine, "config");
    struct buf text = BUF_INIT;
    char *rest = arena_strdup(&machine->arena, old ? old : ""), *line;
    while ((line = strsep(&rest, "\n")))
        if (*line && !line_is(line, name))
            buf_printf(&text, "%s\n", line);
    buf_printf(&text, "%s %s\n", name, value);
    bool good = false;
    if (machine->config_dir) {
        char *parent = arena_strdup(&machine->arena, machine->config_dir);
        *strrchr(parent, '/') = '\0';
        mkdir(parent, 0700);
        mkdir(machine->config_dir, 0700);
        const char *path = arena_printf(&machine->arena, "%s/config", machine->config_dir);
        const char *fresh = arena_printf(&machine->arena, "%s.new", path);
        int fd = open(fresh, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0600);
        FILE *file = fd >= 0 ? fdopen(fd, "wb") : NULL;
        good = file && fwrite(text.data, 1, text.len, file) == text.len;
        good = file && fclose(file) == 0 && good && rename(fresh, path) == 0;
    }
    if (!good)
        buf_printf(why, "the setting could not be written: %s", strerror(errno));
    buf_free(&text);
    return good;
}
