#include "tui/editor_text.h"

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"

struct edit {
    enum edit_kind kind;
    size_t at;
    struct buf removed, added;
};

static void free_edits(struct edit **edits, size_t *count) {
    for (size_t i = 0; i < *count; i++) {
        buf_free(&(*edits)[i].removed);
        buf_free(&(*edits)[i].added);
    }
    free(*edits);
    *edits = NULL;
    *count = 0;
}

void editor_text_forget(struct editor_text *text) {
    free_edits(&text->done, &text->done_count);
    free_edits(&text->undone, &text->undone_count);
}

void editor_text_free(struct editor_text *text) {
    editor_text_forget(text);
    gap_free(&text->gap);
    free(text->marks);
    *text = (struct editor_text){0};
}

size_t editor_text_length(const struct editor_text *text) {
    return gap_length(&text->gap);
}

/* Marks after a change move with it; one that the change reaches into goes. */
static void shift_marks(struct editor_text *text, size_t at, size_t removed, size_t added) {
    size_t first = editor_text_mark_from(text, at), kept = first;
    long start = (long)at, end = (long)(at + removed), by = (long)added - (long)removed;
    for (size_t i = first; i < text->mark_count; i++) {
        struct span mark = text->marks[i];
        if (mark.start >= end && mark.start >= start) {
            mark.start += by;
            mark.end += by;
        } else if (mark.end > start) {
            continue;
        }
        text->marks[kept++] = mark;
    }
    text->mark_count = kept;
}

static void change(struct editor_text *text, size_t at, size_t removed, const char *bytes, size_t length) {
    gap_replace(&text->gap, at, removed, bytes, length);
    shift_marks(text, at, removed, length);
    if (at < text->dirty)
        text->dirty = at;
    text->revision++;
}

static bool starts_word(const struct edit *edit, const char *bytes) {
    char last = edit->added.len ? edit->added.data[edit->added.len - 1] : ' ';
    return (last == ' ' || last == '\n') && *bytes != ' ' && *bytes != '\n';
}

/* Whether the change went into the last step instead of becoming one. */
static bool joined(struct editor_text *text, size_t at, const struct buf *removed, const char *bytes,
                   size_t length, enum edit_kind kind) {
    if (text->sealed || text->done_count == 0)
        return false;
    struct edit *last = &text->done[text->done_count - 1];
    if (last->kind != kind)
        return false;
    if (kind == EDIT_TYPED && removed->len == 0 && at == last->at + last->added.len &&
        !starts_word(last, bytes)) {
        buf_add(&last->added, bytes, length);
        return true;
    }
    if (kind == EDIT_ERASED && at == last->at) {
        buf_add(&last->removed, removed->data, removed->len);
        return true;
    }
    if (kind == EDIT_ERASED && at + removed->len == last->at) {
        struct buf both = BUF_INIT;
        buf_add(&both, removed->data, removed->len);
        buf_add(&both, last->removed.data, last->removed.len);
        buf_free(&last->removed);
        last->removed = both;
        last->at = at;
        return true;
    }
    return false;
}

static struct edit *push(struct edit **edits, size_t *count, struct edit edit) {
    *edits = xrealloc(*edits, *count + 1, sizeof **edits);
    (*edits)[*count] = edit;
    return &(*edits)[(*count)++];
}

void editor_text_replace(struct editor_text *text, size_t at, size_t removed, const char *bytes,
                         size_t length, enum edit_kind kind) {
    if (removed == 0 && length == 0)
        return;
    struct buf gone = BUF_INIT;
    gap_copy(&text->gap, at, at + removed, &gone);
    free_edits(&text->undone, &text->undone_count);
    if (!joined(text, at, &gone, bytes, length, kind)) {
        struct edit *edit =
            push(&text->done, &text->done_count,
                 (struct edit){.kind = kind, .at = at, .removed = BUF_INIT, .added = BUF_INIT});
        buf_add(&edit->removed, gone.data, gone.len);
        buf_add(&edit->added, bytes, length);
    }
    buf_free(&gone);
    change(text, at, removed, bytes, length);
    text->sealed = kind == EDIT_ONE;
}

bool editor_text_undo(struct editor_text *text, size_t *cursor) {
    if (text->done_count == 0)
        return false;
    struct edit edit = text->done[--text->done_count];
    change(text, edit.at, edit.added.len, edit.removed.data, edit.removed.len);
    *cursor = edit.at + edit.removed.len;
    push(&text->undone, &text->undone_count, edit);
    text->sealed = true;
    return true;
}

bool editor_text_redo(struct editor_text *text, size_t *cursor) {
    if (text->undone_count == 0)
        return false;
    struct edit edit = text->undone[--text->undone_count];
    change(text, edit.at, edit.removed.len, edit.added.data, edit.added.len);
    *cursor = edit.at + edit.added.len;
    push(&text->done, &text->done_count, edit);
    text->sealed = true;
    return true;
}

size_t editor_text_mark_from(const struct editor_text *text, size_t at) {
    size_t low = 0, high = text->mark_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (text->marks[middle].end <= (long)at)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

void editor_text_mark(struct editor_text *text, size_t start, size_t end, const struct span *spans,
                      size_t count) {
    size_t first = editor_text_mark_from(text, start), last = first;
    while (last < text->mark_count && text->marks[last].start < (long)end)
        last++;
    size_t rest = text->mark_count - last;
    struct span *marks = xrealloc(NULL, first + count + rest + 1, sizeof *marks);
    if (first)
        memcpy(marks, text->marks, first * sizeof *marks);
    if (count)
        memcpy(marks + first, spans, count * sizeof *marks);
    if (rest)
        memcpy(marks + first + count, text->marks + last, rest * sizeof *marks);
    free(text->marks);
    text->marks = marks;
    text->mark_count = first + count + rest;
}
