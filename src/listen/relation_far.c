#include <string.h>

#include "listen/relation.h"

/*
 * What somebody is to the contact where the noun stands further from the name, or
 * where other words tell of it; and the one that was asked for when a name was
 * passed on.
 */

/* "a notary", "chimney sweep wanted", "after a tax person": somebody sought, not somebody there */
static bool asked_for(const struct ear *ear, uint32_t from, uint32_t at) {
    if (relation_is(ear, at + 1, "wanted") || relation_is(ear, at + 1, "needed"))
        return true;
    for (uint32_t i = at; i-- > from && at - i < 7;) {
        const struct token *t = ear_token(ear, i);
        if (t->classes & WORD_NEED || relation_is(ear, i, "for") || relation_is(ear, i, "after") ||
            relation_is(ear, i, "knew") || relation_is(ear, i, "know") || relation_is(ear, i, "find") ||
            relation_is(ear, i, "of"))
            return true;
        bool short_is = i > from && ear_token(ear, i - 1)->classes & WORD_SUBJECT; /* She's asked */
        if (t->classes & WORD_POSSESSIVE || (t->flags & TOKEN_CLITIC && !short_is))
            return false;
    }
    uint32_t first = at;
    while (first > from && at - first < 3 && relation_modifies(ear_token(ear, first - 1)))
        first--;
    if (token_is(ear, at + 1, "?") || (first > from && token_is(ear, first - 1, ":")))
        return true; /* next: stand builder */
    return at > from && ear_token(ear, at - 1)->classes & WORD_ARTICLE && !relation_is(ear, at - 1, "the");
}

/* "Omar's accountant is retiring (old Mr. Lyle)", "his old MD this morning, Mr Ransome": between a sign and
 * another the name of whom a noun just before told. */
static bool relation_apposed(struct ear *ear, const struct sentence *s, const struct person *run,
                             struct relation *relation) {
    uint32_t at = relation_past_titles(ear, s->first, run->first);
    bool says_name =
        at > s->first + 2 && ear_token(ear, at - 1)->classes & WORD_BE && relation_is(ear, at - 2, "name");
    bool says_called = at > s->first + 2 && relation_is(ear, at - 1, "called") &&
                       ear_token(ear, at - 2)->classes & WORD_BE &&
                       ear_token(ear, at - 3)->classes & WORD_SUBJECT;
    if (says_name || says_called)
        at -= 3; /* (her name is Inês), he's called Farouk */
    if (at < s->first + 2 || !relation_joins(ear, at - 1) || token_is(ear, at - 1, ":") ||
        token_is(ear, at - 1, "/"))
        return false;
    bool open = token_is(ear, at - 1, "(");
    const struct token *after = ear_token(ear, run->end);
    if (!says_name && !says_called && run->end < s->end && after->kind != TOKEN_SIGN &&
        !relation_is(ear, run->end, "who") && !relation_is(ear, run->end, "and"))
        return false;
    for (uint32_t i = at - 1; i-- > s->first && at - i < (open ? 10u : 8u);) {
        const struct token *t = ear_token(ear, i);
        bool plural;
        if (t->tag == TAG_BEGIN || t->tag == TAG_IN || (t->kind == TOKEN_SIGN && !token_is(ear, i, ",")) ||
            (!open && t->classes & (WORD_SAY | WORD_MODAL | WORD_NEGATION)))
            return false;
        if (token_is(ear, i, ",") && (open || at - i > 5))
            return false;
        if (t->tag == TAG_COUNT && !open)
            return false; /* another's: Ferenc the engineer, Mayor Dobbs */
        if (!relation_normal(ear, i, &plural) ||
            (plural && !relation_is(ear, run->end, "and") && !token_is(ear, run->end, ",")))
            continue;
        if (asked_for(ear, s->first, i) && !open && !(ear_token(ear, i - 1)->classes & WORD_POSSESSIVE))
            return false;
        relation_at(ear, s->first, i, relation);
        relation->end = at;
        return relation->first < relation->head || open;
    }
    return false;
}

/* ---- words that only tell of a relation ---- */

static const char *phrase(const struct ear *ear, uint64_t key, uint32_t first, uint32_t end) {
    for (uint32_t i = first; i < end; i++)
        key = token_mix(key, ear_token(ear, i)->hash);
    const struct lexicon_word *word = lexicon_find(&ear->listener->lexicon, key);
    return word ? word->relation : NULL;
}

static bool told(uint32_t first, uint32_t end, const char *text, struct relation *relation) {
    *relation = (struct relation){.first = first, .end = end, .head = first, .text = text};
    return text != NULL;
}

/* "reports to Melanie", "is marrying Ketan", "legal = Amy" */
static bool relation_leads(const struct ear *ear, const struct sentence *s, uint32_t first,
                           struct relation *relation) {
    uint32_t at = relation_past_titles(ear, s->first, first);
    for (uint32_t n = 3; n > 0; n--)
        if (at >= s->first + n && told(at - n, at, phrase(ear, LEXICON_LEADS, at - n, at), relation))
            return true;
    return at > s->first + 1 && token_is(ear, at - 1, "=") &&
           told(at - 2, at, phrase(ear, LEXICON_FIELD, at - 2, at - 1), relation);
}

/* "roxy (drums)", "Tammy at escrow", "Sandra does his website", "Corinne takes over" */
static bool relation_follows(const struct ear *ear, const struct sentence *s, uint32_t end,
                             struct relation *relation) {
    uint32_t at = end;
    at += at < s->end && token_is(ear, at, ",");
    at += at < s->end && relation_is(ear, at, "who");
    at += at < s->end && ear_token(ear, at)->classes & WORD_BE && relation_is(ear, at + 1, "doing");
    for (uint32_t n = 3; n > 0; n--)
        if (at + n <= s->end && told(at, at + n, phrase(ear, LEXICON_FOLLOWS, at, at + n), relation))
            return true;
    if (token_is(ear, end, "(") && end + 2 < s->end && token_is(ear, end + 2, ")"))
        return told(end + 1, end + 2, phrase(ear, LEXICON_FIELD, end + 1, end + 2), relation);
    static const char *const doing[] = {"does", "did", "runs", "handles", "keeps", "doing", "heads", "for"};
    bool does = false;
    for (size_t i = 0; i < sizeof doing / sizeof *doing && !does; i++)
        does = at < s->end && relation_is(ear, at, doing[i]);
    if (!does)
        return false;
    at++;
    at += at < s->end && relation_determines(ear_token(ear, at));
    return at < s->end && told(at, at + 1, phrase(ear, LEXICON_FIELD, at, at + 1), relation);
}

/* "Tom came along. He's her brother.", "Big Ray, that's her stepdaddy": said of the last name by a pronoun.
 */
static bool relation_said(struct ear *ear, const struct sentence *s, uint32_t end,
                          struct relation *relation) {
    const struct sentence *last = s + 1 < ear->tokens.sentences + ear->tokens.sentence_count ? s + 1 : s;
    uint32_t stop = last->end < end + 16 ? last->end : end + 16;
    for (uint32_t i = end; i + 3 < stop + 1; i++) {
        const struct token *t = ear_token(ear, i);
        if (t->tag == TAG_BEGIN)
            return false;
        if (!relation_is(ear, i, "he") && !relation_is(ear, i, "she") && !relation_is(ear, i, "that"))
            continue;
        if (!(ear_token(ear, i + 1)->classes & WORD_BE) || ear_token(ear, i + 1)->classes & WORD_NEGATION ||
            !(ear_token(ear, i + 2)->classes & WORD_POSSESSIVE))
            continue;
        for (uint32_t head = i + 3; head < i + 6 && head < stop; head++) {
            bool plural;
            const struct token *next = ear_token(ear, head + 1);
            if (relation_normal(ear, head, &plural) && !plural && !(next->flags & TOKEN_CLITIC) &&
                !(next->classes & WORD_RELATION)) {
                relation_at(ear, i + 2, head, relation);
                return ear_token(ear, head)->tag == TAG_OUT;
            }
            if (!relation_modifies(ear_token(ear, head)))
                break;
        }
    }
    return false;
}

bool relation_find(struct ear *ear, const struct sentence *s, const struct person *run,
                   struct relation *relation) {
    return relation_just_before(ear, s, run->first, relation) ||
           relation_just_after(ear, s, run->end, relation) || relation_apposed(ear, s, run, relation) ||
           relation_in_title(ear, run, relation) || relation_leads(ear, s, run->first, relation) ||
           relation_follows(ear, s, run->end, relation) || relation_said(ear, s, run->end, relation);
}

/* ---- what is no person, and who was asked for ---- */

bool relation_animal(const struct ear *ear, const struct sentence *s, const struct person *run) {
    for (uint32_t i = run->first; i-- > s->first && run->first - i < 4;) {
        const struct token *t = ear_token(ear, i);
        if (t->classes & WORD_ANIMAL && !(t->classes & WORD_RELATION))
            return true;
        if (t->kind != TOKEN_SIGN && !token_is(ear, i, "called") && !token_is(ear, i, "named"))
            break;
    }
    uint32_t i = run->end;
    bool sign = i < s->end && relation_joins(ear, i);
    i += sign;
    bool determined =
        i < s->end && relation_determines(ear_token(ear, i)) && !(ear_token(ear, i)->flags & TOKEN_CLITIC);
    i += determined;
    for (uint32_t k = 0; (sign || determined) && k < 2 && i + k < s->end; k++) {
        if (ear_token(ear, i + k)->classes & WORD_ANIMAL && !(ear_token(ear, i + k)->classes & WORD_RELATION))
            return true;
        if (!relation_modifies(ear_token(ear, i + k)))
            break;
    }
    return false;
}

/* "needs a drummer. Told him Tink Robinson": who is passed on is what was asked for. */
bool relation_asked(struct ear *ear, size_t sentence, uint32_t first, struct relation *relation) {
    const struct sentence *s = &ear->tokens.sentences[sentence];
    static const char *const passing[] = {
        "gave",       "given",     "sent",   "told",   "put",       "passed",    "texted",  "recommended",
        "introduced", "connected", "linked", "hooked", "handed",    "card",      "number",  "whatsapp",
        "for",        "named",     "intro",  "paired", "suggested", "numbers",   "contact", "shared",
        "wrote",      "details",   "rung",   "try",    "emailed",   "mailed",    "copied",  "walked",
        "thought",    "calling",   "rang",   "find",   "reading",   "forwarded", "pointed", "steered",
        "matched",    "sending",   "took",   "passing"};
    bool passed = false;
    uint32_t from = first > s->first + 12 ? first - 12 : s->first,
             end = first + 8 < s->end ? first + 8 : s->end;
    for (uint32_t i = from; i < end && !passed; i++)
        for (size_t k = 0; k < sizeof passing / sizeof *passing && !passed; k++)
            passed = relation_is(ear, i, passing[k]);
    uint32_t stop = s->first;
    for (size_t k = sentence; k > 0 && sentence - k < 2; k--)
        stop = ear->tokens.sentences[k - 1].first;
    for (uint32_t i = first; passed && i-- > stop && first - i < 60;) {
        const struct token *t = ear_token(ear, i);
        bool plural, follows = i + 1 < first && relation_modifies(ear_token(ear, i + 1)) &&
                               !(ear_token(ear, i + 1)->classes & WORD_ACT);
        if (!(t->classes & WORD_RELATION) || t->classes & WORD_KIN || t->tag != TAG_OUT || follows ||
            !asked_for(ear, stop, i))
            continue;
        if (relation_normal(ear, i, &plural)) {
            relation_at(ear, stop, i, relation);
            relation->first = relation->end = first;
            return true;
        }
    }
    return false;
}
