#ifndef TUI_ACT_H
#define TUI_ACT_H

#include "kith/circle.h"
#include "tui/app.h"

/*
 * What the keys of the action table do about people and rows. Each works on
 * what app_people() or app_subject() gives; where rows are marked it acts on all
 * of them as one step, after one y/n that names the number.
 */

/* act_people.c */
void act_role(struct app *app);        /* c */
void act_tags(struct app *app);        /* t */
void act_favourite(struct app *app);   /* * */
void act_archive(struct app *app);     /* A */
void act_merge(struct app *app);       /* M */
void act_forget(struct app *app);      /* by its name only */
void act_new_contact(struct app *app); /* N */

/* view_merge.c, view_duplicates.c */
void merge_open(struct app *app, kith_id keep, kith_id other); /* both side by side, and what stays */
void act_duplicates(struct app *app);                          /* = */

/* act_row.c */
void act_edit(struct app *app);   /* e */
void act_delete(struct app *app); /* d */

/* act_moment.c */
void act_moment(struct app *app);  /* m */
void act_let_go(struct app *app);  /* l */
void act_not_now(struct app *app); /* z */
void act_done(struct app *app);    /* D */
void act_owed(struct app *app, kith_id referral,
              int what); /* D where the day says what is owed: enum kith_due */

/* act_answer.c */
void act_outcome(struct app *app); /* o */
void act_outcome_of(struct app *app, kith_id referral);

/* act_give.c */
void act_wants(struct app *app);  /* w */
void act_help(struct app *app);   /* h */
void act_task(struct app *app);   /* b */
void act_pledge(struct app *app); /* p */
void act_wish(struct app *app);   /* W */
void act_gave(struct app *app);   /* r */
void act_got(struct app *app);    /* R */

/* act_ways.c: the paths to what is wished for, to choose one and take its first step */
void ways_open(struct app *app, const struct kith_wished *wish, const struct kith_paths *paths);

/* view_gift.c */
void act_give(struct app *app); /* I: also Enter where the day proposes a gift */

/* act_settings.c */
void act_about_you(struct app *app); /* , */

/* act_words.c: what the pane Who do you know? does, from wherever the cursor is */
void act_other_words(struct app *app); /* x */
void act_copy(struct app *app);        /* y */

/* view_note.c, view_composer.c, view_search.c, view_import.c */
void act_note(struct app *app);                    /* n */
void act_note_edit(struct app *app, kith_id note); /* e on a note */
void act_ask(struct app *app);                     /* a */
/* The composer on a source, about one person, else a role, else as it proposes itself. */
void act_ask_of(struct app *app, kith_id source, kith_id target, const char *role);
void act_mail(struct app *app);                    /* o in the composer */
void act_search(struct app *app);                  /* Ctrl-F */
void act_searches(struct app *app);                /* F */
void act_import(struct app *app);                  /* i */

/* ---- shared by these files (act.c) ---- */

/* The people an action is about, copied, and called by name: "Ann Okafor", "12 people". */
struct whom {
    struct arena arena;
    kith_id *ids;
    size_t count;
    const char *name;
};
struct whom *whom_now(struct app *app); /* freed by whom_free() */
void whom_free(void *whom);
/* The row under the cursor; says so and is false where there is none that stands for something. */
bool row_now(struct app *app, struct subject *out);

/*
 * Does it at once for one person; for marked ones asks y/n first ("Archive 12
 * people?"). Takes ctx over: `release` frees it afterwards in every case.
 */
struct bulk {
    const char *question; /* without its question mark: "Make 12 people clients" */
    bool marked;
    void *ctx;
    void (*doing)(struct app *app, void *ctx);
    void (*release)(void *ctx);
};
void bulk_do(struct app *app, const struct bulk *bulk);

/* Completions from the book for a field of a form. */
void suggest_company(struct app *app, void *ctx, const char *typed, struct arena *arena,
                     struct kith_list *out);
void suggest_title(struct app *app, void *ctx, const char *typed, struct arena *arena, struct kith_list *out);
void suggest_city(struct app *app, void *ctx, const char *typed, struct arena *arena, struct kith_list *out);
/* For the last of those that commas part. */
void suggest_tags(struct app *app, void *ctx, const char *typed, struct arena *arena, struct kith_list *out);
/* Which of these a field of a person has; NULL: none. */
void (*suggest_for(const char *field))(struct app *, void *, const char *, struct arena *,
                                       struct kith_list *);
void suggest_people(struct app *app, void *ctx, const char *typed, struct arena *arena,
                    struct kith_list *out);

#endif
