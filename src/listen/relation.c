#include <string.h>
#include <strings.h>

#include "listen/listener.h"

/*
 * What somebody is to the contact: the noun itself, the one that stands beside a
 * name, and the one that was asked for when a name was passed on.
 */

/* ---- words ---- */

/* The small letters of a token, for words that no file has. */
static const char *plain_word(struct ear *ear, const struct token *t, uint32_t skip) {
    char *word = arena_strndup(ear->arena, ear->tokens.text + t->start + skip, t->length - skip);
    for (char *p = word; *p; p++)
        *p = (char)(*p >= 'A' && *p <= 'Z' ? *p + 32 : *p);
    return word;
}

/* The Sons of "Harbor & Sons", who are a firm. */
static bool of_firm(const struct ear *ear, uint32_t at) {
    return at > 0 && ear_token(ear, at)->flags & TOKEN_CAPITAL && token_is(ear, at - 1, "&");
}

/* The normal form of a relation word, singular; NULL when it is none. */
static const char *relation_of(struct ear *ear, uint32_t at, bool *plural) {
    const struct token *t = ear_token(ear, at);
    *plural = t->classes & WORD_PLURAL;
    if (t->kind != TOKEN_WORD || of_firm(ear, at))
        return NULL;
    const struct lexicon *lexicon = &ear->listener->lexicon;
    const struct lexicon_word *word = lexicon_find(lexicon, t->hash);
    if (word && word->relation)
        return word->relation;
    const char *text = ear->tokens.text + t->start;
    if (t->classes & WORD_RELATION) /* of two words joined: "ex-employee", "great-aunt" */
        return t->length > 3 && !strncasecmp(text, "ex-", 3)
                   ? arena_printf(ear->arena, "former %s", plain_word(ear, t, 3))
                   : plain_word(ear, t, 0);
    if (t->length < 4 || t->length > 20 || (text[t->length - 1] | 32) != 's')
        return NULL;
    const char *single = plain_word(ear, t, 0);
    word = lexicon_find(lexicon, token_hash_folded(single, t->length - 1));
    *plural = true;
    return word ? word->relation : NULL;
}

const char *relation_word(struct ear *ear, uint32_t at) {
    bool plural;
    return relation_of(ear, at, &plural);
}

/* Words that look like what somebody does: only believed beside a name. */
static bool looks_like_work(const struct ear *ear, uint32_t at) {
    static const char *const endings[] = {"er",    "or",     "ist",    "ian",    "ant",
                                          "eer",   "man",    "woman",  "person", "lady",
                                          "smith", "wright", "monger", "mate",   "ee"};
    const struct token *t = ear_token(ear, at);
    if (t->kind != TOKEN_WORD || t->flags & TOKEN_CAPITAL || t->length < 5 || t->tag != TAG_OUT ||
        t->classes & ~(uint32_t)(WORD_RELATION))
        return false;
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        size_t n = strlen(endings[i]);
        if (t->length > n + 1 && !memcmp(ear->tokens.text + t->start + t->length - n, endings[i], n))
            return true;
    }
    return false;
}

static bool is_word(const struct ear *ear, uint32_t at, const char *word) {
    return ear_token(ear, at)->hash == token_hash_folded(word, strlen(word));
}

static bool determines(const struct token *t) {
    return t->classes & (WORD_POSSESSIVE | WORD_ARTICLE) || t->flags & TOKEN_CLITIC;
}

/* A noun or name beside the relation word: "golf" of "golf partner". */
bool relation_modifies(const struct token *t) {
    return t->kind == TOKEN_WORD && !(t->flags & TOKEN_CLITIC) &&
           !(t->classes & (WORD_FUNCTION | WORD_POSSESSIVE | WORD_ARTICLE | WORD_SAY | WORD_BE | WORD_HAVE |
                           WORD_MODAL | WORD_CALENDAR | WORD_NEGATION));
}

/* ---- the relation beside a name ---- */

/* Words said of somebody, not what they are: "old", "new". */
static bool only_said(const struct token *t) {
    return t->classes & (WORD_DEAD | WORD_COMMON | WORD_ACT | WORD_CALENDAR | WORD_PLACE) ||
           t->kind != TOKEN_WORD;
}

/* "practice manager": the noun in its normal form, with up to two words before it where something determines
 * them */
void relation_at(struct ear *ear, uint32_t from, uint32_t head, struct relation *relation) {
    bool plural;
    const char *normal = relation_of(ear, head, &plural);
    if (!normal)
        normal = plain_word(ear, ear_token(ear, head), 0);
    uint32_t first = head;
    while (first > from && head - first < 3 && relation_modifies(ear_token(ear, first - 1)))
        first--;
    bool determined = first == from || determines(ear_token(ear, first - 1)) ||
                      ear_token(ear, first - 1)->kind == TOKEN_SIGN;
    if (!determined)
        first = head;
    *relation =
        (struct relation){.first = first, .end = head + 1, .head = head, .text = normal, .plural = plural};
    for (uint32_t i = first; i < head; i++)
        relation->dead |= (ear_token(ear, i)->classes & WORD_DEAD) != 0;
    if (!strcmp(normal, "ex") && relation->head > from && is_word(ear, head - 1, "her"))
        relation->text = normal = "ex-husband";
    else if (!strcmp(normal, "ex") && relation->head > from && is_word(ear, head - 1, "his"))
        relation->text = normal = "ex-wife";
    uint32_t word = first;
    while (word < head && only_said(ear_token(ear, word)))
        word++;
    if (word < head) {
        const struct token *a = ear_token(ear, word), *b = ear_token(ear, head - 1);
        char *text = arena_printf(ear->arena, "%.*s %s", (int)(b->start + b->length - a->start),
                                  ear->tokens.text + a->start, normal);
        for (char *p = text; *p; p++)
            *p = (char)(*p >= 'A' && *p <= 'Z' ? *p + 32 : *p);
        relation->text = text;
    }
    for (int i = 0; i < 3 && relation->first > from && determines(ear_token(ear, relation->first - 1)); i++)
        relation->first -=
            ear_token(ear, relation->first - 1)->flags & TOKEN_CLITIC && relation->first > from + 1 ? 2 : 1;
}

static bool joins(const struct ear *ear, uint32_t at) {
    return token_is(ear, at, ",") || token_is(ear, at, "(") || token_is(ear, at, "-") ||
           token_is(ear, at, "–") || token_is(ear, at, "—") || token_is(ear, at, ":") ||
           token_is(ear, at, "=") || token_is(ear, at, "/");
}

static bool free_word(const struct ear *ear, uint32_t at) {
    return ear_token(ear, at)->tag != TAG_BEGIN && ear_token(ear, at)->tag != TAG_IN;
}

/* "head of finance Mrs. Adu", "a solicitor in Leeds, Hugh": the noun before the preposition, at most four
 * words back */
static bool relation_of_something(struct ear *ear, uint32_t from, uint32_t end, struct relation *relation) {
    for (uint32_t at = end; at > from + 1 && end - at < 7; at--) {
        const struct token *t = ear_token(ear, at - 1);
        bool plural;
        if ((t->kind == TOKEN_SIGN && !token_is(ear, at - 1, "'")) ||
            t->classes & (WORD_SAY | WORD_BE | WORD_MODAL | WORD_SUBJECT))
            return false;
        if (at == end || !(t->classes & WORD_PREPOSITION) || !free_word(ear, at - 2))
            continue;
        if (relation_of(ear, at - 2, &plural) && !plural) {
            relation_at(ear, from, at - 2, relation);
            relation->end = end;
            return true;
        }
    }
    return false;
}

/* Steps back over what leads from the word to the name: "is called", "'s name is", "was a", a comma. */
static uint32_t lead(const struct ear *ear, uint32_t from, uint32_t first, bool *is) {
    uint32_t at = first;
    *is = false;
    if (at > from + 1 && ear_token(ear, at - 1)->classes & WORD_ARTICLE &&
        !(ear_token(ear, at - 1)->classes & WORD_POSSESSIVE) && !is_word(ear, at - 1, "the") &&
        (joins(ear, at - 2) || ear_token(ear, at - 2)->classes & WORD_BE))
        at--;
    if (at > from && (is_word(ear, at - 1, "called") || is_word(ear, at - 1, "named")))
        at--;
    if (at > from && ear_token(ear, at - 1)->classes & WORD_BE &&
        !(ear_token(ear, at - 1)->classes & WORD_NEGATION)) {
        *is = true;
        at--;
        if (at > from && ear_token(ear, at - 1)->classes & WORD_MODAL)
            at--; /* her point person will be Derek */
        if (at > from && is_word(ear, at - 1, "name"))
            at--;
        if (at > from && is_word(ear, at - 1, "'s") && at < first - 1)
            at--;
    } else if (at > from && joins(ear, at - 1)) {
        at--;
    }
    return at;
}

static bool relation_before(struct ear *ear, const struct sentence *s, uint32_t first,
                            struct relation *relation) {
    bool plural, is;
    uint32_t at = lead(ear, s->first, first, &is);
    if (at <= s->first || !free_word(ear, at - 1))
        return false;
    if (at > s->first + 2 && is_word(ear, at - 1, "law") && is_word(ear, at - 2, "in") &&
        relation_of(ear, at - 3, &plural)) {
        relation_at(ear, s->first, at - 3, relation);
        relation->text = arena_printf(ear->arena, "%s-in-law", relation->text);
        relation->end = at;
        return true;
    }
    if (at > s->first + 1 && is_word(ear, at - 1, "half") && is_word(ear, at - 2, "other")) {
        *relation = (struct relation){.first = at - 2, .end = at, .head = at - 1, .text = "partner"};
        relation->first -= at > s->first + 2 && determines(ear_token(ear, at - 3));
        return true;
    }
    if (relation_of(ear, at - 1, &plural) && !(is && plural)) {
        relation_at(ear, s->first, at - 1, relation);
        return true;
    }
    if (is)
        return false;
    if (relation_of_something(ear, s->first, at, relation))
        return true;
    if (!looks_like_work(ear, at - 1))
        return false;
    relation_at(ear, s->first, at - 1, relation);
    return relation->first < relation->head && determines(ear_token(ear, relation->first));
}

static bool relation_after(struct ear *ear, const struct sentence *s, uint32_t end,
                           struct relation *relation) {
    uint32_t at = end;
    bool sign = at < s->end && joins(ear, at), open = sign && !token_is(ear, at, ","), is = false,
         determined = false;
    at += sign;
    bool short_is =
        at + 1 < s->end && is_word(ear, at, "'s") && is_word(ear, at + 1, "the"); /* Tom's the husband */
    if (!sign && at < s->end && ear_token(ear, at)->classes & WORD_BE &&
        (short_is || !(ear_token(ear, at)->flags & TOKEN_CLITIC))) {
        is = true;
        at++;
    }
    uint32_t start = at;
    while (at < s->end && at - start < 3 && determines(ear_token(ear, at)) &&
           !(ear_token(ear, at)->flags & TOKEN_CLITIC)) {
        determined = true;
        at++;
    }
    if (!determined && at + 1 < s->end && ear_token(ear, at + 1)->flags & TOKEN_CLITIC &&
        relation_modifies(ear_token(ear, at))) {
        determined = true; /* Tom, Ann's brother */
        at += 2;
    }
    if (!determined && (is || !sign))
        return false;
    for (uint32_t head = at; head < s->end && head < at + 4; head++) {
        bool plural = false, known = relation_of(ear, head, &plural);
        const struct token *next = head + 1 < s->end ? ear_token(ear, head + 1) : NULL;
        bool closes = !next || next->kind == TOKEN_SIGN || next->classes & WORD_PREPOSITION ||
                      token_is(ear, head + 1, "who") || token_is(ear, head + 1, "and");
        if (!known && (sign || !is) && closes && looks_like_work(ear, head))
            known = true;
        if (known && !plural && ear_token(ear, head)->tag == TAG_OUT) {
            if (next && relation_modifies(next) && relation_of(ear, head + 1, &plural) && !plural)
                continue;
            /* "Tom, his wife is ill": not Tom */
            bool owned = head > start && ear_token(ear, start)->classes & WORD_POSSESSIVE;
            if (sign && !open && owned && next && next->classes & (WORD_BE | WORD_HAVE | WORD_SAY))
                return false;
            if (next && next->tag == TAG_BEGIN)
                return false;
            relation_at(ear, start, head, relation);
            relation->first = start;
            return true;
        }
        if (!relation_modifies(ear_token(ear, head)))
            return false;
    }
    return false;
}

static bool relation_title(struct ear *ear, const struct person *person, struct relation *relation) {
    const struct token *t = ear_token(ear, person->first);
    bool plural;
    bool office =
        t->classes & WORD_RELATION && !(t->lexical & NAME_GIVEN); /* Treasurer Wambui; not Mason Hill */
    if (person->end - person->first < 2 || !(t->classes & (WORD_KIN_TITLE | WORD_TITLE) || office))
        return false;
    const char *normal = relation_of(ear, person->first, &plural);
    if (is_word(ear, person->first, "father") || is_word(ear, person->first, "fr") ||
        is_word(ear, person->first, "padre"))
        normal = "priest";
    else if (!normal || (!(t->classes & WORD_KIN_TITLE) && t->classes & WORD_KIN) ||
             !strcmp(normal, "doctor") || !strcmp(normal, "professor"))
        return false;
    *relation = (struct relation){
        .first = person->first, .end = person->first + 1, .head = person->first, .text = normal};
    return true;
}

bool relation_find(struct ear *ear, const struct sentence *s, const struct person *run,
                   struct relation *relation) {
    return relation_before(ear, s, run->first, relation) || relation_after(ear, s, run->end, relation) ||
           relation_title(ear, run, relation);
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
    bool sign = i < s->end && joins(ear, i);
    i += sign;
    bool determined =
        i < s->end && determines(ear_token(ear, i)) && !(ear_token(ear, i)->flags & TOKEN_CLITIC);
    i += determined;
    for (uint32_t k = 0; (sign || determined) && k < 2 && i + k < s->end; k++) {
        if (ear_token(ear, i + k)->classes & WORD_ANIMAL && !(ear_token(ear, i + k)->classes & WORD_RELATION))
            return true;
        if (!relation_modifies(ear_token(ear, i + k)))
            break;
    }
    return false;
}

/* "a notary", "chimney sweep wanted", "after a tax person": somebody sought, not somebody there */
static bool asked_for(const struct ear *ear, uint32_t from, uint32_t at) {
    if (is_word(ear, at + 1, "wanted") || is_word(ear, at + 1, "needed"))
        return true;
    for (uint32_t i = at; i-- > from && at - i < 7;) {
        const struct token *t = ear_token(ear, i);
        if (t->classes & WORD_NEED || is_word(ear, i, "for") || is_word(ear, i, "after") ||
            is_word(ear, i, "knew") || is_word(ear, i, "know") || is_word(ear, i, "find") ||
            is_word(ear, i, "of"))
            return true;
        if (t->classes & WORD_POSSESSIVE || t->flags & TOKEN_CLITIC)
            return false;
    }
    return at > from && ear_token(ear, at - 1)->classes & WORD_ARTICLE && !is_word(ear, at - 1, "the");
}

/* "needs a drummer. Told him Tink Robinson": who is passed on is what was asked for. */
bool relation_asked(struct ear *ear, size_t sentence, uint32_t first, struct relation *relation) {
    const struct sentence *s = &ear->tokens.sentences[sentence];
    static const char *const passing[] = {
        "gave",        "given",      "sent",      "told",   "put",     "passed", "texted",
        "recommended", "introduced", "connected", "linked", "hooked",  "handed", "card",
        "number",      "whatsapp",   "for",       "named",  "intro",   "paired", "suggested",
        "numbers",     "contact",    "shared",    "wrote",  "details", "rung",   "try"};
    bool passed = false;
    uint32_t from = first > s->first + 12 ? first - 12 : s->first,
             end = first + 8 < s->end ? first + 8 : s->end;
    for (uint32_t i = from; i < end && !passed; i++)
        for (size_t k = 0; k < sizeof passing / sizeof *passing && !passed; k++)
            passed = is_word(ear, i, passing[k]);
    uint32_t stop = s->first;
    for (size_t k = sentence; k > 0 && sentence - k < 2; k--)
        stop = ear->tokens.sentences[k - 1].first;
    for (uint32_t i = first; passed && i-- > stop && first - i < 45;) {
        const struct token *t = ear_token(ear, i);
        bool plural, follows = i + 1 < first && relation_modifies(ear_token(ear, i + 1)) &&
                               !(ear_token(ear, i + 1)->classes & WORD_ACT);
        if (!(t->classes & WORD_RELATION) || t->classes & WORD_KIN || t->tag != TAG_OUT || follows ||
            !asked_for(ear, stop, i))
            continue;
        if (relation_of(ear, i, &plural) && !plural) {
            relation_at(ear, stop, i, relation);
            relation->first = relation->end = first;
            return true;
        }
    }
    return false;
}
