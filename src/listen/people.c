#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/alloc.h"
#include "listen/listener.h"

/*
 * Individuals: each once a note, under the fullest form of the name, with the
 * relation that stands beside it; and people who have only a relation.
 */

#define TAG_USED TAG_COUNT /* a relation word that belongs to a name */

/* ---- words ---- */

/* The small letters of a token, for words that no file has. */
static const char *plain_word(struct ear *ear, const struct token *t, uint32_t skip) {
    char *word = arena_strndup(ear->arena, ear->tokens.text + t->start + skip, t->length - skip);
    for (char *p = word; *p; p++)
        *p = (char)(*p >= 'A' && *p <= 'Z' ? *p + 32 : *p);
    return word;
}

/* The normal form of a relation word, singular; NULL when it is none. */
static const char *relation_of(struct ear *ear, uint32_t at, bool *plural) {
    const struct token *t = ear_token(ear, at);
    *plural = t->classes & WORD_PLURAL;
    if (t->kind != TOKEN_WORD)
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

const char *people_relation_word(struct ear *ear, uint32_t at) {
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
static bool modifies(const struct token *t) {
    return t->kind == TOKEN_WORD && !(t->flags & TOKEN_CLITIC) &&
           !(t->classes & (WORD_FUNCTION | WORD_POSSESSIVE | WORD_ARTICLE | WORD_SAY | WORD_BE | WORD_HAVE |
                           WORD_MODAL | WORD_CALENDAR | WORD_NEGATION));
}

/* ---- the relation beside a name ---- */

struct relation {
    uint32_t first, end; /* with what determines it */
    uint32_t head;
    const char *text;
    bool dead, plural;
};

/* Words said of somebody, not what they are: "old", "new". */
static bool only_said(const struct token *t) {
    return t->classes & (WORD_DEAD | WORD_COMMON | WORD_ACT | WORD_CALENDAR | WORD_PLACE) ||
           t->kind != TOKEN_WORD;
}

/* "practice manager": the noun in its normal form, with up to two words before it where something determines
 * them */
static void relation_at(struct ear *ear, uint32_t from, uint32_t head, struct relation *relation) {
    bool plural;
    const char *normal = relation_of(ear, head, &plural);
    if (!normal)
        normal = plain_word(ear, ear_token(ear, head), 0);
    uint32_t first = head;
    while (first > from && head - first < 3 && modifies(ear_token(ear, first - 1)))
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
    if (!sign && at < s->end && ear_token(ear, at)->classes & WORD_BE &&
        !(ear_token(ear, at)->flags & TOKEN_CLITIC)) {
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
        modifies(ear_token(ear, at))) {
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
            if (next && modifies(next) && relation_of(ear, head + 1, &plural) && !plural)
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
        if (!modifies(ear_token(ear, head)))
            return false;
    }
    return false;
}

static bool relation_title(struct ear *ear, const struct person *person, struct relation *relation) {
    const struct token *t = ear_token(ear, person->first);
    bool plural;
    if (person->end - person->first < 2 || !(t->classes & (WORD_KIN_TITLE | WORD_TITLE)))
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

static bool find_relation(struct ear *ear, const struct sentence *s, const struct person *run,
                          struct relation *relation) {
    return relation_before(ear, s, run->first, relation) || relation_after(ear, s, run->end, relation) ||
           relation_title(ear, run, relation);
}

/* ---- who is who ---- */

static uint32_t core(const struct ear *ear, uint32_t first, uint32_t end) {
    uint32_t at = first;
    while (at + 1 < end && ear_token(ear, at)->classes & WORD_TITLE)
        at++;
    return at;
}

struct faces {
    struct ear_word *slots; /* a word of a name to its person */
    size_t cap;
};

static struct ear_word *face(const struct faces *faces, uint64_t hash) {
    size_t at = (size_t)hash & (faces->cap - 1);
    while (faces->slots[at].hash && faces->slots[at].hash != hash)
        at = (at + 1) & (faces->cap - 1);
    return &faces->slots[at];
}

static void remember(const struct faces *faces, uint64_t hash, int person) {
    struct ear_word *slot = face(faces, hash);
    if (!slot->hash)
        *slot = (struct ear_word){.hash = hash, .known = person};
}

static bool same_person(const struct ear *ear, const struct person *a, const struct person *b) {
    uint32_t ca = core(ear, a->first, a->end), cb = core(ear, b->first, b->end);
    const struct token *af = ear_token(ear, ca), *al = ear_token(ear, a->end - 1);
    const struct token *bf = ear_token(ear, cb), *bl = ear_token(ear, b->end - 1);
    bool single_a = ca + 1 == a->end, single_b = cb + 1 == b->end;
    if (single_a || single_b)
        return af->hash == bf->hash || (single_a && af->hash == bl->hash) ||
               (single_b && bf->hash == al->hash);
    return af->hash == bf->hash && (al->hash == bl->hash || al->flags & TOKEN_INITIAL ||
                                    bl->flags & TOKEN_INITIAL || al->length == 1 || bl->length == 1);
}

static struct person *known_face(struct ear *ear, const struct faces *faces, const struct person *run) {
    uint32_t at = core(ear, run->first, run->end);
    const uint64_t keys[2] = {ear_token(ear, at)->hash, ear_token(ear, run->end - 1)->hash};
    for (int i = 0; i < 2; i++) {
        const struct ear_word *slot = face(faces, keys[i]);
        if (slot->hash && same_person(ear, &ear->people[slot->known], run))
            return &ear->people[slot->known];
    }
    return NULL;
}

static bool is_contact(const struct ear *ear, const struct person *run) {
    uint32_t at = core(ear, run->first, run->end);
    const struct token *first = ear_token(ear, at), *last = ear_token(ear, run->end - 1);
    if (first->classes & WORD_CONTACT)
        return at + 1 == run->end || last->classes & (WORD_CONTACT_FAMILY | WORD_CONTACT) ||
               last->length <= 2;
    if (first->classes & WORD_CONTACT_FAMILY)
        return at + 1 == run->end || last->classes & WORD_CONTACT_FAMILY;
    return false;
}

static bool near_animal(const struct ear *ear, const struct sentence *s, const struct person *run) {
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
        if (!modifies(ear_token(ear, i + k)))
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
static bool relation_asked(struct ear *ear, size_t sentence, uint32_t first, struct relation *relation) {
    const struct sentence *s = &ear->tokens.sentences[sentence];
    static const char *const passing[] = {
        "gave",      "given",  "sent",   "told",   "put",  "passed", "texted",   "recommended", "introduced",
        "connected", "linked", "hooked", "handed", "card", "number", "whatsapp", "for",         "named"};
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
        bool plural, follows = i + 1 < first && modifies(ear_token(ear, i + 1)) &&
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

static void set_relation(struct ear *ear, struct person *person, const struct relation *relation,
                         const struct person *run) {
    person->relation = relation->text;
    person->relation_first = relation->first;
    person->relation_end = relation->end;
    person->quote_first = relation->first < run->first ? relation->first : run->first;
    person->quote_end = relation->end > run->end ? relation->end : run->end;
    if (!relation->plural)
        ear->tokens.items[relation->head].tag = ear->tokens.items[relation->head].tag == TAG_OUT
                                                    ? TAG_USED
                                                    : ear->tokens.items[relation->head].tag;
}

static int32_t run_score(const struct ear *ear, const struct person *run) {
    int32_t low = INT32_MAX;
    for (uint32_t i = run->first; i < run->end; i++)
        if (names_candidate(ear, i) && ear_token(ear, i)->margin < low)
            low = ear_token(ear, i)->margin;
    return low;
}

struct company { /* what a list of names has in common: "her sons Tom and Jack" */
    struct relation relation;
    uint32_t end;
};

static bool listed(const struct ear *ear, const struct company *company, uint32_t first) {
    if (!company->relation.text || !company->relation.plural || first <= company->end ||
        first - company->end > 2)
        return false;
    for (uint32_t i = company->end; i < first; i++)
        if (!token_is(ear, i, ",") && !token_is(ear, i, "and") && !token_is(ear, i, "&") &&
            !token_is(ear, i, "+"))
            return false;
    return true;
}

/* The name of a firm, of a saying; in a note about a talk, of somebody famous too. */
static bool is_nobody(struct ear *ear, const struct person *run) {
    const struct phrases *cues = &ear->listener->cues;
    int famous = ear->context->contact_count ? phrases_group(cues, "famous") : -1,
        nobody = phrases_group(cues, "nobody");
    struct phrase_hits hits = {0};
    uint32_t first = run->first ? run->first - 1 : 0, end = run->end + 3;
    phrases_find(cues, &ear->tokens, first, end < ear->tokens.count ? end : (uint32_t)ear->tokens.count,
                 &ear->scratch, &hits);
    for (size_t i = 0; i < hits.count; i++) {
        const struct phrase_hit *hit = &hits.items[i];
        int group = cues->items[hit->phrase].group;
        if ((group == famous || group == nobody) && hit->first <= run->first && hit->end >= run->end)
            return true;
    }
    return false;
}

static void hear_run(struct ear *ear, const struct faces *faces, const struct sentence *s, struct person run,
                     struct company *company) {
    struct relation relation = {0};
    bool related = find_relation(ear, s, &run, &relation);
    if (!related && listed(ear, company, run.first)) {
        relation = company->relation;
        related = true;
    }
    bool asked = !related && relation_asked(ear, (size_t)(s - ear->tokens.sentences), run.first, &relation);
    *company = (struct company){.relation = related ? relation : (struct relation){0}, .end = run.end};
    if (!ear->context->contact_count)
        run.first = run.quote_first =
            core(ear, run.first, run.end); /* in text about nobody's talk a title is no name */
    if (is_contact(ear, &run) || relation.dead || near_animal(ear, s, &run) || is_nobody(ear, &run) ||
        ear_never(ear, &run))
        return;
    struct person *person = known_face(ear, faces, &run);
    if (!person) {
        person = ARENA_PUSH(&ear->scratch, ear->people, ear->person_count, ear->person_cap);
        *person = run;
        person->times = 0;
        person->score = run_score(ear, &run);
    } else if (run.end - run.first > person->end - person->first) {
        person->first = run.first;
        person->end = run.end;
        if (!person->relation) {
            person->quote_first = run.first;
            person->quote_end = run.end;
        }
    }
    if (related && !person->relation)
        set_relation(ear, person, &relation, &run);
    else if (asked && !person->relation)
        person->relation = relation.text;
    person->times++;
    int number = (int)(person - ear->people);
    remember(faces, ear_token(ear, core(ear, run.first, run.end))->hash, number);
    remember(faces, ear_token(ear, run.end - 1)->hash, number);
}

static void hear_named(struct ear *ear) {
    size_t runs = 0;
    for (size_t i = 0; i < ear->tokens.count; i++)
        runs += ear->tokens.items[i].tag == TAG_BEGIN;
    struct faces faces = {.cap = 64};
    while (faces.cap < runs * 4)
        faces.cap *= 2;
    faces.slots = ARENA_NEW(&ear->scratch, struct ear_word, faces.cap);
    for (size_t k = 0; k < ear->tokens.sentence_count; k++) {
        const struct sentence *s = &ear->tokens.sentences[k];
        struct company company = {0};
        for (uint32_t i = s->first; i < s->end; i++) {
            if (ear_token(ear, i)->tag != TAG_BEGIN)
                continue;
            struct person run = {.first = i, .end = i + 1, .seen = i, .quote_first = i, .named = true};
            while (run.end < s->end && ear_token(ear, run.end)->tag == TAG_IN)
                run.end++;
            run.quote_end = run.end;
            hear_run(ear, &faces, s, run, &company);
        }
    }
}

/* ---- people without a name ---- */

bool people_candidate(const struct ear *ear, const struct sentence *s, uint32_t at) {
    const struct token *t = ear_token(ear, at);
    if (!(t->classes & WORD_RELATION) || t->classes & WORD_PLURAL || t->tag != TAG_OUT)
        return false;
    bool name =
        t->flags & TOKEN_CAPITAL && !(t->flags & (TOKEN_FIRST | TOKEN_SHOUT)) && !(t->classes & WORD_KIN);
    if (name) /* Baker, Cook */
        return false;
    /* the last noun of a row is the person: "sales director" */
    return at + 1 >= s->end || !(ear_token(ear, at + 1)->classes & WORD_RELATION) ||
           ear_token(ear, at + 1)->tag != TAG_OUT;
}

static uint64_t word_category(const struct token *t) {
    if (t->kind == TOKEN_NUMBER)
        return 2;
    if (t->kind == TOKEN_SIGN)
        return t->hash;
    uint32_t c = t->classes & ~(uint32_t)(WORD_COMMON | WORD_NO_NAME | WORD_KIN);
    return c ? 16 + (uint64_t)(c & (~c + 1)) : t->lexical & (NAME_GIVEN | NAME_FAMILY) ? 4 : 3;
}

void people_features(struct ear *ear, const struct sentence *s, uint32_t at, struct features *f) {
    const struct token *t = ear_token(ear, at);
    const char *normal = people_relation_word(ear, at);
    uint64_t word = normal ? token_hash_folded(normal, strlen(normal)) : t->hash;
    uint32_t first = at;
    while (first > s->first && at - first < 3 && modifies(ear_token(ear, first - 1)))
        first--;
    static const struct token none;
    const struct token *d = first > s->first ? ear_token(ear, first - 1) : &none;
    const struct token *dd = first > s->first + 1 ? ear_token(ear, first - 2) : &none;
    const struct token *ddd = first > s->first + 2 ? ear_token(ear, first - 3) : &none;
    const struct token *p = at > s->first ? ear_token(ear, at - 1) : &none;
    const struct token *n = at + 1 < s->end ? ear_token(ear, at + 1) : &none;
    const struct token *nn = at + 2 < s->end ? ear_token(ear, at + 2) : &none;
    uint64_t kin = t->classes & WORD_KIN ? 1 : 0,
             det = d->classes & (WORD_POSSESSIVE | WORD_ARTICLE) ? d->hash : word_category(d);
    features_add(f, 1, word);
    features_add(f, 2, token_mix(word, det));
    features_add(f, 3, token_mix(det, kin));
    features_add(f, 4, token_mix(det, dd->hash));
    features_add(f, 5, token_mix(det, word_category(dd)));
    features_add(f, 6, token_mix(word_category(dd), word_category(ddd)));
    features_add(f, 7, n->hash);
    features_add(f, 8, token_mix(word_category(n), kin));
    features_add(f, 9, token_mix(word_category(n), det));
    features_add(f, 10, token_mix(word_category(n), word_category(nn)));
    features_add(f, 11, p->hash);
    features_add(f, 12, token_mix(word_category(p), kin));
    features_add(f, 13, at - first);
    features_add(f, 14, dd->hash);
    features_add(f, 15, token_mix(word, n->hash));
    features_add(f, 16, token_mix(word, t->flags & (TOKEN_CAPITAL | TOKEN_QUOTED)));
    features_add(f, 17, token_mix(ddd->hash, det));
    features_add(f, 18, t->hash);
    uint32_t before = 0;
    for (uint32_t i = s->first; i < at; i++)
        before |= ear_token(ear, i)->classes & (WORD_NEED | WORD_NEGATION | WORD_DEAD | WORD_WISH);
    features_add(f, 19, token_mix(before, kin));
    features_add(f, 20, token_mix(before, det));
    for (uint32_t i = at > s->first + 5 ? at - 5 : s->first; i < at; i++)
        features_add(f, 21, ear_token(ear, i)->hash);
    for (uint32_t i = at + 1; i < s->end && i < at + 4; i++)
        features_add(f, 22, ear_token(ear, i)->hash);
}

static bool said_before(const struct faces *heads, const char *normal) {
    uint64_t hash = token_hash_folded(normal, strlen(normal));
    struct ear_word *slot = face(heads, hash);
    if (slot->hash)
        return true;
    slot->hash = hash;
    return false;
}

static void add_unnamed(struct ear *ear, const struct sentence *s, uint32_t at, const struct faces *heads) {
    const struct model *model = &ear->listener->people;
    struct features f;
    struct relation relation;
    int32_t score[MODEL_OUTPUTS];
    f.count = 0;
    people_features(ear, s, at, &f);
    model_score(model, &f, score);
    if (score[0] < model->heard[0])
        return;
    relation_at(ear, s->first, at, &relation);
    if (relation.dead || said_before(heads, people_relation_word(ear, at)))
        return;
    *ARENA_PUSH(&ear->scratch, ear->people, ear->person_count, ear->person_cap) =
        (struct person){.first = at,
                        .end = at + 1,
                        .seen = at,
                        .quote_first = relation.first,
                        .quote_end = at + 1,
                        .relation_first = relation.first,
                        .relation_end = at + 1,
                        .relation = relation.text,
                        .score = score[0],
                        .sure = score[0] >= model->sure[0]};
}

static void hear_unnamed(struct ear *ear) {
    struct faces heads = {.cap = 1024};
    while (heads.cap < (ear->listener->lexicon.count + ear->person_count) * 2)
        heads.cap *= 2;
    heads.slots = ARENA_NEW(&ear->scratch, struct ear_word, heads.cap);
    for (size_t i = 0; i < ear->person_count; i++)
        if (ear->people[i].relation) {
            const char *text = ear->people[i].relation, *last = strrchr(text, ' ');
            said_before(&heads, last ? last + 1 : text);
        }
    for (size_t k = 0; k < ear->tokens.sentence_count && ear->listener->people.outputs; k++) {
        const struct sentence *s = &ear->tokens.sentences[k];
        for (uint32_t at = s->first; at < s->end; at++)
            if (people_candidate(ear, s, at))
                add_unnamed(ear, s, at, &heads);
    }
}

static int by_mention(const void *a, const void *b) {
    const struct person *x = a, *y = b;
    return x->seen < y->seen ? -1 : x->seen > y->seen;
}

/* Whether a name that was heard is one, and the whole of it: by how sure the tagger is and where it stands.
 */
void people_sure_features(const struct ear *ear, const struct person *person, struct features *f) {
    const struct token *first = ear_token(ear, core(ear, person->first, person->end)),
                       *last = ear_token(ear, person->end - 1);
    const struct token *before = person->first ? ear_token(ear, person->first - 1) : ear_token(ear, SIZE_MAX);
    const struct token *after = ear_token(ear, person->end);
    uint64_t margin = person->score < 0 ? 0 : person->score > 199 ? 20 : 1 + (uint64_t)person->score / 10;
    uint64_t related = person->relation ? person->relation_end ? 2 : 1 : 0;
    uint64_t capital = first->flags & (TOKEN_CAPITAL | TOKEN_SHOUT), size = person->end - person->first;
    uint32_t classes = 0;
    for (uint32_t i = person->first; i < person->end; i++)
        classes |= ear_token(ear, i)->classes;
    for (uint64_t step = 0; step < margin; step += 2)
        features_add(f, 1, step); /* every step passed, so that more is never less */
    features_add(f, 2, token_mix(margin / 3, related));
    features_add(f, 3, token_mix(token_mix(margin / 3, first->lexical), capital));
    features_add(f, 4, token_mix(size, capital * 2 + ear->tokens.lower));
    features_add(f, 5, token_mix(token_mix(first->lexical, last->lexical), size));
    features_add(f, 6, before->hash);
    features_add(f, 7, after->hash);
    features_add(f, 8, token_mix(names_category(before), related));
    features_add(f, 9, token_mix(names_category(after), related));
    features_add(f, 10, classes);
    features_add(f, 11, person->relation ? token_hash_folded(person->relation, strlen(person->relation)) : 0);
    features_add(f, 12, person->times > 2 ? 3 : person->times);
    features_add(f, 13, token_mix(first->flags & (TOKEN_FIRST | TOKEN_CAPITAL | TOKEN_QUOTED), related));
    features_add(f, 14, token_mix(names_seen(ear, first->hash), capital));
    features_add(f, 15,
                 token_mix(classes & (WORD_TITLE | WORD_FIRM | WORD_PLACE | WORD_COMMON | WORD_BRAND), size));
    features_add(f, 16, token_mix(related, first->lexical));
}

/* Names that more likely are none are let go; those of the book stay. */
static void weigh_names(struct ear *ear) {
    const struct model *model = &ear->listener->sure;
    size_t kept = 0;
    for (size_t i = 0; i < ear->person_count; i++) {
        struct person person = ear->people[i];
        if (person.named && model->outputs) {
            struct features f;
            int32_t score[MODEL_OUTPUTS];
            f.count = 0;
            people_sure_features(ear, &person, &f);
            model_score(model, &f, score);
            bool known = ear->context->known_count && ear_known(ear, &person) >= 0;
            if (score[0] < model->heard[0] && !known && ear->context->contact_count)
                continue;
            person.sure = known || score[0] >= model->sure[0];
        }
        ear->people[kept++] = person;
    }
    ear->person_count = kept;
}

void people_hear(struct ear *ear) {
    hear_named(ear);
    weigh_names(ear);
    hear_unnamed(ear);
    if (ear->person_count)
        qsort(ear->people, ear->person_count, sizeof *ear->people, by_mention);
}
