#ifndef TUI_VIEWS_H
#define TUI_VIEWS_H

#include "tui/view.h"

/* The six views, the two panes, and what opens over them; each in its view_*.c. */
extern const struct view_type view_today, view_people, view_circle, view_asks, view_ledger, view_insights;
extern const struct view_type view_notes, view_prompt;

/* The pane Notes, with the cursor on that note of the chosen person. */
void notes_go_to(struct app *app, kith_id note);

/* The words that "Who do you know?" shows for this person; "" where they are no introduction. */
const char *prompt_words(struct app *app, kith_id person);

/* View People with that saved search in force. */
void people_show_saved(struct app *app, const char *name);
/* The form that saves terms; `name`: of the one being changed, NULL: a new one. */
void searches_save(struct app *app, const char *name, const char *terms);

/* A person as lists show them: sign and style of their standing. */
enum sign views_sign(int standing);
enum style views_style(int standing);
enum style views_moment_style(int kind); /* the accent where it makes golden, the warning for trouble */

/* Words between quotation marks; marks within them become single. */
const char *words_quoted(const char *text, struct arena *arena);

/* What an empty book says, from that row on; returns the rows used. */
int views_greet(struct pane pane, int row);

#endif
