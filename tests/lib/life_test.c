#include "lib/verbs.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/*
 * Every verb there is, at random, until 500 steps stand and each verb has changed the book at least once,
 * with now and then an undo or a redo between, or the rows of the beginning read in again where verbs have
 * taken them away. Then undo of all gives the first bytes of the export, redo the last.
 */

enum { STEPS = 500, MOST = 20000 };

static unsigned long long luck;

static unsigned chance(unsigned below) {
    luck = luck * 6364136223846793005u + 1442695040888963407u;
    return (unsigned)(luck >> 33) % below;
}

static size_t verb_count(void) {
    size_t count = 0;
    while (verbs[count].name)
        count++;
    return count;
}

static int standing(struct book *b) {
    struct kith_steps steps;
    int count = 0;
    lib_ok(b->k, kith_history(b->k, 0, &b->arena, &steps));
    for (size_t i = 0; i < steps.count; i++)
        count += !steps.items[i].undone;
    return count;
}

/* A verb may be refused, the row it is about being gone: then nothing is changed. */
static bool changes(struct book *b, verb *run) {
    int64_t before = kith_last_step(b->k);
    return run(b) == KITH_OK && kith_last_step(b->k) != before;
}

static enum kith_status begin_again(struct book *b) {
    struct kith_counts counts;
    return kith_book_read(b->k, verbs_base, strlen(verbs_base), false, &b->arena, &counts);
}

static void find_people(struct book *b) {
    b->ann = verbs_id(b, "ann");
    b->bob = verbs_id(b, "bob");
    b->tom = verbs_id(b, "tom");
    b->other = verbs_id(b, "bob2");
}

static void live(struct book *b, bool *done, size_t count) {
    size_t left = count;
    for (int i = 0; (left > 0 || standing(b) < STEPS) && i < MOST; i++) {
        size_t at = chance((unsigned)count);
        if (chance(6) == 0)
            lib_ok(b->k, begin_again(b));
        else if (chance(20) == 0 && standing(b) > 1)
            lib_ok(b->k, kith_undo(b->k, NULL, NULL));
        else if (chance(40) == 0)
            kith_redo(b->k, NULL, NULL);
        else if (changes(b, verbs[at].run)) {
            left -= !done[at];
            done[at] = true;
        }
        find_people(b);
        arena_free(&b->arena);
    }
    for (size_t i = 0; i < count; i++)
        if (!done[i])
            fail_msg("%s never changed anything", verbs[i].name);
}

static void one_life(unsigned long long seed) {
    char where[64];
    size_t count = verb_count();
    bool *done = calloc(count, sizeof *done);
    luck = seed;
    struct book b = verbs_open(NULL);
    char *first = lib_export(b.k);
    int base = standing(&b);
    live(&b, done, count);
    int steps = standing(&b) - base;
    char *last = lib_export(b.k);
    snprintf(where, sizeof where, "seed %llu, %d steps back", seed, steps);
    for (int i = 0; i < steps; i++)
        lib_ok(b.k, kith_undo(b.k, NULL, NULL));
    char *undone = lib_export(b.k);
    lib_same(where, undone, first);
    for (int i = 0; i < steps; i++)
        lib_ok(b.k, kith_redo(b.k, NULL, NULL));
    char *redone = lib_export(b.k);
    lib_same(where, redone, last);
    print_message("%s: all verbs, the same bytes\n", where);
    verbs_close(&b);
    free(first);
    free(last);
    free(undone);
    free(redone);
    free(done);
}

static void test_lives(void **state) {
    (void)state;
    const char *seed = getenv("KITH_TEST_SEED");
    for (unsigned long long i = 1; i <= 2; i++)
        one_life(seed ? strtoull(seed, NULL, 10) + i : i);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_lives)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
