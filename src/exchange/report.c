#include "exchange/report.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/json.h"
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

/* Whole units with thousands parted: amounts on paper are read at a glance. */
static const char *grouped(int64_t cents, char out[48]) {
    char digits[32];
    int64_t whole = cents / 100;
    size_t at = 0;
    snprintf(digits, sizeof digits, "%" PRId64, whole < 0 ? -whole : whole);
    if (whole < 0)
        out[at++] = '-';
    for (size_t i = 0, length = strlen(digits); i < length; i++) {
        if (i && (length - i) % 3 == 0)
            out[at++] = ',';
        out[at++] = digits[i];
    }
    out[at] = '\0';
    return out;
}

static void put_money(struct buf *out, int64_t cents) {
    char text[48];
    buf_printf(out, "<td class=\"n\">%s</td>", cents ? grouped(cents, text) : "–");
}

static void put_heading(struct buf *out, const char *text) {
    buf_printf(out, "<h2>%s</h2>\n", text);
}

static const char style[] =
    "@page{size:A4;margin:18mm}"
    "body{font:11pt/1.45 Georgia,'Times New Roman',serif;color:#222;max-width:46em;margin:2em auto;padding:0 1em}"
    "h1{font-size:1.7em;font-weight:normal;margin:0}h2{font-size:1.1em;margin:1.8em 0 .5em}"
    ".sub{color:#666;margin:.2em 0 0}table{border-collapse:collapse;width:100%}"
    "th{font-weight:normal;color:#666;text-align:left;border-bottom:1px solid #999;padding:.15em .6em .15em 0}"
    "td{padding:.2em .6em .2em 0;border-bottom:1px solid #eee;vertical-align:top}"
    ".n{text-align:right;font-variant-numeric:tabular-nums}th.n{text-align:right}"
    "ul{list-style:none;padding-left:1.2em;margin:.1em 0;border-left:1px solid #ddd}"
    "section>ul{padding-left:0;border:0}li{margin:.15em 0}.v{color:#666}"
    "section{break-inside:avoid}svg{display:block;width:100%;height:auto}footer{color:#888;margin-top:2.5em;font-size:.85em}";

/* ---- who may stand in it ---- */

static bool is_private(struct kith *k, kith_id id) {
    struct arena arena = {0};
    struct kith_person person;
    bool hidden = id && kith_person_get(k, id, &arena, &person) == KITH_OK && person.is_private;
    arena_free(&arena);
    return hidden;
}

/* ---- the parts ---- */

enum { CHART_WIDTH = 640, CHART_HEIGHT = 120, BASE = 96 };

static void put_bar(struct buf *out, double x, double width, int height, int count, const char *colour) {
    if (count)
        buf_printf(out, "<rect x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"%d\" fill=\"%s\"/>", x,
                   BASE - height, width, height, colour);
}

/* A bar a week, the part that was answered yes darker, the goal as a line. */
static void put_weeks(struct buf *out, const struct kith_insights *all, int goal) {
    int most = goal > 1 ? goal : 1;
    for (size_t i = 0; i < all->week_count; i++)
        most = all->weeks[i].made > most ? all->weeks[i].made : most;
    double step = (double)CHART_WIDTH / (double)all->week_count;
    buf_printf(
        out,
        "<section><h2>Asks a week</h2>\n<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"Asks a week\">",
        CHART_WIDTH, CHART_HEIGHT);
    for (size_t i = 0; i < all->week_count; i++) {
        const struct kith_week *week = &all->weeks[i];
        double x = (double)i * step + step * 0.15;
        put_bar(out, x, step * 0.7, 80 * week->made / most, week->made, "#c9b37e");
        put_bar(out, x, step * 0.7, 80 * week->yes / most, week->yes, "#8a6d1d");
        if (all->week_count <= 16 || i % 4 == 0)
            buf_printf(
                out,
                "<text x=\"%.1f\" y=\"112\" font-size=\"9\" text-anchor=\"middle\" fill=\"#666\">%d</text>",
                x + step * 0.35, week->week);
    }
    int line = BASE - 80 * goal / most;
    buf_printf(out, "<line x1=\"0\" x2=\"%d\" y1=\"%d\" y2=\"%d\" stroke=\"#222\" stroke-dasharray=\"3 3\"/>",
               CHART_WIDTH, line, line);
    buf_printf(out, "<line x1=\"0\" x2=\"%d\" y1=\"%d\" y2=\"%d\" stroke=\"#999\"/></svg>\n", CHART_WIDTH,
               BASE, BASE);
    buf_printf(
        out,
        "<p class=\"sub\">Dark: answered yes. Dashed: the goal of %d a week. Numbers are calendar weeks.</p></section>\n",
        goal);
}

static void put_answers(struct buf *out, const struct kith_insights *all) {
    put_heading(out, "Answers");
    buf_str(out, "<table><tr>");
    for (int i = 0; kith_answer_words[i]; i++)
        buf_printf(out, "<th class=\"n\">%s</th>", kith_answer_words[i]);
    buf_str(out, "</tr><tr>");
    for (int i = 0; kith_answer_words[i]; i++)
        put_number(out, all->answers[i]);
    buf_str(out, "</tr></table>\n");
    buf_printf(out, "<p class=\"sub\">Golden moments: %d, of them %d used.</p>\n", all->flagged, all->used);
}

static void put_sources(struct kith *k, struct buf *out, const struct kith_insights *all) {
    put_heading(out, "Where business came from");
    buf_str(out, "<table><tr><th>Source</th><th class=\"n\">asks</th><th class=\"n\">introductions</th>"
                 "<th class=\"n\">met</th><th class=\"n\">business</th><th class=\"n\">value</th></tr>\n");
    for (size_t i = 0; i < all->source_count; i++) {
        const struct kith_source *source = &all->sources[i];
        if (source->introductions == 0 || is_private(k, source->person.id))
            continue;
        buf_str(out, "<tr>");
        put_cell(out, "", source->person.name);
        put_number(out, source->asks);
        put_number(out, source->introductions);
        put_number(out, source->met);
        put_number(out, source->business);
        put_money(out, source->value);
        buf_str(out, "</tr>\n");
    }
    buf_str(out, "</table>\n");
}

/* Too few to tell under ten: an honest page says so. */
static void put_payback(struct buf *out, const struct kith_insights *all) {
    put_heading(out, "Giving first");
    if (all->given_first == 0)
        return;
    buf_printf(out, "<p>%d of %d people gave back within %d days", all->gave_back, all->given_first,
               all->within_days);
    if (all->median_days >= 0)
        buf_printf(out, ", half of them within %.0f", all->median_days);
    buf_printf(out, ".%s</p>\n", all->given_first < 10 ? " These are too few to tell." : "");
}

/* The tree comes parents first with its depth: lists open and close as the depth moves. */
static void put_tree(struct kith *k, struct buf *out, const struct kith_insights *all) {
    buf_str(out, "<section><h2>The tree of business</h2>\n");
    char value[48];
    int open = 0; /* lists, each with an item, not closed yet */
    for (size_t i = 0; i < all->tree_count; i++) {
        const struct kith_branch *branch = &all->tree[i];
        for (; open > branch->depth + 1; open--)
            buf_str(out, "</li></ul>");
        buf_str(out, open == branch->depth + 1 ? "</li>\n" : "<ul>");
        open = branch->depth + 1;
        buf_str(out, "<li>");
        put_text(out, is_private(k, branch->person.id) ? "(private)" : branch->person.name);
        if (branch->value)
            buf_printf(out, " <span class=\"v\">%s</span>", grouped(branch->value, value));
    }
    for (; open > 0; open--)
        buf_str(out, "</li></ul>");
    buf_str(out, "</section>\n");
}

static void put_title(struct kith *k, struct buf *out, day from, day to) {
    const struct kith_settings *settings = kith_settings(k);
    const char *name = text_blank(settings->business) ? settings->me : settings->business;
    char first[DAY_SIZE], last[DAY_SIZE];
    buf_str(out, "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<title>Referrals");
    if (!text_blank(name)) {
        buf_str(out, ", ");
        put_text(out, name);
    }
    buf_printf(out, "</title>\n<style>%s</style>\n</head>\n<body>\n<h1>Referrals", style);
    if (!text_blank(name)) {
        buf_str(out, " · ");
        put_text(out, name);
    }
    buf_printf(out, "</h1>\n<p class=\"sub\">%s to %s</p>\n", day_iso(from, first), day_iso(to, last));
}

enum kith_status report_write(struct kith *k, day from, day to, struct buf *out) {
    struct arena arena = {0};
    struct kith_insights all;
    enum kith_status status = kith_insights(k, from, to, &arena, &all);
    if (status == KITH_OK) {
        put_title(k, out, from, to);
        put_weeks(out, &all, kith_settings(k)->weekly_asks);
        put_answers(out, &all);
        put_sources(k, out, &all);
        put_payback(out, &all);
        put_tree(k, out, &all);
        buf_str(out, "<footer>Private people are left out.</footer>\n</body>\n</html>\n");
    }
    arena_free(&arena);
    return status;
}
