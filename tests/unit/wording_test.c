#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "listen/listen.h"

static struct listener *listener;

static int open_listener(void **state) {
    (void)state;
    listener = listener_new(NULL, NULL, NULL);
    return 0;
}

static int close_listener(void **state) {
    (void)state;
    listener_free(listener);
    return 0;
}

static const struct bad {
    const char *kind, *text, *words; /* words: a part of what must be underlined */
} bads[] = {
    {"closed", "Do you know anyone who needs a bookkeeper?", "anyone"},
    {"closed", "Do you happen to know someone at the hospital?", "happen to know"},
    {"closed", "Know anyone who is selling up?", "Know anyone"},
    {"closed", "Is there anybody on your street thinking of a new kitchen?", "Is there anybody"},
    {"closed", "Can you think of anyone who has just moved in?", "think of anyone"},
    {"closed", "Would you know of a dentist who is opening a second practice?", "know of a"},
    {"closed", "Does anyone come to mind?", "Does anyone"},
    {"closed", "Have you got any friends who run a café?", "any"},
    {"closed", "You don't know anybody in procurement, do you?", "anybody"},
    {"closed", "Could you recommend somebody for me to call?", "recommend somebody"},
    {"closed", "Any chance you could introduce me to Tom?", "Any chance"},
    {"closed", "Are there any colleagues of yours in the same boat?", "any"},
    {"closed", "So, anyone I should be talking to?", "anyone"},
    {"closed", "Do you know a good architect?", "know a"},
    {"closed", "Any names for me?", "Any names"},
    {"closed", "Would any of your clients like a review?", "any of"},
    {"closed", "Did anybody at the club ask about tax?", "anybody"},
    {"closed", "do u know any1 or anyone with a van fleet?", "any1"},
    {"closed", "Isn't there someone in your family who is retiring?", "someone"},
    {"closed", "Has anyone mentioned moving house to you lately?", "anyone"},
    {"closed", "Wouldn't you know somebody at the council?", "know somebody"},
    {"closed", "Can I ask whether you know someone in lettings?", "whether you know"},
    {"closed", "Got anyone for me this month?", "anyone"},
    {"closed", "Do you have a friend who could use a hand with payroll?", "have a friend"},
    {"conditional", "If you hear of a restaurant opening, give me a call.", "If you hear"},
    {"conditional", "If you know who runs the surgery, could you tell her about me?", "If you know"},
    {"conditional", "If or when you might have the chance, introduce me to your sister.", "If or when"},
    {"conditional", "Should you come across a landlord with three flats, tell me.", "Should you come across"},
    {"conditional", "I was wondering whether you might introduce me to Priya.", "wondering whether"},
    {"conditional", "Perhaps you could put me in touch with your brother some day?", "Perhaps you could"},
    {"conditional", "When you get a chance, would you mention it to Lars?", "When you get a chance"},
    {"conditional", "If it ever feels right, introduce me to your boss.", "If it ever feels"},
    {"conditional", "Would it be possible to meet your accountant?", "Would it be possible"},
    {"conditional", "If you wouldn't mind, please introduce me to Hugh.", "If you wouldn't mind"},
    {"conditional", "Maybe you could ring Marta for me at some point.", "Maybe you could"},
    {"conditional", "In case you bump into Oskar, tell him I'm looking for him.", "In case you"},
    {"conditional", "Would you mind introducing me to Dr. Vance?", "Would you mind"},
    {"conditional", "If anybody asks, you have my number.", "If anybody"},
    {"conditional", "Whenever you see your neighbour, let her have my card.", "Whenever you"},
    {"conditional", "If possible, I would like to meet your landlord.", "If possible"},
    {"conditional", "Could you possibly introduce me to Sana?", "possibly"},
    {"conditional", "Do tell me should anyone need a surveyor.", "should anyone"},
    {"conditional", "If the opportunity arises, introduce me to the bursar.", "If the opportunity"},
    {"conditional", "I wonder if your sister-in-law would see me.", "wonder if"},
    {"conditional", "If you feel comfortable, will you introduce me to Jean?", "If you feel comfortable"},
    {"conditional", "if u think of a plumber let me have his number", "if u think"},
    {"conditional", "On the off chance that your boss is looking, introduce me.", "off chance"},
    {"conditional", "If you ever run into a florist with a shop of her own, tell her about me.",
     "If you ever run"},
    {"plural", "Will you introduce me to some of your friends?", "some of your friends"},
    {"plural", "Who are the people who need me?", "people"},
    {"plural", "I would like a few referrals from you.", "few referrals"},
    {"plural", "Please send me a list of names.", "list of names"},
    {"plural", "Refer me to your friends and family.", "friends and family"},
    {"plural", "Tell everyone you know about my practice.", "everyone you know"},
    {"plural", "Could you introduce me to two or three colleagues?", "two or three"},
    {"plural", "Will you introduce me to Ann and Bob?", "Ann and Bob"},
    {"plural", "Which of them are people you trust? Introduce me to all of them.", "all of them"},
    {"plural", "Send people my way.", "people"},
    {"plural", "I want to meet more business owners like you.", "more business owners"},
    {"plural", "Give me the names of several contacts at the bank.", "several contacts"},
    {"plural", "My business runs on referrals.", "on referrals"},
    {"plural", "Who do you know? Give me five names.", "five names"},
    {"plural", "Please pass my card to your colleagues who need help with VAT.", "colleagues"},
    {"plural", "Introduce me to a couple of dentists and a handful of doctors, people you know.",
     "people you know"},
    {"plural", "Would you email your contacts about what I do?", "contacts"},
    {"plural", "I'd like to meet your whole network.", "your whole network"},
    {"plural", "Will you introduce me to your brother and your sister?", "brother and your sister"},
    {"plural", "What other companies should I be talking to?", "other companies"},
    {"plural", "How many people in your office want this too?", "How many people"},
    {"plural", "Ask your friends to call me.", "friends"},
    {"plural", "I am after some introductions in Leeds.", "some introductions"},
    {"plural", "Invite as many people as you like.", "as many"},
    {"apology", "Sorry to ask, but will you introduce me to Tom?", "Sorry to ask"},
    {"apology", "I hate to bother you with this.", "hate to bother"},
    {"apology", "I hope you don't mind me asking about your brother.", "hope you don't mind"},
    {"apology", "This is a bit awkward.", "awkward"},
    {"apology", "I don't want to be pushy.", "don't want to be pushy"},
    {"apology", "I feel bad asking you this.", "feel bad"},
    {"apology", "No pressure at all.", "No pressure"},
    {"apology", "I know you're terribly busy.", "busy"},
    {"apology", "It's a big ask, I know.", "big ask"},
    {"apology", "Forgive me for asking, will you introduce me to Lena?", "Forgive me"},
    {"apology", "I apologise for raising it.", "apologise"},
    {"apology", "Feel free to say no.", "Feel free"},
    {"apology", "It isn't too much trouble, is it?", "too much trouble"},
    {"apology", "I'm embarrassed to bring this up.", "embarrassed"},
    {"apology", "At the risk of sounding cheeky, who do you know at the bank?", "At the risk of"},
    {"apology", "I don't mean to impose.", "impose"},
    {"apology", "It's completely fine if not.", "fine if not"},
    {"apology", "I wouldn't normally ask this.", "normally ask"},
    {"apology", "Please excuse my boldness.", "boldness"},
    {"apology", "Just ignore this if it's a nuisance.", "ignore this"},
    {"apology", "Would it be too much to ask for an hour with your boss?", "too much to ask"},
    {"apology", "Without wanting to put you on the spot, who is your lawyer?", "wanting to put"},
    {"apology", "No worries if it's not for you.", "No worries"},
    {"apology", "Sorry for bothering you again.", "Sorry for bothering"},
    {"vague", "Keep me in mind.", "Keep me in mind"},
    {"vague", "Please spread the word about my studio.", "spread the word"},
    {"vague", "Pass my name along.", "Pass my name"},
    {"vague", "Put in a good word for me.", "good word"},
    {"vague", "I'm always looking for new clients.", "always looking"},
    {"vague", "Introduce me to someone who might need my services.", "someone who might need"},
    {"vague", "Help me grow my business.", "Help me grow"},
    {"vague", "Think of me next year.", "Think of me"},
    {"vague", "Mention me at work, will you?", "Mention me"},
    {"vague", "Let me know when something comes up.", "Let me know"},
    {"vague", "Any help would be appreciated.", "Any help"},
    {"vague", "I want to meet somebody like you.", "somebody like you"},
    {"vague", "Keep your ears open for me.", "ears open"},
    {"vague", "Whoever could benefit from what I do is welcome.", "Whoever"},
    {"vague", "Give me a shout when there is work.", "Give me a shout"},
    {"vague", "Send some business my way.", "my way"},
    {"vague", "Point me in the right direction.", "right direction"},
    {"vague", "My door is always open.", "My door"},
    {"vague", "Have a think and get back to me.", "Have a think"},
    {"vague", "Introduce me around.", "Introduce me around"},
    {"vague", "Keep an eye out for me at the golf club.", "Keep an eye"},
    {"vague", "Recommend me.", "Recommend me"},
    {"vague", "I'm open to meeting anyone interesting.", "anyone interesting"},
    {"vague", "Put me in front of the right people.", "the right people"},
};

static const char *const goods[] = {
    "Who do you know who is opening a second shop?",
    "Who do you know at the hospital who buys for the kitchens?",
    "Will you introduce me to your brother Tom?",
    "Might you introduce me to Tom?",
    "Would you be willing to introduce me to your financial adviser?",
    "Could you help me meet her?",
    "Will you refer me to your sister Maria this week?",
    "Who was the colleague you mentioned on Tuesday?",
    "What is your landlord's name, and how did you two meet?",
    "Who else in your family has a shop?",
    "When I have done a great job, will you refer me to five people, one at a time?",
    "You said \"do you know anyone who can fix this by Friday\", and I did.",
    "I don't need a list. Will you introduce me to one person, Lena?",
    "Would you set up lunch with Yusuf and me?",
    "I am free any time after three.",
    "You told me we saved your quarter. Will you introduce me to your accountant?",
    "Tom's dental practice opens in May. I would like to meet him. Will you call him?",
    "How did you and Priya meet?",
    "Which supplier of yours would I get on with best?",
    "Will you write Tom a line with me in copy?",
    "Please introduce me to your boss, Hanne.",
    "I'd like an introduction to Dr. Vance. Will you make it?",
    "Last month I helped a bakery close its books in three days. Who do you know who still does them at night?",
    "Can you introduce me to your neighbour, the one with the three flats?",
    "Your mother is selling her house. Will you give her my number?",
    "I'm asking you for one referral: your business partner, Ben.",
    "What would you say to him about our work?",
    "Will you bring Oskar along on Thursday?",
    "Sorry to hear about your knee. Shall we talk on Monday?",
    "Sorry I missed your call on Friday.",
    "Let me know whether Thursday suits you for the boiler.",
    "Your team were a pleasure to work with.",
    "How are your people getting on with the new till?",
    "Would you introduce me to the woman who runs the Leeds office?",
    "I would be glad of an introduction to Marta Lindqvist.",
    "Who looks after the money at the club?",
    "Tell me about the friend you are building the cabin with.",
    "Your accountant retires in December. Who takes over, and will you introduce me?",
    "Shall I write the e-mail to Tom, so that you only have to send it?",
    "Will you ring him while I'm here?",
    "Do you remember the Saturday when the pump failed?",
    "Do you prefer the phone or an e-mail for the introduction?",
    "Is Tuesday good for coffee with Tom?",
    "Are you seeing Marta this week?",
    "You praised the fence. Will you introduce me to the neighbour on the other side of it?",
    "I enjoyed meeting your sons at the opening.",
    "Thank you for the two bottles of wine.",
    "I have two questions about the invoice.",
    "We spoke about three things: the roof, the gutter, and your cousin Beto.",
    "I'd love to meet your cousin Beto. When are you next with him?",
    "Who handles the insurance for your fleet?",
    "Would you refer me to the solicitor who did your lease?",
    "Could you introduce me to Anke, who runs the nursery?",
    "Please give my regards to your parents.",
    "The best thing you can do for me is to introduce me to Jonah.",
    "What made you choose us?",
    "You have known Hugh for twenty years. Will you introduce us?",
    "I want to do for your sister what we did for you.",
    "Will you tell Farah the story of the flooded cellar?",
    "Would you walk me over to Mr. Okafor?",
    "Who is the first person you would call about a roof?",
    "Who on your street is next to paint the house?",
    "If it rains on Thursday we meet indoors.",
    "When we finish the kitchen, will you introduce me to the owner of number twelve?",
    "I'd be grateful to meet Dolores. Will you introduce me?",
    "Will you come to lunch with Tom and me on Friday?",
    "Who was it that told you about the grant?",
    "Let me tell you how we did it.",
    "Your customers love the new menu, and so does the Gazette.",
    "Lena mentioned that her clients pay late. Will you introduce me to Lena?",
    "Will you introduce me to Baker & Sons, to old Mr. Baker himself?",
    "I would like to be introduced to the headmistress.",
    "Can we talk about your sister's bakery for five minutes?",
    "How is the new apprentice doing?",
    "Could you arrange a call between your manager and me?",
    "Who signs off the printing at your firm?",
    "Please forward this to your brother.",
    "Will you put me in touch with the architect of the annexe?",
    "What does your wife's partner do?",
    "One thing: will you introduce me to Kofi?",
    "You said you'd be happy to. Here is what I would write to Sven.",
    "My question is about one person, your landlord.",
    "Who taught you to run the place so well?",
    "Nobody knows the trade better than you. Who is the one builder you would hire?",
    "I never forget who helped me first.",
    "Is your daughter still looking after the accounts?",
    "Does your brother still live in Leeds?",
    "Has Marta opened the second shop yet?",
    "Would Wednesday at ten suit your boss?",
    "It was good to meet your colleagues at the fair.",
    "The two of you go back a long way. Will you introduce me to her?",
    "I don't want any money for it. I want to meet Tom.",
    "Thanks for the kind words. Who do you know who is where you were a year ago?",
    "You and Ann built that together. Will you introduce me to Ann?",
    "We agreed on one introduction each spring. This year: your dentist.",
    "Will you introduce me to the chair of the parents' association?",
    "I'll bring coffee for your team on Monday.",
    "Sorry about your dog. I hope he mends soon.",
    "May I use your name when I call Hugh?",
    "Which cousin was it who bought the mill?",
};

static bool finds(const struct bad *bad, bool *named) {
    struct arena arena = {0};
    struct wording_check check;
    wording_check(listener, bad->text, strlen(bad->text), &arena, &check);
    const char *at = strstr(bad->text, bad->words);
    assert_non_null(at);
    size_t start = (size_t)(at - bad->text), end = start + strlen(bad->words);
    *named = false;
    for (size_t i = 0; i < check.count; i++) {
        const struct wording_problem *p = &check.problems[i];
        if (!strcmp(wording_kind_word(p->kind), bad->kind) && p->at.start < end &&
            p->at.start + p->at.length > start)
            *named = true;
        assert_true(p->at.start + p->at.length <= strlen(bad->text));
        assert_non_null(p->instead);
    }
    bool found = check.count > 0;
    arena_free(&arena);
    return found;
}

static void test_bad_wording_is_found_and_named(void **state) {
    (void)state;
    size_t count = sizeof bads / sizeof *bads, missed = 0, misnamed = 0;
    for (size_t i = 0; i < count; i++) {
        bool named;
        if (!finds(&bads[i], &named)) {
            missed++;
            print_message("not found: %s\n", bads[i].text);
        } else if (!named) {
            misnamed++;
            print_message("not named %s: %s\n", bads[i].kind, bads[i].text);
        }
    }
    assert_int_equal(missed, 0);
    assert_int_equal(misnamed, 0);
}

static void test_good_wording_is_left_alone(void **state) {
    (void)state;
    size_t accused = 0;
    for (size_t i = 0; i < sizeof goods / sizeof *goods; i++) {
        struct arena arena = {0};
        struct wording_check check;
        wording_check(listener, goods[i], strlen(goods[i]), &arena, &check);
        if (check.count) {
            accused++;
            print_message("%s '%.*s': %s\n", wording_kind_word(check.problems[0].kind),
                          (int)check.problems[0].at.length, goods[i] + check.problems[0].at.start, goods[i]);
        }
        arena_free(&arena);
    }
    assert_int_equal(accused, 0);
}

static void test_faults_come_in_order_of_the_text(void **state) {
    (void)state;
    const char *text = "Sorry to ask, but if you hear of anyone who might need my services, spread the word.";
    struct arena arena = {0};
    struct wording_check check;
    wording_check(listener, text, strlen(text), &arena, &check);
    assert_true(check.count >= 3);
    for (size_t i = 1; i < check.count; i++)
        assert_true(check.problems[i - 1].at.start <= check.problems[i].at.start);
    assert_int_equal(check.problems[0].kind, WORDING_APOLOGY);
    arena_free(&arena);
}

static void test_own_rewrites_pass(void **state) {
    (void)state;
    /* what is offered instead is no fault itself */
    for (size_t i = 0; i < sizeof bads / sizeof *bads; i++) {
        struct arena arena = {0};
        struct wording_check check, again;
        wording_check(listener, bads[i].text, strlen(bads[i].text), &arena, &check);
        for (size_t k = 0; k < check.count; k++) {
            wording_check(listener, check.problems[k].instead, strlen(check.problems[k].instead), &arena,
                          &again);
            if (again.count)
                print_message("%s\n", check.problems[k].instead);
            assert_int_equal(again.count, 0);
        }
        arena_free(&arena);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_bad_wording_is_found_and_named),
        cmocka_unit_test(test_good_wording_is_left_alone),
        cmocka_unit_test(test_faults_come_in_order_of_the_text),
        cmocka_unit_test(test_own_rewrites_pass),
    };
    return cmocka_run_group_tests(tests, open_listener, close_listener);
}
