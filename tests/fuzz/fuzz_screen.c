/*
 * Any bytes as keys on the whole screen, on a small book. No control character is in a picture; whatever
 * was done, the book is sound, and undo gives the first bytes of its export again.
 */
#include <locale.h>

#include "fuzz_book.h"

#include "fuzz_keys.h"
#include "tui/app.h"
#include "tui/views.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void look(const struct canvas *canvas) {
    for (int row = 0; row < canvas->rows; row++)
        for (int col = 0; col < canvas->cols; col++) {
            const char *text = canvas_cell(canvas, row, col)->text;
            if (!text_valid(text, strlen(text)) || (unsigned char)text[0] == 0x7f ||
                (text[0] && (unsigned char)text[0] < ' '))
                abort();
        }
}

static void press(struct app *app, struct canvas *canvas, struct fuzz_keys *keys) {
    static const int sizes[][2] = {{24, 80}, {40, 120}, {8, 30}, {3, 12}, {1, 1}, {60, 200}};
    struct event event;
    while (app_running(app) && fuzz_next(keys, &event)) {
        if (event.type == EVENT_RESUME) {
            const int *to = sizes[keys->at % (sizeof sizes / sizeof *sizes)];
            canvas_resize(canvas, to[0], to[1]);
            event = (struct event){.type = EVENT_RESIZE};
        }
        app_handle(app, &event);
        while (app_busy(app))
            app_slice(app);
        app_draw(app, canvas);
        if (app_later(app))
            app_draw(app, canvas);
        look(canvas);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static const struct view_type *const views[] = {&view_today, &view_people, &view_circle,
                                                    &view_asks,  &view_ledger, &view_insights};
    enum { KEYS = 400 };
    static struct kith *k;
    static char *before;
    static int64_t step;
    if (!k) {
        setlocale(LC_ALL, "C.UTF-8");
        char *sample = fuzz_file(KITH_SAMPLE);
        k = fuzz_open(sample);
        before = fuzz_export(k);
        step = kith_last_step(k);
        free(sample);
    }
    struct app_options options = {.kith = k, .notes = &view_notes, .prompt = &view_prompt};
    memcpy(options.views, views, sizeof views);
    struct app *app = app_new(&options);
    struct fuzz_keys keys = {.data = data, .size = size < KEYS ? size : KEYS};
    struct canvas canvas;
    canvas_init(&canvas, 24, 80);
    app_draw(app, &canvas);
    press(app, &canvas, &keys);
    app_free(app);
    canvas_free(&canvas);
    fuzz_sound(k);
    if (!fuzz_back(k, step, before)) { /* the keys took the sample itself back */
        free(before);
        kith_close(k);
        k = NULL;
    }
    return 0;
}
