#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <float.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/alloc.h"
#include "base/arena.h"
#include "base/asset.h"
#include "base/buf.h"
#include "base/json.h"
#include "base/map.h"
#include "base/uuid.h"

/* ---- memory ---- */

static void restore(void) {
    if (write(STDERR_FILENO, "restored\n", 9) != 9)
        _exit(7);
}

/* In a child: what it says on stderr, and its exit status. */
static int dying(void (*act)(void), char *said, size_t size) {
    int ends[2], status;
    assert_int_equal(pipe(ends), 0);
    pid_t child = fork();
    if (child == 0) {
        dup2(ends[1], STDERR_FILENO);
        alloc_on_failure(restore);
        act();
        _exit(0);
    }
    close(ends[1]);
    ssize_t got = read(ends[0], said, size - 1);
    size_t length = 0;
    for (; got > 0; got = read(ends[0], said + length, size - 1 - length))
        length += (size_t)got;
    said[length] = '\0';
    close(ends[0]);
    assert_int_equal(waitpid(child, &status, 0), child);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static void ask_product(void) {
    xrealloc(NULL, SIZE_MAX / 2, 4);
}

static void test_alloc(void **state) {
    (void)state;
    char *bytes = xalloc(100);
    for (int i = 0; i < 100; i++)
        assert_int_equal(bytes[i], 0);
    free(bytes);
    free(xalloc(0));
    assert_null(xstrdup(NULL));
    char *copy = xstrndup("abc", 2);
    assert_string_equal(copy, "ab");
    free(copy);
    char said[200];
    assert_int_equal(dying(ask_product, said, sizeof said), 1);
    assert_string_equal(said, "restored\nkith: out of memory\n");
}

static void test_arena(void **state) {
    (void)state;
    struct arena arena = {0};
    char *kept[500];
    for (int round = 0; round < 2; round++) {
        for (int i = 0; i < 500; i++) { /* of all sizes, every byte one's own */
            size_t size = (size_t)(i * i % 7919) + (i % 50 == 0 ? 300000 : 0);
            kept[i] = arena_alloc(&arena, size);
            assert_int_equal((uintptr_t)kept[i] % _Alignof(max_align_t), 0);
            for (size_t b = 0; b < size; b++)
                if (kept[i][b] != 0)
                    fail_msg("byte %zu of %d is not zero", b, i);
            memset(kept[i], i & 0xFF, size);
        }
        for (int i = 0; i < 500; i++) {
            size_t size = (size_t)(i * i % 7919) + (i % 50 == 0 ? 300000 : 0);
            for (size_t b = 0; b < size; b++)
                if ((unsigned char)kept[i][b] != (i & 0xFF))
                    fail_msg("byte %zu of %d was overwritten", b, i);
        }
        arena_free(&arena);
        assert_null(arena.head);
    }
    assert_null(arena_strdup(&arena, NULL));
    assert_string_equal(arena_strndup(&arena, "abc", 2), "ab");
    assert_string_equal(arena_printf(&arena, "%s-%d", "x", 5), "x-5");
    struct {
        int *items;
        size_t count, cap;
    } list = {0};
    for (int i = 0; i < 1000; i++) {
        int *slot = ARENA_PUSH(&arena, list.items, list.count, list.cap);
        assert_int_equal(*slot, 0);
        *slot = i;
    }
    assert_int_equal(list.count, 1000);
    for (int i = 0; i < 1000; i++)
        assert_int_equal(list.items[i], i);
    assert_non_null(ARENA_NEW(&arena, double, 3));
    arena_free(&arena);
}

static void test_buf(void **state) {
    (void)state;
    struct buf buf = BUF_INIT;
    assert_string_equal(buf.data, "");
    buf_cut(&buf, 0);
    buf_add(&buf, NULL, 0);
    assert_string_equal(buf.data, "");
    buf_str(&buf, "ab");
    buf_char(&buf, 'c');
    buf_add(&buf, "\0d", 2);
    assert_int_equal(buf.len, 5);
    assert_memory_equal(buf.data, "abc\0d", 6);
    buf_cut(&buf, 99);
    assert_int_equal(buf.len, 5);
    buf_cut(&buf, 2);
    buf_printf(&buf, "%05d%s", 42, "!");
    assert_string_equal(buf.data, "ab00042!");
    for (int i = 0; i < 10000; i++)
        buf_printf(&buf, "%d,", i);
    assert_int_equal(buf.len, 8 + 48890);
    char *text = buf_detach(&buf);
    assert_memory_equal(text + strlen(text) - 6, ",9999,", 6);
    free(text);
    assert_string_equal(buf.data, "");
    text = buf_detach(&buf);
    assert_string_equal(text, "");
    free(text);
    buf_str(&buf, "again");
    buf_free(&buf);
    assert_int_equal(buf.len, 0);
    buf_free(&buf);
}

static void test_map(void **state) {
    (void)state;
    struct map map = {0};
    struct idmap ids = {0};
    int64_t value = -1;
    char key[32];
    assert_false(map_get(&map, "x", &value));
    assert_false(idmap_get(&ids, 0, &value));
    assert_int_equal(value, -1);
    for (int i = 0; i < 20000; i++) {
        snprintf(key, sizeof key, "key %d", i);
        map_set(&map, key, i);
        idmap_set(&ids, (int64_t)i * INT64_C(1000003) - 5, i);
    }
    map_set(&map, "key 7", -7);
    map_set(&map, "", 1);
    idmap_set(&ids, INT64_MIN, 2);
    idmap_set(&ids, 0, 3);
    assert_int_equal(map.count, 20001);
    assert_int_equal(ids.count, 20002);
    for (int i = 0; i < 20000; i++) {
        snprintf(key, sizeof key, "key %d", i);
        assert_true(map_get(&map, key, &value));
        assert_int_equal(value, i == 7 ? -7 : i);
        assert_true(idmap_get(&ids, (int64_t)i * INT64_C(1000003) - 5, &value));
        assert_int_equal(value, i);
    }
    assert_true(map_get(&map, "", &value) && value == 1);
    assert_true(idmap_get(&ids, INT64_MIN, &value) && value == 2);
    assert_false(map_get(&map, "key 20000", &value));
    assert_false(idmap_get(&ids, 12345, &value));
    map_free(&map);
    idmap_free(&ids);
    assert_int_equal(map.count, 0);
    map_set(&map, "a", 1);
    map_free(&map);
}

static void test_uuid_and_asset(void **state) {
    (void)state;
    char a[UUID_SIZE], b[UUID_SIZE];
    for (int round = 0; round < 100; round++) {
        uuid_make(a);
        uuid_make(b);
        assert_string_not_equal(a, b);
        assert_int_equal(strlen(a), 36);
        for (int i = 0; i < 36; i++)
            if (i == 8 || i == 13 || i == 18 || i == 23)
                assert_int_equal(a[i], '-');
            else
                assert_non_null(strchr("0123456789abcdef", a[i]));
        assert_int_equal(a[14], '4');
        assert_non_null(strchr("89ab", a[19]));
    }
    static const struct asset table[] = {{"one", "1", 1}, {"two", "22", 2}, {0}};
    assert_ptr_equal(asset_find(table, "two"), &table[1]);
    assert_null(asset_find(table, "three"));
}

/* ---- JSON ---- */

static void is(struct buf *out, const char *expected) {
    assert_string_equal(out->data, expected);
    buf_free(out);
}

static void test_json_shape(void **state) {
    (void)state;
    struct buf out = BUF_INIT;
    struct json json = JSON_INIT(&out);
    json_open(&json, '{');
    json_put_int(&json, "a", 1);
    json_key(&json, "b");
    json_open(&json, '[');
    json_int(&json, INT64_MIN);
    json_open(&json, '[');
    json_close(&json, ']');
    json_open(&json, '{');
    json_close(&json, '}');
    json_null(&json);
    json_close(&json, ']');
    json_put_bool(&json, "c", false);
    json_put_text(&json, "d", NULL);
    json_put_day(&json, "e", day_from(2026, 11, 21));
    json_put_day(&json, "f", DAY_NONE);
    json_key(&json, "g");
    json_raw(&json, "[1,2]");
    json_close(&json, '}');
    is(&out, "{\"a\":1,\"b\":[-9223372036854775808,[],{},null],\"c\":false,\"d\":null,\"e\":\"2026-11-21\","
             "\"f\":null,\"g\":[1,2]}");

    json = (struct json)JSON_INIT(&out); /* one row a line */
    json_open(&json, '[');
    for (int i = 0; i < 2; i++) {
        json_break(&json, 1);
        json_open(&json, '{');
        json_put_int(&json, "n", i);
        json_close(&json, '}');
    }
    json_break(&json, 0);
    json_close(&json, ']');
    is(&out, "[\n {\"n\":0},\n {\"n\":1}\n]");
}

static void test_json_text(void **state) {
    (void)state;
    static const struct {
        const char *text;
        size_t length;
        const char *json;
    } cases[] = {
        {"", 0, "\"\""},
        {"a/b é 日", 10, "\"a/b é 日\""},
        {"\"\\", 2, "\"\\\"\\\\\""},
        {"\n\t\r\b\f", 5, "\"\\n\\t\\r\\b\\f\""},
        {"\x01\x1f\x7f", 3, "\"\\u0001\\u001f\\u007f\""},
        {"a\0b", 3, "\"a\\u0000b\""},
        {"x\xFFy", 3, "\"x\xEF\xBF\xBDy\""},
        {"\xED\xA0\x80", 3, "\"\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\""},
        {"\xEF\xBF\xBD", 3, "\"\xEF\xBF\xBD\""},
        {"é", 1, "\"\xEF\xBF\xBD\""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct buf out = BUF_INIT;
        struct json json = JSON_INIT(&out);
        json_text_n(&json, cases[i].text, cases[i].length);
        is(&out, cases[i].json);
    }
}

static void test_json_numbers(void **state) {
    (void)state;
    static const struct {
        double number;
        const char *json;
    } reals[] = {{0, "0"},
                 {-0.0, "0"},
                 {0.1, "0.1"},
                 {1.5, "1.5"},
                 {100, "100"},
                 {-2.25, "-2.25"},
                 {1e21, "1e+21"},
                 {0.1 + 0.2, "0.30000000000000004"},
                 {1.0 / 3, "0.3333333333333333"},
                 {NAN, "null"},
                 {INFINITY, "null"}};
    for (size_t i = 0; i < sizeof reals / sizeof *reals; i++) {
        struct buf out = BUF_INIT;
        struct json json = JSON_INIT(&out);
        json_real(&json, reals[i].number);
        is(&out, reals[i].json);
    }
    static const double exact[] = {DBL_MAX, DBL_MIN, 5e-324, 2.0 / 3, 123456789.123456789, -1e-7};
    for (size_t i = 0; i < sizeof exact / sizeof *exact; i++) {
        struct buf out = BUF_INIT;
        struct json json = JSON_INIT(&out);
        json_real(&json, exact[i]);
        assert_true(strtod(out.data, NULL) == exact[i]);
        buf_free(&out);
    }
    static const struct {
        int64_t cents;
        const char *json;
    } money[] = {{120000, "1200.00"},
                 {5, "0.05"},
                 {0, "0.00"},
                 {-5, "-0.05"},
                 {-12345, "-123.45"},
                 {MONEY_NONE, "null"},
                 {INT64_MAX, "92233720368547758.07"},
                 {INT64_MIN + 1, "-92233720368547758.07"}};
    for (size_t i = 0; i < sizeof money / sizeof *money; i++) {
        struct buf out = BUF_INIT;
        struct json json = JSON_INIT(&out);
        json_cents(&json, money[i].cents);
        is(&out, money[i].json);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_alloc),
        cmocka_unit_test(test_arena),
        cmocka_unit_test(test_buf),
        cmocka_unit_test(test_map),
        cmocka_unit_test(test_uuid_and_asset),
        cmocka_unit_test(test_json_shape),
        cmocka_unit_test(test_json_text),
        cmocka_unit_test(test_json_numbers),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
