#ifndef BASE_BUF_H
#define BASE_BUF_H

#include <stdarg.h>
#include <stddef.h>

/*
 * A growing string of bytes. `data` is NUL-terminated after the first addition
 * and "" before it (never NULL after BUF_INIT). buf_free() releases it and
 * leaves an empty, usable buffer.
 */
struct buf {
    char *data;
    size_t len;
    size_t cap; /* 0: data is the shared empty string */
};
extern char buf_empty[1];
#define BUF_INIT                                                                                             \
    { buf_empty, 0, 0 }

void buf_add(struct buf *buf, const char *bytes, size_t length);
void buf_str(struct buf *buf, const char *text);
void buf_char(struct buf *buf, char c);
void buf_printf(struct buf *buf, const char *format, ...) __attribute__((format(printf, 2, 3)));
void buf_vprintf(struct buf *buf, const char *format, va_list args) __attribute__((format(printf, 2, 0)));
void buf_cut(struct buf *buf, size_t length); /* shortens to length */
char *buf_detach(struct buf *buf);            /* the caller frees with free() */
void buf_free(struct buf *buf);

#endif
