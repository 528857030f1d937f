#ifndef EXCHANGE_REPORT_H
#define EXCHANGE_REPORT_H

#include "kith/kith.h"

/*
 * One page for printing, of the days from..to (both included): the sums, asks, answers,
 * where business came from, the tree. It holds its own drawings and style, no
 * script, and asks no network for anything. Private people are not named.
 */
enum kith_status report_write(struct kith *k, day from, day to, struct buf *out);

#endif
