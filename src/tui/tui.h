#ifndef TUI_TUI_H
#define TUI_TUI_H

#include "base/buf.h"
#include "kith/import.h"
#include "kith/kith.h"

/* The full screen, as main.c starts it. */
struct tui_options {
    struct kith *kith;
    void (*clock)(void *ctx, day *today, int64_t *now); /* reads the clock, or what KITH_NOW says */
    void *clock_ctx;
    /* Reads a file that is to be imported: as in app_host (tui/app.h). */
    bool (*read_file)(void *ctx, const char *path, const struct kith_columns *columns,
                      struct kith_import *plan, struct buf *book, struct buf *why);
    void (*read_columns)(void *ctx, const char *path, struct arena *arena, struct kith_columns *out);
    void *read_file_ctx;
    /* Somebody was forgotten who goes by these words: as in app_host; or NULL */
    int (*forgotten)(void *ctx, struct kith *k, const struct kith_list *words);
    void *forgotten_ctx;
    void (*rested)(void *ctx,
                   struct kith *k); /* the book has changed, and nothing was typed for a while; or NULL */
    void *rested_ctx;
    const char *data_dir;     /* drafts are kept here */
    const char *keys;         /* the text of the user's keys file, or NULL */
    const char *copy_program; /* "wl-copy", or NULL: the terminal copies (OSC 52) */
    const char *theme;        /* "default", "light", "dark", "mono"; NULL: default */
    const char *styles;       /* the text of the user's styles file, or NULL */
    const char *panes;        /* their sizes, as kept before; or NULL */
    const char *learned;      /* what the tips are done with, as kept before; or NULL */
    void (*keep)(void *ctx, const char *name,
                 const char *value); /* a setting that the screen itself made; or NULL */
    void *keep_ctx;
    bool mouse;
    bool hints; /* the keys in the bottom line */
    bool demo;
};

/* Runs until the user leaves. False, with one sentence in `why`, where the terminal will not do. */
bool tui_run(const struct tui_options *options, struct buf *why);

/*
 * What `kith keys` prints. main.c hands this to the commands as a function, so
 * that they need not know the screen: `keys` as in tui_options, `json` or plain.
 */
void tui_keys(const char *keys, bool json, struct buf *out);

#endif
