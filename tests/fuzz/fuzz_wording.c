/*
 * Any bytes as words of an ask, and as a data file of the user's own that asks are made of: the first byte
 * says which. What comes out is valid text, and every problem found lies inside the words.
 */
#include "fuzz_book.h"

#include "kith/ask.h"
#include "listen/listen.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

struct own {
    const char *file, *text;
};

static const char *overlay(void *ctx, const char *file) {
    const struct own *own = ctx;
    return strcmp(own->file, file) == 0 ? own->text : NULL;
}

static void check(struct kith *k, const char *text) {
    struct arena arena = {0};
    struct kith_wording_problems problems;
    size_t length = strlen(text);
    if (!text_valid(text, length))
        abort();
    kith_wording_check(k, text, &arena, &problems);
    for (size_t i = 0; i < problems.count; i++)
        if (problems.items[i].start > length || problems.items[i].length > length - problems.items[i].start)
            abort();
    arena_free(&arena);
}

static void check_all(struct kith *k) {
    struct arena arena = {0};
    struct kith_wordings wordings;
    struct kith_script script;
    for (kith_id source = 1; source < 3; source++)
        for (kith_id target = 0; target < 3; target += 2) {
            if (kith_wordings(k, source, target, NULL, &arena, &wordings) == KITH_OK)
                for (size_t i = 0; i < wordings.count; i++)
                    check(k, wordings.items[i].text);
            if (kith_script(k, source, target, "banker", &arena, &script) == KITH_OK && script.opening)
                check(k, script.opening);
        }
    arena_free(&arena);
}

/* Words that listening and the check are made of: every one of them is heard in a few sentences. */
static void listen_with(struct own *own) {
    static const char text[] =
        "She thanked me. Do you happen to know anyone who needs a banker? Sorry to ask.";
    struct listener *listener = listener_new(overlay, own, NULL);
    struct arena arena = {0};
    struct listen_heard heard;
    struct wording_check found;
    listen(listener, &(struct listen_context){0}, text, strlen(text), &arena, &heard);
    wording_check(listener, text, strlen(text), &arena, &found);
    for (size_t i = 0; i < found.count; i++)
        if (found.problems[i].at.start + found.problems[i].at.length > strlen(text))
            abort();
    listener_free(listener);
    arena_free(&arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static const char *const files[] = {"wordings.txt", "script.txt", "ties.txt",
                                        "roles.txt",    "trades.txt", "wording.txt",
                                        "cues.txt",     "words.txt",  "relations.txt"};
    enum { FILES = sizeof files / sizeof *files, HEARD = 5 };
    static struct own own = {"", NULL};
    static struct kith *k;
    struct arena arena = {0};
    size_t which = size ? data[0] % (FILES + 1) : FILES;
    char *text = text_repair(&arena, (const char *)data + (size > 0), size - (size > 0));
    if (!k) {
        char *sample = fuzz_file(KITH_SAMPLE);
        k = fuzz_open_with(sample, overlay, &own);
        free(sample);
    }
    own = (struct own){which < FILES ? files[which] : "", text};
    if (which == FILES)
        check(k, text);
    else if (which >= HEARD)
        listen_with(&own);
    else
        check_all(k);
    own = (struct own){"", NULL};
    arena_free(&arena);
    return 0;
}
