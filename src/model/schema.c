#include "model/model.h"

/*
 * One table a kind, named as its kith_kind says, a column a field, named as the
 * field; all of them begin with ROW. Days are TEXT YYYY-MM-DD, money is whole
 * cents, lists are JSON, words are text, flags 0 or 1. What hangs on a person or
 * a note goes with it (CASCADE); what others' rows name may not go (person.c
 * keeps such people as `mentioned`).
 */
#define ROW                                                                                                  \
    "id INTEGER PRIMARY KEY, uid TEXT NOT NULL UNIQUE, created INTEGER NOT NULL, changed INTEGER NOT NULL, "
#define OF_PERSON " INTEGER NOT NULL REFERENCES person(id) ON DELETE CASCADE, "
#define OF_NOTE   "note INTEGER REFERENCES note(id) ON DELETE CASCADE, "

#pragma GCC diagnostic ignored "-Woverlength-strings" /* compilers that hold less than this are long gone */
static const char first[] =
    "CREATE TABLE setting (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, value);"

    "CREATE TABLE person (" ROW "name TEXT NOT NULL, role TEXT NOT NULL, company TEXT, title TEXT,"
    " emails TEXT, phones TEXT, urls TEXT, city TEXT, tags TEXT, known_since TEXT, every_days INTEGER,"
    " favourite INTEGER NOT NULL, archived INTEGER NOT NULL, private INTEGER NOT NULL, unnamed INTEGER NOT NULL,"
    " aliases TEXT, address TEXT, dates TEXT, typed TEXT, about TEXT,"
    " sort TEXT NOT NULL);" /* the name folded, for order and look-up */
    "CREATE INDEX person_role ON person(role, sort);"
    /* What search, the look-up of addresses and other names read of everyone, and nothing else of them. */
    "CREATE INDEX person_sort ON person(sort, archived, role, unnamed);"
    "CREATE INDEX person_alias ON person(unnamed, aliases) WHERE aliases <> '[]';"
    "CREATE INDEX person_address ON person(sort, name, company, emails, archived, role)"
    " WHERE emails <> '[]' AND NOT archived AND role <> 'mentioned';"

    /* rank: day << 20 | counter, so that full text comes in the order of days. */
    "CREATE TABLE note (" ROW
    "\"on\" TEXT NOT NULL, channel TEXT NOT NULL, text TEXT, rank INTEGER NOT NULL UNIQUE);"
    "CREATE INDEX note_on ON note(\"on\");"
    "CREATE TABLE note_person (id INTEGER PRIMARY KEY,"
    " note INTEGER NOT NULL REFERENCES note(id) ON DELETE CASCADE, person" OF_PERSON
    "place INTEGER NOT NULL);"
    "CREATE UNIQUE INDEX note_person_note ON note_person(note, person);"
    "CREATE INDEX note_person_person ON note_person(person, note);"
    "CREATE VIRTUAL TABLE note_text USING fts5(text, content='note', content_rowid='rank',"
    " tokenize='unicode61 remove_diacritics 2');"
    "CREATE TRIGGER note_text_insert AFTER INSERT ON note BEGIN"
    " INSERT INTO note_text(rowid, text) VALUES (new.rank, new.text); END;"
    "CREATE TRIGGER note_text_delete AFTER DELETE ON note BEGIN"
    " INSERT INTO note_text(note_text, rowid, text) VALUES ('delete', old.rank, old.text); END;"
    "CREATE TRIGGER note_text_update AFTER UPDATE OF text, rank ON note BEGIN"
    " INSERT INTO note_text(note_text, rowid, text) VALUES ('delete', old.rank, old.text);"
    " INSERT INTO note_text(rowid, text) VALUES (new.rank, new.text); END;"

    "CREATE TABLE mention (" ROW OF_NOTE "by" OF_PERSON "person" OF_PERSON
    "relation TEXT, quote TEXT, \"on\" TEXT);"
    "CREATE INDEX mention_by ON mention(by, person);"
    "CREATE INDEX mention_person ON mention(person, by);"
    "CREATE INDEX mention_note ON mention(note);"

    "CREATE TABLE moment (" ROW "person" OF_PERSON "kind TEXT NOT NULL, \"on\" TEXT NOT NULL, " OF_NOTE
    "quote TEXT, state TEXT NOT NULL);"
    "CREATE INDEX moment_person ON moment(person, state);"
    "CREATE INDEX moment_note ON moment(note);"

    "CREATE TABLE need (" ROW "person" OF_PERSON "what TEXT, \"on\" TEXT NOT NULL, " OF_NOTE "met_on TEXT);"
    "CREATE INDEX need_person ON need(person, \"on\");"
    "CREATE INDEX need_note ON need(note);"

    "CREATE TABLE pledge (" ROW "person" OF_PERSON
    "count INTEGER NOT NULL, \"on\" TEXT NOT NULL, \"when\" TEXT);"
    "CREATE INDEX pledge_person ON pledge(person);"

    "CREATE TABLE referral (" ROW "direction TEXT NOT NULL, partner" OF_PERSON
    "person INTEGER NOT NULL REFERENCES person(id), \"on\" TEXT NOT NULL, warmth TEXT, outcome TEXT NOT NULL,"
    " value INTEGER, thanked_on TEXT, reported_on TEXT);"
    "CREATE INDEX referral_partner ON referral(partner, direction);"
    "CREATE INDEX referral_person ON referral(person, direction);"

    "CREATE TABLE help (" ROW "person" OF_PERSON "\"on\" TEXT NOT NULL, what TEXT);"
    "CREATE INDEX help_person ON help(person);"

    "CREATE TABLE ask (" ROW "source" OF_PERSON "target INTEGER REFERENCES person(id), role TEXT,"
    " \"on\" TEXT NOT NULL, wording TEXT, answer TEXT NOT NULL, answered_on TEXT, until TEXT, wants TEXT,"
    " referral INTEGER REFERENCES referral(id) ON DELETE SET NULL, overruled TEXT,"
    " CHECK ((target IS NULL) <> (role IS NULL)));"
    "CREATE INDEX ask_source ON ask(source, \"on\");"
    "CREATE INDEX ask_target ON ask(target);"
    "CREATE INDEX ask_referral ON ask(referral);"
    "CREATE INDEX ask_on ON ask(\"on\");"

    "CREATE TABLE delay (" ROW "person" OF_PERSON "ask INTEGER REFERENCES ask(id) ON DELETE SET NULL,"
    " reason TEXT NOT NULL, \"on\" TEXT NOT NULL, until TEXT NOT NULL);"
    "CREATE INDEX delay_person ON delay(person, until);"
    "CREATE INDEX delay_ask ON delay(ask);"

    "CREATE TABLE task (" ROW "person" OF_PERSON "what TEXT, \"on\" TEXT NOT NULL, done_on TEXT);"
    "CREATE INDEX task_person ON task(person);"

    "CREATE TABLE question (" ROW
    "text TEXT NOT NULL, person INTEGER REFERENCES person(id) ON DELETE CASCADE,"
    " \"on\" TEXT NOT NULL, names INTEGER NOT NULL);"
    "CREATE INDEX question_person ON question(person);"

    "CREATE TABLE wish (" ROW "person INTEGER REFERENCES person(id) ON DELETE CASCADE, role TEXT,"
    " \"on\" TEXT NOT NULL, why TEXT, CHECK ((person IS NULL) <> (role IS NULL)));"
    "CREATE INDEX wish_person ON wish(person);";

const struct migration schema_migrations[] = {
    {.version = 1, .sql = first},
};
const size_t schema_migration_count = sizeof schema_migrations / sizeof *schema_migrations;

/* Children last. */
const char *const schema_logged[] = {
    "setting",  "person", "note", "note_person", "mention", "moment",   "need", "pledge",
    "referral", "help",   "ask",  "delay",       "task",    "question", "wish", NULL,
};

const char schema_digest[] = "2d43e57257b8d0ffcf23d8deaf2e75c234418ccab1ff21301167703b9ac8470b";
