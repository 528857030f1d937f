#include "base/buf.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"

char buf_empty[1] = "";

/* Room for `more` bytes and the end. */
static void reserve(struct buf *buf, size_t more) {
    size_t need = buf->len + more + 1;
    if (need < more)
        need = SIZE_MAX; /* more than there is: xrealloc ends the program */
    if (need <= buf->cap)
        return;
    size_t cap = buf->cap > SIZE_MAX / 2 ? need : buf->cap * 2;
    if (cap < need)
        cap = need;
    if (cap < 64)
        cap = 64;
    buf->data = xrealloc(buf->cap ? buf->data : NULL, cap, 1);
    buf->cap = cap;
}

void buf_add(struct buf *buf, const char *bytes, size_t length) {
    reserve(buf, length);
    if (length)
        memcpy(buf->data + buf->len, bytes, length);
    buf->len += length;
    buf->data[buf->len] = '\0';
}

void buf_str(struct buf *buf, const char *text) {
    buf_add(buf, text, strlen(text));
}

void buf_char(struct buf *buf, char c) {
    buf_add(buf, &c, 1);
}

void buf_vprintf(struct buf *buf, const char *format, va_list args) {
    va_list again;
    va_copy(again, args);
    int length = vsnprintf(NULL, 0, format, again);
    va_end(again);
    if (length < 0)
        return;
    reserve(buf, (size_t)length);
    vsnprintf(buf->data + buf->len, (size_t)length + 1, format, args);
    buf->len += (size_t)length;
}

void buf_printf(struct buf *buf, const char *format, ...) {
    va_list args;
    va_start(args, format);
    buf_vprintf(buf, format, args);
    va_end(args);
}

void buf_cut(struct buf *buf, size_t length) {
    if (length >= buf->len)
        return;
    buf->len = length;
    buf->data[length] = '\0';
}

char *buf_detach(struct buf *buf) {
    char *text = buf->cap ? buf->data : xstrdup("");
    *buf = (struct buf)BUF_INIT;
    return text;
}

void buf_free(struct buf *buf) {
    if (buf->cap)
        free(buf->data);
    *buf = (struct buf)BUF_INIT;
}
