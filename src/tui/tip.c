#include "tui/tip.h"

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
        {'N', ACT_NOTE},   {'O', ACT_MOMENT}, {'A', ACT_ASK},
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
        say(app, "Next: note a thank-you ({O}) and whom they speak of ({N}); the ask comes the day after", out);
}
