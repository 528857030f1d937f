#include "lib/second.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "kith/today.h"

/*
 * Books made at random, looked at on several days and after changes, by the library
 * and by the second reading of the method. The seed is told where they part.
 */
enum { BOOKS = 250, CHANGES = 14, PEOPLE = 9, SPAN = 200 };

struct trial {
    struct kith *k;
    uint64_t seed, state;
    struct arena arena; /* of one comparison, or of one change */
    struct second s;
    char after[80]; /* what was done last */
};

#define WRONG(t, ...)                                                                                        \
    do {                                                                                                     \
        char iso_[DAY_SIZE];                                                                                 \
        char what_[300];                                                                                     \
        snprintf(what_, sizeof what_, __VA_ARGS__);                                                          \
        fail_msg("seed %llu on %s, after %s: %s", (unsigned long long)(t)->seed,                             \
                 day_iso((t)->s.today, iso_), (t)->after, what_);                                            \
    } while (0)
#define NUMBER(t, what, is, wanted)                                                                          \
    do {                                                                                                     \
        long is_ = (long)(is), wanted_ = (long)(wanted);                                                     \
        if (is_ != wanted_)                                                                                  \
            WRONG(t, "%s is %ld and not %ld", what, is_, wanted_);                                           \
    } while (0)
#define OF(t, what, p) arena_printf(&(t)->arena, "%s of %s", what, (p)->name)

/* ---- chance ---- */

static uint32_t chance(struct trial *t, uint32_t below) {
    t->state = t->state * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)(t->state >> 33) % below;
}

/* Mostly of late, where most limits lie; now and then to come. */
static day some_day(struct trial *t) {
    day base = lib_day(LIB_TODAY);
    switch (chance(t, 4)) {
    case 0:
        return base - (day)chance(t, SPAN);
    case 1:
        return base + 3 - (day)chance(t, 20);
    default:
        return base - (day)chance(t, 45);
    }
}

static kith_id any(struct trial *t, const struct kith_kind *kind) {
    char *rows;
    size_t count;
    lib_ok(t->k, kith_rows_of(t->k, kind, 0, &t->arena, &rows, &count));
    return count ? *(kith_id *)(void *)(rows + chance(t, (uint32_t)count) * kind->size) : 0;
}

static kith_id person(struct trial *t) {
    return any(t, &kith_person_kind);
}

static kith_id another(struct trial *t, kith_id than) {
    kith_id id;
    do
        id = person(t);
    while (id == than);
    return id;
}

static void put(struct trial *t, const struct kith_kind *kind, void *row) {
    lib_ok(t->k, kith_row_add(t->k, kind, row));
}

/* ---- a book ---- */

static void add_people(struct trial *t) {
    for (int i = 0; i < PEOPLE; i++) {
        struct kith_person row;
        kith_row_init(&kith_person_kind, &row);
        row.name = arena_printf(&t->arena, "Person %02d", i);
        row.role = i % 2 ? (int)chance(t, 6) : KITH_ROLE_MENTIONED - (int)chance(t, 2) * (int)chance(t, 6);
        row.every_days = chance(t, 3) ? KITH_NO_COUNT : 5 + (int)chance(t, 40);
        row.archived = chance(t, 9) == 0;
        row.title = chance(t, 3)   ? NULL
                    : chance(t, 2) ? "Accountant"
                                   : "Roofer"; /* as add_small wants them */
        put(t, &kith_person_kind, &row);
    }
}

static void add_note(struct trial *t) {
    struct kith_note row;
    kith_row_init(&kith_note_kind, &row);
    kith_id with[2] = {person(t), 0};
    with[1] = another(t, with[0]);
    row.with = (struct kith_ids){with, 1 + chance(t, 3) / 2};
    row.on = some_day(t);
    kith_id referral = chance(t, 3) ? 0 : any(t, &kith_referral_kind);
    if (referral) { /* with whom one was introduced to, about that day */
        struct kith_referral of;
        lib_ok(t->k, kith_row_get(t->k, &kith_referral_kind, referral, &t->arena, &of));
        with[0] = of.person;
        with[1] = another(t, with[0]);
        row.on = of.on - 1 + (day)chance(t, 3);
    }
    row.text = "We talked.";
    put(t, &kith_note_kind, &row);
    for (uint32_t left = chance(t, 4); left > 0; left--) {
        struct kith_mention said;
        kith_row_init(&kith_mention_kind, &said);
        said.note = row.id;
        said.by = with[0];
        said.person = another(t, with[0]);
        said.relation = chance(t, 2) ? "brother" : NULL;
        said.quote = "as was said";
        put(t, &kith_mention_kind, &said);
    }
}

static void add_tie(struct trial *t) {
    struct kith_mention row;
    kith_row_init(&kith_mention_kind, &row);
    row.by = person(t);
    row.person = another(t, row.by);
    row.relation = "manager";
    row.on = some_day(t);
    put(t, &kith_mention_kind, &row);
}

static void add_moment(struct trial *t) {
    struct kith_moment row;
    kith_row_init(&kith_moment_kind, &row);
    row.person = person(t);
    row.kind = chance(t, 3) ? (int)chance(t, 5) : (int)chance(t, 10);
    row.on = some_day(t);
    row.state = chance(t, 3) ? KITH_STATE_OPEN : (int)chance(t, 4);
    put(t, &kith_moment_kind, &row);
}

static void add_referral(struct trial *t) {
    struct kith_referral row;
    kith_row_init(&kith_referral_kind, &row);
    row.direction = (int)chance(t, 2);
    row.partner = person(t);
    row.person = another(t, row.partner);
    row.on = some_day(t);
    row.outcome = (int)chance(t, 4);
    row.thanked_on = chance(t, 2) ? DAY_NONE : row.on;
    row.reported_on = chance(t, 2) ? DAY_NONE : row.on;
    put(t, &kith_referral_kind, &row);
}

static void add_ask(struct trial *t) {
    struct kith_ask row;
    kith_row_init(&kith_ask_kind, &row);
    row.source = person(t);
    row.target = chance(t, 4) ? another(t, row.source) : 0;
    kith_id mention = chance(t, 2) ? any(t, &kith_mention_kind) : 0;
    if (mention) { /* about somebody of the circle */
        struct kith_mention of;
        lib_ok(t->k, kith_row_get(t->k, &kith_mention_kind, mention, &t->arena, &of));
        row.source = of.by;
        row.target = of.person;
    }
    row.role = row.target ? NULL : chance(t, 2) ? "accountant" : "lawyer";
    row.on = some_day(t);
    row.answer = (int)chance(t, 7);
    if (row.answer != KITH_ANSWER_WAITING && chance(t, 5))
        row.answered_on = row.on + (day)chance(t, 12);
    if (row.answer == KITH_ANSWER_NOT_YET && chance(t, 2))
        row.until = row.on + (day)chance(t, 60);
    put(t, &kith_ask_kind, &row);
}

static void add_delay(struct trial *t) {
    struct kith_delay row;
    kith_row_init(&kith_delay_kind, &row);
    row.person = person(t);
    kith_id ask = chance(t, 2) ? any(t, &kith_ask_kind) : 0;
    if (ask) {
        struct kith_ask of;
        lib_ok(t->k, kith_row_get(t->k, &kith_ask_kind, ask, &t->arena, &of));
        row.ask = ask;
        row.person = of.source;
    }
    row.reason = (int)chance(t, 6);
    row.on = some_day(t);
    row.until = row.on + 1 + (day)chance(t, 20);
    put(t, &kith_delay_kind, &row);
}

static void add_small(struct trial *t) {
    struct kith_need need;
    kith_row_init(&kith_need_kind, &need);
    need.person = person(t);
    need.what = chance(t, 2) ? "an accountant" : "a roofer";
    need.on = some_day(t);
    need.met_on = chance(t, 3) ? DAY_NONE : need.on;
    put(t, &kith_need_kind, &need);
    struct kith_task task;
    kith_row_init(&kith_task_kind, &task);
    task.person = person(t);
    task.what = "send it";
    task.on = some_day(t);
    task.done_on = chance(t, 3) ? DAY_NONE : task.on;
    put(t, &kith_task_kind, &task);
    if (chance(t, 3))
        return;
    struct kith_pledge pledge;
    kith_row_init(&kith_pledge_kind, &pledge);
    pledge.person = person(t);
    pledge.count = 5;
    pledge.on = some_day(t);
    put(t, &kith_pledge_kind, &pledge);
}

static void make(struct trial *t) {
    t->k = lib_open(NULL);
    lib_ok(t->k, kith_step_begin(t->k, "a book"));
    add_people(t);
    static const struct {
        void (*add)(struct trial *);
        int most;
    } parts[] = {{add_referral, 6}, {add_note, 20}, {add_tie, 4},  {add_moment, 14},
                 {add_ask, 7},      {add_delay, 5}, {add_small, 8}};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        for (uint32_t left = chance(t, (uint32_t)parts[i].most); left > 0; left--)
            parts[i].add(t);
    lib_ok(t->k, kith_step_end(t->k, KITH_OK));
}

/* ---- what is compared ---- */

static const char *word_of(int standing) {
    return standing == KITH_NO_WORD ? "none" : kith_standing_words[standing];
}

static void compare_contact(struct trial *t, const struct kith_person *p, const struct kith_contact *c) {
    const struct second *s = &t->s;
    int standing = second_standing(s, p->id);
    if (c->standing != standing)
        WRONG(t, "%s stands at %s and not at %s", p->name, word_of(c->standing), word_of(standing));
    NUMBER(t, OF(t, "the circle", p), c->circle, second_circle(s, p->id));
    NUMBER(t, OF(t, "given", p), c->given, second_referrals(s, p->id, KITH_GIVEN));
    NUMBER(t, OF(t, "received", p), c->received, second_referrals(s, p->id, KITH_RECEIVED));
    NUMBER(t, OF(t, "the last ask", p), c->last_ask, second_last_ask(s, p->id));
    NUMBER(t, OF(t, "the last note", p), c->last_note, second_last_note(s, p->id));
    if (standing != KITH_NO_WORD)
        NUMBER(t, OF(t, "the right", p), c->earned, second_earned(s, p->id));
    if (standing == KITH_STANDING_GOLDEN)
        NUMBER(t, OF(t, "the days left", p), c->days_left, second_days_left(s, second_golden(s, p->id)));
}

static void compare_circle(struct trial *t, const struct kith_person *p) {
    struct kith_circle circle;
    lib_ok(t->k, kith_circle(t->k, p->id, &t->arena, &circle));
    NUMBER(t, OF(t, "the circle", p), circle.count, second_circle(&t->s, p->id));
    for (size_t i = 0; i < circle.count; i++) {
        const struct kith_known *known = &circle.items[i];
        struct second_tie tie;
        if (!second_tie_of(&t->s, p->id, known->person.id, &tie))
            WRONG(t, "%s is in the circle of %s", known->person.name, p->name);
        NUMBER(t, OF(t, "times", &known->person), known->times, tie.times);
        NUMBER(t, OF(t, "first", &known->person), known->first, tie.first);
        NUMBER(t, OF(t, "last", &known->person), known->last, tie.last);
        if (known->askable != second_askable(&t->s, p->id, known->person.id))
            WRONG(t, "%s of %s: askable is %d (%s)", known->person.name, p->name, known->askable,
                  known->why_not ? known->why_not : "no reason");
    }
}

static int place(const struct kith_contact *c) {
    static const int order[] = {KITH_STANDING_GOLDEN,           KITH_STANDING_READY,   KITH_STANDING_LISTEN, KITH_STANDING_GIVE, KITH_STANDING_HOLD,
                                KITH_STANDING_WAITING, KITH_STANDING_RESTING, KITH_STANDING_EARN};
    int at = 0;
    while (order[at] != c->standing)
        at++;
    return 1000 * (2 * at + (c->standing == KITH_STANDING_EARN && c->last_note == DAY_NONE)) +
           (c->standing == KITH_STANDING_GOLDEN ? c->days_left : 0);
}

static void compare_list(struct trial *t) {
    struct kith_contacts who;
    size_t contacts = 0;
    lib_ok(t->k, kith_who(t->k, false, &t->arena, &who));
    for (size_t i = 0; i < t->s.person_count; i++)
        contacts += second_standing(&t->s, t->s.people[i].id) != KITH_NO_WORD;
    NUMBER(t, "the length of the list", who.count, contacts);
    for (size_t i = 0; i < who.count; i++) {
        const struct kith_contact *c = &who.items[i];
        compare_contact(t, second_person(&t->s, c->person.id), c);
        if (i == 0)
            continue;
        int before = place(c - 1), here = place(c);
        if (before > here || (before == here && strcmp(c[-1].person.name, c->person.name) > 0))
            WRONG(t, "%s stands before %s", c[-1].person.name, c->person.name);
    }
}

/* ---- Today ---- */

static void compare_golden(struct trial *t, const struct kith_day *d) {
    size_t golden = 0;
    for (size_t i = 0; i < t->s.person_count; i++)
        golden += second_standing(&t->s, t->s.people[i].id) == KITH_STANDING_GOLDEN;
    NUMBER(t, "golden rows", d->golden_count, golden);
    for (size_t i = 0; i < d->golden_count; i++) {
        const struct kith_moment *moment = second_golden(&t->s, d->golden[i].person.id);
        if (!moment)
            WRONG(t, "%s has a golden row", d->golden[i].person.name);
        NUMBER(t, OF(t, "the golden day", &d->golden[i].person), d->golden[i].on, moment->on);
        NUMBER(t, OF(t, "the days left", &d->golden[i].person), d->golden[i].days_left,
               second_days_left(&t->s, moment));
        if (i && d->golden[i - 1].days_left > d->golden[i].days_left)
            WRONG(t, "golden rows out of order");
    }
}

/* R14: whoever stands at hold, each once. */
static void compare_hold(struct trial *t, const struct kith_day *d) {
    size_t held = 0;
    for (size_t i = 0; i < t->s.person_count; i++)
        held += second_standing(&t->s, t->s.people[i].id) == KITH_STANDING_HOLD;
    NUMBER(t, "rows of trouble", d->hold_count, held);
    for (size_t i = 0; i < d->hold_count; i++)
        NUMBER(t, "a standing", second_standing(&t->s, d->hold[i].person.id), KITH_STANDING_HOLD);
}

static void compare_owed(struct trial *t, const struct kith_day *d) {
    size_t owed = 0;
    for (size_t i = 0; i < t->s.referral_count; i++)
        for (int what = KITH_DUE_ACT; what <= KITH_DUE_REPORT; what++) {
            const struct kith_referral *r = &t->s.referrals[i];
            if (!second_owed(&t->s, r, what))
                continue;
            owed++;
            size_t at = 0;
            while (at < d->owed_count && (d->owed[at].referral != r->id || d->owed[at].what != what))
                at++;
            if (at == d->owed_count)
                WRONG(t, "referral %s: %s is not listed", r->uid, kith_due_words[what]);
            NUMBER(t, "whom the row names", d->owed[at].person.id,
                   what == KITH_DUE_ACT ? r->person : r->partner);
            NUMBER(t, "since", d->owed[at].since, r->on);
        }
    NUMBER(t, "owed rows", d->owed_count, owed);
    for (size_t i = 1; i < d->owed_count; i++)
        if (d->owed[i - 1].what > d->owed[i].what)
            WRONG(t, "owed rows out of order");
}

static void compare_follow_up(struct trial *t, const struct kith_day *d) {
    size_t due = 0;
    for (size_t i = 0; i < t->s.ask_count; i++) {
        const struct kith_ask *ask = &t->s.asks[i];
        day on = second_due(&t->s, ask);
        if (on == DAY_NONE || on > t->s.today || second_person(&t->s, ask->source)->archived)
            continue;
        due++;
        size_t at = 0;
        while (at < d->follow_up_count && d->follow_up[at].ask != ask->id)
            at++;
        if (at == d->follow_up_count)
            WRONG(t, "the ask %s is not followed up", ask->uid);
        NUMBER(t, "the day of an ask", d->follow_up[at].due, on);
    }
    NUMBER(t, "follow-ups", d->follow_up_count, due);
}

static void compare_needs(struct trial *t, const struct kith_day *d) {
    size_t unknown = 0;
    day earliest = INT32_MAX; /* of the talks listed */
    for (size_t i = 0; i < d->needs_unknown.count; i++) {
        kith_id id = d->needs_unknown.items[i].id;
        day last = second_last_note(&t->s, id);
        if (!second_needs_unknown(&t->s, id) || last > earliest)
            WRONG(t, "%s is asked what they need", d->needs_unknown.items[i].name);
        earliest = last;
    }
    for (size_t i = 0; i < t->s.person_count; i++) {
        const struct kith_person *p = &t->s.people[i];
        if (!second_needs_unknown(&t->s, p->id))
            continue;
        unknown++;
        size_t at = 0;
        while (at < d->needs_unknown.count && d->needs_unknown.items[at].id != p->id)
            at++;
        if (at == d->needs_unknown.count && second_last_note(&t->s, p->id) > earliest)
            WRONG(t, "%s is not asked what they need", p->name);
    }
    NUMBER(t, "needs unknown", d->needs_unknown.count, unknown < 5 ? unknown : 5);
}

static void compare_due(struct trial *t, const struct kith_day *d) {
    size_t tasks = 0, rhythms = 0;
    for (size_t i = 0; i < t->s.task_count; i++)
        tasks += t->s.tasks[i].on <= t->s.today && t->s.tasks[i].done_on == DAY_NONE &&
                 !second_person(&t->s, t->s.tasks[i].person)->archived;
    NUMBER(t, "tasks due", d->due_count, tasks);
    for (size_t i = 0; i < t->s.person_count; i++)
        rhythms += second_reconnect(&t->s, &t->s.people[i]);
    NUMBER(t, "to reconnect", d->reconnect_count, rhythms);
    day before = INT32_MIN;
    for (size_t i = 0; i < d->reconnect_count; i++) {
        const struct kith_person *p = second_person(&t->s, d->reconnect[i].person.id);
        day due = second_last_note(&t->s, p->id) + p->every_days;
        if (!second_reconnect(&t->s, p) || due < before)
            WRONG(t, "%s is reconnected", p->name);
        before = due;
    }
}

static bool sent_to(const struct second *s, kith_id a, kith_id b) {
    for (size_t i = 0; i < s->referral_count; i++) {
        const struct kith_referral *r = &s->referrals[i];
        if (r->on <= s->today && ((r->partner == a && r->person == b) || (r->partner == b && r->person == a)))
            return true;
    }
    return false;
}

static bool may_be_given(const struct second *s, const struct kith_need *need, const struct kith_person *p) {
    struct second_tie tie;
    return p->id != need->person && !p->archived && !sent_to(s, p->id, need->person) &&
           !second_tie_of(s, need->person, p->id, &tie);
}

/*
 * Who fits is a matter of words elsewhere; here a title is the last word of the need, or not: one's own,
 * or that of somebody who turned out to be they.
 */
static bool fits(const struct kith_need *need, const struct kith_person *p) {
    const char *wanted = strchr(need->what, ' ') + 1;
    return (p->title && strcasecmp(wanted, p->title) == 0) || (p->about && strcasestr(p->about, wanted));
}

static void compare_gifts(struct trial *t, const struct kith_day *d) {
    size_t wanted = 0;
    for (size_t i = 0; i < t->s.need_count; i++) {
        const struct kith_need *need = &t->s.needs[i];
        if (second_standing(&t->s, need->person) == KITH_NO_WORD || need->on > t->s.today ||
            need->met_on != DAY_NONE)
            continue;
        size_t fit = 0, at = 0;
        for (size_t j = 0; j < t->s.person_count; j++)
            fit += fits(need, &t->s.people[j]) && may_be_given(&t->s, need, &t->s.people[j]);
        while (at < d->give_count && d->give[at].need != need->id)
            at++;
        NUMBER(t, arena_printf(&t->arena, "a gift for need %s", need->uid), at<d->give_count, fit> 0);
        wanted += fit > 0;
        for (size_t j = 0; fit && j < d->give[at].candidates.count; j++) {
            const struct kith_person *p = second_person(&t->s, d->give[at].candidates.items[j].id);
            if (!fits(need, p) || !may_be_given(&t->s, need, p))
                WRONG(t, "%s is proposed to %s", p->name, d->give[at].person.name);
        }
    }
    NUMBER(t, "gifts", d->give_count, wanted);
}

/* Somebody who can be proposed: golden before ready, and only golden once the week's asks are made. */
static int best_standing(const struct second *s, kith_id *named) {
    int best = KITH_NO_WORD;
    bool week_made = second_asks_in_week(s, s->today) >= s->set.weekly_asks;
    for (size_t i = 0; i < s->person_count; i++) {
        kith_id source = s->people[i].id;
        int standing = second_standing(s, source);
        if (second_delayed(s, source) || (standing != KITH_STANDING_GOLDEN && (standing != KITH_STANDING_READY || week_made)))
            continue;
        for (size_t j = 0; j < s->person_count; j++) {
            kith_id target = s->people[j].id;
            if (!second_askable(s, source, target) || second_delayed(s, target))
                continue;
            if (best != KITH_STANDING_GOLDEN)
                best = standing;
            *named = source;
        }
    }
    return best;
}

static void compare_introduction(struct trial *t, const struct kith_day *d) {
    const struct kith_introduction *i = &d->introduction;
    kith_id named = 0;
    int best = best_standing(&t->s, &named);
    if (best != KITH_NO_WORD && !d->has_introduction)
        WRONG(t, "%s is not proposed", second_person(&t->s, named)->name);
    if (!d->has_introduction)
        return;
    NUMBER(t, "the standing proposed", i->standing, second_standing(&t->s, i->source.id));
    if (second_delayed(&t->s, i->source.id) || (best == KITH_STANDING_GOLDEN && i->standing != KITH_STANDING_GOLDEN) ||
        (i->standing != KITH_STANDING_GOLDEN && (i->standing != KITH_STANDING_READY || best == KITH_NO_WORD)))
        WRONG(t, "%s is proposed at %s", i->source.name, word_of(i->standing));
    if (i->target.id && !second_askable(&t->s, i->source.id, i->target.id))
        WRONG(t, "%s is proposed to %s", i->target.name, i->source.name);
}

static void compare(struct trial *t) {
    arena_free(&t->arena);
    second_read(&t->s, t->k, &t->arena);
    struct kith_day d;
    lib_ok(t->k, kith_day(t->k, 0, &t->arena, &d));
    NUMBER(t, "asks of the week", d.asks_made, second_asks_in_week(&t->s, t->s.today));
    NUMBER(t, "weeks kept", d.weeks_kept, second_weeks_kept(&t->s));
    compare_list(t);
    for (size_t i = 0; i < t->s.person_count; i++) {
        struct kith_contact contact;
        lib_ok(t->k, kith_contact_of(t->k, t->s.people[i].id, &t->arena, &contact));
        compare_contact(t, &t->s.people[i], &contact);
        compare_circle(t, &t->s.people[i]);
    }
    compare_golden(t, &d);
    compare_hold(t, &d);
    compare_owed(t, &d);
    compare_follow_up(t, &d);
    compare_needs(t, &d);
    compare_due(t, &d);
    compare_gifts(t, &d);
    compare_introduction(t, &d);
}

/* ---- changes: each may be refused ---- */

static const char *change_row(struct trial *t) {
    static const struct {
        const struct kith_kind *kind;
        const char *field, *value;
    } edits[] = {
        {&kith_note_kind, "on", "2026-11-20"},     {&kith_note_kind, "on", "2026-10-01"},
        {&kith_moment_kind, "state", "open"},      {&kith_moment_kind, "on", "2026-11-07"},
        {&kith_ask_kind, "answer", "no"},          {&kith_ask_kind, "answer", "waiting"},
        {&kith_ask_kind, "on", "2026-10-22"},      {&kith_referral_kind, "outcome", "met"},
        {&kith_referral_kind, "on", "2026-11-24"}, {&kith_task_kind, "done_on", "2026-11-20"},
        {&kith_delay_kind, "until", "2026-11-30"}, {&kith_need_kind, "on", "2026-05-25"},
        {&kith_person_kind, "archived", "yes"},    {&kith_person_kind, "archived", "no"},
        {&kith_person_kind, "role", "partner"},    {&kith_person_kind, "role", "client"},
        {&kith_person_kind, "role", "mentioned"},  {&kith_person_kind, "every_days", "20"},
        {&kith_pledge_kind, "on", "2026-11-01"},
    };
    uint32_t at = chance(t, sizeof edits / sizeof *edits);
    kith_id id = any(t, edits[at].kind);
    if (id)
        kith_row_set(t->k, edits[at].kind, &id, 1, edits[at].field, edits[at].value);
    return arena_printf(&t->arena, "%s became %s", edits[at].field, edits[at].value);
}

static const char *change_setting(struct trial *t) {
    static const char *const names[] = {"weekly_asks", "give_first", "golden_days", "quiet_days",
                                        "rest_days",   "need_days",  "follow_days", "notyet_days"};
    const char *name = names[chance(t, sizeof names / sizeof *names)];
    kith_setting_set(t->k, name, arena_printf(&t->arena, "%d", (int)chance(t, 40)));
    return name;
}

static const char *delete_any(struct trial *t) {
    size_t kinds = 0;
    while (kith_kinds[kinds])
        kinds++;
    const struct kith_kind *kind = kith_kinds[chance(t, (uint32_t)kinds)];
    kith_id id = any(t, kind);
    if (id)
        kith_row_delete(t->k, kind, &id, 1);
    return arena_printf(&t->arena, "a %s was deleted", kind->one);
}

static const char *ask_or_answer(struct trial *t) {
    struct kith_ask row;
    kith_row_init(&kith_ask_kind, &row);
    row.source = person(t);
    row.target = another(t, row.source);
    row.on = kith_today(t->k);
    if (chance(t, 2)) {
        kith_ask_add(t->k, &row, true);
        return "an ask";
    }
    const struct kith_reply reply = {.answer = (int)chance(t, 7), .on = DAY_NONE, .until = DAY_NONE};
    kith_ask_answer(t->k, any(t, &kith_ask_kind), &reply);
    return "an answer";
}

static const char *new_day(struct trial *t) {
    day moved = kith_today(t->k) + (day)chance(t, 40) - 8;
    kith_clock(t->k, chance(t, 3) ? moved : lib_day(LIB_TODAY), 1795255200);
    return "another day came";
}

/* Not of the book itself. */
static const char *undo(struct trial *t) {
    kith_undo(t->k, &t->arena, NULL);
    if (!person(t))
        lib_ok(t->k, kith_redo(t->k, &t->arena, NULL));
    return "undo";
}

static const char *change(struct trial *t) {
    static void (*const adds[])(struct trial *) = {add_note, add_moment, add_referral, add_delay, add_small};
    kith_id id = person(t);
    switch (chance(t, 14)) {
    case 0:
    case 1:
    case 2:
        return change_row(t);
    case 3:
        return change_setting(t);
    case 4:
        return delete_any(t);
    case 5:
        return ask_or_answer(t);
    case 6:
    case 7:
        return new_day(t);
    case 8:
        return undo(t);
    case 9:
        return kith_redo(t->k, &t->arena, NULL), "redo";
    case 10:
        return kith_person_merge(t->k, id, another(t, id)), "a merge";
    case 11:
        return kith_moment_settle(t->k, id), "settled";
    case 12:
        return kith_moment_let_go(t->k, id), "let go";
    default:
        return adds[chance(t, sizeof adds / sizeof *adds)](t), "an addition";
    }
}

static void test_the_two_agree(void **state) {
    (void)state;
    for (uint64_t seed = 1; seed <= BOOKS; seed++) {
        struct trial t = {.seed = seed, .state = seed * 2654435761u, .after = "it was made"};
        make(&t);
        for (int i = 0; i < CHANGES; i++) {
            compare(&t);
            snprintf(t.after, sizeof t.after, "%s", change(&t));
        }
        compare(&t);
        kith_close(t.k);
        arena_free(&t.arena);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_the_two_agree)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
