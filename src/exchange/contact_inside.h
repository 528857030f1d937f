#ifndef EXCHANGE_CONTACT_INSIDE_H
#define EXCHANGE_CONTACT_INSIDE_H

#include "exchange/contact.h"

/* A day of the person; what is none is told under `label`. */
void contact_add_date(struct contact *contact, const char *what, const char *text, const char *label);

/* Adds what is not blank and not there yet. */
void contact_add_text(struct contact *contact, struct contact_texts *list, const char *text);

#endif
