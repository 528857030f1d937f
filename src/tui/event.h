#ifndef TUI_EVENT_H
#define TUI_EVENT_H

#include <stdbool.h>
#include <stdint.h>

/*
 * What reaches the program from outside, one at a time. A key is one number: a
 * code point or one of enum key_name, with modifiers in the top bits. A letter
 * with Ctrl is the capital (Ctrl-S is KEY_CTRL | 'S'); Shift is told only of
 * keys that have no text of their own. Names in text: "j", "Ctrl-S", "PgUp",
 * "Shift-Tab", "Ctrl-Left", "Space", "F1".
 */
typedef uint32_t keycode;
#define KEYMOD_CTRL  0x10000000u
#define KEYMOD_ALT   0x20000000u
#define KEYMOD_SHIFT 0x40000000u
#define KEYMOD_ALL   0x70000000u

enum key_name {
    K_NONE = 0,
    K_TAB = 0x09,
    K_ENTER = 0x0d,
    K_ESC = 0x1b,
    K_BACKSPACE = 0x7f,
    K_UP = 0x110000, /* past the last code point */
    K_DOWN,
    K_LEFT,
    K_RIGHT,
    K_HOME,
    K_END,
    K_PGUP,
    K_PGDN,
    K_INSERT,
    K_DELETE,
    K_F1, /* K_F1 + 11 is F12 */
    K_F12 = K_F1 + 11,
};

enum event_type {
    EVENT_NONE,
    EVENT_KEY,    /* key, and text where it types something */
    EVENT_PASTE,  /* text, newlines as \n */
    EVENT_MOUSE,  /* row, col, mouse */
    EVENT_RESIZE, /* the next canvas has another size */
    EVENT_TICK,   /* about once a second */
    EVENT_RESUME, /* after a suspend or another program: the clock may have moved */
};

enum event_mouse { MOUSE_CLICK, MOUSE_DOUBLE, MOUSE_WHEEL_UP, MOUSE_WHEEL_DOWN, MOUSE_DRAG, MOUSE_RELEASE };

struct event {
    enum event_type type;
    keycode key;
    char typed[8];    /* of a key that types: its UTF-8, else "" */
    const char *text; /* of a paste; valid while the event is handled */
    enum event_mouse mouse;
    int row, col;
};

#define EVENT_KEY_TEXT 32
char *event_key_text(keycode k, char out[EVENT_KEY_TEXT]); /* returns out */
bool event_key_parse(const char *text, keycode *out);
struct event event_key(keycode k);                         /* as the terminal would report it */
bool event_from_text(const char *name, struct event *out); /* event_key() of a name; false: no such key */

#endif
