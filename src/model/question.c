#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "model/asof.h"
#include "model/model.h"
#include "model/say.h"
#include "model/today.h"

/*
 * Questions for the next talk (R17): from the areas of life least talked about, and in
 * each of them first those that have led to names before. A section of
 * questions.txt is an area; its first line tells the words that show it was talked of.
 */
enum { AREAS = 12, NOTES_READ = 50 };

struct area {
    const struct phrases_section *section;
    int talked; /* how often its words came up */
    size_t place;
};

struct asking {
    struct kith *k;
    const struct propose *p;
    const struct kith_settings *settings;
    day today;
    struct arena scratch;
    const struct fact_person *person;
    struct phrases phrases;
    struct area areas[AREAS];
    size_t area_count;
    struct idmap cues; /* stem → place in areas */
    struct phrases_slot slots[8];
};

static const struct match_trades no_trades;
static const char cues_mark[] = "cues:";

static void read_areas(struct asking *a) {
    a->phrases = phrases_of(a->k, "questions.txt", &a->scratch);
    for (size_t i = 0; i < a->phrases.count && a->area_count < AREAS; i++) {
        const struct phrases_section *section = &a->phrases.sections[i];
        if (!section->count)
            continue;
        a->areas[a->area_count] = (struct area){.section = section, .place = a->area_count};
        const char *cues = section->lines[0];
        struct match_word word;
        if (strncmp(cues, cues_mark, sizeof cues_mark - 1) == 0)
            for (cues += sizeof cues_mark - 1; match_next(&no_trades, &cues, &word);)
                idmap_set(&a->cues, word.stem, (int64_t)a->area_count);
        a->area_count++;
    }
}

static void count_cues(struct asking *a, const char *text) {
    struct match_word word;
    int64_t area;
    while (text && match_next(&no_trades, &text, &word))
        if (idmap_get(&a->cues, word.stem, &area))
            a->areas[area].talked++;
}

static void hear_talks(struct asking *a) {
    struct stmt *s = model_sql2(a->k,
                                "SELECT n.text FROM note_person AS p JOIN note AS n ON n.id = p.note"
                                " WHERE p.person = ?1 ORDER BY n.\"on\" DESC, n.id DESC LIMIT ?2",
                                a->person->id, NOTES_READ);
    while (stmt_row(s))
        count_cues(a, stmt_col_text(s, 0));
    for (size_t i = 0; i < a->person->circle_count; i++)
        count_cues(a, asof_relation(&a->person->circle[i], a->today));
}

static int least_talked(const void *a, const void *b) {
    const struct area *x = a, *y = b;
    return x->talked != y->talked ? x->talked - y->talked : x->place < y->place ? -1 : x->place > y->place;
}

/* R12: whoever's needs are unknown is asked for them first; that area stands last in the file. */
static void order_areas(struct asking *a) {
    bool unknown = true;
    for (size_t i = 0; i < a->person->need_count; i++)
        if (a->person->needs[i].on <= a->today && a->today - a->person->needs[i].on < a->settings->need_days)
            unknown = false;
    if (unknown && a->area_count)
        a->areas[a->area_count - 1].talked = -1;
    if (a->area_count)
        qsort(a->areas, a->area_count, sizeof *a->areas, least_talked);
}

/* A question about somebody's own life asks after family and friends, not after their customers. */
static bool is_near(struct asking *a, const char *relation) {
    int64_t close;
    return relation && map_get(&a->p->closeness, text_fold(&a->scratch, relation), &close) &&
           close == INTRODUCE_NEAR;
}

static void fill_slots(struct asking *a) {
    const char *trade = a->settings->ideal.count ? a->settings->ideal.items[0] : NULL;
    const char *relation = NULL, *name = NULL;
    for (size_t i = 0; i < a->person->circle_count; i++) {
        const struct fact_tie *tie = &a->person->circle[i];
        if (tie->person->unnamed || !is_near(a, asof_relation(tie, a->today)))
            continue;
        relation = asof_relation(tie, a->today);
        name = say_first(tie->person->name, &a->scratch);
        break;
    }
    const struct phrases_slot slots[] = {
        {"first", say_first(a->person->name, &a->scratch)},
        {"company", a->person->company},
        {"a_trade", trade ? say_a(trade, &a->scratch) : NULL},
        {"relation", relation},
        {"name", name},
        {NULL, NULL},
    };
    memcpy(a->slots, slots, sizeof slots);
}

/* ---- what became of each question before ---- */

struct candidate {
    const char *text;
    int used, names;
    bool put_already; /* to this person */
    size_t place;
};

struct taken {
    const char *text;
    int used, names;
    bool by_them;
};

static size_t load_taken(struct asking *a, struct taken **out) {
    size_t count = 0, cap = 0;
    *out = NULL;
    struct stmt *s =
        model_sql1(a->k, "SELECT text, count(*), sum(names), max(person IS ?1) FROM question GROUP BY text",
                   a->person->id);
    while (stmt_row(s))
        *ARENA_PUSH(&a->scratch, *out, count, cap) =
            (struct taken){model_col_text(s, 0, &a->scratch), (int)stmt_col_int(s, 1),
                           (int)stmt_col_int(s, 2), stmt_col_int(s, 3) != 0};
    return count;
}

/* Names a use, with one use and half a name lent to each, so that the untried stand in the middle. */
static int better_first(const void *a, const void *b) {
    const struct candidate *x = a, *y = b;
    if (x->put_already != y->put_already)
        return x->put_already ? 1 : -1;
    long left = (2L * x->names + 1) * (y->used + 1), right = (2L * y->names + 1) * (x->used + 1);
    if (left != right)
        return left > right ? -1 : 1;
    return x->place < y->place ? -1 : x->place > y->place;
}

/* Not everybody gets the same one first; of the last area everybody does: what can I do for you? */
static size_t turn(const struct asking *a, const struct area *area) {
    size_t sum = 0;
    for (const char *c = a->person->uid; c && *c; c++)
        sum = sum * 31 + (unsigned char)*c;
    return area->place + 1 == a->area_count ? 0 : sum % area->section->count;
}

static size_t candidates(struct asking *a, const struct area *area, const struct taken *taken,
                         size_t taken_count, struct candidate **out) {
    size_t count = 0;
    *out = ARENA_NEW(&a->scratch, struct candidate, area->section->count);
    for (size_t i = 0; i < area->section->count; i++) {
        const char *line = area->section->lines[i];
        struct candidate c = {.place = (i + area->section->count - turn(a, area)) % area->section->count};
        if (strncmp(line, cues_mark, sizeof cues_mark - 1) == 0)
            continue;
        c.text = phrases_fill(line, a->slots, &a->scratch);
        for (size_t j = 0; c.text && j < taken_count; j++)
            if (phrases_made(line, taken[j].text)) {
                c.used += taken[j].used;
                c.names += taken[j].names;
                c.put_already = c.put_already || taken[j].by_them;
            }
        if (c.text)
            (*out)[count++] = c;
    }
    if (count)
        qsort(*out, count, sizeof **out, better_first);
    return count;
}

struct kith_list question_for(struct propose *p, const struct fact_person *person, struct arena *arena) {
    struct asking a = {.k = p->k, .p = p, .settings = p->settings, .today = p->today, .person = person};
    struct say_list list = {0};
    read_areas(&a);
    hear_talks(&a);
    order_areas(&a);
    fill_slots(&a);
    struct taken *taken;
    size_t taken_count = load_taken(&a, &taken);
    struct candidate *rows[AREAS];
    size_t counts[AREAS], most = 0;
    for (size_t i = 0; i < a.area_count; i++) {
        counts[i] = candidates(&a, &a.areas[i], taken, taken_count, &rows[i]);
        most = counts[i] > most ? counts[i] : most;
    }
    /* The best of each area, then the second of each. */
    for (size_t n = 0; n < most; n++)
        for (size_t i = 0; i < a.area_count; i++)
            if (n < counts[i])
                say_add(&list, arena, arena_strdup(arena, rows[i][n].text));
    idmap_free(&a.cues);
    arena_free(&a.scratch);
    return (struct kith_list){list.items, list.count};
}

enum kith_status kith_questions_for(struct kith *k, kith_id person, struct arena *arena,
                                    struct kith_list *out) {
    struct propose p;
    const struct fact_person *about = facts_about(k, person);
    propose_open(&p, k, k->about);
    *out = about ? question_for(&p, about, arena) : (struct kith_list){0};
    propose_close(&p);
    return about ? KITH_OK : kith_fail(k, KITH_NOT_FOUND, "there is no such person");
}
