#include "fault/point.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <unistd.h>

static unsigned long long luck = 1;

/* In place of the system's, so that the same run makes the same uids. */
__attribute__((visibility("default"))) ssize_t getrandom(void *to, size_t length, unsigned flags) {
    (void)flags;
    for (size_t i = 0; i < length; i++) {
        luck = luck * 6364136223846793005u + 1442695040888963407u;
        ((unsigned char *)to)[i] = (unsigned char)(luck >> 56);
    }
    return (ssize_t)length;
}

void point_luck(unsigned seed) {
    luck = seed;
}

bool point_wanted(const char *verb) {
    const char *only = getenv("KITH_FAULT_VERB");
    return !only || strcmp(only, verb) == 0;
}

bool point_all(void) {
    return getenv("KITH_FAULT_ALL") != NULL;
}

int point_next(int at) {
    return point_all() ? at + 1 : at + 1 + at / 2;
}

void point_folder(char *folder, size_t size) {
    snprintf(folder, size, "%s/kith-fault-XXXXXX", access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp");
    if (!mkdtemp(folder))
        abort();
}

int point_remove(const char *folder) {
    char command[256];
    snprintf(command, sizeof command, "rm -rf '%s'", folder);
    return system(command);
}

void point_copy(const char *from, const char *to) {
    char bytes[65536];
    size_t n;
    FILE *in = fopen(from, "rb"), *out = fopen(to, "wb");
    if (!in || !out)
        abort();
    while ((n = fread(bytes, 1, sizeof bytes, in)) > 0)
        if (fwrite(bytes, 1, n, out) != n)
            abort();
    fclose(in);
    if (fclose(out) != 0)
        abort();
}
