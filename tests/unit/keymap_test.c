#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "tui/keymap.h"

static const struct {
    keycode key;
    const char *name;
} names[] = {
    {'j', "j"},
    {'J', "J"},
    {' ', "Space"},
    {K_ENTER, "Enter"},
    {K_PGUP, "PgUp"},
    {K_F1, "F1"},
    {K_F12, "F12"},
    {KEYMOD_CTRL | 'S', "Ctrl-S"},
    {KEYMOD_CTRL | K_LEFT, "Ctrl-Left"},
    {KEYMOD_SHIFT | K_TAB, "Shift-Tab"},
    {KEYMOD_ALT | 'x', "Alt-x"},
    {0xe9, "é"},
    {'-', "-"},
};

static void test_names(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        char text[EVENT_KEY_TEXT];
        keycode key = K_NONE;
        assert_string_equal(event_key_text(names[i].key, text), names[i].name);
        assert_true(event_key_parse(names[i].name, &key));
        assert_int_equal(key, names[i].key);
    }
    keycode key;
    assert_true(event_key_parse("ctrl-s", &key));
    assert_int_equal(key, KEYMOD_CTRL | 'S');
    assert_false(event_key_parse("", &key));
    assert_false(event_key_parse("F13", &key));
    assert_false(event_key_parse("PageUp", &key));
}

static void test_typed(void **state) {
    (void)state;
    assert_string_equal(event_key('a').typed, "a");
    assert_string_equal(event_key(0x4e16).typed, "世");
    assert_string_equal(event_key(KEYMOD_CTRL | 'A').typed, "");
    assert_string_equal(event_key(K_ENTER).typed, "");
    assert_string_equal(event_key(K_UP).typed, "");
}

static const struct {
    enum context context;
    const char *key;
    enum action_id action;
} lookups[] = {
    {CONTEXT_PEOPLE, "j", ACT_DOWN},        {CONTEXT_PEOPLE, "1", ACT_TODAY},
    {CONTEXT_PEOPLE, "Ctrl-L", ACT_REDRAW}, {CONTEXT_LEDGER, "v", ACT_SHEET},
    {CONTEXT_PEOPLE, "v", ACT_NONE},        {CONTEXT_NOTE, "Ctrl-E", ACT_EDITOR},
    {CONTEXT_FORM, "Ctrl-E", ACT_NONE},     {CONTEXT_FORM, "q", ACT_NONE},
    {CONTEXT_LINE, "Enter", ACT_SAVE},      {CONTEXT_COMPOSER, "Enter", ACT_SAVE},
    {CONTEXT_PEOPLE, "Enter", ACT_OPEN},    {CONTEXT_CONFIRM, "Enter", ACT_NONE},
    {CONTEXT_PEOPLE, "q", ACT_CLOSE},       {CONTEXT_PEOPLE, "Esc", ACT_BACK},
};

static void test_find(void **state) {
    (void)state;
    struct keymap *map = keymap_new();
    for (size_t i = 0; i < sizeof lookups / sizeof lookups[0]; i++) {
        keycode key = K_NONE;
        assert_true(event_key_parse(lookups[i].key, &key));
        if (keymap_find(map, lookups[i].context, key) != lookups[i].action)
            fail_msg("%s in %s", lookups[i].key, context_name(lookups[i].context));
    }
    assert_int_equal(keymap_key_of(map, CONTEXT_PEOPLE, ACT_DOWN), 'j');
    assert_int_equal(keymap_key_of(map, CONTEXT_FORM, ACT_DOWN), K_NONE);
    keymap_free(map);
}

/* Where text is typed no letter may be taken away from it. */
static void test_typing_is_free(void **state) {
    (void)state;
    static const enum context typing[] = {CONTEXT_TEXT, CONTEXT_LINE,    CONTEXT_FORM,
                                          CONTEXT_NOTE, CONTEXT_CHOOSER, CONTEXT_NARROWED};
    struct keymap *map = keymap_new();
    for (size_t i = 0; i < sizeof typing / sizeof typing[0]; i++) {
        for (keycode key = ' '; key < K_BACKSPACE; key++)
            assert_int_equal(keymap_find(map, typing[i], key), ACT_NONE);
    }
    keymap_free(map);
}

static void test_override(void **state) {
    (void)state;
    struct keymap *map = keymap_new();
    struct buf complaints = BUF_INIT;
    keymap_override(map,
                    "# mine\n"
                    "people Ctrl-N  note\n"
                    "\n"
                    "list j none\n"
                    "nowhere j down\n"
                    "list PageUp down\n"
                    "list k sideways\n"
                    "list k",
                    &complaints);
    assert_string_equal(complaints.data, "keys line 5: there is no place 'nowhere'\n"
                                         "keys line 6: there is no key 'PageUp'\n"
                                         "keys line 7: there is no action 'sideways'\n"
                                         "keys line 8: there is no action ''\n");
    assert_int_equal(keymap_find(map, CONTEXT_PEOPLE, KEYMOD_CTRL | 'N'), ACT_NOTE);
    assert_int_equal(keymap_find(map, CONTEXT_ASKS, KEYMOD_CTRL | 'N'), ACT_NONE);
    assert_int_equal(keymap_find(map, CONTEXT_PEOPLE, 'j'), ACT_NONE);
    assert_int_equal(keymap_key_of(map, CONTEXT_PEOPLE, ACT_DOWN), K_DOWN);
    buf_free(&complaints);
    keymap_free(map);
}

/* Every action has a name of its own and words; no key stands twice in a place. */
static void test_tables(void **state) {
    (void)state;
    for (int i = ACT_NONE + 1; i < ACT_COUNT; i++) {
        const struct action *action = action_row((enum action_id)i);
        assert_non_null(action->name);
        assert_true(action->help[0] != '\0');
        assert_int_equal(action_from_name(action->name), i);
    }
    for (int i = CONTEXT_NONE + 1; i < CONTEXT_COUNT; i++)
        assert_int_equal(context_from_name(context_name((enum context)i)), i);
}

static void count_keys(void *ctx, enum context where, keycode key, enum action_id action) {
    int *seen = ctx;
    (void)where;
    assert_true(action != ACT_NONE);
    if (key < 128)
        seen[key]++;
}

static void test_each(void **state) {
    (void)state;
    struct keymap *map = keymap_new();
    for (int i = CONTEXT_NONE + 1; i < CONTEXT_COUNT; i++) {
        int seen[128] = {0};
        keymap_each(map, (enum context)i, count_keys, seen);
        for (int key = 0; key < 128; key++) {
            if (seen[key] > 1)
                fail_msg("'%c' stands twice in %s", key, context_name((enum context)i));
        }
    }
    keymap_free(map);
}

static void test_written(void **state) {
    (void)state;
    struct keymap *map = keymap_new();
    struct buf out = BUF_INIT;
    keymap_write(map, &out);
    assert_non_null(strstr(out.data, "ask             a              compose the one introduction\n"));
    assert_non_null(strstr(out.data, "down            j Down         the next row\n"));
    buf_cut(&out, 0);
    keymap_write_json(map, &out);
    assert_non_null(strstr(out.data, "{\"action\":\"sheet\",\"does\":\"the last conversations as a sheet\","
                                     "\"keys\":[{\"where\":\"ledger\",\"key\":\"v\"}]}"));
    buf_free(&out);
    keymap_free(map);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_names),    cmocka_unit_test(test_typed),          cmocka_unit_test(test_find),
        cmocka_unit_test(test_override), cmocka_unit_test(test_typing_is_free), cmocka_unit_test(test_tables),
        cmocka_unit_test(test_each),     cmocka_unit_test(test_written),
    };
    setlocale(LC_ALL, "C.UTF-8");
    return cmocka_run_group_tests(tests, NULL, NULL);
}
