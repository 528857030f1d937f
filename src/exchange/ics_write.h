#ifndef EXCHANGE_ICS_WRITE_H
#define EXCHANGE_ICS_WRITE_H

#include "kith/kith.h"

/*
 * A calendar to subscribe to: tasks, follow-ups, what is owed, the last day of
 * golden moments, asks put off, rhythms and the days of people. A row keeps its UID.
 */
enum kith_status ics_write(struct kith *k, struct buf *out);

#endif
