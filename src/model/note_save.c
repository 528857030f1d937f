#include <string.h>

#include "base/map.h"
#include "base/text.h"
#include "kith/ask.h"
#include "kith/heard.h"
#include "kith/referral.h"
#include "model/people.h"
#include "model/row.h"
#include "model/setting.h"

/* Saving a note with what is ticked: one step, from the plan that kith_listen() made. */
struct saving {
    struct kith *k;
    struct kith_note *note;
    kith_id contact;
    const struct kith_heard *heard;
    kith_id *people;     /* of heard->items[i], once kept */
    struct map names;    /* folded, of those: the last of the items that bear it */
    struct idmap listed; /* who is in kept->people */
    struct arena *arena;
    struct kith_kept *kept;
    const char *folded; /* see text_now() */
    size_t people_cap, moment_cap, need_cap, said_cap;
    int new_people;
    enum kith_status status; /* of the verbs of other files */
};

/* Whom of the talk a thing heard belongs to. */
static kith_id owner(const struct saving *saving, const struct kith_heard_item *item) {
    for (size_t i = 0; i < saving->note->with.count; i++)
        if (saving->note->with.items[i] == item->of)
            return item->of;
    return saving->contact;
}

static void say(struct saving *saving, const char *text) {
    struct kith_list *said = &saving->kept->said;
    *ARENA_PUSH(saving->arena, said->items, said->count, saving->said_cap) = text;
}

static struct kith_ref ref_of(struct saving *saving, kith_id id) {
    struct kith_person person;
    if (!row_read(saving->k, &kith_person_kind, id, saving->arena, &person))
        return (struct kith_ref){id, "", ""};
    return (struct kith_ref){id, person.uid, person.name};
}

/* ---- what an edited note no longer says ---- */

/* `text` is folded already: a note may be long, and is asked for each name that was in it. */
static bool says(const char *text, const char *words) {
    struct arena arena = {0};
    bool has = strstr(text, text_fold(&arena, words)) != NULL;
    arena_free(&arena);
    return has;
}

/* The words were in the note before and are not now; both folded. */
static bool gone(const char *was, const char *is, const char *words) {
    return !text_blank(words) && says(was, words) && !says(is, words);
}

/* The text as it is saved, folded. */
static const char *text_now(struct saving *saving) {
    if (!saving->folded)
        saving->folded = text_fold(saving->arena, saving->note->text);
    return saving->folded;
}

/* Neither the words nor the name that the note had are there any more. */
static bool mention_gone(struct saving *saving, const struct kith_mention *mention, const char *was) {
    const char *is = text_now(saving);
    const char *name = people_first_name(ref_of(saving, mention->person).name, saving->arena);
    bool words = gone(was, is, mention->quote);
    return (words || gone(was, is, name)) && !says(is, name) &&
           (words || text_blank(mention->quote) || !says(is, mention->quote));
}

static void drop_gone(struct saving *saving, const char *text_was) {
    struct kith *k = saving->k;
    struct arena *arena = saving->arena;
    const char *was = text_fold(arena, text_was);
    struct kith_talk talk;
    if (kith_talk_get(k, saving->note->id, arena, &talk) != KITH_OK)
        return;
    for (size_t i = 0; i < talk.moment_count; i++)
        if (gone(was, text_now(saving), talk.moments[i].quote))
            row_remove(k, &kith_moment_kind, talk.moments[i].id);
    for (size_t i = 0; i < talk.need_count; i++)
        if (gone(was, text_now(saving), talk.needs[i].what))
            row_remove(k, &kith_need_kind, talk.needs[i].id);
    for (size_t i = 0; i < talk.person_count; i++) {
        struct kith_mention mention;
        if (!row_read(k, &kith_mention_kind, talk.people[i].mention, arena, &mention) ||
            !mention_gone(saving, &mention, was))
            continue;
        struct people_loose loose = people_loosened(k, &kith_mention_kind, &mention.id, 1, arena);
        row_remove(k, &kith_mention_kind, mention.id);
        people_sweep(k, &loose);
    }
}

/* The note turns out to have been with somebody else: what was heard is theirs. */
static void hand_over(struct saving *saving, kith_id from) {
    static const char *const sql[] = {
        "UPDATE mention SET by = ?2 WHERE note = ?1 AND by = ?3 AND person <> ?2",
        "UPDATE moment SET person = ?2 WHERE note = ?1 AND person = ?3",
        "UPDATE need SET person = ?2 WHERE note = ?1 AND person = ?3",
    };
    for (size_t i = 0; i < saving->note->with.count; i++)
        if (saving->note->with.items[i] == from)
            return;
    for (size_t i = 0; i < sizeof sql / sizeof *sql; i++) {
        struct stmt *stmt = model_sql2(saving->k, sql[i], saving->note->id, saving->contact);
        stmt_int(stmt, 3, from);
        stmt_run(stmt);
    }
}

static void save_edited(struct saving *saving) {
    struct kith_note old;
    const struct kith_note *was = saving->note->was;
    saving->status = kith_row_get(saving->k, &kith_note_kind, saving->note->id, saving->arena, &old);
    if (saving->status == KITH_OK && was && !row_same(&kith_note_kind, was, &old))
        saving->status = model_fail(saving->k, KITH_CHANGED, "the note was changed elsewhere meanwhile");
    if (saving->status != KITH_OK)
        return;
    drop_gone(saving, old.text ? old.text : "");
    row_update(saving->k, &kith_note_kind, saving->note);
    if (old.with.count && old.with.items[0] != saving->contact)
        hand_over(saving, old.with.items[0]);
}

/* ---- what is kept ---- */

static void welcome(struct saving *saving) {
    for (size_t i = 0; i < saving->note->with.count; i++)
        if (people_welcome(saving->k, saving->note->with.items[i]))
            say(saving,
                arena_printf(saving->arena, "%s is a prospect now",
                             kith_person_said(saving->k, saving->note->with.items[i], saving->arena)));
}

/* The person of an item: known, or new; one without a name who has one now gets it. */
static kith_id person_of(struct saving *saving, const struct kith_heard_item *item) {
    if (!item->person) {
        saving->new_people++;
        const char *name = item->name ? item->name : item->relation ? item->relation : item->quote;
        return people_add_mentioned(saving->k, name, item->name == NULL);
    }
    struct kith_person person;
    if (item->name && row_read(saving->k, &kith_person_kind, item->person, saving->arena, &person) &&
        person.unnamed) {
        person.name = item->name;
        person.unnamed = false;
        row_update(saving->k, &kith_person_kind, &person);
    }
    return item->person;
}

/* Two mentions of a person in one note are one row. */
static void store_mention(struct saving *saving, const struct kith_heard_item *item, kith_id person) {
    struct stmt *stmt =
        row_query(saving->k, &kith_mention_kind, "WHERE r.note = ?1 AND r.by = ?2 AND r.person = ?3");
    stmt_int(stmt, 1, saving->note->id);
    stmt_int(stmt, 2, owner(saving, item));
    stmt_int(stmt, 3, person);
    struct kith_mention mention;
    bool there = row_next(saving->k, &kith_mention_kind, stmt, saving->arena, &mention);
    stmt_stop(stmt);
    if (!there)
        kith_row_init(&kith_mention_kind, &mention);
    mention.note = saving->note->id;
    mention.by = owner(saving, item);
    mention.person = person;
    if (text_blank(mention.relation))
        mention.relation = item->relation;
    if (text_blank(mention.quote) || !says(text_now(saving), mention.quote))
        mention.quote = item->quote;
    if (there)
        row_update(saving->k, &kith_mention_kind, &mention);
    else
        row_insert(saving->k, &kith_mention_kind, &mention);
}

static kith_id keep_person(struct saving *saving, size_t at) {
    const struct kith_heard_item *item = &saving->heard->items[at];
    if (saving->people[at])
        return saving->people[at];
    int64_t same = -1, one;
    const char *name = item->name ? text_fold(saving->arena, item->name) : NULL;
    bool borne = name && map_get(&saving->names, name, &same);
    /* The same new name twice in one plan is one person. */
    kith_id person = borne && !item->person ? saving->people[same] : person_of(saving, item);
    saving->people[at] = person;
    if (name && person && same < (int64_t)at)
        map_set(&saving->names, name, (int64_t)at);
    for (size_t i = 0; i < saving->note->with.count; i++)
        if (saving->note->with.items[i] == person)
            return person;
    store_mention(saving, item, person);
    if (idmap_get(&saving->listed, person, &one))
        return person;
    idmap_set(&saving->listed, person, 1);
    *ARENA_PUSH(saving->arena, saving->kept->people.items, saving->kept->people.count, saving->people_cap) =
        ref_of(saving, person);
    return person;
}

static void keep_moment(struct saving *saving, const struct kith_heard_item *item) {
    struct kith_moment moment;
    kith_row_init(&kith_moment_kind, &moment);
    moment.person = item->whose >= 0 ? keep_person(saving, (size_t)item->whose) : owner(saving, item);
    moment.kind = item->kind;
    moment.on = saving->note->on;
    moment.note = saving->note->id;
    moment.quote = item->quote;
    struct stmt *stmt = model_sql2(
        saving->k, "SELECT 1 FROM moment WHERE note = ?1 AND person = ?2 AND kind = ?3 AND quote = ?4",
        saving->note->id, moment.person);
    stmt_text(stmt, 3, kith_moment_words[item->kind]);
    stmt_text(stmt, 4, item->quote);
    bool there = stmt_row(stmt);
    stmt_stop(stmt);
    if (!there)
        row_insert(saving->k, &kith_moment_kind, &moment);
    *ARENA_PUSH(saving->arena, saving->kept->moments, saving->kept->moment_count, saving->moment_cap) =
        moment;
}

static void keep_need(struct saving *saving, const struct kith_heard_item *item) {
    struct kith_need need;
    kith_row_init(&kith_need_kind, &need);
    need.person = item->whose >= 0 ? keep_person(saving, (size_t)item->whose) : owner(saving, item);
    need.what = item->what;
    need.on = saving->note->on;
    need.note = saving->note->id;
    struct stmt *stmt =
        model_sql2(saving->k, "SELECT 1 FROM need WHERE note = ?1 AND person = ?2 AND what = ?3",
                   saving->note->id, need.person);
    stmt_text(stmt, 3, item->what);
    bool there = stmt_row(stmt);
    stmt_stop(stmt);
    if (!there)
        row_insert(saving->k, &kith_need_kind, &need);
    struct kith_list *needs = &saving->kept->needs;
    *ARENA_PUSH(saving->arena, needs->items, needs->count, saving->need_cap) = item->what;
}

/* ---- what follows ---- */

static enum kith_status answer(struct saving *saving, const struct kith_heard_item *item, int word,
                               kith_id person) {
    struct kith_reply reply = {.answer = word, .on = saving->note->on, .until = DAY_NONE, .person = person};
    if (word == KITH_ANSWER_NOT_YET)
        reply.wants = item->quote;
    say(saving,
        arena_printf(saving->arena, "%s answered: %s",
                     kith_person_said(saving->k, saving->contact, saving->arena), kith_answer_words[word]));
    return kith_ask_answer(saving->k, item->ask, &reply);
}

static enum kith_status refer(struct saving *saving, int direction, kith_id person) {
    struct kith_referral referral;
    kith_row_init(&kith_referral_kind, &referral);
    referral.direction = direction;
    referral.partner = saving->contact;
    referral.person = person;
    referral.on = saving->note->on;
    const char *who = kith_person_said(saving->k, saving->contact, saving->arena);
    const char *whom = kith_person_said(saving->k, person, saving->arena);
    say(saving, direction == KITH_GIVEN ? arena_printf(saving->arena, "%s was referred to %s", whom, who)
                                        : arena_printf(saving->arena, "%s introduced %s", who, whom));
    return kith_referral_add(saving->k, &referral);
}

static enum kith_status follow(struct saving *saving, const struct kith_heard_item *item) {
    kith_id person = item->person_item >= 0 ? keep_person(saving, (size_t)item->person_item) : 0;
    switch (item->follow) {
    case KITH_FOLLOW_NOT_YET:
        return answer(saving, item, KITH_ANSWER_NOT_YET, 0);
    case KITH_FOLLOW_WILL:
        return answer(saving, item, KITH_ANSWER_WILL, 0);
    case KITH_FOLLOW_RECEIVED:
        return item->ask ? answer(saving, item, KITH_ANSWER_YES, person)
                         : refer(saving, KITH_RECEIVED, person);
    case KITH_FOLLOW_GIVEN:
        return refer(saving, KITH_GIVEN, person);
    case KITH_FOLLOW_TASK:
        say(saving, arena_printf(saving->arena, "a task noted: %s", item->what));
        return kith_task_add(saving->k, &saving->contact, 1, item->what, item->on);
    }
    return KITH_OK;
}

static void keep_question(struct saving *saving, const struct kith_heard_item *item) {
    struct kith_question question;
    if (!row_read(saving->k, &kith_question_kind, item->question, saving->arena, &question))
        return;
    question.names = (question.names > 0 ? question.names : 0) + (int)saving->kept->people.count;
    row_update(saving->k, &kith_question_kind, &question);
}

static void keep(struct saving *saving, enum kith_heard_sort sort) {
    for (size_t i = 0; i < saving->heard->count && saving->status == KITH_OK; i++) {
        const struct kith_heard_item *item = &saving->heard->items[i];
        if (!item->keep || item->never || item->sort != sort)
            continue;
        if (sort == KITH_HEARD_PERSON)
            keep_person(saving, i);
        else if (sort == KITH_HEARD_NEED)
            keep_need(saving, item);
        else if (sort == KITH_HEARD_MOMENT)
            keep_moment(saving, item);
        else if (sort == KITH_HEARD_FOLLOW)
            saving->status = follow(saving, item);
        else
            keep_question(saving, item);
    }
}

/* What the user says is no person stands in the settings from now on. */
static void keep_never(struct saving *saving) {
    const struct kith_field *field = setting_field("never");
    struct kith_settings settings = *kith_settings(saving->k);
    size_t before = settings.never.count, cap = 0;
    struct kith_list all = {0};
    for (size_t i = 0; i < before; i++)
        *ARENA_PUSH(saving->arena, all.items, all.count, cap) = settings.never.items[i];
    for (size_t i = 0; i < saving->heard->count; i++) {
        const struct kith_heard_item *item = &saving->heard->items[i];
        bool there = !item->never || !item->name;
        for (size_t j = 0; j < all.count && !there; j++)
            there = text_same(all.items[j], item->name);
        if (there)
            continue;
        *ARENA_PUSH(saving->arena, all.items, all.count, cap) = item->name;
        say(saving, arena_printf(saving->arena, "%s is not heard as a person any more", item->name));
    }
    settings.never = all;
    if (all.count > before)
        setting_store(saving->k, field, &settings);
}

static void keep_all(struct saving *saving) {
    saving->people = ARENA_NEW(saving->arena, kith_id, saving->heard->count);
    keep(saving, KITH_HEARD_PERSON);
    keep(saving, KITH_HEARD_NEED);
    keep(saving, KITH_HEARD_MOMENT);
    keep(saving, KITH_HEARD_FOLLOW);
    keep(saving, KITH_HEARD_QUESTION);
    keep_never(saving);
}

/* ---- the verb ---- */

static enum kith_status check(struct kith *k, const struct kith_note *note) {
    if (note->with.count == 0)
        return model_fail(k, KITH_INVALID, "a note needs a person it was with");
    if (text_blank(note->text))
        return model_fail(k, KITH_INVALID, "a note without words is not kept");
    return KITH_OK;
}

enum kith_status kith_note_save(struct kith *k, struct kith_note *note, const struct kith_heard *heard,
                                struct arena *arena, struct kith_kept *kept) {
    *kept = (struct kith_kept){0};
    enum kith_status status = check(k, note);
    if (status != KITH_OK)
        return status;
    note->on = model_day_or_today(k, note->on);
    if (note->channel == KITH_NO_WORD)
        note->channel = KITH_CHANNEL_CALL;
    note->text = text_repair(arena, note->text, strlen(note->text));
    struct saving saving = {
        .k = k, .note = note, .contact = note->with.items[0], .heard = heard, .arena = arena, .kept = kept};
    model_begin(k, note->id ? "edit note about %s" : "note about %s",
                kith_person_said(k, saving.contact, arena));
    if (note->id)
        save_edited(&saving);
    else
        row_insert(k, &kith_note_kind, note);
    kept->note = note->id;
    if (saving.status == KITH_OK)
        welcome(&saving);
    if (saving.status == KITH_OK && heard)
        keep_all(&saving);
    map_free(&saving.names);
    idmap_free(&saving.listed);
    kith_id made = note->id;
    status = model_end(k, saving.status);
    if (status != KITH_OK && kept->note == made)
        *kept = (struct kith_kept){0};
    return status;
}
