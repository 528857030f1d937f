#ifndef FUZZ_KEYS_H
#define FUZZ_KEYS_H

#include <stdint.h>
#include <string.h>

#include "tui/event.h"

/* The next event from a stream of bytes: plain ones type, those above are keys with a name, pastes, the
 * mouse. */
struct fuzz_keys {
    const uint8_t *data;
    size_t size, at;
    char paste[256];
};

static inline struct event fuzz_named(uint8_t byte) {
    keycode code = byte < 0xc0 ? K_UP + (byte - 0xa0u) % (K_F12 - K_UP + 1) : 0xa1u + (byte - 0xc0u) * 977u;
    if (byte < 0xc0 && byte & 0x10)
        code |= byte & 0x08 ? KEYMOD_CTRL : KEYMOD_SHIFT;
    return event_key(code);
}

/* "\x80 n" pastes the next n bytes. */
static inline struct event fuzz_paste(struct fuzz_keys *keys) {
    size_t length = keys->at < keys->size ? keys->data[keys->at++] : 0;
    if (length > keys->size - keys->at)
        length = keys->size - keys->at;
    memcpy(keys->paste, keys->data + keys->at, length);
    keys->paste[length] = '\0';
    keys->at += length;
    return (struct event){.type = EVENT_PASTE, .text = keys->paste};
}

static inline bool fuzz_next(struct fuzz_keys *keys, struct event *out) {
    if (keys->at >= keys->size)
        return false;
    uint8_t byte = keys->data[keys->at++];
    uint8_t next = keys->at < keys->size ? keys->data[keys->at] : 0;
    if (byte == 0x80)
        *out = fuzz_paste(keys);
    else if (byte == 0x81)
        *out = (struct event){.type = EVENT_TICK};
    else if (byte == 0x82)
        *out = (struct event){.type = EVENT_RESUME};
    else if (byte >= 0x83 && byte < 0xa0)
        *out = (struct event){
            .type = EVENT_MOUSE, .mouse = (enum event_mouse)(byte % 4), .row = next % 50, .col = next % 121};
    else if (byte >= 0xa0)
        *out = fuzz_named(byte);
    else if (byte == '\n')
        *out = event_key(K_ENTER);
    else if (byte < 0x20 && byte != K_TAB && byte != K_ENTER && byte != K_ESC)
        *out = event_key(KEYMOD_CTRL | (byte + 0x40u));
    else
        *out = event_key(byte);
    return true;
}

#endif
