#include <string.h>

#include "base/text.h"
#include "kith/note.h"
#include "model/people.h"
#include "model/row.h"

/* ---- people whom nothing is known of any more ---- */

static void loosen(struct people_loose *loose, struct stmt *stmt, struct arena *arena) {
    while (stmt_row(stmt))
        *ARENA_PUSH(arena, loose->items, loose->count, loose->cap) = stmt_col_int(stmt, 0);
}

struct people_loose people_loosened(struct kith *k, const struct kith_kind *kind, const kith_id *ids,
                                    size_t count, struct arena *arena) {
    static const char *const of_person[] = {
        "SELECT person FROM mention WHERE by = ?1",
        "SELECT m.person FROM mention AS m JOIN note_person AS np ON np.note = m.note WHERE np.person = ?1",
        "SELECT target FROM ask WHERE source = ?1 AND target IS NOT NULL",
        "SELECT person FROM referral WHERE partner = ?1",
    };
    struct people_loose loose = {0};
    for (size_t i = 0; i < count; i++) {
        if (kind == &kith_note_kind)
            loosen(&loose, model_sql1(k, "SELECT person FROM mention WHERE note = ?1", ids[i]), arena);
        if (kind == &kith_mention_kind)
            loosen(&loose, model_sql1(k, "SELECT person FROM mention WHERE id = ?1", ids[i]), arena);
        for (size_t j = 0; kind == &kith_person_kind && j < sizeof of_person / sizeof *of_person; j++)
            loosen(&loose, model_sql1(k, of_person[j], ids[i]), arena);
    }
    return loose;
}

void people_sweep(struct kith *k, const struct people_loose *loose) {
    for (size_t i = 0; i < loose->count; i++)
        model_run1(
            k,
            "DELETE FROM person WHERE id = ?1 AND role = 'mentioned'"
            " AND coalesce(typed, '[]') = '[]' AND coalesce(emails, '[]') = '[]'"
            " AND coalesce(phones, '[]') = '[]' AND coalesce(urls, '[]') = '[]' AND coalesce(about, '') = ''"
            " AND NOT EXISTS (SELECT 1 FROM mention WHERE person = ?1 OR by = ?1)"
            " AND NOT EXISTS (SELECT 1 FROM note_person WHERE person = ?1)"
            " AND NOT EXISTS (SELECT 1 FROM ask WHERE source = ?1 OR target = ?1)"
            " AND NOT EXISTS (SELECT 1 FROM referral WHERE partner = ?1 OR person = ?1)"
            " AND NOT EXISTS (SELECT 1 FROM wish WHERE person = ?1)"
            " AND NOT EXISTS (SELECT 1 FROM moment WHERE person = ?1)"
            " AND NOT EXISTS (SELECT 1 FROM need WHERE person = ?1)"
            " AND NOT EXISTS (SELECT 1 FROM task WHERE person = ?1)"
            " AND NOT EXISTS (SELECT 1 FROM help WHERE person = ?1)"
            " AND NOT EXISTS (SELECT 1 FROM pledge WHERE person = ?1)"
            " AND NOT EXISTS (SELECT 1 FROM question WHERE person = ?1)"
            " AND NOT EXISTS (SELECT 1 FROM delay WHERE person = ?1)",
            loose->items[i]);
}

/* ---- deleting ---- */

/* Notes with nobody else; what they told of other people stays with those. */
void people_delete_notes(struct kith *k, kith_id person) {
#define ALONE                                                                                                \
    "(SELECT note FROM note_person WHERE person = ?1 AND note NOT IN"                                        \
    " (SELECT o.note FROM note_person AS o JOIN note_person AS m ON m.note = o.note AND m.person = ?1"       \
    " WHERE o.person <> ?1))"
    model_run1(k, "UPDATE moment SET note = NULL WHERE person <> ?1 AND note IN " ALONE, person);
    model_run1(k, "UPDATE need SET note = NULL WHERE person <> ?1 AND note IN " ALONE, person);
    model_run1(k, "DELETE FROM note WHERE id IN " ALONE, person);
#undef ALONE
}

/* Others' asks or referrals name them: they stay, but as somebody merely mentioned. */
static void reduce(struct kith *k, kith_id id, struct arena *arena) {
    static const char *const theirs[] = {
        "DELETE FROM mention WHERE by = ?1",  "DELETE FROM moment WHERE person = ?1",
        "DELETE FROM need WHERE person = ?1", "DELETE FROM pledge WHERE person = ?1",
        "DELETE FROM help WHERE person = ?1", "DELETE FROM delay WHERE person = ?1",
        "DELETE FROM task WHERE person = ?1", "DELETE FROM question WHERE person = ?1",
        "DELETE FROM wish WHERE person = ?1",
    };
    for (size_t i = 0; i < sizeof theirs / sizeof *theirs; i++)
        model_run1(k, theirs[i], id);
    struct kith_person stored, person;
    if (!row_read(k, &kith_person_kind, id, arena, &stored))
        return;
    kith_row_init(&kith_person_kind, &person);
    person.id = id;
    person.name = stored.name;
    person.company = stored.company;
    person.title = stored.title;
    person.city = stored.city;
    person.unnamed = stored.unnamed;
    person.is_private = stored.is_private;
    person.role = KITH_ROLE_MENTIONED;
    row_update(k, &kith_person_kind, &person);
}

enum kith_status kith_person_delete(struct kith *k, const kith_id *ids, size_t count) {
    struct arena scratch = {0};
    struct kith_person first;
    enum kith_status status = count ? kith_person_get(k, ids[0], &scratch, &first)
                                    : model_fail(k, KITH_INVALID, "no person was chosen");
    if (status != KITH_OK) {
        arena_free(&scratch);
        return status;
    }
    if (count == 1)
        model_begin(k, "delete %s", kith_person_said(k, ids[0], &scratch));
    else
        model_begin(k, "delete %zu people", count);
    struct people_loose loose = people_loosened(k, &kith_person_kind, ids, count, &scratch);
    /* Their own talks, asks and referrals go first, so that people deleted together do not hold each other.
     */
    for (size_t i = 0; i < count; i++) {
        people_delete_notes(k, ids[i]);
        model_run1(k, "DELETE FROM note_person WHERE person = ?1", ids[i]);
        model_run1(k, "DELETE FROM ask WHERE source = ?1", ids[i]);
        model_run1(k, "DELETE FROM referral WHERE partner = ?1", ids[i]);
    }
    for (size_t i = 0; i < count; i++) {
        bool named = model_number(k,
                                  "SELECT EXISTS (SELECT 1 FROM ask WHERE target = ?1)"
                                  " OR EXISTS (SELECT 1 FROM referral WHERE person = ?1)",
                                  ids[i], 0);
        if (named)
            reduce(k, ids[i], &scratch);
        else
            row_remove(k, &kith_person_kind, ids[i]);
    }
    people_sweep(k, &loose);
    status = model_end(k, KITH_OK);
    arena_free(&scratch);
    return status;
}
