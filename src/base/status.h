#ifndef BASE_STATUS_H
#define BASE_STATUS_H

/*
 * How a call ended, told apart by what the caller does next. The sentence for
 * the user lives beside it: kith_error() for the library, store_error() below it.
 */
enum kith_status {
    KITH_OK,
    KITH_NOT_FOUND, /* no such row: ask for another name */
    KITH_EXISTS,    /* it is there already */
    KITH_INVALID,   /* a value or a rule of the method says no: nothing changed */
    KITH_CHANGED,   /* somebody else has changed it since it was read: show both */
    KITH_BUSY,      /* another process holds the book: try again */
    KITH_READ_ONLY, /* the book cannot be written from here */
    KITH_IO,        /* the disk or the system failed */
    KITH_FORMAT,    /* the file is not what it should be */
    KITH_DAMAGED,   /* the book is broken: go back to a backup */
    KITH_NEWER,     /* a newer version made the book: use that */
};

#endif
