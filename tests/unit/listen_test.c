#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "listen/listen.h"
#include "train/notes.h"

static struct listener *listener;

static int open_listener(void **state) {
    (void)state;
    listener = listener_new(NULL, NULL, NULL);
    return 0;
}

static int close_listener(void **state) {
    (void)state;
    listener_free(listener);
    return 0;
}

static void hear(const char *contact, const char *text, struct arena *arena, struct listen_heard *heard) {
    struct listen_context context = {.contacts = &contact, .contact_count = contact ? 1 : 0};
    listen(listener, &context, text, strlen(text), arena, heard);
}

/* "name/relation; …" of all mentions, "-" for what is not there */
static const char *people(struct arena *arena, const struct listen_heard *heard) {
    char *all = arena_strdup(arena, "");
    for (size_t i = 0; i < heard->mention_count; i++) {
        const struct listen_mention *m = &heard->mentions[i];
        all = arena_printf(arena, "%s%s%s/%s", all, i ? "; " : "", m->name ? m->name : "-",
                           m->relation ? m->relation : "-");
    }
    return all;
}

static const char *moments(struct arena *arena, const struct listen_heard *heard) {
    char *all = arena_strdup(arena, "");
    for (size_t i = 0; i < heard->moment_count; i++)
        all = arena_printf(arena, "%s%s%s", all, i ? " " : "", heard->moments[i].kind);
    return all;
}

static const struct {
    const char *contact, *text, *people;
} spoken[] = {
    {"Ann Okafor", "Her brother Tom Baker is opening a second shop in Leeds.", "Tom Baker/brother"},
    {"Ann Okafor", "talked w/ ann abt her sis maria", "maria/sister"},
    {"Ann Okafor", "Her accountant retires in December.", "-/accountant"},
    {"Ann Okafor", "Ann's boss, Mr. Patel, sends his regards.", "Mr. Patel/boss"},
    {"Ann Okafor", "Met Zoé, the intern.", "Zoé/intern"},
    {"Ann Okafor", "Spoke to Linda (office mgr) about the lease.", "Linda/office manager"},
    {"Ann Okafor", "Her golf partner, Lou Ferrante, was there.", "Lou Ferrante/golf partner"},
    {"Ann Okafor", "Her late husband Jim built the house.", ""},
    {"Ann Okafor", "Walked Rex the dog with Ann.", ""},
    {"Ann Okafor", "Ann rang. Mrs. Okafor wants the invoice in her name.", ""},
    {"Robert Lind", "Bob was cheerful. Rob's wife Eva made lunch.", "Eva/wife"},
    {"Ann Okafor", "Will call on Monday. May take until June.", ""},
    {"Ann Okafor", "Her sister Maria called. Maria is a nurse. Maria Lopez, she signs.",
     "Maria Lopez/sister"},
    {"Ann Okafor", "His sons Tom and Peter both play.", "Tom/son; Peter/son"},
    {"Ann Okafor", "Her boss at Harbor & Sons, Peter, drives.", "-/boss; Peter/-"},
    {"Ann Okafor", "Lunch at the Paris Hilton bar, then Morgan Stanley.", ""},
    {"Ann Okafor", "Her other half, Dave, grumbled about the parking.", "Dave/partner"},
    {"Ann Okafor", "hubby steve is away til friday", "steve/husband"},
    {"Ann Okafor", "Her daughter in law Sinéad joined us.", "Sinéad/daughter-in-law"},
    {"Ann Okafor", "Tom Baker called. She is angry.", "Tom Baker/-"},
    {"Ann Okafor", "Talked to Lena Ulrich about the garden.", "Lena Ulrich/-"},
    {"Ann Okafor", "Tom, her brother, fixes cars.", "Tom/brother"},
    {"Ann Okafor", "Wife - Ruth. Husband is named Al.", "Ruth/wife; Al/husband"},
    {"Ann Okafor", "His kids, Leo (12) and Mia (9).", "Leo/kid; Mia/kid"},
    {"Ann Okafor", "Joan, who used to be her boss, retired.", "Joan/boss"},
    {"Ann Okafor", "We spoke to Reverend Bell about the roof.", "Reverend Bell/reverend"},
    {"Ann Okafor", "Mailed Engr. Mansour about the pumps.", "Engr. Mansour/-"},
    {"Ann Okafor", "Tom Baker came along. He's her brother.", "Tom Baker/brother"},
    {"Ann Okafor", "Her accountant is retiring (Mr. Lyle).", "Mr. Lyle/accountant"},
    {"Ann Okafor", "Sandra Hill does her website.", "Sandra Hill/web designer"},
    {"Ann Okafor", "She reports to Melanie Frost.", "Melanie Frost/boss"},
    {"Ann Okafor", "Spoke to Tom Baker (books) on Monday.", "Tom Baker/bookkeeper"},
    {"Ann Okafor", "Contact on site is Lena Ulrich.", "Lena Ulrich/contact"},
    {"Ann Okafor", "She asked me to recommend a surveyor; gave the name of Paul Adair.",
     "Paul Adair/surveyor"},
    {"Ann Okafor", "Met Ferenc the engineer, Mayor Dobbs and Sir Roy Pike.",
     "Ferenc/engineer; Mayor Dobbs/mayor; Sir Roy Pike/-"},
    {"Ann Okafor", "Mayor Dobbs is a difficult man.", "Mayor Dobbs/mayor"},
    {"Ann Okafor", "Tom and Peter are her sons.", "Tom/son; Peter/son"},
    {"Ann Okafor", "Met Tom, who was meant to be her account manager.", "Tom/account manager"},
};

static void test_people_with_their_relation(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof spoken / sizeof *spoken; i++) {
        struct arena arena = {0};
        struct listen_heard heard;
        hear(spoken[i].contact, spoken[i].text, &arena, &heard);
        if (strcmp(people(&arena, &heard), spoken[i].people))
            print_message("%s\n", spoken[i].text);
        assert_string_equal(people(&arena, &heard), spoken[i].people);
        arena_free(&arena);
    }
}

static const struct {
    const char *text, *kinds;
} happened[] = {
    {"She thanked me twice for the quick turnaround.", "thanked"},
    {"Handed over the keys this morning, job done.", "delivered"},
    {"Sales are up 30% since the new website.", "result"},
    {"Signed the engagement letter, we start on Monday.", "kickoff"},
    {"He will introduce me to his sister next week.", "promised"},
    {"I introduced her to Paul Adair, a lawyer I trust.", "gave"},
    {"She is furious, we are three weeks late.", "trouble"},
    {"Asked for an introduction. \"Let me see how it goes first,\" he said.", "notyet"},
    {"Sent the proposal, waiting to hear.", ""},
    {"Nothing signed yet.", ""},
    {"He hopes sales will go up next year.", ""},
    {"Thanks in advance, he wrote.", ""},
    {"Talked to Lena Ulrich about the garden.", ""},
    {"Promised to send her the painter list by Friday.", ""},
    {"There was a problem with the closing.", "trouble"},
    /* trouble is heard whatever stands beside it */
    {"She thanked me. She was upset about the paint.", "trouble"},
    {"She was upset about the paint. Promised to send her the painter list by Friday.", "trouble"},
    {"Her brother Tom Baker is opening a second shop. She complained about the invoice.", "trouble"},
    {"Met her husband Paul. She was upset about the paint.", "trouble"},
    {"Tom Baker called. She is angry.", "trouble"},
};

static void test_moments(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof happened / sizeof *happened; i++) {
        struct arena arena = {0};
        struct listen_heard heard;
        hear("Dana Reyes", happened[i].text, &arena, &heard);
        const char *kinds = moments(&arena, &heard);
        bool found = *happened[i].kinds ? strstr(kinds, happened[i].kinds) != NULL : !*kinds;
        if (!found)
            print_message("%s: heard '%s'\n", happened[i].text, kinds);
        assert_true(found);
        arena_free(&arena);
    }
}

static const struct {
    const char *text, *what;
} wanted[] = {
    {"She's looking for a decent bookkeeper for the second shop.", "bookkeeper"},
    {"Needs two bilingual paralegals and office space near the courthouse.", "office space"},
    {"wants a podcast editor, budget 300/mo", "podcast editor"},
    {"Asked if I knew a good plumber.", "plumber"},
    {"She needs nothing at all.", NULL},
    {"Her neighbour needs an estate agent.", NULL},
};

static void test_needs(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++) {
        struct arena arena = {0};
        struct listen_heard heard;
        hear("Dana Reyes", wanted[i].text, &arena, &heard);
        bool found = false;
        for (size_t k = 0; k < heard.need_count && wanted[i].what; k++)
            found |= strstr(heard.needs[k].what, wanted[i].what) != NULL;
        size_t own = 0;
        for (size_t k = 0; k < heard.need_count; k++)
            own += heard.needs[k].whose < 0;
        if (wanted[i].what ? !found : own != 0)
            print_message("%s\n", wanted[i].text);
        assert_true(wanted[i].what ? found : own == 0);
        arena_free(&arena);
    }
}

/* The name or relation of whom a thing heard is of; "" where it is the contact. */
static const char *owner(const struct listen_heard *heard, int whose) {
    if (whose < 0)
        return "";
    const struct listen_mention *m = &heard->mentions[whose];
    return m->name ? m->name : m->relation;
}

static const struct {
    const char *text, *need, *moment; /* whose they are; NULL: none is heard */
    bool sure;                        /* the moment is ticked in advance */
} whose[] = {
    {"Her sister Ana Lopez is looking for a house.", "Ana Lopez", NULL, false},
    {"Her colleague Sandra Kim wants to sell her flat.", "Sandra Kim", NULL, false},
    {"Her neighbour needs an estate agent.", "neighbour", NULL, false},
    {"She is looking for a bookkeeper.", "", NULL, false},
    {"Her sister Ana came. She is looking for a bookkeeper.", "", NULL, false},
    {"She thanked me twice.", NULL, "", true},
    {"Her brother Tom Baker came. He thanked me.", NULL, "Tom Baker", false},
    {"Her brother Tom Baker came. She thanked me.", NULL, "", true},
    {"Tom Baker came. He thanked me.", NULL, "", false},
    {"Her husband Paul complained about our invoice.", NULL, "", false},
};

static void test_of_whom_it_is(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof whose / sizeof *whose; i++) {
        struct arena arena = {0};
        struct listen_heard heard;
        hear("Dana Reyes", whose[i].text, &arena, &heard);
        print_message("%s\n", whose[i].text);
        if (whose[i].need) {
            assert_int_equal(heard.need_count, 1);
            assert_string_equal(owner(&heard, heard.needs[0].whose), whose[i].need);
        }
        if (whose[i].moment) {
            assert_int_equal(heard.moment_count, 1);
            assert_string_equal(owner(&heard, heard.moments[0].whose), whose[i].moment);
            assert_int_equal(heard.moments[0].sure, whose[i].sure);
        }
        arena_free(&arena);
    }
}

static const struct {
    const char *text, *what;
} promised[] = {
    {"Promised to send her the painter list by Friday.", "send her the painter list by Friday"},
    {"She was upset about the paint. Promised to send him the list.", "send him the list"},
    {"Met her husband Paul. I'll call her on Monday!", "call her on Monday"},
    {"Send her the brochure, and the price list.", "Send her the brochure, and the price list"},
    {"She promised to send me the list.", NULL},
    {"He said he'd call.", NULL},
};

static void test_what_the_writer_promised(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof promised / sizeof *promised; i++) {
        struct arena arena = {0};
        struct listen_heard heard;
        hear("Dana Reyes", promised[i].text, &arena, &heard);
        print_message("%s\n", promised[i].text);
        assert_int_equal(heard.task_count, promised[i].what ? 1 : 0);
        if (promised[i].what)
            assert_string_equal(heard.tasks[0].what, promised[i].what);
        arena_free(&arena);
    }
}

static void test_what_the_book_knows(void **state) {
    (void)state;
    const char *contact = "Ann Okafor", *never = "Wren";
    const char *const aliases[] = {"Tommo", NULL};
    const struct listen_known known[] = {
        {.name = "Tom Baker", .aliases = aliases, .near = true},
        {.name = "Lena Frost"},
        {.name = "Frost & Daughters", .firm = true},
        {.name = "Halden Price", .firm = true},
        {.name = "Ida North", .near = true},
        {.name = "Ida South", .near = true},
    };
    struct listen_context context = {.contacts = &contact,
                                     .contact_count = 1,
                                     .known = known,
                                     .known_count = 6,
                                     .never = &never,
                                     .never_count = 1};
    static const struct {
        const char *text;
        int known; /* of the first mention; -2: nobody is mentioned */
    } rows[] = {
        {"Her brother Tom called.", 0},       {"Had lunch with Tom Baker.", 0},
        {"Tommo was there, her cousin.", 0},  {"Her friend Lena called.", -1},
        {"Her friend Lena Frost called.", 1}, {"Her friend Ida called.", -1},
        {"Her friend Ida South called.", 5},  {"Her firm is Halden Price.", -2},
        {"Her sister Wren called.", -2},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct arena arena = {0};
        struct listen_heard heard;
        listen(listener, &context, rows[i].text, strlen(rows[i].text), &arena, &heard);
        int got = -2;
        for (size_t k = 0; k < heard.mention_count && got == -2; k++)
            if (heard.mentions[k].name)
                got = heard.mentions[k].known;
        if (got != rows[i].known)
            print_message("%s\n", rows[i].text);
        assert_int_equal(got, rows[i].known);
        arena_free(&arena);
    }
}

static void check_spans(const char *text, size_t length, const struct listen_heard *heard) {
    for (size_t i = 0; i < heard->mention_count; i++) {
        const struct listen_mention *m = &heard->mentions[i];
        assert_true(m->at.length && m->at.start + m->at.length <= length);
        assert_true(m->quote.length > 0);
        assert_true(m->quote.start + m->quote.length <= length &&
                    m->clause.start + m->clause.length <= length);
        assert_true(m->name || m->relation);
        if (m->name)
            assert_memory_equal(m->name, text + m->at.start, m->at.length);
    }
    for (size_t i = 0; i < heard->moment_count; i++)
        assert_true(heard->moments[i].quote.length &&
                    heard->moments[i].quote.start + heard->moments[i].quote.length <= length);
    for (size_t i = 0; i < heard->need_count; i++)
        assert_true(heard->needs[i].quote.length &&
                    heard->needs[i].quote.start + heard->needs[i].quote.length <= length &&
                    heard->needs[i].what);
}

static void test_any_bytes(void **state) {
    (void)state;
    static const char *const hostile[] = {
        "",
        " ",
        "\n\n\n",
        "....................................x",
        "\"\"\"\"\"\"",
        "((((((((",
        "'''''''s",
        "\xff\xfe\x80\xc3",
        "A.B.C.D.E.F.G.H.I.J.K.L.M.N.O.P",
        "her her her her brother brother brother",
        "Tom\xc3",
        "\xf0\x9f\x91\x8d\xf0\x9f\x8f\xbd Tom",
        "needs needs needs needs a a a a",
        "Her sister \xe2\x80\x8f\xd7\x93\xd7\xa0\xd7\x94 called",
        "-----,,,,,:::::;;;;;",
    };
    for (size_t i = 0; i < sizeof hostile / sizeof *hostile; i++) {
        struct arena arena = {0};
        struct listen_heard heard;
        hear("Tom", hostile[i], &arena, &heard);
        check_spans(hostile[i], strlen(hostile[i]), &heard);
        listen(listener, NULL, hostile[i], strlen(hostile[i]), &arena, &heard);
        check_spans(hostile[i], strlen(hostile[i]), &heard);
        arena_free(&arena);
    }
    uint64_t seed = 7; /* noise, and noise among words */
    for (int round = 0; round < 300; round++) {
        char noise[400];
        size_t length = 0;
        while (length + 12 < sizeof noise) {
            seed = seed * 6364136223846793005u + 1442695040888963407u;
            static const char *const words[] = {"Tom ",     "her ", "sister ", "needs a ",
                                                "thanked ", "\"",   ". ",      "'s "};
            if (seed >> 62) {
                noise[length++] = (char)(seed >> 40);
            } else {
                const char *word = words[seed >> 50 & 7];
                memcpy(noise + length, word, strlen(word));
                length += strlen(word);
            }
        }
        struct arena arena = {0};
        struct listen_heard heard;
        listen(listener, NULL, noise, length, &arena, &heard);
        check_spans(noise, length, &heard);
        arena_free(&arena);
    }
}

static const char *overlay(void *ctx, const char *file) {
    (void)ctx;
    return !strcmp(file, "relations.txt") ? "[kin]\nblood brother: bloodie\n:\n" : NULL;
}

static void test_overlay_replaces_a_file_and_tells_problems(void **state) {
    (void)state;
    struct buf problems = BUF_INIT;
    struct listener *own = listener_new(overlay, NULL, &problems);
    struct arena arena = {0};
    struct listen_heard heard;
    const char *text = "Her bloodie Tom called.";
    listen(own, NULL, text, strlen(text), &arena, &heard);
    assert_string_equal(people(&arena, &heard), "Tom/blood brother");
    assert_non_null(strstr(problems.data, "relations.txt: cannot read ':'"));
    arena_free(&arena);
    buf_free(&problems);
    listener_free(own);
}

static void test_built_in_files_have_no_problems(void **state) {
    (void)state;
    struct buf problems = BUF_INIT;
    struct listener *own = listener_new(NULL, NULL, &problems);
    assert_string_equal(problems.data, "");
    buf_free(&problems);
    listener_free(own);
}

/* ---- the notes kept apart: what is heard in them stays as good as it was ---- */

struct tally {
    size_t right, given, wanted, sure, sure_right;
};

static void names_of(const struct gold_note *note, const struct listen_heard *heard, struct tally *tally) {
    bool *taken = calloc(note->mention_count + 1, sizeof *taken);
    for (size_t i = 0; i < note->mention_count; i++)
        tally->wanted += note->mentions[i].name != NULL;
    for (size_t k = 0; k < heard->mention_count; k++) {
        bool right = false;
        if (!heard->mentions[k].name)
            continue;
        tally->given++;
        for (size_t i = 0; i < note->mention_count && !right; i++)
            if (!taken[i] && note->mentions[i].name &&
                !strcmp(note->mentions[i].name, heard->mentions[k].name))
                right = taken[i] = true;
        tally->right += right;
        tally->sure += heard->mentions[k].sure;
        tally->sure_right += heard->mentions[k].sure && right;
    }
    free(taken);
}

static void moments_of(const struct gold_note *note, const struct listen_heard *heard, struct tally *tally) {
    bool *taken = calloc(note->moment_count + 1, sizeof *taken);
    tally->wanted += note->moment_count;
    tally->given += heard->moment_count;
    for (size_t k = 0; k < heard->moment_count; k++)
        for (size_t i = 0; i < note->moment_count; i++)
            if (!taken[i] && !strcmp(note->moments[i].kind, heard->moments[k].kind)) {
                taken[i] = true;
                tally->right++;
                break;
            }
    free(taken);
}

static double f1(const struct tally *t) {
    return 2.0 * (double)t->right / (double)(t->given + t->wanted);
}

static void test_notes_kept_apart(void **state) {
    (void)state;
    struct gold gold = {0};
    struct tally names = {0}, events = {0};
    assert_true(gold_read(&gold, KITH_TEST_DATA "/notes/hand1.jsonl"));
    assert_true(gold_read(&gold, KITH_TEST_DATA "/notes/hand2.jsonl"));
    assert_true(gold_read(&gold, KITH_TEST_DATA "/notes/hand3.jsonl"));
    for (size_t i = 0; i < gold.count; i++) {
        if (!gold_apart(&gold.items[i]))
            continue;
        struct arena arena = {0};
        struct listen_heard heard;
        hear(gold.items[i].contact, gold.items[i].note, &arena, &heard);
        check_spans(gold.items[i].note, strlen(gold.items[i].note), &heard);
        names_of(&gold.items[i], &heard, &names);
        moments_of(&gold.items[i], &heard, &events);
        arena_free(&arena);
    }
    print_message("names F1 %.3f, sure %zu of %zu right; moments F1 %.3f\n", f1(&names), names.sure_right,
                  names.sure, f1(&events));
    assert_true(f1(&names) > 0.84);
    assert_true(f1(&events) > 0.60);
    assert_true(names.sure > names.given / 3 && names.sure_right * 100 >= names.sure * 94);
    arena_free(&gold.arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_people_with_their_relation),
        cmocka_unit_test(test_moments),
        cmocka_unit_test(test_needs),
        cmocka_unit_test(test_of_whom_it_is),
        cmocka_unit_test(test_what_the_writer_promised),
        cmocka_unit_test(test_what_the_book_knows),
        cmocka_unit_test(test_any_bytes),
        cmocka_unit_test(test_overlay_replaces_a_file_and_tells_problems),
        cmocka_unit_test(test_built_in_files_have_no_problems),
        cmocka_unit_test(test_notes_kept_apart),
    };
    return cmocka_run_group_tests(tests, open_listener, close_listener);
}
