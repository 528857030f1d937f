#include "backups.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/text.h"

enum { DAYS = 7, WEEKS = 4, MONTHS = 12 };

struct kept {
    day *days; /* of the backups there are, newest first */
    size_t count, cap;
};

/* A name of its own for each book: its path, what no file name may hold written as hex. */
static const char *folder_of(struct machine *machine, const char *book) {
    char *real = realpath(book, NULL);
    struct buf name = BUF_INIT;
    if (!machine->state_dir || !real) {
        free(real);
        return NULL;
    }
    buf_printf(&name, "%s/", machine->state_dir);
    for (const char *at = real; *at; at++) {
        bool plain = (*at >= 'a' && *at <= 'z') || (*at >= 'A' && *at <= 'Z') || (*at >= '0' && *at <= '9');
        if (plain || *at == '-' || (*at == '.' && at[-1] != '/'))
            buf_char(&name, *at);
        else
            buf_str(&name, *at == '/' ? "_" : "+");
    }
    free(real);
    const char *folder = arena_strdup(&machine->arena, name.data);
    buf_free(&name);
    return folder;
}

static int newest_first(const void *a, const void *b) {
    day x = *(const day *)a, y = *(const day *)b;
    return (y > x) - (y < x);
}

/* Files named by their day; all others in the folder are not ours. */
static struct kept list(struct machine *machine, const char *folder) {
    struct kept kept = {0};
    DIR *dir = opendir(folder);
    struct dirent *entry;
    while (dir && (entry = readdir(dir))) {
        char iso[DAY_SIZE];
        day on;
        if (strlen(entry->d_name) != 15 || strcmp(entry->d_name + 10, ".kith") != 0)
            continue;
        memcpy(iso, entry->d_name, 10);
        iso[10] = '\0';
        if (day_parse_iso(iso, &on))
            *ARENA_PUSH(&machine->arena, kept.days, kept.count, kept.cap) = on;
    }
    if (dir)
        closedir(dir);
    if (kept.count)
        qsort(kept.days, kept.count, sizeof *kept.days, newest_first);
    return kept;
}

static const char *file_of(struct machine *machine, const char *folder, day on) {
    char iso[DAY_SIZE];
    return arena_printf(&machine->arena, "%s/%s.kith", folder, day_iso(on, iso));
}

static int month_of(day on) {
    int year, month, month_day;
    day_split(on, &year, &month, &month_day);
    return year * 12 + month;
}

/* Whether the one at `at` is the newest of its week, or of its month. */
static bool newest_of_week(const struct kept *kept, size_t at) {
    return at == 0 || day_week_start(kept->days[at - 1]) != day_week_start(kept->days[at]);
}

static bool newest_of_month(const struct kept *kept, size_t at) {
    return at == 0 || month_of(kept->days[at - 1]) != month_of(kept->days[at]);
}

/* What a crash has left of one half made, on another day than this. */
static void clear_parts(struct machine *machine, const char *folder, day today) {
    char iso[DAY_SIZE];
    DIR *dir = opendir(folder);
    struct dirent *entry;
    day_iso(today, iso);
    while (dir && (entry = readdir(dir)))
        if (strstr(entry->d_name, ".kith.part-") && strncmp(entry->d_name, iso, 10) != 0)
            unlink(arena_printf(&machine->arena, "%s/%s", folder, entry->d_name));
    if (dir)
        closedir(dir);
}

/* Those with a day ahead, made while a clock was wrong, neither count nor go. */
static void clear_out(struct machine *machine, const char *folder, day today) {
    struct kept kept = list(machine, folder);
    size_t first = 0;
    while (first < kept.count && kept.days[first] > today)
        first++;
    for (size_t i = first + DAYS; i < kept.count; i++) {
        bool week =
            newest_of_week(&kept, i) && day_week_start(today) - day_week_start(kept.days[i]) < WEEKS * 7;
        bool month = newest_of_month(&kept, i) && month_of(today) - month_of(kept.days[i]) < MONTHS;
        if (!week && !month)
            unlink(file_of(machine, folder, kept.days[i]));
    }
}

/* The day of the last step, undo or redo, DAY_NONE when there is none. */
static day last_change(struct kith *k) {
    int64_t at = kith_changed_at(k);
    return at ? machine_day_of(at) : DAY_NONE;
}

static void make_folder(const char *path) {
    if (mkdir(path, 0700) == 0)
        chmod(path, 0700); /* whatever the umask */
}

static bool make_folders(struct machine *machine, const char *folder) {
    char *parent = arena_strdup(&machine->arena, folder);
    for (char *slash = strchr(parent + 1, '/'); slash; slash = strchr(slash + 1, '/')) {
        *slash = '\0';
        make_folder(parent);
        *slash = '/';
    }
    make_folder(folder);
    struct stat about;
    return stat(folder, &about) == 0 && S_ISDIR(about.st_mode);
}

/* Whether a backup of this state stands: of today, or of a day after the last change. */
static bool is_there(const struct kept *kept, day today, day changed) {
    for (size_t i = 0; i < kept->count; i++)
        if (kept->days[i] <= today)
            return kept->days[i] == today || changed < kept->days[i];
    return false;
}

/* Its folder where one is to be made today, else NULL. */
static const char *due(struct machine *machine, struct kith *k) {
    const char *folder = folder_of(machine, kith_path(k));
    day changed = last_change(k);
    if (!folder || changed == DAY_NONE)
        return NULL;
    struct kept kept = list(machine, folder);
    return is_there(&kept, kith_today(k), changed) ? NULL : folder;
}

void backups_daily(void *ctx, struct kith *k) {
    struct machine *machine = ctx;
    const char *folder = due(machine, k);
    day today = kith_today(k);
    if (!folder || !make_folders(machine, folder))
        return;
    clear_parts(machine, folder, today);
    if (kith_backup(k, file_of(machine, folder, today)) == KITH_OK)
        clear_out(machine, folder, today);
}

/* In a child of a child, so that nobody has to wait for its end: any command that opens the book sees to it.
 */
static void run_aside(const char *book) {
    char kith[] = "/proc/self/exe", option[] = "--book", command[] = "check";
    char *path = realpath(book, NULL), *words[] = {kith, option, path, command, NULL};
    pid_t child = path ? fork() : -1;
    if (child == 0) {
        if (setsid() < 0 || fork() != 0)
            _exit(0);
        int nowhere = open("/dev/null", O_RDWR | O_CLOEXEC);
        for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++)
            dup2(nowhere, fd);
        setpriority(PRIO_PROCESS, 0, 10);
        execv(kith, words);
        _exit(127);
    }
    while (child > 0 && waitpid(child, NULL, 0) < 0 && errno == EINTR)
        ;
    free(path);
}

void backups_aside(void *ctx, struct kith *k) {
    struct machine *machine = ctx;
    if (machine->backed_up == kith_today(k))
        return;
    machine->backed_up = kith_today(k);
    if (due(machine, k))
        run_aside(kith_path(k));
}

const char *backups_newest(void *ctx, const char *book) {
    struct machine *machine = ctx;
    const char *folder = folder_of(machine, book);
    if (!folder)
        return NULL;
    struct kept kept = list(machine, folder);
    return kept.count ? file_of(machine, folder, kept.days[0]) : NULL;
}

/* ---- what a forgotten person may still stand in ---- */

static char *read_folded(struct machine *machine, const char *path) {
    FILE *file = fopen(path, "rbe");
    struct buf bytes = BUF_INIT;
    char part[4096];
    for (size_t got; file && (got = fread(part, 1, sizeof part, file)) > 0;)
        buf_add(&bytes, part, got);
    if (file)
        fclose(file);
    char *text = text_repair(&machine->arena, bytes.data, bytes.len);
    buf_free(&bytes);
    return text_fold(&machine->arena, text);
}

/* Any word of what they go by: a draft often has the first name alone. */
static bool holds(struct machine *machine, const char *text, const struct kith_list *words) {
    for (size_t i = 0; i < words->count; i++) {
        char *rest = text_fold(&machine->arena, words->items[i]), *word;
        while ((word = strsep(&rest, " ,.")))
            if (strlen(word) > 2 && strstr(text, word))
                return true;
    }
    return false;
}

/* Removes files of a folder whose name begins so; with `words` only those that hold one. */
static int remove_files(struct machine *machine, const char *folder, const char *begins,
                        const struct kith_list *words) {
    int removed = 0;
    DIR *dir = opendir(folder);
    struct dirent *entry;
    while (dir && (entry = readdir(dir))) {
        const char *path = arena_printf(&machine->arena, "%s/%s", folder, entry->d_name);
        struct stat about;
        if (strncmp(entry->d_name, begins, strlen(begins)) != 0 || lstat(path, &about) != 0 ||
            !S_ISREG(about.st_mode))
            continue;
        if (!words || holds(machine, read_folded(machine, path), words))
            removed += unlink(path) == 0;
    }
    if (dir)
        closedir(dir);
    return removed;
}

static int remove_beside(struct machine *machine, const char *book) {
    static const char *const kinds[] = {"before-", "part-", "recovered-", "damaged-"};
    char *folder = arena_strdup(&machine->arena, book), *slash = strrchr(folder, '/');
    const char *name = slash ? slash + 1 : book;
    int removed = 0;
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        const char *begins = arena_printf(&machine->arena, "%s.%s", name, kinds[i]);
        char *in = slash ? arena_strndup(&machine->arena, folder, (size_t)(slash - folder)) : NULL;
        removed += remove_files(machine, !in ? "." : *in ? in : "/", begins, NULL);
    }
    return removed;
}

int backups_forget(void *ctx, struct kith *k, const struct kith_list *words) {
    struct machine *machine = ctx;
    const char *folder = folder_of(machine, kith_path(k));
    int removed = remove_beside(machine, kith_path(k));
    if (folder)
        removed += remove_files(machine, folder, "", NULL);
    if (machine->data_dir)
        removed +=
            remove_files(machine, arena_printf(&machine->arena, "%s/drafts", machine->data_dir), "", words);
    return removed;
}
