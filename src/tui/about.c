#include "tui/about.h"

#include <string.h>

#include "base/text.h"
#include "kith/circle.h"
#include "kith/today.h"

/* ---- what takes the whole book ---- */

static void read_reaches(struct about *about, struct kith *k) {
    struct kith_wished *wishes;
    size_t count;
    if (kith_wishes(k, &about->arena, &wishes, &count) != KITH_OK)
        return;
    for (size_t i = 0; i < count; i++) {
        struct kith_paths paths;
        if (kith_wish_paths(k, wishes[i].wish, &about->arena, &paths) != KITH_OK)
            continue;
        const char *role = wishes[i].person.id ? NULL : wishes[i].role;
        for (size_t j = 0; j < paths.count; j++) {
            const struct kith_path *path = &paths.items[j];
            if (path->count < 2)
                continue;
            const struct kith_hop *last = &path->hops[path->count - 1];
            const char *via = last->via && *last->via ? arena_printf(&about->arena, ": %s", last->via) : "";
            *ARENA_PUSH(&about->arena, about->reaches, about->count, about->cap) = (struct about_reach){
                path->hops[0].person.id,
                role
                    ? arena_printf(&about->arena, "%s (you wish to meet: %s)%s", last->person.name, role, via)
                    : arena_printf(&about->arena, "%s, whom you wish to meet%s", last->person.name, via)};
        }
    }
}

bool about_has_later(const struct about *about, const struct app *app) {
    return about->read != kith_changes(app_kith(app)) + 1;
}

static bool leads_on(const struct about *about, kith_id person) {
    for (size_t i = 0; i < about->count; i++)
        if (about->reaches[i].contact == person)
            return true;
    return false;
}

bool about_later(struct about *about, struct app *app, kith_id person) {
    bool before = leads_on(about, person);
    about_free(about);
    about->read = kith_changes(app_kith(app)) + 1;
    read_reaches(about, app_kith(app));
    return before || leads_on(about, person);
}

/* ---- paragraphs ---- */

static void add_contact_data(const struct kith_person *person, struct reader *reader) {
    struct buf line = BUF_INIT;
    const char *const parts[] = {person->title, person->company, person->city,
                                 person->emails.count ? person->emails.items[0] : NULL,
                                 person->phones.count ? person->phones.items[0] : NULL};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        if (parts[i] && *parts[i])
            buf_printf(&line, "%s%s", line.len ? ", " : "", parts[i]);
    if (line.len) {
        reader_gap(reader);
        reader_add(reader, 1, 3, STYLE_PLAIN, line.data);
    }
    buf_free(&line);
}

static void add_proof(struct app *app, kith_id person, struct reader *reader) {
    enum { MOST = 3 };
    struct arena arena = {0};
    struct kith_reasons proof;
    char when[DAY_WORDS];
    if (kith_proof(app_kith(app), person, &arena, &proof) != KITH_OK)
        proof.count = 0;
    for (size_t i = 0; i < proof.count && i < MOST; i++) {
        if (i == 0)
            reader_gap(reader);
        reader_add(reader, 1, 3, STYLE_QUOTE,
                   arena_printf(&arena, "Proof, %s: “%s”", day_short(proof.items[i].on, app_today(app), when),
                                proof.items[i].quote));
    }
    arena_free(&arena);
}

static void add_colleagues(struct kith *k, const struct kith_person *person, struct reader *reader) {
    enum { MOST = 6 };
    struct arena arena = {0};
    struct kith_contacts others = {0};
    struct buf line = BUF_INIT;
    size_t count = 0;
    kith_colleagues(k, person->id, MOST, &arena, &others, &count);
    for (size_t i = 0; i < others.count; i++)
        buf_printf(&line, "%s%s (%s)", line.len ? ", " : "", others.items[i].person.name,
                   kith_standing_words[others.items[i].standing]);
    if (count) {
        const char *more = count > MOST ? arena_printf(&arena, ", %zu more", count - MOST) : "";
        reader_gap(reader);
        reader_add(reader, 1, 3, STYLE_PLAIN,
                   arena_printf(&arena, "Also at %s: %s%s", person->company, line.data, more));
    }
    arena_free(&arena);
    buf_free(&line);
}

static void add_reaches(const struct about *about, kith_id person, struct reader *reader) {
    struct arena arena = {0};
    bool first = true;
    for (size_t i = 0; i < about->count; i++) {
        if (about->reaches[i].contact != person)
            continue;
        if (first)
            reader_gap(reader);
        first = false;
        reader_add(reader, 1, 3, STYLE_PLAIN,
                   arena_printf(&arena, "Could lead to %s", about->reaches[i].words));
    }
    arena_free(&arena);
}

void about_add(struct about *about, struct app *app, kith_id id, struct reader *reader) {
    struct arena arena = {0};
    struct kith_person person;
    if (kith_person_get(app_kith(app), id, &arena, &person) == KITH_OK) {
        add_proof(app, id, reader);
        add_colleagues(app_kith(app), &person, reader);
        add_reaches(about, id, reader);
        add_contact_data(&person, reader);
    }
    arena_free(&arena);
}

void about_free(struct about *about) {
    arena_free(&about->arena);
    *about = (struct about){0};
}
