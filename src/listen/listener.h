#ifndef LISTEN_LISTENER_H
#define LISTEN_LISTENER_H

#include "listen/lexicon.h"
#include "listen/listen.h"
#include "listen/weights.h"
#include "listen/pattern.h"

/* What is made once and then only read; and the state of hearing one note. */

struct listener {
    bool notes; /* what notes are heard with is there too */
    struct lexicon lexicon;
    struct patterns cues, wording;
    struct weights names, sure, people, moments, needs;
    uint16_t *plainly, *likely; /* kinds of moment that a group of cues speaks for by itself */
};

/* What the context says of a word of the note, beside the lexicon. */
struct ear_word {
    uint64_t hash; /* 0: empty slot */
    uint32_t classes;
    int known; /* index into the known of a name that begins with it, or -1 */
};

enum seen {
    SEEN_CAPITAL = 1, /* with a capital that no sentence asks for */
    SEEN_SMALL = 2,
    SEEN_OFTEN = 4,
    SEEN_OWNING = 8,   /* before 's */
    SEEN_ACTING = 16,  /* before a verb of people */
    SEEN_RELATED = 32, /* beside a relation word */
    SEEN_ONCE = 64,
};

struct ear {
    const struct listener *listener;
    const struct listen_context *context;
    struct arena *arena; /* of the results */
    struct arena scratch;
    struct tokens tokens;
    struct ear_word *words;
    size_t word_cap;
    struct ear_word *seen; /* how each word of the note stands in it: enum seen */
    size_t seen_cap;
    struct person *people;
    size_t person_count, person_cap;
    struct pattern_hits *cues; /* of each sentence */
    bool *cued;
    int32_t *who; /* the person whom each word names, or -1; NULL until it is asked */
    enum gender { GENDER_NONE, GENDER_HE, GENDER_SHE } contact_gender;
};

/* An individual in the making. Token numbers; end is past the last. */
struct person {
    uint32_t first, end; /* fullest form of the name; or the relation word */
    uint32_t seen;       /* first mention */
    uint32_t quote_first, quote_end;
    uint32_t relation_first, relation_end; /* 0, 0: none */
    const char *relation;
    int32_t score;
    uint32_t times; /* that the name is said */
    bool named, sure;
};

/* Tokens the note, looks everything up and marks the words of the context. */
void ear_open(struct ear *ear, const struct listener *listener, const struct listen_context *context,
              const char *text, size_t length, struct arena *arena);
void ear_close(struct ear *ear);

static inline const struct token *ear_token(const struct ear *ear, size_t at) {
    static const struct token none;
    return at < ear->tokens.count ? &ear->tokens.items[at] : &none;
}

int ear_known(struct ear *ear, const struct person *run); /* whom of the context's known it names, or -1 */
bool ear_never(struct ear *ear,
               const struct person *run); /* a firm of the book, or one that the user said is nobody */

bool token_is(const struct ear *ear, size_t at, const char *sign); /* these very bytes */

/* names.c: the tagger */
enum name_tag { TAG_OUT, TAG_BEGIN, TAG_IN, TAG_COUNT };
void names_tag(struct ear *ear);
bool names_candidate(const struct ear *ear, uint32_t at); /* whether the tagger looks at it at all */
void names_features(const struct ear *ear, const struct sentence *sentence, uint32_t at,
                    struct features *features);
uint32_t names_transition(unsigned before);
uint64_t names_category(const struct token *token);        /* what it is as a neighbour, coarsely */
uint32_t names_seen(const struct ear *ear, uint64_t hash); /* enum seen */

/* relation.c: what somebody is to the contact */
struct relation {
    uint32_t first, end; /* with what determines it */
    uint32_t head;
    const char *text;
    bool dead, plural;
};
/* "practice manager": the noun at `head` with what belongs to it, no further back than `from`. */
void relation_at(struct ear *ear, uint32_t from, uint32_t head, struct relation *relation);
/* The one beside a name; false when there is none. */
bool relation_find(struct ear *ear, const struct sentence *s, const struct person *run,
                   struct relation *relation);
/* The one that was sought before the name at `first` was passed on. */
bool relation_asked(struct ear *ear, size_t sentence, uint32_t first, struct relation *relation);
/* "Rex, our dog": no person. */
bool relation_animal(const struct ear *ear, const struct sentence *s, const struct person *run);
bool relation_modifies(const struct token *t); /* "golf" of "golf partner" may stand before the noun */
const char *relation_word(struct ear *ear, uint32_t at); /* normal form, plural too; NULL when none */

/* people.c: individuals, and people without a name */
void people_hear(struct ear *ear);
void people_sure_features(const struct ear *ear, const struct person *person, struct features *features);
bool people_candidate(const struct ear *ear, const struct sentence *sentence, uint32_t at);
void people_features(struct ear *ear, const struct sentence *sentence, uint32_t at,
                     struct features *features);

/* subject.c: of whom a sentence speaks */
struct subject {
    int person;   /* index into the people of the note; -1: the contact, or the writer */
    bool certain; /* false: it may be somebody else */
};
/* Of whom the words from `from` to `end` of that sentence speak. */
struct subject subject_of(struct ear *ear, size_t sentence, uint32_t from, uint32_t end);

/* cues.c: moments */
#define MOMENT_KINDS 10
extern const char *const moment_kinds[MOMENT_KINDS];
void moments_groups(struct listener *listener);
void moments_hear(struct ear *ear, struct listen_heard *heard);
/* What tells of a moment in first…end, a part of that sentence or all of it. */
void moments_features(struct ear *ear, size_t sentence, uint32_t first, uint32_t end,
                      struct features *features);

/* needs.c */
struct need_candidate {
    uint32_t cue_first, cue_end; /* the words that tell of it */
    uint32_t first, end;         /* what is needed */
    uint32_t pattern;
    size_t sentence;
    bool further; /* "… and office space": a second thing after the same words */
};
#define NEED_ROOM 32 /* of one sentence */
void needs_hear(struct ear *ear, struct listen_heard *heard);
size_t needs_candidates(struct ear *ear, size_t sentence, struct need_candidate out[NEED_ROOM]);
void needs_features(const struct ear *ear, const struct need_candidate *candidate, struct features *features);

/* tasks.c: what the writer promised to do */
void tasks_hear(struct ear *ear, struct listen_heard *heard);
bool tasks_begin(struct ear *ear, size_t sentence); /* the sentence begins with the writer's promise */

/* The cue phrases of a sentence, found once and kept. */
const struct pattern_hits *ear_cues(struct ear *ear, size_t sentence);

#endif
