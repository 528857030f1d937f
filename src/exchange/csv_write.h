#ifndef EXCHANGE_CSV_WRITE_H
#define EXCHANGE_CSV_WRITE_H

#include "kith/kith.h"

/* Contacts, and the sheet of the last conversations, as CSV that no spreadsheet takes for formulas. */
enum kith_status csv_write_contacts(struct kith *k, struct buf *out);
enum kith_status csv_write_sheet(struct kith *k, struct buf *out);

#endif
