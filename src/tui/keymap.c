#include "tui/keymap.h"

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/json.h"
#include "base/text.h"

struct place_of_keys {
    const char *name;
    enum context parent;
};

static const struct place_of_keys contexts[CONTEXT_COUNT] = {
    [CONTEXT_NONE] = {"", CONTEXT_NONE},
    [CONTEXT_ANYWHERE] = {"anywhere", CONTEXT_NONE},
    [CONTEXT_SCREEN] = {"screen", CONTEXT_ANYWHERE},
    [CONTEXT_LIST] = {"list", CONTEXT_SCREEN},
    [CONTEXT_TODAY] = {"today", CONTEXT_LIST},
    [CONTEXT_PEOPLE] = {"people", CONTEXT_LIST},
    [CONTEXT_CIRCLE] = {"circle", CONTEXT_LIST},
    [CONTEXT_ASKS] = {"asks", CONTEXT_LIST},
    [CONTEXT_LEDGER] = {"ledger", CONTEXT_LIST},
    [CONTEXT_INSIGHTS] = {"insights", CONTEXT_LIST},
    [CONTEXT_NOTES] = {"notes", CONTEXT_LIST},
    [CONTEXT_PROMPT] = {"prompt", CONTEXT_LIST},
    [CONTEXT_OVER] = {"over", CONTEXT_ANYWHERE},
    [CONTEXT_COMPOSER] = {"composer", CONTEXT_OVER},
    [CONTEXT_GIFT] = {"gift", CONTEXT_OVER},
    [CONTEXT_HEARD] = {"heard", CONTEXT_OVER},
    [CONTEXT_PAIRS] = {"pairs", CONTEXT_OVER},
    [CONTEXT_SEARCHES] = {"searches", CONTEXT_OVER},
    [CONTEXT_CHOOSER] = {"chooser", CONTEXT_ANYWHERE},
    [CONTEXT_READER] = {"reader", CONTEXT_OVER},
    [CONTEXT_TEXT] = {"text", CONTEXT_ANYWHERE},
    [CONTEXT_LINE] = {"line", CONTEXT_TEXT},
    [CONTEXT_FORM] = {"form", CONTEXT_TEXT},
    [CONTEXT_NOTE] = {"note", CONTEXT_TEXT},
    [CONTEXT_NARROWED] = {"narrowed", CONTEXT_ANYWHERE},
    [CONTEXT_CONFIRM] = {"confirm", CONTEXT_ANYWHERE},
};

struct binding {
    enum context context;
    keycode key;
    enum action_id action; /* ACT_NONE: the key does nothing here, whatever a parent says */
};

/* The first key of an action is the one that the bottom line and the palette show. */
static const struct binding built_in[] = {
    {CONTEXT_ANYWHERE, KEYMOD_CTRL | 'L', ACT_REDRAW},
    {CONTEXT_ANYWHERE, KEYMOD_CTRL | 'Z', ACT_SUSPEND},

    {CONTEXT_SCREEN, '1', ACT_TODAY},
    {CONTEXT_SCREEN, '2', ACT_PEOPLE},
    {CONTEXT_SCREEN, '3', ACT_CIRCLE},
    {CONTEXT_SCREEN, '4', ACT_ASKS},
    {CONTEXT_SCREEN, '5', ACT_LEDGER},
    {CONTEXT_SCREEN, '6', ACT_INSIGHTS},
    {CONTEXT_SCREEN, K_TAB, ACT_NEXT_PANE},
    {CONTEXT_SCREEN, KEYMOD_SHIFT | K_TAB, ACT_PREVIOUS_PANE},
    {CONTEXT_SCREEN, K_ESC, ACT_BACK},
    {CONTEXT_SCREEN, 'q', ACT_CLOSE},
    {CONTEXT_SCREEN, 'Q', ACT_QUIT},
    {CONTEXT_SCREEN, KEYMOD_CTRL | 'F', ACT_SEARCH},
    {CONTEXT_SCREEN, 'u', ACT_UNDO},
    {CONTEXT_SCREEN, 'U', ACT_REDO},
    {CONTEXT_SCREEN, 'n', ACT_NOTE},
    {CONTEXT_SCREEN, 'N', ACT_NEW_CONTACT},
    {CONTEXT_SCREEN, 'W', ACT_WISH},
    {CONTEXT_SCREEN, '<', ACT_LIST_NARROWER},
    {CONTEXT_SCREEN, '>', ACT_LIST_WIDER},
    {CONTEXT_SCREEN, 'F', ACT_SEARCHES},
    {CONTEXT_SCREEN, 'i', ACT_IMPORT},
    {CONTEXT_SCREEN, ',', ACT_ABOUT_YOU},
    {CONTEXT_SCREEN, ':', ACT_COMMANDS},
    {CONTEXT_SCREEN, '?', ACT_KEYS},

    {CONTEXT_LIST, '/', ACT_NARROW},
    {CONTEXT_LIST, 'f', ACT_FILTER},
    {CONTEXT_LIST, 's', ACT_SORT},
    {CONTEXT_LIST, 'a', ACT_ASK},
    {CONTEXT_LIST, 'x', ACT_OTHER_WORDS},
    {CONTEXT_LIST, 'y', ACT_COPY},
    {CONTEXT_LIST, 'z', ACT_NOT_NOW},
    {CONTEXT_LIST, 'm', ACT_MOMENT},
    {CONTEXT_LIST, 'w', ACT_WANTS},
    {CONTEXT_LIST, 'r', ACT_GAVE},
    {CONTEXT_LIST, 'R', ACT_GOT},
    {CONTEXT_LIST, 'I', ACT_GIVE},
    {CONTEXT_LIST, 'h', ACT_HELP_GIVEN},
    {CONTEXT_LIST, 'p', ACT_PLEDGE},
    {CONTEXT_LIST, 'o', ACT_OUTCOME},
    {CONTEXT_LIST, 'D', ACT_DONE},
    {CONTEXT_LIST, 'l', ACT_LET_GO},
    {CONTEXT_LIST, 'b', ACT_TASK},
    {CONTEXT_LIST, 'c', ACT_ROLE},
    {CONTEXT_LIST, 't', ACT_TAGS},
    {CONTEXT_LIST, '*', ACT_FAVOURITE},
    {CONTEXT_LIST, 'A', ACT_ARCHIVE},
    {CONTEXT_LIST, ' ', ACT_MARK},
    {CONTEXT_LIST, '+', ACT_MARK_ALL},
    {CONTEXT_LIST, 'M', ACT_MERGE},
    {CONTEXT_LIST, '=', ACT_DUPLICATES},
    {CONTEXT_LIST, 'e', ACT_EDIT},
    {CONTEXT_LIST, 'd', ACT_DELETE},
    {CONTEXT_LIST, 'j', ACT_DOWN},
    {CONTEXT_LIST, K_DOWN, ACT_DOWN},
    {CONTEXT_LIST, 'k', ACT_UP},
    {CONTEXT_LIST, K_UP, ACT_UP},
    {CONTEXT_LIST, K_PGDN, ACT_PAGE_DOWN},
    {CONTEXT_LIST, K_PGUP, ACT_PAGE_UP},
    {CONTEXT_LIST, 'g', ACT_FIRST},
    {CONTEXT_LIST, K_HOME, ACT_FIRST},
    {CONTEXT_LIST, 'G', ACT_LAST},
    {CONTEXT_LIST, K_END, ACT_LAST},
    {CONTEXT_LIST, K_ENTER, ACT_OPEN},

    {CONTEXT_PEOPLE, 'S', ACT_SAVE_SEARCH},
    {CONTEXT_LEDGER, 'v', ACT_SHEET},
    {CONTEXT_LEDGER, '[', ACT_PERIOD_BEFORE},
    {CONTEXT_LEDGER, ']', ACT_PERIOD_AFTER},
    {CONTEXT_INSIGHTS, '[', ACT_PERIOD_BEFORE},
    {CONTEXT_INSIGHTS, ']', ACT_PERIOD_AFTER},

    {CONTEXT_OVER, 'j', ACT_DOWN},
    {CONTEXT_OVER, K_DOWN, ACT_DOWN},
    {CONTEXT_OVER, 'k', ACT_UP},
    {CONTEXT_OVER, K_UP, ACT_UP},
    {CONTEXT_OVER, K_PGDN, ACT_PAGE_DOWN},
    {CONTEXT_OVER, K_PGUP, ACT_PAGE_UP},
    {CONTEXT_OVER, 'g', ACT_FIRST},
    {CONTEXT_OVER, K_HOME, ACT_FIRST},
    {CONTEXT_OVER, 'G', ACT_LAST},
    {CONTEXT_OVER, K_END, ACT_LAST},
    {CONTEXT_OVER, K_ENTER, ACT_OPEN},
    {CONTEXT_OVER, K_ESC, ACT_BACK},
    {CONTEXT_OVER, 'q', ACT_CLOSE},
    {CONTEXT_OVER, 'Q', ACT_QUIT},
    {CONTEXT_OVER, '?', ACT_KEYS},
    {CONTEXT_OVER, ':', ACT_COMMANDS},

    {CONTEXT_COMPOSER, K_ENTER, ACT_SAVE},
    {CONTEXT_COMPOSER, KEYMOD_CTRL | 'S', ACT_SAVE},
    {CONTEXT_COMPOSER, 'e', ACT_EDIT},
    {CONTEXT_COMPOSER, 'y', ACT_COPY},
    {CONTEXT_COMPOSER, 'o', ACT_MAIL},
    {CONTEXT_COMPOSER, 't', ACT_WHOM},
    {CONTEXT_COMPOSER, 'x', ACT_OTHER_WORDS},
    {CONTEXT_COMPOSER, 'z', ACT_NOT_NOW},

    {CONTEXT_GIFT, K_ENTER, ACT_SAVE},
    {CONTEXT_GIFT, KEYMOD_CTRL | 'S', ACT_SAVE},
    {CONTEXT_GIFT, 'y', ACT_COPY},
    {CONTEXT_GIFT, 'o', ACT_MAIL},
    {CONTEXT_GIFT, K_TAB, ACT_NEXT_FIELD},
    {CONTEXT_GIFT, KEYMOD_SHIFT | K_TAB, ACT_PREVIOUS_FIELD},

    {CONTEXT_HEARD, ' ', ACT_MARK},
    {CONTEXT_HEARD, 'e', ACT_EDIT},
    {CONTEXT_HEARD, 'a', ACT_ADD},
    {CONTEXT_HEARD, 't', ACT_TEXT},
    {CONTEXT_HEARD, K_ENTER, ACT_SAVE},
    {CONTEXT_HEARD, KEYMOD_CTRL | 'S', ACT_SAVE},

    {CONTEXT_PAIRS, ' ', ACT_MARK},
    {CONTEXT_PAIRS, 'e', ACT_EDIT},
    {CONTEXT_PAIRS, K_ENTER, ACT_SAVE},
    {CONTEXT_PAIRS, KEYMOD_CTRL | 'S', ACT_SAVE},
    {CONTEXT_PAIRS, 'u', ACT_UNDO},
    {CONTEXT_PAIRS, 'U', ACT_REDO},

    {CONTEXT_SEARCHES, 'e', ACT_EDIT},
    {CONTEXT_SEARCHES, 'd', ACT_DELETE},

    {CONTEXT_CHOOSER, K_DOWN, ACT_DOWN},
    {CONTEXT_CHOOSER, K_UP, ACT_UP},
    {CONTEXT_CHOOSER, K_PGDN, ACT_PAGE_DOWN},
    {CONTEXT_CHOOSER, K_PGUP, ACT_PAGE_UP},
    {CONTEXT_CHOOSER, K_HOME, ACT_FIRST},
    {CONTEXT_CHOOSER, K_END, ACT_LAST},
    {CONTEXT_CHOOSER, K_ENTER, ACT_OPEN},
    {CONTEXT_CHOOSER, KEYMOD_CTRL | 'S', ACT_OPEN},
    {CONTEXT_CHOOSER, K_ESC, ACT_BACK},

    {CONTEXT_TEXT, KEYMOD_CTRL | 'S', ACT_SAVE},
    {CONTEXT_TEXT, K_ESC, ACT_BACK},
    {CONTEXT_LINE, K_ENTER, ACT_SAVE},
    {CONTEXT_FORM, K_TAB, ACT_NEXT_FIELD},
    {CONTEXT_FORM, KEYMOD_SHIFT | K_TAB, ACT_PREVIOUS_FIELD},
    {CONTEXT_NOTE, K_TAB, ACT_NEXT_FIELD},
    {CONTEXT_NOTE, KEYMOD_SHIFT | K_TAB, ACT_PREVIOUS_FIELD},
    {CONTEXT_NOTE, KEYMOD_CTRL | 'E', ACT_EDITOR},

    {CONTEXT_NARROWED, K_DOWN, ACT_DOWN},
    {CONTEXT_NARROWED, K_UP, ACT_UP},
    {CONTEXT_NARROWED, K_PGDN, ACT_PAGE_DOWN},
    {CONTEXT_NARROWED, K_PGUP, ACT_PAGE_UP},
    {CONTEXT_NARROWED, K_ENTER, ACT_OPEN},
    {CONTEXT_NARROWED, KEYMOD_CTRL | 'S', ACT_OPEN},
    {CONTEXT_NARROWED, K_ESC, ACT_BACK},

    {CONTEXT_CONFIRM, K_ESC, ACT_BACK},
};
enum { BUILT_IN = sizeof built_in / sizeof built_in[0] };

/* The user's rows come first, so that they win. */
struct keymap {
    struct binding *rows;
    size_t count;
};

struct keymap *keymap_new(void) {
    struct keymap *map = xalloc(sizeof *map);
    map->rows = xrealloc(NULL, BUILT_IN, sizeof *map->rows);
    memcpy(map->rows, built_in, sizeof built_in);
    map->count = BUILT_IN;
    return map;
}

void keymap_free(struct keymap *map) {
    if (map)
        free(map->rows);
    free(map);
}

const char *context_name(enum context context) {
    return contexts[context].name;
}

enum context context_from_name(const char *name) {
    for (int i = CONTEXT_NONE + 1; i < CONTEXT_COUNT; i++) {
        if (strcmp(contexts[i].name, name) == 0)
            return (enum context)i;
    }
    return CONTEXT_NONE;
}

static void put_first(struct keymap *map, struct binding row) {
    map->rows = xrealloc(map->rows, map->count + 1, sizeof *map->rows);
    memmove(map->rows + 1, map->rows, map->count * sizeof *map->rows);
    map->rows[0] = row;
    map->count++;
}

static void override_line(struct keymap *map, char *line, int number, struct buf *complaints) {
    char *rest = line;
    const char *where = strsep(&rest, " \t"), *key = NULL, *name = NULL;
    while (rest && !(key && *key))
        key = strsep(&rest, " \t");
    while (rest && !(name && *name))
        name = strsep(&rest, " \t");
    struct binding row = {.context = context_from_name(where)};
    if (row.context == CONTEXT_NONE) {
        buf_printf(complaints, "keys line %d: there is no place '%s'\n", number, where);
        return;
    }
    if (!key || !event_key_parse(key, &row.key)) {
        buf_printf(complaints, "keys line %d: there is no key '%s'\n", number, key ? key : "");
        return;
    }
    row.action = name ? action_from_name(name) : ACT_NONE;
    if (row.action == ACT_NONE && (!name || strcmp(name, "none") != 0)) {
        buf_printf(complaints, "keys line %d: there is no action '%s'\n", number, name ? name : "");
        return;
    }
    put_first(map, row);
}

void keymap_override(struct keymap *map, const char *text, struct buf *complaints) {
    char *copy = xstrdup(text), *rest = copy;
    for (int number = 1; rest; number++) {
        struct arena arena = {0};
        char *line = text_line(&arena, strsep(&rest, "\n"));
        if (*line && *line != '#')
            override_line(map, line, number, complaints);
        arena_free(&arena);
    }
    free(copy);
}

static const struct binding *row_here(const struct keymap *map, enum context context, keycode key) {
    for (size_t i = 0; i < map->count; i++) {
        if (map->rows[i].context == context && map->rows[i].key == key)
            return &map->rows[i];
    }
    return NULL;
}

enum action_id keymap_find(const struct keymap *map, enum context context, keycode key) {
    for (; context != CONTEXT_NONE; context = contexts[context].parent) {
        const struct binding *row = row_here(map, context, key);
        if (row)
            return row->action;
    }
    return ACT_NONE;
}

keycode keymap_key_of(const struct keymap *map, enum context context, enum action_id action) {
    for (enum context c = context; c != CONTEXT_NONE; c = contexts[c].parent) {
        for (size_t i = 0; i < map->count; i++) {
            const struct binding *row = &map->rows[i];
            if (row->context == c && row->action == action && keymap_find(map, context, row->key) == action)
                return row->key;
        }
    }
    return K_NONE;
}

void keymap_each(const struct keymap *map, enum context context,
                 void (*each)(void *ctx, enum context where, keycode key, enum action_id action), void *ctx) {
    for (enum context c = context; c != CONTEXT_NONE; c = contexts[c].parent) {
        for (size_t i = 0; i < map->count; i++) {
            const struct binding *row = &map->rows[i];
            bool holds = row->context == c && row->action != ACT_NONE && row_here(map, c, row->key) == row;
            if (holds && keymap_find(map, context, row->key) == row->action)
                each(ctx, c, row->key, row->action);
        }
    }
}

/* ---- kith keys ---- */

/* Whether a row is the first with its key and action, so that a key is told once. */
static bool told_first(const struct keymap *map, size_t at) {
    const struct binding *row = &map->rows[at];
    if (row_here(map, row->context, row->key) != row)
        return false;
    for (size_t i = 0; i < at; i++) {
        if (map->rows[i].key == row->key && map->rows[i].action == row->action)
            return false;
    }
    return true;
}

static void keys_of(const struct keymap *map, enum action_id action, struct buf *out) {
    for (size_t i = 0; i < map->count; i++) {
        char name[EVENT_KEY_TEXT];
        if (map->rows[i].action == action && told_first(map, i))
            buf_printf(out, "%s%s", out->len ? " " : "", event_key_text(map->rows[i].key, name));
    }
}

void keymap_write(const struct keymap *map, struct buf *out) {
    for (int i = ACT_NONE + 1; i < ACT_COUNT; i++) {
        const struct action *action = action_row((enum action_id)i);
        struct buf keys = BUF_INIT;
        keys_of(map, (enum action_id)i, &keys);
        if (!keys.len) /* done by its name only */
            buf_printf(&keys, ":%s", action->name);
        buf_printf(out, "%-15s %-14s %s\n", action->name, keys.data, action->help);
        buf_free(&keys);
    }
}

static void keys_json(const struct keymap *map, enum action_id action, struct json *json) {
    json_key(json, "keys");
    json_open(json, '[');
    for (size_t i = 0; i < map->count; i++) {
        const struct binding *row = &map->rows[i];
        if (row->action != action || row_here(map, row->context, row->key) != row)
            continue;
        char name[EVENT_KEY_TEXT];
        json_open(json, '{');
        json_put_text(json, "where", contexts[row->context].name);
        json_put_text(json, "key", event_key_text(row->key, name));
        json_close(json, '}');
    }
    json_close(json, ']');
}

void keymap_write_json(const struct keymap *map, struct buf *out) {
    struct json json = JSON_INIT(out);
    json_open(&json, '[');
    for (int i = ACT_NONE + 1; i < ACT_COUNT; i++) {
        const struct action *action = action_row((enum action_id)i);
        json_open(&json, '{');
        json_put_text(&json, "action", action->name);
        json_put_text(&json, "does", action->help);
        keys_json(map, (enum action_id)i, &json);
        json_close(&json, '}');
    }
    json_close(&json, ']');
    buf_char(out, '\n');
}
