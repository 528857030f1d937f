#include "fault/faulty.h"

#include <errno.h>
#include <fcntl.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

const char *const faulty_names[] = {
    [FAULTY_NONE] = "none",
    [FAULTY_READ] = "read",
    [FAULTY_WRITE] = "write",
    [FAULTY_TEAR] = "torn write",
    [FAULTY_FULL] = "full disk",
    [FAULTY_SYNC] = "sync",
    [FAULTY_TRUNCATE] = "truncate",
    [FAULTY_OPEN] = "open",
    [FAULTY_DELETE] = "delete",
    [FAULTY_LOCK] = "lock",
    [FAULTY_MEMORY_MAP] = "shared index",
    [FAULTY_CRASH_DROP] = "power lost, nothing unsynced kept",
    [FAULTY_CRASH_KEEP] = "killed",
    [FAULTY_CRASH_TEAR] = "power lost, some kept, some torn",
};

enum operation { OP_READ, OP_WRITE, OP_SYNC, OP_TRUNCATE, OP_OPEN, OP_DELETE, OP_LOCK, OP_MAP };

/* What was done to a file since it was last synced; enough to take it back and to do it again. */
struct change {
    struct change *next;
    char *path;
    enum operation op; /* write or truncate */
    off_t offset;
    off_t size_before;
    char *before, *after;
    size_t before_length, length;
};

static struct {
    enum faulty_kind kind;
    int at, seen;
    bool lasting, happened, dead, unshared;
    enum faulty_kind crash;
    struct change *changes; /* the latest first */
    sqlite3_vfs *real;
} faulty;

struct file {
    sqlite3_file base;
    char *path; /* NULL: a temporary file without a name */
    sqlite3_file *real;
};

static sqlite3_file *real(sqlite3_file *file) {
    return ((struct file *)(void *)file)->real;
}

bool faulty_is_crash(enum faulty_kind kind) {
    return kind >= FAULTY_CRASH_DROP && kind <= FAULTY_CRASH_TEAR;
}

static bool concerns(enum faulty_kind kind, enum operation op) {
    switch (kind) {
    case FAULTY_READ:
        return op == OP_READ;
    case FAULTY_WRITE:
    case FAULTY_TEAR:
    case FAULTY_FULL:
        return op == OP_WRITE;
    case FAULTY_SYNC:
        return op == OP_SYNC;
    case FAULTY_TRUNCATE:
        return op == OP_TRUNCATE;
    case FAULTY_OPEN:
        return op == OP_OPEN;
    case FAULTY_DELETE:
        return op == OP_DELETE;
    case FAULTY_LOCK:
        return op == OP_LOCK;
    case FAULTY_MEMORY_MAP:
        return op == OP_MAP;
    default:
        return faulty_is_crash(kind) &&
               (op == OP_WRITE || op == OP_SYNC || op == OP_TRUNCATE || op == OP_DELETE);
    }
}

/* Whether this operation is to fail. */
static bool hit(enum operation op) {
    if (faulty.dead)
        return true;
    if (!concerns(faulty.kind, op))
        return false;
    faulty.seen++;
    if (faulty.seen != faulty.at && !(faulty.lasting && faulty.seen > faulty.at))
        return false;
    faulty.happened = true;
    if (faulty_is_crash(faulty.kind)) {
        faulty.dead = true;
        faulty.crash = faulty.kind;
    }
    return true;
}

/* ---- what was not synced ---- */

static void free_change(struct change *change) {
    free(change->path);
    free(change->before);
    free(change->after);
    free(change);
}

static off_t size_of(const char *path) {
    struct stat st;
    return stat(path, &st) == 0 ? st.st_size : 0;
}

static struct change *remember(const char *path, enum operation op) {
    struct change *change = calloc(1, sizeof *change);
    change->path = strdup(path);
    change->op = op;
    change->size_before = size_of(path);
    change->next = faulty.changes;
    faulty.changes = change;
    return change;
}

static void forget(const char *path) {
    for (struct change **at = &faulty.changes; *at;) {
        struct change *change = *at;
        if (strcmp(change->path, path) != 0) {
            at = &change->next;
            continue;
        }
        *at = change->next;
        free_change(change);
    }
}

/* A file that the program removed itself stays removed. */
static void put_bytes(const char *path, off_t offset, const char *bytes, size_t length) {
    int fd = open(path, O_WRONLY | O_CLOEXEC);
    if (fd >= 0 && pwrite(fd, bytes, length, offset) != (ssize_t)length)
        abort();
    if (fd >= 0)
        close(fd);
}

static void take_back(const struct change *change) {
    put_bytes(change->path, change->offset, change->before, change->before_length);
    if (truncate(change->path, change->size_before) != 0 && errno != ENOENT)
        abort();
}

static unsigned dice(unsigned *state) {
    *state = *state * 1103515245u + 12345u;
    return *state >> 16;
}

static void do_again(const struct change *change, unsigned *state) {
    unsigned luck = dice(state) % 4;
    if (change->op == OP_WRITE && luck) {
        size_t length = luck == 1 ? change->length * (dice(state) % 8) / 8 : change->length;
        put_bytes(change->path, change->offset, change->after, length);
    } else if (change->op == OP_TRUNCATE && luck) {
        if (truncate(change->path, change->offset) != 0 && errno != ENOENT)
            abort();
    }
}

static void lose_shared_index(const char *path) {
    char name[4096];
    size_t length = strlen(path);
    if (length > 4 && strcmp(path + length - 4, "-wal") == 0) {
        snprintf(name, sizeof name, "%.*s-shm", (int)(length - 4), path);
        unlink(name);
    }
}

void faulty_settle(unsigned seed) {
    struct change *turned = NULL; /* the earliest first */
    while (faulty.changes) {
        struct change *change = faulty.changes;
        faulty.changes = change->next;
        if (faulty.crash != FAULTY_CRASH_KEEP) {
            take_back(change);
            lose_shared_index(change->path);
        }
        change->next = turned;
        turned = change;
    }
    while (turned) {
        struct change *change = turned;
        turned = change->next;
        if (faulty.crash == FAULTY_CRASH_TEAR)
            do_again(change, &seed);
        free_change(change);
    }
    faulty.dead = false;
    faulty.kind = FAULTY_NONE;
}

/* ---- a file ---- */

/* Through the file itself, whose locks another descriptor would drop. */
static void keep_old(struct change *change, sqlite3_file *file, off_t offset, size_t length) {
    off_t there = change->size_before > offset ? change->size_before - offset : 0;
    change->offset = offset;
    change->before_length = (off_t)length < there ? length : (size_t)there;
    change->before = calloc(1, length + 1);
    if (change->before_length)
        file->pMethods->xRead(file, change->before, (int)change->before_length, offset);
}

static int io_close(sqlite3_file *file) {
    struct file *own = (struct file *)(void *)file;
    int code = own->real->pMethods ? own->real->pMethods->xClose(own->real) : SQLITE_OK;
    free(own->path);
    return code;
}

static int io_read(sqlite3_file *file, void *to, int length, sqlite3_int64 offset) {
    return hit(OP_READ) ? SQLITE_IOERR_READ : real(file)->pMethods->xRead(real(file), to, length, offset);
}

static int io_write(sqlite3_file *file, const void *bytes, int length, sqlite3_int64 offset) {
    const struct file *own = (const struct file *)(const void *)file;
    bool fails = hit(OP_WRITE);
    if (fails && faulty.kind == FAULTY_TEAR && !faulty.dead)
        length /= 2;
    else if (fails)
        return faulty.kind == FAULTY_FULL ? SQLITE_FULL : SQLITE_IOERR_WRITE;
    if (own->path) {
        struct change *change = remember(own->path, OP_WRITE);
        keep_old(change, real(file), offset, (size_t)length);
        change->length = (size_t)length;
        change->after = malloc((size_t)length + 1);
        memcpy(change->after, bytes, (size_t)length);
    }
    int code = real(file)->pMethods->xWrite(real(file), bytes, length, offset);
    return fails ? SQLITE_IOERR_WRITE : code;
}

static int io_truncate(sqlite3_file *file, sqlite3_int64 size) {
    const struct file *own = (const struct file *)(const void *)file;
    if (hit(OP_TRUNCATE))
        return SQLITE_IOERR_TRUNCATE;
    off_t now = own->path ? size_of(own->path) : 0;
    if (now > size) {
        struct change *change = remember(own->path, OP_TRUNCATE);
        keep_old(change, real(file), size, (size_t)(now - size));
    }
    return real(file)->pMethods->xTruncate(real(file), size);
}

static int io_sync(sqlite3_file *file, int flags) {
    const struct file *own = (const struct file *)(const void *)file;
    if (hit(OP_SYNC))
        return SQLITE_IOERR_FSYNC;
    int code = real(file)->pMethods->xSync(real(file), flags);
    if (code == SQLITE_OK && own->path)
        forget(own->path);
    return code;
}

static int io_size(sqlite3_file *file, sqlite3_int64 *size) {
    return real(file)->pMethods->xFileSize(real(file), size);
}

static int io_lock(sqlite3_file *file, int how) {
    return hit(OP_LOCK) ? SQLITE_IOERR_LOCK : real(file)->pMethods->xLock(real(file), how);
}

static int io_unlock(sqlite3_file *file, int how) {
    return real(file)->pMethods->xUnlock(real(file), how);
}

static int io_reserved(sqlite3_file *file, int *out) {
    return real(file)->pMethods->xCheckReservedLock(real(file), out);
}

static int io_control(sqlite3_file *file, int op, void *arg) {
    return real(file)->pMethods->xFileControl(real(file), op, arg);
}

static int io_sector(sqlite3_file *file) {
    return real(file)->pMethods->xSectorSize(real(file));
}

static int io_traits(sqlite3_file *file) {
    return real(file)->pMethods->xDeviceCharacteristics(real(file));
}

static int io_map(sqlite3_file *file, int page, int size, int extend, void volatile **out) {
    return hit(OP_MAP) ? SQLITE_IOERR_SHMMAP
                       : real(file)->pMethods->xShmMap(real(file), page, size, extend, out);
}

static int io_map_lock(sqlite3_file *file, int offset, int n, int flags) {
    if ((flags & SQLITE_SHM_LOCK) && hit(OP_LOCK))
        return SQLITE_IOERR_SHMLOCK;
    return real(file)->pMethods->xShmLock(real(file), offset, n, flags);
}

static void io_map_barrier(sqlite3_file *file) {
    real(file)->pMethods->xShmBarrier(real(file));
}

static int io_unmap(sqlite3_file *file, int remove) {
    return real(file)->pMethods->xShmUnmap(real(file), remove && !faulty.dead);
}

static const sqlite3_io_methods methods = {
    .iVersion = 2,
    .xClose = io_close,
    .xRead = io_read,
    .xWrite = io_write,
    .xTruncate = io_truncate,
    .xSync = io_sync,
    .xFileSize = io_size,
    .xLock = io_lock,
    .xUnlock = io_unlock,
    .xCheckReservedLock = io_reserved,
    .xFileControl = io_control,
    .xSectorSize = io_sector,
    .xDeviceCharacteristics = io_traits,
    .xShmMap = io_map,
    .xShmLock = io_map_lock,
    .xShmBarrier = io_map_barrier,
    .xShmUnmap = io_unmap,
};

/* As on a network disk: without anything that processes could share. */
static sqlite3_io_methods unshared_methods;

void faulty_share(bool on) {
    unshared_methods = methods;
    unshared_methods.iVersion = 1;
    faulty.unshared = !on;
}

/* ---- the file system ---- */

static int vfs_open(sqlite3_vfs *vfs, const char *path, sqlite3_file *file, int flags, int *out) {
    struct file *own = (struct file *)(void *)file;
    (void)vfs;
    own->base.pMethods = NULL;
    if (hit(OP_OPEN))
        return SQLITE_CANTOPEN;
    own->real = (sqlite3_file *)(void *)(own + 1);
    int code = faulty.real->xOpen(faulty.real, path, own->real, flags, out);
    own->path = path && code == SQLITE_OK ? strdup(path) : NULL;
    if (code == SQLITE_OK)
        own->base.pMethods = faulty.unshared ? &unshared_methods : &methods;
    return code;
}

static int vfs_delete(sqlite3_vfs *vfs, const char *path, int sync) {
    (void)vfs;
    if (hit(OP_DELETE))
        return SQLITE_IOERR_DELETE;
    int code = faulty.real->xDelete(faulty.real, path, sync);
    if (code == SQLITE_OK)
        forget(path); /* names are kept in order by the file system: a file gone does not come back */
    return code;
}

void faulty_install(void) {
    static sqlite3_vfs vfs;
    sqlite3_initialize();
    faulty.real = sqlite3_vfs_find(NULL);
    vfs = *faulty.real;
    vfs.zName = "faulty";
    vfs.pNext = NULL;
    vfs.szOsFile = (int)sizeof(struct file) + faulty.real->szOsFile;
    vfs.xOpen = vfs_open;
    vfs.xDelete = vfs_delete;
    sqlite3_vfs_register(&vfs, 1);
}

void faulty_begin(void) {
    while (faulty.changes) {
        struct change *change = faulty.changes;
        faulty.changes = change->next;
        free_change(change);
    }
}

void faulty_arm(enum faulty_kind kind, int at, bool lasting) {
    faulty.kind = kind;
    faulty.at = at;
    faulty.seen = 0;
    faulty.lasting = lasting;
    faulty.happened = false;
}

bool faulty_disarm(void) {
    faulty.kind = FAULTY_NONE;
    return faulty.happened;
}

/* ---- memory ---- */

static struct {
    sqlite3_mem_methods real;
    int at, seen;
    bool lasting, happened;
} memory;

static bool no_memory(void) {
    if (memory.at == 0)
        return false;
    memory.seen++;
    bool fails = memory.seen == memory.at || (memory.lasting && memory.seen > memory.at);
    memory.happened |= fails;
    return fails;
}

static void *take(int size) {
    return no_memory() ? NULL : memory.real.xMalloc(size);
}

static void *take_more(void *old, int size) {
    return no_memory() ? NULL : memory.real.xRealloc(old, size);
}

void faulty_memory_install(void) {
    sqlite3_config(SQLITE_CONFIG_GETMALLOC, &memory.real);
    sqlite3_mem_methods own = memory.real;
    own.xMalloc = take;
    own.xRealloc = take_more;
    sqlite3_config(SQLITE_CONFIG_MALLOC, &own);
    sqlite3_config(SQLITE_CONFIG_LOOKASIDE, 0, 0); /* else most would never ask */
}

void faulty_memory_arm(int at, bool lasting) {
    memory.at = at;
    memory.seen = 0;
    memory.lasting = lasting;
    memory.happened = false;
}

bool faulty_memory_disarm(void) {
    memory.at = 0;
    return memory.happened;
}

/* ---- a quota ---- */

static ssize_t beyond_quota(int fd, const void *bytes, size_t length, off_t at) {
    (void)fd;
    (void)bytes;
    (void)length;
    (void)at;
    errno = EDQUOT;
    return -1;
}

void faulty_quota(bool on) {
    sqlite3_vfs *vfs = sqlite3_vfs_find("unix");
    static const char *const calls[] = {"pwrite", "pwrite64"};
    for (size_t i = 0; i < sizeof calls / sizeof *calls; i++)
        vfs->xSetSystemCall(vfs, calls[i], on ? (sqlite3_syscall_ptr)beyond_quota : NULL);
}
