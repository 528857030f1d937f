#include "exchange/fold.h"

#include <string.h>

enum { WIDTH = 75 };

void fold_line(struct buf *out, const char *line) {
    size_t left = strlen(line), room = WIDTH;
    while (left > room) {
        size_t cut = room;
        while (cut > 1 && ((unsigned char)line[cut] & 0xC0) == 0x80)
            cut--;
        buf_add(out, line, cut);
        buf_str(out, "\r\n ");
        line += cut;
        left -= cut;
        room = WIDTH - 1;
    }
    buf_add(out, line, left);
    buf_str(out, "\r\n");
}

void fold_escape(struct buf *out, const char *value) {
    for (; *value; value++) {
        if (*value == '\n')
            buf_str(out, "\\n");
        else if (*value == '\\' || *value == ',' || *value == ';')
            buf_printf(out, "\\%c", *value);
        else if ((unsigned char)*value >= ' ' || *value == '\t')
            buf_char(out, *value);
    }
}

void fold_text(struct buf *out, const char *name, const char *value) {
    struct buf line = BUF_INIT;
    buf_printf(&line, "%s:", name);
    fold_escape(&line, value);
    fold_line(out, line.data);
    buf_free(&line);
}
