#ifndef TUI_ACTION_H
#define TUI_ACTION_H

#include <stddef.h>

/*
 * Everything a key can do, one row each: id, name in the palette and in `kith
 * keys`, what it does in a few words, what it needs, and the function that does
 * it. NULL: only views that take the action (their `act`) can do it. Bottom
 * line, help, palette, `kith keys`, man page and README come from these rows.
 * A view is always asked first, so it can do an action its own way.
 *
 * The functions are declared where they live; action.c includes those headers.
 */
#define ACTIONS(X)                                                                                           \
    /* views */                                                                                              \
    X(TODAY, "today", "the day: one introduction, and what is due", 0, app_show_today)                       \
    X(PEOPLE, "people", "your contacts, golden first", 0, app_show_people)                                   \
    X(CIRCLE, "circle", "everyone they mentioned", 0, app_show_circle)                                       \
    X(ASKS, "asks", "what you asked and what came of it", 0, app_show_asks)                                  \
    X(LEDGER, "ledger", "given and received, person by person", 0, app_show_ledger)                          \
    X(INSIGHTS, "insights", "what the numbers say", 0, app_show_insights)                                    \
    /* finding */                                                                                            \
    X(NARROW, "narrow", "narrow the list as you type", 0, NULL)                                              \
    X(SEARCH, "search", "search people and notes", 0, act_search)                                            \
    X(FILTER, "filter", "only a standing, role or tag, or never asked", 0, NULL)                             \
    X(SEARCHES, "searches", "saved searches: show, change, delete", 0, act_searches)                         \
    X(SAVE_SEARCH, "save-search", "save what the list shows under a name", NEED_BOOK, NULL)                  \
    X(SORT, "sort", "sort the list", 0, NULL)                                                                \
    X(SHEET, "sheet", "the last conversations as a sheet", 0, NULL)                                          \
    X(PERIOD_BEFORE, "period-before", "the period before; fewer rows of the sheet", 0, NULL)                 \
    X(PERIOD_AFTER, "period-after", "the period after; more rows of the sheet", 0, NULL)                     \
    /* the one introduction */                                                                               \
    X(ASK, "ask", "compose the one introduction", NEED_PERSON | NEED_BOOK, act_ask)                          \
    X(OTHER_WORDS, "other-words", "another form of the wording, another question", 0, act_other_words)       \
    X(COPY, "copy", "copy the wording", 0, act_copy)                                                         \
    X(WHOM, "whom", "whom to ask about: of their circle, a wish, a role", 0, NULL)                           \
    X(MAIL, "mail", "write the wording as mail", NEED_PERSON, NULL)                                          \
    X(NOT_NOW, "not-now", "not now: a reason and a new day", NEED_PERSON | NEED_BOOK, act_not_now)           \
    /* what happened */                                                                                      \
    X(NOTE, "note", "a new conversation note", NEED_BOOK, act_note)                                          \
    X(MOMENT, "moment", "flag a moment", NEED_PERSON | NEED_BOOK, act_moment)                                \
    X(WANTS, "wants", "something they want", NEED_PERSON | NEED_BOOK, act_wants)                             \
    X(GAVE, "gave", "a referral given", NEED_PERSON | NEED_BOOK, act_gave)                                   \
    X(GOT, "got", "a referral received", NEED_PERSON | NEED_BOOK, act_got)                                   \
    X(GIVE, "give", "who of yours fits what they want", NEED_PERSON | NEED_BOOK, act_give)                   \
    X(HELP_GIVEN, "help-given", "help given that is no referral", NEED_PERSON | NEED_BOOK, act_help)         \
    X(PLEDGE, "pledge", "what they agreed to at the start", NEED_PERSON | NEED_BOOK, act_pledge)             \
    X(OUTCOME, "outcome", "what came of it", NEED_ROW | NEED_BOOK, act_outcome)                              \
    X(DONE, "done", "done: thanked, reported, met, settled", NEED_ROW | NEED_BOOK, act_done)                 \
    X(LET_GO, "let-go", "let the moment pass", NEED_PERSON | NEED_BOOK, act_let_go)                          \
    X(TASK, "task", "a task, by when", NEED_PERSON | NEED_BOOK, act_task)                                    \
    X(WISH, "wish", "someone you would like to meet", NEED_BOOK, act_wish)                                   \
    /* people */                                                                                             \
    X(NEW_CONTACT, "new-contact", "a new contact", NEED_BOOK, act_new_contact)                               \
    X(ROLE, "role", "their role, by its first letter", NEED_PERSON | NEED_BOOK, act_role)                    \
    X(TAGS, "tags", "their tags", NEED_PERSON | NEED_BOOK, act_tags)                                         \
    X(FAVOURITE, "favourite", "a favourite, or no longer", NEED_PERSON | NEED_BOOK, act_favourite)           \
    X(ARCHIVE, "archive", "archive, bring back", NEED_PERSON | NEED_BOOK, act_archive)                       \
    X(MARK, "mark", "mark the row", NEED_ROW, NULL)                                                          \
    X(MARK_ALL, "mark-all", "mark all shown; again: none", 0, NULL)                                          \
    X(MERGE, "merge", "merge the two marked", NEED_TWO | NEED_BOOK, act_merge)                               \
    X(DUPLICATES, "duplicates", "people who may be the same", NEED_BOOK, act_duplicates)                     \
    X(FORGET, "forget", "purge a person from all that Kith writes", NEED_PERSON | NEED_BOOK, act_forget)     \
    /* the book */                                                                                           \
    X(EDIT, "edit", "edit the row", NEED_ROW | NEED_BOOK, act_edit)                                          \
    X(DELETE, "delete", "delete the row", NEED_ROW | NEED_BOOK, act_delete)                                  \
    X(UNDO, "undo", "take the last step back", NEED_BOOK, app_undo)                                          \
    X(REDO, "redo", "do it again", NEED_BOOK, app_redo)                                                      \
    X(ABOUT_YOU, "about-you", "who you are: name, business, what they gain", NEED_BOOK, act_about_you)       \
    X(IMPORT, "import", "import a file", NEED_BOOK, act_import)                                              \
    /* moving: lists and readers take these */                                                               \
    X(DOWN, "down", "the next row", 0, NULL)                                                                 \
    X(UP, "up", "the row before", 0, NULL)                                                                   \
    X(PAGE_DOWN, "page-down", "a page on", 0, NULL)                                                          \
    X(PAGE_UP, "page-up", "a page back", 0, NULL)                                                            \
    X(FIRST, "first", "to the first row", 0, NULL)                                                           \
    X(LAST, "last", "to the last row", 0, NULL)                                                              \
    X(OPEN, "open", "open, go deeper", 0, app_open)                                                          \
    X(NEXT_PANE, "next-pane", "the next pane", 0, app_next_pane)                                             \
    X(PREVIOUS_PANE, "previous-pane", "the pane before", 0, app_previous_pane)                               \
    X(BACK, "back", "back, without a change", 0, app_back)                                                   \
    X(CLOSE, "close", "back; on a view, leave the program", 0, app_close_top)                                \
    X(QUIT, "quit", "leave the program", 0, app_quit)                                                        \
    /* typing */                                                                                             \
    X(SAVE, "save", "keep it; of an ask: it was asked", 0, NULL)                                             \
    X(TEXT, "text", "back into the text of the note", 0, NULL)                                               \
    X(ADD, "add", "add what was missed: a person, a moment, a want", 0, NULL)                                \
    X(EDITOR, "editor", "go on in your editor", 0, NULL)                                                     \
    X(NEXT_FIELD, "next-field", "the next field", 0, NULL)                                                   \
    X(PREVIOUS_FIELD, "previous-field", "the field before", 0, NULL)                                         \
    /* the program */                                                                                        \
    X(COMMANDS, "commands", "every command, by name", 0, palette_open)                                       \
    X(KEYS, "keys", "the keys here", 0, help_open)                                                           \
    X(LIST_NARROWER, "list-narrower", "a narrower list", 0, app_list_narrower)                               \
    X(LIST_WIDER, "list-wider", "a wider list", 0, app_list_wider)                                           \
    X(REDRAW, "redraw", "draw the screen again", 0, app_redraw)                                              \
    X(SUSPEND, "suspend", "suspend the program", 0, app_suspend)

enum action_id {
    ACT_NONE,
#define ACTION_ID(id, name, help, needs, run) ACT_##id,
    ACTIONS(ACTION_ID)
#undef ACTION_ID
        ACT_COUNT
};

enum {
    NEED_PERSON = 1, /* a person is chosen */
    NEED_ROW = 2,    /* the cursor is on a row that stands for something */
    NEED_BOOK = 4,   /* the book can be written */
    NEED_TWO = 8,    /* two rows are marked */
};

struct app;
struct action {
    const char *name, *help;
    unsigned needs;
    void (*run)(struct app *app);
};
const struct action *action_row(enum action_id id);
enum action_id action_from_name(const char *name); /* ACT_NONE: no such */

#endif
