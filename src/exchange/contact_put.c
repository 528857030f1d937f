#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "exchange/contact_inside.h"

/* ---- lists ---- */

enum { LONG_LIST = 64 }; /* beyond it nothing is compared any more */

void contact_add_text(struct contact *contact, struct contact_texts *list, const char *text) {
    if (text_blank(text))
        return;
    for (size_t i = 0; i < list->count && i < LONG_LIST; i++)
        if (strcmp(list->items[i], text) == 0)
            return;
    *ARENA_PUSH(contact->arena, list->items, list->count, list->cap) = text;
}

/* The parts between any of `signs`, each as one line; false at the end. */
static bool next_part(const char **rest, const char *signs, struct arena *arena, const char **part) {
    if (!*rest)
        return false;
    const char *at = *rest;
    size_t length = strcspn(at, signs);
    *rest = at[length] ? at + length + 1 : NULL;
    *part = text_as_line(arena, *rest ? arena_strndup(arena, at, length) : at);
    return true;
}

/* ---- telling ---- */

void contact_tell(struct contact *contact, const char *label, const char *text) {
    if (text_blank(text))
        return;
    if (contact->about.len)
        buf_char(&contact->about, '\n');
    buf_printf(&contact->about, "%s: %s", text_line(contact->arena, label), text_trim(contact->arena, text));
}

static void put_other(struct contact *contact, const struct contact_value *value) {
    contact_tell(contact, value->label, value->text);
}

static void put_drop(struct contact *contact, const struct contact_value *value) {
    (void)contact;
    (void)value;
}

static void put_flag(struct contact *contact, const struct contact_value *value) {
    int number;
    int64_t usual;
    const char *word = columns_word(contact->arena, value->text, &number);
    if (*word && !map_get(&contact->source->columns->usual, word, &usual))
        contact_tell(contact, value->label, value->text);
}

static void put_about(struct contact *contact, const struct contact_value *value) {
    if (contact->notes.len)
        buf_char(&contact->notes, '\n');
    buf_str(&contact->notes, text_trim(contact->arena, value->text));
}

/* ---- one text ---- */

static void put_text(struct contact *contact, const struct contact_value *value) {
    const char **text = &contact->texts[value->meaning->field];
    if (!*text)
        *text = value->text;
    else if (!text_same(*text, value->text))
        contact_tell(contact, value->label, value->text);
}

/* "client" is what somebody is to the user; any other role is what they do. */
static void put_role(struct contact *contact, const struct contact_value *value) {
    int role = kith_word_find(kith_role_words, text_fold(contact->arena, value->text));
    if (role != KITH_NO_WORD && role != KITH_ROLE_MENTIONED)
        contact->role = role;
    else if (!contact->texts[COLUMNS_TITLE])
        contact->texts[COLUMNS_TITLE] = value->text;
    else
        contact_tell(contact, value->label, value->text);
}

/* ---- lists of addresses ---- */

/* "Ann <ann@x.example>", "mailto:ann@x.example" */
static const char *bare_address(struct arena *arena, const char *text) {
    const char *open = strrchr(text, '<'), *close = open ? strchr(open, '>') : NULL;
    if (close && memchr(open, '@', (size_t)(close - open)))
        text = arena_strndup(arena, open + 1, (size_t)(close - open - 1));
    return strncasecmp(text, "mailto:", 7) == 0 ? text + 7 : text;
}

static void put_email(struct contact *contact, const struct contact_value *value) {
    const char *rest = value->text, *part;
    bool said = false;
    while (next_part(&rest, ",;\n", contact->arena, &part)) {
        const char *address = bare_address(contact->arena, part);
        if (strchr(address, '@'))
            contact_add_text(contact, &contact->emails, address);
        else
            said = said || *address;
    }
    if (said)
        contact_tell(contact, value->label, value->text);
}

static void put_list(struct contact *contact, const struct contact_value *value, const char *signs,
                     struct contact_texts *list) {
    const char *rest = value->text, *part;
    while (next_part(&rest, signs, contact->arena, &part))
        contact_add_text(contact, list, part);
}

static void put_phone(struct contact *contact, const struct contact_value *value) {
    put_list(contact, value, ";\n", &contact->phones);
}

/* A semicolon may be part of a page's address, at its end it sets two apart. */
static void put_url(struct contact *contact, const struct contact_value *value) {
    const char *rest = value->text, *part;
    while (next_part(&rest, " \n", contact->arena, &part)) {
        size_t length = strlen(part);
        while (length && strchr(";,", part[length - 1]))
            length--;
        contact_add_text(contact, &contact->urls,
                         part[length] ? arena_strndup(contact->arena, part, length) : part);
    }
}

static void put_alias(struct contact *contact, const struct contact_value *value) {
    put_list(contact, value, ";,\n", &contact->aliases);
}

static void put_shown(struct contact *contact, const struct contact_value *value) {
    contact_add_text(contact, &contact->shown, text_line(contact->arena, value->text));
}

/* Google marks its own groups with a star; the one that everybody is in says nothing. */
static void put_tag(struct contact *contact, const struct contact_value *value) {
    const char *rest = value->text, *part;
    while (next_part(&rest, ",;\n", contact->arena, &part)) {
        bool own = strncmp(part, "* ", 2) == 0;
        part += own ? 2 : 0;
        if (!own || !(text_same(part, "mycontacts") || text_same(part, "my contacts")))
            contact_add_text(contact, &contact->tags, part);
    }
}

/* ---- the street ---- */

static struct contact_address *address_of(struct contact *contact, const struct contact_value *value) {
    const char *group = value->meaning->argument;
    if (!group)
        group = value->number ? arena_printf(contact->arena, "%d", value->number) : "other";
    for (size_t i = 0; i < contact->address_count; i++)
        if (strcmp(contact->addresses[i].group, group) == 0)
            return &contact->addresses[i];
    struct contact_address *address =
        ARENA_PUSH(contact->arena, contact->addresses, contact->address_count, contact->address_cap);
    address->group = group;
    return address;
}

static void put_street(struct contact *contact, const struct contact_value *value) {
    struct contact_address *address = address_of(contact, value);
    contact_add_text(contact, &address->streets, text_trim(contact->arena, value->text));
}

static void put_address(struct contact *contact, const struct contact_value *value) {
    struct contact_address *address = address_of(contact, value);
    const char **part;
    switch (value->meaning->field) {
    case COLUMNS_BOX:
        part = &address->box;
        break;
    case COLUMNS_CITY:
        part = &address->city;
        break;
    case COLUMNS_REGION:
        part = &address->region;
        break;
    case COLUMNS_POSTCODE:
        part = &address->postcode;
        break;
    case COLUMNS_COUNTRY:
        part = &address->country;
        break;
    default:
        part = &address->whole;
        break;
    }
    if (!*part)
        *part = text_trim(contact->arena, value->text);
    else if (!text_same(*part, value->text))
        contact_tell(contact, value->label, value->text);
}

/* ---- days ---- */

void contact_add_date(struct contact *contact, const char *what, const char *text, const char *label) {
    char iso[DAY_SIZE];
    const struct contact_source *source = contact->source;
    if (!when_read(&source->when, text, source->order, source->today, iso)) {
        const char *zeros = text_trim(contact->arena, text);
        if (zeros[strspn(zeros, "0/.-")]) /* 0/0/00: there is none */
            contact_tell(contact, label, text);
        return;
    }
    if (strncmp(iso, "4501-", 5) == 0) /* so Outlook writes that there is none */
        return;
    for (size_t i = 0; i < contact->date_count && i < LONG_LIST; i++)
        if (text_same(contact->dates[i].what, what)) {
            if (strcmp(contact->dates[i].on, iso) != 0)
                contact_tell(contact, label, text);
            return;
        }
    *ARENA_PUSH(contact->arena, contact->dates, contact->date_count, contact->date_cap) =
        (struct kith_date){what, arena_strdup(contact->arena, iso)};
}

static const char *label_of(const struct contact *contact, const char *of, int number) {
    for (size_t i = contact->label_count; i-- > 0;)
        if (contact->labels[i].number == number && strcmp(contact->labels[i].of, of) == 0)
            return contact->labels[i].text;
    return NULL;
}

static void put_label(struct contact *contact, const struct contact_value *value) {
    *ARENA_PUSH(contact->arena, contact->labels, contact->label_count, contact->label_cap) =
        (struct contact_label){value->meaning->argument, text_line(contact->arena, value->text),
                               value->number};
}

/* The words of a label that stands before the value, small: "* Spouse" is a spouse. */
static const char *label_word(struct contact *contact, const char *of, const struct contact_value *value,
                              const char *otherwise) {
    const char *label = label_of(contact, of, value->number);
    if (text_blank(label))
        return otherwise;
    label += strncmp(label, "* ", 2) == 0 ? 2 : 0;
    return text_fold(contact->arena, label);
}

static void put_birthday(struct contact *contact, const struct contact_value *value) {
    contact_add_date(contact, "birthday", value->text, value->label);
}

static void put_date(struct contact *contact, const struct contact_value *value) {
    const char *what = value->meaning->argument;
    what = what ? arena_strdup(contact->arena, what) : label_word(contact, "event", value, "day");
    contact_add_date(contact, what, value->text, value->label);
}

/* "birthday 1980-03-07, wedding --05-01" */
static void put_days(struct contact *contact, const struct contact_value *value) {
    const char *rest = value->text, *part;
    while (next_part(&rest, ",;\n", contact->arena, &part)) {
        const char *blank = strrchr(part, ' ');
        if (!blank) {
            contact_tell(contact, value->label, part);
            continue;
        }
        contact_add_date(contact, arena_strndup(contact->arena, part, (size_t)(blank - part)), blank + 1,
                         value->label);
    }
}

static void put_known_since(struct contact *contact, const struct contact_value *value) {
    const struct contact_source *source = contact->source;
    day d = when_day(&source->when, value->text, source->order, source->today);
    if (d == DAY_NONE || contact->known_since != DAY_NONE)
        contact_tell(contact, value->label, value->text);
    else
        contact->known_since = d;
}

/* ---- people ---- */

static void add_tie(struct contact *contact, const char *relation, const char *name) {
    if (text_blank(name))
        return;
    bool referred_by = text_same(relation, "referred by");
    *ARENA_PUSH(contact->arena, contact->ties, contact->tie_count, contact->tie_cap) =
        (struct kith_tie){relation, name, referred_by};
}

static void put_tie(struct contact *contact, const struct contact_value *value) {
    const char *relation = arena_strdup(contact->arena, value->meaning->argument), *rest = value->text, *part;
    if (!relation)
        relation = label_word(contact, "relation", value, "related");
    /* "Doe, Jane" and "Jane Doe, CPA" are one person; of children there are many. */
    while (next_part(&rest, strcmp(relation, "child") == 0 ? ",;&/\n" : ";\n", contact->arena, &part))
        add_tie(contact, relation, part);
}

static void put_referred_by(struct contact *contact, const struct contact_value *value) {
    add_tie(contact, "referred by", text_line(contact->arena, value->text));
}

/* A value whose name is its label's: custom fields, messengers. */
static void put_labelled(struct contact *contact, const struct contact_value *value) {
    const char *label = label_of(contact, value->meaning->argument, value->number);
    contact_tell(contact, text_blank(label) ? value->label : label, value->text);
}

/* ---- the table ---- */

typedef void put_fn(struct contact *contact, const struct contact_value *value);
static put_fn *const putters[COLUMNS_COUNT] = {
    [COLUMNS_OTHER] = put_other,       [COLUMNS_DROP] = put_drop,
    [COLUMNS_LABEL] = put_label,       [COLUMNS_FLAG] = put_flag,
    [COLUMNS_NAME] = put_text,         [COLUMNS_GIVEN] = put_text,
    [COLUMNS_MIDDLE] = put_text,       [COLUMNS_FAMILY] = put_text,
    [COLUMNS_PREFIX] = put_text,       [COLUMNS_SUFFIX] = put_text,
    [COLUMNS_ALIAS] = put_alias,       [COLUMNS_COMPANY] = put_text,
    [COLUMNS_TITLE] = put_text,        [COLUMNS_ROLE] = put_role,
    [COLUMNS_EMAIL] = put_email,       [COLUMNS_PHONE] = put_phone,
    [COLUMNS_URL] = put_url,           [COLUMNS_STREET] = put_street,
    [COLUMNS_BOX] = put_address,       [COLUMNS_CITY] = put_address,
    [COLUMNS_REGION] = put_address,    [COLUMNS_POSTCODE] = put_address,
    [COLUMNS_COUNTRY] = put_address,   [COLUMNS_ADDRESS] = put_address,
    [COLUMNS_TAG] = put_tag,           [COLUMNS_KNOWN_SINCE] = put_known_since,
    [COLUMNS_BIRTHDAY] = put_birthday, [COLUMNS_BIRTH_YEAR] = put_text,
    [COLUMNS_BIRTH_MONTH] = put_text,  [COLUMNS_BIRTH_DAY] = put_text,
    [COLUMNS_DATE] = put_date,         [COLUMNS_DAYS] = put_days,
    [COLUMNS_TIE] = put_tie,           [COLUMNS_REFERRED_BY] = put_referred_by,
    [COLUMNS_ABOUT] = put_about,       [COLUMNS_TALK] = put_text,
    [COLUMNS_TALKED_ON] = put_text,    [COLUMNS_SHOWN] = put_shown,
};

static void put(struct contact *contact, const struct contact_value *value) {
    if (text_blank(value->text))
        return;
    if (value->meaning->field == COLUMNS_OTHER && value->meaning->argument)
        put_labelled(contact, value);
    else
        putters[value->meaning->field](contact, value);
}

/* Google joins several values of one kind by ":::". */
void contact_put(struct contact *contact, const struct contact_value *value) {
    const char *joint;
    struct contact_value part = *value;
    if (value->meaning->field != COLUMNS_ABOUT && value->meaning->field != COLUMNS_TALK)
        while ((joint = strstr(part.text, ":::"))) {
            struct contact_value first = part;
            first.text = text_trim(contact->arena,
                                   arena_strndup(contact->arena, part.text, (size_t)(joint - part.text)));
            put(contact, &first);
            part.text = text_trim(contact->arena, joint + 3);
        }
    put(contact, &part);
}
