#include "listen/listen.h"

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/asset.h"
#include "listen/listener.h"

extern const struct asset listen_assets[];

static const char *data_of(const char *(*overlay)(void *, const char *), void *ctx, const char *file) {
    const char *text = overlay ? overlay(ctx, file) : NULL;
    const struct asset *asset = text ? NULL : asset_find(listen_assets, file);
    return text ? text : asset ? asset->text : "";
}

static void read_weights(struct weights *weights, const char *file) {
    const struct asset *asset = asset_find(listen_assets, file);
    if (asset)
        weights_read(weights, asset->text, asset->length);
}

struct listener *listener_of_wordings(const char *(*overlay)(void *ctx, const char *file), void *ctx,
                                      struct buf *problems) {
    struct listener *listener = xalloc(sizeof *listener);
    lexicon_words(&listener->lexicon, data_of(overlay, ctx, "words.txt"), problems);
    lexicon_relations(&listener->lexicon, data_of(overlay, ctx, "relations.txt"), problems);
    lexicon_nicknames(&listener->lexicon, data_of(overlay, ctx, "nicknames.txt"), problems);
    lexicon_ordinary(&listener->lexicon, data_of(overlay, ctx, "ordinary.txt"));
    const struct asset *names = asset_find(listen_assets, "names.bin");
    if (names) {
        listener->lexicon.names = (const unsigned char *)names->text;
        listener->lexicon.names_length = names->length;
    }
    patterns_read(&listener->wording, "wording.txt", data_of(overlay, ctx, "wording.txt"), problems);
    return listener;
}

void listener_to_notes(struct listener *listener, const char *(*overlay)(void *ctx, const char *file),
                       void *ctx, struct buf *problems) {
    if (listener->notes)
        return;
    listener->notes = true;
    patterns_read(&listener->cues, "cues.txt", data_of(overlay, ctx, "cues.txt"), problems);
    moments_groups(listener);
    read_weights(&listener->names, "names.weights");
    read_weights(&listener->sure, "sure.weights");
    read_weights(&listener->people, "people.weights");
    read_weights(&listener->moments, "moments.weights");
    read_weights(&listener->needs, "needs.weights");
}

struct listener *listener_new(const char *(*overlay)(void *ctx, const char *file), void *ctx,
                              struct buf *problems) {
    struct listener *listener = listener_of_wordings(overlay, ctx, problems);
    listener_to_notes(listener, overlay, ctx, problems);
    return listener;
}

void listener_free(struct listener *listener) {
    if (!listener)
        return;
    lexicon_free(&listener->lexicon);
    free(listener->plainly);
    free(listener->likely);
    patterns_free(&listener->cues);
    patterns_free(&listener->wording);
    weights_free(&listener->names);
    weights_free(&listener->sure);
    weights_free(&listener->people);
    weights_free(&listener->moments);
    weights_free(&listener->needs);
    free(listener);
}

/* ---- one note ---- */

static struct listen_span span_of(const struct ear *ear, uint32_t first, uint32_t end) {
    const struct token *a = ear_token(ear, first), *b = ear_token(ear, end - 1);
    return (struct listen_span){a->start, b->start + b->length - a->start};
}

static struct listen_span clause_of(const struct ear *ear, uint32_t at) {
    size_t low = 0, high = ear->tokens.sentence_count;
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (ear->tokens.sentences[middle].first <= at)
            low = middle;
        else
            high = middle;
    }
    const struct sentence *s = &ear->tokens.sentences[low];
    return (struct listen_span){s->start, s->stop - s->start};
}

static void give_people(struct ear *ear, struct listen_heard *heard) {
    heard->mentions = ARENA_NEW(ear->arena, struct listen_mention, ear->person_count);
    for (size_t i = 0; i < ear->person_count; i++) {
        const struct person *person = &ear->people[i];
        struct listen_mention *mention = &heard->mentions[heard->mention_count++];
        mention->at = span_of(ear, person->first, person->end);
        mention->quote = span_of(ear, person->quote_first, person->quote_end);
        mention->clause = clause_of(ear, person->quote_first);
        if (person->named)
            mention->name =
                arena_strndup(ear->arena, ear->tokens.text + mention->at.start, mention->at.length);
        mention->relation = person->relation;
        mention->known = person->named ? ear_known(ear, person) : -1;
        mention->sure = person->sure;
    }
}

void listen(const struct listener *listener, const struct listen_context *context, const char *text,
            size_t length, struct arena *arena, struct listen_heard *heard) {
    static const struct listen_context nobody;
    struct ear ear;
    *heard = (struct listen_heard){0};
    ear_open(&ear, listener, context ? context : &nobody, text, length, arena);
    names_tag(&ear);
    people_hear(&ear);
    moments_hear(&ear, heard);
    needs_hear(&ear, heard);
    tasks_hear(&ear, heard);
    give_people(&ear, heard);
    ear_close(&ear);
}
