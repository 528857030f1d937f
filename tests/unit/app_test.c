#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "kith/person.h"
#include "tui/app.h"
#include "tui/confirm.h"
#include "tui/list.h"
#include "tui/question.h"
#include "tui/reader.h"

/* An app without a book or a terminal: what finds its way where, and what is drawn. */

struct people {
    struct list list;
    int loads;
};

static const char *const names[] = {"Golden", "Ann", "Bill", "Resting", "Cara"};

static bool heading(void *ctx, size_t row) {
    (void)ctx;
    return row == 0 || row == 3;
}

static void people_load(struct view *view) {
    struct people *people = view->state;
    people->list.count = 5;
    people->list.skip = heading;
    people->loads++;
    list_fit(&people->list);
}

static void people_row(void *ctx, struct pane pane, size_t index) {
    (void)ctx;
    pane_put(pane, 0, 1, STYLE_PLAIN, names[index % 5]);
}

static void people_draw(struct view *view, struct pane pane) {
    struct people *people = view->state;
    list_draw(&people->list, pane, app_has_focus(view->app, view), people_row, NULL);
}

static bool people_act(struct view *view, enum action_id action) {
    struct people *people = view->state;
    return list_act(&people->list, action);
}

static bool people_subject(struct view *view, struct subject *out) {
    const struct people *people = view->state;
    *out = (struct subject){.id = 1, .person = (kith_id)people->list.at, .name = names[people->list.at]};
    return true;
}

static bool people_go_to(struct view *view, kith_id person) {
    struct people *people = view->state;
    people->list.at = (size_t)person;
    return person < 5;
}

static const struct hint *people_hints(struct view *view) {
    static const struct hint all[] = {{ACT_NOT_NOW, NULL}, {ACT_MERGE, NULL}, {ACT_NEXT_PANE, "pane"}, {0}};
    (void)view;
    return all;
}

static void people_title(struct view *view, struct buf *out) {
    (void)view;
    buf_str(out, "People");
}

static const struct view_type people_type = {
    .name = "people",
    .context = CONTEXT_PEOPLE,
    .place = PLACE_LIST,
    .size = sizeof(struct people),
    .title = people_title,
    .load = people_load,
    .draw = people_draw,
    .act = people_act,
    .subject = people_subject,
    .go_to = people_go_to,
    .hints = people_hints,
};

static void nothing_drawn(struct view *view, struct pane pane) {
    (void)view;
    (void)pane;
}

static void person_title(struct view *view, struct buf *out) {
    buf_printf(out, "Notes · %s", app_person_name(view->app));
}

static const struct view_type notes_type = {.name = "notes",
                                            .context = CONTEXT_NOTES,
                                            .place = PLACE_PANE,
                                            .title = person_title,
                                            .draw = nothing_drawn};

/* ---- the test's hands and eyes ---- */

static struct canvas canvas;
static day today;

static void clock_now(void *ctx, day *out, int64_t *now) {
    (void)ctx;
    *out = today;
    *now = 0;
}

static struct app *start_on(struct kith *k) {
    today = day_from(2026, 11, 21);
    canvas_init(&canvas, 12, 80);
    struct app *app = app_new(&(struct app_options){.kith = k,
                                                    .views = {&people_type, &people_type},
                                                    .notes = &notes_type,
                                                    .host = {.clock = clock_now}});
    app_draw(app, &canvas);
    return app;
}

static struct app *start(void) {
    return start_on(NULL);
}

static void finish(struct app *app) {
    app_free(app);
    canvas_free(&canvas);
}

static void press(struct app *app, const char *keys) {
    char *copy = strdup(keys), *rest = copy, *word;
    while ((word = strsep(&rest, " ")) != NULL) {
        struct event event;
        assert_true(event_from_text(word, &event));
        app_handle(app, &event);
    }
    free(copy);
    app_draw(app, &canvas);
}

static const char *row(int at) {
    static struct buf out = BUF_INIT;
    buf_cut(&out, 0);
    canvas_dump(&canvas, &out);
    char *line = out.data;
    for (; at > 0; at--)
        line = strchr(line, '\n') + 1;
    *strchr(line, '\n') = '\0';
    return line;
}

static void assert_row(int at, const char *text) {
    if (!strstr(row(at), text))
        fail_msg("row %d is '%s' without '%s'", at, row(at), text);
}

/* ---- tests ---- */

static void test_the_person_is_followed(void **state) {
    (void)state;
    struct app *app = start();
    assert_row(1, "Notes · Ann"); /* a heading is no place to stand */
    press(app, "j");
    assert_row(1, "Notes · Bill");
    press(app, "j j j");
    assert_row(1, "Notes · Cara");
    press(app, "g");
    assert_int_equal(app_person(app), 1);
    app_go_to_person(app, 4);
    assert_string_equal(app_person_name(app), "Cara");
    finish(app);
}

static void test_focus(void **state) {
    (void)state;
    struct app *app = start();
    press(app, "Tab");
    assert_int_equal(app_focused(app), SLOT_NOTES);
    press(app, "Tab"); /* there is no third pane here */
    assert_int_equal(app_focused(app), SLOT_LIST);
    press(app, "Enter");
    assert_int_equal(app_focused(app), SLOT_NOTES);
    press(app, "q");
    assert_int_equal(app_focused(app), SLOT_LIST);
    assert_true(app_running(app));
    press(app, "Esc");
    assert_true(app_running(app));
    press(app, "q");
    assert_false(app_running(app));
    finish(app);
}

static void test_refusals(void **state) {
    (void)state;
    struct app *app = start();
    press(app, "M");
    assert_row(11, "mark two people with Space first");
    press(app, "j");
    assert_row(11, " z not now  Tab pane"); /* the message went; what cannot be done now is not offered */
    press(app, "F5");
    assert_row(11, "F5 does nothing here; ? shows the keys");
    finish(app);
}

static int yes_count, released;

static void yes(struct app *app, void *ctx) {
    (void)app;
    (void)ctx;
    yes_count++;
}

static void release(void *ctx) {
    (void)ctx;
    released++;
}

static void ask(struct app *app) {
    confirm_open(app, &(struct confirm_spec){.question = "Delete?", .yes = yes, .release = release});
    app_draw(app, &canvas);
}

static void test_confirm(void **state) {
    (void)state;
    static const char *const no[] = {"n", "Esc", "Enter", "x", "Space"};
    struct app *app = start();
    for (int i = 0; i < 5; i++) {
        ask(app);
        assert_row(11, " Delete?  y yes  n no");
        press(app, no[i]);
        assert_int_equal(yes_count, 0);
        assert_int_equal(released, i + 1);
    }
    ask(app);
    press(app, "y");
    assert_int_equal(yes_count, 1);
    assert_int_equal(released, 6);
    ask(app);
    finish(app); /* what is open when the program ends is released too */
    assert_int_equal(released, 7);
}

static char heard[64];

static void changed(struct app *app, void *ctx, const char *text) {
    (void)app;
    (void)ctx;
    strncpy(heard, text, sizeof heard - 1);
}

static bool done(struct app *app, void *ctx, const char *text) {
    (void)ctx;
    if (strcmp(text, "good") != 0)
        app_fail(app, "not good");
    return strcmp(text, "good") == 0;
}

static void complete(struct app *app, void *ctx, const char *text, struct buf *out) {
    (void)app;
    (void)ctx;
    buf_printf(out, "%sod", text);
}

static void test_question(void **state) {
    (void)state;
    struct app *app = start();
    const struct question_spec spec = {
        .label = "Path", .text = "b", .changed = changed, .done = done, .complete = complete, .moves = true};
    question_open(app, &spec);
    press(app, "a d Enter");
    assert_row(11, " Path bad");
    assert_row(10, "─ not good ─");
    press(app, "Ctrl-U g o Tab Down");
    assert_string_equal(heard, "good");
    assert_row(1, "Notes · Bill");
    press(app, "Ctrl-S");
    assert_ptr_equal(app_top(app), app_view(app, 0));
    finish(app);
}

static void test_a_new_day(void **state) {
    (void)state;
    struct app *app = start();
    assert_row(0, "Sat 21 Nov");
    today++;
    app_handle(app, &(struct event){.type = EVENT_TICK});
    app_draw(app, &canvas);
    assert_row(0, "Sun 22 Nov");
    finish(app);
}

static void test_loads_once(void **state) {
    (void)state;
    struct app *app = start();
    struct people *people = app_view(app, 0)->state;
    press(app, "j j k");
    assert_int_equal(people->loads, 1);
    app_reload(app);
    press(app, "j");
    assert_int_equal(people->loads, 2);
    finish(app);
}

/* A change of the book, whoever made it, loads what is seen again. */
static void test_changes_load(void **state) {
    (void)state;
    struct kith *k = NULL;
    struct buf why = BUF_INIT;
    const struct kith_options options = {.path = ":memory:", .today = day_from(2026, 11, 21), .now = 1};
    assert_int_equal(kith_open(&options, &k, &why), KITH_OK);
    struct app *app = start_on(k);
    struct people *people = app_view(app, 0)->state;
    struct kith_person person;
    kith_row_init(&kith_person_kind, &person);
    person.name = "Ann Okafor";
    assert_int_equal(kith_person_add(k, &person), KITH_OK);
    app_handle(app, &(struct event){.type = EVENT_TICK});
    assert_int_equal(people->loads, 2);
    press(app, "u");
    assert_row(11, "Taken back: ");
    assert_int_equal(people->loads, 3);
    press(app, "u");
    assert_row(11, "nothing");
    finish(app);
    kith_close(k);
    buf_free(&why);
}

struct work {
    int left, stopped;
};

static bool slice(void *ctx) {
    return --((struct work *)ctx)->left > 0;
}

static void progress(void *ctx, struct buf *out) {
    buf_printf(out, "%d left", ((struct work *)ctx)->left);
}

static void ended(struct app *app, void *ctx, bool stopped) {
    (void)app;
    ((struct work *)ctx)->stopped = stopped ? 1 : -1;
}

static void test_work(void **state) {
    (void)state;
    struct app *app = start();
    struct work work = {.left = 3};
    app_start(app, &(struct app_job){.ctx = &work, .slice = slice, .progress = progress, .ended = ended});
    app_slice(app);
    press(app, "j q");
    assert_row(11, " 2 left  Esc stop");
    assert_row(1, "Notes · Ann"); /* nothing but Esc is taken meanwhile */
    assert_true(app_running(app));
    app_slice(app);
    app_slice(app);
    assert_false(app_busy(app));
    assert_int_equal(work.stopped, -1);
    work.left = 9;
    app_start(app, &(struct app_job){.ctx = &work, .slice = slice, .ended = ended});
    press(app, "Esc");
    assert_int_equal(work.stopped, 1);
    finish(app);
}

/* The chosen row keeps three rows from the edge, the ends are reached. */
static void test_list_edges(void **state) {
    (void)state;
    struct list list = {.count = 100};
    canvas_init(&canvas, 10, 20);
    struct pane pane = pane_of(&canvas, (struct rect){0, 0, 10, 20});
    for (int i = 0; i < 120; i++) {
        list_draw(&list, pane, true, people_row, NULL);
        size_t from_top = list.at - list.top, from_end = list.top + 9 - list.at;
        assert_true(from_end >= 3 || list.top == 90);
        assert_true(from_top >= 3 || list.top == 0);
        list_act(&list, i % 10 == 9 ? ACT_UP : ACT_DOWN);
    }
    canvas_free(&canvas);
}

static void test_reader(void **state) {
    (void)state;
    struct reader reader = {0};
    size_t id = 0;
    struct buf seen = BUF_INIT;
    canvas_init(&canvas, 4, 12);
    struct pane pane = pane_of(&canvas, (struct rect){0, 0, 4, 12});
    reader_clear(&reader);
    for (size_t i = 1; i <= 3; i++) {
        reader_stop(&reader, i * 10);
        reader_add(&reader, 1, 1, STYLE_DIM, "one day");
        reader_right(&reader, STYLE_DIM, "ago");
        reader_add(&reader, 1, 3, STYLE_PLAIN, "some words to wrap");
        reader_gap(&reader);
    }
    reader_draw(&reader, pane, true);
    canvas_dump(&canvas, &seen);
    assert_string_equal(seen.data, " one day ago\n some words\n   to wrap\n           ▾\n");
    assert_int_equal(reader_height(&reader, 12), 12);
    assert_int_equal(reader_height(&reader, 11), 15); /* what stands at the right edge leaves less room */
    reader_draw(&reader, pane, true);
    assert_true(reader_at(&reader, &id));
    assert_int_equal(id, 10);
    reader_act(&reader, ACT_DOWN);
    reader_act(&reader, ACT_DOWN);
    assert_true(reader_at(&reader, &id));
    assert_int_equal(id, 30);
    assert_int_equal(reader.top, 7);
    reader_act(&reader, ACT_FIRST);
    assert_int_equal(reader.top, 0);
    reader_choose(&reader, 20);
    assert_true(reader_at(&reader, &id));
    assert_int_equal(id, 20);
    reader_free(&reader);
    buf_free(&seen);
    canvas_free(&canvas);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_person_is_followed),
        cmocka_unit_test(test_focus),
        cmocka_unit_test(test_refusals),
        cmocka_unit_test(test_confirm),
        cmocka_unit_test(test_question),
        cmocka_unit_test(test_a_new_day),
        cmocka_unit_test(test_loads_once),
        cmocka_unit_test(test_changes_load),
        cmocka_unit_test(test_work),
        cmocka_unit_test(test_list_edges),
        cmocka_unit_test(test_reader),
    };
    setlocale(LC_ALL, "C.UTF-8");
    return cmocka_run_group_tests(tests, NULL, NULL);
}
