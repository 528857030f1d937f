#ifndef EXCHANGE_VCARD_WRITE_H
#define EXCHANGE_VCARD_WRITE_H

#include "kith/kith.h"

/* Contacts as cards: 4.0, and 3.0 for programs that know no newer. */
enum kith_status vcard_write_4(struct kith *k, struct buf *out);
enum kith_status vcard_write_3(struct kith *k, struct buf *out);

#endif
