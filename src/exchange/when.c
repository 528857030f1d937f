#include "exchange/when.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/asset.h"
#include "base/text.h"

extern const struct asset exchange_assets[];

/* ---- month names ---- */

void when_load(struct when_words *words) {
    struct arena arena = {0};
    char *rest = text_fold(&arena, asset_find(exchange_assets, "months.txt")->text), *line;
    while ((line = strsep(&rest, "\n"))) {
        char *number = strsep(&line, " "), *word;
        while (*number != '#' && (word = strsep(&line, " ")))
            map_set(&words->months, word, atoi(number));
    }
    arena_free(&arena);
}

void when_free(struct when_words *words) {
    map_free(&words->months);
}

/* ---- the parts of a date ---- */

struct parts {
    int numbers[3];
    int digits[3];
    int count;
    int month;       /* by name, 0: none */
    char first_sign; /* between the first two numbers */
};

static bool enough(const struct parts *p) {
    return p->count + (p->month != 0) >= 3;
}

/* Numbers and a month name, up to the third of them: what follows is the time of day. */
static void split(const struct when_words *words, const char *folded, struct parts *p) {
    for (const char *at = folded; *at && !enough(p);) {
        size_t digits = strspn(at, "0123456789");
        if (digits) {
            if (p->count == 3 || digits > 8)
                return;
            p->digits[p->count] = (int)digits;
            p->numbers[p->count++] = atoi(at);
            if (digits == 8) /* 20240229, then the time of day */
                return;
            at += digits;
            p->first_sign = p->count == 1 ? *at : p->first_sign;
            continue;
        }
        size_t letters = 0;
        while (at[letters] && !strchr(" \t,./-'", at[letters]) && !isdigit((unsigned char)at[letters]))
            letters++;
        char word[32] = "";
        int64_t month;
        if (letters && letters < sizeof word) {
            memcpy(word, at, letters);
            if (!p->month && words && map_get(&words->months, word, &month)) {
                p->month = (int)month;
            }
        }
        at += letters ? letters : 1;
    }
}

static int full_year(int year, int digits, day today) {
    int now, month, month_day;
    if (digits > 2)
        return year;
    day_split(today, &now, &month, &month_day);
    year += now / 100 * 100;
    return year > now + 1 ? year - 100 : year;
}

static bool put_day(int year, int month, int month_day, char out[DAY_SIZE]) {
    day d = day_from(year, month, month_day);
    if (d == DAY_NONE)
        return false;
    day_iso(d, out);
    return true;
}

static bool put_yearly(int month, int month_day, char out[DAY_SIZE]) {
    if (day_from(2000, month, month_day) == DAY_NONE)
        return false;
    snprintf(out, DAY_SIZE, "--%02u-%02u", (unsigned)month % 100, (unsigned)month_day % 100);
    return true;
}

static bool read_named(const struct parts *p, day today, char out[DAY_SIZE]) {
    if (p->count == 1)
        return p->digits[0] <= 2 && put_yearly(p->month, p->numbers[0], out);
    if (p->count < 2)
        return false;
    int year = p->digits[0] > 2 ? 0 : 1;
    return put_day(full_year(p->numbers[year], p->digits[year], today), p->month, p->numbers[1 - year], out);
}

static bool read_numbers(const struct parts *p, enum when_order order, day today, char out[DAY_SIZE]) {
    if (p->count == 1 && p->digits[0] == 8)
        return put_day(p->numbers[0] / 10000, p->numbers[0] / 100 % 100, p->numbers[0] % 100, out);
    if (p->count < 3)
        return false;
    if (p->digits[0] > 2)
        return put_day(p->numbers[0], p->numbers[1], p->numbers[2], out);
    bool day_first = p->first_sign != '/' || order == WHEN_DAY_FIRST || p->numbers[0] > 12;
    if (p->numbers[1] > 12)
        day_first = false;
    int year = full_year(p->numbers[2], p->digits[2], today);
    return put_day(year, p->numbers[day_first ? 1 : 0], p->numbers[day_first ? 0 : 1], out);
}

bool when_read(const struct when_words *words, const char *text, enum when_order order, day today,
               char out[DAY_SIZE]) {
    struct parts p = {0};
    struct arena arena = {0};
    text = text_trim(&arena, text);
    bool yearly = strncmp(text, "--", 2) == 0, found;
    split(words, text_fold(&arena, text), &p);
    if (yearly && p.count == 1 && p.digits[0] == 4)
        found = put_yearly(p.numbers[0] / 100, p.numbers[0] % 100, out);
    else if (yearly)
        found = p.count >= 2 && put_yearly(p.numbers[0], p.numbers[1], out);
    else
        found = p.month ? read_named(&p, today, out) : read_numbers(&p, order, today, out);
    arena_free(&arena);
    return found;
}

day when_day(const struct when_words *words, const char *text, enum when_order order, day today) {
    char iso[DAY_SIZE];
    day d = DAY_NONE;
    if (when_read(words, text, order, today, iso))
        day_parse_iso(iso, &d);
    return d;
}

int when_order_of(const char *text) {
    struct parts p = {0};
    split(NULL, text, &p);
    if (p.count < 3 || p.first_sign != '/' || p.digits[0] > 2)
        return 0;
    return p.numbers[0] > 12 ? 1 : p.numbers[1] > 12 ? -1 : 0;
}
