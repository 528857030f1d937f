#include "kith/need.h"

#include "base/text.h"
#include "kith/person.h"
#include "model/kind.h"
#include "model/row.h"
#include "model/verb.h"

/* ---- the fields ---- */

#define PERSON(row)                                                                                          \
    KIND_FIELD(row, "person", person, KITH_TYPE_REF, .label = "Person", .of = &kind_person, .needed = true,  \
               .fixed = true)

static const struct kith_field need_fields[] = {
    PERSON(kith_need),
    KIND_FIELD(kith_need, "what", what, KITH_TYPE_TEXT, .label = "Wants", .needed = true),
    KIND_FIELD(kith_need, "on", on, KITH_TYPE_DAY, .label = "Said on", .needed = true),
    KIND_FIELD(kith_need, "note", note, KITH_TYPE_REF, .label = "Heard in", .of = &kind_note, .fixed = true),
    KIND_FIELD(kith_need, "met_on", met_on, KITH_TYPE_DAY, .label = "Met on"),
};
const struct kith_kind kith_need_kind = {
    .table = "need",
    .array = "needs",
    .one = "need",
    .about = "person",
    .said = "what",
    .fields = need_fields,
    .count = KIND_COUNT(need_fields),
    .size = sizeof(struct kith_need),
};

static const struct kith_field pledge_fields[] = {
    PERSON(kith_pledge),
    KIND_FIELD(kith_pledge, "count", count, KITH_TYPE_COUNT, .label = "People", .needed = true),
    KIND_FIELD(kith_pledge, "on", on, KITH_TYPE_DAY, .label = "Agreed on", .needed = true),
    KIND_FIELD(kith_pledge, "when", when, KITH_TYPE_TEXT, .label = "When",
               .help = "when the first year closes clean"),
};
const struct kith_kind kith_pledge_kind = {
    .table = "pledge",
    .array = "pledges",
    .one = "pledge",
    .about = "person",
    .said = "when",
    .fields = pledge_fields,
    .count = KIND_COUNT(pledge_fields),
    .size = sizeof(struct kith_pledge),
};

static const struct kith_field task_fields[] = {
    PERSON(kith_task),
    KIND_FIELD(kith_task, "what", what, KITH_TYPE_TEXT, .label = "To do", .needed = true),
    KIND_FIELD(kith_task, "on", on, KITH_TYPE_DAY, .label = "By", .needed = true),
    KIND_FIELD(kith_task, "done_on", done_on, KITH_TYPE_DAY, .label = "Done on"),
};
const struct kith_kind kith_task_kind = {
    .table = "task",
    .array = "tasks",
    .one = "task",
    .about = "person",
    .said = "what",
    .fields = task_fields,
    .count = KIND_COUNT(task_fields),
    .size = sizeof(struct kith_task),
};

static const struct kith_field question_fields[] = {
    KIND_FIELD(kith_question, "text", text, KITH_TYPE_TEXT, .label = "Question", .needed = true),
    KIND_FIELD(kith_question, "person", person, KITH_TYPE_REF, .label = "Person", .of = &kind_person,
               .fixed = true),
    KIND_FIELD(kith_question, "on", on, KITH_TYPE_DAY, .label = "Asked on", .needed = true),
    KIND_FIELD(kith_question, "names", names, KITH_TYPE_COUNT, .label = "Names it brought", .otherwise = "0"),
};
const struct kith_kind kith_question_kind = {
    .table = "question",
    .array = "questions",
    .one = "question",
    .about = "person",
    .said = "text",
    .fields = question_fields,
    .count = KIND_COUNT(question_fields),
    .size = sizeof(struct kith_question),
};

static const struct kith_field wish_fields[] = {
    KIND_FIELD(kith_wish, "person", person, KITH_TYPE_REF, .label = "Whom to meet", .of = &kind_person),
    KIND_FIELD(kith_wish, "role", role, KITH_TYPE_TEXT, .label = "Or which role"),
    KIND_FIELD(kith_wish, "on", on, KITH_TYPE_DAY, .label = "Wished on", .needed = true),
    KIND_FIELD(kith_wish, "why", why, KITH_TYPE_TEXT, .label = "Why", .otherwise = ""),
};
const struct kith_kind kith_wish_kind = {
    .table = "wish",
    .array = "wishes",
    .one = "wish",
    .about = "person",
    .said = "role",
    .fields = wish_fields,
    .count = KIND_COUNT(wish_fields),
    .size = sizeof(struct kith_wish),
};

/* ---- the verbs ---- */

/*
 * Closes the only row of the person that `open` finds, or the only one that has the
 * words: reads it into `row` and sets its member `closed_on`.
 */
static enum kith_status close_only(struct kith *k, const struct kith_kind *kind, const char *open,
                                   kith_id person, const char *words, void *row, day *closed_on, day on,
                                   const char *step) {
    struct arena scratch = {0};
    struct stmt *stmt = row_query(k, kind, open);
    stmt_int(stmt, 1, person);
    enum kith_status status = verb_only(k, kind, stmt, person, words, &scratch, row);
    if (status == KITH_OK) {
        *closed_on = model_day_or_today(k, on);
        model_begin(k, "%s of %s", step, kith_person_said(k, person, &scratch));
        row_update(k, kind, row);
        status = model_end(k, KITH_OK);
    }
    arena_free(&scratch);
    return status;
}

enum kith_status kith_need_add(struct kith *k, const kith_id *people, size_t count, const char *what,
                               day on) {
    struct kith_need need;
    kith_row_init(&kith_need_kind, &need);
    need.what = what;
    need.on = model_day_or_today(k, on);
    return verb_add_each(k, &kith_need_kind, &need, people, count, "need");
}

enum kith_status kith_need_met(struct kith *k, kith_id person, const char *words, day on) {
    struct kith_need need;
    return close_only(k, &kith_need_kind, "WHERE r.person = ?1 AND r.met_on IS NULL ORDER BY r.id", person,
                      words, &need, &need.met_on, on, "need met");
}

enum kith_status kith_pledge_set(struct kith *k, const kith_id *people, size_t count, int number,
                                 const char *when, day on) {
    if (number < 1 || number > 1000)
        return model_fail(k, KITH_INVALID, "a pledge is of 1 to 1000 people, not %d", number);
    struct kith_pledge pledge;
    kith_row_init(&kith_pledge_kind, &pledge);
    pledge.count = number;
    pledge.on = model_day_or_today(k, on);
    pledge.when = text_blank(when) ? NULL : when;
    verb_begin(k, "pledge", people, count);
    for (size_t i = 0; i < count; i++)
        model_run1(k, "DELETE FROM pledge WHERE person = ?1", people[i]);
    return model_end(k, verb_add_each(k, &kith_pledge_kind, &pledge, people, count, "pledge"));
}

enum kith_status kith_task_add(struct kith *k, const kith_id *people, size_t count, const char *what,
                               day on) {
    struct kith_task task;
    kith_row_init(&kith_task_kind, &task);
    task.what = what;
    task.on = model_day_or_today(k, on);
    return verb_add_each(k, &kith_task_kind, &task, people, count, "task");
}

enum kith_status kith_task_done(struct kith *k, kith_id person, const char *words, day on) {
    struct kith_task task;
    return close_only(k, &kith_task_kind, "WHERE r.person = ?1 AND r.done_on IS NULL ORDER BY r.id", person,
                      words, &task, &task.done_on, on, "task done");
}

enum kith_status kith_question_take(struct kith *k, kith_id person, const char *text) {
    struct kith_question question;
    kith_row_init(&kith_question_kind, &question);
    question.text = text;
    question.on = k->today;
    return verb_add_each(k, &kith_question_kind, &question, &person, 1, "question");
}

enum kith_status kith_wish_add(struct kith *k, kith_id person, const char *role, const char *why) {
    struct kith_wish wish;
    kith_row_init(&kith_wish_kind, &wish);
    wish.person = person;
    wish.role = role;
    wish.on = k->today;
    wish.why = why ? why : "";
    return kith_row_add(k, &kith_wish_kind, &wish);
}
