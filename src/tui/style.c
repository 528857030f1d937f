#include "tui/style.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"

enum colour { OWN, ACCENT, WARNING, QUIET }; /* the terminal's own, and our three */

/* How a role looks: attributes always, those added where it has no colour, and its colour. */
struct role {
    unsigned attributes, mono;
    enum colour colour;
};

/*
 * Palette indices by what the theme's background is; -1 is the terminal's own. Of 256, those of light have
 * 4.5:1 and more on white, those of dark on #222; those of the default are seen on either. Of 8 and 16 yellow
 * is too pale for white: there weight and sign say what is golden.
 */
static const short palette[][4][4] = {
    [THEME_DEFAULT] = {{-1, -1, -1, -1}, {-1, 3, 1, -1}, {-1, 3, 1, -1}, {-1, 136, 167, -1}},
    [THEME_LIGHT] = {{-1, -1, -1, -1}, {-1, -1, 1, -1}, {-1, -1, 1, -1}, {-1, 94, 124, 241}},
    [THEME_DARK] = {{-1, -1, -1, -1}, {-1, 3, 1, -1}, {-1, 11, 9, -1}, {-1, 178, 203, 247}},
    [THEME_MONO] = {{-1, -1, -1, -1}, {-1, -1, -1, -1}, {-1, -1, -1, -1}, {-1, -1, -1, -1}},
};

static const struct role roles[STYLE_COUNT] = {
    [STYLE_PLAIN] = {0, 0, OWN},
    [STYLE_NAME] = {LOOK_BOLD, 0, OWN},
    [STYLE_TITLE] = {LOOK_BOLD, 0, OWN},
    [STYLE_DIM] = {0, LOOK_DIM, QUIET},
    [STYLE_GOLDEN] = {LOOK_BOLD, 0, ACCENT},
    [STYLE_WARNING] = {LOOK_BOLD, 0, WARNING},
    [STYLE_HEARD] = {LOOK_UNDERLINE, 0, OWN},
    [STYLE_CUE] = {0, LOOK_BOLD, ACCENT},
    [STYLE_QUOTE] = {0, 0, OWN},
    [STYLE_KEY] = {LOOK_BOLD, 0, OWN},
    [STYLE_RULE] = {0, LOOK_DIM, QUIET},
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
    struct look look = {.colour = palette[theme][depth][role->colour], .attributes = role->attributes};
    if (look.colour < 0)
        look.attributes |= role->mono;
    return look;
}

/* ---- the user's own ---- */

static const char *const role_names[STYLE_COUNT] = {
    [STYLE_PLAIN] = "plain",     [STYLE_NAME] = "name",   [STYLE_TITLE] = "title", [STYLE_DIM] = "dim",
    [STYLE_GOLDEN] = "golden",   [STYLE_WARNING] = "warning", [STYLE_HEARD] = "heard", [STYLE_CUE] = "cue",
    [STYLE_QUOTE] = "quote",     [STYLE_KEY] = "key",     [STYLE_RULE] = "rule",   [STYLE_MATCH] = "match",
    [STYLE_FIELD] = "field",     [STYLE_HERE] = "here",
};

static int word_of(const char *word, const char *const *words, int count) {
    for (int i = 0; i < count; i++)
        if (strcmp(words[i], word) == 0)
            return i;
    return -1;
}

/* An attribute or a colour, by name or number; false: it is neither. */
static bool add_word(struct look *look, const char *word) {
    static const char *const attributes[] = {"bold", "dim", "underline", "reverse", "italic", "plain"};
    static const unsigned bits[] = {LOOK_BOLD, LOOK_DIM, LOOK_UNDERLINE, LOOK_REVERSE, LOOK_ITALIC, 0};
    static const char *const colours[] = {"black", "red",     "green", "yellow",
                                          "blue",  "magenta", "cyan",  "white"};
    int attribute = word_of(word, attributes, 6), colour = word_of(word, colours, 8);
    char *end;
    if (attribute >= 0) {
        look->attributes |= bits[attribute];
        return true;
    }
    if (colour < 0) {
        long number = strtol(word, &end, 10);
        colour = end != word && !*end && number >= 0 && number < 256 ? (int)number : -1;
    }
    look->colour = (short)colour;
    return colour >= 0;
}

static void read_line(char *line, int number, struct style_own *own, struct buf *complaints) {
    char *rest = line, *word = strsep(&rest, " \t");
    int role = word_of(word, role_names, STYLE_COUNT);
    struct look look = {.colour = -1};
    if (role < 0) {
        buf_printf(complaints, "styles line %d: there is no role '%s'\n", number, word);
        return;
    }
    while ((word = strsep(&rest, " \t")))
        if (*word && !add_word(&look, word)) {
            buf_printf(complaints, "styles line %d: '%s' is no attribute and no colour\n", number, word);
            return;
        }
    own->roles[role].set = true;
    own->roles[role].look = look;
}

void style_read(const char *text, struct style_own *own, struct buf *complaints) {
    *own = (struct style_own){0};
    char *copy = xstrdup(text), *rest = copy, *line;
    for (int number = 1; (line = strsep(&rest, "\n")); number++) {
        line += strspn(line, " \t");
        line[strcspn(line, "#\r")] = '\0';
        if (*line)
            read_line(line, number, own, complaints);
    }
    free(copy);
}

struct look style_of(enum style style, enum style_depth depth, enum style_theme theme,
                     const struct style_own *own) {
    static const short known[] = {[DEPTH_MONO] = 0, [DEPTH_8] = 8, [DEPTH_16] = 16, [DEPTH_256] = 256};
    struct look look = style_look(style, depth, theme);
    if (!own || !own->roles[style].set)
        return look;
    short colour = own->roles[style].look.colour;
    return (struct look){.colour = colour < known[depth] && theme != THEME_MONO ? colour : look.colour,
                         .attributes = own->roles[style].look.attributes};
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
