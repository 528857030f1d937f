#include "kith/note.h"

#include "model/kind.h"
#include "model/row.h"

const char *const kith_channel_words[] = {"call", "meeting", "email", "message", "event", NULL};

#define NOTE(name, member, type, ...) KIND_FIELD(kith_note, name, member, type, __VA_ARGS__)
static const struct kith_field note_fields[] = {
    NOTE("with", with, KITH_TYPE_REFS, .label = "With", .of = &kind_person, .needed = true),
    NOTE("on", on, KITH_TYPE_DAY, .label = "On", .needed = true),
    NOTE("channel", channel, KITH_TYPE_WORD, .label = "Channel", .words = kith_channel_words,
         .otherwise = "call"),
    NOTE("text", text, KITH_TYPE_LONG, .label = "Note"),
};
const struct kith_kind kith_note_kind = {
    .table = "note",
    .array = "notes",
    .one = "note",
    .said = "text",
    .fields = note_fields,
    .count = KIND_COUNT(note_fields),
    .size = sizeof(struct kith_note),
};
const struct kith_kind *const kind_note = &kith_note_kind;

#define MENTION(name, member, type, ...) KIND_FIELD(kith_mention, name, member, type, __VA_ARGS__)
static const struct kith_field mention_fields[] = {
    MENTION("note", note, KITH_TYPE_REF, .label = "Heard in", .of = &kind_note, .fixed = true),
    MENTION("by", by, KITH_TYPE_REF, .label = "Who said it", .of = &kind_person, .needed = true,
            .fixed = true),
    MENTION("person", person, KITH_TYPE_REF, .label = "Person", .of = &kind_person, .needed = true),
    MENTION("relation", relation, KITH_TYPE_TEXT, .label = "Relation",
            .help = "to the one who said it: brother"),
    MENTION("quote", quote, KITH_TYPE_TEXT, .label = "In these words"),
    MENTION("on", on, KITH_TYPE_DAY, .label = "On", .fixed = true),
};
const struct kith_kind kith_mention_kind = {
    .table = "mention",
    .array = "mentions",
    .one = "mention",
    .about = "by",
    .said = "quote",
    .fields = mention_fields,
    .count = KIND_COUNT(mention_fields),
    .size = sizeof(struct kith_mention),
};

/* ---- notes with what was kept of them ---- */

static struct kith_ref ref_of(struct kith *k, kith_id id, struct arena *arena) {
    struct kith_ref ref = {.id = id, .uid = "", .name = ""};
    struct stmt *stmt = model_sql1(k, "SELECT uid, name FROM person WHERE id = ?1", id);
    if (stmt_row(stmt)) {
        ref.uid = model_col_text(stmt, 0, arena);
        ref.name = model_col_text(stmt, 1, arena);
    }
    stmt_stop(stmt);
    return ref;
}

static void add_people(struct kith *k, kith_id note, struct arena *arena, struct kith_talk *talk) {
    size_t cap = 0;
    struct stmt *stmt = model_sql1(k,
                                   "SELECT p.id, p.uid, p.name, m.id, m.relation, m.quote FROM mention AS m"
                                   " JOIN person AS p ON p.id = m.person WHERE m.note = ?1 ORDER BY m.id",
                                   note);
    while (stmt_row(stmt)) {
        struct kith_kept_person *kept = ARENA_PUSH(arena, talk->people, talk->person_count, cap);
        kept->person = (struct kith_ref){stmt_col_int(stmt, 0), model_col_text(stmt, 1, arena),
                                         model_col_text(stmt, 2, arena)};
        kept->mention = stmt_col_int(stmt, 3);
        kept->relation = model_col_text(stmt, 4, arena);
        kept->quote = model_col_text(stmt, 5, arena);
    }
}

static void fill_talk(struct kith *k, struct arena *arena, struct kith_talk *talk) {
    size_t cap = 0;
    for (size_t i = 0; i < talk->note.with.count; i++)
        *ARENA_PUSH(arena, talk->with.items, talk->with.count, cap) =
            ref_of(k, talk->note.with.items[i], arena);
    add_people(k, talk->note.id, arena, talk);
    struct stmt *stmt = row_query(k, &kith_moment_kind, "WHERE r.note = ?1 ORDER BY r.id");
    stmt_int(stmt, 1, talk->note.id);
    talk->moment_count = row_all(k, &kith_moment_kind, stmt, arena, &talk->moments);
    stmt = row_query(k, &kith_need_kind, "WHERE r.note = ?1 ORDER BY r.id");
    stmt_int(stmt, 1, talk->note.id);
    talk->need_count = row_all(k, &kith_need_kind, stmt, arena, &talk->needs);
}

enum kith_status kith_talks_of(struct kith *k, kith_id person, size_t skip, size_t limit, struct arena *arena,
                               struct kith_talks *out) {
    *out = (struct kith_talks){0};
    struct stmt *stmt = row_query(k, &kith_note_kind,
                                  "JOIN note_person AS np ON np.note = r.id WHERE np.person = ?1"
                                  " ORDER BY r.\"on\" DESC, r.rank DESC LIMIT ?2 OFFSET ?3");
    stmt_int(stmt, 1, person);
    stmt_int(stmt, 2, (int64_t)limit);
    stmt_int(stmt, 3, (int64_t)skip);
    struct kith_note *notes;
    size_t count = row_all(k, &kith_note_kind, stmt, arena, &notes);
    out->items = ARENA_NEW(arena, struct kith_talk, count);
    out->count = count;
    for (size_t i = 0; i < count; i++) {
        out->items[i].note = notes[i];
        fill_talk(k, arena, &out->items[i]);
    }
    return KITH_OK;
}

enum kith_status kith_talk_get(struct kith *k, kith_id note, struct arena *arena, struct kith_talk *out) {
    *out = (struct kith_talk){0};
    enum kith_status status = kith_row_get(k, &kith_note_kind, note, arena, &out->note);
    if (status == KITH_OK)
        fill_talk(k, arena, out);
    return status;
}
