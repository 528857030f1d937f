#include "listen/listen.h"

#include <stdlib.h>
#include <string.h>

#include "listen/listener.h"

/*
 * The words of an ask. A group of wording.txt names a kind of fault, "not kind"
 * the same words put to other use. What stands in quotation marks is somebody
 * else's, and what is denied is no ask.
 */

#define KINDS 5

static const char *const kind_words[KINDS] = {
    [WORDING_CLOSED] = "closed", [WORDING_CONDITIONAL] = "conditional",
    [WORDING_PLURAL] = "plural", [WORDING_APOLOGY] = "apology",
    [WORDING_VAGUE] = "vague",
};

static const char *const rewrites[KINDS] = {
    [WORDING_CLOSED] = "Who do you know who …?",
    [WORDING_CONDITIONAL] = "Will you introduce me to …?",
    [WORDING_PLURAL] = "one person: \"Will you introduce me to …?\"",
    [WORDING_APOLOGY] = "Say it plainly: \"Will you introduce me to …?\"",
    [WORDING_VAGUE] = "Name the one person: \"Will you introduce me to …?\"",
};

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
    bool never_plural, conditional; /* of the running sentence */
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

static bool is_word(const struct draft *draft, uint32_t at, const char *word) {
    return draft->tokens.items[at].hash == token_hash_folded(word, strlen(word));
}

static bool is_someone(const struct draft *draft, uint32_t at) {
    const struct token *t = &draft->tokens.items[at];
    return t->kind == TOKEN_WORD && !(t->classes & (WORD_SUBJECT | WORD_FUNCTION | WORD_FIRM)) &&
           (!(t->classes & WORD_CALENDAR) || t->lexical & NAME_GIVEN) &&
           (t->flags & TOKEN_CAPITAL || t->classes & WORD_RELATION);
}

/* "introduce me to Ann and Bob": two people */
static void find_pairs(struct draft *draft, const struct sentence *s) {
    bool asked = false;
    for (uint32_t i = s->first + 1; i + 1 < s->end; i++) {
        asked |= is_word(draft, i, "introduce") || is_word(draft, i, "refer") ||
                 is_word(draft, i, "connect") || is_word(draft, i, "introduction");
        bool and = is_word(draft, i, "and") || is_word(draft, i, "&");
        if (!asked || !and || !is_someone(draft, i - 1) || quoted(draft, i))
            continue;
        uint32_t next = i + 1, first = i - 1;
        if (draft->tokens.items[next].classes & WORD_POSSESSIVE && next + 1 < s->end)
            next++;
        while (first > s->first && is_someone(draft, first - 1))
            first--;
        bool towards =
            first > s->first && (is_word(draft, first - 1, "to") || is_word(draft, first - 1, "with") ||
                                 draft->tokens.items[first - 1].classes & WORD_POSSESSIVE);
        if (!towards || !is_someone(draft, next) || draft->tokens.items[next].classes & WORD_FIRM)
            continue;
        *ARENA_PUSH(&draft->scratch, draft->faults, draft->count, draft->cap) =
            (struct fault){.first = first,
                           .end = next + 1,
                           .kind = WORDING_PLURAL,
                           .instead = "one of them: \"Will you introduce me to …?\""};
    }
}

static bool one_of(const struct draft *draft, uint32_t at, const char *const *list) {
    for (; *list; list++)
        if (is_word(draft, at, *list))
            return true;
    return false;
}

/* A noun of several: small letters, an s at the end that is no possessive, more than a short word. */
static bool is_several(const struct draft *draft, const struct sentence *s, uint32_t at) {
    const struct token *t = &draft->tokens.items[at];
    const char *end = draft->tokens.text + t->start + t->length;
    bool owned = at + 1 < s->end && (draft->tokens.items[at + 1].flags & TOKEN_CLITIC || end[0] == '\'');
    return t->kind == TOKEN_WORD && t->length > 4 && !(t->flags & TOKEN_CAPITAL) && end[-1] == 's' &&
           end[-2] != 's' && end[-2] != 'u' && end[-2] != 'i' && !owned &&
           !(t->classes & (WORD_FUNCTION | WORD_CALENDAR));
}

static void add_fault(struct draft *draft, uint32_t first, uint32_t end, enum wording_kind kind) {
    *ARENA_PUSH(&draft->scratch, draft->faults, draft->count, draft->cap) =
        (struct fault){.first = first, .end = end, .kind = (int)kind};
}

/* "refer us to other parents", "be introduced to all the partners": whatever the noun is */
static void find_several(struct draft *draft, const struct sentence *s) {
    static const char *const asking[] = {"introduce", "introduced",    "refer", "recommend",
                                         "connect",   "introductions", NULL};
    static const char *const seeking[] = {"meet", "reach", "find", NULL};
    static const char *const many[] = {"other", "some", "more", "several", "few", "many", "all", NULL};
    bool asked = false, sought = false;
    for (uint32_t i = s->first; i < s->end; i++) {
        asked |= one_of(draft, i, asking);
        sought |= one_of(draft, i, seeking);
    }
    for (uint32_t i = s->first; i < s->end && (asked || sought); i++) {
        if (!(one_of(draft, i, many) || (asked && is_word(draft, i, "your"))) || quoted(draft, i))
            continue;
        for (uint32_t k = i + 1; k < s->end && k < i + 4; k++) {
            struct fault fault = {.first = i, .end = k + 1, .kind = WORDING_PLURAL};
            if (draft->tokens.items[k].kind == TOKEN_SIGN || draft->tokens.items[k].flags & TOKEN_CAPITAL)
                break;
            if (!is_several(draft, s, k) || denied(draft, s, &fault))
                continue;
            add_fault(draft, i, k + 1, WORDING_PLURAL);
            return;
        }
    }
}

/* "If he seems keen, please pass on my number": an ask that hangs on something */
static void find_conditions(struct draft *draft, const struct sentence *s) {
    static const char *const asking[] = {"introduce", "refer",  "recommend", "mention", "tell",
                                         "pass",      "please", "forward",   NULL};
    static const char *const telling[] = {"ask",  "asked", "asking", "see",  "know",
                                          "sure", "even",  "as",     "only", NULL};
    bool asked = false, question = is_word(draft, s->end - 1, "?");
    for (uint32_t i = s->first; i < s->end; i++)
        asked |= one_of(draft, i, asking);
    for (uint32_t i = s->first; i < s->end; i++) {
        bool opens = i == s->first && is_word(draft, i, "should") && !question;
        bool hangs = asked && is_word(draft, i, "if") && !(i > s->first && one_of(draft, i - 1, telling));
        if (!(opens || hangs) || quoted(draft, i))
            continue;
        uint32_t end = i + 1;
        while (end < s->end && end < i + 5 && draft->tokens.items[end].kind != TOKEN_SIGN)
            end++;
        if (opens && !asked && !is_word(draft, s->end - 1, "us") && !is_word(draft, s->end - 2, "us"))
            continue;
        add_fault(draft, i, end, WORDING_CONDITIONAL);
        return;
    }
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
    unsigned never = 0; /* kinds that this sentence cannot be at fault in */
    for (size_t i = 0; i < hits.count; i++) {
        struct fault fault = fault_of(draft, &hits.items[i]);
        if (fault.never && fault.kind >= 0)
            never |= 1u << fault.kind;
    }
    draft->never_plural = never >> WORDING_PLURAL & 1;
    draft->conditional = false;
    for (size_t i = 0; i < hits.count; i++) {
        struct fault fault = fault_of(draft, &hits.items[i]);
        if (fault.kind < 0 || fault.excuse || fault.never || never >> fault.kind & 1 ||
            quoted(draft, fault.first) || denied(draft, s, &fault))
            continue;
        draft->conditional |= fault.kind == WORDING_CONDITIONAL; /* or excused: seen to either way */
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

static void give(struct draft *draft, struct arena *arena, struct wording_check *check) {
    check->problems = ARENA_NEW(arena, struct wording_problem, draft->count);
    if (draft->count)
        qsort(draft->faults, draft->count, sizeof *draft->faults, by_place);
    for (size_t i = 0; i < draft->count; i++) {
        const struct fault *fault = &draft->faults[i];
        const struct token *a = &draft->tokens.items[fault->first], *b = &draft->tokens.items[fault->end - 1];
        check->problems[check->count++] = (struct wording_problem){
            .kind = (enum wording_kind)fault->kind,
            .at = {a->start, b->start + b->length - a->start},
            .instead = arena_strdup(arena, fault->instead ? fault->instead : rewrites[fault->kind])};
    }
}

void wording_check(const struct listener *listener, const char *text, size_t length, struct arena *arena,
                   struct wording_check *check) {
    struct draft draft = {.listener = listener};
    *check = (struct wording_check){0};
    token_split(&draft.scratch, text, length, &draft.tokens);
    lexicon_look_up(&listener->lexicon, &draft.tokens);
    for (size_t i = 0; i < draft.tokens.sentence_count; i++) {
        find_phrases(&draft, &draft.tokens.sentences[i]);
        size_t before = draft.count;
        find_pairs(&draft, &draft.tokens.sentences[i]);
        if (before == draft.count && !draft.never_plural)
            find_several(&draft, &draft.tokens.sentences[i]);
        if (!draft.conditional)
            find_conditions(&draft, &draft.tokens.sentences[i]);
    }
    give(&draft, arena, check);
    arena_free(&draft.scratch);
}
