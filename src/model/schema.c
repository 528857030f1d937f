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

/*
 * What kept.c keeps of each person follows from all these rows. Triggers note whose
 * is stale, so that no verb, undo, import or other process can forget to.
 */
#define STALE(name, event, table, people)                                                                    \
    "CREATE TRIGGER stale_" name " AFTER " event " ON " table " BEGIN"                                       \
    " INSERT INTO stale (person) SELECT * FROM (" people ") WHERE true ON CONFLICT DO NOTHING; END;"
#define UNMATCHED(name, event, table, needs)                                                                 \
    "CREATE TRIGGER unmatched_" name " " event " ON " table " BEGIN"                                         \
    " INSERT INTO unmatched (need) SELECT * FROM (" needs ") WHERE true ON CONFLICT DO NOTHING; END;"
#define STALE_ROWS(table, old, new)                                                                          \
    STALE(table "_insert", "INSERT", table, new)                                                             \
    STALE(table "_delete", "DELETE", table, old)                                                             \
    STALE(table "_update", "UPDATE", table, old " UNION " new)
#define ONE(person) "SELECT " person " AS person WHERE " person " IS NOT NULL"
/* And whoever spoke of them: what they may be asked about. */
#define NEAR(person) ONE(person) " UNION SELECT by FROM mention WHERE person = " person
#define WANTS(row)                                                                                           \
    NEAR(row ".person") " UNION SELECT person FROM standing WHERE " row ".person IS NULL AND word = 'golden'"
#define SAID(row)                                                                                            \
    ONE(row ".by")                                                                                           \
    " UNION " ONE(row ".person") " UNION SELECT by FROM mention WHERE person = " row                         \
                                 ".person AND EXISTS (SELECT 1 FROM setting WHERE name = 'ideal')"
/* Who may fit a need. */
#define MAY_FIT(row)                                                                                         \
    "(" row ".title IS NOT NULL OR " row ".company IS NOT NULL OR " row                                      \
    ".about IS NOT NULL OR coalesce(" row ".tags, '[]') <> '[]') AND EXISTS (SELECT 1 FROM need)"

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
    "CREATE INDEX wish_person ON wish(person);"

    /* What a day asks for, without those that are settled. */
    "CREATE INDEX person_company ON person(company COLLATE NOCASE) WHERE company IS NOT NULL;"
    "CREATE INDEX person_rhythm ON person(id, every_days) WHERE every_days > 0;"
    "CREATE INDEX moment_on ON moment(\"on\", kind, person);"
    "CREATE INDEX moment_trouble ON moment(person) WHERE kind = 'trouble' AND state = 'open';"
    "CREATE INDEX referral_owed ON referral(partner, person)"
    " WHERE direction = 'received' AND (outcome = 'open' OR thanked_on IS NULL OR reported_on IS NULL);"
    "CREATE INDEX ask_open ON ask(source, target) WHERE answer IN ('waiting', 'will', 'not-yet');"
    "CREATE INDEX ask_answered ON ask(answered_on, source, target);"
    "CREATE INDEX task_open ON task(\"on\", person) WHERE done_on IS NULL;"

    /* Kept, not logged: kept.c. Days are numbers. Of whom there is no row nothing is known but who they are.
     */
    "CREATE TABLE kept (id INTEGER PRIMARY KEY CHECK (id = 1), day INTEGER NOT NULL, rules INTEGER NOT NULL);"
    "CREATE TABLE stale (person INTEGER PRIMARY KEY);"
    "CREATE TABLE standing (person INTEGER PRIMARY KEY REFERENCES person(id) ON DELETE CASCADE,"
    " word TEXT, days_from INTEGER, moment TEXT, points INTEGER, delayed INTEGER, next INTEGER,"
    " earned INTEGER NOT NULL, talks INTEGER NOT NULL, last_note INTEGER, last_ask INTEGER,"
    " unknown INTEGER, circle INTEGER NOT NULL, given INTEGER NOT NULL, received INTEGER NOT NULL);"
    "CREATE INDEX standing_next ON standing(next) WHERE next IS NOT NULL;"
    "CREATE INDEX standing_word ON standing(word, points DESC) WHERE points IS NOT NULL;"
    "CREATE INDEX standing_golden ON standing(person) WHERE word = 'golden';"
    "CREATE INDEX standing_earned ON standing(person) WHERE earned;"
    "CREATE INDEX standing_talk ON standing(last_note DESC, unknown);"
    /* Of each need the best few who could meet it; and the needs for which they are to be looked for. */
    "CREATE TABLE gift (need INTEGER NOT NULL REFERENCES need(id) ON DELETE CASCADE, person INTEGER NOT NULL"
    " REFERENCES person(id) ON DELETE CASCADE, fit INTEGER NOT NULL, PRIMARY KEY (need, person)) WITHOUT ROWID;"
    "CREATE INDEX gift_person ON gift(person);"
    "CREATE TABLE unmatched (need INTEGER PRIMARY KEY);" UNMATCHED(
        "need_insert", "AFTER INSERT", "need",
        "SELECT new.id") UNMATCHED("need_update", "AFTER UPDATE OF person, what, \"on\", met_on", "need",
                                   "SELECT new.id") UNMATCHED("person_role", "AFTER UPDATE OF role, archived",
                                                              "person",
                                                              "SELECT id FROM need WHERE person = new.id")
        UNMATCHED("person_name", "AFTER UPDATE OF name", "person",
                  "SELECT need FROM gift WHERE person = new.id")
            UNMATCHED("person_delete", "BEFORE DELETE", "person",
                      "SELECT need FROM gift WHERE person = old.id") STALE_ROWS("mention", SAID("old"),
                                                                                SAID("new"))
                STALE_ROWS("moment", ONE("old.person"),
                           ONE("new.person")) STALE_ROWS("need", NEAR("old.person"), NEAR("new.person"))
                    STALE_ROWS("pledge", ONE("old.person"), ONE("new.person")) STALE_ROWS(
                        "referral", ONE("old.partner") " UNION " NEAR("old.person"),
                        ONE("new.partner") " UNION " NEAR(
                            "new.person")) STALE_ROWS("ask", ONE("old.source") " UNION " NEAR("old.target"),
                                                      ONE("new.source") " UNION " NEAR("new.target"))
                        STALE_ROWS("delay", NEAR("old.person"),
                                   NEAR("new.person")) STALE_ROWS("wish", WANTS("old"), WANTS("new"))
                            STALE_ROWS("note_person", ONE("old.person"), ONE("new.person")) STALE(
                                "note_update", "UPDATE OF \"on\"", "note",
                                "SELECT person FROM note_person WHERE note = new.id UNION SELECT person FROM mention WHERE note = new.id"
                                " UNION SELECT by FROM mention WHERE note = new.id")
                                STALE("person_update",
                                      "UPDATE OF name, role, company, title, tags, archived, unnamed, about",
                                      "person", NEAR("new.id")) STALE("person_insert", "INSERT", "person",
                                                                      "SELECT new.id WHERE " MAY_FIT("new"));

const char schema_people_added[] =
    "INSERT INTO stale (person) SELECT id FROM person AS p WHERE id >= ?1 AND " MAY_FIT(
        "p") " ON CONFLICT DO NOTHING";

const struct migration schema_migrations[] = {
    {.version = 1, .sql = first},
};
const size_t schema_migration_count = sizeof schema_migrations / sizeof *schema_migrations;

/* Children last. */
const char *const schema_logged[] = {
    "setting",  "person", "note", "note_person", "mention", "moment",   "need", "pledge",
    "referral", "help",   "ask",  "delay",       "task",    "question", "wish", NULL,
};

const char schema_digest[] = "88462da267eb9893c4fda69c9d2c0f0ecb1c0dcc248a96904afc4336de75ad66";
