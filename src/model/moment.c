#include "kith/moment.h"

#include "base/text.h"
#include "kith/person.h"
#include "model/kind.h"
#include "model/row.h"
#include "model/verb.h"

const char *const kith_moment_words[] = {"thanked", "delivered",  "result",   "value",
                                         "kickoff", "introduced", "promised", "notyet",
                                         "gave",    "trouble",    NULL};
const char *const kith_moment_states[] = {"open", "used", "let-go", "settled", NULL};

#define MOMENT(name, member, type, ...) KIND_FIELD(kith_moment, name, member, type, __VA_ARGS__)
static const struct kith_field fields[] = {
    MOMENT("person", person, KITH_TYPE_REF, .label = "Person", .of = &kind_person, .needed = true,
           .fixed = true),
    MOMENT("kind", kind, KITH_TYPE_WORD, .label = "Moment", .words = kith_moment_words, .needed = true),
    MOMENT("on", on, KITH_TYPE_DAY, .label = "On", .needed = true),
    MOMENT("note", note, KITH_TYPE_REF, .label = "Heard in", .of = &kind_note, .fixed = true),
    MOMENT("quote", quote, KITH_TYPE_TEXT, .label = "In their words"),
    MOMENT("state", state, KITH_TYPE_WORD, .label = "State", .words = kith_moment_states,
           .otherwise = "open"),
};
const struct kith_kind kith_moment_kind = {
    .table = "moment",
    .array = "moments",
    .one = "moment",
    .about = "person",
    .said = "quote",
    .fields = fields,
    .count = KIND_COUNT(fields),
    .size = sizeof(struct kith_moment),
};

bool kith_moment_positive(int kind) {
    return kind >= KITH_MOMENT_THANKED && kind <= KITH_MOMENT_KICKOFF;
}

enum kith_status kith_moment_flag(struct kith *k, const kith_id *people, size_t count, int kind, day on,
                                  const char *quote) {
    if (kind < KITH_MOMENT_THANKED || kind > KITH_MOMENT_TROUBLE)
        return model_fail(k, KITH_INVALID, "that is no kind of moment");
    struct kith_moment moment;
    kith_row_init(&kith_moment_kind, &moment);
    moment.kind = kind;
    moment.on = model_day_or_today(k, on);
    moment.quote = text_blank(quote) ? NULL : quote;
    return verb_add_each(k, &kith_moment_kind, &moment, people, count, kith_moment_words[kind]);
}

/* Sets the open moments between two kinds (both included) to a state. */
static enum kith_status close_open(struct kith *k, kith_id person, int first, int last, int state,
                                   const char *what, const char *none) {
    struct arena scratch = {0};
    struct stmt *stmt = row_query(k, &kith_moment_kind, "WHERE r.person = ?1 AND r.state = 'open'");
    stmt_int(stmt, 1, person);
    struct kith_moment *moments;
    size_t count = row_all(k, &kith_moment_kind, stmt, &scratch, &moments), closed = 0;
    const char *name = kith_person_said(k, person, &scratch);
    model_begin(k, "%s of %s", what, name);
    for (size_t i = 0; i < count; i++) {
        if (moments[i].kind < first || moments[i].kind > last)
            continue;
        moments[i].state = state;
        row_update(k, &kith_moment_kind, &moments[i]);
        closed++;
    }
    enum kith_status status =
        closed ? KITH_OK : model_fail(k, KITH_NOT_FOUND, "%s has no open %s", name, none);
    arena_free(&scratch);
    return model_end(k, status);
}

enum kith_status kith_moment_let_go(struct kith *k, kith_id person) {
    return close_open(k, person, KITH_MOMENT_THANKED, KITH_MOMENT_KICKOFF, KITH_STATE_LET_GO,
                      "let go the moments", "moment");
}

enum kith_status kith_moment_settle(struct kith *k, kith_id person) {
    return close_open(k, person, KITH_MOMENT_TROUBLE, KITH_MOMENT_TROUBLE, KITH_STATE_SETTLED,
                      "settle the trouble", "trouble");
}
