#include "exchange/vcard.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/buf.h"
#include "base/text.h"
#include "exchange/decode.h"

enum { DEEPEST = 4 }; /* cards within cards */

struct reading {
    struct arena *arena;
    struct vcards *out;
    size_t open[DEEPEST]; /* cards begun and not ended, counted from 1 */
    size_t depth, outer;  /* outer: how deep the text itself stands, as an escaped AGENT does */
    size_t agent_of;
};

static void read_text(struct reading *r, const char *text, size_t length, int64_t line, bool nested);

/* ---- parameters ---- */

const char *vcard_parameter(const struct vcard_property *property, const char *name) {
    for (size_t i = 0; i < property->parameter_count; i++)
        if (strcmp(property->parameters[i].name, name) == 0)
            return property->parameters[i].value;
    return NULL;
}

bool vcard_next_type(const struct vcard_property *property, size_t *at, struct arena *arena,
                     const char **type) {
    size_t skip = *at;
    for (size_t i = 0; i < property->parameter_count; i++) {
        const struct vcard_parameter *parameter = &property->parameters[i];
        if (*parameter->name && strcmp(parameter->name, "TYPE") != 0)
            continue;
        char *rest = arena_strdup(arena, parameter->value), *one;
        while ((one = strsep(&rest, ",")))
            if (skip-- == 0) {
                ++*at;
                *type = text_fold(arena, text_trim(arena, one));
                return true;
            }
    }
    return false;
}

bool vcard_has_type(const struct vcard_property *property, const char *type) {
    struct arena arena = {0};
    const char *one;
    bool has = false;
    for (size_t at = 0; !has && vcard_next_type(property, &at, &arena, &one);)
        has = strcmp(one, type) == 0;
    arena_free(&arena);
    return has;
}

static const char *capitals(struct arena *arena, const char *text, size_t length) {
    char *out = text_trim(arena, arena_strndup(arena, text, length));
    for (char *c = out; *c; c++)
        *c = (char)toupper((unsigned char)*c);
    return out;
}

/* RFC 6868 (^n ^' ^^), and \n as 3.0 would write it. */
static const char *parameter_value(struct arena *arena, const char *text, size_t length) {
    char *out = arena_alloc(arena, length + 1), *to = out;
    for (size_t i = 0; i < length; i++) {
        char next = i + 1 < length ? text[i + 1] : '\0';
        if ((text[i] == '^' || text[i] == '\\') && (next == 'n' || next == 'N'))
            *to++ = '\n';
        else if (text[i] == '^' && next == '\'')
            *to++ = '"';
        else if (text[i] == '^' && next == '^')
            *to++ = '^';
        else if (text[i] == '"')
            continue;
        else {
            *to++ = text[i];
            continue;
        }
        i++;
    }
    return out;
}

static void add_parameter(struct arena *arena, struct vcard_property *property, const char *text,
                          size_t length) {
    const char *equals = memchr(text, '=', length);
    struct vcard_parameter parameter = {"", ""};
    if (equals) {
        parameter.name = capitals(arena, text, (size_t)(equals - text));
        parameter.value = parameter_value(arena, equals + 1, length - (size_t)(equals + 1 - text));
    } else {
        parameter.value = parameter_value(arena, text, length);
    }
    *ARENA_PUSH(arena, property->parameters, property->parameter_count, property->parameter_cap) = parameter;
}

/* The first of `signs` outside quotes; the end. */
static size_t find_outside(const char *text, size_t length, const char *signs) {
    bool quoted = false;
    for (size_t i = 0; i < length; i++) {
        if (text[i] == '"')
            quoted = !quoted;
        else if (!quoted && strchr(signs, text[i]))
            return i;
    }
    return length;
}

/* Where the value begins; the length when there is none. */
static size_t find_colon(const char *text, size_t length) {
    size_t colon = find_outside(text, length, ":");
    const char *any = colon == length ? memchr(text, ':', length) : NULL;
    return any ? (size_t)(any - text) : colon;
}

static void read_head(struct arena *arena, const char *text, size_t length, struct vcard_property *property) {
    size_t name = find_outside(text, length, ";"), at = name;
    const char *dot = memchr(text, '.', name);
    size_t group = dot ? (size_t)(dot - text) : 0;
    property->group = capitals(arena, text, group);
    property->name = capitals(arena, text + group + (dot != NULL), name - group - (dot != NULL));
    while (at < length) {
        at++;
        size_t end = at + find_outside(text + at, length - at, ";");
        add_parameter(arena, property, text + at, end - at);
        at = end;
    }
}

/* ---- encodings ---- */

static int hex(char c) {
    return c >= '0' && c <= '9'   ? c - '0'
           : c >= 'A' && c <= 'F' ? c - 'A' + 10
           : c >= 'a' && c <= 'f' ? c - 'a' + 10
                                  : -1;
}

static size_t unquote_printable(const char *text, size_t length, char *out) {
    size_t to = 0;
    for (size_t i = 0; i < length; i++) {
        bool coded = text[i] == '=' && i + 2 < length && hex(text[i + 1]) >= 0 && hex(text[i + 2]) >= 0;
        if (coded) {
            out[to++] = (char)(hex(text[i + 1]) * 16 + hex(text[i + 2]));
            i += 2;
        } else if (text[i] != '=' || (i + 1 < length && !isspace((unsigned char)text[i + 1]))) {
            out[to++] = text[i];
        }
    }
    return to;
}

static size_t decode_base64(const char *text, size_t length, char *out) {
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    unsigned bits = 0;
    int have = 0;
    size_t to = 0;
    for (size_t i = 0; i < length; i++) {
        const char *digit = text[i] ? strchr(digits, text[i]) : NULL;
        if (!digit)
            continue;
        bits = bits << 6 | (unsigned)(digit - digits);
        have += 6;
        if (have >= 8) {
            have -= 8;
            out[to++] = (char)(bits >> have);
        }
    }
    return to;
}

enum encoding { PLAIN, QUOTED_PRINTABLE, BASE64 };

static enum encoding encoding_of(const struct vcard_property *property) {
    for (size_t i = 0; i < property->parameter_count; i++) {
        const struct vcard_parameter *parameter = &property->parameters[i];
        if (*parameter->name && strcmp(parameter->name, "ENCODING") != 0)
            continue;
        if (strcasecmp(parameter->value, "QUOTED-PRINTABLE") == 0)
            return QUOTED_PRINTABLE;
        if (strcasecmp(parameter->value, "BASE64") == 0 || strcasecmp(parameter->value, "B") == 0)
            return BASE64;
    }
    return PLAIN;
}

/* Valid text without CR and NUL, from bytes in the charset that the property names. */
static const char *as_text(struct arena *arena, const struct vcard_property *property, const char *bytes,
                           size_t length) {
    const char *charset = vcard_parameter(property, "CHARSET"), *text = NULL;
    size_t size = length;
    if (text_valid(bytes, length))
        text = bytes;
    else if (charset && strcasecmp(charset, "UTF-8") != 0)
        text = decode_charset(arena, charset, bytes, length, &size);
    if (!text)
        text = decode_text(arena, bytes, length, &size);
    char *out = text_repair(arena, text, size), *to = out;
    for (const char *from = out; *from; from++)
        if (from[0] != '\r' || (from[1] && from[1] != '\n'))
            *to++ = *from;
    *to = '\0';
    return out;
}

static void read_value(struct arena *arena, const char *text, size_t length,
                       struct vcard_property *property) {
    enum encoding encoding = encoding_of(property);
    char *bytes = arena_alloc(arena, length + 1);
    size_t size = length;
    if (encoding == QUOTED_PRINTABLE)
        size = unquote_printable(text, length, bytes);
    else if (encoding == BASE64)
        size = decode_base64(text, length, bytes);
    else
        memcpy(bytes, text, length);
    property->binary = encoding == BASE64 && !text_valid(bytes, size);
    property->value = property->binary ? "" : as_text(arena, property, bytes, size);
}

/* ---- values ---- */

const char *vcard_text(struct arena *arena, const char *value) {
    char *out = arena_alloc(arena, strlen(value) + 1), *to = out;
    for (; *value; value++) {
        if (value[0] == '\\' && value[1] && strchr("nN,;:\\\"", value[1])) {
            value++;
            *to++ = (char)(*value == 'n' || *value == 'N' ? '\n' : *value);
        } else {
            *to++ = *value;
        }
    }
    return text_trim(arena, out);
}

const char *vcard_part(struct arena *arena, const char *value, size_t part) {
    for (;; part--) {
        size_t length = 0;
        while (value[length] && value[length] != ';')
            length += value[length] == '\\' && value[length + 1] ? 2 : 1;
        if (part == 0)
            return vcard_text(arena, arena_strndup(arena, value, length));
        if (!value[length])
            return "";
        value += length + 1;
    }
}

/* ---- cards ---- */

static struct vcard *current(struct reading *r) {
    return r->depth ? &r->out->items[r->open[r->depth - 1] - 1] : NULL;
}

static bool waits_for_agent(const struct vcard *card) {
    const struct vcard_property *last = card->count ? &card->properties[card->count - 1] : NULL;
    return last && strcmp(last->name, "AGENT") == 0 && text_blank(last->value);
}

static void begin_card(struct reading *r, int64_t line) {
    size_t agent_of = r->agent_of;
    if (r->depth && r->depth < DEEPEST && waits_for_agent(current(r)))
        agent_of = r->open[r->depth - 1];
    else
        r->depth = r->depth ? r->depth - 1 : 0;
    *ARENA_PUSH(r->arena, r->out->items, r->out->count, r->out->cap) =
        (struct vcard){.line = line, .agent_of = agent_of};
    r->open[r->depth++] = r->out->count;
}

static void end_card(struct reading *r) {
    if (r->depth) {
        current(r)->ended = true;
        r->depth--;
    }
}

/* A card that stands escaped in the AGENT of 3.0. */
static void read_agent(struct reading *r, const struct vcard_property *property, int64_t line) {
    if (r->outer >= DEEPEST || !strcasestr(property->value, "BEGIN:VCARD"))
        return;
    const char *text = vcard_text(r->arena, property->value);
    struct reading inner = {
        .arena = r->arena, .out = r->out, .outer = r->outer + 1, .agent_of = r->open[r->depth - 1]};
    read_text(&inner, text, strlen(text), line, true);
}

static void add_property(struct reading *r, const char *text, size_t length, int64_t line) {
    size_t colon = find_colon(text, length);
    struct vcard_property property = {0};
    if (colon == length)
        return;
    read_head(r->arena, text, colon, &property);
    const char *value = text + colon + 1;
    size_t size = length - colon - 1;
    bool card =
        size >= 5 && strncasecmp(text_trim(r->arena, arena_strndup(r->arena, value, size)), "VCARD", 5) == 0;
    if (card && strcmp(property.name, "BEGIN") == 0) {
        begin_card(r, line);
    } else if (card && strcmp(property.name, "END") == 0) {
        end_card(r);
    } else if (r->depth && *property.name) {
        read_value(r->arena, value, size, &property);
        struct vcard *to = current(r);
        *ARENA_PUSH(r->arena, to->properties, to->count, to->cap) = property;
        if (strcmp(property.name, "AGENT") == 0)
            read_agent(r, &property, line);
    }
}

/* ---- lines ---- */

struct logical { /* a line as it is put together */
    struct buf text;
    int64_t line;
    enum encoding encoding;
};

static enum encoding encoding_of_line(const char *text, size_t length) {
    struct arena arena = {0};
    struct vcard_property property = {0};
    size_t colon = find_colon(text, length);
    if (colon < length && memchr(text, ';', colon))
        read_head(&arena, text, colon, &property);
    enum encoding encoding = encoding_of(&property);
    arena_free(&arena);
    return encoding;
}

static bool bare_name(const char *text, size_t length) {
    size_t i = 0;
    while (i < length &&
           (isupper((unsigned char)text[i]) || text[i] == '-' || isdigit((unsigned char)text[i])))
        i++;
    return i == length;
}

/* Whether this line belongs to the one before it; *with is put between, *skip left out of it. */
static bool goes_on(const struct logical *before, const char *text, size_t length, const char **with,
                    size_t *skip) {
    *with = "";
    *skip = 0;
    if (!before->text.len || !length)
        return false;
    if (before->encoding == QUOTED_PRINTABLE && before->text.data[before->text.len - 1] == '=')
        return true;
    if (text[0] == ' ' || text[0] == '\t') {
        *skip = 1;
        return true;
    }
    if (memchr(text, ':', length))
        return false;
    *with = "\n";
    return before->encoding == BASE64 || !bare_name(text, length);
}

static void flush(struct reading *r, struct logical *logical) {
    if (logical->text.len)
        add_property(r, logical->text.data, logical->text.len, logical->line);
    buf_cut(&logical->text, 0);
}

static void read_text(struct reading *r, const char *text, size_t length, int64_t line, bool nested) {
    struct logical logical = {.text = BUF_INIT};
    char end = memchr(text, '\n', length) ? '\n' : '\r';
    for (size_t at = 0; at < length;) {
        const char *from = text + at, *stop = memchr(from, end, length - at);
        size_t size = stop ? (size_t)(stop - from) : length - at, skip;
        const char *with;
        at += size + 1;
        while (size && from[size - 1] == '\r')
            size--;
        if (goes_on(&logical, from, size, &with, &skip)) {
            if (!*with && !skip) /* the "=" that the line ended with */
                buf_cut(&logical.text, logical.text.len - 1);
            buf_str(&logical.text, with);
            buf_add(&logical.text, from + skip, size - skip);
        } else {
            flush(r, &logical);
            buf_add(&logical.text, from, size);
            logical.line = line;
            logical.encoding = encoding_of_line(from, size);
        }
        line += nested ? 0 : 1;
    }
    flush(r, &logical);
    buf_free(&logical.text);
}

void vcard_read(struct arena *arena, const char *text, size_t length, struct vcards *out) {
    struct reading r = {.arena = arena, .out = out};
    read_text(&r, text, length, 1, false);
}
