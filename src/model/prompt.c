#include <string.h>

#include "model/asof.h"
#include "model/give.h"
#include "model/model.h"
#include "model/say.h"
#include "model/today.h"
#include "model/wording.h"

/* What the pane "Who do you know?" says to one person: by their standing, one move. */
struct prompting {
    struct propose *p;
    const struct fact_person *person;
    const char *first;
    size_t variant;
    struct arena *arena;
    struct kith_prompt *out;
    struct phrases steps;
    struct say_list next;
};

#define HEADLINE(g, ...) ((g)->out->headline = arena_printf((g)->arena, __VA_ARGS__))

/* The lines of a section of steps.txt, filled. */
static void add_steps(struct prompting *g, const char *section, const char *name, const char *value) {
    const struct phrases_slot slots[] = {{"first", g->first}, {name, value}, {NULL, NULL}};
    const struct phrases_section *found = phrases_under(&g->steps, section);
    for (size_t i = 0; found && i < found->count; i++) {
        const char *line = phrases_fill(found->lines[i], slots, g->arena);
        if (line)
            say_add(&g->next, g->arena, line);
    }
}

static void say_question(struct prompting *g) {
    struct kith_list questions = question_for(g->p, g->person, g->arena);
    if (!questions.count)
        return;
    g->out->say = questions.items[g->variant % questions.count];
    g->out->is_question = true;
}

static void say_one_of(struct prompting *g, struct kith_list words) {
    if (words.count)
        g->out->say = words.items[g->variant % words.count];
}

static const char *about(struct prompting *g, const struct fact_person *target, const char *role) {
    if (!target)
        return say_their(role, g->arena);
    return target->unnamed ? arena_printf(g->arena, "their %s", target->name) : target->name;
}

/* ---- by standing ---- */

static void prompt_introduction(struct prompting *g, const struct introduce_pair *pair) {
    struct kith_introduction *one = &g->out->introduction;
    today_introduction(g->p, pair, true, g->arena, one);
    g->out->has_introduction = true;
    g->out->because = one->because;
    if (one->wording.count)
        g->out->say = one->wording.items[g->variant % one->wording.count].text;
    const char *whom = about(g, pair->tie ? pair->tie->person : NULL, pair->role);
    const char *from = say_first(pair->source->name, g->arena);
    bool tell = one->relation && !pair->tie->person->unnamed;
    HEADLINE(g, "Ask %s for one introduction: %s%s%s", from, whom, tell ? ", " : "",
             tell ? one->relation : "");
}

static void prompt_ask(struct prompting *g) {
    const struct fact_delay *delay = asof_delayed(g->person, g->p->today);
    int row = asof_delays_in_row(g->person, g->p->today);
    struct propose_list list;
    propose_ranked(g->p, g->person, &list);
    if (list.count)
        prompt_introduction(g, &list.items[0].pair);
    if (row >= 3)
        add_steps(g, "three", "times", say_times(row, g->arena));
    if (row >= 3)
        HEADLINE(g, "Ask %s, or let go?", g->first);
    else if (delay)
        HEADLINE(g, "Put off until %s", say_day(delay->until, g->p->today, g->arena));
    if (g->out->contact.standing == KITH_STANDING_GOLDEN) {
        int left = g->out->contact.days_left;
        add_steps(g, "golden", "days",
                  left == 0   ? "today is its last day"
                  : left == 1 ? "one day is left"
                              : arena_printf(g->arena, "%s days are left", say_number(left, g->arena)));
    } else {
        add_steps(g, "ready", "first", g->first);
    }
    if (!list.count)
        say_question(g);
}

static const struct fact_ask *awaited(struct prompting *g) {
    for (size_t i = 0; i < g->person->ask_count; i++)
        if (g->person->asks[i].on <= g->p->today &&
            asof_open(&g->person->asks[i], g->p->settings, g->p->today))
            return &g->person->asks[i];
    return NULL;
}

/* An ask that has come back is spoken of again, in the words that suit its answer. */
static bool prompt_follow_up(struct prompting *g, const struct fact_ask *ask) {
    day today = g->p->today, due = asof_due(ask, g->p->settings, today);
    if (due == DAY_NONE || due > today)
        return false;
    const char *section = arena_printf(g->arena, "follow up: %s", kith_answer_words[asof_answer(ask, today)]);
    HEADLINE(g, "Come back to %s about %s", g->first, about(g, ask->target, ask->role));
    say_one_of(
        g, wording_section(g->p, section, g->person, ask->target, ask->role, ask->on, ask->wants, g->arena));
    return true;
}

static void prompt_waiting(struct prompting *g) {
    const struct fact_ask *ask = awaited(g);
    if (prompt_follow_up(g, ask))
        return;
    HEADLINE(g, "Waiting for %s about %s", g->first, about(g, ask->target, ask->role));
    add_steps(g, "waiting", "day",
              say_day(asof_due(ask, g->p->settings, g->p->today), g->p->today, g->arena));
    say_question(g);
}

static void prompt_resting(struct prompting *g) {
    const struct fact_ask *last = asof_last_ask(g->person, g->p->today);
    if (prompt_follow_up(g, last))
        return;
    const char *until = say_day(last->on + g->p->settings->rest_days, g->p->today, g->arena);
    HEADLINE(g, "%s rests until %s", g->first, until);
    add_steps(g, "resting", "day", until);
    say_question(g);
}

/* R9: at the start of the work the pledge is the move, not a name. */
static bool prompt_pledge(struct prompting *g) {
    const struct fact_moment *kickoff = standing_open_moment(g->person, g->p->settings, g->p->today);
    if (!kickoff || kickoff->kind != KITH_MOMENT_KICKOFF || asof_pledge(g->person, g->p->today))
        return false;
    HEADLINE(g, "Plant the seed with %s: the pledge", g->first);
    say_one_of(g, wording_section(g->p, "the pledge", g->person, NULL, NULL, DAY_NONE, NULL, g->arena));
    add_steps(g, "kickoff", "first", g->first);
    return true;
}

static void prompt_give(struct prompting *g) {
    int given = asof_count(g->person, KITH_GIVEN, g->p->today), first = g->p->settings->give_first;
    HEADLINE(g, "Give first: %d of %d referrals sent to %s", given, first, g->first);
    add_steps(g, "give", "left", say_number(first - given, g->arena));
    say_question(g);
}

/* Somebody merely mentioned: who of the user's contacts can introduce them. */
static void prompt_mentioned(struct prompting *g) {
    struct introduce_ranked best = {0};
    for (size_t i = 0; i < g->person->spoken_count; i++) {
        const struct fact_tie *tie = g->person->spoken[i];
        if (tie->by->archived || tie->by->role == KITH_ROLE_MENTIONED ||
            standing_block_of(tie, g->p->settings, g->p->today) != STANDING_ASKABLE)
            continue;
        struct introduce_ranked one = {propose_pair(g->p, tie->by, tie, NULL), 0};
        one.points = introduce_points(&one.pair, g->p->settings, g->p->today);
        if (!best.pair.source || introduce_compare(&one, &best) < 0)
            best = one;
    }
    add_steps(g, "mentioned", "first", g->first);
    if (best.pair.source)
        prompt_introduction(g, &best.pair);
    else
        HEADLINE(g, "Known through others: %s", g->person->unnamed ? g->first : g->person->name);
}

/* Where there is nobody to ask about today, an ask that has come back is the move. */
static bool prompt_returned(struct prompting *g) {
    int word = g->out->contact.standing;
    if (word != KITH_STANDING_EARN && word != KITH_STANDING_GIVE && word != KITH_STANDING_LISTEN)
        return false;
    for (size_t i = 0; i < g->person->ask_count; i++)
        if (g->person->asks[i].on <= g->p->today && prompt_follow_up(g, &g->person->asks[i]))
            return true;
    return false;
}

/* Somebody sent them, and no talk is noted since: that they are spoken with is the move. */
static bool prompt_introduced(struct prompting *g) {
    int word = g->out->contact.standing;
    if (g->person->archived || (word != KITH_STANDING_EARN && word != KITH_NO_WORD))
        return false;
    for (size_t i = 0; i < g->person->referred_count; i++) {
        const struct fact_referral *r = g->person->referred[i];
        if (r->direction != KITH_RECEIVED || r->on > g->p->today || r->outcome != KITH_OUTCOME_OPEN ||
            g->person->last_note >= r->on)
            continue;
        HEADLINE(g, "%s introduced %s %s: speak with them", r->partner->name, g->first,
                 say_on(r->on, g->p->today, g->arena));
        add_steps(g, "introduced", "first", g->first);
        say_question(g);
        return true;
    }
    return false;
}

static void by_standing(struct prompting *g) {
    if (prompt_returned(g) || prompt_introduced(g))
        return;
    switch (g->out->contact.standing) {
    case KITH_STANDING_HOLD:
        HEADLINE(g, "First put it right with %s", g->first);
        add_steps(g, "hold", "first", g->first);
        break;
    case KITH_STANDING_WAITING:
        prompt_waiting(g);
        break;
    case KITH_STANDING_RESTING:
        prompt_resting(g);
        break;
    case KITH_STANDING_GIVE:
        prompt_give(g);
        break;
    case KITH_STANDING_EARN:
        if (prompt_pledge(g))
            break;
        HEADLINE(g, "Earn it first with %s", g->first);
        add_steps(g, "earn", "first", g->first);
        say_question(g);
        break;
    case KITH_STANDING_GOLDEN:
    case KITH_STANDING_READY:
        prompt_ask(g);
        break;
    case KITH_STANDING_LISTEN:
        HEADLINE(g, "Listen for names with %s", g->first);
        add_steps(g, "listen", "first", g->first);
        say_question(g);
        break;
    default:
        if (g->person->archived)
            HEADLINE(g, "%s is archived", g->first);
        else
            prompt_mentioned(g);
    }
}

/*
 * Of the person, of whom their needs may be met by, and of those who spoke of somebody
 * merely mentioned; NULL: the person alone, as facts_about() has them.
 */
static struct facts *facts_for(struct kith *k, kith_id person, const struct give_wanted *gifts,
                               struct arena *arena) {
    kith_id *whole = NULL;
    size_t count = 0, cap = 0;
    *ARENA_PUSH(arena, whole, count, cap) = person;
    struct stmt *s =
        model_sql1(k,
                   "SELECT DISTINCT by FROM mention WHERE person = ?1 AND (SELECT role FROM person"
                   " WHERE id = ?1) = 'mentioned'",
                   person);
    while (stmt_row(s))
        *ARENA_PUSH(arena, whole, count, cap) = stmt_col_int(s, 0);
    bool others = count > 1;
    for (size_t i = 0; i < gifts->count; i++)
        others = others || gifts->people[i] != person;
    return !others ? NULL
                   : facts_load(k, &(struct facts_scope){.whole = whole,
                                                         .whole_count = count,
                                                         .heard = gifts->people,
                                                         .heard_count = gifts->count});
}

enum kith_status kith_prompt(struct kith *k, kith_id person, size_t variant, struct arena *arena,
                             struct kith_prompt *out) {
    *out = (struct kith_prompt){0};
    enum kith_status status = kith_contact_of(k, person, arena, &out->contact);
    if (status != KITH_OK)
        return status;
    struct propose p;
    struct give_wanted wanted;
    give_of(k, person, arena, &wanted);
    struct facts *facts = facts_for(k, person, &wanted, arena);
    propose_open(&p, k, facts ? facts : k->about);
    struct prompting g = {.p = &p,
                          .person = facts_person(p.facts, person),
                          .variant = variant,
                          .arena = arena,
                          .out = out,
                          .steps = phrases_of(k, "steps.txt", arena)};
    g.first = say_first(g.person->name, arena);
    if (g.person->unnamed && g.person->spoken_count)
        g.first =
            arena_printf(arena, "%s's %s", say_first(g.person->spoken[0]->by->name, arena), g.person->name);
    out->because = out->contact.because;
    by_standing(&g);
    give_gifts(&p, wanted.needs, arena, &out->gifts, &out->gift_count);
    if (out->gift_count)
        add_steps(&g, "both", "first", g.first);
    int harvest = p.settings->harvest;
    if (harvest > 0 && out->contact.circle >= harvest && out->contact.standing != KITH_NO_WORD)
        add_steps(&g, "harvest", "n", arena_printf(arena, "%d", out->contact.circle));
    out->next = (struct kith_list){g.next.items, g.next.count};
    propose_close(&p);
    facts_free(facts);
    return KITH_OK;
}

enum kith_status kith_proof(struct kith *k, kith_id person, struct arena *arena, struct kith_reasons *out) {
    const struct fact_person *p = facts_about(k, person);
    struct say_reasons list = {0};
    for (size_t i = 0; p && i < p->moment_count; i++) {
        const struct fact_moment *m = &p->moments[i];
        bool marked;
        if (m->on > k->today || !m->quote || m->kind < KITH_MOMENT_THANKED || m->kind > KITH_MOMENT_VALUE)
            continue;
        struct kith_reason *said = ARENA_PUSH(arena, list.items, list.count, list.cap);
        *said = standing_say_moment(m, k->today, arena);
        said->quote = say_unquoted(m->quote, &marked, arena);
    }
    *out = (struct kith_reasons){list.items, list.count};
    return p ? KITH_OK : kith_fail(k, KITH_NOT_FOUND, "there is no such person");
}
