#include "tui/conflict.h"

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/text.h"
#include "tui/chooser.h"

enum { SHOWN_PARTS = 3, ROOM = 330 }; /* columns of text for all that is shown */

struct conflict {
    void (*done)(struct app *app, void *ctx, enum conflict_choice choice);
    void (*release)(void *ctx);
    void *ctx;
    char *shown;
    enum conflict_choice choices[3];
};

/* ---- where the two differ ---- */

static bool blank(char c) {
    return c == ' ' || c == '\n' || c == '\t';
}

/* Up to the word where they part. */
static size_t same_start(const char *a, const char *b) {
    size_t at = 0;
    while (a[at] && a[at] == b[at])
        at++;
    if (!a[at] && !b[at])
        return at;
    while (at > 0 && !blank(a[at - 1]))
        at--;
    return at;
}

/* From behind, the words after `start` that both end with. */
static size_t same_end(const char *a, const char *b, size_t start) {
    size_t a_length = strlen(a), b_length = strlen(b), same = 0;
    while (same < a_length - start && same < b_length - start &&
           a[a_length - same - 1] == b[b_length - same - 1])
        same++;
    while (same > 0 && same < a_length && !blank(a[a_length - same]))
        same--;
    return same;
}

static const char *differing(struct arena *arena, const char *text, const char *other, int columns) {
    size_t start = same_start(text, other), end = same_end(text, other, start), length = strlen(text);
    const char *part = text_line(arena, arena_strndup(arena, text + start, length - start - end));
    if (!*part)
        return "nothing";
    const char *cut = text_cut(arena, part, columns);
    return arena_printf(arena, "%s%s%s", start ? "… " : "", cut, end && cut == part ? " …" : "");
}

static void show(const struct conflict_spec *spec, struct buf *out) {
    struct arena arena = {0};
    size_t count = spec->count < SHOWN_PARTS ? spec->count : SHOWN_PARTS;
    int columns = ROOM / 2 / (int)(count ? count : 1);
    for (size_t i = 0; i < count; i++) {
        const struct conflict_part *part = &spec->parts[i];
        if (part->label)
            buf_printf(out, "%s%s\n", i ? "\n" : "", part->label);
        buf_printf(out, "Mine    %s\n", differing(&arena, part->mine, part->theirs, columns));
        buf_printf(out, "Theirs  %s", differing(&arena, part->theirs, part->mine, columns));
    }
    if (spec->count > count)
        buf_printf(out, "\nand %zu more", spec->count - count);
    arena_free(&arena);
}

/* ---- the box ---- */

static void below(struct app *app, void *ctx, size_t index, struct buf *out) {
    (void)app;
    (void)index;
    buf_str(out, ((struct conflict *)ctx)->shown);
}

static void take(struct app *app, void *ctx, size_t index) {
    struct conflict *conflict = ctx;
    conflict->done(app, conflict->ctx, conflict->choices[index]);
}

static void release(void *ctx) {
    struct conflict *conflict = ctx;
    if (conflict->release)
        conflict->release(conflict->ctx);
    free(conflict->shown);
    free(conflict);
}

void conflict_open(struct app *app, const struct conflict_spec *spec) {
    static const struct chooser_option all[] = {
        [CONFLICT_MINE] = {.text = "mine", .note = "what was written meanwhile goes"},
        [CONFLICT_THEIRS] = {.text = "theirs", .note = "what I have written goes"},
        [CONFLICT_BOTH] = {.text = "both", .note = "theirs below mine, to be put in order"},
    };
    struct conflict *conflict = xalloc(sizeof *conflict);
    struct chooser_option options[3];
    struct buf shown = BUF_INIT;
    struct arena arena = {0};
    size_t count = 0;
    *conflict = (struct conflict){.done = spec->done, .release = spec->release, .ctx = spec->ctx};
    if (spec->both)
        conflict->choices[count++] = CONFLICT_BOTH;
    conflict->choices[count++] = CONFLICT_MINE;
    conflict->choices[count++] = CONFLICT_THEIRS;
    for (size_t i = 0; i < count; i++)
        options[i] = all[conflict->choices[i]];
    show(spec, &shown);
    conflict->shown = buf_detach(&shown);
    chooser_open(app, &(struct chooser_spec){
                          .title = "Changed meanwhile",
                          .above = arena_printf(&arena,
                                                "Another window or program has changed this %s since. "
                                                "Which stands?",
                                                spec->what),
                          .options = options,
                          .count = count,
                          .letter_takes = true,
                          .ctx = conflict,
                          .done = take,
                          .moved = below,
                          .release = release,
                      });
    arena_free(&arena);
}
