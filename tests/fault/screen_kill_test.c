#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/buf.h"
#include "tty/home.h"

/*
 * The real program on a terminal, killed with -9 while it works: after so many bytes of its picture, or after
 * so many writes to the log of its book. Then the book is well, is as it was before the last key or as
 * after it, and holds what was said to be done; and of a note being typed, all that was seen is offered back.
 * KITH_FAULT_KILLS says how often, 20 in the ordinary run; KITH_TEST_SEED which.
 */

static struct figures { long killed, acknowledged, landed, drafts, words; } figures;
static unsigned long long luck;

static unsigned chance(unsigned below) {
    luck = luck * 6364136223846793005u + 1442695040888963407u;
    return (unsigned)(luck >> 33) % below;
}

/* ---- the moment ---- */

struct moment {
    size_t bytes; /* of the picture; 0: it is the log's writes that count */
    int writes;   /* to the log */
    const char *log;
    struct timespec last; /* when it was written last */
};

static bool has_come(void *ctx, size_t received) {
    struct moment *moment = ctx;
    struct stat about;
    if (moment->bytes)
        return received >= moment->bytes;
    if (stat(moment->log, &about) != 0 ||
        (about.st_mtim.tv_sec == moment->last.tv_sec && about.st_mtim.tv_nsec == moment->last.tv_nsec))
        return false;
    moment->last = about.st_mtim;
    return --moment->writes <= 0;
}

/* Kills it at the moment, or where that does not come, when all is done. */
static void strike(const struct home *home, struct tty *tty) {
    char log[128];
    struct stat about;
    snprintf(log, sizeof log, "%s/.local/share/kith/book.kith-wal", home->path);
    struct moment moment = {
        .bytes = chance(2) ? 1 + chance(3000) : 0, .writes = 1 + (int)chance(3), .log = log};
    if (stat(log, &about) == 0)
        moment.last = about.st_mtim;
    tty_until(tty, has_come, &moment);
    tty_signal(tty, SIGKILL);
    assert_int_equal(tty_exit(tty), 128 + SIGKILL);
    figures.killed++;
}

/* ---- what is done on the screen ---- */

/* Words that are told apart: "talk7w1 talk7w2 …". */
static const char *words_of(int round, int count, struct buf *out) {
    buf_cut(out, 0);
    for (int i = 0; i < count; i++)
        buf_printf(out, "%stalk%dw%d", i ? " " : "", round, i);
    if (chance(2))
        buf_str(out, ". Her brother Tom Baker opens a shop.");
    return out->data;
}

static void write_people(const struct home *home, int round) {
    char path[128];
    snprintf(path, sizeof path, "%s/people.csv", home->path);
    FILE *out = fopen(path, "w");
    fputs("First Name,Last Name,Email Address\n", out);
    for (int i = 0; i < 60; i++)
        fprintf(out, "Pat%d,Ng%d,pat%d@mill%d.example\n", i, round, i, round);
    fclose(out);
}

enum act { NOTE, IMPORT, MERGE, UNDO, REDO, MOMENT, WANT, ACTS };
static const struct {
    const char *ready; /* keys up to the last */
    const char *last, *said;
} acts[ACTS] = {
    [NOTE] = {"2 g n", "Ctrl-S", "Saved"},
    [IMPORT] = {"i", "Enter", "60 new. u takes it back"},
    [MERGE] = {"2 g Space Space M", "y", "Merged"},
    [UNDO] = {"2", "u", "Taken back: "},
    [REDO] = {"2", "U", "Done again: "},
    [MOMENT] = {"2 g m", "Enter", ": thanked"},
    [WANT] = {"2 g w", "Ctrl-S", ""},
};

/* Everything but the last key. False: it cannot be done now. */
static bool make_ready(const struct home *home, struct tty *tty, enum act act, int round) {
    tty_keys(tty, acts[act].ready);
    if (act == IMPORT) {
        write_people(home, round);
        tty_keys(tty, "Ctrl-U");
        tty_type(tty, "people.csv\n");
        tty_expect(tty, "60 new");
    } else if (act == NOTE) {
        struct buf words = BUF_INIT;
        tty_type(tty, words_of(round, 3, &words));
        tty_keys(tty, "Ctrl-S");
        bool asks = tty_sees(tty, "What I heard");
        buf_free(&words);
        return asks;
    } else if (act == WANT) {
        tty_type(tty, "a van");
    }
    return true;
}

static char *exported(const struct home *home) {
    return home_run(home, "export kith");
}

/* Sound, and before or after; what was acknowledged is after. */
static void judge(const struct home *home, enum act act, const char *before, bool acknowledged) {
    home_expect(home, "check", "all is well");
    char *now = exported(home);
    bool landed = strcmp(now, before) != 0;
    figures.acknowledged += acknowledged;
    figures.landed += landed;
    if (acknowledged && !landed)
        fail_msg("'%s' was acknowledged and is lost", acts[act].said);
    if (landed) {
        free(home_run(home, act == UNDO ? "redo" : "undo"));
        char *again = exported(home);
        assert_string_equal(again, before);
        free(again);
        if (act == MERGE) /* they stay two */
            landed = false;
    }
    if (landed)
        free(home_run(home, act == UNDO ? "undo" : "redo"));
    free(now);
}

static struct tty *start(const struct home *home) {
    struct tty *tty = home_screen(home, NULL);
    if (tty_sees(tty, "was left")) /* what a note was saved from may still stand as a draft */
        tty_keys(tty, "n");
    return tty;
}

static void kill_an_act(const struct home *home, enum act act, int round) {
    struct tty *tty = start(home);
    if (act == REDO)
        tty_keys(tty, "2 u");
    if (make_ready(home, tty, act, round)) {
        char *before = exported(home);
        tty_press(tty, acts[act].last);
        strike(home, tty);
        judge(home, act, before, *acts[act].said && tty_sees(tty, acts[act].said));
        free(before);
    }
    tty_end(tty);
}

/* ---- a note being typed ---- */

/* How many of the words, from the first, are on the screen. */
static int seen(struct tty *tty, int round, int count) {
    for (int i = 0; i < count; i++) {
        char word[32], after[32];
        snprintf(word, sizeof word, "talk%dw%d ", round, i);
        snprintf(after, sizeof after, "talk%dw%d", round,
                 i + 1); /* the last on the screen may be half there */
        if (!tty_sees(tty, word) && !tty_sees(tty, after))
            return i;
    }
    return count;
}

/* On a screen high enough for the whole note. */
static void take_up(const struct home *home, int round, int words) {
    struct tty *tty = home_screen_at(home, 50, 80, NULL);
    if (words > 0)
        tty_expect(tty, "was left. Take it up?");
    if (tty_sees(tty, "was left")) {
        tty_keys(tty, "y");
        if (seen(tty, round, words) < words)
            tty_expect(tty, "all the words that were seen");
        figures.drafts++;
        figures.words += words;
        tty_keys(tty, "Ctrl-S");
        if (tty_sees(tty, "What I heard"))
            tty_keys(tty, "Enter");
        tty_expect(tty, "Saved");
    }
    home_leave(tty);
}

static void kill_while_typing(const struct home *home, int round) {
    struct buf words = BUF_INIT;
    int count = 5 + (int)chance(20);
    const char *text = words_of(round, count, &words);
    struct tty *tty = start(home);
    tty_keys(tty, "2 g n");
    if (chance(2)) { /* in two goes, the first of them seen */
        size_t half = strlen(text) / 2;
        char *first = strndup(text, half);
        tty_type(tty, first);
        tty_send(tty, text + half, strlen(text) - half);
        free(first);
    } else {
        tty_send(tty, text, strlen(text));
    }
    strike(home, tty);
    int had = seen(tty, round, count);
    home_expect(home, "check", "all is well");
    tty_end(tty);
    take_up(home, round, had);
    buf_free(&words);
}

/* ---- all of it ---- */

static void test_kills(void **state) {
    (void)state;
    const char *count = getenv("KITH_FAULT_KILLS"), *seed = getenv("KITH_TEST_SEED");
    int rounds = count ? atoi(count) : 20;
    luck = seed ? strtoull(seed, NULL, 10) : (unsigned long long)getpid();
    print_message("seed %llu\n", luck);
    struct home home = home_make("2026-11-21");
    free(home_run(&home, "add 'Ann Okafor' --role client"));
    free(home_run(&home, "add 'Bob Reyes'"));
    for (int round = 0; round < rounds; round++) {
        char name[64];
        snprintf(name, sizeof name, "add 'Cy Copy%d'", round);
        free(home_run(&home, name));
        if (round % 3 == 0)
            kill_while_typing(&home, round);
        else
            kill_an_act(&home, (enum act)chance(ACTS), round);
    }
    print_message(
        "%ld kills, %ld acknowledged, %ld changed the book, %ld drafts of %ld words seen; nothing lost\n",
        figures.killed, figures.acknowledged, figures.landed, figures.drafts, figures.words);
    home_remove(&home);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_kills)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
