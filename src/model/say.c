#include "model/say.h"

#include <string.h>

#include "base/text.h"

static const char *const weekdays[] = {"Monday", "Tuesday",  "Wednesday", "Thursday",
                                       "Friday", "Saturday", "Sunday"};

static const char *near_word(int64_t ago) {
    return ago == 0 ? "today" : ago == 1 ? "yesterday" : ago == -1 ? "tomorrow" : NULL;
}

const char *say_day(day d, day today, struct arena *arena) {
    if (d == DAY_NONE)
        return "";
    int64_t ago = (int64_t)today - d;
    if (near_word(ago))
        return near_word(ago);
    if (ago > 0 && ago < 7)
        return weekdays[day_weekday(d)];
    int year, this_year, month, month_day;
    day_split(d, &year, &month, &month_day);
    day_split(today, &this_year, &month, &month_day);
    char words[DAY_WORDS];
    return arena_strdup(arena, year == this_year ? day_month(d, words) : day_year(d, words));
}

const char *say_on(day d, day today, struct arena *arena) {
    if (d == DAY_NONE || near_word((int64_t)today - d))
        return say_day(d, today, arena);
    return arena_printf(arena, "on %s", say_day(d, today, arena));
}

const char *say_number(int n, struct arena *arena) {
    static const char *const words[] = {"none",  "one",   "two",  "three", "four",   "five",  "six",
                                        "seven", "eight", "nine", "ten",   "eleven", "twelve"};
    if (n >= 0 && n < (int)(sizeof words / sizeof *words))
        return words[n];
    return arena_printf(arena, "%d", n);
}

const char *say_times(int n, struct arena *arena) {
    return n == 1 ? "once" : n == 2 ? "twice" : arena_printf(arena, "%s times", say_number(n, arena));
}

/* Titles that fall away before the given name, and those that are said with it: Sister Bernadette. */
static const char *const titles[] = {"dr",  "prof", "mr",        "mrs",    "ms", "miss",
                                     "sir", "rev",  "professor", "doctor", NULL};
static const char *const said_with[] = {
    "sister", "brother", "father", "mother",  "aunt",   "auntie",  "uncle",   "big",    "old",   "little",
    "young",  "rabbi",   "pastor", "captain", "granny", "grandma", "grandad", "cousin", "nurse", NULL};

static bool is_one_of(const char *const *words, const char *word, size_t length) {
    if (length && word[length - 1] == '.')
        length--;
    for (size_t i = 0; words[i]; i++)
        if (strlen(words[i]) == length && strncasecmp(words[i], word, length) == 0)
            return true;
    return false;
}

const char *say_first(const char *name, struct arena *arena) {
    const char *at = name ? name : "";
    const char *comma = strchr(at, ',');
    if (comma && comma == at + strcspn(at, " ,") && comma[1 + strspn(comma + 1, " ")])
        at = comma + 1; /* "Rivers, Paul" */
    for (;;) {
        at += strspn(at, " ");
        size_t length = strcspn(at, " ");
        const char *rest = at + length + strspn(at + length, " ");
        if (*rest && is_one_of(said_with, at, length))
            return arena_strndup(arena, at, (size_t)(rest - at) + strcspn(rest, " "));
        if (!is_one_of(titles, at, length) || !*rest)
            return arena_strndup(arena, at, length);
        /* "Dr. Okafor" has no given name to use. */
        if (!strchr(rest, ' '))
            return arena_printf(arena, "%s", at);
        at = rest;
    }
}

const char *say_a(const char *noun, struct arena *arena) {
    return arena_printf(arena, "%s %s", *noun && strchr("aeiouAEIOU", *noun) ? "an" : "a", noun);
}

static bool starts(const char *text, const char *word) {
    return strncasecmp(text, word, strlen(word)) == 0;
}

bool say_is_one(const char *role) {
    return role &&
           (starts(role, "a ") || starts(role, "an ") || starts(role, "the ") || starts(role, "one of "));
}

/* The noun stands before "in Leeds" or "of a school"; one that ends in s, but not in ss, is of many. */
const char *say_one(const char *role, struct arena *arena) {
    static const char *const after[] = {" in ", " of ", " at ", " with ", " from ", " who ", " for "};
    size_t end = strlen(role);
    if (say_is_one(role))
        return arena_strdup(arena, role);
    for (size_t i = 0; i < sizeof after / sizeof *after; i++) {
        const char *found = strstr(role, after[i]);
        if (found && (size_t)(found - role) < end)
            end = (size_t)(found - role);
    }
    bool many = end > 1 && role[end - 1] == 's' && role[end - 2] != 's';
    return many ? arena_printf(arena, "one of the %s", role) : say_a(role, arena);
}

const char *say_their(const char *role, struct arena *arena) {
    return say_is_one(role) ? arena_strdup(arena, role) : arena_printf(arena, "their %s", role);
}

const char *say_capital(const char *text, struct arena *arena) {
    char *copy = arena_strdup(arena, text);
    if (copy && copy[0] >= 'a' && copy[0] <= 'z')
        copy[0] = (char)(copy[0] - 'a' + 'A');
    return copy;
}

__attribute__((format(printf, 4, 0))) static struct kith_reason
because(struct arena *arena, day on, const char *quote, const char *format, va_list args) {
    return (struct kith_reason){
        .why = arena_vprintf(arena, format, args),
        .on = on,
        .quote = quote && *quote ? arena_strdup(arena, quote) : NULL,
    };
}

struct kith_reason say_because(struct arena *arena, day on, const char *quote, const char *format, ...) {
    va_list args;
    va_start(args, format);
    struct kith_reason reason = because(arena, on, quote, format, args);
    va_end(args);
    return reason;
}

void say_reason(struct say_reasons *list, struct arena *arena, day on, const char *quote, const char *format,
                ...) {
    va_list args;
    va_start(args, format);
    *ARENA_PUSH(arena, list->items, list->count, list->cap) = because(arena, on, quote, format, args);
    va_end(args);
}

void say_add(struct say_list *list, struct arena *arena, const char *text) {
    *ARENA_PUSH(arena, list->items, list->count, list->cap) = text;
}

const char *say_unquoted(const char *quote, bool *marked, struct arena *arena) {
    static const char *const marks[] = {"\"", "“", "”", "'", "‘", "’"};
    size_t length = strlen(quote);
    *marked = false;
    for (bool more = true; more;) {
        more = false;
        for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
            size_t mark = strlen(marks[i]);
            if (length > 2 * mark && strncmp(quote, marks[i], mark) == 0)
                quote += mark, length -= mark, more = *marked = true;
            if (length > 2 * mark && strncmp(quote + length - mark, marks[i], mark) == 0)
                length -= mark, more = true;
        }
    }
    return arena_strndup(arena, quote, length);
}
