/*
 * What is heard in labelled notes, one JSON object a line, as `kith listen --json`
 * says it: hear NOTES.jsonl… [--apart | --rest | --fold N] [--gold] [--weights FOLDER].
 * With --gold the notes themselves are written, so that the kept-apart fifth can be scored;
 * with --weights the weights of that folder hear, not those compiled in.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/json.h"
#include "listen/listener.h"
#include "train/notes.h"

static void put_span(struct json *json, const char *key, const char *text, struct listen_span span) {
    json_key(json, key);
    json_text_n(json, text + span.start, span.length);
}

static void write_note(const struct gold_note *note, const struct listen_heard *heard, struct buf *out) {
    struct json json = JSON_INIT(out);
    json_open(&json, '{');
    json_put_text(&json, "id", note->id);
    json_key(&json, "mentions");
    json_open(&json, '[');
    for (size_t i = 0; i < heard->mention_count; i++) {
        const struct listen_mention *m = &heard->mentions[i];
        json_open(&json, '{');
        json_put_text(&json, "name", m->name);
        json_put_text(&json, "relation", m->relation);
        put_span(&json, "quote", note->note, m->quote);
        json_put_int(&json, "start", (int64_t)m->at.start);
        json_put_int(&json, "length", (int64_t)m->at.length);
        json_put_bool(&json, "sure", m->sure);
        json_close(&json, '}');
    }
    json_close(&json, ']');
    json_key(&json, "moments");
    json_open(&json, '[');
    for (size_t i = 0; i < heard->moment_count; i++) {
        json_open(&json, '{');
        json_put_text(&json, "kind", heard->moments[i].kind);
        put_span(&json, "quote", note->note, heard->moments[i].quote);
        json_put_bool(&json, "sure", heard->moments[i].sure);
        json_close(&json, '}');
    }
    json_close(&json, ']');
    json_key(&json, "needs");
    json_open(&json, '[');
    for (size_t i = 0; i < heard->need_count; i++) {
        if (heard->needs[i].whose >= 0)
            continue;
        json_open(&json, '{');
        json_put_text(&json, "what", heard->needs[i].what);
        put_span(&json, "quote", note->note, heard->needs[i].quote);
        json_put_bool(&json, "sure", heard->needs[i].sure);
        json_close(&json, '}');
    }
    json_close(&json, ']');
    json_close(&json, '}');
}

static int fold = -1;
static unsigned kept; /* notes not kept apart, so far */

static bool wanted(const struct gold_note *note, int which) {
    bool apart = gold_apart(note);
    if (fold >= 0)
        return !apart && (int)(kept++ % 5) == fold;
    return which < 0 || apart == (which == 1);
}

static int hear_file(const struct listener *listener, const char *path, int which, bool gold_only) {
    FILE *file = fopen(path, "r");
    char *line = NULL;
    size_t room = 0;
    if (!file) {
        perror(path);
        return 1;
    }
    while (getline(&line, &room, file) > 0) {
        struct arena arena = {0};
        struct buf out = BUF_INIT;
        struct gold_note note;
        struct listen_heard heard;
        if (gold_line(&arena, line, &note) && wanted(&note, which)) {
            struct listen_context context = {.contacts = &note.contact,
                                             .contact_count = note.contact ? 1 : 0};
            if (gold_only) {
                fputs(line, stdout);
            } else {
                listen(listener, &context, note.note, strlen(note.note), &arena, &heard);
                write_note(&note, &heard, &out);
                puts(out.data);
            }
        }
        buf_free(&out);
        arena_free(&arena);
    }
    free(line);
    fclose(file);
    return 0;
}

static bool read_weights(struct weights *weights, const char *folder, const char *name) {
    enum { ROOM = 1 << 22 };
    char path[4096];
    snprintf(path, sizeof path, "%s/%s.weights", folder, name);
    FILE *file = fopen(path, "rb");
    if (!file) {
        perror(path);
        return false;
    }
    char *data = xalloc(ROOM);
    size_t length = fread(data, 1, ROOM, file);
    fclose(file);
    weights_free(weights);
    bool fine = weights_read(weights, data, length);
    free(data);
    return fine;
}

static bool read_all(struct listener *l, const char *folder) {
    return read_weights(&l->names, folder, "names") && read_weights(&l->sure, folder, "sure") &&
           read_weights(&l->people, folder, "people") && read_weights(&l->moments, folder, "moments") &&
           read_weights(&l->needs, folder, "needs");
}

static bool takes_value(const char *option) {
    return !strcmp(option, "--fold") || !strcmp(option, "--weights");
}

int main(int argc, char **argv) {
    int which = -1, status = 0;
    bool gold_only = false;
    struct listener *listener = listener_new(NULL, NULL, NULL);
    for (int i = 1; i < argc; i++) {
        if (!strcmp(argv[i], "--apart"))
            which = 1;
        else if (!strcmp(argv[i], "--rest"))
            which = 0;
        else if (!strcmp(argv[i], "--fold"))
            fold = i + 1 < argc ? atoi(argv[i + 1]) : -1;
        else if (!strcmp(argv[i], "--gold"))
            gold_only = true;
        else if (!strcmp(argv[i], "--weights"))
            status |= i + 1 == argc || !read_all(listener, argv[i + 1]);
    }
    for (int i = 1; i < argc && !status; i++)
        if (argv[i][0] != '-' && !takes_value(argv[i - 1]))
            status |= hear_file(listener, argv[i], which, gold_only);
    listener_free(listener);
    return status;
}
