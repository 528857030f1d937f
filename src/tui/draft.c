#include "tui/draft.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/text.h"

/*
 * The file: lines `word value` up to a blank one, then the text.
 *   kith-draft 1 / book PATH / note UID / was DIGEST / on DAY / channel WORD / with UID …
 * A note that is edited is named by its uid, and `was` is what stood in the book then.
 */
#define FIRST_LINE "kith-draft 1"

static const char *uid_of(struct kith *k, const struct kith_kind *kind, kith_id id, struct arena *arena) {
    struct {
        kith_id id;
        const char *uid;
    } *row = arena_alloc(arena, kind->size);
    return id && kith_row_get(k, kind, id, arena, row) == KITH_OK ? row->uid : "";
}

/* A uid is any text: only letters, digits and hyphens of it go into a file's name, the rest as hex. */
static const char *file_name(const char *dir, const char *kind, const char *uid, struct arena *arena) {
    struct buf name = BUF_INIT;
    buf_printf(&name, "%s/drafts/%s-", dir, kind);
    for (const char *at = uid; *at; at++) {
        bool plain = (*at >= 'a' && *at <= 'z') || (*at >= '0' && *at <= '9') || *at == '-';
        if (plain)
            buf_char(&name, *at);
        else
            buf_printf(&name, "_%02x", (unsigned char)*at);
    }
    const char *out = arena_strdup(arena, name.data);
    buf_free(&name);
    return out;
}

/* The uid of an edited note names it even when the note itself is gone from the book. */
static const char *file_of(struct kith *k, const char *dir, const struct kith_note *note,
                           struct arena *arena) {
    if (note->uid && *note->uid)
        return file_name(dir, "note", note->uid, arena);
    kith_id person = note->with.count ? note->with.items[0] : 0;
    return file_name(dir, "with", uid_of(k, &kith_person_kind, person, arena), arena);
}

static void compose(struct kith *k, const struct kith_note *note, const char *text, struct buf *out) {
    struct arena arena = {0};
    char iso[DAY_SIZE];
    for (size_t i = 0; i < note->with.count; i++)
        buf_printf(out, "with %s\n", uid_of(k, &kith_person_kind, note->with.items[i], &arena));
    buf_printf(out, "on %s\nchannel %s\n\n%s", day_iso(note->on, iso), kith_channel_words[note->channel],
               text);
    arena_free(&arena);
}

/* Of the whole note, to see whether another stands in the book by now. */
static const char *digest(struct kith *k, const struct kith_note *note, struct arena *arena) {
    struct buf bytes = BUF_INIT;
    uint64_t sum = 14695981039346656037u;
    compose(k, note, note->text ? note->text : "", &bytes);
    for (size_t i = 0; i < bytes.len; i++)
        sum = (sum ^ (unsigned char)bytes.data[i]) * 1099511628211u;
    buf_free(&bytes);
    return arena_printf(arena, "%016llx", (unsigned long long)sum);
}

static void head(struct kith *k, const struct kith_note *note, struct buf *out) {
    struct arena arena = {0};
    buf_printf(out, FIRST_LINE "\nbook %s\n", kith_path(k));
    if (note->uid && *note->uid)
        buf_printf(out, "note %s\n", note->uid);
    if (note->was)
        buf_printf(out, "was %s\n", digest(k, note->was, &arena));
    arena_free(&arena);
}

static bool write_all(int fd, const char *bytes, size_t length) {
    for (size_t done = 0; done < length;) {
        ssize_t wrote = write(fd, bytes + done, length - done);
        if (wrote < 0 && errno != EINTR)
            return false;
        done += wrote > 0 ? (size_t)wrote : 0;
    }
    return true;
}

const char *draft_folder(const char *dir, struct arena *arena) {
    char *path = arena_printf(arena, "%s/drafts", dir);
    for (char *slash = strchr(path + 1, '/'); slash; slash = strchr(slash + 1, '/')) {
        *slash = '\0';
        mkdir(path, 0700);
        *slash = '/';
    }
    mkdir(path, 0700);
    return path;
}

static bool close_well(int fd, bool good) {
    return close(fd) == 0 && good;
}

bool draft_write(struct kith *k, const char *dir, const struct kith_note *note, const char *text,
                 bool settle) {
    struct arena arena = {0};
    struct buf bytes = BUF_INIT;
    draft_folder(dir, &arena);
    const char *path = file_of(k, dir, note, &arena);
    const char *fresh = arena_printf(&arena, "%s.new", path);
    head(k, note, &bytes);
    compose(k, note, text, &bytes);
    int fd = open(fresh, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0600);
    bool good = fd >= 0 &&
                close_well(fd, write_all(fd, bytes.data, bytes.len) && (!settle || fsync(fd) == 0)) &&
                rename(fresh, path) == 0;
    buf_free(&bytes);
    arena_free(&arena);
    return good;
}

const char *draft_file(const char *dir, const char *text, struct arena *arena) {
    char *path = arena_printf(arena, "%s/.editor-XXXXXX.txt", draft_folder(dir, arena));
    int fd = mkostemps(path, 4, O_CLOEXEC);
    return fd >= 0 && close_well(fd, write_all(fd, text, strlen(text))) ? path : NULL;
}

char *draft_file_read(const char *path, struct arena *arena) {
    int fd = open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
    if (fd < 0)
        return NULL;
    struct buf bytes = BUF_INIT;
    char block[8192];
    ssize_t got;
    while ((got = read(fd, block, sizeof block)) > 0)
        buf_add(&bytes, block, (size_t)got);
    close(fd);
    char *text = text_repair(arena, bytes.data, bytes.len);
    buf_free(&bytes);
    return text;
}

static kith_id id_of(struct kith *k, const struct kith_kind *kind, const char *uid) {
    const struct kith_kind *found;
    kith_id id;
    return kith_row_find(k, uid, &found, &id) == KITH_OK && found == kind ? id : 0;
}

/* The note that the draft changes, as it stands in the book; another than it was then is no base for it. */
static void find_base(struct kith *k, const char *was, struct arena *arena, struct kith_note *out) {
    struct kith_note *now = ARENA_NEW(arena, struct kith_note, 1);
    out->id = id_of(k, &kith_note_kind, out->uid);
    if (!out->id) /* deleted since: the draft is a new note */
        return;
    if (kith_row_get(k, &kith_note_kind, out->id, arena, now) != KITH_OK ||
        strcmp(was, digest(k, now, arena)) != 0)
        kith_row_init(&kith_note_kind, now);
    out->was = now;
}

struct parsing {
    struct kith *k;
    struct arena *arena;
    struct kith_note *out;
    size_t cap;
    const char *was;
};

/* One line of the head; false when the draft is not of this book. */
static bool head_line(struct parsing *parsing, const char *line) {
    struct kith_note *out = parsing->out;
    const char *value = strchr(line, ' ');
    value = value ? value + 1 : "";
    if (strncmp(line, "book ", 5) == 0)
        return strcmp(value, kith_path(parsing->k)) == 0;
    if (strncmp(line, "on ", 3) == 0)
        return day_parse_iso(value, &out->on);
    if (strncmp(line, "note ", 5) == 0)
        out->uid = value;
    if (strncmp(line, "was ", 4) == 0)
        parsing->was = value;
    if (strncmp(line, "channel ", 8) == 0)
        out->channel = kith_word_find(kith_channel_words, value);
    kith_id person = strncmp(line, "with ", 5) == 0 ? id_of(parsing->k, &kith_person_kind, value) : 0;
    if (person)
        *ARENA_PUSH(parsing->arena, out->with.items, out->with.count, parsing->cap) = person;
    return true;
}

static bool parse(struct kith *k, char *text, struct arena *arena, struct kith_note *out) {
    struct parsing parsing = {.k = k, .arena = arena, .out = out, .was = ""};
    char *rest = text, *line = strsep(&rest, "\n");
    kith_row_init(&kith_note_kind, out);
    if (strcmp(line, FIRST_LINE) != 0)
        return false;
    while (rest && *(line = strsep(&rest, "\n")))
        if (!head_line(&parsing, line))
            return false;
    out->text = rest ? rest : "";
    if (out->channel == KITH_NO_WORD)
        out->channel = KITH_CHANNEL_CALL;
    if (out->uid && *out->uid)
        find_base(k, parsing.was, arena, out);
    return !text_blank(out->text);
}

bool draft_read(struct kith *k, const char *dir, kith_id person, kith_id note, struct arena *arena,
                struct kith_note *out) {
    const struct kith_kind *kind = note ? &kith_note_kind : &kith_person_kind;
    const char *uid = uid_of(k, kind, note ? note : person, arena);
    char *text = draft_file_read(file_name(dir, note ? "note" : "with", uid, arena), arena);
    return text && parse(k, text, arena, out);
}

bool draft_any(struct kith *k, const char *dir, struct arena *arena, struct kith_note *out) {
    DIR *folder = opendir(arena_printf(arena, "%s/drafts", dir));
    struct dirent *entry;
    bool found = false;
    while (folder && !found && (entry = readdir(folder))) {
        size_t length = strlen(entry->d_name);
        if (entry->d_name[0] == '.' || (length > 4 && strcmp(entry->d_name + length - 4, ".new") == 0))
            continue;
        char *text = draft_file_read(arena_printf(arena, "%s/drafts/%s", dir, entry->d_name), arena);
        found = text && parse(k, text, arena, out);
    }
    if (folder)
        closedir(folder);
    return found;
}

void draft_remove(struct kith *k, const char *dir, const struct kith_note *note) {
    struct arena arena = {0};
    unlink(file_of(k, dir, note, &arena));
    arena_free(&arena);
}
