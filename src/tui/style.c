#include "tui/style.h"

#include <stddef.h>
#include <string.h>

enum colour { OWN, ACCENT, WARNING }; /* the terminal's own, and our two */

/* How a role looks: attributes always, those added where there are no colours, and its colour. */
struct role {
    unsigned attributes, mono;
    enum colour colour;
};

/* Palette indices of the two, of 256 by theme, and of 8 or 16. */
static const short fine[][3] = {
    [THEME_DEFAULT] = {-1, 172, 167},
    [THEME_LIGHT] = {-1, 130, 124},
    [THEME_DARK] = {-1, 178, 203},
    [THEME_MONO] = {-1, -1, -1},
};
static const short basic[3] = {-1, 3, 1};

static const struct role roles[STYLE_COUNT] = {
    [STYLE_PLAIN] = {0, 0, OWN},
    [STYLE_NAME] = {LOOK_BOLD, 0, OWN},
    [STYLE_TITLE] = {LOOK_BOLD, 0, OWN},
    [STYLE_DIM] = {LOOK_DIM, 0, OWN},
    [STYLE_GOLDEN] = {LOOK_BOLD, 0, ACCENT},
    [STYLE_WARNING] = {LOOK_BOLD, 0, WARNING},
    [STYLE_HEARD] = {LOOK_UNDERLINE, 0, OWN},
    [STYLE_CUE] = {0, LOOK_BOLD, ACCENT},
    [STYLE_QUOTE] = {0, 0, OWN},
    [STYLE_KEY] = {LOOK_BOLD, 0, OWN},
    [STYLE_RULE] = {LOOK_DIM, 0, OWN},
    [STYLE_MATCH] = {LOOK_BOLD | LOOK_UNDERLINE, 0, OWN},
    [STYLE_FIELD] = {LOOK_UNDERLINE, 0, OWN},
    [STYLE_HERE] = {LOOK_BOLD | LOOK_UNDERLINE, 0, OWN},
};

enum style_theme style_theme_of(const char *name) {
    static const char *const names[] = {"default", "light", "dark", "mono"};
    for (int i = 0; name && i < 4; i++) {
        if (strcmp(names[i], name) == 0)
            return (enum style_theme)i;
    }
    return THEME_DEFAULT;
}

struct look style_look(enum style style, enum style_depth depth, enum style_theme theme) {
    const struct role *role = &roles[style];
    struct look look = {.colour = -1, .attributes = role->attributes};
    if (depth == DEPTH_MONO || theme == THEME_MONO)
        look.attributes |= role->mono;
    else
        look.colour = depth == DEPTH_256 ? fine[theme][role->colour] : basic[role->colour];
    return look;
}

struct look style_chosen(struct look look) {
    look.colour = -1;
    look.attributes = (look.attributes & ~(unsigned)LOOK_DIM) | LOOK_REVERSE;
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
    [SIGN_MARK] = {"✓", "x"},     [SIGN_BELOW] = {"▾", "v"},
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
