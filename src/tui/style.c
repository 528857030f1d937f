#include "tui/style.h"

#include <stddef.h>
#include <string.h>

/* How a role looks: attributes always, those added where there are no colours, and the colours. */
struct role {
    unsigned attributes, mono;
    short basic, fine; /* of 8 or 16, and of 256; 0: the terminal's own */
};

enum { GOLD_8 = 3, GOLD_256 = 172, RED_8 = 1, RED_256 = 167 };

static const struct role roles[STYLE_COUNT] = {
    [STYLE_PLAIN] = {0, 0, 0, 0},
    [STYLE_NAME] = {LOOK_BOLD, 0, 0, 0},
    [STYLE_TITLE] = {LOOK_BOLD, 0, 0, 0},
    [STYLE_DIM] = {LOOK_DIM, 0, 0, 0},
    [STYLE_GOLDEN] = {LOOK_BOLD, 0, GOLD_8, GOLD_256},
    [STYLE_WARNING] = {LOOK_BOLD, 0, RED_8, RED_256},
    [STYLE_HEARD] = {LOOK_UNDERLINE, 0, 0, 0},
    [STYLE_CUE] = {0, LOOK_BOLD, GOLD_8, GOLD_256},
    [STYLE_QUOTE] = {0, 0, 0, 0},
    [STYLE_KEY] = {LOOK_BOLD, 0, 0, 0},
    [STYLE_RULE] = {LOOK_DIM, 0, 0, 0},
    [STYLE_MATCH] = {LOOK_BOLD | LOOK_UNDERLINE, 0, 0, 0},
    [STYLE_FIELD] = {LOOK_UNDERLINE, 0, 0, 0},
    [STYLE_HERE] = {LOOK_BOLD | LOOK_UNDERLINE, 0, 0, 0},
};

struct look style_look(enum style style, enum style_depth depth) {
    const struct role *role = &roles[style];
    struct look look = {.colour = -1, .attributes = role->attributes};
    if (depth == DEPTH_MONO)
        look.attributes |= role->mono;
    else if (role->basic)
        look.colour = depth == DEPTH_256 ? role->fine : role->basic;
    return look;
}

enum style_depth style_depth_of(int colours, bool no_color) {
    if (no_color || colours < 8)
        return DEPTH_MONO;
    if (colours < 16)
        return DEPTH_8;
    return colours < 256 ? DEPTH_16 : DEPTH_256;
}

struct twin {
    const char *sign, *ascii;
};

static const struct twin signs[SIGN_COUNT] = {
    [SIGN_GOLDEN] = {"★", "*"},   [SIGN_READY] = {"●", "+"},  [SIGN_LISTEN] = {"○", "o"},
    [SIGN_GIVE] = {"·", "."},     [SIGN_EARN] = {"·", "."},   [SIGN_WAITING] = {"◷", "-"},
    [SIGN_RESTING] = {"◷", "-"},  [SIGN_HOLD] = {"!", "!"},   [SIGN_PERSON] = {"◇", "&"},
    [SIGN_MOMENT] = {"★", "*"},   [SIGN_WANT] = {"○", "o"},   [SIGN_ASK_MADE] = {"●", "+"},
    [SIGN_ASK_OPEN] = {"○", "o"}, [SIGN_CHOICE] = {"▸", ">"}, [SIGN_MORE] = {"…", "~"},
    [SIGN_ARROW] = {"→", ">"},    [SIGN_NONE] = {"–", "-"},   [SIGN_DOT] = {"·", "."},
    [SIGN_MARK] = {"✓", "x"},
};

/* Further characters of the program's own texts and of its bars. */
static const struct twin others[] = {
    {"“", "\""}, {"”", "\""}, {"‘", "'"}, {"’", "'"}, {"—", "-"}, {"×", "x"}, {"│", "|"},
    {"─", "-"},  {"┬", "+"},  {"├", "+"}, {"└", "+"}, {"█", "#"}, {"▁", "_"}, {"▂", "_"},
    {"▃", "."},  {"▄", "-"},  {"▅", "="}, {"▆", "="}, {"▇", "#"}, {"▏", "|"}, {"▎", "|"},
    {"▍", "|"},  {"▌", "#"},  {"▋", "#"}, {"▊", "#"}, {"▉", "#"},
};

const char *sign(enum sign which) {
    return signs[which].sign;
}

const char *sign_ascii(const char *cluster) {
    for (size_t i = 0; i < SIGN_COUNT; i++) {
        if (strcmp(signs[i].sign, cluster) == 0)
            return signs[i].ascii;
    }
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++) {
        if (strcmp(others[i].sign, cluster) == 0)
            return others[i].ascii;
    }
    return NULL;
}
