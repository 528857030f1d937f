#include "exchange/ics_write.h"

#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "exchange/fold.h"
#include "exchange/outgoing.h"
#include "kith/moment.h"
#include "kith/need.h"
#include "kith/today.h"

struct calendar {
    struct kith *k;
    struct buf *out;
    struct arena arena;
    enum kith_status status; /* the first failure; nothing is written after it */
};

#define TRY(c, call) ((c)->status == KITH_OK && ((c)->status = (call)) == KITH_OK)

/* ---- events ---- */

static const char *compact(struct calendar *c, day d) {
    int year, month, month_day;
    day_split(d, &year, &month, &month_day);
    return arena_printf(&c->arena, "%04d%02d%02d", year, month, month_day);
}

static void put_event(struct calendar *c, const char *what, const char *uid, day on, bool yearly,
                      const char *summary) {
    if (on == DAY_NONE)
        return;
    fold_line(c->out, "BEGIN:VEVENT");
    fold_text(c->out, "UID", arena_printf(&c->arena, "%s-%s@kith", what, uid));
    fold_line(c->out, arena_printf(&c->arena, "DTSTAMP:%sT000000Z", compact(c, kith_today(c->k))));
    fold_line(c->out, arena_printf(&c->arena, "DTSTART;VALUE=DATE:%s", compact(c, on)));
    if (yearly)
        fold_line(c->out, "RRULE:FREQ=YEARLY");
    fold_text(c->out, "SUMMARY", summary);
    fold_line(c->out, "TRANSP:TRANSPARENT");
    fold_line(c->out, "END:VEVENT");
}

/* ---- what is due, and what has a day to come ---- */

static void put_tasks(struct calendar *c) {
    struct kith_task *tasks;
    size_t count = 0;
    if (!TRY(c, kith_rows_of(c->k, &kith_task_kind, 0, &c->arena, &tasks, &count)))
        return;
    for (size_t i = 0; i < count; i++) {
        const char *name = outgoing_name(c->k, tasks[i].person, &c->arena);
        if (tasks[i].done_on == DAY_NONE && outgoing_may_go(c->k, tasks[i].person))
            put_event(c, "task", tasks[i].uid, tasks[i].on, false,
                      arena_printf(&c->arena, "%s: %s", name, tasks[i].what));
    }
}

static void put_follow_ups(struct calendar *c) {
    struct kith_asks asks;
    if (!TRY(c, kith_asks(c->k, &c->arena, &asks)))
        return;
    for (size_t i = 0; i < asks.count; i++) {
        const struct kith_asked *asked = &asks.items[i];
        const char *about = asked->target.id ? asked->target.name : asked->ask.role;
        if (asked->target.id && !outgoing_may_go(c->k, asked->target.id))
            about = "the introduction";
        if (asked->open && outgoing_may_go(c->k, asked->source.id))
            put_event(c, "ask", asked->ask.uid, asked->due, false,
                      arena_printf(&c->arena, "Follow up with %s about %s", asked->source.name, about));
    }
}

static void put_owed(struct calendar *c, const struct kith_owed_row *owed) {
    const char *about = outgoing_name(c->k, owed->about.id, &c->arena);
    if (!outgoing_may_go(c->k, owed->source.id))
        return;
    const char *words =
        owed->what == KITH_DUE_ACT
            ? arena_printf(&c->arena, "Get in touch with %s, introduced by %s", about, owed->source.name)
        : owed->what == KITH_DUE_THANK
            ? arena_printf(&c->arena, "Thank %s for introducing %s", owed->source.name, about)
            : arena_printf(&c->arena, "Tell %s what came of %s", owed->source.name, about);
    put_event(c, kith_due_words[owed->what], owed->referral_uid, owed->since, false, words);
}

static void put_golden(struct calendar *c, const struct kith_golden *golden) {
    struct kith_moment moment;
    if (outgoing_may_go(c->k, golden->person.id) &&
        TRY(c, kith_row_get(c->k, &kith_moment_kind, golden->moment, &c->arena, &moment)))
        put_event(c, "golden", moment.uid, kith_today(c->k) + golden->days_left, false,
                  arena_printf(&c->arena, "Last golden day of %s (%s)", golden->person.name,
                               kith_moment_words[golden->kind]));
}

static void put_today(struct calendar *c) {
    struct kith_day today;
    if (!TRY(c, kith_day(c->k, 1, &c->arena, &today)))
        return;
    for (size_t i = 0; i < today.owed_count; i++)
        put_owed(c, &today.owed[i]);
    for (size_t i = 0; i < today.golden_count; i++)
        put_golden(c, &today.golden[i]);
}

static void put_delays(struct calendar *c) {
    struct kith_delay *delays;
    size_t count = 0;
    if (!TRY(c, kith_rows_of(c->k, &kith_delay_kind, 0, &c->arena, &delays, &count)))
        return;
    for (size_t i = 0; i < count; i++) {
        const char *name = outgoing_name(c->k, delays[i].person, &c->arena);
        if (delays[i].until >= kith_today(c->k) && outgoing_may_go(c->k, delays[i].person))
            put_event(c, "later", delays[i].uid, delays[i].until, false,
                      arena_printf(&c->arena, "Ask %s, put off until today", name));
    }
}

/* A rhythm is due the day after its days have passed. */
static void put_rhythm(struct calendar *c, const struct kith_person *person) {
    struct kith_contact contact;
    if (person->every_days == KITH_NO_COUNT ||
        !TRY(c, kith_contact_of(c->k, person->id, &c->arena, &contact)) || contact.last_note == DAY_NONE)
        return;
    put_event(c, "reconnect", person->uid, contact.last_note + person->every_days + 1, false,
              arena_printf(&c->arena, "Talk with %s", person->name));
}

/* A day without a year recurs from 2000 on, a leap year. */
static void put_days(struct calendar *c, const struct kith_person *person) {
    for (size_t i = 0; i < person->dates.count; i++) {
        const struct kith_date *date = &person->dates.items[i];
        const char *iso = date->on[0] == '-' ? arena_printf(&c->arena, "2000%s", date->on + 1) : date->on;
        day on;
        if (day_parse_iso(iso, &on))
            put_event(c, arena_printf(&c->arena, "day-%s", text_fold(&c->arena, date->what)), person->uid, on,
                      true, arena_printf(&c->arena, "%s: %s", person->name, date->what));
    }
}

enum kith_status ics_write(struct kith *k, struct buf *out) {
    struct calendar c = {.k = k, .out = out};
    struct kith_person *people;
    size_t count = 0;
    fold_line(out, "BEGIN:VCALENDAR");
    fold_line(out, "VERSION:2.0");
    fold_line(out, "PRODID:-//Kith//Kith " KITH_VERSION "//EN");
    fold_line(out, "X-WR-CALNAME:Kith");
    put_tasks(&c);
    put_follow_ups(&c);
    put_today(&c);
    put_delays(&c);
    if (TRY(&c, outgoing_people(k, &c.arena, &people, &count)))
        for (size_t i = 0; i < count; i++) {
            put_rhythm(&c, &people[i]);
            put_days(&c, &people[i]);
        }
    fold_line(out, "END:VCALENDAR");
    arena_free(&c.arena);
    return c.status;
}
