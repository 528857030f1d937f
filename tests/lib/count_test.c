/*
 * Ledger, insights and tree against a second reading: the plain rows, counted in the simplest way, on
 * random books. The seed is told when it fails; KITH_TEST_SEED=N tries that book alone.
 */
#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "kith/ask.h"
#include "kith/insight.h"
#include "kith/moment.h"
#include "kith/referral.h"
#include "lib/lib.h"

enum { PEOPLE = 14, BOOKS = 300, GOLDEN_DAYS = 14, BACK_WITHIN = 90 };

/* ---- a book at random ---- */

static uint64_t seed, state;

static int below(int end) {
    state = state * 6364136223846793005u + 1442695040888963407u;
    return (int)((state >> 33) % (uint64_t)end);
}

static const char *one_of(const char *const *words, int count) {
    return words[below(count)];
}

/* From fourteen months ago to a month ahead. */
static const char *some_day(void) {
    static char iso[DAY_SIZE];
    return day_iso(lib_day(LIB_TODAY) + 30 - below(450), iso);
}

static void add_people(struct buf *out) {
    static const char *const roles[] = {"client", "prospect", "partner", "friend", "other", "mentioned"};
    buf_str(out, "\"people\":[");
    for (int i = 0; i < PEOPLE; i++)
        buf_printf(out, "%s{\"uid\":\"p%d\",\"name\":\"Person %c\",\"role\":\"%s\",\"archived\":%s}", i ? "," : "",
                   i, 'A' + i, one_of(roles, 6), below(10) ? "false" : "true");
    buf_char(out, ']');
}

static void add_referrals(struct buf *out) {
    static const char *const warmths[] = {"\"cold\"", "\"warm\"", "\"hot\"", "null"};
    static const char *const outcomes[] = {"open", "met", "business", "nothing"};
    int count = below(50);
    buf_str(out, ",\"referrals\":[");
    for (int i = 0; i < count; i++) {
        int partner = below(PEOPLE), person = (partner + 1 + below(PEOPLE - 1)) % PEOPLE;
        buf_printf(out,
                   "%s{\"uid\":\"r%d\",\"direction\":\"%s\",\"partner\":\"p%d\",\"person\":\"p%d\",\"on\":\"%s\","
                   "\"warmth\":%s,\"outcome\":\"%s\",\"value\":",
                   i ? "," : "", i, below(2) ? "given" : "received", partner, person, some_day(),
                   one_of(warmths, 4), one_of(outcomes, 4));
        if (below(2))
            buf_printf(out, "%d.%02d}", below(5000), below(100));
        else
            buf_str(out, "null}");
    }
    buf_str(out, "],\"helps\":[");
    count = below(12);
    for (int i = 0; i < count; i++)
        buf_printf(out, "%s{\"uid\":\"h%d\",\"person\":\"p%d\",\"on\":\"%s\",\"what\":\"help\"}", i ? "," : "", i,
                   below(PEOPLE), some_day());
    buf_char(out, ']');
}

static void add_asks(struct buf *out) {
    int count = below(40);
    buf_str(out, ",\"asks\":[");
    for (int i = 0; i < count; i++) {
        int answer = below(7), source = below(PEOPLE);
        buf_printf(out,
                   "%s{\"uid\":\"a%d\",\"source\":\"p%d\",\"role\":\"baker\",\"on\":\"%s\",\"wording\":\"\","
                   "\"answer\":\"%s\",\"answered_on\":",
                   i ? "," : "", i, source, some_day(), kith_answer_words[answer]);
        if (answer != KITH_ANSWER_WAITING && below(4))
            buf_printf(out, "\"%s\"}", some_day());
        else
            buf_str(out, "null}");
    }
    buf_char(out, ']');
}

static void add_moments(struct buf *out) {
    static const char *const states[] = {"open", "used", "let-go"};
    int count = below(40);
    buf_str(out, ",\"moments\":[");
    for (int i = 0; i < count; i++)
        buf_printf(out,
                   "%s{\"uid\":\"m%d\",\"person\":\"p%d\",\"kind\":\"%s\",\"on\":\"%s\",\"quote\":\"\","
                   "\"state\":\"%s\"}",
                   i ? "," : "", i, below(PEOPLE), kith_moment_words[below(10)], some_day(), one_of(states, 3));
    buf_char(out, ']');
}

static struct kith *random_book(void) {
    struct buf json = BUF_INIT;
    buf_str(&json, "{\"kith\":1,");
    add_people(&json);
    add_referrals(&json);
    add_asks(&json);
    add_moments(&json);
    buf_char(&json, '}');
    struct kith *k = lib_book(json.data);
    buf_free(&json);
    return k;
}

/* ---- the plain rows ---- */

static struct rows {
    struct kith *k;
    struct arena arena;
    day today, from, to;
    struct kith_person *people;
    struct kith_referral *referrals; /* oldest first */
    struct kith_help *helps;
    struct kith_ask *asks;
    struct kith_moment *moments;
    size_t people_count, referral_count, help_count, ask_count, moment_count;
} rows;

static int oldest_first(const void *a, const void *b) {
    const struct kith_referral *x = a, *y = b;
    return x->on != y->on ? (x->on > y->on) - (x->on < y->on) : (x->id > y->id) - (x->id < y->id);
}

static void read_rows(struct kith *k) {
    rows = (struct rows){.k = k, .today = lib_day(LIB_TODAY)};
    struct arena *arena = &rows.arena;
    lib_ok(k, kith_rows_of(k, &kith_person_kind, 0, arena, &rows.people, &rows.people_count));
    lib_ok(k, kith_rows_of(k, &kith_referral_kind, 0, arena, &rows.referrals, &rows.referral_count));
    lib_ok(k, kith_rows_of(k, &kith_help_kind, 0, arena, &rows.helps, &rows.help_count));
    lib_ok(k, kith_rows_of(k, &kith_ask_kind, 0, arena, &rows.asks, &rows.ask_count));
    lib_ok(k, kith_rows_of(k, &kith_moment_kind, 0, arena, &rows.moments, &rows.moment_count));
    if (rows.referral_count)
        qsort(rows.referrals, rows.referral_count, sizeof *rows.referrals, oldest_first);
}

static bool counts(day on) {
    return on <= rows.today && (rows.from == DAY_NONE || on >= rows.from) &&
           (rows.to == DAY_NONE || on <= rows.to);
}

#define SAME(is, wanted, what)                                                                               \
    do {                                                                                                     \
        long long is_ = (long long)(is), wanted_ = (long long)(wanted);                                      \
        if (is_ != wanted_)                                                                                  \
            fail_msg("seed %llu, %s: %lld, counted by hand %lld", (unsigned long long)seed, what, is_, wanted_); \
    } while (0)

/* ---- the ledger ---- */

static void check_balance(const struct kith_balance *balance) {
    struct kith_balance is = {.last_given = DAY_NONE, .last_got = DAY_NONE};
    for (size_t i = 0; i < rows.referral_count; i++) {
        const struct kith_referral *r = &rows.referrals[i];
        if (r->partner != balance->person.id || r->on > rows.today)
            continue;
        if (r->direction == KITH_GIVEN) {
            is.given++;
            is.last_given = r->on;
            continue;
        }
        is.got++;
        is.last_got = r->on;
        is.warm += r->warmth == KITH_WARMTH_WARM;
        is.hot += r->warmth == KITH_WARMTH_HOT;
        is.business += r->outcome == KITH_OUTCOME_BUSINESS;
        if (r->value != MONEY_NONE)
            is.value += r->value;
    }
    for (size_t i = 0; i < rows.help_count; i++)
        is.helps += rows.helps[i].person == balance->person.id && rows.helps[i].on <= rows.today;
    SAME(balance->given, is.given, "given");
    SAME(balance->got, is.got, "got");
    SAME(balance->helps, is.helps, "helps");
    SAME(balance->warm, is.warm, "warm");
    SAME(balance->hot, is.hot, "hot");
    SAME(balance->business, is.business, "business");
    SAME(balance->value, is.value, "value");
    SAME(balance->last_given, is.last_given, "last given");
    SAME(balance->last_got, is.last_got, "last got");
}

static void check_ledger(void) {
    struct kith_ledger ledger;
    size_t people = 0;
    lib_ok(rows.k, kith_ledger(rows.k, &rows.arena, &ledger));
    for (size_t i = 0; i < rows.people_count; i++) {
        bool some = false;
        for (size_t j = 0; j < rows.referral_count; j++)
            some |= rows.referrals[j].partner == rows.people[i].id && rows.referrals[j].on <= rows.today;
        for (size_t j = 0; j < rows.help_count; j++)
            some |= rows.helps[j].person == rows.people[i].id && rows.helps[j].on <= rows.today;
        people += some;
    }
    SAME(ledger.count, people, "people in the ledger");
    for (size_t i = 0; i < ledger.count; i++) {
        check_balance(&ledger.items[i]);
        const struct kith_balance *a = &ledger.items[i], *b = a + 1;
        if (i + 1 < ledger.count && abs(a->given - a->got) < abs(b->given - b->got))
            fail_msg("seed %llu: %s stands before one more one-sided", (unsigned long long)seed, a->person.name);
    }
}

/* ---- insights ---- */

static int answer_of(const struct kith_ask *ask) {
    return ask->answered_on != DAY_NONE && ask->answered_on > rows.today ? KITH_ANSWER_WAITING : ask->answer;
}

static void check_asks(const struct kith_insights *all) {
    int answers[7] = {0}, made = 0;
    for (size_t i = 0; i < rows.ask_count; i++)
        if (counts(rows.asks[i].on)) {
            answers[answer_of(&rows.asks[i])]++;
            made++;
        }
    for (int i = 0; i < 7; i++)
        SAME(all->answers[i], answers[i], kith_answer_words[i]);
    for (size_t w = 0; w < all->week_count; w++) {
        int is = 0, yes = 0;
        for (size_t i = 0; i < rows.ask_count; i++) {
            int year, week;
            day_iso_week(rows.asks[i].on, &year, &week);
            if (!counts(rows.asks[i].on) || year != all->weeks[w].year || week != all->weeks[w].week)
                continue;
            is++;
            yes += answer_of(&rows.asks[i]) == KITH_ANSWER_YES;
        }
        SAME(all->weeks[w].made, is, "asks of a week");
        SAME(all->weeks[w].yes, yes, "yes of a week");
        made -= is;
    }
    SAME(made, 0, "asks in no week");
}

static void check_moments(const struct kith_insights *all) {
    int flagged = 0, used = 0, passed = 0;
    for (size_t i = 0; i < rows.moment_count; i++) {
        const struct kith_moment *m = &rows.moments[i];
        bool positive = m->kind == KITH_MOMENT_THANKED || m->kind == KITH_MOMENT_DELIVERED || m->kind == KITH_MOMENT_RESULT ||
                        m->kind == KITH_MOMENT_VALUE || m->kind == KITH_MOMENT_KICKOFF;
        if (!positive || !counts(m->on))
            continue;
        flagged++;
        used += m->state == KITH_STATE_USED;
        passed += m->state == KITH_STATE_LET_GO || (m->state == KITH_STATE_OPEN && m->on < rows.today - GOLDEN_DAYS);
    }
    SAME(all->flagged, flagged, "flagged");
    SAME(all->used, used, "used");
    SAME(all->passed, passed, "passed");
}

static void check_source(const struct kith_source *source) {
    struct kith_source is = {0};
    for (size_t i = 0; i < rows.ask_count; i++)
        is.asks += rows.asks[i].source == source->person.id && counts(rows.asks[i].on);
    for (size_t i = 0; i < rows.referral_count; i++) {
        const struct kith_referral *r = &rows.referrals[i];
        if (r->direction != KITH_RECEIVED || r->partner != source->person.id || !counts(r->on))
            continue;
        is.introductions++;
        is.business += r->outcome == KITH_OUTCOME_BUSINESS;
        is.met += r->outcome == KITH_OUTCOME_BUSINESS || r->outcome == KITH_OUTCOME_MET;
        is.value += r->value == MONEY_NONE ? 0 : r->value;
    }
    SAME(source->asks, is.asks, "asks of a source");
    SAME(source->introductions, is.introductions, "introductions of a source");
    SAME(source->met, is.met, "met of a source");
    SAME(source->business, is.business, "business of a source");
    SAME(source->value, is.value, "value of a source");
}

static void check_sources(const struct kith_insights *all) {
    size_t sources = 0;
    for (size_t i = 0; i < rows.people_count; i++) {
        bool some = false;
        for (size_t j = 0; j < rows.ask_count; j++)
            some |= rows.asks[j].source == rows.people[i].id && counts(rows.asks[j].on);
        for (size_t j = 0; j < rows.referral_count; j++)
            some |= rows.referrals[j].direction == KITH_RECEIVED && counts(rows.referrals[j].on) &&
                    rows.referrals[j].partner == rows.people[i].id;
        sources += some;
    }
    SAME(all->source_count, sources, "sources");
    for (size_t i = 0; i < all->source_count; i++)
        check_source(&all->sources[i]);
}

/* The first gift (help counts) to a person and the first introduction from them, and how many there were. */
static int first_dates(kith_id person, day *gift, day *got) {
    int introductions = 0;
    *gift = *got = DAY_NONE;
    for (size_t i = rows.referral_count; i-- > 0;) { /* the oldest last */
        const struct kith_referral *r = &rows.referrals[i];
        if (r->partner != person || !counts(r->on))
            continue;
        *(r->direction == KITH_GIVEN ? gift : got) = r->on;
        introductions += r->direction == KITH_RECEIVED;
    }
    for (size_t i = 0; i < rows.help_count; i++)
        if (rows.helps[i].person == person && counts(rows.helps[i].on) &&
            (*gift == DAY_NONE || rows.helps[i].on < *gift))
            *gift = rows.helps[i].on;
    return introductions;
}

static void check_payback(const struct kith_insights *all) {
    int given_first = 0, back = 0, to = 0, to_intros = 0, not_to = 0, not_intros = 0, less = 0, more = 0;
    for (size_t i = 0; i < rows.people_count; i++) {
        const struct kith_person *p = &rows.people[i];
        day gift, got;
        int introductions = first_dates(p->id, &gift, &got);
        if (gift != DAY_NONE) {
            to++;
            to_intros += introductions;
        } else if (introductions || (p->role != KITH_ROLE_MENTIONED && !p->archived)) {
            not_to++;
            not_intros += introductions;
        }
        if (gift == DAY_NONE || (got != DAY_NONE && got <= gift))
            continue;
        given_first++;
        if (got == DAY_NONE || got - gift > BACK_WITHIN)
            continue;
        back++;
        less += got - gift < all->median_days;
        more += got - gift > all->median_days;
    }
    SAME(all->given_first, given_first, "given first");
    SAME(all->gave_back, back, "gave back");
    SAME(all->within_days, BACK_WITHIN, "within days");
    SAME(all->given_to, to, "given to");
    SAME(all->given_to_introductions, to_intros, "introductions by those given to");
    SAME(all->not_given_to, not_to, "not given to");
    SAME(all->not_given_to_introductions, not_intros, "introductions by those not given to");
    SAME(all->median_days < 0, back == 0, "a median of nobody");
    if (back && (less > back / 2 || more > back / 2)) /* the middle: no more than half on either side */
        fail_msg("seed %llu: %.1f is no median", (unsigned long long)seed, all->median_days);
}

/* ---- the tree ---- */

/* Whose first introduction, of those that close no ring, brought each person: places in rows.people; -1: none. */
static void find_parents(int parents[PEOPLE], bool in_tree[PEOPLE], int64_t own[PEOPLE]) {
    for (int i = 0; i < PEOPLE; i++) {
        parents[i] = -1;
        own[i] = 0;
        in_tree[i] = false;
    }
    for (size_t i = 0; i < rows.referral_count; i++) {
        const struct kith_referral *r = &rows.referrals[i];
        int person = 0, partner = 0;
        if (r->direction != KITH_RECEIVED || !counts(r->on))
            continue;
        while (rows.people[person].id != r->person)
            person++;
        while (rows.people[partner].id != r->partner)
            partner++;
        in_tree[person] = in_tree[partner] = true;
        own[person] += r->value == MONEY_NONE ? 0 : r->value;
        int up = partner;
        while (up >= 0 && up != person)
            up = parents[up];
        if (parents[person] < 0 && up < 0)
            parents[person] = partner;
    }
}

static void check_tree(const struct kith_insights *all) {
    int parents[PEOPLE];
    bool in_tree[PEOPLE];
    int64_t own[PEOPLE];
    size_t count = 0;
    find_parents(parents, in_tree, own);
    for (int i = 0; i < PEOPLE; i++)
        count += in_tree[i];
    SAME(all->tree_count, count, "people in the tree");
    for (size_t b = 0; b < all->tree_count; b++) {
        const struct kith_branch *branch = &all->tree[b];
        int at = 0, depth = 0;
        int64_t value = 0;
        while (rows.people[at].id != branch->person.id)
            at++;
        for (int i = 0; i < PEOPLE; i++)
            for (int up = i; up >= 0; up = parents[up])
                value += up == at ? own[i] : 0;
        for (int up = parents[at]; up >= 0; up = parents[up])
            depth++;
        SAME(branch->value, value, "value of a branch");
        SAME(branch->depth, depth, "depth of a branch");
        SAME(branch->from.id, parents[at] < 0 ? 0 : rows.people[parents[at]].id, "from");
    }
}

/* ---- the rows behind the figures ---- */

static size_t behind(struct kith_figure figure) {
    struct kith_figure_rows out;
    lib_ok(rows.k, kith_figure_rows(rows.k, rows.from, rows.to, &figure, &rows.arena, &out));
    return out.count;
}

static void check_figures(const struct kith_insights *all) {
    int asks = 0;
    for (int i = 0; i < 7; i++) {
        SAME(behind((struct kith_figure){.kind = KITH_FIGURE_ANSWER, .answer = i}), all->answers[i], "its rows");
        asks += all->answers[i];
    }
    SAME(behind((struct kith_figure){.kind = KITH_FIGURE_ASKS}), asks, "asks behind the figure");
    SAME(behind((struct kith_figure){.kind = KITH_FIGURE_FLAGGED}), all->flagged, "flagged behind the figure");
    SAME(behind((struct kith_figure){.kind = KITH_FIGURE_USED}), all->used, "used behind the figure");
    SAME(behind((struct kith_figure){.kind = KITH_FIGURE_PASSED}), all->passed, "passed behind the figure");
    SAME(behind((struct kith_figure){.kind = KITH_FIGURE_OPEN}), all->flagged - all->used - all->passed,
         "open behind the figure");
    SAME(behind((struct kith_figure){.kind = KITH_FIGURE_PAYBACK}), all->given_first, "people behind payback");
    SAME(behind((struct kith_figure){.kind = KITH_FIGURE_GIVEN_TO}), all->given_to, "people given to");
    SAME(behind((struct kith_figure){.kind = KITH_FIGURE_NOT_GIVEN_TO}), all->not_given_to, "people not given to");
    SAME(behind((struct kith_figure){.kind = KITH_FIGURE_SOURCES}), all->source_count, "sources behind the figure");
    for (size_t i = 0; i < all->tree_count; i++)
        SAME(behind((struct kith_figure){.kind = KITH_FIGURE_LINE, .person = all->tree[i].person.id}),
             all->tree[i].depth + 1, "the line back to the first source");
    for (size_t i = 0; i < all->source_count; i++)
        SAME(behind((struct kith_figure){.kind = KITH_FIGURE_SOURCE, .person = all->sources[i].person.id}),
             all->sources[i].asks + all->sources[i].introductions, "rows behind a source");
}

static void check_stretch(day from, day to) {
    struct kith_insights all;
    rows.from = from;
    rows.to = to;
    lib_ok(rows.k, kith_insights(rows.k, from, to, &rows.arena, &all));
    check_asks(&all);
    check_moments(&all);
    check_sources(&all);
    check_payback(&all);
    check_tree(&all);
    check_figures(&all);
}

static void check_book(uint64_t number) {
    seed = state = number;
    for (int i = 0; i < 8; i++)
        below(2); /* seeds that lie side by side part ways */
    struct kith *k = random_book();
    read_rows(k);
    check_ledger();
    check_stretch(DAY_NONE, DAY_NONE);
    day to = rows.today - below(300);
    check_stretch(to - below(200), to);
    check_stretch(rows.today - below(200), DAY_NONE);
    arena_free(&rows.arena);
    kith_close(k);
}

static void test_random_books(void **unused) {
    const char *only = getenv("KITH_TEST_SEED");
    (void)unused;
    if (only) {
        check_book(strtoull(only, NULL, 10));
        return;
    }
    for (uint64_t number = 1; number <= BOOKS; number++)
        check_book(number);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_random_books)};
    return cmocka_run_group_tests_name("count", tests, NULL, NULL);
}
