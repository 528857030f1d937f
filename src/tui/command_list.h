#ifndef TUI_COMMAND_LIST_H
#define TUI_COMMAND_LIST_H

#include "tui/app.h"

/*
 * A box of actions with their keys, narrowed as one types; Enter does the chosen
 * one in the view beneath. Help and palette are both made of it.
 */
struct command_row {
    enum action_id action;
    const char *key; /* as text, "" without one */
};
void command_list_open(struct app *app, const char *title, const struct command_row *rows, size_t count);

#endif
