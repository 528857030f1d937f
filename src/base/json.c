#include "base/json.h"

#include <locale.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"

static void new_line(struct json *json) {
    if (json->line) {
        buf_char(json->out, '\n');
        for (int i = 1; i < json->line; i++)
            buf_char(json->out, ' ');
    }
    json->line = 0;
}

/* Before every element. */
static void begin(struct json *json) {
    if (json->comma)
        buf_str(json->out, json->spaced && !json->line ? ", " : ",");
    new_line(json);
    json->comma = true;
}

void json_open(struct json *json, char bracket) {
    begin(json);
    buf_char(json->out, bracket);
    json->comma = false;
}

void json_close(struct json *json, char bracket) {
    new_line(json);
    buf_char(json->out, bracket);
    json->comma = true;
}

void json_break(struct json *json, int indent) {
    json->line = indent + 1;
}

static void escaped(struct buf *out, unsigned char c) {
    static const char shorts[32] = {['\b'] = 'b', ['\t'] = 't', ['\n'] = 'n', ['\f'] = 'f', ['\r'] = 'r'};
    if (c == '"' || c == '\\')
        buf_printf(out, "\\%c", c);
    else if (c < 32 && shorts[c])
        buf_printf(out, "\\%c", shorts[c]);
    else
        buf_printf(out, "\\u%04x", (unsigned)c);
}

static void quoted(struct buf *out, const char *text, size_t length) {
    buf_char(out, '"');
    size_t from = 0, at = 0;
    while (at < length) {
        unsigned char c = (unsigned char)text[at];
        size_t next = at + 1;
        bool broken = false;
        if (c >= 0x80)
            broken = text_code(text, length, at, &next) == 0xFFFD && next == at + 1;
        if (broken || c < 32 || c == '"' || c == '\\' || c == 127) {
            buf_add(out, text + from, at - from);
            if (broken)
                buf_str(out, "\xEF\xBF\xBD");
            else
                escaped(out, c);
            from = next;
        }
        at = next;
    }
    buf_add(out, text + from, length - from);
    buf_char(out, '"');
}

void json_key(struct json *json, const char *name) {
    begin(json);
    quoted(json->out, name, strlen(name));
    buf_str(json->out, json->spaced ? ": " : ":");
    json->comma = false;
}

void json_text_n(struct json *json, const char *text, size_t length) {
    begin(json);
    quoted(json->out, text, length);
}

void json_raw(struct json *json, const char *document) {
    begin(json);
    buf_str(json->out, document);
}

void json_null(struct json *json) {
    json_raw(json, "null");
}

void json_text(struct json *json, const char *text) {
    if (text)
        json_text_n(json, text, strlen(text));
    else
        json_null(json);
}

void json_int(struct json *json, int64_t number) {
    begin(json);
    buf_printf(json->out, "%lld", (long long)number);
}

void json_cents(struct json *json, int64_t cents) {
    if (cents == MONEY_NONE) {
        json_null(json);
        return;
    }
    begin(json);
    uint64_t size = cents < 0 ? (uint64_t)-cents : (uint64_t)cents;
    buf_printf(json->out, "%s%llu.%02u", cents < 0 ? "-" : "", (unsigned long long)(size / 100),
               (unsigned)(size % 100));
}

void json_real(struct json *json, double number) {
    if (!isfinite(number)) {
        json_null(json);
        return;
    }
    char text[40];
    for (int digits = 15; digits <= 17; digits++) {
        snprintf(text, sizeof text, "%.*g", digits, number == 0 ? 0.0 : number);
        if (strtod(text, NULL) == number)
            break;
    }
    begin(json);
    /* The locale may write the point as something else. */
    const char *point = localeconv()->decimal_point;
    char *at = *point ? strstr(text, point) : NULL;
    if (!at) {
        buf_str(json->out, text);
        return;
    }
    buf_add(json->out, text, (size_t)(at - text));
    buf_char(json->out, '.');
    buf_str(json->out, at + strlen(point));
}

void json_bool(struct json *json, bool value) {
    json_raw(json, value ? "true" : "false");
}

void json_day(struct json *json, day d) {
    char text[DAY_SIZE];
    json_text(json, d == DAY_NONE ? NULL : day_iso(d, text));
}

void json_put_text(struct json *json, const char *name, const char *text) {
    json_key(json, name);
    json_text(json, text);
}

void json_put_int(struct json *json, const char *name, int64_t number) {
    json_key(json, name);
    json_int(json, number);
}

void json_put_bool(struct json *json, const char *name, bool value) {
    json_key(json, name);
    json_bool(json, value);
}

void json_put_day(struct json *json, const char *name, day d) {
    json_key(json, name);
    json_day(json, d);
}
