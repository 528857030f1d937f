/* Files that people have, into the book and out again: what is read, who is whom, and nothing lost. */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/text.h"
#include "exchange/exchange.h"
#include "kith/field.h"
#include "kith/gift.h"
#include "kith/note.h"
#include "kith/referral.h"
#include "lib/lib.h"

/* ---- what is imported ---- */

struct imported {
    enum exchange_kind kind;
    struct kith_counts counts;
    char problems[400]; /* "3: why; 5: why" */
};

static struct imported import_bytes(struct kith *k, const char *bytes, size_t length, int role) {
    struct imported out = {.kind = exchange_detect(bytes, length)};
    struct kith_import plan = {.role = role};
    size_t at = 0, used = 0;
    lib_ok(k, exchange_read(k, bytes, length, out.kind, NULL, &plan));
    lib_ok(k, kith_import_plan(k, &plan));
    lib_ok(k, kith_import_apply(k, &plan, "import", &at, 0, &out.counts));
    for (size_t i = 0; i < plan.problem_count && used < sizeof out.problems; i++)
        used += (size_t)snprintf(out.problems + used, sizeof out.problems - used, "%s%lld: %s", i ? "; " : "",
                                 (long long)plan.problems[i].line, plan.problems[i].why);
    out.counts.problems = NULL;
    kith_import_free(&plan);
    return out;
}

static struct imported import_text(struct kith *k, const char *text) {
    return import_bytes(k, text, strlen(text), KITH_NO_WORD);
}

static struct imported import_file(struct kith *k, const char *name) {
    char path[400];
    size_t length;
    snprintf(path, sizeof path, "%s/%s", KITH_TEST_DATA, name);
    char *bytes = lib_file(path, &length);
    struct imported done = import_bytes(k, bytes, length, KITH_NO_WORD);
    free(bytes);
    return done;
}

static void counts_are(const char *what, const struct imported *done, int added, int updated, int same,
                       int skipped) {
    const struct kith_counts *c = &done->counts;
    if (c->added != added || c->updated != updated || c->same != same || c->skipped != skipped)
        fail_msg("%s: %lld new, %lld updated, %lld same, %lld skipped; %s", what, (long long)c->added,
                 (long long)c->updated, (long long)c->same, (long long)c->skipped, done->problems);
    assert_int_equal(c->rows, added + updated + same + skipped);
}

/* A field of somebody as one would type it. */
static void field_is(struct kith *k, const char *name, const char *field, const char *wanted) {
    struct arena arena = {0};
    struct kith_person person;
    lib_ok(k, kith_person_get(k, lib_person(k, name), &arena, &person));
    const char *is = kith_field_text(k, kith_field_find(&kith_person_kind, field), &person, &arena);
    if (strcmp(is, wanted) != 0)
        fail_msg("%s of %s is '%s', not '%s'", field, name, is, wanted);
    arena_free(&arena);
}

/* Their ties as "relation name, relation name" in the order of the book. */
static void ties_are(struct kith *k, const char *name, const char *wanted) {
    struct arena arena = {0};
    struct kith_mention *mentions;
    size_t count;
    kith_id by = lib_person(k, name);
    struct buf out = BUF_INIT;
    lib_ok(k, kith_rows_of(k, &kith_mention_kind, 0, &arena, &mentions, &count));
    for (size_t i = count; i-- > 0;) {
        struct kith_person other;
        if (mentions[i].by != by)
            continue;
        lib_ok(k, kith_person_get(k, mentions[i].person, &arena, &other));
        buf_printf(&out, "%s%s %s", out.len ? ", " : "", mentions[i].relation, other.name);
    }
    lib_same(name, out.data, wanted);
    buf_free(&out);
    arena_free(&arena);
}

static size_t people_count(struct kith *k) {
    struct arena arena = {0};
    struct kith_person *people;
    size_t count;
    lib_ok(k, kith_rows_of(k, &kith_person_kind, 0, &arena, &people, &count));
    arena_free(&arena);
    return count;
}

/* ---- every fixture ---- */

static const struct {
    const char *file;
    enum exchange_kind kind;
    int added, same, skipped;
    const char *problems;
} files[] = {
    {"linkedin/preamble.csv", EXCHANGE_LINKEDIN, 4, 0, 0, ""},
    {"linkedin/preamble_no_blank.csv", EXCHANGE_LINKEDIN, 3, 0, 0, ""},
    {"linkedin/no_preamble.csv", EXCHANGE_LINKEDIN, 4, 0, 0, ""},
    {"linkedin/no_final_newline.csv", EXCHANGE_LINKEDIN, 2, 0, 0, ""},
    {"linkedin/german.csv", EXCHANGE_LINKEDIN, 3, 0, 0, ""},
    {"linkedin/german_notes.csv", EXCHANGE_LINKEDIN, 1, 0, 0, ""},
    {"linkedin/french.csv", EXCHANGE_LINKEDIN, 3, 0, 0, ""},
    {"linkedin/url_last.csv", EXCHANGE_LINKEDIN, 2, 0, 0, ""},
    {"linkedin/no_url.csv", EXCHANGE_LINKEDIN, 2, 0, 0, ""},
    {"linkedin/dates.csv", EXCHANGE_LINKEDIN, 7, 0, 0, ""},
    {"linkedin/mixed_line_ends.csv", EXCHANGE_LINKEDIN, 4, 0, 0, ""},
    {"linkedin/empty_rows.csv", EXCHANGE_LINKEDIN, 3, 0, 0, ""},
    {"linkedin/repeated.csv", EXCHANGE_LINKEDIN, 5, 4, 0, ""},
    {"linkedin/quoted.csv", EXCHANGE_LINKEDIN, 3, 0, 0, ""},
    {"linkedin/bom.csv", EXCHANGE_LINKEDIN, 2, 0, 0, ""},
    {"linkedin/bom_preamble.csv", EXCHANGE_LINKEDIN, 1, 0, 0, ""},
    {"linkedin/utf16.csv", EXCHANGE_LINKEDIN, 3, 0, 0, ""},
    {"linkedin/latin1.csv", EXCHANGE_LINKEDIN, 1, 0, 0, ""},
    {"linkedin/semicolons.csv", EXCHANGE_LINKEDIN, 2, 0, 0, ""},
    {"linkedin/names.csv", EXCHANGE_LINKEDIN, 12, 0, 0, ""},
    {"linkedin/no_name.csv", EXCHANGE_LINKEDIN, 2, 0, 2,
     "2: neither a name nor an e-mail address; 4: neither a name nor an e-mail address"},
    {"linkedin/overlong.csv", EXCHANGE_LINKEDIN, 3, 0, 0, ""},
    {"linkedin/ragged.csv", EXCHANGE_LINKEDIN, 3, 0, 0, ""},
    {"linkedin/unclosed.csv", EXCHANGE_LINKEDIN, 3, 0, 0,
     "3: a quote is never closed: the line was read without it"},
    {"linkedin/header_only.csv", EXCHANGE_LINKEDIN, 0, 0, 0, ""},
    {"linkedin/hostile.csv", EXCHANGE_LINKEDIN, 13, 0, 0, ""},
    {"exchange/google_old.csv", EXCHANGE_GOOGLE, 2, 0, 0, ""},
    {"exchange/google_new.csv", EXCHANGE_GOOGLE, 1, 0, 0, ""},
    {"exchange/outlook_en.csv", EXCHANGE_OUTLOOK, 1, 0, 0, ""},
    {"exchange/outlook_de.csv", EXCHANGE_OUTLOOK, 1, 0, 0, ""},
    {"exchange/outlook_ja.csv", EXCHANGE_CSV, 1, 0, 0, ""},
    {"exchange/thunderbird.csv", EXCHANGE_CSV, 2, 0, 0, ""},
    {"exchange/hubspot.csv", EXCHANGE_CSV, 2, 0, 0, ""},
    {"exchange/salesforce.csv", EXCHANGE_CSV, 1, 0, 0, ""},
    {"exchange/phone.vcf", EXCHANGE_VCARD, 2, 0, 0, ""},
    {"exchange/apple.vcf", EXCHANGE_VCARD, 1, 0, 0, ""},
    {"exchange/four.vcf", EXCHANGE_VCARD, 2, 0, 1,
     "22: a group, not a person: its name is a tag of its members"},
};

/* Told for what it is, read whole; the second time all is the same; undone in one step. */
static void test_files(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        struct kith *k = lib_open(NULL);
        char *before = lib_export(k);
        struct imported done = import_file(k, files[i].file);
        if (done.kind != files[i].kind)
            fail_msg("%s is told to be %s", files[i].file, exchange_kind_words[done.kind]);
        counts_are(files[i].file, &done, files[i].added, 0, files[i].same, files[i].skipped);
        lib_same(files[i].file, done.problems, files[i].problems);
        assert_int_equal(lib_steps(k), files[i].added ? 1 : 0);
        char *after = lib_export(k);
        done = import_file(k, files[i].file);
        counts_are(files[i].file, &done, 0, 0, files[i].added + files[i].same, files[i].skipped);
        assert_int_equal(done.counts.step, 0);
        char *again = lib_export(k);
        lib_same(files[i].file, again, after);
        if (files[i].added)
            lib_undo_redo(k, files[i].file, before);
        free(before);
        free(after);
        free(again);
        kith_close(k);
    }
}

static void test_refused(void **state) {
    (void)state;
    static const char *const refused[] = {"",
                                          "  \n\r\n",
                                          "Notes:\n\"Nothing was exported.\"\n",
                                          "a,b,c\n1,2,3\n",
                                          "Company name,City\nAcme,York\n",
                                          "\xff\xfe"};
    struct kith *k = lib_open(NULL);
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
        struct kith_import plan = {.role = KITH_NO_WORD};
        assert_int_equal(exchange_read(k, refused[i], strlen(refused[i]), EXCHANGE_AUTO, NULL, &plan),
                         KITH_FORMAT);
        assert_true(*kith_error(k));
        kith_import_free(&plan);
    }
    assert_int_equal(exchange_detect("  {\"kith\": 1}", 13), EXCHANGE_KITH);
    kith_close(k);
}

/* ---- what each field becomes ---- */

static const struct {
    const char *file, *name, *field, *value;
} fields[] = {
    {"linkedin/german.csv", "Jörg Weißmüller", "known_since", "2022-04-03"},
    {"linkedin/german.csv", "Ozan Yıldız", "known_since", "2024-12-09"},
    {"linkedin/french.csv", "Élodie Marchand", "known_since", "2022-02-14"},
    {"linkedin/french.csv", "Jean-Noël D'Aubigny", "title", "Expert-comptable"},
    {"linkedin/latin1.csv", "Rémi Lefèvre", "company", "Lefèvre Frères"},
    {"linkedin/utf16.csv", "Tereza Malá", "emails", "tereza@mala.example"},
    {"linkedin/dates.csv", "Ben Slash", "known_since", "2024-03-15"},
    {"linkedin/dates.csv", "Flo Nonsense", "known_since", ""},
    {"linkedin/dates.csv", "Flo Nonsense", "about", "Connected On: 31 Feb 2022"},
    {"linkedin/dates.csv", "Gil Clock", "known_since", "2021-03-07"},
    {"linkedin/ragged.csv", "Too Many", "about", "Column 8: extra\nColumn 9: more"},
    {"linkedin/semicolons.csv", "Jutta Hahn", "company", "Hahn, Huhn & Co"},
    {"linkedin/no_name.csv", "mail.only@nameless.example", "company", "Nameless"},
    {"linkedin/names.csv", "李 晓梅", "title", "经理"},
    {"linkedin/repeated.csv", "Gregor Ash", "aliases", "G. Ash"},
    {"exchange/google_old.csv", "Rosa Lind", "emails", "rosa@lind.example, rosa@home.example"},
    {"exchange/google_old.csv", "Rosa Lind", "phones", "+46 70 555 01 01, +46 8 555 01 02"},
    {"exchange/google_old.csv", "Rosa Lind", "tags", "Friends, Choir"},
    {"exchange/google_old.csv", "Rosa Lind", "address", "1 Elm Row\nYork"},
    {"exchange/google_old.csv", "Rosa Lind", "about",
     "Met at the fair\nAddress (1): 1 Elm Row\nYork, YO1 1AA\nUK"},
    {"exchange/google_new.csv", "Ines Maria Costa PhD", "company", "Costa Cork"},
    {"exchange/google_new.csv", "Ines Maria Costa PhD", "dates", "birthday --03-07, anniversary 2010-05-01"},
    {"exchange/google_new.csv", "Ines Maria Costa PhD", "about",
     "File As: Costa, Ines\nOrganization Department: Sales\nShoe size: 38\nTitle of address: Dr."},
    {"exchange/outlook_en.csv", "Dora Quist Jr.", "title", "Partner"},
    {"exchange/outlook_en.csv", "Dora Quist Jr.", "city", "Hull"},
    {"exchange/outlook_en.csv", "Dora Quist Jr.", "dates", "birthday 1969-12-28"},
    {"exchange/outlook_en.csv", "Dora Quist Jr.", "about",
     "Likes boats, big ones\nDepartment: Legal\nBusiness Fax: +44 1482 555 0100\nUser 1: blue\n"
     "Title of address: Ms.\nAddress (home): 9 Hill St\nLeeds"},
    {"exchange/outlook_de.csv", "Jördis Groß", "dates", "birthday 1971-03-14"},
    {"exchange/outlook_de.csv", "Jördis Groß", "city", "Köln"},
    {"exchange/outlook_ja.csv", "太郎 山田", "company", "山田商店"},
    {"exchange/thunderbird.csv", "Cleo B. Marr", "dates", "birthday 1981-02-09"},
    {"exchange/thunderbird.csv", "Bo Ek", "dates", "birthday --07-04"},
    {"exchange/hubspot.csv", "Lena Voss", "emails", "lena@voss.example"},
    {"exchange/hubspot.csv", "Finn Oster", "city", "Bonn"},
    {"exchange/salesforce.csv", "Zuri Amani", "title", "CFO"},
    {"exchange/phone.vcf", "Jürgen Müller", "phones", "+49 170 555 0110, +49 30 555 0111"},
    {"exchange/phone.vcf", "Jürgen Müller", "about",
     "first line\nsecond line\nFax: +49 30 555 0111\nDepartment: Einkauf"},
    {"exchange/apple.vcf", "Nell Rose Ann Adair OBE", "urls", "http://adair.example/nell"},
    {"exchange/apple.vcf", "Nell Rose Ann Adair OBE", "dates", "anniversary 2012-06-09, birthday --10-31"},
    {"exchange/four.vcf", "Kira Holm", "phones", "+47-555-0113 ext. 12"},
    {"exchange/four.vcf", "Kira Holm", "address", "5 Fjord Rd\nOslo"},
    {"exchange/four.vcf", "Odd Berg", "tags", "Skiers"},
    {"exchange/four.vcf", "Odd Berg", "about", "Bday: circa 1800"},
};

static void test_fields(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
        struct kith *k = lib_open(NULL);
        import_file(k, fields[i].file);
        field_is(k, fields[i].name, fields[i].field, fields[i].value);
        kith_close(k);
    }
}

/* The same person in the words of each language. */
static const char *const languages[] = {
    "First Name,Last Name,Company,Job Title,E-mail Address,Mobile Phone,Business City,Birthday,Categories,Spouse,"
    "Referred By",
    "Vorname,Nachname,Firma,Position,E-Mail-Adresse,Mobiltelefon,Ort geschäftlich,Geburtstag,Kategorien,Partner,"
    "Empfohlen von",
    "Prénom,Nom,Société,Titre,Adresse de messagerie,Tél. mobile,Ville (bureau),Anniversaire,Catégories,Conjoint(e),"
    "Recommandé par",
    "Nombre,Apellidos,Organización,Puesto,Dirección de correo electrónico,Móvil,Ciudad de trabajo,Cumpleaños,"
    "Categorías,Cónyuge,Recomendado por",
    "Nome,Cognome,Società,Posizione,Indirizzo posta elettronica,Cellulare,Città (uff.),Compleanno,Categorie,Coniuge,"
    "Presentato da",
    "Nome,Sobrenome,Empresa,Cargo,Endereço de email,Telefone celular,Cidade do endereço comercial,Aniversário,"
    "Categorias,Cônjuge,Indicado por",
    "Voornaam,Achternaam,Bedrijf,Functie,E-mailadres,Mobiele telefoon,\"Werkadres, plaats\",Verjaardag,Categorieën,"
    "Partner/echtgenoot,Aanbevolen door",
    "Imię,Nazwisko,Firma,Stanowisko,Adres e-mail,Telefon komórkowy,Adres służbowy - miejscowość,Urodziny,Kategorie,"
    "Małżonek,Polecony przez",
};

static void test_languages(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof languages / sizeof *languages; i++) {
        struct kith *k = lib_open(NULL);
        char text[1000];
        snprintf(
            text, sizeof text,
            "%s\r\nVera,Amsel,Amsel & Co,Head,vera@amsel.example,+1 555 0120,Bern,%s,VIP,Ugo Amsel,Ann Lee\r\n",
            languages[i], i ? "7.3.1980" : "3/7/1980");
        import_text(k, text);
        field_is(k, "Vera Amsel", "company", "Amsel & Co");
        field_is(k, "Vera Amsel", "title", "Head");
        field_is(k, "Vera Amsel", "emails", "vera@amsel.example");
        field_is(k, "Vera Amsel", "phones", "+1 555 0120");
        field_is(k, "Vera Amsel", "city", "Bern");
        field_is(k, "Vera Amsel", "dates", "birthday 1980-03-07");
        field_is(k, "Vera Amsel", "tags", "VIP");
        field_is(k, "Vera Amsel", "about", "");
        ties_are(k, "Vera Amsel", "spouse Ugo Amsel");
        assert_int_equal(people_count(k), 3);
        kith_close(k);
    }
}

static const struct {
    const char *text, *name, *field, *value;
} shapes[] = {
    {"sep=;\r\nName;Email\r\nA, B;a@b.example\r\n", "A, B", "emails", "a@b.example"},
    {"Name\tEmail\nAnn Lee\ta@b.example\n", "Ann Lee", "emails", "a@b.example"},
    {"Name|Email\nAnn Lee|a@b.example\n", "Ann Lee", "emails", "a@b.example"},
    /* no header, or one in words nobody knows: by what stands in the columns */
    {"Ann Lee,a@b.example,+1 555 0101,https://x.example/ann\n", "Ann Lee", "phones", "+1 555 0101"},
    {"Ann Lee,a@b.example,14/03/2025\nBo Ek,b@b.example,2025-03-04\n", "Ann Lee", "phones", ""},
    {"Who,Wo,Wire\nAnn Lee,Bern,ann@b.example\nBo Ek,Ulm,bo@b.example\n", "Bo Ek", "emails", "bo@b.example"},
    {"Ann,Lee,a@b.example\nBo,Ek,b@b.example\n", "Bo Ek", "emails", "b@b.example"},
    /* quotes, line ends and cells as RFC 4180 has them and as they are found */
    {"Name,Company\n\"Lee, Ann\",\"Acme, Inc.\"\n", "Lee, Ann", "company", "Acme, Inc."},
    {"Name,Company\nAnn Lee,\"say \"\"hi\"\"\"\n", "Ann Lee", "company", "say \"hi\""},
    {"Name,Address\r\nAnn Lee,\"1 Low Road\r\nLeeds\"\r\n", "Ann Lee", "address", "1 Low Road\nLeeds"},
    {"Name,About\nAnn Lee,\"{\"\"at\"\": [102.0, 0.5]}\"\n", "Ann Lee", "about", "{\"at\": [102.0, 0.5]}"},
    {"Name,Company\rAnn Lee,Acme\rBo Ek,Birch\r", "Bo Ek", "company", "Birch"},
    {"Name,Company,City\n,\"\",\n\"\",\"\",\"\"\nAnn Lee,\"\",Rome\n", "Ann Lee", "city", "Rome"},
    {"Name,Company\r\n\r\nAnn Lee,Acme\r\n\r\n", "Ann Lee", "company", "Acme"},
    {"Name,Company\nAnn Lee,Acme", "Ann Lee", "company", "Acme"},
    {"Name,Company\nAnn Lee,Ac\"me\"\n", "Ann Lee", "company", "Ac\"me\""},
    {"Name,Company\nAnn Lee,\"Acme\nBo Ek,Birch\n", "Bo Ek", "company", "Birch"},
    {"Name,Company,City\nBo Ek\nAnn Lee,Birch,Rome,more,and more\n", "Ann Lee", "about",
     "Column 4: more\nColumn 5: and more"},
    {" Name , Company \n Ann Lee , \"Acme\" \n", "Ann Lee", "company", "Acme"},
    {"Name,Company\nʤ Lee,ßøñ\n", "ʤ Lee", "company", "ßøñ"},
    {"Name,Company\nJos\xe9 Ruiz,Caf\xe9\n", "José Ruiz", "company", "Café"},
    /* words that mean another thing beside others */
    {"Vorname,Name,E-Mail\nAnn,Lee,a@b.example\n", "Ann Lee", "emails", "a@b.example"},
    {"Title,First Name,Last Name,Job Title\nDr.,Ann,Lee,Vet\n", "Ann Lee", "title", "Vet"},
    {"Title,Name\nVet,Ann Lee\n", "Ann Lee", "title", "Vet"},
    {"Titre,Prénom,Nom,Société,Titre1\nMme,Ann,Lee,X,Notaire\n", "Ann Lee", "title", "Notaire"},
    {"Name,Occupation,Job Title\nAnn Lee,Law,Vet\n", "Ann Lee", "title", "Vet"},
    {"Name,Occupation\nAnn Lee,Vet\n", "Ann Lee", "title", "Vet"},
    {"Display Name,First Name,Last Name\nAnn Lee,Annabel,Lee\n", "Ann Lee", "aliases", "Annabel Lee"},
    {"Display Name,First Name,Last Name\n\"Lee, Ann\",Ann,Lee\n", "Lee, Ann", "aliases", ""},
    /* the day first where one day of the file says so */
    {"Name,Birthday\nAnn Lee,3/4/1980\nBo Ek,28/2/1981\n", "Ann Lee", "dates", "birthday 1980-04-03"},
    {"Name,Email\nAnn Lee,\"Ann <a@b.example>; mailto:c@d.example\"\n", "Ann Lee", "emails",
     "a@b.example, c@d.example"},
    {"Name,Email\nAnn Lee,/O=EXCHANGE/CN=ann\n", "Ann Lee", "about", "Email: /O=EXCHANGE/CN=ann"},
    {"Name,Phone\n'=Ann,'+1 555 0101\n", "=Ann", "phones", "+1 555 0101"},
    {"Name,Role\nAnn Lee,client\n", "Ann Lee", "role", "client"},
    {"Name,Role\nAnn Lee,Engineer\n", "Ann Lee", "title", "Engineer"},
};

static void test_shapes(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof shapes / sizeof *shapes; i++) {
        struct kith *k = lib_open(NULL);
        import_text(k, shapes[i].text);
        field_is(k, shapes[i].name, shapes[i].field, shapes[i].value);
        kith_close(k);
    }
}

static void test_guesses_are_told(void **state) {
    (void)state;
    struct kith *k = lib_open(NULL);
    struct imported done =
        import_text(k, "x\nWho,Wo,Wire\nAnn Lee,Bern,ann@b.example\nBo Ek,Ulm,bo@b.example\n");
    lib_same("guesses", done.problems,
             "2: 'Who' was taken for name by what stands in it; --map says otherwise; "
             "2: 'Wire' was taken for email by what stands in it; --map says otherwise");
    done = import_text(k, "Name,E-Mail\nCy Roe,cy@b.example\n");
    lib_same("no guesses", done.problems, "");
    kith_close(k);
}

static void test_maps(void **state) {
    (void)state;
    struct kith *k = lib_open(NULL);
    const char *text = "Kunde,Notiz,X\n\"Lee, Ann\",tall,blue\n";
    const struct exchange_map good[] = {{"kunde", "name"}, {"3", "tags"}}, no_field[] = {{"Kunde", "shoe"}},
                              no_column[] = {{"Client", "name"}};
    struct kith_import plan = {.role = KITH_NO_WORD};
    lib_ok(k, exchange_read(k, text, strlen(text), EXCHANGE_CSV, &(struct exchange_maps){good, 2}, &plan));
    assert_int_equal(plan.count, 1);
    assert_string_equal(plan.rows[0].person.name, "Lee, Ann");
    assert_string_equal(plan.rows[0].person.about, "Notiz: tall");
    kith_import_free(&plan);
    assert_int_equal(
        exchange_read(k, text, strlen(text), EXCHANGE_CSV, &(struct exchange_maps){no_field, 1}, &plan),
        KITH_INVALID);
    assert_string_equal(kith_error(k), "no field is called 'shoe'");
    kith_import_free(&plan);
    assert_int_equal(
        exchange_read(k, text, strlen(text), EXCHANGE_CSV, &(struct exchange_maps){no_column, 1}, &plan),
        KITH_INVALID);
    assert_string_equal(kith_error(k), "the file has no column 'Client'");
    kith_import_free(&plan);
    kith_close(k);
}

/* ---- people beside them ---- */

static void test_ties(void **state) {
    (void)state;
    struct kith *k = lib_open(NULL);
    import_file(k, "exchange/outlook_en.csv");
    ties_are(k, "Dora Quist Jr.",
             "assistant Sam Reed, child Eve, child Max, manager Ida Quist, spouse Tom Quist");
    struct arena arena = {0};
    struct kith_referral *referrals;
    size_t count;
    lib_ok(k, kith_rows_of(k, &kith_referral_kind, 0, &arena, &referrals, &count));
    assert_int_equal(count, 1);
    assert_int_equal(referrals->partner, lib_person(k, "Ann Lee"));
    assert_int_equal(referrals->outcome, KITH_OUTCOME_MET);
    assert_int_not_equal(referrals->thanked_on, DAY_NONE);
    assert_int_not_equal(referrals->reported_on, DAY_NONE);
    arena_free(&arena);
    kith_close(k);
    k = lib_open(NULL);
    import_file(k, "exchange/four.vcf");
    ties_are(k, "Kira Holm", "friend Odd Berg, child Pia Holm");
    assert_int_equal(people_count(k), 3); /* the friend is the one of the next card */
    import_file(k, "exchange/apple.vcf");
    ties_are(k, "Nell Rose Ann Adair OBE", "brother Ivo Adair");
    kith_close(k);
}

/* ---- who is whom ---- */

#define HEAD "Name,Company,Email,URL\n"
static const struct {
    const char *what, *first, *second;
    int added, updated, same; /* of the second */
} matches[] = {
    {"the same profile, written otherwise", "Ann Lee,,,https://www.linkedin.com/in/ann?x=1\n",
     "Anna Lee-Ray,,,linkedin.com/in/Ann/\n", 0, 1, 0},
    {"the same e-mail in other case", "Ann Lee,,a@b.example,\n", "A. Lee,,A@B.example,\n", 0, 1, 0},
    {"the same name, other profiles", "Ann Lee,X,,l.example/in/a\n", "Ann Lee,X,,l.example/in/b\n", 1, 0, 0},
    {"the page of a firm is nobody's", "Ann Lee,X,,https://x.example\n", "Bo Ek,X,,https://x.example/\n", 1,
     0, 0},
    {"the same name and company", "Ann Lee,X,a@b.example,\n", "ann lee,x,c@d.example,\n", 0, 1, 0},
    {"the same name, one company", "Ann Lee,X,,\n", "Ann Lee,,c@d.example,\n", 0, 1, 0},
    {"the same name, other companies", "Ann Lee,X,,\n", "Ann Lee,Y,,\n", 1, 0, 0},
    {"a third of the name in the book", "Ann Lee,X,,\nAnn Lee,Y,,\n", "Ann Lee,,c@d.example,\n", 1, 0, 0},
    {"a third of the name in the file", "Ann Lee,,a@b.example,\n", "Ann Lee,Y,,\nAnn Lee,Z,,\n", 2, 0, 0},
    {"nothing on either side", "Ann Lee,,,\n", "Ann Lee,,,\n", 0, 0, 1},
    {"no name is anybody's name", "Ann Lee,,,\n", "Ann Leeds,,,\n", 1, 0, 0},
};

static void test_matching(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof matches / sizeof *matches; i++) {
        struct kith *k = lib_open(NULL);
        char text[500];
        snprintf(text, sizeof text, HEAD "%s", matches[i].first);
        import_text(k, text);
        snprintf(text, sizeof text, HEAD "%s", matches[i].second);
        struct imported done = import_text(k, text);
        counts_are(matches[i].what, &done, matches[i].added, matches[i].updated, matches[i].same, 0);
        done = import_text(k, text);
        counts_are(matches[i].what, &done, 0, 0, matches[i].added + matches[i].updated + matches[i].same, 0);
        kith_close(k);
    }
}

/* Whatever the order of the rows, the same people come of them, and the second time all is the same. */
static void test_order(void **state) {
    (void)state;
    static const char *const rows[] = {"Sam Ray,,,\n", "Sam Ray,X,,\n", "Sam Ray,Y,s@y.example,\n",
                                       "Sam Ray,,s@y.example,l.example/in/sam\n"};
    enum { ROWS = sizeof rows / sizeof *rows };
    for (unsigned order = 0; order < ROWS * ROWS * ROWS * ROWS; order++) {
        unsigned seen = 0;
        struct buf text = BUF_INIT;
        buf_str(&text, HEAD);
        for (unsigned i = 0, rest = order; i < ROWS; i++, rest /= ROWS) {
            seen |= 1u << rest % ROWS;
            buf_str(&text, rows[rest % ROWS]);
        }
        if (seen == (1u << ROWS) - 1) {
            struct kith *k = lib_open(NULL);
            import_text(k, text.data);
            assert_int_equal(people_count(k), 3);
            struct imported done = import_text(k, text.data);
            counts_are(text.data, &done, 0, 0, ROWS, 0);
            kith_close(k);
        }
        buf_free(&text);
    }
}

static void test_what_was_typed_wins(void **state) {
    (void)state;
    struct kith *k = lib_open(NULL);
    import_text(k, "Name,Company,Email,Title\nAnn Lee,X,a@b.example,Vet\n");
    kith_id ann = lib_person(k, "Ann Lee");
    lib_ok(k, kith_person_set(k, &ann, 1, "company", "Mine"));
    struct imported done = import_text(k, "Name,Company,Email,Title\nAnn Lee,Z,a@b.example,Head vet\n");
    counts_are("a newer export", &done, 0, 1, 0, 0);
    field_is(k, "Ann Lee", "company", "Mine");
    field_is(k, "Ann Lee", "title", "Head vet");
    assert_int_equal(people_count(k), 1);
    kith_close(k);
}

static void test_roles(void **state) {
    (void)state;
    struct kith *k =
        lib_book("{\"kith\":1,\"people\":[{\"uid\":\"a\",\"name\":\"Ann Lee\",\"role\":\"mentioned\"},"
                 "{\"uid\":\"b\",\"name\":\"Bo Ek\",\"role\":\"partner\"},"
                 "{\"uid\":\"c\",\"name\":\"accountant\",\"role\":\"mentioned\",\"unnamed\":true}]}");
    const char *text = "Name\nAnn Lee\nBo Ek\nCy Roe\nAccountant\n";
    struct imported done = import_bytes(k, text, strlen(text), KITH_ROLE_CLIENT);
    counts_are("roles", &done, 2, 1, 1, 0);
    field_is(k, "Ann Lee", "role", "client");
    field_is(k, "Bo Ek", "role", "partner");
    field_is(k, "Cy Roe", "role", "client");
    kith_close(k);
}

/* In slices, stopped in the middle: as if nothing had been. */
static void test_slices(void **state) {
    (void)state;
    struct kith *k = lib_open(NULL);
    char *before = lib_export(k);
    const char *text = "Name,Spouse\nAnn Lee,Bo Ek\nBo Ek,Ann Lee\nCy Roe,\n";
    struct kith_import plan = {.role = KITH_NO_WORD};
    struct kith_counts counts;
    size_t at = 0;
    lib_ok(k, exchange_read(k, text, strlen(text), EXCHANGE_CSV, NULL, &plan));
    lib_ok(k, kith_import_plan(k, &plan));
    lib_ok(k, kith_import_apply(k, &plan, "import", &at, 1, &counts));
    assert_int_equal(at, 1);
    kith_import_stop(k);
    kith_import_free(&plan);
    char *after = lib_export(k);
    lib_same("stopped", after, before);
    free(after);
    lib_ok(k, exchange_read(k, text, strlen(text), EXCHANGE_CSV, NULL, &plan));
    lib_ok(k, kith_import_plan(k, &plan));
    at = 0;
    while (at < plan.count)
        lib_ok(k, kith_import_apply(k, &plan, "import", &at, 1, &counts));
    assert_int_equal(counts.added, 3);
    assert_int_equal(people_count(k), 3);
    assert_int_equal(lib_steps(k), 1);
    kith_import_free(&plan);
    free(before);
    kith_close(k);
}

/* So many of one name are looked up another way than a few are: with the same answers. */
static void test_crowd(void **state) {
    (void)state;
    struct kith *k = lib_open(NULL);
    struct buf text = BUF_INIT;
    buf_str(&text, "Name,Company,Email,Phone,URL\n");
    for (int i = 0; i < 120; i++)
        buf_printf(&text, "Ann Lee,Firm %d,,,%s%d\n", i % 60,
                   i < 60 ? "linkedin.com/in/ann-" : "pages.example/", i);
    struct imported first = import_text(k, text.data);
    counts_are("two profiles are two people", &first, 120, 0, 0, 0);
    first = import_text(k, text.data);
    counts_are("a crowd again", &first, 0, 0, 120, 0);
    static const struct {
        const char *row;
        int added, updated, same;
    } rows[] = {
        {"Ann Lee,Firm 59,,,", 0, 0, 1}, /* whoever of the two has been there longest or last */
        {"Ann Lee,Firm 60,,+44 20 7946 0958,", 1, 0, 0}, /* nobody of that firm */
        {"Ann Lee,,,020 7946 0958,", 0, 1, 0},           /* the phone says who, in another spelling */
        {"Ann Lee,Firm 61,,020 7946 0958,x.example/ann", 0, 1, 0}, /* and goes on saying it when they move */
        {"Ann Lee,Firm 61,,,", 0, 0, 1},
        {"Ann Lee,Firm 61,,,x.example/other", 1, 0, 0},
        {"Ann Lee,,,,", 1, 0, 0}, /* one of whom nothing is known */
        {"Ann Lee,,,,", 0, 0, 1},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char one[200];
        snprintf(one, sizeof one, "Name,Company,Email,Phone,URL\n%s\n", rows[i].row);
        struct imported done = import_text(k, one);
        counts_are(rows[i].row, &done, rows[i].added, rows[i].updated, rows[i].same, 0);
    }
    buf_free(&text);
    kith_close(k);
}

/* Whether anyone is found for the only need there is. */
static void gifts_are(struct kith *k, bool found) {
    struct arena arena = {0};
    struct kith_gift *gifts;
    size_t count;
    lib_ok(k, kith_gifts(k, 0, &arena, &gifts, &count));
    assert_int_equal(count, found ? 1 : 0);
    if (found)
        assert_true(gifts[0].candidates.count > 0);
    arena_free(&arena);
}

static void is_sound(struct kith *k) {
    struct arena arena = {0};
    struct kith_health health;
    lib_ok(k, kith_check(k, &arena, &health));
    if (!health.ok)
        fail_msg("%zu problems: %s", health.problems.count, health.problems.items[0]);
    arena_free(&arena);
}

/* What triggers would note of each row is noted of a bulk: those added are found for needs, and forgotten
 * again. */
static void test_bulk(void **state) {
    (void)state;
    enum { FEW = 80, MANY = 6000 }; /* and so many that the indexes are made anew */
    static const size_t sizes[] = {FEW, MANY};
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        struct kith *k = lib_book(
            "{\"kith\":1,\"people\":[{\"uid\":\"cleo\",\"name\":\"Cleo Hart\",\"role\":\"client\"}],\"needs\":["
            "{\"uid\":\"n\",\"person\":\"cleo\",\"what\":\"a carpenter\",\"on\":\"2026-11-01\"}]}");
        struct buf text = BUF_INIT;
        buf_str(&text, "Name,Job Title,Email\n");
        for (size_t n = 0; n < sizes[i]; n++)
            buf_printf(&text, "Ann Lee%zu,%s,ann%zu@lee.example\n", n, n % 40 ? "" : "Carpenter", n);
        gifts_are(k, false);
        char *before = lib_export(k);
        struct imported done = import_text(k, text.data);
        counts_are("many", &done, (int)sizes[i], 0, 0, 0);
        for (int turn = 0; turn < 2; turn++) {
            gifts_are(k, true);
            is_sound(k);
            lib_undo_redo(k, "a bulk", before);
            struct arena arena = {0};
            const char *what;
            lib_ok(k, kith_undo(k, &arena, &what));
            gifts_are(k, false);
            is_sound(k);
            lib_ok(k, kith_redo(k, &arena, &what));
            arena_free(&arena);
        }
        free(before);
        buf_free(&text);
        kith_close(k);
    }
}

/* ---- out, and in again ---- */

static char *written(struct kith *k, const char *kind) {
    struct buf out = BUF_INIT;
    lib_ok(k, exchange_write(k, kind, &out));
    return buf_detach(&out);
}

static void test_round_trips(void **state) {
    (void)state;
    static const char *const kinds[] = {"csv", "vcard", "vcard3"};
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        struct kith *k = lib_open(NULL);
        for (size_t f = 0; f < sizeof files / sizeof *files; f++)
            import_file(k, files[f].file);
        char *text = written(k, kinds[i]), *again;
        struct imported done = import_text(k, text);
        if (done.counts.added || done.counts.updated)
            fail_msg("%s: %lld new, %lld updated of %lld", kinds[i], (long long)done.counts.added,
                     (long long)done.counts.updated, (long long)done.counts.rows);
        struct kith *other = lib_open(NULL);
        import_text(other, text);
        again = written(other, "csv");
        char *csv = written(k, "csv");
        lib_same(kinds[i], again, csv);
        free(again);
        free(text);
        free(csv);
        kith_close(other);
        kith_close(k);
    }
}

/* An address comes back as it was written, whatever its order. */
static void test_addresses_return(void **state) {
    (void)state;
    struct kith *k =
        lib_book("{\"kith\":1,\"people\":[{\"uid\":\"a\",\"name\":\"Ann Lee\",\"role\":\"client\","
                 "\"city\":\"Berlin\",\"address\":\"\\\"Haus\\\" 3\\n10115 Berlin Mitte\\nDeutschland\"}]}");
    struct kith *other = lib_open(NULL);
    char *text = written(k, "vcard");
    import_text(other, text);
    field_is(other, "Ann Lee", "address", "\"Haus\" 3\n10115 Berlin Mitte\nDeutschland");
    field_is(other, "Ann Lee", "city", "Berlin");
    field_is(other, "Ann Lee", "about", "");
    free(text);
    kith_close(other);
    kith_close(k);
}

/* No cell begins as a formula does, whatever people are called. */
static void test_formulas(void **state) {
    (void)state;
    struct kith *k = lib_open(NULL);
    import_file(k, "linkedin/hostile.csv");
    char *csv = written(k, "csv");
    bool quoted = false;
    for (const char *at = csv; *at; at++) {
        bool begins = at == csv || (!quoted && (at[-1] == ',' || at[-1] == '\n'));
        const char *cell = begins && *at == '"' ? at + 1 : at;
        if (begins && strchr("=+-@\t\r", *cell) && strncmp(cell, "\r\n", 2) != 0)
            fail_msg("a cell begins '%.20s'", cell);
        quoted = *at == '"' ? !quoted : quoted;
    }
    free(csv);
    kith_close(k);
}

static void test_who_leaves(void **state) {
    (void)state;
    struct kith *k = lib_book(
        "{\"kith\":1,\"people\":[{\"uid\":\"a\",\"name\":\"Ann Open\",\"role\":\"client\",\"dates\":[{\"what\":\"birthday\",\"on\":\"--03-07\"}]},"
        "{\"uid\":\"b\",\"name\":\"Bo Private\",\"role\":\"client\",\"private\":true},"
        "{\"uid\":\"c\",\"name\":\"Cy Archived\",\"role\":\"client\",\"archived\":true},"
        "{\"uid\":\"d\",\"name\":\"Di Mentioned\",\"role\":\"mentioned\"}],"
        "\"notes\":[{\"uid\":\"n\",\"with\":[\"a\",\"b\",\"c\"],\"on\":\"2026-11-20\",\"channel\":\"call\",\"text\":\"x\"}],"
        "\"referrals\":[{\"uid\":\"r1\",\"direction\":\"given\",\"partner\":\"a\",\"person\":\"b\",\"on\":\"2026-11-01\",\"outcome\":\"open\"},"
        "{\"uid\":\"r2\",\"direction\":\"received\",\"partner\":\"a\",\"person\":\"d\",\"on\":\"2026-11-01\",\"outcome\":\"open\"}],"
        "\"asks\":[{\"uid\":\"q\",\"source\":\"a\",\"target\":\"d\",\"on\":\"2026-11-19\",\"wording\":\"\",\"answer\":\"waiting\"}],"
        "\"tasks\":[{\"uid\":\"t1\",\"person\":\"a\",\"what\":\"ring\",\"on\":\"2026-11-27\"},"
        "{\"uid\":\"t2\",\"person\":\"b\",\"what\":\"ring\",\"on\":\"2026-11-27\"}]}");
    static const char *const kinds[] = {"csv", "vcard", "vcard3", "sheet", "ics"};
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        char *text = written(k, kinds[i]);
        assert_non_null(strstr(text, "Ann Open"));
        assert_null(strstr(text, "Private"));
        assert_null(strstr(text, "Archived"));
        assert_null(strstr(text, "Mentioned"));
        free(text);
    }
    char *ics = written(k, "ics");
    assert_non_null(strstr(ics, "UID:task-t1@kith\r\n"));
    assert_null(strstr(ics, "task-t2"));
    assert_non_null(strstr(ics, "DTSTART;VALUE=DATE:20261127\r\n"));
    assert_non_null(strstr(ics, "UID:ask-q@kith\r\n"));
    assert_non_null(strstr(ics, "RRULE:FREQ=YEARLY\r\n"));
    free(ics);
    struct buf out = BUF_INIT;
    assert_int_equal(exchange_write(k, "floppy", &out), KITH_NOT_FOUND);
    buf_free(&out);
    kith_close(k);
}

/* ---- files by other hands, where they are at hand ---- */

static bool in_plan(const struct kith_import *plan, const char *address) {
    for (size_t i = 0; i < plan->count; i++) {
        const struct kith_person *person = &plan->rows[i].person;
        for (size_t e = 0; e < person->emails.count; e++)
            if (text_same(person->emails.items[e], address))
                return true;
        if (person->about && strstr(person->about, address))
            return true;
    }
    return false;
}

/* Every e-mail address that can be seen in the bytes is in the plan. */
static void addresses_kept(const char *path, const char *bytes, const struct kith_import *plan) {
    const char *signs = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-";
    for (const char *at = strchr(bytes, '@'); at; at = strchr(at + 1, '@')) {
        const char *from = at, *line = at;
        while (from > bytes && strchr(signs, from[-1]))
            from--;
        while (line > bytes && line[-1] != '\n')
            line--;
        size_t length = (size_t)(at - from) + 1 + strspn(at + 1, signs);
        char address[200];
        if (from == at || length < 6 || length >= sizeof address || at[1 + strspn(at + 1, signs)] == '=' ||
            strncmp(line, "EMAIL", 5) != 0)
            continue;
        memcpy(address, from, length);
        address[length] = '\0';
        if (strchr(address + (at - from), '.') && !in_plan(plan, address))
            fail_msg("%s: %s is lost", path, address);
    }
}

static void try_file(const char *path) {
    struct kith *k = lib_open(NULL);
    size_t length;
    char *bytes = lib_file(path, &length);
    struct kith_import plan = {.role = KITH_NO_WORD};
    struct kith_counts counts;
    size_t at = 0;
    enum exchange_kind kind = exchange_detect(bytes, length);
    if (exchange_read(k, bytes, length, kind, NULL, &plan) == KITH_OK) {
        addresses_kept(path, bytes, &plan);
        lib_ok(k, kith_import_plan(k, &plan));
        lib_ok(k, kith_import_apply(k, &plan, "import", &at, 0, &counts));
        kith_import_free(&plan);
        struct imported done = import_bytes(k, bytes, length, KITH_NO_WORD);
        if (done.counts.added || done.counts.updated)
            fail_msg("%s changes something the second time", path);
    }
    kith_import_free(&plan);
    free(bytes);
    kith_close(k);
}

static void walk(const char *folder) {
    DIR *dir = opendir(folder);
    for (struct dirent *entry; dir && (entry = readdir(dir));) {
        char path[1000];
        struct stat info;
        if (entry->d_name[0] == '.')
            continue;
        snprintf(path, sizeof path, "%s/%s", folder, entry->d_name);
        if (stat(path, &info) == 0 && S_ISDIR(info.st_mode))
            walk(path);
        else if (strstr(path, ".csv") || strstr(path, ".vcf"))
            try_file(path);
    }
    if (dir)
        closedir(dir);
}

static void test_samples(void **state) {
    (void)state;
    const char *samples = getenv("KITH_SAMPLES");
    char path[1000];
    walk(KITH_TEST_DATA "/linkedin");
    walk(KITH_TEST_DATA "/exchange");
    if (!samples)
        return;
    snprintf(path, sizeof path, "%s/real", samples);
    walk(path);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_files),
        cmocka_unit_test(test_refused),
        cmocka_unit_test(test_fields),
        cmocka_unit_test(test_languages),
        cmocka_unit_test(test_shapes),
        cmocka_unit_test(test_maps),
        cmocka_unit_test(test_guesses_are_told),
        cmocka_unit_test(test_ties),
        cmocka_unit_test(test_matching),
        cmocka_unit_test(test_order),
        cmocka_unit_test(test_what_was_typed_wins),
        cmocka_unit_test(test_roles),
        cmocka_unit_test(test_slices),
        cmocka_unit_test(test_crowd),
        cmocka_unit_test(test_bulk),
        cmocka_unit_test(test_round_trips),
        cmocka_unit_test(test_addresses_return),
        cmocka_unit_test(test_formulas),
        cmocka_unit_test(test_who_leaves),
        cmocka_unit_test(test_samples),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
