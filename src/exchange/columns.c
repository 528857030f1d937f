#include "exchange/columns.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/asset.h"
#include "base/text.h"

extern const struct asset exchange_assets[];

/* As sections of the data and --map call them; the second is the book's own name. */
static const struct field_name {
    const char *name, *book;
} names[COLUMNS_COUNT] = {
    [COLUMNS_OTHER] = {"other", NULL},
    [COLUMNS_DROP] = {"drop", "skip"},
    [COLUMNS_LABEL] = {"label", NULL},
    [COLUMNS_FLAG] = {"flag", NULL},
    [COLUMNS_NAME] = {"name", NULL},
    [COLUMNS_GIVEN] = {"given", NULL},
    [COLUMNS_MIDDLE] = {"middle", NULL},
    [COLUMNS_FAMILY] = {"family", NULL},
    [COLUMNS_PREFIX] = {"prefix", NULL},
    [COLUMNS_SUFFIX] = {"suffix", NULL},
    [COLUMNS_ALIAS] = {"alias", "aliases"},
    [COLUMNS_COMPANY] = {"company", NULL},
    [COLUMNS_TITLE] = {"title", NULL},
    [COLUMNS_ROLE] = {"role", NULL},
    [COLUMNS_EMAIL] = {"email", "emails"},
    [COLUMNS_PHONE] = {"phone", "phones"},
    [COLUMNS_URL] = {"url", "urls"},
    [COLUMNS_STREET] = {"street", NULL},
    [COLUMNS_BOX] = {"box", NULL},
    [COLUMNS_CITY] = {"city", NULL},
    [COLUMNS_REGION] = {"region", NULL},
    [COLUMNS_POSTCODE] = {"postcode", NULL},
    [COLUMNS_COUNTRY] = {"country", NULL},
    [COLUMNS_ADDRESS] = {"address", NULL},
    [COLUMNS_TAG] = {"tag", "tags"},
    [COLUMNS_KNOWN_SINCE] = {"known_since", NULL},
    [COLUMNS_BIRTHDAY] = {"birthday", NULL},
    [COLUMNS_BIRTH_YEAR] = {"birth_year", NULL},
    [COLUMNS_BIRTH_MONTH] = {"birth_month", NULL},
    [COLUMNS_BIRTH_DAY] = {"birth_day", NULL},
    [COLUMNS_DATE] = {"date", NULL},
    [COLUMNS_DAYS] = {"days", "dates"},
    [COLUMNS_TIE] = {"tie", NULL},
    [COLUMNS_REFERRED_BY] = {"referred_by", NULL},
    [COLUMNS_ABOUT] = {"about", "notes"},
    [COLUMNS_TALK] = {"talk", NULL},
    [COLUMNS_TALKED_ON] = {"talked_on", NULL},
    [COLUMNS_SHOWN] = {"shown", NULL},
};

enum columns_field columns_field_named(const char *name) {
    for (int i = 0; i < COLUMNS_COUNT; i++)
        if (strcmp(names[i].name, name) == 0 || (names[i].book && strcmp(names[i].book, name) == 0))
            return (enum columns_field)i;
    return COLUMNS_COUNT;
}

const char *columns_field_name(enum columns_field field) {
    return names[field].name;
}

/* ---- words ---- */

/* "LastName" is two words; "IBM" and "eMail" stay as they are. */
static const char *apart(struct arena *arena, const char *header) {
    if (strpbrk(header, " _-"))
        return header;
    size_t length = strlen(header), at = 0;
    char *out = arena_alloc(arena, 2 * length + 1);
    for (size_t i = 0; i < length; i++) {
        if (i > 1 && isupper((unsigned char)header[i]) && islower((unsigned char)header[i - 1]))
            out[at++] = ' ';
        out[at++] = header[i];
    }
    return out;
}

const char *columns_word(struct arena *arena, const char *header, int *number) {
    const char *folded = text_fold(arena, apart(arena, header));
    size_t length = strlen(folded), to = 0, next;
    char *out = arena_alloc(arena, length + 1);
    *number = 0;
    for (size_t at = 0; at < length; at = next) {
        uint32_t code = text_code(folded, length, at, &next);
        if (text_is_digit(code)) {
            if (*number < 1000000 && code < 0x80)
                *number = *number * 10 + (int)(code - '0');
        } else if (text_is_letter(code) || code >= 0x300) {
            memcpy(out + to, folded + at, next - at);
            to += next - at;
            continue;
        }
        if (to && out[to - 1] != ' ')
            out[to++] = ' ';
    }
    while (to && out[to - 1] == ' ')
        to--;
    out[to] = '\0';
    return out;
}

const struct columns_meaning *columns_find(const struct columns *columns, const char *word) {
    int64_t at;
    return map_get(&columns->words, word, &at) ? &columns->meanings[at] : NULL;
}

/* ---- the data ---- */

/* What the lines under a section's head go into. */
struct section {
    struct map *map;
    int64_t value;
};

static char *head_word(char **rest) {
    char *word;
    while ((word = strsep(rest, " ")) && !*word)
        ;
    return word;
}

static struct section open_section(struct columns *columns, char *head) {
    head[strcspn(head, "]")] = '\0';
    char *also = strchr(head, ';'), *rest = head;
    if (also)
        *also++ = '\0';
    const char *first = head_word(&rest);
    if (strcmp(first, "kind") == 0)
        return (struct section){&columns->kinds, kith_word_find(exchange_kind_words, head_word(&rest))};
    if (strcmp(first, "usual") == 0)
        return (struct section){&columns->usual, 1};
    if (strcmp(first, "month_first") == 0)
        return (struct section){&columns->month_first, 1};
    struct columns_meaning meaning = {.field = columns_field_named(first)};
    if (meaning.field == COLUMNS_COUNT)
        meaning.field = COLUMNS_OTHER;
    if (rest && *rest)
        meaning.argument = arena_strdup(&columns->arena, rest);
    if (also) {
        meaning.other = columns_field_named(head_word(&also));
        head_word(&also); /* beside */
        meaning.beside = columns_field_named(head_word(&also));
    }
    struct section section = {&columns->words, (int64_t)columns->count};
    *ARENA_PUSH(&columns->arena, columns->meanings, columns->count, columns->cap) = meaning;
    return section;
}

static void add_words(const struct section *section, char *line, struct arena *scratch) {
    char *word;
    int number;
    while ((word = strsep(&line, "|"))) {
        const char *key = columns_word(scratch, word, &number);
        int64_t there;
        if (*key && !map_get(section->map, key, &there))
            map_set(section->map, key, section->value);
    }
}

void columns_load(struct columns *columns, const char *asset) {
    struct arena scratch = {0};
    struct section section = {&columns->usual, 0};
    char *rest = arena_strdup(&scratch, asset_find(exchange_assets, asset)->text), *line;
    *columns = (struct columns){0};
    while ((line = strsep(&rest, "\n"))) {
        if (*line == '[')
            section = open_section(columns, line + 1);
        else if (*line && *line != '#')
            add_words(&section, line, &scratch);
    }
    arena_free(&scratch);
}

void columns_free(struct columns *columns) {
    map_free(&columns->words);
    map_free(&columns->kinds);
    map_free(&columns->usual);
    map_free(&columns->month_first);
    arena_free(&columns->arena);
}
