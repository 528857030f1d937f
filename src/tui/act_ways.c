/* The ways to somebody one wishes to meet: each begins with one ask of somebody in the book. */
#include <stdlib.h>

#include "base/alloc.h"
#include "kith/standing.h"
#include "tui/act.h"
#include "tui/chooser.h"
#include "tui/views.h"

enum { MOST_WAYS = 5 };

struct ways {
    struct arena arena; /* of the role */
    const char *role;   /* as it is asked for; NULL: a person is wished for */
    size_t count;
    struct way {
        kith_id first, second; /* second 0: the first is who is looked for */
    } items[MOST_WAYS];
};

static void ways_release(void *ctx) {
    struct ways *ways = ctx;
    arena_free(&ways->arena);
    free(ways);
}

/* The first step of the way: ask the one for the next. */
static void ways_done(struct app *app, void *ctx, size_t index) {
    const struct ways *ways = ctx;
    const struct way *way = &ways->items[index];
    if (way->second || ways->role)
        act_ask_of(app, way->first, way->second, way->second ? NULL : ways->role);
    else
        app_go_to_person(app, way->first);
}

/* "ready · sister of Ann Okafor, works at the same place: Wilk Brewing" */
static const char *way_note(const struct kith_path *path, struct arena *arena) {
    const struct kith_hop *first = path->hops;
    const char *note = first->standing == KITH_NO_WORD ? "" : kith_standing_words[first->standing];
    for (size_t i = 1; i < path->count; i++)
        if (path->hops[i].via && *path->hops[i].via)
            note = arena_printf(arena, "%s%s%s", note, i > 1 ? ", " : " \302\267 ", path->hops[i].via);
    return note;
}

void ways_open(struct app *app, const struct kith_wished *wish, const struct kith_paths *paths) {
    struct arena arena = {0};
    struct chooser_option options[MOST_WAYS] = {0};
    struct ways *ways = xalloc(sizeof *ways);
    *ways = (struct ways){0};
    ways->role = arena_strdup(&ways->arena, wish->one);
    for (; ways->count < paths->count && ways->count < MOST_WAYS; ways->count++) {
        const struct kith_path *path = &paths->items[ways->count];
        const char *names = path->hops[0].person.name;
        for (size_t i = 1; i < path->count; i++)
            names = arena_printf(&arena, "%s %s %s", names, sign(SIGN_ARROW), path->hops[i].person.name);
        options[ways->count] = (struct chooser_option){.sign = sign(views_sign(path->hops[0].standing)),
                                                       .text = names,
                                                       .note = way_note(path, &arena),
                                                       .style = views_style(path->hops[0].standing)};
        ways->items[ways->count] =
            (struct way){path->hops[0].person.id, path->count > 1 ? path->hops[1].person.id : 0};
    }
    if (ways->count)
        chooser_open(
            app, &(struct chooser_spec){
                     .title = arena_printf(&arena, "Ways to %s", wish->one ? wish->one : paths->target.name),
                     .above = paths->items[0].count > 1 ? "Enter asks the first for the next"
                                                        : "Nobody yet; but one of that kind knows others",
                     .options = options,
                     .count = ways->count,
                     .ctx = ways,
                     .done = ways_done,
                     .release = ways_release,
                 });
    else {
        app_say(app, "Nobody in the book leads there yet; a talk may bring the name");
        ways_release(ways);
    }
    arena_free(&arena);
}
