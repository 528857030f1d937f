#include "listen/ask_words.h"

#include <string.h>

#include "listen/lexicon.h"

bool ask_is(const struct tokens *tokens, uint32_t at, const char *word) {
    return tokens->items[at].hash == token_hash_folded(word, strlen(word));
}

bool ask_one_of(const struct tokens *tokens, uint32_t at, const char *const *list) {
    for (; *list; list++)
        if (ask_is(tokens, at, *list))
            return true;
    return false;
}

/* Words of one thing that end as words of several do, and words of several that do not. */
static const char *const single[] = {"sales",        "accounts",    "operations", "claims",     "premises",
                                     "headquarters", "services",    "works",      "news",       "series",
                                     "always",       "yours",       "perhaps",    "thanks",     "besides",
                                     "sometimes",    "systems",     "indoors",    "outdoors",   "upstairs",
                                     "downstairs",   "afterwards",  "towards",    "logistics",  "economics",
                                     "politics",     "electronics", "graphics",   "statistics", NULL};
static const char *const several[] = {"people", "folk", "guys", "men",   "women", "children",
                                      "wives",  "mums", "dads", "mates", "pals",  NULL};

bool ask_is_several(const struct tokens *tokens, const struct sentence *s, uint32_t at) {
    const struct token *t = &tokens->items[at];
    const char *end = tokens->text + t->start + t->length;
    bool owned = at + 1 < s->end && (tokens->items[at + 1].flags & TOKEN_CLITIC || end[0] == '\'');
    if (t->kind != TOKEN_WORD || t->flags & TOKEN_CAPITAL || owned || ask_one_of(tokens, at, single))
        return false;
    if (ask_one_of(tokens, at, several))
        return true;
    return t->length > 4 && end[-1] == 's' && !strchr("sui", end[-2]) &&
           !(t->classes & (WORD_FUNCTION | WORD_CALENDAR));
}

uint32_t ask_several_after(const struct tokens *tokens, const struct sentence *s, uint32_t at,
                           uint32_t reach) {
    for (uint32_t k = at; k < s->end && k < at + reach; k++) {
        const struct token *t = &tokens->items[k];
        if (k == at && ask_is(tokens, k, "of")) /* "a bunch of" */
            continue;
        if (t->kind == TOKEN_SIGN || t->flags & TOKEN_CAPITAL ||
            t->classes & (WORD_PREPOSITION | WORD_SUBJECT | WORD_MODAL | WORD_BE) || ask_is(tokens, k, "one"))
            return 0;
        if (ask_is_several(tokens, s, k))
            return k;
    }
    return 0;
}

/* ---- rewriting ---- */

#define READ_MAX 64 /* sentences: a person is not looked for beyond */

static const char *words_of(const struct tokens *tokens, uint32_t first, uint32_t end, struct arena *arena) {
    const struct token *a = &tokens->items[first], *b = &tokens->items[end - 1];
    return arena_strndup(arena, tokens->text + a->start, b->start + b->length - a->start);
}

static bool in_fault(const struct ask_fault *faults, size_t count, uint32_t at) {
    for (size_t i = 0; i < count; i++)
        if (at >= faults[i].first && at < faults[i].end)
            return true;
    return false;
}

/* The end of the words for one person that begin at `at`; `at` when they name nobody in particular. */
static uint32_t person_end(const struct tokens *tokens, const struct sentence *s, uint32_t at,
                           const struct ask_fault *faults, size_t count) {
    static const char *const stops[] = {
        "if",   "when",   "whenever", "unless", "while",  "because", "but",     "so",    "or",
        "and",  "before", "after",    "as",     "by",     "who",     "that",    "which", "whose",
        "this", "today",  "tomorrow", "next",   "please", "would",   "will",    "about", "for",
        "it",   "on",     "to",       "too",    "then",   "some",    "tonight", NULL};
    if (at >= s->end)
        return at;
    const struct token *first = &tokens->items[at];
    bool the = ask_is(tokens, at, "the"),
         owner = first->classes & WORD_POSSESSIVE && !ask_is(tokens, at, "my");
    if (first->kind != TOKEN_WORD || !(the || owner || first->flags & TOKEN_CAPITAL))
        return at;
    if ((the || owner) && ask_several_after(tokens, s, at + 1, 4))
        return at;
    uint32_t end = at;
    bool told = false; /* "the lady who runs the nursery" */
    while (end < s->end && end < at + 9) {
        const struct token *t = &tokens->items[end];
        bool apposed = t->kind == TOKEN_SIGN && ask_is(tokens, end, ",") && end + 1 < s->end &&
                       tokens->items[end + 1].flags & TOKEN_CAPITAL &&
                       !(tokens->items[end + 1].classes & WORD_SUBJECT) && !ask_is(tokens, end + 1, "I");
        bool owned = t->flags & TOKEN_CLITIC && ask_is(tokens, end, "'s");
        told |= the && end > at + 1 && (ask_is(tokens, end, "who") || ask_is(tokens, end, "that"));
        bool verb = t->classes & (WORD_SUBJECT | WORD_MODAL | WORD_BE | WORD_CALENDAR);
        if ((t->kind == TOKEN_SIGN && !apposed) || in_fault(faults, count, end) ||
            (!told && !owned && (verb || ask_one_of(tokens, end, stops))))
            break;
        end++;
    }
    while (end > at && tokens->items[end - 1].kind == TOKEN_SIGN)
        end--;
    return end > at + (the || owner) ? end : at;
}

/* "introduce me to …", "an introduction to …", "meet …": the person, and how it is asked. */
static const char *with_person(const struct tokens *tokens, const struct ask_fault *faults, size_t count,
                               struct arena *arena) {
    static const char *const asks[] = {"introduce", "introducing",  "introduced", "connect", "connecting",
                                       "intro",     "introduction", "touch",      "refer",   "referring",
                                       "referred",  "referral",     "introduces", NULL};
    for (size_t k = 0; k < tokens->sentence_count && k < READ_MAX; k++) {
        const struct sentence *s = &tokens->sentences[k];
        for (uint32_t i = s->first; i < s->end; i++) {
            uint32_t at = i + 1;
            if (tokens->items[i].flags & TOKEN_QUOTED)
                continue;
            if (ask_one_of(tokens, i, asks))
                while (at < s->end && at < i + 4 && !ask_is(tokens, at - 1, "to") &&
                       !ask_is(tokens, at - 1, "with"))
                    at++;
            else if (!ask_is(tokens, i, "meet") && !ask_is(tokens, i, "meeting"))
                continue;
            uint32_t end = person_end(tokens, s, at, faults, count);
            if (end > at) {
                bool refer = tokens->items[i].length >= 5 &&
                             !memcmp(tokens->text + tokens->items[i].start, "refer", 5);
                return arena_printf(arena, "Will you %s me to %s?", refer ? "refer" : "introduce",
                                    words_of(tokens, at, end, arena));
            }
        }
    }
    return NULL;
}

/* "if you see Nina": whoever is spoken of, when nobody is asked for. */
static const char *with_anybody_named(const struct tokens *tokens, const struct ask_fault *faults,
                                      size_t count, struct arena *arena) {
    static const char *const before[] = {"see",    "into", "across", "with",   "to",   "email",
                                         "e-mail", "call", "ring",   "text",   "tell", "ask",
                                         "bump",   "meet", "spot",   "remind", NULL};
    for (size_t k = 0; k < tokens->sentence_count && k < READ_MAX; k++) {
        const struct sentence *s = &tokens->sentences[k];
        for (uint32_t i = s->first + 1; i < s->end; i++) {
            const struct token *t = &tokens->items[i];
            bool named = t->flags & TOKEN_CAPITAL && (t->lexical & NAME_GIVEN || t->classes & WORD_TITLE);
            bool kin =
                ask_is(tokens, i, "your") && i + 1 < s->end && tokens->items[i + 1].classes & WORD_RELATION;
            if (!(named || kin) || t->flags & TOKEN_QUOTED || !ask_one_of(tokens, i - 1, before))
                continue;
            uint32_t end = person_end(tokens, s, i, faults, count);
            if (end > i)
                return arena_printf(arena, "Will you introduce me to %s?", words_of(tokens, i, end, arena));
        }
    }
    return NULL;
}

static const struct sentence *sentence_of(const struct tokens *tokens, uint32_t at) {
    size_t k = 0;
    while (k + 1 < tokens->sentence_count && tokens->sentences[k].end <= at)
        k++;
    return &tokens->sentences[k];
}

/* "anyone needing a will": needing is a state, no doing. */
static const char *needing(const struct tokens *tokens, uint32_t at) {
    static const char *const states[][2] = {{"needing", "who needs "},  {"wanting", "who wants "},
                                            {"owning", "who owns "},    {"having", "who has "},
                                            {"wishing", "who wishes "}, {"running", "who runs "}};
    for (size_t i = 0; i < sizeof states / sizeof *states; i++)
        if (ask_is(tokens, at, states[i][0]))
            return states[i][1];
    return NULL;
}

/* "any friends who are getting married" asks of one: "who is getting married" */
static const char *with_relative(const struct tokens *tokens, const struct sentence *s,
                                 const struct ask_fault *fault, struct arena *arena) {
    static const char *const verbs[][2] = {{"are", "is"}, {"have", "has"}, {"were", "was"}};
    for (uint32_t i = fault->first + 2; i + 2 < s->end && i < fault->end + 3; i++) {
        if (!(ask_is(tokens, i, "who") || ask_is(tokens, i, "that")) ||
            tokens->items[i - 1].kind != TOKEN_WORD)
            continue;
        uint32_t end = i;
        while (end < s->end && tokens->items[end].kind != TOKEN_SIGN)
            end++;
        if (end < i + 3 || end > i + 16)
            return NULL;
        if (!ask_is_several(tokens, s, i - 1))
            return arena_printf(arena, "Who do you know %s?", words_of(tokens, i, end, arena));
        for (size_t k = 0; k < sizeof verbs / sizeof *verbs; k++)
            if (ask_is(tokens, i + 1, verbs[k][0]))
                return arena_printf(arena, "Who do you know who %s %s?", verbs[k][1],
                                    words_of(tokens, i + 2, end, arena));
        return NULL;
    }
    return NULL;
}

/* "do you know anyone who is selling?" has all it needs after its "anyone". */
static const char *with_whom(const struct tokens *tokens, const struct ask_fault *fault,
                             struct arena *arena) {
    static const char *const nobody[] = {"anyone", "anybody", "someone", "somebody", NULL};
    static const char *const follow[] = {"who", "whose", "that", "at",    "in",
                                         "on",  "from",  "with", "among", NULL};
    static const char *const asking[] = {"know", "of", "there", "have", "across", "met", NULL};
    const struct sentence *s = sentence_of(tokens, fault->first);
    for (uint32_t i = fault->first; i + 2 < s->end && i < fault->end + 2; i++) {
        if (!ask_one_of(tokens, i, nobody) || i == s->first)
            continue;
        if (!ask_one_of(tokens, i - 1, asking))
            return NULL;
        bool there = ask_is(tokens, i - 1, "there"), more = ask_is(tokens, i + 1, "else");
        uint32_t at = i + 1 + more, end = at;
        while (end < s->end && tokens->items[end].kind != TOKEN_SIGN)
            end++;
        if (end < at + 2 || end > at + 16 || tokens->items[at].kind != TOKEN_WORD)
            return NULL;
        const struct token *t = &tokens->items[at];
        const char *needs = needing(tokens, at);
        bool doing = !needs && t->length > 5 && !memcmp(tokens->text + t->start + t->length - 3, "ing", 3);
        if (!doing && !needs && !ask_one_of(tokens, at, follow))
            return NULL;
        bool that = ask_is(tokens, at, "that");
        return arena_printf(arena, "Who %s %s%s?",
                            there ? (more ? "else is there" : "is the one person")
                                  : (more ? "else do you know" : "do you know"),
                            needs   ? needs
                            : that  ? "who "
                            : doing ? "who is "
                                    : "",
                            words_of(tokens, at + (needs || that), end, arena));
    }
    return with_relative(tokens, s, fault, arena);
}

/* "your colleagues in the Leeds office": one of them will do. */
static const char *with_one_of(const struct tokens *tokens, const struct ask_fault *fault,
                               struct arena *arena) {
    static const char *const things[] = {"referrals", "introductions", "names",   "leads",
                                         "intros",    "numbers",       "details", NULL};
    const struct sentence *s = sentence_of(tokens, fault->first);
    for (uint32_t i = fault->first; i < fault->end + 3 && i + 1 < s->end; i++) {
        if (!ask_is(tokens, i, "your"))
            continue;
        uint32_t noun = ask_several_after(tokens, s, i + 1, 3);
        if (noun && !ask_one_of(tokens, noun, things))
            return arena_printf(arena, "Which one of %s will you introduce me to?",
                                words_of(tokens, i, noun + 1, arena));
    }
    return NULL;
}

const char *ask_rewrite(const struct tokens *tokens, const struct ask_fault *fault,
                        const struct ask_fault *faults, size_t count, struct arena *arena) {
    const char *one = fault->kind == WORDING_PLURAL ? with_one_of(tokens, fault, arena) : NULL;
    if (!one && fault->kind == WORDING_CLOSED)
        one = with_whom(tokens, fault, arena);
    if (!one)
        one = with_person(tokens, faults, count, arena);
    bool told = fault->kind == WORDING_CONDITIONAL || fault->kind == WORDING_APOLOGY;
    return one || !told ? one : with_anybody_named(tokens, faults, count, arena);
}
