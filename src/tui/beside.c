#include "tui/beside.h"

#include <string.h>

#include "kith/person.h"

enum { LABEL = 13, KEPT = 6, HEAD = 1 };

static const char *text_of(struct kith *k, const struct kith_field *field, const struct kith_person *person,
                           struct arena *arena) {
    return person ? kith_field_text(k, field, person, arena) : "";
}

/* What only Kith keeps for itself. */
static bool compared(const struct kith_field *field) {
    return strcmp(field->name, "typed") != 0 && strcmp(field->name, "unnamed") != 0;
}

static const char *kept(const struct beside *beside, const char *left, const char *right,
                        const char *result) {
    if (strcmp(left, right) == 0)
        return NULL;
    if (strcmp(result, left) == 0)
        return beside->left;
    return strcmp(result, right) == 0 ? beside->right : "both";
}

void beside_make(struct beside *beside, struct kith *k, const struct kith_person *left,
                 const struct kith_person *right, const struct kith_person *result) {
    beside->one = !left;
    for (size_t i = 0; i < kith_person_kind.count; i++) {
        const struct kith_field *field = &kith_person_kind.fields[i];
        const char *a = text_of(k, field, left, &beside->arena),
                   *b = text_of(k, field, right, &beside->arena);
        bool plain = field->type == KITH_TYPE_FLAG && strcmp(a, "yes") != 0 && strcmp(b, "yes") != 0;
        if (!compared(field) || plain || (!*a && !*b))
            continue;
        *ARENA_PUSH(&beside->arena, beside->rows, beside->count, beside->cap) = (struct beside_row){
            field->label, a, b, left ? kept(beside, a, b, text_of(k, field, result, &beside->arena)) : NULL};
    }
}

void beside_add(struct beside *beside, const char *label, const char *right) {
    *ARENA_PUSH(&beside->arena, beside->rows, beside->count, beside->cap) =
        (struct beside_row){arena_strdup(&beside->arena, label), "", arena_strdup(&beside->arena, right),
                            beside->one ? NULL : beside->right};
}

void beside_free(struct beside *beside) {
    arena_free(&beside->arena);
    *beside = (struct beside){.left = beside->left, .right = beside->right};
}

bool beside_act(struct beside *beside, enum action_id action) {
    size_t page = beside->shown > 1 ? (size_t)beside->shown - 1 : 1;
    size_t last = beside->count ? beside->count - 1 : 0;
    switch (action) {
    case ACT_DOWN:
        beside->top += beside->top < last;
        return true;
    case ACT_UP:
        beside->top -= beside->top > 0;
        return true;
    case ACT_PAGE_DOWN:
        beside->top = beside->top + page < last ? beside->top + page : last;
        return true;
    case ACT_PAGE_UP:
        beside->top = beside->top > page ? beside->top - page : 0;
        return true;
    case ACT_FIRST:
        beside->top = 0;
        return true;
    case ACT_LAST:
        beside->top = last;
        return true;
    default:
        return false;
    }
}

/* What goes is dim, what stands is not; what differs has its word at the end. */
static int draw_row(const struct beside *beside, struct pane pane, const struct beside_row *row) {
    int end = pane.area.cols - 1, half = (end - LABEL - KEPT - 2) / 2, right = LABEL + half + 1;
    bool left_goes = row->kept == beside->right && *row->right, right_goes = row->kept == beside->left;
    int rows = pane_wrap(pane, 0, LABEL, LABEL + half, left_goes ? STYLE_DIM : STYLE_PLAIN, row->left);
    int more = pane_wrap(pane, 0, right, right + half, right_goes ? STYLE_DIM : STYLE_PLAIN, row->right);
    pane_cut(pane, 0, 1, LABEL - 2, STYLE_DIM, row->label);
    if (row->kept)
        pane_right(pane, 0, end - KEPT, end, STYLE_CUE, row->kept);
    return more > rows ? more : rows;
}

void beside_draw(struct beside *beside, struct pane pane) {
    int end = pane.area.cols - 1, half = (end - LABEL - KEPT - 2) / 2, at = HEAD;
    pane_blank(pane);
    pane_put(pane, 0, LABEL, STYLE_TITLE, beside->left);
    pane_put(pane, 0, LABEL + half + 1, STYLE_TITLE, beside->right);
    if (!beside->one)
        pane_right(pane, 0, end - KEPT, end, STYLE_DIM, "stays");
    size_t i = beside->top;
    for (; i < beside->count && at < pane.area.rows; i++)
        at += draw_row(beside, pane_part(pane, at, 0, pane.area.rows - at, pane.area.cols), &beside->rows[i]);
    beside->shown = (int)(i - beside->top);
    if (i < beside->count || at > pane.area.rows)
        pane_more(pane);
}
