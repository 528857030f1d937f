#ifndef TUI_STYLE_H
#define TUI_STYLE_H

#include <stdbool.h>

#include "base/buf.h"

/*
 * The visual system. What a piece of the screen means is a role; views name roles,
 * never colours.
 *
 * 1. Weight first: whom a row is about is bold, what is said plain, dates and reasons
 *    dim. Space parts groups before a line does; frames are dim and do not move.
 * 2. One accent, for what is golden: the sign ★ of a person or moment, and the words of
 *    a note that make one. Nothing else has it; marks, counters, bars and answers are bold.
 * 3. One warning, for hold, trouble and what failed.
 * 4. The choice under the cursor is reversed, one even bar; of a list not in use it is ▸.
 * 5. Nothing is told by colour alone: each role has attributes or a sign of its own, so
 *    that NO_COLOR and the theme mono lose nothing.
 * 6. Numbers end in one column; days are said as people say them, the date stands in the
 *    note; what is too long ends in … at a word, and keeps the end that matters.
 * 7. An empty place says what to do there.
 */
enum style {
    STYLE_PLAIN,
    STYLE_NAME,    /* a person: bold */
    STYLE_TITLE,   /* a pane's title in its rule, a heading in a list */
    STYLE_DIM,     /* dates, reasons, what can wait */
    STYLE_GOLDEN,  /* the accent */
    STYLE_WARNING, /* hold, failures */
    STYLE_HEARD,   /* a name heard in a note: underlined */
    STYLE_CUE,     /* words that make a moment or a want: accent, underlined */
    STYLE_QUOTE,   /* somebody's own words */
    STYLE_KEY,     /* a key in the bottom line */
    STYLE_RULE,    /* frames */
    STYLE_MATCH,   /* the letters that a search matched */
    STYLE_FIELD,   /* what is being typed */
    STYLE_HERE,    /* the view that is open, in the top line */
    STYLE_COUNT
};

/* Says a style of a stretch of text, bytes [start, end). */
struct span {
    long start, end;
    enum style style;
};

enum style_depth { DEPTH_MONO, DEPTH_8, DEPTH_16, DEPTH_256 };
/* The background is always the terminal's; the theme says which it is, and so how strong the colours are. */
enum style_theme { THEME_DEFAULT, THEME_LIGHT, THEME_DARK, THEME_MONO };
enum style_theme style_theme_of(const char *name); /* "light"; NULL and unknown: the default */

enum { LOOK_BOLD = 1, LOOK_DIM = 2, LOOK_UNDERLINE = 4, LOOK_REVERSE = 8, LOOK_ITALIC = 16 };

/* Colour as a palette index, -1 for the terminal's own; attributes as LOOK_ bits. */
struct look {
    short colour;
    unsigned attributes;
};
struct look style_look(enum style style, enum style_depth depth, enum style_theme theme);

/*
 * The user's own, lines of the file `styles`: ROLE and its attributes and colour, "golden bold 178",
 * "dim cyan", "rule plain". Each wrong line is told by its number and left out.
 */
struct style_own {
    struct {
        bool set;
        struct look look;
    } roles[STYLE_COUNT];
};
void style_read(const char *text, struct style_own *own, struct buf *complaints);
/* As style_look(), but the user's own where there is one; a colour that this depth has not is the theme's. */
struct look style_of(enum style style, enum style_depth depth, enum style_theme theme,
                     const struct style_own *own);
/* The same under the cursor: one even bar, neither patches of colour nor of dimness in it. */
struct look style_chosen(struct look look);
/* From the terminal's number of colours and whether NO_COLOR is set and not empty. */
enum style_depth style_depth_of(int colours, bool no_color);

/*
 * Signs: one column each, with an ASCII twin that the canvas puts in its place
 * where the locale is not UTF-8. So text may hold them freely.
 */
enum sign {
    SIGN_GOLDEN,
    SIGN_READY,
    SIGN_LISTEN,
    SIGN_GIVE,
    SIGN_EARN,
    SIGN_WAITING,
    SIGN_RESTING,
    SIGN_HOLD,
    SIGN_PERSON,
    SIGN_MOMENT,
    SIGN_WANT,
    SIGN_ASK_MADE,
    SIGN_ASK_OPEN,
    SIGN_CHOICE, /* ▸ before the chosen one of a few */
    SIGN_MORE,   /* … */
    SIGN_ARROW,  /* → */
    SIGN_NONE,   /* – in a table: nothing */
    SIGN_DOT,    /* · between parts */
    SIGN_MARK,   /* a marked row */
    SIGN_BELOW,  /* ▾ it goes on below */
    SIGN_COUNT
};
const char *sign(enum sign which); /* its UTF-8 */
/* The twin of a cluster that has one, else NULL. */
const char *sign_ascii(const char *cluster);

#endif
