#include "lib/verbs.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fault/faulty.h"
#include "fault/point.h"
#include "model/model.h"

/*
 * Every verb stopped after its 1st, 2nd, … instruction inside SQLite, as Esc does,
 * and with its 1st, 2nd, … allocation there failing. A verb that says it failed has
 * changed nothing; one that says it did not has done all of it.
 */

enum way { STOPPED, NO_MEMORY, NO_MEMORY_AND_ON, WAYS };
static const char *const ways[] = {"stopped at", "allocation", "allocations from"};
static long points, tried;

struct stopping {
    int left;
    bool happened;
};

static bool stop(void *ctx) {
    struct stopping *stopping = ctx;
    if (--stopping->left > 0)
        return false;
    stopping->happened = true;
    return true;
}

static enum kith_status under(struct book *b, verb *run, enum way way, int at, bool *hit) {
    struct stopping stopping = {at, false};
    point_luck(2);
    if (way == STOPPED)
        store_on_progress(b->k->store, 1, stop, &stopping);
    else
        faulty_memory_arm(at, way == NO_MEMORY_AND_ON);
    enum kith_status status = run(b);
    *hit = way == STOPPED ? stopping.happened : faulty_memory_disarm();
    store_on_progress(b->k->store, 0, NULL, NULL);
    kith_read_status(b->k); /* as every client asks after a call */
    return status;
}

static char *after_of(verb *run) {
    point_luck(1);
    struct book b = verbs_open(NULL);
    point_luck(2);
    lib_ok(b.k, run(&b));
    char *after = lib_export(b.k);
    verbs_close(&b);
    return after;
}

static void expect(struct book *b, const char *where, const char *wanted) {
    char *is = lib_export(b->k);
    lib_same(where, is, wanted);
    free(is);
}

static void sound(struct book *b, const char *where) {
    struct kith_health health;
    lib_ok(b->k, kith_check(b->k, &b->arena, &health));
    if (!health.ok)
        fail_msg("%s: %s", where, health.problems.items[0]);
}

static void every_point(const char *name, verb *run, enum way way) {
    if (!point_wanted(name))
        return;
    char *after = after_of(run), where[128];
    point_luck(1);
    struct book b = verbs_open(NULL);
    char *before = lib_export(b.k);
    bool hit = true;
    for (int at = 1; hit; at = point_next(at)) {
        snprintf(where, sizeof where, "%s, %s %d", name, ways[way], at);
        enum kith_status status = under(&b, run, way, at, &hit);
        points += hit;
        if (status && !hit)
            fail_msg("%s: %s", where, kith_error(b.k));
        if (status && !*kith_error(b.k))
            fail_msg("%s: failed without a word", where);
        expect(&b, where, status ? before : after);
        if (status)
            continue;
        sound(&b, where);
        if (!hit)
            break;
        verbs_close(&b); /* SQLite did without */
        point_luck(1);
        b = verbs_open(NULL);
    }
    tried++;
    verbs_close(&b);
    free(before);
    free(after);
}

static void tell(const char *what) {
    print_message("%s: %ld verbs, %ld fault points, 0 losses\n", what, tried, points);
    points = tried = 0;
}

static void test_stopped(void **state) {
    (void)state;
    for (size_t i = 0; verbs[i].name; i++)
        every_point(verbs[i].name, verbs[i].run, STOPPED);
    tell("stopped");
}

static void test_memory(void **state) {
    (void)state;
    for (size_t i = 0; verbs[i].name; i++)
        every_point(verbs[i].name, verbs[i].run, NO_MEMORY);
    tell("one allocation failing");
    for (size_t i = 0; verbs[i].name; i++)
        every_point(verbs[i].name, verbs[i].run, NO_MEMORY_AND_ON);
    tell("all allocations failing from there");
}

int main(void) {
    faulty_memory_install();
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_stopped), cmocka_unit_test(test_memory)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
