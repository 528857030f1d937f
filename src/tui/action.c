#include "tui/action.h"

#include <string.h>

#include "tui/act.h"
#include "tui/app.h"
#include "tui/help.h"
#include "tui/palette.h"

static const struct action actions[ACT_COUNT] = {
#define ACTION_ROW(id, name, help, needs, run) [ACT_##id] = {name, help, needs, run},
    ACTIONS(ACTION_ROW)
#undef ACTION_ROW
};

const struct action *action_row(enum action_id id) {
    return &actions[id];
}

enum action_id action_from_name(const char *name) {
    for (int i = ACT_NONE + 1; i < ACT_COUNT; i++) {
        if (strcmp(actions[i].name, name) == 0)
            return (enum action_id)i;
    }
    return ACT_NONE;
}
