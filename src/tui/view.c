#include "tui/view.h"

#include <stdlib.h>

#include "base/alloc.h"

struct view *view_new(struct app *app, const struct view_type *type) {
    struct view *view = xalloc(sizeof *view);
    *view = (struct view){.type = type, .app = app, .stale = true};
    view->state = xalloc(type->size ? type->size : 1);
    return view;
}

void view_free(struct view *view) {
    if (!view)
        return;
    if (view->type->free)
        view->type->free(view);
    free(view->state);
    free(view);
}
