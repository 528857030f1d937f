/* What Kith says: the pledge, wordings, questions, proof, and the path to somebody. */
#include "lib/method.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "kith/need.h"
#include "kith/note.h"
#include "kith/referral.h"

/* ---- what is said ---- */

static void an_unearned_kickoff_proposes_the_pledge_on_the_contact(void **state) {
    (void)state;
    struct method_book b = method_open(
        "'people':[" ANN "],'moments':[{'uid':'m','person':'ann','kind':'kickoff','on':'2026-11-20'}]");
    struct kith_prompt prompt;
    assert_string_equal(method_standing(&b, "ann"), "earn");
    assert_string_equal(method_proposed(&b), "");
    lib_ok(b.k, kith_prompt(b.k, method_id(&b, "ann"), 0, &b.arena, &prompt));
    assert_non_null(strstr(prompt.headline, "pledge"));
    assert_non_null(strstr(prompt.say, "five people, one at a time"));
    kith_id ann = method_id(&b, "ann");
    lib_ok(b.k, kith_pledge_set(b.k, &ann, 1, 5, "when the year closes clean", DAY_NONE));
    assert_string_equal(method_standing(&b, "ann"),
                        "listen"); /* the pledge earns, a kickoff makes no golden of it */
    method_close(&b);
}

static void a_pledge_counts_what_was_received_since_its_day(void **state) {
    (void)state;
    struct method_book b = method_open(
        "'people':[" ANN "," TOM "," BILL
        "],'pledges':[{'uid':'g','person':'ann','count':5,'on':'2026-03-01'}],"
        "'referrals':[{'uid':'r1','direction':'received','partner':'ann','person':'tom','on':'2026-02-28'},"
        "{'uid':'r2','direction':'received','partner':'ann','person':'bill','on':'2026-03-01'},"
        "{'uid':'r3','direction':'given','partner':'ann','person':'bill','on':'2026-04-01'}]");
    struct kith_contact contact;
    lib_ok(b.k, kith_contact_of(b.k, method_id(&b, "ann"), &b.arena, &contact));
    assert_true(method_has_reason(&contact.because, "agreed to introduce five; one so far"));
    method_close(&b);
}

/* R10 for every wording there is: the user's word, the one person or role, a happy client; and R3. */
static void check_wordings(struct method_book *b, const struct kith_wordings *words, const char *who) {
    assert_true(words->count >= 2);
    for (size_t i = 0; i < words->count; i++) {
        const char *text = words->items[i].text;
        const char *word = kith_settings(b->k)->word;
        bool says = strcmp(word, "introduction") == 0 ? strstr(text, "introduc") != NULL
                                                      : strstr(text, "refer") != NULL;
        if (!says || strchr(text, '{'))
            fail_msg("does not say %s: %s", word, text);
        if (who && strcmp(words->items[i].form, "the role") != 0 && !strstr(text, who))
            fail_msg("does not name %s: %s", who, text);
        if (!strstr(text, "Bill"))
            fail_msg("tells of no happy client: %s", text);
        struct kith_wording_problems problems;
        kith_wording_check(b->k, text, &b->arena, &problems);
        if (problems.count)
            fail_msg("%s «%s»: %s", problems.items[0].kind, problems.items[0].quote, text);
    }
}

static void every_wording_says_the_word_the_person_and_a_story(void **state) {
    (void)state;
    static const char *const kinds[] = {"thanked", "delivered", "result", "value", "kickoff"};
    for (size_t i = 0; i < 10; i++) {
        char arrays[2000];
        snprintf(
            arrays, sizeof arrays,
            "'settings':{'word':'%s','offer':'books that close in three days'},'people':[" ANN "," TOM
            "," BILL_FAVOURITE
            ",{'uid':'acc','name':'accountant','role':'mentioned','unnamed':true}],'notes':[" NOTE_TOM
            "],'mentions':[" HEARD_TOM
            ",{'uid':'x2','note':'n1','by':'ann','person':'acc','relation':'accountant'}],"
            "'wishes':[{'uid':'i','person':'tom','on':'2026-11-01'}],"
            "'pledges':[{'uid':'g','person':'ann','count':5,'on':'2026-01-10','when':'when the first year closes clean'}],"
            "'moments':[{'uid':'m0','person':'ann','kind':'thanked','on':'2026-01-10'},"
            "{'uid':'m1','person':'ann','kind':'%s','on':'2026-11-18'},"
            "{'uid':'m2','person':'bill','kind':'%s','on':'2026-11-01','quote':'you gave me my weekends back'}]",
            i % 2 ? "introduction" : "referral", kinds[i / 2], i % 2 ? "result" : "thanked");
        struct method_book b = method_open(arrays);
        struct kith_wordings words;
        lib_ok(b.k, kith_wordings(b.k, method_id(&b, "ann"), method_id(&b, "tom"), NULL, &b.arena, &words));
        assert_string_equal(words.items[0].form, "the person");
        check_wordings(&b, &words, "Tom Baker");
        lib_ok(b.k, kith_wordings(b.k, method_id(&b, "ann"), method_id(&b, "acc"), NULL, &b.arena, &words));
        check_wordings(&b, &words, "your accountant");
        lib_ok(b.k, kith_wordings(b.k, method_id(&b, "ann"), 0, "financial adviser", &b.arena, &words));
        assert_string_equal(words.items[0].form, "the role");
        check_wordings(&b, &words, "your financial adviser");
        struct kith_script script;
        lib_ok(b.k, kith_script(b.k, method_id(&b, "ann"), method_id(&b, "tom"), NULL, &b.arena, &script));
        const char *lines[] = {script.opening, script.gains, script.yes, script.will,
                               script.not_yet, script.think, script.no};
        for (size_t j = 0; j < sizeof lines / sizeof *lines; j++)
            assert_true(lines[j] && !strchr(lines[j], '{'));
        method_close(&b);
    }
}

/* What a client wants to see may be put in words that an ask should not have. */
static void words_of_the_users_own_that_fail_the_check_come_last(void **state) {
    (void)state;
    struct method_book b = method_open(
        "'people':[" ANN "," TOM "," BILL "],'notes':[" NOTE_TOM "],'mentions':[" HEARD_TOM "],'moments':["
        "{'uid':'m','person':'ann','kind':'thanked','on':'2026-06-01'}],'asks':[{'uid':'a','source':'ann',"
        "'target':'tom','on':'2026-09-01','answer':'not-yet','until':'2026-11-01','wants':'do you know anyone'}]");
    struct kith_wordings words;
    lib_ok(b.k, kith_wordings(b.k, method_id(&b, "ann"), method_id(&b, "tom"), NULL, &b.arena, &words));
    assert_null(strstr(words.items[0].text, "do you know anyone"));
    assert_non_null(strstr(words.items[words.count - 1].text, "do you know anyone"));
    method_close(&b);
}

static void a_story_tells_only_what_was_said_to_the_user(void **state) {
    (void)state;
    static const struct {
        const char *bill, *kind, *quote, *told;
    } rows[] = {
        {BILL_FAVOURITE, "thanked", "you gave me my weekends back",
         "Bill Tran told me on 1 Nov: “you gave me my weekends back.” "},
        {BILL_FAVOURITE, "thanked", "“Best money since the van!”",
         "Bill Tran told me on 1 Nov: “Best money since the van!” "},
        {BILL_FAVOURITE, "thanked", "said we saved her quarter", "Bill Tran thanked me on 1 Nov for the work we did. "},
        /* nobody is named or quoted to others who was not marked for it */
        {BILL, "thanked", "you gave me my weekends back", "A client of mine thanked me on 1 Nov for the work we did. "},
        /* work handed over is no word of theirs */
        {BILL_FAVOURITE, "delivered", "the keys", "I do my best work for those whom a friend sends to me. "},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char arrays[1000];
        snprintf(arrays, sizeof arrays,
                 "'people':[" ANN "," TOM ",%s],'moments':[{'uid':'m','person':'bill','kind':'%s','on':'2026-11-01',"
                 "'quote':'%s'}]",
                 rows[i].bill, rows[i].kind, rows[i].quote);
        struct method_book b = method_open(arrays);
        struct kith_wordings words;
        lib_ok(b.k, kith_wordings(b.k, method_id(&b, "ann"), method_id(&b, "tom"), NULL, &b.arena, &words));
        if (!strstr(words.items[0].text, rows[i].told))
            fail_msg("%s: %s", rows[i].quote, words.items[0].text);
        method_close(&b);
    }
}

/* Somebody specific is known and can be asked about tomorrow: no role is proposed before them. */
static void a_name_that_ripens_comes_before_a_role(void **state) {
    (void)state;
    struct method_book b = method_open(
        "'people':[" ANN "," TOM "],'notes':[{'uid':'n','with':['ann'],'on':'2026-11-21','channel':'call','text':'Tom'}],"
        "'mentions':[{'uid':'x','note':'n','by':'ann','person':'tom','relation':'brother'}],"
        "'moments':[{'uid':'m','person':'ann','kind':'thanked','on':'2026-11-21'}]");
    assert_string_equal(method_standing(&b, "ann"), "golden");
    assert_string_equal(method_proposed(&b), "");
    kith_clock(b.k, lib_day("2026-11-22"), 0);
    assert_non_null(strstr(method_proposed(&b), "Tom Baker"));
    method_close(&b);
}

/* A realtor is not asked for "your estate agent". */
static void nobody_is_asked_for_one_of_their_own_trade(void **state) {
    (void)state;
    struct method_book b = method_open(
        "'settings':{'ideal':['house','property']},'people':[{'uid':'ann','name':'Ann Okafor','role':'client','title':'Realtor',"
        "'company':'Harbor Realty'}],'moments':[{'uid':'m','person':'ann','kind':'thanked','on':'2026-11-18'}]");
    struct kith_introduction one;
    lib_ok(b.k, kith_introduce(b.k, method_id(&b, "ann"), 0, &b.arena, &one));
    assert_non_null(one.role);
    assert_null(strstr(one.role, "estate"));
    method_close(&b);
}

static void an_ask_that_came_back_is_the_move_where_there_is_no_other(void **state) {
    (void)state;
    struct method_book b = method_open(
        "'people':[" ANN "," TOM
        "],'moments':[{'uid':'m','person':'ann','kind':'thanked','on':'2026-06-01'}],"
        "'asks':[{'uid':'a','source':'ann','target':'tom','on':'2026-09-01','answer':'not-yet','until':'2026-11-20',"
        "'wants':'the first year closed'}]");
    struct kith_prompt prompt;
    assert_string_equal(method_standing(&b, "ann"), "listen");
    lib_ok(b.k, kith_prompt(b.k, method_id(&b, "ann"), 0, &b.arena, &prompt));
    assert_string_equal(prompt.headline, "Come back to Ann about Tom Baker");
    assert_non_null(strstr(prompt.say, "the first year closed"));
    method_close(&b);
}

static void somebody_sent_is_to_be_spoken_with_until_a_note_says_so(void **state) {
    (void)state;
    static const struct {
        const char *talked, *headline;
    } cases[] = {
        {"2026-11-10", "Ann Okafor introduced Lou on 14 Nov: speak with them"},
        {"2026-11-16", "Earn it first with Lou"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char arrays[512];
        snprintf(arrays, sizeof arrays,
                 "'people':[" ANN ",{'uid':'lou','name':'Lou Petit','role':'prospect'}],'notes':[{'uid':'n','with':['lou'],"
                 "'on':'%s','channel':'call','text':'Rang.'}],'referrals':[{'uid':'r','direction':'received',"
                 "'partner':'ann','person':'lou','on':'2026-11-14'}]",
                 cases[i].talked);
        struct method_book b = method_open(arrays);
        struct kith_prompt prompt;
        lib_ok(b.k, kith_prompt(b.k, method_id(&b, "lou"), 0, &b.arena, &prompt));
        assert_string_equal(prompt.headline, cases[i].headline);
        method_close(&b);
    }
}

static void a_private_client_is_not_named_in_a_story(void **state) {
    (void)state;
    struct method_book b = method_open(
        "'people':[" ANN "," TOM ",{'uid':'p','name':'Percy Secret','role':'client','private':true}],"
        "'moments':[" ANN_THANKED ",{'uid':'m2','person':'p','kind':'thanked','on':'2026-11-19'}]");
    struct kith_wordings words;
    lib_ok(b.k, kith_wordings(b.k, method_id(&b, "ann"), method_id(&b, "tom"), NULL, &b.arena, &words));
    assert_null(strstr(words.items[0].text, "Percy"));
    assert_non_null(strstr(words.items[0].text, "A client of mine"));
    method_close(&b);
}

/* Whether a question without slots stands in that section of questions.txt. */
static bool in_section(const char *section, const char *question) {
    char *text = lib_file(KITH_TEST_DATA "/../../assets/method/questions.txt", NULL);
    char head[64];
    snprintf(head, sizeof head, "[%s]", section);
    char *from = strstr(text, head), *to = from ? strstr(from + 1, "\n[") : NULL;
    if (to)
        *to = '\0';
    bool found = from && strstr(from, question);
    free(text);
    return found;
}

static void questions_turn_to_what_was_not_talked_about(void **state) {
    (void)state;
    struct method_book b = method_open(
        "'people':[" ANN "," BILL "],'needs':[{'uid':'w','person':'ann','what':'x','on':'2026-11-18'}],"
        "'notes':[{'uid':'n1','with':['ann'],'on':'2026-11-18','channel':'call','text':'The team, a new hire, the office,"
        " customers and a big project. Her son at school, her husband, her mother.'}]");
    struct kith_list questions;
    lib_ok(b.k, kith_questions_for(b.k, method_id(&b, "ann"), &b.arena, &questions));
    assert_true(questions.count >= 40);
    assert_true(in_section("circle", questions.items[0])); /* work and family were talked about */
    for (size_t i = 0; i < questions.count; i++)
        assert_true(questions.items[i][strlen(questions.items[i]) - 1] == '?' &&
                    !strchr(questions.items[i], '{'));
    lib_ok(b.k, kith_questions_for(b.k, method_id(&b, "bill"), &b.arena, &questions));
    assert_non_null(strstr(questions.items[0], "What can I do for you, Bill")); /* R12: needs unknown */
    method_close(&b);
}

static void not_everybody_is_asked_the_same_first(void **state) {
    (void)state;
    struct method_book b = method_open(
        "'people':[" ANN "," BILL
        ",{'uid':'kim','name':'Kim','role':'client'},{'uid':'zoe','name':'Zoe','role':'client'}]");
    static const char *const uids[] = {"ann", "bill", "kim", "zoe"};
    const char *second[4];
    for (size_t i = 0; i < 4; i++) {
        struct kith_list questions;
        lib_ok(b.k, kith_questions_for(b.k, method_id(&b, uids[i]), &b.arena, &questions));
        second[i] = questions.items[1];
    }
    assert_true(strcmp(second[0], second[1]) || strcmp(second[0], second[2]) || strcmp(second[0], second[3]));
    method_close(&b);
}

static void questions_learn_which_ones_lead_to_names(void **state) {
    (void)state;
    struct method_book b = method_open(
        "'people':[" ANN "," BILL
        "],'needs':[{'uid':'w','person':'ann','what':'x','on':'2026-11-18'}],'questions':["
        "{'uid':'q1','text':'Who got you into running, cooking, or whatever it is you love?','person':'bill','on':'2026-11-01','names':3},"
        "{'uid':'q2','text':'Who do you spend your Saturdays with?','person':'bill','on':'2026-11-01','names':0},"
        "{'uid':'q3','text':'What is taking most of your day at Tran Print just now?','person':'bill','on':'2026-11-01','names':9}]");
    struct kith_list questions;
    lib_ok(b.k, kith_questions_for(b.k, method_id(&b, "ann"), &b.arena, &questions));
    size_t running = 999, saturdays = 999;
    for (size_t i = 0; i < questions.count; i++) {
        running = strstr(questions.items[i], "running, cooking") ? i : running;
        saturdays = strstr(questions.items[i], "Saturdays") ? i : saturdays;
    }
    assert_true(running < 6); /* the first of its area */
    assert_true(saturdays > running);
    method_close(&b);
}

static void proof_is_in_their_own_words(void **state) {
    (void)state;
    struct method_book b = method_open(
        "'people':[" ANN "],'moments':[" ANN_THANKED
        ",{'uid':'m2','person':'ann','kind':'result','on':'2026-05-01','quote':'up a third'},"
        "{'uid':'m3','person':'ann','kind':'trouble','on':'2026-05-01','quote':'late','state':'settled'},"
        "{'uid':'m4','person':'ann','kind':'thanked','on':'2026-06-01'}]");
    struct kith_reasons proof;
    lib_ok(b.k, kith_proof(b.k, method_id(&b, "ann"), &b.arena, &proof));
    assert_int_equal(proof.count, 2);
    assert_string_equal(proof.items[0].quote, "we saved her quarter");
    assert_string_equal(proof.items[1].quote, "up a third");
    method_close(&b);
}

/* ---- the path ---- */

static void a_path_leads_from_a_contact_shortest_and_strongest_first(void **state) {
    (void)state;
    struct method_book b = method_open(
        "'people':[" ANN "," BILL "," TOM ",{'uid':'w','name':'Wished One','role':'mentioned'},"
        "{'uid':'far','name':'Far Away','role':'mentioned'}],'notes':[" NOTE_TOM
        ",{'uid':'n2','with':['bill'],'on':'2026-11-12','channel':'call','text':'x'}],'mentions':[" HEARD_TOM
        ",{'uid':'x2','note':'n2','by':'bill','person':'w','relation':'acquaintance'},"
        "{'uid':'x3','note':null,'by':'tom','person':'w','relation':'wife','on':'2026-10-01'}]");
    struct kith_paths paths;
    lib_ok(b.k, kith_path_to(b.k, method_id(&b, "w"), &b.arena, &paths));
    assert_string_equal(paths.target.name, "Wished One");
    assert_int_equal(paths.count, 2);
    assert_int_equal(paths.items[0].count, 2);
    assert_string_equal(paths.items[0].hops[0].person.name, "Bill Tran");
    assert_string_equal(paths.items[0].hops[1].via, "acquaintance of Bill Tran");
    assert_int_equal(paths.items[1].count, 3);
    assert_string_equal(paths.items[1].hops[0].person.name, "Ann Okafor");
    assert_string_equal(paths.items[1].hops[1].via, "brother of Ann Okafor");
    assert_string_equal(paths.items[1].hops[2].via, "wife of Tom Baker");
    lib_ok(b.k, kith_path_to(b.k, method_id(&b, "far"), &b.arena, &paths));
    assert_int_equal(paths.count, 0);
    method_close(&b);
}

/* O6, B1: a role wished for is reached over whoever fits it best; else one of that kind knows another. */
static void a_wished_role_has_paths_too(void **state) {
    (void)state;
    struct method_book b = method_open(
        "'people':[" ANN "," TOM ",{'uid':'leeds','name':'Lee Dixon','role':'mentioned','title':'Accountant',"
        "'city':'Leeds'},{'uid':'york','name':'Yan York','role':'mentioned','title':'Accountant'},"
        "{'uid':'cook','name':'Cy Cook','role':'client','title':'Caterer'}],'notes':[" NOTE_TOM "],'mentions':["
        HEARD_TOM ",{'uid':'x2','note':'n1','by':'tom','person':'leeds','relation':'cousin'},"
        "{'uid':'x3','note':'n1','by':'ann','person':'york','relation':'cousin'}],'wishes':["
        "{'uid':'i1','role':'accountants in Leeds','on':'2026-11-01'},"
        "{'uid':'i2','role':'caterer','on':'2026-11-01'},{'uid':'i3','role':'vet','on':'2026-11-01'}]");
    struct kith_paths paths;
    struct kith_wished *wishes;
    size_t count;
    lib_ok(b.k, kith_wish_paths(b.k, method_id(&b, "i1"), &b.arena, &paths));
    assert_string_equal(paths.target.name, "accountants in Leeds");
    assert_int_equal(paths.count, 1); /* the one in Leeds, not the one in York */
    assert_int_equal(paths.items[0].count, 3);
    assert_string_equal(paths.items[0].hops[0].person.name, "Ann Okafor");
    assert_string_equal(paths.items[0].hops[2].person.name, "Lee Dixon");
    assert_string_equal(paths.items[0].hops[2].via, "cousin of Tom Baker");
    lib_ok(b.k, kith_wish_paths(b.k, method_id(&b, "i2"), &b.arena, &paths));
    assert_int_equal(paths.count, 1);
    assert_int_equal(paths.items[0].count, 1); /* a caterer among the clients */
    assert_string_equal(paths.items[0].hops[0].person.name, "Cy Cook");
    lib_ok(b.k, kith_wish_paths(b.k, method_id(&b, "i3"), &b.arena, &paths));
    assert_int_equal(paths.count, 0);
    lib_ok(b.k, kith_wishes(b.k, &b.arena, &wishes, &count));
    for (size_t i = 0; i < count; i++)
        if (wishes[i].wish == method_id(&b, "i1"))
            assert_string_equal(wishes[i].one, "one of the accountants in Leeds");
    struct kith_wordings words;
    lib_ok(b.k, kith_wordings(b.k, method_id(&b, "ann"), 0, "a caterer", &b.arena, &words));
    assert_string_equal(words.items[0].form, "a wish");
    assert_null(strstr(words.items[0].text, "your a caterer"));
    method_close(&b);
}

static void no_more_than_five_paths(void **state) {
    (void)state;
    struct buf json = BUF_INIT;
    buf_str(&json, "'people':[" TOM);
    for (int i = 0; i < 9; i++)
        buf_printf(&json, ",{'uid':'p%d','name':'Person %d','role':'friend'}", i, i);
    buf_str(&json, "],'mentions':[");
    for (int i = 0; i < 9; i++)
        buf_printf(&json, "%s{'uid':'x%d','by':'p%d','person':'tom','relation':'%s','on':'2026-01-01'}",
                   i ? "," : "", i, i, i == 7 ? "brother" : "acquaintance");
    buf_str(&json, "]");
    struct method_book b = method_open(json.data);
    struct kith_paths paths;
    lib_ok(b.k, kith_path_to(b.k, method_id(&b, "tom"), &b.arena, &paths));
    assert_int_equal(paths.count, 5);
    assert_string_equal(paths.items[0].hops[0].person.name, "Person 7"); /* the strongest */
    buf_free(&json);
    method_close(&b);
}

/* ---- the data ---- */

/* A line with its slots filled by something plain. */
static const char *filled(struct method_book *b, const char *line) {
    static const char *const values[][2] = {
        {"first", "Ann"},
        {"him", "Tom"},
        {"Him", "Tom"},
        {"target", "Tom Baker"},
        {"relation", "brother"},
        {"role", "accountant"},
        {"one", "a brewery owner"},
        {"them", "Tom"},
        {"refer", "refer me"},
        {"word", "referral"},
        {"on", "on Wednesday"},
        {"told", "You told me about Tom Baker."},
        {"gain", "I would like Tom to have books in order."},
        {"story", "Bill thanked me on Monday."},
        {"offer", "books in order"},
        {"wants", "the first year closed"},
        {"promise", "when the first year closes"},
        {"count", "five"},
        {"done", "One"},
        {"client", "Bill Tran"},
        {"client_mid", "Bill Tran"},
        {"quote", "you saved my quarter"},
        {"company", "Okafor Bakery"},
        {"a_trade", "a bakery"},
        {"name", "Tom"},
        {"times", "three times"},
        {"day", "3 Dec"},
        {"days", "two days are left"},
        {"left", "two"},
        {"n", "7"},
        {"people", "214"},
        {"want", "a bookkeeper"},
        {"other", "Jo Mistry"},
        {"title", "Accountant"},
    };
    struct buf out = BUF_INIT;
    while (*line) {
        size_t plain = strcspn(line, "{"), slot = strcspn(line + plain, "}");
        buf_add(&out, line, plain);
        line += plain;
        if (!*line)
            break;
        const char *value = NULL;
        for (size_t i = 0; i < sizeof values / sizeof *values; i++)
            if (strlen(values[i][0]) == slot - 1 && strncmp(line + 1, values[i][0], slot - 1) == 0)
                value = values[i][1];
        if (!value)
            fail_msg("no such slot: %s", line);
        buf_str(&out, value);
        line += slot + 1;
    }
    const char *text = arena_strdup(&b->arena, out.data);
    buf_free(&out);
    return text;
}

static bool is_open(const char *question) {
    static const char *const words[] = {"Who ",   "Whom ", "Whose ", "What ",
                                        "Which ", "How ",  "Where ", "When "};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strncmp(question, words[i], strlen(words[i])) == 0)
            return true;
    return false;
}

static void all_that_kith_says_passes_its_own_check(void **state) {
    (void)state;
    static const char *const files[] = {"wordings", "script", "questions", "steps", "beliefs"};
    struct method_book b = method_open("'people':[]");
    int questions = 0;
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        char path[512];
        snprintf(path, sizeof path, "%s/../../assets/method/%s.txt", KITH_TEST_DATA, files[i]);
        char *text = lib_file(path, NULL), *rest = text, *line;
        while ((line = strsep(&rest, "\n"))) {
            struct kith_wording_problems problems;
            if (!*line || *line == '#' || *line == '[' || strncmp(line, "cues:", 5) == 0)
                continue;
            const char *said = filled(&b, line);
            kith_wording_check(b.k, said, &b.arena, &problems);
            if (problems.count)
                fail_msg("%s: %s «%s»: %s", files[i], problems.items[0].kind, problems.items[0].quote, said);
            if (strcmp(files[i], "questions") == 0 && (!is_open(said) || said[strlen(said) - 1] != '?'))
                fail_msg("no open question: %s", said);
            questions += strcmp(files[i], "questions") == 0;
        }
        free(text);
    }
    assert_true(questions >= 60);
    method_close(&b);
}

static const char *own_text(void *ctx, const char *file) {
    return strcmp(file, "questions.txt") == 0 ? ctx : NULL;
}

static void a_text_of_the_users_own_takes_the_place_of_the_built_in(void **state) {
    (void)state;
    char own[] = "[mine]\nWhat is new, {first}?\n";
    const struct kith_options options = {.path = ":memory:",
                                         .today = lib_day(LIB_TODAY),
                                         .now = 1795255200,
                                         .overlay = own_text,
                                         .overlay_ctx = own};
    struct method_book b = {0};
    struct buf why = BUF_INIT;
    struct kith_list questions;
    assert_int_equal(kith_open(&options, &b.k, &why), KITH_OK);
    lib_read(b.k,
             "{\"kith\":1,\"people\":[{\"uid\":\"ann\",\"name\":\"Dr. Ann Okafor\",\"role\":\"client\"}]}");
    lib_ok(b.k, kith_questions_for(b.k, method_id(&b, "ann"), &b.arena, &questions));
    assert_int_equal(questions.count, 1);
    assert_string_equal(questions.items[0], "What is new, Ann?");
    method_close(&b);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_unearned_kickoff_proposes_the_pledge_on_the_contact),
        cmocka_unit_test(a_pledge_counts_what_was_received_since_its_day),
        cmocka_unit_test(every_wording_says_the_word_the_person_and_a_story),
        cmocka_unit_test(words_of_the_users_own_that_fail_the_check_come_last),
        cmocka_unit_test(a_story_tells_only_what_was_said_to_the_user),
        cmocka_unit_test(a_name_that_ripens_comes_before_a_role),
        cmocka_unit_test(nobody_is_asked_for_one_of_their_own_trade),
        cmocka_unit_test(an_ask_that_came_back_is_the_move_where_there_is_no_other),
        cmocka_unit_test(somebody_sent_is_to_be_spoken_with_until_a_note_says_so),
        cmocka_unit_test(a_private_client_is_not_named_in_a_story),
        cmocka_unit_test(questions_turn_to_what_was_not_talked_about),
        cmocka_unit_test(not_everybody_is_asked_the_same_first),
        cmocka_unit_test(questions_learn_which_ones_lead_to_names),
        cmocka_unit_test(proof_is_in_their_own_words),
        cmocka_unit_test(a_path_leads_from_a_contact_shortest_and_strongest_first),
        cmocka_unit_test(a_wished_role_has_paths_too),
        cmocka_unit_test(no_more_than_five_paths),
        cmocka_unit_test(all_that_kith_says_passes_its_own_check),
        cmocka_unit_test(a_text_of_the_users_own_takes_the_place_of_the_built_in),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
