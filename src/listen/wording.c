#include "listen/listen.h"

#include <stdlib.h>
#include <string.h>

#include "listen/ask_words.h"
#include "listen/listener.h"

/*
 * The words of an ask. A group of wording.txt names a kind of fault, "not kind"
 * the same words put to other use. What stands in quotation marks is somebody
 * else's, and what is denied is no ask.
 */

#define KINDS   5
#define OWN_MAX 16 /* faults rewritten in the text's own words: as many as one reads */

static const char *const kind_words[KINDS] = {
    [WORDING_CLOSED] = "closed", [WORDING_CONDITIONAL] = "conditional",
    [WORDING_PLURAL] = "plural", [WORDING_APOLOGY] = "apology",
    [WORDING_VAGUE] = "vague",
};

static const char *const rewrites[KINDS] = {
    [WORDING_CLOSED] = "Who do you know who …?",
    [WORDING_CONDITIONAL] = "Will you introduce me to …?",
    [WORDING_PLURAL] = "Will you introduce me to …?",
    [WORDING_APOLOGY] = "Will you introduce me to …?",
    [WORDING_VAGUE] = "Will you introduce me to …? Name the one person.",
};

const char *wording_kind_why(enum wording_kind kind) {
    static const char *const why[KINDS] = {
        [WORDING_CLOSED] = "invites a no",
        [WORDING_CONDITIONAL] = "puts it off to some other day",
        [WORDING_PLURAL] = "asks for several, so nobody comes to mind",
        [WORDING_APOLOGY] = "makes the asking a burden",
        [WORDING_VAGUE] = "names no one to think of",
    };
    return why[kind];
}

const char *wording_kind_word(enum wording_kind kind) {
    return kind_words[kind];
}

struct fault {
    uint32_t first, end;
    int kind;    /* -1: none */
    bool excuse; /* "not kind": the same words put to other use */
    bool never;  /* "never kind": takes it from the whole sentence */
    const char *instead;
};

struct draft {
    const struct listener *listener;
    struct arena scratch;
    struct tokens tokens;
    struct fault *faults;
    size_t count, cap;
    bool never_plural, conditional, sorry; /* of the running sentence */
};

static struct fault fault_of(const struct draft *draft, const struct pattern_hit *hit) {
    const struct pattern *phrase = &draft->listener->wording.items[hit->pattern];
    const char *group = draft->listener->wording.groups[phrase->group];
    struct fault fault = {.first = hit->first, .end = hit->end, .kind = -1, .instead = phrase->text};
    fault.excuse = !strncmp(group, "not ", 4);
    fault.never = !strncmp(group, "never ", 6);
    const char *name = fault.never ? group + 6 : fault.excuse ? group + 4 : group;
    for (int kind = 0; kind < KINDS; kind++)
        if (!strcmp(name, kind_words[kind]))
            fault.kind = kind;
    return fault;
}

static bool quoted(const struct draft *draft, uint32_t first) {
    return draft->tokens.items[first].flags & TOKEN_QUOTED;
}

/* "I don't need a list", "not asking for referrals"; a question that begins with "don't you" denies nothing
 */
static bool denied(const struct draft *draft, const struct sentence *s, const struct fault *fault) {
    if (fault->kind == WORDING_APOLOGY || fault->kind == WORDING_CONDITIONAL)
        return false;
    for (uint32_t i = fault->first; i-- > s->first && fault->first - i <= 7;) {
        const struct token *t = &draft->tokens.items[i];
        if (t->kind == TOKEN_SIGN && t->length == 1 && strchr(",;:-", draft->tokens.text[t->start]))
            return false;
        bool asks = i == s->first && t->length > 3; /* "don't you know …" */
        if (t->classes & WORD_NEGATION && !asks)
            return true;
    }
    return false;
}

static bool is_someone(const struct draft *draft, uint32_t at) {
    const struct token *t = &draft->tokens.items[at];
    return t->kind == TOKEN_WORD && !(t->classes & (WORD_SUBJECT | WORD_FUNCTION | WORD_FIRM)) &&
           (!(t->classes & WORD_CALENDAR) || t->lexical & NAME_GIVEN) &&
           (t->flags & TOKEN_CAPITAL || t->classes & WORD_RELATION);
}

/* "introduce me to Ann and Bob", "to Ann or Bob": two people */
static void find_pairs(struct draft *draft, const struct sentence *s) {
    bool asked = false;
    for (uint32_t i = s->first + 1; i + 1 < s->end; i++) {
        asked |= ask_is(&draft->tokens, i, "introduce") || ask_is(&draft->tokens, i, "refer") ||
                 ask_is(&draft->tokens, i, "connect") || ask_is(&draft->tokens, i, "introduction");
        bool both = ask_is(&draft->tokens, i, "and") || ask_is(&draft->tokens, i, "&") ||
                    ask_is(&draft->tokens, i, "or");
        if (!asked || !both || !is_someone(draft, i - 1) || quoted(draft, i))
            continue;
        uint32_t next = i + 1, first = i - 1;
        if (draft->tokens.items[next].classes & WORD_POSSESSIVE && next + 1 < s->end)
            next++;
        while (first > s->first + 1 &&
               (is_someone(draft, first - 1) ||
                (ask_is(&draft->tokens, first - 1, ",") && is_someone(draft, first - 2))))
            first--;
        bool towards = first > s->first && (ask_is(&draft->tokens, first - 1, "to") ||
                                            ask_is(&draft->tokens, first - 1, "with") ||
                                            draft->tokens.items[first - 1].classes & WORD_POSSESSIVE);
        if (!towards || !is_someone(draft, next) || draft->tokens.items[next].classes & WORD_FIRM)
            continue;
        *ARENA_PUSH(&draft->scratch, draft->faults, draft->count, draft->cap) =
            (struct fault){.first = first,
                           .end = next + 1,
                           .kind = WORDING_PLURAL,
                           .instead = "Which one of them will you introduce me to?"};
    }
}

static void add_fault(struct draft *draft, uint32_t first, uint32_t end, enum wording_kind kind) {
    *ARENA_PUSH(&draft->scratch, draft->faults, draft->count, draft->cap) =
        (struct fault){.first = first, .end = end, .kind = (int)kind};
}

/* What is asked for begins here: "refer me to …", "an introduction to …", "like to meet …" */
static bool aims_at(const struct draft *draft, const struct sentence *s, uint32_t at) {
    static const char *const meeting[] = {"meet", "meeting", "reach", "tag", "recommend", NULL};
    static const char *const before[] = {"me",        "us",          "introduced", "referred", "introduction",
                                         "connected", "recommended", "up",         "touch",    NULL};
    if (at == s->first)
        return false;
    if (ask_one_of(&draft->tokens, at - 1, meeting))
        return true;
    return at >= s->first + 2 &&
           (ask_is(&draft->tokens, at - 1, "to") || ask_is(&draft->tokens, at - 1, "with")) &&
           (ask_one_of(&draft->tokens, at - 2, before) || ask_is(&draft->tokens, at, "your"));
}

/* "You know so many people in this town": told, not asked */
static bool tells(const struct draft *draft, const struct sentence *s) {
    static const char *const tellers[] = {"you", "your", "it",  "we",    "they", "he",   "she",
                                          "the", "our",  "his", "their", "two",  "most", NULL};
    static const char *const asks[] = {"introduce", "refer", "recommend", "connect", "please", "send",
                                       "share",     "pass",  "tell",      "meet",    "must",   NULL};
    if (!ask_one_of(&draft->tokens, s->first, tellers) || ask_is(&draft->tokens, s->end - 1, "?"))
        return false;
    for (uint32_t i = s->first; i < s->end; i++)
        if (ask_one_of(&draft->tokens, i, asks) || draft->tokens.items[i].classes & WORD_MODAL)
            return false;
    return true;
}

/* "refer us to other parents", "hook me up with the guys", "which other doctors …": whatever the noun is */
static void find_several(struct draft *draft, const struct sentence *s) {
    static const char *const asking[] = {"introduce", "introduced", "introductions", "refer",     "referred",
                                         "meet",      "recommend",  "connect",       "connected", "reach",
                                         "touch",     "hook",       "tag",           "link",      "loop",
                                         "find",      "hand",       "pass",          "give",      "send",
                                         "share",     "show",       "forward",       "mention",   NULL};
    static const char *const many[] = {"other", "some",  "more",    "several", "few",    "many",
                                       "all",   "any",   "bunch",   "handful", "couple", "lots",
                                       "loads", "dozen", "various", NULL};
    static const char *const number[] = {"two", "three", "four", "five", "six", "ten", NULL};
    bool asked = false;
    for (uint32_t i = s->first; i < s->end; i++)
        asked |= ask_one_of(&draft->tokens, i, asking);
    for (uint32_t i = s->first; i < s->end && asked; i++) {
        bool which = ask_is(&draft->tokens, i, "which") || ask_is(&draft->tokens, i, "what");
        bool counted = ask_one_of(&draft->tokens, i, number) || draft->tokens.items[i].kind == TOKEN_NUMBER;
        bool open = which || ask_one_of(&draft->tokens, i, many);
        if (!(open || aims_at(draft, s, i)) || quoted(draft, i) ||
            (i > s->first && ask_is(&draft->tokens, i - 1, "of") && !aims_at(draft, s, i - 1)))
            continue;
        bool every =
            (ask_is(&draft->tokens, i, "every") || ask_is(&draft->tokens, i, "each")) && i + 1 < s->end;
        uint32_t noun = every ? i + 1 : ask_several_after(&draft->tokens, s, i + (open || counted), 4);
        struct fault fault = {.first = i, .end = noun + 1, .kind = WORDING_PLURAL};
        if (!noun || denied(draft, s, &fault))
            continue;
        add_fault(draft, i, noun + 1, WORDING_PLURAL);
        return;
    }
}

/* "If he seems keen, please pass on my number": an ask that hangs on something */
static void find_conditions(struct draft *draft, const struct sentence *s) {
    static const char *const asking[] = {"introduce", "refer",  "recommend", "mention", "tell",
                                         "pass",      "please", "forward",   "connect", "give",
                                         "send",      "intro",  "text",      "loop",    NULL};
    static const char *const telling[] = {"ask",  "asked", "asking", "see",  "know",
                                          "sure", "even",  "as",     "only", NULL};
    bool asked = false, question = ask_is(&draft->tokens, s->end - 1, "?");
    for (uint32_t i = s->first; i < s->end; i++)
        asked |= ask_one_of(&draft->tokens, i, asking);
    for (uint32_t i = s->first; i < s->end; i++) {
        bool opens = i == s->first && ask_is(&draft->tokens, i, "should") && !question;
        bool told = (i > s->first && ask_one_of(&draft->tokens, i - 1, telling)) ||
                    (i > s->first + 1 && ask_one_of(&draft->tokens, i - 2, telling) &&
                     !ask_is(&draft->tokens, i - 2, "as"));
        bool hangs = asked && ask_is(&draft->tokens, i, "if") && !told;
        if (!(opens || hangs) || quoted(draft, i))
            continue;
        uint32_t end = i + 1;
        while (end < s->end && end < i + 5 && draft->tokens.items[end].kind != TOKEN_SIGN)
            end++;
        if (opens && !asked && !ask_is(&draft->tokens, s->end - 1, "us") &&
            !ask_is(&draft->tokens, s->end - 2, "us"))
            continue;
        add_fault(draft, i, end, WORDING_CONDITIONAL);
        return;
    }
}

/* "mention me to your landlady", "pass my card to Chuy": the words are loose, the person is not */
static bool aimed(const struct draft *draft, const struct sentence *s, const struct fault *fault) {
    static const char *const loose[] = {"network", "circle", "community", "team", "office",
                                        "family",  "group",  "world",     "club", NULL};
    static const char *const passing[] = {"mention", "recommend", "pass",  "put",  "drop",  "give", "share",
                                          "send",    "forward",   "hand",  "talk", "tell",  "say",  "show",
                                          "use",     "introduce", "refer", "get",  "shout", "rave", NULL};
    if (fault->kind != WORDING_VAGUE || !ask_one_of(&draft->tokens, fault->first, passing))
        return false;
    for (uint32_t i = fault->first + 1; i + 1 < s->end && i < fault->end + 3; i++) {
        if (!ask_is(&draft->tokens, i, "to") && !ask_is(&draft->tokens, i, "with"))
            continue;
        const struct token *next = &draft->tokens.items[i + 1];
        bool named = next->kind == TOKEN_WORD && next->flags & TOKEN_CAPITAL;
        if (named || next->classes & WORD_TITLE)
            return true;
        bool one = next->classes & WORD_POSSESSIVE || ask_is(&draft->tokens, i + 1, "the");
        if (!one || ask_several_after(&draft->tokens, s, i + 2, 4))
            continue;
        bool vague = false;
        for (uint32_t k = i + 2; k < s->end && k < i + 5; k++)
            vague |= ask_one_of(&draft->tokens, k, loose);
        return i + 2 < s->end && !vague;
    }
    return false;
}

static bool starts_with_nobody(const struct draft *draft, uint32_t first) {
    static const char *const nobody[] = {"anyone", "anybody", "someone", "somebody", NULL};
    return ask_one_of(&draft->tokens, first, nobody);
}

/* "Sorry now for landing this on you, but will you introduce me …": whatever it is about */
static void find_sorry(struct draft *draft, const struct sentence *s) {
    static const char *const sorry[] = {"sorry",   "apologies", "apologise", "apologize",
                                        "forgive", "pardon",    NULL};
    static const char *const asking[] = {"introduce", "refer", "connect", "introduction", "intro", NULL};
    uint32_t at = s->end, asked = 0;
    for (uint32_t i = s->first; i < s->end; i++) {
        if (at == s->end && ask_one_of(&draft->tokens, i, sorry) && !quoted(draft, i))
            at = i;
        asked |= ask_one_of(&draft->tokens, i, asking);
    }
    if (at == s->end || !asked)
        return;
    uint32_t end = at + 1;
    while (end < s->end && end < at + 4 && draft->tokens.items[end].kind != TOKEN_SIGN)
        end++;
    add_fault(draft, at, end, WORDING_APOLOGY);
}

#define NEAR 64 /* no phrase is longer, so that nothing further away can touch it */

static bool excused(const struct draft *draft, const struct pattern_hits *hits, size_t at,
                    const struct fault *fault) {
    for (size_t k = at; k-- > 0 && hits->items[k].first + NEAR > fault->first;) {
        struct fault other = fault_of(draft, &hits->items[k]);
        if (other.excuse && other.kind == fault->kind && fault->first < other.end)
            return true;
    }
    for (size_t k = at + 1; k < hits->count && hits->items[k].first < fault->end; k++) {
        struct fault other = fault_of(draft, &hits->items[k]);
        if (other.excuse && other.kind == fault->kind)
            return true;
    }
    return false;
}

/* The same fault told by two phrases is one, with all their words. */
static bool widen(struct draft *draft, size_t from, const struct fault *fault) {
    for (size_t k = draft->count; k-- > from && draft->faults[k].first + NEAR > fault->first;)
        if (draft->faults[k].kind == fault->kind && fault->first < draft->faults[k].end) {
            if (fault->end > draft->faults[k].end)
                draft->faults[k].end = fault->end;
            return true;
        }
    return false;
}

static void find_phrases(struct draft *draft, const struct sentence *s) {
    struct pattern_hits hits = {0};
    patterns_find(&draft->listener->wording, &draft->tokens, s->first, s->end, &draft->scratch, &hits);
    size_t from = draft->count;
    bool question = ask_is(&draft->tokens, s->end - 1, "?");
    unsigned never = 0; /* kinds that this sentence cannot be at fault in */
    for (size_t i = 0; i < hits.count; i++) {
        struct fault fault = fault_of(draft, &hits.items[i]);
        if (fault.never && fault.kind >= 0)
            never |= 1u << fault.kind;
    }
    if (tells(draft, s))
        never |= 1u << WORDING_PLURAL;
    draft->never_plural = never >> WORDING_PLURAL & 1;
    draft->conditional = draft->sorry = false;
    for (size_t i = 0; i < hits.count; i++) {
        struct fault fault = fault_of(draft, &hits.items[i]);
        if (fault.kind < 0 || fault.excuse || fault.never || never >> fault.kind & 1 ||
            quoted(draft, fault.first) || denied(draft, s, &fault) || aimed(draft, s, &fault))
            continue;
        if (fault.kind == WORDING_CLOSED && !question && fault.first > s->first &&
            starts_with_nobody(draft, fault.first)) /* "refer anyone you think of" asks nothing */
            fault = (struct fault){.first = fault.first, .end = fault.end, .kind = WORDING_VAGUE};
        draft->conditional |= fault.kind == WORDING_CONDITIONAL; /* or excused: seen to either way */
        draft->sorry |= fault.kind == WORDING_APOLOGY;
        if (!excused(draft, &hits, i, &fault) && !widen(draft, from, &fault))
            *ARENA_PUSH(&draft->scratch, draft->faults, draft->count, draft->cap) = fault;
    }
}

static int by_place(const void *a, const void *b) {
    const struct fault *x = a, *y = b;
    if (x->first != y->first)
        return x->first < y->first ? -1 : 1;
    return x->kind - y->kind;
}

static void check_all(struct draft *draft) {
    for (size_t i = 0; i < draft->tokens.sentence_count; i++) {
        const struct sentence *s = &draft->tokens.sentences[i];
        find_phrases(draft, s);
        size_t before = draft->count;
        find_pairs(draft, s);
        if (before == draft->count && !draft->never_plural)
            find_several(draft, s);
        if (!draft->conditional)
            find_conditions(draft, s);
        if (!draft->sorry)
            find_sorry(draft, s);
    }
}

static bool clean(const struct listener *listener, const char *text) {
    struct draft draft = {.listener = listener};
    token_split(&draft.scratch, text, strlen(text), &draft.tokens);
    lexicon_look_up(&listener->lexicon, &draft.tokens);
    check_all(&draft);
    bool none = draft.count == 0;
    arena_free(&draft.scratch);
    return none;
}

/* The same words are one fault: a part of another of its kind, or what a closed question says anyhow. */
static bool covered(const struct draft *draft, size_t at) {
    static const char *const nobody[] = {"anyone", "anybody", "someone", "somebody", NULL};
    const struct fault *fault = &draft->faults[at];
    for (size_t i = at; i-- > 0 && draft->faults[i].first + NEAR > fault->first;) {
        const struct fault *other = &draft->faults[i];
        if (fault->first >= other->end)
            continue;
        if (other->kind == fault->kind)
            return true;
        if (other->kind == WORDING_CLOSED && fault->kind == WORDING_VAGUE && fault->end <= other->end &&
            ask_one_of(&draft->tokens, fault->first, nobody))
            return true;
    }
    return false;
}

static void give(struct draft *draft, struct arena *arena, struct wording_check *check) {
    check->problems = ARENA_NEW(arena, struct wording_problem, draft->count);
    if (draft->count)
        qsort(draft->faults, draft->count, sizeof *draft->faults, by_place);
    size_t known = draft->count < OWN_MAX ? draft->count : OWN_MAX;
    struct ask_fault *faults = ARENA_NEW(&draft->scratch, struct ask_fault, draft->count);
    for (size_t i = 0; i < draft->count; i++)
        faults[i] = (struct ask_fault){draft->faults[i].first, draft->faults[i].end,
                                       (enum wording_kind)draft->faults[i].kind};
    for (size_t i = 0; i < draft->count; i++) {
        const struct fault *fault = &draft->faults[i];
        if (covered(draft, i))
            continue;
        const struct token *a = &draft->tokens.items[fault->first], *b = &draft->tokens.items[fault->end - 1];
        if (a->flags & TOKEN_CLITIC && fault->first)
            a--; /* "I'm sorry" is marked from its "I" */
        const char *own =
            i < OWN_MAX ? ask_rewrite(&draft->tokens, &faults[i], faults, known, &draft->scratch) : NULL;
        if (!own || !clean(draft->listener, own))
            own = fault->instead ? fault->instead : rewrites[fault->kind];
        check->problems[check->count++] =
            (struct wording_problem){.kind = (enum wording_kind)fault->kind,
                                     .at = {a->start, b->start + b->length - a->start},
                                     .instead = arena_strdup(arena, own)};
    }
}

void wording_check(const struct listener *listener, const char *text, size_t length, struct arena *arena,
                   struct wording_check *check) {
    struct draft draft = {.listener = listener};
    *check = (struct wording_check){0};
    token_split(&draft.scratch, text, length, &draft.tokens);
    lexicon_look_up(&listener->lexicon, &draft.tokens);
    check_all(&draft);
    give(&draft, arena, check);
    arena_free(&draft.scratch);
}
