#include "tui/palette.h"

#include "tui/command_list.h"

/* What only makes sense while text is typed is not offered where none is. */
static bool for_typing(enum action_id action) {
    return action == ACT_SAVE || action == ACT_EDITOR || action == ACT_NEXT_FIELD ||
           action == ACT_PREVIOUS_FIELD;
}

void palette_open(struct app *app) {
    struct command_row rows[ACT_COUNT];
    char names[ACT_COUNT][EVENT_KEY_TEXT];
    size_t count = 0;
    const struct view *top = app_top(app);
    for (int i = ACT_NONE + 1; i < ACT_COUNT; i++) {
        enum action_id action = (enum action_id)i;
        keycode key = keymap_key_of(app_keymap(app), top->type->context, action);
        if (key == K_NONE && for_typing(action))
            continue;
        names[i][0] = '\0';
        if (key != K_NONE)
            event_key_text(key, names[i]);
        rows[count++] = (struct command_row){.action = action, .key = names[i]};
    }
    command_list_open(app, "Commands", rows, count);
}
