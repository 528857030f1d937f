#include "model/wording.h"

#include <string.h>

#include "base/text.h"
#include "model/asof.h"
#include "model/model.h"
#include "model/say.h"

/* All that the words of one ask may speak of. */
struct telling {
    struct propose *p;
    struct arena *arena;
    const struct fact_person *source, *target; /* target NULL: a role */
    const struct fact_tie *tie;                /* NULL: not of the source's circle */
    const char *role;
    struct introduce_pair pair;
    struct phrases phrases;
    struct phrases_slot slots[24];
    size_t slot_count;
};
enum { SLOTS = 24 };

static void put(struct telling *t, const char *name, const char *value) {
    if (t->slot_count + 1 < SLOTS)
        t->slots[t->slot_count++] = (struct phrases_slot){name, value};
}

static const struct fact_tie *tie_of(const struct fact_person *source, const struct fact_person *target) {
    for (size_t i = 0; target && i < source->circle_count; i++)
        if (source->circle[i].person == target)
            return &source->circle[i];
    return NULL;
}

/* ---- the story of one recent happy client (R10) ---- */

static bool has_word(const char *folded, const char *const *words, struct arena *arena) {
    char *rest = arena_strdup(arena, folded), *word;
    while ((word = strsep(&rest, " ,.;:!?")))
        for (size_t i = 0; words[i]; i++)
            if (strcmp(word, words[i]) == 0)
                return true;
    return false;
}

/* What a client said, where they said it to the user and not the note about them; NULL otherwise. */
static const char *spoken(const char *quote, struct arena *arena) {
    static const char *const about_them[] = {"she",  "he",    "her",  "his",  "him",
                                             "they", "their", "them", "said", NULL};
    static const char *const to_me[] = {"you", "your", "yours", NULL};
    size_t length = quote ? strlen(quote) : 0;
    bool marked;
    if (!length || length > 120 || strchr(quote, '\n'))
        return NULL;
    const char *said = say_unquoted(quote, &marked, arena), *folded = text_fold(arena, said);
    length = strlen(said);
    if (!marked && (!has_word(folded, to_me, arena) || has_word(folded, about_them, arena)))
        return NULL;
    return strchr(".!?", said[length - 1]) ? said : arena_printf(arena, "%s.", said);
}

/* They said so: work handed over is no word of theirs. */
static bool happy(const struct fact_moment *m, day today) {
    return m->on <= today && (m->kind == KITH_MOMENT_THANKED || m->kind == KITH_MOMENT_RESULT);
}

/* What one of a house said is not told to another of it. */
static bool same_house(const struct fact_person *a, const struct fact_person *b) {
    return a && b && a->company && *a->company && b->company && text_same(a->company, b->company);
}

static bool is_same(const struct fact_person *a, const struct fact_person *b) {
    return a && b && a->id == b->id;
}

/* The most recent happy client but the source, favourites a season sooner. */
enum { FAVOURITE = 90, QUOTED = 30 }; /* days */
static const struct fact_moment *happiest(const struct telling *t, const struct facts *clients,
                                         const struct fact_person **client, day *weight) {
    const struct fact_moment *best = NULL;
    day best_on = DAY_NONE;
    for (size_t i = 0; i < clients->count; i++) {
        const struct fact_person *c = &clients->people[i];
        if (c->role != KITH_ROLE_CLIENT || c->archived || is_same(c, t->source) || is_same(c, t->target) ||
            same_house(c, t->source) || same_house(c, t->target) ||
            standing_of(c, t->p->settings, t->p->today).word == KITH_STANDING_HOLD)
            continue;
        for (size_t j = 0; j < c->moment_count; j++) {
            const struct fact_moment *m = &c->moments[j];
            day on = m->on + (c->favourite ? FAVOURITE : 0) + (spoken(m->quote, t->arena) ? QUOTED : 0);
            if (!happy(m, t->p->today) || on <= best_on)
                continue;
            best = m;
            best_on = on;
            *client = c;
        }
    }
    *weight = best_on;
    return best;
}

static const struct fact_moment *happy_client(const struct telling *t, const struct fact_person **client) {
    struct propose *p = t->p;
    day weight, earlier;
    if (p->facts->all)
        return happiest(t, p->facts, client, &weight);
    for (size_t most = 16;; most *= 4) {
        const struct facts *clients = propose_clients(p, most, &earlier);
        const struct fact_moment *best = happiest(t, clients, client, &weight);
        if (earlier == DAY_NONE || (best && earlier + FAVOURITE + QUOTED < weight))
            return best;
    }
}

/* Only a favourite is named and quoted: to mark one is to say that their word may be passed on. */
static const char *client_name(const struct fact_person *c, struct arena *arena) {
    if (c->is_private || !c->favourite)
        return "a client of mine";
    if (c->company && *c->company)
        return arena_printf(arena, "%s at %s", say_first(c->name, arena), c->company);
    return c->name;
}

static const char *story(struct telling *t) {
    const struct fact_person *client = NULL;
    const struct fact_moment *moment = happy_client(t, &client);
    if (!moment) {
        for (size_t i = 0; i < t->source->moment_count; i++)
            if (t->source->role == KITH_ROLE_CLIENT && happy(&t->source->moments[i], t->p->today))
                return phrases_first(&t->phrases, "story: own", t->slots, t->arena);
        return phrases_first(&t->phrases, "story: none", t->slots, t->arena);
    }
    const struct phrases_slot slots[] = {
        {"client", say_capital(client_name(client, t->arena), t->arena)},
        {"on", say_on(moment->on, t->p->today, t->arena)},
        {"quote", client->favourite && !client->is_private ? spoken(moment->quote, t->arena) : NULL},
        {NULL, NULL},
    };
    const char *said = phrases_first(&t->phrases, "story: quoted", slots, t->arena);
    const char *told = moment->kind == KITH_MOMENT_THANKED ? "story: thanked" : "story: result";
    return said ? said : phrases_first(&t->phrases, told, slots, t->arena);
}

/* ---- slots ---- */

static void put_pledge(struct telling *t) {
    static const char *const conditions[] = {"when ", "once ", "after ", "as soon as "};
    const struct fact_pledge *pledge = asof_pledge(t->source, t->p->today);
    int count = pledge ? pledge->count : t->p->settings->pledge;
    int done = pledge ? asof_pledge_done(t->source, pledge, t->p->today) : 0;
    put(t, "count", say_number(count, t->arena));
    put(t, "done", done ? say_capital(say_number(done, t->arena), t->arena) : NULL);
    for (size_t i = 0; pledge && pledge->when && i < sizeof conditions / sizeof *conditions; i++)
        if (strncasecmp(pledge->when, conditions[i], strlen(conditions[i])) == 0)
            put(t, "promise", pledge->when);
}

static void put_target(struct telling *t) {
    if (!t->target) {
        bool one = say_is_one(t->role);
        const char *whom = one ? t->role : arena_printf(t->arena, "your %s", t->role);
        put(t, "role", one ? NULL : t->role);
        put(t, "one", one ? t->role : NULL);
        put(t, "him", whom);
        put(t, "them", one ? "that person" : whom);
        put(t, "gain", phrases_first(&t->phrases, "gain: role", t->slots, t->arena));
        return;
    }
    bool unnamed = t->target->unnamed;
    const char *relation = t->tie ? asof_relation(t->tie, t->p->today) : NULL;
    put(t, "target", unnamed ? arena_printf(t->arena, "your %s", t->target->name) : t->target->name);
    const char *him =
        unnamed ? arena_printf(t->arena, "your %s", t->target->name) : say_first(t->target->name, t->arena);
    put(t, "him", him);
    put(t, "them", him);
    put(t, "relation", unnamed ? NULL : relation);
    put(t, "gain", phrases_first(&t->phrases, unnamed ? "gain: unnamed" : "gain", t->slots, t->arena));
    const char *told = !t->tie ? "told: new" : unnamed ? "told: unnamed" : "told: circle";
    put(t, "told", phrases_first(&t->phrases, told, t->slots, t->arena));
}

static void put_all(struct telling *t, day on, const char *wants) {
    const struct kith_settings *settings = t->p->settings;
    bool introduction = settings->word && strcmp(settings->word, "introduction") == 0;
    put(t, "first", say_first(t->source->name, t->arena));
    put(t, "word", introduction ? "introduction" : "referral");
    put(t, "refer", introduction ? "introduce me" : "refer me");
    put(t, "me", settings->me);
    put(t, "business", settings->business);
    put(t, "offer", settings->offer);
    put(t, "on", on == DAY_NONE ? NULL : say_on(on, t->p->today, t->arena));
    put(t, "wants", wants);
    put_target(t);
    put_pledge(t);
    put(t, "story", story(t));
}

static struct telling begin(struct propose *p, const struct fact_person *source,
                            const struct fact_person *target, const char *role, struct arena *arena) {
    struct telling t = {.p = p, .arena = arena, .source = source, .target = target, .role = role};
    t.phrases = phrases_of(p->k, "wordings.txt", arena);
    t.tie = tie_of(source, target);
    t.pair = propose_pair(p, source, NULL, role);
    t.pair.tie = t.tie;
    return t;
}

/* ---- the forms, and their variants in turn ---- */

struct form {
    const char *form;
    const char *section; /* tried before the plain one; may be NULL */
    const char *plain;
};
struct forms {
    struct form items[6];
    size_t count;
};

static void add_form(struct forms *forms, const char *form, const char *section, const char *plain) {
    forms->items[forms->count++] = (struct form){form, section, plain};
}

/* Which forms suit, the proposed one first. */
static struct forms forms_of(struct telling *t, const struct fact_ask *returned) {
    struct forms forms = {0};
    bool role = !t->target;
    const char *own = role ? "the role" : "the person";
    const char *kind = t->pair.standing.golden ? kith_moment_words[t->pair.standing.golden->kind] : NULL;
    const struct fact_pledge *pledge = asof_pledge(t->source, t->p->today);
    if (returned)
        add_form(&forms, "after not yet", role ? "after not yet: role" : "after not yet", NULL);
    if (introduce_thought(&t->pair, t->p->today))
        kind = "thought";
    if (role && say_is_one(t->role)) {
        add_form(&forms, "a wish", "a wish: one", NULL);
        return forms;
    }
    add_form(&forms, own, kind ? arena_printf(t->arena, "%s: %s", own, kind) : NULL, own);
    if (pledge && asof_pledge_done(t->source, pledge, t->p->today) < pledge->count)
        add_form(&forms, "after the pledge", role ? "after the pledge: role" : "after the pledge", NULL);
    if (!role && t->target->wished != DAY_NONE && t->target->wished <= t->p->today)
        add_form(&forms, "a wish", "a wish", NULL);
    return forms;
}

/* The nth wording of a form over both of its sections; NULL: there are no more. */
static const char *variant(struct telling *t, const struct form *form, size_t n) {
    const char *sections[] = {form->section, form->plain};
    for (int i = 0; i < 2; i++) {
        const struct phrases_section *section = sections[i] ? phrases_under(&t->phrases, sections[i]) : NULL;
        for (size_t j = 0; section && j < section->count; j++) {
            const char *said = phrases_fill(section->lines[j], t->slots, t->arena);
            if (said && n-- == 0)
                return said;
        }
    }
    return NULL;
}

struct wordings_list {
    struct kith_wording *items;
    size_t count, cap;
};

/* Words of the user's own in a slot may break the rules: such a wording comes last. */
static bool passes(struct telling *t, const char *text) {
    struct wording_check check = {0};
    wording_check(model_wording_rules(t->p->k), text, strlen(text), t->arena, &check);
    return check.count == 0;
}

static void take(struct telling *t, struct wordings_list *list, const char *form, const char *text) {
    for (size_t i = 0; i < list->count; i++)
        if (strcmp(list->items[i].text, text) == 0)
            return;
    *ARENA_PUSH(t->arena, list->items, list->count, list->cap) = (struct kith_wording){form, text};
}

static void put_clean_first(struct telling *t, const struct wordings_list *list, struct kith_wordings *out) {
    *out = (struct kith_wordings){ARENA_NEW(t->arena, struct kith_wording, list->count), 0};
    for (int clean = 1; clean >= 0; clean--)
        for (size_t i = 0; i < list->count; i++)
            if (passes(t, list->items[i].text) == clean)
                out->items[out->count++] = list->items[i];
}

/* The second form beside the first: somebody of one kind, told by a role they surely have. */
static void take_role(struct telling *t, struct wordings_list *list) {
    const char *role = propose_role(t->p, t->source);
    if (!t->target || !role)
        return;
    struct telling other = begin(t->p, t->source, NULL, role, t->arena);
    put_all(&other, t->pair.standing.golden ? t->pair.standing.golden->on : DAY_NONE, NULL);
    const char *kind =
        other.pair.standing.golden ? kith_moment_words[other.pair.standing.golden->kind] : NULL;
    const struct form form = {"the role", kind ? arena_printf(t->arena, "the role: %s", kind) : NULL,
                              "the role"};
    const char *said = variant(&other, &form, 0);
    if (said)
        take(t, list, form.form, said);
}

void wording_of(struct propose *p, const struct fact_person *source, const struct fact_person *target,
                const char *role, struct arena *arena, struct kith_wordings *out) {
    struct telling t = begin(p, source, target, role, arena);
    const struct fact_ask *returned =
        t.tie || !target ? introduce_returned(&t.pair, p->settings, p->today) : NULL;
    put_all(&t, t.pair.standing.golden ? t.pair.standing.golden->on : DAY_NONE,
            returned ? returned->wants : NULL);
    struct forms forms = forms_of(&t, returned);
    struct wordings_list list = {0};
    for (size_t n = 0; n < 4; n++) {
        for (size_t i = 0; i < forms.count; i++) {
            const char *said = variant(&t, &forms.items[i], n);
            if (said)
                take(&t, &list, forms.items[i].form, said);
        }
        if (n == 0)
            take_role(&t, &list);
    }
    put_clean_first(&t, &list, out);
}

struct kith_list wording_section(struct propose *p, const char *section, const struct fact_person *source,
                                 const struct fact_person *target, const char *role, day on,
                                 const char *wants, struct arena *arena) {
    struct telling t = begin(p, source, target, role ? role : "", arena);
    struct say_list list = {0};
    put_all(&t, on, wants);
    const struct phrases_section *found = phrases_under(&t.phrases, section);
    for (size_t i = 0; found && i < found->count; i++) {
        const char *said = phrases_fill(found->lines[i], t.slots, arena);
        if (said)
            say_add(&list, arena, said);
    }
    return (struct kith_list){list.items, list.count};
}

/* ---- the public calls ---- */

static enum kith_status find(struct propose *p, kith_id source, kith_id target,
                             const struct fact_person **from, const struct fact_person **about) {
    *from = facts_person(p->facts, source);
    *about = target ? facts_person(p->facts, target) : NULL;
    if (!*from || (target && !*about))
        return kith_fail(p->k, KITH_NOT_FOUND, "there is no such person");
    return KITH_OK;
}

/* Where every role has been asked for, the plainest is left. */
static const char *some_role(struct propose *p, const struct fact_person *source, const char *role) {
    const char *best = text_blank(role) ? propose_role(p, source) : role;
    return best ? best : "oldest friend";
}

enum kith_status kith_wordings(struct kith *k, kith_id source, kith_id target, const char *role,
                               struct arena *arena, struct kith_wordings *out) {
    struct propose p;
    const kith_id both[] = {source, target};
    const struct fact_person *from, *about;
    *out = (struct kith_wordings){0};
    struct facts *facts = facts_load(k, &(struct facts_scope){.whole = both, .whole_count = target ? 2 : 1});
    propose_open(&p, k, facts);
    enum kith_status status = find(&p, source, target, &from, &about);
    if (status == KITH_OK)
        wording_of(&p, from, about, about ? NULL : some_role(&p, from, role), arena, out);
    propose_close(&p);
    facts_free(facts);
    return status;
}

enum kith_status kith_script(struct kith *k, kith_id source, kith_id target, const char *role,
                             struct arena *arena, struct kith_script *out) {
    struct propose p;
    const kith_id both[] = {source, target};
    const struct fact_person *from, *about;
    *out = (struct kith_script){0};
    struct facts *facts = facts_load(k, &(struct facts_scope){.whole = both, .whole_count = target ? 2 : 1});
    propose_open(&p, k, facts);
    enum kith_status status = find(&p, source, target, &from, &about);
    if (status == KITH_OK) {
        struct telling t = begin(&p, from, about, about ? NULL : some_role(&p, from, role), arena);
        const struct fact_moment *golden = t.pair.standing.golden;
        put_all(&t, golden ? golden->on : DAY_NONE, NULL);
        struct phrases script = phrases_of(k, "script.txt", arena);
        const char *opening =
            arena_printf(arena, "opening: %s", golden ? kith_moment_words[golden->kind] : "");
        out->opening = phrases_first(&script, opening, t.slots, arena);
        if (!out->opening)
            out->opening = phrases_first(&script, "opening", t.slots, arena);
        out->gains = phrases_first(&script, "gains", t.slots, arena);
        out->yes = phrases_first(&script, "yes", t.slots, arena);
        out->will = phrases_first(&script, "will", t.slots, arena);
        out->not_yet = phrases_first(&script, "not-yet", t.slots, arena);
        out->think = phrases_first(&script, "think", t.slots, arena);
        out->no = phrases_first(&script, "no", t.slots, arena);
    }
    propose_close(&p);
    facts_free(facts);
    return status;
}

const char *kith_belief_answer(struct kith *k, int reason) {
    if (!kith_settings(k)->beliefs || reason < KITH_BELIEF_RUDE || reason > KITH_BELIEF_EARNED)
        return NULL;
    if (!k->beliefs[reason]) {
        struct phrases beliefs = phrases_of(k, "beliefs.txt", &k->words);
        const struct phrases_section *section = phrases_under(&beliefs, kith_belief_words[reason]);
        k->beliefs[reason] = section ? section->lines[0] : "";
    }
    return k->beliefs[reason];
}

void kith_wording_check(struct kith *k, const char *text, struct arena *arena,
                        struct kith_wording_problems *out) {
    struct wording_check check = {0};
    wording_check(model_wording_rules(k), text, strlen(text), arena, &check);
    *out = (struct kith_wording_problems){ARENA_NEW(arena, struct kith_wording_problem, check.count),
                                          check.count};
    for (size_t i = 0; i < check.count; i++)
        out->items[i] = (struct kith_wording_problem){
            .kind = wording_kind_word(check.problems[i].kind),
            .why = wording_kind_why(check.problems[i].kind),
            .start = check.problems[i].at.start,
            .length = check.problems[i].at.length,
            .quote = arena_strndup(arena, text + check.problems[i].at.start, check.problems[i].at.length),
            .instead = check.problems[i].instead,
        };
}
