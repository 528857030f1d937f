#include "tui/growth.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tui/figures.h"

struct growth_node {
    const struct kith_branch *branch;
    struct growth_node *parent, *child, *sibling;
    size_t below; /* how many grew from it, over all generations */
};

enum {
    INDENT = 3,
    NAME = 12 /* of a name are always seen */,
    VALUE = 11,
    BAR_FROM = 56,
    SEEN = 8 /* of a line, more than any heading has room for */
};

/* ---- making the rows ---- */

static int by_value(const void *a, const void *b) {
    const struct growth_node *x = *(struct growth_node *const *)a, *y = *(struct growth_node *const *)b;
    return x->branch < y->branch ? -1
                                 : x->branch > y->branch; /* as the library gave them: most value first */
}

static int by_name(const void *a, const void *b) {
    const struct growth_node *x = *(struct growth_node *const *)a, *y = *(struct growth_node *const *)b;
    int order = strcoll(x->branch->person.name, y->branch->person.name);
    return order ? order : by_value(a, b);
}

static bool folded(const struct growth *growth, const struct growth_node *node) {
    int64_t is;
    return idmap_get(&growth->folded, node->branch->person.id, &is) && is;
}

/* Parents before children, without recursion: a line of introductions may be very long. */
static void show(struct growth *growth, struct growth_node *root) {
    struct growth_node *node = root;
    while (node) {
        growth->rows[growth->list.count++] = node;
        if (node->child && !folded(growth, node)) {
            node = node->child;
            continue;
        }
        while (node && node != root && !node->sibling)
            node = node->parent;
        node = !node || node == root ? NULL : node->sibling;
    }
}

static void make_rows(struct growth *growth) {
    const struct kith_branch *chosen = growth_at(growth);
    struct arena arena = {0};
    struct growth_node **sorted = ARENA_NEW(&arena, struct growth_node *, growth->count + 1), *roots = NULL;
    for (size_t i = 0; i < growth->count; i++) {
        sorted[i] = &growth->nodes[i];
        growth->nodes[i].child = growth->nodes[i].sibling = NULL;
    }
    if (growth->count)
        qsort(sorted, growth->count, sizeof(struct growth_node *), growth->by_name ? by_name : by_value);
    for (size_t i = growth->count; i-- > 0;) { /* from the back, so that the first comes first */
        struct growth_node **first = sorted[i]->parent ? &sorted[i]->parent->child : &roots;
        sorted[i]->sibling = *first;
        *first = sorted[i];
    }
    growth->list.count = 0;
    for (struct growth_node *root = roots; root; root = root->sibling)
        show(growth, root);
    for (size_t i = 0; i < growth->list.count; i++)
        if (growth->rows[i]->branch == chosen)
            growth->list.at = i;
    list_fit(&growth->list);
    arena_free(&arena);
}

void growth_load(struct growth *growth, const struct kith_branch *branches, size_t count) {
    arena_free(&growth->arena);
    growth->nodes = ARENA_NEW(&growth->arena, struct growth_node, count + 1);
    growth->rows = ARENA_NEW(&growth->arena, struct growth_node *, count + 1);
    growth->count = count;
    growth->list.count = 0;
    for (size_t i = 0; i < count; i++) {
        struct growth_node *node = &growth->nodes[i], *up = i ? node - 1 : NULL;
        node->branch = &branches[i];
        while (up && up->branch->depth >= node->branch->depth)
            up = up->parent;
        node->parent = up;
    }
    for (size_t i = count; i-- > 0;)
        if (growth->nodes[i].parent)
            growth->nodes[i].parent->below += growth->nodes[i].below + 1;
    make_rows(growth);
}

/* ---- drawing ---- */

static int depth_shown(const struct growth_node *node, int columns) {
    int most = columns / INDENT;
    return node->branch->depth < most ? node->branch->depth : most;
}

/* The lines from the parents: a turn at the node, a line past it where there is a sibling to come. */
static int draw_lines(const struct growth_node *node, struct pane pane, int columns) {
    int depth = depth_shown(node, columns), col = 1 + depth * INDENT;
    const struct growth_node *at = node;
    for (int i = depth; i > 0; i--, at = at->parent) {
        const char *line = at == node ? (at->sibling ? "├─" : "└─") : at->sibling ? "│" : "";
        pane_put(pane, 0, 1 + (i - 1) * INDENT, STYLE_RULE, line);
    }
    return col;
}

static void draw_row(void *ctx, struct pane pane, size_t index) {
    const struct growth *growth = ctx;
    const struct growth_node *node = growth->rows[index];
    char money[MONEY_SIZE], more[32];
    int cols = pane.area.cols, bar = cols >= BAR_FROM ? cols * 9 / 20 : cols - VALUE - 1, name_end = bar - 1;
    int col = draw_lines(node, pane, name_end > 2 * NAME ? name_end - NAME : name_end / 2);
    bool hides = node->child && folded(growth, node);
    snprintf(more, sizeof more, " +%zu", node->below);
    int room = name_end - col - (hides ? (int)strlen(more) : 0);
    col = pane_cut(pane, 0, col, room, node->branch->depth == 0 ? STYLE_NAME : STYLE_PLAIN,
                   node->branch->person.name);
    if (hides)
        pane_put(pane, 0, col, STYLE_DIM, more);
    pane_right(pane, 0, bar, cols - 1, STYLE_PLAIN,
               node->branch->value ? money_text(node->branch->value, money) : sign(SIGN_NONE));
    if (cols >= BAR_FROM)
        figures_bar(pane, 0, bar, cols - 1 - VALUE - bar, STYLE_DIM, node->branch->value,
                    growth->nodes[0].branch->value);
}

void growth_draw(struct growth *growth, struct pane pane, bool focused) {
    if (focused) {
        list_draw(&growth->list, pane, true, draw_row, growth);
        return;
    }
    for (int i = 0; i < pane.area.rows && (size_t)i + growth->list.top < growth->list.count; i++)
        draw_row(growth, pane_part(pane, i, 0, 1, pane.area.cols), (size_t)i + growth->list.top);
}

/* ---- walking ---- */

const struct kith_branch *growth_at(const struct growth *growth) {
    return growth->list.at < growth->list.count ? growth->rows[growth->list.at]->branch : NULL;
}

bool growth_is_folded(const struct growth *growth) {
    return growth_at(growth) && folded(growth, growth->rows[growth->list.at]);
}

bool growth_act(struct growth *growth, enum action_id action) {
    if (action == ACT_SORT) {
        growth->by_name = !growth->by_name;
        make_rows(growth);
        return true;
    }
    if (action == ACT_MARK) {
        if (growth_at(growth))
            idmap_set(&growth->folded, growth_at(growth)->person.id, !growth_is_folded(growth));
        make_rows(growth);
        return true;
    }
    return list_act(&growth->list, action);
}

const char *growth_line(const struct growth *growth, struct arena *arena) {
    struct buf line = BUF_INIT;
    const struct growth_node *node = growth_at(growth) ? growth->rows[growth->list.at] : NULL;
    for (int count = 0; node && count < SEEN; node = node->parent, count++)
        buf_printf(&line, "%s%s", count ? ", from " : "", node->branch->person.name);
    const char *text = arena_strdup(arena, line.data ? line.data : "");
    buf_free(&line);
    return text;
}

void growth_free(struct growth *growth) {
    arena_free(&growth->arena);
    idmap_free(&growth->folded);
}
