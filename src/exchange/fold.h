#ifndef EXCHANGE_FOLD_H
#define EXCHANGE_FOLD_H

#include "base/buf.h"

/* The lines of vCard and iCalendar: CRLF, folded at 75 bytes and never within a letter. */
void fold_line(struct buf *out, const char *line);
/* name, then the value with \ , ; and line ends escaped. */
void fold_text(struct buf *out, const char *name, const char *value);
void fold_escape(struct buf *out, const char *value);

#endif
