#include "cli/jsonl.h"

#include <stdint.h>
#include <string.h>

#include "base/buf.h"
#include "base/text.h"

/*
 * Megabytes of notes come through `listen`, a line each, and no book is open to
 * read JSON with: so a small reader for flat objects of texts stands here.
 */
struct reader {
    const char *at;
    struct arena *arena;
    int depth;
};

enum { DEEPEST = 64 };

static void skip_blanks(struct reader *r) {
    r->at += strspn(r->at, " \t\r\n");
}

static int hex_digit(char c) {
    const char *digits = "0123456789abcdef";
    const char *found = c ? strchr(digits, c >= 'A' && c <= 'F' ? c + 32 : c) : NULL;
    return found ? (int)(found - digits) : -1;
}

static bool read_hex(struct reader *r, uint32_t *code) {
    *code = 0;
    for (int i = 0; i < 4; i++, r->at++) {
        int digit = hex_digit(*r->at);
        if (digit < 0)
            return false;
        *code = *code * 16 + (uint32_t)digit;
    }
    return true;
}

static bool read_escape(struct reader *r, struct buf *out) {
    static const char from[] = "\"\\/bfnrt", to[] = "\"\\/\b\f\n\r\t";
    const char *found = *r->at ? strchr(from, *r->at) : NULL;
    if (found) {
        buf_char(out, to[found - from]);
        r->at++;
        return true;
    }
    uint32_t code, low;
    if (*r->at++ != 'u' || !read_hex(r, &code))
        return false;
    if (code >= 0xD800 && code < 0xDC00 && r->at[0] == '\\' && r->at[1] == 'u') {
        r->at += 2;
        if (!read_hex(r, &low))
            return false;
        code = 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00);
    }
    if (code == 0 || (code >= 0xD800 && code < 0xE000) || code > 0x10FFFF)
        code = 0xFFFD;
    char bytes[4];
    buf_add(out, bytes, text_encode(code, bytes));
    return true;
}

static bool read_text(struct reader *r, const char **text) {
    struct buf out = BUF_INIT;
    bool good = *r->at == '"';
    r->at += good;
    while (good && *r->at != '"') {
        if (!*r->at)
            good = false;
        else if (*r->at == '\\' && r->at++)
            good = read_escape(r, &out);
        else
            buf_char(&out, *r->at++);
    }
    r->at += good;
    *text = arena_strndup(r->arena, out.data, out.len);
    buf_free(&out);
    return good;
}

static bool skip_value(struct reader *r);

/* Members or elements up to the closing bracket, the opening one being read. */
static bool skip_group(struct reader *r, char close) {
    if (++r->depth > DEEPEST)
        return false;
    skip_blanks(r);
    while (*r->at != close) {
        const char *key;
        if (close == '}') {
            if (!read_text(r, &key))
                return false;
            skip_blanks(r);
            if (*r->at++ != ':')
                return false;
        }
        if (!skip_value(r))
            return false;
        if (*r->at == ',')
            r->at++;
        else if (*r->at != close)
            return false;
        skip_blanks(r);
    }
    r->at++;
    r->depth--;
    return true;
}

static bool skip_value(struct reader *r) {
    const char *text;
    bool good;
    skip_blanks(r);
    if (*r->at == '"') {
        good = read_text(r, &text);
    } else if (*r->at == '{' || *r->at == '[') {
        char close = *r->at == '{' ? '}' : ']';
        r->at++;
        good = skip_group(r, close);
    } else {
        size_t length = strspn(r->at, "+-.0123456789abcdefghijklmnopqrstuvwxyzE");
        good = length > 0;
        r->at += length;
    }
    skip_blanks(r);
    return good;
}

static bool read_member(struct reader *r, struct kith_listen_line *out) {
    const char *key;
    if (!read_text(r, &key))
        return false;
    skip_blanks(r);
    if (*r->at++ != ':')
        return false;
    skip_blanks(r);
    const char **into = strcmp(key, "id") == 0        ? &out->id
                        : strcmp(key, "contact") == 0 ? &out->contact
                        : strcmp(key, "note") == 0    ? &out->note
                                                      : NULL;
    if (into == &out->id && (*r->at == '-' || (*r->at >= '0' && *r->at <= '9'))) {
        size_t length = strspn(r->at, "+-.0123456789eE");
        *into = arena_strndup(r->arena, r->at, length);
        return skip_value(r);
    }
    if (!into || *r->at != '"')
        return skip_value(r);
    bool good = read_text(r, into);
    skip_blanks(r);
    return good;
}

bool jsonl_read(const char *line, struct arena *arena, struct kith_listen_line *out) {
    struct reader r = {.at = line, .arena = arena};
    skip_blanks(&r);
    if (*r.at++ != '{')
        return false;
    skip_blanks(&r);
    while (*r.at != '}') {
        if (!read_member(&r, out))
            return false;
        if (*r.at == ',')
            r.at++;
        else if (*r.at != '}')
            return false;
        skip_blanks(&r);
    }
    r.at++;
    skip_blanks(&r);
    return !*r.at && out->note != NULL;
}
