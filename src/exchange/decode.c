#include "exchange/decode.h"

#include <errno.h>
#include <iconv.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "base/buf.h"
#include "base/text.h"

/* ---- converting ---- */

static void convert(iconv_t to_utf8, const char *bytes, size_t count, struct buf *out) {
    char *in = (char *)(uintptr_t)bytes; /* iconv writes nothing there */
    while (count) {
        char part[4096], *at = part;
        size_t room = sizeof part;
        size_t done = iconv(to_utf8, &in, &count, &at, &room);
        buf_add(out, part, (size_t)(at - part));
        if (done != (size_t)-1 || errno == E2BIG)
            continue;
        buf_str(out, "\xEF\xBF\xBD");
        in++;
        count--;
    }
}

char *decode_charset(struct arena *arena, const char *charset, const char *bytes, size_t count,
                     size_t *length) {
    iconv_t to_utf8 = iconv_open("UTF-8", charset);
    if (to_utf8 == (iconv_t)-1) /* NOLINT(performance-no-int-to-ptr): POSIX says so */
        return NULL;
    struct buf out = BUF_INIT;
    convert(to_utf8, bytes, count, &out);
    iconv_close(to_utf8);
    char *text = arena_strndup(arena, out.data, out.len);
    *length = out.len;
    buf_free(&out);
    return text;
}

/* ---- telling encodings apart ---- */

/* UTF-16 without its mark: the plain letters of headers and addresses have a NUL beside them. */
static const char *utf16_by_nuls(const char *bytes, size_t count) {
    size_t look = count < 4096 ? count & ~(size_t)1 : 4096;
    size_t even = 0, odd = 0;
    for (size_t i = 0; i < look; i += 2) {
        even += bytes[i] == '\0';
        odd += bytes[i + 1] == '\0';
    }
    if (even + odd < 4 || even + odd < look / 8)
        return NULL;
    if (odd > 8 * even)
        return "UTF-16LE";
    return even > 8 * odd ? "UTF-16BE" : NULL;
}

/* What speaks for each reading of bytes above 0x7F. */
struct signs {
    size_t utf8, broken;       /* sequences that are UTF-8, bytes that are not */
    size_t japanese, katakana; /* Shift-JIS pairs with a lead of 0x81 to 0x9F; everything else of it */
    bool shift_jis;            /* no byte speaks against it */
    size_t eastern;            /* signs in 1252 that are letters in 1250, beside a letter */
};

static size_t utf8_sequence(const unsigned char *at, size_t left) {
    size_t size = *at >= 0xF0 ? 4 : *at >= 0xE0 ? 3 : 2;
    return *at >= 0xC2 && *at <= 0xF4 && size <= left && text_valid((const char *)at, size) ? size : 0;
}

static void read_utf8(const unsigned char *bytes, size_t count, struct signs *signs) {
    for (size_t at = 0; at < count;) {
        size_t size = bytes[at] < 0x80 ? 1 : utf8_sequence(bytes + at, count - at);
        signs->utf8 += size > 1;
        signs->broken += size == 0;
        at += size ? size : 1;
    }
}

static void read_shift_jis(const unsigned char *bytes, size_t count, struct signs *signs) {
    signs->shift_jis = true;
    for (size_t at = 0; at < count; at++) {
        unsigned char lead = bytes[at];
        if (lead < 0x80)
            continue;
        if (lead >= 0xA1 && lead <= 0xDF) {
            signs->katakana++;
            continue;
        }
        unsigned char trail = at + 1 < count ? bytes[at + 1] : 0;
        if (lead == 0x80 || lead == 0xA0 || lead > 0xFC || trail < 0x40 || trail == 0x7F || trail > 0xFC) {
            signs->shift_jis = false;
            return;
        }
        *(lead < 0xA0 ? &signs->japanese : &signs->katakana) += 1;
        at++;
    }
}

static bool is_plain_letter(unsigned char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* ą ł ż and their capitals: in 1252 they would be superscripts and signs inside a word. */
static void read_eastern(const unsigned char *bytes, size_t count, struct signs *signs) {
    for (size_t at = 1; at < count; at++)
        if (strchr("\xA3\xA5\xAF\xB3\xB9\xBF", bytes[at]) && bytes[at] &&
            (is_plain_letter(bytes[at - 1]) || (at + 1 < count && is_plain_letter(bytes[at + 1]))))
            signs->eastern++;
}

static const char *charset_of(const char *bytes, size_t count) {
    struct signs signs = {0};
    const unsigned char *raw = (const unsigned char *)bytes;
    read_utf8(raw, count, &signs);
    if (signs.broken <= signs.utf8)
        return NULL;
    read_shift_jis(raw, count, &signs);
    if (signs.shift_jis && signs.japanese > signs.katakana)
        return "CP932";
    read_eastern(raw, count, &signs);
    return signs.eastern ? "CP1250" : "CP1252";
}

/* ---- a file ---- */

static char *without_nuls(struct arena *arena, const char *bytes, size_t count, size_t *length) {
    *length = count;
    if (!memchr(bytes, '\0', count))
        return arena_strndup(arena, bytes, count);
    char *out = arena_alloc(arena, count + 1);
    *length = 0;
    for (size_t i = 0; i < count; i++)
        if (bytes[i])
            out[(*length)++] = bytes[i];
    return out;
}

char *decode_text(struct arena *arena, const char *bytes, size_t count, size_t *length) {
    const char *charset = NULL;
    if (count >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0) {
        bytes += 3;
        count -= 3;
    } else if (count >= 2 && (memcmp(bytes, "\xFF\xFE", 2) == 0 || memcmp(bytes, "\xFE\xFF", 2) == 0)) {
        charset = bytes[0] == '\xFF' ? "UTF-16LE" : "UTF-16BE";
        bytes += 2;
        count -= 2;
    } else {
        charset = utf16_by_nuls(bytes, count);
    }
    if (!charset)
        charset = charset_of(bytes, count);
    size_t size = count;
    const char *text = charset ? decode_charset(arena, charset, bytes, count, &size) : bytes;
    char *out = without_nuls(arena, text, size, length);
    if (!text_valid(out, *length)) {
        out = text_repair(arena, out, *length);
        *length = strlen(out);
    }
    return out;
}
