#include <stdlib.h>
#include <string.h>

#include "base/map.h"
#include "base/text.h"
#include "model/asof.h"
#include "model/kept.h"
#include "model/model.h"
#include "model/standing.h"

static struct kith_list copy_list(const struct kith_list *list, struct arena *arena) {
    struct kith_list copy = {ARENA_NEW(arena, const char *, list->count), list->count};
    for (size_t i = 0; i < list->count; i++)
        copy.items[i] = arena_strdup(arena, list->items[i]);
    return copy;
}

static struct kith_contact contact(struct kith *k, const struct fact_person *p,
                                   const struct standing *standing, struct arena *arena) {
    const struct kith_settings *settings = kith_settings(k);
    const struct fact_ask *last = asof_last_ask(p, k->today);
    bool golden = standing->word == KITH_STANDING_GOLDEN;
    struct kith_contact c = {
        .person = facts_ref(p, arena),
        .role = p->role,
        .standing = standing->word,
        .days_left = golden ? standing->days_left : 0,
        .moment = golden ? standing->golden->kind : KITH_NO_WORD,
        .circle = asof_circle(p, k->today),
        .given = asof_count(p, KITH_GIVEN, k->today),
        .received = asof_count(p, KITH_RECEIVED, k->today),
        .last_ask = last ? last->on : DAY_NONE,
        .last_note = p->last_note,
        .asked_ever = last != NULL,
        .earned = standing->earned && standing->word != KITH_NO_WORD,
        .favourite = p->favourite,
        .archived = p->archived,
        .role_typed = p->role_typed,
        .to_sort = standing_to_sort(p->role, p->role_typed, p->archived, p->last_note, standing->word),
        .company = arena_strdup(arena, p->company),
        .title = arena_strdup(arena, p->title),
        .city = arena_strdup(arena, p->city),
        .tags = copy_list(&p->tags, arena),
    };
    standing_reasons(p, standing, settings, k->today, arena, &c.because);
    return c;
}

/* ---- the order of the contact list ---- */

struct listed {
    const struct fact_person *person;
    struct standing standing;
    int rank;
};

/* Those who matter first; strangers, the archived and the merely mentioned last. */
static int rank_of(int word, bool archived, day last_note) {
    static const int ranks[] = {
        [KITH_STANDING_GOLDEN] = 0,  [KITH_STANDING_READY] = 1, [KITH_STANDING_LISTEN] = 2,
        [KITH_STANDING_GIVE] = 3,    [KITH_STANDING_HOLD] = 4,  [KITH_STANDING_WAITING] = 5,
        [KITH_STANDING_RESTING] = 6, [KITH_STANDING_EARN] = 7,
    };
    if (word == KITH_NO_WORD)
        return archived ? 9 : 10;
    if (word == KITH_STANDING_EARN)
        return last_note != DAY_NONE ? 7 : 8;
    return ranks[word];
}

/* ---- the same of what is kept, without reasons ---- */

static struct kith_contact contact_row(struct kith *k, struct stmt *s, struct arena *arena) {
    const char *word = stmt_col_text(s, 11), *moment = stmt_col_text(s, 13);
    struct kith_contact c = {
        .person = {stmt_col_int(s, 0), model_col_text(s, 1, arena), model_col_text(s, 2, arena)},
        .role = kith_word_find(kith_role_words, stmt_col_text(s, 3)),
        .archived = stmt_col_int(s, 4) != 0,
        .favourite = stmt_col_int(s, 5) != 0,
        .role_typed = stmt_col_int(s, 6) != 0,
        .company = text_blank(stmt_col_text(s, 7)) ? NULL : model_col_text(s, 7, arena),
        .title = text_blank(stmt_col_text(s, 8)) ? NULL : model_col_text(s, 8, arena),
        .city = text_blank(stmt_col_text(s, 9)) ? NULL : model_col_text(s, 9, arena),
        .tags = model_col_list(s, 10, arena),
        .standing = word ? kith_word_find(kith_standing_words, word) : KITH_NO_WORD,
        .moment = KITH_NO_WORD,
        .circle = (int)stmt_col_int(s, 14),
        .given = (int)stmt_col_int(s, 15),
        .received = (int)stmt_col_int(s, 16),
        .last_ask = stmt_col_null(s, 17) ? DAY_NONE : (day)stmt_col_int(s, 17),
        .asked_ever = !stmt_col_null(s, 17),
        .last_note = stmt_col_null(s, 18) ? DAY_NONE : (day)stmt_col_int(s, 18),
        .earned = stmt_col_int(s, 19) != 0,
    };
    if (c.role == KITH_NO_WORD)
        c.role = KITH_ROLE_OTHER;
    if (stmt_col_null(s, 20)) { /* no row: nothing is known of them */
        const struct fact_person stranger = {.role = c.role, .archived = c.archived};
        c.standing = standing_of(&stranger, kith_settings(k), k->today).word;
    }
    c.to_sort = standing_to_sort(c.role, c.role_typed, c.archived, c.last_note, c.standing);
    if (c.standing == KITH_STANDING_GOLDEN) {
        c.days_left = kith_settings(k)->golden_days - (k->today - (day)stmt_col_int(s, 12));
        c.moment = kith_word_find(kith_moment_words, moment);
    }
    return c;
}

#define CONTACTS                                                                                             \
    "SELECT p.id, p.uid, p.name, p.role, p.archived, p.favourite, instr(coalesce(p.typed, ''), 'role') > 0," \
    " p.company, p.title, p.city, p.tags, s.word, s.days_from, s.moment, s.circle, s.given, s.received,"     \
    " s.last_ask, s.last_note, s.earned, s.person FROM person AS p LEFT JOIN standing AS s ON s.person = p.id"

static int contact_order(const void *a, const void *b, void *ctx) {
    const struct kith_contact *all = ctx, *x = &all[*(const size_t *)a], *y = &all[*(const size_t *)b];
    int left = rank_of(x->standing, x->archived, x->last_note),
        right = rank_of(y->standing, y->archived, y->last_note);
    if (left != right)
        return left < right ? -1 : 1;
    if (x->standing == KITH_STANDING_GOLDEN && x->days_left != y->days_left)
        return x->days_left < y->days_left ? -1 : 1;
    return x < y ? -1 : x > y; /* they were read in the order of their names */
}

static void read_contacts(struct kith *k, struct stmt *s, struct arena *arena, struct kith_contacts *out) {
    struct arena scratch = {0};
    struct kith_contact *all = NULL;
    size_t count = 0, cap = 0;
    while (stmt_row(s))
        *ARENA_PUSH(&scratch, all, count, cap) = contact_row(k, s, arena);
    size_t *order = ARENA_NEW(&scratch, size_t, count);
    for (size_t i = 0; i < count; i++)
        order[i] = i;
    if (count)
        qsort_r(order, count, sizeof *order, contact_order, all);
    *out = (struct kith_contacts){ARENA_NEW(arena, struct kith_contact, count), count};
    for (size_t i = 0; i < count; i++)
        out->items[i] = all[order[i]];
    arena_free(&scratch);
}

enum kith_status kith_who_list(struct kith *k, bool with_archived, struct arena *arena,
                               struct kith_contacts *out) {
    if (!kept_refresh(k))
        return kith_who(k, with_archived, arena, out);
    struct stmt *s = model_sql(k, with_archived ? CONTACTS " ORDER BY p.sort, p.id"
                                                : CONTACTS " WHERE NOT p.archived AND p.role <> 'mentioned'"
                                                           " ORDER BY p.sort, p.id");
    read_contacts(k, s, arena, out);
    return KITH_OK;
}

enum kith_status kith_colleagues(struct kith *k, kith_id person, size_t most, struct arena *arena,
                                 struct kith_contacts *out, size_t *count) {
    kept_refresh(k);
    read_contacts(k,
                  model_sql1(k,
                             CONTACTS
                             " WHERE NOT p.archived AND p.role <> 'mentioned' AND p.id <> ?1 AND p.company ="
                             " (SELECT company FROM person WHERE id = ?1 AND company <> '') COLLATE NOCASE"
                             " ORDER BY p.sort, p.id",
                             person),
                  arena, out);
    *count = out->count;
    out->count = out->count < most ? out->count : most;
    return KITH_OK;
}

/* ---- of the facts of everyone, with reasons ---- */

/* The facts hold people in the order of their names, so the place decides last. */
static int list_order(const void *a, const void *b) {
    const struct listed *x = a, *y = b;
    if (x->rank != y->rank)
        return x->rank < y->rank ? -1 : 1;
    if (x->standing.word == KITH_STANDING_GOLDEN && x->standing.days_left != y->standing.days_left)
        return x->standing.days_left < y->standing.days_left ? -1 : 1;
    return x->person < y->person ? -1 : x->person > y->person;
}

/* Contacts, archived ones too where asked for; or those of `only`, whoever they are. */
static bool is_wanted(const struct fact_person *p, bool with_archived, const struct idmap *only) {
    int64_t found;
    if (only)
        return idmap_get(only, p->id, &found);
    return with_archived || (!p->archived && p->role != KITH_ROLE_MENTIONED);
}

static void list_of(struct kith *k, bool with_archived, const struct idmap *only, struct arena *arena,
                    struct kith_contacts *out) {
    const struct facts *facts = facts_of(k);
    const struct kith_settings *settings = kith_settings(k);
    struct arena scratch = {0};
    struct listed *rows = ARENA_NEW(&scratch, struct listed, facts->count);
    size_t count = 0;
    for (size_t i = 0; i < facts->count; i++) {
        const struct fact_person *p = &facts->people[i];
        if (!is_wanted(p, with_archived, only))
            continue;
        rows[count] = (struct listed){.person = p, .standing = standing_of(p, settings, k->today)};
        rows[count].rank = rank_of(rows[count].standing.word, p->archived, p->last_note);
        count++;
    }
    if (count)
        qsort(rows, count, sizeof *rows, list_order);
    *out = (struct kith_contacts){ARENA_NEW(arena, struct kith_contact, count), count};
    for (size_t i = 0; i < count; i++)
        out->items[i] = contact(k, rows[i].person, &rows[i].standing, arena);
    arena_free(&scratch);
}

enum kith_status kith_who(struct kith *k, bool with_archived, struct arena *arena,
                          struct kith_contacts *out) {
    list_of(k, with_archived, NULL, arena, out);
    return KITH_OK;
}

enum kith_status kith_who_of(struct kith *k, const struct kith_ids *people, struct arena *arena,
                             struct kith_contacts *out) {
    struct idmap only = {0};
    for (size_t i = 0; i < people->count; i++)
        idmap_set(&only, people->items[i], 1);
    list_of(k, true, &only, arena, out);
    idmap_free(&only);
    return KITH_OK;
}

enum kith_status kith_contact_of(struct kith *k, kith_id person, struct arena *arena,
                                 struct kith_contact *out) {
    const struct fact_person *p = facts_about(k, person);
    if (!p)
        return kith_fail(k, KITH_NOT_FOUND, "there is no such person");
    struct standing standing = standing_of(p, kith_settings(k), k->today);
    *out = contact(k, p, &standing, arena);
    return KITH_OK;
}
