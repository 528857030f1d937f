/*
 * Any bytes as a note and as the words of an ask: the first byte chooses what the
 * context knows, the rest is the text. Every span must lie inside it.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "listen/listen.h"

static void inside(struct listen_span span, const char *text, size_t length) {
    if (!span.length || span.start > length || span.length > length - span.start)
        abort();
    if (text_valid(text, length) &&
        ((text[span.start] & 0xc0) == 0x80 ||
         (span.start + span.length < length && (text[span.start + span.length] & 0xc0) == 0x80)))
        abort(); /* in the middle of a code point */
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static struct listener *listener;
    static const char *const contacts[] = {"Ann Okafor", "Soo-jin Bae", "\xff"};
    static const char *const never[] = {"Rex", ""};
    static const char *const aliases[] = {"Tommo", NULL};
    static const struct listen_known known[] = {{.name = "Tom Baker", .aliases = aliases, .near = true},
                                                {.name = "Baker & Sons", .firm = true},
                                                {.name = NULL}};
    struct arena arena = {0};
    struct listen_heard heard;
    struct wording_check check;
    if (!listener)
        listener = listener_new(NULL, NULL, NULL);
    unsigned what = size ? data[0] : 0;
    struct listen_context context = {.contacts = contacts,
                                     .contact_count = what & 3,
                                     .known = known,
                                     .known_count = what >> 2 & 3,
                                     .never = never,
                                     .never_count = what >> 4 & 1};
    size_t length = size ? size - 1 : 0;
    char *text = malloc(length + 1);
    memcpy(text, size ? data + 1 : data, length);
    listen(listener, &context, text, length, &arena, &heard);
    for (size_t i = 0; i < heard.mention_count; i++) {
        inside(heard.mentions[i].at, text, length);
        inside(heard.mentions[i].quote, text, length);
        inside(heard.mentions[i].clause, text, length);
    }
    for (size_t i = 0; i < heard.moment_count; i++)
        inside(heard.moments[i].quote, text, length);
    for (size_t i = 0; i < heard.need_count; i++)
        inside(heard.needs[i].quote, text, length);
    wording_check(listener, text, length, &arena, &check);
    for (size_t i = 0; i < check.count; i++)
        inside(check.problems[i].at, text, length);
    free(text);
    arena_free(&arena);
    return 0;
}
