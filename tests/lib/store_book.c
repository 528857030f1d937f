#include "lib/store_book.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* ---- a small book of every kind of reference ---- */

static const char version_1[] =
    "CREATE TABLE person (id INTEGER PRIMARY KEY, uid TEXT NOT NULL UNIQUE, name TEXT NOT NULL COLLATE NOCASE,"
    " weight REAL, loose, by INTEGER REFERENCES person (id) ON DELETE SET NULL);"
    "CREATE TABLE note (id INTEGER PRIMARY KEY, person INTEGER NOT NULL REFERENCES person (id) ON DELETE CASCADE,"
    " text TEXT NOT NULL, day TEXT);"
    "CREATE TABLE mention (id INTEGER PRIMARY KEY, note INTEGER REFERENCES note (id) ON DELETE CASCADE,"
    " person INTEGER REFERENCES person (id) ON DELETE CASCADE, UNIQUE (note, person));"
    "CREATE TABLE ask (id INTEGER PRIMARY KEY, source INTEGER REFERENCES person (id) ON DELETE SET NULL,"
    " target TEXT REFERENCES person (uid) ON DELETE SET NULL ON UPDATE CASCADE,"
    " prior INTEGER REFERENCES ask (id));"
    "CREATE TABLE setting (id INTEGER PRIMARY KEY, key TEXT UNIQUE, value TEXT);"
    "CREATE TABLE plain (id INTEGER PRIMARY KEY, x TEXT);"
    "CREATE INDEX note_person ON note (person, day);"
    "CREATE VIRTUAL TABLE words USING fts5 (text, content = 'note', content_rowid = 'id',"
    " tokenize = 'unicode61 remove_diacritics 2');"
    "CREATE TRIGGER words_in AFTER INSERT ON note BEGIN"
    " INSERT INTO words (rowid, text) VALUES (NEW.id, NEW.text); END;"
    "CREATE TRIGGER words_out AFTER DELETE ON note BEGIN"
    " INSERT INTO words (words, rowid, text) VALUES ('delete', OLD.id, OLD.text); END;"
    "CREATE TRIGGER words_new AFTER UPDATE OF text ON note BEGIN"
    " INSERT INTO words (words, rowid, text) VALUES ('delete', OLD.id, OLD.text);"
    " INSERT INTO words (rowid, text) VALUES (NEW.id, NEW.text); END;";
const char version_2[] = "ALTER TABLE person ADD COLUMN city TEXT; CREATE INDEX person_city ON person (city)";

const struct migration migrations[2] = {{1, version_1, false}, {2, version_2, true}};
static const char *const logged[] = {"person", "note", "mention", "ask", "setting", NULL};

struct store_options options_for(const char *path) {
    return (struct store_options){.path = path,
                                  .application_id = APPLICATION,
                                  .migrations = migrations,
                                  .migration_count = 2,
                                  .logged = logged};
}

struct store *open_with(struct store_options options) {
    struct store *store;
    struct buf why = BUF_INIT;
    if (store_open(&options, &store, &why) != KITH_OK)
        fail_msg("%s", why.data);
    assert_int_equal(why.len, 0);
    return store;
}

struct store *open_book(const char *path) {
    return open_with(options_for(path));
}

void run(struct store *store, const char *sql) {
    stmt_run(store_sql(store, sql));
}

int64_t number(struct store *store, const char *sql) {
    return store_number(store, sql, 0, 0, -1);
}

enum kith_status step(struct store *store, const char *sql) {
    store_begin(store, sql, 1000);
    run(store, sql);
    return store_end(store, KITH_OK);
}

char *dump(struct store *store) {
    static const char *const queries[] = {
        "SELECT 'p' || id || quote(uid) || quote(CAST(name AS BLOB)) || typeof(weight) || quote(weight) ||"
        " typeof(loose) || quote(CAST(loose AS BLOB)) || quote(loose) || quote(by) || quote(city)"
        " FROM person ORDER BY id",
        "SELECT 'n' || id || '.' || person || quote(CAST(text AS BLOB)) || quote(day) FROM note ORDER BY id",
        "SELECT 'm' || id || quote(note) || quote(person) FROM mention ORDER BY id",
        "SELECT 'a' || id || quote(source) || quote(target) || quote(prior) FROM ask ORDER BY id",
        "SELECT 's' || id || quote(key) || quote(value) FROM setting ORDER BY id",
        "SELECT 'w' || rowid FROM words WHERE words MATCH 'word' ORDER BY rowid",
    };
    struct buf out = BUF_INIT;
    for (size_t i = 0; i < sizeof queries / sizeof *queries; i++) {
        struct stmt *stmt = store_sql(store, queries[i]);
        while (stmt_row(stmt)) {
            buf_add(&out, stmt_col_text(stmt, 0), stmt_col_bytes(stmt, 0));
            buf_char(&out, '\n');
        }
    }
    assert_int_equal(store_status(store), KITH_OK);
    return buf_detach(&out);
}

/* ---- a folder for each test ---- */

char folder[64];
static char place[128];

char *at(const char *name) {
    snprintf(place, sizeof place, "%s/%s", folder, name);
    return place;
}

int make_folder(void **state) {
    (void)state;
    strcpy(folder, "/tmp/kith-store-XXXXXX");
    return mkdtemp(folder) ? 0 : -1;
}

int drop_folder(void **state) {
    (void)state;
    char command[256];
    snprintf(command, sizeof command, "chmod -R u+rwx %s; rm -rf %s", folder, folder);
    return system(command);
}

void put(const char *path, const void *bytes, size_t length) {
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, length, file), length);
    fclose(file);
}

struct buf get(const char *path) {
    struct buf bytes = BUF_INIT;
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    char chunk[4096];
    size_t n;
    while ((n = fread(chunk, 1, sizeof chunk, file)) > 0)
        buf_add(&bytes, chunk, n);
    fclose(file);
    return bytes;
}

bool there(const char *path) {
    return access(path, F_OK) == 0;
}

mode_t mode_of(const char *path) {
    struct stat st;
    assert_int_equal(stat(path, &st), 0);
    return st.st_mode & 07777;
}
