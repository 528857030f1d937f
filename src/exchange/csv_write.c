#include "exchange/csv_write.h"

#include <string.h>

#include "base/text.h"
#include "exchange/outgoing.h"
#include "kith/insight.h"
#include "kith/note.h"
#include "kith/referral.h"

/* ---- cells ---- */

struct row {
    struct buf *out;
    bool begun;
};

/* A leading sign that would make a formula gets ' before it; what needs quotes gets them. */
static void put_cell(struct row *row, const char *text) {
    if (row->begun)
        buf_char(row->out, ',');
    row->begun = true;
    if (!text || !*text)
        return;
    bool formula = strchr("=+-@\t\r", *text) != NULL;
    bool quoted = strpbrk(text, ",;\t\"\r\n|'") || *text == ' ' || text[strlen(text) - 1] == ' ';
    if (quoted)
        buf_char(row->out, '"');
    if (formula)
        buf_char(row->out, '\'');
    for (; *text; text++) {
        if (*text == '"')
            buf_char(row->out, '"');
        buf_char(row->out, *text);
    }
    if (quoted)
        buf_char(row->out, '"');
}

static void end_row(struct row *row) {
    buf_str(row->out, "\r\n");
    row->begun = false;
}

static void put_header(struct row *row, const char *const *names) {
    for (; *names; names++)
        put_cell(row, *names);
    end_row(row);
}

static const char *joined(struct arena *arena, const struct kith_list *list) {
    struct buf text = BUF_INIT;
    for (size_t i = 0; i < list->count; i++) {
        buf_str(&text, i ? "; " : "");
        buf_str(&text, list->items[i]);
    }
    const char *copy = arena_strdup(arena, text.data);
    buf_free(&text);
    return copy;
}

/* ---- contacts ---- */

/* Read back by the words of assets/exchange/columns.txt. */
static const char *const contact_names[] = {
    "Name",    "Role", "Company",     "Title",    "E-mail", "Phone",       "URL",   "City",
    "Address", "Tags", "Known since", "Birthday", "Days",   "Also called", "About", NULL};

static const char *days_of(struct arena *arena, const struct kith_dates *dates, const char **birthday) {
    struct buf text = BUF_INIT;
    *birthday = "";
    for (size_t i = 0; i < dates->count; i++) {
        if (!**birthday && text_same(dates->items[i].what, "birthday")) {
            *birthday = dates->items[i].on;
            continue;
        }
        buf_printf(&text, "%s%s %s", text.len ? "; " : "", dates->items[i].what, dates->items[i].on);
    }
    const char *copy = arena_strdup(arena, text.data);
    buf_free(&text);
    return copy;
}

static void put_contact(struct row *row, const struct kith_person *person, struct arena *arena) {
    char since[DAY_SIZE];
    const char *birthday, *days = days_of(arena, &person->dates, &birthday);
    put_cell(row, person->name);
    put_cell(row, kith_role_words[person->role]);
    put_cell(row, person->company);
    put_cell(row, person->title);
    put_cell(row, joined(arena, &person->emails));
    put_cell(row, joined(arena, &person->phones));
    put_cell(row, joined(arena, &person->urls));
    put_cell(row, person->city);
    put_cell(row, person->address);
    put_cell(row, joined(arena, &person->tags));
    put_cell(row, day_iso(person->known_since, since));
    put_cell(row, birthday);
    put_cell(row, days);
    put_cell(row, joined(arena, &person->aliases));
    put_cell(row, person->about);
    end_row(row);
}

enum kith_status csv_write_contacts(struct kith *k, struct buf *out) {
    struct arena arena = {0}, scratch = {0};
    struct kith_person *people;
    size_t count;
    struct row row = {.out = out};
    enum kith_status status = outgoing_people(k, &arena, &people, &count);
    if (status == KITH_OK)
        put_header(&row, contact_names);
    for (size_t i = 0; status == KITH_OK && i < count; i++) {
        put_contact(&row, &people[i], &scratch);
        arena_free(&scratch);
    }
    arena_free(&arena);
    return status;
}

/* ---- the sheet ---- */

static const char *const sheet_names[] = {
    "On", "Person", "Channel", "Needs", "Last asked what they need", "Given", "Received", NULL};

/* "2026-02-02 Tom Baker, hot, business 1200.00" */
static const char *referrals(struct kith *k, struct arena *arena, const struct kith_sheet_referral *items,
                             size_t count) {
    struct buf text = BUF_INIT;
    for (size_t i = 0; i < count; i++) {
        char on[DAY_SIZE];
        const struct kith_sheet_referral *referral = &items[i];
        buf_printf(&text, "%s%s %s", text.len ? "; " : "", day_iso(referral->on, on),
                   outgoing_name(k, referral->person.id, arena));
        if (referral->warmth != KITH_NO_WORD)
            buf_printf(&text, ", %s", kith_warmth_words[referral->warmth]);
        buf_printf(&text, ", %s", kith_outcome_words[referral->outcome]);
        if (referral->value != MONEY_NONE)
            buf_printf(&text, " %lld.%02lld", (long long)(referral->value / 100),
                       (long long)(referral->value % 100));
    }
    const char *copy = arena_strdup(arena, text.data);
    buf_free(&text);
    return copy;
}

static void put_sheet_row(struct kith *k, struct row *row, const struct kith_sheet_row *talk,
                          struct arena *arena) {
    char on[DAY_SIZE], asked[DAY_SIZE];
    put_cell(row, day_iso(talk->on, on));
    put_cell(row, talk->person.name);
    put_cell(row, kith_channel_words[talk->channel]);
    put_cell(row, joined(arena, &talk->needs));
    put_cell(row, day_iso(talk->last_asked_needs, asked));
    put_cell(row, referrals(k, arena, talk->given, talk->given_count));
    put_cell(row, referrals(k, arena, talk->received, talk->received_count));
    end_row(row);
}

enum kith_status csv_write_sheet(struct kith *k, struct buf *out) {
    struct arena arena = {0};
    struct kith_sheet sheet;
    struct row row = {.out = out};
    enum kith_status status = kith_sheet(k, 0, &arena, &sheet);
    if (status == KITH_OK)
        put_header(&row, sheet_names);
    for (size_t i = 0; status == KITH_OK && i < sheet.count; i++)
        if (outgoing_may_go(k, sheet.items[i].person.id))
            put_sheet_row(k, &row, &sheet.items[i], &arena);
    arena_free(&arena);
    return status;
}
