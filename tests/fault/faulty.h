#ifndef TESTS_FAULTY_H
#define TESTS_FAULTY_H

#include <stdbool.h>

/*
 * A file system for SQLite that fails on purpose. It stands over the usual one,
 * and counts the operations that a fault could hit: at the `at`th it happens. A
 * crash is the end of the machine: nothing works from then on, and when all is
 * closed faulty_settle() leaves of what was written and not synced nothing, all,
 * or some and some of it torn.
 */
enum faulty_kind {
    FAULTY_NONE,
    FAULTY_READ,
    FAULTY_WRITE,
    FAULTY_TEAR, /* half of a write reaches the file, and it says that it failed */
    FAULTY_FULL, /* no room on the disk */
    FAULTY_SYNC,
    FAULTY_TRUNCATE,
    FAULTY_OPEN,
    FAULTY_DELETE,
    FAULTY_LOCK,
    FAULTY_MEMORY_MAP, /* the shared index of the log */
    FAULTY_CRASH_DROP,
    FAULTY_CRASH_KEEP, /* the process alone is killed */
    FAULTY_CRASH_TEAR,
    FAULTY_COUNT
};
extern const char *const faulty_names[];

void faulty_install(void);
void faulty_begin(void); /* with other files: what went before is forgotten */
void faulty_arm(enum faulty_kind kind, int at, bool lasting);
bool faulty_disarm(void); /* whether it happened */
bool faulty_is_crash(enum faulty_kind kind);
void faulty_settle(unsigned seed); /* after a crash, with everything closed */

/* Off: files opened from here on are on a disk whose processes share no memory, so that a log cannot work. */
void faulty_share(bool on);

/* Every write to a file is refused by the system as beyond the quota (EDQUOT). */
void faulty_quota(bool on);

/* SQLite's own memory: the `at`th allocation from here fails, when lasting all after it too. Call before any
 * other use of SQLite. */
void faulty_memory_install(void);
void faulty_memory_arm(int at, bool lasting);
bool faulty_memory_disarm(void);

#endif
