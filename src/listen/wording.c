#include "listen/listen.h"
#include "listen/listener.h"

static const char *const words[] = {"closed", "conditional", "plural", "apology", "vague"};

const char *wording_kind_word(enum wording_kind kind) {
    return words[kind];
}

void wording_check(const struct listener *listener, const char *text, size_t length, struct arena *arena,
                   struct wording_check *check) {
    (void)listener;
    (void)text;
    (void)length;
    (void)arena;
    *check = (struct wording_check){0};
}
