#include "tui/views.h"

#include <string.h>

#include "kith/field.h"
#include "kith/moment.h"
#include "kith/standing.h"
#include "tui/pane.h"

enum sign views_sign(int standing) {
    static const enum sign signs[] = {
        [KITH_STANDING_HOLD] = SIGN_HOLD,       [KITH_STANDING_WAITING] = SIGN_WAITING,
        [KITH_STANDING_RESTING] = SIGN_RESTING, [KITH_STANDING_EARN] = SIGN_EARN,
        [KITH_STANDING_GIVE] = SIGN_GIVE,       [KITH_STANDING_GOLDEN] = SIGN_GOLDEN,
        [KITH_STANDING_READY] = SIGN_READY,     [KITH_STANDING_LISTEN] = SIGN_LISTEN,
    };
    return standing == KITH_NO_WORD ? SIGN_DOT : signs[standing];
}

enum style views_style(int standing) {
    return standing == KITH_STANDING_GOLDEN                             ? STYLE_GOLDEN
           : standing == KITH_STANDING_HOLD                             ? STYLE_WARNING
           : standing == KITH_STANDING_READY || standing == KITH_STANDING_LISTEN ? STYLE_PLAIN
                                                               : STYLE_DIM;
}

enum style views_moment_style(int kind) {
    return kind == KITH_MOMENT_TROUBLE          ? STYLE_WARNING
           : kith_moment_positive(kind) ? STYLE_GOLDEN
                                        : STYLE_PLAIN;
}

const char *words_quoted(const char *text, struct arena *arena) {
    struct buf out = BUF_INIT;
    buf_str(&out, "“");
    for (const char *at = text; *at;) {
        bool opens = strncmp(at, "“", 3) == 0, closes = strncmp(at, "”", 3) == 0;
        if (opens || closes)
            buf_str(&out, opens ? "‘" : "’");
        else
            buf_char(&out, *at);
        at += opens || closes ? 3 : 1;
    }
    buf_str(&out, "”");
    const char *quoted = arena_strdup(arena, out.data);
    buf_free(&out);
    return quoted;
}

/* A first start: the three things one can do. Returns the rows used. */
int views_greet(struct pane pane, int row) {
    static const char *const ways[][2] = {
        {"i", "import your contacts from a file: LinkedIn, a phone, an address book"},
        {"N", "add a person"},
        {",", "tell Kith who you are and what people gain: the asks are made of it"},
        {"Q", "leave, and look at the demo book with: kith demo"},
    };
    int start = row, end = pane.area.cols - 1;
    row +=
        pane_wrap(pane, row, 1, end, STYLE_NAME, "Welcome. Your book is empty; begin with one of these:") + 1;
    for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
        pane_put(pane, row, 1, STYLE_KEY, ways[i][0]);
        row += pane_wrap(pane, row, 3, end, STYLE_PLAIN, ways[i][1]) + 1;
    }
    return row - start;
}
