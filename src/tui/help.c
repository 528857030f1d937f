#include "tui/help.h"

#include "tui/command_list.h"

struct keys_here {
    struct arena arena;
    struct command_row *rows;
    size_t count, cap;
};

/* An action with several keys is one row that names them all. */
static void add(void *ctx, enum context where, keycode key, enum action_id action) {
    struct keys_here *here = ctx;
    char name[EVENT_KEY_TEXT];
    (void)where;
    event_key_text(key, name);
    for (size_t i = 0; i < here->count; i++) {
        if (here->rows[i].action == action) {
            here->rows[i].key = arena_printf(&here->arena, "%s %s", here->rows[i].key, name);
            return;
        }
    }
    *ARENA_PUSH(&here->arena, here->rows, here->count, here->cap) =
        (struct command_row){.action = action, .key = arena_strdup(&here->arena, name)};
}

static bool moves(enum action_id action) {
    return action >= ACT_DOWN && action <= ACT_QUIT;
}

/* The keys that move and leave come first: who asks for help knows none yet. */
static void order(struct keys_here *here) {
    struct command_row *rows = ARENA_NEW(&here->arena, struct command_row, here->count + 1);
    size_t count = 0;
    for (int wanted = 1; wanted >= 0; wanted--)
        for (size_t i = 0; i < here->count; i++)
            if (moves(here->rows[i].action) == (wanted != 0))
                rows[count++] = here->rows[i];
    here->rows = rows;
}

void help_open(struct app *app) {
    struct keys_here here = {0};
    const struct view *top = app_top(app);
    struct buf title = BUF_INIT;
    keymap_each(app_keymap(app), top->type->context, add, &here);
    order(&here);
    buf_printf(&title, "The keys here · %s", top->type->name);
    command_list_open(app, title.data, here.rows, here.count);
    buf_free(&title);
    arena_free(&here.arena);
}
