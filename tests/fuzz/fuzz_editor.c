/*
 * Any bytes as keys in the editor: the text stays valid, the cursor between two clusters, the picture can be
 * drawn at any size, and undo gives the first text again, redo the last.
 */
#include <locale.h>
#include <stdlib.h>

#include "base/text.h"
#include "fuzz_keys.h"
#include "tui/canvas.h"
#include "tui/editor.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(const struct editor *editor) {
    char *text = editor_text(editor);
    size_t length = strlen(text), cursor = editor_cursor(editor), start, end, at = 0;
    if (length != editor_length(editor) || !text_valid(text, length) || cursor > length)
        abort();
    editor_paragraph(editor, cursor, &start, &end);
    for (at = start; at < cursor;)
        at = text_next(text, length, at);
    if (at != cursor)
        abort();
    free(text);
}

static void same(const struct editor *editor, const char *wanted) {
    char *text = editor_text(editor);
    if (strcmp(text, wanted) != 0)
        abort();
    free(text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static const char first[] = "Lunch with Ann.\nHer brother 张伟 rang: née e\xcc\x81";
    setlocale(LC_ALL, "C.UTF-8");
    struct editor *editor = editor_new(first);
    struct fuzz_keys keys = {.data = data, .size = size};
    struct canvas canvas;
    struct event event;
    canvas_init(&canvas, 1 + (int)(size % 7), 2 + (int)(size % 31));
    struct pane pane = {.canvas = &canvas, .area = {.rows = canvas.rows, .cols = canvas.cols}};
    while (fuzz_next(&keys, &event)) {
        if (event.type == EVENT_MOUSE)
            editor_mouse(editor, &event);
        else if (event.type == EVENT_KEY || event.type == EVENT_PASTE)
            editor_key(editor, &event);
        editor_draw(editor, pane, true);
        check(editor);
    }
    while (editor_redo(editor)) /* what the keys had taken back */
        check(editor);
    char *last = editor_text(editor);
    while (editor_undo(editor))
        check(editor);
    same(editor, first);
    while (editor_redo(editor))
        ;
    same(editor, last);
    free(last);
    canvas_free(&canvas);
    editor_free(editor);
    return 0;
}
