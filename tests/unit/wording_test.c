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
    const char *kind, *text, *words; /* words: a part of what must be underlined; NULL: anything */
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
    {"closed", "Would there be anyone at your golf club thinking of selling?", NULL},
    {"closed", "Do you reckon anybody in the office might want a will drawn up?", NULL},
    {"closed", "Can you think of someone to put me in front of?", NULL},
    {"closed", "Have you come across anyone with a leaky roof lately?", NULL},
    {"closed", "Is there a colleague who comes to mind?", NULL},
    {"closed", "Do any of your neighbours have solar panels yet?", NULL},
    {"closed", "You wouldn't happen to know a good contact at the council, would you?", NULL},
    {"closed", "Anybody you could introduce me to?", NULL},
    {"closed", "Did you ever think of anyone for me?", NULL},
    {"closed", "Does your brother know anyone who needs a van?", NULL},
    {"closed", "Do you know of other bakeries that need help?", NULL},
    {"closed", "Are there people at work I ought to meet?", NULL},
    {"closed", "Would you say there's someone I could call?", NULL},
    {"closed", "Can I get any referrals from you today?", NULL},
    {"closed", "Hey, know any dentists?", NULL},
    {"closed", "Is anyone in your family buying a house?", NULL},
    {"conditional", "If it's alright with you, I'd like to meet your sister.", NULL},
    {"conditional", "If a friend ever mentions tax, tell them about me.", NULL},
    {"conditional", "If you wouldn't mind passing it on, here is my card.", NULL},
    {"conditional", "I'd be grateful if you could introduce me to Ben.", NULL},
    {"conditional", "Might it be possible to meet Karl some time?", NULL},
    {"conditional", "In the event that your boss needs a coach, let him have my number.", NULL},
    {"conditional", "Could you maybe introduce me to your landlord one of these days?", NULL},
    {"conditional", "Should the subject come up, please mention Thursday's seminar to Eva.", NULL},
    {"conditional", "When the time is right, will you introduce me to your father?", NULL},
    {"conditional", "If ever you hear of a firm moving offices, ring me.", NULL},
    {"conditional", "I wonder whether your neighbour would talk to me.", NULL},
    {"conditional", "If you're comfortable with it, please introduce me to Maya.", NULL},
    {"conditional", "Perhaps when things calm down you could introduce me to Leo.", NULL},
    {"conditional", "Whenever it suits you, put me in touch with Oskar.", NULL},
    {"conditional", "If and when you see Petra, please tell her about the offer.", NULL},
    {"conditional", "Unless it's a problem, will you introduce me to Dr. Hale?", NULL},
    {"plural", "Who do you know? I'd like three or four names.", NULL},
    {"plural", "Please introduce me to your clients and friends.", NULL},
    {"plural", "Can you refer me to a few business owners?", NULL},
    {"plural", "I'd love to meet your colleagues in the Paris office.", NULL},
    {"plural", "Introduce me to everyone on the board.", NULL},
    {"plural", "Which friends of yours are buying this year?", NULL},
    {"plural", "Give my card to all your neighbours.", NULL},
    {"plural", "Will you introduce me to Lena and Marcus?", NULL},
    {"plural", "I need more referrals this quarter.", NULL},
    {"plural", "Tell your friends about us.", NULL},
    {"plural", "Send me some leads.", NULL},
    {"plural", "Who are the other owners on your street?", NULL},
    {"plural", "Would you write to your contacts for me?", NULL},
    {"plural", "I'd like introductions to dentists in town.", NULL},
    {"plural", "Pass these cards out to people you meet.", NULL},
    {"plural", "Put me in touch with your suppliers.", NULL},
    {"apology", "I'm sorry to trouble you with this, but will you introduce me to Ann?", NULL},
    {"apology", "I feel a bit cheeky asking, but who is your accountant?", NULL},
    {"apology", "Hope it's not too forward of me to ask.", NULL},
    {"apology", "I realise this is a lot to ask.", NULL},
    {"apology", "Please don't feel obliged.", NULL},
    {"apology", "No need to say yes.", NULL},
    {"apology", "I don't like asking for favours.", NULL},
    {"apology", "Tell me to get lost if I'm out of line.", NULL},
    {"apology", "I hope this isn't inappropriate.", NULL},
    {"apology", "It's a bit embarrassing, but will you introduce me to Hugo?", NULL},
    {"apology", "Excuse me for being so direct.", NULL},
    {"apology", "You must get this all the time, sorry.", NULL},
    {"apology", "I know it's an imposition.", NULL},
    {"apology", "Don't worry if you can't.", NULL},
    {"apology", "Apologies in advance for asking.", NULL},
    {"apology", "I'm not trying to be salesy.", NULL},
    {"vague", "Please keep us in your thoughts.", NULL},
    {"vague", "If you could just get my name out there, that would be great.", NULL},
    {"vague", "I could use some help finding new business.", NULL},
    {"vague", "Talk me up at the club, will you?", NULL},
    {"vague", "Let folks know I'm around.", NULL},
    {"vague", "Maybe mention what I do to someone.", NULL},
    {"vague", "I'd appreciate any support you can give.", NULL},
    {"vague", "Introduce me to whoever you think is best.", NULL},
    {"vague", "We are growing and welcome new customers.", NULL},
    {"vague", "Put the word out.", NULL},
    {"vague", "Feel free to share my details.", NULL},
    {"vague", "Just point people at my website.", NULL},
    {"vague", "I'd like to connect with like-minded professionals.", NULL},
    {"vague", "Anything you can do to help would be wonderful.", NULL},
    {"vague", "Have me in mind for the future.", NULL},
    {"vague", "It would be good to be introduced to someone useful.", NULL},
    {"closed", "Would you by any chance know an electrician who takes on apprentices?", NULL},
    {"closed", "Have any of your customers asked about cover for drones?", NULL},
    {"closed", "Could there be someone in your street with the same damp?", NULL},
    {"closed", "Did anyone at the wedding mention selling?", NULL},
    {"closed", "Is there a firm you'd send me to?", NULL},
    {"closed", "You know anyone in logistics?", NULL},
    {"closed", "Any friends with a boat they can't insure?", NULL},
    {"closed", "Do you have anybody in mind for my next class?", NULL},
    {"closed", "Can you name somebody who trusts your taste?", NULL},
    {"closed", "Don't you know someone at the ministry?", NULL},
    {"closed", "Does the name of anyone spring to mind?", NULL},
    {"closed", "Is anybody else in your building unhappy with the lift?", NULL},
    {"conditional", "If you bump into Karin, maybe tell her what we do.", NULL},
    {"conditional", "If there's ever a chance to meet your editor, I'd take it.", NULL},
    {"conditional", "Should Tom ever want a second opinion, send him to me.", NULL},
    {"conditional", "Would you mind awfully introducing me to Faye?", NULL},
    {"conditional", "I was hoping you might perhaps introduce me to your dean.", NULL},
    {"conditional", "In case Lola is still looking, here's my number.", NULL},
    {"conditional", "If time allows, could you write to Piet?", NULL},
    {"conditional", "When you next have a spare minute, would you text Omar?", NULL},
    {"conditional", "If you think it's a good idea, introduce me to your uncle.", NULL},
    {"conditional", "Assuming you're happy, will you refer me to your boss?", NULL},
    {"conditional", "I'd love it if you could introduce me to Nell.", NULL},
    {"conditional", "Might you someday introduce me to your agent?", NULL},
    {"plural", "Will you give me the numbers of two neighbours?", NULL},
    {"plural", "Let me have a list of your contacts.", NULL},
    {"plural", "Bring a few friends next time.", NULL},
    {"plural", "I'm looking for introductions to hotel owners.", NULL},
    {"plural", "Would you share this with your team and your clients?", NULL},
    {"plural", "Who are five people you'd trust with your keys?", NULL},
    {"plural", "Refer us to other parents at the school.", NULL},
    {"plural", "Put me in front of some decision makers.", NULL},
    {"plural", "Will you tell your cousins about my shop?", NULL},
    {"plural", "Recommend me to the other landlords you know.", NULL},
    {"plural", "I want to be introduced to all the partners.", NULL},
    {"plural", "Send along anyone and everyone.", NULL},
    {"apology", "I feel awful raising this at lunch.", NULL},
    {"apology", "Sorry, I know you're swamped.", NULL},
    {"apology", "This might sound a bit cheeky.", NULL},
    {"apology", "You can say no, of course.", NULL},
    {"apology", "I really don't want to put you in a difficult position.", NULL},
    {"apology", "I hope I'm not overstepping.", NULL},
    {"apology", "Forgive the intrusion.", NULL},
    {"apology", "I'm a little nervous about asking this.", NULL},
    {"apology", "It's no big deal if you'd rather not.", NULL},
    {"apology", "Pardon me for pushing.", NULL},
    {"apology", "I hate asking people for things.", NULL},
    {"apology", "Absolutely no obligation.", NULL},
    {"vague", "Remember me when you talk to people.", NULL},
    {"vague", "Spread the news about the studio, would you?", NULL},
    {"vague", "I'm trying to get my name known.", NULL},
    {"vague", "Think about who could use a coach.", NULL},
    {"vague", "Say nice things about me.", NULL},
    {"vague", "I'm taking on new work in the autumn.", NULL},
    {"vague", "Introduce me to interesting folks.", NULL},
    {"vague", "Keep my card handy.", NULL},
    {"vague", "If something crops up, shout.", NULL},
    {"vague", "Help spread awareness of what we do.", NULL},
    {"vague", "Drop my name here and there.", NULL},
    {"vague", "Be on the lookout for me.", NULL},
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
    "Who do you know who has just taken over a family firm?",
    "Who at the surgery decides about the software?",
    "You mentioned your brother-in-law runs the depot. Will you introduce me to him?",
    "Will you call Hugo this afternoon and tell him why you hired us?",
    "Would you introduce me to your landlord, Mr. Osei?",
    "Could you put me in touch with Petra at the council?",
    "Can you introduce me to the buyer at Harlow's?",
    "Please introduce me to your sister, the one with the café in York.",
    "Whom would you call first about a new kitchen?",
    "What was the name of the woman you met at the fair?",
    "Ask Lena whether Tuesday suits her, will you?",
    "I'd like you to introduce me to one person: your tax adviser.",
    "Thank you for the introduction to Sana. We meet on Friday.",
    "When you told me about Marcus, I thought of you first.",
    "Your colleague Priya sounded worried about the move. Will you ask her to call me?",
    "We saved you nine hours a week. Who else at the firm still does it by hand?",
    "Which of your suppliers is the hardest to replace?",
    "How long have you known the headmaster?",
    "What would have to happen for you to introduce me to her?",
    "I have known Tom for ten years and would vouch for him anywhere.",
    "Will you be my introduction to the Rotary club's president?",
    "Two of us will come on Monday: Yusuf and I.",
    "We can meet at yours or mine, any day but Friday.",
    "Did you get my e-mail about the fence?",
    "Do you know what time the train leaves?",
    "Have you met our new engineer, Marek?",
    "Is your mother well?",
    "Are you and Ann coming to the opening?",
    "I met several of your neighbours when the crane came; they were kind about the noise.",
    "The friends you brought to the tasting were delightful.",
    "Everyone on the team sends greetings.",
    "If the invoice is wrong, I will put it right today.",
    "If Ben says yes, we start in May.",
    "When I finish the drawings on Tuesday I will bring them round.",
    "Let me know by Friday whether the colour is right.",
    "I'm sorry about the delay with the tiles. It is mended now.",
    "I am sorry for your loss.",
    "No pressure in the pipes again this morning, so I sent the plumber.",
    "She was busy all week, so we spoke on Sunday.",
    "I hate to see you lose that contract.",
    "You could use the rear entrance while the front is painted.",
    "My door sticks in the wet.",
    "Keep the receipt in a safe place.",
    "The word \"cheap\" is not in the brief.",
    "I don't want a list of names, only Tom's number.",
    "Not anyone at the bank: your own adviser, by name.",
    "I'm not looking for more clients this year. I'd like to meet one, Harlow's.",
    "\"If you hear of anyone, tell me,\" is what he said to me.",
    "He asked me, \"do you know someone good?\" and I named you.",
    "You are the person who knows the town best. Who runs the market?",
    "Who is your favourite client, and why?",
    "Introduce me to Anke on Thursday; I'll bring the plans.",
    "I would be honoured to meet your father. Will you take me along on Sunday?",
    "Will you sign the book for my daughter?",
    "Who in your choir works at the town hall?",
    "Would you be willing to tell your boss what we did in March?",
    "Might you bring Eva to the seminar on the ninth?",
    "Could you introduce us by e-mail today, in three lines?",
    "You promised me one introduction at the start. I'd like it to be Ruth.",
    "Now that the kitchen is finished, will you refer me to your neighbour with the old one?",
    "Who do you know who closes a shop at Christmas and hates stocktaking?",
    "Will you introduce me to Faye before she signs with the others?",
    "Which neighbour has the same damp as you had?",
    "Who in logistics do you admire most?",
    "You call Karin on Sundays. Will you tell her on this one what we did for you?",
    "Would you introduce me to your editor on the phone, now?",
    "Tom wants a second opinion. Will you give him my number today?",
    "Could you ask your dean for ten minutes on my behalf?",
    "How do you and your uncle get on?",
    "Will you text Omar while I order?",
    "I liked what you said about Nell. Will you introduce me to her?",
    "Would you be willing to refer me to your agent?",
    "Your boss knows what the project saved. Will you ask him who his opposite number at the other plant is?",
    "Who takes the decision about the lift in your building?",
    "The two neighbours share a wall, so we plastered both sides.",
    "Here is a list of what we fixed.",
    "Our team of five finished in four days.",
    "I read the contracts, all of them.",
    "Many thanks for the wine!",
    "We talked about friends, family and fishing.",
    "Some of the tiles are cracked; I have ordered more.",
    "Your cousins were right about the roof.",
    "Other landlords pay more for less.",
    "I know your people at the depot work nights.",
    "Her clients are mostly dentists, isn't that so?",
    "My apologies to your cat for the ladder.",
    "I felt awful about the spilt paint, and it is cleaned now.",
    "No obligation follows from the quote, it says on page two.",
    "Is Faye still at the bank?",
    "Do you still have the number of the tiler?",
    "Can you hear me?",
    "Are you on the second floor?",
    "Do you think red or blue?",
    "Did Karin sign?",
    "If the paint is dry by noon, the van comes at one.",
    "When we spoke in May you named one person, your brother.",
    "Whenever it rains the gutter overflows.",
    "Should the lift stop, press the red button.",
    "Perhaps the red one suits the hall better.",
    "Maybe next week is too late for the roof.",
    "I remember you when you ran the stall.",
    "Say hello to Piet.",
    "Think it over with Omar and call me on Monday.",
    "The name on the card is mine.",
    "We keep the keys in mind of the alarm rules.",
    "The news about the studio is good: we open in June.",
    "My work in the autumn is booked.",
    "It was interesting to hear folk music at your do.",
    "You gave me a good word for it: stubborn.",
    "There is a door open at the back.",
};

static bool finds(const struct bad *bad, bool *named) {
    struct arena arena = {0};
    struct wording_check check;
    wording_check(listener, bad->text, strlen(bad->text), &arena, &check);
    const char *words = bad->words ? bad->words : bad->text, *at = strstr(bad->text, words);
    assert_non_null(at);
    size_t start = (size_t)(at - bad->text), end = start + strlen(words);
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
