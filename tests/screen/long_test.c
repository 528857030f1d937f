/* The ledger, the sheet, insights, search and import as one sees and walks them. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/alloc.h"
#include "kith/insight.h"
#include "screen/screen.h"

static struct screen screen;

static void start(const char *book, int rows, int cols, const char *keys) {
    screen_start(&screen, book, rows, cols);
    screen_press(&screen, keys);
}

/* ---- pictures ---- */

static const struct {
    const char *name;
    int rows, cols;
    bool ascii;
    const char *keys;
} pictures[] = {
    {"ledger_80x24", 24, 80, false, "5"},
    {"ledger_rows_80x24", 24, 80, false, "5 j j j Enter j"},
    {"ledger_120x40", 40, 120, false, "5"},
    {"ledger_50x20", 20, 50, false, "5"},
    {"ledger_ascii", 24, 80, true, "5"},
    {"sheet_80x24", 24, 80, false, "5 v"},
    {"sheet_120x40", 40, 120, false, "5 v j Right"},
    {"sheet_56x16", 16, 56, false, "5 v j Right"},
    {"insights_80x24", 24, 80, false, "6"},
    {"insights_everything_80x24", 24, 80, false, "6 ] ] ] ] ]"},
    {"insights_120x40", 40, 120, false, "6 ] ] ] Tab j"},
    {"insights_ascii", 24, 80, true, "6"},
    {"insights_50x20", 20, 50, false, "6"},
    {"insights_rows", 24, 80, false, "6 Right Right Enter"},
    {"search_80x24", 24, 80, false, "5 Ctrl-F b a k e r"},
};

static void test_pictures(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof pictures / sizeof *pictures; i++) {
        screen_start(&screen, "demo", pictures[i].rows, pictures[i].cols);
        screen.canvas.ascii = pictures[i].ascii;
        screen_press(&screen, pictures[i].keys);
        screen_golden(&screen, pictures[i].name);
        screen_end(&screen);
    }
}

/* Every size at which there is a picture at all: nothing is drawn outside, nothing breaks. */
static void test_sizes(void **state) {
    static const char *const keys[] = {"5",        "5 Enter j", "5 v Right j",       "6",  "6 Tab j", "6 G",
                                       "Ctrl-F a", "i",         "2 Space j Space M", "2 ="};
    (void)state;
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        start("demo", 24, 80, keys[i]);
        for (int rows = 8; rows < 60; rows += 7)
            for (int cols = 30; cols < 220; cols += 11) {
                canvas_resize(&screen.canvas, rows, cols);
                screen_press(&screen, "Down");
            }
        screen_end(&screen);
    }
}

static void test_empty_book(void **state) {
    (void)state;
    start("", 24, 80, "5");
    screen_sees(&screen, "Nothing was given or got yet");
    screen_press(&screen, "Enter j v");
    screen_sees(&screen, "No conversation is noted yet");
    screen_press(&screen, "Enter Right Esc 6");
    screen_sees(&screen, "nobody was given to first yet");
    screen_sees(&screen, "no introduction yet");
    screen_press(&screen, "Tab Enter j G k Left Enter");
    screen_end(&screen);
}

/* ---- the ledger ---- */

static const char ledger[] =
    "{\"kith\":1,\"people\":["
    "{\"uid\":\"a\",\"name\":\"Ann Okafor\",\"role\":\"client\"},{\"uid\":\"b\",\"name\":\"Bill Tran\",\"role\":"
    "\"client\"},{\"uid\":\"l\",\"name\":\"Lena Cho\",\"role\":\"mentioned\",\"company\":\"Cho Prints\"}],"
    "\"notes\":[{\"uid\":\"n\",\"with\":[\"b\"],\"on\":\"2026-11-18\",\"channel\":\"call\",\"text\":\"Talked.\"}],"
    "\"referrals\":[{\"uid\":\"r1\",\"direction\":\"received\",\"partner\":\"a\",\"person\":\"l\",\"on\":\"2026-11-01\","
    "\"warmth\":\"hot\",\"outcome\":\"open\"},"
    "{\"uid\":\"r2\",\"direction\":\"given\",\"partner\":\"b\",\"person\":\"l\",\"on\":\"2026-10-01\",\"outcome\":"
    "\"business\",\"value\":1200.50}],"
    "\"helps\":[{\"uid\":\"h\",\"person\":\"b\",\"on\":\"2026-05-05\",\"what\":\"read the lease\"}]}";

static void test_rows_of_the_chosen(void **state) {
    (void)state;
    start(ledger, 24, 80, "5");
    screen_sees(&screen, "Lena Cho, Cho Prints");
    screen_sees(&screen, "open, hot, to thank");
    screen_press(&screen, "j");
    screen_sees(&screen, "1,200.50");
    screen_sees(&screen, "read the lease");
    screen_end(&screen);
}

/* o on a referral says what came of it; e and d are about that row; u takes each back. */
static void test_row_actions(void **state) {
    (void)state;
    start(ledger, 24, 80, "5 Enter o m");
    screen_sees(&screen, "met, hot, to thank");
    screen_press(&screen, "D");
    screen_sees(&screen, "met, hot, to report");
    screen_press(&screen, "D");
    screen_sees(&screen, "met, hot");
    screen_sees_no(&screen, "to report");
    screen_press(&screen, "d");
    screen_sees(&screen, "Delete this referral?");
    screen_press(&screen, "y");
    screen_sees_no(&screen, "Ann Okafor");
    screen_press(&screen, "u");
    screen_sees(&screen, "Ann Okafor");
    screen_end(&screen);
}

static void test_help_rows(void **state) {
    (void)state;
    start(ledger, 24, 80, "5 j Enter j o");
    screen_sees(&screen, "Help is given");
    screen_press(&screen, "Enter");
    screen_sees(&screen, "What");
    screen_press(&screen, "Ctrl-U");
    screen_type(&screen, "read the contract");
    screen_press(&screen, "Ctrl-S");
    screen_sees(&screen, "read the contract");
    screen_end(&screen);
}

static void test_give_from_the_ledger(void **state) {
    (void)state;
    start(ledger, 24, 80, "5 j r");
    screen_type(&screen, "Omar Haddad");
    screen_press(&screen, "Ctrl-S");
    screen_sees(&screen, "Omar Haddad");
    struct arena arena = {0};
    struct kith_ledger all;
    assert_int_equal(kith_ledger(screen.kith, &arena, &all), KITH_OK);
    assert_string_equal(all.items[0].person.name, "Bill Tran");
    assert_int_equal(all.items[0].given, 2);
    arena_free(&arena);
    screen_end(&screen);
}

static void test_sort_and_find(void **state) {
    (void)state;
    start("demo", 24, 80, "5 s");
    screen_press(&screen, "Down Down Down Enter");
    screen_sees(&screen, "Ledger · most value first");
    assert_string_equal(app_person_name(screen.app), "Greta Nyström"); /* the chosen one stays chosen */
    screen_press(&screen, "/ p i e t Enter");
    screen_sees(&screen, "/piet");
    screen_sees(&screen, "Piet Jansen");
    screen_sees_no(&screen, "Greta");
    screen_press(&screen, "Esc");
    screen_sees(&screen, "Greta");
    screen_end(&screen);
}

/* An empty cell is a thing to do for the person of that row, and Enter does it. */
static void test_sheet_cells(void **state) {
    (void)state;
    start(ledger, 24, 80, "5 v Enter");
    screen_sees(&screen, "Bill Tran wants");
    screen_type(&screen, "a printer");
    screen_press(&screen, "Ctrl-S");
    screen_sees(&screen, "a printer");
    screen_press(&screen, "Right Right Right");
    screen_sees(&screen, "Enter ask for one");
    screen_press(&screen, "Esc");
    screen_sees(&screen, "one-sided first");
    screen_end(&screen);
}

/* Past the last of the 25 there are more. */
static void test_sheet_goes_on(void **state) {
    (void)state;
    start("demo", 24, 80, "5 v G");
    screen_sees(&screen, "the last 25 conversations");
    screen_press(&screen, "j");
    screen_sees(&screen, "the last 50 conversations");
    screen_press(&screen, "Esc v");
    screen_sees(&screen, "the last 50 conversations");
    screen_end(&screen);
    start("demo", 24, 80, "5 v ]");
    screen_sees(&screen, "the last 50 conversations");
    screen_press(&screen, "[");
    screen_sees(&screen, "the last 25 conversations");
    assert_int_equal(kith_setting_set(screen.kith, "sheet", "10"), KITH_OK);
    screen_press(&screen, "Esc 1 5 v [");
    screen_sees(&screen, "the last 10 conversations");
    screen_end(&screen);
    start(ledger, 24, 80, "5 v G j j");
    screen_sees(&screen, "the last conversation");
    screen_end(&screen);
}

/* ---- insights ---- */

static void test_every_figure_opens(void **state) {
    (void)state;
    start("demo", 40, 120, "6");
    char last[4096] = "";
    int opened = 0;
    for (int i = 0; i < 40; i++) {
        screen_press(&screen, "Enter");
        if (strncmp(screen_draw(&screen), last, sizeof last - 1) != 0)
            opened++;
        snprintf(last, sizeof last, "%s", screen.picture.data);
        screen_press(&screen, i % 4 == 3 ? "Esc Down" : "Esc Right");
    }
    assert_true(opened > 20);
    screen_end(&screen);
}

/* The figures drawn stand until they are drawn again, though what they were made of is read anew. */
static void test_figures_outlive_a_change(void **state) {
    (void)state;
    start("demo", 40, 120, "6 ] ] ] ] ]");
    struct subject subject = {0};
    for (int i = 0; i < 60 && !app_subject(screen.app, &subject); i++)
        screen_press(&screen, i % 3 == 1 ? "Right" : "Down");
    assert_true(subject.person != 0);
    char *name = xstrdup(subject.name);
    assert_int_equal(kith_setting_set(screen.kith, "me", "Zoe"), KITH_OK); /* as another process might */
    screen_press(&screen, "Enter");
    screen_sees(&screen, name);
    assert_string_equal(app_person_name(screen.app), name);
    free(name);
    screen_end(&screen);
}

/* A box that is closed is no longer there for the mouse, picture or none. */
static void test_mouse_after_closing(void **state) {
    (void)state;
    start("demo", 24, 80, "a");
    screen_draw(&screen);
    app_handle(screen.app, &(struct event){.type = EVENT_KEY, .key = K_ESC});
    for (int row = 1; row < 23; row += 2)
        app_handle(screen.app,
                   &(struct event){.type = EVENT_MOUSE, .mouse = MOUSE_CLICK, .row = row, .col = 60});
    screen_sees(&screen, "Notes ·");
    screen_end(&screen);
}

static void test_rows_lead_to_the_person(void **state) {
    (void)state;
    start("demo", 24, 80, "6 Enter");
    screen_sees(&screen, "asked for");
    screen_press(&screen, "Enter");
    screen_sees(&screen, "─ People");
    assert_true(app_person(screen.app) != 0);
    screen_end(&screen);
}

static void test_periods(void **state) {
    static const char *const words[] = {"the last 12 weeks", "this quarter", "the quarter before",
                                        "this year",         "last year",    "everything"};
    (void)state;
    start("demo", 24, 80, "6");
    for (size_t i = 0; i < 6; i++) {
        screen_sees(&screen, words[i]);
        screen_press(&screen, "]");
    }
    screen_sees(&screen, "everything");
    screen_press(&screen, "[");
    screen_sees(&screen, "last year");
    screen_end(&screen);
}

static void test_tree(void **state) {
    (void)state;
    start("demo", 40, 120, "6 ] ] ] ] ] Tab");
    screen_sees(&screen, "The tree · Adaeze Obi");
    screen_sees(&screen, "├─ Samir Haddad");
    screen_press(&screen, "Space"); /* fold */
    screen_sees(&screen, "Adaeze Obi +");
    screen_sees_no(&screen, "├─ Samir Haddad");
    screen_press(&screen, "Right");
    screen_sees(&screen, "├─ Samir Haddad");
    screen_press(&screen, "j j j");
    screen_sees(&screen, "Tomasz Wilk, from Greta Nyström, from");
    assert_true(app_person(screen.app) != 0);
    screen_press(&screen, "Enter"); /* the whole line */
    screen_sees(&screen, "─ How Tomasz Wilk came · 4 ─");
    screen_sees(&screen, "the first source");
    screen_press(&screen, "Esc s");
    screen_sees(&screen, "Tomasz Wilk, from Greta Nyström, from");
    screen_sees(&screen, "s by value");
    screen_press(&screen, "Tab");
    screen_sees(&screen, "The tree of business");
    screen_end(&screen);
}

/* ---- search ---- */

static void test_search(void **state) {
    (void)state;
    start("demo", 24, 80, "Ctrl-F");
    screen_type(&screen, "tomasz");
    screen_sees(&screen, "Tomasz Wilk");
    screen_press(&screen, "Enter");
    screen_sees(&screen, "Notes · Tomasz Wilk");
    screen_press(&screen, "Ctrl-F");
    screen_type(&screen, "glycol");
    screen_sees(&screen, "0 people, ");
    screen_press(&screen, "Enter");
    assert_int_equal(app_focused(screen.app), SLOT_NOTES);
    struct subject subject;
    assert_true(app_subject(screen.app, &subject));
    assert_ptr_equal(subject.kind, &kith_note_kind);
    screen_press(&screen, "Ctrl-F");
    screen_type(&screen, "no such words at all");
    screen_sees(&screen, "nothing has all these words");
    screen_press(&screen, "Enter Esc");
    screen_sees(&screen, "Notes ·");
    screen_end(&screen);
}

/* ---- import ---- */

static char folder[] = "/tmp/kith-screen-XXXXXX";

static const char *write_file(const char *name, const char *text) {
    static char path[4096];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    fputs(text, file);
    fclose(file);
    return path;
}

static int64_t people(void) {
    struct arena arena = {0};
    struct kith_health health;
    assert_int_equal(kith_check(screen.kith, &arena, &health), KITH_OK);
    arena_free(&arena);
    return health.people;
}

static void test_import(void **state) {
    (void)state;
    start(ledger, 24, 80, "i");
    screen_type(&screen,
                write_file("few.csv", "Ann Okafor,Okafor Bakery\nZoe Marquez\nTom Baker\n!no name\n"));
    screen_press(&screen, "Enter");
    screen_sees(&screen, "2 new, 1 updated. 1 cannot be kept");
    screen_sees(&screen, "Ann Okafor: same name");
    screen_sees(&screen, "line 4");
    screen_press(&screen, "j Space"); /* Zoe is left out */
    screen_sees(&screen, "1 new, 1 updated, 1 skipped");
    assert_int_equal(people(), 3);
    screen_press(&screen, "Enter");
    screen_slices(&screen, -1);
    screen_sees(&screen, "1 new, 1 updated, 1 skipped. u takes it back");
    assert_int_equal(people(), 4);
    screen_press(&screen, "u");
    assert_int_equal(people(), 3);
    screen_end(&screen);
}

/* e: the one matched is another after all. Esc on the plan changes nothing. */
static void test_import_another(void **state) {
    (void)state;
    start(ledger, 24, 80, "i");
    screen_type(&screen, write_file("few.csv", "Ann Okafor,Okafor Bakery\n"));
    screen_press(&screen, "Enter Esc");
    assert_int_equal(people(), 3);
    screen_press(&screen, "i");
    screen_type(&screen, write_file("few.csv", "Ann Okafor,Okafor Bakery\n"));
    screen_press(&screen, "Enter e");
    screen_sees(&screen, "another than Ann Okafor");
    screen_press(&screen, "Enter");
    screen_slices(&screen, -1);
    assert_int_equal(people(), 4);
    screen_end(&screen);
}

/* Which column is what is shown first, and can be said otherwise. */
static void test_import_columns(void **state) {
    (void)state;
    start(ledger, 24, 80, "i");
    screen_type(&screen, write_file("odd.csv", "?\nMill Ltd,Max Moneypenny\n"));
    screen_press(&screen, "Enter");
    screen_sees(&screen, "which column is what");
    screen_golden(&screen, "import_columns_80x24");
    screen_press(&screen, "e");
    screen_type(&screen, "c");
    screen_press(&screen, "Enter");
    screen_sees_no(&screen, "full name");
    screen_press(&screen, "j e");
    screen_type(&screen, "f");
    screen_press(&screen, "Enter Enter");
    screen_sees(&screen, "Max Moneypenny  Mill Ltd");
    screen_press(&screen, "Esc");
    screen_sees_no(&screen, "which column is what");
    screen_end(&screen);
}

/* What the book has and what the file has, and which stays. */
static void test_import_compared(void **state) {
    static const struct {
        int rows, cols;
        const char *golden;
    } sizes[] = {{24, 80, "import_80x24"}, {40, 120, "import_120x40"}};
    (void)state;
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        start(ledger, sizes[i].rows, sizes[i].cols, "i");
        screen_type(&screen, write_file("few.csv", "Ann Okafor,Okafor Bakery\nZoe Marquez,Mill Ltd\n"));
        screen_press(&screen, "Enter");
        screen_golden(&screen, sizes[i].golden);
        screen_press(&screen, "j");
        screen_sees(&screen, "Mill Ltd");
        screen_sees_no(&screen, "stays");
        screen_press(&screen, "k e"); /* another Ann: nobody of the book is beside them */
        screen_sees_no(&screen, "stays");
        screen_end(&screen);
    }
}

/* ---- two who are one ---- */

static const char twins[] =
    "{\"kith\":1,\"people\":["
    "{\"uid\":\"a\",\"name\":\"Ann Okafor\",\"role\":\"client\",\"company\":\"Okafor Bakery\",\"phones\":[\"0113 496 0100\"]},"
    "{\"uid\":\"b\",\"name\":\"Okafor, Ann\",\"role\":\"other\",\"company\":\"Mill Ltd\",\"city\":\"Leeds\","
    "\"emails\":[\"ann@okafor.example\"]}],"
    "\"notes\":[{\"uid\":\"n\",\"with\":[\"b\"],\"on\":\"2026-11-18\",\"channel\":\"call\",\"text\":\"Talked.\"}]}";

static void test_merge(void **state) {
    (void)state;
    start(twins, 24, 80, "2 =");
    screen_sees(&screen, "May be the same · 1 pair");
    screen_sees(&screen, "the same names in another order");
    screen_press(&screen, "Enter");
    screen_golden(&screen, "merge_80x24");
    assert_int_equal(people(), 2);
    screen_press(&screen, "e");
    screen_sees(&screen, "One person called Okafor, Ann");
    screen_press(&screen, "e Enter");
    screen_sees(&screen, "Merged. u parts them again");
    assert_int_equal(people(), 1);
    screen_press(&screen, "u");
    assert_int_equal(people(), 2);
    screen_sees(&screen, "May be the same · 1 pair");
    screen_press(&screen, "Space");
    screen_sees(&screen, "Ann Okafor and Okafor, Ann are two people");
    screen_sees(&screen, "May be the same · 0 pairs");
    screen_press(&screen, "u");
    screen_sees(&screen, "May be the same · 1 pair");
    screen_end(&screen);
    start(twins, 40, 120, "2 Space j Space M");
    screen_golden(&screen, "merge_120x40");
    screen_press(&screen, "Space");
    screen_sees(&screen, "They are two people");
    assert_int_equal(people(), 2);
    screen_end(&screen);
}

static void test_forget(void **state) {
    (void)state;
    start(twins, 24, 80, "2 :");
    screen_type(&screen, "forget");
    screen_press(&screen, "Enter");
    screen_sees(&screen, "empties the");
    screen_press(&screen, "Enter"); /* to keep them is chosen first */
    assert_int_equal(people(), 2);
    screen_press(&screen, ":");
    screen_type(&screen, "forget");
    screen_press(&screen, "Enter Down Enter");
    screen_sees(&screen, "is forgotten, the undo history is empty");
    assert_int_equal(people(), 1);
    screen_press(&screen, "u");
    assert_int_equal(people(), 1);
    screen_end(&screen);
}

static void test_import_stopped(void **state) {
    struct buf text = BUF_INIT;
    (void)state;
    for (int i = 0; i < 2000; i++)
        buf_printf(&text, "Person Number%d\n", i);
    start(ledger, 24, 80, "i");
    screen_type(&screen, write_file("many.csv", text.data));
    screen_press(&screen, "Enter Enter");
    screen_slices(&screen, 3);
    screen_sees(&screen, "of 2000 rows");
    screen_press(&screen, "j"); /* only Esc is taken */
    assert_true(app_busy(screen.app));
    screen_press(&screen, "Esc");
    screen_sees(&screen, "Stopped. Nothing was imported");
    assert_int_equal(people(), 3);
    screen_press(&screen, "Enter");
    screen_slices(&screen, -1);
    screen_sees(&screen, "2000 new. u takes it back");
    screen_sees(&screen, "─ People");
    assert_int_equal(people(), 2003);
    screen_press(&screen, "u");
    assert_int_equal(people(), 3);
    buf_free(&text);
    screen_end(&screen);
}

/* The program is left in the middle of it: nothing stays. */
static void test_import_left(void **state) {
    struct buf text = BUF_INIT;
    (void)state;
    for (int i = 0; i < 2000; i++)
        buf_printf(&text, "Person Number%d\n", i);
    start(ledger, 24, 80, "i");
    screen_type(&screen, write_file("many.csv", text.data));
    screen_press(&screen, "Enter Enter");
    screen_slices(&screen, 3);
    app_free(screen.app);
    screen.app = NULL;
    assert_int_equal(people(), 3);
    buf_free(&text);
    screen_end(&screen);
}

static void test_import_book(void **state) {
    (void)state;
    start(ledger, 24, 80, "i");
    screen_type(&screen, write_file("book.json",
                                    "{\"kith\":1,\"people\":[{\"uid\":\"z\",\"name\":\"Zoe Marquez\"}]}"));
    screen_press(&screen, "Enter");
    screen_sees(&screen, "Read this book of Kith: 1 new?");
    screen_press(&screen, "n");
    assert_int_equal(people(), 3);
    screen_press(&screen, "i");
    screen_type(&screen, write_file("book.json",
                                    "{\"kith\":1,\"people\":[{\"uid\":\"z\",\"name\":\"Zoe Marquez\"}]}"));
    screen_press(&screen, "Enter y");
    assert_int_equal(people(), 4);
    screen_press(&screen, "u");
    assert_int_equal(people(), 3);
    screen_end(&screen);
}

static void test_path(void **state) {
    char path[4096];
    (void)state;
    write_file("book.json", "{}");
    write_file("few.csv", "Tom Baker\n");
    write_file("many.csv", "Tom Baker\n");
    start(ledger, 24, 80, "i");
    snprintf(path, sizeof path, "%s/fe", folder);
    screen_type(&screen, path);
    screen_sees(&screen, "   few.csv");
    screen_sees_no(&screen, "many.csv");
    screen_press(&screen, "Tab");
    screen_sees(&screen, "/few.csv ");
    screen_press(&screen, "Ctrl-U");
    screen_type(&screen, folder);
    screen_press(&screen, "Enter"); /* into the folder */
    screen_sees(&screen, "   many.csv");
    screen_press(&screen, "Down Down Enter");
    screen_sees(&screen, "Tom Baker");
    screen_press(&screen, "Esc i");
    screen_type(&screen, "/no/such/file");
    screen_press(&screen, "Enter");
    screen_sees(&screen, "'/no/such/file' cannot be read");
    screen_sees(&screen, "Import a file");
    screen_press(&screen, "Esc");
    screen_sees_no(&screen, "Import a file");
    screen_end(&screen);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_pictures),
        cmocka_unit_test(test_sizes),
        cmocka_unit_test(test_empty_book),
        cmocka_unit_test(test_rows_of_the_chosen),
        cmocka_unit_test(test_row_actions),
        cmocka_unit_test(test_help_rows),
        cmocka_unit_test(test_give_from_the_ledger),
        cmocka_unit_test(test_sort_and_find),
        cmocka_unit_test(test_sheet_cells),
        cmocka_unit_test(test_sheet_goes_on),
        cmocka_unit_test(test_every_figure_opens),
        cmocka_unit_test(test_figures_outlive_a_change),
        cmocka_unit_test(test_mouse_after_closing),
        cmocka_unit_test(test_rows_lead_to_the_person),
        cmocka_unit_test(test_periods),
        cmocka_unit_test(test_tree),
        cmocka_unit_test(test_search),
        cmocka_unit_test(test_import),
        cmocka_unit_test(test_import_another),
        cmocka_unit_test(test_import_columns),
        cmocka_unit_test(test_import_compared),
        cmocka_unit_test(test_merge),
        cmocka_unit_test(test_forget),
        cmocka_unit_test(test_import_stopped),
        cmocka_unit_test(test_import_left),
        cmocka_unit_test(test_import_book),
        cmocka_unit_test(test_path),
    };
    if (!mkdtemp(folder))
        return 1;
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    static const char *const names[] = {"few.csv", "many.csv", "book.json"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        char path[4096];
        snprintf(path, sizeof path, "%s/%s", folder, names[i]);
        remove(path);
    }
    rmdir(folder);
    return failed;
}
