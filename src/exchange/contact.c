#include "exchange/contact.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "exchange/contact_inside.h"

void contact_problem(struct kith_import *plan, int64_t line, const char *format, ...) {
    va_list args;
    va_start(args, format);
    struct kith_problem problem = {line, arena_vprintf(&plan->arena, format, args)};
    va_end(args);
    *ARENA_PUSH(&plan->arena, plan->problems, plan->problem_count, plan->problem_cap) = problem;
}

void contact_expect(struct kith_import *plan, size_t count) {
    struct kith_import_row *rows = ARENA_NEW(&plan->arena, struct kith_import_row, plan->count + count);
    if (plan->count)
        memcpy(rows, plan->rows, plan->count * sizeof *rows);
    plan->rows = rows;
    plan->cap = plan->count + count;
}

void contact_begin(struct contact *contact, struct contact_source *source) {
    *contact = (struct contact){.source = source,
                                .arena = &source->plan->arena,
                                .known_since = DAY_NONE,
                                .role = KITH_NO_WORD,
                                .notes = BUF_INIT,
                                .about = BUF_INIT};
}

/* ---- the name ---- */

static void add_part(struct buf *name, const char *part) {
    if (text_blank(part))
        return;
    if (name->len)
        buf_char(name, ' ');
    buf_str(name, part);
}

/* Whether every word of a text stands in another. */
static bool words_in(struct arena *arena, const char *text, const char *other) {
    char *rest = text_fold(arena, text), *word;
    const char *folded = text_fold(arena, other);
    while ((word = strsep(&rest, " ,;.\n\t")))
        if (!strstr(folded, word))
            return false;
    return true;
}

static const char *name_of_parts(struct contact *contact) {
    const char **texts = contact->texts;
    struct buf name = BUF_INIT;
    add_part(&name, texts[COLUMNS_GIVEN]);
    add_part(&name, texts[COLUMNS_MIDDLE]);
    add_part(&name, texts[COLUMNS_FAMILY]);
    add_part(&name, texts[COLUMNS_SUFFIX]);
    const char *full = text_line(contact->arena, name.data);
    buf_free(&name);
    return full;
}

/*
 * The display name, else given, middle and family name and suffix, else the address;
 * last a nickname. Parts that say another name than the display name are an alias.
 */
static const char *full_name(struct contact *contact) {
    const char *parts = name_of_parts(contact), *shown = contact->texts[COLUMNS_NAME];
    if (!text_blank(shown)) {
        shown = text_as_line(contact->arena, shown);
        if (!words_in(contact->arena, parts, shown))
            contact_add_text(contact, &contact->aliases, parts);
        return shown;
    }
    if (*parts)
        return parts;
    return contact->emails.count    ? contact->emails.items[0]
           : contact->aliases.count ? contact->aliases.items[0]
                                    : NULL;
}

/* ---- addresses ---- */

static void add_line(struct buf *out, const char *text, const char *before) {
    if (text_blank(text))
        return;
    if (out->len && *before)
        buf_str(out, before);
    buf_str(out, text);
}

static const char *parts_text(struct contact *contact, const struct contact_address *address) {
    struct buf town = BUF_INIT, out = BUF_INIT;
    add_line(&out, address->box, "\n");
    for (size_t i = 0; i < address->streets.count; i++)
        add_line(&out, address->streets.items[i], "\n");
    add_line(&town, address->city, "");
    add_line(&town, address->region, ", ");
    add_line(&town, address->postcode, address->region ? " " : ", ");
    add_line(&out, town.data, "\n");
    add_line(&out, address->country, "\n");
    const char *text = arena_strdup(contact->arena, out.data);
    buf_free(&town);
    buf_free(&out);
    return text;
}

/* As it is written whole, else from its parts; parts that the whole lacks are told. */
static const char *address_text(struct contact *contact, const struct contact_address *address) {
    const char *parts = parts_text(contact, address);
    if (text_blank(address->whole))
        return parts;
    if (!words_in(contact->arena, parts, address->whole))
        contact_tell(contact, arena_printf(contact->arena, "Address (%s)", address->group), parts);
    return text_trim(contact->arena, address->whole);
}

/* The first address is the address; the others are told. */
static void close_addresses(struct contact *contact, struct kith_person *person) {
    for (size_t i = 0; i < contact->address_count; i++) {
        const struct contact_address *address = &contact->addresses[i];
        const char *text = address_text(contact, address);
        if (text_blank(person->city) && !text_blank(address->city))
            person->city = text_line(contact->arena, address->city);
        if (text_blank(text))
            continue;
        if (!person->address) /* a town alone is the city */
            person->address = address->city && strcmp(text, address->city) == 0 ? NULL : text;
        else if (strcmp(text, person->address) != 0)
            contact_tell(contact, arena_printf(contact->arena, "Address (%s)", address->group), text);
    }
}

/* ---- days ---- */

/* A birthday in three columns. */
static void join_birthday(struct contact *contact) {
    const char *y = contact->texts[COLUMNS_BIRTH_YEAR], *m = contact->texts[COLUMNS_BIRTH_MONTH],
               *d = contact->texts[COLUMNS_BIRTH_DAY];
    if (text_blank(m) && text_blank(d)) {
        if (!text_blank(y))
            contact_tell(contact, "Birth year", y);
        return;
    }
    if (text_blank(y))
        contact_add_date(contact, "birthday", arena_printf(contact->arena, "--%s-%s", m ? m : "", d ? d : ""),
                         "Birthday");
    else
        contact_add_date(contact, "birthday",
                         arena_printf(contact->arena, "%s-%s-%s", y, m ? m : "", d ? d : ""), "Birthday");
}

/* ---- closing ---- */

static struct kith_list list_of(const struct contact_texts *texts) {
    return (struct kith_list){texts->items, texts->count};
}

static const char *line_of(struct contact *contact, enum columns_field field) {
    const char *text = contact->texts[field];
    text = text ? text_as_line(contact->arena, text) : NULL;
    return text_blank(text) ? NULL : text;
}

/* Free words first, then what was told. */
static const char *about_of(struct contact *contact) {
    if (contact->notes.len && contact->about.len)
        buf_char(&contact->notes, '\n');
    buf_add(&contact->notes, contact->about.data, contact->about.len);
    return arena_strdup(contact->arena, contact->notes.data);
}

static void close_talk(struct contact *contact, struct kith_import_row *row) {
    const char *text = contact->texts[COLUMNS_TALK], *on = contact->texts[COLUMNS_TALKED_ON];
    if (text_blank(text)) {
        contact_tell(contact, "Last contact", on);
        return;
    }
    row->notes = ARENA_NEW(contact->arena, struct kith_import_note, 1);
    row->note_count = 1;
    row->notes->text = text;
    row->notes->on =
        on ? when_day(&contact->source->when, on, contact->source->order, contact->source->today) : DAY_NONE;
    if (on && row->notes->on == DAY_NONE)
        contact_tell(contact, "Last contact", on);
}

/* "Dora Quist (dora@quist.example)" says nothing new. */
static bool says_new(const struct contact *contact, const char *shown, const char *name) {
    bool said = text_blank(shown) || strstr(shown, name);
    for (size_t i = 0; i < contact->emails.count && !said; i++)
        said = strstr(shown, contact->emails.items[i]) != NULL;
    return !said;
}

static void tell_names(struct contact *contact, const char *name) {
    contact_tell(contact, "Title of address", contact->texts[COLUMNS_PREFIX]);
    for (size_t i = 0; i < contact->shown.count; i++)
        if (says_new(contact, contact->shown.items[i], name))
            contact_tell(contact, "E-mail display name", contact->shown.items[i]);
}

struct kith_import_row *contact_end(struct contact *contact, int64_t line) {
    struct kith_import *plan = contact->source->plan;
    struct kith_import_row row = {.line = line};
    struct kith_person *person = &row.person;
    const char *name = full_name(contact);
    kith_row_init(&kith_person_kind, person);
    if (name && *name) {
        person->name = name;
        person->company = line_of(contact, COLUMNS_COMPANY);
        person->title = line_of(contact, COLUMNS_TITLE);
        join_birthday(contact);
        tell_names(contact, name);
        close_addresses(contact, person);
        close_talk(contact, &row);
        person->emails = list_of(&contact->emails);
        person->phones = list_of(&contact->phones);
        person->urls = list_of(&contact->urls);
        person->tags = list_of(&contact->tags);
        person->aliases = list_of(&contact->aliases);
        person->known_since = contact->known_since;
        person->role = contact->role == KITH_NO_WORD ? KITH_ROLE_OTHER : contact->role;
        person->dates = (struct kith_dates){contact->dates, contact->date_count};
        person->about = about_of(contact);
        row.ties = contact->ties;
        row.tie_count = contact->tie_count;
        *ARENA_PUSH(&plan->arena, plan->rows, plan->count, plan->cap) = row;
    } else {
        contact_problem(plan, line, "neither a name nor an e-mail address");
        plan->skipped++;
    }
    buf_free(&contact->notes);
    buf_free(&contact->about);
    return name && *name ? &plan->rows[plan->count - 1] : NULL;
}
