#include "tui/event.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "base/text.h"

struct named_key {
    keycode key;
    const char *name;
};

static const struct named_key named_keys[] = {
    {K_TAB, "Tab"}, {K_ENTER, "Enter"}, {K_ESC, "Esc"},   {K_BACKSPACE, "Backspace"}, {' ', "Space"},
    {K_UP, "Up"},   {K_DOWN, "Down"},   {K_LEFT, "Left"}, {K_RIGHT, "Right"},         {K_HOME, "Home"},
    {K_END, "End"}, {K_PGUP, "PgUp"},   {K_PGDN, "PgDn"}, {K_INSERT, "Insert"},       {K_DELETE, "Delete"},
};
enum { NAMED_KEYS = sizeof named_keys / sizeof named_keys[0] };

struct named_modifier {
    keycode bit;
    const char *name;
};

static const struct named_modifier modifiers[] = {
    {KEYMOD_CTRL, "Ctrl-"},
    {KEYMOD_ALT, "Alt-"},
    {KEYMOD_SHIFT, "Shift-"},
};
enum { MODIFIERS = sizeof modifiers / sizeof modifiers[0] };

static const char *plain_name(keycode code, char out[8]) {
    for (int i = 0; i < NAMED_KEYS; i++) {
        if (named_keys[i].key == code)
            return named_keys[i].name;
    }
    if (code >= K_F1 && code <= K_F12)
        snprintf(out, 8, "F%u", code - K_F1 + 1);
    else
        out[text_encode(code, out)] = '\0';
    return out;
}

char *event_key_text(keycode k, char out[EVENT_KEY_TEXT]) {
    char plain[8];
    out[0] = '\0';
    for (int i = 0; i < MODIFIERS; i++) {
        if (k & modifiers[i].bit)
            strcat(out, modifiers[i].name);
    }
    strcat(out, plain_name(k & ~KEYMOD_ALL, plain));
    return out;
}

static bool plain_from_name(const char *name, keycode *out) {
    for (int i = 0; i < NAMED_KEYS; i++) {
        if (strcasecmp(named_keys[i].name, name) == 0) {
            *out = named_keys[i].key;
            return true;
        }
    }
    unsigned number;
    char rest;
    if (sscanf(name, "F%u%c", &number, &rest) == 1 && number >= 1 && number <= 12) {
        *out = K_F1 + number - 1;
        return true;
    }
    size_t length = strlen(name), next = 0;
    if (length == 0 || !text_valid(name, length))
        return false;
    *out = text_code(name, length, 0, &next);
    return next == length;
}

bool event_key_parse(const char *text, keycode *out) {
    keycode bits = 0;
    for (bool found = true; found;) {
        found = false;
        for (int i = 0; i < MODIFIERS; i++) {
            size_t length = strlen(modifiers[i].name);
            if (strncasecmp(text, modifiers[i].name, length) == 0 && text[length]) {
                bits |= modifiers[i].bit;
                text += length;
                found = true;
            }
        }
    }
    keycode code;
    if (!plain_from_name(text, &code))
        return false;
    if ((bits & KEYMOD_CTRL) && code >= 'a' && code <= 'z')
        code -= 'a' - 'A';
    *out = code | bits;
    return true;
}

struct event event_key(keycode k) {
    struct event event = {.type = EVENT_KEY, .key = k};
    if (!(k & KEYMOD_ALL) && k >= ' ' && k != K_BACKSPACE && k < K_UP)
        event.typed[text_encode(k, event.typed)] = '\0';
    return event;
}

bool event_from_text(const char *name, struct event *out) {
    keycode code;
    if (!event_key_parse(name, &code))
        return false;
    *out = event_key(code);
    return true;
}
