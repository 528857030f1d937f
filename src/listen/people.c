#include <stdlib.h>
#include <string.h>

#include "listen/listener.h"

/*
 * Individuals: each once a note, under the fullest form of the name, with the
 * relation that stands beside it; and people who have only a relation.
 */

#define TAG_USED TAG_COUNT /* a relation word that belongs to a name */

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
        first - company->end > 6)
        return false;
    for (uint32_t i = company->end; i < first; i++)
        if (!token_is(ear, i, ",") && !token_is(ear, i, "and") && !token_is(ear, i, "&") &&
            !token_is(ear, i, "+") && !token_is(ear, i, "(") && !token_is(ear, i, ")") &&
            ear_token(ear, i)->kind != TOKEN_NUMBER && !token_is(ear, i, "a") && !token_is(ear, i, "the") &&
            !(ear_token(ear, i)->classes & WORD_TITLE))
            return false;
    return true;
}

/* The name of a firm, of a saying; in a note about a talk, of somebody famous too. */
static bool is_nobody(struct ear *ear, const struct person *run) {
    const struct patterns *cues = &ear->listener->cues;
    int famous = ear->context->contact_count ? patterns_group(cues, "famous") : -1,
        nobody = patterns_group(cues, "nobody");
    struct pattern_hits hits = {0};
    uint32_t first = run->first ? run->first - 1 : 0, end = run->end + 3;
    patterns_find(cues, &ear->tokens, first, end < ear->tokens.count ? end : (uint32_t)ear->tokens.count,
                  &ear->scratch, &hits);
    for (size_t i = 0; i < hits.count; i++) {
        const struct pattern_hit *hit = &hits.items[i];
        int group = cues->items[hit->pattern].group;
        if ((group == famous || group == nobody) && hit->first <= run->first && hit->end >= run->end)
            return true;
    }
    return false;
}

static void hear_run(struct ear *ear, const struct faces *faces, const struct sentence *s, struct person run,
                     struct company *company) {
    struct relation relation = {0};
    bool related = relation_find(ear, s, &run, &relation);
    if (!related && listed(ear, company, run.first)) {
        relation = company->relation;
        related = true;
    }
    bool asked = !related && relation_asked(ear, (size_t)(s - ear->tokens.sentences), run.first, &relation);
    *company = (struct company){.relation = related ? relation : (struct relation){0}, .end = run.end};
    if (!ear->context->contact_count)
        run.first = run.quote_first =
            core(ear, run.first, run.end); /* in text about nobody's talk a title is no name */
    if (is_contact(ear, &run) || relation.dead || relation_animal(ear, s, &run) || is_nobody(ear, &run) ||
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

/* "Uncle Hemi", "Reverend Bell", "col. arkwright": the title is of the name, whatever the tagger says. */
static uint32_t with_title(const struct ear *ear, const struct sentence *s, uint32_t first) {
    if (first == s->first || !ear->context->contact_count)
        return first;
    const struct token *t = ear_token(ear, first - 1);
    bool kin = t->classes & WORD_KIN && !(t->classes & WORD_KIN_TITLE);
    bool said = t->flags & TOKEN_CAPITAL || !(t->classes & WORD_RELATION);
    bool title = t->classes & (WORD_TITLE | WORD_KIN_TITLE) && !kin && said && t->tag == TAG_OUT;
    return title ? first - 1 : first;
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
            run.first = run.quote_first = with_title(ear, s, i);
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
    const char *normal = relation_word(ear, at);
    uint64_t word = normal ? token_hash_folded(normal, strlen(normal)) : t->hash;
    uint32_t first = at;
    while (first > s->first && at - first < 3 && relation_modifies(ear_token(ear, first - 1)))
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
    const struct weights *weights = &ear->listener->people;
    struct features f;
    struct relation relation;
    int32_t score[WEIGHTS_OUTPUTS];
    f.count = 0;
    people_features(ear, s, at, &f);
    weights_score(weights, &f, score);
    if (score[0] < weights->heard[0])
        return;
    relation_at(ear, s->first, at, &relation);
    if (relation.dead || said_before(heads, relation_word(ear, at)))
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
                        .sure = score[0] >= weights->sure[0]};
}

static void hear_unnamed(struct ear *ear) {
    struct faces heads = {.cap = 64};
    size_t most = ear->person_count;
    for (size_t i = 0; i < ear->tokens.count; i++)
        most += ear_token(ear, i)->classes & WORD_RELATION ? 1 : 0;
    while (heads.cap < most * 2)
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

/* "Uncle Hemi", "old Monty Blades": the writer may count it to the name. */
static bool part_before(const struct ear *ear, const struct person *person) {
    if (!person->first)
        return false;
    const struct token *before = ear_token(ear, person->first - 1);
    bool title = before->classes & (WORD_TITLE | WORD_KIN_TITLE) && before->flags & TOKEN_CAPITAL;
    return title || token_is(ear, person->first - 1, "old") || token_is(ear, person->first - 1, "big") ||
           token_is(ear, person->first - 1, "little");
}

/* Names that more likely are none are let go; those of the book stay. */
static void weigh_names(struct ear *ear) {
    const struct weights *weights = &ear->listener->sure;
    size_t kept = 0;
    for (size_t i = 0; i < ear->person_count; i++) {
        struct person person = ear->people[i];
        if (person.named && weights->outputs) {
            struct features f;
            int32_t score[WEIGHTS_OUTPUTS];
            f.count = 0;
            people_sure_features(ear, &person, &f);
            weights_score(weights, &f, score);
            bool known = ear->context->known_count && ear_known(ear, &person) >= 0;
            if (score[0] < weights->heard[0] && !known && ear->context->contact_count)
                continue;
            person.sure = known || (score[0] >= weights->sure[0] && !part_before(ear, &person));
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
