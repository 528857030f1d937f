#ifndef EXCHANGE_VCARD_PEOPLE_H
#define EXCHANGE_VCARD_PEOPLE_H

#include "exchange/contact.h"

/* vCards, as text that is UTF-8 by now, into the plan of the source, whose columns are those of
 * properties.txt. */
enum kith_status vcard_people_read(struct kith *k, const char *text, size_t length,
                                   struct contact_source *source);

#endif
