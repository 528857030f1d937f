/*
 * measure FOLDER SIZE PROGRAM SMALL RESULTS: what Kith takes for a thing, and
 * what others take for the like, side by side in one run. FOLDER is what
 * `generate` made, SMALL the same for size S, RESULTS a file of JSON Lines.
 */
#include <fcntl.h>
#include <sqlite3.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/text.h"
#include "clock.h"
#include "generate.h"
#include "kith/circle.h"
#include "kith/heard.h"
#include "kith/search.h"
#include "kith/today.h"
#include "tui/fuzzy.h"

enum { ROUNDS = 5, SAVES = 300, KEYS = 1000, KEYS_MANY = 10000, ROWS = 40, COLUMNS = 120 };
#define NOW ((int64_t)1795219200)

struct bench {
    const char *folder, *size, *program, *small;
    FILE *results;
    sqlite3 *db; /* the book as plain SQLite sees it */
    char *book, *work;
    int held, rows;
};

/* ---- what was found ---- */

/* Why a row is short where it is. Those not named here have no excuse but the machine. */
static const struct {
    const char *what, *why;
} reasons[] = {
    {"start to",
     "the schema with its triggers is parsed, then the panes of the first person are worked out: the"
     " words of the introduction, and the paths to everyone wished for"},
    {"Today", "the facts of everyone golden are read, which are many here, and the words are checked"},
    {"path in a program just started", "the facts of all who stand beside the path are read whole"},
    {"query",
     "every name is looked at, by an index that has nothing else; and a start takes some milliseconds"},
    {"search a plain word", "names are searched with the notes, and every name is looked at"},
    {"marks", "the names of everyone are read again after a save"},
    {"keys: to the picture", "the slow ones choose another person, whose facts are read for three panes"},
    {"keys: bytes for a selection", "the notes and the prompt of the person chosen are drawn with it"},
    {"memory", "People holds a row of each contact, with what / looks in"},
    {"the book / its note text", "each row has a UUID and an index of it, each mention its words"},
    {"import", "each row is matched with everyone, and has a UUID, 24 columns and five indexes"},
    {"backup", "the copy is checked before it gets its name"},
};

static const char *reason_of(const char *what) {
    for (size_t i = 0; i < sizeof reasons / sizeof *reasons; i++)
        if (strncmp(what, reasons[i].what, strlen(reasons[i].what)) == 0)
            return reasons[i].why;
    return "";
}

/* target: of ours / theirs, or of ours alone where there is no other (unit says of what). */
static void tell(struct bench *b, const char *what, double ours, double theirs, double target,
                 const char *unit) {
    double measure = theirs > 0 ? ours / theirs : ours;
    bool held = ours >= 0 && measure <= target;
    b->rows++;
    b->held += held;
    char other[32] = "-";
    if (theirs > 0)
        snprintf(other, sizeof other, "%.3f", theirs);
    printf("%-58s %12.3f %12s %10.4f %9.4f  %-5s %s\n", what, ours, other, measure, target, unit,
           ours < 0 ? "failed"
           : held   ? "held"
                    : "short");
    const char *why = ours >= 0 && !held ? reason_of(what) : "";
    if (*why)
        printf("    %s\n", why);
    fflush(stdout);
    fprintf(b->results, "{\"size\":\"%s\",\"what\":\"%s\",\"kith\":%.4f,\"reference\":", b->size, what, ours);
    fprintf(b->results, theirs > 0 ? "%.4f" : "null", theirs);
    fprintf(b->results, ",\"measure\":%.5f,\"target\":%.5f,\"unit\":\"%s\",\"held\":%s,\"why\":\"%s\"}\n",
            measure, target, unit, held ? "true" : "false", why);
}

static char *joined(const char *format, ...) {
    char *text = NULL;
    va_list args;
    va_start(args, format);
    if (vasprintf(&text, format, args) < 0)
        exit(1);
    va_end(args);
    return text;
}

#define RUN(out, ...) run_program((const char *const[]){__VA_ARGS__, NULL}, out)

static double median(struct times *times) {
    double half = times_part(times, 0.5);
    times_free(times);
    return half;
}

static struct kith *open_book(const char *path, bool read_only) {
    struct kith *k = NULL;
    struct buf why = BUF_INIT;
    struct kith_options options = {.path = path, .read_only = read_only, .now = NOW};
    day_parse_iso("2026-11-21", &options.today);
    if (kith_open(&options, &k, &why) != KITH_OK) {
        fprintf(stderr, "measure: %s\n", why.data);
        exit(1);
    }
    buf_free(&why);
    return k;
}

static void forget_file(const char *path) {
    char *more[] = {joined("%s-wal", path), joined("%s-shm", path)};
    unlink(path);
    for (size_t i = 0; i < 2; i++) {
        unlink(more[i]);
        free(more[i]);
    }
}

/* ---- starting, and commands ---- */

static double start_once(const struct bench *b, const char *book) {
    double ms = -1;
    struct screen *screen =
        screen_start((const char *const[]){b->program, "--book", book, NULL}, ROWS, COLUMNS, &ms);
    if (!screen)
        return -1;
    screen_end(screen);
    return ms;
}

static void measure_start(struct bench *b) {
    struct times ours = {0}, theirs = {0}, small = {0};
    char *small_book = joined("%s/book.kith", b->small);
    for (int i = 0; i < ROUNDS; i++) {
        times_add(&ours, start_once(b, b->book));
        times_add(&theirs, RUN(NULL, "sqlite3", b->book, "select 1"));
        times_add(&small, start_once(b, small_book));
    }
    double start = median(&ours);
    tell(b, "start to the first screen / sqlite3 select 1", start, median(&theirs), 2.5, "x");
    tell(b, "start to the first screen / the same at S", start, median(&small), 1.3, "x");
    free(small_book);
}

static void measure_query(struct bench *b) {
    struct times ours = {0}, theirs = {0};
    char *addresses = joined("%s/addressbook", b->folder), name[MADE_SIZE];
    for (size_t i = 0; i < ROUNDS; i++) {
        made_name(i * 7 + 3, name);
        times_add(&ours, RUN(NULL, b->program, "--book", b->book, "query", name));
        times_add(&theirs, RUN(NULL, "abook", "--datafile", addresses, "--mutt-query", name));
    }
    tell(b, "query one name / abook --mutt-query", median(&ours), median(&theirs), 0.1, "x");
    free(addresses);
}

/* ---- `/` ---- */

static void measure_fuzzy(struct bench *b) {
    char *path = joined("%s/names.txt", b->folder), *line = NULL;
    size_t room = 0;
    struct arena arena = {0};
    struct fuzzy *fuzzy = fuzzy_new();
    FILE *in = fopen(path, "r");
    while (in && getline(&line, &room, in) > 0) {
        line[strcspn(line, "\n")] = '\0';
        fuzzy_add(fuzzy, text_fold(&arena, line));
    }
    if (in)
        fclose(in);
    static const char *const words[] = {"sarabake", "tomkerso", "oscarval", "priyagro", "mossaley"};
    for (size_t letters = 1; letters <= 8; letters++) {
        struct times ours = {0}, theirs = {0};
        for (int round = 0; round < ROUNDS; round++) {
            char typed[16], option[32], before[16];
            size_t count;
            snprintf(typed, sizeof typed, "%.*s", (int)letters, words[round % 5]);
            snprintf(before, sizeof before, "%.*s", (int)letters - 1, words[round % 5]);
            fuzzy_find(fuzzy, "", &count);
            fuzzy_find(fuzzy, before, &count);
            double start = clock_now();
            fuzzy_find(fuzzy, typed, &count);
            times_add(&ours, clock_now() - start);
            snprintf(option, sizeof option, "--filter=%s", typed);
            char *command = joined("exec fzf %s <'%s'", option, path);
            times_add(&theirs, RUN(NULL, "sh", "-c", command));
            free(command);
        }
        char what[64];
        snprintf(what, sizeof what, "/ with %zu letters / fzf --filter", letters);
        tell(b, what, median(&ours), median(&theirs), 0.05, "x");
    }
    fuzzy_free(fuzzy);
    arena_free(&arena);
    free(line);
    free(path);
}

/* ---- search ---- */

static double search_once(struct kith *k, const char *words) {
    struct arena arena = {0};
    struct kith_finds found;
    double start = clock_now();
    kith_search(k, words, 50, &arena, &found);
    double ms = clock_now() - start;
    arena_free(&arena);
    return ms;
}

static double rg_once(const struct bench *b, const char *word) {
    char *texts = joined("%s/notes.txt", b->folder), *out = joined("%s/found.txt", b->folder);
    double ms = RUN(out, "rg", "-i", word, texts);
    free(texts);
    free(out);
    return ms;
}

static void measure_search(struct bench *b) {
    struct kith *k = open_book(b->book, true);
    struct times ours = {0}, theirs = {0}, rare = {0}, prefix = {0};
    char word[MADE_SIZE];
    for (int i = 0; i < ROUNDS; i++) {
        times_add(&ours, search_once(k, "referral"));
        times_add(&theirs, rg_once(b, "referral"));
    }
    tell(b, "search a plain word, newest 50 / rg -i", median(&ours), median(&theirs), 0.02, "x");
    for (size_t i = 0; i < ROUNDS; i++) {
        made_word(2000 + i * 700, word);
        times_add(&rare, rg_once(b, word));
        char typed[2 * MADE_SIZE];
        for (size_t letters = 1; letters <= 8 && letters <= strlen(word); letters++) {
            snprintf(typed, sizeof typed, "%.*s", (int)letters, word);
            times_add(&prefix, search_once(k, typed));
        }
    }
    double worst = times_part(&prefix, 1);
    tell(b, "search as one types, the slowest prefix / rg -i rare", worst, median(&rare), 0.3, "x");
    tell(b, "search as one types, the slowest prefix", worst, 0, 16, "ms");
    times_free(&prefix);
    kith_close(k);
}

/* ---- the day ---- */

static const char recompute[] =
    "SELECT p.id, coalesce(n.s, 0) + 5 * coalesce(m.s, 0) + 8 * coalesce(r.s, 0) - 3 * coalesce(a.s, 0) AS score"
    " FROM person AS p"
    " LEFT JOIN (SELECT w.person AS id, sum(1 / (1 + julianday('2026-11-22') - julianday(\"on\"))) AS s"
    "   FROM note_person AS w JOIN note AS t ON t.id = w.note GROUP BY w.person) AS n ON n.id = p.id"
    " LEFT JOIN (SELECT person AS id, sum(1 / (1 + julianday('2026-11-22') - julianday(\"on\"))) AS s"
    "   FROM moment GROUP BY person) AS m ON m.id = p.id"
    " LEFT JOIN (SELECT partner AS id, sum(1 / (1 + julianday('2026-11-22') - julianday(\"on\"))) AS s"
    "   FROM referral GROUP BY partner) AS r ON r.id = p.id"
    " LEFT JOIN (SELECT source AS id, sum(1 / (1 + julianday('2026-11-22') - julianday(\"on\"))) AS s"
    "   FROM ask GROUP BY source) AS a ON a.id = p.id"
    " ORDER BY score DESC LIMIT 40";

static double sql_once(const struct bench *b, const char *sql, int64_t bound) {
    sqlite3_stmt *stmt = NULL;
    double start = clock_now();
    if (sqlite3_prepare_v2(b->db, sql, -1, &stmt, NULL) != SQLITE_OK) {
        fprintf(stderr, "measure: %s\n", sqlite3_errmsg(b->db));
        return -1;
    }
    if (sqlite3_bind_parameter_count(stmt))
        sqlite3_bind_int64(stmt, 1, bound);
    while (sqlite3_step(stmt) == SQLITE_ROW)
        continue;
    sqlite3_finalize(stmt);
    return clock_now() - start;
}

static double day_once(struct kith *k) {
    struct arena arena = {0};
    struct kith_day today;
    double start = clock_now();
    kith_day(k, 1, &arena, &today);
    double ms = clock_now() - start;
    arena_free(&arena);
    return ms;
}

static void measure_day(struct bench *b) {
    struct times first = {0}, again = {0}, other = {0}, theirs = {0};
    for (int i = 0; i < ROUNDS; i++) {
        struct kith *k = open_book(b->book, true);
        times_add(&first, day_once(k));
        times_add(&theirs, sql_once(b, recompute, 0));
        times_add(&again, day_once(k));
        kith_close(k);
    }
    struct kith *k = open_book(b->work, false);
    day_once(k);
    for (int i = 1; i <= ROUNDS; i++) { /* a new day each time: those whose day has come are worked out */
        kith_clock(k, kith_today(k) + 1, NOW + i * 86400);
        times_add(&other, day_once(k));
    }
    kith_close(k);
    double sql = median(&theirs), same = median(&again);
    tell(b, "Today in a program just started / all in SQL", median(&first), sql, 0.001, "x");
    tell(b, "Today once more / all in SQL", same, sql, 0.001, "x");
    tell(b, "Today on the next day / all in SQL", median(&other), sql, 0.001, "x");
}

/* ---- saving ---- */

struct saving {
    struct kith *k;
    struct times save, undo, sync, after, marks;
    struct chance chance;
    int file;
};

static double sync_once(struct saving *s) {
    static const char page[4096];
    double start = clock_now();
    if (pwrite(s->file, page, sizeof page, 0) != (ssize_t)sizeof page || fdatasync(s->file) != 0)
        return -1;
    return clock_now() - start;
}

static void save_once(struct saving *s, int turn) {
    enum { NAMES = 3 };
    struct arena arena = {0};
    char names[NAMES][MADE_SIZE], text[NOTE_SIZE];
    struct kith_heard heard;
    struct kith_marks marks;
    struct kith_kept kept;
    kith_id contact = 1 + (kith_id)chance_skewed(&s->chance, 500);
    for (size_t i = 0; i < NAMES; i++)
        made_name(600 + chance_below(&s->chance, 300), names[i]);
    made_note(&s->chance, (const char(*)[MADE_SIZE])names, NAMES, text);
    struct kith_note note = {.with = {&contact, 1}, .on = DAY_NONE, .channel = KITH_CHANNEL_CALL, .text = text};
    double start = clock_now();
    kith_listen_marks(s->k, &note, &arena, &marks);
    times_add(&s->marks, clock_now() - start);
    kith_listen(s->k, &note, &arena, &heard);
    size_t kept_people = 0;
    for (size_t i = 0; i < heard.count; i++)
        heard.items[i].keep = heard.items[i].sort == KITH_HEARD_PERSON && kept_people++ < NAMES;
    start = clock_now();
    enum kith_status status = kith_note_save(s->k, &note, &heard, &arena, &kept);
    times_add(&s->save, status == KITH_OK ? clock_now() - start : -1);
    if (status != KITH_OK)
        fprintf(stderr, "measure: %s\n", kith_error(s->k));
    times_add(&s->sync, sync_once(s));
    if (turn % 10 == 0)
        times_add(&s->after, day_once(s->k));
    if (turn % 5 == 0) {
        const char *what;
        start = clock_now();
        kith_undo(s->k, &arena, &what);
        times_add(&s->undo, clock_now() - start);
    }
    arena_free(&arena);
}

/* At a size where reading all takes seconds fewer saves have to do. */
static void measure_save(struct bench *b) {
    struct saving s = {.chance = {7}};
    char *path = joined("%s/sync", b->folder);
    s.file = open(path, O_RDWR | O_CREAT, 0600);
    s.k = open_book(b->work, false);
    double begun = clock_now();
    for (int i = 0; i < SAVES && (i < 20 || clock_now() - begun < 40000); i++)
        save_once(&s, i);
    double longest = times_part(&s.save, 1), sync = median(&s.sync), save = times_part(&s.save, 0.5);
    tell(b, "save a note with 3 mentions / write and fdatasync", save, sync, 3.5, "x");
    tell(b, "save a note, the longest", longest, 0, 16, "ms");
    tell(b, "undo of a save / the save", median(&s.undo), save, 3, "x");
    tell(b, "Today after a save", median(&s.after), 0, 16, "ms");
    tell(b, "marks in a note, the first after a save", median(&s.marks), 0, 16, "ms");
    times_free(&s.save);
    kith_close(s.k);
    close(s.file);
    unlink(path);
    free(path);
}

/* ---- import, path, backup, listen ---- */

static void measure_import(struct bench *b) {
    static const char indexed[] =
        "CREATE TABLE p (id INTEGER PRIMARY KEY, first TEXT, last TEXT, url TEXT, email TEXT, company TEXT,"
        " title TEXT, day TEXT); CREATE INDEX p1 ON p(last); CREATE INDEX p2 ON p(company, last);"
        "CREATE UNIQUE INDEX p3 ON p(url); INSERT INTO p (first, last, url, email, company, title, day)"
        " SELECT * FROM t; DROP TABLE t";
    struct times ours = {0}, plain = {0}, full = {0};
    char *sheet = joined("%s/Connections.csv", b->folder), *book = joined("%s/import.kith", b->folder),
         *table = joined("%s/import.db", b->folder), *command = joined(".import --csv '%s' t", sheet);
    for (int i = 0; i < 5; i++) {
        forget_file(book);
        forget_file(table);
        times_add(&ours, RUN(NULL, b->program, "--book", book, "import", sheet));
        times_add(&plain, RUN(NULL, "sqlite3", table, command));
        forget_file(table);
        times_add(&full, RUN(NULL, "sqlite3", table, command, indexed));
    }
    double import = median(&ours);
    tell(b, "import of connections / sqlite3 .import", import, median(&plain), 4, "x");
    tell(b, "import of connections / .import, table, 3 indexes", import, median(&full), 2, "x");
    forget_file(book);
    forget_file(table);
    free(sheet);
    free(book);
    free(table);
    free(command);
}

static void measure_path(struct bench *b) {
    static const char deep[] =
        "WITH RECURSIVE r(p, d) AS (VALUES (?1, 0)"
        " UNION SELECT m.person, d + 1 FROM r JOIN mention AS m ON m.by = r.p WHERE d < 4"
        " UNION SELECT m.by, d + 1 FROM r JOIN mention AS m ON m.person = r.p WHERE d < 4) SELECT count(*) FROM r";
    struct times first = {0}, ours = {0}, theirs = {0};
    struct kith_wished *wishes;
    size_t count;
    struct arena arena = {0};
    struct kith *k = open_book(b->book, true);
    kith_wishes(k, &arena, &wishes, &count);
    for (size_t i = 0; i < 5 && i < count; i++) {
        struct kith_paths paths;
        struct kith *fresh = open_book(b->book, true);
        kith_id to = wishes[i].person.id;
        double start = clock_now();
        kith_path_to(fresh, to, &arena, &paths);
        times_add(&first, clock_now() - start);
        kith_close(fresh);
        start = clock_now();
        kith_path_to(k, to, &arena, &paths);
        times_add(&ours, clock_now() - start);
        times_add(&theirs, sql_once(b, deep, to));
    }
    double sql = median(&theirs);
    tell(b, "path in a program just started / recursive SQL", median(&first), sql, 0.05, "x");
    tell(b, "path once more / recursive SQL", median(&ours), sql, 0.05, "x");
    arena_free(&arena);
    kith_close(k);
}

static void measure_backup(struct bench *b) {
    struct times ours = {0}, theirs = {0};
    char *copy = joined("%s/copy.kith", b->folder),
         *command = joined("cp '%s' '%s' && sync -d '%s'", b->book, copy, copy);
    for (int i = 0; i < 5; i++) {
        unlink(copy);
        times_add(&ours, RUN(NULL, b->program, "--book", b->book, "backup", copy));
        unlink(copy);
        times_add(&theirs, RUN(NULL, "sh", "-c", command));
    }
    tell(b, "backup / cp and fdatasync", median(&ours), median(&theirs), 2.5, "x");
    unlink(copy);
    free(copy);
    free(command);
}

static void measure_listen(struct bench *b) {
    enum { LINES = 5000 };
    char *texts = joined("%s/notes.txt", b->folder), *lines = joined("%s/lines.json", b->folder),
         *line = NULL;
    size_t room = 0, bytes = 0;
    FILE *in = fopen(texts, "r"), *out = fopen(lines, "w");
    for (int i = 0; in && out && i < LINES && getline(&line, &room, in) > 0; i++) {
        line[strcspn(line, "\n")] = '\0';
        bytes += strlen(line);
        fprintf(out, "{\"id\":\"%d\",\"contact\":\"Ann Okafor\",\"note\":\"%s\"}\n", i, line);
    }
    if (in)
        fclose(in);
    if (out)
        fclose(out);
    struct times ours = {0};
    char *command = joined("'%s' listen <'%s'", b->program, lines);
    for (int i = 0; i < 5; i++)
        times_add(&ours, RUN(NULL, "sh", "-c", command));
    tell(b, "listen, for each MB", median(&ours) / ((double)bytes / 1e6), 0, 200, "ms");
    unlink(lines);
    free(command);
    free(line);
    free(lines);
    free(texts);
}

/* ---- keys, memory, size ---- */

/* Bytes of a letter typed into a note, and of the selection moved where no pane follows it. */
static void measure_letters(struct bench *b, struct screen *screen) {
    static const char *const letters[] = {"w", "e", "n", "t", "o", "v", "e", "r", "i", "t"};
    struct times typed = {0}, moved = {0};
    size_t bytes;
    screen_press(screen, "\033", &bytes);
    screen_press(screen, "\033", &bytes);
    screen_press(screen, "f", &bytes);
    for (int i = 0; i < 8; i++) {
        screen_press(screen, "\033[B", &bytes);
        times_add(&moved, (double)bytes);
    }
    screen_press(screen, "\033", &bytes);
    screen_press(screen, "n", &bytes);
    for (size_t i = 0; i < sizeof letters / sizeof *letters; i++) {
        screen_press(screen, letters[i], &bytes);
        times_add(&typed, (double)bytes);
    }
    tell(b, "keys: bytes for a selection moved in a list alone", median(&moved), 0, 400, "bytes");
    tell(b, "keys: bytes for a letter typed into a note", median(&typed), 0, 32, "bytes");
}

static void measure_keys(struct bench *b) {
    static const char *const keys[] = {"j", "j", "j", "k", "\033[6~", "\033[5~", "G", "g", "\t", "j"};
    struct times moves = {0}, all = {0}, still = {0}, typed = {0};
    struct chance chance = {3};
    double ms;
    size_t bytes;
    struct screen *screen =
        screen_start((const char *const[]){b->program, "--book", b->work, NULL}, ROWS, COLUMNS, &ms);
    if (!screen)
        return;
    screen_press(screen, "2", &bytes);
    for (int i = 0; i < 20; i++) {
        times_add(&all, screen_press(screen, "j", &bytes));
        times_add(&moves, (double)bytes);
        screen_press(screen, "", &bytes);
        times_add(&still, (double)bytes);
    }
    tell(b, "keys: bytes for a selection moved, both panes too", median(&moves), 0, 400, "bytes");
    tell(b, "keys: bytes when nothing changed", median(&still), 0, 0, "bytes");
    for (int i = 0; i < KEYS; i++)
        times_add(&all,
                  screen_press(screen, keys[chance_below(&chance, sizeof keys / sizeof *keys)], &bytes));
    tell(b, "memory after a thousand keys", (double)screen_memory(screen, "VmRSS:") / 1024, 0, 40, "MB");
    double begun = clock_now();
    for (int i = KEYS; i < KEYS_MANY && clock_now() - begun < 120000; i++)
        times_add(&all,
                  screen_press(screen, keys[chance_below(&chance, sizeof keys / sizeof *keys)], &bytes));
    tell(b, "keys: to the picture, half of ten thousand", times_part(&all, 0.5), 0, 8, "ms");
    tell(b, "keys: to the picture, 99 of a hundred", times_part(&all, 0.99), 0, 8, "ms");
    static const char *const letters[] = {"s", "a", "r", "a", " ", "b"};
    screen_press(screen, "\033", &bytes);
    screen_press(screen, "2", &bytes);
    screen_press(screen, "/", &bytes);
    for (int round = 0; round < 2; round++)
        for (size_t i = 0; i < 6; i++)
            times_add(&typed, screen_press(screen, round ? "\177" : letters[i], &bytes));
    tell(b, "keys: a letter in / to its picture, the slowest", times_part(&typed, 1), 0, 16, "ms");
    measure_letters(b, screen);
    times_free(&all);
    times_free(&typed);
    screen_end(screen);
}

static void measure_size(struct bench *b) {
    struct stat texts, book, plain;
    char *path = joined("%s/notes.txt", b->folder), *copy = joined("%s/plain.db", b->folder),
         *command = joined("VACUUM INTO '%s'", copy);
    unlink(copy);
    sqlite3_exec(b->db, command, NULL, NULL, NULL);
    if (stat(path, &texts) == 0 && stat(b->book, &book) == 0 && stat(copy, &plain) == 0) {
        tell(b, "the book / its note text", (double)book.st_size / 1e6, (double)texts.st_size / 1e6, 2, "x");
        tell(b, "the book / the same rows and indexes packed", (double)book.st_size / 1e6,
             (double)plain.st_size / 1e6, 1.3, "x");
    }
    unlink(copy);
    free(path);
    free(copy);
    free(command);
}

int main(int argc, char **argv) {
    static void (*const all[])(struct bench * b) = {
        measure_start,  measure_query, measure_fuzzy,  measure_search, measure_day,  measure_save,
        measure_import, measure_path,  measure_backup, measure_keys,   measure_size, measure_listen,
    };
    if (argc < 6) {
        fputs("usage: measure FOLDER SIZE PROGRAM SMALL RESULTS [WHICH]\n", stderr);
        return 2;
    }
    struct bench b = {.folder = argv[1],
                      .size = argv[2],
                      .program = argv[3],
                      .small = argv[4],
                      .results = fopen(argv[5], "w")};
    b.book = joined("%s/book.kith", b.folder);
    b.work = joined("%s/work.kith", b.folder);
    setenv("KITH_NOW", "2026-11-21", 1);
    setenv("LC_ALL", "C.UTF-8", 1);
    setenv("XDG_CONFIG_HOME", b.folder, 1);
    setenv("XDG_DATA_HOME", b.folder, 1);
    forget_file(b.work);
    if (!b.results || RUN(NULL, "cp", b.book, b.work) < 0 ||
        sqlite3_open_v2(b.book, &b.db, SQLITE_OPEN_READONLY, NULL) != SQLITE_OK) {
        fprintf(stderr, "measure: nothing to measure in '%s'\n", b.folder);
        return 1;
    }
    printf("%-58s %12s %12s %10s %9s\n", b.size, "kith", "reference", "measure", "target");
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        if (argc < 7 || (size_t)atoi(argv[6]) == i)
            all[i](&b);
    printf("%d of %d held\n", b.held, b.rows);
    forget_file(b.work);
    sqlite3_close(b.db);
    fclose(b.results);
    free(b.book);
    free(b.work);
    return 0;
}
