#include "exchange/exchange.h"

#include <string.h>

const char *const exchange_kind_words[] = {"auto", "linkedin", "google", "outlook", "vcard", "csv", "kith", NULL};

enum exchange_kind exchange_detect(const char *bytes, size_t length) {
    size_t at = 0;
    while (at < length && strchr(" \t\r\n", bytes[at]))
        at++;
    return at < length && bytes[at] == '{' ? EXCHANGE_KITH : EXCHANGE_CSV;
}

enum kith_status exchange_read(struct kith *k, const char *bytes, size_t length, enum exchange_kind kind,
                               const struct exchange_maps *maps, struct kith_import *plan) {
    (void)bytes, (void)length, (void)maps, (void)plan;
    return kith_fail(k, KITH_FORMAT, "files of the kind '%s' cannot be read yet", exchange_kind_words[kind]);
}

enum kith_status exchange_write(struct kith *k, const char *kind, struct buf *out) {
    (void)out;
    return kith_fail(k, KITH_NOT_FOUND, "no kind of file is called '%s': kith, csv, vcard, sheet, ics", kind);
}
