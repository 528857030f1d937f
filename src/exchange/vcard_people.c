#include "exchange/vcard_people.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/text.h"
#include "exchange/vcard.h"

/* A file of cards: names and rows by UID, for RELATED and MEMBER. */
struct file {
    struct contact_source *source;
    struct arena *arena;
    struct vcards cards;
    struct map uids; /* → card */
    size_t *rows;    /* of a card, counted from 1; 0: none */
};

struct reading {
    struct file *file;
    const struct vcard *card;
    const struct vcard_property *property;
    struct contact contact;
    size_t addresses;
};

static const struct vcard_property *find(const struct vcard *card, const char *name) {
    for (size_t i = 0; i < card->count; i++)
        if (strcmp(card->properties[i].name, name) == 0)
            return &card->properties[i];
    return NULL;
}

/* ---- labels ---- */

/* "item1.X-ABLabel:_$!<Spouse>!$_" names what item1 is; NULL: nothing does. */
static const char *own_label(const struct reading *r) {
    for (size_t i = 0; *r->property->group && i < r->card->count; i++) {
        const struct vcard_property *other = &r->card->properties[i];
        if (strcmp(other->name, "X-ABLABEL") != 0 || strcmp(other->group, r->property->group) != 0)
            continue;
        const char *label = vcard_text(r->file->arena, other->value);
        if (strncmp(label, "_$!<", 4) == 0 && strlen(label) > 8)
            label = arena_strndup(r->file->arena, label + 4, strlen(label) - 8);
        return text_blank(label) ? NULL : label;
    }
    return NULL;
}

/* "X-MS-IMADDRESS" is told as "Imaddress", "TZ" as "TZ". */
static const char *told_label(const struct reading *r) {
    static const char *const before[] = {"X-KADDRESSBOOK-X-", "X-KADDRESSBOOK-", "X-EVOLUTION-", "X-MS-",
                                         "X-"};
    const char *label = own_label(r), *name = r->property->name;
    if (label)
        return label;
    for (size_t i = 0; i < sizeof before / sizeof *before; i++)
        if (strncmp(name, before[i], strlen(before[i])) == 0 && name[strlen(before[i])]) {
            name += strlen(before[i]);
            break;
        }
    char *out = arena_strdup(r->file->arena, name);
    for (char *c = out; *c && strlen(out) > 3; c++)
        *c = *c == '-' ? ' ' : c == out ? *c : (char)tolower((unsigned char)*c);
    return out;
}

/* ---- values ---- */

static void put(struct reading *r, enum columns_field field, const char *argument, const char *label,
                const char *text) {
    struct columns_meaning meaning = {.field = field, .argument = argument};
    struct contact_value value = {.meaning = &meaning, .label = label, .text = text};
    contact_put(&r->contact, &value);
}

static const char *text_of(const struct reading *r) {
    return vcard_text(r->file->arena, r->property->value);
}

/* The parts of a name may be lists: "Richter,James". */
static const char *name_part(const struct reading *r, size_t part) {
    char *text = text_trim(r->file->arena, vcard_part(r->file->arena, r->property->value, part));
    for (char *c = text; *c; c++)
        *c = *c == ',' ? ' ' : *c;
    return text;
}

static void read_n(struct reading *r) {
    static const enum columns_field parts[] = {COLUMNS_FAMILY, COLUMNS_GIVEN, COLUMNS_MIDDLE, COLUMNS_PREFIX,
                                               COLUMNS_SUFFIX};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        if (!r->contact.texts[parts[i]])
            put(r, parts[i], NULL, "Name", name_part(r, i));
}

static void read_org(struct reading *r) {
    struct arena *arena = r->file->arena;
    const char *first = vcard_part(arena, r->property->value, 0);
    put(r, COLUMNS_COMPANY, NULL, "Company", first);
    const char *part;
    for (size_t i = 1; i < 8; i++)
        if (*(part = vcard_part(arena, r->property->value, i)))
            contact_tell(&r->contact, "Department", part);
}

/* "home", "work", a label of its own; the second of a kind with its number. */
static const char *address_group(struct reading *r) {
    const char *label = own_label(r), *kind = label ? text_fold(r->file->arena, label) : "other";
    if (!label && vcard_has_type(r->property, "home"))
        kind = "home";
    else if (!label && vcard_has_type(r->property, "work"))
        kind = "work";
    size_t same = 0;
    for (size_t i = 0; i < r->contact.address_count; i++)
        same += strncmp(r->contact.addresses[i].group, kind, strlen(kind)) == 0;
    return same ? arena_printf(r->file->arena, "%s %zu", kind, same + 1) : kind;
}

static void read_adr(struct reading *r) {
    static const enum columns_field parts[] = {COLUMNS_BOX,    COLUMNS_STREET,   COLUMNS_STREET, COLUMNS_CITY,
                                               COLUMNS_REGION, COLUMNS_POSTCODE, COLUMNS_COUNTRY};
    static const size_t order[] = {0, 2, 1, 3, 4, 5, 6}; /* the street before what extends it */
    const char *group = address_group(r), *label = vcard_parameter(r->property, "LABEL");
    for (size_t i = 0; i < sizeof order / sizeof *order; i++)
        put(r, parts[order[i]], group, "Address", vcard_part(r->file->arena, r->property->value, order[i]));
    if (label)
        put(r, COLUMNS_ADDRESS, group, "Address", label);
}

/* An address written out says nothing new where all its words stand in the parts. */
static void read_label(struct reading *r) {
    const struct vcard_property *adr = find(r->card, "ADR");
    char *rest = arena_strdup(r->file->arena, text_of(r)), *word;
    bool there = adr != NULL;
    while (there && (word = strsep(&rest, " ,\n\t"))) {
        there = false;
        for (size_t i = 0; i < r->card->count && !there; i++)
            there =
                strcmp(r->card->properties[i].name, "ADR") == 0 && strstr(r->card->properties[i].value, word);
    }
    if (!adr)
        put(r, COLUMNS_ADDRESS, address_group(r), "Address", text_of(r));
    else if (!there)
        contact_tell(&r->contact, "Address", text_of(r));
}

static void read_tel(struct reading *r) {
    const char *text = text_of(r), *more = NULL;
    if (strncasecmp(text, "tel:", 4) == 0)
        text += 4;
    if ((more = strcasestr(text, ";ext=")))
        text = arena_printf(r->file->arena, "%.*s ext. %s", (int)(more - text), text, more + 5);
    put(r, COLUMNS_PHONE, NULL, "Phone", text);
    if (vcard_has_type(r->property, "fax") || vcard_has_type(r->property, "pager"))
        contact_tell(&r->contact, vcard_has_type(r->property, "fax") ? "Fax" : "Pager", text);
}

static void read_url(struct reading *r) {
    const char *text = text_of(r);
    if (strpbrk(text, " \n"))
        contact_tell(&r->contact, "Page", text);
    else
        put(r, COLUMNS_URL, NULL, "Page", text);
}

/* Apple writes 1604 for a year that is not told. */
static void read_day(struct reading *r, const struct columns_meaning *meaning) {
    const char *text = text_of(r), *no_year = vcard_parameter(r->property, "X-APPLE-OMIT-YEAR");
    if (strncmp(text, no_year ? no_year : "1604", 4) == 0 && strlen(text) > 5)
        text = arena_printf(r->file->arena, "--%s", text + (text[4] == '-' ? 5 : 4));
    const char *label = own_label(r);
    const char *what = meaning->argument ? meaning->argument
                       : label           ? text_fold(r->file->arena, label)
                                         : "day";
    put(r, meaning->field, meaning->field == COLUMNS_DATE ? what : meaning->argument, told_label(r), text);
}

/* ---- people ---- */

static const struct vcard *card_of_uri(const struct file *file, const char *uri) {
    int64_t at;
    return map_get(&file->uids, strncasecmp(uri, "urn:uuid:", 9) == 0 ? uri + 9 : uri, &at)
               ? &file->cards.items[at]
               : NULL;
}

static const char *relation_of(struct reading *r) {
    const char *label = own_label(r), *type;
    if (label)
        return text_fold(r->file->arena, label);
    for (size_t at = 0; vcard_next_type(r->property, &at, r->file->arena, &type);)
        if (*type && strcmp(type, "pref") != 0)
            return type;
    return "related";
}

static void read_related(struct reading *r) {
    const char *text = text_of(r);
    const struct vcard *card = card_of_uri(r->file, text);
    const struct vcard_property *fn = card ? find(card, "FN") : NULL;
    if (fn)
        text = vcard_text(r->file->arena, fn->value);
    if (strncasecmp(text, "urn:", 4) == 0 || strncasecmp(text, "mailto:", 7) == 0 || strstr(text, "://"))
        contact_tell(&r->contact, arena_printf(r->file->arena, "Related (%s)", relation_of(r)), text);
    else
        put(r, COLUMNS_TIE, relation_of(r), "Related", text);
}

/* Another card is this one's AGENT, or the value names them. */
static void read_agent(struct reading *r) {
    if (!strcasestr(r->property->value, "BEGIN:VCARD"))
        put(r, COLUMNS_TIE, "agent", "Agent", text_of(r));
}

static void read_agents(struct reading *r) {
    size_t place = (size_t)(r->card - r->file->cards.items) + 1;
    for (size_t i = place; i < r->file->cards.count; i++) {
        const struct vcard *card = &r->file->cards.items[i];
        const struct vcard_property *fn = card->agent_of == place ? find(card, "FN") : NULL;
        if (fn)
            put(r, COLUMNS_TIE, "agent", "Agent", vcard_text(r->file->arena, fn->value));
        if (!card->agent_of)
            break; /* agents follow their card */
    }
}

/* ---- properties ---- */

static void skip(struct reading *r) {
    (void)r;
}

static const struct special {
    const char *name;
    void (*read)(struct reading *r);
} specials[] = {
    {"N", read_n},         {"ORG", read_org}, {"ADR", read_adr},         {"LABEL", read_label},
    {"TEL", read_tel},     {"URL", read_url}, {"RELATED", read_related}, {"X-ABRELATEDNAMES", read_related},
    {"AGENT", read_agent}, {"MEMBER", skip},  {"X-ABLABEL", skip},
};

static void read_known(struct reading *r) {
    const struct columns *columns = r->file->source->columns;
    int number;
    const struct columns_meaning *meaning =
        columns_find(columns, columns_word(r->file->arena, r->property->name, &number));
    static const struct columns_meaning other = {.field = COLUMNS_OTHER};
    enum columns_field field = meaning ? meaning->field : COLUMNS_OTHER;
    struct contact_value value = {
        .meaning = meaning ? meaning : &other, .label = told_label(r), .text = text_of(r)};
    if (field == COLUMNS_BIRTHDAY || field == COLUMNS_DATE)
        read_day(r, meaning);
    else
        contact_put(&r->contact, &value);
}

static void read_property(struct reading *r) {
    if (r->property->binary || text_blank(r->property->value))
        return;
    for (size_t i = 0; i < sizeof specials / sizeof *specials; i++)
        if (strcmp(specials[i].name, r->property->name) == 0) {
            specials[i].read(r);
            return;
        }
    read_known(r);
}

/* ---- cards ---- */

static bool is_group(const struct vcard *card) {
    const struct vcard_property *kind = find(card, "KIND");
    kind = kind ? kind : find(card, "X-ADDRESSBOOKSERVER-KIND");
    return kind && strcasecmp(kind->value, "group") == 0;
}

static void read_card(struct file *file, const struct vcard *card) {
    struct reading r = {.file = file, .card = card};
    struct kith_import *plan = file->source->plan;
    contact_begin(&r.contact, file->source);
    for (int titles = 1; titles >= 0; titles--) /* TITLE is what they do; without it ROLE is */
        for (size_t i = 0; i < card->count; i++) {
            r.property = &card->properties[i];
            if ((strcmp(r.property->name, "TITLE") == 0) == (titles == 1))
                read_property(&r);
        }
    read_agents(&r);
    if (!card->ended)
        contact_problem(plan, card->line,
                        "the card has no END:VCARD: it was read up to where the next begins");
    if (contact_end(&r.contact, card->line))
        file->rows[card - file->cards.items] = plan->count;
}

/* The members of a group get its name as a tag. */
static void read_group(struct file *file, const struct vcard *card) {
    const struct vcard_property *fn = find(card, "FN");
    struct kith_import *plan = file->source->plan;
    for (size_t i = 0; fn && i < card->count; i++) {
        const char *name = card->properties[i].name;
        if (strcmp(name, "MEMBER") != 0 && strcmp(name, "X-ADDRESSBOOKSERVER-MEMBER") != 0)
            continue;
        const struct vcard *member = card_of_uri(file, vcard_text(file->arena, card->properties[i].value));
        size_t row = member ? file->rows[member - file->cards.items] : 0;
        if (!row)
            continue;
        struct kith_list *tags = &plan->rows[row - 1].person.tags;
        const char **items = ARENA_NEW(file->arena, const char *, tags->count + 1);
        for (size_t t = 0; t < tags->count; t++)
            items[t] = tags->items[t];
        items[tags->count] = text_line(file->arena, vcard_text(file->arena, fn->value));
        *tags = (struct kith_list){items, tags->count + 1};
    }
    plan->skipped++;
    contact_problem(plan, card->line, "a group, not a person: its name is a tag of its members");
}

static void note_uids(struct file *file) {
    for (size_t i = 0; i < file->cards.count; i++) {
        const struct vcard_property *uid = find(&file->cards.items[i], "UID");
        if (!uid || text_blank(uid->value))
            continue;
        const char *key = strncasecmp(uid->value, "urn:uuid:", 9) == 0 ? uid->value + 9 : uid->value;
        map_set(&file->uids, text_trim(file->arena, key), (int64_t)i);
    }
}

enum kith_status vcard_people_read(struct kith *k, const char *text, size_t length,
                                   struct contact_source *source) {
    struct file file = {.source = source, .arena = &source->plan->arena};
    vcard_read(file.arena, text, length, &file.cards);
    if (!file.cards.count)
        return kith_fail(k, KITH_FORMAT, "there is no card in the file");
    file.rows = ARENA_NEW(file.arena, size_t, file.cards.count);
    note_uids(&file);
    for (size_t i = 0; i < file.cards.count; i++)
        if (!is_group(&file.cards.items[i]))
            read_card(&file, &file.cards.items[i]);
    for (size_t i = 0; i < file.cards.count; i++)
        if (is_group(&file.cards.items[i]))
            read_group(&file, &file.cards.items[i]);
    map_free(&file.uids);
    return KITH_OK;
}
