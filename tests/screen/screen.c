#include "screen/screen.h"

#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tui/views.h"

enum { YEAR = 2026, MONTH = 11, DAY = 21 };

static char *read_all(const char *path) {
    FILE *file = fopen(path, "rb");
    if (!file)
        return NULL;
    struct buf text = BUF_INIT;
    char part[4096];
    for (size_t got; (got = fread(part, 1, sizeof part, file)) > 0;)
        buf_add(&text, part, got);
    fclose(file);
    return buf_detach(&text);
}

/*
 * Files that the tests import: names of people, a line each, the company after a comma; "!" cannot be kept.
 * One that begins with "?" is to be asked about: its two columns may be the other way round.
 */
static bool read_file(void *ctx, const char *path, const struct kith_columns *columns,
                      struct kith_import *plan, struct buf *book, struct buf *why) {
    char *text = read_all(path), *rest = text, *line;
    bool turned = columns && strcmp(columns->items[0].field, "company") == 0;
    (void)ctx;
    if (!text)
        buf_printf(why, "'%s' cannot be read", path);
    if (!text)
        return false;
    if (*text == '{') {
        buf_str(book, text);
        free(text);
        return true;
    }
    for (int64_t number = 1; (line = strsep(&rest, "\n")); number++) {
        char *company = strchr(line, ',');
        if (*line == '!')
            *ARENA_PUSH(&plan->arena, plan->problems, plan->problem_count, plan->problem_cap) =
                (struct kith_problem){number, arena_strdup(&plan->arena, line + 1)};
        if (*line == '!' || *line == '?' || *line == '\0')
            continue;
        if (company)
            *company++ = '\0';
        const char *name = turned && company ? company : line, *firm = turned && company ? line : company;
        struct kith_import_row *row = ARENA_PUSH(&plan->arena, plan->rows, plan->count, plan->cap);
        kith_row_init(&kith_person_kind, &row->person);
        row->person.name = arena_strdup(&plan->arena, name);
        row->person.company = arena_strdup(&plan->arena, firm);
        row->line = number;
    }
    free(text);
    return true;
}

static void read_columns(void *ctx, const char *path, struct arena *arena, struct kith_columns *out) {
    static const struct kith_column_field fields[] = {
        {"name", "full name"}, {"company", "company"}, {"other", "kept as a line in about"}, {"drop", "left out"}, {0}};
    static const struct kith_column columns[] = {{"1", "Column 1", "name", "Okafor Bakery", false},
                                                 {"2", "Firma", "company", "Ann Okafor", true}};
    char *text = read_all(path);
    (void)ctx;
    *out = (struct kith_columns){.fields = fields};
    if (text && *text == '?') {
        out->items = arena_alloc(arena, sizeof columns);
        memcpy(out->items, columns, sizeof columns);
        out->count = 2;
    }
    free(text);
}

void screen_start(struct screen *screen, const char *book, int rows, int cols) {
    static const struct view_type *const views[] = {&view_today, &view_people, &view_circle,
                                                    &view_asks,  &view_ledger, &view_insights};
    const struct kith_options options = {
        .path = ":memory:", .today = day_from(YEAR, MONTH, DAY), .now = 1795255200};
    struct buf why = BUF_INIT;
    setlocale(LC_ALL, "C.UTF-8");
    *screen = (struct screen){.picture = BUF_INIT};
    if (kith_open(&options, &screen->kith, &why) != KITH_OK)
        fail_msg("%s", why.data);
    char *text = strcmp(book, "demo") == 0 ? read_all(KITH_DEMO) : strdup(book);
    struct arena arena = {0};
    struct kith_counts counts;
    if (*text && kith_book_read(screen->kith, text, strlen(text), false, &arena, &counts) != KITH_OK)
        fail_msg("%s", kith_error(screen->kith));
    free(text);
    arena_free(&arena);
    struct app_options app = {
        .kith = screen->kith, .notes = &view_notes, .prompt = &view_prompt, .host.read_file = read_file, .host.read_columns = read_columns};
    memcpy(app.views, views, sizeof views);
    screen->app = app_new(&app);
    canvas_init(&screen->canvas, rows, cols);
    screen_draw(screen);
}

void screen_end(struct screen *screen) {
    app_free(screen->app);
    kith_close(screen->kith);
    canvas_free(&screen->canvas);
    buf_free(&screen->picture);
}

/* As one who waits sees it: with what comes after the picture. */
static void draw(struct screen *screen) {
    app_draw(screen->app, &screen->canvas);
    if (app_later(screen->app))
        app_draw(screen->app, &screen->canvas);
}

static void handle(struct screen *screen, const struct event *event) {
    app_handle(screen->app, event);
    draw(screen);
}

void screen_press(struct screen *screen, const char *keys) {
    char *copy = strdup(keys), *rest = copy, *name;
    while ((name = strsep(&rest, " "))) {
        struct event event;
        if (*name && !event_from_text(name, &event))
            fail_msg("there is no key '%s'", name);
        if (*name)
            handle(screen, &event);
    }
    free(copy);
}

void screen_type(struct screen *screen, const char *text) {
    for (size_t at = 0, length = strlen(text), next; at < length; at = next) {
        struct event event = event_key(text_code(text, length, at, &next));
        handle(screen, &event);
    }
}

void screen_slices(struct screen *screen, int count) {
    while (count-- != 0 && app_busy(screen->app))
        app_slice(screen->app);
}

const char *screen_draw(struct screen *screen) {
    draw(screen);
    buf_cut(&screen->picture, 0);
    canvas_dump(&screen->canvas, &screen->picture);
    return screen->picture.data;
}

bool screen_has(struct screen *screen, const char *text) {
    return strstr(screen_draw(screen), text) != NULL;
}

void screen_golden(struct screen *screen, const char *name) {
    char path[4096];
    const char *write = getenv("KITH_STANDING_GOLDEN");
    snprintf(path, sizeof path, "%s/%s.txt", KITH_GOLDEN_FOLDER, name);
    screen_draw(screen);
    if (write && strcmp(write, "write") == 0) {
        FILE *file = fopen(path, "wb");
        assert_non_null(file);
        fwrite(screen->picture.data, 1, screen->picture.len, file);
        fclose(file);
        return;
    }
    char *wanted = read_all(path);
    if (!wanted)
        fail_msg("there is no picture %s; KITH_STANDING_GOLDEN=write makes it", path);
    bool same = strcmp(wanted, screen->picture.data) == 0;
    if (!same)
        print_error("%s is\n%s\nand not\n%s", name, screen->picture.data, wanted);
    free(wanted);
    if (!same)
        fail();
}
