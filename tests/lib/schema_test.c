#include "lib/lib.h"
#include "model/model.h"

/* A stale digest costs four milliseconds at every start, and nothing else would tell. */
static void the_digest_is_of_the_schema_as_it_stands(void **state) {
    char digest[STORE_DIGEST_SIZE];
    const struct store_options options = {
        .path = ":memory:",
        .application_id = MODEL_APPLICATION_ID,
        .migrations = schema_migrations,
        .migration_count = schema_migration_count,
        .logged = schema_logged,
    };
    (void)state;
    assert_int_equal(store_schema_digest(&options, digest), KITH_OK);
    assert_string_equal(digest, schema_digest);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_digest_is_of_the_schema_as_it_stands),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
