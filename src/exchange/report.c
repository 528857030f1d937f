#include "exchange/report.h"

#include <stdio.h>
#include <string.h>

#include "base/json.h"
#include "base/money.h"
#include "base/text.h"
#include "kith/ask.h"
#include "kith/insight.h"
#include "kith/referral.h"

/* ---- HTML ---- */

/* Text between tags and in attributes: what a name may hold never becomes markup. */
static void put_text(struct buf *out, const char *text) {
    struct arena arena = {0};
    for (const char *at = text_line(&arena, text ? text : ""); *at; at++) {
        if (*at == '&')
            buf_str(out, "&amp;");
        else if (*at == '<')
            buf_str(out, "&lt;");
        else if (*at == '>')
            buf_str(out, "&gt;");
        else if (*at == '"')
            buf_str(out, "&quot;");
        else
            buf_char(out, *at);
    }
    arena_free(&arena);
}

static void put_cell(struct buf *out, const char *class, const char *text) {
    buf_printf(out, "<td%s>", class);
    put_text(out, text);
    buf_str(out, "</td>");
}

static void put_number(struct buf *out, int number) {
    buf_printf(out, "<td class=\"n\">%d</td>", number);
}

static const char *value_text(int64_t cents, char out[MONEY_SIZE]) {
    return cents ? money_text(cents, out) : "–";
}

static void put_money(struct buf *out, int64_t cents) {
    char text[MONEY_SIZE];
    put_cell(out, " class=\"n\"", value_text(cents, text));
}

static void put_heading(struct buf *out, const char *text) {
    buf_printf(out, "<h2>%s</h2>\n", text);
}

static void put_nothing(struct buf *out, const char *text) {
    buf_printf(out, "<p class=\"sub\">%s</p>\n", text);
}

/* For paper of any size: rows and short parts are not torn, headings stay with what they head. */
static const char style[] =
    "@page{margin:18mm 20mm}"
    "body{font:11pt/1.4 Georgia,'Times New Roman',serif;color:#222;background:#fff;max-width:44em;margin:2.5em auto;"
    "padding:0 1.2em;overflow-wrap:anywhere}"
    "h1{font-size:1.75em;font-weight:normal;margin:0}"
    "h2{font-size:1.1em;margin:2em 0 .5em;break-after:avoid}"
    ".sub{color:#666;margin:.3em 0 0}"
    "dl{display:flex;flex-wrap:wrap;gap:.8em 1.9em;margin:1.6em 0 0;break-inside:avoid}"
    "dl div{display:flex;flex-direction:column-reverse}dt{color:#666;font-size:.85em}"
    "dd{margin:0;font-size:1.5em;font-variant-numeric:tabular-nums lining-nums}"
    "table{border-collapse:collapse;width:100%}thead{display:table-header-group}tr{break-inside:avoid}"
    "th{font-weight:normal;color:#666;text-align:left;border-bottom:1px solid #999;padding:.15em 0 .15em .9em}"
    "td{padding:.22em 0 .22em .9em;border-bottom:1px solid #e4e4e4;vertical-align:top}"
    ".a{table-layout:fixed}"
    "th:first-child,td:first-child{padding-left:0}"
    ".n{text-align:right;white-space:nowrap;font-variant-numeric:tabular-nums lining-nums}"
    ".b{width:22%}.b svg{height:.75em;margin-top:.3em}"
    "ul{list-style:none;padding-left:1.2em;margin:0;border-left:1px solid #ddd}"
    "ul ul ul ul ul ul ul ul{padding-left:.2em}"
    ".tree{columns:2;column-gap:3em}.tree>ul{padding-left:0;border:0;margin:0 0 .5em;break-inside:avoid}"
    "li{margin:.12em 0}.r{display:flex;gap:1em;justify-content:space-between}.v{color:#666;white-space:nowrap}"
    "section{break-inside:avoid}svg{display:block;width:100%;height:auto}"
    ".end{break-before:avoid;orphans:2}"
    "@media print{body{margin:0;padding:0;max-width:none}}"
    "@media(max-width:32em){.tree{columns:1}.b{display:none}}";

/* ---- who may stand in it ---- */

static bool is_private(struct kith *k, kith_id id) {
    struct arena arena = {0};
    struct kith_person person;
    bool hidden = id && kith_person_get(k, id, &arena, &person) == KITH_OK && person.is_private;
    arena_free(&arena);
    return hidden;
}

/* A name, whose direction of writing stays its own; of private people only that there is somebody. */
static void put_name(struct kith *k, struct buf *out, const struct kith_ref *person) {
    struct arena arena = {0};
    buf_str(out, "<bdi>");
    put_text(out, is_private(k, person->id) ? "(private)" : text_display(&arena, person->name));
    buf_str(out, "</bdi>");
    arena_free(&arena);
}

/* ---- what was given and received in that time ---- */

struct sums {
    int given, helps, received, met, business;
    int64_t value;
};

static bool within(day on, day from, day to) {
    return on >= from && on <= to;
}

static enum kith_status add_up(struct kith *k, day from, day to, struct arena *arena, struct sums *out) {
    struct kith_referral *referrals;
    struct kith_help *helps;
    size_t count = 0, help_count = 0;
    enum kith_status status = kith_rows_of(k, &kith_referral_kind, 0, arena, &referrals, &count);
    if (status == KITH_OK)
        status = kith_rows_of(k, &kith_help_kind, 0, arena, &helps, &help_count);
    for (size_t i = 0; status == KITH_OK && i < count; i++) {
        const struct kith_referral *one = &referrals[i];
        if (!within(one->on, from, to))
            continue;
        bool received = one->direction == KITH_RECEIVED;
        out->given += !received;
        out->received += received;
        out->met += received && (one->outcome == KITH_OUTCOME_MET || one->outcome == KITH_OUTCOME_BUSINESS);
        out->business += received && one->outcome == KITH_OUTCOME_BUSINESS;
        out->value += received && one->value != MONEY_NONE ? one->value : 0;
    }
    for (size_t i = 0; status == KITH_OK && i < help_count; i++)
        out->helps += within(helps[i].on, from, to);
    return status;
}

static void put_sum(struct buf *out, const char *label, const char *text) {
    buf_printf(out, "<div><dt>%s</dt><dd>", label);
    put_text(out, text);
    buf_str(out, "</dd></div>");
}

static void put_count(struct buf *out, const char *label, int count) {
    char text[16];
    snprintf(text, sizeof text, "%d", count);
    put_sum(out, label, text);
}

static void put_sums(struct buf *out, const struct sums *sums, int asks) {
    char value[MONEY_SIZE];
    buf_str(out, "<dl>");
    put_count(out, "asks made", asks);
    put_count(out, "introductions", sums->received);
    put_count(out, "met", sums->met);
    put_count(out, "became business", sums->business);
    put_sum(out, "value", value_text(sums->value, value));
    put_count(out, "referrals given", sums->given);
    put_count(out, "help given", sums->helps);
    buf_str(out, "</dl>\n");
}

/* ---- asks by week ---- */

enum { CHART_WIDTH = 640, CHART_HEIGHT = 124, BASE = 100, TALL = 80, COUNTED_UP_TO = 26 };

/* As drawings have them, whatever sign the locale writes for the point. */
static const char *tenths(double x, char out[24]) {
    long whole = (long)(x * 10 + 0.5);
    snprintf(out, 24, "%ld.%ld", whole / 10, whole % 10);
    return out;
}

static void put_bar(struct buf *out, double x, double width, int height, int count, const char *colour) {
    char from[24], wide[24];
    if (count)
        buf_printf(out, "<rect x=\"%s\" y=\"%d\" width=\"%s\" height=\"%d\" fill=\"%s\"/>", tenths(x, from),
                   BASE - height, tenths(width, wide), height, colour);
}

static void put_label(struct buf *out, double x, int y, const char *anchor, const char *text) {
    char at[24];
    buf_printf(out, "<text x=\"%s\" y=\"%d\" font-size=\"11\" text-anchor=\"%s\" fill=\"#666\">%s</text>",
               tenths(x, at), y, anchor, text);
}

/* The weeks of the time, the name of a month under the first that begins in it. */
struct weeks {
    const struct kith_week *items;
    size_t count;
    day start; /* the Monday of the first */
    int most, goal, made;
};

static struct weeks weeks_of(const struct kith_insights *all, int goal, day from, day to) {
    struct weeks weeks = {all->weeks, all->week_count, day_week_start(to), goal > 1 ? goal : 1, goal, 0};
    weeks.start -= 7 * ((day)all->week_count - 1);
    for (; weeks.count > 1 && weeks.start + 6 < from; weeks.start += 7, weeks.count--)
        weeks.items++; /* insights go back twelve weeks at least */
    for (size_t i = 0; i < weeks.count; i++) {
        weeks.most = weeks.items[i].made > weeks.most ? weeks.items[i].made : weeks.most;
        weeks.made += weeks.items[i].made;
    }
    return weeks;
}

static void put_week(struct buf *out, const struct weeks *weeks, size_t i, double step) {
    static const char *const months[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                         "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    const struct kith_week *week = &weeks->items[i];
    int year, month, month_day, before, tall = TALL * week->made / weeks->most;
    double gap = step > 60 ? (step - 42) / 2 : step * 0.15, x = (double)i * step + gap;
    char count[16];
    put_bar(out, x, step - 2 * gap, tall, week->made, "#cdb98a");
    put_bar(out, x, step - 2 * gap, TALL * week->yes / weeks->most, week->yes, "#80631a");
    snprintf(count, sizeof count, "%d", week->made);
    if (week->made && weeks->count <= COUNTED_UP_TO)
        put_label(out, x + step / 2 - gap, BASE - tall - 4, "middle", count);
    day_split(weeks->start + 7 * (day)i + 6, &year, &month, &month_day);
    day_split(weeks->start + 7 * (day)i - 1, &year, &before, &month_day);
    if (month != before || i == 0)
        put_label(out, x, BASE + 16, "start", months[month - 1]);
}

/* A bar a week, the part that was answered yes darker, the goal as a line. */
static void put_weeks(struct buf *out, const struct weeks *weeks) {
    double step = (double)CHART_WIDTH / (double)weeks->count;
    buf_str(out, "<section>");
    put_heading(out, "Asks a week");
    if (weeks->made == 0) {
        put_nothing(out, "Nobody was asked in this time.");
        buf_str(out, "</section>\n");
        return;
    }
    buf_printf(out, "<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"Asks a week\">", CHART_WIDTH,
               CHART_HEIGHT);
    for (size_t i = 0; i < weeks->count; i++)
        put_week(out, weeks, i, step);
    int line = BASE - TALL * weeks->goal / weeks->most;
    buf_printf(out, "<line x1=\"0\" x2=\"%d\" y1=\"%d\" y2=\"%d\" stroke=\"#222\" stroke-dasharray=\"3 3\"/>",
               CHART_WIDTH, line, line);
    buf_printf(out, "<line x1=\"0\" x2=\"%d\" y1=\"%d\" y2=\"%d\" stroke=\"#999\"/></svg>\n", CHART_WIDTH,
               BASE, BASE);
    buf_printf(out, "<p class=\"sub\">Dark: answered yes. Dashed: the goal of %d a week.</p></section>\n",
               weeks->goal);
}

static void put_answers(struct buf *out, const struct kith_insights *all, int asks) {
    static const char *const words[] = {
        [KITH_ANSWER_WAITING] = "waiting", [KITH_ANSWER_YES] = "yes",          [KITH_ANSWER_WILL] = "will do",
        [KITH_ANSWER_NOT_YET] = "not yet", [KITH_ANSWER_THINK] = "will think", [KITH_ANSWER_NO] = "no",
        [KITH_ANSWER_NONE] = "no reply",
    };
    if (asks == 0)
        return;
    buf_str(out, "<section>");
    put_heading(out, "Answers");
    buf_str(out, "<table class=\"a\"><thead><tr>");
    for (int i = 0; kith_answer_words[i]; i++)
        buf_printf(out, "<th class=\"n\">%s</th>", words[i]);
    buf_str(out, "</tr></thead><tr>");
    for (int i = 0; kith_answer_words[i]; i++)
        put_number(out, all->answers[i]);
    buf_str(out, "</tr></table>\n");
    buf_printf(out, "<p class=\"sub\">Golden moments: %d, of them %d used.</p></section>\n", all->flagged,
               all->used);
}

/* ---- sources ---- */

static void put_source(struct kith *k, struct buf *out, const struct kith_source *source, int64_t most) {
    buf_str(out, "<tr><td>");
    put_name(k, out, &source->person);
    buf_str(out, "</td><td class=\"b\">");
    char wide[24];
    if (source->value > 0 && most > 0)
        buf_printf(out,
                   "<svg viewBox=\"0 0 100 10\" preserveAspectRatio=\"none\" aria-hidden=\"true\">"
                   "<rect width=\"%s\" height=\"10\" fill=\"#80631a\"/></svg>",
                   tenths(100.0 * (double)source->value / (double)most, wide));
    buf_str(out, "</td>");
    put_money(out, source->value);
    put_number(out, source->asks);
    put_number(out, source->introductions);
    put_number(out, source->met);
    put_number(out, source->business);
    buf_str(out, "</tr>\n");
}

static void put_sources(struct kith *k, struct buf *out, const struct kith_insights *all) {
    size_t shown = 0;
    int64_t most = 0;
    put_heading(out, "Where business came from");
    for (size_t i = 0; i < all->source_count; i++) {
        const struct kith_source *source = &all->sources[i];
        if (source->introductions == 0)
            continue;
        if (shown++ == 0) {
            most = source->value; /* the one with the most comes first */
            buf_str(out, "<table><thead><tr><th>Source</th><th class=\"b\"></th><th class=\"n\">value</th>"
                         "<th class=\"n\">asks</th><th class=\"n\">introductions</th><th class=\"n\">met</th>"
                         "<th class=\"n\">business</th></tr></thead>\n");
        }
        put_source(k, out, source, most);
    }
    if (shown)
        buf_str(out, "</table>\n");
    else
        put_nothing(out, "Nobody was introduced in this time.");
}

/* ---- giving first ---- */

static void put_group(struct buf *out, const char *whom, int people, int introductions) {
    if (people >= KITH_ENOUGH)
        buf_printf(out, "<p class=\"sub\">%d people %s: %.1f introductions each.</p>\n", people, whom,
                   (double)introductions / people);
    else
        buf_printf(out, "<p class=\"sub\">%d %s %s: too few to tell.</p>\n", people,
                   people == 1 ? "person" : "people", whom);
}

/* An honest page: a share of fewer than ten people is no share. */
static void put_payback(struct buf *out, const struct kith_insights *all) {
    buf_str(out, "<section>");
    put_heading(out, "Giving first");
    if (all->given_first == 0) {
        put_nothing(out, "Nobody was given to first in this time.");
    } else {
        buf_printf(out, "<p>%d of %d people gave back within %d days", all->gave_back, all->given_first,
                   all->within_days);
        if (all->median_days >= 0)
            buf_printf(out, ", half of them within %.0f", all->median_days);
        buf_printf(out, ".%s</p>\n", all->given_first < KITH_ENOUGH ? " These are too few to tell." : "");
        put_group(out, "given to", all->given_to, all->given_to_introductions);
        put_group(out, "not given to", all->not_given_to, all->not_given_to_introductions);
    }
    buf_str(out, "</section>\n");
}

/* ---- the tree ---- */

static void put_branch(struct kith *k, struct buf *out, const struct kith_branch *branch) {
    char value[MONEY_SIZE];
    buf_str(out, "<li><div class=\"r\">");
    put_name(k, out, &branch->person);
    if (branch->value) {
        buf_str(out, "<span class=\"v\">");
        put_text(out, money_text(branch->value, value));
        buf_str(out, "</span>");
    }
    buf_str(out, "</div>");
}

/* The tree comes parents first with its depth: lists open and close as the depth moves. */
static void put_tree(struct kith *k, struct buf *out, const struct kith_insights *all) {
    int open = 0; /* lists, each with an item, not closed yet */
    put_heading(out, "The tree of business");
    if (all->tree_count == 0) {
        put_nothing(out, "Nobody was introduced in this time.");
        return;
    }
    buf_str(out, "<div class=\"tree\">\n");
    for (size_t i = 0; i < all->tree_count; i++) {
        const struct kith_branch *branch = &all->tree[i];
        for (; open > branch->depth + 1 || (open && branch->depth == 0); open--)
            buf_str(out,
                    "</li></ul>"); /* each first source is a list of its own, that it stays in one column */
        buf_str(out, open == branch->depth + 1 ? "</li>\n" : "<ul>");
        open = branch->depth + 1;
        put_branch(k, out, branch);
    }
    for (; open > 0; open--)
        buf_str(out, "</li></ul>");
    buf_str(out, "</div>\n<p class=\"sub end\">A value holds all that grew from that introduction.</p>\n");
}

/* ---- all of it ---- */

/* "1 October to 21 November 2026". */
static void put_time(struct buf *out, day from, day to) {
    static const char *const months[] = {"January",   "February", "March",    "April",
                                         "May",       "June",     "July",     "August",
                                         "September", "October",  "November", "December"};
    int year, month, first, until_year, until_month, last;
    day_split(from, &year, &month, &first);
    day_split(to, &until_year, &until_month, &last);
    buf_printf(out, "%d", first);
    if (month != until_month || year != until_year)
        buf_printf(out, " %s", months[month - 1]);
    if (year != until_year)
        buf_printf(out, " %d", year);
    buf_printf(out, " to %d %s %d", last, months[until_month - 1], until_year);
}

static void put_title(struct kith *k, struct buf *out, day from, day to) {
    const struct kith_settings *settings = kith_settings(k);
    const char *name = text_blank(settings->business) ? settings->me : settings->business;
    buf_str(out,
            "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
            "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src "
            "'unsafe-inline'\">\n<meta name=\"viewport\" content=\"width=device-width\">\n<title>Referrals");
    if (!text_blank(name)) {
        buf_str(out, ", ");
        put_text(out, name);
    }
    buf_printf(out, "</title>\n<style>%s</style>\n</head>\n<body>\n<h1>Referrals", style);
    if (!text_blank(name)) {
        buf_str(out, " · ");
        put_text(out, name);
    }
    buf_str(out, "</h1>\n<p class=\"sub\">");
    put_time(out, from, to);
    buf_str(out, "</p>\n");
}

enum kith_status report_write(struct kith *k, day from, day to, struct buf *out) {
    struct arena arena = {0};
    struct kith_insights all;
    struct sums sums = {0};
    if (to > kith_today(k))
        to = kith_today(k); /* what is still to come does not count */
    enum kith_status status = kith_insights(k, from, to, &arena, &all);
    if (status == KITH_OK)
        status = add_up(k, from, to, &arena, &sums);
    if (status == KITH_OK) {
        struct weeks weeks = weeks_of(&all, kith_settings(k)->weekly_asks, from, to);
        put_title(k, out, from, to);
        put_sums(out, &sums, weeks.made);
        put_weeks(out, &weeks);
        put_answers(out, &all, weeks.made);
        put_sources(k, out, &all);
        put_payback(out, &all);
        put_tree(k, out, &all);
        buf_str(out, "<p class=\"sub end\">People marked private are not named.</p>\n</body>\n</html>\n");
    }
    arena_free(&arena);
    return status;
}
