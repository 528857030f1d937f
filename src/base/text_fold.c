#include "base/text.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <utf8proc.h>

#include "base/alloc.h"

/* Letters and signs that neither decompose nor fold to what people type for them. */
static const struct plain {
    uint16_t code;
    char plain[3];
} plains[] = {
    {0xE6, "ae"},   /* æ */
    {0xF0, "d"},    /* ð */
    {0xF8, "o"},    /* ø */
    {0xFE, "th"},   /* þ */
    {0x111, "d"},   /* đ */
    {0x127, "h"},   /* ħ */
    {0x131, "i"},   /* ı */
    {0x138, "k"},   /* ĸ */
    {0x142, "l"},   /* ł */
    {0x14B, "n"},   /* ŋ */
    {0x153, "oe"},  /* œ */
    {0x167, "t"},   /* ŧ */
    {0x180, "b"},   /* ƀ */
    {0x19A, "l"},   /* ƚ */
    {0x1B6, "z"},   /* ƶ */
    {0x1E5, "g"},   /* ǥ */
    {0x237, "j"},   /* ȷ */
    {0x23C, "c"},   /* ȼ */
    {0x247, "e"},   /* ɇ */
    {0x249, "j"},   /* ɉ */
    {0x24D, "r"},   /* ɍ */
    {0x24F, "y"},   /* ɏ */
    {0x256, "d"},   /* ɖ */
    {0x268, "i"},   /* ɨ */
    {0x2B9, "'"},   /* ʹ */
    {0x2BB, "'"},   /* ʻ */
    {0x2BC, "'"},   /* ʼ */
    {0x2010, "-"},  /* ‐ */
    {0x2013, "-"},  /* – */
    {0x2018, "'"},  /* ‘ */
    {0x2019, "'"},  /* ’ */
    {0x201C, "\""}, /* “ */
    {0x201D, "\""}, /* ” */
    {0x2212, "-"},  /* − */
};

static const char *plain_of(uint32_t code) {
    size_t low = 0, high = sizeof plains / sizeof *plains;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (plains[middle].code == code)
            return plains[middle].plain;
        if (plains[middle].code < code)
            low = middle + 1;
        else
            high = middle;
    }
    return NULL;
}

/*
 * Accents, points and tones go; vowel signs, viramas and voicing marks are part
 * of the spelling in the scripts that have them, and stay.
 */
static bool is_accent(uint32_t code) {
    const utf8proc_property_t *property = utf8proc_get_property((utf8proc_int32_t)code);
    if (property->category == UTF8PROC_CATEGORY_ME)
        return true;
    if (property->category != UTF8PROC_CATEGORY_MN)
        return false;
    int class = property->combining_class;
    return class == 1 || (class >= 10 && class <= 36) || class >= 200;
}

/* Code points on their way out; marks that stay are kept in canonical order. */
struct folding {
    utf8proc_int32_t *codes;
    size_t count, cap;
};

static void push(struct folding *f, utf8proc_int32_t code) {
    if (f->count == f->cap) {
        f->cap = f->cap ? f->cap * 2 : 128;
        f->codes = xrealloc(f->codes, f->cap, sizeof *f->codes);
    }
    size_t at = f->count++;
    int class = utf8proc_get_property(code)->combining_class;
    for (; class && at > 0 && utf8proc_get_property(f->codes[at - 1])->combining_class > class; at--)
        f->codes[at] = f->codes[at - 1];
    f->codes[at] = code;
}

static void fold_code(struct folding *f, uint32_t code) {
    enum { LONGEST = 32 }; /* the longest decomposition has 18 */
    utf8proc_int32_t parts[LONGEST];
    int boundary = 0;
    utf8proc_ssize_t count = utf8proc_decompose_char(
        (utf8proc_int32_t)code, parts, LONGEST,
        UTF8PROC_COMPAT | UTF8PROC_DECOMPOSE | UTF8PROC_CASEFOLD | UTF8PROC_IGNORE, &boundary);
    if (count < 0 || count > LONGEST) {
        push(f, (utf8proc_int32_t)code);
        return;
    }
    for (utf8proc_ssize_t i = 0; i < count; i++) {
        const char *plain = parts[i] >= 0x80 ? plain_of((uint32_t)parts[i]) : NULL;
        if (plain)
            for (; *plain; plain++)
                push(f, *plain);
        else if (!is_accent((uint32_t)parts[i]))
            push(f, parts[i]);
    }
}

static bool is_ascii(char c) {
    return (unsigned char)c < 0x80;
}

static char lower(char c) {
    return (char)(c >= 'A' && c <= 'Z' ? c + 32 : c);
}

char *text_fold_n(struct arena *arena, const char *text, size_t length) {
    size_t ascii = 0;
    while (ascii < length && is_ascii(text[ascii]))
        ascii++;
    if (ascii == length) {
        char *out = arena_alloc(arena, length + 1);
        for (size_t i = 0; i < length; i++)
            out[i] = lower(text[i]);
        return out;
    }
    struct folding f = {0};
    for (size_t at = 0, next; at < length; at = next) {
        if (is_ascii(text[at])) {
            push(&f, lower(text[at]));
            next = at + 1;
        } else {
            fold_code(&f, text_code(text, length, at, &next));
        }
    }
    char *out = arena_alloc(arena, f.count * 4 + 1), *end = out;
    for (size_t i = 0; i < f.count; i++)
        end += text_encode((uint32_t)f.codes[i], end);
    *end = '\0';
    free(f.codes);
    return out;
}

char *text_fold(struct arena *arena, const char *text) {
    return text_fold_n(arena, text ? text : "", text ? strlen(text) : 0);
}

bool text_same(const char *a, const char *b) {
    a = a ? a : "";
    b = b ? b : "";
    const char *start = a;
    while (*a && is_ascii(*a) && is_ascii(*b) && lower(*a) == lower(*b))
        a++, b++;
    if (is_ascii(*a) && is_ascii(*b)) /* folding never drops or moves an ASCII character */
        return *a == *b;
    if (a > start) /* a mark may follow */
        a--, b--;
    struct arena arena = {0};
    bool same = strcmp(text_fold(&arena, a), text_fold(&arena, b)) == 0;
    arena_free(&arena);
    return same;
}
