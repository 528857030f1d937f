/* x and y: what the pane Who do you know? does, from wherever the cursor is. */
#include "tui/act.h"

static void prompt_does(struct app *app, enum action_id action) {
    struct view *prompt = app_pane(app, SLOT_PROMPT);
    if (!prompt || !prompt->type->act || !prompt->type->act(prompt, action))
        app_say(app, "there are no words here");
}

void act_other_words(struct app *app) {
    prompt_does(app, ACT_OTHER_WORDS);
}

void act_copy(struct app *app) {
    prompt_does(app, ACT_COPY);
}
