#include "base/date.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

static const char *const weekdays[7] = {"monday", "tuesday",  "wednesday", "thursday",
                                        "friday", "saturday", "sunday"};
static const char *const months[12] = {"january", "february", "march",     "april",   "may",      "june",
                                       "july",    "august",   "september", "october", "november", "december"};

static bool leap(int year) {
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

static int month_length(int year, int month) {
    static const signed char lengths[12] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return month == 2 && leap(year) ? 29 : lengths[month - 1];
}

/* Days of the proleptic Gregorian calendar, counted in years that begin in March. */
day day_from(int year, int month, int month_day) {
    if (year < 1 || year > 9999 || month < 1 || month > 12 || month_day < 1 ||
        month_day > month_length(year, month))
        return DAY_NONE;
    int y = month <= 2 ? year - 1 : year;
    int century = y / 400, of_century = y % 400;
    int of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + month_day - 1;
    return century * 146097 + of_century * 365 + of_century / 4 - of_century / 100 + of_year - 719468;
}

#define DAY_FIRST (-719162) /* 0001-01-01 */
#define DAY_LAST  2932896   /* 9999-12-31 */

void day_split(day d, int *year, int *month, int *month_day) {
    if (d == DAY_NONE) {
        *year = *month = *month_day = 0;
        return;
    }
    d = d < DAY_FIRST ? DAY_FIRST : d > DAY_LAST ? DAY_LAST : d;
    int z = d + 719468;
    int century = z / 146097, of_century = z % 146097;
    int y = (of_century - of_century / 1460 + of_century / 36524 - of_century / 146096) / 365;
    int of_year = of_century - (365 * y + y / 4 - y / 100);
    int m = (5 * of_year + 2) / 153;
    *month_day = of_year - (153 * m + 2) / 5 + 1;
    *month = m < 10 ? m + 3 : m - 9;
    *year = y + century * 400 + (*month <= 2);
}

static day in_range(int64_t d) {
    return d < DAY_FIRST || d > DAY_LAST ? DAY_NONE : (day)d;
}

bool day_parse_iso(const char *text, day *out) {
    if (!text || strlen(text) != 10)
        return false;
    int parts[3] = {0, 0, 0}, part = 0;
    for (int i = 0; i < 10; i++) {
        if (i == 4 || i == 7) {
            if (text[i] != '-')
                return false;
            part++;
        } else if (text[i] < '0' || text[i] > '9') {
            return false;
        } else {
            parts[part] = parts[part] * 10 + text[i] - '0';
        }
    }
    day d = day_from(parts[0], parts[1], parts[2]);
    if (d == DAY_NONE)
        return false;
    *out = d;
    return true;
}

char *day_iso(day d, char out[DAY_SIZE]) {
    int year, month, month_day;
    day_split(d, &year, &month, &month_day);
    out[0] = '\0';
    if (year)
        snprintf(out, DAY_SIZE, "%04u-%02u-%02u", (unsigned)year % 10000, (unsigned)month % 100,
                 (unsigned)month_day % 100);
    return out;
}

int day_weekday(day d) {
    int64_t of_week = ((int64_t)d + 3) % 7; /* 1970-01-01 was a Thursday */
    return (int)(of_week < 0 ? of_week + 7 : of_week);
}

day day_week_start(day d) {
    return d == DAY_NONE ? DAY_NONE : d - day_weekday(d);
}

void day_iso_week(day d, int *year, int *week) {
    int month, month_day;
    day thursday = day_week_start(d) + 3; /* a week belongs to the year of its Thursday */
    if (d == DAY_NONE || in_range(thursday) == DAY_NONE) {
        *year = *week = 0;
        return;
    }
    day_split(thursday, year, &month, &month_day);
    *week = (thursday - day_from(*year, 1, 1)) / 7 + 1;
}

/* ---- what a person types ---- */

enum { MOST_TOKENS = 6, TOKEN_SIZE = 16 };

/* The text as lower-case words, numbers and signs. */
struct tokens {
    char word[MOST_TOKENS][TOKEN_SIZE];
    int count;
};

static int class_of(char c) {
    if (c >= '0' && c <= '9')
        return 1;
    if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'))
        return 2;
    return c == '+' || c == '-' ? 3 : 0;
}

static bool tokenise(const char *text, struct tokens *tokens) {
    *tokens = (struct tokens){.count = 0};
    while (*text) {
        if (strchr(" \t,.", *text)) {
            text++;
            continue;
        }
        int class = class_of(*text);
        if (class == 0 || tokens->count == MOST_TOKENS)
            return false;
        char *word = tokens->word[tokens->count++];
        size_t length = 0;
        do {
            if (length == TOKEN_SIZE - 1)
                return false;
            word[length++] = (char)(*text >= 'A' && *text <= 'Z' ? *text + 32 : *text);
            text++;
        } while (class != 3 && class_of(*text) == class);
    }
    return tokens->count > 0;
}

static bool is(const struct tokens *t, int at, const char *word) {
    return at < t->count && strcmp(t->word[at], word) == 0;
}

/* Which name the word is, whole or its first three letters or more; -1: none. */
static int named(const char *word, const char *const *names, int count) {
    size_t length = strlen(word);
    for (int i = 0; length >= 3 && i < count; i++)
        if (strncmp(names[i], word, length) == 0)
            return i;
    return -1;
}

static bool number(const struct tokens *t, int at, int *out) {
    if (at >= t->count || class_of(t->word[at][0]) != 1 || strlen(t->word[at]) > 5)
        return false;
    *out = 0;
    for (const char *c = t->word[at]; *c; c++)
        *out = *out * 10 + *c - '0';
    return true;
}

/* A number, or the word for a small one. */
static bool amount(const struct tokens *t, int at, int *out) {
    static const char *const words[] = {"a",     "one",   "two",  "three", "four",   "five",  "six",
                                        "seven", "eight", "nine", "ten",   "eleven", "twelve"};
    if (is(t, at, "an")) {
        *out = 1;
        return true;
    }
    for (int i = 0; i < (int)(sizeof words / sizeof *words); i++)
        if (is(t, at, words[i])) {
            *out = i ? i : 1;
            return true;
        }
    return number(t, at, out);
}

enum unit { UNIT_NONE, UNIT_DAY, UNIT_WEEK, UNIT_MONTH, UNIT_YEAR };

static enum unit unit_of(const struct tokens *t, int at) {
    static const struct {
        const char *word;
        enum unit unit;
    } units[] = {
        {"d", UNIT_DAY},        {"day", UNIT_DAY},    {"days", UNIT_DAY},  {"w", UNIT_WEEK},
        {"week", UNIT_WEEK},    {"weeks", UNIT_WEEK}, {"m", UNIT_MONTH},   {"month", UNIT_MONTH},
        {"months", UNIT_MONTH}, {"y", UNIT_YEAR},     {"year", UNIT_YEAR}, {"years", UNIT_YEAR},
    };
    for (size_t i = 0; i < sizeof units / sizeof *units; i++)
        if (is(t, at, units[i].word))
            return units[i].unit;
    return UNIT_NONE;
}

/* `count` units on; a month's end stays one: 31 January and a month is 28 February. */
static day moved(day from, int count, enum unit unit) {
    int year, month, month_day;
    if (unit == UNIT_DAY || unit == UNIT_WEEK)
        return in_range((int64_t)from + (int64_t)count * (unit == UNIT_WEEK ? 7 : 1));
    day_split(from, &year, &month, &month_day);
    int64_t at = (int64_t)year * 12 + month - 1 + (int64_t)count * (unit == UNIT_YEAR ? 12 : 1);
    if (!year || at < 12 || at >= 10000 * 12)
        return DAY_NONE;
    year = (int)(at / 12);
    month = (int)(at % 12) + 1;
    int last = month_length(year, month);
    return day_from(year, month, month_day < last ? month_day : last);
}

/* -3d, +2w, 5d, in 2 weeks, 3 days ago, next week */
static day relative(const struct tokens *t, day today, enum day_toward toward) {
    int at = 0, count = 1, sign = toward == DAY_PAST ? -1 : 1;
    bool told = true;
    if (is(t, 0, "next") || is(t, 0, "last")) {
        sign = is(t, 0, "next") ? 1 : -1;
        return t->count == 2 && unit_of(t, 1) >= UNIT_WEEK && t->word[1][1]
                   ? moved(today, sign, unit_of(t, 1))
                   : DAY_NONE;
    }
    if (is(t, 0, "+") || is(t, 0, "in"))
        sign = 1, at = 1;
    else if (is(t, 0, "-"))
        sign = -1, at = 1;
    else
        told = false;
    enum unit unit = amount(t, at, &count) ? unit_of(t, at + 1) : UNIT_NONE;
    if (!told && is(t, at + 2, "ago"))
        sign = -1, at++;
    return unit && t->count == at + 2 ? moved(today, sign * count, unit) : DAY_NONE;
}

static day by_weekday(const struct tokens *t, day today, enum day_toward toward) {
    int skip = 0, at = 0;
    if (t->count == 2 && (is(t, 0, "next") || is(t, 0, "last"))) {
        toward = is(t, 0, "next") ? DAY_FUTURE : DAY_PAST;
        at = skip = 1; /* never today */
    }
    int which = t->count == at + 1 ? named(t->word[at], weekdays, 7) : -1;
    if (which < 0)
        return DAY_NONE;
    int ahead = (which - day_weekday(today) + 7) % 7;
    if (toward == DAY_FUTURE)
        return in_range((int64_t)today + (ahead == 0 && skip ? 7 : ahead));
    int back = (7 - ahead) % 7;
    return in_range((int64_t)today - (back == 0 && skip ? 7 : back));
}

/* 18 Nov, 18th November 2026, Nov 18, Nov 18 2026; without a year the nearest such day in that direction. */
static day by_month(const struct tokens *t, day today, enum day_toward toward) {
    int year, month, month_day, at = 0;
    bool month_first = (month = named(t->word[0], months, 12)) >= 0;
    if (month_first)
        at++;
    if (!number(t, at++, &month_day))
        return DAY_NONE;
    if (is(t, at, "st") || is(t, at, "nd") || is(t, at, "rd") || is(t, at, "th"))
        at++;
    if (!month_first && (at >= t->count || (month = named(t->word[at++], months, 12)) < 0))
        return DAY_NONE;
    if (at < t->count)
        return number(t, at, &year) && strlen(t->word[at]) == 4 && t->count == at + 1
                   ? day_from(year, month + 1, month_day)
                   : DAY_NONE;
    int this_month, this_day;
    day_split(today, &year, &this_month, &this_day);
    for (int i = 0; i <= 8; i++) { /* 29 February may be eight years away */
        day d = day_from(toward == DAY_PAST ? year - i : year + i, month + 1, month_day);
        if (d != DAY_NONE && (toward == DAY_PAST ? d <= today : d >= today))
            return d;
    }
    return DAY_NONE;
}

bool day_parse(const char *text, day today, enum day_toward toward, day *out) {
    struct tokens t;
    day d = DAY_NONE;
    if (!text)
        return false;
    while (*text == ' ' || *text == '\t')
        text++;
    size_t length = strlen(text);
    while (length && strchr(" \t\r\n", text[length - 1]))
        length--;
    char iso[DAY_SIZE];
    if (length == DAY_SIZE - 1) {
        memcpy(iso, text, length);
        iso[length] = '\0';
        if (day_parse_iso(iso, out))
            return true;
    }
    char copy[64];
    if (length == 0 || length >= sizeof copy)
        return false;
    memcpy(copy, text, length);
    copy[length] = '\0';
    if (!tokenise(copy, &t))
        return false;
    if (t.count == 1 && is(&t, 0, "today"))
        d = today;
    else if (t.count == 1 && is(&t, 0, "yesterday"))
        d = in_range((int64_t)today - 1);
    else if (t.count == 1 && is(&t, 0, "tomorrow"))
        d = in_range((int64_t)today + 1);
    if (d == DAY_NONE)
        d = by_weekday(&t, today, toward);
    if (d == DAY_NONE)
        d = relative(&t, today, toward);
    if (d == DAY_NONE)
        d = by_month(&t, today, toward);
    if (d == DAY_NONE)
        return false;
    *out = d;
    return true;
}

/* ---- for the screen ---- */

static bool month_leads;

void day_use(bool month_first) {
    month_leads = month_first;
}

static const char short_months[12][4] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                         "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

char *day_month(day d, char out[DAY_WORDS]) {
    int year, month, month_day;
    day_split(d, &year, &month, &month_day);
    out[0] = '\0';
    if (year && month_leads)
        snprintf(out, DAY_WORDS, "%s %d", short_months[month - 1], month_day);
    else if (year)
        snprintf(out, DAY_WORDS, "%d %s", month_day, short_months[month - 1]);
    return out;
}

char *day_year(day d, char out[DAY_WORDS]) {
    char words[DAY_WORDS];
    int year, month, month_day;
    day_split(d, &year, &month, &month_day);
    out[0] = '\0';
    if (year)
        snprintf(out, DAY_WORDS, month_leads ? "%.16s, %d" : "%.16s %d", day_month(d, words), year);
    return out;
}

char *day_short(day d, day today, char out[DAY_WORDS]) {
    static const char names[7][4] = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
    char words[DAY_WORDS];
    int year, this_year, month, month_day;
    day_split(d, &year, &month, &month_day);
    day_split(today, &this_year, &month, &month_day);
    out[0] = '\0';
    if (year)
        snprintf(out, DAY_WORDS, "%s %.24s", names[day_weekday(d)],
                 year == this_year ? day_month(d, words) : day_year(d, words));
    return out;
}

char *day_ago(day d, day today, char out[DAY_WORDS]) {
    out[0] = '\0';
    if (d == DAY_NONE || today == DAY_NONE)
        return out;
    int64_t gap = (int64_t)today - d, days = gap < 0 ? -gap : gap;
    if (days < 2) {
        snprintf(out, DAY_WORDS, "%s", gap == 0 ? "today" : gap > 0 ? "yesterday" : "tomorrow");
        return out;
    }
    const char *unit = "days";
    int64_t count = days;
    if (days >= 730) {
        unit = "years";
        count = days * 400 / 146097;
        count = count < 2 ? 2 : count;
    } else if (days >= 91) {
        unit = "months";
        count = days * 4800 / 146097;
        count = count < 3 ? 3 : count;
    } else if (days >= 14) {
        unit = "weeks";
        count = days / 7;
    }
    snprintf(out, DAY_WORDS, gap > 0 ? "%lld %s ago" : "in %lld %s", (long long)count, unit);
    return out;
}
