/*
 * What is kept of each person against the facts of everyone. One handle writes, and asks
 * of what is kept; another on the same file only reads, so that what has become stale is
 * none of its business: it works all out anew. Both must say the same, whatever was done.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "kith/circle.h"
#include "kith/today.h"
#include "lib/verbs.h"
#include "model/kept.h"

struct pair {
    struct kith *keeps, *reads;
    char folder[64], path[96];
    uint64_t state;
    day today;
    struct buf done; /* what was done last, for who must find a fault */
};

static int below(struct pair *p, int most) {
    p->state = p->state * 6364136223846793005u + 1442695040888963407u;
    return (int)((p->state >> 33) % (uint64_t)most);
}

static struct kith *open_file(const char *path, bool read_only) {
    struct kith *k = NULL;
    struct buf why = BUF_INIT;
    struct kith_options options = {
        .path = path, .read_only = read_only, .today = lib_day(LIB_TODAY), .now = 1795219200};
    if (kith_open(&options, &k, &why) != KITH_OK)
        fail_msg("%s", why.data);
    buf_free(&why);
    return k;
}

static void pair_open(struct pair *p, uint64_t seed) {
    *p = (struct pair){
        .folder = "/tmp/kept-XXXXXX", .state = seed, .today = lib_day(LIB_TODAY), .done = BUF_INIT};
    assert_non_null(mkdtemp(p->folder));
    snprintf(p->path, sizeof p->path, "%s/book", p->folder);
    p->keeps = open_file(p->path, false);
    p->reads = open_file(p->path, true);
}

static void pair_close(struct pair *p) {
    static const char *const more[] = {"", "-wal", "-shm"};
    kith_close(p->reads);
    kith_close(p->keeps);
    for (size_t i = 0; i < 3; i++) {
        char path[128];
        snprintf(path, sizeof path, "%s%s", p->path, more[i]);
        unlink(path);
    }
    rmdir(p->folder);
    buf_free(&p->done);
}

/* ---- all that the lists and panes say, as text ---- */

static void tell_reasons(struct buf *out, const struct kith_reasons *because) {
    for (size_t i = 0; i < because->count; i++)
        buf_printf(out, " (%s|%d|%s)", because->items[i].why, because->items[i].on,
                   because->items[i].quote ? because->items[i].quote : "");
}

static void tell_introduction(struct buf *out, const struct kith_introduction *one) {
    buf_printf(out, "introduce %s %s %s %d %d %d", one->source.name,
               one->target.name ? one->target.name : one->role, one->relation ? one->relation : "",
               one->standing, one->days_left, one->moment);
    tell_reasons(out, &one->because);
    for (size_t i = 0; i < one->wording.count; i++)
        buf_printf(out, " [%s]", one->wording.items[i].text);
    buf_str(out, "\n");
}

static void tell_gifts(struct buf *out, const struct kith_gift *gifts, size_t count) {
    for (size_t i = 0; i < count; i++) {
        buf_printf(out, "give %s %s:", gifts[i].person.name, gifts[i].what);
        for (size_t j = 0; j < gifts[i].candidates.count; j++)
            buf_printf(out, " %s (%s)", gifts[i].candidates.items[j].name, gifts[i].why.items[j]);
        buf_str(out, "\n");
    }
}

/* What a screen reads of the day is the beginning of it, and says how much more there is. */
static void assert_begun(struct kith *k, size_t rows, struct arena *arena) {
    struct kith_day whole, begun;
    lib_ok(k, kith_day(k, 0, arena, &whole));
    lib_ok(k, kith_day_begun(k, rows, arena, &begun));
    assert_int_equal(begun.golden_count, whole.golden_count < rows ? whole.golden_count : rows);
    assert_int_equal(begun.golden_count + begun.golden_more, whole.golden_count);
    for (size_t i = 0; i < begun.golden_count; i++)
        assert_int_equal(begun.golden[i].moment, whole.golden[i].moment);
    assert_int_equal(begun.hold_count, whole.hold_count < rows ? whole.hold_count : rows);
    assert_int_equal(begun.hold_count + begun.hold_more, whole.hold_count);
    for (size_t i = 0; i < begun.hold_count; i++)
        assert_int_equal(begun.hold[i].moment, whole.hold[i].moment);
    assert_int_equal(begun.owed_count, whole.owed_count);
    assert_int_equal(begun.follow_up_count, whole.follow_up_count);
    assert_int_equal(begun.due_count, whole.due_count);
    assert_int_equal(begun.reconnect_count, whole.reconnect_count);
    assert_int_equal(begun.needs_unknown.count, whole.needs_unknown.count);
    assert_int_equal(begun.nobody_earned != NULL, whole.nobody_earned != NULL);
    assert_int_equal(begun.introduction.source.id, whole.introduction.source.id);
}

static void tell_day(struct kith *k, struct arena *arena, struct buf *out) {
    struct kith_day d;
    struct kith_introduction one;
    assert_begun(k, 1, arena);
    assert_begun(k, 3, arena);
    lib_ok(k, kith_day(k, 0, arena, &d));
    buf_printf(out, "%d made %d kept %d %s\n", d.date, d.asks_made, d.weeks_kept,
               d.nobody_earned ? d.nobody_earned : "");
    if (d.has_introduction)
        tell_introduction(out, &d.introduction);
    for (size_t skip = 1; kith_introduce(k, 0, skip, arena, &one) == KITH_OK && skip < 7; skip++)
        tell_introduction(out, &one);
    for (size_t i = 0; i < d.golden_count; i++)
        buf_printf(out, "golden %s %d %d %d\n", d.golden[i].person.name, d.golden[i].kind, d.golden[i].on,
                   d.golden[i].days_left);
    for (size_t i = 0; i < d.owed_count; i++)
        buf_printf(out, "owed %d %s %s %s\n", d.owed[i].what, d.owed[i].person.name, d.owed[i].source.name,
                   d.owed[i].about.name);
    tell_gifts(out, d.give, d.give_count);
    for (size_t i = 0; i < d.follow_up_count; i++)
        buf_printf(out, "follow %s %d %d\n", d.follow_up[i].person.name, d.follow_up[i].answer,
                   d.follow_up[i].due);
    for (size_t i = 0; i < d.needs_unknown.count; i++)
        buf_printf(out, "unknown %s\n", d.needs_unknown.items[i].name);
    for (size_t i = 0; i < d.due_count; i++)
        buf_printf(out, "due %s %s\n", d.due[i].person.name, d.due[i].what);
    for (size_t i = 0; i < d.reconnect_count; i++)
        buf_printf(out, "reconnect %s %d\n", d.reconnect[i].person.name, d.reconnect[i].last);
}

static void tell_prompt(struct kith *k, kith_id person, struct arena *arena, struct buf *out) {
    struct kith_prompt prompt;
    lib_ok(k, kith_prompt(k, person, 0, arena, &prompt));
    const struct kith_contact *c = &prompt.contact;
    buf_printf(out, "%s stands %d %d left, circle %d gave %d got %d asked %d talked %d: %s | %s\n",
               c->person.name, c->standing, c->days_left, c->circle, c->given, c->received, c->last_ask,
               c->last_note, prompt.headline, prompt.say ? prompt.say : "");
    tell_reasons(out, &c->because);
    if (prompt.has_introduction)
        tell_introduction(out, &prompt.introduction);
    tell_gifts(out, prompt.gifts, prompt.gift_count);
}

static void tell_list(struct kith *k, bool reasons, struct arena *arena, struct buf *out) {
    struct kith_contacts who;
    lib_ok(k, reasons ? kith_who(k, true, arena, &who) : kith_who_list(k, true, arena, &who));
    for (size_t i = 0; i < who.count; i++) {
        const struct kith_contact *c = &who.items[i];
        buf_printf(out, "who %s %d %d %d %d %d %d %d %d %d %d\n", c->person.name, c->standing, c->role,
                   c->days_left, c->moment, c->circle, c->given, c->received, c->last_ask, c->last_note,
                   c->earned);
        if (reasons)
            tell_reasons(out, &c->because);
    }
}

static void tell_paths(struct kith *k, kith_id person, struct arena *arena, struct buf *out) {
    struct kith_paths paths;
    lib_ok(k, kith_path_to(k, person, arena, &paths));
    for (size_t i = 0; i < paths.count; i++) {
        buf_printf(out, "path to %s:", paths.target.name);
        for (size_t j = 0; j < paths.items[i].count; j++)
            buf_printf(out, " %s (%s, %d, %d)", paths.items[i].hops[j].person.name,
                       paths.items[i].hops[j].via, paths.items[i].hops[j].on,
                       paths.items[i].hops[j].standing);
        buf_str(out, "\n");
    }
}

static char *tell(struct kith *k, bool panes) {
    struct arena arena = {0};
    struct buf out = BUF_INIT;
    struct kith_contacts who;
    tell_day(k, &arena, &out);
    tell_list(k, true, &arena, &out);
    tell_list(k, false, &arena, &out);
    lib_ok(k, kith_who(k, true, &arena, &who));
    for (size_t i = 0; panes && i < who.count; i++)
        tell_prompt(k, who.items[i].person.id, &arena, &out);
    for (size_t i = 0; panes && i < who.count; i++)
        tell_paths(k, who.items[i].person.id, &arena, &out);
    arena_free(&arena);
    return buf_detach(&out);
}

static void differs(void *ctx, const char *uid) {
    struct pair *p = ctx;
    fail_msg("what is kept of '%s' differs after: %s", uid, p->done.data);
}

static void compare(struct pair *p, bool panes) {
    kith_clock(p->reads, p->today, 1795219200);
    kith_clock(p->keeps, p->today, 1795219200);
    char *wanted = tell(p->reads, panes), *is = tell(p->keeps, panes);
    assert_true(kept_refresh(p->keeps)); /* else both took the same way */
    lib_same(p->done.data, is, wanted);
    kept_check(p->keeps, differs, p);
    free(wanted);
    free(is);
}

/* ---- what may be done ---- */

enum { PEOPLE = 14 };

static void some_day(struct pair *p, char iso[DAY_SIZE]) {
    static const int ages[] = {0, 1, 2, 6, 7, 8, 13, 14, 15, 29, 30, 31, 60, 91, 179, 180, 181, -1, -2, -9};
    day_iso(p->today - ages[below(p, sizeof ages / sizeof *ages)], iso);
}

static const char *any_of(struct pair *p, const char *const *words) {
    int count = 0;
    while (words[count])
        count++;
    return words[below(p, count)];
}

/* A row of some kind, in the open format: new, or in place of one that is there. */
static void read_some(struct pair *p) {
    static const char *const roles[] = {"client", "prospect",  "partner",   "friend",
                                        "other",  "mentioned", "mentioned", NULL};
    static const char *const kinds[] = {"thanked", "delivered", "result", "value",
                                        "kickoff", "trouble",   NULL};
    static const char *const states[] = {"open", "open", "used", "let-go", "settled", NULL};
    static const char *const answers[] = {"waiting", "will", "not-yet", "yes", "no", "think", "none", NULL};
    static const char *const relations[] = {"brother", "accountant", "boss", "friend", "roofer", NULL};
    static const char *const needs[] = {"a roofer", "an accountant", "a quiet office in Leeds",
                                        "somebody for the garden", NULL};
    static const char *const outcomes[] = {"open", "met", "business", NULL};
    struct buf json = BUF_INIT;
    char on[DAY_SIZE], other[DAY_SIZE];
    int uid = below(p, 6), who = below(p, PEOPLE), whom = (who + 1 + below(p, PEOPLE - 1)) % PEOPLE;
    some_day(p, on);
    some_day(p, other);
    buf_str(&json, "{\"kith\":1,");
    switch (below(p, 10)) {
    case 0:
        buf_printf(&json,
                   "\"people\":[{\"uid\":\"p%d\",\"name\":\"Person %c%d\",\"role\":\"%s\",\"archived\":%s,"
                   "\"title\":\"%s\",\"favourite\":%s,\"every_days\":%d}]",
                   below(p, PEOPLE + 8), 'Z' - who, below(p, 2), any_of(p, roles),
                   below(p, 8) ? "false" : "true", any_of(p, relations), below(p, 3) ? "false" : "true",
                   10 + below(p, 40));
        break;
    case 1:
        buf_printf(
            &json,
            "\"moments\":[{\"uid\":\"m%d\",\"person\":\"p%d\",\"kind\":\"%s\",\"on\":\"%s\",\"state\":\"%s\","
            "\"quote\":\"you helped us\"}]",
            uid, who, any_of(p, kinds), on, any_of(p, states));
        break;
    case 2:
        buf_printf(
            &json,
            "\"asks\":[{\"uid\":\"a%d\",\"source\":\"p%d\",\"target\":\"p%d\",\"on\":\"%s\",\"answer\":\"%s\","
            "\"answered_on\":\"%s\"}]",
            uid, who, whom, on, any_of(p, answers), other);
        break;
    case 3:
        buf_printf(
            &json,
            "\"referrals\":[{\"uid\":\"r%d\",\"direction\":\"%s\",\"partner\":\"p%d\",\"person\":\"p%d\","
            "\"on\":\"%s\",\"outcome\":\"%s\"}]",
            uid, below(p, 2) ? "given" : "received", who, whom, on, any_of(p, outcomes));
        break;
    case 4:
        buf_printf(&json, "\"needs\":[{\"uid\":\"w%d\",\"person\":\"p%d\",\"what\":\"%s\",\"on\":\"%s\"", uid,
                   who, any_of(p, needs), on);
        if (below(p, 4) == 0)
            buf_printf(&json, ",\"met_on\":\"%s\"", other);
        buf_str(&json, "}]");
        break;
    case 5:
        buf_printf(&json, "\"pledges\":[{\"uid\":\"g%d\",\"person\":\"p%d\",\"count\":3,\"on\":\"%s\"}]", uid,
                   who, on);
        break;
    case 6:
        buf_printf(
            &json,
            "\"delays\":[{\"uid\":\"d%d\",\"person\":\"p%d\",\"reason\":\"moment\",\"on\":\"%s\",\"until\":\"%s\"}]",
            uid, who, on, other);
        break;
    case 7:
        if (below(p, 2))
            buf_printf(&json, "\"wishes\":[{\"uid\":\"i%d\",\"person\":\"p%d\",\"on\":\"%s\"}]", uid, who,
                       on);
        else
            buf_printf(&json, "\"wishes\":[{\"uid\":\"j%d\",\"role\":\"accountant\",\"on\":\"%s\"}]", uid,
                       on);
        break;
    case 8:
        buf_printf(&json, "\"tasks\":[{\"uid\":\"t%d\",\"person\":\"p%d\",\"what\":\"ring\",\"on\":\"%s\"}]",
                   uid, who, on);
        break;
    default:
        uid = below(p, 30);
        buf_printf(
            &json,
            "\"notes\":[{\"uid\":\"n%d\",\"with\":[\"p%d\"],\"on\":\"%s\",\"channel\":\"call\",\"text\":\"talk\"}],"
            "\"mentions\":[{\"uid\":\"x%d\",\"note\":\"n%d\",\"by\":\"p%d\",\"person\":\"p%d\",\"relation\":\"%s\","
            "\"quote\":\"their %s keeps an office\"}]",
            uid, who, on, uid, uid, who, whom, any_of(p, relations), any_of(p, relations));
    }
    buf_str(&json, "}");
    struct arena arena = {0};
    struct kith_counts counts;
    kith_book_read(p->keeps, json.data, json.len, false, &arena, &counts);
    buf_printf(&p->done, "%s", json.data);
    buf_free(&json);
    arena_free(&arena);
}

static void delete_some(struct pair *p) {
    static const char letters[] = "pmarwgdijtnx";
    char uid[16];
    const struct kith_kind *kind;
    kith_id id;
    char letter = letters[below(p, sizeof letters - 1)];
    snprintf(uid, sizeof uid, "%c%d", letter, letter == 'p' ? below(p, PEOPLE) : below(p, 6));
    buf_printf(&p->done, "delete %s", uid);
    if (kith_row_find(p->keeps, uid, &kind, &id) == KITH_OK)
        kith_row_delete(p->keeps, kind, &id, 1);
}

static void set_some(struct pair *p) {
    static const char *const rows[][2] = {
        {"golden_days", "5"}, {"golden_days", "14"}, {"rest_days", "10"},
        {"ideal", "roofer"},  {"ideal", ""},         {"quiet_days", "3"},
        {"weekly_asks", "0"}, {"weekly_asks", "9"},  {"offer", "roofs and offices"}};
    int row = below(p, sizeof rows / sizeof *rows);
    buf_printf(&p->done, "set %s %s", rows[row][0], rows[row][1]);
    kith_setting_set(p->keeps, rows[row][0], rows[row][1]);
}

static void turn_back(struct pair *p) {
    struct arena arena = {0};
    const char *what;
    bool undo = below(p, 3) > 0;
    buf_str(&p->done, undo ? "undo" : "redo");
    for (int i = below(p, 3); i >= 0; i--)
        (undo ? kith_undo : kith_redo)(p->keeps, &arena, &what);
    arena_free(&arena);
}

static void days_pass(struct pair *p) {
    p->today += below(p, 12) ? 1 + below(p, 3) : -2;
    buf_printf(&p->done, "the day is %d", p->today);
}

static void merge_some(struct pair *p) {
    char a[8], b[8];
    const struct kith_kind *kind;
    kith_id keep, other;
    snprintf(a, sizeof a, "p%d", below(p, PEOPLE));
    snprintf(b, sizeof b, "p%d", below(p, PEOPLE));
    buf_printf(&p->done, "merge %s %s", a, b);
    if (kith_row_find(p->keeps, a, &kind, &keep) == KITH_OK &&
        kith_row_find(p->keeps, b, &kind, &other) == KITH_OK)
        kith_person_merge(p->keeps, keep, other);
}

static void do_some(struct pair *p) {
    int turn = below(p, 40);
    buf_cut(&p->done, 0);
    if (turn < 28)
        read_some(p);
    else if (turn < 30)
        delete_some(p);
    else if (turn < 33)
        turn_back(p);
    else if (turn < 37)
        days_pass(p);
    else if (turn < 39)
        set_some(p);
    else
        merge_some(p);
}

static void people(struct pair *p) {
    struct buf json = BUF_INIT;
    static const char *const roles[] = {"client", "mentioned", "friend", "client", "mentioned"};
    buf_str(&json, "{\"kith\":1,\"people\":[");
    for (int i = 0; i < PEOPLE; i++)
        buf_printf(&json, "%s{\"uid\":\"p%d\",\"name\":\"Person %c\",\"role\":\"%s\"}", i ? "," : "", i,
                   'A' + i, roles[i % 5]);
    buf_str(&json, "]}");
    lib_read(p->keeps, json.data);
    buf_free(&json);
}

static void random_histories(void **state) {
    (void)state;
    for (uint64_t seed = 1; seed <= 8; seed++) {
        struct pair p;
        pair_open(&p, seed);
        people(&p);
        for (int i = 0; i < 120; i++) {
            do_some(&p);
            compare(&p, i % 10 == 9);
        }
        pair_close(&p);
    }
}

/* Each verb there is, its undo and its redo. */
static void every_verb(void **state) {
    (void)state;
    for (const struct verbs_row *row = verbs; row->name; row++) {
        struct pair p;
        pair_open(&p, 1);
        struct book b = verbs_open(p.path);
        kith_close(p.keeps);
        p.keeps = b.k;
        compare(&p, true);
        row->run(&b);
        buf_str(&p.done, row->name);
        compare(&p, true);
        kith_undo(b.k, NULL, NULL);
        compare(&p, true);
        kith_redo(b.k, NULL, NULL);
        compare(&p, true);
        p.keeps = open_file(p.path, false);
        verbs_close(&b);
        pair_close(&p);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(random_histories),
        cmocka_unit_test(every_verb),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
