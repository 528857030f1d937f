#include "store/inside.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <unistd.h>

#include "base/alloc.h"

/*
 * Whether what is there is a book that was just being made when the machine went
 * down: no database yet, and a journal that says it was empty before. SQLite makes it that again.
 */
static bool half_made(const char *path) {
    static const unsigned char magic[8] = {0xd9, 0xd5, 0x05, 0xf9, 0x20, 0xa1, 0x63, 0xd7};
    unsigned char journal[28] = {0};
    char head[16] = {0};
    struct buf name = BUF_INIT;
    buf_printf(&name, "%s-journal", path);
    int fd = open(name.data, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
    bool empty_before = fd >= 0 && read(fd, journal, sizeof journal) == (ssize_t)sizeof journal &&
                        memcmp(journal, magic, sizeof magic) == 0 && memcmp(journal + 16, "\0\0\0", 4) == 0;
    if (fd >= 0)
        close(fd);
    buf_free(&name);
    if (!empty_before) /* only now is it looked into: closing it drops the locks of this process */
        return false;
    fd = open(path, O_RDONLY | O_CLOEXEC);
    bool none = fd >= 0 && read(fd, head, sizeof head) >= 0 && memcmp(head, "SQLite format 3", 16) != 0;
    if (fd >= 0)
        close(fd);
    return none;
}

enum kith_status file_look(const char *path, enum file_state *state, struct buf *why) {
    struct stat st;
    *state = FILE_ABSENT;
    if (stat(path, &st) != 0) {
        if (errno == ENOENT)
            return KITH_OK;
        buf_printf(why, "cannot open '%s': %s", path, strerror(errno));
        return KITH_IO;
    }
    if (S_ISREG(st.st_mode)) {
        *state = st.st_size && !half_made(path) ? FILE_THERE : FILE_EMPTY;
        return KITH_OK;
    }
    buf_printf(why, S_ISDIR(st.st_mode) ? "'%s' is a folder" : "'%s' is not a regular file", path);
    return KITH_FORMAT;
}

/* The folders above the file that are missing, mode 0700 whatever the umask. */
static enum kith_status make_folders(const char *path, struct buf *why) {
    char *folder = xstrdup(path);
    enum kith_status status = KITH_OK;
    for (char *slash = strchr(folder + 1, '/'); slash && !status; slash = strchr(slash + 1, '/')) {
        *slash = '\0';
        if (mkdir(folder, 0700) == 0) {
            chmod(folder, 0700);
        } else if (errno != EEXIST) {
            int error = errno;
            if (access(folder, F_OK) != 0) {
                buf_printf(why, "cannot make the folder '%s': %s", folder, strerror(error));
                status = KITH_IO;
            }
        }
        *slash = '/';
    }
    free(folder);
    return status;
}

enum kith_status file_make(const char *path, struct buf *why) {
    enum kith_status status = *path ? make_folders(path, why) : KITH_OK;
    if (status)
        return status;
    int fd = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (fd < 0) {
        if (errno == EEXIST) /* someone else was quicker; SQLite's locks decide from here */
            return KITH_OK;
        buf_printf(why, "cannot make '%s': %s", path, strerror(errno));
        return KITH_IO;
    }
    fchmod(fd, 0600);
    close(fd);
    return KITH_OK;
}

bool file_folder_writable(const char *path) {
    char *folder = xstrdup(path);
    char *slash = strrchr(folder, '/');
    const char *name = ".";
    if (slash) {
        slash[slash == folder] = '\0';
        name = folder;
    }
    bool writable = access(name, W_OK | X_OK) == 0;
    free(folder);
    return writable;
}

static bool beside(const char *path, const char *tail) {
    struct buf name = BUF_INIT;
    struct stat st;
    buf_printf(&name, "%s%s", path, tail);
    bool has = stat(name.data, &st) == 0 && st.st_size > 0;
    buf_free(&name);
    return has;
}

bool file_has_log(const char *path) {
    return beside(path, "-wal") || beside(path, "-journal");
}

bool file_on_network(const char *path) {
    static const unsigned long types[] = {
        0x6969 /* NFS */,       0x517B /* SMB */,        0xFF534D42 /* CIFS */,
        0xFE534D42 /* SMB 2 */, 0x65735546 /* FUSE */,   0x01021997 /* 9P */,
        0x00C36400 /* Ceph */,  0x5346414F /* AFS */,    0x6B414653 /* kernel AFS */,
        0x73757245 /* Coda */,  0x0BD00BD0 /* Lustre */, 0x786F4256 /* shared folder of a virtual machine */,
    };
    struct statfs about;
    if (strcmp(path, ":memory:") == 0 || statfs(path, &about) != 0)
        return false;
    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        if (((unsigned long)about.f_type & 0xFFFFFFFF) == types[i])
            return true;
    return false;
}

static uint32_t big_endian(const unsigned char *bytes) {
    return (uint32_t)bytes[0] << 24 | (uint32_t)bytes[1] << 16 | (uint32_t)bytes[2] << 8 | bytes[3];
}

/*
 * Reads the header through SQLite's own handle: it has looked at nothing else
 * yet, and closing a descriptor of our own would drop the locks that another
 * connection of this process holds on the same file.
 */
static enum kith_status header_check(sqlite3 *db, const struct store_options *options, bool *logged,
                                     struct buf *why) {
    unsigned char header[100] = {0};
    sqlite3_file *file = NULL;
    int code = sqlite3_file_control(db, "main", SQLITE_FCNTL_FILE_POINTER, &file);
    if (code != SQLITE_OK || !file || !file->pMethods) {
        buf_printf(why, "cannot open '%s'", options->path);
        return KITH_IO;
    }
    code = file->pMethods->xRead(file, header, sizeof header, 0);
    if (code != SQLITE_OK && code != SQLITE_IOERR_SHORT_READ) {
        buf_printf(why, "cannot read '%s'", options->path);
        return KITH_IO;
    }
    if (code != SQLITE_OK || memcmp(header, "SQLite format 3", 16) != 0 ||
        big_endian(header + 68) != (uint32_t)options->application_id ||
        big_endian(header + 56) > 1 /* not UTF-8 */) {
        buf_printf(why, "'%s' is not a book of Kith", options->path);
        return KITH_FORMAT;
    }
    if ((int32_t)big_endian(header + 60) > migrate_newest(options)) {
        buf_printf(why, "'%s' was made by a newer version of Kith", options->path);
        return KITH_NEWER;
    }
    *logged = header[19] == 2;
    return KITH_OK;
}

/* The path as a name that SQLite never takes for something else; as a URI that says the file never changes.
 */
static char *file_name(const char *path, bool immutable) {
    struct buf name = BUF_INIT;
    if (immutable)
        buf_str(&name, "file:");
    if (*path != '/')
        buf_str(&name, "./");
    for (; *path; path++)
        if (immutable && strchr("%?#", *path))
            buf_printf(&name, "%%%02X", (unsigned)(unsigned char)*path);
        else
            buf_char(&name, *path);
    if (immutable)
        buf_str(&name, "?immutable=1");
    return buf_detach(&name);
}

enum kith_status file_connect(const struct store_options *options, bool ours, enum file_way way, sqlite3 **db,
                              struct buf *why) {
    bool memory = strcmp(options->path, ":memory:") == 0;
    /* A book at rest can be read where SQLite cannot put its -shm file only by promising that it stays so. */
    bool immutable =
        ours && (way == FILE_AT_REST || !file_folder_writable(options->path)) && !file_has_log(options->path);
    int flags = options->read_only || immutable ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE;
    flags |= SQLITE_OPEN_NOMUTEX; /* one thread uses one store: a lock for every column read is waste */
    char *name = memory ? xstrdup(options->path) : file_name(options->path, immutable);
    int code =
        sqlite3_open_v2(name, db, flags | (immutable ? SQLITE_OPEN_URI : 0) | SQLITE_OPEN_EXRESCODE, NULL);
    free(name);
    if (code != SQLITE_OK) {
        int error = *db ? sqlite3_system_errno(*db) : 0;
        buf_printf(why, "cannot open '%s': %s", options->path,
                   error ? strerror(error) : sqlite3_errstr(code));
        return KITH_IO;
    }
    bool logged = false;
    enum kith_status status = ours ? header_check(*db, options, &logged, why) : KITH_OK;
    /* Alone with the file, SQLite keeps the index of a log in memory: so can what is in it be taken over. */
    if (!status && logged && way == FILE_JOURNALED && !immutable)
        sqlite3_exec(*db, "PRAGMA locking_mode = EXCLUSIVE", NULL, NULL, NULL);
    return status;
}
