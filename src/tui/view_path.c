#include "tui/view_path.h"

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "tui/folder.h"
#include "tui/line.h"
#include "tui/list.h"

struct path {
    struct arena arena; /* of the folder */
    struct line line;
    struct list list;
    struct folder folder;
    bool picked; /* the cursor went down into the folder */
    const char *title, *about;
    bool (*done)(struct app *app, const char *file);
};

enum { PATH_HEAD = 2 };

static void list_folder(struct path *path) {
    arena_free(&path->arena);
    folder_list(line_text(&path->line), &path->arena, &path->folder);
    path->list = (struct list){.count = path->folder.count};
    path->picked = false;
}

static void set_line(struct path *path, const struct buf *text) {
    if (text->len)
        line_set(&path->line, text->data);
    list_folder(path);
}

static void open_path(struct view *view) {
    struct path *path = view->state;
    struct arena arena = {0};
    struct buf text = BUF_INIT;
    if (path->picked && path->list.at < path->folder.count)
        folder_take(line_text(&path->line), &path->folder.items[path->list.at], &text);
    else
        buf_str(&text, line_text(&path->line));
    const char *file = folder_path(text.data, &arena);
    if (!*file) {
        app_say(view->app, "Type a path, or go down to choose a file");
    } else if (folder_is(file) && text.data[text.len - 1] == '/' && !path->picked) {
        path->picked = path->folder.count > 0; /* it is open already: on into it */
        app_say(view->app, path->picked ? "Choose with the arrows; Enter reads it" : "This folder is empty");
    } else if (folder_is(file)) {
        if (text.data[text.len - 1] != '/')
            buf_char(&text, '/');
        set_line(path, &text);
    } else {
        if (path->done(view->app, file))
            app_close(view->app, view);
    }
    buf_free(&text);
    arena_free(&arena);
}

static void draw_entry(void *ctx, struct pane pane, size_t index) {
    const struct path *path = ctx;
    const struct folder_entry *entry = &path->folder.items[index];
    int col = pane_cut(pane, 0, 3, pane.area.cols - 5,
                       entry->folder || entry->likely ? STYLE_PLAIN : STYLE_DIM, entry->name);
    if (entry->folder)
        pane_put(pane, 0, col, STYLE_DIM, "/");
}

static void draw(struct view *view, struct pane pane) {
    struct path *path = view->state;
    int end = pane.area.cols - 1;
    struct pane below = pane_part(pane, PATH_HEAD, 0, pane.area.rows - PATH_HEAD, pane.area.cols);
    pane_cut(pane, 1, 1, end - 1, STYLE_DIM, path->about);
    if (path->folder.count == 0)
        pane_put(below, 0, 3, STYLE_DIM, "nothing begins so");
    if (path->picked) {
        list_draw(&path->list, below, true, draw_entry, path);
    } else {
        path->list.page = below.area.rows;
        for (int i = 0; i < below.area.rows && (size_t)i < path->folder.count; i++)
            draw_entry(path, pane_part(below, i, 0, 1, below.area.cols), (size_t)i);
    }
    line_draw(&path->line, pane, 0, 1, end - 1, true);
}

static void title(struct view *view, struct buf *out) {
    buf_str(out, ((const struct path *)view->state)->title);
}

static void size_wanted(struct view *view, int *rows, int *cols) {
    (void)view;
    *cols = *cols - 6 < 84 ? *cols - 6 : 84;
    *rows = *rows - 4 < 20 ? *rows - 4 : 20;
}

static bool act(struct view *view, enum action_id action) {
    struct path *path = view->state;
    if (action == ACT_OPEN) {
        open_path(view);
        return true;
    }
    if (action == ACT_UP && path->list.at == 0)
        path->picked = false; /* back into the line */
    else if (action == ACT_DOWN && !path->picked)
        path->picked = path->folder.count > 0;
    else
        return list_act(&path->list, action);
    return true;
}

static bool key(struct view *view, const struct event *event) {
    struct path *path = view->state;
    if (event->type == EVENT_KEY && event->key == K_TAB) {
        struct buf longer = BUF_INIT;
        if (path->picked && path->list.at < path->folder.count)
            folder_take(line_text(&path->line), &path->folder.items[path->list.at], &longer);
        else
            folder_complete(line_text(&path->line), &path->folder, &longer);
        set_line(path, &longer);
        buf_free(&longer);
        return true;
    }
    char *before = xstrdup(line_text(&path->line));
    bool taken = line_key(&path->line, event);
    if (taken && strcmp(before, line_text(&path->line)) != 0)
        list_folder(path);
    free(before);
    return taken;
}

static bool mouse(struct view *view, const struct event *event) {
    struct path *path = view->state;
    if (event->row < PATH_HEAD) {
        line_click(&path->line, event->col - 1);
        return false;
    }
    path->picked = list_mouse(&path->list, event, PATH_HEAD);
    return path->picked;
}

static const struct hint *hints(struct view *view) {
    static const struct hint all[] = {{ACT_OPEN, "read"}, {ACT_DOWN, "choose"}, {ACT_BACK, "leave"}, {0}};
    (void)view;
    return all;
}

static void release(struct view *view) {
    struct path *path = view->state;
    line_free(&path->line);
    arena_free(&path->arena);
}

static const struct view_type path_type = {
    .name = "path",
    .context = CONTEXT_NARROWED,
    .place = PLACE_BOX,
    .size = sizeof(struct path),
    .title = title,
    .draw = draw,
    .size_wanted = size_wanted,
    .act = act,
    .key = key,
    .mouse = mouse,
    .hints = hints,
    .free = release,
};

void path_open(struct app *app, const char *words, const char *about,
               bool (*done)(struct app *app, const char *file)) {
    struct path *path = app_push(app, &path_type)->state;
    path->title = words;
    path->about = about;
    path->done = done;
    line_init(&path->line, NULL);
    list_folder(path);
}
