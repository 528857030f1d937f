#include "backups.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>


enum { DAYS = 7, WEEKS = 4, MONTHS = 12 };

struct kept {
    day *days; /* of the backups there are, newest first */
    size_t count, cap;
};

/* A name of its own for each book: its path, what no file name may hold written as hex. */
static const char *folder_of(struct machine *machine, const struct kith *k) {
    char *real = realpath(kith_path(k), NULL);
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

static void clear_out(struct machine *machine, const char *folder, day today) {
    struct kept kept = list(machine, folder);
    for (size_t i = DAYS; i < kept.count; i++) {
        bool week = newest_of_week(&kept, i) &&
                    day_week_start(today) - day_week_start(kept.days[i]) < WEEKS * 7;
        bool month = newest_of_month(&kept, i) && month_of(today) - month_of(kept.days[i]) < MONTHS;
        if (!week && !month)
            unlink(file_of(machine, folder, kept.days[i]));
    }
}

/* The day of the newest step of the history, DAY_NONE when there is none. */
static day last_change(struct machine *machine, struct kith *k) {
    struct kith_steps steps;
    struct tm local;
    if (kith_history(k, 1, &machine->arena, &steps) != KITH_OK || steps.count == 0)
        return DAY_NONE;
    time_t at = (time_t)steps.items[0].at;
    if (!localtime_r(&at, &local))
        return DAY_NONE;
    return day_from(local.tm_year + 1900, local.tm_mon + 1, local.tm_mday);
}

static bool make_folders(struct machine *machine, const char *folder) {
    char *parent = arena_strdup(&machine->arena, machine->state_dir);
    for (char *slash = strchr(parent + 1, '/'); slash; slash = strchr(slash + 1, '/')) {
        *slash = '\0';
        mkdir(parent, 0700);
        *slash = '/';
    }
    mkdir(machine->state_dir, 0700);
    mkdir(folder, 0700);
    struct stat about;
    return stat(folder, &about) == 0 && S_ISDIR(about.st_mode);
}

void backups_daily(struct machine *machine, struct kith *k) {
    const char *folder = folder_of(machine, k);
    day today = kith_today(k), changed = last_change(machine, k);
    if (!folder || changed == DAY_NONE)
        return;
    struct kept kept = list(machine, folder);
    bool there = kept.count && (kept.days[0] >= today || changed < kept.days[0]);
    if (there || !make_folders(machine, folder))
        return;
    if (kith_backup(k, file_of(machine, folder, today)) == KITH_OK)
        clear_out(machine, folder, today);
}

int backups_remove(struct machine *machine, const struct kith *k) {
    const char *folder = folder_of(machine, k);
    struct kept kept = {0};
    int removed = 0;
    if (folder)
        kept = list(machine, folder);
    for (size_t i = 0; i < kept.count; i++)
        removed += unlink(file_of(machine, folder, kept.days[i])) == 0;
    return removed;
}
