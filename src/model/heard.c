#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "kith/ask.h"
#include "model/heard.h"
#include "model/people.h"
#include "model/row.h"

/* Where in the text an item stands. */
struct place {
    size_t start;
    int item;
};

/* The plan of a note: what listening found, matched with the book. */
struct plan {
    struct kith *k;
    const struct kith_note *note;
    kith_id contact;   /* to whom what is heard belongs; 0: nobody yet */
    const char **with; /* names of those of the talk */
    const char *text;
    struct arena *arena;
    struct kith_heard *out;
    size_t cap, people_count;
    struct place *people; /* that were heard, as they stand in the text */
};

static bool ends_sentence(char c) {
    return c == '.' || c == '!' || c == '?' || c == ';' || c == '\n';
}

/* Whether the sentence around `at` has this word, with no letter on either side. */
static bool names(const struct plan *plan, struct listen_span at, const char *word) {
    size_t from = at.start, end = at.start + at.length, length = strlen(word);
    while (from > 0 && !ends_sentence(plan->text[from - 1]))
        from--;
    while (plan->text[end] && !ends_sentence(plan->text[end]))
        end++;
    const char *folded = text_fold(plan->arena, arena_strndup(plan->arena, plan->text + from, end - from));
    for (const char *p = strstr(folded, word); length && p; p = strstr(p + 1, word))
        if ((p == folded || !text_is_letter((unsigned char)p[-1])) &&
            !text_is_letter((unsigned char)p[length]))
            return true;
    return false;
}

/* In a talk with several: the first, unless the sentence names another of them and not the first. */
static kith_id of_whom(const struct plan *plan, struct listen_span at) {
    const struct kith_ids *with = &plan->note->with;
    for (size_t i = 0; with->count > 1 && i < with->count; i++) {
        const char *name = text_fold(plan->arena, plan->with[i]);
        if (names(plan, at, people_first_name(name, plan->arena)))
            return with->items[i];
    }
    return plan->contact;
}

static struct kith_heard_item *add(struct plan *plan, enum kith_heard_sort sort, struct listen_span at,
                                   bool sure) {
    struct kith_heard_item *item = ARENA_PUSH(plan->arena, plan->out->items, plan->out->count, plan->cap);
    *item = (struct kith_heard_item){
        .sort = sort,
        .sure = sure,
        .keep = sure,
        .start = at.start,
        .length = at.length,
        .quote = arena_strndup(plan->arena, plan->text + at.start, at.length),
        .of = of_whom(plan, at),
        .whose = -1,
        .person_item = -1,
        .kind = KITH_NO_WORD,
        .on = DAY_NONE,
    };
    return item;
}

/* ---- who it is ---- */

static bool was_there(const struct plan *plan, kith_id person) {
    for (size_t i = 0; i < plan->note->with.count; i++)
        if (plan->note->with.items[i] == person)
            return true;
    return false;
}

static bool unnamed(struct plan *plan, kith_id person) {
    return model_number(plan->k, "SELECT unnamed FROM person WHERE id = ?1", person, 0) == 1;
}

/* A whole name: certain where it fits one person; one word alone only within the circle. */
static bool match_whole(struct plan *plan, struct kith_heard_item *item) {
    struct kith_refs refs = people_like(plan->k, item->name, false, plan->arena);
    kith_id first = 0, tied = 0;
    size_t fits = 0, ties = 0;
    for (size_t i = 0; i < refs.count; i++) {
        kith_id id = refs.items[i].id;
        if (was_there(plan, id) || unnamed(plan, id))
            continue;
        if (fits++ == 0)
            first = id;
        if (people_tied(plan->k, plan->contact, id) && ties++ == 0)
            tied = id;
    }
    bool one_word = !strchr(item->name, ' ');
    if (fits == 0 || (one_word && ties == 0))
        return false;
    item->person = ties == 1 ? tied : first;
    item->offered = !(fits == 1 || (one_word && ties == 1));
    if (item->offered && ties != 1)
        item->sure = item->keep = false; /* several bear the name, and the circle does not tell which */
    return true;
}

/* "Tom", where one Tom Baker is near: a guess that the user confirms. */
static bool match_first(struct plan *plan, struct kith_heard_item *item) {
    struct heard_names *names = heard_names(plan->k, plan->contact);
    if (strchr(item->name, ' '))
        return false;
    const char *word = text_fold(plan->arena, item->name);
    size_t fits = 0;
    for (size_t i = 0; i < names->people; i++) {
        if (!names->known[i].near || was_there(plan, names->ids[i]))
            continue;
        const char *first = people_first_name(text_fold(plan->arena, names->known[i].name), plan->arena);
        if (strcmp(first, word) == 0 && fits++ == 0)
            item->person = names->ids[i];
    }
    if (fits != 1)
        item->person = 0;
    item->offered = fits == 1;
    return fits == 1;
}

/*
 * Somebody of the circle with this relation: the one without a name, which is certain
 * for another one without; else the only one, as a guess.
 */
static void match_relation(struct plan *plan, struct kith_heard_item *item) {
    kith_id nameless = 0, named = 0;
    size_t nameless_count = 0, named_count = 0;
    struct stmt *stmt = model_sql1(plan->k,
                                   "SELECT DISTINCT p.id, p.unnamed FROM mention AS m JOIN person AS p"
                                   " ON p.id = m.person WHERE m.by = ?1 AND m.relation = ?2 ORDER BY m.id",
                                   plan->contact);
    stmt_text(stmt, 2, item->relation);
    while (stmt_row(stmt)) {
        kith_id id = stmt_col_int(stmt, 0);
        if (was_there(plan, id))
            continue;
        if (stmt_col_int(stmt, 1) && nameless_count++ == 0)
            nameless = id;
        else if (!stmt_col_int(stmt, 1) && named_count++ == 0)
            named = id;
    }
    if (nameless_count == 1) {
        item->person = nameless;
        item->offered = item->name != NULL;
    } else if (!item->name && nameless_count == 0 && named_count == 1) {
        item->person = named;
        item->offered = true;
    }
}

static void match(struct plan *plan, struct kith_heard_item *item) {
    if (item->name && (match_whole(plan, item) || match_first(plan, item)))
        return;
    if (item->relation && plan->contact)
        match_relation(plan, item);
}

/* ---- what was corrected before ---- */

/* Somebody new whose name two earlier notes have, and who was kept from neither, is not ticked again. */
static bool left_out(struct plan *plan, const struct kith_heard_item *item) {
    struct stmt *stmt = model_sql(plan->k, "SELECT count(*) FROM (SELECT 1 FROM note_text JOIN note AS n"
                                           " ON n.rank = note_text.rowid WHERE note_text MATCH ?1"
                                           " AND n.id <> ?2 LIMIT 2)");
    struct buf words = BUF_INIT;
    buf_char(&words, '"');
    for (const char *p = item->name; *p; p++)
        buf_char(&words, *p == '"' ? ' ' : *p);
    buf_char(&words, '"');
    stmt_text(stmt, 1, words.data);
    stmt_int(stmt, 2, plan->note->id);
    bool twice = stmt_row(stmt) && stmt_col_int(stmt, 0) == 2;
    stmt_stop(stmt);
    buf_free(&words);
    return twice;
}

/* "her friend Tom" whom the user made her brother: the words then were those of now. */
static const char *corrected(struct plan *plan, const struct kith_heard_item *item) {
    const char *relation = NULL;
    struct stmt *stmt = model_sql2(plan->k,
                                   "SELECT relation, quote FROM mention WHERE by = ?1 AND person = ?2"
                                   " AND coalesce(relation, '') <> '' ORDER BY id DESC",
                                   item->of, item->person);
    while (stmt_row(stmt)) {
        const char *stored = model_col_text(stmt, 0, plan->arena);
        const char *quote = text_fold(plan->arena, model_col_text(stmt, 1, plan->arena));
        if (!relation && !text_same(stored, item->relation) && strstr(quote, item->relation) &&
            !strstr(quote, stored))
            relation = stored;
    }
    return relation;
}

static void remember(struct plan *plan, struct kith_heard_item *item) {
    if (item->name && item->sure && !item->person && left_out(plan, item))
        item->sure = item->keep = false;
    const char *relation = item->person && item->relation ? corrected(plan, item) : NULL;
    if (relation)
        item->relation = relation;
}

/* ---- in words ---- */

static const char *ordinal(int n, struct arena *arena) {
    const char *end = n % 100 >= 11 && n % 100 <= 13 ? "th"
                      : n % 10 == 1                  ? "st"
                      : n % 10 == 2                  ? "nd"
                      : n % 10 == 3                  ? "rd"
                                                     : "th";
    return arena_printf(arena, "%d%s", n, end);
}

/* "her brother", when the words before the relation say whose. */
static const char *relation_said(const struct plan *plan, const struct kith_heard_item *item) {
    static const char *const owners[] = {"her", "his", "their", "my", "our", "your"};
    const char *folded = text_fold(plan->arena, item->quote), *at = strstr(folded, item->relation);
    for (size_t i = 0; at && i < sizeof owners / sizeof *owners; i++) {
        size_t length = strlen(owners[i]);
        if ((size_t)(at - folded) > length && at[-1] == ' ' &&
            strncmp(at - 1 - length, owners[i], length) == 0)
            return arena_printf(plan->arena, "%s %s", i < 3 ? owners[i] : "their", item->relation);
    }
    return item->relation;
}

static const char *known_said(struct plan *plan, const struct kith_heard_item *item) {
    struct stmt *stmt = model_sql2(plan->k,
                                   "SELECT count(DISTINCT note) FROM mention WHERE by = ?1 AND person = ?2"
                                   " AND note IS NOT NULL AND note <> ?3",
                                   plan->contact, item->person);
    stmt_int(stmt, 3, plan->note->id);
    int times = stmt_row(stmt) ? (int)stmt_col_int(stmt, 0) : 0;
    stmt_stop(stmt);
    const char *who = item->offered ? arena_printf(plan->arena, "perhaps %s",
                                                   kith_person_said(plan->k, item->person, plan->arena))
                                    : "known";
    return times ? arena_printf(plan->arena, "%s, %s mention", who, ordinal(times + 1, plan->arena)) : who;
}

static const char *person_said(struct plan *plan, const struct kith_heard_item *item) {
    const char *state = item->person ? known_said(plan, item) : item->name ? "new" : "no name yet";
    if (item->name && item->relation)
        return arena_printf(plan->arena, "%s; %s", relation_said(plan, item), state);
    if (item->relation && item->person)
        return state;
    return item->relation ? arena_printf(plan->arena, "%s, %s", relation_said(plan, item), state) : state;
}

/* ---- the items ---- */

static void add_person(struct plan *plan, const struct listen_mention *mention) {
    struct kith_heard_item *item = add(plan, KITH_HEARD_PERSON, mention->at, mention->sure);
    item->name = arena_strdup(plan->arena, mention->name);
    item->relation = arena_strdup(plan->arena, mention->relation);
    item->quote = arena_strndup(plan->arena, plan->text + mention->quote.start, mention->quote.length);
    match(plan, item);
    remember(plan, item);
    item->said = person_said(plan, item);
}

static void add_need(struct plan *plan, const struct listen_need *need, size_t need_count) {
    struct kith_heard_item *item = add(plan, KITH_HEARD_NEED, need->quote, need->sure);
    item->what = arena_strdup(plan->arena, need->what);
    item->whose = need->whose < 0 ? -1 : (int)need_count + need->whose;
}

static void add_moment(struct plan *plan, const struct listen_moment *moment, size_t need_count) {
    struct kith_heard_item *item = add(plan, KITH_HEARD_MOMENT, moment->quote, moment->sure);
    item->kind = kith_word_find(kith_moment_words, moment->kind);
    item->whose = moment->whose < 0 ? -1 : (int)need_count + moment->whose;
}

/* "… by Friday", "… tomorrow": the last words that are a day; else a week on. */
static day day_said(const struct plan *plan, const char *what) {
    day today = model_day_or_today(plan->k, plan->note->on), on;
    const char *last = strrchr(what, ' ');
    if (last && day_parse(text_fold(plan->arena, last + 1), today, DAY_FUTURE, &on))
        return on;
    return today + 7;
}

static void add_task(struct plan *plan, const struct listen_task *task) {
    struct kith_heard_item *item = add(plan, KITH_HEARD_FOLLOW, task->quote, false);
    item->follow = KITH_FOLLOW_TASK;
    item->what = arena_strdup(plan->arena, task->what);
    item->on = day_said(plan, item->what);
}

static int by_place(const void *a, const void *b) {
    const struct place *x = a, *y = b;
    if (x->start != y->start)
        return x->start < y->start ? -1 : 1;
    return x->item < y->item ? -1 : x->item > y->item;
}

static void sort_people(struct plan *plan, size_t first) {
    plan->people_count = plan->out->count - first;
    plan->people = ARENA_NEW(plan->arena, struct place, plan->people_count + 1);
    for (size_t i = 0; i < plan->people_count; i++)
        plan->people[i] = (struct place){plan->out->items[first + i].start, (int)(first + i)};
    qsort(plan->people, plan->people_count, sizeof *plan->people, by_place);
}

/* Whom a moment is about: the first person named in its words, else the only one of the note. */
static int person_of(const struct plan *plan, const struct kith_heard_item *moment) {
    size_t first = 0;
    for (size_t many = plan->people_count; many;) {
        size_t half = many / 2;
        bool before = plan->people[first + half].start < moment->start;
        first += before ? half + 1 : 0;
        many = before ? many - half - 1 : half;
    }
    if (first < plan->people_count && plan->people[first].start < moment->start + moment->length)
        return plan->people[first].item;
    return plan->people_count == 1 ? plan->people[0].item : -1;
}

/* The latest open ask to the contact; about a person, where one is given. */
static kith_id open_ask(struct plan *plan, kith_id target) {
    return model_number(plan->k,
                        "SELECT id FROM ask WHERE source = ?1 AND answer IN ('waiting', 'will', 'not-yet')"
                        " AND (?2 = 0 OR target = ?2) ORDER BY \"on\" DESC, id DESC LIMIT 1",
                        plan->contact, target);
}

static void add_follow(struct plan *plan, size_t moment_at) {
    struct kith_heard_item moment = plan->out->items[moment_at];
    int person = person_of(plan, &moment);
    enum kith_heard_follow follow;
    kith_id ask = 0;
    switch (moment.kind) {
    case KITH_MOMENT_INTRODUCED:
        follow = KITH_FOLLOW_RECEIVED;
        if (person >= 0 && plan->out->items[person].person)
            ask = open_ask(plan, plan->out->items[person].person);
        break;
    case KITH_MOMENT_GAVE:
        follow = KITH_FOLLOW_GIVEN;
        break;
    case KITH_MOMENT_NOTYET:
    case KITH_MOMENT_PROMISED:
        follow = moment.kind == KITH_MOMENT_PROMISED ? KITH_FOLLOW_WILL : KITH_FOLLOW_NOT_YET;
        ask = open_ask(plan, 0);
        break;
    default:
        return;
    }
    bool of_ask = follow == KITH_FOLLOW_WILL || follow == KITH_FOLLOW_NOT_YET;
    if (of_ask ? !ask : person < 0)
        return;
    struct kith_heard_item *item =
        add(plan, KITH_HEARD_FOLLOW, (struct listen_span){moment.start, moment.length}, false);
    item->follow = follow;
    item->ask = ask;
    item->person_item = of_ask ? -1 : person;
    item->kind = moment.kind;
}

/* The questions taken into this talk: did they bring the names? */
static void add_questions(struct plan *plan) {
    struct stmt *stmt = row_query(plan->k, &kith_question_kind,
                                  "WHERE r.person = ?1 AND r.\"on\" = ?2 AND r.names = 0 ORDER BY r.id");
    char iso[DAY_SIZE];
    stmt_int(stmt, 1, plan->contact);
    model_bind_day(stmt, 2, model_day_or_today(plan->k, plan->note->on), iso);
    struct kith_question question;
    while (row_next(plan->k, &kith_question_kind, stmt, plan->arena, &question)) {
        struct kith_heard_item *item = add(plan, KITH_HEARD_QUESTION, (struct listen_span){0, 0}, false);
        item->question = question.id;
        item->quote = question.text;
    }
}

enum kith_status kith_listen(struct kith *k, const struct kith_note *note, struct arena *arena,
                             struct kith_heard *out) {
    *out = (struct kith_heard){0};
    struct plan plan = {
        .k = k,
        .note = note,
        .contact = note->with.count ? note->with.items[0] : 0,
        .text = note->text ? note->text : "",
        .arena = arena,
        .out = out,
    };
    plan.with = ARENA_NEW(arena, const char *, note->with.count + 1);
    for (size_t i = 0; note->with.count > 1 && i < note->with.count; i++)
        plan.with[i] = kith_person_said(k, note->with.items[i], arena);
    struct listen_context context = heard_context(k, note, arena);
    struct listen_heard heard;
    listen(model_listener(k), &context, plan.text, strlen(plan.text), arena, &heard);
    for (size_t i = 0; i < heard.need_count; i++)
        add_need(&plan, &heard.needs[i], heard.need_count);
    size_t first = out->count;
    for (size_t i = 0; i < heard.mention_count; i++)
        add_person(&plan, &heard.mentions[i]);
    sort_people(&plan, first);
    first = out->count;
    for (size_t i = 0; i < heard.moment_count; i++)
        add_moment(&plan, &heard.moments[i], heard.need_count);
    size_t end = out->count;
    for (size_t i = first; plan.contact && i < end; i++)
        add_follow(&plan, i);
    for (size_t i = 0; plan.contact && i < heard.task_count; i++)
        add_task(&plan, &heard.tasks[i]);
    if (plan.contact && heard.mention_count)
        add_questions(&plan);
    return KITH_OK;
}
