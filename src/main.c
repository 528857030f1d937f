/* Kith: chooses the full screen or a command, and gives both what they may not look at themselves. */
#include <errno.h>
#include <fcntl.h>
#include <langinfo.h>
#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/text.h"
#include "backups.h"
#include "cli/cli.h"
#include "demo.h"
#include "exchange/exchange.h"
#include "machine.h"
#include "tui/tui.h"

static int refuse(const char *sentence) {
    struct arena arena = {0};
    fprintf(stderr, "kith: %s\n", text_sentence(&arena, sentence));
    arena_free(&arena);
    return 1;
}

static enum kith_status open_book(struct machine *machine, const char *path, struct kith **out,
                                  struct buf *why) {
    struct kith_options options = {.path = path, .overlay = machine_overlay, .overlay_ctx = machine};
    machine_clock(machine, &options.today, &options.now);
    return kith_open(&options, out, why);
}

/* A whole file; nothing that has no end or makes the screen wait: a pipe, a device, far too large a file. */
static bool read_bytes(const char *path, struct buf *bytes, struct buf *why) {
    enum { MOST = 512 << 20 };
    char part[1 << 16];
    struct stat about = {0};
    int fd = open(path, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
    ssize_t got = -1;
    if (fd >= 0 && fstat(fd, &about) == 0 && S_ISDIR(about.st_mode))
        buf_printf(why, "'%s' is a folder", path);
    else if (fd >= 0 && !S_ISREG(about.st_mode))
        buf_printf(why, "'%s' is not a regular file", path);
    else if (fd >= 0 && about.st_size > MOST)
        buf_printf(why, "'%s' is larger than 512 MB", path);
    else
        while (fd >= 0 && bytes->len <= MOST && (got = read(fd, part, sizeof part)) > 0)
            buf_add(bytes, part, (size_t)got);
    if (got < 0 && !why->len)
        buf_printf(why, "'%s' cannot be read: %s", path, strerror(errno));
    if (fd >= 0)
        close(fd);
    return !why->len;
}

/* What the screen imports: files are read by the room that knows them. */
static bool read_file(void *ctx, const char *path, const struct kith_columns *columns,
                      struct kith_import *plan, struct buf *book, struct buf *why) {
    struct kith *k = ctx;
    struct buf bytes = BUF_INIT;
    struct arena arena = {0};
    struct exchange_maps maps = exchange_maps_of(columns, &arena);
    bool good = read_bytes(path, &bytes, why);
    if (good && exchange_detect(bytes.data, bytes.len) == EXCHANGE_KITH)
        buf_add(book, bytes.data, bytes.len);
    else if (good && exchange_read(k, bytes.data, bytes.len, EXCHANGE_AUTO, &maps, plan) != KITH_OK) {
        buf_str(why, kith_error(k));
        good = false;
    }
    buf_free(&bytes);
    arena_free(&arena);
    return good;
}

/* Nothing is lost where it cannot be written: the panes have their usual sizes the next time. */
static void keep(void *machine, const char *name, const char *value) {
    struct buf why = BUF_INIT;
    machine_set(machine, name, value, &why);
    buf_free(&why);
}

static void read_columns(void *ctx, const char *path, struct arena *arena, struct kith_columns *out) {
    struct buf bytes = BUF_INIT, why = BUF_INIT;
    (void)ctx;
    *out = (struct kith_columns){0};
    if (read_bytes(path, &bytes, &why))
        exchange_columns(bytes.data, bytes.len, arena, out);
    buf_free(&why);
    buf_free(&bytes);
}

/* The screen on an open book; closes it. */
static int run_screen(struct machine *machine, struct kith *k, const char *data_dir, bool demo) {
    struct buf why = BUF_INIT;
    const char *copy = machine_get(machine, "copy");
    struct tui_options options = {
        .kith = k,
        .clock = machine_clock,
        .clock_ctx = machine,
        .read_file = read_file,
        .read_columns = read_columns,
        .read_file_ctx = k,
        .forgotten = demo ? NULL : backups_forget,
        .forgotten_ctx = machine,
        .rested = demo ? NULL : backups_aside,
        .rested_ctx = machine,
        .data_dir = data_dir,
        .keys = machine_overlay(machine, "keys"),
        .copy_program = copy && *copy ? copy : NULL,
        .theme = machine_get(machine, "theme"),
        .styles = machine_overlay(machine, "styles"),
        .panes = machine_get(machine, "panes"),
        .learned = machine_get(machine, "learned"),
        .keep = demo ? NULL : keep,
        .keep_ctx = machine,
        .mouse = strcmp(machine_get(machine, "mouse"), "yes") == 0,
        .hints = strcmp(machine_get(machine, "hints"), "yes") == 0,
        .demo = demo,
    };
    bool good = tui_run(&options, &why);
    if (!demo)
        backups_daily(machine, k);
    kith_close(k);
    int status = good ? 0 : refuse(why.data);
    buf_free(&why);
    return status;
}

static int screen(struct machine *machine) {
    if (!machine->book)
        return refuse("there is no home folder to keep the book in; say where with --book FILE");
    struct buf why = BUF_INIT;
    struct kith *k;
    enum kith_status status = open_book(machine, machine->book, &k, &why);
    const char *newest =
        status == KITH_DAMAGED || status == KITH_FORMAT ? backups_newest(machine, machine->book) : NULL;
    if (newest)
        buf_printf(&why, "; kith restore brings back its newest backup, '%s'", newest);
    int code = k ? run_screen(machine, k, machine->data_dir, false) : refuse(why.data);
    buf_free(&why);
    return code;
}

/* A throw-away copy, in a folder of its own that goes when the screen is left. */
static int demo(struct machine *machine) {
    char *folder = arena_printf(&machine->arena, "%s/kith-demo-XXXXXX", machine_temporary(machine));
    if (!mkdtemp(folder))
        return refuse("no temporary folder could be made for the demo book");
    struct buf why = BUF_INIT;
    const char *book = arena_printf(&machine->arena, "%s/demo.kith", folder);
    struct kith *k;
    int status;
    if (open_book(machine, book, &k, &why) == KITH_OK && demo_fill(k, &why))
        status = run_screen(machine, k, folder, true);
    else {
        status = refuse(why.data);
        kith_close(k);
    }
    demo_remove(folder);
    buf_free(&why);
    return status;
}

/* Width of the terminal on standard output, 0 when it is none. */
static int terminal_columns(void) {
    struct winsize size;
    const char *variable = getenv("COLUMNS");
    if (!isatty(STDOUT_FILENO))
        return 0;
    int columns = variable ? atoi(variable) : 0;
    if (columns <= 0 && ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0)
        columns = size.ws_col;
    return columns > 0 ? columns : 80;
}

static int command(struct machine *machine, int argc, char **argv) {
    struct cli_env env = {
        .book = machine->book,
        .overlay = machine_overlay,
        .overlay_ctx = machine,
        .day_of = machine_day_of,
        .temporary = machine_temporary(machine),
        .terminal = isatty(STDOUT_FILENO) != 0,
        .errors_terminal = isatty(STDERR_FILENO) != 0,
        .columns = terminal_columns(),
        .keys = tui_keys,
        .keys_text = machine_overlay(machine, "keys"),
        .machine = machine,
        .machine_get = machine_get,
        .machine_set = machine_set,
        .done = backups_daily,
        .newest_backup = backups_newest,
        .forgotten = backups_forget,
    };
    size_t count = 0;
    while (machine_settings[count].name)
        count++;
    env.machine_names = ARENA_NEW(&machine->arena, struct cli_machine_setting, count + 1);
    for (size_t i = 0; i < count; i++)
        env.machine_names[i] =
            (struct cli_machine_setting){machine_settings[i].name, machine_settings[i].help};
    machine_clock(machine, &env.today, &env.now);
    return cli_run(&env, argc, argv);
}

static int usage(const char *problem, const char *what) {
    struct arena arena = {0};
    fprintf(stderr, "kith: %s '%s'; usage: kith [--book FILE] [COMMAND [ARGUMENTS]]\n", problem,
            text_cut(&arena, what, 100));
    arena_free(&arena);
    return 2;
}

/* In the order of the locale's own dates; the C locale has none to speak of. */
static bool month_first(void) {
    const char *name = setlocale(LC_TIME, NULL), *form = nl_langinfo(D_FMT);
    if (!name || name[0] == 'C' || strcmp(name, "POSIX") == 0)
        return false;
    return form[strcspn(form, "dejmbBhD")] != '\0' && strchr("mbBhD", form[strcspn(form, "dejmbBhD")]);
}

int main(int argc, char **argv) {
    setlocale(LC_ALL, "");
    day_use(month_first());
    signal(SIGXFSZ, SIG_IGN); /* a quota is a write that fails, with a sentence */
    const char *book = NULL;
    int at = 1;
    for (; at < argc && strncmp(argv[at], "--", 2) == 0; at++) {
        if (strcmp(argv[at], "--version") == 0) {
            printf("kith %s\n", KITH_VERSION);
            return fflush(stdout) == 0 ? 0 : refuse("standard output could not be written");
        }
        if (strcmp(argv[at], "--help") == 0) {
            argv[at] = "help";
            break;
        }
        if (strncmp(argv[at], "--book=", 7) == 0)
            book = argv[at] + 7;
        else if (strcmp(argv[at], "--book") == 0 && at + 1 < argc)
            book = argv[++at];
        else if (strcmp(argv[at], "--book") == 0)
            return usage("a file is missing after", argv[at]);
        else
            return usage("unknown option", argv[at]);
    }
    if (book && !*book)
        return usage("a file is missing after", "--book");
    struct machine machine;
    struct buf why = BUF_INIT;
    int status;
    if (!machine_start(&machine, book, &why))
        status = refuse(why.data);
    else if (at >= argc)
        status = screen(&machine);
    else if (strcmp(argv[at], "demo") == 0 && at + 1 == argc)
        status = demo(&machine);
    else
        status = command(&machine, argc - at, argv + at);
    machine_end(&machine);
    buf_free(&why);
    return status;
}
