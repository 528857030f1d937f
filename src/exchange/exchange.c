#include "exchange/exchange.h"

#include <string.h>
#include <strings.h>

#include "base/text.h"
#include "exchange/csv_people.h"
#include "exchange/csv_write.h"
#include "exchange/decode.h"
#include "exchange/ics_write.h"
#include "exchange/vcard_people.h"
#include "exchange/vcard_write.h"

const char *const exchange_kind_words[] = {"auto",  "linkedin", "google", "outlook",
                                           "vcard", "csv",      "kith",   NULL};

/* Enough of a file to tell what it is. */
enum { LOOK = 1 << 17 };

enum exchange_kind exchange_detect(const char *bytes, size_t length) {
    struct arena arena = {0};
    size_t size;
    const char *text = decode_text(&arena, bytes, length < LOOK ? length : LOOK, &size);
    const char *first = text_trim(&arena, text);
    enum exchange_kind kind;
    if (*first == '{')
        kind = EXCHANGE_KITH;
    else if (strncasecmp(first, "BEGIN:VCARD", 11) == 0 || strcasestr(text, "\nBEGIN:VCARD"))
        kind = EXCHANGE_VCARD;
    else
        kind = csv_people_kind(text, size);
    arena_free(&arena);
    return kind;
}

const char *exchange_no_text(const char *bytes, size_t length) {
    static const struct {
        const char *begins, *why;
    } others[] = {
        {"SQLite format 3",
         "the file is a book of Kith or another database: 'kith restore' takes back a book"},
        {"PK\003\004", "the file is a spreadsheet or an archive: save it as CSV first"},
        {"\xD0\xCF\x11\xE0", "the file is an old spreadsheet or document: save it as CSV first"},
        {"\x1F\x8B", "the file is compressed: unpack it first"},
        {"%PDF-", "the file is a PDF: nothing in it can be read as people"},
    };
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        size_t size = strlen(others[i].begins);
        if (length >= size && memcmp(bytes, others[i].begins, size) == 0)
            return others[i].why;
    }
    return NULL;
}

enum kith_status exchange_read(struct kith *k, const char *bytes, size_t length, enum exchange_kind kind,
                               const struct exchange_maps *maps, struct kith_import *plan) {
    struct columns columns;
    struct contact_source source = {.plan = plan, .columns = &columns, .today = kith_today(k)};
    enum kith_status status;
    size_t size;
    const char *text = decode_text(&plan->arena, bytes, length, &size);
    const char *other = exchange_no_text(bytes, length);
    if (other)
        return kith_fail(k, KITH_FORMAT, "%s", other);
    if (text_blank(text))
        return kith_fail(k, KITH_FORMAT, "the file is empty");
    if (kind == EXCHANGE_AUTO)
        kind = exchange_detect(bytes, length);
    columns_load(&columns, kind == EXCHANGE_VCARD ? "properties.txt" : "columns.txt");
    when_load(&source.when);
    if (kind == EXCHANGE_VCARD)
        status = vcard_people_read(k, text, size, &source);
    else
        status = csv_people_read(k, text, size, maps, &source);
    when_free(&source.when);
    columns_free(&columns);
    return status;
}

/* ---- out ---- */

static const struct writer {
    const char *word;
    enum kith_status (*write)(struct kith *k, struct buf *out);
} writers[] = {
    {"csv", csv_write_contacts}, {"vcard", vcard_write_4}, {"vcard3", vcard_write_3},
    {"sheet", csv_write_sheet},  {"ics", ics_write},
};

enum kith_status exchange_write(struct kith *k, const char *kind, struct buf *out) {
    for (size_t i = 0; i < sizeof writers / sizeof *writers; i++)
        if (strcmp(writers[i].word, kind) == 0)
            return writers[i].write(k, out);
    return kith_fail(k, KITH_NOT_FOUND,
                     "no kind of file is called '%s': kith, csv, vcard, vcard3, sheet, ics, report", kind);
}
