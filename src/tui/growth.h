#ifndef TUI_GROWTH_H
#define TUI_GROWTH_H

#include "base/map.h"
#include "kith/insight.h"
#include "tui/list.h"

/*
 * The tree of business: which client came from whom, as rows one can walk and
 * fold. What is folded stays so over loads. A zeroed one is empty.
 */
struct growth {
    struct arena arena;
    struct growth_node *nodes;
    size_t count;
    struct growth_node **rows; /* as shown */
    struct list list;
    struct idmap folded;
    bool by_name;
};

/* From parents before children; `branches` must live as long as it is drawn. */
void growth_load(struct growth *growth, const struct kith_branch *branches, size_t count);
void growth_draw(struct growth *growth, struct pane pane, bool focused);
bool growth_act(struct growth *growth, enum action_id action); /* moving; Space folds; s sorts */
const struct kith_branch *growth_at(const struct growth *growth);
bool growth_is_folded(const struct growth *growth); /* the branch under the cursor */
/* "Greta Lind, from Samir Haddad, from Adaeze Obi": the whole line of the branch under the cursor. */
const char *growth_line(const struct growth *growth, struct arena *arena);
void growth_free(struct growth *growth);

#endif
