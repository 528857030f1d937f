#include "lib/verbs.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <unistd.h>

#include "fault/faulty.h"
#include "fault/point.h"

/*
 * Every verb on a book whose disk fails at the 1st, 2nd, … nth operation, until
 * the verb passes without being hit. What was acknowledged before is there, the
 * book is sound, and reads as before when the verb failed, as after when it did
 * not; a book whose machine went down is one of the two. KITH_FAULT_ALL=1 tries
 * every fault at every point, else some of them.
 */

static char folder[64], path[128], pristine[128], copy[128];
static struct figures { long points, acknowledged, before, after; } figures;

struct special {
    const char *name;
    verb *prepare, *run;
};

static enum kith_status nothing(struct book *b) {
    (void)b;
    return KITH_OK;
}
static enum kith_status move(struct book *b) {
    return verbs_set(b, "ann", "city", "Leeds");
}
static enum kith_status move_and_undo(struct book *b) {
    enum kith_status status = move(b);
    return status ? status : kith_undo(b->k, NULL, NULL);
}
static enum kith_status back_up(struct book *b) {
    unlink(copy);
    return kith_backup(b->k, copy);
}
static enum kith_status restore(struct book *b) {
    const char *saved = NULL;
    enum kith_status status = kith_restore(b->k, copy, &b->arena, &saved);
    if (saved)
        unlink(saved);
    return status;
}
static enum kith_status back_up_and_move(struct book *b) {
    enum kith_status status = back_up(b);
    return status ? status : move(b);
}
VERB(undo, kith_undo(b->k, NULL, NULL))
VERB(redo, kith_redo(b->k, NULL, NULL))
VERB(forget, kith_person_forget(b->k, b->tom))

/* What is no single step of the history. */
static const struct special specials[] = {
    {"undo", move, undo},         {"redo", move_and_undo, redo},
    {"backup", nothing, back_up}, {"restore", back_up_and_move, restore},
    {"forget", nothing, forget},  {0},
};

/* ---- one run ---- */

struct run {
    const char *name;
    verb *prepare, *verb;
    char *before, *after;
};

static void fresh(void) {
    faulty_begin();
    point_copy(pristine, path);
    static const char *const beside[] = {"-wal", "-shm", "-journal"};
    for (size_t i = 0; i < sizeof beside / sizeof *beside; i++) {
        char name[160];
        snprintf(name, sizeof name, "%s%s", path, beside[i]);
        unlink(name);
    }
}

/* Opens a new copy of the book and does what is acknowledged before the fault. */
static struct book begin(const struct run *run) {
    fresh();
    point_luck(1);
    struct book b = verbs_open(path);
    lib_ok(b.k, kith_setting_set(b.k, "me", "Dana"));
    if (run->prepare)
        lib_ok(b.k, run->prepare(&b));
    point_luck(2);
    return b;
}

static void learn(struct run *run) {
    struct book b = begin(run);
    run->before = lib_export(b.k);
    lib_ok(b.k, run->verb(&b));
    run->after = lib_export(b.k);
    verbs_close(&b);
}

/* The book as it now is on the disk: sound, and one of the two. */
static void judge(const struct run *run, const char *where, bool may_before, bool may_after) {
    struct arena arena = {0};
    struct kith *k = lib_open(path);
    char *is = lib_export(k);
    bool before = strcmp(is, run->before) == 0, after = strcmp(is, run->after) == 0;
    if (!(before && may_before) && !(after && may_after))
        lib_same(where, is, may_after ? run->after : run->before);
    struct kith_health health;
    lib_ok(k, kith_check(k, &arena, &health));
    if (!health.ok)
        fail_msg("%s: %s", where, health.problems.items[0]);
    if (!strstr(is, "\"Dana\""))
        fail_msg("%s: what was acknowledged is lost", where);
    figures.acknowledged++;
    figures.before += before && !after;
    figures.after += after;
    free(is);
    arena_free(&arena);
    kith_close(k);
}

enum when { IN_VERB, IN_CLOSING };

/* False when the verb was over before the fault. */
static bool try(const struct run *run, enum faulty_kind kind, int at, bool lasting, enum when when) {
    char where[160];
    snprintf(where, sizeof where, "%s, %s %d%s%s", run->name, faulty_names[kind], at,
             lasting ? " and on" : "", when == IN_CLOSING ? ", when closed" : "");
    struct book b = begin(run);
    if (when == IN_VERB)
        faulty_arm(kind, at, lasting);
    enum kith_status status = run->verb(&b);
    kith_read_status(b.k); /* as every client asks after a call */
    bool gone = false, crash = faulty_is_crash(kind);
    if (when == IN_VERB && !crash) {
        bool hit = faulty_disarm();
        if (!hit && status)
            fail_msg("%s: %s", where, kith_error(b.k));
        if (status && !*kith_error(b.k))
            fail_msg("%s: failed without a word", where);
        char *is = lib_export(b.k);
        gone = status && run->verb == forget && strstr(kith_error(b.k), "out of the book");
        lib_same(where, is, status && !gone ? run->before : run->after);
        free(is);
    } else if (when == IN_CLOSING) {
        faulty_arm(kind, at, lasting);
    }
    verbs_close(&b);
    bool hit = faulty_disarm();
    if (crash)
        faulty_settle((unsigned)at);
    bool unsure = crash && status != KITH_OK;
    judge(run, where, status != KITH_OK && !gone, status == KITH_OK || gone || unsure);
    figures.points += hit;
    return hit;
}

/* In the ordinary run each verb meets a few of the faults, all verbs together all of them. */
static void every_point(const struct run *run, size_t which) {
    static const enum when whens[] = {IN_VERB, IN_CLOSING};
    int step = point_all() ? 1 : 6;
    for (int kind = FAULTY_NONE + 1 + (int)(which % (size_t)step); kind < FAULTY_COUNT; kind += step)
        for (size_t when = 0; when < 2; when++)
            for (int lasting = 0; lasting < 2 - faulty_is_crash((enum faulty_kind)kind); lasting++)
                for (int at = 1; try(run, (enum faulty_kind)kind, at, lasting, whens[when]);)
                    at = point_next(at);
}

/* ---- the tests ---- */

static void make_pristine(void) {
    struct book b = verbs_open(pristine);
    verbs_close(&b);
}

static int set_up(void **state) {
    (void)state;
    point_folder(folder, sizeof folder);
    snprintf(path, sizeof path, "%s/book.kith", folder);
    snprintf(pristine, sizeof pristine, "%s/pristine.kith", folder);
    snprintf(copy, sizeof copy, "%s/copy.kith", folder);
    make_pristine();
    return 0;
}

static int tear_down(void **state) {
    (void)state;
    return point_remove(folder);
}

static void tell(const char *what, long verbs_tried) {
    print_message("%s: %ld verbs, %ld fault points; the book was as before %ld times, as after %ld times; "
                  "0 losses\n",
                  what, verbs_tried, figures.points, figures.before, figures.after);
    figures = (struct figures){0};
}

static void try_run(struct run run, size_t which) {
    if (!point_wanted(run.name))
        return;
    learn(&run);
    every_point(&run, which);
    free(run.before);
    free(run.after);
}

/* `shift` chooses which of the faults each verb meets. */
static long try_verbs(size_t shift) {
    size_t i = 0;
    for (; verbs[i].name; i++)
        try_run((struct run){.name = verbs[i].name, .verb = verbs[i].run}, i + shift);
    return (long)i;
}

static long try_specials(size_t shift) {
    size_t i = 0;
    for (; specials[i].name; i++)
        try_run((struct run){specials[i].name, specials[i].prepare, specials[i].run, NULL, NULL}, i + shift);
    return (long)i;
}

static void test_verbs(void **state) {
    (void)state;
    tell("disk", try_verbs(0));
}

static void test_specials(void **state) {
    (void)state;
    tell("disk, history and whole books", try_specials(0));
}

/* The same where there is no log but a rollback journal. */
static void test_unshared(void **state) {
    (void)state;
    faulty_share(false);
    long count = try_verbs(3);
    tell("disk without shared memory", count + try_specials(3));
    faulty_share(true);
}

int main(void) {
    faulty_install();
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_verbs), cmocka_unit_test(test_specials),
                                       cmocka_unit_test(test_unshared)};
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
