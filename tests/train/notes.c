#include "train/notes.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/text.h"
#include "listen/token.h"

struct reader {
    struct arena *arena;
    const char *at;
    bool bad;
};

static void blanks(struct reader *r) {
    while (*r->at == ' ' || *r->at == '\t' || *r->at == '\r' || *r->at == '\n')
        r->at++;
}

static bool take(struct reader *r, char c) {
    blanks(r);
    if (*r->at != c)
        return false;
    r->at++;
    return true;
}

static unsigned hex4(struct reader *r) {
    char digits[5] = {0};
    for (int i = 0; i < 4; i++)
        if (*r->at)
            digits[i] = *r->at++;
    return (unsigned)strtoul(digits, NULL, 16);
}

static void escape(struct reader *r, struct buf *out) {
    static const char from[] = "nrtbf", to[] = "\n\r\t\b\f";
    char c = *r->at ? *r->at++ : 0;
    if (c == 'u') {
        uint32_t code = hex4(r);
        if (code >= 0xd800 && code < 0xdc00 && r->at[0] == '\\' && r->at[1] == 'u') {
            r->at += 2;
            code = 0x10000 + ((code - 0xd800) << 10) + (hex4(r) - 0xdc00);
        }
        char bytes[4];
        buf_add(out, bytes, text_encode(code, bytes));
        return;
    }
    const char *known = c ? strchr(from, c) : NULL;
    buf_char(out, known ? to[known - from] : c);
}

static const char *string(struct reader *r) {
    struct buf out = BUF_INIT;
    if (!take(r, '"')) {
        r->bad = true;
        return "";
    }
    while (*r->at && *r->at != '"') {
        char c = *r->at++;
        if (c == '\\')
            escape(r, &out);
        else
            buf_char(&out, c);
    }
    r->bad |= *r->at != '"';
    r->at += *r->at == '"';
    const char *text = arena_strndup(r->arena, out.data, out.len);
    buf_free(&out);
    return text;
}

/* A value that is no array: its text, NULL for null. Objects are none of ours. */
static const char *value(struct reader *r) {
    blanks(r);
    if (*r->at == '"')
        return string(r);
    const char *start = r->at;
    while (*r->at && !strchr(",]}", *r->at))
        r->at++;
    r->bad |= r->at == start;
    return !strncmp(start, "null", 4) ? NULL : arena_strndup(r->arena, start, (size_t)(r->at - start));
}

struct field {
    const char *name;
    const char **to;
};

static void object(struct reader *r, const struct field *fields, size_t count) {
    if (!take(r, '{'))
        r->bad = true;
    while (!r->bad && !take(r, '}')) {
        const char *key = string(r);
        r->bad |= !take(r, ':');
        const char *text = value(r);
        for (size_t i = 0; i < count; i++)
            if (!strcmp(fields[i].name, key))
                *fields[i].to = text;
        take(r, ',');
    }
}

static void rows(struct reader *r, struct gold_note *note, const char *key) {
    r->bad |= !take(r, '[');
    while (!r->bad && !take(r, ']')) {
        const char *a = NULL, *b = NULL, *c = NULL;
        if (!strcmp(key, "mentions")) {
            object(r, (struct field[]){{"name", &a}, {"relation", &b}, {"quote", &c}}, 3);
            *ARENA_PUSH(r->arena, note->mentions, note->mention_count, note->mention_cap) =
                (struct gold_mention){a, b, c};
        } else if (!strcmp(key, "moments")) {
            object(r, (struct field[]){{"kind", &a}, {"quote", &b}}, 2);
            *ARENA_PUSH(r->arena, note->moments, note->moment_count, note->moment_cap) =
                (struct gold_moment){a, b};
        } else {
            object(r, (struct field[]){{"what", &a}, {"quote", &b}}, 2);
            *ARENA_PUSH(r->arena, note->needs, note->need_count, note->need_cap) = (struct gold_need){a, b};
        }
        take(r, ',');
    }
}

bool gold_line(struct arena *arena, const char *line, struct gold_note *note) {
    struct reader r = {.arena = arena, .at = line};
    *note = (struct gold_note){0};
    r.bad = !take(&r, '{');
    while (!r.bad && !take(&r, '}')) {
        const char *key = string(&r);
        r.bad |= !take(&r, ':');
        blanks(&r);
        if (*r.at == '[') {
            rows(&r, note, key);
        } else {
            const char *text = value(&r);
            const char **to = !strcmp(key, "id")                             ? &note->id
                              : !strcmp(key, "contact")                      ? &note->contact
                              : !strcmp(key, "note") || !strcmp(key, "text") ? &note->note
                                                                             : NULL;
            if (to)
                *to = text;
        }
        take(&r, ',');
    }
    return !r.bad && note->id && note->note;
}

bool gold_read(struct gold *gold, const char *path) {
    FILE *file = fopen(path, "r");
    char *line = NULL;
    size_t room = 0, number = 0;
    bool fine = file;
    while (fine && getline(&line, &room, file) > 0) {
        number++;
        if (strspn(line, " \t\r\n") == strlen(line))
            continue;
        struct gold_note note;
        fine = gold_line(&gold->arena, line, &note);
        if (fine)
            *ARENA_PUSH(&gold->arena, gold->items, gold->count, gold->cap) = note;
    }
    if (!fine)
        fprintf(stderr, "%s: cannot read line %zu\n", path, number);
    free(line);
    if (file)
        fclose(file);
    return fine;
}

bool gold_apart(const struct gold_note *note) {
    return token_hash_folded(note->id, strlen(note->id)) % 5 == 0;
}
