#include "tui/act.h"

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "kith/query.h"
#include "kith/person.h"
#include "tui/confirm.h"

struct whom *whom_now(struct app *app) {
    const kith_id *ids;
    struct subject subject;
    size_t count = app_people(app, &ids);
    if (count <= 1 && app_subject(app, &subject) && subject.kind == &kith_person_kind && subject.id) {
        ids =
            &subject.id; /* in Circle the row is one mentioned, while the panes are about who told of them */
        count = 1;
    }
    struct whom *whom = xalloc(sizeof *whom);
    whom->ids = ARENA_NEW(&whom->arena, kith_id, count + 1);
    if (count)
        memcpy(whom->ids, ids, count * sizeof *ids);
    whom->count = count;
    whom->name = count == 1 ? kith_person_said(app_kith(app), ids[0], &whom->arena)
                            : arena_printf(&whom->arena, "%zu people", count);
    return whom;
}

void whom_free(void *ctx) {
    struct whom *whom = ctx;
    arena_free(&whom->arena);
    free(whom);
}

bool row_now(struct app *app, struct subject *out) {
    if (app_subject(app, out) && out->kind && out->id)
        return true;
    app_fail(app, "there is nothing under the cursor");
    return false;
}

/* Once done for those marked, the marks go: the next thing is about others. */
static void do_it(struct app *app, void (*doing)(struct app *app, void *ctx), void *ctx) {
    int64_t before = kith_changes(app_kith(app));
    doing(app, ctx);
    if (kith_changes(app_kith(app)) != before)
        app_unmark(app);
}

struct pending { /* a bulk waiting for its y */
    void *ctx;
    void (*doing)(struct app *app, void *ctx);
    void (*release)(void *ctx);
};

static void pending_yes(struct app *app, void *ctx) {
    struct pending *pending = ctx;
    do_it(app, pending->doing, pending->ctx);
}

static void pending_release(void *ctx) {
    struct pending *pending = ctx;
    if (pending->release)
        pending->release(pending->ctx);
    free(pending);
}

void bulk_do(struct app *app, const struct bulk *bulk) {
    if (!bulk->marked) {
        do_it(app, bulk->doing, bulk->ctx);
        if (bulk->release)
            bulk->release(bulk->ctx);
        return;
    }
    struct pending *pending = xalloc(sizeof *pending);
    *pending = (struct pending){bulk->ctx, bulk->doing, bulk->release};
    struct arena arena = {0};
    confirm_open(app, &(struct confirm_spec){
                          .question = arena_printf(&arena, "%s?", bulk->question),
                          .ctx = pending,
                          .yes = pending_yes,
                          .release = pending_release,
                      });
    arena_free(&arena);
}

void suggest_people(struct app *app, void *ctx, const char *typed, struct arena *arena,
                    struct kith_list *out) {
    struct kith_refs refs = {0};
    (void)ctx;
    if (!*typed || kith_people_complete(app_kith(app), typed, 8, arena, &refs) != KITH_OK)
        return;
    out->items = ARENA_NEW(arena, const char *, refs.count);
    for (size_t i = 0; i < refs.count; i++)
        out->items[out->count++] = refs.items[i].name;
}

enum { SUGGESTIONS = 8 };

void suggest_company(struct app *app, void *ctx, const char *typed, struct arena *arena,
                     struct kith_list *out) {
    (void)ctx;
    kith_values_complete(app_kith(app), "company", typed, SUGGESTIONS, arena, out);
}

void suggest_title(struct app *app, void *ctx, const char *typed, struct arena *arena,
                   struct kith_list *out) {
    (void)ctx;
    kith_values_complete(app_kith(app), "title", typed, SUGGESTIONS, arena, out);
}

void suggest_city(struct app *app, void *ctx, const char *typed, struct arena *arena, struct kith_list *out) {
    (void)ctx;
    kith_values_complete(app_kith(app), "city", typed, SUGGESTIONS, arena, out);
}

void suggest_tags(struct app *app, void *ctx, const char *typed, struct arena *arena, struct kith_list *out) {
    const char *comma = strrchr(typed, ','), *last = comma ? comma + 1 : typed;
    (void)ctx;
    last += strspn(last, " ");
    if (!*last)
        return;
    kith_values_complete(app_kith(app), "tag", last, SUGGESTIONS, arena, out);
    for (size_t i = 0; i < out->count; i++)
        out->items[i] = arena_printf(arena, "%.*s%s", (int)(last - typed), typed, out->items[i]);
}

void (*suggest_for(const char *field))(struct app *, void *, const char *, struct arena *,
                                       struct kith_list *) {
    static const struct {
        const char *field;
        void (*suggest)(struct app *, void *, const char *, struct arena *, struct kith_list *);
    } all[] = {{"company", suggest_company},
               {"title", suggest_title},
               {"city", suggest_city},
               {"tags", suggest_tags}};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        if (strcmp(all[i].field, field) == 0)
            return all[i].suggest;
    return NULL;
}
