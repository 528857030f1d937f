#include "kith/ask.h"
#include "model/kind.h"

const char *const kith_answer_words[] = {"waiting", "yes", "will", "not-yet", "think", "no", "none", NULL};
const char *const kith_belief_words[] = {"rude", "rapport", "needy", "respect", "moment", "earned", NULL};

#define ASK(name, member, type, ...) KIND_FIELD(kith_ask, name, member, type, __VA_ARGS__)
static const struct kith_field ask_fields[] = {
    ASK("source", source, KITH_TYPE_REF, .label = "Of whom", .of = &kind_person, .needed = true,
        .fixed = true),
    ASK("target", target, KITH_TYPE_REF, .label = "About whom", .help = "one person; empty for a role",
        .of = &kind_person),
    ASK("role", role, KITH_TYPE_TEXT, .label = "Or which role",
        .help = "one kind of person: financial adviser"),
    ASK("on", on, KITH_TYPE_DAY, .label = "Asked on", .needed = true),
    ASK("wording", wording, KITH_TYPE_LONG, .label = "In these words"),
    ASK("answer", answer, KITH_TYPE_WORD, .label = "Answer", .words = kith_answer_words,
        .otherwise = "waiting"),
    ASK("answered_on", answered_on, KITH_TYPE_DAY, .label = "Answered on"),
    ASK("until", until, KITH_TYPE_DAY, .label = "Comes back on", .help = "of not-yet"),
    ASK("wants", wants, KITH_TYPE_TEXT, .label = "Wants to see first", .help = "of not-yet"),
    ASK("referral", referral, KITH_TYPE_REF, .label = "Referral", .of = &kind_referral, .fixed = true),
    ASK("overruled", overruled, KITH_TYPE_WORD, .label = "Against the standing", .words = kith_standing_words,
        .fixed = true),
};
const struct kith_kind kith_ask_kind = {
    .table = "ask",
    .array = "asks",
    .one = "ask",
    .about = "source",
    .said = "wording",
    .fields = ask_fields,
    .count = KIND_COUNT(ask_fields),
    .size = sizeof(struct kith_ask),
};
const struct kith_kind *const kind_ask = &kith_ask_kind;

#define DELAY(name, member, type, ...) KIND_FIELD(kith_delay, name, member, type, __VA_ARGS__)
static const struct kith_field delay_fields[] = {
    DELAY("person", person, KITH_TYPE_REF, .label = "Person", .of = &kind_person, .needed = true,
          .fixed = true),
    DELAY("ask", ask, KITH_TYPE_REF, .label = "Ask", .of = &kind_ask, .fixed = true),
    DELAY("reason", reason, KITH_TYPE_WORD, .label = "Reason", .words = kith_belief_words, .needed = true),
    DELAY("on", on, KITH_TYPE_DAY, .label = "Put off on", .needed = true),
    DELAY("until", until, KITH_TYPE_DAY, .label = "Until", .needed = true),
};
const struct kith_kind kith_delay_kind = {
    .table = "delay",
    .array = "delays",
    .one = "delay",
    .about = "person",
    .fields = delay_fields,
    .count = KIND_COUNT(delay_fields),
    .size = sizeof(struct kith_delay),
};
