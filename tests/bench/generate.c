/*
 * generate PEOPLE FOLDER: a book of that many people, ten notes and thirty
 * mentions to each, and the same as the files that other programs read. The
 * same number gives the same rows everywhere. The rows are written with plain
 * SQL into a book that the library has made: a hundred times faster than a
 * verb for each, which would also say nothing about the size that is measured.
 */
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "generate.h"
#include "kith/today.h"

enum {
    DAYS = 3650,
    CONTACTS_OF_TEN = 6,
    NOTES_EACH = 10,
    MENTIONS_A_NOTE = 3,
    CIRCLE = 60,
    COMPANIES_OF = 5
};
#define NOW ((int64_t)1795219200) /* 2026-11-21 */

struct book {
    sqlite3 *db;
    size_t people, contacts;
    day today;
    struct chance chance;
    FILE *names, *texts, *addresses, *sheet;
    int *ranks; /* notes of each day so far */
};

static void check(const struct book *book, int code) {
    if (code == SQLITE_OK || code == SQLITE_DONE || code == SQLITE_ROW)
        return;
    fprintf(stderr, "generate: %s\n", sqlite3_errmsg(book->db));
    exit(1);
}

static void run(const struct book *book, const char *sql) {
    check(book, sqlite3_exec(book->db, sql, NULL, NULL, NULL));
}

static sqlite3_stmt *prepared(const struct book *book, const char *sql) {
    sqlite3_stmt *stmt = NULL;
    check(book, sqlite3_prepare_v2(book->db, sql, -1, &stmt, NULL));
    return stmt;
}

static void insert(const struct book *book, sqlite3_stmt *stmt) {
    check(book, sqlite3_step(stmt));
    check(book, sqlite3_reset(stmt));
}

static void bind_text(sqlite3_stmt *stmt, int at, const char *text) {
    sqlite3_bind_text(stmt, at, text, -1, SQLITE_TRANSIENT);
}

static void bind_uid(struct book *book, sqlite3_stmt *stmt, int at) {
    char uid[37];
    made_uid(&book->chance, uid);
    bind_text(stmt, at, uid);
}

static void bind_day(sqlite3_stmt *stmt, int at, day on) {
    char iso[DAY_SIZE];
    bind_text(stmt, at, day_iso(on, iso));
}

/* Most of a life's notes are late: one writes more and knows more people. */
static day some_day(struct book *book) {
    double part = chance_part(&book->chance);
    return book->today - (day)(part * part * DAYS);
}

static size_t some_contact(struct book *book) {
    return chance_skewed(&book->chance, book->contacts);
}

/* Whom a contact speaks of: a circle of their own, some of it often. Contacts stand first. */
static size_t one_of_circle(struct book *book, size_t contact) {
    struct chance own = {contact * 7919 + chance_skewed(&book->chance, CIRCLE)};
    size_t person = chance_below(&own, book->people);
    return person == contact ? (person + 1) % book->people : person;
}

/* ---- people ---- */

static void make_people(struct book *book) {
    static const char *const roles[] = {"client", "prospect", "partner", "friend", "other"};
    sqlite3_stmt *stmt = prepared(
        book,
        "INSERT INTO person (id, uid, created, changed, name, role, company, title, emails, phones, urls,"
        " city, tags, known_since, every_days, favourite, archived, private, unnamed, aliases, dates, typed,"
        " sort) VALUES (?1, ?2, ?3, ?3, ?4, ?5, ?6, ?7, ?8, '[]', ?9, ?10, ?11, ?12, ?13, ?14, 0, 0, 0,"
        " '[]', '[]', '[]', ?15)");
    for (size_t i = 0; i < book->people; i++) {
        char name[MADE_SIZE], company[MADE_SIZE + 8], text[256];
        struct arena arena = {0};
        bool contact = i < book->contacts;
        made_name(i, name);
        made_word(100 + chance_below(&book->chance, book->people / COMPANIES_OF), company);
        strcat(company, " Ltd");
        company[0] = (char)(company[0] & ~0x20);
        sqlite3_bind_int64(stmt, 1, (int64_t)i + 1);
        bind_uid(book, stmt, 2);
        sqlite3_bind_int64(stmt, 3, NOW);
        bind_text(stmt, 4, name);
        bind_text(stmt, 5, contact ? roles[chance_below(&book->chance, 5)] : "mentioned");
        bind_text(stmt, 6, contact ? company : NULL);
        bind_text(stmt, 7, contact ? "Manager" : NULL);
        snprintf(text, sizeof text, contact ? "[\"person%zu@example.org\"]" : "[]", i);
        bind_text(stmt, 8, text);
        snprintf(text, sizeof text, contact ? "[\"https://www.linkedin.com/in/person-%zu\"]" : "[]", i);
        bind_text(stmt, 9, text);
        bind_text(stmt, 10, contact && i % 3 ? "Lagos" : NULL);
        bind_text(stmt, 11, contact && i % 7 == 0 ? "[\"board\"]" : "[]");
        sqlite3_bind_null(stmt, 12);
        if (contact)
            bind_day(stmt, 12, some_day(book));
        sqlite3_bind_null(stmt, 13);
        if (contact && i % 50 == 0)
            sqlite3_bind_int(stmt, 13, 90);
        sqlite3_bind_int(stmt, 14, contact && i % 40 == 0);
        bind_text(stmt, 15, text_fold(&arena, name));
        insert(book, stmt);
        fprintf(book->names, "%s\n", name);
        fprintf(book->addresses, "[%zu]\nname=%s\nemail=person%zu@example.org\n\n", i, name, i);
        size_t first = strcspn(name, " ");
        fprintf(book->sheet,
                "%.*s,%s,https://www.linkedin.com/in/new-%zu,new%zu@example.org,%s,Manager,%02d Nov 2020\n",
                (int)first, name, name + first + 1, i, i, company, 1 + (int)(i % 28));
        arena_free(&arena);
    }
    sqlite3_finalize(stmt);
}

/* ---- notes, and what was kept of them ---- */

struct saves {
    sqlite3_stmt *note, *with, *mention, *moment, *need;
};

static void make_mentions(struct book *book, const struct saves *saves, int64_t note, size_t contact,
                          const size_t *people, const char (*names)[MADE_SIZE], size_t count) {
    static const char *const relations[] = {"brother", "colleague", "friend", "accountant", NULL};
    char quote[MADE_SIZE + 32];
    for (size_t i = 0; i < count; i++) {
        bind_uid(book, saves->mention, 1);
        sqlite3_bind_int64(saves->mention, 2, NOW);
        sqlite3_bind_int64(saves->mention, 3, note);
        sqlite3_bind_int64(saves->mention, 4, (int64_t)contact + 1);
        sqlite3_bind_int64(saves->mention, 5, (int64_t)people[i] + 1);
        bind_text(saves->mention, 6, relations[people[i] % 5]);
        snprintf(quote, sizeof quote, "Told me about %s.", names[i]);
        bind_text(saves->mention, 7, quote);
        insert(book, saves->mention);
    }
}

static void make_kept(struct book *book, const struct saves *saves, int64_t note, size_t contact, day on) {
    static const char *const kinds[] = {"thanked", "result", "value", "kickoff", "trouble"};
    if (chance_below(&book->chance, 10) == 0) {
        bind_uid(book, saves->moment, 1);
        sqlite3_bind_int64(saves->moment, 2, NOW);
        sqlite3_bind_int64(saves->moment, 3, (int64_t)contact + 1);
        bind_text(saves->moment, 4, kinds[chance_skewed(&book->chance, 5)]);
        bind_day(saves->moment, 5, on);
        sqlite3_bind_int64(saves->moment, 6, note);
        bind_text(saves->moment, 7, book->today - on > 30 ? "used" : "open");
        insert(book, saves->moment);
    }
    if (chance_below(&book->chance, 20) == 0) {
        bind_uid(book, saves->need, 1);
        sqlite3_bind_int64(saves->need, 2, NOW);
        sqlite3_bind_int64(saves->need, 3, (int64_t)contact + 1);
        bind_day(saves->need, 4, on);
        sqlite3_bind_int64(saves->need, 5, note);
        sqlite3_bind_null(saves->need, 6);
        if (book->today - on > 200)
            bind_day(saves->need, 6, on + 100);
        insert(book, saves->need);
    }
}

static void make_note(struct book *book, const struct saves *saves, int64_t id) {
    size_t contact = some_contact(book), people[MENTIONS_A_NOTE], count = 0;
    char names[MENTIONS_A_NOTE][MADE_SIZE], text[NOTE_SIZE];
    day on = some_day(book);
    for (size_t i = 0; i < MENTIONS_A_NOTE; i++) {
        size_t person = one_of_circle(book, contact), at = 0;
        while (at < count && people[at] != person)
            at++;
        if (at < count)
            continue;
        made_name(person, names[count]);
        people[count++] = person;
    }
    made_note(&book->chance, (const char(*)[MADE_SIZE])names, count, text);
    sqlite3_bind_int64(saves->note, 1, id);
    bind_uid(book, saves->note, 2);
    sqlite3_bind_int64(saves->note, 3, NOW);
    bind_day(saves->note, 4, on);
    bind_text(saves->note, 5, text);
    sqlite3_bind_int64(saves->note, 6, ((int64_t)on << 20) + 1 + book->ranks[book->today - on]++);
    insert(book, saves->note);
    sqlite3_bind_int64(saves->with, 1, id);
    sqlite3_bind_int64(saves->with, 2, (int64_t)contact + 1);
    insert(book, saves->with);
    fprintf(book->texts, "%s\n", text);
    make_mentions(book, saves, id, contact, people, (const char(*)[MADE_SIZE])names, count);
    make_kept(book, saves, id, contact, on);
}

static void make_notes(struct book *book) {
    struct saves saves = {
        prepared(book, "INSERT INTO note (id, uid, created, changed, \"on\", channel, text, rank)"
                       " VALUES (?1, ?2, ?3, ?3, ?4, 'call', ?5, ?6)"),
        prepared(book, "INSERT INTO note_person (note, person, place) VALUES (?1, ?2, 0)"),
        prepared(book, "INSERT INTO mention (uid, created, changed, note, by, person, relation, quote)"
                       " VALUES (?1, ?2, ?2, ?3, ?4, ?5, ?6, ?7)"),
        prepared(book, "INSERT INTO moment (uid, created, changed, person, kind, \"on\", note, quote, state)"
                       " VALUES (?1, ?2, ?2, ?3, ?4, ?5, ?6, 'thank you, that helped', ?7)"),
        prepared(book, "INSERT INTO need (uid, created, changed, person, what, \"on\", note, met_on)"
                       " VALUES (?1, ?2, ?2, ?3, 'a new supplier', ?4, ?5, ?6)"),
    };
    book->ranks = calloc(DAYS + 1, sizeof *book->ranks);
    for (size_t i = 0; i < book->people * NOTES_EACH; i++)
        make_note(book, &saves, (int64_t)i + 1);
    free(book->ranks);
    sqlite3_stmt *const all[] = {saves.note, saves.with, saves.mention, saves.moment, saves.need};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        sqlite3_finalize(all[i]);
}

/* ---- the ledger, asks, delays, tasks, wishes ---- */

static void make_pairs(struct book *book) {
    static const char *const answers[] = {"yes", "yes", "no", "think", "none"};
    sqlite3_stmt *referral = prepared(
        book,
        "INSERT INTO referral (uid, created, changed, direction, partner, person, \"on\", outcome, thanked_on,"
        " reported_on) VALUES (?1, ?2, ?2, ?3, ?4, ?5, ?6, ?7, ?6, ?8)");
    sqlite3_stmt *ask = prepared(
        book, "INSERT INTO ask (uid, created, changed, source, target, \"on\", wording, answer, answered_on)"
              " VALUES (?1, ?2, ?2, ?3, ?4, ?5, 'Who do you know?', ?6, ?5)");
    for (size_t i = 0; i < book->people / 5; i++) {
        size_t contact = some_contact(book), other = one_of_circle(book, contact);
        day on = some_day(book);
        bool done = chance_below(&book->chance, 20) > 0 || book->today - on > 60;
        bind_uid(book, referral, 1);
        sqlite3_bind_int64(referral, 2, NOW);
        bind_text(referral, 3, i % 3 ? "given" : "received");
        sqlite3_bind_int64(referral, 4, (int64_t)contact + 1);
        sqlite3_bind_int64(referral, 5, (int64_t)other + 1);
        bind_day(referral, 6, on);
        bind_text(referral, 7, !done ? "open" : i % 4 ? "met" : "business");
        sqlite3_bind_null(referral, 8);
        if (done)
            bind_day(referral, 8, on + 20 < book->today ? on + 20 : book->today);
        insert(book, referral);
        contact = some_contact(book);
        on = some_day(book);
        bind_uid(book, ask, 1);
        sqlite3_bind_int64(ask, 2, NOW);
        sqlite3_bind_int64(ask, 3, (int64_t)contact + 1);
        sqlite3_bind_int64(ask, 4, (int64_t)one_of_circle(book, contact) + 1);
        bind_day(ask, 5, on);
        bind_text(ask, 6, book->today - on < 5 ? "waiting" : answers[chance_below(&book->chance, 5)]);
        insert(book, ask);
    }
    sqlite3_finalize(referral);
    sqlite3_finalize(ask);
}

static void make_small(struct book *book) {
    sqlite3_stmt *delay =
        prepared(book, "INSERT INTO delay (uid, created, changed, person, reason, \"on\", until)"
                       " VALUES (?1, ?2, ?2, ?3, 'needy', ?4, ?5)");
    sqlite3_stmt *task =
        prepared(book, "INSERT INTO task (uid, created, changed, person, what, \"on\", done_on)"
                       " VALUES (?1, ?2, ?2, ?3, 'send the list', ?4, ?5)");
    sqlite3_stmt *pledge = prepared(book, "INSERT INTO pledge (uid, created, changed, person, count, \"on\")"
                                          " VALUES (?1, ?2, ?2, ?3, 5, ?4)");
    sqlite3_stmt *wish = prepared(book, "INSERT INTO wish (uid, created, changed, person, \"on\")"
                                        " VALUES (?1, ?2, ?2, ?3, ?4)");
    sqlite3_stmt *const all[] = {delay, task, pledge, wish};
    for (size_t i = 0; i < book->people / 20; i++)
        for (size_t j = 0; j < sizeof all / sizeof *all; j++) {
            day on = some_day(book);
            if (all[j] == wish && i >= 20)
                continue;
            bind_uid(book, all[j], 1);
            sqlite3_bind_int64(all[j], 2, NOW);
            sqlite3_bind_int64(all[j], 3,
                               all[j] == wish ? (int64_t)(book->contacts + i * 7 + 1)
                                              : (int64_t)some_contact(book) + 1);
            bind_day(all[j], 4, on);
            if (all[j] == delay)
                bind_day(delay, 5, on + 3);
            else if (all[j] == task && on < book->today - 20)
                bind_day(task, 5, on + 10);
            else if (all[j] == task)
                sqlite3_bind_null(task, 5);
            insert(book, all[j]);
        }
    for (size_t j = 0; j < sizeof all / sizeof *all; j++)
        sqlite3_finalize(all[j]);
}

static FILE *file(const char *folder, const char *name) {
    char path[4096];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *out = fopen(path, "w");
    if (!out) {
        fprintf(stderr, "generate: cannot write '%s'\n", path);
        exit(1);
    }
    return out;
}

static struct kith *open_kith(const struct book *book, const char *path) {
    struct kith *k = NULL;
    struct buf why = BUF_INIT;
    struct kith_options options = {.path = path, .today = book->today, .now = NOW};
    if (kith_open(&options, &k, &why) != KITH_OK) {
        fprintf(stderr, "generate: %s\n", why.data);
        exit(1);
    }
    buf_free(&why);
    return k;
}

/* A day is looked at, so that all is kept that a book in use keeps. */
static void use_book(const struct book *book, const char *folder) {
    char path[4096];
    struct arena arena = {0};
    struct kith_day today;
    snprintf(path, sizeof path, "%s/book.kith", folder);
    struct kith *k = open_kith(book, path);
    kith_day(k, 1, &arena, &today);
    kith_close(k);
    arena_free(&arena);
}

static void open_book(struct book *book, const char *folder) {
    char path[4096];
    snprintf(path, sizeof path, "%s/book.kith", folder);
    kith_close(open_kith(book, path));
    check(book, sqlite3_open(path, &book->db));
    run(book, "PRAGMA journal_mode = DELETE; PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;"
              "PRAGMA cache_size = -300000; BEGIN");
    book->names = file(folder, "names.txt");
    book->texts = file(folder, "notes.txt");
    book->addresses = file(folder, "addressbook");
    book->sheet = file(folder, "Connections.csv");
    fputs("First Name,Last Name,URL,Email Address,Company,Position,Connected On\n", book->sheet);
    fputs("[format]\nprogram=abook\nversion=0.6.1\n\n", book->addresses);
}

int main(int argc, char **argv) {
    struct book book = {.chance = {42}};
    if (argc != 3 || (book.people = (size_t)strtoul(argv[1], NULL, 10)) < 100) {
        fputs("usage: generate PEOPLE FOLDER\n", stderr);
        return 2;
    }
    day_parse_iso("2026-11-21", &book.today);
    book.contacts = book.people * CONTACTS_OF_TEN / 10;
    open_book(&book, argv[2]);
    make_people(&book);
    make_notes(&book);
    make_pairs(&book);
    make_small(&book);
    run(&book, "COMMIT; INSERT INTO note_text (note_text) VALUES ('optimize'); PRAGMA journal_mode = WAL");
    sqlite3_close(book.db);
    use_book(&book, argv[2]);
    fclose(book.names);
    fclose(book.texts);
    fclose(book.addresses);
    fclose(book.sheet);
    return 0;
}
