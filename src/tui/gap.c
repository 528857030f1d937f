#include "tui/gap.h"

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"

void gap_free(struct gap *text) {
    free(text->data);
    *text = (struct gap){0};
}

size_t gap_length(const struct gap *text) {
    return text->cap - (text->gap_end - text->gap);
}

static void move_gap(struct gap *text, size_t at) {
    if (at < text->gap) {
        size_t count = text->gap - at;
        memmove(text->data + text->gap_end - count, text->data + at, count);
        text->gap -= count;
        text->gap_end -= count;
    } else if (at > text->gap) {
        size_t count = at - text->gap;
        memmove(text->data + text->gap, text->data + text->gap_end, count);
        text->gap += count;
        text->gap_end += count;
    }
}

static void widen(struct gap *text, size_t needed) {
    size_t room = text->gap_end - text->gap;
    if (room >= needed)
        return;
    size_t length = gap_length(text), after = text->cap - text->gap_end;
    size_t cap = length + needed + length / 2 + 64;
    text->data = xrealloc(text->data, cap, 1);
    memmove(text->data + cap - after, text->data + text->gap_end, after);
    text->gap_end = cap - after;
    text->cap = cap;
}

void gap_replace(struct gap *text, size_t at, size_t removed, const char *bytes, size_t length) {
    move_gap(text, at);
    text->gap_end += removed;
    widen(text, length);
    if (length > 0)
        memcpy(text->data + text->gap, bytes, length);
    text->gap += length;
}

void gap_copy(const struct gap *text, size_t start, size_t end, struct buf *out) {
    if (start < text->gap)
        buf_add(out, text->data + start, (end < text->gap ? end : text->gap) - start);
    if (end > text->gap) {
        size_t from = start > text->gap ? start : text->gap;
        buf_add(out, text->data + text->gap_end + (from - text->gap), end - from);
    }
}

const char *gap_piece(struct gap *text, size_t start, size_t end) {
    if (start < text->gap && end > text->gap)
        move_gap(text, end);
    if (!text->data)
        return "";
    return end <= text->gap ? text->data + start : text->data + text->gap_end + (start - text->gap);
}

size_t gap_line_start(const struct gap *text, size_t at) {
    if (at > text->gap) {
        const char *rest = text->data + text->gap_end;
        const char *found = memrchr(rest, '\n', at - text->gap);
        if (found)
            return text->gap + (size_t)(found - rest) + 1;
        at = text->gap;
    }
    const char *found = at ? memrchr(text->data, '\n', at) : NULL;
    return found ? (size_t)(found - text->data) + 1 : 0;
}

size_t gap_line_end(const struct gap *text, size_t at) {
    if (at < text->gap) {
        const char *found = memchr(text->data + at, '\n', text->gap - at);
        if (found)
            return (size_t)(found - text->data);
        at = text->gap;
    }
    size_t after = text->cap - text->gap_end, from = at - text->gap;
    if (from >= after)
        return gap_length(text);
    const char *rest = text->data + text->gap_end;
    const char *found = memchr(rest + from, '\n', after - from);
    return found ? text->gap + (size_t)(found - rest) : gap_length(text);
}
