#include "model/tree.h"

#include <stdlib.h>
#include <string.h>

#include "kith/referral.h"
#include "model/row.h"

/* A person of the tree, by their place in facts->people. */
struct node {
    struct node *parent, *child, *sibling;
    struct node *up; /* some forebear, NULL: a root; only ever brought nearer to the root */
    const struct fact_person *person;
    int64_t value; /* their own, then with all that grew from them */
    size_t children;
    bool in_tree, walked;
};

/* The first of the line, found in few steps also where the line is thousands long. */
static struct node *root_of(struct node *node) {
    for (; node->up; node = node->up)
        if (node->up->up)
            node->up = node->up->up;
    return node;
}

/* The first introduction that closes no ring says from whom a person came. */
static void come_from(struct node *node, struct node *source) {
    if (node->parent || root_of(source) == node)
        return;
    node->parent = node->up = source;
    source->children++;
}

static void read_referrals(struct kith *k, const struct facts *facts, day from, day to, struct arena *arena,
                           struct node *nodes) {
    struct stmt *stmt = row_query(k, &kith_referral_kind,
                                  "WHERE r.direction = 'received' ORDER BY r.\"on\", r.id");
    struct kith_referral referral;
    int64_t person, partner;
    while (row_next(k, &kith_referral_kind, stmt, arena, &referral)) {
        if (referral.on > to || (from != DAY_NONE && referral.on < from) ||
            !idmap_get(&facts->at, referral.person, &person) ||
            !idmap_get(&facts->at, referral.partner, &partner) || person == partner)
            continue;
        struct node *node = &nodes[person], *source = &nodes[partner];
        node->in_tree = source->in_tree = true;
        node->value += referral.value == MONEY_NONE ? 0 : referral.value;
        come_from(node, source);
    }
}

static int compare(const void *a, const void *b) {
    const struct node *x = *(struct node *const *)a, *y = *(struct node *const *)b;
    if (x->value != y->value)
        return (y->value > x->value) - (y->value < x->value);
    return strcmp(x->person->sort, y->person->sort);
}

/* Values flow up: each to its parent once all that grew from it is in. */
static void add_values(struct node *nodes, size_t count) {
    for (size_t i = 0; i < count; i++) {
        struct node *node = &nodes[i];
        if (node->children || !node->parent || node->walked)
            continue;
        for (; node->parent && node->children == 0 && !node->walked; node = node->parent) {
            node->walked = true;
            node->parent->value += node->value;
            node->parent->children--;
        }
    }
    for (size_t i = 0; i < count; i++)
        nodes[i].walked = false;
}

/* Parents before children without recursion: a line of introductions may be thousands long. */
static void write_tree(struct node *root, struct arena *arena, struct kith_insights *out, size_t *cap) {
    int depth = 0;
    for (struct node *node = root; node;) {
        if (!node->walked) {
            node->walked = true;
            *ARENA_PUSH(arena, out->tree, out->tree_count, *cap) = (struct kith_branch){
                .person = facts_ref(node->person, arena),
                .from = facts_ref(node->parent ? node->parent->person : NULL, arena),
                .value = node->value,
                .depth = depth,
            };
            if (node->child) {
                node = node->child;
                depth++;
                continue;
            }
        }
        if (node == root)
            return;
        if (node->sibling) {
            node = node->sibling;
        } else {
            node = node->parent;
            depth--;
        }
    }
}

void insight_tree(struct kith *k, const struct facts *facts, day from, day to, struct arena *arena,
                  struct kith_insights *out) {
    struct node *nodes = ARENA_NEW(arena, struct node, facts->count + 1);
    struct node **sorted = ARENA_NEW(arena, struct node *, facts->count + 1);
    size_t count = 0, cap = 0;
    for (size_t i = 0; i < facts->count; i++)
        nodes[i].person = &facts->people[i];
    read_referrals(k, facts, from, to, arena, nodes);
    add_values(nodes, facts->count);
    for (size_t i = 0; i < facts->count; i++)
        if (nodes[i].in_tree)
            sorted[count++] = &nodes[i];
    if (count)
        qsort(sorted, count, sizeof *sorted, compare);
    for (size_t i = count; i-- > 0;) /* from the back, so that each parent's first child is its greatest */
        if (sorted[i]->parent) {
            sorted[i]->sibling = sorted[i]->parent->child;
            sorted[i]->parent->child = sorted[i];
        }
    for (size_t i = 0; i < count; i++)
        if (!sorted[i]->parent)
            write_tree(sorted[i], arena, out, &cap);
}
