#ifndef EXCHANGE_CSV_PEOPLE_H
#define EXCHANGE_CSV_PEOPLE_H

#include "exchange/contact.h"

/* Every CSV there is, as text that is UTF-8 by now. */
enum kith_status csv_people_read(struct kith *k, const char *text, size_t length,
                                 const struct exchange_maps *maps, struct contact_source *source);
enum exchange_kind csv_people_kind(const char *text, size_t length);

#endif
