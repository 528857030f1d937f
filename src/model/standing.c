#include "model/standing.h"

#include "model/asof.h"
#include "model/say.h"

const char *const kith_standing_words[] = {"hold",   "waiting", "resting", "earn", "give",
                                           "golden", "ready",   "listen",  NULL};

static bool positive(const struct fact_moment *moment) {
    return moment->kind >= KITH_MOMENT_THANKED && moment->kind <= KITH_MOMENT_KICKOFF;
}

/* R6: a day that ends a span still belongs to it. */
static bool glows(const struct fact_moment *moment, const struct kith_settings *settings, day today) {
    return positive(moment) && moment->state == KITH_STATE_OPEN && moment->on <= today &&
           today - moment->on <= settings->golden_days;
}

const struct fact_moment *standing_open_moment(const struct fact_person *p,
                                               const struct kith_settings *settings, day today) {
    for (size_t i = 0; i < p->moment_count; i++)
        if (glows(&p->moments[i], settings, today))
            return &p->moments[i];
    return NULL;
}

const struct fact_moment *standing_open_trouble(const struct fact_person *p, day today) {
    for (size_t i = 0; i < p->moment_count; i++)
        if (p->moments[i].kind == KITH_MOMENT_TROUBLE && p->moments[i].state == KITH_STATE_OPEN &&
            p->moments[i].on <= today)
            return &p->moments[i];
    return NULL;
}

/* R5: the kinds of moment that earn the right, by role. */
static bool moment_earns(int role, int kind) {
    switch (role) {
    case KITH_ROLE_CLIENT:
        return kind == KITH_MOMENT_THANKED || kind == KITH_MOMENT_DELIVERED || kind == KITH_MOMENT_RESULT;
    case KITH_ROLE_PROSPECT:
        return kind == KITH_MOMENT_VALUE || kind == KITH_MOMENT_THANKED || kind == KITH_MOMENT_RESULT;
    case KITH_ROLE_FRIEND:
    case KITH_ROLE_OTHER:
        return kind == KITH_MOMENT_THANKED;
    default:
        return false;
    }
}

static bool earned_by_deeds(const struct fact_person *p, const struct kith_settings *settings, day today) {
    if (asof_count(p, KITH_GIVEN, today) >= settings->give_first || asof_count(p, KITH_RECEIVED, today) > 0)
        return true;
    for (size_t i = 0; i < p->moment_count; i++)
        if (p->moments[i].on <= today && moment_earns(p->role, p->moments[i].kind))
            return true;
    return false;
}

static const struct fact_ask *open_ask(const struct fact_person *p, const struct kith_settings *settings,
                                       day today) {
    for (size_t i = 0; i < p->ask_count; i++)
        if (p->asks[i].on <= today && asof_open(&p->asks[i], settings, today))
            return &p->asks[i];
    return NULL;
}

/* A kickoff makes golden only where the right is earned by more than the pledge: no name before any work. */
static const struct fact_moment *
golden_moment(const struct fact_person *p, const struct kith_settings *settings, day today, bool by_deeds) {
    for (size_t i = 0; i < p->moment_count; i++)
        if (glows(&p->moments[i], settings, today) && (by_deeds || p->moments[i].kind != KITH_MOMENT_KICKOFF))
            return &p->moments[i];
    return NULL;
}

/* How many of their circle can be asked about. */
static int askable(const struct fact_person *p, const struct kith_settings *settings, day today) {
    int count = 0;
    for (size_t i = 0; i < p->circle_count; i++)
        count += standing_block_of(&p->circle[i], settings, today) == STANDING_ASKABLE;
    return count;
}

static int word_of(const struct fact_person *p, const struct standing *s,
                   const struct kith_settings *settings, day today) {
    if (p->role == KITH_ROLE_MENTIONED || p->archived)
        return KITH_NO_WORD;
    if (standing_open_trouble(p, today))
        return KITH_STANDING_HOLD;
    if (open_ask(p, settings, today))
        return KITH_STANDING_WAITING;
    const struct fact_ask *last = asof_last_ask(p, today);
    if (last && today - last->on < settings->rest_days)
        return KITH_STANDING_RESTING;
    if (!s->earned)
        return p->role == KITH_ROLE_PARTNER ? KITH_STANDING_GIVE : KITH_STANDING_EARN;
    if (s->golden)
        return KITH_STANDING_GOLDEN;
    return askable(p, settings, today) ? KITH_STANDING_READY : KITH_STANDING_LISTEN;
}

struct standing standing_of(const struct fact_person *p, const struct kith_settings *settings, day today) {
    struct standing s = {.by_deeds = earned_by_deeds(p, settings, today)};
    s.earned = s.by_deeds || (p->role == KITH_ROLE_CLIENT && asof_pledge(p, today));
    if (s.earned)
        s.golden = golden_moment(p, settings, today, s.by_deeds);
    if (s.golden)
        s.days_left = settings->golden_days - (today - s.golden->on);
    s.word = word_of(p, &s, settings, today);
    return s;
}

/* ---- who of a circle can be asked about ---- */

static const struct fact_referral *referred(const struct fact_person *p, int direction, day today) {
    for (size_t i = 0; i < p->referred_count; i++)
        if (p->referred[i]->direction == direction && p->referred[i]->on <= today)
            return p->referred[i];
    return NULL;
}

static const struct fact_ask *declined(const struct fact_tie *tie, day today) {
    for (size_t i = 0; i < tie->by->ask_count; i++) {
        const struct fact_ask *ask = &tie->by->asks[i];
        if (ask->target == tie->person && ask->on <= today && asof_answer(ask, today) == KITH_ANSWER_NO)
            return ask;
    }
    return NULL;
}

static const struct fact_ask *sought(const struct fact_person *p, const struct kith_settings *settings,
                                     day today) {
    for (size_t i = 0; i < p->sought_count; i++)
        if (p->sought[i]->on <= today && asof_open(p->sought[i], settings, today))
            return p->sought[i];
    return NULL;
}

enum standing_block standing_block_of(const struct fact_tie *tie, const struct kith_settings *settings,
                                      day today) {
    const struct fact_person *p = tie->person;
    if (p->archived)
        return STANDING_ARCHIVED;
    if (p->role == KITH_ROLE_CLIENT || p->role == KITH_ROLE_PROSPECT || p->role == KITH_ROLE_PARTNER)
        return STANDING_CONTACT;
    if (referred(p, KITH_RECEIVED, today))
        return STANDING_INTRODUCED;
    if (referred(p, KITH_GIVEN, today))
        return STANDING_SENT;
    if (declined(tie, today))
        return STANDING_DECLINED;
    if (sought(p, settings, today))
        return STANDING_ASKED;
    if (!asof_times(tie, today))
        return STANDING_UNHEARD;
    if (today - asof_first(tie, today) < settings->quiet_days)
        return STANDING_QUIET;
    return STANDING_ASKABLE;
}

bool standing_to_sort(int role, bool role_typed, bool archived, day last_note, int word) {
    return role == KITH_ROLE_OTHER && !role_typed && !archived && last_note == DAY_NONE &&
           word == KITH_STANDING_EARN;
}

static const char *asked_in_words(const struct fact_ask *ask, const struct kith_settings *settings, day today,
                                  struct arena *arena) {
    const char *first = say_first(ask->source->name, arena), *on = say_on(ask->on, today, arena);
    switch (asof_answer(ask, today)) {
    case KITH_ANSWER_WILL:
        return arena_printf(arena, "%s will introduce them, asked %s", first, on);
    case KITH_ANSWER_NOT_YET:
        return arena_printf(arena, "%s said not yet, comes back %s", first,
                            say_on(asof_due(ask, settings, today), today, arena));
    default:
        return arena_printf(arena, "asked %s about them %s, still waiting", first, on);
    }
}

static const char *quiet_in_words(const struct fact_tie *tie, const struct kith_settings *settings, day today,
                                  struct arena *arena) {
    day first = asof_first(tie, today), until = first + settings->quiet_days;
    const char *mentioned = say_on(first, today, arena);
    if (until - today == 1)
        return arena_printf(arena, "mentioned %s; give it a day", mentioned);
    return arena_printf(arena, "mentioned %s; give it %s days", mentioned, say_number(until - today, arena));
}

const char *standing_why_not(const struct fact_tie *tie, const struct kith_settings *settings, day today,
                             struct arena *arena) {
    const struct fact_referral *referral;
    switch (standing_block_of(tie, settings, today)) {
    case STANDING_ASKABLE:
        return NULL;
    case STANDING_UNHEARD:
        return "known from a file only; wait until a talk brings them up";
    case STANDING_QUIET:
        return quiet_in_words(tie, settings, today, arena);
    case STANDING_CONTACT:
        return arena_printf(arena, "already a %s", kith_role_words[tie->person->role]);
    case STANDING_ARCHIVED:
        return "archived";
    case STANDING_ASKED:
        return asked_in_words(sought(tie->person, settings, today), settings, today, arena);
    case STANDING_INTRODUCED:
        referral = referred(tie->person, KITH_RECEIVED, today);
        return arena_printf(arena, "introduced already, by %s %s", say_first(referral->partner->name, arena),
                            say_on(referral->on, today, arena));
    case STANDING_SENT:
        referral = referred(tie->person, KITH_GIVEN, today);
        return arena_printf(arena, "you sent them to %s %s", say_first(referral->partner->name, arena),
                            say_on(referral->on, today, arena));
    case STANDING_DECLINED:
        return arena_printf(arena, "%s said no %s", say_first(tie->by->name, arena),
                            say_on(declined(tie, today)->on, today, arena));
    }
    return NULL;
}

/* ---- why ---- */

struct telling {
    const struct fact_person *p;
    const struct kith_settings *settings;
    day today;
    struct arena *arena;
    struct say_reasons list;
};
#define TELL(t, day_of, quote, ...) say_reason(&(t)->list, (t)->arena, day_of, quote, __VA_ARGS__)

struct kith_reason standing_say_moment(const struct fact_moment *moment, day today, struct arena *arena) {
    static const char *const words[] = {
        [KITH_MOMENT_THANKED] = "thanked you",
        [KITH_MOMENT_DELIVERED] = "you finished their work",
        [KITH_MOMENT_RESULT] = "told you of a result",
        [KITH_MOMENT_VALUE] = "you were of use to them",
        [KITH_MOMENT_KICKOFF] = "you began the work together",
    };
    return say_because(arena, moment->on, moment->quote, "%s %s", words[moment->kind],
                       say_on(moment->on, today, arena));
}

struct kith_reason standing_say_received(const struct fact_person *p, day today, struct arena *arena) {
    const struct fact_referral *got = asof_last_referral(p, KITH_RECEIVED, today);
    return say_because(arena, got->on, NULL, "introduced %s %s", got->person->name,
                       say_on(got->on, today, arena));
}

struct kith_reason standing_say_given(const struct fact_person *p, day today, struct arena *arena) {
    int given = asof_count(p, KITH_GIVEN, today), got = asof_count(p, KITH_RECEIVED, today);
    return say_because(arena, asof_last_referral(p, KITH_GIVEN, today)->on, NULL,
                       got ? "you sent them %s, they sent you %s" : "you sent them %s, they sent %s yet",
                       say_number(given, arena), say_number(got, arena));
}

struct kith_reason standing_say_pledge(const struct fact_person *p, day today, struct arena *arena) {
    const struct fact_pledge *pledge = asof_pledge(p, today);
    return say_because(arena, pledge->on, pledge->when, "agreed to introduce %s; %s so far",
                       say_number(pledge->count, arena),
                       say_number(asof_pledge_done(p, pledge, today), arena));
}

static void tell(struct telling *t, struct kith_reason reason) {
    *ARENA_PUSH(t->arena, t->list.items, t->list.count, t->list.cap) = reason;
}

/* Evidence that the right is earned, besides the moment `told` already. */
static void tell_earned(struct telling *t, const struct fact_moment *told) {
    const struct fact_person *p = t->p;
    for (size_t i = 0; i < p->moment_count; i++)
        if (p->moments[i].on <= t->today && moment_earns(p->role, p->moments[i].kind)) {
            if (&p->moments[i] != told)
                tell(t, standing_say_moment(&p->moments[i], t->today, t->arena));
            break;
        }
    if (asof_count(p, KITH_RECEIVED, t->today))
        tell(t, standing_say_received(p, t->today, t->arena));
    if (asof_count(p, KITH_GIVEN, t->today))
        tell(t, standing_say_given(p, t->today, t->arena));
    if (asof_pledge(p, t->today))
        tell(t, standing_say_pledge(p, t->today, t->arena));
}

static const char *about(const struct fact_ask *ask, struct arena *arena) {
    if (ask->target)
        return ask->target->unnamed ? arena_printf(arena, "their %s", ask->target->name) : ask->target->name;
    return say_their(ask->role, arena);
}

static void tell_waiting(struct telling *t) {
    const struct fact_ask *ask = open_ask(t->p, t->settings, t->today);
    const char *of = about(ask, t->arena);
    day said = ask->answered_on != DAY_NONE ? ask->answered_on : ask->on;
    switch (asof_answer(ask, t->today)) {
    case KITH_ANSWER_WILL:
        TELL(t, said, NULL, "said %s they will introduce %s", say_on(said, t->today, t->arena), of);
        break;
    case KITH_ANSWER_NOT_YET:
        TELL(t, said, ask->wants, "said not yet about %s %s; comes back %s", of,
             say_on(said, t->today, t->arena),
             say_on(asof_due(ask, t->settings, t->today), t->today, t->arena));
        break;
    default:
        TELL(t, ask->on, NULL, "asked about %s %s, no answer yet", of, say_on(ask->on, t->today, t->arena));
    }
}

static void tell_unearned(struct telling *t) {
    static const char *const missing[] = {
        [KITH_ROLE_CLIENT] = "a client, but no thanks, delivery or result is noted yet",
        [KITH_ROLE_PROSPECT] = "a prospect, and nothing of value to them is noted yet",
        [KITH_ROLE_FRIEND] = "a friend, but no thanks and no introduction is noted yet",
        [KITH_ROLE_OTHER] = "no thanks and no introduction is noted yet",
    };
    const struct fact_person *p = t->p;
    if (p->role == KITH_ROLE_PARTNER) {
        TELL(t, DAY_NONE, NULL, "you sent them %s of %s referrals so far",
             say_number(asof_count(p, KITH_GIVEN, t->today), t->arena),
             say_number(t->settings->give_first, t->arena));
        return;
    }
    const struct fact_moment *kickoff = standing_open_moment(p, t->settings, t->today);
    if (kickoff && kickoff->kind == KITH_MOMENT_KICKOFF) {
        tell(t, standing_say_moment(kickoff, t->today, t->arena));
        TELL(t, DAY_NONE, NULL, "the work comes first; now is the time for the pledge");
        return;
    }
    TELL(t, DAY_NONE, NULL, "%s", missing[p->role]);
    if (p->last_note == DAY_NONE)
        TELL(t, DAY_NONE, NULL, "you have not talked yet");
    else
        TELL(t, p->last_note, NULL, "last talked %s", say_on(p->last_note, t->today, t->arena));
    int given = asof_count(p, KITH_GIVEN, t->today);
    if (given)
        TELL(t, asof_last_referral(p, KITH_GIVEN, t->today)->on, NULL,
             "you sent them %s of %s referrals so far", say_number(given, t->arena),
             say_number(t->settings->give_first, t->arena));
}

static void tell_askable(struct telling *t) {
    const struct fact_tie *best = NULL;
    int count = 0;
    for (size_t i = 0; i < t->p->circle_count; i++) {
        const struct fact_tie *tie = &t->p->circle[i];
        if (standing_block_of(tie, t->settings, t->today) != STANDING_ASKABLE)
            continue;
        count++;
        if (!best || asof_last(tie, t->today) > asof_last(best, t->today))
            best = tie;
    }
    if (!best)
        return;
    day on = asof_last(best, t->today);
    const char *name =
        best->person->unnamed ? arena_printf(t->arena, "their %s", best->person->name) : best->person->name;
    const char *said = say_on(on, t->today, t->arena);
    if (count == 1)
        TELL(t, on, NULL, "spoke of %s %s", name, said);
    else
        TELL(t, on, NULL, "spoke of %s people you can ask about, last of %s %s", say_number(count, t->arena),
             name, said);
}

void standing_reasons(const struct fact_person *p, const struct standing *s,
                      const struct kith_settings *settings, day today, struct arena *arena,
                      struct kith_reasons *out) {
    struct telling t = {.p = p, .settings = settings, .today = today, .arena = arena};
    const struct fact_moment *trouble;
    const struct fact_ask *last;
    switch (s->word) {
    case KITH_STANDING_HOLD:
        trouble = standing_open_trouble(p, today);
        TELL(&t, trouble->on, trouble->quote, "a complaint has been open since %s",
             say_day(trouble->on, today, arena));
        break;
    case KITH_STANDING_WAITING:
        tell_waiting(&t);
        break;
    case KITH_STANDING_RESTING:
        last = asof_last_ask(p, today);
        TELL(&t, last->on, NULL, "asked about %s %s; rests until %s", about(last, arena),
             say_on(last->on, today, arena), say_day(last->on + settings->rest_days, today, arena));
        break;
    case KITH_STANDING_EARN:
    case KITH_STANDING_GIVE:
        tell_unearned(&t);
        break;
    case KITH_STANDING_GOLDEN:
        tell(&t, standing_say_moment(s->golden, today, arena));
        tell_earned(&t, s->golden);
        tell_askable(&t);
        break;
    case KITH_STANDING_READY:
        tell_earned(&t, NULL);
        tell_askable(&t);
        break;
    case KITH_STANDING_LISTEN:
        tell_earned(&t, NULL);
        TELL(&t, DAY_NONE, NULL, "%s",
             p->circle_count ? "no one they spoke of can be asked about yet"
                             : "no one specific is known yet");
        break;
    default:
        break;
    }
    *out = (struct kith_reasons){t.list.items, t.list.count};
}

void standing_evidence(const struct fact_person *p, const struct standing *s,
                       const struct kith_settings *settings, day today, struct arena *arena,
                       struct kith_reasons *out) {
    struct telling t = {.p = p, .settings = settings, .today = today, .arena = arena};
    if (s->golden)
        tell(&t, standing_say_moment(s->golden, today, arena));
    tell_earned(&t, s->golden);
    *out = (struct kith_reasons){t.list.items, t.list.count};
}
