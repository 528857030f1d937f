#include <string.h>
#include <strings.h>

#include "listen/relation.h"

/*
 * What somebody is to the contact: the noun itself, and the one that stands right
 * beside a name.
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
const char *relation_normal(struct ear *ear, uint32_t at, bool *plural) {
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
    return relation_normal(ear, at, &plural);
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

bool relation_is(const struct ear *ear, uint32_t at, const char *word) {
    return ear_token(ear, at)->hash == token_hash_folded(word, strlen(word));
}

bool relation_determines(const struct token *t) {
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
    const char *normal = relation_normal(ear, head, &plural);
    if (!normal)
        normal = plain_word(ear, ear_token(ear, head), 0);
    uint32_t first = head;
    while (first > from && head - first < 3 && relation_modifies(ear_token(ear, first - 1)))
        first--;
    bool determined = first == from || relation_determines(ear_token(ear, first - 1)) ||
                      ear_token(ear, first - 1)->kind == TOKEN_SIGN;
    if (!determined)
        first = head;
    *relation =
        (struct relation){.first = first, .end = head + 1, .head = head, .text = normal, .plural = plural};
    for (uint32_t i = first; i < head; i++)
        relation->dead |= (ear_token(ear, i)->classes & WORD_DEAD) != 0;
    if (!strcmp(normal, "ex") && relation->head > from && relation_is(ear, head - 1, "her"))
        relation->text = normal = "ex-husband";
    else if (!strcmp(normal, "ex") && relation->head > from && relation_is(ear, head - 1, "his"))
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
    for (int i = 0;
         i < 3 && relation->first > from && relation_determines(ear_token(ear, relation->first - 1)); i++)
        relation->first -=
            ear_token(ear, relation->first - 1)->flags & TOKEN_CLITIC && relation->first > from + 1 ? 2 : 1;
}

bool relation_joins(const struct ear *ear, uint32_t at) {
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
        if (relation_normal(ear, at - 2, &plural) && !plural) {
            relation_at(ear, from, at - 2, relation);
            relation->end = end;
            return true;
        }
    }
    return false;
}

/* "main customer dr. Foster", "the nephew, the Hon. Peregrine", "young Councilman Shaw": what may stand
 * before a name and is no part of it as the tagger has it. */
uint32_t relation_past_titles(const struct ear *ear, uint32_t from, uint32_t first) {
    uint32_t at = first;
    while (at > from && ear_token(ear, at - 1)->tag == TAG_OUT &&
           ((ear_token(ear, at - 1)->classes & WORD_TITLE &&
             !(ear_token(ear, at - 1)->classes & WORD_RELATION)) ||
            relation_is(ear, at - 1, "young") || relation_is(ear, at - 1, "old") ||
            relation_is(ear, at - 1, "big") || relation_is(ear, at - 1, "hon")))
        at--;
    if ((at < first || ear_token(ear, at)->classes & WORD_TITLE) && at > from + 1 &&
        relation_joins(ear, at - 2) && (relation_is(ear, at - 1, "the") || relation_is(ear, at - 1, "a")))
        at--;
    return at;
}

/* "adjuster number three", "boss one", "tenant 2B" */
static uint32_t before_number(const struct ear *ear, uint32_t from, uint32_t end) {
    static const char *const numbers[] = {"one", "two", "three", "four"};
    uint32_t at = end;
    if (at > from + 1) {
        bool number = ear_token(ear, at - 1)->kind == TOKEN_NUMBER;
        for (size_t i = 0; i < sizeof numbers / sizeof *numbers && !number; i++)
            number = relation_is(ear, at - 1, numbers[i]);
        at -= number;
        if (number && at > from + 1 &&
            (relation_is(ear, at - 1, "number") || relation_is(ear, at - 1, "no") ||
             token_is(ear, at - 1, "#")))
            at--;
    }
    return at;
}

/* Steps back over what leads from the word to the name: "is called", "'s name is", "was a", a comma. */
static uint32_t lead(const struct ear *ear, uint32_t from, uint32_t first, bool *is) {
    uint32_t at = first;
    *is = false;
    if (at > from + 1 && ear_token(ear, at - 1)->classes & WORD_ARTICLE &&
        !(ear_token(ear, at - 1)->classes & WORD_POSSESSIVE) && !relation_is(ear, at - 1, "the") &&
        (relation_joins(ear, at - 2) || ear_token(ear, at - 2)->classes & WORD_BE))
        at--;
    if (at > from && (relation_is(ear, at - 1, "called") || relation_is(ear, at - 1, "named")))
        at--;
    else if (at > from + 1 && relation_is(ear, at - 1, "of") && relation_is(ear, at - 2, "name"))
        at -= 2; /* a barber name of Tyrell */
    if (at > from && ear_token(ear, at - 1)->classes & WORD_BE &&
        !(ear_token(ear, at - 1)->classes & WORD_NEGATION)) {
        *is = true;
        at--;
        if (at > from && ear_token(ear, at - 1)->classes & WORD_MODAL)
            at--; /* her point person will be Derek */
        if (at > from && relation_is(ear, at - 1, "name"))
            at--;
        if (at > from && relation_is(ear, at - 1, "'s") && at < first - 1)
            at--;
    } else if (at > from && relation_joins(ear, at - 1)) {
        at--;
    }
    return at;
}

/* "Captain Briggs is a difficult man" */
static bool generic(const struct ear *ear, uint32_t at) {
    static const char *const words[] = {"man", "woman", "lady", "guy", "person", "chap", "bloke", "member"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (relation_is(ear, at, words[i]))
            return true;
    return false;
}

bool relation_just_before(struct ear *ear, const struct sentence *s, uint32_t first,
                          struct relation *relation) {
    bool plural, is;
    uint32_t at = lead(ear, s->first, relation_past_titles(ear, s->first, first), &is);
    uint32_t number = before_number(ear, s->first, at);
    if (number < at && number > s->first && relation_normal(ear, number - 1, &plural))
        at = number;
    if (at <= s->first || !free_word(ear, at - 1))
        return false;
    if (at > s->first + 2 && relation_is(ear, at - 1, "law") && relation_is(ear, at - 2, "in") &&
        relation_normal(ear, at - 3, &plural)) {
        relation_at(ear, s->first, at - 3, relation);
        relation->text = arena_printf(ear->arena, "%s-in-law", relation->text);
        relation->end = at;
        return true;
    }
    if (at > s->first + 1 && relation_is(ear, at - 1, "half") && relation_is(ear, at - 2, "other")) {
        *relation = (struct relation){.first = at - 2, .end = at, .head = at - 1, .text = "partner"};
        relation->first -= at > s->first + 2 && relation_determines(ear_token(ear, at - 3));
        return true;
    }
    if (ear_token(ear, at - 1)->tag == TAG_COUNT && token_is(ear, at, ","))
        return false; /* Ferenc the engineer, Mayor Dobbs */
    if (relation_normal(ear, at - 1, &plural) && (!is || !plural || relation_is(ear, at, "are"))) {
        relation_at(ear, s->first, at - 1, relation);
        uint32_t before = relation->first;
        if (generic(ear, at - 1) && before > s->first + 1 && token_is(ear, before - 1, ",") &&
            relation_normal(ear, before - 2, &plural) && !plural) {
            ear->tokens.items[at - 1].tag = TAG_COUNT; /* their caterer, a woman called Rosa */
            relation_at(ear, s->first, before - 2, relation);
        }
        return true;
    }
    if (relation_of_something(ear, s->first, at, relation))
        return true; /* "contact on site is Mhairi" too */
    if (is || !looks_like_work(ear, at - 1))
        return false;
    relation_at(ear, s->first, at - 1, relation);
    return relation->first < relation->head && relation_determines(ear_token(ear, relation->first));
}

/* "Ana and Bo, her twins": past the last of the names that follow; `end` when none does. */
static uint32_t list_end(const struct ear *ear, const struct sentence *s, uint32_t end) {
    uint32_t at = end;
    while (at + 1 < s->end &&
           (token_is(ear, at, ",") || token_is(ear, at, "and") || token_is(ear, at, "&") ||
            token_is(ear, at, "+")) &&
           ear_token(ear, at + 1)->tag == TAG_BEGIN) {
        at += 2;
        while (at < s->end && ear_token(ear, at)->tag == TAG_IN)
            at++;
        if (ear_token(ear, at)->flags & TOKEN_CLITIC)
            return end; /* Tom, Jane's brother */
    }
    return at;
}

/* Whether the name that ends there has another before its "and". */
static bool named_together(const struct ear *ear, const struct sentence *s, uint32_t end) {
    uint32_t at = end;
    while (at > s->first && ear_token(ear, at - 1)->tag == TAG_IN)
        at--;
    return at > s->first + 2 && (token_is(ear, at - 2, "and") || token_is(ear, at - 2, "&")) &&
           !free_word(ear, at - 3);
}

/* How the words after a name begin that may tell what somebody is. */
struct opening {
    uint32_t at; /* where they go on */
    bool list;   /* further names come first */
    bool several, sign, bracket, is;
};

static struct opening open_after(const struct ear *ear, const struct sentence *s, uint32_t end) {
    struct opening o = {.at = list_end(ear, s, end)};
    uint32_t at = o.at;
    o.list = at > end;
    o.several = o.list || (s->first + 1 < end && named_together(ear, s, end));
    o.sign = at < s->end && relation_joins(ear, at);
    o.bracket = o.sign && !token_is(ear, at, ",");
    at += o.sign;
    if (o.sign && at + 4 < s->end && relation_is(ear, at, "who") && relation_is(ear, at + 1, "used") &&
        relation_is(ear, at + 3, "be")) {
        o.sign = false; /* Joan, who used to be her boss */
        at += 3;
    } else if (o.sign && at + 1 < s->end && relation_is(ear, at, "who") &&
               ear_token(ear, at + 1)->classes & WORD_BE) {
        o.sign = false; /* Jonty, who was meant to be her account manager */
        at += at + 4 < s->end && relation_is(ear, at + 3, "to") && relation_is(ear, at + 4, "be") ? 4 : 1;
    }
    bool short_is = at + 1 < s->end && relation_is(ear, at, "'s") && /* Tom's the husband */
                    (relation_is(ear, at + 1, "the") || ear_token(ear, at + 1)->classes & WORD_POSSESSIVE);
    if (!o.sign && at < s->end && relation_is(ear, at, "as")) {
        o.sign = true; /* Tom as executor */
        at++;
    } else if (o.sign) {
        at += relation_is(ear, at, "now") || relation_is(ear, at, "also") || relation_is(ear, at, "then") ||
              relation_is(ear, at, "formerly") || relation_is(ear, at, "once");
    }
    o.is = !o.sign && at < s->end && ear_token(ear, at)->classes & WORD_BE &&
           (short_is || !(ear_token(ear, at)->flags & TOKEN_CLITIC));
    o.at = at + o.is;
    return o;
}

bool relation_just_after(struct ear *ear, const struct sentence *s, uint32_t end, struct relation *relation) {
    struct opening o = open_after(ear, s, end);
    uint32_t at = o.at;
    bool determined = false;
    uint32_t start = at;
    while (at < s->end && at - start < 3 && relation_determines(ear_token(ear, at)) &&
           !(ear_token(ear, at)->flags & TOKEN_CLITIC)) {
        determined = true;
        at++;
    }
    if (!determined && at + 1 < s->end && ear_token(ear, at + 1)->flags & TOKEN_CLITIC &&
        relation_modifies(ear_token(ear, at))) {
        determined = true; /* Tom, Ann's brother */
        at += 2;
    }
    bool plural_role, office = o.is && !determined && relation_normal(ear, at, &plural_role) &&
                               !plural_role &&
                               !(ear_token(ear, at)->classes & WORD_KIN); /* Sam is VP of ops */
    if (!determined && !office && (o.is || !o.sign))
        return false;
    for (uint32_t head = at; head < s->end && head < at + 4; head++) {
        bool plural = false, known = relation_normal(ear, head, &plural);
        const struct token *next = head + 1 < s->end ? ear_token(ear, head + 1) : NULL;
        bool closes = !next || next->kind == TOKEN_SIGN || next->classes & WORD_PREPOSITION ||
                      token_is(ear, head + 1, "who") || token_is(ear, head + 1, "and");
        if (!known && (o.sign || !o.is) && closes && looks_like_work(ear, head))
            known = true;
        if (known && next && next->flags & TOKEN_CLITIC && head + 2 < s->end) {
            head++; /* her sister's girl */
            continue;
        }
        if (known && o.is && generic(ear, head))
            return false;
        if (known && o.list && !plural)
            return false; /* "Tom and Jane, his wife": only Jane */
        if (known && (!plural || o.several) && ear_token(ear, head)->tag == TAG_OUT) {
            if (next && relation_modifies(next) && relation_normal(ear, head + 1, &plural) && !plural)
                continue;
            /* "Tom, his wife is ill": not Tom */
            bool owned = head > start && ear_token(ear, start)->classes & WORD_POSSESSIVE;
            if (o.sign && !o.bracket && owned && next && next->classes & (WORD_BE | WORD_HAVE | WORD_SAY))
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

/* "Mama Tobi", "Sister Ngozi": not the contact's own. */
static bool near_kin(const char *normal) {
    static const char *const near[] = {"mother", "father", "brother", "sister", "son", "daughter", "friend"};
    for (size_t i = 0; i < sizeof near / sizeof *near; i++)
        if (!strcmp(normal, near[i]))
            return true;
    return false;
}

bool relation_in_title(struct ear *ear, const struct person *person, struct relation *relation) {
    const struct token *t = ear_token(ear, person->first);
    bool plural;
    bool office =
        t->classes & WORD_RELATION && !(t->lexical & NAME_GIVEN); /* Treasurer Wambui; not Mason Hill */
    const struct token *last = ear_token(ear, person->end - 1);
    if (last->classes & WORD_KIN_TITLE && last->classes & WORD_RELATION && person->end > person->first + 1) {
        const char *aunt = relation_normal(ear, person->end - 1, &plural); /* Sheela aunty */
        *relation = (struct relation){
            .first = person->end - 1, .end = person->end, .head = person->end - 1, .text = aunt};
        return true;
    }
    if (person->end - person->first < 2 || !(t->classes & (WORD_KIN_TITLE | WORD_TITLE) || office))
        return false;
    const char *normal = relation_normal(ear, person->first, &plural);
    if (relation_is(ear, person->first, "father") || relation_is(ear, person->first, "fr") ||
        relation_is(ear, person->first, "padre"))
        normal = "priest";
    else if (!normal || (t->classes & WORD_KIN && !(t->classes & WORD_KIN_TITLE) && near_kin(normal)) ||
             !strcmp(normal, "doctor") || !strcmp(normal, "professor") || !strcmp(normal, "lady"))
        return false;
    *relation = (struct relation){
        .first = person->first, .end = person->first + 1, .head = person->first, .text = normal};
    return true;
}
