#include "base/text.h"

#include <langinfo.h>
#include <string.h>
#include <utf8proc.h>
#include <wchar.h>

#include "base/buf.h"

bool text_locale_utf8(void) {
    return strcmp(nl_langinfo(CODESET), "UTF-8") == 0;
}

static bool is_skin_tone(uint32_t code) {
    return code >= 0x1F3FB && code <= 0x1F3FF;
}

/* Joiners, selectors, tags: they shape their neighbours and are no signs themselves. */
static bool is_shaper(uint32_t code) {
    return (code >= 0xFE00 && code <= 0xFE0F) || (code >= 0xE0100 && code <= 0xE01EF) ||
           (code >= 0x180B && code <= 0x180F) ||
           utf8proc_category((utf8proc_int32_t)code) == UTF8PROC_CATEGORY_CF;
}

static bool shows(uint32_t code) {
    return code != 0x2028 && code != 0x2029 && !is_shaper(code) && wcwidth((wchar_t)code) > 0;
}

/*
 * One cell's worth from `at`: the base, then what the cluster says about it. A
 * sign of its own width within the cluster (a spacing vowel, the second half of
 * a flag) begins a cell of its own, since a terminal cell holds one such sign.
 */
static int reduce(const char *text, size_t length, size_t at, size_t *next, char out[TEXT_CLUSTER]) {
    size_t end = text_next(text, length, at), used;
    uint32_t base = text_code(text, length, at, next);
    bool joined = false;
    int width = 1, marks = 0;
    if (shows(base))
        width = wcwidth((wchar_t)base);
    else
        base = base == '\t' ? ' ' : 0xFFFD;
    used = text_encode(base, out);
    while (*next < end) {
        size_t after;
        uint32_t code = text_code(text, length, *next, &after);
        if (is_shaper(code)) {
            joined = joined || code == 0x200D;
        } else if (wcwidth((wchar_t)code) > 0) {
            if (!joined && !is_skin_tone(code))
                break;
        } else if (!joined && marks < 4 && wcwidth((wchar_t)code) == 0 && base != 0xFFFD) {
            used += text_encode(code, out + used);
            marks++;
        }
        *next = after;
    }
    out[used] = '\0';
    return width;
}

int text_cluster(const char *text, size_t length, size_t at, size_t *next, char out[TEXT_CLUSTER]) {
    unsigned char c = (unsigned char)text[at];
    bool alone = c < 0x80 && (at + 1 >= length || (unsigned char)text[at + 1] < 0x80) && c != '\r';
    if (alone && ((c >= 0x20 && c < 0x7F) || c == '\t')) {
        out[0] = c == '\t' ? ' ' : (char)c;
        out[1] = '\0';
        *next = at + 1;
        return 1;
    }
    if (text_locale_utf8())
        return reduce(text, length, at, next, out);
    *next = text_next(text, length, at);
    out[0] = c >= 0x20 && c < 0x7F ? (char)c : '?';
    out[1] = '\0';
    return 1;
}

static size_t plain_run(const char *text, size_t length) {
    size_t at = 0;
    while (at < length && (unsigned char)text[at] >= 0x20 && (unsigned char)text[at] < 0x7F)
        at++;
    return at;
}

int text_width_n(const char *text, size_t length) {
    size_t at = plain_run(text, length);
    if (at == length)
        return (int)length;
    at = at ? at - 1 : 0; /* the last plain letter may carry marks */
    int width = (int)at;
    char out[TEXT_CLUSTER];
    while (at < length)
        width += text_cluster(text, length, at, &at, out);
    return width;
}

int text_width(const char *text) {
    return text ? text_width_n(text, strlen(text)) : 0;
}

char *text_display(struct arena *arena, const char *text) {
    size_t length = text ? strlen(text) : 0;
    if (plain_run(text, length) == length)
        return arena_strndup(arena, text, length);
    struct buf shown = BUF_INIT;
    char out[TEXT_CLUSTER];
    for (size_t at = 0; at < length;) {
        text_cluster(text, length, at, &at, out);
        buf_str(&shown, out);
    }
    char *display = arena_strndup(arena, shown.data, shown.len);
    buf_free(&shown);
    return display;
}

/* Bytes of the display form `text` that fit. */
static size_t fitting(const char *text, size_t length, int columns) {
    char out[TEXT_CLUSTER];
    size_t at = 0;
    int width = 0;
    while (at < length) {
        size_t next;
        int more = text_cluster(text, length, at, &next, out);
        if (width + more > columns)
            break;
        width += more;
        at = next;
    }
    return at;
}

char *text_cut(struct arena *arena, const char *text, int columns) {
    char *shown = text_display(arena, text);
    size_t length = strlen(shown);
    if (text_width_n(shown, length) <= columns)
        return shown;
    const char *ellipsis = text_locale_utf8() ? "\xE2\x80\xA6" : "...";
    int sign = text_locale_utf8() ? 1 : 3;
    if (columns <= sign)
        return arena_strndup(arena, ellipsis, fitting(ellipsis, strlen(ellipsis), columns));
    size_t end = fitting(shown, length, columns - sign), word = end;
    if (shown[end] != ' ') /* within a word: go back before it, if that leaves enough */
        while (word > 0 && shown[word - 1] != ' ')
            word--;
    while (word > 0 && shown[word - 1] == ' ')
        word--;
    if (text_width_n(shown, word) * 2 >= columns)
        end = word;
    return arena_printf(arena, "%.*s%s", (int)end, shown, ellipsis);
}

/* Where what is quoted from `at` ends: before a quote that a word's end follows. */
static size_t quoted(const char *text, size_t at) {
    while (text[at] && !(text[at] == '\'' && (!text[at + 1] || strchr(" ,;:.)", text[at + 1]))))
        at++;
    return at;
}

static size_t word(const char *text, size_t at) {
    while (text[at] && text[at] != ' ' && text[at] != '\'')
        at++;
    return at;
}

char *text_sentence(struct arena *arena, const char *text) {
    enum { MOST = 100, MOST_OF_A_PATH = 500 };
    struct buf out = BUF_INIT;
    for (size_t at = 0, end; text[at]; at = end) {
        bool opens = text[at] == '\'' && (at == 0 || strchr(" (:", text[at - 1]));
        if (opens)
            buf_char(&out, text[at++]);
        end = opens ? quoted(text, at) : word(text, at);
        if (end == at && text[at])
            end++;
        char *part = arena_strndup(arena, text + at, end - at);
        buf_str(&out, text_cut(arena, part, *part == '/' ? MOST_OF_A_PATH : MOST));
    }
    char *sentence = arena_strndup(arena, out.data, out.len);
    buf_free(&out);
    return sentence;
}
