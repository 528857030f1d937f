#ifndef BASE_DATE_H
#define BASE_DATE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * A day is the number of days since 1970-01-01 in the user's calendar, so that
 * ages are differences. DAY_NONE stands for "no day". No function here reads a
 * clock or a time zone: today is always told.
 */
typedef int32_t day;
#define DAY_NONE INT32_MIN
#define DAY_SIZE 11 /* "2026-11-21" with its end; years 0001 to 9999 */

enum day_toward { DAY_PAST, DAY_FUTURE };

day day_from(int year, int month, int month_day); /* DAY_NONE when there is no such day */
void day_split(day d, int *year, int *month, int *month_day); /* a sum beyond either end: that end */
bool day_parse_iso(const char *text, day *out); /* exactly YYYY-MM-DD */
char *day_iso(day d, char out[DAY_SIZE]);       /* "" for DAY_NONE; returns out */

/*
 * What a person types: YYYY-MM-DD, today, yesterday, tomorrow, a weekday (mon,
 * monday: today or the last one for DAY_PAST, today or the next one for
 * DAY_FUTURE), -3d, +2w, 5d, "18 Nov", "Nov 18 2026", "in 2 weeks", "3 days ago".
 */
bool day_parse(const char *text, day today, enum day_toward toward, day *out);

int day_weekday(day d);    /* 0 Monday … 6 Sunday */
day day_week_start(day d); /* the Monday of its week */
void day_iso_week(day d, int *year, int *week);

/* For the screen, in English; each writes into out and returns it. */
#define DAY_WORDS 32
/* Whether the month stands before the day, "Nov 18", "Nov 18, 2025": as the locale has it, told by main.c. */
void day_use(bool month_first);
char *day_month(day d, char out[DAY_WORDS]); /* "18 Nov" */
char *day_year(day d, char out[DAY_WORDS]);  /* "18 Nov 2025" */
char *day_short(day d, day today, char out[DAY_WORDS]); /* "Wed 18 Nov", with the year when it is another */
char *day_ago(day d, day today, char out[DAY_WORDS]); /* "today", "3 days ago", "7 weeks ago", "in 2 days" */

#endif
