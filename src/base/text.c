#include "base/text.h"

#include <string.h>
#include <utf8proc.h>

#include "base/buf.h"

/* ---- UTF-8 ---- */

uint32_t text_code(const char *text, size_t length, size_t at, size_t *next) {
    const unsigned char *s = (const unsigned char *)text + at;
    size_t left = length - at;
    *next = at + 1;
    if (s[0] < 0x80)
        return s[0];
    size_t size = s[0] >= 0xC2 && s[0] <= 0xDF ? 2
                  : (s[0] & 0xF0) == 0xE0      ? 3
                  : (s[0] & 0xF8) == 0xF0      ? 4
                                               : 0;
    if (size == 0 || left < size)
        return 0xFFFD;
    uint32_t code = s[0] & (0x7Fu >> size);
    for (size_t i = 1; i < size; i++) {
        if ((s[i] & 0xC0) != 0x80)
            return 0xFFFD;
        code = code << 6 | (s[i] & 0x3F);
    }
    if ((size == 3 && (code < 0x800 || (code >= 0xD800 && code <= 0xDFFF))) ||
        (size == 4 && (code < 0x10000 || code > 0x10FFFF)))
        return 0xFFFD;
    *next = at + size;
    return code;
}

size_t text_encode(uint32_t code, char out[4]) {
    if (code > 0x10FFFF || (code >= 0xD800 && code <= 0xDFFF))
        code = 0xFFFD;
    if (code < 0x80) {
        out[0] = (char)code;
        return 1;
    }
    size_t size = code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    static const unsigned char heads[5] = {0, 0, 0xC0, 0xE0, 0xF0};
    for (size_t i = size - 1; i > 0; i--) {
        out[i] = (char)(0x80 | (code & 0x3F));
        code >>= 6;
    }
    out[0] = (char)(heads[size] | code);
    return size;
}

static bool is_ascii(char c) {
    return (unsigned char)c < 0x80;
}

bool text_valid(const char *text, size_t length) {
    size_t at = 0;
    for (;;) {
        while (at < length && is_ascii(text[at]) && text[at])
            at++;
        if (at >= length)
            return true;
        size_t next;
        if (text[at] == '\0' || (text_code(text, length, at, &next) == 0xFFFD && next == at + 1))
            return false;
        at = next;
    }
}

char *text_repair(struct arena *arena, const char *bytes, size_t length) {
    if (text_valid(bytes, length))
        return arena_strndup(arena, bytes, length);
    struct buf out = BUF_INIT;
    for (size_t at = 0, next; at < length; at = next) {
        uint32_t code = text_code(bytes, length, at, &next);
        char utf8[4];
        buf_add(&out, utf8, text_encode(code ? code : 0xFFFD, utf8));
    }
    char *text = arena_strndup(arena, out.data, out.len);
    buf_free(&out);
    return text;
}

/* ---- kinds of characters ---- */

bool text_is_letter(uint32_t code) {
    if (code < 0x80)
        return (code | 32) >= 'a' && (code | 32) <= 'z';
    utf8proc_category_t category = utf8proc_category((utf8proc_int32_t)code);
    return category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_LO;
}

bool text_is_upper(uint32_t code) {
    if (code < 0x80)
        return code >= 'A' && code <= 'Z';
    utf8proc_category_t category = utf8proc_category((utf8proc_int32_t)code);
    return category == UTF8PROC_CATEGORY_LU || category == UTF8PROC_CATEGORY_LT;
}

bool text_is_digit(uint32_t code) {
    if (code < 0x80)
        return code >= '0' && code <= '9';
    return utf8proc_category((utf8proc_int32_t)code) == UTF8PROC_CATEGORY_ND;
}

bool text_is_space(uint32_t code) {
    if (code < 0x80)
        return code == ' ' || (code >= 9 && code <= 13);
    utf8proc_category_t category = utf8proc_category((utf8proc_int32_t)code);
    return code == 0x85 || (category >= UTF8PROC_CATEGORY_ZS && category <= UTF8PROC_CATEGORY_ZP);
}

static bool is_control(uint32_t code) {
    return code < 0x20 || (code >= 0x7F && code < 0xA0);
}

/* ---- lines ---- */

bool text_blank(const char *text) {
    size_t length = text ? strlen(text) : 0;
    for (size_t at = 0, next; at < length; at = next)
        if (!text_is_space(text_code(text, length, at, &next)))
            return false;
    return true;
}

/* Most lines are plain and tidy already. */
static bool tidy_ascii(const char *text, size_t length) {
    if (length && (text[0] == ' ' || text[length - 1] == ' '))
        return false;
    for (size_t i = 0; i < length; i++)
        if (text[i] < ' ' || text[i] > '~' || (text[i] == ' ' && text[i + 1] == ' '))
            return false;
    return true;
}

char *text_line(struct arena *arena, const char *text) {
    size_t length = text ? strlen(text) : 0, room = 1;
    if (tidy_ascii(text, length))
        return arena_strndup(arena, text ? text : "", length);
    for (size_t at = 0, next; at < length; at = next) { /* a broken byte takes three in its place */
        text_code(text, length, at, &next);
        room += next - at == 1 ? 3 : next - at;
    }
    char *out = arena_alloc(arena, room);
    size_t used = 0;
    bool gap = false;
    for (size_t at = 0, next; at < length; at = next) {
        uint32_t code = text_code(text, length, at, &next);
        if (text_is_space(code)) {
            gap = used > 0;
        } else if (!is_control(code)) {
            if (gap)
                out[used++] = ' ';
            gap = false;
            used += text_encode(code, out + used);
        }
    }
    out[used] = '\0';
    return out;
}

const char *text_as_line(struct arena *arena, const char *text) {
    return text && tidy_ascii(text, strlen(text)) ? text : text_line(arena, text);
}

char *text_trim(struct arena *arena, const char *text) {
    size_t length = text ? strlen(text) : 0, from = length, to = 0;
    for (size_t at = 0, next; at < length; at = next)
        if (!text_is_space(text_code(text, length, at, &next))) {
            from = at < from ? at : from;
            to = next;
        }
    return to ? arena_strndup(arena, text + from, to - from) : arena_strndup(arena, "", 0);
}

/* ---- grapheme clusters ---- */

size_t text_next(const char *text, size_t length, size_t at) {
    if (at >= length)
        return length;
    const unsigned char *s = (const unsigned char *)text;
    if (s[at] < 0x80 && s[at] != '\r' && (at + 1 == length || s[at + 1] < 0x80))
        return at + 1;
    size_t end;
    uint32_t before = text_code(text, length, at, &end);
    utf8proc_int32_t state = 0;
    while (end < length) {
        size_t next;
        uint32_t code = text_code(text, length, end, &next);
        if (utf8proc_grapheme_break_stateful((utf8proc_int32_t)before, (utf8proc_int32_t)code, &state))
            break;
        before = code;
        end = next;
    }
    return end;
}

size_t text_prev(const char *text, size_t length, size_t at) {
    if (at > length)
        at = length;
    if (at == 0)
        return 0;
    /* Between two ASCII bytes there is always a boundary, but in CR LF: walk on from the last such place. */
    size_t from = at - 1;
    while (from > 0 && !(is_ascii(text[from]) && is_ascii(text[from - 1]) && text[from - 1] != '\r'))
        from--;
    for (;;) {
        size_t next = text_next(text, length, from);
        if (next >= at)
            return from;
        from = next;
    }
}
