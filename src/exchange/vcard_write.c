#include "exchange/vcard_write.h"

#include <string.h>

#include "base/text.h"
#include "exchange/fold.h"
#include "exchange/outgoing.h"

struct writing {
    struct buf *out;
    struct arena arena; /* of one card */
    int version;        /* 3 or 4 */
    int item;           /* the last group made for a label */
};

static void put_text(struct writing *w, const char *name, const char *value) {
    if (!text_blank(value))
        fold_text(w->out, name, value);
}

static void put_list(struct writing *w, const char *name, const struct kith_list *list) {
    for (size_t i = 0; i < list->count; i++)
        put_text(w, name, list->items[i]);
}

/* One property with all of them: CATEGORIES:a,b */
static void put_joined(struct writing *w, const char *name, const struct kith_list *list) {
    struct buf line = BUF_INIT;
    buf_printf(&line, "%s:", name);
    for (size_t i = 0; i < list->count; i++) {
        buf_str(&line, i ? "," : "");
        fold_escape(&line, list->items[i]);
    }
    if (list->count)
        fold_line(w->out, line.data);
    buf_free(&line);
}

/* A page is a URI: what stands in it is not escaped. */
static void put_urls(struct writing *w, const struct kith_list *urls) {
    for (size_t i = 0; i < urls->count; i++)
        fold_line(w->out, arena_printf(&w->arena, "URL:%s", text_line(&w->arena, urls->items[i])));
}

/* Programs sort by N: the last word is taken for the family name, what follows a comma for a suffix. */
static void put_n(struct writing *w, const char *name) {
    struct buf line = BUF_INIT;
    const char *comma = strchr(name, ',');
    char *main =
        text_trim(&w->arena, arena_strndup(&w->arena, name, comma ? (size_t)(comma - name) : strlen(name)));
    char *blank = strrchr(main, ' ');
    if (blank)
        *blank++ = '\0';
    buf_str(&line, "N:");
    fold_escape(&line, blank ? blank : main);
    buf_char(&line, ';');
    fold_escape(&line, blank ? main : "");
    buf_str(&line, ";;;");
    fold_escape(&line, comma ? text_trim(&w->arena, comma + 1) : "");
    fold_line(w->out, line.data);
    buf_free(&line);
}

/* ---- the address ---- */

/* A whole address in the parts that programs show: before the line of the city, the city, the rest of its
 * line, after. */
struct parts {
    struct buf street, region, country;
};

static bool has_letter(const char *text) {
    size_t length = strlen(text), next;
    for (size_t at = 0; at < length; at = next)
        if (text_is_letter(text_code(text, length, at, &next)))
            return true;
    return false;
}

static void add_line(struct writing *w, struct buf *to, const char *line) {
    char *text = text_trim(&w->arena, line);
    for (size_t length = strlen(text); length && strchr(", ", text[length - 1]);)
        text[--length] = '\0';
    buf_str(to, to->len && *text ? "\n" : "");
    buf_str(to, text);
}

static void split_address(struct writing *w, const char *address, const char *city, struct parts *parts) {
    char *rest = arena_strdup(&w->arena, address), *line;
    bool seen = false;
    while ((line = strsep(&rest, "\n"))) {
        char *town = !seen && !text_blank(city) ? strstr(line, city) : NULL;
        if (!town) {
            add_line(w, seen ? &parts->country : &parts->street, line);
            continue;
        }
        seen = true;
        *town = '\0';
        town += strlen(city);
        add_line(w, has_letter(line) ? &parts->street : &parts->region, line);
        add_line(w, &parts->region, town + strspn(town, ", "));
    }
}

static void put_label(struct buf *line, const char *address) {
    buf_str(line, ";LABEL=\"");
    for (; *address; address++)
        if (*address == '\n')
            buf_str(line, "^n");
        else if (*address == '"')
            buf_str(line, "^'");
        else if (*address == '^')
            buf_str(line, "^^");
        else if ((unsigned char)*address >= ' ')
            buf_char(line, *address);
    buf_char(line, '"');
}

static void put_address(struct writing *w, const char *address, const char *city) {
    struct buf line = BUF_INIT;
    struct parts parts = {BUF_INIT, BUF_INIT, BUF_INIT};
    if (text_blank(address) && text_blank(city))
        return;
    buf_str(&line, "ADR");
    if (!text_blank(address)) {
        split_address(w, address, city, &parts);
        if (w->version == 4)
            put_label(&line, address);
    }
    buf_str(&line, ":;;");
    fold_escape(&line, parts.street.data);
    buf_char(&line, ';');
    fold_escape(&line, city ? city : "");
    buf_char(&line, ';');
    fold_escape(&line, text_trim(&w->arena, parts.region.data));
    buf_str(&line, ";;");
    fold_escape(&line, parts.country.data);
    fold_line(w->out, line.data);
    buf_free(&line);
    buf_free(&parts.street);
    buf_free(&parts.region);
    buf_free(&parts.country);
}

/* ---- days ---- */

/* 4.0: 19690307 and --0307; 3.0: 1969-03-07, and 1604 where the year is not known. */
static void put_day(struct writing *w, const char *name, const char *on) {
    bool yearly = on[0] == '-';
    const char *value = on;
    if (w->version == 4 && yearly && strlen(on) == 7)
        value = arena_printf(&w->arena, "--%.2s%s", on + 2, on + 5);
    else if (w->version == 4 && strlen(on) == 10)
        value = arena_printf(&w->arena, "%.4s%.2s%s", on, on + 5, on + 8);
    else if (yearly)
        value = arena_printf(&w->arena, "1604%s", on + 1);
    const char *omit = w->version == 3 && yearly ? ";X-APPLE-OMIT-YEAR=1604" : "";
    fold_line(w->out, arena_printf(&w->arena, "%s%s:%s", name, omit, value));
}

static void put_days(struct writing *w, const struct kith_dates *dates) {
    bool birthday = false, anniversary = false;
    for (size_t i = 0; i < dates->count; i++) {
        const struct kith_date *date = &dates->items[i];
        if (!birthday && text_same(date->what, "birthday")) {
            birthday = true;
            put_day(w, "BDAY", date->on);
        } else if (!anniversary && text_same(date->what, "anniversary")) {
            anniversary = true;
            put_day(w, w->version == 4 ? "ANNIVERSARY" : "X-ANNIVERSARY", date->on);
        } else {
            put_day(w, arena_printf(&w->arena, "item%d.X-ABDATE", ++w->item), date->on);
            put_text(w, arena_printf(&w->arena, "item%d.X-ABLabel", w->item), date->what);
        }
    }
}

/* ---- cards ---- */

static bool is_uuid(const char *uid) {
    return strlen(uid) == 36 && strspn(uid, "0123456789abcdefABCDEF-") == 36;
}

static void put_person(struct writing *w, const struct kith_person *person) {
    char since[DAY_SIZE];
    fold_line(w->out, "BEGIN:VCARD");
    fold_line(w->out, w->version == 4 ? "VERSION:4.0" : "VERSION:3.0");
    if (is_uuid(person->uid))
        fold_line(w->out, arena_printf(&w->arena, "UID:urn:uuid:%s", person->uid));
    else
        put_text(w, w->version == 4 ? "UID;VALUE=text" : "UID", person->uid);
    put_text(w, "FN", person->name);
    put_n(w, person->name);
    put_joined(w, "NICKNAME", &person->aliases);
    put_text(w, "ORG", person->company);
    put_text(w, "TITLE", person->title);
    put_list(w, "EMAIL", &person->emails);
    put_list(w, "TEL", &person->phones);
    put_urls(w, &person->urls);
    put_address(w, person->address, person->city);
    put_joined(w, "CATEGORIES", &person->tags);
    put_days(w, &person->dates);
    put_text(w, "X-KITH-ROLE", kith_role_words[person->role]);
    put_text(w, "X-KITH-KNOWN-SINCE", day_iso(person->known_since, since));
    put_text(w, "NOTE", person->about);
    fold_line(w->out, "END:VCARD");
}

static enum kith_status write_cards(struct kith *k, int version, struct buf *out) {
    struct arena arena = {0};
    struct kith_person *people;
    size_t count;
    enum kith_status status = outgoing_people(k, &arena, &people, &count);
    for (size_t i = 0; status == KITH_OK && i < count; i++) {
        struct writing w = {.out = out, .version = version};
        put_person(&w, &people[i]);
        arena_free(&w.arena);
    }
    arena_free(&arena);
    return status;
}

enum kith_status vcard_write_4(struct kith *k, struct buf *out) {
    return write_cards(k, 4, out);
}

enum kith_status vcard_write_3(struct kith *k, struct buf *out) {
    return write_cards(k, 3, out);
}
