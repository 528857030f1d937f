#include <math.h>
#include <stdio.h>
#include <string.h>

#include "generate.h"

uint64_t chance_next(struct chance *chance) {
    uint64_t z = chance->state += 0x9e3779b97f4a7c15u;
    z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9u;
    z = (z ^ z >> 27) * 0x94d049bb133111ebu;
    return z ^ z >> 31;
}

size_t chance_below(struct chance *chance, size_t end) {
    return end ? (size_t)(chance_next(chance) % end) : 0;
}

double chance_part(struct chance *chance) {
    return (double)(chance_next(chance) >> 11) / 9007199254740992.0;
}

/* The inverse of the sum of 1/x^0.8, which is about 5 * x^0.2. */
size_t chance_skewed(struct chance *chance, size_t end) {
    double most = pow((double)end + 1, 0.2) - 1;
    size_t place = (size_t)(pow(1 + chance_part(chance) * most, 5) - 1);
    return place < end ? place : end - 1;
}

static const char *const first_names[] = {
    "Ann",    "Tom",   "Sara",   "José",   "Mei",   "Rahul",  "Olga",  "Kwame",  "Lena",   "David",
    "Fatima", "Peter", "Ingrid", "Carlos", "Yuki",  "Grace",  "Ivan",  "Nora",   "Hassan", "Chloé",
    "Marta",  "Sam",   "Priya",  "Björn",  "Elena", "Daniel", "Aisha", "George", "Sofia",  "Liam",
    "Hannah", "Omar",  "Julia",  "Viktor", "Zoë",   "Paul",   "Ruth",  "Andrés", "Emma",   "Jonas",
    "Claire", "Henry", "Amara",  "Nikos",  "Laura", "Simon",  "Leila", "Oscar",  "Bianca", "Walter",
};
static const char *const starts[] = {"Ba", "Ke", "Mo",  "Sil", "Tor", "Van", "Gro", "Ha",  "Lin", "Ro",
                                     "Fi", "Du", "Wes", "Cal", "Pen", "Ja",  "Or",  "Tha", "Bel", "Nak"};
static const char *const middles[] = {"ke", "ri", "no", "del", "va", "ssa", "mi", "ga",  "lo", "tte",
                                      "ra", "ne", "wo", "ber", "ka", "shi", "do", "lla", "ru", "en"};
static const char *const ends[] = {"r",   "son", "man", "ski", "ton",  "field", "do", "va", "s",  "nen",
                                   "dez", "rd",  "li",  "wa",  "feld", "berg",  "th", "ng", "ma", "ley"};
#define COUNT(array) (sizeof(array) / sizeof *(array))

void made_name(size_t person, char out[MADE_SIZE]) {
    struct chance chance = {person * 2654435761u + 17};
    snprintf(out, MADE_SIZE, "%s %s%s%s", first_names[chance_skewed(&chance, COUNT(first_names))],
             starts[chance_below(&chance, COUNT(starts))], middles[chance_below(&chance, COUNT(middles))],
             ends[chance_below(&chance, COUNT(ends))]);
}

void made_word(size_t place, char out[MADE_SIZE]) {
    static const char *const common[] = {
        "the",    "and",      "to",       "a",      "of",     "they",   "with",    "about",    "for",
        "we",     "spoke",    "business", "is",     "in",     "new",    "their",   "client",   "after",
        "school", "house",    "wants",    "year",   "team",   "hiring", "project", "referral", "plan",
        "who",    "early",    "contract", "office", "travel", "garden", "budget",  "week",     "family",
        "quote",  "shipping", "happy",    "meets",  "thanks", "advice", "market",  "bakery",   "music",
    };
    if (place < COUNT(common)) {
        snprintf(out, MADE_SIZE, "%s", common[place]);
        return;
    }
    struct chance chance = {place * 40503u + 5};
    size_t parts = 1 + chance_below(&chance, 3);
    snprintf(out, MADE_SIZE, "%s", starts[chance_below(&chance, COUNT(starts))]);
    out[0] = (char)(out[0] | 0x20);
    while (parts-- > 0)
        strcat(out, middles[chance_below(&chance, COUNT(middles))]);
}

void made_uid(struct chance *chance, char out[37]) {
    uint64_t a = chance_next(chance), b = chance_next(chance);
    snprintf(out, 37, "%08x-%04x-4%03x-a%03x-%012llx", (unsigned)(a >> 32), (unsigned)(a >> 16 & 0xffff),
             (unsigned)(a & 0xfff), (unsigned)(b >> 52), (unsigned long long)(b & 0xffffffffffff));
}

static size_t add(char *out, size_t length, const char *text) {
    size_t more = strlen(text);
    if (length + more + 2 >= NOTE_SIZE)
        return length;
    memcpy(out + length, text, more + 1);
    return length + more;
}

static size_t add_sentence(struct chance *chance, char *out, size_t length) {
    enum { VOCABULARY = 8000 };
    char word[MADE_SIZE];
    size_t words = 4 + chance_below(chance, 12);
    for (size_t i = 0; i < words; i++) {
        made_word(chance_skewed(chance, VOCABULARY), word);
        if (i == 0 && word[0] >= 'a' && word[0] <= 'z')
            word[0] = (char)(word[0] & ~0x20);
        length = add(out, length, word);
        length = add(out, length, i + 1 < words ? " " : ". ");
    }
    return length;
}

void made_note(struct chance *chance, const char (*names)[MADE_SIZE], size_t count, char out[NOTE_SIZE]) {
    static const char *const speaks[] = {"Told me about ", "Her brother is ", "Works with ", "Met "};
    size_t length = 0, sentences = 3 + chance_below(chance, 4) + (chance_below(chance, 20) == 0 ? 20 : 0);
    out[0] = '\0';
    for (size_t i = 0; i < sentences || i < count; i++) {
        length = add_sentence(chance, out, length);
        if (i >= count)
            continue;
        length = add(out, length, speaks[chance_below(chance, COUNT(speaks))]);
        length = add(out, length, names[i]);
        length = add(out, length, ". ");
    }
    while (length > 0 && out[length - 1] == ' ')
        out[--length] = '\0';
}
