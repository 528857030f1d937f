#include <string.h>

#include "listen/listener.h"

/*
 * Of whom a sentence speaks: the contact, or one of the people heard in the note.
 * "He thanked me" after "Her brother Tom came" is Tom's thanks; after "Tom and I
 * walked her dog" it may be anybody's. What is not certain is said to be so.
 */

static bool one_of(const struct token *t, const char *const *words) {
    for (; *words; words++)
        if (t->hash == token_hash_folded(*words, strlen(*words)))
            return true;
    return false;
}

static enum gender pronoun(const struct token *t) {
    static const char *const he[] = {"he", "his", "him", "himself", NULL};
    static const char *const she[] = {"she", "her", "hers", "herself", NULL};
    if (!(t->classes & (WORD_SUBJECT | WORD_POSSESSIVE | WORD_FUNCTION)) || t->length > 7)
        return GENDER_NONE;
    return one_of(t, he) ? GENDER_HE : one_of(t, she) ? GENDER_SHE : GENDER_NONE;
}

static enum gender gender_of(const struct person *person) {
    static const char *const he[] = {"brother",  "husband",     "father",    "son",        "uncle", "nephew",
                                     "grandson", "grandfather", "boyfriend", "stepfather", NULL};
    static const char *const she[] = {"sister", "wife",          "mother",      "daughter",   "aunt",
                                      "niece",  "granddaughter", "grandmother", "girlfriend", "stepmother",
                                      NULL};
    const char *relation = person->relation;
    for (size_t i = 0; relation && he[i]; i++) {
        size_t n = strlen(he[i]);
        if (!strncmp(relation, he[i], n) && (!relation[n] || relation[n] == '-'))
            return GENDER_HE;
    }
    for (size_t i = 0; relation && she[i]; i++) {
        size_t n = strlen(she[i]);
        if (!strncmp(relation, she[i], n) && (!relation[n] || relation[n] == '-'))
            return GENDER_SHE;
    }
    return GENDER_NONE;
}

/* The first pronoun of the note is the contact, unless somebody was named before. */
static enum gender gender_of_contact(const struct ear *ear) {
    uint32_t end = (uint32_t)ear->tokens.count;
    for (size_t i = 0; i < ear->person_count; i++)
        if (ear->people[i].first < end)
            end = ear->people[i].first;
    for (uint32_t at = 0; at < end; at++) {
        enum gender gender = pronoun(ear_token(ear, at));
        if (gender)
            return gender;
    }
    return GENDER_NONE;
}

static void mark_word(struct ear_word *slots, size_t cap, uint64_t hash, int person) {
    size_t at = (size_t)hash & (cap - 1);
    while (slots[at].hash && slots[at].hash != hash)
        at = (at + 1) & (cap - 1);
    if (!slots[at].hash)
        slots[at] = (struct ear_word){.hash = hash, .known = person};
}

static int marked(const struct ear_word *slots, size_t cap, uint64_t hash) {
    size_t at = (size_t)hash & (cap - 1);
    while (slots[at].hash && slots[at].hash != hash)
        at = (at + 1) & (cap - 1);
    return slots[at].hash ? slots[at].known : -1;
}

/* Whom each word of the note names, however often: once a note, so that long ones take no longer a word. */
static void mark_people(struct ear *ear) {
    size_t cap = 64;
    while (cap < ear->person_count * 16)
        cap *= 2;
    struct ear_word *slots = ARENA_NEW(&ear->scratch, struct ear_word, cap);
    ear->who = ARENA_NEW(&ear->scratch, int32_t, ear->tokens.count);
    for (size_t i = 0; i < ear->person_count; i++) {
        const struct person *person = &ear->people[i];
        for (uint32_t k = person->first; k < person->end && k < person->first + 8 && person->named; k++)
            if (!(ear_token(ear, k)->classes & (WORD_TITLE | WORD_PARTICLE)))
                mark_word(slots, cap, ear_token(ear, k)->hash, (int)i);
    }
    for (uint32_t at = 0; at < ear->tokens.count; at++) {
        uint8_t tag = ear_token(ear, at)->tag;
        ear->who[at] = tag == TAG_BEGIN || tag == TAG_IN ? marked(slots, cap, ear_token(ear, at)->hash) : -1;
    }
    for (size_t i = 0; i < ear->person_count; i++)
        for (uint32_t k = ear->people[i].relation_first; k < ear->people[i].relation_end; k++)
            if (ear_token(ear, k)->classes & WORD_RELATION)
                ear->who[k] = (int32_t)i;
}

/* The last one named before `at`, in this sentence or the two before it. */
static int last_named(const struct ear *ear, size_t sentence, uint32_t at) {
    uint32_t from = ear->tokens.sentences[sentence > 2 ? sentence - 2 : 0].first;
    for (uint32_t i = at; i-- > from;) {
        if (ear->who[i] >= 0)
            return ear->who[i];
    }
    return -1;
}

static struct subject of_pronoun(const struct ear *ear, size_t sentence, uint32_t at, enum gender gender) {
    int other = last_named(ear, sentence, at);
    enum gender contact = ear->contact_gender,
                theirs = other < 0 ? GENDER_NONE : gender_of(&ear->people[other]);
    if (other < 0 || (theirs && theirs != gender))
        return (struct subject){.person = -1, .certain = !contact || contact == gender};
    if (contact && contact != gender)
        return (struct subject){.person = other, .certain = true};
    if (!contact && theirs)
        return (struct subject){.person = other, .certain = false};
    return (struct subject){.person = -1, .certain = false};
}

struct subject subject_of(struct ear *ear, size_t sentence, uint32_t from, uint32_t end) {
    const struct sentence *s = &ear->tokens.sentences[sentence];
    if (!ear->person_count || !ear->context->contact_count)
        return (struct subject){.person = -1, .certain = true};
    if (!ear->who) {
        mark_people(ear);
        ear->contact_gender = gender_of_contact(ear);
    }
    if (end > s->end)
        end = s->end;
    for (uint32_t at = from; at < end && at < from + 10; at++) {
        const struct token *t = ear_token(ear, at);
        if (t->classes & WORD_CONTACT && t->tag == TAG_OUT) {
            bool owning = ear_token(ear, at + 1)->flags & TOKEN_CLITIC &&
                          ear_token(ear, at + 2)->classes & WORD_RELATION;
            if (!owning)
                break;
            continue;
        }
        if (ear->who[at] >= 0)
            return (struct subject){.person = ear->who[at], .certain = true};
        if (t->classes & WORD_SUBJECT && pronoun(t))
            return of_pronoun(ear, sentence, at, pronoun(t));
        if (t->classes & WORD_SUBJECT)
            break;
    }
    return (struct subject){.person = -1, .certain = true};
}
