#include "model/phrases.h"

#include <string.h>

#include "base/asset.h"
#include "base/buf.h"
#include "base/text.h"
#include "model/model.h"

extern const struct asset model_assets[];

const char *phrases_text(struct kith *k, const char *file) {
    const char *own = model_overlay(k, file);
    const struct asset *asset = asset_find(model_assets, file);
    return own ? own : asset ? asset->text : "";
}

struct phrases phrases_of(struct kith *k, const char *file, struct arena *arena) {
    return phrases_parse(phrases_text(k, file), arena);
}

struct phrases phrases_parse(const char *text, struct arena *arena) {
    struct phrases phrases = {0};
    struct phrases_section *section = NULL;
    for (const char *at = text; *at;) {
        size_t length = strcspn(at, "\n");
        const char *line = text_trim(arena, arena_strndup(arena, at, length));
        size_t end = strlen(line);
        if (line[0] == '[' && line[end - 1] == ']') {
            section = ARENA_PUSH(arena, phrases.sections, phrases.count, phrases.cap);
            section->name = arena_strndup(arena, line + 1, end - 2);
        } else if (end && line[0] != '#' && section) {
            *ARENA_PUSH(arena, section->lines, section->count, section->cap) = line;
        }
        at += length + (at[length] == '\n');
    }
    return phrases;
}

const struct phrases_section *phrases_under(const struct phrases *phrases, const char *name) {
    for (size_t i = 0; i < phrases->count; i++)
        if (strcmp(phrases->sections[i].name, name) == 0)
            return phrases->sections[i].count ? &phrases->sections[i] : NULL;
    return NULL;
}

static const char *value_of(const struct phrases_slot *slots, const char *name, size_t length) {
    for (; slots->name; slots++)
        if (strlen(slots->name) == length && memcmp(slots->name, name, length) == 0)
            return slots->value;
    return NULL;
}

const char *phrases_fill(const char *line, const struct phrases_slot *slots, struct arena *arena) {
    struct buf out = BUF_INIT;
    const char *said = NULL;
    for (;;) {
        size_t plain = strcspn(line, "{");
        buf_add(&out, line, plain);
        line += plain;
        if (!*line)
            break;
        size_t length = strcspn(++line, "}");
        const char *value = value_of(slots, line, length);
        if (!value || !*value)
            goto unfilled;
        buf_str(&out, value);
        line += length + (line[length] == '}');
    }
    said = arena_strdup(arena, out.data);
unfilled:
    buf_free(&out);
    return said;
}

const char *phrases_first(const struct phrases *phrases, const char *section,
                          const struct phrases_slot *slots, struct arena *arena) {
    const struct phrases_section *found = phrases_under(phrases, section);
    for (size_t i = 0; found && i < found->count; i++) {
        const char *said = phrases_fill(found->lines[i], slots, arena);
        if (said)
            return said;
    }
    return NULL;
}

bool phrases_made(const char *line, const char *text) {
    for (;;) {
        size_t plain = strcspn(line, "{");
        if (strncmp(line, text, plain) != 0)
            return false;
        line += plain;
        text += plain;
        if (!*line)
            return !*text;
        line += strcspn(line, "}");
        line += *line == '}';
        /* The slot took the shortest stretch after which the rest fits. */
        size_t next = strcspn(line, "{");
        if (next == 0)
            return !*line || phrases_made(line, text);
        for (const char *at = text; *at; at++)
            if (strncmp(at, line, next) == 0 && phrases_made(line, at))
                return true;
        return false;
    }
}
