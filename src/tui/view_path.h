#ifndef TUI_VIEW_PATH_H
#define TUI_VIEW_PATH_H

#include "tui/app.h"

/*
 * A path being typed, with what stands in its folder below: Tab lengthens it,
 * Down goes into the folder. Enter on a file calls `done`, which says whether it
 * will do; else the path stays open. `title` and `about` are constants.
 */
void path_open(struct app *app, const char *title, const char *about,
               bool (*done)(struct app *app, const char *file));

#endif
