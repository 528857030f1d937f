#include "tui/wrap.h"

#include "base/text.h"

static bool is_blank(char c) {
    return c == ' ' || c == '\t';
}

/* Columns of the cluster at `at`; a tab is one blank here, as everywhere on the screen. */
static int cluster_columns(const char *text, size_t length, size_t at, size_t *next) {
    if (is_blank(text[at])) {
        *next = at + 1;
        return 1;
    }
    char out[TEXT_CLUSTER];
    return text_cluster(text, length, at, next, out);
}

static size_t past_blanks(const char *text, size_t length, size_t at) {
    while (at < length && is_blank(text[at]))
        at++;
    if (at < length && text[at] == '\n')
        at++;
    return at;
}

struct wrap_line wrap_next(const char *text, size_t length, size_t at, int columns) {
    struct wrap_line line = {.start = at, .end = at, .next = at};
    struct wrap_line whole_words = line; /* as far as the last blank that fits */
    if (columns < 1)
        columns = 1;
    while (line.end < length && text[line.end] != '\n') {
        size_t next;
        int width = cluster_columns(text, length, line.end, &next);
        bool blank = is_blank(text[line.end]);
        if (blank && line.end > at && !is_blank(text[line.end - 1]))
            whole_words = line;
        if (line.columns + width > columns && line.end > at) {
            bool after_word = blank && !is_blank(text[line.end - 1]);
            if (!after_word && whole_words.end > at)
                line = whole_words;
            /* A line broken at a blank takes the blanks with it. */
            line.next = is_blank(text[line.end]) ? past_blanks(text, length, line.end) : line.end;
            return line;
        }
        line.columns += width;
        line.end = next;
    }
    line.next = line.end < length ? line.end + 1 : line.end;
    return line;
}

int wrap_count(const char *text, size_t length, int columns) {
    int count = 0;
    size_t at = 0;
    do {
        at = wrap_next(text, length, at, columns).next;
        count++;
    } while (at < length);
    return count;
}
