#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "model/field.h"

/*
 * Reads the JSON that field.c stores in a column: an array of texts, or of
 * {"what","on"}. Anything else in it, as a file from elsewhere may hold, is
 * passed over; it never reads past the end.
 */

static const char *blanks(const char *at) {
    while (*at == ' ' || *at == '\n' || *at == '\t' || *at == '\r')
        at++;
    return at;
}

static uint32_t hex4(const char *at) {
    uint32_t code = 0;
    for (int i = 0; i < 4; i++) {
        char c = at[i];
        uint32_t digit = c >= '0' && c <= '9'   ? (uint32_t)(c - '0')
                         : c >= 'a' && c <= 'f' ? (uint32_t)(c - 'a' + 10)
                         : c >= 'A' && c <= 'F' ? (uint32_t)(c - 'A' + 10)
                                                : 0x10000;
        if (digit > 15)
            return UINT32_MAX;
        code = code * 16 + digit;
    }
    return code;
}

/* At the 'u' of an escape; steps past its digits, and past the second half of a pair. */
static const char *unicode(const char *at, struct buf *out) {
    uint32_t code = hex4(at + 1);
    if (code == UINT32_MAX)
        return at + 1;
    at += 5;
    if (code >= 0xD800 && code < 0xDC00 && at[0] == '\\' && at[1] == 'u') {
        uint32_t low = hex4(at + 2);
        if (low >= 0xDC00 && low < 0xE000) {
            code = 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00);
            at += 6;
        }
    }
    if (code == 0 || (code >= 0xD800 && code < 0xE000))
        code = 0xFFFD;
    char bytes[4];
    buf_add(out, bytes, text_encode(code, bytes));
    return at;
}

/* At an opening quotation mark; *text is the string. NULL when it has no end. */
static const char *string(const char *at, struct arena *arena, const char **text) {
    static const char from[] = "bfnrt", to[] = "\b\f\n\r\t";
    struct buf out = BUF_INIT;
    for (at++; *at && *at != '"';) {
        if (*at != '\\') {
            buf_char(&out, *at++);
        } else if (at[1] == 'u') {
            at = unicode(at + 1, &out);
        } else if (at[1]) {
            const char *plain = strchr(from, at[1]);
            buf_char(&out, plain ? to[plain - from] : at[1]);
            at += 2;
        } else {
            at++;
        }
    }
    *text = arena_strndup(arena, out.data, out.len);
    buf_free(&out);
    return *at ? at + 1 : NULL;
}

struct kith_list model_list(const char *json, struct arena *arena) {
    struct kith_list list = {0};
    size_t cap = 0;
    const char *at = json ? blanks(json) : "";
    if (*at != '[')
        return list;
    at++;
    while (at && *at && *at != ']') {
        if (*at == '"') {
            const char *text;
            at = string(at, arena, &text);
            *ARENA_PUSH(arena, list.items, list.count, cap) = text;
        } else {
            at++;
        }
    }
    return list;
}

bool field_date_ok(const char *on) {
    day d;
    if (!on)
        return false;
    if (day_parse_iso(on, &d))
        return true;
    if (strlen(on) != 7 || strncmp(on, "--", 2) != 0)
        return false;
    char leap[16] = "2000-";
    strcat(leap, on + 2);
    return day_parse_iso(leap, &d);
}

struct kith_dates field_dates(const char *json, struct arena *arena) {
    struct kith_dates dates = {0};
    struct kith_date *date = NULL;
    size_t cap = 0;
    const char *at = json ? json : "", *key = NULL;
    while (at && *at) {
        if (*at == '{') {
            date = ARENA_PUSH(arena, dates.items, dates.count, cap);
            date->what = date->on = "";
            at++;
        } else if (*at == '"') {
            const char *text;
            at = string(at, arena, &text);
            const char *next = at ? blanks(at) : "";
            if (*next == ':')
                key = text;
            else if (date && key && strcmp(key, "what") == 0)
                date->what = text;
            else if (date && key && strcmp(key, "on") == 0)
                date->on = text;
        } else {
            at++;
        }
    }
    return dates;
}
