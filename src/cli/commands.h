#ifndef CLI_COMMANDS_H
#define CLI_COMMANDS_H

#include "cli/cli.h"

/* A row a command, defined in the cmd_*.c that runs it and listed in cli.c. */
extern const struct cli_command cmd_today, cmd_note, cmd_who, cmd_show, cmd_circle, cmd_search, cmd_searches,
    cmd_asks, cmd_ledger, cmd_path, cmd_ask, cmd_answer, cmd_later, cmd_moment, cmd_settle, cmd_let_go,
    cmd_wording, cmd_listen, cmd_need, cmd_served, cmd_pledge, cmd_wish, cmd_task, cmd_done, cmd_match,
    cmd_gave, cmd_got, cmd_helped, cmd_thanked, cmd_reported, cmd_outcome, cmd_sheet, cmd_insights, cmd_add,
    cmd_set, cmd_edit, cmd_delete, cmd_merge, cmd_apart, cmd_forget, cmd_duplicates, cmd_query, cmd_import,
    cmd_export, cmd_undo, cmd_redo, cmd_history, cmd_config, cmd_keys, cmd_backup, cmd_restore, cmd_check,
    cmd_demo, cmd_help;

#endif
