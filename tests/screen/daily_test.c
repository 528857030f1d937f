/* The four daily views, the panes, the note, What I heard and the composer as one sees them. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "screen/screen.h"
#include "tui/review.h"
#include "tui/views.h"

static struct screen screen;

/* ---- pictures ---- */

static const char talk[] =
    "Coffee. She said \xE2\x80\x9Cyou gave me my weekends back\xE2\x80\x9D. Her accountant retires in spring. "
    "Her brother Tom Baker found a site on Mill Lane. She is looking for a fit-out firm.";

static const struct {
    const char *name, *keys, *typed, *then;
} pictures[] = {
    {"today", "", NULL, NULL},
    {"people", "2 j j", NULL, NULL},
    {"people_marked", "2 Space Space", NULL, NULL},
    {"circle", "3 j", NULL, NULL},
    {"asks", "4 j", NULL, NULL},
    {"note", "2 n", talk, NULL},
    {"heard", "2 n", talk, "Ctrl-S j"},
    {"heard_added", "2 n", talk, "Ctrl-S a m Tab Right Ctrl-S"},
    {"heard_nobody", "2 n", talk, "Ctrl-S j j e Tab Tab Right"},
    {"composer", "a", NULL, NULL},
    {"not_now", "2 z Down", NULL, NULL},
    {"moment", "2 m", NULL, NULL},
    {"edit", "2 e", NULL, NULL},
    {"keys", "2 ?", NULL, NULL},
};
static const int sizes[][2] = {{24, 80}, {40, 120}};

static void test_pictures(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof pictures / sizeof *pictures; i++)
        for (size_t s = 0; s < 2; s++) {
            char name[64];
            screen_start(&screen, "demo", sizes[s][0], sizes[s][1]);
            screen_press(&screen, pictures[i].keys);
            if (pictures[i].typed)
                screen_type(&screen, pictures[i].typed);
            if (pictures[i].then)
                screen_press(&screen, pictures[i].then);
            snprintf(name, sizeof name, "%s_%dx%d", pictures[i].name, sizes[s][1], sizes[s][0]);
            screen_golden(&screen, name);
            screen_end(&screen);
        }
}

static void test_small_pictures(void **state) {
    (void)state;
    static const struct {
        const char *name, *keys;
        int rows, cols;
        bool ascii;
    } small[] = {
        {"today_50x20", "", 20, 50, false},           {"notes_50x20", "2 Tab", 20, 50, false},
        {"prompt_50x20", "2 Tab Tab", 20, 50, false}, {"composer_50x20", "a", 20, 50, false},
        {"people_ascii", "2", 24, 80, true},          {"too_small", "2", 7, 29, false},
    };
    for (size_t i = 0; i < sizeof small / sizeof *small; i++) {
        screen_start(&screen, "demo", small[i].rows, small[i].cols);
        screen.canvas.ascii = small[i].ascii;
        screen_press(&screen, small[i].keys);
        screen_golden(&screen, small[i].name);
        screen_end(&screen);
    }
}

static void test_empty_book(void **state) {
    (void)state;
    screen_start(&screen, "", 24, 80);
    screen_golden(&screen, "empty_80x24");
    static const char *const keys[] = {"2",   "3",     "4",     "a", "D", "e",   "d", "o",   "z",   "m",
                                       "x",   "y",     "Space", "+", "f", "Esc", "s", "Esc", "Tab", "Enter",
                                       "Tab", "Enter", "Esc",   "j", "G", "M",   "c", "l",   "*"};
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        screen_press(&screen, keys[i]);
    screen_press(&screen, "Esc Esc 4");
    screen_sees(&screen, "Nothing is asked yet.");
    screen_press(&screen, "3");
    screen_sees(&screen, "Nobody is mentioned yet.");
    screen_end(&screen);
}

/* Every key in every daily view, at every size there is a picture for: nothing breaks. */
static void test_every_key_at_every_size(void **state) {
    (void)state;
    static const char all[] = "jkgGnNeaxyzmwrRhpoDlbctA*+MdW/fsuU ?:";
    for (int view = 1; view <= 4; view++)
        for (size_t i = 0; all[i]; i++) {
            screen_start(&screen, "demo", 24, 80);
            char keys[2] = {(char)('0' + view), '\0'}, key[8];
            screen_press(&screen, keys);
            snprintf(key, sizeof key, "%s", all[i] == ' ' ? "Space" : (char[]){all[i], '\0'});
            screen_press(&screen, key);
            for (int cols = 30; cols < 150; cols += 17) {
                canvas_resize(&screen.canvas, 8 + cols % 30, cols);
                screen_draw(&screen);
            }
            screen_press(&screen, "Enter Esc Esc Esc");
            screen_end(&screen);
        }
}

/* ---- what stays and what follows ---- */

/* Flagging a moment moves the row: the cursor goes along, and with it the panes. */
static void test_the_cursor_follows_its_row(void **state) {
    (void)state;
    screen_start(&screen, "demo", 24, 80);
    screen_press(&screen, "2 G");
    const char *name = app_person_name(screen.app);
    char was[128];
    snprintf(was, sizeof was, "%s", name);
    screen_press(&screen, "m End Enter");
    assert_string_equal(app_person_name(screen.app), was);
    screen_press(&screen, "u");
    assert_string_equal(app_person_name(screen.app), was);
    screen_end(&screen);
}

/* Today without room for its blank lines: no row is passed over, whatever was drawn before. */
/* In a list of choices a letter goes to what starts with it, G and End to the last, Home to the first. */
static void test_letters_and_ends_of_a_choice(void **state) {
    static const char *const keys[][2] = {
        {"m g Enter", "gave"},
        {"m G Enter", "trouble"},
        {"m t Enter", "trouble"}, /* it stands at thanked, the next with a t */
        {"m End Home Enter", "thanked"},
        {"m g k Enter", "kickoff"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        char flagged[128];
        screen_start(&screen, "demo", 24, 80);
        screen_press(&screen, "2 G");
        screen_press(&screen, keys[i][0]);
        snprintf(flagged, sizeof flagged, "%s: %s", app_person_name(screen.app), keys[i][1]);
        screen_sees(&screen, flagged);
        screen_end(&screen);
    }
}

static void test_today_passes_nobody_over(void **state) {
    static const char *const names[] = {"Adaeze Obi", "Tomasz Wilk", "Ewan McAllister", "Anneke de Wit",
                                        "Adaeze Obi", "Emil Kovač",  "Luca Ferrante",   "Maeve Costello",
                                        "Ute Brandl", "Mina Fazeli", "Piet Jansen"};
    (void)state;
    screen_start(&screen, "demo", 24, 80);
    for (int height = 24; height <= 60; height += 36) {
        canvas_resize(&screen.canvas, height, 80);
        screen_draw(&screen);
        screen_press(&screen, "g");
        for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
            assert_string_equal(app_person_name(screen.app), names[i]);
            screen_press(&screen, "j");
        }
        canvas_resize(&screen.canvas, 60, 80); /* with blank lines, and without them again */
        screen_draw(&screen);
        canvas_resize(&screen.canvas, 24, 80);
        screen_draw(&screen);
    }
    screen_end(&screen);
}

/* A gift: the two texts, then one key that records the referral and meets the want, one step to undo. */
static void test_a_gift_is_made_in_one_step(void **state) {
    (void)state;
    screen_start(&screen, "demo", 40, 120);
    screen_press(&screen, "j j j j j j j j j j j j");
    assert_string_equal(app_person_name(screen.app), "Tunde Alabi");
    screen_press(&screen, "o");
    screen_sees(&screen, "r records whom you sent for it");
    screen_press(&screen, "r");
    screen_sees(&screen, "A referral given to Tunde Alabi");
    screen_sees(&screen, "I sent them  Saskia Vermeulen");
    screen_press(&screen, "Esc Enter");
    screen_sees(&screen, "Both say yes before details pass");
    screen_sees(&screen, "“Tunde, you told me that you want an insurance broker");
    screen_sees(&screen, "“Saskia, Tunde Alabi of Sunbeam Nursery wants an insurance broker");
    screen_press(&screen, "Enter");
    screen_sees(&screen, "You sent Saskia Vermeulen to Tunde Alabi; the want is met");
    screen_sees_no(&screen, "Tunde  wants");
    screen_press(&screen, "u");
    screen_sees(&screen, "Tunde  wants");
    screen_end(&screen);
}

static void test_go_to_a_hidden_person(void **state) {
    (void)state;
    screen_start(&screen, "demo", 24, 80);
    screen_press(&screen, "2 G");
    kith_id person = app_person(screen.app);
    screen_press(&screen, "g / a d a e z e Enter");
    assert_true(app_person(screen.app) != person);
    app_go_to_person(screen.app, person);
    assert_int_equal(app_person(screen.app), person);
    screen_end(&screen);
}

/* Colleagues, proof, wishes and the address stand below the words. */
static void test_what_else_is_known(void **state) {
    (void)state;
    static const char book[] =
        "{\"kith\":1,\"people\":["
        "{\"uid\":\"a\",\"name\":\"Ann Okafor\",\"role\":\"client\",\"company\":\"Mill & Co\",\"emails\":[\"ann@mill.example\"]},"
        "{\"uid\":\"b\",\"name\":\"Bill Tran\",\"role\":\"client\",\"company\":\"mill & co\"},"
        "{\"uid\":\"j\",\"name\":\"Jo Mistry\",\"role\":\"mentioned\"}],"
        "\"notes\":[{\"uid\":\"n\",\"with\":[\"a\"],\"on\":\"2026-11-10\",\"channel\":\"call\",\"text\":\"You saved our quarter. Jo Mistry.\"}],"
        "\"mentions\":[{\"uid\":\"x\",\"note\":\"n\",\"by\":\"a\",\"person\":\"j\",\"relation\":\"sister\",\"quote\":\"Jo Mistry\"}],"
        "\"moments\":[{\"uid\":\"m\",\"person\":\"a\",\"kind\":\"thanked\",\"on\":\"2026-11-10\",\"note\":\"n\",\"quote\":\"You saved our quarter\",\"state\":\"open\"}],"
        "\"wishes\":[{\"uid\":\"i\",\"person\":\"j\",\"role\":null,\"on\":\"2026-11-01\",\"why\":\"\"}]}";
    screen_start(&screen, book, 50, 120);
    screen_press(&screen, "2 g");
    screen_sees(&screen, "Proof, Tue 10 Nov: “You saved our");
    screen_sees(&screen, "Also at Mill & Co: Bill Tran (earn)");
    screen_sees(&screen, "Could lead to Jo Mistry");
    screen_sees(&screen, "ann@mill.example");
    screen_end(&screen);
}

/* ---- a new user ---- */

/* Who the user is can be told on the screen, and undone. */
static void test_about_you(void **state) {
    (void)state;
    screen_start(&screen, "", 24, 80);
    screen_press(&screen, ",");
    screen_sees(&screen, "─ About you ─");
    screen_type(&screen, "Dana Reyes");
    screen_press(&screen, "Tab Tab Tab");
    screen_type(&screen, "bakery, cafe");
    screen_press(&screen, "Ctrl-S");
    assert_string_equal(kith_settings(screen.kith)->me, "Dana Reyes");
    assert_int_equal((int)kith_settings(screen.kith)->ideal.count, 2);
    screen_press(&screen, "u");
    const char *me = kith_settings(screen.kith)->me;
    assert_true(!me || !*me);
    screen_end(&screen);
}

/* The words chosen with x on Today are those that the composer opens with. */
static void test_words_chosen_before(void **state) {
    (void)state;
    screen_start(&screen, "demo", 24, 80);
    screen_press(&screen, "a");
    screen_sees(&screen, "x  1 of ");
    screen_press(&screen, "Esc x x a");
    screen_sees(&screen, "x  3 of ");
    screen_end(&screen);
}

static int underlined(void) {
    int count = 0;
    screen_draw(&screen);
    for (int i = 0; i < screen.canvas.rows * screen.canvas.cols; i++)
        count += screen.canvas.cells[i].style == STYLE_HEARD;
    return count;
}

/* One's own words are checked while one types: what is amiss underlined, an open form below. */
static void test_own_words_are_checked(void **state) {
    (void)state;
    screen_start(&screen, "demo", 24, 80);
    screen_press(&screen, "a e");
    assert_int_equal(underlined(), 0);
    screen_type(&screen, " Do you know anyone who sells boats?");
    assert_in_range(underlined(), 20, 36);
    screen_sees(&screen, "Say instead: Who do you know who sells boats?");
    for (int i = 0; i < 36; i++)
        screen_press(&screen, "Backspace");
    assert_int_equal(underlined(), 0);
    screen_sees_no(&screen, "Say instead");
    screen_end(&screen);
}

/* Who was asked lately is not to be asked: said plainly, and again before it is recorded. */
static void test_a_warning_before_the_ask(void **state) {
    (void)state;
    static const char book[] =
        "{\"kith\":1,\"people\":[{\"uid\":\"a\",\"name\":\"Ann Okafor\",\"role\":\"client\"}],"
        "\"moments\":[{\"uid\":\"m\",\"person\":\"a\",\"kind\":\"trouble\",\"on\":\"2026-11-20\",\"note\":null,"
        "\"quote\":\"\",\"state\":\"open\"}]}";
    screen_start(&screen, book, 24, 80);
    screen_press(&screen, "2 a");
    screen_sees(&screen, "Not now: hold: ");
    screen_press(&screen, "Enter");
    screen_sees(&screen, "Ask all the same?");
    screen_press(&screen, "Enter Esc 4");
    screen_sees(&screen, "Nothing is asked yet.");
    screen_end(&screen);
}

/* ---- the day turns ---- */

static day now_day;

static void read_clock(void *ctx, day *today, int64_t *now) {
    (void)ctx;
    *today = now_day;
    *now = (int64_t)now_day * 86400;
}

static void test_midnight(void **state) {
    (void)state;
    screen_start(&screen, "demo", 24, 80);
    app_free(screen.app);
    struct app_options options = {
        .kith = screen.kith,
        .views = {&view_today, &view_people, &view_circle, &view_asks, &view_ledger, &view_insights},
        .notes = &view_notes,
        .prompt = &view_prompt,
        .host.clock = read_clock,
    };
    now_day = day_from(2026, 11, 21);
    screen.app = app_new(&options);
    screen_press(&screen, "G D");
    screen_sees(&screen, "Sat 21 Nov");
    screen_sees(&screen, "Done for today.");
    now_day++;
    app_handle(screen.app, &(struct event){.type = EVENT_TICK});
    screen_sees(&screen, "Sun 22 Nov");
    screen_sees_no(&screen, "Done for today."); /* a new day, a new review */
    now_day -= 40; /* somebody sets the clock back */
    screen_press(&screen, "2 g n");
    screen_sees(&screen, "Tue 13 Oct  call");
    screen_type(&screen, "She likes tea.");
    now_day += 40; /* and forth again, with a note open: it stays of the day it was begun */
    screen_press(&screen, "Ctrl-S 1");
    screen_sees(&screen, "Sun 22 Nov");
    screen_press(&screen, "u");
    screen_sees(&screen, "Taken back: note about");
    screen_end(&screen);
}

/* That the day is done holds over a restart, for this book and this day alone. */
static void test_done_is_kept_for_the_day(void **state) {
    (void)state;
    char folder[] = "/tmp/kith-daily-XXXXXX";
    assert_non_null(mkdtemp(folder));
    struct arena arena = {0};
    const char *dir = arena_printf(&arena, "%s/state/kith", folder);
    day today = day_from(2026, 11, 21);
    screen_start(&screen, "demo", 24, 80);
    struct app_options options = {
        .kith = screen.kith,
        .views = {&view_today, &view_people, &view_circle, &view_asks, &view_ledger, &view_insights},
        .notes = &view_notes,
        .prompt = &view_prompt,
        .data_dir = dir,
    };
    for (int again = 0; again < 2; again++) {
        app_free(screen.app);
        screen.app = app_new(&options);
        screen_press(&screen, again ? "" : "G Enter");
        screen_sees(&screen, "Done for today.");
        screen_sees(&screen, "Enter the day again");
    }
    assert_true(review_is_done(dir, ":memory:", today));
    assert_false(review_is_done(dir, "/another/book.kith", today));
    assert_false(review_is_done(dir, ":memory:", today + 1));
    screen_press(&screen, "Enter");
    screen_sees(&screen, "Ask one");
    assert_false(review_is_done(dir, ":memory:", today));
    screen_end(&screen);
    unlink(arena_printf(&arena, "%s/reviewed", dir));
    rmdir(arena_printf(&arena, "%s/drafts", dir));
    rmdir(dir);
    rmdir(arena_printf(&arena, "%s/state", folder));
    rmdir(folder);
    arena_free(&arena);
}

/* ---- the asking side ---- */

/* R14: who is on hold stands on Today, and D settles it there. */
static void test_trouble_stands_on_today(void **state) {
    (void)state;
    screen_start(&screen, "demo", 24, 80);
    screen_press(&screen, "j j j j j");
    assert_string_equal(app_person_name(screen.app), "Emil Kovač");
    screen_sees(&screen, "! settle Emil");
    screen_sees(&screen, "First put it right with Emil");
    screen_press(&screen, "D");
    screen_sees_no(&screen, "! settle Emil");
    screen_sees(&screen, "! settle Luca");
    screen_press(&screen, "u");
    screen_sees(&screen, "! settle Emil");
    screen_end(&screen);
}

static void test_a_golden_row_says_that_it_is_put_off(void **state) {
    (void)state;
    screen_start(&screen, "demo", 24, 80);
    screen_press(&screen, "z Enter");
    screen_sees(&screen, "put off to Tue");
    screen_sees_no(&screen, "Adaeze Obi → Rafe");
    screen_press(&screen, "u");
    screen_sees(&screen, "Adaeze Obi → Rafe");
    screen_sees_no(&screen, "put off to");
    screen_end(&screen);
}

/* O6, B1: the wishes, the ways to each, and the first step of a way. */
static void test_wishes_and_the_ways_to_them(void **state) {
    (void)state;
    screen_start(&screen, "demo", 40, 120);
    screen_press(&screen, "3 f j j j Enter");
    screen_sees(&screen, "Wishes");
    screen_sees(&screen, "Tomasz is one");
    screen_press(&screen, "G Enter");
    screen_sees(&screen, "Ways to a brewery owner");
    screen_press(&screen, "Enter");
    screen_sees(&screen, "To        a brewery owner");
    screen_sees(&screen, "it is to a brewery owner");
    screen_press(&screen, "Esc g j j Enter");
    screen_sees(&screen, "Rosalind Achterberg → Rowena Castell");
    screen_press(&screen, "Enter");
    screen_sees(&screen, "Rowena Castell");
    screen_end(&screen);
}

/* Whom it is about can be chosen again, a role that was typed too. */
static void test_whom_is_chosen_again(void **state) {
    (void)state;
    screen_start(&screen, "demo", 40, 120);
    screen_press(&screen, "a t");
    screen_sees(&screen, "Ask about whom?");
    screen_press(&screen, "End Enter");
    screen_type(&screen, "accountant");
    screen_press(&screen, "Enter");
    screen_sees(&screen, "refer me to your accountant?");
    screen_press(&screen, "t End Enter Ctrl-U");
    screen_type(&screen, "solicitor");
    screen_press(&screen, "Enter");
    screen_sees(&screen, "refer me to your solicitor?");
    screen_press(&screen, "t Home Enter");
    screen_sees(&screen, "refer me to Rafe?");
    screen_end(&screen);
}

/* A5, A8: the row after a yes says who it became; o there asks what came of it. */
static void test_a_yes_leads_to_its_referral(void **state) {
    (void)state;
    screen_start(&screen, "demo", 40, 120);
    screen_press(&screen, "4 /");
    screen_type(&screen, "gerhard");
    screen_press(&screen, "Enter");
    screen_sees(&screen, "introduced Gerhard Lutz: open");
    screen_press(&screen, "Enter");
    screen_sees(&screen, "What came of Gerhard Lutz");
    screen_press(&screen, "m Enter");
    screen_sees(&screen, "introduced Gerhard Lutz: met");
    screen_end(&screen);
}

/* ---- a book that can only be read ---- */

static void test_reading_only(void **state) {
    (void)state;
    static const char *const writing[] = {"n", "N", "e", "d", "c", "t", "*", "A", "m", "w", "r", "R",
                                          "h", "p", "b", "W", "D", "o", "z", "l", "a", "u", "U"};
    static const char one[] =
        "{\"kith\":1,\"people\":[{\"uid\":\"a\",\"name\":\"Ann Okafor\",\"role\":\"client\"}]}";
    char folder[] = "/tmp/kith-daily-XXXXXX", path[64];
    assert_non_null(mkdtemp(folder));
    snprintf(path, sizeof path, "%s/book.kith", folder);
    struct kith_options options = {.path = path, .today = day_from(2026, 11, 21), .now = 1795255200};
    struct arena arena = {0};
    struct buf why = BUF_INIT;
    struct kith_counts counts;
    struct kith *k;
    assert_int_equal(kith_open(&options, &k, &why), KITH_OK);
    assert_int_equal(kith_book_read(k, one, strlen(one), false, &arena, &counts), KITH_OK);
    kith_close(k);
    options.read_only = true;
    screen_start(&screen, "", 24, 80);
    app_free(screen.app);
    kith_close(screen.kith);
    assert_int_equal(kith_open(&options, &screen.kith, &why), KITH_OK);
    screen.app = app_new(&(struct app_options){.kith = screen.kith,
                                               .views = {&view_today, &view_people, &view_circle, &view_asks},
                                               .notes = &view_notes,
                                               .prompt = &view_prompt});
    screen_press(&screen, "2");
    screen_sees(&screen, "Ann Okafor");
    for (size_t i = 0; i < sizeof writing / sizeof *writing; i++) {
        screen_press(&screen, writing[i]);
        screen_sees(&screen, "this book can only be read");
        screen_press(&screen, "j");
    }
    screen_press(&screen, "Tab Tab x y Enter");
    screen_end(&screen);
    arena_free(&arena);
    static const char *const beside[] = {"", "-wal", "-shm"}; /* what SQLite keeps with a book */
    for (size_t i = 0; i < 3; i++) {
        snprintf(path, sizeof path, "%s/book.kith%s", folder, beside[i]);
        unlink(path);
    }
    assert_int_equal(rmdir(folder), 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_pictures),
        cmocka_unit_test(test_small_pictures),
        cmocka_unit_test(test_empty_book),
        cmocka_unit_test(test_every_key_at_every_size),
        cmocka_unit_test(test_the_cursor_follows_its_row),
        cmocka_unit_test(test_letters_and_ends_of_a_choice),
        cmocka_unit_test(test_today_passes_nobody_over),
        cmocka_unit_test(test_a_gift_is_made_in_one_step),
        cmocka_unit_test(test_go_to_a_hidden_person),
        cmocka_unit_test(test_what_else_is_known),
        cmocka_unit_test(test_about_you),
        cmocka_unit_test(test_words_chosen_before),
        cmocka_unit_test(test_own_words_are_checked),
        cmocka_unit_test(test_a_warning_before_the_ask),
        cmocka_unit_test(test_midnight),
        cmocka_unit_test(test_done_is_kept_for_the_day),
        cmocka_unit_test(test_trouble_stands_on_today),
        cmocka_unit_test(test_a_golden_row_says_that_it_is_put_off),
        cmocka_unit_test(test_wishes_and_the_ways_to_them),
        cmocka_unit_test(test_whom_is_chosen_again),
        cmocka_unit_test(test_a_yes_leads_to_its_referral),
        cmocka_unit_test(test_reading_only),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
