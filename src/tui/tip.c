#include "tui/tip.h"

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/text.h"
#include "kith/ask.h"
#include "kith/query.h"
#include "kith/today.h"

static size_t people(struct kith *k, const char *terms) {
    struct arena arena = {0};
    struct kith_ids found;
    size_t count = kith_query_people(k, terms, &arena, &found) == KITH_OK ? found.count : 1;
    arena_free(&arena);
    return count;
}

static bool can_ask(struct kith *k) {
    struct arena arena = {0};
    struct kith_day due;
    bool can = kith_day(k, 1, &arena, &due) == KITH_OK && due.introduction.source.id;
    arena_free(&arena);
    return can;
}

/* "{2} shows": the key of each action named by its letter, as the keys stand now. */
static void say(struct app *app, const char *words, struct buf *out) {
    static const struct {
        char letter;
        enum action_id action;
    } named[] = {
        {'P', ACT_PEOPLE}, {'T', ACT_TODAY}, {'M', ACT_MARK}, {'R', ACT_ROLE}, {'Y', ACT_ABOUT_YOU},
        {'N', ACT_NOTE},   {'O', ACT_MOMENT}, {'A', ACT_ASK},       {'X', ACT_OTHER_WORDS},
        {'C', ACT_COPY},   {'Z', ACT_NOT_NOW}, {'F', ACT_FILTER},   {'S', ACT_SEARCH},
        {'/', ACT_NARROW}, {'W', ACT_WANTS},  {'V', ACT_SAVE_SEARCH}, {'L', ACT_PLEDGE},
        {':', ACT_COMMANDS}, {'U', ACT_UNDO}, {'5', ACT_LEDGER},
    };
    for (; *words; words++) {
        char key[EVENT_KEY_TEXT] = "?";
        if (*words != '{') {
            buf_char(out, *words);
            continue;
        }
        words++;
        for (size_t i = 0; i < sizeof named / sizeof *named; i++)
            if (named[i].letter == *words)
                event_key_text(keymap_key_of(app_keymap(app), CONTEXT_PEOPLE, named[i].action), key);
        buf_str(out, key);
        words++;
    }
}

void tip_next(struct app *app, struct buf *out) {
    struct kith *k = app_kith(app);
    const struct kith_settings *settings = kith_settings(k);
    if (kith_last_ask(k) != DAY_NONE || people(k, "") == 0)
        return;
    if (people(k, "role:client,prospect,partner,friend") == 0)
        say(app, "Next: who is a client? {P} People, {M} marks them, {R} says what they are", out);
    else if (text_blank(settings->offer))
        say(app, "Next: {Y} says who you are and what people gain; the words are made of it", out);
    else if (people(k, "spoken:ever") == 0 && people(k, "moment:any") == 0)
        say(app, "Next: {N} writes down your last talk with one of them, {O} that one thanked you", out);
    else if (can_ask(k))
        say(app, "Next: your first ask. {T} Today, {A} on its first row", out);
    else
        say(app, "Next: note a thank-you ({O}) or whom they speak of ({N}); asks come a day later", out);
}

/* ---- worth knowing ---- */

enum { SHOWN_ENOUGH = 3 };

static const struct {
    enum action_id action; /* that makes it known */
    const char *words;
} worth[] = {
    {ACT_OTHER_WORDS, "{X} turns to other words for the ask, {C} copies them"},
    {ACT_NOT_NOW, "{Z} puts an ask off: a reason, and a new day"},
    {ACT_SEARCH, "{S} finds people, and words of notes"},
    {ACT_FILTER, "in People {F} shows lists, such as clients never asked"},
    {ACT_WANTS, "{W} notes what they want; Today says who could help"},
    {ACT_SAVE_SEARCH, "in People {/} reads role:client in Leeds too, and {V} saves that list"},
    {ACT_PLEDGE, "{L} notes what a client agreed to at the start"},
    {ACT_LEDGER, "{5} shows who gives and who takes"},
    {ACT_UNDO, "{U} takes anything back, an import as a whole too"},
    {ACT_COMMANDS, "{:} has every command by its name"},
};
enum { WORTH = sizeof worth / sizeof *worth };

struct tips {
    int shown[WORTH]; /* SHOWN_ENOUGH: it is known */
    int now;          /* the one of this start; -1: none was chosen yet */
};

static int worth_of(const char *name, size_t length) {
    for (int i = 0; i < WORTH; i++) {
        const char *action = action_row(worth[i].action)->name;
        if (strlen(action) == length && memcmp(action, name, length) == 0)
            return i;
    }
    return -1;
}

struct tips *tips_new(const char *learned) {
    struct tips *tips = xalloc(sizeof *tips);
    tips->now = -1;
    for (const char *at = learned ? learned : ""; *at;) {
        size_t length = strcspn(at, " "), name = strcspn(at, " =");
        int which = worth_of(at, name);
        if (which >= 0)
            tips->shown[which] = name == length ? SHOWN_ENOUGH : atoi(at + name + 1);
        at += length + strspn(at + length, " ");
    }
    return tips;
}

void tips_free(struct tips *tips) {
    free(tips);
}

void tips_say(struct tips *tips, struct app *app, struct buf *out) {
    for (int i = 0; i < WORTH && tips->now < 0; i++)
        if (tips->shown[i] < SHOWN_ENOUGH) {
            tips->now = i;
            tips->shown[i]++;
        }
    if (tips->now >= 0 && tips->now < WORTH)
        say(app, worth[tips->now].words, out);
}

bool tips_used(struct tips *tips, enum action_id action) {
    for (int i = 0; i < WORTH; i++) {
        if (worth[i].action != action)
            continue;
        tips->shown[i] = SHOWN_ENOUGH;
        if (tips->now == i) {
            tips->now = WORTH; /* the next one comes with the next start */
            return true;
        }
    }
    return false;
}

void tips_text(const struct tips *tips, struct buf *out) {
    for (int i = 0; i < WORTH; i++) {
        const char *name = action_row(worth[i].action)->name, *gap = out->len ? " " : "";
        if (tips->shown[i] >= SHOWN_ENOUGH)
            buf_printf(out, "%s%s", gap, name);
        else if (tips->shown[i] > 0)
            buf_printf(out, "%s%s=%d", gap, name, tips->shown[i]);
    }
}
